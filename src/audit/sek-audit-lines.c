/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-audit-layout.h"
#include "sek-audit-private.h"

#include <string.h>

/* Which lines of copied text stand together as a table, and which are its head. */

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

static gboolean
is_head (const char *text, const Line *line)
{
  guint years = 0;
  g_auto (GStrv) tokens = g_strsplit_set (text, " \t", -1);

  for (guint i = 0; tokens[i] != NULL; i++)
    years += _sek_audit_is_year_token (tokens[i]);
  for (guint i = 0; i < line->pieces->len; i++)
    if (!_sek_audit_is_year_token (g_array_index (line->pieces, Piece, i).text)
        && strchr (g_array_index (line->pieces, Piece, i).text, '.') == NULL)
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

  return line->pieces->len == 0 || _sek_audit_is_year_token (text) || _sek_audit_is_date_token (text);
}

/* Titles may have figures of their own («Kontingent 2023», «Sats per innbygger: 2,80»): where spaces part the columns,
 * everything down to the first line of words that stand apart is above the table. How many lines. */
static guint
find_wide_head (const Block *block)
{
  guint n = 0, titles;

  for (guint i = 0; i < block->heads->len; i++)
    if (_sek_audit_has_gap (block->heads->pdata[i]))
      return 0;
  while (n < block->lines->len && !_sek_audit_has_gap (((Line *) block->lines->pdata[n])->text))
    n++;
  titles = n;
  for (; n < block->lines->len; n++)
    {
      const Line *line = block->lines->pdata[n];

      if (!_sek_audit_has_gap (line->text) || (line->pieces->len > 0 && !is_head (line->text, line)))
        break;
    }
  return n > titles ? n : 0;
}

/* A head that was copied a line a piece («Prognose 2022», «pr. 18.11.22») stands above the first line with several
 * figures. */
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
  if (block->wide && find_wide_head (block) > 0)
    n = find_wide_head (block);
  else if (n == 0 || n_wide * 2 <= block->lines->len - n)
    return;
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (block->heads, g_strdup (((Line *) block->lines->pdata[i])->text));
  g_ptr_array_remove_range (block->lines, 0, n);
}

/* «-1 792 → −1 290 (1)» of our own reports is the figure that was printed, moved to where the column ends; «mangler
 * → 5 981 (2)» is a blank. */
static void
drop_findings (char **line)
{
  const char *arrow;

  while ((arrow = strstr (*line, " → ")) != NULL)
    {
      const char *open = strchr (arrow, '('), *close = open != NULL ? strchr (open, ')') : NULL, *from = arrow;
      g_autoptr (GString) other = NULL;
      glong n;

      if (close == NULL || close == open + 1 || strspn (open + 1, "0123456789") != (gsize) (close - open - 1)
          || close - arrow > 60)
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
    g_once_init_leave (&regex, g_regex_new ("(^|\\s)(side|page|s\\.)\\s+\\d+\\s+(av|of)\\s+\\d+\\s*$",
                                            G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL));
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

/* A comment in columns to the right of the figures is cut off: «Klima      170    Rapport om klimastatus». A year
 * is no figure: heads stay whole. */
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

/* Whether the words of two lines are the same, however far apart. */
static gboolean
is_same_text (const char *a, const char *b)
{
  for (;;)
    {
      gsize length;

      a += strspn (a, " ");
      b += strspn (b, " ");
      length = strcspn (a, " ");
      if (length != strcspn (b, " ") || strncmp (a, b, length) != 0)
        return FALSE;
      if (length == 0)
        return TRUE;
      a += length;
      b += length;
    }
}

/* Whether the text stands above the columns of the block. */
static gboolean
has_head (const Block *block, const char *text)
{
  for (guint i = 0; i < block->heads->len; i++)
    if (is_same_text (block->heads->pdata[i], text))
      return TRUE;
  for (guint i = 0; i < block->lines->len; i++)
    if (is_of_head (block->lines->pdata[i]) && is_same_text (((Line *) block->lines->pdata[i])->text, text))
      return TRUE;
  return FALSE;
}

/* A table that goes on over pages has its head above each: what begins a page with that head, or with no words of its
 * own, is the rest of the table before. A table of two parts would else have a total that is the sum of neither. */
static void
join_pages (GPtrArray *blocks)
{
  for (guint i = 1; i < blocks->len;)
    {
      Block *before = blocks->pdata[i - 1], *block = blocks->pdata[i];
      const char *head = block->heads->len > 0 ? block->heads->pdata[block->heads->len - 1] : NULL;

      if (!block->begins_page || before->lines->len == 0 || (head != NULL && !has_head (before, head)))
        {
          i++;
          continue;
        }
      g_ptr_array_extend_and_steal (before->lines, g_ptr_array_ref (block->lines));
      g_ptr_array_remove_index (blocks, i);
    }
}

/* Whether no-break spaces part thousands and other spaces part figures: then nothing is left to guess. */
static gboolean
is_grouped (const char *text)
{
  static GRegex *groups, *parted;

  if (g_once_init_enter (&groups))
    g_once_init_leave (&groups, g_regex_new ("\\d[\\x{a0}\\x{2009}\\x{202f}]\\d{3}(?!\\d)", G_REGEX_OPTIMIZE, 0, NULL));
  if (g_once_init_enter (&parted))
    g_once_init_leave (&parted, g_regex_new ("\\d +\\d", G_REGEX_OPTIMIZE, 0, NULL));
  return g_regex_match (groups, text, 0, NULL) && g_regex_match (parted, text, 0, NULL);
}

GPtrArray *
_sek_audit_find_blocks (const char *text, gboolean inside)
{
  GPtrArray *blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) block_free);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  Block *block = NULL;
  guint blank = 0, gaps = 0, n_figures = 0;
  gboolean new_page = FALSE, grouped = is_grouped (text);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      Line *line;
      guint length;

      new_page = new_page || strchr (lines[i], '\f') != NULL || is_page_number (lines[i]);
      g_strdelimit (lines[i], "\r\f", ' ');
      g_strchomp (lines[i]);
      if (is_page_number (lines[i]) || (new_page && block != NULL && blank <= 1 && has_head (block, lines[i])))
        continue;
      drop_findings (&lines[i]);
      drop_comment (lines[i]);
      length = (guint) g_utf8_strlen (lines[i], -1);
      if (length == 0)
        {
          blank++;
          continue;
        }
      line = _sek_audit_read_line (lines[i], inside, grouped);
      /* Prose parts tables. */
      if (line->pieces->len == 0
          && ((length > 90 && !_sek_audit_has_gap (lines[i]))
              || (length > 50 && lines[i][strlen (lines[i]) - 1] == '.')))
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
          block->begins_page = new_page;
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
      new_page = new_page && line->section;
      if (inside && !line->section && *line->label == '\0' && block->lines->len > 0)
        {
          const Line *above = block->lines->pdata[block->lines->len - 1];

          /* The last line of its label: a figure stands beside or below it. */
          g_free (line->label);
          line->label = g_strdup (above->section ? above->label : "");
        }
      n_figures += line->pieces->len > 0;
      gaps += line->pieces->len > 0 && _sek_audit_has_gap (lines[i]);
      block->wide = gaps * 2 > n_figures;
      g_ptr_array_add (block->lines, line);
    }
  for (guint i = 0; i < blocks->len; i++)
    take_heads (blocks->pdata[i]);
  join_pages (blocks);
  return blocks;
}
