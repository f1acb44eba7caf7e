/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-odt-parts.h"

#include <string.h>

#define MIME_TYPE "application/vnd.oasis.opendocument.text"
#define URN "urn:oasis:names:tc:opendocument:xmlns:"

enum
{
  FOOT_HEIGHT = 400, /* of the footer with the space above it, within the margin */
};

void
sek_odt_add_namespaces (SekXml *xml)
{
  static const char *const namespaces[][2] = {
    { "xmlns:office", URN "office:1.0" },
    { "xmlns:style", URN "style:1.0" },
    { "xmlns:text", URN "text:1.0" },
    { "xmlns:table", URN "table:1.0" },
    { "xmlns:fo", URN "xsl-fo-compatible:1.0" },
    { "xmlns:svg", URN "svg-compatible:1.0" },
    { "xmlns:meta", URN "meta:1.0" },
    { "xmlns:config", URN "config:1.0" },
    { "xmlns:dc", "http://purl.org/dc/elements/1.1/" },
    { "xmlns:xlink", "http://www.w3.org/1999/xlink" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (namespaces); i++)
    sek_xml_attribute (xml, namespaces[i][0], namespaces[i][1]);
  sek_xml_attribute (xml, "office:version", "1.3");
}

void
sek_odt_add_length (SekXml *xml, const char *name, int twips)
{
  char text[32];

  g_snprintf (text, sizeof text, "%d.%02dpt", twips / 20, twips % 20 * 5);
  sek_xml_attribute (xml, name, text);
}

void
sek_odt_add_size (SekXml *xml, int half_points)
{
  static const char *const names[] = { "fo:font-size", "style:font-size-asian", "style:font-size-complex" };
  char text[32];

  g_snprintf (text, sizeof text, "%d%spt", half_points / 2, half_points % 2 != 0 ? ".5" : "");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    sek_xml_attribute (xml, names[i], text);
}

/* --- manifest, properties, settings ------------------------------------------------------------------------------- */

static gboolean
add_manifest (SekPackage *package, GError **error)
{
  static const char *const entries[][2] = {
    { "/", MIME_TYPE },          { "meta.xml", "text/xml" },    { "settings.xml", "text/xml" },
    { "styles.xml", "text/xml" }, { "content.xml", "text/xml" },
  };
  SekXml *xml = sek_package_begin_part (package, "META-INF/manifest.xml");

  sek_xml_open (xml, "manifest:manifest");
  sek_xml_attribute (xml, "xmlns:manifest", URN "manifest:1.0");
  sek_xml_attribute (xml, "manifest:version", "1.3");
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    sek_xml_empty (xml, "manifest:file-entry", "manifest:full-path", entries[i][0], "manifest:media-type",
                   entries[i][1], "manifest:version", i == 0 ? "1.3" : NULL, NULL);
  sek_xml_close (xml);

  return sek_package_end_part (package, error);
}

static void
add_property (SekXml *xml, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    sek_xml_element (xml, name, value);
}

static gboolean
add_meta (SekPackage *package, const SekBook *book, GError **error)
{
  SekXml *xml = sek_package_begin_part (package, "meta.xml");
  g_autofree char *time = sek_doc_dup_time (book);

  sek_xml_open (xml, "office:document-meta");
  sek_odt_add_namespaces (xml);
  sek_xml_open (xml, "office:meta");
  sek_xml_element (xml, "meta:generator", "Sekretariat/" SEK_VERSION);
  add_property (xml, "dc:title", book->info.title);
  add_property (xml, "dc:subject", book->info.subject);
  add_property (xml, "meta:initial-creator", book->info.author);
  add_property (xml, "dc:creator", book->info.author);
  sek_xml_element (xml, "meta:creation-date", time);
  sek_xml_element (xml, "dc:date", time);
  sek_xml_element (xml, "dc:language", sek_doc_get_language (book->info.language));
  if (book->info.status != NULL && *book->info.status != '\0')
    {
      sek_xml_open (xml, "meta:user-defined");
      sek_xml_attribute (xml, "meta:name", "Status");
      sek_xml_text (xml, book->info.status);
      sek_xml_close (xml);
    }
  sek_xml_close (xml);
  sek_xml_close (xml);

  return sek_package_end_part (package, error);
}

static gboolean
add_settings (SekPackage *package, GError **error)
{
  SekXml *xml = sek_package_begin_part (package, "settings.xml");

  sek_xml_open (xml, "office:document-settings");
  sek_odt_add_namespaces (xml);
  sek_xml_open (xml, "office:settings");
  sek_xml_open (xml, "config:config-item-set");
  sek_xml_attribute (xml, "config:name", "ooo:configuration-settings");
  /* Rows whose paragraphs are kept with the next stay on one page with the row below, as in Word. OpenDocument knows no
   * such property of a row. */
  sek_xml_open (xml, "config:config-item");
  sek_xml_attribute (xml, "config:name", "TableRowKeep");
  sek_xml_attribute (xml, "config:type", "boolean");
  sek_xml_text (xml, "true");
  sek_xml_close (xml);
  sek_xml_close (xml);
  sek_xml_close (xml);
  sek_xml_close (xml);

  return sek_package_end_part (package, error);
}

/* --- styles ------------------------------------------------------------------------------------------------------- */

static void
add_default_style (SekXml *xml, SekLanguage language)
{
  g_auto (GStrv) parts = g_strsplit (sek_doc_get_language (language), "-", 2);

  sek_xml_open (xml, "style:default-style");
  sek_xml_attribute (xml, "style:family", "paragraph");
  sek_xml_open (xml, "style:paragraph-properties");
  sek_xml_attribute (xml, "style:writing-mode", "page");
  sek_xml_attribute (xml, "fo:orphans", "2");
  sek_xml_attribute (xml, "fo:widows", "2");
  sek_xml_close_short (xml);
  sek_xml_open (xml, "style:text-properties");
  sek_xml_attribute (xml, "style:font-name", SEK_DOC_FONT);
  sek_xml_attribute (xml, "style:font-name-asian", SEK_DOC_FONT);
  sek_xml_attribute (xml, "style:font-name-complex", SEK_DOC_FONT);
  sek_odt_add_size (xml, 20);
  sek_xml_attribute (xml, "fo:language", parts[0]);
  sek_xml_attribute (xml, "fo:country", parts[1]);
  sek_xml_attribute (xml, "fo:color", "#" SEK_DOC_INK);
  sek_xml_close_short (xml);
  sek_xml_close (xml);
  sek_xml_empty (xml, "style:style", "style:name", "Standard", "style:family", "paragraph", "style:class", "text",
                 NULL);
}

static const char *
get_name (SekDocStyle style)
{
  /* The names by which Writer knows its own. */
  if (style == SEK_DOC_HEADING)
    return "Heading 1";
  if (style == SEK_DOC_FOOTER)
    return "Footer";

  return sek_doc_styles[style].name;
}

static void
add_style (SekXml *xml, SekDocStyle style)
{
  const SekDocStyleInfo *info = &sek_doc_styles[style];
  const SekDocStyleInfo *parent = info->parent >= 0 ? &sek_doc_styles[info->parent] : NULL;

  sek_xml_open (xml, "style:style");
  /* Spaces in a style's own name are written so. */
  sek_xml_attribute (xml, "style:name", style == SEK_DOC_HEADING ? "Heading_20_1" : info->id);
  sek_xml_attribute (xml, "style:display-name", get_name (style));
  sek_xml_attribute (xml, "style:family", "paragraph");
  sek_xml_attribute (xml, "style:parent-style-name", parent != NULL ? parent->id : "Standard");
  sek_xml_attribute (xml, "style:default-outline-level", style == SEK_DOC_HEADING ? "1" : NULL);
  sek_xml_attribute (xml, "style:class", style == SEK_DOC_HEADING || style == SEK_DOC_FOOTER ? "text" : "extra");
  sek_xml_open (xml, "style:paragraph-properties");
  sek_odt_add_length (xml, "fo:margin-top", info->before);
  sek_odt_add_length (xml, "fo:margin-bottom", info->after);
  sek_xml_attribute (xml, "fo:keep-with-next", info->keep_next ? "always" : NULL);
  sek_xml_attribute (xml, "fo:text-align", info->right ? "right" : NULL);
  sek_xml_close_short (xml);
  sek_xml_open (xml, "style:text-properties");
  if (info->bold && (parent == NULL || !parent->bold))
    {
      sek_xml_attribute (xml, "fo:font-weight", "bold");
      sek_xml_attribute (xml, "style:font-weight-asian", "bold");
      sek_xml_attribute (xml, "style:font-weight-complex", "bold");
    }
  sek_xml_attribute (xml, "fo:color", info->quiet ? "#" SEK_DOC_QUIET : NULL);
  if (parent == NULL || parent->size != info->size)
    sek_odt_add_size (xml, info->size);
  sek_xml_close_short (xml);
  sek_xml_close (xml);
}

/* --- pages -------------------------------------------------------------------------------------------------------- */

static void
add_page_layout (SekXml *xml, gboolean landscape)
{
  static const char *sides[] = { "fo:margin-top", "fo:margin-left", "fo:margin-right" };

  sek_xml_open (xml, "style:page-layout");
  sek_xml_attribute (xml, "style:name", landscape ? "L2" : "L1");
  sek_xml_open (xml, "style:page-layout-properties");
  sek_odt_add_length (xml, "fo:page-width", landscape ? SEK_DOC_LONG_SIDE : SEK_DOC_SHORT_SIDE);
  sek_odt_add_length (xml, "fo:page-height", landscape ? SEK_DOC_SHORT_SIDE : SEK_DOC_LONG_SIDE);
  sek_xml_attribute (xml, "style:print-orientation", landscape ? "landscape" : "portrait");
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    sek_odt_add_length (xml, sides[i], SEK_DOC_MARGIN);
  sek_odt_add_length (xml, "fo:margin-bottom", SEK_DOC_MARGIN - FOOT_HEIGHT);
  sek_xml_close_short (xml);
  sek_xml_open (xml, "style:footer-style");
  sek_xml_open (xml, "style:header-footer-properties");
  sek_odt_add_length (xml, "fo:min-height", FOOT_HEIGHT);
  sek_odt_add_length (xml, "fo:margin-top", FOOT_HEIGHT / 2);
  sek_xml_close_short (xml);
  sek_xml_close (xml);
  sek_xml_close (xml);

  /* The page's number stands at its right edge. */
  sek_xml_open (xml, "style:style");
  sek_xml_attribute (xml, "style:name", landscape ? "F2" : "F1");
  sek_xml_attribute (xml, "style:family", "paragraph");
  sek_xml_attribute (xml, "style:parent-style-name", sek_doc_styles[SEK_DOC_FOOTER].id);
  sek_xml_open (xml, "style:paragraph-properties");
  sek_xml_open (xml, "style:tab-stops");
  sek_xml_open (xml, "style:tab-stop");
  sek_odt_add_length (xml, "style:position", sek_doc_text_width (landscape));
  sek_xml_attribute (xml, "style:type", "right");
  sek_xml_close_short (xml);
  sek_xml_close (xml);
  sek_xml_close (xml);
  sek_xml_close (xml);
}

static void
add_master_page (SekXml *xml, const SekBook *book, gboolean landscape)
{
  g_autofree char *foot = sek_doc_dup_foot (book);
  const char *before, *between;

  sek_doc_get_page_words (book->info.language, &before, &between);
  sek_xml_open (xml, "style:master-page");
  sek_xml_attribute (xml, "style:name", landscape ? SEK_ODT_LANDSCAPE : SEK_ODT_PORTRAIT);
  sek_xml_attribute (xml, "style:page-layout-name", landscape ? "L2" : "L1");
  sek_xml_open (xml, "style:footer");
  sek_xml_open (xml, "text:p");
  sek_xml_attribute (xml, "text:style-name", landscape ? "F2" : "F1");
  sek_xml_text (xml, foot);
  sek_xml_empty (xml, "text:tab", NULL);
  sek_xml_text (xml, before);
  sek_xml_open (xml, "text:page-number");
  sek_xml_attribute (xml, "text:select-page", "current");
  sek_xml_text (xml, "1");
  sek_xml_close (xml);
  sek_xml_text (xml, between);
  sek_xml_open (xml, "text:page-count");
  sek_xml_text (xml, "1");
  sek_xml_close (xml);
  sek_xml_close (xml);
  sek_xml_close (xml);
  sek_xml_close (xml);
}

static gboolean
add_styles (SekPackage *package, const SekBook *book, GError **error)
{
  SekXml *xml = sek_package_begin_part (package, "styles.xml");

  sek_xml_open (xml, "office:document-styles");
  sek_odt_add_namespaces (xml);
  sek_xml_open (xml, "office:font-face-decls");
  sek_xml_empty (xml, "style:font-face", "style:name", SEK_DOC_FONT, "svg:font-family",
                 "'" SEK_DOC_FONT "', " SEK_DOC_FONT_WINDOWS, "style:font-family-generic", "swiss", "style:font-pitch",
                 "variable", NULL);
  sek_xml_close (xml);
  sek_xml_open (xml, "office:styles");
  add_default_style (xml, book->info.language);
  for (SekDocStyle style = 0; style < SEK_N_DOC_STYLES; style++)
    add_style (xml, style);
  sek_xml_close (xml);
  sek_xml_open (xml, "office:automatic-styles");
  add_page_layout (xml, FALSE);
  add_page_layout (xml, TRUE);
  sek_xml_close (xml);
  sek_xml_open (xml, "office:master-styles");
  add_master_page (xml, book, FALSE);
  add_master_page (xml, book, TRUE);
  sek_xml_close (xml);
  sek_xml_close (xml);

  return sek_package_end_part (package, error);
}

gboolean
sek_odt_add_parts (SekPackage *package, SekWriteJob *job, GError **error)
{
  return sek_package_store (package, "mimetype", MIME_TYPE, error) && add_manifest (package, error)
         && add_meta (package, job->book, error) && add_settings (package, error)
         && add_styles (package, job->book, error);
}
