/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-scenario-private.h"

#include <glib/gi18n-lib.h>

#include "sek-apply.h"
#include "sek-budget.h"
#include "sek-error.h"
#include "sek-expand.h"
#include "sek-key.h"
#include "sek-kind.h"
#include "sek-money.h"
#include "sek-number.h"
#include "sek-rules.h"

/* --- recording ---------------------------------------------------------------------------------------------------- */

static gboolean
check_barrier (SekChangeset *proposal, GError **error)
{
  if (!sek_changeset_is_barrier (proposal))
    return TRUE;
  g_set_error_literal (error, SEK_ERROR, SEK_ERROR_REFUSED,
                       _("What cannot be undone is done in the register itself. Go back to it first."));
  return FALSE;
}

static gboolean
check_taken (SekChangeset *proposal, GError **error)
{
  for (guint i = 0; i < sek_changeset_get_size (proposal); i++)
    {
      const SekEntity *entity = sek_entity_get (sek_changeset_get (proposal, i)->entity);

      if (sek_scenario_takes (entity->id))
        continue;
      g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                   _("A scenario is of figures alone, and has no %s. Go back to the register to change that."),
                   sek_word (&entity->singular, sek_program_language ()));
      return FALSE;
    }
  return TRUE;
}

gboolean
sek_scenario_takes_field (const SekField *field)
{
  if (field->entity == SEK_ORGANISATION)
    return field->kind == SEK_KIND_MONEY || field->kind == SEK_KIND_PERCENT || field->kind == SEK_KIND_COUNT;
  return field->entity != SEK_MEMBER || field == SEK_FIELD (member, kind) || field == SEK_FIELD (member, joined)
         || field == SEK_FIELD (member, left_on);
}

/* What is no figure, nor whether and as what somebody is a member, is for the register alone. */
static gboolean
check_fields (SekRegister *reg, SekChangeset *proposal, GError **error)
{
  for (guint i = 0; i < sek_changeset_get_size (proposal); i++)
    {
      const SekChange *change = sek_changeset_get (proposal, i);
      const SekField *field = &sek_entity_get (change->entity)->fields[change->field];

      if (change->operation != SEK_STORE_UPDATE || sek_scenario_takes_field (field)
          || sek_register_lookup (reg, change->entity, change->row) == NULL)
        continue;
      g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                   field->entity == SEK_MEMBER
                       ? _("Of a member, a scenario can change the type, the joining and the last day, and not “%s”. "
                           "Go back to the register to change that.")
                       : _("Of the organisation, a scenario can change the limits and the figures of plan years, and "
                           "not “%s”. Go back to the register to change that."),
                   sek_word (&field->title, sek_program_language ()));
      return FALSE;
    }
  return TRUE;
}

static void
merge (SekChangeset *merged, SekRegister *reg, const SekChange *change)
{
  const SekEntity *entity = sek_entity_get (change->entity);

  if (change->operation == SEK_STORE_UPDATE)
    sek_changeset_set (merged, reg, &entity->fields[change->field], change->row, &change->after);
  else if (change->operation == SEK_STORE_DELETE)
    sek_changeset_delete (merged, reg, change->entity, change->row);
  else
    {
      SekChange insert = { .operation = SEK_STORE_INSERT, .entity = change->entity, .row = change->row,
                           .values = _sek_scenario_copy_values (entity, change->values) };

      sek_changeset_take (merged, &insert);
    }
}

static SekScenarioItem *
find_item (GPtrArray *items, const SekChange *change)
{
  for (guint i = 0; i < items->len; i++)
    {
      SekScenarioItem *item = items->pdata[i];

      if (item->fit != SEK_FIT_REFUSED && item->operation == change->operation && item->entity == change->entity
          && item->row == change->row && (change->operation != SEK_STORE_UPDATE || item->field == change->field))
        return item;
    }
  return NULL;
}

static void
set_text (SekChangeset *out, SekRegister *reg, const SekField *field, gint64 row, const char *text)
{
  SekValue value = SEK_TEXT (text);

  sek_changeset_set (out, reg, field, row, &value);
}

static void
store_texts (SekRegister *reg, gint64 row, const SekChange *change, SekChangeset *out)
{
  const SekEntity *entity = sek_entity_get (change->entity);

  if (change->operation == SEK_STORE_INSERT)
    {
      g_autofree char *values = _sek_scenario_dup_values (entity, change->values);

      set_text (out, reg, SEK_FIELD (scenario_change, after), row, values);
    }
  else if (change->operation == SEK_STORE_UPDATE)
    {
      const SekField *field = &entity->fields[change->field];
      g_autofree char *before = _sek_scenario_dup_value (field, &change->before);
      g_autofree char *after = _sek_scenario_dup_value (field, &change->after);

      set_text (out, reg, SEK_FIELD (scenario_change, before), row, *before != '\0' ? before : NULL);
      set_text (out, reg, SEK_FIELD (scenario_change, after), row, *after != '\0' ? after : NULL);
    }
}

static void
add_change (SekRegister *reg, gint64 scenario, gint64 position, const SekChange *change, SekChangeset *out)
{
  static const gint64 operations[] = {
    [SEK_STORE_INSERT] = SEK_OPERATION_INSERT,
    [SEK_STORE_UPDATE] = SEK_OPERATION_UPDATE,
    [SEK_STORE_DELETE] = SEK_OPERATION_DELETE,
  };
  const SekEntity *entity = sek_entity_get (change->entity);
  gint64 row = sek_changeset_insert (out, SEK_SCENARIO_CHANGE);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, change->row);

  sek_changeset_set (out, reg, SEK_FIELD (scenario_change, scenario), row, &SEK_INTEGER (scenario));
  sek_changeset_set (out, reg, SEK_FIELD (scenario_change, position), row, &SEK_INTEGER (position));
  sek_changeset_set (out, reg, SEK_FIELD (scenario_change, operation), row,
                     &SEK_INTEGER (operations[change->operation]));
  set_text (out, reg, SEK_FIELD (scenario_change, entity), row, entity->name);
  set_text (out, reg, SEK_FIELD (scenario_change, row), row, id);
  if (change->operation == SEK_STORE_UPDATE)
    set_text (out, reg, SEK_FIELD (scenario_change, field), row, entity->fields[change->field].name);
  store_texts (reg, row, change, out);
}

/* Whether an item says what the change says, whatever the register has by now. */
static gboolean
says (const SekScenarioItem *item, const SekChange *change)
{
  const SekEntity *entity = sek_entity_get (change->entity);

  if (change->operation == SEK_STORE_UPDATE)
    return sek_value_equal (&item->after, &change->after);
  for (guint f = 0; change->operation == SEK_STORE_INSERT && f < entity->n_fields; f++)
    if (!sek_value_equal (&item->values[f], &change->values[f]))
      return FALSE;
  return TRUE;
}

static gint64
last_position (SekRegister *reg, GPtrArray *items)
{
  return items->len > 0 ? sek_register_get_scenario_change (
                              reg, ((SekScenarioItem *) items->pdata[items->len - 1])->id)->position
                        : 0;
}

/* What the merged list has that the stored one has not, and the opposite. */
static void
store_merged (SekRegister *reg, gint64 scenario, GPtrArray *items, SekChangeset *merged, SekChangeset *out)
{
  g_autoptr (GHashTable) standing = g_hash_table_new (NULL, NULL);
  gint64 position = last_position (reg, items);

  for (guint i = 0; i < sek_changeset_get_size (merged); i++)
    {
      const SekChange *change = sek_changeset_get (merged, i);
      SekScenarioItem *item = find_item (items, change);

      /* What a deletion takes with it besides figures follows from it anew each time. */
      if (!sek_scenario_takes (change->entity))
        continue;
      if (item == NULL)
        add_change (reg, scenario, position += SEK_SCENARIO_STEP, change, out);
      else if (!says (item, change))
        store_texts (reg, item->id, change, out);
      if (item != NULL)
        g_hash_table_add (standing, item);
    }
  for (guint i = 0; i < items->len; i++)
    {
      const SekScenarioItem *item = items->pdata[i];

      if (item->fit != SEK_FIT_REFUSED && item->fit != SEK_FIT_SAME && !g_hash_table_contains (standing, item))
        sek_changeset_delete (out, reg, SEK_SCENARIO_CHANGE, item->id);
    }
}

gboolean
sek_scenario_record (SekRegister *reg, gint64 scenario, SekChangeset *proposal, SekChangeset *out, GError **error)
{
  g_autoptr (GPtrArray) items = sek_scenario_read (reg, scenario);
  g_autoptr (SekChangeset) merged = NULL;
  g_autoptr (SekRegister) with = _sek_scenario_work_out (reg, items, &merged), would_be = sek_register_snapshot (with);
  const SekScenario *row = sek_register_get_scenario (reg, scenario);

  if (merged == NULL)
    merged = sek_changeset_new (SEK_ACTION_ACCEPT);
  if (!check_taken (proposal, error) || !check_fields (reg, proposal, error) || !sek_expand (with, proposal, error)
      || !check_barrier (proposal, error) || !sek_rules_check_before (with, proposal, NULL, error)
      || !sek_register_apply (would_be, proposal, error)
      || !sek_rules_check_after (would_be, proposal, NULL, error))
    return FALSE;
  for (guint i = 0; i < sek_changeset_get_size (proposal); i++)
    merge (merged, reg, sek_changeset_get (proposal, i));
  store_merged (reg, scenario, items, merged, out);
  sek_changeset_set_action (out, SEK_ACTION_SCENARIO, row != NULL ? row->name : "", NULL);
  return TRUE;
}

gint64
sek_scenario_propose (SekRegister *reg, const char *name, gint64 copy_of, SekChangeset *changeset)
{
  g_autoptr (GArray) scenarios = sek_rows_by_position (reg, SEK_SCENARIO);
  gint64 last = scenarios->len > 0 ? g_array_index (scenarios, gint64, scenarios->len - 1) : 0;
  gint64 id = sek_changeset_insert (changeset, SEK_SCENARIO), position = SEK_SCENARIO_STEP;
  const gint64 *rows = NULL;
  guint n = 0;

  if (last != 0)
    position += sek_register_get_scenario (reg, last)->position;
  set_text (changeset, reg, SEK_FIELD (scenario, name), id, name);
  sek_changeset_set (changeset, reg, SEK_FIELD (scenario, position), id, &SEK_INTEGER (position));
  if (copy_of != 0)
    rows = sek_register_get_children (reg, SEK_FIELD (scenario_change, scenario), copy_of, &n);
  for (guint i = 0; i < n; i++)
    {
      const SekRow *from = sek_register_lookup (reg, SEK_SCENARIO_CHANGE, rows[i]);
      const SekEntity *entity = sek_entity_get (SEK_SCENARIO_CHANGE);
      gint64 copy = sek_changeset_insert (changeset, SEK_SCENARIO_CHANGE);

      for (guint f = 0; f < entity->n_fields; f++)
        {
          SekValue value = f == SEK_FIELD_scenario_change_scenario ? SEK_INTEGER (id)
                                                                   : sek_row_get (from, &entity->fields[f]);

          sek_changeset_set (changeset, reg, &entity->fields[f], copy, &value);
        }
    }
  sek_changeset_set_action (changeset, "add", "scenario", name, NULL);
  return id;
}

/* --- accepting ---------------------------------------------------------------------------------------------------- */

SekChangeset *
sek_scenario_make_acceptance (SekRegister *reg, gint64 scenario, GError **error)
{
  const SekScenario *row = sek_register_get_scenario (reg, scenario);
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (SekChangeset) changeset = NULL;
  g_autoptr (SekRegister) with = NULL;

  g_return_val_if_fail (row != NULL, NULL);
  items = sek_scenario_read (reg, scenario);
  with = _sek_scenario_work_out (reg, items, &changeset);
  for (guint i = 0; i < items->len; i++)
    {
      const SekScenarioItem *item = items->pdata[i];
      g_autofree char *name = NULL;

      if (item->fit < SEK_FIT_OTHER)
        continue;
      name = sek_scenario_item_dup_name (reg, with, item, sek_program_language ());
      g_set_error (error, SEK_ERROR, SEK_ERROR_CONFLICT,
                   _("The scenario “%s” was not accepted: %u of its changes do not fit the register any more. The "
                     "first is “%s”. %s Keep or remove it first."),
                   row->name, sek_scenario_count_misfits (items), name, item->why);
      return NULL;
    }
  if (changeset == NULL)
    changeset = sek_changeset_new (SEK_ACTION_ACCEPT);
  sek_changeset_delete (changeset, reg, SEK_SCENARIO, scenario);
  sek_expand_deletions (reg, changeset);
  sek_changeset_order (changeset);
  sek_changeset_set_action (changeset, SEK_ACTION_ACCEPT, row->name, NULL);
  return g_steal_pointer (&changeset);
}

gboolean
sek_scenario_keep (SekRegister *reg, const SekScenarioItem *item, SekChangeset *out)
{
  const SekField *field = &sek_entity_get (item->entity)->fields[item->field];
  SekValue now;
  g_autofree char *text = NULL;

  if (item->fit != SEK_FIT_OTHER)
    return FALSE;
  now = sek_row_get (sek_register_lookup (reg, item->entity, item->row), field);
  text = _sek_scenario_dup_value (field, &now);
  set_text (out, reg, SEK_FIELD (scenario_change, before), item->id, *text != '\0' ? text : NULL);
  sek_changeset_set_action (out, SEK_ACTION_SCENARIO,
                            sek_register_get_scenario (
                                reg, sek_register_get_scenario_change (reg, item->id)->scenario)->name,
                            NULL);
  return TRUE;
}

/* --- words -------------------------------------------------------------------------------------------------------- */

char *
sek_scenario_dup_letter (SekRegister *reg, gint64 scenario)
{
  g_autoptr (GArray) scenarios = sek_rows_by_position (reg, SEK_SCENARIO);

  for (guint i = 0; i < scenarios->len; i++)
    if (g_array_index (scenarios, gint64, i) == scenario)
      return i < 26 ? g_strdup_printf ("%c", 'A' + i) : g_strdup_printf ("%u", i + 1);
  return g_strdup ("");
}

static void
tell_scenarios (SekRegister *reg, const char *text, GError **error)
{
  g_autoptr (GArray) scenarios = sek_rows_by_position (reg, SEK_SCENARIO);
  g_autoptr (GString) known = g_string_new (NULL);

  for (guint i = 0; i < scenarios->len; i++)
    g_string_append_printf (known, "%s%s", i > 0 ? "; " : "",
                            sek_register_get_scenario (reg, g_array_index (scenarios, gint64, i))->name);
  if (known->len > 0)
    g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND, _("There is no scenario “%s”. The scenarios are: %s."), text,
                 known->str);
  else
    g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND,
                 _("There is no scenario “%s”: the register has none yet. Make one: sekretariat-cli scenario REGISTER "
                   "--new=NAME"),
                 text);
}

gint64
sek_scenario_find (SekRegister *reg, const char *text, GError **error)
{
  g_autofree char *wanted = g_strstrip (g_strdup (text));
  g_autoptr (GArray) scenarios = NULL;
  g_autoptr (GError) failure = NULL;
  gint64 found = 0;

  if (sek_key_find (reg, sek_entity_get (SEK_SCENARIO), wanted, &found, &failure))
    return found;
  if (!g_error_matches (failure, SEK_ERROR, SEK_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return 0;
    }
  /* A row id that nothing has is left there. */
  found = 0;
  scenarios = sek_rows_by_position (reg, SEK_SCENARIO);
  for (guint i = 0; i < scenarios->len && found == 0; i++)
    {
      g_autofree char *letter = sek_scenario_dup_letter (reg, g_array_index (scenarios, gint64, i));

      if (g_ascii_strcasecmp (letter, wanted) == 0)
        found = g_array_index (scenarios, gint64, i);
    }
  if (found == 0)
    tell_scenarios (reg, wanted, error);
  return found;
}

static SekRegister *
register_with (SekRegister *reg, SekRegister *with, SekEntityId entity, gint64 row)
{
  return sek_register_lookup (with, entity, row) != NULL ? with : reg;
}

char *
sek_scenario_item_dup_name (SekRegister *reg, SekRegister *with, const SekScenarioItem *item, SekLanguage language)
{
  static const SekWord added = { { "Lagt til: %s", "Lagt til: %s", "Added: %s" } };
  static const SekWord removed = { { "Tatt bort: %s", "Teke bort: %s", "Removed: %s" } };
  static const SekWord unknown = { { "Ukjent endring", "Ukjend endring", "Unknown change" } };
  const SekEntity *entity = sek_entity_get (item->entity);
  const char *word;

  if (item->entity == SEK_SCENARIO_CHANGE)
    return g_strdup (sek_word (&unknown, language));
  word = sek_word (&entity->singular, language);
  if (item->operation == SEK_STORE_UPDATE)
    return g_strdup (sek_word (&entity->fields[item->field].title, language));
  return sek_fill (sek_word (item->operation == SEK_STORE_INSERT ? &added : &removed, language), word, NULL);
}

gint64
sek_scenario_item_get_unit (SekRegister *reg, const SekScenarioItem *item)
{
  const SekAmount *amount = item->entity == SEK_AMOUNT ? sek_register_get_amount (reg, item->row) : NULL;
  const SekProjectAmount *project = item->entity == SEK_PROJECT_AMOUNT
                                        ? sek_register_get_project_amount (reg, item->row) : NULL;

  return amount != NULL    ? sek_budget_get_unit (reg, amount->budget_column)
         : project != NULL ? sek_budget_get_unit (reg, project->budget_column)
                           : SEK_KRONE;
}

/* As tables have it: English figures in English. */
static char *
dup_value (SekRegister *reg, const SekField *field, const SekValue *value, gint64 unit, SekLanguage language)
{
  char *text = sek_key_format (reg, field, value, unit, language);

  return sek_kind_is_numeric (field->kind) ? sek_number_in_language (text, language) : text;
}

/* Kinds that tell what a row comes to. */
static gboolean
is_figure (SekKind kind)
{
  return kind == SEK_KIND_AMOUNT || kind == SEK_KIND_MONEY || kind == SEK_KIND_RATE || kind == SEK_KIND_COUNT
         || kind == SEK_KIND_PERCENT || kind == SEK_KIND_HOURS;
}

/* A new row is told with its figures: «2024, kommune: 3,45». */
static char *
dup_row (SekRegister *with, const SekScenarioItem *item, const char *label, SekLanguage language)
{
  const SekEntity *entity = sek_entity_get (item->entity);
  GString *told = g_string_new (label);
  guint n = 0;

  for (guint f = 0; item->operation == SEK_STORE_INSERT && f < entity->n_fields; f++)
    {
      const SekField *field = &entity->fields[f];
      g_autofree char *text = NULL;

      if (item->values[f].type != SEK_VALUE_INTEGER || (field->flags & SEK_FLAG_NAMES) != 0 || !is_figure (field->kind))
        continue;
      text = dup_value (with, field, &item->values[f], sek_scenario_item_get_unit (with, item), language);
      g_string_append_printf (told, "%s%s", n++ > 0 ? ", " : *label != '\0' ? ": " : "", text);
    }
  return g_string_free (told, FALSE);
}

char *
sek_scenario_item_dup_now (SekRegister *reg, const SekScenarioItem *item, SekLanguage language)
{
  const SekRow *row = sek_register_lookup (reg, item->entity, item->row);
  const SekField *field = &sek_entity_get (item->entity)->fields[item->field];
  SekValue now = row != NULL ? sek_row_get (row, field) : SEK_BLANK;

  return now.type == SEK_VALUE_BLANK ? g_strdup ("–")
                                     : dup_value (reg, field, &now, sek_scenario_item_get_unit (reg, item), language);
}

char *
sek_scenario_item_dup_what (SekRegister *reg, SekRegister *with, const SekScenarioItem *item, SekLanguage language)
{
  const SekEntity *entity = sek_entity_get (item->entity);
  const SekField *field = item->operation == SEK_STORE_UPDATE ? &entity->fields[item->field] : NULL;
  SekRegister *of = register_with (reg, with, item->entity, item->row);
  g_autofree char *label = NULL, *before = NULL, *after = NULL;
  gint64 unit;

  /* There is one organisation, which everything is about. */
  if (item->entity != SEK_ORGANISATION && sek_register_lookup (of, item->entity, item->row) != NULL)
    label = sek_key_label_in (of, entity, item->row, language);
  if (field == NULL)
    return dup_row (with, item, label != NULL ? label : "", language);
  unit = sek_scenario_item_get_unit (of, item);
  before = dup_value (reg, field, &item->before, unit, language);
  after = dup_value (with, field, &item->after, unit, language);
  return g_strdup_printf ("%s%s%s → %s", label != NULL ? label : "", label != NULL && *label != '\0' ? ": " : "",
                          *before != '\0' ? before : "–", *after != '\0' ? after : "–");
}

/* The member that an added row belongs to; 0 for none. */
static gint64
get_member_of (const SekScenarioItem *item)
{
  const SekEntity *entity = sek_entity_get (item->entity);

  for (guint f = 0; item->operation == SEK_STORE_INSERT && f < entity->n_fields; f++)
    if (entity->fields[f].kind == SEK_KIND_REFERENCE && entity->fields[f].target == SEK_MEMBER
        && (entity->fields[f].flags & SEK_FLAG_DELETE_WITH) != 0 && item->values[f].type == SEK_VALUE_INTEGER)
      return item->values[f].integer;
  return 0;
}

static gboolean
adds_member (const SekScenarioItem *item, gint64 member)
{
  return item->operation == SEK_STORE_INSERT && item->entity == SEK_MEMBER && item->row == member
         && item->fit < SEK_FIT_OTHER;
}

gboolean
sek_scenario_item_belongs (GPtrArray *items, const SekScenarioItem *item)
{
  gint64 member = item->fit < SEK_FIT_OTHER ? get_member_of (item) : 0;

  for (guint i = 0; member != 0 && i < items->len; i++)
    if (adds_member (items->pdata[i], member))
      return TRUE;
  return FALSE;
}

char *
sek_scenario_item_dup_belonging (GPtrArray *items, const SekScenarioItem *item, SekLanguage language)
{
  static const SekWord one = { { "med 1 rad som hører til", "med 1 rad som høyrer til",
                                 "with 1 row that belongs to it" } },
                       many = { { "med %s rader som hører til", "med %s rader som høyrer til",
                                  "with %s rows that belong to it" } };
  g_autofree char *count = NULL;
  guint n = 0;

  if (!adds_member (item, item->row))
    return NULL;
  for (guint i = 0; i < items->len; i++)
    {
      const SekScenarioItem *other = items->pdata[i];

      n += other->fit < SEK_FIT_OTHER && get_member_of (other) == item->row;
    }
  if (n == 0)
    return NULL;
  count = sek_number_in_language (sek_number_format_count (n), language);
  return sek_fill (sek_word (n == 1 ? &one : &many, language), n == 1 ? NULL : count, NULL);
}
