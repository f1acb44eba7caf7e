/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-expand.h"

#include <glib/gi18n-lib.h>

#include "sek-apply.h"
#include "sek-budget.h"
#include "sek-column.h"
#include "sek-error.h"
#include "sek-key.h"
#include "sek-register.h"
#include "sek-seal.h"

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

/* In a plan every line has one: its rule. */
static gboolean
has_source (SekChangeset *changeset, SekRegister *reg, gint64 line, gint64 column)
{
  SekValue source = peek (changeset, reg, SEK_FIELD (budget_line, source), line),
           kind = peek (changeset, reg, SEK_FIELD (budget_column, kind), column);

  return is_integer (kind, SEK_COLUMN_KIND_PLAN)
         || (source.type == SEK_VALUE_INTEGER && source.integer != SEK_SOURCE_ENTERED);
}

static gboolean
fill_column (SekRegister *reg, SekChangeset *changeset, gint64 column, GError **error)
{
  SekTableIter iter;
  const SekRow *line;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_BUDGET_LINE));
  while ((line = sek_table_iter_next (&iter)) != NULL)
    if (has_source (changeset, reg, line->id, column)
        && sek_changeset_has_row (changeset, reg, SEK_BUDGET_LINE, line->id))
      add_source_amount (reg, changeset, line->id, column);
  return TRUE;
}

/* A column that becomes one of another year tells its first one no more. */
static gboolean
drop_choice (SekRegister *reg, SekChangeset *changeset, gint64 column, GError **error)
{
  SekValue year = peek (changeset, reg, SEK_FIELD (budget_column, year), column);
  guint n;
  const gint64 *sources = sek_register_get_children (reg, SEK_FIELD (year_source, budget_column), column, &n);

  for (guint i = 0; i < n; i++)
    if (is_integer (peek (changeset, reg, SEK_FIELD (year_source, budget_column), sources[i]), column)
        && !is_integer (year, sek_register_get_year_source (reg, sources[i])->year))
      sek_changeset_delete (changeset, reg, SEK_YEAR_SOURCE, sources[i]);
  return TRUE;
}

static gboolean
fill_line (SekRegister *reg, SekChangeset *changeset, gint64 line, GError **error)
{
  SekTableIter iter;
  const SekBudgetColumn *column;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_BUDGET_COLUMN));
  while ((column = (const SekBudgetColumn *) sek_table_iter_next (&iter)) != NULL)
    if (has_source (changeset, reg, line, column->id) && column->status != SEK_STATUS_SEALED
        && sek_changeset_has_row (changeset, reg, SEK_BUDGET_COLUMN, column->id))
      add_source_amount (reg, changeset, line, column->id);
  return TRUE;
}

/* A line whose source becomes "entered" keeps the figures that people saw. */
static gboolean
keep_figures (SekRegister *reg, SekChangeset *changeset, gint64 line, GError **error)
{
  guint n;
  const gint64 *amounts = sek_register_get_children (reg, SEK_FIELD (amount, line), line, &n);

  for (guint i = 0; i < n; i++)
    {
      const SekAmount *amount = sek_register_get_amount (reg, amounts[i]);
      SekBudgetCell cell;

      if (!sek_changeset_has_row (changeset, reg, SEK_AMOUNT, amount->id)
          || column_is_sealed (reg, amount->budget_column) || has_source (changeset, reg, line, amount->budget_column)
          || !is_integer (peek (changeset, reg, SEK_FIELD (amount, mode), amount->id), SEK_MODE_SOURCE))
        continue;
      sek_budget_read (reg, line, amount->budget_column, &cell);
      sek_changeset_set (changeset, reg, SEK_FIELD (amount, mode), amount->id, &SEK_INTEGER (SEK_MODE_ENTERED));
      sek_changeset_set (changeset, reg, SEK_FIELD (amount, value), amount->id,
                         cell.value == SEK_NONE ? &SEK_BLANK : &SEK_INTEGER (cell.value));
    }
  return TRUE;
}

/* What was entered is not kept beside what is computed. */
static gboolean
drop_entered (SekRegister *reg, SekChangeset *changeset, gint64 amount, GError **error)
{
  if (is_integer (peek (changeset, reg, SEK_FIELD (amount, mode), amount), SEK_MODE_SOURCE))
    sek_changeset_set (changeset, reg, SEK_FIELD (amount, value), amount, &SEK_BLANK);
  return TRUE;
}

/* No row is blank: one of an entity with SAYS fields, in which none of these says anything, is not stored. */
static gboolean
says_nothing (SekChangeset *changeset, SekRegister *reg, const SekChange *change)
{
  const SekEntity *entity = sek_entity_get (change->entity);
  gboolean asked = FALSE;

  if (change->operation == SEK_STORE_DELETE)
    return FALSE;
  for (guint f = 0; f < entity->n_fields; f++)
    if ((entity->fields[f].flags & SEK_FLAG_SAYS) != 0)
      {
        SekValue value = peek (changeset, reg, &entity->fields[f], change->row);

        if (value.type != SEK_VALUE_BLANK && !(entity->fields[f].kind == SEK_KIND_CHOICE && is_integer (value, 0)))
          return FALSE;
        asked = TRUE;
      }
  return asked;
}

static void
drop_empty_rows (SekRegister *reg, SekChangeset *changeset)
{
  for (guint i = sek_changeset_get_size (changeset); i > 0; i--)
    {
      const SekChange *change;

      if (i > sek_changeset_get_size (changeset))
        continue;
      change = sek_changeset_get (changeset, i - 1);
      if (says_nothing (changeset, reg, change))
        sek_changeset_delete (changeset, reg, change->entity, change->row);
    }
}

/* --- the status of a column, and sealing ------------------------------------------------------------------------- */

/* The column that a step is of; 0 for none. */
static gint64
column_of_step (SekRegister *reg, SekChangeset *changeset, gint64 step)
{
  SekValue column = peek (changeset, reg, SEK_FIELD (status_step, budget_column), step);

  return column.type == SEK_VALUE_INTEGER ? column.integer : 0;
}

/* A column is sealed in a step of its own: what is copied is what people saw. */
static gboolean
check_alone (SekRegister *reg, SekChangeset *changeset, gint64 column, GError **error)
{
  for (guint i = 0; i < sek_changeset_get_size (changeset); i++)
    {
      const SekChange *change = sek_changeset_get (changeset, i);

      if ((change->entity == SEK_BUDGET_COLUMN && change->operation == SEK_STORE_UPDATE && change->row == column
           && change->field == SEK_FIELD_budget_column_status)
          || (change->entity == SEK_STATUS_STEP && change->operation != SEK_STORE_DELETE
              && column_of_step (reg, changeset, change->row) == column))
        continue;
      g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                   _("A column is sealed in a step of its own. Store the other changes first, then seal it."));
      return FALSE;
    }
  return TRUE;
}

/* The stored amounts become those that were shown. */
static void
store_figures (SekRegister *reg, SekChangeset *changeset, gint64 column)
{
  SekTableIter iter;
  const SekRow *line;

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
}

/* The copy is of the register with what the changeset makes of it: the step and its case are in it. */
static gboolean
add_copy (SekRegister *reg, SekChangeset *changeset, gint64 column, GError **error)
{
  g_autoptr (SekRegister) sealed = sek_register_snapshot (reg);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *at = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ"), *copy = NULL;

  if (!sek_register_apply (sealed, changeset, error))
    return FALSE;
  copy = sek_seal_make_copy (sealed, column, at);
  sek_seal_propose (reg, column, at, copy, changeset);
  return TRUE;
}

static gboolean
seal (SekRegister *reg, SekChangeset *changeset, gint64 column, GError **error)
{
  const SekBudgetColumn *row = sek_register_get_budget_column (reg, column);

  if (!is_integer (peek (changeset, reg, SEK_FIELD (budget_column, status), column), SEK_STATUS_SEALED)
      || column_is_sealed (reg, column))
    return TRUE;
  if (!check_alone (reg, changeset, column, error))
    return FALSE;
  store_figures (reg, changeset, column);
  if (!add_copy (reg, changeset, column, error))
    return FALSE;
  sek_changeset_set_action (changeset, "seal", row->title, NULL);
  sek_changeset_set_barrier (changeset);
  return TRUE;
}

/* A status that is set is a step, which the changeset may have with more about it. */
static gboolean
take_step (SekRegister *reg, SekChangeset *changeset, gint64 column, GError **error)
{
  SekValue status = peek (changeset, reg, SEK_FIELD (budget_column, status), column);
  gboolean is_new = sek_register_lookup (reg, SEK_BUDGET_COLUMN, column) == NULL;
  SekScope scope;
  gint64 step;

  sek_scope_init (&scope, reg);
  if (is_new && is_integer (status, SEK_STATUS_DRAFT))
    return TRUE;
  step = sek_column_ensure_step (&scope, column, changeset);
  sek_changeset_set (changeset, reg, SEK_FIELD (status_step, status), step, &status);
  return seal (reg, changeset, column, error);
}

static gboolean
is_later (SekRegister *reg, SekChangeset *changeset, gint64 step, gint64 other)
{
  gint64 a = peek (changeset, reg, SEK_FIELD (status_step, position), step).integer,
         b = peek (changeset, reg, SEK_FIELD (status_step, position), other).integer;

  return a != b ? a > b : step > other;
}

/* The step that a column will stand at; 0 when it will have none. */
static gint64
find_last_step (SekRegister *reg, SekChangeset *changeset, gint64 column)
{
  gint64 last = 0;
  guint n;
  const gint64 *rows = sek_register_get_children (reg, SEK_FIELD (status_step, budget_column), column, &n);

  for (guint i = 0; i < n; i++)
    if (sek_changeset_has_row (changeset, reg, SEK_STATUS_STEP, rows[i])
        && (last == 0 || is_later (reg, changeset, rows[i], last)))
      last = rows[i];
  for (guint i = 0; i < sek_changeset_get_size (changeset); i++)
    {
      const SekChange *change = sek_changeset_get (changeset, i);

      if (change->entity == SEK_STATUS_STEP && change->operation == SEK_STORE_INSERT
          && column_of_step (reg, changeset, change->row) == column
          && (last == 0 || is_later (reg, changeset, change->row, last)))
        last = change->row;
    }
  return last;
}

/* The status of a column is that of its last step. */
static gboolean
follow_steps (SekRegister *reg, SekChangeset *changeset, gint64 column, GError **error)
{
  gint64 last;
  SekValue status;

  if (column == 0 || !sek_changeset_has_row (changeset, reg, SEK_BUDGET_COLUMN, column))
    return TRUE;
  last = find_last_step (reg, changeset, column);
  status = last != 0 ? peek (changeset, reg, SEK_FIELD (status_step, status), last) : SEK_INTEGER (SEK_STATUS_DRAFT);
  sek_changeset_set (changeset, reg, SEK_FIELD (budget_column, status), column, &status);
  return seal (reg, changeset, column, error);
}

static gboolean
follow_step (SekRegister *reg, SekChangeset *changeset, gint64 step, GError **error)
{
  return follow_steps (reg, changeset, column_of_step (reg, changeset, step), error);
}

/* --- rows of one parent ------------------------------------------------------------------------------------------ */

/* The row that a row belongs to, by the first field of its key. FALSE when it names none. */
static gboolean
get_parent (SekRegister *reg, SekChangeset *changeset, const SekEntity *entity, gint64 row, const SekField **field,
            gint64 *parent)
{
  const SekField *second;
  SekValue value;

  sek_key_parts (entity, field, &second);
  value = peek (changeset, reg, *field, row);
  *parent = value.integer;
  return value.type == SEK_VALUE_INTEGER;
}

/* A ONE field holds for one row of a parent: the one that says so now. */
static void
keep_one (SekRegister *reg, SekChangeset *changeset, const SekField *one, gint64 row)
{
  const SekField *field;
  gint64 parent;
  const gint64 *rows;
  guint n;

  if (!is_integer (peek (changeset, reg, one, row), 1)
      || !get_parent (reg, changeset, sek_entity_get (one->entity), row, &field, &parent))
    return;
  rows = sek_register_get_children (reg, field, parent, &n);
  for (guint i = 0; i < n; i++)
    if (rows[i] != row && sek_changeset_has_row (changeset, reg, one->entity, rows[i]))
      sek_changeset_set (changeset, reg, one, rows[i], &SEK_INTEGER (0));
}

/* Of several that are new the last one stays. */
static void
keep_last_one (SekRegister *reg, SekChangeset *changeset, const SekField *one)
{
  g_autoptr (GHashTable) parents = g_hash_table_new (NULL, NULL);

  for (guint i = sek_changeset_get_size (changeset); i > 0; i--)
    {
      const SekChange *change = sek_changeset_get (changeset, i - 1);
      const SekField *field;
      gint64 parent;

      if (change->operation == SEK_STORE_INSERT && change->entity == one->entity
          && is_integer (change->values[one->index], 1)
          && get_parent (reg, changeset, sek_entity_get (one->entity), change->row, &field, &parent)
          && !g_hash_table_add (parents, (gpointer) parent))
        sek_changeset_set (changeset, reg, one, change->row, &SEK_INTEGER (0));
    }
}

/* A period that begins on a day ends the one of its parent that went on until further notice, as when a member is given
 * a new number. */
static void
end_earlier (SekRegister *reg, SekChangeset *changeset, const SekField *to, gint64 row)
{
  const SekField *from = to - 1, *field;
  SekValue start = peek (changeset, reg, from, row);
  gint64 parent;
  const gint64 *rows;
  guint n;

  if (start.type != SEK_VALUE_INTEGER
      || !get_parent (reg, changeset, sek_entity_get (to->entity), row, &field, &parent))
    return;
  rows = sek_register_get_children (reg, field, parent, &n);
  for (guint i = 0; i < n; i++)
    {
      SekValue earlier = peek (changeset, reg, from, rows[i]);

      if (rows[i] == row || !sek_changeset_has_row (changeset, reg, to->entity, rows[i])
          || peek (changeset, reg, to, rows[i]).type != SEK_VALUE_BLANK
          || (earlier.type == SEK_VALUE_INTEGER && earlier.integer >= start.integer))
        continue;
      sek_changeset_set (changeset, reg, to, rows[i], &SEK_INTEGER (sek_date_previous ((SekDate) start.integer)));
    }
}

/* --- all of it --------------------------------------------------------------------------------------------------- */

typedef struct
{
  SekEntityId       entity;
  SekStoreOperation operation;
  guint             field; /* of an update */
  gboolean        (*follow) (SekRegister *reg, SekChangeset *changeset, gint64 row, GError **error);
} Consequence;

static const Consequence consequences[] = {
#define INSERTED(entity, what) { (SekEntityId) SEK_ENTITY_OF_##entity, SEK_STORE_INSERT, 0, what },
#define UPDATED(entity, field, what) \
  { (SekEntityId) SEK_ENTITY_OF_##entity, SEK_STORE_UPDATE, SEK_FIELD_##entity##_##field, what },
  SEK_CONSEQUENCES (INSERTED, UPDATED)
#undef UPDATED
#undef INSERTED
};

static void
follow_flags (SekRegister *reg, SekChangeset *changeset, const SekEntity *entity, SekStoreOperation operation,
              gint64 row)
{
  for (guint f = 0; f < entity->n_fields; f++)
    {
      const SekField *field = &entity->fields[f];

      if ((field->flags & SEK_FLAG_ONE) != 0)
        keep_one (reg, changeset, field, row);
      if ((field->flags & SEK_FLAG_PERIOD) != 0 && operation == SEK_STORE_INSERT)
        end_earlier (reg, changeset, field, row);
    }
}

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
    {
      follow_deletion (reg, changeset, entity, row);
      return entity != SEK_STATUS_STEP
             || follow_steps (reg, changeset, sek_register_get_status_step (reg, row)->budget_column, error);
    }
  follow_flags (reg, changeset, sek_entity_get (entity), operation, row);
  for (guint i = 0; i < G_N_ELEMENTS (consequences); i++)
    if (consequences[i].entity == entity && consequences[i].operation == operation
        && (operation == SEK_STORE_INSERT || consequences[i].field == field)
        && !consequences[i].follow (reg, changeset, row, error))
      return FALSE;
  return TRUE;
}

static void
keep_last_ones (SekRegister *reg, SekChangeset *changeset)
{
  for (int e = 0; e < SEK_N_ENTITIES; e++)
    {
      const SekEntity *entity = sek_entity_get (e);

      for (guint f = 0; f < entity->n_fields; f++)
        if ((entity->fields[f].flags & SEK_FLAG_ONE) != 0)
          keep_last_one (reg, changeset, &entity->fields[f]);
    }
}

gboolean
sek_expand (SekRegister *reg, SekChangeset *changeset, GError **error)
{
  guint own = sek_changeset_get_size (changeset);

  keep_last_ones (reg, changeset);
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
  drop_empty_rows (reg, changeset);
  sek_changeset_order (changeset);
  return TRUE;
}

void
sek_expand_deletions (SekRegister *reg, SekChangeset *changeset)
{
  /* The changeset grows while it is followed. */
  for (guint i = 0; i < sek_changeset_get_size (changeset); i++)
    if (sek_changeset_get (changeset, i)->operation == SEK_STORE_DELETE)
      follow_deletion (reg, changeset, sek_changeset_get (changeset, i)->entity, sek_changeset_get (changeset, i)->row);
}

SekRegister *
sek_expand_snapshot (SekRegister *reg, SekChangeset *proposal, GError **error)
{
  g_autoptr (SekRegister) snapshot = sek_register_snapshot (reg);

  if (!sek_expand (reg, proposal, error) || !sek_register_apply (snapshot, proposal, error))
    return NULL;
  return g_steal_pointer (&snapshot);
}
