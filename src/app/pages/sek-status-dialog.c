/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-status-dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-budget-edit.h"
#include "sek-list-rows.h"
#include "sek-speak.h"
#include "sek-status.h"

typedef struct
{
  GtkWidget          *parent; /* weak */
  SekRegister        *reg;
  gint64              column;
  SekStatusDialogFunc func;
  gpointer            user_data;
  AdwMessageDialog   *dialog;
  AdwComboRow        *status;
  AdwEntryRow        *organ;
  AdwEntryRow        *date;
  AdwEntryRow        *case_number;
  AdwEntryRow        *by_whom;
  AdwActionRow       *becomes_row;
  GtkSwitch          *becomes; /* a proposal becomes the budget */
  GtkLabel           *warning; /* of what sealing is */
  GtkLabel           *problem; /* with the day */
  char               *title;   /* that the budget would have */
  gboolean            typed;   /* the person wrote a body */
  gboolean            dated;   /* or a day */
  gboolean            filling;
} Dialog;

static void
free_dialog (gpointer data)
{
  Dialog *self = data;

  g_clear_weak_pointer (&self->parent);
  sek_register_unref (self->reg);
  g_free (self->title);
  g_free (self);
}

static const SekBudgetColumn *
get_column (Dialog *self)
{
  return sek_register_get_budget_column (self->reg, self->column);
}

static const char *
get_text (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

/* The body that last took such a step, of whichever column; what is usual where none did. Free with g_free(). */
static char *
dup_usual_organ (Dialog *self, gint64 status)
{
  static const SekWord board = { { "styret", "styret", "the board" } };
  static const SekWord council = { { "representantskapet", "representantskapet", "the council" } };
  SekTableIter iter;
  const SekStatusStep *step, *last = NULL;
  SekScope scope;

  sek_table_iter_init (&iter, sek_register_get_table (self->reg, SEK_STATUS_STEP));
  while ((step = (const SekStatusStep *) sek_table_iter_next (&iter)) != NULL)
    if (step->status == status && step->organ != NULL && (last == NULL || step->position > last->position))
      last = step;
  if (last != NULL)
    return g_strdup (last->organ);
  /* It stands in tables, and so is in their language. */
  sek_scope_init (&scope, self->reg);
  return g_strdup (status == SEK_STATUS_RECOMMENDED ? sek_word (&board, scope.language)
                   : status == SEK_STATUS_ADOPTED   ? sek_word (&council, scope.language)
                                                    : "");
}

/* What a step of this kind asks for. */
static void
show_status (Dialog *self)
{
  gint64 status = adw_combo_row_get_selected (self->status);
  gboolean seals = status == SEK_STATUS_SEALED;
  g_autofree char *organ = dup_usual_organ (self, status),
                  *today = sek_date_format (sek_date_today (), SEK_DATE_NUMERIC, sek_program_language ());

  gtk_widget_set_visible (GTK_WIDGET (self->warning), seals);
  gtk_widget_set_visible (GTK_WIDGET (self->becomes_row),
                          status == SEK_STATUS_ADOPTED && get_column (self)->kind == SEK_COLUMN_KIND_PROPOSAL);
  adw_message_dialog_set_response_label (self->dialog, "record", seals ? _("_Seal") : _("_Record"));
  adw_message_dialog_set_response_appearance (self->dialog, "record",
                                              seals ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  self->filling = TRUE;
  if (!self->typed)
    gtk_editable_set_text (GTK_EDITABLE (self->organ), organ);
  /* Sealing is no resolution: the table tells when the column was adopted. */
  if (!self->dated)
    gtk_editable_set_text (GTK_EDITABLE (self->date), seals ? "" : today);
  self->filling = FALSE;
}

static void
status_chosen_cb (AdwComboRow *row, GParamSpec *pspec, Dialog *self)
{
  show_status (self);
}

static void
organ_changed_cb (GtkEditable *editable, Dialog *self)
{
  self->typed |= !self->filling;
}

static void
date_changed_cb (GtkEditable *editable, Dialog *self)
{
  const char *text = gtk_editable_get_text (editable);
  g_autoptr (GError) error = NULL;
  SekDate date;
  gboolean right = text[strspn (text, " ")] == '\0' || sek_date_parse (text, &date, &error);

  self->dated |= !self->filling;
  sek_row_mark (GTK_WIDGET (self->date), !right);
  gtk_label_set_text (self->problem, right ? "" : error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), !right);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->date), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  right ? "" : error->message, -1);
  adw_message_dialog_set_response_enabled (self->dialog, "record", right);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, Dialog *self)
{
  gboolean becomes = gtk_widget_get_visible (GTK_WIDGET (self->becomes_row)) && gtk_switch_get_active (self->becomes);
  SekStatusDecision decision = { .status = adw_combo_row_get_selected (self->status),
                                 .organ = get_text (self->organ),
                                 .decided_on = get_text (self->date),
                                 .case_number = get_text (self->case_number),
                                 .by_whom = get_text (self->by_whom),
                                 .kind = becomes ? SEK_COLUMN_KIND_BUDGET : SEK_NONE,
                                 .title = becomes ? self->title : NULL };

  if (g_str_equal (response, "record") && self->parent != NULL)
    self->func (self->column, &decision, self->user_data);
}

static AdwEntryRow *
add_entry (AdwPreferencesGroup *group, const SekField *field, const char *text)
{
  const char *title = sek_word (&field->title, sek_program_language ());
  AdwEntryRow *row = sek_group_append_entry (group, title);

  gtk_editable_set_text (GTK_EDITABLE (row), text);
  sek_speak_name_entry (GTK_EDITABLE (row), title);
  return row;
}

static void
add_status (Dialog *self, AdwPreferencesGroup *group)
{
  GtkStringList *list = gtk_string_list_new (NULL);
  const SekField *field = SEK_FIELD (status_step, status);
  gint64 now = get_column (self)->status;

  for (guint i = 0; i < field->choices.n_choices; i++)
    gtk_string_list_append (list, sek_word (&field->choices.choices[i].word, sek_program_language ()));
  self->status = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->status),
                                 sek_word (&field->title, sek_program_language ()));
  adw_combo_row_set_model (self->status, G_LIST_MODEL (list));
  adw_combo_row_set_selected (self->status, (guint) MIN (now + 1, SEK_STATUS_SEALED));
  adw_preferences_group_add (group, GTK_WIDGET (self->status));
  g_object_unref (list);
}

static void
add_becomes (Dialog *self, AdwPreferencesGroup *group)
{
  g_autofree char *year = g_strdup_printf ("%d", (int) get_column (self)->year), *subtitle = NULL;
  GtkWidget *row = adw_action_row_new ();

  self->title = sek_budget_dup_column_title (self->reg, SEK_COLUMN_KIND_BUDGET, year);
  subtitle = g_strdup_printf (_("The proposal becomes “%s”"), self->title);
  self->becomes_row = ADW_ACTION_ROW (row);
  self->becomes = GTK_SWITCH (gtk_switch_new ());
  gtk_switch_set_active (self->becomes, TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->becomes), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->becomes), GTK_ACCESSIBLE_PROPERTY_LABEL, subtitle, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Make it the budget"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_set_subtitle (self->becomes_row, subtitle);
  adw_action_row_add_suffix (self->becomes_row, GTK_WIDGET (self->becomes));
  adw_action_row_set_activatable_widget (self->becomes_row, GTK_WIDGET (self->becomes));
  adw_preferences_group_add (group, row);
}

/* A sentence under the fields. */
static GtkLabel *
add_sentence (GtkBox *box, const char *text, const char *style)
{
  GtkWidget *label = sek_wrapped_label_new (text, style);

  gtk_widget_set_visible (label, FALSE);
  gtk_box_append (box, label);
  return GTK_LABEL (label);
}

void
sek_status_dialog_present (GtkWidget *parent, SekRegister *reg, gint64 column, SekStatusDialogFunc func,
                           gpointer user_data)
{
  GtkWidget *group = adw_preferences_group_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  g_autofree char *now = sek_status_dup_words (reg, column, sek_program_language ()), *body = NULL;
  Dialog *self = g_new0 (Dialog, 1);

  g_set_weak_pointer (&self->parent, parent);
  self->reg = sek_register_ref (reg);
  self->column = column;
  self->func = func;
  self->user_data = user_data;
  body = g_strdup_printf ("%s: %s", get_column (self)->title, now);
  self->dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (parent)),
                                                             _("Record the Status"), body));
  gtk_box_append (GTK_BOX (box), group);
  add_status (self, ADW_PREFERENCES_GROUP (group));
  self->organ = add_entry (ADW_PREFERENCES_GROUP (group), SEK_FIELD (status_step, organ), "");
  self->date = add_entry (ADW_PREFERENCES_GROUP (group), SEK_FIELD (status_step, decided_on), "");
  self->case_number = add_entry (ADW_PREFERENCES_GROUP (group), SEK_FIELD (status_step, case_number), "");
  self->by_whom = add_entry (ADW_PREFERENCES_GROUP (group), SEK_FIELD (status_step, by_whom), g_get_user_name ());
  add_becomes (self, ADW_PREFERENCES_GROUP (group));
  self->problem = add_sentence (GTK_BOX (box), "", "error");
  self->warning = add_sentence (GTK_BOX (box), _("A sealed column never changes again, and undo stops there. Later "
                                                 "changes are made in an adjusted budget."), "dim-label");
  adw_message_dialog_set_extra_child (self->dialog, box);
  adw_message_dialog_add_responses (self->dialog, "cancel", _("_Cancel"), "record", _("_Record"), NULL);
  adw_message_dialog_set_default_response (self->dialog, "record");
  adw_message_dialog_set_close_response (self->dialog, "cancel");
  show_status (self);
  g_signal_connect (self->status, "notify::selected", G_CALLBACK (status_chosen_cb), self);
  g_signal_connect (self->organ, "changed", G_CALLBACK (organ_changed_cb), self);
  g_signal_connect (self->date, "changed", G_CALLBACK (date_changed_cb), self);
  g_signal_connect (self->dialog, "response", G_CALLBACK (response_cb), self);
  g_object_set_data_full (G_OBJECT (self->dialog), "sek-dialog", self, free_dialog);
  gtk_window_present (GTK_WINDOW (self->dialog));
  gtk_widget_grab_focus (GTK_WIDGET (self->case_number));
}
