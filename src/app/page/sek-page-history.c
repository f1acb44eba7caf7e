/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-page.h"

#include <glib/gi18n-lib.h>

#include "sek-date.h"
#include "sek-log.h"

#define MOST_CHANGES 6

void
sek_page_add_history (SekPage *self, SekForm *form, const SekColumn *column, const SekScope *scope, gint64 row)
{
  SekJournal *journal = sek_document_get_journal (sek_page_get_document (self));
  g_autoptr (GPtrArray) events = NULL, changes = NULL;
  g_auto (GStrv) names = g_new0 (char *, MOST_CHANGES + 1), texts = g_new0 (char *, MOST_CHANGES + 1);
  g_autoptr (GError) error = NULL;
  const SekField *field;
  gint64 stored;
  guint n = 0;

  if (column->propose == NULL || journal == NULL)
    return;
  field = sek_log_locate (column, scope, row, &stored);
  if (stored == 0)
    return;
  if (!sek_journal_read_history (journal, field, stored, MOST_CHANGES, &events, &changes, &error))
    {
      const char *name = _("The log could not be read"), *text = error->message;

      sek_form_add_facts (form, _("History of the Cell"), &name, &text, 1);
      return;
    }
  for (guint i = 0; i < events->len; i++)
    {
      const SekJournalEvent *event = events->pdata[i];
      const SekJournalChange *change = changes->pdata[i];
      g_autofree char *before = sek_log_dup_value (scope->reg, journal, change, &change->before);
      g_autofree char *after = sek_log_dup_value (scope->reg, journal, change, &change->after);
      g_autofree char *when = sek_date_format_timestamp (event->at, SEK_CLOCKS_HERE, sek_program_language ());

      /* That it was there from the beginning says nothing. */
      if (g_str_equal (event->kind, "example"))
        continue;
      names[n] = g_strdup_printf ("%s → %s", *before != '\0' ? before : _("blank"),
                                  *after != '\0' ? after : _("blank"));
      texts[n++] = g_strdup_printf ("%s\n%s", when, event->who);
    }
  if (n > 0)
    sek_form_add_facts (form, _("History of the Cell"), (const char *const *) names, (const char *const *) texts, n);
}
