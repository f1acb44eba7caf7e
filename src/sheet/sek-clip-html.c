/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <libxml/HTMLparser.h>
#include <libxml/xmlwriter.h>
#include <math.h>
#include <string.h>

#include "sek-clip.h"
#include "sek-error.h"

#define MOST_BYTES   (64 * 1024 * 1024)
#define MOST_CELLS   1000000
#define MOST_COLUMNS 16384
#define MOST_DEPTH   200

/* --- writing ----------------------------------------------------------------------------------------------------- */

static void
attribute (xmlTextWriter *writer, const char *name, const char *value)
{
  xmlTextWriterWriteAttribute (writer, BAD_CAST name, BAD_CAST value);
}

/* Lines become <br>; characters that XML cannot hold become U+FFFD. */
static void
write_lines (xmlTextWriter *writer, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_auto (GStrv) lines = NULL;

  for (char *c = valid; *c != '\0'; c++)
    if ((guchar) *c < 0x20 && *c != '\n' && *c != '\t')
      *c = ' ';
  lines = g_strsplit (valid, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (i > 0)
        xmlTextWriterWriteElement (writer, BAD_CAST "br", NULL);
      xmlTextWriterWriteString (writer, BAD_CAST lines[i]);
    }
}

static gboolean
is_numeric (SekClip *clip, guint column)
{
  for (guint row = 0; row < sek_clip_get_n_rows (clip); row++)
    if (_sek_clip_get_exact (clip, row, column) != NULL)
      return TRUE;
  return FALSE;
}

static void
write_cell (xmlTextWriter *writer, SekClip *clip, guint row, guint column)
{
  const char *exact = _sek_clip_get_exact (clip, row, column), *text = sek_clip_get (clip, row, column);
  const char *weight = _sek_clip_is_bold (clip, row) ? "font-weight:bold;" : "";
  g_autofree char *style = exact != NULL ? g_strdup_printf ("text-align:right;%swhite-space:nowrap;mso-number-format:\"%s\"", weight,
                                                            strchr (exact, '.') != NULL ? "\\#\\,\\#\\#0\\.00" : "\\#\\,\\#\\#0")
                                         : g_strdup_printf ("%smso-number-format:\"\\@\"", weight);

  xmlTextWriterStartElement (writer, BAD_CAST "td");
  attribute (writer, "style", style);
  if (exact != NULL)
    {
      attribute (writer, "align", "right");
      /* Calc reads the figure in the language that stands first, and shows it in its own. */
      attribute (writer, "sdval", exact);
      attribute (writer, "sdnum", strchr (exact, '.') != NULL ? "1033;0;#,##0.00" : "1033;0;#,##0");
      attribute (writer, "x:num", exact);
    }
  else
    {
      attribute (writer, "sdnum", "1033;0;@");
      attribute (writer, "x:str", "");
    }
  write_lines (writer, text);
  xmlTextWriterFullEndElement (writer);
}

char *
sek_clip_write_html (SekClip *self, SekLanguage language)
{
  static const char *const languages[] = { "nb", "nn", "en" };
  xmlBuffer *buffer = xmlBufferCreate ();
  xmlTextWriter *writer = xmlNewTextWriterMemory (buffer, 0);
  char *text;

  xmlTextWriterStartElement (writer, BAD_CAST "html");
  attribute (writer, "xmlns:x", "urn:schemas-microsoft-com:office:excel");
  attribute (writer, "lang", languages[language]);
  xmlTextWriterStartElement (writer, BAD_CAST "head");
  xmlTextWriterWriteRaw (writer, BAD_CAST "<meta charset=\"utf-8\"><meta name=\"generator\" content=\"Sekretariat\">");
  xmlTextWriterFullEndElement (writer);
  xmlTextWriterStartElement (writer, BAD_CAST "body");
  xmlTextWriterStartElement (writer, BAD_CAST "table");
  attribute (writer, "style", "border-collapse:collapse");
  if (sek_clip_get_n_columns (self) > 0 && sek_clip_get_head (self, 0) != NULL)
    {
      xmlTextWriterStartElement (writer, BAD_CAST "thead");
      xmlTextWriterStartElement (writer, BAD_CAST "tr");
      for (guint column = 0; column < sek_clip_get_n_columns (self); column++)
        {
          gboolean right = is_numeric (self, column);

          xmlTextWriterStartElement (writer, BAD_CAST "th");
          attribute (writer, "scope", "col");
          attribute (writer, "style", right ? "text-align:right;vertical-align:bottom" : "text-align:left;vertical-align:bottom");
          attribute (writer, "align", right ? "right" : "left");
          attribute (writer, "sdnum", "1033;0;@");
          write_lines (writer, sek_clip_get_head (self, column));
          xmlTextWriterFullEndElement (writer);
        }
      xmlTextWriterFullEndElement (writer);
      xmlTextWriterFullEndElement (writer);
    }
  xmlTextWriterStartElement (writer, BAD_CAST "tbody");
  for (guint row = 0; row < sek_clip_get_n_rows (self); row++)
    {
      xmlTextWriterStartElement (writer, BAD_CAST "tr");
      for (guint column = 0; column < sek_clip_get_n_columns (self); column++)
        write_cell (writer, self, row, column);
      xmlTextWriterFullEndElement (writer);
    }
  xmlTextWriterEndDocument (writer);
  xmlFreeTextWriter (writer);
  text = g_strdup ((const char *) xmlBufferContent (buffer));
  xmlBufferFree (buffer);
  return text;
}

/* --- the text of a cell ------------------------------------------------------------------------------------------- */

static gboolean
is_named (xmlNode *node, const char *name)
{
  return node->type == XML_ELEMENT_NODE && g_ascii_strcasecmp ((const char *) node->name, name) == 0;
}

static gboolean
is_one_of (xmlNode *node, const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (is_named (node, names[i]))
      return TRUE;
  return FALSE;
}

/* White space is one space, as browsers show it; a hard space is a character. */
static void
append_collapsed (GString *text, const char *content)
{
  for (const char *c = content; *c != '\0'; c++)
    if (!g_ascii_isspace (*c))
      g_string_append_c (text, *c);
    else if (text->len > 0 && text->str[text->len - 1] != ' ' && text->str[text->len - 1] != '\n')
      g_string_append_c (text, ' ');
}

static void
trim_end (GString *text)
{
  while (text->len > 0 && text->str[text->len - 1] == ' ')
    g_string_truncate (text, text->len - 1);
}

static void
break_line (GString *text)
{
  trim_end (text);
  if (text->len > 0)
    g_string_append_c (text, '\n');
}

/* The mark of a footnote after a figure is not part of it. */
static gboolean
is_mark (const GString *text, xmlNode *node)
{
  xmlChar *content;
  gboolean mark;

  if (!is_named (node, "sup"))
    return FALSE;
  content = xmlNodeGetContent (node);
  mark = content != NULL && (content[0] == '[' || content[0] == '*' || (text->len > 0 && g_ascii_isdigit (text->str[text->len - 1])));
  xmlFree (content);
  return mark;
}

static void
append_text (GString *text, xmlNode *node, guint depth)
{
  static const char *const blocks[] = { "p", "div", "li", "tr", "h1", "h2", "h3", "h4", NULL };
  static const char *const unseen[] = { "script", "style", "template", NULL };

  for (; node != NULL && depth < MOST_DEPTH; node = node->next)
    {
      gboolean block;

      if (node->type == XML_TEXT_NODE && node->content != NULL)
        append_collapsed (text, (const char *) node->content);
      if (node->type != XML_ELEMENT_NODE || is_one_of (node, unseen) || is_mark (text, node))
        continue;
      block = is_one_of (node, blocks);
      if (is_named (node, "br") || (block && text->len > 0 && text->str[text->len - 1] != '\n'))
        break_line (text);
      append_text (text, node->children, depth + 1);
      if (block)
        break_line (text);
    }
}

/* --- exact figures ------------------------------------------------------------------------------------------------ */

static char *
dup_attribute (xmlNode *node, const char *name)
{
  for (xmlAttr *each = node->properties; each != NULL; each = each->next)
    if (g_ascii_strcasecmp ((const char *) each->name, name) == 0)
      {
        xmlChar *value = xmlNodeListGetString (node->doc, each->children, 1);
        char *copy = g_strdup (value != NULL ? (const char *) value : "");

        xmlFree (value);
        return copy;
      }
  return NULL;
}

/* The figure behind a cell as Calc, Excel or Google write it; NULL when there is none. */
static char *
dup_figure (xmlNode *cell)
{
  char *figure = dup_attribute (cell, "sdval");
  g_autofree char *google = NULL;
  const char *value;

  if (figure == NULL)
    figure = dup_attribute (cell, "x:num");
  if (figure == NULL)
    figure = dup_attribute (cell, "num");
  if (figure != NULL && *figure != '\0')
    return figure;
  g_free (figure);
  google = dup_attribute (cell, "data-sheets-value");
  value = google != NULL && strstr (google, "\"1\":3") != NULL ? strstr (google, "\"3\":") : NULL;
  return value != NULL ? g_strndup (value + 4, strspn (value + 4, "0123456789.-+eE")) : NULL;
}

static char *
dup_digits (const char *text)
{
  GString *digits = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++)
    if (g_ascii_isdigit (*c) && (digits->len > 0 || *c != '0'))
      g_string_append_c (digits, *c);
  return g_string_free (digits, FALSE);
}

/* A figure stands for the shown text only when that shows it, rounded: a date, a time or a per cent shows something else. Gives the figure as
 * people type it. */
static char *
dup_typed (const char *figure, const char *shown)
{
  g_autofree char *digits = dup_digits (shown);
  double value;
  char *end, *typed;

  if (strpbrk (shown, ":%/") != NULL)
    return NULL;
  value = g_ascii_strtod (figure, &end);
  if (*end != '\0' || !isfinite (value) || fabs (value) >= 1e15)
    return NULL;
  for (int decimals = 0; decimals <= 6; decimals++)
    {
      char format[8], buffer[G_ASCII_DTOSTR_BUF_SIZE + 32];
      g_autofree char *rounded = NULL;

      g_snprintf (format, sizeof format, "%%.%df", decimals);
      rounded = dup_digits (g_ascii_formatd (buffer, sizeof buffer, format, fabs (value)));
      if (!g_str_equal (rounded, digits))
        continue;
      /* As written, unless it is longer than any figure of money is. */
      if (strpbrk (figure, "eE+") != NULL || (strchr (figure, '.') != NULL && strlen (strchr (figure, '.')) > 7))
        {
          g_ascii_formatd (buffer, sizeof buffer, "%.6f", value);
          while (g_str_has_suffix (buffer, "0"))
            buffer[strlen (buffer) - 1] = '\0';
          if (g_str_has_suffix (buffer, "."))
            buffer[strlen (buffer) - 1] = '\0';
          typed = g_strdup (buffer);
        }
      else
        typed = g_strdup (figure);
      return g_strdelimit (typed, ".", ',');
    }
  return NULL;
}

static char *
read_cell (xmlNode *cell)
{
  GString *text = g_string_new (NULL);
  g_autofree char *figure = dup_figure (cell);
  char *typed;

  append_text (text, cell->children, 0);
  while (text->len > 0 && strchr (" \n", text->str[text->len - 1]) != NULL)
    g_string_truncate (text, text->len - 1);
  /* What is shown for an empty cell. */
  if (g_str_equal (text->str, "\302\240"))
    g_string_truncate (text, 0);
  typed = figure != NULL ? dup_typed (figure, text->str) : NULL;
  if (typed == NULL)
    return g_string_free (text, FALSE);
  g_string_free (text, TRUE);
  return typed;
}

/* --- the table ---------------------------------------------------------------------------------------------------- */

typedef struct
{
  xmlNode   *table;
  guint      n_cells;
} Best;

static guint
count_cells (xmlNode *node, guint depth)
{
  guint n = 0;

  for (; node != NULL && depth < MOST_DEPTH; node = node->next)
    if (node->type == XML_ELEMENT_NODE && !is_named (node, "table"))
      n += (is_named (node, "td") || is_named (node, "th")) + count_cells (node->children, depth + 1);
  return n;
}

static void
find_table (xmlNode *node, Best *best, guint depth)
{
  for (; node != NULL && depth < MOST_DEPTH; node = node->next)
    {
      if (is_named (node, "table"))
        {
          guint n = count_cells (node->children, depth + 1);

          if (n > best->n_cells)
            *best = (Best) { node, n };
        }
      find_table (node->children, best, depth + 1);
    }
}

typedef struct
{
  GPtrArray *rows;   /* of GPtrArray of texts */
  GArray    *spans;  /* guint a column: rows that a cell above still reaches down */
  guint      n_cells;
  gboolean   has_head;
} Reading;

static guint
read_span (xmlNode *cell, const char *name, guint most)
{
  g_autofree char *text = dup_attribute (cell, name);
  guint64 span = text != NULL ? g_ascii_strtoull (text, NULL, 10) : 1;

  return (guint) CLAMP (span, 1, most);
}

/* Columns that a cell above reaches into are blank. */
static void
pass_spans (Reading *reading, GPtrArray *row)
{
  while (row->len < reading->spans->len && g_array_index (reading->spans, guint, row->len) > 0)
    {
      g_array_index (reading->spans, guint, row->len)--;
      g_ptr_array_add (row, g_strdup (""));
    }
}

static gboolean
read_row (Reading *reading, xmlNode *node)
{
  GPtrArray *row = g_ptr_array_new_with_free_func (g_free);
  gboolean only_heads = TRUE, any = FALSE;

  for (xmlNode *cell = node->children; cell != NULL; cell = cell->next)
    {
      guint across, down;

      if (!is_named (cell, "td") && !is_named (cell, "th"))
        continue;
      any = TRUE;
      only_heads &= is_named (cell, "th");
      pass_spans (reading, row);
      across = read_span (cell, "colspan", 1000);
      down = read_span (cell, "rowspan", 65534);
      reading->n_cells += across;
      if (row->len + across > MOST_COLUMNS || reading->n_cells > MOST_CELLS)
        {
          g_ptr_array_unref (row);
          return FALSE;
        }
      if (reading->spans->len < row->len + across)
        g_array_set_size (reading->spans, row->len + across);
      for (guint i = 0; i < across; i++)
        {
          g_array_index (reading->spans, guint, row->len) = down - 1;
          g_ptr_array_add (row, i == 0 ? read_cell (cell) : g_strdup (""));
        }
    }
  pass_spans (reading, row);
  if (reading->rows->len == 0)
    reading->has_head = any && (only_heads || is_named (node->parent, "thead"));
  if (row->len > 0)
    g_ptr_array_add (reading->rows, row);
  else
    g_ptr_array_unref (row);
  return TRUE;
}

static gboolean
read_rows (Reading *reading, xmlNode *node, guint depth)
{
  for (; node != NULL && depth < MOST_DEPTH; node = node->next)
    if (is_named (node, "tr"))
      {
        if (!read_row (reading, node))
          return FALSE;
      }
    else if (node->type == XML_ELEMENT_NODE && !is_named (node, "table") && !read_rows (reading, node->children, depth + 1))
      return FALSE;
  return TRUE;
}

static SekClip *
read_document (htmlDocPtr document, GError **error)
{
  Best best = { NULL, 0 };
  Reading reading = { 0 };
  gboolean whole;

  if (document != NULL)
    find_table (xmlDocGetRootElement (document), &best, 0);
  if (best.table == NULL)
    {
      g_set_error_literal (error, SEK_ERROR, SEK_ERROR_NOT_FOUND, _("What was copied has no table that could be pasted. Select the cells of a table and copy them."));
      return NULL;
    }
  reading.rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  reading.spans = g_array_new (FALSE, TRUE, sizeof (guint));
  whole = read_rows (&reading, best.table->children, 0);
  g_array_unref (reading.spans);
  if (!whole)
    {
      g_ptr_array_unref (reading.rows);
      g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED, _("The table that was copied cannot be pasted: it has more than %d cells. Copy it in parts."), MOST_CELLS);
      return NULL;
    }
  return _sek_clip_from_rows (reading.rows, reading.has_head && reading.rows->len > 1);
}

SekClip *
sek_clip_read_html (const char *data, gsize length, GError **error)
{
  g_autofree char *text = NULL;
  const char *start;
  htmlDocPtr document;
  SekClip *clip;

  if (length > MOST_BYTES)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED, _("What was copied cannot be pasted: it is larger than %d MiB. Copy it in parts."), MOST_BYTES / 1024 / 1024);
      return NULL;
    }
  text = _sek_clip_to_utf8 (data, length);
  /* Windows puts lines of its own before the page. What is no UTF-8 names its encoding, or is Latin-1. */
  start = text != NULL ? strchr (text, '<') : data;
  document = start == NULL ? NULL
             : htmlReadMemory (start, text != NULL ? (int) strlen (start) : (int) length, NULL, text != NULL ? "UTF-8" : NULL,
                               HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_COMPACT);
  clip = read_document (document, error);
  if (document != NULL)
    xmlFreeDoc (document);
  return clip;
}
