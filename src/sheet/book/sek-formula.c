/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-formula.h"

#include <string.h>

enum
{
  MAX_LENGTH = 8192,  /* of a formula in a cell */
  MAX_OPERANDS = 254, /* of a function, beside the number that SUBTOTAL begins with */
  MAX_TEXT = 255,     /* of a text within a formula */
};

typedef struct
{
  GString         *out;
  const SekPlaces *places;
  const SekPlace  *here;
  guint            row;
} Context;

typedef struct
{
  const char *sign;
  int         strength;
} Operator;

static const Operator operators[] = {
  [SEK_OPERATOR_ADD] = { "+", 3 },           [SEK_OPERATOR_SUBTRACT] = { "-", 3 },
  [SEK_OPERATOR_MULTIPLY] = { "*", 4 },      [SEK_OPERATOR_DIVIDE] = { "/", 4 },
  [SEK_OPERATOR_EQUAL] = { "=", 1 },         [SEK_OPERATOR_NOT_EQUAL] = { "<>", 1 },
  [SEK_OPERATOR_LESS] = { "<", 1 },          [SEK_OPERATOR_LESS_EQUAL] = { "<=", 1 },
  [SEK_OPERATOR_GREATER] = { ">", 1 },       [SEK_OPERATOR_GREATER_EQUAL] = { ">=", 1 },
  [SEK_OPERATOR_JOIN] = { "&", 2 },
};

static const char *functions[] = {
  [SEK_FUNCTION_SUM] = "SUM(",        [SEK_FUNCTION_SUBTOTAL] = "SUBTOTAL(109,", [SEK_FUNCTION_COUNT] = "COUNT(",
  [SEK_FUNCTION_ROUND] = "ROUND(",    [SEK_FUNCTION_MIN] = "MIN(",               [SEK_FUNCTION_MAX] = "MAX(",
  [SEK_FUNCTION_ABS] = "ABS(",        [SEK_FUNCTION_IF] = "IF(",
  [SEK_FUNCTION_SUMPRODUCT] = "SUMPRODUCT(",
  [SEK_FUNCTION_SUMIF] = "SUMIF(",    [SEK_FUNCTION_COUNTIF] = "COUNTIF(",
  [SEK_FUNCTION_MOD] = "MOD(",
};

static gboolean append (Context *context, const SekExpr *expr);

static const SekPlace *
find_place (const SekPlaces *places, const char *key)
{
  for (guint i = 0; i < places->book->sheets->len; i++)
    if (strcmp (places->places[i].sheet->info.key, key) == 0)
      return &places->places[i];

  return NULL;
}

guint
sek_place_get_row (const SekPlace *place, const SekSheetRow *row)
{
  return row->style == SEK_ROW_FACT ? place->first_fact + row->position
                                    : place->first_body + place->sheet->n_streamed + row->position;
}

static void
append_sheet (GString *out, const SekPlace *place)
{
  g_string_append_c (out, '\'');
  for (const char *at = place->name; *at != '\0'; at++)
    {
      if (*at == '\'')
        g_string_append_c (out, '\'');
      g_string_append_c (out, *at);
    }
  g_string_append (out, "'!");
}

void
sek_formula_append_column (GString *out, int column)
{
  char letters[8];
  int at = sizeof letters;

  for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26)
    letters[--at] = (char) ('A' + (rest - 1) % 26);
  g_string_append_len (out, letters + at, (gssize) sizeof letters - at);
}

static void
append_row_number (GString *out, guint row)
{
  char digits[12];
  int at = sizeof digits;

  /* Formulas of long lists are made a hundred thousand times: no format string. */
  for (guint rest = row + 1; rest > 0; rest /= 10)
    digits[--at] = (char) ('0' + rest % 10);
  g_string_append_len (out, digits + at, (gssize) sizeof digits - at);
}

static void
append_number (GString *out, gint64 scaled, int decimals)
{
  guint64 magnitude = scaled < 0 ? -(guint64) scaled : (guint64) scaled;
  guint64 power = 1;

  for (int i = 0; i < decimals; i++)
    power *= 10;
  if (scaled < 0)
    g_string_append (out, "(-");
  g_string_append_printf (out, "%" G_GUINT64_FORMAT, magnitude / power);
  if (decimals > 0)
    g_string_append_printf (out, ".%0*" G_GINT64_MODIFIER "u", decimals, magnitude % power);
  if (scaled < 0)
    g_string_append_c (out, ')');
}

static gboolean
append_text (GString *out, const char *text)
{
  if (g_utf8_strlen (text, -1) > MAX_TEXT)
    return FALSE;
  g_string_append_c (out, '"');
  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *text);
    }
  g_string_append_c (out, '"');

  return TRUE;
}

/* The rows of the book that a reference means. */
static gboolean
find_rows (Context *context, const SekExpr *expr, const SekPlace *place, guint *first, guint *last)
{
  const SekSheetRow *row;

  if (expr->type == SEK_EXPR_DATA)
    {
      guint n = sek_sheet_n_data_rows (place->sheet);

      /* Of an empty list it is the head's cell, a text, which counts as nothing. */
      *first = n > 0 ? place->first_body : place->first_body - 1;
      *last = place->first_body + n - 1;
      return n > 0 || place->sheet->has_head;
    }
  if (expr->row == NULL)
    {
      *first = *last = context->row;
      return place == context->here;
    }
  row = sek_sheet_find_row (place->sheet, expr->row);
  if (row == NULL)
    return FALSE;
  *first = *last = sek_place_get_row (place, row);
  if (expr->type == SEK_EXPR_RANGE)
    {
      row = sek_sheet_find_row (place->sheet, expr->last_row);
      if (row == NULL)
        return FALSE;
      *last = sek_place_get_row (place, row);
    }

  return *first <= *last;
}

static gboolean
append_reference (Context *context, const SekExpr *expr)
{
  const SekPlace *place = expr->sheet == NULL ? context->here : find_place (context->places, expr->sheet);
  guint first, last;
  int column;

  if (place == NULL || !find_rows (context, expr, place, &first, &last))
    return FALSE;
  column = sek_sheet_find_column (place->sheet, expr->column);
  if (column < 0)
    return FALSE;

  if (place != context->here)
    append_sheet (context->out, place);
  sek_formula_append_column (context->out, column);
  append_row_number (context->out, first);
  if (expr->type != SEK_EXPR_CELL)
    {
      g_string_append_c (context->out, ':');
      sek_formula_append_column (context->out, column);
      append_row_number (context->out, last);
    }

  return TRUE;
}

static gboolean
find_named_cell (const SekPlaces *places, const SekBookName *name, const SekPlace **place, guint *row, int *column)
{
  const SekSheetRow *named;

  *place = find_place (places, name->sheet);
  if (*place == NULL)
    return FALSE;
  named = sek_sheet_find_row ((*place)->sheet, name->row);
  *column = sek_sheet_find_column ((*place)->sheet, name->column);
  if (named == NULL || *column < 0)
    return FALSE;
  *row = sek_place_get_row (*place, named);

  return TRUE;
}

static gboolean
append_name (Context *context, const SekExpr *expr)
{
  const SekBookName *name = sek_book_find_name (context->places->book, expr->text);
  const SekPlace *place;
  guint row;
  int column;

  if (name == NULL || !find_named_cell (context->places, name, &place, &row, &column))
    return FALSE;
  g_string_append (context->out, name->name);

  return TRUE;
}

static gboolean
append_binary (Context *context, const SekExpr *expr)
{
  const Operator *operator = &operators[expr->code];

  for (guint i = 0; i < 2; i++)
    {
      const SekExpr *operand = g_ptr_array_index (expr->operands, i);
      int strength = operand->type == SEK_EXPR_BINARY ? operators[operand->code].strength : 5;
      /* What stands to the right of an operator as strong as its own would otherwise be taken by the one before. */
      gboolean enclose = i == 0 ? strength < operator->strength : strength <= operator->strength;

      if (i == 1)
        g_string_append (context->out, operator->sign);
      if (enclose)
        g_string_append_c (context->out, '(');
      if (!append (context, operand))
        return FALSE;
      if (enclose)
        g_string_append_c (context->out, ')');
    }

  return TRUE;
}

static gboolean
append_call (Context *context, const SekExpr *expr)
{
  if (expr->operands == NULL || expr->operands->len > MAX_OPERANDS)
    return FALSE;
  g_string_append (context->out, functions[expr->code]);
  for (guint i = 0; i < expr->operands->len; i++)
    {
      if (i > 0)
        g_string_append_c (context->out, ',');
      if (!append (context, g_ptr_array_index (expr->operands, i)))
        return FALSE;
    }
  g_string_append_c (context->out, ')');

  return TRUE;
}

static gboolean
append (Context *context, const SekExpr *expr)
{
  switch (expr->type)
    {
    case SEK_EXPR_NUMBER:
      append_number (context->out, expr->number, expr->code);
      return TRUE;

    case SEK_EXPR_TEXT:
      return append_text (context->out, expr->text);

    case SEK_EXPR_CELL:
    case SEK_EXPR_RANGE:
    case SEK_EXPR_DATA:
      return append_reference (context, expr);

    case SEK_EXPR_NAME:
      return append_name (context, expr);

    case SEK_EXPR_BINARY:
      return append_binary (context, expr);

    case SEK_EXPR_CALL:
      return append_call (context, expr);

    default:
      g_assert_not_reached ();
    }
}

gboolean
sek_formula_append (GString *out, const SekExpr *expr, const SekPlaces *places, const SekPlace *here, guint row)
{
  Context context = { .out = out, .places = places, .here = here, .row = row };
  gsize before = out->len;

  if (append (&context, expr) && out->len - before <= MAX_LENGTH)
    return TRUE;
  g_string_truncate (out, before);

  return FALSE;
}

gboolean
sek_formula_append_name (GString *out, const SekPlaces *places, const SekBookName *name)
{
  const SekPlace *place;
  guint row;
  int column;

  if (!find_named_cell (places, name, &place, &row, &column))
    return FALSE;
  append_sheet (out, place);
  g_string_append_c (out, '$');
  sek_formula_append_column (out, column);
  g_string_append_c (out, '$');
  append_row_number (out, row);

  return TRUE;
}
