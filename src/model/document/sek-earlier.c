/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-earlier.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#include "sek-apply.h"
#include "sek-error.h"
#include "sek-journal.h"
#include "sek-upgrade.h"

/* The opposite of what the event did; NULL with error. */
static SekChangeset *
read_way_back (SekRegister *reg, SekJournal *journal, const SekJournalEvent *event, GError **error)
{
  SekChangeset *changeset;

  if (g_str_equal (event->kind, "migrate"))
    return sek_upgrade_dup_way_back (reg, atoi (event->arguments), error);
  changeset = sek_journal_read_changeset (journal, event, error);
  if (changeset != NULL && sek_journal_event_get_what (event) != SEK_JOURNAL_UNDONE)
    {
      SekChangeset *inverse = sek_changeset_invert (changeset);

      sek_changeset_unref (changeset);
      changeset = inverse;
    }
  return changeset;
}

static gboolean
take_back (SekRegister *reg, SekJournal *journal, const SekJournalEvent *event, GError **error)
{
  g_autoptr (SekChangeset) changeset = read_way_back (reg, journal, event, error);

  if (changeset == NULL)
    return FALSE;
  sek_changeset_order (changeset);
  return sek_register_apply (reg, changeset, error);
}

static SekDate
day_of (GPtrArray *events, guint index)
{
  return sek_date_of_timestamp (((SekJournalEvent *) events->pdata[index])->at, SEK_CLOCKS_HERE);
}

SekRegister *
sek_document_dup_earlier (SekDocument *document, SekDate day, GError **error)
{
  g_autoptr (SekRegister) earlier = sek_register_snapshot (sek_document_get_register (document));
  SekJournal *journal = sek_document_get_journal (document);
  g_autoptr (GPtrArray) events = sek_journal_read_events (journal, 0, G_MAXINT, error);
  SekDate first;

  if (events == NULL)
    return NULL;
  first = events->len > 0 ? day_of (events, events->len - 1) : 0;
  if (first > day)
    {
      g_autofree char *wanted = sek_date_format (day, SEK_DATE_NUMERIC, sek_program_language ());
      g_autofree char *made = sek_date_format (first, SEK_DATE_NUMERIC, sek_program_language ());

      g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND,
                   _("There is nothing of %s: the register was made on %s. Name that day or a later one."), wanted,
                   made);
      return NULL;
    }
  for (guint i = 0; i < events->len && day_of (events, i) > day; i++)
    if (!take_back (earlier, journal, events->pdata[i], error))
      return NULL;
  return g_steal_pointer (&earlier);
}
