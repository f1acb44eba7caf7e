/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-roll-preview.h"

#include <glib/gi18n-lib.h>

#include "sek-budget-edit.h"
#include "sek-budget.h"
#include "sek-fees.h"
#include "sek-key.h"
#include "sek-kind.h"
#include "sek-money.h"
#include "sek-number.h"

static void
free_item (gpointer item)
{
  SekRollItem *self = item;

  g_free (self->id);
  g_free (self->kind);
  g_free (self->name);
  g_free (self->before_text);
  g_free (self->after_text);
  g_free (self);
}

void
sek_roll_preview_free (SekRollPreview *self)
{
  g_free (self->title);
  g_free (self->base);
  g_ptr_array_unref (self->items);
  g_free (self);
}

/* --- items -------------------------------------------------------------------------------------------------------- */

/* What is looked at while the draft stands in the register. */
typedef struct
{
  SekRollPreview *preview;
  SekRegister    *reg;
  SekChangeset   *changeset;
  gint64          base;
  gint64          column;
} Look;

/* key tells it from the others of its entity. */
static SekRollItem *
add_item (Look *look, SekEntityId entity, const char *key, const char *name)
{
  SekRollItem *item = g_new0 (SekRollItem, 1);
  const SekEntity *of = entity != SEK_N_ENTITIES ? sek_entity_get (entity) : NULL;

  item->entity = entity;
  item->id = g_strdup_printf ("%s/%s", of != NULL ? of->name : "sum", key);
  item->kind = g_strdup (of != NULL ? sek_word (&of->singular, sek_program_language ()) : "");
  item->name = g_strdup (name);
  item->before = item->after = SEK_NONE;
  g_ptr_array_add (look->preview->items, item);
  return item;
}

static char *
dup_figure (gint64 ore)
{
  return ore == SEK_NONE ? g_strdup ("") : sek_number_format_amount (ore, SEK_KRONE, ore % SEK_KRONE == 0 ? 0 : 2);
}

static void
set_figures (SekRollItem *item, gint64 before, gint64 after)
{
  item->is_figure = TRUE;
  item->before = before;
  item->after = after;
  item->before_text = dup_figure (before);
  item->after_text = dup_figure (after);
}

static void
add_column (Look *look)
{
  const SekField *fields[] = {
    SEK_FIELD (budget_column, title), SEK_FIELD (budget_column, base_column), SEK_FIELD (budget_column, carry_from),
  };
  const SekRow *before = sek_register_lookup (look->reg, SEK_BUDGET_COLUMN, look->base),
               *after = sek_register_lookup (look->reg, SEK_BUDGET_COLUMN, look->column);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      SekValue was = sek_row_get (before, fields[i]), becomes = sek_row_get (after, fields[i]);
      SekRollItem *item = add_item (look, SEK_BUDGET_COLUMN, fields[i]->name,
                                    sek_word (&fields[i]->title, sek_program_language ()));

      item->before_text = sek_key_format (look->reg, fields[i], &was, 1, sek_program_language ());
      item->after_text = sek_key_format (look->reg, fields[i], &becomes, 1, sek_program_language ());
    }
}

static void
add_lines (Look *look)
{
  g_autoptr (GArray) figures = sek_budget_figures (look->reg);

  for (guint i = 0; i < figures->len; i++)
    {
      const SekFigure *figure = &g_array_index (figures, SekFigure, i);
      gint64 before = sek_budget_value (look->reg, figure, look->base),
             after = sek_budget_value (look->reg, figure, look->column);
      g_autofree char *key = sek_figure_dup_key (figure), *name = NULL;
      SekBudgetCell cell = { .computed = TRUE };
      SekRollItem *item;

      if (figure->line != 0)
        sek_budget_read (look->reg, figure->line, look->column, &cell);
      /* A line that neither year has is no part of it. */
      if (figure->kind == SEK_FIGURE_HEADING || (figure->line != 0 && cell.amount == 0 && before == SEK_NONE))
        continue;
      name = g_strdup (sek_figure_get_name (look->reg, figure, sek_program_language ()));
      /* Tables have a note of the result, to which an asterisk leads. */
      if (figure->kind == SEK_FIGURE_RESULT)
        g_strchomp (g_strdelimit (name, "*", ' '));
      item = add_item (look, figure->line != 0 ? SEK_BUDGET_LINE : SEK_N_ENTITIES, key, name);
      set_figures (item, before, after);
      item->is_computed = cell.computed;
      look->preview->n_rows[SEK_BUDGET_LINE] += figure->line != 0 && cell.amount != 0;
    }
}

static void
add_projects (Look *look)
{
  g_autofree SekColumn *before = sek_column_new_amount (SEK_PROJECT, look->base),
                       *after = sek_column_new_amount (SEK_PROJECT, look->column);
  g_autoptr (GArray) projects = sek_rows_by_position (look->reg, SEK_PROJECT);
  SekScope scope;

  sek_scope_init (&scope, look->reg);
  for (guint i = 0; i < projects->len; i++)
    {
      gint64 project = g_array_index (projects, gint64, i);
      SekValue was = before->read (before, &scope, project), becomes = after->read (after, &scope, project);
      g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, project);

      if (was.type == SEK_VALUE_BLANK && becomes.type == SEK_VALUE_BLANK)
        continue;
      set_figures (add_item (look, SEK_PROJECT, key, sek_register_get_project (look->reg, project)->name),
                   was.type == SEK_VALUE_INTEGER ? was.integer : SEK_NONE,
                   becomes.type == SEK_VALUE_INTEGER ? becomes.integer : SEK_NONE);
      look->preview->n_rows[SEK_PROJECT] += becomes.type == SEK_VALUE_INTEGER;
    }
}

static void
add_instalment (Look *look, const SekInstalment *row)
{
  gint64 before = sek_register_find_pair (look->reg, SEK_FIELD (instalment, grant), row->grant,
                                          SEK_FIELD (instalment, year), row->year - 1);
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, row->grant);

  set_figures (add_item (look, SEK_INSTALMENT, key, sek_register_get_grant (look->reg, row->grant)->name),
               before != 0 ? sek_register_get_instalment (look->reg, before)->value : SEK_NONE, row->value);
  look->preview->n_rows[SEK_INSTALMENT]++;
}

static void
add_rate (Look *look, const SekFeeRate *row)
{
  const SekFeeRate *before = sek_fees_get_rate (look->reg, (int) row->year - 1, row->kind);
  SekLanguage language = sek_program_language ();
  SekRollItem *item = add_item (look, SEK_FEE_RATE, sek_kind_get_choice_id (SEK_FIELD (fee_rate, kind), row->kind),
                                sek_kind_get_choice_word (SEK_FIELD (fee_rate, kind), row->kind, language));

  item->before_text = before != NULL ? sek_fee_rate_dup_text (before, language) : g_strdup ("");
  item->after_text = sek_fee_rate_dup_text (row, language);
  look->preview->n_rows[SEK_FEE_RATE]++;
}

/* The rows of an entity that the draft makes beside its column. */
static void
add_made (Look *look, SekEntityId entity)
{
  for (guint i = 0; i < sek_changeset_get_size (look->changeset); i++)
    {
      const SekChange *change = sek_changeset_get (look->changeset, i);

      if (change->entity != entity || !sek_change_is_insert (change))
        continue;
      if (entity == SEK_INSTALMENT)
        add_instalment (look, sek_register_get_instalment (look->reg, change->row));
      else
        add_rate (look, sek_register_get_fee_rate (look->reg, change->row));
    }
}

static void
look_cb (gpointer data)
{
  Look *look = data;
  SekRollPreview *preview = look->preview;

  preview->title = g_strdup (sek_register_get_budget_column (look->reg, look->column)->title);
  preview->base = g_strdup (sek_register_get_budget_column (look->reg, look->base)->title);
  preview->result = sek_budget_result (look->reg, look->column);
  preview->closing = sek_budget_closing (look->reg, look->column);
  preview->n_without_population = sek_fees_get_totals (look->reg, preview->year)->n_without_population;
  preview->n_rows[SEK_BUDGET_COLUMN] = 1;
  add_column (look);
  add_lines (look);
  add_projects (look);
  add_made (look, SEK_INSTALMENT);
  add_made (look, SEK_FEE_RATE);
}

SekRollPreview *
sek_roll_preview (SekDocument *document, int year, const SekRollChoice *choice, GError **error)
{
  g_autoptr (SekRollPreview) self = g_new0 (SekRollPreview, 1);
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("roll");
  Look look = { .preview = self, .reg = sek_document_get_register (document), .changeset = changeset };

  self->year = year;
  self->items = g_ptr_array_new_with_free_func (free_item);
  look.base = sek_roll_find_base (look.reg, year);
  if (!sek_roll_propose (look.reg, year, choice, changeset, &look.column, error)
      || !sek_document_try (document, changeset, look_cb, &look, NULL, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* --- in words ----------------------------------------------------------------------------------------------------- */

static void
add_part (GPtrArray *parts, const char *words, guint n)
{
  g_autofree char *count = sek_number_format_count (n);

  if (n > 0)
    g_ptr_array_add (parts, sek_fill (words, count, NULL));
}

char *
sek_roll_preview_dup_summary (const SekRollPreview *self)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  const guint *n = self->n_rows;
  g_autofree char *first = NULL, *last = NULL, *all = NULL;

  add_part (parts, g_dngettext (GETTEXT_PACKAGE, "%s line", "%s lines", n[SEK_BUDGET_LINE]), n[SEK_BUDGET_LINE]);
  add_part (parts, g_dngettext (GETTEXT_PACKAGE, "%s project", "%s projects", n[SEK_PROJECT]), n[SEK_PROJECT]);
  add_part (parts, g_dngettext (GETTEXT_PACKAGE, "%s instalment", "%s instalments", n[SEK_INSTALMENT]),
            n[SEK_INSTALMENT]);
  add_part (parts, g_dngettext (GETTEXT_PACKAGE, "%s fee rate", "%s fee rates", n[SEK_FEE_RATE]), n[SEK_FEE_RATE]);
  if (parts->len == 0)
    return g_strdup (self->title);
  last = g_ptr_array_steal_index (parts, parts->len - 1);
  g_ptr_array_add (parts, NULL);
  first = g_strjoinv (", ", (char **) parts->pdata);
  all = parts->len > 1 ? sek_fill (_("%s and %s"), first, last, NULL) : g_steal_pointer (&last);
  return g_strdup_printf ("%s: %s", self->title, all);
}

char *
sek_roll_preview_dup_missing (const SekRollPreview *self)
{
  g_autofree char *count = sek_number_format_count (self->n_without_population);
  g_autofree char *date = sek_date_format (sek_fees_basis_date (self->year), SEK_DATE_TOLD, sek_program_language ());

  if (self->n_without_population == 0)
    return NULL;
  return sek_fill (ngettext ("%s member has no population for %s yet, and no fee.",
                             "%s members have no population for %s yet, and no fee.", self->n_without_population),
                   count, date, NULL);
}

char *
sek_roll_item_dup_percent (const SekRollItem *self)
{
  /* SEK_NONE is below 0 as well. Of what is or becomes less than nothing, per cent tell nothing. */
  if (!self->is_figure || self->before <= 0 || self->after < 0 || self->after == self->before)
    return NULL;
  return sek_number_format_percent (self->after - self->before, self->before, 1);
}
