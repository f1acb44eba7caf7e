#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names and shapes that real files have: which proposals come of them. Prints TAP."""
import json
import zipfile

from cli_help import *  # noqa: F403 – what these tests are written in


# Near those of the example: others are doubtful.
FIGURES = {"Oslo": "700101", "Halden": "31501", "Nes": "23801", "Våler (Østfold)": "5901", "Ås": "20801", "Bærum": "129001"}


def propose(kind, name, content, *options, encoding="utf-8"):
    """{label: (before, after, verdict)} of what would be stored, and the whole answer."""
    register = "r.sekretariat" if os.path.exists("r.sekretariat") else example()
    with open(name, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode(encoding))
    done = subprocess.run([CLI, "import", register, kind, name, "--dry-run", "--json", *options], capture_output=True, timeout=60)
    assert done.returncode in (0, 1), done.stderr.decode()
    told = json.loads(done.stdout)
    return {item["label"]: item["after"].replace("\u00a0", "") for item in told["proposals"] if item["accepted"]}, told


def taken(*arguments, **more):
    return propose(*arguments, **more)[0]


@test
def names_of_municipalities():
    for name, year, label in (("Oslo municipality", 2022, "Oslo"), ("Halden kommune", 2022, "Halden"), ("Nes (Akershus)", 2022, "Nes"),
                              ("Nes (Viken)", 2022, "Nes"), ("Nes i Akershus", 2019, "Nes"), ("Nes (Akershus)", 2019, "Nes"), ("Våler (Viken)", 2022, "Våler (Østfold)"),
                              ("Våler i Østfold", 2019, "Våler (Østfold)"), ("Våler kommune (Østfold)", 2024, "Våler (Østfold)"),
                              ("3018 V\ufffdler (Viken)", 2022, "Våler (Østfold)"), ("3021 \ufffd\ufffds", 2022, "Ås"), ("3024 B?rum", 2022, "Bærum")):
        figure = FIGURES[label]
        assert taken("population", "a.csv", f"Kommune;{year}\n{name};{figure}\n") == {f"{label}, 1.1.{year}": figure}, name
    for name, year in (("Våler (Innlandet)", 2022), ("Våler (Hedmark)", 2019), ("Nes (Buskerud)", 2019), ("3024 B\ufffdrun", 2022), ("3049 L\ufffdr", 2022),
                       ("3024 \ufffd\ufffd\ufffd\ufffd\ufffd", 2022)):
        assert taken("population", "a.csv", f"Kommune;{year}\nHalden;31500\n{name};7000\n") == {f"Halden, 1.1.{year}": "31500"}, name


@test
def code_pages():
    names = {"Ås": "20801", "Sør-Odal": "8001", "Øvre Eiker": "20101", "Krødsherad": "2191", "Bærum": "129001"}
    text = "Kommune;2022\n" + "".join(f"{name};{figure}\n" for name, figure in names.items())
    expected = {f"{name}, 1.1.2022": figure for name, figure in names.items()}
    for encoding in ("utf-8", "cp1252", "cp850", "cp865", "mac_roman", "utf-16"):
        assert taken("population", "a.csv", text, encoding=encoding) == expected, encoding
        # A letter is enough, also a capital.
        for name in ("Ås", "Rakkestad og Ås", "Bærum"):
            known = taken("population", "a.csv", f"Kommune;2022\nHalden;31501\n{name};{FIGURES.get(name, 1)}\n", encoding=encoding)
            assert len(known) == (1 if "og" in name else 2), (encoding, name, known)
    # Quotation marks and dashes of Windows-1252 are no letters of another page.
    assert taken("population", "a.csv", "Kommune;2022\n«Halden» – ‘by’ † Råde’s;1\nRåde;7701\n", encoding="cp1252") == {"Råde, 1.1.2022": "7701"}


@test
def days_as_heads():
    for head, years in (("01.01.2022", [2022]), ("1. januar 2022", [2022]), ("2022-01-01;2023-01-01", [2022, 2023]), ("1.1.22;1.1.23", [2022, 2023]),
                        ("Folketall pr. 1.1.22;Folketall pr. 1.1.23", [2022, 2023]), ("Per 31.12.21", [2022]), ("Innbyggere 31.12.2021", [2022])):
        figures = ";".join(str(30000 + year) for year in years)
        assert taken("population", "a.csv", f"Kommune;{head}\nHalden;{figures}\n") == {f"Halden, 1.1.{year}": str(30000 + year) for year in years}, head


@test
def marks_of_footnotes():
    for figure in ("31 501¹", "31 501 *", "31 501 1)", "31 501²)", "31501**", "31 501†", "31 501 a)", "31 501 [2]"):
        assert taken("population", "a.csv", f"Kommune;Innbyggere 1.1.2022\nHalden ¹;{figure}\nMoss 1);50401\n") == {
            "Halden, 1.1.2022": "31501", "Moss, 1.1.2022": "50401"}, figure
    for figure in ("31 501a", "31 501 (1)"):
        assert "Halden, 1.1.2022" not in taken("population", "a.csv", f"Kommune;1.1.2022\nHalden;{figure}\nMoss;50401\n"), figure


@test
def years_down_and_municipalities_across():
    expected = {f"{name}, 1.1.{year}": str(figure + year) for name, figure in (("Halden", 30000), ("Moss", 50000)) for year in (2021, 2022)}
    rows = [f"{{}};{30000 + year};{50000 + year};290000" for year in (2021, 2022)]
    for head, first, second in (("År;Halden;Moss;Bergen", "2021", "2022"), (";Halden kommune;3002 Moss;4601 Bergen", "2021", "2022"),
                                ("År;3001;3002;4601", "1.1.2021", "1.1.2022"), ("Per 31. desember;Halden;Moss;Bergen", "2020", "2021"),
                                ("Folketall\n;Halden;Moss;Bergen", "2021", "2022")):
        text = f"{head}\n{rows[0].format(first)}\n{rows[1].format(second)}\nKilde: SSB, tabell 07459\n"
        known, told = propose("population", "a.csv", text)
        assert known == expected, (head, known)
        assert any(fact["id"] == "turned" for fact in told["facts"])
    assert len(taken("population", "a.csv", "År;Halden;Moss\n2022;31501;50401\n")) == 2


@test
def json_of_pxweb():
    table = {"columns": [{"code": "Region", "text": "region", "type": "d"}, {"code": "Tid", "text": "år", "type": "t"}, {"code": "Personer", "text": "Personer", "type": "c"}],
             "comments": [], "data": [{"key": ["3001", "2022"], "values": ["31501"]}, {"key": ["3002", "2022"], "values": [".."]}],
             "metadata": [{"label": "07459: Befolkning, etter region, år og statistikkvariabel", "source": "Statistisk sentralbyrå"}]}
    known, told = propose("population", "a.json", json.dumps(table))
    assert known == {"Halden, 1.1.2022": "31501"}, known
    facts = {fact["id"]: fact["text"] for fact in told["facts"]}
    assert facts["source"] == "SSB, tabell 07459" and facts["format"].startswith("PxWeb"), facts
    for broken in ({**table, "data": [{"key": ["3001", "2022"]}]}, {**table, "data": [7]}, {**table, "data": {}}, {**table, "columns": []}, {"query": [], "response": {}}):
        open("b.json", "w").write(json.dumps(broken))
        refuse("import", "r.sekretariat", "population", "b.json", "--dry-run", words=["b.json"])


@test
def files_that_are_told_what_they_are():
    register = example()
    with zipfile.ZipFile("a.xlsb", "w") as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("xl/workbook.bin", b"\x83\x01\x00")
    with zipfile.ZipFile("a.numbers", "w") as file:
        file.writestr("Index/Document.iwa", b"\0\1")
    for name, content in (("a.px", b'CHARSET="ANSI";\nAXIS-VERSION="2010";\nDATA=\n1 2;\n'), ("a.mht", b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"),
                          ("a.xls", bytes.fromhex("D0CF11E0A1B11AE1") + bytes(2000)), ("b.xls", bytes.fromhex("0908100000060500") + bytes(100))):
        open(name, "wb").write(content)
    for name, words in (("a.px", ["PX", ".csv"]), ("a.mht", ["web archive", ".html"]), ("a.xls", [".xlsx"]), ("b.xls", [".xlsx"]), ("a.xlsb", [".xlsb", ".xlsx"]), ("a.numbers", ["Numbers", ".xlsx"])):
        shutil.copy(name, "other.csv")
        for path in (name, "other.csv"):
            refuse("import", register, "population", path, "--dry-run", words=words)
            refuse("audit", path, words=words)


@test
def units_of_budgets():
    for title, head, figure in (("", "Budsjett 2024 (mill. kr)", "0,25"), ("TNOK", "Budsjett 2024", "250"), ("Beløp i 1000", "Budsjett 2024", "250"), ("Tall i hele 1000 kroner", "Budsjett 2024", "250"),
                                ("", "Budsjett 2024 (NOK)", "250 000"), ("Beløp i MNOK", "Budsjett 2024", "0,25"), ("(tusen kroner)", "Budsjett 2024", "kr 250"), ("Alle tall i kr 1000", "Budsjett 2024", "250"),
                                ("", "Budsjett 2024 (kr)", "250 000,00"), ("Millioner kroner", "Budsjett 2024", "0,250")):
        known = taken("budget", "a.csv", f"{title}\nPost;{head}\nKommunikasjon;{figure}\nProsjekter;-\n", "--column=new:Budsjett 2024")
        assert known["Kommunikasjon, Budsjett 2024"] == "250" and known["Prosjekter, Budsjett 2024"] == "0", (title, head, known)
    for figure, amount in (("(kr 30 000)", "−30"), ("kr (30 000)", "−30"), ("-30 000", "−30"), ("30 000-", "−30"), ("−", "0"), ("kr 30 000,-", "30")):
        known = taken("budget", "a.csv", f"Post;Budsjett 2024 (kroner)\nKommunikasjon;{figure}\nProsjekter;1 000\n", "--column=new:Budsjett 2024")
        assert known["Kommunikasjon, Budsjett 2024"] == amount, (figure, known)


@test
def lines_that_are_made():
    """As one step with the column, and gone with it; refused in words when the section is none."""
    register = example()
    before = dump_rows(register)
    open("a.csv", "w").write("Post;Budsjett 2024 (kroner);Budsjett 2025 (kroner)\nKommunikasjon;250 000;260 000\nLeie av lokaler;12 000;13 000\nSalg;;5 000\n")
    arguments = ["import", register, "budget", "a.csv", "--column=new:", "--answer=row:Leie av lokaler=ny post i utgifter", "--answer=row:Salg=new:income"]
    run(*arguments)
    text = run("show", register, "hovedtall", "--columns=Budsjett 2024,Budsjett 2025", "--change=none")
    lines = [line.split("  ")[0] for line in text.splitlines()]
    assert lines.index("Salg") < lines.index("Sum inntekter") < lines.index("Leie av lokaler") < lines.index("Sum driftsutgifter")
    run("undo", register)
    assert dump_rows(register) == before
    # A line that is refused takes its amounts along.
    refuse("import", register, "budget", "a.csv", "--column=new:", "--answer=row:Leie av lokaler=new:tull", words=["tull", "expense"])
    assert dump_rows(register) == before
    open("p.csv", "w").write("Prosjekt;Forslag budsjett 2023 (kroner)\nKlima;170 000\nNytt prosjekt;30 000\n")
    # Projects that the file has not are told, so the status is 1.
    run("import", register, "projects", "p.csv", "--column=Forslag budsjett 2023", "--answer=row:Nytt prosjekt=new:", status=1)
    assert "Nytt prosjekt" in run("show", register, "prosjektmidler")


@test
def contacts_by_role():
    head = "Kommune;Ordfører;E-post politisk;Adm. e-post;Politisk telefon;Faktura e-post"
    known = taken("members", "a.csv", f"{head}\nHalden;Ordføreren;p@halden.example;a@halden.example;69 17 45 00;f@halden.example\n")
    assert known == {"Halden, politisk, navn": "Ordføreren", "Halden, politisk, e-post": "p@halden.example", "Halden, politisk, telefon": "69174500",
                     "Halden, administrativ, e-post": "a@halden.example", "Halden, faktura, e-post": "f@halden.example"} or \
        {key.split(",")[-1] for key in known} >= {" e-mail", " name", " telephone"}, known
    # A word beside the role that names no part of a contact is no name, though letters of one.
    odd = taken("members", "o.csv", "Kommune;Politisk av;E-post politisk\nHalden;Ordføreren;p@halden.example\n")
    assert list(odd.values()) == ["p@halden.example"], odd
    # What the program itself writes.
    register = "r.sekretariat"
    run("export", register, "medlemmer", "-o", "m.csv")
    assert taken("members", "n.csv", open("m.csv", "rb").read().replace(b"ordforer@halden.example", b"ny@halden.example")).popitem()[1] == "ny@halden.example"


main()
