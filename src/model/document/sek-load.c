/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-dump.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "sek-canonical.h"
#include "sek-document-private.h"
#include "sek-error.h"
#include "sek-rules.h"
#include "sek-unfinished.h"

/* A text becomes a register under another name first, which is then copied to its own: whoever sees it sees all of
 * it. */

typedef struct
{
  const char *text;
  gsize       length;
  guint       line;   /* that is refused; 0 for none */
  char       *time;   /* of the last change, UTC; NULL when never, or not known */
  gint64      event;  /* and its number; 0 when never, or not known */
  gboolean    has_head;
} Loading;

static gboolean G_GNUC_PRINTF (3, 4)
refuse (GError **error, SekError code, const char *format, ...)
{
  va_list list;

  va_start (list, format);
  g_propagate_error (error, g_error_new_valist (SEK_ERROR, (int) code, format, list));
  va_end (list);
  return FALSE;
}

/* --- the lines before the rows ------------------------------------------------------------------------------------ */

/* What stands after prefix on the line that begins at *at, which moves to the next. Owned; NULL when the line begins
 * with something else, or ends in a carriage return, which the reader of rows has words for. */
static char *
read_after (Loading *self, const char **at, const char *prefix)
{
  const char *end = self->text + self->length, *feed = memchr (*at, '\n', (gsize) (end - *at));
  gsize length = strlen (prefix);
  char *rest;

  if (feed == NULL || (gsize) (feed - *at) < length || memcmp (*at, prefix, length) != 0
      || feed[-1] == '\r')
    return NULL;
  rest = g_strndup (*at + length, (gsize) (feed - *at) - length);
  *at = feed + 1;
  self->line++;
  return rest;
}

static gboolean
read_number (const char *text, gint64 *number)
{
  SekCanonicalCell cell = { text, text != NULL ? strlen (text) : 0 };

  return text != NULL && sek_canonical_cell_read_integer (&cell, number) && *number > 0 && *number <= SEK_JOURNAL_MOST;
}

static gboolean
refuse_head (Loading *self, GError **error)
{
  return refuse (error, SEK_ERROR_INPUT, _("The dump does not begin as this program writes it."));
}

static gboolean
check_version (gint64 version, GError **error)
{
  int known = sek_store_get_newest_version ();

  if (version == known)
    return TRUE;
  if (version > known)
    return refuse (error, SEK_ERROR_NEWER,
                   _("The dump was made by a newer version of Sekretariat (%d, and this one reads %d). Upgrade the "
                     "program."), (int) MIN (version, G_MAXINT), known);
  return refuse (error, SEK_ERROR_INPUT,
                 _("The dump was made by an older version of Sekretariat (%d, and this one reads %d). Load it with "
                   "that version, and open the register with this one, which upgrades it."), (int) version, known);
}

static gboolean
read_changed (Loading *self, const char *changed)
{
  const char *space = changed != NULL ? strchr (changed, ' ') : NULL;

  if (g_strcmp0 (changed, SEK_DUMP_NEVER) == 0)
    return TRUE;
  if (space == NULL || !read_number (space + 1, &self->event))
    return FALSE;
  self->time = g_strndup (changed, (gsize) (space - changed));
  return _sek_journal_is_time (self->time);
}

static gboolean
read_head (Loading *self, GError **error)
{
  const char *at = self->text;
  g_autofree char *format = read_after (self, &at, SEK_DUMP_MAGIC), *schema = NULL, *changed = NULL;
  gint64 number;

  /* The first dumps began with their rows. */
  if (format == NULL)
    return TRUE;
  self->has_head = TRUE;
  if (!read_number (format, &number))
    return refuse_head (self, error);
  if (number > SEK_DUMP_VERSION)
    return refuse (error, SEK_ERROR_NEWER, _("The dump has a form that a newer version of Sekretariat writes. Upgrade "
                                             "the program."));
  schema = read_after (self, &at, SEK_DUMP_SCHEMA);
  if (!read_number (schema, &number))
    {
      self->line += schema == NULL;
      return refuse_head (self, error);
    }
  if (!check_version (number, error))
    return FALSE;
  changed = read_after (self, &at, SEK_DUMP_CHANGED);
  if (read_changed (self, changed))
    return TRUE;
  self->line += changed == NULL;
  return refuse_head (self, error);
}

/* --- the rows ----------------------------------------------------------------------------------------------------- */

/* The line that a row stands on. */
static guint
find_line (const Loading *self, SekEntityId entity, gint64 row)
{
  g_auto (SekCanonicalReader) reader = { 0 };
  SekCanonicalStep step;

  sek_canonical_reader_init (&reader, self->text, self->length);
  while ((step = sek_canonical_reader_next (&reader, NULL)) == SEK_CANONICAL_BLOCK || step == SEK_CANONICAL_ROW)
    if (step == SEK_CANONICAL_ROW && reader.id == row && g_str_equal (reader.block, sek_entity_get (entity)->name))
      return reader.line;
  return 0;
}

static gboolean
check_organisation (SekRegister *reg, SekEntityId *entity, gint64 *row, GError **error)
{
  SekTableIter iter;
  const SekRow *second;

  *entity = SEK_ORGANISATION;
  *row = 0;
  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_ORGANISATION));
  if (sek_table_iter_next (&iter) == NULL)
    return refuse (error, SEK_ERROR_INPUT, _("The dump has no organisation, to which a register belongs."));
  second = sek_table_iter_next (&iter);
  if (second == NULL)
    return TRUE;
  *row = second->id;
  return refuse (error, SEK_ERROR_INPUT, _("This is a second organisation, and a register belongs to one."));
}

/* What a file is held against when it is opened. */
static gboolean
check_rows (Loading *self, SekRegister *reg, GError **error)
{
  SekEntityId entity;
  gint64 row;

  if (check_organisation (reg, &entity, &row, error) && sek_register_check_references (reg, &entity, &row, error)
      && sek_rules_check_file (reg, &entity, &row, error))
    return TRUE;
  self->line = find_line (self, entity, row);
  return FALSE;
}

static gboolean
store_rows (Loading *self, SekRegister *reg, SekStore *store, GError **error)
{
  for (int e = 0; e < SEK_N_ENTITIES; e++)
    {
      const SekEntity *entity = sek_entity_get (e);
      g_autofree SekValue *values = g_new0 (SekValue, entity->n_fields);
      SekTableIter iter;
      const SekRow *row;

      sek_table_iter_init (&iter, sek_register_get_table (reg, e));
      while ((row = sek_table_iter_next (&iter)) != NULL)
        {
          SekChange insert = { .operation = SEK_STORE_INSERT, .entity = e, .row = row->id, .values = values };
          g_autoptr (GError) failure = NULL;

          for (guint f = 0; f < entity->n_fields; f++)
            values[f] = sek_row_get (row, &entity->fields[f]);
          if (_sek_document_store_change (store, &insert, &failure))
            continue;
          /* A key that another row has, or what only the file itself forbids. */
          if (g_error_matches (failure, SEK_ERROR, SEK_ERROR_REFUSED))
            {
              self->line = find_line (self, e, row->id);
              if (!sek_rules_check_unique (reg, e, row->id, error))
                return FALSE;
            }
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
    }
  return TRUE;
}

/* --- the log ------------------------------------------------------------------------------------------------------ */

static gboolean
store_log (Loading *self, SekCanonicalReader *reader, SekStore *store, GError **error)
{
  g_autofree char *time = NULL;
  gint64 event;

  if (!_sek_journal_read_text (store, reader, &time, &event, error))
    {
      self->line = reader->line;
      return FALSE;
    }
  if (!self->has_head || (event == self->event && g_strcmp0 (time, self->time) == 0))
    return TRUE;
  self->line = SEK_DUMP_CHANGED_LINE;
  return refuse (error, SEK_ERROR_INPUT, _("The log of the dump ends with another change."));
}

/* That it was loaded, as the last change, so that tables say when the data were changed. */
static gboolean
store_loading (Loading *self, SekRegister *reg, SekStore *store, GError **error)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("load");
  gint64 action;

  if (self->has_head && self->event == 0)
    return TRUE;
  sek_changeset_set_action (changeset, "load", sek_register_get_the_organisation (reg)->name, NULL);
  return sek_store_log_action (store, sek_changeset_get_kind (changeset), sek_changeset_get_arguments (changeset), TRUE,
                               &action, error)
         && sek_store_log_event_as (store, action, SEK_STORE_DO, self->time, self->event, error);
}

/* --- the file ----------------------------------------------------------------------------------------------------- */

static gboolean
fill (Loading *self, SekRegister *reg, SekCanonicalReader *reader, SekStore *store, GError **error)
{
  if (sek_store_begin (store, error) && store_rows (self, reg, store, error)
      && (reader->block != NULL ? store_log (self, reader, store, error) : store_loading (self, reg, store, error))
      && sek_store_commit (store, error))
    return TRUE;
  sek_store_rollback (store);
  return FALSE;
}

/* Opened as any other, which holds all of it against what a register is held against, once more. */
static gboolean
name_register (const char *temporary, const char *path, GError **error)
{
  SekUnfinished *unfinished = sek_unfinished_new (temporary);
  g_autoptr (SekDocument) document = sek_document_open (temporary, SEK_DOCUMENT_READ_ONLY, error);
  gboolean ok = document != NULL && sek_journal_copy (sek_document_get_journal (document), path, FALSE, error);

  if (document != NULL)
    sek_document_close (document);
  sek_unfinished_free (unfinished);
  return ok;
}

static gboolean
make_register (Loading *self, SekRegister *reg, SekCanonicalReader *reader, const char *temporary, const char *path,
               GError **error)
{
  SekStore *store = sek_store_create (temporary, error);
  gboolean ok = store != NULL && fill (self, reg, reader, store, error);

  if (store != NULL)
    sek_store_close (store);
  g_clear_object (&store);
  return ok && name_register (temporary, path, error);
}

/* Whoever reads a message knows the file by the name that it was to get. */
static void
name_rightly (GError *failure, const char *temporary, const char *path)
{
  g_autofree char *wrong = g_filename_display_basename (temporary), *right = g_filename_display_basename (path);
  g_autoptr (GString) message = g_string_new (failure->message);

  g_string_replace (message, wrong, right, 0);
  g_free (failure->message);
  failure->message = g_strdup (message->str);
}

static gboolean
store_register (Loading *self, SekRegister *reg, SekCanonicalReader *reader, const char *path, GError **error)
{
  g_autofree char *whole = g_canonicalize_filename (path, NULL), *folder = g_path_get_dirname (whole);
  g_autofree char *temporary = g_strdup_printf ("%s/" SEK_UNFINISHED_PREFIX "%08x%08x", folder, g_random_int (),
                                                g_random_int ());
  g_autofree char *journal = g_strconcat (temporary, "-journal", NULL);
  SekUnfinished *unfinished = sek_unfinished_new (temporary);
  g_autoptr (GError) failure = NULL;
  gboolean ok = make_register (self, reg, reader, temporary, path, &failure);

  g_unlink (temporary);
  g_unlink (journal);
  sek_unfinished_free (unfinished);
  if (ok)
    return TRUE;
  name_rightly (failure, temporary, path);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
load (Loading *self, const char *path, GError **error)
{
  g_auto (SekCanonicalReader) reader = { 0 };
  g_autoptr (SekRegister) reg = NULL;

  if (self->length == 0)
    return refuse (error, SEK_ERROR_INPUT, _("The dump is empty."));
  if (!read_head (self, error))
    return FALSE;
  sek_canonical_reader_init (&reader, self->text, self->length);
  reg = sek_canonical_reader_read_rows (&reader, SEK_CANONICAL_STRICT, SEK_N_ENTITIES - 1, error);
  self->line = reg == NULL ? reader.line : 0;
  return reg != NULL && check_rows (self, reg, error) && store_register (self, reg, &reader, path, error);
}

gboolean
sek_document_load (const char *path, const char *text, gsize length, guint *line, GError **error)
{
  Loading self = { .text = text, .length = length };
  gboolean ok = sek_store_check_new (path, error) && load (&self, path, error);

  g_free (self.time);
  if (line != NULL)
    *line = ok ? 0 : self.line;
  return ok;
}
