/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <xlsxwriter.h>

#include "sek-date.h"
#include "sek-formula.h"
#include "sek-xlsx-style.h"

/* What is around the cells of a workbook: names of sheets, widths of columns, tables, panes, pages and properties.
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

/* How wide the texts of each column are, in characters, told cell by cell. */
typedef struct _SekXlsxWidths SekXlsxWidths;

SekXlsxWidths *sek_xlsx_widths_new  (SekSheet *sheet, gboolean has_filter);
void           sek_xlsx_widths_free (SekXlsxWidths *widths);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekXlsxWidths, sek_xlsx_widths_free)

void      sek_xlsx_widths_add         (SekXlsxWidths *widths, const SekSheetRow *row, int column);
/* Returns how many lines the head has. */
int       sek_xlsx_widths_add_head    (SekXlsxWidths *widths, const SekSheetColumn *column, int index);
/* How many lines the cell's text takes: more than one when it is longer than the widest column or has line breaks. */
int       sek_xlsx_widths_count_cell  (const SekSheetRow *row, int column);
lxw_error sek_xlsx_widths_apply       (SekXlsxWidths *widths, lxw_worksheet *worksheet);
/* How many lines a text takes across the whole table; after sek_xlsx_widths_apply(). */
int       sek_xlsx_widths_count_lines (const SekXlsxWidths *widths, const char *text);

/* The data rows of a list as a native table, once they are there, or with filters alone, before any row below them. */
lxw_error sek_xlsx_add_table      (lxw_worksheet *worksheet, const SekPlace *place, lxw_format *const *formats);
lxw_error sek_xlsx_add_filter     (lxw_worksheet *worksheet, const SekPlace *place);

/* A4, one page wide, with the book's footer. */
lxw_error sek_xlsx_set_page       (lxw_worksheet *worksheet, const SekBookInfo *info, gboolean landscape);
/* Panes, page and footer. */
lxw_error sek_xlsx_layout         (lxw_worksheet *worksheet, const SekPlace *place);
/* Locks all but the open cells, which drop-downs help to fill in. Columns and rows can still be widened, and rows
 * inserted. */
lxw_error sek_xlsx_make_form      (lxw_worksheet *worksheet, const SekPlace *place);
lxw_error sek_xlsx_set_properties (lxw_workbook *workbook, const SekBookInfo *info);

G_END_DECLS
