/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-read-json.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

/* JSON-stat, 1 and 2, as rows: one a cell, with the code and the name of each of its categories, the value, and the
 * status where there is one. The large arrays are read where they stand in the text (sek-read-json-text.c); json-glib
 * sees what is left without them. PxWeb's own JSON is a table already: columns, and rows of keys and values. */

enum
{
  MOST_DATASETS = 1000,
  MOST_DIMENSIONS = 64,
  ROWS_AT_A_TIME = 256,
};

typedef struct
{
  char      *id;
  char      *label;
  GPtrArray *codes;
  GPtrArray *names;
} Dimension;

typedef struct
{
  GPtrArray *dimensions;
  guint64    n_cells;
  int        values;   /* cuts of the text, -1 without */
  int        statuses;
} Dataset;

typedef struct
{
  char        *text;
  gsize        length;
  JsonParser  *parser;
  SekJsonCuts *cuts;
  GPtrArray   *datasets;
  JsonArray   *px_columns; /* of PxWeb's JSON, which has no datasets; borrowed */
  JsonArray   *px_data;

  SekJsonCursor *value;
  SekJsonCursor *status;
  guint64      cell;     /* the next one */
  guint64      number;   /* of rows */
  GString     *scratch;
  GString     *exact;
} Json;

/* --- dimensions --------------------------------------------------------------------------------------------------- */

static void
dimension_free (Dimension *self)
{
  g_free (self->id);
  g_free (self->label);
  g_clear_pointer (&self->codes, g_ptr_array_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_free (self);
}

static void
dataset_free (Dataset *self)
{
  g_ptr_array_unref (self->dimensions);
  g_free (self);
}

static JsonObject *
get_object (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonArray *
get_array (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static const char *
get_element (JsonArray *array, guint i)
{
  JsonNode *node = json_array_get_element (array, i);

  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node)
                                                                                          : NULL;
}

/* The codes in their order: of an array, of an object from code to place, or of the labels alone when there is one
 * category. */
static gboolean
read_codes (JsonObject *category, guint size, GPtrArray *codes)
{
  JsonArray *array = get_array (category, "index");
  JsonObject *object = get_object (category, "index"), *labels = get_object (category, "label");
  JsonObjectIter iter;
  const char *code;
  JsonNode *place;

  g_ptr_array_set_size (codes, (int) size);
  if (array != NULL && json_array_get_length (array) == size)
    {
      for (guint i = 0; i < size; i++)
        codes->pdata[i] = g_strdup (get_element (array, i));
    }
  else if (object != NULL && json_object_get_size (object) == size)
    {
      json_object_iter_init (&iter, object);
      while (json_object_iter_next (&iter, &code, &place))
        {
          gint64 at = JSON_NODE_HOLDS_VALUE (place) ? json_node_get_int (place) : -1;

          if (at < 0 || at >= size || codes->pdata[at] != NULL)
            return FALSE;
          codes->pdata[at] = g_strdup (code);
        }
    }
  else if (array == NULL && object == NULL && labels != NULL && json_object_get_size (labels) == size && size == 1)
    {
      json_object_iter_init (&iter, labels);
      if (json_object_iter_next (&iter, &code, &place))
        codes->pdata[0] = g_strdup (code);
    }
  for (guint i = 0; i < size; i++)
    if (codes->pdata[i] == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
add_dimension (Dataset *dataset, const char *id, JsonObject *object, guint size)
{
  Dimension *self = g_new0 (Dimension, 1);
  JsonObject *category = get_object (object, "category"), *labels = get_object (category, "label");
  const char *label = get_text (object, "label");

  g_ptr_array_add (dataset->dimensions, self);
  self->id = g_strdup (id);
  self->label = g_strdup (label != NULL ? label : id);
  self->codes = g_ptr_array_new_with_free_func (g_free);
  self->names = g_ptr_array_new_with_free_func (g_free);
  if (category == NULL || !read_codes (category, size, self->codes))
    return FALSE;
  for (guint i = 0; i < size; i++)
    {
      const char *name = get_text (labels, self->codes->pdata[i]);

      g_ptr_array_add (self->names, g_strdup (name != NULL ? name : self->codes->pdata[i]));
    }
  return TRUE;
}

/* --- datasets ----------------------------------------------------------------------------------------------------- */

static int
get_cut (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64
             ? (int) json_node_get_int (node)
             : -1;
}

static gboolean
add_dataset (SekReader *reader, JsonObject *object, const char *key, GError **error)
{
  Json *self = reader->state;
  JsonObject *dimension = get_object (object, "dimension");
  /* Version 1 has the order of the dimensions among them. */
  JsonArray *ids = get_array (object, "id") != NULL ? get_array (object, "id") : get_array (dimension, "id");
  JsonArray *sizes = get_array (object, "size") != NULL ? get_array (object, "size") : get_array (dimension, "size");
  const char *label = get_text (object, "label");
  Dataset *dataset = g_new0 (Dataset, 1);

  dataset->dimensions = g_ptr_array_new_with_free_func ((GDestroyNotify) dimension_free);
  g_ptr_array_add (self->datasets, dataset);
  _sek_reader_add_sheet (reader, label != NULL ? label : key, FALSE);
  dataset->n_cells = 1;
  dataset->values = get_cut (object, "value");
  dataset->statuses = get_cut (object, "status");
  if (ids == NULL || sizes == NULL || json_array_get_length (ids) != json_array_get_length (sizes)
      || json_array_get_length (ids) > MOST_DIMENSIONS || dataset->values < 0)
    {
      _sek_reader_fail (reader, error, SEK_ERROR_DAMAGED,
                        _("The dataset “%s” does not say what its dimensions or its values are."),
                        sek_reader_get_sheet_name (reader, reader->sheets->len - 1));
      return FALSE;
    }
  for (guint i = 0; i < json_array_get_length (ids); i++)
    {
      const char *id = get_element (ids, i);
      JsonNode *node = json_array_get_element (sizes, i);
      gint64 size = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) : -1;
      JsonObject *each = id != NULL ? get_object (dimension, id) : NULL;

      if (each == NULL || size < 0 || size > G_MAXINT32 / 64 || !add_dimension (dataset, id, each, (guint) size))
        {
          _sek_reader_fail (reader, error, SEK_ERROR_DAMAGED,
                            _("The dimension “%s” of “%s” does not have the categories that it says it has."),
                            id != NULL ? id : "?", sek_reader_get_sheet_name (reader, reader->sheets->len - 1));
          return FALSE;
        }
      if (size > 0 && dataset->n_cells > G_MAXINT64 / (guint64) size)
        dataset->n_cells = G_MAXINT64;
      else
        dataset->n_cells *= (guint64) size;
    }
  return TRUE;
}

static gboolean
is_dataset (JsonObject *object)
{
  return object != NULL && json_object_has_member (object, "value") && json_object_has_member (object, "dimension");
}

/* Version 1 has datasets under names of their own, a collection of version 2 has them in a list. */
static gboolean
find_datasets (SekReader *reader, JsonObject *root, GError **error)
{
  Json *self = reader->state;
  JsonArray *items = get_array (get_object (root, "link"), "item");
  JsonObjectIter iter;
  const char *key;
  JsonNode *node;

  if (is_dataset (root))
    return add_dataset (reader, root, "", error);
  for (guint i = 0; items != NULL && i < json_array_get_length (items) && i < MOST_DATASETS; i++)
    {
      JsonNode *item = json_array_get_element (items, i);

      if (JSON_NODE_HOLDS_OBJECT (item) && is_dataset (json_node_get_object (item))
          && !add_dataset (reader, json_node_get_object (item), "", error))
        return FALSE;
    }
  if (items != NULL && self->datasets->len < json_array_get_length (items))
    _sek_reader_note (reader, _("The collection names datasets that are not in the file. Get each of them by itself."));
  json_object_iter_init (&iter, root);
  while (items == NULL && json_object_iter_next (&iter, &key, &node))
    if (JSON_NODE_HOLDS_OBJECT (node) && is_dataset (json_node_get_object (node)) && self->datasets->len < MOST_DATASETS
        && !add_dataset (reader, json_node_get_object (node), key, error))
      return FALSE;
  if (self->datasets->len > 0)
    return TRUE;
  if (items != NULL)
    _sek_reader_fail (reader, error, SEK_ERROR_NOT_FOUND,
                      _("It is a list of datasets that are elsewhere. Get one of them."));
  else
    _sek_reader_fail (reader, error, SEK_ERROR_INPUT,
                      _("It is JSON, but not JSON-stat. Get the figures as JSON-stat, .xlsx or .csv."));
  return FALSE;
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

static void
add_head (SekReader *reader, const char *text)
{
  SekReadCell *cell = _sek_read_block_add (&reader->block, *text != '\0' ? SEK_READ_TEXT : SEK_READ_BLANK, text,
                                           strlen (text));

  cell->flags |= SEK_READ_HEAD;
}

static void
add_heads (SekReader *reader, Dataset *dataset)
{
  Json *self = reader->state;

  for (guint i = 0; i < dataset->dimensions->len; i++)
    {
      Dimension *dimension = dataset->dimensions->pdata[i];

      add_head (reader, dimension->id);
      add_head (reader, dimension->label);
    }
  add_head (reader, "value");
  if (self->status != NULL)
    add_head (reader, "status");
  _sek_read_block_end_row (&reader->block, ++self->number, 0);
}

static void
add_text (SekReader *reader, const char *text)
{
  _sek_read_block_add (&reader->block, *text != '\0' ? SEK_READ_TEXT : SEK_READ_BLANK, text, strlen (text));
}

static gboolean
add_row (SekReader *reader, Dataset *dataset, GError **error)
{
  Json *self = reader->state;
  guint64 below = dataset->n_cells;
  SekJsonKind kind;

  for (guint i = 0; i < dataset->dimensions->len; i++)
    {
      Dimension *dimension = dataset->dimensions->pdata[i];
      guint at;

      below /= dimension->codes->len;
      at = (guint) (self->cell / below % dimension->codes->len);
      add_text (reader, dimension->codes->pdata[at]);
      add_text (reader, dimension->names->pdata[at]);
    }
  kind = sek_json_cursor_get (self->value, self->cell, self->scratch);
  if (kind == SEK_JSON_NUMBER && sek_number_canonical (self->scratch->str, self->exact))
    {
      _sek_read_block_add (&reader->block, SEK_READ_NUMBER, self->scratch->str, self->scratch->len);
      _sek_read_block_set_number (&reader->block, self->exact->str);
    }
  else if (kind == SEK_JSON_NULL || kind == SEK_JSON_TEXT)
    {
      add_text (reader, kind == SEK_JSON_TEXT ? self->scratch->str : "");
    }
  else
    {
      _sek_reader_fail (reader, error, SEK_ERROR_DAMAGED, _("Value %u of “%s” is not a number."),
                        (guint) self->cell + 1, sek_reader_get_sheet_name (reader, reader->sheet));
      return FALSE;
    }
  if (self->status != NULL)
    add_text (reader,
              sek_json_cursor_get (self->status, self->cell, self->scratch) == SEK_JSON_TEXT ? self->scratch->str : "");
  _sek_read_block_end_row (&reader->block, ++self->number, 0);
  return TRUE;
}

/* --- PxWeb's rows ------------------------------------------------------------------------------------------------- */

static JsonObject *
get_px_object (JsonArray *array, guint i)
{
  JsonNode *node = array != NULL && i < json_array_get_length (array) ? json_array_get_element (array, i) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* FALSE when it is no table of PxWeb's. */
static gboolean
find_px (SekReader *reader, JsonObject *root)
{
  Json *self = reader->state;
  const char *label = get_text (get_px_object (get_array (root, "metadata"), 0), "label");

  self->px_columns = get_array (root, "columns");
  self->px_data = get_array (root, "data");
  if (self->px_columns == NULL || self->px_data == NULL || json_array_get_length (self->px_columns) == 0
      || get_text (get_px_object (self->px_columns, 0), "code") == NULL)
    {
      self->px_columns = self->px_data = NULL;
      return FALSE;
    }
  _sek_reader_add_sheet (reader, label != NULL ? label : "", FALSE);
  reader->dialect = "PxWeb JSON";
  return TRUE;
}

static void
add_px_heads (SekReader *reader)
{
  Json *self = reader->state;

  for (guint i = 0; i < json_array_get_length (self->px_columns); i++)
    {
      JsonObject *column = get_px_object (self->px_columns, i);
      const char *text = get_text (column, "text"), *code = get_text (column, "code");

      add_head (reader, text != NULL ? text : code != NULL ? code : "");
    }
  _sek_read_block_end_row (&reader->block, ++self->number, 0);
}

static void
add_px_cells (SekReader *reader, JsonArray *texts, gboolean figures)
{
  Json *self = reader->state;

  for (guint i = 0; texts != NULL && i < json_array_get_length (texts); i++)
    {
      const char *text = get_element (texts, i);

      if (text != NULL && figures && sek_number_canonical (text, self->exact))
        {
          _sek_read_block_add (&reader->block, SEK_READ_NUMBER, text, strlen (text));
          _sek_read_block_set_number (&reader->block, self->exact->str);
        }
      else
        add_text (reader, text != NULL ? text : "");
    }
}

static gboolean
fill_px (SekReader *reader, GError **error)
{
  Json *self = reader->state;

  if (self->number == 0)
    add_px_heads (reader);
  for (guint i = 0; i < ROWS_AT_A_TIME; i++)
    {
      JsonObject *row = get_px_object (self->px_data, (guint) self->cell);

      reader->ended = self->cell >= json_array_get_length (self->px_data);
      if (reader->ended)
        return TRUE;
      if (row == NULL || get_array (row, "key") == NULL || get_array (row, "values") == NULL)
        {
          _sek_reader_fail (reader, error, SEK_ERROR_DAMAGED, _("Row %u has no key or no values."),
                            (guint) self->cell + 1);
          return FALSE;
        }
      add_px_cells (reader, get_array (row, "key"), FALSE);
      add_px_cells (reader, get_array (row, "values"), TRUE);
      _sek_read_block_end_row (&reader->block, ++self->number, 0);
      self->cell++;
    }
  return TRUE;
}

/* --- filling ------------------------------------------------------------------------------------------------------ */

static gboolean
fill (SekReader *reader, GError **error)
{
  Json *self = reader->state;
  Dataset *dataset;

  _sek_read_block_shift (&reader->block);
  if (self->px_data != NULL)
    return fill_px (reader, error);
  dataset = self->datasets->pdata[reader->sheet];
  if (self->number == 0)
    add_heads (reader, dataset);
  for (guint i = 0; i < ROWS_AT_A_TIME; i++)
    {
      reader->ended = !sek_json_cursor_next (self->value, &self->cell) || self->cell >= dataset->n_cells;
      if (reader->ended)
        return TRUE;
      if (!add_row (reader, dataset, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
rewind_dataset (SekReader *reader, GError **error)
{
  Json *self = reader->state;
  Dataset *dataset;
  guint64 n;

  g_clear_pointer (&self->value, sek_json_cursor_free);
  g_clear_pointer (&self->status, sek_json_cursor_free);
  self->number = self->cell = 0;
  if (self->px_data != NULL)
    return TRUE;
  dataset = self->datasets->pdata[reader->sheet];
  self->value = sek_json_cursor_new (self->cuts, dataset->values);
  self->status = dataset->statuses >= 0 ? sek_json_cursor_new (self->cuts, dataset->statuses) : NULL;
  if (self->value == NULL)
    {
      _sek_reader_fail (reader, error, SEK_ERROR_DAMAGED, _("The values of “%s” are not numbers in a list."),
                        sek_reader_get_sheet_name (reader, reader->sheet));
      return FALSE;
    }
  if (sek_json_cursor_get_n (self->value, &n) && n != dataset->n_cells)
    {
      _sek_reader_fail (reader, error, SEK_ERROR_DAMAGED,
                        _("The number of values of “%s” is %u, but %u by its dimensions."),
                        sek_reader_get_sheet_name (reader, reader->sheet), (guint) n,
                        (guint) MIN (dataset->n_cells, G_MAXUINT));
      return FALSE;
    }
  return TRUE;
}

static void
json_free (SekReader *reader)
{
  Json *self = reader->state;

  g_clear_pointer (&self->value, sek_json_cursor_free);
  g_clear_pointer (&self->status, sek_json_cursor_free);
  g_clear_pointer (&self->cuts, sek_json_cuts_free);
  g_clear_object (&self->parser);
  g_ptr_array_unref (self->datasets);
  g_string_free (self->scratch, TRUE);
  g_string_free (self->exact, TRUE);
  g_free (self->text);
  g_free (self);
}

static gboolean
parse (SekReader *reader, GError **error)
{
  Json *self = reader->state;
  g_autoptr (GError) problem = NULL;
  JsonNode *root;

  self->text = _sek_read_whole_text (reader, SEK_JSON_MOST_BYTES,
                                     _("It is JSON of more than 16 MiB. Get it in parts, or as .csv."), &self->length,
                                     error);
  if (self->text == NULL)
    return FALSE;
  self->cuts = sek_json_cuts_new (reader, self->text, self->length, error);
  if (self->cuts == NULL)
    return FALSE;
  self->parser = json_parser_new ();
  if (!sek_json_cuts_are_correct (self->cuts)
      || !json_parser_load_from_data (self->parser, sek_json_cuts_get_rest (self->cuts), -1, &problem))
    {
      _sek_reader_fail (reader, error, SEK_ERROR_DAMAGED, _("It is not valid JSON. Get it anew."));
      return FALSE;
    }
  root = json_parser_get_root (self->parser);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root) && find_px (reader, json_node_get_object (root)))
    return TRUE;
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root) && json_object_has_member (json_node_get_object (root), "query"))
    {
      _sek_reader_fail (reader, error, SEK_ERROR_INPUT,
                        _("It is a query to a statistics bank, not its answer. Send it there, and save the answer as "
                          "JSON-stat, .xlsx or .csv."));
      return FALSE;
    }
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    return find_datasets (reader, json_node_get_object (root), error);
  _sek_reader_fail (reader, error, SEK_ERROR_INPUT,
                    _("It is JSON, but not JSON-stat. Get the figures as JSON-stat, .xlsx or .csv."));
  return FALSE;
}

gboolean
_sek_read_json_open (SekReader *reader, GError **error)
{
  static const SekReaderClass klass = { fill, rewind_dataset, json_free };
  Json *self = g_new0 (Json, 1);

  self->datasets = g_ptr_array_new_with_free_func ((GDestroyNotify) dataset_free);
  self->scratch = g_string_new (NULL);
  self->exact = g_string_new (NULL);
  reader->klass = &klass;
  reader->state = self;
  reader->format = SEK_READ_JSON_STAT;
  return parse (reader, error) && sek_reader_select (reader, 0, error);
}
