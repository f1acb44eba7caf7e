/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-writer.h"

#include <errno.h>
#include <unistd.h>

guint64
sek_write_count_rows (SekBook *book)
{
  guint64 n = 0;

  for (guint i = 0; i < book->sheets->len; i++)
    {
      SekSheet *sheet = g_ptr_array_index (book->sheets, i);

      n += sheet->facts->len + sek_sheet_n_rows (sheet);
    }

  return n;
}

gboolean
sek_write_report (SekWriteJob *job, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (job->cancellable, error))
    return FALSE;
  if (job->progress != NULL && job->n_steps > 0)
    job->progress (MIN ((double) job->n_done / (double) job->n_steps, 1.0), job->progress_data);

  return TRUE;
}

gboolean
sek_write_flush (SekWriteJob *job, GError **error)
{
  gsize done = 0;

  if (job->fd < 0)
    return TRUE;
  while (done < job->out->len)
    {
      gssize n = write (job->fd, job->out->str + done, job->out->len - done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          sek_save_set_error (error, errno, job->target);
          return FALSE;
        }
      done += (gsize) n;
    }
  g_string_truncate (job->out, 0);

  return TRUE;
}
