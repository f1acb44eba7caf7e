/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-apply.h"

#include <glib/gi18n-lib.h>

#include "sek-error.h"
#include "sek-fees-private.h"
#include "sek-register-private.h"

/* Whether the register is what the changeset starts from; rows that it inserts must be new. */
static gboolean
check_before (SekRegister *reg, SekChangeset *changeset, GError **error)
{
  for (guint i = 0; i < sek_changeset_get_size (changeset); i++)
    {
      const SekChange *change = sek_changeset_get (changeset, i);
      const SekEntity *entity = sek_entity_get (change->entity);
      const SekRow *row = sek_register_lookup (reg, change->entity, change->row);
      gboolean same = (row == NULL) == (change->operation == SEK_STORE_INSERT);

      if (same && change->operation == SEK_STORE_UPDATE)
        {
          SekValue value = sek_row_get (row, &entity->fields[change->field]);

          same = sek_value_equal (&value, &change->before);
        }
      for (guint f = 0; same && change->operation == SEK_STORE_DELETE && f < entity->n_fields; f++)
        {
          SekValue value = sek_row_get (row, &entity->fields[f]);

          same = sek_value_equal (&value, &change->values[f]);
        }
      if (!same)
        {
          g_set_error (error, SEK_ERROR, SEK_ERROR_CONFLICT,
                       _("The change of “%s” was not stored, because the value has been changed meanwhile. Look at the "
                         "new value and try again."),
                       sek_word (&entity->singular, sek_program_language ()));
          return FALSE;
        }
    }
  return TRUE;
}

static void
apply_change (SekRegister *reg, const SekChange *change)
{
  switch (change->operation)
    {
    case SEK_STORE_INSERT:
      _sek_register_insert (reg, change->entity, change->row, change->values);
      break;

    case SEK_STORE_DELETE:
      _sek_register_remove (reg, change->entity, change->row);
      break;

    case SEK_STORE_UPDATE:
    default:
      _sek_register_set (reg, &sek_entity_get (change->entity)->fields[change->field], change->row, &change->after);
      break;
    }
}

gboolean
sek_register_apply (SekRegister *reg, SekChangeset *changeset, GError **error)
{
  g_autoptr (GHashTable) members = NULL;

  if (!check_before (reg, changeset, error))
    return FALSE;

  members = _sek_fees_affected (reg, changeset);
  _sek_fees_count (reg, members, -1);
  /* An index that is first asked for half-way would hold rows that are about to go. */
  for (guint i = 0; i < sek_changeset_get_size (changeset); i++)
    if (sek_changeset_get (changeset, i)->entity == SEK_POPULATION)
      {
        guint n;

        sek_register_get_children (reg, SEK_FIELD (population, member), 0, &n);
        break;
      }
  for (guint i = 0; i < sek_changeset_get_size (changeset); i++)
    apply_change (reg, sek_changeset_get (changeset, i));
  _sek_fees_count (reg, members, +1);
  return TRUE;
}
