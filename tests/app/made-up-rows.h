/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-grid-model.h"

/* Rows that are made up, for tests of the grid alone. */

#define TYPE_ROWS (rows_get_type ())
G_DECLARE_FINAL_TYPE (Rows, rows, TEST, ROWS, GObject)

enum { NUMBER, NAME, FIRST, COMPUTED, LAST, N_COLUMNS };

struct _Rows
{
  GObject     parent_instance;
  guint       n;
  GHashTable *typed; /* row id × column → text */
  gboolean    backwards;
  int         sort;
};
