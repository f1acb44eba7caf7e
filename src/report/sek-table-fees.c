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

/* What a rate is made of, in the order of the lines above the table. */
enum { RATE, BASE, MINIMUM, MAXIMUM, TOTAL, EQUALLY, MEMBERS, PEOPLE, N_TERMS };

/* Rows are filled when the book is written, and by then the report may be gone: what they need is here, the register by
 * the view's reference. */
typedef struct
{
  SekView         *view;
  const SekColumn *number;
  const SekColumn *subregion;
  gboolean         kinds[SEK_N_MEMBER_KINDS]; /* of the members that pay */
  guint            n_kinds;
  gboolean         has_sources;   /* several, so that each row has its own */
  const char      *source;        /* else that of all populations; NULL for none */
  int              rate_column;   /* -1 where all have the same */
  int              source_column; /* -1 where all have the same */
  int              fee_column;
  int              share_column;  /* -1 where nothing is shared */
  int              whole_column;  /* for workbooks alone: -1 where the share is no formula */
  int              order_column;
  SekExpr         *rate_exprs[SEK_N_MEMBER_KINDS]; /* by member kind */
  SekExpr         *fee_exprs[SEK_N_MEMBER_KINDS];  /* made with the first row that needs one */
  SekExpr         *share_expr;
  char            *names[SEK_N_MEMBER_KINDS][N_TERMS]; /* of the cells above the table; NULL where there is none */
} Fees;

static const struct
{
  const char *name; /* of the cell, with the kind after it */
  const char *key;  /* likewise */
  SekWord     label[SEK_N_MEMBER_KINDS];
} terms[N_TERMS] = {
  { "Sats", "rate",
    { { { "Sats %s, kr per innbygger", "Sats %s, kr per innbyggjar", "Rate %s, kr per inhabitant" } },
      { { "Sats %s for fylkeskommuner, kr per innbygger", "Sats %s for fylkeskommunar, kr per innbyggjar",
          "Rate %s for counties, kr per inhabitant" } },
      { { "Sats %s for regionråd, kr per innbygger", "Sats %s for regionråd, kr per innbyggjar",
          "Rate %s for regional councils, kr per inhabitant" } } } },
  { "Grunnbelop", "base",
    { { { "Grunnbeløp %s, kr", "Grunnbeløp %s, kr", "Base amount %s, kr" } },
      { { "Grunnbeløp %s for fylkeskommuner, kr", "Grunnbeløp %s for fylkeskommunar, kr",
          "Base amount %s for counties, kr" } },
      { { "Grunnbeløp %s for regionråd, kr", "Grunnbeløp %s for regionråd, kr",
          "Base amount %s for regional councils, kr" } } } },
  { "Minstebelop", "minimum",
    { { { "Minstebeløp %s, kr", "Minstebeløp %s, kr", "Minimum %s, kr" } },
      { { "Minstebeløp %s for fylkeskommuner, kr", "Minstebeløp %s for fylkeskommunar, kr",
          "Minimum %s for counties, kr" } },
      { { "Minstebeløp %s for regionråd, kr", "Minstebeløp %s for regionråd, kr",
          "Minimum %s for regional councils, kr" } } } },
  { "Hoyeste_belop", "maximum",
    { { { "Høyeste beløp %s, kr", "Høgste beløp %s, kr", "Maximum %s, kr" } },
      { { "Høyeste beløp %s for fylkeskommuner, kr", "Høgste beløp %s for fylkeskommunar, kr",
          "Maximum %s for counties, kr" } },
      { { "Høyeste beløp %s for regionråd, kr", "Høgste beløp %s for regionråd, kr",
          "Maximum %s for regional councils, kr" } } } },
  { "Fordelt_sum", "total",
    { { { "Sum som fordeles %s, kr", "Sum som blir fordelt %s, kr", "Total to share %s, kr" } },
      { { "Sum som fordeles %s mellom fylkeskommuner, kr", "Sum som blir fordelt %s mellom fylkeskommunar, kr",
          "Total to share %s among counties, kr" } },
      { { "Sum som fordeles %s mellom regionråd, kr", "Sum som blir fordelt %s mellom regionråd, kr",
          "Total to share %s among regional councils, kr" } } } },
  { "Fordelt_likt", "equally",
    { { { "Fordelt likt %s", "Fordelt likt %s", "Shared equally %s" } },
      { { "Fordelt likt %s mellom fylkeskommuner", "Fordelt likt %s mellom fylkeskommunar",
          "Shared equally %s among counties" } },
      { { "Fordelt likt %s mellom regionråd", "Fordelt likt %s mellom regionråd",
          "Shared equally %s among regional councils" } } } },
  { "Antall", "members",
    { { { "Medlemmer som deler %s", "Medlemmer som deler %s", "Members that share %s" } },
      { { "Fylkeskommuner som deler %s", "Fylkeskommunar som deler %s", "Counties that share %s" } },
      { { "Regionråd som deler %s", "Regionråd som deler %s", "Regional councils that share %s" } } } },
  { "Folketall", "people",
    { { { "Folketall i alt %s", "Folketal i alt %s", "Population in all %s" } },
      { { "Folketall i alt %s, fylkeskommuner", "Folketal i alt %s, fylkeskommunar",
          "Population in all %s, counties" } },
      { { "Folketall i alt %s, regionråd", "Folketal i alt %s, regionråd",
          "Population in all %s, regional councils" } } } },
};

static const char *const kind_words[] = { "kommune", "fylkeskommune", "regionrad" };
static const char *const kind_keys[] = { "municipality", "county", "council" };

static gint64
get_term (SekRegister *reg, const SekFeeRate *rate, int term)
{
  const SekFeeTotals *totals = sek_fees_get_totals (reg, (int) rate->year);
  gboolean shares = rate->model == SEK_FEE_MODEL_TOTAL, rates = rate->model == SEK_FEE_MODEL_RATE;
  gint64 equal = rate->equal_share == SEK_NONE ? 0 : rate->equal_share;

  switch (term)
    {
    case RATE:
      return rates ? rate->rate : SEK_NONE;
    case BASE:
      return rates && rate->base != 0 ? rate->base : SEK_NONE;
    case MINIMUM:
      return rates ? rate->minimum : SEK_NONE;
    case MAXIMUM:
      return rates ? rate->maximum : SEK_NONE;
    case TOTAL:
      return shares ? rate->total : SEK_NONE;
    case EQUALLY:
      return shares && rate->total != SEK_NONE && equal > 0 ? equal : SEK_NONE;
    case MEMBERS:
      return shares && rate->total != SEK_NONE && equal > 0 ? totals->n_active_of[rate->kind] : SEK_NONE;
    case PEOPLE:
    default:
      return shares && rate->total != SEK_NONE && equal < SEK_WHOLE_SHARE ? totals->persons[rate->kind] : SEK_NONE;
    }
}

static void
free_fees (gpointer data)
{
  Fees *fees = data;

  g_clear_pointer (&fees->share_expr, sek_expr_unref);
  for (int kind = 0; kind < SEK_N_MEMBER_KINDS; kind++)
    {
      g_clear_pointer (&fees->rate_exprs[kind], sek_expr_unref);
      g_clear_pointer (&fees->fee_exprs[kind], sek_expr_unref);
      for (int term = 0; term < N_TERMS; term++)
        g_free (fees->names[kind][term]);
    }
  sek_view_free (fees->view);
  g_free (fees);
}

/* A county that matches its municipalities stands below them, so that it can be their sum. */
static gboolean
is_matching (const SekScope *scope, const SekMember *member)
{
  const SekFeeRate *rate = sek_fees_get_rate (scope->reg, scope->year, member->kind);

  return rate != NULL && rate->model == SEK_FEE_MODEL_MATCHING;
}

static gboolean
is_payer (const SekScope *scope, gint64 row, gpointer user_data)
{
  const SekMember *member = sek_register_get_member (scope->reg, row);

  return sek_member_is_active (member, SEK_DATE (scope->year, 1, 1)) && !is_matching (scope, member);
}

static gboolean
is_matching_payer (const SekScope *scope, gint64 row, gpointer user_data)
{
  const SekMember *member = sek_register_get_member (scope->reg, row);

  return sek_member_is_active (member, SEK_DATE (scope->year, 1, 1)) && is_matching (scope, member);
}

static SekExpr *
term_expr (Fees *fees, gint64 kind, int term)
{
  return fees->names[kind][term] != NULL ? sek_expr_name (fees->names[kind][term]) : NULL;
}

static SekExpr *
fee_expr (Fees *fees, const SekFeeRate *rate)
{
  SekExpr *per_person;

  if (rate->model == SEK_FEE_MODEL_TOTAL)
    return _sek_report_shared_fee_expr (term_expr (fees, rate->kind, TOTAL));
  per_person = term_expr (fees, rate->kind, RATE);

  return _sek_report_fee_expr (rate, term_expr (fees, rate->kind, BASE),
                               per_person != NULL ? per_person : sek_expr_number (0),
                               sek_expr_cell (NULL, NULL, "persons"), term_expr (fees, rate->kind, MINIMUM),
                               term_expr (fees, rate->kind, MAXIMUM));
}

/* share: in parts of a krone. */
static void
fill_share (SekSheetRow *row, guint index, Fees *fees, gint64 share)
{
  sek_sheet_row_set (row, fees->share_column, SEK_INTEGER (share));
  if (fees->share_expr == NULL)
    return;
  sek_sheet_row_set_expr (row, fees->share_column, sek_expr_ref (fees->share_expr));
  sek_sheet_row_set (row, fees->whole_column, SEK_INTEGER (share / SEK_SHARE_PARTS));
  sek_sheet_row_set_expr (row, fees->whole_column, _sek_report_whole_expr ());
  sek_sheet_row_set (row, fees->order_column,
                     SEK_INTEGER (share % SEK_SHARE_PARTS * SEK_MOST_SHARING + SEK_MOST_SHARING - index));
  sek_sheet_row_set_expr (row, fees->order_column, _sek_report_order_expr (index));
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
  if (fees->rate_column >= 0 && fee.rate != NULL && fee.rate->model == SEK_FEE_MODEL_RATE
      && fee.rate->rate != SEK_NONE)
    {
      sek_sheet_row_set (row, fees->rate_column, SEK_INTEGER (fee.rate->rate));
      sek_sheet_row_set_expr (row, fees->rate_column, sek_expr_ref (fees->rate_exprs[member->kind]));
    }
  if (fees->source_column >= 0 && fee.persons != SEK_NONE)
    sek_sheet_row_set (row, fees->source_column,
                       SEK_TEXT (sek_fees_get_population (reg, member->id, scope->year)->source));
  if (fee.invoice == SEK_NONE)
    return;
  if (fees->share_column >= 0 && fee.rate->model == SEK_FEE_MODEL_TOTAL)
    fill_share (row, index, fees, sek_fees_get_share (reg, member, fee.rate, SEK_SHARE_PARTS));
  sek_sheet_row_set (row, fees->fee_column, SEK_INTEGER (fee.invoice));
  if (fee.rate->model == SEK_FEE_MODEL_TOTAL && fees->share_expr == NULL)
    return;
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
      guint kind = sek_kind_choice_or (member->kind, SEK_N_MEMBER_KINDS, SEK_N_MEMBER_KINDS);

      if (kind < SEK_N_MEMBER_KINDS && !fees->kinds[kind])
        {
          fees->kinds[kind] = TRUE;
          fees->n_kinds++;
        }
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
set_term (SekSheetRow *row, int column, int term, gint64 value)
{
  if (term == EQUALLY)
    sek_sheet_row_set_percent (row, column, value, SEK_WHOLE_SHARE);
  else if (term == MEMBERS || term == PEOPLE)
    sek_sheet_row_set_as (row, column, SEK_CELL_COUNT, SEK_INTEGER (value));
  else
    sek_sheet_row_set_as (row, column, term == RATE || value % SEK_KRONE != 0 ? SEK_CELL_RATE : SEK_CELL_AMOUNT,
                          SEK_INTEGER (value));
}

static void
add_term (SekReport *self, SekBook *book, SekSheet *sheet, Fees *fees, const SekFeeRate *rate, int term)
{
  gint64 value = get_term (self->data.reg, rate, term);
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
  set_term (row, fees->fee_column, term, value);
  /* Where all who pay are of one kind, those who share are all. */
  if (fees->n_kinds == 1 && (term == PEOPLE || (term == MEMBERS && sek_fee_rate_needs_persons (rate))))
    sek_sheet_row_set_expr (row, fees->fee_column,
                            sek_expr_call (term == PEOPLE ? SEK_FUNCTION_SUM : SEK_FUNCTION_COUNT,
                                           sek_expr_data (NULL, "persons"), NULL));
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
  for (int kind = 0; kind < SEK_N_MEMBER_KINDS; kind++)
    {
      const SekFeeRate *rate = sek_fees_get_rate (self->data.reg, self->options.year, kind);

      for (int term = 0; term < N_TERMS && rate != NULL; term++)
        add_term (self, book, sheet, fees, rate, term);
      if (fees->names[kind][RATE] != NULL)
        fees->rate_exprs[kind] = sek_expr_name (fees->names[kind][RATE]);
    }
}

/* The kind whose members share a total; SEK_N_MEMBER_KINDS for none or several. */
static int
find_sharing (SekReport *self, gboolean *several)
{
  int found = SEK_N_MEMBER_KINDS;

  *several = FALSE;
  for (int kind = 0; kind < SEK_N_MEMBER_KINDS; kind++)
    {
      const SekFeeRate *rate = sek_fees_get_rate (self->data.reg, self->options.year, kind);

      if (rate == NULL || rate->model != SEK_FEE_MODEL_TOTAL || rate->total == SEK_NONE)
        continue;
      *several = found != SEK_N_MEMBER_KINDS;
      found = kind;
    }
  return found;
}

/* Counties that pay what their municipalities do. Returned is the sum of their cells, NULL for none. */
static SekExpr *
add_matching (SekReport *self, SekSheet *sheet, Fees *fees, guint n_streamed)
{
  static const SekWord counties = { { "Fylkeskommuner som betaler like mye", "Fylkeskommunar som betaler like mykje",
                                      "Counties that match" } };
  SekView *view = sek_view_new (self->data.reg, SEK_MEMBER);
  SekExpr *sum = NULL;

  *sek_view_get_scope (view) = *sek_view_get_scope (fees->view);
  sek_view_set_sort (view, fees->number, FALSE);
  sek_view_set_filter (view, is_matching_payer, NULL);
  sek_view_update (view);
  /* The list ends where another part begins. */
  if (sek_view_get_size (view) > 0)
    sek_sheet_row_set (sek_sheet_add_row (sheet, NULL, SEK_ROW_SECTION), NAME,
                       SEK_TEXT (_sek_report_text (self, &counties)));
  for (guint i = 0; i < sek_view_get_size (view); i++)
    {
      const SekMember *member = sek_register_get_member (self->data.reg, sek_view_get_row (view, i));
      SekValue number = sek_column_read (fees->number, sek_view_get_scope (view), member->id);
      g_autofree char *key = _sek_report_row_key (member->id);
      SekSheetRow *row = sek_sheet_add_row (sheet, key, SEK_ROW_NORMAL);
      SekFee fee;

      sek_fee_of (self->data.reg, member, self->options.year, &fee);
      sek_sheet_row_set (row, NUMBER, number);
      sek_sheet_row_set (row, NAME, SEK_TEXT (member->name));
      sek_sheet_row_set (row, PERSONS, _sek_report_value (fee.persons));
      if (fee.invoice == SEK_NONE)
        continue;
      sek_sheet_row_set (row, fees->fee_column, SEK_INTEGER (fee.invoice));
      if (n_streamed == 0 || number.type != SEK_VALUE_TEXT)
        continue;
      sek_sheet_row_set_expr (row, fees->fee_column, _sek_report_matching_fee_expr (number.text));
      if (sum == NULL)
        sum = sek_expr_cell (NULL, key, "fee");
      else
        sum = sek_expr_binary (SEK_OPERATOR_ADD, sum, sek_expr_cell (NULL, key, "fee"));
    }
  sek_view_free (view);
  return sum;
}

/* Takes matching over. */
static void
add_total (SekReport *self, SekBook *book, SekSheet *sheet, int fee, guint n, SekExpr *matching)
{
  g_autofree char *name = _sek_report_dup_name (self, "Sum_kontingent");
  const SekFeeTotals *totals = sek_fees_get_totals (self->data.reg, self->options.year);
  SekSheetRow *row = sek_sheet_add_row (sheet, "total", SEK_ROW_SUM);
  gint64 persons = 0;
  guint n_kinds = 0;

  for (int kind = 0; kind < SEK_N_MEMBER_KINDS; kind++)
    {
      persons += totals->persons[kind];
      n_kinds += totals->persons[kind] != 0;
    }
  sek_sheet_row_set (row, NAME, SEK_TEXT (_sek_report_text (self, &_sek_report_total_word)));
  /* Municipalities and counties count the same people: their sum would count them twice. */
  if (n_kinds <= 1)
    {
      sek_sheet_row_set (row, PERSONS, n > 0 ? SEK_INTEGER (persons) : SEK_BLANK);
      if (n > 0)
        sek_sheet_row_set_expr (row, PERSONS,
                                sek_expr_call (SEK_FUNCTION_SUBTOTAL, sek_expr_data (NULL, "persons"), NULL));
    }
  sek_sheet_row_set (row, fee, n > 0 ? SEK_INTEGER (totals->invoices) : SEK_BLANK);
  if (n > 0)
    {
      SekExpr *sum = sek_expr_call (SEK_FUNCTION_SUBTOTAL, sek_expr_data (NULL, "fee"), NULL);

      sek_sheet_row_set_expr (row, fee, matching != NULL ? sek_expr_binary (SEK_OPERATOR_ADD, sum, matching) : sum);
    }
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
    { { "Satsen for regionråd ble vedtatt", "Satsen for regionråd vart vedteken",
        "The rate for regional councils was adopted" } },
  };
  g_autoptr (GString) note = NULL;

  if (rate == NULL || !_sek_report_is_decided (self, rate))
    return;
  note = g_string_new (_sek_report_text (self, &words[rate->kind]));
  sek_status_append_case (note, rate->decided_on, rate->case_number, self->options.language);
  g_string_append_c (note, '.');
  sek_sheet_add_note (sheet, note->str);
}

/* What is not seen of how the fees come to be. */
static void
add_model (SekReport *self, SekSheet *sheet, const SekFeeRate *rate)
{
  static const SekWord shared = { { "Summen fordeles i hele kroner; de siste kronene går til dem som har de største "
                                    "restene.",
                                    "Summen blir fordelt i heile kroner; dei siste kronene går til dei som har dei "
                                    "største restane.",
                                    "The total is shared in whole kroner; the last ones go to those with the largest "
                                    "remainders." } },
                       unlimited = { { "Minstebeløp og høyeste beløp gjelder ikke for en sum som fordeles.",
                                       "Minstebeløp og høgste beløp gjeld ikkje for ein sum som blir fordelt.",
                                       "Minimum and maximum do not apply to a total that is shared." } },
                       matching = { { "Fylkeskommunen betaler like mye som kommunene i fylket til sammen.",
                                      "Fylkeskommunen betaler like mykje som kommunane i fylket til saman.",
                                      "A county pays as much as its municipalities together." } };

  if (rate == NULL)
    return;
  if (rate->model == SEK_FEE_MODEL_TOTAL && rate->total != SEK_NONE)
    sek_sheet_add_note (sheet, _sek_report_text (self, &shared));
  if (rate->model == SEK_FEE_MODEL_TOTAL && (rate->minimum != SEK_NONE || rate->maximum != SEK_NONE))
    sek_sheet_add_note (sheet, _sek_report_text (self, &unlimited));
  if (rate->model == SEK_FEE_MODEL_MATCHING)
    sek_sheet_add_note (sheet, _sek_report_text (self, &matching));
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

  for (int kind = 0; kind < SEK_N_MEMBER_KINDS; kind++)
    add_model (self, sheet, sek_fees_get_rate (self->data.reg, self->options.year, kind));
  for (int kind = 0; kind < SEK_N_MEMBER_KINDS; kind++)
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

/* The columns, with where each is kept; a column that is not there is -1. */
static void
add_columns (SekReport *self, SekSheet *sheet, Fees *fees, gboolean shares, gboolean live)
{
  static const struct { const char *key; SekWord head; SekCellKind kind; } columns[] = {
    { "number", { { "Nr.", "Nr.", "No." } }, SEK_CELL_CODE },
    { "name", { { "Medlem", "Medlem", "Member" } }, SEK_CELL_TEXT },
    { "subregion", { { "Delregion", "Delregion", "Subregion" } }, SEK_CELL_TEXT },
    { "persons", { { "Folketall", "Folketal", "Population" } }, SEK_CELL_COUNT },
    { "share", { { "Andel før avrunding, kr", "Del før avrunding, kr", "Share before rounding, kr" } },
      SEK_CELL_AMOUNT },
    { "whole", { { "Hele kroner", "Heile kroner", "Whole kroner" } }, SEK_CELL_COUNT },
    { "order", { { "Rekkefølge", "Rekkjefølgje", "Order" } }, SEK_CELL_COUNT },
    { "rate", { { "Sats, kr", "Sats, kr", "Rate, kr" } }, SEK_CELL_RATE },
    { "fee", { { "Kontingent, kr", "Kontingent, kr", "Fee, kr" } }, SEK_CELL_AMOUNT },
    { "source", { { "Kilde for folketallet", "Kjelde for folketalet", "Source of population" } }, SEK_CELL_TEXT },
  };
  const struct { const char *key; int *at; gboolean is_there; } places[] = {
    { "share", &fees->share_column, shares },  { "whole", &fees->whole_column, live },
    { "order", &fees->order_column, live },    { "rate", &fees->rate_column, fees->n_kinds > 1 },
    { "fee", &fees->fee_column, TRUE },        { "source", &fees->source_column, fees->has_sources },
  };

  for (guint p = 0; p < G_N_ELEMENTS (places); p++)
    *places[p].at = -1;
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      gboolean is_share = g_str_equal (columns[i].key, "share");
      SekSheetColumn column = { .key = columns[i].key, .head = _sek_report_text (self, &columns[i].head),
                                .kind = columns[i].kind, .unit = is_share ? SEK_SHARE_PARTS : 100,
                                .decimals = is_share ? 2 : 0 };
      guint p = 0;

      while (p < G_N_ELEMENTS (places) && !g_str_equal (places[p].key, columns[i].key))
        p++;
      column.is_hidden = p < G_N_ELEMENTS (places)
                         && (places[p].at == &fees->whole_column || places[p].at == &fees->order_column);
      if (p == G_N_ELEMENTS (places))
        sek_sheet_add_column (sheet, &column);
      else if (places[p].is_there)
        *places[p].at = sek_sheet_add_column (sheet, &column);
    }
}

void
_sek_report_add_fees (SekReport *self, SekBook *book)
{
  static const SekWord caption = { { "Kontingent %s", "Kontingent %s", "Fees %s" } };
  g_autofree char *title = _sek_report_dup_year (self, &caption, self->options.year);
  Fees *fees = g_new0 (Fees, 1);
  SekExpr *matching;
  SekSheet *sheet;
  gboolean several, live;
  int sharing;
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
  sharing = find_sharing (self, &several);
  live = sharing != SEK_N_MEMBER_KINDS && !several && n <= SEK_MOST_SHARING;
  add_columns (self, sheet, fees, sharing != SEK_N_MEMBER_KINDS, live);
  add_basis (self, book, sheet, fees);
  if (live)
    fees->share_expr = _sek_report_share_expr (term_expr (fees, sharing, TOTAL), term_expr (fees, sharing, EQUALLY),
                                               term_expr (fees, sharing, MEMBERS), term_expr (fees, sharing, PEOPLE));
  /* Columns for workbooks alone are left out of stored rows, elsewhere. */
  for (guint i = 0; live && i < n; i++)
    fill_row (sek_sheet_add_row (sheet, NULL, SEK_ROW_NORMAL), i, fees);
  if (!live)
    sek_sheet_set_row_func (sheet, n, fill_row, fees, free_fees);
  matching = add_matching (self, sheet, fees, n);
  add_total (self, book, sheet, fees->fee_column, n, matching);
  add_notes (self, sheet, fees);
  if (live)
    free_fees (fees);
}
