/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-prose.h"

#include <string.h>

#include "sek-budget.h"
#include "sek-fees.h"
#include "sek-number.h"
#include "sek-table.h"

/* What a register knows that prose may speak of, each with the words by which a sentence would call it. */

static void
fact_free (SekProseFact *fact)
{
  g_free (fact->name);
  g_strfreev (fact->topics);
  g_strfreev (fact->all);
  g_free (fact);
}

static SekProseFact *
add_fact (GPtrArray *facts, SekProseKind kind, gint64 value, char *name, int year, const char *column)
{
  SekProseFact *fact = g_new0 (SekProseFact, 1);

  *fact = (SekProseFact) { .kind = kind, .value = value, .name = name, .year = year, .column = column };
  g_ptr_array_add (facts, fact);
  return fact;
}

/* The words of a name as stems, long words without their endings; small ones tell nothing. */
static GStrv
stems_of (const char *name)
{
  g_autofree char *folded = _sek_prose_fold (name);
  g_auto (GStrv) words = g_strsplit (g_strstrip (folded), " ", -1);
  GPtrArray *stems = g_ptr_array_new ();

  for (guint i = 0; words[i] != NULL; i++)
    {
      glong length = g_utf8_strlen (words[i], -1);

      if (length < 4 || g_str_equal (words[i], "andre") || g_str_equal (words[i], "midler"))
        continue;
      g_ptr_array_add (stems, g_utf8_substring (words[i], 0, length > 6 ? length - 2 : length));
    }
  g_ptr_array_add (stems, NULL);
  return (GStrv) g_ptr_array_free (stems, FALSE);
}

static GStrv
topics_of (SekRegister *reg, const SekFigure *figure, gboolean *all)
{
  static const char *const income[] = { "inntekt", NULL };
  static const char *const expense[] = { "utgift", "kostnad", "forbruk", NULL };
  static const char *const result[] = { "resultat", "underskudd", "overskudd", NULL };
  static const char *const closing[] = { "utgående mindreforbruk", "overføres til", "overført til", "ved utgangen av", NULL };

  *all = FALSE;
  switch (figure->kind)
    {
    case SEK_FIGURE_SUM:
      return g_strdupv ((char **) (figure->section == SEK_SECTION_INCOME ? income : expense));
    case SEK_FIGURE_RESULT:
      return g_strdupv ((char **) result);
    case SEK_FIGURE_CLOSING:
      return g_strdupv ((char **) closing);
    default:
      *all = TRUE;
      return stems_of (sek_figure_get_name (reg, figure, SEK_LANGUAGE_NB));
    }
}

static const char *
column_stem (const SekBudgetColumn *column)
{
  switch (column->kind)
    {
    case SEK_COLUMN_KIND_FORECAST:
      return "prognose";
    case SEK_COLUMN_KIND_ACCOUNTS:
      return "regnskap";
    case SEK_COLUMN_KIND_PLAN:
      return "plan";
    default:
      return "budsjett";
    }
}

static void
set_topics (SekProseFact *fact, SekRegister *reg, const SekFigure *figure)
{
  gboolean all;
  GStrv topics = topics_of (reg, figure, &all);

  if (all)
    fact->all = topics;
  else
    fact->topics = topics;
}

static void
add_budget (GPtrArray *facts, SekRegister *reg, SekLanguage language)
{
  g_autoptr (GArray) figures = sek_budget_figures (reg), columns = sek_budget_columns (reg);

  for (guint c = 0; c < columns->len; c++)
    {
      gint64 id = g_array_index (columns, gint64, c);
      const SekBudgetColumn *column = sek_register_get_budget_column (reg, id);

      for (guint i = 0; i < figures->len; i++)
        {
          const SekFigure *figure = &g_array_index (figures, SekFigure, i);
          const char *name = sek_figure_get_name (reg, figure, language);
          gint64 value, base, change;
          SekProseFact *fact;

          if (figure->kind == SEK_FIGURE_HEADING)
            continue;
          value = sek_budget_value (reg, figure, id);
          if (value == SEK_NONE)
            continue;
          fact = add_fact (facts, SEK_PROSE_MONEY, value, g_strdup_printf ("%s, %s", name, column->title), column->year, column_stem (column));
          set_topics (fact, reg, figure);
          if (column->base_column == 0)
            continue;
          base = sek_budget_value (reg, figure, column->base_column);
          change = sek_budget_change (reg, figure, id, column->base_column);
          if (base == SEK_NONE || change == SEK_NONE || change == 0)
            continue;
          fact = add_fact (facts, SEK_PROSE_MONEY, change, g_strdup_printf ("%s, %s: %s", name, column->title, sek_budget_is_actual (column) ? "avvik" : "endring"),
                           column->year, column_stem (column));
          set_topics (fact, reg, figure);
          fact->deviation = sek_budget_is_actual (column);
          fact->change = !fact->deviation;
          if (base != 0 && ABS (change) < G_MAXINT64 / 200000)
            {
              fact = add_fact (facts, SEK_PROSE_PERCENT, change * 100000 / ABS (base),
                               g_strdup_printf ("%s, %s: %s i prosent", name, column->title, sek_budget_is_actual (column) ? "avvik" : "endring"), column->year,
                               column_stem (column));
              set_topics (fact, reg, figure);
              fact->deviation = sek_budget_is_actual (column);
              fact->change = !fact->deviation;
            }
        }
    }
}

static void
add_rates (GPtrArray *facts, SekRegister *reg)
{
  static const char *const rate_words[] = { "kontingent", "sats", NULL }, *const people[] = { "innbygg", "folketall", NULL },
                    *const members[] = { "medlem", NULL };
  SekTableIter iter;
  const SekFeeRate *rate;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_FEE_RATE));
  while ((rate = (const SekFeeRate *) sek_table_iter_next (&iter)) != NULL)
    {
      const SekFeeRate *before = sek_fees_get_rate (reg, (int) rate->year - 1, rate->kind);
      const SekFeeTotals *totals = sek_fees_get_totals (reg, (int) rate->year);
      SekProseFact *fact;

      if (rate->rate == SEK_NONE)
        continue;
      fact = add_fact (facts, SEK_PROSE_MONEY, rate->rate, g_strdup_printf ("kontingentsats %d", (int) rate->year), (int) rate->year, "");
      fact->topics = g_strdupv ((char **) rate_words);
      fact->is_rate = TRUE;
      if (before != NULL && before->rate != SEK_NONE && before->rate > 0)
        {
          fact = add_fact (facts, SEK_PROSE_PERCENT, (rate->rate - before->rate) * 100000 / before->rate,
                           g_strdup_printf ("kontingentsats %d: endring i prosent", (int) rate->year), (int) rate->year, "");
          fact->topics = g_strdupv ((char **) rate_words);
          fact->change = TRUE;
        }
      fact = add_fact (facts, SEK_PROSE_MONEY, totals->invoices, g_strdup_printf ("beregnet kontingent %d", (int) rate->year), (int) rate->year, "");
      fact->topics = g_strdupv ((char **) rate_words);
      fact = add_fact (facts, SEK_PROSE_PERSONS, totals->persons[rate->kind], g_strdup_printf ("innbyggere 1. januar %d", (int) rate->year - 1), (int) rate->year - 1, "");
      fact->topics = g_strdupv ((char **) people);
      fact = add_fact (facts, SEK_PROSE_MEMBERS, totals->n_active, g_strdup_printf ("medlemmer 1. januar %d", (int) rate->year), (int) rate->year, "");
      fact->topics = g_strdupv ((char **) members);
    }
}

GPtrArray *
_sek_prose_make_facts (SekRegister *reg, SekLanguage language)
{
  GPtrArray *facts = g_ptr_array_new_with_free_func ((GDestroyNotify) fact_free);

  add_budget (facts, reg, language);
  add_rates (facts, reg);
  return facts;
}
