/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-import-hours.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-error.h"
#include "sek-read-number.h"

/* Of all sheets together, as of one table. */
#define MOST_ROWS 200000
#define MOST_LEADING 60

/* The words of heads, folded, those first that tell most. */
static const struct
{
  const char *meaning;
  const char *words[12];
} roles[SEK_HOURS_N_ROLES] = {
  [SEK_HOURS_DATE] = { "date", { "dato", "date", "dag", "day" } },
  [SEK_HOURS_HOURS] = { "hours", { "timer", "timar", "antall timer", "antal timar", "timetall", "timetal", "hours",
                                   "arbeidstimer", "arbeidstimar", "tid", "tidsbruk", "varighet" } },
  [SEK_HOURS_WHAT] = { "what", { "aktivitet", "hva", "kva", "beskrivelse", "beskriving", "arbeidsoppgave", "oppgave",
                                 "oppgåve", "arbeid", "what", "tekst", "kommentar" } },
  [SEK_HOURS_GRANT] = { "grant", { "tilskudd", "tilskot", "prosjekt", "grant", "project" } },
  [SEK_HOURS_POSITION] = { "position", { "stilling", "rolle", "position", "staff position" } },
  [SEK_HOURS_RATE] = { "rate", { "timesats", "timepris", "sats", "rate", "rate per hour" } },
  [SEK_HOURS_DOCUMENTED] = { "documented", { "dokumentert i", "dokumentert", "dokumentasjon", "bilag", "vedlegg",
                                             "documented in", "documented" } },
  [SEK_HOURS_PERSON] = { "person", { "initialer", "initialar", "ansatt", "tilsett", "medarbeider", "medarbeidar",
                                     "navn", "namn", "hvem", "kven", "initials", "name" } },
};

/* --- dates -------------------------------------------------------------------------------------------------------- */

/* «ma», «man.», «Mandag,» before a day; 0 when there is none. */
static gsize
count_weekday (const char *text)
{
  static const char *const days[] = {
    "mandag", "måndag", "monday", "tirsdag", "tysdag", "tuesday", "onsdag", "wednesday", "torsdag", "thursday",
    "fredag", "friday", "lørdag", "laurdag", "saturday", "søndag", "sundag", "sunday",
  };
  const char *end = text;
  g_autofree char *word = NULL;

  while (g_unichar_isalpha (g_utf8_get_char (end)))
    end = g_utf8_next_char (end);
  word = _sek_import_fold (text);
  word[MIN (strcspn (word, " "), strlen (word))] = '\0';
  if (g_utf8_strlen (word, -1) < 2)
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *day = _sek_import_fold (days[i]);

      if (g_str_has_prefix (day, word))
        return (gsize) (end - text) + strspn (end, "., ");
    }
  return 0;
}

/* The text without a time of day: «2023-01-03 08:30:00». */
static char *
dup_day (const char *text)
{
  const char *space = strrchr (text, ' ');

  if (space != NULL && strchr (space, ':') != NULL && strspn (space + 1, "0123456789:") == strlen (space + 1))
    return g_strndup (text, (gsize) (space - text));
  return g_strdup (text);
}

gboolean
_sek_hours_parse_date (const char *text, int year, SekDate *date, gboolean *needs_year)
{
  g_autofree char *line = _sek_import_dup_line (text), *day = dup_day (line + count_weekday (line)), *whole = NULL;
  gsize length = strlen (day);
  gboolean bare = length > 0 && strspn (day, "0123456789.") == length;

  *needs_year = FALSE;
  if (length == 0 || length > 60)
    return FALSE;
  if (sek_date_parse (day, date, NULL))
    return TRUE;
  /* 2024 has a 29 February, so that it tells whether only the year is missing. */
  whole = g_strdup_printf (bare && day[length - 1] != '.' ? "%s.%d" : bare ? "%s%d" : "%s %d", day,
                           year != 0 ? year : 2024);
  if (!sek_date_parse (whole, date, NULL))
    return FALSE;
  *needs_year = year == 0;
  return year != 0;
}

/* --- hours -------------------------------------------------------------------------------------------------------- */

/* «7:30», «07:30:00». */
static gboolean
parse_clock (const char *text, gint64 *seconds)
{
  gint64 parts[3] = { 0 };
  int n = 0;

  for (const char *c = text; n < 3; n++)
    {
      gsize digits = strspn (c, "0123456789");

      if (digits == 0 || digits > 6 || (n > 0 && digits != 2))
        return FALSE;
      parts[n] = g_ascii_strtoll (c, NULL, 10);
      c += digits;
      if (*c == '\0')
        break;
      if (*c++ != ':')
        return FALSE;
    }
  *seconds = parts[0] * 3600 + parts[1] * 60 + parts[2];
  return n >= 1 && n < 3 && parts[1] < 60 && parts[2] < 60;
}

static const char *
skip_blanks (const char *text)
{
  while (g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  return text;
}

/* A figure and its unit, from *text on, which is put behind them. FALSE when there is no figure. */
static gboolean
take_part (const char **text, char **exact, char **unit)
{
  const char *c = skip_blanks (*text), *word;
  gsize digits = strspn (c, "0123456789.,");

  if (digits == 0 || digits > 40 || !g_ascii_isdigit (c[0]) || !g_ascii_isdigit (c[digits - 1]))
    return FALSE;
  *exact = g_strdelimit (g_strndup (c, digits), ",", '.');
  word = c = skip_blanks (c + digits);
  while (g_unichar_isalpha (g_utf8_get_char (c)))
    c = g_utf8_next_char (c);
  *unit = g_utf8_strdown (word, c - word);
  *text = skip_blanks (*c == '.' ? c + 1 : c);
  return TRUE;
}

static gboolean
is_unit (const char *unit, gboolean minutes)
{
  static const char *const of_hours[] = { "t", "h", "time", "timer", "timar", "hour", "hours", NULL };
  static const char *const of_minutes[] = { "m", "min", "minutt", "minutter", "minute", "minutes", NULL };

  return g_strv_contains (minutes ? of_minutes : of_hours, unit);
}

gboolean
_sek_hours_parse (const char *text, gint64 *hundredths, gboolean *rounded)
{
  g_autofree char *exact = NULL, *unit = NULL, *minutes = NULL, *unit_of_minutes = NULL;
  const char *rest = text, *point;
  gint64 seconds = 0, added = 0;

  *rounded = FALSE;
  if (parse_clock (text, &seconds))
    {
      *hundredths = (seconds * 100 + 1800) / 3600;
      *rounded = seconds % 36 != 0;
      return TRUE;
    }
  if (!take_part (&rest, &exact, &unit))
    return FALSE;
  if (*rest != '\0'
      && (!take_part (&rest, &minutes, &unit_of_minutes) || *rest != '\0' || !is_unit (unit, FALSE)
          || (*unit_of_minutes != '\0' && !is_unit (unit_of_minutes, TRUE))))
    return FALSE;
  if (*unit != '\0' && !is_unit (unit, FALSE) && !is_unit (unit, TRUE))
    return FALSE;
  if (is_unit (unit, TRUE))
    minutes = g_steal_pointer (&exact);
  if (minutes != NULL)
    {
      if (strlen (minutes) > 6 || strchr (minutes, '.') != NULL)
        return FALSE;
      seconds = 60 * g_ascii_strtoll (minutes, NULL, 10);
      added = (seconds * 100 + 1800) / 3600;
      *rounded = seconds % 36 != 0;
    }
  *hundredths = 0;
  point = exact != NULL ? strchr (exact, '.') : NULL;
  if (exact != NULL && ((point != NULL && strchr (point + 1, '.') != NULL) || !sek_number_scale (exact, 2, hundredths)))
    return FALSE;
  *rounded |= point != NULL && strlen (point + 1) > 2 && strspn (point + 3, "0") != strlen (point + 3);
  return !__builtin_add_overflow (*hundredths, added, hundredths);
}

gboolean
_sek_hours_is_sum (const char *text)
{
  static const char *const words[] = {
    "sum", "totalt", "total", "totalsum", "i alt", "til sammen", "tilsammen", "til saman", "samlet", "samla",
  };
  g_autofree char *folded = _sek_import_fold (text);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (folded, words[i])
        && (folded[strlen (words[i])] == '\0' || folded[strlen (words[i])] == ' '))
      return TRUE;
  return FALSE;
}

/* --- columns ------------------------------------------------------------------------------------------------------ */

/* 0 for none; the same word counts more than one that goes on, and an earlier word more than a later one. */
static guint
rate_head (const char *head, SekHoursRole role)
{
  g_autofree char *folded = _sek_import_fold (head);

  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < G_N_ELEMENTS (roles[role].words) && roles[role].words[i] != NULL; i++)
      {
        g_autofree char *word = _sek_import_fold (roles[role].words[i]);

        if (pass == 0 ? g_str_equal (folded, word)
                      : g_str_has_prefix (folded, word) && folded[strlen (word)] == ' ')
          return 100 - 50 * pass - i;
      }
  return 0;
}

/* The row in which days and hours are named. */
static gboolean
find_head (SekImportTable *table)
{
  for (guint row = 0; row < MIN (table->rows->len, MOST_LEADING); row++)
    {
      gboolean date = FALSE, hours = FALSE;

      for (guint c = 0; c < table->n_columns; c++)
        {
          const char *text = _sek_import_table_get (table, row, c);

          date |= rate_head (text, SEK_HOURS_DATE) > 0;
          hours |= rate_head (text, SEK_HOURS_HOURS) > 0;
        }
      if (!date || !hours)
        continue;
      _sek_import_table_set_head (table, row);
      return TRUE;
    }
  return FALSE;
}

static gboolean
is_data (const char *text)
{
  gboolean ignored;
  gint64 seconds;
  SekDate date;

  return parse_clock (text, &seconds) || _sek_hours_parse_date (text, 0, &date, &ignored) || ignored;
}

static void
find_columns (SekImport *self, SekHoursSheet *sheet)
{
  SekImportTable *table = sheet->table;
  g_autofree gboolean *taken = g_new0 (gboolean, table->n_columns + 1);

  for (int role = 0; role < SEK_HOURS_N_ROLES; role++)
    sheet->columns[role] = G_MAXUINT;
  for (guint c = 0; c < table->n_columns; c++)
    {
      const char *said = _sek_import_table_get_said (table, self, c);

      taken[c] = said != NULL;
      for (int role = 0; said != NULL && role < SEK_HOURS_N_ROLES; role++)
        if (g_str_equal (roles[role].meaning, said))
          sheet->columns[role] = c;
    }
  for (int role = 0; role < SEK_HOURS_N_ROLES; role++)
    {
      guint most = 0, best = G_MAXUINT;

      for (guint c = 0; c < table->n_columns && sheet->columns[role] == G_MAXUINT; c++)
        {
          guint fits = taken[c] ? 0 : rate_head (table->heads->pdata[c], (SekHoursRole) role);

          if (fits <= most)
            continue;
          most = fits;
          best = c;
        }
      if (best == G_MAXUINT)
        continue;
      sheet->columns[role] = best;
      taken[best] = TRUE;
    }
}

static void
show_columns (SekImport *self, const SekHoursSheet *sheet)
{
  for (guint c = 0; c < sheet->table->n_columns; c++)
    {
      SekImportColumn *column;
      gboolean shown = FALSE;

      for (guint i = 0; i < self->columns->len; i++)
        shown |= g_str_equal (((SekImportColumn *) self->columns->pdata[i])->key, sheet->table->keys->pdata[c]);
      if (shown)
        continue;
      column = _sek_import_add_column (self, sheet->table, c);
      for (int role = 0; role < SEK_HOURS_N_ROLES; role++)
        for (guint m = 0; sheet->columns[role] == c && m < self->meanings->len; m++)
          {
            const SekImportChoice *choice = self->meanings->pdata[m];

            if (!g_str_equal (choice->answer, roles[role].meaning))
              continue;
            column->meaning = roles[role].meaning;
            g_free (column->text);
            column->text = g_strdup (choice->text);
          }
    }
}

/* --- sheets ------------------------------------------------------------------------------------------------------- */

static void
free_sheet (gpointer data)
{
  SekHoursSheet *sheet = data;

  _sek_import_table_free (sheet->table);
  g_free (sheet->name);
  g_free (sheet);
}

const char *
_sek_hours_get (const SekHoursSheet *sheet, guint row, SekHoursRole role)
{
  return sheet->columns[role] != G_MAXUINT ? _sek_import_table_get (sheet->table, row, sheet->columns[role]) : "";
}

static int
find_year (SekImport *self, const SekHoursSheet *sheet)
{
  g_autofree char *title = _sek_import_table_dup_title (sheet->table);
  const char *texts[] = { sheet->name != NULL ? sheet->name : "", title, _sek_import_get_source (self)->name };
  int year = 0;

  for (guint i = 0; i < G_N_ELEMENTS (texts) && year == 0; i++)
    year = _sek_import_find_year (texts[i], NULL);
  return year;
}

/* The reader's sheet. NULL with error. */
static SekHoursSheet *
read_sheet (SekImport *self, SekReader *reader, GError **error)
{
  SekHoursSheet *sheet = g_new0 (SekHoursSheet, 1);

  sheet->table = _sek_import_table_new ();
  if (sek_reader_get_n_sheets (reader) > 1)
    sheet->name = g_strdup (sek_reader_get_sheet_name (reader, sek_reader_get_sheet (reader)));
  if (!_sek_import_table_read_all (sheet->table, reader, error))
    {
      free_sheet (sheet);
      return NULL;
    }
  if (!find_head (sheet->table))
    _sek_import_table_find_head (sheet->table, is_data);
  if (!_sek_import_table_check_said (sheet->table, self, error))
    {
      free_sheet (sheet);
      return NULL;
    }
  find_columns (self, sheet);
  sheet->year = find_year (self, sheet);
  return sheet;
}

static gboolean
is_usable (const SekHoursSheet *sheet)
{
  return sheet->columns[SEK_HOURS_DATE] != G_MAXUINT && sheet->columns[SEK_HOURS_HOURS] != G_MAXUINT;
}

/* Takes the sheet. FALSE with error. */
static gboolean
add_sheet (SekImport *self, GPtrArray *sheets, SekHoursSheet *sheet, guint *n_rows, GError **error)
{
  *n_rows += sheet->table->rows->len;
  if (*n_rows > MOST_ROWS)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                   _("The sheets have more than %d rows together, which is more than a register's table has. Check "
                     "that it is the right file."),
                   MOST_ROWS);
      free_sheet (sheet);
      return FALSE;
    }
  if (is_usable (sheet))
    {
      g_ptr_array_add (sheets, sheet);
      return TRUE;
    }
  if (sheet->name != NULL && sheet->table->rows->len > 0)
    _sek_import_add_fact (self, "left-out", _("Left out"), FALSE, _("“%s”, which has no dates and hours"),
                          sheet->name);
  /* Of a single sheet a person can say which columns they are. */
  else if (sheet->name == NULL)
    show_columns (self, sheet);
  free_sheet (sheet);
  return TRUE;
}

GPtrArray *
_sek_hours_read (SekImport *self, SekReader *reader, GError **error)
{
  g_autoptr (GPtrArray) sheets = g_ptr_array_new_with_free_func (free_sheet);
  gboolean one = _sek_import_get_answer (self, "sheet", NULL) != NULL;
  guint n = one ? 1 : sek_reader_get_n_sheets (reader), n_rows = 0;

  for (guint i = 0; i < n; i++)
    {
      SekHoursSheet *sheet;

      if (!one && n > 1 && sek_reader_get_sheet_hidden (reader, i))
        {
          _sek_import_add_fact (self, "left-out", _("Left out"), FALSE, _("“%s”, which is hidden"),
                                sek_reader_get_sheet_name (reader, i));
          continue;
        }
      if (!one && !sek_reader_select (reader, i, error))
        return NULL;
      sheet = read_sheet (self, reader, error);
      if (sheet == NULL || !add_sheet (self, sheets, sheet, &n_rows, error))
        return NULL;
    }
  for (guint i = 0; i < sheets->len; i++)
    show_columns (self, sheets->pdata[i]);
  if (sheets->len > 0)
    return g_steal_pointer (&sheets);
  g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
               _("The file has no table with both dates and hours: no head is “Dato” and “Timer”, or means the same. "
                 "Say which columns they are, or write those heads over them."));
  return NULL;
}
