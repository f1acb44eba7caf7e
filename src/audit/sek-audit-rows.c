/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-audit-private.h"

#include <string.h>

/* Which rows are sums, results and balances.
 *
 * A budget is read from top to bottom as it was written: lines gather until a row comes that they add up to; it takes
 * their place, and later rows add up such totals in turn. So the candidates for a row are the last n rows that stand
 * open, with signs, and nested sums, sums of sums, results, and opening + movements = closing are all of one form.
 * Where totals stand above their lines, the same is done from the bottom up with plus signs alone, before. A
 * candidate's weight is, over the columns, what its agreements explain, less SEK_AUDIT_MISS for each column that
 * disagrees, less what it takes to say it: how many rows, which signs. */

#define ENOUGH 5.0      /* bits for a rule */
#define ENOUGH_CALLED 2.0
#define MEMO 3.0        /* bits that «herav» is worth */
#define CALLED SEK_AUDIT_CALLED

/* Whether one of the last n open rows was left out of what they add up to or counted twice, or taken with the wrong
 * sign. */
static gboolean
is_line_off (const RowSearch *search, guint n, guint column, gint64 difference)
{
  for (guint j = 0; j < n; j++)
    {
      gint64 value = ABS (search->table->values[at (search->table, _sek_audit_open_at (search, j), column)]);

      if (value != 0 && (ABS (difference) == value || ABS (difference) == 2 * value))
        return TRUE;
    }
  return FALSE;
}

/* A row that is called a sum, in a table where no column bears it out: its natural rows, if the figure looks like a
 * slip or lacks a line. */
static gboolean
guess_sum (const RowSearch *search, guint row, RowCandidate *best)
{
  const Table *table = search->table;
  guint lengths[3], count = _sek_audit_natural_lengths (search, lengths);

  if ((table->rows[row].hints & HINT_TOTAL) == 0)
    return FALSE;
  for (guint k = 0; k < count; k++)
    {
      guint n_slips = 0, n_places = 0, n_lines = 0, n_totals = 0;

      /* Of plain lines, or of nothing but totals. */
      for (guint j = 0; j < lengths[k]; j++)
        {
          n_lines += _sek_audit_has_leaf (search, j)
                     && (table->rows[_sek_audit_open_at (search, j)].hints & CALLED) == 0;
          n_totals += !_sek_audit_has_leaf (search, j);
        }
      if (MAX (n_lines, n_totals) != lengths[k])
        continue;
      for (guint i = 0; i < search->n_columns; i++)
        {
          gsize cell = at (table, row, search->columns[i]);
          gint64 sum = 0;
          guint given = 0;

          for (guint j = 0; j < lengths[k]; j++)
            {
              gsize term = at (table, _sek_audit_open_at (search, j), search->columns[i]);

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
          *best = (RowCandidate) { .n = lengths[k], .bits = 1, .n_places = n_places };
          return TRUE;
        }
    }
  return FALSE;
}

static SekAuditKind
kind_of (const RowSearch *search, guint row, const RowCandidate *candidate)
{
  const Table *table = search->table;
  const Row *first = &table->rows[_sek_audit_open_at (search, candidate->n - 1)];
  guint hints = table->rows[row].hints;
  guint n_totals = 0;

  if (candidate->n == 1)
    return (hints & HINT_TOTAL) != 0 ? SEK_AUDIT_SUM : SEK_AUDIT_COPY;
  if ((first->hints & HINT_OPENING) != 0 || (hints & HINT_CLOSING) != 0)
    return SEK_AUDIT_CLOSING;
  if (candidate->signs != 0)
    return SEK_AUDIT_RESULT;
  for (guint i = 0; i < candidate->n; i++)
    n_totals += !_sek_audit_has_leaf (search, i);
  if ((hints & HINT_RESULT) != 0 && (hints & HINT_TOTAL) == 0 && n_totals > 0)
    return SEK_AUDIT_RESULT;
  return SEK_AUDIT_SUM;
}

/* The row becomes a total and takes the place of its rows; where it is blank and they are given, their sum stands for
 * it from now on. */
static void
accept (RowSearch *search, guint row, const RowCandidate *candidate, gboolean guessed)
{
  Table *table = search->table;
  Rule rule = { .kind = kind_of (search, row, candidate),
                .target = row,
                .bits = candidate->bits,
                .guessed = guessed,
                .n_holds = candidate->n_holds,
                .n_places = candidate->n_places,
                .n_witnesses = candidate->n_witnesses,
                .terms = g_array_new (FALSE, FALSE, sizeof (Term)) };

  for (guint i = candidate->n; i-- > 0;)
    {
      Term term = { _sek_audit_open_at (search, i), (candidate->signs >> i) & 1 ? -1 : 1 };

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
      gint64 sum = 0, other = 0, units = table->units[cell], tolerance;
      guint n_given = 0;

      for (guint j = 0; j < rule.terms->len; j++)
        {
          const Term *term = &g_array_index (rule.terms, Term, j);

          units += table->units[at (table, term->place, search->columns[i])];
          sum += term->sign * table->values[at (table, term->place, search->columns[i])];
          other += term->sign * table->others[at (table, term->place, search->columns[i])];
          n_given += table->given[at (table, term->place, search->columns[i])];
        }
      if (n_given == 0)
        continue;
      tolerance = _sek_audit_tolerance (&table->columns[search->columns[i]], n_given, units);
      if (!table->given[cell])
        table->values[cell] = table->others[cell] = sum;
      else if (ABS (sum - table->values[cell]) > tolerance && ABS (other - table->values[cell]) > tolerance
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
adds_up_below (const RowSearch *search, guint n)
{
  const Table *table = search->table;
  guint n_holds = 0, n_places = 0, below;

  if (search->open->len <= n)
    return FALSE;
  below = _sek_audit_open_at (search, n);
  for (guint i = 0; i < search->n_columns; i++)
    {
      gint64 sum = 0, value = table->values[at (table, below, search->columns[i])];
      gint64 units = table->units[at (table, below, search->columns[i])];

      for (guint j = 0; j < n; j++)
        {
          sum += table->values[at (table, _sek_audit_open_at (search, j), search->columns[i])];
          units += table->units[at (table, _sek_audit_open_at (search, j), search->columns[i])];
        }
      if (sum == 0 && value == 0)
        continue;
      n_places++;
      n_holds += ABS (sum - value) <= _sek_audit_tolerance (&table->columns[search->columns[i]], n, units);
    }
  return n_holds > 0 && n_holds * 2 >= n_places;
}

/* Lines that stand below a total of theirs are taken out of the way of the rows that add up from above. */
static void
find_from_below (RowSearch *search, gboolean *taken)
{
  Table *table = search->table;

  g_array_set_size (search->open, 0);
  for (guint row = table->n_rows; row-- > table->first;)
    {
      RowCandidate best;

      if (table->rows[row].kind != ROW_ITEM)
        continue;
      _sek_audit_find_best (search, row, TRUE, &best);
      /* Of two rows income = expenses + result is told as well, from above; three and more that add up upwards are
       * lines of a total, unless the last of them is called one. */
      if (best.bits > ENOUGH + ((table->rows[row].hints & HINT_TOTAL) != 0 ? 0 : 6) && best.n >= 3
          && !adds_up_below (search, best.n) && best.n_holds * 2 >= best.n_places
          && ((table->rows[row].hints & CALLED) != 0
              || (table->rows[_sek_audit_open_at (search, best.n - 1)].hints & CALLED) == 0))
        {
          for (guint i = 0; i < best.n; i++)
            taken[_sek_audit_open_at (search, i)] = TRUE;
          accept (search, row, &best, FALSE);
        }
      else
        g_array_append_val (search->open, row);
    }
}

/* The lines «herav …» below a row, when they add up to it in most columns and are all given. */
static void
find_memo (RowSearch *search, guint row, gboolean *taken)
{
  Table *table = search->table;
  RowCandidate best;
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
  _sek_audit_find_best (search, row, TRUE, &best);
  best.bits += MEMO;
  if (best.bits > ENOUGH_CALLED && best.n > 1 && (listed || best.n == search->open->len)
      && best.n_holds * 2 >= best.n_places)
    {
      for (guint i = 0; i < best.n; i++)
        taken[_sek_audit_open_at (search, i)] = TRUE;
      accept (search, row, &best, FALSE);
    }
}

/* A row that no word calls a total may follow from the others only because the next one is told with it: assets,
 * equity and debt, and then the sum of equity and debt. It is left as a line where the next row is explained better
 * for it. */
static gboolean
is_line_of_next (RowSearch *search, guint row, const gboolean *taken, const RowCandidate *best)
{
  const Table *table = search->table;
  guint next = row + 1;
  RowCandidate other;
  gboolean better;

  if ((table->rows[row].hints & CALLED) != 0)
    return FALSE;
  while (next < table->n_rows && (table->rows[next].kind != ROW_ITEM || taken[next]))
    next++;
  if (next == table->n_rows || table->rows[next].rule >= 0
      || (best->signs == 0 && (table->rows[next].hints & HINT_TOTAL) == 0))
    return FALSE;
  g_array_append_val (search->open, row);
  _sek_audit_find_best (search, next, FALSE, &other);
  better = other.n > 1 && other.bits > ENOUGH && other.n_holds * 2 >= other.n_places;
  g_array_set_size (search->open, search->open->len - 1);
  return better;
}

/* A row may be wrong in every second column; but one that nothing calls a total, and that is blank or nothing where
 * its lines are not, is none. */
static gboolean
holds_enough (const RowSearch *search, guint row, const RowCandidate *candidate)
{
  const Table *table = search->table;

  if (candidate->n_holds * 2 < candidate->n_places)
    return FALSE;
  for (guint i = 0; i < search->n_columns && (table->rows[row].hints & CALLED) == 0
                    && candidate->n_holds * 3 < candidate->n_places * 2; i++)
    {
      gint64 sum = 0;

      for (guint k = 0; k < candidate->n; k++)
        sum += ABS (table->values[at (table, _sek_audit_open_at (search, k), search->columns[i])]);
      if (sum != 0 && table->values[at (table, row, search->columns[i])] == 0)
        return FALSE;
    }
  return TRUE;
}

/* A row that repeats another does so everywhere; only a sum of one line may be wrong now and then. */
static gboolean
may_copy (const RowSearch *search, guint row, const RowCandidate *candidate)
{
  const Table *table = search->table;

  if (candidate->n > 1 || candidate->n_holds == candidate->n_places)
    return TRUE;
  return _sek_audit_has_leaf (search, 0) && (table->rows[row].hints & HINT_TOTAL) != 0
         && candidate->n_holds * 4 >= candidate->n_places * 3;
}

/* One reading of the table, with or without totals above their lines. What it explains altogether; −1 when there is no
 * such total. */
static double
read_rows (RowSearch *search, gboolean above)
{
  Table *table = search->table;
  g_autofree gboolean *taken = g_new0 (gboolean, table->n_rows + 1);
  guint before = table->rules->len;
  double bits = 0;

  if (above)
    {
      find_from_below (search, taken);
      /* Without a total above its lines it would be read as it is without looking for one. */
      if (table->rules->len == before)
        return -1;
      table->work = SEK_AUDIT_MOST_WORK;
    }
  for (guint row = table->first; row < table->n_rows; row++)
    if (table->rows[row].kind == ROW_ITEM && table->rows[row].rule < 0)
      find_memo (search, row, taken);

  g_array_set_size (search->open, 0);
  for (guint row = table->first; row < table->n_rows; row++)
    {
      RowCandidate best;

      if (table->rows[row].kind != ROW_ITEM || taken[row])
        continue;
      if (search->open->len > 0)
        {
          gboolean again = table->rows[row].rule
                           >= 0; /* assets are their lines, and also what equity and debt come to */

          _sek_audit_find_best (search, row, again, &best);
          if (best.bits > ((table->rows[row].hints & CALLED) != 0 ? ENOUGH_CALLED : ENOUGH) && (!again || best.n > 1)
              && holds_enough (search, row, &best) && ((table->rows[row].hints & CALLED) != 0
                                                               || !_sek_audit_is_nothing (table, row, search->columns,
                                                                                          search->n_columns))
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
  RowSearch search = { .table = table, .open = open };
  double bits[2] = { 0, 0 };

  for (guint c = 0; c < table->n_columns && search.n_columns < SEK_AUDIT_MOST_ADDED; c++)
    if (table->columns[c].kind == COLUMN_AMOUNT && !table->columns[c].percent_word && !table->columns[c].rate)
      search.columns[search.n_columns++] = c;
  if (search.n_columns == 0)
    return;
  for (guint i = 0; i < search.n_columns; i++)
    search.n_own += table->columns[search.columns[i]].loose == 0;

  for (int pass = 0; pass < 3 && !g_cancellable_is_cancelled (table->cancellable); pass++)
    {
      gboolean above = pass != 1;

      /* The last reading is the better one; mostly it has been done already. */
      if (pass == 2 && bits[0] <= bits[1])
        break;
      g_array_set_size (table->rules, n_rules);
      for (guint row = 0; row < table->n_rows; row++)
        table->rows[row].rule = -1;
      memcpy (table->values, values, n_cells * sizeof (gint64));
      memcpy (table->others, values, n_cells * sizeof (gint64));
      table->work = SEK_AUDIT_MOST_WORK;
      bits[MIN (pass, 1)] = read_rows (&search, above);
    }
}
