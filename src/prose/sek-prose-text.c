/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-prose-private.h"

#include <string.h>

/* Texts as sentences, and sentences as words. */

/* Bytes after which a sentence ends at the next blank, and at the latest: what is longer is a list or no prose, and
 * work grows with its square. */
#define LONG_SENTENCE 2000
#define LONGEST_SENTENCE 4000

/* --- sentences --------------------------------------------------------------------------------------------------- */

gboolean
_sek_prose_is_abbreviation (const char *text, const char *dot)
{
  static const char *const words[] = { "kr",   "ca",    "pr",        "mill", "mrd",   "jf",  "jfr", "mv",
                                       "nr",   "kl",    "tidl",      "inkl", "ekskl", "evt", "osv", "dvs",
                                       "bl.a", "f.eks", "m.m",       "o.l",  "kap",   "pst", "st",  "fig",
                                       "tab",  "hhv",   "administr", "innb", "pkt",   NULL };
  const char *start = dot;
  g_autofree char *word = NULL;

  while (start > text && start[-1] != ' ' && start[-1] != '\n' && start[-1] != '(')
    start--;
  word = g_strndup (start, (gsize) (dot - start));
  return g_strv_contains (words, word) || (strlen (word) <= 2 && strspn (word, "0123456789") == strlen (word));
}

static guint
line_at (const SekProseLine *paragraph, gsize offset)
{
  guint number = paragraph->number;

  for (guint i = 0; i < paragraph->starts->len; i++)
    if (g_array_index (paragraph->starts, SekProseStart, i).offset <= offset)
      number = g_array_index (paragraph->starts, SekProseStart, i).number;
  return number;
}

static void
split_paragraph (const SekProseLine *paragraph, GPtrArray *sentences, GArray *lines)
{
  g_autoptr (GString) sentence = g_string_new (NULL);
  guint line = paragraph->number;

  for (const char *p = paragraph->text;; p = g_utf8_next_char (p))
    {
      gboolean ends = *p == '\0';

      if (!ends && sentence->len == 0)
        line = line_at (paragraph, (gsize) (p - paragraph->text));
      if (!ends && (sentence->len > 0 || !g_unichar_isspace (g_utf8_get_char (p))))
        g_string_append_len (sentence, p, g_utf8_next_char (p) - p);
      if (*p == '.' || *p == '!' || *p == '?')
        {
          const char *next = p + 1 + strspn (p + 1, " ");
          gunichar c = g_utf8_get_char (next);

          ends = next > p + 1 && (g_unichar_isupper (c) || c == 0xab)
                 && !(*p == '.' && _sek_prose_is_abbreviation (paragraph->text, p));
        }
      ends = ends || (sentence->len > LONG_SENTENCE && *p == ' ') || sentence->len > LONGEST_SENTENCE;
      if (ends && sentence->len > 0)
        {
          g_strchomp (sentence->str);
          g_ptr_array_add (sentences, g_strdup (sentence->str));
          g_array_append_val (lines, line);
          g_string_truncate (sentence, 0);
        }
      if (*p == '\0')
        break;
    }
}

GPtrArray *
_sek_prose_split (const char *text, GArray **lines)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) paragraphs = _sek_prose_read_paragraphs (text);

  *lines = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < paragraphs->len; i++)
    split_paragraph (paragraphs->pdata[i], sentences, *lines);
  return sentences;
}

/* --- words -------------------------------------------------------------------------------------------------------- */

const char *
_sek_prose_skip_spaces (const char *p)
{
  for (;;)
    {
      gunichar c = g_utf8_get_char (p);

      if (c != ' ' && c != 0xa0 && c != 0x202f && c != 0x2009)
        return p;
      p = g_utf8_next_char (p);
    }
}

gboolean
_sek_prose_ends_with (const char *text, const char *end, const char *word, const char **start)
{
  glong n = g_utf8_strlen (word, -1);
  const char *from = end, *p;
  g_autofree char *tail = NULL, *lower = NULL;

  while (from > text)
    {
      p = g_utf8_prev_char (from);
      if (*p != '.' && _sek_prose_skip_spaces (p) == p)
        break;
      from = p;
    }
  end = from;
  for (glong i = 0; i < n; i++)
    {
      if (from == text)
        return FALSE;
      from = g_utf8_prev_char (from);
    }
  if (from > text && g_unichar_isalpha (g_utf8_get_char (g_utf8_prev_char (from))))
    return FALSE;
  tail = g_strndup (from, (gsize) (end - from));
  lower = g_utf8_strdown (tail, -1);
  if (!g_str_equal (lower, word))
    return FALSE;
  if (start != NULL)
    *start = from;
  return TRUE;
}
