/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-sheet.h"

#include <string.h>

#include "sek-money.h"

static void
blank_cells (SekSheetRow *row)
{
  for (guint i = 0; i < row->sheet->columns->len; i++)
    {
      g_clear_pointer (&row->cells[i].expr, sek_expr_unref);
      row->cells[i].type = SEK_VALUE_BLANK;
      row->cells[i].kind = sek_sheet_get_column (row->sheet, (int) i)->kind;
    }
  g_string_truncate (row->texts, 0);
}

static SekSheetRow *
new_row (SekSheet *sheet, const char *key, SekRowStyle style)
{
  SekSheetRow *row = g_new0 (SekSheetRow, 1);

  row->sheet = sheet;
  row->key = g_strdup (key);
  row->style = style;
  row->cells = g_new0 (SekCell, MAX (sheet->columns->len, 1));
  row->texts = g_string_new (NULL);
  blank_cells (row);

  return row;
}

static void
free_row (SekSheetRow *row)
{
  blank_cells (row);
  g_free (row->key);
  g_free (row->cells);
  g_string_free (row->texts, TRUE);
  g_free (row);
}

static void
clear_column (gpointer data)
{
  SekSheetColumn *column = data;

  g_free ((char *) column->key);
  g_free ((char *) column->head);
  g_strfreev ((char **) column->choices);
  g_strfreev ((char **) column->marks);
}

SekSheet *
sek_sheet_new (SekBook *book, const SekSheetInfo *info)
{
  SekSheet *sheet = g_new0 (SekSheet, 1);

  sheet->book = book;
  sheet->info = *info;
  sheet->info.key = g_strdup (info->key);
  sheet->info.name = g_strdup (info->name);
  sheet->info.caption = g_strdup (info->caption);
  sheet->info.unit_line = g_strdup (info->unit_line);
  sheet->info.status_line = g_strdup (info->status_line);
  sheet->columns = g_array_new (FALSE, TRUE, sizeof (SekSheetColumn));
  g_array_set_clear_func (sheet->columns, clear_column);
  sheet->facts = g_ptr_array_new_with_free_func ((GDestroyNotify) free_row);
  sheet->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) free_row);
  sheet->by_key = g_hash_table_new (g_str_hash, g_str_equal);
  sheet->notes = g_ptr_array_new_with_free_func (g_free);

  return sheet;
}

void
sek_sheet_free (SekSheet *sheet)
{
  if (sheet->func_destroy != NULL)
    sheet->func_destroy (sheet->func_data);
  g_clear_pointer (&sheet->streamed, free_row);
  g_hash_table_unref (sheet->by_key);
  g_ptr_array_unref (sheet->facts);
  g_ptr_array_unref (sheet->rows);
  g_ptr_array_unref (sheet->notes);
  g_array_unref (sheet->columns);
  g_free ((char *) sheet->info.key);
  g_free ((char *) sheet->info.name);
  g_free ((char *) sheet->info.caption);
  g_free ((char *) sheet->info.unit_line);
  g_free ((char *) sheet->info.status_line);
  g_free (sheet);
}

int
sek_sheet_add_column (SekSheet *sheet, const SekSheetColumn *column)
{
  SekSheetColumn copy;

  g_return_val_if_fail (sheet != NULL && column != NULL && column->key != NULL, -1);
  g_return_val_if_fail (sheet->rows->len == 0 && sheet->facts->len == 0 && sheet->func == NULL, -1);
  g_return_val_if_fail (sek_sheet_find_column (sheet, column->key) < 0, -1);
  g_return_val_if_fail (column->unit >= 0 && column->decimals >= 0 && column->decimals <= 9, -1);

  copy = *column;
  copy.key = g_strdup (column->key);
  copy.head = g_strdup (column->head);
  copy.choices = (const char *const *) g_strdupv ((char **) column->choices);
  copy.marks = (const char *const *) g_strdupv ((char **) column->marks);
  if (copy.unit == 0 || copy.kind == SEK_CELL_RATE)
    copy.unit = SEK_KRONE;
  sheet->has_head |= copy.head != NULL;
  sheet->has_marks |= copy.marks != NULL;
  g_array_append_val (sheet->columns, copy);

  return (int) sheet->columns->len - 1;
}

void
sek_sheet_set_status_line (SekSheet *sheet, const char *status_line)
{
  g_free ((char *) sheet->info.status_line);
  sheet->info.status_line = g_strdup (status_line);
}

void
sek_sheet_add_note (SekSheet *sheet, const char *note)
{
  g_return_if_fail (sheet != NULL && note != NULL);

  g_ptr_array_add (sheet->notes, g_strdup (note));
}

SekSheetRow *
sek_sheet_add_row (SekSheet *sheet, const char *key, SekRowStyle style)
{
  GPtrArray *rows;
  SekSheetRow *row;

  g_return_val_if_fail (sheet != NULL && sheet->columns->len > 0, NULL);
  g_return_val_if_fail (key == NULL || sek_sheet_find_row (sheet, key) == NULL, NULL);

  rows = style == SEK_ROW_FACT ? sheet->facts : sheet->rows;
  row = new_row (sheet, key, style);
  row->position = rows->len;
  g_ptr_array_add (rows, row);
  if (key != NULL)
    g_hash_table_insert (sheet->by_key, row->key, row);

  return row;
}

void
sek_sheet_row_hide (SekSheetRow *row)
{
  g_return_if_fail (row != NULL);
  row->is_hidden = TRUE;
}

void
sek_sheet_set_row_func (SekSheet *sheet, guint n_rows, SekSheetRowFunc func, gpointer user_data, GDestroyNotify destroy)
{
  g_return_if_fail (sheet != NULL && sheet->columns->len > 0 && func != NULL && sheet->func == NULL);

  sheet->n_streamed = n_rows;
  sheet->func = func;
  sheet->func_data = user_data;
  sheet->func_destroy = destroy;
  sheet->streamed = new_row (sheet, NULL, SEK_ROW_NORMAL);
}

void
sek_sheet_row_set_as (SekSheetRow *row, int column, SekCellKind kind, SekValue value)
{
  SekCell *cell;

  g_return_if_fail (row != NULL && column >= 0 && (guint) column < row->sheet->columns->len);
  g_return_if_fail (value.type != SEK_VALUE_INTEGER || (kind != SEK_CELL_TEXT && kind != SEK_CELL_CODE));

  cell = &row->cells[column];
  cell->kind = kind;
  cell->type = value.type;
  switch (value.type)
    {
    case SEK_VALUE_BLANK:
      break;

    case SEK_VALUE_INTEGER:
      cell->integer = value.integer;
      cell->denominator = 1;
      if (kind == SEK_CELL_DATE && value.integer == 0)
        cell->type = SEK_VALUE_BLANK;
      break;

    case SEK_VALUE_TEXT:
      if (kind != SEK_CELL_CODE)
        cell->kind = SEK_CELL_TEXT;
      cell->text = row->texts->len;
      /* The closing NUL belongs to the text: the next one starts behind it. */
      g_string_append_len (row->texts, value.text, (gssize) strlen (value.text) + 1);
      break;

    default:
      g_assert_not_reached ();
    }
}

void
sek_sheet_row_set (SekSheetRow *row, int column, SekValue value)
{
  g_return_if_fail (row != NULL && column >= 0 && (guint) column < row->sheet->columns->len);

  sek_sheet_row_set_as (row, column, sek_sheet_get_column (row->sheet, column)->kind, value);
}

void
sek_sheet_row_set_percent (SekSheetRow *row, int column, gint64 numerator, gint64 denominator)
{
  sek_sheet_row_set_as (row, column, SEK_CELL_PERCENT, denominator != 0 ? SEK_INTEGER (numerator) : SEK_BLANK);
  if (denominator != 0)
    row->cells[column].denominator = denominator;
}

void
sek_sheet_row_set_expr (SekSheetRow *row, int column, SekExpr *expr)
{
  SekCell *cell;

  g_return_if_fail (row != NULL && column >= 0 && (guint) column < row->sheet->columns->len && expr != NULL);

  cell = &row->cells[column];
  g_clear_pointer (&cell->expr, sek_expr_unref);
  cell->expr = expr;
}

guint
sek_sheet_n_rows (const SekSheet *sheet)
{
  return sheet->n_streamed + sheet->rows->len;
}

const SekSheetRow *
sek_sheet_get_row (SekSheet *sheet, guint index)
{
  if (index >= sheet->n_streamed)
    return g_ptr_array_index (sheet->rows, index - sheet->n_streamed);

  blank_cells (sheet->streamed);
  sheet->func (sheet->streamed, index, sheet->func_data);

  return sheet->streamed;
}

const SekSheetRow *
sek_sheet_find_row (const SekSheet *sheet, const char *key)
{
  return g_hash_table_lookup (sheet->by_key, key);
}

int
sek_sheet_find_column (const SekSheet *sheet, const char *key)
{
  for (guint i = 0; i < sheet->columns->len; i++)
    if (strcmp (sek_sheet_get_column (sheet, (int) i)->key, key) == 0)
      return (int) i;

  return -1;
}

guint
sek_sheet_n_data_rows (const SekSheet *sheet)
{
  guint n = 0;

  if (sheet->func != NULL)
    return sheet->n_streamed;
  while (n < sheet->rows->len && ((const SekSheetRow *) g_ptr_array_index (sheet->rows, n))->style == SEK_ROW_NORMAL)
    n++;

  return n;
}

int
sek_sheet_name_column (const SekSheet *sheet)
{
  for (guint i = 0; i < sheet->columns->len; i++)
    if (sek_sheet_get_column (sheet, (int) i)->kind == SEK_CELL_TEXT)
      return (int) i;

  return 0;
}

gboolean
sek_sheet_row_is_marked (const SekSheetRow *row)
{
  for (int i = 0; row->sheet->has_marks && i < (int) row->sheet->columns->len; i++)
    {
      const char *const *marks = sek_sheet_get_column (row->sheet, i)->marks;

      if (marks != NULL && g_strv_contains (marks, sek_sheet_row_get_text (row, i)))
        return TRUE;
    }
  return FALSE;
}

int
sek_sheet_row_find_only (const SekSheetRow *row)
{
  int found = -1;

  for (int i = 0; i < (int) row->sheet->columns->len; i++)
    if (!sek_cell_is_blank (&row->cells[i]))
      {
        if (found >= 0)
          return -1;
        found = i;
      }

  return found;
}

gboolean
sek_sheet_is_right (const SekSheetColumn *column, SekCellKind kind)
{
  if (column->align != SEK_ALIGN_BY_KIND)
    return column->align == SEK_ALIGN_RIGHT;

  return kind != SEK_CELL_TEXT && kind != SEK_CELL_CODE && kind != SEK_CELL_DATE;
}

/* --- without what is hidden --------------------------------------------------------------------------------------- */

static void
drop_cell (SekSheetRow *row, guint column, guint n_columns)
{
  g_clear_pointer (&row->cells[column].expr, sek_expr_unref);
  memmove (&row->cells[column], &row->cells[column + 1], (n_columns - column - 1) * sizeof *row->cells);
  memset (&row->cells[n_columns - 1], 0, sizeof *row->cells);
}

static void
drop_rows (SekSheet *sheet, GPtrArray *rows)
{
  guint position = 0;

  for (guint i = 0; i < rows->len;)
    {
      SekSheetRow *row = rows->pdata[i];

      if (!row->is_hidden)
        {
          row->position = position++;
          i++;
          continue;
        }
      if (row->key != NULL)
        g_hash_table_remove (sheet->by_key, row->key);
      g_ptr_array_remove_index (rows, i);
    }
}

void
sek_sheet_drop_hidden (SekSheet *sheet)
{
  GPtrArray *all[] = { sheet->facts, sheet->rows };

  for (guint c = sheet->columns->len; c-- > 0;)
    {
      /* Streamed rows are filled by the places of their columns. */
      if (!sek_sheet_get_column (sheet, (int) c)->is_hidden || sheet->func != NULL)
        continue;
      for (guint a = 0; a < G_N_ELEMENTS (all); a++)
        for (guint i = 0; i < all[a]->len; i++)
          drop_cell (all[a]->pdata[i], c, sheet->columns->len);
      g_array_remove_index (sheet->columns, c);
    }
  for (guint a = 0; a < G_N_ELEMENTS (all); a++)
    drop_rows (sheet, all[a]);
}
