/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-fees.h"
#include "sek-kind.h"
#include "sek-member-sheet-words.h"
#include "sek-member-sheets.h"
#include "sek-report-private.h"
#include "sek-status.h"

/* Medlemsark: three sheets of one member, the fee with what it is reckoned from, the populations, and the contacts to
 * correct and return. sek-member-sheets.h says by what a returned one is known. */

/* «3301 Drammen» */
static char *
dup_full_name (SekReport *self)
{
  const SekMember *member = sek_register_get_member (self->data.reg, self->options.member);
  const SekMemberNumber *number = sek_register_get_number (self->data.reg, self->options.member, self->data.today);

  return number != NULL ? g_strdup_printf ("%s %s", number->number, member->name) : g_strdup (member->name);
}

/* Sheets of one table besides its own have keys and names of their own. */
static SekSheet *
add_sheet (SekReport *self, SekBook *book, const char *part, const SekWord *name, const SekWord *caption,
           const char *status, gboolean is_form)
{
  g_autofree char *key = _sek_report_dup_key (self, SEK_TABLE_MEMBER_SHEET),
                  *full = part != NULL ? g_strdup_printf ("%s-%s", key, part) : g_strdup (key);
  g_autofree char *member = dup_full_name (self), *title = _sek_report_dup_text (self, caption, member);

  return sek_book_add_sheet (book, &(SekSheetInfo) { .key = full, .name = _sek_report_text (self, name),
                                                     .caption = title, .status_line = status, .follows = part != NULL,
                                                     .is_form = is_form });
}

/* --- the fee ----------------------------------------------------------------------------------------------------- */

enum { WHAT, VALUE, HOW };

static SekSheetRow *
add_line (SekSheet *sheet, const char *key, SekRowStyle style, const char *what, SekCellKind kind, SekValue value,
          const char *how)
{
  SekSheetRow *row = sek_sheet_add_row (sheet, key, style);

  sek_sheet_row_set (row, WHAT, SEK_TEXT (what));
  sek_sheet_row_set_as (row, VALUE, kind, value);
  sek_sheet_row_set (row, HOW, how != NULL && *how != '\0' ? SEK_TEXT (how) : SEK_BLANK);
  return row;
}

static void
add_persons (SekReport *self, SekSheet *sheet, const SekFee *fee)
{
  static const SekWord what = { { "Folketall %s", "Folketal %s", "Population on %s" } };
  static const SekWord source = { { "Kilde: %s", "Kjelde: %s", "Source: %s" } };
  static const SekWord missing = { { "Folketallet mangler", "Folketalet manglar", "The population is missing" } };
  SekDate date = sek_fees_basis_date (self->options.year);
  g_autofree char *day = sek_date_format (date, SEK_DATE_TOLD, self->options.language),
                  *label = _sek_report_dup_text (self, &what, day), *how = NULL;
  const SekPopulation *population = sek_fees_get_population (self->data.reg, self->options.member, self->options.year);

  if (population == NULL)
    how = g_strdup (_sek_report_text (self, &missing));
  else if (population->source != NULL)
    how = _sek_report_dup_text (self, &source, population->source);
  add_line (sheet, "persons", SEK_ROW_NORMAL, label, SEK_CELL_COUNT, _sek_report_value (fee->persons), how);
}

static void
add_rate (SekReport *self, SekSheet *sheet, const SekFeeRate *rate)
{
  static const SekWord what = { { "Sats %s, kr per innbygger", "Sats %s, kr per innbyggjar",
                                  "Rate %s, kr per inhabitant" } };
  static const SekWord base = { { "Grunnbeløp, kr", "Grunnbeløp, kr", "Base amount, kr" } };
  static const SekWord adopted = { { "Vedtatt", "Vedteken", "Adopted" } };
  static const SekWord missing = { { "Det er ingen sats for året", "Det er ingen sats for året",
                                     "There is no rate for the year" } };
  g_autofree char *label = _sek_report_dup_year (self, &what, self->options.year);
  g_autoptr (GString) how = g_string_new (NULL);

  if (rate == NULL)
    g_string_append (how, _sek_report_text (self, &missing));
  else if (_sek_report_is_decided (self, rate))
    {
      g_string_append (how, _sek_report_text (self, &adopted));
      sek_status_append_case (how, rate->decided_on, rate->case_number, self->options.language);
    }
  add_line (sheet, "rate", SEK_ROW_NORMAL, label, SEK_CELL_RATE,
            rate != NULL ? _sek_report_value (rate->rate) : SEK_BLANK, how->str);
  if (rate != NULL && rate->base != SEK_NONE)
    add_line (sheet, "base", SEK_ROW_NORMAL, _sek_report_text (self, &base), SEK_CELL_AMOUNT, SEK_INTEGER (rate->base),
              NULL);
}

static SekExpr *
value_cell (const char *row)
{
  return sek_expr_cell (NULL, row, "value");
}

static SekExpr *
value_cell_if (gint64 value, const char *row)
{
  return value != SEK_NONE ? value_cell (row) : NULL;
}

/* The share of a total, over the lines above. */
static SekExpr *
share_expr (gboolean by_people)
{
  SekExpr *equal = sek_expr_binary (SEK_OPERATOR_DIVIDE, value_cell ("equally"), value_cell ("members")), *rest;

  if (by_people)
    {
      rest = sek_expr_binary (SEK_OPERATOR_SUBTRACT, sek_expr_number (1), value_cell ("equally"));
      rest = sek_expr_binary (SEK_OPERATOR_MULTIPLY, rest,
                              sek_expr_binary (SEK_OPERATOR_DIVIDE, value_cell ("persons"), value_cell ("people")));
      equal = sek_expr_binary (SEK_OPERATOR_ADD, equal, rest);
    }
  return sek_expr_call (SEK_FUNCTION_ROUND, sek_expr_binary (SEK_OPERATOR_MULTIPLY, value_cell ("total"), equal),
                        sek_expr_number (2), NULL);
}

/* What base and rate come to before minimum, maximum and rounding. */
static void
add_computed (SekReport *self, SekSheet *sheet, const SekFee *fee)
{
  static const SekWord what = { { "Beregnet, kr", "Utrekna, kr", "Computed, kr" } };
  static const SekWord plain = { { "Sats × folketall", "Sats × folketal", "Rate × population" } };
  static const SekWord based = { { "Grunnbeløp + sats × folketall", "Grunnbeløp + sats × folketal",
                                   "Base amount + rate × population" } };
  const SekFeeRate *rate = fee->rate;
  gboolean has_base = rate->base != SEK_NONE;
  /* Within 64 bits: the fee could be computed. */
  gint64 amount = (has_base ? rate->base : 0)
                  + (rate->rate != SEK_NONE && fee->persons != SEK_NONE ? rate->rate * fee->persons : 0);
  SekSheetRow *row = add_line (sheet, "computed", SEK_ROW_SUM, _sek_report_text (self, &what), SEK_CELL_AMOUNT,
                               SEK_INTEGER (amount), _sek_report_text (self, has_base ? &based : &plain));
  SekExpr *expr = sek_expr_binary (SEK_OPERATOR_MULTIPLY, value_cell ("rate"), value_cell ("persons"));

  sek_sheet_row_set_expr (row, VALUE, has_base ? sek_expr_binary (SEK_OPERATOR_ADD, value_cell ("base"), expr) : expr);
}

static void
add_limits (SekReport *self, SekSheet *sheet, const SekFeeRate *rate)
{
  static const SekWord minimum = { { "Minstebeløp, kr", "Minstebeløp, kr", "Minimum, kr" } };
  static const SekWord maximum = { { "Høyeste beløp, kr", "Høgste beløp, kr", "Maximum, kr" } };

  if (rate->minimum != SEK_NONE)
    add_line (sheet, "minimum", SEK_ROW_NORMAL, _sek_report_text (self, &minimum), SEK_CELL_AMOUNT,
              SEK_INTEGER (rate->minimum), NULL);
  if (rate->maximum != SEK_NONE)
    add_line (sheet, "maximum", SEK_ROW_NORMAL, _sek_report_text (self, &maximum), SEK_CELL_AMOUNT,
              SEK_INTEGER (rate->maximum), NULL);
}

/* A total that is shared: what there is to share, and this member's part of it. */
static void
add_shared (SekReport *self, SekSheet *sheet, const SekMember *member, const SekFeeRate *rate)
{
  static const SekWord total = { { "Sum som fordeles, kr", "Sum som blir fordelt, kr", "Total to share, kr" } },
                       equally = { { "Fordelt likt", "Fordelt likt", "Shared equally" } },
                       members = { { "Medlemmer som deler", "Medlemmer som deler", "Members that share" } },
                       people = { { "Folketall i alt", "Folketal i alt", "Population in all" } },
                       share = { { "Andel før avrunding, kr", "Del før avrunding, kr", "Share before rounding, kr" } },
                       how = { { "Like deler pluss resten etter folketall", "Like delar pluss resten etter folketal",
                                 "Equal parts plus the rest by population" } };
  const SekFeeTotals *totals = sek_fees_get_totals (self->data.reg, self->options.year);
  gint64 equal = rate->equal_share == SEK_NONE ? 0 : rate->equal_share, part;
  gboolean by_people = equal < SEK_WHOLE_SHARE;
  SekSheetRow *row;

  add_line (sheet, "total", SEK_ROW_NORMAL, _sek_report_text (self, &total), SEK_CELL_AMOUNT,
            _sek_report_value (rate->total), NULL);
  row = add_line (sheet, "equally", SEK_ROW_NORMAL, _sek_report_text (self, &equally), SEK_CELL_COUNT, SEK_BLANK, NULL);
  sek_sheet_row_set_percent (row, VALUE, equal, SEK_WHOLE_SHARE);
  add_line (sheet, "members", SEK_ROW_NORMAL, _sek_report_text (self, &members), SEK_CELL_COUNT,
            SEK_INTEGER (totals->n_active_of[rate->kind]), NULL);
  if (by_people)
    add_line (sheet, "people", SEK_ROW_NORMAL, _sek_report_text (self, &people), SEK_CELL_COUNT,
              SEK_INTEGER (totals->persons[rate->kind]), NULL);
  part = sek_fees_get_share (self->data.reg, member, rate, SEK_KRONE);
  if (part == SEK_NONE)
    return;
  row = add_line (sheet, "share", SEK_ROW_SUM, _sek_report_text (self, &share), SEK_CELL_AMOUNT, SEK_INTEGER (part),
                  _sek_report_text (self, &how));
  sek_sheet_row_set_expr (row, VALUE, share_expr (by_people));
}

/* What does not follow from this sheet's figures alone stands as it is. */
static void
add_model (SekReport *self, SekSheet *sheet, const SekMember *member, const SekFee *fee, const char *label)
{
  static const SekWord given = { { "Hele kroner; de siste går til dem med de største restene",
                                   "Heile kroner; dei siste går til dei med dei største restane",
                                   "Whole kroner; the last ones go to the largest remainders" } },
                       matching = { { "Like mye som kommunene i fylket til sammen",
                                      "Like mykje som kommunane i fylket til saman",
                                      "As much as the municipalities of the county together" } };
  gboolean shared = fee->rate->model == SEK_FEE_MODEL_TOTAL;

  if (shared)
    add_shared (self, sheet, member, fee->rate);
  add_line (sheet, "fee", SEK_ROW_TOTAL, label, SEK_CELL_COUNT,
            fee->invoice != SEK_NONE ? SEK_INTEGER (fee->invoice / SEK_KRONE) : SEK_BLANK,
            _sek_report_text (self, shared ? &given : &matching));
}

static void
add_fee (SekReport *self, SekBook *book)
{
  static const SekWord name = { { "Kontingent", "Kontingent", "Fee" } };
  static const SekWord caption = { { "Kontingent for %s", "Kontingent for %s", "Fee for %s" } };
  static const SekWord heads[] = {
    { { "Grunnlag", "Grunnlag", "Basis" } }, { { "Verdi", "Verdi", "Value" } },
    { { "Forklaring", "Forklaring", "Explanation" } },
  };
  static const SekWord what = { { "Kontingent %s, kr", "Kontingent %s, kr", "Fee %s, kr" } };
  static const SekWord rounded = { { "Avrundet til hele kroner", "Avrunda til heile kroner",
                                     "Rounded to whole kroner" } };
  static const SekWord not_active = { { "Er ikke medlem 1. januar og betaler ikke for året",
                                        "Er ikkje medlem 1. januar og betaler ikkje for året",
                                        "Not a member on 1 January, so pays nothing for the year" } };
  const SekMember *member = sek_register_get_member (self->data.reg, self->options.member);
  g_autofree char *status = _sek_report_dup_status_line (self, _sek_report_main_column (self));
  g_autofree char *label = _sek_report_dup_year (self, &what, self->options.year);
  SekSheet *sheet = add_sheet (self, book, NULL, &name, &caption, status, FALSE);
  SekSheetRow *row;
  SekFee fee;

  sek_fee_of (self->data.reg, member, self->options.year, &fee);
  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "what",
                                                   .head = _sek_report_text (self, &heads[WHAT]),
                                                   .kind = SEK_CELL_TEXT,
                                                   .min_width = 32 });
  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "value",
                                                   .head = _sek_report_text (self, &heads[VALUE]),
                                                   .kind = SEK_CELL_AMOUNT,
                                                   .unit = SEK_KRONE,
                                                   .decimals = 2,
                                                   .min_width = 14 });
  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "how",
                                                   .head = _sek_report_text (self, &heads[HOW]),
                                                   .kind = SEK_CELL_TEXT,
                                                   .min_width = 36 });
  add_persons (self, sheet, &fee);
  if (fee.active && fee.rate != NULL && fee.rate->model != SEK_FEE_MODEL_RATE)
    {
      add_model (self, sheet, member, &fee, label);
      return;
    }
  add_rate (self, sheet, fee.rate);
  if (fee.invoice == SEK_NONE)
    {
      add_line (sheet, "fee", SEK_ROW_TOTAL, label, SEK_CELL_COUNT, SEK_BLANK,
                fee.active ? NULL : _sek_report_text (self, &not_active));
      return;
    }
  add_computed (self, sheet, &fee);
  add_limits (self, sheet, fee.rate);
  row = add_line (sheet, "fee", SEK_ROW_TOTAL, label, SEK_CELL_COUNT, SEK_INTEGER (fee.invoice / SEK_KRONE),
                  _sek_report_text (self, &rounded));
  sek_sheet_row_set_expr (row, VALUE,
                          _sek_report_fee_expr (fee.rate, value_cell_if (fee.rate->base, "base"), value_cell ("rate"),
                                                value_cell ("persons"), value_cell_if (fee.rate->minimum, "minimum"),
                                                value_cell_if (fee.rate->maximum, "maximum")));
}

/* --- populations ------------------------------------------------------------------------------------------------- */

static int
compare_dates (gconstpointer a, gconstpointer b)
{
  const SekPopulation *p = *(const SekPopulation *const *) a, *q = *(const SekPopulation *const *) b;

  return p->date < q->date ? -1 : p->date > q->date;
}

static void
add_population (SekReport *self, SekSheet *sheet, const SekPopulation *population, const SekPopulation *before)
{
  g_autofree char *key = _sek_report_row_key (population->id),
                  *last = before != NULL ? _sek_report_row_key (before->id) : NULL;
  SekSheetRow *row = sek_sheet_add_row (sheet, key, SEK_ROW_NORMAL);
  gint64 change;

  sek_sheet_row_set (row, 0, SEK_INTEGER (population->date));
  sek_sheet_row_set (row, 1, _sek_report_value (population->persons));
  sek_sheet_row_set (row, 4, SEK_TEXT (population->source));
  if (before == NULL || before->persons == SEK_NONE || population->persons == SEK_NONE)
    return;
  change = population->persons - before->persons;
  sek_sheet_row_set (row, 2, SEK_INTEGER (change));
  sek_sheet_row_set_expr (row, 2,
                          sek_expr_difference (sek_expr_cell (NULL, NULL, "persons"),
                                               sek_expr_cell (NULL, last, "persons")));
  sek_sheet_row_set_percent (row, 3, change, before->persons);
  sek_sheet_row_set_expr (row, 3,
                          sek_expr_share (sek_expr_cell (NULL, NULL, "change"), sek_expr_cell (NULL, last, "persons")));
}

static void
add_populations (SekReport *self, SekBook *book)
{
  static const SekWord name = { { "Folketall", "Folketal", "Population" } };
  static const SekWord caption = { { "Folketall i %s", "Folketal i %s", "Population of %s" } };
  static const struct { const char *key; SekWord head; SekCellKind kind; int width; } columns[] = {
    { "date", { { "Dato", "Dato", "Date" } }, SEK_CELL_DATE, 12 },
    { "persons", { { "Folketall", "Folketal", "Population" } }, SEK_CELL_COUNT, 12 },
    { "change", { { "Endring", "Endring", "Change" } }, SEK_CELL_COUNT, 12 },
    { "percent", { { "Endring\ni prosent", "Endring\ni prosent", "Change\nin per cent" } }, SEK_CELL_PERCENT, 12 },
    { "source", { { "Kilde", "Kjelde", "Source" } }, SEK_CELL_TEXT, 20 },
  };
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autofree char *status = _sek_report_dup_status_line (self, 0);
  SekSheet *sheet = add_sheet (self, book, "folketall", &name, &caption, status, FALSE);
  guint n;
  const gint64 *ids = sek_register_get_children (self->data.reg, SEK_FIELD (population, member), self->options.member,
                                                 &n);

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = columns[i].key,
                                                     .head = _sek_report_text (self, &columns[i].head),
                                                     .kind = columns[i].kind,
                                                     .min_width = columns[i].width });
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (rows, (gpointer) sek_register_get_population (self->data.reg, ids[i]));
  g_ptr_array_sort (rows, compare_dates);
  for (guint i = 0; i < rows->len; i++)
    add_population (self, sheet, rows->pdata[i], i > 0 ? rows->pdata[i - 1] : NULL);
}

/* --- contacts ---------------------------------------------------------------------------------------------------- */

enum { N_ROLES = 3, N_EMPTY = 3 };

static const char *
role_word (SekReport *self, gint64 role)
{
  return sek_kind_get_choice_word (SEK_FIELD (contact, role), role, self->options.language);
}

/* role −1: a row to fill in. The first row is the one that the defined names stand on. */
static SekSheetRow *
add_contact_row (SekReport *self, SekSheet *sheet, gint64 role, const char *machine_key)
{
  SekSheetRow *row = sek_sheet_add_row (sheet, machine_key, SEK_ROW_NORMAL);

  if (role >= 0)
    sek_sheet_row_set (row, SEK_PART_ROLE, SEK_TEXT (role_word (self, role)));
  sek_sheet_row_set (row, SEK_FORM_KEY, SEK_TEXT (machine_key));
  return row;
}

static void
add_contact (SekReport *self, SekSheet *sheet, const SekContact *contact)
{
  g_autofree char *key = g_strdup_printf ("contact-%" G_GINT64_FORMAT, contact->id);
  SekSheetRow *row = add_contact_row (self, sheet, contact->role, key);

  for (int part = SEK_PART_ROLE + 1; part < SEK_N_PARTS; part++)
    sek_sheet_row_set (row, part, SEK_TEXT (sek_contact_part_get_text (contact, (SekPart) part)));
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 p = *(const gint64 *) a, q = *(const gint64 *) b;

  return p < q ? -1 : p > q;
}

static void
add_contact_rows (SekReport *self, SekSheet *sheet)
{
  guint n, added = 0;
  const gint64 *rows = sek_register_get_children (self->data.reg, SEK_FIELD (contact, member), self->options.member,
                                                  &n);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (n > 0)
    g_array_append_vals (ids, rows, n);
  /* The same register gives the same sheet. */
  g_array_sort (ids, compare_ids);
  /* After the roles come those that only a newer version has. */
  for (guint role = 0; role <= N_ROLES; role++)
    {
      gboolean any = FALSE;

      for (guint i = 0; i < n; i++)
        {
          const SekContact *contact = sek_register_get_contact (self->data.reg, g_array_index (ids, gint64, i));

          if (sek_kind_choice_or (contact->role, N_ROLES, N_ROLES) != role)
            continue;
          add_contact (self, sheet, contact);
          any = TRUE;
        }
      if (!any && role < N_ROLES)
        {
          g_autofree char *key = g_strdup_printf ("new-%u", ++added);

          add_contact_row (self, sheet, role, key);
        }
    }
  for (int i = 0; i < N_EMPTY; i++)
    {
      g_autofree char *key = g_strdup_printf ("new-%u", ++added);

      add_contact_row (self, sheet, -1, key);
    }
}

static SekSheetRow *
add_fact (SekReport *self, SekSheet *sheet, const char *key, SekFormFact what, SekCellKind kind, SekValue value)
{
  SekSheetRow *row = sek_sheet_add_row (sheet, key, SEK_ROW_FACT);

  sek_sheet_row_set (row, SEK_PART_ROLE, SEK_TEXT (_sek_report_text (self, &sek_member_sheet_facts[what])));
  sek_sheet_row_set_as (row, SEK_PART_OFFICE, kind, value);
  return row;
}

static void
add_facts (SekReport *self, SekSheet *sheet)
{
  const SekMemberNumber *number = sek_register_get_number (self->data.reg, self->options.member, self->data.today);
  g_autofree char *key = g_strdup_printf ("member-%" G_GINT64_FORMAT, self->options.member),
                  *year = g_strdup_printf ("%d", self->options.year);
  const char *name = sek_register_get_member (self->data.reg, self->options.member)->name;
  const char *digits = number != NULL ? number->number : NULL;
  g_autofree char *version = NULL;

  add_fact (self, sheet, "fact-number", SEK_FORM_FACT_NUMBER, SEK_CELL_CODE, SEK_TEXT (digits));
  add_fact (self, sheet, "fact-name", SEK_FORM_FACT_MEMBER, SEK_CELL_TEXT, SEK_TEXT (name));
  add_fact (self, sheet, "fact-year", SEK_FORM_FACT_YEAR, SEK_CELL_CODE, SEK_TEXT (year));
  sek_sheet_row_hide (add_fact (self, sheet, "fact-key", SEK_FORM_FACT_KEY, SEK_CELL_CODE, SEK_TEXT (key)));
  if (self->data.data_time == NULL)
    return;
  version = g_strdup_printf ("%s %" G_GINT64_FORMAT, self->data.data_time, self->data.data_event);
  sek_sheet_row_hide (add_fact (self, sheet, "fact-version", SEK_FORM_FACT_VERSION, SEK_CELL_CODE, SEK_TEXT (version)));
}

static void
add_names (SekReport *self, SekBook *book, SekSheet *sheet)
{
  static const struct { const char *name, *row, *column; } names[] = {
    { "Skjema_medlem", "fact-key", "office" }, { "Skjema_nummer", "fact-number", "office" },
    { "Skjema_navn", "fact-name", "office" },
    { "Skjema_ar", "fact-year", "office" },
    { "Skjema_versjon", "fact-version", "office" },
#define PART(SYMBOL, field, meaning, name, ...) { name, NULL, #field },
    SEK_CONTACT_PARTS (PART)
#undef PART
    { "Skjema_nokkel", NULL, "key" },
  };
  const char *first = sek_sheet_get_row (sheet, 0)->key;

  /* A name stands for one place: in a book of several registers it is in the first one's form. */
  if (sek_book_find_name (book, names[0].name) != NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *row = names[i].row != NULL ? names[i].row : first;

      /* A register that was never changed has no version. */
      if (sek_sheet_find_row (sheet, row) != NULL)
        sek_book_add_name (book, names[i].name, sheet->info.key, row, names[i].column);
    }
}

static void
add_contacts (SekReport *self, SekBook *book)
{
  static const SekWord name = { { "Kontakter", "Kontaktar", "Contacts" } };
  static const SekContactPart key = { .width = 28, .flags = SEK_PART_CODE };
  const char *roles[N_ROLES + 1] = { NULL };
  SekSheet *sheet = add_sheet (self, book, "kontakter", &name, &sek_member_sheet_caption,
                               _sek_report_text (self, &sek_member_sheet_instruction), TRUE);

  for (int i = 0; i < N_ROLES; i++)
    roles[i] = role_word (self, i);
  for (int i = 0; i < SEK_FORM_N_COLUMNS; i++)
    {
      const SekContactPart *part = i == SEK_FORM_KEY ? &key : &sek_contact_parts[i];

      sek_sheet_add_column (sheet, &(SekSheetColumn) {
                                       .key = i == SEK_FORM_KEY ? "key" : sek_contact_get_ids ()[i],
                                       .kind = (part->flags & SEK_PART_CODE) != 0 ? SEK_CELL_CODE : SEK_CELL_TEXT,
                                       .head = _sek_report_text (self, sek_member_sheet_get_head (i)),
                                       .min_width = part->width, .is_open = i != SEK_FORM_KEY,
                                       .is_hidden = i == SEK_FORM_KEY, .choices = i == SEK_PART_ROLE ? roles : NULL });
    }
  add_facts (self, sheet);
  add_contact_rows (self, sheet);
  for (guint i = 0; i < SEK_FORM_N_NOTES; i++)
    sek_sheet_add_note (sheet, _sek_report_text (self, &sek_member_sheet_notes[i]));
  add_names (self, book, sheet);
}

/* Contacts are of no year: in a book of several years they are asked for once. */
static gboolean
has_contacts_before (SekReport *self)
{
  for (guint i = 0; self->joint.set != NULL && &self->joint.set->reports[i] != self; i++)
    if (self->joint.set->reports[i].data.reg == self->data.reg
        && self->joint.set->reports[i].options.member == self->options.member)
      return TRUE;
  return FALSE;
}

void
_sek_report_add_member_sheet (SekReport *self, SekBook *book)
{
  add_fee (self, book);
  add_populations (self, book);
  if (!has_contacts_before (self))
    add_contacts (self, book);
}
