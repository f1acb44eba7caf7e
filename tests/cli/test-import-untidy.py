#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Untidy tables, the same ones each time, through every kind of import: blank and doubled figures, notes under the
table, heads that say something else, rows that are too short, as CSV, xlsx and HTML. None may end the program by a
signal, say something critical, refuse without a word, take 20 seconds, or change anything in a dry run; what is stored
can be undone. Prints TAP. usage: test-import-untidy.py CLI [TABLES a kind]"""

import html
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import zipfile

CLI = os.path.abspath(sys.argv[1])
TABLES = int(sys.argv[2]) if len(sys.argv) > 2 else 24
ENVIRONMENT = {**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "C", "TZ": "UTC", "ASAN_OPTIONS": "detect_leaks=0"}
SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MAIN = f'<worksheet xmlns="{SPACE}"><sheetData>%s</sheetData></worksheet>'
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class Tables:
    """What an example register has, and tables about it."""

    def __init__(self, register, seed):
        base = sqlite3.connect(register)

        def column(query):
            return [row[0] for row in base.execute(query)]

        self.random = random.Random(seed)
        self.members = base.execute("SELECT n.number, m.name, m.id FROM member m "
                                    "JOIN member_number n ON n.member = m.id").fetchall()
        self.lines = column("SELECT name FROM budget_line")
        self.projects = column("SELECT name FROM project")
        self.columns = column("SELECT title FROM budget_column")
        self.contacts = column("SELECT id FROM contact") + [999]
        base.close()

    def some(self, *choices):
        return self.random.choice(choices)

    def figure(self):
        digits = str(self.random.randrange(10 ** self.random.randint(1, 7)))
        return self.some("", "", " ", digits, digits, digits + ",5", "..", ":", ".", "-", "−" + digits, "1 234",
                         "1.234", "x", "0", "9" * 25, "(500)", "12 %",
                         "2022", "1e9", digits + "¹", digits + " *", "99999999999999", "(kr 30 000)", "kr", "#N/A",
                         "1 000 000 000 000")

    def region(self):
        number, name, _ = self.random.choice(self.members + [("9999", "Nowhere", 0), ("", "", 0),
                                                             ("0", "Hele landet", 0), ("30", "Viken", 0)])
        return self.some(number, name, number + " " + name, "K-" + number + " " + name, name + " (Viken)",
                         name + " kommune"), number, name

    def population(self):
        form, rows = self.random.randrange(5), []
        if form == 0:
            head = ["kommunenr", "navn"] + self.some(["2022"], ["2021", "2022"], ["2022", "2022"],
                                                     ["Folketall 2020", "Vekst 2020"], ["1.1.2022"])
        else:
            head = [["region", "år", "folketall"], ["region", "kjønn", "alder", "Personer 2022"],
                    ["region", "statistikkvariabel", "år", "verdi"],
                    ["region", "kjønn", "2021", "2022"]][form - 1]
        rows.append(head)
        for _ in range(self.random.randint(0, 12)):
            region, number, name = self.region()
            rows.append([number, name] if form == 0 else [region])
            for title in head[len(rows[-1]):]:
                words = {"år": self.some("2022", "2023", "", "2022K1", "x"),
                         "kjønn": self.some("Menn", "Kvinner", "Begge kjønn", ""),
                         "alder": self.some("0 år", "0-17 år", "18 år eller eldre", "Alle aldre", ""),
                         "statistikkvariabel": self.some("Personer", "Folketilvekst", "")}
                rows[-1].append(words.get(title, self.figure()))
        return rows

    def members_table(self):
        heads = self.random.sample(["kommunenr", "navn", "kommune", "stilling", "e-post", "telefon", "delregion",
                                    "organisasjonsnummer", "kontakt", "rolle",
                                    "innmeldt", "utmeldt", "merknad"], self.random.randint(2, 7))
        rows = [heads]
        for _ in range(self.random.randint(0, 9)):
            region, number, name = self.region()
            rows.append([self.some({"kommunenr": number, "navn": name}.get(head, region), "", "post@kontor.example",
                                   "1.1.2022", "politisk", "31.2.2022",
                                   self.figure()) for head in heads])
        return rows

    def accounts(self):
        rows = [self.some(["konto", "tekst", self.some("beløp", "Regnskap 2022", "2022")],
                          ["konto", "tekst", "debet", "kredit"])]
        for _ in range(self.random.randint(0, 12)):
            rows.append([self.some("1000", "3000", "5010", "6800", "", "Sum"),
                         self.some(*self.lines, "", "Annet")] + [self.figure() for _ in rows[0][2:]])
        return rows

    def amounts(self, word, names):
        rows = [[word, self.some(*self.columns, "2023", "Beløp", "Regnskap 2019"),
                 self.some("", "Kommentar", "2024", *self.columns)]]
        for _ in range(self.random.randint(0, 12)):
            rows.append([self.some(*names, "", "Sum", "Sum inntekter", "Resultat", "Ny post"), self.figure(),
                         self.some("", "tekst", self.figure())])
        return rows

    def sheets(self):
        number, name, member = self.random.choice(self.members)
        rows = [[number], [name], ["2023"], [self.some("member-%d" % member, "member-9999", "member-x", "")]]
        for _ in range(self.random.randint(0, 5)):
            rows.append([self.some("politisk", "faktura", "", "x"), self.some("Ordfører", ""),
                         self.some("Postmottaket", ""), self.some("a@b.example", "x", ""),
                         self.some("32 04 00 00", ""), self.some("contact-%d" % self.random.choice(self.contacts),
                                                                 "new-1", "contact-", "")])
        return rows

    def make(self, kind):
        rows = {"population": self.population, "members": self.members_table, "accounts": self.accounts,
                "budget": lambda: self.amounts("post", self.lines),
                "projects": lambda: self.amounts("prosjekt", self.projects),
                "member-sheets": self.sheets}[kind]()
        if self.random.random() < .3:
            rows.insert(0, [self.some("Tittel", "", "Folketall 2022", "(i hele tusen kroner)")])
        if self.random.random() < .4:
            rows.append([self.some("Kilde: SSB", "", "1) Note", "2024", "Tallene gjelder 1. januar.")])
        if self.random.random() < .2:
            rows.append(list(self.random.choice(rows)))
        if self.random.random() < .1:
            self.random.shuffle(rows)
        if self.random.random() < .1:
            rows[self.random.randrange(len(rows))] = []
        return [row[:self.random.randrange(len(row) + 1)] if self.random.random() < .05 else row for row in rows]


def write_csv(rows):
    with open("t.csv", "w", encoding="utf-8") as file:
        file.write("".join(";".join(row) + "\n" for row in rows))
    return "t.csv"


def write_html(rows):
    with open("t.html", "w", encoding="utf-8") as file:
        lines = ["<tr>" + "".join("<td>" + html.escape(cell) for cell in row) for row in rows]
        file.write("<table>" + "".join(lines) + "</table>")
    return "t.html"


def write_xlsx(rows):
    def cell(text):
        plain = text.replace(",", ".", 1)
        digits = plain.replace(".", "", 1)
        number = digits.isascii() and digits.isdigit() and not text.startswith("0")
        if number:
            return f"<c><v>{plain}</v></c>"
        return f'<c t="inlineStr"><is><t>{html.escape(text)}</t></is></c>' if text else "<c/>"

    sheet = "".join("<row>" + "".join(cell(text) for text in row) + "</row>" for row in rows)
    with zipfile.ZipFile("t.xlsx", "w") as file:
        file.writestr("_rels/.rels",
                      RELATIONS % f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>')
        file.writestr("xl/_rels/workbook.xml.rels",
                      RELATIONS % f'<Relationship Id="r" Type="{OFFICE}/worksheet" Target="s.xml"/>')
        file.writestr("xl/workbook.xml", f'<workbook xmlns="{SPACE}" xmlns:r="{OFFICE}"><sheets>'
                                         '<sheet name="Ark" sheetId="1" r:id="r"/></sheets></workbook>')
        file.writestr("xl/s.xml", MAIN % sheet)
    return "t.xlsx"


def call(*arguments):
    try:
        done = subprocess.run([CLI, *arguments], capture_output=True, env=ENVIRONMENT, timeout=20)
    except subprocess.TimeoutExpired:
        return None, "", "20 seconds"
    said = done.stderr.decode(errors="replace")
    if done.returncode not in (0, 1, 2):
        return done.returncode, "", f"status {done.returncode}: {said[-300:]}"
    for word in ("CRITICAL", "WARNING", "Sanitizer", "runtime error"):
        if word in said:
            return done.returncode, "", said[-300:]
    if done.returncode == 2 and said.count("\n") != 1:
        return 2, "", "refused without a word, or with many: " + repr(said)
    return done.returncode, done.stdout.decode(), None


def dump_rows():
    """Without the lines before the rows, which say when they were last changed."""
    return call("dump", "r.sekretariat")[1].split("\n\n", 1)[-1]


def try_kind(kind, seed):
    """Complaints about what became of the tables of a kind."""
    complaints, read = [], 0
    call("new", "r.sekretariat", "--example")
    tables = Tables("r.sekretariat", seed)
    before = dump_rows()
    for number in range(TABLES):
        rows = tables.make(kind)
        path = tables.some(write_csv, write_csv, write_xlsx, write_html)(rows)
        options = ["--year=2022"] if kind == "population" else []
        if kind in ("accounts", "budget", "projects"):
            options = ["--column=" + tables.some(*tables.columns, "new:Regnskap 2019"),
                       "--unit=" + tables.some("1", "1000"), "--sign=plain"]
        for option in ("--decimal=comma", "--accept-doubtful", "--answer=role=invoice"):
            options += tables.some([], [option])
        stored = number % 8 == 0
        status, _, complaint = call("import", "r.sekretariat", kind, path, *options, *([] if stored else ["--dry-run"]))
        read += status in (0, 1)
        if stored and status in (0, 1) and complaint is None and dump_rows() != before:
            complaint = call("undo", "r.sekretariat")[2]
        if complaint is None and (stored or number == TABLES - 1) and dump_rows() != before:
            complaint = "the register was changed"
        if complaint is not None:
            complaints.append(f"{kind} {number} {path} {options}: {complaint}\n{rows!r}")
    print(f"# {kind}: {read} of {TABLES} tables were read")
    return complaints


def main():
    kinds = ["population", "members", "accounts", "budget", "projects", "member-sheets"]
    print(f"1..{len(kinds)}")
    failed, home = False, os.getcwd()
    for number, kind in enumerate(kinds, 1):
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            complaints = try_kind(kind, number)
            os.chdir(home)
        for complaint in complaints[:3]:
            print("# " + complaint.replace("\n", "\n# "))
        print(f"{'not ok' if complaints else 'ok'} {number} {kind}", flush=True)
        failed |= bool(complaints)
    sys.exit(failed)


main()
