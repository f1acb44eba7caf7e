/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "sek-doc.h"
#include "sek-docx-parts.h"

/* A Word document. Word is strict about the order of elements, which is the schema's: in a paragraph's properties
 * style, keepNext, pageBreakBefore, borders, tabs, bidi, spacing, jc, sectPr; in a cell's width, span, borders, shade,
 * margins, vAlign. */

enum
{
  MAX_COLUMNS = 63, /* of a table in Word */
};

typedef struct
{
  SekWriteJob *job;
  SekPackage  *package;
  SekXml      *xml;
} Docx;

static const struct
{
  const char *top;    /* colours of rules; NULL is none of its own */
  const char *bottom;
  int         weight; /* eighths of a point */
  const char *fill;
} rows[SEK_N_DOC_ROWS] = {
  [SEK_DOC_ROW_HEAD] = { NULL, SEK_DOC_STRONG_RULE, 6, SEK_DOC_HEAD_FILL },
  [SEK_DOC_ROW_NORMAL] = { NULL, NULL, 0, NULL },
  [SEK_DOC_ROW_GROUP] = { NULL, NULL, 0, SEK_DOC_GROUP_FILL },
  [SEK_DOC_ROW_SUM] = { SEK_DOC_RULE, NULL, 6, NULL },
  [SEK_DOC_ROW_TOTAL] = { SEK_DOC_STRONG_RULE, SEK_DOC_STRONG_RULE, 8, NULL },
  [SEK_DOC_ROW_SPACE] = { NULL, NULL, 0, NULL },
};

static void
add_value (SekXml *xml, const char *name, const char *value)
{
  sek_xml_open (xml, name);
  sek_xml_attribute (xml, "w:val", value);
  sek_xml_close_short (xml);
}

static void
add_flag (SekXml *xml, const char *name)
{
  sek_xml_open (xml, name);
  sek_xml_close_short (xml);
}

/* Lines and tabs are elements between the texts of a run. */
static void
add_run (SekXml *xml, const char *text, int size, gboolean is_rtl)
{
  if (*text == '\0')
    return;
  sek_xml_open (xml, "w:r");
  if (size != 0 || is_rtl)
    {
      sek_xml_open (xml, "w:rPr");
      if (size != 0)
        for (int i = 0; i < 2; i++)
          {
            sek_xml_open (xml, i == 0 ? "w:sz" : "w:szCs");
            sek_xml_number (xml, "w:val", size);
            sek_xml_close_short (xml);
          }
      if (is_rtl)
        add_flag (xml, "w:rtl");
      sek_xml_close (xml);
    }
  while (*text != '\0')
    {
      gsize length = strcspn (text, "\n\t");

      if (length > 0)
        {
          g_autofree char *part = g_strndup (text, length);

          sek_xml_open (xml, "w:t");
          sek_xml_attribute (xml, "xml:space", "preserve");
          sek_xml_text (xml, part);
          sek_xml_close (xml);
        }
      text += length;
      if (*text != '\0')
        add_flag (xml, *text++ == '\n' ? "w:br" : "w:tab");
    }
  sek_xml_close (xml);
}

static void
begin_section (gpointer data, const SekDocTable *table, gboolean is_first)
{
}

/* The properties of a section stand in its last paragraph, and those of the last section at the end of the body. */
static void
end_section (gpointer data, const SekDocTable *table, gboolean is_last)
{
  SekXml *xml = ((Docx *) data)->xml;

  sek_xml_open (xml, "w:p");
  sek_xml_open (xml, "w:pPr");
  sek_xml_empty (xml, "w:spacing", "w:before", "0", "w:after", "0", "w:line", "20", "w:lineRule", "exact", NULL);
  if (!is_last)
    sek_docx_add_section (xml, table->landscape);
  sek_xml_close (xml);
  sek_xml_close (xml);
  if (is_last)
    sek_docx_add_section (xml, table->landscape);
}

static void
add_paragraph (gpointer data, SekDocStyle style, gboolean opens_section, const char *text)
{
  Docx *docx = data;
  SekXml *xml = docx->xml;
  g_autoptr (GString) scratch = g_string_new (NULL);

  sek_xml_open (xml, "w:p");
  sek_xml_open (xml, "w:pPr");
  add_value (xml, "w:pStyle", sek_doc_styles[style].id);
  sek_xml_close (xml);
  add_run (xml, sek_text_clean (text, SEK_CLEAN_DEFAULT, scratch), 0, FALSE);
  sek_xml_close (xml);
}

static void
begin_table (gpointer data, const SekDocTable *table)
{
  SekXml *xml = ((Docx *) data)->xml;

  sek_xml_open (xml, "w:tbl");
  sek_xml_open (xml, "w:tblPr");
  add_value (xml, "w:tblStyle", SEK_DOCX_TABLE_STYLE);
  sek_xml_open (xml, "w:tblW");
  sek_xml_number (xml, "w:w", table->total);
  sek_xml_attribute (xml, "w:type", "dxa");
  sek_xml_close_short (xml);
  sek_xml_empty (xml, "w:tblLayout", "w:type", "fixed", NULL);
  sek_xml_empty (xml, "w:tblLook", "w:val", "0420", "w:firstRow", table->sheet->has_head ? "1" : "0", "w:lastRow", "0",
                 "w:firstColumn", "0", "w:lastColumn", "0", "w:noHBand", "0", "w:noVBand", "1", NULL);
  /* What a screen reader calls the table. */
  add_value (xml, "w:tblCaption",
             table->sheet->info.caption != NULL ? table->sheet->info.caption : table->sheet->info.name);
  sek_xml_close (xml);
  sek_xml_open (xml, "w:tblGrid");
  for (int i = 0; i < (int) table->sheet->columns->len; i++)
    {
      sek_xml_open (xml, "w:gridCol");
      sek_xml_number (xml, "w:w", table->widths[i]);
      sek_xml_close_short (xml);
    }
  sek_xml_close (xml);
}

static void
end_table (gpointer data, const SekDocTable *table, gboolean goes_on)
{
  SekXml *xml = ((Docx *) data)->xml;

  sek_xml_close (xml);
  /* Two tables without a paragraph between them are one. */
  if (!goes_on)
    return;
  sek_xml_open (xml, "w:p");
  sek_xml_open (xml, "w:pPr");
  sek_xml_empty (xml, "w:spacing", "w:before", "0", "w:after", "0", "w:line", "20", "w:lineRule", "exact", NULL);
  sek_xml_close (xml);
  sek_xml_close (xml);
}

static void
begin_row (gpointer data, const SekDocCell *first)
{
  SekXml *xml = ((Docx *) data)->xml;

  sek_xml_open (xml, "w:tr");
  sek_xml_open (xml, "w:trPr");
  if (!first->may_split)
    add_flag (xml, "w:cantSplit");
  if (first->row == SEK_DOC_ROW_HEAD)
    add_flag (xml, "w:tblHeader");
  sek_xml_close (xml);
}

static void
add_border (SekXml *xml, const char *side, const char *colour, int weight)
{
  if (colour == NULL)
    return;
  sek_xml_open (xml, side);
  sek_xml_attribute (xml, "w:val", "single");
  sek_xml_number (xml, "w:sz", weight);
  sek_xml_attribute (xml, "w:space", "0");
  sek_xml_attribute (xml, "w:color", colour);
  sek_xml_close_short (xml);
}

static void
add_cell_properties (SekXml *xml, const SekDocCell *cell)
{
  const char *top = rows[cell->row].top, *bottom = rows[cell->row].bottom;

  sek_xml_open (xml, "w:tcPr");
  sek_xml_open (xml, "w:tcW");
  sek_xml_number (xml, "w:w", cell->span > 1 ? cell->table->total : cell->table->widths[cell->column]);
  sek_xml_attribute (xml, "w:type", "dxa");
  sek_xml_close_short (xml);
  if (cell->span > 1)
    {
      sek_xml_open (xml, "w:gridSpan");
      sek_xml_number (xml, "w:val", cell->span);
      sek_xml_close_short (xml);
    }
  if (top != NULL || bottom != NULL)
    {
      sek_xml_open (xml, "w:tcBorders");
      add_border (xml, "w:top", top, rows[cell->row].weight);
      add_border (xml, "w:bottom", bottom, rows[cell->row].weight);
      sek_xml_close (xml);
    }
  if (rows[cell->row].fill != NULL)
    sek_xml_empty (xml, "w:shd", "w:val", "clear", "w:color", "auto", "w:fill", rows[cell->row].fill, NULL);
  if (cell->span == 1 && cell->table->apart[cell->column])
    {
      sek_xml_open (xml, "w:tcMar");
      sek_xml_open (xml, "w:left");
      sek_xml_number (xml, "w:w", SEK_DOC_PADDING + SEK_DOC_APART);
      sek_xml_attribute (xml, "w:type", "dxa");
      sek_xml_close_short (xml);
      sek_xml_close (xml);
    }
  if (cell->row == SEK_DOC_ROW_HEAD)
    add_value (xml, "w:vAlign", "bottom");
  sek_xml_close (xml);
}

static void
add_cell (gpointer data, const SekDocCell *cell)
{
  SekXml *xml = ((Docx *) data)->xml;
  const SekDocStyleInfo *style = &sek_doc_styles[cell->style];

  sek_xml_open (xml, "w:tc");
  add_cell_properties (xml, cell);
  sek_xml_open (xml, "w:p");
  sek_xml_open (xml, "w:pPr");
  add_value (xml, "w:pStyle", style->id);
  if (cell->keep_next && !style->keep_next)
    add_flag (xml, "w:keepNext");
  if (cell->is_rtl)
    {
      add_flag (xml, "w:bidi");
      /* In such a paragraph "right" is where its lines end, so it begins at the left with the others of its column. */
      if (!style->right)
        add_value (xml, "w:jc", "right");
    }
  sek_xml_close (xml);
  add_run (xml, cell->text, cell->table->size != style->size ? cell->table->size : 0, cell->is_rtl);
  sek_xml_close (xml);
  sek_xml_close (xml);
}

static void
end_row (gpointer data, const SekDocCell *first)
{
  sek_xml_close (((Docx *) data)->xml);
}

static gboolean
is_broken (gpointer data)
{
  return sek_xml_is_broken (((Docx *) data)->xml);
}

static gboolean
write_document (Docx *docx, GPtrArray *tables, GError **error)
{
  static const SekDocMarkup markup = {
    begin_section, end_section, add_paragraph, begin_table, end_table, begin_row, add_cell, end_row,
  };
  SekXml *xml = sek_package_begin_part (docx->package, "word/document.xml");
  g_autoptr (GError) stopped = NULL;
  gboolean written;

  docx->xml = xml;
  sek_xml_open (xml, "w:document");
  sek_xml_attribute (xml, "xmlns:w", SEK_DOCX_W);
  sek_xml_attribute (xml, "xmlns:r", SEK_DOCX_R);
  sek_xml_open (xml, "w:body");
  written = sek_doc_write (docx->job, tables, &markup, is_broken, docx, &stopped);
  if (stopped != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&stopped));
      return FALSE;
    }
  if (written)
    {
      sek_xml_close (xml);
      sek_xml_close (xml);
    }

  return sek_package_end_part (docx->package, error) && written;
}

gboolean
sek_write_docx (SekWriteJob *job, GError **error)
{
  g_autoptr (SekPackage) package = NULL;
  g_autoptr (GPtrArray) tables = sek_doc_make_tables (job, MAX_COLUMNS, error);
  Docx docx = { .job = job };

  if (tables == NULL)
    return FALSE;
  package = docx.package = sek_package_new (job);

  return sek_docx_add_parts (package, job, error) && write_document (&docx, tables, error)
         && sek_package_close (package, error);
}
