/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-xlsx-layout.h"

/* The book's charts as native ones, on a sheet of their own, each with the figures it shows under it: formulas to the
 * cells of the tables, so that the chart follows them. Inside the room. */

G_BEGIN_DECLS

/* The index of the last sheet of the book that a chart shows, or -1 when there is nothing to draw. */
int       sek_xlsx_find_charted (const SekBook *book);

lxw_error sek_xlsx_write_charts (lxw_workbook *workbook, lxw_worksheet *worksheet, const SekPlaces *places,
                                 SekXlsxStyles *styles);

G_END_DECLS
