#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fees of random councils, worked out a second time from the rules, and issued. Prints TAP.

    test-cli-fees.py CLI [COUNCILS] [FIRST SEED]

The councils are dumps that are loaded; what members are to pay is worked out here by fractions, from what the rules say and nothing that
the program does."""

import datetime
import json
import os
import random
import re
import sys

from cli_help import call, example, load, main, run, test
from fee_rules import is_active, work_out

COUNCILS = int(sys.argv[2]) if len(sys.argv) > 2 else 300
FIRST = int(sys.argv[3]) if len(sys.argv) > 3 else 1
YEARS = (2022, 2023, 2024)
KINDS = ("municipality", "county", "council")


# --- councils --------------------------------------------------------------------------------------------------------------------------------

def choose_rate(rand, kind):
    def amount(most):
        return rand.choice([None, rand.randrange(0, most) * 50, rand.randrange(0, most) * 100])

    model = rand.choice(["rate", "rate", "total"] + ["matching"] * (kind == "county"))
    rate = {"model": model, "base": amount(2000), "rate": rand.choice([None, 0, rand.randrange(1, 900)]), "minimum": amount(500),
            "maximum": None, "total": rand.choice([None, rand.randrange(0, 10**rand.randrange(1, 8)) * 100]),
            "equal_share": rand.choice([None, 0, 2500, 10000, rand.randrange(0, 10001)])}
    if rand.random() < 0.4:
        rate["maximum"] = (rate["minimum"] or 0) + rand.randrange(0, 1000000)
    return rate


def make_council(rand):
    counties = rand.sample(range(10, 60), rand.randrange(1, 4))
    members, numbers = [], set()
    for i in range(rand.randrange(1, 30)):
        kind = rand.choice(["municipality"] * 6 + ["county", "council"])
        number = ""
        if kind == "county" and counties:
            number = str(counties.pop())
        elif kind == "municipality" and rand.random() < 0.95:
            number = f"{rand.choice(counties or [30])}{len(numbers):02d}"
            numbers.add(number)
        members.append({"id": i + 1, "name": f"Medlem {i:03d}", "kind": kind, "number": number,
                        "joined": rand.choice(["", "", "", "2019-01-01", "2023-01-01", "2023-01-02"]),
                        "left_on": rand.choice(["", "", "", "", "2022-12-31", "2023-01-01"]),
                        "persons": {year: rand.choice([None] * (rand.random() < 0.05) + [rand.randrange(0, 3), rand.randrange(0, 5000),
                                                                                         rand.randrange(0, 900000)]) for year in YEARS}})
    return members, {year: {kind: choose_rate(rand, kind) for kind in KINDS if rand.random() < 0.85} for year in YEARS}


def fill(template, block, rows):
    """The template with rows in the empty block, in order of their ids."""
    return re.sub(rf"(\[{block}\]\n[^\n]*\n)", lambda match: match.group(1) + "".join(rows), template, count=1)


def write(template, members, rates):
    """As a dump, by the heads that the template has."""
    heads = dict(re.findall(r"\[(\w+)\]\nid\t([^\n]*)\n", template))

    def row(block, row_id, **values):
        return "\t".join([str(row_id)] + ["" if values.get(name) is None else str(values[name]) for name in heads[block].split("\t")]) + "\n"

    text = fill(template, "member", [row("member", member["id"], **{key: member[key] for key in ("name", "kind", "joined", "left_on")})
                                     for member in members])
    text = fill(text, "member_number", [row("member_number", member["id"], member=member["id"], number=member["number"])
                                        for member in members if member["number"]])
    text = fill(text, "population", [row("population", member["id"] * 10 + i, member=member["id"], date=f"{year - 1}-01-01",
                                         persons=member["persons"][year])
                                     for member in members for i, year in enumerate(YEARS) if member["persons"][year] is not None])
    return fill(text, "fee_rate", [row("fee_rate", year * 10 + i, year=year, kind=kind, **rate)
                                   for year in YEARS for i, (kind, rate) in enumerate(rates[year].items())])


def read_fees(done):
    """By name, as the program printed them: kroner, None for what lacks a fee. Who is to pay nothing has no line."""
    fees = {}
    for invoice in json.loads(done.stdout)["invoices"]:
        assert "fee" in invoice["lacks"] or invoice["amount"] == int(invoice["amount"]), invoice
        fees[invoice["name"]] = None if "fee" in invoice["lacks"] else int(invoice["amount"])
    return fees


def try_year(members, rates, year, seed):
    done = call("fees", "c.sekretariat", str(year), "--json", "--today=2023-01-02")
    if not rates:
        assert done.returncode == 2 and b"no fee rate" in done.stderr, (seed, done.stderr)
        return
    wanted = work_out(members, rates, year)
    told = read_fees(done)
    for member in members:
        fee = wanted.get(member["id"], None if is_active(member, year) else 0)
        assert told.get(member["name"], 0) == fee, (seed, member, rates.get(member["kind"]), told.get(member["name"]), fee)


def try_register(template, seed):
    """A council of each year: the same members, with other populations and rates."""
    members, rates = make_council(random.Random(seed))
    if os.path.exists("c.sekretariat"):
        os.unlink("c.sekretariat")
    done = load("c.sekretariat", write(template, members, rates))
    assert done.returncode == 0, (seed, done.stderr)
    for year in YEARS:
        try_year(members, rates[year], year, seed)
    return len(members) * len(YEARS)


@test
def random_councils_pay_what_the_rules_say():
    run("new", "empty.sekretariat")
    template = run("dump", "empty.sekretariat")
    members = sum(try_register(template, seed) for seed in range(FIRST, FIRST + COUNCILS // len(YEARS)))
    print(f"# {COUNCILS} councils, {members} members")
    assert members > COUNCILS * 5, members


# --- issuing --------------------------------------------------------------------------------------------------------------------------------

COUNCIL = "Osloregionen interkommunalt politisk råd"


def prepare():
    """A register of which all can be sent: the example with what it lacks."""
    example("e.sekretariat")
    for field, value in (("account", "1234.56.78903"), ("kid_pattern", "{år}{medlem}{kjøring}"), ("org_number", "974 760 673")):
        run("set", "e.sekretariat", "organisation", COUNCIL, field, value)
    run("set", "e.sekretariat", "fee_rate", "2023/municipality", "decided_on", "15.6.2022")
    head, rows, rest = re.match(r"(.*\n\[member\]\nid\t[^\n]*\n)(.*?)(\n\n.*)", run("dump", "e.sekretariat"), re.DOTALL).groups()
    names = head.rsplit("\n", 2)[1].split("\t")
    lines = [line.split("\t") for line in rows.split("\n")]
    for line in lines:
        line[names.index("invoice_reference")], line[names.index("org_number")] = "4105", "974760673"
    assert load("r.sekretariat", head + "\n".join("\t".join(line) for line in lines) + rest).returncode == 0


def luhn(digits):
    doubled = [int(digit) * (2 if i % 2 == 0 else 1) for i, digit in enumerate(reversed(digits))]
    return str(-sum(sum(divmod(product, 10)) for product in doubled) % 10)


def fees(*options, status=0):
    done = call("fees", "r.sekretariat", "2023", "--json", *options)
    assert done.returncode == status, done.stderr
    return json.loads(done.stdout)


@test
def what_is_missing_is_told_before():
    example()
    done = call("fees", "r.sekretariat", "2023")
    assert done.returncode == 1 and "64 invoices cannot be sent" in done.stdout.decode(), done.stdout
    done = call("fees", "r.sekretariat", "2023", "--issue")
    assert done.returncode == 2 and b"Oslo, without" in done.stderr, done.stderr
    assert fees(status=1)["run"] == 1
    assert fees("--issue", "--incomplete")["issued"]


@test
def a_year_with_a_difference():
    prepare()
    first = fees("--issue", "--today=2023-01-02", "--due=2023-01-31")
    assert (first["run"], first["sum"], first["issued_on"], first["due_on"]) == (1, 6283546, "2023-01-02", "2023-01-31"), first
    assert len(first["invoices"]) == len({invoice["kid"] for invoice in first["invoices"]}) == 64
    for invoice in first["invoices"]:
        assert invoice["kid"] == f"2023{invoice['number']}1" + luhn(f"2023{invoice['number']}1"), invoice
    assert fees()["invoices"] == []
    run("set", "r.sekretariat", "population", "Drammen/2022-01-01", "persons", "102373")
    run("set", "r.sekretariat", "member", "Moss", "left_on", "2022-12-31")
    run("set", "r.sekretariat", "member", "Halden", "name", "Halden by")
    rest = fees()
    assert [(invoice["name"], invoice["amount"], invoice["type"]) for invoice in rest["invoices"]] == [
        ("Moss", -140812, 381), ("Drammen", 280, 380)], rest
    second = fees("--issue", "--today=2023-03-01")
    assert second["run"] == 2 and second["invoices"][0]["corrects"] == first["invoices"][2]["invoice"], second
    assert second["invoices"][1]["kid"].startswith("202330052")
    # What was issued is as it was: names, KIDs and sums.
    printed = run("show", "r.sekretariat", "kontingentkjoring", "--year=2023", "--run=1")
    assert "Halden by" not in printed and "6\u00a0283\u00a0546" in printed, printed
    assert fees()["invoices"] == []


@test
def a_mistake_is_a_credit_note_in_a_later_run():
    prepare()
    fees("--issue", "--today=2023-01-02")
    run("set", "r.sekretariat", "member", "Moss", "invoice_reference", "9001")
    assert fees()["invoices"] == []
    again = fees("--issue", "--anew=Moss", "--today=2023-02-01")["invoices"]
    assert [(invoice["type"], invoice["amount"], invoice["reference"]) for invoice in again] == [
        (381, -140812, "9001"), (380, 140812, "9001")], again


@test
def what_was_issued_cannot_be_changed():
    prepare()
    fees("--issue", "--today=2023-01-02")
    before = run("show", "r.sekretariat", "fakturagrunnlag", "--year=2023")
    for command in (("set", "fee_run", "2023/1", "note", "nei"), ("delete", "fee_run", "2023/1"),
                    ("add", "fee_run", "year=2023", "number=2", "issued_on=1.2.2023", "version=1", "digest=" + "a" * 64, "copy=x")):
        done = call(command[0], "r.sekretariat", *command[1:])
        assert done.returncode == 2, (command, done.stdout)
    done = call("undo", "r.sekretariat")
    assert done.returncode == 2, done.stdout
    assert run("show", "r.sekretariat", "fakturagrunnlag", "--year=2023") == before
    log = run("log", "r.sekretariat")
    assert "fee_run copy:  → a copy of " in log and "[invoice]" not in log, log


@test
def what_is_no_run():
    example()
    for arguments, word in ((("2031",), "no fee rate for 2031"), (("23",), "out of range"), (("2023", "--due=2022-01-01"), "due before"),
                            (("2023", "--today=i går"), "not a date"), (("2023", "--anew=Ingen"), "Ingen")):
        done = call("fees", "r.sekretariat", *arguments)
        assert done.returncode == 2 and word in done.stderr.decode(), (arguments, done.stderr)
    for pattern, word in (("{år}", "same KID"), ("{aar}{medlem}", "not a pattern"), ("{kunde:15}{medlem}{år}{kjøring:3}", "too long")):
        done = call("set", "r.sekretariat", "organisation", COUNCIL, "kid_pattern", pattern)
        assert done.returncode == 2 and word in done.stderr.decode(), (pattern, done.stderr)


@test
def a_kid_is_used_once():
    prepare()
    run("set", "r.sekretariat", "organisation", COUNCIL, "kid_pattern", "{år}{medlem}")
    fees("--issue", "--today=2023-01-02")
    run("set", "r.sekretariat", "population", "Drammen/2022-01-01", "persons", "102373")
    done = call("fees", "r.sekretariat", "2023", "--issue", "--incomplete")
    assert done.returncode == 2 and "was used before" in done.stderr.decode(), done.stderr
    run("set", "r.sekretariat", "organisation", COUNCIL, "kid_pattern", "{år}{medlem}{kjøring}")
    assert fees("--issue", "--today=2023-02-02")["run"] == 2


@test
def mod_11_has_no_dash():
    prepare()
    run("set", "r.sekretariat", "organisation", COUNCIL, "kid_control", "mod11")
    done = call("fees", "r.sekretariat", "2023", "--issue")
    assert done.returncode == 2 and "{fri}" in done.stderr.decode(), done.stderr
    run("set", "r.sekretariat", "organisation", COUNCIL, "kid_pattern", "{år}{medlem}{fri}{kjøring}")
    kids = [invoice["kid"] for invoice in fees("--issue", "--today=2023-01-02")["invoices"]]
    for kid in kids:
        weights = [2 + i % 6 for i in range(len(kid) - 1)]
        total = sum(int(digit) * weight for digit, weight in zip(reversed(kid[:-1]), weights))
        assert (11 - total % 11) % 11 == int(kid[-1]), kid
    assert len(set(kids)) == 64 and all(datetime.date(int(kid[:4]), 1, 1) for kid in kids)


main()
