/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-upgrade.h"

#include <glib/gi18n-lib.h>

#include "sek-error.h"
#include "sek-kind.h"
#include "sek-seal.h"

/* --- version 7: steps of a status, adopted copies ----------------------------------------------------------------- */

/* The step that the migration made of a column's status, case and date. data/sql/0007-adopted.sql makes the same id. */
static gint64
first_step_of (gint64 column)
{
  g_autofree char *what = g_strdup_printf ("status_step of %" G_GINT64_FORMAT, column);

  return sek_store_made_id (what);
}

/* When a column was sealed, from the log; NULL where it does not tell. Owned. */
static char *
dup_sealed_at (SekStore *store, gint64 column, GError **error)
{
  g_autoptr (GPtrArray) events = NULL, changes = NULL;

  if (!sek_store_read_history (store, "budget_column", column, "status", G_MAXINT, &events, &changes, error))
    return NULL;
  for (guint i = 0; i < events->len; i++)
    {
      const SekStoreEvent *event = events->pdata[i];

      if (g_str_equal (event->kind, "seal"))
        return g_strdup (event->at);
    }
  return NULL;
}

static gboolean
seal_column (SekStore *store, SekRegister *reg, gint64 column, GError **error)
{
  g_autofree char *what = g_strdup_printf ("seal of %" G_GINT64_FORMAT, column);
  g_autoptr (GError) failure = NULL;
  g_autofree char *sealed_at = dup_sealed_at (store, column, &failure), *copy = NULL;
  SekValue values[SEK_N_FIELDS_seal];
  gboolean ok;

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  copy = sek_seal_make_copy (reg, column, sealed_at);
  sek_seal_fill (column, sealed_at, copy, values);
  ok = sek_store_insert (store, &sek_entity_get (SEK_SEAL)->table, sek_store_made_id (what), values, error);
  for (guint f = 0; f < SEK_N_FIELDS_seal; f++)
    sek_value_clear (&values[f]);
  return ok;
}

/* What sealed columns show is copied as it is shown now. */
static gboolean
seal_all (SekStore *store, GError **error)
{
  g_autoptr (SekRegister) reg = sek_register_new ();
  SekTableIter iter;
  const SekBudgetColumn *column;

  if (!sek_register_load_within (reg, store, NULL, error))
    return FALSE;
  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_BUDGET_COLUMN));
  while ((column = (const SekBudgetColumn *) sek_table_iter_next (&iter)) != NULL)
    if (column->status == SEK_STATUS_SEALED && !seal_column (store, reg, column->id, error))
      return FALSE;
  return TRUE;
}

/* Before, a column had its case and date itself. In the terms of today each column has then one step, made by the
 * migration or as it would have made it, and no copy. */
static SekChangeset *
dup_way_back_to_6 (SekRegister *reg)
{
  SekChangeset *changeset = sek_changeset_new ("migrate");
  SekTableIter iter;
  const SekRow *row;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_SEAL));
  while ((row = sek_table_iter_next (&iter)) != NULL)
    sek_changeset_delete (changeset, reg, SEK_SEAL, row->id);
  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_BUDGET_COLUMN));
  while ((row = sek_table_iter_next (&iter)) != NULL)
    {
      gint64 step = first_step_of (row->id);

      if (sek_register_lookup (reg, SEK_STATUS_STEP, step) == NULL)
        {
          SekChange insert = { .operation = SEK_STORE_INSERT, .entity = SEK_STATUS_STEP, .row = step,
                               .values = g_new0 (SekValue, SEK_N_FIELDS_status_step) };

          insert.values[SEK_FIELD_status_step_budget_column] = SEK_INTEGER (row->id);
          insert.values[SEK_FIELD_status_step_status] = SEK_INTEGER (((const SekBudgetColumn *) row)->status);
          sek_changeset_take (changeset, &insert);
        }
      sek_changeset_set (changeset, reg, SEK_FIELD (status_step, position), step, &SEK_INTEGER (0));
    }
  return changeset;
}

static SekJournalChange *
new_step_change (const SekJournalChange *of, const char *field, const SekValue *before, const SekValue *after)
{
  SekJournalChange *change = g_new0 (SekJournalChange, 1);

  change->operation = of->operation;
  change->entity = g_strdup ("status_step");
  change->row = first_step_of (of->row);
  change->field = g_strdup (field);
  change->before = sek_value_copy (before);
  change->after = sek_value_copy (after);
  return change;
}

/* The field of a step that a field of a column has become, or follows; NULL for none. */
static const char *
step_field (const SekJournalChange *change)
{
  static const struct { const char *was, *is; } fields[] = {
    { "status", "status" }, { "resolved_on", "decided_on" }, { "case_number", "case_number" },
  };

  for (guint i = 0; g_str_equal (change->entity, "budget_column") && i < G_N_ELEMENTS (fields); i++)
    if (g_str_equal (change->field, fields[i].was))
      return fields[i].is;
  return NULL;
}

/* The rows of a step stand together, after those of its column. */
static void
end_row (GPtrArray *translated, GPtrArray *step)
{
  while (step->len > 0)
    g_ptr_array_add (translated, g_ptr_array_steal_index (step, 0));
}

static void
begin_step (GPtrArray *step, const SekJournalChange *of)
{
  const SekValue *column = &SEK_INTEGER (of->row), *position = &SEK_INTEGER (0);
  gboolean inserts = of->operation == SEK_STORE_INSERT;

  if (step->len > 0)
    return;
  g_ptr_array_add (step, new_step_change (of, "budget_column", inserts ? &SEK_BLANK : column,
                                          inserts ? column : &SEK_BLANK));
  g_ptr_array_add (step, new_step_change (of, "position", inserts ? &SEK_BLANK : position,
                                          inserts ? position : &SEK_BLANK));
}

static GPtrArray *
translate_from_6 (GPtrArray *logged)
{
  GPtrArray *translated = g_ptr_array_new_with_free_func ((GDestroyNotify) sek_journal_change_free);
  g_autoptr (GPtrArray) step = g_ptr_array_new_with_free_func ((GDestroyNotify) sek_journal_change_free);
  gint64 row = 0;

  for (guint i = 0; i < logged->len; i++)
    {
      const SekJournalChange *change = logged->pdata[i];
      const char *field = step_field (change);
      gboolean moved = field != NULL && !g_str_equal (change->field, "status");

      if (change->row != row || change->operation == SEK_STORE_UPDATE)
        end_row (translated, step);
      row = change->row;
      if (g_str_equal (change->entity, "budget_column") && change->operation != SEK_STORE_UPDATE)
        begin_step (step, change);
      if (field != NULL)
        g_ptr_array_add (step, new_step_change (change, field, &change->before, &change->after));
      if (!moved)
        g_ptr_array_add (translated, sek_store_change_copy (change));
    }
  end_row (translated, step);
  g_ptr_array_unref (logged);
  return translated;
}

/* --- version 8: models of fees ------------------------------------------------------------------------------------ */

/* Every rate that was, was one by inhabitants: whole rows say so. */
static GPtrArray *
translate_from_7 (GPtrArray *logged)
{
  GPtrArray *translated = g_ptr_array_new_with_free_func ((GDestroyNotify) sek_journal_change_free);

  for (guint i = 0; i < logged->len; i++)
    {
      const SekJournalChange *change = logged->pdata[i];
      gboolean inserts = change->operation == SEK_STORE_INSERT;
      const SekValue by_rate = SEK_TEXT ("rate");
      SekJournalChange *model;

      g_ptr_array_add (translated, sek_store_change_copy (change));
      if (!g_str_equal (change->entity, "fee_rate") || change->operation == SEK_STORE_UPDATE
          || !g_str_equal (change->field, "year"))
        continue;
      model = g_new0 (SekJournalChange, 1);
      model->operation = change->operation;
      model->entity = g_strdup (change->entity);
      model->row = change->row;
      model->field = g_strdup ("model");
      model->before = sek_value_copy (inserts ? &SEK_BLANK : &by_rate);
      model->after = sek_value_copy (inserts ? &by_rate : &SEK_BLANK);
      g_ptr_array_add (translated, model);
    }
  g_ptr_array_unref (logged);
  return translated;
}

/* --- all of them -------------------------------------------------------------------------------------------------- */

/* By the version that a migration led to: how what was logged before it is told in the terms of after it, and the way
 * back over it. NULL where the same changes mean the same: tables were added, or built anew. Every migration has its
 * line. */
static const struct
{
  int            version;
  GPtrArray   *(*translate) (GPtrArray *logged);
  SekChangeset *(*dup_way_back) (SekRegister *reg);
} migrations[] = {
  { 2, NULL, NULL }, { 3, NULL, NULL }, { 4, NULL, NULL },
  { 5, NULL, NULL }, { 6, NULL, NULL }, { 7, translate_from_6, dup_way_back_to_6 },
  { 8, translate_from_7, NULL }, { 9, NULL, NULL },
};

void
sek_upgrade_init (void)
{
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      sek_store_set_model_step (7, seal_all);
      g_once_init_leave (&once, 1);
    }
}

int
sek_upgrade_get_newest (void)
{
  return migrations[G_N_ELEMENTS (migrations) - 1].version;
}

GPtrArray *
sek_upgrade_translate (GPtrArray *logged, int version)
{
  for (guint i = 0; i < G_N_ELEMENTS (migrations); i++)
    if (migrations[i].version > version && migrations[i].translate != NULL)
      logged = migrations[i].translate (logged);
  return logged;
}

SekChangeset *
sek_upgrade_dup_way_back (SekRegister *reg, int version, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (migrations); i++)
    if (migrations[i].version == version)
      return migrations[i].dup_way_back != NULL ? migrations[i].dup_way_back (reg) : sek_changeset_new ("migrate");
  g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND,
               _("What the register was before its upgrade to format %d cannot be told by this program. Name a day "
                 "after the upgrade, or compare with a backup from before it."),
               version);
  return NULL;
}
