# SPDX-License-Identifier: GPL-3.0-or-later
"""What a program other than ours reads in a workbook.

    check-workbook.py dump FILE             one line a cell: sheet, cell, formula or "-", stored value, number format
    check-workbook.py info FILE             what is around the cells
    check-workbook.py charts FILE           each chart, and the cells and stored values of its series
    check-workbook.py form FILE             what is locked, hidden and offered in a form
    check-workbook.py set FILE OUT SHEET CELL NUMBER
"""
import sys

import openpyxl


def show(value):
    if value is None:
        return "-"
    if hasattr(value, "isoformat"):
        return value.isoformat()[:10]
    if isinstance(value, str):
        return '"' + value.replace("\n", "\\n").replace("\t", "\\t") + '"'
    return repr(value)


def dump(path):
    formulas = openpyxl.load_workbook(path)
    values = openpyxl.load_workbook(path, data_only=True)
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                stored = values[sheet.title][cell.coordinate]
                formula = cell.value if cell.data_type == "f" else "-"
                if stored.value is not None or formula != "-":
                    print(sheet.title, cell.coordinate, formula, show(stored.value), cell.number_format, sep="\t")


def info(path):
    book = openpyxl.load_workbook(path)
    properties = book.properties
    print("properties", properties.title, properties.creator, properties.subject, properties.contentStatus,
          properties.created.isoformat(), sep="\t")
    for name in book.defined_names.definedName:
        print("name", name.name, name.attr_text, sep="\t")
    for sheet in book:
        setup = sheet.page_setup
        print("sheet", sheet.title, sheet.freeze_panes, setup.paperSize, setup.orientation or "portrait",
              setup.fitToHeight, sheet.print_title_rows, sheet.auto_filter.ref,
              " | ".join(str(part.text or "") for part in
                         (sheet.oddFooter.left, sheet.oddFooter.center, sheet.oddFooter.right)), sep="\t")
        for table in sheet.tables.values():
            print("table", sheet.title, table.ref, table.autoFilter.ref, table.totalsRowCount,
                  ";".join(column.name for column in table.tableColumns), sep="\t")
        for merged in sheet.merged_cells.ranges:
            print("merged", sheet.title, merged.coord, sep="\t")


def charts(path):
    for sheet in openpyxl.load_workbook(path):
        for chart in sheet._charts:
            title = "".join(run.t for part in chart.title.tx.rich.p for run in part.r or [])
            print("chart", sheet.title, type(chart).__name__, title, sep="\t")
            for series in chart.series:
                names, values = series.cat.strRef, series.val.numRef
                print("series", series.tx.strRef.f, names.f, ";".join(point.v for point in names.strCache.pt), values.f,
                      ";".join(f"{point.v:g}" for point in values.numCache.pt), sep="\t")


def form(path):
    for sheet in openpyxl.load_workbook(path):
        lock = sheet.protection
        print("sheet", sheet.title, lock.sheet, "password" if lock.password else "open",
              "columns" if not lock.formatColumns else "", "rows" if not lock.insertRows else "", sep="\t")
        cells = [cell for row in sheet.iter_rows() for cell in row]
        print("open", sheet.title, " ".join(cell.coordinate for cell in cells if not cell.protection.locked), sep="\t")
        hidden = [name for name, column in sheet.column_dimensions.items() if column.hidden]
        hidden += [str(number) for number, row in sheet.row_dimensions.items() if row.hidden]
        print("hidden", sheet.title, " ".join(hidden), sep="\t")
        for choice in sheet.data_validations.dataValidation:
            print("choices", sheet.title, choice.sqref, choice.formula1, sep="\t")


def widths(path):
    for sheet in openpyxl.load_workbook(path):
        print("widths", sheet.title, *(f"{column.width:.0f}" for _, column in sorted(sheet.column_dimensions.items())), sep="\t")


def blanks(path):
    """The cells that hold nothing and look like something."""
    for sheet in openpyxl.load_workbook(path):
        print("blanks", sheet.title, " ".join(cell.coordinate for row in sheet.iter_rows() for cell in row if cell.value is None and cell.has_style),
              sep="\t")


def set_cell(path, out, sheet, cell, number):
    book = openpyxl.load_workbook(path)
    book[sheet][cell] = float(number)
    book.save(out)


sys.stdout.reconfigure(encoding="utf-8")
{"dump": dump, "info": info, "charts": charts, "form": form, "widths": widths, "blanks": blanks, "set": set_cell}[sys.argv[1]](*sys.argv[2:])
