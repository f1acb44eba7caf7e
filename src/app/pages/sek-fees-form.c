/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-fees-form.h"

#include <glib/gi18n-lib.h>

#include "sek-budget.h"
#include "sek-key.h"
#include "sek-kind.h"
#include "sek-number.h"

static char *
dup_kroner (gint64 ore)
{
  return ore != SEK_NONE ? sek_number_format_kroner (ore) : g_strdup ("–");
}

static char *
dup_change (gint64 after, gint64 before)
{
  gint64 change = sek_budget_minus (after, before);
  g_autofree char *kroner = dup_kroner (change);

  return g_strconcat (change > 0 ? "+" : "", kroner, NULL);
}

/* --- a proposal --------------------------------------------------------------------------------------------------- */

static void
add_outcome (SekForm *form, const SekRatePreview *preview)
{
  g_autofree char *fees = g_strdup_printf (_("Fees %d"), preview->year),
                  *from = g_strdup_printf (_("Change from %d"), preview->year - 1),
                  *after = dup_kroner (preview->after), *change = dup_change (preview->after, preview->before);

  sek_form_add_facts (form, NULL, (const char *const[]) { fees, from }, (const char *const[]) { after, change }, 2);
}

static char *
dup_period (const SekIndexFigure *figure)
{
  g_autofree char *text = sek_month_format ((SekMonth) figure->period, SEK_MONTH_LONG, sek_program_language ()),
                  *first = g_utf8_substring (text, 0, 1), *upper = g_utf8_strup (first, -1);

  return g_strconcat (upper, g_utf8_next_char (text), NULL);
}

static void
add_index (SekForm *form, SekRegister *reg, const SekRateBasis *basis)
{
  const SekIndexGrowth *growth = &basis->growth;
  SekLanguage language = sek_program_language ();
  gboolean one = growth->from == growth->to;
  g_autofree char *from = dup_period (growth->from), *to = dup_period (growth->to),
                  *from_value = sek_index_dup_value (growth->from->value, language),
                  *to_value = sek_index_dup_value (growth->to->value, language),
                  *percent = sek_number_format_percent (sek_index_growth_percent (growth, 2), 10000, 2),
                  *source = sek_index_dup_source (reg, growth->to, language),
                  *link = sek_index_growth_dup_link (reg, growth, language);
  const char *names[5], *texts[5];
  guint n = 0;

  if (!one)
    {
      names[n] = from;
      texts[n++] = from_value;
      names[n] = to;
      texts[n++] = to_value;
    }
  names[n] = one ? to : _("Growth");
  texts[n++] = percent;
  names[n] = sek_word (&SEK_FIELD (index_figure, source)->title, language);
  texts[n++] = source;
  if (link != NULL)
    {
      names[n] = _("Two tables meet");
      texts[n++] = link;
    }
  sek_form_add_facts (form, _("Index"), names, texts, n);
}

static void
add_equations (SekForm *form, SekRateModel *model, const SekRateBasis *basis)
{
  const SekFeeRate *before = sek_rate_model_get_before (model);
  const SekField *terms[5];
  guint n = sek_rate_list_terms (before, terms);
  SekLanguage language = sek_program_language ();

  for (guint i = 0; i < n && basis->kind == SEK_RATE_INDEX && basis->problem == NULL; i++)
    {
      SekRateEquation equation;
      g_autofree char *product = NULL, *rounding = NULL;

      if (!sek_rate_work_out (before, terms[i], basis, sek_rate_model_get_steps (model), &equation, NULL))
        continue;
      product = sek_rate_equation_dup_text (&equation, language);
      rounding = sek_rate_equation_dup_rounding (&equation, language);
      sek_form_add_facts (form, NULL, (const char *const[]) { sek_word (&terms[i]->title, language), _("Rounding") },
                          (const char *const[]) { product, rounding }, 2);
    }
}

void
sek_fees_form_add_proposal (SekForm *form, SekRegister *reg, SekRateModel *model, guint row)
{
  const SekRateBasis *basis = sek_rate_model_get_basis (model, row);
  const char *why = NULL;
  const SekRatePreview *preview = sek_rate_model_get_preview (model, row, &why);
  g_autofree char *name = NULL, *title = NULL, *button = NULL;

  if (basis == NULL)
    return;
  name = sek_rate_basis_dup_name (reg, basis, sek_program_language ());
  title = g_strdup_printf (_("Rate Proposal %d"), sek_rate_model_get_year (model));
  sek_form_add_title (form, name, title);
  add_equations (form, model, basis);
  if (preview != NULL)
    add_outcome (form, preview);
  else
    sek_form_add_problem (form, why);
  if (basis->kind == SEK_RATE_INDEX && basis->problem == NULL)
    add_index (form, reg, basis);
  button = g_strdup_printf (_("Use as the Proposal for %d"), sek_rate_model_get_year (model));
  if (preview != NULL)
    sek_form_add_button (form, button, "fees.use");
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

/* What is decided is not typed over. */
static void
add_locked (SekForm *form, const SekFeeRate *rate, const char *why)
{
  const SekField *terms[5];
  const char *names[6], *texts[6];
  g_autoptr (GPtrArray) owned = g_ptr_array_new_with_free_func (g_free);
  guint n = sek_rate_list_terms (rate, terms);

  for (guint i = 0; i < n; i++)
    {
      SekValue value = sek_row_get ((const SekRow *) rate, terms[i]);

      g_ptr_array_add (owned, sek_kind_format (terms[i], &value, 1, sek_program_language ()));
      names[i] = sek_word (&terms[i]->title, sek_program_language ());
      texts[i] = owned->pdata[i];
    }
  names[n] = _("Why it is locked");
  texts[n] = why;
  sek_form_add_facts (form, _("Rate"), names, texts, n + 1);
}

void
sek_fees_form_add_rate (SekForm *form, SekRegister *reg, gint64 row)
{
  static const char *const fields[] = {
    "year", "kind", "model", "rate", "base", "minimum", "maximum", "total", "equal_share", "decided_on", "case_number",
    "basis", "note", NULL,
  };
  static const char *const open_fields[] = { "decided_on", "case_number", "note", NULL };
  const SekFeeRate *rate = sek_register_get_fee_rate (reg, row);
  g_autofree char *label = sek_fee_rate_dup_label (rate, sek_program_language ()), *why = sek_rate_dup_locked (rate),
                  *payers = NULL, *sum = NULL;
  /* A year that was followed by another was decided, whether or not anybody wrote it down. */
  gboolean is_proposal = why == NULL && sek_rate_find (reg, (int) rate->year + 1, rate->kind) == NULL;
  SekRateYield yield;

  sek_rate_get_yield (reg, rate, &yield);
  payers = sek_number_format_count (yield.n_payers);
  sum = dup_kroner (yield.fees);
  sek_form_add_title (form, label, is_proposal ? _("Proposal, not decided") : NULL);
  sek_form_add_facts (form, NULL, (const char *const[]) { _("Members that pay"), _("Fees together") },
                      (const char *const[]) { payers, sum }, 2);
  if (why != NULL)
    add_locked (form, rate, why);
  if (why != NULL && rate->basis != NULL)
    sek_form_add_facts (form, sek_word (&SEK_FIELD (fee_rate, basis)->title, sek_program_language ()),
                        (const char *const[]) { "" }, (const char *const[]) { rate->basis }, 1);
  sek_form_add_fields (form, why != NULL ? _("Decision") : _("Rate"), SEK_FEE_RATE, row,
                       why != NULL ? open_fields : fields);
}

void
sek_fees_form_add_figure (SekForm *form, SekRegister *reg, gint64 row)
{
  static const char *const fields[] = { "price_index", "period", "value", "source", "retrieved", NULL };
  const SekIndexFigure *figure = sek_register_get_index_figure (reg, row);
  g_autofree char *period = dup_period (figure);

  sek_form_add_title (form, period, sek_register_get_price_index (reg, figure->price_index)->name);
  sek_form_add_fields (form, sek_word (&sek_entity_get (SEK_INDEX_FIGURE)->plural, sek_program_language ()),
                       SEK_INDEX_FIGURE, row, fields);
}

void
sek_fees_form_add_index (SekForm *form, SekRegister *reg, gint64 row)
{
  static const char *const fields[] = { "name", "series", "base", "note", NULL };
  g_autofree char *count = NULL, *told = NULL;
  guint n;

  sek_register_get_children (reg, SEK_FIELD (index_figure, price_index), row, &n);
  count = sek_number_format_count (n);
  told = sek_fill (g_dngettext (GETTEXT_PACKAGE, "%s figure", "%s figures", n), count, NULL);
  sek_form_add_title (form, sek_register_get_price_index (reg, row)->name, told);
  sek_form_add_fields (form, _("Price index"), SEK_PRICE_INDEX, row, fields);
}
