/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-facts.h"

#include <string.h>

#include "sek-budget.h"
#include "sek-fact.h"
#include "sek-fees.h"

static SekFact *
add_fact (GPtrArray *facts, SekQuantity kind, gint64 value, char *name, int year, const char *column)
{
  SekFact *fact = g_new0 (SekFact, 1);

  *fact = (SekFact) { .kind = kind, .value = value, .name = name, .year = year, .column = column };
  g_ptr_array_add (facts, fact);
  return fact;
}

static GStrv
topics_of (SekRegister *reg, const SekFigure *figure, gboolean *all)
{
  /* Not «kontingentinntektene», «inntektsgrunnlag», «møteutgifter», «mindreforbruk»: these are other things. */
  static const char *const income[] = {
    " inntekter ", " inntektene ", " inntektane ", " inntekta ", " inntekten ", " inntektsside", " driftsinntekt",
    " totalinntekt", NULL,
  };
  static const char *const expense[] = {
    " utgift", " driftsutgift", " totalutgift", " kostnad", " driftskostnad", " forbruk ", " forbruket ",
    " totalforbruk", NULL,
  };
  static const char *const result[] = { "resultat", "underskudd", "overskudd", "underskot", "overskot", NULL };
  static const char *const closing[] = {
    "utgående mindreforbruk", "overføres til", "overført til", "ved utgangen av", NULL,
  };

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
      return sek_fact_dup_stems (sek_figure_get_name (reg, figure, SEK_LANGUAGE_NB));
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

/* A row of the main table, a project, or lines that begin with the same word («Møteutgifter …») taken together. */
typedef struct
{
  char  *name;
  char  *place;       /* what only rows of one kind can be grouped by: the section */
  GStrv  topics, all;
  gboolean first_tells, is_total;
  const char *const *share_of;
  GArray *values;     /* gint64, as the columns */
} TopicRow;

static void
topic_row_free (TopicRow *row)
{
  g_free (row->name);
  g_free (row->place);
  g_strfreev (row->topics);
  g_strfreev (row->all);
  g_array_unref (row->values);
  g_free (row);
}

static TopicRow *
add_row (GPtrArray *rows, const char *name, const char *place, guint n_columns)
{
  TopicRow *row = g_new0 (TopicRow, 1);

  row->name = g_strdup (name);
  row->place = g_strdup (place);
  row->values = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_columns);
  for (guint c = 0; c < n_columns; c++)
    {
      gint64 blank = SEK_NONE;

      g_array_append_val (row->values, blank);
    }
  g_ptr_array_add (rows, row);
  return row;
}

static void
add_figures (GPtrArray *rows, SekRegister *reg, GArray *columns, SekLanguage language)
{
  static const char *const of_income[] = {
    "inntekt", NULL }, *const of_expenses[] = { "utgift", "kostnad", "budsjett", NULL,
  };
  g_autoptr (GArray) figures = sek_budget_figures (reg);

  for (guint i = 0; i < figures->len; i++)
    {
      const SekFigure *figure = &g_array_index (figures, SekFigure, i);
      g_autofree char *place = g_strdup_printf ("%d", (int) figure->section);
      gboolean all;
      GStrv topics;
      TopicRow *row;

      if (figure->kind == SEK_FIGURE_HEADING)
        continue;
      row = add_row (rows, sek_figure_get_name (reg, figure, language), figure->kind == SEK_FIGURE_LINE ? place : "",
                     columns->len);
      topics = topics_of (reg, figure, &all);
      *(all ? &row->all : &row->topics) = topics;
      row->is_total = figure->kind == SEK_FIGURE_SUM && figure->section == SEK_SECTION_EXPENSE;
      if (figure->kind == SEK_FIGURE_LINE && figure->section != SEK_SECTION_OPENING)
        row->share_of = figure->section == SEK_SECTION_INCOME ? of_income : of_expenses;
      for (guint c = 0; c < columns->len; c++)
        g_array_index (row->values, gint64, c) = sek_budget_value (reg, figure, g_array_index (columns, gint64, c));
    }
}

static void
add_projects (GPtrArray *rows, SekRegister *reg, GArray *columns)
{
  g_autoptr (GHashTable) of_project = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  SekTableIter iter;
  const SekProjectAmount *amount;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_PROJECT_AMOUNT));
  while ((amount = (const SekProjectAmount *) sek_table_iter_next (&iter)) != NULL)
    {
      const SekProject *project = sek_register_get_project (reg, amount->project);
      TopicRow *row = g_hash_table_lookup (of_project, &amount->project);

      if (project == NULL || amount->value == SEK_NONE)
        continue;
      if (row == NULL)
        {
          row = add_row (rows, project->name, "", columns->len);
          row->all = sek_fact_dup_stems (project->name);
          g_hash_table_insert (of_project, g_memdup2 (&amount->project, sizeof amount->project), row);
        }
      for (guint c = 0; c < columns->len; c++)
        if (g_array_index (columns, gint64, c) == amount->budget_column)
          g_array_index (row->values, gint64, c) = amount->value;
    }
}

static const char *
first_stem (const TopicRow *row)
{
  return row->all != NULL && row->all[0] != NULL ? row->all[0] : "";
}

/* Lines that begin alike are spoken of together by that word; a line that alone begins with its word is spoken of by
 * it. */
static void
add_groups (GPtrArray *rows, guint n_columns)
{
  guint n_rows = rows->len;

  for (guint i = 0; i < n_rows; i++)
    {
      TopicRow *row = rows->pdata[i], *group = NULL;
      g_autoptr (GString) name = g_string_new (row->name);
      guint n_alike = 0, n_within = 0;
      gboolean is_first = TRUE;

      if (*first_stem (row) == '\0')
        continue;
      for (guint k = 0; k < n_rows; k++)
        {
          const TopicRow *other = rows->pdata[k];

          for (guint s = 0; k != i && other->all != NULL && other->all[s] != NULL; s++)
            n_within += g_str_has_prefix (other->all[s], first_stem (row));
          if (k == i || *row->place == '\0' || !g_str_equal (first_stem (other), first_stem (row))
              || !g_str_equal (other->place, row->place))
            continue;
          n_alike++;
          is_first = is_first && k > i;
          g_string_append_printf (name, " + %s", other->name);
        }
      row->first_tells = n_within == 0;
      if (n_alike == 0 || !is_first)
        continue;
      group = add_row (rows, name->str, "", n_columns);
      group->all = g_new0 (char *, 2);
      group->all[0] = g_strdup (first_stem (row));
      group->share_of = row->share_of;
      for (guint c = 0; c < n_columns; c++)
        for (guint k = 0; k < n_rows; k++)
          {
            const TopicRow *other = rows->pdata[k];

            if (g_str_equal (first_stem (other), first_stem (row)) && g_str_equal (other->place, row->place))
              g_array_index (group->values, gint64, c) = sek_budget_plus (g_array_index (group->values, gint64, c),
                                                                          g_array_index (other->values, gint64, c));
          }
    }
}

static SekFact *
add_row_fact (GPtrArray *facts, const TopicRow *row, guint number, const SekBudgetColumn *column, SekQuantity kind,
              gint64 value, const char *what)
{
  SekFact *fact = add_fact (facts, kind, value, g_strdup_printf ("%s, %s%s", row->name, column->title, what),
                            (int) column->year, column_stem (column));

  fact->topics = g_strdupv (row->topics);
  fact->all = g_strdupv (row->all);
  fact->first_tells = row->first_tells;
  fact->is_total = row->is_total;
  fact->row = number;
  fact->column_id = column->id;
  fact->base_id = column->base_column;
  return fact;
}

/* What a row says in one column: its figure, its share, and its change from the base column. whole: the sum of its
 * section, or SEK_NONE. */
static void
add_cell (GPtrArray *facts, const TopicRow *row, guint number, const SekBudgetColumn *column, gint64 value, gint64 base,
          gint64 whole)
{
  gboolean actual = sek_budget_is_actual (column);
  const char *word = actual ? "avvik" : "endring";
  g_autofree char *what = g_strdup_printf (": %s", word), *percent = g_strdup_printf (": %s i prosent", word);
  SekFact *fact;
  gint64 change;

  add_row_fact (facts, row, number, column, SEK_QUANTITY_MONEY, value, "");
  if (row->share_of != NULL && whole != SEK_NONE && whole > 0 && value > 0)
    {
      fact = add_row_fact (facts, row, number, column, SEK_QUANTITY_PERCENT, sek_fact_percent_of (value, whole),
                           ": andel av summen");
      fact->share_of = g_strdupv ((char **) row->share_of);
    }
  change = base == SEK_NONE ? SEK_NONE : actual ? sek_budget_minus (base, value) : sek_budget_minus (value, base);
  if (change == SEK_NONE || change == 0)
    return;
  fact = add_row_fact (facts, row, number, column, SEK_QUANTITY_MONEY, change, what);
  fact->deviation = actual;
  fact->change = !actual;
  if (base == 0)
    return;
  fact = add_row_fact (facts, row, number, column, SEK_QUANTITY_PERCENT, sek_fact_percent_of (change, ABS (base)),
                       percent);
  fact->deviation = actual;
  fact->change = !actual;
}

static void
add_budget (GPtrArray *facts, SekRegister *reg, SekLanguage language)
{
  g_autoptr (GArray) columns = sek_budget_columns (reg);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) topic_row_free);

  add_figures (rows, reg, columns, language);
  add_projects (rows, reg, columns);
  add_groups (rows, columns->len);
  for (guint c = 0; c < columns->len; c++)
    {
      const SekBudgetColumn *column = sek_register_get_budget_column (reg, g_array_index (columns, gint64, c));
      gint64 income = sek_budget_sum (reg, SEK_SECTION_INCOME, column->id),
             expenses = sek_budget_sum (reg, SEK_SECTION_EXPENSE, column->id);
      guint base_at = 0;

      while (base_at < columns->len && g_array_index (columns, gint64, base_at) != column->base_column)
        base_at++;
      for (guint r = 0; r < rows->len; r++)
        {
          const TopicRow *row = rows->pdata[r];
          gint64 value = g_array_index (row->values, gint64, c), base = SEK_NONE, whole = SEK_NONE;

          if (value == SEK_NONE)
            continue;
          if (base_at < columns->len)
            base = g_array_index (row->values, gint64, base_at);
          if (row->share_of != NULL)
            whole = g_str_equal (row->share_of[0], "inntekt") ? income : expenses;
          add_cell (facts, row, r + 1, column, value, base, whole);
        }
    }
}

/* Inhabitants and fees of the members whose names the text has; others are not looked up, for there may be a hundred
 * thousand. */
static void
add_members (GPtrArray *facts, SekRegister *reg, const char *text)
{
  static const char *const fee_words[] = {
    "kontingent", "betal", "faktur", "bidr", NULL }, *const people[] = { "innbygg", "folketal", NULL,
  };
  SekTableIter iter, rates;
  const SekMember *member;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_MEMBER));
  while ((member = (const SekMember *) sek_table_iter_next (&iter)) != NULL)
    {
      const SekFeeRate *rate;

      if (member->name == NULL || strstr (text, member->name) == NULL)
        continue;
      sek_table_iter_init (&rates, sek_register_get_table (reg, SEK_FEE_RATE));
      while ((rate = (const SekFeeRate *) sek_table_iter_next (&rates)) != NULL)
        {
          SekFact *fact;
          SekFee fee;

          if (rate->kind != member->kind)
            continue;
          sek_fee_of (reg, member, (int) rate->year, &fee);
          if (!fee.active)
            continue;
          if (fee.persons != SEK_NONE)
            {
              fact = add_fact (facts, SEK_QUANTITY_PERSONS, fee.persons,
                               g_strdup_printf ("%s, innbyggere 1. januar %d", member->name, (int) rate->year - 1),
                               (int) rate->year - 1, "");
              fact->topics = g_strdupv ((char **) people);
              fact->phrase = sek_fact_fold (member->name);
            }
          if (fee.invoice != SEK_NONE)
            {
              fact = add_fact (facts, SEK_QUANTITY_MONEY, fee.invoice,
                               g_strdup_printf ("%s, kontingent %d", member->name, (int) rate->year), (int) rate->year,
                               "");
              fact->topics = g_strdupv ((char **) fee_words);
              fact->phrase = sek_fact_fold (member->name);
            }
        }
    }
}

static const char *const rate_words[] = { "kontingent", "sats", NULL };

/* What a rate is made of: the rate with how it changed, and amounts. */
static void
add_terms (GPtrArray *facts, SekRegister *reg, const SekFeeRate *rate)
{
  const struct { gint64 value; const char *label; } amounts[] = {
    { rate->base, "grunnbeløp for kontingent" }, { rate->minimum, "minstebeløp for kontingent" },
    { rate->maximum, "høyeste beløp for kontingent" }, { rate->total, "kontingent som fordeles" },
  };
  const SekFeeRate *before = sek_fees_get_rate (reg, (int) rate->year - 1, rate->kind);
  int year = (int) rate->year;
  SekFact *fact;

  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    if (amounts[i].value != SEK_NONE && amounts[i].value != 0)
      {
        fact = add_fact (facts, SEK_QUANTITY_MONEY, amounts[i].value, g_strdup_printf ("%s %d", amounts[i].label, year),
                         year, "");
        fact->topics = g_strdupv ((char **) rate_words);
      }
  if (rate->rate == SEK_NONE || rate->model != SEK_FEE_MODEL_RATE)
    return;
  fact = add_fact (facts, SEK_QUANTITY_MONEY, rate->rate, g_strdup_printf ("kontingentsats %d", year), year, "");
  fact->topics = g_strdupv ((char **) rate_words);
  fact->is_rate = TRUE;
  if (before == NULL || before->rate == SEK_NONE || before->rate <= 0)
    return;
  fact = add_fact (facts, SEK_QUANTITY_PERCENT, (rate->rate - before->rate) * 100000 / before->rate,
                   g_strdup_printf ("kontingentsats %d: endring i prosent", year), year, "");
  fact->topics = g_strdupv ((char **) rate_words);
  fact->change = TRUE;
}

static void
add_rates (GPtrArray *facts, SekRegister *reg)
{
  static const char *const people[] = { "innbygg", "folketal", NULL }, *const members[] = { "medlem", NULL };
  SekTableIter iter;
  const SekFeeRate *rate;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_FEE_RATE));
  while ((rate = (const SekFeeRate *) sek_table_iter_next (&iter)) != NULL)
    {
      const SekFeeTotals *totals = sek_fees_get_totals (reg, (int) rate->year);
      SekFact *fact;

      if (sek_fees_get_rate (reg, (int) rate->year, rate->kind) == NULL)
        continue;
      add_terms (facts, reg, rate);
      if (totals->n_payers == 0)
        continue;
      fact = add_fact (facts, SEK_QUANTITY_MONEY, totals->invoices,
                       g_strdup_printf ("beregnet kontingent %d", (int) rate->year), (int) rate->year, "");
      fact->topics = g_strdupv ((char **) rate_words);
      fact = add_fact (facts, SEK_QUANTITY_PERSONS, totals->persons[rate->kind],
                       g_strdup_printf ("innbyggere 1. januar %d", (int) rate->year - 1), (int) rate->year - 1, "");
      fact->topics = g_strdupv ((char **) people);
      fact = add_fact (facts, SEK_QUANTITY_MEMBERS, totals->n_active,
                       g_strdup_printf ("medlemmer 1. januar %d", (int) rate->year), (int) rate->year, "");
      fact->topics = g_strdupv ((char **) members);
    }
}

GPtrArray *
sek_facts_make (SekRegister *reg, const char *text, SekLanguage language)
{
  GPtrArray *facts = g_ptr_array_new_with_free_func ((GDestroyNotify) sek_fact_free);

  add_members (facts, reg, text);
  add_budget (facts, reg, language);
  add_rates (facts, reg);
  return facts;
}
