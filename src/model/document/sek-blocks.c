/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-document.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-error.h"
#include "sek-key.h"
#include "sek-scenario.h"

/* Registers as blocks of tab-separated rows, by the columns of the command line: how the example is kept. A block
 * «[member in NAME]» is what a scenario changes, which a block before it has made. */

typedef struct
{
  SekDocument     *document;
  const SekEntity *entity;
  GStrv            columns;
  SekChangeset    *changeset;
  int              line;
} Block;

/* Sets the columns of a row that is there already. */
static gboolean
change_row (Block *block, const SekScope *scope, gint64 row, GStrv cells, GError **error)
{
  const SekField *first, *second;

  sek_key_parts (block->entity, &first, &second);
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; block->columns[i] != NULL; i++)
      {
        const SekColumn *column = sek_column_find (block->entity->id, block->columns[i], error);
        /* A mode that is given wins over what typing an amount implies, so it comes last. */
        gboolean last = block->entity->id == SEK_AMOUNT && g_str_equal (block->columns[i], "mode");

        if (column == NULL)
          return FALSE;
        if (last != (pass == 1) || column->field == first || column->field == second)
          continue;
        if (!sek_column_propose (column, scope, row, cells[i], block->changeset, error))
          return FALSE;
      }
  return TRUE;
}

/* The row that the cells name by their key, 0 when there is none yet. */
static gint64
find_row (Block *block, SekRegister *reg, GStrv cells)
{
  const SekField *first, *second;
  const char *halves[2] = { NULL, NULL };
  g_autofree char *key = NULL;
  gint64 row = 0;

  sek_key_parts (block->entity, &first, &second);
  if (first == NULL || (first->flags & second->flags & SEK_FLAG_KEY) == 0)
    return 0;
  for (guint i = 0; block->columns[i] != NULL; i++)
    if (g_str_equal (block->columns[i], first->name))
      halves[0] = cells[i];
    else if (g_str_equal (block->columns[i], second->name))
      halves[1] = cells[i];
  if (halves[0] == NULL || halves[1] == NULL)
    return 0;
  key = g_strdup_printf ("%s/%s", halves[0], halves[1]);
  return sek_key_find (reg, block->entity, key, &row, NULL) ? row : 0;
}

static gboolean
read_row (Block *block, const char *line, GError **error)
{
  SekRegister *reg = sek_document_get_register (block->document);
  g_auto (GStrv) cells = g_strsplit (line, "\t", -1);
  guint n = g_strv_length (block->columns);
  SekScope scope;
  gint64 row;

  if (g_strv_length (cells) != n)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT, _("The number of fields is %u, and %u in the head."),
                   g_strv_length (cells), n);
      return FALSE;
    }
  sek_scope_init (&scope, reg);
  row = find_row (block, reg, cells);
  if (row != 0)
    return change_row (block, &scope, row, cells, error);
  return sek_column_add_row (&scope, block->entity->id, n, (const char *const *) block->columns,
                             (const char *const *) cells, block->changeset, error) != 0;
}

static gboolean
submit_rows (Block *block, GError **error)
{
  g_autoptr (SekChangeset) changeset = block->changeset;

  block->changeset = sek_changeset_new ("example");
  if (sek_document_get_scenario (block->document) == 0)
    sek_changeset_set_barrier (changeset);
  return sek_document_submit (block->document, changeset, error);
}

/* Rows that can refer to rows of their own block are stored one by one. */
static gboolean
refers_to_itself (const SekEntity *entity)
{
  for (guint f = 0; f < entity->n_fields; f++)
    if (entity->fields[f].kind == SEK_KIND_REFERENCE && entity->fields[f].target == entity->id)
      return TRUE;
  return FALSE;
}

static gboolean
finish_block (Block *block, GError **error)
{
  gboolean ok = block->changeset == NULL || submit_rows (block, error);

  g_clear_pointer (&block->changeset, sek_changeset_unref);
  g_clear_pointer (&block->columns, g_strfreev);
  block->entity = NULL;
  sek_document_show_scenario (block->document, 0);
  return ok;
}

/* What stands between the brackets of a head. */
static gboolean
begin_block (Block *block, const char *head, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (head, " in ", 2);
  gint64 scenario = 0;

  block->entity = sek_entity_find (parts[0], error);
  if (block->entity != NULL && parts[1] != NULL
      && (scenario = sek_scenario_find (sek_document_get_register (block->document), parts[1], error)) == 0)
    return FALSE;
  sek_document_show_scenario (block->document, scenario);
  return block->entity != NULL;
}

static gboolean
read_line (Block *block, char *line, GError **error)
{
  gsize length = strlen (line);

  if (line[0] == '#')
    return TRUE;
  if (length == 0)
    return finish_block (block, error);
  if (block->entity == NULL && line[0] == '[' && line[length - 1] == ']')
    {
      g_autofree char *head = g_strndup (line + 1, length - 2);

      return begin_block (block, head, error);
    }
  if (block->entity == NULL)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT, _("“%s” is not within a block. A block starts with [entity]."),
                   line);
      return FALSE;
    }
  if (block->columns == NULL)
    {
      block->columns = g_strsplit (line, "\t", -1);
      block->changeset = sek_changeset_new ("example");
      return TRUE;
    }
  return read_row (block, line, error) && (!refers_to_itself (block->entity) || submit_rows (block, error));
}

gboolean
sek_document_read_blocks (SekDocument *self, const char *text, GError **error)
{
  Block block = { .document = self };
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  gboolean ok = TRUE;

  for (block.line = 1; ok && lines[block.line - 1] != NULL; block.line++)
    {
      ok = read_line (&block, lines[block.line - 1], error);
      if (!ok)
        g_prefix_error (error, _("Line %d could not be read. "), block.line);
    }
  ok = ok && finish_block (&block, error);
  g_clear_pointer (&block.changeset, sek_changeset_unref);
  g_clear_pointer (&block.columns, g_strfreev);
  return ok;
}
