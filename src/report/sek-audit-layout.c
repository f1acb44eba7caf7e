/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-audit-layout.h"
#include "sek-audit-private.h"

#include <string.h>

/* Tables in text that was copied from a PDF, where columns are runs of spaces or only what is left of them.
 *
 * A line is a label and, at its end, pieces of figures. Where runs of two spaces or more part the figures, their right edges tell the columns. Else
 * the pieces do: "4 017 3 740 2 727" can be three figures or one, but a piece that has not three digits begins a figure, and one that begins
 * with 0 goes on with one. The number of columns is what most lines can have; a line that can be read in several ways, or has fewer figures than there
 * are columns, is read so that the table adds up best. */

#define MOST_WAYS 200
#define MOST_TRIES 3000
/* More than the unevenness of any line. */
#define NOT_FULL 1e6

/* --- columns by edges ---------------------------------------------------------------------------------------------- */

static int
compare_uints (gconstpointer a, gconstpointer b)
{
  guint x = *(const guint *) a, y = *(const guint *) b;

  return x < y ? -1 : x > y;
}

/* The figures of a line that runs of spaces part: cut where a piece must begin; the right edges of all lines, those near each other taken together. */
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

/* --- columns by number --------------------------------------------------------------------------------------------- */

static void
find_width (Block *block)
{
  guint best = 0, most = 0;

  for (guint width = 1; width < MOST_WIDE; width++)
    {
      guint fits = 0;

      for (guint i = 0; i < block->lines->len; i++)
        {
          const Line *line = block->lines->pdata[i];

          fits += line->pieces->len > 0 && line->least <= width && width <= line->most;
        }
      if (fits > most)
        {
          most = fits;
          best = width;
        }
    }
  block->width = best;
}

/* Ways to read a line: counted through by number. FALSE when there are no more. */
static gboolean
read_way (const Block *block, Line *line, guint way)
{
  guint n_free = 0, free_at[MOST_PIECES];
  guint n = line->pieces->len;

  for (guint k = 1; k < n; k++)
    if (!g_array_index (line->pieces, Piece, k).starts && !g_array_index (line->pieces, Piece, k).goes_on)
      free_at[n_free++] = k;
  if (n_free > 10)
    return FALSE;
  /* Cuts first, then which columns are blank. */
  for (guint32 cuts = 0; cuts < (1u << n_free); cuts++)
    {
      guint count = 0;

      for (guint k = 0; k < n; k++)
        line->cut[k] = k == 0 || g_array_index (line->pieces, Piece, k).starts;
      for (guint k = 0; k < n_free; k++)
        if (cuts >> k & 1)
          line->cut[free_at[k]] = TRUE;
      for (guint k = 0; k < n; k++)
        count += line->cut[k];
      if (count > block->width || count == 0)
        continue;
      for (guint32 places = 1; places < (1u << block->width); places++)
        {
          guint placed = 0;

          for (guint c = 0; c < block->width; c++)
            if (places >> c & 1)
              {
                if (placed < MOST_WIDE)
                  line->place[placed] = (guint8) c;
                placed++;
              }
          if (placed != count)
            continue;
          if (way == 0)
            return TRUE;
          way--;
        }
    }
  return FALSE;
}

/* --- tables ------------------------------------------------------------------------------------------------------ */

static char **
make_row (const Block *block, const Line *line)
{
  char **texts = g_new0 (char *, block->width + 2);
  guint n = 0;

  texts[0] = g_strdup (line->label);
  for (guint c = 1; c <= block->width; c++)
    texts[c] = g_strdup ("");
  for (guint k = 0; k < line->pieces->len;)
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

/* The lines of a head that was copied a line a piece, from the last: as soon as they can be cut into one part a column they are one line. */
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

/* Heads of columns that runs of spaces part go by their edges; others are cut after each year when that gives as many as there are columns. */
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
          guint column = 0;

          for (const char *p = text; *p != '\0';)
            {
              const char *start, *end;
              guint edge, c;

              while (*p == ' ')
                p++, column++;
              if (*p == '\0')
                break;
              start = p;
              while (*p != '\0' && !(p[0] == ' ' && p[1] == ' '))
                p = g_utf8_next_char (p), column++;
              end = p;
              edge = column;
              if (block->width > 0 && edge + 12 < g_array_index (block->edges, guint, 0) && start == text)
                c = 0;
              else
                c = 1 + nearest_edge (block, edge, 0);
              if (c <= block->width && *texts[c] == '\0')
                {
                  g_free (texts[c]);
                  texts[c] = g_strndup (start, (gsize) (end - start));
                  filled++;
                }
            }
        }
      else
        {
          g_autoptr (GPtrArray) parts = cut_head (text, FALSE);

          if (parts->len != block->width)
            {
              g_ptr_array_unref (parts);
              parts = cut_head (text, TRUE);
            }
          if (parts->len == block->width)
            for (guint k = 0; k < parts->len; k++)
              {
                g_free (texts[k + 1]);
                texts[k + 1] = g_strdup (parts->pdata[k]);
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

static GPtrArray *
make_rows (const Block *block)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  add_heads (block, rows);
  for (guint i = 0; i < block->lines->len; i++)
    g_ptr_array_add (rows, make_row (block, block->lines->pdata[i]));
  return rows;
}

static double
score (const Block *block, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) rows = make_rows (block);
  g_autoptr (SekAudit) audit = sek_audit_new (rows, "", SEK_LANGUAGE_NB, cancellable, NULL);

  if (audit == NULL)
    return -G_MAXDOUBLE;
  return sek_audit_count (audit, SEK_VERDICT_OK) + 0.5 * sek_audit_count (audit, SEK_VERDICT_ROUNDING)
         - 2.0 * sek_audit_count (audit, SEK_VERDICT_WRONG) - 1.5 * sek_audit_count (audit, SEK_VERDICT_MISSING);
}

/* How unlike in size the figures of a line are as it is read now. */
static double
unevenness (const Line *line)
{
  double sum = 0, squares = 0, size = 0;
  guint n = 0;

  for (guint k = 0; k < line->pieces->len; k++)
    {
      if (line->cut[k] && k > 0)
        {
          sum += size;
          squares += size * size;
          n++;
          size = 0;
        }
      size += (double) strlen (g_array_index (line->pieces, Piece, k).text);
    }
  sum += size;
  squares += size * size;
  n++;
  return squares / n - (sum / n) * (sum / n);
}

/* Whether the line as it is read now has a figure in every column. */
static gboolean
is_full (const Block *block, const Line *line)
{
  guint n = 0;

  for (guint k = 0; k < line->pieces->len; k++)
    n += line->cut[k];
  return n == block->width;
}

/* Each line in turn is read as the table adds up best, until none changes: first as a whole line where it can be one, for that is likeliest and there
 * are few ways, then in every way. */
static void
choose_ways (Block *block, GCancellable *cancellable)
{
  double best;
  guint tries = 0;
  g_autofree guint *ways = g_new0 (guint, block->lines->len + 1);

  for (guint i = 0; i < block->lines->len; i++)
    {
      Line *line = block->lines->pdata[i];
      double least = G_MAXDOUBLE;

      for (guint way = 0; way < MOST_WAYS && read_way (block, line, way); way++)
        {
          double uneven = unevenness (line) + (is_full (block, line) ? 0 : NOT_FULL);

          if (uneven < least - 0.001)
            {
              least = uneven;
              ways[i] = way;
            }
        }
      if (!read_way (block, line, ways[i]))
        line->place[0] = MOST_WIDE;
    }
  best = score (block, cancellable);
  for (int round = 0; round < 4; round++)
    {
      gboolean changed = FALSE;

      for (guint i = 0; i < block->lines->len && tries < MOST_TRIES; i++)
        {
          Line *line = block->lines->pdata[i];
          guint kept = ways[i];

          if (line->pieces->len == 0)
            continue;
          for (guint way = 0; way < MOST_WAYS && tries < MOST_TRIES && !g_cancellable_is_cancelled (cancellable) && read_way (block, line, way); way++)
            if (way != kept && (round > 0 || is_full (block, line)))
              {
                double other = score (block, cancellable);

                tries++;
                if (other > best)
                  {
                    best = other;
                    changed = changed || way != kept;
                    ways[i] = way;
                  }
              }
          read_way (block, line, ways[i]);
        }
      if (!changed && round > 0)
        break;
    }
}

GPtrArray *
sek_audit_split_text (const char *text, GCancellable *cancellable)
{
  GPtrArray *tables = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GPtrArray) blocks = NULL;

  g_return_val_if_fail (text != NULL, tables);

  if (strchr (text, '\t') != NULL)
    {
      GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
      g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

      for (guint i = 0; lines[i] != NULL; i++)
        if (*g_strchomp (lines[i]) != '\0' || rows->len > 0)
          g_ptr_array_add (rows, g_strsplit (lines[i], "\t", -1));
      g_ptr_array_add (tables, rows);
      return tables;
    }
  g_ptr_array_unref (tables);
  tables = _sek_audit_split_cells (text);
  if (tables->len > 0)
    return tables;
  blocks = _sek_audit_find_blocks (text);
  for (guint i = 0; i < blocks->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      Block *block = blocks->pdata[i];
      guint n = 0;

      for (guint k = 0; k < block->lines->len; k++)
        n += ((Line *) block->lines->pdata[k])->pieces->len > 0;
      if (n < 2)
        continue;
      if (block->wide)
        {
          find_edges (block);
          place_by_edges (block);
        }
      else
        {
          find_width (block);
          if (block->width == 0)
            continue;
          join_heads (block);
          choose_ways (block, cancellable);
        }
      g_ptr_array_add (tables, make_rows (block));
    }
  return tables;
}
