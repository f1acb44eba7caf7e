/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-overview-page.h"

#include <glib/gi18n-lib.h>

#include "sek-chart-view.h"
#include "sek-choices.h"
#include "sek-figure-model.h"
#include "sek-list-rows.h"
#include "sek-money.h"
#include "sek-overview-form.h"
#include "sek-speak.h"
#include "sek-status.h"
#include "sek-year-calendar.h"
#include "sek-years-picture.h"

#define ALL (-1) /* of the rows are seen, as few as they are */
#define CHART_HEIGHT 330
#define MOST_LINES 6

struct _SekOverviewPage
{
  SekPage parent_instance;

  SekFigureModel *model;
  SekGrid        *grid;
  SekChartView   *reserve, *flow;
  GtkWidget      *figures;  /* grid and charts */
  GtkWidget      *steps;
  GtkWidget      *step_rows[SEK_N_STEPS];
  GtkDropDown    *year;
  GtkLabel       *unit;
  GtkLabel       *state;
  GArray         *columns;  /* gint64: of the table */
  int             chosen;   /* the year; 0: the newest */
  gboolean        filling;
};

G_DEFINE_FINAL_TYPE (SekOverviewPage, sek_overview_page, SEK_TYPE_PAGE)

static SekRegister *
get_register (SekOverviewPage *self)
{
  return sek_document_get_register (sek_page_get_document (SEK_PAGE (self)));
}

static int
get_year (SekOverviewPage *self)
{
  return self->chosen != 0 ? self->chosen : sek_budget_newest_year (get_register (self));
}

/* The column of the year that is decided on: that which has a base, else the one that tells the year. */
static gint64
get_main (SekOverviewPage *self)
{
  gint64 column = sek_budget_changed_column (get_register (self), get_year (self));

  return column != 0 ? column : sek_plan_get_source (get_register (self), get_year (self), NULL, NULL);
}

/* --- the main figures --------------------------------------------------------------------------------------------- */

typedef enum { OPENING, INCOME, EXPENSE, RESULT, CLOSING, N_FIGURES } Figure;

static gint64
read_figure (SekRegister *reg, Figure figure, gint64 column)
{
  switch (figure)
    {
    case OPENING:
      return sek_budget_sum (reg, SEK_SECTION_OPENING, column);
    case INCOME:
      return sek_budget_sum (reg, SEK_SECTION_INCOME, column);
    case EXPENSE:
      return sek_budget_sum (reg, SEK_SECTION_EXPENSE, column);
    case RESULT:
      return sek_budget_result (reg, column);
    case CLOSING:
    default:
      return sek_budget_closing (reg, column);
    }
}

static gint64
read_change (SekRegister *reg, Figure figure, gint64 column, gint64 base)
{
  gint64 value = read_figure (reg, figure, column), than = read_figure (reg, figure, base);

  return sek_budget_is_turned (reg, column, base) ? sek_budget_minus (than, value) : sek_budget_minus (value, than);
}

static void
add_figure (SekOverviewPage *self, Figure figure, const char *name, gint64 main, gint64 base)
{
  SekRegister *reg = get_register (self);

  sek_figure_model_add_row (self->model, 1 + (gint64) figure, figure >= RESULT ? SEK_GRID_SUM : 0);
  sek_figure_model_add_text (self->model, name, 0);
  for (guint i = 0; i < self->columns->len; i++)
    {
      gint64 column = g_array_index (self->columns, gint64, i), value = read_figure (reg, figure, column);
      gboolean bad = figure == CLOSING && sek_reserve_is_below (reg, value);

      sek_figure_model_add_amount (self->model, value, sek_budget_get_unit (reg, column),
                                   bad ? SEK_GRID_BAD | SEK_GRID_MARKED : 0);
    }
  if (base != 0)
    sek_figure_model_add_amount (self->model, read_change (reg, figure, main, base), sek_budget_get_unit (reg, main),
                                 SEK_GRID_COMPUTED);
}

static void
show_table (SekOverviewPage *self)
{
  SekRegister *reg = get_register (self);
  SekLanguage language = sek_program_language ();
  const SekBudgetColumn *main = sek_register_get_budget_column (reg, get_main (self));
  gint64 base = main != NULL && main->base_column != SEK_NONE ? main->base_column : 0;
  const char *const names[N_FIGURES] = { sek_reserve_get_opening_word (reg, language), _("Sum income"),
                                         _("Sum expenses"), _("Result*"),
                                         sek_reserve_get_closing_word (reg, language) };

  g_clear_pointer (&self->columns, g_array_unref);
  self->columns = sek_budget_columns_of (reg, get_year (self));
  sek_figure_model_start (self->model);
  sek_figure_model_add_column (self->model, "name", _("Line"), FALSE);
  for (guint i = 0; i < self->columns->len; i++)
    {
      gint64 column = g_array_index (self->columns, gint64, i);
      g_autofree char *head = sek_budget_dup_head (reg, column, language),
                      *id = g_strdup_printf ("%" G_GINT64_FORMAT, column);

      sek_figure_model_add_column (self->model, id, head, TRUE);
    }
  if (base != 0)
    {
      g_autofree char *head = sek_budget_dup_change_head (reg, main->id, base, language);

      sek_figure_model_add_column (self->model, "change", head, TRUE);
    }
  for (int figure = 0; figure < N_FIGURES && main != NULL; figure++)
    add_figure (self, (Figure) figure, names[figure], main->id, base);
  sek_figure_model_finish (self->model);
}

static void
show_charts (SekOverviewPage *self)
{
  SekRegister *reg = get_register (self);
  gint64 main = get_main (self);
  g_autoptr (GArray) chain = sek_reserve_chain (reg);
  g_autoptr (SekYearFlow) flow = main != 0 ? sek_year_flow_new (reg, main, MOST_LINES, sek_program_language ()) : NULL;
  SekChartPicture *picture = flow != NULL ? sek_years_picture_new_flow (reg, flow) : NULL;

  sek_chart_view_set_picture (self->reserve, sek_years_picture_new_reserve (reg, chain));
  sek_chart_view_set_picture (self->flow, picture);
  gtk_widget_set_visible (GTK_WIDGET (self->flow), picture != NULL);
}

/* --- the first steps ---------------------------------------------------------------------------------------------- */

static void
show_steps (SekOverviewPage *self)
{
  gboolean done[SEK_N_STEPS];
  gboolean all = sek_year_list_steps (get_register (self), done), next = TRUE;

  gtk_widget_set_visible (self->steps, !all);
  for (int step = 0; step < SEK_N_STEPS; step++)
    {
      GtkImage *mark = g_object_get_data (G_OBJECT (self->step_rows[step]), "mark");
      const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self->step_rows[step]));
      g_autofree char *told = g_strdup_printf (done[step] ? _("%s, done") : next ? _("%s, next") : _("%s, not yet"),
                                               title);

      gtk_image_set_from_icon_name (mark, done[step] ? "object-select-symbolic" : "radio-symbolic");
      if (!done[step] && next)
        gtk_widget_add_css_class (GTK_WIDGET (mark), "accent");
      else
        gtk_widget_remove_css_class (GTK_WIDGET (mark), "accent");
      if (done[step])
        gtk_widget_add_css_class (self->step_rows[step], "dim-label");
      else
        gtk_widget_remove_css_class (self->step_rows[step], "dim-label");
      sek_speak_name_row (self->step_rows[step], told);
      next &= done[step];
    }
}

/* --- refreshing --------------------------------------------------------------------------------------------------- */

static void
fill_years (SekOverviewPage *self)
{
  SekRegister *reg = get_register (self);
  g_autoptr (GArray) columns = sek_budget_columns (reg);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  guint at = 0;
  int last = 0;

  for (guint i = columns->len; i > 0; i--)
    {
      int year = (int) sek_register_get_budget_column (reg, g_array_index (columns, gint64, i - 1))->year;

      if (year == last)
        continue;
      at = year == get_year (self) ? texts->len : at;
      last = year;
      g_ptr_array_add (texts, g_strdup_printf ("%d", year));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->year), texts->len > 0);
  g_ptr_array_add (texts, NULL);
  self->filling = TRUE;
  sek_choices_set (self->year, (const char *const *) texts->pdata, at);
  self->filling = FALSE;
}

static void
show_state (SekOverviewPage *self)
{
  SekRegister *reg = get_register (self);
  const SekBudgetColumn *main = sek_register_get_budget_column (reg, get_main (self));
  g_autofree char *word = main != NULL ? sek_status_dup_words (reg, main->id, sek_program_language ()) : g_strdup ("");
  gboolean good = main != NULL && main->status >= SEK_STATUS_ADOPTED;

  gtk_label_set_text (self->state, word);
  gtk_widget_set_visible (GTK_WIDGET (self->state), *word != '\0');
  gtk_widget_remove_css_class (GTK_WIDGET (self->state), good ? "doubtful" : "good");
  gtk_widget_add_css_class (GTK_WIDGET (self->state), good ? "good" : "doubtful");
  sek_page_show_unit (self->unit, main != NULL ? main->unit : 0);
}

static void
refresh (SekPage *page)
{
  SekOverviewPage *self = SEK_OVERVIEW_PAGE (page);
  SekRegister *reg = get_register (self);
  gboolean has_budget = get_main (self) != 0;

  fill_years (self);
  show_state (self);
  show_steps (self);
  gtk_widget_set_visible (self->figures, has_budget);
  if (has_budget)
    {
      show_table (self);
      show_charts (self);
    }
  sek_page_clear_pills (page);
  sek_page_set_status (page, has_budget ? _("* negative = use of funds carried forward") : "");
  if (has_budget && sek_table_get_size (sek_register_get_table (reg, SEK_SCENARIO)) > 0)
    sek_page_add_pill (page, _("See the scenarios"), "plain", "win.show-page::scenarios");
}

static void
fill_form (SekPage *page, SekForm *form)
{
  sek_overview_form_fill (form, sek_page_get_document (page), sek_date_today ());
}

/* --- what is done ------------------------------------------------------------------------------------------------- */

static void
chosen_cb (SekOverviewPage *self)
{
  GtkStringObject *text = gtk_drop_down_get_selected_item (self->year);

  if (self->filling || text == NULL)
    return;
  self->chosen = (int) g_ascii_strtoll (gtk_string_object_get_string (text), NULL, 10);
  sek_page_queue_refresh (SEK_PAGE (self));
}

/* A figure leads to the budget column that it is of, the last one to the reserve. */
static void
activated_cb (SekGrid *grid, SekOverviewPage *self)
{
  guint row, index;
  gint64 column;

  if (!sek_grid_get_cursor (grid, &row, &index))
    return;
  if (row == CLOSING || row == OPENING)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.show-page", "s", "reserve");
      return;
    }
  column = index >= 1 && index <= self->columns->len ? g_array_index (self->columns, gint64, index - 1)
                                                     : get_main (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.go-to", "(ixxi)", (int) SEK_BUDGET_COLUMN, column, (gint64) 0, 0);
}

static void
set_document (SekPage *page, SekDocument *document)
{
  SekOverviewPage *self = SEK_OVERVIEW_PAGE (page);

  sek_grid_set_model (self->grid, NULL);
  g_clear_object (&self->model);
  self->chosen = 0;
  if (document == NULL)
    return;
  self->model = sek_figure_model_new (_("These are the sums of the budget. Amounts are typed in Budget."));
  sek_grid_set_model (self->grid, SEK_GRID_MODEL (self->model));
}

static void
focus_work (SekPage *page)
{
  SekOverviewPage *self = SEK_OVERVIEW_PAGE (page);
  gboolean done[SEK_N_STEPS];
  int next = 0;

  if (gtk_widget_get_visible (self->figures))
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->grid));
      return;
    }
  sek_year_list_steps (get_register (self), done);
  while (next + 1 < SEK_N_STEPS && done[next])
    next++;
  gtk_widget_grab_focus (self->step_rows[next]);
}

/* --- the page ----------------------------------------------------------------------------------------------------- */

static void
sek_overview_page_finalize (GObject *object)
{
  SekOverviewPage *self = SEK_OVERVIEW_PAGE (object);

  g_clear_object (&self->model);
  g_clear_pointer (&self->columns, g_array_unref);
  G_OBJECT_CLASS (sek_overview_page_parent_class)->finalize (object);
}

static void
sek_overview_page_class_init (SekOverviewPageClass *klass)
{
  SekPageClass *page_class = SEK_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sek_overview_page_finalize;
  page_class->set_document = set_document;
  page_class->refresh = refresh;
  page_class->fill_form = fill_form;
  page_class->focus_work = focus_work;
}

static void
make_steps (SekOverviewPage *self, GtkBox *box)
{
  static const struct { const char *title, *subtitle, *page; } steps[SEK_N_STEPS] = {
    [SEK_STEP_COUNCIL] = { N_("The council"), N_("Short name and organisation number"), "settings" },
    [SEK_STEP_MEMBERS] = { N_("The members"), N_("Typed, pasted or imported"), "members" },
    [SEK_STEP_POPULATIONS] = { N_("Their populations"), N_("Imported from Statistics Norway, or typed"), "members" },
    [SEK_STEP_RATE] = { N_("The fee rate"), N_("What members pay in a year"), "fees" },
    [SEK_STEP_BUDGET] = { N_("The budget"), N_("A column for the year, and its lines"), "budget" },
    [SEK_STEP_AMOUNTS] = { N_("The amounts"), N_("Typed, pasted or imported"), "budget" },
  };
  GtkWidget *wide = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  AdwPreferencesGroup *group;

  gtk_widget_add_css_class (wide, "settings-form");
  group = sek_group_append (GTK_BOX (wide), _("What to Do First"));
  for (int step = 0; step < SEK_N_STEPS; step++)
    {
      GtkWidget *row = adw_action_row_new (), *mark = gtk_image_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(steps[step].title));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _(steps[step].subtitle));
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), mark);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.show-page");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", steps[step].page);
      g_object_set_data (G_OBJECT (row), "mark", mark);
      adw_preferences_group_add (group, row);
      self->step_rows[step] = row;
    }
  self->steps = wide;
  gtk_box_append (box, wide);
}

static GtkWidget *
make_charts (SekOverviewPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->reserve = SEK_CHART_VIEW (sek_chart_view_new ());
  self->flow = SEK_CHART_VIEW (sek_chart_view_new ());
  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  gtk_widget_set_size_request (GTK_WIDGET (self->reserve), -1, CHART_HEIGHT);
  gtk_widget_set_vexpand (box, TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->reserve));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->flow));
  return box;
}

static void
make_toolbar (SekOverviewPage *self)
{
  GtkBox *toolbar = sek_page_get_toolbar (SEK_PAGE (self));

  self->year = sek_page_add_chooser (SEK_PAGE (self), _("Year"), G_CALLBACK (chosen_cb), self);
  self->unit = sek_page_add_unit (SEK_PAGE (self));
  self->state = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->state), "pill-status");
  gtk_widget_set_valign (GTK_WIDGET (self->state), GTK_ALIGN_CENTER);
  gtk_box_append (toolbar, GTK_WIDGET (self->state));
}

static void
sek_overview_page_init (SekOverviewPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  make_toolbar (self);
  make_steps (self, GTK_BOX (box));
  self->figures = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->figures), sek_page_make_grid (SEK_PAGE (self), &self->grid, _("Main Figures"),
                                                               "overview", ALL));
  sek_grid_set_activatable (self->grid);
  g_signal_connect (self->grid, "activate", G_CALLBACK (activated_cb), self);
  gtk_box_append (GTK_BOX (self->figures), make_charts (self));
  gtk_box_append (GTK_BOX (box), self->figures);
  sek_page_replace_grid (SEK_PAGE (self), sek_page_scroll (box));
  sek_page_set_active_grid (SEK_PAGE (self), self->grid);
  sek_page_set_primary (SEK_PAGE (self), NULL);
}
