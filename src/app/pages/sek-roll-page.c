/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-roll-page.h"

#include <glib/gi18n-lib.h>

#include "sek-budget-edit.h"
#include "sek-kind.h"
#include "sek-number.h"
#include "sek-roll-model.h"
#include "sek-speak.h"
#include "sek-tell.h"

struct _SekRollPage
{
  SekPage parent_instance;

  SekRollModel   *model;
  GSettings      *settings;
  GtkFlowBox     *controls;
  GtkEntry       *year;
  GtkDropDown    *amounts;
  GtkEntry       *percent;
  GtkCheckButton *comments;
  GtkLabel       *problem;
  gboolean        filling;
  gboolean        chosen;     /* something, since what would be made was last worked out */
  gboolean        year_typed; /* the year is the person's; else it is the one after the newest budget */
};

G_DEFINE_FINAL_TYPE (SekRollPage, sek_roll_page, SEK_TYPE_PAGE)

/* In the order of their chooser. */
enum { AMOUNTS_SAME, AMOUNTS_ZERO, AMOUNTS_PERCENT };

static SekRegister *
get_register (SekRollPage *self)
{
  return sek_document_get_register (sek_page_get_document (SEK_PAGE (self)));
}

/* --- what is chosen ----------------------------------------------------------------------------------------------- */

static gboolean
get_year (SekRollPage *self, int *year, GError **error)
{
  SekValue value;

  if (!self->year_typed)
    {
      *year = sek_roll_get_year (get_register (self));
      return TRUE;
    }
  if (!sek_kind_parse (SEK_FIELD (budget_column, year), gtk_editable_get_text (GTK_EDITABLE (self->year)), 1, &value,
                       error))
    return FALSE;
  *year = (int) value.integer;
  return TRUE;
}

static gboolean
get_choice (SekRollPage *self, SekRollChoice *choice, GError **error)
{
  guint amounts = gtk_drop_down_get_selected (self->amounts);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->percent));

  choice->keep_comments = gtk_check_button_get_active (self->comments);
  choice->hundredths = amounts == AMOUNTS_ZERO ? SEK_ROLL_ZERO : SEK_ROLL_SAME;
  /* Nothing typed yet is no change yet. */
  return amounts != AMOUNTS_PERCENT || *text == '\0' || sek_budget_parse_percent (text, &choice->hundredths, error);
}

static void
mark (GtkEntry *entry, const GError *error)
{
  if (error != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                               error != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  sek_speak_describe (GTK_WIDGET (entry), error != NULL ? error->message : NULL);
}

/* What was typed, said under it where it cannot be read. FALSE then; *wrong gets the entry. */
static gboolean
read_form (SekRollPage *self, int *year, SekRollChoice *choice, GtkEntry **wrong)
{
  g_autoptr (GError) of_year = NULL, of_percent = NULL;
  gboolean right = get_year (self, year, &of_year);
  const GError *error;

  right = get_choice (self, choice, &of_percent) && right;
  mark (self->year, of_year);
  mark (self->percent, of_percent);
  error = of_year != NULL ? of_year : of_percent;
  gtk_label_set_text (self->problem, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), error != NULL);
  *wrong = of_year != NULL ? self->year : of_percent != NULL ? self->percent : NULL;
  return right;
}

/* What was chosen once is chosen again the next time. */
static void
keep_amounts (SekRollPage *self)
{
  guint amounts = gtk_drop_down_get_selected (self->amounts);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->percent));
  gint64 hundredths;

  if (amounts == AMOUNTS_PERCENT && !sek_budget_parse_percent (text, &hundredths, NULL))
    return;
  g_settings_set_string (self->settings, "roll-amounts",
                         amounts == AMOUNTS_SAME   ? "same"
                         : amounts == AMOUNTS_ZERO ? "zero"
                                                   : text);
}

static void
recall_amounts (SekRollPage *self)
{
  g_autofree char *text = g_settings_get_string (self->settings, "roll-amounts");
  gboolean same = g_str_equal (text, "same"), zero = g_str_equal (text, "zero");

  self->filling = TRUE;
  gtk_drop_down_set_selected (self->amounts, same ? AMOUNTS_SAME : zero ? AMOUNTS_ZERO : AMOUNTS_PERCENT);
  gtk_editable_set_text (GTK_EDITABLE (self->percent), same || zero ? "" : text);
  self->filling = FALSE;
}

/* --- the page ----------------------------------------------------------------------------------------------------- */

static void
set_document (SekPage *page, SekDocument *document)
{
  SekRollPage *self = SEK_ROLL_PAGE (page);

  g_clear_object (&self->model);
  self->year_typed = FALSE;
  if (document == NULL)
    return;
  self->model = sek_roll_model_new (document);
  sek_grid_set_model (sek_page_get_grid (page), SEK_GRID_MODEL (self->model));
}

static void
show_year (SekRollPage *self, int year)
{
  g_autofree char *text = year != 0 ? g_strdup_printf ("%d", year) : g_strdup ("");

  if (self->year_typed)
    return;
  self->filling = TRUE;
  if (!g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (self->year))))
    gtk_editable_set_text (GTK_EDITABLE (self->year), text);
  self->filling = FALSE;
}

/* worked_out: anew, by what somebody chose, who hears it. */
static void
show_refusal (SekRollPage *self, const char *refusal, gboolean worked_out)
{
  SekPage *page = SEK_PAGE (self);

  sek_page_set_empty (page, "x-office-calendar-symbolic", _("No Draft Can Be Made"), refusal, _("Go to Budget"));
  sek_page_show_empty (page, TRUE);
  sek_page_set_primary (page, NULL);
  sek_page_set_status (page, "");
  if (worked_out)
    sek_speak (GTK_WIDGET (self), refusal);
}

/* Which members keep the fees from being worked out. */
static void
add_missing (SekRollPage *self, const SekRollPreview *preview)
{
  guint n = preview->n_without_population;
  g_autofree char *count = sek_number_format_count (n);
  g_autofree char *text = sek_fill (g_dngettext (GETTEXT_PACKAGE, "%s without population", "%s without population", n),
                                    count, NULL);

  if (n > 0)
    sek_page_add_pill (SEK_PAGE (self), text, "doubtful", "win.show-page::members");
}

static void
show_preview (SekRollPage *self, const SekRollPreview *preview, gboolean worked_out)
{
  SekPage *page = SEK_PAGE (self);
  g_autofree char *summary = sek_roll_preview_dup_summary (preview), *missing = sek_roll_preview_dup_missing (preview);
  g_autofree char *closing = preview->closing != SEK_NONE ? sek_number_format_kroner (preview->closing) : NULL;
  g_autofree char *label = g_strdup_printf (_("Make the Draft for %d"), preview->year), *ends = NULL, *status = NULL;

  /* Translators: what a draft has, and what its closing balance becomes. */
  ends = g_strdup_printf (_("%s. Closing balance: %s."), summary, closing != NULL ? closing : "–");
  status = missing != NULL ? g_strdup_printf ("%s %s", ends, missing) : g_steal_pointer (&ends);
  sek_page_show_empty (page, FALSE);
  sek_page_set_primary (page, label);
  sek_page_set_status (page, status);
  add_missing (self, preview);
  if (worked_out)
    sek_speak (GTK_WIDGET (self), status);
}

static void
refresh (SekPage *page)
{
  SekRollPage *self = SEK_ROLL_PAGE (page);
  SekRollChoice choice;
  gboolean worked_out = FALSE;
  GtkEntry *wrong;
  int year = 0;

  gtk_widget_set_visible (GTK_WIDGET (self->percent), gtk_drop_down_get_selected (self->amounts) == AMOUNTS_PERCENT);
  show_year (self, sek_roll_get_year (get_register (self)));
  sek_page_clear_pills (page);
  /* What is half typed leaves what was shown. */
  if (read_form (self, &year, &choice, &wrong))
    {
      worked_out = sek_roll_model_update (self->model, year, &choice) && self->chosen;
      self->chosen = FALSE;
    }
  if (sek_roll_model_get_preview (self->model) != NULL)
    show_preview (self, sek_roll_model_get_preview (self->model), worked_out);
  else if (sek_roll_model_get_refusal (self->model) != NULL)
    show_refusal (self, sek_roll_model_get_refusal (self->model), worked_out);
}

static void
fill_form (SekPage *page, SekForm *form)
{
  SekRollPage *self = SEK_ROLL_PAGE (page);
  guint row = 0, column;
  const SekRollItem *item = sek_grid_get_cursor (sek_page_get_grid (page), &row, &column)
                                ? sek_roll_model_get_nth (self->model, row)
                                : NULL;
  const SekRollPreview *preview = sek_roll_model_get_preview (self->model);
  g_autofree char *before = NULL, *after = NULL, *percent = NULL, *difference = NULL;

  if (item == NULL)
    return;
  percent = sek_roll_item_dup_percent (item);
  difference = item->is_figure && item->after != SEK_NONE && item->before != SEK_NONE
                   ? sek_number_format_kroner (item->after - item->before)
                   : g_strdup ("–");
  before = g_strdup_printf ("%d", preview->year - 1);
  after = g_strdup_printf ("%d", preview->year);
  sek_form_add_title (form, item->name, *item->kind != '\0' ? item->kind : NULL);
  sek_form_add_facts (form, NULL,
                      (const char *const[]) { before, after, _("Change"), _("Change, %"),
                                              sek_word (&SEK_FIELD (amount, mode)->title, sek_program_language ()) },
                      (const char *const[]) {
                          *item->before_text != '\0' ? item->before_text : "–",
                          *item->after_text != '\0' ? item->after_text : "–", difference,
                          percent != NULL ? percent : "–",
                          sek_kind_get_choice_word (SEK_FIELD (amount, mode),
                                                    item->is_computed ? SEK_MODE_SOURCE : SEK_MODE_ENTERED,
                                                    sek_program_language ()) },
                      !item->is_figure ? 2 : item->entity == SEK_BUDGET_LINE ? 5 : 4);
}

/* --- making it ---------------------------------------------------------------------------------------------------- */

static void
primary (SekPage *page)
{
  SekRollPage *self = SEK_ROLL_PAGE (page);
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("roll");
  g_autoptr (GError) error = NULL;
  SekRollChoice choice;
  GtkEntry *wrong;
  gint64 column;
  int year;

  if (sek_page_is_empty (page))
    {
      gtk_widget_activate_action (GTK_WIDGET (page), "win.show-page", "s", "budget");
      return;
    }
  if (!read_form (self, &year, &choice, &wrong))
    {
      gtk_widget_grab_focus (GTK_WIDGET (wrong));
      return;
    }
  if (!sek_roll_propose (get_register (self), year, &choice, changeset, &column, &error))
    {
      sek_tell (GTK_WIDGET (page), error->message, NULL, NULL, NULL);
      return;
    }
  if (!sek_page_submit (page, changeset))
    return;
  self->year_typed = FALSE;
  gtk_widget_activate_action (GTK_WIDGET (page), "win.go-to", "(ixxi)", (int) SEK_BUDGET_COLUMN, column,
                              G_GINT64_CONSTANT (0), year);
  gtk_widget_activate_action (GTK_WIDGET (page), "win.tell-undo", NULL);
}

static gboolean
make_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  primary (SEK_PAGE (widget));
  return TRUE;
}

static void
chosen_cb (SekRollPage *self)
{
  if (self->filling || self->model == NULL)
    return;
  keep_amounts (self);
  self->chosen = TRUE;
  sek_page_queue_refresh (SEK_PAGE (self));
}

static void
amounts_chosen_cb (SekRollPage *self)
{
  chosen_cb (self);
  if (self->filling || gtk_drop_down_get_selected (self->amounts) != AMOUNTS_PERCENT)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->percent), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->percent));
}

static void
year_typed_cb (SekRollPage *self)
{
  if (self->filling)
    return;
  self->year_typed = *gtk_editable_get_text (GTK_EDITABLE (self->year)) != '\0';
  self->chosen = TRUE;
  if (self->model != NULL)
    sek_page_queue_refresh (SEK_PAGE (self));
}

static void
sek_roll_page_finalize (GObject *object)
{
  SekRollPage *self = SEK_ROLL_PAGE (object);

  g_clear_object (&self->model);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (sek_roll_page_parent_class)->finalize (object);
}

static void
sek_roll_page_class_init (SekRollPageClass *klass)
{
  SekPageClass *page_class = SEK_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sek_roll_page_finalize;
  page_class->set_document = set_document;
  page_class->refresh = refresh;
  page_class->fill_form = fill_form;
  page_class->primary = primary;
}

/* In as many lines as the page is narrow. What takes the focus is the control, not its place. */
static void
add_control (SekRollPage *self, GtkWidget *control)
{
  GtkWidget *place = gtk_flow_box_child_new ();

  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (control, GTK_ALIGN_START);
  gtk_widget_set_focusable (place, FALSE);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (place), control);
  g_object_bind_property (control, "visible", place, "visible", G_BINDING_SYNC_CREATE);
  gtk_flow_box_append (self->controls, place);
}

static GtkEntry *
make_entry (const char *label, int chars)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), chars);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), chars);
  gtk_widget_set_tooltip_text (entry, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return GTK_ENTRY (entry);
}

/* Before the grid takes it for Enter. */
static void
add_key (SekRollPage *self)
{
  static const guint keys[] = { GDK_KEY_Return, GDK_KEY_KP_Enter, GDK_KEY_ISO_Enter };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                          gtk_shortcut_new (gtk_keyval_trigger_new (keys[i], GDK_CONTROL_MASK),
                                                            gtk_callback_action_new (make_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
sek_roll_page_init (SekRollPage *self)
{
  const char *amounts[] = { _("Same Amounts"), _("All Amounts 0"), _("Change by Per Cent"), NULL };
  GtkWidget *first = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *label = gtk_label_new (_("Year"));

  self->settings = g_settings_new (SEK_APPLICATION_ID);
  self->controls = GTK_FLOW_BOX (gtk_flow_box_new ());
  gtk_flow_box_set_selection_mode (self->controls, GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (self->controls, 3);
  gtk_widget_set_hexpand (GTK_WIDGET (self->controls), TRUE);
  gtk_box_append (sek_page_get_toolbar (SEK_PAGE (self)), GTK_WIDGET (self->controls));

  self->year = make_entry (_("Year of the draft"), 4);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (first), label);
  gtk_box_append (GTK_BOX (first), GTK_WIDGET (self->year));
  self->amounts = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (amounts));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->amounts), _("Amounts of lines and projects"));
  sek_speak_name_chooser (self->amounts, _("Amounts of lines and projects"));
  gtk_box_append (GTK_BOX (first), GTK_WIDGET (self->amounts));
  add_control (self, first);
  self->percent = make_entry (_("Change of amounts, %"), 6);
  gtk_entry_set_placeholder_text (self->percent, "2,5 %");
  add_control (self, GTK_WIDGET (self->percent));
  self->comments = GTK_CHECK_BUTTON (gtk_check_button_new_with_label (_("Keep comments")));
  add_control (self, GTK_WIDGET (self->comments));

  self->problem = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->problem, 0);
  gtk_label_set_wrap (self->problem, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "roll-problem");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_box_prepend (sek_page_get_body (SEK_PAGE (self)), GTK_WIDGET (self->problem));

  recall_amounts (self);
  g_settings_bind (self->settings, "roll-comments", self->comments, "active", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_swapped (self->year, "changed", G_CALLBACK (year_typed_cb), self);
  g_signal_connect_swapped (self->amounts, "notify::selected", G_CALLBACK (amounts_chosen_cb), self);
  g_signal_connect_swapped (self->percent, "changed", G_CALLBACK (chosen_cb), self);
  g_signal_connect_swapped (self->comments, "toggled", G_CALLBACK (chosen_cb), self);
  add_key (self);
  sek_page_suggest_primary (SEK_PAGE (self));
  sek_grid_set_title (sek_page_get_grid (SEK_PAGE (self)), _("What would be made"));
  sek_page_keep (SEK_PAGE (self), "roll");
}
