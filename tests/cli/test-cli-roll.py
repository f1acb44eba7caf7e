#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Next year's draft by the command line. Prints TAP."""
import stat

from cli_help import *  # noqa: F403 – what these tests are written in

DRAFT = "Forslag budsjett 2024"


def rolled(*options):
    return json.loads(run("roll", "r.sekretariat", "2024", *options, "--json"))


def words(*arguments):
    """What it prints, with spaces that may break."""
    return run("roll", "r.sekretariat", "2024", *arguments).replace("\u00a0", " ")


def after(answer, name):
    return [row["after"] for row in answer["rows"] if row["name"] == name]


@test
def it_says_what_it_did():
    example()
    text = words("--amounts=2,5", "--comments=drop")
    lines = text.split("\n")
    assert lines[0] == "Forslag budsjett 2024: 9 lines, 8 projects and 1 fee rate", lines[0]
    assert "  line Lønn sekretariatet mv.: 6 100 000 → 6 253 000 (2,5 %)" in lines, text
    assert "  project Klima: 170 000 → 174 000 (2,4 %)" in lines, text
    assert "  fee rate municipality: 2.80 kr per inhabitant → 2.80 kr per inhabitant" in lines, text
    assert "  line Klimasats: 900 000 → 600 000 (−33,3 %)" in lines, text
    assert lines[-2] == "Made the draft for 2024", lines
    shown = run("show", "r.sekretariat", "hovedtall", "--year=2024")
    assert "6\u00a0253" in shown, shown


@test
def one_step_of_undo():
    example()
    before = dump_rows("r.sekretariat")
    run("roll", "r.sekretariat", "2024")
    done = dump_rows("r.sekretariat")
    assert done != before
    assert run("undo", "r.sekretariat") == "Undone: Make the draft for 2024\n"
    assert dump_rows("r.sekretariat") == before
    run("redo", "r.sekretariat")
    assert dump_rows("r.sekretariat") == done


@test
def a_dry_run_changes_nothing():
    example()
    os.chmod("r.sekretariat", stat.S_IRUSR)
    before = run("dump", "r.sekretariat"), run("log", "r.sekretariat")
    text = words("--amounts=zero", "--dry-run")
    assert "  line Kommunikasjon: 250 000 → 0 (−100,0 %)" in text, text
    assert text.endswith("Nothing was changed.\n"), text
    assert not rolled("--dry-run")["done"]
    assert (run("dump", "r.sekretariat"), run("log", "r.sekretariat")) == before


@test
def as_json():
    example()
    run("delete", "r.sekretariat", "population", "Oslo/2023-01-01")
    before = rolled("--amounts=-3", "--dry-run")
    answer = rolled("--amounts=-3")
    assert answer["done"] and answer["year"] == 2024 and answer["column"] == DRAFT and answer["base"] == "Forslag budsjett 2023"
    assert answer["without_population"] == 1
    assert after(answer, "Kommunikasjon") == [243000.0]
    assert {row["entity"] for row in answer["rows"]} == {"budget_column", "budget_line", "project", "fee_rate", "sum"}
    assert [row["after"] for row in answer["rows"] if row["id"] == "sum/closing"] == [answer["closing"]]
    assert before == {**answer, "done": False}


@test
def it_says_what_is_missing():
    example()
    for member in ("Oslo", "Drammen"):
        run("delete", "r.sekretariat", "population", f"{member}/2023-01-01")
    text = words("--dry-run")
    assert "2 members have no population for 1 January 2023 yet, and no fee.\n" in text, text


@test
def comments():
    for option, kept in (("--comments=keep", True), ("--comments=drop", False)):
        run("new", option[11:] + ".sekretariat", "--example")
        run("roll", option[11:] + ".sekretariat", "2024", option)
        text = run("dump", option[11:] + ".sekretariat")
        assert text.count("Klimaskole og rapport om klimastatus") == 1 + kept, text.count("Klimaskole og rapport om klimastatus")


@test
def twice_is_refused():
    example()
    run("roll", "r.sekretariat", "2024")
    refuse_edit("r.sekretariat", "roll", "r.sekretariat", "2024", words=[DRAFT])
    refuse_edit("r.sekretariat", "roll", "r.sekretariat", "2024", "--dry-run", words=[DRAFT])
    run("delete", "r.sekretariat", "budget_column", DRAFT)
    run("roll", "r.sekretariat", "2024")


@test
def other_years_are_refused():
    example()
    for year in ("2022", "2023"):
        refuse_edit("r.sekretariat", "roll", "r.sekretariat", year, words=[year, "udsjett " + year])
    for year in ("2021", "2025"):
        refuse_edit("r.sekretariat", "roll", "r.sekretariat", year, words=["2023", "2024", year])
    for year in ("24", "20244", "abc", "-2024", "2024.5"):
        refuse_edit("r.sekretariat", "roll", "r.sekretariat", "--", year, words=["Write"])


@test
def an_empty_register_has_nothing_to_go_by():
    run("new", "tom.sekretariat")
    refuse_edit("tom.sekretariat", "roll", "tom.sekretariat", "2024", words=["no budget"])


@test
def amounts_that_are_none():
    example()
    for amounts in ("abc", "NaN", "1e9", "2.5", "2,555", "-101", "1001", "", "2,5 % %", "inf", "9" * 40):
        refuse_edit("r.sekretariat", "roll", "r.sekretariat", "2024", f"--amounts={amounts}", words=["--amounts=zero"])
    refuse_edit("r.sekretariat", "roll", "r.sekretariat", "2024", "--comments=perhaps", words=["keep", "drop"])
    for amounts in ("2,5 %", "+2", "-3", "−3", "0", "1000"):
        run("roll", "r.sekretariat", "2024", f"--amounts={amounts}", "--dry-run")


@test
def too_much_is_refused():
    example()
    run("set", "r.sekretariat", "amount", "Kommunikasjon/Forslag budsjett 2023", "value", "5000000000")
    refuse_edit("r.sekretariat", "roll", "r.sekretariat", "2024", "--amounts=1000", words=["Kommunikasjon"])


main()
