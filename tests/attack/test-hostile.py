#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Registers that somebody has made who means harm: each is the example, changed by SQLite with its rules switched off
where they are in the way. Every command ends, in words where it refuses, and no fault is reported.
Prints TAP. usage: test-hostile.py CLI [--full]"""

import os
import re
import shutil
import sqlite3
import subprocess

from attack_help import CELL, FULL, REGISTER, Findings, command, example, find_fault, main, tell, test

LARGEST = 2 ** 63 - 1
SMALLEST = -2 ** 63
# A large register may take its time, above all where sanitisers look on.
MAY_TAKE = 120
TABLES = ("hovedtall", "prosjektmidler", "kontingent", "satser", "medlemmer", "tilskudd", "sammenligning", "flerarig",
          "reserve", "statusrapport", "medlemsark", "kontroll", "om")
LOOKING = [["dump", REGISTER], ["reserve", REGISTER, "--json"], ["status", REGISTER, "--json"],
           ["scenario", REGISTER, "--json"], ["check", REGISTER], ["check", REGISTER, "--json"], ["log", REGISTER],
           *(["show", REGISTER, table] for table in TABLES), ["show", REGISTER, "medlemsark", "--member=3301"],
           ["export", REGISTER, "-o", "out.xlsx"], ["export", REGISTER, "medlemsark", "-o", "ark/"],
           *(["export", REGISTER, "hovedtall", "-o", "out." + suffix]
             for suffix in ("pdf", "docx", "odt", "html", "csv", "txt"))]
CHANGING = [["undo", REGISTER], ["redo", REGISTER], ["set", REGISTER, *CELL, "241"],
            ["set", REGISTER, "population", "3301/2022-01-01", "persons", "778"],
            ["add", REGISTER, "contact", "member=3301", "role=political", "office=O"],
            ["delete", REGISTER, "member", "3301"], ["undo", REGISTER], ["undo", REGISTER], ["dump", REGISTER]]
SHORT = [["dump", REGISTER], ["check", REGISTER], ["export", REGISTER, "-o", "out.xlsx"], *CHANGING[:3]]
# In the short form only these.
LOOKED_AT = ("a trigger", "amounts of the largest", "letters that are none", "NULL everywhere, the rules put back")
CASES = {}


def case(name, *statements, rules=True):
    """rules: kept, or True and False for those that are taken away first, and put back in the end or not."""
    CASES[name] = statements, rules


# --- what the schema is made of ---------------------------------------------------------------------------------------

case("a trigger", "CREATE TRIGGER t AFTER UPDATE ON population BEGIN DELETE FROM member; END")
case("a trigger of the log", "CREATE TRIGGER t AFTER INSERT ON action BEGIN UPDATE population SET persons = 1; END")
case("a view for a table", "ALTER TABLE contact RENAME TO c2", "CREATE VIEW contact AS SELECT * FROM c2")
case("a generated column", "ALTER TABLE contact ADD COLUMN g TEXT GENERATED ALWAYS AS (name || email) VIRTUAL")
case("a virtual table", "CREATE VIRTUAL TABLE v USING fts5 (a)", "INSERT INTO v VALUES ('x')")
case("an rtree for a table", "DROP TABLE instalment", "CREATE VIRTUAL TABLE instalment USING rtree (id, a, b)")
case("an index over an expression", "CREATE INDEX i ON member (abs (id))",
     "CREATE INDEX j ON member (name) WHERE id > 0")
case("a table gone", "DROP TABLE contribution")
case("no tables", *(f'DROP TABLE "{table}"' for table in ("contribution", "instalment", "contact", "population")))
case("no log", "DELETE FROM change", "DELETE FROM event", "DELETE FROM action")
case("no organisation", "DELETE FROM organisation")
case("two organisations", "INSERT INTO organisation VALUES (5, 'X', 'x', NULL, 100, 'nb')")
case("nothing at all", *(f'DELETE FROM "{table}"' for table in (
    "change", "event", "action", "contribution", "instalment", "grant", "project_amount", "project", "amount",
    "budget_line", "budget_column", "fee_rate", "population", "contact", "member_subregion", "member_number", "member",
    "subregion", "organisation")))
for number in (0, 1, 99, 2 ** 31 - 1, -1):
    case(f"version {number}", f"PRAGMA user_version = {number}")
case("another program's number", "PRAGMA application_id = 1")
case("write-ahead log", "PRAGMA journal_mode = WAL", "UPDATE member SET note = 'w'")
case("vacuum by itself", "PRAGMA auto_vacuum = 1", "VACUUM")
for number in (512, 65536):
    case(f"pages of {number}", f"PRAGMA page_size = {number}", "VACUUM")

# --- numbers ----------------------------------------------------------------------------------------------------------

for name, number in (("largest", LARGEST), ("smallest", f"{SMALLEST + 1} - 1"), ("many", 10 ** 17)):
    case(f"amounts of the {name}", f"UPDATE amount SET value = {number}", f"UPDATE project_amount SET value = {number}")
    case(f"positions of the {name}", *(f'UPDATE "{table}" SET position = {number}'
                                       for table in ("budget_line", "project", "grant")))
    case(f"a log of the {name}", f"UPDATE change SET before = {number}, after = {number}")
    if name != "smallest":
        case(f"persons and rates of the {name}", f"UPDATE population SET persons = {number}",
             f"UPDATE fee_rate SET rate = {number}, base = {number}, minimum = {number}, maximum = {number}")
        case(f"grants of the {name}", f'UPDATE "grant" SET awarded = {number}, own_required = {number}',
             f"UPDATE instalment SET value = {number}", f"UPDATE subregion SET seats = {number}")
case("ids that mean nothing", "UPDATE member SET id = 0 WHERE id = (SELECT min (id) FROM member)",
     f"UPDATE subregion SET id = {SMALLEST + 1} - 1 WHERE id = (SELECT min (id) FROM subregion)",
     f"UPDATE budget_line SET id = {LARGEST} WHERE id = (SELECT max (id) FROM budget_line)")

# --- references -------------------------------------------------------------------------------------------------------

case("references to nothing", "DELETE FROM member WHERE id IN (SELECT id FROM member LIMIT 20)")
case("no budget columns", "DELETE FROM budget_column")
case("a column that is its own base", "UPDATE budget_column SET base_column = id, carry_from = id")
case("columns in a ring",
     "UPDATE budget_column SET carry_from = (SELECT id FROM budget_column b WHERE b.id <> budget_column.id LIMIT 1), "
     "base_column = (SELECT id FROM budget_column b WHERE b.id <> budget_column.id LIMIT 1)",
     "UPDATE budget_line SET source = 'carried_forward'", "UPDATE amount SET mode = 'source'")
for source in ("carried_forward", "fees", "grants", "projects"):
    case(f"every line from {source}", f"UPDATE budget_line SET source = '{source}'",
         "UPDATE amount SET mode = 'source'")
case("a long chain of columns",
     "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400) INSERT INTO budget_column "
     "SELECT 1000 + i, 'c' || i, 2023, 'budget', NULL, 100, 999 + i, 999 + i, 'draft', NULL, NULL, NULL FROM n")
case("one number for all members", "UPDATE member_number SET number = '0301'")
case("no numbers", "DELETE FROM member_number")
case("a set-up of nonsense",
     "INSERT INTO table_setup (id, name, tables, year, change, changed_column, base_column, percent, comments, "
     "contacts) VALUES (1, 's', ',,,hovedtall,nonsense,%n%s', 2900, 'shown', 99, 99, 1, 1, 1)",
     "INSERT INTO table_setup_column VALUES (1, 1, 77, 1)")
case("years and dates at their ends", "UPDATE budget_column SET year = 1900",
     "UPDATE member SET joined = '0000-01-01', left_on = '9999-12-31'")

# --- texts ------------------------------------------------------------------------------------------------------------

for name, text in (("letters that are none", "CAST (x'fffe41c328' AS TEXT)"),
                   ("halves of letters", "CAST (x'eda080c0af' AS TEXT)"), ("a zero within", "CAST (x'410042' AS TEXT)"),
                   ("nothing but a zero", "CAST (x'00' AS TEXT)"),
                   ("control characters", "char (27, 91, 51, 49, 109, 8238, 7)"),
                   ("markup", "'<script>alert (1)</script>&amp;]]>--><!--\"'"), ("formulas", "'=cmd|'' /C calc''!A0'"),
                   ("directives", "'%s%n%99999d'"),
                   ("line breaks", "replace (hex (zeroblob (999)), '00', 'a' || char (10))"),
                   ("forty thousand letters", "replace (hex (zeroblob (40000)), '00', 'W')")):
    case(name, f"UPDATE member SET name = {text}, note = {text}",
         f"UPDATE budget_line SET name = {text}, explanation = {text}",
         f"UPDATE contact SET name = {text}, email = {text}", f"UPDATE organisation SET name = {text}",
         f"UPDATE budget_column SET title = {text}", f"UPDATE event SET who = {text}, at = {text}",
         f"UPDATE action SET kind = {text}, arguments = {text}", f"UPDATE change SET entity = {text}, field = {text}")
case("thirty megabytes of a name", "UPDATE member SET name = replace (hex (zeroblob (15000000)), '00', 'å') "
     "WHERE id = (SELECT min (id) FROM member)")
case("twenty thousand lines",
     "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) INSERT INTO budget_line "
     "SELECT 1000 + i, 'expense', i, 'l' || i, NULL, 'entered' FROM n")
case("two thousand columns",
     "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) INSERT INTO budget_column "
     "SELECT 1000 + i, 'c' || i, 2023, 'budget', NULL, 100, NULL, NULL, 'draft', NULL, NULL, NULL FROM n")
case("a hundred thousand contacts of one member",
     "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) INSERT INTO contact "
     "SELECT 1000 + i, (SELECT min (id) FROM member), 'political', 'o', 'n', 'e@x.example', '1' FROM n")

# --- without the rules ------------------------------------------------------------------------------------------------

COLUMNS = "every column"
for back in (True, False):
    end = ", the rules put back" if back else ", no rules"
    for name, value in (("NULL everywhere", "NULL"), ("texts for everything", "'abc'"),
                        ("1e308 for everything", "1e308"), ("numbers for everything", "12"),
                        ("bytes for everything", "x'00ff'"),
                        ("the smallest for everything", f"{SMALLEST + 1} - 1")):
        case(name + end, (COLUMNS, value), rules=back)
    case("words that nobody knows" + end, "UPDATE member SET kind = 'planet'",
         "UPDATE budget_column SET kind = 'x', status = 'y'",
         "UPDATE budget_line SET section = 'z', source = 'q'", "UPDATE amount SET mode = 'w'",
         "UPDATE organisation SET language = 'xx'", "UPDATE event SET what = 'zz'", rules=back)
    case("units of nothing" + end, "UPDATE budget_column SET unit = 0", "UPDATE organisation SET unit = -1", rules=back)
    case("dates that are none" + end, "UPDATE population SET date = 'x' || id",
         "UPDATE member SET joined = '2023-99-99'", "UPDATE budget_column SET year = -5, figures_on = 'x'", rules=back)
    case("a log of other things" + end, "UPDATE change SET operation = 'delete', field = 'id'", rules=back)
    case("a log of its own tables" + end, "UPDATE change SET entity = 'writer'", rules=back)
    case("a log with statements" + end, "UPDATE change SET field = 'name; DROP TABLE member', after = 'x'", rules=back)


def list_tables(base):
    """(name, text) of each."""
    return base.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table' "
                        "AND name NOT LIKE 'sqlite_%'").fetchall()


def take_rules_away(base):
    """The texts of the tables, without what they forbid."""
    base.execute("PRAGMA writable_schema = ON")
    for table, text in list_tables(base):
        text = re.sub(r"--.*|\bSTRICT\b|\bNOT NULL\b|REFERENCES\s+\S+\s*\(\w+\)\s*DEFERRABLE INITIALLY DEFERRED", "",
                      text)
        # A pair of brackets within another is as deep as the rules go, but for those of numbers.
        while (start := text.find("CHECK (")) >= 0:
            depth, stop = 1, start + len("CHECK (")
            while depth:
                depth += {"(": 1, ")": -1}.get(text[stop], 0)
                stop += 1
            text = text[:start] + text[stop:]
        base.execute("UPDATE sqlite_schema SET sql = ? WHERE type = 'table' AND name = ?", (text, table))
    base.commit()


def expand(base, statements):
    """(COLUMNS, value) sets each column that is neither an id nor a reference."""
    for statement in statements:
        if isinstance(statement, str):
            yield statement
            continue
        for table, _ in list_tables(base):
            references = {row[3] for row in base.execute(f'PRAGMA foreign_key_list ("{table}")')}
            for _, column, *_ in base.execute(f'PRAGMA table_info ("{table}")').fetchall():
                if column not in references | {"id", "action", "member", "line", "budget_column", "project", "setup"}:
                    yield f'UPDATE OR IGNORE "{table}" SET "{column}" = {statement[1]}'


def make(name):
    """The register of a case. What SQLite itself refuses of it is no longer a case."""
    statements, rules = CASES[name]
    for suffix in ("", "-journal", "-wal", "-shm"):
        if os.path.exists(REGISTER + suffix):
            os.unlink(REGISTER + suffix)
    shutil.copy("base.sekretariat", REGISTER)
    base = sqlite3.connect(REGISTER, isolation_level=None)
    texts = base.execute("SELECT sql, name FROM sqlite_schema WHERE type = 'table' AND sql IS NOT NULL").fetchall()
    is_loose = name.endswith((", no rules", ", the rules put back"))
    if is_loose:
        take_rules_away(base)
        base.close()
        base = sqlite3.connect(REGISTER, isolation_level=None)
    base.execute("PRAGMA foreign_keys = OFF")
    for statement in expand(base, statements):
        base.execute(statement)
    if is_loose and rules:
        base.execute("PRAGMA writable_schema = ON")
        base.executemany("UPDATE sqlite_schema SET sql = ? WHERE type = 'table' AND name = ?", texts)
    base.close()


def attack(name):
    def attacked():
        example("base.sekretariat")
        for arguments in CHANGING[2:4]:
            assert command(arguments[0], "base.sekretariat", *arguments[2:]).returncode == 0
        make(name)
        findings, counts = Findings(), {"commands": 0, "refused": 0}
        for arguments in LOOKING + CHANGING if FULL else SHORT:
            counts["commands"] += 1
            try:
                done = command(*arguments, timeout=MAY_TAKE)
                counts["refused"] += done.returncode == 2
                wrong = find_fault(done)
            except subprocess.TimeoutExpired:
                wrong = f"it takes more than {MAY_TAKE} s"
            if wrong is not None:
                findings.add(wrong, arguments)
        tell(name, {**counts, "failed": findings.counts["failed"]})
        findings.assert_none()

    attacked.__name__ = "hostile: " + name
    test(attacked)


for one in CASES if FULL else LOOKED_AT:
    attack(one)
main()
