/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-docx-parts.h"

#define TYPE   "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define PACKAGE_TYPE "application/vnd.openxmlformats-package."
#define EXTENDED_TYPE "application/vnd.openxmlformats-officedocument.extended-properties+xml"

enum
{
  FOOT_EDGE = 600, /* from the paper's edge to the footer */
};

static void
begin_root (SekXml *xml, const char *name)
{
  sek_xml_open (xml, name);
  sek_xml_attribute (xml, "xmlns:w", SEK_DOCX_W);
}

static void
add_value (SekXml *xml, const char *name, const char *value)
{
  sek_xml_empty (xml, name, "w:val", value, NULL);
}

static void
add_number (SekXml *xml, const char *name, gint64 value)
{
  sek_xml_open (xml, name);
  sek_xml_number (xml, "w:val", value);
  sek_xml_close_short (xml);
}

/* --- types, relations and properties ------------------------------------------------------------------------------ */

static gboolean
add_types (SekPackage *package, GError **error)
{
  static const char *parts[][2] = {
    { "/word/document.xml", TYPE "document.main+xml" },
    { "/word/styles.xml", TYPE "styles+xml" },
    { "/word/settings.xml", TYPE "settings+xml" },
    { "/word/fontTable.xml", TYPE "fontTable+xml" },
    { "/word/footer1.xml", TYPE "footer+xml" },
    { "/word/footer2.xml", TYPE "footer+xml" },
    { "/docProps/core.xml", PACKAGE_TYPE "core-properties+xml" },
    { "/docProps/app.xml", EXTENDED_TYPE },
  };
  SekXml *xml = sek_package_begin_part (package, "[Content_Types].xml");

  sek_xml_open (xml, "Types");
  sek_xml_attribute (xml, "xmlns", "http://schemas.openxmlformats.org/package/2006/content-types");
  sek_xml_empty (xml, "Default", "Extension", "rels", "ContentType", PACKAGE_TYPE "relationships+xml", NULL);
  sek_xml_empty (xml, "Default", "Extension", "xml", "ContentType", "application/xml", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    sek_xml_empty (xml, "Override", "PartName", parts[i][0], "ContentType", parts[i][1], NULL);
  sek_xml_close (xml);

  return sek_package_end_part (package, error);
}

/* Each relation is its type's last part and its target; they are numbered from 1. */
static gboolean
add_relations (SekPackage *package, const char *name, const char *const (*relations)[2], guint n, GError **error)
{
  SekXml *xml = sek_package_begin_part (package, name);

  sek_xml_open (xml, "Relationships");
  sek_xml_attribute (xml, "xmlns", "http://schemas.openxmlformats.org/package/2006/relationships");
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("rId%u", i + 1);

      sek_xml_empty (xml, "Relationship", "Id", id, "Type", relations[i][0], "Target", relations[i][1], NULL);
    }
  sek_xml_close (xml);

  return sek_package_end_part (package, error);
}

static gboolean
add_all_relations (SekPackage *package, GError **error)
{
  static const char *const of_package[][2] = {
    { SEK_DOCX_R "/officeDocument", "word/document.xml" },
    { "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml" },
    { SEK_DOCX_R "/extended-properties", "docProps/app.xml" },
  };
  /* The footers are named by their numbers in sek_docx_add_section(). */
  static const char *const of_document[][2] = {
    { SEK_DOCX_R "/footer", "footer1.xml" },   { SEK_DOCX_R "/footer", "footer2.xml" },
    { SEK_DOCX_R "/styles", "styles.xml" },    { SEK_DOCX_R "/settings", "settings.xml" },
    { SEK_DOCX_R "/fontTable", "fontTable.xml" },
  };

  return add_relations (package, "_rels/.rels", of_package, G_N_ELEMENTS (of_package), error)
         && add_relations (package, "word/_rels/document.xml.rels", of_document, G_N_ELEMENTS (of_document), error);
}

static void
add_property (SekXml *xml, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    sek_xml_element (xml, name, value);
}

static void
add_time (SekXml *xml, const char *name, const char *time)
{
  sek_xml_open (xml, name);
  sek_xml_attribute (xml, "xsi:type", "dcterms:W3CDTF");
  sek_xml_text (xml, time);
  sek_xml_close (xml);
}

static gboolean
add_core (SekPackage *package, const SekBook *book, GError **error)
{
  SekXml *xml = sek_package_begin_part (package, "docProps/core.xml");
  g_autofree char *time = sek_doc_dup_time (book);

  sek_xml_open (xml, "cp:coreProperties");
  sek_xml_attribute (xml, "xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties");
  sek_xml_attribute (xml, "xmlns:dc", "http://purl.org/dc/elements/1.1/");
  sek_xml_attribute (xml, "xmlns:dcterms", "http://purl.org/dc/terms/");
  sek_xml_attribute (xml, "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
  add_property (xml, "dc:title", book->info.title);
  add_property (xml, "dc:subject", book->info.subject);
  add_property (xml, "dc:creator", book->info.author);
  add_property (xml, "cp:lastModifiedBy", book->info.author);
  add_time (xml, "dcterms:created", time);
  add_time (xml, "dcterms:modified", time);
  add_property (xml, "dc:language", sek_doc_get_language (book->info.language));
  add_property (xml, "cp:contentStatus", book->info.status);
  sek_xml_close (xml);

  return sek_package_end_part (package, error);
}

static gboolean
add_app (SekPackage *package, const SekBook *book, GError **error)
{
  SekXml *xml = sek_package_begin_part (package, "docProps/app.xml");

  sek_xml_open (xml, "Properties");
  sek_xml_attribute (xml, "xmlns", "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties");
  sek_xml_element (xml, "Application", "Sekretariat");
  add_property (xml, "Company", book->info.author);
  sek_xml_close (xml);

  return sek_package_end_part (package, error);
}

static gboolean
add_settings (SekPackage *package, const SekBook *book, GError **error)
{
  SekXml *xml = sek_package_begin_part (package, "word/settings.xml");

  begin_root (xml, "w:settings");
  sek_xml_empty (xml, "w:zoom", "w:percent", "100", NULL);
  add_number (xml, "w:defaultTabStop", 708);
  add_value (xml, "w:characterSpacingControl", "doNotCompress");
  sek_xml_open (xml, "w:compat");
  /* Without it Word takes the document for one of 2007. */
  sek_xml_empty (xml, "w:compatSetting", "w:name", "compatibilityMode", "w:uri",
                 "http://schemas.microsoft.com/office/word", "w:val", "15", NULL);
  sek_xml_close (xml);
  sek_xml_empty (xml, "w:themeFontLang", "w:val", sek_doc_get_language (book->info.language), NULL);
  add_value (xml, "w:decimalSymbol", book->info.language == SEK_LANGUAGE_EN ? "." : ",");
  add_value (xml, "w:listSeparator", ";");
  sek_xml_close (xml);

  return sek_package_end_part (package, error);
}

static gboolean
add_fonts (SekPackage *package, GError **error)
{
  SekXml *xml = sek_package_begin_part (package, "word/fontTable.xml");

  begin_root (xml, "w:fonts");
  sek_xml_open (xml, "w:font");
  sek_xml_attribute (xml, "w:name", SEK_DOC_FONT_WINDOWS);
  add_value (xml, "w:altName", SEK_DOC_FONT);
  add_value (xml, "w:panose1", "020B0604020202020204");
  add_value (xml, "w:charset", "00");
  add_value (xml, "w:family", "swiss");
  add_value (xml, "w:pitch", "variable");
  sek_xml_close (xml);
  sek_xml_close (xml);

  return sek_package_end_part (package, error);
}

/* --- styles ------------------------------------------------------------------------------------------------------- */

static void
add_size (SekXml *xml, int size)
{
  add_number (xml, "w:sz", size);
  add_number (xml, "w:szCs", size);
}

static void
add_defaults (SekXml *xml, SekLanguage language)
{
  const char *font = SEK_DOC_FONT_WINDOWS;

  sek_xml_open (xml, "w:docDefaults");
  sek_xml_open (xml, "w:rPrDefault");
  sek_xml_open (xml, "w:rPr");
  sek_xml_empty (xml, "w:rFonts", "w:ascii", font, "w:eastAsia", font, "w:hAnsi", font, "w:cs", font, NULL);
  add_value (xml, "w:color", SEK_DOC_INK);
  add_size (xml, 20);
  sek_xml_empty (xml, "w:lang", "w:val", sek_doc_get_language (language), "w:eastAsia", "en-US", "w:bidi", "ar-SA",
                 NULL);
  sek_xml_close (xml);
  sek_xml_close (xml);
  sek_xml_open (xml, "w:pPrDefault");
  sek_xml_close_short (xml);
  sek_xml_close (xml);
}

static void
begin_style (SekXml *xml, const char *type, const char *id, const char *name, gboolean is_default, gboolean is_custom)
{
  sek_xml_open (xml, "w:style");
  sek_xml_attribute (xml, "w:type", type);
  sek_xml_attribute (xml, "w:default", is_default ? "1" : NULL);
  sek_xml_attribute (xml, "w:customStyle", is_custom ? "1" : NULL);
  sek_xml_attribute (xml, "w:styleId", id);
  add_value (xml, "w:name", name);
}

/* The outline is what the headings' place in the navigation comes from. */
static void
add_style_paragraph (SekXml *xml, SekDocStyle style)
{
  const SekDocStyleInfo *info = &sek_doc_styles[style];

  sek_xml_open (xml, "w:pPr");
  if (info->keep_next)
    sek_xml_empty (xml, "w:keepNext", NULL);
  if (style == SEK_DOC_NOTE || style == SEK_DOC_HEADING || style == SEK_DOC_TITLE)
    sek_xml_empty (xml, "w:keepLines", NULL);
  sek_xml_open (xml, "w:spacing");
  sek_xml_number (xml, "w:before", info->before);
  sek_xml_number (xml, "w:after", info->after);
  sek_xml_close_short (xml);
  if (info->right)
    add_value (xml, "w:jc", "right");
  if (style == SEK_DOC_HEADING)
    add_value (xml, "w:outlineLvl", "0");
  sek_xml_close (xml);
}

static void
add_style (SekXml *xml, SekDocStyle style)
{
  const SekDocStyleInfo *info = &sek_doc_styles[style];
  const SekDocStyleInfo *parent = info->parent >= 0 ? &sek_doc_styles[info->parent] : NULL;

  begin_style (xml, "paragraph", info->id, info->name, FALSE, !info->built_in);
  add_value (xml, "w:basedOn", parent != NULL ? parent->id : "Normal");
  if (style == SEK_DOC_TITLE || style == SEK_DOC_HEADING)
    add_value (xml, "w:next", "Normal");
  sek_xml_empty (xml, "w:qFormat", NULL);
  add_style_paragraph (xml, style);
  sek_xml_open (xml, "w:rPr");
  if (info->bold && (parent == NULL || !parent->bold))
    {
      sek_xml_empty (xml, "w:b", NULL);
      sek_xml_empty (xml, "w:bCs", NULL);
    }
  if (info->quiet)
    add_value (xml, "w:color", SEK_DOC_QUIET);
  if (parent == NULL || parent->size != info->size)
    add_size (xml, info->size);
  sek_xml_close (xml);
  sek_xml_close (xml);
}

static void
add_margins (SekXml *xml, const char *name)
{
  static const char *sides[] = { "w:top", "w:left", "w:bottom", "w:right" };

  sek_xml_open (xml, name);
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      sek_xml_open (xml, sides[i]);
      sek_xml_number (xml, "w:w", i % 2 == 1 ? SEK_DOC_PADDING : 0);
      sek_xml_attribute (xml, "w:type", "dxa");
      sek_xml_close_short (xml);
    }
  sek_xml_close (xml);
}

static void
add_line (SekXml *xml, const char *side)
{
  sek_xml_empty (xml, side, "w:val", "single", "w:sz", "4", "w:space", "0", "w:color", SEK_DOC_HAIRLINE, NULL);
}

static void
add_table_styles (SekXml *xml)
{
  begin_style (xml, "table", "TableNormal", "Normal Table", TRUE, FALSE);
  add_value (xml, "w:uiPriority", "99");
  sek_xml_empty (xml, "w:semiHidden", NULL);
  sek_xml_empty (xml, "w:unhideWhenUsed", NULL);
  sek_xml_open (xml, "w:tblPr");
  sek_xml_empty (xml, "w:tblInd", "w:w", "0", "w:type", "dxa", NULL);
  add_margins (xml, "w:tblCellMar");
  sek_xml_close (xml);
  sek_xml_close (xml);

  begin_style (xml, "table", SEK_DOCX_TABLE_STYLE, SEK_DOCX_TABLE_STYLE, FALSE, TRUE);
  add_value (xml, "w:basedOn", "TableNormal");
  sek_xml_empty (xml, "w:qFormat", NULL);
  sek_xml_open (xml, "w:tblPr");
  sek_xml_open (xml, "w:tblBorders");
  add_line (xml, "w:bottom");
  add_line (xml, "w:insideH");
  sek_xml_close (xml);
  sek_xml_close (xml);
  sek_xml_close (xml);
}

static gboolean
add_styles (SekPackage *package, const SekBook *book, GError **error)
{
  SekXml *xml = sek_package_begin_part (package, "word/styles.xml");

  begin_root (xml, "w:styles");
  add_defaults (xml, book->info.language);
  begin_style (xml, "paragraph", "Normal", "Normal", TRUE, FALSE);
  sek_xml_empty (xml, "w:qFormat", NULL);
  sek_xml_close (xml);
  begin_style (xml, "character", "DefaultParagraphFont", "Default Paragraph Font", TRUE, FALSE);
  add_value (xml, "w:uiPriority", "1");
  sek_xml_empty (xml, "w:semiHidden", NULL);
  sek_xml_close (xml);
  add_table_styles (xml);
  for (SekDocStyle style = 0; style < SEK_N_DOC_STYLES; style++)
    add_style (xml, style);
  sek_xml_close (xml);

  return sek_package_end_part (package, error);
}

/* --- footers and sections ----------------------------------------------------------------------------------------- */

static void
add_text (SekXml *xml, const char *text)
{
  sek_xml_open (xml, "w:r");
  sek_xml_open (xml, "w:t");
  sek_xml_attribute (xml, "xml:space", "preserve");
  sek_xml_text (xml, text);
  sek_xml_close (xml);
  sek_xml_close (xml);
}

static void
add_field (SekXml *xml, const char *instruction)
{
  sek_xml_open (xml, "w:fldSimple");
  sek_xml_attribute (xml, "w:instr", instruction);
  add_text (xml, "1");
  sek_xml_close (xml);
}

static gboolean
add_footer (SekPackage *package, const SekBook *book, gboolean landscape, GError **error)
{
  SekXml *xml = sek_package_begin_part (package, landscape ? "word/footer2.xml" : "word/footer1.xml");
  g_autofree char *foot = sek_doc_dup_foot (book);
  const char *before, *between;

  sek_doc_get_page_words (book->info.language, &before, &between);
  begin_root (xml, "w:ftr");
  sek_xml_open (xml, "w:p");
  sek_xml_open (xml, "w:pPr");
  add_value (xml, "w:pStyle", sek_doc_styles[SEK_DOC_FOOTER].id);
  sek_xml_open (xml, "w:tabs");
  sek_xml_open (xml, "w:tab");
  sek_xml_attribute (xml, "w:val", "right");
  sek_xml_number (xml, "w:pos", sek_doc_text_width (landscape));
  sek_xml_close_short (xml);
  sek_xml_close (xml);
  sek_xml_close (xml);
  add_text (xml, foot);
  sek_xml_open (xml, "w:r");
  sek_xml_empty (xml, "w:tab", NULL);
  sek_xml_close (xml);
  add_text (xml, before);
  add_field (xml, " PAGE ");
  add_text (xml, between);
  add_field (xml, " NUMPAGES ");
  sek_xml_close (xml);
  sek_xml_close (xml);

  return sek_package_end_part (package, error);
}

void
sek_docx_add_section (SekXml *xml, gboolean landscape)
{
  static const char *sides[] = { "w:top", "w:right", "w:bottom", "w:left" };

  sek_xml_open (xml, "w:sectPr");
  sek_xml_empty (xml, "w:footerReference", "w:type", "default", "r:id", landscape ? "rId2" : "rId1", NULL);
  add_value (xml, "w:type", "nextPage");
  sek_xml_open (xml, "w:pgSz");
  sek_xml_number (xml, "w:w", landscape ? SEK_DOC_LONG_SIDE : SEK_DOC_SHORT_SIDE);
  sek_xml_number (xml, "w:h", landscape ? SEK_DOC_SHORT_SIDE : SEK_DOC_LONG_SIDE);
  sek_xml_attribute (xml, "w:orient", landscape ? "landscape" : NULL);
  sek_xml_close_short (xml);
  sek_xml_open (xml, "w:pgMar");
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    sek_xml_number (xml, sides[i], SEK_DOC_MARGIN);
  sek_xml_number (xml, "w:header", FOOT_EDGE);
  sek_xml_number (xml, "w:footer", FOOT_EDGE);
  sek_xml_number (xml, "w:gutter", 0);
  sek_xml_close_short (xml);
  sek_xml_close (xml);
}

gboolean
sek_docx_add_parts (SekPackage *package, SekWriteJob *job, GError **error)
{
  const SekBook *book = job->book;

  return add_types (package, error) && add_all_relations (package, error) && add_core (package, book, error)
         && add_app (package, book, error) && add_settings (package, book, error) && add_fonts (package, error)
         && add_styles (package, book, error) && add_footer (package, book, FALSE, error)
         && add_footer (package, book, TRUE, error);
}
