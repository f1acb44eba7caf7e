/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-column.h"

#include "sek-money.h"
#include "sek-rate-proposal.h"

/* What follows from a fee rate: how much it changed from the year before, how many people it is of, and what it
 * yields. */

static const SekFeeRate *
get_rate (const SekScope *scope, gint64 row)
{
  return sek_register_get_fee_rate (scope->reg, row);
}

/* Of the term that a person thinks of as the rate, where both years have it. */
static SekValue
read_change (const SekColumn *self, const SekScope *scope, gint64 row)
{
  gint64 before, now;

  if (!sek_rate_get_change (scope->reg, get_rate (scope, row), &before, &now) || before == 0)
    return SEK_BLANK;
  /* Hundredths of a per cent, rounded to a tenth as they are shown. */
  return SEK_INTEGER (sek_money_divide ((now - before) * 1000, before) * 10);
}

static SekValue
read_persons (const SekColumn *self, const SekScope *scope, gint64 row)
{
  SekRateYield yield;

  sek_rate_get_yield (scope->reg, get_rate (scope, row), &yield);
  return yield.n_payers > 0 ? SEK_INTEGER (yield.persons) : SEK_BLANK;
}

static SekValue
read_fees (const SekColumn *self, const SekScope *scope, gint64 row)
{
  SekRateYield yield;

  sek_rate_get_yield (scope->reg, get_rate (scope, row), &yield);
  return yield.n_payers > 0 && yield.fees != SEK_NONE ? SEK_INTEGER (yield.fees) : SEK_BLANK;
}

const SekColumn *
_sek_rate_columns (guint *n)
{
  static SekColumn columns[] = {
    { .id = "change", .title = { { "Endring", "Endring", "Change" } }, .read = read_change },
    { .id = "persons",
      .title = { { "Folketall 1.1. året før", "Folketal 1.1. året før", "Population on 1 January, the year before" } },
      .read = read_persons },
    { .id = "fees", .title = { { "Kontingent i alt, kr", "Kontingent i alt, kr", "Fees in all, kr" } },
      .read = read_fees },
  };

  columns[0].field = SEK_FIELD (staff_position, growth);
  columns[1].field = SEK_FIELD (population, persons);
  columns[2].field = SEK_FIELD (fee_rate, base);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      columns[i].entity = SEK_FEE_RATE;
      columns[i].flags = SEK_COLUMN_COMPUTED;
    }
  *n = G_N_ELEMENTS (columns);
  return columns;
}
