/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "audit-generator-private.h"

/* --- columns ----------------------------------------------------------------------------------------------------- */

static void
add_head (Maker *m, Sort sort, guint a, guint b, const char *head)
{
  Head *column = &m->heads[m->n_columns++];

  *column = (Head) { .sort = sort, .a = a, .b = b };
  g_strlcpy (column->head, head, sizeof column->head);
}

static void
make_columns (Maker *m)
{
  static const char *const amounts[] = {
    "Regnskap 2021", "Budsjett 2022", "Prognose 2022", "Forslag 2023", "Plan 2024",
  };
  static const char *const changes[] = { "Endring", "Avvik", "Differanse", "Avvikelse", "Change", "Mer/mindre" };
  gboolean told = m->words < 5 || chance (m, 0.5);
  gboolean parts = m->n_amounts >= 2 && chance (m, 0.12);

  for (guint c = 0; c < m->n_amounts; c++)
    {
      g_autofree char *quarter = g_strdup_printf ("%u. kvartal", c + 1);

      add_head (m, AMOUNT, 0, 0, parts ? quarter : amounts[c]);
    }
  if (parts)
    add_head (m, TOTAL_OF_COLUMNS, 0, 0, told ? "Sum" : "Alle");
  else if (m->n_amounts >= 2 && chance (m, 0.6))
    {
      guint a = (guint) roll (m, 0, (int) m->n_amounts), b = (a + 1) % m->n_amounts;

      add_head (m, chance (m, 0.5) ? CHANGE : DEVIATION, a, b,
                told ? changes[roll (m, 0, G_N_ELEMENTS (changes))] : "X");
      if (chance (m, 0.35))
        add_head (m, GROWTH, a, b, told ? "Endring i %" : "Y");
    }
  else if (m->lines[m->n_lines - 1].part == SUM && chance (m, 0.3))
    add_head (m, SHARE, m->n_amounts - 1, 0, told ? "Andel i prosent" : "Z");
}

static gint64
round_to (gint64 value, gint64 unit)
{
  gint64 size = (ABS (value) + unit / 2) / unit;

  return value < 0 ? -size : size;
}

static gint64
last_sum (Maker *m, guint c)
{
  for (guint r = m->n_lines; r-- > 0;)
    if (m->lines[r].part == SUM || m->lines[r].part == RESULT)
      return m->lines[r].printed[c];
  return 0;
}

static void
compute (Maker *m)
{
  /* A row's terms may stand below it. */
  for (int pass = 0; pass < 6; pass++)
    for (guint r = 0; r < m->n_lines; r++)
      {
        Line *line = &m->lines[r];

        for (guint c = 0; c < m->n_amounts; c++)
          {
            if (line->n_terms > 0)
              {
                line->exact[c] = line->printed[c] = 0;
                for (guint i = 0; i < line->n_terms; i++)
                  {
                    line->exact[c] += line->terms[i].sign * m->lines[line->terms[i].row].exact[c];
                    line->printed[c] += line->terms[i].sign * m->lines[line->terms[i].row].printed[c];
                  }
              }
            if (m->rounded || line->n_terms == 0)
              line->printed[c] = round_to (line->exact[c], m->unit);
          }
      }
  for (guint r = 0; r < m->n_lines; r++)
    for (guint c = m->n_amounts; c < m->n_columns; c++)
      {
        Line *line = &m->lines[r];
        const Head *head = &m->heads[c];
        gint64 x = line->printed[head->a], y = line->printed[head->b], sum = 0, exact = 0;

        switch (head->sort)
          {
          case CHANGE:
            line->printed[c] = m->rounded ? round_to (line->exact[head->a] - line->exact[head->b], m->unit) : x - y;
            break;
          case DEVIATION:
            line->printed[c] = y - x;
            break;
          case TOTAL_OF_COLUMNS:
            for (guint i = 0; i < m->n_amounts; i++)
              {
                sum += line->printed[i];
                exact += line->exact[i];
              }
            line->printed[c] = m->rounded ? round_to (exact, m->unit) : sum;
            break;
          case GROWTH:
            line->blank[c] = y == 0;
            if (y != 0)
              line->printed[c] = (gint64) round (1000.0 * (double) (x - y) / (double) ABS (y));
            break;
          case SHARE:
            sum = last_sum (m, head->a);
            line->blank[c] = sum == 0;
            if (sum != 0)
              line->printed[c] = (gint64) round (1000.0 * (double) x / (double) sum);
            break;
          default:
            break;
          }
      }
}

/* --- errors ------------------------------------------------------------------------------------------------------ */

static gboolean
is_computed (Maker *m, guint r, guint c)
{
  return m->lines[r].n_terms > 0 || c >= m->n_amounts;
}

static gint64
alter (Maker *m, gint64 value)
{
  char digits[24];
  gsize n;

  g_snprintf (digits, sizeof digits, "%" G_GINT64_FORMAT, ABS (value));
  n = strlen (digits);
  switch (roll (m, 0, 5))
    {
    case 0: /* another digit */
      digits[roll (m, 0, (int) n)] = (char) ('0' + roll (m, 0, 10));
      break;
    case 1: /* two in each other's place */
      if (n > 1)
        {
          int i = roll (m, 0, (int) n - 1);
          char keep = digits[i];

          digits[i] = digits[i + 1];
          digits[i + 1] = keep;
        }
      break;
    case 2: /* one left out */
      if (n > 1)
        {
          int i = roll (m, 0, (int) n);

          memmove (digits + i, digits + i + 1, n - (gsize) i);
        }
      break;
    case 3:
      return -value;
    default: /* reckoned wrongly */
      return value + (gint64) ((double) ABS (value) * (g_rand_double (m->rand) - 0.5));
    }
  value = value < 0 ? -g_ascii_strtoll (digits, NULL, 10) : g_ascii_strtoll (digits, NULL, 10);
  return value;
}

/* Whether the rule of row t has row r in it, and that of column k column c. */
static gboolean
row_rule_has (Maker *m, guint t, guint r)
{
  if (m->lines[t].n_terms == 0)
    return FALSE;
  for (guint i = 0; i < m->lines[t].n_terms; i++)
    if (m->lines[t].terms[i].row == r)
      return TRUE;
  return t == r;
}

static gboolean
column_rule_has (Maker *m, guint k, guint c)
{
  const Head *head = &m->heads[k];

  if (k < m->n_amounts)
    return FALSE;
  return k == c
         || (head->sort == TOTAL_OF_COLUMNS ? c < m->n_amounts : c == head->a || (head->sort != SHARE && c == head->b));
}

static gboolean
adds_up (Maker *m, guint c)
{
  return m->heads[c].sort < GROWTH;
}

static gboolean
is_told (Maker *m, guint r, guint c)
{
  return m->lines[r].part != HEADING && !m->lines[r].blank[c] && m->lines[r].printed[c] != 0;
}

/* A rule must be seen to hold where it is not broken: no more than a third of its places are (of two, one, if words
 * tell the sum), and no sum is broken twice in one column, where nobody could tell what is right; a change can be, for
 * its row tells. */
static gboolean
may_plant (Maker *m, const Generated *g, guint r, guint c, guint first_row, guint first_column)
{
  for (guint t = 0; t < m->n_lines; t++)
    {
      guint places = 0, planted = 1;

      if (!row_rule_has (m, t, r) || !adds_up (m, c))
        continue;
      for (guint i = 0; i < m->n_columns; i++)
        places += adds_up (m, i) && is_told (m, t, i);
      for (guint i = 0; i < g->planted->len; i++)
        {
          const Planted *other = &g_array_index (g->planted, Planted, i);

          if (!row_rule_has (m, t, other->row - first_row))
            continue;
          planted++;
          if (other->column - first_column == c && c < m->n_amounts)
            return FALSE;
        }
      if (planted * 3 > places && !(planted == 1 && places == 2 && m->words < 5))
        return FALSE;
    }
  for (guint k = m->n_amounts; k < m->n_columns; k++)
    {
      guint places = 0, planted = 1;

      if (!column_rule_has (m, k, c))
        continue;
      /* Of what the shares are is known only where the total is. */
      if (k == c && m->heads[c].sort == SHARE && m->words >= 5)
        return FALSE;
      for (guint i = 0; i < m->n_lines; i++)
        places += is_told (m, i, k);
      for (guint i = 0; i < g->planted->len; i++)
        {
          const Planted *other = &g_array_index (g->planted, Planted, i);

          if (!column_rule_has (m, k, other->column - first_column))
            continue;
          planted++;
          if (other->row - first_row == r)
            return FALSE;
        }
      if (planted * 3 > places)
        return FALSE;
    }
  return TRUE;
}

static void
plant (Maker *m, Generated *g, guint first_row, guint first_column)
{
  guint n = (guint) roll (m, 1, 4);

  for (guint tries = 0; tries < 60 && g->planted->len < n; tries++)
    {
      guint r = (guint) roll (m, 0, (int) m->n_lines), c = (guint) roll (m, 0, (int) m->n_columns);
      Line *line = &m->lines[r];
      gint64 before = line->printed[c], tolerance = MOST_TERMS / 2, after;
      gboolean input = !is_computed (m, r, c), crossed = FALSE;
      Planted planted = { r + first_row, c + first_column, FALSE, input };

      if (line->part == HEADING || line->blank[c] || !may_plant (m, g, r, c, first_row, first_column))
        continue;
      if (input)
        {
          /* Two rules must meet in it: a column's sum, and a change of its row. */
          gboolean summed = FALSE;

          for (guint i = 0; i < m->n_lines; i++)
            for (guint k = 0; k < m->lines[i].n_terms; k++)
              summed = summed || (m->lines[i].terms[k].row == r && m->lines[i].printed[c] != 0);
          for (guint i = m->n_amounts; i < m->n_columns; i++)
            crossed = crossed || m->heads[i].sort == TOTAL_OF_COLUMNS
                      || ((m->heads[i].sort == CHANGE || m->heads[i].sort == DEVIATION)
                          && (m->heads[i].a == c || m->heads[i].b == c));
          if (!summed || !crossed || before == 0)
            continue;
        }
      if (!input && m->n_columns - (m->heads[m->n_columns - 1].sort >= GROWTH) >= 3 && c < m->n_amounts && before != 0
          && chance (m, 0.15))
        {
          line->blank[c] = TRUE;
          planted.missing = TRUE;
          g_array_append_val (g->planted, planted);
          continue;
        }
      after = alter (m, before);
      /* The growth of a negative figure is told with either sign. */
      if (m->heads[c].sort == GROWTH && after == -before && line->printed[m->heads[c].b] < 0)
        continue;
      if (m->heads[c].sort >= GROWTH)
        tolerance = 30;
      if (ABS (after - before) <= tolerance || before == 0)
        continue;
      line->printed[c] = after;
      g_array_append_val (g->planted, planted);
    }
}

/* --- printing ---------------------------------------------------------------------------------------------------- */

static char *
print_number (Maker *m, gint64 value, int decimals, gboolean percent)
{
  static const char *const separators[] = { " ", "\302\240", ".", "" };
  static const char *const minuses[] = { "-", "\342\210\222", "- ", "(", "\342\200\223 " };
  g_autofree char *digits = g_strdup_printf ("%0*" G_GINT64_FORMAT, decimals + 1, ABS (value));
  gsize whole = strlen (digits) - (gsize) decimals;
  GString *text = g_string_new (value < 0 ? minuses[m->minus] : "");

  for (gsize i = 0; i < whole; i++)
    {
      if (i > 0 && (whole - i) % 3 == 0)
        g_string_append (text, separators[m->grouping]);
      g_string_append_c (text, digits[i]);
    }
  if (decimals > 0)
    g_string_append_printf (text, ",%s", digits + whole);
  if (value < 0 && m->minus == 3)
    g_string_append_c (text, ')');
  if (percent && m->percent_sign)
    g_string_append (text, m->percent_sign == 1 ? " %" : "%");
  return g_string_free (text, FALSE);
}

Generated *
audit_generate (guint32 seed, gboolean errors)
{
  static const int words_of[] = { 0, 0, 0, 0, 1, 2, 3, 4, 5, 6 };
  g_autofree Maker *m = g_new0 (Maker, 1);
  Generated *g = g_new0 (Generated, 1);
  gboolean note, title;
  guint first_row, first_column;

  m->rand = g_rand_new_with_seed (seed);
  g->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g->planted = g_array_new (FALSE, FALSE, sizeof (Planted));
  m->words = words_of[roll (m, 0, G_N_ELEMENTS (words_of))];
  m->n_amounts = (guint) roll (m, 1, 5);
  m->decimals = chance (m, 0.15) ? roll (m, 1, 3) : 0;
  m->rounded = chance (m, 0.5);
  m->unit = m->rounded ? (chance (m, 0.8) ? 100000 : 100000000) : 100;
  if (m->decimals > 0)
    m->unit = m->rounded ? 100000000 / (m->decimals == 1 ? 10 : 100) : m->decimals == 1 ? 10 : 1;
  m->size = (double) m->unit * pow (10, 2.7 + 4 * g_rand_double (m->rand));
  m->grouping = roll (m, 0, 4);
  m->minus = roll (m, 0, 5);
  m->nil = roll (m, 0, 3);
  m->percent_sign = roll (m, 0, 3);
  generator_make_form (m, g);
  make_columns (m);
  compute (m);
  note = chance (m, 0.1);
  title = chance (m, 0.2);
  first_row = (title ? 2 : 0) + 1;
  first_column = 1 + note;
  if (errors && chance (m, 0.67))
    plant (m, g, first_row, first_column);

  if (title)
    {
      g_ptr_array_add (g->rows, g_strdupv ((char *[]) { (char *) "Budsjett (tall i tusen kroner)", NULL }));
      g_ptr_array_add (g->rows, g_strdupv ((char *[]) { (char *) "", NULL }));
    }
  {
    GPtrArray *texts = g_ptr_array_new ();

    g_ptr_array_add (texts, g_strdup (chance (m, 0.5) ? "" : "Tekst"));
    if (note)
      g_ptr_array_add (texts, g_strdup ("Note"));
    for (guint c = 0; c < m->n_columns; c++)
      g_ptr_array_add (texts, g_strdup (m->heads[c].head));
    g_ptr_array_add (texts, NULL);
    g_ptr_array_add (g->rows, g_ptr_array_free (texts, FALSE));
  }
  for (guint r = 0; r < m->n_lines; r++)
    {
      GPtrArray *texts = g_ptr_array_new ();
      Line *line = &m->lines[r];

      g_ptr_array_add (texts, g_strdup (line->label));
      if (note)
        g_ptr_array_add (texts, line->part == LEAF && chance (m, 0.4) ? g_strdup_printf ("%d", roll (m, 1, 20))
                                                                      : g_strdup (""));
      for (guint c = 0; c < m->n_columns && line->part != HEADING; c++)
        if (line->blank[c])
          g_ptr_array_add (texts, g_strdup (""));
        else if (line->printed[c] == 0 && (m->nil == 0 || (m->nil == 1 && line->n_terms == 0)))
          g_ptr_array_add (texts, g_strdup (m->nil == 0 ? "-" : ""));
        else
          g_ptr_array_add (texts, print_number (m, line->printed[c], m->heads[c].sort >= GROWTH ? 1 : m->decimals,
                                                m->heads[c].sort >= GROWTH));
      g_ptr_array_add (texts, NULL);
      g_ptr_array_add (g->rows, g_ptr_array_free (texts, FALSE));
    }
  {
    g_autofree char *form = g_strdup (g->form);

    g_snprintf (g->form, sizeof g->form, "%s, words %d, %u+%u columns%s", form, m->words, m->n_amounts,
                m->n_columns - m->n_amounts, m->rounded ? ", rounded" : "");
  }
  g_rand_free (m->rand);
  return g;
}

void
audit_generated_free (Generated *generated)
{
  g_ptr_array_unref (generated->rows);
  g_array_unref (generated->planted);
  g_free (generated);
}
