/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-rules.h"

#include <glib/gi18n-lib.h>

#include "sek-collate.h"
#include "sek-error.h"
#include "sek-fee-run.h"
#include "sek-key.h"
#include "sek-kind.h"
#include "sek-register.h"
#include "sek-row-rules.h"
#include "sek-seal.h"

/* --- refusals ---------------------------------------------------------------------------------------------------- */

static void
free_refusal (gpointer data)
{
  g_free (((SekRefusal *) data)->message);
  g_free (data);
}

GPtrArray *
sek_refusals_new (void)
{
  return g_ptr_array_new_with_free_func (free_refusal);
}

/* Takes failure. TRUE to go on. */
static gboolean
refuse (GPtrArray *refusals, const SekChange *change, GError *failure, GError **error)
{
  SekRefusal *refusal;

  if (refusals != NULL)
    {
      refusal = g_new (SekRefusal, 1);
      *refusal = (SekRefusal) { change->entity, change->row,
                                change->operation == SEK_STORE_UPDATE ? change->field : G_MAXUINT,
                                g_strdup (failure->message) };
      g_ptr_array_add (refusals, refusal);
    }
  if (error == NULL || *error == NULL)
    g_propagate_error (error, failure);
  else
    g_error_free (failure);
  return refusals != NULL;
}

/* --- before ------------------------------------------------------------------------------------------------------ */

static gboolean
check_reference (SekRegister *reg, SekChangeset *changeset, const SekField *field, const SekValue *value,
                 GError **error)
{
  if (field->kind != SEK_KIND_REFERENCE || value->type != SEK_VALUE_INTEGER
      || sek_changeset_has_row (changeset, reg, field->target, value->integer))
    return TRUE;
  g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED, _("The %s that “%s” names is not in the register. Choose another."),
               sek_word (&sek_entity_get (field->target)->singular, sek_program_language ()),
               sek_word (&field->title, sek_program_language ()));
  return FALSE;
}

static gboolean
check_values (SekRegister *reg, SekChangeset *changeset, const SekChange *change, GError **error)
{
  const SekEntity *entity = sek_entity_get (change->entity);

  if (change->operation == SEK_STORE_DELETE)
    return TRUE;
  if (change->operation == SEK_STORE_UPDATE)
    {
      const SekField *field = &entity->fields[change->field];

      if (field->flags & SEK_FLAG_KEY)
        {
          g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                       _("The field “%s” (%s) cannot be changed. Delete the row and add another."),
                       sek_word (&field->title, sek_program_language ()),
                       sek_word (&entity->singular, sek_program_language ()));
          return FALSE;
        }
      return sek_kind_check (field, &change->after, error)
             && check_reference (reg, changeset, field, &change->after, error);
    }
  for (guint f = 0; f < entity->n_fields; f++)
    if (!sek_kind_check (&entity->fields[f], &change->values[f], error)
        || !check_reference (reg, changeset, &entity->fields[f], &change->values[f], error))
      return FALSE;
  return TRUE;
}

/* The column that a changed row belongs to, by its SEALED field. 0 for none. */
static gint64
column_of (SekRegister *reg, const SekChange *change)
{
  const SekEntity *entity = sek_entity_get (change->entity);

  if (change->entity == SEK_BUDGET_COLUMN)
    return change->row;
  for (guint f = 0; f < entity->n_fields; f++)
    if ((entity->fields[f].flags & SEK_FLAG_SEALED) != 0)
      {
        const SekRow *row = sek_register_lookup (reg, change->entity, change->row);

        if (change->operation == SEK_STORE_INSERT)
          return change->values[f].type == SEK_VALUE_INTEGER ? change->values[f].integer : 0;
        return row != NULL ? row->slots[f].integer : 0;
      }
  return 0;
}

/* A line's section decides which sums its figures are in. */
static gint64
sealed_column_of_line (SekRegister *reg, gint64 line)
{
  guint n;
  const gint64 *amounts = sek_register_get_children (reg, SEK_FIELD (amount, line), line, &n);

  for (guint i = 0; i < n; i++)
    {
      const SekAmount *amount = sek_register_get_amount (reg, amounts[i]);
      const SekBudgetColumn *column = sek_register_get_budget_column (reg, amount->budget_column);

      if (column != NULL && column->status == SEK_STATUS_SEALED && amount->value != SEK_NONE)
        return column->id;
    }
  return 0;
}

/* Whether what an amount is of, its line or project, is deleted or made with it. */
static gboolean
goes_with_parent (SekRegister *reg, SekChangeset *changeset, const SekEntity *entity, const SekChange *change)
{
  for (guint f = 0; f < entity->n_fields; f++)
    {
      const SekField *field = &entity->fields[f];
      gboolean was, will;

      if ((field->flags & SEK_FLAG_KEY) == 0 || (field->flags & SEK_FLAG_SEALED) != 0
          || change->values[f].type != SEK_VALUE_INTEGER)
        continue;
      was = sek_register_lookup (reg, field->target, change->values[f].integer) != NULL;
      will = sek_changeset_has_row (changeset, reg, field->target, change->values[f].integer);
      return change->operation == SEK_STORE_DELETE ? was && !will : will && !was;
    }
  return FALSE;
}

/* A line or project that is deleted takes its amounts along, of which the adopted copy keeps its own; when that is
 * undone they come back, if they are what the copy says. */
static gboolean
may_come_and_go (SekRegister *reg, SekChangeset *changeset, const SekChange *change, gint64 column)
{
  const SekEntity *entity = sek_entity_get (change->entity);

  return (change->entity == SEK_AMOUNT || change->entity == SEK_PROJECT_AMOUNT)
         && change->operation != SEK_STORE_UPDATE && goes_with_parent (reg, changeset, entity, change)
         && sek_seal_get_budget (reg, column) != NULL
         && (change->operation == SEK_STORE_DELETE
             || sek_seal_holds_row (reg, column, entity, change->values, change->row));
}

/* A sealed column never changes, by any path. */
static gboolean
check_sealed (SekRegister *reg, SekChangeset *changeset, const SekChange *change, GError **error)
{
  gint64 id = column_of (reg, change);
  const SekBudgetColumn *column;

  if (change->entity == SEK_BUDGET_LINE && change->operation == SEK_STORE_UPDATE
      && change->field == SEK_FIELD_budget_line_section)
    id = sealed_column_of_line (reg, change->row);
  column = id != 0 ? sek_register_get_budget_column (reg, id) : NULL;
  if (column == NULL || column->status != SEK_STATUS_SEALED || may_come_and_go (reg, changeset, change, id))
    return TRUE;
  g_set_error (error, SEK_ERROR, SEK_ERROR_SEALED,
               _("“%s” is sealed and cannot be changed. Make an adjusted budget as a copy of it and change that."),
               column->title);
  return FALSE;
}

/* A run never changes, by any path, and comes by issuing alone. */
static gboolean
check_issued (SekRegister *reg, SekChangeset *changeset, const SekChange *change, GError **error)
{
  const SekFeeRun *run;

  if (change->entity != SEK_FEE_RUN)
    return TRUE;
  if (change->operation == SEK_STORE_INSERT)
    {
      if (sek_changeset_is_barrier (changeset)
          && g_str_equal (sek_changeset_get_kind (changeset), SEK_ACTION_ISSUE))
        return TRUE;
      g_set_error_literal (error, SEK_ERROR, SEK_ERROR_REFUSED,
                           _("A fee run is made by issuing fees, and in no other way."));
      return FALSE;
    }
  run = sek_register_get_fee_run (reg, change->row);
  if (run == NULL)
    return TRUE;
  g_set_error (error, SEK_ERROR, SEK_ERROR_SEALED,
               _("Run %d of %d was issued and cannot be changed. A mistake is mended by a credit note in a later run."),
               (int) run->number, (int) run->year);
  return FALSE;
}

static gboolean
check_organisation (const SekChange *change, guint *n_organisations, GError **error)
{
  if (change->entity != SEK_ORGANISATION || change->operation == SEK_STORE_UPDATE)
    return TRUE;
  if (change->operation == SEK_STORE_DELETE)
    g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                 _("A register belongs to its organisation, which cannot be deleted. Change its name instead."));
  else if ((*n_organisations)++ > 0)
    g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                 _("The register already has its organisation. Change its name instead of adding another."));
  else
    return TRUE;
  return FALSE;
}

gboolean
sek_rules_check_before (SekRegister *reg, SekChangeset *changeset, GPtrArray *refusals, GError **error)
{
  guint n_organisations = sek_table_get_size (sek_register_get_table (reg, SEK_ORGANISATION));
  gboolean allowed = TRUE;

  for (guint i = 0; i < sek_changeset_get_size (changeset); i++)
    {
      const SekChange *change = sek_changeset_get (changeset, i);
      GError *failure = NULL;

      if (check_sealed (reg, changeset, change, &failure) && check_issued (reg, changeset, change, &failure)
          && check_values (reg, changeset, change, &failure) && check_organisation (change, &n_organisations, &failure))
        continue;
      allowed = FALSE;
      if (!refuse (refusals, change, failure, error))
        break;
    }
  return allowed;
}

/* --- after ------------------------------------------------------------------------------------------------------- */

static gboolean
check_unique (SekRegister *reg, const SekEntity *entity, const SekRow *row, GError **error)
{
  const SekField *first, *second;
  g_autofree char *label = NULL;
  guint twins = 0;
  gboolean is_half;

  sek_key_parts (entity, &first, &second);
  if (first == NULL || (first->flags & SEK_FLAG_KEY) == 0)
    return TRUE;
  /* A year is a key by itself; a row has any number of those that belong to it. */
  is_half = (second->flags & SEK_FLAG_KEY) == 0;
  if (is_half && first->kind == SEK_KIND_REFERENCE)
    return TRUE;
  if (first->kind == SEK_KIND_REFERENCE)
    {
      guint n;
      const gint64 *rows = sek_register_get_children (reg, first, row->slots[first->index].integer, &n);

      for (guint i = 0; i < n; i++)
        twins += sek_register_lookup (reg, entity->id, rows[i])->slots[second->index].integer
                 == row->slots[second->index].integer;
    }
  else
    {
      SekTableIter iter;
      const SekRow *other;

      sek_table_iter_init (&iter, sek_register_get_table (reg, entity->id));
      while ((other = sek_table_iter_next (&iter)) != NULL)
        twins += other->slots[first->index].integer == row->slots[first->index].integer
                 && (is_half || other->slots[second->index].integer == row->slots[second->index].integer);
    }
  if (twins <= 1)
    return TRUE;
  label = sek_key_label (reg, entity, row->id);
  g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
               _("The register already has %s for %s. Change that instead of adding another."),
               sek_word (&entity->singular, sek_program_language ()), label);
  return FALSE;
}

static gboolean
check_order (const SekRow *row, const SekField *from, const SekField *to, GError **error)
{
  gint64 first = row->slots[from->index].integer, last = row->slots[to->index].integer;

  if (first == SEK_NONE || last == SEK_NONE || first <= last)
    return TRUE;
  g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
               from->kind == SEK_KIND_DATE ? _("“%s” cannot be before “%s”. Write a later date.")
                                           : _("“%s” cannot be less than “%s”. Write a higher amount."),
               sek_word (&to->title, sek_program_language ()), sek_word (&from->title, sek_program_language ()));
  return FALSE;
}

static gboolean
overlap (const SekRow *a, const SekRow *b, const SekField *from, const SekField *to)
{
  gint64 a_from = a->slots[from->index].integer, a_to = a->slots[to->index].integer;
  gint64 b_from = b->slots[from->index].integer, b_to = b->slots[to->index].integer;

  return (a_from == SEK_NONE || b_to == SEK_NONE || a_from <= b_to)
         && (b_from == SEK_NONE || a_to == SEK_NONE || b_from <= a_to);
}

static gboolean
check_period (SekRegister *reg, const SekEntity *entity, const SekRow *row, const SekField *from, const SekField *to,
              GError **error)
{
  const SekField *parent, *named;
  const gint64 *rows;
  guint n;

  sek_key_parts (entity, &parent, &named);
  rows = sek_register_get_children (reg, parent, row->slots[parent->index].integer, &n);
  for (guint i = 0; i < n; i++)
    {
      const SekRow *other = sek_register_lookup (reg, entity->id, rows[i]);
      g_autofree char *whose = NULL, *what = NULL, *one = NULL, *two = NULL;
      SekValue values[2];

      if (other->id == row->id || !overlap (row, other, from, to))
        continue;
      values[0] = sek_row_get (other, named);
      values[1] = sek_row_get (row, named);
      whose = sek_key_label (reg, sek_entity_get (parent->target), row->slots[parent->index].integer);
      what = sek_collate_lower_first (sek_word (&entity->plural, sek_program_language ()));
      one = sek_key_format (reg, named, &values[0], 1, sek_program_language ());
      two = sek_key_format (reg, named, &values[1], 1, sek_program_language ());
      g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                   _("%s has two %s at the same time, %s and %s. End the period of one before the other begins."),
                   whose, what, one, two);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_row (SekRegister *reg, const SekEntity *entity, const SekRow *row, GError **error)
{
  if (!check_unique (reg, entity, row, error))
    return FALSE;
  for (guint f = 1; f < entity->n_fields; f++)
    {
      const SekField *field = &entity->fields[f];

      if ((field->flags & SEK_FLAG_ENDS) != 0 && !check_order (row, field - 1, field, error))
        return FALSE;
      if ((field->flags & SEK_FLAG_PERIOD) != 0 && !check_period (reg, entity, row, field - 1, field, error))
        return FALSE;
    }
  return _sek_row_rules_check (reg, entity, row, error);
}

gboolean
sek_rules_check_after (SekRegister *reg, SekChangeset *changeset, GPtrArray *refusals, GError **error)
{
  gboolean allowed = TRUE;

  for (guint i = 0; i < sek_changeset_get_size (changeset); i++)
    {
      const SekChange *change = sek_changeset_get (changeset, i);
      GError *failure = NULL;

      if (change->operation == SEK_STORE_DELETE
          || check_row (reg, sek_entity_get (change->entity), sek_register_lookup (reg, change->entity, change->row),
                        &failure))
        continue;
      allowed = FALSE;
      if (!refuse (refusals, change, failure, error))
        break;
    }
  return allowed;
}

gboolean
sek_rules_check_unique (SekRegister *reg, SekEntityId entity, gint64 row, GError **error)
{
  return check_unique (reg, sek_entity_get (entity), sek_register_lookup (reg, entity, row), error);
}
