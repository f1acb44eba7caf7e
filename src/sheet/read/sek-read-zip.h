/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-reader-private.h"

/* The parts of a zipped file, and a parser of the XML in them. Nothing is unpacked to disk. What the directory promises
 * is checked before anything is inflated, and minizip inflates no more than was promised: at most 4 GiB in all, and
 * above 64 MiB at most 200 times what is stored. The parser knows no entities and refuses a document type. For
 * src/sheet/sek-read*.c only. */

G_BEGIN_DECLS

typedef struct _SekReadZip SekReadZip;

/* SEK_ERROR_DAMAGED when it is no zip, SEK_ERROR_REFUSED beyond the limits or when it is encrypted. */
SekReadZip *sek_read_zip_new  (SekReader *reader, GError **error);
void        sek_read_zip_free (SekReadZip *self);
/* Names are compared without case. */
gboolean    sek_read_zip_has  (SekReadZip *self, const char *part);
/* The beginning of a small part as text; NULL when there is none. Owned. */
char       *sek_read_zip_peek (SekReadZip *self, const char *part, gsize most);

/* --- XML ---------------------------------------------------------------------------------------------------------- */

/* Attributes as libxml2 hands them out: five pointers each. */
typedef struct
{
  const unsigned char **values;
  int                   n;
  const char           *space; /* of all that is the format's, or how it begins; NULL: the attributes without one are */
} SekReadXmlAttributes;

/* The attributes and elements of OpenDocument have these namespaces. */
#define SEK_READ_ODF_SPACES "urn:oasis:names:tc:opendocument:xmlns:"

/* Finds an attribute of the format by its local name; FALSE when there is none. Those of other namespaces, such as
 * extensions, are others whatever they are called. Not NUL-terminated. */
gboolean    sek_read_xml_find   (const SekReadXmlAttributes *attributes, const char *name, const char **value,
                                 gsize *length);
/* As a whole number; otherwise without one, above most or when it is none. */
guint64     sek_read_xml_number (const SekReadXmlAttributes *attributes, const char *name, guint64 most,
                                 guint64 otherwise);
gboolean    sek_read_xml_is     (const SekReadXmlAttributes *attributes, const char *name, const char *value);
/* Owned; NULL without one. */
char       *sek_read_xml_dup    (const SekReadXmlAttributes *attributes, const char *name);
/* The same of a namespace that ends so. */
char       *sek_read_xml_dup_of (const SekReadXmlAttributes *attributes, const char *space_end, const char *name);

/* Only the elements of the format are handed out: those in the namespace of the first one, or those whose namespaces
 * begin with spaces, "" for all. Any other is passed over with what is in it. */
typedef struct
{
  const char *spaces; /* NULL for that of the first element */
  /* name is the local name. */
  void (*start) (gpointer data, const char *name, const SekReadXmlAttributes *attributes);
  void (*end)   (gpointer data, const char *name);
  void (*text)  (gpointer data, const char *text, gsize length);
} SekReadXmlHandler;

typedef struct _SekReadXml SekReadXml;

/* Opens a part; one at a time. SEK_ERROR_DAMAGED when it is not there. */
SekReadXml     *sek_read_xml_new    (SekReadZip *zip, const char *part, const SekReadXmlHandler *handler,
                                     gpointer data, GError **error);
void        sek_read_xml_free   (SekReadXml *self);
/* Parses some more; *ended is set at the end of the part. */
gboolean    sek_read_xml_step   (SekReadXml *self, gboolean *ended, GError **error);
/* From within a handler: the reading ends with this error, which is taken over; or without one, as at the end, when it
 * is NULL. */
void        sek_read_xml_stop   (SekReadXml *self, GError *error);
/* All of a part. */
gboolean    sek_read_xml_read   (SekReadZip *zip, const char *part, const SekReadXmlHandler *handler, gpointer data,
                                 GError **error);

G_END_DECLS
