/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-import-kinds.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-contact-part.h"
#include "sek-error.h"
#include "sek-history.h"

/* --- freeing ----------------------------------------------------------------------------------------------------- */

static void
free_fact (gpointer data)
{
  SekImportFact *fact = data;

  g_free (fact->title);
  g_free (fact->text);
  g_free (fact);
}

static void
free_column (gpointer data)
{
  SekImportColumn *column = data;

  g_free (column->head);
  g_free (column->key);
  g_free (column->sample);
  g_free (column->text);
  g_free (column);
}

static void
free_question (gpointer data)
{
  SekImportQuestion *question = data;

  g_free (question->id);
  g_free (question->text);
  g_clear_pointer (&question->choices, g_ptr_array_unref);
  g_free (question->answer);
  g_free (question);
}

static void
free_memory (gpointer data)
{
  SekImportMemory *memory = data;

  g_free (memory->matched);
  g_free (memory->answer);
  g_free (memory);
}

static void
free_item (gpointer data)
{
  SekImportItem *item = data;

  for (guint i = 0; i < item->sets->len; i++)
    {
      SekImportSet *set = &g_array_index (item->sets, SekImportSet, i);

      sek_value_clear (&set->value);
      sek_value_clear (&set->before);
    }
  g_array_unref (item->sets);
  g_clear_pointer (&item->memory, free_memory);
  g_clear_pointer (&item->made, sek_changeset_unref);
  g_free (item->shown.name);
  g_free (item->shown.sender);
  g_free (item->shown.question);
  g_free (item->shown.label);
  g_free (item->shown.before);
  g_free (item->shown.after);
  g_free (item->shown.note);
  g_free (item->key);
  g_free (item);
}

/* --- making ------------------------------------------------------------------------------------------------------ */

static void
add_meanings (SekImport *self)
{
  static const struct { gint64 kind; const char *id; const char *word; } meanings[] = {
    { SEK_IMPORT_KIND_POPULATION, "region", N_("Municipality") },
    { SEK_IMPORT_KIND_POPULATION, "name", N_("Name of the municipality") },
    { SEK_IMPORT_KIND_POPULATION, "year", N_("Year") }, { SEK_IMPORT_KIND_POPULATION, "part", N_("Is summed over") },
    { SEK_IMPORT_KIND_POPULATION, "contents", N_("What the figure is") },
    { SEK_IMPORT_KIND_POPULATION, "amount", N_("Population") },
    { SEK_IMPORT_KIND_MEMBERS, "number", N_("Number") }, { SEK_IMPORT_KIND_MEMBERS, "name", N_("Member") },
    { SEK_IMPORT_KIND_MEMBERS, "org_number", N_("Organisation number") },
    { SEK_IMPORT_KIND_MEMBERS, "invoice_reference", N_("Invoice reference") },
    { SEK_IMPORT_KIND_MEMBERS, "joined", N_("Joined") }, { SEK_IMPORT_KIND_MEMBERS, "left_on", N_("Last day") },
    { SEK_IMPORT_KIND_MEMBERS, "note", N_("Note") },
    { SEK_IMPORT_KIND_MEMBERS, "subregion", N_("Subregion") },
    { SEK_IMPORT_KIND_MEMBERS, "persons", N_("Population") },
    { SEK_IMPORT_KIND_ACCOUNTS, "account", N_("Account") }, { SEK_IMPORT_KIND_ACCOUNTS, "text", N_("Text") },
    { SEK_IMPORT_KIND_ACCOUNTS, "amount", N_("Amount") }, { SEK_IMPORT_KIND_ACCOUNTS, "debit", N_("Debit") },
    { SEK_IMPORT_KIND_ACCOUNTS, "credit", N_("Credit") },
    { SEK_IMPORT_KIND_BUDGET, "name", N_("Line") }, { SEK_IMPORT_KIND_BUDGET, "comment", N_("Comment") },
    { SEK_IMPORT_KIND_INDEX, "period", N_("Period") }, { SEK_IMPORT_KIND_INDEX, "text", N_("Text") },
    { SEK_IMPORT_KIND_INDEX, "amount", N_("Index figure") },
    { SEK_IMPORT_KIND_HOURS, "date", N_("Date") }, { SEK_IMPORT_KIND_HOURS, "hours", N_("Hours") },
    { SEK_IMPORT_KIND_HOURS, "what", N_("What it was") }, { SEK_IMPORT_KIND_HOURS, "grant", N_("Grant") },
    { SEK_IMPORT_KIND_HOURS, "position", N_("Staff position") },
    { SEK_IMPORT_KIND_HOURS, "rate", N_("Rate per hour") },
    { SEK_IMPORT_KIND_HOURS, "documented", N_("Documented in") },
    { SEK_IMPORT_KIND_HOURS, "person", N_("Who it was, which is not stored") },
    { SEK_IMPORT_KIND_PROJECTS, "name", N_("Project") }, { SEK_IMPORT_KIND_PROJECTS, "comment", N_("Comment") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    if (meanings[i].kind == self->kind)
      _sek_import_add_choice (self->meanings, meanings[i].id, _(meanings[i].word));
  /* Beside the member's own name the contact's is «kontakt». */
  for (int part = 0; part < SEK_N_PARTS && self->kind == SEK_IMPORT_KIND_MEMBERS; part++)
    _sek_import_add_choice (self->meanings, sek_contact_parts[part].meaning,
                            part == SEK_PART_NAME ? _("Contact")
                                                  : sek_word (&sek_contact_part_get_field ((SekPart) part)->title,
                                                              sek_program_language ()));
  for (guint role = 0;
       role < SEK_FIELD (contact, role)->choices.n_choices && self->kind == SEK_IMPORT_KIND_MEMBERS; role++)
    for (int part = SEK_PART_ROLE + 1; part < SEK_N_PARTS; part++)
      {
        g_autofree char *title = g_utf8_strdown (sek_word (&sek_contact_part_get_field ((SekPart) part)->title,
                                                           sek_program_language ()), -1);
        g_autofree char *text = g_strdup_printf ("%s: %s",
                                                 sek_kind_get_choice_word (SEK_FIELD (contact, role), role,
                                                                           sek_program_language ()), title);

        if (text[0] != '\0')
          text[0] = g_ascii_toupper (text[0]);
        _sek_import_add_choice (self->meanings, _sek_import_role_meaning (role, part), text);
      }
  if (self->kind == SEK_IMPORT_KIND_BUDGET || self->kind == SEK_IMPORT_KIND_PROJECTS)
    _sek_import_add_open_columns (self, self->meanings);
  _sek_import_add_choice (self->meanings, "", _("Left out"));
}

static void
reset (SekImport *self)
{
  g_ptr_array_set_size (self->facts, 0);
  g_ptr_array_set_size (self->columns, 0);
  g_ptr_array_set_size (self->questions, 0);
  g_ptr_array_set_size (self->items, 0);
  g_ptr_array_set_size (self->memories, 0);
  g_array_set_size (self->fresh, 0);
  g_clear_pointer (&self->what, g_free);
  /* A new column of the last run is none of the next. */
  sek_register_unref (self->reg);
  self->reg = sek_register_ref (self->given);
  g_ptr_array_set_size (self->meanings, 0);
  add_meanings (self);
}

SekImport *
sek_import_new (gint64 kind, SekRegister *reg)
{
  SekImport *self = g_new0 (SekImport, 1);

  self->kind = kind;
  self->given = sek_register_ref (reg);
  self->reg = sek_register_ref (reg);
  self->today = sek_date_today ();
  self->sources = g_ptr_array_new_with_free_func (_sek_import_free_source);
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->decided = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->meanings = _sek_import_choices_new ();
  self->facts = g_ptr_array_new_with_free_func (free_fact);
  self->columns = g_ptr_array_new_with_free_func (free_column);
  self->questions = g_ptr_array_new_with_free_func (free_question);
  self->items = g_ptr_array_new_with_free_func (free_item);
  self->fresh = g_array_new (FALSE, FALSE, sizeof (SekEntityId));
  self->memories = g_ptr_array_new_with_free_func (free_memory);
  add_meanings (self);
  return self;
}

void
sek_import_free (SekImport *self)
{
  if (self == NULL)
    return;
  reset (self);
  g_ptr_array_unref (self->sources);
  g_hash_table_unref (self->answers);
  g_hash_table_unref (self->decided);
  g_ptr_array_unref (self->meanings);
  g_ptr_array_unref (self->facts);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->questions);
  g_ptr_array_unref (self->items);
  g_array_unref (self->fresh);
  g_ptr_array_unref (self->memories);
  sek_register_unref (self->reg);
  sek_register_unref (self->given);
  sek_ages_free (self->ages);
  g_free (self);
}

gint64
sek_import_get_kind (SekImport *self)
{
  return self->kind;
}

static void
add_source (SekImport *self, const char *path, GBytes *bytes, const char *name)
{
  SekImportSource *source = g_new0 (SekImportSource, 1);
  g_autofree char *base = g_path_get_basename (name);

  source->path = g_strdup (path);
  source->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  /* A number of this process says nothing to who reads the log. */
  source->name = g_str_has_prefix (name, "/dev/fd/") ? g_strdup ("pipe") : g_filename_display_name (base);
  if (self->kind != SEK_IMPORT_KIND_MEMBER_SHEETS)
    g_ptr_array_set_size (self->sources, 0);
  g_ptr_array_add (self->sources, source);
}

void
sek_import_set_file (SekImport *self, const char *path)
{
  add_source (self, path, NULL, path);
}

void
sek_import_set_bytes (SekImport *self, GBytes *bytes, const char *name)
{
  add_source (self, NULL, bytes, name);
}

void
sek_import_set_today (SekImport *self, SekDate today)
{
  self->today = today;
}

void
sek_import_answer (SekImport *self, const char *question, const char *answer)
{
  if (answer == NULL)
    g_hash_table_remove (self->answers, question);
  else
    g_hash_table_insert (self->answers, g_strdup (question), g_strdup (answer));
}

/* --- running ----------------------------------------------------------------------------------------------------- */

/* What a column was said to mean is worth remembering by its head; a new column is, once it is made
 * (sek-import-columns.c). */
static void
remember_columns (SekImport *self)
{
  GHashTableIter iter;
  gpointer question, answer;

  g_hash_table_iter_init (&iter, self->answers);
  while (g_hash_table_iter_next (&iter, &question, &answer))
    if (g_str_has_prefix (question, "column:") && !g_str_has_prefix (answer, SEK_IMPORT_NEW_COLUMNS))
      {
        g_autofree char *matched = g_strconcat ("ask:", question, NULL);

        _sek_import_remember (self, &(SekImportMemory) {
                                        .matched = matched, .sign = SEK_NONE, .unit = SEK_NONE, .answer = answer });
      }
}

gboolean
sek_import_run (SekImport *self, GCancellable *cancellable, GError **error)
{
  gboolean ok;

  g_return_val_if_fail (self->sources->len > 0, FALSE);
  reset (self);
  switch (self->kind)
    {
    case SEK_IMPORT_KIND_POPULATION: ok = _sek_import_population (self, cancellable, error); break;
    case SEK_IMPORT_KIND_MEMBERS: ok = _sek_import_members (self, cancellable, error); break;
    case SEK_IMPORT_KIND_ACCOUNTS: ok = _sek_import_accounts (self, cancellable, error); break;
    case SEK_IMPORT_KIND_MEMBER_SHEETS: ok = _sek_import_sheets (self, cancellable, error); break;
    case SEK_IMPORT_KIND_INDEX: ok = _sek_import_index (self, cancellable, error); break;
    case SEK_IMPORT_KIND_HOURS: ok = _sek_import_hours (self, cancellable, error); break;
    default: ok = _sek_import_amounts (self, cancellable, error); break;
    }
  /* What failed or was cancelled is begun anew. */
  for (guint i = 0; !ok && i < self->sources->len; i++)
    _sek_import_close_source (self->sources->pdata[i]);
  remember_columns (self);
  for (guint i = 0; i < self->items->len; i++)
    {
      SekImportItem *item = self->items->pdata[i];

      _sek_import_settle (self, item);
      if (item->needs != 0)
        ((SekImportItem *) self->items->pdata[item->needs - 1])->needed = TRUE;
      if (item->needs_too != 0)
        ((SekImportItem *) self->items->pdata[item->needs_too - 1])->needed = TRUE;
    }
  return ok;
}

GPtrArray *
sek_import_get_facts (SekImport *self)
{
  return self->facts;
}

GPtrArray *
sek_import_get_columns (SekImport *self)
{
  return self->columns;
}

GPtrArray *
sek_import_get_questions (SekImport *self)
{
  return self->questions;
}

GPtrArray *
sek_import_get_proposals (SekImport *self)
{
  /* An item begins with what is shown of it. */
  return self->items;
}

GPtrArray *
sek_import_get_meanings (SekImport *self)
{
  return self->meanings;
}

static const SekImportQuestion *
find_open (SekImport *self)
{
  for (guint i = 0; i < self->questions->len; i++)
    if (((SekImportQuestion *) self->questions->pdata[i])->answer == NULL)
      return self->questions->pdata[i];
  return NULL;
}

gboolean
sek_import_is_ready (SekImport *self)
{
  return find_open (self) == NULL;
}

gboolean
sek_import_check_ready (SekImport *self, GError **error)
{
  static const char *const options[] = { "decimal", "year", "unit", "sign", "column" };
  const SekImportQuestion *question = find_open (self);
  g_autoptr (GString) readings = g_string_new (NULL);
  gboolean own = FALSE;

  if (question == NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    own |= g_str_equal (options[i], question->id);
  for (guint i = 0; i < question->choices->len; i++)
    {
      const SekImportChoice *choice = question->choices->pdata[i];

      g_string_append_printf (readings, own ? "%s--%s=%s (%s)" : "%s--answer=%s=%s (%s)", i > 0 ? ", " : "",
                              question->id, choice->answer, choice->text);
    }
  if (question->choices->len == 0)
    g_string_append_printf (readings, own ? "--%s=…" : "--answer=%s=…", question->id);
  g_set_error (error, SEK_ERROR, SEK_ERROR_AMBIGUOUS, _("%s Answer with %s."), question->text, readings->str);
  return FALSE;
}

guint
sek_import_count (SekImport *self, SekImportVerdict verdict)
{
  guint n = 0;

  for (guint i = 0; i < self->items->len; i++)
    n += ((SekImportProposal *) self->items->pdata[i])->verdict == verdict;
  return n;
}

gboolean
_sek_import_is_accepted (SekImport *self, const SekImportItem *item)
{
  return item->shown.accepted
         && (item->needs == 0 || _sek_import_is_accepted (self, self->items->pdata[item->needs - 1]))
         && (item->needs_too == 0 || _sek_import_is_accepted (self, self->items->pdata[item->needs_too - 1]));
}

guint
sek_import_count_accepted (SekImport *self)
{
  guint n = 0;

  for (guint i = 0; i < self->items->len; i++)
    n += _sek_import_is_accepted (self, self->items->pdata[i]);
  return n;
}

static void
accept (SekImport *self, SekImportItem *item, gboolean accept)
{
  if (!item->shown.acceptable)
    return;
  item->shown.accepted = accept;
  g_hash_table_insert (self->decided, g_strdup (item->key), GINT_TO_POINTER (1 + !!accept));
}

/* With all that it needs. */
static void
take_needed (SekImport *self, const SekImportItem *item)
{
  const guint needs[] = { item->needs, item->needs_too };

  for (guint i = 0; i < G_N_ELEMENTS (needs); i++)
    if (needs[i] != 0)
      {
        accept (self, self->items->pdata[needs[i] - 1], TRUE);
        take_needed (self, self->items->pdata[needs[i] - 1]);
      }
}

/* What needs a proposal goes with it, and brings it along. */
void
sek_import_accept (SekImport *self, guint proposal, gboolean taken)
{
  g_return_if_fail (proposal < self->items->len);
  accept (self, self->items->pdata[proposal], taken);
  if (taken)
    take_needed (self, self->items->pdata[proposal]);
  for (guint i = 0; ((const SekImportItem *) self->items->pdata[proposal])->needed && i < self->items->len; i++)
    {
      const SekImportItem *item = self->items->pdata[i];

      if ((item->needs == proposal + 1 || item->needs_too == proposal + 1)
          && (!taken || item->shown.verdict == SEK_IMPORT_NEW || item->shown.verdict == SEK_IMPORT_CHANGED))
        sek_import_accept (self, i, taken);
    }
}

/* Of several files the first, and how many more. */
static char *
dup_source_name (SekImport *self)
{
  const SekImportSource *first = self->sources->pdata[0];

  return self->sources->len > 1 ? g_strdup_printf ("%s + %u", first->name, self->sources->len - 1)
                                : g_strdup (first->name);
}

void
_sek_import_name_action (SekImport *self, SekChangeset *changeset)
{
  const SekChoices *kinds = &SEK_FIELD (import_rule, kind)->choices;
  g_autofree char *name = dup_source_name (self);

  sek_changeset_set_action (changeset, "import", kinds->choices[self->kind].id, self->what != NULL ? self->what : "",
                            name, NULL);
}

char *
sek_import_dup_title (SekImport *self)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("import");

  _sek_import_name_action (self, changeset);
  return sek_history_word ("import", sek_changeset_get_arguments (changeset));
}
