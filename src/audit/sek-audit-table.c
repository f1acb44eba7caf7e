/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-audit-private.h"

#include <string.h>

#include "sek-date.h"

/* Texts become figures, rows and columns get their parts. */

#define GREATEST G_GINT64_CONSTANT (1000000000000000) /* figure, in the table's units */

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

/* Figures that go up by one and the same step, or by months: what stands above a series. */
static gboolean
are_steps (const Table *table, guint row, guint from)
{
  gint64 before = 0, least = G_MAXINT64, most = 0;
  guint n = 0;

  for (guint c = from; c < table->n_columns; c++)
    {
      const Cell *cell = &table->cells[at (table, row, c)];

      if (n > 0 && (cell->state == STATE_TEXT || cell->state == STATE_NIL))
        return FALSE;
      if (cell->state != STATE_NUMBER)
        continue;
      if (n++ > 0)
        {
          least = MIN (least, cell->value - before);
          most = MAX (most, cell->value - before);
        }
      before = cell->value;
    }
  return n >= 5 && least > 0 && (most == least || (least >= 28 && most <= 31));
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
          /* Below years four digits are an amount like others. */
          years += is_year (table, r, c) && !(lead > 0 && r > 0 && is_year (table, r - 1, c));
        }
      if (n >= 5 && are_steps (table, r, MAX (lead, 1)))
        continue;
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

/* A head without its years, numbers, letters and months. Owned. */
static char *
dup_kind_of_head (const char *head)
{
  static GRegex *regex;

  if (g_once_init_enter (&regex))
    g_once_init_leave (&regex, g_regex_new ("\\d+|\\b(jan|feb|mar|apr|ma[ij]|jun|jul|aug|sep|okt|oct|nov|des|dec)"
                                            "\\p{L}*|\\b[ivx]+\\b|\\b\\p{L}\\b",
                                            G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL));
  return g_regex_replace_literal (regex, head, -1, 0, "#", 0, NULL);
}

/* Nothing, years and numbers, or «Kommune A»; but letters alone may stand for anything. */
static gboolean
is_kind_of_series (const char *kind, const char *head)
{
  return *kind == '\0' || (strchr (kind, '#') != NULL && (strlen (kind) > 1 || strpbrk (head, "0123456789") != NULL));
}

/* «Budsjett 2023», «Budsjett 2024» …: columns of one kind. */
static void
find_series (Table *table)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int round = 0; round < 2; round++)
    for (guint c = 0; c < table->n_columns; c++)
      {
        g_autofree char *kind = dup_kind_of_head (table->columns[c].head);
        guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, kind));

        /* Columns that have no head at all are often such. */
        if (!table->columns[c].named)
          {
            g_free (kind);
            kind = g_strdup ("");
          }
        if (table->columns[c].kind < COLUMN_AMOUNT || !is_kind_of_series (kind, table->columns[c].head))
          continue;
        if (round == 0)
          g_hash_table_insert (counts, g_strdup (kind), GUINT_TO_POINTER (n + 1));
        else
          table->columns[c].series = n > (*kind != '\0' ? 1 : 3);
      }
}

/* Whether another column than this one has more texts than figures. */
static gboolean
has_texts (const Table *table, guint but)
{
  for (guint c = 0; c < table->n_columns; c++)
    {
      guint texts = 0, figures = 0;

      for (guint r = table->first; r < table->n_rows && c != but; r++)
        {
          texts += table->cells[at (table, r, c)].state == STATE_TEXT;
          figures += is_figure (&table->cells[at (table, r, c)]);
        }
      if (texts > figures)
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_year (const char *head)
{
  static GRegex *regex;

  if (g_once_init_enter (&regex))
    g_once_init_leave (&regex, g_regex_new ("\\b(19|20)\\d\\d\\b", G_REGEX_OPTIMIZE, 0, NULL));
  return g_regex_match (regex, head, 0, NULL);
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
      column->hints = column->named ? _sek_audit_hints (column->head) : 0;
      column->total_word = (column->hints & HINT_TOTAL) != 0
                           || (column->named && _sek_audit_is_whole_year (column->head));
      column->rate = column->named && _sek_audit_is_rate (column->head);
      /* «Post A», «Post B» below each other are names where nothing else is. */
      if ((notes * 2 > texts && notes >= figures && (c > 0 || has_texts (table, c)))
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
        if (table->columns[c].kind >= COLUMN_AMOUNT && c + 1 == label && !has_year (table->columns[c].head))
          table->columns[c].kind = COLUMN_NOTE;
    }
  table->label = label;
  find_series (table);
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
      if ((c < first_amount || c == table->label) && table->columns[c].kind == COLUMN_TEXT
          && cell->state != STATE_BLANK)
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
      row->label = g_strdup_printf ("%s %u", word.text[table->language], table->origin + r + 1);
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

/* Where rows have names, one of figures that has none is a total. */
static void
find_nameless_totals (Table *table)
{
  guint n_named = 0, n_nameless = 0;

  for (guint r = table->first; r < table->n_rows; r++)
    if (table->rows[r].kind == ROW_ITEM)
      {
        n_named += table->rows[r].named;
        n_nameless += !table->rows[r].named;
      }
  for (guint r = table->first; r < table->n_rows && n_named > n_nameless; r++)
    if (table->rows[r].kind == ROW_ITEM && !table->rows[r].named)
      table->rows[r].hints |= HINT_TOTAL;
}

Table *
_sek_audit_table_new (GPtrArray *rows, guint origin, SekLanguage language)
{
  Table *table = g_new0 (Table, 1);
  guint first_amount;
  gboolean after_break = TRUE;

  table->origin = origin;
  table->work = SEK_AUDIT_MOST_WORK;
  table->language = language;
  table->texts = g_ptr_array_ref (rows);
  table->n_rows = rows->len;
  for (guint r = 0; r < rows->len; r++)
    table->n_columns = MAX (table->n_columns, g_strv_length (rows->pdata[r]));
  table->cells = g_new0 (Cell, (gsize) table->n_rows * MAX (table->n_columns, 1));
  table->values = g_new0 (gint64, (gsize) table->n_rows * MAX (table->n_columns, 1));
  table->others = g_new0 (gint64, (gsize) table->n_rows * MAX (table->n_columns, 1));
  table->covered = g_new0 (guint8, (gsize) table->n_rows * MAX (table->n_columns, 1));
  table->given = g_new0 (guint8, (gsize) table->n_rows * MAX (table->n_columns, 1));
  table->columns = g_new0 (Column, MAX (table->n_columns, 1));
  table->units = g_new0 (gint64, (gsize) table->n_rows * MAX (table->n_columns, 1));
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
  find_nameless_totals (table);
  for (guint r = table->first; r < table->n_rows; r++)
    for (guint c = 0; c < table->n_columns; c++)
      {
        Cell *cell = &table->cells[at (table, r, c)];

        if (table->columns[c].kind < COLUMN_AMOUNT || !is_figure (cell))
          continue;
        for (int i = cell->decimals; i < table->decimals && ABS (cell->value) < GREATEST; i++)
          cell->value *= 10;
        /* A number like this is none that is added up, and thousands of them would not fit. */
        if (ABS (cell->value) >= GREATEST)
          {
            *cell = (Cell) { .state = STATE_TEXT };
            continue;
          }
        table->values[at (table, r, c)] = cell->value;
        table->given[at (table, r, c)] = TRUE;
      }
  _sek_audit_find_units (table);
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
  g_free (table->units);
  g_free (table->others);
  g_free (table->given);
  g_free (table->covered);
  g_free (table);
}
