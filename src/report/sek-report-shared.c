/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-kind.h"
#include "sek-report-private.h"
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
const SekWord _sek_report_total_word = { { "Sum", "Sum", "Total" } };

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
  char *words = sek_status_dup_words (self->data.reg, id, self->options.language), *plain = words;

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
