/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-report-private.h"

/* Fees as formulas, by the models of their rates. */

/* Whether rate × persons + base, in øre, can be half a krone: 50 modulo 100, which modulo 4 is 2. */
static gboolean
can_be_half (const SekFeeRate *rate)
{
  gint64 base = rate->base != SEK_NONE ? rate->base : 0;

  return (rate->rate != SEK_NONE && rate->rate % 4 != 0) || base % 4 == 2;
}

SekExpr *
_sek_report_fee_expr (const SekFeeRate *rate, SekExpr *base, SekExpr *per_person, SekExpr *persons, SekExpr *minimum,
                      SekExpr *maximum)
{
  SekExpr *fee = sek_expr_binary (SEK_OPERATOR_MULTIPLY, per_person, persons);

  if (base != NULL)
    fee = sek_expr_binary (SEK_OPERATOR_ADD, base, fee);
  /* In floating point a half can come out just below itself; to the nearest øre it is one again. */
  if (can_be_half (rate))
    fee = sek_expr_call (SEK_FUNCTION_ROUND, fee, sek_expr_number (2), NULL);
  if (minimum != NULL)
    fee = sek_expr_call (SEK_FUNCTION_MAX, fee, minimum, NULL);
  if (maximum != NULL)
    fee = sek_expr_call (SEK_FUNCTION_MIN, fee, maximum, NULL);
  return sek_expr_call (SEK_FUNCTION_ROUND, fee, sek_expr_number (0), NULL);
}

/* total × (equally ÷ members + (1 − equally) × persons ÷ people) */
SekExpr *
_sek_report_share_expr (SekExpr *total, SekExpr *equally, SekExpr *members, SekExpr *people)
{
  SekExpr *rest = NULL, *part = NULL;

  if (people != NULL)
    {
      rest = sek_expr_binary (SEK_OPERATOR_DIVIDE, sek_expr_cell (NULL, NULL, "persons"), people);
      if (equally != NULL)
        rest = sek_expr_binary (SEK_OPERATOR_MULTIPLY,
                                sek_expr_binary (SEK_OPERATOR_SUBTRACT, sek_expr_number (1), sek_expr_ref (equally)),
                                rest);
    }
  if (equally != NULL)
    part = sek_expr_binary (SEK_OPERATOR_DIVIDE, equally, members);
  if (part != NULL && rest != NULL)
    part = sek_expr_binary (SEK_OPERATOR_ADD, part, rest);
  return sek_expr_call (SEK_FUNCTION_ROUND,
                        sek_expr_binary (SEK_OPERATOR_MULTIPLY, total, part != NULL ? part : rest),
                        sek_expr_number (5), NULL);
}

static SekExpr *
remainder_expr (void)
{
  return sek_expr_call (SEK_FUNCTION_MOD, sek_expr_cell (NULL, NULL, "share"), sek_expr_number (1), NULL);
}

SekExpr *
_sek_report_whole_expr (void)
{
  return sek_expr_call (SEK_FUNCTION_ROUND,
                        sek_expr_binary (SEK_OPERATOR_SUBTRACT, sek_expr_cell (NULL, NULL, "share"), remainder_expr ()),
                        sek_expr_number (0), NULL);
}

SekExpr *
_sek_report_order_expr (guint index)
{
  SekExpr *parts = sek_expr_call (SEK_FUNCTION_ROUND,
                                  sek_expr_binary (SEK_OPERATOR_MULTIPLY, remainder_expr (),
                                                   sek_expr_number (SEK_SHARE_PARTS)),
                                  sek_expr_number (0), NULL);

  return sek_expr_binary (SEK_OPERATOR_ADD,
                          sek_expr_binary (SEK_OPERATOR_MULTIPLY, parts, sek_expr_number (SEK_MOST_SHARING)),
                          sek_expr_number (SEK_MOST_SHARING - index));
}

SekExpr *
_sek_report_shared_fee_expr (SekExpr *total)
{
  SekExpr *before = sek_expr_call (SEK_FUNCTION_COUNTIF, sek_expr_data (NULL, "order"),
                                   sek_expr_binary (SEK_OPERATOR_JOIN, sek_expr_text (">"),
                                                    sek_expr_cell (NULL, NULL, "order")),
                                   NULL),
          *left = sek_expr_binary (SEK_OPERATOR_SUBTRACT, total,
                                   sek_expr_call (SEK_FUNCTION_SUM, sek_expr_data (NULL, "whole"), NULL));

  return sek_expr_binary (SEK_OPERATOR_ADD, sek_expr_cell (NULL, NULL, "whole"),
                          sek_expr_call (SEK_FUNCTION_IF, sek_expr_binary (SEK_OPERATOR_LESS, before, left),
                                         sek_expr_number (1), sek_expr_number (0), NULL));
}

/* «30*»: the numbers of a county's municipalities. */
SekExpr *
_sek_report_matching_fee_expr (const char *number)
{
  g_autofree char *pattern = g_strconcat (number, "*", NULL);

  return sek_expr_call (SEK_FUNCTION_SUMIF, sek_expr_data (NULL, "number"), sek_expr_text (pattern),
                        sek_expr_data (NULL, "fee"), NULL);
}
