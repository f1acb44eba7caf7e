#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A register as text, and back, by the command line. Prints TAP."""

import datetime
import glob
import gzip
import re
import signal

from cli_help import *  # noqa: F403 – what these tests are written in

FIXTURES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../store/fixtures")


def write(name, text):
    with open(name, "w", encoding="utf-8", newline="") as file:
        file.write(text)
    return name


def used():
    """A register with a past: changed, sealed, undone, done again, with what a person may write."""
    register = example()
    run("set", register, "member", "3301", "note", "a\tb\\c\r\n#\n")
    run("set", register, "amount", "Kommunikasjon/Forslag budsjett 2023", "value", "275")
    run("set", register, "budget_column", "Budsjett 2022", "status", "sealed")
    run("add", register, "table_setup", "name=Styret november", "columns=Forslag budsjett 2023", "language=nn")
    run("delete", register, "member", "3101")
    run("undo", register)
    run("set", register, "member", "3301", "note", "2023")
    run("undo", register)
    return register


@test
def a_dump_becomes_the_same_register():
    text = run("dump", used())
    assert text.startswith("# sekretariat-dump 1\n# schema "), text[:60]
    assert load("s.sekretariat", text).returncode == 0
    assert run("dump", "s.sekretariat") == text
    assert run("load", "file.sekretariat", write("r.dump", text)) == ""
    assert run("dump", "file.sekretariat") == text
    assert load("dash.sekretariat", text, "-").returncode == 0
    # The log begins with the loading, before which nothing can be undone.
    assert run("log", "s.sekretariat").count("\n") == 1 and "from a dump" in run("log", "s.sekretariat")
    refuse("undo", "s.sekretariat", words=["nothing to undo"])
    run("set", "s.sekretariat", "member", "3301", "note", "x")
    run("undo", "s.sekretariat")
    assert dump_rows("s.sekretariat") == text.split("\n\n", 1)[1]


@test
def with_its_log_it_goes_on_as_the_first():
    register = used()
    text = run("dump", register, "--log")
    assert load("s.sekretariat", text).returncode == 0
    assert run("dump", "s.sekretariat", "--log") == text == run("dump", "--log", register)
    assert run("log", "s.sekretariat") == run("log", register)
    for way in ("redo", "undo", "undo", "redo"):
        assert run(way, "s.sekretariat") == run(way, register), way
        assert dump_rows("s.sekretariat") == dump_rows(register), way
    assert run("log", "s.sekretariat") == run("log", register)


def same_tables(register, folder):
    """Every table and format of two registers of the same name, one here and one in a folder."""
    other = f"{folder}/{register}"
    for table in ("hovedtall", "prosjektmidler", "kontingent", "medlemmer", "tilskudd", "flerarig", "kontroll", "om"):
        assert run("show", register, table) == run("show", other, table), table
    assert run("show", register, "medlemsark", "--member=3301") == run("show", other, "medlemsark", "--member=3301")
    for suffix in ("xlsx", "html", "odt", "docx", "csv", "tsv", "txt", "pdf"):
        tables = [] if suffix in ("xlsx", "html", "pdf") else ["hovedtall"]
        run("export", register, *tables, "-o", f"one.{suffix}")
        run("export", other, *tables, "-o", f"two.{suffix}")
        with open(f"one.{suffix}", "rb") as one, open(f"two.{suffix}", "rb") as two:
            assert one.read() == two.read(), suffix
    run("export", register, "medlemsark", "-o", "one/")
    run("export", other, "medlemsark", "-o", "two/")
    assert sorted(os.listdir("one")) == sorted(os.listdir("two"))
    for name in os.listdir("one"):
        with open(f"one/{name}", "rb") as one, open(f"two/{name}", "rb") as two:
            assert one.read() == two.read(), name


@test
def tables_are_the_same():
    register = used()
    for folder, options in (("rows", ()), ("log", ("--log",))):
        os.mkdir(folder)
        assert load(f"{folder}/{register}", run("dump", register, *options)).returncode == 0
        same_tables(register, folder)
        shutil.rmtree("one")
        shutil.rmtree("two")


@test
def an_empty_register_too():
    run("new", "r.sekretariat")
    for options in ((), ("--log",)):
        text = run("dump", "r.sekretariat", *options)
        assert load("s.sekretariat", text).returncode == 0
        assert run("dump", "s.sekretariat", *options) == text
        os.remove("s.sekretariat")


@test
def registers_of_earlier_versions():
    """As they are read: in the tables of today, with the log that they had."""
    frozen = sorted(glob.glob(os.path.join(FIXTURES, "version-*.sekretariat.gz")))
    assert frozen
    for number, path in enumerate(frozen):
        with gzip.open(path) as packed, open("r.sekretariat", "wb") as file:
            shutil.copyfileobj(packed, file)
        for options in ((), ("--log",)):
            text = run("dump", "r.sekretariat", *options)
            name = f"{number}{len(options)}.sekretariat"
            assert load(name, text).returncode == 0, path
            assert run("dump", name, *options) == text, path
        assert run("log", name) == run("log", "r.sekretariat"), path


def refuse_text(text, *words):
    """In one line, and nothing is left behind."""
    before = sorted(os.listdir("."))
    done = load("s.sekretariat", text)
    line = done.stderr.decode()
    assert done.returncode == 2 and done.stdout == b"", (done.returncode, line)
    assert line.startswith("sekretariat-cli: s.sekretariat: ") and line.count("\n") == 1, repr(line)
    assert "CRITICAL" not in line, line
    for word in words:
        assert word in line, (word, line)
    assert sorted(os.listdir(".")) == before


@test
def what_is_no_dump_is_refused_with_its_line():
    text = run("dump", used())
    lines = text.split("\n")

    def at(what):
        return f"Line {lines.index(what) + 1} of “standard input”: "

    refuse_text("")
    refuse_text("\n", "Line 1 of", "ends before the block “organisation”")
    refuse_text(b"\x7fELF\0\0\1\n", "Line 1 of", "UTF-8")
    refuse_text(text.replace("\n", "\r\n"), "Line 1 of", "carriage return")
    refuse_text("\ufeff" + text, "Line 1 of", "byte order mark")
    refuse_text(text[:-1], f"Line {len(lines) - 1} of", "cut off")
    refuse_text(text.encode("utf-16"), "Line 1 of", "UTF-8")
    refuse_text(text.replace("[contact]", "[kontakt]"), at("[contact]"), "no block “kontakt”")
    refuse_text(text.replace("\n[contact]\n", "\n[population]\n"), at("[contact]"), "“contact” is expected")
    refuse_text(re.sub(r"\[contact\]\n[^[]*", "", text), at("[contact]"), "“contact” is expected")
    refuse_text(re.sub(r"(\n\[member\]\n(.|\n)*?\n)\n", r"\1\1\n", text), "“member” stands twice")
    refuse_text(re.sub(r"(\[project\]\n.*\n)([0-9]+)", r"\g<1>99999999999999999999", text), "“99999999999999999999”")
    refuse_text(re.sub(r"(\[project\]\n.*\n)([0-9]+)", r"\g<1>-\2", text), "whole number above 0")
    refuse_text(re.sub(r"(\[organisation\]\n.*\n)", r"\g<1>7\tEt til\t\t\t100000\tnb" + "\t" * 10 + "\n", text), "second organisation")
    refuse_text(re.sub(r"(\[organisation\]\n.*\n).*\n", r"\1", text), "no organisation")
    refuse_text(re.sub(r"(\[amount\]\n.*\n[0-9]+\t)[0-9]+", r"\g<1>7", text), "“budget_line” that is not there")
    refuse_text(text.replace("Drammen", "Dram\x01men", 1), "control character")
    refuse_text(text.encode().replace(b"Drammen", b"Dram\xe6n", 1), "UTF-8")
    refuse_text(text.encode().replace(b"Drammen", b"Dram\0en", 1), "UTF-8")
    refuse_text(text.replace("\tDrammen\t", "\t" + "x" * 100001 + "\t", 1), "too long")
    refuse_text(text.replace("\n# schema ", "\n# schema 9", 1), "Line 2 of", "newer version")
    refuse_text(re.sub("\n# schema [0-9]+", "\n# schema 1", text), "Line 2 of", "older version", "upgrades it")
    log = run("dump", "r.sekretariat", "--log")
    refuse_text(re.sub(r"\n\[action\]\n(.|\n)*?\n\n", "\n", log), "“action” is expected")
    refuse_text(re.sub(r"(\[change\](.|\n)*?\tinsert\tmember)\t", r"\1s\t", log, count=1), "“members” is not a value")
    refuse_text(re.sub(r"(\n\[event\]\n.*\n)(.|\n)*", r"\1", log), "Line ", "does not tell when the action")


@test
def nothing_is_written_over():
    register = example()
    text = run("dump", register)
    before = open(register, "rb").read()
    refuse("load", register, write("r.dump", text), words=[register, "already a file", "another name"])
    os.symlink("nowhere", "link.sekretariat")
    refuse("load", "link.sekretariat", "r.dump", words=["already a file"])
    refuse("load", "no/folder.sekretariat", "r.dump", words=["folder.sekretariat"])
    refuse("load", "new.sekretariat", "no.dump", words=["no.dump"])
    refuse("load", "new.sekretariat", ".", words=["folder"])
    refuse("load", "new.sekretariat", "a", "b", words=["[DUMP]"])
    refuse("dump", register, "--logs", words=["--log"])
    assert open(register, "rb").read() == before
    assert sorted(os.listdir(".")) == ["link.sekretariat", "r.dump", register], os.listdir(".")


@test
def what_is_killed_leaves_no_register():
    """Whatever moment it is, there is all of it or nothing, and the next command takes away what was begun."""
    text = run("dump", example())
    head, rest = text.split("\n[population]\n")
    fields, rest = rest.split("\n", 1)
    members = re.findall(r"\n([0-9]+)\t", head.split("\n[member]\n")[1].split("\n\n")[0])
    rows = [f"{number + 1}\t{members[number // 365]}\t{datetime.date(2001, 1, 1) + datetime.timedelta(number % 365)}\t7\t\t"
            for number in range(365 * 60)]
    write("r.dump", "\n".join([head, "[population]", fields, *rows]) + "\n\n" + rest.split("\n\n", 1)[1])
    ended = 0
    for wait in (0.03, 0.06, 0.09, 0.12, 0.2, 5):
        for end in (signal.SIGKILL, signal.SIGTERM):
            process = subprocess.Popen([CLI, "load", "s.sekretariat", "r.dump"], env=ENVIRONMENT)
            try:
                process.wait(wait)
            except subprocess.TimeoutExpired:
                process.send_signal(end)
                process.wait()
                ended += 1
            if os.path.exists("s.sekretariat"):
                assert run("dump", "s.sekretariat").count("\n") > 365 * 60
                os.remove("s.sekretariat")
            run("log", "r.sekretariat")
            assert sorted(os.listdir(".")) == ["r.dump", "r.sekretariat"], (wait, end, os.listdir("."))
    assert ended > 1, "it was never killed"


main()
