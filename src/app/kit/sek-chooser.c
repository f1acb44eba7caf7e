/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-chooser.h"

#include <glib/gi18n-lib.h>

GtkFileChooserNative *
sek_chooser_new (GtkWidget *parent, const char *title, GtkFileChooserAction action, const char *accept)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (parent));
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (title, window, action, accept, _("_Cancel"));

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  return chooser;
}

char *
sek_chooser_dup_path (GtkNativeDialog *chooser, int response)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser))
                                                           : NULL;

  return file != NULL ? g_file_get_path (file) : NULL;
}
