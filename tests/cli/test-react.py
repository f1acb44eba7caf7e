#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An exported workbook lives: a cell is changed in it, and all that depends on it follows, as if the register had been changed.

    test-react.py CLI BUILD

The program itself says what is right: the same change is made in the register, and its workbook has the figures that the changed one
must have. Two engines recalculate it: LibreOffice, and HyperFormula from npm (skipped, and said so, where npm reaches nothing). Cells
without a formula may differ only where the sheet says that they are fixed."""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

import openpyxl

CLI, BUILD = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
HYPERFORMULA = "hyperformula@3.5.0"
FIXED = re.compile(r"^(\d+) tall på arket er (?:en fast verdi|faste verdier)")
results = []

EVALUATE = """
const { HyperFormula } = require (process.argv[1]);
const jobs = JSON.parse (require ('fs').readFileSync (0, 'utf8'));
console.log (JSON.stringify (jobs.map (job => {
  const hf = HyperFormula.buildFromSheets (job.sheets, { licenseKey: 'gpl-v3' }, job.names);
  hf.setCellContents ({ sheet: hf.getSheetId (job.sheet), row: job.row - 1, col: job.column - 1 }, job.value);
  const out = {};
  for (const name of hf.getSheetNames ())
    out[name] = hf.getSheetValues (hf.getSheetId (name)).map (row => row.map (v => v !== null && typeof v === 'object' ? '#' + v.type : v));
  return out;
})));
"""


def report(name, problems, skipped=None):
    results.append(not problems)
    for problem in problems:
        print("#", problem)
    print("ok" if not problems else "not ok", len(results), "-", name + (f" # SKIP {skipped}" if skipped else ""), flush=True)


def run(*arguments):
    subprocess.run([CLI, *arguments], check=True, stdout=subprocess.DEVNULL, timeout=60)


def find_head(sheet):
    """The row of the head: the first with three texts, or on a sheet of checks with its own."""
    return next(row for row in range(1, sheet.max_row + 1) if sum(isinstance(cell.value, str) for cell in sheet[row]) >= 3)


def name_rows(sheet):
    """Each row by the texts before its first figure, so that rows may change places."""
    names, seen = {}, {}
    head = find_head(sheet)
    for row in range(1, sheet.max_row + 1):
        words = [cell.value for cell in sheet[row][:2 if sheet.title.startswith("Kont") else 1]]
        if not any(isinstance(word, str) for word in words):
            continue
        name = " / ".join(word for word in words if isinstance(word, str))
        # Under the table are notes, which say what they say.
        if row > head and sheet.cell(row - 1, 1).value is None and sheet.cell(row - 1, 2).value is None:
            break
        seen[name] = seen.get(name, 0) + 1
        names[row] = (name, seen[name])
    return names


def name_columns(sheet):
    return {cell.column: str(cell.value).replace("\n", " ") for cell in sheet[find_head(sheet)] if cell.value is not None}


def name_cells(sheet):
    """{(row's name, column's number in its head): cell}; heads may repeat on Kontroll."""
    rows, columns = name_rows(sheet), name_columns(sheet)
    return {(rows[row], (columns[column], column)): sheet.cell(row, column) for row in rows for column in columns}


def find_cell(book, sheet, row, head):
    for ((name, _), (column, _)), cell in name_cells(book[sheet]).items():
        if name == row and column == head:
            return cell
    raise KeyError((sheet, row, head, sorted({name for (name, _), _ in name_cells(book[sheet])})))


def count_fixed(sheet):
    notes = (FIXED.match(cell.value) for cell in sheet["A"] if isinstance(cell.value, str))
    return next((int(note.group(1)) for note in notes if note), 0)


def is_equal(one, other):
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        # HyperFormula rounds to some eleven digits.
        return abs(one - other) < max(1e-6, abs(other) * 1e-10)
    return (one if one not in (None, "") else None) == (other if other not in (None, "") else None)


def compare(job, values):
    """What the engine made of the changed book against the book of the changed register."""
    problems, formulas, expected = [], job["book"], openpyxl.load_workbook(job["expected"], data_only=True)
    followed = 0
    for sheet in formulas:
        if sheet.title in ("Diagram", "Om"):
            continue
        wanted = {place: cell.value for place, cell in name_cells(expected[sheet.title]).items()}
        before = name_cells(job["before"][sheet.title])
        fixed = 0
        for place, cell in name_cells(sheet).items():
            if place not in wanted:
                problems.append(f"{job['name']}: {sheet.title} {place} is not in the book of the changed register")
                continue
            value = values(sheet.title, cell)
            followed += cell.data_type == "f" and not is_equal(before[place].value, wanted[place])
            if is_equal(value, wanted[place]):
                continue
            if cell.data_type == "n" and isinstance(wanted[place], (int, float)):
                fixed += 1
            elif cell.data_type == "f":
                problems.append(f"{job['name']}: {sheet.title} {place[0][0]}, {place[1][0]} ({cell.coordinate}) is {value!r}, not {wanted[place]!r}: {cell.value}")
        if fixed > count_fixed(sheet):
            problems.append(f"{job['name']}: {sheet.title} has {fixed} figures that do not follow, and says {count_fixed(sheet)}")
    if followed < job["least"]:
        problems.append(f"{job['name']}: only {followed} formulas have another figure")
    return problems


def make_job(folder, name, register, options, commands, sheet, row, head, value, least):
    changed, book = f"{folder}/{name}.sekretariat", f"{folder}/{name}-before.xlsx"
    others = options.pop("others", [])
    tables = options.pop("tables", ["hovedtall", "prosjektmidler", "kontingent", "tilskudd", "kontroll"])
    flags = [f"--{key}={text}" for key, text in options.items()]
    shutil.copy(register, changed)
    run("export", register, *others, *tables, *flags, "-o", book)
    for command in commands:
        run("set", changed, *command)
    # The same name of the file, since sheets may be named by it.
    os.makedirs(f"{folder}/{name}")
    os.rename(changed, f"{folder}/{name}/{os.path.basename(register)}")
    run("export", f"{folder}/{name}/{os.path.basename(register)}", *others, *tables, *flags, "-o", f"{folder}/{name}-after.xlsx")
    formulas = openpyxl.load_workbook(book)
    cell = find_cell(formulas, sheet, row, head)
    assert cell.data_type == "n", (name, cell.coordinate, cell.value)
    return {"name": name, "file": book, "book": formulas, "before": openpyxl.load_workbook(book, data_only=True),
            "expected": f"{folder}/{name}-after.xlsx", "sheet": sheet, "row": cell.row, "column": cell.column, "value": value, "least": least}


def make_jobs(folder):
    example, based, other = f"{folder}/r.sekretariat", f"{folder}/b.sekretariat", f"{folder}/andre.sekretariat"
    run("new", example, "--example")
    # The budget takes its fees from populations; some members pay a base, too.
    run("set", example, "amount", "Kontingenter/Forslag budsjett 2023", "mode", "source")
    shutil.copy(example, based)
    run("set", based, "fee_rate", "2023/municipality", "base", "20000")
    # Some pay at least, and at most; in another register a county pays, too.
    limited, counties = f"{folder}/l.sekretariat", f"{folder}/f.sekretariat"
    shutil.copy(based, limited)
    run("set", limited, "fee_rate", "2023/municipality", "minimum", "30000")
    run("set", limited, "fee_rate", "2023/municipality", "maximum", "300000")
    # And in one all pay the same.
    equal = f"{folder}/e.sekretariat"
    shutil.copy(based, equal)
    run("set", equal, "fee_rate", "2023/municipality", "rate", "")
    shutil.copy(example, counties)
    run("set", counties, "member", "Halden", "kind", "county")
    run("add", counties, "fee_rate", "year=2023", "kind=county", "rate=55 øre")
    # A total is shared, a part of it equally; and a county pays what its municipalities do.
    shared, matched = f"{folder}/s.sekretariat", f"{folder}/m.sekretariat"
    shutil.copy(example, shared)
    for field, value in (("model", "total"), ("total", "6000000"), ("equal_share", "25")):
        run("set", shared, "fee_rate", "2023/municipality", field, value)
    shutil.copy(example, matched)
    run("add", matched, "member", "name=Viken", "kind=county", "joined=2020-01-01")
    run("add", matched, "member_number", "member=Viken", "number=30")
    run("add", matched, "fee_rate", "year=2023", "kind=county", "model=matching")
    shutil.copy(based, other)
    run("set", other, "organisation", "Osloregionen interkommunalt politisk råd", "name", "Et annet råd")
    run("set", other, "organisation", "Et annet råd", "short_name", "Annet")
    proposal, jobs = "Forslag budsjett 2023", []

    def population(date):
        return [("population", f"Oslo/{date}", "persons", "750000"), ("population", f"Oslo/{date}", "source", "SSB, tabell 07459")]

    def add(name, register, options, commands, sheet, row, head, value, least):
        jobs.append(make_job(folder, name, register, options, commands, sheet, row, head, value, least))

    for unit, one in ((1, 1000), (1000, 1)):
        add(f"amount-{unit}", example, {"unit": unit}, [("amount", f"Kommunikasjon/{proposal}", "value", "777")],
            "Hovedtall", "Kommunikasjon", proposal, 777 * one, 10)
        add(f"opening-{unit}", example, {"unit": unit}, [("amount", "Inngående mindreforbruk/Prognose 2022", "value", "3800")],
            "Hovedtall", "Inngående mindreforbruk", "Prognose 2022 per 18.11.2022", 3800 * one, 8)
        add(f"population-{unit}", example, {"unit": unit}, population("2022-01-01"), "Kontingent", "0301 / Oslo", "Folketall", 750000, 12)
        add(f"instalment-{unit}", example, {"unit": unit}, [("instalment", "Klimasats/2023", "value", "950 000 kr")],
            "Tilskudd", "Klimasats", "Delutbetaling 2023", 950 * one, 12)
        if unit == 1000:
            continue
        add(f"rate-{unit}", example, {"unit": unit}, [("fee_rate", "2023/municipality", "rate", "300 øre")],
            "Kontingent", "Sats 2023, kr per innbygger", "Kontingent, kr", 3, 75)
        add(f"base-{unit}", based, {"unit": unit}, [("fee_rate", "2023/municipality", "base", "25000")],
            "Kontingent", "Grunnbeløp 2023, kr", "Kontingent, kr", 25000, 75)
        add(f"equal-{unit}", equal, {"unit": unit}, [("fee_rate", "2023/municipality", "base", "25000")],
            "Kontingent", "Grunnbeløp 2023, kr", "Kontingent, kr", 25000, 64)
        add(f"limit-{unit}", limited, {"unit": unit}, [("fee_rate", "2023/municipality", "minimum", "50000")],
            "Kontingent", "Minstebeløp 2023, kr", "Kontingent, kr", 50000, 20)
        add(f"within-{unit}", limited, {"unit": unit}, [("population", "Gran/2022-01-01", "persons", "750000"),
                                                        ("population", "Gran/2022-01-01", "source", "SSB, tabell 07459")],
            "Kontingent", "3446 / Gran", "Folketall", 750000, 5)
        add(f"county-{unit}", counties, {"unit": unit}, population("2022-01-01"), "Kontingent", "0301 / Oslo", "Folketall", 750000, 8)
        add(f"shared-{unit}", shared, {"unit": unit}, population("2022-01-01"), "Kontingent", "0301 / Oslo", "Folketall", 750000, 64)
        add(f"total-{unit}", shared, {"unit": unit}, [("fee_rate", "2023/municipality", "total", "6543211")],
            "Kontingent", "Sum som fordeles 2023, kr", "Kontingent, kr", 6543211, 75)
        add(f"equally-{unit}", shared, {"unit": unit}, [("fee_rate", "2023/municipality", "equal_share", "40")],
            "Kontingent", "Fordelt likt 2023", "Kontingent, kr", 0.4, 64)
        add(f"matched-{unit}", matched, {"unit": unit}, [("population", "Drammen/2022-01-01", "persons", "110000"),
                                                         ("population", "Drammen/2022-01-01", "source", "SSB, tabell 07459")],
            "Kontingent", "3005 / Drammen", "Folketall", 110000, 3)
        add(f"project-{unit}", example, {"unit": unit}, [("project_amount", f"Klima/{proposal}", "value", "255")],
            "Prosjektmidler", "Klima", "Beløp", 255 * one, 10)
        add(f"award-{unit}", example, {"unit": unit}, [("grant", "Klimasats", "awarded", "1 400 000 kr")],
            "Tilskudd", "Klimasats", "Tilsagn", 1400 * one, 4)
    years = {"years": "2022,2023", "tables": ["hovedtall", "kontingent", "flerarig", "kontroll"]}
    add("years-amount", example, {**years, "unit": 1}, [("amount", "Kommunikasjon/Budsjett 2022", "value", "777")],
        "Hovedtall 2022", "Kommunikasjon", "Budsjett 2022", 777000, 12)
    add("years-population", example, {**years, "unit": 1}, population("2021-01-01"), "Kontingent 2022", "0301 / Oslo", "Folketall", 750000, 5)
    add("years-next", example, {**years, "unit": 1}, population("2022-01-01"), "Kontingent 2023", "0301 / Oslo", "Folketall", 750000, 12)
    add("registers", based, {"unit": 1, "others": [other]}, population("2022-01-01"), "Kontingent Osloregionen IPR", "0301 / Oslo", "Folketall", 750000, 12)
    return jobs


def recalculate_by_office(folder, jobs):
    os.makedirs(f"{folder}/in")
    for job in jobs:
        book = openpyxl.load_workbook(job["file"])
        book[job["sheet"]].cell(job["row"], job["column"]).value = job["value"]
        book.save(f"{folder}/in/{job['name']}.xlsx")
    subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
                    "--outdir", f"{folder}/out", *(f"{folder}/in/{job['name']}.xlsx" for job in jobs)],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=200)


def find_hyperformula():
    module = os.path.join(BUILD, "node_modules", "hyperformula")
    if not os.path.exists(os.path.join(module, "package.json")):
        subprocess.run(["npm", "install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", BUILD, HYPERFORMULA],
                       check=True, timeout=100, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return module


def recalculate_by_hyperformula(module, jobs):
    told = []
    for job in jobs:
        sheets = {sheet.title: [[None if cell.value is None or not isinstance(cell.value, (int, float, str)) else cell.value
                                 if cell.data_type in "fn" else "'" + cell.value for cell in row] for row in sheet.iter_rows()]
                  for sheet in job["book"] if sheet.title != "Diagram"}
        names = [{"name": name.name, "expression": "=" + name.attr_text} for name in job["book"].defined_names.definedName
                 if not name.name.startswith("_xlnm")]
        told.append({key: job[key] for key in ("sheet", "row", "column", "value")} | {"sheets": sheets, "names": names})
    done = subprocess.run(["node", "-e", EVALUATE, module], input=json.dumps(told), capture_output=True, text=True, timeout=120)
    if done.returncode != 0:
        raise RuntimeError(done.stderr[-2000:])
    return json.loads(done.stdout)


with tempfile.TemporaryDirectory() as place:
    made = make_jobs(place)
    # The eyes: a book in which nothing was changed has not the figures of the changed register.
    blind = compare(made[0], lambda sheet, cell: made[0]["before"][sheet][cell.coordinate].value)
    report("an unchanged book is told from the changed register's", [] if len(blind) > 5 else [f"only {blind}"])
    if shutil.which("soffice"):
        recalculate_by_office(place, made)
        for job in made:
            changed = openpyxl.load_workbook(f"{place}/out/{job['name']}.xlsx", data_only=True)
            report(f"LibreOffice, {job['name']}", compare(job, lambda sheet, cell: changed[sheet][cell.coordinate].value))
    else:
        report("LibreOffice", [], "no soffice")
    try:
        engine = find_hyperformula()
    except (OSError, subprocess.SubprocessError) as error:
        report("HyperFormula", [], f"{HYPERFORMULA} could not be had from npm: {error}")
    else:
        for job, out in zip(made, recalculate_by_hyperformula(engine, made)):
            report(f"HyperFormula, {job['name']}",
                   compare(job, lambda sheet, cell: out[sheet][cell.row - 1][cell.column - 1] if cell.row <= len(out[sheet]) and cell.column <= len(out[sheet][cell.row - 1]) else None))
    print(f"1..{len(results)}")
sys.exit(not all(results))
