/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-opener.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "sek-restore.h"
#include "sek-tell.h"

/* A file above this size is read in a thread. */
#define LARGE_BYTES (4 * 1024 * 1024)

struct _SekOpener
{
  SekWindow    *window;  /* borrowed */
  GtkStack     *main;
  GtkSpinner   *spinner;
  GtkLabel     *text;
  char         *waiting; /* what is opened when the question that is open was answered */
  char         *before;  /* the page of main while a file is read */
  GCancellable *reading;
  SekDocument  *read;    /* that is shown when the question that is open was answered */
};

SekOpener *
sek_opener_new (SekWindow *window, GtkStack *main, GtkSpinner *spinner, GtkLabel *text)
{
  SekOpener *self = g_new0 (SekOpener, 1);

  self->window = window;
  self->main = main;
  self->spinner = spinner;
  self->text = text;
  return self;
}

void
sek_opener_free (SekOpener *self)
{
  sek_opener_stop (self);
  g_free (self->waiting);
  g_free (self->before);
  g_free (self);
}

static void
show_end (SekOpener *self)
{
  g_clear_object (&self->reading);
  g_clear_object (&self->read);
  gtk_spinner_stop (self->spinner);
  gtk_stack_set_visible_child_name (self->main, self->before);
}

void
sek_opener_stop (SekOpener *self)
{
  if (self->reading == NULL)
    return;
  g_cancellable_cancel (self->reading);
  show_end (self);
}

static void
take (SekOpener *self, const char *path, SekDocument *document, GError *error)
{
  if (document != NULL)
    sek_window_set_document (self->window, document);
  else
    sek_restore_offer (self->window, path, error);
}

typedef struct
{
  SekWindow    *window; /* owned, so that its opener lives */
  SekOpener    *opener;
  GCancellable *reading;
  char         *path;
} Reading;

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SekDocument) document = NULL;

  /* A window that was closed meanwhile, or a person who gave it up, wants neither register nor error. */
  if (!g_cancellable_is_cancelled (reading->reading))
    {
      document = sek_document_open_finish (result, &error);
      if (document != NULL && sek_window_has_question (reading->window))
        g_set_object (&reading->opener->read, document);
      else
        {
          show_end (reading->opener);
          take (reading->opener, reading->path, document, error);
        }
    }
  g_object_unref (reading->reading);
  g_object_unref (reading->window);
  g_free (reading->path);
  g_free (reading);
}

static void
open_in_thread (SekOpener *self, const char *path)
{
  g_autofree char *name = g_filename_display_basename (path), *text = g_strdup_printf (_("Reading “%s” …"), name);
  Reading *reading = g_new0 (Reading, 1);

  g_free (self->before);
  self->before = g_strdup (gtk_stack_get_visible_child_name (self->main));
  self->reading = g_cancellable_new ();
  gtk_label_set_text (self->text, text);
  gtk_spinner_start (self->spinner);
  gtk_stack_set_visible_child_name (self->main, "opening");
  /* To Cancel. */
  gtk_widget_child_focus (GTK_WIDGET (self->main), GTK_DIR_TAB_FORWARD);
  *reading = (Reading) { g_object_ref (self->window), self, g_object_ref (self->reading), g_strdup (path) };
  sek_document_open_async (path, SEK_DOCUMENT_WRITE, self->reading, opened_cb, reading);
}

static gboolean
is_shown (SekWindow *window, const char *path)
{
  SekDocument *document = sek_window_get_document (window);
  g_autofree char *whole = g_canonicalize_filename (path, NULL);

  return document != NULL && g_strcmp0 (sek_document_get_path (document), whole) == 0
         && sek_document_check_file (document, NULL);
}

static void
open_now (SekWindow *window, gpointer user_data)
{
  const char *path = ((gpointer *) user_data)[1];
  SekOpener *self = ((gpointer *) user_data)[0];
  g_autoptr (SekDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  if (g_stat (path, &info) == 0 && info.st_size >= LARGE_BYTES)
    {
      open_in_thread (self, path);
      return;
    }
  document = sek_document_open (path, SEK_DOCUMENT_WRITE, &error);
  take (self, path, document, error);
}

static void
free_wish (gpointer data)
{
  g_free (((gpointer *) data)[1]);
  g_free (data);
}

void
sek_opener_open (SekOpener *self, const char *path)
{
  gpointer *wish;

  if (sek_window_has_question (self->window))
    {
      g_autofree char *name = g_filename_display_basename (path);
      g_autofree char *words = g_strdup_printf (_("“%s” will be opened when the question is answered"), name);

      g_free (self->waiting);
      self->waiting = g_strdup (path);
      sek_tell (GTK_WIDGET (self->window), words, NULL, NULL, NULL);
      return;
    }
  sek_opener_stop (self);
  if (is_shown (self->window, path))
    return;
  wish = g_new0 (gpointer, 2);
  wish[0] = self;
  wish[1] = g_strdup (path);
  sek_window_leave (self->window, open_now, wish, free_wish);
}

void
sek_opener_go_on (SekOpener *self)
{
  g_autofree char *path = NULL;

  if ((self->waiting == NULL && self->read == NULL) || sek_window_has_question (self->window))
    return;
  if (self->read != NULL)
    {
      g_autoptr (SekDocument) document = g_steal_pointer (&self->read);

      show_end (self);
      take (self, sek_document_get_path (document), document, NULL);
    }
  if (self->waiting == NULL)
    return;
  path = g_steal_pointer (&self->waiting);
  sek_opener_open (self, path);
}
