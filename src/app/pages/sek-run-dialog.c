/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-run-dialog.h"

#include <glib/gi18n-lib.h>

#include "sek-list-rows.h"
#include "sek-number.h"
#include "sek-speak.h"

typedef struct
{
  GtkWidget        *parent; /* weak */
  AdwMessageDialog *dialog;
  AdwEntryRow      *issued_on;
  AdwEntryRow      *due_on;
  AdwEntryRow      *note;
  GtkLabel         *problem;
  int               year;
  SekRunDialogFunc  func;
  gpointer          user_data;
} Dialog;

static void
free_dialog (gpointer data)
{
  Dialog *self = data;

  g_clear_weak_pointer (&self->parent);
  g_free (self);
}

static gboolean
read_date (AdwEntryRow *row, SekDate *date, GError **error)
{
  return sek_date_parse (gtk_editable_get_text (GTK_EDITABLE (row)), date, error);
}

/* Both days; what is wrong with them is said under them. */
static gboolean
read_dates (Dialog *self, SekDate *issued_on, SekDate *due_on)
{
  g_autoptr (GError) of_issue = NULL, of_due = NULL;
  gboolean right = read_date (self->issued_on, issued_on, &of_issue), later = read_date (self->due_on, due_on, &of_due);
  const char *problem = "";

  if (!right)
    problem = of_issue->message;
  else if (!later)
    problem = of_due->message;
  else if (*due_on < *issued_on)
    problem = _("The due date is before the invoice date. Write a later one.");
  later = later && (!right || *due_on >= *issued_on);
  sek_row_mark (GTK_WIDGET (self->issued_on), !right);
  sek_row_mark (GTK_WIDGET (self->due_on), !later);
  gtk_label_set_text (self->problem, problem);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), *problem != '\0');
  gtk_accessible_update_property (GTK_ACCESSIBLE (right ? self->due_on : self->issued_on),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, problem, -1);
  return right && later;
}

static void
date_changed_cb (GtkEditable *editable, Dialog *self)
{
  SekDate issued_on, due_on;

  adw_message_dialog_set_response_enabled (self->dialog, "issue", read_dates (self, &issued_on, &due_on));
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, Dialog *self)
{
  SekDate issued_on, due_on;

  if (g_str_equal (response, "issue") && self->parent != NULL && read_dates (self, &issued_on, &due_on))
    self->func (self->year, issued_on, due_on, gtk_editable_get_text (GTK_EDITABLE (self->note)), self->user_data);
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

static AdwEntryRow *
add_date (AdwPreferencesGroup *group, const SekField *field, SekDate date)
{
  g_autofree char *text = sek_date_format (date, SEK_DATE_NUMERIC, SEK_LANGUAGE_NB);

  return add_entry (group, field, text);
}

/* «64 fakturaer, til sammen 6 283 546 kr.» */
static char *
dup_body (const SekInvoices *invoices)
{
  g_autofree char *count = sek_number_format_count (invoices->invoices->len),
                  *told = sek_fill (g_dngettext (GETTEXT_PACKAGE, "%s invoice", "%s invoices", invoices->invoices->len),
                                    count, NULL),
                  *sum = sek_number_format_kroner (sek_invoices_get_sum (invoices));

  return g_strdup_printf (_("%s, %s in all."), told, sum);
}

/* What is lacking, a line each; "" for nothing. */
static char *
dup_lacks (const SekInvoices *invoices)
{
  GString *lines = g_string_new (NULL);

  for (guint bit = 1; bit <= SEK_LACKS_DECISION; bit <<= 1)
    {
      guint n = (SEK_LACKS_TO_SEND & bit) != 0 ? sek_invoices_count (invoices, bit) : 0;
      const char *word = sek_lacks_get_word (bit, sek_program_language ());
      g_autofree char *count = sek_number_format_count (n), *line = NULL;

      if (n > 0)
        line = sek_fill (g_dngettext (GETTEXT_PACKAGE, "%s invoice is without %s.", "%s invoices are without %s.", n),
                         count, word, NULL);
      else if ((invoices->lacks & bit) != 0)
        line = g_strdup_printf (_("For all of them is missing: %s."), word);
      if (line != NULL)
        g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", line);
    }
  return g_string_free (lines, FALSE);
}

void
sek_run_dialog_present (GtkWidget *parent, const SekInvoices *invoices, SekRunDialogFunc func, gpointer user_data)
{
  GtkWidget *group = adw_preferences_group_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *label;
  g_autofree char *body = dup_body (invoices), *lacks = dup_lacks (invoices), *title = NULL;
  Dialog *self = g_new0 (Dialog, 1);

  g_set_weak_pointer (&self->parent, parent);
  self->year = invoices->year;
  self->func = func;
  self->user_data = user_data;
  title = g_strdup_printf (_("Issue the Fees of %d?"), invoices->year);
  self->dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (parent)), title, body));
  gtk_box_append (GTK_BOX (box), group);
  self->issued_on = add_date (ADW_PREFERENCES_GROUP (group), SEK_FIELD (fee_run, issued_on), invoices->issued_on);
  self->due_on = add_date (ADW_PREFERENCES_GROUP (group), SEK_FIELD (fee_run, due_on), invoices->due_on);
  self->note = add_entry (ADW_PREFERENCES_GROUP (group), SEK_FIELD (fee_run, note), "");
  self->problem = GTK_LABEL (sek_wrapped_label_new ("", "error"));
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->problem));
  label = sek_wrapped_label_new (lacks, "error");
  gtk_widget_set_visible (label, *lacks != '\0');
  gtk_box_append (GTK_BOX (box), label);
  label = sek_wrapped_label_new (_("What is issued never changes again, and undo stops there. What differs later is "
                                   "issued in another run."),
                                 "dim-label");
  gtk_box_append (GTK_BOX (box), label);
  adw_message_dialog_set_extra_child (self->dialog, box);
  adw_message_dialog_add_responses (self->dialog, "cancel", _("_Cancel"), "issue",
                                    *lacks != '\0' ? _("_Issue Anyway") : _("_Issue"), NULL);
  adw_message_dialog_set_response_appearance (self->dialog, "issue",
                                              *lacks != '\0' ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (self->dialog, *lacks != '\0' ? "cancel" : "issue");
  adw_message_dialog_set_close_response (self->dialog, "cancel");
  g_signal_connect (self->issued_on, "changed", G_CALLBACK (date_changed_cb), self);
  g_signal_connect (self->due_on, "changed", G_CALLBACK (date_changed_cb), self);
  g_signal_connect (self->dialog, "response", G_CALLBACK (response_cb), self);
  g_object_set_data_full (G_OBJECT (self->dialog), "sek-dialog", self, free_dialog);
  gtk_window_present (GTK_WINDOW (self->dialog));
  gtk_widget_grab_focus (GTK_WIDGET (self->issued_on));
}
