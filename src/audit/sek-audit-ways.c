/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-audit-layout.h"
#include "sek-audit-private.h"

#include <string.h>

/* Lines whose figures no runs of spaces part: "4 017 3 740 2 727" can be three figures or one, but a piece that has
 * not three digits begins a figure, and one that begins with 0 goes on with one. The number of columns is what most
 * lines can have. A line that can be read in several ways, or has fewer figures than there are columns, is first
 * read so that its figures are as even in size as can be, and then as the table adds up best. */

#define MOST_WAYS 60
#define MOST_FULL_WAYS 12
#define MOST_LEAVES 20000
#define MOST_TRIES 1500
#define MOST_OF_PAIR 10
#define MOST_GROUPS 5
/* More than the unevenness of any line. */
#define NOT_FULL 1e6

typedef struct
{
  guint64 cuts;   /* pieces that begin a figure, from the first at bit 0 */
  guint   places; /* columns that have a figure */
  guint   skip;   /* pieces left out at the start */
  double  cost;
} Way;

/* --- what is no figure ------------------------------------------------------------------------------------------- */

static const Piece *
get_piece (const Line *line, guint k)
{
  return &g_array_index (line->pieces, Piece, k);
}

/* «7» or «2, 3, 17»: what a column of notes has. */
static gboolean
is_note (const char *text)
{
  static GRegex *regex;

  if (g_once_init_enter (&regex))
    g_once_init_leave (&regex, g_regex_new ("^\\d{1,2}([,;/] ?\\d{1,2})*$", G_REGEX_OPTIMIZE, 0, NULL));
  return g_regex_match (regex, text, 0, NULL);
}

static gboolean
is_note_head (const char *text)
{
  static GRegex *regex;

  if (g_once_init_enter (&regex))
    g_once_init_leave (&regex,
                       g_regex_new ("(^|\\s)not(e|er|en)?\\.?(\\s|$)", G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL));
  return g_regex_match (regex, text, 0, NULL);
}

static void
count_figures (Line *line)
{
  line->least = line->most = 0;
  for (guint k = 0; k < line->pieces->len; k++)
    {
      line->least += k == 0 || get_piece (line, k)->starts;
      line->most += k == 0 || !get_piece (line, k)->goes_on;
    }
}

/* Whether the first piece may be no figure: the number of a note, or a year that ends the label («Avskrivninger 2015 
 * −217 543 176»). */
static gboolean
may_skip (const Line *line, gboolean has_notes)
{
  const char *first = line->pieces->len > 1 ? get_piece (line, 0)->text : "";

  return line->pieces->len > 1 && !get_piece (line, 1)->goes_on
         && ((has_notes && is_note (first)) || _sek_audit_is_year_token (first + strspn (first, "-–−")));
}

static gboolean
can_have (const Line *line, guint width)
{
  return line->pieces->len > 0 && line->least <= width + (line->may_skip ? 1 : 0) && width <= line->most;
}

/* --- ways -------------------------------------------------------------------------------------------------------- */

typedef struct
{
  const Line *line;
  GArray     *ways; /* of Way, the best first */
  guint       width;
  guint       skip;
  gboolean    full;
  guint       leaves;
} Search;

/* How unlike in size the figures of a line are when it is cut so: the variance of their lengths. A dash where there is
 * nothing has none. */
static double
unevenness (const Line *line, guint64 cuts, guint skip)
{
  double sum = 0, squares = 0, size = 0;
  guint n = 0;

  for (guint k = skip; k <= line->pieces->len; k++)
    {
      if (size > 0 && (k == line->pieces->len || cuts >> k & 1))
        {
          sum += size;
          squares += size * size;
          n++;
          size = 0;
        }
      if (k < line->pieces->len)
        for (const char *p = get_piece (line, k)->text; *p != '\0'; p++)
          size += g_ascii_isdigit (*p);
    }
  return n > 0 ? squares / n - (sum / n) * (sum / n) : 0;
}

static void
keep_way (Search *search, const Way *way)
{
  guint most = search->full ? MOST_FULL_WAYS : MOST_WAYS, at = search->ways->len;

  while (at > 0 && g_array_index (search->ways, Way, at - 1).cost > way->cost)
    at--;
  if (at >= most)
    return;
  g_array_insert_val (search->ways, at, *way);
  if (search->ways->len > most)
    g_array_set_size (search->ways, most);
}

static void
place_figures (Search *search, guint64 cuts, guint n_figures)
{
  Way way = { .cuts = cuts, .skip = search->skip, .cost = unevenness (search->line, cuts, search->skip) };

  /* A note is likelier than a figure that is a little longer than the others. */
  way.cost += search->full ? 0 : NOT_FULL;
  way.cost -= search->skip > 0 ? 0.01 : 0;
  for (way.places = 1; way.places < (1u << search->width); way.places++)
    if ((guint) __builtin_popcount (way.places) == n_figures)
      {
        keep_way (search, &way);
        search->leaves++;
      }
}

/* Cuts the pieces from k on in every way that gives as many figures as there are columns, or fewer when full is not
 * set. */
static void
cut_on (Search *search, guint k, guint64 cuts, guint n_figures, guint n_groups)
{
  const Line *line = search->line;
  guint least = n_figures, most = n_figures;

  for (guint i = k; i < line->pieces->len; i++)
    {
      least += get_piece (line, i)->starts || i == search->skip;
      most += !get_piece (line, i)->goes_on || i == search->skip;
    }
  if (search->leaves > MOST_LEAVES || least > search->width || (search->full && most < search->width))
    return;
  if (k == line->pieces->len)
    {
      if (search->full == (n_figures == search->width))
        place_figures (search, cuts, n_figures);
      return;
    }
  if (k > search->skip && !get_piece (line, k)->starts && n_groups < MOST_GROUPS)
    cut_on (search, k + 1, cuts, n_figures, n_groups + 1);
  if (k == search->skip || !get_piece (line, k)->goes_on)
    cut_on (search, k + 1, cuts | (guint64) 1 << k, n_figures + 1, 1);
}

/* The ways to read a line, the likeliest first: whole lines before those with blank columns. Owned; element-type
 * Way. */
static GArray *
find_ways (const Block *block, const Line *line)
{
  GArray *ways = g_array_new (FALSE, FALSE, sizeof (Way));
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (Way));

  for (guint skip = 0; skip <= (line->may_skip ? 1u : 0u); skip++)
    {
      Search full = { .line = line, .ways = ways, .width = block->width, .skip = skip, .full = TRUE };
      Search other = { .line = line, .ways = others, .width = block->width, .skip = skip };

      cut_on (&full, skip, 0, 0, 0);
      cut_on (&other, skip, 0, 0, 0);
    }
  g_array_append_vals (ways, others->data, MIN (others->len, MOST_WAYS - ways->len));
  return ways;
}

static void
read_way (Line *line, const Way *way)
{
  guint n = 0;

  line->skip = way->skip;
  for (guint k = 0; k < line->pieces->len; k++)
    line->cut[k] = way->cuts >> k & 1;
  for (guint c = 0; c < MOST_WIDE; c++)
    if (way->places >> c & 1)
      line->place[n++] = (guint8) c;
}

/* --- choosing ---------------------------------------------------------------------------------------------------- */

/* How well the block adds up as it is read now. That a long figure is a sum of others is hardly chance: it outweighs a
 * wrong one. */
static double
score (const Block *block, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) rows = _sek_audit_make_rows (block);
  g_autoptr (SekAudit) audit = sek_audit_new (rows, "", SEK_LANGUAGE_NB, cancellable, NULL);
  double sum = 0;

  if (audit == NULL)
    return -G_MAXDOUBLE;
  for (guint i = 0; i < sek_audit_get_n_cells (audit); i++)
    {
      const SekAuditCell *cell = sek_audit_get_cell (audit, i);

      if (cell->verdict == SEK_VERDICT_OK)
        {
          sum += 1;
          for (gint64 left = cell->printed / 1000; left != 0 && cell->printed != SEK_NONE; left /= 10)
            sum += 0.4;
        }
      else
        sum += cell->verdict == SEK_VERDICT_ROUNDING ? 0.5 : cell->verdict == SEK_VERDICT_WRONG ? -2.0 : -1.5;
    }
  return sum;
}

/* Reads each line as is likeliest by itself. The ways of each, owned; element-type GArray of Way. */
static GPtrArray *
read_likeliest (Block *block)
{
  GPtrArray *ways = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (guint i = 0; i < block->lines->len; i++)
    {
      Line *line = block->lines->pdata[i];
      GArray *own = find_ways (block, line);

      if (own->len > 0)
        read_way (line, &g_array_index (own, Way, 0));
      else
        line->place[0] = MOST_WIDE;
      g_ptr_array_add (ways, own);
    }
  return ways;
}

static gint64
work_of (const Block *block)
{
  return (gint64) block->lines->len * block->lines->len * block->width;
}

void
_sek_audit_find_width (Block *block, gint64 *work, GCancellable *cancellable)
{
  guint fits[MOST_WIDE] = { 0 }, most = 0, best = 0;
  double highest = -G_MAXDOUBLE;
  gboolean has_notes = FALSE;

  for (guint i = 0; i < block->heads->len; i++)
    has_notes = has_notes || is_note_head (block->heads->pdata[i]);
  for (guint i = 0; i < block->lines->len; i++)
    {
      Line *line = block->lines->pdata[i];

      count_figures (line);
      line->may_skip = may_skip (line, has_notes);
      for (guint width = 1; width < MOST_WIDE; width++)
        fits[width] += can_have (line, width);
    }
  for (guint width = 1; width < MOST_WIDE; width++)
    most = MAX (most, fits[width]);
  for (guint width = 1; width < MOST_WIDE && most > 0; width++)
    if (fits[width] == most)
      {
        g_autoptr (GPtrArray) ways = NULL;
        double found = 0;

        block->width = width;
        if (best > 0 && *work <= 0)
          break;
        ways = read_likeliest (block);
        found = score (block, cancellable);
        *work -= work_of (block);
        if (best == 0 || found > highest)
          {
            best = width;
            highest = found;
          }
      }
  block->width = best;
}

typedef struct
{
  Block        *block;
  GPtrArray    *ways;  /* of GArray of Way, for each line */
  guint        *kept;  /* for each line */
  double        best;  /* score as the lines are read so */
  guint         tries;
  gint64       *work;  /* what is left of it */
  GCancellable *cancellable;
} Choice;

static GArray *
get_ways (const Choice *choice, guint i)
{
  return choice->ways->pdata[i];
}

static void
read_line (const Choice *choice, guint i, guint way)
{
  read_way (choice->block->lines->pdata[i], &g_array_index (get_ways (choice, i), Way, way));
}

static gboolean
may_try (const Choice *choice)
{
  return choice->tries < MOST_TRIES && *choice->work > 0 && !g_cancellable_is_cancelled (choice->cancellable);
}

/* Whether the table adds up better as it is read now. */
static gboolean
is_better (Choice *choice)
{
  double found = score (choice->block, choice->cancellable);

  choice->tries++;
  *choice->work -= work_of (choice->block);
  if (found <= choice->best)
    return FALSE;
  choice->best = found;
  return TRUE;
}

static guint
count_figures_of (const Choice *choice, guint i)
{
  const GArray *own = get_ways (choice, i);

  return own->len > 0 ? (guint) __builtin_popcount (g_array_index (own, Way, choice->kept[i]).places) : 0;
}

/* Lines that have as few figures as each other most often lack the same columns. Each such choice of columns is tried
 * for all of them at once, since none of them alone makes the table add up. */
static void
move_together (Choice *choice)
{
  guint n_lines = choice->block->lines->len;

  for (guint places = 1; places < (1u << choice->block->width) - 1 && choice->block->width < 8 && may_try (choice);
       places++)
    {
      g_autofree guint *before = g_memdup2 (choice->kept, n_lines * sizeof (guint));
      guint n = 0;

      for (guint i = 0; i < n_lines; i++)
        {
          const GArray *own = get_ways (choice, i);

          for (guint way = 0; way < own->len && count_figures_of (choice, i) == (guint) __builtin_popcount (places);
               way++)
            if (g_array_index (own, Way, way).places == places)
              {
                choice->kept[i] = way;
                read_line (choice, i, way);
                n++;
                break;
              }
        }
      if (n > 1 && is_better (choice))
        continue;
      for (guint i = 0; i < n_lines; i++)
        if (choice->kept[i] != before[i])
          {
            choice->kept[i] = before[i];
            read_line (choice, i, before[i]);
          }
    }
}

/* Reads each line in turn as the table adds up best. */
static gboolean
move_each (Choice *choice, gboolean only_full)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < choice->block->lines->len; i++)
    {
      const GArray *own = get_ways (choice, i);

      for (guint way = 0; way < own->len && own->len > 1 && may_try (choice); way++)
        {
          if (way == choice->kept[i] || (only_full && g_array_index (own, Way, way).cost >= NOT_FULL / 2))
            continue;
          read_line (choice, i, way);
          if (is_better (choice))
            {
              choice->kept[i] = way;
              changed = TRUE;
            }
        }
      if (own->len > 0)
        read_line (choice, i, choice->kept[i]);
    }
  return changed;
}

/* Two lines with blank columns can stand in each other's way: "−37 376" in one and "−4 127" in the other add up only
 * when both are where they belong. */
static gboolean
move_pairs (Choice *choice)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < choice->block->lines->len; i++)
    for (guint k = i + 1; k < choice->block->lines->len && count_figures_of (choice, i) < choice->block->width; k++)
      {
        if (count_figures_of (choice, i) == 0 || count_figures_of (choice, k) == 0
            || count_figures_of (choice, k) == choice->block->width)
          continue;
        for (guint a = 0; a < MIN (get_ways (choice, i)->len, MOST_OF_PAIR); a++)
          for (guint b = 0; b < MIN (get_ways (choice, k)->len, MOST_OF_PAIR) && may_try (choice); b++)
            {
              read_line (choice, i, a);
              read_line (choice, k, b);
              if (is_better (choice))
                {
                  choice->kept[i] = a;
                  choice->kept[k] = b;
                  changed = TRUE;
                }
            }
        read_line (choice, i, choice->kept[i]);
        read_line (choice, k, choice->kept[k]);
      }
  return changed;
}

/* Lines are read as the table adds up best, until none changes: first as whole lines where they can be, for that is
 * likeliest and there are few ways, then in every way. */
void
_sek_audit_choose_ways (Block *block, gint64 *work, GCancellable *cancellable)
{
  g_autofree guint *kept = g_new0 (guint, block->lines->len + 1);
  g_autoptr (GPtrArray) ways = read_likeliest (block);
  Choice choice = { .block = block, .ways = ways, .kept = kept, .work = work, .cancellable = cancellable };

  choice.best = score (block, cancellable);
  move_together (&choice);
  move_each (&choice, TRUE);
  for (int round = 0; round < 3; round++)
    if (!move_each (&choice, FALSE) && !move_pairs (&choice))
      break;
}
