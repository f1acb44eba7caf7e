/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-kind.h"
#include "sek-number.h"
#include "sek-position.h"
#include "sek-report-private.h"

/* Stillinger: a row a position that is there in the year: its part of full time, its days, pay, social costs and what
 * it costs in the year, and what of that each sort of payer pays. In kroner. */

/* The sorts of payers, the council last: it pays what the others leave. */
static const struct { const char *key; gint64 payer; SekWord head; } payers[] = {
  { "nav", SEK_PAYER_NAV, { { "NAV", "NAV", "NAV" } } },
  { "projects", SEK_PAYER_PROJECT, { { "Prosjekter", "Prosjekt", "Projects" } } },
  { "grants", SEK_PAYER_GRANT, { { "Tilskudd", "Tilskot", "Grants" } } },
  { "others", SEK_PAYER_OTHER, { { "Andre", "Andre", "Others" } } },
  { "council", SEK_PAYER_COUNCIL, { { "Rådet", "Rådet", "The council" } } },
};

#define N_PAYERS G_N_ELEMENTS (payers)
#define COUNCIL (N_PAYERS - 1)

typedef struct
{
  SekReport *report;
  SekSheet  *sheet;
  GArray    *rows;              /* gint64 */
  int        of_payer[N_PAYERS]; /* columns; -1 for one that pays nothing */
  int        percent, from, to, kind, yearly, growth, pay, rate, social, cost, paid_by;
} Positions;

/* Which of the payers a part is of; what a newer version knows is another one's. */
static guint
sort_of (const SekPayerPart *part)
{
  for (guint i = 0; i < N_PAYERS; i++)
    if (payers[i].payer == part->payer)
      return i;
  return COUNCIL - 1;
}

static GArray *
parts_of (Positions *table, gint64 row, SekPositionCost *cost)
{
  const SekStaffPosition *position = sek_register_get_staff_position (table->report->data.reg, row);

  sek_position_read (table->report->data.reg, position, table->report->options.year, cost);
  return sek_position_dup_parts (table->report->data.reg, position, cost->cost);
}

static int
add_column (Positions *table, const char *key, const SekWord *head, SekCellKind kind, int width)
{
  return sek_sheet_add_column (table->sheet, &(SekSheetColumn) { .key = key,
                                                                 .head = _sek_report_text (table->report, head),
                                                                 .kind = kind,
                                                                 .unit = SEK_KRONE,
                                                                 .min_width = width });
}

static void
add_columns (Positions *table)
{
  static const SekWord title = { { "Stilling", "Stilling", "Position" } }, percent = { { "Del av\nheltid",
                                                                                         "Del av\nheiltid",
                                                                                        "Part of\nfull time" } };
  static const SekWord from = { { "Fra", "Frå", "From" } }, to = { { "Til", "Til", "To" } };
  static const SekWord kind = { { "Ansettelse", "Tilsetjing", "Employment" } };
  static const SekWord yearly = { { "Årslønn\n1.1.%s", "Årsløn\n1.1.%s", "Yearly pay\n1 Jan %s" } };
  static const SekWord growth = { { "Lønns-\nvekst", "Løns-\nvekst", "Pay\ngrowth" } };
  static const SekWord pay = { { "Lønn\ni %s", "Løn\ni %s", "Pay\nin %s" } };
  static const SekWord rate = { { "Sosiale\nkostnader, %", "Sosiale\nkostnader, %", "Social\ncosts, %" } };
  static const SekWord social = { { "Sosiale\nkostnader", "Sosiale\nkostnader", "Social\ncosts" } };
  static const SekWord cost = { { "Kostnad\ni %s", "Kostnad\ni %s", "Cost\nin %s" } };
  static const SekWord paid_by = { { "Betales av", "Blir betalt av", "Paid by" } };
  int year = table->report->options.year;
  g_autofree char *yearly_head = _sek_report_dup_year (table->report, &yearly, year),
                  *pay_head = _sek_report_dup_year (table->report, &pay, year),
                  *cost_head = _sek_report_dup_year (table->report, &cost, year);
  gboolean pays[N_PAYERS] = { [COUNCIL] = TRUE };

  for (guint i = 0; i < table->rows->len; i++)
    {
      SekPositionCost of_year;
      g_autoptr (GArray) parts = parts_of (table, g_array_index (table->rows, gint64, i), &of_year);

      for (guint p = 0; p < parts->len; p++)
        pays[sort_of (&g_array_index (parts, SekPayerPart, p))] = TRUE;
    }
  add_column (table, "title", &title, SEK_CELL_TEXT, 20);
  table->percent = add_column (table, "percent", &percent, SEK_CELL_PERCENT, 0);
  table->from = add_column (table, "from", &from, SEK_CELL_DATE, 0);
  table->to = add_column (table, "to", &to, SEK_CELL_DATE, 0);
  table->kind = add_column (table, "employment", &kind, SEK_CELL_TEXT, 0);
  table->yearly = add_column (table, "yearly", &(SekWord) { { yearly_head, yearly_head, yearly_head } },
                              SEK_CELL_AMOUNT, 0);
  table->growth = add_column (table, "growth", &growth, SEK_CELL_PERCENT, 0);
  table->pay = add_column (table, "pay", &(SekWord) { { pay_head, pay_head, pay_head } }, SEK_CELL_AMOUNT, 0);
  table->rate = add_column (table, "rate", &rate, SEK_CELL_PERCENT, 0);
  table->social = add_column (table, "social", &social, SEK_CELL_AMOUNT, 0);
  table->cost = add_column (table, "cost", &(SekWord) { { cost_head, cost_head, cost_head } }, SEK_CELL_AMOUNT, 0);
  for (guint i = 0; i < N_PAYERS; i++)
    table->of_payer[i] = pays[i] ? add_column (table, payers[i].key, &payers[i].head, SEK_CELL_AMOUNT, 0) : -1;
  table->paid_by = add_column (table, "paid-by", &paid_by, SEK_CELL_TEXT, 28);
}

static void
set_amount (SekSheetRow *row, int column, gint64 value, SekExpr *expr)
{
  g_autoptr (SekExpr) given = expr;

  if (column < 0)
    return;
  sek_sheet_row_set (row, column, _sek_report_value (value));
  if (value != SEK_NONE && given != NULL)
    sek_sheet_row_set_expr (row, column, g_steal_pointer (&given));
}

/* cost × per cent to the øre. *value is what it gives. */
static SekExpr *
share_expr (const SekPayerPart *part, gint64 cost, gint64 *value)
{
  if (!sek_money_scale (cost, part->percent, 10000, value, NULL))
    return NULL;
  return sek_expr_call (SEK_FUNCTION_ROUND,
                        sek_expr_binary (SEK_OPERATOR_MULTIPLY, sek_expr_cell (NULL, NULL, "cost"),
                                         sek_expr_decimal (part->percent, 4)),
                        sek_expr_number (2), NULL);
}

/* The council pays what the others leave. */
static SekExpr *
rest_expr (Positions *table)
{
  SekExpr *others = sek_expr_call (SEK_FUNCTION_SUM, sek_expr_number (0), NULL);

  for (guint i = 0; i < COUNCIL; i++)
    if (table->of_payer[i] >= 0)
      sek_expr_append (others, sek_expr_cell (NULL, NULL, payers[i].key));
  return sek_expr_binary (SEK_OPERATOR_SUBTRACT, sek_expr_cell (NULL, NULL, "cost"), others);
}

/* What each sort of payer pays. Rounding each by itself is the split where two share; where more do, the last øre can
 * be another one's, and the figure stands without a formula. */
static void
set_payers (Positions *table, SekSheetRow *row, GArray *parts, gint64 cost)
{
  gint64 sums[N_PAYERS], rounded[N_PAYERS];
  SekExpr *exprs[N_PAYERS] = { NULL };

  for (guint i = 0; i < N_PAYERS; i++)
    sums[i] = rounded[i] = SEK_NONE;
  for (guint p = 0; p < parts->len; p++)
    {
      const SekPayerPart *part = &g_array_index (parts, SekPayerPart, p);
      guint sort = sort_of (part);
      gint64 value = SEK_NONE;
      SekExpr *expr = part->value != SEK_NONE && sort != COUNCIL ? share_expr (part, cost, &value) : NULL;

      sums[sort] = sek_budget_plus (sums[sort], part->value);
      rounded[sort] = sek_budget_plus (rounded[sort], value);
      if (expr != NULL)
        exprs[sort] = exprs[sort] == NULL ? expr : sek_expr_binary (SEK_OPERATOR_ADD, exprs[sort], expr);
    }
  for (guint i = 0; i < COUNCIL; i++)
    if (sums[i] == rounded[i])
      set_amount (row, table->of_payer[i], sums[i], exprs[i]);
    else
      {
        set_amount (row, table->of_payer[i], sums[i], NULL);
        g_clear_pointer (&exprs[i], sek_expr_unref);
      }
  set_amount (row, table->of_payer[COUNCIL], sums[COUNCIL], rest_expr (table));
}

static void
add_position (Positions *table, gint64 id)
{
  static const SekWord permanent = { { "fast", "fast", "permanent" } };
  static const SekWord temporary = { { "midlertidig", "mellombels", "temporary" } };
  SekReport *report = table->report;
  const SekStaffPosition *position = sek_register_get_staff_position (report->data.reg, id);
  g_autofree char *key = _sek_report_row_key (id);
  SekSheetRow *row = sek_sheet_add_row (table->sheet, key, SEK_ROW_NORMAL);
  g_autoptr (GString) paid_by = g_string_new (NULL);
  SekPositionCost cost;
  g_autoptr (GArray) parts = parts_of (table, id, &cost);

  sek_sheet_row_set (row, 0, SEK_TEXT (position->title));
  sek_sheet_row_set_percent (row, table->percent, position->percent, 10000);
  if (position->starts_on != SEK_NONE)
    sek_sheet_row_set (row, table->from, SEK_INTEGER (position->starts_on));
  if (position->ends_on != SEK_NONE)
    sek_sheet_row_set (row, table->to, SEK_INTEGER (position->ends_on));
  sek_sheet_row_set (row, table->kind,
                     SEK_TEXT (_sek_report_text (report, position->ends_on != SEK_NONE ? &temporary : &permanent)));
  set_amount (row, table->yearly, cost.january, NULL);
  if (position->growth != SEK_NONE && position->growth_month != SEK_NONE)
    sek_sheet_row_set_percent (row, table->growth, position->growth, 10000);
  set_amount (row, table->pay, cost.pay, NULL);
  if (position->social_costs != SEK_NONE)
    sek_sheet_row_set_percent (row, table->rate, position->social_costs, 10000);
  set_amount (row, table->social, cost.social,
              sek_expr_call (SEK_FUNCTION_ROUND,
                             sek_expr_binary (SEK_OPERATOR_MULTIPLY, sek_expr_cell (NULL, NULL, "pay"),
                                              sek_expr_call (SEK_FUNCTION_SUM, sek_expr_cell (NULL, NULL, "rate"),
                                                             NULL)),
                             sek_expr_number (2), NULL));
  set_amount (row, table->cost, cost.cost,
              sek_expr_binary (SEK_OPERATOR_ADD, sek_expr_cell (NULL, NULL, "pay"), sek_expr_cell (NULL, NULL,
                                                                                                   "social")));
  set_payers (table, row, parts, cost.cost);
  for (guint p = 0; p < parts->len; p++)
    {
      g_autofree char *name = sek_payer_part_dup_name (report->data.reg, &g_array_index (parts, SekPayerPart, p),
                                                       report->options.language);

      g_string_append_printf (paid_by, "%s%s", p > 0 ? "; " : "", name);
    }
  sek_sheet_row_set (row, table->paid_by, SEK_TEXT (paid_by->str));
}

static void
add_sum (Positions *table, SekSheetRow *row, int column)
{
  g_autofree char *first = _sek_report_row_key (g_array_index (table->rows, gint64, 0)),
                  *last = _sek_report_row_key (g_array_index (table->rows, gint64, table->rows->len - 1));
  gint64 sum = SEK_NONE;

  for (guint i = 0; column >= 0 && i < table->rows->len; i++)
    {
      const SekCell *cell = &sek_sheet_get_row (table->sheet, i)->cells[column];

      if (!sek_cell_is_blank (cell))
        sum = sek_budget_plus (sum, cell->integer);
    }
  if (column < 0)
    return;
  sek_sheet_row_set (row, column, _sek_report_value (sum));
  sek_sheet_row_set_expr (row, column,
                          sek_expr_sum_or_blank (sek_expr_range (NULL, first, last,
                                                                 sek_sheet_get_column (table->sheet, column)->key)));
}

static void
add_total (Positions *table)
{
  SekSheetRow *row = sek_sheet_add_row (table->sheet, "total", SEK_ROW_TOTAL);

  sek_sheet_row_set (row, 0, SEK_TEXT (_sek_report_text (table->report, &_sek_report_total_word)));
  if (table->rows->len == 0)
    return;
  add_sum (table, row, table->pay);
  add_sum (table, row, table->social);
  add_sum (table, row, table->cost);
  for (guint i = 0; i < N_PAYERS; i++)
    add_sum (table, row, table->of_payer[i]);
}

/* Those without a figure, and why. */
static void
add_unknown (Positions *table)
{
  static const SekWord no_pay = { { "%s har ingen årslønn, og er ikke med i summen.",
                                    "%s har inga årsløn, og er ikkje med i summen.",
                                    "%s has no yearly pay, and is not in the total." } };
  static const SekWord early = { { "Årslønnen til %s gjelder fra et senere år, og er ikke med i summen.",
                                   "Årsløna til %s gjeld frå eit seinare år, og er ikkje med i summen.",
                                   "The yearly pay of %s is of a later year, and is not in the total." } };

  for (guint i = 0; i < table->rows->len; i++)
    {
      const SekStaffPosition *position = sek_register_get_staff_position (table->report->data.reg,
                                                                          g_array_index (table->rows, gint64, i));
      SekPositionCost cost;
      g_autofree char *note = NULL;

      sek_position_read (table->report->data.reg, position, table->report->options.year, &cost);
      if (cost.cost != SEK_NONE)
        continue;
      note = _sek_report_dup_text (table->report, position->yearly_pay == SEK_NONE ? &no_pay : &early, position->title);
      sek_sheet_add_note (table->sheet, note);
    }
}

void
_sek_report_add_positions (SekReport *self, SekBook *book)
{
  static const SekWord caption = { { "Stillinger %s", "Stillingar %s", "Positions %s" } };
  static const SekWord how = {
    { "Lønnen i en måned er årslønnen ganger stillingsprosenten delt på 12, for de dagene stillingen er besatt. Fra "
      "måneden "
      "med lønnsvekst er årslønnen så mye høyere. Sosiale kostnader er regnet av årets lønn.",
      "Løna i ein månad er årsløna gonger stillingsprosenten delt på 12, for dei dagane nokon har stillinga. Frå "
      "månaden med "
      "lønsvekst er årsløna så mykje høgare. Sosiale kostnader er rekna av løna i året.",
      "The pay of a month is the yearly pay times the part of full time, divided by 12, for the days employed. From "
      "the month "
      "of growth on the yearly pay is that much higher. Social costs are of the pay of the year." }
  };
  static const SekWord rest = {
    { "Rådet betaler det de andre ikke betaler. Beløpene vises i hele kroner, men er regnet i øre.",
      "Rådet betaler det dei andre ikkje betaler. Beløpa er viste i heile kroner, men rekna i øre.",
      "The council pays what the others do not. Amounts are shown in whole kroner, but computed in øre." }
  };
  g_autoptr (GArray) rows = sek_positions_of_year (self->data.reg, self->options.year);
  g_autofree char *title = _sek_report_dup_year (self, &caption, self->options.year);
  Positions table = { .report = self, .rows = rows };

  table.sheet = _sek_report_add_sheet (self, book, SEK_TABLE_POSITIONS, title, SEK_KRONE, 0, 1, FALSE);
  add_columns (&table);
  for (guint i = 0; i < rows->len; i++)
    add_position (&table, g_array_index (rows, gint64, i));
  add_total (&table);
  sek_sheet_add_note (table.sheet, _sek_report_text (self, &how));
  sek_sheet_add_note (table.sheet, _sek_report_text (self, &rest));
  add_unknown (&table);
}
