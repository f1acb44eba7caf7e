#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line as people and scripts use it: each command, what it prints, its exit status, and that a refusal is
one line that names the file, the place, the reason and the remedy and changes nothing. Prints TAP."""
from cli_help import *  # noqa: F403 – what these tests are written in



def read(path):
    with open(path, "rb") as file:
        return file.read()


def figures(text, row):
    """The figures of a printed row, without their hard spaces."""
    line = next(line for line in text.splitlines() if line.startswith(row))
    return line[len(row):].replace("\u00a0", "").replace("\u2212", "-").split()


def check(register):
    done = call("check", register, "--json")
    assert done.returncode in (0, 1), done.stderr
    return {entry["id"]: entry for entry in json.loads(done.stdout)["checks"]}


@test
def help_and_version():
    text = run("--help")
    for command in ("new", "show", "export", "check", "set", "add", "delete", "import", "undo", "redo", "log", "dump", "load"):
        assert f"sekretariat-cli {command} REGISTER" in text, command
        assert run(command, "--help").startswith(f"sekretariat-cli {command} REGISTER")
    text = run("export", "r.sekretariat", "hovedtall", "--help")
    for word in (".xlsx .html .odt .docx .csv .tsv .txt .pdf .svg .png", "flerarig", "medlemsark", "--columns=", "--base=", "--unit=", "--language=", "--setup=", "-o FILE"):
        assert word in text, (word, text)
    assert "flerarig" in run("show", "-h") and ".xlsx" not in run("show", "-h")
    assert run("--version").startswith("sekretariat-cli ")
    refuse(words=["--help"])
    refuse("nosuch", words=["nosuch", "--help"])


@test
def links_no_gtk():
    libraries = subprocess.run(["ldd", CLI], capture_output=True, text=True, check=True).stdout
    assert "libsqlite3" in libraries
    # Debian's cairo, which draws the PDF, brings libX11 along without opening a display.
    for library in ("libgtk", "libadwaita", "libgdk", "libwayland"):
        assert library not in libraries, library


@test
def new():
    run("new", "Mitt råd.sekretariat")
    assert "Mitt råd\t" in dump_rows("Mitt råd.sekretariat")
    before = read("Mitt råd.sekretariat")
    refuse("new", "Mitt råd.sekretariat", words=["Mitt råd.sekretariat", "already", "another name"])
    refuse("new", "Mitt råd.sekretariat", "--example", words=["already"])
    assert read("Mitt råd.sekretariat") == before
    refuse("new", "nowhere/r.sekretariat", words=["nowhere/r.sekretariat"])
    refuse("new", "r.sekretariat", "--exampel", words=["r.sekretariat", "--exampel", "--example"])
    assert not os.path.exists("r.sekretariat")
    refuse("new", words=["new REGISTER"])


@test
def show():
    register = example()
    text = run("show", register, "hovedtall")
    assert figures(text, "Kontingenter") == ["6034", "5981", "6283", "249"]
    assert figures(text, "Klimasats") == ["900", "900"]
    assert figures(text, "Resultat*") == ["-1866", "-1013", "-2097", "-231"]
    assert figures(text, "Utgående mindreforbruk") == ["2151", "2727", "630", "-1521"]
    assert "(i hele tusen kroner)" in text and "per 18.11.2022" in text
    assert text == run("show", register, "hovedtall", "--year=2023", "--unit=1000", "--language=nb")
    assert figures(run("show", register, "hovedtall", "--unit=1"), "Kontingenter")[2] == "6283000"
    assert figures(run("show", register, "hovedtall", "--year=2022"), "Kommunikasjon") == ["350", "250", "100"]
    assert "Avvik" in run("show", register, "hovedtall", "--year=2022")
    assert figures(run("show", register, "prosjektmidler"), "Sum") == ["1990"]
    fees = run("show", register, "kontingent")
    assert "6\u00a0283\u00a0546" in fees and "2\u00a0244\u00a0124" in fees and "6\u00a0283\u00a0547,20\u00a0kr" in fees
    assert "3301" not in fees and "3005" in fees  # the numbers of 2023
    assert "6\u00a0002\u00a0812" in run("show", register, "kontingent", "--year=2022")
    assert "3301" in run("show", register, "medlemmer")
    assert "avrunding" in run("show", register, "kontroll")


@test
def languages():
    register = example()
    words = {"nb": ("Hovedtall", "Sum inntekter", "(i hele tusen kroner)"),
             "nn": ("Hovudtal", "Utgåande mindreforbruk", "(i heile tusen kroner)"),
             "en": ("Main figures", "Total income", "(in thousands of kroner)")}
    for language, expected in words.items():
        text = run("show", register, "hovedtall", f"--language={language}")
        for word in expected:
            assert word in text, (language, word)
        assert figures(text, "Kommunikasjon") == ["350", "250", "250", "-100"]
    # The register's own language is that of its tables, whatever the program's is.
    run("set", register, "organisation", "-", "language", "nn")
    assert "Hovudtal" in run("show", register, "hovedtall")


@test
def show_refuses():
    register = example()
    tables = ["hovedtall", "prosjektmidler", "kontingent", "medlemmer", "kontroll"]
    refuse("show", register, "budsjett", words=[register, "budsjett", *tables])
    refuse("show", register, "hovedtall", "--year=2030", words=[register, "2030", "another year"])
    refuse("show", "--year=2030", register, "hovedtall", words=[register, "2030"])
    refuse("show", register, "hovedtall", "--year=abc", words=[register, "abc", "--year=2023"])
    refuse("show", register, "hovedtall", "--year=-1", words=[register, "-1", "--year=2023"])
    refuse("show", register, "hovedtall", "--unit=7", words=[register, "7", "1000"])
    refuse("show", register, "hovedtall", "--language=de", words=[register, "de", "nb", "nn", "en"])
    refuse("show", register, words=[register, "TABLE"])
    refuse("show", "no.sekretariat", "hovedtall", words=["no.sekretariat", "Check the name"])


@test
def edits_of_the_manual():
    register = example()
    assert run("set", register, "member", "3301", "note", "Ny ordfører") == ""
    assert "Ny ordfører" in dump_rows(register)
    run("set", register, "population", "3301/2022-01-01", "persons", "102500")
    assert figures(run("show", register, "kontingent"), "3005")[-1] == "287000"
    run("set", register, "amount", "Kommunikasjon/Forslag budsjett 2023", "value", "300")
    assert figures(run("show", register, "hovedtall"), "Kommunikasjon") == ["350", "250", "300", "-50"]
    run("set", register, "amount", "Kommunikasjon/Forslag budsjett 2023", "value", "250000 kr")
    assert figures(run("show", register, "hovedtall"), "Kommunikasjon") == ["350", "250", "250", "-100"]
    run("set", register, "amount", "Kommunikasjon/Forslag budsjett 2023", "value", "-250")
    assert figures(run("show", register, "hovedtall"), "Kommunikasjon") == ["350", "250", "-250", "-600"]
    refuse_edit(register, "set", register, "amount", "Kommunikasjon/Forslag budsjett 2023", "value", "250,4",
                words=["Kommunikasjon/Forslag budsjett 2023", "250", "251"])
    run("set", register, "member", "3301", "number", "3005")
    assert "3005" in next(line for line in run("show", register, "medlemmer").splitlines() if "Drammen" in line)
    run("add", register, "member_number", "member=Drammen", "number=3399", "valid_from=2030-01-01")
    assert "\t3005\t2024-01-01\t2029-12-31" in dump_rows(register)


@test
def missing_is_made_and_blank_clears():
    register = example()
    before = dump_rows(register)
    run("set", register, "population", "3301/2030-01-01", "persons", "")
    run("set", register, "amount", "Klimasats/Budsjett 2022", "comment", "")
    run("undo", register)
    assert dump_rows(register) == before  # the comment was the one change
    run("set", register, "population", "3301/2030-01-01", "persons", "7")
    assert "\t2030-01-01\t7\t" in dump_rows(register)
    run("undo", register)
    run("set", register, "amount", "Klimasats/Budsjett 2022", "value", "5")
    run("set", register, "amount", "Klimasats/Prognose 2022", "comment", "")
    run("set", register, "amount", "Klimasats/Prognose 2022", "value", "6")
    assert figures(run("show", register, "hovedtall"), "Klimasats") == ["5", "6", "900", "895"]
    run("set", register, "amount", "Klimasats/Budsjett 2022", "value", " ")
    assert figures(run("show", register, "hovedtall"), "Klimasats") == ["6", "900", "900"]


@test
def set_refuses():
    register = example()
    entities = ["member", "contact", "population", "fee_rate", "budget_line", "budget_column", "amount", "project"]
    columns = ["number", "name", "kind", "org_number", "invoice_reference", "joined", "left_on", "note"]
    refuse_edit(register, "set", register, "kommune", "3301", "name", "x", words=["kommune", *entities])
    refuse_edit(register, "set", register, "member", "3301", "navn", "x", words=["navn", *columns])
    refuse_edit(register, "set", register, "member", "9999", "name", "x", words=["9999", "Check"])
    refuse_edit(register, "set", register, "member", "3301", "name", "", words=["member 3301 name", "filled in"])
    refuse_edit(register, "set", register, "member", "3301", "fee", "1", words=["member 3301 fee", "computed"])
    refuse_edit(register, "set", register, "member", "3301", "name", "a\nb", words=["one line"])
    refuse_edit(register, "set", register, "member", "3301", "org_number", "974760674", words=["nine digits"])
    refuse_edit(register, "set", register, "member", "3301", "joined", "18/11/2022", words=["18/11/2022"])
    refuse_edit(register, "set", register, "population", "3301/2022-01-01", "persons", "1.500", words=["1.500", "1\u00a0500", "population 3301/2022-01-01 persons"])
    refuse_edit(register, "set", register, "population", "9999/2022-01-01", "persons", "1", words=["9999"])
    refuse_edit(register, "set", register, "population", "3301/2022-02-30", "persons", "1", words=["2022-02-30"])
    refuse_edit(register, "set", register, "population", "3301", "persons", "1", words=["3301", "slash"])
    refuse_edit(register, "set", register, "amount", "Porto/Budsjett 2022", "value", "1", words=["Porto"])
    refuse_edit(register, "set", register, "amount", "Kommunikasjon/Budsjett 2022", "value", "1,500", words=["1,500"])
    refuse_edit(register, "set", register, "amount", "Kommunikasjon/Budsjett 2022", "value", "1500.50", words=["1500,50"])
    refuse_edit(register, "set", register, "member", b"\xff", "name", "x", words=["UTF-8"])
    refuse_edit(register, "set", register, "member", "3301", words=["set REGISTER ENTITY KEY COLUMN VALUE"])
    refuse_edit(register, "set", register, "member", "3301", "note", "a", "b", words=["set REGISTER"])
    refuse("set", "no.sekretariat", "member", "3301", "note", "x", words=["no.sekretariat"])
    assert not os.path.exists("no.sekretariat")


@test
def ambiguous_keys():
    register = example()
    run("add", register, "member", "name=Nes", "number=0411")
    line = refuse("set", register, "member", "Nes", "note", "x", words=[register, "Nes", "0411", "#"])
    candidate = line.split("#")[1].split(" ")[0]
    run("set", register, "member", "#" + candidate, "note", "denne")
    assert "denne" in dump_rows(register)
    refuse_edit(register, "delete", register, "member", "Nes", words=["0411"])
    refuse_edit(register, "set", register, "population", "Nes/2022-01-01", "persons", "1", words=["#" + candidate])


@test
def add_and_delete():
    register = example()
    before = dump_rows(register)
    run("add", register, "member", "name=Færder", "number=3911", "subregion=Vestfoldkommuner", "joined=2024-01-01")
    assert "Færder" in run("show", register, "medlemmer")
    refuse_edit(register, "add", register, "member", "navn=x", words=["navn", "invoice_reference"])
    refuse_edit(register, "add", register, "member", "x", words=["x", "COLUMN=VALUE"])
    refuse_edit(register, "add", register, "member", words=["filled in"])
    refuse_edit(register, "add", register, "kommune", "name=x", words=["kommune", "member"])
    refuse_edit(register, "add", register, "population", "member=3301", "date=2022-01-01", "persons=1", words=["already"])
    run("delete", register, "member", "3911")
    assert dump_rows(register) == before
    refuse_edit(register, "delete", register, "member", "3911", words=["3911"])
    run("delete", register, "grant", "Klimasats")
    assert "Klimasats" not in dump_rows(register).split("[instalment]")[1].split("[grant_scheme]")[0]
    run("undo", register)
    assert dump_rows(register) == before


@test
def undo_redo_log():
    register = example()
    start = dump_rows(register)
    refuse_edit(register, "undo", register, words=["nothing to undo"])
    refuse_edit(register, "redo", register, words=["nothing to redo"])
    run("set", register, "member", "3301", "note", "en")
    run("set", register, "population", "3301/2022-01-01", "persons", "1")
    end = dump_rows(register)
    assert run("undo", register) == "Undone: Change “Population” for Drammen\n"
    assert run("undo", register) == "Undone: Change “Note” for Drammen\n"
    assert dump_rows(register) == start
    assert run("redo", register) == "Redone: Change “Note” for Drammen\n"
    assert run("redo", register) == "Redone: Change “Population” for Drammen\n"
    assert dump_rows(register) == end
    log = run("log", register)
    # Newest first, with who and when, and what each field was and became.
    assert log.index("(redone)") < log.index("(undone)") < log.index("(done)")
    assert "Change “Note” for Drammen" in log and "@" in log and "\u2192 en" in log
    persons = [line for line in log.splitlines() if "population persons:" in line]
    assert [line.split(" \u2192 ")[1] for line in persons[:2]] == ["1", "102\u00a0273"], persons


@test
def sealed():
    register = example()
    run("set", register, "budget_column", "Forslag budsjett 2023", "status", "sealed")
    for arguments in (("set", register, "amount", "Kommunikasjon/Forslag budsjett 2023", "value", "1"),
                      ("set", register, "amount", "Kommunikasjon/Forslag budsjett 2023", "comment", "x"),
                      ("set", register, "budget_column", "Forslag budsjett 2023", "status", "draft"),
                      ("set", register, "budget_line", "Kommunikasjon", "section", "income"),
                      ("set", register, "project_amount", "Klima/Forslag budsjett 2023", "value", "1"),
                      ("delete", register, "budget_column", "Forslag budsjett 2023"),
                      ("delete", register, "amount", "Kommunikasjon/Forslag budsjett 2023"),
                      ("delete", register, "status_step", "Forslag budsjett 2023/sealed")):
        refuse_edit(register, *arguments, words=["sealed", "Forslag budsjett 2023", "copy"])
    refuse_edit(register, "undo", register, words=["sealed"])


@test
def seen_findings():
    """A finding that was seen does not count until its figures change; it stands with its reason in every format."""
    register = example()
    ids = [entry["id"] for entry in json.loads(run("check", register, "--json", status=1))["checks"] if entry["verdict"] in ("wrong", "missing")]
    assert len(ids) == 4, ids
    before = dump_rows(register)
    for number, name in enumerate(ids):
        run("check", register, f"--seen={name}", f"--reason=Avtalt {number}")
    assert "Avtalt 2" in run("check", register) and "sett" in run("check", register)
    run("check", register, "--strict", status=1)
    found = {entry["id"]: entry for entry in json.loads(run("check", register, "--json"))["checks"]}
    assert found[ids[0]]["seen"] == "Avtalt 0" and found[ids[0]]["verdict"] == "wrong", found[ids[0]]
    assert "Mark Fees, Budsjett 2022 as seen" in run("log", register)
    # Another name keeps the mark, another figure does not.
    run("set", register, "budget_column", "Budsjett 2022", "title", "Vedtatt 2022")
    run("check", register)
    run("set", register, "amount", "Kontingenter/Vedtatt 2022", "value", "6035")
    assert "Avtalt 0" not in run("check", register, status=1)
    run("undo", register)
    run("check", register)
    run("check", register, f"--unseen={ids[3]}")
    run("check", register, status=1)
    for _ in range(6):
        run("undo", register)
    assert dump_rows(register) == before
    for arguments, words in ((["--seen=x", "--reason=y"], "x"), (["--seen=" + ids[0]], "--reason"), (["--unseen=" + ids[0]], ids[0]),
                             (["--seen=result/Budsjett 2022", "--reason=y"], "correct"), (["--seen=" + ids[0], "--reason= "], "Reason")):
        done = call("check", register, *arguments)
        assert done.returncode == 2 and words in done.stderr.decode(), (arguments, done)


@test
def checks():
    register = example()
    done = call("check", register, "--json")
    assert done.returncode == 1 and done.stderr == b""
    found = json.loads(done.stdout)["checks"]
    for entry in found:
        assert set(entry) == {"id", "verdict", "left", "right", "difference", "sentence", "place", "seen"}, entry
        assert entry["verdict"] in ("ok", "rounding", "wrong", "missing")
        assert all(entry[name] is None or isinstance(entry[name], int) for name in ("left", "right", "difference"))
    fees = check(register)["fees/Forslag budsjett 2023"]
    sentence = fees.pop("sentence")
    assert sentence == "The budget is 546\u00a0kr below what was computed. That comes from rounding.", sentence
    assert fees == {"id": "fees/Forslag budsjett 2023", "verdict": "rounding", "left": 628300000, "right": 628354600,
                    "difference": -54600, "place": "amount Kontingenter/Forslag budsjett 2023", "seen": None}
    assert len({entry["id"] for entry in found}) == len(found)
    # A place that can be pasted after "set": the check then follows.
    run("set", register, *fees["place"].split(" ", 1), "mode", "source")
    assert check(register)["fees/Forslag budsjett 2023"]["verdict"] == "rounding"
    run("set", register, *fees["place"].split(" ", 1), "value", "6000")
    assert check(register)["fees/Forslag budsjett 2023"]["verdict"] == "wrong"
    assert "feil" in run("check", register, status=1)

    # Nothing wrong, nothing missing.
    run("new", "tom.sekretariat")
    assert json.loads(run("check", "tom.sekretariat", "--json")) == {"checks": []}
    run("check", "tom.sekretariat")
    refuse("check", "--json", "no.sekretariat", words=["no.sekretariat"])


@test
def dump_is_canonical():
    register = example()
    text = dump_rows(register)
    assert text.startswith("[organisation]\n") and "[contribution]\n" in text
    assert "[action]" not in text and "[event]" not in text
    run("set", register, "member", "3301", "note", "a\tb\\c")
    assert "a\\tb\\\\c" in dump_rows(register)
    run("set", register, "member", "3301", "note", "")
    assert dump_rows(register) == text
    # Its letters are those of the register, whatever the locale.
    for locale in ("C", "POSIX", "nb_NO.UTF-8", "en_US.ISO-8859-1"):
        assert dump_rows(register, environment={"LC_ALL": locale}) == text, locale
        assert "Inngående" in run("show", register, "hovedtall", environment={"LC_ALL": locale}), locale


@test
def output_that_fails():
    register = example()
    with open("/dev/full", "wb") as full:
        done = subprocess.run([CLI, "dump", register], stdout=full, stderr=subprocess.PIPE, env=ENVIRONMENT)
    assert done.returncode == 2 and b"could not be written" in done.stderr


@test
def export():
    register = example()
    for suffix, tables in ((".xlsx", []), (".html", []), (".xlsx", ["kontroll", "om", "medlemmer"]), (".csv", ["hovedtall"]),
                           (".csv", ["kontingent"]), (".html", ["prosjektmidler"]), (".txt", ["hovedtall"]), (".csv", ["medlemmer"])):
        first, second = "a" + suffix, "b" + suffix
        assert run("export", register, *tables, "-o", first) == ""
        run("export", register, *tables, "--output", second)
        assert read(first) == read(second), (suffix, tables)
        os.remove(first)
        os.remove(second)
    run("export", register, "hovedtall", "-o", "t.txt")
    assert read("t.txt").decode() == run("show", register, "hovedtall")
    run("export", register, "hovedtall", "-o", "t.csv")
    table = read("t.csv")
    assert table.startswith(b"\xef\xbb\xbf") and b"\r\n" in table and b"Resultat*;-1866;-1013;-2097;-231" in table
    run("export", register, "-o", "t.html", "--year=2022", "--language=nn")
    page = read("t.html").decode()
    assert 'lang="nn"' in page and "Hovudtal" in page
    # What is there is replaced by the whole of the new one.
    run("export", register, "prosjektmidler", "-o", "t.csv")
    assert read("t.csv") != table


@test
def export_refuses():
    register = example()
    with open("x.xlsx", "wb") as file:
        file.write(b"old")
    refuse("export", register, words=[register, "-o"])
    refuse("export", register, "-o", "x.dbf", words=[register, "x.dbf", ".xlsx", ".html", ".csv", ".txt", ".pdf"])
    refuse("export", "-o", "x.dbf", register, words=[register, "x.dbf"])
    refuse("export", register, "-o", "x.csv", words=[register, ".csv", "hovedtall"])
    refuse("export", register, "hovedtall", "kontingent", "-o", "x.csv", words=[register, "x.csv"])
    refuse("export", register, "hovedtall", "hovedtall", "-o", "x.xlsx", words=[register, "hovedtall", "once"])
    refuse("export", register, "budsjett", "-o", "x.xlsx", words=[register, "budsjett", "kontingent"])
    refuse("export", register, "-o", "nowhere/x.xlsx", words=[register, "nowhere/x.xlsx"])
    refuse("export", register, "--year=2030", "-o", "x.xlsx", words=[register, "2030"])
    with open(".~lock.x.xlsx#", "w") as lock:
        lock.write(",kari,kontor-3,18.11.2022 09:00,file:///home/kari;")
    refuse("export", register, "-o", "x.xlsx", words=[register, "x.xlsx", "open"])
    assert read("x.xlsx") == b"old"
    assert sorted(os.listdir()) == [".~lock.x.xlsx#", register, "x.xlsx"]


def damage_inner_pages(path):
    """Overwrites the middle of the file, whose head says that all is well."""
    data = bytearray(read(path))
    data[len(data) // 2:len(data) // 2 + 12288] = b"\xa5" * 12288
    with open(path, "wb") as file:
        file.write(data)


@test
def bad_files():
    register = example()
    whole = read(register)
    cases = {"text.sekretariat": b"Hei, dette er tekst.\n", "empty.sekretariat": b"", "stub.sekretariat": whole[:50],
             "cut.sekretariat": whole[:len(whole) // 2], "zeros.sekretariat": bytes(8192)}
    for name, content in cases.items():
        with open(name, "wb") as file:
            file.write(content)
    shutil.copy(register, "pages.sekretariat")
    damage_inner_pages("pages.sekretariat")
    sqlite3.connect("other.sekretariat").executescript("CREATE TABLE t (a); INSERT INTO t VALUES (1);")
    os.mkdir("folder.sekretariat")
    words = {"text": "not a register", "empty": "empty", "stub": "", "cut": "damaged", "zeros": "", "pages": "damaged", "other": "not a register",
             "folder": "not a register", "missing": "no such file"}
    for name, word in words.items():
        path = name + ".sekretariat"
        before = read(path) if os.path.isfile(path) else None
        for arguments in (("show", path, "hovedtall"), ("check", path), ("check", path, "--json"), ("dump", path), ("log", path), ("undo", path),
                          ("redo", path), ("set", path, "member", "3301", "note", "x"), ("add", path, "member", "name=x"),
                          ("delete", path, "member", "3301"), ("export", path, "-o", "x.xlsx")):
            refuse(*arguments, words=[path, word])
        if before is None:
            assert not os.path.isfile(path)
        else:
            assert read(path) == before, path
            assert not os.path.exists(path + "-journal")
    assert not os.path.exists("x.xlsx")


@test
def newer_version():
    register = example()
    text = dump_rows(register)
    with sqlite3.connect(register) as file:
        file.execute("PRAGMA user_version = 99")
    file.close()
    before = read(register)
    assert dump_rows(register) == text
    assert figures(run("show", register, "hovedtall"), "Kommunikasjon") == ["350", "250", "250", "-100"]
    refuse("set", register, "member", "3301", "note", "x", words=[register, "newer", "pgrade"])
    refuse("undo", register, words=[register, "newer"])
    assert read(register) == before


CHOICES = {"organisation": ["language"], "member": ["kind"], "contact": ["role"], "fee_rate": ["kind"], "budget_column": ["kind", "status"],
           "budget_line": ["section", "source"], "amount": ["mode"], "contribution": ["kind"], "table_setup": ["language", "change"],
           "import_rule": ["kind", "sign"]}


def with_words(register, table, column, version):
    """Each row says a word that no version has said, as only a newer one could."""
    with sqlite3.connect(register) as file:
        file.execute(f"UPDATE {table} SET {column} = 'framtidig-' || '{column}'")
        changed = file.total_changes
        if version:
            file.execute(f"PRAGMA user_version = {version}")
    file.close()
    return changed


@test
def newer_words():
    register = example()
    run("add", register, "table_setup", "name=Styret", "columns=Forslag budsjett 2023")
    run("add", register, "contact", "member=3301", "role=faktura", "name=Økonomi")
    run("add", register, "import_rule", "kind=accounts", "matched=7100", "budget_line=Kommunikasjon")
    keep = read(register)
    for table, columns in CHOICES.items():
        for column in columns:
            with open(register, "wb") as file:
                file.write(keep)
            # In a file of this version it is damage.
            changed = with_words(register, table, column, None)
            before = read(register)
            if changed:
                refuse("dump", register, words=[f"framtidig-{column}", table, column])
            assert read(register) == before
            with_words(register, table, column, 99)
            before = read(register)
            text = dump_rows(register)
            assert text.count(f"framtidig-{column}") == changed, (table, column, changed)
            for name in ("hovedtall", "prosjektmidler", "kontingent", "satser", "medlemmer", "tilskudd", "sammenligning", "flerarig", "kontroll", "om"):
                call("show", register, name)
                done = call("export", register, name, "-o", f"{name}.html")
                assert done.returncode in (0, 2) and (done.returncode == 0 or done.stderr), (table, column, name, done)
            for command in (("show", register, "medlemsark", "--member=3301"), ("show", register, "hovedtall", "--setup=Styret"),
                            ("show", register, "hovedtall", "--years=2021,2022"), ("export", register, "-o", "alt.xlsx"), ("log", register),
                            ("check", register)):
                done = call(*command)
                assert done.returncode in (0, 1, 2) and (done.returncode != 2 or done.stderr), (table, column, command, done)
            assert read(register) == before
    with open(register, "wb") as file:
        file.write(keep)
    with_words(register, "budget_column", "status", 99)
    assert "framtidig-status" in run("show", register, "om")
    with_words(register, "contact", "role", 99)
    assert "framtidig-role" in run("show", register, "medlemsark", "--member=3301")
    # Nobody knows a rate for such a member.
    with_words(register, "member", "kind", 99)
    assert "framtidig-kind" not in run("show", register, "kontingent")


@test
def another_writer():
    register = example()
    text = dump_rows(register)
    descriptor = os.open(register, os.O_RDWR)
    # struct flock of 64-bit Linux: type, whence, start, length, process.
    lock = struct.pack("hhqqi4x", fcntl.F_WRLCK, os.SEEK_SET, LOCK_BYTE, 1, 0)
    fcntl.fcntl(descriptor, getattr(fcntl, "F_OFD_SETLK", 37), lock)
    before = read(register)
    for arguments in (("set", register, "member", "3301", "note", "x"), ("add", register, "member", "name=x"),
                      ("delete", register, "member", "3301"), ("undo", register)):
        refuse(*arguments, words=[register, "open for writing"])
    # Reading goes on.
    assert dump_rows(register) == text
    run("export", register, "hovedtall", "-o", "x.csv")
    assert read(register) == before
    os.close(descriptor)
    run("set", register, "member", "3301", "note", "x")


@test
def read_only_file():
    register = example()
    text = dump_rows(register)
    os.chmod(register, 0o444)
    if os.geteuid() == 0:
        # Root writes everywhere; as nobody it cannot.
        os.chmod(".", 0o755)
        command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", CLI]
        if shutil.which("setpriv") is None or subprocess.run([*command, "--version"], capture_output=True).returncode != 0:
            return "no other user to be"
    else:
        command = [CLI]
    done = subprocess.run([*command, "set", register, "member", "3301", "note", "x"], capture_output=True, env=ENVIRONMENT)
    assert done.returncode == 2 and done.stderr.count(b"\n") == 1 and register.encode() in done.stderr, done.stderr
    assert subprocess.run([*command, "dump", register], capture_output=True, env=ENVIRONMENT).stdout.decode().split("\n\n", 1)[1] == text
    return None


@test
def names_of_one_letter():
    """The file is named even where its name is part of some word."""
    shutil.copy(example(), "r")
    line = refuse("show", "r", "budsjett")
    assert line.startswith("sekretariat-cli: r: "), line


main()
