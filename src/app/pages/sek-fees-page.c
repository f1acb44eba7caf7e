/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-fees-page.h"

#include <glib/gi18n-lib.h>

#include "sek-choices.h"
#include "sek-effect-model.h"
#include "sek-fees-form.h"
#include "sek-fees-rows.h"
#include "sek-history.h"
#include "sek-kind.h"
#include "sek-number.h"
#include "sek-speak.h"
#include "sek-tell.h"

/* Of the rates, and of the members; beyond it they scroll. */
#define MOST_RATES_HEIGHT 210
#define MOST_EFFECT_HEIGHT 420
#define MOST_GRID_HEIGHT 320

struct _SekFeesPage
{
  SekListPage parent_instance;

  SekGrid        *grids[3]; /* RATES … */
  SekGrid        *bases;
  SekGrid        *effect;
  SekRateModel   *proposal;
  SekEffectModel *members;
  GtkStack       *views;    /* the rates and what follows from them are one of its children */
  GtkStack       *lower;
  GtkWidget      *part;     /* all of the proposal */
  GtkLabel       *title;
  GtkLabel       *note;
  GtkLabel       *effect_title;
  GtkDropDown    *kind, *year, *step, *amount_step;
  GArray         *kinds;    /* gint64: those that have rates, in the order of their chooser */
  int             first_year; /* that of the first choice of year */
  gint64          used;     /* a bit for each column that some rate uses */
  gboolean        filling;
};

G_DEFINE_FINAL_TYPE (SekFeesPage, sek_fees_page, SEK_TYPE_LIST_PAGE)

enum { RATES, FIGURES, INDEXES };

static SekRegister *
get_register (SekFeesPage *self)
{
  return sek_list_page_get_register (SEK_LIST_PAGE (self));
}

/* --- the columns of the rates ------------------------------------------------------------------------------------- */

static char *
dup_lock_cb (SekTableModel *model, gint64 row, const SekColumn *column, gpointer user_data)
{
  const SekFeeRate *rate = sek_register_get_fee_rate (get_register (user_data), row);

  if (rate == NULL || column->field == SEK_FIELD (fee_rate, decided_on)
      || column->field == SEK_FIELD (fee_rate, case_number))
    return NULL;
  return sek_rate_dup_locked (rate);
}

static void
set_columns (SekListPage *page, guint list, SekTableModel *model)
{
  SekFeesPage *self = SEK_FEES_PAGE (page);
  const SekColumn *columns[SEK_FEES_MOST_COLUMNS];
  guint n;

  self->used = sek_fees_rows_find_used (get_register (self));
  n = sek_fees_rows_list_columns (self->used, columns);
  sek_table_model_set_columns (model, columns, NULL, n, 1, 2);
  sek_table_model_set_lock (model, dup_lock_cb, self);
}

/* --- the proposal ------------------------------------------------------------------------------------------------- */

static gint64
get_kind (SekFeesPage *self)
{
  guint index = gtk_drop_down_get_selected (self->kind);

  return index < self->kinds->len ? g_array_index (self->kinds, gint64, index) : SEK_MEMBER_KIND_MUNICIPALITY;
}

static void
get_steps (SekFeesPage *self, SekRateSteps *steps)
{
  guint n;
  const gint64 *of_rates = sek_rate_get_steps (TRUE, &n);
  guint chosen = MIN (gtk_drop_down_get_selected (self->step), n - 1);

  steps->rate = of_rates[chosen];
  steps->amount = sek_rate_get_steps (FALSE, &n)[MIN (gtk_drop_down_get_selected (self->amount_step), n - 1)];
}

static void
fill_kinds (SekFeesPage *self)
{
  const SekField *field = SEK_FIELD (fee_rate, kind);
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  gint64 chosen = get_kind (self);
  guint at = 0;

  g_array_set_size (self->kinds, 0);
  for (gint64 kind = 0; kind < (gint64) field->choices.n_choices; kind++)
    if (sek_rate_get_year (get_register (self), kind) != 0)
      {
        at = kind == chosen ? self->kinds->len : at;
        g_array_append_val (self->kinds, kind);
        g_ptr_array_add (texts, (char *) sek_kind_get_choice_word (field, kind, sek_program_language ()));
      }
  g_ptr_array_add (texts, NULL);
  sek_choices_set (self->kind, (const char *const *) texts->pdata, at);
  gtk_widget_set_visible (GTK_WIDGET (self->kind), self->kinds->len > 1);
}

/* The year that a proposal is most likely for, and the one after it where that has a rate to go by. */
static void
fill_years (SekFeesPage *self)
{
  int year = sek_rate_get_year (get_register (self), get_kind (self));
  g_autofree char *first = g_strdup_printf ("%d", year), *second = g_strdup_printf ("%d", year + 1);
  gboolean two = sek_rate_find (get_register (self), year, get_kind (self)) != NULL;

  self->first_year = year;
  sek_choices_set (self->year, (const char *const[]) { first, two ? second : NULL, NULL }, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->year), two);
}

static int
get_year (SekFeesPage *self)
{
  return self->first_year != 0 ? self->first_year + (int) (gtk_drop_down_get_selected (self->year) == 1) : 0;
}

static gboolean
get_basis_row (SekFeesPage *self, guint *row)
{
  guint column;

  return sek_grid_get_cursor (self->bases, row, &column) && sek_rate_model_get_basis (self->proposal, *row) != NULL;
}

static void
show_effect (SekFeesPage *self)
{
  guint row = 0;
  const SekRatePreview *preview = get_basis_row (self, &row) ? sek_rate_model_get_preview (self->proposal, row, NULL)
                                                              : NULL;
  SekRateEquation equation;
  g_autofree char *title = NULL;

  sek_effect_model_set (self->members, preview);
  if (preview != NULL && sek_rate_model_get_equation (self->proposal, row, &equation))
    {
      g_autofree char *after = sek_rate_equation_dup_after (&equation, sek_program_language ());

      title = g_strdup_printf (_("What %s kr means for each member"), after);
    }
  gtk_label_set_text (self->effect_title, title != NULL ? title : _("What it means for each member"));
}

static void
show_status (SekFeesPage *self)
{
  SekPage *page = SEK_PAGE (self);
  guint row = 0, waiting = sek_fees_count_waiting (get_register (self));
  const SekRatePreview *preview = get_basis_row (self, &row) ? sek_rate_model_get_preview (self->proposal, row, NULL)
                                                              : NULL;
  g_autofree char *status = NULL;

  if (preview != NULL && preview->n_stand_ins > 0)
    {
      g_autofree char *day = sek_date_format (sek_fees_basis_date (preview->year), SEK_DATE_NUMERIC, SEK_LANGUAGE_NB),
                      *then = preview->stand_in != 0 ? sek_date_format (preview->stand_in, SEK_DATE_NUMERIC,
                                                                        SEK_LANGUAGE_NB) : NULL;

      status = then != NULL ? g_strdup_printf (_("Population of %s. The fees for %d go by that of %s."), then,
                                               preview->year, day)
                            : g_strdup_printf (_("Newest population of each member. The fees for %d go by that of %s."),
                                               preview->year, day);
    }
  sek_page_set_status (page, status != NULL ? status
                                            : _("Fees follow from the population of 1 January the year before."));
  if (waiting > 0)
    {
      g_autofree char *count = sek_number_format_count (waiting),
                      *text = sek_fill (g_dngettext (GETTEXT_PACKAGE, "%s proposal awaits a decision",
                                                     "%s proposals await a decision", waiting), count, NULL);

      sek_page_add_pill (page, text, "doubtful", "fees.go-to-proposal");
    }
}

static void
refresh (SekPage *page)
{
  SekFeesPage *self = SEK_FEES_PAGE (page);
  SekRateSteps steps;
  g_autofree char *title = NULL;
  gboolean anew;
  guint row;

  SEK_PAGE_CLASS (sek_fees_page_parent_class)->refresh (page);
  if (sek_fees_rows_find_used (get_register (self)) != self->used)
    set_columns (SEK_LIST_PAGE (self), RATES, sek_list_page_get_model (SEK_LIST_PAGE (self), RATES));
  self->filling = TRUE;
  fill_kinds (self);
  fill_years (self);
  self->filling = FALSE;
  get_steps (self, &steps);
  anew = sek_rate_model_update (self->proposal, get_year (self), get_kind (self), &steps);
  title = g_strdup_printf (_("Rate Proposal %d"), get_year (self));
  gtk_label_set_text (self->title, title);
  /* Without any rate there is nothing that could mean anything to anybody. */
  if (gtk_widget_get_visible (self->part) != (get_year (self) != 0))
    gtk_stack_set_visible_child_name (self->lower, get_year (self) != 0 ? "effect" : "figures");
  gtk_widget_set_visible (self->part, get_year (self) != 0);
  gtk_stack_page_set_visible (gtk_stack_get_page (self->lower, gtk_stack_get_child_by_name (self->lower, "effect")),
                              get_year (self) != 0);
  gtk_widget_set_visible (GTK_WIDGET (self->amount_step),
                          sek_fees_has_amounts (sek_rate_model_get_before (self->proposal)));
  if (!get_basis_row (self, &row) && sek_grid_model_get_n_rows (SEK_GRID_MODEL (self->proposal)) > 0)
    sek_grid_set_cursor (self->bases, 0, 0);
  if (anew)
    show_effect (self);
  show_status (self);
}

static void
fill_form (SekPage *page, SekForm *form)
{
  SekFeesPage *self = SEK_FEES_PAGE (page);
  SekGrid *active = sek_page_get_active_grid (page);
  guint row;

  if ((active == self->bases || active == self->effect) && get_basis_row (self, &row))
    sek_fees_form_add_proposal (form, get_register (self), self->proposal, row);
  else
    SEK_PAGE_CLASS (sek_fees_page_parent_class)->fill_form (page, form);
}

static void
fill_row (SekListPage *page, SekForm *form, guint list, gint64 row, const SekColumn *column)
{
  SekRegister *reg = sek_list_page_get_register (page);

  if (list == RATES)
    sek_fees_form_add_rate (form, reg, row);
  else if (list == FIGURES)
    sek_fees_form_add_figure (form, reg, row);
  else
    sek_fees_form_add_index (form, reg, row);
  sek_page_add_history (SEK_PAGE (page), form, column, sek_list_page_get_scope (page, list), row);
}

/* --- what is done ------------------------------------------------------------------------------------------------- */

static void
use_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SekFeesPage *self = SEK_FEES_PAGE (widget);
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("rate-proposal");
  g_autoptr (GError) error = NULL;
  gint64 made;
  guint row;

  if (!sek_page_commit (SEK_PAGE (self)) || !get_basis_row (self, &row))
    return;
  if (!sek_rate_propose (get_register (self), get_year (self), get_kind (self),
                         sek_rate_model_get_basis (self->proposal, row), sek_rate_model_get_steps (self->proposal),
                         sek_list_page_get_scope (SEK_LIST_PAGE (self), RATES)->language, changeset, &made, &error))
    {
      sek_tell (widget, error->message, NULL, NULL, NULL);
      return;
    }
  if (!sek_page_submit (SEK_PAGE (self), changeset))
    return;
  sek_page_go_to (SEK_PAGE (self), &(SekPlace) { .entity = SEK_FEE_RATE, .row = made });
  gtk_widget_activate_action (widget, "win.tell-undo", NULL);
}

static void
go_to_proposal_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SekFeesPage *self = SEK_FEES_PAGE (widget);
  const SekFeeRate *rate = sek_rate_find (get_register (self), self->first_year, get_kind (self));

  if (rate != NULL)
    sek_page_go_to (SEK_PAGE (self), &(SekPlace) { .entity = SEK_FEE_RATE, .row = rate->id });
}

static void
add_row (SekFeesPage *self, guint list)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("add");
  g_autoptr (GError) error = NULL;
  SekEntityId entity = list == FIGURES ? SEK_INDEX_FIGURE : SEK_PRICE_INDEX;
  gint64 row;

  if (!sek_page_commit (SEK_PAGE (self)))
    return;
  row = list == FIGURES
            ? sek_fees_rows_add_figure (sek_list_page_get_scope (SEK_LIST_PAGE (self), FIGURES),
                                        sek_grid_get_cursor_row (self->grids[FIGURES]), changeset, &error)
            : sek_fees_rows_add_index (sek_list_page_get_scope (SEK_LIST_PAGE (self), INDEXES), changeset, &error);
  if (row == 0)
    {
      sek_tell (GTK_WIDGET (self), error->message, NULL, NULL, NULL);
      return;
    }
  sek_history_name_row (changeset, get_register (self), "add", entity, row);
  if (!sek_page_submit (SEK_PAGE (self), changeset))
    return;
  sek_page_go_to (SEK_PAGE (self), &(SekPlace) { .entity = entity, .row = row });
  sek_grid_start_edit (self->grids[list], NULL);
}

static void
make (SekPage *page, SekEntityId entity)
{
  if (entity == SEK_INDEX_FIGURE || entity == SEK_PRICE_INDEX)
    add_row (SEK_FEES_PAGE (page), entity == SEK_INDEX_FIGURE ? FIGURES : INDEXES);
  else
    SEK_PAGE_CLASS (sek_fees_page_parent_class)->make (page, entity);
}

static void
insert_row (SekPage *page)
{
  SekFeesPage *self = SEK_FEES_PAGE (page);
  SekGrid *active = sek_page_get_active_grid (page);

  if (active == self->grids[FIGURES] || active == self->grids[INDEXES])
    add_row (self, active == self->grids[FIGURES] ? FIGURES : INDEXES);
  else
    sek_list_page_add_row (SEK_LIST_PAGE (page), RATES);
}

static gboolean
go_to (SekPage *page, const SekPlace *place)
{
  SekFeesPage *self = SEK_FEES_PAGE (page);

  if (place->entity == SEK_INDEX_FIGURE || place->entity == SEK_PRICE_INDEX)
    gtk_stack_set_visible_child_name (self->lower, place->entity == SEK_INDEX_FIGURE ? "figures" : "indexes");
  return SEK_PAGE_CLASS (sek_fees_page_parent_class)->go_to (page, place);
}

static void
delete_rows (SekPage *page)
{
  SekFeesPage *self = SEK_FEES_PAGE (page);
  SekGrid *active = sek_page_get_active_grid (page);

  /* What is worked out is no row of the register. */
  if (active != self->bases && active != self->effect)
    SEK_PAGE_CLASS (sek_fees_page_parent_class)->delete_rows (page);
}

static void
focus_work (SekPage *page)
{
  SekGrid *active = sek_page_get_active_grid (page);

  gtk_widget_grab_focus (GTK_WIDGET (active != NULL ? active : SEK_FEES_PAGE (page)->grids[RATES]));
}

static void
chosen_cb (SekFeesPage *self)
{
  if (!self->filling && self->proposal != NULL)
    sek_page_queue_refresh (SEK_PAGE (self));
}

static void
basis_moved_cb (SekFeesPage *self)
{
  if (self->proposal == NULL)
    return;
  show_effect (self);
  sek_page_queue_refresh (SEK_PAGE (self));
}

static void
set_document (SekPage *page, SekDocument *document)
{
  SekFeesPage *self = SEK_FEES_PAGE (page);

  sek_grid_set_model (self->bases, NULL);
  sek_grid_set_model (self->effect, NULL);
  g_clear_object (&self->proposal);
  g_clear_object (&self->members);
  SEK_PAGE_CLASS (sek_fees_page_parent_class)->set_document (page, document);
  if (document == NULL)
    return;
  self->proposal = sek_rate_model_new (document);
  self->members = sek_effect_model_new (document);
  g_signal_connect_object (self->proposal, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  sek_grid_set_model (self->bases, SEK_GRID_MODEL (self->proposal));
  sek_grid_set_model (self->effect, SEK_GRID_MODEL (self->members));
}

/* --- the page ----------------------------------------------------------------------------------------------------- */

static void
sek_fees_page_finalize (GObject *object)
{
  SekFeesPage *self = SEK_FEES_PAGE (object);

  g_clear_object (&self->proposal);
  g_clear_object (&self->members);
  g_array_unref (self->kinds);
  G_OBJECT_CLASS (sek_fees_page_parent_class)->finalize (object);
}

static void
sek_fees_page_class_init (SekFeesPageClass *klass)
{
  SekPageClass *page_class = SEK_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sek_fees_page_finalize;
  page_class->set_document = set_document;
  page_class->refresh = refresh;
  page_class->fill_form = fill_form;
  page_class->go_to = go_to;
  page_class->make = make;
  page_class->insert_row = insert_row;
  page_class->delete_rows = delete_rows;
  page_class->focus_work = focus_work;
  SEK_LIST_PAGE_CLASS (klass)->set_columns = set_columns;
  SEK_LIST_PAGE_CLASS (klass)->fill_row = fill_row;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "fees.use", NULL, use_cb);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "fees.go-to-proposal", NULL, go_to_proposal_cb);
}

static GtkLabel *
make_heading (GtkBox *head, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (head, label);
  return GTK_LABEL (label);
}

static GtkDropDown *
make_chooser (SekFeesPage *self, GtkBox *head, const char *name)
{
  GtkWidget *chooser = gtk_drop_down_new (NULL, NULL);

  gtk_widget_set_tooltip_text (chooser, name);
  sek_speak_name_chooser (GTK_DROP_DOWN (chooser), name);
  gtk_box_append (head, chooser);
  g_signal_connect_swapped (chooser, "notify::selected", G_CALLBACK (chosen_cb), self);
  return GTK_DROP_DOWN (chooser);
}

static GtkBox *
make_head (void)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_widget_add_css_class (head, "page-part");
  return GTK_BOX (head);
}

static GtkWidget *
make_proposal (SekFeesPage *self)
{
  GtkWidget *part = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *label = gtk_label_new (_("Rounding"));
  GtkBox *head = make_head ();

  self->title = make_heading (head, NULL);
  self->kind = make_chooser (self, head, _("Type of member"));
  self->year = make_chooser (self, head, _("Year of the proposal"));
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (head, label);
  self->step = make_chooser (self, head, _("Rounding of the rate"));
  self->amount_step = make_chooser (self, head, _("Rounding of amounts"));
  sek_fees_fill_steps (self->step, TRUE, 1);
  sek_fees_fill_steps (self->amount_step, FALSE, 0);
  gtk_box_append (GTK_BOX (part), GTK_WIDGET (head));
  gtk_box_append (GTK_BOX (part), sek_page_make_grid (SEK_PAGE (self), &self->bases, _("What the rate could be"),
                                                      "rate-proposal", MOST_GRID_HEIGHT));
  return part;
}

static void
new_figure_cb (SekFeesPage *self)
{
  add_row (self, FIGURES);
}

static void
new_index_cb (SekFeesPage *self)
{
  add_row (self, INDEXES);
}

static GtkWidget *
make_list (SekFeesPage *self, guint list, const SekListKind *kind, const char *name, const char *button_label,
           GCallback new_row)
{
  const char *title = sek_word (&sek_entity_get (kind->entity)->plural, sek_program_language ());
  GtkWidget *part = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *button = gtk_button_new_with_label (button_label);
  GtkBox *head = make_head ();

  make_heading (head, title);
  g_signal_connect_swapped (button, "clicked", new_row, self);
  gtk_box_append (head, button);
  gtk_box_append (GTK_BOX (part), GTK_WIDGET (head));
  gtk_box_append (GTK_BOX (part), sek_page_make_grid (SEK_PAGE (self), &self->grids[list], title, name,
                                                      MOST_EFFECT_HEIGHT));
  sek_list_page_add (SEK_LIST_PAGE (self), kind, self->grids[list]);
  return part;
}

static GtkWidget *
make_lower (SekFeesPage *self)
{
  static const char *const figure_columns[] = { "price_index", "period", "value", "source", "retrieved", NULL };
  static const char *const of_figures[] = { "source", "retrieved", NULL };
  static const SekListKind figures = { .entity = SEK_INDEX_FIGURE, .columns = figure_columns, .name = 1,
                                       .sorted = "period", .descending = TRUE, .landing = 2, .several = of_figures };
  static const char *const index_columns[] = { "name", "series", "base", "note", NULL };
  static const char *const of_indexes[] = { "note", NULL };
  static const SekListKind indexes = { .entity = SEK_PRICE_INDEX, .columns = index_columns, .sorted = "name",
                                       .several = of_indexes };
  GtkWidget *effect = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0),
            *switcher = gtk_stack_switcher_new ();
  GtkBox *head = make_head (), *switch_head = make_head ();

  self->lower = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_vhomogeneous (self->lower, FALSE);
  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (switcher), self->lower);
  gtk_box_append (switch_head, switcher);
  self->effect_title = make_heading (head, NULL);
  gtk_box_append (GTK_BOX (effect), GTK_WIDGET (head));
  gtk_box_append (GTK_BOX (effect), sek_page_make_grid (SEK_PAGE (self), &self->effect,
                                                        _("What it means for each member"), "rate-effect",
                                                        MOST_EFFECT_HEIGHT));
  gtk_stack_add_titled (self->lower, effect, "effect", _("Members"));
  gtk_stack_add_titled (self->lower, make_list (self, FIGURES, &figures, "index-figures", _("New Figure"),
                                                G_CALLBACK (new_figure_cb)), "figures", _("Index Figures"));
  gtk_stack_add_titled (self->lower, make_list (self, INDEXES, &indexes, "price-indexes", _("New Price Index"),
                                                G_CALLBACK (new_index_cb)), "indexes", _("Price Indexes"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (switch_head));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->lower));
  return box;
}

static void
sek_fees_page_init (SekFeesPage *self)
{
  static const char *const of_rates[] = { "decided_on", "case_number", "note", NULL };
  static const SekListKind rates = { .entity = SEK_FEE_RATE, .name = 1, .n_frozen = 2, .sorted = "year", .landing = 2,
                                     .several = of_rates };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->kinds = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->views = GTK_STACK (gtk_stack_new ());
  gtk_box_append (GTK_BOX (box), sek_page_make_grid (SEK_PAGE (self), &self->grids[RATES],
                                            sek_word (&sek_entity_get (SEK_FEE_RATE)->plural, sek_program_language ()),
                                            "rates", MOST_RATES_HEIGHT));
  sek_list_page_add (SEK_LIST_PAGE (self), &rates, self->grids[RATES]);
  self->part = make_proposal (self);
  gtk_box_append (GTK_BOX (box), self->part);
  gtk_box_append (GTK_BOX (box), make_lower (self));
  gtk_stack_add_titled (self->views, sek_page_scroll (box), "rates", _("Rates"));
  g_signal_connect_swapped (self->bases, "cursor-changed", G_CALLBACK (basis_moved_cb), self);
  sek_page_replace_grid (SEK_PAGE (self), GTK_WIDGET (self->views));
  sek_page_set_active_grid (SEK_PAGE (self), self->grids[RATES]);
  sek_page_set_primary (SEK_PAGE (self), _("New Rate"));
}
