#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""sekretariat-cli audit: tables in files and in copied text, prose, JSON, exit statuses, reports. Prints TAP."""

import csv
import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import traceback

CLI = os.path.abspath(sys.argv[1])
TABLES = os.path.abspath(sys.argv[2])
ENVIRONMENT = {**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "C", "TZ": "UTC"}
TESTS = []
# As it comes out of a PDF: one space between the figures, as between thousands.
COPIED = """Hovedtall (i hele tusen kroner)
Budsjett 2022 Prognose Forslag 2023 Endring
Inngående mindreforbruk 4 017 3 740 2 727 -1 792
Kontingenter 6 034 5 981 6 283 249
Klimasats 900 900
Sum inntekter 6 034 7 183 1 149
Møteutgifter politiske organer 50 4 40 -10
Møteutgifter administr. organer 150 90 130 -20
Kommunikasjon 350 250 250 -100
Sekretariatet, andre utgifter 650 650 770 220
Lønn sekretariatet, mv. 5 000 4 500 6 100 1 100
Prosjekter 1 700 1500 1 990 290
Sum driftsutgifter 7 900 6 994 9 280 1 380
Resultat -1 866 -1 013 -2 097 -211
Utgående mindreforbruk 2 151 2 727 630 -1 521
"""
# In columns, as a PDF's layout is kept.
ALIGNED = """
                        Budsjett 2022   Prognose
Skatt                         4 017        3 740
Gebyrer                       1 250        1 300
Sum inntekter                 5 267        5 400
Lønn                          2 100        2 150
Drift                           900          850
Sum utgifter                  3 000        3 000
Resultat                      2 267        2 400

Årets tall er regnet ut av administrasjonen, og det er tatt hensyn til alle vedtak som ble gjort før sommeren.

                        2021          2022
Reiser                   100           120
Møter                    200           240
Sum                      300           360
"""


def test(function):
    TESTS.append(function)
    return function


def call(*arguments):
    return subprocess.run([CLI, *arguments], capture_output=True, env=ENVIRONMENT, timeout=60)


def run(*arguments, status=0):
    done = call(*arguments)
    assert done.returncode == status, (arguments, done.returncode, done.stderr.decode())
    assert done.stderr == b"", done.stderr.decode()
    return done.stdout.decode()


def refuse(*arguments, words=()):
    done = call(*arguments)
    line = done.stderr.decode()
    assert done.returncode == 2, (arguments, done.returncode, line)
    assert done.stdout == b"" and line.count("\n") == 1, (line, done.stdout)
    for word in words:
        assert word in line, (word, line)


def write(name, text):
    with open(name, "w", encoding="utf-8") as file:
        file.write(text)
    return name


def findings(path, status):
    found = json.loads(run("audit", path, "--json", status=status))
    assert set(found) == {"cells", "rules", "tables"}
    for cell in found["cells"]:
        assert {"row", "column", "printed", "expected", "verdict", "rule"} <= set(cell)
    return [(cell["row"].split(" (")[0], cell["printed"], cell["expected"], cell["verdict"]) for cell in found["cells"]], found["rules"]


PUBLISHED = [("Inngående mindreforbruk", -1792, -1290, "wrong"), ("Sum inntekter", None, 5981, "missing"),
             ("Sekretariatet, andre utgifter", 220, 120, "wrong"), ("Resultat", -211, -231, "wrong")]


@test
def published_main_figures():
    cells, rules = findings(os.path.join(TABLES, "hovedtall-2023.tsv"), 1)
    assert cells == PUBLISHED, cells
    assert len(rules) == 5
    change = [rule for rule in rules if rule["kind"] == "change"]
    assert change[0]["rule"] == "Endring ifht budsjett 2022 = Forslag budsjett 2023 − Budsjett 2022"
    assert 0 < change[0]["sureness"] <= 1 and (change[0]["holds"], change[0]["places"]) == (10, 13)


@test
def project_funds():
    cells, rules = findings(os.path.join(TABLES, "prosjektmidler-2023.tsv"), 0)
    assert cells == [] and len(rules) == 1


@test
def text_from_a_pdf():
    cells, _ = findings(write("kopi.txt", COPIED), 1)
    assert cells == PUBLISHED, cells


@test
def text_in_columns():
    found = json.loads(run("audit", write("tall.txt", ALIGNED), "--json", status=1))
    assert len(found["tables"]) == 2
    assert [(c["row"], c["column"], c["printed"], c["expected"], c["table"]) for c in found["cells"]] == [("Sum inntekter", "Prognose", 5400, 5040, 1),
                                                                                                       ("Resultat", "Prognose", 2400, 2040, 1)] or \
        [(c["row"], c["column"], c["printed"], c["expected"], c["table"]) for c in found["cells"]] == [("Sum inntekter", "Prognose", 5400, 5040, 1)], found["cells"]


@test
def semicolons():
    cells, _ = findings(write("tall.csv", "Post;2022;2023;Endring\nLønn;1 000;1 100;100\nReiser;50;60;10\nMøter;70;65;-5\nSum;1 120;1 252;105\n"), 1)
    assert cells == [("Sum", 1252, 1225, "wrong")], cells


def published_rows():
    with open(os.path.join(TABLES, "hovedtall-2023.tsv"), encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t") for line in file]


def office(name, kind):
    subprocess.run(["soffice", f"-env:UserInstallation=file://{os.getcwd()}/lo", "--headless", "--infilter=CSV:59,34,76", "--convert-to", kind, name], check=True,
                   capture_output=True, timeout=120)


def three_wrong_and_one_missing(path):
    cells, rules = findings(path, 1)
    assert cells == PUBLISHED, (path, cells)
    for rule in rules:
        assert rule["rule"] and 0 <= rule["sureness"] <= 1, rule


@test
def published_figures_as_text_files():
    rows = published_rows()
    for name, separator, encoding in (("h.tsv", "\t", "utf-8"), ("semikolon.csv", ";", "utf-8"), ("bom.csv", ";", "utf-8-sig"), ("latin.csv", ";", "latin-1"),
                                      ("komma.csv", ",", "utf-8"), ("komma-latin.csv", ",", "latin-1")):
        with open(name, "w", encoding=encoding, newline="") as file:
            csv.writer(file, delimiter=separator).writerows(rows)
        three_wrong_and_one_missing(name)


@test
def published_figures_as_a_page():
    lines = ["<tr>" + "".join(f"<td>{html.escape(text)}</td>" for text in row) + "</tr>" for row in published_rows()]
    three_wrong_and_one_missing(write("h.html", "<!DOCTYPE html><meta charset=utf-8><p>Hovedtall</p><table>" + "\n".join(lines) + "</table>"))


@test
def published_figures_as_workbooks():
    if not shutil.which("soffice"):
        return "SKIP no LibreOffice"
    rows = published_rows()
    with open("h.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([row[0]] + [figure.replace(" ", "") if row is not rows[0] else figure for figure in row[1:]] for row in rows)
    for kind in ("xlsx", "ods"):
        office("h.csv", kind)
        three_wrong_and_one_missing(f"h.{kind}")


@test
def per_cent_that_only_stands_beside():
    """A sign of per cent in quotes, behind a backslash, or a real one: the same figures and the same rule."""
    import openpyxl

    rows = [("Kontingenter", 6000, 6300, 5), ("Møter", 200, 220, 10), ("Lønn", 5000, 6000, 20),
            ("Reiser", 400, 500, 25), ("Sum", 11600, 13020, 12.2)]
    for number, form in enumerate(['0.0"%"', "0.0\\%", '0.0" %"', "0.0%"]):
        book = openpyxl.Workbook()
        book.active.append(["Post", "2022", "2023", "Endring %"])
        for row in rows:
            book.active.append([*row[:3], row[3] / (100 if form == "0.0%" else 1)])
        for cell in book.active["D"][1:]:
            cell.number_format = form
        book.save(f"{number}.xlsx")
        text = run("audit", f"{number}.xlsx")
        assert "500\u00a0%" not in text and "500 %" not in text, text
        rules = json.loads(run("audit", f"{number}.xlsx", "--json"))["rules"]
        holds = [(rule["holds"], rule["places"]) for rule in rules if rule.get("column") == "Endring %"]
        assert holds == [(5, 5)], (form, rules)


@test
def a_right_workbook():
    run("new", "r.sekretariat", "--example")
    run("export", "r.sekretariat", "hovedtall", "-o", "rett.xlsx")
    cells, rules = findings("rett.xlsx", 0)
    assert cells == [] and len(rules) >= 5, (cells, rules)


def copied(pdf, *options):
    """The text of a PDF as pdftotext gives it: -layout keeps columns, -raw is nearest to what a viewer copies, plain has a cell a line."""
    text = pdf.replace(".pdf", "-".join(("",) + options) + ".txt")
    subprocess.run(["pdftotext", *options, pdf, text], check=True, timeout=60)
    # The table is copied, not the chart under it.
    with open(text, encoding="utf-8") as file:
        words = file.read()
    with open(text, "w", encoding="utf-8") as file:
        parts = re.split(r"^ *Inntekter, utgifter og resultat$", words, flags=re.M)
        foot = re.search(r"^.*kl\. \d\d\.\d\d.*$", parts[1], flags=re.M) if len(parts) > 1 else None
        file.write(parts[0] + (foot[0] + "\n" if foot else ""))
    return text


def at_another_time(text):
    """The same text, made at ten to five: a time that looks like a figure is none."""
    with open(text, encoding="utf-8") as file:
        words = file.read()
    assert re.search(r"kl\. \d\d\.\d\d", words)
    return write("ti-paa.txt", re.sub(r"kl\. \d\d\.\d\d", "kl. 16.50", words))


@test
def our_own_pdf_copied():
    if not shutil.which("pdftotext"):
        return "SKIP no pdftotext"
    run("new", "r.sekretariat", "--example")
    for table in ("hovedtall", "prosjektmidler", "kontingent"):
        run("export", "r.sekretariat", table, "-o", f"{table}.pdf")
    every = {"change": 1, "sum": 2, "result": 1, "closing": 1}
    for table, options, expected in (("hovedtall", ["-layout"], every), ("hovedtall", ["-raw"], every), ("hovedtall", [], {"change": 1, "sum": 1}),
                                     ("prosjektmidler", ["-layout"], {"sum": 1}), ("prosjektmidler", ["-raw"], {"sum": 1}), ("prosjektmidler", [], {"sum": 1}),
                                     ("kontingent", ["-layout"], {"sum": 1}), ("kontingent", ["-raw"], {"sum": 1}), ("kontingent", [], {})):
        cells, rules = findings(copied(f"{table}.pdf", *options), 0)
        kinds = [rule["kind"] for rule in rules]
        assert cells == [] and {kind: kinds.count(kind) for kind in kinds} == expected, (table, options, cells, kinds)
        assert [rule["kind"] for rule in findings(at_another_time(copied(f"{table}.pdf", *options)), 0)[1]] == kinds, (table, options)
    # A wrong figure is found in each of the ways; the members' table has its total on its third page.
    for table, options, total, wrong in (("hovedtall", ["-layout"], 7900, 7800), ("hovedtall", ["-raw"], 7900, 7800), ("hovedtall", [], 7900, 7800),
                                         ("prosjektmidler", ["-layout"], 1990, 1890), ("prosjektmidler", ["-raw"], 1990, 1890), ("prosjektmidler", [], 1990, 1890),
                                         ("kontingent", ["-layout"], 6283546, 6283646), ("kontingent", ["-raw"], 6283546, 6283646)):
        with open(copied(f"{table}.pdf", *options), encoding="utf-8") as file:
            text = file.read()
        printed = [f"{number:,}".replace(",", " ") for number in (total, wrong)]
        assert text.count(printed[0]) == 1
        cells, _ = findings(write("feil.txt", text.replace(*printed)), 1)
        # In a list of one column nothing else bears the sum out.
        verdict = "doubtful" if table == "prosjektmidler" else "wrong"
        assert [cell[1:] for cell in cells if cell[1] == wrong] == [(wrong, total, verdict)] and all(cell[3] != "missing" for cell in cells), (table, options, cells)


@test
def the_pdf_of_a_report():
    if not shutil.which("pdftotext"):
        return "SKIP no pdftotext"
    run("audit", os.path.join(TABLES, "hovedtall-2023.tsv"), "-o", "rapport.pdf", status=1)
    cells, _ = findings(copied("rapport.pdf", "-layout"), 1)
    assert [cell[1:] for cell in cells] == [cell[1:] for cell in PUBLISHED], cells


@test
def the_terminal():
    text = run("audit", os.path.join(TABLES, "hovedtall-2023.tsv"), status=1)
    assert "feil" in text and "mangler" in text and "5 981" in text.replace("\u00a0", " ")
    assert "Checks" not in text and "Findings" in run("audit", os.path.join(TABLES, "hovedtall-2023.tsv"), "--language=en", status=1)


@test
def no_findings():
    """Never without what was looked at."""
    one, two = write("en.csv", "Post;2022\nA;1\nB;2\nSum;3\n"), write("to.csv", "Post;2022;2023\nA;1;2\nB;2;3\nSum;3;5\n")
    for path, language, words in ((one, "nb", "Ingen feil funnet.\n\nAlle 3 tall er kontrollert."), (two, "nn", "Fann ingen feil.\n\nAlle 6 tal er kontrollerte."),
                                  (two, "en", "No errors found.\n\nAll 6 figures were checked.")):
        text = run("audit", path, f"--language={language}")
        assert all(sentence in text for sentence in words.split("\n\n")), text


@test
def tables_below_each_other():
    """Each table of a sheet is one of its own; rows are counted in the sheet, and a head that is printed again begins none."""
    budget = "Budsjett 2023\t\t\n\tBudsjett 2022\tBudsjett 2023\tEndring\nLønn\t5012\t6107\t1095\nReiser\t403\t398\t-5\nSum\t5415\t6505\t1090\n"
    reserve = "Reserve\t\t\n\tIB\tAvsetning\tBruk\tUB\nDisposisjonsfond\t5012\t731\t1204\t4539\nBundne fond\t915\t304\t107\t1211\n" \
              "Gavefond\t318\t25\t61\t282\nSum\t6245\t1060\t1372\t5933\n"
    found = json.loads(run("audit", write("to-tabeller.tsv", budget + "\n" + reserve), "--json", status=1))
    assert len(found["tables"]) == 2 and [table["figures"] for table in found["tables"]] == [9, 16], found["tables"]
    assert [(cell["row"], cell["row_number"], cell["table"], cell["expected"]) for cell in found["cells"]] == [("Bundne fond", 10, 2, 1112)], found["cells"]
    assert {rule["table"] for rule in found["rules"]} == {1, 2}
    again = "\tBudsjett 2022\tBudsjett 2023\nLønn\t5012\t6107\nReiser\t403\t398\n\n\tBudsjett 2022\tBudsjett 2023\nMøter\t211\t265\nSum\t5626\t6770\n"
    assert len(json.loads(run("audit", write("ny-side.tsv", again), "--json"))["tables"]) == 1


@test
def every_computed_figure():
    """--all lists right figures too, each with what it is computed from."""
    path = write("alle.csv", "Post;2022;2023;Endring\nA;411;523;112\nB;1208;1344;136\nSum;1619;1867;248\n")
    cells = json.loads(run("audit", path, "--json", "--all"))["cells"]
    assert all(cell["verdict"] == "ok" and cell["operands"] for cell in cells), cells
    of = {(cell["row_number"], cell["column_number"], cell["rule"]): cell["operands"] for cell in cells}
    assert of[4, 2, "Sum = A + B"] == [[2, 2], [3, 2]] and of[2, 4, "Endring = 2023 − 2022"] == [[2, 3], [2, 2]], of
    refuse("audit", path, "--all", words=["--json"])


@test
def nothing_to_work_out():
    """A letter and a list of names are refused, with words."""
    for name, text in (("brev.csv", "Kjære alle,\ndette er et brev.\n"), ("navn.csv", "Navn;Fylke\nAsker;Akershus\nLier;Buskerud\n")):
        refuse("audit", write(name, text), words=[name, "table"])


@test
def a_report():
    for name in ("rapport.xlsx", "rapport.html", "rapport.txt"):
        assert run("audit", os.path.join(TABLES, "hovedtall-2023.tsv"), "-o", name, status=1) == ""
        assert os.path.getsize(name) > 500
    with open("rapport.html", encoding="utf-8") as file:
        assert "220 → 120 (3)" in file.read()


@test
def prose():
    run("new", "r.sekretariat", "--example")
    wrong = write("feil.txt", "Kontingenten øker fra kr. 2,70 til kr. 2,80, en økning på 3,3 prosent. Prognosen er om lag 850 000 kroner under budsjett.\n"
                              "Boka kostet 450 kroner.\n")
    found = json.loads(run("audit", "--text", wrong, "--register", "r.sekretariat", "--json", status=1))
    assert [(f["text"], f["expected"].replace("\u00a0", " ")) for f in found["figures"] if f["verdict"] == "wrong"] == [("3,3 prosent", "3,7 %"), ("850 000 kroner", "906 000 kr")]
    assert [(f["text"], f["reason"]) for f in found["untied"]] == [("450 kroner", "Setningen nevner ikke noe som registeret har slike tall for")]
    assert found["figures"][-1]["sentence"].startswith("Prognosen er") and found["figures"][-1]["line"] == 1
    right = write("rett.txt", "Kontingenten øker fra kr. 2,70 til kr. 2,80, en økning på 3,7 prosent.\n")
    run("audit", right, "--text")
    assert "3,7" in run("audit", "--text", wrong, "--register=r.sekretariat", status=1)


@test
def refusals():
    refuse("audit", words=["audit"])
    refuse("audit", "nowhere.csv", words=["nowhere.csv"])
    refuse("audit", "--text", "nowhere.txt", words=["nowhere.txt"])
    refuse("audit", write("a.csv", "a;1\n"), "--register", "r", words=["--text"])
    refuse("audit", write("prosa.txt", "Bare ord her.\n"), words=["prosa.txt", "table"])
    refuse("audit", write("a.csv", "a;1\n"), "-o", "a.doc", words=["a.doc"])


def main():
    print(f"1..{len(TESTS)}")
    for number, function in enumerate(TESTS, 1):
        with tempfile.TemporaryDirectory(prefix="sekretariat-audit-") as folder:
            os.chdir(folder)
            try:
                skipped = function()
                print(f"ok {number} {function.__name__}" + (f" # {skipped}" if skipped else ""), flush=True)
            except Exception:
                traceback.print_exc()
                print(f"not ok {number} {function.__name__}", flush=True)
            os.chdir("/")


main()
