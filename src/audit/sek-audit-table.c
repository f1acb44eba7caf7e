/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-audit-private.h"

#include <string.h>

#include "sek-date.h"

/* Texts become figures, rows and columns get their parts. What is read leniently here is read strictly where a person
 * types (sek-number.h): a printed table cannot be asked what it meant, and the digits that it prints must be kept,
 * since they are its rounding. */

#define MOST_DECIMALS 4
#define MOST_DIGITS 15

/* --- figures ----------------------------------------------------------------------------------------------------- */

static gboolean
is_space (gunichar c)
{
  return c == ' ' || c == '\t' || c == 0xa0 || c == 0x2009 || c == 0x202f || c == 0x2007;
}

static gboolean
is_minus (gunichar c)
{
  return c == '-' || c == 0x2010 || c == 0x2011 || c == 0x2012 || c == 0x2013 || c == 0x2014 || c == 0x2212;
}

static const char *
skip_spaces (const char *p)
{
  while (is_space (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return p;
}

/* What stands before or after a figure and is no part of it. */
static const char *
skip_word (const char *p)
{
  static const char *const words[] = {
    "kr.", "kr", "Kr.", "Kr", "KR", "NOK", "SEK", "DKK", "EUR", "£", "$", "€", ",-", NULL,
  };

  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_has_prefix (p, words[i]))
      return p + strlen (words[i]);
  return p;
}

static const char *
skip_marks (const char *p)
{
  gunichar c;

  /* *, †, ‡, §, raised figures */
  while ((c = g_utf8_get_char (p)) == '*' || c == 0x2020 || c == 0x2021 || c == 0xa7 || c == 0xb9 || c == 0xb2
         || c == 0xb3 || (c >= 0x2070 && c <= 0x2079))
    p = g_utf8_next_char (p);
  return p;
}

/* Digits with their marks to a value; FALSE when groups or marks do not fit. */
static gboolean
read_digits (const char **text, char known, Cell *cell)
{
  char digits[64], mark_at[64];
  guint n = 0, n_points = 0, n_commas = 0;
  const char *p = *text;
  char decimal = '\0';
  guint last_group = 0, decimals = 0;
  gint64 value = 0;

  memset (mark_at, 0, sizeof mark_at);
  while (n < G_N_ELEMENTS (digits) - 1)
    {
      gunichar c = g_utf8_get_char (p);
      const char *next = g_utf8_next_char (p);

      if (c < 128 && g_ascii_isdigit ((char) c))
        digits[n++] = (char) c;
      else if (n > 0 && (c == '.' || c == ',') && g_ascii_isdigit (*next))
        {
          mark_at[n] = (char) c;
          n_points += c == '.';
          n_commas += c == ',';
        }
      else if (n > 0 && (is_space (c) || c == '\'' || c == 0x2019) && g_ascii_isdigit (*next) && mark_at[n] == '\0')
        mark_at[n] = ' ';
      else
        break;
      p = next;
    }
  if (n == 0)
    return FALSE;

  /* Two sorts of mark: the last one is the decimal's. One sort: it tells itself unless three digits follow it each
   * time. */
  if (n_points > 0 && n_commas > 0)
    {
      for (guint i = 1; i < n; i++)
        if (mark_at[i] == '.' || mark_at[i] == ',')
          decimal = mark_at[i];
      if ((decimal == '.' ? n_points : n_commas) != 1)
        return FALSE;
    }
  else if (n_points + n_commas == 1)
    {
      char mark = n_points == 1 ? '.' : ',';
      guint i = 1;

      while (mark_at[i] != mark)
        i++;
      if (n - i != 3 || i > 3 || digits[0] == '0' || mark == known)
        decimal = mark;
      for (guint j = 1; j < n; j++)
        if (mark_at[j] == ' ')
          decimal = mark;
    }

  for (guint i = 0; i < n; i++)
    {
      if (mark_at[i] != '\0' && mark_at[i] == decimal)
        {
          decimals = n - i;
          if (last_group != 0 && i - last_group != 3)
            return FALSE;
          last_group = 0;
        }
      else if (mark_at[i] != '\0')
        {
          if (decimals > 0 || (last_group == 0 ? i > 3 : i - last_group != 3))
            return FALSE;
          last_group = i;
        }
    }
  if ((last_group != 0 && n - last_group != 3) || n > MOST_DIGITS)
    return FALSE;
  for (guint i = 0; i < n - (decimals > MOST_DECIMALS ? decimals - MOST_DECIMALS : 0); i++)
    value = value * 10 + (digits[i] - '0');
  cell->value = value;
  cell->decimals = (guint8) MIN (decimals, MOST_DECIMALS);
  *text = p;
  return TRUE;
}

gboolean
_sek_audit_parse (const char *text, char known, Cell *cell)
{
  gboolean negative = FALSE, parenthesis = FALSE, minus = FALSE;
  const char *p = skip_spaces (text);

  *cell = (Cell) { .state = STATE_TEXT };
  if (*p == '\0')
    {
      cell->state = STATE_BLANK;
      return FALSE;
    }
  p = skip_spaces (skip_word (p));
  for (int i = 0; i < 2; i++)
    {
      if (*p == '(' && !parenthesis)
        parenthesis = TRUE, p++;
      else if (is_minus (g_utf8_get_char (p)) && !minus)
        minus = TRUE, p = g_utf8_next_char (p);
      else if (*p == '+' && !minus)
        p++;
      p = skip_spaces (p);
    }
  if (minus && *p == '\0')
    {
      cell->state = STATE_NIL;
      return TRUE;
    }
  p = skip_spaces (skip_word (p));
  negative = minus || parenthesis;
  if (!read_digits (&p, known, cell))
    {
      /* SSB's signs for figures that are not there. */
      p = skip_spaces (text);
      if (strspn (p, ".:") == strlen (p))
        cell->state = STATE_BLANK;
      return FALSE;
    }
  p = skip_spaces (p);
  if (parenthesis)
    {
      if (*p != ')')
        return FALSE;
      p = skip_spaces (p + 1);
    }
  if (*p == '%')
    {
      cell->percent = TRUE;
      p = skip_spaces (p + 1);
    }
  p = skip_spaces (skip_marks (p));
  p = skip_spaces (skip_word (p));
  if (is_minus (g_utf8_get_char (p)) && !negative)
    {
      negative = TRUE;
      p = skip_spaces (g_utf8_next_char (p));
    }
  p = skip_spaces (skip_marks (p));
  if (*p != '\0')
    return FALSE;
  if (negative)
    cell->value = -cell->value;
  cell->state = STATE_NUMBER;
  return TRUE;
}

/* --- the table ---------------------------------------------------------------------------------------------------- */

static const char *
text_at (const Table *table, guint row, guint column)
{
  char **texts = table->texts->pdata[row];

  for (guint i = 0; i <= column; i++)
    if (texts[i] == NULL)
      return "";
  return texts[column];
}

static gboolean
is_later (const char *text, char a, char b)
{
  const char *last_a = strrchr (text, a), *last_b = strrchr (text, b);

  return last_a != NULL && (last_b == NULL || last_a > last_b);
}

/* The decimal mark that figures show which can be read in one way only; '\0' when there are none. Then "1.500" and
 * "1,500" are thousands. */
static char
find_mark (Table *table)
{
  guint commas = 0, points = 0;

  for (guint r = 0; r < table->n_rows; r++)
    for (char **p = table->texts->pdata[r]; *p != NULL; p++)
      {
        Cell cell;

        if (!_sek_audit_parse (*p, '\0', &cell) || cell.decimals == 0)
          continue;
        if (is_later (*p, ',', '.'))
          commas++;
        else
          points++;
      }
  return commas > points ? ',' : points > commas ? '.' : '\0';
}

/* Four digits alone; "1 980" is an amount. */
static gboolean
is_year (const Table *table, guint row, guint column)
{
  const Cell *cell = &table->cells[at (table, row, column)];
  const char *text = text_at (table, row, column);

  return cell->state == STATE_NUMBER && cell->decimals == 0 && cell->value >= 1900 && cell->value <= 2100
         && strspn (text + strspn (text, " "), "0123456789") == 4;
}

static gboolean
is_figure (const Cell *cell)
{
  return cell->state == STATE_NUMBER || cell->state == STATE_NIL;
}

/* A row of the head: before the first figures, and its own figures are years. */
static guint
find_first_row (Table *table)
{
  for (guint r = 0; r < table->n_rows; r++)
    {
      guint n = 0, years = 0, lead = 0;

      while (lead < table->n_columns && !is_figure (&table->cells[at (table, r, lead)]))
        lead++;
      for (guint c = MAX (lead, 1); c < table->n_columns; c++)
        {
          n += is_figure (&table->cells[at (table, r, c)]);
          years += is_year (table, r, c);
        }
      if (n > years)
        {
          /* Headings right above belong to the body when they have but one text. */
          while (r > 0)
            {
              guint texts = 0, first = 0;

              for (guint c = 0; c < table->n_columns; c++)
                if (table->cells[at (table, r - 1, c)].state != STATE_BLANK)
                  {
                    first = texts == 0 ? c : first;
                    texts++;
                  }
              if (texts > 1 || first > 0)
                break;
              r--;
            }
          return r;
        }
    }
  return table->n_rows;
}

static void
join_head (Table *table, guint c)
{
  GString *head = g_string_new (NULL);
  guint start = table->first;

  /* The rows right above the body that speak about more than one column are its head; titles above them are not. */
  while (start > 0)
    {
      guint texts = 0;

      for (guint i = 0; i < table->n_columns; i++)
        texts += table->cells[at (table, start - 1, i)].state != STATE_BLANK;
      if (texts < 2)
        break;
      start--;
    }
  for (guint r = start; r < table->first; r++)
    {
      g_autofree char *own = g_strdup (text_at (table, r, c));
      guint from = c;

      g_strstrip (own);
      /* A head that reaches over several columns stands in the first of them. */
      while (*own == '\0' && r + 1 < table->first && r == start && from > 1)
        {
          g_free (own);
          own = g_strstrip (g_strdup (text_at (table, r, --from)));
        }
      if (*own == '\0')
        continue;
      if (head->len > 0)
        g_string_append_c (head, ' ');
      g_string_append (head, own);
    }
  for (char *p = head->str; *p != '\0'; p++)
    if (*p == '\n' || *p == '\r' || *p == '\t')
      *p = ' ';
  table->columns[c].named = head->len > 0;
  if (head->len == 0)
    {
      static const SekWord word = { { "kolonne", "kolonne", "column" } };

      g_string_printf (head, "%s %u", word.text[table->language], c + 1);
    }
  table->columns[c].head = g_string_free (head, FALSE);
}

static void
find_columns (Table *table)
{
  guint label = 0, most = 0;

  for (guint c = 0; c < table->n_columns; c++)
    {
      Column *column = &table->columns[c];
      guint texts = 0, figures = 0, percents = 0, years = 0, notes = 0, numbers = 0;

      join_head (table, c);
      for (guint r = table->first; r < table->n_rows; r++)
        {
          const Cell *cell = &table->cells[at (table, r, c)];

          texts += cell->state == STATE_TEXT;
          figures += is_figure (cell);
          numbers += cell->state == STATE_NUMBER;
          percents += cell->percent;
          years += is_year (table, r, c);
          if (cell->state == STATE_NUMBER)
            column->decimals = MAX (column->decimals, cell->decimals);
          if (cell->state == STATE_TEXT)
            notes += _sek_audit_is_note (text_at (table, r, c));
        }
      column->change_word = column->named && _sek_audit_is_change (column->head);
      column->percent_word = column->named && _sek_audit_is_percent (column->head);
      column->total_word = column->named && (_sek_audit_hints (column->head) & HINT_TOTAL) != 0;
      if ((notes * 2 > texts && notes >= figures)
          || (figures > 0 && figures >= texts && column->named && _sek_audit_is_note (column->head)))
        column->kind = COLUMN_NOTE;
      else if (figures == 0 || texts > figures)
        column->kind = COLUMN_TEXT;
      else if (numbers > 1 && years == numbers)
        column->kind = COLUMN_NOTE;
      else
        column->kind = percents * 2 > numbers && percents > 0 ? COLUMN_PERCENT : COLUMN_AMOUNT;
      if (column->kind == COLUMN_TEXT && texts > most)
        {
          most = texts;
          label = c;
        }
    }
  /* Figures before the names of rows are codes, unless there are no others. */
  if (most > 0)
    {
      guint right = 0;

      for (guint c = label + 1; c < table->n_columns; c++)
        right += table->columns[c].kind >= COLUMN_AMOUNT;
      for (guint c = 0; c < label && right > 0; c++)
        if (table->columns[c].kind >= COLUMN_AMOUNT && c + 1 == label)
          table->columns[c].kind = COLUMN_NOTE;
    }
}

static void
find_row (Table *table, guint r, guint first_amount, gboolean after_break)
{
  Row *row = &table->rows[r];
  gboolean figures = FALSE, percents = TRUE;
  const char *label = "";
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint c = 0; c < table->n_columns; c++)
    {
      const Cell *cell = &table->cells[at (table, r, c)];

      if (table->columns[c].kind >= COLUMN_AMOUNT && is_figure (cell))
        figures = TRUE;
      if (table->columns[c].kind == COLUMN_AMOUNT && cell->state == STATE_NUMBER && !cell->percent)
        percents = FALSE;
      if (c < first_amount && table->columns[c].kind == COLUMN_TEXT && cell->state != STATE_BLANK)
        {
          label = text_at (table, r, c);
          g_string_append (words, label);
          g_string_append_c (words, ' ');
        }
    }
  row->label = g_strstrip (g_strdup (label));
  for (char *p = row->label; *p != '\0'; p++)
    if (*p == '\n' || *p == '\r' || *p == '\t')
      *p = ' ';
  row->named = *row->label != '\0';
  row->hints = _sek_audit_hints (row->label);
  row->after_break = after_break;
  row->rule = -1;
  if (!row->named)
    {
      static const SekWord word = { { "rad", "rad", "row" } };

      g_free (row->label);
      row->label = g_strdup_printf ("%s %u", word.text[table->language], r + 1);
    }
  if (r < table->first)
    row->kind = ROW_HEAD;
  else if (!figures)
    row->kind = ROW_SECTION;
  else if ((row->hints & HINT_MEMO) != 0)
    row->kind = ROW_MEMO;
  else if (percents || (row->hints & HINT_RATIO) != 0)
    row->kind = ROW_RATIO;
  else
    row->kind = ROW_ITEM;
}

static gint64
greatest_divisor (gint64 a, gint64 b)
{
  while (b != 0)
    {
      gint64 rest = a % b;

      a = b;
      b = rest;
    }
  return ABS (a);
}

/* The step of a column's figures, and whether it is one of thousands, which then is their rounding. */
static void
find_grain (Table *table, guint c)
{
  Column *column = &table->columns[c];
  gint64 divisor = 0;
  guint n = 0;

  column->unit = 1;
  for (int i = column->decimals; i < table->decimals; i++)
    column->unit *= 10;
  for (guint r = table->first; r < table->n_rows; r++)
    if (table->rows[r].kind == ROW_ITEM && table->cells[at (table, r, c)].value != 0)
      {
        divisor = greatest_divisor (divisor, table->cells[at (table, r, c)].value);
        n++;
      }
  column->grain = column->unit;
  if (n >= 3)
    for (gint64 step = 10; step <= 1000000; step *= 10)
      if (divisor % (step * column->unit) == 0)
        column->grain = step * column->unit;
  if (n >= 5 && column->grain >= 1000 * column->unit && column->decimals == 0)
    column->unit = column->grain >= 1000000 * column->unit ? 1000000 * column->unit : 1000 * column->unit;
}

Table *
_sek_audit_table_new (GPtrArray *rows, SekLanguage language)
{
  Table *table = g_new0 (Table, 1);
  guint first_amount;
  gboolean after_break = TRUE;

  table->language = language;
  table->texts = g_ptr_array_ref (rows);
  table->n_rows = rows->len;
  for (guint r = 0; r < rows->len; r++)
    table->n_columns = MAX (table->n_columns, g_strv_length (rows->pdata[r]));
  table->cells = g_new0 (Cell, (gsize) table->n_rows * MAX (table->n_columns, 1));
  table->values = g_new0 (gint64, (gsize) table->n_rows * MAX (table->n_columns, 1));
  table->others = g_new0 (gint64, (gsize) table->n_rows * MAX (table->n_columns, 1));
  table->given = g_new0 (guint8, (gsize) table->n_rows * MAX (table->n_columns, 1));
  table->columns = g_new0 (Column, MAX (table->n_columns, 1));
  table->rows = g_new0 (Row, MAX (table->n_rows, 1));
  table->rules = g_array_new (FALSE, TRUE, sizeof (Rule));
  g_array_set_clear_func (table->rules, (GDestroyNotify) _sek_audit_rule_clear);

  table->mark = find_mark (table);
  for (guint r = 0; r < table->n_rows; r++)
    {
      char **texts = rows->pdata[r];

      for (guint c = 0; texts[c] != NULL; c++)
        _sek_audit_parse (texts[c], table->mark, &table->cells[at (table, r, c)]);
    }
  table->first = find_first_row (table);
  find_columns (table);

  first_amount = table->n_columns;
  for (guint c = table->n_columns; c-- > 0;)
    {
      if (table->columns[c].kind >= COLUMN_AMOUNT)
        {
          first_amount = c;
          table->decimals = MAX (table->decimals, table->columns[c].decimals);
        }
    }
  for (guint r = 0; r < table->n_rows; r++)
    {
      find_row (table, r, first_amount, after_break);
      after_break = table->rows[r].kind == ROW_SECTION || r + 1 == table->first;
    }
  for (guint r = table->first; r < table->n_rows; r++)
    for (guint c = 0; c < table->n_columns; c++)
      {
        Cell *cell = &table->cells[at (table, r, c)];

        if (table->columns[c].kind < COLUMN_AMOUNT || !is_figure (cell))
          continue;
        for (int i = cell->decimals; i < table->decimals; i++)
          cell->value *= 10;
        table->values[at (table, r, c)] = cell->value;
        table->given[at (table, r, c)] = TRUE;
      }
  for (guint c = 0; c < table->n_columns; c++)
    if (table->columns[c].kind >= COLUMN_AMOUNT)
      find_grain (table, c);
  return table;
}

void
_sek_audit_table_free (Table *table)
{
  for (guint c = 0; c < table->n_columns; c++)
    {
      g_free (table->columns[c].head);
      g_free (table->columns[c].signs);
    }
  for (guint r = 0; r < table->n_rows; r++)
    g_free (table->rows[r].label);
  g_ptr_array_unref (table->texts);
  g_array_unref (table->rules);
  g_free (table->columns);
  g_free (table->rows);
  g_free (table->cells);
  g_free (table->values);
  g_free (table->others);
  g_free (table->given);
  g_free (table);
}
