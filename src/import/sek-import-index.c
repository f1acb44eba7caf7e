/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-import-index.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-collate.h"
#include "sek-error.h"
#include "sek-index.h"
#include "sek-key.h"
#include "sek-kind.h"

/* Figures of price indexes, as Statistics Norway hands them out. The table's number tells series and base year, and is
 * held against what the file says itself. */

static const struct
{
  const char *table;
  gint64      series;
  gint64      base;
  const char *name; /* of the row that is made */
} tables[] = {
  { "14700", SEK_INDEX_SERIES_CPI, 2025, "KPI, tabell 14700" },
  { "03013", SEK_INDEX_SERIES_CPI, 2015, "KPI, tabell 03013" },
  { "14706", SEK_INDEX_SERIES_CPI_ATE, 2025, "KPI-JAE, tabell 14706" },
  { "05327", SEK_INDEX_SERIES_CPI_ATE, 2015, "KPI-JAE, tabell 05327" },
};

/* What the figures become figures of. */
typedef struct
{
  SekIndexTable table;
  SekReader    *reader;
  const char   *number;  /* of a table that is known; NULL for an index that the register has already */
  gint64        index;   /* price_index, −1 for one that is made */
  char         *name;    /* of the index; owned */
  gint64        series, base;
  char         *source;  /* owned */
  char         *group;   /* owned */
  SekDecimal    decimal;
} Index;

/* --- which table -------------------------------------------------------------------------------------------------- */

static const char *
find_in_rows (const SekImportTable *table, const char *const *known, guint from, guint to)
{
  for (guint row = from; row < to; row++)
    for (guint c = 0; c < table->n_columns; c++)
      {
        const char *found = _sek_import_find_table (_sek_import_table_get (table, row, c), known);

        if (found != NULL)
          return found;
      }
  return NULL;
}

/* From what says most: titles and heads, the sheet, the file's name, last the notes, which name other tables too. */
static const char *
find_number (Index *self)
{
  const char *known[G_N_ELEMENTS (tables) + 1] = { NULL }, *found;
  const SekImportTable *table = self->table.table;
  SekImport *import = self->table.import;

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    known[i] = tables[i].table;
  found = find_in_rows (table, known, 0, table->first);
  if (found == NULL)
    found = _sek_import_find_table (sek_reader_get_sheet_name (self->reader, sek_reader_get_sheet (self->reader)),
                                    known);
  if (found == NULL)
    found = _sek_import_find_table (_sek_import_get_source (import)->name, known);
  return found != NULL ? found : find_in_rows (table, known, table->first, table->rows->len);
}

static const char *
ask_table (SekImport *self, const char *found)
{
  GPtrArray *choices = _sek_import_choices_new ();
  SekTableIter iter;
  const SekPriceIndex *row;

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      const SekChoice *series = &SEK_FIELD (price_index, series)->choices.choices[tables[i].series];
      g_autofree char *text = g_strdup_printf ("%s, %" G_GINT64_FORMAT "\302\240=\302\240100",
                                               sek_word (&series->word, sek_program_language ()), tables[i].base);

      _sek_import_add_choice (choices, tables[i].table, text);
    }
  sek_table_iter_init (&iter, sek_register_get_table (self->reg, SEK_PRICE_INDEX));
  while ((row = (const SekPriceIndex *) sek_table_iter_next (&iter)) != NULL)
    if (row->series != SEK_INDEX_SERIES_DEFLATOR)
      _sek_import_add_choice (choices, row->name, row->name);
  if (found != NULL && _sek_import_get_answer (self, "table", NULL) == NULL)
    {
      g_ptr_array_unref (choices);
      return found;
    }
  return _sek_import_ask_choices (self, "table", FALSE,
                                  _("The file does not say which table it is. Which index is it of?"), choices);
}

static gint64
find_index (SekRegister *reg, gint64 series, gint64 base)
{
  SekTableIter iter;
  const SekPriceIndex *row;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_PRICE_INDEX));
  while ((row = (const SekPriceIndex *) sek_table_iter_next (&iter)) != NULL)
    if (row->series == series && row->base == base)
      return row->id;
  return 0;
}

/* FALSE where the question is open, or with error. */
static gboolean
choose_index (Index *self, GError **error)
{
  SekImport *import = self->table.import;
  const char *answer = ask_table (import, find_number (self));

  if (answer == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (g_str_equal (tables[i].table, answer))
      {
        self->number = tables[i].table;
        self->series = tables[i].series;
        self->base = tables[i].base;
        self->index = find_index (import->reg, self->series, self->base);
        self->name = g_strdup (tables[i].name);
        self->source = g_strconcat ("SSB ", self->number, NULL);
      }
  if (self->number == NULL)
    {
      if (!sek_key_find (import->reg, sek_entity_get (SEK_PRICE_INDEX), answer, &self->index, error))
        return FALSE;
      self->source = g_strdup (_sek_import_get_source (import)->name);
    }
  if (self->index != 0)
    {
      const SekPriceIndex *row = sek_register_get_price_index (import->reg, self->index);

      g_free (self->name);
      self->name = g_strdup (row->name);
      self->series = row->series;
      self->base = row->base;
    }
  else
    self->index = _sek_import_insert (import, SEK_PRICE_INDEX);
  return TRUE;
}

/* What the file says itself, in the heads of what is taken, else anywhere. */
static gboolean
check_base (Index *self, GError **error)
{
  const GArray *bases = self->table.bases->len > 0 ? self->table.bases : self->table.loose;

  for (guint i = 0; i < bases->len; i++)
    {
      int said = g_array_index (bases, int, i);

      if (said == self->base)
        continue;
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                   _("The file says that %d is 100, but in “%s” it is %d. Nothing is read, since the two may not be "
                     "mixed. Check that it is the right file, or say which table it is."),
                   said, self->name, (int) self->base);
      return FALSE;
    }
  return TRUE;
}

/* --- which group -------------------------------------------------------------------------------------------------- */

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return sek_collate (*(const char *const *) a, *(const char *const *) b);
}

#define MOST_CHOICES 60

/* All goods together; where the table has no such row, somebody has to say. NULL while the question is open. */
static const char *
choose_group (Index *self)
{
  g_autoptr (GPtrArray) groups = g_ptr_array_new ();
  GPtrArray *choices;
  GHashTableIter iter;
  gpointer group;

  g_hash_table_iter_init (&iter, self->table.groups);
  while (g_hash_table_iter_next (&iter, &group, NULL))
    g_ptr_array_add (groups, group);
  g_ptr_array_sort (groups, compare_texts);
  if (_sek_import_get_answer (self->table.import, "group", NULL) == NULL)
    for (guint i = 0; i < groups->len; i++)
      if (_sek_index_is_total (groups->pdata[i]))
        return groups->pdata[i];
  choices = _sek_import_choices_new ();
  for (guint i = 0; i < MIN (groups->len, MOST_CHOICES); i++)
    _sek_import_add_choice (choices, groups->pdata[i], groups->pdata[i]);
  return _sek_import_ask_choices (self->table.import, "group", TRUE,
                                  _("The file has no row for all goods together. Which group is the index of?"),
                                  choices);
}

/* --- proposals ---------------------------------------------------------------------------------------------------- */

static char *
dup_period (SekMonth period)
{
  return sek_month_format (period, SEK_MONTH_LONG, sek_program_language ());
}

static char *
dup_value (gint64 value)
{
  return sek_index_dup_value (value, sek_program_language ());
}

/* With the index itself where it is new: whichever figure is taken brings it along. */
static void
set_figure (Index *self, SekImportItem *item, gint64 row, SekMonth period, gint64 value)
{
  SekImport *import = self->table.import;
  SekValue name = SEK_TEXT (self->name), source = SEK_TEXT (self->source);

  if (self->index < 0)
    {
      _sek_import_set (import, item, self->index, SEK_FIELD (price_index, name), &name);
      _sek_import_set (import, item, self->index, SEK_FIELD (price_index, series), &SEK_INTEGER (self->series));
      _sek_import_set (import, item, self->index, SEK_FIELD (price_index, base), &SEK_INTEGER (self->base));
    }
  if (row == 0)
    row = _sek_import_insert (import, SEK_INDEX_FIGURE);
  _sek_import_set (import, item, row, SEK_FIELD (index_figure, price_index), &SEK_INTEGER (self->index));
  _sek_import_set (import, item, row, SEK_FIELD (index_figure, period), &SEK_INTEGER (period));
  _sek_import_set (import, item, row, SEK_FIELD (index_figure, value), &SEK_INTEGER (value));
  _sek_import_set (import, item, row, SEK_FIELD (index_figure, source), &source);
  _sek_import_set (import, item, row, SEK_FIELD (index_figure, retrieved), &SEK_INTEGER (import->today));
}

static void
propose (Index *self, const SekIndexCell *cell, GHashTable *seen)
{
  SekImport *import = self->table.import;
  const SekIndexFigure *stored = self->index > 0 ? sek_index_get_figure (import->reg, self->index, cell->period) : NULL;
  SekImportItem *item = _sek_import_propose (import, SEK_IMPORT_NEW, cell->row, cell->text);
  g_autofree char *when = dup_period (cell->period), *label = g_strdup_printf ("%s, %s", self->name, when);
  gpointer first = g_hash_table_lookup (seen, GINT_TO_POINTER (cell->period));
  gint64 value;

  g_free (item->shown.name);
  item->shown.name = g_strdup (when);
  _sek_import_set_place (item, SEK_INDEX_FIGURE, stored != NULL ? stored->id : 0, label);
  if (!_sek_import_parse_number (cell->text, cell->typed ? SEK_DECIMAL_POINT : self->decimal, 3, &value) || value <= 0
      || value > 1000000000)
    {
      item->shown.verdict = SEK_IMPORT_UNKNOWN;
      _sek_import_note (item, _("“%s” is not an index figure. Write a number above 0 with at most three decimals."),
                        cell->text);
      return;
    }
  g_free (item->shown.after);
  item->shown.after = dup_value (value);
  if (first != NULL)
    {
      item->shown.verdict = SEK_IMPORT_DOUBLE;
      _sek_import_note (item, _("Row %u has a figure for this period already."), GPOINTER_TO_UINT (first));
      return;
    }
  g_hash_table_insert (seen, GINT_TO_POINTER (cell->period), GUINT_TO_POINTER ((guint) cell->row));
  if (stored != NULL)
    {
      g_free (item->shown.before);
      item->shown.before = dup_value (stored->value);
      item->shown.verdict = stored->value == value ? SEK_IMPORT_SAME : SEK_IMPORT_CHANGED;
    }
  if (item->shown.verdict == SEK_IMPORT_CHANGED)
    _sek_import_note (item, _("The figure was revised."));
  if (item->shown.verdict != SEK_IMPORT_SAME)
    set_figure (self, item, stored != NULL ? stored->id : 0, cell->period, value);
}

/* --- what was understood ------------------------------------------------------------------------------------------ */

static void
tell_file (Index *self)
{
  SekImport *import = self->table.import;
  g_autofree char *format = sek_reader_describe (self->reader), *title = NULL;
  GPtrArray *notes = sek_reader_get_notes (self->reader);

  _sek_import_add_fact (import, "format", _("Format"), FALSE, "%s", format);
  for (guint i = 0; i < notes->len; i++)
    _sek_import_add_fact (import, "note", _("Note"), TRUE, "%s", (char *) notes->pdata[i]);
  title = self->table.table != NULL ? _sek_import_table_dup_title (self->table.table) : g_strdup ("");
  if (*title != '\0')
    _sek_import_add_fact (import, "title", _("Title"), FALSE, "%s", title);
}

static void
tell_index (Index *self)
{
  SekImport *import = self->table.import;
  GHashTableIter iter;
  gpointer what;
  guint left = g_hash_table_size (self->table.groups) - 1;

  _sek_import_add_fact (import, "source", _("Source"), self->number == NULL, "%s", self->source);
  _sek_import_add_fact (import, "index", _("Price index"), FALSE, "%s, %d\302\240=\302\240100", self->name,
                        (int) self->base);
  if (self->table.bases->len == 0 && self->table.loose->len == 0)
    _sek_import_add_fact (import, "base", _("Base year"), TRUE, "%s",
                          _("The file itself does not say which year is 100."));
  if (*self->group != '\0')
    _sek_import_add_fact (import, "group", _("Group"), FALSE, "%s", self->group);
  if (left > 0)
    _sek_import_add_fact (import, "left-out", _("Left out"), FALSE,
                          g_dngettext (GETTEXT_PACKAGE, "%u other group", "%u other groups", left), left);
  g_hash_table_iter_init (&iter, self->table.changes);
  while (g_hash_table_iter_next (&iter, &what, NULL))
    _sek_import_add_fact (import, "left-out", _("Left out"), FALSE, "%s", (char *) what);
}

static gboolean
find_decimal (Index *self)
{
  SekDecimals decimals = { 0 };

  for (guint i = 0; i < self->table.cells->len; i++)
    {
      const SekIndexCell *cell = &g_array_index (self->table.cells, SekIndexCell, i);

      if (!cell->typed)
        sek_decimals_add (&decimals, cell->text);
    }
  return _sek_import_ask_decimal (self->table.import, &decimals, &self->decimal);
}

static void
propose_all (Index *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->table.cells->len; i++)
    {
      const SekIndexCell *cell = &g_array_index (self->table.cells, SekIndexCell, i);

      if (g_str_equal (cell->group, self->group))
        propose (self, cell, seen);
    }
}

/* FALSE with error; TRUE also where a question is open. */
static gboolean
read_index (Index *self, GError **error)
{
  GError *failure = NULL;
  const char *group;

  if (!choose_index (self, &failure))
    {
      if (failure != NULL)
        g_propagate_error (error, failure);
      return failure == NULL;
    }
  if (!check_base (self, error))
    return FALSE;
  group = choose_group (self);
  if (group == NULL || !find_decimal (self))
    return TRUE;
  self->group = g_strdup (group);
  tell_index (self);
  self->table.import->what = g_strdup (self->name);
  propose_all (self);
  return TRUE;
}

gboolean
_sek_import_index (SekImport *self, GCancellable *cancellable, GError **error)
{
  Index index = { .table = { .import = self } };
  gboolean ok;

  index.reader = _sek_import_open (self, _sek_import_get_source (self), cancellable, error);
  if (index.reader == NULL)
    return FALSE;
  ok = _sek_index_table_read (&index.table, index.reader, error);
  tell_file (&index);
  ok = ok && read_index (&index, error);
  _sek_index_table_clear (&index.table);
  g_free (index.name);
  g_free (index.source);
  g_free (index.group);
  return ok;
}
