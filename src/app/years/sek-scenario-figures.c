/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-scenario-figures.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-kind.h"
#include "sek-number.h"

#define MOST_CHARS 20 /* of a line of a head */

static const SekReserveYear *
get_year_of (const SekScenarioCase *at, int year)
{
  int index = sek_reserve_find (at->chain, year);

  return index >= 0 ? &g_array_index (at->chain, SekReserveYear, index) : NULL;
}

typedef enum
{
  INCOME,
  EXPENSE,
  RESULT,
  CLOSING,
} Figure;

static gint64
get_figure (const SekScenarioCase *at, int year, Figure figure)
{
  const SekReserveYear *of = get_year_of (at, year);

  if (of == NULL)
    return SEK_NONE;
  switch (figure)
    {
    case INCOME:
      return of->income;
    case EXPENSE:
      return of->expense;
    case RESULT:
      return of->result;
    case CLOSING:
    default:
      return of->closing;
    }
}

static void
add_figures (SekFigureModel *model, const SekScenarioSet *set, gint64 id, const char *name, int year, Figure figure,
             SekGridCellFlags flags)
{
  SekRegister *reg = set->cases[0].reg;

  sek_figure_model_add_row (model, id, flags);
  sek_figure_model_add_text (model, name, 0);
  for (guint i = 0; i < set->n; i++)
    {
      gint64 value = get_figure (&set->cases[i], year, figure);
      gboolean bad = figure == CLOSING && sek_reserve_is_below (reg, value);

      sek_figure_model_add_amount (model, value, set->unit, bad ? SEK_GRID_BAD | SEK_GRID_MARKED : 0);
    }
}

static gboolean
is_used (const SekScenarioSet *set, gint64 kind)
{
  for (guint i = 0; i < set->n; i++)
    if (sek_scenario_set_get_lever (set, i, kind) != SEK_NONE && set->effects->bases[i]->n_of[kind] > 0)
      return TRUE;
  return FALSE;
}

char *
sek_scenario_figures_dup_rate (gint64 kind, int year)
{
  SekValue value = SEK_INTEGER (kind);
  g_autofree char *word = sek_kind_format (SEK_FIELD (fee_rate, kind), &value, 1, sek_program_language ());

  return g_strdup_printf (_("Rate %d, %s"), year, word);
}

static void
add_rates (SekFigureModel *model, const SekScenarioSet *set)
{
  for (gint64 kind = 0; kind < SEK_N_MEMBER_KINDS; kind++)
    {
      g_autofree char *name = NULL;

      if (!is_used (set, kind))
        continue;
      name = sek_scenario_figures_dup_rate (kind, set->year);
      sek_figure_model_add_row (model, 100 + kind, 0);
      sek_figure_model_add_text (model, name, 0);
      for (guint i = 0; i < set->n; i++)
        {
          gint64 rate = sek_scenario_set_get_lever (set, i, kind);
          gboolean pays = set->effects->bases[i]->n_of[kind] > 0;
          g_autofree char *text = rate != SEK_NONE && pays ? sek_number_format_amount (rate, 100, 2) : NULL;

          sek_figure_model_add_text (model, text, 0);
        }
    }
}

static void
add_closings (SekFigureModel *model, const SekScenarioSet *set)
{
  SekRegister *reg = set->cases[0].reg;

  for (int year = set->year; year <= sek_plan_get_last_year (reg); year++)
    {
      g_autofree char *name = g_strdup_printf (_("Reserve 31.12.%d"), year);

      add_figures (model, set, year, name, year, CLOSING, year == set->year ? SEK_GRID_SUM : SEK_GRID_COMPUTED);
    }
}

/* At most MOST_CHARS letters of a text, the last of them an ellipsis where there are more. */
static char *
dup_short (const char *text)
{
  g_autofree char *start = NULL;

  if (g_utf8_strlen (text, -1) <= MOST_CHARS)
    return g_strdup (text);
  start = g_utf8_substring (text, 0, MOST_CHARS - 1);
  return g_strconcat (g_strchomp (start), "…", NULL);
}

/* Two lines whatever the name is: the column is about figures, and the pane and the chart have all of it. A long name
 * begins beside its letter. */
static char *
dup_head (const char *letter, const char *name)
{
  g_autofree char *all = g_strdup_printf ("%s\302\240 %s", letter, name), *second = NULL;
  char *at = NULL;

  if (g_utf8_strlen (name, -1) <= MOST_CHARS)
    return g_strdup_printf ("%s\n%s", letter, name);
  for (char *space = all; (space = strchr (space, ' ')) != NULL; space++)
    if (at == NULL || g_utf8_strlen (all, space - all) <= MOST_CHARS)
      at = space;
  *at = '\0';
  second = dup_short (at + 1);
  return g_strdup_printf ("%s\n%s", all, second);
}

void
sek_scenario_figures_fill (SekFigureModel *model, const SekScenarioSet *set)
{
  static const char *const ids[] = { "register", "a", "b", "c" };
  g_autofree char *title = g_strdup_printf (_("Main figures %d"), set->year);

  sek_figure_model_start (model);
  sek_figure_model_add_column (model, "name", title, FALSE);
  for (guint i = 0; i < set->n; i++)
    {
      const SekScenarioCase *at = &set->cases[i];
      g_autofree char *head = at->letter != NULL ? dup_head (at->letter, at->name) : g_strdup (at->name);

      sek_figure_model_add_column (model, ids[i], head, TRUE);
    }
  add_rates (model, set);
  add_figures (model, set, 1, _("Sum income"), set->year, INCOME, 0);
  add_figures (model, set, 2, _("Sum expenses"), set->year, EXPENSE, 0);
  add_figures (model, set, 3, _("Result"), set->year, RESULT, SEK_GRID_SUM);
  add_closings (model, set);
  sek_figure_model_finish (model);
}
