/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-import-sheets.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-error.h"
#include "sek-municipality.h"

/* Returned Medlemsark (sek-member-sheets.h): what members corrected of their contacts. Each file is read by itself, and
 * one that cannot be read, or is not whose it says, is told beside the others; only when none can be read it is an
 * error. */

/* A sheet of contacts has some dozens of rows; anything much longer is something else. */
enum { MOST_ROWS = 2000, MOST_COLUMNS = 500 };

SekImportItem *
_sek_sheets_propose (SekSheets *self, SekImportVerdict verdict, guint64 row, const char *name)
{
  SekImportItem *item = _sek_import_propose (self->import, verdict, row, name);

  item->shown.sender = g_strdup (self->sender != NULL ? self->sender : self->file);
  return item;
}

const char *
_sek_sheets_member_name (SekSheets *self)
{
  return sek_register_get_member (self->import->reg, self->member)->name;
}

/* --- whose it is ------------------------------------------------------------------------------------------------- */

static void
add_member (GArray *members, gint64 member)
{
  for (guint i = 0; i < members->len; i++)
    if (g_array_index (members, gint64, i) == member)
      return;
  g_array_append_val (members, member);
}

/* The members that ever had a number: "3301", or "3301 Drammen". A spreadsheet that took it for a figure took its
 * leading zero. */
static GArray *
find_by_number (SekSheets *self, const char *text)
{
  gsize length = strspn (text, "0123456789");
  g_autofree char *number = g_strdup_printf ("%s%.*s", length == 3 || length == 1 ? "0" : "", (int) length, text);
  GArray *members = g_array_new (FALSE, FALSE, sizeof (gint64));
  SekTableIter iter;
  const SekMemberNumber *row;

  sek_table_iter_init (&iter, sek_register_get_table (self->import->reg, SEK_MEMBER_NUMBER));
  while ((row = (const SekMemberNumber *) sek_table_iter_next (&iter)) != NULL)
    if (g_str_equal (row->number, number))
      add_member (members, row->member);
  return members;
}

static GArray *
find_by_name (SekSheets *self, const char *name)
{
  g_autofree char *folded = sek_municipality_fold_name (name);
  GArray *members = g_array_new (FALSE, FALSE, sizeof (gint64));
  SekTableIter iter;
  const SekMember *member;

  sek_table_iter_init (&iter, sek_register_get_table (self->import->reg, SEK_MEMBER));
  while (*folded != '\0' && (member = (const SekMember *) sek_table_iter_next (&iter)) != NULL)
    {
      g_autofree char *form = sek_municipality_fold_name (member->name);

      if (g_str_equal (form, folded))
        add_member (members, member->id);
    }
  return members;
}

static gint64
find_by_key (SekSheets *self, const char *key)
{
  gboolean rounded;
  gint64 id = _sek_form_read_key (key, "member-", &rounded);
  SekTableIter iter;
  const SekMember *member;

  if (id == 0 || sek_register_get_member (self->import->reg, id) != NULL || !rounded)
    return id != 0 && sek_register_get_member (self->import->reg, id) != NULL ? id : 0;
  sek_table_iter_init (&iter, sek_register_get_table (self->import->reg, SEK_MEMBER));
  while ((member = (const SekMember *) sek_table_iter_next (&iter)) != NULL)
    if (ABS ((double) member->id - (double) id) <= 1e-14 * (double) id)
      return member->id;
  return 0;
}

/* Whose contacts the keys in the sheet are. */
static GArray *
find_by_contacts (SekSheets *self)
{
  GArray *members = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint row = 0; row < sek_read_sheet_get_n_rows (self->form->sheet); row++)
    for (guint c = 0; c < sek_read_sheet_get_row (self->form->sheet, row)->n_cells; c++)
      {
        gboolean rounded;
        const char *text = sek_read_sheet_get_text (self->form->sheet, row, c);
        gint64 id = _sek_form_is_key (text) ? _sek_form_read_key (text, "contact-", &rounded) : 0;
        const SekContact *contact = id != 0 ? sek_register_get_contact (self->import->reg, id) : NULL;

        if (contact != NULL)
          add_member (members, contact->member);
      }
  return members;
}

/* "" where it is not there. */
static const char *
get_fact (SekForm *form, SekFormFact fact)
{
  return form->facts[fact] != NULL ? form->facts[fact] : "";
}

static gboolean
has_member (GArray *members, gint64 member)
{
  for (guint i = 0; i < members->len; i++)
    if (g_array_index (members, gint64, i) == member)
      return TRUE;
  return FALSE;
}

static const char *
name_of (SekSheets *self, gint64 member)
{
  return sek_register_get_member (self->import->reg, member)->name;
}

/* What a fact says must be what the key, or the fact before it, says: another member's is refused, and what is nobody's
 * makes all of the sheet doubtful. */
static gboolean
check_fact (SekSheets *self, SekFormFact fact, GArray *members, GError **error)
{
  SekForm *form = self->form;
  const char *text = form->facts[fact];
  g_autofree char *title = g_utf8_strdown (sek_word (&sek_member_sheet_facts[fact], sek_program_language ()), -1);

  if (text == NULL || *text == '\0' || has_member (members, form->member))
    return TRUE;
  if (form->member == 0 && members->len == 1)
    {
      form->member = g_array_index (members, gint64, 0);
      return TRUE;
    }
  if (form->member != 0 && members->len > 0)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                   _("“%s” is not taken: its keys are those of %s, but its %s, “%s”, is that of another member, %s. "
                     "Ask whose sheet it is; nothing of it was read."),
                   self->file, name_of (self, form->member), title, text,
                   name_of (self, g_array_index (members, gint64, 0)));
      return FALSE;
    }
  form->strange[fact] = TRUE;
  if (form->doubt == NULL)
    form->doubt = g_strdup_printf (_("The sheet’s %s is “%s”, which belongs to no member."), title, text);
  return TRUE;
}

/* FALSE with error when it is nobody's, or two members'. */
static gboolean
find_member (SekSheets *self, GError **error)
{
  SekForm *form = self->form;
  g_autoptr (GArray) by_number = find_by_number (self, get_fact (form, SEK_FORM_FACT_NUMBER));
  g_autoptr (GArray) by_name = find_by_name (self, get_fact (form, SEK_FORM_FACT_MEMBER));
  g_autoptr (GArray) by_contacts = find_by_contacts (self);

  form->member = find_by_key (self, get_fact (form, SEK_FORM_FACT_KEY));
  if (form->member == 0 && by_contacts->len == 1)
    form->member = g_array_index (by_contacts, gint64, 0);
  if (!check_fact (self, SEK_FORM_FACT_NUMBER, by_number, error)
      || !check_fact (self, SEK_FORM_FACT_MEMBER, by_name, error))
    return FALSE;
  if (form->member == 0)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND,
                   _("“%s” is not taken: the register has no member with this sheet’s key, number or name."),
                   self->file);
      return FALSE;
    }
  if (by_contacts->len == 0 || has_member (by_contacts, form->member))
    return TRUE;
  g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
               _("“%s” is not taken: it says that it is %s, but the keys of its contacts are those of %s. "
                 "Ask whose sheet it is; nothing of it was read."),
               self->file, name_of (self, form->member), name_of (self, g_array_index (by_contacts, gint64, 0)));
  return FALSE;
}

/* --- how old it is ----------------------------------------------------------------------------------------------- */

/* By what the sheet says itself, else by when its workbook was made, which is the time of the register's last
 * change. */
static gint64
find_event (SekSheets *self)
{
  const char *version = self->form->facts[SEK_FORM_FACT_VERSION];
  g_auto (GStrv) parts = g_strsplit (version != NULL ? version : "", " ", 2);
  g_autoptr (GDateTime) time = parts[0] != NULL ? g_date_time_new_from_iso8601 (parts[0], NULL) : NULL;
  gint64 made = time != NULL ? g_date_time_to_unix (time) : self->created;
  gint64 number = 0;

  if (self->import->ages == NULL || made <= 0)
    return 0;
  if (time != NULL && parts[1] != NULL)
    g_ascii_string_to_signed (parts[1], 10, 1, G_MAXINT64, &number, NULL);
  return sek_ages_find_event (self->import->ages, made, number);
}

/* --- a file ------------------------------------------------------------------------------------------------------ */

/* Facts that were changed without naming another member are listed, as they are not taken. */
static void
list_facts (SekSheets *self)
{
  SekForm *form = self->form;
  const char *year = get_fact (form, SEK_FORM_FACT_YEAR);

  for (int i = 0; i < SEK_FORM_N_FACTS; i++)
    if (form->strange[i])
      _sek_import_note (_sek_sheets_propose (self, SEK_IMPORT_UNKNOWN, 0, form->facts[i]),
                        _("%s No change of it is taken by itself."), form->doubt);
  if (*year != '\0' && _sek_import_find_year (year, NULL) == 0)
    _sek_import_note (_sek_sheets_propose (self, SEK_IMPORT_UNKNOWN, 0, year), "%s",
                      _("The budget year of the sheet was changed; it is not taken."));
}

static void
read_form (SekSheets *self, SekForm *form)
{
  self->form = form;
  self->member = form->member;
  g_free (self->sender);
  self->sender = g_strdup_printf ("%s, %s", self->file, name_of (self, self->member));
  self->event = find_event (self);
  list_facts (self);
  _sek_sheets_read_contacts (self);
  _sek_sheets_list_rest (self);
}

/* The sheets of contacts of a file, none of which is read before it is known whose each is; NULL in the place of other
 * sheets. */
static GPtrArray *
find_forms (SekSheets *self, GPtrArray *sheets, GError **error)
{
  g_autoptr (GPtrArray) forms = g_ptr_array_new_with_free_func ((GDestroyNotify) _sek_form_free);
  gboolean any = FALSE;

  for (guint s = 0; s < sheets->len; s++)
    {
      g_autoptr (SekForm) form = _sek_form_new (sheets->pdata[s]);

      self->form = form;
      if (!_sek_form_is_form (form))
        {
          g_ptr_array_add (forms, NULL);
          continue;
        }
      if (!find_member (self, error))
        return NULL;
      any = TRUE;
      g_ptr_array_add (forms, g_steal_pointer (&form));
    }
  if (any)
    return g_steal_pointer (&forms);
  g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
               _("“%s” is not a member sheet: it has no key of a member. It must be the file that was sent out, filled "
                 "in and saved."),
               self->file);
  return NULL;
}

/* Sheets of contacts first, since they tell whose the file is. */
static gboolean
read_sheets (SekSheets *self, GPtrArray *sheets, GError **error)
{
  g_autoptr (GPtrArray) forms = find_forms (self, sheets, error);

  for (guint s = 0; forms != NULL && s < sheets->len; s++)
    if (forms->pdata[s] != NULL)
      read_form (self, forms->pdata[s]);
  for (guint s = 0; forms != NULL && s < sheets->len; s++)
    if (forms->pdata[s] == NULL)
      _sek_sheets_list_other (self, sheets->pdata[s]);
  g_clear_pointer (&self->sender, g_free);
  return forms != NULL;
}

static GPtrArray *
collect_sheets (SekReader *reader, GError **error)
{
  g_autoptr (GPtrArray) sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) sek_read_sheet_free);

  for (guint s = 0; s < sek_reader_get_n_sheets (reader); s++)
    {
      SekReadSheet *sheet = NULL;

      if (sek_reader_select (reader, s, error))
        sheet = sek_reader_collect (reader, MOST_ROWS, MOST_COLUMNS, 0, error);
      if (sheet == NULL)
        return NULL;
      g_ptr_array_add (sheets, sheet);
    }
  return g_steal_pointer (&sheets);
}

static gboolean
read_file (SekImport *import, SekImportSource *source, GHashTable *seen, GCancellable *cancellable, GError **error)
{
  SekSheets self = { .import = import, .file = source->name, .seen = seen };

  if (source->sheets == NULL)
    {
      if (!_sek_import_open_as (source, NULL, NULL, cancellable, error))
        return FALSE;
      source->sheets = collect_sheets (source->reader, error);
      source->created = sek_reader_get_created (source->reader);
      /* A hundred files are not held open. */
      g_clear_pointer (&source->reader, sek_reader_free);
      if (source->sheets == NULL)
        return FALSE;
    }
  self.created = source->created;
  return read_sheets (&self, source->sheets, error);
}

gboolean
_sek_import_sheets (SekImport *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) first = NULL;
  guint read = 0;

  for (guint i = 0; i < self->sources->len; i++)
    {
      SekImportSource *source = self->sources->pdata[i];
      g_autoptr (GError) failure = NULL;
      SekImportItem *item;

      if (read_file (self, source, seen, cancellable, &failure))
        {
          read++;
          continue;
        }
      if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      item = _sek_import_propose (self, SEK_IMPORT_UNKNOWN, 0, "");
      item->shown.sender = g_strdup (source->name);
      _sek_import_note (item, "%s", failure->message);
      if (first == NULL)
        first = g_steal_pointer (&failure);
    }
  if (read == 0 && first != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&first));
      return FALSE;
    }
  _sek_import_add_fact (self, "files", _("Files"), FALSE, "%u", self->sources->len);
  return TRUE;
}

void
sek_import_set_ages (SekImport *self, SekAges *ages)
{
  sek_ages_free (self->ages);
  self->ages = ages;
}

void
sek_import_set_sent (SekImport *self, SekImportSentFunc sent)
{
  self->sent = sent;
}
