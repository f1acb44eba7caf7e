/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-read-office.h"
#include "sek-read-raised.h"
#include "sek-read-strings.h"
#include "sek-read-xlsx-style.h"

/* xlsx: a workbook that names its sheets, relations that say where each is, shared strings, styles, and sheets that are
 * read as they stream. */

enum
{
  MOST_SHEETS = 4096,
  MOST_ROWS = 1048576,
  MOST_SPANS = 100000,
  MOST_FORMULA = 200,
  MOST_FILLED = 100000000, /* blank cells before others, which cost a file nothing */
};

typedef enum
{
  HOLD_NOTHING,
  HOLD_VALUE,
  HOLD_INLINE,
  HOLD_FORMULA,
} Hold;

typedef struct
{
  SekReader      *reader;
  SekReadZip     *zip;
  SekReadStrings *strings;
  SekReadXlsxStyles  *styles;
  GPtrArray      *parts;     /* one a sheet; NULL for a sheet without cells, such as a chart */
  gboolean        from_1904;

  SekReadXml         *xml;       /* the sheet that is read */
  guint64         row;
  guint           column;    /* of the cell that is read */
  guint           next;      /* column */
  guint64         filled;
  char            type;      /* 's'hared, 'i'nline, 't' formula's text, 'b', 'e', 'd'ate, 'n' */
  guint64         style;
  SekXlsxSection  shown;     /* of a number */
  Hold            hold;
  gboolean        has_value, has_inline, has_formula, in_cell, in_inline, in_raised;
  guint           in_phonetic;
  GString        *value;
  GString        *inlined;
  GString        *raised;
  GString        *formula;
  GString        *exact;
} Xlsx;

/* --- the workbook ------------------------------------------------------------------------------------------------- */

typedef struct
{
  GHashTable *targets;   /* id → part, of worksheets */
  char       *strings;
  char       *styles;
  char       *workbook;
  char       *properties;
  const char *folder;
  Xlsx       *xlsx;
} Workbook;

/* "../sheets/a.xml" or "/xl/a.xml" from a folder "xl/". */
static char *
resolve (const char *folder, const char *target)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *path = *target == '/' ? g_strdup (target + 1) : g_strconcat (folder, target, NULL);
  g_auto (GStrv) given = g_strsplit (path, "/", -1);
  char *joined;

  for (char **step = given; *step != NULL; step++)
    if (g_str_equal (*step, ".."))
      g_ptr_array_set_size (steps, MAX ((int) steps->len - 1, 0));
    else if (**step != '\0' && !g_str_equal (*step, "."))
      g_ptr_array_add (steps, g_strdup (*step));
  g_ptr_array_add (steps, NULL);
  joined = g_strjoinv ("/", (char **) steps->pdata);
  g_ptr_array_unref (steps);
  return joined;
}

static void
replace (char **field, char **value)
{
  g_free (*field);
  *field = g_steal_pointer (value);
}

static void
relation_cb (gpointer data, const char *name, const SekReadXmlAttributes *attributes)
{
  Workbook *self = data;
  g_autofree char *id = NULL, *type = NULL, *target = NULL, *part = NULL;

  if (strcmp (name, "Relationship") != 0 || sek_read_xml_is (attributes, "TargetMode", "External"))
    return;
  id = sek_read_xml_dup (attributes, "Id");
  type = sek_read_xml_dup (attributes, "Type");
  target = sek_read_xml_dup (attributes, "Target");
  if (id == NULL || type == NULL || target == NULL)
    return;
  part = resolve (self->folder, target);
  if (g_str_has_suffix (type, "/worksheet"))
    g_hash_table_replace (self->targets, g_steal_pointer (&id), g_steal_pointer (&part));
  else if (g_str_has_suffix (type, "/sharedStrings"))
    replace (&self->strings, &part);
  else if (g_str_has_suffix (type, "/styles"))
    replace (&self->styles, &part);
  else if (g_str_has_suffix (type, "/officeDocument"))
    replace (&self->workbook, &part);
  else if (g_str_has_suffix (type, "/core-properties"))
    replace (&self->properties, &part);
}

static void
ignore_end_cb (gpointer data, const char *name)
{
}

static void
workbook_cb (gpointer data, const char *name, const SekReadXmlAttributes *attributes)
{
  Workbook *self = data;

  if (strcmp (name, "workbookPr") == 0)
    {
      self->xlsx->from_1904 = sek_read_xml_is (attributes, "date1904", "1")
                              || sek_read_xml_is (attributes, "date1904", "true");
    }
  else if (strcmp (name, "sheet") == 0 && self->xlsx->parts->len < MOST_SHEETS)
    {
      g_autofree char *title = sek_read_xml_dup (attributes, "name");
      g_autofree char *id = sek_read_xml_dup_of (attributes, "/relationships", "id");
      const char *part = id != NULL ? g_hash_table_lookup (self->targets, id) : NULL;

      /* Charts and macros are sheets too. */
      if (part == NULL)
        return;
      _sek_reader_add_sheet (self->xlsx->reader, title != NULL ? title : "",
                             sek_read_xml_is (attributes, "state", "hidden")
                                 || sek_read_xml_is (attributes, "state", "veryHidden"));
      g_ptr_array_add (self->xlsx->parts, g_strdup (part));
    }
}

static gboolean
read_relations (Workbook *workbook, const char *part, const char *folder, GError **error)
{
  static const SekReadXmlHandler handler = { NULL, relation_cb, ignore_end_cb, NULL };

  workbook->folder = folder;
  return sek_read_xml_read (workbook->xlsx->zip, part, &handler, workbook, error);
}

static gboolean
read_workbook (Xlsx *self, GError **error)
{
  static const SekReadXmlHandler handler = { NULL, workbook_cb, ignore_end_cb, NULL };
  Workbook workbook = { .xlsx = self, .targets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free) };
  g_autofree char *folder = NULL, *relations = NULL, *base = NULL;
  gboolean good = !sek_read_zip_has (self->zip, "_rels/.rels") || read_relations (&workbook, "_rels/.rels", "", error);

  if (workbook.workbook == NULL)
    workbook.workbook = g_strdup ("xl/workbook.xml");
  folder = g_strndup (workbook.workbook, strrchr (workbook.workbook, '/') != NULL
                                             ? (gsize) (strrchr (workbook.workbook, '/') - workbook.workbook) + 1
                                             : 0);
  base = g_path_get_basename (workbook.workbook);
  relations = g_strconcat (folder, "_rels/", base, ".rels", NULL);
  good = good && read_relations (&workbook, relations, folder, error)
         && sek_read_xml_read (self->zip, workbook.workbook, &handler, &workbook, error);
  if (good && self->parts->len == 0)
    {
      _sek_reader_fail (self->reader, error, SEK_ERROR_NOT_FOUND, _("The workbook has no sheet with cells."));
      good = FALSE;
    }
  self->styles = good ? sek_read_xlsx_styles (self->zip, workbook.styles, error) : NULL;
  if (good && workbook.properties != NULL)
    _sek_read_created (self->reader, self->zip, workbook.properties);
  self->strings = self->styles != NULL ? sek_read_strings_new (self->zip, self->reader, workbook.strings, error) : NULL;
  g_hash_table_unref (workbook.targets);
  g_free (workbook.strings);
  g_free (workbook.styles);
  g_free (workbook.workbook);
  g_free (workbook.properties);
  return self->strings != NULL;
}

/* --- cells -------------------------------------------------------------------------------------------------------- */

/* "C12" of a cell, and the rest behind it. FALSE when it is none. */
static gboolean
read_place (const char *text, gsize length, guint *column, guint64 *row, gsize *used)
{
  gsize at = 0;

  *column = 0;
  *row = 0;
  for (; at < length && g_ascii_isalpha (text[at]) && *column < SEK_READ_MOST_COLUMNS; at++)
    *column = *column * 26 + (guint) (g_ascii_toupper (text[at]) - 'A' + 1);
  for (; at < length && g_ascii_isdigit (text[at]) && *row <= MOST_ROWS; at++)
    *row = *row * 10 + (guint64) (text[at] - '0');
  *used = at;
  if (*column == 0 || *column > SEK_READ_MOST_COLUMNS || *row == 0 || *row > MOST_ROWS)
    return FALSE;
  *column -= 1;
  return TRUE;
}

static void
stop (Xlsx *self, SekError code, const char *reason)
{
  g_autofree char *cell = _sek_read_name_cell (self->column, self->row);
  GError *error = NULL;

  _sek_reader_fail (self->reader, &error, code, _("Cell %s of “%s”: %s"), cell,
                    sek_reader_get_sheet_name (self->reader, self->reader->sheet), reason);
  sek_read_xml_stop (self->xml, error);
}

static void
start_row (Xlsx *self, const SekReadXmlAttributes *attributes)
{
  guint64 row = sek_read_xml_number (attributes, "r", MOST_ROWS, self->row + 1);

  self->column = 0;
  self->next = 0;
  if (row <= self->row || row > MOST_ROWS)
    {
      stop (self, SEK_ERROR_DAMAGED, _("the rows are not in order. Open the file in a spreadsheet and save it anew."));
      return;
    }
  self->row = row;
  if (sek_read_xml_is (attributes, "hidden", "1"))
    _sek_reader_note (self->reader, _("“%s” has hidden rows. They are read like the others."),
                      sek_reader_get_sheet_name (self->reader, self->reader->sheet));
}

static void
start_cell (Xlsx *self, const SekReadXmlAttributes *attributes)
{
  guint64 row;
  const char *value;
  gsize length, used;

  if (!sek_read_xml_find (attributes, "r", &value, &length))
    self->column = self->next;
  else if (!read_place (value, length, &self->column, &row, &used) || used != length || self->column < self->next)
    stop (self, SEK_ERROR_DAMAGED, _("the cells are not in order. Open the file in a spreadsheet and save it anew."));
  self->next = self->column + 1;
  if (self->next > SEK_READ_MOST_COLUMNS)
    stop (self, SEK_ERROR_REFUSED, _("the row is longer than a spreadsheet’s rows can be."));
  self->type = 'n';
  if (sek_read_xml_find (attributes, "t", &value, &length) && length > 0)
    self->type = length >= 3 && memcmp (value, "str", 3) == 0 ? 't' : *value;
  self->style = sek_read_xml_number (attributes, "s", G_MAXUINT32, 0);
  self->has_value = self->has_inline = self->has_formula = self->in_inline = self->in_raised = FALSE;
  self->in_cell = TRUE;
  self->in_phonetic = 0;
  g_string_truncate (self->value, 0);
  g_string_truncate (self->inlined, 0);
  g_string_truncate (self->raised, 0);
  g_string_truncate (self->formula, 0);
}

static void
add (Xlsx *self, SekReadKind kind, const char *text, gsize length)
{
  SekReadBlock *block = &self->reader->block;
  SekReadCell *cell;

  if (length == 0)
    return;
  if (block->texts->len - block->start + length > SEK_READ_MOST_ROW)
    {
      stop (self, SEK_ERROR_REFUSED, _("the row has too much text."));
      return;
    }
  self->filled += self->column - MIN (self->column, _sek_read_block_n_cells (block));
  if (self->filled > MOST_FILLED)
    {
      stop (self, SEK_ERROR_REFUSED,
            _("the rows have so many blank cells before it that the sheet would fill the machine’s memory."));
      return;
    }
  _sek_read_block_fill (block, self->column);
  cell = _sek_read_block_add (block, kind, text, length);
  if (self->has_formula)
    cell->flags |= SEK_READ_FORMULA;
  if (kind == SEK_READ_NUMBER && self->shown.shown == SEK_XLSX_PER_CENT)
    cell->flags |= SEK_READ_PERCENT;
}

static void
add_number (Xlsx *self)
{
  char text[32];
  SekDate date;

  self->shown = sek_read_xlsx_styles_get (self->styles, self->style, self->value->str);
  if (self->shown.shown == SEK_XLSX_DATE && sek_xlsx_read_date (self->value->str, self->from_1904, &date, text))
    {
      add (self, SEK_READ_DATE, text, strlen (text));
      if (_sek_read_block_n_cells (&self->reader->block) > self->column)
        _sek_read_block_last (&self->reader->block)->date = date;
    }
  else if (self->shown.shown == SEK_XLSX_TIME && sek_xlsx_read_time (self->value->str, text))
    {
      add (self, SEK_READ_TEXT, text, strlen (text));
    }
  else if (sek_number_canonical (self->value->str, self->exact))
    {
      /* What a person sees and means is the figure as it is shown: thousands. */
      if (self->shown.scale > 0)
        {
          sek_number_shift (self->exact, -(int) self->shown.scale);
          g_string_assign (self->value, self->exact->str);
        }
      add (self, SEK_READ_NUMBER, self->value->str, self->value->len);
      if (_sek_read_block_n_cells (&self->reader->block) > self->column)
        _sek_read_block_set_number (&self->reader->block, self->exact->str);
    }
  else
    {
      add (self, SEK_READ_ERROR, self->value->str, self->value->len);
    }
}

/* A text within the cell is its value where the cell says so, or has no other. */
static void
settle_text (Xlsx *self)
{
  sek_read_raised_finish (self->inlined, self->raised);
  if (!self->has_inline || (self->type != 'i' && self->has_value))
    return;
  g_string_assign (self->value, self->inlined->str);
  self->type = 'i';
}

static void
end_cell (Xlsx *self)
{
  const char *text;
  gsize length;
  SekDate date;

  self->in_cell = FALSE;
  settle_text (self);
  if (self->has_formula && self->value->len == 0 && self->type != 't')
    {
      g_string_prepend_c (self->formula, '=');
      add (self, SEK_READ_ERROR, self->formula->str, self->formula->len);
      _sek_reader_note (self->reader,
                        _("“%s” has formulas without values. Open the file in a spreadsheet and save it, so that they "
                          "are computed."),
                        sek_reader_get_sheet_name (self->reader, self->reader->sheet));
      return;
    }
  if (self->value->len == 0)
    return;
  switch (self->type)
    {
    case 's':
      if (sek_read_strings_get (self->strings, g_ascii_strtoull (self->value->str, NULL, 10), &text, &length))
        add (self, SEK_READ_TEXT, text, length);
      else
        stop (self, SEK_ERROR_DAMAGED,
              _("its text is missing in the file. Open the file in a spreadsheet and save it anew."));
      break;
    case 't':
    case 'i':
      sek_read_unescape (self->value);
      add (self, SEK_READ_TEXT, self->value->str, self->value->len);
      break;
    case 'b':
      add (self, SEK_READ_BOOLEAN, *self->value->str == '0' || *self->value->str == 'f' ? "0" : "1", 1);
      break;
    case 'e':
      add (self, SEK_READ_ERROR, self->value->str, self->value->len);
      break;
    case 'd':
      if (self->value->len > 10 && self->value->str[10] == 'T')
        self->value->str[10] = ' ';
      text = self->value->str;
      date = _sek_read_iso_date (text);
      add (self, date != 0 ? SEK_READ_DATE : SEK_READ_TEXT, text, self->value->len);
      if (date != 0 && _sek_read_block_n_cells (&self->reader->block) > self->column)
        _sek_read_block_last (&self->reader->block)->date = date;
      break;
    default:
      add_number (self);
      break;
    }
}

/* --- a sheet ------------------------------------------------------------------------------------------------------ */

static void
add_span (Xlsx *self, const SekReadXmlAttributes *attributes)
{
  guint from_column, to_column;
  guint64 from_row, to_row;
  gsize length, used, rest;
  const char *value;

  if (self->reader->spans->len >= MOST_SPANS || !sek_read_xml_find (attributes, "ref", &value, &length)
      || !read_place (value, length, &from_column, &from_row, &used) || used >= length || value[used] != ':'
      || !read_place (value + used + 1, length - used - 1, &to_column, &to_row, &rest) || to_column < from_column
      || to_row < from_row)
    return;
  g_array_append_val (self->reader->spans, ((SekReadSpan) { from_row, from_column, to_column - from_column + 1,
                                                            (guint) (to_row - from_row + 1) }));
}

static void
start_cb (gpointer data, const char *name, const SekReadXmlAttributes *attributes)
{
  Xlsx *self = data;

  if (strcmp (name, "c") == 0)
    {
      start_cell (self, attributes);
    }
  else if (strcmp (name, "v") == 0)
    {
      self->hold = self->has_value ? HOLD_NOTHING : HOLD_VALUE;
      self->has_value = TRUE;
    }
  else if (strcmp (name, "is") == 0)
    {
      self->in_inline = self->has_inline = self->in_cell;
    }
  else if (strcmp (name, "t") == 0)
    {
      self->hold = self->in_inline && self->in_phonetic == 0 ? HOLD_INLINE : HOLD_NOTHING;
    }
  else if (strcmp (name, "vertAlign") == 0)
    {
      self->in_raised = self->in_inline && sek_read_xml_is (attributes, "val", "superscript");
    }
  else if (strcmp (name, "f") == 0)
    {
      self->has_formula = TRUE;
      self->hold = HOLD_FORMULA;
    }
  else if (strcmp (name, "rPh") == 0)
    {
      self->in_phonetic++;
    }
  else if (strcmp (name, "row") == 0)
    {
      start_row (self, attributes);
    }
  else if (strcmp (name, "mergeCell") == 0)
    {
      add_span (self, attributes);
    }
}

static void
end_cb (gpointer data, const char *name)
{
  Xlsx *self = data;

  self->hold = HOLD_NOTHING;
  if (strcmp (name, "c") == 0)
    end_cell (self);
  else if (strcmp (name, "rPh") == 0)
    self->in_phonetic -= self->in_phonetic > 0;
  else if (strcmp (name, "is") == 0)
    self->in_inline = FALSE;
  else if (strcmp (name, "r") == 0 && self->in_raised)
    {
      self->in_raised = FALSE;
      sek_read_raised_end (self->inlined, self->raised);
    }
  else if (strcmp (name, "row") == 0 && _sek_read_block_n_cells (&self->reader->block) > 0)
    _sek_read_block_end_row (&self->reader->block, self->row, 0);
}

static void
text_cb (gpointer data, const char *text, gsize length)
{
  Xlsx *self = data;
  GString *into = self->hold == HOLD_VALUE ? self->value : self->in_raised ? self->raised : self->inlined;

  if (!self->in_cell || self->hold == HOLD_NOTHING)
    return;
  if (self->hold == HOLD_FORMULA)
    {
      if (self->formula->len + length <= MOST_FORMULA)
        g_string_append_len (self->formula, text, (gssize) length);
    }
  else if (into->len + length > SEK_READ_MOST_CELL)
    {
      stop (self, SEK_ERROR_REFUSED, _("it has more than 1 MiB of text."));
    }
  else
    {
      g_string_append_len (into, text, (gssize) length);
    }
}

static gboolean
fill (SekReader *reader, GError **error)
{
  Xlsx *self = reader->state;

  _sek_read_block_shift (&reader->block);
  if (!sek_read_xml_step (self->xml, &reader->ended, error))
    return FALSE;
  return _sek_read_check_block (reader, error);
}

static gboolean
rewind_sheet (SekReader *reader, GError **error)
{
  static const SekReadXmlHandler handler = { NULL, start_cb, end_cb, text_cb };
  Xlsx *self = reader->state;

  g_clear_pointer (&self->xml, sek_read_xml_free);
  self->row = self->filled = 0;
  self->in_cell = FALSE;
  self->hold = HOLD_NOTHING;
  self->xml = sek_read_xml_new (self->zip, self->parts->pdata[reader->sheet], &handler, self, error);
  return self->xml != NULL;
}

static void
xlsx_free (SekReader *reader)
{
  Xlsx *self = reader->state;

  g_clear_pointer (&self->xml, sek_read_xml_free);
  sek_read_strings_free (self->strings);
  sek_read_xlsx_styles_free (self->styles);
  g_ptr_array_unref (self->parts);
  sek_read_zip_free (self->zip);
  g_string_free (self->value, TRUE);
  g_string_free (self->inlined, TRUE);
  g_string_free (self->raised, TRUE);
  g_string_free (self->formula, TRUE);
  g_string_free (self->exact, TRUE);
  g_free (self);
}

gboolean
_sek_read_xlsx_open (SekReader *reader, SekReadZip *zip, GError **error)
{
  static const SekReaderClass klass = { fill, rewind_sheet, xlsx_free };
  Xlsx *self = g_new0 (Xlsx, 1);

  self->reader = reader;
  self->zip = zip;
  self->parts = g_ptr_array_new_with_free_func (g_free);
  self->value = g_string_new (NULL);
  self->inlined = g_string_new (NULL);
  self->raised = g_string_new (NULL);
  self->formula = g_string_new (NULL);
  self->exact = g_string_new (NULL);
  reader->klass = &klass;
  reader->state = self;
  reader->format = SEK_READ_XLSX;
  return read_workbook (self, error) && _sek_read_select_first (reader, error);
}
