/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <xlsxwriter.h>

#include "sek-sheet.h"

/* How wide the columns of a sheet are, and how it stands on its page: everything is told first, then fitted, then
 * asked. Inside the room. */

G_BEGIN_DECLS

/* How wide the texts of each column are, in characters, told cell by cell. */
typedef struct _SekXlsxWidths SekXlsxWidths;

SekXlsxWidths *sek_xlsx_widths_new  (SekSheet *sheet, gboolean has_filter);
void           sek_xlsx_widths_free (SekXlsxWidths *widths);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekXlsxWidths, sek_xlsx_widths_free)

void      sek_xlsx_widths_add         (SekXlsxWidths *widths, const SekSheetRow *row, int column);
void      sek_xlsx_widths_add_head    (SekXlsxWidths *widths, const SekSheetColumn *column, int index);
/* Turns the page and narrows the columns of texts so that what was told fits on it and can be read. */
void      sek_xlsx_widths_fit         (SekXlsxWidths *widths);
gboolean  sek_xlsx_widths_is_landscape (const SekXlsxWidths *widths);
/* After it, how many lines the head takes, and a cell's text: more than one when it is longer than its column is wide
 * or has line breaks. */
int       sek_xlsx_widths_count_head  (const SekXlsxWidths *widths);
int       sek_xlsx_widths_count_cell  (const SekXlsxWidths *widths, const SekSheetRow *row, int column);
lxw_error sek_xlsx_widths_apply       (SekXlsxWidths *widths, lxw_worksheet *worksheet);
/* How many lines a text takes across the whole table; after sek_xlsx_widths_apply(). */
int       sek_xlsx_widths_count_lines (const SekXlsxWidths *widths, const char *text);

G_END_DECLS
