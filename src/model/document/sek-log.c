/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-log.h"

#include <glib/gi18n-lib.h>

#include "sek-budget-edit.h"
#include "sek-error.h"
#include "sek-fees.h"
#include "sek-history.h"
#include "sek-key.h"
#include "sek-number.h"

char *
sek_log_dup_what (const SekJournalEvent *event)
{
  g_autofree char *words = sek_history_word (event->kind, event->arguments);

  return event->what == SEK_STORE_UNDO ? g_strdup_printf (_("Undone: %s"), words)
         : event->what == SEK_STORE_REDO ? g_strdup_printf (_("Redone: %s"), words) : g_steal_pointer (&words);
}

/* The name that a row last had, from the log. NULL when it never had one. */
static char *
dup_old_name (SekJournal *journal, const SekEntity *entity, gint64 row)
{
  const SekField *name = sek_key_name_field (entity);
  g_autoptr (GPtrArray) events = NULL, changes = NULL;
  const SekJournalChange *last;

  if (name == NULL || !sek_journal_read_history (journal, name, row, 1, &events, &changes, NULL) || changes->len == 0)
    return NULL;
  last = changes->pdata[0];
  return last->after.type == SEK_VALUE_TEXT    ? g_strdup (last->after.text)
         : last->before.type == SEK_VALUE_TEXT ? g_strdup (last->before.text)
                                               : NULL;
}

/* The row that a reference of a row which is gone named, from the log; 0 for none. */
static gint64
find_old_reference (SekJournal *journal, const SekField *field, gint64 row)
{
  g_autoptr (GPtrArray) events = NULL, changes = NULL;
  const SekJournalChange *last;

  if (!sek_journal_read_history (journal, field, row, 1, &events, &changes, NULL) || changes->len == 0)
    return 0;
  last = changes->pdata[0];
  return last->after.type == SEK_VALUE_INTEGER    ? last->after.integer
         : last->before.type == SEK_VALUE_INTEGER ? last->before.integer
                                                  : 0;
}

/* A row by its id, as it is or last was: its name, or those of the rows that it belongs to («Prosjekter, Budsjett
 * 2023»). NULL when it has none. */
static char *
dup_name (SekRegister *reg, SekJournal *journal, const SekEntity *entity, gint64 row)
{
  char *name = sek_register_lookup (reg, entity->id, row) != NULL ? sek_key_label (reg, entity, row)
                                                                  : dup_old_name (journal, entity, row);
  g_autoptr (GPtrArray) parts = NULL;

  if (name != NULL)
    return name;
  parts = g_ptr_array_new_with_free_func (g_free);
  for (guint f = 0; f < entity->n_fields; f++)
    {
      const SekField *field = &entity->fields[f];
      gint64 parent = 0;

      if (field->kind == SEK_KIND_REFERENCE && (field->flags & SEK_FLAG_DELETE_WITH) != 0)
        parent = find_old_reference (journal, field, row);
      name = parent != 0 ? dup_name (reg, journal, sek_entity_get (field->target), parent) : NULL;
      if (name != NULL)
        g_ptr_array_add (parts, name);
    }
  if (parts->len == 0)
    return NULL;
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (", ", (char **) parts->pdata);
}

char *
sek_log_dup_row (SekRegister *reg, SekJournal *journal, const SekJournalChange *change)
{
  const SekEntity *entity = sek_entity_find (change->entity, NULL);
  char *name;

  if (entity == NULL)
    return g_strdup (change->entity);
  name = dup_name (reg, journal, entity, change->row);
  return name != NULL ? name : g_strdup (sek_word (&entity->singular, sek_program_language ()));
}

/* What was adopted or issued is as long as its tables, and is read there. */
static char *
dup_copy (const char *copy)
{
  guint n = (guint) g_utf8_strlen (copy, -1);
  g_autofree char *count = sek_number_format_count (n);

  return sek_fill (g_dngettext (GETTEXT_PACKAGE, "a copy of %s character", "a copy of %s characters", n), count, NULL);
}

char *
sek_log_dup_value (SekRegister *reg, SekJournal *journal, const SekJournalChange *change, const SekValue *stored)
{
  const SekEntity *entity = sek_entity_find (change->entity, NULL);
  const SekField *field = entity != NULL ? sek_entity_find_field (entity, change->field) : NULL;
  SekJournalChange gone = { 0 };

  if (field != NULL && field->kind == SEK_KIND_COPY && stored->type == SEK_VALUE_TEXT)
    return dup_copy (stored->text);
  if (field == NULL || field->kind != SEK_KIND_REFERENCE || stored->type != SEK_VALUE_INTEGER
      || sek_register_lookup (reg, field->target, stored->integer) != NULL)
    return sek_history_dup_value (reg, change, stored);
  gone.entity = (char *) sek_entity_get (field->target)->name;
  gone.row = stored->integer;
  return sek_log_dup_row (reg, journal, &gone);
}

char *
sek_log_dup_field (const char *entity_name, const char *field_name)
{
  const SekEntity *entity = sek_entity_find (entity_name, NULL);
  const SekField *field = entity != NULL ? sek_entity_find_field (entity, field_name) : NULL;
  const SekColumn *column;

  /* Above a column of names stands what they are names of; of one row it is the name that changes. */
  if (field != NULL && g_str_equal (field_name, "name") && field == sek_key_name_field (entity))
    field = SEK_FIELD (organisation, name);
  if (field != NULL)
    return g_strdup (sek_word (&field->title, sek_program_language ()));
  /* What was a field may be a column over another table now. */
  column = entity != NULL ? sek_column_find (entity->id, field_name, NULL) : NULL;
  return g_strdup (column != NULL ? sek_word (&column->title, sek_program_language ()) : field_name);
}

gboolean
sek_log_find_place (SekRegister *reg, const SekJournalChange *change, SekPlace *place)
{
  const SekEntity *entity = sek_entity_find (change->entity, NULL);
  const SekRow *stored = entity != NULL ? sek_register_lookup (reg, entity->id, change->row) : NULL;

  if (stored == NULL)
    return FALSE;
  *place = (SekPlace) { .entity = entity->id, .row = change->row };
  if (entity->id == SEK_POPULATION && ((const SekPopulation *) stored)->date != SEK_NONE)
    place->year = sek_fees_year_of (((const SekPopulation *) stored)->date);
  if (entity->id == SEK_AMOUNT || entity->id == SEK_PROJECT_AMOUNT)
    place->column = stored->slots[sek_entity_find_field (entity, "budget_column")->index].integer;
  for (guint f = 0; f < entity->n_fields; f++)
    if (entity->fields[f].kind == SEK_KIND_REFERENCE && (entity->fields[f].flags & SEK_FLAG_DELETE_WITH) != 0)
      {
        place->entity = entity->fields[f].target;
        place->row = stored->slots[f].integer;
        break;
      }
  return TRUE;
}

const SekField *
sek_log_locate (const SekColumn *column, const SekScope *scope, gint64 row, gint64 *stored)
{
  const SekMemberNumber *number;

  *stored = 0;
  if (column->budget_column != 0)
    *stored = sek_column_find_amount (column, scope->reg, row);
  else if (column->field->entity == column->entity)
    *stored = row;
  else if (column->field == SEK_FIELD (population, persons))
    *stored = sek_register_find_pair (scope->reg, SEK_FIELD (population, member), row, SEK_FIELD (population, date),
                                      sek_fees_basis_date (scope->year));
  else if (column->field == SEK_FIELD (member_number, number))
    {
      number = sek_register_get_number (scope->reg, row, scope->date);
      *stored = number != NULL ? number->id : 0;
    }
  return column->field;
}

/* --- bringing back ------------------------------------------------------------------------------------------------ */

SekLogWays
sek_log_find_ways (SekRegister *reg, const SekJournalChange *change)
{
  const SekEntity *entity = sek_entity_find (change->entity, NULL);
  const SekField *field = entity != NULL ? sek_entity_find_field (entity, change->field) : NULL;
  const SekRow *row = entity != NULL ? sek_register_lookup (reg, entity->id, change->row) : NULL;
  SekLogWays ways = 0;
  SekValue now, stored;

  if (row == NULL)
    return change->operation == SEK_STORE_DELETE ? SEK_LOG_ROW : 0;
  if (change->operation != SEK_STORE_UPDATE || field == NULL)
    return 0;
  now = sek_row_get (row, field);
  stored = sek_kind_to_stored (field, &now);
  if (!sek_value_equal (&stored, &change->before))
    ways |= SEK_LOG_BEFORE;
  if (!sek_value_equal (&stored, &change->after))
    ways |= SEK_LOG_AFTER;
  sek_value_clear (&stored);
  return ways;
}

/* What the action deleted, all of it: a row comes back with those that went with it. */
static gboolean
restore_deleted (SekRegister *reg, SekJournal *journal, const SekJournalEvent *event, SekChangeset *changeset,
                 GError **error)
{
  g_autoptr (SekChangeset) done = sek_journal_read_changeset (journal, event, error), inverse = NULL;

  if (done == NULL)
    return FALSE;
  inverse = event->what == SEK_STORE_UNDO ? sek_changeset_ref (done) : sek_changeset_invert (done);
  for (guint i = 0; i < sek_changeset_get_size (inverse); i++)
    {
      const SekChange *change = sek_changeset_get (inverse, i);
      const SekEntity *entity = sek_entity_get (change->entity);
      SekChange copy = { .operation = SEK_STORE_INSERT, .entity = change->entity, .row = change->row };

      if (change->operation != SEK_STORE_INSERT)
        continue;
      if (sek_register_lookup (reg, change->entity, change->row) != NULL)
        {
          g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                       _("This %s is in the register again already. Change it where it stands."),
                       sek_word (&entity->singular, sek_program_language ()));
          return FALSE;
        }
      copy.values = g_new0 (SekValue, entity->n_fields);
      for (guint f = 0; f < entity->n_fields; f++)
        copy.values[f] = sek_value_copy (&change->values[f]);
      sek_changeset_take (changeset, &copy);
    }
  return TRUE;
}

gboolean
sek_log_propose_restore (SekRegister *reg, SekJournal *journal, const SekJournalEvent *event,
                         const SekJournalChange *change, gboolean before, SekChangeset *changeset, GError **error)
{
  const SekEntity *entity = sek_entity_find (change->entity, error);
  const SekField *field = entity != NULL ? sek_entity_find_field (entity, change->field) : NULL;
  g_autofree char *label = sek_log_dup_row (reg, journal, change), *title = NULL;
  SekValue value;

  if (field == NULL)
    return FALSE;
  title = sek_log_dup_field (change->entity, change->field);
  if (sek_register_lookup (reg, entity->id, change->row) == NULL)
    {
      if (change->operation == SEK_STORE_DELETE)
        {
          sek_changeset_set_action (changeset, "restore", label, NULL);
          return restore_deleted (reg, journal, event, changeset, error);
        }
      g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                   _("“%s” of “%s” cannot be brought back: the row was deleted later. Bring the row back first, from "
                     "the line of the log that deleted it."),
                   title, label);
      return FALSE;
    }
  if ((field->flags & SEK_FLAG_KEY) != 0)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                   _("“%s” names the row and is not changed in place. Add another row, or undo the change."), title);
      return FALSE;
    }
  value = sek_kind_from_stored (field, before ? &change->before : &change->after);
  /* An amount that is brought back is entered. */
  if (field == SEK_FIELD (amount, value))
    sek_changeset_set (changeset, reg, SEK_FIELD (amount, mode), change->row, &SEK_INTEGER (SEK_MODE_ENTERED));
  sek_changeset_set (changeset, reg, field, change->row, &value);
  sek_value_clear (&value);
  sek_changeset_set_action (changeset, "restore", label, title, NULL);
  return TRUE;
}
