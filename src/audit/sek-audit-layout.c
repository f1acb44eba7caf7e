/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-audit-layout.h"
#include "sek-audit-private.h"

#include <string.h>

/* Tables in text that was copied from a PDF, where columns are runs of spaces or only what is left of them.
 *
 * A line is a label and, at its end, pieces of figures. Where runs of two spaces or more part the figures, their right
 * edges tell the columns. Else the pieces themselves do (sek-audit-ways.c). */

/* Some five seconds of weighing ways to read lines, for a whole text. */
#define MOST_WORK 10000000

/* --- columns by edges -------------------------------------------------------------------------------------------- */

static int
compare_uints (gconstpointer a, gconstpointer b)
{
  guint x = *(const guint *) a, y = *(const guint *) b;

  return x < y ? -1 : x > y;
}

enum
{
  FEW_LINES = 8, /* below which one line is no exception */
  STRAY = 8,     /* characters that a figure in bold may be off its column */
};

/* Whether the line has a figure that ends near the edge. */
static gboolean
has_edge (const Line *line, guint edge)
{
  for (guint k = 0; k < line->pieces->len; k++)
    if ((k + 1 == line->pieces->len || line->cut[k + 1])
        && ABS ((int) g_array_index (line->pieces, Piece, k).end - (int) edge) <= 2)
      return TRUE;
  return FALSE;
}

static guint
count_edge (const Block *block, guint edge, const Line **line)
{
  guint n = 0;

  for (guint i = 0; i < block->lines->len; i++)
    if (has_edge (block->lines->pdata[i], edge))
      {
        *line = block->lines->pdata[i];
        n++;
      }
  return n;
}

/* A sum in bold is set wider than the rows above it, and in text its figures can end some characters off their column:
 * an edge of one line alone goes, where the column beside it has a figure in nearly all lines and none in that one. */
static void
drop_strays (Block *block)
{
  for (guint i = block->edges->len; i-- > 0 && block->lines->len >= FEW_LINES;)
    {
      guint edge = g_array_index (block->edges, guint, i);
      const Line *alone = NULL, *any;

      if (count_edge (block, edge, &alone) != 1)
        continue;
      for (guint k = i > 0 ? i - 1 : 0; k < block->edges->len && k <= i + 1; k++)
        {
          guint other = g_array_index (block->edges, guint, k);

          if (k == i || ABS ((int) other - (int) edge) > STRAY || has_edge (alone, other)
              || count_edge (block, other, &any) * 5 < block->lines->len * 4)
            continue;
          g_array_remove_index (block->edges, i);
          break;
        }
    }
}

/* The figures of a line that runs of spaces part: cut where a piece must begin; the right edges of all lines, those
 * near each other taken together. */
static void
find_edges (Block *block)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < block->lines->len; i++)
    {
      Line *line = block->lines->pdata[i];

      for (guint k = 0; k < line->pieces->len; k++)
        {
          line->cut[k] = k == 0 || g_array_index (line->pieces, Piece, k).starts;
          if (k > 0 && line->cut[k])
            g_array_append_val (all, g_array_index (line->pieces, Piece, k - 1).end);
          if (k + 1 == line->pieces->len)
            g_array_append_val (all, g_array_index (line->pieces, Piece, k).end);
        }
    }
  g_array_sort (all, compare_uints);
  for (guint i = 0; i < all->len;)
    {
      guint first = i, edge;

      while (i < all->len && (i == first || g_array_index (all, guint, i) - g_array_index (all, guint, i - 1) <= 2))
        i++;
      edge = g_array_index (all, guint, (first + i - 1) / 2);
      if (block->edges->len < MOST_WIDE)
        g_array_append_val (block->edges, edge);
    }
  drop_strays (block);
  block->width = block->edges->len;
}

static guint
nearest_edge (const Block *block, guint end, guint from)
{
  guint best = from;

  for (guint i = from; i < block->edges->len; i++)
    {
      guint edge = g_array_index (block->edges, guint, i), kept = g_array_index (block->edges, guint, best);

      if (ABS ((int) edge - (int) end) < ABS ((int) kept - (int) end))
        best = i;
    }
  return MIN (best, MOST_WIDE - 1);
}

static void
place_by_edges (Block *block)
{
  for (guint i = 0; i < block->lines->len; i++)
    {
      Line *line = block->lines->pdata[i];
      guint n = 0, from = 0;

      for (guint k = 0; k < line->pieces->len; k++)
        if (k + 1 == line->pieces->len || line->cut[k + 1])
          {
            if (n < MOST_WIDE && from < block->width)
              {
                line->place[n] = (guint8) nearest_edge (block, g_array_index (line->pieces, Piece, k).end, from);
                from = line->place[n++] + 1u;
              }
          }
    }
}

/* --- tables ------------------------------------------------------------------------------------------------------ */

static char **
make_row (const Block *block, const Line *line)
{
  char **texts = g_new0 (char *, block->width + 2);
  guint n = 0;

  /* A year is a part of the label, the number of a note is not. */
  if (line->skip > 0
      && _sek_audit_is_year_token (g_array_index (line->pieces, Piece, 0).text
                                   + strspn (g_array_index (line->pieces, Piece, 0).text, "-–−")))
    texts[0] = g_strdup_printf ("%s %s", line->label, g_array_index (line->pieces, Piece, 0).text);
  else
    texts[0] = g_strdup (line->label);
  for (guint c = 1; c <= block->width; c++)
    texts[c] = g_strdup ("");
  for (guint k = line->skip; k < line->pieces->len;)
    {
      GString *figure = g_string_new (g_array_index (line->pieces, Piece, k).text);
      guint c = n < MOST_WIDE ? line->place[n] : MOST_WIDE;

      for (k++; k < line->pieces->len && !line->cut[k]; k++)
        g_string_append_printf (figure, " %s", g_array_index (line->pieces, Piece, k).text);
      n++;
      if (c < block->width)
        {
          g_free (texts[c + 1]);
          texts[c + 1] = g_string_free (figure, FALSE);
        }
      else
        g_string_free (figure, TRUE);
    }
  return texts;
}

/* «Budsjett 2022 Prognose Forslag 2023», cut after each year or before each capital. Element-type char *. */
static GPtrArray *
cut_head (const char *text, gboolean by_year)
{
  g_auto (GStrv) tokens = g_strsplit_set (text, " \t", -1);
  GPtrArray *parts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) part = g_string_new (NULL);

  for (guint k = 0; tokens[k] != NULL; k++)
    {
      if (*tokens[k] == '\0')
        continue;
      if (!by_year && part->len > 0 && g_unichar_isupper (g_utf8_get_char (tokens[k])))
        {
          g_ptr_array_add (parts, g_strdup (part->str));
          g_string_truncate (part, 0);
        }
      g_string_append_printf (part, "%s%s", part->len > 0 ? " " : "", tokens[k]);
      if (by_year && _sek_audit_is_year_token (tokens[k]))
        {
          g_ptr_array_add (parts, g_strdup (part->str));
          g_string_truncate (part, 0);
        }
    }
  if (part->len > 0)
    g_ptr_array_add (parts, g_strdup (part->str));
  return parts;
}

/* The lines of a head that was copied a line a piece, from the last: as soon as they can be cut into one part a column
 * they are one line. */
static void
join_heads (const Block *block)
{
  g_autofree char *joined = g_strdup ("");

  for (guint i = block->heads->len; i-- > 0;)
    {
      g_autofree char *rest = g_steal_pointer (&joined);
      g_autoptr (GPtrArray) parts = NULL;

      joined = g_strstrip (g_strconcat (block->heads->pdata[i], " ", rest, NULL));
      parts = cut_head (joined, FALSE);
      if (parts->len > block->width || block->width < 2)
        return;
      /* «2022 Prognose …»: its head begins a line further up. */
      if (parts->len < block->width || !g_unichar_isupper (g_utf8_get_char (joined)))
        continue;
      if (i + 1 < block->heads->len)
        {
          g_ptr_array_remove_range (block->heads, i, block->heads->len - i);
          g_ptr_array_add (block->heads, g_steal_pointer (&joined));
        }
      return;
    }
}

/* Words of a head that runs of spaces part go to the columns where they end. Columns of words stand to the left of the
 * figures, and are part of the label. Returns how many cells of texts were filled. */
static guint
place_head (const Block *block, const char *text, char **texts)
{
  g_auto (GStrv) parts = g_regex_split_simple ("\\s{2,}", text, 0, 0);
  guint n = g_strv_length (parts), filled = 0, end = (guint) g_utf8_strlen (text, -1);

  for (guint i = n; i-- > 0;)
    {
      const char *at = g_utf8_offset_to_pointer (text, end);
      guint c;
      g_autofree char *old = NULL;

      while (end > 0 && at[-1] == ' ')
        at--, end--;
      if (*parts[i] == '\0')
        continue;
      /* What begins to the right of the figures stands over comments. */
      if (block->width > 0
          && end - (guint) g_utf8_strlen (parts[i], -1) >= g_array_index (block->edges, guint, block->width - 1))
        {
          end -= (guint) g_utf8_strlen (parts[i], -1);
          continue;
        }
      c = block->width > 0 && end + 12 < g_array_index (block->edges, guint, 0) ? 0 : 1 + nearest_edge (block, end, 0);
      if (c > block->width || *texts[c] != '\0')
        c = 0;
      old = texts[c];
      texts[c] = *old != '\0' ? g_strconcat (parts[i], " ", old, NULL) : g_strdup (parts[i]);
      filled++;
      end -= (guint) g_utf8_strlen (parts[i], -1);
    }
  return filled;
}

/* Heads of columns that runs of spaces part go by their edges; others are cut after each year when that gives as many
 * as there are columns. */
static void
add_heads (const Block *block, GPtrArray *rows)
{
  for (guint i = 0; i < block->heads->len; i++)
    {
      const char *text = block->heads->pdata[i];
      char **texts = g_new0 (char *, block->width + 2);
      guint filled = 0;

      for (guint c = 0; c <= block->width; c++)
        texts[c] = g_strdup ("");
      if (block->wide && _sek_audit_has_gap (text))
        {
          filled = place_head (block, text, texts);
        }
      else
        {
          g_autoptr (GPtrArray) parts = cut_head (text, FALSE);
          guint first = 1;

          /* The labels have a head too, or they have none. */
          if (block->width > 1 && parts->len == block->width + 1)
            first = 0;
          else if (parts->len != block->width)
            {
              g_ptr_array_unref (parts);
              parts = cut_head (text, TRUE);
            }
          if (parts->len + first == block->width + 1)
            for (guint k = 0; k < parts->len; k++)
              {
                g_free (texts[k + first]);
                texts[k + first] = g_strdup (parts->pdata[k]);
                filled++;
              }
        }
      if (filled == 0)
        {
          g_free (texts[0]);
          texts[0] = g_strstrip (g_strdup (text));
        }
      g_ptr_array_add (rows, texts);
    }
}

GPtrArray *
_sek_audit_make_rows (const Block *block)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  add_heads (block, rows);
  for (guint i = 0; i < block->lines->len; i++)
    g_ptr_array_add (rows, make_row (block, block->lines->pdata[i]));
  return rows;
}

/* The tables of the text, whose figures stand at the end of lines or, if inside is set, anywhere in them. work is what
 * may be done. Owned; element-type GPtrArray. */
static GPtrArray *
find_tables (const char *text, gboolean inside, gint64 *work, GCancellable *cancellable)
{
  GPtrArray *tables = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GPtrArray) blocks = _sek_audit_find_blocks (text, inside);

  for (guint i = 0; i < blocks->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      Block *block = blocks->pdata[i];
      guint n = 0;

      for (guint k = 0; k < block->lines->len; k++)
        n += ((Line *) block->lines->pdata[k])->pieces->len > 0;
      /* Prose has a figure here and there. */
      if (n < 2 || (inside && n * 3 < block->lines->len))
        continue;
      if (block->wide)
        {
          find_edges (block);
          place_by_edges (block);
        }
      else
        {
          _sek_audit_find_width (block, work, cancellable);
          if (block->width == 0)
            continue;
          join_heads (block);
          _sek_audit_choose_ways (block, work, cancellable);
        }
      g_ptr_array_add (tables, _sek_audit_make_rows (block));
    }
  return tables;
}

/* Whether something in one of the tables is the sum or the difference of others. */
static gboolean
have_rules (GPtrArray *tables, GCancellable *cancellable)
{
  for (guint i = 0; i < tables->len; i++)
    {
      g_autoptr (SekAudit) audit = sek_audit_new (tables->pdata[i], "", SEK_LANGUAGE_NB, cancellable, NULL);

      if (audit != NULL && sek_audit_get_n_rules (audit) > 0)
        return TRUE;
    }
  return FALSE;
}

GPtrArray *
sek_audit_split_text (const char *text, GCancellable *cancellable)
{
  GPtrArray *tables = NULL;
  gint64 work = MOST_WORK;

  g_return_val_if_fail (text != NULL, g_ptr_array_new ());

  if (strchr (text, '\t') != NULL)
    {
      GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
      g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

      for (guint i = 0; lines[i] != NULL; i++)
        if (*g_strchomp (lines[i]) != '\0' || rows->len > 0)
          g_ptr_array_add (rows, g_strsplit (lines[i], "\t", -1));
      tables = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
      g_ptr_array_add (tables, rows);
      return tables;
    }
  tables = _sek_audit_split_cells (text);
  if (tables->len > 0)
    return tables;
  g_ptr_array_unref (tables);
  tables = find_tables (text, FALSE, &work, cancellable);
  if (!have_rules (tables, cancellable))
    {
      /* A column of comments may stand to the right of the figures. */
      g_autoptr (GPtrArray) others = find_tables (text, TRUE, &work, cancellable);

      if (have_rules (others, cancellable))
        {
          g_ptr_array_unref (tables);
          tables = g_steal_pointer (&others);
        }
    }
  return tables;
}
