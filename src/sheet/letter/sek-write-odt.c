/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "sek-doc.h"
#include "sek-odt-parts.h"

/* An OpenDocument text. What differs from the named styles, such as a page's beginning or a text from right to left, is
 * an automatic style derived from them; its name is made of what differs, so that the body can name it without a list:
 * the named style, "k" kept with the next row, "r" from right to left, and the size where a table is too wide. */

typedef struct
{
  SekWriteJob       *job;
  SekPackage        *package;
  SekXml            *xml;
  const SekDocTable *table; /* of the section at hand */
} Odt;

static const struct
{
  const char *name;
  const char *top;
  const char *bottom;
  const char *fill;
} rows[SEK_N_DOC_ROWS] = {
  [SEK_DOC_ROW_HEAD] = { "Hode", NULL, "0.75pt solid #" SEK_DOC_STRONG_RULE, "#" SEK_DOC_HEAD_FILL },
  [SEK_DOC_ROW_NORMAL] = { "Celle", NULL, "0.5pt solid #" SEK_DOC_HAIRLINE, NULL },
  [SEK_DOC_ROW_GROUP] = { "Gruppe", NULL, "0.5pt solid #" SEK_DOC_HAIRLINE, "#" SEK_DOC_GROUP_FILL },
  [SEK_DOC_ROW_SUM] = { "Sum", "0.75pt solid #" SEK_DOC_RULE, "0.5pt solid #" SEK_DOC_HAIRLINE, NULL },
  [SEK_DOC_ROW_TOTAL] = { "Total", "1pt solid #" SEK_DOC_STRONG_RULE, "1pt solid #" SEK_DOC_STRONG_RULE, NULL },
  [SEK_DOC_ROW_SPACE] = { "Luft", NULL, NULL, NULL },
};

static const char *
get_style_name (SekDocStyle style)
{
  return style == SEK_DOC_HEADING ? "Heading_20_1" : sek_doc_styles[style].id;
}

/* --- automatic styles --------------------------------------------------------------------------------------------- */

static void
begin_style (SekXml *xml, const char *name, const char *family, const char *parent)
{
  sek_xml_open (xml, "style:style");
  sek_xml_attribute (xml, "style:name", name);
  sek_xml_attribute (xml, "style:family", family);
  sek_xml_attribute (xml, "style:parent-style-name", parent);
}

static void
make_cell_style_name (char *name, gsize length, SekDocStyle style, gboolean keep, gboolean is_rtl, int size)
{
  char digits[8] = "";

  if (size != sek_doc_styles[style].size)
    g_snprintf (digits, sizeof digits, "%d", size);
  g_snprintf (name, length, "%s%s%s%s%s", sek_doc_styles[style].id, keep || is_rtl || *digits != '\0' ? "_" : "",
              keep ? "k" : "", is_rtl ? "r" : "", digits);
}

static void
add_cell_style (SekXml *xml, SekDocStyle style, gboolean keep, gboolean is_rtl, int size)
{
  char name[64];

  make_cell_style_name (name, sizeof name, style, keep, is_rtl, size);
  if (strcmp (name, sek_doc_styles[style].id) == 0)
    return;
  begin_style (xml, name, "paragraph", sek_doc_styles[style].id);
  sek_xml_open (xml, "style:paragraph-properties");
  sek_xml_attribute (xml, "fo:keep-with-next", keep ? "always" : NULL);
  if (is_rtl)
    {
      sek_xml_attribute (xml, "style:writing-mode", "rl-tb");
      sek_xml_attribute (xml, "fo:text-align", sek_doc_styles[style].right ? "right" : "left");
    }
  sek_xml_close_short (xml);
  if (size != sek_doc_styles[style].size)
    {
      sek_xml_open (xml, "style:text-properties");
      sek_odt_add_size (xml, size);
      sek_xml_close_short (xml);
    }
  sek_xml_close (xml);
}

/* Every combination of one size that may occur. */
static void
add_cell_styles (SekXml *xml, GPtrArray *tables)
{
  g_autoptr (GHashTable) sizes = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < tables->len; i++)
    {
      int size = ((const SekDocTable *) g_ptr_array_index (tables, i))->size;

      if (!g_hash_table_add (sizes, GINT_TO_POINTER (size)))
        continue;
      for (SekDocStyle style = SEK_DOC_TEXT; style <= SEK_DOC_SUM_NUMBER; style++)
        for (int j = 0; j < 4; j++)
          add_cell_style (xml, style, (j & 1) != 0, (j & 2) != 0, size);
    }
}

/* The first paragraph of a section begins a page of its kind. */
static void
add_opening_style (SekXml *xml, SekDocStyle style, gboolean landscape)
{
  g_autofree char *name = g_strconcat (sek_doc_styles[style].id, landscape ? "_liggende" : "_staende", NULL);

  begin_style (xml, name, "paragraph", get_style_name (style));
  sek_xml_attribute (xml, "style:master-page-name", landscape ? SEK_ODT_LANDSCAPE : SEK_ODT_PORTRAIT);
  sek_xml_open (xml, "style:paragraph-properties");
  sek_xml_attribute (xml, "style:page-number", "auto");
  sek_odt_add_length (xml, "fo:margin-top", 0);
  sek_xml_close_short (xml);
  sek_xml_close (xml);
}

static void
add_row_styles (SekXml *xml)
{
  for (SekDocRow row = 0; row < SEK_N_DOC_ROWS; row++)
    for (int apart = 0; apart < 2; apart++)
      {
        g_autofree char *name = g_strconcat (rows[row].name, apart ? "_a" : "", NULL);

        begin_style (xml, name, "table-cell", NULL);
        sek_xml_open (xml, "style:table-cell-properties");
        sek_odt_add_length (xml, "fo:padding-left", SEK_DOC_PADDING + (apart ? SEK_DOC_APART : 0));
        sek_odt_add_length (xml, "fo:padding-right", SEK_DOC_PADDING);
        sek_odt_add_length (xml, "fo:padding-top", 0);
        sek_odt_add_length (xml, "fo:padding-bottom", 0);
        sek_xml_attribute (xml, "fo:border-left", "none");
        sek_xml_attribute (xml, "fo:border-right", "none");
        sek_xml_attribute (xml, "fo:border-top", rows[row].top != NULL ? rows[row].top : "none");
        sek_xml_attribute (xml, "fo:border-bottom", rows[row].bottom != NULL ? rows[row].bottom : "none");
        sek_xml_attribute (xml, "fo:background-color", rows[row].fill);
        sek_xml_attribute (xml, "style:vertical-align", row == SEK_DOC_ROW_HEAD ? "bottom" : NULL);
        sek_xml_close_short (xml);
        sek_xml_close (xml);
      }
  for (int split = 0; split < 2; split++)
    {
      begin_style (xml, split ? "Rad_delt" : "Rad", "table-row", NULL);
      sek_xml_empty (xml, "style:table-row-properties", "fo:keep-together", split ? "auto" : "always", NULL);
      sek_xml_close (xml);
    }
}

static void
add_table_styles (SekXml *xml, const SekDocTable *table)
{
  g_autofree char *name = g_strdup_printf ("T%u", table->index + 1);

  begin_style (xml, name, "table", NULL);
  sek_xml_open (xml, "style:table-properties");
  sek_odt_add_length (xml, "style:width", table->total);
  sek_xml_attribute (xml, "table:align", "left");
  /* Adjoining borders are one, and the stronger of them is seen. */
  sek_xml_attribute (xml, "table:border-model", "collapsing");
  sek_odt_add_length (xml, "fo:margin-top", 60);
  sek_xml_close_short (xml);
  sek_xml_close (xml);
  for (int i = 0; i < (int) table->sheet->columns->len; i++)
    {
      g_autofree char *column = g_strdup_printf ("T%u.%d", table->index + 1, i + 1);

      begin_style (xml, column, "table-column", NULL);
      sek_xml_open (xml, "style:table-column-properties");
      sek_odt_add_length (xml, "style:column-width", table->widths[i]);
      sek_xml_close_short (xml);
      sek_xml_close (xml);
    }
}

static void
add_automatic_styles (SekXml *xml, GPtrArray *tables)
{
  sek_xml_open (xml, "office:automatic-styles");
  for (int landscape = 0; landscape < 2; landscape++)
    {
      add_opening_style (xml, SEK_DOC_TITLE, landscape);
      add_opening_style (xml, SEK_DOC_HEADING, landscape);
    }
  add_cell_styles (xml, tables);
  add_row_styles (xml);
  for (guint i = 0; i < tables->len; i++)
    add_table_styles (xml, g_ptr_array_index (tables, i));
  sek_xml_close (xml);
}

/* --- the body ----------------------------------------------------------------------------------------------------- */

/* Lines, tabs and all blanks but the first of several are elements between the texts of a paragraph. */
static void
add_text (SekXml *xml, const char *text)
{
  while (*text != '\0')
    {
      gsize length = 0;

      while (text[length] != '\0' && text[length] != '\n' && text[length] != '\t'
             && !(text[length] == ' ' && (length == 0 || text[length + 1] == ' ' || text[length + 1] == '\0')))
        length++;
      if (length > 0)
        {
          g_autofree char *part = g_strndup (text, length);

          sek_xml_text (xml, part);
          text += length;
          continue;
        }
      if (*text == ' ')
        {
          gsize n = strspn (text, " ");

          sek_xml_open (xml, "text:s");
          sek_xml_number (xml, "text:c", (gint64) n);
          sek_xml_close_short (xml);
          text += n;
          continue;
        }
      sek_xml_open (xml, *text++ == '\n' ? "text:line-break" : "text:tab");
      sek_xml_close_short (xml);
    }
}

static void
begin_section (gpointer data, const SekDocTable *table, gboolean is_first)
{
  ((Odt *) data)->table = table;
}

static void
end_section (gpointer data, const SekDocTable *table, gboolean is_last)
{
}

static void
add_paragraph (gpointer data, SekDocStyle style, gboolean opens_section, const char *text)
{
  Odt *odt = data;
  g_autofree char *opening = NULL;
  g_autoptr (GString) scratch = g_string_new (NULL);

  if (opens_section)
    opening = g_strconcat (sek_doc_styles[style].id, odt->table->landscape ? "_liggende" : "_staende", NULL);
  sek_xml_open (odt->xml, style == SEK_DOC_HEADING ? "text:h" : "text:p");
  sek_xml_attribute (odt->xml, "text:style-name", opening != NULL ? opening : get_style_name (style));
  sek_xml_attribute (odt->xml, "text:outline-level", style == SEK_DOC_HEADING ? "1" : NULL);
  add_text (odt->xml, sek_text_clean (text, SEK_CLEAN_DEFAULT, scratch));
  sek_xml_close (odt->xml);
}

static void
begin_table (gpointer data, const SekDocTable *table)
{
  SekXml *xml = ((Odt *) data)->xml;
  g_autofree char *name = g_strdup_printf ("T%u", table->index + 1);

  sek_xml_open (xml, "table:table");
  sek_xml_attribute (xml, "table:style-name", name);
  for (int i = 0; i < (int) table->sheet->columns->len; i++)
    {
      g_autofree char *column = g_strdup_printf ("T%u.%d", table->index + 1, i + 1);

      sek_xml_empty (xml, "table:table-column", "table:style-name", column, NULL);
    }
}

static void
end_table (gpointer data, const SekDocTable *table, gboolean goes_on)
{
  SekXml *xml = ((Odt *) data)->xml;

  sek_xml_close (xml);
  if (goes_on)
    sek_xml_empty (xml, "text:p", "text:style-name", "Standard", NULL);
}

static void
begin_row (gpointer data, const SekDocCell *first)
{
  SekXml *xml = ((Odt *) data)->xml;

  if (first->row == SEK_DOC_ROW_HEAD)
    sek_xml_open (xml, "table:table-header-rows");
  sek_xml_open (xml, "table:table-row");
  sek_xml_attribute (xml, "table:style-name", first->may_split ? "Rad_delt" : "Rad");
}

static void
add_cell (gpointer data, const SekDocCell *cell)
{
  SekXml *xml = ((Odt *) data)->xml;
  gboolean apart = cell->span == 1 && cell->table->apart[cell->column];
  char name[64];

  sek_xml_open (xml, "table:table-cell");
  g_snprintf (name, sizeof name, "%s%s", rows[cell->row].name, apart ? "_a" : "");
  sek_xml_attribute (xml, "table:style-name", name);
  if (cell->span > 1)
    sek_xml_number (xml, "table:number-columns-spanned", cell->span);
  sek_xml_attribute (xml, "office:value-type", "string");
  sek_xml_open (xml, "text:p");
  make_cell_style_name (name, sizeof name, cell->style, cell->keep_next && !sek_doc_styles[cell->style].keep_next,
                        cell->is_rtl, cell->table->size);
  sek_xml_attribute (xml, "text:style-name", name);
  add_text (xml, cell->text);
  sek_xml_close (xml);
  sek_xml_close (xml);
  for (int i = 1; i < cell->span; i++)
    sek_xml_empty (xml, "table:covered-table-cell", NULL);
}

static void
end_row (gpointer data, const SekDocCell *first)
{
  SekXml *xml = ((Odt *) data)->xml;

  sek_xml_close (xml);
  if (first->row == SEK_DOC_ROW_HEAD)
    sek_xml_close (xml);
}

static gboolean
is_broken (gpointer data)
{
  return sek_xml_is_broken (((Odt *) data)->xml);
}

static gboolean
write_content (Odt *odt, GPtrArray *tables, GError **error)
{
  static const SekDocMarkup markup = {
    begin_section, end_section, add_paragraph, begin_table, end_table, begin_row, add_cell, end_row,
  };
  SekXml *xml = sek_package_begin_part (odt->package, "content.xml");
  g_autoptr (GError) stopped = NULL;
  gboolean written;

  odt->xml = xml;
  sek_xml_open (xml, "office:document-content");
  sek_odt_add_namespaces (xml);
  add_automatic_styles (xml, tables);
  sek_xml_open (xml, "office:body");
  sek_xml_open (xml, "office:text");
  written = sek_doc_write (odt->job, tables, &markup, is_broken, odt, &stopped);
  if (stopped != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&stopped));
      return FALSE;
    }
  if (written)
    for (int i = 0; i < 3; i++)
      sek_xml_close (xml);

  return sek_package_end_part (odt->package, error) && written;
}

gboolean
sek_write_odt (SekWriteJob *job, GError **error)
{
  g_autoptr (SekPackage) package = NULL;
  g_autoptr (GPtrArray) tables = sek_doc_make_tables (job, G_MAXUINT16, error);
  Odt odt = { .job = job };

  if (tables == NULL)
    return FALSE;
  package = odt.package = sek_package_new (job);

  return sek_odt_add_parts (package, job, error) && write_content (&odt, tables, error)
         && sek_package_close (package, error);
}
