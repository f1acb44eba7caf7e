// SPDX-License-Identifier: GPL-3.0-or-later
// The edits of test-cli-returned.py by two writers of npm: node edit.js exceljs|sheetjs MODULES JOBS.json
// A job is [path, out, edits]; an edit is an operation and its arguments, rows and columns from 1, in the third sheet.
const [, , writer, modules, jobs] = process.argv;
const { createRequire } = require('module');
const load = createRequire(modules + '/');
const list = JSON.parse(require('fs').readFileSync(jobs, 'utf8'));

// What both need of a sheet is the same few things.
function edit(sheet, edits) {
  for (const [what, ...a] of edits)
    if (what === 'set' || what === 'number') sheet.set(a[0], a[1], what === 'number' ? Number(a[2]) : a[2]);
    else if (what === 'copy-row') for (let c = 1; c <= a[2]; c++) sheet.set(a[1], c, sheet.get(a[0], c));
    else if (what === 'clear-row') for (let c = 1; c <= a[1]; c++) sheet.set(a[0], c, '');
    else if (what === 'key-number') sheet.set(a[0], a[1], Number(sheet.get(a[0], a[1]).split('-')[1]));
    else if (what === 'move-cell') { sheet.set(a[2], a[3], sheet.get(a[0], a[1])); sheet.set(a[0], a[1], ''); }
    else sheet[what](...a);
}

async function exceljs(path, out, edits) {
  const { Workbook } = load('exceljs'), book = new Workbook();
  await book.xlsx.readFile(path);
  const s = book.worksheets[2];
  edit({
    get: (r, c) => s.getCell(r, c).value ?? '', set: (r, c, v) => { s.getCell(r, c).value = v === '' ? null : v; },
    'insert-column': c => s.spliceColumns(c, 0, []), 'delete-column': c => s.spliceColumns(c, 1),
    'insert-row': r => s.spliceRows(r, 0, []), 'delete-row': r => s.spliceRows(r, 1),
    'hide-column': c => { s.getColumn(c).hidden = true; }, sheet: (name, text) => { book.addWorksheet(name).getCell('A1').value = text; },
  }, edits);
  await book.xlsx.writeFile(out + '.xlsx');
}

async function sheetjs(path, out, edits) {
  const xlsx = load('xlsx'), book = xlsx.readFile(path, { cellDates: true }), name = book.SheetNames[2];
  const rows = xlsx.utils.sheet_to_json(book.Sheets[name], { header: 1, defval: '', blankrows: true }), columns = [];
  edit({
    get: (r, c) => rows[r - 1]?.[c - 1] ?? '',
    set: (r, c, v) => { while (rows.length < r) rows.push([]); while (rows[r - 1].length < c) rows[r - 1].push(''); rows[r - 1][c - 1] = v; },
    'insert-column': c => rows.forEach(row => row.splice(c - 1, 0, '')), 'delete-column': c => rows.forEach(row => row.splice(c - 1, 1)),
    'insert-row': r => rows.splice(r - 1, 0, []), 'delete-row': r => rows.splice(r - 1, 1),
    'hide-column': c => { columns[c - 1] = { hidden: true }; },
    sheet: (title, text) => xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet([[text]]), title),
  }, edits);
  book.Sheets[name] = xlsx.utils.aoa_to_sheet(rows.map(row => row.map(v => v === '' ? null : v)));
  book.Sheets[name]['!cols'] = columns;
  for (const suffix of ['.xlsx', '.ods']) xlsx.writeFile(book, out + suffix);
}

(async () => { for (const job of list) await { exceljs, sheetjs }[writer](...job); })();
