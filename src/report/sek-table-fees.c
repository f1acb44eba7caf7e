/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-fees.h"
#include "sek-number.h"
#include "sek-report-private.h"
#include "sek-view.h"

/* Kontingent: a row per member that pays in the year, in kroner, each fee with the formula that gives it. */

enum { NUMBER, NAME, SUBREGION, BASIS, PERSONS, RATE, FEE };

/* Rows are filled when the book is written, and by then the report may be gone: what they need is here, the register by
 * the view's reference. */
typedef struct
{
  SekView         *view;
  const SekColumn *number;
  const SekColumn *subregion;
  SekExpr         *rate_exprs[2]; /* by member kind */
  SekExpr         *fee_exprs[2];  /* made with the first row that needs one */
} Fees;

static const char *const rate_names[] = { "Sats_kommune", "Sats_fylkeskommune" };

static void
free_fees (gpointer data)
{
  Fees *fees = data;

  for (int kind = 0; kind < 2; kind++)
    {
      g_clear_pointer (&fees->rate_exprs[kind], sek_expr_unref);
      g_clear_pointer (&fees->fee_exprs[kind], sek_expr_unref);
    }
  sek_view_free (fees->view);
  g_free (fees);
}

static gboolean
is_payer (const SekScope *scope, gint64 row, gpointer user_data)
{
  return sek_member_is_active (sek_register_get_member (scope->reg, row), SEK_DATE (scope->year, 1, 1));
}

static SekExpr *
kroner (gint64 ore)
{
  return sek_expr_decimal (ore, 2);
}

static SekExpr *
kroner_or_none (gint64 ore)
{
  return ore != SEK_NONE ? kroner (ore) : NULL;
}

static SekExpr *
fee_expr (const SekFeeRate *rate)
{
  return _sek_report_fee_expr (rate, rate->base != 0 ? kroner_or_none (rate->base) : NULL,
                               sek_expr_cell (NULL, NULL, "rate"), sek_expr_cell (NULL, NULL, "persons"),
                               kroner_or_none (rate->minimum), kroner_or_none (rate->maximum));
}

static void
fill_row (SekSheetRow *row, guint index, gpointer user_data)
{
  Fees *fees = user_data;
  const SekScope *scope = sek_view_get_scope (fees->view);
  SekRegister *reg = scope->reg;
  const SekMember *member = sek_register_get_member (reg, sek_view_get_row (fees->view, index));
  SekValue subregion = sek_column_read (fees->subregion, scope, member->id);
  SekFee fee;

  sek_fee_of (reg, member, scope->year, &fee);
  sek_sheet_row_set (row, NUMBER, sek_column_read (fees->number, scope, member->id));
  sek_sheet_row_set (row, NAME, SEK_TEXT (member->name));
  if (subregion.type == SEK_VALUE_INTEGER)
    sek_sheet_row_set (row, SUBREGION, SEK_TEXT (sek_register_get_subregion (reg, subregion.integer)->name));
  sek_sheet_row_set (row, BASIS, SEK_INTEGER (sek_fees_basis_date (scope->year)));
  sek_sheet_row_set (row, PERSONS, _sek_report_value (fee.persons));
  if (fee.rate != NULL && fee.rate->rate != SEK_NONE)
    {
      sek_sheet_row_set (row, RATE, SEK_INTEGER (fee.rate->rate));
      sek_sheet_row_set_expr (row, RATE, sek_expr_ref (fees->rate_exprs[member->kind]));
    }
  if (fee.invoice == SEK_NONE)
    return;
  sek_sheet_row_set (row, FEE, SEK_INTEGER (fee.invoice));
  if (fees->fee_exprs[member->kind] == NULL)
    fees->fee_exprs[member->kind] = fee_expr (fee.rate);
  sek_sheet_row_set_expr (row, FEE, sek_expr_ref (fees->fee_exprs[member->kind]));
}

static void
add_rates (SekReport *self, SekBook *book, SekSheet *sheet)
{
  static const SekWord words[] = {
    { { "Sats %s, kr per innbygger", "Sats %s, kr per innbyggjar", "Rate %s, kr per inhabitant" } },
    { { "Sats %s for fylkeskommuner, kr per innbygger", "Sats %s for fylkeskommunar, kr per innbyggjar",
        "Rate %s for counties, kr per inhabitant" } },
  };
  static const char *const keys[] = { "rate-municipality", "rate-county" };

  for (int kind = 0; kind < 2; kind++)
    {
      const SekFeeRate *rate = sek_fees_get_rate (self->data.reg, self->options.year, kind);
      g_autofree char *label = _sek_report_dup_year (self, &words[kind], self->options.year);
      g_autofree char *name = _sek_report_dup_name (self, rate_names[kind]);
      SekSheetRow *row;

      if (rate == NULL || rate->rate == SEK_NONE)
        continue;
      row = sek_sheet_add_row (sheet, keys[kind], SEK_ROW_FACT);
      sek_sheet_row_set_as (row, NUMBER, SEK_CELL_TEXT, SEK_TEXT (label));
      sek_sheet_row_set_as (row, FEE, SEK_CELL_RATE, SEK_INTEGER (rate->rate));
      sek_book_add_name (book, name, sheet->info.key, keys[kind], "fee");
    }
}

static void
add_total (SekReport *self, SekBook *book, SekSheet *sheet, guint n)
{
  g_autofree char *name = _sek_report_dup_name (self, "Sum_kontingent");
  const SekFeeTotals *totals = sek_fees_get_totals (self->data.reg, self->options.year);
  SekSheetRow *row = sek_sheet_add_row (sheet, "total", SEK_ROW_SUM);
  gint64 persons = totals->persons[0] + totals->persons[1];

  sek_sheet_row_set (row, NAME, SEK_TEXT (_sek_report_text (self, &_sek_report_total_word)));
  /* Municipalities and counties count the same people: their sum would count them twice. */
  if (totals->persons[0] == 0 || totals->persons[1] == 0)
    {
      sek_sheet_row_set (row, PERSONS, n > 0 ? SEK_INTEGER (persons) : SEK_BLANK);
      if (n > 0)
        sek_sheet_row_set_expr (row, PERSONS,
                                sek_expr_call (SEK_FUNCTION_SUBTOTAL, sek_expr_data (NULL, "persons"), NULL));
    }
  sek_sheet_row_set (row, FEE, n > 0 ? SEK_INTEGER (totals->invoices) : SEK_BLANK);
  if (n > 0)
    sek_sheet_row_set_expr (row, FEE, sek_expr_call (SEK_FUNCTION_SUBTOTAL, sek_expr_data (NULL, "fee"), NULL));
  sek_book_add_name (book, name, sheet->info.key, "total", "fee");
}

/* «Satsen for kommuner er vedtatt 14.6.2022, sak 8/22.» */
static void
add_resolution (SekReport *self, SekSheet *sheet, const SekFeeRate *rate)
{
  static const SekWord words[] = {
    { { "Satsen for kommuner er vedtatt", "Satsen for kommunar er vedteken",
        "The rate for municipalities was adopted" } },
    { { "Satsen for fylkeskommuner er vedtatt", "Satsen for fylkeskommunar er vedteken",
        "The rate for counties was adopted" } },
  };
  g_autoptr (GString) note = NULL;

  if (rate == NULL || (rate->decided_on == SEK_NONE && rate->case_number == NULL))
    return;
  note = g_string_new (_sek_report_text (self, &words[rate->kind]));
  _sek_report_append_case (self, note, rate->decided_on, rate->case_number);
  g_string_append_c (note, '.');
  sek_sheet_add_note (sheet, note->str);
}

static void
add_notes (SekReport *self, SekSheet *sheet)
{
  static const SekWord basis = { { "Grunnlag: folketall %s (SSB).", "Grunnlag: folketal %s (SSB).",
                                   "Basis: population on %s (Statistics Norway)." } };
  static const SekWord rounded = { { "Hver kontingent er avrundet til hele kroner. Uten avrunding er summen %s.",
                                     "Kvar kontingent er avrunda til heile kroner. Utan avrunding er summen %s.",
                                     "Each fee is rounded to whole kroner. Without rounding the sum is %s." } };
  const SekFeeTotals *totals = sek_fees_get_totals (self->data.reg, self->options.year);
  g_autofree char *date = sek_date_format (sek_fees_basis_date (self->options.year), SEK_DATE_NUMERIC,
                                           self->options.language);
  g_autofree char *exact = sek_number_format_kroner (totals->exact);
  g_autofree char *basis_note = _sek_report_dup_text (self, &basis, date);
  g_autofree char *rounding_note = _sek_report_dup_text (self, &rounded, exact);

  for (int kind = 0; kind < 2; kind++)
    add_resolution (self, sheet, sek_fees_get_rate (self->data.reg, self->options.year, kind));
  sek_sheet_add_note (sheet, basis_note);
  if (totals->exact != totals->invoices)
    sek_sheet_add_note (sheet, rounding_note);
}

/* The fees of a year are part of its budget, whatever columns are shown: the status of that. */
static gint64
budget_of_year (SekReport *self)
{
  SekReport plain = *self;

  plain.options.columns = NULL;
  return _sek_report_main_column (&plain);
}

void
_sek_report_add_fees (SekReport *self, SekBook *book)
{
  static const SekWord caption = { { "Kontingent %s", "Kontingent %s", "Fees %s" } };
  static const SekWord heads[] = {
    { { "Nr.", "Nr.", "No." } }, { { "Medlem", "Medlem", "Member" } }, { { "Delregion", "Delregion", "Subregion" } },
    { { "Grunnlagsdato", "Grunnlagsdato", "Basis date" } }, { { "Folketall", "Folketal", "Population" } },
    { { "Sats, kr", "Sats, kr", "Rate, kr" } }, { { "Kontingent, kr", "Kontingent, kr", "Fee, kr" } },
  };
  static const struct { const char *key; SekCellKind kind; } columns[] = {
    { "number", SEK_CELL_CODE }, { "name", SEK_CELL_TEXT }, { "subregion", SEK_CELL_TEXT }, { "basis", SEK_CELL_DATE },
    { "persons", SEK_CELL_COUNT }, { "rate", SEK_CELL_RATE }, { "fee", SEK_CELL_AMOUNT },
  };
  g_autofree char *title = _sek_report_dup_year (self, &caption, self->options.year);
  Fees *fees = g_new0 (Fees, 1);
  SekSheet *sheet;
  guint n;

  fees->view = sek_view_new (self->data.reg, SEK_MEMBER);
  *sek_view_get_scope (fees->view) = (SekScope) { .reg = self->data.reg,
                                                  .date = SEK_DATE (self->options.year, 1, 1),
                                                  .year = self->options.year,
                                                  .language = self->options.language };
  for (int kind = 0; kind < 2; kind++)
    {
      g_autofree char *rate = _sek_report_dup_name (self, rate_names[kind]);

      fees->rate_exprs[kind] = sek_expr_name (rate);
    }
  fees->number = sek_column_find (SEK_MEMBER, "number", NULL);
  fees->subregion = sek_column_find (SEK_MEMBER, "subregion", NULL);
  sek_view_set_sort (fees->view, fees->number, FALSE);
  sek_view_set_filter (fees->view, is_payer, NULL);
  sek_view_update (fees->view);
  n = sek_view_get_size (fees->view);

  sheet = _sek_report_add_sheet (self, book, SEK_TABLE_FEES, title, SEK_KRONE, budget_of_year (self), 2, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = columns[i].key,
                                                     .head = _sek_report_text (self, &heads[i]),
                                                     .kind = columns[i].kind,
                                                     .unit = 100 });
  add_rates (self, book, sheet);
  sek_sheet_set_row_func (sheet, n, fill_row, fees, free_fees);
  add_total (self, book, sheet, n);
  add_notes (self, sheet);
}
