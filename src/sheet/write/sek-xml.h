/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libxml/xmlwriter.h>

#include "sek-cell-text.h"

/* XML and HTML as the room's writers write it, over libxml2's writer: names are ours, texts are anybody's and come out
 * as text. Nothing of it fails on the way; the first failure is kept, all that follows is dropped, and sek_xml_end()
 * tells. It knows neither the format nor where the bytes go. Inside the room. */

G_BEGIN_DECLS

/* Takes the bytes that are ready. FALSE with an error stops the writing. */
typedef gboolean (*SekXmlSink) (gpointer data, const char *bytes, gsize length, GError **error);

typedef struct
{
  xmlTextWriterPtr writer;
  SekXmlSink       sink;
  gpointer         sink_data;
  GString         *scratch;
  GError          *error;  /* the first one of the sink */
  gboolean         failed; /* libxml2 refused something */
} SekXml;

/* Nothing is written yet, no declaration either. End it whatever comes. */
void     sek_xml_begin       (SekXml *xml, SekXmlSink sink, gpointer sink_data);
/* Hands over what is left. FALSE with the first failure. */
gboolean sek_xml_end         (SekXml *xml, GError **error);

static inline gboolean
sek_xml_is_broken (const SekXml *xml)
{
  return xml->error != NULL || xml->failed;
}

/* <?xml version="1.0" encoding="UTF-8" standalone="yes"?> */
void     sek_xml_declare     (SekXml *xml);
void     sek_xml_open        (SekXml *xml, const char *name);
/* With a closing tag, as HTML wants it, or "<a/>" when it is empty. */
void     sek_xml_close       (SekXml *xml);
void     sek_xml_close_short (SekXml *xml);
/* Of the element that was opened last and has no contents yet; on one line. A value of NULL is no attribute. */
void     sek_xml_attribute   (SekXml *xml, const char *name, const char *value);
void     sek_xml_number      (SekXml *xml, const char *name, gint64 value);
void     sek_xml_text        (SekXml *xml, const char *text);
/* Markup of our own, as it is. */
void     sek_xml_raw         (SekXml *xml, const char *markup);
/* An empty element with its attributes: names and values in turn, and NULL at the end. */
void     sek_xml_empty       (SekXml *xml, const char *name, ...) G_GNUC_NULL_TERMINATED;
/* An element with nothing but a text. */
void     sek_xml_element     (SekXml *xml, const char *name, const char *text);

G_END_DECLS
