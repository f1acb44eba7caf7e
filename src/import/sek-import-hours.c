/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-import-hours.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-error.h"
#include "sek-kind.h"
#include "sek-money.h"
#include "sek-number.h"

/* Hours that were worked, as own contributions of a grant: one for all rows, or the one that a row names. What is there
 * already is left; what cannot be told is listed, and nothing of it is stored by itself. */

/* More on one day are those of several persons or days. */
#define DAY 2400

typedef struct
{
  SekImport  *import;
  GPtrArray  *sheets;  /* SekHoursSheet */
  GArray     *entries; /* SekHoursEntry */
  GHashTable *stored;  /* what makes hours the same → GArray of ids; those that are found are taken out */
  GHashTable *seen;    /* likewise of the file → row */
  GHashTable *days;    /* day and who → hundredths of hours; owned */
} Hours;

/* --- rows --------------------------------------------------------------------------------------------------------- */

const char *
_sek_hours_entry_get (const SekHoursEntry *entry, SekHoursRole role)
{
  return _sek_hours_get (entry->sheet, entry->row, role);
}

gboolean
_sek_hours_entry_is_whole (const SekHoursEntry *entry)
{
  return entry->date != 0 && entry->hours != SEK_NONE && entry->hours > 0;
}

/* The first text of a row. */
static const char *
get_first (const SekHoursEntry *entry)
{
  for (guint c = 0; c < entry->sheet->table->n_columns; c++)
    if (*_sek_import_table_get (entry->sheet->table, entry->row, c) != '\0')
      return _sek_import_table_get (entry->sheet->table, entry->row, c);
  return "";
}

static gboolean
has_sum (const SekHoursEntry *entry)
{
  for (guint c = 0; c < entry->sheet->table->n_columns; c++)
    if (_sek_hours_is_sum (_sek_import_table_get (entry->sheet->table, entry->row, c)))
      return TRUE;
  return FALSE;
}

static void
collect (Hours *self, const SekHoursSheet *sheet, int year)
{
  for (guint row = sheet->table->first; row < sheet->table->rows->len; row++)
    {
      SekHoursEntry entry = { .sheet = sheet, .row = row, .hours = SEK_NONE, .position = SEK_NONE };

      if (*get_first (&entry) == '\0')
        continue;
      if (!_sek_hours_parse_date (_sek_hours_entry_get (&entry, SEK_HOURS_DATE), year, &entry.date, &entry.needs_year))
        entry.date = 0;
      if (!_sek_hours_parse (_sek_hours_entry_get (&entry, SEK_HOURS_HOURS), &entry.hours, &entry.rounded))
        entry.hours = SEK_NONE;
      entry.is_sum = entry.date == 0 && !entry.needs_year && has_sum (&entry);
      g_array_append_val (self->entries, entry);
    }
}

/* FALSE with error, or without when the question is open. */
static gboolean
collect_all (Hours *self, GError **error)
{
  const char *answer = _sek_import_get_answer (self->import, "year", NULL);
  int year = answer != NULL && strlen (answer) == 4 ? _sek_import_find_year (answer, NULL) : 0;

  if (answer != NULL && year == 0)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                   _("“%s” is not a year. Write it with four digits, for example 2023."), answer);
      return FALSE;
    }
  for (guint i = 0; i < self->sheets->len; i++)
    {
      const SekHoursSheet *sheet = self->sheets->pdata[i];

      collect (self, sheet, year != 0 ? year : sheet->year);
    }
  for (guint i = 0; i < self->entries->len; i++)
    {
      const SekHoursEntry *entry = &g_array_index (self->entries, SekHoursEntry, i);
      g_autofree char *text = NULL;

      if (!entry->needs_year || entry->hours == SEK_NONE)
        continue;
      text = g_strdup_printf (_("Days are written without a year: “%s”. Which year are they of?"),
                              _sek_hours_entry_get (entry, SEK_HOURS_DATE));
      return _sek_import_ask (self->import, "year", FALSE, text, NULL) != NULL;
    }
  return TRUE;
}

/* --- what is there ------------------------------------------------------------------------------------------------ */

static char *
dup_same (gint64 grant, gint64 date, gint64 hours, const char *what)
{
  g_autofree char *folded = _sek_import_fold (what != NULL ? what : "");

  return g_strdup_printf ("%" G_GINT64_FORMAT "|%" G_GINT64_FORMAT "|%" G_GINT64_FORMAT "|%s", grant, date, hours,
                          folded);
}

static void
index_stored (Hours *self)
{
  const SekContribution *row;
  SekTableIter iter;

  sek_table_iter_init (&iter, sek_register_get_table (self->import->reg, SEK_CONTRIBUTION));
  while ((row = (const SekContribution *) sek_table_iter_next (&iter)) != NULL)
    {
      g_autofree char *same = dup_same (row->grant, row->date, row->hours, row->what);
      GArray *ids = g_hash_table_lookup (self->stored, same);

      if (row->kind != SEK_CONTRIBUTION_KIND_HOURS || row->date == SEK_NONE || row->hours == SEK_NONE)
        continue;
      if (ids == NULL)
        {
          ids = g_array_new (FALSE, FALSE, sizeof (gint64));
          g_hash_table_insert (self->stored, g_steal_pointer (&same), ids);
        }
      g_array_append_val (ids, row->id);
    }
}

/* The row of the register that these hours are, and that no row of the file was before; 0 for none. Two positions at
 * the same meeting are two. */
static gint64
take_stored (Hours *self, const char *same, const SekHoursEntry *entry)
{
  GArray *ids = g_hash_table_lookup (self->stored, same);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);
      const SekContribution *row = sek_register_get_contribution (self->import->reg, id);

      if (entry->position != SEK_NONE && row->staff_position != SEK_NONE && row->staff_position != entry->position)
        continue;
      g_array_remove_index (ids, i);
      return id;
    }
  return 0;
}

/* A day of one person, as far as the file tells persons apart. Owned. */
static char *
dup_day (const SekHoursEntry *entry)
{
  const char *person = _sek_hours_entry_get (entry, SEK_HOURS_PERSON);

  if (*person == '\0')
    person = _sek_hours_entry_get (entry, SEK_HOURS_POSITION);
  return g_strdup_printf ("%d|%s", entry->date, person);
}

static void
count_days (Hours *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const SekHoursEntry *entry = &g_array_index (self->entries, SekHoursEntry, i);
      g_autofree char *day = dup_day (entry);
      gint64 *sum;

      if (!_sek_hours_entry_is_whole (entry))
        continue;
      sum = g_hash_table_lookup (self->days, day);
      if (sum == NULL)
        {
          sum = g_new0 (gint64, 1);
          g_hash_table_insert (self->days, g_steal_pointer (&day), sum);
        }
      if (__builtin_add_overflow (*sum, entry->hours, sum))
        *sum = G_MAXINT64;
    }
}

/* --- proposals ---------------------------------------------------------------------------------------------------- */

static char *
dup_hours (gint64 hours)
{
  return sek_kind_format (SEK_FIELD (contribution, hours), &SEK_INTEGER (hours), 1, sek_program_language ());
}

static char *
dup_date (gint64 date)
{
  return sek_date_format ((SekDate) date, SEK_DATE_TOLD, sek_program_language ());
}

/* Sets a text of the file, unless the field refuses it, which is told. */
static void
set_text (Hours *self, SekImportItem *item, gint64 row, const SekField *field, const char *text)
{
  g_autofree char *line = _sek_import_dup_line (text);
  g_autoptr (GError) error = NULL;
  SekValue value = SEK_BLANK;

  if (*line == '\0')
    return;
  if (sek_kind_parse (field, line, 1, &value, &error))
    _sek_import_set (self->import, item, row, field, &value);
  else
    {
      item->shown.verdict = SEK_IMPORT_DOUBTFUL;
      _sek_import_note (item, "%s", error->message);
    }
  sek_value_clear (&value);
}

/* «700», «700,50», «kr 700,-»; what is none makes the row doubtful, since it would count with another one. */
static void
set_rate (Hours *self, SekImportItem *item, gint64 row, const SekHoursEntry *entry)
{
  const char *text = _sek_hours_entry_get (entry, SEK_HOURS_RATE);
  const guint8 *typed = entry->sheet->table->typed->pdata[entry->row];
  g_autofree char *bare = g_strdup (g_str_has_prefix (text, "kr") ? text + strspn (text, "kr. ") : text);
  gint64 ore;
  SekValue value;

  if (*text == '\0')
    return;
  if (g_str_has_suffix (bare, ",-"))
    bare[strlen (bare) - 2] = '\0';
  if (_sek_import_parse_amount (bare,
                                typed[entry->sheet->columns[SEK_HOURS_RATE]] ? SEK_DECIMAL_POINT : SEK_DECIMAL_COMMA,
                                SEK_KRONE, &ore))
    {
      value = SEK_INTEGER (ore);
      if (sek_kind_check (SEK_FIELD (contribution, hour_rate), &value, NULL))
        {
          _sek_import_set (self->import, item, row, SEK_FIELD (contribution, hour_rate), &value);
          return;
        }
    }
  item->shown.verdict = SEK_IMPORT_DOUBTFUL;
  _sek_import_note (item, _("“%s” is not a rate per hour, and is left out."), text);
}

static void
set_all (Hours *self, SekImportItem *item, const SekHoursEntry *entry)
{
  gint64 row = _sek_import_insert (self->import, SEK_CONTRIBUTION);
  SekImport *import = self->import;

  _sek_import_set (import, item, row, SEK_FIELD (contribution, grant), &SEK_INTEGER (entry->grant));
  _sek_import_set (import, item, row, SEK_FIELD (contribution, date), &SEK_INTEGER (entry->date));
  _sek_import_set (import, item, row, SEK_FIELD (contribution, kind), &SEK_INTEGER (SEK_CONTRIBUTION_KIND_HOURS));
  _sek_import_set (import, item, row, SEK_FIELD (contribution, hours), &SEK_INTEGER (entry->hours));
  set_text (self, item, row, SEK_FIELD (contribution, what), _sek_hours_entry_get (entry, SEK_HOURS_WHAT));
  set_text (self, item, row, SEK_FIELD (contribution, documented), _sek_hours_entry_get (entry, SEK_HOURS_DOCUMENTED));
  set_rate (self, item, row, entry);
  if (entry->position != SEK_NONE)
    _sek_import_set (import, item, row, SEK_FIELD (contribution, staff_position), &SEK_INTEGER (entry->position));
}

/* TRUE when the day is within the grant's period; else the row is refused. */
static gboolean
check_period (SekImportItem *item, const SekGrant *grant, SekDate date)
{
  gboolean before = grant->starts_on != SEK_NONE && date < grant->starts_on;
  g_autofree char *limit = NULL;

  if (!before && (grant->ends_on == SEK_NONE || date <= grant->ends_on))
    return TRUE;
  limit = dup_date (before ? grant->starts_on : grant->ends_on);
  item->shown.verdict = SEK_IMPORT_DOUBTFUL;
  _sek_import_note (item,
                    before ? _("The day is before the period of the grant, which begins on %s. Correct the day in the "
                               "file, or the period on the page Projects.")
                           : _("The day is after the period of the grant, which ends on %s. Correct the day in the "
                               "file, or the period on the page Projects."),
                    limit);
  return FALSE;
}

/* The earlier row of the file that is the same, by the same person; 0 for none, and then this one is it. */
static guint
note_seen (Hours *self, const SekImportItem *item, const SekHoursEntry *entry, const char *same)
{
  g_autofree char *day = dup_day (entry), *key = g_strdup_printf ("%s|%s", same, day);
  guint first = GPOINTER_TO_UINT (g_hash_table_lookup (self->seen, key));

  if (first == 0)
    g_hash_table_insert (self->seen, g_steal_pointer (&key), GUINT_TO_POINTER ((guint) item->shown.row));
  return first;
}

/* Why a row is not taken by itself; its hours are set already. */
static void
doubt (Hours *self, SekImportItem *item, const SekHoursEntry *entry, const char *same)
{
  g_autofree char *day = dup_day (entry);
  const gint64 *sum = g_hash_table_lookup (self->days, day);
  guint first = note_seen (self, item, entry, same);

  if (entry->rounded)
    {
      g_autofree char *hours = dup_hours (entry->hours);

      _sek_import_note (item, _("%s, rounded to %s hours."), _sek_hours_entry_get (entry, SEK_HOURS_HOURS), hours);
    }
  if (*sum > DAY)
    {
      g_autofree char *hours = dup_hours (*sum);

      item->shown.verdict = SEK_IMPORT_DOUBTFUL;
      _sek_import_note (item, _("The file has %s hours on this day, which is more than a day has."), hours);
    }
  if (_sek_hours_is_sum (_sek_hours_entry_get (entry, SEK_HOURS_WHAT)))
    {
      item->shown.verdict = SEK_IMPORT_DOUBTFUL;
      _sek_import_note (item, _("It looks like a sum."));
    }
  if (first == 0)
    return;
  item->shown.verdict = SEK_IMPORT_DOUBLE;
  _sek_import_note (item, _("Row %u is the same."), first);
}

static void
propose_whole (Hours *self, SekImportItem *item, const SekHoursEntry *entry)
{
  SekRegister *reg = self->import->reg;
  const SekGrant *grant = sek_register_get_grant (reg, entry->grant);
  g_autofree char *what = _sek_import_dup_line (_sek_hours_entry_get (entry, SEK_HOURS_WHAT));
  g_autofree char *date = dup_date (entry->date);
  g_autofree char *label = g_strdup_printf (*what != '\0' ? "%s, %s: %s" : "%s, %s", grant->name, date, what);
  g_autofree char *same = dup_same (entry->grant, entry->date, entry->hours, what);
  gint64 stored = take_stored (self, same, entry);

  _sek_import_set_place (item, SEK_CONTRIBUTION, stored, label);
  g_free (item->shown.after);
  item->shown.after = dup_hours (entry->hours);
  if (stored != 0)
    {
      g_free (item->shown.before);
      item->shown.before = g_strdup (item->shown.after);
      item->shown.verdict = SEK_IMPORT_SAME;
      note_seen (self, item, entry, same);
      return;
    }
  if (!check_period (item, grant, entry->date))
    return;
  item->shown.verdict = SEK_IMPORT_NEW;
  if (!sek_kind_check (SEK_FIELD (contribution, hours), &SEK_INTEGER (entry->hours), NULL))
    {
      item->shown.verdict = SEK_IMPORT_DOUBTFUL;
      _sek_import_note (item, _("So many hours cannot be right."));
      return;
    }
  set_all (self, item, entry);
  doubt (self, item, entry, same);
}

/* A row without a day, hours or grant. */
static void
tell_rest (SekImportItem *item, const SekHoursEntry *entry)
{
  const char *date = _sek_hours_entry_get (entry, SEK_HOURS_DATE);
  const char *hours = _sek_hours_entry_get (entry, SEK_HOURS_HOURS);
  const char *grant = _sek_hours_entry_get (entry, SEK_HOURS_GRANT);

  item->shown.verdict = SEK_IMPORT_UNKNOWN;
  if (entry->hours == SEK_NONE && *hours != '\0' && !_sek_import_is_dash (hours))
    _sek_import_note (item, _("“%s” is not a number of hours. Write it as 7,5 or 7:30."), hours);
  else if (entry->hours == SEK_NONE || entry->hours == 0)
    {
      item->shown.verdict = SEK_IMPORT_OTHER;
      _sek_import_note (item, entry->date == 0 ? _("Neither a day nor hours.") : _("No hours."));
    }
  else if (entry->date == 0 && *date != '\0')
    _sek_import_note (item, _("“%s” is not a day. Write it as 3.1.2023."), date);
  else if (entry->date == 0)
    _sek_import_note (item, _("No day."));
  else if (entry->ignored)
    {
      item->shown.verdict = SEK_IMPORT_OTHER;
      _sek_import_note (item, _("“%s” was to be left out."), grant);
    }
  else
    {
      item->shown.question = g_strdup_printf ("row:%s", grant);
      _sek_import_note (item, _("There is no grant “%s”, or several."), grant);
    }
}

/* As the file has it: its day, and what it was where nothing else tells that. */
static char *
dup_name (const SekHoursEntry *entry)
{
  const char *date = _sek_hours_entry_get (entry, SEK_HOURS_DATE), *what = _sek_hours_entry_get (entry, SEK_HOURS_WHAT);

  if (entry->is_sum || (*date == '\0' && *what == '\0'))
    return g_strdup (get_first (entry));
  return *date == '\0'                                                ? g_strdup (what)
         : *what == '\0' || (_sek_hours_entry_is_whole (entry) && entry->grant != 0) ? g_strdup (date)
                                                                      : g_strdup_printf ("%s: %s", date, what);
}

static void
propose (Hours *self, const SekHoursEntry *entry)
{
  g_autofree char *name = dup_name (entry);
  SekImportItem *item
      = _sek_import_propose (self->import, SEK_IMPORT_OTHER,
                             g_array_index (entry->sheet->table->numbers, guint64, entry->row), name);

  item->shown.sender = g_strdup (entry->sheet->name);
  if (entry->is_sum)
    _sek_import_note (item, _("A sum."));
  else if (_sek_hours_entry_is_whole (entry) && entry->grant != 0)
    propose_whole (self, item, entry);
  else
    tell_rest (item, entry);
}

/* --- all of it ---------------------------------------------------------------------------------------------------- */

static void
free_ids (gpointer ids)
{
  g_array_unref (ids);
}

/* FALSE with error; TRUE also where a question is open. */
static gboolean
read_hours (Hours *self, GError **error)
{
  GError *failure = NULL;
  gboolean ok = collect_all (self, &failure) && _sek_hours_choose_grants (self->import, self->entries, &failure);

  if (failure != NULL)
    g_propagate_error (error, failure);
  if (!ok || !_sek_hours_choose_positions (self->import, self->entries))
    return failure == NULL;
  index_stored (self);
  count_days (self);
  for (guint i = 0; i < self->entries->len; i++)
    propose (self, &g_array_index (self->entries, SekHoursEntry, i));
  return TRUE;
}

gboolean
_sek_import_hours (SekImport *self, GCancellable *cancellable, GError **error)
{
  SekReader *reader = _sek_import_open (self, _sek_import_get_source (self), cancellable, error);
  g_autoptr (GPtrArray) sheets = NULL;
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (SekHoursEntry));
  g_autoptr (GHashTable) stored = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_ids);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) days = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *format = NULL;
  Hours hours = { .import = self, .entries = entries, .stored = stored, .seen = seen, .days = days };

  if (reader == NULL)
    return FALSE;
  format = sek_reader_describe (reader);
  _sek_import_add_fact (self, "format", _("Format"), FALSE, "%s", format);
  hours.sheets = sheets = _sek_hours_read (self, reader, error);
  return sheets != NULL && read_hours (&hours, error);
}
