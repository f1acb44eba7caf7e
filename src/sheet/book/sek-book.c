/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-book.h"

#include <string.h>

static void
free_name (SekBookName *name)
{
  g_free (name->name);
  g_free (name->sheet);
  g_free (name->row);
  g_free (name->column);
  g_free (name);
}

/* Letters followed by nothing but digits read as a cell, and R and C with digits as one in the other notation. */
static gboolean
looks_like_cell (const char *name)
{
  gsize n_letters = strspn (name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

  if (n_letters <= 3 && name[n_letters + strspn (name + n_letters, "0123456789")] == '\0')
    return TRUE;

  return g_regex_match_simple ("^[rc][0-9]*(c[0-9]*)?$", name, G_REGEX_CASELESS, 0);
}

static gboolean
is_name (const char *name)
{
  const char *at = name;

  if (!g_utf8_validate (name, -1, NULL) || !g_unichar_isalpha (g_utf8_get_char (name)) || strlen (name) > 100)
    return FALSE;
  while (g_unichar_isalnum (g_utf8_get_char (at)) || *at == '_')
    at = g_utf8_next_char (at);

  return *at == '\0' && !looks_like_cell (name);
}

static gboolean
is_taken (const SekBook *book, const char *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  for (guint i = 0; i < book->names->len; i++)
    {
      const SekBookName *candidate = g_ptr_array_index (book->names, i);
      g_autofree char *other = g_utf8_casefold (candidate->name, -1);

      if (strcmp (other, folded) == 0)
        return TRUE;
    }

  return FALSE;
}

SekBook *
sek_book_new (const SekBookInfo *info)
{
  SekBook *book;

  g_return_val_if_fail (info != NULL && info->title != NULL, NULL);
  g_return_val_if_fail ((guint) info->language < SEK_N_LANGUAGES, NULL);

  book = g_new0 (SekBook, 1);
  book->info = *info;
  book->info.title = g_strdup (info->title);
  book->info.author = g_strdup (info->author);
  book->info.subject = g_strdup (info->subject);
  book->info.status = g_strdup (info->status);
  book->info.version = g_strdup (info->version);
  book->info.mark = g_strdup (info->mark);
  book->sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) sek_sheet_free);
  book->charts = g_ptr_array_new_with_free_func ((GDestroyNotify) sek_chart_free);
  book->names = g_ptr_array_new_with_free_func ((GDestroyNotify) free_name);

  return book;
}

void
sek_book_free (SekBook *book)
{
  g_ptr_array_unref (book->sheets);
  g_ptr_array_unref (book->names);
  g_ptr_array_unref (book->charts);
  g_free ((char *) book->info.title);
  g_free ((char *) book->info.author);
  g_free ((char *) book->info.subject);
  g_free ((char *) book->info.status);
  g_free ((char *) book->info.version);
  g_free ((char *) book->info.mark);
  g_free (book->source);
  g_free (book);
}

void
sek_book_set_source (SekBook *book, const char *path)
{
  g_free (book->source);
  book->source = g_strdup (path);
}

const char *
sek_book_get_author_line (const SekBook *book)
{
  const char *author = book->info.author;

  return author != NULL && strstr (book->info.title, author) == NULL ? author : NULL;
}

SekSheet *
sek_book_add_sheet (SekBook *book, const SekSheetInfo *info)
{
  SekSheet *sheet;

  g_return_val_if_fail (book != NULL && info != NULL && info->key != NULL && info->name != NULL, NULL);
  g_return_val_if_fail (sek_book_find_sheet (book, info->key) == NULL, NULL);

  sheet = sek_sheet_new (book, info);
  g_ptr_array_add (book->sheets, sheet);

  return sheet;
}

SekSheet *
sek_book_find_sheet (const SekBook *book, const char *key)
{
  for (guint i = 0; i < book->sheets->len; i++)
    {
      SekSheet *sheet = g_ptr_array_index (book->sheets, i);

      if (strcmp (sheet->info.key, key) == 0)
        return sheet;
    }

  return NULL;
}

SekChart *
sek_book_add_chart (SekBook *book, const SekChartInfo *info)
{
  SekChart *chart;

  g_return_val_if_fail (book != NULL && info != NULL && info->title != NULL, NULL);

  chart = sek_chart_new (info);
  g_ptr_array_add (book->charts, chart);

  return chart;
}

int
sek_book_find_charted (const SekBook *book, const SekChart *chart)
{
  int last = -1;

  for (guint i = 0; i < chart->columns->len && chart->series->len > 0; i++)
    {
      const SekChartColumn *column = g_ptr_array_index (chart->columns, i);
      SekSheet *sheet = sek_book_find_sheet (book, column->sheet);
      guint place;

      if (sheet != NULL && sek_sheet_find_column (sheet, column->column) >= 0
          && g_ptr_array_find (book->sheets, sheet, &place))
        last = MAX (last, (int) place);
    }

  return last;
}

void
sek_book_add_name (SekBook *book, const char *name, const char *sheet, const char *row, const char *column)
{
  SekBookName *added;

  g_return_if_fail (book != NULL && name != NULL && sheet != NULL && row != NULL && column != NULL);
  g_return_if_fail (is_name (name) && !is_taken (book, name));

  added = g_new0 (SekBookName, 1);
  added->name = g_strdup (name);
  added->sheet = g_strdup (sheet);
  added->row = g_strdup (row);
  added->column = g_strdup (column);
  g_ptr_array_add (book->names, added);
}

const SekBookName *
sek_book_find_name (const SekBook *book, const char *name)
{
  for (guint i = 0; i < book->names->len; i++)
    {
      const SekBookName *candidate = g_ptr_array_index (book->names, i);

      if (strcmp (candidate->name, name) == 0)
        return candidate;
    }

  return NULL;
}

void
sek_book_drop_hidden (SekBook *book)
{
  for (guint i = 0; i < book->sheets->len; i++)
    sek_sheet_drop_hidden (book->sheets->pdata[i]);
}
