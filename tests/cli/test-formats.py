#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of a register with hostile names in every format, reopened by other programs: figures are the register's, names are text. Prints TAP."""

import csv
import html.parser
import re
import zipfile

from cli_help import *  # noqa: F403 – what these tests are written in

NAMES = {"0301": "=cmd|' /C calc'!A0", "3301": "<script>alert(1)</script>", "3103": "n" * 10000, "3105": "בדיקה عربي",
         "3107": "🏔️ Fjell👩‍👩‍👧", "3112": "+47", "3114": "-1", "3116": "@x", "3118": "&amp; \"'</td>]]>"}
TABLES = ("kontingent", "hovedtall", "medlemmer", "tilskudd", "sammenligning", "flerårig", "medlemsark")
# A figure of each table as the example has it, and as the formats show it.
FIGURES = {"kontingent": 6283546, "hovedtall": -2097, "medlemmer": None, "tilskudd": 1500, "sammenligning": 6283, "flerårig": 2151, "medlemsark": 286364}


def hostile():
    register = example()
    for number, name in NAMES.items():
        run("set", register, "member", number, "name", name)
    refuse("set", register, "member", "3120", "name", "a\x01b", words=["control"])
    refuse("set", register, "member", "3120", "name", "a\nb", words=["line break"])
    run("set", register, "grant", "Klimasats", "name", "=1+1")
    return register


def export(register, table, suffix):
    path = f"{table}{suffix}"
    run("export", register, table, "-o", path, *(["--member=3301"] if table == "medlemsark" else []))
    return path


def plain(text):
    """Without what marks direction and joins thousands, the minus as a hyphen."""
    return re.sub("[\u00a0\u202f\u2066-\u2069\u200e\u200f\u00ad]", "", text).replace("−", "-")


def figures(table):
    """All whole figures of the table as the program shows it."""
    shown = run("show", "r.sekretariat", table, *(["--member=3301"] if table == "medlemsark" else []))
    lines = shown.splitlines()
    lines = lines[next(number for number, line in enumerate(lines) if "──" in line) + 1:]  # below the head
    found = {part for line in lines for part in re.split(r"\s{2,}", plain(line)) if re.fullmatch(r"-?\d+", part)}
    assert table == "medlemmer" or len(found) >= (60 if table == "kontingent" else 4), (table, found)
    return found


def holds(table, cells):
    """The cells of a table hold its figure, and each name that belongs there whole and as it is."""
    cells = {plain(str(cell)).strip() for cell in cells if cell is not None}
    figure = FIGURES[table]
    assert figure is None or str(figure) in cells, (table, figure, sorted(cells)[:80])
    assert figures(table) <= cells, (table, figures(table) - cells)
    if table in ("kontingent", "medlemmer"):
        for name in NAMES.values():
            assert plain(name) in cells, (table, name[:40], [cell[:40] for cell in cells][:80])
    if table == "tilskudd":
        assert "=1+1" in cells, cells
    if table == "medlemsark":
        assert any("<script>alert(1)</script>" in cell for cell in cells), cells


@test
def separated():
    register = hostile()
    for table in TABLES[:-1]:
        for suffix, separator in ((".csv", ";"), (".tsv", "\t")):
            raw = open(export(register, table, suffix), encoding="utf-8-sig", newline="").read()
            cells = [cell for row in csv.reader(raw.splitlines(), delimiter=separator) for cell in row]
            # A spreadsheet takes a field that begins so for a formula; an apostrophe or a space before it keeps it text.
            for cell in cells:
                assert not re.match(r"[=@+]|-(?![\d ])", cell), (table, suffix, cell)
            cells += [cell.lstrip("'") for cell in cells]
            holds(table, [cell.replace(",00", "") for cell in cells])


@test
def text():
    register = hostile()
    for table in TABLES:
        shown = run("show", register, table, *(["--member=3301"] if table == "medlemsark" else []))
        assert open(export(register, table, ".txt"), encoding="utf-8-sig").read().rstrip("\n") == shown.rstrip("\n"), table
        assert FIGURES[table] is None or str(FIGURES[table]) in plain(shown), (table, shown)


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.cells = set(), []

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        assert not any(name.startswith("on") for name, _ in attributes), attributes
        if tag in ("td", "th", "caption", "p", "h2"):
            self.cells.append("")

    def handle_data(self, data):
        if self.cells:
            self.cells[-1] += data


@test
def web():
    register = hostile()
    for table in TABLES:
        page = Page()
        page.feed(open(export(register, table, ".html"), encoding="utf-8").read())
        page.close()
        assert "table" in page.tags and not page.tags & {"script", "iframe", "img", "object"}, page.tags
        holds(table, page.cells)


@test
def workbook():
    try:
        import openpyxl
    except ImportError:
        return "no openpyxl"
    register = hostile()
    for table in TABLES:
        path = export(register, table, ".xlsx")
        formulas, values = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
        cells = []
        for sheet in formulas:
            for row in sheet.iter_rows():
                for cell in row:
                    value = values[sheet.title][cell.coordinate].value
                    assert cell.data_type != "f" or (isinstance(value, (int, float)) or value in (None, "")), (table, cell.value, value)
                    assert "cmd|" not in str(cell.value) or cell.data_type in ("s", "inlineStr"), cell.value
                    cells.append(value)
        holds(table, cells)


def check_xml(path, member):
    import lxml.etree

    root = lxml.etree.fromstring(zipfile.ZipFile(path).read(member), lxml.etree.XMLParser(huge_tree=True))
    assert not root.xpath("//*[local-name()='script' or local-name()='instrText'][contains(., 'cmd') or contains(., 'alert')]")
    assert not root.xpath("//@*[local-name()='formula']")


@test
def documents():
    try:
        import docx
        import odf.opendocument
        import odf.table
        import odf.teletype
        import odf.text
    except ImportError:
        return "no python3-docx or python3-odf"
    register = hostile()
    for table in TABLES:
        document = docx.Document(export(register, table, ".docx"))
        cells = [cell.text for part in document.tables for cell in part._cells] + [paragraph.text for paragraph in document.paragraphs]
        check_xml(f"{table}.docx", "word/document.xml")
        holds(table, cells)
        document = odf.opendocument.load(export(register, table, ".odt"))
        cells = [odf.teletype.extractText(cell) for kind in (odf.table.TableCell, odf.text.P, odf.text.H) for cell in document.getElementsByType(kind)]
        check_xml(f"{table}.odt", "content.xml")
        holds(table, cells)


@test
def paper():
    if shutil.which("pdftotext") is None:
        return "no pdftotext"
    register = hostile()
    for table in TABLES:
        path = export(register, table, ".pdf")
        shown = plain(subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True).stdout.decode())
        packed = re.sub(r"\s", "", shown)
        figure = FIGURES[table]
        assert figure is None or str(figure) in packed, (table, figure, shown[:2000])
        if table == "kontingent":
            # Long names go over several lines and pages, and right-to-left text is put in order by the reader.
            for number in ("0301", "3301", "3112", "3114", "3116"):
                words = re.findall(r"\S+", NAMES[number])
                assert all(word in shown for word in words), (number, shown[:2000])
            assert packed.count("n" * 10) > 100, packed.count("n" * 10)
        raw = open(path, "rb").read()
        assert b"/JavaScript" not in raw and b"/Launch" not in raw


def shown_fonts(document):
    """All descendants of composite fonts, of pages and of what is drawn in them as a whole."""
    waiting, fonts = [page.obj.Resources for page in document.pages], []
    while waiting:
        resources = waiting.pop()
        for font in dict(resources.get("/Font", {})).values():
            fonts += list(font.get("/DescendantFonts", []))
        waiting += [each.Resources for each in dict(resources.get("/XObject", {})).values() if "/Resources" in each]
    return fonts


@test
def paper_for_all():
    """PDF/UA-1 where a program can check it, and whole cells for who has the structure read aloud."""
    try:
        import pikepdf
    except ImportError:
        return "no pikepdf"
    if shutil.which("pdfinfo") is None:
        return "no pdfinfo"
    register = example()
    fonts = 0
    for language, tag in (("nb", "nb-NO"), ("nn", "nn-NO"), ("en", "en-GB")):
        for table in ("hovedtall", "medlemmer", "kontroll", "om"):
            run("export", register, table, f"--language={language}", "-o", "a.pdf")
            run("export", register, table, f"--language={language}", "-o", "a.csv")
            with pikepdf.open("a.pdf") as document:
                assert document.Root.Lang == tag and document.Root.MarkInfo.Marked and document.Root.ViewerPreferences.DisplayDocTitle
                with document.open_metadata() as metadata:
                    assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1" and metadata["dc:title"] == str(document.docinfo.Title), dict(metadata)
                assert b"pdfuaid" in document.Root.Metadata.read_raw_bytes()  # readable by who cannot decompress it
                for font in shown_fonts(document):
                    fonts += 1
                    assert font.Subtype != "/CIDFontType2" or font.CIDToGIDMap == "/Identity"
            told = subprocess.run(["pdfinfo", "-struct-text", "a.pdf"], capture_output=True, check=True).stdout.decode("utf-8", "replace")
            cells = {" ".join(text.split()) for text in re.findall(r'^ *"(.*)"$', told, re.M)}
            with open("a.csv", encoding="utf-8-sig", newline="") as file:
                for row in csv.reader(file, delimiter=";"):
                    for cell in (" ".join(cell.split()) for cell in row):
                        assert cell in cells or not re.search("[A-Za-z]", cell), (table, cell)
    assert fonts > 0


main()
