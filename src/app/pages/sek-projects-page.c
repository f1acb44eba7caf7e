/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-projects-page.h"

#include <glib/gi18n-lib.h>

#include "sek-budget-edit.h"
#include "sek-budget.h"
#include "sek-grant.h"
#include "sek-history.h"
#include "sek-key.h"
#include "sek-kind.h"
#include "sek-money.h"
#include "sek-number.h"
#include "sek-tell.h"

enum { PROJECTS, GRANTS, CONTRIBUTIONS, N_LISTS };

struct _SekProjectsPage
{
  SekListPage parent_instance;

  SekGrid    *grids[N_LISTS]; /* but the page's own */
  GtkLabel   *unit;
  GtkLabel   *contributions; /* whose they are */
  GtkWidget  *parts[2];      /* their head and their grid */
  gint64      grant;         /* whose they are; 0 for nobody's */
};

G_DEFINE_FINAL_TYPE (SekProjectsPage, sek_projects_page, SEK_TYPE_LIST_PAGE)

/* Beyond it they scroll: the projects are to be seen too. */
#define MOST_GRANTS_HEIGHT 150
#define MOST_CONTRIBUTIONS_HEIGHT 200

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

/* --- the contributions to one grant ------------------------------------------------------------------------------- */

static gboolean
is_of_grant (const SekScope *scope, gint64 row, gpointer user_data)
{
  SekProjectsPage *self = user_data;

  return sek_register_get_contribution (scope->reg, row)->grant == self->grant;
}

/* The grant that the cursor is on, or was; the first one where it is on none. 0 when there are none. */
static gint64
find_grant (SekProjectsPage *self)
{
  SekView *view = sek_table_model_get_view (sek_list_page_get_model (SEK_LIST_PAGE (self), GRANTS));
  gint64 grant = sek_grid_get_cursor_row (self->grids[GRANTS]);

  if (sek_register_get_grant (sek_list_page_get_register (SEK_LIST_PAGE (self)), grant) != NULL)
    return grant;
  return sek_view_get_size (view) > 0 ? sek_view_get_row (view, 0) : 0;
}

/* Shows those of another grant, where the cursor moved to one. */
static void
follow_grant (SekProjectsPage *self)
{
  SekRegister *reg = sek_list_page_get_register (SEK_LIST_PAGE (self));
  gint64 grant = find_grant (self);
  g_autofree char *title = grant != 0 ? g_strdup_printf (_("Own Contribution to %s"),
                                                         sek_register_get_grant (reg, grant)->name)
                                      : g_strdup ("");

  for (guint i = 0; i < G_N_ELEMENTS (self->parts); i++)
    gtk_widget_set_visible (self->parts[i], grant != 0);
  gtk_label_set_text (self->contributions, title);
  if (grant != 0)
    sek_grid_set_title (self->grids[CONTRIBUTIONS], title);
  if (grant == self->grant)
    return;
  self->grant = grant;
  sek_table_model_update (sek_list_page_get_model (SEK_LIST_PAGE (self), CONTRIBUTIONS));
  g_signal_emit_by_name (self->grids[CONTRIBUTIONS], "layout-changed");
}

static void
set_document (SekPage *page, SekDocument *document)
{
  SekProjectsPage *self = SEK_PROJECTS_PAGE (page);
  SekTableModel *model;

  self->grant = 0;
  SEK_PAGE_CLASS (sek_projects_page_parent_class)->set_document (page, document);
  model = sek_list_page_get_model (SEK_LIST_PAGE (page), CONTRIBUTIONS);
  if (model == NULL)
    return;
  sek_view_set_steady (sek_table_model_get_view (model));
  sek_view_set_filter (sek_table_model_get_view (model), is_of_grant, self);
  sek_table_model_update (model);
}

static gboolean
go_to (SekPage *page, const SekPlace *place)
{
  SekProjectsPage *self = SEK_PROJECTS_PAGE (page);
  const SekContribution *row = place->entity == SEK_CONTRIBUTION
                                   ? sek_register_get_contribution (sek_list_page_get_register (SEK_LIST_PAGE (page)),
                                                                    place->row)
                                   : NULL;

  if (row != NULL)
    {
      const SekPlace grant = { .entity = SEK_GRANT, .row = row->grant };

      SEK_PAGE_CLASS (sek_projects_page_parent_class)->go_to (page, &grant);
      follow_grant (self);
    }
  return SEK_PAGE_CLASS (sek_projects_page_parent_class)->go_to (page, place);
}

/* A contribution begins like the one above it: its day and type; the first one of a grant is hours of today. */
static gboolean
begin_row (SekListPage *page, guint list, GPtrArray *ids, GPtrArray *texts)
{
  SekProjectsPage *self = SEK_PROJECTS_PAGE (page);
  SekRegister *reg = sek_list_page_get_register (page);
  const SekGrant *grant = sek_register_get_grant (reg, self->grant);
  const SekContribution *above;
  SekDate date = sek_date_today ();
  gint64 kind = SEK_CONTRIBUTION_KIND_HOURS;

  if (list != CONTRIBUTIONS)
    return TRUE;
  if (grant == NULL)
    return FALSE;
  above = sek_register_get_contribution (reg, sek_grid_get_cursor_row (self->grids[CONTRIBUTIONS]));
  if (above != NULL && above->grant == grant->id)
    {
      kind = above->kind;
      date = above->date != SEK_NONE ? (SekDate) above->date : 0;
    }
  else if ((grant->starts_on != SEK_NONE && date < grant->starts_on)
           || (grant->ends_on != SEK_NONE && date > grant->ends_on))
    date = 0;
  g_ptr_array_add (ids, (char *) "grant");
  g_ptr_array_add (texts, g_strdup_printf ("#%" G_GINT64_FORMAT, grant->id));
  g_ptr_array_add (ids, (char *) "kind");
  g_ptr_array_add (texts, g_strdup (sek_kind_get_choice_id (SEK_FIELD (contribution, kind), kind)));
  g_ptr_array_add (ids, (char *) "date");
  g_ptr_array_add (texts, date != 0 ? sek_date_format (date, SEK_DATE_ISO, SEK_LANGUAGE_NB) : g_strdup (""));
  return TRUE;
}

static void
refresh (SekPage *page)
{
  SekProjectsPage *self = SEK_PROJECTS_PAGE (page);
  SekRegister *reg = sek_list_page_get_register (SEK_LIST_PAGE (page));
  const SekBudgetColumn *column = sek_register_get_budget_column (reg, main_column (reg));
  g_autoptr (GArray) lines = sek_budget_lines (reg, -1);

  SEK_PAGE_CLASS (sek_projects_page_parent_class)->refresh (page);
  follow_grant (self);
  sek_page_set_status (page, column != NULL ? column->title : "");
  sek_page_show_unit (self->unit, column != NULL && !sek_page_is_empty (page) ? column->unit : 0);
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

static char *
dup_kroner (gint64 ore)
{
  return ore != SEK_NONE ? sek_number_format_kroner (sek_money_round (ore, SEK_KRONE)) : g_strdup ("–");
}

/* On course or not, and what the report to the funder comes to; it leads there. */
static void
add_report (SekForm *form, SekRegister *reg, const SekGrant *grant)
{
  SekGrantReport report;
  g_autofree char *own = NULL, *expected = NULL, *spent = NULL, *due = NULL, *balance = NULL;
  g_autofree char *action = g_strdup_printf ("win.show-grant-report(int64 %" G_GINT64_FORMAT ")", grant->id);

  sek_grant_report (reg, grant, sek_date_today (), &report);
  own = dup_kroner (report.own);
  expected = dup_kroner (report.expected);
  spent = dup_kroner (report.spent);
  due = dup_kroner (report.due);
  balance = dup_kroner (report.balance != SEK_NONE ? ABS (report.balance) : SEK_NONE);
  {
    const char *const names[] = {
      _("Own contribution that counts"), _("Expected by today"), _("Total cost"), _("Grant due by that"),
      report.balance != SEK_NONE && report.balance < 0 ? _("Received beyond that") : _("Still to be received"),
      _("Auditor’s statement"),
    };
    const char *const texts[] = { own, expected, spent, due, balance, report.auditor ? _("Wanted") : _("Not wanted") };

    sek_form_add_facts (form, report.required == SEK_NONE || report.required == 0 ? _("Report")
                              : report.on_course                                  ? _("On Course")
                                                                                  : _("Not on Course"),
                        names, texts, G_N_ELEMENTS (names));
  }
  sek_form_add_button (form, _("Show the Grant Report"), action);
}

/* What a contribution counts for, and why not. */
static void
fill_contribution (SekListPage *page, SekForm *form, gint64 row, const SekColumn *column)
{
  static const char *const fields[] = {
    "date", "kind", "hours", "hour_rate", "value", "what", "documented", "staff_position", "budget_line", "project",
    NULL,
  };
  SekRegister *reg = sek_list_page_get_register (page);
  const SekContribution *contribution = sek_register_get_contribution (reg, row);
  SekCounted counted;
  g_autofree char *label = sek_key_label (reg, sek_entity_get (SEK_CONTRIBUTION), row), *value = NULL, *reason = NULL,
                  *rate = NULL;

  sek_contribution_count (reg, contribution, sek_date_today (), &counted);
  value = counted.value != SEK_NONE ? sek_number_format_kroner (counted.value) : g_strdup (_("Nothing"));
  rate = dup_kroner (counted.rate);
  reason = sek_counted_dup_sentence (reg, contribution, &counted, sek_program_language ());
  sek_form_add_title (form, contribution->what != NULL ? contribution->what : label,
                      sek_register_get_grant (reg, contribution->grant)->name);
  {
    gboolean of_hours = contribution->kind == SEK_CONTRIBUTION_KIND_HOURS;
    const char *const names[] = { _("Counts for"), _("Rate that counts") }, *const texts[] = { value, rate };

    sek_form_add_facts (form, NULL, names, texts, of_hours ? 2 : 1);
  }
  sek_form_add_problem (form, *reason != '\0' ? reason : NULL);
  sek_page_add_history (SEK_PAGE (page), form, column, sek_list_page_get_scope (page, CONTRIBUTIONS), row);
  sek_form_add_fields (form, _("Own Contribution"), SEK_CONTRIBUTION, row, fields);
}

static void
fill_grant (SekListPage *page, SekForm *form, gint64 row, const SekColumn *column)
{
  static const char *const fields[] = {
    "name", "funder", "project", "budget_line", "scheme", "awarded", "own_required", "total_cost", "starts_on",
    "ends_on", "reference", NULL,
  };
  static const char *const instalment[] = { "year", "value", "received_on", NULL };
  const SekGrant *grant = sek_register_get_grant (sek_list_page_get_register (page), row);
  SekLanguage language = sek_program_language ();

  sek_form_add_title (form, grant->name, grant->funder);
  add_report (form, sek_list_page_get_register (page), grant);
  sek_page_add_history (SEK_PAGE (page), form, column, sek_list_page_get_scope (page, GRANTS), row);
  sek_form_add_rows (form, sek_word (&sek_entity_get (SEK_INSTALMENT)->plural, language), SEK_INSTALMENT,
                     SEK_FIELD (instalment, grant), row, instalment, "year", "value");
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
  else if (list == CONTRIBUTIONS)
    fill_contribution (page, form, row, column);
  else
    fill_project (page, form, row, column);
}

static void
new_grant_cb (GtkWidget *widget, SekListPage *self)
{
  sek_list_page_add_row (self, GRANTS);
}

static void
new_contribution_cb (GtkWidget *widget, SekListPage *self)
{
  sek_list_page_add_row (self, CONTRIBUTIONS);
}

static void
sek_projects_page_class_init (SekProjectsPageClass *klass)
{
  SekListPageClass *list_class = SEK_LIST_PAGE_CLASS (klass);

  SEK_PAGE_CLASS (klass)->refresh = refresh;
  SEK_PAGE_CLASS (klass)->set_document = set_document;
  SEK_PAGE_CLASS (klass)->go_to = go_to;
  list_class->set_columns = set_columns;
  list_class->dup_footer = dup_footer;
  list_class->fill_row = fill_row;
  list_class->begin_row = begin_row;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "projects.make-line", NULL, make_line_action);
}

/* A grid under its name, with the button that adds a row; it takes no more than its rows, and in a low window all grids
 * show some. */
static void
add_list (SekProjectsPage *self, guint list, const SekListKind *kind, const char *name, GtkWidget *title,
          GtkWidget *button, GCallback new_row)
{
  GtkBox *body = sek_page_get_body (SEK_PAGE (self));
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *scrolled;

  self->grids[list] = SEK_GRID (sek_grid_new ());
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_add_css_class (head, "page-toolbar");
  gtk_widget_add_css_class (head, "second");
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), button);
  g_signal_connect (button, "clicked", new_row, self);
  scrolled = sek_page_add_grid (SEK_PAGE (self), self->grids[list], name);
  sek_list_page_add (SEK_LIST_PAGE (self), kind, self->grids[list]);
  sek_page_fit_grid (SEK_PAGE (self), self->grids[list],
                     list == GRANTS ? MOST_GRANTS_HEIGHT : MOST_CONTRIBUTIONS_HEIGHT);
  gtk_box_append (body, head);
  gtk_box_append (body, scrolled);
  if (list != CONTRIBUTIONS)
    return;
  self->parts[0] = head;
  self->parts[1] = scrolled;
}

static void
sek_projects_page_init (SekProjectsPage *self)
{
  static const char *const of_projects[] = {
    "focus_area", "responsible", "starts_on", "ends_on", "description", NULL,
  };
  static const char *const of_grants[] = {
    "funder", "project", "budget_line", "scheme", "starts_on", "ends_on", "reference", NULL,
  };
  static const char *const grant_columns[] = {
    "name", "funder", "project", "budget_line", "scheme", "awarded", "own_required", "total_cost", "starts_on",
    "ends_on", "reference", NULL,
  };
  static const char *const of_contributions[] = {
    "date", "kind", "hour_rate", "documented", "staff_position", NULL,
  };
  static const char *const contribution_columns[] = {
    "date", "hours", "what", "kind", "hour_rate", "value", "documented", "staff_position", "budget_line", "project",
    NULL,
  };
  static const SekListKind contributions = { .entity = SEK_CONTRIBUTION, .columns = contribution_columns, .name = 2,
                                             .n_frozen = 1, .sorted = "date", .landing = 1, .is_plain = TRUE,
                                             .several = of_contributions };
  static const SekListKind projects = { .entity = SEK_PROJECT, .n_frozen = 1, .new_name = N_("New project"),
                                        .several = of_projects };
  static const SekListKind grants = { .entity = SEK_GRANT, .columns = grant_columns, .n_frozen = 1,
                                      .new_name = N_("New grant"), .several = of_grants };

  self->unit = GTK_LABEL (gtk_label_new (NULL));
  self->contributions = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->unit), "dim-label");
  gtk_box_append (sek_page_get_toolbar (SEK_PAGE (self)), GTK_WIDGET (self->unit));
  sek_list_page_add (SEK_LIST_PAGE (self), &projects, NULL);
  add_list (self, GRANTS, &grants, "grants", gtk_label_new (_("Grants")), gtk_button_new_with_label (_("New Grant")),
            G_CALLBACK (new_grant_cb));
  add_list (self, CONTRIBUTIONS, &contributions, "contributions", GTK_WIDGET (self->contributions),
            gtk_button_new_with_label (_("New Own Contribution")), G_CALLBACK (new_contribution_cb));
  gtk_widget_set_size_request (gtk_widget_get_parent (GTK_WIDGET (sek_page_get_grid (SEK_PAGE (self)))), -1, 140);
  sek_grid_set_title (self->grids[GRANTS], _("Grants"));
  sek_grid_set_appends (self->grids[CONTRIBUTIONS]);
  sek_grid_set_title (sek_page_get_grid (SEK_PAGE (self)), _("Projects"));
  sek_page_keep (SEK_PAGE (self), "projects");
  sek_page_set_primary (SEK_PAGE (self), _("New Project"));
  sek_page_set_empty (SEK_PAGE (self), "view-list-symbolic", _("No Projects Yet"),
                      _("Projects share the line of projects in the budget; grants are outside money for them."),
                      _("New Project"));
}
