/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-import-kinds.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-budget-edit.h"
#include "sek-budget.h"
#include "sek-error.h"
#include "sek-expand.h"
#include "sek-key.h"

/* Which budget column the amounts of a file go to: one that is there, or a new one. A new one is a proposal whose
 * changes are made when it is answered, and done on a copy of the register, so that everything else is read as if it
 * were there; it is stored with what goes into it or not at all. */

typedef struct
{
  char  *title;
  int    year;   /* 0 where nothing tells it */
  gint64 kind;   /* SEK_NONE likewise */
  gint64 source; /* 0 for an empty column */
} NewColumn;

static void
clear_new_column (NewColumn *self)
{
  g_free (self->title);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NewColumn, clear_new_column)

/* --- titles ------------------------------------------------------------------------------------------------------- */

/* A word for what is only foreseen or proposed is stronger than the one for what it is about: «Regnskap 2022,
 * prognose», «Budsjettforslag 2024». */
static gint64
find_kind (const char *text)
{
  static const struct { const char *word; gint64 kind; } words[] = {
    { "prognose", SEK_COLUMN_KIND_FORECAST }, { "forecast", SEK_COLUMN_KIND_FORECAST },
    { "justert", SEK_COLUMN_KIND_ADJUSTED }, { "revidert", SEK_COLUMN_KIND_ADJUSTED },
    { "regulert", SEK_COLUMN_KIND_ADJUSTED },
    { "adjusted", SEK_COLUMN_KIND_ADJUSTED }, { "revised", SEK_COLUMN_KIND_ADJUSTED },
    { "forslag", SEK_COLUMN_KIND_PROPOSAL }, { "framlegg", SEK_COLUMN_KIND_PROPOSAL },
    { "fremlegg", SEK_COLUMN_KIND_PROPOSAL },
    { "propos", SEK_COLUMN_KIND_PROPOSAL }, { "økonomiplan", SEK_COLUMN_KIND_PLAN },
    { "regnskap", SEK_COLUMN_KIND_ACCOUNTS },
    { "rekneskap", SEK_COLUMN_KIND_ACCOUNTS }, { "accounts", SEK_COLUMN_KIND_ACCOUNTS },
    { "budsjett", SEK_COLUMN_KIND_BUDGET },
    { "budget", SEK_COLUMN_KIND_BUDGET },
  };
  g_autofree char *folded = _sek_import_fold (text);
  g_auto (GStrv) parts = g_strsplit (folded, " ", -1);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (folded, words[i].word) != NULL)
      return words[i].kind;
  return g_strv_contains ((const char *const *) parts, "plan") ? SEK_COLUMN_KIND_PLAN : SEK_NONE;
}

/* Titles that differ by case or punctuation cannot be told apart. */
static gboolean
has_title (SekRegister *reg, const char *title)
{
  g_autofree char *folded = _sek_import_fold (title);
  const SekBudgetColumn *column;
  SekTableIter iter;
  gboolean found = FALSE;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_BUDGET_COLUMN));
  while (!found && (column = (const SekBudgetColumn *) sek_table_iter_next (&iter)) != NULL)
    {
      g_autofree char *other = _sek_import_fold (column->title);

      found = g_str_equal (other, folded);
    }
  return found;
}

/* A unit or another remark in parentheses is no part of the title: «Budsjett 2021 (1000 kr)», nor is the number of a
 * column or the mark of a footnote. */
gboolean
sek_import_read_title (SekRegister *reg, const char *head, char **title, int *year, gint64 *kind)
{
  g_autofree char *line = _sek_import_dup_line (head), *found = NULL;
  g_autofree char *bare = g_strndup (line, MIN (strcspn (line, "([#"), sek_text_without_mark (line)));

  *year = _sek_import_find_year (line, NULL);
  *kind = find_kind (line);
  found = g_strdup (g_strstrip (_sek_import_find_year (bare, NULL) == *year && find_kind (bare) == *kind ? bare
                                : line));
  if (*year == 0 || *kind == SEK_NONE || has_title (reg, found))
    return FALSE;
  *title = g_steal_pointer (&found);
  return TRUE;
}

/* --- answers ------------------------------------------------------------------------------------------------------ */

char *
sek_import_dup_new_column (const char *title, int year, gint64 kind, gint64 source)
{
  const char *word = SEK_FIELD (budget_column, kind)->choices.choices[kind].id;

  return source != 0 ? g_strdup_printf ("%s%s (%s %d from #%" G_GINT64_FORMAT ")", SEK_IMPORT_NEW_COLUMNS, title, word,
                                        year, source)
                     : g_strdup_printf ("%s%s (%s %d)", SEK_IMPORT_NEW_COLUMNS, title, word, year);
}

/* «accounts 2021», «regnskap 2021 from Budsjett 2020»; FALSE when it is something else, such as a unit. */
static gboolean
read_kind_and_year (SekImport *self, const char *text, NewColumn *column, GError **error)
{
  const char *from = strstr (text, " from ");
  g_autofree char *words = g_strstrip (from != NULL ? g_strndup (text, from - text) : g_strdup (text)),
                  *year = g_strdup (words);
  char *space = strrchr (words, ' '), *first = strchr (year, ' ');
  SekValue kind = SEK_BLANK;

  if (space == NULL)
    return FALSE;
  *space = *first = '\0';
  if (strlen (space + 1) == 4 && _sek_import_find_year (space + 1, NULL) != 0)
    column->year = _sek_import_find_year (space + 1, NULL);
  else if (strlen (year) == 4 && _sek_import_find_year (year, NULL) != 0)
    {
      column->year = _sek_import_find_year (year, NULL);
      *space = ' ';
      memmove (words, words + 5, strlen (words + 5) + 1);
    }
  else
    return FALSE;
  if (!sek_kind_parse (SEK_FIELD (budget_column, kind), words, 1, &kind, NULL) || kind.type != SEK_VALUE_INTEGER)
    return FALSE;
  column->kind = kind.integer;
  if (from != NULL)
    return sek_key_find (self->given, sek_entity_get (SEK_BUDGET_COLUMN), from + strlen (" from "), &column->source,
                         error);
  return TRUE;
}

/* What an answer says; year and kind may be missing. FALSE with error. */
static gboolean
read_answer (SekImport *self, const char *answer, NewColumn *column, GError **error)
{
  g_autofree char *text = _sek_import_dup_line (answer + strlen (SEK_IMPORT_NEW_COLUMNS)), *inner = NULL;
  char *open = g_str_has_suffix (text, ")") ? strrchr (text, '(') : NULL;
  g_autoptr (GError) failure = NULL;

  *column = (NewColumn) { .kind = SEK_NONE };
  inner = open != NULL ? g_strndup (open + 1, strlen (open) - 2) : NULL;
  if (inner != NULL && read_kind_and_year (self, inner, column, &failure))
    *open = '\0';
  else if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  else
    *column = (NewColumn) { .kind = find_kind (text), .year = _sek_import_find_year (text, NULL) };
  column->title = g_strdup (g_strstrip (text));
  return TRUE;
}

/* The kinds as an answer has them: "budget, forecast, …". Owned. */
static char *
list_kinds (void)
{
  const SekChoices *kinds = &SEK_FIELD (budget_column, kind)->choices;
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < kinds->n_choices; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", kinds->choices[i].id);
  return g_string_free (list, FALSE);
}

static gboolean
check_new (SekImport *self, const NewColumn *column, GError **error)
{
  g_autofree char *kinds = list_kinds ();

  if (*column->title == '\0')
    g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                 _("A new column needs a title. Write it behind “new:”, for example “new:Regnskap 2021”."));
  else if (has_title (self->given, column->title))
    g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                 _("The register has a column “%s” already. Choose that column, or write another title."),
                 column->title);
  else if (column->kind == SEK_NONE && column->year == 0)
    g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                 _("“%s” does not say which type and year the new column is of. Write them behind it, as in “new:%s "
                   "(accounts 2021)”. The types are %s."),
                 column->title, column->title, kinds);
  else if (column->kind == SEK_NONE)
    g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                 _("“%s” does not say which type the new column is of. Write it behind the title, as in “new:%s "
                   "(accounts %d)”. The types are %s."),
                 column->title, column->title, column->year, kinds);
  else if (column->year == 0)
    g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                 _("“%s” does not say which year the new column is of. Write it behind the title, as in “new:%s (%s "
                   "2021)”."),
                 column->title, column->title, SEK_FIELD (budget_column, kind)->choices.choices[column->kind].id);
  else
    return TRUE;
  return FALSE;
}

/* --- making ------------------------------------------------------------------------------------------------------- */

/* What another column of the file can mean too. */
static void
add_meaning (SekImport *self, const NewColumn *column)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->meanings);
  g_autofree char *answer = sek_import_dup_new_column (column->title, column->year, column->kind, column->source);

  self->meanings = _sek_import_choices_new ();
  for (guint i = 0; i < old->len; i++)
    {
      const SekImportChoice *choice = old->pdata[i];

      if (g_str_equal (choice->answer, SEK_IMPORT_NEW_COLUMN))
        _sek_import_add_choice (self->meanings, answer, column->title);
      _sek_import_add_choice (self->meanings, choice->answer, choice->text);
    }
}

static void
propose (SekImport *self, const NewColumn *column, gint64 id, SekChangeset *changeset, const char *question,
         const char *head)
{
  const SekWord *kind = &SEK_FIELD (budget_column, kind)->choices.choices[column->kind].word;
  gboolean no_lines = sek_table_get_size (sek_register_get_table (self->given, SEK_BUDGET_LINE)) == 0;
  guint before = self->items->len;
  SekImportItem *item = _sek_import_propose (self, SEK_IMPORT_NEW, 0, "");
  g_autofree char *label = g_strdup_printf (_("New column “%s”"), column->title),
                  *matched = g_strconcat ("ask:", question, NULL);

  _sek_import_set_place (item, SEK_BUDGET_COLUMN, id, label);
  g_free (item->shown.after);
  item->shown.after = g_strdup_printf ("%s %d", sek_word (kind, sek_program_language ()), column->year);
  item->made = sek_changeset_ref (changeset);
  add_meaning (self, column);
  if (*head != '\0' && !g_str_equal (head, column->title))
    _sek_import_note (item, _("“%s” in the file."), head);
  if (column->source != 0)
    _sek_import_note (item, _("A copy of “%s”."), sek_register_get_budget_column (self->given, column->source)->title);
  /* The first column of a register brings lines that the others have amounts of. */
  if (no_lines && before > 0)
    item->needs = 1;
  else if (no_lines)
    _sek_import_note (item, _("With the first column come the lines that the register computes."));
  /* By its title, which is the column's as long as it is there. */
  if (g_str_has_prefix (question, "column:"))
    _sek_import_remember_with (item,
                               &(SekImportMemory) {
                                   .matched = matched, .sign = SEK_NONE, .unit = SEK_NONE, .answer = column->title });
}

static gint64
make_column (SekImport *self, const char *answer, const char *question, const char *head, GError **error)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("import");
  gboolean no_lines = sek_table_get_size (sek_register_get_table (self->given, SEK_BUDGET_LINE)) == 0;
  g_autoptr (SekRegister) with = NULL;
  g_auto (NewColumn) column = { 0 };
  gint64 id;

  if (!read_answer (self, answer, &column, error) || !check_new (self, &column, error))
    return 0;
  /* Two columns of the file can go to the same one. */
  if (has_title (self->reg, column.title))
    return sek_key_find (self->reg, sek_entity_get (SEK_BUDGET_COLUMN), column.title, &id, error) ? id : 0;
  /* A copy refers to no other new column, which may be refused. */
  id = sek_budget_propose_column (no_lines ? self->reg : self->given, column.title, column.year, column.kind,
                                  column.source, changeset);
  with = sek_expand_snapshot (self->reg, changeset, error);
  if (with == NULL)
    return 0;
  propose (self, &column, id, changeset, question, head);
  sek_register_unref (self->reg);
  self->reg = g_steal_pointer (&with);
  return id;
}

guint
_sek_import_find_making (SekImport *self, SekEntityId entity, gint64 row)
{
  if (sek_register_lookup (self->given, entity, row) != NULL)
    return 0;
  for (guint i = 0; i < self->items->len; i++)
    if (((const SekImportItem *) self->items->pdata[i])->made != NULL
        && ((const SekImportItem *) self->items->pdata[i])->shown.target == row)
      return i + 1;
  return 0;
}

gboolean
_sek_import_check_making (const SekImportItem *item, SekRegister *reg, GError **error)
{
  SekValue title;
  gint64 row;

  if (item->made == NULL)
    return TRUE;
  title = sek_changeset_peek (item->made, reg, sek_key_name_field (sek_entity_get (item->shown.entity)),
                              item->shown.target);
  if (!sek_key_find (reg, sek_entity_get (item->shown.entity), title.text, &row, NULL))
    return TRUE;
  g_set_error (error, SEK_ERROR, SEK_ERROR_CONFLICT,
               _("“%s” was made while the import was looked at. Read the file again, and choose that one."),
               title.text);
  return FALSE;
}

/* --- which column ------------------------------------------------------------------------------------------------- */

gboolean
_sek_import_check_open (SekImport *self, gint64 column, GError **error)
{
  const SekBudgetColumn *row = sek_register_get_budget_column (self->reg, column);

  if (row->status != SEK_STATUS_SEALED)
    return TRUE;
  g_set_error (error, SEK_ERROR, SEK_ERROR_SEALED,
               _("“%s” is sealed and cannot be changed. Make an adjusted budget as a copy of it and change that."),
               row->title);
  return FALSE;
}

void
_sek_import_add_open_columns (SekImport *self, GPtrArray *choices)
{
  g_autoptr (GArray) columns = sek_budget_columns (self->reg);

  for (guint i = 0; i < columns->len; i++)
    {
      const SekBudgetColumn *row = sek_register_get_budget_column (self->reg, g_array_index (columns, gint64, i));

      if (row->status != SEK_STATUS_SEALED)
        _sek_import_add_choice (choices, row->title, row->title);
    }
  _sek_import_add_choice (choices, SEK_IMPORT_NEW_COLUMN, _("New Column…"));
}

gint64
_sek_import_find_column (SekImport *self, const char *answer, const char *question, const char *head, GError **error)
{
  gint64 column;

  if (g_str_has_prefix (answer, SEK_IMPORT_NEW_COLUMNS))
    return make_column (self, answer, question, head, error);
  return sek_key_find (self->reg, sek_entity_get (SEK_BUDGET_COLUMN), answer, &column, error)
                 && _sek_import_check_open (self, column, error)
             ? column
             : 0;
}

void
_sek_import_add_title (SekImport *self, const char *head, GPtrArray *titles)
{
  g_autofree char *title = NULL;
  gint64 kind;
  int year;

  if (sek_import_read_title (self->given, head, &title, &year, &kind)
      && !g_ptr_array_find_with_equal_func (titles, title, g_str_equal, NULL))
    g_ptr_array_add (titles, g_steal_pointer (&title));
}

/* A text for a title is one of the choices, whatever case or number it was given by. Takes choices. */
static const char *
show_question (SekImport *self, GPtrArray *choices, const char *answer)
{
  SekImportQuestion *asked = g_new0 (SekImportQuestion, 1);

  asked->id = g_strdup ("column");
  asked->text = g_strdup (_("Which budget column do the amounts go to?"));
  asked->choices = choices;
  asked->answer = g_strdup (answer);
  g_ptr_array_add (self->questions, asked);
  return asked->answer;
}

static GPtrArray *
list_choices (SekImport *self, GPtrArray *titles)
{
  GPtrArray *choices = _sek_import_choices_new ();
  g_autoptr (GString) list = g_string_new (NULL);

  _sek_import_add_open_columns (self, choices);
  for (guint i = 0; i < titles->len; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", (char *) titles->pdata[i]);
  if (titles->len == 1)
    {
      g_autofree char *text = g_strdup_printf (_("%s (new)"), list->str);

      _sek_import_add_choice (choices, SEK_IMPORT_NEW_COLUMNS, text);
    }
  else if (titles->len > 1 && self->kind != SEK_IMPORT_KIND_ACCOUNTS)
    {
      g_autofree char *text = g_strdup_printf (_("New columns: %s"), list->str);

      _sek_import_add_choice (choices, SEK_IMPORT_NEW_COLUMNS, text);
    }
  return choices;
}

const char *
_sek_import_ask_columns (SekImport *self, GPtrArray *titles)
{
  return show_question (self, list_choices (self, titles), _sek_import_get_answer (self, "column", NULL));
}

gint64
_sek_import_ask_column (SekImport *self, GPtrArray *titles, GError **error)
{
  const char *answer = _sek_import_get_answer (self, "column", NULL);
  GPtrArray *choices = list_choices (self, titles);
  g_autofree char *made = NULL;
  const char *head = "";
  gint64 column;

  if (answer == NULL)
    {
      show_question (self, choices, NULL);
      return 0;
    }
  if (g_str_equal (answer, SEK_IMPORT_NEW_COLUMNS) && titles->len == 1)
    {
      head = titles->pdata[0];
      made = g_strconcat (answer, head, NULL);
    }
  column = _sek_import_find_column (self, made != NULL ? made : answer, "column", head, error);
  if (column == 0)
    show_question (self, choices, NULL);
  else if (made != NULL)
    show_question (self, choices, answer);
  else if (_sek_import_find_making (self, SEK_BUDGET_COLUMN, column) == 0)
    show_question (self, choices, sek_register_get_budget_column (self->reg, column)->title);
  else
    {
      g_autofree char *text = g_strdup_printf (_("%s (new)"),
                                               sek_register_get_budget_column (self->reg, column)->title);

      _sek_import_add_choice (choices, answer, text);
      show_question (self, choices, answer);
    }
  return column;
}

/* --- what is proposed to a person --------------------------------------------------------------------------------- */

void
sek_import_propose_column (SekImport *self, const char *question, char **title, int *year, gint64 *kind)
{
  const char *answer = g_hash_table_lookup (self->answers, question);
  const SekImportSource *source = _sek_import_get_source (self);
  g_auto (NewColumn) column = { 0 };

  *title = NULL;
  if (answer != NULL && g_str_has_prefix (answer, SEK_IMPORT_NEW_COLUMNS) && read_answer (self, answer, &column, NULL)
      && *column.title != '\0')
    {
      *title = g_steal_pointer (&column.title);
      *year = column.year;
      *kind = column.kind;
      return;
    }
  if (g_str_has_prefix (question, "column:"))
    {
      /* One that the register has needs at least another year. */
      if (!sek_import_read_title (self->given, question + strlen ("column:"), title, year, kind) && *kind != SEK_NONE)
        *year = 0;
      return;
    }
  for (guint i = 0; i < self->columns->len; i++)
    if (sek_import_read_title (self->given, ((const SekImportColumn *) self->columns->pdata[i])->head, title, year,
                               kind))
      return;
  /* The name of a file is no title, but can tell what it is of. */
  *year = _sek_import_find_year (source->name, NULL);
  *kind = find_kind (source->name);
  if (*kind == SEK_NONE && self->kind == SEK_IMPORT_KIND_ACCOUNTS)
    *kind = SEK_COLUMN_KIND_ACCOUNTS;
}
