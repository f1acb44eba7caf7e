/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-import-members.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-contact-part.h"
#include "sek-error.h"
#include "sek-key.h"
#include "sek-municipality.h"

/* Members and their contacts, a row each: by number, then by name. A name that is only alike is proposed and not taken;
 * a blank cell changes nothing. */

#define ALIKE 70

/* --- columns ----------------------------------------------------------------------------------------------------- */

static const char *
find_meaning (const char *head, gboolean has_member)
{
  const char *meaning = _sek_import_find_member_column (head);
  g_autofree char *folded = _sek_import_fold (head);

  if (*meaning == '\0' && _sek_import_is_population (head))
    return "persons";
  /* «Navn» is the member's, unless another column is. */
  if (!has_member && (g_str_equal (folded, "navn") || g_str_equal (folded, "namn") || g_str_equal (folded, "name")))
    return "name";
  return meaning;
}

static gboolean
has_meaning (SekMembersFile *self, const char *meaning)
{
  for (guint c = 0; c < self->table->n_columns; c++)
    if (g_str_equal (self->meanings[c], meaning))
      return TRUE;
  return FALSE;
}

static void
find_columns (SekMembersFile *self)
{
  for (int pass = 0; pass < 2; pass++)
    for (guint c = 0; c < self->table->n_columns; c++)
      {
        const char *head = self->table->heads->pdata[c];
        const char *answer = _sek_import_table_get_said (self->table, self->import, c);
        const char *meaning = find_meaning (head, pass == 1 && has_meaning (self, "name"));
        g_autofree char *folded = _sek_import_fold (head);

        if (pass == 0 && strstr ("navn namn name", folded) != NULL && *folded != '\0')
          meaning = "";
        for (guint m = 0; answer != NULL && m < self->import->meanings->len; m++)
          if (g_str_equal (((SekImportChoice *) self->import->meanings->pdata[m])->answer, answer))
            meaning = ((SekImportChoice *) self->import->meanings->pdata[m])->answer;
        /* Of two columns that say the same the first counts; populations are of several days. */
        if (pass == 0 || *self->meanings[c] == '\0')
          self->meanings[c]
              = answer == NULL && has_meaning (self, meaning) && !g_str_equal (meaning, "persons") ? "" : meaning;
      }
}

static void
show_columns (SekMembersFile *self)
{
  for (guint c = 0; c < self->table->n_columns; c++)
    {
      SekImportColumn *column = _sek_import_add_column (self->import, self->table, c);

      column->meaning = self->meanings[c];
      for (guint m = 0; *column->meaning != '\0' && m < self->import->meanings->len; m++)
        if (g_str_equal (((SekImportChoice *) self->import->meanings->pdata[m])->answer, column->meaning))
          {
            g_free (column->text);
            column->text = g_strdup (((SekImportChoice *) self->import->meanings->pdata[m])->text);
          }
    }
}

const char *
_sek_members_get (SekMembersFile *self, guint row, const char *meaning)
{
  for (guint c = 0; c < self->table->n_columns; c++)
    if (g_str_equal (self->meanings[c], meaning))
      return _sek_import_table_get (self->table, row, c);
  return "";
}

/* --- members ----------------------------------------------------------------------------------------------------- */

static void
index_members (SekMembersFile *self)
{
  SekTableIter iter;
  const SekMember *member;
  const SekMemberNumber *number;

  sek_table_iter_init (&iter, sek_register_get_table (self->import->reg, SEK_MEMBER));
  while ((member = (const SekMember *) sek_table_iter_next (&iter)) != NULL)
    {
      char *folded = sek_municipality_fold_name (member->name);

      g_hash_table_insert (self->by_name, folded,
                           (gpointer) (g_hash_table_contains (self->by_name, folded) ? -1 : member->id));
    }
  sek_table_iter_init (&iter, sek_register_get_table (self->import->reg, SEK_MEMBER_NUMBER));
  while ((number = (const SekMemberNumber *) sek_table_iter_next (&iter)) != NULL)
    g_hash_table_insert (self->by_number, g_strdup (number->number), (gpointer) number->member);
}

static gint64
find_alike (SekMembersFile *self, const char *folded)
{
  GHashTableIter iter;
  gpointer name, id;
  gint64 best = 0;
  guint most = ALIKE - 1;

  g_hash_table_iter_init (&iter, self->by_name);
  while (g_hash_table_iter_next (&iter, &name, &id))
    {
      guint alike = _sek_import_alike (name, folded);

      if (alike > most && (gint64) id > 0)
        {
          most = alike;
          best = (gint64) id;
        }
    }
  return best;
}

/* The number in a cell, with the zero that a spreadsheet took away. */
static char *
dup_number (const char *text)
{
  gsize n = strspn (text, "0123456789");

  return n != strlen (text) || n == 0 ? g_strdup (text)
         : n == 3 || n == 1           ? g_strconcat ("0", text, NULL)
                                      : g_strdup (text);
}

static void
make_member (SekMembersFile *self, guint row, const char *number, const char *name, SekMemberMatch *match)
{
  const SekMunicipality *known = *number != '\0'
                                     ? sek_municipality_find_near (number, sek_date_year (self->import->today))
                                     : NULL;
  g_autoptr (GPtrArray) named = *number == '\0'
                                    ? sek_municipality_find_name (name, sek_date_year (self->import->today), FALSE)
                                    : NULL;
  const char *called = *name != '\0' ? name : known != NULL ? known->name : number;
  gboolean real = known != NULL || (named != NULL && named->len > 0);
  SekImportItem *item = _sek_import_propose (self->import, real ? SEK_IMPORT_NEW : SEK_IMPORT_UNKNOWN,
                                             g_array_index (self->table->numbers, guint64, row),
                                             *number != '\0' ? number : name);
  SekValue value = SEK_TEXT (called), digits = SEK_TEXT (number);

  match->id = _sek_import_insert (self->import, SEK_MEMBER);
  match->item = item;
  match->index = self->import->items->len;
  _sek_import_set_place (item, SEK_MEMBER, 0, called);
  g_free (item->shown.after);
  item->shown.after = g_strstrip (g_strdup_printf ("%s %s", number, called));
  _sek_import_set (self->import, item, match->id, SEK_FIELD (member, name), &value);
  _sek_import_set (self->import, item, match->id, SEK_FIELD (member, kind),
                   &SEK_INTEGER (strlen (number) == 2 ? SEK_MEMBER_KIND_COUNTY : SEK_MEMBER_KIND_MUNICIPALITY));
  if (sek_kind_check (SEK_FIELD (member_number, number), &digits, NULL) && *number != '\0')
    {
      gint64 made = _sek_import_insert (self->import, SEK_MEMBER_NUMBER);

      _sek_import_set (self->import, item, made, SEK_FIELD (member_number, member), &SEK_INTEGER (match->id));
      _sek_import_set (self->import, item, made, SEK_FIELD (member_number, number), &digits);
    }
  if (!real)
    _sek_import_note (item, _("Not a member, and no municipality has this number or name. It becomes a member when it "
                              "is accepted."));
  match->name = item->shown.label;
}

/* The municipality that a name which no member has in the register means, such as «Våler (Viken)»; NULL when it is
 * none, or can be several. */
static const SekMunicipality *
find_municipality (SekMembersFile *self, const char *name)
{
  g_autofree char *bare = g_strndup (name, sek_text_without_mark (name));
  int year = sek_date_year (self->import->today);
  g_autoptr (GPtrArray) found = sek_municipality_find_name (bare, year, FALSE);

  return found->len == 1 ? found->pdata[0] : NULL;
}

/* FALSE when the row names no member at all, or an answer is wrong (with error). */
static gboolean
find_member (SekMembersFile *self, guint row, SekMemberMatch *match, GError **error)
{
  g_autofree char *number = dup_number (_sek_members_get (self, row, "number"));
  const char *name = _sek_members_get (self, row, "name");
  g_autofree char *folded = sek_municipality_fold_name (name);
  gint64 by_number = (gint64) g_hash_table_lookup (self->by_number, number),
         by_name = *folded != '\0' ? (gint64) g_hash_table_lookup (self->by_name, folded) : 0;
  const SekMunicipality *named = by_number == 0 && by_name == 0 ? find_municipality (self, name) : NULL;
  SekImportMeaning meaning;

  *match = (SekMemberMatch) { 0 };
  if (named != NULL)
    by_name = (gint64) g_hash_table_lookup (self->by_number, named->number);
  if (*number == '\0' && *name == '\0')
    return FALSE;
  if (!_sek_import_find_meaning (self->import, SEK_MEMBER, *name != '\0' ? name : number, FALSE, &meaning, error)
      || meaning.ignored)
    return FALSE;
  match->id = meaning.target != 0 ? meaning.target : by_number > 0 ? by_number : by_name > 0 ? by_name : 0;
  if (meaning.target == 0 && by_number > 0 && by_name > 0 && by_name != by_number)
    {
      match->doubtful = TRUE;
      match->note = g_strdup_printf (_("The number is %s's, and the name is another member's."),
                                     sek_register_get_member (self->import->reg, by_number)->name);
    }
  else if (match->id == 0 && by_name == -1)
    {
      SekImportItem *item = _sek_import_propose (self->import, SEK_IMPORT_DOUBTFUL,
                                                 g_array_index (self->table->numbers, guint64, row), name);

      _sek_import_note (item, _("Several members have this name; the row needs a number."));
      return FALSE;
    }
  else if (match->id == 0 && named == NULL && *folded != '\0' && (match->id = find_alike (self, folded)) != 0)
    {
      match->doubtful = TRUE;
      match->note = g_strdup_printf (_("“%s” is only similar."), name);
    }
  if (match->id != 0)
    match->name = sek_register_get_member (self->import->reg, match->id)->name;
  else
    make_member (self, row, number, name, match);
  return TRUE;
}

/* --- fields ------------------------------------------------------------------------------------------------------ */

static char *
format (SekMembersFile *self, const SekField *field, const SekValue *value)
{
  return sek_key_format (self->import->reg, field, value, 1, sek_program_language ());
}

void
_sek_members_propose_field (SekMembersFile *self, guint row, const SekMemberMatch *match, gint64 target,
                            const SekField *field, const char *text)
{
  const SekRow *stored = target > 0 ? sek_register_lookup (self->import->reg, field->entity, target) : NULL;
  SekValue before = stored != NULL ? sek_row_get (stored, field) : SEK_BLANK, value = SEK_BLANK;
  g_autofree char *title = g_utf8_strdown (sek_word (&field->title, sek_program_language ()), -1),
                  *label = g_strdup_printf ("%s, %s", match->name, title);
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %d %u", match->id, target,
                                          field->entity, field->index);
  g_autoptr (GError) error = NULL;
  SekImportItem *item, *first;

  if (*text == '\0')
    return;
  item = _sek_import_propose (self->import, SEK_IMPORT_NEW, g_array_index (self->table->numbers, guint64, row),
                              _sek_members_get (self, row, "name"));
  if (*item->shown.name == '\0')
    {
      g_free (item->shown.name);
      item->shown.name = g_strdup (_sek_members_get (self, row, "number"));
    }
  _sek_import_set_place (item, SEK_MEMBER, MAX (match->id, 0), label);
  g_free (item->shown.before);
  g_free (item->shown.after);
  item->shown.before = format (self, field, &before);
  item->shown.after = g_strdup (text);
  item->needs = match->index;
  if (!sek_key_parse (self->import->reg, field, text, 1, &value, &error))
    {
      item->shown.verdict = SEK_IMPORT_DOUBTFUL;
      _sek_import_note (item, "%s", error->message);
      return;
    }
  g_free (item->shown.after);
  item->shown.after = format (self, field, &value);
  first = g_hash_table_lookup (self->set, key);
  if (sek_value_equal (&before, &value))
    item->shown.verdict = SEK_IMPORT_SAME;
  else if (before.type != SEK_VALUE_BLANK)
    item->shown.verdict = SEK_IMPORT_CHANGED;
  if (first != NULL && !g_str_equal (first->shown.after, item->shown.after))
    {
      first->shown.verdict = item->shown.verdict = SEK_IMPORT_DOUBLE;
      _sek_import_note (item, _("It is also in row %u, with “%s”."), (guint) first->shown.row, first->shown.after);
    }
  else if (first != NULL)
    {
      item->shown.verdict = SEK_IMPORT_DOUBLE;
      _sek_import_note (item, _("It is also in row %u."), (guint) first->shown.row);
    }
  else if (match->doubtful && item->shown.verdict != SEK_IMPORT_SAME)
    {
      item->shown.verdict = SEK_IMPORT_DOUBTFUL;
      _sek_import_note (item, "%s", match->note);
    }
  if (first == NULL)
    {
      _sek_import_set (self->import, item, target, field, &value);
      g_hash_table_insert (self->set, g_steal_pointer (&key), item);
    }
  sek_value_clear (&value);
}

void
_sek_members_set_with_last (SekMembersFile *self, guint from, gint64 row, const SekField *field, gint64 value)
{
  for (guint i = from; i < self->import->items->len; i++)
    {
      SekImportItem *item = self->import->items->pdata[i];

      if (item->sets->len > 0)
        _sek_import_set (self->import, item, row, field, &SEK_INTEGER (value));
    }
}

/* What columns of a role say, or with only SEK_NONE those of one contact a row. */
static const char *
get_part (SekMembersFile *self, guint row, gint64 only, int part)
{
  return _sek_members_get (self, row, only == SEK_NONE ? sek_contact_parts[part].meaning
                                          : _sek_import_role_meaning ((guint) only, part));
}

static void
propose_contact (SekMembersFile *self, guint row, const SekMemberMatch *match, gint64 only)
{
  const char *role_text = only == SEK_NONE ? _sek_members_get (self, row, "role") : "",
             *email = get_part (self, row, only, SEK_PART_EMAIL), *name = get_part (self, row, only, SEK_PART_NAME);
  gint64 role = only != SEK_NONE ? only : self->role, contact = 0;
  guint n = 0, of_role = 0, from = self->import->items->len;
  const gint64 *rows = match->id > 0
                           ? sek_register_get_children (self->import->reg, SEK_FIELD (contact, member), match->id, &n)
                           : NULL;
  const char *word = sek_kind_get_choice_word (SEK_FIELD (contact, role), only != SEK_NONE ? only : 0,
                                               sek_program_language ());
  g_autofree char *told = g_strdup_printf ("%s, %s", match->name, word);
  SekMemberMatch named = *match;
  gboolean any = FALSE;
  SekValue value;

  /* «Halden, politisk» */
  named.name = only != SEK_NONE ? told : match->name;
  for (int part = SEK_PART_ROLE + 1; part < SEK_N_PARTS; part++)
    any |= *get_part (self, row, only, part) != '\0';
  if (!any)
    return;
  if (*role_text != '\0' && sek_kind_parse (SEK_FIELD (contact, role), role_text, 1, &value, NULL))
    role = value.integer;
  if (role == SEK_NONE)
    {
      SekImportItem *item = _sek_import_propose (self->import, SEK_IMPORT_DOUBTFUL,
                                                 g_array_index (self->table->numbers, guint64, row), match->name);

      _sek_import_note (item, _("“%s” is not a role of a contact: political, administrative or invoice."), role_text);
      return;
    }
  for (guint i = 0; i < n; i++)
    {
      const SekContact *stored = sek_register_get_contact (self->import->reg, rows[i]);

      if (stored->role != role)
        continue;
      of_role++;
      if ((*email != '\0' && g_strcmp0 (stored->email, email) == 0)
          || (*name != '\0' && g_strcmp0 (stored->name, name) == 0))
        contact = stored->id;
    }
  for (guint i = 0; i < n && contact == 0 && of_role == 1; i++)
    if (sek_register_get_contact (self->import->reg, rows[i])->role == role)
      contact = rows[i];
  if (contact == 0)
    contact = _sek_import_insert (self->import, SEK_CONTACT);
  for (int part = SEK_PART_ROLE + 1; part < SEK_N_PARTS; part++)
    _sek_members_propose_field (self, row, &named, contact, sek_contact_part_get_field ((SekPart) part),
                   get_part (self, row, only, part));
  if (contact < 0)
    {
      _sek_members_set_with_last (self, from, contact, SEK_FIELD (contact, member), match->id);
      _sek_members_set_with_last (self, from, contact, SEK_FIELD (contact, role), role);
    }
}

/* --- all of it --------------------------------------------------------------------------------------------------- */

static gboolean
read_row (SekMembersFile *self, guint row, GError **error)
{
  static const char *const own[] = { "org_number", "invoice_reference", "joined", "left_on", "note" };
  g_autoptr (GError) failure = NULL;
  g_autofree char *note = NULL;
  SekMemberMatch match;

  if (!find_member (self, row, &match, &failure))
    {
      if (failure != NULL)
        g_propagate_error (error, g_steal_pointer (&failure));
      return *error == NULL;
    }
  note = match.note;
  g_hash_table_add (self->seen, (gpointer) match.id);
  if (match.doubtful)
    {
      SekImportItem *item = _sek_import_propose (self->import, SEK_IMPORT_DOUBTFUL,
                                                 g_array_index (self->table->numbers, guint64, row),
                                                 _sek_members_get (self, row, "name"));
      SekImportMemory memory = {
        .matched = (char *) _sek_members_get (self, row, "name"), .member = match.id, .sign = SEK_NONE,
        .unit = SEK_NONE
      };

      _sek_import_set_place (item, SEK_MEMBER, match.id, match.name);
      _sek_import_note (item, "%s", match.note);
      if (*memory.matched != '\0')
        _sek_import_remember_with (item, &memory);
    }
  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    _sek_members_propose_field (self, row, &match, match.id,
                                sek_entity_find_field (sek_entity_get (SEK_MEMBER), own[i]),
                                _sek_members_get (self, row, own[i]));
  _sek_members_propose_subregion (self, row, &match);
  _sek_members_propose_persons (self, row, &match);
  propose_contact (self, row, &match, SEK_NONE);
  for (gint64 role = 0; role < SEK_FIELD (contact, role)->choices.n_choices; role++)
    propose_contact (self, row, &match, role);
  return TRUE;
}

static void
propose_missing (SekMembersFile *self)
{
  SekTableIter iter;
  const SekMember *member;

  sek_table_iter_init (&iter, sek_register_get_table (self->import->reg, SEK_MEMBER));
  while ((member = (const SekMember *) sek_table_iter_next (&iter)) != NULL)
    if (!g_hash_table_contains (self->seen, (gpointer) member->id)
        && (member->left_on == SEK_NONE || member->left_on >= self->import->today))
      _sek_import_set_place (_sek_import_propose (self->import, SEK_IMPORT_MISSING, 0, ""), SEK_MEMBER, member->id,
                             member->name);
}

/* FALSE when it is a question. */
static gboolean
ask_role (SekMembersFile *self)
{
  gboolean any = FALSE;
  const char *answer;

  self->role = SEK_NONE;
  for (int part = SEK_PART_ROLE + 1; part < SEK_N_PARTS; part++)
    any |= has_meaning (self, sek_contact_parts[part].meaning);
  if (has_meaning (self, "role") || !any)
    return TRUE;
  answer = _sek_import_ask (self->import, "role", TRUE, _("What are the contacts of the file?"), "political",
                            _("political"), "administrative", _("administrative"), "invoice", _("invoice"), NULL);
  if (answer != NULL)
    self->role = g_str_equal (answer, "political")        ? SEK_ROLE_POLITICAL
                 : g_str_equal (answer, "administrative") ? SEK_ROLE_ADMINISTRATIVE
                                                          : SEK_ROLE_INVOICE;
  return answer != NULL;
}

gboolean
_sek_import_members (SekImport *self, GCancellable *cancellable, GError **error)
{
  SekReader *reader = _sek_import_open (self, _sek_import_get_source (self), cancellable, error);
  g_autoptr (SekImportTable) table = _sek_import_table_new ();
  g_autoptr (GHashTable) by_number = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                         seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) made = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) dates = g_array_new (FALSE, TRUE, sizeof (SekDate));
  g_autofree const char **meanings = NULL;
  g_autofree char *format_words = NULL;
  SekMembersFile members = { self, table, NULL, SEK_NONE, by_number, by_name, seen, set, made, dates };
  GError *failure = NULL;

  if (reader == NULL || !_sek_import_table_read_all (table, reader, error))
    return FALSE;
  format_words = sek_reader_describe (reader);
  _sek_import_add_fact (self, "format", _("Format"), FALSE, "%s", format_words);
  _sek_import_table_find_words (table);
  if (!_sek_import_table_check_said (table, self, error))
    return FALSE;
  members.meanings = meanings = g_new0 (const char *, table->n_columns + 1);
  for (guint c = 0; c < table->n_columns; c++)
    meanings[c] = "";
  find_columns (&members);
  show_columns (&members);
  if (!has_meaning (&members, "number") && !has_meaning (&members, "name"))
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                   _("The file has no column with the members' numbers or names. Its first row must say what the "
                     "columns are, such as “Kommunenummer” and “Medlem”."));
      return FALSE;
    }
  if (!ask_role (&members) || !_sek_members_find_dates (&members))
    return TRUE;
  index_members (&members);
  for (guint row = table->first; row < table->rows->len; row++)
    if (!read_row (&members, row, &failure))
      {
        g_propagate_error (error, failure);
        return FALSE;
      }
  propose_missing (&members);
  return TRUE;
}
