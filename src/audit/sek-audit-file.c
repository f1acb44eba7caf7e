/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-audit-private.h"
#include "sek-error.h"
#include "sek-reader.h"

/* Tables out of files: each sheet of a workbook and each table of a page by the readers, and a text that has no
 * separator by where its figures stand. */

#define MOST_ROWS 5000
#define MOST_COLUMNS 200
#define MOST_BYTES (16 << 20)
#define MOST_TABLES 200

/* As a table prints it: decimal comma, at most four decimals, per cent with its sign. */
static char *
dup_text (const SekReadCell *cell)
{
  gint64 scaled;
  int decimals = 4;

  if (cell->kind != SEK_READ_NUMBER || cell->number == NULL || (cell->flags & SEK_READ_PERCENT) != 0)
    {
      if (cell->kind == SEK_READ_NUMBER && cell->number != NULL && sek_number_scale (cell->number, 6, &scaled))
        {
          for (decimals = 4; decimals > 0 && scaled % 10 == 0; decimals--)
            scaled /= 10;
          return sek_audit_format_figure (scaled, decimals, TRUE);
        }
      return g_strndup (cell->text, cell->length);
    }
  if (!sek_number_scale (cell->number, decimals, &scaled))
    return g_strdup (cell->text);
  while (decimals > 0 && scaled % 10 == 0)
    {
      scaled /= 10;
      decimals--;
    }
  return sek_audit_format_figure (scaled, decimals, FALSE);
}

static GPtrArray *
rows_of_sheet (SekReadSheet *sheet)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint r = 0; r < sek_read_sheet_get_n_rows (sheet); r++)
    {
      const SekReadRow *row = sek_read_sheet_get_row (sheet, r);
      char **texts = g_new0 (char *, row->n_cells + 1);

      for (guint c = 0; c < row->n_cells; c++)
        texts[c] = dup_text (&row->cells[c]);
      g_ptr_array_add (rows, texts);
    }
  return rows;
}

/* A text without tabs and semicolons, as it is copied out of a PDF; TRUE also when it has no table. */
static gboolean
is_plain_text (const char *name, const char *text, gsize length)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);
  guint lines = 0, parted = 0;

  if (!g_str_has_suffix (lower, ".txt") || length >= MOST_BYTES || !g_utf8_validate (text, (gssize) length, NULL))
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    {
      /* The last line may have no end. */
      lines += *p != '\n' && (p[1] == '\n' || p[1] == '\0');
      parted += *p == '\t' || *p == ';';
    }
  return parted < lines;
}

/* --- tables below each other -------------------------------------------------------------------------------------- */

/* What a row of a sheet looks like. */
typedef enum
{
  LOOK_BLANK,
  LOOK_TITLE,   /* one text */
  LOOK_HEAD,    /* several, or years */
  LOOK_FIGURES,
} Look;

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t\302\240")] == '\0';
}

static gboolean
is_year_text (const char *text)
{
  const char *from = text + strspn (text, " ");

  return strspn (from, "0123456789") == 4 && is_blank (from + 4)
         && (g_str_has_prefix (from, "19") || g_str_has_prefix (from, "20"));
}

static Look
look_at_row (char **texts)
{
  guint n_texts = 0, n_figures = 0, n_years = 0;

  for (guint c = 0; texts[c] != NULL; c++)
    {
      Cell cell;

      if (is_blank (texts[c]))
        continue;
      if (is_year_text (texts[c]))
        n_years++;
      else if (_sek_audit_parse (texts[c], '\0', &cell))
        n_figures++;
      else
        n_texts++;
    }
  if (n_figures > 0)
    return LOOK_FIGURES;
  if (n_texts + n_years > 1)
    return LOOK_HEAD;
  return n_texts + n_years > 0 ? LOOK_TITLE : LOOK_BLANK;
}

static gboolean
is_same_row (char **a, char **b)
{
  guint c = 0;

  for (; a[c] != NULL && b[c] != NULL; c++)
    if (strcmp (a[c], b[c]) != 0)
      return FALSE;
  return a[c] == b[c];
}

/* The row at which another table begins below a blank one: after titles comes a head of its own, and figures. That of
 * the table above, printed again at the top of a page, begins none. n_rows when there is none from here on. */
static guint
find_next_table (GPtrArray *rows, guint from)
{
  char **head = NULL;
  guint n_figures = 0;

  for (guint r = from; r < rows->len; r++)
    {
      Look look = look_at_row (rows->pdata[r]);
      guint at = r;

      if (look == LOOK_HEAD && n_figures == 0)
        head = rows->pdata[r];
      n_figures += look == LOOK_FIGURES;
      if (n_figures < 2 || look == LOOK_BLANK || look == LOOK_FIGURES || r == 0
          || look_at_row (rows->pdata[r - 1]) != LOOK_BLANK)
        continue;
      while (at < rows->len && look_at_row (rows->pdata[at]) == LOOK_TITLE)
        at++;
      if (at + 1 < rows->len && look_at_row (rows->pdata[at]) == LOOK_HEAD
          && look_at_row (rows->pdata[at + 1]) == LOOK_FIGURES
          && (head == NULL || !is_same_row (head, rows->pdata[at])))
        return r;
    }
  return rows->len;
}

static gboolean
add_audit (GPtrArray *audits, GPtrArray *rows, const char *name, SekLanguage language, GCancellable *cancellable,
           GError **error)
{
  for (guint from = 0, next; from < rows->len || from == 0; from = next)
    {
      g_autoptr (GPtrArray) part = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
      g_autoptr (SekAudit) audit = NULL;

      next = MAX (find_next_table (rows, from), 1);
      for (guint r = from; r < MIN (next, rows->len); r++)
        g_ptr_array_add (part, g_strdupv (rows->pdata[r]));
      audit = sek_audit_new_part (part, from, name, language, cancellable, error);
      if (audit == NULL)
        return FALSE;
      /* Contents, addresses and the like are no tables of figures. */
      if (sek_audit_get_n_rules (audit) > 0 || audits->len == 0)
        g_ptr_array_add (audits, g_steal_pointer (&audit));
    }
  return TRUE;
}

/* The first was kept for having been the first; another that adds up is what was meant. */
static void
drop_empty_first (GPtrArray *audits)
{
  if (audits->len > 1 && sek_audit_get_n_rules (audits->pdata[0]) == 0)
    g_ptr_array_remove_index (audits, 0);
}

/* A letter or a list of names has nothing that could be worked out. */
static gboolean
have_figures (GPtrArray *audits)
{
  for (guint i = 0; i < audits->len; i++)
    if (sek_audit_count_figures (audits->pdata[i]) > 0)
      return TRUE;
  return FALSE;
}

GPtrArray *
sek_audit_text (const char *text, SekLanguage language, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) tables = sek_audit_split_text (text, cancellable);
  g_autoptr (GPtrArray) audits = g_ptr_array_new_with_free_func ((GDestroyNotify) sek_audit_free);

  for (guint i = 0; i < tables->len && i < MOST_TABLES; i++)
    if (!add_audit (audits, tables->pdata[i], "", language, cancellable, error))
      return NULL;
  drop_empty_first (audits);
  return g_cancellable_set_error_if_cancelled (cancellable, error) ? NULL : g_steal_pointer (&audits);
}

static GPtrArray *
audit_plain_text (const char *text, const char *name, SekLanguage language, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) audits = sek_audit_text (text, language, cancellable, error);

  if (audits == NULL)
    return NULL;
  if (audits->len > 0)
    return g_steal_pointer (&audits);
  g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
               _("“%s” has no table. Copy the whole table, with its labels and figures line by line."), name);
  return NULL;
}

static GPtrArray *
audit_reader (SekReader *reader, const char *name, SekLanguage language, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) audits = g_ptr_array_new_with_free_func ((GDestroyNotify) sek_audit_free);

  for (guint i = 0; i < MIN (sek_reader_get_n_sheets (reader), MOST_TABLES); i++)
    {
      g_autoptr (SekReadSheet) sheet = NULL;
      g_autoptr (GPtrArray) rows = NULL;

      if (sek_reader_get_sheet_hidden (reader, i))
        continue;
      if (!sek_reader_select (reader, i, error))
        return NULL;
      sheet = sek_reader_collect (reader, MOST_ROWS, MOST_COLUMNS, MOST_BYTES, error);
      if (sheet == NULL)
        return NULL;
      rows = rows_of_sheet (sheet);
      if (!add_audit (audits, rows, sek_reader_get_sheet_name (reader, i), language, cancellable, error))
        return NULL;
    }
  drop_empty_first (audits);
  if (!have_figures (audits))
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT, _("“%s” has no table that can be checked."), name);
      return NULL;
    }
  return g_steal_pointer (&audits);
}

GPtrArray *
sek_audit_file (const char *path, SekLanguage language, GCancellable *cancellable, GError **error)
{
  g_autoptr (SekReader) reader = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) problem = NULL;
  g_autoptr (GBytes) once = sek_read_once (path, cancellable, &problem);
  gsize length;

  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
  if (once != NULL)
    return sek_audit_bytes (once, path, language, cancellable, error);
  if (g_str_has_suffix (path, ".txt") && g_file_get_contents (path, &text, &length, NULL)
      && is_plain_text (path, text, length))
    return audit_plain_text (text, path, language, cancellable, error);
  reader = sek_reader_open (path, NULL, cancellable, error);
  return reader != NULL ? audit_reader (reader, path, language, cancellable, error) : NULL;
}

GPtrArray *
sek_audit_bytes (GBytes *bytes, const char *name, SekLanguage language, GCancellable *cancellable, GError **error)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr (SekReader) reader = NULL;

  if (is_plain_text (name, text, g_bytes_get_size (bytes)))
    return audit_plain_text (text, name, language, cancellable, error);
  reader = sek_reader_open_bytes (bytes, name, NULL, cancellable, error);
  return reader != NULL ? audit_reader (reader, name, language, cancellable, error) : NULL;
}
