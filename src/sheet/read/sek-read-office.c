/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-read-office.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Which of the many formats that are zipped files it is. */

gboolean
_sek_read_select_first (SekReader *reader, GError **error)
{
  guint first = 0;

  for (guint i = reader->sheets->len; i-- > 0;)
    if (!sek_reader_get_sheet_hidden (reader, i))
      first = i;
    else
      _sek_reader_note (reader, _("The sheet “%s” is hidden in the workbook."), sek_reader_get_sheet_name (reader, i));
  return sek_reader_select (reader, first, error);
}

SekDate
_sek_read_iso_date (const char *text)
{
  SekDate date;

  for (int i = 0; i < 10; i++)
    if (i == 4 || i == 7 ? text[i] != '-' : !g_ascii_isdigit (text[i]))
      return 0;
  if (text[10] != '\0' && text[10] != ' ')
    return 0;
  date = SEK_DATE ((text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 + (text[3] - '0'),
                   (text[5] - '0') * 10 + (text[6] - '0'), (text[8] - '0') * 10 + (text[9] - '0'));
  return sek_date_is_valid (date) ? date : 0;
}

typedef struct
{
  GString *text;
  gboolean within, found;
} Created;

static void
created_start_cb (gpointer data, const char *name, const SekReadXmlAttributes *attributes)
{
  Created *self = data;

  self->within = !self->found && (strcmp (name, "created") == 0 || strcmp (name, "creation-date") == 0);
}

static void
created_end_cb (gpointer data, const char *name)
{
  Created *self = data;

  self->found |= self->within;
  self->within = FALSE;
}

static void
created_text_cb (gpointer data, const char *text, gsize length)
{
  Created *self = data;

  if (self->within && self->text->len + length < 100)
    g_string_append_len (self->text, text, (gssize) length);
}

void
_sek_read_created (SekReader *reader, SekReadZip *zip, const char *part)
{
  /* Of any namespace: that of the time is not that of the document. */
  static const SekReadXmlHandler handler = { "", created_start_cb, created_end_cb, created_text_cb };
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GDateTime) time = NULL;
  Created created = { .text = text };

  if (!sek_read_zip_has (zip, part) || !sek_read_xml_read (zip, part, &handler, &created, NULL))
    return;
  /* LibreOffice writes the time that it read from another format without its zone, which is UTC. */
  time = g_date_time_new_from_iso8601 (g_strstrip (text->str), utc);
  if (time != NULL)
    reader->created = MAX (g_date_time_to_unix (time), 0);
}

/* What else is zipped: what it is and what to do. */
static const char *
tell_other (SekReadZip *zip, const char *mimetype)
{
  if (sek_read_zip_has (zip, "xl/workbook.bin"))
    return _("It is a workbook in Excel’s binary format (.xlsb). Open it in Excel and save it as .xlsx.");
  if (sek_read_zip_has (zip, "word/document.xml")
      || g_str_has_prefix (mimetype, "application/vnd.oasis.opendocument.text"))
    return _("It is a text document. Copy the table in it, and paste it.");
  if (sek_read_zip_has (zip, "ppt/presentation.xml")
      || g_str_has_prefix (mimetype, "application/vnd.oasis.opendocument.presentation"))
    return _("It is a presentation. Copy the table in it, and paste it.");
  if (sek_read_zip_has (zip, "Index/Document.iwa") || sek_read_zip_has (zip, "index.apxl")
      || sek_read_zip_has (zip, "Index.zip"))
    return _("It is a file of Apple’s Numbers or Pages. Export it there as Excel (.xlsx) or CSV.");
  return _("It is a zipped file, but not a workbook. Unpack it, and read the file that is in it.");
}

gboolean
_sek_read_zip_open (SekReader *reader, GError **error)
{
  SekReadZip *zip = sek_read_zip_new (reader, error);
  g_autofree char *mimetype = NULL, *manifest = NULL;
  gboolean sheets;

  if (zip == NULL)
    return FALSE;
  mimetype = sek_read_zip_peek (zip, "mimetype", 200);
  sheets = mimetype != NULL && g_str_has_prefix (mimetype, "application/vnd.oasis.opendocument.spreadsheet");
  if (sheets
      || (mimetype == NULL && sek_read_zip_has (zip, "content.xml") && sek_read_zip_has (zip, "META-INF/manifest.xml")))
    {
      manifest = sek_read_zip_peek (zip, "META-INF/manifest.xml", 1 << 16);
      if (manifest == NULL || strstr (manifest, "encryption-data") == NULL)
        return _sek_read_ods_open (reader, zip, error);
      _sek_reader_fail (reader, error, SEK_ERROR_INPUT,
                        _("It is protected by a password. Save a copy without one, and read that."));
    }
  else if (sek_read_zip_has (zip, "xl/workbook.xml")
           || (sek_read_zip_has (zip, "[Content_Types].xml") && sek_read_zip_has (zip, "_rels/.rels")
               && !sek_read_zip_has (zip, "word/document.xml") && !sek_read_zip_has (zip, "ppt/presentation.xml")
               && !sek_read_zip_has (zip, "xl/workbook.bin")))
    {
      return _sek_read_xlsx_open (reader, zip, error);
    }
  else
    {
      _sek_reader_fail (reader, error, SEK_ERROR_INPUT, "%s", tell_other (zip, mimetype != NULL ? mimetype : ""));
    }
  sek_read_zip_free (zip);
  return FALSE;
}
