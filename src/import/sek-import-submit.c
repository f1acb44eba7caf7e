/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-import-kinds.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-error.h"

/* What was accepted becomes one changeset, with the answers that are worth remembering, and goes through the
 * document. */

static gboolean
check_unchanged (const SekImportItem *item, SekRegister *reg, SekChangeset *changeset, GError **error)
{
  for (guint i = 0; i < item->sets->len; i++)
    {
      const SekImportSet *set = &g_array_index (item->sets, SekImportSet, i);
      const SekRow *row = set->row > 0 ? sek_register_lookup (reg, set->field->entity, set->row) : NULL;
      SekValue now = row != NULL ? sek_row_get (row, set->field) : SEK_BLANK;

      /* A row that comes with a new column is not there yet. */
      if (set->row > 0 && row == NULL && sek_changeset_has_row (changeset, reg, set->field->entity, set->row))
        continue;
      if (set->row > 0 && (row == NULL || !sek_value_equal (&now, &set->before)))
        {
          g_set_error (error, SEK_ERROR, SEK_ERROR_CONFLICT,
                       _("“%s” was changed while the import was looked at. Read the file again, so that the proposals "
                         "start from what is there now."),
                       item->shown.label);
          return FALSE;
        }
    }
  return TRUE;
}

/* The row's id in the register: rows that the import makes are made when they are first needed. */
static gint64
get_row (SekImport *self, SekChangeset *changeset, gint64 *made, gint64 row)
{
  if (row > 0)
    return row;
  if (made[-row - 1] == 0)
    made[-row - 1] = sek_changeset_insert (changeset, g_array_index (self->fresh, SekEntityId, -row - 1));
  return made[-row - 1];
}

static void
add_rule (SekImport *self, SekRegister *reg, const SekImportMemory *memory, SekChangeset *changeset)
{
  const SekImportRule *old = NULL, *rule;
  SekValue matched = SEK_TEXT (memory->matched), answer = SEK_TEXT (memory->answer);
  SekTableIter iter;
  gint64 row;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_IMPORT_RULE));
  while (old == NULL && (rule = (const SekImportRule *) sek_table_iter_next (&iter)) != NULL)
    if (rule->kind == self->kind && g_str_equal (rule->matched, memory->matched))
      old = rule;
  row = old != NULL ? old->id : sek_changeset_insert (changeset, SEK_IMPORT_RULE);
  sek_changeset_set (changeset, reg, SEK_FIELD (import_rule, kind), row, &SEK_INTEGER (self->kind));
  sek_changeset_set (changeset, reg, SEK_FIELD (import_rule, matched), row, &matched);
#define SET(field, value, none)                                                                                        \
  sek_changeset_set (changeset, reg, SEK_FIELD (import_rule, field), row,                                              \
                     (value) == (none) ? &SEK_BLANK : &SEK_INTEGER (value))
  SET (budget_line, memory->line, 0);
  SET (project, memory->project, 0);
  SET (member, memory->member, 0);
  SET (sign, memory->sign, SEK_NONE);
  SET (unit, memory->unit, SEK_NONE);
#undef SET
  sek_changeset_set (changeset, reg, SEK_FIELD (import_rule, answer), row, &answer);
}

static SekChangeset *
make_changeset (SekImport *self, SekRegister *reg, GError **error)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("import");
  g_autofree gint64 *made = g_new0 (gint64, self->fresh->len + 1);
  SekScope scope;

  for (guint i = 0; i < self->items->len; i++)
    {
      const SekImportItem *item = self->items->pdata[i];

      if (!_sek_import_is_accepted (self, item))
        continue;
      if (!_sek_import_check_making (item, reg, error) || !check_unchanged (item, reg, changeset, error))
        return NULL;
      if (item->made != NULL)
        sek_changeset_append (changeset, item->made);
      for (guint s = 0; s < item->sets->len; s++)
        {
          const SekImportSet *set = &g_array_index (item->sets, SekImportSet, s);
          SekValue value = set->value;

          if (set->field->kind == SEK_KIND_REFERENCE && value.type == SEK_VALUE_INTEGER)
            value.integer = get_row (self, changeset, made, value.integer);
          sek_changeset_set (changeset, reg, set->field, get_row (self, changeset, made, set->row), &value);
        }
      if (item->gone != 0 && sek_register_lookup (reg, item->gone_entity, item->gone) != NULL)
        sek_changeset_delete (changeset, reg, item->gone_entity, item->gone);
      if (item->memory != NULL)
        add_rule (self, reg, item->memory, changeset);
    }
  sek_scope_init (&scope, reg);
  for (guint i = 0; i < self->fresh->len; i++)
    if (made[i] != 0)
      sek_column_set_defaults (&scope, g_array_index (self->fresh, SekEntityId, i), made[i], changeset);
  for (guint i = 0; i < self->memories->len; i++)
    add_rule (self, reg, self->memories->pdata[i], changeset);
  _sek_import_name_action (self, changeset);
  return g_steal_pointer (&changeset);
}

gboolean
sek_import_submit (SekImport *self, SekDocument *document, gboolean only_try, GError **error)
{
  g_autoptr (SekChangeset) changeset = NULL;

  if (!sek_import_check_ready (self, error))
    return FALSE;
  changeset = make_changeset (self, sek_document_get_register (document), error);
  if (changeset == NULL)
    return FALSE;
  if (sek_changeset_get_size (changeset) == 0)
    return TRUE;
  return only_try ? sek_document_try (document, changeset, NULL, NULL, NULL, error)
                  : sek_document_submit (document, changeset, error);
}
