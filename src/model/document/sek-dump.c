/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-document.h"

#include "sek-kind.h"

/* The canonical text of a register: a block an entity, a line a row in order of id, values as the file holds them. Two
 * registers with the same content give the same bytes, whatever was done and undone on the way. */

static void
append_row (GString *dump, const SekEntity *entity, const SekRow *row)
{
  g_string_append_printf (dump, "%" G_GINT64_FORMAT, row->id);
  for (guint f = 0; f < entity->n_fields; f++)
    {
      SekValue value = sek_row_get (row, &entity->fields[f]);
      SekValue stored = sek_kind_to_stored (&entity->fields[f], &value);
      g_autofree char *text = sek_value_to_text (&stored);

      g_string_append_printf (dump, "\t%s", text);
      sek_value_clear (&stored);
    }
  g_string_append_c (dump, '\n');
}

char *
sek_register_dump (SekRegister *reg)
{
  GString *dump = g_string_new (NULL);

  for (int e = 0; e < SEK_N_ENTITIES; e++)
    {
      const SekEntity *entity = sek_entity_get (e);
      SekTableIter iter;
      const SekRow *row;

      g_string_append_printf (dump, "%s[%s]\nid", e > 0 ? "\n" : "", entity->name);
      for (guint f = 0; f < entity->n_fields; f++)
        g_string_append_printf (dump, "\t%s", entity->fields[f].name);
      g_string_append_c (dump, '\n');
      sek_table_iter_init (&iter, sek_register_get_table (reg, e));
      while ((row = sek_table_iter_next (&iter)) != NULL)
        append_row (dump, entity, row);
    }
  return g_string_free (dump, FALSE);
}
