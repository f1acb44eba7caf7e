/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-cli.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-error.h"
#include "sek-history.h"
#include "sek-key.h"
#include "sek-log.h"

/* The row that key names; an amount, population or other part that is not there yet is proposed. */
static gint64
find_or_add (SekDocument *document, const SekEntity *entity, const char *key, SekChangeset *changeset, GError **error)
{
  SekRegister *reg = sek_document_get_register (document);
  g_autoptr (GError) failure = NULL;
  const SekField *first, *second;
  const char *slash = strrchr (key, '/');
  const char *ids[2], *texts[2];
  g_autofree char *half = NULL;
  SekScope scope;
  gint64 row;

  if (sek_key_find (reg, entity, key, &row, &failure))
    return row;
  sek_key_parts (entity, &first, &second);
  if (first == NULL || slash == NULL || key[0] == '#' || (first->flags & second->flags & SEK_FLAG_KEY) == 0
      || !g_error_matches (failure, SEK_ERROR, SEK_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return 0;
    }
  half = g_strndup (key, slash - key);
  ids[0] = first->name;
  ids[1] = second->name;
  texts[0] = half;
  texts[1] = slash + 1;
  sek_scope_init (&scope, reg);
  return sek_column_add_row (&scope, entity->id, 2, ids, texts, changeset, error);
}

/* With --scenario what is changed becomes a part of that. */
static SekDocument *
open_to_edit (const char *path, GError **error)
{
  g_autoptr (SekDocument) document = sek_cli_open_to_write (path, error);

  return document != NULL && sek_cli_show_scenario (document, error) ? g_steal_pointer (&document) : NULL;
}

/* Errors say where: the file is named by whoever prints them, the place here. */
static int
finish (gboolean ok, const char *entity, const char *key, const char *column, GError **error)
{
  if (!ok)
    g_prefix_error (error, "%s%s%s%s%s: ", entity, *key != '\0' ? " " : "", key, *column != '\0' ? " " : "", column);
  return ok ? SEK_EXIT_DONE : SEK_EXIT_REFUSED;
}

int
sek_cli_set (int argc, char **argv, GError **error)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("edit");
  g_autoptr (SekDocument) document = NULL;
  g_auto (GStrv) texts = NULL;
  const SekEntity *entity;
  const SekColumn *column;
  SekScope scope;
  gint64 row;

  if (!sek_cli_parse (argc, argv, NULL, 5, 5, SEK_CLI_SET_USAGE, &texts, error))
    return SEK_EXIT_REFUSED;
  entity = sek_entity_find (texts[1], error);
  column = entity != NULL ? sek_column_find (entity->id, texts[3], error) : NULL;
  document = column != NULL ? open_to_edit (texts[0], error) : NULL;
  row = document != NULL ? find_or_add (document, entity, texts[2], changeset, error) : 0;
  if (row == 0)
    return SEK_EXIT_REFUSED;
  sek_scope_init (&scope, sek_document_get_register (document));
  if (!sek_column_propose (column, &scope, row, texts[4], changeset, error))
    return finish (FALSE, texts[1], texts[2], texts[3], error);
  /* What is not there needs no clearing. */
  if (texts[4][strspn (texts[4], " \t")] == '\0' && sek_register_lookup (scope.reg, entity->id, row) == NULL)
    return SEK_EXIT_DONE;
  sek_history_name_column (changeset, scope.reg, column, row);
  return finish (sek_document_submit (document, changeset, error), texts[1], texts[2], texts[3], error);
}

int
sek_cli_add (int argc, char **argv, GError **error)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("add");
  g_autoptr (SekDocument) document = NULL;
  g_auto (GStrv) texts = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  const SekEntity *entity;
  SekScope scope;
  gint64 row;

  if (!sek_cli_parse (argc, argv, NULL, 2, G_MAXINT, SEK_CLI_ADD_USAGE, &texts, error))
    return SEK_EXIT_REFUSED;
  entity = sek_entity_find (texts[1], error);
  if (entity == NULL)
    return SEK_EXIT_REFUSED;
  for (int i = 2; texts[i] != NULL; i++)
    {
      const char *equals = strchr (texts[i], '=');

      if (equals == NULL)
        {
          g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                       _("“%s” is not of the form COLUMN=VALUE. Write for example name=Drammen."), texts[i]);
          return SEK_EXIT_REFUSED;
        }
      g_ptr_array_add (ids, g_strndup (texts[i], equals - texts[i]));
      g_ptr_array_add (values, (char *) equals + 1);
    }
  document = open_to_edit (texts[0], error);
  if (document == NULL)
    return SEK_EXIT_REFUSED;
  sek_scope_init (&scope, sek_document_get_register (document));
  row = sek_column_add_row (&scope, entity->id, ids->len, (const char *const *) ids->pdata,
                            (const char *const *) values->pdata, changeset, error);
  if (row == 0)
    return finish (FALSE, texts[1], "", "", error);
  sek_history_name_row (changeset, scope.reg, "add", entity->id, row);
  return finish (sek_document_submit (document, changeset, error), texts[1], "", "", error);
}

int
sek_cli_delete (int argc, char **argv, GError **error)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("delete");
  g_autoptr (SekDocument) document = NULL;
  g_auto (GStrv) texts = NULL;
  const SekEntity *entity;
  SekRegister *reg;
  gint64 row;

  if (!sek_cli_parse (argc, argv, NULL, 3, 3, SEK_CLI_DELETE_USAGE, &texts, error))
    return SEK_EXIT_REFUSED;
  entity = sek_entity_find (texts[1], error);
  document = entity != NULL ? open_to_edit (texts[0], error) : NULL;
  if (document == NULL)
    return SEK_EXIT_REFUSED;
  reg = sek_document_get_register (document);
  if (!sek_key_find (reg, entity, texts[2], &row, error))
    return SEK_EXIT_REFUSED;
  sek_history_name_row (changeset, reg, "delete", entity->id, row);
  sek_changeset_delete (changeset, reg, entity->id, row);
  return finish (sek_document_submit (document, changeset, error), texts[1], texts[2], "", error);
}

static int
travel (int argc, char **argv, gboolean (*go) (SekDocument *, char **, GError **), const char *said, GError **error)
{
  g_autoptr (SekDocument) document = NULL;
  g_auto (GStrv) texts = NULL;
  g_autofree char *what = NULL;

  if (!sek_cli_parse (argc, argv, NULL, 1, 1, "REGISTER", &texts, error))
    return SEK_EXIT_REFUSED;
  document = sek_cli_open_to_write (texts[0], error);
  if (document == NULL || !go (document, &what, error))
    return SEK_EXIT_REFUSED;
  g_print ("%s: %s\n", said, what);
  return SEK_EXIT_DONE;
}

int
sek_cli_undo (int argc, char **argv, GError **error)
{
  return travel (argc, argv, sek_document_undo, _("Undone"), error);
}

int
sek_cli_redo (int argc, char **argv, GError **error)
{
  return travel (argc, argv, sek_document_redo, _("Redone"), error);
}

static const char *
what_word (SekJournalWhat what)
{
  return what == SEK_JOURNAL_UNDONE ? _("undone") : what == SEK_JOURNAL_REDONE ? _("redone") : _("done");
}

static gboolean
print_changes (SekDocument *document, const SekJournalEvent *event, GError **error)
{
  SekRegister *reg = sek_document_get_register (document);
  SekJournal *journal = sek_document_get_journal (document);
  g_autoptr (GPtrArray) changes = sek_journal_read_changes (journal, event, error);

  for (guint i = 0; changes != NULL && i < changes->len; i++)
    {
      const SekJournalChange *change = changes->pdata[i];
      g_autofree char *before = sek_log_dup_value (reg, journal, change, &change->before);
      g_autofree char *after = sek_log_dup_value (reg, journal, change, &change->after);

      g_print ("    %s %s: %s → %s\n", change->entity, change->field, before, after);
    }
  return changes != NULL;
}

int
sek_cli_log (int argc, char **argv, GError **error)
{
  g_autoptr (SekDocument) document = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_auto (GStrv) texts = NULL;

  if (!sek_cli_parse (argc, argv, NULL, 1, 1, "REGISTER", &texts, error))
    return SEK_EXIT_REFUSED;
  document = sek_document_open (texts[0], SEK_DOCUMENT_READ_ONLY, error);
  if (document == NULL)
    return SEK_EXIT_REFUSED;
  events = sek_journal_read_events (sek_document_get_journal (document), 0, G_MAXINT, error);
  if (events == NULL)
    return SEK_EXIT_REFUSED;
  for (guint i = 0; i < events->len; i++)
    {
      const SekJournalEvent *event = events->pdata[i];
      g_autofree char *words = sek_history_word (event->kind, event->arguments);
      g_autofree char *at = sek_date_format_timestamp (event->at, SEK_CLOCKS_HERE, sek_program_language ());

      g_print ("%s  %s  %s (%s)\n", at, event->who, words, what_word (sek_journal_event_get_what (event)));
      /* The example's hundreds of rows say nothing that the register does not. */
      if (!g_str_equal (event->kind, "example") && !print_changes (document, event, error))
        return SEK_EXIT_REFUSED;
    }
  return SEK_EXIT_DONE;
}
