/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-audit-job.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-error.h"
#include "sek-facts.h"

/* More is no text that somebody wrote. */
#define MOST_TEXT (4 << 20)

typedef struct
{
  char        *path; /* NULL for what was pasted */
  GBytes      *html;
  GBytes      *text;
  SekRegister *reg;
  SekLanguage  language;
} Job;

void
sek_audit_result_free (SekAuditResult *result)
{
  g_free (result->name);
  g_free (result->path);
  g_clear_pointer (&result->audits, g_ptr_array_unref);
  g_clear_pointer (&result->findings, g_ptr_array_unref);
  g_free (result);
}

static void
free_job (gpointer data)
{
  Job *job = data;

  g_free (job->path);
  g_clear_pointer (&job->html, g_bytes_unref);
  g_clear_pointer (&job->text, g_bytes_unref);
  g_clear_pointer (&job->reg, sek_register_unref);
  g_free (job);
}

/* A table in which nothing adds up may be a letter that was taken for one. */
static gboolean
has_rules (GPtrArray *audits)
{
  for (guint i = 0; audits != NULL && i < audits->len; i++)
    if (sek_audit_get_n_rules (audits->pdata[i]) > 0)
      return TRUE;
  return FALSE;
}

/* UTF-8, or what Windows writes. Owned; NULL when it is too long or no text. */
static char *
dup_text (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (length == 0 || length > MOST_TEXT || memchr (data, '\0', length) != NULL)
    return NULL;
  if (g_utf8_validate (data, (gssize) length, NULL))
    return g_strndup (data, length);
  return g_convert (data, (gssize) length, "UTF-8", "WINDOWS-1252", NULL, NULL, NULL);
}

/* Nobody writes a letter with tabs. */
static gboolean
has_tabs (GBytes *text)
{
  return text != NULL && memchr (g_bytes_get_data (text, NULL), '\t', g_bytes_get_size (text)) != NULL;
}

static GPtrArray *
find_figures (Job *job)
{
  g_autofree char *text = job->text != NULL ? dup_text (job->text) : NULL;
  g_autoptr (GPtrArray) facts = text != NULL && job->reg != NULL ? sek_facts_make (job->reg, text, job->language)
                                                                 : NULL;
  g_autoptr (GPtrArray) findings = text != NULL ? sek_prose_audit (text, facts, job->language) : NULL;

  return findings != NULL && findings->len > 0 ? g_steal_pointer (&findings) : NULL;
}

/* Tables that add up come first, those of a page before those of its text; then a text with figures in it; then
 * whatever is a table. */
static gboolean
audit (Job *job, SekAuditResult *result, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) pages = NULL, tables = NULL;
  g_autoptr (GError) page_error = NULL, table_error = NULL;

  if (job->html != NULL)
    pages = sek_audit_bytes (job->html, "paste.html", job->language, cancellable, &page_error);
  if (!has_rules (pages) && job->text != NULL)
    tables = sek_audit_bytes (job->text, "paste.txt", job->language, cancellable, &table_error);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (has_rules (pages))
    result->audits = g_steal_pointer (&pages);
  else if (has_rules (tables))
    result->audits = g_steal_pointer (&tables);
  else if (pages == NULL && (tables == NULL || !has_tabs (job->text))
           && (result->findings = find_figures (job)) != NULL)
    return TRUE;
  else if (pages != NULL || tables != NULL)
    result->audits = pages != NULL ? g_steal_pointer (&pages) : g_steal_pointer (&tables);
  else if (table_error != NULL && !g_error_matches (table_error, SEK_ERROR, SEK_ERROR_INPUT))
    g_propagate_error (error, g_steal_pointer (&table_error));
  else
    g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                 _("There is no table and no figure in it. Copy the whole table, with its labels and figures, or a "
                   "text that has figures."));
  return result->audits != NULL;
}

static gboolean
audit_file (Job *job, SekAuditResult *result, GCancellable *cancellable, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (job->path, -1), *contents = NULL;
  gsize length;

  /* A text may be a letter or a table. What is too large for one is for the readers, which stream it. */
  if (g_str_has_suffix (lower, ".txt") && g_file_get_contents (job->path, &contents, &length, NULL) && length > 0
      && length <= MOST_TEXT)
    {
      job->text = g_bytes_new_take (g_steal_pointer (&contents), length);
      return audit (job, result, cancellable, error);
    }
  result->audits = sek_audit_file (job->path, job->language, cancellable, error);
  return result->audits != NULL;
}

static void
read_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  g_autoptr (SekAuditResult) result = g_new0 (SekAuditResult, 1);
  g_autoptr (GError) error = NULL;

  result->path = g_strdup (job->path);
  result->name = job->path != NULL ? g_path_get_basename (job->path) : g_strdup ("");
  if (job->path != NULL ? audit_file (job, result, cancellable, &error) : audit (job, result, cancellable, &error))
    g_task_return_pointer (task, g_steal_pointer (&result), (GDestroyNotify) sek_audit_result_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Takes job. */
static void
start (Job *job, SekRegister *reg, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  job->reg = reg != NULL ? sek_register_ref (reg) : NULL;
  job->language = sek_program_language ();
  g_task_set_task_data (task, job, free_job);
  g_task_run_in_thread (task, read_in_thread);
}

void
sek_audit_read_file (const char *path, SekRegister *reg, GCancellable *cancellable, GAsyncReadyCallback callback,
                     gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->path = g_strdup (path);
  start (job, reg, cancellable, callback, user_data);
}

void
sek_audit_read_paste (GBytes *html, GBytes *text, SekRegister *reg, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->html = html != NULL ? g_bytes_ref (html) : NULL;
  job->text = text != NULL ? g_bytes_ref (text) : NULL;
  start (job, reg, cancellable, callback, user_data);
}

SekAuditResult *
sek_audit_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
