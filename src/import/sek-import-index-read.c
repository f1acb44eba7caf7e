/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-import-index.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-error.h"

/* --- single texts ------------------------------------------------------------------------------------------------- */

/* Where "2015 = 100" begins and ends in a text; its year, 0 for none. */
static int
match_base (const char *text, int *begins, int *ends)
{
  static GRegex *pattern = NULL;
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *year = NULL;

  if (g_once_init_enter (&pattern))
    g_once_init_leave (&pattern, g_regex_new ("\\(?\\b((?:19|20)\\d\\d)\\s*=\\s*100\\b\\)?", G_REGEX_OPTIMIZE, 0,
                                              NULL));
  if (!g_regex_match (pattern, text, 0, &match))
    return 0;
  g_match_info_fetch_pos (match, 0, begins, ends);
  year = g_match_info_fetch (match, 1);
  return (int) g_ascii_strtoll (year, NULL, 10);
}

int
_sek_index_find_base (const char *text)
{
  int begins, ends;

  return match_base (text, &begins, &ends);
}

static char *
dup_without_base (const char *text)
{
  int begins, ends;

  if (match_base (text, &begins, &ends) == 0)
    return g_strdup (text);
  return g_strdup_printf ("%.*s %s", begins, text, text + ends);
}

static gboolean
has_word (const char *text, const char *const *words)
{
  g_autofree char *folded = _sek_import_fold (text);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (folded, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* What stands beside the index in the same tables: what it changed by, and what it is weighed by. */
static gboolean
is_change (const char *text)
{
  static const char *const words[] = { "endring", "change", "prosent", "per cent", "percent", "vekt", "weight",
                                       "vekst", "growth", "bidrag", "contribution", NULL };

  return has_word (text, words);
}

/* Whether a text tells which figure a row has, and not of what goods: by itself, or by the statbank's head above it,
 * as codes do. */
static gboolean
is_contents (const char *text, const char *head)
{
  static const char *const heads[] = { "contents", "statistikkvariabel", NULL };

  return is_change (text) || _sek_index_find_base (text) != 0 || has_word (head, heads);
}

gboolean
_sek_index_is_total (const char *group)
{
  static const char *const words[] = { "total", "totalindeks", "totalindeksen", "totalt", "i", "alt", "all", "items",
                                       "item", "index", "indeks", "kpi", "jae", "ja", "cpi", "ate",
                                       "konsumprisindeks", "konsumprisindeksen", "consumer", "price", NULL };
  g_autofree char *folded = _sek_import_fold (group);
  g_auto (GStrv) parts = g_strsplit_set (folded, " _", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0' && !g_strv_contains (words, parts[i]))
      return FALSE;
  return TRUE;
}

/* Words that say that a figure is of a whole year, in heads beside those of months. */
static gboolean
is_average (const char *text)
{
  static const char *const words[] = { "snitt", "average", NULL };

  return has_word (text, words);
}

/* Takes the period out of a head: «Konsumprisindeks 2021M10», «oktober 2021». 0 where it has none. */
static SekMonth
take_period (char **text)
{
  g_auto (GStrv) words = g_strsplit_set (*text, " \n\t", -1);
  guint n = g_strv_length (words);

  for (guint length = 2; length >= 1; length--)
    for (guint i = 0; i + length <= n; i++)
      {
        g_autofree char *part = length == 2 ? g_strconcat (words[i], " ", words[i + 1], NULL) : g_strdup (words[i]);
        GString *rest;
        SekMonth month;

        if (*words[i] == '\0' || !sek_month_parse (part, &month, NULL))
          continue;
        rest = g_string_new (NULL);
        for (guint w = 0; w < n; w++)
          if ((w < i || w >= i + length) && *words[w] != '\0')
            g_string_append_printf (rest, "%s%s", rest->len > 0 ? " " : "", words[w]);
        g_free (*text);
        *text = g_string_free (rest, FALSE);
        return month;
      }
  return 0;
}

/* A head that is a month without its year, as where years stand below each other: «Jan», «M01». */
static gboolean
read_bare_month (const char *text, int *month)
{
  g_autofree char *dated = text[0] == 'M' && g_ascii_isdigit (text[1]) ? g_strconcat ("2000", text, NULL)
                                                                       : g_strconcat (text, " 2000", NULL);
  SekMonth read;

  *month = 0;
  if (is_average (text))
    return TRUE;
  if (strlen (text) > 12 || !sek_month_parse (dated, &read, NULL) || sek_month_month (read) == 0)
    return FALSE;
  *month = sek_month_month (read);
  return TRUE;
}

static gboolean
is_figure (const char *text)
{
  return _sek_import_is_number (text) || _sek_import_is_missing (text) || _sek_import_is_dash (text);
}

/* --- columns ------------------------------------------------------------------------------------------------------ */

typedef struct
{
  guint filled, periods, figures;
} Count;

static Count
count_column (const SekImportTable *table, guint column)
{
  Count count = { 0 };

  for (guint row = table->first; row < table->rows->len; row++)
    {
      const char *text = _sek_import_table_get (table, row, column);
      SekMonth month;

      count.filled += *text != '\0';
      count.periods += *text != '\0' && sek_month_parse (text, &month, NULL);
      count.figures += *text != '\0' && is_figure (text);
    }
  return count;
}

static SekIndexRole
read_said (const char *said)
{
  return g_str_equal (said, "period")   ? SEK_INDEX_ROLE_PERIOD
         : g_str_equal (said, "text")   ? SEK_INDEX_ROLE_TEXT
         : g_str_equal (said, "amount") ? SEK_INDEX_ROLE_FIGURE
                                        : SEK_INDEX_ROLE_NONE;
}

static SekIndexRole
find_role (const SekImportTable *table, guint column)
{
  Count count = count_column (table, column);

  /* Sources and notes below the table stand in its first column too. */
  if (count.filled == 0)
    return SEK_INDEX_ROLE_NONE;
  if (count.periods * 2 > count.filled && _sek_index_find_base (table->heads->pdata[column]) == 0)
    return SEK_INDEX_ROLE_PERIOD;
  return count.figures * 2 > count.filled ? SEK_INDEX_ROLE_FIGURE : SEK_INDEX_ROLE_TEXT;
}

/* A head of several rows whose first one ends before the others: what reaches over the last columns stands in the first
 * of them, so that such a row looks like a title. */
static char *
dup_head (const SekImportTable *table, guint column)
{
  GString *head = g_string_new (table->heads->pdata[column]);

  for (guint row = table->head; column > 0 && row > 0 && table->first > table->head; row--)
    {
      guint c = column;

      while (c > 0 && *_sek_import_table_get (table, row - 1, c) == '\0')
        c--;
      if (c == 0)
        break;
      g_string_prepend (head, " ");
      g_string_prepend (head, _sek_import_table_get (table, row - 1, c));
    }
  return g_string_free (head, FALSE);
}

static void
find_columns (SekIndexTable *self)
{
  static const char *const meanings[] = { "", "period", "text", "amount" };
  const SekImportTable *table = self->table;

  self->columns = g_new0 (SekIndexColumn, table->n_columns);
  for (guint c = 0; c < table->n_columns; c++)
    {
      SekIndexColumn *column = &self->columns[c];
      const char *said = _sek_import_table_get_said (table, self->import, c);
      SekImportColumn *shown = _sek_import_add_column (self->import, table, c);

      column->role = said != NULL ? read_said (said) : find_role (table, c);
      column->head = dup_head (table, c);
      column->what = dup_without_base (column->head);
      if (column->role == SEK_INDEX_ROLE_FIGURE)
        {
          column->period = take_period (&column->what);
          column->has_month = column->period == 0 && read_bare_month (column->what, &column->month);
        }
      shown->meaning = meanings[column->role];
      for (guint i = 0; i < self->import->meanings->len; i++)
        {
          const SekImportChoice *choice = self->import->meanings->pdata[i];

          if (g_str_equal (choice->answer, shown->meaning))
            {
              g_free (shown->text);
              shown->text = g_strdup (choice->text);
            }
        }
    }
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

/* What a row says of its figures; a blank cell says what stands above it. */
typedef struct
{
  SekMonth period;
  char    *group;    /* owned */
  char    *contents; /* owned */
} Row;

static void
read_row (SekIndexTable *self, guint row, GPtrArray *above, Row *read)
{
  GString *group = g_string_new (NULL), *contents = g_string_new (NULL);

  read->period = 0;
  for (guint c = 0; c < self->table->n_columns; c++)
    {
      const char *text = _sek_import_table_get (self->table, row, c);
      GString *into;

      if (self->columns[c].role != SEK_INDEX_ROLE_PERIOD && self->columns[c].role != SEK_INDEX_ROLE_TEXT)
        continue;
      if (*text != '\0')
        above->pdata[c] = (gpointer) text;
      text = above->pdata[c] != NULL ? above->pdata[c] : "";
      if (self->columns[c].role == SEK_INDEX_ROLE_PERIOD)
        {
          SekMonth month;

          if (sek_month_parse (text, &month, NULL))
            read->period = month;
          continue;
        }
      into = is_contents (text, self->columns[c].head) ? contents : group;
      g_string_append_printf (into, "%s%s", into->len > 0 ? " " : "", text);
    }
  read->group = g_string_free (group, FALSE);
  read->contents = g_string_free (contents, FALSE);
}

static void
add_base (GArray *bases, const char *text)
{
  int base = _sek_index_find_base (text);

  for (guint i = 0; i < bases->len; i++)
    if (g_array_index (bases, int, i) == base)
      return;
  if (base != 0)
    g_array_append_val (bases, base);
}

static SekMonth
get_period (const SekIndexColumn *column, const Row *row)
{
  if (column->period != 0)
    return column->period;
  if (column->has_month)
    return row->period != 0 && sek_month_month (row->period) == 0
               ? SEK_MONTH (sek_month_year (row->period), column->month) : 0;
  return row->period;
}

static void
add_cell (SekIndexTable *self, guint row, guint c, const Row *read)
{
  const SekIndexColumn *column = &self->columns[c];
  const char *text = _sek_import_table_get (self->table, row, c);
  SekIndexCell cell = { .period = get_period (column, read), .text = text,
                        .typed = ((guint8 *) self->table->typed->pdata[row])[c] != 0,
                        .row = g_array_index (self->table->numbers, guint64, row) };

  if (cell.period == 0 || !_sek_import_is_number (text))
    return;
  if (is_change (column->what) || is_change (read->contents))
    {
      g_hash_table_add (self->changes, g_strdup (is_change (read->contents) ? read->contents : column->what));
      return;
    }
  add_base (self->bases, column->head);
  add_base (self->bases, read->contents);
  if (!g_hash_table_contains (self->groups, read->group))
    g_hash_table_add (self->groups, g_strdup (read->group));
  g_hash_table_lookup_extended (self->groups, read->group, (gpointer *) &cell.group, NULL);
  g_array_append_val (self->cells, cell);
}

static void
read_rows (SekIndexTable *self)
{
  g_autoptr (GPtrArray) above = g_ptr_array_new ();

  g_ptr_array_set_size (above, (int) self->table->n_columns);
  for (guint row = self->table->first; row < self->table->rows->len; row++)
    {
      Row read;
      guint n = self->cells->len;

      read_row (self, row, above, &read);
      for (guint c = 0; c < self->table->n_columns; c++)
        /* Short rows have no cells at their end. */
        if (self->columns[c].role == SEK_INDEX_ROLE_FIGURE && *_sek_import_table_get (self->table, row, c) != '\0')
          add_cell (self, row, c, &read);
      if (self->cells->len == n)
        for (guint c = 0; c < self->table->n_columns; c++)
          add_base (self->loose, _sek_import_table_get (self->table, row, c));
      g_free (read.group);
      g_free (read.contents);
    }
  for (guint row = 0; row < self->table->first; row++)
    for (guint c = 0; c < self->table->n_columns; c++)
      add_base (self->loose, _sek_import_table_get (self->table, row, c));
}

void
_sek_index_table_clear (SekIndexTable *self)
{
  for (guint c = 0; self->columns != NULL && c < self->table->n_columns; c++)
    {
      g_free (self->columns[c].head);
      g_free (self->columns[c].what);
    }
  g_clear_pointer (&self->columns, g_free);
  g_clear_pointer (&self->table, _sek_import_table_free);
  g_clear_pointer (&self->cells, g_array_unref);
  g_clear_pointer (&self->groups, g_hash_table_unref);
  g_clear_pointer (&self->changes, g_hash_table_unref);
  g_clear_pointer (&self->bases, g_array_unref);
  g_clear_pointer (&self->loose, g_array_unref);
}

gboolean
_sek_index_table_read (SekIndexTable *self, SekReader *reader, GError **error)
{
  self->table = _sek_import_table_new ();
  self->cells = g_array_new (FALSE, FALSE, sizeof (SekIndexCell));
  self->groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->changes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->bases = g_array_new (FALSE, FALSE, sizeof (int));
  self->loose = g_array_new (FALSE, FALSE, sizeof (int));
  if (!_sek_import_table_read_all (self->table, reader, error))
    return FALSE;
  _sek_import_table_find_head (self->table, NULL);
  if (!_sek_import_table_check_said (self->table, self->import, error))
    return FALSE;
  find_columns (self);
  read_rows (self);
  if (self->cells->len > 0)
    return TRUE;
  g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
               _("The file has no row with a month or year and an index figure. Choose “%s” when you fetch the table, "
                 "as CSV, JSON-stat2 or xlsx."), "Konsumprisindeks");
  return FALSE;
}
