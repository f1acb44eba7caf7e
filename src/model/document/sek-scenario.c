/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-scenario-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-apply.h"
#include "sek-budget.h"
#include "sek-canonical.h"
#include "sek-error.h"
#include "sek-expand.h"
#include "sek-key.h"
#include "sek-kind.h"
#include "sek-money.h"
#include "sek-number.h"
#include "sek-rules.h"

gboolean
sek_scenario_takes (SekEntityId entity)
{
  switch (entity)
    {
    case SEK_ORGANISATION:
    case SEK_MEMBER:
    case SEK_MEMBER_NUMBER:
    case SEK_MEMBER_SUBREGION:
    case SEK_POPULATION:
    case SEK_FEE_RATE:
    case SEK_BUDGET_COLUMN:
    case SEK_BUDGET_LINE:
    case SEK_AMOUNT:
    case SEK_PROJECT:
    case SEK_PROJECT_AMOUNT:
    case SEK_GRANT:
    case SEK_INSTALMENT:
    case SEK_STATUS_STEP:
    case SEK_PRICE_INDEX:
    case SEK_INDEX_FIGURE:
    case SEK_STAFF_POSITION:
    case SEK_POSITION_SHARE:
    case SEK_YEAR_SOURCE:
      return TRUE;
    default:
      return FALSE;
    }
}

/* --- as text ------------------------------------------------------------------------------------------------------ */

char *
_sek_scenario_dup_value (const SekField *field, const SekValue *value)
{
  SekValue stored = sek_kind_to_stored (field, value);
  GString *text = g_string_new (NULL);

  sek_canonical_append_any (text, &stored);
  sek_value_clear (&stored);
  return g_string_free (text, FALSE);
}

/* FALSE where it is no value of the field. The value is owned. */
static gboolean
read_value (const SekField *field, const char *text, gsize length, SekValue *value)
{
  const SekCanonicalCell cell = { text, length };
  g_autoptr (GString) buffer = g_string_new (NULL);
  SekValue stored;

  *value = SEK_BLANK;
  if (!sek_canonical_cell_read_any (&cell, buffer, &stored))
    return FALSE;
  *value = sek_kind_from_stored (field, &stored);
  if (stored.type == SEK_VALUE_BLANK || (value->type != SEK_VALUE_BLANK && sek_kind_check_stored (field, value, NULL)))
    return TRUE;
  sek_value_clear (value);
  return FALSE;
}

/* A line a field that is not blank: its id, a tab and its value. */
char *
_sek_scenario_dup_values (const SekEntity *entity, const SekValue *values)
{
  GString *text = g_string_new (NULL);

  for (guint f = 0; f < entity->n_fields; f++)
    if (values[f].type != SEK_VALUE_BLANK)
      {
        g_autofree char *value = _sek_scenario_dup_value (&entity->fields[f], &values[f]);

        g_string_append_printf (text, "%s%s\t%s", text->len > 0 ? "\n" : "", entity->fields[f].name, value);
      }
  return g_string_free (text, FALSE);
}

static gboolean
read_values (const SekEntity *entity, const char *text, SekValue *values)
{
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *tab = strchr (lines[i], '\t');
      g_autofree char *name = tab != NULL ? g_strndup (lines[i], (gsize) (tab - lines[i])) : NULL;
      const SekField *field = name != NULL ? sek_entity_find_field (entity, name) : NULL;

      if (field == NULL || !read_value (field, tab + 1, strlen (tab + 1), &values[field->index]))
        return FALSE;
    }
  return TRUE;
}

static void
free_item (gpointer data)
{
  SekScenarioItem *item = data;

  sek_value_clear (&item->before);
  sek_value_clear (&item->after);
  for (guint f = 0; item->values != NULL && f < sek_entity_get (item->entity)->n_fields; f++)
    sek_value_clear (&item->values[f]);
  g_free (item->values);
  g_free (item->why);
  g_free (item);
}

/* NULL where the row says nothing that this program knows. */
static SekScenarioItem *
read_item (const SekScenarioChange *change)
{
  const SekEntity *entity = sek_entity_find (change->entity, NULL);
  const SekField *field = entity != NULL && change->field != NULL ? sek_entity_find_field (entity, change->field)
                                                                  : NULL;
  SekScenarioItem *item = g_new0 (SekScenarioItem, 1);
  const SekCanonicalCell row = { change->row, change->row != NULL ? strlen (change->row) : 0 };
  gboolean ok = entity != NULL && sek_scenario_takes (entity->id)
                && sek_canonical_cell_read_integer (&row, &item->row) && item->row > 0;

  item->id = change->id;
  item->entity = ok ? entity->id : SEK_ORGANISATION;
  switch (ok ? change->operation : -1)
    {
    case SEK_OPERATION_UPDATE:
      item->operation = SEK_STORE_UPDATE;
      ok = field != NULL
           && read_value (field, change->before != NULL ? change->before : "",
                          change->before != NULL ? strlen (change->before) : 0, &item->before)
           && read_value (field, change->after != NULL ? change->after : "",
                          change->after != NULL ? strlen (change->after) : 0, &item->after);
      item->field = ok ? field->index : 0;
      break;
    case SEK_OPERATION_INSERT:
      item->operation = SEK_STORE_INSERT;
      item->values = g_new0 (SekValue, entity->n_fields);
      ok = read_values (entity, change->after, item->values);
      break;
    case SEK_OPERATION_DELETE:
      item->operation = SEK_STORE_DELETE;
      break;
    default:
      ok = FALSE;
    }
  if (!ok)
    g_clear_pointer (&item, free_item);
  return item;
}

/* Whether it is of something that only another version of the program knows: that is kept as it is, so that a scenario
 * with it can be copied, and be removed and come back. */
static gboolean
is_unknown (const SekScenarioChange *change)
{
  const SekEntity *entity = sek_entity_find (change->entity, NULL);
  g_auto (GStrv) lines = NULL;

  if (entity == NULL || !sek_scenario_takes (entity->id))
    return TRUE;
  if (change->operation == SEK_OPERATION_UPDATE)
    return change->field != NULL && sek_entity_find_field (entity, change->field) == NULL;
  if (change->operation != SEK_OPERATION_INSERT || change->after == NULL)
    return FALSE;
  lines = g_strsplit (change->after, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *name = g_strndup (lines[i], strcspn (lines[i], "\t"));

      if (sek_entity_find_field (entity, name) == NULL)
        return TRUE;
    }
  return FALSE;
}

gboolean
sek_scenario_check_change (const SekScenarioChange *change, GError **error)
{
  SekScenarioItem *item = read_item (change);

  if (item == NULL && !is_unknown (change))
    g_set_error_literal (error, SEK_ERROR, SEK_ERROR_REFUSED,
                         _("A change of a scenario is made by changing figures while the scenario is shown."));
  g_clear_pointer (&item, free_item);
  return error == NULL || *error == NULL;
}

/* --- against the register ----------------------------------------------------------------------------------------- */

static int
compare_items (gconstpointer a, gconstpointer b, gpointer data)
{
  SekRegister *reg = data;
  const SekScenarioChange *p = sek_register_get_scenario_change (reg, *(const gint64 *) a),
                          *q = sek_register_get_scenario_change (reg, *(const gint64 *) b);

  if (p->position != q->position)
    return p->position < q->position ? -1 : 1;
  return p->id < q->id ? -1 : p->id > q->id;
}

/* What has no item is told of, too: a change of a newer version. */
static SekScenarioItem *
make_unreadable (gint64 id)
{
  SekScenarioItem *item = g_new0 (SekScenarioItem, 1);

  item->id = id;
  item->entity = SEK_SCENARIO_CHANGE;
  item->operation = SEK_STORE_DELETE;
  item->fit = SEK_FIT_REFUSED;
  item->why = g_strdup (_("This version of the program cannot read the change."));
  return item;
}

static void
refuse (SekScenarioItem *item, const char *why)
{
  item->fit = SEK_FIT_REFUSED;
  g_free (item->why);
  item->why = g_strdup (why);
}

static void
hold_update (SekScenarioItem *item, SekRegister *reg)
{
  const SekField *field = &sek_entity_get (item->entity)->fields[item->field];
  const SekRow *row = sek_register_lookup (reg, item->entity, item->row);
  SekValue now;
  g_autofree char *told = NULL;

  if (row == NULL)
    {
      refuse (item, _("What it changes is not in the register any more."));
      return;
    }
  now = sek_row_get (row, field);
  if (sek_value_equal (&now, &item->after))
    item->fit = SEK_FIT_SAME;
  else if (!sek_value_equal (&now, &item->before))
    {
      item->fit = SEK_FIT_OTHER;
      told = sek_key_format (reg, field, &now, sek_scenario_item_get_unit (reg, item), sek_program_language ());
      item->why = *told != '\0' ? g_strdup_printf (_("The register has %s by now."), told)
                                : g_strdup (_("The register has nothing here by now."));
    }
}

/* A row of this id came with another scenario, of which one is a copy. */
static void
hold_insert (SekScenarioItem *item, const SekRow *row)
{
  const SekEntity *entity = sek_entity_get (item->entity);

  item->fit = SEK_FIT_SAME;
  for (guint f = 0; f < entity->n_fields; f++)
    {
      SekValue now = sek_row_get (row, &entity->fields[f]);

      if (!sek_value_equal (&now, &item->values[f]))
        {
          refuse (item, _("The register has it already, with other values."));
          return;
        }
    }
}

static void
hold (SekScenarioItem *item, SekRegister *reg)
{
  const SekRow *row = sek_register_lookup (reg, item->entity, item->row);

  if (item->fit == SEK_FIT_REFUSED)
    return;
  if (item->operation == SEK_STORE_UPDATE)
    hold_update (item, reg);
  else if (item->operation == SEK_STORE_DELETE && row == NULL)
    item->fit = SEK_FIT_SAME;
  else if (item->operation == SEK_STORE_INSERT && row != NULL)
    hold_insert (item, row);
}

GPtrArray *
sek_scenario_read (SekRegister *reg, gint64 scenario)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (free_item);
  guint n;
  const gint64 *rows = sek_register_get_children (reg, SEK_FIELD (scenario_change, scenario), scenario, &n);
  g_autofree gint64 *order = g_memdup2 (rows, n * sizeof *rows);

  g_qsort_with_data (order, (int) n, sizeof *order, compare_items, reg);
  for (guint i = 0; i < n; i++)
    {
      SekScenarioItem *item = read_item (sek_register_get_scenario_change (reg, order[i]));

      if (item == NULL)
        item = make_unreadable (order[i]);
      hold (item, reg);
      g_ptr_array_add (items, item);
    }
  return items;
}

guint
sek_scenario_count_misfits (GPtrArray *items)
{
  guint n = 0;

  for (guint i = 0; i < items->len; i++)
    n += ((SekScenarioItem *) items->pdata[i])->fit >= SEK_FIT_OTHER;
  return n;
}

SekValue *
_sek_scenario_copy_values (const SekEntity *entity, const SekValue *values)
{
  SekValue *copy = g_new0 (SekValue, entity->n_fields);

  for (guint f = 0; f < entity->n_fields; f++)
    copy[f] = sek_value_copy (&values[f]);
  return copy;
}

static void
add_item (SekChangeset *changeset, SekRegister *reg, const SekScenarioItem *item)
{
  const SekEntity *entity = sek_entity_get (item->entity);

  if (item->fit == SEK_FIT_REFUSED || item->fit == SEK_FIT_SAME)
    return;
  if (item->operation == SEK_STORE_UPDATE)
    sek_changeset_set (changeset, reg, &entity->fields[item->field], item->row, &item->after);
  else if (item->operation == SEK_STORE_DELETE)
    sek_changeset_delete (changeset, reg, item->entity, item->row);
  else
    {
      SekChange insert = { .operation = SEK_STORE_INSERT, .entity = item->entity, .row = item->row,
                           .values = _sek_scenario_copy_values (entity, item->values) };

      sek_changeset_take (changeset, &insert);
    }
}

static gboolean
is_of_reference (const SekScenarioItem *item, SekRegister *reg, SekChangeset *changeset)
{
  return item->operation == SEK_STORE_UPDATE && item->fit != SEK_FIT_REFUSED
         && sek_entity_get (item->entity)->fields[item->field].kind == SEK_KIND_REFERENCE
         && sek_changeset_has_row (changeset, reg, item->entity, item->row);
}

static SekChangeset *
make_changeset (SekRegister *reg, GPtrArray *items)
{
  SekChangeset *changeset = sek_changeset_new (SEK_ACTION_ACCEPT);

  /* Rows go first: a change of what goes with one of them is no change any more. What refers to another row by then
   * does not go. */
  for (guint i = 0; i < items->len; i++)
    if (((SekScenarioItem *) items->pdata[i])->operation == SEK_STORE_DELETE)
      add_item (changeset, reg, items->pdata[i]);
  for (guint i = 0; i < items->len; i++)
    if (is_of_reference (items->pdata[i], reg, changeset))
      add_item (changeset, reg, items->pdata[i]);
  sek_expand_deletions (reg, changeset);
  for (guint i = 0; i < items->len; i++)
    {
      SekScenarioItem *item = items->pdata[i];

      if (item->operation == SEK_STORE_UPDATE && item->fit != SEK_FIT_REFUSED
          && !sek_changeset_has_row (changeset, reg, item->entity, item->row))
        refuse (item, _("What it changes goes with what the scenario removes."));
      if (item->operation != SEK_STORE_DELETE)
        add_item (changeset, reg, item);
    }
  return changeset;
}

/* Marks what the rules refuse. FALSE when none of the items is to blame. */
static gboolean
blame (GPtrArray *items, GPtrArray *refusals)
{
  gboolean any = FALSE;

  for (guint r = 0; r < refusals->len; r++)
    {
      const SekRefusal *refusal = refusals->pdata[r];

      for (guint i = 0; i < items->len; i++)
        {
          SekScenarioItem *item = items->pdata[i];

          if (item->fit != SEK_FIT_REFUSED && item->entity == refusal->entity && item->row == refusal->row
              && (refusal->field == G_MAXUINT || item->operation != SEK_STORE_UPDATE || item->field == refusal->field))
            {
              refuse (item, refusal->message);
              any = TRUE;
            }
        }
    }
  return any;
}

/* The register with the items; NULL where the rules refuse some, which are marked then. */
static SekRegister *
try_items (SekRegister *reg, GPtrArray *items, SekChangeset **changeset)
{
  g_autoptr (SekChangeset) made = make_changeset (reg, items);
  g_autoptr (SekRegister) snapshot = sek_register_snapshot (reg);
  g_autoptr (GPtrArray) refusals = sek_refusals_new ();

  sek_changeset_order (made);
  if (!sek_rules_check_before (reg, made, refusals, NULL) || !sek_register_apply (snapshot, made, NULL)
      || !sek_rules_check_after (snapshot, made, refusals, NULL))
    {
      if (!blame (items, refusals))
        for (guint i = 0; i < items->len; i++)
          refuse (items->pdata[i], refusals->len > 0 ? ((SekRefusal *) refusals->pdata[0])->message
                                                     : _("The changes do not fit the register together."));
      return NULL;
    }
  if (changeset != NULL)
    *changeset = g_steal_pointer (&made);
  return g_steal_pointer (&snapshot);
}

SekRegister *
_sek_scenario_work_out (SekRegister *reg, GPtrArray *items, SekChangeset **changeset)
{
  SekRegister *snapshot = NULL;

  /* Each round marks one item at least. */
  for (guint round = 0; snapshot == NULL && round <= items->len; round++)
    snapshot = try_items (reg, items, changeset);
  return snapshot != NULL ? snapshot : sek_register_snapshot (reg);
}

SekRegister *
sek_scenario_snapshot (SekRegister *reg, gint64 scenario, GPtrArray **items)
{
  g_autoptr (GPtrArray) read = sek_scenario_read (reg, scenario);
  SekRegister *snapshot = _sek_scenario_work_out (reg, read, NULL);

  if (items != NULL)
    *items = g_steal_pointer (&read);
  return snapshot;
}

