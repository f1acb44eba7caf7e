/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-grid-model.h"

/* A table of municipalities for tests of the grid: any number of rows, eleven columns, made when read and counted when
 * read.
 *
 *   0 number, 1 name (frozen), 2 county (computed), 3 subregion (choices), 4 population (digits only), 5 fee
 *   (computed),
 *   6 contact, 7 kind, 8 joined, 9 left, 10 note */

G_BEGIN_DECLS

#define FAKE_TYPE_MODEL (fake_model_get_type ())
G_DECLARE_FINAL_TYPE (FakeModel, fake_model, FAKE, MODEL, GObject)

enum
{
  FAKE_NUMBER,
  FAKE_NAME,
  FAKE_COUNTY,
  FAKE_SUBREGION,
  FAKE_POPULATION,
  FAKE_FEE,
  FAKE_CONTACT,
  FAKE_KIND,
  FAKE_JOINED,
  FAKE_LEFT,
  FAKE_NOTE,
  FAKE_N_COLUMNS
};

FakeModel  *fake_model_new          (guint n_rows);
/* Rows whose index (by id) a step divides are shown, the others are filtered away; 1 shows all. */
void        fake_model_filter       (FakeModel *self, guint step);
void        fake_model_remove       (FakeModel *self, gint64 id);
/* Nothing can be edited, as when somebody else writes. */
void        fake_model_set_writable (FakeModel *self, gboolean writable);
/* Populations of seven digits and more are accepted, which they are not at first. */
void        fake_model_set_lenient  (FakeModel *self, gboolean lenient);
/* How a row looks: SEK_GRID_SECTION or SEK_GRID_SUM. */
void        fake_model_set_row_flags (FakeModel *self, gint64 id, SekGridCellFlags flags);
/* Cells read since the last call. */
guint       fake_model_take_reads   (FakeModel *self);
/* The texts stored since the last call: "5/population=102273" and so on, separated by a space. Owned. */
char       *fake_model_take_commits (FakeModel *self);

G_END_DECLS
