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

static void
append_integer (GString *text, gint64 integer)
{
  char digits[20];
  guint at = sizeof digits;
  guint64 left = integer < 0 ? 0 - (guint64) integer : (guint64) integer;

  do
    {
      digits[--at] = (char) ('0' + left % 10);
      left /= 10;
    }
  while (left > 0);
  if (integer < 0)
    digits[--at] = '-';
  g_string_append_len (text, digits + at, (gssize) (sizeof digits - at));
}

static void
append_escaped (GString *text, const char *plain)
{
  for (const char *c = plain; *c != '\0'; c++)
    switch (*c)
      {
      case '\\': g_string_append (text, "\\\\"); break;
      case '\t': g_string_append (text, "\\t"); break;
      case '\n': g_string_append (text, "\\n"); break;
      case '\r': g_string_append (text, "\\r"); break;
      default: g_string_append_c (text, *c); break;
      }
}

char *
sek_value_to_text (const SekValue *value)
{
  GString *text = g_string_new (NULL);

  if (value->type == SEK_VALUE_TEXT)
    append_escaped (text, value->text);
  else
    sek_value_append_text (text, value);
  return g_string_free (text, FALSE);
}

void
sek_value_append_text (GString *text, const SekValue *value)
{
  if (value->type == SEK_VALUE_INTEGER)
    append_integer (text, value->integer);
  else if (value->type == SEK_VALUE_TEXT && *value->text == '\0')
    g_string_append (text, SEK_VALUE_NOTHING);
  else if (value->type == SEK_VALUE_TEXT)
    append_escaped (text, value->text);
}

gboolean
sek_value_append_plain (GString *plain, const char *text, gsize length)
{
  const char *end = text + length, *backslash;

  if (length == strlen (SEK_VALUE_NOTHING) && memcmp (text, SEK_VALUE_NOTHING, length) == 0)
    return TRUE;
  for (; (backslash = memchr (text, '\\', (gsize) (end - text))) != NULL; text = backslash + 2)
    {
      static const char written[] = "\\tnr", meant[] = "\\\t\n\r";
      const char *which = backslash + 1 < end ? memchr (written, backslash[1], sizeof written - 1) : NULL;

      if (which == NULL)
        return FALSE;
      g_string_append_len (plain, text, backslash - text);
      g_string_append_c (plain, meant[which - written]);
    }
  g_string_append_len (plain, text, end - text);
  return TRUE;
}
