/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-kind.h"
#include "sek-rate-proposal.h"
#include "sek-report-private.h"

/* Satser: the fee rates over the years, a row for each year and kind of member, with what each changed from the year
 * before and what it yields. Columns that no rate uses are left out. Under the table stands how each rate came to be,
 * as it was worked out: the equation, the figures with their source, and where two tables of figures meet. */

typedef struct
{
  const char     *key;
  SekWord         head;
  SekCellKind     kind;
  const SekField *field; /* NULL: what is worked out */
  gboolean        always;
} Column;

enum { YEAR, KIND, MODEL, RATE, BASE, MINIMUM, MAXIMUM, TOTAL, EQUAL, CHANGE, PERSONS, FEES, DECIDED, CASE, N_COLUMNS };

typedef struct
{
  SekReport *report;
  SekSheet  *sheet;
  GPtrArray *rates;             /* const SekFeeRate *, by kind and then by year */
  Column     columns[N_COLUMNS];
  int        places[N_COLUMNS]; /* −1 for one that is left out */
} Rates;

static int
compare_rates (gconstpointer a, gconstpointer b)
{
  const SekFeeRate *one = *(const SekFeeRate *const *) a, *two = *(const SekFeeRate *const *) b;

  if (one->kind != two->kind)
    return one->kind < two->kind ? -1 : 1;
  return one->year < two->year ? -1 : one->year > two->year;
}

static GPtrArray *
list_rates (SekRegister *reg)
{
  GPtrArray *rates = g_ptr_array_new ();
  SekTableIter iter;
  const SekFeeRate *rate;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_FEE_RATE));
  while ((rate = (const SekFeeRate *) sek_table_iter_next (&iter)) != NULL)
    g_ptr_array_add (rates, (gpointer) rate);
  g_ptr_array_sort (rates, compare_rates);
  return rates;
}

static gboolean
is_used (Rates *self, const Column *column)
{
  for (guint i = 0; i < self->rates->len; i++)
    {
      SekValue value = sek_row_get (self->rates->pdata[i], column->field);

      if (value.type != SEK_VALUE_BLANK && (column->field->kind != SEK_KIND_CHOICE || value.integer != 0))
        return TRUE;
    }
  return FALSE;
}

static void
add_columns (Rates *self)
{
  const Column columns[N_COLUMNS] = {
    [YEAR] = { "year", { { "År", "År", "Year" } }, SEK_CELL_CODE, SEK_FIELD (fee_rate, year), TRUE },
    [KIND] = { "kind", { { "Gjelder", "Gjeld for", "Applies to" } }, SEK_CELL_TEXT, SEK_FIELD (fee_rate, kind), TRUE },
    [MODEL] = { "model", { { "Modell", "Modell", "Model" } }, SEK_CELL_TEXT, SEK_FIELD (fee_rate, model), FALSE },
    [RATE] = { "rate", { { "Sats, kr per\ninnbygger", "Sats, kr per\ninnbyggjar", "Rate, kr\nper inhabitant" } },
               SEK_CELL_RATE, SEK_FIELD (fee_rate, rate), FALSE },
    [BASE] = { "base", { { "Grunnbeløp", "Grunnbeløp", "Base\namount" } }, SEK_CELL_AMOUNT, SEK_FIELD (fee_rate, base),
               FALSE },
    [MINIMUM] = { "minimum", { { "Minste-\nbeløp", "Minste-\nbeløp", "Minimum" } }, SEK_CELL_AMOUNT,
                  SEK_FIELD (fee_rate, minimum), FALSE },
    [MAXIMUM] = { "maximum", { { "Høyeste\nbeløp", "Høgste\nbeløp", "Maximum" } }, SEK_CELL_AMOUNT,
                  SEK_FIELD (fee_rate, maximum), FALSE },
    [TOTAL] = { "total", { { "Sum som\nfordeles", "Sum som\nblir fordelt", "Total\nto share" } }, SEK_CELL_AMOUNT,
                SEK_FIELD (fee_rate, total), FALSE },
    [EQUAL] = { "equal", { { "Fordelt\nlikt", "Fordelt\nlikt", "Shared\nequally" } }, SEK_CELL_PERCENT,
                SEK_FIELD (fee_rate, equal_share), FALSE },
    [CHANGE] = { "change", { { "Endring", "Endring", "Change" } }, SEK_CELL_PERCENT, NULL, TRUE },
    [PERSONS] = { "persons",
                  { { "Folketall 1.1.\nåret før", "Folketal 1.1.\nåret før", "Population\n1 January before" } },
                  SEK_CELL_COUNT, NULL, TRUE },
    [FEES] = { "fees", { { "Kontingent\ni alt, kr", "Kontingent\ni alt, kr", "Fees\nin all, kr" } }, SEK_CELL_AMOUNT,
               NULL, TRUE },
    [DECIDED] = { "decided", { { "Vedtatt", "Vedteke", "Adopted" } }, SEK_CELL_DATE, SEK_FIELD (fee_rate, decided_on),
                  TRUE },
    [CASE] = { "case", { { "Sak", "Sak", "Case" } }, SEK_CELL_TEXT, SEK_FIELD (fee_rate, case_number), FALSE },
  };

  for (int c = 0; c < N_COLUMNS; c++)
    {
      self->columns[c] = columns[c];
      self->places[c] = columns[c].always || is_used (self, &columns[c])
                            ? sek_sheet_add_column (self->sheet, &(SekSheetColumn) {
                                                                     .key = columns[c].key,
                                                                     .head = _sek_report_text (self->report,
                                                                                               &columns[c].head),
                                                                     .kind = columns[c].kind,
                                                                     .unit = SEK_KRONE })
                            : -1;
    }
}

static int
find_column (const SekField *field)
{
  return sek_rate_is_rate_field (field) ? RATE : field == SEK_FIELD (fee_rate, total) ? TOTAL : BASE;
}

/* (this − last) / last, over the cells of the two years. */
static void
set_change (Rates *self, SekSheetRow *row, const SekFeeRate *rate, const char *key, const SekFeeRate *last)
{
  gint64 before, now;
  g_autofree char *last_key = NULL;
  const char *column;

  if (last == NULL || !sek_rate_get_change (self->report->data.reg, rate, &before, &now) || before == 0)
    return;
  last_key = _sek_report_row_key (last->id);
  column = self->columns[find_column (sek_rate_get_main_field (rate))].key;
  sek_sheet_row_set_percent (row, self->places[CHANGE], now - before, before);
  sek_sheet_row_set_expr (row, self->places[CHANGE],
                          sek_expr_share (sek_expr_difference (sek_expr_cell (NULL, key, column),
                                                               sek_expr_cell (NULL, last_key, column)),
                                          sek_expr_cell (NULL, last_key, column)));
}

static void
set_field (Rates *self, SekSheetRow *row, const SekFeeRate *rate, int column)
{
  const SekField *field = self->columns[column].field;
  SekValue value = sek_row_get ((const SekRow *) rate, field);
  int place = self->places[column];

  if (place < 0 || value.type == SEK_VALUE_BLANK
      || ((column == DECIDED || column == CASE) && !_sek_report_is_decided (self->report, rate)))
    return;
  if (column == EQUAL)
    sek_sheet_row_set_percent (row, place, value.integer, 10000);
  else if (field->kind == SEK_KIND_CHOICE || field->kind == SEK_KIND_YEAR)
    {
      g_autofree char *text = sek_kind_format (field, &value, 1, self->report->options.language);

      sek_sheet_row_set (row, place, SEK_TEXT (text));
    }
  else
    sek_sheet_row_set (row, place, value);
}

static void
add_rate (Rates *self, guint index)
{
  const SekFeeRate *rate = self->rates->pdata[index], *last = index > 0 ? self->rates->pdata[index - 1] : NULL;
  g_autofree char *key = _sek_report_row_key (rate->id);
  SekSheetRow *row = sek_sheet_add_row (self->sheet, key, SEK_ROW_NORMAL);
  SekRateYield yield;

  if (last != NULL && (last->kind != rate->kind || last->year != rate->year - 1))
    last = NULL;
  for (int c = 0; c < N_COLUMNS; c++)
    if (self->columns[c].field != NULL)
      set_field (self, row, rate, c);
  set_change (self, row, rate, key, last);
  sek_rate_get_yield (self->report->data.reg, rate, &yield);
  if (yield.n_payers == 0)
    return;
  sek_sheet_row_set (row, self->places[PERSONS], SEK_INTEGER (yield.persons));
  sek_sheet_row_set (row, self->places[FEES], _sek_report_value (yield.fees));
}

void
_sek_report_add_no_payers (SekReport *self, SekSheet *sheet, SekRegister *reg, const SekFeeRate *rate)
{
  g_autofree char *note = NULL;

  if (rate->kind >= SEK_N_MEMBER_KINDS || sek_fees_get_totals (reg, (int) rate->year)->n_active_of[rate->kind] > 0)
    return;
  note = sek_fees_dup_no_payers ((int) rate->year, rate->kind, self->options.language);
  sek_sheet_add_note (sheet, note);
}

static void
add_notes (Rates *self)
{
  static const SekWord change = {
    { "Endring er fra satsen året før, i prosent. En sats uten vedtaksdato er et forslag.",
      "Endring er frå satsen året før, i prosent. Ein sats utan vedtaksdato er eit framlegg.",
      "Change is from the rate of the year before, in per cent. A rate without a date of resolution is a proposal." }
  };
  SekLanguage language = self->report->options.language;

  sek_sheet_add_note (self->sheet, _sek_report_text (self->report, &change));
  for (guint i = 0; i < self->rates->len; i++)
    _sek_report_add_no_payers (self->report, self->sheet, self->report->data.reg, self->rates->pdata[i]);
  for (guint i = 0; i < self->rates->len; i++)
    {
      const SekFeeRate *rate = self->rates->pdata[i];
      g_autofree char *note = NULL;

      if (rate->basis == NULL)
        continue;
      note = g_strdup_printf ("%" G_GINT64_FORMAT ", %s: %s", rate->year,
                              sek_kind_get_choice_word (SEK_FIELD (fee_rate, kind), rate->kind, language),
                              rate->basis);
      sek_sheet_add_note (self->sheet, note);
    }
}

void
_sek_report_add_rates (SekReport *self, SekBook *book)
{
  g_autoptr (GPtrArray) rates = list_rates (self->data.reg);
  Rates table = { .report = self, .rates = rates };

  table.sheet = _sek_report_add_sheet (self, book, SEK_TABLE_RATES, NULL, SEK_KRONE, 0, 2, FALSE);
  add_columns (&table);
  for (guint i = 0; i < rates->len; i++)
    add_rate (&table, i);
  add_notes (&table);
}
