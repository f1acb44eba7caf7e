#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables on the command line: their options, set-ups, several years and registers in one file, and member sheets. Prints TAP."""

import csv
import datetime
import re
import shutil

import openpyxl

from cli_help import *  # noqa: F403 – what these tests are written in


@test
def options_of_tables():
    register = example()
    text = run("show", register, "hovedtall", "--columns=Forslag budsjett 2023,Prognose 2022", "--base=Prognose 2022", "--percent", "--comments")
    line = next(line for line in text.splitlines() if line.startswith("Kontingenter"))
    assert [part.strip() for part in line.split("  ") if part.strip()][1:5] == ["6\u00a0283", "5\u00a0981", "302", "5,0\u00a0%"], line
    assert "prognose 2022" in text and "Avvik" in text and "(i hele tusen kroner)" in text
    assert "Endring" not in run("show", register, "hovedtall", "--base=none")
    assert run("show", register, "flerårig") == run("show", register, "flerarig")
    assert "(i kroner)" in run("show", register, "tilskudd", "--unit=1") and "1\u00a0500\u00a0000" in run("show", register, "tilskudd", "--unit=1")
    assert "ordforer@drammen.example" in run("show", register, "medlemmer")
    assert "286\u00a0364,40" in run("show", register, "medlemsark", "--member=3301")
    # The tables are the same whatever the program's language and locale.
    for locale in ("C", "nb_NO.UTF-8", "nb_NO", "de_DE.UTF-8"):
        for table in ("hovedtall", "tilskudd", "sammenligning"):
            assert run("show", register, table, "--percent", environment={"LC_ALL": locale, "LANGUAGE": "nb"}) == run("show", register, table, "--percent")


@test
def what_a_fee_is_made_of():
    """Base, minimum and maximum stand wherever a fee does, and each population has its own source or none."""
    register = example()
    source = "Kilde for folketallene: SSB, tabell 07459."
    text = run("show", register, "kontingent")
    assert source in text and "Sats 2023, kr per innbygger: 2,80" in text and "Grunnbeløp" not in text and "Minstebeløp" not in text
    for column, value in (("base", "20000"), ("minimum", "50000,50"), ("maximum", "800000"), ("rate", "450 øre")):
        run("set", register, "fee_rate", "2023/municipality", column, value)
    text = run("show", register, "kontingent")
    for line in ("Sats 2023, kr per innbygger: 4,50", "Grunnbeløp 2023, kr: 20\u00a0000", "Minstebeløp 2023, kr: 50000,50", "Høyeste beløp 2023, kr: 800\u00a0000"):
        assert line in text, line
    text = run("show", register, "medlemmer", "--no-contacts")
    assert "Kontingent 2023 for kommuner: 20\u00a0000 kr + 4,50 kr per innbygger, minst 50\u00a0000,50 kr, høyst 800\u00a0000 kr." in text.replace("\u00a0kr", " kr")
    text = run("show", register, "kontingent", "om", "--language=en")
    assert "kr per inhabitant: 4.50" in text and "699,827" in text and "800,000" in text and not re.search(r"\d,\d\d\b", text)
    # A figure that was typed is the typist's, on paper too.
    run("set", register, "population", "Halden/2022-01-01", "persons", "31000")
    text = run("show", register, "kontingent", "om")
    rows = {name: next(line for line in text.splitlines() if name in line) for name in ("Halden", "Moss")}
    assert "SSB" not in rows["Halden"] and rows["Moss"].endswith("SSB, tabell 07459") and source not in text
    assert re.search(r"Kilde ikke\s+oppgitt: 1", text)
    # Who says where it is from is believed; the same figure once more changes nothing.
    run("set", register, "population", "Halden/2022-01-01", "source", "Kommunen selv")
    run("set", register, "population", "Halden/2022-01-01", "persons", "31000")
    assert "Kommunen selv" in run("show", register, "kontingent")
    run("undo", register)
    run("undo", register)
    assert source in run("show", register, "kontingent")


@test
def no_two_columns_share_a_head():
    register = example()
    run("export", register, "kontingent", "-o", "first.csv")
    shutil.copy(register, "same.sekretariat")
    tables = (["hovedtall", "--percent", "--comments"], ["prosjektmidler", "--columns=Budsjett 2022,Forslag budsjett 2023"], ["kontingent"], ["medlemmer"],
              ["medlemmer", "--no-contacts"], ["tilskudd"], ["sammenligning"], ["sammenligning", "--against=same.sekretariat"],
              ["flerarig", "--percent", "--comments"], ["kontroll"])
    for language in ("nb", "nn", "en"):
        for arguments in tables:
            run("export", register, *arguments, f"--language={language}", "-o", "a.csv")
            with open("a.csv", encoding="utf-8-sig", newline="") as file:
                head = next(csv.reader(file, delimiter=";"))
            assert all(head) and len(set(head)) == len(head) > 2, (arguments, head)
    # Of nothing there is nothing to explain.
    text = run("show", register, "sammenligning", "--against=same.sekretariat")
    assert text.rstrip().endswith("Ingen forskjeller."), text
    text = run("show", register, "sammenligning", f"--against={datetime.date.today().isoformat()}")
    assert f"Sammenligning med registeret per {datetime.date.today().day}." in text, text


@test
def bad_options_write_nothing():
    register = example()
    open("old.xlsx", "w").write("old")
    for arguments, words in ((["--columns=Budsjett 2021"], ["Budsjett 2021", "Budsjett 2022; Prognose 2022; Forslag budsjett 2023"]),
                             (["--base=Foo"], ["Foo", "Prognose 2022"]), (["--setup=Styret"], ["Styret", "table_setup"]),
                             (["--unit=7"], ["7", "1000"]), (["--language=de"], ["de", "nn"]), (["--years=2022,x"], ["2022,x", "2022, 2023"]),
                             (["--year=2023", "--years=2022"], ["--year"]), (["--year=23"], ["23"]),
                             (["--member=Bergen"], ["Bergen"]), (["--against=missing.sekretariat"], ["missing.sekretariat"]),
                             (["sammenligning", "--against=31.2.2023"], ["31.2.2023", "valid date"]), (["sammenligning", "--against=2023-13-01"], ["2023-13-01", "valid date"]),
                             (["--against=1.1.2001"], ["1.1.2001"]), (["--percentage"], ["--percentage"]), (["medlemsark"], ["--member", "medlemsark/"]),
                             (["hovudtabell"], ["hovudtabell", "hovedtall"])):
        refuse("export", register, "-o", "old.xlsx", *arguments, words=words)
        assert open("old.xlsx").read() == "old", arguments
    refuse("export", register, "hovedtall", "-o", "mappe/", words=["mappe"])
    refuse("export", register, "hovedtall", "-o", "x.xyz", words=[".xlsx"])
    assert not os.path.exists("mappe")


@test
def odd_files_and_folders():
    """One line, in either language, and nothing that was there is touched."""
    register = example()
    open("plain", "w").write("old")
    os.mkdir("folder")
    cases = ((["hovedtall", "-o", "a.xls"], "a.xls"), (["hovedtall", "-o", "a"], ".docx"), (["hovedtall", "-o", ""], ".docx"), (["hovedtall", "-o", "gone/a.xlsx"], "gone"),
             (["hovedtall", "-o", "plain/a.xlsx"], "plain"), (["hovedtall", "-o", "folder"], "folder"), (["hovedtall", "-o"], "-o"), (["hovedtall"], "-o"),
             (["hovedtall", "-o", register], ".docx"), (["medlemsark", "-o", "gone/deep/"], "gone"), (["medlemsark", "-o", "plain/"], "plain"),
             (["medlemsark", "-o", "one.xlsx"], "--member"), (["medlemsark", "--member=3301", "-o", "one.csv"], ".csv"), (["hovedtall", "kontingent", "-o", "a.csv"], ".csv"),
             (["-o", "a.tsv"], ".tsv"), (["hovedtall", "--year=2031", "-o", "a.xlsx"], "2031"), (["hovedtall", "--years=2022,2031", "-o", "a.xlsx"], "2031"),
             (["hovedtall", "--year=abc", "-o", "a.xlsx"], "abc"), (["hovedtall", "--unit=", "-o", "a.xlsx"], ""), (["hovedtall", "--columns=,", "-o", "a.xlsx"], "2022,2023"),
             (["sammenligning", "--against=1.1.2000", "-o", "a.xlsx"], "1.1.2000"), (["sammenligning", "--against=gone", "-o", "a.xlsx"], "gone"), (["gone", "-o", "a.xlsx"], "gone"))
    locale = os.path.join(os.path.dirname(CLI), "..", "..", "po")
    there = sorted(os.listdir("."))
    for language in ("C", "nb"):
        for arguments, word in cases:
            refuse("export", register, *arguments, words=[word], environment={"LANGUAGE": language, "SEK_LOCALE_DIR": locale})
            assert sorted(os.listdir(".")) == there and os.listdir("folder") == [] and open("plain").read() == "old", arguments
    assert run("show", register, "hovedtall", "--years=2022,2022") == run("show", register, "hovedtall", "--year=2022")
    assert run("show", register, "hovedtall", "--columns=2022,2022") == run("show", register, "hovedtall", "--columns=2022")


@test
def a_setup_is_kept_and_used():
    register = example()
    run("add", register, "table_setup", "name=Styret november 2023", "tables=hovedtall", "columns=Budsjett 2022; Forslag budsjett 2023", "percent=ja", "language=nn")
    assert run("show", register, "--setup=Styret november 2023") == run("show", register, "hovedtall", "--columns=Budsjett 2022;Forslag budsjett 2023",
                                                                        "--percent", "--language=nn")
    refuse("show", register, "--setup=Styret mars", words=["Styret november 2023"])
    refuse_edit(register, "add", register, "table_setup", "name=styret november 2023", words=["Styret november 2023"])
    refuse_edit(register, "set", register, "table_setup", "Styret november 2023", "tables", "tabell", words=["hovedtall"])
    refuse_edit(register, "set", register, "table_setup", "Styret november 2023", "more_years", "i fjor", words=["i fjor", "2022, 2023"])
    run("set", register, "table_setup", "Styret november 2023", "more_years", "2022, 2023")
    both, other = run("show", register, "--setup=Styret november 2023"), example("other.sekretariat")
    assert [line for line in both.splitlines() if line.startswith("Hovudtal")] == ["Hovudtal, budsjett 2022", "Hovudtal, budsjett 2023"]
    assert run("show", register, "--setup=Styret november 2023", "--year=2023") == run("show", register, "hovedtall", "--columns=Budsjett 2022;Forslag budsjett 2023",
                                                                                        "--percent", "--language=nn")
    run("add", other, "table_setup", "name=Styret november 2023", "more_years=2022")
    joint = run("show", register, other, "hovedtall", "--setup=Styret november 2023")
    assert [line[-4:] for line in joint.splitlines() if "tal" in line and ", budsjett 20" in line] == ["2022", "2023"] * 2, joint
    run("set", register, "table_setup", "Styret november 2023", "more_years", "")
    run("delete", register, "budget_column", "Budsjett 2022")
    assert "Budsjett" not in run("show", register, "--setup=Styret november 2023", "--base=none").splitlines()[5]
    run("undo", register)
    assert "table set-up Styret november 2023" in run("log", register)


@test
def several_years_and_registers():
    register, other = example(), example("other.sekretariat")
    run("set", other, "organisation", "-", "short_name", "Rådet / [nord]")
    run("export", register, "--years=2022,2023", "-o", "years.xlsx")
    run("export", register, other, "hovedtall", "kontingent", "-o", "registers.xlsx")
    refuse("export", register, register, "hovedtall", "-o", "x.xlsx", words=["twice"])
    refuse("export", register, "hovedtall", "--years=2022,2023", "-o", "x.csv", words=[".csv"])
    try:
        import openpyxl
    except ImportError:
        return "no openpyxl"
    book = openpyxl.load_workbook("years.xlsx")
    assert book.sheetnames == ["Hovedtall 2022", "Prosjektmidler 2022", "Kontingent 2022", "Hovedtall 2023", "Diagram", "Prosjektmidler 2023", "Kontingent 2023",
                               "Kontroll", "Om"], book.sheetnames
    # A formula refers to its own year, and a column of the year before to that year's tables.
    formulas = {sheet.title: " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.data_type == "f") for sheet in book}
    assert "'Prosjektmidler 2023'!" in formulas["Hovedtall 2023"] and "'Kontingent 2023'!" not in formulas["Hovedtall 2022"]
    assert "Sats_kommune_2022" in formulas["Kontingent 2022"] and "Sats_kommune_2023" not in formulas["Kontingent 2022"]
    names = openpyxl.load_workbook("registers.xlsx").sheetnames
    assert len(set(names)) == 5 and names[0] == "Hovedtall Osloregionen IPR" and names[2].startswith("Hovedtall Rådet") and names[3] == "Diagram", names
    # The charts show the years one after the other, each column from the table of its own year; and each register.
    heads = [cell.value for row in book["Diagram"].iter_rows() for cell in row if cell.value in ("Budsjett 2022", "Forslag budsjett 2023")]
    assert heads == ["Budsjett 2022", "Forslag budsjett 2023"] * 2 and "'Hovedtall 2022'!" in formulas["Diagram"] and "'Hovedtall 2023'!" in formulas["Diagram"]
    assert len(book["Diagram"]._charts) == 2 and len(openpyxl.load_workbook("registers.xlsx")["Diagram"]._charts) == 4


@test
def all_member_sheets_at_once():
    register = example()
    names = run("export", register, "medlemsark", "-o", "ark/").splitlines()
    assert len(names) == 64 and sorted(os.listdir("ark")) == sorted(names) and "3301 Drammen – kontingent 2023.xlsx" in names, names[:3]
    before = {name: open(f"ark/{name}", "rb").read() for name in names}
    run("export", register, "medlemsark", "-o", "ark/")
    assert before == {name: open(f"ark/{name}", "rb").read() for name in names}
    # One that is open elsewhere stops the rest, and what was written is told.
    open(f"ark/.~lock.{names[2]}#", "w").write(",Sekretariatet,pc,18.11.2022 09:00,file:///;")
    done = call("export", register, "medlemsark", "-o", "ark")
    assert done.returncode == 2 and done.stdout.decode().splitlines() == names[:2], done.stdout.decode()
    assert "2 of 64" in done.stderr.decode() and names[2] in done.stderr.decode() and done.stderr.count(b"\n") == 1, done.stderr.decode()
    refuse("export", register, "medlemsark", "-o", "no/such/folder/", words=["no/such/folder"])
    refuse("export", register, "medlemsark", "--year=1999", "-o", "old/", words=["1999"])
    try:
        import openpyxl
    except ImportError:
        return "no openpyxl"
    book = openpyxl.load_workbook("ark/3301 Drammen – kontingent 2023.xlsx")
    cells = {name.name: book[name.attr_text.split("!")[0].strip("'")][name.attr_text.split("!")[1].replace("$", "")] for name in book.defined_names.definedName
             if name.name.startswith("Skjema_")}
    assert cells["Skjema_nummer"].value == "3301" and cells["Skjema_navn"].value == "Drammen", cells
    assert cells["Skjema_medlem"].value.startswith("member-") and cells["Skjema_nokkel"].value.startswith("contact-")
    assert cells["Skjema_epost"].value == "ordforer@drammen.example" and cells["Skjema_rolle"].value == "politisk"
    assert any(cell.data_type == "f" and "ROUND" in cell.value for row in book["Kontingent"].iter_rows() for cell in row)


@test
def a_member_sheet_of_several_years_asks_for_contacts_once():
    register = example()
    printed = run("show", register, "medlemsark", "--member=3301", "--years=2022,2023")
    assert printed.count("Kontakter for 3301 Drammen") == 1, printed
    assert printed.count("Kontingent for 3301 Drammen") == 2, printed
    # Another council's form has the same words, and only one of them can have the names.
    os.rename(example("x.sekretariat"), "other.sekretariat")
    run("set", "other.sekretariat", "organisation", "Osloregionen interkommunalt politisk råd", "short_name", "Annet råd")
    run("export", register, "other.sekretariat", "medlemsark", "--member=3301", "-o", "joint.xlsx")


@test
def rates_over_the_years():
    """Only columns that some rate uses; the change is a formula over two years; how a rate came to be stands below."""
    register = example()
    run("add", register, "fee_rate", "year=2024", "kind=municipality", "rate=3,00", "basis=2,80 × 1,075 = 3,010 → 3,00, som er 7,1 %.")
    run("export", register, "satser", "-o", "satser.csv")
    with open("satser.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert rows[0] == ["År", "Gjelder", "Sats, kr per innbygger", "Endring", "Folketall 1.1. året før", "Kontingent i alt, kr", "Vedtatt"], rows[0]
    assert [row[0] for row in rows[1:4]] == ["2022", "2023", "2024"], rows
    assert "6283546" in rows[2] and "2244124" in rows[2], rows[2]
    text = run("show", register, "satser").replace("\u00a0", " ")
    assert "2024, kommune: 2,80 × 1,075 = 3,010 → 3,00, som er 7,1 %." in text and "3,7 %" in text, text
    run("set", register, "fee_rate", "2024/municipality", "base", "51 258")
    run("set", register, "fee_rate", "2024/municipality", "decided_on", "15.6.2023")
    text = run("show", register, "satser", "--language=nn")
    assert "Grunnbeløp" in text and "51\u00a0258" in text and "Vedteke" in text and "15.6.2023" in text, text
    assert "Rate" in run("show", register, "satser", "--language=en")
    run("export", register, "satser", "-o", "satser.xlsx")
    sheet = openpyxl.load_workbook("satser.xlsx")["Satser"]
    formulas = [cell.value for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert len(formulas) == 2 and all("/" in formula for formula in formulas), formulas
    # Of no rates there is a table all the same.
    run("new", "empty.sekretariat")
    assert "Satser" in run("show", "empty.sekretariat", "satser")


main()
