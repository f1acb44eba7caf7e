/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-read-zip.h"

#include <glib/gi18n-lib.h>
#include <libxml/parser.h>
#include <minizip/unzip.h>
#include <string.h>

enum
{
  MOST_PARTS = 1 << 16,
  MOST_RATIO = 200,
  MOST_DEPTH = 64,
  CHUNK = 1 << 14, /* small, since cells that are repeated are many from few bytes */
};
#define UNSUSPECTED ((guint64) 64 << 20)
#define MOST_INFLATED ((guint64) 4 << 30)

struct _SekReadZip
{
  SekReader  *reader;
  unzFile     file;
  GHashTable *parts; /* name in lower case → unz64_file_pos */
};

/* --- a zip in memory ---------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *data;
  gsize       size;
  gsize       at;
} Memory;

static voidpf
memory_open (voidpf opaque, const void *name, int mode)
{
  Memory *self = g_new0 (Memory, 1);

  self->data = g_bytes_get_data (opaque, &self->size);
  return self;
}

static uLong
memory_read (voidpf opaque, voidpf stream, void *buffer, uLong size)
{
  Memory *self = stream;
  gsize n = MIN (size, self->size - self->at);

  memcpy (buffer, self->data + self->at, n);
  self->at += n;
  return (uLong) n;
}

static ZPOS64_T
memory_tell (voidpf opaque, voidpf stream)
{
  return ((Memory *) stream)->at;
}

static long
memory_seek (voidpf opaque, voidpf stream, ZPOS64_T offset, int origin)
{
  Memory *self = stream;
  guint64 base = origin == ZLIB_FILEFUNC_SEEK_CUR ? self->at : origin == ZLIB_FILEFUNC_SEEK_END ? self->size : 0;

  if (base + offset > self->size || base + offset < base)
    return -1;
  self->at = base + offset;
  return 0;
}

static int
memory_close (voidpf opaque, voidpf stream)
{
  g_free (stream);
  return 0;
}

static int
memory_error (voidpf opaque, voidpf stream)
{
  return 0;
}

static unzFile
open_zip (SekReader *reader)
{
  zlib_filefunc64_def functions = { memory_open, memory_read,  NULL,         memory_tell,
                                    memory_seek, memory_close, memory_error, NULL };

  if (reader->bytes == NULL)
    return unzOpen64 (g_file_peek_path (reader->file));
  functions.opaque = reader->bytes;
  return unzOpen2_64 ("", &functions);
}

/* --- the directory ------------------------------------------------------------------------------------------------ */

static gboolean
read_directory (SekReadZip *self, GError **error)
{
  guint64 inflated = 0;
  guint n = 0;
  int at;

  for (at = unzGoToFirstFile (self->file); at == UNZ_OK; at = unzGoToNextFile (self->file))
    {
      g_autofree unz64_file_pos *position = g_new0 (unz64_file_pos, 1);
      unz_file_info64 info;
      char name[512];

      if (unzGetCurrentFileInfo64 (self->file, &info, name, sizeof name, NULL, 0, NULL, 0) != UNZ_OK
          || unzGetFilePos64 (self->file, position) != UNZ_OK)
        break;
      name[sizeof name - 1] = '\0';
      inflated += MIN (info.uncompressed_size, MOST_INFLATED + 1);
      if (++n > MOST_PARTS || inflated > MOST_INFLATED
          || (info.uncompressed_size > UNSUSPECTED && info.uncompressed_size / MOST_RATIO > info.compressed_size))
        {
          _sek_reader_fail (self->reader, error, SEK_ERROR_REFUSED,
                            _("Unpacked it would be far larger than a table can be. It may be made to fill the "
                              "machine’s memory."));
          return FALSE;
        }
      if (info.flag & 1)
        {
          _sek_reader_fail (self->reader, error, SEK_ERROR_INPUT,
                            _("It is protected by a password. Save a copy without one, and read that."));
          return FALSE;
        }
      g_hash_table_insert (self->parts, g_ascii_strdown (g_strdelimit (name, "\\", '/'), -1),
                           g_steal_pointer (&position));
    }
  if (at == UNZ_END_OF_LIST_OF_FILE)
    return TRUE;
  _sek_reader_fail (self->reader, error, SEK_ERROR_DAMAGED, _("The file is damaged or not complete. Get it anew."));
  return FALSE;
}

SekReadZip *
sek_read_zip_new (SekReader *reader, GError **error)
{
  SekReadZip *self = g_new0 (SekReadZip, 1);

  self->reader = reader;
  self->parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->file = open_zip (reader);
  if (self->file == NULL)
    _sek_reader_fail (reader, error, SEK_ERROR_DAMAGED, _("The file is damaged or not complete. Get it anew."));
  else if (read_directory (self, error))
    return self;
  sek_read_zip_free (self);
  return NULL;
}

void
sek_read_zip_free (SekReadZip *self)
{
  if (self == NULL)
    return;
  if (self->file != NULL)
    unzClose (self->file);
  g_hash_table_unref (self->parts);
  g_free (self);
}

static const unz64_file_pos *
find_part (SekReadZip *self, const char *part)
{
  g_autofree char *name = g_ascii_strdown (part, -1);

  return g_hash_table_lookup (self->parts, name);
}

gboolean
sek_read_zip_has (SekReadZip *self, const char *part)
{
  return find_part (self, part) != NULL;
}

static gboolean
open_part (SekReadZip *self, const char *part)
{
  const unz64_file_pos *position = find_part (self, part);

  return position != NULL && unzGoToFilePos64 (self->file, position) == UNZ_OK
         && unzOpenCurrentFile (self->file) == UNZ_OK;
}

char *
sek_read_zip_peek (SekReadZip *self, const char *part, gsize most)
{
  char *text;
  int n;

  if (!open_part (self, part))
    return NULL;
  text = g_malloc (most + 1);
  n = unzReadCurrentFile (self->file, text, (unsigned) most);
  unzCloseCurrentFile (self->file);
  text[MAX (n, 0)] = '\0';
  return text;
}

/* --- attributes --------------------------------------------------------------------------------------------------- */

/* Whether a namespace is one of those that begin so. */
static gboolean
is_in (const unsigned char *uri, const char *spaces)
{
  return *spaces == '\0' || (uri != NULL && g_str_has_prefix ((const char *) uri, spaces));
}

gboolean
sek_read_xml_find (const SekReadXmlAttributes *attributes, const char *name, const char **value, gsize *length)
{
  for (int i = 0; i < attributes->n; i++)
    {
      const unsigned char **each = attributes->values + 5 * i;

      if (strcmp ((const char *) each[0], name) != 0 || (attributes->space == NULL ? each[2] != NULL
                                                         : !is_in (each[2], attributes->space)))
        continue;
      *value = (const char *) each[3];
      *length = (gsize) (each[4] - each[3]);
      return TRUE;
    }
  return FALSE;
}

guint64
sek_read_xml_number (const SekReadXmlAttributes *attributes, const char *name, guint64 most, guint64 otherwise)
{
  guint64 number = 0;
  const char *value;
  gsize length;

  if (!sek_read_xml_find (attributes, name, &value, &length) || length == 0)
    return otherwise;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (value[i]))
        return otherwise;
      number = number * 10 + (guint64) (value[i] - '0');
      if (number > most)
        return otherwise;
    }
  return number;
}

gboolean
sek_read_xml_is (const SekReadXmlAttributes *attributes, const char *name, const char *value)
{
  const char *found;
  gsize length;

  return sek_read_xml_find (attributes, name, &found, &length) && length == strlen (value)
         && memcmp (found, value, length) == 0;
}

static char *
dup_value (const char *value, gsize length)
{
  GString *text = g_string_new_len (value, (gssize) length);

  /* libxml2 leaves an ampersand so in attributes as long as entities are not expanded, which they must not be. */
  g_string_replace (text, "&#38;", "&", 0);
  return g_string_free (text, FALSE);
}

char *
sek_read_xml_dup (const SekReadXmlAttributes *attributes, const char *name)
{
  const char *value;
  gsize length;

  return sek_read_xml_find (attributes, name, &value, &length) ? dup_value (value, length) : NULL;
}

char *
sek_read_xml_dup_of (const SekReadXmlAttributes *attributes, const char *space_end, const char *name)
{
  for (int i = 0; i < attributes->n; i++)
    {
      const unsigned char **each = attributes->values + 5 * i;

      if (strcmp ((const char *) each[0], name) == 0 && each[2] != NULL
          && g_str_has_suffix ((const char *) each[2], space_end))
        return dup_value ((const char *) each[3], (gsize) (each[4] - each[3]));
    }
  return NULL;
}

/* --- parsing ------------------------------------------------------------------------------------------------------ */

struct _SekReadXml
{
  SekReadZip          *zip;
  char                *part;
  const SekReadXmlHandler *handler;
  gpointer             data;
  xmlParserCtxt       *parser;
  guint                depth;
  char                *space;   /* of the first element; NULL for none */
  const xmlChar       *known;   /* a namespace that is one of the format's, as libxml2 hands it out */
  guint                foreign; /* the depth of the element of another format that is passed over, 0 for none */
  gboolean             hostile; /* a document type, or too deep */
  gboolean             stopped;
  GError              *error;
  char                 chunk[CHUNK];
};

/* Whether an element of this namespace is the format's. */
static gboolean
is_own (SekReadXml *self, const xmlChar *uri)
{
  const char *spaces = self->handler->spaces;

  if (uri != NULL && uri == self->known)
    return TRUE;
  if (spaces != NULL ? !is_in (uri, spaces) : g_strcmp0 ((const char *) uri, self->space) != 0)
    return FALSE;
  self->known = uri;
  return TRUE;
}

static void
start_element_cb (void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int n_namespaces,
                  const xmlChar **namespaces, int n_attributes, int n_defaulted, const xmlChar **values)
{
  SekReadXml *self = ctx;
  SekReadXmlAttributes attributes = { values, n_attributes, self->handler->spaces };

  if (self->stopped)
    return;
  if (++self->depth > MOST_DEPTH)
    {
      self->hostile = self->stopped = TRUE;
      xmlStopParser (self->parser);
      return;
    }
  if (self->depth == 1)
    self->space = g_strdup ((const char *) uri);
  if (self->foreign == 0 && !is_own (self, uri))
    self->foreign = self->depth;
  if (self->foreign == 0)
    self->handler->start (self->data, (const char *) name, &attributes);
}

static void
end_element_cb (void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
  SekReadXml *self = ctx;

  if (self->stopped)
    return;
  if (self->foreign == 0)
    self->handler->end (self->data, (const char *) name);
  else if (self->foreign == self->depth)
    self->foreign = 0;
  self->depth--;
}

static void
characters_cb (void *ctx, const xmlChar *text, int length)
{
  SekReadXml *self = ctx;

  if (!self->stopped && self->foreign == 0 && self->handler->text != NULL)
    self->handler->text (self->data, (const char *) text, (gsize) length);
}

/* No table has one, and entities are all that it could be for. */
static void
document_type_cb (void *ctx, const xmlChar *name, const xmlChar *id, const xmlChar *system)
{
  SekReadXml *self = ctx;

  self->hostile = self->stopped = TRUE;
  xmlStopParser (self->parser);
}

SekReadXml *
sek_read_xml_new (SekReadZip *zip, const char *part, const SekReadXmlHandler *handler, gpointer data, GError **error)
{
  xmlSAXHandler sax = { .initialized = XML_SAX2_MAGIC,
                        .startElementNs = start_element_cb,
                        .endElementNs = end_element_cb,
                        .characters = characters_cb,
                        .ignorableWhitespace = characters_cb,
                        .cdataBlock = characters_cb,
                        .internalSubset = document_type_cb };
  SekReadXml *self;

  if (!open_part (zip, part))
    {
      _sek_reader_fail (zip->reader, error, SEK_ERROR_DAMAGED,
                        _("Its part “%s” is missing or damaged. Open the file in a spreadsheet and save it anew."),
                        part);
      return NULL;
    }
  self = g_new0 (SekReadXml, 1);
  self->zip = zip;
  self->part = g_strdup (part);
  self->handler = handler;
  self->data = data;
  self->parser = xmlCreatePushParserCtxt (&sax, self, NULL, 0, NULL);
  xmlCtxtUseOptions (self->parser, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  return self;
}

void
sek_read_xml_free (SekReadXml *self)
{
  if (self == NULL)
    return;
  unzCloseCurrentFile (self->zip->file);
  if (self->parser->myDoc != NULL)
    xmlFreeDoc (self->parser->myDoc);
  xmlFreeParserCtxt (self->parser);
  g_clear_error (&self->error);
  g_free (self->part);
  g_free (self->space);
  g_free (self);
}

void
sek_read_xml_stop (SekReadXml *self, GError *error)
{
  if (self->error == NULL)
    self->error = error;
  else
    g_clear_error (&error);
  /* Stopping libxml2 at once would free what the handler is still reading: the attributes. */
  self->stopped = TRUE;
}

static gboolean
fail (SekReadXml *self, GError **error)
{
  const xmlError *problem = xmlCtxtGetLastError (self->parser);
  SekReader *reader = self->zip->reader;

  if (self->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  else if (self->hostile)
    _sek_reader_fail (reader, error, SEK_ERROR_REFUSED,
                      _("Its part “%s” has what no table has, and may be made to do harm."), self->part);
  else if (problem != NULL && problem->line > 1)
    _sek_reader_fail (reader, error, SEK_ERROR_DAMAGED,
                      _("Its part “%s” is damaged in line %d. Open the file in a spreadsheet and save it anew."),
                      self->part, problem->line);
  else
    _sek_reader_fail (reader, error, SEK_ERROR_DAMAGED,
                      _("Its part “%s” is missing or damaged. Open the file in a spreadsheet and save it anew."),
                      self->part);
  return FALSE;
}

gboolean
sek_read_xml_step (SekReadXml *self, gboolean *ended, GError **error)
{
  int n = unzReadCurrentFile (self->zip->file, self->chunk, CHUNK);
  int problem;

  if (n < 0)
    return fail (self, error);
  problem = xmlParseChunk (self->parser, self->chunk, n, n == 0);
  if (self->error != NULL || self->hostile || (problem != 0 && !self->stopped && !self->parser->wellFormed))
    return fail (self, error);
  *ended = n == 0 || self->stopped;
  /* Closing compares the checksum. */
  if (n == 0 && unzCloseCurrentFile (self->zip->file) == UNZ_CRCERROR)
    return fail (self, error);
  return TRUE;
}

gboolean
sek_read_xml_read (SekReadZip *zip, const char *part, const SekReadXmlHandler *handler, gpointer data, GError **error)
{
  SekReadXml *xml = sek_read_xml_new (zip, part, handler, data, error);
  gboolean ended = FALSE, good = xml != NULL;

  while (good && !ended)
    good = !g_cancellable_set_error_if_cancelled (zip->reader->cancellable, error)
           && sek_read_xml_step (xml, &ended, error);
  sek_read_xml_free (xml);
  return good;
}
