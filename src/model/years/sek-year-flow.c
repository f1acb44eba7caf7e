/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-year-flow.h"

#include <stdlib.h>

#include "sek-fees.h"
#include "sek-number.h"
#include "sek-seal.h"
#include "sek-value.h"

static void
clear_item (gpointer data)
{
  g_free (((SekYearFlowItem *) data)->name);
}

void
sek_year_flow_free (SekYearFlow *self)
{
  g_array_unref (self->items);
  g_free (self);
}

static gint64
or_zero (gint64 value)
{
  return value != SEK_NONE ? value : 0;
}

static void
add_item (GArray *items, SekFlowKind kind, gint64 line, gint64 value, const char *name)
{
  SekYearFlowItem item = { kind, line, value, g_strdup (name) };

  g_array_append_val (items, item);
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  gint64 one = ((const SekYearFlowItem *) a)->value, other = ((const SekYearFlowItem *) b)->value;

  return (one < other) - (one > other);
}

/* All beyond most become one item; one alone keeps its name. */
static void
gather_rest (GArray *items, guint most, SekLanguage language)
{
  static const SekWord words = { { "%s andre poster", "%s andre postar", "%s other lines" } };
  g_autofree char *count = NULL, *name = NULL;
  gint64 sum = 0;

  if (items->len <= most || most == 0)
    return;
  for (guint i = most - 1; i < items->len; i++)
    sum = or_zero (sek_budget_plus (sum, g_array_index (items, SekYearFlowItem, i).value));
  count = sek_number_in_language (sek_number_format_count (items->len - most + 1), language);
  name = sek_fill (sek_word (&words, language), count, NULL);
  g_array_set_size (items, most - 1);
  add_item (items, SEK_FLOW_REST, 0, sum, name);
}

/* The register that has the column's lines by their names: of a sealed column what was adopted. */
static SekRegister *
get_lines_of (SekRegister *reg, gint64 column)
{
  SekRegister *copy = sek_seal_get_budget (reg, column);

  return copy != NULL ? copy : reg;
}

/* The lines of a section and what the reserve does, if that is not 0. */
static void
add_list (SekYearFlow *self, SekRegister *reg, gint64 section, gint64 reserve, guint most, SekLanguage language)
{
  static const SekWord headings[] = { { { "Kommer fra", "Kjem frå", "Comes from" } },
                                      { { "Går til", "Går til", "Goes to" } } };
  static const SekWord reserves[] = { { { "Bruk av reserven", "Bruk av reserven", "Use of the reserve" } },
                                      { { "Til reserven", "Til reserven", "To the reserve" } } };
  gboolean to = section == SEK_SECTION_EXPENSE;
  SekRegister *lines_of = get_lines_of (reg, self->column);
  g_autoptr (GArray) lines = sek_budget_lines (lines_of, section);
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (SekYearFlowItem));

  g_array_set_clear_func (items, clear_item);
  for (guint i = 0; i < lines->len; i++)
    {
      gint64 line = g_array_index (lines, gint64, i);
      SekBudgetCell cell;

      sek_budget_read (reg, line, self->column, &cell);
      if (or_zero (cell.value) != 0)
        add_item (items, SEK_FLOW_LINE, line, cell.value, sek_register_get_budget_line (lines_of, line)->name);
    }
  if (reserve > 0)
    add_item (items, SEK_FLOW_RESERVE, 0, reserve, sek_word (&reserves[to], language));
  g_array_sort (items, compare_items);
  gather_rest (items, most, language);
  if (items->len == 0)
    return;
  add_item (self->items, SEK_FLOW_HEADING, 0, or_zero (sek_budget_plus (to ? self->expense : self->income, reserve)),
            sek_word (&headings[to], language));
  for (guint i = 0; i < items->len; i++)
    {
      const SekYearFlowItem *item = &g_array_index (items, SekYearFlowItem, i);

      add_item (self->items, item->kind, item->line, item->value, item->name);
    }
}

SekYearFlow *
sek_year_flow_new (SekRegister *reg, gint64 column, guint most, SekLanguage language)
{
  SekYearFlow *self = g_new0 (SekYearFlow, 1);

  self->column = column;
  self->items = g_array_new (FALSE, FALSE, sizeof (SekYearFlowItem));
  g_array_set_clear_func (self->items, clear_item);
  self->income = or_zero (sek_budget_sum (reg, SEK_SECTION_INCOME, column));
  self->expense = or_zero (sek_budget_sum (reg, SEK_SECTION_EXPENSE, column));
  self->reserve = or_zero (sek_budget_minus (self->expense, self->income));
  add_list (self, reg, SEK_SECTION_INCOME, MAX (self->reserve, 0), most, language);
  add_list (self, reg, SEK_SECTION_EXPENSE, MAX (-self->reserve, 0), most, language);
  return self;
}

/* --- words -------------------------------------------------------------------------------------------------------- */

char *
sek_year_flow_dup_finding (SekRegister *reg, const SekYearFlow *self, SekLanguage language)
{
  static const SekWord covers = { { "Reserven dekker %s av utgiftene", "Reserven dekkjer %s av utgiftene",
                                    "The reserve covers %s of the expenses" } };
  static const SekWord adds = { { "%s legges til reserven", "%s blir lagt til reserven",
                                  "%s is added to the reserve" } };
  static const SekWord even = { { "Inntektene dekker utgiftene", "Inntektene dekkjer utgiftene",
                                  "Income covers the expenses" } };
  gint64 unit = sek_budget_get_unit (reg, self->column);
  g_autofree char *figure = sek_number_in_language (sek_number_format_amount (ABS (self->reserve), unit, 0), language);

  if (self->reserve == 0)
    return g_strdup (sek_word (&even, language));
  return sek_fill (sek_word (self->reserve > 0 ? &covers : &adds, language), figure, NULL);
}

char *
sek_year_flow_dup_subtitle (SekRegister *reg, const SekYearFlow *self, SekLanguage language)
{
  static const SekWord words = { { "%s. Sats %s, %s innbyggere", "%s. Sats %s, %s innbyggjarar",
                                   "%s. Rate %s, %s inhabitants" } };
  const SekBudgetColumn *column = sek_register_get_budget_column (reg, self->column);
  const SekFeeRate *rate;
  g_autofree char *money = NULL, *count = NULL;
  const SekFeeTotals *totals;

  g_return_val_if_fail (column != NULL, NULL);
  /* What the register has by now is not what an adopted column came from. */
  if (get_lines_of (reg, self->column) != reg)
    return g_strdup (column->title);
  rate = sek_fees_get_rate (reg, (int) column->year, SEK_MEMBER_KIND_MUNICIPALITY);
  if (rate == NULL || rate->rate == SEK_NONE)
    return g_strdup (column->title);
  totals = sek_fees_get_totals (reg, (int) column->year);
  if (totals->persons[SEK_MEMBER_KIND_MUNICIPALITY] <= 0)
    return g_strdup (column->title);
  money = sek_number_in_language (sek_number_format_kroner (rate->rate), language);
  count = sek_number_in_language (sek_number_format_count (totals->persons[SEK_MEMBER_KIND_MUNICIPALITY]), language);
  return sek_fill (sek_word (&words, language), column->title, money, count, NULL);
}
