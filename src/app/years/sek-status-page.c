/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-status-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-budget-edit.h"
#include "sek-choices.h"
#include "sek-figure-model.h"
#include "sek-money.h"
#include "sek-number.h"
#include "sek-speak.h"
#include "sek-status-report.h"

struct _SekStatusPage
{
  SekPage parent_instance;

  SekFigureModel  *model;
  SekStatusReport *report;
  GtkDropDown     *year;
  GtkLabel        *unit;
  int              chosen;   /* 0: the year that it is about by itself */
  gboolean         filling;
};

G_DEFINE_FINAL_TYPE (SekStatusPage, sek_status_page, SEK_TYPE_PAGE)

static SekRegister *
get_register (SekStatusPage *self)
{
  return sek_document_get_register (sek_page_get_document (SEK_PAGE (self)));
}

static gint64
get_unit (SekStatusPage *self)
{
  return self->report->budget != 0 ? sek_budget_get_unit (get_register (self), self->report->budget) : SEK_THOUSAND;
}

/* --- the table ---------------------------------------------------------------------------------------------------- */

/* A line's id or a project's; of what is neither one below zero. */
static gint64
get_id (const SekStatusRow *row, guint index)
{
  if (row->project > 0)
    return row->project;
  return row->project == 0 && row->figure.line != 0 ? row->figure.line : -1 - (gint64) index;
}

static SekGridCellFlags
get_flags (const SekStatusRow *row)
{
  switch (row->figure.kind)
    {
    case SEK_FIGURE_HEADING:
      return SEK_GRID_SECTION;
    case SEK_FIGURE_LINE:
      return 0;
    default:
      return SEK_GRID_SUM;
    }
}

static void
add_row (SekStatusPage *self, const SekStatusRow *row, guint index, gint64 unit)
{
  SekFigureModel *model = self->model;
  gboolean lacks = row->asks && row->comment == NULL,
           is_typed = row->figure.kind == SEK_FIGURE_LINE && row->project == 0 && !row->figure.gone
                      && self->report->actual != 0;
  SekGridCellFlags flags = row->asks ? SEK_GRID_MARKED | (lacks ? SEK_GRID_BAD : SEK_GRID_DOUBTFUL) : 0;
  g_autofree char *percent = row->deviation != SEK_NONE && row->to_date != SEK_NONE
                                 ? sek_number_format_percent (row->deviation, ABS (row->to_date), 1) : NULL;

  sek_figure_model_add_row (model, get_id (row, index), get_flags (row));
  sek_figure_model_add_text (model, sek_status_row_get_name (get_register (self), row, sek_program_language ()), 0);
  if (row->figure.kind == SEK_FIGURE_HEADING)
    return;
  sek_figure_model_add_amount (model, row->actual, unit, 0);
  sek_figure_model_add_amount (model, row->to_date, unit, 0);
  sek_figure_model_add_amount (model, row->deviation, unit, flags);
  sek_figure_model_add_text (model, percent, 0);
  sek_figure_model_add_amount (model, row->budget, unit, 0);
  if (self->report->forecast != 0)
    sek_figure_model_add_amount (model, row->forecast, unit, 0);
  sek_figure_model_add_text (model, row->comment, is_typed ? SEK_GRID_EDITABLE : 0);
}

static char *
dup_head (SekRegister *reg, gint64 column, const char *otherwise)
{
  return column != 0 ? sek_budget_dup_head (reg, column, sek_program_language ()) : g_strdup (otherwise);
}

/* The column of comments, after those of figures: of the forecast only where there is one. */
static guint
get_comments (SekStatusPage *self)
{
  return self->report->forecast != 0 ? 7 : 6;
}

static void
show_table (SekStatusPage *self)
{
  SekRegister *reg = get_register (self);
  const SekStatusReport *report = self->report;
  g_autofree char *actual = dup_head (reg, report->actual, _("Accounts\nto date")),
                  *budget = dup_head (reg, report->budget, _("Budget")),
                  *forecast = report->forecast != 0 ? dup_head (reg, report->forecast, "") : NULL;
  gint64 unit = get_unit (self);

  sek_figure_model_start (self->model);
  sek_figure_model_add_column (self->model, "name", _("Line"), FALSE);
  sek_figure_model_add_column (self->model, "actual", actual, TRUE);
  sek_figure_model_add_column (self->model, "to-date", _("Budget\nto date"), TRUE);
  sek_figure_model_add_column (self->model, "deviation", _("Deviation"), TRUE);
  sek_figure_model_add_column (self->model, "percent", _("Deviation\nin per cent"), TRUE);
  sek_figure_model_add_column (self->model, "budget", budget, TRUE);
  if (forecast != NULL)
    sek_figure_model_add_column (self->model, "forecast", forecast, TRUE);
  sek_figure_model_add_column (self->model, "comment", _("Comment"), FALSE);
  for (guint i = 0; i < report->rows->len; i++)
    {
      const SekStatusRow *row = &g_array_index (report->rows, SekStatusRow, i);

      if (i == report->rows->len - report->n_projects - 1 && report->n_projects > 0)
        {
          sek_figure_model_add_row (self->model, G_MININT64 + 1, SEK_GRID_SECTION);
          sek_figure_model_add_text (self->model, sek_word (&sek_entity_get (SEK_PROJECT)->plural,
                                                            sek_program_language ()), 0);
        }
      add_row (self, row, i, unit);
    }
  sek_figure_model_let_edit (self->model, sek_page_get_document (SEK_PAGE (self)), get_comments (self),
                             report->actual != 0 ? sek_column_new_comment (SEK_BUDGET_LINE, report->actual) : NULL);
  sek_figure_model_finish (self->model);
}

static void
fill_years (SekStatusPage *self)
{
  g_autoptr (GArray) years = sek_budget_years (get_register (self));
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  guint at = 0;

  for (guint i = 0; i < years->len; i++)
    {
      int year = g_array_index (years, int, i);

      at = year == self->report->year ? i : at;
      g_ptr_array_add (texts, g_strdup_printf ("%d", year));
    }
  g_ptr_array_add (texts, NULL);
  self->filling = TRUE;
  sek_choices_set (self->year, (const char *const *) texts->pdata, at);
  self->filling = FALSE;
}

/* Whether accounts or budget are lacking: the status line says so, with what to do. */
static gboolean
lacks_column (SekStatusPage *self)
{
  return self->report->budget == 0 || self->report->actual == 0;
}

static void
add_pills (SekStatusPage *self)
{
  SekPage *page = SEK_PAGE (self);
  g_autofree char *problem = sek_status_report_dup_problem (get_register (self), self->report,
                                                            sek_program_language ());

  /* A sentence there, words here. */
  if (g_str_has_suffix (problem, "."))
    problem[strlen (problem) - 1] = '\0';
  if (lacks_column (self))
    sek_page_add_pill (page, _("Something is lacking"), "doubtful", "status.next");
  else if (*problem != '\0')
    sek_page_add_pill (page, problem, "bad", "status.next");
  else if (self->report->n_asking > 0)
    sek_page_add_pill (page, _("All deviations are explained"), "good", "status.next");
}

static void
refresh (SekPage *page)
{
  SekStatusPage *self = SEK_STATUS_PAGE (page);
  SekRegister *reg = get_register (self);
  g_autofree char *limit = sek_status_report_dup_limit (reg, sek_program_language ()), *status = NULL;

  g_clear_pointer (&self->report, sek_status_report_free);
  self->report = sek_status_report_new (reg, self->chosen, sek_date_today ());
  fill_years (self);
  show_table (self);
  sek_page_show_empty (page, self->report->budget == 0 && self->report->actual == 0 && self->report->forecast == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->year), !sek_page_is_empty (page));
  sek_page_show_unit (self->unit, sek_page_is_empty (page) ? 0 : get_unit (self));
  sek_page_clear_pills (page);
  sek_page_add_problems (page);
  if (!sek_page_is_empty (page))
    add_pills (self);
  status = lacks_column (self)
               ? sek_status_report_dup_problem (reg, self->report, sek_program_language ())
               : g_strjoin (" ", _("Deviation = budget to date − accounts."), limit, NULL);
  sek_page_set_status (page, sek_page_is_empty (page) ? "" : status);
}

/* --- the side pane ------------------------------------------------------------------------------------------------ */

static char *
dup_kroner (gint64 ore)
{
  return ore != SEK_NONE ? sek_number_format_kroner (ore) : g_strdup ("–");
}

static const SekStatusRow *
get_row (SekStatusPage *self)
{
  gint64 id = sek_grid_get_cursor_row (sek_page_get_grid (SEK_PAGE (self)));

  for (guint i = 0; self->report != NULL && i < self->report->rows->len; i++)
    if (get_id (&g_array_index (self->report->rows, SekStatusRow, i), i) == id)
      return &g_array_index (self->report->rows, SekStatusRow, i);
  return NULL;
}

static void
add_figures (SekForm *form, const SekStatusRow *row)
{
  g_autofree char *actual = dup_kroner (row->actual), *to_date = dup_kroner (row->to_date),
                  *deviation = dup_kroner (row->deviation), *budget = dup_kroner (row->budget),
                  *forecast = dup_kroner (row->forecast);
  const char *const names[] = { _("Accounts to date"), _("Budget to date"), _("Deviation"), _("Budget of the year"),
                                _("Forecast of the year") };
  const char *const texts[] = { actual, to_date, deviation, budget, forecast };

  sek_form_add_facts (form, NULL, names, texts, G_N_ELEMENTS (names));
}

static void
add_limits (SekForm *form, SekRegister *reg)
{
  static const char *const fields[] = { "deviation_limit", "deviation_percent", NULL };
  const SekOrganisation *organisation = sek_register_get_the_organisation (reg);

  if (organisation != NULL)
    sek_form_add_fields (form, _("What Is to Be Explained"), SEK_ORGANISATION, organisation->id, fields);
}

static void
fill_form (SekPage *page, SekForm *form)
{
  static const char *const fields[] = { "profile", NULL };
  SekStatusPage *self = SEK_STATUS_PAGE (page);
  SekRegister *reg = get_register (self);
  const SekStatusRow *row = get_row (self);

  if (row == NULL)
    {
      add_limits (form, reg);
      return;
    }
  sek_form_add_title (form, sek_status_row_get_name (reg, row, sek_program_language ()),
                      row->asks && row->comment == NULL ? _("The deviation is to be explained") : NULL);
  add_figures (form, row);
  if (self->report->actual != 0 && row->project > 0)
    sek_form_add_field (form, NULL, sek_column_new_comment (SEK_PROJECT, self->report->actual), row->project);
  else if (self->report->actual != 0 && row->figure.line != 0 && !row->figure.gone)
    sek_form_add_field (form, NULL, sek_column_new_comment (SEK_BUDGET_LINE, self->report->actual), row->figure.line);
  if (row->figure.line != 0 && sek_register_get_budget_line (reg, row->figure.line) != NULL)
    sek_form_add_fields (form, _("Over the Year"), SEK_BUDGET_LINE, row->figure.line, fields);
  add_limits (form, reg);
}

/* --- what is done ------------------------------------------------------------------------------------------------- */

/* To the next deviation without a comment; else to the column of accounts that is lacking. */
static void
next_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekStatusPage *self = SEK_STATUS_PAGE (widget);
  SekGrid *grid = sek_page_get_grid (SEK_PAGE (self));
  guint row = 0, column, n = self->report->rows->len;

  if (lacks_column (self))
    {
      gtk_widget_activate_action (widget, "win.show-page", "s", "budget");
      return;
    }
  sek_grid_get_cursor (grid, &row, &column);
  for (guint i = 1; i <= n; i++)
    {
      const SekStatusRow *at = &g_array_index (self->report->rows, SekStatusRow, (row + i) % n);
      int found = at->asks && at->comment == NULL
                      ? sek_grid_model_find_row (SEK_GRID_MODEL (self->model), get_id (at, (row + i) % n)) : -1;

      if (found >= 0)
        {
          sek_grid_set_cursor (grid, (guint) found, get_comments (self));
          break;
        }
    }
  gtk_widget_grab_focus (GTK_WIDGET (grid));
}

static void
chosen_cb (SekStatusPage *self)
{
  GtkStringObject *text = gtk_drop_down_get_selected_item (self->year);

  if (self->filling || text == NULL)
    return;
  self->chosen = (int) g_ascii_strtoll (gtk_string_object_get_string (text), NULL, 10);
  sek_page_queue_refresh (SEK_PAGE (self));
}

static void
primary (SekPage *page)
{
  gtk_widget_activate_action (GTK_WIDGET (page), "win.show-page", "s", "budget");
}

static void
set_document (SekPage *page, SekDocument *document)
{
  SekStatusPage *self = SEK_STATUS_PAGE (page);

  g_clear_object (&self->model);
  g_clear_pointer (&self->report, sek_status_report_free);
  self->chosen = 0;
  if (document == NULL)
    return;
  self->model = sek_figure_model_new (_("This is worked out. Accounts and budgets are typed in Budget, and comments in "
                                        "the last column."));
  sek_grid_set_model (sek_page_get_grid (page), SEK_GRID_MODEL (self->model));
}

static void
sek_status_page_finalize (GObject *object)
{
  SekStatusPage *self = SEK_STATUS_PAGE (object);

  g_clear_object (&self->model);
  g_clear_pointer (&self->report, sek_status_report_free);
  G_OBJECT_CLASS (sek_status_page_parent_class)->finalize (object);
}

static void
sek_status_page_class_init (SekStatusPageClass *klass)
{
  SekPageClass *page_class = SEK_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sek_status_page_finalize;
  page_class->set_document = set_document;
  page_class->refresh = refresh;
  page_class->fill_form = fill_form;
  page_class->primary = primary;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "status.next", NULL, next_cb);
}

static void
sek_status_page_init (SekStatusPage *self)
{
  self->year = sek_page_add_chooser (SEK_PAGE (self), _("Year"), G_CALLBACK (chosen_cb), self);
  self->unit = sek_page_add_unit (SEK_PAGE (self));
  sek_grid_set_title (sek_page_get_grid (SEK_PAGE (self)), _("Status"));
  sek_page_keep (SEK_PAGE (self), "status");
  sek_page_set_primary (SEK_PAGE (self), NULL);
  sek_page_set_empty (SEK_PAGE (self), "emblem-documents-symbolic", _("Nothing to Report Yet"),
                      _("The status report holds the accounts of a year against its budget. It is seen as soon as the "
                        "year has a column of either."),
                      _("Go to Budget"));
}
