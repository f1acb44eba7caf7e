/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-position.h"

#include <glib/gi18n-lib.h>

#include "sek-budget.h"
#include "sek-error.h"
#include "sek-key.h"
#include "sek-kind.h"
#include "sek-money.h"
#include "sek-number.h"

/* All of it, in hundredths of a per cent. */
#define WHOLE 10000

/* --- the cost ----------------------------------------------------------------------------------------------------- */

static gint64
grow (const SekStaffPosition *position, gint64 pay)
{
  gint64 raised;

  if (position->growth == SEK_NONE || position->growth_month == SEK_NONE)
    return pay;
  return sek_money_scale (pay, WHOLE + position->growth, WHOLE, &raised, NULL) ? raised : SEK_NONE;
}

/* The pay of full time on 1 January of a year; SEK_NONE when it is not known, as before the year that it is given
 * for. */
static gint64
pay_on_1_january (const SekStaffPosition *position, int year)
{
  gint64 pay = position->yearly_pay;

  if (position->pay_year == SEK_NONE)
    return pay;
  if (year < position->pay_year)
    return SEK_NONE;
  for (gint64 y = position->pay_year; y < year && pay != SEK_NONE; y++)
    pay = grow (position, pay);
  return pay;
}

static int
days_employed (const SekStaffPosition *position, int year, int month)
{
  SekDate first = SEK_DATE (year, month, 1), last = SEK_DATE (year, month, sek_date_days_of_month (year, month));
  SekDate from = position->starts_on != SEK_NONE && position->starts_on > first ? (SekDate) position->starts_on : first;
  SekDate to = position->ends_on != SEK_NONE && position->ends_on < last ? (SekDate) position->ends_on : last;

  return from <= to ? (int) (sek_date_to_days (to) - sek_date_to_days (from)) + 1 : 0;
}

/* FALSE when it is beyond 64 bits. */
static gboolean
add_month (const SekStaffPosition *position, gint64 pay, int days, int of_month, gint64 *sum)
{
  gint64 month;

  return sek_money_scale (pay, position->percent * days, (gint64) WHOLE * 12 * of_month, &month, NULL)
         && sek_money_add (*sum, month, sum, NULL);
}

void
sek_position_read (SekRegister *reg, const SekStaffPosition *position, int year, SekPositionCost *cost)
{
  gint64 pay = 0, social = 0;
  gboolean known;

  *cost = (SekPositionCost) { .january = pay_on_1_january (position, year), .raised = SEK_NONE, .pay = SEK_NONE,
                              .social = SEK_NONE, .cost = SEK_NONE };
  if (cost->january != SEK_NONE)
    cost->raised = grow (position, cost->january);
  known = cost->january != SEK_NONE && cost->raised != SEK_NONE;
  for (int month = 1; month <= 12; month++)
    {
      int days = days_employed (position, year, month);
      gboolean is_raised = position->growth_month != SEK_NONE && month >= position->growth_month;

      cost->employed |= days > 0;
      if (days > 0 && known)
        known = add_month (position, is_raised ? cost->raised : cost->january, days,
                           sek_date_days_of_month (year, month), &pay);
    }
  if (cost->employed && !known)
    return;
  if (position->social_costs != SEK_NONE && !sek_money_scale (pay, position->social_costs, WHOLE, &social, NULL))
    return;
  if (!sek_money_add (pay, social, &cost->cost, NULL))
    {
      cost->cost = SEK_NONE;
      return;
    }
  cost->pay = pay;
  cost->social = social;
}

/* --- who pays ----------------------------------------------------------------------------------------------------- */

static int
compare_parts (gconstpointer a, gconstpointer b)
{
  const SekPayerPart *p = a, *q = b;

  if ((p->share == 0) != (q->share == 0))
    return p->share == 0 ? 1 : -1;
  if (p->payer != q->payer)
    return p->payer < q->payer ? -1 : 1;
  if (p->percent != q->percent)
    return p->percent > q->percent ? -1 : 1;
  return p->share < q->share ? -1 : p->share > q->share;
}

typedef struct
{
  guint  index;
  gint64 remainder;
} Remainder;

static int
compare_remainders (gconstpointer a, gconstpointer b)
{
  const Remainder *p = a, *q = b;

  if (p->remainder != q->remainder)
    return p->remainder > q->remainder ? -1 : 1;
  return p->index < q->index ? -1 : 1;
}

/* Each part down to the øre; the øre that are left go to those with the largest remainders, the first ones where they
 * are alike. */
static void
split (GArray *parts, gint64 cost)
{
  g_autoptr (GArray) remainders = g_array_new (FALSE, FALSE, sizeof (Remainder));
  gint64 left = cost;

  for (guint i = 0; i < parts->len; i++)
    {
      SekPayerPart *part = &g_array_index (parts, SekPayerPart, i);
      /* cost × per cent / whole, without the product, which may be beyond 64 bits. */
      gint64 of_rest = cost % WHOLE * part->percent;
      Remainder remainder = { i, of_rest % WHOLE };

      part->value = cost / WHOLE * part->percent + of_rest / WHOLE;
      left -= part->value;
      g_array_append_val (remainders, remainder);
    }
  g_array_sort (remainders, compare_remainders);
  for (guint i = 0; left > 0 && i < remainders->len; i++, left--)
    g_array_index (parts, SekPayerPart, g_array_index (remainders, Remainder, i).index).value++;
}

GArray *
sek_position_dup_parts (SekRegister *reg, const SekStaffPosition *position, gint64 cost)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (SekPayerPart));
  SekPayerPart rest = { .payer = SEK_PAYER_COUNCIL, .project = SEK_NONE, .grant = SEK_NONE, .percent = WHOLE,
                        .value = SEK_NONE };
  guint n;
  const gint64 *rows = sek_register_get_children (reg, SEK_FIELD (position_share, staff_position), position->id, &n);

  for (guint i = 0; i < n; i++)
    {
      const SekPositionShare *row = sek_register_get_position_share (reg, rows[i]);
      SekPayerPart part = { .payer = row->payer, .project = row->project, .grant = row->grant,
                            .percent = row->percent, .share = row->id, .value = SEK_NONE };

      g_array_append_val (parts, part);
      rest.percent -= row->percent;
    }
  if (rest.percent > 0)
    g_array_append_val (parts, rest);
  g_array_sort (parts, compare_parts);
  /* More than all of it is refused when it is typed; what a file has so all the same is not split. */
  if (cost != SEK_NONE && rest.percent >= 0)
    split (parts, cost);
  return parts;
}

char *
sek_payer_part_dup_name (SekRegister *reg, const SekPayerPart *part, SekLanguage language)
{
  const SekProject *project = part->project != SEK_NONE ? sek_register_get_project (reg, part->project) : NULL;
  const SekGrant *grant = part->grant != SEK_NONE ? sek_register_get_grant (reg, part->grant) : NULL;
  const char *name = project != NULL ? project->name
                     : grant != NULL ? grant->name
                                     : sek_kind_get_choice_word (SEK_FIELD (position_share, payer), part->payer,
                                                                 language);
  g_autofree char *percent = NULL;

  if (part->percent == WHOLE)
    return g_strdup (name);
  percent = sek_number_in_language (sek_number_format_percent (part->percent, WHOLE,
                                                               part->percent % 100 == 0  ? 0
                                                               : part->percent % 10 == 0 ? 1
                                                                                         : 2),
                                    language);
  return g_strdup_printf ("%s, %s", name, percent);
}

/* --- all of them -------------------------------------------------------------------------------------------------- */

GArray *
sek_positions_of_year (SekRegister *reg, int year)
{
  GArray *rows = sek_rows_by_position (reg, SEK_STAFF_POSITION);

  for (guint i = rows->len; i > 0; i--)
    {
      const SekStaffPosition *position = sek_register_get_staff_position (reg, g_array_index (rows, gint64, i - 1));

      if ((position->starts_on != SEK_NONE && position->starts_on > SEK_DATE (year, 12, 31))
          || (position->ends_on != SEK_NONE && position->ends_on < SEK_DATE (year, 1, 1)))
        g_array_remove_index (rows, i - 1);
    }
  return rows;
}

gint64
sek_positions_of_council (SekRegister *reg, int year)
{
  g_autoptr (GArray) rows = sek_positions_of_year (reg, year);
  gint64 sum = SEK_NONE;

  for (guint i = 0; i < rows->len; i++)
    {
      const SekStaffPosition *position = sek_register_get_staff_position (reg, g_array_index (rows, gint64, i));
      g_autoptr (GArray) parts = NULL;
      SekPositionCost cost;

      sek_position_read (reg, position, year, &cost);
      parts = sek_position_dup_parts (reg, position, cost.cost);
      if (parts->len == 0)
        continue;
      for (guint p = 0; p < parts->len; p++)
        if (g_array_index (parts, SekPayerPart, p).payer == SEK_PAYER_COUNCIL)
          sum = sek_budget_plus (sum, g_array_index (parts, SekPayerPart, p).value);
        else if (cost.cost != SEK_NONE)
          /* All of it may be paid by others: that is nothing, not unknown. */
          sum = sek_budget_plus (sum, 0);
    }
  return sum;
}

/* --- rules -------------------------------------------------------------------------------------------------------- */

static gboolean
refuse_percent (const SekField *field, gint64 percent, GError **error)
{
  if (percent <= WHOLE)
    return TRUE;
  g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED, _("“%s” cannot be more than 100 per cent. Write a figure up to "
                                                      "100."),
               sek_word (&field->title, sek_program_language ()));
  return FALSE;
}

gboolean
sek_position_check (SekRegister *reg, const SekStaffPosition *position, GError **error)
{
  SekLanguage language = sek_program_language ();

  if (!refuse_percent (SEK_FIELD (staff_position, percent), position->percent, error))
    return FALSE;
  if (position->growth_month != SEK_NONE && (position->growth_month < 1 || position->growth_month > 12))
    g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                 _("“%s” is the number of a month. Write a number from 1 to 12, as 5 for May."),
                 sek_word (&SEK_FIELD (staff_position, growth_month)->title, language));
  else if (position->growth != SEK_NONE && position->growth < -WHOLE)
    g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                 _("“%s” cannot take more than all of the pay away. Write a figure from −100 on."),
                 sek_word (&SEK_FIELD (staff_position, growth)->title, language));
  else
    return TRUE;
  return FALSE;
}

/* What the payers of a position have together. */
static gint64
sum_percents (SekRegister *reg, gint64 position)
{
  gint64 sum = 0;
  guint n;
  const gint64 *rows = sek_register_get_children (reg, SEK_FIELD (position_share, staff_position), position, &n);

  for (guint i = 0; i < n; i++)
    sum += sek_register_get_position_share (reg, rows[i])->percent;
  return sum;
}

gboolean
sek_position_share_check (SekRegister *reg, const SekPositionShare *share, GError **error)
{
  SekLanguage language = sek_program_language ();
  const SekField *payer = SEK_FIELD (position_share, payer), *named = NULL;
  gint64 sum = sum_percents (reg, share->staff_position);

  if (!refuse_percent (SEK_FIELD (position_share, percent), share->percent, error))
    return FALSE;
  if (share->project != SEK_NONE && share->payer != SEK_PAYER_PROJECT)
    named = SEK_FIELD (position_share, project);
  else if (share->grant != SEK_NONE && share->payer != SEK_PAYER_GRANT)
    named = SEK_FIELD (position_share, grant);
  if (named != NULL)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                   _("“%s” is “%s”, and so “%s” must be blank. Choose another payer, or clear that."),
                   sek_word (&payer->title, language), sek_kind_get_choice_word (payer, share->payer, language),
                   sek_word (&named->title, language));
      return FALSE;
    }
  if (sum > WHOLE)
    {
      g_autofree char *percent = sek_number_format_percent (sum, WHOLE, sum % 100 == 0 ? 0 : 2);

      g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                   _("The payers of “%s” would pay %s together. Write shares that add up to 100 per cent at most; the "
                     "council pays the rest."),
                   sek_register_get_staff_position (reg, share->staff_position)->title, percent);
      return FALSE;
    }
  return TRUE;
}
