/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-audit-private.h"

#include <math.h>
#include <string.h>

/* Which lines follow from others, a line being a row or a column: it is looked at in its places, a row in the
 * columns and a column in the rows. Forms are tried that people write: the lines next to it, on either side; every
 * second, third … of them, as figures and percentages alternate; two lines anywhere near; and a few next to it with
 * signs. What a form costs is how many of its kind could be tried instead, so that in a wide table more must be
 * told than in a narrow one. */

#define MOST_PROBES 16
#define MOST_APART 24   /* lines between a line and the two it comes of */
#define MOST_STRIDE 8
#define MOST_SIGNED 5
#define MOST_UNCALLED 60 /* lines that a row can add up that is not called a sum */
#define GLANCE 20      /* work that a candidate is */
#define ENOUGH 5.0
#define CERTAIN 40.0 /* bits */

typedef struct
{
  Table   *table;
  gboolean is_column;
  guint   *lines;    /* that can take part, in their order */
  guint    n_lines;
  guint   *places;
  guint    n_places;
  guint    probes[MOST_PROBES]; /* places that are looked at first */
  guint    n_probes;
  guint    target;   /* index in lines */
  GArray  *found;    /* of Rule */
} Search;

static gsize
cell_of (const Search *search, guint line, guint place)
{
  return search->is_column ? at (search->table, place, line) : at (search->table, line, place);
}

static gint64
value_of (const Search *search, guint index, guint place)
{
  guint line = search->lines[index];

  if (search->is_column)
    return search->table->values[at (search->table, place, line)];
  return search->table->values[at (search->table, line, place)] * turn_of (search->table, line, place);
}

static gboolean
is_given (const Search *search, guint index, guint place)
{
  return search->table->given[cell_of (search, search->lines[index], place)];
}

static const Column *
column_of (const Search *search, guint index, guint place)
{
  return &search->table->columns[search->is_column ? search->lines[index] : place];
}

/* --- what words say ---------------------------------------------------------------------------------------------- */

static gboolean
is_called_change (const Search *search, guint index)
{
  guint line = search->lines[index];

  return search->is_column ? search->table->columns[line].change_word
                                 || (search->table->columns[line].hints & HINT_CLOSING) != 0
                           : (search->table->rows[line].hints & (HINT_RESULT | HINT_CLOSING)) != 0;
}

static gboolean
is_called_sum (const Search *search, guint index)
{
  guint line = search->lines[index];

  return search->is_column ? search->table->columns[line].total_word
                           : (search->table->rows[line].hints & HINT_TOTAL) != 0;
}

/* A year, a quarter or the like among others of the same words. */
static gboolean
is_of_series (const Search *search, guint index)
{
  return search->is_column && search->table->columns[search->lines[index]].series;
}

/* --- one candidate ----------------------------------------------------------------------------------------------- */

static gboolean
has_mixed_signs (const Rule *rule)
{
  for (guint i = 1; i < rule->terms->len; i++)
    if (g_array_index (rule->terms, Term, i).sign != g_array_index (rule->terms, Term, 0).sign)
      return TRUE;
  return g_array_index (rule->terms, Term, 0).sign < 0;
}

/* What the places say of a rule, whose terms are indices in lines. */
static void
weigh (const Search *search, Rule *rule)
{
  Witnesses witnesses;
  gboolean any = FALSE, mixed = has_mixed_signs (rule);

  rule->bits = rule->evidence = 0;
  rule->n_holds = rule->n_places = 0;
  _sek_audit_witnesses_init (&witnesses, rule->terms->len + 1, search->is_column);
  for (guint i = 0; i < search->n_places; i++)
    {
      guint place = search->places[i], n_given = 0, n_figures = 0;
      gint64 rest, tolerance, units, *parts;
      const Column *column;

      /* Averages and the like change as other figures do, but they are not added up. */
      if (!is_given (search, search->target, place)
          || (search->is_column && !mixed && search->table->rows[place].kind == ROW_RATIO))
        continue;
      parts = _sek_audit_witnesses_add (&witnesses);
      rest = parts[0] = -value_of (search, search->target, place);
      n_figures = parts[0] != 0;
      units = search->table->units[cell_of (search, rule->target, place)];
      for (guint k = 0; k < rule->terms->len; k++)
        {
          const Term *term = &g_array_index (rule->terms, Term, k);

          parts[k + 1] = term->sign * value_of (search, term->place, place);
          rest += parts[k + 1];
          units += search->table->units[cell_of (search, search->lines[term->place], place)];
          n_given += is_given (search, term->place, place);
          n_figures += parts[k + 1] != 0;
        }
      if (n_given == 0 || n_figures == 0)
        {
          _sek_audit_witnesses_drop (&witnesses);
          continue;
        }
      rule->n_places++;
      column = column_of (search, search->target, place);
      tolerance = _sek_audit_tolerance (search->is_column ? NULL : column, n_given, units);
      if (ABS (rest) <= tolerance)
        {
          rule->n_holds++;
          any = any || n_figures > 2;
          rule->evidence += _sek_audit_witnesses_weigh (&witnesses, rest == 0 ? 0 : tolerance, column->grain);
        }
      else
        {
          /* Of two figures that differ one is blank in its way, and a sum goes on from what is wrong above it. */
          gboolean goes_on = search->is_column
                             && (search->table->rows[place].hints & (HINT_TOTAL | HINT_RESULT)) != 0;

          rule->bits -= n_figures > 2 && !goes_on ? SEK_AUDIT_MISS : SEK_AUDIT_MISS / 2;
          _sek_audit_witnesses_drop (&witnesses);
        }
    }
  rule->bits += rule->evidence;
  rule->n_witnesses = witnesses.n_telling;
  if (!any)
    rule->bits = -1000;
  _sek_audit_witnesses_clear (&witnesses);
}

/* What the terms of a rule are called and where they stand. */
typedef struct
{
  gboolean before;    /* all before the target */
  gboolean after;
  gboolean of_series; /* the target and all of them */
  gboolean of_change;
  gboolean of_sum;
  gboolean of_opening; /* and it is added */
} Terms;

static Terms
look_at_terms (const Search *search, const Rule *rule)
{
  Terms terms = { .before = TRUE, .after = TRUE, .of_series = is_of_series (search, search->target) };

  for (guint i = 0; i < rule->terms->len; i++)
    {
      const Term *term = &g_array_index (rule->terms, Term, i);

      terms.before = terms.before && term->place < search->target;
      terms.after = terms.after && term->place > search->target;
      terms.of_series = terms.of_series && is_of_series (search, term->place);
      terms.of_change = terms.of_change || is_called_change (search, term->place);
      terms.of_sum = terms.of_sum || is_called_sum (search, term->place);
      terms.of_opening = terms.of_opening
                         || (search->is_column && term->sign > 0
                             && (search->table->columns[search->lines[term->place]].hints & HINT_OPENING) != 0);
    }
  return terms;
}

/* «Endring» right after the two columns that it is between. */
static gboolean
is_right_after (const Search *search, const Rule *rule)
{
  return search->is_column && rule->terms->len == 2 && search->target >= 2
         && g_array_index (rule->terms, Term, 0).place + g_array_index (rule->terms, Term, 1).place
                == 2 * search->target - 3;
}

/* What words and places say for or against a difference, in bits. */
static double
prior_of_change (const Search *search, const Rule *rule, const Terms *terms)
{
  gboolean change = is_called_change (search, search->target), sum = is_called_sum (search, search->target);
  double bits = change ? 5 : sum ? -4 : -2;

  if (change && is_right_after (search, rule))
    bits += 3;
  if (!change)
    bits -= log2 (1 + search->n_lines / 8.0) + (rule->terms->len > 2 ? 3 : 0);
  /* A year that follows from other years is chance. */
  if (terms->of_series)
    bits -= 12;
  /* What is called a change or a total is hardly what another is worked out from. */
  if (!change)
    bits -= (search->is_column && terms->of_change ? 8 : 0) + (terms->of_sum && !sum ? 4 : 0);
  /* An opening balance is what a closing one comes of. */
  if (terms->of_opening && (search->table->columns[search->lines[search->target]].hints & HINT_CLOSING) != 0)
    bits += 4;
  return bits + (terms->before ? 2 : -2);
}

static double
prior_of_sum (const Search *search, const Terms *terms)
{
  gboolean change = is_called_change (search, search->target), sum = is_called_sum (search, search->target);
  double bits = sum ? 5 : change ? 0 : -1;

  /* Of many lines that nothing calls so one may be a sum by chance. */
  if (!sum)
    bits -= log2 (1 + search->n_lines / 8.0) + (terms->of_series ? 5 : 0);
  if (terms->of_opening && (search->table->columns[search->lines[search->target]].hints & HINT_CLOSING) != 0)
    bits += 4;
  /* What was worked out was written last, or as a total first; hardly between the figures it comes of. */
  return bits + (terms->before ? 2 : terms->after ? 0 : -2);
}

static double
prior_of (const Search *search, const Rule *rule)
{
  Terms terms = look_at_terms (search, rule);

  return has_mixed_signs (rule) ? prior_of_change (search, rule, &terms) : prior_of_sum (search, &terms);
}

/* One place in four may be wrong; of what words call a sum or a change, beside what it comes of, two in three. */
static gboolean
holds_enough (const Search *search, const Rule *rule)
{
  guint n_fails = rule->n_places - rule->n_holds;
  guint span = 0;
  gboolean called = is_called_sum (search, search->target) || is_called_change (search, search->target);

  for (guint i = 0; i < rule->terms->len; i++)
    span = MAX (span, (guint) ABS ((gint64) g_array_index (rule->terms, Term, i).place - (gint64) search->target));
  called = called && span <= rule->terms->len + 1;

  return (called ? n_fails <= 2 * rule->n_holds : n_fails * 4 <= rule->n_places) || (n_fails == 1 && rule->n_holds > 1);
}

/* Weighs the terms that are set up and keeps the rule when it is believed. */
static void
consider (Search *search, GArray *terms, double cost)
{
  Rule rule = { .is_column = search->is_column, .target = search->lines[search->target], .terms = terms };
  gboolean mixed = has_mixed_signs (&rule);

  if (!may_weigh (search->table, search->n_places, terms->len + 1))
    return;
  weigh (search, &rule);
  rule.bits += prior_of (search, &rule) - cost;
  if (rule.bits <= ENOUGH || !holds_enough (search, &rule))
    return;
  rule.kind = search->is_column ? (mixed ? SEK_AUDIT_CHANGE : SEK_AUDIT_COLUMNS)
                                : (mixed ? SEK_AUDIT_RESULT : SEK_AUDIT_SUM);
  rule.terms = g_array_sized_new (FALSE, FALSE, sizeof (Term), terms->len);
  for (guint i = 0; i < terms->len; i++)
    {
      Term term = g_array_index (terms, Term, i);

      term.place = search->lines[term.place];
      g_array_append_val (rule.terms, term);
    }
  g_array_sort (rule.terms, _sek_audit_compare_terms);
  g_array_append_val (search->found, rule);
}

/* --- forms ------------------------------------------------------------------------------------------------------- */

static void
choose_probes (Search *search)
{
  guint n = 0;
  g_autofree guint *given = g_new (guint, search->n_places + 1);

  for (guint i = 0; i < search->n_places; i++)
    if (value_of (search, search->target, search->places[i]) != 0)
      given[n++] = search->places[i];
  search->n_probes = MIN (n, MOST_PROBES);
  for (guint i = 0; i < search->n_probes; i++)
    search->probes[i] = given[(gsize) i * n / search->n_probes];
}

/* Whether sums of terms agree with the target in most of the places that are looked at first. */
static gboolean
is_promising (const Search *search, const gint64 *sums, guint n_terms)
{
  guint n_hits = 0;

  /* Most of what is tried holds nowhere. */
  for (guint p = 0; p < search->n_probes && (n_hits > 0 || p * 3 <= search->n_probes * 2); p++)
    {
      gint64 unit = column_of (search, search->target, search->probes[p])->unit;
      gint64 loose = search->is_column ? 1 : MAX (column_of (search, search->target, search->probes[p])->loose, 1);

      n_hits += ABS (sums[p] - value_of (search, search->target, search->probes[p]))
                <= 10 * unit * MAX (n_terms / 2, 1) * loose;
    }
  /* What is called a change is one even where most of its figures are wrong. */
  return n_hits > 0 && n_hits * (is_called_change (search, search->target) ? 3 : 2) >= search->n_probes;
}

/* The lines beside the target in steps of stride, from the first that is that far away, as many as there are. */
static void
try_steps (Search *search, int direction, guint first, guint stride)
{
  gint64 sums[MOST_PROBES] = { 0 };
  g_autoptr (GArray) terms = g_array_new (FALSE, FALSE, sizeof (Term));
  guint most = search->is_column || is_called_sum (search, search->target) ? G_MAXUINT : MOST_UNCALLED;
  gint64 line = (gint64) search->target + direction * (gint64) first;

  for (; line >= 0 && line < search->n_lines && terms->len < most && search->table->work > 0;
       line += direction * (gint64) stride)
    {
      Term term = { (guint) line, 1 };

      for (guint p = 0; p < search->n_probes; p++)
        sums[p] += value_of (search, (guint) line, search->probes[p]);
      g_array_append_val (terms, term);
      search->table->work -= GLANCE;
      if (terms->len < 2 || !is_promising (search, sums, terms->len))
        continue;
      consider (search, terms,
                1 + log2 (terms->len) + (stride > 1 ? 2 + log2 (stride) : 0) + (first > 1 ? log2 (first) : 0)
                    + (direction > 0 ? 1 : 0));
    }
}

/* Sums and differences of two lines. */
static void
try_pairs (Search *search)
{
  guint least = search->target > MOST_APART ? search->target - MOST_APART : 0;
  guint most = MIN (search->n_lines, search->target + MOST_APART + 1);
  g_autoptr (GArray) terms = g_array_new (FALSE, FALSE, sizeof (Term));
  gint64 sums[MOST_PROBES];
  g_array_set_size (terms, 2);
  for (guint a = least; a < most && !g_cancellable_is_cancelled (search->table->cancellable); a++)
    for (guint b = least; b < most; b++)
      for (int sign = -1; sign <= 1; sign += 2)
        {
          guint near_a = MAX (a, search->target) - MIN (a, search->target),
                near_b = MAX (b, search->target) - MIN (b, search->target);

          if (a == b || a == search->target || b == search->target || (sign > 0 && b < a))
            continue;
          for (guint p = 0; p < search->n_probes; p++)
            sums[p] = value_of (search, a, search->probes[p]) + sign * value_of (search, b, search->probes[p]);
          if (!is_promising (search, sums, 2))
            continue;
          g_array_index (terms, Term, 0) = (Term) { a, 1 };
          g_array_index (terms, Term, 1) = (Term) { b, sign };
          consider (search, terms, 1 + log2 (near_a) + log2 (near_b));
        }
}

/* The few lines beside the target with every choice of signs. */
static void
try_signs (Search *search, int direction)
{
  g_autoptr (GArray) terms = g_array_new (FALSE, FALSE, sizeof (Term));
  gint64 line = (gint64) search->target + direction;

  for (; line >= 0 && line < search->n_lines && terms->len < MOST_SIGNED; line += direction)
    {
      Term term = { (guint) line, 1 };

      g_array_append_val (terms, term);
      for (guint signs = 1; terms->len > 2 && signs < 1u << terms->len; signs++)
        {
          gint64 sums[MOST_PROBES] = { 0 };

          for (guint i = 0; i < terms->len; i++)
            {
              Term *own = &g_array_index (terms, Term, i);

              own->sign = (signs >> i) & 1 ? -1 : 1;
              for (guint p = 0; p < search->n_probes; p++)
                sums[p] += own->sign * value_of (search, own->place, search->probes[p]);
            }
          if (is_promising (search, sums, terms->len))
            consider (search, terms, 2 + terms->len + (direction > 0 ? 2 : 0));
        }
    }
}

/* --- choosing ---------------------------------------------------------------------------------------------------- */

/* Σ of a relation at a place, and what it may be off. */
static gboolean
is_holding (const Search *search, const Rule *rule, guint place, gint64 *tolerance)
{
  Total total = _sek_audit_add_up (search->table, rule, place);
  gsize cell = cell_of (search, rule->target, place);
  int turn = search->is_column ? turn_of (search->table, place, rule->target)
                               : turn_of (search->table, rule->target, place);

  *tolerance = total.tolerance;
  return search->table->given[cell] && total.n_given > 0
         && ABS (total.value - turn * search->table->values[cell]) <= total.tolerance;
}

/* What a rule tells beyond one that is kept, times sign: where the other holds too, only their difference tells. */
static double
weigh_beyond (const Search *search, const Rule *rule, const Rule *kept, int sign)
{
  guint n_all = search->is_column ? search->table->n_columns : search->table->n_rows, n_lines = 0;
  g_autofree int *signs = g_new0 (int, n_all), *others = g_new0 (int, n_all);
  g_autofree guint *lines = g_new (guint, n_all);
  Witnesses witnesses;
  double bits = 0;

  _sek_audit_add_signs (rule, 1, signs);
  _sek_audit_add_signs (kept, sign, others);
  for (guint line = 0; line < n_all; line++)
    if (signs[line] != 0 || others[line] != 0)
      lines[n_lines++] = line;
  _sek_audit_witnesses_init (&witnesses, n_lines, search->is_column);
  for (guint i = 0; i < search->n_places; i++)
    {
      guint place = search->places[i];
      gint64 tolerance, unused, *parts;
      gboolean both;

      if (!is_holding (search, rule, place, &tolerance))
        continue;
      both = is_holding (search, kept, place, &unused);
      parts = _sek_audit_witnesses_add (&witnesses);
      for (guint k = 0; k < n_lines; k++)
        parts[k] = (signs[lines[k]] - (both ? others[lines[k]] : 0))
                   * search->table->values[cell_of (search, lines[k], place)];
      bits += _sek_audit_witnesses_weigh (&witnesses, tolerance,
                                          search->table->columns[search->is_column ? rule->target : place].grain);
    }
  bits -= witnesses.copies;
  _sek_audit_witnesses_clear (&witnesses);
  return bits;
}

/* Whether a rule tells enough that the kept ones do not. */
static gboolean
is_new (const Search *search, const Rule *rule)
{
  const GArray *rules = search->table->rules;
  double alone = rule->evidence;

  for (guint i = 0; i < rules->len; i++)
    {
      const Rule *kept = &g_array_index (rules, Rule, i);

      if (kept->is_column != rule->is_column || kept->shape != SHAPE_LINEAR || _sek_audit_count_common (kept, rule) < 2)
        continue;
      if (!may_weigh (search->table, 2 * search->n_places, rule->terms->len + kept->terms->len))
        return FALSE;
      for (int sign = -1; sign <= 1; sign += 2)
        if (rule->bits - MAX (alone - weigh_beyond (search, rule, kept, sign), 0) <= ENOUGH)
          return FALSE;
    }
  return TRUE;
}

/* The best first; of what is certain anyway what is simpler. */
static int
compare_bits (gconstpointer a, gconstpointer b)
{
  const Rule *x = a, *y = b;

  double first = x->bits - x->evidence + MIN (x->evidence, CERTAIN),
         second = y->bits - y->evidence + MIN (y->evidence, CERTAIN);

  return first < second ? 1 : first > second ? -1 : 0;
}

static void
keep_best (Search *search)
{
  Table *table = search->table;

  g_array_sort (search->found, compare_bits);
  for (guint i = 0; i < search->found->len; i++)
    {
      Rule *rule = &g_array_index (search->found, Rule, i);
      gboolean told = _sek_audit_is_expansion (table->rules, rule);

      for (guint k = 0; k < table->rules->len && !told; k++)
        told = _sek_audit_is_same (&g_array_index (table->rules, Rule, k), rule);
      if (told || !is_new (search, rule))
        continue;
      g_array_append_val (table->rules, *rule);
      if (!search->is_column && table->rows[rule->target].rule < 0)
        table->rows[rule->target].rule = (int) table->rules->len - 1;
      if (search->is_column && table->columns[rule->target].loose == 0)
        table->columns[rule->target].loose = (int) rule->terms->len;
      rule->terms = NULL;
    }
}

/* Every form for one line. */
static void
try_line (Search *search, gboolean percent)
{
  gboolean above = search->is_column || is_called_sum (search, search->target);

  try_pairs (search);
  if (percent)
    return;
  for (int direction = -1; direction <= 1; direction += 2)
    {
      /* What stands above a row was looked at in its order. */
      if (above || direction > 0)
        try_steps (search, direction, 1, 1);
      for (guint stride = 2; stride <= MOST_STRIDE && search->is_column; stride++)
        for (guint first = 1; first <= stride; first++)
          try_steps (search, direction, first, stride);
      if (search->is_column)
        try_signs (search, direction);
    }
}

static gboolean
can_take_part (const Column *column, gboolean is_column, gboolean percent)
{
  if (percent)
    return column->kind == COLUMN_PERCENT;
  return column->kind == COLUMN_AMOUNT && !column->percent_word && (is_column || !column->rate);
}

void
_sek_audit_search (Table *table, gboolean is_column, gboolean percent)
{
  Search search = { .table = table, .is_column = is_column };
  g_autofree guint *rows = g_new (guint, table->n_rows + 1), *columns = g_new (guint, table->n_columns + 1);
  guint n_rows = 0, n_columns = 0;

  for (guint r = table->first; r < table->n_rows; r++)
    if (is_column ? table->rows[r].kind >= ROW_ITEM : table->rows[r].kind == ROW_ITEM)
      rows[n_rows++] = r;
  for (guint c = 0; c < table->n_columns; c++)
    if (can_take_part (&table->columns[c], is_column, percent))
      columns[n_columns++] = c;
  search.lines = is_column ? columns : rows;
  search.n_lines = is_column ? n_columns : n_rows;
  search.places = is_column ? rows : columns;
  search.n_places = is_column ? n_rows : n_columns;
  search.found = g_array_new (FALSE, FALSE, sizeof (Rule));
  table->work = SEK_AUDIT_MOST_WORK;
  g_array_set_clear_func (search.found, (GDestroyNotify) _sek_audit_rule_clear);
  for (search.target = 0; search.target < search.n_lines && !g_cancellable_is_cancelled (table->cancellable);
       search.target++)
    {
      if (!is_column && table->rows[search.lines[search.target]].rule >= 0)
        continue;
      choose_probes (&search);
      if (search.n_probes > 0 && (is_column
                                  || !_sek_audit_is_nothing (table, search.lines[search.target], columns, n_columns)))
        try_line (&search, percent);
    }
  table->work = SEK_AUDIT_MOST_WORK;
  keep_best (&search);
  g_array_unref (search.found);
}
