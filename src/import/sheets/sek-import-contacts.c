/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-import-sheets.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-key.h"

/* What the rows of a returned sheet change of the contacts of its member. A contact that the register changed after the
 * sheet was made is doubtful, and so is a row that could be another's. */

/* By the log: nothing is known without it. */
static gboolean
is_changed_since (SekSheets *self, gint64 contact)
{
  return self->import->ages != NULL && sek_ages_changed_since (self->import->ages, contact, self->event);
}

static gboolean
is_made_since (SekSheets *self, gint64 contact)
{
  SekAges *ages = self->import->ages;

  return ages != NULL && self->event != 0 && sek_ages_made_since (ages, contact, self->event);
}

/* --- what a row changes ------------------------------------------------------------------------------------------ */

/* Several contacts that have the same role are told apart by their offices. */
static char *
dup_label (SekSheets *self, const SekFormRow *row, gint64 role, const SekField *field)
{
  const SekWord *role_word = &SEK_FIELD (contact, role)->choices.choices[role].word;
  g_autofree char *title = g_utf8_strdown (sek_word (&field->title, sek_program_language ()), -1);
  g_autofree char *label = g_strdup_printf ("%s, %s", _sek_sheets_member_name (self),
                                            sek_word (role_word, sek_program_language ()));
  const SekContact *stored = _sek_sheets_get_contact (self, row->contact);
  guint n, same = 0;
  const gint64 *rows = _sek_sheets_get_contacts (self, &n);

  for (guint i = 0; stored != NULL && i < n; i++)
    same += _sek_sheets_get_contact (self, rows[i])->role == role;
  if (same > 1 && stored->office != NULL)
    return g_strdup_printf ("%s (%s), %s", label, stored->office, title);
  return g_strdup_printf ("%s, %s", label, title);
}

/* An address in a column where the register has none: cells were moved, and what stands beside it is not where it
 * should be. */
static gboolean
is_shifted (SekSheets *self, const SekFormRow *row)
{
  const SekContact *stored = _sek_sheets_get_contact (self, row->contact);

  for (int i = SEK_PART_OFFICE; i < SEK_FORM_KEY; i++)
    if (i != SEK_PART_EMAIL && strchr (row->texts[i], '@') != NULL
        && (stored == NULL || !_sek_sheets_is_alike (row->texts[i], _sek_sheets_get_stored (stored, i))))
      return TRUE;
  return FALSE;
}

/* Something that tells why a change of the row is not taken by itself; NULL when nothing does. */
static const char *
find_doubt (SekSheets *self, const SekFormRow *row)
{
  if (self->form->doubt != NULL)
    return self->form->doubt;
  if (row->contact > 0 && is_changed_since (self, row->contact))
    return self->event != 0 ? _("The register’s contact was changed after this sheet was made.")
                            : _("The register’s contact was changed, maybe after this sheet was made.");
  if (row->moved)
    return _("The row has another contact’s key.");
  if (row->vague)
    return _("Several contacts have this role and position.");
  if (is_shifted (self, row))
    return _("An e-mail address stands in another column. Cells of the row may have been moved.");
  return NULL;
}

/* Where two rows, maybe of two files, say something else of the same field, neither is taken by itself. */
static void
note_other (SekImportItem *item, const SekImportItem *other)
{
  _sek_import_note (item, _("%s, row %u, says “%s”."), other->shown.sender, (guint) other->shown.row,
                    other->shown.after);
}

/* The key of a contact's deletion among what was seen. Owned. */
static char *
dup_gone_key (gint64 contact)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT " gone", contact);
}

/* One file empties a contact's row, and another changes it. */
static void
settle_gone (SekImportItem *gone, SekImportItem *change)
{
  /* That a row is missing deletes nothing by itself. */
  if (gone == NULL || gone->shown.verdict == SEK_IMPORT_MISSING || change == NULL
      || change->shown.verdict == SEK_IMPORT_SAME)
    return;
  gone->shown.verdict = change->shown.verdict = SEK_IMPORT_DOUBLE;
  _sek_import_note (change, _("%s, row %u, deletes the contact."), gone->shown.sender, (guint) gone->shown.row);
  note_other (gone, change);
}

static void
settle_double (SekSheets *self, SekImportItem *item, const SekFormRow *row, const SekField *field)
{
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT " %u", row->contact, field->index);
  g_autofree char *gone = dup_gone_key (row->contact);
  SekImportItem *first = g_hash_table_lookup (self->seen, key);

  settle_gone (g_hash_table_lookup (self->seen, gone), item);
  if (first == NULL)
    g_hash_table_insert (self->seen, g_steal_pointer (&key), item);
  else if (!g_str_equal (first->shown.after, item->shown.after))
    {
      first->shown.verdict = item->shown.verdict = SEK_IMPORT_DOUBLE;
      note_other (item, first);
      note_other (first, item);
    }
  else if (first != item)
    {
      /* Said twice, and taken once. */
      g_array_set_size (item->sets, 0);
      if (item->shown.verdict != SEK_IMPORT_SAME)
        {
          item->shown.verdict = SEK_IMPORT_DOUBLE;
          _sek_import_note (item, _("%s, row %u, says the same."), first->shown.sender, (guint) first->shown.row);
        }
    }
}

static void
propose_field (SekSheets *self, const SekFormRow *row, gint64 target, int column)
{
  const SekField *field = sek_contact_part_get_field ((SekPart) column);
  const SekContact *stored = _sek_sheets_get_contact (self, row->contact);
  SekValue before = stored != NULL ? sek_row_get ((const SekRow *) stored, field) : SEK_BLANK, value = SEK_BLANK;
  g_autofree char *label = dup_label (self, row, stored != NULL ? stored->role : row->role, field);
  const char *doubt = find_doubt (self, row);
  /* A cell can have several lines, and a contact's fields have one. */
  g_autofree char *text = g_strchomp (g_strdelimit (g_strdup (row->texts[column]), "\r\n\t", ' '));
  g_autoptr (GError) error = NULL;
  SekImportItem *item;

  if (stored == NULL && *text == '\0')
    return;
  item = _sek_sheets_propose (self, SEK_IMPORT_NEW, _sek_sheets_number_of (self, row), _sek_sheets_member_name (self));
  _sek_import_set_place (item, SEK_MEMBER, self->member, label);
  g_free (item->shown.before);
  item->shown.before = sek_key_format (self->import->reg, field, &before, 1, sek_program_language ());
  g_free (item->shown.after);
  item->shown.after = g_strdup (text);
  if (row->bad[column])
    {
      item->shown.verdict = SEK_IMPORT_DOUBTFUL;
      _sek_import_note (item, "%s", _("The cell has an error, a date or a truth value where a text should be."));
      return;
    }
  if (!sek_key_parse (self->import->reg, field, text, 1, &value, &error))
    {
      item->shown.verdict = SEK_IMPORT_DOUBTFUL;
      _sek_import_note (item, "%s", error->message);
      return;
    }
  g_free (item->shown.after);
  item->shown.after = sek_key_format (self->import->reg, field, &value, 1, sek_program_language ());
  if (sek_value_equal (&before, &value))
    item->shown.verdict = SEK_IMPORT_SAME;
  else if (before.type != SEK_VALUE_BLANK)
    item->shown.verdict = SEK_IMPORT_CHANGED;
  if (item->shown.verdict != SEK_IMPORT_SAME)
    _sek_import_set (self->import, item, target, field, &value);
  if (item->shown.verdict != SEK_IMPORT_SAME && doubt != NULL)
    {
      item->shown.verdict = SEK_IMPORT_DOUBTFUL;
      _sek_import_note (item, "%s", doubt);
    }
  if (stored != NULL)
    settle_double (self, item, row, field);
  sek_value_clear (&value);
}

static const char *
name_contact (const SekContact *stored)
{
  const char *name = sek_contact_get_name (stored);

  return name != NULL ? name : "";
}

static SekImportItem *
propose_deletion (SekSheets *self, SekImportVerdict verdict, guint64 number, const SekContact *stored)
{
  g_autofree char *label = g_strdup_printf (_("%s, contact"), _sek_sheets_member_name (self));
  SekImportItem *item = _sek_sheets_propose (self, verdict, number, _sek_sheets_member_name (self));

  _sek_import_set_place (item, SEK_MEMBER, self->member, label);
  g_free (item->shown.before);
  item->shown.before = g_strdup (name_contact (stored));
  item->gone_entity = SEK_CONTACT;
  item->gone = stored->id;
  return item;
}

/* Whether no row of the sheet has a contact any more, of the several that there were. */
static gboolean
is_all_emptied (SekSheets *self)
{
  guint n = 0;

  for (guint i = 0; i < self->form->rows->len; i++)
    {
      const SekFormRow *row = _sek_sheets_get_row (self, i);

      if (row->n_filled > 0)
        return FALSE;
      n += row->contact != 0;
    }
  return n > 1;
}

/* A row with a key and nothing else. With a column missing it cannot be told whether the row was emptied. */
static void
read_emptied (SekSheets *self, SekFormRow *row)
{
  g_autofree char *key = dup_gone_key (row->contact);
  const SekContact *stored = _sek_sheets_get_contact (self, row->contact);
  const char *doubt = find_doubt (self, row);
  SekImportItem *item;

  if (g_hash_table_contains (self->seen, key))
    return;
  item = propose_deletion (self, SEK_IMPORT_CHANGED, _sek_sheets_number_of (self, row), stored);
  g_hash_table_insert (self->seen, g_steal_pointer (&key), item);
  for (int i = 0; i < SEK_FORM_KEY && doubt == NULL; i++)
    if (self->form->columns[i] < 0)
      doubt = _("A column is missing: the contact may have been more than this.");
  if (doubt == NULL && is_all_emptied (self))
    doubt = _("The sheet has no contact left.");
  if (doubt == NULL && *row->texts[SEK_PART_ROLE] != '\0')
    doubt = _("Its role was left.");
  _sek_import_note (item, "%s", _("The row was emptied: the contact is deleted."));
  if (doubt != NULL)
    {
      item->shown.verdict = SEK_IMPORT_DOUBTFUL;
      _sek_import_note (item, "%s", doubt);
    }
  for (int i = SEK_PART_ROLE; i < SEK_FORM_KEY; i++)
    {
      g_autofree char *change = g_strdup_printf ("%" G_GINT64_FORMAT " %u", stored->id, sek_contact_parts[i].field);

      settle_gone (item, g_hash_table_lookup (self->seen, change));
    }
}

/* --- new contacts ------------------------------------------------------------------------------------------------ */

/* What tells a new contact from others that are new: all that stands in its row, or its role and office; NULL where it
 * has no office. Owned. */
static char *
dup_whole_key (SekSheets *self, const SekFormRow *row)
{
  g_autofree char *texts = _sek_sheets_dup_texts (row), *folded = _sek_import_fold (texts);

  return g_strdup_printf ("new %" G_GINT64_FORMAT " %d %s", self->member, (int) row->role, folded);
}

static char *
dup_office_key (SekSheets *self, const SekFormRow *row)
{
  g_autofree char *folded = _sek_import_fold (row->texts[SEK_PART_OFFICE]);

  if (*folded == '\0')
    return NULL;
  return g_strdup_printf ("new %" G_GINT64_FORMAT " %d office %s", self->member, (int) row->role, folded);
}

/* The same new contact, from a row before: the same texts, or in another file the same role and office. NULL for
 * none. */
static const SekImportItem *
find_again (SekSheets *self, const SekFormRow *row)
{
  g_autofree char *whole = dup_whole_key (self, row), *office = dup_office_key (self, row);
  const SekImportItem *first = g_hash_table_lookup (self->seen, whole);

  if (first != NULL || office == NULL)
    return first;
  first = g_hash_table_lookup (self->seen, office);
  return first != NULL && g_strcmp0 (first->shown.sender, self->sender) != 0 ? first : NULL;
}

static void
remember_new (SekSheets *self, const SekFormRow *row, SekImportItem *item)
{
  char *office = dup_office_key (self, row);

  g_hash_table_insert (self->seen, dup_whole_key (self, row), item);
  if (office != NULL)
    g_hash_table_insert (self->seen, office, item);
}

/* A contact of the role that no row has, and that was changed after the sheet was made, may be the one. */
static gboolean
may_be_changed (SekSheets *self, const SekFormRow *row)
{
  guint n;
  const gint64 *rows = _sek_sheets_get_contacts (self, &n);

  for (guint i = 0; i < n; i++)
    if (_sek_sheets_get_contact (self, rows[i])->role == row->role && !_sek_sheets_is_claimed (self, rows[i])
        && is_changed_since (self, rows[i]))
      return TRUE;
  return FALSE;
}

/* What a contact that is made must have goes with whichever of its fields is accepted. */
static void
complete_new (SekSheets *self, const SekFormRow *row, SekImportItem *item, gint64 made, gboolean changed)
{
  const char *who = row->texts[SEK_PART_OFFICE];

  if (item->sets->len == 0)
    return;
  _sek_import_set (self->import, item, made, SEK_FIELD (contact, member), &SEK_INTEGER (self->member));
  _sek_import_set (self->import, item, made, SEK_FIELD (contact, role), &SEK_INTEGER (row->role));
  if (*who != '\0')
    _sek_import_note (item, _("A new contact: %s."), who);
  else
    _sek_import_note (item, "%s", _("A new contact."));
  if (row->doubled)
    _sek_import_note (item, "%s", _("Its key is another row’s."));
  if (changed && item->shown.verdict == SEK_IMPORT_NEW)
    {
      item->shown.verdict = SEK_IMPORT_DOUBTFUL;
      _sek_import_note (item, "%s", _("It may be one that the register changed after this sheet was made."));
    }
}

static void
read_new (SekSheets *self, SekFormRow *row)
{
  const SekImportItem *first = find_again (self, row);
  guint from = self->import->items->len;
  gboolean changed = may_be_changed (self, row);
  gint64 made;

  if (*row->texts[SEK_PART_ROLE] == '\0')
    {
      _sek_import_note (_sek_sheets_list_row (self, SEK_IMPORT_DOUBTFUL, row), "%s",
                        _("The row has no role of a contact: political, administrative or invoice."));
      return;
    }
  if (row->role == SEK_NONE)
    {
      _sek_import_note (_sek_sheets_list_row (self, SEK_IMPORT_DOUBTFUL, row),
                        _("“%s” is not a role of a contact: political, administrative or invoice."),
                        row->texts[SEK_PART_ROLE]);
      return;
    }
  if (first != NULL)
    {
      _sek_import_note (_sek_sheets_list_row (self, SEK_IMPORT_DOUBLE, row),
                        _("%s, row %u, has this new contact already."), first->shown.sender, (guint) first->shown.row);
      return;
    }
  made = _sek_import_insert (self->import, SEK_CONTACT);
  for (int i = SEK_PART_OFFICE; i < SEK_FORM_KEY; i++)
    propose_field (self, row, made, i);
  for (guint i = from; i < self->import->items->len; i++)
    complete_new (self, row, self->import->items->pdata[i], made, changed);
  if (from < self->import->items->len)
    remember_new (self, row, self->import->items->pdata[from]);
}

/* --- all of them ------------------------------------------------------------------------------------------------- */

static void
read_known (SekSheets *self, SekFormRow *row)
{
  if (row->n_filled == 0 && !row->keyless)
    {
      read_emptied (self, row);
      return;
    }
  for (int i = row->keyless ? SEK_PART_OFFICE : SEK_PART_ROLE; i < SEK_FORM_KEY; i++)
    if (self->form->columns[i] >= 0)
      propose_field (self, row, row->contact, i);
}

/* A row to fill in is sent out with a role in it where nobody has that, and says nothing as long as nothing else does
 * (sek-member-sheets.h). Without keys it is the row of such a role. */
static gboolean
says_nothing (SekSheets *self, const SekFormRow *row)
{
  guint n;
  const gint64 *rows = _sek_sheets_get_contacts (self, &n);

  if (*row->texts[SEK_PART_ROLE] == '\0' || *row->key != '\0')
    return TRUE;
  for (guint i = 0; i < n; i++)
    if (_sek_sheets_get_contact (self, rows[i])->role == row->role && !is_made_since (self, rows[i]))
      return FALSE;
  return row->role != SEK_NONE;
}

/* Keys are known by their form too, whatever their column is called. */
static gboolean
has_column (SekSheets *self, int column)
{
  gboolean any = self->form->columns[column] >= 0;

  for (guint i = 0; column == SEK_FORM_KEY && !any && i < self->form->rows->len; i++)
    any = *_sek_sheets_get_row (self, i)->key != '\0';
  return any;
}

static void
tell_columns (SekSheets *self)
{
  for (int i = 0; i < SEK_FORM_N_COLUMNS; i++)
    if (!has_column (self, i))
      {
        const char *head = sek_word (sek_member_sheet_get_head (i), sek_program_language ());
        g_autofree char *title = i == SEK_FORM_KEY ? g_strdup (_("keys")) : g_utf8_strdown (head, -1);
        g_autofree char *label = g_strdup_printf ("%s, %s", _sek_sheets_member_name (self), title);
        SekImportItem *item = _sek_sheets_propose (self, SEK_IMPORT_MISSING, 0, "");

        _sek_import_set_place (item, SEK_MEMBER, self->member, label);
        if (i == SEK_FORM_KEY)
          _sek_import_note (item, "%s", _("The sheet has no column of keys. Its rows are read by role and position."));
        else
          _sek_import_note (item, _("The sheet has no column “%s”. What the register has of it stays."), head);
      }
}

static void
tell_rows (SekSheets *self)
{
  guint n;
  const gint64 *rows = _sek_sheets_get_contacts (self, &n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *key = dup_gone_key (rows[i]);
      SekImportItem *item;

      if (_sek_sheets_is_claimed (self, rows[i]) || is_made_since (self, rows[i]))
        continue;
      item = propose_deletion (self, SEK_IMPORT_MISSING, 0, _sek_sheets_get_contact (self, rows[i]));
      _sek_import_note (item, "%s",
                        _("The sheet has no row of this contact. It stays, unless its deletion is accepted."));
      /* Told of each sheet, and deleted once. */
      if (g_hash_table_contains (self->seen, key))
        item->gone = 0;
      else
        g_hash_table_insert (self->seen, g_steal_pointer (&key), item);
    }
}

static void
read_row (SekSheets *self, SekFormRow *row)
{
  if (row->odd_key)
    _sek_import_note (_sek_sheets_propose (self, SEK_IMPORT_UNKNOWN, _sek_sheets_number_of (self, row), row->key), "%s",
                      _("This is not a key of a contact. The row is read by its role and position."));
  if (row->done)
    _sek_import_note (_sek_sheets_list_row (self, row->verdict, row), "%s", row->why);
  else if (row->contact != 0)
    read_known (self, row);
  else if (row->n_filled > 0)
    read_new (self, row);
  else if (!says_nothing (self, row))
    _sek_import_note (_sek_sheets_list_row (self, SEK_IMPORT_UNKNOWN, row), "%s",
                      _("The row has a role and nothing else, so that nothing was taken of it."));
}

void
_sek_sheets_read_contacts (SekSheets *self)
{
  _sek_form_find_rows (self->form, self->import->reg);
  if (self->form->head < 0)
    {
      SekImportItem *item = _sek_sheets_propose (self, SEK_IMPORT_MISSING, 0, "");

      _sek_import_set_place (item, SEK_MEMBER, self->member, _sek_sheets_member_name (self));
      _sek_import_note (item, "%s",
                        _("The sheet has no row with the heads of its columns, so that nothing of it can be taken."));
      return;
    }
  _sek_sheets_match_rows (self);
  for (guint i = 0; i < self->form->rows->len; i++)
    read_row (self, _sek_sheets_get_row (self, i));
  tell_columns (self);
  tell_rows (self);
}
