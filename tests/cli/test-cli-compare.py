#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Comparisons on the command line: days, files and adopted copies on both sides, and who changed what; also over registers that older
versions made, on every day of theirs. Prints TAP."""

import datetime
import gzip
import glob
import re

from cli_help import *  # noqa: F403 – what these tests are written in

FIXTURES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "store", "fixtures")
PROPOSAL = "Forslag budsjett 2023"
TODAY = datetime.date.today()


def date_events(register, day, who="root@vm"):
    """What was done since the last call was done on a day, by somebody."""
    with sqlite3.connect(register) as database:
        database.execute("UPDATE event SET at = ?, who = ? WHERE at > '2023-06'", (f"{day}T08:00:00Z", who))
    database.close()


def compare(register, *options):
    return json.loads(run("show", register, "sammenligning", "--json", *options))


def cell(comparison, line, column=PROPOSAL):
    return next(cell for cell in comparison["cells"] if cell["line"] == line and cell["column"] == column)


def changed():
    """The example of 1.11.2022, with what Kari and Ola did on some days of that month."""
    register = example()
    date_events(register, "2022-11-01")
    run("set", register, "amount", f"Kommunikasjon/{PROPOSAL}", "value", "350")
    date_events(register, "2022-11-10", "kari@kontor")
    run("set", register, "amount", f"Kommunikasjon/{PROPOSAL}", "value", "360")
    run("undo", register)
    date_events(register, "2022-11-12", "ola@heime")
    run("set", register, "amount", f"Kommunikasjon/{PROPOSAL}", "comment", "Ny nettside")
    run("set", register, "budget_line", "Kommunikasjon", "name", "Trykk og nett")
    run("add", register, "budget_line", "section=opening", "name=Bundne midler")
    run("set", register, "amount", f"Bundne midler/{PROPOSAL}", "value", "70")
    run("set", register, "project_amount", f"Oslopolitan/{PROPOSAL}", "value", "55")
    date_events(register, "2022-11-20", "kari@kontor")
    run("delete", register, "budget_line", "Bundne midler")
    run("delete", register, "project", "Oslopolitan")
    date_events(register, "2022-11-25", "ola@heime")
    return register


@test
def two_days():
    register = changed()
    early = compare(register, "--against=1.11.2022", "--as-of=2022-11-10")
    assert early["before"] == {"version": "day", "name": "2022-11-01"} and early["after"] == {"version": "day", "name": "2022-11-10"}
    assert cell(early, "Kommunikasjon") == {"row": "line", "section": "expense", "line": "Kommunikasjon", "column": PROPOSAL, "before": 25000000,
                                            "after": 35000000, "change": 10000000, "reason": None, "who": "kari@kontor",
                                            "when": "2022-11-10T08:00:00Z"}
    assert [(one["row"], one["change"], one["who"]) for one in early["cells"]] == [("line", 10000000, "kari@kontor"), ("sum", 10000000, None),
                                                                                  ("result", -10000000, None), ("closing", -10000000, None)]
    # Undoing is a change: it is who did that.
    assert cell(compare(register, "--against=1.11.2022", "--as-of=15.11.2022"), "Kommunikasjon")["who"] == "ola@heime"
    assert compare(register, "--against=10.11.2022", "--as-of=15.11.2022")["cells"] == []
    later = compare(register, "--against=15.11.2022", "--as-of=20.11.2022")
    assert (cell(later, "Bundne midler")["before"], cell(later, "Bundne midler")["after"]) == (None, 7000000)
    # What came goes again, on the left alone: also of the section that has no sum.
    gone = compare(register, "--against=20.11.2022")
    assert gone["after"] == {"version": "now", "name": None}
    assert (cell(gone, "Bundne midler")["after"], cell(gone, "Bundne midler")["who"]) == (None, "ola@heime")
    project = cell(gone, "Oslopolitan")
    assert (project["row"], project["before"], project["after"], project["who"]) == ("project", 5500000, None, "ola@heime")
    named = {one["row"]: one["who"] for one in gone["cells"]}
    assert named["closing"] is None and named["result"] is None
    # Without names there are none, and still the time.
    for one in compare(register, "--against=20.11.2022", "--no-names")["cells"]:
        assert one["who"] is None
    assert cell(compare(register, "--against=20.11.2022", "--no-names"), "Oslopolitan")["when"] == "2022-11-25T08:00:00Z"


@test
def texts():
    register = changed()
    texts = compare(register, "--against=12.11.2022", "--as-of=20.11.2022")["texts"]
    told = [(one["entity"], one["field"], one["line"], one["before"], one["after"], one["who"]) for one in texts]
    assert ("budget_line", "name", "Trykk og nett", "Kommunikasjon", "Trykk og nett", "kari@kontor") in told
    assert ("budget_line", "name", "Bundne midler", None, "Bundne midler", "kari@kontor") in told
    comment = next(one for one in texts if one["field"] == "comment")
    assert comment["column"] == PROPOSAL and comment["after"] == "Ny nettside" and comment["before"].startswith("Årsrapporten") and len(told) == 3
    words = {"nb": ("Posten «Kommunikasjon» fikk navnet «Trykk og nett»", "Ny post: «Bundne midler»", "Navn og kommentarer", "Endret av", "registeret per 12.11.2022"),
             "nn": ("Posten «Kommunikasjon» fekk namnet «Trykk og nett»", "Ny post: «Bundne midler»", "Namn og kommentarar", "Endra av", "registeret per 12.11.2022"),
             "en": ("Line “Kommunikasjon” was renamed “Trykk og nett”", "New line: “Bundne midler”", "Names and comments", "Changed by", "on 12 November 2022")}
    for language, sentences in words.items():
        for suffix in ("txt", "html", "csv"):
            run("export", register, "sammenligning", "--against=12.11.2022", "--as-of=20.11.2022", f"--language={language}", "-o", f"a.{suffix}")
            text = re.sub(r"<[^>]*>", "", open(f"a.{suffix}", encoding="utf-8-sig").read())
            flat = re.sub(r"\s+", " ", text)
            for sentence in sentences[1:] if suffix == "txt" else sentences[:4]:
                assert sentence in flat, (language, suffix, sentence, text)
    gone = compare(register, "--against=20.11.2022")["texts"]
    assert [(one["entity"], one["before"], one["after"]) for one in gone] == [("budget_line", "Bundne midler", None), ("project", "Oslopolitan", None)]
    run("set", register, "budget_line", "Klimasats", "section", "expense")
    yesterday = f"--against={TODAY - datetime.timedelta(days=1)}"
    moved = compare(register, yesterday)
    assert moved["texts"][0]["field"] == "section" and (moved["texts"][0]["before"], moved["texts"][0]["after"]) == ("Inntekter", "Utgifter")
    assert "Posten «Klimasats» ble flyttet fra Inntekter til Utgifter" in run("export", register, "sammenligning", yesterday, "-o", "a.csv") + open("a.csv", encoding="utf-8-sig").read()


@test
def all_formats():
    register = changed()
    for suffix in ("xlsx", "html", "odt", "docx", "csv", "tsv", "txt", "pdf"):
        for options in (["--against=1.11.2022"], ["--against=1.11.2022", "--as-of=20.11.2022", "--all", "--no-names"]):
            run("export", register, "sammenligning", *options, "-o", f"a.{suffix}")
            assert os.path.getsize(f"a.{suffix}") > 100
    for language in ("nb", "nn", "en"):
        names = run("show", register, "sammenligning", "--against=1.11.2022", f"--language={language}")
        assert "kari@kontor" in names
        assert "@" not in run("show", register, "sammenligning", "--against=1.11.2022", f"--language={language}", "--no-names")


@test
def all_rows():
    register = changed()
    whole, part = compare(register, "--against=1.11.2022", "--all"), compare(register, "--against=1.11.2022")
    assert [one for one in whole["cells"] if one["before"] != one["after"]] == part["cells"]
    assert all(one["who"] is None and one["change"] in (0, None) for one in whole["cells"] if one["before"] == one["after"])
    lines = [one for one in whole["cells"] if one["column"] == PROPOSAL and one["row"] == "line"]
    assert len(lines) == 9 and len([one for one in whole["cells"] if one["column"] == PROPOSAL and one["row"] in ("sum", "result", "closing")]) == 4
    text = run("show", register, "sammenligning", "--all")
    assert "Bare rader" not in text and "Inngående" in text and "BEST-konferansen" in text
    assert "Bare rader" in run("show", register, "sammenligning")


@test
def adopted():
    register = example()
    for column in ("Budsjett 2022", PROPOSAL):
        refuse("show", register, "sammenligning", f"--against-adopted={column}", words=[column, "not sealed"])
        run("set", register, "budget_column", column, "status", "sealed")
    pair = [f"--against-adopted=Budsjett 2022", f"--as-adopted={PROPOSAL}"]
    before = run("show", register, "sammenligning", *pair, "--all")
    run("set", register, "budget_line", "Kommunikasjon", "name", "Trykk og nett")
    run("set", register, "instalment", "Klimasats/2023", "value", "1000000")
    run("delete", register, "project", "Oslopolitan")
    assert run("show", register, "sammenligning", *pair, "--all") == before and "Vedtatt · " in before
    assert cell(compare(register, *pair), "Kommunikasjon")["change"] == -10000000
    # What was adopted beside what the register makes of the same column today.
    now = compare(register, f"--against-adopted={PROPOSAL}")
    assert cell(now, "Klimasats")["change"] == 10000000 and cell(now, "Klimasats")["who"] is None
    assert ("Kommunikasjon", "Trykk og nett") in [(one["before"], one["after"]) for one in now["texts"]]
    assert "som om kolonnen ikke var låst" in run("show", register, "sammenligning", f"--against-adopted={PROPOSAL}")
    # Against another column, and a day against what was adopted.
    other = compare(register, "--against-adopted=Budsjett 2022", "--change=Prognose 2022")
    assert cell(other, "Trykk og nett", "Prognose 2022")["before"] == 35000000
    assert "Avvik" in run("show", register, "sammenligning", "--against-adopted=Budsjett 2022", "--change=Prognose 2022")
    assert compare(register, f"--against={TODAY}", f"--as-adopted={PROPOSAL}")["after"] == {"version": "adopted", "name": PROPOSAL}
    refuse("show", register, "sammenligning", f"--against-adopted={PROPOSAL}", f"--as-adopted={PROPOSAL}", words=["itself"])
    refuse("show", register, "sammenligning", "hovedtall", *pair, words=["--as-adopted", "sammenligning"])
    refuse("show", register, "sammenligning", f"--as-adopted={PROPOSAL}", words=["sammenligning"])
    refuse("show", register, "sammenligning", "--against-adopted=Budsjett 1999", words=["Budsjett 1999"])


@test
def files():
    register = example()
    shutil.copy(register, "kopi.sekretariat")
    run("set", register, "amount", f"Kommunikasjon/{PROPOSAL}", "value", "350")
    forth, back = compare(register, "--against=kopi.sekretariat"), compare(register, f"--against={register}", "--as-of=kopi.sekretariat")
    assert cell(forth, "Kommunikasjon")["change"] == -cell(back, "Kommunikasjon")["change"] == 10000000
    assert forth["before"]["name"] == back["after"]["name"] == "kopi.sekretariat" and cell(forth, "Kommunikasjon")["who"] is None
    assert "Endret av" not in run("show", register, "sammenligning", "--against=kopi.sekretariat")
    # A year that neither has.
    refuse("show", register, "sammenligning", "--against=kopi.sekretariat", "--year=2031", words=["2031"])


@test
def bad_input():
    register = changed()
    open("brev.txt", "w").write("Kjære styre")
    tomorrow = (TODAY + datetime.timedelta(days=1)).isoformat()
    locale = os.path.join(os.path.dirname(CLI), "..", "..", "po")
    cases = ((["--against=31.10.2022"], ["1.11.2022"]), (["--against=1.11.2022", "--as-of=31.10.2022"], ["31.10.2022"]), (["--against=31.2.2023"], ["31.2.2023"]),
             (["--against=1.11.2022", "--as-of=31.2.2023"], ["31.2.2023"]), (["--against=10.11.2022", "--as-of=10.11.2022"], ["10.11.2022"]),
             (["--against=12.11.2022", "--as-of=10.11.2022"], ["12.11.2022", "10.11.2022"]), ([f"--against={tomorrow}"], []), (["--against=1.11.2022", f"--as-of={tomorrow}"], []),
             (["--as-of=10.11.2022"], ["--against"]), (["--against=brev.txt"], ["brev.txt"]), (["--against=1.11.2022", "--as-of=brev.txt"], ["brev.txt"]),
             (["--against=1.11.2022", "--against-adopted=Budsjett 2022"], ["--against-adopted"]), (["--against=1.11.2022", "--as-of=2.11.2022", "--as-adopted=Budsjett 2022"], ["--as-of"]),
             (["--against=1.11.2022", "--as-of="], []), (["--against="], []))
    for language in ("C", "nb"):
        for options, words in cases:
            refuse("show", register, "sammenligning", *options, words=words, environment={"LANGUAGE": language, "SEK_LOCALE_DIR": locale})
    for tables in (["hovedtall"], ["sammenligning", "hovedtall"], ["hovedtall", "sammenligning"]):
        refuse("show", register, *tables, "--json", words=["--json", "sammenligning"])
    refuse("export", register, "sammenligning", "--json", "-o", "a.csv", words=["--json"])


def frozen(version):
    path = f"v{version}.sekretariat"
    with gzip.open(os.path.join(FIXTURES, f"version-{version}.sekretariat.gz")) as packed, open(path, "wb") as file:
        shutil.copyfileobj(packed, file)
    return path


def assert_consistent(comparison):
    """Each side's lines come to its sums, and the sums to the result and the closing."""
    for column in {one["column"] for one in comparison["cells"]}:
        cells = [one for one in comparison["cells"] if one["column"] == column]
        for side in ("before", "after"):
            def total(row, section=None):
                return sum(one[side] or 0 for one in cells if one["row"] == row and section in (None, one["section"]))
            for section in ("income", "expense"):
                assert total("line", section) == total("sum", section), (column, side, section)
            assert total("result") == total("sum", "income") - total("sum", "expense")
            assert total("closing") == total("result") + total("line", "opening"), (column, side)
        assert all(one["change"] == (one["after"] or 0) - (one["before"] or 0) for one in cells if one["change"] is not None)


def values(comparison, side):
    return {(one["row"], one["section"], one["line"], one["column"]): one[side] for one in comparison["cells"] if one[side] is not None}


@test
def registers_of_older_versions():
    """Against each as a file, and on each day of its own from its making on, before and after it was upgraded."""
    register = example()
    versions = sorted(int(re.search(r"-(\d+)\.", name).group(1)) for name in glob.glob(os.path.join(FIXTURES, "version-*.sekretariat.gz")))
    assert versions[0] == 1 and len(versions) >= 6
    for version in versions:
        old = frozen(version)
        assert "cells" in compare(register, f"--against={old}", "--all") and "cells" in compare(old, f"--against={register}", "--all")
        with sqlite3.connect(old) as database:
            ids = [row[0] for row in database.execute("SELECT id FROM event ORDER BY id")]
            first = datetime.date(2021, 1, 1)
            for number, event in enumerate(ids):
                database.execute("UPDATE event SET at = ? WHERE id = ?", (f"{first + datetime.timedelta(days=number)}T08:00:00Z", event))
        database.close()
        days = [first + datetime.timedelta(days=number) for number in range(len(ids))]
        for upgraded in (False, True):
            if upgraded:
                run("set", old, "organisation", "-", "short_name", "Oppgradert")
            last = None
            # Each third of them: an opening of the register is most of the time.
            some = days[::3] + days[-1:]
            for earlier, later in zip(some, some[1:]):
                if earlier == later:
                    continue
                comparison = compare(old, f"--against={earlier}", f"--as-of={later}", "--all")
                assert_consistent(comparison)
                assert last is None or values(comparison, "before") == last, (version, earlier)
                last = values(comparison, "after")
            whole = compare(old, f"--against={days[-1]}", "--all")
            assert values(whole, "before") == last and values(whole, "after") == last, version
            refuse("show", old, "sammenligning", f"--against={first - datetime.timedelta(days=1)}", words=["1.1.2021"])


@test
def upgrades_that_nobody_knows():
    """A day before an upgrade that a newer program made is refused in words; one after it is shown."""
    register = example()
    date_events(register, "2022-11-01")
    with sqlite3.connect(register) as database:
        action = database.execute("INSERT INTO action (kind, arguments, barrier, schema_version) VALUES ('migrate', '99', 1, 99)").lastrowid
        database.execute("INSERT INTO event (action, what, at, who) VALUES (?, 'do', '2022-12-01T08:00:00Z', 'kari@kontor')", (action,))
        database.execute("PRAGMA user_version = 99")
    database.close()
    refuse("show", register, "sammenligning", "--against=1.11.2022", words=["99", "backup"])
    assert compare(register, "--against=1.12.2022")["cells"] == []


main()
