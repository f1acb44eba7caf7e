/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-audit-export.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-window.h"
#include "sek-write.h"

typedef struct
{
  SekBook  *book;
  char     *path;
  SekFormat format;
} Export;

static void
free_export (gpointer data)
{
  Export *export = data;

  sek_book_free (export->book);
  g_free (export->path);
  g_free (export);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Export *export = task_data;
  g_autoptr (GError) error = NULL;

  if (sek_book_write (export->book, export->path, export->format, 0, NULL, NULL, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Export *export = g_task_get_task_data (G_TASK (result));
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (source));
  g_autofree char *name = g_path_get_basename (export->path);
  g_autofree char *text = g_strdup_printf (_("“%s” was written"), name);
  g_autofree char *uri = g_filename_to_uri (export->path, NULL, NULL);
  g_autoptr (GError) error = NULL;
  gboolean ok = g_task_propagate_boolean (G_TASK (result), &error);

  /* The window was closed meanwhile: there is nobody to tell. */
  if (!SEK_IS_WINDOW (root))
    return;
  if (ok)
    sek_window_tell (SEK_WINDOW (root), text, _("Open"), "app.open-uri", g_variant_new_string (uri));
  else
    sek_window_tell_error (SEK_WINDOW (root), _("The File Was Not Written"), error);
}

void
sek_audit_export (GtkWidget *widget, const char *path, SekBook *book)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  Export *export = g_new0 (Export, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTask) task = NULL;

  export->book = book;
  export->path = g_strdup (path);
  if (!sek_format_from_path (path, &export->format, &error))
    {
      if (SEK_IS_WINDOW (root))
        sek_window_tell_error (SEK_WINDOW (root), _("The File Was Not Written"), error);
      free_export (export);
      return;
    }
  task = g_task_new (widget, NULL, written_cb, NULL);
  g_task_set_task_data (task, export, free_export);
  g_task_run_in_thread (task, write_in_thread);
}

/* --- asking for a name --------------------------------------------------------------------------------------------- */

static void
answered_cb (GtkNativeDialog *dialog, int response, GtkWidget *widget)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  SekAuditNamedFunc func = (SekAuditNamedFunc) g_object_get_data (G_OBJECT (dialog), "sek-func");
  const char *slash = path != NULL ? strrchr (path, '/') : NULL;

  if (path != NULL && strchr (slash != NULL ? slash : path, '.') == NULL)
    {
      char *whole = g_strconcat (path, g_object_get_data (G_OBJECT (dialog), "sek-suffix"), NULL);

      g_free (path);
      path = whole;
    }
  if (path != NULL)
    func (widget, path);
  /* A native chooser lives until its answer and no longer. */
  g_object_unref (dialog);
  g_object_unref (widget);
}

void
sek_audit_export_ask (GtkWidget *widget, const char *source, SekFormat format, SekAuditNamedFunc func)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_("Export Report"), GTK_WINDOW (gtk_widget_get_root (widget)),
                                                               GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), _("_Cancel"));
  g_autofree char *base = g_strdup (source);
  g_autofree char *name = NULL;
  char *dot = strrchr (base, '.');

  if (dot != NULL && dot != base)
    *dot = '\0';
  name = *base != '\0' ? g_strdup_printf (_("%s, audit%s"), base, sek_format_get_suffix (format)) : g_strconcat (_("audit"), sek_format_get_suffix (format), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  g_object_set_data (G_OBJECT (chooser), "sek-suffix", (gpointer) sek_format_get_suffix (format));
  g_object_set_data (G_OBJECT (chooser), "sek-func", (gpointer) func);
  g_signal_connect (chooser, "response", G_CALLBACK (answered_cb), g_object_ref (widget));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
