/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-backup.h"

#include <glib/gi18n-lib.h>

#include "sek-error.h"
#include "sek-history.h"

/* Of what was done since. */
#define MOST_LATEST 3

static void
backup_free (gpointer data)
{
  SekBackup *self = data;

  sek_store_backup_free (self->file);
  g_clear_pointer (&self->latest, g_ptr_array_unref);
  g_free (self->damage);
  g_free (self);
}

static void
add_unread (GPtrArray *list, const SekBackupFile *file)
{
  SekBackup *backup = g_new0 (SekBackup, 1);

  backup->file = sek_store_backup_copy (file);
  backup->latest = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (list, backup);
}

GPtrArray *
sek_backup_list (const char *path, GError **error)
{
  g_autoptr (GPtrArray) found = sek_store_list_backups (path, error);
  GPtrArray *list;

  if (found == NULL)
    return NULL;
  list = g_ptr_array_new_with_free_func (backup_free);
  for (guint i = 0; i < found->len; i++)
    add_unread (list, found->pdata[i]);
  return list;
}

GPtrArray *
sek_backup_copy_list (GPtrArray *backups)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (backup_free);

  for (guint i = 0; i < backups->len; i++)
    add_unread (list, ((const SekBackup *) backups->pdata[i])->file);
  return list;
}

/* --- comparing -------------------------------------------------------------------------------------------------- */

static gboolean
rows_equal (const SekEntity *entity, const SekRow *a, const SekRow *b)
{
  for (guint f = 0; f < entity->n_fields; f++)
    if (sek_field_is_text (&entity->fields[f]) ? g_strcmp0 (a->slots[f].text, b->slots[f].text) != 0
                                               : a->slots[f].integer != b->slots[f].integer)
      return FALSE;
  return TRUE;
}

/* Both are in order of id. */
static guint
count_differences (const SekTable *a, const SekTable *b)
{
  SekTableIter left, right;
  const SekRow *l, *r;
  guint n = 0;

  sek_table_iter_init (&left, a);
  sek_table_iter_init (&right, b);
  l = sek_table_iter_next (&left);
  r = sek_table_iter_next (&right);
  while (l != NULL || r != NULL)
    {
      gboolean has_left = l != NULL && (r == NULL || l->id <= r->id);
      gboolean has_right = r != NULL && (l == NULL || r->id <= l->id);

      if (!has_left || !has_right || !rows_equal (sek_table_get_entity (a), l, r))
        n++;
      l = has_left ? sek_table_iter_next (&left) : l;
      r = has_right ? sek_table_iter_next (&right) : r;
    }
  return n;
}

static gboolean
is_same_event (const SekJournalEvent *a, const SekJournalEvent *b)
{
  return a->id == b->id && a->action == b->action && a->what == b->what && g_str_equal (a->at, b->at)
         && g_str_equal (a->who, b->who);
}

/* The events of the register that came after the backup's last one. */
static void
compare_logs (SekBackup *self, SekJournal *backup, GPtrArray *events)
{
  g_autoptr (GPtrArray) newest = sek_journal_read_events (backup, 0, 1, NULL);
  const SekJournalEvent *last = newest != NULL && newest->len > 0 ? newest->pdata[0] : NULL;
  guint n = 0;

  while (n < events->len && (last == NULL || ((SekJournalEvent *) events->pdata[n])->id > last->id))
    n++;
  self->is_apart = last != NULL && (n == events->len || !is_same_event (events->pdata[n], last));
  self->n_later = self->is_apart ? 0 : n;
  for (guint i = 0; i < MIN (self->n_later, MOST_LATEST); i++)
    {
      const SekJournalEvent *event = events->pdata[i];
      char *words = sek_history_word (event->kind, event->arguments);

      if (sek_journal_event_get_what (event) == SEK_JOURNAL_UNDONE)
        {
          g_autofree char *done = words;

          words = g_strdup_printf (_("Undone: %s"), done);
        }
      g_ptr_array_add (self->latest, words);
    }
}

/* now is the register, with its log; NULL when it cannot be read. */
static void
read_backup (SekBackup *self, SekDocument *now, GPtrArray *events)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SekDocument) backup = sek_document_open (self->file->path, SEK_DOCUMENT_READ_ONLY, &error);

  self->is_read = TRUE;
  if (backup == NULL)
    {
      self->damage = g_strdup (error->message);
      return;
    }
  self->is_compared = now != NULL;
  for (int i = 0; i < SEK_N_ENTITIES; i++)
    {
      const SekTable *table = sek_register_get_table (sek_document_get_register (backup), i);

      self->n_rows += (gint64) sek_table_get_size (table);
      if (now != NULL)
        self->rows[i] = count_differences (table, sek_register_get_table (sek_document_get_register (now), i));
    }
  if (now != NULL && events != NULL)
    compare_logs (self, sek_document_get_journal (backup), events);
}

gboolean
sek_backup_compare (GPtrArray *backups, GCancellable *cancellable, GError **error)
{
  g_autoptr (SekDocument) now = NULL;
  g_autoptr (GPtrArray) events = NULL;
  const char *original = NULL;

  for (guint i = 0; i < backups->len; i++)
    {
      SekBackup *self = backups->pdata[i];

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (g_strcmp0 (original, self->file->original) != 0)
        {
          original = self->file->original;
          g_clear_object (&now);
          g_clear_pointer (&events, g_ptr_array_unref);
          /* One that is damaged or gone is what backups are for: nothing is compared then. */
          now = sek_document_open (original, SEK_DOCUMENT_READ_ONLY, NULL);
          events = now != NULL ? sek_journal_read_events (sek_document_get_journal (now), 0, G_MAXINT, NULL) : NULL;
        }
      read_backup (self, now, events);
    }
  return TRUE;
}

guint
sek_backup_count_rows (const SekBackup *self)
{
  guint n = 0;

  for (int i = 0; i < SEK_N_ENTITIES; i++)
    n += self->rows[i];
  return n;
}

static void
append_tables (const SekBackup *self, GString *text)
{
  const char *before = "";

  for (int i = 0; i < SEK_N_ENTITIES; i++)
    if (self->rows[i] > 0)
      {
        const char *table = sek_word (&sek_entity_get (i)->plural, sek_program_language ());

        g_string_append_printf (text, "%s%s %u", before, table, self->rows[i]);
        before = ", ";
      }
}

static void
append_log (const SekBackup *self, GString *text)
{
  if (self->is_apart)
    g_string_append_printf (text, " %s", _("Its log is another one than the register's."));
  else if (self->n_later > 0)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, "%u step was logged since, the last: ",
                                                 "%u steps were logged since, the last: ", self->n_later),
                              self->n_later);
      for (guint i = 0; i < self->latest->len; i++)
        g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", (const char *) self->latest->pdata[i]);
      g_string_append_c (text, '.');
    }
}

char *
sek_backup_dup_difference (const SekBackup *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = sek_backup_count_rows (self);

  if (!self->is_read)
    return g_strdup ("");
  if (self->damage != NULL)
    return g_strdup_printf (_("It cannot be read. %s"), self->damage);
  if (!self->is_compared)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         "It is whole, with %u row. The register itself cannot be read to compare.",
                                         "It is whole, with %u rows. The register itself cannot be read to compare.",
                                         (gulong) self->n_rows), (guint) self->n_rows);
  if (n == 0)
    g_string_append (text, _("The rows are as in the register."));
  else
    {
      g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, "%u row differs: ", "%u rows differ: ", n), n);
      append_tables (self, text);
      g_string_append_c (text, '.');
    }
  append_log (self, text);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* --- choosing --------------------------------------------------------------------------------------------------- */

static gboolean
is_good (const SekBackupFile *backup)
{
  g_autoptr (SekDocument) document = sek_document_open (backup->path, SEK_DOCUMENT_READ_ONLY, NULL);

  return document != NULL;
}

static SekBackupFile *
choose_good (GPtrArray *list)
{
  for (guint i = 0; i < list->len; i++)
    if (is_good (list->pdata[i]))
      return sek_store_backup_copy (list->pdata[i]);
  return NULL;
}

SekBackupFile *
sek_backup_find_good (const char *path, GError **error)
{
  g_autoptr (GPtrArray) list = sek_store_list_backups (path, error);

  return list != NULL ? choose_good (list) : NULL;
}

static SekDate
get_day (const SekBackupFile *backup)
{
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local (backup->made);

  return SEK_DATE (g_date_time_get_year (local), g_date_time_get_month (local), g_date_time_get_day_of_month (local));
}

SekBackupFile *
sek_backup_find (const char *path, const char *text, GError **error)
{
  g_autoptr (GPtrArray) list = sek_store_list_backups (path, error);
  g_autofree char *name = g_filename_display_basename (path);
  SekBackupFile *found = NULL;
  guint64 number = 0;
  SekDate day = 0;

  if (list == NULL)
    return NULL;
  if (list->len == 0)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND,
                   _("There is no backup of “%s”. One is made before the first change of each day, by who changes it."),
                   name);
      return NULL;
    }
  if (text == NULL || g_str_equal (text, "last"))
    found = choose_good (list);
  else if (g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT, &number, NULL) || sek_date_parse (text, &day, NULL))
    for (guint i = 0; i < list->len && found == NULL; i++)
      {
        const SekBackupFile *backup = list->pdata[i];

        if (number > 0 ? backup->number == number : get_day (backup) == day)
          found = sek_store_backup_copy (backup);
      }
  if (found != NULL)
    return found;
  if (text == NULL || g_str_equal (text, "last"))
    g_set_error (error, SEK_ERROR, SEK_ERROR_DAMAGED,
                 _("None of the backups of “%s” can be read. Look for a copy elsewhere."), name);
  else
    g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND,
                 _("“%s” has no backup “%s”. Give a number or a day as “sekretariat-cli backups” lists them."),
                 name, text);
  return NULL;
}

gboolean
sek_backup_restore (const SekBackupFile *backup, const char *path, GError **error)
{
  g_autoptr (SekDocument) document = sek_document_open (backup->path, SEK_DOCUMENT_READ_ONLY, error);

  return document != NULL && sek_journal_copy (sek_document_get_journal (document), path, FALSE, error);
}

/* --- files ------------------------------------------------------------------------------------------------------- */

SekBackupFile *
sek_backup_file_copy (const SekBackupFile *file)
{
  return sek_store_backup_copy (file);
}

void
sek_backup_file_free (SekBackupFile *file)
{
  sek_store_backup_free (file);
}

char *
sek_backup_file_dup_time (const SekBackupFile *file)
{
  return sek_store_backup_dup_time (file);
}

gboolean
sek_backup_has_any (const char *path)
{
  g_autoptr (GPtrArray) list = sek_store_list_backups (path, NULL);

  return list != NULL && list->len > 0;
}

char *
sek_backup_dup_original (const char *path)
{
  g_autoptr (SekBackupFile) file = sek_store_find_backup (path);

  return g_strdup (file != NULL ? file->original : path);
}
