# SPDX-License-Identifier: GPL-3.0-or-later
"""What programs other than ours make of the workbook of a register.

    check-report.py example FILE                  the workbook of the example for 2023, cell by cell
    check-report.py sound FILE...                 every sum, change, result, closing, fee and difference is a formula with its value
    check-report.py same FILE OTHER               each cell of both has the same value; prints how many are numbers
    check-report.py change FILE OUT SHEET ROW COLUMN NUMBER
    check-report.py get FILE SHEET ROW COLUMN     the stored value of a cell

A row is named by the text of its first cell, on the sheet Kontingent of its second; on Kontroll by the first two with a
slash between. A column is named by its head.
"""
import datetime
import sys

import openpyxl

NAME_COLUMN = {"Kontingent": 2}


def fail(*words):
    print(*words, file=sys.stderr)
    sys.exit(1)


def open_both(path):
    return openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)


def head_row(sheet):
    """LibreOffice does not keep the frozen panes of each sheet, so the head is the first row with a second text."""
    return next(row for row in range(1, sheet.max_row + 1) if isinstance(sheet.cell(row, 2).value, str))


def find_column(sheet, name):
    for cell in sheet[head_row(sheet)]:
        if isinstance(cell.value, str) and cell.value.replace("\n", " ") == name:
            return cell.column
    return fail(sheet.title, "has no column", name)


def row_name(sheet, row):
    if sheet.title == "Kontroll":
        return f"{sheet.cell(row, 1).value}/{sheet.cell(row, 2).value or ''}"
    return sheet.cell(row, NAME_COLUMN.get(sheet.title, 1)).value


def find_cell(sheet, row, column):
    at = find_column(sheet, column)
    for number in range(head_row(sheet) + 1, sheet.max_row + 1):
        if row_name(sheet, number) == row:
            return sheet.cell(number, at)
    return fail(sheet.title, "has no row", row)


def assert_formula(sheet, values, cell, blank=False):
    value = values[sheet.title][cell.coordinate].value
    if cell.data_type != "f":
        fail(sheet.title, cell.coordinate, row_name(sheet, cell.row), "is no formula:", cell.value)
    if not blank and not isinstance(value, (int, float)):
        fail(sheet.title, cell.coordinate, row_name(sheet, cell.row), "has no number stored:", repr(value))


def sound_main(sheet, values):
    for row in range(head_row(sheet) + 1, sheet.max_row + 1):
        name = row_name(sheet, row)
        for cell in sheet[row][1:]:
            head = sheet.cell(head_row(sheet), cell.column).value
            stored = values[sheet.title][cell.coordinate].value
            if name in ("Sum inntekter", "Sum driftsutgifter", "Resultat*", "Utgående mindreforbruk"):
                assert_formula(sheet, values, cell, blank=stored in (None, ""))
            elif head.startswith(("Endring", "Avvik")) and stored is not None:
                assert_formula(sheet, values, cell)
            elif stored is not None and not isinstance(stored, (int, float)):
                fail(sheet.title, cell.coordinate, "is no number:", repr(stored))


def sound_fees(sheet, values):
    for row in range(head_row(sheet) + 1, sheet.max_row + 1):
        number = sheet.cell(row, 1)
        if row_name(sheet, row) == "Sum":
            assert_formula(sheet, values, sheet.cell(row, find_column(sheet, "Kontingent, kr")))
            return
        if number.value is not None and (not isinstance(number.value, str) or number.number_format != "@"):
            fail(sheet.title, number.coordinate, "is no text:", repr(number.value), number.number_format)
        fee = sheet.cell(row, find_column(sheet, "Kontingent, kr"))
        if values[sheet.title].cell(row, fee.column).value is not None:
            assert_formula(sheet, values, fee)
            assert isinstance(sheet.cell(row, find_column(sheet, "Folketall")).value, int)
    fail(sheet.title, "has no sum")


def sound_checks(sheet, values):
    for row in range(head_row(sheet) + 1, sheet.max_row + 1):
        if sheet.cell(row, 1).value is None:
            return
        for column in (4, 6):
            value = values[sheet.title].cell(row, column).value
            if value is not None and not isinstance(value, (int, float)):
                fail(sheet.title, sheet.cell(row, column).coordinate, "is no number:", repr(value))
        if values[sheet.title].cell(row, 4).value is not None and values[sheet.title].cell(row, 6).value is not None:
            assert_formula(sheet, values, sheet.cell(row, 7))
        if values[sheet.title].cell(row, 8).value not in ("riktig", "avrunding", "feil", "mangler"):
            fail(sheet.title, row, "has the verdict", values[sheet.title].cell(row, 8).value)


def sound(*paths):
    for path in paths:
        formulas, values = open_both(path)
        sound_main(formulas["Hovedtall"], values)
        sound_fees(formulas["Kontingent"], values)
        sound_checks(formulas["Kontroll"], values)
        if "Prosjektmidler" in formulas:
            assert_formula(formulas["Prosjektmidler"], values, find_cell(formulas["Prosjektmidler"], "Sum", "Beløp"), blank=True)


def example(path):
    formulas, values = open_both(path)
    assert formulas.sheetnames == ["Hovedtall", "Diagram", "Prosjektmidler", "Kontingent", "Kontroll", "Om"], formulas.sheetnames
    assert [formulas[name].freeze_panes for name in formulas.sheetnames] == ["B5", None, "B5", "C7", "B4", None], [formulas[name].freeze_panes for name in formulas.sheetnames]
    figures = {
        "Inngående mindreforbruk": (4017, 3740, 2727, -1290), "Kontingenter": (6034, 5981, 6283, 249),
        "Klimasats": (None, None, 900, 900), "Sum inntekter": (6034, 5981, 7183, 1149),
        "Møteutgifter politiske organer": (50, 4, 40, -10), "Møteutgifter administrative organer": (150, 90, 130, -20),
        "Kommunikasjon": (350, 250, 250, -100), "Sekretariatet, andre utgifter": (650, 650, 770, 120),
        "Lønn sekretariatet mv.": (5000, 4500, 6100, 1100), "Prosjekter": (1700, 1500, 1990, 290),
        "Sum driftsutgifter": (7900, 6994, 9280, 1380), "Resultat*": (-1866, -1013, -2097, -231),
        "Utgående mindreforbruk": (2151, 2727, 630, -1521)}
    heads = ("Budsjett 2022", "Prognose 2022 per 18.11.2022", "Forslag budsjett 2023", "Endring fra budsjett 2022")
    for row, expected in figures.items():
        shown = tuple(find_cell(values["Hovedtall"], row, head).value for head in heads)
        if shown != expected:
            fail(row, "is", shown, "not", expected)
    main = formulas["Hovedtall"]
    # What comes from other rows and sheets comes from them by formula.
    for row in ("Inngående mindreforbruk", "Prosjekter"):
        assert_formula(main, values, find_cell(main, row, heads[2]))
    assert find_cell(main, "Kommunikasjon", heads[2]).data_type == "n"
    names = {name.name: name.attr_text for name in formulas.defined_names.definedName}
    assert set(names) >= {"Sats_kommune", "Sum_kontingent", "Sum_prosjektmidler"}, names
    assert values["Kontingent"][names["Sum_kontingent"].split("!")[1].replace("$", "")].value == 6283546
    assert values["Kontingent"][names["Sats_kommune"].split("!")[1].replace("$", "")].value == 2.8
    assert values["Prosjektmidler"][names["Sum_prosjektmidler"].split("!")[1].replace("$", "")].value == 1990
    fees = values["Kontingent"]
    assert [cell.value for cell in fees[head_row(fees)]] == ["Nr.", "Medlem", "Delregion", "Folketall", "Kontingent, kr"]
    assert fees.cell(head_row(fees) - 2, 5).value == datetime.datetime(2022, 1, 1)
    assert find_cell(fees, "Oslo", "Nr.").value == "0301"
    assert find_cell(fees, "Drammen", "Kontingent, kr").value == 286364
    assert find_cell(fees, "Sum", "Folketall").value == 2244124
    rounding = [find_cell(values["Kontroll"], "Kontingenter/Forslag budsjett 2023", head).value for head in ("Differanse", "Vurdering")]
    assert rounding == [-546, "avrunding"], rounding
    about = {row[0].value: row[1].value for row in values["Om"].iter_rows(min_row=2, max_col=2)}
    assert set(about) >= {"Organisasjon", "Budsjettår", "Status", "Kilde", "Tall sist endret", "Laget med", "Fortegn", "Avrunding"}, about
    properties = formulas.properties
    assert properties.title == "Osloregionen interkommunalt politisk råd – Budsjett 2023" and properties.creator and properties.subject
    assert properties.contentStatus == "Utkast" and isinstance(properties.created, datetime.datetime)
    for sheet in formulas:
        assert sheet.page_setup.paperSize in (9, "9") and sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.title
        assert "&P" in sheet.oddFooter.right.text and "Utkast" in sheet.oddFooter.center.text, sheet.title


def same(path, other):
    first, second = (openpyxl.load_workbook(name, data_only=True) for name in (path, other))
    assert first.sheetnames == second.sheetnames
    numbers = 0
    for sheet in first:
        for row in sheet.iter_rows():
            for cell in row:
                a, b = cell.value, second[sheet.title][cell.coordinate].value
                if isinstance(a, (int, float)) and isinstance(b, (int, float)):
                    numbers += 1
                    if abs(a - b) > 1e-6:
                        fail(path, sheet.title, cell.coordinate, "is", a, "here and", b, "there")
                elif (a or None) != (b or None):
                    fail(path, sheet.title, cell.coordinate, "is", repr(a), "here and", repr(b), "there")
    print(numbers)


def change(path, out, sheet, row, column, number):
    book = openpyxl.load_workbook(path)
    cell = find_cell(book[sheet], row, column)
    assert cell.data_type == "n", (sheet, row, column, cell.value)
    cell.value = float(number)
    book.save(out)


def get(path, sheet, row, column):
    print(find_cell(openpyxl.load_workbook(path, data_only=True)[sheet], row, column).value)


sys.stdout.reconfigure(encoding="utf-8")
{"example": example, "sound": sound, "same": same, "change": change, "get": get}[sys.argv[1]](*sys.argv[2:])
