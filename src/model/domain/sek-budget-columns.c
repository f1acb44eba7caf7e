/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-budget.h"

#include <string.h>

#include "sek-collate.h"
#include "sek-kind.h"
#include "sek-money.h"

typedef struct
{
  gint64 id;
  gint64 key[4];
} Timed;

static int
compare_timed (gconstpointer a, gconstpointer b)
{
  const Timed *p = a, *q = b;

  for (int i = 0; i < 4; i++)
    if (p->key[i] != q->key[i])
      return p->key[i] < q->key[i] ? -1 : 1;
  return 0;
}

static Timed
get_time (const SekBudgetColumn *column)
{
  static const int rank[] = {
    [SEK_COLUMN_KIND_PROPOSAL] = 0, [SEK_COLUMN_KIND_BUDGET] = 1, [SEK_COLUMN_KIND_ADJUSTED] = 2,
    [SEK_COLUMN_KIND_FORECAST] = 3, [SEK_COLUMN_KIND_ACCOUNTS] = 4, [SEK_COLUMN_KIND_PLAN] = 5,
  };

  return (Timed) { column->id, { column->year, rank[sek_kind_choice_or (column->kind, G_N_ELEMENTS (rank), 0)],
                                 column->figures_on, column->id } };
}

gboolean
sek_budget_is_later (const SekBudgetColumn *column, const SekBudgetColumn *than)
{
  const Timed a = get_time (column), b = get_time (than);

  return compare_timed (&a, &b) > 0;
}

GArray *
sek_budget_columns (SekRegister *reg)
{
  g_autoptr (GArray) timed = g_array_new (FALSE, FALSE, sizeof (Timed));
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  SekTableIter iter;
  const SekBudgetColumn *column;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_BUDGET_COLUMN));
  while ((column = (const SekBudgetColumn *) sek_table_iter_next (&iter)) != NULL)
    {
      const Timed time = get_time (column);

      g_array_append_val (timed, time);
    }
  g_array_sort (timed, compare_timed);
  for (guint i = 0; i < timed->len; i++)
    g_array_append_val (ids, g_array_index (timed, Timed, i).id);
  return ids;
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  return *(const int *) b - *(const int *) a;
}

static void
add_years (SekRegister *reg, const SekField *field, GArray *years)
{
  SekTableIter iter;
  const SekRow *row;

  sek_table_iter_init (&iter, sek_register_get_table (reg, field->entity));
  while ((row = sek_table_iter_next (&iter)) != NULL)
    {
      int year = (int) row->slots[field->index].integer;
      gboolean known = FALSE;

      for (guint i = 0; !known && i < years->len; i++)
        known = g_array_index (years, int, i) == year;
      if (!known)
        g_array_append_val (years, year);
    }
}

GArray *
sek_budget_years (SekRegister *reg)
{
  GArray *years = g_array_new (FALSE, FALSE, sizeof (int));

  add_years (reg, SEK_FIELD (budget_column, year), years);
  add_years (reg, SEK_FIELD (fee_rate, year), years);
  g_array_sort (years, compare_newest_first);
  return years;
}

int
sek_budget_newest_year (SekRegister *reg)
{
  SekTableIter iter;
  const SekBudgetColumn *column;
  gint64 budget = 0, any = 0;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_BUDGET_COLUMN));
  while ((column = (const SekBudgetColumn *) sek_table_iter_next (&iter)) != NULL)
    {
      any = MAX (any, column->year);
      if (!sek_budget_is_actual (column) && column->kind != SEK_COLUMN_KIND_PLAN)
        budget = MAX (budget, column->year);
    }
  return (int) (budget != 0 ? budget : any);
}

GArray *
sek_budget_columns_of (SekRegister *reg, int year)
{
  GArray *columns = sek_budget_columns (reg);

  for (guint i = columns->len; i > 0; i--)
    {
      const SekBudgetColumn *column = sek_register_get_budget_column (reg, g_array_index (columns, gint64, i - 1));

      if (column->year != year && column->year != year - 1)
        g_array_remove_index (columns, i - 1);
    }
  return columns;
}

gint64
sek_budget_changed_column (SekRegister *reg, int year)
{
  g_autoptr (GArray) columns = sek_budget_columns (reg);

  for (guint i = columns->len; i > 0; i--)
    {
      const SekBudgetColumn *column = sek_register_get_budget_column (reg, g_array_index (columns, gint64, i - 1));

      if (column->year == year && column->base_column != SEK_NONE)
        return column->id;
    }
  return 0;
}

gint64
sek_budget_get_unit (SekRegister *reg, gint64 id)
{
  const SekBudgetColumn *column = sek_register_get_budget_column (reg, id);

  return column != NULL ? column->unit : SEK_THOUSAND;
}

gint64
sek_budget_get_step (SekRegister *reg, gint64 id)
{
  const SekBudgetColumn *column = sek_register_get_budget_column (reg, id);

  return column != NULL && column->kind == SEK_COLUMN_KIND_ACCOUNTS ? 1 : sek_budget_get_unit (reg, id);
}

/* Breaks a head at the space that leaves the first line shortest but one word at least, so that «Forslag budsjett 2023»
 * stands as «Forslag» over «budsjett 2023». */
static char *
break_head (const char *text)
{
  char *head = g_strdup (text);
  char *space = strchr (head, ' ');

  if (space != NULL)
    *space = '\n';
  return head;
}

char *
sek_budget_dup_head (SekRegister *reg, gint64 id, SekLanguage language)
{
  static const SekWord as_of = { { "per %s", "per %s", "as of %s" } };
  const SekBudgetColumn *column = sek_register_get_budget_column (reg, id);
  g_autofree char *year = NULL, *title = NULL;

  if (column == NULL)
    return g_strdup ("");
  year = g_strdup_printf ("%d", (int) column->year);
  title = strstr (column->title, year) != NULL ? g_strdup (column->title)
                                               : g_strdup_printf ("%s %s", column->title, year);
  if (column->figures_on != SEK_NONE)
    {
      g_autofree char *date = sek_date_format ((SekDate) column->figures_on, SEK_DATE_TOLD, language);
      g_autofree char *words = sek_fill (sek_word (&as_of, language), date, NULL);

      /* «Regnskap per 30.9.2023» says it. */
      return strstr (title, date) != NULL ? break_head (title) : g_strdup_printf ("%s\n%s", title, words);
    }
  return break_head (title);
}

char *
sek_budget_dup_change_head (SekRegister *reg, gint64 id, gint64 base, SekLanguage language)
{
  static const SekWord change = { { "Endring fra", "Endring frå", "Change from" } };
  static const SekWord deviation = { { "Avvik fra", "Avvik frå", "Deviation from" } };
  const SekBudgetColumn *from = sek_register_get_budget_column (reg, base);
  g_autofree char *title = NULL;

  if (from == NULL)
    return g_strdup ("");
  title = sek_collate_lower_first (from->title);
  return g_strdup_printf ("%s\n%s", sek_word (sek_budget_is_deviation (reg, id, base) ? &deviation : &change, language),
                          title);
}
