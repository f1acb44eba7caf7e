/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-scenarios-page.h"

#include <glib/gi18n-lib.h>

#include "sek-chart-view.h"
#include "sek-choices.h"
#include "sek-figure-model.h"
#include "sek-history.h"
#include "sek-list-rows.h"
#include "sek-money.h"
#include "sek-pair.h"
#include "sek-scenario-dialogs.h"
#include "sek-scenario-figures.h"
#include "sek-scenario-levers.h"
#include "sek-scenario-model.h"
#include "sek-scenarios-form.h"
#include "sek-speak.h"
#include "sek-tell.h"
#include "sek-years-picture.h"

#define ALL (-1) /* of the rows are seen, as few as they are */
#define MEMBERS_HEIGHT 420
#define CHART_SHARE 0.6

struct _SekScenariosPage
{
  SekPage parent_instance;

  SekScenarioSet   *set;
  SekFigureModel   *main;
  SekScenarioModel *members;
  SekGrid          *main_grid, *members_grid;
  SekChartView     *chart;
  SekPair          *pair;       /* main figures and chart */
  GtkDropDown      *year, *subregion;
  GtkLabel         *unit;
  SekScenarioLevers *levers;
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

/* --- what is shown ------------------------------------------------------------------------------------------------ */

static void
show_main (SekScenariosPage *self)
{
  sek_scenario_figures_fill (self->main, self->set);
  /* All its figures are seen, and the chart has the rest. */
  sek_pair_set_width (self->pair, sek_grid_get_figures_width (self->main_grid));
}

static void
show_chart (SekScenariosPage *self)
{
  GArray *chains[SEK_EFFECTS_MOST];
  SekRegister *regs[SEK_EFFECTS_MOST];
  const char *letters[SEK_EFFECTS_MOST], *names[SEK_EFFECTS_MOST];

  for (guint i = 0; i < self->set->n; i++)
    {
      chains[i] = self->set->cases[i].chain;
      regs[i] = self->set->cases[i].reg;
      letters[i] = self->set->cases[i].letter;
      names[i] = self->set->cases[i].name;
    }
  sek_chart_view_set_picture (self->chart,
                              sek_years_picture_new_reserves (regs, chains, letters, names, self->set->n));
}

/* --- the levers --------------------------------------------------------------------------------------------------- */

/* All that depends on it follows, and nothing is stored. */
static void
moved_cb (SekScenarioLevers *levers, gint64 lever, gint64 value, gpointer user_data)
{
  SekScenariosPage *self = user_data;
  guint index = get_current (self);

  if (index == 0)
    return;
  sek_scenario_set_try_lever (self->set, index, lever, value);
  show_main (self);
  show_chart (self);
  sek_scenario_model_follow (self->members);
}

static void
settled_cb (SekScenarioLevers *levers, gint64 lever, gint64 value, gpointer user_data)
{
  SekScenariosPage *self = user_data;
  guint index = get_current (self);
  g_autoptr (SekChangeset) proposal = NULL;
  g_autoptr (GError) error = NULL;

  if (index == 0)
    return;
  proposal = sek_scenario_set_propose_lever (get_document (self), self->set, index, lever, value);
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

/* Other members are seen; what each of them pays is the same. */
static void
subregion_cb (SekScenariosPage *self)
{
  if (!self->filling && self->set != NULL)
    sek_scenario_model_set (self->members, self->set, get_subregion (self));
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
  sek_page_add_pill (page, _("The register is unchanged"), "good",
                     sek_document_get_scenario (get_document (self)) != 0 ? "win.leave-scenario"
                                                                          : "win.show-page::overview");
}

static void
refresh (SekPage *page)
{
  SekScenariosPage *self = SEK_SCENARIOS_PAGE (page);
  SekRegister *reg = sek_document_get_base (get_document (self));
  gboolean empty = sek_table_get_size (sek_register_get_table (reg, SEK_SCENARIO)) == 0;

  work_out (self);
  sek_pair_set_width (self->pair, sek_grid_get_figures_width (self->main_grid));
  sek_page_show_empty (page, empty);
  gtk_widget_set_visible (GTK_WIDGET (self->year), !empty);
  gtk_widget_set_visible (GTK_WIDGET (self->subregion), !empty && self->subregions->len > 0);
  sek_page_show_unit (self->unit, empty ? 0 : self->set->unit);
  sek_page_set_primary (page, empty ? NULL : _("New Scenario"));
  sek_scenario_levers_show (self->levers, self->set, get_current (self));
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
  gint64 id;

  if (self->set == NULL || !sek_grid_get_cursor (grid, &row, &column))
    return;
  index = grid == self->members_grid ? sek_scenario_model_get_case (self->members, column)
          : column >= 2              ? column - 1
                                     : 0;
  if (index == 0 || index >= self->set->n)
    return;
  id = self->set->cases[index].id;
  if (self->current != id)
    sek_scenario_levers_settle (self->levers);
  self->current = id;
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
accept_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekScenariosPage *self = SEK_SCENARIOS_PAGE (widget);
  guint index = get_current (self);

  if (index > 0 && sek_page_commit (SEK_PAGE (self)))
    sek_scenario_dialogs_accept (SEK_PAGE (self), &self->set->cases[index]);
}

static void
change_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekScenariosPage *self = SEK_SCENARIOS_PAGE (widget);
  guint index = get_current (self);

  if (index > 0)
    sek_scenario_dialogs_change (SEK_PAGE (self), &self->set->cases[index],
                                 g_ascii_strtoll (g_variant_get_string (parameter, NULL), NULL, 10));
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
  sek_scenario_levers_free (self->levers);
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

static void
sek_scenarios_page_init (SekScenariosPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *main;

  self->subregions = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->year = sek_page_add_chooser (SEK_PAGE (self), _("Year"), G_CALLBACK (chosen_cb), self);
  self->subregion = sek_page_add_chooser (SEK_PAGE (self), _("Subregion"), G_CALLBACK (subregion_cb), self);
  self->unit = sek_page_add_unit (SEK_PAGE (self));
  main = sek_page_make_grid (SEK_PAGE (self), &self->main_grid, _("Main Figures"), "scenario-figures", ALL);
  self->chart = SEK_CHART_VIEW (sek_chart_view_new ());
  self->pair = SEK_PAIR (sek_pair_new_chart (main, GTK_WIDGET (self->chart), CHART_SHARE));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->pair));
  gtk_box_append (GTK_BOX (box), sek_page_make_grid (SEK_PAGE (self), &self->members_grid,
                                                     _("What It Means for Each Member"), "scenario-members",
                                                     MEMBERS_HEIGHT));
  gtk_widget_set_vexpand (gtk_widget_get_parent (GTK_WIDGET (self->members_grid)), TRUE);
  g_signal_connect (self->main_grid, "cursor-changed", G_CALLBACK (cursor_cb), self);
  g_signal_connect (self->members_grid, "cursor-changed", G_CALLBACK (cursor_cb), self);
  self->levers = sek_scenario_levers_new (sek_page_get_form (SEK_PAGE (self)), moved_cb, settled_cb, self);
  sek_page_replace_grid (SEK_PAGE (self), sek_page_scroll (box));
  sek_page_set_active_grid (SEK_PAGE (self), self->main_grid);
  sek_page_set_empty (SEK_PAGE (self), "media-playlist-shuffle-symbolic", _("No Scenarios Yet"),
                      _("A scenario is what if: another rate, another member, another amount, over the register and "
                        "without touching it. It is seen beside the register here, and on all pages if you like."),
                      _("New Scenario"));
}
