#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Returned member sheets: a matrix of what members do to them, each edit made by openpyxl, LibreOffice and two writers
of npm, in .xlsx and .ods. Whoever made it, an edit means the same; and every cell that is not blank is taken or listed.
Prints TAP."""

from cli_help import *  # noqa: F403 – what these tests are written in

HERE = os.path.dirname(os.path.abspath(__file__))
BUILD = os.path.abspath(sys.argv[2])
NPM = ("exceljs@4.4.0", "xlsx@0.18.5")
HEAD, MAYOR, DIRECTOR, INVOICE, EMPTY, BELOW = 8, 9, 10, 11, 12, 22
KEY = 6
MAIL = ("changed", "Drammen, political, e-mail", "ordforer@drammen.example", "ny@drammen.example", True)
NEW_MAIL = ["set", MAYOR, 4, "ny@drammen.example"]


def missing(what, before=""):
    return ("missing", f"Drammen, {what}", before, "", False)


def listed(text):
    return ("unknown", text, "", "", False)


# Of each edit: what is done, and what is proposed besides what is the same. A text is a refusal and a word of it.
EDITS = {
    "untouched": ([], set()),
    "changed": ([NEW_MAIL], {MAIL}),
    "blanked": ([["set", MAYOR, 4, ""]], {(*MAIL[:3], "", True)}),
    "column-before-key": ([["insert-column", KEY], ["set", HEAD, KEY, "Mobil"], ["set", MAYOR, KEY, "99 88 77 66"]],
                          {listed("Mobil"), listed("99 88 77 66")}),
    "column-first": ([["insert-column", 1], ["set", MAYOR, 5, "ny@drammen.example"]], {MAIL}),
    "column-gone": ([["delete-column", 4]], {missing("e-mail")}),
    "role-gone": ([["delete-column", 1]], {missing("role")}),
    "keys-gone": ([["delete-column", KEY], NEW_MAIL], {MAIL, missing("keys")}),
    "heads-renamed": ([["set", HEAD, 4, "Epostadresse"], ["set", HEAD, 5, "Mobil"], ["set", MAYOR, 5, "99 88 77 66"],
                       NEW_MAIL],
                      {MAIL, ("new", "Drammen, political, telephone", "", "99 88 77 66", True)}),
    "head-unknown": ([["set", HEAD, 4, "Sted"]],
                     {missing("e-mail"), listed("Sted"), listed("ordforer@drammen.example"),
                      listed("kommunedirektor@drammen.example"), listed("faktura@drammen.example")}),
    "row-gone": ([["delete-row", MAYOR]], {missing("contact", "Ordfører")}),
    "row-inserted": ([["insert-row", DIRECTOR], NEW_MAIL], {MAIL}),
    "sorted": ([["copy-row", MAYOR, 30, KEY], ["copy-row", INVOICE, MAYOR, KEY], ["copy-row", 30, INVOICE, KEY],
                ["clear-row", 30, KEY], ["set", INVOICE, 4, "ny@drammen.example"]], {MAIL}),
    "sorted-without-keys": ([["copy-row", MAYOR, 30, 5], ["copy-row", INVOICE, MAYOR, 5], ["copy-row", 30, INVOICE, 5],
                             ["clear-row", 30, 5]],
                            {("other", "Keys", "", "", False)}),
    "numbers": ([["key-number", MAYOR, KEY], ["number", 3, 2, 3301], NEW_MAIL], {MAIL}),
    "keys-cleared": ([["set", row, KEY, ""] for row in range(MAYOR, EMPTY)] + [NEW_MAIL], {MAIL}),
    "key-moved": ([["move-cell", MAYOR, KEY, MAYOR, 9], NEW_MAIL], {MAIL}),
    "key-doubled": ([["insert-row", DIRECTOR], ["copy-row", MAYOR, DIRECTOR, KEY], ["set", DIRECTOR, 2, "Varaordfører"],
                     ["set", DIRECTOR, 4, "vara@drammen.example"]],
                    {("new", "Drammen, political, position", "", "Varaordfører", True),
                     ("new", "Drammen, political, e-mail", "", "vara@drammen.example", True)}),
    "key-twice": ([["insert-row", DIRECTOR], ["copy-row", MAYOR, DIRECTOR, KEY],
                   ["set", DIRECTOR, 4, "vara@drammen.example"]],
                  {("double", "Drammen, political, e-mail", "ordforer@drammen.example", mail, False)
                   for mail in ("ordforer@drammen.example", "vara@drammen.example")}),
    "new": ([["set", EMPTY, 1, "Administrativ"], ["set", EMPTY, 2, "Arkiv"], ["number", EMPTY, 5, 32040000]],
            {("new", "Drammen, administrative, position", "", "Arkiv", True),
             ("new", "Drammen, administrative, telephone", "", "32040000", True)}),
    "new-below": ([["set", BELOW, 1, "politisk"], ["set", BELOW, 2, "Gruppeleder"], ["set", BELOW, 3, "Gruppelederen"]],
                  {("new", "Drammen, political, position", "", "Gruppeleder", True),
                   ("new", "Drammen, political, name", "", "Gruppelederen", True)}),
    "emptied": ([["clear-row", INVOICE, 5]], {("changed", "Drammen, contact", "Fakturamottak", "", True)}),
    "notes": ([["set", MAYOR, 8, "Går av i mai"], ["set", BELOW, 1, "Vi flytter i juni"], ["number", 3, 4, 12],
               NEW_MAIL],
              {MAIL, listed("Går av i mai"), listed("Vi flytter i juni"), listed("12")}),
    "no-role": ([["set", EMPTY, 1, "sjef"], ["set", EMPTY, 2, "Brannsjef"]],
                {("doubtful", "sjef · Brannsjef", "", "", False)}),
    "cells-moved": ([["set", MAYOR, 2, ""], ["set", MAYOR, 3, "Ordfører"], ["set", MAYOR, 4, ""],
                     ["set", MAYOR, 5, "ordforer@drammen.example"]],
                    {("doubtful", "Drammen, political, position", "Ordfører", "", False),
                     ("doubtful", "Drammen, political, name", "", "Ordfører", False),
                     ("doubtful", "Drammen, political, e-mail", "ordforer@drammen.example", "", False),
                     ("doubtful", "Drammen, political, telephone", "", "ordforer@drammen.example", False)}),
    "sheet-added": ([["sheet", "Notater", "Ring oss"], NEW_MAIL], {MAIL, listed("Ring oss")}),
    "hidden": ([["hide-column", 4], NEW_MAIL], {MAIL}),
    "other-number": ([["set", 3, 2, "3103"], NEW_MAIL], "Moss"),
    "other-name": ([["set", 4, 2, "Moss"], NEW_MAIL], "Moss"),
    "strange-number": ([["set", 3, 2, "9999"], NEW_MAIL], {listed("9999"), ("doubtful", *MAIL[1:4], False)}),
}
# What a sheet of an earlier version has not: it tells its time of making by its workbook alone.
UNVERSIONED = [["delete-row", 7]]


# LibreOffice takes half a second for a workbook: what it does to rows, columns and cells in its own way; the rest is
# for the others.
STRUCTURAL = ("changed", "column-before-key", "column-gone", "row-gone", "row-inserted", "sorted", "numbers", "notes",
              "sheet-added", "hidden")


def import_sheet(*paths, status=(0, 1)):
    done = call("import", "r.sekretariat", "member-sheets", *paths, "--dry-run", "--json")
    assert done.returncode in status, (paths, done.returncode, done.stderr.decode())
    return json.loads(done.stdout)["proposals"] if done.returncode < 2 else done.stderr.decode()


def see(proposals):
    return {(p["verdict"], p["label"] or p["name"], p["before"], p["after"], p["accepted"]) for p in proposals
            if p["verdict"] != "same"}


def prepare():
    """The example with the sheet that is sent to Drammen."""
    example()
    run("export", "r.sekretariat", "medlemsark", "om", "--member=3301", "-o", "sent.xlsx")


def jobs(names=EDITS):
    """A list of file to be read, file to be written without its suffix, and edits."""
    edits = {name: EDITS[name][0] for name in names}
    edits["unversioned"] = [*UNVERSIONED, ["set", MAYOR - 1, 4, "ny@drammen.example"]]
    return [[os.path.abspath("sent.xlsx"), name, edits[name]] for name in edits]


def edit_openpyxl(book, edits):
    sheet = book.worksheets[2]
    get = lambda row, column: sheet.cell(row, column).value
    put = lambda row, column, value: setattr(sheet.cell(row, column), "value", value)
    for what, *a in edits:
        if what in ("set", "number"):
            put(a[0], a[1], a[2] if a[2] != "" else None)
        elif what == "copy-row":
            for column in range(1, a[2] + 1):
                put(a[1], column, get(a[0], column))
        elif what == "clear-row":
            for column in range(1, a[1] + 1):
                put(a[0], column, None)
        elif what == "key-number":
            put(a[0], a[1], int(get(a[0], a[1]).split("-")[1]))
        elif what == "move-cell":
            put(a[2], a[3], get(a[0], a[1]))
            put(a[0], a[1], None)
        elif what == "sheet":
            book.create_sheet(a[0])["A1"] = a[1]
        elif what == "hide-column":
            sheet.column_dimensions["ABCDEF"[a[0] - 1]].hidden = True
        else:
            {"insert-column": sheet.insert_cols, "delete-column": sheet.delete_cols, "insert-row": sheet.insert_rows,
             "delete-row": sheet.delete_rows}[what](a[0])


def written(name, suffixes):
    return {name + suffix for suffix in suffixes if os.path.exists(name + suffix)}


def sent_texts():
    """What stands in the sheet that was sent and is no contact's: titles, facts, heads, roles, keys and notes."""
    import openpyxl

    rows = openpyxl.load_workbook("sent.xlsx", read_only=True).worksheets[2].iter_rows(values_only=True)
    return {str(value) for number, row in enumerate(rows, 1) for column, value in enumerate(row, 1)
            if value is not None and (number not in (MAYOR, DIRECTOR, INVOICE) or column in (1, KEY))}


def check_cells(path, proposals, ours):
    """Every text of the sheet of contacts, and of sheets after ours, is in a proposal, unless it is one that we sent
    and that no contact has."""
    import openpyxl

    said = "\n".join(p["after"] + "\n" + p["name"] for p in proposals)
    for sheet in openpyxl.load_workbook(path, read_only=True).worksheets[2:]:
        if sheet.title == "Om":
            continue
        for value in [value for row in sheet.iter_rows(values_only=True) for value in row if value is not None]:
            # A key that was typed as a number has lost its digits.
            if str(value) not in ours and not (isinstance(value, (int, float)) and value > 1e12):
                assert str(value).removesuffix(".0") in said, (path, value, said)


def check(suffixes, names=EDITS):
    ours = {"Epostadresse", "Mobil", "Administrativ"} | sent_texts()
    for name in names:
        expected, files = EDITS[name][1], written(name, suffixes)
        assert len(files) == len(suffixes), (name, files)
        for path in files:
            if isinstance(expected, str):
                message = import_sheet(path, status=(2,))
                assert path in message and "Drammen" in message and expected in message, message
                continue
            proposals = import_sheet(path)
            assert see(proposals) == expected, (path, see(proposals) ^ expected)
            assert all(p["sender"].startswith(path + ", Drammen") for p in proposals), proposals
            if path.endswith(".xlsx"):
                check_cells(path, proposals, ours)
    # Older than the register's own change, by what the sheet says, and by when its workbook was made.
    run("set", "r.sekretariat", "contact", "3301/political", "email", "egen@drammen.example")
    for path in written("changed", suffixes) | written("unversioned", suffixes):
        proposals = import_sheet(path)
        assert see(proposals) == {("doubtful", MAIL[1], "egen@drammen.example", MAIL[3], False)}, (path, see(proposals))
        # SheetJS forgets when a workbook was made.
        assert " changed" in next(p["note"] for p in proposals if p["verdict"] == "doubtful"), proposals
    run("undo", "r.sekretariat")


@test
def openpyxl():
    try:
        import openpyxl as library
    except ImportError:
        return "no openpyxl"
    prepare()
    for path, out, edits in jobs():
        book = library.load_workbook(path)
        edit_openpyxl(book, edits)
        book.save(out + ".xlsx")
    check([".xlsx"])


def start_office(profile, *arguments, **environment):
    subprocess.run(["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore", *arguments],
                   env={**os.environ, **environment}, capture_output=True, timeout=120, check=True)


@test
def libreoffice():
    if shutil.which("soffice") is None:
        return "no LibreOffice"
    prepare()
    profile = os.path.abspath("profile")
    # A new profile gets LibreOffice's own empty library of macros; ours stands beside it from then on.
    start_office(profile, "--terminate_after_init")
    library = os.path.join(profile, "user/basic/Standard")
    shutil.copy(os.path.join(HERE, "returned/Edits.xba"), library)
    with open(os.path.join(library, "script.xlb"), encoding="utf-8") as file:
        text = file.read()
    with open(os.path.join(library, "script.xlb"), "w", encoding="utf-8") as file:
        file.write(text.replace("</library:library>", ' <library:element library:name="Edits"/>\n</library:library>'))
    with open("jobs.tsv", "w", encoding="utf-8") as file:
        for path, out, edits in jobs(STRUCTURAL):
            for line in (["open", path], *edits, ["save", os.path.abspath(out)]):
                file.write("\t".join(map(str, line)) + "\n")
    start_office(profile, "macro:///Standard.Edits.Main", SEK_JOBS=os.path.abspath("jobs.tsv"))
    check([".xlsx", ".ods"], STRUCTURAL)


def find_modules():
    """The folder of the two writers, or why there are none. They come from npm into the build folder, once."""
    if not all(os.path.exists(os.path.join(BUILD, "node_modules", name.split("@")[0], "package.json")) for name in NPM):
        try:
            subprocess.run(["npm", "install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts",
                            "--prefix", BUILD, *NPM], check=True, timeout=150, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        except (OSError, subprocess.SubprocessError) as error:
            return None, f"{' and '.join(NPM)} could not be had from npm: {error}"
    return BUILD, None


def write_npm(writer, suffixes):
    modules, why = find_modules()
    if modules is None:
        return why
    prepare()
    with open("jobs.json", "w", encoding="utf-8") as file:
        json.dump(jobs(), file)
    subprocess.run(["node", os.path.join(HERE, "returned/edit.js"), writer, modules, "jobs.json"], check=True,
                   timeout=100)
    check(suffixes)


@test
def many():
    """With many files each line says file and member; one that is refused is told beside the others."""
    import openpyxl

    example()
    written = (("3301", "ett.xlsx", [NEW_MAIL]), ("3103", "to.xlsx", [["set", 3, 2, "3101"], NEW_MAIL]),
               ("3101", "tre.xlsx", [["set", MAYOR, 4, "ingen adresse"], ["set", BELOW, 1, "Hilsen oss"]]))
    for number, path, edits in written:
        run("export", "r.sekretariat", "medlemsark", "om", f"--member={number}", "-o", path)
        book = openpyxl.load_workbook(path)
        edit_openpyxl(book, edits)
        book.save(path)
    with open("fire.csv", "w", encoding="utf-8") as file:
        file.write("Navn;E-post\nOss;oss@d.no\n")
    command = ("import", "r.sekretariat", "member-sheets")
    text = run(*command, "ett.xlsx", "to.xlsx", "tre.xlsx", "fire.csv", "--dry-run", status=1)
    for line in ("ny@drammen.example  changed  ett.xlsx, Drammen\n",
                 f"  tre.xlsx, Halden, row {MAYOR}  Halden (Halden, political, e-mail)",
                 f"  tre.xlsx, Halden, row {BELOW}  Hilsen oss  – A{BELOW}, in the column “Rolle”: not taken.\n",
                 "  to.xlsx    – “to.xlsx” is not taken: its keys are those of Moss, but its number, “3101”, is",
                 "  fire.csv    – “fire.csv” is not a member sheet", "1 change would be stored"):
        assert line in text, (line, text)
    refuse(*command, "to.xlsx", "fire.csv", words=["to.xlsx", "Moss", "3101", "Halden"])


@test
def again():
    """What was taken is taken once: the same file, and the same contact from two files."""
    import openpyxl

    prepare()
    book = openpyxl.load_workbook("sent.xlsx")
    edit_openpyxl(book, [NEW_MAIL, ["set", EMPTY, 1, "politisk"], ["set", EMPTY, 2, "Varaordfører"],
                         ["set", EMPTY, 4, "v@d.no"], ["set", BELOW, 1, "faktura"], ["set", BELOW, 3, "Regnskap"]])
    book.save("a.xlsx")
    edit_openpyxl(book, [["set", EMPTY, 4, "w@d.no"]])
    book.save("b.xlsx")
    proposals = import_sheet("a.xlsx", "a.xlsx", "b.xlsx")
    assert sum(p["verdict"] == "new" for p in proposals) == 3, proposals
    again = [p for p in proposals if p["verdict"] == "double" and "has this new contact already" in p["note"]]
    assert len(again) == 4, proposals
    before = dump_rows("r.sekretariat")
    run("import", "r.sekretariat", "member-sheets", "a.xlsx", status=0)
    after = dump_rows("r.sekretariat")
    assert after.count("Varaordfører") == after.count("Regnskap") - before.count("Regnskap") == 1, after
    assert not see(import_sheet("a.xlsx"))
    run("undo", "r.sekretariat")
    assert dump_rows("r.sekretariat") == before
    # What was taken back is as the sheet knew it; and what the member corrects in the same sheet later on is a change.
    run("import", "r.sekretariat", "member-sheets", "a.xlsx", status=0)
    label = "Drammen, political (Varaordfører), e-mail"
    assert see(import_sheet("b.xlsx")) == {("changed", label, "v@d.no", "w@d.no", True)}
    # One file deletes what the other changes: neither is taken by itself, nor is a row that both lack deleted twice.
    run("undo", "r.sekretariat")
    for path, edits in (("c.xlsx", [["clear-row", MAYOR, 5]]), ("d.xlsx", [NEW_MAIL]), ("e.xlsx", [["delete-row", MAYOR]])):
        book = openpyxl.load_workbook("sent.xlsx")
        edit_openpyxl(book, edits)
        book.save(path)
    gone = ("double", "Drammen, contact", "Ordfører", "", False)
    for files in (("c.xlsx", "d.xlsx"), ("d.xlsx", "c.xlsx")):
        assert see(import_sheet(*files)) == {gone, ("double", *MAIL[1:4], False)}, files
    assert [p["acceptable"] for p in import_sheet("e.xlsx", "e.xlsx") if p["verdict"] == "missing"] == [True, False]


@test
def languages():
    """Heads of any language are found, whatever that of the program; and the same register gives the same sheet."""
    import openpyxl

    prepare()
    for language, heads in (("nb", "Navn"), ("nn", "Namn"), ("en", "Name")):
        export = ("export", "r.sekretariat", "medlemsark", "om", "--member=3301", f"--language={language}", "-o")
        run(*export, "a.xlsx")
        run(*export, "b.xlsx")
        assert open("a.xlsx", "rb").read() == open("b.xlsx", "rb").read()
        book = openpyxl.load_workbook("a.xlsx")
        sheet = book.worksheets[2]
        assert sheet.cell(HEAD, 3).value == heads
        assert sheet.protection.sheet and sheet.column_dimensions["F"].hidden
        assert sheet.cell(MAYOR, KEY).protection.locked
        assert not sheet.cell(EMPTY, 4).protection.locked and not sheet.protection.formatColumns
        assert sheet.data_validations.dataValidation[0].formula1.count(",") == 2
        assert not see(import_sheet("a.xlsx"))
        edit_openpyxl(book, [NEW_MAIL])
        book.save("c.xlsx")
        assert see(import_sheet("c.xlsx")) == {MAIL}


@test
def exceljs():
    return write_npm("exceljs", [".xlsx"])


@test
def sheetjs():
    return write_npm("sheetjs", [".xlsx", ".ods"])


main()
