/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-scenario-dialogs.h"

#include <glib/gi18n-lib.h>

#include "sek-tell.h"

static void
accepted_cb (AdwMessageDialog *dialog, const char *response, SekPage *page)
{
  gint64 *id = g_object_get_data (G_OBJECT (dialog), "scenario");
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (response, "accept") || sek_page_get_document (page) == NULL)
    return;
  if (!sek_document_accept (sek_page_get_document (page), *id, &error))
    sek_tell_error (GTK_WIDGET (page), _("The scenario was not accepted"), error);
  else
    gtk_widget_activate_action (GTK_WIDGET (page), "win.tell-undo", NULL);
}

void
sek_scenario_dialogs_accept (SekPage *page, const SekScenarioCase *at)
{
  guint n = at->items->len;
  GtkWidget *dialog;
  g_autofree char *heading = NULL, *body = NULL;

  heading = g_strdup_printf (_("Accept “%s”?"), at->name);
  body = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "%u change is made in the register, as one step that can be undone. The "
                                       "scenario itself goes.",
                                       "%u changes are made in the register, as one step that can be undone. The "
                                       "scenario itself goes.", n), n);
  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page))), heading, body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("Cancel"), "accept", _("Accept"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "accept", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "accept");
  g_object_set_data_full (G_OBJECT (dialog), "scenario", g_memdup2 (&at->id, sizeof at->id), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (accepted_cb), page, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static const SekScenarioItem *
find_item (GPtrArray *items, gint64 id)
{
  for (guint i = 0; i < items->len; i++)
    if (((SekScenarioItem *) items->pdata[i])->id == id)
      return items->pdata[i];
  return NULL;
}

static void
change_answered_cb (AdwMessageDialog *dialog, const char *response, SekPage *page)
{
  SekDocument *document = sek_page_get_document (page);
  SekRegister *reg = document != NULL ? sek_document_get_base (document) : NULL;
  gint64 id = *(gint64 *) g_object_get_data (G_OBJECT (dialog), "change");
  const SekScenarioChange *change = reg != NULL ? sek_register_get_scenario_change (reg, id) : NULL;
  g_autoptr (GPtrArray) items = change != NULL ? sek_scenario_read (reg, change->scenario) : NULL;
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("scenario");

  if (change == NULL || g_str_equal (response, "cancel"))
    return;
  if (g_str_equal (response, "keep"))
    sek_scenario_keep (reg, find_item (items, id), changeset);
  else
    {
      sek_changeset_set_action (changeset, SEK_ACTION_SCENARIO,
                                sek_register_get_scenario (reg, change->scenario)->name, NULL);
      sek_changeset_delete (changeset, reg, SEK_SCENARIO_CHANGE, id);
    }
  if (sek_page_submit (page, changeset))
    gtk_widget_activate_action (GTK_WIDGET (page), "win.tell-undo", NULL);
}

void
sek_scenario_dialogs_change (SekPage *page, const SekScenarioCase *at, gint64 id)
{
  const SekScenarioItem *item = find_item (at->items, id);
  SekRegister *reg = sek_document_get_base (sek_page_get_document (page));
  g_autofree char *heading = NULL, *body = NULL, *what = NULL;
  AdwMessageDialog *dialog;

  if (item == NULL)
    return;
  heading = sek_scenario_item_dup_name (reg, at->reg, item, sek_program_language ());
  what = sek_scenario_item_dup_what (reg, at->reg, item, sek_program_language ());
  body = item->why != NULL ? g_strdup_printf ("%s\n\n%s", what, item->why) : g_steal_pointer (&what);
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page))), heading,
                                                       body));
  adw_message_dialog_add_responses (dialog, "cancel", _("Cancel"), "remove", _("Remove from the Scenario"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "remove", ADW_RESPONSE_DESTRUCTIVE);
  if (item->fit == SEK_FIT_OTHER)
    {
      adw_message_dialog_add_response (dialog, "keep", _("Keep It All the Same"));
      adw_message_dialog_set_response_appearance (dialog, "keep", ADW_RESPONSE_SUGGESTED);
    }
  g_object_set_data_full (G_OBJECT (dialog), "change", g_memdup2 (&id, sizeof id), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (change_answered_cb), page, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
