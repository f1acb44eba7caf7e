/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-xlsx-check.h"

#include <errno.h>
#include <libxml/parser.h>
#include <minizip/unzip.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK (1 << 17)

/* A hole is at least as large as what stdio writes at a time, some thousand bytes. In a table of cells it takes whole
 * cells along, and the two ends of it seldom fit; where they do, rows and cells no longer follow one another. In a long
 * text it shows in its length alone. */

typedef struct
{
  guint64 n_cells;   /* of a sheet that is kept in memory */
  guint64 row_bytes; /* of one whose rows were written as they came, 0 for others */
} SekXlsxSheet;

/* --- what is to be written ---------------------------------------------------------------------------------------- */

static guint64
count_cells (const lxw_cell *cell)
{
  return cell == NULL ? 0
                      : 1 + count_cells (cell->tree_pointers.rbe_left) + count_cells (cell->tree_pointers.rbe_right);
}

static guint64
count_rows (const lxw_row *row)
{
  if (row == NULL)
    return 0;
  return count_rows (row->tree_pointers.rbe_left) + count_rows (row->tree_pointers.rbe_right)
         + (row->cells != NULL ? count_cells (row->cells->rbh_root) : 0);
}

gboolean
sek_xlsx_contents_init (SekXlsxContents *self, lxw_workbook *workbook)
{
  struct sst_element *element;
  lxw_worksheet *worksheet;

  self->text_bytes = 0;
  self->sheets = g_array_new (FALSE, TRUE, sizeof (SekXlsxSheet));
  STAILQ_FOREACH (element, workbook->sst->order_list, sst_order_pointers)
    self->text_bytes += strlen (element->string);
  STAILQ_FOREACH (worksheet, workbook->worksheets, list_pointers)
    {
      SekXlsxSheet sheet = { count_rows (worksheet->table->rbh_root), 0 };
      FILE *rows = worksheet->optimize_tmpfile;

      if (rows != NULL)
        {
          long end;

          /* The last one is written only when there is another, or at the end. */
          errno = 0;
          lxw_worksheet_write_single_row (worksheet);
          if (fflush (rows) != 0 || ferror (rows) || (end = ftell (rows)) < 0)
            {
              errno = errno != 0 ? errno : EIO;
              return FALSE;
            }
          sheet.row_bytes = (guint64) end;
        }
      g_array_append_val (self->sheets, sheet);
    }
  return TRUE;
}

void
sek_xlsx_contents_clear (SekXlsxContents *self)
{
  g_clear_pointer (&self->sheets, g_array_unref);
}

/* --- what was written --------------------------------------------------------------------------------------------- */

/* A list that says how long it is. */
typedef struct
{
  int     depth;
  guint64 n;
  guint64 said;
} List;

typedef struct
{
  gboolean     whole;
  GArray      *lists;      /* of List, the innermost last */
  int          depth;
  gboolean     in_text;    /* of a shared string */
  guint64      text_bytes;
  guint64      n_cells;
  guint64      row;        /* the number of the row at hand */
  guint64      column;     /* of the cell before, from 1; 0 for none */
} Part;

static const char *
find_attribute (const xmlChar **attributes, int n, const char *name, int *length)
{
  for (int i = 0; i < n; i++)
    if (g_str_equal (attributes[5 * i], name))
      {
        *length = (int) (attributes[5 * i + 4] - attributes[5 * i + 3]);
        return (const char *) attributes[5 * i + 3];
      }
  return NULL;
}

static gboolean
get_number (const xmlChar **attributes, int n, const char *name, guint64 *number)
{
  int length;
  const char *text = find_attribute (attributes, n, name, &length);
  g_autofree char *copy = text != NULL ? g_strndup (text, (gsize) length) : NULL;

  return copy != NULL && g_ascii_string_to_unsigned (copy, 10, 0, G_MAXINT64, number, NULL);
}

/* Cells stand in their row, from left to right. */
static void
look_at_cell (Part *part, const xmlChar **attributes, int n)
{
  int length;
  const char *text = find_attribute (attributes, n, "r", &length);
  guint64 column = 0, row = 0;
  int i = 0;

  for (; text != NULL && i < length && g_ascii_isupper (text[i]); i++)
    column = column * 26 + (guint64) (text[i] - 'A' + 1);
  for (; text != NULL && i < length && g_ascii_isdigit (text[i]); i++)
    row = row * 10 + (guint64) (text[i] - '0');
  part->whole &= column > part->column && row == part->row;
  part->column = column;
  part->n_cells++;
}

static void
start_cb (void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int n_namespaces,
          const xmlChar **namespaces, int n_attributes, int n_defaulted, const xmlChar **attributes)
{
  Part *part = data;
  guint64 number;

  if (part->lists->len > 0)
    {
      List *list = &g_array_index (part->lists, List, part->lists->len - 1);

      list->n += part->depth == list->depth + 1 && !g_str_equal (name, "extLst");
    }
  if (g_str_equal (name, "row") && get_number (attributes, n_attributes, "r", &number))
    {
      part->whole &= number > part->row;
      part->row = number;
      part->column = 0;
    }
  else if (g_str_equal (name, "c") && prefix == NULL)
    look_at_cell (part, attributes, n_attributes);
  else if (g_str_equal (name, "t"))
    part->in_text = TRUE;
  if (get_number (attributes, n_attributes, "uniqueCount", &number)
      || get_number (attributes, n_attributes, "count", &number))
    {
      List list = { part->depth, 0, number };

      g_array_append_val (part->lists, list);
    }
  part->depth++;
}

static void
end_cb (void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
  Part *part = data;

  part->depth--;
  part->in_text = FALSE;
  if (part->lists->len > 0 && g_array_index (part->lists, List, part->lists->len - 1).depth == part->depth)
    {
      const List *list = &g_array_index (part->lists, List, part->lists->len - 1);

      part->whole &= list->n == list->said;
      g_array_set_size (part->lists, part->lists->len - 1);
    }
}

static void
text_cb (void *data, const xmlChar *text, int length)
{
  Part *part = data;

  if (part->in_text)
    part->text_bytes += (guint64) length;
}

/* The bytes between <sheetData> and </sheetData>, as they pass. */
typedef struct
{
  const char *tag;
  gsize       matched;
  guint64     at;
  guint64     start; /* behind the first tag; 0 before it */
  guint64     end;   /* before the second one */
} Span;

static void
span_feed (Span *span, const char *chunk, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      /* Only the first letter of a tag is its beginning. */
      span->matched = chunk[i] == span->tag[span->matched] ? span->matched + 1 : chunk[i] == '<';
      if (span->tag[span->matched] != '\0')
        continue;
      if (span->start == 0)
        span->start = span->at + i + 1;
      else
        span->end = span->at + i + 1 - strlen (span->tag);
      span->tag = "</sheetData>";
      span->matched = 0;
    }
  span->at += length;
}

static gboolean
read_part (unzFile zip, char *chunk, Part *part, Span *span)
{
  xmlSAXHandler handler = {
    .initialized = XML_SAX2_MAGIC, .startElementNs = start_cb, .endElementNs = end_cb, .characters = text_cb
  };
  xmlParserCtxtPtr parser = span == NULL ? xmlCreatePushParserCtxt (&handler, part, NULL, 0, NULL) : NULL;
  gboolean ok = TRUE, at_start = TRUE;
  int n;

  if (span == NULL && parser == NULL)
    return FALSE;
  /* Texts of any length, and nothing from outside. */
  if (parser != NULL)
    xmlCtxtUseOptions (parser, XML_PARSE_HUGE | XML_PARSE_NONET);
  if (unzOpenCurrentFile (zip) != UNZ_OK)
    ok = FALSE;
  while (ok && (n = unzReadCurrentFile (zip, chunk, CHUNK)) != 0)
    {
      /* A part without its first line would be well-formed too. */
      if (n < 0 || (at_start && !(n > 5 && memcmp (chunk, "<?xml ", 6) == 0)))
        ok = FALSE;
      else if (span != NULL)
        span_feed (span, chunk, (gsize) n);
      else
        ok = xmlParseChunk (parser, chunk, n, 0) == 0;
      at_start = FALSE;
    }
  if (ok && parser != NULL)
    ok = xmlParseChunk (parser, NULL, 0, 1) == 0;
  if (parser != NULL)
    {
      xmlFreeDoc (parser->myDoc);
      xmlFreeParserCtxt (parser);
    }
  /* Closing compares the checksum. */
  return unzCloseCurrentFile (zip) == UNZ_OK && ok;
}

static gboolean
check_part (unzFile zip, char *chunk, const SekXlsxContents *contents)
{
  g_autoptr (GArray) lists = g_array_new (FALSE, FALSE, sizeof (List));
  Part part = { .whole = TRUE, .lists = lists };
  Span span = { .tag = "<sheetData>" };
  const SekXlsxSheet *sheet = NULL;
  char name[256];
  guint number;

  if (unzGetCurrentFileInfo64 (zip, NULL, name, sizeof name, NULL, 0, NULL, 0) != UNZ_OK)
    return FALSE;
  if (contents != NULL && sscanf (name, "xl/worksheets/sheet%u.xml", &number) == 1 && g_str_has_suffix (name, ".xml"))
    {
      if (number < 1 || number > contents->sheets->len)
        return FALSE;
      sheet = &g_array_index (contents->sheets, SekXlsxSheet, number - 1);
    }
  if (!read_part (zip, chunk, &part, sheet != NULL && sheet->row_bytes > 0 ? &span : NULL))
    return FALSE;
  if (sheet != NULL && sheet->row_bytes > 0)
    return span.start > 0 && span.end == span.start + sheet->row_bytes;
  /* Control characters become longer on their way into a shared string. */
  return part.whole && (sheet == NULL || part.n_cells == sheet->n_cells)
         && (contents == NULL || !g_str_equal (name, "xl/sharedStrings.xml")
             || part.text_bytes >= contents->text_bytes);
}

gboolean
sek_xlsx_is_complete (const char *path, const SekXlsxContents *contents)
{
  g_autofree char *chunk = g_malloc (CHUNK);
  unzFile zip = unzOpen64 (path);
  gboolean complete = zip != NULL;
  int at;

  for (at = complete ? unzGoToFirstFile (zip) : UNZ_OK; complete && at == UNZ_OK; at = unzGoToNextFile (zip))
    complete = check_part (zip, chunk, contents);
  if (zip != NULL)
    unzClose (zip);

  return complete && at == UNZ_END_OF_LIST_OF_FILE;
}
