/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-column.h"

#include <glib/gi18n-lib.h>

#include <stdlib.h>
#include <string.h>

#include "sek-arithmetic.h"
#include "sek-budget.h"
#include "sek-collate.h"
#include "sek-error.h"
#include "sek-fees.h"
#include "sek-key.h"
#include "sek-kind.h"
#include "sek-money.h"
#include "sek-number.h"
#include "sek-plan.h"
#include "sek-setup.h"

/* --- stored fields ----------------------------------------------------------------------------------------------- */

static SekValue
read_field (const SekColumn *self, const SekScope *scope, gint64 row)
{
  const SekRow *stored = sek_register_lookup (scope->reg, self->entity, row);

  return stored != NULL ? sek_row_get (stored, self->field) : SEK_BLANK;
}

static gint64
unit_of_row (const SekColumn *self, SekRegister *reg, SekChangeset *changeset, gint64 row, gint64 *step)
{
  const SekField *reference = self->entity == SEK_AMOUNT ? SEK_FIELD (amount, budget_column)
                              : self->entity == SEK_PROJECT_AMOUNT ? SEK_FIELD (project_amount, budget_column) : NULL;
  SekValue column = SEK_BLANK;

  *step = 1;
  if (self->budget_column != 0)
    {
      *step = sek_budget_get_step (reg, self->budget_column);
      return sek_budget_get_unit (reg, self->budget_column);
    }
  if (reference == NULL || self->field->kind != SEK_KIND_AMOUNT)
    return SEK_KRONE;
  if (changeset != NULL)
    column = sek_changeset_peek (changeset, reg, reference, row);
  else if (sek_register_lookup (reg, self->entity, row) != NULL)
    column = sek_row_get (sek_register_lookup (reg, self->entity, row), reference);
  if (column.type != SEK_VALUE_INTEGER)
    {
      *step = SEK_THOUSAND;
      return SEK_THOUSAND;
    }
  *step = sek_budget_get_step (reg, column.integer);
  return sek_budget_get_unit (reg, column.integer);
}

/* A population typed over another one is not what its source says, unless a source is given with it. */
static void
forget_source (const SekColumn *self, SekRegister *reg, gint64 row, SekChangeset *changeset)
{
  const SekField *fields[] = { SEK_FIELD (population, source), SEK_FIELD (population, retrieved) };
  const SekRow *stored = sek_register_lookup (reg, SEK_POPULATION, row);
  SekValue before = stored != NULL ? sek_row_get (stored, self->field) : SEK_BLANK;
  SekValue after = sek_changeset_peek (changeset, reg, self->field, row);

  if (stored == NULL || sek_value_equal (&before, &after))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      SekValue old = sek_row_get (stored, fields[i]), now = sek_changeset_peek (changeset, reg, fields[i], row);

      if (sek_value_equal (&old, &now))
        sek_changeset_set (changeset, reg, fields[i], row, &SEK_BLANK);
    }
}

/* --- what is made on the way ------------------------------------------------------------------------------------- */

gboolean
sek_column_is_missing (const SekColumn *self, const SekScope *scope, const char *text)
{
  g_autofree char *typed = g_strstrip (g_strdup (text));
  g_autoptr (GError) error = NULL;
  gint64 row;

  return (self->field->flags & SEK_FLAG_MAKES) != 0 && *typed != '\0' && *typed != '#'
         && !sek_key_find (scope->reg, sek_entity_get (self->field->target), typed, &row, &error)
         && g_error_matches (error, SEK_ERROR, SEK_ERROR_NOT_FOUND);
}

/* The row that an earlier text of the same step made; 0 for none. */
static gint64
find_made (const SekEntity *entity, const char *name, SekRegister *reg, SekChangeset *changeset)
{
  g_autofree char *folded = sek_collate_fold (name);

  for (guint i = 0; i < sek_changeset_get_size (changeset); i++)
    {
      const SekChange *change = sek_changeset_get (changeset, i);
      g_autofree char *other = NULL;
      SekValue value;

      if (change->entity != entity->id || sek_register_lookup (reg, entity->id, change->row) != NULL)
        continue;
      value = sek_changeset_peek (changeset, reg, sek_key_name_field (entity), change->row);
      other = value.type == SEK_VALUE_TEXT ? sek_collate_fold (value.text) : NULL;
      if (g_strcmp0 (other, folded) == 0)
        return change->row;
    }
  return 0;
}

gboolean
sek_column_find_or_make (const SekColumn *self, const SekScope *scope, const char *text, SekChangeset *changeset,
                         gint64 *row, GError **error)
{
  const SekEntity *target = sek_entity_get (self->field->target);
  const char *ids[] = { "name", "section", "source" }, *texts[] = { text, "income", "grants" };

  if (!scope->makes || !sek_column_is_missing (self, scope, text))
    return sek_key_find (scope->reg, target, text, row, error);
  *row = find_made (target, text, scope->reg, changeset);
  if (*row != 0)
    return TRUE;
  /* The line that a grant makes is for its money. */
  *row = sek_column_add_row (scope, target->id, target->id == SEK_BUDGET_LINE ? 3 : 1, ids, texts, changeset, error);
  return *row != 0;
}

static gboolean
propose_field (const SekColumn *self, const SekScope *scope, gint64 row, const char *text, SekChangeset *changeset,
               GError **error)
{
  gint64 step, unit = unit_of_row (self, scope->reg, changeset, row, &step);
  SekValue value;

  if (self->field->kind == SEK_KIND_AMOUNT && step != unit && text[strspn (text, " \t")] != '\0')
    {
      gint64 amount;

      if (!sek_number_parse_amount (text, unit, step, &amount, error))
        return FALSE;
      value = SEK_INTEGER (amount);
      if (!sek_kind_check (self->field, &value, error))
        return FALSE;
    }
  else if (scope->makes && sek_column_is_missing (self, scope, text))
    {
      g_autofree char *typed = g_strstrip (g_strdup (text));
      gint64 made;

      if (!sek_column_find_or_make (self, scope, typed, changeset, &made, error))
        return FALSE;
      value = SEK_INTEGER (made);
    }
  else if (!sek_key_parse (scope->reg, self->field, text, unit, &value, error))
    return FALSE;

  /* Typing an amount, or clearing it, is entering it. */
  if (self->entity == SEK_AMOUNT && self->field->kind == SEK_KIND_AMOUNT)
    sek_changeset_set (changeset, scope->reg, SEK_FIELD (amount, mode), row, &SEK_INTEGER (SEK_MODE_ENTERED));

  if ((self->field->flags & SEK_FLAG_KEY) && sek_register_lookup (scope->reg, self->entity, row) != NULL)
    {
      SekValue old = sek_changeset_peek (changeset, scope->reg, self->field, row);

      if (!sek_value_equal (&old, &value))
        sek_changeset_replace (changeset, scope->reg, self->field, row, &value);
    }
  else
    sek_changeset_set (changeset, scope->reg, self->field, row, &value);
  if (self->field == SEK_FIELD (population, persons))
    forget_source (self, scope->reg, row, changeset);
  sek_value_clear (&value);
  return TRUE;
}

/* --- the list ---------------------------------------------------------------------------------------------------- */

typedef struct
{
  SekColumn         *columns;
  const SekColumn  **list;
  guint              n;
} Columns;

static void
make_columns (Columns *made, const SekEntity *entity)
{
  guint n_more = 0;
  const SekColumn *more = entity->id == SEK_MEMBER          ? _sek_member_columns (&n_more)
                          : entity->id == SEK_BUDGET_COLUMN ? _sek_status_columns (&n_more)
                          : entity->id == SEK_TABLE_SETUP   ? _sek_setup_columns (&n_more)
                          : entity->id == SEK_FEE_RATE      ? _sek_rate_columns (&n_more)
                                                            : NULL;

  made->n = entity->n_fields + n_more;
  made->columns = g_new0 (SekColumn, entity->n_fields);
  made->list = g_new0 (const SekColumn *, made->n);
  for (guint f = 0; f < entity->n_fields; f++)
    {
      const SekField *field = &entity->fields[f];

      made->columns[f] = (SekColumn) { .id = field->name, .entity = entity->id, .field = field, .title = field->title,
                                       .flags = field->kind == SEK_KIND_POSITION ? SEK_COLUMN_HIDDEN
                                                : field->kind == SEK_KIND_COPY
                                                    ? SEK_COLUMN_HIDDEN | SEK_COLUMN_COMPUTED
                                                    : 0,
                                       .read = read_field,
                                       .propose = field->kind == SEK_KIND_COPY ? NULL : propose_field };
      made->list[f] = &made->columns[f];
    }
  for (guint i = 0; i < n_more; i++)
    made->list[entity->n_fields + i] = &more[i];
}

const SekColumn *const *
sek_columns_of (SekEntityId entity, guint *n)
{
  static Columns all[SEK_N_ENTITIES];
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      for (int i = 0; i < SEK_N_ENTITIES; i++)
        make_columns (&all[i], sek_entity_get (i));
      g_once_init_leave (&once, 1);
    }
  *n = all[entity].n;
  return all[entity].list;
}

const SekColumn *
sek_column_find (SekEntityId entity, const char *id, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);
  guint n;
  const SekColumn *const *columns = sek_columns_of (entity, &n);

  for (guint i = 0; i < n; i++)
    {
      if (g_strcmp0 (columns[i]->id, id) == 0)
        return columns[i];
      g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", columns[i]->id);
    }
  g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND, _("“%s” has no column “%s”. Its columns are: %s."),
               sek_entity_get (entity)->name, id, known->str);
  return NULL;
}

void
sek_scope_init (SekScope *scope, SekRegister *reg)
{
  const SekOrganisation *organisation = sek_register_get_the_organisation (reg);
  int year = sek_budget_newest_year (reg);

  scope->makes = FALSE;
  scope->reg = reg;
  scope->date = sek_date_today ();
  year = year != 0 ? year : sek_fees_newest_year (reg);
  scope->year = year != 0 ? year : sek_date_plan_year (scope->date);
  scope->language = organisation != NULL ? (SekLanguage) sek_kind_choice_or (organisation->language, SEK_N_LANGUAGES,
                                                                             SEK_LANGUAGE_NB)
                                         : SEK_LANGUAGE_NB;
}

char *
sek_column_dup_head (const SekColumn *self, const SekScope *scope)
{
  /* Titles of one line would make columns wider than their figures. */
  static const struct { const char *id; SekWord head; } rate_heads[] = {
    { "rate", { { "Sats, kr per\ninnbygger", "Sats, kr per\ninnbyggjar", "Rate, kr\nper inhabitant" } } },
    { "change", { { "Endring\ni prosent", "Endring\ni prosent", "Change\nper cent" } } },
    { "persons", { { "Folketall\n1.1. året før", "Folketal\n1.1. året før", "Population\n1 Jan. before" } } },
    { "fees", { { "Kontingent i alt\nkr", "Kontingent i alt\nkr", "Fees in all\nkr" } } },
  };
  const char *title = sek_word (&self->title, scope->language);

  if (self->budget_column != 0 && g_str_equal (self->id, "amount"))
    return sek_budget_dup_head (scope->reg, self->budget_column, scope->language);
  if (self->entity == SEK_MEMBER && g_str_equal (self->id, "population"))
    {
      g_autofree char *date = sek_date_format (SEK_DATE (scope->year - 1, 1, 1), SEK_DATE_TOLD, scope->language);

      return g_strdup_printf ("%s\n%s", title, date);
    }
  if (self->entity == SEK_FEE_RATE)
    for (guint i = 0; i < G_N_ELEMENTS (rate_heads); i++)
      if (g_str_equal (self->id, rate_heads[i].id))
        return g_strdup (sek_word (&rate_heads[i].head, scope->language));
  if (self->entity == SEK_MEMBER && g_str_equal (self->id, "fee"))
    return g_strdup_printf ("%s\n%d, kr", title, scope->year);
  return g_strdup (title);
}

SekValue
sek_column_read (const SekColumn *self, const SekScope *scope, gint64 row)
{
  return self->read (self, scope, row);
}

/* The decimals that an amount has in a unit; never three, which would read as thousands when they are typed. */
static int
count_decimals (gint64 ore, gint64 unit)
{
  int decimals = 0;

  for (; ore % unit != 0; unit /= 10)
    decimals++;
  return decimals == 3 ? 4 : decimals;
}

char *
sek_column_dup_text (const SekColumn *self, const SekScope *scope, gint64 row)
{
  SekValue value = self->read (self, scope, row);
  gint64 step, unit = unit_of_row (self, scope->reg, NULL, row, &step);

  /* Accounts are exact: what the unit would hide is shown. */
  if (self->field->kind == SEK_KIND_AMOUNT && value.type == SEK_VALUE_INTEGER && value.integer % unit != 0)
    return sek_number_format_amount (value.integer, unit, count_decimals (value.integer, unit));
  return sek_key_format (scope->reg, self->field, &value, unit, scope->language);
}

gint64
sek_column_get_unit (const SekColumn *self, const SekScope *scope, gint64 row, gint64 *step)
{
  return unit_of_row (self, scope->reg, NULL, row, step);
}

/* --- arithmetic -------------------------------------------------------------------------------------------------- */

static gboolean
is_quantity (const SekColumn *self)
{
  return self->field->kind == SEK_KIND_AMOUNT || self->field->kind == SEK_KIND_MONEY
         || self->field->kind == SEK_KIND_COUNT;
}

gboolean
sek_column_read_number (const SekColumn *self, const SekScope *scope, gint64 row, gint64 *value, gint64 *unit)
{
  SekValue read;
  gint64 step;

  if (!is_quantity (self))
    return FALSE;
  read = self->read (self, scope, row);
  *value = read.type == SEK_VALUE_INTEGER ? read.integer : 0;
  *unit = self->field->kind == SEK_KIND_COUNT ? 1 : unit_of_row (self, scope->reg, NULL, row, &step);
  return read.type == SEK_VALUE_INTEGER;
}

/* *typed gets the result as a text that the column reads whatever its unit, owned. */
static gboolean
work_out (const SekColumn *self, const SekScope *scope, gint64 row, SekChangeset *changeset, const char *text,
          char **typed, char **shown, GError **error)
{
  gint64 step = 1,
         unit = self->field->kind == SEK_KIND_COUNT ? 1 : unit_of_row (self, scope->reg, changeset, row, &step);
  SekValue old = self->read (self, scope, row);
  g_autofree char *plain = NULL;
  gint64 result;

  if (!sek_arithmetic_work_out (text, unit, step, old.type == SEK_VALUE_INTEGER ? &old.integer : NULL, &result, shown,
                                error))
    return FALSE;
  plain = unit == 1 ? g_strdup_printf ("%" G_GINT64_FORMAT, result)
                    : sek_number_format_plain (result, SEK_KRONE, result % SEK_KRONE != 0 ? 2 : 0);
  *typed = unit == 1 ? g_steal_pointer (&plain) : g_strconcat (plain, " kr", NULL);
  return TRUE;
}

char *
sek_column_dup_working (const SekColumn *self, const SekScope *scope, gint64 row, const char *text)
{
  g_autofree char *typed = NULL;
  char *shown = NULL;

  if (is_quantity (self) && sek_arithmetic_is (text))
    work_out (self, scope, row, NULL, text, &typed, &shown, NULL);
  return shown;
}

gboolean
sek_column_propose (const SekColumn *self, const SekScope *scope, gint64 row, const char *text, SekChangeset *changeset,
                    GError **error)
{
  g_autofree char *typed = NULL, *shown = NULL;

  if (self->propose == NULL)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                   _("“%s” is computed and cannot be typed. Change the figures that it comes from."),
                   sek_word (&self->title, sek_program_language ()));
      return FALSE;
    }
  if (is_quantity (self) && sek_arithmetic_is (text)
      && !work_out (self, scope, row, changeset, text, &typed, &shown, error))
    return FALSE;
  return self->propose (self, scope, row, typed != NULL ? typed : text, changeset, error);
}

static int
compare_labels (gconstpointer a, gconstpointer b)
{
  return sek_collate (*(const char *const *) a, *(const char *const *) b);
}

static void
add_rows (GPtrArray *texts, SekRegister *reg, SekEntityId target)
{
  const SekEntity *entity = sek_entity_get (target);
  guint first = texts->len;
  SekTableIter iter;
  const SekRow *row;

  sek_table_iter_init (&iter, sek_register_get_table (reg, target));
  while ((row = sek_table_iter_next (&iter)) != NULL)
    g_ptr_array_add (texts, sek_key_label (reg, entity, row->id));
  qsort (texts->pdata + first, texts->len - first, sizeof (gpointer), compare_labels);
}

GStrv
sek_column_dup_choices (const SekColumn *self, const SekScope *scope)
{
  const SekField *field = self->field;
  g_autoptr (GPtrArray) texts = NULL;

  if (field->kind != SEK_KIND_CHOICE && field->kind != SEK_KIND_UNIT && field->kind != SEK_KIND_REFERENCE)
    return NULL;
  texts = g_ptr_array_new_with_free_func (g_free);
  /* A column over another table can be cleared even where that table's own field cannot. */
  if ((field->flags & SEK_FLAG_REQUIRED) == 0 || field->entity != self->entity)
    g_ptr_array_add (texts, g_strdup (""));
  if (field->kind == SEK_KIND_CHOICE)
    for (guint i = 0; i < field->choices.n_choices; i++)
      g_ptr_array_add (texts, g_strdup (sek_word (&field->choices.choices[i].word, scope->language)));
  else if (field->kind == SEK_KIND_UNIT)
    {
      g_ptr_array_add (texts, sek_key_format (scope->reg, field, &SEK_INTEGER (SEK_THOUSAND), 1, scope->language));
      g_ptr_array_add (texts, sek_key_format (scope->reg, field, &SEK_INTEGER (SEK_KRONE), 1, scope->language));
    }
  else
    add_rows (texts, scope->reg, field->target);
  g_ptr_array_add (texts, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&texts), FALSE);
}

const char *
sek_column_get_blank_word (const SekColumn *self, const SekScope *scope, gint64 row)
{
  const SekBudgetLine *line = self->field == SEK_FIELD (budget_line, plan_rule)
                                  ? sek_register_get_budget_line (scope->reg, row) : NULL;

  if (line != NULL)
    return sek_plan_get_usual_rule (line, scope->language);
  if (self->field == SEK_FIELD (organisation, balance_name))
    return sek_kind_get_choice_word (self->field, SEK_BALANCE_NAME_UNDERSPEND, scope->language);
  return NULL;
}

/* --- new rows ---------------------------------------------------------------------------------------------------- */

gint64
sek_column_next_position (SekRegister *reg, SekEntityId entity)
{
  const SekField *position = sek_entity_find_field (sek_entity_get (entity), "position");
  SekTableIter iter;
  const SekRow *row;
  gint64 last = 0;

  sek_table_iter_init (&iter, sek_register_get_table (reg, entity));
  while ((row = sek_table_iter_next (&iter)) != NULL)
    last = MAX (last, row->slots[position->index].integer);
  return last + SEK_POSITION_STEP;
}

/* A step that says nothing else leaves its column where it stands. */
static SekValue
status_of_step (SekRegister *reg, gint64 step, SekChangeset *changeset)
{
  SekValue column = sek_changeset_peek (changeset, reg, SEK_FIELD (status_step, budget_column), step);
  SekValue status = column.type == SEK_VALUE_INTEGER
                        ? sek_changeset_peek (changeset, reg, SEK_FIELD (budget_column, status), column.integer)
                        : SEK_BLANK;

  return status.type == SEK_VALUE_INTEGER ? status : SEK_INTEGER (SEK_STATUS_DRAFT);
}

static void
set_default (const SekScope *scope, const SekField *field, gint64 row, SekChangeset *changeset)
{
  const SekOrganisation *organisation = sek_register_get_the_organisation (scope->reg);
  SekValue value = SEK_BLANK;

  if (sek_changeset_peek (changeset, scope->reg, field, row).type != SEK_VALUE_BLANK)
    return;
  if (field->kind == SEK_KIND_POSITION)
    value = SEK_INTEGER (sek_column_next_position (scope->reg, field->entity));
  else if (field == SEK_FIELD (status_step, status))
    value = status_of_step (scope->reg, row, changeset);
  else if ((field->flags & SEK_FLAG_REQUIRED) == 0)
    return;
  else if (field->kind == SEK_KIND_UNIT)
    value = SEK_INTEGER (organisation != NULL ? organisation->unit : SEK_THOUSAND);
  else if (field->kind == SEK_KIND_CHOICE || field->kind == SEK_KIND_TRUTH)
    value = SEK_INTEGER (field == SEK_FIELD (table_setup, contacts) ? 1 : 0);
  else if (field->kind == SEK_KIND_YEAR)
    value = SEK_INTEGER (scope->year);
  else
    return;
  sek_changeset_set (changeset, scope->reg, field, row, &value);
}

void
sek_column_set_defaults (const SekScope *scope, SekEntityId entity_id, gint64 row, SekChangeset *changeset)
{
  const SekEntity *entity = sek_entity_get (entity_id);

  for (guint f = 0; f < entity->n_fields; f++)
    set_default (scope, &entity->fields[f], row, changeset);
}

gint64
sek_column_add_row (const SekScope *scope, SekEntityId entity_id, guint n, const char *const *ids,
                    const char *const *texts, SekChangeset *changeset, GError **error)
{
  gint64 row = sek_changeset_insert (changeset, entity_id);

  /* Stored fields first, references before the amounts whose unit they decide, then the columns of other tables. */
  for (int pass = 0; pass < 3; pass++)
    for (guint i = 0; i < n; i++)
      {
        const SekColumn *column = sek_column_find (entity_id, ids[i], error);
        int turn;

        if (column == NULL)
          return 0;
        turn = column->read != read_field ? 2 : column->field->kind == SEK_KIND_AMOUNT ? 1 : 0;
        if (turn == pass && !sek_column_propose (column, scope, row, texts[i], changeset, error))
          return 0;
      }
  /* A mode that was given wins over what typing an amount implies. */
  for (guint i = 0; entity_id == SEK_AMOUNT && i < n; i++)
    if (g_str_equal (ids[i], "mode")
        && !sek_column_propose (sek_column_find (SEK_AMOUNT, "mode", NULL), scope, row, texts[i], changeset, error))
      return 0;
  sek_column_set_defaults (scope, entity_id, row, changeset);
  return row;
}
