/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-fact.h"

#include <math.h>

void
sek_fact_free (SekFact *fact)
{
  g_free (fact->name);
  g_strfreev (fact->topics);
  g_strfreev (fact->all);
  g_strfreev (fact->share_of);
  g_free (fact->phrase);
  g_free (fact);
}

char *
sek_fact_fold (const char *text)
{
  g_autofree char *lower = g_utf8_strdown (text, -1);
  GString *folded = g_string_new (" ");

  for (const char *p = lower; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c))
        g_string_append_unichar (folded, c);
      else if (folded->str[folded->len - 1] != ' ')
        g_string_append_c (folded, ' ');
    }
  if (folded->len == 1 || folded->str[folded->len - 1] != ' ')
    g_string_append_c (folded, ' ');
  return g_string_free (folded, FALSE);
}

gint64
sek_fact_percent_of (gint64 part, gint64 whole)
{
  double percent = 100000.0 * (double) part / (double) whole;

  return fabs (percent) < 1e15 ? (gint64) llround (percent) : percent > 0 ? (gint64) 1e15 : (gint64) -1e15;
}

GStrv
sek_fact_dup_stems (const char *name)
{
  g_autofree char *folded = sek_fact_fold (name);
  g_auto (GStrv) words = g_strsplit (g_strstrip (folded), " ", -1);
  GPtrArray *stems = g_ptr_array_new ();

  for (guint i = 0; words[i] != NULL; i++)
    {
      glong length = g_utf8_strlen (words[i], -1);

      if (length < 4 || g_str_equal (words[i], "andre") || g_str_equal (words[i], "midler"))
        continue;
      g_ptr_array_add (stems, g_utf8_substring (words[i], 0, length > 6 ? length - 2 : length));
    }
  g_ptr_array_add (stems, NULL);
  return (GStrv) g_ptr_array_free (stems, FALSE);
}
