#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was adopted, by the command line: steps of a status, sealing, tables as adopted in every format, and what is told when a
register was changed by something else. Prints TAP."""
import gzip
import re

from cli_help import *  # noqa: F403 – what these tests are written in

FIXTURES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "store", "fixtures")
COLUMN = "Forslag budsjett 2023"
TABLES = ("hovedtall", "prosjektmidler", "kontingent")
BOOKS, SINGLE = ("xlsx", "html", "odt", "docx", "pdf"), ("csv", "tsv", "txt")
WORDS = {
    "nb": "Vedtatt av representantskapet 20.12.2022, sak 12/22",
    "nn": "Vedteke av representantskapet 20.12.2022, sak 12/22",
    "en": "Adopted by representantskapet 20 December 2022, case 12/22",
}


def add_step(*values, register="r.sekretariat"):
    run("add", register, "status_step", f"budget_column={COLUMN}", *values)


def adopt(register="r.sekretariat"):
    add_step("status=recommended", "organ=styret", "decided_on=2022-11-29", "case_number=45/22", register=register)
    add_step("status=adopted", "organ=representantskapet", "decided_on=2022-12-20", "case_number=12/22", register=register)


def seal(column=COLUMN, register="r.sekretariat"):
    run("set", register, "budget_column", column, "status", "sealed")


def export(register, suffix, *arguments, environment=None):
    name = f"tabeller.{suffix}"
    if os.path.exists(name):
        os.unlink(name)
    run("export", register, *arguments, "-o", name, environment=environment)
    with open(name, "rb") as file:
        return file.read()


def printed(register="r.sekretariat", column=COLUMN, languages=("nb", "nn", "en"), environment=None):
    """Every table as adopted, in every format, and with what can be chosen of it."""
    adopted = f"--as-adopted={column}"
    files = {}
    for language in languages:
        for suffix in BOOKS:
            files[language, suffix] = export(register, suffix, adopted, f"--language={language}", environment=environment)
        for suffix in SINGLE:
            for table in TABLES:
                files[language, suffix, table] = export(register, suffix, table, adopted, f"--language={language}",
                                                        environment=environment)
        for option in ("--unit=1", "--percent", "--comments", "--change=none", f"--columns={column}"):
            files[language, option] = run("show", register, *TABLES, adopted, f"--language={language}", option,
                                          environment=environment)
    return files


def assert_same(before, after):
    assert before.keys() == after.keys()
    assert not [key for key in before if before[key] != after[key]], [key for key in before if before[key] != after[key]]


def sqlite(sql, register="r.sekretariat"):
    with sqlite3.connect(register) as database:
        database.executescript(sql)
    database.close()


def last(text, step):
    """Whether a table says this step, with spaces that may break."""
    return step in text.replace("\u00a0", " ")


@test
def steps_are_told_in_every_table():
    example()
    assert last(run("show", "r.sekretariat", "hovedtall"), "Utkast")
    add_step("status=recommended", "organ=styret", "decided_on=2022-11-29", "case_number=45/22")
    for table in TABLES:
        assert last(run("show", "r.sekretariat", table), "Innstilt av styret 29.11.2022, sak 45/22"), table
    add_step("status=adopted", "organ=representantskapet", "decided_on=2022-12-20", "case_number=12/22")
    for language, words in WORDS.items():
        for table in TABLES:
            assert last(run("show", "r.sekretariat", table, f"--language={language}"), words), (table, language)
            for suffix in ("html", "txt"):
                text = export("r.sekretariat", suffix, table, f"--language={language}").decode()
                assert last(text, words), (table, language, suffix)
    run("undo", "r.sekretariat")
    assert last(run("show", "r.sekretariat", "hovedtall"), "Innstilt av styret 29.11.2022, sak 45/22")
    run("delete", "r.sekretariat", "status_step", f"{COLUMN}/recommended")
    assert last(run("show", "r.sekretariat", "hovedtall"), "Utkast")
    refuse_edit("r.sekretariat", "add", "r.sekretariat", "status_step", f"budget_column={COLUMN}", "status=decided",
                words=["decided"])


@test
def only_what_is_sealed_is_printed_as_adopted():
    example()
    adopt()
    refuse("show", "r.sekretariat", "hovedtall", f"--as-adopted={COLUMN}", words=[COLUMN, "not sealed"])
    seal()
    for option in ("--year=2023", "--years=2022,2023", "--against=2022-01-01", "--member=Oslo"):
        refuse("show", "r.sekretariat", "hovedtall", f"--as-adopted={COLUMN}", option, words=["--as-adopted"])
    for table in ("medlemmer", "tilskudd", "kontroll", "om", "flerarig"):
        refuse("show", "r.sekretariat", table, f"--as-adopted={COLUMN}", words=[table])
    refuse("show", "r.sekretariat", "hovedtall", "--as-adopted=Budsjett 2022", words=["Budsjett 2022", "not sealed"])
    refuse("show", "r.sekretariat", "hovedtall", "--as-adopted=Budsjett 1999", words=["Budsjett 1999"])


CHANGES = [
    ["set", "budget_line", "Kommunikasjon", "name", "Trykking"], ["set", "member", "Oslo", "name", "Kristiania"],
    ["set", "population", "Drammen/2022-01-01", "persons", "1"], ["set", "fee_rate", "2023/municipality", "rate", "9"],
    ["set", "project", "Klima", "name", "Vær"], ["set", "organisation", "-", "name", "Et annet råd"],
    ["set", "organisation", "-", "unit", "1"], ["set", "organisation", "-", "language", "nn"],
    ["add", "budget_line", "section=income", "name=Gaver"], ["add", "project", "name=Nytt"],
    ["add", "member", "name=Ny kommune", "kind=municipality"], ["add", "budget_column", "title=Plan", "year=2023", "kind=plan"],
    ["set", "budget_column", "Budsjett 2022", "title", "Gammelt"], ["set", "amount", "Trykking/Prognose 2022", "value", "12"],
    ["set", "status_step", "Gammelt/adopted", "case_number", "1/1"],
    ["delete", "budget_line", "Klimasats"], ["delete", "project", "Vær"], ["delete", "grant", "Klimasats"],
    ["delete", "member", "Moss"], ["roll", "2024"], ["undo"], ["redo"], ["undo"], ["undo"],
]


@test
def the_same_bytes_whatever_comes_after():
    example()
    run("set", "r.sekretariat", "budget_column", "Budsjett 2022", "status", "adopted")
    adopt()
    seal()
    before = printed()
    english = {key: value for key, value in before.items() if key[0] == "en"}
    for command, *arguments in CHANGES:
        run(command, "r.sekretariat", *arguments)
    assert_same(before, printed())
    refuse_edit("r.sekretariat", "set", "r.sekretariat", "amount", f"Trykking/{COLUMN}", "value", "1", words=[COLUMN])
    # Another name in another folder, and a register that was made of the dump.
    os.mkdir("andre")
    os.rename("r.sekretariat", "andre/navn.sekretariat")
    assert_same(english, printed("andre/navn.sekretariat", languages=["en"]))
    with open("rader.txt", "w", encoding="utf-8") as file:
        file.write(run("dump", "andre/navn.sekretariat"))
    run("load", "lest.sekretariat", "rader.txt")
    assert_same(english, printed("lest.sekretariat", languages=["en"]))


@test
def the_same_bytes_on_any_machine():
    example()
    adopt()
    seal()
    before = printed(languages=["nb"])
    for environment in ({"TZ": "Pacific/Auckland"}, {"TZ": "America/Los_Angeles"}, {"LC_ALL": "nb_NO.UTF-8", "LANGUAGE": "nb"},
                        {"LC_ALL": "C"}, {"LANGUAGE": "nn"}):
        assert_same(before, printed(languages=["nb"], environment=environment))


@test
def a_set_up_can_be_of_what_was_adopted():
    example()
    adopt()
    seal()
    run("add", "r.sekretariat", "table_setup", "name=Vedtatt", f"adopted_column={COLUMN}", "tables=hovedtall")
    shown = run("show", "r.sekretariat", "--setup=Vedtatt")
    assert shown == run("show", "r.sekretariat", "hovedtall", f"--as-adopted={COLUMN}")
    run("set", "r.sekretariat", "budget_line", "Kommunikasjon", "name", "Trykking")
    assert run("show", "r.sekretariat", "--setup=Vedtatt") == shown
    # Its columns are chosen as they are of the register, and what came later is in no copy.
    run("add", "r.sekretariat", "budget_column", "title=Plan", "year=2023", "kind=plan", "base_column=Budsjett 2022")
    run("add", "r.sekretariat", "table_setup", "name=Smal", f"adopted_column={COLUMN}", "tables=hovedtall",
        f"columns={COLUMN}; Plan", "changed_column=Plan", "language=en")
    assert run("show", "r.sekretariat", "--setup=Smal") == run("show", "r.sekretariat", "hovedtall", f"--as-adopted={COLUMN}",
                                                               f"--columns={COLUMN}", "--language=en")
    # A copy is of one year.
    for years in ("year=2022", "more_years=2022"):
        run("add", "r.sekretariat", "table_setup", f"name={years}", f"adopted_column={COLUMN}", "tables=hovedtall", years)
        assert run("show", "r.sekretariat", f"--setup={years}") == shown
    for option in ("--year=2022", "--years=2022,2023"):
        refuse("show", "r.sekretariat", "--setup=Vedtatt", option, words=["of its own year"])


@test
def changes_from_outside_are_told():
    example()
    adopt()
    seal()
    shown = run("show", "r.sekretariat", *TABLES, f"--as-adopted={COLUMN}")
    shutil.copy("r.sekretariat", "kopi.sekretariat")
    for sql, whole in (
            ("UPDATE amount SET value = 1 WHERE value = 4000000", True),
            ("UPDATE project_amount SET comment = 'x' WHERE value = 17000000", True),
            ("DELETE FROM amount WHERE value = 4000000", True),
            ("UPDATE budget_column SET title = 'Noe annet' WHERE status = 'sealed'", None),
            ("UPDATE budget_column SET status = 'adopted' WHERE status = 'sealed'", None),
            ("UPDATE status_step SET case_number = '99/99' WHERE status = 'sealed'", True),
            ("DELETE FROM seal", "deleted outside"),
            ("UPDATE seal SET copy = replace (copy, 'Kommunikasjon', 'Propaganda')", "digest"),
            ("UPDATE seal SET sealed_at = '1999-01-01T00:00:00Z'", "digest"),
    ):
        shutil.copy("kopi.sekretariat", "r.sekretariat")
        sqlite(sql)
        found = json.loads(run("check", "r.sekretariat", "--json", status=1))
        wrong = [check for check in found["checks"] if check["id"].startswith("adopted/") and check["verdict"] == "wrong"]
        assert len(wrong) == 1, (sql, [check["id"] for check in found["checks"]])
        if whole is True:
            assert run("show", "r.sekretariat", *TABLES, f"--as-adopted={COLUMN}") == shown, sql
        elif whole:
            refuse("show", "r.sekretariat", "hovedtall", f"--as-adopted={COLUMN}", words=[COLUMN, whole])


# --- fees that hang together ---------------------------------------------------------------------------------------------------

@test
def a_total_that_was_shared():
    """Whatever becomes of the others who share it, and of the county that pays as much."""
    example()
    for change in (("2023/municipality", "model", "total"), ("2023/municipality", "total", "6300001"),
                   ("2023/municipality", "equal_share", "25"), ("2023/county", "model", "matching")):
        run("set", "r.sekretariat", "fee_rate", *change)
    run("add", "r.sekretariat", "member", "name=Innlandet", "kind=county", "number=34")
    seal()
    before = printed()
    rows = [row.split("\t") for row in before["nb", "tsv", "kontingent"].decode().splitlines()]
    fees = {row[0]: int(row[-1]) for row in rows if re.fullmatch(r"\d{2,4}", row[0])}
    county = fees.pop("34")
    assert sum(fees.values()) == 6300001 and county == sum(fee for number, fee in fees.items() if number.startswith("34")), county
    run("set", "r.sekretariat", "population", "Moss/2022-01-01", "persons", "1")
    run("set", "r.sekretariat", "member", "Halden", "name", "Aahalden")
    run("delete", "r.sekretariat", "member", "Oslo")
    run("set", "r.sekretariat", "fee_rate", "2023/municipality", "total", "17")
    run("set", "r.sekretariat", "fee_rate", "2023/municipality", "model", "rate")
    assert_same(before, printed())


# --- a register of an earlier version ----------------------------------------------------------------------------------------------

OLD = "Budsjett 2022"


def unpack(name, version=6):
    with gzip.open(os.path.join(FIXTURES, f"version-{version}.sekretariat.gz")) as packed, open(name, "wb") as file:
        file.write(packed.read())


def stored_figures(register):
    """The sealed figures in thousands, as the file of version 6 has them: that program showed what was stored."""
    database = sqlite3.connect(register)
    lines = database.execute("SELECT l.section, l.name, a.value FROM amount a JOIN budget_line l ON l.id = a.line JOIN budget_column c "
                             "ON c.id = a.budget_column WHERE c.title = ? AND c.status = 'sealed' ORDER BY l.position", [OLD]).fetchall()
    database.close()
    assert lines
    figures = {name: value for section, name, value in lines if value is not None}
    for section, name in (("income", "Sum inntekter"), ("expense", "Sum driftsutgifter")):
        figures[name] = sum(value for at, _, value in lines if at == section and value is not None)
    opening = sum(value for at, _, value in lines if at == "opening" and value is not None)
    figures["Resultat*"] = figures["Sum inntekter"] - figures["Sum driftsutgifter"]
    figures["Utgående mindreforbruk"] = opening + figures["Resultat*"]
    return {name: round(value / 100000) for name, value in figures.items()}


def shown_figures(register):
    rows = export(register, "tsv", "hovedtall", f"--as-adopted={OLD}", f"--columns={OLD}", "--change=none").decode()
    figures = {}
    for row in rows.splitlines():
        cells = row.lstrip("\ufeff").split("\t")
        if len(cells) > 1 and re.fullmatch(r"[−-]?\d+", cells[1].strip()):
            figures[cells[0]] = int(cells[1].replace("−", "-"))
    return figures


@test
def what_was_sealed_before_there_were_copies():
    for name in ("en.sekretariat", "to.sekretariat"):
        unpack(name)
    figures = stored_figures("en.sekretariat")
    # Read in memory, and upgraded by the first change.
    read = shown_figures("en.sekretariat")
    assert {name: read.get(name) for name in figures} == figures, (figures, read)
    before = printed("en.sekretariat", OLD)
    for name in ("en.sekretariat", "to.sekretariat"):
        run("set", name, "member", "Drammen", "note", "oppgradert")
        with sqlite3.connect(name) as database:
            assert database.execute("PRAGMA user_version").fetchone() == (9,)
        database.close()
    assert_same(before, printed("en.sekretariat", OLD))
    assert dump_rows("en.sekretariat") == dump_rows("to.sekretariat")
    run("set", "en.sekretariat", "budget_line", "Kommunikasjon", "name", "Trykking")
    run("delete", "en.sekretariat", "member", "Moss")
    assert_same(before, printed("en.sekretariat", OLD))


@test
def a_copy_of_the_first_form():
    """Which had no models of fees."""
    unpack("sju.sekretariat", 7)
    database = sqlite3.connect("sju.sekretariat")
    copy, = database.execute("SELECT copy FROM seal JOIN budget_column c ON c.id = budget_column WHERE title = ?", [OLD]).fetchone()
    database.close()
    assert "model" not in copy and copy.split("\n")[2].split("\t")[1] == "1", copy[:200]
    fees = [row.split("\t") for row in copy.split("[fee]\n")[1].split("\n\n")[0].splitlines()[1:]]
    total = f"{sum(int(fee[2] or 0) for fee in fees) // 100:,}".replace(",", "\u00a0")
    before = printed("sju.sekretariat", OLD)
    assert total in run("show", "sju.sekretariat", "kontingent", f"--as-adopted={OLD}", "--language=nb"), total
    run("set", "sju.sekretariat", "fee_rate", "2022/municipality", "total", "17")
    run("set", "sju.sekretariat", "fee_rate", "2022/municipality", "model", "total")
    assert_same(before, printed("sju.sekretariat", OLD))
    with sqlite3.connect("sju.sekretariat") as database:
        assert database.execute("SELECT copy FROM seal JOIN budget_column c ON c.id = budget_column WHERE title = ?",
                                [OLD]).fetchone() == (copy,)
    database.close()
    # What is sealed today is of the form that has them.
    seal(COLUMN, "sju.sekretariat")
    assert r"\tmodel" in run("dump", "sju.sekretariat").split("[seal]")[1]


@test
def sealed_nobody_knows_when():
    """A log that does not tell of the sealing: the copy has no time, and its tables no day."""
    unpack("r.sekretariat")
    sqlite("DELETE FROM event WHERE action IN (SELECT id FROM action WHERE kind = 'seal');"
           "DELETE FROM change WHERE action IN (SELECT id FROM action WHERE kind = 'seal');"
           "DELETE FROM action WHERE kind = 'seal'")
    before = printed("r.sekretariat", OLD, ["nb"])
    run("set", "r.sekretariat", "member", "Drammen", "note", "oppgradert")
    assert_same(before, printed("r.sekretariat", OLD, ["nb"], {"TZ": "Pacific/Auckland"}))
    assert "Tall per" not in run("show", "r.sekretariat", "hovedtall", f"--as-adopted={OLD}")


main()
