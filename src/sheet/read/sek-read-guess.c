/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "sek-reader-private.h"

/* Which character separates the cells of a text: the one that makes most of its lines equally many cells. */

enum
{
  MOST_LINES = 400,
  MOST_CELLS = 512, /* of a line that is counted */
};

typedef struct
{
  guint lines;    /* that are not blank */
  guint agreeing; /* of those with the most common number of cells, 2 and more */
  guint cells;    /* that number */
} Tally;

/* A line end within quotation marks is none. Those count at the beginning of a cell only. */
static Tally
count_cells (const char *text, gsize length, char separator)
{
  guint with[MOST_CELLS + 1] = { 0 };
  const char *end = text + length;
  gboolean at_start = TRUE, quoted = FALSE, blank = TRUE;
  guint cells = 1;
  Tally tally = { 0 };

  for (const char *c = text; c < end && tally.lines < MOST_LINES; c++)
    {
      if (quoted)
        {
          if (*c == '"' && c + 1 < end && c[1] == '"')
            c++;
          else if (*c == '"')
            quoted = FALSE;
          continue;
        }
      if (*c == '"' && at_start)
        {
          quoted = TRUE;
          blank = at_start = FALSE;
        }
      else if (*c == separator)
        {
          cells++;
          at_start = TRUE;
        }
      else if (*c == '\n' || *c == '\r')
        {
          if (!blank || cells > 1)
            {
              tally.lines++;
              with[MIN (cells, MOST_CELLS)]++;
            }
          cells = 1;
          at_start = blank = TRUE;
        }
      else
        {
          at_start = FALSE;
          blank &= *c == ' ';
        }
    }
  /* The last line may be cut off by the end of the sample, unless it is the only one. */
  if (tally.lines == 0 && (!blank || cells > 1))
    {
      tally.lines = 1;
      with[MIN (cells, MOST_CELLS)]++;
    }
  for (guint i = 2; i <= MOST_CELLS; i++)
    if (with[i] > tally.agreeing)
      {
        tally.agreeing = with[i];
        tally.cells = i;
      }
  return tally;
}

char
_sek_read_guess_separator (const char *text, gsize length)
{
  /* In the order of who wins a draw: a comma is within figures and names before it is between cells. */
  static const char candidates[] = { '\t', ';', ',', '|' };
  char best = '\0';
  double most = 0;

  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      Tally tally = count_cells (text, length, candidates[i]);
      double part;

      if (tally.lines == 0 || tally.agreeing == 0)
        continue;
      part = (double) tally.agreeing / tally.lines;
      /* Better by a tenth and more. */
      if (part > most + (best != '\0' ? 0.1 : 0))
        {
          most = part;
          best = candidates[i];
        }
    }
  return best;
}
