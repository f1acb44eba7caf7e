/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-import-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-error.h"

/* Returned Medlemsark (sek-member-sheets.h): what members corrected of their contacts. A sheet is known by its keys, whatever its language and
 * wherever its rows were moved: "member-ID" under the number, name and year, and in each row of a contact "contact-ID" or "new-1" right of its role,
 * office, name, e-mail and telephone. */

#define MOST_ROWS 2000
#define BEFORE_KEY 5 /* columns of a contact left of its key */

typedef struct
{
  SekImport      *import;
  SekImportTable *table;
  const char     *file;
  char           *sender; /* owned */
  gint64          member;
  GHashTable     *seen;   /* "contact field" → item, over all files */
} Sheets;

/* The number after a prefix, 0 when the text is something else. */
static gint64
read_key (const char *text, const char *prefix)
{
  gint64 id = 0;

  if (!g_str_has_prefix (text, prefix) || !g_ascii_string_to_signed (text + strlen (prefix), 10, 1, G_MAXINT64, &id, NULL))
    return 0;
  return id;
}

/* --- whose it is ------------------------------------------------------------------------------------------------- */

static gint64
find_by_number (Sheets *self, const char *number)
{
  SekTableIter iter;
  const SekMemberNumber *row;

  sek_table_iter_init (&iter, sek_register_get_table (self->import->reg, SEK_MEMBER_NUMBER));
  while ((row = (const SekMemberNumber *) sek_table_iter_next (&iter)) != NULL)
    if (*number != '\0' && g_str_equal (row->number, number))
      return row->member;
  return 0;
}

/* The member whose key a cell has, or else whose number stands above it. TRUE when the table has such a key at all. */
static gboolean
find_member (Sheets *self)
{
  for (guint row = 0; row < self->table->rows->len; row++)
    for (guint c = 0; c < self->table->n_columns; c++)
      {
        gint64 id = read_key (_sek_import_table_get (self->table, row, c), "member-");

        if (id == 0)
          continue;
        self->member = sek_register_get_member (self->import->reg, id) != NULL ? id : 0;
        for (guint up = 1; self->member == 0 && up <= 3 && up <= row; up++)
          self->member = find_by_number (self, _sek_import_table_get (self->table, row - up, c));
        return TRUE;
      }
  return FALSE;
}

/* --- contacts ---------------------------------------------------------------------------------------------------- */

static char *
format (Sheets *self, const SekField *field, const SekValue *value)
{
  return sek_kind_format (field, value, 1, sek_program_language (), self->import->reg);
}

static SekImportItem *
propose (Sheets *self, SekImportVerdict verdict, guint row, const char *name)
{
  SekImportItem *item = _sek_import_propose (self->import, verdict, g_array_index (self->table->numbers, guint64, row), name);

  item->shown.sender = g_strdup (self->sender);
  return item;
}

static void
propose_field (Sheets *self, guint row, gint64 contact, gint64 role, const SekField *field, const char *text)
{
  const SekRow *stored = contact > 0 ? sek_register_lookup (self->import->reg, SEK_CONTACT, contact) : NULL;
  SekValue before = stored != NULL ? sek_row_get (stored, field) : SEK_BLANK, value = SEK_BLANK;
  const char *member = sek_register_get_member (self->import->reg, self->member)->name;
  g_autofree char *title = g_utf8_strdown (sek_word (&field->title, sek_program_language ()), -1), *label = NULL;
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT " %u", contact, field->index);
  g_autoptr (GError) error = NULL;
  SekImportItem *item, *first;

  if (stored == NULL && *text == '\0')
    return;
  label = g_strdup_printf ("%s, %s, %s", member, sek_word (&SEK_FIELD (contact, role)->choices.choices[role].word, sek_program_language ()), title);
  item = propose (self, SEK_IMPORT_NEW, row, member);
  _sek_import_set_place (item, SEK_MEMBER, self->member, label);
  g_free (item->shown.before);
  item->shown.before = format (self, field, &before);
  g_free (item->shown.after);
  item->shown.after = g_strdup (text);
  if (!sek_kind_parse (field, text, 1, self->import->reg, &value, &error))
    {
      item->shown.verdict = SEK_IMPORT_DOUBTFUL;
      _sek_import_note (item, "%s", error->message);
      return;
    }
  g_free (item->shown.after);
  item->shown.after = format (self, field, &value);
  if (sek_value_equal (&before, &value))
    item->shown.verdict = SEK_IMPORT_SAME;
  else if (before.type != SEK_VALUE_BLANK)
    item->shown.verdict = SEK_IMPORT_CHANGED;
  first = contact > 0 ? g_hash_table_lookup (self->seen, key) : NULL;
  if (first != NULL && !g_str_equal (first->shown.after, item->shown.after))
    {
      first->shown.verdict = item->shown.verdict = SEK_IMPORT_DOUBLE;
      _sek_import_note (item, _("%s says “%s”."), first->shown.sender, first->shown.after);
    }
  else if (first == NULL)
    {
      g_hash_table_insert (self->seen, g_steal_pointer (&key), item);
      _sek_import_set (self->import, item, contact, field, &value);
    }
  sek_value_clear (&value);
}

static void
propose_deletion (Sheets *self, guint row, gint64 contact)
{
  const SekContact *stored = sek_register_get_contact (self->import->reg, contact);
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT " gone", contact);
  const char *member = sek_register_get_member (self->import->reg, self->member)->name;
  g_autofree char *label = g_strdup_printf (_("%s, contact"), member);
  SekImportItem *item;

  if (!g_hash_table_add (self->seen, g_strdup (key)))
    return;
  item = propose (self, SEK_IMPORT_CHANGED, row, member);
  _sek_import_set_place (item, SEK_MEMBER, self->member, label);
  g_free (item->shown.before);
  item->shown.before = g_strdup (stored->name != NULL ? stored->name : stored->office != NULL ? stored->office : stored->email != NULL ? stored->email : "");
  _sek_import_note (item, _("The row was emptied: the contact is deleted."));
  item->gone_entity = SEK_CONTACT;
  item->gone = contact;
}

/* What a contact that is made must have goes with whichever of its fields is accepted. */
static void
complete_new (Sheets *self, guint from, gint64 contact, gint64 role)
{
  for (guint i = from; i < self->import->items->len; i++)
    {
      SekImportItem *item = self->import->items->pdata[i];

      if (item->sets->len == 0)
        continue;
      _sek_import_set (self->import, item, contact, SEK_FIELD (contact, member), &SEK_INTEGER (self->member));
      _sek_import_set (self->import, item, contact, SEK_FIELD (contact, role), &SEK_INTEGER (role));
    }
}

static void
read_contact (Sheets *self, guint row, guint column, const char *key)
{
  const SekField *fields[] = { SEK_FIELD (contact, role), SEK_FIELD (contact, office), SEK_FIELD (contact, name), SEK_FIELD (contact, email), SEK_FIELD (contact, telephone) };
  const char *texts[BEFORE_KEY];
  gint64 contact = read_key (key, "contact-");
  const SekContact *stored = contact != 0 ? sek_register_get_contact (self->import->reg, contact) : NULL;
  guint filled = 0, from = self->import->items->len;
  SekValue role;

  for (guint i = 0; i < BEFORE_KEY; i++)
    {
      texts[i] = _sek_import_table_get (self->table, row, column - BEFORE_KEY + i);
      filled += *texts[i] != '\0' && (i > 0 || contact != 0);
    }
  if (contact != 0 && (stored == NULL || stored->member != self->member))
    {
      SekImportItem *item = propose (self, SEK_IMPORT_UNKNOWN, row, *texts[2] != '\0' ? texts[2] : *texts[1] != '\0' ? texts[1] : texts[3]);

      _sek_import_note (item, "%s", stored == NULL ? _("The contact is not in the register any more.") : _("The contact is another member's."));
      return;
    }
  if (filled == 0)
    {
      if (contact != 0)
        propose_deletion (self, row, contact);
      return;
    }
  if (contact == 0)
    {
      if (!sek_kind_parse (fields[0], texts[0], 1, self->import->reg, &role, NULL))
        {
          SekImportItem *item = propose (self, SEK_IMPORT_DOUBTFUL, row, *texts[2] != '\0' ? texts[2] : texts[3]);

          _sek_import_note (item, _("“%s” is no role of a contact: political, administrative or invoice."), texts[0]);
          return;
        }
      contact = _sek_import_insert (self->import, SEK_CONTACT);
    }
  for (guint i = stored != NULL ? 0 : 1; i < BEFORE_KEY; i++)
    propose_field (self, row, contact, stored != NULL ? stored->role : role.integer, fields[i], texts[i]);
  if (stored == NULL)
    complete_new (self, from, contact, role.integer);
}

static void
read_contacts (Sheets *self)
{
  for (guint row = 0; row < self->table->rows->len; row++)
    for (guint c = BEFORE_KEY; c < self->table->n_columns; c++)
      {
        const char *text = _sek_import_table_get (self->table, row, c);

        if (read_key (text, "contact-") != 0 || read_key (text, "new-") != 0)
          read_contact (self, row, c, text);
      }
}

/* --- all of it --------------------------------------------------------------------------------------------------- */

static gboolean
read_file (SekImport *import, const SekImportSource *source, GHashTable *seen, GCancellable *cancellable, GError **error)
{
  const SekReadOptions options = { 0 };
  g_autoptr (SekReader) reader = source->path != NULL ? sek_reader_open (source->path, &options, cancellable, error)
                                                      : sek_reader_open_bytes (source->bytes, source->name, &options, cancellable, error);
  Sheets sheets = { .import = import, .file = source->name, .seen = seen };
  gboolean any = FALSE;

  for (guint s = 0; reader != NULL && s < sek_reader_get_n_sheets (reader); s++)
    {
      g_autoptr (SekImportTable) table = _sek_import_table_new ();

      sheets.table = table;
      if (!sek_reader_select (reader, s, error) || !_sek_import_table_read (table, reader, MOST_ROWS, NULL, error))
        return FALSE;
      if (!find_member (&sheets))
        continue;
      any = TRUE;
      if (sheets.member == 0)
        {
          SekImportItem *item = _sek_import_propose (import, SEK_IMPORT_UNKNOWN, 0, source->name);

          item->shown.sender = g_strdup (source->name);
          _sek_import_note (item, _("The register has no member with this sheet's key or number."));
          continue;
        }
      sheets.sender = g_strdup_printf ("%s, %s", source->name, sek_register_get_member (import->reg, sheets.member)->name);
      read_contacts (&sheets);
      g_clear_pointer (&sheets.sender, g_free);
    }
  if (reader != NULL && !any)
    g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT, _("“%s” is no member sheet: it has no key of a member. It must be the file that was sent out, filled in and saved."), source->name);
  return reader != NULL && any;
}

gboolean
_sek_import_sheets (SekImport *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->sources->len; i++)
    if (!read_file (self, self->sources->pdata[i], seen, cancellable, error))
      return FALSE;
  _sek_import_add_fact (self, "files", _("Files"), FALSE, "%u", self->sources->len);
  return TRUE;
}
