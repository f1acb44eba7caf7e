/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-read-xlsx-style.h"

#include <math.h>
#include <string.h>

/* --- number formats ----------------------------------------------------------------------------------------------- */

/* A condition such as "[>=1000]"; FALSE when it is none. */
static gboolean
read_condition (const char *text, SekXlsxSection *section)
{
  char *end;
  const char *value = text + 1 + strspn (text + 1, "<>=");
  gsize n = (gsize) (value - text) - 1;

  section->limit = g_ascii_strtod (value, &end);
  if (n < 1 || n > 2 || end == value || *end != ']')
    return FALSE;
  section->condition = text[1];
  if (n == 2)
    section->condition = text[1] == '<' ? text[2] == '>' ? '!' : 'l' : 'g';
  return TRUE;
}

/* Reads a section up to its semicolon, which is given back, or the end. */
static const char *
read_section (const char *format, SekXlsxSection *section)
{
  gboolean day = FALSE, month = FALSE, hour = FALSE, per_cent = FALSE, figure = FALSE, figure_first = FALSE;
  guint commas = 0;
  const char *c;

  *section = (SekXlsxSection) { .shown = SEK_XLSX_PLAIN };
  if (g_ascii_strncasecmp (format, "General", 7) == 0 || g_ascii_strncasecmp (format, "Standard", 8) == 0)
    return format + strcspn (format, ";");
  for (c = format; *c != '\0' && *c != ';'; c++)
    {
      /* A comma between digits groups them, and one behind them leaves three of them out. */
      if (*c == ',' && figure)
        commas++;
      else if (strchr ("0#?", *c) != NULL)
        commas = 0;
      else
        {
          section->scale += 3 * commas;
          commas = 0;
        }
      switch (*c)
        {
        case '"':
          c = strchr (c + 1, '"');
          if (c == NULL)
            return format + strlen (format);
          break;
        case '\\':
        case '_':
        case '*':
          if (c[1] != '\0')
            c = g_utf8_next_char (c + 1) - 1;
          break;
        case '[':
          /* A colour, a condition, a language; or hours that are counted on. */
          hour |= strchr ("hHmMsS", c[1]) != NULL && c[1] != '\0' && strchr ("hHmMsS]", c[2]) != NULL;
          read_condition (c, section);
          c = strchr (c, ']');
          if (c == NULL)
            return format + strlen (format);
          break;
        case 'y':
        case 'Y':
        case 'd':
        case 'D':
          day = TRUE;
          break;
        case 'm':
        case 'M':
          month = TRUE;
          break;
        case 'h':
        case 'H':
        case 's':
        case 'S':
          hour = TRUE;
          break;
        case '%':
          per_cent = TRUE;
          break;
        case '0':
        case '#':
        case '?':
          /* "0.00 s" is no time, but "ss.00" is. */
          figure = TRUE;
          if (!hour)
            figure_first = TRUE;
          break;
        default:
          break;
        }
    }
  section->scale += 3 * commas;
  if (figure_first)
    section->shown = per_cent ? SEK_XLSX_PER_CENT : SEK_XLSX_PLAIN;
  else if (day || (month && !hour))
    section->shown = SEK_XLSX_DATE;
  else
    section->shown = hour ? SEK_XLSX_TIME : per_cent ? SEK_XLSX_PER_CENT : SEK_XLSX_PLAIN;
  if (section->shown == SEK_XLSX_DATE || section->shown == SEK_XLSX_TIME)
    section->scale = 0;
  return c;
}

/* Without conditions the first section is for numbers above 0, or for all but those below it, and the second for those
 * below. */
void
sek_xlsx_format_read (SekXlsxFormat *self, const char *format)
{
  self->n = 1;
  format = read_section (format, &self->sections[0]);
  for (; *format == ';' && self->n < G_N_ELEMENTS (self->sections); self->n++)
    format = read_section (format + 1, &self->sections[self->n]);
  if (self->n > 1 && self->sections[0].condition == '\0')
    {
      self->sections[0].condition = self->n > 2 ? '>' : 'g';
      self->sections[0].limit = 0;
    }
  if (self->n > 2 && self->sections[1].condition == '\0')
    {
      self->sections[1].condition = '<';
      self->sections[1].limit = 0;
    }
}

static gboolean
takes (const SekXlsxSection *section, double value)
{
  switch (section->condition)
    {
    case '<':
      return value < section->limit;
    case '>':
      return value > section->limit;
    case '=':
      return value == section->limit;
    case '!':
      return value != section->limit;
    case 'l':
      return value <= section->limit;
    case 'g':
      return value >= section->limit;
    default:
      return TRUE;
    }
}

SekXlsxSection
sek_xlsx_format_get (const SekXlsxFormat *self, double value)
{
  for (guint i = 0; i < self->n; i++)
    if (takes (&self->sections[i], value))
      return self->sections[i];
  return self->sections[MAX (self->n, 1) - 1];
}

/* Those that every program knows without being told. */
static SekXlsxShown
shown_by_number (guint64 id)
{
  if (id == 9 || id == 10)
    return SEK_XLSX_PER_CENT;
  if ((id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) || id == 57
      || id == 58)
    return SEK_XLSX_DATE;
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) || id == 55 || id == 56)
    return SEK_XLSX_TIME;
  return SEK_XLSX_PLAIN;
}

/* --- the part with the styles ------------------------------------------------------------------------------------- */

struct _SekReadXlsxStyles
{
  GHashTable *formats; /* number → SekXlsxFormat */
  GPtrArray  *cells;   /* SekXlsxFormat of each cell format, borrowed */
  gboolean    in_cells;
};

static SekXlsxFormat *
add_format (SekReadXlsxStyles *self, guint64 id, const char *format)
{
  SekXlsxFormat *read = g_new0 (SekXlsxFormat, 1);

  if (format != NULL)
    sek_xlsx_format_read (read, format);
  else
    {
      read->n = 1;
      read->sections[0].shown = shown_by_number (id);
    }
  g_hash_table_insert (self->formats, GUINT_TO_POINTER ((guint) id), read);
  return read;
}

static void
start_cb (gpointer data, const char *name, const SekReadXmlAttributes *attributes)
{
  SekReadXlsxStyles *self = data;

  if (strcmp (name, "numFmt") == 0)
    {
      g_autofree char *format = sek_read_xml_dup (attributes, "formatCode");
      guint64 id = sek_read_xml_number (attributes, "numFmtId", 100000, 0);

      if (format != NULL && id > 0 && !g_hash_table_contains (self->formats, GUINT_TO_POINTER ((guint) id)))
        add_format (self, id, format);
    }
  else if (strcmp (name, "cellXfs") == 0)
    {
      self->in_cells = TRUE;
    }
  else if (strcmp (name, "xf") == 0 && self->in_cells && self->cells->len < 100000)
    {
      guint64 id = sek_read_xml_number (attributes, "numFmtId", 100000, 0);
      SekXlsxFormat *format = g_hash_table_lookup (self->formats, GUINT_TO_POINTER ((guint) id));

      g_ptr_array_add (self->cells, format != NULL ? format : add_format (self, id, NULL));
    }
}

static void
end_cb (gpointer data, const char *name)
{
  SekReadXlsxStyles *self = data;

  if (strcmp (name, "cellXfs") == 0)
    self->in_cells = FALSE;
}

void
sek_read_xlsx_styles_free (SekReadXlsxStyles *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->formats);
  g_ptr_array_unref (self->cells);
  g_free (self);
}

SekReadXlsxStyles *
sek_read_xlsx_styles (SekReadZip *zip, const char *part, GError **error)
{
  static const SekReadXmlHandler handler = { NULL, start_cb, end_cb, NULL };
  SekReadXlsxStyles *self = g_new0 (SekReadXlsxStyles, 1);

  self->formats = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->cells = g_ptr_array_new ();
  if (part == NULL || !sek_read_zip_has (zip, part) || sek_read_xml_read (zip, part, &handler, self, error))
    return self;
  sek_read_xlsx_styles_free (self);
  return NULL;
}

SekXlsxSection
sek_read_xlsx_styles_get (SekReadXlsxStyles *self, guint64 style, const char *number)
{
  const SekXlsxFormat *format = style < self->cells->len ? self->cells->pdata[style] : NULL;

  return format == NULL ? (SekXlsxSection) { .shown = SEK_XLSX_PLAIN }
    : sek_xlsx_format_get (format, format->n > 1 ? g_ascii_strtod (number, NULL) : 0);
}

/* --- dates -------------------------------------------------------------------------------------------------------- */

enum
{
  DAY_SECONDS = 24 * 60 * 60,
  LAST_DAY = 2958465,        /* 31.12.9999 */
  DAYS_BEFORE_1900 = 693594, /* of a GDate, when day 60 is the 29.2.1900 that Lotus 1-2-3 and Excel have and the
                                calendar has not */
  DAYS_TO_1904 = 1462,
};

gboolean
sek_xlsx_read_date (const char *number, gboolean from_1904, SekDate *date, char text[32])
{
  char *end;
  double value = g_ascii_strtod (number, &end), whole;
  gint64 day, seconds;
  GDate calendar;

  if (*end != '\0' || !isfinite (value) || value < (from_1904 ? 0 : 1) || value > LAST_DAY + 1)
    return FALSE;
  whole = floor (value);
  day = (gint64) whole + (from_1904 ? DAYS_TO_1904 : 0);
  seconds = (gint64) floor ((value - whole) * DAY_SECONDS + 0.5);
  if (seconds == DAY_SECONDS)
    {
      seconds = 0;
      day++;
    }
  if (day == 60 || day > LAST_DAY)
    return FALSE;
  g_date_clear (&calendar, 1);
  g_date_set_julian (&calendar, (guint32) (DAYS_BEFORE_1900 + day + (day < 60)));
  *date = SEK_DATE (g_date_get_year (&calendar), g_date_get_month (&calendar), g_date_get_day (&calendar));
  if (seconds == 0)
    g_snprintf (text, 32, "%04d-%02d-%02d", *date / 10000, *date / 100 % 100, *date % 100);
  else
    g_snprintf (text, 32, "%04d-%02d-%02d %02d:%02d:%02d", *date / 10000, *date / 100 % 100, *date % 100,
                (int) (seconds / 3600), (int) (seconds / 60 % 60), (int) (seconds % 60));
  return TRUE;
}

gboolean
sek_xlsx_read_time (const char *number, char text[32])
{
  char *end;
  double value = g_ascii_strtod (number, &end);
  gint64 seconds;

  if (*end != '\0' || !isfinite (value) || fabs (value) > LAST_DAY)
    return FALSE;
  seconds = (gint64) floor (fabs (value) * DAY_SECONDS + 0.5);
  g_snprintf (text, 32, "%s%02d:%02d:%02d", value < 0 ? "-" : "", (int) (seconds / 3600), (int) (seconds / 60 % 60),
              (int) (seconds % 60));
  return TRUE;
}
