#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reserve, the status report and scenarios by the command line. Prints TAP."""
from cli_help import *  # noqa: F403 – what these tests are written in

R = "r.sekretariat"
RATE = ("fee_rate", "2023/municipality", "rate")
LINE = "Kommunikasjon/Forslag budsjett 2023"


def answer(*arguments, status=0):
    return json.loads(run(*arguments, "--json", status=status))


def higher(name="Høyere sats"):
    """The example with a scenario: a higher rate, and less for a line."""
    example_without_scenario()
    run("scenario", R, f"--new={name}")
    run("set", f"--scenario={name}", R, *RATE, "3,45")
    run("set", f"--scenario={name}", R, "amount", LINE, "value", "150")


@test
def the_reserve_is_the_chain():
    example()
    run("set", R, "organisation", "Osloregionen interkommunalt politisk råd", "reserve_limit", "700000")
    found = answer("reserve", R)
    years = {year["year"]: year for year in found["years"]}
    assert list(years) == [2022, 2023, 2024, 2025, 2026], years
    assert (years[2022]["kind"], years[2022]["column"], years[2022]["closing"]) == ("forecast", "Prognose 2022", 2727000), years[2022]
    assert (years[2023]["opening"], years[2023]["result"], years[2023]["closing"]) == (2727000, -2097000, 630000), years[2023]
    assert years[2023]["below_limit"] and not years[2022]["below_limit"], years
    assert (years[2024]["kind"], years[2024]["column"]) == ("rules", None), years[2024]
    assert found["limit"] == 700000 and "2023" in found["sentence"], found
    assert {"line": "Kommunikasjon", "rule": "same", "percent": None, "year": None} in found["rules"], found["rules"]
    text = run("reserve", R)
    assert "Reserve 2022–2026" in text and "Laveste reserve" in text, text


@test
def what_must_be_covered_is_told():
    example()
    run("set", R, "amount", LINE, "value", "2000")
    assert answer("reserve", R)["to_cover"][0] == {"year": 2023, "column": "Forslag budsjett 2023", "amount": 1120000, "covered": None}


@test
def the_status_report_tells_what_is_lacking():
    example()
    assert answer("status", R, "2022", status=1)["accounts"] is None
    run("add", R, "budget_column", "title=Regnskap august", "year=2022", "kind=accounts", "figures_on=31.8.2022", "unit=1000")
    run("set", R, "amount", "Kommunikasjon/Regnskap august", "value", "301,4")
    run("set", R, "organisation", "Osloregionen interkommunalt politisk råd", "deviation_limit", "50000")
    found = answer("status", R, "2022", "--today=2022-09-10", status=1)
    row = next(row for row in found["rows"] if row["name"] == "Kommunikasjon")
    # 350 × 8 ÷ 12, in whole thousands
    assert (row["budget_to_date"], row["actual"], row["deviation"], row["to_explain"]) == (233000, 301400, -68400, True), row
    assert (found["day"], found["budget"], found["forecast"]) == ("2022-08-31", "Budsjett 2022", None), found
    assert found["not_explained"] == found["to_explain"] > 0, found
    assert "Mangler forklaring" in run("status", R, "2022", "--today=2022-09-10", status=1)
    # Without a limit nothing is to be explained.
    run("set", R, "organisation", "Osloregionen interkommunalt politisk råd", "deviation_limit", "")
    assert answer("status", R, "2022", "--today=2022-09-10")["to_explain"] == 0
    refuse("status", R, "nineteen", words=["nineteen"])
    refuse("status", R, "--today=later", words=["later"])


@test
def a_scenario_leaves_the_register_as_it_is():
    example_without_scenario()
    before = run("show", R, "hovedtall", "kontingent")
    assert run("scenario", R) == "There are no scenarios.\n"
    assert run("scenario", R, "--new=Høyere sats") == "Added Høyere sats\n"
    run("set", "--scenario=A", R, *RATE, "3,45")
    run("--scenario=A", "set", R, "amount", LINE, "value", "150")
    assert run("show", R, "hovedtall", "kontingent") .split("Tall per")[0] == before.split("Tall per")[0]
    shown = run("show", R, "hovedtall", "kontingent", "--scenario=Høyere sats")
    assert "Scenario A: Høyere sats" in shown and "2\u00a0414\u00a0403" in shown and "Utkast" not in shown, shown
    assert run("--scenario=A", "show", R, "hovedtall", "kontingent") == shown
    assert run("scenario", R) == "A  Høyere sats: 2 changes\n"
    run("undo", R)
    assert run("scenario", R) == "A  Høyere sats: 1 change\n"


@test
def one_scenario_says_what_it_comes_to():
    higher()
    found = answer("scenario", R, "A")
    assert [(change["entity"], change["field"], change["fit"]) for change in found["changes"]] == \
        [("fee_rate", "rate", "fits"), ("amount", "value", "fits")], found["changes"]
    assert found["changes"][0]["what"].endswith("2.80 → 3.45"), found["changes"][0]
    figures = {figure["name"]: figure for figure in found["figures"]}
    assert figures["Kommunikasjon"]["change"] == -100000, figures
    assert (figures["Utgående mindreforbruk"]["register"], figures["Utgående mindreforbruk"]["scenario"]) == (630000, 730000), figures
    reserve = {year["year"]: year for year in found["reserve"]}
    assert reserve[2023]["change"] == 100000 and sorted(reserve) == [2022, 2023, 2024, 2025, 2026], reserve
    members = {member["name"]: member for member in found["members"]}
    assert len(members) == 64 and found["sum"]["register"] == 6283546, found["sum"]
    assert members["Oslo"] == {"name": "Oslo", "kind": "municipality", "persons": 699827, "register": 1959516, "scenario": 2414403,
                               "change": 454887}, members["Oslo"]
    text = run("scenario", R, "Høyere sats")
    assert "Hovedtall 2023 i scenarioer" in text and "Reserve 2022–2026 i scenarioer" in text and "Oslo" in text, text
    assert answer("scenario", R) == {"scenarios": [{"letter": "A", "name": "Høyere sats", "note": None, "n_changes": 2, "n_not_fitting": 0}]}
    assert answer("scenario", R, "A", "--year=2022")["year"] == 2022


@test
def what_does_not_fit_is_told_and_kept():
    higher()
    run("set", R, "amount", LINE, "value", "260")
    assert run("scenario", R) == "A  Høyere sats: 2 changes, 1 does not fit\n"
    assert [change["fit"] for change in answer("scenario", R, "A", status=1)["changes"]] == ["fits", "other"]
    before = dump_rows(R)
    refuse("scenario", R, "--accept=A", words=["Høyere sats", "do not fit"])
    assert dump_rows(R) == before
    run("scenario", R, "--keep=A")
    assert [change["fit"] for change in answer("scenario", R, "A")["changes"]] == ["fits", "fits"]
    refuse("scenario", R, "--keep=A", words=["nothing to keep"])
    assert run("scenario", R, "--accept=Høyere sats") == "Accepted the scenario Høyere sats\n"
    assert run("scenario", R) == "There are no scenarios.\n"
    assert "2\u00a0414\u00a0403" in run("show", R, "kontingent")
    run("undo", R)
    assert run("scenario", R) == "A  Høyere sats: 2 changes\n"
    assert "1\u00a0959\u00a0516" in run("show", R, "kontingent")


@test
def scenarios_are_copied_and_deleted():
    higher()
    run("scenario", R, "--new=Kopi", "--copy=A")
    run("set", "--scenario=Kopi", R, *RATE, "4,00")
    assert run("scenario", R) == "A  Høyere sats: 2 changes\nB  Kopi: 2 changes\n"
    assert answer("scenario", R, "B")["changes"][0]["what"].endswith("4.00")
    assert answer("scenario", R, "A")["changes"][0]["what"].endswith("3.45")
    run("scenario", R, "--delete=A")
    assert run("scenario", R) == "A  Kopi: 2 changes\n"
    run("undo", R)
    assert run("scenario", R) == "A  Høyere sats: 2 changes\nB  Kopi: 2 changes\n"


@test
def rows_come_and_go_in_a_scenario():
    higher()
    run("add", "--scenario=A", R, "budget_line", "section=expense", "name=Satsing")
    run("set", "--scenario=A", R, "amount", "Satsing/Forslag budsjett 2023", "value", "400")
    run("delete", "--scenario=A", R, "budget_line", "Kommunikasjon")
    assert "Satsing" not in run("show", R, "hovedtall") and "Kommunikasjon" in run("show", R, "hovedtall")
    shown = run("show", R, "hovedtall", "--scenario=A")
    assert "Satsing" in shown and "Kommunikasjon" not in shown, shown
    assert "Scenario A" in run("show", R, "hovedtall", "--scenario=A")
    found = json.loads(call("check", R, "--json", "--scenario=A").stdout)
    assert not [check for check in found["checks"] if "Kommunikasjon" in check["id"]], found


@test
def the_year_is_the_one_that_a_scenario_is_about():
    example()
    found = answer("scenario", R, "A")
    assert (found["year"], found["name"], found["n_changes"]) == (2024, "Fylkeskommunene inn igjen", 31), found["year"]
    assert found["sum"]["change"] == 2065610, found["sum"]
    assert "Hovedtall 2024 i scenarioer" in run("show", R, "scenariohovedtall")
    assert "Kontingent 2024 i scenarioer" in run("show", R, "scenariomedlemmer", "scenarioreserve")
    # Whoever names a year has it, and beside tables of one year it is theirs.
    assert "Hovedtall 2023 i scenarioer" in run("show", R, "scenariohovedtall", "--year=2023")
    assert "Hovedtall 2026 i scenarioer" in run("show", R, "scenariohovedtall", "--year=2026")
    assert "Hovedtall 2023 i scenarioer" in run("show", R, "hovedtall", "scenariohovedtall")
    assert answer("scenario", R, "A", "--year=2025")["year"] == 2025
    for year in ("2021", "2027"):
        refuse("show", R, "scenariohovedtall", f"--year={year}", words=[year, "plan years"])
    # A scenario that makes no difference is of the newest year.
    run("scenario", R, "--new=Tomt")
    assert answer("scenario", R, "B")["year"] == 2023


@test
def a_rate_that_nobody_pays_is_told():
    higher()
    run("add", "--scenario=A", R, "fee_rate", "year=2023", "kind=county", "rate=0,50")
    for language, told in {"nb": "Ingen medlemmer av typen «fylkeskommune» betaler i 2023. Legg til medlemmene, eller rett eller slett satsen.",
                           "en": "No member of the type “county” pays in 2023. Add the members, or correct or delete the rate."}.items():
        assert told not in run("show", R, "satser", f"--language={language}"), "the register has no such rate"
        for table in ("scenariohovedtall", "satser", "kontroll"):
            option = [] if table.startswith("scenario") else ["--scenario=A"]
            text = " ".join(run("show", R, table, f"--language={language}", *option).split())
            assert text.count(told) == 1, (table, text)
    found = {check["id"]: check for check in json.loads(call("check", R, "--json", "--scenario=A").stdout)["checks"]}
    assert found["payers/2023/county"]["place"] == "fee_rate 2023/county", found["payers/2023/county"]
    assert "2023" in found["payers/2023/county"]["sentence"], found["payers/2023/county"]
    assert not [check for check in json.loads(call("check", R, "--json").stdout)["checks"] if check["id"].startswith("payers/")]


@test
def refusals_are_sentences():
    higher()
    refuse_edit(R, "set", "--scenario=Ingen", R, *RATE, "3", words=["Ingen", "Høyere sats"])
    refuse("show", R, "hovedtall", "--scenario=Ingen", words=["Ingen", "Høyere sats"])
    refuse_edit(R, "set", "--scenario=A", R, "contact", "#1", "name", "Kari", words=[])
    refuse_edit(R, "add", "--scenario=A", R, "table_setup", "name=Styret", words=[])
    refuse("--scenario=A", "import", R, "population", "inn.csv", words=["--scenario"])
    refuse("scenario", R, "Ingen", words=["Ingen", "Høyere sats"])
    for option in ("--delete", "--keep", "--accept", "--new=Ny --copy"):
        refuse_edit(R, "scenario", R, *f"{option}=#1".split(), words=["#1", "Høyere sats"])
    refuse("scenario", R, "--new=B", "--delete=A", words=["Write: sekretariat-cli scenario"])
    refuse("scenario", R, "--copy=A", words=["Write: sekretariat-cli scenario"])
    refuse("scenario", R, "--new=", words=[])
    refuse("show", R, "scenariomedlemmer", "--order=size", words=["size"])
    refuse("show", R, "scenariomedlemmer", "--scenarios=A,B", words=["B"])
    # A value may look like the option: it stands after the register.
    run("set", R, "project", "Klima", "description", "--scenario=A")
    assert "--scenario=A" in dump_rows(R)


@test
def the_tables_of_scenarios_have_options():
    higher()
    run("scenario", R, "--new=Lavere sats")
    run("set", "--scenario=B", R, *RATE, "2,00")
    text = run("show", R, "scenariomedlemmer", "--scenarios=Lavere sats", "--order=persons", "--by-subregion")
    assert "Sum Drammensregionen" in text and "Scenario B: Lavere sats" in text and "Høyere sats" not in text, text
    assert "Sortert etter folketall" in text, text
    run("add", R, "table_setup", "name=Styret", "tables=scenariomedlemmer", "scenarios=Lavere sats", "member_order=name", "by_subregion=yes")
    assert "Sortert etter navn" in run("show", R, "--setup=Styret")
    run("export", R, "reserve", "statusrapport", "scenariohovedtall", "scenarioreserve", "scenariomedlemmer", "-o", "alt.xlsx")
    run("export", R, "hovedtall", "-o", "vist.csv", "--scenario=A")
    with open("vist.csv", encoding="utf-8-sig") as file:
        assert file.readline().startswith("Post – Scenario A: Høyere sats;"), "the first head says so"


main()
