/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libFuzzer's way into tables copied as text: its bytes are a text, whose tables are found and audited. */
#include <stdint.h>
#include <string.h>

#include "sek-audit.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

#define MOST_BYTES 2000

typedef struct
{
  GMutex        mutex;
  GCond         cond;
  GCancellable *cancellable;
  gboolean      done;
} Watch;

/* Weighing how lines can be read takes seconds for a page full of figures, and the sanitisers make it many: it is given
 * up, as a user can. */
static gpointer
give_up (gpointer data)
{
  Watch *watch = data;
  gint64 end = g_get_monotonic_time () + 100 * G_TIME_SPAN_MILLISECOND;
  gboolean in_time = TRUE;

  g_mutex_lock (&watch->mutex);
  while (!watch->done && in_time)
    in_time = g_cond_wait_until (&watch->cond, &watch->mutex, end);
  g_mutex_unlock (&watch->mutex);
  g_cancellable_cancel (watch->cancellable);
  return NULL;
}

static GPtrArray *
find_tables (const char *text)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Watch watch = { .cancellable = cancellable };
  GThread *thread;
  GPtrArray *tables;

  g_mutex_init (&watch.mutex);
  g_cond_init (&watch.cond);
  thread = g_thread_new ("give-up", give_up, &watch);
  tables = sek_audit_split_text (text, cancellable);
  g_mutex_lock (&watch.mutex);
  watch.done = TRUE;
  g_cond_signal (&watch.cond);
  g_mutex_unlock (&watch.mutex);
  g_thread_join (thread);
  g_mutex_clear (&watch.mutex);
  g_cond_clear (&watch.cond);
  return tables;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *bytes = g_strndup ((const char *) data, MIN (size, MOST_BYTES));
  g_autofree char *text = g_utf8_make_valid (bytes, -1);
  g_autoptr (GPtrArray) tables = find_tables (text);

  for (guint i = 0; i < tables->len; i++)
    {
      GPtrArray *rows = tables->pdata[i];
      g_autoptr (SekAudit) audit = sek_audit_new (rows, "", SEK_LANGUAGE_NB, NULL, NULL);

      for (guint r = 0; r < rows->len; r++)
        for (char **cell = rows->pdata[r]; *cell != NULL; cell++)
          g_assert_true (g_utf8_validate (*cell, -1, NULL));
      /* What is spoken about is in the table. */
      for (guint k = 0; k < sek_audit_get_n_cells (audit); k++)
        {
          const SekAuditCell *cell = sek_audit_get_cell (audit, k);

          g_assert_cmpuint (cell->row, <, sek_audit_get_n_rows (audit));
          g_assert_cmpuint (cell->column, <, sek_audit_get_n_columns (audit));
          g_assert_cmpuint (cell->rule, <, sek_audit_get_n_rules (audit));
        }
    }
  return 0;
}
