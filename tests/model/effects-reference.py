#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a year's fees are, of registers as text, worked out anew with fractions. Reads, case by case, "> YEAR", the text, and "< MEMBER FEE"
(in kroner, "-" for none) for every member of it; prints what is another, and how many fees it looked at."""

import os
import sys
from fractions import Fraction

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))

from fee_rules import is_active, work_out  # noqa: E402

AMOUNTS = ("base", "minimum", "maximum", "total")


def read_blocks(lines):
    blocks, rows, names = {}, None, None
    for line in lines:
        if line.startswith("[") and line.endswith("]"):
            rows, names = blocks.setdefault(line[1:-1], []), None
        elif line and names is None:
            names = line.split("\t")
        elif line:
            rows.append(dict(zip(names, line.split("\t"))))
    return blocks


def half_away(x, step):
    """x is not below 0."""
    return int(x / step + Fraction(1, 2)) * step


def number(text):
    return int(text) if text else None


def read_members(blocks, year):
    members = {row["id"]: {**row, "number": "", "persons": {year: None}} for row in blocks["member"]}
    for row in blocks["member_number"]:
        members[row["member"]]["number"] = row["number"]
    counted = {}
    for row in blocks["population"]:
        if row["persons"] and row["date"] <= f"{year - 1}-01-01" and row["date"] > counted.get(row["member"], ""):
            counted[row["member"]] = row["date"]
            members[row["member"]]["persons"][year] = int(row["persons"])
    return list(members.values())


def read_rates(blocks, year):
    """Of each kind the newest rate up to the year, grown by the index of the plan once a year, and rounded each time."""
    index = 1 + Fraction(number(blocks["organisation"][0]["plan_index"]) or 0, 10000) if blocks["organisation"] else 1
    rates = {}
    for row in sorted(blocks["fee_rate"], key=lambda row: int(row["year"])):
        if int(row["year"]) > year:
            continue
        rate = {"model": row["model"], **{name: number(row[name]) for name in (*AMOUNTS, "rate", "equal_share")}}
        for _ in range(int(row["year"]), year if index != 1 else 0):
            for name, step in (*((name, 100) for name in AMOUNTS), ("rate", 5)):
                if rate[name] is not None:
                    rate[name] = half_away(rate[name] * index, step)
        rates[row["kind"]] = rate
    return rates


def main():
    n, year, lines, told = 0, 0, [], {}
    for line in [*sys.stdin.read().split("\n"), "> 0"]:
        if not line.startswith("> "):
            if line.startswith("< "):
                _, member, fee = line.split()
                told[member] = None if fee == "-" else int(fee)
            else:
                lines.append(line)
            continue
        if lines:
            blocks = read_blocks(lines)
            members = read_members(blocks, year)
            fees = work_out(members, read_rates(blocks, year), year)
            wanted = {member["id"]: fees.get(member["id"]) if is_active(member, year) else None for member in members}
            for member, fee in wanted.items():
                n += 1
                if told.get(member) != fee:
                    print(f"{year}: {member} pays {fee}, not {told.get(member)}")
        year, lines, told = int(line[2:]), [], {}
    print(f"{n} fees")


main()
