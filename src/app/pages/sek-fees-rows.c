/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-fees-rows.h"

#include <glib/gi18n-lib.h>

#include "sek-choices.h"
#include "sek-error.h"
#include "sek-index.h"

/* --- the columns of rates ----------------------------------------------------------------------------------------- */

static const struct { const char *id; gboolean always; } rate_columns[] = {
  { "year", TRUE }, { "kind", TRUE }, { "model", FALSE }, { "rate", TRUE }, { "base", FALSE }, { "minimum", FALSE },
  { "maximum", FALSE }, { "total", FALSE }, { "equal_share", FALSE }, { "change", TRUE }, { "persons", TRUE },
  { "fees", TRUE }, { "decided_on", TRUE }, { "case_number", TRUE },
};

static gboolean
is_used (SekRegister *reg, const char *id)
{
  const SekField *field = sek_entity_find_field (sek_entity_get (SEK_FEE_RATE), id);
  SekTableIter iter;
  const SekRow *row;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_FEE_RATE));
  while ((row = sek_table_iter_next (&iter)) != NULL)
    {
      SekValue value = sek_row_get (row, field);

      if (value.type != SEK_VALUE_BLANK && (field != SEK_FIELD (fee_rate, model) || value.integer != 0))
        return TRUE;
    }
  return FALSE;
}

gint64
sek_fees_rows_find_used (SekRegister *reg)
{
  gint64 used = 0;

  for (guint i = 0; i < G_N_ELEMENTS (rate_columns); i++)
    if (rate_columns[i].always || is_used (reg, rate_columns[i].id))
      used |= (gint64) 1 << i;
  return used;
}

guint
sek_fees_rows_list_columns (gint64 used, const SekColumn *columns[SEK_FEES_MOST_COLUMNS])
{
  guint n = 0;

  G_STATIC_ASSERT (G_N_ELEMENTS (rate_columns) <= SEK_FEES_MOST_COLUMNS);
  for (guint i = 0; i < G_N_ELEMENTS (rate_columns); i++)
    if (used & (gint64) 1 << i)
      columns[n++] = sek_column_find (SEK_FEE_RATE, rate_columns[i].id, NULL);
  return n;
}

/* --- new rows ----------------------------------------------------------------------------------------------------- */

gint64
sek_fees_rows_add_index (const SekScope *scope, SekChangeset *changeset, GError **error)
{
  g_autofree char *year = g_strdup_printf ("%d", sek_date_year (sek_date_today ()) - 1);

  /* Of a series of its own until somebody says which: an index without its base year says nothing. */
  return sek_column_add_row (scope, SEK_PRICE_INDEX, 3, (const char *const[]) { "name", "series", "base" },
                             (const char *const[]) { _("New price index"), "other", year }, changeset, error);
}

/* The month after the newest figure, of the index whose figure the cursor stands on. */
gint64
sek_fees_rows_add_figure (const SekScope *scope, gint64 beside, SekChangeset *changeset, GError **error)
{
  SekRegister *reg = scope->reg;
  const SekIndexFigure *here = sek_register_get_index_figure (reg, beside), *figure;
  g_autoptr (GArray) series = sek_index_list_series (reg);
  gint64 index = here != NULL ? here->price_index : series->len > 0 ? g_array_index (series, gint64, 0) : 0;
  SekMonth newest = 0;
  SekTableIter iter;
  g_autofree char *key = NULL, *period = NULL;

  if (index == 0)
    {
      g_set_error_literal (error, SEK_ERROR, SEK_ERROR_REFUSED,
                           _("Import a price index from Statistics Norway first, or add one by hand."));
      return 0;
    }
  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_INDEX_FIGURE));
  while ((figure = (const SekIndexFigure *) sek_table_iter_next (&iter)) != NULL)
    if (figure->price_index == index)
      newest = MAX (newest, (SekMonth) figure->period);
  if (newest == 0)
    newest = SEK_MONTH (sek_date_year (sek_date_today ()) - 1, 0);
  else if (sek_month_month (newest) == 0 || sek_month_month (newest) == 12)
    newest = SEK_MONTH (sek_month_year (newest) + 1, sek_month_month (newest) == 0 ? 0 : 1);
  else
    newest++;
  key = g_strdup_printf ("#%" G_GINT64_FORMAT, index);
  period = sek_month_format (newest, SEK_MONTH_ISO, SEK_LANGUAGE_NB);
  return sek_column_add_row (scope, SEK_INDEX_FIGURE, 3, (const char *const[]) { "price_index", "period", "value" },
                             (const char *const[]) { key, period,
                                                     sek_register_get_price_index (reg, index)->series
                                                             == SEK_INDEX_SERIES_DEFLATOR ? "0" : "100" },
                             changeset, error);
}

/* --- over a proposal ---------------------------------------------------------------------------------------------- */

void
sek_fees_fill_steps (GtkDropDown *chooser, gboolean is_rate, guint selected)
{
  guint n;
  const gint64 *steps = sek_rate_get_steps (is_rate, &n);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (texts, sek_rate_step_dup_text (steps[i], sek_program_language ()));
  g_ptr_array_add (texts, NULL);
  sek_choices_set (chooser, (const char *const *) texts->pdata, selected);
}

gboolean
sek_fees_has_amounts (const SekFeeRate *before)
{
  const SekField *terms[5];
  guint n = before != NULL ? sek_rate_list_terms (before, terms) : 0;

  return n > 1 || (n == 1 && !sek_rate_is_rate_field (terms[0]));
}

guint
sek_fees_count_waiting (SekRegister *reg)
{
  guint n = 0;

  for (gint64 kind = 0; kind < SEK_N_MEMBER_KINDS; kind++)
    {
      const SekFeeRate *rate = sek_rate_find (reg, sek_rate_get_year (reg, kind), kind);

      n += rate != NULL && rate->decided_on == SEK_NONE && rate->basis != NULL;
    }
  return n;
}
