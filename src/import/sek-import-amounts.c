/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-import-kinds.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-budget-edit.h"
#include "sek-budget.h"
#include "sek-error.h"
#include "sek-key.h"
#include "sek-money.h"

/* A budget table, or a table of projects: rows are lines by their names, columns are budget columns by their heads.
 * Sums and results are checked and not taken. */

typedef struct
{
  gint64   target; /* budget column, 0 for none */
  gboolean figures;
  gboolean doubtful;
} Column;

typedef struct
{
  SekImport      *import;
  SekEntityId     entity; /* BUDGET_LINE or PROJECT */
  SekImportTable *table;
  Column         *columns;
  guint           name, comment; /* G_MAXUINT for none */
  gint64          unit;
  SekDecimal      decimal;
  GHashTable     *seen;    /* "target column" → item */
} Amounts;

/* --- columns ----------------------------------------------------------------------------------------------------- */

/* The column of names is the one that names most lines, or else the one with most different words: sections repeat. */
static void
find_name (Amounts *self)
{
  guint best = 0;

  self->name = self->comment = G_MAXUINT;
  for (guint c = 0; c < self->table->n_columns; c++)
    {
      const char *meaning = _sek_import_table_get_said (self->table, self->import, c);
      g_autoptr (GHashTable) words = g_hash_table_new (g_str_hash, g_str_equal);
      guint known = 0;

      for (guint row = self->table->first; row < self->table->rows->len && row < self->table->first + 500; row++)
        {
          const char *text = _sek_import_table_get (self->table, row, c);
          SekImportMeaning found;

          if (*text == '\0' || _sek_import_is_number (text))
            continue;
          g_hash_table_add (words, (gpointer) text);
          if (_sek_import_find_meaning (self->import, self->entity, text, TRUE, &found, NULL) && found.target != 0
              && !found.doubtful)
            known++;
        }
      if (meaning != NULL && g_str_equal (meaning, "comment"))
        self->comment = c;
      else if (meaning == NULL && _sek_import_is_comment_head (self->table->heads->pdata[c]))
        self->comment = c;
      else if (meaning != NULL && g_str_equal (meaning, "name"))
        {
          self->name = c;
          best = G_MAXUINT;
        }
      else if (known * 1000 + g_hash_table_size (words) > best)
        {
          self->name = c;
          best = known * 1000 + g_hash_table_size (words);
        }
    }
}

/* What is called a change is computed, unless there is nothing else that it could be. */
static void
find_figures (Amounts *self)
{
  guint n = 0, last = 0;

  for (guint c = 0; c < self->table->n_columns; c++)
    {
      const char *said = _sek_import_table_get_said (self->table, self->import, c);
      guint filled = 0, figures = 0;

      for (guint row = self->table->first; row < self->table->rows->len; row++)
        {
          const char *text = _sek_import_table_get (self->table, row, c);

          filled += *text != '\0';
          figures += _sek_import_is_number (text) || _sek_import_is_dash (text);
        }
      if (c == self->name || c == self->comment || figures == 0 || figures * 2 < filled
          || (said != NULL && *said == '\0'))
        continue;
      self->columns[c].figures = !_sek_import_is_computed_head (self->table->heads->pdata[c]);
      n++;
      last = c;
    }
  if (n == 1)
    self->columns[last].figures = TRUE;
}

/* The budget column that a head names: its title, or its head in any language, with a unit behind it or not («Budsjett
 * 2022 (1000 kr)»). */
static gint64
find_by_head (Amounts *self, const char *head)
{
  g_autoptr (GArray) columns = sek_budget_columns (self->import->reg);
  g_autofree char *folded = _sek_import_fold (head), *first = g_strndup (head,
                                                                         MIN (strcspn (head, "(,["),
                                                                              sek_text_without_mark (head))),
                                                                                *bare = _sek_import_fold (first);
  gint64 found = 0;

  for (guint i = 0; i < columns->len && *folded != '\0'; i++)
    {
      gint64 id = g_array_index (columns, gint64, i);
      g_autofree char *title = _sek_import_fold (sek_register_get_budget_column (self->import->reg, id)->title);
      gboolean same = g_str_equal (title, folded) || g_str_equal (title, bare);

      for (int language = 0; !same && language < SEK_N_LANGUAGES; language++)
        {
          g_autofree char *shown = sek_budget_dup_head (self->import->reg, id, language);
          g_autofree char *form = _sek_import_fold (shown);

          same = g_str_equal (form, folded) || g_str_equal (form, bare);
        }
      if (same && found != 0)
        return 0;
      if (same)
        found = id;
    }
  return found;
}

static guint
count_figures (Amounts *self)
{
  guint n = 0;

  for (guint c = 0; c < self->table->n_columns; c++)
    n += self->columns[c].figures;
  return n;
}

/* Which of several columns of figures is the one for the budget column that was named. FALSE when that is a
 * question. */
static gboolean
choose_figures (Amounts *self, gint64 target)
{
  GPtrArray *choices;
  const char *answer;
  guint chosen = G_MAXUINT, n = 0;

  for (guint c = 0; c < self->table->n_columns; c++)
    if (self->columns[c].figures
        && (count_figures (self) == 1 || find_by_head (self, self->table->heads->pdata[c]) == target))
      {
        chosen = c;
        n++;
      }
  if (n != 1 || _sek_import_get_answer (self->import, "amount", NULL) != NULL)
    {
      choices = _sek_import_choices_new ();
      for (guint c = 0; c < self->table->n_columns; c++)
        if (self->columns[c].figures)
          _sek_import_add_choice (choices, self->table->keys->pdata[c], self->table->keys->pdata[c]);
      answer = _sek_import_ask_choices (self->import, "amount", TRUE, _("Which column of the file has the amounts?"),
                                        choices);
      if (answer == NULL)
        return FALSE;
      for (guint c = 0; c < self->table->n_columns; c++)
        if (self->columns[c].figures && g_str_equal (self->table->keys->pdata[c], answer))
          chosen = c;
    }
  self->columns[chosen].target = target;
  return TRUE;
}

/* The budget column of one of the columns of figures, if it is known; with each set a head that names a new one makes
 * it. FALSE with error. */
static gboolean
match_column (Amounts *self, guint c, gboolean each, GError **error)
{
  const char *head = self->table->heads->pdata[c];
  g_autofree char *question = g_strconcat ("column:", self->table->keys->pdata[c], NULL), *title = NULL, *made = NULL;
  gboolean remembered;
  const char *answer = _sek_import_get_answer (self->import, question, &remembered);
  gint64 *target = &self->columns[c].target, kind;
  int year;

  /* One that is remembered may be gone. */
  if (remembered && *answer != '\0'
      && !sek_key_find (self->import->reg, sek_entity_get (SEK_BUDGET_COLUMN), answer, target, NULL))
    answer = NULL;
  if (answer == NULL)
    *target = find_by_head (self, head);
  if (answer == NULL && *target == 0 && each && sek_import_read_title (self->import->given, head, &title, &year, &kind))
    answer = made = sek_import_dup_new_column (title, year, kind, 0);
  if (answer != NULL && *answer != '\0')
    *target = _sek_import_find_column (self->import, answer, question, head, error);
  else if (*target == 0)
    return TRUE;
  return *target != 0 && _sek_import_check_open (self->import, *target, error);
}

/* What was said of other columns than the one that is chosen. */
static gboolean
match_others (Amounts *self, GError **error)
{
  for (guint c = 0; c < self->table->n_columns; c++)
    {
      g_autofree char *question = g_strconcat ("column:", self->table->keys->pdata[c], NULL);

      if (self->columns[c].figures && self->columns[c].target == 0
          && g_hash_table_contains (self->import->answers, question) && !match_column (self, c, FALSE, error))
        return FALSE;
    }
  return TRUE;
}

/* Of several columns of the file that go to the same budget column one. FALSE when that is a question. */
static gboolean
choose_among (Amounts *self)
{
  for (guint c = 0; c < self->table->n_columns; c++)
    {
      g_autoptr (GArray) same = g_array_new (FALSE, FALSE, sizeof (guint));
      g_autofree char *question = NULL, *text = NULL;
      const char *answer, *title;
      GPtrArray *choices;

      for (guint other = 0; self->columns[c].target != 0 && other < self->table->n_columns; other++)
        if (self->columns[other].target == self->columns[c].target)
          g_array_append_val (same, other);
      if (same->len < 2)
        continue;
      choices = _sek_import_choices_new ();
      for (guint i = 0; i < same->len; i++)
        _sek_import_add_choice (choices, self->table->keys->pdata[g_array_index (same, guint, i)],
                                self->table->keys->pdata[g_array_index (same, guint, i)]);
      title = sek_register_get_budget_column (self->import->reg, self->columns[c].target)->title;
      question = g_strconcat ("amount:", title, NULL);
      text = g_strdup_printf (_("Several columns of the file are “%s”. Which of them has the amounts?"), title);
      answer = _sek_import_ask_choices (self->import, question, TRUE, text, choices);
      for (guint i = 0; i < same->len; i++)
        if (answer == NULL || !g_str_equal (self->table->keys->pdata[g_array_index (same, guint, i)], answer))
          self->columns[g_array_index (same, guint, i)].target = 0;
      if (answer == NULL)
        return FALSE;
    }
  return TRUE;
}

/* FALSE with error, or without when a question is open. */
static gboolean
match_columns (Amounts *self, GError **error)
{
  g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);
  const char *answer;
  gboolean any = FALSE, each;

  if (count_figures (self) == 0 || self->name == G_MAXUINT)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT, _("The file has no column of names beside a column of amounts."));
      return FALSE;
    }
  for (guint c = 0; c < self->table->n_columns; c++)
    if (self->columns[c].figures && find_by_head (self, self->table->heads->pdata[c]) == 0)
      _sek_import_add_title (self->import, self->table->heads->pdata[c], titles);
  answer = _sek_import_get_answer (self->import, "column", NULL);
  each = answer != NULL && g_str_equal (answer, SEK_IMPORT_NEW_COLUMNS);
  if (answer != NULL && !each)
    {
      gint64 target = _sek_import_ask_column (self->import, titles, error);

      return target != 0 && choose_figures (self, target) && match_others (self, error) && choose_among (self);
    }
  for (guint c = 0; c < self->table->n_columns; c++)
    {
      if (!self->columns[c].figures || c == self->name || c == self->comment)
        continue;
      if (!match_column (self, c, each, error))
        return FALSE;
      any |= self->columns[c].target != 0;
      self->columns[c].doubtful = self->columns[c].target == 0;
    }
  if (any && !choose_among (self))
    return FALSE;
  if (any && !each)
    return TRUE;
  if (!any && each)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                   _("No head of the file says which type and year a new column is of. Write its title, for example "
                     "“new:Regnskap 2021”."));
      return FALSE;
    }
  _sek_import_ask_columns (self->import, titles);
  return any;
}

static void
show_columns (Amounts *self)
{
  for (guint c = 0; c < self->table->n_columns; c++)
    {
      const char *head = self->table->heads->pdata[c];
      SekImportColumn *column = _sek_import_add_column (self->import, self->table, c);
      const char *text = "";

      if (c == self->name)
        {
          column->meaning = "name";
          text = sek_word (&sek_entity_get (self->entity)->singular, sek_program_language ());
        }
      else if (c == self->comment)
        {
          column->meaning = "comment";
          text = _("Comment");
        }
      else if (self->columns[c].target != 0)
        {
          column->meaning = text = sek_register_get_budget_column (self->import->reg, self->columns[c].target)->title;
          for (guint i = 0; i < self->import->meanings->len; i++)
            if (g_str_equal (((SekImportChoice *) self->import->meanings->pdata[i])->text, text))
              column->meaning = ((SekImportChoice *) self->import->meanings->pdata[i])->answer;
        }
      else if (_sek_import_is_computed_head (head))
        text = _("Computed, left out");
      column->doubtful = self->columns[c].doubtful;
      g_free (column->text);
      column->text = g_strdup (text);
    }
}

/* --- rows -------------------------------------------------------------------------------------------------------- */

/* The file's own sum against its rows: what is taken of a section, or of all projects. */
static void
check_computed (Amounts *self, guint row, guint column, const char *name, gint64 said, gint64 *sections,
                gint64 *unknown)
{
  g_autofree char *folded = _sek_import_fold (name), *expected = NULL, *shown = NULL;
  gint64 right = SEK_NONE, result = sek_budget_minus (sections[SEK_SECTION_INCOME], sections[SEK_SECTION_EXPENSE]),
         *section = NULL;
  SekImportItem *item = _sek_import_propose (self->import, SEK_IMPORT_OTHER,
                                             g_array_index (self->table->numbers, guint64, row), name);

  if (self->entity == SEK_PROJECT)
    section = &sections[0];
  else if (strstr (folded, "innt") != NULL || strstr (folded, "income") != NULL)
    section = &sections[SEK_SECTION_INCOME];
  else if (strstr (folded, "utgift") != NULL || strstr (folded, "expens") != NULL || strstr (folded, "kostnad") != NULL)
    section = &sections[SEK_SECTION_EXPENSE];
  else if (g_str_has_prefix (folded, "result") || strstr (folded, "resultat") != NULL)
    right = result;
  else if (g_str_has_prefix (folded, "utgå") || g_str_has_prefix (folded, "closing"))
    right = sek_budget_plus (sections[SEK_SECTION_OPENING], result);
  /* Rows above it that the register does not know are of its section too, unless it adds up without them. */
  if (section != NULL)
    {
      if (*section != said)
        *section = sek_budget_plus (*section, *unknown);
      *unknown = SEK_NONE;
      right = *section;
    }
  g_free (item->shown.after);
  item->shown.after = _sek_import_format_amount (self->import, self->columns[column].target, said);
  if (right == SEK_NONE)
    _sek_import_note (item, _("A sum, not taken."));
  else if (right == said)
    _sek_import_note (item, _("A sum, not taken; it agrees with its rows."));
  else
    {
      expected = _sek_import_format_amount (self->import, self->columns[column].target, right);
      shown = _sek_import_format_amount (self->import, self->columns[column].target, said);
      _sek_import_note (item, _("A sum, not taken; its rows give %s."), expected);
      _sek_import_add_fact (self->import, "check", _("Does not add up"), TRUE,
                            _("“%s” of %s is %s, and its rows give %s."), name,
                            sek_register_get_budget_column (self->import->reg, self->columns[column].target)->title,
                            shown, expected);
    }
}

static void
propose_row (Amounts *self, guint row, guint column, const char *name, const SekImportMeaning *meaning, gint64 ore)
{
  guint64 number = g_array_index (self->table->numbers, guint64, row);
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, meaning->target,
                                          self->columns[column].target);
  const char *comment = self->comment != G_MAXUINT ? _sek_import_table_get (self->table, row, self->comment) : NULL;
  SekImportItem *item, *first;

  if (meaning->target == 0)
    {
      item = _sek_import_propose (self->import, SEK_IMPORT_UNKNOWN, number, name);
      g_free (item->shown.after);
      item->shown.after = _sek_import_format_amount (self->import, self->columns[column].target, ore);
      item->shown.question = g_strconcat ("row:", name, NULL);
      if (meaning->note[0] != '\0')
        _sek_import_note (item, "%s", meaning->note);
      return;
    }
  item = _sek_import_propose_amount (self->import, self->entity, meaning->target, self->columns[column].target, ore,
                                     comment, number, name);
  first = g_hash_table_lookup (self->seen, key);
  if (first != NULL)
    {
      first->shown.verdict = item->shown.verdict = SEK_IMPORT_DOUBLE;
      _sek_import_note (item, _("It is also in row %u."), (guint) first->shown.row);
      return;
    }
  g_hash_table_insert (self->seen, g_steal_pointer (&key), item);
  if (meaning->doubtful)
    {
      SekImportMemory memory = { .matched = (char *) name,
                                 .sign = SEK_NONE,
                                 .unit = SEK_NONE,
                                 .line = self->entity == SEK_BUDGET_LINE ? meaning->target : 0,
                                 .project = self->entity == SEK_PROJECT ? meaning->target : 0 };

      item->shown.verdict = SEK_IMPORT_DOUBTFUL;
      _sek_import_note (item, "%s", meaning->note);
      _sek_import_remember_with (item, &memory);
    }
}

static gboolean
read_column (Amounts *self, guint column, GError **error)
{
  gint64 sections[3] = { SEK_NONE, SEK_NONE, SEK_NONE }, unknown = SEK_NONE;

  for (guint row = self->table->first; row < self->table->rows->len; row++)
    {
      const char *name = _sek_import_table_get (self->table, row, self->name),
                 *text = _sek_import_table_get (self->table, row, column);
      SekImportMeaning meaning;
      SekImportItem *item;
      gint64 ore, section = 0;

      /* A blank is not given, which is not 0: it changes nothing. */
      if (*text == '\0')
        continue;
      if (!_sek_import_find_meaning (self->import, self->entity, name, TRUE, &meaning, error))
        return FALSE;
      if (!_sek_import_parse_amount (text, self->decimal, self->unit, &ore) || ore > SEK_MAX_AMOUNT
          || ore < -SEK_MAX_AMOUNT)
        {
          item = _sek_import_propose (self->import, SEK_IMPORT_UNKNOWN,
                                      g_array_index (self->table->numbers, guint64, row), name);
          _sek_import_note (item, _("“%s” is not an amount in this unit."), text);
          continue;
        }
      if ((meaning.target == 0 || meaning.doubtful) && !meaning.ignored && _sek_import_is_computed (self->import, name))
        {
          check_computed (self, row, column, name, ore, sections, &unknown);
          continue;
        }
      if (self->entity == SEK_BUDGET_LINE && meaning.target != 0)
        section = sek_register_get_budget_line (self->import->reg, meaning.target)->section;
      if (meaning.target != 0)
        sections[section] = sek_budget_plus (sections[section], ore);
      else
        unknown = sek_budget_plus (unknown, ore);
      if (meaning.ignored)
        {
          item = _sek_import_propose (self->import, SEK_IMPORT_OTHER,
                                      g_array_index (self->table->numbers, guint64, row), name);
          _sek_import_note (item, _("Left out by a rule."));
          continue;
        }
      propose_row (self, row, column, name, &meaning, ore);
    }
  return TRUE;
}

/* Lines that have an amount of their own in the column, and projects, that the file does not have. */
static void
propose_missing (Amounts *self, gint64 column)
{
  g_autofree SekColumn *cell = NULL;
  SekTableIter iter;
  const SekRow *row;
  SekScope scope;

  sek_scope_init (&scope, self->import->reg);
  cell = sek_column_new_amount (self->entity, column);
  sek_table_iter_init (&iter, sek_register_get_table (self->import->reg, self->entity));
  while ((row = sek_table_iter_next (&iter)) != NULL)
    {
      g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, row->id, column), *label = NULL;
      SekValue before = cell->read (cell, &scope, row->id);
      SekBudgetCell computed = { 0 };
      SekImportItem *item;

      if (self->entity == SEK_BUDGET_LINE)
        sek_budget_read (self->import->reg, row->id, column, &computed);
      if (before.type != SEK_VALUE_INTEGER || computed.computed || g_hash_table_contains (self->seen, key))
        continue;
      label = g_strdup_printf ("%s, %s", sek_key_get_name (self->import->reg, sek_entity_get (self->entity), row->id),
                               sek_register_get_budget_column (self->import->reg, column)->title);
      item = _sek_import_propose (self->import, SEK_IMPORT_MISSING, 0, "");
      _sek_import_set_place (item, self->entity, row->id, label);
      g_free (item->shown.before);
      item->shown.before = _sek_import_format_amount (self->import, column, before.integer);
    }
}

/* --- all of it --------------------------------------------------------------------------------------------------- */

static gboolean
ask_numbers (Amounts *self)
{
  g_autofree char *title = _sek_import_table_dup_title (self->table);
  g_autoptr (GString) words = g_string_new (title);
  SekDecimals decimals = { 0 };
  const char *example = "";

  for (guint c = 0; c < self->table->n_columns; c++)
    {
      g_string_append_printf (words, " %s", (char *) self->table->heads->pdata[c]);
      for (guint row = self->table->first; self->columns[c].target != 0 && row < self->table->rows->len; row++)
        {
          const char *text = _sek_import_table_get (self->table, row, c);
          const guint8 *typed = self->table->typed->pdata[row];

          if (*text != '\0' && !typed[c])
            sek_decimals_add (&decimals, text);
          if (strlen (text) > strlen (example))
            example = text;
        }
    }
  self->unit = _sek_import_ask_unit (self->import, words->str, example);
  return _sek_import_ask_decimal (self->import, &decimals, &self->decimal) && self->unit != 0;
}

static void
name_columns (Amounts *self)
{
  g_autoptr (GString) titles = g_string_new (NULL);

  for (guint c = 0; c < self->table->n_columns; c++)
    if (self->columns[c].target != 0)
      g_string_append_printf (titles, "%s%s", titles->len > 0 ? ", " : "",
                              sek_register_get_budget_column (self->import->reg, self->columns[c].target)->title);
  self->import->what = g_strdup (titles->str);
}

gboolean
_sek_import_amounts (SekImport *self, GCancellable *cancellable, GError **error)
{
  SekReader *reader = _sek_import_open (self, _sek_import_get_source (self), cancellable, error);
  g_autoptr (SekImportTable) table = _sek_import_table_new ();
  g_autofree char *format = NULL;
  Amounts amounts = { .import = self,
                      .entity = self->kind == SEK_IMPORT_KIND_PROJECTS ? SEK_PROJECT : SEK_BUDGET_LINE,
                      .table = table };
  g_autofree Column *columns = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) failure = NULL;
  gboolean ok;

  if (reader == NULL || !_sek_import_table_read_all (table, reader, error))
    return FALSE;
  format = sek_reader_describe (reader);
  _sek_import_add_fact (self, "format", _("Format"), FALSE, "%s", format);
  _sek_import_table_find_head (table, NULL);
  if (!_sek_import_table_check_said (table, self, error))
    return FALSE;
  amounts.columns = columns = g_new0 (Column, table->n_columns + 1);
  amounts.seen = seen;
  find_name (&amounts);
  /* Finding the names may have read answers; they are remembered when the rows are read. */
  g_ptr_array_set_size (self->memories, 0);
  find_figures (&amounts);
  ok = match_columns (&amounts, &failure);
  show_columns (&amounts);
  if (!ok && failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (!ok || !ask_numbers (&amounts))
    return TRUE;
  name_columns (&amounts);
  for (guint c = 0; c < table->n_columns; c++)
    if (columns[c].target != 0 && !read_column (&amounts, c, error))
      return FALSE;
  for (guint c = 0; c < table->n_columns; c++)
    if (columns[c].target != 0)
      propose_missing (&amounts, columns[c].target);
  _sek_import_doubt_amounts (self);
  return TRUE;
}
