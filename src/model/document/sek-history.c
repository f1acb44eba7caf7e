/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-history.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#include "sek-error.h"
#include "sek-key.h"
#include "sek-kind.h"
#include "sek-collate.h"
#include "sek-log.h"
#include "sek-number.h"
#include "sek-register.h"

/* --- words ------------------------------------------------------------------------------------------------------- */

static char *
field_title (const char *entity, const char *field)
{
  g_autofree char *title = sek_log_dup_field (entity, field);

  return sek_collate_lower_first (title);
}

static const char *
entity_word (const char *entity_id)
{
  const SekEntity *entity = sek_entity_find (entity_id, NULL);

  return entity != NULL ? sek_word (&entity->singular, sek_program_language ()) : entity_id;
}

char *
sek_history_word (const char *kind, const char *arguments)
{
  g_auto (GStrv) list = g_strsplit (arguments, "\t", -1);
  guint n = g_strv_length (list);
  g_autofree char *first = g_strcompress (n > 0 ? list[0] : ""), *second = g_strcompress (n > 1 ? list[1] : "");
  g_autofree char *third = g_strcompress (n > 2 ? list[2] : "");

  if (g_str_equal (kind, "edit"))
    {
      g_autofree char *title = field_title (first, second);

      return *third != '\0' ? g_strdup_printf (_("Change %s for %s"), title, third)
                            : g_strdup_printf (_("Change %s"), title);
    }
  if (g_str_equal (kind, "add"))
    return *second != '\0' ? g_strdup_printf (_("Add %s %s"), entity_word (first), second)
                           : g_strdup_printf (_("Add %s"), entity_word (first));
  if (g_str_equal (kind, "delete"))
    return g_strdup_printf (_("Delete %s %s"), entity_word (first), second);
  if (g_str_equal (kind, "move"))
    return g_strdup_printf (_("Move %s"), first);
  if (g_str_equal (kind, "seal"))
    return g_strdup_printf (_("Seal %s"), first);
  if (g_str_equal (kind, "copy-column"))
    return g_strdup_printf (_("New column %s"), first);
  if (g_str_equal (kind, "use-source"))
    return g_strdup_printf (_("Use computed amount for %s"), first);
  if (g_str_equal (kind, "clear"))
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Clear %d cell", "Clear %d cells", (gulong) atoi (first)),
                            atoi (first));
  if (g_str_equal (kind, "paste"))
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Paste %d cell", "Paste %d cells", (gulong) atoi (first)),
                            atoi (first));
  if (g_str_equal (kind, "fill"))
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Fill %d cell", "Fill %d cells", (gulong) atoi (first)),
                            atoi (first));
  if (g_str_equal (kind, "replace"))
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Replace in %d cell", "Replace in %d cells",
                                         (gulong) atoi (first)),
                            atoi (first));
  if (g_str_equal (kind, "edit-many"))
    {
      g_autofree char *title = field_title (first, second);

      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Change %s for %s row", "Change %s for %s rows",
                                           (gulong) atoi (third)),
                              title, third);
    }
  if (g_str_equal (kind, "duplicate"))
    return g_strdup_printf (_("Duplicate %s"), first);
  if (g_str_equal (kind, "restore"))
    {
      g_autofree char *title = sek_collate_lower_first (second);

      return *title != '\0' ? g_strdup_printf (_("Restore %s for %s"), title, first)
                            : g_strdup_printf (_("Restore %s"), first);
    }
  if (g_str_equal (kind, "import"))
    {
      const SekEntity *kinds = sek_entity_get (SEK_IMPORT_RULE);
      const SekChoices *choices = &kinds->fields[SEK_FIELD_import_rule_kind].choices;

      /* «Importer folketall 1.1.2022 fra 07459.csv» */
      for (guint i = 0; i < choices->n_choices; i++)
        if (g_str_equal (choices->choices[i].id, first))
          return g_strdup_printf (*second != '\0' ? _("Import %s %s from %s") : _("Import %s%s from %s"),
                                  sek_word (&choices->choices[i].word, sek_program_language ()), second, third);
      return g_strdup_printf (_("Import %s"), first);
    }
  if (g_str_equal (kind, "create"))
    return g_strdup_printf (_("Create the register %s"), first);
  if (g_str_equal (kind, "example"))
    return g_strdup (_("Create the example"));
  if (g_str_equal (kind, "migrate"))
    return g_strdup (_("Upgrade the file to a newer format"));
  return g_strdup (kind);
}

void
sek_history_name_edit (SekChangeset *changeset, SekRegister *reg, const SekField *field, gint64 row)
{
  const SekEntity *entity = sek_entity_get (field->entity);
  const SekField *first, *second;
  g_autofree char *label = NULL;

  /* What belongs to another row is named after it: «folketall for Drammen». */
  sek_key_parts (entity, &first, &second);
  if (first != NULL && first->kind == SEK_KIND_REFERENCE && field->entity != SEK_AMOUNT
      && field->entity != SEK_PROJECT_AMOUNT)
    {
      const SekRow *stored = sek_register_lookup (reg, field->entity, row);
      /* A row whose key changes is replaced by another of the same parent. */
      SekValue parent = stored != NULL ? sek_row_get (stored, first) : sek_changeset_peek (changeset, reg, first, row);

      label = parent.type == SEK_VALUE_INTEGER ? sek_key_label (reg, sek_entity_get (first->target), parent.integer)
                                               : g_strdup ("");
    }
  else if (first != NULL && sek_register_lookup (reg, field->entity, row) == NULL)
    {
      SekValue a = sek_changeset_peek (changeset, reg, first, row),
               b = sek_changeset_peek (changeset, reg, second, row);
      g_autofree char *one = sek_key_format (reg, first, &a, 1, sek_program_language ());
      g_autofree char *two = sek_key_format (reg, second, &b, 1, sek_program_language ());

      label = g_strdup_printf ("%s, %s", one, two);
    }
  else
    label = sek_key_label (reg, entity, row);
  sek_changeset_set_action (changeset, "edit", entity->name, field->name, label, NULL);
}

void
sek_history_name_column (SekChangeset *changeset, SekRegister *reg, const SekColumn *column, gint64 row)
{
  g_autofree char *label = NULL;

  if (column->field->entity == column->entity)
    {
      sek_history_name_edit (changeset, reg, column->field, row);
      return;
    }
  /* A column over another table is named after its own row: «folketall for Drammen». */
  label = sek_key_label (reg, sek_entity_get (column->entity), row);
  if (column->budget_column != 0)
    {
      g_autofree char *name = g_steal_pointer (&label);

      label = g_strdup_printf ("%s, %s", name, sek_register_get_budget_column (reg, column->budget_column)->title);
    }
  sek_changeset_set_action (changeset, "edit", sek_entity_get (column->field->entity)->name, column->field->name, label,
                            NULL);
}

void
sek_history_name_row (SekChangeset *changeset, SekRegister *reg, const char *kind, SekEntityId entity_id, gint64 row)
{
  const SekEntity *entity = sek_entity_get (entity_id);
  const SekField *name = sek_key_name_field (entity);
  g_autofree char *label = NULL;

  if (sek_register_lookup (reg, entity_id, row) != NULL)
    label = sek_key_label (reg, entity, row);
  else if (name != NULL)
    {
      SekValue value = sek_changeset_peek (changeset, reg, name, row);

      label = g_strdup (value.type == SEK_VALUE_TEXT ? value.text : "");
    }
  else
    {
      const SekField *first, *second;
      SekValue parent;

      sek_key_parts (entity, &first, &second);
      parent = sek_changeset_peek (changeset, reg, first, row);
      label = sek_key_format (reg, first, &parent, 1, sek_program_language ());
    }
  if (g_str_equal (kind, "move"))
    sek_changeset_set_action (changeset, kind, label != NULL ? label : "", NULL);
  else
    sek_changeset_set_action (changeset, kind, entity->name, label != NULL ? label : "", NULL);
}

char *
sek_history_dup_value (SekRegister *reg, const SekJournalChange *change, const SekValue *stored)
{
  const SekEntity *entity = sek_entity_find (change->entity, NULL);
  const SekField *field = entity != NULL ? sek_entity_find_field (entity, change->field) : NULL;
  SekValue value;
  char *text;

  if (field == NULL)
    return sek_value_to_text (stored);
  value = sek_kind_from_stored (field, stored);
  /* The row that a reference names may be gone by now. */
  if (field->kind == SEK_KIND_REFERENCE && value.type == SEK_VALUE_INTEGER
      && sek_register_lookup (reg, field->target, value.integer) == NULL)
    text = g_strdup_printf ("#%" G_GINT64_FORMAT, value.integer);
  else if (field->kind == SEK_KIND_AMOUNT && value.type == SEK_VALUE_INTEGER)
    text = sek_number_format_kroner (value.integer);
  else
    text = sek_key_format (reg, field, &value, 1, sek_program_language ());
  sek_value_clear (&value);
  return text;
}
