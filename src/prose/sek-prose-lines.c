/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-prose-private.h"

#include <string.h>

/* A text as it was copied becomes paragraphs: lines that were broken for want of room are put together again, over the
 * blank lines that viewers set between lines, over hyphens, and over the head and foot of a page. */

/* Characters below which a line was not broken for want of room. */
#define SHORT_LINE 24
/* How often a line stands in a text that is the head of its pages. */
#define HEAD_REPEATS 3
#define HEAD_LENGTH 100

/* --- what a line is ----------------------------------------------------------------------------------------------- */

static gboolean
is_bullet (gunichar c)
{
  return c == 0x2022 || c == 0x25aa || c == 0x25cf || c == 0x25e6 || c == 0x2023 || c == 0xb7
         || (c >= 0xe000 && c <= 0xf8ff);
}

static gboolean
is_item (const char *text)
{
  gunichar c = g_utf8_get_char (text);
  const char *next = *text != '\0' ? g_utf8_next_char (text) : text;
  gsize n = strspn (text, "0123456789");

  if (is_bullet (c))
    return TRUE;
  if ((c == '-' || c == 0x2013 || c == 0x2014 || c == '*') && _sek_prose_skip_spaces (next) != next)
    return TRUE;
  if (g_ascii_isalpha (*text) && text[1] == ')')
    return TRUE;
  return n > 0 && n <= 2 && (text[n] == '.' || text[n] == ')')
         && _sek_prose_skip_spaces (text + n + 1) != text + n + 1
         && g_unichar_isupper (g_utf8_get_char (_sek_prose_skip_spaces (text + n + 1)));
}

/* «5.2.1 Hovedtall». */
static gboolean
is_numbered_head (const char *text)
{
  gsize n = strspn (text, "0123456789.");
  const char *next = _sek_prose_skip_spaces (text + n);

  return n >= 3 && n <= 8 && g_ascii_isdigit (text[n - 1]) && memchr (text, '.', n) != NULL && next != text + n
         && g_unichar_isupper (g_utf8_get_char (next));
}

static gboolean
has_letters (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_isalpha (g_utf8_get_char (text)))
      return TRUE;
  return FALSE;
}

/* Figures alone, as the cells of a row are copied; «2 244 124.» ends a sentence. */
static gboolean
is_cells (const SekProseLine *line)
{
  return *line->text != '\0' && !has_letters (line->text) && !g_str_has_suffix (line->text, ".");
}

const char *
_sek_prose_find_tail (const char *text)
{
  static const char *const joints[] = {
    "til", "fra", "frå", "på",   "av",  "i",   "kr",    "og",   "er",     "var",  "mot",    "med", "for",
    "pr",  "per", "ca",  "over", "under", "nr", "sak",  "punkt", "kroner", "lag",  "innen",  "enn", "med",
    "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
    "desember", "side", "kapittel", "budsjett", "regnskap", "rekneskap", "prognose", NULL,
  };
  const char *tail = text + strlen (text), *word;
  g_autofree char *last = NULL, *lower = NULL;
  gboolean has_digits = FALSE;

  while (tail > text)
    {
      const char *p = g_utf8_prev_char (tail);
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalpha (c) || c == ')' || c == ':' || c == '/')
        break;
      has_digits = has_digits || g_unichar_isdigit (c);
      tail = p;
    }
  if (!has_digits || tail == text || _sek_prose_skip_spaces (tail) == tail || strchr (tail, ';') != NULL)
    return NULL;
  for (word = tail; word > text && g_unichar_isalpha (g_utf8_get_char (g_utf8_prev_char (word)));)
    word = g_utf8_prev_char (word);
  last = g_strndup (word, (gsize) (tail - word));
  lower = g_utf8_strdown (last, -1);
  return g_strv_contains (joints, lower) ? NULL : _sek_prose_skip_spaces (tail);
}

/* A label with figures behind it, as a row of a table is copied. */
static gboolean
looks_like_row (const char *text)
{
  const char *tail = _sek_prose_find_tail (text);

  return tail != NULL && g_unichar_isupper (g_utf8_get_char (text)) && !g_str_has_suffix (text, ".")
         && !g_str_has_suffix (text, ",") && g_utf8_strlen (text, tail - text) <= 60;
}

static gboolean
is_sum_row (const char *text)
{
  g_autofree char *folded = sek_fact_fold (text);

  return looks_like_row (text)
         && (g_str_has_prefix (folded, " sum ") || g_str_has_prefix (folded, " totalt ")
             || g_str_has_prefix (folded, " i alt ") || g_str_has_prefix (folded, " til sammen "));
}

static gboolean
is_page_number (const char *text)
{
  g_autofree char *folded = sek_fact_fold (text);
  const char *p = g_str_has_prefix (folded, " side ") ? folded + 6 : folded + 1;
  gsize n = strspn (p, "0123456789");

  if (n == 0 || n > 3)
    return FALSE;
  p += n;
  if (g_str_has_prefix (p, " av ") || g_str_has_prefix (p, " side av "))
    p = strstr (p, " av ") + 4 + strspn (strstr (p, " av ") + 4, "0123456789");
  return g_str_equal (p, " ") || g_str_equal (p, " side ");
}

/* A line without the page number at either end. Owned. */
static char *
dup_without_page (const char *text)
{
  const char *start = text + strspn (text, "0123456789 |");
  g_autofree char *rest = g_strdup (start);
  gsize n = strlen (rest);

  while (n > 0 && strchr ("0123456789 |", rest[n - 1]) != NULL)
    rest[--n] = '\0';
  return g_steal_pointer (&rest);
}

/* --- lines -------------------------------------------------------------------------------------------------------- */

static void
line_free (gpointer data)
{
  SekProseLine *line = data;

  g_free (line->text);
  g_clear_pointer (&line->starts, g_array_unref);
  g_free (line);
}

/* Without blanks around and without the hyphens that only show where a line was broken; one at the end remains, as a
 * hyphen. */
static char *
clean (const char *from, gsize length)
{
  g_autofree char *raw = g_strndup (from, length);
  GString *text = g_string_new (NULL);

  for (const char *p = raw; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == 0xad)
        {
          const char *next = g_utf8_next_char (p);

          if (*_sek_prose_skip_spaces (next) == '\0' || *next == '\r')
            g_string_append_c (text, '-');
        }
      else if (c == '\t' || c == '\f' || c == '\v')
        g_string_append_c (text, ' ');
      else if (c != '\r' && c != 0xfeff)
        g_string_append_unichar (text, c);
    }
  while (text->len > 0
         && (g_str_has_suffix (text->str, " ") || g_str_has_suffix (text->str, "\302\240")))
    g_string_truncate (text, text->len - (g_str_has_suffix (text->str, " ") ? 1 : 2));
  g_string_erase (text, 0, _sek_prose_skip_spaces (text->str) - text->str);
  return g_string_free (text, FALSE);
}

GPtrArray *
_sek_prose_read_lines (const char *text)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (line_free);
  g_autoptr (GHashTable) repeats = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint number = 1, blanks = 0, n_repeats;

  for (const char *p = text; *p != '\0'; number++)
    {
      gsize n = strcspn (p, "\n");
      g_autofree char *line_text = clean (p, n);

      if (*line_text == '\0')
        blanks++;
      else
        {
          SekProseLine *line = g_new0 (SekProseLine, 1);
          char *bare = dup_without_page (line_text);

          line->length = (guint) g_utf8_strlen (line_text, -1);
          line->text = g_steal_pointer (&line_text);
          line->number = number;
          line->blanks = blanks;
          blanks = 0;
          g_ptr_array_add (lines, line);
          n_repeats = GPOINTER_TO_UINT (g_hash_table_lookup (repeats, bare));
          g_hash_table_insert (repeats, bare, GUINT_TO_POINTER (n_repeats + 1));
        }
      p += n;
      p += *p == '\n';
    }
  for (guint i = 0; i < lines->len; i++)
    {
      SekProseLine *line = lines->pdata[i];
      const SekProseLine *before = i > 0 ? lines->pdata[i - 1] : NULL;
      g_autofree char *bare = dup_without_page (line->text);

      line->is_cells = is_cells (line);
      /* A number between two lines of text is a page's; among cells it is one of them. */
      line->is_furniture = is_page_number (line->text)
                           && (has_letters (line->text)
                               || (before != NULL && i + 1 < lines->len && before->length >= 2 * SHORT_LINE
                                   && has_letters (before->text)
                                   && !is_cells (lines->pdata[i + 1]) && line->blanks > 0));
      /* One row alone may be a broken sentence; two, or one among cells, are of a table. */
      if (looks_like_row (line->text))
        {
          const SekProseLine *next = i + 1 < lines->len ? lines->pdata[i + 1] : NULL;

          line->is_cells = is_sum_row (line->text)
                           || (before != NULL && (looks_like_row (before->text) || is_cells (before)))
                           || (next != NULL && (looks_like_row (next->text) || is_cells (next)));
        }
      if (!line->is_furniture && line->length <= HEAD_LENGTH && has_letters (bare) && !g_str_has_suffix (bare, ".")
          && GPOINTER_TO_UINT (g_hash_table_lookup (repeats, bare)) >= HEAD_REPEATS)
        {
          g_autoptr (GArray) figures = _sek_prose_find_figures (line->text);

          line->is_furniture = figures->len == 0;
        }
    }
  return lines;
}

/* --- paragraphs --------------------------------------------------------------------------------------------------- */

static gboolean
ends_sentence (const char *text)
{
  gsize n = strlen (text);

  while (n > 0 && strchr (")\"", text[n - 1]) != NULL)
    n--;
  return n > 0 && (text[n - 1] == '!' || text[n - 1] == '?' || text[n - 1] == ':'
                   || (text[n - 1] == '.' && !_sek_prose_is_abbreviation (text, text + n - 1)));
}

/* The longest line about nth: as wide as its text is. */
static guint
width_about (GPtrArray *lines, guint nth)
{
  guint width = 0;

  for (guint i = nth > 4 ? nth - 4 : 0; i < lines->len && i <= nth + 4; i++)
    if (!((SekProseLine *) lines->pdata[i])->is_furniture)
      width = MAX (width, ((SekProseLine *) lines->pdata[i])->length);
  return width;
}

/* Whether the line at nth goes on in the next one, with blanks lines between: the sentence is not at its end, and the
 * first word of the next line had no room. */
static gboolean
goes_on (GPtrArray *lines, guint nth, const SekProseLine *next, guint blanks, gboolean over_page)
{
  const SekProseLine *line = lines->pdata[nth];
  gunichar first = g_utf8_get_char (next->text);
  gsize word = strcspn (next->text, " ");

  if (is_item (next->text) || is_numbered_head (next->text) || line->is_cells || next->is_cells
      || is_numbered_head (line->text))
    return FALSE;
  /* A head stands right above its text at times: much shorter than the lines about it. */
  if (blanks == 0 && !over_page)
    return !g_unichar_isupper (first) || ends_sentence (line->text) || strchr (line->text, ',') != NULL
           || line->length + 1 + (guint) g_utf8_strlen (next->text, (gssize) word) >= width_about (lines, nth) / 2;
  if ((blanks > 1 && !over_page) || ends_sentence (line->text))
    return FALSE;
  if (g_unichar_islower (first) || g_str_has_suffix (line->text, ",") || g_str_has_suffix (line->text, "-"))
    return line->length >= SHORT_LINE / 2;
  return line->length >= SHORT_LINE
         && line->length + 1 + (guint) g_utf8_strlen (next->text, (gssize) word) > width_about (lines, nth);
}

/* Puts a line to what goes on in it. */
static void
append_line (GString *paragraph, const char *text)
{
  static const char *const joints[] = { "og ", "eller ", "samt ", "til ", "enn ", "men ", NULL };
  const char *end = paragraph->str + paragraph->len;
  gunichar first = g_utf8_get_char (text), before;
  gboolean joint = FALSE;

  if (!g_str_has_suffix (paragraph->str, "-") || paragraph->len < 2 || !g_unichar_isalpha (first))
    {
      g_string_append_printf (paragraph, " %s", text);
      return;
    }
  before = g_utf8_get_char (g_utf8_prev_char (end - 1));
  for (guint i = 0; joints[i] != NULL; i++)
    joint = joint || g_str_has_prefix (text, joints[i]);
  if (joint || !g_unichar_isalnum (before))
    g_string_append_c (paragraph, ' ');
  else if (g_unichar_islower (before) && g_unichar_islower (first))
    g_string_truncate (paragraph, paragraph->len - 1);
  g_string_append (paragraph, text);
}

GPtrArray *
_sek_prose_read_paragraphs (const char *text)
{
  GPtrArray *paragraphs = g_ptr_array_new_with_free_func (line_free);
  g_autoptr (GPtrArray) lines = _sek_prose_read_lines (text);
  g_autoptr (GString) open = g_string_new (NULL);
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (SekProseStart));
  guint blanks = 0, last = 0;
  gboolean over_page = FALSE;

  for (guint i = 0; i <= lines->len; i++)
    {
      const SekProseLine *line = i < lines->len ? lines->pdata[i] : NULL;

      blanks += line != NULL ? line->blanks : 0;
      if (line != NULL && line->is_furniture)
        {
          over_page = TRUE;
          continue;
        }
      if (open->len > 0 && line != NULL && goes_on (lines, last, line, blanks, over_page))
        append_line (open, line->text);
      else
        {
          /* What is cells is no sentence, and its figures are the audit of tables'. */
          if (open->len > 0 && !((SekProseLine *) lines->pdata[last])->is_cells)
            {
              SekProseLine *paragraph = g_new0 (SekProseLine, 1);

              paragraph->text = g_strdup (open->str);
              paragraph->number = g_array_index (starts, SekProseStart, 0).number;
              paragraph->starts = g_steal_pointer (&starts);
              starts = g_array_new (FALSE, FALSE, sizeof (SekProseStart));
              g_ptr_array_add (paragraphs, paragraph);
            }
          g_array_set_size (starts, 0);
          g_string_assign (open, line != NULL ? line->text : "");
        }
      if (line != NULL)
        {
          SekProseStart start = { open->len - strlen (line->text), line->number };

          g_array_append_val (starts, start);
        }
      last = i;
      blanks = 0;
      over_page = FALSE;
    }
  return paragraphs;
}
