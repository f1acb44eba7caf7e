/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-import-count.h"

#include <glib/gi18n-lib.h>

#include "sek-error.h"

/* Populations of Statistics Norway's tables 07459, 01222 and 11342 and of what else looks like them. */

/* «SSB, tabell 07459», from a title, a head or the name of the file; else the file's name. */
static char *
dup_source (SekImport *self, SekImportCount *count, SekReader *reader, gboolean *known)
{
  static const char *const tables[] = { "07459", "01222", "11342", "06913", "10826", "07461", "05196", NULL };
  const char *name = _sek_import_get_source (self)->name, *answer = _sek_import_get_answer (self, "source", NULL),
             *table;
  g_autofree char *title = _sek_import_table_dup_title (count->table);

  *known = TRUE;
  if (answer != NULL)
    return g_strdup (answer);
  table = _sek_import_find_table (title, tables);
  for (guint c = 0; c < count->n_columns && table == NULL; c++)
    table = _sek_import_find_table (count->columns[c].head, tables);
  for (guint i = 0; i < count->notes->len && table == NULL; i++)
    table = _sek_import_find_table (count->notes->pdata[i], tables);
  if (table == NULL)
    table = _sek_import_find_table (sek_reader_get_sheet_name (reader, sek_reader_get_sheet (reader)), tables);
  if (table == NULL)
    table = _sek_import_find_table (name, tables);
  *known = table != NULL;
  return *known ? g_strdup_printf ("SSB, tabell %s", table) : g_strdup (name);
}

static const char *
meaning_of (SekImportRole role)
{
  static const char *const meanings[] = { "", "region", "name", "year", "part", "contents", "amount" };

  return meanings[role];
}

static void
show_columns (SekImport *self, SekImportCount *count)
{
  for (guint c = 0; c < count->n_columns; c++)
    {
      const SekImportPart *part = &count->columns[c];
      SekImportColumn *column = _sek_import_add_column (self, count->table, c);
      int year = part->role == SEK_ROLE_AMOUNT ? _sek_import_count_year (part->year, part->quarter, part->when) : 0;

      column->meaning = meaning_of (part->role);
      for (guint i = 0; i < self->meanings->len; i++)
        {
          const SekImportChoice *choice = self->meanings->pdata[i];

          if (!g_str_equal (choice->answer, column->meaning))
            continue;
          g_free (column->text);
          column->text = year != 0 ? g_strdup_printf ("%s 1.1.%d", choice->text, year) : g_strdup (choice->text);
        }
    }
}

/* From the file as a whole to its details. */
static int
compare_facts (gconstpointer a, gconstpointer b)
{
  static const char *const order[] = {
    "format", "turned", "note", "title", "source", "year", "numbers", "sums", "totals", "rows",
  };
  guint ranks[2] = { 0, 0 };
  const SekImportFact *facts[] = { *(SekImportFact *const *) a, *(SekImportFact *const *) b };

  for (guint f = 0; f < 2; f++)
    while (ranks[f] < G_N_ELEMENTS (order) && !g_str_equal (order[ranks[f]], facts[f]->id))
      ranks[f]++;
  return (int) ranks[0] - (int) ranks[1];
}

static void
tell (SekImport *self, SekImportCount *count, SekReader *reader)
{
  static const char *const marks[] = { NULL, N_("decimal comma"), N_("decimal point") };
  g_autofree char *format = sek_reader_describe (reader), *title = _sek_import_table_dup_title (count->table);
  GPtrArray *notes = sek_reader_get_notes (reader);
  gboolean known;

  _sek_import_add_fact (self, "format", _("Format"), FALSE, "%s", format);
  for (guint i = 0; i < notes->len; i++)
    _sek_import_add_fact (self, "note", _("Note"), TRUE, "%s", (char *) notes->pdata[i]);
  if (*title != '\0')
    _sek_import_add_fact (self, "title", _("Title"), FALSE, "%s", title);
  count->source = dup_source (self, count, reader, &known);
  _sek_import_add_fact (self, "source", _("Source"), !known, "%s", count->source);
  if (count->decimal != SEK_DECIMAL_UNKNOWN && count->decimals.example[0] != '\0')
    _sek_import_add_fact (self, "numbers", _("Numbers"), FALSE, "%s", _(marks[count->decimal]));
  _sek_import_add_fact (self, "rows", _("Rows"), FALSE, "%" G_GUINT64_FORMAT, count->n_rows);
  g_ptr_array_sort (self->facts, compare_facts);
  for (guint i = 0; i < count->notes->len; i++)
    _sek_import_add_fact (self, "left-out", _("Not a row"), FALSE, "%s", (char *) count->notes->pdata[i]);
}

static void
name_years (SekImport *self, SekImportCount *count)
{
  int first, last;

  if (count->years->len == 0)
    return;
  first = g_array_index (count->years, int, 0);
  last = g_array_index (count->years, int, count->years->len - 1);
  self->what = first == last ? g_strdup_printf ("1.1.%d", first) : g_strdup_printf ("1.1.%d – 1.1.%d", first, last);
}

gboolean
_sek_import_population (SekImport *self, GCancellable *cancellable, GError **error)
{
  SekReader *reader = _sek_import_open (self, _sek_import_get_source (self), cancellable, error);
  SekImportCount count = { .import = self };
  gboolean ok;

  if (reader == NULL)
    return FALSE;
  ok = _sek_import_count_read (&count, reader, error);
  if (count.table != NULL && count.columns != NULL)
    {
      tell (self, &count, reader);
      show_columns (self, &count);
    }
  if (ok && sek_import_is_ready (self) && count.regions->len == 0)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT, _("The file has no rows with a municipality and a figure."));
      ok = FALSE;
    }
  if (ok && sek_import_is_ready (self))
    {
      name_years (self, &count);
      _sek_import_match_regions (self, &count);
    }
  _sek_import_count_clear (&count);
  return ok;
}
