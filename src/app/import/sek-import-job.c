/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-import-job.h"

#include "sek-member-sheets.h"

struct _SekImportJob
{
  GObject       parent_instance;

  SekDocument  *document;
  gint64        kind;
  GPtrArray    *paths;   /* char * */
  GBytes       *pasted;  /* instead of paths */
  char         *name;    /* of what was pasted */
  GHashTable   *answers; /* question → answer, as they were given */
  char         *asked;
  SekImport    *import;  /* the thread's while it runs */
  GError       *error;
  GCancellable *cancellable; /* of the run; NULL when nothing runs */
  gboolean      again;   /* something was answered while it ran */
  gboolean      anew;    /* what is read changed while it ran */
};

enum { RAN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SekImportJob, sek_import_job, G_TYPE_OBJECT)

static void run (SekImportJob *self);

static void
sek_import_job_finalize (GObject *object)
{
  SekImportJob *self = SEK_IMPORT_JOB (object);

  g_clear_pointer (&self->import, sek_import_free);
  g_clear_object (&self->document);
  g_ptr_array_unref (self->paths);
  g_clear_pointer (&self->pasted, g_bytes_unref);
  g_free (self->name);
  g_hash_table_unref (self->answers);
  g_free (self->asked);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (sek_import_job_parent_class)->finalize (object);
}

static void
sek_import_job_class_init (SekImportJobClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sek_import_job_finalize;
  signals[RAN] = g_signal_new ("ran", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                               0);
}

static void
sek_import_job_init (SekImportJob *self)
{
  self->paths = g_ptr_array_new_with_free_func (g_free);
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

SekImportJob *
sek_import_job_new (SekDocument *document)
{
  SekImportJob *self = g_object_new (SEK_TYPE_IMPORT_JOB, NULL);

  self->document = g_object_ref (document);
  return self;
}

/* --- the thread -------------------------------------------------------------------------------------------------- */

static void
run_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;

  if (sek_import_run (data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
ran_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  SekImportJob *self = SEK_IMPORT_JOB (object);
  g_autoptr (GCancellable) cancellable = g_steal_pointer (&self->cancellable);
  gboolean cancelled = g_cancellable_is_cancelled (cancellable);

  g_clear_error (&self->error);
  g_task_propagate_boolean (G_TASK (result), &self->error);
  if (cancelled)
    {
      g_clear_pointer (&self->import, sek_import_free);
      g_clear_error (&self->error);
    }
  if (self->anew)
    sek_import_job_read (self);
  else if (self->again && !cancelled)
    run (self);
  else
    g_signal_emit (self, signals[RAN], 0);
}

static void
run (SekImportJob *self)
{
  GHashTableIter iter;
  gpointer question, answer;
  GTask *task;

  self->again = self->cancellable != NULL;
  if (self->again)
    return;
  g_hash_table_iter_init (&iter, self->answers);
  while (g_hash_table_iter_next (&iter, &question, &answer))
    sek_import_answer (self->import, question, answer);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, ran_cb, NULL);
  g_task_set_task_data (task, self->import, NULL);
  g_task_run_in_thread (task, run_in_thread);
  g_object_unref (task);
}

void
sek_import_job_read (SekImportJob *self)
{
  g_autoptr (SekRegister) snapshot = NULL;

  if (self->paths->len == 0 && self->pasted == NULL)
    return;
  self->anew = self->cancellable != NULL;
  if (self->anew)
    {
      g_cancellable_cancel (self->cancellable);
      return;
    }
  snapshot = sek_register_snapshot (sek_document_get_register (self->document));
  g_clear_pointer (&self->import, sek_import_free);
  self->import = sek_import_new (self->kind, snapshot);
  g_clear_error (&self->error);
  if (self->kind == SEK_IMPORT_KIND_MEMBER_SHEETS)
    {
      sek_import_set_ages (self->import, sek_document_read_ages (self->document, SEK_CONTACT, &self->error));
      sek_import_set_sent (self->import, sek_report_make_sent_book);
    }
  if (self->error != NULL)
    {
      g_signal_emit (self, signals[RAN], 0);
      return;
    }
  for (guint i = 0; i < self->paths->len; i++)
    sek_import_set_file (self->import, self->paths->pdata[i]);
  if (self->pasted != NULL)
    sek_import_set_bytes (self->import, self->pasted, self->name);
  run (self);
}

/* --- what is read ------------------------------------------------------------------------------------------------ */

/* Another source has other questions. */
static void
begin (SekImportJob *self)
{
  g_hash_table_remove_all (self->answers);
  g_clear_pointer (&self->asked, g_free);
  sek_import_job_read (self);
}

void
sek_import_job_set_kind (SekImportJob *self, gint64 kind)
{
  self->kind = kind;
  begin (self);
}

void
sek_import_job_take_files (SekImportJob *self, const char *const *paths)
{
  g_ptr_array_set_size (self->paths, 0);
  g_clear_pointer (&self->pasted, g_bytes_unref);
  for (guint i = 0; paths[i] != NULL; i++)
    g_ptr_array_add (self->paths, g_strdup (paths[i]));
  begin (self);
}

void
sek_import_job_take_bytes (SekImportJob *self, GBytes *bytes, const char *name)
{
  g_ptr_array_set_size (self->paths, 0);
  g_clear_pointer (&self->pasted, g_bytes_unref);
  g_free (self->name);
  self->pasted = g_bytes_ref (bytes);
  self->name = g_strdup (name);
  begin (self);
}

void
sek_import_job_answer (SekImportJob *self, const char *question, const char *answer)
{
  g_free (self->asked);
  self->asked = g_strdup (question);
  if (answer != NULL)
    {
      g_hash_table_insert (self->answers, g_strdup (question), g_strdup (answer));
      run (self);
    }
  else
    {
      /* The import would keep what it was told. */
      g_hash_table_remove (self->answers, question);
      if (self->cancellable == NULL)
        {
          sek_import_answer (self->import, question, NULL);
          run (self);
        }
      else
        sek_import_job_read (self);
    }
}

/* --- what became of it ------------------------------------------------------------------------------------------- */

gint64
sek_import_job_get_kind (SekImportJob *self)
{
  return self->kind;
}

const char *
sek_import_job_get_asked (SekImportJob *self)
{
  return self->asked;
}

gboolean
sek_import_job_is_running (SekImportJob *self)
{
  return self->cancellable != NULL;
}

void
sek_import_job_cancel (SekImportJob *self)
{
  self->again = self->anew = FALSE;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

SekImport *
sek_import_job_get_import (SekImportJob *self)
{
  return self->cancellable == NULL ? self->import : NULL;
}

const GError *
sek_import_job_get_error (SekImportJob *self)
{
  return self->error;
}
