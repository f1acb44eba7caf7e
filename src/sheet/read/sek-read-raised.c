/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-read-raised.h"

#include <string.h>

/* The last character that is not blank; 0 without one. */
static gunichar
find_last (const GString *text)
{
  const char *at = text->str + text->len;

  while (at > text->str)
    {
      at = g_utf8_prev_char (at);
      if (!g_unichar_isspace (g_utf8_get_char (at)))
        return g_utf8_get_char (at);
    }
  return 0;
}

/* «km²» and «m³» are units, whatever stands before them. */
static gboolean
ends_with_unit (const GString *text)
{
  static const char *const units[] = { "m", "km", "hm", "dm", "cm", "mm", "µm", "m.", "km.", NULL };
  const char *end = text->str + text->len, *begin = end;
  g_autofree char *word = NULL;

  while (begin > text->str && (g_unichar_isalpha (g_utf8_get_char (g_utf8_prev_char (begin))) || begin[-1] == '.'))
    begin = g_utf8_prev_char (begin);
  word = g_strndup (begin, (gsize) (end - begin));
  return g_strv_contains (units, word);
}

/* "1", "1)", "1,2", "a)", "*", "[1]", "†". */
static gboolean
is_mark (const char *raised)
{
  guint letters = 0, others = 0;

  for (const char *c = raised; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (g_unichar_isspace (character))
        continue;
      if (g_unichar_isalpha (character))
        letters++;
      else if (g_unichar_isdigit (character) || g_unichar_ispunct (character) || character == 0x2020
               || character == 0x2021)
        others++;
      else
        return FALSE;
    }
  return letters <= 1 && letters + others > 0;
}

void
sek_read_raised_end (GString *text, GString *raised)
{
  gunichar last = find_last (text);

  if (last == 0)
    return;
  /* After a figure anything is a mark. */
  if (*raised->str != '[' && *raised->str != '*' && !g_unichar_isdigit (last)
      && !(is_mark (raised->str) && !ends_with_unit (text)))
    g_string_append_len (text, raised->str, (gssize) raised->len);
  g_string_truncate (raised, 0);
}

void
sek_read_raised_finish (GString *text, GString *raised)
{
  if (find_last (text) == 0)
    g_string_append_len (text, raised->str, (gssize) raised->len);
  g_string_truncate (raised, 0);
}
