/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-column-dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-budget-edit.h"
#include "sek-budget.h"
#include "sek-column.h"
#include "sek-list-rows.h"

typedef struct
{
  GtkWidget          *parent; /* weak */
  SekRegister        *reg;
  SekColumnDialogFunc func;
  gpointer            user_data;
  GDestroyNotify      destroy;
  AdwMessageDialog   *dialog;
  AdwEntryRow        *title;
  AdwEntryRow        *year;
  AdwComboRow        *kind;
  AdwComboRow        *source;
  GtkSwitch          *comments; /* kept */
  AdwEntryRow        *percent;
  GtkWidget          *copying[2]; /* the rows of the two: not of an empty column */
  GArray             *sources; /* gint64, by position after «empty» */
  gboolean            import;
  gboolean            titled;  /* the person wrote a title */
  gboolean            filling;
} Dialog;

static void
free_dialog (gpointer data)
{
  Dialog *self = data;

  g_clear_weak_pointer (&self->parent);
  sek_register_unref (self->reg);
  g_array_unref (self->sources);
  if (self->destroy != NULL)
    self->destroy (self->user_data);
  g_free (self);
}

static gint64
get_source (Dialog *self)
{
  guint selected = adw_combo_row_get_selected (self->source);

  return selected > 0 && selected <= self->sources->len ? g_array_index (self->sources, gint64, selected - 1) : 0;
}

static int
get_year (Dialog *self)
{
  SekValue value;

  if (!sek_kind_parse (SEK_FIELD (budget_column, year), gtk_editable_get_text (GTK_EDITABLE (self->year)), 1, &value,
                       NULL)
      || value.type != SEK_VALUE_INTEGER)
    return 0;
  return (int) value.integer;
}

/* «Forslag budsjett 2024», as long as the person has not written another. */
static void
propose_title (Dialog *self)
{
  g_autofree char *title = NULL;

  if (self->titled)
    return;
  title = sek_budget_dup_column_title (self->reg, adw_combo_row_get_selected (self->kind),
                                       gtk_editable_get_text (GTK_EDITABLE (self->year)));
  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->title), title);
  self->filling = FALSE;
}

/* FALSE when it is no number, or takes more than there is. */
static gboolean
get_percent (Dialog *self, gint64 *hundredths)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->percent));

  *hundredths = 0;
  return text[strspn (text, " ")] == '\0' || sek_budget_parse_percent (text, hundredths, NULL);
}

static void
check_input (Dialog *self)
{
  gint64 hundredths;
  gboolean year = get_year (self) != 0, percent = get_percent (self, &hundredths);

  sek_row_mark (GTK_WIDGET (self->year), !year);
  sek_row_mark (GTK_WIDGET (self->percent), !percent);
  adw_message_dialog_set_response_enabled (self->dialog, "create",
                                           year && percent
                                               && *gtk_editable_get_text (GTK_EDITABLE (self->title)) != '\0');
}

/* An empty column has neither comments nor amounts, and an import brings its own. */
static void
show_copying (Dialog *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->copying); i++)
    gtk_widget_set_visible (self->copying[i], get_source (self) != 0 && !self->import);
}

static void
title_changed_cb (GtkEditable *editable, Dialog *self)
{
  if (!self->filling)
    self->titled = TRUE;
  check_input (self);
}

static void
year_changed_cb (GtkEditable *editable, Dialog *self)
{
  propose_title (self);
  check_input (self);
}

static void
percent_changed_cb (GtkEditable *editable, Dialog *self)
{
  check_input (self);
}

static void
kind_chosen_cb (AdwComboRow *row, GParamSpec *pspec, Dialog *self)
{
  propose_title (self);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, Dialog *self)
{
  SekColumnChoice choice = { .title = gtk_editable_get_text (GTK_EDITABLE (self->title)),
                             .year = get_year (self),
                             .kind = adw_combo_row_get_selected (self->kind),
                             .source = get_source (self),
                             .drop_comments = !gtk_switch_get_active (self->comments) };

  if (!g_str_equal (response, "create") || self->parent == NULL)
    return;
  get_percent (self, &choice.hundredths);
  self->func (&choice, self->user_data);
}

static void
source_chosen_cb (AdwComboRow *row, GParamSpec *pspec, Dialog *self)
{
  show_copying (self);
}

/* What a copy may do without, and how its amounts change. */
static void
add_copying (Dialog *self, AdwPreferencesGroup *group)
{
  GtkWidget *row = adw_action_row_new ();

  self->comments = GTK_SWITCH (gtk_switch_new ());
  gtk_switch_set_active (self->comments, TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->comments), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->comments), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Keep comments"),
                                  -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Keep comments"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (self->comments));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), GTK_WIDGET (self->comments));
  adw_preferences_group_add (group, row);
  self->copying[0] = row;
  self->percent = sek_group_append_entry (group, _("Change of amounts, %"));
  self->copying[1] = GTK_WIDGET (self->percent);
  show_copying (self);
}

static GtkWidget *
make_combo (const char *title, GtkStringList *list, guint selected)
{
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  g_object_unref (list);
  return row;
}

static GtkStringList *
list_kinds (void)
{
  GtkStringList *list = gtk_string_list_new (NULL);
  const SekChoices *choices = &SEK_FIELD (budget_column, kind)->choices;

  for (guint i = 0; i < choices->n_choices; i++)
    gtk_string_list_append (list, sek_word (&choices->choices[i].word, sek_program_language ()));
  return list;
}

static GtkStringList *
list_sources (Dialog *self)
{
  GtkStringList *list = gtk_string_list_new ((const char *const[]) { _("An empty column"), NULL });
  g_autoptr (GArray) columns = sek_budget_columns (self->reg);

  for (guint i = columns->len; i > 0; i--)
    {
      gint64 id = g_array_index (columns, gint64, i - 1);
      g_autofree char *text = g_strdup_printf (_("A copy of %s"),
                                               sek_register_get_budget_column (self->reg, id)->title);

      g_array_append_val (self->sources, id);
      gtk_string_list_append (list, text);
    }
  return list;
}

void
sek_column_dialog_present (GtkWidget *parent, SekRegister *reg, const SekColumnStart *start, SekColumnDialogFunc func,
                           gpointer user_data, GDestroyNotify destroy)
{
  int newest = sek_budget_newest_year (reg);
  g_autofree char *year = g_strdup_printf ("%d", start->year != 0 ? start->year
                                                 : newest != 0    ? newest + 1
                                                                  : sek_date_plan_year (sek_date_today ()));
  GtkWidget *group = adw_preferences_group_new ();
  Dialog *self = g_new0 (Dialog, 1);

  g_set_weak_pointer (&self->parent, parent);
  self->reg = sek_register_ref (reg);
  self->func = func;
  self->import = start->import;
  self->user_data = user_data;
  self->destroy = destroy;
  self->sources = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (parent)), _("New Column"),
    _("A copy is compared with the column that it comes from, whose closing balance is carried over to it.")));
  self->source = ADW_COMBO_ROW (make_combo (_("Start from"), list_sources (self), newest != 0 && !start->import ? 1
                                            : 0));
  for (guint i = 0; start->source != 0 && i < self->sources->len; i++)
    if (g_array_index (self->sources, gint64, i) == start->source)
      adw_combo_row_set_selected (self->source, i + 1);
  self->kind = ADW_COMBO_ROW (make_combo (_("Type"), list_kinds (), start->kind != SEK_NONE ? start->kind
                                          : SEK_COLUMN_KIND_PROPOSAL));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->source));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->kind));
  self->year = sek_group_append_entry (ADW_PREFERENCES_GROUP (group), _("Year"));
  gtk_editable_set_text (GTK_EDITABLE (self->year), year);
  self->title = sek_group_append_entry (ADW_PREFERENCES_GROUP (group), _("Title"));
  add_copying (self, ADW_PREFERENCES_GROUP (group));
  adw_message_dialog_set_extra_child (self->dialog, group);
  adw_message_dialog_add_responses (self->dialog, "cancel", _("_Cancel"), "create",
                                    start->import ? _("_Show Changes") : _("_Create"), NULL);
  adw_message_dialog_set_response_appearance (self->dialog, "create", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (self->dialog, "create");
  adw_message_dialog_set_close_response (self->dialog, "cancel");
  if (start->title != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->title), start->title);
  else
    propose_title (self);
  g_signal_connect (self->title, "changed", G_CALLBACK (title_changed_cb), self);
  g_signal_connect (self->year, "changed", G_CALLBACK (year_changed_cb), self);
  g_signal_connect (self->kind, "notify::selected", G_CALLBACK (kind_chosen_cb), self);
  g_signal_connect (self->source, "notify::selected", G_CALLBACK (source_chosen_cb), self);
  g_signal_connect (self->percent, "changed", G_CALLBACK (percent_changed_cb), self);
  g_signal_connect (self->dialog, "response", G_CALLBACK (response_cb), self);
  g_object_set_data_full (G_OBJECT (self->dialog), "sek-dialog", self, free_dialog);
  gtk_window_present (GTK_WINDOW (self->dialog));
  gtk_widget_grab_focus (GTK_WIDGET (self->year));
}
