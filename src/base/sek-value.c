/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-value.h"

#include <string.h>

SekValue
sek_value_copy (const SekValue *value)
{
  SekValue copy = *value;

  if (value->type == SEK_VALUE_TEXT)
    copy.text = g_ref_string_new (value->text);
  return copy;
}

void
sek_value_clear (SekValue *value)
{
  if (value->type == SEK_VALUE_TEXT)
    g_ref_string_release ((char *) value->text);
  *value = SEK_BLANK;
}

gboolean
sek_value_equal (const SekValue *a, const SekValue *b)
{
  if (a->type != b->type)
    return FALSE;
  switch (a->type)
    {
    case SEK_VALUE_INTEGER:
      return a->integer == b->integer;
    case SEK_VALUE_TEXT:
      return strcmp (a->text, b->text) == 0;
    case SEK_VALUE_BLANK:
    default:
      return TRUE;
    }
}

char *
sek_value_to_text (const SekValue *value)
{
  GString *text;

  if (value->type == SEK_VALUE_BLANK)
    return g_strdup ("");
  if (value->type == SEK_VALUE_INTEGER)
    return g_strdup_printf ("%" G_GINT64_FORMAT, value->integer);

  text = g_string_new (NULL);
  for (const char *c = value->text; *c != '\0'; c++)
    switch (*c)
      {
      case '\\': g_string_append (text, "\\\\"); break;
      case '\t': g_string_append (text, "\\t"); break;
      case '\n': g_string_append (text, "\\n"); break;
      case '\r': g_string_append (text, "\\r"); break;
      default: g_string_append_c (text, *c); break;
      }
  return g_string_free (text, FALSE);
}
