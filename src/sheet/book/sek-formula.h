/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-book.h"

/* Expressions as the formulas of a spreadsheet, in A1 notation. Inside the room. */

G_BEGIN_DECLS

/* Where a writer has put a sheet's rows, counted from 0. */
typedef struct
{
  SekSheet *sheet;
  char     *name;       /* the sheet's tab, as it was made valid */
  guint     first_fact;
  guint     first_body;
} SekPlace;

typedef struct
{
  SekBook  *book;
  SekPlace *places;     /* one for each sheet of the book */
} SekPlaces;

/* The place's row of a stored row. */
guint    sek_place_get_row    (const SekPlace *place, const SekSheetRow *row);

/* Appends expr as it reads in a cell of the sheet at row. FALSE, and nothing appended, when it refers to something
 * that is not in the book or is longer than a cell can hold. */
gboolean sek_formula_append   (GString *out, const SekExpr *expr, const SekPlaces *places, const SekPlace *here,
                               guint row);

/* Appends "C" of column 2. */
void     sek_formula_append_column (GString *out, int column);

/* Appends 'Sheet'!$C$5, or FALSE when the named cell is not in the book. */
gboolean sek_formula_append_name (GString *out, const SekPlaces *places, const SekBookName *name);

G_END_DECLS
