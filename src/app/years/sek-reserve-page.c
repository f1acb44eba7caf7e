/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-reserve-page.h"

#include <glib/gi18n-lib.h>

#include "sek-chart-view.h"
#include "sek-figure-model.h"
#include "sek-list-rows.h"
#include "sek-money.h"
#include "sek-number.h"
#include "sek-plan-edit.h"
#include "sek-speak.h"
#include "sek-years-picture.h"

#define ALL (-1) /* of the years are seen */
#define MOST_LINES_HEIGHT 420
#define CHART_HEIGHT 250
#define TOOLBAR_HEIGHT 34

struct _SekReservePage
{
  SekListPage parent_instance;

  SekGrid        *years;
  SekGrid        *lines;
  SekFigureModel *model;
  SekChartView   *chart;
  GtkWidget      *content; /* instead of the page's own grid */
  GArray         *chain;   /* SekReserveYear */
  GtkLabel       *unit;
  GArray         *shown;   /* gint64: the columns that the lines' grid has, 0 for a year of rules */
};

G_DEFINE_FINAL_TYPE (SekReservePage, sek_reserve_page, SEK_TYPE_LIST_PAGE)

static SekRegister *
get_register (SekReservePage *self)
{
  return sek_list_page_get_register (SEK_LIST_PAGE (self));
}

/* --- what the lines do -------------------------------------------------------------------------------------------- */

/* The years from the one that is planned from to the last. */
static void
list_columns (SekRegister *reg, GArray *columns)
{
  int first = sek_plan_get_base_year (reg), last = sek_plan_get_last_year (reg);

  g_array_set_size (columns, 0);
  for (int year = first; first != 0 && year <= last; year++)
    {
      gint64 column = sek_plan_get_source (reg, year, NULL, NULL);

      g_array_append_val (columns, column);
    }
}

static void
set_columns (SekListPage *page, guint list, SekTableModel *model)
{
  static const char *const fields[] = { "name", "plan_rule" }, *const more[] = { "plan_percent", "plan_year" };
  SekReservePage *self = SEK_RESERVE_PAGE (page);
  SekRegister *reg = get_register (self);
  g_autoptr (GPtrArray) columns = g_ptr_array_new ();
  g_autoptr (GArray) owned = g_array_new (FALSE, TRUE, sizeof (gboolean));

  list_columns (reg, self->shown);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    g_ptr_array_add (columns, (gpointer) sek_column_find (SEK_BUDGET_LINE, fields[i], NULL));
  for (guint i = 0; i < self->shown->len; i++)
    g_ptr_array_add (columns, sek_plan_column_new (reg, sek_plan_get_base_year (reg) + (int) i));
  g_array_set_size (owned, columns->len);
  for (guint i = G_N_ELEMENTS (fields); i < columns->len; i++)
    g_array_index (owned, gboolean, i) = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (more); i++)
    g_ptr_array_add (columns, (gpointer) sek_column_find (SEK_BUDGET_LINE, more[i], NULL));
  g_array_set_size (owned, columns->len);
  sek_table_model_set_columns (model, (const SekColumn *const *) columns->pdata,
                               (const gboolean *) (gpointer) owned->data, columns->len, 0, 1);
}

/* Another column tells a year, or there is one year more. */
static void
follow_columns (SekReservePage *self)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (gint64));

  list_columns (get_register (self), columns);
  if (columns->len != self->shown->len
      || memcmp (columns->data, self->shown->data, columns->len * sizeof (gint64)) != 0)
    set_columns (SEK_LIST_PAGE (self), 0, sek_list_page_get_model (SEK_LIST_PAGE (self), 0));
}

/* --- the years ---------------------------------------------------------------------------------------------------- */

static char *
dup_source (SekRegister *reg, const SekReserveYear *at)
{
  const SekBudgetColumn *column = sek_register_get_budget_column (reg, at->column);

  if (column == NULL)
    return g_strdup (at->kind == SEK_YEAR_RULES ? _("By the lines' rules") : "–");
  return at->chosen ? g_strdup_printf (_("%s (chosen)"), column->title) : g_strdup (column->title);
}

static gboolean
has_gap (GArray *chain)
{
  for (guint i = 0; i < chain->len; i++)
    if (g_array_index (chain, SekReserveYear, i).gap != SEK_NONE)
      return TRUE;
  return FALSE;
}

static void
add_year (SekReservePage *self, const SekReserveYear *at, gint64 unit, gboolean gaps)
{
  SekFigureModel *model = self->model;
  g_autofree char *year = g_strdup_printf ("%d", at->year), *source = dup_source (get_register (self), at);
  gboolean below = sek_reserve_is_below (get_register (self), at->closing);

  sek_figure_model_add_row (model, at->year, at->kind >= SEK_YEAR_PLAN ? SEK_GRID_COMPUTED : 0);
  sek_figure_model_add_text (model, year, 0);
  sek_figure_model_add_text (model, source, 0);
  sek_figure_model_add_amount (model, at->opening, unit, 0);
  if (gaps)
    sek_figure_model_add_amount (model, at->gap, unit,
                                 at->gap != SEK_NONE ? SEK_GRID_DOUBTFUL | SEK_GRID_MARKED : 0);
  sek_figure_model_add_amount (model, at->income, unit, 0);
  sek_figure_model_add_amount (model, at->expense, unit, 0);
  sek_figure_model_add_amount (model, at->result, unit, 0);
  sek_figure_model_add_amount (model, at->closing, unit,
                               SEK_GRID_TOTAL | (below ? SEK_GRID_BAD | SEK_GRID_MARKED : 0));
}

/* On two lines, as wide as its figures. */
static char *
dup_head (const char *words)
{
  char *head = g_strdup (words);

  if (strchr (head, ' ') != NULL)
    *strchr (head, ' ') = '\n';
  return head;
}

static void
show_years (SekReservePage *self)
{
  SekRegister *reg = get_register (self);
  SekLanguage language = sek_program_language ();
  gint64 unit = sek_plan_get_unit (reg);
  gboolean gaps = has_gap (self->chain);
  SekFigureModel *model = self->model;
  g_autofree char *opening = dup_head (sek_reserve_get_opening_word (reg, language)),
                  *closing = dup_head (sek_reserve_get_closing_word (reg, language)),
                  *income = dup_head (_("Sum income")), *expense = dup_head (_("Sum expenses"));

  sek_figure_model_start (model);
  sek_figure_model_add_column (model, "year", _("Year"), FALSE);
  sek_figure_model_add_column (model, "source", _("Told by"), FALSE);
  sek_figure_model_add_column (model, "opening", opening, TRUE);
  if (gaps)
    sek_figure_model_add_column (model, "gap", _("Break from the\nyear before"), TRUE);
  sek_figure_model_add_column (model, "income", income, TRUE);
  sek_figure_model_add_column (model, "expense", expense, TRUE);
  sek_figure_model_add_column (model, "result", _("Result"), TRUE);
  sek_figure_model_add_column (model, "closing", closing, TRUE);
  for (guint i = 0; i < self->chain->len; i++)
    add_year (self, &g_array_index (self->chain, SekReserveYear, i), unit, gaps);
  sek_figure_model_finish (model);
}

/* The year at the cursor; NULL for none. */
static const SekReserveYear *
get_year (SekReservePage *self)
{
  int at = self->chain != NULL ? sek_reserve_find (self->chain, (int) sek_grid_get_cursor_row (self->years)) : -1;

  return at >= 0 ? &g_array_index (self->chain, SekReserveYear, at) : NULL;
}

static void
add_pills (SekReservePage *self, gboolean lacks)
{
  SekPage *page = SEK_PAGE (self);
  SekRegister *reg = get_register (self);
  g_autofree char *finding = sek_reserve_dup_finding (reg, self->chain, sek_program_language ());
  gboolean low = sek_reserve_find_below (self->chain, sek_plan_get_base_year (reg), sek_reserve_get_least (reg)) != 0;

  if (lacks)
    sek_page_add_pill (page, _("Something is lacking"), "doubtful", "win.show-page::checks");
  if (*finding != '\0')
    sek_page_add_pill (page, finding, low ? "bad" : "good", "win.show-page::checks");
}

static void
refresh (SekPage *page)
{
  SekReservePage *self = SEK_RESERVE_PAGE (page);
  SekRegister *reg = get_register (self);
  g_autofree char *sentence = NULL, *problem = NULL, *status = NULL;

  SEK_PAGE_CLASS (sek_reserve_page_parent_class)->refresh (page);
  follow_columns (self);
  g_clear_pointer (&self->chain, g_array_unref);
  self->chain = sek_reserve_chain (reg);
  sek_page_show_empty (page, self->chain->len == 0);
  sek_page_show_unit (self->unit, sek_plan_get_unit (reg));
  show_years (self);
  sek_chart_view_set_picture (self->chart, sek_years_picture_new_reserve (reg, self->chain));
  sentence = sek_reserve_dup_sentence (reg, self->chain, sek_program_language ());
  problem = sek_reserve_dup_problem (reg, self->chain, sek_program_language ());
  status = g_strjoin (*sentence != '\0' && *problem != '\0' ? " " : "", sentence, problem, NULL);
  sek_page_set_status (page, status);
  if (self->chain->len > 0)
    add_pills (self, *problem != '\0');
}

/* --- the side pane ------------------------------------------------------------------------------------------------ */

static char *
dup_kroner (gint64 ore)
{
  return ore != SEK_NONE ? sek_number_format_kroner (ore) : g_strdup ("–");
}

static void
add_figures (SekForm *form, SekRegister *reg, const SekReserveYear *at)
{
  SekLanguage language = sek_program_language ();
  g_autofree char *opening = dup_kroner (at->opening), *gap = dup_kroner (at->gap), *income = dup_kroner (at->income),
                  *expense = dup_kroner (at->expense), *result = dup_kroner (at->result),
                  *closing = dup_kroner (at->closing);
  const char *names[6] = { sek_reserve_get_opening_word (reg, language) }, *texts[6] = { opening };
  guint n = 1;

  if (at->gap != SEK_NONE)
    {
      names[n] = _("Break from the year before");
      texts[n++] = gap;
    }
  names[n] = _("Sum income");
  texts[n++] = income;
  names[n] = _("Sum expenses");
  texts[n++] = expense;
  names[n] = _("Result");
  texts[n++] = result;
  names[n] = sek_reserve_get_closing_word (reg, language);
  texts[n++] = closing;
  sek_form_add_facts (form, NULL, names, texts, n);
}

/* What can tell the year, each a way to let it. */
static void
add_sources (SekForm *form, SekRegister *reg, const SekReserveYear *at)
{
  g_autoptr (GArray) sources = sek_plan_list_sources (reg, at->year);
  g_autoptr (GPtrArray) names = g_ptr_array_new (), actions = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  gint64 usual = sek_plan_get_usual_source (reg, at->year);

  for (guint i = 0; i < sources->len; i++)
    {
      gint64 id = g_array_index (sources, gint64, i);

      g_ptr_array_add (names, (gpointer) sek_register_get_budget_column (reg, id)->title);
      g_ptr_array_add (texts, id == at->column ? _("Tells the year")
                              : id == usual    ? _("Use: the usual one")
                                               : _("Use"));
      g_ptr_array_add (actions, id == at->column ? g_strdup ("")
                                                 : g_strdup_printf ("reserve.choose::%d %" G_GINT64_FORMAT, at->year,
                                                                    id));
    }
  if (sources->len > 0)
    sek_form_add_ways (form, _("What Tells the Year"), (const char *const *) names->pdata,
                       (const char *const *) texts->pdata, (const char *const *) actions->pdata, names->len);
  if (at->kind == SEK_YEAR_RULES)
    {
      g_autofree char *source = dup_source (reg, at);
      const char *rules[] = { source }, *tells[] = { _("Tells the year") };
      g_autofree char *label = g_strdup_printf (_("New Plan Column for %d"), at->year);

      if (sources->len == 0)
        sek_form_add_facts (form, _("What Tells the Year"), rules, tells, 1);
      sek_form_add_button (form, label, "reserve.new-plan");
    }
}

static void
add_settings (SekForm *form, SekRegister *reg)
{
  static const char *const fields[] = { "reserve_limit", "plan_years", "plan_index", "balance_name", NULL };
  const SekOrganisation *organisation = sek_register_get_the_organisation (reg);

  if (organisation != NULL)
    sek_form_add_fields (form, _("For All Years"), SEK_ORGANISATION, organisation->id, fields);
}

static void
fill_form (SekPage *page, SekForm *form)
{
  SekReservePage *self = SEK_RESERVE_PAGE (page);
  const SekReserveYear *at = get_year (self);
  g_autofree char *title = NULL, *source = NULL;

  if (sek_page_get_active_grid (page) == self->lines || at == NULL)
    {
      SEK_PAGE_CLASS (sek_reserve_page_parent_class)->fill_form (page, form);
      return;
    }
  title = g_strdup_printf ("%d", at->year);
  source = dup_source (get_register (self), at);
  sek_form_add_title (form, title, source);
  add_figures (form, get_register (self), at);
  add_sources (form, get_register (self), at);
  add_settings (form, get_register (self));
}

static void
fill_row (SekListPage *page, SekForm *form, guint list, gint64 row, const SekColumn *column)
{
  static const char *const fields[] = { "plan_rule", "plan_percent", "plan_year", NULL };
  SekRegister *reg = sek_list_page_get_register (page);
  const SekBudgetLine *line = sek_register_get_budget_line (reg, row);
  g_autofree char *rule = sek_plan_dup_rule (reg, line, sek_program_language ());

  sek_form_add_title (form, line->name, rule);
  if (line->section != SEK_SECTION_OPENING)
    sek_form_add_fields (form, _("In Plan Years"), SEK_BUDGET_LINE, row, fields);
  sek_page_add_history (SEK_PAGE (page), form, column, sek_list_page_get_scope (page, list), row);
  add_settings (form, reg);
}

/* --- what is done ------------------------------------------------------------------------------------------------- */

static void
choose_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_auto (GStrv) parts = g_strsplit (g_variant_get_string (parameter, NULL), " ", 2);
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("year-source");

  sek_plan_propose_source (get_register (SEK_RESERVE_PAGE (widget)), atoi (parts[0]),
                           g_ascii_strtoll (parts[1], NULL, 10), changeset);
  if (!sek_page_submit (SEK_PAGE (widget), changeset))
    return;
  gtk_widget_activate_action (widget, "win.tell-undo", NULL);
  gtk_widget_grab_focus (GTK_WIDGET (SEK_RESERVE_PAGE (widget)->years));
}

/* Enter on a year leads to what can tell it, and Escape back. */
static void
opened_cb (SekReservePage *self)
{
  sek_page_focus_group (SEK_PAGE (self), _("What Tells the Year"));
}

static gboolean
form_key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, SekReservePage *self)
{
  if (key != GDK_KEY_Escape || sek_page_get_active_grid (SEK_PAGE (self)) != self->years)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_grab_focus (GTK_WIDGET (self->years));
  return GDK_EVENT_STOP;
}

static void
new_plan_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekReservePage *self = SEK_RESERVE_PAGE (widget);
  const SekReserveYear *at = get_year (self);
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("copy-column");

  if (at == NULL || at->kind != SEK_YEAR_RULES || !sek_page_commit (SEK_PAGE (self)))
    return;
  sek_plan_propose_column (get_register (self), at->year, changeset);
  if (sek_page_submit (SEK_PAGE (self), changeset))
    gtk_widget_activate_action (widget, "win.tell-undo", NULL);
}

static void
delete_rows (SekPage *page)
{
  /* Years are no rows, and lines are deleted where they are made. */
}

static void
primary (SekPage *page)
{
  gtk_widget_activate_action (GTK_WIDGET (page), "win.show-page", "s", "budget");
}

static gboolean
go_to (SekPage *page, const SekPlace *place)
{
  SekReservePage *self = SEK_RESERVE_PAGE (page);
  int at;

  if (place->entity != SEK_YEAR_SOURCE)
    return FALSE;
  gtk_widget_grab_focus (GTK_WIDGET (self->years));
  if (self->chain == NULL)
    return TRUE;
  at = place->year != 0 ? sek_reserve_find (self->chain, place->year) : -1;
  if (at < 0 && sek_register_get_year_source (get_register (self), place->row) != NULL)
    at = sek_reserve_find (self->chain,
                           (int) sek_register_get_year_source (get_register (self), place->row)->year);
  if (at >= 0)
    sek_grid_set_cursor (self->years, (guint) at, 1);
  return TRUE;
}

static void
focus_work (SekPage *page)
{
  SekGrid *active = sek_page_get_active_grid (page);

  gtk_widget_grab_focus (GTK_WIDGET (active != NULL ? active : SEK_RESERVE_PAGE (page)->years));
}

static void
set_document (SekPage *page, SekDocument *document)
{
  SekReservePage *self = SEK_RESERVE_PAGE (page);
  SekTableModel *lines;

  sek_grid_set_model (self->years, NULL);
  g_clear_object (&self->model);
  g_clear_pointer (&self->chain, g_array_unref);
  SEK_PAGE_CLASS (sek_reserve_page_parent_class)->set_document (page, document);
  if (document == NULL)
    return;
  self->model = sek_figure_model_new (_("This is worked out. What tells a year is chosen in the side pane, where Enter "
                                        "leads, and figures are typed in Budget or in the lines below."));
  sek_grid_set_model (self->years, SEK_GRID_MODEL (self->model));
  lines = sek_list_page_get_model (SEK_LIST_PAGE (self), 0);
  sek_view_set_sort (sek_table_model_get_view (lines), sek_plan_column_order (), FALSE);
  sek_table_model_update (lines);
}

/* --- the page ----------------------------------------------------------------------------------------------------- */

static void
sek_reserve_page_finalize (GObject *object)
{
  SekReservePage *self = SEK_RESERVE_PAGE (object);

  g_clear_object (&self->model);
  g_clear_pointer (&self->chain, g_array_unref);
  g_array_unref (self->shown);
  G_OBJECT_CLASS (sek_reserve_page_parent_class)->finalize (object);
}

static void
sek_reserve_page_class_init (SekReservePageClass *klass)
{
  SekPageClass *page_class = SEK_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sek_reserve_page_finalize;
  page_class->set_document = set_document;
  page_class->refresh = refresh;
  page_class->fill_form = fill_form;
  page_class->go_to = go_to;
  page_class->delete_rows = delete_rows;
  page_class->insert_row = NULL;
  page_class->copy_row = NULL;
  page_class->primary = primary;
  page_class->focus_work = focus_work;
  SEK_LIST_PAGE_CLASS (klass)->set_columns = set_columns;
  SEK_LIST_PAGE_CLASS (klass)->fill_row = fill_row;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "reserve.choose", "s", choose_cb);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "reserve.new-plan", NULL, new_plan_cb);
}

static void
sek_reserve_page_init (SekReservePage *self)
{
  static const char *const several[] = { "plan_rule", "plan_percent", "plan_year", NULL };
  static const SekListKind lines = { .entity = SEK_BUDGET_LINE, .n_frozen = 1, .landing = 1, .several = several,
                                     .sorted = "section" };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkWidget *heading = sek_wrapped_label_new (_("What the Lines Do in Plan Years"), "heading");

  self->shown = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_box_append (GTK_BOX (box), sek_page_make_grid (SEK_PAGE (self), &self->years, _("Reserve"), "reserve-years",
                                                     ALL));
  sek_grid_set_opens (self->years);
  g_signal_connect_swapped (self->years, "activate", G_CALLBACK (opened_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (form_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (sek_page_get_form (SEK_PAGE (self))), keys);
  self->chart = SEK_CHART_VIEW (sek_chart_view_new ());
  gtk_widget_set_size_request (GTK_WIDGET (self->chart), -1, CHART_HEIGHT);
  gtk_widget_add_css_class (GTK_WIDGET (self->chart), "page-part");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->chart));
  gtk_widget_add_css_class (heading, "page-part");
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), sek_page_make_grid (SEK_PAGE (self), &self->lines,
                                                     _("What the Lines Do in Plan Years"), "plan-lines",
                                                     MOST_LINES_HEIGHT));
  sek_list_page_add (SEK_LIST_PAGE (self), &lines, self->lines);
  sek_page_replace_grid (SEK_PAGE (self), sek_page_scroll (box));
  sek_page_set_active_grid (SEK_PAGE (self), self->years);
  self->unit = sek_page_add_unit (SEK_PAGE (self));
  /* As high as with the buttons of other pages, so that tables stay where they are from page to page. */
  gtk_widget_set_size_request (GTK_WIDGET (self->unit), -1, TOOLBAR_HEIGHT);
  sek_page_set_primary (SEK_PAGE (self), NULL);
  sek_page_set_empty (SEK_PAGE (self), "network-cellular-signal-excellent-symbolic", _("No Years Yet"),
                      _("The reserve goes from the closing balance of one year to the opening balance of the next. It "
                        "is seen as soon as the budget has a column."),
                      _("Go to Budget"));
}
