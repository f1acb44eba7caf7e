/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fake-model.h"
#include "sek-grid-cell.h"
#include "sek-grid.h"
#include "sek-test-display.h"

/* A window with an entry and a grid of municipalities under it, in the program's style. */

typedef struct
{
  GtkWidget *window;
  GtkWidget *entry;
  GtkWidget *scrolled;
  SekGrid   *grid;
  FakeModel *model;
  GString   *signals; /* what the grid emitted, a word each */
  char      *message; /* the last one */
} Fixture;

/* Rows of the model: 1 000 by default. */
void         fixture_set_up        (Fixture *self, gconstpointer n_rows);
void         fixture_tear_down     (Fixture *self, gconstpointer n_rows);
#define fixture_add(path, n_rows, func) \
  g_test_add (path, Fixture, GUINT_TO_POINTER (n_rows), fixture_set_up, func, fixture_tear_down)

void         fixture_resize        (Fixture *self, int width, int height);

void         fixture_click         (Fixture *self, guint row, guint column, int n, GdkModifierType modifiers);
/* Clicks the head of a column, dx from its right edge. */
void         fixture_click_head    (Fixture *self, guint column, int dx, int n);
GdkRectangle fixture_get_area      (Fixture *self, guint row, guint column);
/* The widget of a cell that is in view. */
SekGridCell *fixture_get_cell      (Fixture *self, guint row, guint column);
SekGridCell *fixture_get_head      (Fixture *self, guint column);
GtkWidget   *fixture_get_editor    (Fixture *self);
const char  *fixture_get_text      (Fixture *self);

#define assert_cursor(self, row_, column_) \
  G_STMT_START { \
    guint at_row_, at_column_; \
    g_assert_true (sek_grid_get_cursor ((self)->grid, &at_row_, &at_column_)); \
    g_assert_cmpuint (at_row_, ==, row_); \
    g_assert_cmpuint (at_column_, ==, column_); \
  } G_STMT_END
#define assert_cell(self, row_, column_, text_) \
  g_assert_cmpstr (sek_grid_cell_get_text (fixture_get_cell (self, row_, column_)), ==, text_)
/* What the model was told to store since the last time. */
#define assert_commits(self, commits_) \
  G_STMT_START { \
    g_autofree char *stored_ = fake_model_take_commits ((self)->model); \
    g_assert_cmpstr (stored_, ==, commits_); \
  } G_STMT_END
/* What the grid emitted since the last time. */
#define assert_signals(self, signals_) \
  G_STMT_START { \
    g_assert_cmpstr ((self)->signals->str, ==, signals_); \
    g_string_truncate ((self)->signals, 0); \
  } G_STMT_END
