/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-expr.h"

static SekExpr *
new_expr (SekExprType type)
{
  SekExpr *expr = g_rc_box_new0 (SekExpr);

  expr->type = type;

  return expr;
}

static void
clear_expr (gpointer data)
{
  SekExpr *expr = data;

  g_free (expr->text);
  g_free (expr->sheet);
  g_free (expr->row);
  g_free (expr->last_row);
  g_free (expr->column);
  g_clear_pointer (&expr->operands, g_ptr_array_unref);
}

static void
add_operand (SekExpr *expr, SekExpr *operand)
{
  if (expr->operands == NULL)
    expr->operands = g_ptr_array_new_with_free_func ((GDestroyNotify) sek_expr_unref);
  g_ptr_array_add (expr->operands, operand);
}

SekExpr *
sek_expr_ref (SekExpr *expr)
{
  return g_rc_box_acquire (expr);
}

void
sek_expr_unref (SekExpr *expr)
{
  g_rc_box_release_full (expr, clear_expr);
}

SekExpr *
sek_expr_number (gint64 number)
{
  return sek_expr_decimal (number, 0);
}

SekExpr *
sek_expr_decimal (gint64 scaled, int decimals)
{
  SekExpr *expr;

  g_return_val_if_fail (decimals >= 0 && decimals <= 15, NULL);

  expr = new_expr (SEK_EXPR_NUMBER);
  expr->number = scaled;
  expr->code = decimals;

  return expr;
}

SekExpr *
sek_expr_text (const char *text)
{
  SekExpr *expr;

  g_return_val_if_fail (text != NULL, NULL);

  expr = new_expr (SEK_EXPR_TEXT);
  expr->text = g_strdup (text);

  return expr;
}

SekExpr *
sek_expr_cell (const char *sheet, const char *row, const char *column)
{
  SekExpr *expr;

  g_return_val_if_fail (column != NULL, NULL);

  expr = new_expr (SEK_EXPR_CELL);
  expr->sheet = g_strdup (sheet);
  expr->row = g_strdup (row);
  expr->column = g_strdup (column);

  return expr;
}

SekExpr *
sek_expr_range (const char *sheet, const char *first_row, const char *last_row, const char *column)
{
  SekExpr *expr;

  g_return_val_if_fail (first_row != NULL && last_row != NULL && column != NULL, NULL);

  expr = new_expr (SEK_EXPR_RANGE);
  expr->sheet = g_strdup (sheet);
  expr->row = g_strdup (first_row);
  expr->last_row = g_strdup (last_row);
  expr->column = g_strdup (column);

  return expr;
}

SekExpr *
sek_expr_data (const char *sheet, const char *column)
{
  SekExpr *expr;

  g_return_val_if_fail (column != NULL, NULL);

  expr = new_expr (SEK_EXPR_DATA);
  expr->sheet = g_strdup (sheet);
  expr->column = g_strdup (column);

  return expr;
}

SekExpr *
sek_expr_name (const char *name)
{
  SekExpr *expr;

  g_return_val_if_fail (name != NULL, NULL);

  expr = new_expr (SEK_EXPR_NAME);
  expr->text = g_strdup (name);

  return expr;
}

SekExpr *
sek_expr_binary (SekOperator operator, SekExpr * left, SekExpr *right)
{
  SekExpr *expr;

  g_return_val_if_fail (left != NULL && right != NULL, NULL);

  expr = new_expr (SEK_EXPR_BINARY);
  expr->code = operator;
  add_operand (expr, left);
  add_operand (expr, right);

  return expr;
}

SekExpr *
sek_expr_call (SekFunction function, ...)
{
  SekExpr *expr = new_expr (SEK_EXPR_CALL);
  SekExpr *operand;
  va_list operands;

  expr->code = function;
  va_start (operands, function);
  while ((operand = va_arg (operands, SekExpr *)) != NULL)
    add_operand (expr, operand);
  va_end (operands);

  return expr;
}

void
sek_expr_append (SekExpr *call, SekExpr *operand)
{
  g_return_if_fail (call != NULL && call->type == SEK_EXPR_CALL && operand != NULL);

  add_operand (call, operand);
}

/* function over what a SUM adds, or over the one operand that it is. */
static SekExpr *
call_over (SekFunction function, SekExpr *operand)
{
  SekExpr *expr = sek_expr_call (function, NULL);

  if (operand->type != SEK_EXPR_CALL || operand->code != SEK_FUNCTION_SUM)
    {
      add_operand (expr, sek_expr_ref (operand));
      return expr;
    }
  for (guint i = 0; operand->operands != NULL && i < operand->operands->len; i++)
    add_operand (expr, sek_expr_ref (g_ptr_array_index (operand->operands, i)));

  return expr;
}

static SekExpr *
is_zero (SekExpr *expr)
{
  return sek_expr_binary (SEK_OPERATOR_EQUAL, expr, sek_expr_number (0));
}

SekExpr *
sek_expr_sum_or_blank (SekExpr *operand)
{
  SekExpr *expr;

  g_return_val_if_fail (operand != NULL, NULL);

  expr = sek_expr_call (SEK_FUNCTION_IF, is_zero (call_over (SEK_FUNCTION_COUNT, operand)), sek_expr_text (""),
                        call_over (SEK_FUNCTION_SUM, operand), NULL);
  sek_expr_unref (operand);

  return expr;
}

SekExpr *
sek_expr_difference (SekExpr *left, SekExpr *right)
{
  SekExpr *count, *difference;

  g_return_val_if_fail (left != NULL && right != NULL, NULL);

  count = sek_expr_call (SEK_FUNCTION_COUNT, sek_expr_ref (left), sek_expr_ref (right), NULL);
  /* SUM of one cell reads the empty text of a blank formula as nothing, where plain subtraction would give #VALUE!. */
  difference = sek_expr_binary (SEK_OPERATOR_SUBTRACT, sek_expr_call (SEK_FUNCTION_SUM, left, NULL),
                                sek_expr_call (SEK_FUNCTION_SUM, right, NULL));

  return sek_expr_call (SEK_FUNCTION_IF, is_zero (count), sek_expr_text (""), difference, NULL);
}

SekExpr *
sek_expr_share (SekExpr *part, SekExpr *whole)
{
  SekExpr *base, *count, *share;

  g_return_val_if_fail (part != NULL && whole != NULL, NULL);

  base = sek_expr_call (SEK_FUNCTION_SUM, sek_expr_ref (whole), NULL);
  count = sek_expr_call (SEK_FUNCTION_COUNT, sek_expr_ref (part), NULL);
  share = sek_expr_binary (SEK_OPERATOR_DIVIDE, part, whole);
  share = sek_expr_call (SEK_FUNCTION_IF, is_zero (base), sek_expr_text (""), share, NULL);

  return sek_expr_call (SEK_FUNCTION_IF, is_zero (count), sek_expr_text (""), share, NULL);
}
