/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-pdf-finish.h"

#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>

#include "sek-error.h"

static const char *const languages[SEK_N_LANGUAGES] = { "nb-NO", "nn-NO", "en-GB" };

/* Of what is drawn as a whole within another. */
enum { MOST_DEPTH = 4 };

/* Of the document that qpdf wrote. */
typedef struct
{
  guint32    structure; /* the object that stands for the structure's root */
  guint32    size;
  GArray    *pages;     /* of guint32: their objects */
  char      *trailer;
  gsize      cross_reference;
} Written;

static gboolean
has_failed (qpdf_data qpdf, GError **error)
{
  if (!qpdf_has_error (qpdf))
    return FALSE;
  g_set_error_literal (error, SEK_ERROR, SEK_ERROR_IO, qpdf_get_error_full_text (qpdf, qpdf_get_error (qpdf)));

  return TRUE;
}

static qpdf_data
open_document (const guint8 *bytes, gsize length)
{
  qpdf_data qpdf = qpdf_init ();

  qpdf_set_suppress_warnings (qpdf, QPDF_TRUE);
  qpdf_silence_errors (qpdf);
  qpdf_read_memory (qpdf, "PDF", (const char *) bytes, length, NULL);

  return qpdf;
}

/* What "startxref" on the last lines but two says. */
static gsize
find_cross_reference (const GByteArray *file)
{
  static const char word[] = "startxref";
  gsize at = file->len - MIN (file->len, sizeof word);

  while (at > 0 && memcmp (file->data + at, word, strlen (word)) != 0)
    at--;

  /* "%%EOF" follows the number. */
  return (gsize) g_ascii_strtoull ((const char *) file->data + at + strlen (word), NULL, 10);
}

/* cairo writes an object for each mark of its own structure, which ours takes the place of. qpdf would read all of them
 * before it makes an object: so the cross-reference forgets them. What is not as cairo 1.16 writes it stays. */
static void
forget_structure (GByteArray *drawn)
{
  static const char head[] = "xref\n0 ", kind[] = "<< /Type /StructElem", gone[] = "0000000000 65535 f \n";
  const char *start = (const char *) drawn->data, *end = start + drawn->len;
  gsize at = find_cross_reference (drawn);
  guint64 n;
  char *entry;

  if (at + sizeof head > drawn->len || memcmp (start + at, head, sizeof head - 1) != 0)
    return;
  n = g_ascii_strtoull (start + at + sizeof head - 1, &entry, 10);
  entry += *entry == '\n';
  for (guint64 i = 0; i < n && entry + sizeof gone - 1 <= end; i++, entry += sizeof gone - 1)
    {
      guint64 offset = g_ascii_strtoull (entry, NULL, 10);
      const char *object = entry[17] == 'n' && offset < at ? g_strstr_len (start + offset, 24, " obj\n") : NULL;

      if (object != NULL && memcmp (object + 5, kind, sizeof kind - 1) == 0)
        memcpy (entry, gone, sizeof gone - 1);
    }
}

/* The marks that cairo wrote for nobody's content get the name that it does not know. Texts are skipped: they may say
 * what they like. */
static GString *
name_artifacts (const char *content, gsize length)
{
  static const char mark[] = "/" SEK_PDF_ARTIFACT_TAG " <<";
  GString *out = g_string_sized_new (length);
  const char *end = content + length, *from = content;
  int depth = 0;

  for (const char *at = content; at < end; at++)
    switch (*at)
      {
      case '\\':
        at += depth > 0;
        break;

      case '(':
        depth++;
        break;

      case ')':
        depth -= depth > 0;
        break;

      case '/':
        if (depth == 0 && (gsize) (end - at) > sizeof mark && memcmp (at, mark, sizeof mark - 1) == 0)
          {
            const char *close = g_strstr_len (at, MIN (end - at, 64), "BDC");

            if (close == NULL)
              break;
            g_string_append_len (out, from, at - from);
            g_string_append (out, "/Artifact BMC");
            from = close + 3;
            at = close + 2;
          }
        break;

      default:
        break;
      }
  if (from < end)
    g_string_append_len (out, from, end - from);

  return out;
}

/* --- fonts -------------------------------------------------------------------------------------------------------- */

/* cairo numbers the glyphs of the fonts that it embeds itself: the code is the glyph, which a reader has to be told. */
static void
map_font (qpdf_data qpdf, qpdf_oh font, GHashTable *seen)
{
  gpointer id = GINT_TO_POINTER (qpdf_oh_get_object_id (qpdf, font));
  qpdf_oh descendants;
  int n;

  /* Pages share their fonts. */
  if (id != NULL && !g_hash_table_add (seen, id))
    return;
  descendants = qpdf_oh_get_key (qpdf, font, "/DescendantFonts");
  n = qpdf_oh_is_array (qpdf, descendants) ? qpdf_oh_get_array_n_items (qpdf, descendants) : 0;

  for (int i = 0; i < n; i++)
    {
      qpdf_oh descendant = qpdf_oh_get_array_item (qpdf, descendants, i);
      qpdf_oh subtype = qpdf_oh_get_key (qpdf, descendant, "/Subtype");

      if (qpdf_oh_is_name (qpdf, subtype) && strcmp (qpdf_oh_get_name (qpdf, subtype), "/CIDFontType2") == 0
          && !qpdf_oh_has_key (qpdf, descendant, "/CIDToGIDMap"))
        qpdf_oh_replace_key (qpdf, descendant, "/CIDToGIDMap", qpdf_oh_new_name (qpdf, "/Identity"));
    }
}

/* The fonts of a page, and of what is drawn in it as a whole. */
static void
map_fonts (qpdf_data qpdf, qpdf_oh owner, GHashTable *seen, int depth)
{
  static const char *const kinds[] = { "/Font", "/XObject" };
  qpdf_oh resources = qpdf_oh_get_key (qpdf, owner, "/Resources");

  for (guint k = 0; k < G_N_ELEMENTS (kinds) && qpdf_oh_is_dictionary (qpdf, resources); k++)
    {
      qpdf_oh all = qpdf_oh_get_key (qpdf, resources, kinds[k]);

      if (!qpdf_oh_is_dictionary (qpdf, all))
        continue;
      qpdf_oh_begin_dict_key_iter (qpdf, all);
      {
        /* The iteration is one for the whole document, so that names come first. */
        g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

        while (qpdf_oh_dict_more_keys (qpdf))
          g_ptr_array_add (names, g_strdup (qpdf_oh_dict_next_key (qpdf)));
        for (guint i = 0; i < names->len; i++)
          {
            qpdf_oh each = qpdf_oh_get_key (qpdf, all, names->pdata[i]);

            if (k == 0)
              map_font (qpdf, each, seen);
            else if (depth < MOST_DEPTH && qpdf_oh_is_stream (qpdf, each))
              map_fonts (qpdf, qpdf_oh_get_dict (qpdf, each), seen, depth + 1);
          }
      }
    }
}

/* --- metadata ----------------------------------------------------------------------------------------------------- */

/* What PDF/UA-1 asks to be said in XMP: that it is PDF/UA, and the title, which cairo wrote in the Info dictionary. */
static void
add_metadata (qpdf_data qpdf, qpdf_oh root, SekLanguage language)
{
  qpdf_oh info = qpdf_oh_get_key (qpdf, qpdf_get_trailer (qpdf), "/Info"), stream, dictionary, title;
  g_autofree char *escaped = NULL, *xmp = NULL;

  title = qpdf_oh_is_dictionary (qpdf, info) ? qpdf_oh_get_key (qpdf, info, "/Title") : qpdf_oh_new_null (qpdf);
  escaped = g_markup_escape_text (qpdf_oh_is_string (qpdf, title) ? qpdf_oh_get_utf8_value (qpdf, title) : "", -1);
  xmp = g_strdup_printf (
      "<?xpacket begin=\"\357\273\277\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
      "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
      "xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n"
      "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:title>\n"
      "<dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>\n"
      "<pdfuaid:part>1</pdfuaid:part>\n"
      "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>\n",
      escaped, languages[language]);
  stream = qpdf_oh_new_stream (qpdf);
  qpdf_oh_replace_stream_data (qpdf, stream, (const unsigned char *) xmp, strlen (xmp), qpdf_oh_new_null (qpdf),
                               qpdf_oh_new_null (qpdf));
  dictionary = qpdf_oh_get_dict (qpdf, stream);
  qpdf_oh_replace_key (qpdf, dictionary, "/Type", qpdf_oh_new_name (qpdf, "/Metadata"));
  qpdf_oh_replace_key (qpdf, dictionary, "/Subtype", qpdf_oh_new_name (qpdf, "/XML"));
  qpdf_oh_replace_key (qpdf, root, "/Metadata", stream);
}

/* --- pages -------------------------------------------------------------------------------------------------------- */

static void
change_page (qpdf_data qpdf, qpdf_oh page, guint number, GHashTable *seen)
{
  qpdf_oh content = qpdf_oh_get_key (qpdf, page, "/Contents");
  unsigned char *bytes = NULL;
  size_t length = 0;

  qpdf_oh_replace_key (qpdf, page, "/StructParents", qpdf_oh_new_integer (qpdf, number));
  qpdf_oh_replace_key (qpdf, page, "/Tabs", qpdf_oh_new_name (qpdf, "/S"));
  map_fonts (qpdf, page, seen, 0);
  if (qpdf_oh_get_stream_data (qpdf, content, qpdf_dl_generalized, NULL, &bytes, &length) == QPDF_SUCCESS)
    {
      g_autoptr (GString) named = name_artifacts ((const char *) bytes, length);

      qpdf_oh_replace_stream_data (qpdf, content, (const unsigned char *) named->str, named->len,
                                   qpdf_oh_new_null (qpdf), qpdf_oh_new_null (qpdf));
    }
  free (bytes);
}

static void
change_document (qpdf_data qpdf, SekLanguage language)
{
  qpdf_oh root = qpdf_get_root (qpdf);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  int n = qpdf_get_num_pages (qpdf);

  qpdf_oh_replace_key (qpdf, root, "/Lang", qpdf_oh_new_string (qpdf, languages[language]));
  qpdf_oh_replace_key (qpdf, root, "/MarkInfo", qpdf_oh_parse (qpdf, "<< /Marked true >>"));
  qpdf_oh_replace_key (qpdf, root, "/ViewerPreferences", qpdf_oh_parse (qpdf, "<< /DisplayDocTitle true >>"));
  add_metadata (qpdf, root, language);
  /* cairo's own structure is left behind; this one stands for ours, which follows. */
  qpdf_oh_replace_key (qpdf, root, "/StructTreeRoot",
                       qpdf_make_indirect_object (qpdf, qpdf_oh_parse (qpdf, "<< /Type /StructTreeRoot >>")));
  for (int i = 0; i < n; i++)
    change_page (qpdf, qpdf_get_page_n (qpdf, (size_t) i), (guint) i, seen);
}

static gboolean
write_document (const GByteArray *drawn, SekLanguage language, GByteArray *out, GError **error)
{
  qpdf_data qpdf = open_document (drawn->data, drawn->len);
  gboolean failed = has_failed (qpdf, error);

  if (!failed)
    {
      change_document (qpdf, language);
      qpdf_init_write_memory (qpdf);
      qpdf_set_object_stream_mode (qpdf, qpdf_o_generate);
      qpdf_set_deterministic_ID (qpdf, QPDF_TRUE);
      qpdf_write (qpdf);
      failed = has_failed (qpdf, error);
    }
  if (!failed)
    g_byte_array_append (out, qpdf_get_buffer (qpdf), (guint) qpdf_get_buffer_length (qpdf));
  qpdf_cleanup (&qpdf);

  return !failed;
}

/* qpdf numbers the objects anew, so they are looked up in what it wrote. */
static gboolean
read_written (const GByteArray *file, Written *written, GError **error)
{
  static const char *const kept[] = { "/Root", "/Info", "/ID" };
  qpdf_data qpdf = open_document (file->data, file->len);
  gboolean failed = has_failed (qpdf, error);
  g_autoptr (GString) text = g_string_new (NULL);

  if (!failed)
    {
      qpdf_oh trailer = qpdf_get_trailer (qpdf);
      int n = qpdf_get_num_pages (qpdf);

      written->size = (guint32) qpdf_oh_get_int_value_as_int (qpdf, qpdf_oh_get_key (qpdf, trailer, "/Size"));
      written->structure = (guint32) qpdf_oh_get_object_id (qpdf, qpdf_oh_get_key (qpdf, qpdf_get_root (qpdf),
                                                                                 "/StructTreeRoot"));
      for (int i = 0; i < n; i++)
        {
          guint32 page = (guint32) qpdf_oh_get_object_id (qpdf, qpdf_get_page_n (qpdf, (size_t) i));

          g_array_append_val (written->pages, page);
        }
      for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
        if (qpdf_oh_has_key (qpdf, trailer, kept[i]))
          g_string_append_printf (text, "%s %s ", kept[i],
                                  qpdf_oh_unparse (qpdf, qpdf_oh_get_key (qpdf, trailer, kept[i])));
      failed = has_failed (qpdf, error);
    }
  written->trailer = g_strdup (text->str);
  written->cross_reference = find_cross_reference (file);
  qpdf_cleanup (&qpdf);

  return !failed;
}

gboolean
sek_pdf_finish (GByteArray *drawn, const SekPdfTree *tree, SekLanguage language, GByteArray *out, GError **error)
{
  g_autoptr (GArray) pages = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (SekPdfObjects) objects = NULL;
  Written written = { .pages = pages };
  gboolean read;

  forget_structure (drawn);
  read = write_document (drawn, language, out, error) && read_written (out, &written, error);
  if (read)
    {
      objects = sek_pdf_objects_new (out, written.size);
      sek_pdf_tree_write (tree, objects, written.structure, written.size, pages);
      sek_pdf_objects_finish (objects, written.trailer, written.cross_reference);
    }
  g_free (written.trailer);

  return read;
}
