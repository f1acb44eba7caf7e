/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-budget-page.h"

#include <glib/gi18n-lib.h>

#include "sek-budget-edit.h"
#include "sek-budget-form.h"
#include "sek-budget-model.h"
#include "sek-check-model.h"
#include "sek-column-dialog.h"
#include "sek-history.h"
#include "sek-kind.h"
#include "sek-number.h"
#include "sek-speak.h"
#include "sek-status-dialog.h"
#include "sek-status.h"
#include "sek-tell.h"

struct _SekBudgetPage
{
  SekPage         parent_instance;

  SekBudgetModel *model;
  GtkDropDown    *years;
  GtkLabel       *unit;
  GtkLabel       *state;
  GtkButton      *new_line;
  gboolean        filling;
};

G_DEFINE_FINAL_TYPE (SekBudgetPage, sek_budget_page, SEK_TYPE_PAGE)

static SekRegister *
get_register (SekBudgetPage *self)
{
  return sek_document_get_register (sek_page_get_document (SEK_PAGE (self)));
}

/* The figure and budget column at the cursor; base is that of a change. FALSE when the grid is empty. */
static gboolean
get_cursor (SekBudgetPage *self, const SekFigure **figure, gint64 *column, gint64 *base)
{
  guint row, grid_column;

  if (self->model == NULL || !sek_grid_get_cursor (sek_page_get_grid (SEK_PAGE (self)), &row, &grid_column))
    return FALSE;
  *figure = sek_budget_model_get_figure (self->model, row);
  *column = sek_budget_model_get_column (self->model, grid_column, base);
  return *figure != NULL;
}

/* The column that the page is about when the cursor stands on the names. */
static gint64
main_column (SekBudgetPage *self)
{
  int year = sek_budget_model_get_year (self->model);
  gint64 changed = sek_budget_changed_column (get_register (self), year);
  g_autoptr (GArray) columns = NULL;

  if (changed != 0)
    return changed;
  columns = sek_budget_columns_of (get_register (self), year);
  return columns->len > 0 ? g_array_index (columns, gint64, columns->len - 1) : 0;
}

/* --- choosers ---------------------------------------------------------------------------------------------------- */

static void
year_chosen_cb (GtkDropDown *years, GParamSpec *pspec, SekBudgetPage *self)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (years);

  if (self->filling || chosen == NULL || self->model == NULL)
    return;
  sek_budget_model_set_year (self->model, (int) g_ascii_strtoll (gtk_string_object_get_string (chosen), NULL, 10));
  sek_page_queue_refresh (SEK_PAGE (self));
}

static void
fill_years (SekBudgetPage *self)
{
  SekRegister *reg = get_register (self);
  g_autoptr (GArray) columns = sek_budget_columns (reg);
  GtkStringList *list = gtk_string_list_new (NULL);
  int shown = sek_budget_model_get_year (self->model), last = 0;
  guint selected = 0, n = 0;

  for (guint i = columns->len; i > 0; i--)
    {
      int year = (int) sek_register_get_budget_column (reg, g_array_index (columns, gint64, i - 1))->year;
      g_autofree char *text = g_strdup_printf ("%d", year);

      if (year == last)
        continue;
      last = year;
      if (year == shown)
        selected = n;
      gtk_string_list_append (list, text);
      n++;
    }
  gtk_drop_down_set_model (self->years, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->years, selected);
  g_object_unref (list);
}

/* --- refreshing -------------------------------------------------------------------------------------------------- */

static void
set_document (SekPage *page, SekDocument *document)
{
  SekBudgetPage *self = SEK_BUDGET_PAGE (page);
  guint row, column;

  g_clear_object (&self->model);
  if (document == NULL)
    return;
  self->model = sek_budget_model_new (document);
  sek_grid_set_model (sek_page_get_grid (page), SEK_GRID_MODEL (self->model));
  for (row = 0; sek_budget_model_get_figure (self->model, row) != NULL; row++)
    if (sek_budget_model_get_figure (self->model, row)->section == SEK_SECTION_EXPENSE
        && sek_budget_model_get_figure (self->model, row)->line != 0)
      break;
  if (sek_budget_model_get_figure (self->model, row) != NULL
      && sek_budget_model_find (self->model, sek_budget_model_get_figure (self->model, row)->line, main_column (self),
                                &row, &column))
    sek_grid_set_cursor (sek_page_get_grid (page), row, column);
}

static void
add_verdicts (SekBudgetPage *self)
{
  GPtrArray *checks = sek_document_get_checks (sek_page_get_document (SEK_PAGE (self)));
  guint n[SEK_N_VERDICTS] = { 0 };
  SekPage *page = SEK_PAGE (self);

  for (guint i = 0; i < checks->len; i++)
    {
      const SekCheck *check = checks->pdata[i];

      if (check->kind <= SEK_CHECK_NEGATIVE_CLOSING && check->seen == NULL)
        n[check->verdict]++;
    }
  sek_page_add_problems (page);
  if (n[SEK_VERDICT_WRONG] + n[SEK_VERDICT_MISSING] == 0)
    sek_page_add_pill (page, _("All sums correct"), "good", "win.show-page::checks");
  for (int verdict = SEK_VERDICT_ROUNDING; verdict < SEK_N_VERDICTS; verdict++)
    sek_page_add_verdict (page, (SekVerdict) verdict, n[verdict]);
}

static void
refresh (SekPage *page)
{
  static const char *const styles[] = {
    [SEK_STATUS_DRAFT] = "doubtful", [SEK_STATUS_RECOMMENDED] = "doubtful", [SEK_STATUS_ADOPTED] = "good",
    [SEK_STATUS_SEALED] = "good",
  };
  SekBudgetPage *self = SEK_BUDGET_PAGE (page);
  SekRegister *reg = get_register (self);
  const SekBudgetColumn *column = sek_register_get_budget_column (reg, main_column (self));
  gint64 closing = column != NULL ? sek_budget_closing (reg, column->id) : SEK_NONE;
  g_autofree char *reserve = closing != SEK_NONE ? sek_number_format_amount (closing, column->unit, 0) : NULL;
  g_autofree char *status = NULL, *word = NULL;

  self->filling = TRUE;
  fill_years (self);
  self->filling = FALSE;
  sek_page_show_empty (page, column == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->state), column != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->years), column != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->new_line), column != NULL);
  sek_page_clear_pills (page);
  sek_page_show_unit (self->unit, column != NULL ? column->unit : 0);
  if (column == NULL)
    {
      sek_page_set_status (page, "");
      return;
    }
  word = sek_status_dup_words (reg, column->id, sek_program_language ());
  gtk_label_set_text (self->state, word);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->state), word);
  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->state), styles[i]);
  if (column->status < (gint64) G_N_ELEMENTS (styles))
    gtk_widget_add_css_class (GTK_WIDGET (self->state), styles[column->status]);
  status = reserve != NULL
               ? g_strdup_printf (_("* negative = use of funds carried forward    Closing balance: %s"),
                                  reserve)
               : g_strdup (_("* negative = use of funds carried forward"));
  sek_page_set_status (page, status);
  add_verdicts (self);
}

static void
fill_form (SekPage *page, SekForm *form)
{
  const SekFigure *figure;
  gint64 column, base;

  if (get_cursor (SEK_BUDGET_PAGE (page), &figure, &column, &base))
    sek_budget_form_fill (page, form, figure, column);
}

/* --- actions ----------------------------------------------------------------------------------------------------- */

static void
use_source_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekBudgetPage *self = SEK_BUDGET_PAGE (widget);
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("use-source");
  const SekFigure *figure;
  gint64 column, base;

  if (!get_cursor (self, &figure, &column, &base) || figure->line == 0 || figure->gone || column == 0)
    return;
  sek_changeset_set_action (changeset, "use-source",
                            sek_register_get_budget_line (get_register (self), figure->line)->name, NULL);
  sek_budget_propose_source (get_register (self), figure->line, column, changeset);
  sek_page_submit (SEK_PAGE (self), changeset);
}

static void
delete_column_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekBudgetPage *self = SEK_BUDGET_PAGE (widget);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  const SekFigure *figure;
  gint64 column, base;

  if (!get_cursor (self, &figure, &column, &base) || column == 0)
    return;
  g_array_append_val (rows, column);
  sek_page_delete (SEK_PAGE (self), SEK_BUDGET_COLUMN, rows);
}

static void
column_settings_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sek_page_focus_group (SEK_PAGE (widget), _("Column"));
}

static void
new_column_cb (const SekColumnChoice *choice, gpointer user_data)
{
  SekBudgetPage *self = user_data;
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("copy-column");

  sek_budget_propose_column (get_register (self), choice->title, choice->year, choice->kind, choice->source, changeset);
  if (choice->source != 0)
    sek_budget_adjust_copy (get_register (self), sek_budget_get_unit (get_register (self), choice->source),
                            choice->drop_comments, choice->hundredths, changeset);
  if (sek_page_submit (SEK_PAGE (self), changeset))
    sek_budget_model_set_year (self->model, 0);
}

static void
primary (SekPage *page)
{
  const SekColumnStart start = { .kind = SEK_NONE };

  sek_column_dialog_present (GTK_WIDGET (page), get_register (SEK_BUDGET_PAGE (page)), &start, new_column_cb, page,
                             NULL);
}

static void
copy_column_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekBudgetPage *self = SEK_BUDGET_PAGE (widget);
  const SekBudgetColumn *column;
  const SekFigure *figure;
  gint64 id, base;

  if (!get_cursor (self, &figure, &id, &base) || id == 0)
    return;
  column = sek_register_get_budget_column (get_register (self), id);
  sek_column_dialog_present (widget, get_register (self),
                             &(SekColumnStart) { .year = (int) column->year + 1, .kind = column->kind, .source = id },
                             new_column_cb, self, NULL);
}

/* What was adopted goes on as an adjusted budget of the same year. */
static void
adjust_column_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekBudgetPage *self = SEK_BUDGET_PAGE (widget);
  const SekFigure *figure;
  gint64 id, base;

  if (!get_cursor (self, &figure, &id, &base) || id == 0)
    return;
  sek_column_dialog_present (widget, get_register (self),
                             &(SekColumnStart) {
                                 .year = (int) sek_register_get_budget_column (get_register (self), id)->year,
                                 .kind = SEK_COLUMN_KIND_ADJUSTED,
                                 .source = id },
                             new_column_cb, self, NULL);
}

static void
recorded_cb (gint64 column, const SekStatusDecision *decision, gpointer user_data)
{
  SekBudgetPage *self = user_data;
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("status");
  g_autoptr (GError) error = NULL;
  SekScope scope;

  sek_scope_init (&scope, get_register (self));
  if (sek_register_get_budget_column (scope.reg, column) == NULL)
    return;
  if (sek_status_propose (&scope, column, decision, changeset, &error))
    sek_page_submit (SEK_PAGE (self), changeset);
  else
    sek_tell (GTK_WIDGET (self), error->message, NULL, NULL, NULL);
}

/* The column at the cursor, or else the one that the page is about. */
static void
record_status_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekBudgetPage *self = SEK_BUDGET_PAGE (widget);
  const SekBudgetColumn *column;
  const SekFigure *figure;
  gint64 id = 0, base;

  if (!get_cursor (self, &figure, &id, &base) || id == 0)
    id = main_column (self);
  column = sek_register_get_budget_column (get_register (self), id);
  if (column == NULL)
    return;
  if (column->status == SEK_STATUS_SEALED)
    sek_tell (widget, _("The column is sealed. Make an adjusted budget as a copy of it and change that."), NULL, NULL,
              NULL);
  else
    sek_status_dialog_present (widget, get_register (self), id, recorded_cb, self);
}

static void
insert_row (SekPage *page)
{
  static const char *const ids[] = { "section", "name" };
  SekBudgetPage *self = SEK_BUDGET_PAGE (page);
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("add");
  const SekFigure *figure = NULL;
  gint64 column, base, row;
  guint at, grid_column;
  SekScope scope;

  /* The new line stands in the section of the cursor. */
  get_cursor (self, &figure, &column, &base);
  sek_scope_init (&scope, get_register (self));
  row = sek_column_add_row (&scope, SEK_BUDGET_LINE, 2, ids,
                            (const char *const[]) { sek_budget_model_get_section (figure), _("New line") }, changeset,
                            NULL);
  sek_history_name_row (changeset, scope.reg, "add", SEK_BUDGET_LINE, row);
  if (!sek_page_submit (page, changeset))
    return;
  if (sek_budget_model_find (self->model, row, main_column (self), &at, &grid_column))
    {
      sek_grid_set_cursor (sek_page_get_grid (page), at, 0);
      gtk_widget_grab_focus (GTK_WIDGET (sek_page_get_grid (page)));
      sek_grid_start_edit (sek_page_get_grid (page), NULL);
    }
}

static void
make (SekPage *page, SekEntityId entity)
{
  if (entity == SEK_BUDGET_COLUMN)
    primary (page);
  else if (entity == SEK_BUDGET_LINE)
    insert_row (page);
  else if (entity == SEK_STATUS_STEP)
    record_status_action (GTK_WIDGET (page), NULL, NULL);
}

static void
new_line_cb (GtkButton *button, SekPage *page)
{
  insert_row (page);
}

static void
delete_rows (SekPage *page)
{
  g_autoptr (GArray) rows = sek_grid_get_selected_rows (sek_page_get_grid (page));

  for (guint i = rows->len; i > 0; i--)
    if (g_array_index (rows, gint64, i - 1) <= 0
        || sek_register_get_budget_line (get_register (SEK_BUDGET_PAGE (page)), g_array_index (rows, gint64, i - 1))
               == NULL)
      g_array_remove_index (rows, i - 1);
  if (rows->len == 0)
    sek_tell (GTK_WIDGET (page), _("Sums and headings cannot be deleted. Select a line."), NULL, NULL, NULL);
  sek_page_delete (page, SEK_BUDGET_LINE, rows);
}

/* Among the lines of a section, whatever else stands between in the grid. */
static int
count_lines (SekBudgetPage *self, guint row, int delta)
{
  const SekFigure *moved = sek_budget_model_get_figure (self->model, row);
  int lines = 0, step = delta < 0 ? -1 : 1;

  for (int i = step; i != delta + step; i += step)
    {
      const SekFigure *passed = (int) row + i >= 0 ? sek_budget_model_get_figure (self->model, (guint) ((int) row + i))
                                                   : NULL;

      if (passed != NULL && passed->line != 0 && passed->section == moved->section)
        lines += step;
    }
  return lines;
}

static void
move_rows (SekPage *page, int delta)
{
  SekBudgetPage *self = SEK_BUDGET_PAGE (page);
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("move");
  const SekFigure *figure;
  gint64 column, base;
  guint row, grid_column;

  if (!get_cursor (self, &figure, &column, &base) || figure->line == 0 || figure->gone
      || !sek_grid_get_cursor (sek_page_get_grid (page), &row, &grid_column))
    return;
  delta = count_lines (self, row, delta);
  if (delta == 0 || !sek_rows_propose_move (get_register (self), SEK_BUDGET_LINE, figure->line, delta, changeset))
    return;
  sek_history_name_row (changeset, get_register (self), "move", SEK_BUDGET_LINE, figure->line);
  sek_page_submit (page, changeset);
}

static void
copy_row (SekPage *page)
{
  sek_page_copy_row (page, SEK_BUDGET_LINE);
}

/* The budget column that a place is in; 0 for none. */
static gint64
find_column (SekBudgetPage *self, const SekPlace *place)
{
  const SekStatusStep *step = place->entity == SEK_STATUS_STEP
                                  ? sek_register_get_status_step (get_register (self), place->row)
                                  : NULL;

  return step != NULL ? step->budget_column : place->entity == SEK_BUDGET_COLUMN ? place->row : place->column;
}

static gboolean
go_to (SekPage *page, const SekPlace *place)
{
  SekBudgetPage *self = SEK_BUDGET_PAGE (page);
  SekGrid *grid = sek_page_get_grid (page);
  gint64 wanted = find_column (self, place);
  const SekBudgetColumn *budget = sek_register_get_budget_column (get_register (self), wanted);
  guint row = 0, column = 0;
  int line = -1, at = -1;

  if (place->entity != SEK_BUDGET_COLUMN && place->entity != SEK_BUDGET_LINE && place->entity != SEK_STATUS_STEP)
    return FALSE;
  if (budget != NULL)
    {
      int year = sek_budget_model_get_year (self->model);

      if (budget->year != year && budget->year != year - 1)
        sek_budget_model_set_year (self->model, (int) budget->year);
    }
  /* Where only a line or only a column is asked for, the cursor keeps the other. */
  sek_grid_get_cursor (grid, &row, &column);
  if (place->entity == SEK_BUDGET_LINE)
    line = sek_grid_model_find_row (SEK_GRID_MODEL (self->model), place->row);
  if (budget != NULL)
    at = sek_budget_model_find_column (self->model, wanted);
  if (line >= 0 || at >= 0)
    sek_grid_set_cursor (grid, line >= 0 ? (guint) line : row, at >= 0 ? (guint) at : column);
  gtk_widget_grab_focus (GTK_WIDGET (grid));
  return TRUE;
}

static void
sek_budget_page_dispose (GObject *object)
{
  SekBudgetPage *self = SEK_BUDGET_PAGE (object);

  g_clear_object (&self->model);
  G_OBJECT_CLASS (sek_budget_page_parent_class)->dispose (object);
}

static void
sek_budget_page_class_init (SekBudgetPageClass *klass)
{
  SekPageClass *page_class = SEK_PAGE_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sek_budget_page_dispose;
  page_class->set_document = set_document;
  page_class->refresh = refresh;
  page_class->fill_form = fill_form;
  page_class->primary = primary;
  page_class->insert_row = insert_row;
  page_class->make = make;
  page_class->delete_rows = delete_rows;
  page_class->move_rows = move_rows;
  page_class->copy_row = copy_row;
  page_class->go_to = go_to;
  gtk_widget_class_install_action (widget_class, "budget.use-source", NULL, use_source_action);
  gtk_widget_class_install_action (widget_class, "budget.column-settings", NULL, column_settings_action);
  gtk_widget_class_install_action (widget_class, "budget.copy-column", NULL, copy_column_action);
  gtk_widget_class_install_action (widget_class, "budget.adjust-column", NULL, adjust_column_action);
  gtk_widget_class_install_action (widget_class, "budget.record-status", NULL, record_status_action);
  gtk_widget_class_install_action (widget_class, "budget.delete-column", NULL, delete_column_action);
}

static void
sek_budget_page_init (SekBudgetPage *self)
{
  GtkBox *toolbar = sek_page_get_toolbar (SEK_PAGE (self));
  GtkWidget *space = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->years = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->years), _("Budget year"));
  sek_speak_name_chooser (self->years, _("Budget year"));
  g_signal_connect (self->years, "notify::selected", G_CALLBACK (year_chosen_cb), self);
  gtk_box_append (toolbar, GTK_WIDGET (self->years));
  self->unit = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->unit, TRUE);
  gtk_label_set_lines (self->unit, 2);
  gtk_label_set_max_width_chars (self->unit, 13);
  gtk_label_set_xalign (self->unit, 0);
  gtk_label_set_ellipsize (self->unit, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->unit), "dim-label");
  gtk_box_append (toolbar, GTK_WIDGET (self->unit));
  gtk_widget_set_hexpand (space, TRUE);
  gtk_box_append (toolbar, space);
  self->state = GTK_LABEL (gtk_label_new (NULL));
  /* «Innstilt av styret 29.11.2022, sak 45/22» stands on two lines where there is no room for one. */
  gtk_label_set_wrap (self->state, TRUE);
  gtk_label_set_lines (self->state, 2);
  gtk_label_set_ellipsize (self->state, PANGO_ELLIPSIZE_END);
  gtk_label_set_justify (self->state, GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->state), "pill-status");
  gtk_widget_set_valign (GTK_WIDGET (self->state), GTK_ALIGN_CENTER);
  gtk_widget_set_halign (GTK_WIDGET (self->state), GTK_ALIGN_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->state), TRUE);
  gtk_box_append (GTK_BOX (space), GTK_WIDGET (self->state));
  self->new_line = GTK_BUTTON (gtk_button_new_with_label (_("New Line")));
  gtk_widget_set_valign (GTK_WIDGET (self->new_line), GTK_ALIGN_CENTER);
  g_signal_connect (self->new_line, "clicked", G_CALLBACK (new_line_cb), self);
  gtk_box_append (toolbar, GTK_WIDGET (self->new_line));
  sek_page_set_primary (SEK_PAGE (self), _("New Column…"));
  sek_page_set_empty (SEK_PAGE (self), "x-office-spreadsheet-symbolic", _("No Budget Yet"),
                      _("A budget is columns of figures: last year's, this year's, a proposal."), _("New Column…"));
  sek_grid_set_title (sek_page_get_grid (SEK_PAGE (self)), _("Main figures"));
  sek_page_keep (SEK_PAGE (self), "budget");
}
