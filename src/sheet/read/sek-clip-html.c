/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libxml/xmlwriter.h>
#include <string.h>

#include "sek-clip.h"

static void
attribute (xmlTextWriter *writer, const char *name, const char *value)
{
  xmlTextWriterWriteAttribute (writer, BAD_CAST name, BAD_CAST value);
}

/* Lines become <br>; characters that XML cannot hold become U+FFFD. */
static void
write_lines (xmlTextWriter *writer, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_auto (GStrv) lines = NULL;

  for (char *c = valid; *c != '\0'; c++)
    if ((guchar) *c < 0x20 && *c != '\n' && *c != '\t')
      *c = ' ';
  lines = g_strsplit (valid, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (i > 0)
        xmlTextWriterWriteElement (writer, BAD_CAST "br", NULL);
      xmlTextWriterWriteString (writer, BAD_CAST lines[i]);
    }
}

static gboolean
is_numeric (SekClip *clip, guint column)
{
  for (guint row = 0; row < sek_clip_get_n_rows (clip); row++)
    if (_sek_clip_get_exact (clip, row, column) != NULL)
      return TRUE;
  return FALSE;
}

static void
write_cell (xmlTextWriter *writer, SekClip *clip, guint row, guint column)
{
  const char *exact = _sek_clip_get_exact (clip, row, column), *text = sek_clip_get (clip, row, column);
  const char *weight = _sek_clip_is_bold (clip, row) ? "font-weight:bold;" : "";
  g_autofree char *style = exact != NULL
                               ? g_strdup_printf ("text-align:right;%swhite-space:nowrap;mso-number-format:\"%s\"",
                                                  weight,
                                                  strchr (exact, '.') != NULL ? "\\#\\,\\#\\#0\\.00" : "\\#\\,\\#\\#0")
                               : g_strdup_printf ("%smso-number-format:\"\\@\"", weight);

  xmlTextWriterStartElement (writer, BAD_CAST "td");
  attribute (writer, "style", style);
  if (exact != NULL)
    {
      attribute (writer, "align", "right");
      /* Calc and Writer read the figure in the language that stands first, English, and show it in the other, bokmål,
       * whatever their own. */
      attribute (writer, "sdval", exact);
      attribute (writer, "sdnum",
                 strchr (exact, '.') != NULL ? "1033;1044;#\u00a0##0,00;\u2212#\u00a0##0,00"
                                             : "1033;1044;#\u00a0##0;\u2212#\u00a0##0");
      attribute (writer, "x:num", exact);
    }
  else
    {
      attribute (writer, "sdnum", "1033;0;@");
      attribute (writer, "x:str", "");
    }
  write_lines (writer, text);
  xmlTextWriterFullEndElement (writer);
}

static void
write_head (xmlTextWriter *writer, SekClip *clip, guint column)
{
  gboolean right = is_numeric (clip, column);

  xmlTextWriterStartElement (writer, BAD_CAST "th");
  attribute (writer, "scope", "col");
  attribute (writer, "style",
             right ? "text-align:right;vertical-align:bottom" : "text-align:left;vertical-align:bottom");
  attribute (writer, "align", right ? "right" : "left");
  attribute (writer, "sdnum", "1033;0;@");
  write_lines (writer, sek_clip_get_head (clip, column));
  xmlTextWriterFullEndElement (writer);
}

char *
sek_clip_write_html (SekClip *self, SekLanguage language)
{
  static const char *const languages[] = { "nb", "nn", "en" };
  xmlBuffer *buffer = xmlBufferCreate ();
  xmlTextWriter *writer = xmlNewTextWriterMemory (buffer, 0);
  char *text;

  xmlTextWriterStartElement (writer, BAD_CAST "html");
  attribute (writer, "xmlns:x", "urn:schemas-microsoft-com:office:excel");
  attribute (writer, "lang", languages[language]);
  xmlTextWriterStartElement (writer, BAD_CAST "head");
  xmlTextWriterWriteRaw (writer, BAD_CAST "<meta charset=\"utf-8\"><meta name=\"generator\" content=\"Sekretariat\">");
  xmlTextWriterFullEndElement (writer);
  xmlTextWriterStartElement (writer, BAD_CAST "body");
  xmlTextWriterStartElement (writer, BAD_CAST "table");
  attribute (writer, "style", "border-collapse:collapse");
  for (guint line = 0; line < _sek_clip_get_n_lines (self); line++)
    {
      int row = _sek_clip_get_row_of (self, line);

      if (line == 0 || row == 0)
        xmlTextWriterStartElement (writer, BAD_CAST (row < 0 ? "thead" : "tbody"));
      xmlTextWriterStartElement (writer, BAD_CAST "tr");
      for (guint column = 0; column < sek_clip_get_n_columns (self); column++)
        if (row < 0)
          write_head (writer, self, column);
        else
          write_cell (writer, self, (guint) row, column);
      xmlTextWriterFullEndElement (writer);
      if (row < 0)
        xmlTextWriterFullEndElement (writer);
    }
  xmlTextWriterEndDocument (writer);
  xmlFreeTextWriter (writer);
  text = g_strdup ((const char *) xmlBufferContent (buffer));
  xmlBufferFree (buffer);
  return text;
}
