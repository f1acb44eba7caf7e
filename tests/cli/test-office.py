#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Workbooks and documents of a register as LibreOffice works them out and shows them, each kind converted in one run. Prints TAP."""

import re

from cli_help import *  # noqa: F403 – what these tests are written in

# OOXMLRecalcMode 0 computes every formula anew, instead of showing what we stored beside it.
RECALCULATING = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>
"""

# Of each workbook: how it is exported, the cells that are typed anew in it (sheet, text of a row's first cell, head of the column, figure), and
# how the register gets the same figures.
PROPOSAL = "Forslag budsjett 2023"
COMMUNICATION = ("set", "r.sekretariat", "amount", f"Kommunikasjon/{PROPOSAL}", "value", "311")
BOOKS = {
    "tilskudd": (["tilskudd"], [("Tilskudd", "Klimasats", "Delutbetaling 2024", 611)],
                 [("set", "r.sekretariat", "instalment", "Klimasats/2024", "value", "611000")]),
    "tilskuddsrapport": (["tilskuddsrapport", "--today=2024-07-08"], [("Tilskuddsrapport", "Delutbetaling 2024", "Budsjett", 611000),
                                                                     ("Tilskuddsrapport", "Kartlegging", "Timer", 200.25)],
                         [("set", "r.sekretariat", "instalment", "Klimasats/2024", "value", "611000"),
                          ("set", "r.sekretariat", "contribution", "Klimasats/2023-02-10", "hours", "200,25")]),
    "stillinger": (["stillinger", "--year=2023"], [("Stillinger", "Leder", "Årslønn 1.1.2023", 1200000), ("Stillinger", "Leder", "Lønn i 2023", 1200000)],
                   [("set", "r.sekretariat", "staff_position", "Leder", "yearly_pay", "1200000")]),
    "sammenligning": (["sammenligning"], [("Sammenligning", "Kommunikasjon", PROPOSAL, 311)], [COMMUNICATION]),
    "flerarig": (["flerarig"], [("Flerårig oversikt", "Kommunikasjon", PROPOSAL, 311)], [COMMUNICATION]),
    "medlemsark": (["medlemsark", "om", "--member=3301"], [("Kontingent", "Folketall 1.1.2022", "Verdi", 111111), ("Folketall", "2022-01-01", "Folketall", 111111)],
                   [("set", "r.sekretariat", "population", "3301/2022-01-01", "persons", "111111")]),
    "years": (["hovedtall", "prosjektmidler", "kontingent", "kontroll", "--years=2022,2023"],
              [("Hovedtall 2023", "Kommunikasjon", PROPOSAL, 311)], [COMMUNICATION]),
    "reserve": (["hovedtall", "reserve"], [("Hovedtall", "Kommunikasjon", PROPOSAL, 311)], [COMMUNICATION]),
    "statusrapport": (["hovedtall", "statusrapport", "--year=2022", "--today=2022-09-10"],
                      [("Hovedtall", "Kommunikasjon", "Regnskap august 2022 per 31.8.2022", 311)],
                      [("set", "r.sekretariat", "amount", "Kommunikasjon/Regnskap august 2022", "value", "311")]),
    # What a scenario has stands there as a plain figure.
    "scenarioer": (["hovedtall", "scenariohovedtall", "scenarioreserve", "scenariomedlemmer"], [], []),
    "delregioner": (["scenariomedlemmer", "--by-subregion"], [], []),
    "registers": (["s.sekretariat", "hovedtall", "kontingent", "kontroll", "--year=2023"], [("Hovedtall Osloregionen IPR", "Kommunikasjon", PROPOSAL, 311)],
                  [COMMUNICATION]),
}


def soffice(kind, into, paths, profile):
    done = subprocess.run(["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", kind, "--outdir", into, *paths],
                          capture_output=True, timeout=200)
    assert all(os.path.exists(os.path.join(into, os.path.splitext(path)[0] + "." + kind.split(":")[0])) for path in paths), (done.stdout, done.stderr)


def name_of(cell):
    return cell.value.strftime("%Y-%m-%d") if hasattr(cell.value, "strftime") else cell.value


def find(sheet, row, head):
    for top in range(1, sheet.max_row + 1):
        column = next((cell.column for cell in sheet[top] if isinstance(cell.value, str) and cell.value.replace("\n", " ") == head), None)
        if column is not None and (column > 1 or name_of(sheet.cell(top, 1)) != row):
            break
    return next(sheet.cell(number, column) for number in range(top + 1, sheet.max_row + 1) if name_of(sheet.cell(number, 1)) == row)


def export(name):
    run("export", "r.sekretariat", *BOOKS[name][0], "-o", f"{name}.xlsx")
    return f"{name}.xlsx"


def compare(computed, stored, only=None):
    """Each figure of the model, or those of one row, as LibreOffice has computed it; how many of them are formulas."""
    import openpyxl

    ours, formulas, theirs = openpyxl.load_workbook(stored, data_only=True), openpyxl.load_workbook(stored), openpyxl.load_workbook(computed, data_only=True)
    assert ours.sheetnames == theirs.sheetnames
    if stored in ("years.xlsx", "registers.xlsx"):
        assert "Diagram" in formulas.sheetnames, formulas.sheetnames
    count = 0
    for sheet in ours:
        for row in sheet.iter_rows():
            for cell in row if only in (None, row[0].value) else ():
                other = theirs[sheet.title][cell.coordinate].value
                if isinstance(cell.value, (int, float)):
                    assert isinstance(other, (int, float)) and abs(cell.value - other) < 1e-6, (stored, sheet.title, cell.coordinate, cell.value, other)
                    count += formulas[sheet.title][cell.coordinate].data_type == "f"
                else:
                    assert not isinstance(other, (int, float)), (stored, sheet.title, cell.coordinate, cell.value, other)
    return count


@test
def recalculated():
    """Computed anew, every figure is the model's; and with a figure typed in the spreadsheet, it is what the register then says."""
    try:
        import openpyxl
    except ImportError:
        return "no openpyxl"
    if shutil.which("soffice") is None:
        return "no LibreOffice"
    example()
    add = lambda *arguments: run("add", "r.sekretariat", *arguments)
    add("contribution", "grant=Klimasats", "date=2023-02-10", "kind=hours", "hours=210,5", "hour_rate=555,55", "what=Kartlegging")
    add("contribution", "grant=Klimasats", "date=2023-03-31", "kind=funded", "value=420000")
    add("contribution", "grant=Klimasats", "date=2023-09-01", "kind=cash", "value=150000,50")
    add("staff_position", "title=Leder", "percent=100", "yearly_pay=900000", "social_costs=28,5")
    add("staff_position", "title=Medarbeider", "percent=40", "yearly_pay=523457", "social_costs=28,5")
    add("position_share", "staff_position=Leder", "payer=other", "percent=12,5")
    add("position_share", "staff_position=Medarbeider", "payer=nav", "percent=33,33")
    add("position_share", "staff_position=Medarbeider", "payer=other", "percent=33,33")
    # The years that follow a budget go on by rules, which no formula has.
    run("set", "r.sekretariat", "organisation", "Osloregionen interkommunalt politisk råd", "plan_years", "0")
    add("budget_column", "title=Regnskap august 2022", "year=2022", "kind=accounts", "figures_on=31.8.2022", "unit=1000")
    run("set", "r.sekretariat", "amount", "Kommunikasjon/Regnskap august 2022", "value", "301,4")
    run("set", "r.sekretariat", "amount", "Kontingenter/Regnskap august 2022", "value", "6002,8")
    add("project_amount", "project=Klima", "budget_column=Budsjett 2022", "value=300")
    add("member", "name=Viken", "kind=county")
    add("population", "member=Viken", "date=2022-01-01", "persons=1000")
    add("scenario", "name=Høyere sats")
    run("set", "--scenario=A", "r.sekretariat", "fee_rate", "2023/municipality", "rate", "3,45")
    run("add", "--scenario=A", "r.sekretariat", "fee_rate", "year=2023", "kind=county", "base=50000")
    shutil.copy("r.sekretariat", "s.sekretariat")
    run("set", "s.sekretariat", "organisation", "Osloregionen interkommunalt politisk råd", "short_name", "Annet råd")
    os.makedirs("profile/user")
    open("profile/user/registrymodifications.xcu", "w").write(RECALCULATING)
    for name, (_, cells, _) in BOOKS.items():
        typed = openpyxl.load_workbook(export(name))
        for sheet, row, head, figure in cells:
            cell = find(typed[sheet], row, head)
            assert cell.data_type == "n" and cell.value != figure, (name, sheet, cell.coordinate, cell.value)
            cell.value = figure
        typed.save(f"{name}-typed.xlsx")
    soffice("xlsx", "out", [f"{name}{kind}.xlsx" for name in BOOKS for kind in ("", "-typed")], os.path.abspath("profile"))
    least = {"tilskudd": 6, "tilskuddsrapport": 20, "stillinger": 12, "sammenligning": 30, "flerarig": 12, "medlemsark": 10, "years": 150, "registers": 150,
             "reserve": 30, "statusrapport": 50, "scenarioer": 150, "delregioner": 150}
    for name, (_, _, edits) in BOOKS.items():
        count = compare(f"out/{name}.xlsx", f"{name}.xlsx")
        assert count >= least[name], (name, count)
        shutil.copy("r.sekretariat", "before.sekretariat")
        for edit in edits:
            run(*edit)
        export(name)
        shutil.copy("before.sekretariat", "r.sekretariat")
        # Sammenligning shows what differs, not all that its sums are of, so that they are plain figures.
        only = "Kommunikasjon" if name == "sammenligning" else None
        assert compare(f"out/{name}-typed.xlsx", f"{name}.xlsx", only) == (2 if only else count), name


@test
def shown():
    """In documents an address stands whole in its cell, and the figures are those of the paper."""
    if shutil.which("soffice") is None or shutil.which("pdftotext") is None:
        return "no LibreOffice or pdftotext"
    example()
    for suffix in ("odt", "docx"):
        os.makedirs(suffix)
        for table in ("medlemmer", "hovedtall"):
            run("export", "r.sekretariat", table, "-o", f"{table}-{suffix}.{suffix}")
    run("export", "r.sekretariat", "hovedtall", "-o", "paper.pdf")
    soffice("pdf", "out", [f"{table}-{suffix}.{suffix}" for suffix in ("odt", "docx") for table in ("medlemmer", "hovedtall")], os.path.abspath("profile"))
    figures = re.compile(r"−?\d+(?:[\u00a0 ]\d{3})*(?!\d)")
    read = lambda path: subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True).stdout.decode()
    table = lambda path: [figures.findall(line) for line in read(path).splitlines() if re.match(r"\s*(Inng|Utg|Kont|Sum|Møte|Komm|Sekr|Lønn|Pros|Res)", line)]
    for suffix in ("odt", "docx"):
        words = read(f"out/medlemmer-{suffix}.pdf").split()
        addresses = [word for word in words if "@" in word]
        assert len(addresses) == 192 and all(re.fullmatch(r"[a-z]+@[a-z.-]+\.example", word) for word in addresses), [word for word in addresses if not word.endswith(".example")]
        # Below the table paper has its charts, with their titles.
        shown = table(f"out/hovedtall-{suffix}.pdf")
        assert len(shown) > 10 and table("paper.pdf")[:len(shown)] == shown, (shown, table("paper.pdf"))


main()
