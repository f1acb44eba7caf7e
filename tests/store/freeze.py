#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Freezes a register of today's version, with what it holds as text, for the tests of versions to come.

    freeze.py SEKRETARIAT-CLI

Run it before a migration is written: a register that was upgraded can undo nothing. It has a sealed column, actions that were undone and done
again, focus areas in two spellings, subregions of no, 0, 1 and 2 seats, and a finding that was
seen."""

import gzip
import os
import sqlite3
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
CLI = os.path.abspath(sys.argv[1])
REGISTER = "r.sekretariat"
STEPS = [
    ["set", "subregion", "Hadelandsregionen", "seats", "0"], ["set", "subregion", "Mosseregionen", "seats", "2"],
    ["set", "subregion", "Gardermoregionen", "seats", ""], ["set", "project", "BEST-konferansen", "focus_area", "Klima og miljø"],
    ["set", "project", "Areal og transport", "focus_area", "Klima og Miljø"],
    ["add", "contact", "member=3301", "role=faktura", "office=Økonomiavdelingen", "email=faktura@drammen.example"],
    ["set", "budget_column", "Budsjett 2022", "status", "sealed"],
    ["add", "table_setup", "name=Styret november", "columns=Forslag budsjett 2023", "language=nn"],
    ["set", "amount", "Kommunikasjon/Forslag budsjett 2023", "value", "275"], ["undo"], ["redo"],
    ["set", "member", "3301", "note", "Møter fast"], ["delete", "member", "3101"], ["undo"],
    ["check", "--seen=fees/Prognose 2022", "--reason=Avtalt med styret"],
    ["set", "population", "Drammen/2023-01-01", "persons", "103500"], ["undo"],
    ["add", "staff_position", "title=Rådgiver", "percent=100", "yearly_pay=720000", "starts_on=2022-01-01"],
    ["add", "price_index", "name=KPI", "series=cpi", "base=2015"],
    ["add", "index_figure", "price_index=KPI", "period=2022-10", "value=126,0", "source=SSB 03013"],
    ["fees", "2023", "--issue", "--incomplete", "--today=2023-01-16"],
    ["set", "population", "Drammen/2022-01-01", "persons", "102300"],
]


def run(command, *arguments):
    done = subprocess.run([CLI, command, REGISTER, *arguments], capture_output=True)
    # Fees that lack something are issued all the same, and told with 1.
    assert done.returncode == (1 if command == "fees" else 0), done.stderr
    return done.stdout


def main():
    os.chdir(tempfile.mkdtemp())
    os.environ["XDG_DATA_HOME"] = os.getcwd()
    run("new", "--example")
    for command, *arguments in STEPS:
        run(command, *arguments)
    with sqlite3.connect(REGISTER) as file:
        version, = file.execute("PRAGMA user_version").fetchone()
        # Nobody's name is frozen.
        file.execute("UPDATE event SET who = 'sekretaer@kontor'")
        file.execute("UPDATE writer SET who = 'sekretaer@kontor'")
    file.close()
    with open(REGISTER, "rb") as file:
        contents = file.read()
    for suffix, data in (("sekretariat", contents), ("dump", run("dump").split(b"\n\n", 1)[1])):
        path = os.path.join(HERE, "fixtures", f"version-{version}.{suffix}.gz")
        if os.path.exists(path):
            sys.exit(f"{path} is there, and what is frozen stays as it is.")
        with open(path, "wb") as file, gzip.GzipFile("", "wb", 9, file, 0) as packed:
            packed.write(data)
        print(path)


main()
