/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-read-xlsx-style.h"

#include <math.h>
#include <string.h>

/* --- number formats ------------------------------------------------------------------------------------------------ */

SekXlsxShown
sek_xlsx_shown_by (const char *format)
{
  gboolean day = FALSE, month = FALSE, hour = FALSE, per_cent = FALSE;

  /* Of the sections only the first, that for positive numbers. */
  for (const char *c = format; *c != '\0' && *c != ';'; c++)
    switch (*c)
      {
      case '"':
        c = strchr (c + 1, '"');
        if (c == NULL)
          return SEK_XLSX_PLAIN;
        break;
      case '\\':
      case '_':
      case '*':
        if (c[1] != '\0')
          c++;
        break;
      case '[':
        /* A colour, a condition, a language; or hours that are counted on. */
        if (strchr ("hHmMsS", c[1]) != NULL && c[1] != '\0' && strchr ("hHmMsS]", c[2]) != NULL)
          return SEK_XLSX_TIME;
        c = strchr (c, ']');
        if (c == NULL)
          return SEK_XLSX_PLAIN;
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
        /* "0.00 s" is no time, but "ss.00" is. */
        if (!hour)
          return strchr (format, '%') != NULL ? SEK_XLSX_PER_CENT : SEK_XLSX_PLAIN;
        break;
      default:
        break;
      }
  if (g_ascii_strncasecmp (format, "General", 7) == 0 || g_ascii_strncasecmp (format, "Standard", 8) == 0)
    return SEK_XLSX_PLAIN;
  if (day || (month && !hour))
    return SEK_XLSX_DATE;
  return hour ? SEK_XLSX_TIME : per_cent ? SEK_XLSX_PER_CENT : SEK_XLSX_PLAIN;
}

/* Those that every program knows without being told. */
static SekXlsxShown
shown_by_number (guint64 id)
{
  if (id == 9 || id == 10)
    return SEK_XLSX_PER_CENT;
  if ((id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) || id == 57 || id == 58)
    return SEK_XLSX_DATE;
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) || id == 55 || id == 56)
    return SEK_XLSX_TIME;
  return SEK_XLSX_PLAIN;
}

/* --- the part with the styles -------------------------------------------------------------------------------------- */

typedef struct
{
  GHashTable *formats; /* number → SekXlsxShown + 1 */
  GByteArray *cells;
  gboolean    in_cells;
} Styles;

static void
start_cb (gpointer data, const char *name, const SekReadXmlAttributes *attributes)
{
  Styles *self = data;

  if (strcmp (name, "numFmt") == 0)
    {
      g_autofree char *format = sek_read_xml_dup (attributes, "formatCode");
      guint64 id = sek_read_xml_number (attributes, "numFmtId", 100000, 0);

      if (format != NULL && id > 0)
        g_hash_table_insert (self->formats, GUINT_TO_POINTER ((guint) id), GUINT_TO_POINTER (sek_xlsx_shown_by (format) + 1));
    }
  else if (strcmp (name, "cellXfs") == 0)
    {
      self->in_cells = TRUE;
    }
  else if (strcmp (name, "xf") == 0 && self->in_cells && self->cells->len < 100000)
    {
      guint64 id = sek_read_xml_number (attributes, "numFmtId", 100000, 0);
      gpointer own = g_hash_table_lookup (self->formats, GUINT_TO_POINTER ((guint) id));
      guint8 shown = (guint8) (own != NULL ? GPOINTER_TO_UINT (own) - 1 : shown_by_number (id));

      g_byte_array_append (self->cells, &shown, 1);
    }
}

static void
end_cb (gpointer data, const char *name)
{
  Styles *self = data;

  if (strcmp (name, "cellXfs") == 0)
    self->in_cells = FALSE;
}

GByteArray *
sek_read_xlsx_styles (SekReadZip *zip, const char *part, GError **error)
{
  static const SekReadXmlHandler handler = { start_cb, end_cb, NULL };
  Styles styles = { g_hash_table_new (NULL, NULL), g_byte_array_new (), FALSE };
  gboolean good = part == NULL || !sek_read_zip_has (zip, part) || sek_read_xml_read (zip, part, &handler, &styles, error);

  g_hash_table_unref (styles.formats);
  if (good)
    return styles.cells;
  g_byte_array_unref (styles.cells);
  return NULL;
}

/* --- dates --------------------------------------------------------------------------------------------------------- */

enum
{
  DAY_SECONDS = 24 * 60 * 60,
  LAST_DAY = 2958465,           /* 31.12.9999 */
  DAYS_BEFORE_1900 = 693594,    /* of a GDate, when day 60 is the 29.2.1900 that Lotus 1-2-3 and Excel have and the calendar has not */
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
    g_snprintf (text, 32, "%04d-%02d-%02d %02d:%02d:%02d", *date / 10000, *date / 100 % 100, *date % 100, (int) (seconds / 3600),
                (int) (seconds / 60 % 60), (int) (seconds % 60));
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
  g_snprintf (text, 32, "%s%02d:%02d:%02d", value < 0 ? "-" : "", (int) (seconds / 3600), (int) (seconds / 60 % 60), (int) (seconds % 60));
  return TRUE;
}
