/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-read-html.h"

#include <glib/gi18n-lib.h>
#include <libxml/HTMLparser.h>
#include <string.h>

/* The tables of a page, or of what was copied from one. libxml2 finds the elements, whatever is amiss with the page;
 * the tables are gathered as it goes, each by itself when they are within each other. */

enum
{
  MOST_DEPTH = 1000,
  MOST_TABLES = 10000,
  MOST_CELLS = 1000000,
  ROWS_AT_A_TIME = 256,
  CHUNK = 1 << 16,
};
#define MOST_BYTES ((gsize) 64 << 20)

typedef struct
{
  SekReadBlock block;
  char        *caption;
  GArray      *reach;     /* guint a column: rows that a cell above still reaches down */
  guint        n_rows;
  guint        n_cells;
  gboolean     in_row, in_cell, in_head;
  guint16      flags;     /* of the cell that is read */
  guint        across, down;
  guint        raised;    /* the depth of the element that raises what is in it, 0 for none */
  SekHtmlCell  cell;
} Table;

typedef struct
{
  SekReader     *reader;
  GPtrArray     *tables;  /* in the order in which they begin */
  GPtrArray     *open;    /* those that are not closed, borrowed */
  GString       *caption; /* NULL outside of one */
  GString       *exact;
  htmlParserCtxt *parser;
  guint          depth, unseen; /* of elements, and the depth at which one began that is not shown */
  guint          n_cells;
  const char    *refusal;
} Html;

/* --- rows and cells ----------------------------------------------------------------------------------------------- */

static Table *
get_open (Html *self)
{
  return self->open->len > 0 ? self->open->pdata[self->open->len - 1] : NULL;
}

/* The parser is not stopped at once, which would free what a callback is still reading, but given nothing more. */
static void
refuse (Html *self, const char *words)
{
  if (self->refusal == NULL)
    self->refusal = words;
}

static gboolean
add_cell (Html *self, Table *table, SekReadKind kind, const char *text, gsize length, guint flags)
{
  SekReadCell *cell;

  if (_sek_read_block_n_cells (&table->block) >= SEK_READ_MOST_COLUMNS || ++self->n_cells > MOST_CELLS)
    {
      refuse (self, N_("Its tables have more than a million cells, or a row of more than 16 384."));
      return FALSE;
    }
  cell = _sek_read_block_add (&table->block, length > 0 ? kind : SEK_READ_BLANK, text, length);
  cell->flags = (guint16) flags;
  return TRUE;
}

/* Columns that a cell above reaches into are blank. */
static void
pass_reach (Html *self, Table *table)
{
  for (guint at = _sek_read_block_n_cells (&table->block);
       at < table->reach->len && g_array_index (table->reach, guint, at) > 0;
       at = _sek_read_block_n_cells (&table->block))
    {
      g_array_index (table->reach, guint, at)--;
      if (!add_cell (self, table, SEK_READ_BLANK, "", 0, SEK_READ_COVERED))
        return;
    }
}

static void
end_cell (Html *self, Table *table)
{
  gboolean is_figure;
  guint at;

  if (!table->in_cell)
    return;
  table->in_cell = FALSE;
  is_figure = sek_html_cell_finish (&table->cell, self->exact);
  pass_reach (self, table);
  at = _sek_read_block_n_cells (&table->block);
  for (guint i = 0; i < table->across; i++)
    {
      if (!add_cell (self, table, is_figure ? SEK_READ_NUMBER : SEK_READ_TEXT, i == 0 ? table->cell.text->str : "",
                     i == 0 ? table->cell.text->len : 0, i == 0 ? table->flags : SEK_READ_COVERED))
        return;
      if (i > 0)
        continue;
      _sek_read_block_last (&table->block)->across = (guint16) table->across;
      _sek_read_block_last (&table->block)->down = table->down;
      if (is_figure)
        _sek_read_block_set_number (&table->block, self->exact->str);
    }
  if (table->reach->len < at + table->across)
    g_array_set_size (table->reach, at + table->across);
  for (guint i = 0; i < table->across; i++)
    g_array_index (table->reach, guint, at + i) = table->down - 1;
  table->n_cells++;
}

static void
end_row (Html *self, Table *table)
{
  end_cell (self, table);
  if (!table->in_row)
    return;
  table->in_row = FALSE;
  /* Columns further right that are reached from above count down even when this row ends before them. */
  for (guint at = _sek_read_block_n_cells (&table->block); at < table->reach->len; at++)
    if (at == _sek_read_block_n_cells (&table->block) && g_array_index (table->reach, guint, at) > 0)
      pass_reach (self, table);
    else if (g_array_index (table->reach, guint, at) > 0)
      g_array_index (table->reach, guint, at)--;
  if (_sek_read_block_n_cells (&table->block) > 0)
    _sek_read_block_end_row (&table->block, ++table->n_rows, 0);
}

static guint
read_span (const char **atts, const char *name, guint most)
{
  const char *text = sek_html_get (atts, name);
  guint64 span = text != NULL ? g_ascii_strtoull (text, NULL, 10) : 1;

  return (guint) CLAMP (span, 1, most);
}

static void
start_cell (Html *self, Table *table, const char **atts, gboolean head)
{
  end_cell (self, table);
  table->in_row = table->in_cell = TRUE;
  table->raised = 0;
  table->flags = head || table->in_head ? SEK_READ_HEAD : 0;
  table->across = read_span (atts, "colspan", 1000);
  table->down = read_span (atts, "rowspan", 65534);
  sek_html_cell_begin (&table->cell, atts);
}

/* --- elements ----------------------------------------------------------------------------------------------------- */

static void
table_free (Table *self)
{
  _sek_read_block_clear (&self->block);
  sek_html_cell_clear (&self->cell);
  g_array_unref (self->reach);
  g_free (self->caption);
  g_free (self);
}

static void
start_table (Html *self)
{
  Table *table;

  if (self->tables->len >= MOST_TABLES)
    {
      refuse (self, N_("It has more than 10 000 tables."));
      return;
    }
  table = g_new0 (Table, 1);
  _sek_read_block_init (&table->block);
  sek_html_cell_init (&table->cell);
  table->reach = g_array_new (FALSE, TRUE, sizeof (guint));
  g_ptr_array_add (self->tables, table);
  g_ptr_array_add (self->open, table);
}

static gboolean
is_unseen (const char *name, const char **atts)
{
  /* Pictures and the data of programs have texts and tables of their own. */
  static const char *const names[] = { "script", "style", "template", "noscript", "svg", "xml", NULL };
  const char *style = sek_html_get (atts, "style");

  return g_strv_contains (names, name) || sek_html_get (atts, "hidden") != NULL
    || (style != NULL && (strstr (style, "display:none") != NULL || strstr (style, "display: none") != NULL));
}

/* As sup is, by a style of its own. */
static gboolean
is_raised (const char **atts)
{
  const char *style = sek_html_get (atts, "style");

  return style != NULL && (strstr (style, "vertical-align:super") != NULL
                           || strstr (style, "vertical-align: super") != NULL);
}

static void
start_element_cb (void *ctx, const xmlChar *element, const xmlChar **attributes)
{
  const char *name = (const char *) element, **atts = (const char **) attributes;
  Html *self = ctx;
  Table *table = get_open (self);

  if (++self->depth > MOST_DEPTH)
    refuse (self, N_("Its elements are nested more than 1000 deep. It may be made to do harm."));
  if (self->refusal != NULL || self->unseen > 0)
    return;
  if (is_unseen (name, atts))
    {
      self->unseen = self->depth;
      return;
    }
  if (g_str_equal (name, "table"))
    {
      start_table (self);
      return;
    }
  if (table == NULL)
    return;
  if (g_str_equal (name, "td") || g_str_equal (name, "th"))
    {
      start_cell (self, table, atts, name[1] == 'h');
    }
  else if (g_str_equal (name, "tr"))
    {
      end_row (self, table);
      table->in_row = TRUE;
    }
  else if (g_str_equal (name, "thead"))
    {
      table->in_head = TRUE;
    }
  else if (g_str_equal (name, "caption") && self->caption == NULL)
    {
      self->caption = g_string_new (NULL);
    }
  else if (table->in_cell)
    {
      if ((g_str_equal (name, "b") || g_str_equal (name, "strong")) && table->cell.text->len == 0)
        table->flags |= SEK_READ_BOLD;
      sek_html_cell_start (&table->cell, name);
      if (table->raised == 0 && is_raised (atts))
        {
          table->raised = self->depth;
          sek_html_cell_start (&table->cell, "sup");
        }
    }
}

static void
end_caption (Html *self, Table *table)
{
  char *text = self->caption != NULL ? g_strstrip (g_string_free (self->caption, FALSE)) : NULL;

  self->caption = NULL;
  if (table->caption == NULL)
    table->caption = text;
  else
    g_free (text);
}

static void
end_element_cb (void *ctx, const xmlChar *element)
{
  const char *name = (const char *) element;
  Html *self = ctx;
  Table *table = get_open (self);
  gboolean unseen = self->unseen > 0;

  if (unseen && self->depth == self->unseen)
    self->unseen = 0;
  self->depth -= self->depth > 0;
  if (unseen || table == NULL || self->refusal != NULL)
    return;
  if (g_str_equal (name, "table"))
    {
      end_row (self, table);
      g_ptr_array_set_size (self->open, (int) self->open->len - 1);
    }
  else if (g_str_equal (name, "td") || g_str_equal (name, "th"))
    {
      end_cell (self, table);
    }
  else if (g_str_equal (name, "tr"))
    {
      end_row (self, table);
    }
  else if (g_str_equal (name, "thead"))
    {
      end_row (self, table);
      table->in_head = FALSE;
    }
  else if (g_str_equal (name, "caption"))
    {
      end_caption (self, table);
    }
  else if (table->in_cell)
    {
      if (table->raised == self->depth + 1)
        {
          table->raised = 0;
          sek_html_cell_end (&table->cell, "sup");
        }
      sek_html_cell_end (&table->cell, name);
    }
}

static void
characters_cb (void *ctx, const xmlChar *text, int length)
{
  Html *self = ctx;
  Table *table = get_open (self);

  if (table == NULL || self->unseen > 0 || self->refusal != NULL)
    return;
  if (self->caption != NULL && self->caption->len < 1000)
    g_string_append_len (self->caption, (const char *) text, length);
  if (!table->in_cell)
    return;
  sek_html_cell_text (&table->cell, (const char *) text, (gsize) length);
  if (table->cell.text->len > SEK_READ_MOST_CELL || table->cell.raised->len > SEK_READ_MOST_CELL)
    refuse (self, N_("A cell has more than 1 MiB of text."));
}

/* --- the page ----------------------------------------------------------------------------------------------------- */

static gboolean
parse (Html *self, GError **error)
{
  htmlSAXHandler sax = { .startElement = start_element_cb, .endElement = end_element_cb, .characters = characters_cb,
                         .ignorableWhitespace = characters_cb };
  g_autofree char *text = NULL;
  gsize length;

  text = _sek_read_whole_text (self->reader, MOST_BYTES, _("It is HTML of more than 64 MiB."), &length, error);
  if (text == NULL)
    return FALSE;
  self->parser = htmlCreatePushParserCtxt (&sax, self, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
  htmlCtxtUseOptions (self->parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET
                                        | HTML_PARSE_IGNORE_ENC);
  for (gsize at = 0, end; at < length && self->refusal == NULL; at = end)
    {
      if (g_cancellable_set_error_if_cancelled (self->reader->cancellable, error))
        break;
      /* libxml2 takes half a character for another encoding. */
      for (end = MIN (length, at + CHUNK); end < length && (text[end] & 0xc0) == 0x80;)
        end++;
      htmlParseChunk (self->parser, text + at, (int) (end - at), FALSE);
    }
  if (self->refusal == NULL && (error == NULL || *error == NULL))
    htmlParseChunk (self->parser, "", 0, TRUE);
  if (self->parser->myDoc != NULL)
    xmlFreeDoc (self->parser->myDoc);
  htmlFreeParserCtxt (self->parser);
  while (self->open->len > 0 && self->refusal == NULL)
    end_element_cb (self, BAD_CAST "table");
  if (self->refusal != NULL)
    _sek_reader_fail (self->reader, error, SEK_ERROR_REFUSED, "%s", _(self->refusal));
  return self->refusal == NULL && (error == NULL || *error == NULL);
}

/* The largest comes first to mind; tables that only lay out a page, and have no cells of their own to speak of, are
 * left out. */
static gboolean
list_tables (SekReader *reader, guint *largest, GError **error)
{
  Html *self = reader->state;

  for (guint i = 0; i < self->tables->len;)
    {
      Table *table = self->tables->pdata[i];

      if (table->n_rows == 0)
        {
          g_ptr_array_remove_index (self->tables, i);
          continue;
        }
      _sek_reader_add_sheet (reader, table->caption != NULL ? table->caption : "", FALSE);
      if (table->n_cells > ((Table *) self->tables->pdata[*largest])->n_cells)
        *largest = i;
      i++;
    }
  if (self->tables->len > 0)
    return TRUE;
  _sek_reader_fail (reader, error, SEK_ERROR_NOT_FOUND,
                    _("It has no table. Select the cells of a table and copy them, or save the page that shows it."));
  return FALSE;
}

static gboolean
fill (SekReader *reader, GError **error)
{
  Html *self = reader->state;
  Table *table = self->tables->pdata[reader->sheet];
  const SekReadRow *row;

  _sek_read_block_shift (&reader->block);
  for (guint i = 0; i < ROWS_AT_A_TIME && (row = _sek_read_block_take (&table->block)) != NULL; i++)
    {
      for (guint c = 0; c < row->n_cells; c++)
        {
          const SekReadCell *from = &row->cells[c];
          SekReadCell *cell = _sek_read_block_add (&reader->block, from->kind, from->text, from->length);

          cell->flags = from->flags;
          cell->across = from->across;
          cell->down = from->down;
          if (from->number != NULL)
            _sek_read_block_set_number (&reader->block, from->number);
        }
      _sek_read_block_end_row (&reader->block, row->number, 0);
    }
  reader->ended = row == NULL;
  return _sek_read_check_block (reader, error);
}

static gboolean
rewind_table (SekReader *reader, GError **error)
{
  Html *self = reader->state;

  _sek_read_block_rewind (&((Table *) self->tables->pdata[reader->sheet])->block);
  return TRUE;
}

static void
html_free (SekReader *reader)
{
  Html *self = reader->state;

  g_ptr_array_unref (self->open);
  g_ptr_array_unref (self->tables);
  if (self->caption != NULL)
    g_string_free (self->caption, TRUE);
  g_string_free (self->exact, TRUE);
  g_free (self);
}

gboolean
_sek_read_html_open (SekReader *reader, GError **error)
{
  static const SekReaderClass klass = { fill, rewind_table, html_free };
  g_autoptr (GError) problem = NULL;
  Html *self = g_new0 (Html, 1);
  guint largest = 0;

  self->reader = reader;
  self->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) table_free);
  self->open = g_ptr_array_new ();
  self->exact = g_string_new (NULL);
  reader->klass = &klass;
  reader->state = self;
  reader->format = SEK_READ_HTML;
  if (!parse (self, &problem))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  return list_tables (reader, &largest, error) && sek_reader_select (reader, largest, error)
         && _sek_read_look_at_decimals (reader, error);
}
