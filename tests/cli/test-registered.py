#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the program has, by name: commands, entities, tables, checks, formats and kinds of import. Each is tried, so that one that is taken out
of its list by mistake is missed by its name. Something new is added here. Prints TAP."""

import glob
import json
import os

from cli_help import call, dump_rows, example, main, run, test

COMMANDS = "new show export check audit set add delete import roll fees reserve status scenario undo redo log backups restore dump load".split()

ENTITIES = """organisation subregion member member_number member_subregion contact population fee_rate budget_column budget_line amount project
project_amount grant instalment contribution table_setup table_setup_column import_rule seen_finding status_step seal
price_index index_figure fee_run grant_scheme hour_rate staff_position position_share
year_source scenario scenario_change""".split()

# The table, and a word that only it has in its first lines.
TABLES = {
    "hovedtall": "Hovedtall", "prosjektmidler": "Prosjektmidler", "kontingent": "Kontingent", "satser": "Sats",
    "kontingentkjoring": "Ikke fakturert", "fakturagrunnlag": "NOK", "medlemmer": "Medlemmer", "tilskudd": "Tilskudd",
    "tilskuddsrapport": "Tilskuddsrapport", "stillinger": "Stillinger",
    "sammenligning": "Sammenligning", "flerarig": "Flerårig", "reserve": "Prognose 18.11.22", "statusrapport": "Statusrapport",
    "scenariohovedtall": "Scenario", "scenarioreserve": "Registeret", "scenariomedlemmer": "Endring", "medlemsark": "Grunnlag", "kontroll": "Kontroll", "om": "Om",
}

CHECKS = """sum-income sum-expense result closing carry fees grants projects positions adopted reasons negative-closing fee-rounding population number payers run issued
contacts instalments own-contribution counted""".split()

# The format, and what a file of it begins with.
FORMATS = {
    ".xlsx": b"PK\x03\x04", ".html": b"<!DOCTYPE", ".odt": b"PK\x03\x04", ".docx": b"PK\x03\x04", ".csv": b"\xef\xbb\xbf", ".tsv": b"",
    ".txt": b"", ".pdf": b"%PDF-", ".svg": b"<?xml", ".png": b"\x89PNG\r\n",
}

# The kind, a file of it, and what its first change is of.
IMPORTS = {
    "population": ("Kommunenummer;Kommune;2023\n3301;Drammen;103999\n", "Drammen", "--year=2023"),
    "members": ("Kommunenummer;Navn;E-post\n3301;Drammen;ny@drammen.example\n", "ny@drammen.example", "--answer=role=political"),
    "accounts": ("Konto;Tekst;Beløp\n3000;Kontingenter;6400000\n", "Kontingenter", "--column=Prognose 2022", "--unit=1"),
    "budget": ("Post;Beløp i tusen kroner\nKommunikasjon;77\nSekretariatet, andre utgifter;640\n", "Kommunikasjon", "--column=Forslag budsjett 2023"),
    "index": ("03013: Konsumprisindeks\n\nkonsumgruppe;måned;Konsumprisindeks (2015=100)\nTotalindeks;2021M10;117,2\n", "October"),
    "hours": ("Dato;Timer;Hva\n3.2.2023;7,5;Styringsgruppe\n", "Styringsgruppe"),
    "projects": ("Prosjekt;Beløp\nKlima;333\n", "Klima", "--column=Forslag budsjett 2023", "--unit=1000"),
}

LANGUAGES = {"nb": "Prosjektmidler", "nn": "Prosjektmidlar", "en": "Project funds"}


def case(name, function):
    function.__name__ = name.replace(" ", "_")
    function.__doc__ = name
    test(function)


def has_command(command):
    def try_it():
        assert f"  sekretariat-cli {command} " in run("--help"), f"help lacks {command}"
        done = call(command, "--no-such-option")
        assert done.returncode == 2 and b"There is no command" not in done.stderr, done.stderr
    return try_it


def has_entity(entity):
    def try_it():
        example()
        lines = dump_rows("r.sekretariat").split("\n")
        assert f"[{entity}]" in lines, f"the dump lacks {entity}"
        done = call("set", "r.sekretariat", entity, "nobody", "nothing", "")
        assert b"no entity" not in done.stderr.lower(), done.stderr
    return try_it


def has_table(table, word):
    def try_it():
        example()
        extra = ["--member=3301"] if table == "medlemsark" else []
        if table == "fakturagrunnlag":
            run("fees", "r.sekretariat", "2023", "--issue", "--incomplete")
        if table.startswith("scenario"):
            run("scenario", "r.sekretariat", "--new=Høyere sats")
        text = run("show", "r.sekretariat", table, *extra)
        assert len(text.split("\n")) > 4, text
        assert word.lower() in text.lower(), (word, text[:400])
        run("export", "r.sekretariat", table, "-o", f"{table}.html", *extra)
    return try_it


def has_check(check):
    def try_it():
        example()
        if check == "negative-closing":
            run("set", "r.sekretariat", "amount", "Kommunikasjon/Forslag budsjett 2023", "value", "99000")
        if check == "positions":
            run("add", "r.sekretariat", "budget_line", "section=expense", "name=Lønn", "source=positions")
            run("add", "r.sekretariat", "staff_position", "title=Leder", "percent=100", "yearly_pay=900000")
        if check == "payers":
            run("add", "r.sekretariat", "fee_rate", "year=2023", "kind=county", "rate=0,50")
        if check in ("run", "issued"):
            run("fees", "r.sekretariat", "2023", "--issue", "--incomplete")
        if check == "counted":
            run("add", "r.sekretariat", "contribution", "grant=Klimasats", "kind=hours", "hours=10")
        if check in ("adopted", "reasons"):
            run("set", "r.sekretariat", "budget_column", "Budsjett 2022", "status", "sealed")
            run("add", "r.sekretariat", "budget_column", "title=Justert", "year=2022", "kind=adjusted", "base_column=Budsjett 2022")
        found = {entry["id"].split("/")[0] for entry in json.loads(call("check", "r.sekretariat", "--json").stdout)["checks"]}
        assert check in found, f"there is no check {check}, only {sorted(found)}"
    return try_it


def has_format(suffix, begin):
    def try_it():
        example()
        run("export", "r.sekretariat", "hovedtall", "-o", "ut" + suffix)
        with open("ut" + suffix, "rb") as file:
            content = file.read()
        assert content.startswith(begin) and len(content) > 400, content[:40]
    return try_it


def has_import(kind, text, word, *options):
    def try_it():
        example()
        with open("inn.csv", "w", encoding="utf-8") as file:
            file.write(text)
        done = call("import", "r.sekretariat", kind, "inn.csv", *options, "--dry-run")
        assert done.returncode in (0, 1), (done.returncode, done.stderr.decode())
        assert word in done.stdout.decode(), done.stdout.decode()
    return try_it


@test
def kind_of_import_member_sheets():
    example()
    run("export", "r.sekretariat", "medlemsark", "-o", "ark/")
    sheet = sorted(glob.glob("ark/*Drammen*"))[0]
    done = call("import", "r.sekretariat", "member-sheets", sheet, "--dry-run")
    assert done.returncode == 0, (done.returncode, done.stderr.decode(), done.stdout.decode())
    assert "Drammen" in done.stdout.decode()


def has_language(language, word):
    def try_it():
        example()
        assert word in run("show", "r.sekretariat", "prosjektmidler", f"--language={language}")
    return try_it


for name in COMMANDS:
    case(f"command {name}", has_command(name))
for name in ENTITIES:
    case(f"entity {name}", has_entity(name))
for name, value in TABLES.items():
    case(f"table {name}", has_table(name, value))
for name in CHECKS:
    case(f"check {name}", has_check(name))
for name, value in FORMATS.items():
    case(f"format {name}", has_format(name, value))
for name, value in IMPORTS.items():
    case(f"kind of import {name}", has_import(name, *value))
for name, value in LANGUAGES.items():
    case(f"language {name}", has_language(name, value))
main()
