/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-dump.h"

#include <glib/gi18n-lib.h>

#include "sek-canonical.h"
#include "sek-document-private.h"
#include "sek-error.h"

/* For those who have the text and nothing else; the same bytes each time. */
#define EXPLANATION \
  "# A register of Sekretariat as text. Each block is a table: its name, the names of its fields, a row a line,\n" \
  "# with tabs between. Money is in øre, hours in hundredths, dates are year-month-day, 1 is yes and 0 is no; a\n" \
  "# number in a field that refers to another table is the id of a row there. Nothing between two tabs is a\n" \
  "# blank, \\- is a text without letters; \\\\, \\t, \\n and \\r are a backslash, a tab and the two ends of a\n" \
  "# line. sekretariat-cli(1) says more.\n"

char *
sek_register_dump (SekRegister *reg)
{
  GString *dump = g_string_new (NULL);

  for (int e = 0; e < SEK_N_ENTITIES; e++)
    sek_canonical_append (dump, reg, e, NULL, 0, NULL, 0);
  return g_string_free (dump, FALSE);
}

static gboolean
append_head (SekDocument *self, GString *dump, GError **error)
{
  g_autoptr (GPtrArray) events = sek_journal_read_events (self->journal, 0, 1, error);

  if (events == NULL)
    return FALSE;
  g_string_append_printf (dump, SEK_DUMP_MAGIC "%d\n" SEK_DUMP_SCHEMA "%d\n" SEK_DUMP_CHANGED, SEK_DUMP_VERSION,
                          sek_store_get_version (self->store));
  if (events->len > 0)
    {
      const SekJournalEvent *last = events->pdata[0];

      g_string_append_printf (dump, "%s %" G_GINT64_FORMAT "\n", last->at, last->id);
    }
  else
    g_string_append (dump, SEK_DUMP_NEVER "\n");
  g_string_append (dump, EXPLANATION "\n");
  return TRUE;
}

char *
sek_document_dup_dump (SekDocument *self, gboolean with_log, GError **error)
{
  g_autoptr (GString) dump = g_string_new (NULL);
  g_autofree char *rows = sek_register_dump (self->reg);

  g_return_val_if_fail (self->store != NULL, NULL);

  if (!append_head (self, dump, error))
    return NULL;
  g_string_append (dump, rows);
  if (with_log && !_sek_journal_append_text (self->store, dump, error))
    return NULL;
  if (sek_store_has_changed (self->store))
    {
      g_set_error_literal (error, SEK_ERROR, SEK_ERROR_CONFLICT,
                           _("The register was changed by another program while it was written out. Try again."));
      return NULL;
    }
  return g_string_free (g_steal_pointer (&dump), FALSE);
}
