/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-import-private.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "sek-collate.h"

/* What the kinds of import put together: questions with their answers, proposals, rules that were remembered. */

/* --- facts, columns, choices -------------------------------------------------------------------------------------- */

static void
free_choice (gpointer data)
{
  SekImportChoice *choice = data;

  g_free (choice->answer);
  g_free (choice->text);
  g_free (choice);
}

GPtrArray *
_sek_import_choices_new (void)
{
  return g_ptr_array_new_with_free_func (free_choice);
}

void
_sek_import_add_choice (GPtrArray *choices, const char *answer, const char *text)
{
  SekImportChoice *choice = g_new (SekImportChoice, 1);

  *choice = (SekImportChoice) { g_strdup (answer), g_strdup (text) };
  g_ptr_array_add (choices, choice);
}

void
_sek_import_add_fact (SekImport *self, const char *id, const char *title, gboolean doubtful, const char *format, ...)
{
  SekImportFact *fact = g_new (SekImportFact, 1);
  va_list list;

  va_start (list, format);
  *fact = (SekImportFact) { id, g_strdup (title), g_strdup_vprintf (format, list), doubtful };
  va_end (list);
  g_ptr_array_add (self->facts, fact);
}

SekImportColumn *
_sek_import_add_column (SekImport *self, const SekImportTable *table, guint index)
{
  SekImportColumn *column = g_new0 (SekImportColumn, 1);
  const char *head = table->heads->pdata[index];

  column->index = index;
  column->key = g_strdup (table->keys->pdata[index]);
  column->head = *head != '\0' ? g_strdup (column->key) : g_strdup_printf (_("Column %u"), index + 1);
  column->sample = g_strdup (_sek_import_table_get (table, table->first, index));
  column->meaning = "";
  column->text = g_strdup ("");
  g_ptr_array_add (self->columns, column);
  return column;
}

/* --- questions --------------------------------------------------------------------------------------------------- */

/* How the rule of an answer is written, beside accounts and names: "ask:decimal". */
#define ANSWER_RULE "ask:%s"

const char *
_sek_import_get_answer (SekImport *self, const char *question, gboolean *remembered)
{
  const char *answer = g_hash_table_lookup (self->answers, question);
  g_autofree char *matched = g_strdup_printf (ANSWER_RULE, question);
  const SekImportRule *rule = answer == NULL ? _sek_import_find_rule (self, matched) : NULL;

  if (remembered != NULL)
    *remembered = rule != NULL && rule->answer != NULL;
  return rule != NULL ? rule->answer : answer;
}

const char *
_sek_import_ask_choices (SekImport *self, const char *question, gboolean remember, const char *text, GPtrArray *choices)
{
  SekImportQuestion *asked = g_new0 (SekImportQuestion, 1);
  const char *answer = _sek_import_get_answer (self, question, &asked->remembered);
  gboolean allowed = choices->len == 0;

  for (guint i = 0; answer != NULL && i < choices->len; i++)
    allowed |= g_str_equal (((SekImportChoice *) choices->pdata[i])->answer, answer);
  asked->id = g_strdup (question);
  asked->text = g_strdup (text);
  asked->choices = choices;
  asked->answer = allowed ? g_strdup (answer) : NULL;
  g_ptr_array_add (self->questions, asked);
  if (asked->answer != NULL && remember && !asked->remembered)
    {
      g_autofree char *matched = g_strdup_printf (ANSWER_RULE, question);
      const SekImportMemory memory = {
        .matched = matched, .sign = SEK_NONE, .unit = SEK_NONE, .answer = asked->answer
      };

      _sek_import_remember (self, &memory);
    }
  return asked->answer;
}

const char *
_sek_import_ask (SekImport *self, const char *question, gboolean remember, const char *text, ...)
{
  GPtrArray *choices = _sek_import_choices_new ();
  const char *answer;
  va_list list;

  va_start (list, text);
  while ((answer = va_arg (list, const char *)) != NULL)
    {
      const char *words = va_arg (list, const char *);

      _sek_import_add_choice (choices, answer, words);
    }
  va_end (list);
  return _sek_import_ask_choices (self, question, remember, text, choices);
}

gboolean
_sek_import_ask_decimal (SekImport *self, const SekDecimals *decimals, SekDecimal *decimal)
{
  g_autofree char *comma = NULL, *point = NULL, *text = NULL;
  gboolean against = decimals->contrary[0] != '\0' && decimals->comma > 0 && decimals->point > 0;
  const char *answer;

  *decimal = sek_decimals_get (decimals);
  if (!sek_decimals_must_ask (decimals))
    return TRUE;
  if (against)
    text = g_strdup_printf (_("Numbers are written in two ways: “%s” and “%s”. Which is the decimal mark, comma or "
                              "point?"),
                            decimals->example, decimals->contrary);
  else
    text = g_strdup_printf (_("Numbers can be read in two ways: what is “%s”?"), decimals->example);
  comma = sek_number_read (decimals->example, SEK_DECIMAL_COMMA);
  point = sek_number_read (decimals->example, SEK_DECIMAL_POINT);
  if (comma != NULL)
    g_strdelimit (comma, ".", ',');
  if (point != NULL)
    g_strdelimit (point, ".", ',');
  answer = _sek_import_ask (self, "decimal", TRUE, text, "comma", comma != NULL ? comma : _("decimal comma"),
                            "point", point != NULL ? point : _("decimal point"), NULL);
  if (answer == NULL)
    return FALSE;
  *decimal = g_str_equal (answer, "comma") ? SEK_DECIMAL_COMMA : SEK_DECIMAL_POINT;
  return TRUE;
}

char *
_sek_import_dup_line (const char *text)
{
  GString *line = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    if (!g_unichar_isspace (g_utf8_get_char (c)))
      g_string_append_unichar (line, g_utf8_get_char (c));
    else if (line->len > 0 && line->str[line->len - 1] != ' ')
      g_string_append_c (line, ' ');
  return g_strchomp (g_string_free (line, FALSE));
}

/* --- proposals --------------------------------------------------------------------------------------------------- */

SekImportItem *
_sek_import_propose (SekImport *self, SekImportVerdict verdict, guint64 row, const char *name)
{
  SekImportItem *item = g_new0 (SekImportItem, 1);

  item->shown.verdict = verdict;
  item->shown.row = row;
  item->shown.name = _sek_import_dup_line (name != NULL ? name : "");
  item->shown.label = g_strdup ("");
  item->shown.before = g_strdup ("");
  item->shown.after = g_strdup ("");
  item->was = item->becomes = SEK_NONE;
  item->sets = g_array_new (FALSE, FALSE, sizeof (SekImportSet));
  g_ptr_array_add (self->items, item);
  return item;
}

void
_sek_import_set_place (SekImportItem *item, SekEntityId entity, gint64 target, const char *label)
{
  item->shown.entity = entity;
  item->shown.target = target;
  g_free (item->shown.label);
  item->shown.label = g_strdup (label != NULL ? label : "");
}

void
_sek_import_note (SekImportItem *item, const char *format, ...)
{
  g_autofree char *before = item->shown.note, *note = NULL;
  va_list list;

  va_start (list, format);
  note = g_strdup_vprintf (format, list);
  va_end (list);
  item->shown.note = before != NULL ? g_strconcat (before, " ", note, NULL) : g_strdup (note);
}

void
_sek_import_set (SekImport *self, SekImportItem *item, gint64 row, const SekField *field, const SekValue *value)
{
  const SekRow *stored = row > 0 ? sek_register_lookup (self->reg, field->entity, row) : NULL;
  SekValue before = stored != NULL ? sek_row_get (stored, field) : SEK_BLANK;
  SekImportSet set = { row, field, SEK_BLANK, SEK_BLANK };

  if (stored != NULL && sek_value_equal (&before, value))
    return;
  set.value = sek_value_copy (value);
  set.before = sek_value_copy (&before);
  g_array_append_val (item->sets, set);
}

gint64
_sek_import_insert (SekImport *self, SekEntityId entity)
{
  g_array_append_val (self->fresh, entity);
  return -(gint64) self->fresh->len;
}

void
_sek_import_settle (SekImport *self, SekImportItem *item)
{
  gpointer decided;

  item->shown.acceptable = item->sets->len > 0 || item->memory != NULL || item->gone != 0 || item->made != NULL;
  item->key = g_strdup_printf ("%d %s|%s|%s|%s|%s", item->shown.entity,
                               item->shown.sender != NULL ? item->shown.sender : "", item->shown.name,
                               item->shown.label, item->shown.before, item->shown.after);
  decided = g_hash_table_lookup (self->decided, item->key);
  if (!item->shown.acceptable)
    item->shown.accepted = FALSE;
  else if (decided != NULL)
    item->shown.accepted = GPOINTER_TO_INT (decided) == 2;
  else
    item->shown.accepted = item->shown.verdict == SEK_IMPORT_NEW || item->shown.verdict == SEK_IMPORT_CHANGED;
}

/* --- words ------------------------------------------------------------------------------------------------------- */

static const struct { const char *id; const char *word; } verdicts[SEK_IMPORT_N_VERDICTS] = {
  { "new", N_("new") }, { "changed", N_("changed") }, { "same", N_("same") }, { "doubtful", N_("uncertain") },
  { "unknown", N_("unknown") }, { "missing", N_("not in the file") }, { "double", N_("duplicate") },
  { "other", N_("skipped") },
};

const char *
sek_import_verdict_id (SekImportVerdict verdict)
{
  return verdicts[verdict].id;
}

const char *
sek_import_verdict_word (SekImportVerdict verdict)
{
  return _(verdicts[verdict].word);
}

/* --- rules ------------------------------------------------------------------------------------------------------- */

/* How many accounts "3000-3999" has, if "3100" is one of them: both ends have as many digits as the account. 0 when it
 * is not. */
static gint64
get_width (const char *range, const char *account)
{
  gsize length = strlen (account);
  const char *rest = range + length;

  if (strspn (account, "0123456789") != length || length == 0 || strlen (range) < 2 * length + 1
      || strspn (range, "0123456789") != length || length > 15)
    return 0;
  rest += strspn (rest, " ");
  if (g_utf8_get_char (rest) != '-' && g_utf8_get_char (rest) != 0x2013)
    return 0;
  rest = g_utf8_next_char (rest);
  rest += strspn (rest, " ");
  if (strspn (rest, "0123456789") != length || rest[length] != '\0' || strncmp (range, account, length) > 0
      || strcmp (rest, account) < 0)
    return 0;
  return g_ascii_strtoll (rest, NULL, 10) - g_ascii_strtoll (range, NULL, 10) + 1;
}

const SekImportRule *
_sek_import_find_rule (SekImport *self, const char *matched)
{
  g_autofree char *folded = _sek_import_fold (matched);
  const SekImportRule *rule, *in_range = NULL, *alike = NULL;
  gint64 narrowest = G_MAXINT64;
  SekTableIter iter;

  sek_table_iter_init (&iter, sek_register_get_table (self->reg, SEK_IMPORT_RULE));
  while ((rule = (const SekImportRule *) sek_table_iter_next (&iter)) != NULL)
    {
      g_autofree char *form = NULL;
      gint64 width;

      if (rule->kind != self->kind)
        continue;
      if (g_str_equal (rule->matched, matched))
        return rule;
      form = _sek_import_fold (rule->matched);
      if (*folded != '\0' && g_str_equal (form, folded))
        alike = rule;
      if (self->kind != SEK_IMPORT_KIND_ACCOUNTS || (width = get_width (rule->matched, matched)) == 0
          || width >= narrowest)
        continue;
      narrowest = width;
      in_range = rule;
    }
  return alike != NULL ? alike : in_range;
}

void
_sek_import_remember (SekImport *self, const SekImportMemory *memory)
{
  SekImportMemory *copy;

  for (guint i = self->memories->len; i > 0; i--)
    if (g_str_equal (((SekImportMemory *) self->memories->pdata[i - 1])->matched, memory->matched))
      return;
  copy = g_new (SekImportMemory, 1);
  *copy = *memory;
  copy->matched = g_strdup (memory->matched);
  copy->answer = g_strdup (memory->answer);
  g_ptr_array_add (self->memories, copy);
}

void
_sek_import_remember_with (SekImportItem *item, const SekImportMemory *memory)
{
  item->memory = g_new (SekImportMemory, 1);
  *item->memory = *memory;
  item->memory->matched = g_strdup (memory->matched);
  item->memory->answer = g_strdup (memory->answer);
}
