/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-scenarios-page.h"

#include <glib/gi18n-lib.h>

#include "sek-chart-view.h"
#include "sek-choices.h"
#include "sek-figure-model.h"
#include "sek-history.h"
#include "sek-kind.h"
#include "sek-lever-row.h"
#include "sek-list-rows.h"
#include "sek-money.h"
#include "sek-number.h"
#include "sek-scenario-model.h"
#include "sek-scenarios-form.h"
#include "sek-speak.h"
#include "sek-tell.h"
#include "sek-years-picture.h"

#define MOST_MAIN_HEIGHT 340
#define MOST_MAIN_WIDTH 560
#define MEMBERS_HEIGHT 420
#define RATE_STEP 5        /* øre per inhabitant */
#define INDEX_STEP 10      /* hundredths of a per cent */
#define MOST_INDEX 1000
#define N_LEVERS (SEK_N_MEMBER_KINDS + 1)

struct _SekScenariosPage
{
  SekPage parent_instance;

  SekScenarioSet   *set;
  SekFigureModel   *main;
  SekScenarioModel *members;
  SekGrid          *main_grid, *members_grid;
  SekChartView     *chart;
  GtkDropDown      *year, *subregion;
  GtkLabel         *unit;
  GtkLabel         *pane_title;
  GtkWidget        *levers_box;
  SekLeverRow      *levers[N_LEVERS];
  GArray           *subregions; /* gint64, as in the chooser from its second choice on */
  gint64            current;    /* the scenario that the side pane is about; 0: the first */
  int               chosen;     /* the year; 0: by itself */
  gboolean          filling;
  gboolean          anew;       /* the register is another than the set was worked out from */
};

G_DEFINE_FINAL_TYPE (SekScenariosPage, sek_scenarios_page, SEK_TYPE_PAGE)

static SekDocument *
get_document (SekScenariosPage *self)
{
  return sek_page_get_document (SEK_PAGE (self));
}

/* The case that the side pane is about; 0 where there is no scenario. */
static guint
get_current (SekScenariosPage *self)
{
  int at = self->set != NULL ? sek_scenario_set_find (self->set, self->current) : -1;

  return at > 0 ? (guint) at : self->set != NULL && self->set->n > 1 ? 1 : 0;
}

/* --- the main figures --------------------------------------------------------------------------------------------- */

static const SekReserveYear *
get_year_of (const SekScenarioCase *at, int year)
{
  int index = sek_reserve_find (at->chain, year);

  return index >= 0 ? &g_array_index (at->chain, SekReserveYear, index) : NULL;
}

typedef enum
{
  INCOME,
  EXPENSE,
  RESULT,
  CLOSING,
} Figure;

static gint64
get_figure (const SekScenarioCase *at, int year, Figure figure)
{
  const SekReserveYear *of = get_year_of (at, year);

  if (of == NULL)
    return SEK_NONE;
  switch (figure)
    {
    case INCOME:
      return of->income;
    case EXPENSE:
      return of->expense;
    case RESULT:
      return of->result;
    case CLOSING:
    default:
      return of->closing;
    }
}

static void
add_figures (SekScenariosPage *self, gint64 id, const char *name, int year, Figure figure, SekGridCellFlags flags)
{
  SekRegister *reg = sek_document_get_base (get_document (self));
  gint64 limit = sek_reserve_get_limit (reg);

  sek_figure_model_add_row (self->main, id, flags);
  sek_figure_model_add_text (self->main, name, 0);
  for (guint i = 0; i < self->set->n; i++)
    {
      gint64 value = get_figure (&self->set->cases[i], year, figure);
      gboolean bad = figure == CLOSING && value != SEK_NONE && (value < 0 || (limit != SEK_NONE && value < limit));

      sek_figure_model_add_amount (self->main, value, self->set->unit, bad ? SEK_GRID_BAD | SEK_GRID_MARKED : 0);
    }
}

static gboolean
is_used (SekScenariosPage *self, gint64 kind)
{
  for (guint i = 0; i < self->set->n; i++)
    if (sek_scenario_set_get_lever (self->set, i, kind) != SEK_NONE && self->set->effects->bases[i]->n_of[kind] > 0)
      return TRUE;
  return FALSE;
}

static char *
dup_rate_name (gint64 kind, int year)
{
  SekValue value = SEK_INTEGER (kind);
  g_autofree char *word = sek_kind_format (SEK_FIELD (fee_rate, kind), &value, 1, sek_program_language ());

  return g_strdup_printf (_("Rate %d, %s"), year, word);
}

static void
add_rates (SekScenariosPage *self)
{
  for (gint64 kind = 0; kind < SEK_N_MEMBER_KINDS; kind++)
    {
      g_autofree char *name = NULL;

      if (!is_used (self, kind))
        continue;
      name = dup_rate_name (kind, self->set->year);
      sek_figure_model_add_row (self->main, 100 + kind, 0);
      sek_figure_model_add_text (self->main, name, 0);
      for (guint i = 0; i < self->set->n; i++)
        {
          gint64 rate = sek_scenario_set_get_lever (self->set, i, kind);
          gboolean pays = self->set->effects->bases[i]->n_of[kind] > 0;
          g_autofree char *text = rate != SEK_NONE && pays ? sek_number_format_amount (rate, 100, 2) : NULL;

          sek_figure_model_add_text (self->main, text, 0);
        }
    }
}

static void
add_closings (SekScenariosPage *self)
{
  SekRegister *reg = sek_document_get_base (get_document (self));

  for (int year = self->set->year; year <= sek_plan_get_last_year (reg); year++)
    {
      g_autofree char *name = g_strdup_printf (_("Reserve 31.12.%d"), year);

      add_figures (self, year, name, year, CLOSING, year == self->set->year ? SEK_GRID_SUM : SEK_GRID_COMPUTED);
    }
}

static void
show_main (SekScenariosPage *self)
{
  static const char *const ids[] = { "register", "a", "b", "c" };
  g_autofree char *title = g_strdup_printf (_("Main figures %d"), self->set->year);
  GtkScrolledWindow *scrolled;

  sek_figure_model_start (self->main);
  sek_figure_model_add_column (self->main, "name", title, FALSE);
  for (guint i = 0; i < self->set->n; i++)
    {
      const SekScenarioCase *at = &self->set->cases[i];
      g_autofree char *head = at->letter != NULL ? g_strdup_printf ("%s\n%s", at->letter, at->name)
                                                 : g_strdup (at->name);

      sek_figure_model_add_column (self->main, ids[i], head, TRUE);
    }
  add_rates (self);
  add_figures (self, 1, _("Sum income"), self->set->year, INCOME, 0);
  add_figures (self, 2, _("Sum expenses"), self->set->year, EXPENSE, 0);
  add_figures (self, 3, _("Result"), self->set->year, RESULT, SEK_GRID_SUM);
  add_closings (self);
  sek_figure_model_finish (self->main);
  /* All its figures are seen, and the chart has the rest. */
  scrolled = GTK_SCROLLED_WINDOW (gtk_widget_get_parent (GTK_WIDGET (self->main_grid)));
  gtk_scrolled_window_set_min_content_width (scrolled, MIN (sek_grid_get_figures_width (self->main_grid),
                                                            MOST_MAIN_WIDTH));
}

static void
show_chart (SekScenariosPage *self)
{
  GArray *chains[SEK_EFFECTS_MOST];
  const char *letters[SEK_EFFECTS_MOST], *names[SEK_EFFECTS_MOST];

  for (guint i = 0; i < self->set->n; i++)
    {
      chains[i] = self->set->cases[i].chain;
      letters[i] = self->set->cases[i].letter;
      names[i] = self->set->cases[i].name;
    }
  sek_chart_view_set_picture (self->chart,
                              sek_years_picture_new_reserves (sek_document_get_base (get_document (self)), chains,
                                                              letters, names, self->set->n));
}

/* --- the levers --------------------------------------------------------------------------------------------------- */

static gint64
get_step (gint64 lever)
{
  return lever == SEK_N_MEMBER_KINDS ? INDEX_STEP : RATE_STEP;
}

/* Twice what it is by the register, or a little more than it is by the scenario. */
static gint64
get_most (SekScenariosPage *self, guint index, gint64 lever)
{
  gint64 base = sek_scenario_set_get_lever (self->set, 0, lever), now = sek_scenario_set_get_lever (self->set, index,
                                                                                                      lever);

  if (lever == SEK_N_MEMBER_KINDS)
    return MAX (MOST_INDEX, now);
  base = MAX (base != SEK_NONE ? 2 * base : 200, now != SEK_NONE ? now : 0);
  return (base + RATE_STEP - 1) / RATE_STEP * RATE_STEP;
}

static void
show_lever (SekScenariosPage *self, guint index, gint64 lever)
{
  SekLeverRow *row = self->levers[lever];
  gint64 value = sek_scenario_set_get_lever (self->set, index, lever);
  gboolean shown = lever == SEK_N_MEMBER_KINDS
                   || (value != SEK_NONE && self->set->effects->bases[index]->n_of[lever] > 0);
  g_autofree char *title = NULL, *caption = NULL;

  gtk_widget_set_visible (GTK_WIDGET (row), shown);
  if (!shown || sek_lever_row_is_moving (row))
    return;
  title = lever == SEK_N_MEMBER_KINDS ? g_strdup_printf (_("Yearly index from %d"), self->set->year + 1)
                                      : dup_rate_name (lever, self->set->year);
  caption = sek_scenarios_form_dup_caption (self->set, index, lever, get_step (lever), get_most (self, index, lever));
  sek_lever_row_set_title (row, title);
  sek_lever_row_set_range (row, get_step (lever), get_most (self, index, lever),
                           sek_scenario_set_get_lever (self->set, 0, lever));
  sek_lever_row_set_value (row, value);
  sek_lever_row_set_caption (row, caption);
}

static void
show_levers (SekScenariosPage *self)
{
  guint index = get_current (self);
  g_autofree char *title = NULL;

  gtk_widget_set_visible (self->levers_box, index > 0);
  if (index == 0)
    return;
  title = g_strdup_printf ("%s  %s", self->set->cases[index].letter, self->set->cases[index].name);
  sek_label_wrap (self->pane_title, title);
  for (gint64 lever = 0; lever < N_LEVERS; lever++)
    show_lever (self, index, lever);
}

static gint64
find_lever (SekScenariosPage *self, SekLeverRow *row)
{
  gint64 lever = 0;

  while (lever + 1 < N_LEVERS && self->levers[lever] != row)
    lever++;
  return lever;
}

/* All that depends on it follows, and nothing is stored. */
static void
moved_cb (SekLeverRow *row, SekScenariosPage *self)
{
  guint index = get_current (self);

  if (index == 0)
    return;
  sek_scenario_set_try_lever (self->set, index, find_lever (self, row), sek_lever_row_get_value (row));
  show_main (self);
  show_chart (self);
  sek_scenario_model_follow (self->members);
}

static void
settled_cb (SekLeverRow *row, SekScenariosPage *self)
{
  guint index = get_current (self);
  g_autoptr (SekChangeset) proposal = NULL;
  g_autoptr (GError) error = NULL;

  if (index == 0)
    return;
  proposal = sek_scenario_set_propose_lever (get_document (self), self->set, index, find_lever (self, row),
                                             sek_lever_row_get_value (row));
  self->anew = TRUE;
  if (!sek_document_submit_to_scenario (get_document (self), self->set->cases[index].id, proposal, &error))
    sek_tell (GTK_WIDGET (self), error->message, NULL, NULL, NULL);
  sek_page_queue_refresh (SEK_PAGE (self));
}

/* --- choosers ----------------------------------------------------------------------------------------------------- */

static void
fill_years (SekScenariosPage *self)
{
  SekRegister *reg = sek_document_get_base (get_document (self));
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  int base = sek_plan_get_base_year (reg), last = sek_plan_get_last_year (reg);

  for (int year = base; base != 0 && year <= last; year++)
    g_ptr_array_add (texts, g_strdup_printf ("%d", year));
  g_ptr_array_add (texts, NULL);
  sek_choices_set (self->year, (const char *const *) texts->pdata, (guint) MAX (self->set->year - base, 0));
}

static void
fill_subregions (SekScenariosPage *self)
{
  SekRegister *reg = sek_document_get_base (get_document (self));
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  SekTableIter iter;
  const SekSubregion *row;

  g_array_set_size (self->subregions, 0);
  g_ptr_array_add (texts, _("All subregions"));
  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_SUBREGION));
  while ((row = (const SekSubregion *) sek_table_iter_next (&iter)) != NULL)
    {
      g_ptr_array_add (texts, (gpointer) row->name);
      g_array_append_val (self->subregions, row->id);
    }
  g_ptr_array_add (texts, NULL);
  sek_choices_set (self->subregion, (const char *const *) texts->pdata, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->subregion), self->subregions->len > 0);
}

static gint64
get_subregion (SekScenariosPage *self)
{
  guint at = gtk_drop_down_get_selected (self->subregion);

  return at >= 1 && at <= self->subregions->len ? g_array_index (self->subregions, gint64, at - 1) : 0;
}

static void
chosen_cb (SekScenariosPage *self)
{
  GtkStringObject *text = gtk_drop_down_get_selected_item (self->year);

  if (self->filling || text == NULL)
    return;
  self->chosen = (int) g_ascii_strtoll (gtk_string_object_get_string (text), NULL, 10);
  self->anew = TRUE;
  sek_page_queue_refresh (SEK_PAGE (self));
}

/* --- refreshing --------------------------------------------------------------------------------------------------- */

static void
work_out (SekScenariosPage *self)
{
  if (self->set != NULL && !self->anew)
    return;
  sek_scenario_model_set (self->members, NULL, 0);
  g_clear_pointer (&self->set, sek_scenario_set_free);
  self->set = sek_scenario_set_new (get_document (self), self->chosen);
  self->anew = FALSE;
  self->filling = TRUE;
  fill_years (self);
  fill_subregions (self);
  self->filling = FALSE;
  sek_scenario_model_set (self->members, self->set, get_subregion (self));
  show_main (self);
  show_chart (self);
}

static void
add_pills (SekScenariosPage *self)
{
  SekPage *page = SEK_PAGE (self);
  guint n = 0;

  for (guint i = 1; i < self->set->n; i++)
    n += sek_scenario_count_misfits (self->set->cases[i].items);
  if (n > 0)
    {
      g_autofree char *text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u change does not fit any more",
                                                            "%u changes do not fit any more", n), n);

      sek_page_add_pill (page, text, "bad", "scenarios.next-misfit");
    }
  sek_page_add_pill (page, _("The register is unchanged"), "good", "win.leave-scenario");
}

static void
refresh (SekPage *page)
{
  SekScenariosPage *self = SEK_SCENARIOS_PAGE (page);
  SekRegister *reg = sek_document_get_base (get_document (self));
  gboolean empty = sek_table_get_size (sek_register_get_table (reg, SEK_SCENARIO)) == 0;

  work_out (self);
  sek_page_show_empty (page, empty);
  gtk_widget_set_visible (GTK_WIDGET (self->year), !empty);
  gtk_widget_set_visible (GTK_WIDGET (self->subregion), !empty && self->subregions->len > 0);
  gtk_label_set_text (self->unit, empty                           ? ""
                                  : self->set->unit == SEK_KRONE ? _("(in kroner)")
                                                                 : _("(in thousands of kroner)"));
  sek_page_set_primary (page, empty ? NULL : _("New Scenario"));
  show_levers (self);
  sek_page_clear_pills (page);
  sek_page_add_problems (page);
  if (!empty)
    add_pills (self);
  sek_page_set_status (page, empty ? "" : _("* negative = use of the reserve"));
}

static void
fill_form (SekPage *page, SekForm *form)
{
  SekScenariosPage *self = SEK_SCENARIOS_PAGE (page);
  guint index = get_current (self);

  if (index > 0)
    sek_scenarios_form_fill (form, get_document (self), self->set, index);
}

static void
cursor_cb (SekGrid *grid, SekScenariosPage *self)
{
  guint row, column, index;

  if (self->set == NULL || !sek_grid_get_cursor (grid, &row, &column))
    return;
  index = grid == self->members_grid ? sek_scenario_model_get_case (self->members, column)
          : column >= 2              ? column - 1
                                     : 0;
  if (index > 0 && index < self->set->n)
    self->current = self->set->cases[index].id;
}

/* --- what is done ------------------------------------------------------------------------------------------------- */

static void
propose_new (SekScenariosPage *self, gint64 copy_of)
{
  SekRegister *reg = sek_document_get_base (get_document (self));
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("add");
  g_autofree char *name = copy_of != 0 ? g_strdup_printf (_("%s, copy"), sek_register_get_scenario (reg, copy_of)->name)
                                       : g_strdup (_("New scenario"));
  gint64 id = sek_scenario_propose (reg, name, copy_of, changeset);

  sek_history_name_row (changeset, reg, "add", SEK_SCENARIO, id);
  if (!sek_page_commit (SEK_PAGE (self)) || !sek_page_submit (SEK_PAGE (self), changeset))
    return;
  self->current = id;
  self->anew = TRUE;
  refresh (SEK_PAGE (self));
  if (sek_scenario_set_find (self->set, id) < 0)
    sek_tell (GTK_WIDGET (self), _("Three scenarios are shown beside each other. The new one comes into view when "
                                   "another is deleted."), NULL, NULL, NULL);
  sek_page_queue_refresh (SEK_PAGE (self));
  sek_page_focus_group (SEK_PAGE (self), _("Scenario"));
}

static void
insert_row (SekPage *page)
{
  propose_new (SEK_SCENARIOS_PAGE (page), 0);
}

static void
make (SekPage *page, SekEntityId entity)
{
  insert_row (page);
}

static void
copy_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekScenariosPage *self = SEK_SCENARIOS_PAGE (widget);
  guint index = get_current (self);

  if (index > 0)
    propose_new (self, self->set->cases[index].id);
}

static void
copy_row (SekPage *page)
{
  copy_cb (GTK_WIDGET (page), NULL, NULL);
}

static void
delete_rows (SekPage *page)
{
  SekScenariosPage *self = SEK_SCENARIOS_PAGE (page);
  guint index = get_current (self);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (index == 0)
    return;
  g_array_append_val (rows, self->set->cases[index].id);
  sek_page_delete (page, SEK_SCENARIO, rows);
}

static void
show_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekScenariosPage *self = SEK_SCENARIOS_PAGE (widget);
  guint index = get_current (self);

  if (index > 0 && sek_page_commit (SEK_PAGE (self)))
    sek_document_show_scenario (get_document (self), self->set->cases[index].id);
}

static void
accepted_cb (AdwMessageDialog *dialog, const char *response, SekScenariosPage *self)
{
  gint64 *id = g_object_get_data (G_OBJECT (dialog), "scenario");
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (response, "accept") || get_document (self) == NULL)
    return;
  if (!sek_document_accept (get_document (self), *id, &error))
    sek_tell_error (GTK_WIDGET (self), _("The scenario was not accepted"), error);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.tell-undo", NULL);
}

static void
accept_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekScenariosPage *self = SEK_SCENARIOS_PAGE (widget);
  guint index = get_current (self), n;
  const SekScenarioCase *at = &self->set->cases[index];
  GtkWidget *dialog;
  g_autofree char *heading = NULL, *body = NULL;

  if (index == 0 || !sek_page_commit (SEK_PAGE (self)))
    return;
  n = at->items->len;
  heading = g_strdup_printf (_("Accept “%s”?"), at->name);
  body = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "%u change is made in the register, as one step that can be undone. The "
                                       "scenario itself goes.",
                                       "%u changes are made in the register, as one step that can be undone. The "
                                       "scenario itself goes.", n), n);
  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), heading, body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("Cancel"), "accept", _("Accept"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "accept", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "accept");
  g_object_set_data_full (G_OBJECT (dialog), "scenario", g_memdup2 (&at->id, sizeof at->id), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (accepted_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static const SekScenarioItem *
find_item (SekScenariosPage *self, gint64 id)
{
  const SekScenarioCase *at = &self->set->cases[get_current (self)];

  for (guint i = 0; at->items != NULL && i < at->items->len; i++)
    if (((SekScenarioItem *) at->items->pdata[i])->id == id)
      return at->items->pdata[i];
  return NULL;
}

static void
change_answered_cb (AdwMessageDialog *dialog, const char *response, SekScenariosPage *self)
{
  SekRegister *reg = sek_document_get_base (get_document (self));
  gint64 id = *(gint64 *) g_object_get_data (G_OBJECT (dialog), "change");
  const SekScenarioItem *item = self->set != NULL ? find_item (self, id) : NULL;
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("scenario");

  if (item == NULL || g_str_equal (response, "cancel"))
    return;
  if (g_str_equal (response, "keep"))
    sek_scenario_keep (reg, item, changeset);
  else
    {
      sek_changeset_set_action (changeset, SEK_ACTION_SCENARIO, self->set->cases[get_current (self)].name, NULL);
      sek_changeset_delete (changeset, reg, SEK_SCENARIO_CHANGE, id);
    }
  if (sek_page_submit (SEK_PAGE (self), changeset))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.tell-undo", NULL);
}

/* What is to become of one change of the scenario. */
static void
change_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekScenariosPage *self = SEK_SCENARIOS_PAGE (widget);
  gint64 id = g_ascii_strtoll (g_variant_get_string (parameter, NULL), NULL, 10);
  const SekScenarioItem *item = self->set != NULL ? find_item (self, id) : NULL;
  const SekScenarioCase *at = &self->set->cases[get_current (self)];
  SekRegister *reg = sek_document_get_base (get_document (self));
  g_autofree char *heading = NULL, *body = NULL, *what = NULL;
  AdwMessageDialog *dialog;

  if (item == NULL)
    return;
  heading = sek_scenario_item_dup_name (reg, at->reg, item, sek_program_language ());
  what = sek_scenario_item_dup_what (reg, at->reg, item, sek_program_language ());
  body = item->why != NULL ? g_strdup_printf ("%s\n\n%s", what, item->why) : g_steal_pointer (&what);
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), heading, body));
  adw_message_dialog_add_responses (dialog, "cancel", _("Cancel"), "remove", _("Remove from the Scenario"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "remove", ADW_RESPONSE_DESTRUCTIVE);
  if (item->fit == SEK_FIT_OTHER)
    {
      adw_message_dialog_add_response (dialog, "keep", _("Keep It All the Same"));
      adw_message_dialog_set_response_appearance (dialog, "keep", ADW_RESPONSE_SUGGESTED);
    }
  g_object_set_data_full (G_OBJECT (dialog), "change", g_memdup2 (&id, sizeof id), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (change_answered_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* To the scenario, and in the side pane to the group, of the first change that does not fit. */
static void
next_misfit_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekScenariosPage *self = SEK_SCENARIOS_PAGE (widget);

  for (guint i = 1; i < self->set->n; i++)
    if (sek_scenario_count_misfits (self->set->cases[i].items) > 0)
      {
        self->current = self->set->cases[i].id;
        sek_page_queue_refresh (SEK_PAGE (self));
        sek_page_focus_group (SEK_PAGE (self), _("Does Not Fit Any More"));
        return;
      }
}

static gboolean
go_to (SekPage *page, const SekPlace *place)
{
  SekScenariosPage *self = SEK_SCENARIOS_PAGE (page);
  const SekScenarioChange *change;

  if (place->entity != SEK_SCENARIO && place->entity != SEK_SCENARIO_CHANGE)
    return FALSE;
  change = place->entity == SEK_SCENARIO_CHANGE
               ? sek_register_get_scenario_change (sek_document_get_base (get_document (self)), place->row) : NULL;
  self->current = change != NULL ? change->scenario : place->row;
  refresh (page);
  if (get_current (self) > 0)
    sek_grid_set_cursor (self->main_grid, 0, get_current (self) + 1);
  sek_page_queue_refresh (page);
  gtk_widget_grab_focus (GTK_WIDGET (self->main_grid));
  return TRUE;
}

static void
focus_work (SekPage *page)
{
  SekGrid *active = sek_page_get_active_grid (page);

  gtk_widget_grab_focus (GTK_WIDGET (active != NULL ? active : SEK_SCENARIOS_PAGE (page)->main_grid));
}

/* --- the document ------------------------------------------------------------------------------------------------- */

static void
changed_cb (SekScenariosPage *self)
{
  self->anew = TRUE;
}

static void
set_document (SekPage *page, SekDocument *document)
{
  SekScenariosPage *self = SEK_SCENARIOS_PAGE (page);

  sek_grid_set_model (self->main_grid, NULL);
  sek_grid_set_model (self->members_grid, NULL);
  g_clear_object (&self->main);
  g_clear_object (&self->members);
  g_clear_pointer (&self->set, sek_scenario_set_free);
  self->current = 0;
  self->chosen = 0;
  if (document == NULL)
    return;
  self->main = sek_figure_model_new (_("This is worked out. Rates are set in the side pane; what else a scenario "
                                       "changes is typed on any page while it is shown there."));
  self->members = sek_scenario_model_new ();
  sek_grid_set_model (self->main_grid, SEK_GRID_MODEL (self->main));
  sek_grid_set_model (self->members_grid, SEK_GRID_MODEL (self->members));
  g_signal_connect_object (document, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "reloaded", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

/* --- the page ----------------------------------------------------------------------------------------------------- */

static void
sek_scenarios_page_finalize (GObject *object)
{
  SekScenariosPage *self = SEK_SCENARIOS_PAGE (object);

  g_clear_object (&self->main);
  g_clear_object (&self->members);
  g_clear_pointer (&self->set, sek_scenario_set_free);
  g_array_unref (self->subregions);
  G_OBJECT_CLASS (sek_scenarios_page_parent_class)->finalize (object);
}

static void
sek_scenarios_page_class_init (SekScenariosPageClass *klass)
{
  SekPageClass *page_class = SEK_PAGE_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sek_scenarios_page_finalize;
  page_class->set_document = set_document;
  page_class->refresh = refresh;
  page_class->fill_form = fill_form;
  page_class->go_to = go_to;
  page_class->insert_row = insert_row;
  page_class->make = make;
  page_class->copy_row = copy_row;
  page_class->delete_rows = delete_rows;
  page_class->focus_work = focus_work;
  gtk_widget_class_install_action (widget_class, "scenarios.show", NULL, show_cb);
  gtk_widget_class_install_action (widget_class, "scenarios.accept", NULL, accept_cb);
  gtk_widget_class_install_action (widget_class, "scenarios.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "scenarios.change", "s", change_cb);
  gtk_widget_class_install_action (widget_class, "scenarios.next-misfit", NULL, next_misfit_cb);
}

static GtkDropDown *
make_chooser (SekScenariosPage *self, const char *name)
{
  GtkWidget *chooser = gtk_drop_down_new (NULL, NULL);

  gtk_widget_set_tooltip_text (chooser, name);
  sek_speak_name_chooser (GTK_DROP_DOWN (chooser), name);
  gtk_box_append (sek_page_get_toolbar (SEK_PAGE (self)), chooser);
  g_signal_connect_swapped (chooser, "notify::selected", G_CALLBACK (chosen_cb), self);
  return GTK_DROP_DOWN (chooser);
}

static GtkWidget *
make_grid (SekScenariosPage *self, SekGrid **grid, const char *title, const char *name, int most_height)
{
  GtkWidget *box;

  *grid = SEK_GRID (sek_grid_new ());
  sek_grid_set_title (*grid, title);
  box = sek_page_add_grid (SEK_PAGE (self), *grid, name);
  sek_page_fit_grid (SEK_PAGE (self), *grid, most_height);
  g_signal_connect (*grid, "cursor-changed", G_CALLBACK (cursor_cb), self);
  return box;
}

/* Over the form of the side pane, in which each field is one of a row. */
static void
make_levers (SekScenariosPage *self)
{
  SekForm *form = sek_page_get_form (SEK_PAGE (self));
  GtkWidget *scrolled = gtk_widget_get_ancestor (GTK_WIDGET (form), GTK_TYPE_SCROLLED_WINDOW),
            *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->levers_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  self->pane_title = GTK_LABEL (sek_wrapped_label_new ("", "title-4"));
  gtk_box_append (GTK_BOX (self->levers_box), GTK_WIDGET (self->pane_title));
  for (gint64 lever = 0; lever < N_LEVERS; lever++)
    {
      GtkWidget *row = sek_lever_row_new (lever == SEK_N_MEMBER_KINDS ? "\302\240%" : "\302\240kr");

      self->levers[lever] = SEK_LEVER_ROW (row);
      g_signal_connect (row, "moved", G_CALLBACK (moved_cb), self);
      g_signal_connect (row, "settled", G_CALLBACK (settled_cb), self);
      gtk_box_append (GTK_BOX (self->levers_box), row);
    }
  g_object_ref (form);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), NULL);
  gtk_box_append (GTK_BOX (box), self->levers_box);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (form));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  g_object_unref (form);
}

static void
sek_scenarios_page_init (SekScenariosPage *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0),
            *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *main;

  self->subregions = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->year = make_chooser (self, _("Year"));
  self->subregion = make_chooser (self, _("Subregion"));
  self->unit = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->unit, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->unit), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->unit), "dim-label");
  gtk_box_append (sek_page_get_toolbar (SEK_PAGE (self)), GTK_WIDGET (self->unit));
  main = make_grid (self, &self->main_grid, _("Main Figures"), "scenario-figures", MOST_MAIN_HEIGHT);
  gtk_box_append (GTK_BOX (top), main);
  self->chart = SEK_CHART_VIEW (sek_chart_view_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->chart), TRUE);
  gtk_box_append (GTK_BOX (top), GTK_WIDGET (self->chart));
  gtk_box_append (GTK_BOX (box), top);
  gtk_box_append (GTK_BOX (box), make_grid (self, &self->members_grid, _("What It Means for Each Member"),
                                            "scenario-members", MEMBERS_HEIGHT));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_scrollable_set_vscroll_policy (GTK_SCROLLABLE (gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scrolled))),
                                     GTK_SCROLL_NATURAL);
  make_levers (self);
  sek_page_replace_grid (SEK_PAGE (self), scrolled);
  sek_page_set_active_grid (SEK_PAGE (self), self->main_grid);
  sek_page_set_empty (SEK_PAGE (self), "media-playlist-shuffle-symbolic", _("No Scenarios Yet"),
                      _("A scenario is what if: another rate, another member, another amount, over the register and "
                        "without touching it. It is seen beside the register here, and on all pages if you like."),
                      _("New Scenario"));
}
