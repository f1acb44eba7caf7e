/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-restore.h"

#include <glib/gi18n-lib.h>

#include "sek-chooser.h"
#include "sek-error.h"
#include "sek-list-stop.h"
#include "sek-tell.h"

/* --- putting back ----------------------------------------------------------------------------------------------- */

typedef struct
{
  SekWindow      *window; /* owned */
  SekBackupFile *backup;
  char           *path;   /* the register that is offered, or the new file */
  GError         *error;  /* why the register could not be opened */
} Job;

static Job *
make_job (SekWindow *window, const SekBackupFile *backup, const char *path)
{
  Job *job = g_new0 (Job, 1);

  job->window = g_object_ref (window);
  job->backup = backup != NULL ? sek_backup_file_copy (backup) : NULL;
  job->path = g_strdup (path);
  return job;
}

static void
free_job (gpointer data)
{
  Job *job = data;

  g_object_unref (job->window);
  sek_backup_file_free (job->backup);
  g_free (job->path);
  g_clear_error (&job->error);
  g_free (job);
}

static void
free_job_closure (gpointer data, GClosure *closure)
{
  free_job (data);
}

static void
restore_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Job *job = task_data;
  g_autoptr (GError) error = NULL;

  if (sek_backup_restore (job->backup, job->path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  const Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_autofree char *name = g_filename_display_basename (job->path);
      g_autofree char *text = g_strdup_printf (_("The backup was put back as “%s”"), name);

      sek_window_open (job->window, job->path);
      sek_tell (GTK_WIDGET (job->window), text, NULL, NULL, NULL);
    }
  else
    sek_tell_error (GTK_WIDGET (job->window), _("The Backup Was Not Put Back"), error);
}

void
sek_restore_to (SekWindow *window, const SekBackupFile *backup, const char *path)
{
  g_autoptr (GTask) task = g_task_new (window, NULL, restored_cb, NULL);

  g_task_set_task_data (task, make_job (window, backup, path), free_job);
  g_task_run_in_thread (task, restore_in_thread);
}

static void
name_chosen_cb (GtkNativeDialog *dialog, int response, Job *job)
{
  g_autofree char *path = sek_chooser_dup_path (dialog, response);

  /* Or it would be a question that is open. */
  gtk_native_dialog_hide (dialog);
  if (path != NULL)
    {
      const char *suffix = g_str_has_suffix (path, ".sekretariat") ? "" : ".sekretariat";
      g_autofree char *whole = g_strconcat (path, suffix, NULL);

      sek_restore_to (job->window, job->backup, whole);
    }
  g_object_unref (dialog);
}

void
sek_restore_ask (SekWindow *window, const SekBackupFile *backup)
{
  GtkFileChooserNative *chooser = sek_chooser_new (GTK_WIDGET (window), _("Put the Backup Back as"),
                                                   GTK_FILE_CHOOSER_ACTION_SAVE, _("_Put Back"));
  g_autofree char *stem = sek_document_dup_stem (backup->original), *folder = g_path_get_dirname (backup->original);
  g_autoptr (GDateTime) made = g_date_time_new_from_unix_local (backup->made);
  g_autofree char *day = g_date_time_format (made, "%Y-%m-%d");
  g_autofree char *name = g_strdup_printf ("%s %s.sekretariat", stem, day);
  g_autoptr (GFile) place = g_file_new_for_path (folder);

  if (g_file_query_exists (place, NULL))
    gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (chooser), place, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  g_signal_connect_data (chooser, "response", G_CALLBACK (name_chosen_cb), make_job (window, backup, NULL),
                         free_job_closure, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* --- what a dialog was answered --------------------------------------------------------------------------------- */

static gboolean
read_cb (gpointer user_data)
{
  const Job *job = user_data;

  sek_window_open (job->window, job->backup->path);
  return G_SOURCE_REMOVE;
}

static void
ask_now (SekWindow *window, gpointer user_data)
{
  sek_restore_ask (window, ((const Job *) user_data)->backup);
}

static gboolean
ask_cb (gpointer user_data)
{
  const Job *job = user_data;

  sek_window_leave (job->window, ask_now, make_job (job->window, job->backup, NULL), free_job);
  return G_SOURCE_REMOVE;
}

static gboolean
list_cb (gpointer user_data)
{
  const Job *job = user_data;

  sek_restore_present (job->window, job->path);
  return G_SOURCE_REMOVE;
}

/* Later, when the dialog is gone and no question is open any more. */
static void
answer (SekWindow *window, const char *response, const SekBackupFile *backup, const char *path)
{
  GSourceFunc func = g_str_equal (response, "read") ? read_cb : g_str_equal (response, "restore") ? ask_cb
                     : g_str_equal (response, "list") ? list_cb : NULL;

  if (func != NULL && (backup != NULL || func == list_cb))
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, func, make_job (window, backup, path), free_job);
}

/* Of the list, in pixels; more rows scroll. */
#define LIST_WIDTH 560
#define ROW_HEIGHT 96
#define MOST_ROWS 4

/* --- the list --------------------------------------------------------------------------------------------------- */

typedef struct
{
  SekWindow    *window; /* owned */
  GPtrArray    *backups;
  char         *path;
  GtkWidget    *dialog;
  GtkListBox   *list; /* weak */
  GCancellable *cancellable;
} List;

static void
free_list (gpointer data)
{
  List *self = data;

  g_object_unref (self->window);
  g_clear_weak_pointer (&self->list);
  g_ptr_array_unref (self->backups);
  g_object_unref (self->cancellable);
  g_free (self->path);
  g_free (self);
}

static char *
dup_title (const List *self, const SekBackup *backup)
{
  g_autofree char *time = sek_backup_file_dup_time (backup->file), *size = g_format_size (backup->file->size);
  g_autofree char *name = g_filename_display_basename (backup->file->original);

  return self->path != NULL ? g_strdup_printf ("%s · %s", time, size)
                            : g_strdup_printf ("%s · %s · %s", name, time, size);
}

static void
show_difference (const List *self, guint index, const SekBackup *backup)
{
  GtkWidget *row = GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, (int) index));
  GtkWidget *box = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row));
  g_autofree char *title = dup_title (self, backup), *difference = sek_backup_dup_difference (backup);
  g_autofree char *label = g_strconcat (title, ". ", difference, NULL);

  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (box)),
                      backup->is_read ? difference : _("Looking for what differs …"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static GtkWidget *
make_row (const List *self, const SekBackup *backup)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3), *label;
  g_autofree char *title = dup_title (self, backup);

  label = gtk_label_new (title);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (GTK_BOX (box), label);
  label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  return row;
}

static void
compare_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;

  if (sek_backup_compare (task_data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
compared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GPtrArray *backups = g_task_get_task_data (G_TASK (result));
  List *self;

  /* The one error is that nobody waits any more. */
  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return;
  self = g_object_get_data (source, "sek-list");
  /* The dialog may have gone with its window. */
  for (guint i = 0; i < backups->len && self->list != NULL; i++)
    show_difference (self, i, backups->pdata[i]);
}

static SekBackup *
get_chosen (const List *self)
{
  GtkListBoxRow *row = self->list != NULL ? gtk_list_box_get_selected_row (self->list) : NULL;

  return row != NULL ? self->backups->pdata[gtk_list_box_row_get_index (row)] : NULL;
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, List *self)
{
  const SekBackup *chosen = get_chosen (self);

  g_cancellable_cancel (self->cancellable);
  if (chosen != NULL)
    answer (self->window, response, chosen->file, NULL);
}

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, List *self)
{
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (self->dialog), "read");
  gtk_window_destroy (GTK_WINDOW (self->dialog));
}

static void
add_list (List *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  g_set_weak_pointer (&self->list, GTK_LIST_BOX (gtk_list_box_new ()));
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_list_box_set_activate_on_single_click (self->list, FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Backups"), -1);
  for (guint i = 0; i < self->backups->len; i++)
    {
      gtk_list_box_append (self->list, make_row (self, self->backups->pdata[i]));
      show_difference (self, i, self->backups->pdata[i]);
    }
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  sek_list_make_one_stop (self->list);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  /* Room for what differs, which is not known yet. */
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled),
                                              (int) MIN (self->backups->len, MOST_ROWS) * ROW_HEIGHT);
  gtk_widget_set_size_request (scrolled, LIST_WIDTH, -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (self->dialog), scrolled);
}

static char *
word_body (const char *path, guint n)
{
  g_autofree char *name = path != NULL ? g_filename_display_basename (path) : NULL;

  if (n > 0)
    return g_strdup (_("A backup is never changed: read it, or put it back as a new file beside what there is now."));
  if (name != NULL)
    return g_strdup_printf (_("There is no backup of “%s” yet. One is made before the first change of each day."),
                            name);
  return g_strdup (_("There are no backups yet. One is made before the first change of each day."));
}

/* On a list of the thread's own, since rows are chosen meanwhile. */
static void
start_comparing (List *self)
{
  g_autoptr (GTask) task = g_task_new (self->dialog, self->cancellable, compared_cb, NULL);

  g_task_set_task_data (task, sek_backup_copy_list (self->backups), (GDestroyNotify) g_ptr_array_unref);
  g_task_run_in_thread (task, compare_in_thread);
}

void
sek_restore_present (SekWindow *window, const char *path)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *backups = sek_backup_list (path, &error);
  g_autofree char *body = NULL;
  List *self;

  if (backups == NULL)
    {
      sek_tell_error (GTK_WIDGET (window), _("The Backups Could Not Be Listed"), error);
      return;
    }
  body = word_body (path, backups->len);
  self = g_new0 (List, 1);
  self->window = g_object_ref (window);
  self->backups = backups;
  self->path = g_strdup (path);
  self->cancellable = g_cancellable_new ();
  self->dialog = adw_message_dialog_new (GTK_WINDOW (window), _("Restore a Backup"), body);
  g_object_set_data_full (G_OBJECT (self->dialog), "sek-list", self, free_list);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (self->dialog), "close", _("_Close"), "read", _("Open to _Read"),
                                    "restore", _("_Put Back as New File…"), NULL);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (self->dialog), "close");
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self->dialog), "read", backups->len > 0);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self->dialog), "restore", backups->len > 0);
  if (backups->len > 0)
    add_list (self);
  g_signal_connect (self->dialog, "response", G_CALLBACK (response_cb), self);
  gtk_window_present (GTK_WINDOW (self->dialog));
  if (backups->len == 0)
    return;
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0)));
  start_comparing (self);
}

/* --- a register that cannot be opened --------------------------------------------------------------------------- */

static void
offered_cb (AdwMessageDialog *dialog, const char *response, Job *job)
{
  answer (job->window, response, job->backup, job->path);
}

static void
look_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;

  job->backup = sek_backup_find_good (job->path, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  const Job *job = g_task_get_task_data (G_TASK (result));
  g_autofree char *time = job->backup != NULL ? sek_backup_file_dup_time (job->backup) : NULL;
  g_autofree char *offer = NULL, *body = NULL;
  GtkWidget *dialog;

  if (job->backup == NULL)
    {
      sek_tell_error (GTK_WIDGET (job->window), _("The Register Could Not Be Opened"), job->error);
      return;
    }
  offer = g_strdup_printf (_("Its last good backup is of %s."), time);
  body = g_strconcat (job->error->message, "\n\n", offer, NULL);
  dialog = adw_message_dialog_new (GTK_WINDOW (job->window), _("The Register Could Not Be Opened"), body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"), "list", _("_All Backups…"),
                                    "read", _("Open to _Read"), "restore", _("_Put Back as New File…"), NULL);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "restore");
  g_signal_connect_data (dialog, "response", G_CALLBACK (offered_cb), make_job (job->window, job->backup, job->path),
                         free_job_closure, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Errors that a backup is an answer to: a file that is damaged, is no register any more, or is gone. */
static gboolean
is_lost (const GError *error)
{
  return g_error_matches (error, SEK_ERROR, SEK_ERROR_DAMAGED)
         || g_error_matches (error, SEK_ERROR, SEK_ERROR_NOT_A_REGISTER)
         || g_error_matches (error, SEK_ERROR, SEK_ERROR_NOT_FOUND);
}

void
sek_restore_offer (SekWindow *window, const char *path, const GError *error)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  if (!is_lost (error) || !sek_backup_has_any (path))
    {
      sek_tell_error (GTK_WIDGET (window), _("The Register Could Not Be Opened"), error);
      return;
    }
  job = make_job (window, NULL, path);
  job->error = g_error_copy (error);
  task = g_task_new (window, NULL, looked_cb, NULL);
  g_task_set_task_data (task, job, free_job);
  g_task_run_in_thread (task, look_in_thread);
}
