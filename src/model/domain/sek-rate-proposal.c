/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-rate-proposal.h"

#include <glib/gi18n-lib.h>

#include "sek-error.h"
#include "sek-kind.h"
#include "sek-money.h"
#include "sek-rate-equation.h"

/* --- bases -------------------------------------------------------------------------------------------------------- */

static void
clear_basis (gpointer data)
{
  g_clear_pointer (&((SekRateBasis *) data)->problem, g_free);
}

static void
add_growth (SekRegister *reg, GArray *bases, gint64 price_index, SekMonth from, SekMonth to)
{
  SekRateBasis basis = { .kind = SEK_RATE_INDEX, .price_index = price_index, .from = from, .to = to, .own = SEK_NONE };
  g_autoptr (GError) why = NULL;

  if (sek_index_growth (reg, price_index, from, to, &basis.growth, &why))
    basis.tenths = sek_index_growth_percent (&basis.growth, 1);
  else
    basis.problem = g_strdup (why->message);
  g_array_append_val (bases, basis);
}

/* The newest period before the year, whose month is the one asked for (0: the average of a year; -1: any month), that
 * the series has, and of which it has the same one a year earlier. 0 for none. */
static SekMonth
find_newest (SekRegister *reg, gint64 price_index, int year, int month)
{
  const SekPriceIndex *index = sek_register_get_price_index (reg, price_index);
  SekMonth newest = 0;
  SekTableIter iter;
  const SekIndexFigure *figure;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_INDEX_FIGURE));
  while ((figure = (const SekIndexFigure *) sek_table_iter_next (&iter)) != NULL)
    {
      SekMonth period = (SekMonth) figure->period;
      const SekPriceIndex *its = sek_register_get_price_index (reg, figure->price_index);

      if (period > newest && sek_month_year (period) < year && sek_index_is_series_of (its, index)
          && (month < 0 ? sek_month_month (period) != 0 : sek_month_month (period) == month)
          && sek_index_has (reg, price_index, period - 100))
        newest = period;
    }
  return newest;
}

static void
add_index (SekRegister *reg, GArray *bases, gint64 price_index, int year)
{
  static const int months[] = { 0, 1, 10, -1 };
  SekMonth seen[G_N_ELEMENTS (months)];

  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    {
      gboolean again = FALSE;

      seen[i] = find_newest (reg, price_index, year, months[i]);
      for (guint s = 0; s < i; s++)
        again |= seen[s] == seen[i];
      /* The same month of the year before is 100 less. */
      if (seen[i] != 0 && !again)
        add_growth (reg, bases, price_index, seen[i] - 100, seen[i]);
    }
}

GArray *
sek_rate_list_bases (SekRegister *reg, int year)
{
  GArray *bases = g_array_new (FALSE, FALSE, sizeof (SekRateBasis));
  g_autoptr (GArray) series = sek_index_list_series (reg);
  const SekRateBasis unchanged = { .kind = SEK_RATE_UNCHANGED, .own = SEK_NONE },
                     own = { .kind = SEK_RATE_OWN, .own = SEK_NONE };

  g_array_set_clear_func (bases, clear_basis);
  g_array_append_val (bases, unchanged);
  for (guint i = 0; i < series->len; i++)
    {
      gint64 id = g_array_index (series, gint64, i);

      if (sek_register_get_price_index (reg, id)->series != SEK_INDEX_SERIES_DEFLATOR)
        add_index (reg, bases, id, year);
      else
        for (int of = year - 1; of <= year; of++)
          if (sek_index_get_figure (reg, id, SEK_MONTH (of, 0)) != NULL)
            add_growth (reg, bases, id, SEK_MONTH (of, 0), SEK_MONTH (of, 0));
    }
  g_array_append_val (bases, own);
  return bases;
}

char *
sek_rate_basis_dup_name (SekRegister *reg, const SekRateBasis *basis, SekLanguage language)
{
  static const SekWord unchanged = { { "Uendret sats", "Uendra sats", "Rate unchanged" } };
  static const SekWord own = { { "Egen sats", "Eigen sats", "Own rate" } };

  if (basis->kind == SEK_RATE_INDEX)
    return sek_index_dup_growth_name (reg, basis->price_index, basis->from, basis->to, language);
  return g_strdup (sek_word (basis->kind == SEK_RATE_OWN ? &own : &unchanged, language));
}

char *
sek_rate_basis_dup_id (const SekRateBasis *basis)
{
  if (basis->kind == SEK_RATE_INDEX)
    return g_strdup_printf ("index/%" G_GINT64_FORMAT "/%d/%d", basis->price_index, basis->from, basis->to);
  return g_strdup (basis->kind == SEK_RATE_OWN ? "own" : "unchanged");
}

/* --- rates -------------------------------------------------------------------------------------------------------- */

const SekFeeRate *
sek_rate_find (SekRegister *reg, int year, gint64 kind)
{
  SekTableIter iter;
  const SekFeeRate *rate;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_FEE_RATE));
  while ((rate = (const SekFeeRate *) sek_table_iter_next (&iter)) != NULL)
    if (rate->year == year && rate->kind == kind)
      return rate;
  return NULL;
}

int
sek_rate_get_year (SekRegister *reg, gint64 kind)
{
  const SekFeeRate *rate, *newest = NULL;
  SekTableIter iter;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_FEE_RATE));
  while ((rate = (const SekFeeRate *) sek_table_iter_next (&iter)) != NULL)
    if (rate->kind == kind && (newest == NULL || rate->year > newest->year))
      newest = rate;
  if (newest == NULL)
    return 0;
  return (int) newest->year
         + (newest->decided_on != SEK_NONE || sek_rate_find (reg, (int) newest->year - 1, kind) == NULL);
}

gboolean
sek_rate_is_rate_field (const SekField *field)
{
  return field == SEK_FIELD (fee_rate, rate);
}

guint
sek_rate_list_terms (const SekFeeRate *rate, const SekField *terms[5])
{
  const SekField *all[] = { SEK_FIELD (fee_rate, rate), SEK_FIELD (fee_rate, total), SEK_FIELD (fee_rate, base),
                            SEK_FIELD (fee_rate, minimum), SEK_FIELD (fee_rate, maximum) };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (sek_row_get ((const SekRow *) rate, all[i]).type != SEK_VALUE_BLANK)
      terms[n++] = all[i];
  return n;
}

const SekField *
sek_rate_get_main_field (const SekFeeRate *rate)
{
  const SekField *terms[5];

  /* In that order they are listed; limits alone are no rate. */
  return sek_rate_list_terms (rate, terms) > 0 && terms[0] != SEK_FIELD (fee_rate, minimum)
                 && terms[0] != SEK_FIELD (fee_rate, maximum)
             ? terms[0] : NULL;
}

gboolean
sek_rate_get_change (SekRegister *reg, const SekFeeRate *rate, gint64 *before, gint64 *now)
{
  const SekFeeRate *last = sek_rate_find (reg, (int) rate->year - 1, rate->kind);
  const SekField *field = sek_rate_get_main_field (rate);

  if (last == NULL || field == NULL || sek_rate_get_main_field (last) != field)
    return FALSE;
  *before = sek_row_get ((const SekRow *) last, field).integer;
  *now = sek_row_get ((const SekRow *) rate, field).integer;
  return TRUE;
}

void
sek_rate_get_yield (SekRegister *reg, const SekFeeRate *rate, SekRateYield *yield)
{
  SekTableIter iter;
  const SekMember *member;

  *yield = (SekRateYield) { 0 };
  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_MEMBER));
  while ((member = (const SekMember *) sek_table_iter_next (&iter)) != NULL)
    {
      SekFee fee;

      if (member->kind != rate->kind)
        continue;
      sek_fee_of (reg, member, (int) rate->year, &fee);
      if (!fee.active || fee.invoice == SEK_NONE)
        continue;
      yield->n_payers++;
      yield->persons += fee.persons != SEK_NONE ? fee.persons : 0;
      if (yield->fees != SEK_NONE && !sek_money_add (yield->fees, fee.invoice, &yield->fees, NULL))
        yield->fees = SEK_NONE;
    }
}

gboolean
sek_rate_work_out (const SekFeeRate *before, const SekField *term, const SekRateBasis *basis,
                   const SekRateSteps *steps, SekRateEquation *equation, GError **error)
{
  gint64 value = sek_row_get ((const SekRow *) before, term).integer;
  gboolean is_rate = sek_rate_is_rate_field (term);

  /* What is not asked to change is not rounded either. */
  if (!sek_rate_equation_init (equation, value, basis->tenths,
                               basis->kind != SEK_RATE_INDEX ? 1 : is_rate ? steps->rate : steps->amount, is_rate,
                               error))
    return FALSE;
  if (basis->kind == SEK_RATE_OWN && basis->own != SEK_NONE && term == sek_rate_get_main_field (before))
    equation->after = basis->own;
  return TRUE;
}

/* --- the sentence ------------------------------------------------------------------------------------------------- */

static void
append_sentence (GString *text, char *sentence)
{
  if (sentence == NULL)
    return;
  g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", sentence);
  g_free (sentence);
}

/* «KPI, okt. 2021–okt. 2022, fra 117,2 til 126,0: 7,5 % (SSB 03013, 2015 = 100, hentet 10.11.2022).» */
static char *
dup_growth (SekRegister *reg, const SekRateBasis *basis, SekLanguage language)
{
  static const SekWord told = { { "%s, fra %s til %s: %s (%s).", "%s, frå %s til %s: %s (%s).",
                                  "%s, from %s to %s: %s (%s)." } };
  const SekIndexGrowth *growth = &basis->growth;
  g_autofree char *name = sek_rate_basis_dup_name (reg, basis, language),
                  *from = sek_index_dup_value (growth->from->value, language),
                  *to = sek_index_dup_value (growth->to->value, language),
                  *percent = _sek_rate_dup_percent (basis->tenths, 1000, language),
                  *source = sek_index_dup_source (reg, growth->to, language);

  if (growth->from == growth->to)
    return g_strdup_printf ("%s: %s (%s).", name, percent, source);
  return sek_fill (sek_word (&told, language), name, from, to, percent, source, NULL);
}

static char *
dup_term (const SekField *term, const SekRateEquation *equation, gboolean alone, SekLanguage language)
{
  g_autofree char *text = sek_rate_equation_dup_text (equation, language);

  return alone ? g_strconcat (text, ".", NULL)
               : g_strdup_printf ("%s: %s.", sek_word (&term->title, language), text);
}

/* «Egen sats: 2,95, som er 5,4 %.» */
static char *
dup_own (SekRegister *reg, const SekRateBasis *basis, const SekRateEquation *equation, SekLanguage language)
{
  static const SekWord told = { { "%s: %s, som er %s.", "%s: %s, som er %s.", "%s: %s, which is %s." } };
  g_autofree char *name = sek_rate_basis_dup_name (reg, basis, language),
                  *after = sek_rate_equation_dup_after (equation, language),
                  *percent = _sek_rate_dup_percent (equation->after - equation->before, equation->before, language);

  if (percent == NULL || basis->kind == SEK_RATE_UNCHANGED)
    return g_strdup_printf ("%s: %s.", name, after);
  return sek_fill (sek_word (&told, language), name, after, percent, NULL);
}

char *
sek_rate_dup_sentence (SekRegister *reg, const SekFeeRate *before, const SekRateBasis *basis,
                       const SekRateSteps *steps, SekLanguage language, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const SekField *terms[5], *main_field = sek_rate_get_main_field (before);
  guint n = sek_rate_list_terms (before, terms);

  if (basis->kind == SEK_RATE_INDEX && basis->problem == NULL)
    append_sentence (text, dup_growth (reg, basis, language));
  for (guint i = 0; i < n; i++)
    {
      SekRateEquation equation;

      if (!sek_rate_work_out (before, terms[i], basis, steps, &equation, error))
        return NULL;
      if (basis->kind == SEK_RATE_INDEX)
        {
          append_sentence (text, dup_term (terms[i], &equation, n == 1, language));
          append_sentence (text, sek_rate_equation_dup_rounding (&equation, language));
        }
      else if (terms[i] == main_field)
        append_sentence (text, dup_own (reg, basis, &equation, language));
    }
  if (basis->kind == SEK_RATE_INDEX && basis->problem == NULL)
    append_sentence (text, sek_index_growth_dup_link (reg, &basis->growth, language));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* --- proposing ---------------------------------------------------------------------------------------------------- */

char *
sek_rate_dup_locked (const SekFeeRate *rate)
{
  g_autofree char *date = NULL;

  if (rate->decided_on == SEK_NONE)
    return NULL;
  date = sek_date_format ((SekDate) rate->decided_on, SEK_DATE_NUMERIC, SEK_LANGUAGE_NB);
  return g_strdup_printf (_("The rate was adopted on %s. Remove the date of resolution to change it."), date);
}

static gboolean
check_proposal (const SekFeeRate *before, const SekFeeRate *there, int year, gint64 kind, const SekRateBasis *basis,
                GError **error)
{
  g_autofree char *locked = there != NULL ? sek_rate_dup_locked (there) : NULL;

  if (before == NULL)
    g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                 _("There is no rate for %d to go by (%s). Add that one first."), year - 1,
                 sek_kind_get_choice_word (SEK_FIELD (fee_rate, kind), kind, sek_program_language ()));
  else if (locked != NULL)
    g_set_error_literal (error, SEK_ERROR, SEK_ERROR_REFUSED, locked);
  else if (basis->problem != NULL)
    g_set_error_literal (error, SEK_ERROR, SEK_ERROR_REFUSED, basis->problem);
  else if (basis->kind == SEK_RATE_OWN && basis->own == SEK_NONE)
    g_set_error_literal (error, SEK_ERROR, SEK_ERROR_REFUSED, _("Type a rate of your own first."));
  else
    return TRUE;
  return FALSE;
}

gint64
sek_rate_copy (SekRegister *reg, const SekFeeRate *before, int year, SekChangeset *changeset)
{
  const SekEntity *entity = sek_entity_get (SEK_FEE_RATE);
  gint64 row = sek_changeset_insert (changeset, SEK_FEE_RATE);

  for (guint f = 0; f < entity->n_fields; f++)
    {
      const SekField *field = &entity->fields[f];
      SekValue value = field == SEK_FIELD (fee_rate, year) ? SEK_INTEGER (year)
                                                           : sek_row_get ((const SekRow *) before, field);

      if (field != SEK_FIELD (fee_rate, decided_on) && field != SEK_FIELD (fee_rate, case_number)
          && field != SEK_FIELD (fee_rate, note) && field != SEK_FIELD (fee_rate, basis))
        sek_changeset_set (changeset, reg, field, row, &value);
    }
  return row;
}

gboolean
sek_rate_propose (SekRegister *reg, int year, gint64 kind, const SekRateBasis *basis, const SekRateSteps *steps,
                  SekLanguage language, SekChangeset *changeset, gint64 *row, GError **error)
{
  const SekFeeRate *before = sek_rate_find (reg, year - 1, kind), *there = sek_rate_find (reg, year, kind);
  g_autofree char *sentence = NULL, *year_text = g_strdup_printf ("%d", year), *kroner = NULL;
  const SekField *terms[5];
  SekValue value;
  gint64 id;

  if (!check_proposal (before, there, year, kind, basis, error))
    return FALSE;
  sentence = sek_rate_dup_sentence (reg, before, basis, steps, language, error);
  if (sentence == NULL)
    return FALSE;
  id = there != NULL ? there->id : sek_rate_copy (reg, before, year, changeset);
  value = SEK_INTEGER (before->model);
  sek_changeset_set (changeset, reg, SEK_FIELD (fee_rate, model), id, &value);
  value = before->equal_share != SEK_NONE ? SEK_INTEGER (before->equal_share) : SEK_BLANK;
  sek_changeset_set (changeset, reg, SEK_FIELD (fee_rate, equal_share), id, &value);
  for (guint i = 0, n = sek_rate_list_terms (before, terms); i < n; i++)
    {
      SekRateEquation equation;

      if (!sek_rate_work_out (before, terms[i], basis, steps, &equation, error))
        return FALSE;
      sek_changeset_set (changeset, reg, terms[i], id, &SEK_INTEGER (equation.after));
      if (terms[i] == sek_rate_get_main_field (before))
        kroner = sek_rate_equation_dup_after (&equation, sek_program_language ());
    }
  value = SEK_TEXT (sentence);
  sek_changeset_set (changeset, reg, SEK_FIELD (fee_rate, basis), id, &value);
  {
    g_autofree char *told = kroner != NULL ? g_strconcat (kroner, "\302\240kr", NULL)
                                           : g_strdup (sek_kind_get_choice_word (SEK_FIELD (fee_rate, model),
                                                                                 before->model,
                                                                                 sek_program_language ()));

    sek_changeset_set_action (changeset, "rate-proposal", year_text, told, NULL);
  }
  if (row != NULL)
    *row = id;
  return TRUE;
}
