/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-fees.h"
#include "sek-kind.h"
#include "sek-number.h"
#include "sek-report-private.h"
#include "sek-status.h"
#include "sek-view.h"

/* Kontingent: a row per member that pays in the year, in kroner, each fee with the formula that gives it. What is the
 * same for all stands above the table: the day of the populations, and the rate, base amount and limits of each kind of
 * member. A population says where it is from: under the table where all are from one place, else in a column. */

enum { NUMBER, NAME, SUBREGION, PERSONS };

/* Rows are filled when the book is written, and by then the report may be gone: what they need is here, the register by
 * the view's reference. */
typedef struct
{
  SekView         *view;
  const SekColumn *number;
  const SekColumn *subregion;
  gboolean         kinds[2];      /* of the members that pay */
  gboolean         has_sources;   /* several, so that each row has its own */
  const char      *source;        /* else that of all populations; NULL for none */
  int              rate_column;   /* -1 where all have the same */
  int              source_column; /* -1 where all have the same */
  int              fee_column;
  SekExpr         *rate_exprs[2]; /* by member kind */
  SekExpr         *fee_exprs[2];  /* made with the first row that needs one */
  char            *names[2][4];   /* of the cells above the table; NULL for one that is not there */
} Fees;

/* What a rate is made of, in the order of the lines above the table. */
enum { RATE, BASE, MINIMUM, MAXIMUM, N_TERMS };

static const struct
{
  const char *name; /* of the cell, with the kind after it */
  const char *key;  /* likewise */
  SekWord     label[2];
} terms[N_TERMS] = {
  { "Sats", "rate",
    { { { "Sats %s, kr per innbygger", "Sats %s, kr per innbyggjar", "Rate %s, kr per inhabitant" } },
      { { "Sats %s for fylkeskommuner, kr per innbygger", "Sats %s for fylkeskommunar, kr per innbyggjar",
          "Rate %s for counties, kr per inhabitant" } } } },
  { "Grunnbelop", "base",
    { { { "Grunnbeløp %s, kr", "Grunnbeløp %s, kr", "Base amount %s, kr" } },
      { { "Grunnbeløp %s for fylkeskommuner, kr", "Grunnbeløp %s for fylkeskommunar, kr",
          "Base amount %s for counties, kr" } } } },
  { "Minstebelop", "minimum",
    { { { "Minstebeløp %s, kr", "Minstebeløp %s, kr", "Minimum %s, kr" } },
      { { "Minstebeløp %s for fylkeskommuner, kr", "Minstebeløp %s for fylkeskommunar, kr",
          "Minimum %s for counties, kr" } } } },
  { "Hoyeste_belop", "maximum",
    { { { "Høyeste beløp %s, kr", "Høgste beløp %s, kr", "Maximum %s, kr" } },
      { { "Høyeste beløp %s for fylkeskommuner, kr", "Høgste beløp %s for fylkeskommunar, kr",
          "Maximum %s for counties, kr" } } } },
};

static const char *const kind_words[] = { "kommune", "fylkeskommune" };
static const char *const kind_keys[] = { "municipality", "county" };

static gint64
get_term (const SekFeeRate *rate, int term)
{
  const gint64 values[N_TERMS] = { rate->rate, rate->base, rate->minimum, rate->maximum };

  return term == BASE && values[term] == 0 ? SEK_NONE : values[term];
}

static void
free_fees (gpointer data)
{
  Fees *fees = data;

  for (int kind = 0; kind < 2; kind++)
    {
      g_clear_pointer (&fees->rate_exprs[kind], sek_expr_unref);
      g_clear_pointer (&fees->fee_exprs[kind], sek_expr_unref);
      for (int term = 0; term < N_TERMS; term++)
        g_free (fees->names[kind][term]);
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
term_expr (Fees *fees, gint64 kind, int term)
{
  return fees->names[kind][term] != NULL ? sek_expr_name (fees->names[kind][term]) : NULL;
}

static SekExpr *
fee_expr (Fees *fees, const SekFeeRate *rate)
{
  SekExpr *per_person = term_expr (fees, rate->kind, RATE);

  return _sek_report_fee_expr (rate, term_expr (fees, rate->kind, BASE),
                               per_person != NULL ? per_person : sek_expr_number (0),
                               sek_expr_cell (NULL, NULL, "persons"), term_expr (fees, rate->kind, MINIMUM),
                               term_expr (fees, rate->kind, MAXIMUM));
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
  sek_sheet_row_set (row, PERSONS, _sek_report_value (fee.persons));
  if (fees->rate_column >= 0 && fee.rate != NULL && fee.rate->rate != SEK_NONE)
    {
      sek_sheet_row_set (row, fees->rate_column, SEK_INTEGER (fee.rate->rate));
      sek_sheet_row_set_expr (row, fees->rate_column, sek_expr_ref (fees->rate_exprs[member->kind]));
    }
  if (fees->source_column >= 0 && fee.persons != SEK_NONE)
    sek_sheet_row_set (row, fees->source_column,
                       SEK_TEXT (sek_fees_get_population (reg, member->id, scope->year)->source));
  if (fee.invoice == SEK_NONE)
    return;
  sek_sheet_row_set (row, fees->fee_column, SEK_INTEGER (fee.invoice));
  if (fees->fee_exprs[member->kind] == NULL)
    fees->fee_exprs[member->kind] = fee_expr (fees, fee.rate);
  sek_sheet_row_set_expr (row, fees->fee_column, sek_expr_ref (fees->fee_exprs[member->kind]));
}

/* Whether all have one kind and one source, and which. */
static void
look_through (SekReport *self, Fees *fees)
{
  SekRegister *reg = self->data.reg;
  gboolean any = FALSE, differ = FALSE;

  for (guint i = 0; i < sek_view_get_size (fees->view); i++)
    {
      const SekMember *member = sek_register_get_member (reg, sek_view_get_row (fees->view, i));
      const SekPopulation *population = sek_fees_get_population (reg, member->id, self->options.year);
      guint kind = sek_kind_choice_or (member->kind, 2, 2);

      if (kind < 2)
        fees->kinds[kind] = TRUE;
      /* A population that is not there comes from nowhere. */
      if (population == NULL)
        continue;
      differ |= any && fees->source != population->source && g_strcmp0 (fees->source, population->source) != 0;
      fees->source = population->source;
      any = TRUE;
    }
  fees->has_sources = differ;
}

static void
add_term (SekReport *self, SekBook *book, SekSheet *sheet, Fees *fees, const SekFeeRate *rate, int term)
{
  gint64 value = get_term (rate, term);
  g_autofree char *label = NULL, *key = NULL, *name = NULL, *plain = NULL;
  SekSheetRow *row;

  if (value == SEK_NONE)
    return;
  label = _sek_report_dup_year (self, &terms[term].label[rate->kind], self->options.year);
  key = g_strdup_printf ("%s-%s", terms[term].key, kind_keys[rate->kind]);
  plain = g_strdup_printf ("%s_%s", terms[term].name, kind_words[rate->kind]);
  name = _sek_report_dup_name (self, plain);
  row = sek_sheet_add_row (sheet, key, SEK_ROW_FACT);
  sek_sheet_row_set_as (row, NUMBER, SEK_CELL_TEXT, SEK_TEXT (label));
  sek_sheet_row_set_as (row, fees->fee_column, term == RATE || value % SEK_KRONE != 0 ? SEK_CELL_RATE : SEK_CELL_AMOUNT,
                        SEK_INTEGER (value));
  sek_book_add_name (book, name, sheet->info.key, key, "fee");
  fees->names[rate->kind][term] = g_steal_pointer (&name);
}

static void
add_basis (SekReport *self, SekBook *book, SekSheet *sheet, Fees *fees)
{
  static const SekWord basis = { { "Folketall per", "Folketal per", "Population on" } };
  SekSheetRow *row = sek_sheet_add_row (sheet, "basis", SEK_ROW_FACT);

  sek_sheet_row_set_as (row, NUMBER, SEK_CELL_TEXT, SEK_TEXT (_sek_report_text (self, &basis)));
  sek_sheet_row_set_as (row, fees->fee_column, SEK_CELL_DATE, SEK_INTEGER (sek_fees_basis_date (self->options.year)));
  for (int kind = 0; kind < 2; kind++)
    {
      const SekFeeRate *rate = sek_fees_get_rate (self->data.reg, self->options.year, kind);

      for (int term = 0; term < N_TERMS && rate != NULL; term++)
        add_term (self, book, sheet, fees, rate, term);
      if (fees->names[kind][RATE] != NULL)
        fees->rate_exprs[kind] = sek_expr_name (fees->names[kind][RATE]);
    }
}

static void
add_total (SekReport *self, SekBook *book, SekSheet *sheet, int fee, guint n)
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
  sek_sheet_row_set (row, fee, n > 0 ? SEK_INTEGER (totals->invoices) : SEK_BLANK);
  if (n > 0)
    sek_sheet_row_set_expr (row, fee, sek_expr_call (SEK_FUNCTION_SUBTOTAL, sek_expr_data (NULL, "fee"), NULL));
  sek_book_add_name (book, name, sheet->info.key, "total", "fee");
}

/* «Satsen for kommuner ble vedtatt 14.6.2022, sak 8/22.» */
static void
add_resolution (SekReport *self, SekSheet *sheet, const SekFeeRate *rate)
{
  static const SekWord words[] = {
    { { "Satsen for kommuner ble vedtatt", "Satsen for kommunar vart vedteken",
        "The rate for municipalities was adopted" } },
    { { "Satsen for fylkeskommuner ble vedtatt", "Satsen for fylkeskommunar vart vedteken",
        "The rate for counties was adopted" } },
  };
  g_autoptr (GString) note = NULL;

  if (rate == NULL || (rate->decided_on == SEK_NONE && rate->case_number == NULL))
    return;
  note = g_string_new (_sek_report_text (self, &words[rate->kind]));
  sek_status_append_case (note, rate->decided_on, rate->case_number, self->options.language);
  g_string_append_c (note, '.');
  sek_sheet_add_note (sheet, note->str);
}

static void
add_notes (SekReport *self, SekSheet *sheet, const Fees *fees)
{
  static const SekWord source = { { "Kilde for folketallene: %s.", "Kjelde for folketala: %s.",
                                    "Source of the populations: %s." } };
  static const SekWord rounded = { { "Hver kontingent er avrundet til hele kroner. Uten avrunding er summen %s.",
                                     "Kvar kontingent er avrunda til heile kroner. Utan avrunding er summen %s.",
                                     "Each fee is rounded to whole kroner. Without rounding the sum is %s." } };
  const SekFeeTotals *totals = sek_fees_get_totals (self->data.reg, self->options.year);
  g_autofree char *exact = sek_number_in_language (sek_number_format_kroner (totals->exact), self->options.language);
  g_autofree char *rounding_note = _sek_report_dup_text (self, &rounded, exact);

  for (int kind = 0; kind < 2; kind++)
    add_resolution (self, sheet, sek_fees_get_rate (self->data.reg, self->options.year, kind));
  if (!fees->has_sources && fees->source != NULL)
    {
      g_autofree char *note = _sek_report_dup_text (self, &source, fees->source);

      sek_sheet_add_note (sheet, note);
    }
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
  static const struct { const char *key; SekWord head; SekCellKind kind; } columns[] = {
    { "number", { { "Nr.", "Nr.", "No." } }, SEK_CELL_CODE },
    { "name", { { "Medlem", "Medlem", "Member" } }, SEK_CELL_TEXT },
    { "subregion", { { "Delregion", "Delregion", "Subregion" } }, SEK_CELL_TEXT },
    { "persons", { { "Folketall", "Folketal", "Population" } }, SEK_CELL_COUNT },
    { "rate", { { "Sats, kr", "Sats, kr", "Rate, kr" } }, SEK_CELL_RATE },
    { "fee", { { "Kontingent, kr", "Kontingent, kr", "Fee, kr" } }, SEK_CELL_AMOUNT },
    { "source", { { "Kilde for folketallet", "Kjelde for folketalet", "Source of population" } }, SEK_CELL_TEXT },
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
  fees->number = sek_column_find (SEK_MEMBER, "number", NULL);
  fees->subregion = sek_column_find (SEK_MEMBER, "subregion", NULL);
  sek_view_set_sort (fees->view, fees->number, FALSE);
  sek_view_set_filter (fees->view, is_payer, NULL);
  sek_view_update (fees->view);
  n = sek_view_get_size (fees->view);

  look_through (self, fees);
  sheet = _sek_report_add_sheet (self, book, SEK_TABLE_FEES, title, SEK_KRONE, budget_of_year (self), 2, TRUE);
  fees->rate_column = -1;
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      gboolean left_out = (g_str_equal (columns[i].key, "rate") && !(fees->kinds[0] && fees->kinds[1]))
                          || (g_str_equal (columns[i].key, "source") && !fees->has_sources);
      int at = left_out ? -1 : sek_sheet_add_column (sheet, &(SekSheetColumn) {
                                                                .key = columns[i].key,
                                                                .head = _sek_report_text (self, &columns[i].head),
                                                                .kind = columns[i].kind,
                                                                .unit = 100 });

      if (g_str_equal (columns[i].key, "rate"))
        fees->rate_column = at;
      else if (g_str_equal (columns[i].key, "fee"))
        fees->fee_column = at;
      else if (g_str_equal (columns[i].key, "source"))
        fees->source_column = at;
    }
  add_basis (self, book, sheet, fees);
  sek_sheet_set_row_func (sheet, n, fill_row, fees, free_fees);
  add_total (self, book, sheet, fees->fee_column, n);
  add_notes (self, sheet, fees);
}
