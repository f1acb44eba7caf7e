/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "sek-window-private.h"

/* Nothing is let go of unasked: a text that cannot be stored is corrected or given up first, and a question goes to the
 * register it is about. */

typedef struct
{
  SekWindow     *window; /* owned */
  SekWindowFunc  func;
  gpointer       user_data;
  GDestroyNotify destroy;
} Leaving;

static void
clear_leaving (gpointer data)
{
  Leaving *leaving = data;

  if (leaving->destroy != NULL)
    leaving->destroy (leaving->user_data);
  g_object_unref (leaving->window);
}

static void
release_leaving (gpointer data)
{
  g_rc_box_release_full (data, clear_leaving);
}

static void
closure_gone_cb (gpointer data, GClosure *closure)
{
  release_leaving (data);
}

static gboolean
leave_cb (gpointer user_data)
{
  Leaving *leaving = user_data;

  leaving->func (leaving->window, leaving->user_data);
  return G_SOURCE_REMOVE;
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, Leaving *leaving)
{
  if (g_str_equal (response, "discard"))
    /* Later: GTK 4.8 crashes on a dialog whose parent ends in the dialog's own click. */
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, leave_cb, g_rc_box_acquire (leaving), release_leaving);
  else
    gtk_widget_activate_action (GTK_WIDGET (leaving->window), "win.go-to-problem", NULL);
}

void
_sek_window_ask_to_leave (SekWindow *self, SekWindowFunc func, gpointer user_data, GDestroyNotify destroy)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _("A Text Was Not Stored"),
                                              _("One cell holds a text that could not be stored. Everything else is "
                                                "stored."));
  Leaving *leaving = g_rc_box_new0 (Leaving);

  *leaving = (Leaving) { g_object_ref (self), func, user_data, destroy };
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "correct", _("_Correct It"), "discard",
                                    _("_Discard the Text"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "correct");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "correct");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), leaving, closure_gone_cb, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
sek_window_leave (SekWindow *self, SekWindowFunc func, gpointer user_data, GDestroyNotify destroy)
{
  if (!_sek_window_settle (self))
    {
      _sek_window_ask_to_leave (self, func, user_data, destroy);
      return;
    }
  func (self, user_data);
  if (destroy != NULL)
    destroy (user_data);
}

gboolean
sek_window_has_question (SekWindow *self)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);
      GtkWindow *parent = window;

      /* Help and the like ask nothing. */
      if (!gtk_widget_get_visible (GTK_WIDGET (window)) || !gtk_window_get_modal (window)
          || GTK_IS_SHORTCUTS_WINDOW (window) || ADW_IS_ABOUT_WINDOW (window))
        continue;
      while ((parent = gtk_window_get_transient_for (parent)) != NULL)
        if (parent == GTK_WINDOW (self))
          return TRUE;
    }
  return FALSE;
}
