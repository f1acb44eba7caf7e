/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-canonical.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "sek-error.h"
#include "sek-kind.h"
#include "sek-register-private.h"

/* --- writing ------------------------------------------------------------------------------------------------------ */

static void
append_row (GString *text, const SekRow *row, const SekField *const *fields, guint n_fields)
{
  SekValue id = SEK_INTEGER (row->id);

  sek_value_append_text (text, &id);
  for (guint f = 0; f < n_fields; f++)
    {
      SekValue value = sek_row_get (row, fields[f]);

      g_string_append_c (text, '\t');
      if (sek_kind_is_stored_as_text (fields[f]))
        {
          SekValue stored = sek_kind_to_stored (fields[f], &value);

          sek_value_append_text (text, &stored);
          sek_value_clear (&stored);
        }
      else
        sek_value_append_text (text, &value);
    }
  g_string_append_c (text, '\n');
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

static void
append_rows (GString *text, const SekTable *table, const SekField *const *fields, guint n_fields, const gint64 *rows,
             guint n_rows)
{
  g_autofree gint64 *sorted = g_memdup2 (rows, sizeof *rows * n_rows);

  qsort (sorted, n_rows, sizeof *sorted, compare_ids);
  for (guint r = 0; r < n_rows; r++)
    {
      const SekRow *row = sek_table_lookup (table, sorted[r]);

      g_return_if_fail (row != NULL);
      append_row (text, row, fields, n_fields);
    }
}

void
sek_canonical_append (GString *text, SekRegister *reg, SekEntityId entity_id, const SekField *const *fields,
                      guint n_fields, const gint64 *rows, guint n_rows)
{
  const SekEntity *entity = sek_entity_get (entity_id);
  const SekTable *table = sek_register_get_table (reg, entity_id);
  g_autofree const SekField **all = NULL;

  if (fields == NULL)
    {
      n_fields = entity->n_fields;
      fields = all = g_new (const SekField *, n_fields);
      for (guint f = 0; f < n_fields; f++)
        all[f] = &entity->fields[f];
    }
  g_string_append_printf (text, "%s[%s]\nid", text->len > 0 ? "\n" : "", entity->name);
  for (guint f = 0; f < n_fields; f++)
    g_string_append_printf (text, "\t%s", fields[f]->name);
  g_string_append_c (text, '\n');
  if (rows != NULL && n_rows > 0)
    append_rows (text, table, fields, n_fields, rows, n_rows);
  else if (rows == NULL)
    {
      SekTableIter iter;
      const SekRow *row;

      sek_table_iter_init (&iter, table);
      while ((row = sek_table_iter_next (&iter)) != NULL)
        append_row (text, row, fields, n_fields);
    }
}

/* --- blocks and lines --------------------------------------------------------------------------------------------- */

static gboolean G_GNUC_PRINTF (2, 3)
refuse (GError **error, const char *format, ...)
{
  va_list list;

  va_start (list, format);
  g_propagate_error (error, g_error_new_valist (SEK_ERROR, SEK_ERROR_INPUT, format, list));
  va_end (list);
  return FALSE;
}

/* A cell of any length as a message quotes it. Owned. */
static char *
dup_quoted (const SekCanonicalCell *cell)
{
  g_autofree char *text = g_strndup (cell->text, cell->length);

  return sek_error_dup_quoted (text);
}

void
sek_canonical_reader_init (SekCanonicalReader *self, const char *text, gsize length)
{
  *self = (SekCanonicalReader) {
    .at = text,
    .end = text + length,
    .columns = g_ptr_array_new_with_free_func (g_free),
    .cells = g_array_new (FALSE, FALSE, sizeof (SekCanonicalCell)),
  };
}

void
sek_canonical_reader_clear (SekCanonicalReader *self)
{
  g_clear_pointer (&self->block, g_free);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->cells, g_array_unref);
}

static gboolean
check_line (const SekCanonicalCell *line, gboolean is_first, GError **error)
{
  if (!g_utf8_validate_len (line->text, line->length, NULL))
    return refuse (error, _("The line has bytes that are no text in UTF-8."));
  if (is_first && g_str_has_prefix (line->text, "\357\273\277"))
    return refuse (error, _("The text begins with a byte order mark, which another program put there. Store it as "
                            "UTF-8 without one."));
  if (memchr (line->text, '\r', line->length) != NULL)
    return refuse (error, _("The line has a carriage return, which another program put there. Store the text with line "
                            "feeds alone."));
  return TRUE;
}

/* The next line that is no comment, without its line feed; SEK_CANONICAL_ROW stands for any. */
static SekCanonicalStep
read_line (SekCanonicalReader *self, SekCanonicalCell *line, GError **error)
{
  while (self->at < self->end)
    {
      const char *feed = memchr (self->at, '\n', (gsize) (self->end - self->at));

      self->line++;
      *line = (SekCanonicalCell) { self->at, (gsize) ((feed != NULL ? feed : self->end) - self->at) };
      if (!check_line (line, self->line == 1, error))
        return SEK_CANONICAL_FAILED;
      if (feed == NULL)
        {
          refuse (error, _("The line has no end: the text was cut off here. Fetch it anew."));
          return SEK_CANONICAL_FAILED;
        }
      self->at = feed + 1;
      if (line->length == 0 || *line->text != '#')
        return SEK_CANONICAL_ROW;
    }
  return SEK_CANONICAL_END;
}

/* The line as the cells between its tabs; the first of them apart. */
static SekCanonicalCell
split (SekCanonicalReader *self, const SekCanonicalCell *line)
{
  const char *at = line->text, *end = line->text + line->length, *tab;
  SekCanonicalCell first = { at, 0 };

  g_array_set_size (self->cells, 0);
  for (gboolean is_first = TRUE;; is_first = FALSE)
    {
      SekCanonicalCell cell;

      tab = memchr (at, '\t', (gsize) (end - at));
      cell = (SekCanonicalCell) { at, (gsize) ((tab != NULL ? tab : end) - at) };
      if (is_first)
        first = cell;
      else
        g_array_append_val (self->cells, cell);
      if (tab == NULL)
        return first;
      at = tab + 1;
    }
}

static gboolean
is_text (const SekCanonicalCell *cell, const char *text)
{
  return cell->length == strlen (text) && memcmp (cell->text, text, cell->length) == 0;
}

static gboolean
read_head (SekCanonicalReader *self, const SekCanonicalCell *name, GError **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  SekCanonicalCell head, first;
  SekCanonicalStep step;

  if (name->length < 3 || name->text[name->length - 1] != ']')
    return refuse (error, _("A block begins with its name between brackets, and nothing else on that line."));
  g_free (self->block);
  self->block = g_strndup (name->text + 1, name->length - 2);
  self->begun = self->line;
  self->id = 0;
  g_ptr_array_set_size (self->columns, 0);
  step = read_line (self, &head, error);
  if (step == SEK_CANONICAL_FAILED)
    return FALSE;
  if (step == SEK_CANONICAL_END)
    return refuse (error, _("The text ends within the block “%s”."), self->block);
  first = split (self, &head);
  if (!is_text (&first, "id"))
    return refuse (error, _("The head of the block “%s” does not begin with “id”."), self->block);
  for (guint c = 0; c < self->cells->len; c++)
    {
      const SekCanonicalCell *cell = &g_array_index (self->cells, SekCanonicalCell, c);
      char *column = g_strndup (cell->text, cell->length);

      g_ptr_array_add (self->columns, column);
      if (*column == '\0' || !g_hash_table_add (names, column))
        {
          g_autofree char *quoted = sek_error_dup_quoted (column);

          return refuse (error, _("The head of the block “%s” names the field “%s” twice, or leaves a name out."),
                         self->block, quoted);
        }
    }
  return TRUE;
}

static gboolean
read_cells (SekCanonicalReader *self, const SekCanonicalCell *line, GError **error)
{
  SekCanonicalCell first;
  gint64 id;

  if (self->block == NULL)
    return refuse (error, _("The line belongs to no block. A block begins with its name between brackets."));
  first = split (self, line);
  if (self->cells->len != self->columns->len)
    return refuse (error, _("The number of values (%u) is not that of the fields in the head (%u)."),
                   self->cells->len + 1, self->columns->len + 1);
  if (!sek_canonical_cell_read_integer (&first, &id) || id <= 0)
    {
      g_autofree char *quoted = dup_quoted (&first);

      return refuse (error, _("“%s” is not the number of a row, which is a whole number above 0."), quoted);
    }
  if (id == self->id)
    {
      g_autofree char *quoted = dup_quoted (&first);

      return refuse (error, _("The row %s stands twice in the block “%s”."), quoted, self->block);
    }
  if (id < self->id)
    return refuse (error, _("The rows of the block “%s” are not in the order of their numbers."), self->block);
  self->id = id;
  return TRUE;
}

SekCanonicalStep
sek_canonical_reader_next (SekCanonicalReader *self, GError **error)
{
  SekCanonicalCell line;
  SekCanonicalStep step;

  while ((step = read_line (self, &line, error)) == SEK_CANONICAL_ROW)
    {
      if (line.length == 0)
        g_clear_pointer (&self->block, g_free);
      else if (*line.text == '[')
        return read_head (self, &line, error) ? SEK_CANONICAL_BLOCK : SEK_CANONICAL_FAILED;
      else
        return read_cells (self, &line, error) ? SEK_CANONICAL_ROW : SEK_CANONICAL_FAILED;
    }
  g_clear_pointer (&self->block, g_free);
  return step;
}

gboolean
sek_canonical_cell_read_integer (const SekCanonicalCell *cell, gint64 *integer)
{
  const char *c = cell->text, *end = cell->text + cell->length;
  gboolean negative = c < end && *c == '-';
  guint64 number = 0;

  c += negative;
  /* Nineteen digits never overflow 64 bits without a sign. */
  if (c == end || end - c > 19 || (*c == '0' && (negative || end - c > 1)))
    return FALSE;
  for (; c < end; c++)
    {
      if (!g_ascii_isdigit (*c))
        return FALSE;
      number = number * 10 + (guint64) (*c - '0');
    }
  if (number > (guint64) G_MAXINT64)
    return FALSE;
  *integer = negative ? -(gint64) number : (gint64) number;
  return TRUE;
}

static gboolean
reads_as_integer (const char *text, gsize length)
{
  SekCanonicalCell cell = { text, length };
  gint64 integer;

  return sek_canonical_cell_read_integer (&cell, &integer);
}

void
sek_canonical_append_any (GString *text, const SekValue *value)
{
  if (value->type == SEK_VALUE_TEXT && reads_as_integer (value->text, strlen (value->text)))
    g_string_append (text, SEK_VALUE_NOTHING);
  sek_value_append_text (text, value);
}

gboolean
sek_canonical_cell_read_any (const SekCanonicalCell *cell, GString *buffer, SekValue *value)
{
  const gsize mark = strlen (SEK_VALUE_NOTHING);
  gint64 integer;

  *value = SEK_BLANK;
  if (cell->length == 0)
    return TRUE;
  if (sek_canonical_cell_read_integer (cell, &integer))
    {
      *value = SEK_INTEGER (integer);
      return TRUE;
    }
  if (cell->length > mark && memcmp (cell->text, SEK_VALUE_NOTHING, mark) == 0
      && reads_as_integer (cell->text + mark, cell->length - mark))
    g_string_append_len (buffer, cell->text + mark, (gssize) (cell->length - mark));
  else if (!sek_value_append_plain (buffer, cell->text, cell->length))
    return FALSE;
  *value = SEK_TEXT (buffer->str);
  return TRUE;
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

/* The blocks of a text as they become rows. */
typedef struct
{
  SekCanonicalReader *reader;
  SekCanonicalFlags   flags;
  SekRegister        *reg;
  SekEntityId         next;                  /* of a strict text */
  gboolean            seen[SEK_N_ENTITIES];
  const SekEntity    *entity;                /* of the block; NULL for one that is passed over */
  const SekField    **fields;                /* by column; NULL for one that is passed over */
  SekValue           *values;                /* by field; texts lie in the strings */
  GPtrArray          *strings;               /* by field; element-type GString */
} Rows;

static gboolean
is_lenient (const Rows *rows)
{
  return (rows->flags & SEK_CANONICAL_LENIENT) != 0;
}

/* A strict text has this block here and no other. */
static gboolean
check_name (const Rows *rows, const SekEntity *entity, GError **error)
{
  const char *name = rows->reader->block;

  if (entity != NULL && rows->seen[entity->id])
    return refuse (error, _("The block “%s” stands twice."), name);
  if (is_lenient (rows))
    return TRUE;
  if (entity == NULL)
    {
      g_autofree char *quoted = sek_error_dup_quoted (name);

      return refuse (error, _("This program knows no block “%s”."), quoted);
    }
  if (rows->next < SEK_N_ENTITIES && entity->id != rows->next)
    return refuse (error, _("The block “%s” stands here, where “%s” is expected."), name,
                   sek_entity_get (rows->next)->name);
  return TRUE;
}

static gboolean
check_head (const Rows *rows, GError **error)
{
  const SekEntity *entity = rows->entity;
  GPtrArray *columns = rows->reader->columns;

  for (guint f = 0; f < MAX (entity->n_fields, columns->len); f++)
    {
      const char *is = f < columns->len ? columns->pdata[f] : NULL;
      const char *expected = f < entity->n_fields ? entity->fields[f].name : NULL;
      g_autofree char *quoted = is != NULL ? sek_error_dup_quoted (is) : NULL;

      if (expected == NULL)
        return refuse (error, _("The head of the block “%s” has the field “%s”, which this program does not know."),
                       entity->name, quoted);
      if (is == NULL)
        return refuse (error, _("The head of the block “%s” lacks the field “%s”."), entity->name, expected);
      if (!g_str_equal (is, expected))
        return refuse (error, _("The head of the block “%s” has the field “%s” where “%s” is expected."),
                       entity->name, quoted, expected);
    }
  return TRUE;
}

static gboolean
begin_block (Rows *rows, GError **error)
{
  const SekEntity *entity = sek_entity_find (rows->reader->block, NULL);
  GPtrArray *columns = rows->reader->columns;

  if (!check_name (rows, entity, error))
    {
      rows->reader->line = rows->reader->begun;
      return FALSE;
    }
  rows->entity = entity;
  if (entity == NULL)
    return TRUE;
  if (!is_lenient (rows) && !check_head (rows, error))
    return FALSE;
  rows->seen[entity->id] = TRUE;
  rows->next = entity->id + 1;
  rows->fields = g_renew (const SekField *, rows->fields, columns->len);
  rows->values = g_renew (SekValue, rows->values, entity->n_fields);
  for (guint c = 0; c < columns->len; c++)
    rows->fields[c] = sek_entity_find_field (entity, columns->pdata[c]);
  while (rows->strings->len < entity->n_fields)
    g_ptr_array_add (rows->strings, g_string_new (NULL));
  return TRUE;
}

static gboolean
refuse_value (const SekField *field, const SekCanonicalCell *cell, GError **error)
{
  g_autofree char *quoted = dup_quoted (cell);

  return refuse (error, _("“%s” is not a value of the field “%s”."), quoted, field->name);
}

static gboolean
read_text (const Rows *rows, const SekField *field, const SekCanonicalCell *cell, SekValue *value, GError **error)
{
  GString *text = rows->strings->pdata[field->index];
  gint64 number;

  g_string_truncate (text, 0);
  if (!sek_value_append_plain (text, cell->text, cell->length))
    {
      g_autofree char *quoted = dup_quoted (cell);

      return refuse (error, _("“%s” has a backslash that stands before neither another one nor t, n or r."), quoted);
    }
  *value = SEK_TEXT (text->str);
  if (!sek_kind_is_stored_as_text (field))
    return TRUE;
  if (!sek_kind_read_stored (field, text->str, &number))
    {
      if (field->kind != SEK_KIND_CHOICE || !is_lenient (rows) || text->len == 0)
        return refuse_value (field, cell, error);
      number = sek_kind_keep_unknown (text->str);
    }
  *value = SEK_INTEGER (number);
  return TRUE;
}

static gboolean
read_value (const Rows *rows, const SekField *field, const SekCanonicalCell *cell, SekValue *value, GError **error)
{
  gint64 number;

  if (cell->length == 0)
    return sek_kind_check_stored (field, value, error);
  if (sek_kind_is_stored_as_text (field))
    return read_text (rows, field, cell, value, error);
  if (sek_field_is_text (field))
    return read_text (rows, field, cell, value, error) && sek_kind_check_stored (field, value, error);
  if (!sek_canonical_cell_read_integer (cell, &number) || (field->kind == SEK_KIND_REFERENCE && number <= 0))
    return refuse_value (field, cell, error);
  *value = SEK_INTEGER (number);
  return sek_kind_check_stored (field, value, error);
}

static gboolean
read_row (Rows *rows, GError **error)
{
  const SekEntity *entity = rows->entity;

  if (entity == NULL)
    return TRUE;
  for (guint f = 0; f < entity->n_fields; f++)
    rows->values[f] = SEK_BLANK;
  for (guint c = 0; c < rows->reader->cells->len; c++)
    {
      const SekField *field = rows->fields[c];
      const SekCanonicalCell *cell = &g_array_index (rows->reader->cells, SekCanonicalCell, c);

      if (field != NULL && !read_value (rows, field, cell, &rows->values[field->index], error))
        return FALSE;
    }
  _sek_register_insert (rows->reg, entity->id, rows->reader->id, rows->values);
  return TRUE;
}

static gboolean
read_blocks (Rows *rows, SekEntityId last, GError **error)
{
  SekCanonicalStep step;

  while ((step = sek_canonical_reader_next (rows->reader, error)) != SEK_CANONICAL_END)
    {
      if (step == SEK_CANONICAL_FAILED)
        return FALSE;
      if (step == SEK_CANONICAL_BLOCK && last < SEK_N_ENTITIES && rows->seen[last])
        return TRUE;
      if (!(step == SEK_CANONICAL_BLOCK ? begin_block (rows, error) : read_row (rows, error)))
        return FALSE;
    }
  if (!is_lenient (rows) && rows->next < SEK_N_ENTITIES && (last == SEK_N_ENTITIES || !rows->seen[last]))
    return refuse (error, _("The text ends before the block “%s”."), sek_entity_get (rows->next)->name);
  return TRUE;
}

SekRegister *
sek_canonical_reader_read_rows (SekCanonicalReader *self, SekCanonicalFlags flags, SekEntityId last, GError **error)
{
  Rows rows = { .reader = self, .flags = flags };
  gboolean ok;

  rows.reg = sek_register_new ();
  rows.strings = g_ptr_array_new ();
  ok = read_blocks (&rows, last, error);
  for (guint s = 0; s < rows.strings->len; s++)
    g_string_free (rows.strings->pdata[s], TRUE);
  g_ptr_array_unref (rows.strings);
  g_free (rows.fields);
  g_free (rows.values);
  if (!ok)
    g_clear_pointer (&rows.reg, sek_register_unref);
  return rows.reg;
}

SekRegister *
sek_canonical_read (const char *text, gsize length, SekCanonicalFlags flags, SekEntityId last, guint *line,
                    GError **error)
{
  g_auto (SekCanonicalReader) reader = { 0 };
  SekRegister *reg;

  sek_canonical_reader_init (&reader, text, length);
  reg = sek_canonical_reader_read_rows (&reader, flags, last, error);
  if (line != NULL)
    *line = reader.line;
  return reg;
}
