/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-history.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#include "sek-error.h"
#include "sek-key.h"
#include "sek-kind.h"
#include "sek-log.h"
#include "sek-number.h"
#include "sek-register.h"

/* --- words ------------------------------------------------------------------------------------------------------- */

/* What the arguments of an action are, and so what its sentence is made from. */
typedef enum
{
  SAYS_ITSELF,   /* nothing */
  SAYS_NAME,     /* a name */
  SAYS_ROW,      /* an entity and a row's label, which may be "" */
  SAYS_FIELD,    /* an entity, a field, and the row's label, which may be "" */
  SAYS_RESTORED, /* the row's label, and the title of a field, which may be "" */
  SAYS_COUNT,    /* a number */
  SAYS_MANY,     /* an entity, a field and a number of rows */
  SAYS_IMPORT,   /* a kind of import, what it is of, and the file */
} Says;

#define NP_(one, many) one, many

/* One line a kind of action: its sentence for undo and the log, in Norwegian a noun («Endring av …»), which reads well
 * there and after «Angre:», and the one that tells that it was done («Endret …»). A field's title stands in quotation
 * marks, since it may be any phrase («Hentes fra»). The second sentence of each is for where the label is "", or for
 * more than one. */
static const struct
{
  const char *kind;
  Says        says;
  const char *sentence[2];
  const char *done[2];
} words[] = {
  { "edit", SAYS_FIELD, { N_("Change “%s” for %s"), N_("Change “%s”") },
    { N_("Changed “%s” for %s"), N_("Changed “%s”") } },
  { "add", SAYS_ROW, { N_("Add %s %s"), N_("Add %s") }, { N_("Added %s %s"), N_("Added %s") } },
  { "delete", SAYS_ROW, { N_("Delete %s %s"), N_("Delete %s %s") }, { N_("Deleted %s %s"), N_("Deleted %s") } },
  { "move", SAYS_NAME, { N_("Move %s") }, { N_("Moved %s") } },
  { "seal", SAYS_NAME, { N_("Seal %s") }, { N_("Sealed %s") } },
  { "issue", SAYS_NAME, { N_("Issue the fees of %s") }, { N_("Issued the fees of %s") } },
  { "status", SAYS_NAME, { N_("Record the status of %s") }, { N_("Recorded the status of %s") } },
  { "copy-column", SAYS_NAME, { N_("New column %s") }, { N_("Added the column %s") } },
  { "roll", SAYS_NAME, { N_("Make the draft for %s") }, { N_("Made the draft for %s") } },
  { "rate-proposal", SAYS_NAME, { N_("Propose the rate for %s: %s") }, { N_("Proposed the rate for %s: %s") } },
  { "use-source", SAYS_NAME, { N_("Use computed amount for %s") }, { N_("Took the computed amount for %s") } },
  { "scenario", SAYS_NAME, { N_("Change the scenario %s") }, { N_("Changed the scenario %s") } },
  { "year-source", SAYS_NAME, { N_("Choose what tells %s") }, { N_("Chose what tells %s") } },
  { "accept", SAYS_NAME, { N_("Accept the scenario %s") }, { N_("Accepted the scenario %s") } },
  { "clear", SAYS_COUNT, { NP_("Clear %d cell", "Clear %d cells") }, { NP_("Cleared %d cell", "Cleared %d cells") } },
  { "paste", SAYS_COUNT, { NP_("Paste %d cell", "Paste %d cells") }, { NP_("Pasted %d cell", "Pasted %d cells") } },
  { "fill", SAYS_COUNT, { NP_("Fill %d cell", "Fill %d cells") }, { NP_("Filled %d cell", "Filled %d cells") } },
  { "replace", SAYS_COUNT, { NP_("Replace in %d cell", "Replace in %d cells") },
    { NP_("Replaced in %d cell", "Replaced in %d cells") } },
  { "edit-many", SAYS_MANY, { NP_("Change “%s” for %s row", "Change “%s” for %s rows") },
    { NP_("Changed “%s” for %s row", "Changed “%s” for %s rows") } },
  { "seen", SAYS_NAME, { N_("Mark %s as seen") }, { N_("Marked %s as seen") } },
  { "unseen", SAYS_NAME, { N_("Take back that %s was seen") }, { N_("Took back that %s was seen") } },
  { "duplicate", SAYS_NAME, { N_("Duplicate %s") }, { N_("Duplicated %s") } },
  { "restore", SAYS_RESTORED, { N_("Restore “%s” for %s"), N_("Restore %s") },
    { N_("Restored “%s” for %s"), N_("Restored %s") } },
  { "import", SAYS_IMPORT, { N_("Import %s %s from %s"), N_("Import %s%s from %s") },
    { N_("Imported %s %s from %s"), N_("Imported %s%s from %s") } },
  { "create", SAYS_NAME, { N_("Create the register %s") }, { N_("Created the register %s") } },
  { "load", SAYS_NAME, { N_("Load the register %s from a dump") }, { N_("Loaded the register %s from a dump") } },
  { "example", SAYS_ITSELF, { N_("Create the example") }, { N_("Created the example") } },
  { "migrate", SAYS_ITSELF, { N_("Upgrade the file to a newer format") },
    { N_("Upgraded the file to a newer format") } },
};

static const char *
entity_word (const char *entity_id)
{
  const SekEntity *entity = sek_entity_find (entity_id, NULL);

  return entity != NULL ? sek_word (&entity->singular, sek_program_language ()) : entity_id;
}

static const char *
import_word (const char *id)
{
  const SekChoices *choices = &SEK_FIELD (import_rule, kind)->choices;

  for (guint i = 0; i < choices->n_choices; i++)
    if (g_str_equal (choices->choices[i].id, id))
      return sek_word (&choices->choices[i].word, sek_program_language ());
  return id;
}

/* Rows that have a name are told by it; others by what they are as well («Slettet kontakt Oslo, politisk»). */
static gboolean
has_name (const char *entity_id)
{
  const SekEntity *entity = sek_entity_find (entity_id, NULL);

  return entity != NULL && sek_key_name_field (entity) != NULL;
}

static char *
make_sentence (const char *kind, const char *arguments, gboolean done)
{
  g_auto (GStrv) list = g_strsplit (arguments, "\t", -1);
  guint n = g_strv_length (list), w = 0;
  g_autofree char *first = g_strcompress (n > 0 ? list[0] : ""), *second = g_strcompress (n > 1 ? list[1] : "");
  g_autofree char *third = g_strcompress (n > 2 ? list[2] : ""), *title = NULL;
  const char *texts[3] = { first, second, third };
  const char *const *sentence;
  gboolean other = FALSE;

  while (w < G_N_ELEMENTS (words) && !g_str_equal (words[w].kind, kind))
    w++;
  /* Of a newer program. */
  if (w == G_N_ELEMENTS (words))
    return g_strdup (kind);
  sentence = done ? words[w].done : words[w].sentence;

  switch (words[w].says)
    {
    case SAYS_FIELD:
      texts[0] = title = sek_log_dup_field (first, second);
      texts[1] = third;
      other = *third == '\0';
      break;
    case SAYS_MANY:
      title = sek_log_dup_field (first, second);
      return sek_fill (g_dngettext (GETTEXT_PACKAGE, sentence[0], sentence[1], (gulong) atol (third)), title, third,
                       NULL);
    case SAYS_COUNT:
      return sek_fill (g_dngettext (GETTEXT_PACKAGE, sentence[0], sentence[1], (gulong) atol (first)), first, NULL);
    case SAYS_ROW:
      other = *second == '\0' || (done && has_name (first));
      texts[0] = other && *second != '\0' ? second : entity_word (first);
      break;
    case SAYS_RESTORED:
      other = *second == '\0';
      texts[0] = other ? first : second;
      texts[1] = first;
      break;
    case SAYS_IMPORT:
      /* «Import av folketall 1.1.2022 fra 07459.csv»; the first imports told the file alone. */
      if (*third == '\0')
        return g_strdup_printf (done ? _("Imported %s") : _("Import %s"), first);
      texts[0] = import_word (first);
      other = *second == '\0';
      break;
    case SAYS_NAME:
    case SAYS_ITSELF:
    default:
      break;
    }
  return sek_fill (g_dgettext (GETTEXT_PACKAGE, sentence[other ? 1 : 0]), texts[0], texts[1], texts[2], NULL);
}

char *
sek_history_word (const char *kind, const char *arguments)
{
  return make_sentence (kind, arguments, FALSE);
}

char *
sek_history_dup_done (const char *kind, const char *arguments)
{
  return make_sentence (kind, arguments, TRUE);
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
