/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-audit-layout.h"
#include "sek-audit-private.h"

#include <string.h>

/* Reads lines of copied text: what is label and what are pieces of figures, which piece can only begin a figure or go on with one, and which lines
 * stand together as a table. */

static void
clear_piece (Piece *piece)
{
  g_free (piece->text);
}

static void
line_free (Line *line)
{
  g_free (line->text);
  g_free (line->label);
  g_array_unref (line->pieces);
  g_free (line);
}

static void
block_free (Block *block)
{
  g_ptr_array_unref (block->lines);
  g_ptr_array_unref (block->heads);
  g_array_unref (block->edges);
  g_free (block);
}

/* --- pieces ------------------------------------------------------------------------------------------------------ */

static gboolean
is_sign (const char *token)
{
  static const char *const signs[] = { "-", "–", "—", "−", "+", NULL };

  return g_strv_contains (signs, token);
}

/* Digits, perhaps with sign, marks, per cent or parentheses: a piece of a figure. */
static gboolean
is_piece (const char *token)
{
  guint digits = 0;

  if (g_str_has_prefix (token, "(") && strchr (token, ')') == NULL && !g_ascii_isdigit (token[1]))
    return FALSE;
  for (const char *p = token; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isdigit (c))
        digits++;
      else if (!(strchr (".,()%*+'", (int) MIN (c, 127)) != NULL || c == '-' || c == 0x2212 || c == 0x2013 || c == 0x2014))
        return FALSE;
    }
  return digits > 0 || is_sign (token) || g_str_equal (token, "%");
}

gboolean
_sek_audit_is_year_token (const char *token)
{
  return strlen (token) == 4 && strspn (token, "0123456789") == 4 && (g_str_has_prefix (token, "19") || g_str_has_prefix (token, "20"));
}

/* What stands before a time of the day. */
static gboolean
is_clock (const char *token)
{
  return g_ascii_strcasecmp (token, "kl.") == 0 || g_ascii_strcasecmp (token, "kl") == 0;
}

static Line *
read_line (const char *text)
{
  Line *line = g_new0 (Line, 1);
  g_autoptr (GPtrArray) tokens = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (guint)), ends = g_array_new (FALSE, FALSE, sizeof (guint));
  guint column = 0, tail;

  line->text = g_strdup (text);
  line->pieces = g_array_new (FALSE, TRUE, sizeof (Piece));
  g_array_set_clear_func (line->pieces, (GDestroyNotify) clear_piece);
  for (const char *p = text; *p != '\0';)
    {
      const char *start;
      guint first;

      while (*p != '\0' && g_unichar_isspace (g_utf8_get_char (p)))
        p = g_utf8_next_char (p), column++;
      if (*p == '\0')
        break;
      start = p;
      first = column;
      while (*p != '\0' && !g_unichar_isspace (g_utf8_get_char (p)))
        p = g_utf8_next_char (p), column++;
      g_ptr_array_add (tokens, g_strndup (start, (gsize) (p - start)));
      g_array_append_val (starts, first);
      g_array_append_val (ends, column);
    }
  tail = tokens->len;
  while (tail > 0 && is_piece (tokens->pdata[tail - 1]) && tokens->len - tail < MOST_PIECES - 1)
    tail--;
  /* A label may end in a figure that is set apart from the columns by one space, be a date or a time: «IB 01.01», «Sum 2022», «kl. 16.50». */
  while (tail < tokens->len)
    {
      guint gap = tail > 0 ? g_array_index (starts, guint, tail) - g_array_index (ends, guint, tail - 1) : 2;
      const char *token = tokens->pdata[tail];
      gboolean before_wide = tail + 1 < tokens->len && g_array_index (starts, guint, tail + 1) - g_array_index (ends, guint, tail) >= 2;
      gboolean date = strchr (token, '.') != NULL && strspn (token, "0123456789.") == strlen (token) && strlen (token) <= 6 && token[strlen (token) - 1] != '0'
                      && g_ascii_strtoull (token, NULL, 10) <= 31;

      if (tail > 0 && gap < 2 && !is_sign (token) && (is_clock (tokens->pdata[tail - 1]) || (before_wide && tokens->len - tail > 1 && strlen (token) <= 4) || date || g_str_equal (token, "%")))
        tail++;
      else
        break;
    }
  {
    GString *label = g_string_new (NULL);

    for (guint i = 0; i < tail; i++)
      g_string_append_printf (label, "%s%s", i > 0 ? " " : "", (char *) tokens->pdata[i]);
    line->label = g_string_free (label, FALSE);
  }
  for (guint i = tail; i < tokens->len; i++)
    {
      const char *token = tokens->pdata[i];
      guint gap = i > tail ? g_array_index (starts, guint, i) - g_array_index (ends, guint, i - 1) : 9;
      Piece piece = { .end = g_array_index (ends, guint, i) };
      gsize digits;

      if (g_str_equal (token, "%") && line->pieces->len > 0)
        {
          Piece *last = &g_array_index (line->pieces, Piece, line->pieces->len - 1);
          g_autofree char *old = last->text;

          last->text = g_strconcat (old, " %", NULL);
          last->end = piece.end;
          continue;
        }
      if (is_sign (token) && i + 1 < tokens->len && g_array_index (starts, guint, i + 1) - g_array_index (ends, guint, i) == 1
          && g_ascii_isdigit (((char *) tokens->pdata[i + 1])[0]))
        {
          /* «- 55 951»: a sign that stands alone. */
          piece.text = g_strconcat (token, tokens->pdata[i + 1], NULL);
          piece.end = g_array_index (ends, guint, i + 1);
          piece.starts = TRUE;
          g_array_append_val (line->pieces, piece);
          i++;
          continue;
        }
      piece.text = g_strdup (token);
      digits = strspn (token, "0123456789");
      /* Three digits and what may follow the last group of a figure. */
      piece.starts = digits != 3 || gap > 1;
      piece.goes_on = !piece.starts && token[0] == '0' && i > tail;
      if (i > tail && line->pieces->len > 0)
        {
          const char *before = g_array_index (line->pieces, Piece, line->pieces->len - 1).text;

          if (strpbrk (before, "%),*") != NULL)
            piece.starts = TRUE, piece.goes_on = FALSE;
        }
      g_array_append_val (line->pieces, piece);
    }
  for (guint i = 0; i < line->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (line->pieces, Piece, i);

      line->least += i == 0 || piece->starts;
      line->most += i == 0 || !piece->goes_on;
    }
  return line;
}

/* --- blocks ------------------------------------------------------------------------------------------------------ */

static gboolean
is_head (const char *text, const Line *line)
{
  guint years = 0;
  g_auto (GStrv) tokens = g_strsplit_set (text, " \t", -1);

  for (guint i = 0; tokens[i] != NULL; i++)
    years += _sek_audit_is_year_token (tokens[i]);
  for (guint i = 0; i < line->pieces->len; i++)
    if (!_sek_audit_is_year_token (g_array_index (line->pieces, Piece, i).text) && strchr (g_array_index (line->pieces, Piece, i).text, '.') == NULL)
      return FALSE;
  return line->pieces->len > 0 && (years > 1 || *line->label == '\0' || g_utf8_strlen (line->label, -1) > 40);
}

gboolean
_sek_audit_has_gap (const char *text)
{
  g_autofree char *own = g_strstrip (g_strdup (text));

  return strstr (own, "  ") != NULL;
}

/* «2022» or «18.11.22», as a head has them, and no figure of a table. */
static gboolean
is_of_head (const Line *line)
{
  const char *text = line->pieces->len == 1 ? g_array_index (line->pieces, Piece, 0).text : "";
  const char *point = strchr (text, '.');

  return line->pieces->len == 0 || _sek_audit_is_year_token (text)
         || (point != NULL && strchr (point + 1, '.') != NULL && strspn (text, "0123456789.") == strlen (text));
}

/* A head that was copied a line a piece («Prognose 2022», «pr. 18.11.22») stands above the first line with several figures. */
static void
take_heads (Block *block)
{
  guint n = 0, n_wide = 0;

  while (n < block->lines->len && is_of_head (block->lines->pdata[n]))
    n++;
  /* What has no year is a heading of the rows below it, or the first part of a label. */
  while (n > 0 && ((Line *) block->lines->pdata[n - 1])->pieces->len == 0)
    n--;
  for (guint i = n; i < block->lines->len; i++)
    n_wide += ((Line *) block->lines->pdata[i])->pieces->len > 1;
  if (n == 0 || n_wide * 2 <= block->lines->len - n)
    return;
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (block->heads, g_strdup (((Line *) block->lines->pdata[i])->text));
  g_ptr_array_remove_range (block->lines, 0, n);
}

/* «-1 792 → −1 290 (1)» of our own reports is the figure that was printed, moved to where the column ends; «mangler → 5 981 (2)» is a blank. */
static void
drop_findings (char **line)
{
  const char *arrow;

  while ((arrow = strstr (*line, " → ")) != NULL)
    {
      const char *open = strchr (arrow, '('), *close = open != NULL ? strchr (open, ')') : NULL, *from = arrow;
      g_autoptr (GString) other = NULL;
      glong n;

      if (close == NULL || close == open + 1 || strspn (open + 1, "0123456789") != (gsize) (close - open - 1) || close - arrow > 60)
        return;
      while (from > *line && g_unichar_isalpha (g_utf8_get_char (g_utf8_prev_char (from))))
        from = g_utf8_prev_char (from);
      n = g_utf8_strlen (from, close + 1 - from);
      if (from == arrow)
        while (from > *line && !g_str_has_prefix (from, "  "))
          from = g_utf8_prev_char (from);
      else
        arrow = from;
      other = g_string_new_len (*line, from - *line);
      g_string_append_printf (other, "%*s", (int) n, "");
      g_string_append_len (other, from, arrow - from);
      g_string_append (other, close + 1);
      g_free (*line);
      *line = g_string_free (g_steal_pointer (&other), FALSE);
    }
}

/* «side 1 av 3», «Page 1 of 3» at the end of a line: the foot of a page, not a row. */
static gboolean
is_page_number (const char *text)
{
  static GRegex *regex;

  if (g_once_init_enter (&regex))
    g_once_init_leave (&regex, g_regex_new ("(^|\\s)(side|page|s\\.)\\s+\\d+\\s+(av|of)\\s+\\d+\\s*$", G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL));
  return g_regex_match (regex, text, 0, NULL);
}

/* The cell of a line, set apart by two spaces or more, that ends at end. */
static char *
find_cell (char *line, char *end)
{
  char *start = end;

  while (start > line && !(start - line > 1 && start[-1] == ' ' && start[-2] == ' '))
    start--;
  return start;
}

/* A comment in columns to the right of the figures is cut off: «Klima      170    Rapport om klimastatus». A year is no figure: heads stay whole. */
static void
drop_comment (char *line)
{
  char *end = line + strlen (line);

  for (;;)
    {
      char *start = find_cell (line, end);
      g_autofree char *cell = g_strndup (start, (gsize) (end - start));
      Cell figure;

      if (start == line)
        return;
      if (_sek_audit_parse (cell, '\0', &figure) && !_sek_audit_is_year_token (cell))
        {
          *end = '\0';
          return;
        }
      if (!g_unichar_isalpha (g_utf8_get_char (cell)))
        return;
      for (end = start; end > line && end[-1] == ' ';)
        end--;
    }
}

GPtrArray *
_sek_audit_find_blocks (const char *text)
{
  GPtrArray *blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) block_free);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  Block *block = NULL;
  guint blank = 0, gaps = 0, n_figures = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      Line *line;
      guint length;

      g_strdelimit (lines[i], "\r", ' ');
      g_strchomp (lines[i]);
      if (is_page_number (lines[i]))
        continue;
      drop_findings (&lines[i]);
      drop_comment (lines[i]);
      length = (guint) g_utf8_strlen (lines[i], -1);
      if (length == 0)
        {
          blank++;
          continue;
        }
      line = read_line (lines[i]);
      /* Prose parts tables. */
      if (line->pieces->len == 0 && ((length > 90 && !_sek_audit_has_gap (lines[i])) || (length > 50 && lines[i][strlen (lines[i]) - 1] == '.')))
        {
          line_free (line);
          block = NULL;
          continue;
        }
      if (block == NULL || blank > 1 || block->lines->len > MOST_LINES)
        {
          block = g_new0 (Block, 1);
          block->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);
          block->heads = g_ptr_array_new_with_free_func (g_free);
          block->edges = g_array_new (FALSE, FALSE, sizeof (guint));
          g_ptr_array_add (blocks, block);
          gaps = n_figures = 0;
        }
      blank = 0;
      if (n_figures == 0 && (line->pieces->len == 0 || is_head (lines[i], line)))
        {
          g_ptr_array_add (block->heads, g_strdup (lines[i]));
          line_free (line);
          continue;
        }
      line->section = line->pieces->len == 0;
      n_figures += line->pieces->len > 0;
      gaps += line->pieces->len > 0 && _sek_audit_has_gap (lines[i]);
      block->wide = gaps * 2 > n_figures;
      g_ptr_array_add (block->lines, line);
    }
  for (guint i = 0; i < blocks->len; i++)
    take_heads (blocks->pdata[i]);
  return blocks;
}
