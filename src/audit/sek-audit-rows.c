/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-audit-private.h"

#include <math.h>
#include <string.h>

/* Which rows are sums, results and balances.
 *
 * A budget is read from top to bottom as it was written: lines gather until a row comes that they add up to; it takes
 * their place, and later rows add up such totals in turn. So the candidates for a row are the last n rows that stand
 * open, with signs, and nested sums, sums of sums, results, and opening + movements = closing are all of one form.
 * Where totals stand above their lines, the same is done from the bottom up with plus signs alone, before. A
 * candidate's weight is, over the columns, what its agreements explain, less SEK_AUDIT_MISS for each column that
 * disagrees, less what it takes to say it: how many rows, which signs. */

#define MOST_OPEN 64    /* rows that a sum can reach over */
#define MOST_SIGNED 9   /* … when their signs follow no pattern */
#define MOST_COLUMNS 32
#define ENOUGH 5.0      /* bits for a rule */
#define CALLED (HINT_TOTAL | HINT_RESULT | HINT_CLOSING)

typedef struct
{
  Table *table;
  guint  columns[MOST_COLUMNS]; /* of amounts */
  guint  n_columns;
  GArray *open;                 /* of guint: rows that stand open */
} Search;

typedef struct
{
  guint   n;
  guint64 signs;  /* a bit set: minus; bit 0 is the last of the open rows */
  double  bits;
  guint   n_holds;
  guint   n_places;
} Candidate;

static guint
open_at (const Search *search, guint from_last)
{
  return g_array_index (search->open, guint, search->open->len - 1 - from_last);
}

static gboolean
has_leaf (const Search *search, guint from_last)
{
  return search->table->rows[open_at (search, from_last)].rule < 0;
}

/* How many open rows a row that adds up would naturally take: the lines since the last total or heading; or, when there
 * are none, the totals. */
static guint
natural_lengths (const Search *search, guint lengths[3])
{
  guint n = 0, len = MIN (search->open->len, MOST_OPEN), count = 0;

  while (n < len && has_leaf (search, n))
    {
      n++;
      if (search->table->rows[open_at (search, n - 1)].after_break && count == 0 && n > 1)
        lengths[count++] = n;
    }
  if (n > 0 && (count == 0 || lengths[0] != n))
    lengths[count++] = n;
  if (search->open->len <= MOST_OPEN)
    lengths[count++] = search->open->len;
  return count;
}

static double
cost_of (const Search *search, guint row, guint n, guint64 signs)
{
  guint hints = search->table->rows[row].hints;
  double cost = log2 (1 + n);
  guint lengths[3], count = natural_lengths (search, lengths);
  gboolean natural = FALSE;
  guint turns = 0;

  for (guint i = 0; i < count; i++)
    natural = natural || lengths[i] == n;
  cost += natural ? -1.5 : 2;
  /* The word speaks for a sum, and not for one in which a line here and there is taken away. */
  for (guint i = 1; i < n; i++)
    turns += ((signs >> i) & 1) != ((signs >> (i - 1)) & 1);
  if ((hints & HINT_TOTAL) != 0)
    cost -= turns == 0 || n == 2 ? 5 : 0;
  else if ((hints & (HINT_RESULT | HINT_CLOSING)) != 0)
    cost -= 3;
  else
    cost += signs != 0 ? 5 : 1;
  if ((hints & HINT_CLOSING) != 0 && (search->table->rows[open_at (search, n - 1)].hints & HINT_OPENING) != 0)
    cost -= 3;
  if (n == 1)
    cost += (hints & CALLED) != 0 ? 3 : 8;
  if (signs == 0)
    return cost;
  if ((signs >> (n - 1)) & 1)
    cost += 1.5; /* the first is taken away */
  if (turns == 0)
    return cost + 3;
  if (turns == 1)
    return cost + 1 + log2 (n);
  return cost + 1 + n;
}

/* What a candidate explains; sums holds its right side by column, n_given how many terms are given, largest the
 * greatest of them. */
static double
explain (const Search *search, guint row, const gint64 *sums, const gint64 *others, const guint *n_given,
         const gint64 *largest, Candidate *candidate)
{
  const Table *table = search->table;
  double bits = 0;

  candidate->n_holds = candidate->n_places = 0;
  for (guint i = 0; i < search->n_columns; i++)
    {
      guint c = search->columns[i];
      gsize cell = at (table, row, c);
      gint64 size, tolerance, difference;

      if (n_given[i] == 0 || !table->given[cell])
        continue;
      size = MAX (largest[i], ABS (table->values[cell]));
      if (size == 0)
        continue;
      tolerance = _sek_audit_tolerance (&table->columns[c], n_given[i]);
      /* A wrong sum may have been gone on with, or not. */
      difference = MIN (ABS (sums[i] - table->values[cell]), ABS (others[i] - table->values[cell]));
      candidate->n_places++;
      if (difference <= tolerance)
        {
          candidate->n_holds++;
          bits += _sek_audit_weigh (size, difference == 0 ? 0 : tolerance, table->columns[c].grain);
        }
      else
        bits -= SEK_AUDIT_MISS;
    }
  return bits;
}

static void
consider (const Search *search, guint row, guint n, guint64 signs, const gint64 *sums, const gint64 *others,
          const guint *n_given, const gint64 *largest, Candidate *best)
{
  Candidate candidate = { .n = n, .signs = signs };

  candidate.bits = explain (search, row, sums, others, n_given, largest, &candidate);
  /* Almost none agrees anywhere: what it would take to say it need not be known. */
  if (candidate.n_holds == 0)
    return;
  candidate.bits -= cost_of (search, row, n, signs);
  if (candidate.bits > best->bits)
    *best = candidate;
}

/* Every pattern of signs of the last n open rows but all plus, one sign turned at a time. */
static void
try_signs (const Search *search, guint row, guint n, const gint64 *plus, const gint64 *plus_others,
           const guint *n_given, const gint64 *largest, Candidate *best)
{
  const Table *table = search->table;
  gint64 sums[MOST_COLUMNS], others[MOST_COLUMNS];
  guint64 signs = 0;

  for (guint i = 0; i < search->n_columns; i++)
    {
      sums[i] = plus[i];
      others[i] = plus_others[i];
    }
  for (guint64 count = 1; count < (G_GUINT64_CONSTANT (1) << n); count++)
    {
      guint turned = (guint) g_bit_nth_lsf ((gulong) count, -1);
      int sign;

      signs ^= G_GUINT64_CONSTANT (1) << turned;
      sign = (signs >> turned) & 1 ? -2 : 2;
      for (guint i = 0; i < search->n_columns; i++)
        {
          sums[i] += sign * table->values[at (table, open_at (search, turned), search->columns[i])];
          others[i] += sign * table->others[at (table, open_at (search, turned), search->columns[i])];
        }
      consider (search, row, n, signs, sums, others, n_given, largest, best);
    }
}

static guint64
low_bits (guint n)
{
  return n >= 64 ? G_MAXUINT64 : (G_GUINT64_CONSTANT (1) << n) - 1;
}

/* One turn: the first rows plus and the last minus, or the other way. */
static void
try_turns (const Search *search, guint row, guint n, const gint64 *plus, const gint64 *plus_others,
           const guint *n_given, const gint64 *largest, Candidate *best)
{
  const Table *table = search->table;
  gint64 sums[MOST_COLUMNS], others[MOST_COLUMNS], back[MOST_COLUMNS], back_others[MOST_COLUMNS];

  for (guint i = 0; i < search->n_columns; i++)
    {
      sums[i] = plus[i];
      others[i] = plus_others[i];
    }
  for (guint k = 0; k < n; k++)
    {
      guint64 minus = low_bits (k + 1), all = low_bits (n);

      for (guint i = 0; i < search->n_columns; i++)
        {
          sums[i] -= 2 * table->values[at (table, open_at (search, k), search->columns[i])];
          others[i] -= 2 * table->others[at (table, open_at (search, k), search->columns[i])];
          back[i] = -sums[i];
          back_others[i] = -others[i];
        }
      consider (search, row, n, minus, sums, others, n_given, largest, best);
      if (k + 1 < n)
        consider (search, row, n, all & ~minus, back, back_others, n_given, largest, best);
    }
}

/* The best explanation of a row by the rows that stand open. */
static void
find_best (const Search *search, guint row, gboolean only_plus, Candidate *best)
{
  const Table *table = search->table;
  gint64 plus[MOST_COLUMNS] = { 0 }, others[MOST_COLUMNS] = { 0 }, largest[MOST_COLUMNS] = { 0 };
  guint n_given[MOST_COLUMNS] = { 0 };

  *best = (Candidate) { .bits = -1000 };
  for (guint n = 1; n <= MIN (search->open->len, MOST_OPEN) && !g_cancellable_is_cancelled (table->cancellable); n++)
    {
      for (guint i = 0; i < search->n_columns; i++)
        {
          gsize cell = at (table, open_at (search, n - 1), search->columns[i]);

          plus[i] += table->values[cell];
          others[i] += table->others[cell];
          n_given[i] += table->given[cell];
          largest[i] = MAX (largest[i], ABS (table->values[cell]));
        }
      consider (search, row, n, 0, plus, others, n_given, largest, best);
      if (only_plus || n < 2)
        continue;
      if (n <= MOST_SIGNED)
        try_signs (search, row, n, plus, others, n_given, largest, best);
      else
        try_turns (search, row, n, plus, others, n_given, largest, best);
    }
}

/* Whether one of the last n open rows was left out of what they add up to or counted twice, or taken with the wrong
 * sign. */
static gboolean
is_line_off (const Search *search, guint n, guint column, gint64 difference)
{
  for (guint j = 0; j < n; j++)
    {
      gint64 value = ABS (search->table->values[at (search->table, open_at (search, j), column)]);

      if (value != 0 && (ABS (difference) == value || ABS (difference) == 2 * value))
        return TRUE;
    }
  return FALSE;
}

/* A row that is called a sum, in a table where no column bears it out: its natural rows, if the figure looks like a
 * slip or lacks a line. */
static gboolean
guess_sum (const Search *search, guint row, Candidate *best)
{
  const Table *table = search->table;
  guint lengths[3], count = natural_lengths (search, lengths);

  if ((table->rows[row].hints & HINT_TOTAL) == 0)
    return FALSE;
  for (guint k = 0; k < count; k++)
    {
      guint n_slips = 0, n_places = 0;

      for (guint i = 0; i < search->n_columns; i++)
        {
          gsize cell = at (table, row, search->columns[i]);
          gint64 sum = 0;
          guint given = 0;

          for (guint j = 0; j < lengths[k]; j++)
            {
              gsize term = at (table, open_at (search, j), search->columns[i]);

              sum += table->values[term];
              given += table->given[term];
            }
          if (!table->given[cell] || given < 2)
            continue;
          n_places++;
          n_slips += _sek_audit_is_slip (sum, table->values[cell])
                     || is_line_off (search, lengths[k], search->columns[i], sum - table->values[cell]);
        }
      if (lengths[k] >= 2 && n_places == 1 && n_slips == 1)
        {
          *best = (Candidate) { .n = lengths[k], .bits = 1, .n_places = n_places };
          return TRUE;
        }
    }
  return FALSE;
}

static SekAuditKind
kind_of (const Search *search, guint row, const Candidate *candidate)
{
  const Table *table = search->table;
  const Row *first = &table->rows[open_at (search, candidate->n - 1)];
  guint hints = table->rows[row].hints;
  guint n_totals = 0;

  if (candidate->n == 1)
    return (hints & HINT_TOTAL) != 0 ? SEK_AUDIT_SUM : SEK_AUDIT_COPY;
  if ((first->hints & HINT_OPENING) != 0 || (hints & HINT_CLOSING) != 0)
    return SEK_AUDIT_CLOSING;
  if (candidate->signs != 0)
    return SEK_AUDIT_RESULT;
  for (guint i = 0; i < candidate->n; i++)
    n_totals += !has_leaf (search, i);
  if ((hints & HINT_RESULT) != 0 && (hints & HINT_TOTAL) == 0 && n_totals > 0)
    return SEK_AUDIT_RESULT;
  return SEK_AUDIT_SUM;
}

/* The row becomes a total and takes the place of its rows; where it is blank and they are given, their sum stands for
 * it from now on. */
static void
accept (Search *search, guint row, const Candidate *candidate, gboolean guessed)
{
  Table *table = search->table;
  Rule rule = { .kind = kind_of (search, row, candidate),
                .target = row,
                .bits = candidate->bits,
                .guessed = guessed,
                .n_holds = candidate->n_holds,
                .n_places = candidate->n_places,
                .terms = g_array_new (FALSE, FALSE, sizeof (Term)) };

  for (guint i = candidate->n; i-- > 0;)
    {
      Term term = { open_at (search, i), (candidate->signs >> i) & 1 ? -1 : 1 };

      g_array_append_val (rule.terms, term);
    }
  /* Read from the bottom up the last comes first. */
  if (rule.terms->len > 1 && g_array_index (rule.terms, Term, 0).place > g_array_index (rule.terms, Term, 1).place)
    for (guint i = 0; i < rule.terms->len / 2; i++)
      {
        Term *a = &g_array_index (rule.terms, Term, i), *b = &g_array_index (rule.terms, Term, rule.terms->len - 1 - i),
             keep = *a;

        *a = *b;
        *b = keep;
      }
  for (guint i = 0; i < search->n_columns; i++)
    {
      gsize cell = at (table, row, search->columns[i]);
      gint64 sum = 0, other = 0;
      guint n_given = 0;

      for (guint j = 0; j < rule.terms->len; j++)
        {
          const Term *term = &g_array_index (rule.terms, Term, j);

          sum += term->sign * table->values[at (table, term->place, search->columns[i])];
          other += term->sign * table->others[at (table, term->place, search->columns[i])];
          n_given += table->given[at (table, term->place, search->columns[i])];
        }
      if (n_given == 0)
        continue;
      if (!table->given[cell])
        table->values[cell] = table->others[cell] = sum;
      else if (ABS (sum - table->values[cell]) > _sek_audit_tolerance (&table->columns[search->columns[i]], n_given)
               && ABS (other - table->values[cell])
                      > _sek_audit_tolerance (&table->columns[search->columns[i]], n_given)
               && candidate->n_holds > 0)
        table->others[cell] = other;
    }
  g_array_append_val (table->rules, rule);
  table->rows[row].rule = (int) table->rules->len - 1;
  g_array_set_size (search->open, search->open->len - candidate->n);
  g_array_append_val (search->open, row);
}

/* Whether the last n open rows, read from the bottom up, add up to the one below them as well: a balance has its sum
 * twice, and they are that one's. */
static gboolean
adds_up_below (const Search *search, guint n)
{
  const Table *table = search->table;
  guint n_holds = 0, n_places = 0, below;

  if (search->open->len <= n)
    return FALSE;
  below = open_at (search, n);
  for (guint i = 0; i < search->n_columns; i++)
    {
      gint64 sum = 0, value = table->values[at (table, below, search->columns[i])];

      for (guint j = 0; j < n; j++)
        sum += table->values[at (table, open_at (search, j), search->columns[i])];
      if (sum == 0 && value == 0)
        continue;
      n_places++;
      n_holds += ABS (sum - value) <= _sek_audit_tolerance (&table->columns[search->columns[i]], n);
    }
  return n_holds > 0 && n_holds * 2 >= n_places;
}

/* Lines that stand below a total of theirs are taken out of the way of the rows that add up from above. */
static void
find_from_below (Search *search, gboolean *taken)
{
  Table *table = search->table;

  g_array_set_size (search->open, 0);
  for (guint row = table->n_rows; row-- > table->first;)
    {
      Candidate best;

      if (table->rows[row].kind != ROW_ITEM)
        continue;
      find_best (search, row, TRUE, &best);
      /* Of two rows income = expenses + result is told as well, from above; three and more that add up upwards are
       * lines of a total, unless the last of them is called one. */
      if (best.bits > ENOUGH + ((table->rows[row].hints & HINT_TOTAL) != 0 ? 0 : 6) && best.n >= 3
          && !adds_up_below (search, best.n) && best.n_holds * 2 >= best.n_places
          && ((table->rows[row].hints & CALLED) != 0
              || (table->rows[open_at (search, best.n - 1)].hints & CALLED) == 0))
        {
          for (guint i = 0; i < best.n; i++)
            taken[open_at (search, i)] = TRUE;
          accept (search, row, &best, FALSE);
        }
      else
        g_array_append_val (search->open, row);
    }
}

/* The lines «herav …» below a row, when they add up to it in most columns and are all given. */
static void
find_memo (Search *search, guint row, gboolean *taken)
{
  Table *table = search->table;
  Candidate best;
  guint last = row + 1;

  gboolean listed = FALSE; /* «Herav:», and its lines below */

  g_array_set_size (search->open, 0);
  while (last < table->n_rows
         && (table->rows[last].kind == ROW_MEMO
             || (listed && table->rows[last].kind == ROW_ITEM && (table->rows[last].hints & CALLED) == 0)
             || (table->rows[last].kind == ROW_SECTION && (table->rows[last].hints & HINT_MEMO) != 0)))
    {
      listed = listed || table->rows[last].kind == ROW_SECTION;
      last++;
    }
  for (guint i = last; i-- > row + 1;)
    if (table->rows[i].kind == ROW_MEMO || table->rows[i].kind == ROW_ITEM)
      g_array_append_val (search->open, i);
  if (search->open->len < 2)
    return;
  find_best (search, row, TRUE, &best);
  if (best.bits > ENOUGH && best.n > 1 && (listed || best.n == search->open->len) && best.n_holds == best.n_places)
    {
      for (guint i = 0; i < best.n; i++)
        taken[open_at (search, i)] = TRUE;
      accept (search, row, &best, FALSE);
    }
}

/* A row that no word calls a total may follow from the others only because the next one is told with it: assets, equity
 * and debt, and then the sum of equity and debt. It is left as a line where the next row is explained better for it. */
static gboolean
is_line_of_next (Search *search, guint row, const gboolean *taken, const Candidate *best)
{
  const Table *table = search->table;
  guint next = row + 1;
  Candidate other;
  gboolean better;

  if ((table->rows[row].hints & CALLED) != 0)
    return FALSE;
  while (next < table->n_rows && (table->rows[next].kind != ROW_ITEM || taken[next]))
    next++;
  if (next == table->n_rows || table->rows[next].rule >= 0
      || (best->signs == 0 && (table->rows[next].hints & HINT_TOTAL) == 0))
    return FALSE;
  g_array_append_val (search->open, row);
  find_best (search, next, FALSE, &other);
  better = other.n > 1 && other.bits > ENOUGH && other.n_holds * 2 >= other.n_places;
  g_array_set_size (search->open, search->open->len - 1);
  return better;
}

/* A row that repeats another does so everywhere; only a sum of one line may be wrong now and then. */
static gboolean
may_copy (const Search *search, guint row, const Candidate *candidate)
{
  const Table *table = search->table;

  if (candidate->n > 1 || candidate->n_holds == candidate->n_places)
    return TRUE;
  return has_leaf (search, 0) && (table->rows[row].hints & HINT_TOTAL) != 0
         && candidate->n_holds * 4 >= candidate->n_places * 3;
}

/* One reading of the table, with or without totals above their lines. What it explains altogether. */
static double
read_rows (Search *search, gboolean above)
{
  Table *table = search->table;
  g_autofree gboolean *taken = g_new0 (gboolean, table->n_rows + 1);
  guint before = table->rules->len;
  double bits = 0;

  if (above)
    find_from_below (search, taken);
  for (guint row = table->first; row < table->n_rows; row++)
    if (table->rows[row].kind == ROW_ITEM && table->rows[row].rule < 0)
      find_memo (search, row, taken);

  g_array_set_size (search->open, 0);
  for (guint row = table->first; row < table->n_rows; row++)
    {
      Candidate best;

      if (table->rows[row].kind != ROW_ITEM || taken[row])
        continue;
      if (search->open->len > 0)
        {
          gboolean again = table->rows[row].rule
                           >= 0; /* assets are their lines, and also what equity and debt come to */

          find_best (search, row, again, &best);
          if (best.bits > ENOUGH && (!again || best.n > 1) && best.n_holds * 2 >= best.n_places
              && may_copy (search, row, &best) && !is_line_of_next (search, row, taken, &best))
            {
              accept (search, row, &best, FALSE);
              continue;
            }
          if (!again && guess_sum (search, row, &best))
            {
              accept (search, row, &best, TRUE);
              continue;
            }
        }
      g_array_append_val (search->open, row);
      /* Nobody adds up hundreds of lines that stand open; this keeps long lists quick. */
      if (search->open->len > 4 * MOST_OPEN)
        g_array_remove_range (search->open, 0, search->open->len - 2 * MOST_OPEN);
    }
  for (guint i = before; i < table->rules->len; i++)
    bits += g_array_index (table->rules, Rule, i).bits;
  return bits;
}

void
_sek_audit_find_row_rules (Table *table)
{
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (guint));
  gsize n_cells = (gsize) table->n_rows * table->n_columns;
  g_autofree gint64 *values = g_memdup2 (table->values, n_cells * sizeof (gint64));
  guint n_rules = table->rules->len;
  Search search = { .table = table, .open = open };
  double bits[2] = { 0, 0 };

  for (guint c = 0; c < table->n_columns && search.n_columns < MOST_COLUMNS; c++)
    if (table->columns[c].kind == COLUMN_AMOUNT && !table->columns[c].percent_word)
      search.columns[search.n_columns++] = c;
  if (search.n_columns == 0)
    return;

  for (int pass = 0; pass < 3 && !g_cancellable_is_cancelled (table->cancellable); pass++)
    {
      gboolean above = pass == 2 ? bits[1] > bits[0] : pass == 1;

      /* The last reading is the better one; often it has been done already. */
      if (pass == 2 && above)
        break;
      g_array_set_size (table->rules, n_rules);
      for (guint row = 0; row < table->n_rows; row++)
        table->rows[row].rule = -1;
      memcpy (table->values, values, n_cells * sizeof (gint64));
      memcpy (table->others, values, n_cells * sizeof (gint64));
      bits[MIN (pass, 1)] = read_rows (&search, above);
    }
}
