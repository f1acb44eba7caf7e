/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-import-kinds.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-budget-edit.h"
#include "sek-budget.h"
#include "sek-error.h"
#include "sek-expand.h"
#include "sek-key.h"
#include "sek-kind.h"
#include "sek-money.h"
#include "sek-number.h"

/* What amounts of every kind of file share: whose they are, what unit they are in. */

/* From so many of a hundred a name is worth proposing. */
#define ALIKE 55

/* --- names ------------------------------------------------------------------------------------------------------- */

static gint64
target_of (const SekImportRule *rule, SekEntityId entity)
{
  gint64 target = entity == SEK_BUDGET_LINE ? rule->budget_line : entity == SEK_PROJECT ? rule->project : rule->member;

  return target == SEK_NONE ? 0 : target;
}

/* What makes a row of an answer: behind it stands the section of a budget line. NULL when it makes none. */
static const char *
read_new (const char *answer)
{
  static const char *const beginnings[] = { SEK_IMPORT_NEW_ROW, "ny:", "ny post i ", "new line in " };

  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    if (g_ascii_strncasecmp (answer, beginnings[i], strlen (beginnings[i])) == 0)
      return answer + strlen (beginnings[i]);
  return NULL;
}

/* A new line of a section, or a new project, as a proposal of its own. FALSE with error. */
static gboolean
make_row (SekImport *self, SekEntityId entity, const char *name, const char *section, gint64 *target, GError **error)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("import");
  g_autoptr (SekRegister) with = NULL;
  g_autofree char *label = NULL;
  SekValue of = SEK_BLANK, called = SEK_TEXT (name);
  SekImportItem *item;
  SekScope scope;

  if (entity == SEK_BUDGET_LINE && !sek_kind_parse (SEK_FIELD (budget_line, section), section, 1, &of, error))
    return FALSE;
  *target = sek_changeset_insert (changeset, entity);
  sek_changeset_set (changeset, self->reg, sek_key_name_field (sek_entity_get (entity)), *target, &called);
  if (entity == SEK_BUDGET_LINE)
    sek_changeset_set (changeset, self->reg, SEK_FIELD (budget_line, section), *target, &of);
  sek_scope_init (&scope, self->reg);
  sek_column_set_defaults (&scope, entity, *target, changeset);
  with = sek_expand_snapshot (self->reg, changeset, error);
  if (with == NULL)
    return FALSE;
  item = _sek_import_propose (self, SEK_IMPORT_NEW, 0, "");
  label = g_strdup_printf (entity == SEK_BUDGET_LINE ? _("New line “%s”") : _("New project “%s”"), name);
  _sek_import_set_place (item, entity, *target, label);
  if (entity == SEK_BUDGET_LINE)
    {
      g_free (item->shown.after);
      item->shown.after = g_strdup (sek_kind_get_choice_word (SEK_FIELD (budget_line, section), of.integer,
                                                              sek_program_language ()));
    }
  item->made = sek_changeset_ref (changeset);
  sek_register_unref (self->reg);
  self->reg = g_steal_pointer (&with);
  return TRUE;
}

/* The row of that very name, 0 for none. */
static gint64
find_same (SekImport *self, SekEntityId entity, const char *name)
{
  const SekField *field = sek_key_name_field (sek_entity_get (entity));
  const SekRow *row;
  SekTableIter iter;

  sek_table_iter_init (&iter, sek_register_get_table (self->reg, entity));
  while ((row = sek_table_iter_next (&iter)) != NULL)
    if (g_strcmp0 (row->slots[field->index].text, name) == 0)
      return row->id;
  return 0;
}

/* An answer "row:NAME" is a target, "ignore", a target with its sign: "Kontingenter reversed", or "new:expense". */
static gboolean
read_answer (SekImport *self, SekEntityId entity, const char *name, const char *text, SekImportMeaning *meaning,
             GError **error)
{
  const SekChoices *signs = &SEK_FIELD (import_rule, sign)->choices;
  g_autofree char *key = g_strdup (text);
  SekImportMemory memory = { .matched = (char *) name, .sign = SEK_NONE, .unit = SEK_NONE };

  if (g_str_equal (text, "ignore"))
    {
      meaning->ignored = TRUE;
      memory.answer = (char *) "ignore";
      _sek_import_remember (self, &memory);
      return TRUE;
    }
  if (entity != SEK_MEMBER && read_new (text) != NULL)
    {
      /* Several columns of the file, or rows of it, go to the one that is made. */
      meaning->target = find_same (self, entity, name);
      return meaning->target != 0 || make_row (self, entity, name, read_new (text), &meaning->target, error);
    }
  for (guint i = 0; i < signs->n_choices; i++)
    {
      g_autofree char *ending = g_strconcat (" ", signs->choices[i].id, NULL);

      if (g_str_has_suffix (key, ending))
        {
          meaning->sign = i;
          key[strlen (key) - strlen (ending)] = '\0';
        }
    }
  if (!sek_key_find (self->reg, sek_entity_get (entity), key, &meaning->target, error))
    return FALSE;
  memory.sign = meaning->sign;
  memory.line = entity == SEK_BUDGET_LINE ? meaning->target : 0;
  memory.project = entity == SEK_PROJECT ? meaning->target : 0;
  memory.member = entity == SEK_MEMBER ? meaning->target : 0;
  _sek_import_remember (self, &memory);
  return TRUE;
}

static void
find_by_name (SekImport *self, SekEntityId entity, const char *folded, SekImportMeaning *meaning)
{
  const SekField *field = sek_key_name_field (sek_entity_get (entity));
  const SekRow *row, *best = NULL;
  SekTableIter iter;
  guint same = 0, most = 0;

  sek_table_iter_init (&iter, sek_register_get_table (self->reg, entity));
  while ((row = sek_table_iter_next (&iter)) != NULL)
    {
      g_autofree char *name = _sek_import_fold (row->slots[field->index].text);
      guint alike;

      if (g_str_equal (name, folded))
        {
          same++;
          meaning->target = row->id;
          continue;
        }
      alike = same > 0 ? 0 : g_str_has_prefix (folded, name) && *name != '\0' ? 90 : _sek_import_alike (name, folded);
      if (alike > most)
        {
          most = alike;
          best = row;
        }
    }
  if (same == 1)
    return;
  if (same > 1)
    {
      meaning->target = 0;
      g_snprintf (meaning->note, sizeof meaning->note, "%s", _("Several have this name."));
      return;
    }
  if (most < ALIKE)
    return;
  meaning->target = best->id;
  meaning->doubtful = TRUE;
  g_snprintf (meaning->note, sizeof meaning->note, "%s", _("The name is only similar."));
}

gboolean
_sek_import_find_meaning (SekImport *self, SekEntityId entity, const char *name, gboolean by_name,
                          SekImportMeaning *meaning, GError **error)
{
  g_autofree char *question = g_strdup_printf ("row:%s", name);
  g_autofree char *bare = g_strndup (name, sek_text_without_mark (name)), *folded = _sek_import_fold (bare);
  const char *answer = g_hash_table_lookup (self->answers, question);
  const SekImportRule *rule;

  *meaning = (SekImportMeaning) { .sign = SEK_NONE, .unit = SEK_NONE };
  if (answer != NULL)
    return read_answer (self, entity, name, answer, meaning, error);
  rule = *folded != '\0' ? _sek_import_find_rule (self, name) : NULL;
  if (rule != NULL)
    {
      meaning->target = target_of (rule, entity);
      meaning->sign = rule->sign;
      meaning->unit = rule->unit;
      meaning->ignored = meaning->target == 0 && rule->answer != NULL && g_str_equal (rule->answer, "ignore");
      if (meaning->target != 0 || meaning->ignored)
        return TRUE;
    }
  if (by_name && *folded != '\0')
    find_by_name (self, entity, folded, meaning);
  return TRUE;
}

gboolean
_sek_import_is_computed (SekImport *self, const char *name)
{
  static const char *const beginnings[] = {
    "sum ", "total", "resultat", "result", "netto", "årsresultat", "utgående", "utgåande", "closing", "driftsresultat",
    "i alt",
  };
  g_autofree char *folded = _sek_import_fold (name);
  g_autoptr (GArray) figures = sek_budget_figures (self->reg);

  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    if (g_str_has_prefix (folded, beginnings[i]) || g_str_equal (folded, "sum"))
      return TRUE;
  for (guint i = 0; i < figures->len; i++)
    {
      const SekFigure *figure = &g_array_index (figures, SekFigure, i);

      for (int language = 0; figure->kind != SEK_FIGURE_LINE && language < SEK_N_LANGUAGES; language++)
        {
          g_autofree char *word = _sek_import_fold (sek_figure_get_name (self->reg, figure, language));

          if (g_str_equal (word, folded))
            return TRUE;
        }
    }
  return FALSE;
}

/* --- units ------------------------------------------------------------------------------------------------------- */

/* Words of titles and heads that say a unit, folded. What begins or ends with a space is a word of its own. */
typedef struct
{
  gint64      unit;
  const char *answer;
  const char *words[18];
} Unit;

static const Unit units[] = {
  { SEK_MILLION, "1000000", { " mill ", "million", " mnok ", " mkr ", NULL } },
  { SEK_THOUSAND, "1000",
    { "tusen", "1 000 kr", "1000 kr", " tkr ", " tnok ", "thousand", " 000 kr", "nok 1000", "1000 nok", " i 1000 ",
      " i 1 000 ", " in 1000 ", " kr 1000 ", " kr 1 000 ", " hele 1000 ", " heile 1000 ", NULL } },
  { SEK_KRONE, "1", { "kroner", " nok ", " kr ", NULL } },
};

static const Unit *
find_unit (const char *words)
{
  g_autofree char *folded = _sek_import_fold (words), *spaced = g_strdup_printf (" %s ", folded);

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    for (guint w = 0; units[i].words[w] != NULL; w++)
      if (strstr (spaced, units[i].words[w]) != NULL)
        return &units[i];
  return NULL;
}

gint64
_sek_import_ask_unit (SekImport *self, const char *words, const char *example)
{
  static const char *const told[] = {
    N_("million kroner, from the table"), N_("thousands of kroner, from the table"),
    N_("kroner, from the table"),
  };
  g_autofree char *text = NULL, *as_millions = NULL, *as_thousands = NULL, *as_kroner = NULL;
  const char *answer = g_hash_table_lookup (self->answers, "unit");
  const Unit *found = answer == NULL ? find_unit (words) : NULL;

  if (found != NULL)
    {
      _sek_import_add_fact (self, "unit", _("Unit"), FALSE, "%s", _(told[found - units]));
      return found->unit;
    }
  text = g_strdup_printf (_("The file does not say what unit its amounts are in: what is “%s”?"), example);
  as_millions = g_strdup_printf (_("%s million kroner"), example);
  as_thousands = g_strdup_printf (_("%s thousand kroner"), example);
  as_kroner = g_strdup_printf (_("%s kroner"), example);
  answer = _sek_import_ask (self, "unit", TRUE, text, "1000", as_thousands, "1", as_kroner, "1000000", as_millions,
                            NULL);
  for (guint i = 0; answer != NULL && i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (answer, units[i].answer))
      return units[i].unit;
  return 0;
}

gboolean
_sek_import_parse_amount (const char *text, SekDecimal decimal, gint64 unit, gint64 *ore)
{
  int decimals = 0;

  *ore = 0;
  if (_sek_import_is_dash (text))
    return TRUE;
  for (; unit > 1; unit /= 10)
    decimals++;
  return _sek_import_parse_number (text, decimal, decimals, ore);
}

/* --- proposals --------------------------------------------------------------------------------------------------- */

char *
_sek_import_format_amount (SekImport *self, gint64 column, gint64 ore)
{
  SekValue value = ore == SEK_NONE ? SEK_BLANK : SEK_INTEGER (ore);

  return sek_kind_format (SEK_FIELD (amount, value), &value, sek_budget_get_unit (self->reg, column), SEK_LANGUAGE_NB);
}

static void
set_amount (SekImport *self, SekImportItem *item, const SekColumn *cell, gint64 target, gint64 ore, const char *comment)
{
  gboolean project = cell->entity == SEK_PROJECT;
  gint64 row = sek_column_find_amount (cell, self->reg, target);
  SekValue text = SEK_TEXT (comment);

  if (row == 0)
    {
      row = _sek_import_insert (self, project ? SEK_PROJECT_AMOUNT : SEK_AMOUNT);
      _sek_import_set (self, item, row, project ? SEK_FIELD (project_amount, project) : SEK_FIELD (amount, line),
                       &SEK_INTEGER (target));
      _sek_import_set (self, item, row,
                       project ? SEK_FIELD (project_amount, budget_column) : SEK_FIELD (amount, budget_column),
                       &SEK_INTEGER (cell->budget_column));
    }
  if (!project)
    _sek_import_set (self, item, row, SEK_FIELD (amount, mode), &SEK_INTEGER (SEK_MODE_ENTERED));
  _sek_import_set (self, item, row, cell->field, &SEK_INTEGER (ore));
  if (comment != NULL && *comment != '\0')
    _sek_import_set (self, item, row, project ? SEK_FIELD (project_amount, comment) : SEK_FIELD (amount, comment),
                     &text);
}

SekImportItem *
_sek_import_propose_amount (SekImport *self, SekEntityId entity, gint64 target, gint64 column, gint64 ore,
                            const char *comment, guint64 row, const char *name)
{
  const SekBudgetColumn *budget_column = sek_register_get_budget_column (self->reg, column);
  g_autofree SekColumn *cell = sek_column_new_amount (entity, column),
                       *remark = sek_column_new_comment (entity, column);
  g_autofree char *label = g_strdup_printf ("%s, %s", sek_key_get_name (self->reg, sek_entity_get (entity), target),
                                            budget_column->title);
  SekImportItem *item = _sek_import_propose (self, SEK_IMPORT_NEW, row, name);
  gint64 exact = ore;
  SekBudgetCell computed = { .value = SEK_NONE };
  SekScope scope;
  SekValue before, said;
  gboolean same_comment;

  ore = sek_money_round (exact, sek_budget_get_step (self->reg, column));
  sek_scope_init (&scope, self->reg);
  before = cell->read (cell, &scope, target);
  said = remark->read (remark, &scope, target);
  same_comment = comment == NULL || *comment == '\0'
                 || (said.type == SEK_VALUE_TEXT && g_str_equal (said.text, comment));
  if (entity == SEK_BUDGET_LINE)
    sek_budget_read (self->reg, target, column, &computed);
  _sek_import_set_place (item, entity, target, label);
  item->needs = _sek_import_find_making (self, SEK_BUDGET_COLUMN, column);
  item->needs_too = _sek_import_find_making (self, entity, target);
  item->column = column;
  item->was = before.type == SEK_VALUE_INTEGER ? before.integer : SEK_NONE;
  item->becomes = exact;
  g_free (item->shown.before);
  g_free (item->shown.after);
  item->shown.before = _sek_import_format_amount (self, column,
                                                  before.type == SEK_VALUE_INTEGER ? before.integer : SEK_NONE);
  item->shown.after = _sek_import_format_amount (self, column, ore);
  if (exact != ore)
    {
      g_autofree char *shown = sek_number_format_kroner (exact);

      _sek_import_note (item, _("Rounded from %s to the unit of the column."), shown);
    }
  if (before.type == SEK_VALUE_INTEGER && before.integer == ore && same_comment)
    {
      item->shown.verdict = SEK_IMPORT_SAME;
      return item;
    }
  /* A sum of accounts is computed, and what is computed is rounded; an amount of a table is rounded only when somebody
   * says so. */
  if (exact != ore && self->kind != SEK_IMPORT_KIND_ACCOUNTS)
    item->shown.verdict = SEK_IMPORT_DOUBTFUL;
  if (item->shown.verdict == SEK_IMPORT_NEW && before.type == SEK_VALUE_INTEGER)
    item->shown.verdict = SEK_IMPORT_CHANGED;
  if (computed.computed && !sek_budget_is_actual (budget_column) && before.type == SEK_VALUE_INTEGER
      && before.integer != ore)
    {
      item->shown.verdict = SEK_IMPORT_DOUBTFUL;
      _sek_import_note (item, _("The register computes this amount; taking the file's would replace the computation."));
    }
  if (before.type == SEK_VALUE_INTEGER && before.integer == ore)
    _sek_import_note (item, _("The amount is the same, the comment is new."));
  set_amount (self, item, cell, target, ore, comment);
  return item;
}
