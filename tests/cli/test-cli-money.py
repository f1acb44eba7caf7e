#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cost of positions and worth of contributions, worked out a second time over random registers: whole numbers and the calendar of Python, from
what the manual says. A register is loaded from text, and the tables are read as people get them. Prints TAP; the argument after the program is
how many registers."""

import calendar
import csv
import datetime
import os
import random
import re
import sys
import xml.etree.ElementTree as ElementTree
import zipfile

from cli_help import main, run, test

REGISTERS = int(sys.argv[2]) if len(sys.argv) > 2 else 50
PAYERS = ["council", "nav", "project", "grant", "other"]
HEADS = {"nav": "NAV", "project": "Prosjekter", "grant": "Tilskudd", "other": "Andre", "council": "Rådet"}
YEARS = range(2021, 2027)


def divide(numerator, denominator):
    """To the nearest whole, half away from zero."""
    quotient, rest = divmod(abs(numerator), denominator)
    quotient += 2 * rest >= denominator
    return quotient if numerator >= 0 else -quotient


# --- positions -------------------------------------------------------------------------------------------------------


def pay_of_year(position, year):
    """Pay and social costs in øre; None when not known."""
    pay = position["yearly_pay"]
    grows = position["growth"] is not None and position["growth_month"] is not None
    if pay is None or (position["pay_year"] is not None and year < position["pay_year"]):
        return None
    raised = lambda amount: divide(amount * (10000 + position["growth"]), 10000) if grows else amount
    for _ in range(position["pay_year"] if position["pay_year"] is not None else year, year):
        pay = raised(pay)
    total = 0
    for month in range(1, 13):
        days = calendar.monthrange(year, month)[1]
        first = max(datetime.date(year, month, 1), position["starts_on"] or datetime.date.min)
        last = min(datetime.date(year, month, days), position["ends_on"] or datetime.date.max)
        employed = max((last - first).days + 1, 0)
        of_month = raised(pay) if grows and month >= position["growth_month"] else pay
        total += divide(of_month * position["percent"] * employed, 10000 * 12 * days)
    return total, divide(total * (position["social_costs"] or 0), 10000)


def is_employed(position, year):
    return ((position["starts_on"] or datetime.date.min) <= datetime.date(year, 12, 31)
            and (position["ends_on"] or datetime.date.max) >= datetime.date(year, 1, 1))


def split(register, position, cost):
    """What each sort of payer pays: largest remainder, to the øre."""
    shares = sorted((share for share in register["position_share"] if share["staff_position"] == position["id"]),
                    key=lambda share: (PAYERS.index(share["payer"]), -share["percent"], share["id"]))
    parts = [(share["payer"], share["percent"]) for share in shares]
    rest = 10000 - sum(percent for _, percent in parts)
    if rest > 0:
        parts.append(("council", rest))
    values = [cost * percent // 10000 for _, percent in parts]
    order = sorted(range(len(parts)), key=lambda i: (-(cost * parts[i][1] % 10000), i))
    for i in order[:cost - sum(values)]:
        values[i] += 1
    paid = {}
    for (payer, _), value in zip(parts, values):
        paid[payer] = paid.get(payer, 0) + value
    return paid


# --- contributions ---------------------------------------------------------------------------------------------------


def by_id(register, entity, row):
    return next((other for other in register[entity] if other["id"] == row), None)


def has_origin(row):
    return row["kind"] != "hours" and (row["budget_line"] or row["project"])


def takes_all(row):
    return has_origin(row) and row["value"] is None


def accounts_of(register, row):
    """What the accounts of the whole year have on the row's line or project."""
    year = row["date"].year
    columns = [column for column in register["budget_column"] if column["kind"] == "accounts" and column["year"] == year
               and column["figures_on"] in (None, datetime.date(year, 12, 31))]
    if not columns:
        return None
    column = max(columns, key=lambda column: (column["figures_on"] or datetime.date.min, column["id"]))
    entity, field = ("amount", "line") if row["budget_line"] else ("project_amount", "project")
    found = [amount["value"] for amount in register[entity]
             if amount[field] == (row["budget_line"] or row["project"]) and amount["budget_column"] == column["id"]]
    return found[0] if found else None


def money_of(register, row):
    if has_origin(row) and row["date"]:
        field = "budget_line" if row["budget_line"] else "project"
        for other in register["contribution"]:
            if (other["id"] != row["id"] and has_origin(other) and other[field] == row[field] and other["date"]
                    and other["date"].year == row["date"].year and (takes_all(row) or takes_all(other))
                    and (other["date"], other["id"]) < (row["date"], row["id"])):
                return None
    if takes_all(row):
        return accounts_of(register, row) if row["date"] else None
    return row["value"]


def counts_in(register, field, origin, year):
    return any(row[field] == origin and row["kind"] != "hours" and row["date"] and row["date"].year == year
               and money_of(register, row) is not None for row in register["contribution"])


def is_paid(register, row):
    """Whether the hours of a position are paid for by what counts already."""
    if not row["staff_position"]:
        return False
    left = 10000
    for share in register["position_share"]:
        if share["staff_position"] != row["staff_position"] or share["percent"] == 0:
            continue
        if share["payer"] == "grant":
            return True
        if share["payer"] != "council":
            left -= share["percent"]
        if share["payer"] == "project" and share["project"] and row["date"] and counts_in(register, "project", share["project"], row["date"].year):
            return True
    return bool(left > 0 and row["date"] and any(line["source"] == "positions" and counts_in(register, "budget_line", line["id"], row["date"].year)
                                                 for line in register["budget_line"]))


def worth(register, row):
    """What a row counts for in øre; None for nothing."""
    grant = by_id(register, "grant", row["grant"])
    scheme = by_id(register, "grant_scheme", grant["scheme"])
    if row["date"] and not (grant["starts_on"] or datetime.date.min) <= row["date"] <= (grant["ends_on"] or datetime.date.max):
        return None
    if row["kind"] != "hours":
        return money_of(register, row)
    rates = [rate["rate"] for rate in register["hour_rate"] if scheme and row["date"] and rate["scheme"] == scheme["id"]
             and (rate["valid_from"] or datetime.date.min) <= row["date"] <= (rate["valid_to"] or datetime.date.max)]
    rate = min([row["hour_rate"]] * (row["hour_rate"] is not None) + rates, default=None)
    if (scheme and scheme["cash_only"]) or is_paid(register, row) or row["hours"] is None or rate is None:
        return None
    return divide(row["hours"] * rate, 100)


# --- random registers ------------------------------------------------------------------------------------------------


def maybe(chance, value):
    return value() if random.random() < chance else None


def day(first=2021, last=2026):
    return datetime.date(first, 1, 1) + datetime.timedelta(random.randrange((last - first + 1) * 365))


def period():
    """A first and a last day, either of them perhaps blank."""
    start, end = sorted((day(), day()))
    return maybe(.6, lambda: start), maybe(.6, lambda: end)


class Maker:
    def __init__(self):
        self.register = {}
        self.last = 0

    def add(self, entity, **fields):
        self.last += random.randrange(1, 1000)
        row = {"id": self.last, **fields}
        self.register.setdefault(entity, []).append(row)
        return row["id"]

    def any(self, entity, chance=1.0):
        rows = self.register.get(entity, [])
        return random.choice(rows)["id"] if rows and random.random() < chance else None


def make_register():
    maker = Maker()
    for entity in ("contribution", "position_share", "hour_rate", "amount", "project_amount"):
        maker.register[entity] = []
    for name in ("Lønn", "Reiser", "Trykk"):
        maker.add("budget_line", position=1024, section="expense", name=name, source="positions" if name == "Lønn" else "entered")
    for name in ("Lading", "Klima"):
        maker.add("project", position=1024, name=name)
    for year in random.sample(list(YEARS), 4):
        maker.add("budget_column", year=year, kind="accounts", title=f"Regnskap {year}", status="draft", unit=100,
                  figures_on=random.choice([None, datetime.date(year, 12, 31), datetime.date(year, 8, 31)]))
    for column in [row["id"] for row in maker.register["budget_column"]]:
        for line in maker.register["budget_line"]:
            if random.random() < .7:
                maker.add("amount", line=line["id"], budget_column=column, mode="entered", value=random.randrange(10 ** 8))
        for project in maker.register["project"]:
            if random.random() < .7:
                maker.add("project_amount", project=project["id"], budget_column=column, value=random.randrange(10 ** 8))
    for number in range(2):
        scheme = maker.add("grant_scheme", name=f"Ordning {number}", cash_only=int(random.random() < .15))
        from_day = None
        for _ in range(random.randrange(4)):
            to_day = day()
            if from_day and to_day < from_day:
                break
            maker.add("hour_rate", scheme=scheme, rate=random.randrange(30000, 100000), valid_from=from_day, valid_to=to_day)
            from_day = to_day + datetime.timedelta(random.choice([1, 1, 40]))
    for number in range(3):
        start, end = period()
        maker.add("grant", position=1024, name=f"Tilskudd {number}", scheme=maker.any("grant_scheme", .8), starts_on=start, ends_on=end)
    for number in range(random.randrange(1, 7)):
        start, end = period()
        position = maker.add("staff_position", position=1024, title=f"Stilling {number}", percent=random.choice([10000, 4000, 3333, 0, 8750]),
                             starts_on=start, ends_on=end, yearly_pay=maybe(.9, lambda: random.randrange(10 ** 8)),
                             pay_year=maybe(.7, lambda: random.randrange(2019, 2025)), growth=maybe(.7, lambda: random.randrange(-300, 900)),
                             growth_month=maybe(.8, lambda: random.randrange(1, 13)), social_costs=maybe(.8, lambda: random.randrange(0, 4000)))
        left = 10000
        for _ in range(random.randrange(4)):
            percent = random.choice([left, left // 3, 3333, 1, 0])
            payer = random.choice(PAYERS)
            if percent <= left:
                maker.add("position_share", staff_position=position, payer=payer, percent=percent,
                          project=maker.any("project", .8) if payer == "project" else None, grant=maker.any("grant", .8) if payer == "grant" else None)
                left -= percent
    for number in range(30):
        kind = random.choice(["cash", "hours", "hours", "hours", "funded"])
        origin = random.random() if kind != "hours" else 1
        maker.add("contribution", grant=maker.any("grant"), date=maybe(.9, day), kind=kind, what=f"Rad {number}",
                  value=maybe(.5 if origin < .5 else .9, lambda: random.randrange(10 ** 7)) if kind != "hours" else None,
                  hours=maybe(.9, lambda: random.randrange(20000)) if kind == "hours" else None,
                  hour_rate=maybe(.4, lambda: random.randrange(20000, 120000)) if kind == "hours" else None,
                  budget_line=maker.any("budget_line") if origin < .25 else None, project=maker.any("project") if .25 <= origin < .5 else None,
                  staff_position=maker.any("staff_position", .5) if kind == "hours" else None)
    return maker.register


def text_of(value):
    return "" if value is None else str(value)


def write_register(register, name):
    """The rows put into the text of a register that has only its organisation, and loaded."""
    run("new", "empty.sekretariat")
    out = []
    for block in run("dump", "empty.sekretariat").rstrip("\n").split("\n\n"):
        lines = block.split("\n")
        entity = lines[0].strip("[]")
        if entity in register:
            fields = lines[1].split("\t")
            lines += ["\t".join(text_of(row.get(field)) for field in fields) for row in sorted(register[entity], key=lambda row: row["id"])]
        out.append("\n".join(lines))
    with open("register.txt", "w", encoding="utf-8") as file:
        file.write("\n\n".join(out) + "\n")
    run("load", name, "register.txt")
    os.remove("empty.sekretariat")


# --- tables ----------------------------------------------------------------------------------------------------------


def read_workbook(path):
    """The rows of its first sheet, cells by the letters of their columns; numbers in øre."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(path) as file:
        texts = ["".join(part.text or "" for part in item.iter(space + "t"))
                 for item in ElementTree.fromstring(file.read("xl/sharedStrings.xml")).iter(space + "si")]
        sheet = ElementTree.fromstring(file.read("xl/worksheets/sheet1.xml"))
    rows = []
    for row in sheet.iter(space + "row"):
        cells = {}
        for cell in row.iter(space + "c"):
            value = cell.find(space + "v")
            if value is not None and value.text is not None:
                column = re.match("[A-Z]+", cell.get("r")).group()
                kind = cell.get("t")
                cells[column] = texts[int(value.text)] if kind == "s" else value.text if kind == "str" else round(float(value.text) * 100)
        rows.append(cells)
    return rows


def assert_positions(register, name, year):
    run("export", name, "stillinger", f"--year={year}", "-o", f"s{year}.xlsx")
    rows = read_workbook(f"s{year}.xlsx")
    heads = next(row for row in rows if row.get("A") == "Stilling")
    columns = {re.sub(r"\s+", " ", head): column for column, head in heads.items()}
    found = {row["A"]: row for row in rows if re.fullmatch(r"Stilling \d", str(row.get("A", "")))}
    expected = {position["title"]: position for position in register["staff_position"] if is_employed(position, year)}
    assert sorted(found) == sorted(expected), (sorted(found), sorted(expected), year)
    for title, position in expected.items():
        cost = pay_of_year(position, year)
        told = lambda head: found[title].get(columns.get(head)) if head in columns else None
        if cost is None:
            assert told(f"Kostnad i {year}") is None, (title, year, found[title])
            continue
        assert (told(f"Lønn i {year}"), told("Sosiale kostnader")) == cost, (title, year, found[title], cost)
        assert told(f"Kostnad i {year}") == sum(cost), (title, year)
        paid = split(register, position, sum(cost))
        assert {payer: told(head) for payer, head in HEADS.items() if told(head) is not None} == paid, (title, year, found[title], paid)


def assert_contributions(register, name):
    run("export", name, "tilskuddsrapport", "--today=2030-01-01", "-o", "t.csv")
    found = {}
    with open("t.csv", encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file, delimiter=";"):
            match = re.match(r"(Rad \d+)( \d+\))?$", row[0]) if row else None
            if match:
                found[match.group(1)] = None if row[6] == "" else round(float(row[6].replace(",", ".")) * 100), bool(match.group(2))
    assert len(found) == len(register["contribution"]), sorted(found)
    for row in register["contribution"]:
        value, marked = found[row["what"]]
        expected = worth(register, row)
        assert value == expected, (row, value, expected)
        # What does not count is never without its reason.
        assert marked or value is not None, row
    return sum(value is not None for value, _ in found.values())


@test
def positions_and_contributions_of_random_registers():
    counted = 0
    for number in range(REGISTERS):
        seed = random.randrange(2 ** 32)
        random.seed(seed)
        register = make_register()
        name = f"r{number}.sekretariat"
        try:
            write_register(register, name)
            for year in random.sample(list(YEARS), 2):
                assert_positions(register, name, year)
            counted += assert_contributions(register, name)
        except AssertionError:
            print(f"# register {number}, seed {seed}", flush=True)
            raise
    # Some count and some do not, or nothing was held against anything.
    assert REGISTERS * 5 < counted < REGISTERS * 28, counted


random.seed(20221118)
main()
