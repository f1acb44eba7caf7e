/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-export.h"

#include <glib/gi18n-lib.h>

#include "sek-chooser.h"
#include "sek-error.h"
#include "sek-member-sheets.h"
#include "sek-tell.h"

/* Shown only where writing takes longer than this. */
#define PATIENCE_MS 300

/* A book is read by one thread at a time, and kept by whoever may write it anew. */
typedef struct
{
  SekBook *book;
} Ready;

typedef enum
{
  JOB_BOOK,
  JOB_READY, /* a book that was made already */
  JOB_MEMBER_SHEETS, /* path is a folder */
  JOB_COPY,          /* of the register itself */
} Job;

typedef struct
{
  Job           job;
  SekReport     report;
  SekTableId    tables[SEK_N_TABLES];
  guint         n;
  Ready        *ready;
  char         *path;
  SekFormat     format;
  SekSaveFlags  flags;
  char         *register_path;
  GPtrArray    *written; /* names of the files of JOB_MEMBER_SHEETS */
  int           fraction; /* in thousandths, written by the thread */
} Export;

/* What the window shows meanwhile. */
typedef struct
{
  GtkWindow      *parent; /* owned */
  GCancellable   *cancellable;
  GtkWidget      *dialog;
  GtkProgressBar *bar;
  Export         *export; /* the task's */
  guint           timeout;
} Waiting;

static void
clear_ready (gpointer data)
{
  sek_book_free (((Ready *) data)->book);
}

static void
release_ready (Ready *ready)
{
  g_atomic_rc_box_release_full (ready, clear_ready);
}

static void
free_export (gpointer data)
{
  Export *export = data;

  g_clear_pointer (&export->ready, release_ready);
  sek_report_clear (&export->report);
  g_free (export->path);
  g_free (export->register_path);
  g_clear_pointer (&export->written, g_ptr_array_unref);
  g_free (export);
}

static void
progress_cb (double fraction, gpointer user_data)
{
  g_atomic_int_set (&((Export *) user_data)->fraction, (int) (fraction * 1000));
}

static void
write_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Export *export = task_data;
  g_autoptr (GError) error = NULL;
  gboolean ok;

  if (export->job == JOB_COPY)
    ok = sek_journal_copy_file (export->register_path, export->path, TRUE, progress_cb, export, cancellable, &error);
  else if (export->job == JOB_MEMBER_SHEETS)
    ok = sek_report_write_member_sheets (&export->report, export->path, export->format, export->flags, progress_cb,
                                         export, cancellable, &export->written, &error);
  else if (export->job == JOB_READY)
    ok = sek_book_write (export->ready->book, export->path, export->format, export->flags, progress_cb, export,
                         cancellable, &error);
  else
    {
      g_autoptr (SekBook) book = sek_report_make_book (&export->report, export->tables, export->n, &error);

      ok = book != NULL
           && sek_book_write (book, export->path, export->format, export->flags, progress_cb, export, cancellable,
                              &error);
    }
  if (ok)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* --- waiting ------------------------------------------------------------------------------------------------------ */

static void
cancel_cb (AdwMessageDialog *dialog, const char *response, Waiting *waiting)
{
  g_cancellable_cancel (waiting->cancellable);
  waiting->dialog = NULL;
}

static gboolean
waiting_cb (gpointer user_data)
{
  Waiting *waiting = user_data;

  if (waiting->dialog == NULL && !g_cancellable_is_cancelled (waiting->cancellable))
    {
      waiting->dialog = adw_message_dialog_new (waiting->parent, _("Saving the File"), NULL);
      waiting->bar = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
      adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (waiting->dialog), GTK_WIDGET (waiting->bar));
      adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (waiting->dialog), "cancel", _("_Cancel"));
      g_signal_connect (waiting->dialog, "response", G_CALLBACK (cancel_cb), waiting);
      gtk_window_present (GTK_WINDOW (waiting->dialog));
    }
  if (waiting->dialog != NULL)
    gtk_progress_bar_set_fraction (waiting->bar, g_atomic_int_get (&waiting->export->fraction) / 1000.0);
  return G_SOURCE_CONTINUE;
}

static void start (GtkWindow *parent, Export *export);

static Export *
copy_export (const Export *export)
{
  Export *copy = g_new0 (Export, 1);

  *copy = *export;
  if (export->report.data.reg != NULL)
    sek_report_copy (&copy->report, &export->report);
  if (export->ready != NULL)
    g_atomic_rc_box_acquire (copy->ready);
  copy->written = NULL;
  copy->path = g_strdup (export->path);
  copy->register_path = g_strdup (export->register_path);
  copy->fraction = 0;
  return copy;
}

static void
replace_response_cb (AdwMessageDialog *dialog, const char *response, GtkWindow *parent)
{
  Export *export = g_object_get_data (G_OBJECT (dialog), "sek-export");

  if (!g_str_equal (response, "replace"))
    return;
  export = copy_export (export);
  export->flags |= SEK_SAVE_REPLACE_OPEN;
  start (parent, export);
}

/* Another program has the file open: only the person can tell whether it may be replaced. */
static void
ask_to_replace (GtkWindow *parent, const Export *export, const GError *error)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, _("Replace the Open File?"), error->message);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "replace", _("_Replace"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "replace", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "sek-export", copy_export (export), free_export);
  g_signal_connect_object (dialog, "response", G_CALLBACK (replace_response_cb), parent, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- what was written --------------------------------------------------------------------------------------------- */

static void
listed_cb (AdwMessageDialog *dialog, const char *response, GtkWindow *parent)
{
  const char *uri = g_object_get_data (G_OBJECT (dialog), "sek-uri");

  if (g_str_equal (response, "open"))
    gtk_widget_activate_action (GTK_WIDGET (parent), "app.open-uri", "s", uri);
}

/* The names of the files, and above them why there are no more of them where something went wrong. */
static void
list_written (GtkWindow *parent, const Export *export, const GError *error)
{
  guint n = export->written != NULL ? export->written->len : 0;
  g_autofree char *heading = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u Member Sheet Was Saved",
                                                           "%u Member Sheets Were Saved", n),
                                              n);
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, error != NULL ? error->message : export->path);
  GtkWidget *scrolled = gtk_scrolled_window_new (), *list;
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? "\n" : "", (const char *) export->written->pdata[i]);
  list = gtk_label_new (names->str);
  gtk_label_set_xalign (GTK_LABEL (list), 0);
  gtk_label_set_selectable (GTK_LABEL (list), TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (list), PANGO_ELLIPSIZE_MIDDLE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 280);
  gtk_widget_set_size_request (scrolled, 400, -1);
  if (n > 0)
    adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), scrolled);
  else
    g_object_unref (g_object_ref_sink (scrolled));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"), "open", _("_Open the Folder"),
                                    NULL);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "open", n > 0);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  g_object_set_data_full (G_OBJECT (dialog), "sek-uri", g_filename_to_uri (export->path, NULL, NULL), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (listed_cb), parent, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Waiting *waiting = user_data;
  g_autofree char *name = g_path_get_basename (waiting->export->path);
  g_autofree char *text = g_strdup_printf (_("“%s” was saved"), name);
  g_autofree char *uri = g_filename_to_uri (waiting->export->path, NULL, NULL);
  g_autoptr (GError) error = NULL;
  gboolean ok = g_task_propagate_boolean (G_TASK (result), &error);

  g_source_remove (waiting->timeout);
  if (waiting->dialog != NULL)
    {
      g_signal_handlers_disconnect_by_func (waiting->dialog, cancel_cb, waiting);
      gtk_window_destroy (GTK_WINDOW (waiting->dialog));
    }
  if (!ok && g_error_matches (error, SEK_ERROR, SEK_ERROR_BUSY) && waiting->export->job != JOB_COPY)
    ask_to_replace (waiting->parent, waiting->export, error);
  else if (waiting->export->job == JOB_MEMBER_SHEETS)
    list_written (waiting->parent, waiting->export, error);
  else if (ok && waiting->export->job == JOB_COPY)
    sek_tell (GTK_WIDGET (waiting->parent), text, NULL, NULL, NULL);
  else if (ok)
    sek_tell (GTK_WIDGET (waiting->parent), text, _("Open"), "app.open-uri", g_variant_new_string (uri));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    sek_tell (GTK_WIDGET (waiting->parent), _("Cancelled; the file is as it was"), NULL, NULL, NULL);
  else
    sek_tell_error (GTK_WIDGET (waiting->parent), _("The File Was Not Saved"), error);
  g_object_unref (waiting->cancellable);
  g_object_unref (waiting->parent);
  g_free (waiting);
}

/* Takes export. */
static void
start (GtkWindow *parent, Export *export)
{
  Waiting *waiting = g_new0 (Waiting, 1);
  GTask *task;

  waiting->parent = g_object_ref (parent);
  waiting->cancellable = g_cancellable_new ();
  waiting->export = export;
  waiting->timeout = g_timeout_add (PATIENCE_MS, waiting_cb, waiting);
  task = g_task_new (parent, waiting->cancellable, written_cb, waiting);
  g_task_set_task_data (task, export, free_export);
  g_task_run_in_thread (task, write_in_thread);
  g_object_unref (task);
}

static void
set_report (Export *export, SekDocument *document, const SekReport *report)
{
  if (report != NULL)
    sek_report_copy_apart (&export->report, report);
  else
    sek_report_init (&export->report, document);
}

void
sek_export_member_sheets_to (GtkWindow *parent, SekDocument *document, const SekReport *report, const char *folder)
{
  Export *export = g_new0 (Export, 1);

  export->job = JOB_MEMBER_SHEETS;
  export->format = SEK_FORMAT_XLSX;
  set_report (export, document, report);
  export->path = g_strdup (folder);
  start (parent, export);
}

/* A job for a path whose suffix is a format's; NULL when it is none, and the person was told. */
static Export *
make_export (GtkWindow *parent, Job job, const char *path)
{
  g_autoptr (GError) error = NULL;
  SekFormat format;
  Export *export;

  if (!sek_format_from_path (path, &format, &error))
    {
      sek_tell_error (GTK_WIDGET (parent), _("The File Was Not Saved"), error);
      return NULL;
    }
  export = g_new0 (Export, 1);
  export->job = job;
  export->format = format;
  export->path = g_strdup (path);
  return export;
}

void
sek_export_to (GtkWindow *parent, SekDocument *document, const SekReport *report, const SekTableId *tables, guint n,
               const char *path)
{
  Export *export = make_export (parent, JOB_BOOK, path);

  if (export == NULL)
    return;
  set_report (export, document, report);
  export->n = MIN (n, SEK_N_TABLES);
  memcpy (export->tables, tables, sizeof *tables * export->n);
  start (parent, export);
}

/* Takes book. */
static Ready *
make_ready (SekBook *book)
{
  Ready *ready = g_atomic_rc_box_new (Ready);

  ready->book = book;
  return ready;
}

static void
write_ready (GtkWindow *parent, Ready *ready, const char *path)
{
  Export *export = make_export (parent, JOB_READY, path);

  if (export == NULL)
    return;
  export->ready = g_atomic_rc_box_acquire (ready);
  start (parent, export);
}

void
sek_export_book_to (GtkWindow *parent, SekBook *book, const char *path)
{
  Ready *ready = make_ready (book);

  write_ready (parent, ready, path);
  release_ready (ready);
}

/* No thread can open a file whose name is gone: all that is left of it is what the register holds open itself. Nothing
 * can be stored there any more, so the copy is offered to go on with. */
static void
copy_vanished (GtkWindow *parent, SekDocument *document, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *text = g_strdup_printf (_("“%s” was saved"), name);
  g_autoptr (GError) error = NULL;

  if (sek_journal_copy (sek_document_get_journal (document), path, TRUE, &error))
    sek_tell (GTK_WIDGET (parent), text, _("Open"), "win.open-path", g_variant_new_string (path));
  else
    sek_tell_error (GTK_WIDGET (parent), _("The File Was Not Saved"), error);
}

void
sek_export_copy_to (GtkWindow *parent, SekDocument *document, const char *path)
{
  Export *export;

  if (!sek_document_check_file (document, NULL))
    {
      copy_vanished (parent, document, path);
      return;
    }
  export = g_new0 (Export, 1);
  export->job = JOB_COPY;
  export->path = g_strdup (path);
  export->register_path = g_strdup (sek_document_get_path (document));
  start (parent, export);
}

/* --- asking for a name -------------------------------------------------------------------------------------------- */

typedef struct
{
  GtkWindow *parent; /* owned */
  SekDocument *document; /* owned */
  Job        job;
  SekReport  report; /* without a register: the program's own choice */
  SekTableId tables[SEK_N_TABLES];
  guint      n;
  Ready     *ready;
  SekFormat  format;
} Question;

static void
name_chosen_cb (GtkNativeDialog *dialog, int response, Question *question)
{
  g_autofree char *path = sek_chooser_dup_path (dialog, response);
  const char *suffix = question->job == JOB_COPY ? ".sekretariat" : sek_format_get_suffix (question->format);
  const SekReport *report = question->report.data.reg != NULL ? &question->report : NULL;

  if (path != NULL && question->job != JOB_MEMBER_SHEETS && strrchr (path, '.') < strrchr (path, '/'))
    {
      char *whole = g_strconcat (path, suffix, NULL);

      g_free (path);
      path = whole;
    }
  if (path != NULL && question->job == JOB_COPY)
    sek_export_copy_to (question->parent, question->document, path);
  else if (path != NULL && question->job == JOB_MEMBER_SHEETS)
    sek_export_member_sheets_to (question->parent, question->document, report, path);
  else if (path != NULL && question->job == JOB_READY)
    write_ready (question->parent, question->ready, path);
  else if (path != NULL)
    sek_export_to (question->parent, question->document, report, question->tables, question->n, path);
  g_object_unref (dialog);
  g_object_unref (question->parent);
  g_object_unref (question->document);
  sek_report_clear (&question->report);
  g_clear_pointer (&question->ready, release_ready);
  g_free (question);
}

/* name is NULL for a folder. */
static void
ask (Question *question, const char *title, const char *name)
{
  GtkFileChooserAction action = name != NULL ? GTK_FILE_CHOOSER_ACTION_SAVE : GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER;
  GtkFileChooserNative *chooser = sek_chooser_new (GTK_WIDGET (question->parent), title, action,
                                                   name != NULL ? _("_Save") : _("_Choose"));
  g_autofree char *folder = g_path_get_dirname (sek_document_get_path (question->document));
  g_autoptr (GFile) place = g_file_new_for_path (folder);

  gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (chooser), place, NULL);
  if (name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  g_signal_connect (chooser, "response", G_CALLBACK (name_chosen_cb), question);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static Question *
make_question (GtkWindow *parent, SekDocument *document, Job job, const SekReport *report)
{
  Question *question = g_new0 (Question, 1);

  question->parent = g_object_ref (parent);
  question->document = g_object_ref (document);
  question->job = job;
  if (report != NULL)
    sek_report_copy (&question->report, report);
  return question;
}

void
sek_export_ask (GtkWindow *parent, SekDocument *document, const SekReport *report, const SekTableId *tables, guint n,
                SekFormat format)
{
  Question *question = make_question (parent, document, JOB_BOOK, report);
  SekScope scope;
  g_autofree char *name = NULL;
  int year;

  sek_scope_init (&scope, sek_document_get_register (document));
  year = report != NULL ? report->options.year : scope.year;
  name = n == 1 ? g_strdup_printf ("%s %d%s", sek_table_get_id (tables[0]), year, sek_format_get_suffix (format))
                : g_strdup_printf ("%s %d%s", _("budget"), year, sek_format_get_suffix (format));
  question->n = MIN (n, SEK_N_TABLES);
  memcpy (question->tables, tables, sizeof *tables * question->n);
  question->format = format;
  ask (question, _("Export"), name);
}

void
sek_export_book_ask (GtkWindow *parent, SekDocument *document, SekBook *book, const char *name, SekFormat format)
{
  Question *question = make_question (parent, document, JOB_READY, NULL);
  g_autofree char *whole = g_strconcat (name, sek_format_get_suffix (format), NULL);

  question->ready = make_ready (book);
  question->format = format;
  ask (question, _("Export"), whole);
}

void
sek_export_member_sheets (GtkWindow *parent, SekDocument *document, const SekReport *report)
{
  ask (make_question (parent, document, JOB_MEMBER_SHEETS, report), _("Folder for the Member Sheets"), NULL);
}

void
sek_export_copy (GtkWindow *parent, SekDocument *document)
{
  Question *question = make_question (parent, document, JOB_COPY, NULL);
  g_autofree char *stem = sek_document_dup_stem (sek_document_get_path (document));
  g_autofree char *copy = g_strdup_printf (_("%s (copy).sekretariat"), stem);

  ask (question, _("Save a Copy"), copy);
}
