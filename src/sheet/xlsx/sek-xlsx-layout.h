/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <xlsxwriter.h>

#include "sek-date.h"
#include "sek-formula.h"
#include "sek-xlsx-style.h"
#include "sek-xlsx-widths.h"

/* What is around the cells of a workbook: names of sheets, tables, panes, pages and properties.
 * Inside the room. */

G_BEGIN_DECLS

/* The day as Excel counts it; -1 for one before 1 March 1900, where programs disagree by a day, and for no day. */
double sek_xlsx_day (SekDate date);

/* What the cell holds as the number that a formula would compute: an amount in its column's unit, a day of Excel's
 * count. */
double sek_xlsx_get_number (const SekSheetRow *row, int column);

/* name as Excel takes it for a sheet: at most 31 units, no []:*?/\, not "History", and unlike the names of the first
 * n places. Free with g_free(). */
char  *sek_xlsx_make_sheet_name (const SekPlaces *places, guint n, const char *name);

/* The data rows of a list as a native table, once they are there, or with filters alone, before any row below them. */
lxw_error sek_xlsx_add_table      (lxw_worksheet *worksheet, const SekPlace *place, lxw_format *const *formats);
lxw_error sek_xlsx_add_filter     (lxw_worksheet *worksheet, const SekPlace *place);

/* Rows with one of the marks of a column get the format, as long as they have it. */
lxw_error sek_xlsx_add_marks      (lxw_worksheet *worksheet, const SekPlace *place, lxw_format *format);

/* A4, one page wide, with the book's author above and its footer below. */
lxw_error sek_xlsx_set_page       (lxw_worksheet *worksheet, const SekBookInfo *info, gboolean landscape);
/* Panes, page and footer. */
lxw_error sek_xlsx_layout         (lxw_worksheet *worksheet, const SekPlace *place, gboolean landscape);
/* Locks all but the open cells, which drop-downs help to fill in. Columns and rows can still be widened, and rows
 * inserted. */
lxw_error sek_xlsx_make_form      (lxw_worksheet *worksheet, const SekPlace *place);
lxw_error sek_xlsx_set_properties (lxw_workbook *workbook, const SekBookInfo *info);

G_END_DECLS
