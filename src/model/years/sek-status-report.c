/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-status-report.h"

#include "sek-kind.h"
#include "sek-money.h"
#include "sek-number.h"
#include "sek-profile.h"

/* --- its columns -------------------------------------------------------------------------------------------------- */

static gboolean
is_adopted (const SekBudgetColumn *column)
{
  return column->status == SEK_STATUS_ADOPTED || column->status == SEK_STATUS_SEALED;
}

/* The lower, the better; −1: not at all. */
static int
rank_budget (const SekBudgetColumn *column)
{
  switch (column->kind)
    {
    case SEK_COLUMN_KIND_ADJUSTED:
      return is_adopted (column) ? 0 : 2;
    case SEK_COLUMN_KIND_BUDGET:
      return is_adopted (column) ? 1 : 3;
    case SEK_COLUMN_KIND_PROPOSAL:
      return 4;
    default:
      return -1;
    }
}

/* sek_budget_columns() has them in time order, so that the last of equals is the newest. */
static void
choose_columns (SekStatusReport *self, SekRegister *reg, SekDate today)
{
  g_autoptr (GArray) columns = sek_budget_columns (reg);
  int best = G_MAXINT;

  for (guint i = 0; i < columns->len; i++)
    {
      gint64 id = g_array_index (columns, gint64, i);
      const SekBudgetColumn *column = sek_register_get_budget_column (reg, id);
      gboolean is_later = column->figures_on != SEK_NONE && column->figures_on > today;
      int rank = rank_budget (column);

      if (column->year != self->year)
        continue;
      if (column->kind == SEK_COLUMN_KIND_ACCOUNTS && !is_later)
        self->actual = id;
      else if (column->kind == SEK_COLUMN_KIND_FORECAST && !is_later)
        self->forecast = id;
      else if (rank >= 0 && rank <= best)
        {
          best = rank;
          self->budget = id;
        }
    }
  if (self->actual != 0)
    {
      const SekBudgetColumn *actual = sek_register_get_budget_column (reg, self->actual);
      SekDate last = SEK_DATE (self->year, 12, 31);

      self->day = actual->figures_on != SEK_NONE ? MIN ((SekDate) actual->figures_on, last) : MIN (today, last);
      self->day = MAX (self->day, SEK_DATE (self->year, 1, 1));
    }
}

static int
choose_year (SekRegister *reg, SekDate today)
{
  g_autoptr (GArray) columns = sek_budget_columns (reg);
  gint64 best = 0, newest = 0;

  for (guint i = 0; i < columns->len; i++)
    {
      const SekBudgetColumn *column = sek_register_get_budget_column (reg, g_array_index (columns, gint64, i));

      newest = MAX (newest, column->year);
      if (column->year <= sek_date_year (today))
        best = MAX (best, column->year);
    }
  return best != 0 ? (int) best : newest != 0 ? (int) newest : sek_date_year (today);
}

/* --- its rows ----------------------------------------------------------------------------------------------------- */

gboolean
sek_status_is_over (SekRegister *reg, gint64 deviation, gint64 of)
{
  const SekOrganisation *organisation = sek_register_get_the_organisation (reg);
  gint64 size, whole, least;

  if (organisation == NULL || deviation == SEK_NONE || deviation == 0
      || (organisation->deviation_limit == SEK_NONE && organisation->deviation_percent == SEK_NONE))
    return FALSE;
  size = ABS (deviation);
  if (organisation->deviation_limit != SEK_NONE && size < organisation->deviation_limit)
    return FALSE;
  if (organisation->deviation_percent == SEK_NONE)
    return TRUE;
  whole = of == SEK_NONE ? 0 : ABS (of);
  return !sek_money_scale (whole, organisation->deviation_percent, 10000, &least, NULL) || size >= least;
}

static void
finish_row (SekStatusReport *self, SekRegister *reg, SekStatusRow *row)
{
  row->deviation = self->actual != 0 && self->budget != 0 ? sek_budget_minus (row->to_date, row->actual) : SEK_NONE;
  row->asks = row->figure.kind == SEK_FIGURE_LINE && row->figure.section != SEK_SECTION_OPENING
              && sek_status_is_over (reg, row->deviation, row->to_date);
  self->n_asking += row->asks;
  self->n_lacking += row->asks && row->comment == NULL;
  g_array_append_val (self->rows, *row);
}

static gint64
get_unit (SekStatusReport *self, SekRegister *reg)
{
  return self->budget != 0 ? sek_register_get_budget_column (reg, self->budget)->unit : SEK_KRONE;
}

static void
fill_line (SekStatusReport *self, SekRegister *reg, SekStatusRow *row)
{
  const SekBudgetLine *line = sek_register_get_budget_line (reg, row->figure.line);
  const SekAmount *amount = self->actual != 0 ? sek_budget_get_amount (reg, row->figure.line, self->actual) : NULL;

  /* What is carried over is there from the first day on. */
  if (row->figure.section == SEK_SECTION_OPENING)
    row->to_date = row->budget;
  else if (self->day != 0)
    row->to_date = sek_profile_to_date (line != NULL ? line->profile : NULL, row->budget, self->day,
                                        get_unit (self, reg));
  row->comment = amount != NULL ? amount->comment : NULL;
}

/* Sums are of what stands above them. */
static gint64
sum_section (SekStatusReport *self, gint64 section)
{
  gint64 sum = SEK_NONE;

  for (guint i = 0; i < self->rows->len; i++)
    {
      const SekStatusRow *row = &g_array_index (self->rows, SekStatusRow, i);

      if (row->figure.kind == SEK_FIGURE_LINE && row->figure.section == section && row->project == 0)
        sum = sek_budget_plus (sum, row->to_date);
    }
  return sum;
}

static void
fill_sum (SekStatusReport *self, SekStatusRow *row)
{
  gint64 result = sek_budget_minus (sum_section (self, SEK_SECTION_INCOME), sum_section (self, SEK_SECTION_EXPENSE));

  if (row->figure.kind == SEK_FIGURE_SUM)
    row->to_date = sum_section (self, row->figure.section);
  else if (row->figure.kind == SEK_FIGURE_RESULT)
    row->to_date = result;
  else if (row->figure.kind == SEK_FIGURE_CLOSING)
    row->to_date = sek_budget_plus (sum_section (self, SEK_SECTION_OPENING), result);
}

static void
add_budget (SekStatusReport *self, SekRegister *reg)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (gint64)), figures = NULL;

  if (self->budget != 0)
    g_array_append_val (columns, self->budget);
  if (self->actual != 0)
    g_array_append_val (columns, self->actual);
  figures = sek_budget_figures_of (reg, columns);
  for (guint i = 0; i < figures->len; i++)
    {
      SekStatusRow row = { .figure = g_array_index (figures, SekFigure, i), .to_date = SEK_NONE };

      row.budget = self->budget != 0 ? sek_budget_value (reg, &row.figure, self->budget) : SEK_NONE;
      row.actual = self->actual != 0 ? sek_budget_value (reg, &row.figure, self->actual) : SEK_NONE;
      row.forecast = self->forecast != 0 ? sek_budget_value (reg, &row.figure, self->forecast) : SEK_NONE;
      if (row.figure.kind == SEK_FIGURE_LINE)
        fill_line (self, reg, &row);
      else if (self->day != 0)
        fill_sum (self, &row);
      finish_row (self, reg, &row);
    }
}

static gint64
read_project (SekRegister *reg, gint64 project, gint64 column)
{
  const SekProjectAmount *amount = column != 0 ? sek_budget_get_project_amount (reg, project, column) : NULL;

  return amount != NULL ? amount->value : SEK_NONE;
}

static void
add_projects (SekStatusReport *self, SekRegister *reg)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (gint64)), projects = NULL;
  SekStatusRow sum = { .figure = { .kind = SEK_FIGURE_SUM, .section = SEK_SECTION_EXPENSE }, .project = -1,
                       .budget = SEK_NONE, .to_date = SEK_NONE, .actual = SEK_NONE, .forecast = SEK_NONE };

  if (self->budget != 0)
    g_array_append_val (columns, self->budget);
  projects = sek_budget_projects_of (reg, columns);
  for (guint i = 0; i < projects->len; i++)
    {
      gint64 project = g_array_index (projects, gint64, i);
      const SekProjectAmount *actual = self->actual != 0
                                           ? sek_budget_get_project_amount (reg, project, self->actual) : NULL;
      SekStatusRow row = { .figure = { .kind = SEK_FIGURE_LINE, .section = SEK_SECTION_EXPENSE }, .project = project,
                           .to_date = SEK_NONE };

      row.budget = read_project (reg, project, self->budget);
      row.actual = read_project (reg, project, self->actual);
      row.forecast = read_project (reg, project, self->forecast);
      if (row.budget == SEK_NONE && row.actual == SEK_NONE && row.forecast == SEK_NONE)
        continue;
      if (self->day != 0)
        row.to_date = sek_profile_to_date (NULL, row.budget, self->day, get_unit (self, reg));
      row.comment = actual != NULL ? actual->comment : NULL;
      sum.budget = sek_budget_plus (sum.budget, row.budget);
      sum.to_date = sek_budget_plus (sum.to_date, row.to_date);
      sum.actual = sek_budget_plus (sum.actual, row.actual);
      sum.forecast = sek_budget_plus (sum.forecast, row.forecast);
      self->n_projects++;
      finish_row (self, reg, &row);
    }
  if (self->n_projects > 0)
    finish_row (self, reg, &sum);
}

SekStatusReport *
sek_status_report_new (SekRegister *reg, int year, SekDate today)
{
  SekStatusReport *self = g_new0 (SekStatusReport, 1);

  self->year = year != 0 ? year : choose_year (reg, today);
  self->rows = g_array_new (FALSE, TRUE, sizeof (SekStatusRow));
  choose_columns (self, reg, today);
  add_budget (self, reg);
  add_projects (self, reg);
  return self;
}

void
sek_status_report_free (SekStatusReport *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->rows);
  g_free (self);
}

/* --- words -------------------------------------------------------------------------------------------------------- */

const char *
sek_status_row_get_name (SekRegister *reg, const SekStatusRow *row, SekLanguage language)
{
  static const SekWord sum = { { "Sum prosjekter", "Sum prosjekt", "Total projects" } };
  const SekProject *project;

  if (row->project < 0)
    return sek_word (&sum, language);
  if (row->project == 0)
    return sek_figure_get_name (reg, &row->figure, language);
  project = sek_budget_get_project (reg, row->project, NULL);
  return project != NULL ? project->name : "";
}

char *
sek_status_report_dup_problem (SekRegister *reg, const SekStatusReport *self, SekLanguage language)
{
  static const SekWord no_budget = { { "%d har ikke noe budsjett å holde regnskapet mot.",
                                       "%d har ikkje noko budsjett å halde rekneskapen mot.",
                                       "%d has no budget to hold the accounts against." } };
  static const SekWord no_accounts = { { "%d har ikke noe regnskap ennå. Legg til en kolonne av typen regnskap, eller "
                                         "importer det.",
                                         "%d har ikkje nokon rekneskap enno. Legg til ei kolonne av typen rekneskap, "
                                         "eller importer han.",
                                         "%d has no accounts yet. Add a column of accounts, or import them." } };
  static const SekWord one = { { "1 avvik er ikke forklart.", "1 avvik er ikkje forklart.",
                                 "1 deviation is not explained." } };
  static const SekWord many = { { "%d avvik er ikke forklart.", "%d avvik er ikkje forklarte.",
                                  "%d deviations are not explained." } };

  g_autofree char *year = g_strdup_printf ("%d", self->year), *lacking = NULL;

  if (self->budget == 0 || self->actual == 0)
    return sek_fill (sek_word (self->budget == 0 ? &no_budget : &no_accounts, language), year, NULL);
  if (self->n_lacking == 0)
    return g_strdup ("");
  lacking = sek_number_in_language (sek_number_format_count (self->n_lacking), language);
  return sek_fill (sek_word (self->n_lacking == 1 ? &one : &many, language), lacking, NULL);
}

char *
sek_status_report_dup_limit (SekRegister *reg, SekLanguage language)
{
  static const SekWord one = { { "Avvik på minst %s forklares.", "Avvik på minst %s blir forklarte.",
                                 "Deviations of at least %s are explained." } };
  static const SekWord both = { { "Avvik på minst %s og minst %s forklares.",
                                  "Avvik på minst %s og minst %s blir forklarte.",
                                  "Deviations of at least %s and at least %s are explained." } };
  const SekOrganisation *organisation = sek_register_get_the_organisation (reg);
  g_autofree char *kroner = NULL, *percent = NULL;

  if (organisation != NULL && organisation->deviation_limit != SEK_NONE)
    kroner = sek_number_in_language (sek_number_format_kroner (organisation->deviation_limit), language);
  if (organisation != NULL && organisation->deviation_percent != SEK_NONE)
    {
      SekValue value = SEK_INTEGER (organisation->deviation_percent);

      percent = sek_number_in_language (
          sek_kind_format (SEK_FIELD (organisation, deviation_percent), &value, 1, language), language);
    }
  if (kroner != NULL && percent != NULL)
    return sek_fill (sek_word (&both, language), kroner, percent, NULL);
  return kroner != NULL || percent != NULL
             ? sek_fill (sek_word (&one, language), kroner != NULL ? kroner : percent, NULL)
             : g_strdup ("");
}
