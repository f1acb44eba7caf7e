/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-projects-page.h"

#include <glib/gi18n-lib.h>

#include "sek-budget-edit.h"
#include "sek-budget.h"
#include "sek-history.h"
#include "sek-number.h"
#include "sek-tell.h"

struct _SekProjectsPage
{
  SekListPage parent_instance;

  GtkLabel   *unit;
};

G_DEFINE_FINAL_TYPE (SekProjectsPage, sek_projects_page, SEK_TYPE_LIST_PAGE)

enum { PROJECTS, GRANTS };

/* Beyond it they scroll: the projects are to be seen too. */
#define MOST_GRANTS_HEIGHT 260

/* The columns of the newest year and the year before that somebody gives project funds in, and always the newest
 * budget. */
static gint64
main_column (SekRegister *reg)
{
  int year = sek_budget_newest_year (reg);
  g_autoptr (GArray) columns = sek_budget_columns_of (reg, year);
  gint64 main = sek_budget_changed_column (reg, year);

  if (main == 0 && columns->len > 0)
    main = g_array_index (columns, gint64, columns->len - 1);
  return main;
}

static char *
dup_footer (SekListPage *page, const SekColumn *column)
{
  SekView *view = sek_table_model_get_view (sek_list_page_get_model (page, PROJECTS));
  SekRegister *reg = sek_view_get_scope (view)->reg;
  gint64 sum;

  if (g_str_equal (column->id, "name"))
    return sek_view_is_filtered (view)
               ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u of %u project", "%u of %u projects",
                                               sek_view_get_total (view)),
                                  sek_view_get_size (view), sek_view_get_total (view))
               : g_strdup (_("Total"));
  if (column->budget_column == 0 || column->field->kind != SEK_KIND_AMOUNT)
    return NULL;
  sum = sek_list_page_sum (page, PROJECTS, column);
  return sum != SEK_NONE ? sek_number_format_amount (sum, sek_budget_get_unit (reg, column->budget_column), 0) : NULL;
}

static void
set_columns (SekListPage *page, guint list, SekTableModel *model)
{
  SekRegister *reg = sek_document_get_register (sek_table_model_get_document (model));
  g_autoptr (GArray) columns = sek_budget_columns_of (reg, sek_budget_newest_year (reg));
  g_autoptr (GPtrArray) shown = g_ptr_array_new ();
  g_autoptr (GArray) owned = g_array_new (FALSE, TRUE, sizeof (gboolean));
  gint64 main = main_column (reg);

  g_ptr_array_add (shown, (gpointer) sek_column_find (SEK_PROJECT, "name", NULL));
  for (guint i = 0; i < columns->len; i++)
    g_ptr_array_add (shown, sek_column_new_amount (SEK_PROJECT, g_array_index (columns, gint64, i)));
  if (main != 0)
    g_ptr_array_add (shown, sek_column_new_comment (SEK_PROJECT, main));
  g_array_set_size (owned, shown->len);
  for (guint i = 1; i < shown->len; i++)
    g_array_index (owned, gboolean, i) = TRUE;
  g_ptr_array_add (shown, (gpointer) sek_column_find (SEK_PROJECT, "focus_area", NULL));
  g_array_set_size (owned, shown->len);
  sek_table_model_set_columns (model, (const SekColumn *const *) shown->pdata,
                               (const gboolean *) (gpointer) owned->data, shown->len, 0, 1);
}

static void
refresh (SekPage *page)
{
  SekProjectsPage *self = SEK_PROJECTS_PAGE (page);
  SekRegister *reg = sek_list_page_get_register (SEK_LIST_PAGE (page));
  const SekBudgetColumn *column = sek_register_get_budget_column (reg, main_column (reg));
  g_autoptr (GArray) lines = sek_budget_lines (reg, -1);

  SEK_PAGE_CLASS (sek_projects_page_parent_class)->refresh (page);
  sek_page_set_status (page, column != NULL ? column->title : "");
  gtk_label_set_text (self->unit, column == NULL || sek_page_is_empty (page) ? ""
                                  : column->unit == 100 ? _("(in kroner)")
                                                        : _("(in thousands of kroner)"));
  for (guint i = 0; i < lines->len && column != NULL; i++)
    {
      const SekBudgetLine *line = sek_register_get_budget_line (reg, g_array_index (lines, gint64, i));
      g_autofree char *sum = NULL, *budget = NULL, *text = NULL;
      SekBudgetCell cell;
      gint64 difference;

      if (line->source != SEK_SOURCE_PROJECTS)
        continue;
      sek_budget_read (reg, line->id, column->id, &cell);
      if (cell.source == SEK_NONE || cell.value == SEK_NONE)
        continue;
      difference = cell.source - cell.value;
      sum = sek_number_format_kroner (cell.source);
      budget = sek_number_format_kroner (cell.value);
      text = difference == 0 ? g_strdup (_("The projects add up to the line of the budget"))
                             : g_strdup_printf (_("Projects %s, line of the budget %s"), sum, budget);
      sek_page_add_pill (page, text,
                         difference == 0                   ? "good"
                         : ABS (difference) < column->unit ? "doubtful"
                                                           : "bad",
                         "win.show-page::checks");
    }
}

static void
fill_grant (SekListPage *page, SekForm *form, gint64 row, const SekColumn *column)
{
  static const char *const fields[] = {
    "name", "funder", "project", "budget_line", "awarded", "own_required", "starts_on", "ends_on", "reference", NULL,
  };
  static const char *const instalment[] = { "year", "value", "received_on", NULL };
  static const char *const contribution[] = {
    "date", "kind", "value", "hours", "hour_rate", "what", "documented", NULL,
  };
  const SekGrant *grant = sek_register_get_grant (sek_list_page_get_register (page), row);
  SekLanguage language = sek_program_language ();

  sek_form_add_title (form, grant->name, grant->funder);
  sek_page_add_history (SEK_PAGE (page), form, column, sek_list_page_get_scope (page, GRANTS), row);
  sek_form_add_rows (form, sek_word (&sek_entity_get (SEK_INSTALMENT)->plural, language), SEK_INSTALMENT,
                     SEK_FIELD (instalment, grant), row, instalment, "year", "value");
  sek_form_add_rows (form, sek_word (&sek_entity_get (SEK_CONTRIBUTION)->plural, language), SEK_CONTRIBUTION,
                     SEK_FIELD (contribution, grant), row, contribution, "what", "date");
  sek_form_add_fields (form, _("Grant"), SEK_GRANT, row, fields);
  if (grant->budget_line == SEK_NONE)
    sek_form_add_button (form, _("Make a Line in the Budget"), "projects.make-line");
}

/* The line that the grant's money comes to, named after the grant. */
static void
make_line_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekListPage *self = SEK_LIST_PAGE (widget);
  SekScope scope = *sek_list_page_get_scope (self, GRANTS);
  gint64 row = sek_grid_get_cursor_row (sek_page_get_active_grid (SEK_PAGE (self)));
  const SekGrant *grant = sek_register_get_grant (scope.reg, row);
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("edit");
  const SekColumn *column = sek_column_find (SEK_GRANT, "budget_line", NULL);
  g_autoptr (GError) error = NULL;

  if (grant == NULL)
    return;
  scope.makes = TRUE;
  sek_history_name_column (changeset, scope.reg, column, row);
  if (!sek_column_propose (column, &scope, row, grant->name, changeset, &error))
    sek_tell (widget, error->message, NULL, NULL, NULL);
  else if (sek_page_submit (SEK_PAGE (self), changeset))
    gtk_widget_activate_action (widget, "win.tell-undo", NULL);
}

static void
fill_project (SekListPage *page, SekForm *form, gint64 row, const SekColumn *column)
{
  static const char *const fields[] = {
    "name", "focus_area", "responsible", "starts_on", "ends_on", "description", NULL,
  };
  SekRegister *reg = sek_list_page_get_register (page);
  gint64 budget = column->budget_column != 0 ? column->budget_column : main_column (reg);

  sek_form_add_title (form, sek_register_get_project (reg, row)->name,
                      budget != 0 ? sek_register_get_budget_column (reg, budget)->title : NULL);
  if (budget != 0)
    sek_form_add_field (form, NULL, sek_column_new_comment (SEK_PROJECT, budget), row);
  if (sek_budget_has_reasons (reg, budget))
    sek_form_add_field (form, NULL, sek_column_new_reason (SEK_PROJECT, budget), row);
  sek_page_add_history (SEK_PAGE (page), form, column, sek_list_page_get_scope (page, PROJECTS), row);
  sek_form_add_fields (form, _("Project"), SEK_PROJECT, row, fields);
}

static void
fill_row (SekListPage *page, SekForm *form, guint list, gint64 row, const SekColumn *column)
{
  if (list == GRANTS)
    fill_grant (page, form, row, column);
  else
    fill_project (page, form, row, column);
}

static void
new_grant_cb (GtkWidget *widget, SekListPage *self)
{
  sek_list_page_add_row (self, GRANTS);
}

static void
sek_projects_page_class_init (SekProjectsPageClass *klass)
{
  SekListPageClass *list_class = SEK_LIST_PAGE_CLASS (klass);

  SEK_PAGE_CLASS (klass)->refresh = refresh;
  list_class->set_columns = set_columns;
  list_class->dup_footer = dup_footer;
  list_class->fill_row = fill_row;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "projects.make-line", NULL, make_line_action);
}

static void
sek_projects_page_init (SekProjectsPage *self)
{
  static const char *const of_projects[] = {
    "focus_area", "responsible", "starts_on", "ends_on", "description", NULL,
  };
  static const char *const of_grants[] = {
    "funder", "project", "budget_line", "starts_on", "ends_on", "reference", NULL,
  };
  static const char *const grant_columns[] = {
    "name", "funder", "project", "budget_line", "awarded", "own_required", "starts_on", "ends_on", "reference", NULL,
  };
  static const SekListKind projects = { .entity = SEK_PROJECT, .n_frozen = 1, .new_name = N_("New project"),
                                        .several = of_projects };
  static const SekListKind grants = { .entity = SEK_GRANT, .columns = grant_columns, .n_frozen = 1,
                                      .new_name = N_("New grant"), .several = of_grants };
  SekGrid *grid = SEK_GRID (sek_grid_new ());
  GtkBox *body = sek_page_get_body (SEK_PAGE (self));
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *title = gtk_label_new (_("Grants"));
  GtkWidget *button = gtk_button_new_with_label (_("New Grant"));
  GtkWidget *scrolled;

  self->unit = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->unit), "dim-label");
  gtk_box_append (sek_page_get_toolbar (SEK_PAGE (self)), GTK_WIDGET (self->unit));
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_add_css_class (head, "page-toolbar");
  gtk_widget_add_css_class (head, "second");
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), button);
  g_signal_connect (button, "clicked", G_CALLBACK (new_grant_cb), self);
  scrolled = sek_page_add_grid (SEK_PAGE (self), grid, "grants");
  sek_list_page_add (SEK_LIST_PAGE (self), &projects, NULL);
  sek_list_page_add (SEK_LIST_PAGE (self), &grants, grid);
  /* The grants take no more than their rows, and in a low window both show some. */
  sek_page_fit_grid (SEK_PAGE (self), grid, MOST_GRANTS_HEIGHT);
  gtk_widget_set_size_request (gtk_widget_get_parent (GTK_WIDGET (sek_page_get_grid (SEK_PAGE (self)))), -1, 160);
  gtk_box_append (body, head);
  gtk_box_append (body, scrolled);
  sek_grid_set_title (grid, _("Grants"));
  sek_grid_set_title (sek_page_get_grid (SEK_PAGE (self)), _("Projects"));
  sek_page_keep (SEK_PAGE (self), "projects");
  sek_page_set_primary (SEK_PAGE (self), _("New Project"));
  sek_page_set_empty (SEK_PAGE (self), "view-list-symbolic", _("No Projects Yet"),
                      _("Projects share the line of projects in the budget; grants are outside money for them."),
                      _("New Project"));
}
