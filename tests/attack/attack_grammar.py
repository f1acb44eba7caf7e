# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands that nobody would think of and that are still legal, or nearly, about what a register has: by chance."""

import re
import sqlite3

from attack_help import REGISTER, command, new_chance, numbers

TABLES = ("hovedtall", "prosjektmidler", "kontingent", "satser", "medlemmer", "tilskudd", "sammenligning", "flerarig",
          "reserve", "statusrapport", "scenariohovedtall", "scenarioreserve", "scenariomedlemmer", "medlemsark", "kontroll",
          "om")
OPTIONS = ("--year=2023", "--year=1900", "--year=x", "--percent", "--comments", "--no-contacts", "--unit=1",
           "--unit=1000", "--language=nn", "--language=en", "--language=xx", "--change=none", "--base=none",
           "--columns=2022", "--columns=;,", "--setup=x", "--against=2020-02-30", "--against=" + REGISTER,
           "--member=3301", "--years=2022,2023", "--change=Forslag budsjett 2023", "--no-such-option", "--", "--scenario=A",
           "--scenarios=B,A", "--order=name", "--by-subregion")
SUFFIXES = ("xlsx", "pdf", "docx", "odt", "html", "csv", "tsv", "txt", "none")
NUMBERS = ("0", "1", "-1", "−40", "1 500", "1.500", "2,80", "1e9", "=1200+350", "=1/0", "=((((1))))", "+10%", "−100 %",
           "250 kr", "9223372036854775807", "-9223372036854775808", "99999999999999999999", "½", "١٢", "0x10", "NaN",
           "1 234 567 kr", "0,005", ",5", "5,", "=9223372036854775807+1", "=" + "9*" * 400 + "9")
DATES = ("2023-01-01", "29.2.2023", "29.2.2024", "1.1.0000", "31.12.9999", "2022-13-01", "i dag", "010123", "1/2/2023")
TEXTS = ("", " ", "å", "Æ\u0308", "a\u0301\u0327", "\u202eabc", "👩\u200d👩\u200d👧", "\ufeffx", "\x1b[31m", "a\tb",
         "a\nb", "<b>&amp;</b>", "'; DROP TABLE member", "=SUM(A1)", "@x", "%s%n%d", "--help", "-", "#1", "a/b/c", "«»",
         "x" * 3000, "\udcff\udcfe", "a@b.example", "NULL", "974760673", "3301", "Oslo")
WORDS = ("nb", "xx", "municipality", "1", "ja", "nei", "true")
COUNTS = ("value", "persons", "rate", "base", "minimum", "maximum", "seats", "awarded", "own_required", "hours",
          "hour_rate", "position")
OF_OTHERS = {"line": "budget_line", "setup": "table_setup", "base_column": "budget_column",
             "carry_from": "budget_column", "changed_column": "budget_column"}


class Grammar:
    """Commands for one register."""

    def __init__(self, seed):
        self.chance = new_chance("commands", seed)
        self.columns, self.rows, self.words = {}, {}, {}

    def look(self):
        """Takes in what the register has now."""
        base = sqlite3.connect(f"file:{REGISTER}?mode=ro", uri=True)
        for entity, rule in base.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT IN "
                                         "('action', 'change', 'event', 'writer', 'sqlite_sequence')").fetchall():
            self.columns[entity] = [row[1] for row in base.execute(f'PRAGMA table_info ("{entity}")')][1:]
            # «kind TEXT NOT NULL CHECK (kind IN ('cash', 'hours'))» tells what a column may hold.
            for column, words in re.findall(r"CHECK \((\w+) IN \(([^)]*)\)", rule):
                self.words[entity, column] = re.findall(r"[\w-]+", words)
            self.rows[entity] = [row[0] for row in base.execute(f'SELECT id FROM "{entity}" ORDER BY id')]
        base.close()

    def some(self, choices):
        return self.chance.choice(choices)

    def entity(self):
        return self.some(list(self.columns))

    def key(self, entity):
        """Mostly of a row that is there."""
        if self.rows[entity] and self.chance.random() < 0.9:
            return f"#{self.some(self.rows[entity])}"
        return self.some(("3301", "Oslo/2022-01-01", "/", "#", "#-1", "#99999999999999999999", "no such", *TEXTS))

    def value(self, entity, column):
        """Mostly of the kind that the column takes."""
        target = OF_OTHERS.get(column, column)
        if self.chance.random() < 0.06:
            return self.some(NUMBERS + DATES + TEXTS + WORDS)
        if target in self.columns:
            return f"#{self.some(self.rows[target])}" if self.rows[target] else ""
        if (entity, column) in self.words:
            word = self.some(self.words[entity, column])
            return {"100": "1", "100000": "1000"}.get(word, word) if column == "unit" else word
        if column == "is_primary" or column in ("percent", "comments", "contacts"):
            return self.some(("ja", "nei"))
        if column.endswith(("_on", "_from", "_to")) or column in ("date", "joined", "retrieved"):
            return self.some(("1.1.2023", *DATES))
        if column == "number":
            return f"{self.chance.randrange(10000):04}"
        if column == "org_number":
            return self.some(("", "974760673"))
        if column == "year":
            return str(self.chance.randrange(2018, 2030))
        if column in COUNTS:
            return self.some(NUMBERS + (str(self.chance.randrange(10 ** 6)),) * len(NUMBERS))
        return self.some(TEXTS)

    def choose(self):
        """A command, whole."""
        return getattr(self, self.some(("set",) * 8 + ("add",) * 6 + ("delete",) * 2 + ("undo", "redo") * 2
                                       + ("import_table",) * 4 + ("roll", "scenario") * 2
                                       + ("reserve", "status", "show", "export", "check", "log", "audit", "new", "dump", "load")))()

    def into(self):
        """Mostly the register itself."""
        return [self.some(("--scenario=A", "--scenario=B", "--scenario=no such"))] if self.chance.random() < 0.3 else []

    def set(self):
        entity = self.entity()
        column = self.some(self.columns[entity] + ["id", "no such"])
        return ["set", *self.into(), REGISTER, entity, self.key(entity), column, self.value(entity, column)]

    def add(self):
        entity = self.entity()
        chosen = [column for column in self.columns[entity] if self.chance.random() < 0.95]
        return ["add", *self.into(), REGISTER, entity, *(f"{column}={self.value(entity, column)}" for column in chosen)]

    def delete(self):
        entity = self.entity()
        return ["delete", *self.into(), REGISTER, entity, self.key(entity)]

    def scenario(self):
        """Made, copied, looked at, and what becomes of them."""
        name = self.some(("A", "B", "no such", *TEXTS))
        return ["scenario", REGISTER, *self.some((["--new=" + self.some(TEXTS)], ["--new=Ny"], ["--new=Kopi", "--copy=" + name],
                                                  ["--keep=" + name], ["--accept=" + name], ["--delete=" + name], [name],
                                                  [name, "--json"], ["--json"], []))]

    def reserve(self):
        return ["reserve", REGISTER, *self.some(([], ["--json"], ["--scenario=A"]))]

    def status(self):
        return ["status", REGISTER, *self.some(([], ["2022"], ["--json"], ["--today=" + self.some(DATES)], ["--scenario=A", "--json"]))]

    def undo(self):
        return ["undo", REGISTER]

    def redo(self):
        return ["redo", REGISTER]

    def roll(self):
        """A year's draft; the years of the register's budgets run ahead with it."""
        year = self.some([str(year) for year in range(2022, 2032)] * 2 + list(NUMBERS))
        options = [f"--amounts={self.some(('same', 'zero', '2,5', '-3', '1000') * 6 + NUMBERS)}"] if self.chance.random() < 0.6 else []
        options += [option for option in ("--comments=keep", "--comments=drop", "--comments=x", "--dry-run", "--json")
                    if self.chance.random() < 0.15]
        return ["roll", REGISTER, "--", year, *options] if year.startswith("-") else ["roll", REGISTER, year, *options]

    def import_table(self):
        """A table of a few rows, with figures that are odd."""
        kind = self.some(("population", "members", "accounts", "budget", "projects"))
        head = {"population": "kommunenr;navn;2022", "members": "kommunenr;navn;e-post;rolle",
                "accounts": "konto;tekst;beløp", "budget": "linje;beløp", "projects": "prosjekt;beløp"}[kind]
        names = numbers(REGISTER) + ["Kommunikasjon", "Klima", "Oslopolitan", "Kontingenter", "9999"]
        with open("in.csv", "w", encoding="utf-8", errors="surrogateescape") as table:
            table.write(head + "\n")
            for _ in range(self.chance.randrange(6)):
                cells = [self.some(NUMBERS + TEXTS[:18] + ("31500",) * 20) for _ in range(head.count(";"))]
                table.write(";".join([self.some(names), *cells]) + "\n")
        options = [option for option in ("--year=2022", "--dry-run", "--json", "--accept-doubtful", "--unit=1000")
                   if self.chance.random() < 0.4]
        if kind in ("accounts", "budget", "projects"):
            options.append(self.some(("--column=Forslag budsjett 2023", "--column=new:Budsjett 2024", "--column=x")))
        return ["import", REGISTER, kind, "in.csv", *options]

    def tables(self):
        return [self.some(TABLES) for _ in range(self.chance.randrange(3))]

    def options(self):
        return [option for option in OPTIONS if self.chance.random() < 0.06]

    def show(self):
        return ["show", REGISTER, self.some(TABLES), *self.options()]

    def export(self):
        return ["export", REGISTER, *self.tables(), *self.options(), "-o", "out." + self.some(SUFFIXES)]

    def check(self):
        return ["check", REGISTER, *self.some(([], ["--json"]))]

    def log(self):
        return ["log", REGISTER]

    def audit(self):
        """Of what was exported or imported, as text and as a table."""
        return ["audit", *self.some((["out.csv"], ["in.csv"], ["out.html", "--json"],
                                     ["--text", "in.csv", "--register", REGISTER]))]

    def new(self):
        name = self.some((REGISTER, "other.sekretariat", "no/folder.sekretariat"))
        return ["new", name, *self.some(([], ["--example"]))]

    def dump(self):
        return ["dump", REGISTER, *self.some(([], ["--log"]))]

    def load(self):
        """Of the register's rows, whole or cut off, or of what is none; it never is the register itself."""
        with open("in.dump", "wb") as file:
            text = command("dump", REGISTER, *self.some(([], ["--log"]))).stdout
            file.write(text[:self.some((len(text), len(text), self.chance.randrange(len(text) + 1)))])
        name = self.some((REGISTER, "loaded.sekretariat", "no/folder.sekretariat"))
        return ["load", name, self.some(("in.dump", "in.dump", "in.csv", REGISTER))]
