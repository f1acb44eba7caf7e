/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-xml.h"

#include <glib/gi18n-lib.h>

#include "sek-error.h"

static int
write_cb (void *data, const char *bytes, int length)
{
  SekXml *xml = data;

  /* libxml2 would print a failure to standard error, so it is told of none. */
  if (xml->error == NULL)
    xml->sink (xml->sink_data, bytes, (gsize) length, &xml->error);

  return length;
}

static void
note (SekXml *xml, int result)
{
  xml->failed |= result < 0;
}

void
sek_xml_begin (SekXml *xml, SekXmlSink sink, gpointer sink_data)
{
  xmlOutputBufferPtr buffer = xmlOutputBufferCreateIO (write_cb, NULL, xml, NULL);

  *xml = (SekXml) { .sink = sink, .sink_data = sink_data, .scratch = g_string_new (NULL) };
  xml->writer = buffer != NULL ? xmlNewTextWriter (buffer) : NULL;
  if (xml->writer == NULL)
    g_error ("No memory for a writer of XML");
}

gboolean
sek_xml_end (SekXml *xml, GError **error)
{
  note (xml, xmlTextWriterFlush (xml->writer));
  xmlFreeTextWriter (xml->writer);
  g_string_free (xml->scratch, TRUE);
  if (xml->error == NULL && xml->failed)
    g_set_error_literal (&xml->error, SEK_ERROR, SEK_ERROR_IO,
                         _("Could not save the file: its contents could not be put into XML. The file is as it was."));
  if (xml->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&xml->error));

  return FALSE;
}

void
sek_xml_declare (SekXml *xml)
{
  sek_xml_raw (xml, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
}

void
sek_xml_open (SekXml *xml, const char *name)
{
  note (xml, xmlTextWriterStartElement (xml->writer, BAD_CAST name));
}

void
sek_xml_close (SekXml *xml)
{
  note (xml, xmlTextWriterFullEndElement (xml->writer));
}

void
sek_xml_close_short (SekXml *xml)
{
  note (xml, xmlTextWriterEndElement (xml->writer));
}

void
sek_xml_attribute (SekXml *xml, const char *name, const char *value)
{
  if (value != NULL)
    note (xml, xmlTextWriterWriteAttribute (xml->writer, BAD_CAST name,
                                            BAD_CAST sek_text_clean (value, SEK_CLEAN_ONE_LINE, xml->scratch)));
}

void
sek_xml_number (SekXml *xml, const char *name, gint64 value)
{
  char text[32];

  g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, value);
  note (xml, xmlTextWriterWriteAttribute (xml->writer, BAD_CAST name, BAD_CAST text));
}

void
sek_xml_text (SekXml *xml, const char *text)
{
  note (xml, xmlTextWriterWriteString (xml->writer, BAD_CAST sek_text_clean (text, SEK_CLEAN_DEFAULT, xml->scratch)));
}

void
sek_xml_raw (SekXml *xml, const char *markup)
{
  note (xml, xmlTextWriterWriteRaw (xml->writer, BAD_CAST markup));
}

void
sek_xml_empty (SekXml *xml, const char *name, ...)
{
  const char *attribute;
  va_list list;

  sek_xml_open (xml, name);
  va_start (list, name);
  while ((attribute = va_arg (list, const char *)) != NULL)
    sek_xml_attribute (xml, attribute, va_arg (list, const char *));
  va_end (list);
  sek_xml_close_short (xml);
}

void
sek_xml_element (SekXml *xml, const char *name, const char *text)
{
  sek_xml_open (xml, name);
  sek_xml_text (xml, text);
  sek_xml_close (xml);
}
