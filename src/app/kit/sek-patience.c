/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-patience.h"

#include <glib/gi18n-lib.h>

/* Waiting is shown only where it takes longer than this. */
#define PATIENCE_MS 300

struct _SekPatience
{
  GtkBox      parent_instance;

  GtkSpinner *spinner;
  guint       timeout;
};

G_DEFINE_FINAL_TYPE (SekPatience, sek_patience, GTK_TYPE_BOX)

static void
sek_patience_dispose (GObject *object)
{
  g_clear_handle_id (&SEK_PATIENCE (object)->timeout, g_source_remove);
  G_OBJECT_CLASS (sek_patience_parent_class)->dispose (object);
}

static void
sek_patience_class_init (SekPatienceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sek_patience_dispose;
}

static void
sek_patience_init (SekPatience *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 8);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
sek_patience_new (const char *action)
{
  SekPatience *self = g_object_new (SEK_TYPE_PATIENCE, NULL);
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));

  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), action);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->spinner));
  gtk_box_append (GTK_BOX (self), cancel);
  return GTK_WIDGET (self);
}

static gboolean
timeout_cb (gpointer user_data)
{
  SekPatience *self = user_data;

  self->timeout = 0;
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_spinner_start (self->spinner);
  return G_SOURCE_REMOVE;
}

void
sek_patience_start (SekPatience *self)
{
  if (self->timeout == 0)
    self->timeout = g_timeout_add (PATIENCE_MS, timeout_cb, self);
}

void
sek_patience_end (SekPatience *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  gtk_spinner_stop (self->spinner);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
