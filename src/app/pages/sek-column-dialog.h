/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sek-register.h"

/* «Ny kolonne …»: asks for the title, year and kind of a new budget column, and what it starts from. It makes
 * nothing. */

G_BEGIN_DECLS

/* What is proposed; NULL, 0 or SEK_NONE for what is usual. */
typedef struct
{
  const char *title;
  int         year;
  gint64      kind;
  gint64      source; /* the column that it starts as a copy of */
  gboolean    import; /* an import goes on to what it changes: the column is empty unless the person wants a copy,
                       * and is not made yet */
} SekColumnStart;

/* What was chosen. title is borrowed. */
typedef struct
{
  const char *title;
  int         year;
  gint64      kind;
  gint64      source;        /* 0 for an empty column */
  gboolean    drop_comments; /* of the copy */
  gint64      hundredths;    /* of a per cent, by which its amounts change */
} SekColumnChoice;

typedef void (*SekColumnDialogFunc) (const SekColumnChoice *choice, gpointer user_data);

/* parent is the widget that asks; nothing is called when it is gone, or the person thinks better of it. Takes
 * user_data, which destroy frees; NULL for what is not to be freed. */
void sek_column_dialog_present (GtkWidget *parent, SekRegister *reg, const SekColumnStart *start,
                                SekColumnDialogFunc func, gpointer user_data, GDestroyNotify destroy);

G_END_DECLS
