/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-expand.h"

#include <glib/gi18n-lib.h>

#include "sek-apply.h"
#include "sek-budget.h"
#include "sek-error.h"
#include "sek-register.h"

static SekValue
peek (SekChangeset *changeset, SekRegister *reg, const SekField *field, gint64 row)
{
  return sek_changeset_peek (changeset, reg, field, row);
}

static gboolean
is_integer (SekValue value, gint64 integer)
{
  return value.type == SEK_VALUE_INTEGER && value.integer == integer;
}

/* --- deletions --------------------------------------------------------------------------------------------------- */

static void
follow_deletion (SekRegister *reg, SekChangeset *changeset, SekEntityId deleted, gint64 row)
{
  for (int e = 0; e < SEK_N_ENTITIES; e++)
    {
      const SekEntity *entity = sek_entity_get (e);

      for (guint f = 0; f < entity->n_fields; f++)
        {
          const SekField *field = &entity->fields[f];
          guint n;
          const gint64 *children;

          if (field->kind != SEK_KIND_REFERENCE || field->target != deleted)
            continue;
          children = sek_register_get_children (reg, field, row, &n);
          for (guint i = 0; i < n; i++)
            if (!sek_changeset_has_row (changeset, reg, e, children[i])
                || !is_integer (peek (changeset, reg, field, children[i]), row))
              continue;
            else if (field->flags & SEK_FLAG_DELETE_WITH)
              sek_changeset_delete (changeset, reg, e, children[i]);
            else
              sek_changeset_set (changeset, reg, field, children[i], &SEK_BLANK);
        }
    }
}

/* --- amounts ----------------------------------------------------------------------------------------------------- */

static gboolean
column_is_sealed (SekRegister *reg, gint64 column)
{
  const SekBudgetColumn *row = sek_register_get_budget_column (reg, column);

  return row != NULL && row->status == SEK_STATUS_SEALED;
}

/* Whether the changeset itself inserts an amount for the cell. */
static gboolean
inserts_amount (SekChangeset *changeset, gint64 line, gint64 column)
{
  for (guint i = 0; i < sek_changeset_get_size (changeset); i++)
    {
      const SekChange *change = sek_changeset_get (changeset, i);

      if (change->operation == SEK_STORE_INSERT && change->entity == SEK_AMOUNT
          && is_integer (change->values[SEK_FIELD_amount_line], line)
          && is_integer (change->values[SEK_FIELD_amount_budget_column], column))
        return TRUE;
    }
  return FALSE;
}

static void
add_source_amount (SekRegister *reg, SekChangeset *changeset, gint64 line, gint64 column)
{
  gint64 amount;

  if (inserts_amount (changeset, line, column))
    return;
  amount = sek_changeset_insert (changeset, SEK_AMOUNT);
  sek_changeset_set (changeset, reg, SEK_FIELD (amount, line), amount, &SEK_INTEGER (line));
  sek_changeset_set (changeset, reg, SEK_FIELD (amount, budget_column), amount, &SEK_INTEGER (column));
  sek_changeset_set (changeset, reg, SEK_FIELD (amount, mode), amount, &SEK_INTEGER (SEK_MODE_SOURCE));
}

static gboolean
has_source (SekChangeset *changeset, SekRegister *reg, gint64 line)
{
  SekValue source = peek (changeset, reg, SEK_FIELD (budget_line, source), line);

  return source.type == SEK_VALUE_INTEGER && source.integer != SEK_SOURCE_ENTERED;
}

static void
fill_column (SekRegister *reg, SekChangeset *changeset, gint64 column)
{
  SekTableIter iter;
  const SekRow *line;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_BUDGET_LINE));
  while ((line = sek_table_iter_next (&iter)) != NULL)
    if (has_source (changeset, reg, line->id) && sek_changeset_has_row (changeset, reg, SEK_BUDGET_LINE, line->id))
      add_source_amount (reg, changeset, line->id, column);
}

static void
fill_line (SekRegister *reg, SekChangeset *changeset, gint64 line)
{
  SekTableIter iter;
  const SekBudgetColumn *column;

  if (!has_source (changeset, reg, line))
    return;
  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_BUDGET_COLUMN));
  while ((column = (const SekBudgetColumn *) sek_table_iter_next (&iter)) != NULL)
    if (column->status != SEK_STATUS_SEALED && sek_changeset_has_row (changeset, reg, SEK_BUDGET_COLUMN, column->id))
      add_source_amount (reg, changeset, line, column->id);
}

static void
keep_figures (SekRegister *reg, SekChangeset *changeset, gint64 line)
{
  guint n;
  const gint64 *amounts = sek_register_get_children (reg, SEK_FIELD (amount, line), line, &n);

  for (guint i = 0; i < n; i++)
    {
      const SekAmount *amount = sek_register_get_amount (reg, amounts[i]);
      SekBudgetCell cell;

      if (!sek_changeset_has_row (changeset, reg, SEK_AMOUNT, amount->id)
          || column_is_sealed (reg, amount->budget_column)
          || !is_integer (peek (changeset, reg, SEK_FIELD (amount, mode), amount->id), SEK_MODE_SOURCE))
        continue;
      sek_budget_read (reg, line, amount->budget_column, &cell);
      sek_changeset_set (changeset, reg, SEK_FIELD (amount, mode), amount->id, &SEK_INTEGER (SEK_MODE_ENTERED));
      sek_changeset_set (changeset, reg, SEK_FIELD (amount, value), amount->id,
                         cell.value == SEK_NONE ? &SEK_BLANK : &SEK_INTEGER (cell.value));
    }
}

/* No row is blank: what is entered, empty and without a comment is not stored. */
static gboolean
is_empty_amount (SekChangeset *changeset, SekRegister *reg, const SekChange *change)
{
  gint64 row = change->row;

  if (change->operation == SEK_STORE_DELETE)
    return FALSE;
  if (change->entity == SEK_AMOUNT)
    return is_integer (peek (changeset, reg, SEK_FIELD (amount, mode), row), SEK_MODE_ENTERED)
           && peek (changeset, reg, SEK_FIELD (amount, value), row).type == SEK_VALUE_BLANK
           && peek (changeset, reg, SEK_FIELD (amount, comment), row).type == SEK_VALUE_BLANK;
  if (change->entity == SEK_PROJECT_AMOUNT)
    return peek (changeset, reg, SEK_FIELD (project_amount, value), row).type == SEK_VALUE_BLANK
           && peek (changeset, reg, SEK_FIELD (project_amount, comment), row).type == SEK_VALUE_BLANK;
  return FALSE;
}

/* A column kept in step with its section: an amount cannot be computed where its line has no source. */
static void
drop_empty_amounts (SekRegister *reg, SekChangeset *changeset)
{
  for (guint i = sek_changeset_get_size (changeset); i > 0; i--)
    {
      const SekChange *change;

      if (i > sek_changeset_get_size (changeset))
        continue;
      change = sek_changeset_get (changeset, i - 1);
      if (is_empty_amount (changeset, reg, change))
        sek_changeset_delete (changeset, reg, change->entity, change->row);
    }
}

/* --- sealing ----------------------------------------------------------------------------------------------------- */

/* What decides the figures of a column: what is stored must be what people saw. */
static gboolean
moves_figures (guint field)
{
  return field == SEK_FIELD_budget_column_year || field == SEK_FIELD_budget_column_kind
         || field == SEK_FIELD_budget_column_unit || field == SEK_FIELD_budget_column_carry_from;
}

static gboolean
seal (SekRegister *reg, SekChangeset *changeset, gint64 column, GError **error)
{
  SekTableIter iter;
  const SekRow *line;
  const SekBudgetColumn *row = sek_register_get_budget_column (reg, column);

  for (guint i = 0; i < sek_changeset_get_size (changeset); i++)
    {
      const SekChange *change = sek_changeset_get (changeset, i);

      if (row == NULL || change->entity != SEK_BUDGET_COLUMN || change->row != column || moves_figures (change->field))
        {
          g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                       _("A column is sealed in a step of its own. Store the other changes first, then seal it."));
          return FALSE;
        }
    }

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_BUDGET_LINE));
  while ((line = sek_table_iter_next (&iter)) != NULL)
    {
      gint64 amount = sek_register_find_pair (reg, SEK_FIELD (amount, line), line->id,
                                              SEK_FIELD (amount, budget_column), column);
      SekBudgetCell cell;

      if (amount == 0)
        continue;
      sek_budget_read (reg, line->id, column, &cell);
      sek_changeset_set (changeset, reg, SEK_FIELD (amount, value), amount,
                         cell.value == SEK_NONE ? &SEK_BLANK : &SEK_INTEGER (cell.value));
    }
  sek_changeset_set_action (changeset, "seal", row->title, NULL);
  sek_changeset_set_barrier (changeset);
  return TRUE;
}

/* --- subregions -------------------------------------------------------------------------------------------------- */

static void
keep_one_primary (SekRegister *reg, SekChangeset *changeset, gint64 membership)
{
  SekValue member = peek (changeset, reg, SEK_FIELD (member_subregion, member), membership);
  guint n;
  const gint64 *rows;

  if (member.type != SEK_VALUE_INTEGER
      || !is_integer (peek (changeset, reg, SEK_FIELD (member_subregion, is_primary), membership), 1))
    return;
  rows = sek_register_get_children (reg, SEK_FIELD (member_subregion, member), member.integer, &n);
  for (guint i = 0; i < n; i++)
    if (rows[i] != membership && sek_changeset_has_row (changeset, reg, SEK_MEMBER_SUBREGION, rows[i]))
      sek_changeset_set (changeset, reg, SEK_FIELD (member_subregion, is_primary), rows[i], &SEK_INTEGER (0));
}

/* Of several that are new the last one stays. */
static void
keep_last_primary (SekRegister *reg, SekChangeset *changeset)
{
  g_autoptr (GHashTable) members = g_hash_table_new (NULL, NULL);

  for (guint i = sek_changeset_get_size (changeset); i > 0; i--)
    {
      const SekChange *change = sek_changeset_get (changeset, i - 1);

      if (change->operation == SEK_STORE_INSERT && change->entity == SEK_MEMBER_SUBREGION
          && is_integer (change->values[SEK_FIELD_member_subregion_is_primary], 1)
          && !g_hash_table_add (members, (gpointer) change->values[SEK_FIELD_member_subregion_member].integer))
        sek_changeset_set (changeset, reg, SEK_FIELD (member_subregion, is_primary), change->row, &SEK_INTEGER (0));
    }
}

/* --- numbers ----------------------------------------------------------------------------------------------------- */

/* A renumbering: a number that is valid from a day ends the one that was valid until further notice. */
static void
end_earlier_number (SekRegister *reg, SekChangeset *changeset, gint64 number)
{
  SekValue member = peek (changeset, reg, SEK_FIELD (member_number, member), number);
  SekValue from = peek (changeset, reg, SEK_FIELD (member_number, valid_from), number);
  const gint64 *rows;
  guint n;

  if (member.type != SEK_VALUE_INTEGER || from.type != SEK_VALUE_INTEGER)
    return;
  rows = sek_register_get_children (reg, SEK_FIELD (member_number, member), member.integer, &n);
  for (guint i = 0; i < n; i++)
    {
      SekValue start = peek (changeset, reg, SEK_FIELD (member_number, valid_from), rows[i]);

      if (rows[i] == number || !sek_changeset_has_row (changeset, reg, SEK_MEMBER_NUMBER, rows[i])
          || peek (changeset, reg, SEK_FIELD (member_number, valid_to), rows[i]).type != SEK_VALUE_BLANK
          || (start.type == SEK_VALUE_INTEGER && start.integer >= from.integer))
        continue;
      sek_changeset_set (changeset, reg, SEK_FIELD (member_number, valid_to), rows[i],
                         &SEK_INTEGER (sek_date_previous ((SekDate) from.integer)));
    }
}

/* --- all of it --------------------------------------------------------------------------------------------------- */

static gboolean
follow_change (SekRegister *reg, SekChangeset *changeset, guint index, GError **error)
{
  /* The changeset grows while it is followed, which may move its changes: only copies are kept. */
  const SekChange *change = sek_changeset_get (changeset, index);
  SekStoreOperation operation = change->operation;
  SekEntityId entity = change->entity;
  gint64 row = change->row;
  guint field = change->field;

  if (operation == SEK_STORE_DELETE)
    follow_deletion (reg, changeset, entity, row);
  else if (entity == SEK_BUDGET_COLUMN && operation == SEK_STORE_INSERT)
    {
      fill_column (reg, changeset, row);
      if (is_integer (peek (changeset, reg, SEK_FIELD (budget_column, status), row), SEK_STATUS_SEALED))
        return seal (reg, changeset, row, error);
    }
  else if (entity == SEK_BUDGET_COLUMN && field == SEK_FIELD_budget_column_status)
    {
      if (is_integer (change->after, SEK_STATUS_SEALED))
        return seal (reg, changeset, row, error);
    }
  else if (entity == SEK_BUDGET_LINE && operation == SEK_STORE_INSERT)
    fill_line (reg, changeset, row);
  else if (entity == SEK_BUDGET_LINE && field == SEK_FIELD_budget_line_source)
    {
      if (is_integer (change->after, SEK_SOURCE_ENTERED))
        keep_figures (reg, changeset, row);
    }
  else if (entity == SEK_AMOUNT && operation == SEK_STORE_UPDATE && field == SEK_FIELD_amount_mode)
    {
      /* What was entered is not kept beside what is computed. */
      if (is_integer (change->after, SEK_MODE_SOURCE))
        sek_changeset_set (changeset, reg, SEK_FIELD (amount, value), row, &SEK_BLANK);
    }
  else if (entity == SEK_MEMBER_NUMBER && operation == SEK_STORE_INSERT)
    end_earlier_number (reg, changeset, row);
  else if (entity == SEK_MEMBER_SUBREGION)
    keep_one_primary (reg, changeset, row);
  return TRUE;
}

gboolean
sek_expand (SekRegister *reg, SekChangeset *changeset, GError **error)
{
  guint own = sek_changeset_get_size (changeset);

  keep_last_primary (reg, changeset);
  for (guint i = 0; i < sek_changeset_get_size (changeset); i++)
    {
      /* Only deletions follow from what follows; the other rules look at what was proposed. */
      if (i >= own && sek_changeset_get (changeset, i)->operation != SEK_STORE_DELETE)
        continue;
      if (!follow_change (reg, changeset, i, error))
        return FALSE;
      if (sek_changeset_is_barrier (changeset) && g_str_equal (sek_changeset_get_kind (changeset), "seal"))
        break;
    }
  drop_empty_amounts (reg, changeset);
  sek_changeset_order (changeset);
  return TRUE;
}

SekRegister *
sek_expand_snapshot (SekRegister *reg, SekChangeset *proposal, GError **error)
{
  g_autoptr (SekRegister) snapshot = sek_register_snapshot (reg);

  if (!sek_expand (reg, proposal, error) || !sek_register_apply (snapshot, proposal, error))
    return NULL;
  return g_steal_pointer (&snapshot);
}
