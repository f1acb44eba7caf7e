/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-key.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-collate.h"
#include "sek-error.h"
#include "sek-kind.h"

#define MOST_CANDIDATES 8

void
sek_key_parts (const SekEntity *entity, const SekField **first, const SekField **second)
{
  *first = *second = NULL;
  for (guint f = 0; f < entity->n_fields; f++)
    if ((entity->fields[f].flags & SEK_FLAG_NAMES) != 0)
      {
        if (*first != NULL)
          {
            *second = &entity->fields[f];
            return;
          }
        *first = &entity->fields[f];
      }
  /* One alone is the name of its row, and no part. */
  *first = NULL;
}

const SekField *
sek_key_name_field (const SekEntity *entity)
{
  const SekField *name = NULL;

  for (guint f = 0; f < entity->n_fields; f++)
    if ((entity->fields[f].flags & SEK_FLAG_NAMES) != 0)
      {
        if (name != NULL)
          return NULL;
        name = &entity->fields[f];
      }
  return name;
}

static char *
join_parts (SekRegister *reg, const SekEntity *entity, const SekRow *stored, const char *between, SekLanguage language)
{
  const SekField *parts[2];
  GString *label = g_string_new (NULL);

  sek_key_parts (entity, &parts[0], &parts[1]);
  for (int i = 0; i < 2; i++)
    {
      SekValue value = sek_row_get (stored, parts[i]);
      g_autofree char *text = sek_key_format (reg, parts[i], &value, 1, language);

      g_string_append_printf (label, "%s%s", i > 0 ? between : "", text);
    }
  return g_string_free (label, FALSE);
}

const char *
sek_key_get_name (SekRegister *reg, const SekEntity *entity, gint64 row)
{
  const SekField *name = sek_key_name_field (entity);
  const SekRow *stored = name != NULL ? sek_register_lookup (reg, entity->id, row) : NULL;

  return stored != NULL ? stored->slots[name->index].text : NULL;
}

char *
sek_key_label_in (SekRegister *reg, const SekEntity *entity, gint64 row, SekLanguage language)
{
  const SekRow *stored = sek_register_lookup (reg, entity->id, row);
  const SekField *name = sek_key_name_field (entity);
  const SekField *first, *second;

  if (stored == NULL)
    return g_strdup ("");
  if (name != NULL)
    return g_strdup (stored->slots[name->index].text);

  sek_key_parts (entity, &first, &second);
  return join_parts (reg, entity, stored, sek_row_get (stored, second).type != SEK_VALUE_BLANK ? ", " : "", language);
}

char *
sek_key_label (SekRegister *reg, const SekEntity *entity, gint64 row)
{
  return sek_key_label_in (reg, entity, row, sek_program_language ());
}

char *
sek_key_dup_key (SekRegister *reg, const SekEntity *entity, gint64 row)
{
  const SekRow *stored = sek_register_lookup (reg, entity->id, row);

  if (stored == NULL || sek_key_name_field (entity) != NULL)
    return sek_key_label (reg, entity, row);
  return join_parts (reg, entity, stored, "/", sek_program_language ());
}

static void
add_found (GArray *found, gint64 row)
{
  for (guint i = 0; i < found->len; i++)
    if (g_array_index (found, gint64, i) == row)
      return;
  g_array_append_val (found, row);
}

static void
find_by_text (SekRegister *reg, const SekField *field, const char *key, gboolean folded, GArray *found)
{
  g_autofree char *wanted = folded ? sek_collate_fold (key) : g_strdup (key);
  SekTableIter iter;
  const SekRow *row;

  sek_table_iter_init (&iter, sek_register_get_table (reg, field->entity));
  while ((row = sek_table_iter_next (&iter)) != NULL)
    {
      const char *text = row->slots[field->index].text;
      g_autofree char *form = folded && text != NULL ? sek_collate_fold (text) : NULL;

      if (g_strcmp0 (folded ? form : text, wanted) == 0)
        add_found (found, row->id);
    }
}

static void
find_by_number (SekRegister *reg, const char *key, GArray *found)
{
  SekTableIter iter;
  const SekMemberNumber *row;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_MEMBER_NUMBER));
  while ((row = (const SekMemberNumber *) sek_table_iter_next (&iter)) != NULL)
    if (g_strcmp0 (row->number, key) == 0)
      add_found (found, row->member);
}

static gboolean
not_found (const SekEntity *entity, const char *key, GError **error)
{
  g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND,
               _("The register has no %s “%s”. Check how it is written."),
               sek_word (&entity->singular, sek_program_language ()), key);
  return FALSE;
}

static gboolean
take_found (SekRegister *reg, const SekEntity *entity, const char *key, GArray *found, gint64 *row, GError **error)
{
  g_autoptr (GString) candidates = NULL;

  if (found->len == 0)
    return not_found (entity, key, error);
  *row = g_array_index (found, gint64, 0);
  if (found->len == 1)
    return TRUE;

  candidates = g_string_new (NULL);
  for (guint i = 0; i < MIN (found->len, MOST_CANDIDATES); i++)
    {
      gint64 id = g_array_index (found, gint64, i);
      g_autofree char *label = sek_key_label (reg, entity, id);
      const SekMemberNumber *number = entity->id == SEK_MEMBER ? sek_register_get_number (reg, id, sek_date_today ())
                                                               : NULL;

      g_string_append_printf (candidates, "%s#%" G_GINT64_FORMAT " (%s%s%s)", i > 0 ? ", " : "", id,
                              number != NULL ? number->number : "", number != NULL ? " " : "", label);
    }
  if (found->len > MOST_CANDIDATES)
    g_string_append (candidates, ", …");
  g_set_error (error, SEK_ERROR, SEK_ERROR_AMBIGUOUS, _("“%s” fits several (%s): %s. Give one of them."),
               key, sek_word (&entity->singular, sek_program_language ()), candidates->str);
  return FALSE;
}

static gboolean
find_composite (SekRegister *reg, const SekEntity *entity, const char *key, gint64 *row, GError **error)
{
  const SekField *first, *second;
  const char *slash = strrchr (key, '/');
  g_autofree char *half = NULL;
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));
  SekValue values[2] = { SEK_BLANK, SEK_BLANK };
  SekTableIter iter;
  const SekRow *stored;

  sek_key_parts (entity, &first, &second);
  /* A choice has no slash; what it stands before may be any text. */
  if (first->kind == SEK_KIND_CHOICE)
    slash = strchr (key, '/');
  if (slash == NULL)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND,
                   _("Something is missing in “%s” (%s). Write “%s” and “%s” with a slash between."), key,
                   sek_word (&entity->singular, sek_program_language ()),
                   sek_word (&first->title, sek_program_language ()),
                   sek_word (&second->title, sek_program_language ()));
      return FALSE;
    }
  half = g_strndup (key, slash - key);
  if (!sek_key_parse (reg, first, half, 1, &values[0], error)
      || !sek_key_parse (reg, second, slash + 1, 1, &values[1], error))
    {
      sek_value_clear (&values[0]);
      return FALSE;
    }
  sek_table_iter_init (&iter, sek_register_get_table (reg, entity->id));
  while ((stored = sek_table_iter_next (&iter)) != NULL)
    {
      SekValue a = sek_row_get (stored, first), b = sek_row_get (stored, second);

      if (sek_value_equal (&a, &values[0]) && sek_value_equal (&b, &values[1]))
        add_found (found, stored->id);
    }
  sek_value_clear (&values[0]);
  sek_value_clear (&values[1]);
  return take_found (reg, entity, key, found, row, error);
}

gboolean
sek_key_find (SekRegister *reg, const SekEntity *entity, const char *key, gint64 *row, GError **error)
{
  const SekField *name = sek_key_name_field (entity);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (key[0] == '#')
    {
      if (g_ascii_string_to_signed (key + 1, 10, 1, G_MAXINT64, row, NULL)
          && sek_register_lookup (reg, entity->id, *row) != NULL)
        return TRUE;
      return not_found (entity, key, error);
    }
  if (name == NULL)
    return find_composite (reg, entity, key, row, error);

  if (entity->id == SEK_MEMBER && *key != '\0' && strspn (key, "0123456789") == strlen (key))
    find_by_number (reg, key, found);
  if (found->len == 0)
    find_by_text (reg, name, key, FALSE, found);
  if (found->len == 0)
    find_by_text (reg, name, key, TRUE, found);
  /* There is only one organisation: any of its names, or none, will do. */
  if (found->len == 0 && entity->id == SEK_ORGANISATION && (*key == '\0' || g_str_equal (key, "-")))
    {
      const SekOrganisation *organisation = sek_register_get_the_organisation (reg);

      if (organisation != NULL)
        add_found (found, organisation->id);
    }
  if (found->len == 0 && entity->id == SEK_ORGANISATION)
    find_by_text (reg, SEK_FIELD (organisation, short_name), key, TRUE, found);
  return take_found (reg, entity, key, found, row, error);
}

gboolean
sek_key_parse (SekRegister *reg, const SekField *field, const char *text, gint64 unit, SekValue *value, GError **error)
{
  g_autofree char *typed = NULL;
  gint64 row;

  if (field->kind != SEK_KIND_REFERENCE)
    return sek_kind_parse (field, text, unit, value, error);
  *value = SEK_BLANK;
  typed = sek_kind_dup_typed (field, text, error);
  if (typed == NULL)
    return FALSE;
  if (*typed == '\0')
    return sek_kind_check (field, value, error);
  if (!sek_key_find (reg, sek_entity_get (field->target), typed, &row, error))
    return FALSE;
  *value = SEK_INTEGER (row);
  return TRUE;
}

char *
sek_key_format (SekRegister *reg, const SekField *field, const SekValue *value, gint64 unit, SekLanguage language)
{
  if (field->kind == SEK_KIND_REFERENCE && value->type == SEK_VALUE_INTEGER)
    return sek_key_label (reg, sek_entity_get (field->target), value->integer);
  return sek_kind_format (field, value, unit, language);
}
