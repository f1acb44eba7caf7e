/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-budget.h"
#include "sek-document.h"
#include "sek-grid-model.h"

/* Hovedtall as a grid: lines and computed rows by budget columns and changes. Never sorted. */

G_BEGIN_DECLS

#define SEK_TYPE_BUDGET_MODEL (sek_budget_model_get_type ())
G_DECLARE_FINAL_TYPE (SekBudgetModel, sek_budget_model, SEK, BUDGET_MODEL, GObject)

SekBudgetModel  *sek_budget_model_new         (SekDocument *document);

/* The year whose columns are shown with those of the year before; 0 follows the newest. */
void             sek_budget_model_set_year    (SekBudgetModel *self, int year);
int              sek_budget_model_get_year    (SekBudgetModel *self);

const SekFigure *sek_budget_model_get_figure  (SekBudgetModel *self, guint row);
/* The id of the section that a new line beside a row belongs to; NULL is no row. */
const char      *sek_budget_model_get_section (const SekFigure *figure);
/* The budget column of a grid column, and its base where the grid column shows the change; 0 for the names. */
gint64           sek_budget_model_get_column  (SekBudgetModel *self, guint column, gint64 *base);
/* The grid's column of the figures of a budget column; −1 when they are not shown. */
int              sek_budget_model_find_column (SekBudgetModel *self, gint64 column);
/* The same with the grid's row of a line; FALSE when they are not shown. */
gboolean         sek_budget_model_find        (SekBudgetModel *self, gint64 line, gint64 column, guint *row,
                                               guint *grid_column);

G_END_DECLS
