#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Imports by the command line: exit statuses, what is printed and what the JSON holds, that a refusal or a dry run changes
nothing, and that the whole is one step of undo. Prints TAP."""

import datetime
import json
import os
import subprocess
import sys
import tempfile
import traceback

import openpyxl

CLI = os.path.abspath(sys.argv[1])
ENVIRONMENT = {**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "C", "TZ": "UTC"}
TESTS = []


def test(function):
    TESTS.append(function)
    return function


def call(*arguments, stdin=None, environment=None):
    return subprocess.run([CLI, *arguments], capture_output=True, input=stdin, env={**ENVIRONMENT, **(environment or {})}, timeout=60)


def run(*arguments, status=0, **options):
    done = call(*arguments, **options)
    assert done.returncode == status, (arguments, done.returncode, done.stderr.decode())
    assert done.stderr == b"", done.stderr.decode()
    return done.stdout.decode()


def dump_rows(register):
    """The rows that a dump prints, without the lines before them, which say when they were last changed."""
    return run("dump", register).split("\n\n", 1)[1]


def refuse(*arguments, words=()):
    before = dump_rows("r.sekretariat"), run("log", "r.sekretariat")
    done = call(*arguments)
    line = done.stderr.decode()
    assert done.returncode == 2, (arguments, done.returncode, line)
    assert line.startswith("sekretariat-cli: r.sekretariat: ") and line.count("\n") == 1, repr(line)
    for word in words:
        assert word in line, (word, line)
    assert (dump_rows("r.sekretariat"), run("log", "r.sekretariat")) == before
    return done.stdout.decode()


def write(name, text, encoding="utf-8"):
    with open(name, "w", encoding=encoding) as file:
        file.write(text)
    return name


def read(name):
    with open(name, "rb") as file:
        return file.read()


def example():
    run("new", "r.sekretariat", "--example")
    return "r.sekretariat"


def verdicts(text):
    return {(entry["verdict"], entry["name"] or entry["label"]) for entry in json.loads(text)["proposals"] if entry["verdict"] != "missing"}



@test
def one_list_of_members_has_all():
    """Number, name, subregion and populations of several days in one go; subregions are made, a misspelt one is asked about."""
    run("new", "one.sekretariat")
    with open("one.csv", "w") as file:
        file.write("Kommunenr;Kommune;Delregion;Folketall 1.1.2026;Folketall 2025\n3301;Drammen;Indre;104 487;103 291\n"
                   "301;Oslo;Ytre;728 714;724290\n3103;Moss;indre;53 207;52 646\n")
    empty = dump_rows("one.sekretariat")
    out = run("import", "one.sekretariat", "members", "one.csv")
    assert out.count("new subregion") == 2, out
    dump = dump_rows("one.sekretariat")
    assert dump.count("[subregion]") <= 1 and "\t728714\t" in dump and "\t103291\t" in dump, dump
    assert "Indre" in run("show", "one.sekretariat", "medlemmer")
    run("undo", "one.sekretariat")
    assert dump_rows("one.sekretariat") == empty
    run("import", "one.sekretariat", "members", "one.csv")
    with open("two.csv", "w") as file:
        file.write("Kommunenr;Kommune;Delregion;Innbyggere\n3301;Drammen;Indra;104 500\n")
    done = call("import", "one.sekretariat", "members", "two.csv")
    assert done.returncode == 2 and "Of which day are the populations?" in done.stderr.decode(), done
    done = call("import", "one.sekretariat", "members", "two.csv", "--answer=date=2026-01-01")
    assert done.returncode == 1 and "similar to “Indre”" in done.stdout.decode(), done
    dump = dump_rows("one.sekretariat")
    assert "Indra" not in dump and "\t104500\t" in dump
    assert run("import", "one.sekretariat", "members", "one.csv").count("new subregion") == 0
    # A day within the year stands for no first of January by itself; the last day of a year is the next one's first.
    for head, date in (("Folkemengde per 1. oktober 2025", None), ("Folketall 1.7.2025", None), ("Innbyggere 30.06.2025", None),
                       ("Folketall pr. 1. januar 2025", "1.1.2025"), ("Folketall 01.01.2025", "1.1.2025"), ("Folketall 31.12.2024", "1.1.2025"),
                       ("Innbyggere ved utgangen av 2024", "1.1.2025"), ("Folketall 2025", "1.1.2025")):
        with open("three.csv", "w") as file:
            file.write(f"Kommunenr;Kommune;{head}\n3301;Drammen;104 000\n")
        done = call("import", "one.sekretariat", "members", "three.csv", "--dry-run")
        told = done.stdout.decode() + done.stderr.decode()
        assert ("Of which day" in told) == (date is None) and (date is None or f"Drammen, {date}" in told), (head, told)


@test
def population():
    register = example()
    file = write("07459.csv", '"region";"Personer 2022"\n"3005 Drammen";102000\n"3002 Moss";50290\n"9999 Utopia";7\n', "latin-1")
    before = read(register)
    text = run("import", register, "population", file, "--dry-run", status=1)
    assert read(register) == before
    assert text.startswith("Import population 1.1.2022 from 07459.csv\n"), text
    assert "Drammen, 1.1.2022" in text and "102\u00a0273 → 102\u00a0000  changed" in text
    assert "In the file and not in the register:\n  row 4  9999 Utopia  7" in text
    assert "In the register and not in the file:\n" in text and "SSB, tabell 07459" in text
    dump = dump_rows(register)
    run("import", register, "population", file, status=1)
    assert "\t102000\t" in dump_rows(register)
    assert run("undo", register) == "Undone: Import population 1.1.2022 from 07459.csv\n"
    assert dump_rows(register) == dump
    run("redo", register)
    again = json.loads(run("import", register, "population", file, "--json", status=1))
    assert again["counts"]["same"] == 2 and again["counts"]["accepted"] == 0 and again["stored"] is True
    assert ("unknown", "9999 Utopia") in verdicts(run("import", register, "population", file, "--json", status=1))


@test
def complete():
    """A file that has every member and nothing strange leaves nothing over."""
    run("new", "r.sekretariat")
    run("add", "r.sekretariat", "member", "name=Drammen", "number=3301")
    file = write("a.csv", "region;2022\nK-3005 Drammen;102273\nK-3002 Moss;50290\n")
    assert "Skipped, 1 row: K-3002 Moss" in run("import", "r.sekretariat", "population", file)


@test
def questions():
    register = example()
    file = write("a.csv", "region;2022\n3005 Drammen;102.000\n")
    text = refuse("import", register, "population", file, "--json", words=["a.csv", "--decimal=comma (102000)", "--decimal=point (102)"])
    question = json.loads(text)["questions"][0]
    assert question["id"] == "decimal" and question["answer"] is None and len(question["choices"]) == 2
    run("import", register, "population", file, "--decimal=comma", status=1)
    assert "Drammen" not in refuse("import", register, "population", write("b.csv", "region;x\nDrammen;102000\n"), words=["--year="])
    refuse("import", register, "population", "nosuch.csv", words=["nosuch.csv"])
    refuse("import", register, "folketall", file, words=["folketall", "population, members, accounts, budget, projects, member-sheets"])
    refuse("import", register, "population", file, "--answer=x", words=["QUESTION=ANSWER"])
    refuse("import", register, "population", file, file, words=["Only member sheets"])
    refuse("import", register, "budget", write("c.csv", "Post;Beløp\nKommunikasjon;260\n"), "--column=Budsjett 2022", words=["--unit=1000"])


@test
def budget():
    register = example()
    file = write("c.csv", "Post;Beløp\nKommunikasjon;260\nReklame;1\n")
    run("import", register, "budget", file, "--column=Prognose 2022", "--unit=1000", "--answer=row:Reklame=ignore", status=1)
    assert "Kommunikasjon" in run("show", register, "hovedtall", "--year=2022")
    # What was answered is remembered, as rows that can be changed.
    text = run("import", register, "budget", file, "--column=Prognose 2022", status=1)
    assert "(as last time)" in text and "Skipped, 1 row: Reklame" in text, text
    run("delete", register, "import_rule", "budget/Reklame")
    assert "1  – " not in text and "Reklame  1" in run("import", register, "budget", file, "--column=Prognose 2022", status=1)
    # A column of the file can be told by hand which budget column it is; nothing else is one.
    other = write("d.csv", "Post;Noe\nKommunikasjon;260\n")
    assert "250 → 260" in run("import", register, "budget", other, "--answer=column:Noe=Forslag budsjett 2023", "--unit=1000", "--dry-run", status=1)
    refuse("import", register, "budget", other, "--answer=column:Noe=amount", "--unit=1000", words=["amount"])
    run("set", register, "budget_column", "Prognose 2022", "status", "sealed")
    refuse("import", register, "budget", file, "--column=Prognose 2022", words=["sealed"])


@test
def new_columns():
    register = example()
    file = write("c.csv", "Post;Regnskap 2021 (kroner);Budsjett 2024\nKommunikasjon;260 000;270 000\nReklame;1 000;2 000\n")
    before = dump_rows(register)
    refuse("import", register, "budget", file, words=["--column=new:TITLE", "--column=new: (New columns: Regnskap 2021, Budsjett 2024)"])
    refuse("import", register, "budget", file, "--column=new:Drift", words=["c.csv", "type and year", "new:Drift (accounts 2021)", "forecast"])
    refuse("import", register, "budget", file, "--column=new:Budsjett 2022", words=["already"])
    one = ["import", register, "budget", file, "--column=new:Drift (accounts 2020)", "--answer=amount=Budsjett 2024"]
    assert "New column “Drift”" in run(*one, "--dry-run", status=1)
    text = run("import", register, "budget", file, "--column=new:", "--dry-run", "--json", status=1)
    proposals = json.loads(text)["proposals"]
    assert [(p["label"], p["before"], p["after"], p["accepted"]) for p in proposals[:2]] == [
        ("New column “Regnskap 2021”", "", "accounts 2021", True), ("New column “Budsjett 2024”", "", "budget 2024", True)], proposals
    assert ("new", "Kommunikasjon") in verdicts(text) and ("unknown", "Reklame") in verdicts(text)
    assert dump_rows(register) == before
    # Both columns and what is in them are one step.
    assert "4 changes were stored" in run("import", register, "budget", file, "--column=new:", status=1)
    assert "260" in run("show", register, "hovedtall", "--year=2021")
    run("undo", register)
    assert dump_rows(register) == before
    # In a register without a budget the first column brings the lines that are computed.
    run("new", "e.sekretariat")
    empty = write("e.csv", "Post;Budsjett 2024 (kroner)\nKontingenter;100 000\n")
    text = run("import", "e.sekretariat", "budget", empty, "--column=new:", "--dry-run", "--json")
    assert json.loads(text)["proposals"][1]["label"] == "Kontingenter, Budsjett 2024"
    run("import", "e.sekretariat", "budget", empty, "--column=new:")
    assert "100" in run("show", "e.sekretariat", "hovedtall", "--year=2024")


@test
def accounts():
    register = example()
    file = write("saldo.csv", "Konto;Tekst;Kroner\n3000;Kontingent;-5 982 000\n5000;Lønn;4 600 000\n")
    run("add", register, "import_rule", "kind=accounts", "matched=5000-5999", "budget_line=Lønn sekretariatet mv.")
    run("import", register, "accounts", file, "--column=Prognose 2022", "--sign=ledger", "--answer=row:3000=Kontingenter", status=1)
    text = run("show", register, "hovedtall", "--year=2022")
    assert "5\u00a0982" in text and "4\u00a0600" in text, text


@test
def doubtful():
    register = example()
    file = write("a.csv", "region;2022\n3001 Halden;3144\n3002 Moss;5029\n3003 Sarpsborg;58 183\n")
    text = run("import", register, "population", file, "--dry-run", status=1)
    assert "31\u00a0444 →  3\u00a0144  uncertain, not taken\n" in text, text
    assert "      From 31\u00a0444 (1.1.2022) to 3\u00a0144 is more than 20 per cent" in text, text
    assert "1 change would be stored" in text
    assert "3 changes would be stored" in run("import", register, "population", "--accept-doubtful", file, "--dry-run",
                                              status=1)
    assert "3 changes would be stored" in run("import", register, "population", file, "--accept-doubtful=2-3",
                                              "--dry-run", status=1)
    assert "3 changes would be stored" in run("import", register, "population", file, "--accept-doubtful=3, 2",
                                              "--dry-run", status=1)
    refuse("import", register, "population", file, "--accept-doubtful=4", words=["Row 4", "2, 3"])
    refuse("import", register, "population", file, "--accept-doubtful=x", words=["“x”", "2,5-7"])
    refuse("import", register, "population", file, "--accept-doubtful=3-2", words=["3-2"])
    refuse("import", register, "population", write("b.csv", "region;2022\n3002 Moss;50291\n"), "--accept-doubtful=2",
           words=["Row 2", "no other row"])
    run("import", register, "population", file, "--accept-doubtful=3", status=1)
    dump = dump_rows(register)
    assert "\t5029\t" in dump and "\t3144\t" not in dump and "\t58183\t" in dump


@test
def standard_input():
    register = example()
    text = run("import", register, "projects", "-", "--column=Forslag budsjett 2023", "--unit=1000", "--json", status=1,
               stdin="Prosjekt\tBeløp\nKlima\t180\n".encode())
    assert ("changed", "Klima") in verdicts(text)


@test
def pipes():
    """What can be read once is read, whatever is asked meanwhile; where nothing comes it is refused."""
    register = example()
    text = b"region;2022\n3001 Halden;31544\n3002 Moss;50.391\n"
    before = dump_rows(register)
    assert "31\u00a0544" in run("import", register, "population", "/dev/stdin", "--decimal=comma", "--dry-run",
                                status=1, stdin=text)
    reading, writing = os.pipe()
    os.write(writing, text)
    os.close(writing)
    done = subprocess.run([CLI, "import", register, "population", f"/dev/fd/{reading}", "--decimal=comma"],
                          capture_output=True, env=ENVIRONMENT, timeout=60,
                          pass_fds=[reading])
    os.close(reading)
    assert done.returncode == 1 and b"from pipe" in done.stdout, done
    run("undo", register)
    os.mkfifo("p")
    os.mkfifo("p.txt")
    refuse("import", register, "population", "p", words=["“p”", "nothing comes through it"])
    writer = subprocess.Popen(["sh", "-c", "sleep 0.2; cat > p"], stdin=subprocess.PIPE)
    writer.stdin.write(text)
    writer.stdin.close()
    run("import", register, "population", "p", "--decimal=comma", "--dry-run", status=1)
    assert writer.wait(10) == 0
    refuse("import", register, "population", "/dev/zero", words=["“zero”", "a device"])
    refuse("import", register, "population", ".", words=["a folder"])
    refuse("import", register, "member-sheets", "p", words=["nothing comes through it"])
    for command in (["audit", "p"], ["audit", "p.txt"], ["audit", "--text", "p"], ["audit", "--text", "/dev/zero"],
                    ["audit", "/dev/zero"], ["audit", "."], ["audit", "--text", "."]):
        done = call(*command)
        assert done.returncode == 2 and done.stderr.count(b"\n") == 1, (command, done)
        assert b"cannot be read" in done.stderr, (command, done)
    assert "0" in run("audit", "/dev/stdin", stdin=b"Post;2023;2024;Endring\nA;1;2;1\nB;3;5;2\nSum;4;7;3\n")
    assert "12" in run("audit", "--text", "/dev/stdin", "--json", stdin="Budsjettet er på 12 kr.\n".encode())
    endless = subprocess.Popen(["cat", "/dev/zero"], stdout=subprocess.PIPE)
    done = subprocess.run([CLI, "import", register, "population", "-"], capture_output=True, env=ENVIRONMENT,
                          timeout=60, stdin=endless.stdout)
    endless.kill()
    endless.wait()
    assert done.returncode == 2 and b"64 MiB" in done.stderr, done
    assert dump_rows(register) == before


@test
def index_as_the_statbank_writes_it():
    """The statbank's workbook: a title, heads over two rows, the group in its first row only, sources below."""
    register = example()
    book = openpyxl.Workbook()
    for row in (["03013: Konsumprisindeks, etter konsumgruppe, måned og statistikkvariabel"], [],
                [None, None, "Konsumprisindeks (2015=100)", "12-måneders endring (prosent)"],
                ["TOTAL Totalindeks", "2021M10", 117.2, 3.5], [None, "2022M10", 126, 7.5],
                ["01 Matvarer og alkoholfrie drikkevarer", "2021M10", 109.4, 1.1], [None, "2022M10", 121.6, 11.2],
                [], ["Statistisk sentralbyrå"], ["Se tabell 14700 (2025=100) for nyere tall."]):
        book.active.append(row)
    book.save("kpi.xlsx")
    before = dump_rows(register)
    text = run("import", register, "index", "kpi.xlsx").replace("\u00a0", " ")
    assert "KPI, tabell 03013, October 2022:  → 126.0" in text or "→ 126.0" in text, text
    assert "1 other group" in text and "12-måneders endring" in text, text
    dump = dump_rows(register)
    assert "\t2022-10\t126000\tSSB 03013\t" in dump and "\t121600\t" not in dump, dump
    run("undo", register)
    assert dump_rows(register) == before
    # Latin-1, months across, and a revised figure.
    run("import", register, "index", "kpi.xlsx")
    write("03013.csv", "konsumgruppe;2021M10;2022M10\nTotalindeks, måned;117,2;126,1\n", "iso-8859-1")
    out = run("import", register, "index", "03013.csv", "--answer=group=Totalindeks, måned", "--dry-run").replace("\u00a0", " ")
    assert "126.0 → 126.1" in out and "The figure was revised" in out, out
    # The base of one table, the number of another.
    write("14700.csv", "konsumgruppe;måned;Konsumprisindeks (2015=100)\nTotalindeks;2021M10;117,2\n")
    refuse("import", register, "index", "14700.csv", words=["2015 is 100", "2025"])
    write("ukjent.csv", "måned;Indeks\n2021M10;117,2\n")
    refuse("import", register, "index", "ukjent.csv", words=["Which index", "--answer=table=14700", "2025"])


@test
def hours_in_a_workbook_with_a_sheet_a_month():
    """Days and times as a spreadsheet types them, a title, sums by formula, a hidden sheet, one of something else."""
    register = example()
    book = openpyxl.Workbook()
    january, february, rates, hidden = book.active, *(book.create_sheet(name) for name in ("Februar", "Satser", "Gammel"))
    january.title = "Januar"
    january.append(["Timeliste Klimasats", None, 2023])
    january.append(["Ansatt:", "Kari"])
    january.append([])
    for sheet in (january, hidden):
        sheet.append(["Dato", "Timer", "Aktivitet"])
    january.append([datetime.date(2023, 1, 9), datetime.time(7, 30), "Møte i styringsgruppa"])
    january.append([datetime.date(2023, 1, 10), 7.5, "Rapport"])
    january.append([datetime.date(2023, 1, 11), None, None])
    january.append(["Sum", "=SUM(B5:B6)"])
    february.append(["Dag", "Tid", "Hva"])
    february.append(["ons 1.2.", "6 t", "Befaring"])
    february.append(["1.8.2024", "5", "For sent"])
    rates.append(["Sats", 700])
    hidden.append([datetime.date(2023, 1, 9), 3, "Gammelt"])
    hidden.sheet_state = "hidden"
    book.save("Timer 2023.xlsx")
    before = dump_rows(register)
    text = run("import", register, "hours", "Timer 2023.xlsx", status=1).replace("\u00a0", " ")
    assert "Klimasats, 9 January 2023: Møte i styringsgruppa" in text, text
    assert "which ends on 30 June 2024" in text and "For sent" in text, text
    assert "“Satser”, which has no dates and hours" in text and "“Gammel”, which is hidden" in text, text
    assert "3 changes were stored" in text, text
    dump = dump_rows(register)
    for row in ("2023-01-09\thours\t\t750\t\tMøte i styringsgruppa", "2023-01-10\thours\t\t750\t\tRapport",
                "2023-02-01\thours\t\t600\t\tBefaring"):
        assert row in dump, dump
    assert "Gammelt" not in dump and "For sent" not in dump
    assert "same: 3" in run("import", register, "hours", "Timer 2023.xlsx", status=1)
    one = json.loads(run("import", register, "hours", "Timer 2023.xlsx", "--answer=sheet=Gammel", "--dry-run", "--json"))
    assert [entry["after"] for entry in one["proposals"]] == ["3"], one["proposals"]
    run("undo", register)
    assert dump_rows(register) == before


@test
def hours_of_several_grants():
    """Which grant is asked by name where there are several, and remembered."""
    register = example()
    run("add", register, "grant", "name=Interreg", "funder=EU")
    write("t.csv", "Dato;Timer;Prosjekt\n9.1.2023;7,5;\n10.1.2023;7,5;Interreg\n11.1.2023;1;Ukjent\n")
    refuse("import", register, "hours", "t.csv", words=["Which grant", "--answer=grant=Interreg", "--answer=grant=Klimasats"])
    text = run("import", register, "hours", "t.csv", "--answer=grant=Klimasats", "--dry-run", status=1)
    assert "--answer='row:Ukjent=NAME'" in text, text
    run("import", register, "hours", "t.csv", "--answer=grant=Klimasats", "--answer=row:Ukjent=Interreg")
    write("u.csv", "Dato;Timer;Prosjekt\n12.1.2023;7,5;Ukjent\n")
    run("import", register, "hours", "u.csv")
    rows = [line.split("\t") for line in dump_rows(register).splitlines()]
    grants = {row[0]: row[3] for row in rows if len(row) > 3 and row[3] in ("Interreg", "Klimasats")}
    assert grants and sorted((row[2], grants[row[1]], row[5]) for row in rows if len(row) > 5 and row[3] == "hours") == [
        ("2023-01-09", "Klimasats", "750"), ("2023-01-10", "Interreg", "750"), ("2023-01-11", "Interreg", "100"),
        ("2023-01-12", "Interreg", "750")], rows


def main():
    print(f"1..{len(TESTS)}")
    failed = False
    home = os.getcwd()
    for number, function in enumerate(TESTS, 1):
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            try:
                function()
                print(f"ok {number} {function.__name__}", flush=True)
            except Exception:
                failed = True
                print("# " + traceback.format_exc().replace("\n", "\n# "))
                print(f"not ok {number} {function.__name__}", flush=True)
            finally:
                os.chdir(home)
    sys.exit(failed)


main()
