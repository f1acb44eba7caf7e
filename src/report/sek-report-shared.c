/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-report-private.h"

#include <glib/gi18n-lib.h>

#include "sek-error.h"
#include "sek-scenario.h"
#include "sek-status.h"

const SekWord _sek_report_sign_note = { { "* Negativt resultat = bruk av overførte midler.",
                                          "* Negativt resultat = bruk av overførte midlar.",
                                          "* Negative result = use of funds carried forward." } };
const SekWord _sek_report_deviation_note = { { "Avvik = budsjett − regnskap eller prognose.",
                                               "Avvik = budsjett − rekneskap eller prognose.",
                                               "Deviation = budget − accounts or forecast." } };
const SekWord _sek_report_percent_note = { { "Prosent av et negativt tall er regnet av tallet uten fortegn.",
                                             "Prosent av eit negativt tal er rekna av talet utan forteikn.",
                                             "Per cent of a negative figure is of the figure without its sign." } };
const SekWord _sek_report_limit_word = { { "Laveste reserve", "Lågaste reserve", "Lowest reserve" } };
const SekWord _sek_report_unexplained_word = { { "Mangler forklaring", "Manglar forklaring", "Not explained" } };
const SekWord _sek_report_total_word = { { "Sum", "Sum", "Total" } };

/* --- scenarios ---------------------------------------------------------------------------------------------------- */

char *
_sek_report_dup_scenario_line (const SekReport *self)
{
  static const SekWord word = { { "Scenario %s: %s", "Scenario %s: %s", "Scenario %s: %s" } };

  return self->data.base != NULL && self->data.adopted == 0
             ? sek_fill (sek_word (&word, self->options.language), self->data.scenario_letter,
                         self->data.scenario_name, NULL)
             : NULL;
}

SekRegister *
_sek_report_get_base (const SekReport *self)
{
  return self->data.base != NULL ? self->data.base : self->data.reg;
}

gboolean
_sek_report_is_decided (const SekReport *self, const SekFeeRate *rate)
{
  const SekEntity *entity = sek_entity_get (SEK_FEE_RATE);
  const SekFeeRate *was = sek_register_get_fee_rate (_sek_report_get_base (self), rate->id);

  if (rate->decided_on == SEK_NONE && rate->case_number == NULL)
    return FALSE;
  if (self->data.base == NULL || self->data.adopted != 0)
    return TRUE;
  for (guint f = 0; was != NULL && f < entity->n_fields; f++)
    {
      SekValue before = sek_row_get ((const SekRow *) was, &entity->fields[f]),
               now = sek_row_get ((const SekRow *) rate, &entity->fields[f]);

      if (!sek_value_equal (&before, &now))
        return FALSE;
    }
  return was != NULL;
}

gboolean
sek_report_set_scenarios (SekReport *self, const char *text, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, strchr (text, ';') != NULL ? ";" : ",", -1);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (int i = 0; parts[i] != NULL; i++)
    {
      gint64 scenario = 0;
      gboolean twice = FALSE;

      if (parts[i][strspn (parts[i], " \t")] == '\0')
        continue;
      if ((scenario = sek_scenario_find (self->data.reg, parts[i], error)) == 0)
        return FALSE;
      for (guint j = 0; j < found->len; j++)
        twice |= g_array_index (found, gint64, j) == scenario;
      if (!twice)
        g_array_append_val (found, scenario);
    }
  if (found->len > SEK_MOST_SCENARIOS)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                   _("At most %d scenarios fit beside each other, and %u were named. Leave some of them out."),
                   SEK_MOST_SCENARIOS, found->len);
      return FALSE;
    }
  g_clear_pointer (&self->options.scenarios, g_array_unref);
  if (found->len > 0)
    self->options.scenarios = g_steal_pointer (&found);
  return TRUE;
}

GArray *
sek_report_dup_scenarios (const SekReport *self)
{
  GArray *scenarios;

  if (self->options.scenarios != NULL)
    return g_array_copy (self->options.scenarios);
  scenarios = sek_rows_by_position (self->data.reg, SEK_SCENARIO);
  g_array_set_size (scenarios, MIN (scenarios->len, SEK_MOST_SCENARIOS));
  return scenarios;
}

/* --- keys and names ---------------------------------------------------------------------------------------------- */

char *
_sek_report_dup_key (SekReport *self, SekTableId table)
{
  guint place = self->joint.place;

  if (self->joint.set == NULL)
    return g_strdup (sek_table_get_id (table));
  /* A table of the whole register is made once, by its last report. */
  for (guint i = 0; _sek_report_is_of_register (table) && i < self->joint.set->n; i++)
    if (self->joint.set->reports[i].data.reg == self->data.reg)
      place = self->joint.set->reports[i].joint.place;
  return g_strdup_printf ("%s-%u", sek_table_get_id (table), place);
}

char *
_sek_report_dup_key_of_year (SekReport *self, SekTableId table, int year)
{
  if (year == self->options.year)
    return _sek_report_dup_key (self, table);
  for (guint i = 0; self->joint.set != NULL && i < self->joint.set->n; i++)
    if (self->joint.set->reports[i].data.reg == self->data.reg && self->joint.set->reports[i].options.year == year)
      return _sek_report_dup_key (&self->joint.set->reports[i], table);
  return g_strdup ("");
}

/* The report's sheet of a table, when it has the budget column. */
static SekSheet *
find_with_column (SekReport *self, const SekBook *book, SekTableId table, const char *column)
{
  g_autofree char *key = _sek_report_dup_key (self, table);
  SekSheet *sheet = sek_book_find_sheet (book, key);

  return sheet != NULL && sek_sheet_find_column (sheet, column) >= 0 ? sheet : NULL;
}

SekSheet *
_sek_report_find_budget (SekReport *self, const SekBook *book, gint64 id)
{
  g_autofree char *column = _sek_report_column_key (id);
  SekSheet *sheet = NULL;

  if (self->joint.set == NULL)
    sheet = find_with_column (self, book, SEK_TABLE_MAIN, column);
  for (guint i = 0; self->joint.set != NULL && i < self->joint.set->n && sheet == NULL; i++)
    if (self->joint.set->reports[i].data.reg == self->data.reg)
      sheet = find_with_column (&self->joint.set->reports[i], book, SEK_TABLE_MAIN, column);
  return sheet != NULL ? sheet : find_with_column (self, book, SEK_TABLE_YEARS, column);
}

char *
_sek_report_dup_name (SekReport *self, const char *name)
{
  gboolean alone = TRUE;

  if (self->joint.set == NULL)
    return g_strdup (name);
  for (guint i = 0; i < self->joint.set->n; i++)
    alone &= &self->joint.set->reports[i] == self || self->joint.set->reports[i].options.year != self->options.year;
  return alone ? g_strdup_printf ("%s_%d", name, self->options.year)
               : g_strdup_printf ("%s_%d_%u", name, self->options.year, self->joint.place);
}

char *
_sek_report_column_key (gint64 column)
{
  return g_strdup_printf ("c%" G_GINT64_FORMAT, column);
}

char *
_sek_report_row_key (gint64 row)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, row);
}

const char *
_sek_report_short_name (const SekReport *self)
{
  const SekOrganisation *organisation = sek_register_get_the_organisation (self->data.reg);

  if (self->joint.set != NULL && self->joint.name != NULL)
    return self->joint.name;
  if (organisation == NULL)
    return self->data.source != NULL ? self->data.source : "";
  return organisation->short_name != NULL ? organisation->short_name : organisation->name;
}

/* --- words ------------------------------------------------------------------------------------------------------- */

const char *
_sek_report_text (SekReport *self, const SekWord *word)
{
  return sek_word (word, self->options.language);
}

char *
_sek_report_dup_text (SekReport *self, const SekWord *word, const char *replacement)
{
  return sek_fill (_sek_report_text (self, word), replacement, NULL);
}

char *
_sek_report_dup_year (SekReport *self, const SekWord *word, int year)
{
  g_autofree char *digits = g_strdup_printf ("%d", year);

  return _sek_report_dup_text (self, word, digits);
}

char *
_sek_report_dup_years (SekReport *self)
{
  GString *years = g_string_new (NULL);

  for (guint i = 0; self->joint.set != NULL && i < self->joint.set->n; i++)
    if (self->joint.set->reports[i].data.reg == self->data.reg)
      g_string_append_printf (years, "%s%d", years->len > 0 ? ", " : "", self->joint.set->reports[i].options.year);
  if (years->len == 0)
    g_string_append_printf (years, "%d", self->options.year);
  return g_string_free (years, FALSE);
}

const char *
_sek_report_unit_line (SekReport *self, gint64 unit)
{
  static const SekWord thousands = { { "(i hele tusen kroner)", "(i heile tusen kroner)",
                                       "(in thousands of kroner)" } };
  static const SekWord kroner = { { "(i kroner)", "(i kroner)", "(in kroner)" } };

  return _sek_report_text (self, unit == SEK_KRONE ? &kroner : &thousands);
}

char *
_sek_report_dup_status (SekReport *self, gint64 id)
{
  char *words = _sek_report_dup_scenario_line (self), *plain;

  /* What a scenario changes was adopted by nobody. */
  if (words != NULL)
    return words;
  words = plain = sek_status_dup_words (self->data.reg, id, self->options.language);
  if (self->data.adopted == 0 || self->data.adopted != id)
    return words;
  words = g_strdup_printf ("%s · %s", plain, self->data.digest);
  g_free (plain);
  return words;
}

SekClocks
_sek_report_clocks (const SekReport *self)
{
  return self->data.adopted != 0 ? SEK_CLOCKS_NORWAY : SEK_CLOCKS_HERE;
}

char *
_sek_report_dup_status_line (SekReport *self, gint64 id)
{
  static const SekWord as_of = { { "Tall per %s", "Tal per %s", "Figures as of %s" } };
  const SekBudgetColumn *column = sek_register_get_budget_column (self->data.reg, id);
  gint64 date = column != NULL && column->figures_on != SEK_NONE
                    ? column->figures_on
                    : sek_date_of_timestamp (self->data.data_time, _sek_report_clocks (self));
  g_autofree char *status = _sek_report_dup_status (self, id), *day = NULL, *figures = NULL;

  if (date == 0)
    return g_steal_pointer (&status);
  day = sek_date_format ((SekDate) date, SEK_DATE_TOLD, self->options.language);
  figures = _sek_report_dup_text (self, &as_of, day);
  return *status != '\0' ? g_strdup_printf ("%s. %s", status, figures) : g_steal_pointer (&figures);
}

gint64
_sek_report_main_column (SekReport *self)
{
  g_autoptr (GArray) columns = NULL;
  gint64 any = 0, budget = 0;

  if (self->data.adopted != 0)
    return self->data.adopted;
  columns = sek_report_dup_columns (self);
  for (guint i = 0; i < columns->len; i++)
    {
      const SekBudgetColumn *column = sek_register_get_budget_column (self->data.reg,
                                                                      g_array_index (columns, gint64, i));

      if (column == NULL || (self->options.columns == NULL && column->year != self->options.year))
        continue;
      any = column->id;
      if (!sek_budget_is_actual (column))
        budget = column->id;
    }
  return budget != 0 ? budget : any;
}

/* --- sheets and cells -------------------------------------------------------------------------------------------- */

/* A tab's name is at most 31 characters: what tells it apart must not be what is cut. */
static char *
dup_sheet_name (SekReport *self, SekTableId table)
{
  const char *name = sek_table_get_name (table, self->options.language);

  if (self->joint.set == NULL || (_sek_report_is_of_register (table) && !self->joint.set->many_registers))
    return g_strdup (name);
  if (_sek_report_is_of_register (table))
    return g_strdup_printf ("%s %s", name, _sek_report_short_name (self));
  return g_strdup_printf ("%s %s", name, self->joint.label);
}

SekSheet *
_sek_report_add_sheet (SekReport *self, SekBook *book, SekTableId table, const char *caption, gint64 unit,
                       gint64 column, int n_frozen, gboolean is_list)
{
  /* The caption of Medlemmer tells its day. */
  const char *name = sek_table_get_name (table, self->options.language);
  g_autofree char *key = _sek_report_dup_key (self, table);
  g_autofree char *told = dup_sheet_name (self, table);
  g_autofree char *status = _sek_report_dup_status_line (self, column);
  /* Status and day of the figures are those of the register as it is. */
  gboolean has_status = table != SEK_TABLE_MEMBERS
                        && (table != SEK_TABLE_COMPARISON || self->data.after.kind == SEK_VERSION_NOW);

  return sek_book_add_sheet (book, &(SekSheetInfo) { .key = key,
                                                     .name = told,
                                                     .caption = caption != NULL ? caption : name,
                                                     .status_line = has_status ? status : NULL,
                                                     .unit_line = unit != 0 ? _sek_report_unit_line (self, unit) : NULL,
                                                     .n_frozen = n_frozen,
                                                     .is_list = is_list });
}

/* The cells of a section's lines; NULL where it has none. */
static SekExpr *
section_range (GArray *figures, gint64 section, const char *column)
{
  g_autofree char *first = NULL, *last = NULL;

  for (guint i = 0; i < figures->len; i++)
    {
      const SekFigure *figure = &g_array_index (figures, SekFigure, i);

      if (figure->kind != SEK_FIGURE_LINE || figure->section != section)
        continue;
      if (first == NULL)
        first = _sek_report_row_key (figure->line);
      g_free (last);
      last = _sek_report_row_key (figure->line);
    }
  return first != NULL ? sek_expr_range (NULL, first, last, column) : NULL;
}

SekExpr *
_sek_report_figure_expr (GArray *figures, const SekFigure *figure, const char *column)
{
  SekExpr *range, *sum;

  switch (figure->kind)
    {
    case SEK_FIGURE_SUM:
      range = section_range (figures, figure->section, column);
      return range != NULL ? sek_expr_sum_or_blank (range) : NULL;
    case SEK_FIGURE_RESULT:
      return sek_expr_difference (sek_expr_cell (NULL, "sum-income", column),
                                  sek_expr_cell (NULL, "sum-expense", column));
    case SEK_FIGURE_CLOSING:
      sum = sek_expr_call (SEK_FUNCTION_SUM, sek_expr_cell (NULL, "result", column), NULL);
      range = section_range (figures, SEK_SECTION_OPENING, column);
      if (range != NULL)
        sek_expr_append (sum, range);
      return sek_expr_sum_or_blank (sum);
    case SEK_FIGURE_LINE:
    case SEK_FIGURE_HEADING:
    default:
      return NULL;
    }
}

SekRowStyle
_sek_report_figure_style (const SekFigure *figure)
{
  static const SekRowStyle styles[] = {
    [SEK_FIGURE_LINE] = SEK_ROW_NORMAL, [SEK_FIGURE_HEADING] = SEK_ROW_SECTION, [SEK_FIGURE_SUM] = SEK_ROW_SUM,
    [SEK_FIGURE_RESULT] = SEK_ROW_SUM, [SEK_FIGURE_CLOSING] = SEK_ROW_TOTAL,
  };

  return styles[figure->kind];
}

void
_sek_report_set_share (SekSheetRow *row, int column, gint64 part, gint64 whole, const char *part_key,
                       const char *whole_key)
{
  if (part != SEK_NONE && whole != SEK_NONE && whole != 0)
    sek_sheet_row_set_percent (row, column, part, whole < 0 ? -whole : whole);
  sek_sheet_row_set_expr (row, column,
                          sek_expr_share (sek_expr_cell (NULL, NULL, part_key),
                                          sek_expr_call (SEK_FUNCTION_ABS,
                                                         sek_expr_call (SEK_FUNCTION_SUM,
                                                                        sek_expr_cell (NULL, NULL, whole_key), NULL),
                                                         NULL)));
}

/* --- fees as formulas, by the models of their rates --------------------------------------------------------------- */

/* Whether rate × persons + base, in øre, can be half a krone: 50 modulo 100, which modulo 4 is 2. */
static gboolean
can_be_half (const SekFeeRate *rate)
{
  gint64 base = rate->base != SEK_NONE ? rate->base : 0;

  return (rate->rate != SEK_NONE && rate->rate % 4 != 0) || base % 4 == 2;
}

SekExpr *
_sek_report_fee_expr (const SekFeeRate *rate, SekExpr *base, SekExpr *per_person, SekExpr *persons, SekExpr *minimum,
                      SekExpr *maximum)
{
  SekExpr *fee = sek_expr_binary (SEK_OPERATOR_MULTIPLY, per_person, persons);

  if (base != NULL)
    fee = sek_expr_binary (SEK_OPERATOR_ADD, base, fee);
  /* In floating point a half can come out just below itself; to the nearest øre it is one again. */
  if (can_be_half (rate))
    fee = sek_expr_call (SEK_FUNCTION_ROUND, fee, sek_expr_number (2), NULL);
  if (minimum != NULL)
    fee = sek_expr_call (SEK_FUNCTION_MAX, fee, minimum, NULL);
  if (maximum != NULL)
    fee = sek_expr_call (SEK_FUNCTION_MIN, fee, maximum, NULL);
  return sek_expr_call (SEK_FUNCTION_ROUND, fee, sek_expr_number (0), NULL);
}

/* total × (equally ÷ members + (1 − equally) × persons ÷ people) */
SekExpr *
_sek_report_share_expr (SekExpr *total, SekExpr *equally, SekExpr *members, SekExpr *people)
{
  SekExpr *rest = NULL, *part = NULL;

  if (people != NULL)
    {
      rest = sek_expr_binary (SEK_OPERATOR_DIVIDE, sek_expr_cell (NULL, NULL, "persons"), people);
      if (equally != NULL)
        rest = sek_expr_binary (SEK_OPERATOR_MULTIPLY,
                                sek_expr_binary (SEK_OPERATOR_SUBTRACT, sek_expr_number (1), sek_expr_ref (equally)),
                                rest);
    }
  if (equally != NULL)
    part = sek_expr_binary (SEK_OPERATOR_DIVIDE, equally, members);
  if (part != NULL && rest != NULL)
    part = sek_expr_binary (SEK_OPERATOR_ADD, part, rest);
  return sek_expr_call (SEK_FUNCTION_ROUND,
                        sek_expr_binary (SEK_OPERATOR_MULTIPLY, total, part != NULL ? part : rest),
                        sek_expr_number (5), NULL);
}

static SekExpr *
remainder_expr (void)
{
  return sek_expr_call (SEK_FUNCTION_MOD, sek_expr_cell (NULL, NULL, "share"), sek_expr_number (1), NULL);
}

SekExpr *
_sek_report_whole_expr (void)
{
  return sek_expr_call (SEK_FUNCTION_ROUND,
                        sek_expr_binary (SEK_OPERATOR_SUBTRACT, sek_expr_cell (NULL, NULL, "share"), remainder_expr ()),
                        sek_expr_number (0), NULL);
}

SekExpr *
_sek_report_order_expr (guint index)
{
  SekExpr *parts = sek_expr_call (SEK_FUNCTION_ROUND,
                                  sek_expr_binary (SEK_OPERATOR_MULTIPLY, remainder_expr (),
                                                   sek_expr_number (SEK_SHARE_PARTS)),
                                  sek_expr_number (0), NULL);

  return sek_expr_binary (SEK_OPERATOR_ADD,
                          sek_expr_binary (SEK_OPERATOR_MULTIPLY, parts, sek_expr_number (SEK_MOST_SHARING)),
                          sek_expr_number (SEK_MOST_SHARING - index));
}

SekExpr *
_sek_report_shared_fee_expr (SekExpr *total)
{
  SekExpr *before = sek_expr_call (SEK_FUNCTION_COUNTIF, sek_expr_data (NULL, "order"),
                                   sek_expr_binary (SEK_OPERATOR_JOIN, sek_expr_text (">"),
                                                    sek_expr_cell (NULL, NULL, "order")),
                                   NULL),
          *left = sek_expr_binary (SEK_OPERATOR_SUBTRACT, total,
                                   sek_expr_call (SEK_FUNCTION_SUM, sek_expr_data (NULL, "whole"), NULL));

  return sek_expr_binary (SEK_OPERATOR_ADD, sek_expr_cell (NULL, NULL, "whole"),
                          sek_expr_call (SEK_FUNCTION_IF, sek_expr_binary (SEK_OPERATOR_LESS, before, left),
                                         sek_expr_number (1), sek_expr_number (0), NULL));
}

/* «30*»: the numbers of a county's municipalities. */
SekExpr *
_sek_report_matching_fee_expr (const char *number)
{
  g_autofree char *pattern = g_strconcat (number, "*", NULL);

  return sek_expr_call (SEK_FUNCTION_SUMIF, sek_expr_data (NULL, "number"), sek_expr_text (pattern),
                        sek_expr_data (NULL, "fee"), NULL);
}
