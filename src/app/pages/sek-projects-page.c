/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-projects-page.h"

#include <glib/gi18n-lib.h>

#include "sek-budget-edit.h"
#include "sek-budget.h"
#include "sek-history.h"
#include "sek-number.h"
#include "sek-table-model.h"

struct _SekProjectsPage
{
  SekPage        parent_instance;

  SekTableModel *projects;
  SekTableModel *grants;
  SekGrid       *grant_grid;
  GtkLabel      *unit;
};

G_DEFINE_FINAL_TYPE (SekProjectsPage, sek_projects_page, SEK_TYPE_PAGE)

/* Whether keys go to the grants. */
static gboolean
on_grants (SekProjectsPage *self)
{
  return sek_page_get_active_grid (SEK_PAGE (self)) == self->grant_grid;
}

static SekRegister *
get_register (SekProjectsPage *self)
{
  return sek_document_get_register (sek_page_get_document (SEK_PAGE (self)));
}

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

static gint64
sum_of_shown (SekView *view, const SekColumn *column)
{
  gint64 sum = SEK_NONE;

  for (guint i = 0; i < sek_view_get_size (view); i++)
    {
      SekValue value = sek_column_read (column, sek_view_get_scope (view), sek_view_get_row (view, i));

      if (value.type == SEK_VALUE_INTEGER)
        sum = sek_budget_plus (sum, value.integer);
    }
  return sum;
}

static char *
dup_footer (SekTableModel *model, const SekColumn *column, gpointer user_data)
{
  SekView *view = sek_table_model_get_view (model);
  SekRegister *reg = sek_view_get_scope (view)->reg;
  gint64 sum;

  if (g_str_equal (column->id, "name"))
    return sek_view_is_filtered (view)
               ? g_strdup_printf (_("%u of %u projects"), sek_view_get_size (view), sek_view_get_total (view))
               : g_strdup (_("Total"));
  if (column->budget_column == 0 || column->field->kind != SEK_KIND_AMOUNT)
    return NULL;
  sum = sum_of_shown (view, column);
  return sum != SEK_NONE ? sek_number_format_amount (sum, sek_budget_get_unit (reg, column->budget_column), 0) : NULL;
}

static void
set_project_columns (SekProjectsPage *self)
{
  SekRegister *reg = get_register (self);
  g_autoptr (GArray) columns = sek_budget_columns_of (reg, sek_budget_newest_year (reg));
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  g_autoptr (GArray) owned = g_array_new (FALSE, TRUE, sizeof (gboolean));
  gint64 main = main_column (reg);

  g_ptr_array_add (list, (gpointer) sek_column_find (SEK_PROJECT, "name", NULL));
  for (guint i = 0; i < columns->len; i++)
    g_ptr_array_add (list, sek_column_new_amount (SEK_PROJECT, g_array_index (columns, gint64, i)));
  if (main != 0)
    g_ptr_array_add (list, sek_column_new_comment (SEK_PROJECT, main));
  g_array_set_size (owned, list->len);
  for (guint i = 1; i < list->len; i++)
    g_array_index (owned, gboolean, i) = TRUE;
  g_ptr_array_add (list, (gpointer) sek_column_find (SEK_PROJECT, "focus_area", NULL));
  g_array_set_size (owned, list->len);
  sek_table_model_set_columns (self->projects, (const SekColumn *const *) list->pdata,
                               (const gboolean *) (gpointer) owned->data, list->len, 0, 1);
}

static void
columns_changed_cb (SekDocument *document, SekChangeset *changeset, SekProjectsPage *self)
{
  for (guint i = 0; i < sek_changeset_get_size (changeset); i++)
    if (sek_changeset_get (changeset, i)->entity == SEK_BUDGET_COLUMN)
      {
        set_project_columns (self);
        return;
      }
}

static void
reloaded_cb (SekDocument *document, SekProjectsPage *self)
{
  set_project_columns (self);
}

static void
set_document (SekPage *page, SekDocument *document)
{
  static const char *const grant_ids[] = {
    "name", "funder", "project", "budget_line", "awarded", "own_required", "starts_on", "ends_on", "reference",
  };
  SekProjectsPage *self = SEK_PROJECTS_PAGE (page);
  const SekColumn *grants[G_N_ELEMENTS (grant_ids)];

  if (self->projects != NULL)
    {
      SekDocument *old = sek_table_model_get_document (self->projects);

      g_signal_handlers_disconnect_by_data (old, self);
    }
  if (self->grant_grid != NULL)
    sek_grid_set_model (self->grant_grid, NULL);
  g_clear_object (&self->projects);
  g_clear_object (&self->grants);
  if (document == NULL)
    return;
  self->projects = sek_table_model_new (document, SEK_PROJECT);
  sek_table_model_set_ordered (self->projects);
  sek_table_model_set_footer (self->projects, dup_footer, self);
  set_project_columns (self);
  sek_grid_set_model (sek_page_get_grid (page), SEK_GRID_MODEL (self->projects));
  self->grants = sek_table_model_new (document, SEK_GRANT);
  sek_table_model_set_ordered (self->grants);
  for (guint i = 0; i < G_N_ELEMENTS (grant_ids); i++)
    grants[i] = sek_column_find (SEK_GRANT, grant_ids[i], NULL);
  sek_table_model_set_columns (self->grants, grants, NULL, G_N_ELEMENTS (grants), 0, 1);
  sek_grid_set_model (self->grant_grid, SEK_GRID_MODEL (self->grants));
  g_signal_connect_object (document, "changed", G_CALLBACK (columns_changed_cb), self, 0);
  g_signal_connect_object (document, "reloaded", G_CALLBACK (reloaded_cb), self, 0);
}

static void
refresh (SekPage *page)
{
  SekProjectsPage *self = SEK_PROJECTS_PAGE (page);
  SekRegister *reg = get_register (self);
  const SekBudgetColumn *column = sek_register_get_budget_column (reg, main_column (reg));
  g_autoptr (GArray) lines = sek_budget_lines (reg, -1);
  gboolean empty = sek_table_get_size (sek_register_get_table (reg, SEK_PROJECT))
                       + sek_table_get_size (sek_register_get_table (reg, SEK_GRANT))
                   == 0;

  sek_page_show_empty (page, empty);
  sek_page_clear_pills (page);
  sek_page_set_status (page, column != NULL ? column->title : "");
  gtk_label_set_text (self->unit, column == NULL || empty ? ""
                                  : column->unit == 100   ? _("(in kroner)")
                                                          : _("(in thousands of kroner)"));
  if (sek_page_get_problem (page) != NULL)
    sek_page_add_pill (page, _("1 field waits for correction"), "bad", "win.go-to-problem");
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
      text = difference == 0 ? g_strdup (_("The projects add up to the budget line"))
                             : g_strdup_printf (_("Projects %s, budget line %s"), sum, budget);
      sek_page_add_pill (page, text,
                         difference == 0                   ? "good"
                         : ABS (difference) < column->unit ? "doubtful"
                                                           : "bad",
                         "win.show-page::checks");
    }
}

static void
fill_grant (SekProjectsPage *self, SekForm *form, gint64 row)
{
  static const char *const fields[] = {
    "name", "funder", "project", "budget_line", "awarded", "own_required", "starts_on", "ends_on", "reference", NULL,
  };
  static const char *const instalment[] = { "year", "value", "received_on", NULL };
  static const char *const contribution[] = {
    "date", "kind", "value", "hours", "hour_rate", "what", "documented", NULL,
  };
  const SekGrant *grant = sek_register_get_grant (get_register (self), row);
  SekLanguage language = sek_program_language ();
  guint at, column;

  if (grant == NULL)
    return;
  sek_form_add_title (form, grant->name, grant->funder);
  if (sek_grid_get_cursor (self->grant_grid, &at, &column))
    sek_page_add_history (SEK_PAGE (self), form, sek_table_model_get_nth (self->grants, column),
                          sek_view_get_scope (sek_table_model_get_view (self->grants)), row);
  sek_form_add_rows (form, sek_word (&sek_entity_get (SEK_INSTALMENT)->plural, language), SEK_INSTALMENT,
                     SEK_FIELD (instalment, grant), row, instalment, "year", "value");
  sek_form_add_rows (form, sek_word (&sek_entity_get (SEK_CONTRIBUTION)->plural, language), SEK_CONTRIBUTION,
                     SEK_FIELD (contribution, grant), row, contribution, "what", "date");
  sek_form_add_fields (form, _("Grant"), SEK_GRANT, row, fields);
}

static void
fill_form (SekPage *page, SekForm *form)
{
  static const char *const fields[] = {
    "name", "focus_area", "responsible", "starts_on", "ends_on", "description", NULL,
  };
  static const char *const project_fields[] = {
    "focus_area", "responsible", "starts_on", "ends_on", "description", NULL,
  };
  static const char *const grant_fields[] = {
    "funder", "project", "budget_line", "starts_on", "ends_on", "reference", NULL,
  };
  SekProjectsPage *self = SEK_PROJECTS_PAGE (page);
  SekRegister *reg = get_register (self);
  const SekProject *project = sek_register_get_project (reg, sek_grid_get_cursor_row (sek_page_get_grid (page)));
  guint row, column;
  const SekColumn *shown;
  gint64 budget;

  if (sek_page_add_several (page, form, on_grants (self) ? SEK_GRANT : SEK_PROJECT,
                            on_grants (self) ? grant_fields : project_fields))
    return;
  if (on_grants (self) || project == NULL)
    {
      fill_grant (self, form, sek_grid_get_cursor_row (self->grant_grid));
      return;
    }
  sek_grid_get_cursor (sek_page_get_grid (page), &row, &column);
  shown = sek_table_model_get_nth (self->projects, column);
  budget = shown != NULL && shown->budget_column != 0 ? shown->budget_column : main_column (reg);
  sek_form_add_title (form, project->name, budget != 0 ? sek_register_get_budget_column (reg, budget)->title : NULL);
  if (budget != 0)
    sek_form_add_field (form, NULL, sek_column_new_comment (SEK_PROJECT, budget), project->id);
  if (shown != NULL)
    sek_page_add_history (page, form, shown, sek_view_get_scope (sek_table_model_get_view (self->projects)),
                          project->id);
  sek_form_add_fields (form, _("Project"), SEK_PROJECT, project->id, fields);
}

/* --- actions ----------------------------------------------------------------------------------------------------- */

static void
add_row (SekProjectsPage *self, SekEntityId entity, SekTableModel *model, SekGrid *grid, const char *name)
{
  static const char *const ids[] = { "name" };
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("add");
  SekScope *scope = sek_view_get_scope (sek_table_model_get_view (model));
  gint64 row = sek_column_add_row (scope, entity, 1, ids, &name, changeset, NULL);

  sek_history_name_row (changeset, scope->reg, "add", entity, row);
  if (!sek_page_submit (SEK_PAGE (self), changeset))
    return;
  sek_page_show_empty (SEK_PAGE (self), FALSE);
  sek_grid_set_cursor (grid, (guint) sek_view_find_row (sek_table_model_get_view (model), row), 0);
  gtk_widget_grab_focus (GTK_WIDGET (grid));
  sek_grid_start_edit (grid, NULL);
}

static void
primary (SekPage *page)
{
  SekProjectsPage *self = SEK_PROJECTS_PAGE (page);

  add_row (self, SEK_PROJECT, self->projects, sek_page_get_grid (page), _("New project"));
}

static void
new_grant_cb (GtkWidget *widget, SekProjectsPage *self)
{
  add_row (self, SEK_GRANT, self->grants, self->grant_grid, _("New grant"));
}

static void
insert_row (SekPage *page)
{
  SekProjectsPage *self = SEK_PROJECTS_PAGE (page);

  if (on_grants (self))
    new_grant_cb (NULL, self);
  else
    primary (page);
}

static void
delete_rows (SekPage *page)
{
  SekProjectsPage *self = SEK_PROJECTS_PAGE (page);
  g_autoptr (GArray) rows = sek_grid_get_selected_rows (on_grants (self) ? self->grant_grid : sek_page_get_grid (page));

  sek_page_delete (page, on_grants (self) ? SEK_GRANT : SEK_PROJECT, rows);
}

static void
move_rows (SekPage *page, int delta)
{
  SekProjectsPage *self = SEK_PROJECTS_PAGE (page);
  SekEntityId entity = on_grants (self) ? SEK_GRANT : SEK_PROJECT;
  gint64 row = sek_grid_get_cursor_row (on_grants (self) ? self->grant_grid : sek_page_get_grid (page));
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("move");

  if (!sek_page_can_move (page))
    return;
  if (row == 0 || !sek_rows_propose_move (get_register (self), entity, row, delta, changeset))
    return;
  sek_history_name_row (changeset, get_register (self), "move", entity, row);
  sek_page_submit (page, changeset);
}

static void
copy_row (SekPage *page)
{
  SekProjectsPage *self = SEK_PROJECTS_PAGE (page);

  sek_page_copy_row (page, on_grants (self) ? SEK_GRANT : SEK_PROJECT);
}

static gboolean
go_to (SekPage *page, const SekPlace *place)
{
  SekProjectsPage *self = SEK_PROJECTS_PAGE (page);
  SekGrid *grid = place->entity == SEK_GRANT ? self->grant_grid : sek_page_get_grid (page);
  SekTableModel *model = place->entity == SEK_GRANT ? self->grants : self->projects;
  int at;

  if (place->entity != SEK_GRANT && place->entity != SEK_PROJECT)
    return FALSE;
  at = sek_view_find_row (sek_table_model_get_view (model), place->row);
  if (at >= 0)
    sek_grid_set_cursor (grid, (guint) at, 0);
  gtk_widget_grab_focus (GTK_WIDGET (grid));
  return TRUE;
}

static void
sek_projects_page_dispose (GObject *object)
{
  SekProjectsPage *self = SEK_PROJECTS_PAGE (object);

  G_OBJECT_CLASS (sek_projects_page_parent_class)->dispose (object);
  self->grant_grid = NULL;
  g_clear_object (&self->projects);
  g_clear_object (&self->grants);
}

static void
sek_projects_page_class_init (SekProjectsPageClass *klass)
{
  SekPageClass *page_class = SEK_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sek_projects_page_dispose;
  page_class->set_document = set_document;
  page_class->refresh = refresh;
  page_class->fill_form = fill_form;
  page_class->primary = primary;
  page_class->insert_row = insert_row;
  page_class->delete_rows = delete_rows;
  page_class->move_rows = move_rows;
  page_class->copy_row = copy_row;
  page_class->go_to = go_to;
}

static void
sek_projects_page_init (SekProjectsPage *self)
{
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
  self->grant_grid = SEK_GRID (sek_grid_new ());
  scrolled = sek_page_add_grid (SEK_PAGE (self), self->grant_grid, "grants");
  /* Both show some rows in a low window; the projects are more. */
  gtk_widget_set_size_request (gtk_widget_get_parent (GTK_WIDGET (sek_page_get_grid (SEK_PAGE (self)))), -1, 160);
  gtk_widget_set_size_request (scrolled, -1, 110);
  gtk_box_append (body, head);
  gtk_box_append (body, scrolled);
  sek_grid_set_title (self->grant_grid, _("Grants"));
  sek_grid_set_title (sek_page_get_grid (SEK_PAGE (self)), _("Projects"));
  sek_page_keep (SEK_PAGE (self), "projects");
  sek_page_set_primary (SEK_PAGE (self), _("New Project"));
  sek_page_set_empty (SEK_PAGE (self), "view-list-symbolic", _("No Projects Yet"),
                      _("Projects share the budget line of projects; grants are outside money for them."),
                      _("New Project"));
}
