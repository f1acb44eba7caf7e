/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-audit-private.h"

/* What was looked at: a table in which nothing wrong was found is right only as far as that reaches. */

#define MOST_NAMED 6

static gboolean
is_of_interest (const Table *table, guint row, guint column)
{
  return row >= table->first && table->rows[row].kind >= ROW_ITEM && table->columns[column].kind >= COLUMN_AMOUNT
         && table->cells[at (table, row, column)].state == STATE_NUMBER;
}

guint
_sek_audit_count_figures (const Table *table, gboolean covered)
{
  guint n = 0;

  for (guint row = table->first; row < table->n_rows; row++)
    for (guint column = 0; column < table->n_columns; column++)
      n += is_of_interest (table, row, column) && (!covered || table->covered[at (table, row, column)]);
  return n;
}

/* Whether a line has figures, and none of them was looked at. */
static gboolean
is_left_out (const Table *table, gboolean is_column, guint line)
{
  gboolean any = FALSE;

  for (guint i = 0; i < (is_column ? table->n_rows : table->n_columns); i++)
    {
      guint row = is_column ? i : line, column = is_column ? line : i;

      if (!is_of_interest (table, row, column))
        continue;
      if (table->covered[at (table, row, column)])
        return FALSE;
      any = TRUE;
    }
  return any;
}

GArray *
_sek_audit_find_left_out (const Table *table, gboolean is_column)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint line = is_column ? 0 : table->first; line < (is_column ? table->n_columns : table->n_rows); line++)
    if (is_left_out (table, is_column, line))
      g_array_append_val (lines, line);
  return lines;
}

/* «Innbyggere, Sats og 3 til». Owned. */
static char *
name_lines (const Table *table, gboolean is_column, const GArray *lines)
{
  static const SekWord more = { { " og %s til", " og %s til", " and %s more" } };
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < MIN (lines->len, MOST_NAMED); i++)
    {
      guint line = g_array_index (lines, guint, i);

      g_string_append_printf (names, "%s«%s»", i > 0 ? ", " : "",
                              is_column ? table->columns[line].head : table->rows[line].label);
    }
  if (lines->len > MOST_NAMED)
    {
      g_autofree char *n = g_strdup_printf ("%u", lines->len - MOST_NAMED);
      g_autofree char *rest = sek_fill (sek_word (&more, table->language), n, NULL);

      g_string_append (names, rest);
    }
  return g_string_free (names, FALSE);
}

/* Takes text. */
static void
append (GString *words, char *text)
{
  g_string_append (words, text);
  g_free (text);
}

char *
_sek_audit_describe_coverage (const Table *table)
{
  static const SekWord none = { { "Tabellen har ingen tall.", "Tabellen har ingen tal.",
                                  "The table has no figures." } };
  static const SekWord all = { { "Alle %s tall er kontrollert.", "Alle %s tal er kontrollerte.",
                                 "All %s figures were checked." } };
  static const SekWord some = { { "%s av %s tall er kontrollert.", "%s av %s tal er kontrollerte.",
                                  "%s of %s figures were checked." } };
  static const SekWord rows = { { " Ikke kontrollert: radene %s.", " Ikkje kontrollerte: radene %s.",
                                  " Not checked: the rows %s." } };
  static const SekWord columns = { { " Ikke kontrollert: kolonnene %s.", " Ikkje kontrollerte: kolonnane %s.",
                                     " Not checked: the columns %s." } };
  guint n = _sek_audit_count_figures (table, FALSE), n_covered = _sek_audit_count_figures (table, TRUE);
  g_autofree char *count = g_strdup_printf ("%u", n), *covered = g_strdup_printf ("%u", n_covered);
  GString *words;

  if (n == 0)
    return g_strdup (sek_word (&none, table->language));
  if (n_covered == n)
    return sek_fill (sek_word (&all, table->language), count, NULL);
  words = g_string_new (NULL);
  append (words, sek_fill (sek_word (&some, table->language), covered, count, NULL));
  /* Where nothing was looked at there is nothing to name. */
  for (int is_column = 0; is_column <= 1 && n_covered > 0; is_column++)
    {
      g_autoptr (GArray) lines = _sek_audit_find_left_out (table, is_column);
      g_autofree char *names = name_lines (table, is_column, lines);

      if (lines->len > 0)
        append (words, sek_fill (sek_word (is_column ? &columns : &rows, table->language), names, NULL));
    }
  return g_string_free (words, FALSE);
}
