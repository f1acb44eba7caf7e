/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <xlsxwriter.h>

#include "sek-sheet.h"

/* How cells look in a workbook: one libxlsxwriter format for each combination that occurs. Inside the room. */

G_BEGIN_DECLS

typedef enum
{
  SEK_XLSX_CAPTION,
  SEK_XLSX_LINE,       /* unit and status under the caption */
  SEK_XLSX_HEAD,
  SEK_XLSX_HEAD_APART, /* to the right of numbers */
  SEK_XLSX_HEAD_RIGHT,
  SEK_XLSX_NOTE,
  SEK_XLSX_MARKED, /* over another one */
  SEK_N_XLSX_PLACES
} SekXlsxPlace;

typedef struct
{
  lxw_workbook *workbook;
  lxw_format   *places[SEK_N_XLSX_PLACES];
  GHashTable   *cells; /* of lxw_format by its packed properties */
} SekXlsxStyles;

void        sek_xlsx_styles_init  (SekXlsxStyles *styles, lxw_workbook *workbook);
void        sek_xlsx_styles_clear (SekXlsxStyles *styles);

/* The workbook owns them. tall: the row has several lines, so its texts wrap and all begins at the top. A
 * normal row's cell of an open column of a form is not locked. */
lxw_format *sek_xlsx_styles_get   (SekXlsxStyles *styles, const SekSheet *sheet, int column, SekCellKind kind,
                                   SekRowStyle style, gboolean tall);
lxw_format *sek_xlsx_styles_get_head (lxw_format *const *places, const SekSheet *sheet, int column);

G_END_DECLS
