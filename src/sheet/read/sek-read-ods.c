/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "sek-read-office.h"
#include "sek-read-raised.h"

/* ods: all sheets are in content.xml, one after the other. What is repeated is written once; it is made into rows
 * again, but not without end. */

enum
{
  MOST_SHEETS = 4096,
  MOST_ROWS = 1048576,
  MOST_SPANS = 100000,
  MOST_REPEATED = 50000000, /* cells that come from rows that are repeated */
};

#define CONTENT "content.xml"

typedef struct
{
  SekReader  *reader;
  SekReadZip *zip;
  SekReadXml     *xml;
  /* The list of sheets. */
  GHashTable *hidden;   /* names of styles of sheets that are not shown */
  GHashTable *raising;  /* and of texts that are raised */
  char       *style;    /* that is read */
  gboolean    listing;
  /* The place. */
  guint       tables;   /* begun so far */
  guint       depth;    /* of tables within tables */
  guint       skip;     /* depth within what is not read */
  guint64     row, rows;  /* before the one that is read; how often that stands */
  guint64     column, columns;
  guint64     repeated;
  gboolean    in_cell, covered, error, formula;
  guint       paragraphs, in_paragraph;
  guint       in_raised; /* spans, from the one that is raised on */
  guint       across;
  guint64     down;
  char       *type, *value, *expression;
  GString    *text;
  GString    *raised;
  GString    *exact;
} Ods;

static void
stop (Ods *self, SekError code, const char *reason)
{
  g_autofree char *cell = _sek_read_name_cell ((guint) MIN (self->column, SEK_READ_MOST_COLUMNS), self->row + 1);
  GError *error = NULL;

  _sek_reader_fail (self->reader, &error, code, _("Cell %s of “%s”: %s"), cell,
                    sek_reader_get_sheet_name (self->reader, self->reader->sheet), reason);
  sek_read_xml_stop (self->xml, error);
}

/* --- a cell ------------------------------------------------------------------------------------------------------- */

/* LibreOffice says of an error that it is a text, and beside it that it is an error. */
static gboolean
is_error (const SekReadXmlAttributes *attributes)
{
  for (int i = 0; i < attributes->n; i++)
    {
      const unsigned char **each = attributes->values + 5 * i;

      if (each[2] != NULL && strstr ((const char *) each[2], ":calcext") != NULL
          && strcmp ((const char *) each[0], "value-type") == 0)
        return each[4] - each[3] == 5 && memcmp (each[3], "error", 5) == 0;
    }
  return FALSE;
}

static void
start_cell (Ods *self, const SekReadXmlAttributes *attributes, gboolean covered)
{
  static const char *const values[] = { "value", "date-value", "time-value", "boolean-value", "string-value" };

  self->in_cell = TRUE;
  self->covered = covered;
  self->columns = MAX (1, sek_read_xml_number (attributes, "number-columns-repeated", G_MAXINT32, 1));
  self->across = (guint) CLAMP (sek_read_xml_number (attributes, "number-columns-spanned", SEK_READ_MOST_COLUMNS, 1), 1,
                                SEK_READ_MOST_COLUMNS);
  self->down = CLAMP (sek_read_xml_number (attributes, "number-rows-spanned", MOST_ROWS, 1), 1, MOST_ROWS);
  self->paragraphs = self->in_paragraph = self->in_raised = 0;
  self->error = is_error (attributes);
  g_string_truncate (self->text, 0);
  g_string_truncate (self->raised, 0);
  g_clear_pointer (&self->type, g_free);
  g_clear_pointer (&self->value, g_free);
  g_clear_pointer (&self->expression, g_free);
  if (attributes->n == 0)
    return;
  self->type = sek_read_xml_dup (attributes, "value-type");
  self->expression = sek_read_xml_dup (attributes, "formula");
  for (guint i = 0; self->type != NULL && self->value == NULL && i < G_N_ELEMENTS (values); i++)
    self->value = sek_read_xml_dup (attributes, values[i]);
}

/* "PT36H30M00S" as "36:30:00", in place of itself. */
static void
read_duration (char *value)
{
  guint hours, minutes, seconds;

  if (sscanf (value, "PT%5uH%2uM%2u", &hours, &minutes, &seconds) == 3)
    g_snprintf (value, strlen (value) + 1, "%02u:%02u:%02u", hours, minutes, seconds);
}

static void
read_digits (const char *text, GString *digits)
{
  g_string_truncate (digits, 0);
  for (const char *c = text; *c != '\0'; c++)
    if (g_ascii_isdigit (*c) && (digits->len > 0 || *c != '0'))
      g_string_append_c (digits, *c);
}

/* Whether the digits of one are those of the other, as most cells' are. */
static gboolean
has_digits_of (const char *text, const char *other)
{
  gboolean begun = FALSE;

  for (;; text++, other++)
    {
      while (*text != '\0' && (!g_ascii_isdigit (*text) || (!begun && *text == '0')))
        text++;
      while (*other != '\0' && (!g_ascii_isdigit (*other) || (!begun && *other == '0')))
        other++;
      if (*text != *other || *text == '\0')
        return *text == *other;
      begun = TRUE;
    }
}

/* A format can leave thousands out («255» of 255 000). What a person sees and means is the figure as it is shown: exact
 * becomes that, in full. */
static gboolean
is_shown_smaller (Ods *self)
{
  g_autoptr (GString) shown = NULL, rounded = NULL;
  g_autofree char *exact = NULL;

  if (has_digits_of (self->text->str, self->exact->str) || strpbrk (self->text->str, "0123456789") == NULL
      || strpbrk (self->text->str, "Ee:/%") != NULL)
    return FALSE;
  shown = g_string_new (NULL);
  rounded = g_string_new (NULL);
  exact = g_strdup (self->exact->str);
  read_digits (self->text->str, shown);
  for (guint scale = 0; scale <= 9; scale += 3)
    for (int decimals = 0; decimals <= 9; decimals++)
      {
        gint64 figure;
        g_autofree char *digits = NULL;

        g_string_assign (self->exact, exact);
        sek_number_shift (self->exact, -(int) scale);
        if (!sek_number_scale (self->exact->str, decimals, &figure))
          break;
        digits = g_strdup_printf ("%" G_GINT64_FORMAT, figure);
        read_digits (digits, rounded);
        if (g_str_equal (rounded->str, shown->str))
          return scale > 0;
      }
  g_string_assign (self->exact, exact);
  return FALSE;
}

static SekReadKind
get_kind (Ods *self, const char **text, SekDate *date)
{
  *text = self->value != NULL ? self->value : self->text->str;
  *date = 0;
  if (self->error)
    {
      *text = self->text->len > 0 ? self->text->str : "#N/A";
      return SEK_READ_ERROR;
    }
  if (self->type == NULL || g_str_equal (self->type, "string"))
    {
      if (*self->text->str == '\0' && self->expression != NULL && self->type == NULL)
        {
          *text = strchr (self->expression, '=') != NULL ? strchr (self->expression, '=') : "=";
          return SEK_READ_ERROR;
        }
      /* What is shown has its lines. */
      *text = self->text->len > 0 || self->value == NULL ? self->text->str : self->value;
      return SEK_READ_TEXT;
    }
  if (g_str_equal (self->type, "date"))
    {
      if (self->value != NULL && strlen (self->value) > 10 && self->value[10] == 'T')
        {
          self->value[10] = ' ';
          if (g_str_has_prefix (self->value + 11, "00:00:00"))
            self->value[10] = '\0';
        }
      *date = _sek_read_iso_date (*text);
      return *date != 0 ? SEK_READ_DATE : SEK_READ_TEXT;
    }
  if (g_str_equal (self->type, "boolean"))
    {
      *text = strcmp (*text, "true") == 0 ? "1" : "0";
      return SEK_READ_BOOLEAN;
    }
  if (g_str_equal (self->type, "time"))
    {
      if (self->value != NULL)
        read_duration (self->value);
      return SEK_READ_TEXT;
    }
  if (!sek_number_canonical (*text, self->exact))
    return SEK_READ_ERROR;
  if (self->value != NULL && !g_str_equal (self->type, "percentage") && is_shown_smaller (self))
    *text = self->exact->str;
  return SEK_READ_NUMBER;
}

static void
end_cell (Ods *self)
{
  SekReadBlock *block = &self->reader->block;
  const char *text = "";
  SekReadKind kind;
  SekDate date = 0;
  gsize length;

  self->in_cell = FALSE;
  sek_read_raised_finish (self->text, self->raised);
  kind = self->covered ? SEK_READ_BLANK : get_kind (self, &text, &date);
  length = strlen (text);
  if ((self->across > 1 || self->down > 1) && self->reader->spans->len < MOST_SPANS
      && self->column < SEK_READ_MOST_COLUMNS)
    g_array_append_val (self->reader->spans,
                        ((SekReadSpan) { self->row + 1, (guint) self->column, self->across, (guint) self->down }));
  if (length == 0)
    {
      self->column += self->columns;
      return;
    }
  if (self->column + self->columns > SEK_READ_MOST_COLUMNS)
    {
      stop (self, SEK_ERROR_REFUSED, _("the row is longer than a spreadsheet’s rows can be."));
      return;
    }
  if (block->texts->len - block->start + length * self->columns > SEK_READ_MOST_ROW)
    {
      stop (self, SEK_ERROR_REFUSED, _("the row has too much text."));
      return;
    }
  _sek_read_block_fill (block, (guint) self->column);
  for (guint64 i = 0; i < self->columns; i++)
    {
      SekReadCell *cell = _sek_read_block_add (block, kind, text, length);

      cell->date = date;
      cell->across = (guint16) self->across;
      cell->down = (guint32) self->down;
      if (self->expression != NULL)
        cell->flags |= SEK_READ_FORMULA;
      if (kind == SEK_READ_NUMBER && g_str_equal (self->type, "percentage"))
        cell->flags |= SEK_READ_PERCENT;
      if (kind == SEK_READ_NUMBER)
        _sek_read_block_set_number (block, self->exact->str);
    }
  self->column += self->columns;
}

/* --- its text ----------------------------------------------------------------------------------------------------- */

static void
append_blanks (Ods *self, guint64 n)
{
  for (guint64 i = 0; i < n && self->text->len < SEK_READ_MOST_CELL; i++)
    g_string_append_c (self->text, ' ');
}

/* White space is one blank, and none at the beginning of a paragraph. */
static void
text_cb (gpointer data, const char *text, gsize length)
{
  Ods *self = data;
  GString *into = self->in_raised > 0 ? self->raised : self->text;

  if (self->in_paragraph == 0 || self->skip > 0 || !self->in_cell)
    return;
  if (into->len + length > SEK_READ_MOST_CELL)
    {
      stop (self, SEK_ERROR_REFUSED, _("it has more than 1 MiB of text."));
      return;
    }
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (text[i]))
      g_string_append_c (into, text[i]);
    else if (into->len > 0 && into->str[into->len - 1] != '\n' && into->str[into->len - 1] != ' ')
      g_string_append_c (into, ' ');
}

static gboolean
start_text (Ods *self, const char *name, const SekReadXmlAttributes *attributes)
{
  if (strcmp (name, "p") == 0)
    {
      if (self->paragraphs++ > 0)
        g_string_append_c (self->text, '\n');
      self->in_paragraph++;
    }
  else if (self->in_paragraph == 0)
    {
      return FALSE;
    }
  else if (strcmp (name, "span") == 0)
    {
      g_autofree char *style = sek_read_xml_dup (attributes, "style-name");

      if (self->in_raised > 0 || (style != NULL && g_hash_table_contains (self->raising, style)))
        self->in_raised++;
    }
  else if (strcmp (name, "s") == 0)
    {
      append_blanks (self, sek_read_xml_number (attributes, "c", 10000, 1));
    }
  else if (strcmp (name, "tab") == 0 || strcmp (name, "line-break") == 0)
    {
      g_string_append_c (self->text, *name == 't' ? '\t' : '\n');
    }
  return TRUE;
}

/* --- rows and sheets ---------------------------------------------------------------------------------------------- */

/* Comments, pictures and the like stand within cells and are none. */
static gboolean
is_beside (const char *name)
{
  static const char *const names[] = {
    "annotation", "frame", "shapes", "forms", "tracked-changes", "dde-links", "ruby-text", "custom-shape", "g", NULL,
  };

  return g_strv_contains (names, name);
}

static void
end_row (Ods *self)
{
  SekReadBlock *block = &self->reader->block;
  guint n = _sek_read_block_n_cells (block);

  if (n > 0)
    {
      self->repeated += self->rows > 1 ? self->rows * n : 0;
      if (self->row + self->rows > MOST_ROWS || self->repeated > MOST_REPEATED)
        {
          self->column = 0;
          stop (self, SEK_ERROR_REFUSED,
                _("the row is repeated more often than a spreadsheet can have rows, or is too long to be repeated so "
                  "often."));
          return;
        }
      _sek_read_block_end_row (block, self->row + 1, 0);
      _sek_read_block_repeat_row (block, (guint) self->rows);
    }
  self->row += self->rows;
}

static void
start_table (Ods *self, const SekReadXmlAttributes *attributes)
{
  if (self->depth++ > 0)
    return;
  self->tables++;
  if (self->listing)
    {
      g_autofree char *name = sek_read_xml_dup (attributes, "name"),
                      *style = sek_read_xml_dup (attributes, "style-name");

      if (self->tables <= MOST_SHEETS)
        _sek_reader_add_sheet (self->reader, name != NULL ? name : "",
                               style != NULL && g_hash_table_contains (self->hidden, style));
    }
}

/* "super 58%", or how far: "33% 58%". */
static gboolean
raises (const SekReadXmlAttributes *attributes)
{
  g_autofree char *position = sek_read_xml_dup (attributes, "text-position");

  return position != NULL && (g_str_has_prefix (position, "super") || g_ascii_strtod (position, NULL) > 0);
}

static void
start_cb (gpointer data, const char *name, const SekReadXmlAttributes *attributes)
{
  Ods *self = data;

  if (self->skip > 0 || is_beside (name))
    {
      self->skip++;
      return;
    }
  if (strcmp (name, "table") == 0)
    {
      start_table (self, attributes);
      return;
    }
  if (self->listing && strcmp (name, "style") == 0)
    {
      g_free (self->style);
      self->style = sek_read_xml_dup (attributes, "name");
    }
  else if (self->listing && strcmp (name, "table-properties") == 0 && self->style != NULL
           && sek_read_xml_is (attributes, "display", "false"))
    {
      g_hash_table_add (self->hidden, g_strdup (self->style));
    }
  else if (self->listing && strcmp (name, "text-properties") == 0 && self->style != NULL && raises (attributes))
    {
      g_hash_table_add (self->raising, g_strdup (self->style));
    }
  if (self->listing || self->depth != 1 || self->tables != self->reader->sheet + 1)
    return;
  if (self->in_cell && start_text (self, name, attributes))
    return;
  if (strcmp (name, "table-cell") == 0)
    {
      start_cell (self, attributes, FALSE);
    }
  else if (strcmp (name, "covered-table-cell") == 0)
    {
      start_cell (self, attributes, TRUE);
    }
  else if (strcmp (name, "table-row") == 0)
    {
      const char *visibility;
      gsize length;

      self->column = 0;
      self->rows = MAX (1, sek_read_xml_number (attributes, "number-rows-repeated", G_MAXINT32, 1));
      if (sek_read_xml_find (attributes, "visibility", &visibility, &length) && length > 0 && *visibility != 'v'
          && self->rows < 1000)
        _sek_reader_note (self->reader, _("“%s” has hidden rows. They are read like the others."),
                          sek_reader_get_sheet_name (self->reader, self->reader->sheet));
    }
}

static void
end_cb (gpointer data, const char *name)
{
  Ods *self = data;

  if (self->skip > 0)
    {
      self->skip--;
      return;
    }
  if (strcmp (name, "table") == 0)
    {
      self->depth -= self->depth > 0;
      /* The rest of the file is other sheets. */
      if (!self->listing && self->depth == 0 && self->tables == self->reader->sheet + 1)
        sek_read_xml_stop (self->xml, NULL);
      return;
    }
  if (self->listing || self->depth != 1 || self->tables != self->reader->sheet + 1)
    return;
  if (strcmp (name, "p") == 0)
    self->in_paragraph -= self->in_paragraph > 0;
  else if (strcmp (name, "span") == 0 && self->in_raised > 0)
    {
      if (--self->in_raised == 0)
        sek_read_raised_end (self->text, self->raised);
    }
  else if (self->in_cell && (strcmp (name, "table-cell") == 0 || strcmp (name, "covered-table-cell") == 0))
    end_cell (self);
  else if (strcmp (name, "table-row") == 0)
    end_row (self);
}

static const SekReadXmlHandler handler = { SEK_READ_ODF_SPACES, start_cb, end_cb, text_cb };

static gboolean
fill (SekReader *reader, GError **error)
{
  Ods *self = reader->state;

  _sek_read_block_shift (&reader->block);
  if (!sek_read_xml_step (self->xml, &reader->ended, error))
    return FALSE;
  return _sek_read_check_block (reader, error);
}

static gboolean
rewind_sheet (SekReader *reader, GError **error)
{
  Ods *self = reader->state;

  g_clear_pointer (&self->xml, sek_read_xml_free);
  self->listing = self->in_cell = FALSE;
  self->tables = self->depth = self->skip = 0;
  self->row = self->repeated = 0;
  self->xml = sek_read_xml_new (self->zip, CONTENT, &handler, self, error);
  return self->xml != NULL;
}

static void
ods_free (SekReader *reader)
{
  Ods *self = reader->state;

  g_clear_pointer (&self->xml, sek_read_xml_free);
  sek_read_zip_free (self->zip);
  g_hash_table_unref (self->hidden);
  g_hash_table_unref (self->raising);
  g_string_free (self->text, TRUE);
  g_string_free (self->raised, TRUE);
  g_string_free (self->exact, TRUE);
  g_free (self->style);
  g_free (self->type);
  g_free (self->value);
  g_free (self->expression);
  g_free (self);
}

static gboolean
list_sheets (Ods *self, GError **error)
{
  gboolean ended = FALSE, good;

  self->listing = TRUE;
  self->xml = sek_read_xml_new (self->zip, CONTENT, &handler, self, error);
  good = self->xml != NULL;
  while (good && !ended)
    good = !g_cancellable_set_error_if_cancelled (self->reader->cancellable, error)
           && sek_read_xml_step (self->xml, &ended, error);
  if (good && self->reader->sheets->len == 0)
    {
      _sek_reader_fail (self->reader, error, SEK_ERROR_NOT_FOUND, _("The workbook has no sheet with cells."));
      return FALSE;
    }
  return good;
}

gboolean
_sek_read_ods_open (SekReader *reader, SekReadZip *zip, GError **error)
{
  static const SekReaderClass klass = { fill, rewind_sheet, ods_free };
  Ods *self = g_new0 (Ods, 1);

  self->reader = reader;
  self->zip = zip;
  self->hidden = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->raising = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->text = g_string_new (NULL);
  self->raised = g_string_new (NULL);
  self->exact = g_string_new (NULL);
  reader->klass = &klass;
  reader->state = self;
  reader->format = SEK_READ_ODS;
  _sek_read_created (reader, zip, "meta.xml");
  return list_sheets (self, error) && _sek_read_select_first (reader, error);
}
