/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-budget-edit.h"

#include "sek-budget.h"
#include "sek-key.h"

static const SekWord copy_word = { { "kopi", "kopi", "copy" } };

/* Between the row and the one after it; where positions have run together, all are spread anew. */
static void
place_after (SekRegister *reg, const SekEntity *entity, gint64 row, gint64 copy, SekChangeset *changeset)
{
  const SekField *position = sek_entity_find_field (entity, "position");
  g_autoptr (GArray) rows = position != NULL ? sek_rows_by_position (reg, entity->id) : NULL;
  gint64 before, after = SEK_NONE;

  if (position == NULL)
    return;
  before = sek_register_lookup (reg, entity->id, row)->slots[position->index].integer;
  for (guint i = rows->len; i > 0; i--)
    {
      gint64 other = sek_register_lookup (reg, entity->id, g_array_index (rows, gint64, i - 1))
                         ->slots[position->index]
                         .integer;

      if (other > before)
        after = other;
    }
  if (after == SEK_NONE)
    after = before + 2 * SEK_POSITION_STEP;
  if (after - before > 1)
    {
      sek_changeset_set (changeset, reg, position, copy, &SEK_INTEGER (before + (after - before) / 2));
      return;
    }
  for (guint i = 0, at = 1; i < rows->len; i++)
    {
      gint64 id = g_array_index (rows, gint64, i);

      sek_changeset_set (changeset, reg, position, id, &SEK_INTEGER ((gint64) at++ * SEK_POSITION_STEP));
      if (id == row)
        sek_changeset_set (changeset, reg, position, copy, &SEK_INTEGER ((gint64) at++ * SEK_POSITION_STEP));
    }
}

/* Copies the rows that belong to a row, but those of sealed columns and those that are computed. */
static void
copy_children (SekRegister *reg, const SekField *parent, gint64 row, gint64 copy, SekChangeset *changeset)
{
  const SekEntity *entity = sek_entity_get (parent->entity);
  const SekField *column = sek_entity_find_field (entity, "budget_column"),
                 *mode = sek_entity_find_field (entity, "mode");
  guint n;
  const gint64 *rows = sek_register_get_children (reg, parent, row, &n);

  for (guint i = 0; i < n; i++)
    {
      const SekRow *child = sek_register_lookup (reg, entity->id, rows[i]);
      gint64 twin;

      if (column != NULL
          && sek_register_get_budget_column (reg, child->slots[column->index].integer)->status == SEK_STATUS_SEALED)
        continue;
      if (mode != NULL && child->slots[mode->index].integer == SEK_MODE_SOURCE)
        continue;
      twin = sek_changeset_insert (changeset, entity->id);
      for (guint f = 0; f < entity->n_fields; f++)
        {
          SekValue value = f == parent->index ? SEK_INTEGER (copy) : sek_row_get (child, &entity->fields[f]);

          sek_changeset_set (changeset, reg, &entity->fields[f], twin, &value);
        }
    }
}

gint64
sek_rows_propose_copy (SekRegister *reg, SekEntityId entity_id, gint64 row, SekChangeset *changeset)
{
  const SekEntity *entity = sek_entity_get (entity_id);
  const SekRow *stored = sek_register_lookup (reg, entity_id, row);
  const SekField *name = sek_key_name_field (entity);
  gint64 copy = sek_changeset_insert (changeset, entity_id);
  g_autofree char *text = NULL;
  SekValue value;
  SekScope scope;

  sek_scope_init (&scope, reg);
  for (guint f = 0; f < entity->n_fields; f++)
    {
      const SekField *field = &entity->fields[f];

      if (field->kind == SEK_KIND_POSITION || field->kind == SEK_KIND_ORG_NUMBER
          || field->kind == SEK_KIND_CUSTOMER_NUMBER)
        continue;
      value = sek_row_get (stored, field);
      sek_changeset_set (changeset, reg, field, copy, &value);
    }
  if (name != NULL)
    {
      text = g_strdup_printf ("%s (%s)", sek_row_get (stored, name).text, sek_word (&copy_word, scope.language));
      value = SEK_TEXT (text);
      sek_changeset_set (changeset, reg, name, copy, &value);
    }
  place_after (reg, entity, row, copy, changeset);
  if (entity_id == SEK_BUDGET_LINE)
    {
      /* What a source gives is given once. */
      sek_changeset_set (changeset, reg, SEK_FIELD (budget_line, source), copy, &SEK_INTEGER (SEK_SOURCE_ENTERED));
      copy_children (reg, SEK_FIELD (amount, line), row, copy, changeset);
    }
  else if (entity_id == SEK_PROJECT)
    copy_children (reg, SEK_FIELD (project_amount, project), row, copy, changeset);
  else if (entity_id == SEK_MEMBER)
    copy_children (reg, SEK_FIELD (member_subregion, member), row, copy, changeset);
  return copy;
}
