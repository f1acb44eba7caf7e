/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-reader-private.h"

/* What a file is: by its first bytes, and only for text by its suffix. */

enum
{
  DIRECTORY = 4096, /* bytes of the list of streams of an old Office file that are looked at */
};

static gboolean
begins (const char *data, gsize length, const char *with, gsize n)
{
  return length >= n && memcmp (data, with, n) == 0;
}

#define BEGINS(data, length, literal) begins (data, length, literal, sizeof (literal) - 1)

/* --- old Office files --------------------------------------------------------------------------------------------- */

static gboolean
has_stream (const char *directory, gsize length, const char *name)
{
  g_autoptr (GByteArray) wide = g_byte_array_new ();

  for (const char *c = name; *c != '\0'; c++)
    {
      guint8 unit[2] = { (guint8) *c, 0 };

      g_byte_array_append (wide, unit, 2);
    }
  return memmem (directory, length, wide->data, wide->len) != NULL;
}

/* Their streams are listed in a sector that the header names. */
static void
fail_compound (SekReader *reader, const char *sample, gsize length, GError **error)
{
  g_autoptr (GInputStream) stream = _sek_reader_open_stream (reader, NULL);
  const guint8 *bytes = (const guint8 *) sample;
  char directory[DIRECTORY];
  gsize n = 0;

  if (stream != NULL && length >= 512)
    {
      guint64 sector = bytes[48] | bytes[49] << 8 | bytes[50] << 16 | (guint64) bytes[51] << 24;
      guint64 shift = bytes[30] == 12 ? 12 : 9;

      if (g_input_stream_skip (stream, (gsize) MIN ((sector + 1) << shift, G_MAXINT32), reader->cancellable, NULL) >= 0)
        g_input_stream_read_all (stream, directory, sizeof directory, &n, reader->cancellable, NULL);
    }
  if (has_stream (directory, n, "EncryptedPackage"))
    _sek_reader_fail (reader, error, SEK_ERROR_INPUT,
                      _("It is protected by a password. Save a copy without one, and read that."));
  else if (has_stream (directory, n, "Workbook") || has_stream (directory, n, "Book"))
    _sek_reader_fail (reader, error, SEK_ERROR_INPUT,
                      _("It is a workbook in Excel’s old format (.xls). Open it in a spreadsheet and save it as "
                        ".xlsx."));
  else if (has_stream (directory, n, "WordDocument"))
    _sek_reader_fail (reader, error, SEK_ERROR_INPUT, _("It is a text document. Copy the table in it, and paste it."));
  else
    _sek_reader_fail (reader, error, SEK_ERROR_INPUT,
                      _("It is an old Office file. If it is a workbook, open it in a spreadsheet and save it as "
                        ".xlsx."));
}

/* --- what is not read --------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *begins;
  gsize       length;
  const char *words;
} Other;

#define OTHER(begins, words) { begins, sizeof (begins) - 1, words }

static const Other others[] = {
  OTHER ("%PDF-",
         N_("It is a PDF. Mark the table in it, copy it, and paste it; or get the figures as .xlsx or .csv.")),
  OTHER ("{\\rtf", N_("It is a text document. Copy the table in it, and paste it.")),
  OTHER ("\x1f\x8b", N_("It is a compressed file. Unpack it, and read the file that is in it.")),
  OTHER ("BZh", N_("It is a compressed file. Unpack it, and read the file that is in it.")),
  OTHER ("\xfd"
         "7zXZ",
         N_("It is a compressed file. Unpack it, and read the file that is in it.")),
  OTHER ("7z\xbc\xaf", N_("It is a compressed file. Unpack it, and read the file that is in it.")),
  OTHER ("Rar!", N_("It is a compressed file. Unpack it, and read the file that is in it.")),
  OTHER ("\x89PNG", N_("It is a picture. Its figures must be typed, or got from where they come from.")),
  OTHER ("\xff\xd8\xff", N_("It is a picture. Its figures must be typed, or got from where they come from.")),
  OTHER ("GIF8", N_("It is a picture. Its figures must be typed, or got from where they come from.")),
  OTHER ("SQLite format 3",
         N_("It is a database. A register is opened, not imported; from others, export the table as .csv.")),
  OTHER ("\x09\x08\x10\x00",
         N_("It is a workbook in Excel’s old format (.xls). Open it in a spreadsheet and save it as .xlsx.")),
  OTHER ("\x09\x00\x04\x00",
         N_("It is a workbook in Excel’s old format (.xls). Open it in a spreadsheet and save it as .xlsx.")),
  OTHER ("\x09\x02\x06\x00",
         N_("It is a workbook in Excel’s old format (.xls). Open it in a spreadsheet and save it as .xlsx.")),
  OTHER ("\x09\x04\x06\x00",
         N_("It is a workbook in Excel’s old format (.xls). Open it in a spreadsheet and save it as .xlsx.")),
  OTHER ("ID;P", N_("It is a workbook in the old format SYLK. Open it in a spreadsheet and save it as .xlsx.")),
  OTHER ("\x09\x08\x08\x00",
         N_("It is a workbook in Excel’s old format (.xls). Open it in a spreadsheet and save it as .xlsx.")),
};

/* XML that is no page: the tables of old Excel and of OpenDocument in one file. */
static gboolean
is_workbook_in_xml (const char *sample, gsize length)
{
  return g_strstr_len (sample, (gssize) length, "urn:schemas-microsoft-com:office:spreadsheet") != NULL
         || g_strstr_len (sample, (gssize) length, "urn:oasis:names:tc:opendocument:xmlns:office") != NULL;
}

/* Statistics Norway's and others' statistics banks give it beside CSV and JSON-stat. */
static gboolean
is_px (const char *text)
{
  static const char *const keys[] = { "CHARSET=", "AXIS-VERSION=", "CODEPAGE=", "LANGUAGE=", "LANGUAGES=",
                                      "CREATION-DATE=", "DECIMALS=", "MATRIX=", "SUBJECT-AREA=", "TITLE=", NULL };
  guint n = 0;

  for (guint i = 0; keys[i] != NULL; i++)
    {
      const char *at = strstr (text, keys[i]);

      n += at != NULL && (at == text || at[-1] == '\n');
    }
  return n >= 2 && strchr (text, ';') != NULL;
}

/* A page with its pictures in one file (.mht), as browsers and Excel save it, the latter also under .xls. */
static gboolean
is_web_archive (const char *text)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);

  return (g_str_has_prefix (lower, "mime-version:") || g_str_has_prefix (lower, "from:")
          || g_str_has_prefix (lower, "content-type:")) && strstr (lower, "content-type: multipart/") != NULL;
}

static gboolean
is_page (const char *sample, gsize length)
{
  static const char *const tags[] = {
    "<html", "<!doctype html", "<table", "<body", "<head", "<meta", "<div", "<p", "<h1", "<h2", "<style", "<span", "<b",
    "<tr", "<!--", NULL,
  };
  g_autofree char *lower = g_ascii_strdown (sample, (gssize) length);

  if (*lower != '<')
    return g_str_has_prefix (lower, "version:") && strstr (lower, "starthtml:") != NULL;
  for (guint i = 0; tags[i] != NULL; i++)
    if (g_str_has_prefix (lower, tags[i]))
      return TRUE;
  return strstr (lower, "<table") != NULL || strstr (lower, "<html") != NULL;
}

gboolean
_sek_read_open_by_content (SekReader *reader, const char *sample, gsize length, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (reader->name, -1), *text = NULL;
  const char *start;

  if (reader->given)
    return reader->format == SEK_READ_HTML ? _sek_read_html_open (reader, error) : _sek_read_csv_open (reader, error);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (begins (sample, length, others[i].begins, others[i].length))
      {
        _sek_reader_fail (reader, error, SEK_ERROR_INPUT, "%s", _(others[i].words));
        return FALSE;
      }
  if (BEGINS (sample, length, "PK\x03\x04") || BEGINS (sample, length, "PK\x05\x06"))
    return _sek_read_zip_open (reader, error);
  if (BEGINS (sample, length, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))
    {
      fail_compound (reader, sample, length, error);
      return FALSE;
    }
  text = _sek_read_sample_text (sample, length);
  for (start = text; g_ascii_isspace (*start);)
    start++;
  if (length == 0)
    {
      _sek_reader_fail (reader, error, SEK_ERROR_INPUT, _("It is empty."));
      return FALSE;
    }
  if (is_px (start))
    {
      _sek_reader_fail (reader, error, SEK_ERROR_INPUT,
                        _("It is a PX file of a statistics bank. Get the table from there as JSON-stat, .xlsx or "
                          ".csv."));
      return FALSE;
    }
  if (is_web_archive (start))
    {
      _sek_reader_fail (reader, error, SEK_ERROR_INPUT,
                        _("It is a web archive (.mht), whatever its name says. Open it in a spreadsheet and save it as "
                          ".xlsx, or save the page as .html."));
      return FALSE;
    }
  if (*start == '{' || (*start == '[' && g_str_has_suffix (lower, ".json")))
    return _sek_read_json_open (reader, error);
  if (*start == '<' && is_workbook_in_xml (start, strlen (start)))
    {
      _sek_reader_fail (reader, error, SEK_ERROR_INPUT,
                        _("It is a workbook in XML. Open it in a spreadsheet and save it as .xlsx or .ods."));
      return FALSE;
    }
  if (is_page (start, strlen (start)) || g_str_has_suffix (lower, ".html") || g_str_has_suffix (lower, ".htm"))
    return _sek_read_html_open (reader, error);
  if (g_str_has_prefix (start, "<?xml"))
    {
      _sek_reader_fail (reader, error, SEK_ERROR_INPUT,
                        _("It is XML, but neither a page nor a workbook. Get the figures as .xlsx, .csv or "
                          "JSON-stat."));
      return FALSE;
    }
  if (g_str_has_suffix (lower, ".xlsx") || g_str_has_suffix (lower, ".ods") || g_str_has_suffix (lower, ".xlsm"))
    {
      _sek_reader_fail (reader, error, SEK_ERROR_DAMAGED,
                        _("Its name is that of a workbook, but it is not one. Get it anew."));
      return FALSE;
    }
  return _sek_read_csv_open (reader, error);
}
