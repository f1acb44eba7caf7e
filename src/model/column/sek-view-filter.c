/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-view-private.h"

#include <string.h>

#include "sek-collate.h"
#include "sek-key.h"
#include "sek-kind.h"

/* A condition made ready for a column: its operands are read once, not once a row. */
typedef struct
{
  SekColumn     column; /* a copy: pages make amount columns anew */
  SekCondition *condition;
  gboolean      by_number;
  gint64        numbers[2];
  char         *keys[2];   /* of texts, in Norwegian order */
  SekSearch    *search;    /* NULL for a blank operand, which every text contains */
  GHashTable   *texts;     /* of ONE_OF */
  GHashTable   *known;     /* of ONE_OF: a number → whether it is kept + 1 */
} SekFilter;

void
_sek_filter_free (gpointer data)
{
  SekFilter *self = data;

  sek_condition_unref (self->condition);
  g_free (self->keys[0]);
  g_free (self->keys[1]);
  sek_search_free (self->search);
  g_clear_pointer (&self->texts, g_hash_table_unref);
  g_clear_pointer (&self->known, g_hash_table_unref);
  g_free (self);
}

static gboolean
is_same (const SekColumn *a, const SekColumn *b)
{
  return g_str_equal (a->id, b->id) && a->budget_column == b->budget_column;
}

/* Compared as numbers; references and choices are compared by what they show. */
static gboolean
is_number (const SekField *field)
{
  return !sek_field_is_text (field) && field->kind != SEK_KIND_REFERENCE && field->kind != SEK_KIND_CHOICE
         && field->kind != SEK_KIND_TRUTH;
}

static gboolean
prepare (SekView *self, SekFilter *filter, GError **error)
{
  SekComparison comparison = sek_condition_get_comparison (filter->condition);
  const char *const *texts = sek_condition_get_texts (filter->condition);
  const SekColumn *column = &filter->column;
  gint64 step, unit = sek_column_get_unit (column, &self->scope, 0, &step);
  gboolean as_text = comparison == SEK_COMPARISON_CONTAINS || comparison == SEK_COMPARISON_LACKS
                     || comparison == SEK_COMPARISON_BEGINS;

  if (comparison == SEK_COMPARISON_ONE_OF)
    {
      filter->texts = g_hash_table_new (g_str_hash, g_str_equal);
      filter->known = g_hash_table_new (NULL, NULL);
      for (guint i = 0; texts[i] != NULL; i++)
        g_hash_table_add (filter->texts, (gpointer) texts[i]);
      return TRUE;
    }
  filter->by_number = is_number (column->field) && !as_text;
  for (int i = 0; i < sek_comparison_count (comparison); i++)
    {
      SekValue value = SEK_BLANK;

      if (!filter->by_number)
        {
          filter->keys[i] = sek_collate_key (texts[i]);
          continue;
        }
      /* An operand may be blank where the field may not. */
      if (!sek_key_parse (self->scope.reg, column->field, texts[i], unit, &value, error))
        return FALSE;
      filter->numbers[i] = value.type == SEK_VALUE_INTEGER ? value.integer : SEK_NONE;
      sek_value_clear (&value);
    }
  if (as_text)
    filter->search = sek_search_new (texts[0]);
  return TRUE;
}

gboolean
sek_view_set_condition (SekView *self, const SekColumn *column, const SekCondition *condition, GError **error)
{
  SekFilter *filter;

  if (condition != NULL)
    {
      filter = g_new0 (SekFilter, 1);
      filter->column = *column;
      filter->condition = sek_condition_ref (condition);
      if (!prepare (self, filter, error))
        {
          _sek_filter_free (filter);
          return FALSE;
        }
      g_ptr_array_add (self->filters, filter);
    }
  for (guint i = 0; i + (condition != NULL) < self->filters->len; i++)
    if (is_same (&((SekFilter *) self->filters->pdata[i])->column, column))
      {
        g_ptr_array_remove_index (self->filters, i);
        break;
      }
  return TRUE;
}

const SekCondition *
sek_view_get_condition (SekView *self, const SekColumn *column)
{
  for (guint i = 0; i < self->filters->len; i++)
    {
      const SekFilter *filter = self->filters->pdata[i];

      if (is_same (&filter->column, column))
        return filter->condition;
    }
  return NULL;
}

gboolean
sek_view_is_filtered (SekView *self)
{
  return self->filters->len > 0 || self->filter != NULL || self->search != NULL;
}

/* --- a row ------------------------------------------------------------------------------------------------------- */

static gboolean
is_one_of (SekView *self, SekFilter *filter, const SekValue *value, gint64 row)
{
  g_autofree char *text = NULL;
  gpointer known = NULL;

  if (value->type == SEK_VALUE_BLANK)
    return g_hash_table_contains (filter->texts, "");
  if (value->type == SEK_VALUE_TEXT)
    return g_hash_table_contains (filter->texts, value->text);
  /* The same number shows the same text. */
  known = g_hash_table_lookup (filter->known, (gpointer) value->integer);
  if (known == NULL)
    {
      text = sek_column_dup_text (&filter->column, &self->scope, row);
      known = GINT_TO_POINTER (g_hash_table_contains (filter->texts, text) + 1);
      g_hash_table_insert (filter->known, (gpointer) value->integer, known);
    }
  return GPOINTER_TO_INT (known) - 1;
}

static gboolean
compares (SekComparison comparison, int first, int second)
{
  switch (comparison)
    {
    case SEK_COMPARISON_EQUALS: return first == 0;
    case SEK_COMPARISON_DIFFERS: return first != 0;
    case SEK_COMPARISON_LESS: return first < 0;
    case SEK_COMPARISON_MORE: return first > 0;
    case SEK_COMPARISON_BETWEEN: return first >= 0 && second <= 0;
    default: return TRUE;
    }
}

static int
sign (gint64 a, gint64 b)
{
  return a < b ? -1 : a > b;
}

static gboolean
fulfils_by_text (SekFilter *filter, const char *text)
{
  SekComparison comparison = sek_condition_get_comparison (filter->condition);
  gsize start = 0, end;
  gboolean found;

  if (comparison == SEK_COMPARISON_CONTAINS || comparison == SEK_COMPARISON_LACKS
      || comparison == SEK_COMPARISON_BEGINS)
    {
      found = filter->search == NULL || sek_search_find (filter->search, text, 0, &start, &end);
      return comparison == SEK_COMPARISON_LACKS ? !found : found && (comparison != SEK_COMPARISON_BEGINS || start == 0);
    }
  else
    {
      g_autofree char *key = sek_collate_key (text);
      /* Case is the last thing that the order looks at, and does not make a difference here. */
      g_autofree char *folded = sek_collate_fold (text),
                      *operand = sek_collate_fold (sek_condition_get_texts (filter->condition)[0]);
      int first = g_str_equal (folded, operand) ? 0 : strcmp (key, filter->keys[0]);

      return compares (comparison, first, filter->keys[1] != NULL ? strcmp (key, filter->keys[1]) : 0);
    }
}

static gboolean
fulfils (SekView *self, SekFilter *filter, gint64 row)
{
  SekComparison comparison = sek_condition_get_comparison (filter->condition);
  SekValue value = sek_column_read (&filter->column, &self->scope, row);
  gboolean blank = value.type == SEK_VALUE_BLANK;
  g_autofree char *text = NULL;

  if (comparison == SEK_COMPARISON_ONE_OF)
    return is_one_of (self, filter, &value, row);
  if (comparison == SEK_COMPARISON_BLANK || comparison == SEK_COMPARISON_FILLED)
    return blank == (comparison == SEK_COMPARISON_BLANK);
  /* Blank is neither more nor less than anything. */
  if (blank)
    return comparison == SEK_COMPARISON_DIFFERS || comparison == SEK_COMPARISON_LACKS;
  if (filter->by_number)
    return compares (comparison, sign (value.integer, filter->numbers[0]), sign (value.integer, filter->numbers[1]));
  if (value.type == SEK_VALUE_TEXT)
    return fulfils_by_text (filter, value.text);
  text = sek_column_dup_text (&filter->column, &self->scope, row);
  return fulfils_by_text (filter, text);
}

static gboolean
is_figures (const SekField *field)
{
  switch (field->kind)
    {
    case SEK_KIND_COUNT:
    case SEK_KIND_MONEY:
    case SEK_KIND_DATE:
    case SEK_KIND_YEAR:
    case SEK_KIND_MEMBER_NUMBER:
    case SEK_KIND_ACCOUNT:
    case SEK_KIND_CUSTOMER_NUMBER:
    case SEK_KIND_ORG_NUMBER:
      return TRUE;
    default:
      return FALSE;
    }
}

gboolean
sek_view_matches (SekView *self, gint64 row, SekSearch *search, const SekColumn *column)
{
  SekValue value;
  g_autofree char *text = NULL;
  const char *name;
  char digits[24];
  gsize start, end;

  value = sek_column_read (column, &self->scope, row);
  if (value.type == SEK_VALUE_BLANK)
    return FALSE;
  if (value.type == SEK_VALUE_TEXT)
    return sek_search_find (search, value.text, 0, &start, &end);
  /* Grouping makes no difference to a search. */
  if (column->field->kind == SEK_KIND_COUNT || (column->field->kind == SEK_KIND_MONEY && value.integer % 100 == 0))
    {
      g_snprintf (digits, sizeof digits, "%" G_GINT64_FORMAT,
                  column->field->kind == SEK_KIND_COUNT ? value.integer : value.integer / 100);
      return sek_search_find (search, digits, 0, &start, &end);
    }
  if (column->field->kind == SEK_KIND_CHOICE)
    return sek_search_find (search,
                            sek_kind_get_choice_word (column->field, value.integer, self->scope.language), 0, &start,
                            &end);
  name = column->field->kind == SEK_KIND_REFERENCE
             ? sek_key_get_name (self->scope.reg, sek_entity_get (column->field->target), value.integer)
             : NULL;
  if (name != NULL)
    return sek_search_find (search, name, 0, &start, &end);
  text = sek_column_dup_text (column, &self->scope, row);
  return sek_search_find (search, text, 0, &start, &end);
}

/* Whether one of the texts of an entity's rows has a match, those of one field or (NULL) of all. Rows are read in the
 * order in which they lie in memory, and neighbours often share a text: a hundred thousand take a few milliseconds,
 * while reading them by way of the rows that they belong to takes a hundred. */
static gboolean
is_in_table (SekView *self, SekSearch *search, const SekEntity *entity, const SekField *only)
{
  const SekField *first = only != NULL ? only : entity->fields,
                 *end = only != NULL ? only + 1 : entity->fields + entity->n_fields;
  const SekRow *row, *previous = NULL;
  SekTableIter iter;
  gsize from, to;

  sek_table_iter_init (&iter, sek_register_get_table (self->scope.reg, entity->id));
  while ((row = sek_table_iter_next (&iter)) != NULL)
    {
      for (const SekField *field = first; field < end; field++)
        {
          const char *text = sek_field_is_text (field) ? row->slots[field->index].text : NULL;

          if (text != NULL && (previous == NULL || text != previous->slots[field->index].text)
              && sek_search_find (search, text, 0, &from, &to))
            return TRUE;
        }
      previous = row;
    }
  return FALSE;
}

static gboolean
is_in_choices (SekView *self, SekSearch *search, const SekField *field)
{
  gsize start, end;

  for (guint i = 0; i < field->choices.n_choices; i++)
    if (sek_search_find (search, sek_word (&field->choices.choices[i].word, self->scope.language), 0, &start, &end))
      return TRUE;
  return FALSE;
}

gboolean
sek_view_may_match (SekView *self, SekSearch *search, const SekColumn *column)
{
  const SekField *field = column->field;

  if (is_figures (field) && sek_search_has_letter (search))
    return FALSE;
  if (column->may_match != NULL)
    return column->may_match (column, search);
  if (field->kind == SEK_KIND_CHOICE)
    return is_in_choices (self, search, field);
  if (field->kind == SEK_KIND_REFERENCE)
    {
      const SekEntity *target = sek_entity_get (field->target);
      const SekField *name = sek_key_name_field (target);

      return name == NULL || is_in_table (self, search, target, name);
    }
  /* A column that reads another table may show any of its texts (a contact's name, or its office). */
  return !sek_field_is_text (field)
         || is_in_table (self, search, sek_entity_get (field->entity), field->entity == column->entity ? field : NULL);
}

void
_sek_view_prepare (SekView *self)
{
  g_ptr_array_set_size (self->narrowed, 0);
  for (guint i = 0; self->search != NULL && i < self->n_search_columns; i++)
    if (sek_view_may_match (self, self->search, self->search_columns[i]))
      g_ptr_array_add (self->narrowed, (gpointer) self->search_columns[i]);
}

static gboolean
is_found (SekView *self, gint64 row)
{
  for (guint i = 0; i < self->narrowed->len; i++)
    if (sek_view_matches (self, row, self->search, self->narrowed->pdata[i]))
      return TRUE;
  return FALSE;
}

gboolean
_sek_view_keeps (SekView *self, gint64 row, const SekColumn *but)
{
  if (self->filter != NULL && !self->filter (&self->scope, row, self->filter_data))
    return FALSE;
  for (guint i = 0; i < self->filters->len; i++)
    {
      SekFilter *filter = self->filters->pdata[i];

      if ((but == NULL || !is_same (&filter->column, but)) && !fulfils (self, filter, row))
        return FALSE;
    }
  return self->search == NULL || is_found (self, row);
}

/* --- values ------------------------------------------------------------------------------------------------------ */

GStrv
sek_view_dup_values (SekView *self, const SekColumn *column, guint most, gboolean *more)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new (NULL, NULL), texts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (SekViewKey));
  GPtrArray *values = g_ptr_array_new ();
  gboolean blank = FALSE;
  SekTableIter iter;
  const SekRow *row;

  *more = FALSE;
  _sek_view_prepare (self);
  sek_table_iter_init (&iter, sek_register_get_table (self->scope.reg, self->entity));
  while (!*more && (row = sek_table_iter_next (&iter)) != NULL)
    {
      SekValue value = sek_column_read (column, &self->scope, row->id);
      SekViewKey key;

      if (!_sek_view_keeps (self, row->id, column))
        continue;
      if (value.type == SEK_VALUE_BLANK)
        {
          blank = TRUE;
          continue;
        }
      if (value.type == SEK_VALUE_INTEGER ? !g_hash_table_add (numbers, (gpointer) value.integer)
                                          : !g_hash_table_add (texts, (gpointer) value.text))
        continue;
      *more = keys->len == most;
      if (*more)
        break;
      key = _sek_view_make_key (self, column, row->id);
      g_array_append_val (keys, key);
    }
  g_array_sort_with_data (keys, _sek_view_compare_keys, GINT_TO_POINTER (FALSE));
  for (guint i = 0; i < keys->len; i++)
    {
      const SekViewKey *key = &g_array_index (keys, SekViewKey, i);

      g_ptr_array_add (values, sek_column_dup_text (column, &self->scope, key->row));
      g_free (key->text);
    }
  if (blank)
    g_ptr_array_add (values, g_strdup (""));
  g_ptr_array_add (values, NULL);
  return (GStrv) g_ptr_array_free (values, FALSE);
}
