/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-form-children.h"

#include "sek-number.h"

typedef struct
{
  gint64   id;
  SekValue key; /* borrowed */
} Child;

static int
compare_children (gconstpointer a, gconstpointer b)
{
  const Child *p = a, *q = b;

  if (p->key.type == SEK_VALUE_INTEGER && q->key.type == SEK_VALUE_INTEGER && p->key.integer != q->key.integer)
    return p->key.integer > q->key.integer ? -1 : 1;
  if (p->key.type == SEK_VALUE_TEXT && q->key.type == SEK_VALUE_TEXT && g_strcmp0 (p->key.text, q->key.text) != 0)
    return g_strcmp0 (p->key.text, q->key.text);
  return p->id < q->id ? -1 : p->id > q->id;
}

GArray *
sek_form_children (const SekScope *scope, SekEntityId entity, const SekField *reference, gint64 parent,
                   const char *head_id)
{
  const SekColumn *head = sek_column_find (entity, head_id, NULL);
  g_autoptr (GArray) children = g_array_new (FALSE, FALSE, sizeof (Child));
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (reference != NULL)
    {
      guint n;
      const gint64 *rows = sek_register_get_children (scope->reg, reference, parent, &n);

      for (guint i = 0; i < n; i++)
        {
          Child child = { rows[i], sek_column_read (head, scope, rows[i]) };

          g_array_append_val (children, child);
        }
    }
  else
    {
      SekTableIter iter;
      const SekRow *row;

      sek_table_iter_init (&iter, sek_register_get_table (scope->reg, entity));
      while ((row = sek_table_iter_next (&iter)) != NULL)
        {
          Child child = { row->id, sek_column_read (head, scope, row->id) };

          g_array_append_val (children, child);
        }
    }
  g_array_sort (children, compare_children);
  for (guint i = 0; i < children->len; i++)
    g_array_append_val (ids, g_array_index (children, Child, i).id);
  return ids;
}

/* A choice that none of the children has; NULL when there are no choices or all are taken. */
static char *
find_free_choice (const SekScope *scope, GArray *children, const SekColumn *column)
{
  g_auto (GStrv) choices = sek_column_dup_choices (column, scope);

  for (guint c = 0; choices != NULL && choices[c] != NULL; c++)
    {
      gboolean taken = *choices[c] == '\0';

      for (guint i = 0; i < children->len && !taken; i++)
        {
          g_autofree char *text = sek_column_dup_text (column, scope, g_array_index (children, gint64, i));

          taken = g_str_equal (text, choices[c]);
        }
      if (!taken)
        return g_strdup (choices[c]);
    }
  return NULL;
}

/* «tabelloppsett», «tabelloppsett 2» …: names may have to differ. */
static char *
find_free_name (const SekScope *scope, GArray *children, const SekColumn *column)
{
  const char *word = sek_word (&sek_entity_get (column->entity)->singular, sek_program_language ());

  for (guint n = 1;; n++)
    {
      g_autofree char *name = n == 1 ? g_strdup (word) : g_strdup_printf ("%s %u", word, n);
      gboolean taken = FALSE;

      for (guint i = 0; i < children->len && !taken; i++)
        {
          g_autofree char *text = sek_column_dup_text (column, scope, g_array_index (children, gint64, i));

          taken = g_str_equal (text, name);
        }
      if (!taken)
        return g_steal_pointer (&name);
    }
}

static char *
propose_key (const SekScope *scope, GArray *children, const SekField *field)
{
  const SekColumn *column = sek_column_find (field->entity, field->name, NULL);
  char *choice = find_free_choice (scope, children, column);
  gint64 newest = 0, sum = 0;

  if (choice != NULL)
    return choice;
  for (guint i = 0; i < children->len; i++)
    {
      SekValue value = sek_column_read (column, scope, g_array_index (children, gint64, i));

      if (value.type == SEK_VALUE_INTEGER)
        newest = MAX (newest, value.integer);
      if (value.type == SEK_VALUE_INTEGER)
        sum += value.integer;
    }
  switch (field->kind)
    {
    case SEK_KIND_DATE:
      /* A date is a packed number: the same day of the next year, which a leap day has not. */
      if (newest % 10000 == 229)
        newest--;
      return newest != 0 ? sek_date_format ((SekDate) newest + 10000, SEK_DATE_NUMERIC, SEK_LANGUAGE_NB)
                         : g_strdup_printf ("1.1.%d", scope->year - 1);
    case SEK_KIND_YEAR:
      return g_strdup_printf ("%d", newest != 0 ? (int) newest + 1 : scope->year);
    case SEK_KIND_MEMBER_NUMBER:
      return g_strdup ("0000");
    /* What the others leave of the whole, and the amount of the last one. */
    case SEK_KIND_PERCENT:
      return sek_number_format_plain (MAX (10000 - sum, 0), 100, -1);
    case SEK_KIND_MONEY:
      return sek_number_format_plain (newest, 100, -1);
    default:
      return find_free_name (scope, children, column);
    }
}

/* The day after the last rate ends; today where one has no end, which then has to get one. */
static char *
dup_day_after (SekRegister *reg, GArray *rates)
{
  SekDate last = 0;

  for (guint i = 0; i < rates->len; i++)
    {
      const SekHourRate *rate = sek_register_get_hour_rate (reg, g_array_index (rates, gint64, i));

      if (rate->valid_to == SEK_NONE)
        return sek_date_format (sek_date_today (), SEK_DATE_NUMERIC, SEK_LANGUAGE_NB);
      last = MAX (last, (SekDate) rate->valid_to);
    }
  return sek_date_format (sek_date_next (last), SEK_DATE_NUMERIC, SEK_LANGUAGE_NB);
}

void
sek_form_propose_keys (const SekScope *scope, SekEntityId entity_id, const SekField *reference, gint64 parent,
                       GPtrArray *ids, GPtrArray *texts)
{
  const SekEntity *entity = sek_entity_get (entity_id);
  g_autoptr (GArray) children = sek_form_children (scope, entity_id, reference, parent, entity->fields[0].name);

  if (reference != NULL)
    {
      g_ptr_array_add (ids, (char *) reference->name);
      g_ptr_array_add (texts, g_strdup_printf ("#%" G_GINT64_FORMAT, parent));
    }
  for (guint f = 0; f < entity->n_fields; f++)
    {
      const SekField *field = &entity->fields[f];

      if (field == reference || !(field->flags & SEK_FLAG_REQUIRED) || field->kind == SEK_KIND_POSITION
          || field->kind == SEK_KIND_TRUTH || field->kind == SEK_KIND_CHOICE)
        continue;
      g_ptr_array_add (ids, (char *) field->name);
      g_ptr_array_add (texts, propose_key (scope, children, field));
    }
  if (entity_id == SEK_HOUR_RATE && children->len > 0)
    {
      g_ptr_array_add (ids, (char *) "valid_from");
      g_ptr_array_add (texts, dup_day_after (scope->reg, children));
    }
  if (entity_id == SEK_MEMBER_NUMBER)
    {
      g_ptr_array_add (ids, (char *) "valid_from");
      g_ptr_array_add (texts, sek_date_format (sek_date_today (), SEK_DATE_NUMERIC, SEK_LANGUAGE_NB));
    }
}
