/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-audit-private.h"

#include <math.h>

/* What does not add up: percentages, rates, products and means; and columns that add up from above, a running total
 * and a staircase, where the sums of a column of figures stand in the next one. Of two figures there are many in a
 * wide table, so a column that nothing calls so must tell much more than one that is headed «Endring i %». Of rows
 * only those are looked at that are called so. */

#define FIRST 9         /* places */
#define PLACE 20        /* work that one is */
#define ENOUGH 6.0
#define UNCALLED 10.0  /* bits that no word costs */
#define MOST_ROWS 120  /* that a ratio of rows is looked for among */

typedef struct
{
  Table   *table;
  gboolean is_column;
  guint    target;
  gboolean called;
  double   choices; /* bits: how many pairs there are */
  Rule     best;
} Search;

static guint
count_places (const Search *search)
{
  return search->is_column ? search->table->n_rows : search->table->n_columns;
}

static gsize
target_cell (const Search *search, guint place)
{
  return search->is_column ? at (search->table, place, search->target) : at (search->table, search->target, place);
}

/* Percentages of averages are some too, but a rate of them is none. */
gboolean
_sek_audit_is_place (const Table *table, const Rule *rule, guint place)
{
  if (!rule->is_column)
    return table->columns[place].kind >= COLUMN_AMOUNT;
  return place >= table->first && table->rows[place].kind >= ROW_ITEM
         && (rule->kind == SEK_AUDIT_PERCENT || table->rows[place].kind != ROW_RATIO);
}

static void
init_rule (const Search *search, Rule *rule, SekAuditKind kind, Shape shape)
{
  *rule = (Rule) { .kind = kind,
                   .is_column = search->is_column,
                   .target = search->target,
                   .shape = shape,
                   .factor = 1,
                   .terms = g_array_new (FALSE, FALSE, sizeof (Term)) };
}

static void
add_term (Rule *rule, guint place, int sign)
{
  Term term = { place, sign };

  g_array_append_val (rule->terms, term);
}

/* What the places tell. The same figure again tells nothing more. */
static void
weigh (const Search *search, Rule *rule)
{
  const Table *table = search->table;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);

  rule->evidence = rule->bits = 0;
  rule->n_holds = rule->n_places = rule->n_witnesses = 0;
  for (guint place = 0; place < count_places (search); place++)
    {
      gsize cell = target_cell (search, place);
      const gint64 *value = &table->values[cell];
      gint64 expected, low, high, grain = MAX (table->units[cell], 1);

      if (!_sek_audit_is_place (table, rule, place) || table->cells[cell].state != STATE_NUMBER
          || !_sek_audit_compute (table, rule, place, table->values, &expected, &low, &high))
        continue;
      /* Nothing over nothing, and blank rows. */
      if (*value == 0 && expected == 0)
        continue;
      rule->n_places++;
      if (*value != expected && !_sek_audit_is_within (table, rule, place, *value, low, high))
        {
          rule->bits -= SEK_AUDIT_MISS;
          /* Nearly all that is tried holds nowhere. */
          if (rule->n_places >= FIRST && rule->n_holds * 3 < rule->n_places)
            break;
          continue;
        }
      rule->n_holds++;
      if (!g_hash_table_add (seen, (gpointer) value))
        continue;
      if (search->is_column)
        grain = MAX (grain, table->columns[search->target].grain);
      rule->evidence += _sek_audit_weigh (ABS (*value), high - low, grain);
      rule->n_witnesses++;
    }
  rule->bits += rule->evidence;
}

/* Takes the rule when it is the best so far. */
static void
consider (Search *search, Rule *rule, double cost)
{
  guint n_fails;
  guint most_fails = !search->is_column ? 1 : search->called ? 4 : 3; /* of ten, or a single one */

  if (search->table->work <= 0)
    {
      _sek_audit_rule_clear (rule);
      return;
    }
  weigh (search, rule);
  search->table->work -= (gint64) PLACE * (1 + rule->n_places);
  n_fails = rule->n_places - rule->n_holds;
  rule->bits -= cost + (search->called ? -3 : UNCALLED);
  if (rule->n_witnesses < (search->called ? 2 : 5) || (n_fails * 10 > rule->n_places * most_fails && n_fails > 1)
      || rule->bits <= MAX (search->best.bits, ENOUGH))
    {
      _sek_audit_rule_clear (rule);
      return;
    }
  if (search->best.terms != NULL)
    _sek_audit_rule_clear (&search->best);
  search->best = *rule;
}

static void
try_two (Search *search, SekAuditKind kind, Shape shape, double factor, gboolean absolute, guint a, int sign, guint b,
         double cost)
{
  Rule rule;

  init_rule (search, &rule, kind, shape);
  rule.factor = factor;
  rule.absolute = absolute;
  add_term (&rule, a, sign);
  add_term (&rule, b, 1);
  consider (search, &rule, search->choices + cost);
}

/* The mean of the lines next to it on one side. */
static void
try_means (Search *search, int direction)
{
  const Table *table = search->table;
  guint n_lines = search->is_column ? table->n_columns : table->n_rows, least = search->is_column ? 0 : table->first;
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (guint));

  for (gint64 line = (gint64) search->target + direction; line >= least && line < n_lines; line += direction)
    {
      guint own = (guint) line;
      Rule rule;

      if (search->is_column ? table->columns[own].kind != table->columns[search->target].kind
                            : table->rows[own].kind < ROW_ITEM)
        {
          if (lines->len > 0)
            break;
          continue;
        }
      g_array_append_val (lines, own);
      if (lines->len < 2)
        continue;
      init_rule (search, &rule, SEK_AUDIT_MEAN, SHAPE_MEAN);
      for (guint i = 0; i < lines->len; i++)
        add_term (&rule, g_array_index (lines, guint, i), 1);
      g_array_sort (rule.terms, _sek_audit_compare_terms);
      consider (search, &rule, 1 + log2 (lines->len));
    }
}

static void
keep (Search *search)
{
  Table *table = search->table;
  Column *column = &table->columns[search->target];

  if (search->best.terms == NULL)
    return;
  g_array_append_val (table->rules, search->best);
  if (!search->is_column)
    {
      table->rows[search->target].rule = (int) table->rules->len - 1;
      return;
    }
  if (search->best.shape == SHAPE_MEAN && column->kind == COLUMN_PERCENT)
    return;
  if (search->best.kind == SEK_AUDIT_PERCENT)
    column->kind = COLUMN_PERCENT;
  else if (search->best.shape != SHAPE_PRODUCT)
    column->rate = TRUE;
}

/* --- columns ----------------------------------------------------------------------------------------------------- */

static gboolean
is_amount (const Table *table, guint c)
{
  return table->columns[c].kind == COLUMN_AMOUNT && !table->columns[c].percent_word;
}

static gboolean
has_rule (const Table *table, guint c)
{
  for (guint i = 0; i < table->rules->len; i++)
    if (g_array_index (table->rules, Rule, i).is_column && g_array_index (table->rules, Rule, i).target == c)
      return TRUE;
  return FALSE;
}

static double
count_choices (const Table *table)
{
  guint n = 0;

  for (guint c = 0; c < table->n_columns; c++)
    n += is_amount (table, c);
  return 2 * log2 (MAX (n, 2));
}

static void
try_percents (Search *search, guint a, guint b)
{
  double near = a < search->target && b < search->target ? -0.5 : 0;

  for (int absolute = 0; absolute < 2; absolute++)
    {
      /* A change is itself rounded; the growth of what it is between is told better. */
      try_two (search, SEK_AUDIT_PERCENT, SHAPE_SHARE, 1, absolute, a, 1, b,
               near + 4 * absolute + (search->table->columns[a].change_word ? 4 : 0));
      try_two (search, SEK_AUDIT_PERCENT, SHAPE_GROWTH, 1, absolute, a, 1, b, near + 4 * absolute);
    }
}

/* A quotient, of one, of a hundred as an index is, or of thousands; and a product where one of the columns is
 * called a rate, in kroner or øre, of one or of thousands. */
static void
try_rates (Search *search, guint a, guint b)
{
  static const double factors[] = { 1, 100, 1000 };
  const Column *columns = search->table->columns;
  gboolean called = search->called;

  /* A rate is worked out from what is none; where it was agreed on, it is the product that is worked out, and stands
   * last. */
  for (guint i = 0; i < G_N_ELEMENTS (factors) && !columns[a].rate && !columns[b].rate; i++)
    {
      if (columns[search->target].rate)
        try_two (search, SEK_AUDIT_RATE, SHAPE_RATIO, factors[i], FALSE, a, 1, b, i == 0 ? 0 : 1);
    }
  for (int power = 0; power <= 3 && a < b && b < search->target && !columns[search->target].rate; power++)
    {
      search->called = columns[a].rate || columns[b].rate;
      if (power != 1)
        try_two (search, SEK_AUDIT_PRODUCT, SHAPE_PRODUCT, pow (10, -power), FALSE, a, 1, b, power == 0 ? 0 : 2);
    }
  search->called = called;
}

/* A running total, and sums that stand in the next column. */
static void
try_from_above (Search *search, guint a, Shape shape)
{
  Table *table = search->table;
  gboolean stair = shape == SHAPE_STAIR;
  Rule rule;
  Witnesses witnesses;
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (Part));

  init_rule (search, &rule, shape == SHAPE_STAIR ? SEK_AUDIT_STAIR : SEK_AUDIT_RUNNING, shape);
  add_term (&rule, a, 1);
  _sek_audit_witnesses_init (&witnesses, 3, TRUE);
  for (guint r = table->first; r < table->n_rows; r++)
    {
      gint64 rest = 0, units = 0, greatest = 0, target, *own;
      guint n;

      if (table->rows[r].kind < ROW_ITEM || (n = _sek_audit_collect (table, &rule, r, parts)) == 0)
        continue;
      for (guint i = 0; i < parts->len; i++)
        {
          const Part *part = &g_array_index (parts, Part, i);

          rest += part->sign * table->values[part->cell];
          units += table->units[part->cell];
          if (i > 0 && ABS (table->values[part->cell]) > ABS (greatest))
            greatest = part->sign * table->values[part->cell];
        }
      target = table->values[target_cell (search, r)];
      if (target == 0 && rest == 0)
        continue;
      rule.n_places++;
      if (ABS (rest) > _sek_audit_tolerance (NULL, n, units))
        {
          rule.bits -= SEK_AUDIT_MISS;
          continue;
        }
      rule.n_holds++;
      /* As one figure, the greatest it comes of and the rest of them. */
      own = _sek_audit_witnesses_add (&witnesses);
      own[0] = -target;
      own[1] = greatest;
      own[2] = target + rest - greatest;
      rule.evidence += _sek_audit_witnesses_weigh (&witnesses, rest == 0 ? 0 : units / 2,
                                                   table->columns[search->target].grain);
    }
  rule.n_witnesses = witnesses.n_telling;
  /* A running total may stand anywhere; the steps of a staircase are seen. */
  rule.bits += rule.evidence - (stair ? 4 : 8) - log2 (search->target > a ? search->target - a : a - search->target);
  _sek_audit_witnesses_clear (&witnesses);
  if (rule.n_witnesses < (stair ? 2 : 4) || (rule.n_places - rule.n_holds) * (stair ? 3 : 5) > rule.n_places
      || rule.bits <= MAX (search->best.bits, ENOUGH))
    {
      _sek_audit_rule_clear (&rule);
      return;
    }
  if (search->best.terms != NULL)
    _sek_audit_rule_clear (&search->best);
  search->best = rule;
}

/* Sums that stand in the next column leave it blank where there is none. */
static gboolean
is_sparser (const Table *table, guint c, guint than)
{
  guint n = 0, n_other = 0;

  for (guint r = table->first; r < table->n_rows; r++)
    {
      n += table->given[at (table, r, c)];
      n_other += table->given[at (table, r, than)];
    }
  return n > 0 && n * 4 <= n_other * 3;
}

/* Everything that two other columns can make of the target. */
static void
try_all_pairs (Search *search, gboolean percent)
{
  const Table *table = search->table;
  const Column *column = &table->columns[search->target];
  /* What is called otherwise and is whole is no percentage. */
  gboolean open = !column->named || column->change_word || column->decimals > 0;
  gboolean may_be_percent = search->called ? percent : !percent && open;

  for (guint a = 0; a < table->n_columns; a++)
    for (guint b = 0; b < table->n_columns && a != search->target && is_amount (table, a); b++)
      {
        if (b == a || b == search->target || !is_amount (table, b))
          continue;
        if (may_be_percent)
          try_percents (search, a, b);
        if (!percent && search->called == (column->rate || table->columns[a].rate || table->columns[b].rate))
          try_rates (search, a, b);
      }
}

void
_sek_audit_find_shapes (Table *table, gboolean called)
{
  table->work = SEK_AUDIT_MOST_WORK;
  for (guint c = 0; c < table->n_columns; c++)
    {
      const Column *column = &table->columns[c];
      gboolean percent = column->kind == COLUMN_PERCENT || column->percent_word;
      Search search = { .table = table, .is_column = TRUE, .target = c, .called = called,
                        .choices = count_choices (table), .best = { .bits = -1000 } };

      if (column->kind < COLUMN_AMOUNT || has_rule (table, c) || g_cancellable_is_cancelled (table->cancellable))
        continue;
      try_all_pairs (&search, percent);
      if (called && column->rate)
        for (int direction = -1; direction <= 1; direction += 2)
          try_means (&search, direction);
      for (guint a = 0; a < table->n_columns && !called && !percent; a++)
        if (a != c && is_amount (table, a))
          try_from_above (&search, a, a < c && is_sparser (table, c, a) ? SHAPE_STAIR : SHAPE_RUNNING);
      keep (&search);
    }
}

void
_sek_audit_find_parts (Table *table)
{
  table->work = SEK_AUDIT_MOST_WORK;
  for (guint c = 0; c < table->n_columns && table->n_columns <= SEK_AUDIT_MOST_COLUMNS; c++)
    {
      Search search = { .table = table, .is_column = TRUE, .target = c, .called = TRUE, .best = { .bits = -1000 } };

      if (has_rule (table, c) || (table->columns[c].kind != COLUMN_PERCENT && !table->columns[c].percent_word))
        continue;
      for (guint a = 0; a < table->n_columns; a++)
        for (guint row = table->first; row < table->n_rows && a != c && is_amount (table, a); row++)
          if (table->rows[row].rule >= 0)
            try_two (&search, SEK_AUDIT_PERCENT, SHAPE_PART, 1, FALSE, a, 1, row, 4);
      keep (&search);
    }
}

/* --- rows -------------------------------------------------------------------------------------------------------- */

/* Rows called a percentage, a mean or something per something. */
void
_sek_audit_find_row_shapes (Table *table)
{
  guint n_rows = table->n_rows - table->first;

  table->work = SEK_AUDIT_MOST_WORK;
  for (guint r = table->first; r < table->n_rows; r++)
    {
      Search search = { .table = table, .target = r, .called = TRUE, .choices = 2 * log2 (MAX (n_rows, 2)) - 4,
                        .best = { .bits = -1000 } };

      if (table->rows[r].kind != ROW_RATIO || table->rows[r].rule >= 0)
        continue;
      for (int direction = -1; direction <= 1; direction += 2)
        try_means (&search, direction);
      for (guint a = table->first; a < table->n_rows && n_rows <= MOST_ROWS; a++)
        for (guint b = table->first; b < table->n_rows && table->rows[a].kind == ROW_ITEM; b++)
          {
            if (a == b || table->rows[b].kind < ROW_ITEM || g_cancellable_is_cancelled (table->cancellable))
              continue;
            for (int sign = 1; sign >= -1; sign -= 2)
              {
                try_two (&search, SEK_AUDIT_PERCENT, SHAPE_SHARE, 1, FALSE, a, sign, b, sign < 0 ? 2 : 0);
                try_two (&search, SEK_AUDIT_RATE, SHAPE_RATIO, 1, FALSE, a, sign, b, sign < 0 ? 3 : 1);
              }
            try_two (&search, SEK_AUDIT_RATE, SHAPE_RATIO, 1000, FALSE, a, 1, b, 2);
          }
      keep (&search);
    }
}
