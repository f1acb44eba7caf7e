/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-import-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-collate.h"
#include "sek-error.h"

/* Tables as rows of texts, where their titles end and their head is, and what can be told of single texts. */

/* A head is looked for among so many rows. */
#define MOST_LEADING 60
#define MOST_ROWS 200000

SekImportTable *
_sek_import_table_new (void)
{
  SekImportTable *self = g_new0 (SekImportTable, 1);

  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->numbers = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->typed = g_ptr_array_new_with_free_func (g_free);
  self->heads = g_ptr_array_new_with_free_func (g_free);
  self->keys = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
_sek_import_table_free (SekImportTable *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->rows);
  g_array_unref (self->numbers);
  g_ptr_array_unref (self->typed);
  g_ptr_array_unref (self->heads);
  g_ptr_array_unref (self->keys);
  g_free (self);
}

const char *
_sek_import_table_get (const SekImportTable *self, guint row, guint column)
{
  char **cells = row < self->rows->len ? self->rows->pdata[row] : NULL;

  for (guint c = 0; cells != NULL && cells[c] != NULL; c++)
    if (c == column)
      return cells[c];
  return "";
}

/* The text without spaces around it. */
static char *
strip (const char *text, gsize length)
{
  const char *end = text + length;

  while (text < end && g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  while (end > text && g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);
  return g_strndup (text, end - text);
}

static void
add_row (SekImportTable *self, const SekReadRow *row)
{
  char **cells = g_new0 (char *, row->n_cells + 1);
  guint8 *typed = g_new0 (guint8, row->n_cells + 1);

  for (guint c = 0; c < row->n_cells; c++)
    {
      const SekReadCell *cell = &row->cells[c];

      typed[c] = cell->number != NULL;
      /* A day is written as people write it, so that «1.1.2022» as a head is the same with and without a type; one with
       * a time of day stays. */
      if (cell->date != 0 && strchr (cell->text, ' ') == NULL)
        cells[c] = sek_date_format (cell->date, SEK_DATE_NUMERIC, SEK_LANGUAGE_NB);
      else
        cells[c] = typed[c] ? g_strdup (cell->number) : strip (cell->text, cell->length);
    }
  g_ptr_array_add (self->rows, cells);
  g_ptr_array_add (self->typed, typed);
  g_array_append_val (self->numbers, row->number);
  self->n_columns = MAX (self->n_columns, row->n_cells);
}

gboolean
_sek_import_table_read (SekImportTable *self, SekReader *reader, guint most, gboolean *whole, GError **error)
{
  const SekReadRow *row = NULL;

  while (self->rows->len < most)
    {
      if (!sek_reader_next (reader, &row, error))
        return FALSE;
      if (row == NULL)
        break;
      add_row (self, row);
    }
  if (whole != NULL)
    *whole = row == NULL;
  return TRUE;
}

gboolean
_sek_import_table_read_all (SekImportTable *self, SekReader *reader, GError **error)
{
  gboolean whole;

  if (!_sek_import_table_read (self, reader, MOST_ROWS, &whole, error))
    return FALSE;
  if (!whole)
    g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                 _("The table has more than %d rows, which is more than a register's table has. Check that it is the "
                   "right file."),
                 MOST_ROWS);
  return whole;
}

/* --- the head ---------------------------------------------------------------------------------------------------- */

static guint
count_filled (const SekImportTable *self, guint row, guint *last)
{
  guint n = 0;

  *last = 0;
  for (guint c = 0; c < self->n_columns; c++)
    if (*_sek_import_table_get (self, row, c) != '\0')
      {
        n++;
        *last = c;
      }
  return n;
}

/* A figure that is no year: such a row is no head. */
static gboolean
has_figure (const SekImportTable *self, guint row, gboolean (*is_data) (const char *text))
{
  for (guint c = 0; c < self->n_columns; c++)
    {
      const char *text = _sek_import_table_get (self, row, c);

      if (*text != '\0' && ((is_data != NULL && is_data (text))
                            || (_sek_import_is_number (text)
                                && !(strlen (text) == 4 && _sek_import_find_year (text, NULL) != 0))))
        return TRUE;
    }
  return FALSE;
}

/* The last column with figures among the leading rows: a head reaches as far. */
static guint
find_reach (const SekImportTable *self, guint n, gboolean (*is_data) (const char *text))
{
  g_autofree guint *counts = g_new0 (guint, self->n_columns + 1);
  guint most = 0, last;

  for (guint row = 0; row < n; row++)
    if (count_filled (self, row, &last) > 1 && has_figure (self, row, is_data))
      counts[last]++;
  for (guint c = 0; c < self->n_columns; c++)
    if (counts[c] > counts[most])
      most = c;
  return most;
}

static guint
count_heads (const SekImportTable *self, const char *head)
{
  guint n = 0;

  for (guint c = 0; c < self->heads->len; c++)
    n += g_str_equal (self->heads->pdata[c], head);
  return n;
}

static void
join_heads (SekImportTable *self)
{
  g_ptr_array_set_size (self->heads, 0);
  g_ptr_array_set_size (self->keys, 0);
  for (guint c = 0; c < self->n_columns; c++)
    {
      GString *head = g_string_new (NULL);

      for (guint row = self->head; row < self->first; row++)
        {
          const char *text = _sek_import_table_get (self, row, c);

          /* A cell that reaches over several columns stands in the first of them. */
          for (guint left = c;
               row + 1 < self->first && *text == '\0' && left > 0 && *_sek_import_table_get (self, row + 1, c) != '\0';
               left--)
            text = _sek_import_table_get (self, row, left - 1);
          if (*text != '\0')
            g_string_append_printf (head, "%s%s", head->len > 0 ? " " : "", text);
        }
      g_ptr_array_add (self->heads, g_string_free (head, FALSE));
    }
  for (guint c = 0; c < self->n_columns; c++)
    {
      const char *head = self->heads->pdata[c];

      if (*head != '\0' && count_heads (self, head) == 1)
        g_ptr_array_add (self->keys, g_strdup (head));
      else
        g_ptr_array_add (self->keys, g_strdup_printf (*head != '\0' ? "%s #%u" : "%s#%u", head, c + 1));
    }
}

const char *
_sek_import_table_get_said (const SekImportTable *self, SekImport *import, guint column)
{
  g_autofree char *question = g_strconcat ("column:", self->keys->pdata[column], NULL);

  return _sek_import_get_answer (import, question, NULL);
}

gboolean
_sek_import_table_check_said (const SekImportTable *self, SekImport *import, GError **error)
{
  for (guint c = 0; c < self->n_columns; c++)
    {
      const char *head = self->heads->pdata[c], *key = self->keys->pdata[c];
      g_autofree char *question = g_strconcat ("column:", head, NULL);

      if (*head == '\0' || g_str_equal (head, key) || !g_hash_table_contains (import->answers, question))
        continue;
      g_set_error (error, SEK_ERROR, SEK_ERROR_AMBIGUOUS,
                   _("The file has %u columns “%s”. Say which one is meant by its number, for example “%s”."),
                   count_heads (self, head), head, key);
      return FALSE;
    }
  return TRUE;
}

void
_sek_import_table_find_head (SekImportTable *self, gboolean (*is_data) (const char *text))
{
  guint n = MIN (self->rows->len, MOST_LEADING), reach = find_reach (self, n, is_data), last;

  self->head = self->first = 0;
  for (guint row = 0; row < n; row++)
    {
      if (has_figure (self, row, is_data))
        {
          /* Facts in two columns above a wider table are titles still. */
          if (count_filled (self, row, &last) > 1 && last >= reach)
            {
              self->head = self->first = row;
              break;
            }
        }
      else if (count_filled (self, row, &last) > 1 && last >= reach)
        {
          self->head = row;
          self->first = row + 1;
          /* A head of several rows has blank cells where the first of them says nothing of its own. */
          while (self->first < n && *_sek_import_table_get (self, self->first - 1, 0) == '\0'
                 && !has_figure (self, self->first, is_data) && count_filled (self, self->first, &last) > 1)
            self->first++;
          break;
        }
    }
  join_heads (self);
}

void
_sek_import_table_set_head (SekImportTable *self, guint row)
{
  self->head = row;
  self->first = row + 1;
  join_heads (self);
}

void
_sek_import_table_find_words (SekImportTable *self)
{
  guint most = 0, last;

  for (guint row = 0; row < MIN (self->rows->len, MOST_LEADING); row++)
    most = MAX (most, count_filled (self, row, &last));
  self->head = self->first = 0;
  for (guint row = 0; row < MIN (self->rows->len, MOST_LEADING) && self->first == 0; row++)
    if (count_filled (self, row, &last) * 2 > most)
      {
        self->head = row;
        self->first = row + 1;
      }
  join_heads (self);
}

char *
_sek_import_table_dup_title (const SekImportTable *self)
{
  GString *title = g_string_new (NULL);

  for (guint row = 0; row < self->head; row++)
    for (guint c = 0; c < self->n_columns; c++)
      {
        const char *text = _sek_import_table_get (self, row, c);

        if (*text != '\0')
          g_string_append_printf (title, "%s%s", title->len > 0 ? " " : "", text);
      }
  return g_string_free (title, FALSE);
}

/* --- texts ------------------------------------------------------------------------------------------------------- */

const char *
_sek_import_find_table (const char *text, const char *const *known)
{
  for (guint i = 0; text != NULL && known[i] != NULL; i++)
    {
      const char *found = strstr (text, known[i]);

      if (found != NULL && !g_ascii_isdigit (found[5]) && (found == text || !g_ascii_isdigit (found[-1])))
        return known[i];
    }
  return NULL;
}

gboolean
_sek_import_is_missing (const char *text)
{
  static const char *const marks[] = { ".", "..", "...", "…", ":", "null", "na", "n/a", "#n/a", "#i/t", "nan", NULL };
  g_autofree char *lower = strlen (text) <= 4 ? g_ascii_strdown (text, -1) : NULL;

  return lower != NULL && g_strv_contains (marks, lower);
}

gboolean
_sek_import_is_dash (const char *text)
{
  static const char *const dashes[] = { "-", "–", "−", "—", NULL };

  return g_strv_contains (dashes, text);
}

gboolean
_sek_import_is_number (const char *text)
{
  g_autoptr (GString) exact = NULL;
  gsize digits = strspn (text, "0123456789");

  /* Most figures are plain digits. */
  if (text[digits] == '\0')
    return digits > 0;
  exact = g_string_new (NULL);
  return sek_number_read_into (text, SEK_DECIMAL_COMMA, exact) || sek_number_read_into (text, SEK_DECIMAL_POINT, exact);
}

gboolean
_sek_import_parse_number (const char *text, SekDecimal decimal, int decimals, gint64 *value)
{
  gint64 whole = 0;
  const char *c = text;
  g_autoptr (GString) exact = NULL;
  const char *point;

  /* Most figures are plain digits. */
  for (; *c >= '0' && *c <= '9' && c - text < 15; c++)
    whole = whole * 10 + (*c - '0');
  if (*c == '\0' && c > text)
    {
      for (int i = 0; i < decimals; i++)
        if (__builtin_mul_overflow (whole, 10, &whole))
          return FALSE;
      *value = whole;
      return TRUE;
    }
  if (*c == '\0')
    return FALSE;
  exact = g_string_new (NULL);
  if (!sek_number_read_into (text, decimal, exact))
    return FALSE;
  point = strchr (exact->str, '.');
  return (point == NULL || (int) strlen (point + 1) <= decimals) && sek_number_scale (exact->str, decimals, value);
}

gboolean
_sek_import_is_short_year (const char *text, const char *at)
{
  const char *c = at;

  if (g_ascii_isdigit (at[2]) || strspn (at, "0123456789") != 2)
    return FALSE;
  /* «31.12.»: twice one or two digits and a point before it. */
  for (int part = 0; part < 2; part++)
    {
      const char *point = c - 1;

      if (c == text || *point != '.' || point == text || !g_ascii_isdigit (point[-1]))
        return FALSE;
      c = point - 1;
      if (c > text && g_ascii_isdigit (c[-1]))
        c--;
    }
  return c == text || !g_ascii_isalnum (c[-1]);
}

/* The year of «31.12.22», 0 for none. */
static int
find_short_year (const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    if (g_ascii_isdigit (c[0]) && g_ascii_isdigit (c[1]) && _sek_import_is_short_year (text, c))
      return 2000 + (c[0] - '0') * 10 + (c[1] - '0');
  return 0;
}

int
_sek_import_find_year (const char *text, int *quarter)
{
  int found = 0;

  if (quarter != NULL)
    *quarter = 0;
  for (const char *c = text; *c != '\0'; c++)
    {
      gsize digits = strspn (c, "0123456789");
      int year;

      if (digits == 0)
        continue;
      if (digits == 4)
        {
          year = (c[0] - '0') * 1000 + (c[1] - '0') * 100 + (c[2] - '0') * 10 + (c[3] - '0');
          if (year >= 1900 && year <= 2100)
            {
              if (found != 0 && found != year)
                return 0;
              found = year;
              if (quarter != NULL && (c[4] == 'K' || c[4] == 'Q') && c[5] >= '1' && c[5] <= '4')
                *quarter = c[5] - '0';
            }
        }
      c += digits - 1;
    }
  return found != 0 ? found : find_short_year (text);
}

char *
_sek_import_fold (const char *text)
{
  g_autofree char *folded = sek_collate_fold (text);
  GString *plain = g_string_new (NULL);
  gboolean space = FALSE;

  for (const char *c = folded; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (!g_unichar_isalnum (character) && !g_unichar_ismark (character))
        {
          space = plain->len > 0;
          continue;
        }
      if (space)
        g_string_append_c (plain, ' ');
      space = FALSE;
      g_string_append_unichar (plain, character);
    }
  return g_string_free (plain, FALSE);
}

/* Letters in common in pairs (Dice), which forgives an ending, an abbreviation or another order of words. */
guint
_sek_import_alike (const char *a, const char *b)
{
  glong n = 0, m = 0, common = 0;
  g_autofree gunichar *left = g_utf8_to_ucs4_fast (a, -1, &n), *right = g_utf8_to_ucs4_fast (b, -1, &m);
  g_autofree gboolean *used = g_new0 (gboolean, m + 1);

  if (n < 2 || m < 2)
    return g_str_equal (a, b) ? 100 : 0;
  /* Names are short; long texts are compared by their beginnings. */
  n = MIN (n, 200);
  m = MIN (m, 200);
  for (glong i = 0; i + 1 < n; i++)
    for (glong j = 0; j + 1 < m; j++)
      if (!used[j] && left[i] == right[j] && left[i + 1] == right[j + 1])
        {
          used[j] = TRUE;
          common++;
          break;
        }
  return (guint) (200 * common / (n + m - 2));
}

gboolean
_sek_import_is_comment_head (const char *head)
{
  static const char *const words[] = { "kommentar", "merknad", "comment", "forklaring", "note", "remark" };
  g_autofree char *folded = _sek_import_fold (head);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (folded, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

gboolean
_sek_import_is_computed_head (const char *head)
{
  static const char *const words[] = { "endring", "avvik", "change", "deviation", "prosent", "percent", "differanse" };
  g_autofree char *folded = _sek_import_fold (head);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (folded, words[i]) != NULL)
      return TRUE;
  return strchr (head, '%') != NULL;
}
