/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-import-sheets.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Whose the rows of a returned sheet are: by their keys, and where those are missing, doubled or beside another
 * contact's row, by role and office. */

const SekContact *
_sek_sheets_get_contact (SekSheets *self, gint64 id)
{
  return id > 0 ? sek_register_get_contact (self->import->reg, id) : NULL;
}

const char *
_sek_sheets_get_stored (const SekContact *contact, int column)
{
  const char *text = sek_contact_part_get_text (contact, (SekPart) column);

  return text != NULL ? text : "";
}

gboolean
_sek_sheets_is_alike (const char *a, const char *b)
{
  g_autofree char *folded = _sek_import_fold (a), *other = _sek_import_fold (b);

  return g_str_equal (folded, other);
}

SekFormRow *
_sek_sheets_get_row (SekSheets *self, guint i)
{
  return &g_array_index (self->form->rows, SekFormRow, i);
}

guint64
_sek_sheets_number_of (SekSheets *self, const SekFormRow *row)
{
  return sek_read_sheet_get_row (self->form->sheet, row->row)->number;
}

/* A role that is one is told by the contacts it is of. */
char *
_sek_sheets_dup_texts (const SekFormRow *row)
{
  g_autoptr (GString) texts = g_string_new (NULL);

  for (int i = 0; i < SEK_FORM_KEY; i++)
    if (*row->texts[i] != '\0' && (i != SEK_PART_ROLE || row->role == SEK_NONE || row->n_filled == 0))
      g_string_append_printf (texts, "%s%s", texts->len > 0 ? " · " : "", row->texts[i]);
  return g_string_free (g_steal_pointer (&texts), FALSE);
}

SekImportItem *
_sek_sheets_list_row (SekSheets *self, SekImportVerdict verdict, SekFormRow *row)
{
  g_autofree char *texts = _sek_sheets_dup_texts (row);

  return _sek_sheets_propose (self, verdict, _sek_sheets_number_of (self, row), *texts != '\0' ? texts : row->key);
}

/* The contacts of the member. */
const gint64 *
_sek_sheets_get_contacts (SekSheets *self, guint *n)
{
  return sek_register_get_children (self->import->reg, SEK_FIELD (contact, member), self->member, n);
}

/* --- by its key -------------------------------------------------------------------------------------------------- */

/* The contact of the member whose id begins as a number that lost its last digits. */
static gint64
find_rounded (SekSheets *self, gint64 id)
{
  guint n;
  const gint64 *rows = _sek_sheets_get_contacts (self, &n);
  gint64 found = 0;

  for (guint i = 0; i < n; i++)
    if (fabs ((double) rows[i] - (double) id) <= 1e-14 * (double) rows[i])
      {
        if (found != 0)
          return 0;
        found = rows[i];
      }
  return found;
}

/* The row is listed in its turn, and nothing is taken of it. */
static void
refuse_row (SekFormRow *row, SekImportVerdict verdict, const char *why)
{
  row->done = TRUE;
  row->verdict = verdict;
  row->why = g_strdup (why);
}

static gboolean
has_prefix (const char *key, const char *prefix)
{
  return g_ascii_strncasecmp (key, prefix, strlen (prefix)) == 0;
}

static void
read_key (SekSheets *self, SekFormRow *row)
{
  SekAges *ages = self->import->ages;
  const SekContact *stored;
  gboolean rounded;
  gint64 id = _sek_form_read_key (row->key, "contact-", &rounded);

  if (id != 0 && rounded && _sek_sheets_get_contact (self, id) == NULL)
    id = find_rounded (self, id);
  stored = _sek_sheets_get_contact (self, id);
  row->contact = stored != NULL && stored->member == self->member ? id : 0;
  row->keyless = row->contact == 0;
  if (row->contact != 0 || *row->key == '\0' || has_prefix (row->key, "new-"))
    return;
  if (stored != NULL)
    refuse_row (row, SEK_IMPORT_UNKNOWN, _("The contact is another member's."));
  else if (has_prefix (row->key, "contact-") && (ages == NULL || sek_ages_has (ages, id)))
    refuse_row (row, SEK_IMPORT_UNKNOWN, _("The contact is not in the register any more."));
  else
    row->odd_key = row->n_filled > 0;
}

static gboolean
has_office (const SekFormRow *row, const SekContact *contact)
{
  return _sek_sheets_is_alike (row->texts[SEK_PART_OFFICE], _sek_sheets_get_stored (contact, SEK_PART_OFFICE));
}

static gboolean
has_identity (const SekFormRow *row, const SekContact *contact)
{
  return row->role == contact->role && has_office (row, contact);
}

static gboolean
is_same (const SekFormRow *row, const SekFormRow *other)
{
  for (int i = 0; i < SEK_FORM_KEY; i++)
    if (!_sek_sheets_is_alike (row->texts[i], other->texts[i]))
      return FALSE;
  return TRUE;
}

/* Of rows with the same key those with its role and office are the contact's; others were copied from it and are rows
 * of their own. */
static void
part_doubled (SekSheets *self)
{
  for (guint i = 0; i < self->form->rows->len; i++)
    {
      const SekContact *contact = _sek_sheets_get_contact (self, _sek_sheets_get_row (self, i)->contact);
      guint n = 0, own = 0, first = i;

      for (guint j = 0; contact != NULL && j < self->form->rows->len; j++)
        if (_sek_sheets_get_row (self, j)->contact == contact->id)
          {
            if (n++ == 0)
              first = j;
            own += has_identity (_sek_sheets_get_row (self, j), contact);
          }
      if (n < 2 || first != i)
        continue;
      for (guint j = i; j < self->form->rows->len; j++)
        {
          SekFormRow *row = _sek_sheets_get_row (self, j);

          if (row->contact == contact->id && j != i && is_same (row, _sek_sheets_get_row (self, i)))
            {
              guint same = (guint) _sek_sheets_number_of (self, _sek_sheets_get_row (self, i));
              g_autofree char *why = g_strdup_printf (_("Row %u has the same key and says the same."), same);

              refuse_row (row, SEK_IMPORT_DOUBLE, why);
              continue;
            }
          if (row->contact != contact->id || (own > 0 ? has_identity (row, contact) : j == i))
            continue;
          row->contact = 0;
          row->keyless = row->doubled = TRUE;
        }
    }
}

/* A row whose role and office are just one other contact's, which has no row with them itself: the keys were parted
 * from their rows, as when only the columns in view were sorted. */
static gint64
find_moved (SekSheets *self, const SekFormRow *row)
{
  guint n;
  const gint64 *rows = _sek_sheets_get_contacts (self, &n);
  const SekContact *own = _sek_sheets_get_contact (self, row->contact);
  gint64 found = 0;

  if (own == NULL || row->role == SEK_NONE || *row->texts[SEK_PART_OFFICE] == '\0' || has_identity (row, own))
    return 0;
  for (guint i = 0; i < n; i++)
    {
      const SekContact *other = _sek_sheets_get_contact (self, rows[i]);

      if (other->id == own->id || !has_identity (row, other))
        continue;
      if (found != 0)
        return 0;
      found = other->id;
    }
  for (guint i = 0; found != 0 && i < self->form->rows->len; i++)
    {
      const SekFormRow *other = _sek_sheets_get_row (self, i);

      if (other != row && has_identity (other, _sek_sheets_get_contact (self, found)))
        return 0;
    }
  return found;
}

static void
undo_moves (SekSheets *self)
{
  g_autofree gint64 *moved = g_new0 (gint64, self->form->rows->len + 1);
  guint n = 0;

  for (guint i = 0; i < self->form->rows->len; i++)
    n += (moved[i] = find_moved (self, _sek_sheets_get_row (self, i))) != 0;
  for (guint i = 0; i < self->form->rows->len; i++)
    if (moved[i] != 0)
      {
        SekFormRow *row = _sek_sheets_get_row (self, i);

        row->contact = moved[i];
        row->moved = TRUE;
      }
    else
      for (guint j = 0; j < self->form->rows->len; j++)
        /* Its key was taken for a row that was moved to it, and its own content is nobody's else. */
        if (moved[j] != 0 && moved[j] == _sek_sheets_get_row (self, i)->contact)
          {
            _sek_sheets_get_row (self, i)->contact = 0;
            _sek_sheets_get_row (self, i)->keyless = _sek_sheets_get_row (self, i)->moved = TRUE;
            break;
          }
  if (n > 0)
    _sek_import_note (_sek_sheets_propose (self, SEK_IMPORT_OTHER, 0, _("Keys")), "%s",
                      _("Keys stand beside other contacts than their own. These rows are read by role and position."));
}

gboolean
_sek_sheets_is_claimed (SekSheets *self, gint64 contact)
{
  for (guint i = 0; i < self->form->rows->len; i++)
    if (_sek_sheets_get_row (self, i)->contact == contact)
      return TRUE;
  return FALSE;
}

/* --- by its content ---------------------------------------------------------------------------------------------- */

/* How near a row without a key is to a contact that no row has yet: 0 when it is not that contact, else 1 and the
 * fields that are the same. Where the office tells nothing another field must be the same. */
static guint
rate (SekSheets *self, const SekFormRow *row, const SekContact *contact)
{
  gboolean no_column = self->form->columns[SEK_PART_OFFICE] < 0;
  guint n = 0;

  if (row->role != contact->role || (!no_column && !has_office (row, contact)))
    return 0;
  for (int i = SEK_PART_NAME; i < SEK_FORM_KEY; i++)
    n += *row->texts[i] != '\0' && _sek_sheets_is_alike (row->texts[i], _sek_sheets_get_stored (contact, i));
  return n > 0 || *row->texts[SEK_PART_OFFICE] != '\0' ? n + 1 : 0;
}

static gboolean
is_open (const SekFormRow *row)
{
  return row->contact == 0 && row->role != SEK_NONE && row->n_filled > 0 && !row->done;
}

/* The nearest pairs first. */
static void
match_rows (SekSheets *self)
{
  guint n_contacts, best;
  const gint64 *contacts = _sek_sheets_get_contacts (self, &n_contacts);

  do
    {
      SekFormRow *nearest = NULL;
      gint64 found = 0;

      best = 0;
      for (guint i = 0; i < self->form->rows->len; i++)
        for (guint c = 0; c < n_contacts; c++)
          {
            SekFormRow *row = _sek_sheets_get_row (self, i);
            gboolean open = is_open (row) && !_sek_sheets_is_claimed (self, contacts[c]);
            guint near = open ? rate (self, row, _sek_sheets_get_contact (self, contacts[c])) : 0;

            if (near > best)
              {
                best = near;
                nearest = row;
                found = contacts[c];
                row->vague = FALSE;
              }
            else if (near > 0 && near == best && row == nearest)
              row->vague = TRUE;
          }
      if (nearest != NULL)
        nearest->contact = found;
    }
  while (best > 0);
}

void
_sek_sheets_match_rows (SekSheets *self)
{
  for (guint i = 0; i < self->form->rows->len; i++)
    read_key (self, _sek_sheets_get_row (self, i));
  part_doubled (self);
  undo_moves (self);
  match_rows (self);
}
