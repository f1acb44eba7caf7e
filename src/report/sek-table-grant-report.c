/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-grant.h"
#include "sek-kind.h"
#include "sek-number.h"
#include "sek-report-private.h"

/* Tilskuddsrapport: the sheet for a funder, of one grant or of all, one after the other, by the end of a day: the cost
 * against what was budgeted, the grant that is due against what was received, and each contribution with its hours and
 * rate. What does not count stands without an amount, with its reason under the table. In kroner. */

typedef struct
{
  SekReport *report;
  SekSheet  *sheet;
  GPtrArray *reasons; /* sentences under the table, by their number less 1 */
  int        date, documented, hours, rate, budget, amount, rest;
} Table;

/* What contributions are shown by. */
enum { HOURS, CASH, LINES, FUNDED, N_GROUPS };

static const struct { const char *key; SekWord head, sum; } groups[N_GROUPS] = {
  [HOURS] = { "hours", { { "Egeninnsats i timer", "Eigeninnsats i timar", "Own contribution in hours" } },
              { { "Sum timer", "Sum timar", "Total of hours" } } },
  [CASH] = { "cash", { { "Egeninnsats i penger", "Eigeninnsats i pengar", "Own contribution in cash" } },
             { { "Sum penger", "Sum pengar", "Total of cash" } } },
  [LINES] = { "lines", { { "Egeninnsats fra poster og prosjekter", "Eigeninnsats frå postar og prosjekt",
                           "Own contribution from lines and projects" } },
              { { "Sum fra poster og prosjekter", "Sum frå postar og prosjekt", "Total from lines and projects" } } },
  [FUNDED] = { "funded", { { "Betalt av tilskuddet", "Betalt av tilskotet", "Paid by the grant" } },
               { { "Sum betalt av tilskuddet", "Sum betalt av tilskotet", "Total paid by the grant" } } },
};

static guint
group_of (const SekContribution *row)
{
  if (!sek_contribution_is_own (row))
    return FUNDED;
  if (row->kind == SEK_CONTRIBUTION_KIND_HOURS)
    return HOURS;
  return row->budget_line != SEK_NONE || row->project != SEK_NONE ? LINES : CASH;
}

/* --- keys and cells ----------------------------------------------------------------------------------------------- */

static char *
key_of (const char *name, gint64 grant)
{
  return g_strdup_printf ("%s-%" G_GINT64_FORMAT, name, grant);
}

static SekExpr *
cell_of (const char *name, gint64 grant, const char *column)
{
  g_autofree char *key = key_of (name, grant);

  return sek_expr_cell (NULL, key, column);
}

static SekSheetRow *
add_row (Table *table, const char *name, gint64 grant, SekRowStyle style, const SekWord *label)
{
  g_autofree char *key = key_of (name, grant);
  SekSheetRow *row = sek_sheet_add_row (table->sheet, key, style);

  sek_sheet_row_set (row, 0, SEK_TEXT (_sek_report_text (table->report, label)));
  return row;
}

/* Takes over expr, which may be NULL. */
static void
set (SekSheetRow *row, int column, gint64 value, SekExpr *expr)
{
  g_autoptr (SekExpr) given = expr;

  sek_sheet_row_set (row, column, _sek_report_value (value));
  if (value != SEK_NONE && given != NULL)
    sek_sheet_row_set_expr (row, column, g_steal_pointer (&given));
}

/* budget − amount, of the row itself. */
static void
set_rest (Table *table, SekSheetRow *row, gint64 budget, gint64 amount)
{
  set (row, table->rest, sek_budget_minus (budget, amount),
       sek_expr_difference (sek_expr_cell (NULL, NULL, "budget"), sek_expr_cell (NULL, NULL, "amount")));
}

/* --- the cost ----------------------------------------------------------------------------------------------------- */

static gint64
value_of_group (const SekGrantReport *report, guint group)
{
  const gint64 values[N_GROUPS] = { report->hours, report->cash, report->lines, report->funded };

  return values[group];
}

static void
add_cost (Table *table, const SekGrant *grant, const SekGrantReport *report)
{
  static const SekWord head = { { "Kostnader", "Kostnader", "Cost" } };
  static const SekWord own = { { "Sum egeninnsats", "Sum eigeninnsats", "Total own contribution" } };
  static const SekWord total = { { "Totalkostnad", "Totalkostnad", "Total cost" } };
  SekExpr *parts = sek_expr_call (SEK_FUNCTION_SUM, NULL);
  SekSheetRow *row;

  add_row (table, "cost", grant->id, SEK_ROW_SECTION, &head);
  for (guint i = 0; i < FUNDED; i++)
    {
      g_autofree char *name = g_strconcat ("of-", groups[i].key, NULL);

      row = add_row (table, name, grant->id, SEK_ROW_NORMAL, &groups[i].head);
      if (i == HOURS)
        set (row, table->hours, report->n_hours, cell_of (groups[i].key, grant->id, "hours"));
      set (row, table->amount, value_of_group (report, i), cell_of (groups[i].key, grant->id, "amount"));
      sek_expr_append (parts, cell_of (name, grant->id, "amount"));
    }
  row = add_row (table, "own", grant->id, SEK_ROW_SUM, &own);
  set (row, table->budget, report->required, NULL);
  set (row, table->amount, report->own, sek_expr_sum_or_blank (parts));
  set_rest (table, row, report->required, report->own);
  row = add_row (table, "of-funded", grant->id, SEK_ROW_NORMAL, &groups[FUNDED].head);
  set (row, table->budget, report->awarded, NULL);
  set (row, table->amount, report->funded, cell_of ("funded", grant->id, "amount"));
  set_rest (table, row, report->awarded, report->funded);
  row = add_row (table, "spent", grant->id, SEK_ROW_TOTAL, &total);
  set (row, table->budget, report->budget,
       grant->total_cost != SEK_NONE
           ? NULL
           : sek_expr_sum_or_blank (sek_expr_call (SEK_FUNCTION_SUM, cell_of ("own", grant->id, "budget"),
                                                   cell_of ("of-funded", grant->id, "budget"), NULL)));
  set (row, table->amount, report->spent,
       sek_expr_sum_or_blank (sek_expr_call (SEK_FUNCTION_SUM, cell_of ("own", grant->id, "amount"),
                                             cell_of ("of-funded", grant->id, "amount"), NULL)));
  set_rest (table, row, report->budget, report->spent);
}

/* --- the grant ---------------------------------------------------------------------------------------------------- */

/* The total cost, blank as 0, and never less. */
static SekExpr *
spent_expr (gint64 grant)
{
  return sek_expr_call (SEK_FUNCTION_MAX, sek_expr_call (SEK_FUNCTION_SUM, cell_of ("spent", grant, "amount"), NULL),
                        sek_expr_number (0), NULL);
}

static SekExpr *
to_ore (SekExpr *expr)
{
  return sek_expr_call (SEK_FUNCTION_ROUND, expr, sek_expr_number (2), NULL);
}

/* As sek_grant_report() has it: the least of what was awarded, its part of the cost, and the highest share of that. */
static SekExpr *
due_expr (Table *table, const SekGrant *grant, const SekGrantReport *report)
{
  const SekGrantScheme *scheme = grant->scheme != SEK_NONE
                                     ? sek_register_get_grant_scheme (table->report->data.reg, grant->scheme)
                                     : NULL;
  SekExpr *least = sek_expr_call (SEK_FUNCTION_MIN, cell_of ("awarded", grant->id, "budget"), NULL);

  if (report->budget != SEK_NONE && report->budget > 0)
    sek_expr_append (least,
                     to_ore (sek_expr_binary (SEK_OPERATOR_DIVIDE,
                                              sek_expr_binary (SEK_OPERATOR_MULTIPLY,
                                                               cell_of ("awarded", grant->id, "budget"),
                                                               spent_expr (grant->id)),
                                              cell_of ("spent", grant->id, "budget"))));
  if (scheme != NULL && scheme->highest_share != SEK_NONE)
    sek_expr_append (least, to_ore (sek_expr_binary (SEK_OPERATOR_MULTIPLY, spent_expr (grant->id),
                                                     sek_expr_decimal (scheme->highest_share, 4))));
  return least;
}

static int
compare_instalments (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const SekInstalment *p = sek_register_get_instalment (user_data, *(const gint64 *) a),
                      *q = sek_register_get_instalment (user_data, *(const gint64 *) b);

  return p->year < q->year ? -1 : p->year > q->year;
}

/* Each instalment with what was received of it by the day, and their sum. */
static void
add_instalments (Table *table, const SekGrant *grant, const SekGrantReport *report)
{
  static const SekWord one = { { "Delutbetaling %s", "Delutbetaling %s", "Instalment %s" } };
  static const SekWord sum = { { "Sum delutbetalinger", "Sum delutbetalingar", "Total instalments" } };
  SekRegister *reg = table->report->data.reg;
  guint n;
  const gint64 *rows = sek_register_get_children (reg, SEK_FIELD (instalment, grant), grant->id, &n);
  g_autoptr (GArray) sorted = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n);
  g_autofree char *first = NULL, *last = NULL;
  SekSheetRow *row;

  g_array_append_vals (sorted, rows, n);
  g_array_sort_with_data (sorted, compare_instalments, reg);
  for (guint i = 0; i < n; i++)
    {
      const SekInstalment *instalment = sek_register_get_instalment (reg, g_array_index (sorted, gint64, i));
      gboolean received = instalment->received_on != SEK_NONE && instalment->received_on <= table->report->data.today;
      g_autofree char *key = _sek_report_row_key (instalment->id),
                      *label = _sek_report_dup_year (table->report, &one, (int) instalment->year);

      row = sek_sheet_add_row (table->sheet, key, SEK_ROW_NORMAL);
      sek_sheet_row_set (row, 0, SEK_TEXT (label));
      if (received)
        sek_sheet_row_set (row, table->date, SEK_INTEGER (instalment->received_on));
      set (row, table->budget, instalment->value, NULL);
      set (row, table->amount, received ? instalment->value : SEK_NONE, NULL);
      set_rest (table, row, instalment->value, received ? instalment->value : SEK_NONE);
    }
  if (n > 0)
    {
      first = _sek_report_row_key (g_array_index (sorted, gint64, 0));
      last = _sek_report_row_key (g_array_index (sorted, gint64, n - 1));
    }
  row = add_row (table, "received", grant->id, SEK_ROW_SUM, &sum);
  set (row, table->budget, report->instalments,
       n > 0 ? sek_expr_sum_or_blank (sek_expr_range (NULL, first, last, "budget")) : NULL);
  set (row, table->amount, report->received,
       n > 0 ? sek_expr_sum_or_blank (sek_expr_range (NULL, first, last, "amount")) : NULL);
  set_rest (table, row, report->instalments, report->received);
}

static void
add_grant_money (Table *table, const SekGrant *grant, const SekGrantReport *report)
{
  static const SekWord head = { { "Tilskudd", "Tilskot", "Grant" } };
  static const SekWord awarded = { { "Tilsagn", "Tilsegn", "Awarded" } };
  static const SekWord due = { { "Tilskudd etter faktiske kostnader", "Tilskot etter faktiske kostnader",
                                 "Grant due by the actual cost" } };
  static const SekWord still = { { "Gjenstår å motta", "Står att å ta imot", "Still to be received" } };
  static const SekWord back = { { "Skal betales tilbake", "Skal betalast tilbake", "To be paid back" } };
  static const SekWord early = { { "Mottatt ut over påløpt så langt", "Motteke ut over påløpt så langt",
                                   "Received beyond what is due so far" } };
  gboolean is_over = grant->ends_on != SEK_NONE && table->report->data.today > grant->ends_on;
  gboolean owes = report->balance != SEK_NONE && report->balance < 0;
  SekExpr *left, *right;
  SekSheetRow *row;

  add_row (table, "grant", grant->id, SEK_ROW_SECTION, &head);
  add_instalments (table, grant, report);
  row = add_row (table, "awarded", grant->id, SEK_ROW_NORMAL, &awarded);
  set (row, table->budget, report->awarded, cell_of ("of-funded", grant->id, "budget"));
  row = add_row (table, "due", grant->id, SEK_ROW_NORMAL, &due);
  set (row, table->amount, report->due, due_expr (table, grant, report));
  row = add_row (table, "balance", grant->id, SEK_ROW_TOTAL, !owes ? &still : is_over ? &back : &early);
  left = cell_of (owes ? "received" : "due", grant->id, "amount");
  right = cell_of (owes ? "due" : "received", grant->id, "amount");
  set (row, table->amount, owes ? -report->balance : report->balance, sek_expr_difference (left, right));
}

/* --- contributions ------------------------------------------------------------------------------------------------ */

/* The number of a reason under the table, a new one or that of the same sentence. */
static guint
number_reason (Table *table, const char *sentence)
{
  for (guint i = 0; i < table->reasons->len; i++)
    if (g_str_equal (table->reasons->pdata[i], sentence))
      return i + 1;
  g_ptr_array_add (table->reasons, g_strdup (sentence));
  return table->reasons->len;
}

static const char *
name_contribution (SekRegister *reg, const SekContribution *row, SekLanguage language)
{
  if (row->what != NULL)
    return row->what;
  if (row->budget_line != SEK_NONE)
    return sek_register_get_budget_line (reg, row->budget_line)->name;
  if (row->project != SEK_NONE)
    return sek_register_get_project (reg, row->project)->name;
  if (row->staff_position != SEK_NONE)
    return sek_register_get_staff_position (reg, row->staff_position)->title;
  return sek_kind_get_choice_word (SEK_FIELD (contribution, kind), row->kind, language);
}

static void
add_contribution (Table *table, const SekContribution *contribution, const SekCounted *counted)
{
  SekRegister *reg = table->report->data.reg;
  SekLanguage language = table->report->options.language;
  g_autofree char *key = _sek_report_row_key (contribution->id), *marked = NULL,
                  *reason = sek_counted_dup_sentence (reg, contribution, counted, language);
  const char *name = name_contribution (reg, contribution, language);
  SekSheetRow *row = sek_sheet_add_row (table->sheet, key, SEK_ROW_NORMAL);
  SekExpr *product = NULL;

  if (*reason != '\0')
    marked = g_strdup_printf ("%s %u)", name, number_reason (table, reason));
  sek_sheet_row_set (row, 0, SEK_TEXT (marked != NULL ? marked : name));
  if (contribution->date != SEK_NONE)
    sek_sheet_row_set (row, table->date, SEK_INTEGER (contribution->date));
  if (contribution->documented != NULL)
    sek_sheet_row_set (row, table->documented, SEK_TEXT (contribution->documented));
  /* Hours that do not count are not in the sum of hours either: they stand in the text. */
  if (contribution->kind == SEK_CONTRIBUTION_KIND_HOURS && counted->value != SEK_NONE)
    {
      set (row, table->hours, contribution->hours, NULL);
      set (row, table->rate, counted->rate, NULL);
      product = to_ore (sek_expr_binary (SEK_OPERATOR_MULTIPLY, sek_expr_cell (NULL, NULL, "hours"),
                                         sek_expr_cell (NULL, NULL, "rate")));
    }
  set (row, table->amount, counted->value, product);
}

static void
add_group (Table *table, const SekGrant *grant, guint group, const SekGrantReport *report)
{
  SekRegister *reg = table->report->data.reg;
  g_autoptr (GArray) rows = sek_grant_dup_contributions (reg, grant->id);
  g_autofree char *first = NULL, *last = NULL;
  SekSheetRow *sum;

  for (guint i = 0; i < rows->len; i++)
    {
      const SekContribution *row = sek_register_get_contribution (reg, g_array_index (rows, gint64, i));
      SekCounted counted;

      sek_contribution_count (reg, row, table->report->data.today, &counted);
      if (group_of (row) != group || counted.reason == SEK_COUNTED_LATER)
        continue;
      if (first == NULL)
        {
          g_autofree char *name = g_strconcat ("rows-", groups[group].key, NULL);

          add_row (table, name, grant->id, SEK_ROW_SECTION, &groups[group].head);
          first = _sek_report_row_key (row->id);
        }
      g_free (last);
      last = _sek_report_row_key (row->id);
      add_contribution (table, row, &counted);
    }
  if (first == NULL)
    return;
  sum = add_row (table, groups[group].key, grant->id, SEK_ROW_SUM, &groups[group].sum);
  if (group == HOURS)
    set (sum, table->hours, report->n_hours, sek_expr_sum_or_blank (sek_expr_range (NULL, first, last, "hours")));
  set (sum, table->amount, value_of_group (report, group),
       sek_expr_sum_or_blank (sek_expr_range (NULL, first, last, "amount")));
}

/* --- what is said of a grant -------------------------------------------------------------------------------------- */

static char *
dup_kroner (Table *table, gint64 ore)
{
  return sek_number_in_language (sek_number_format_kroner (ore), table->report->options.language);
}

static char *
dup_day (Table *table, gint64 date)
{
  return sek_date_format ((SekDate) date, SEK_DATE_TOLD, table->report->options.language);
}

/* «Tilskuddsgiver: Miljødirektoratet. Periode: 1.7.2022–30.6.2024. Referanse: 22/345. Prosjekt: …» */
static char *
dup_facts (Table *table, const SekGrant *grant)
{
  static const SekWord words[] = {
    { { "Tilskuddsgiver: %s.", "Tilskotsgjevar: %s.", "Funder: %s." } },
    { { "Ordning: %s.", "Ordning: %s.", "Scheme: %s." } },
    { { "Periode: %s.", "Periode: %s.", "Period: %s." } },
    { { "Referanse: %s.", "Referanse: %s.", "Reference: %s." } },
    { { "Prosjekt: %s.", "Prosjekt: %s.", "Project: %s." } },
  };
  SekRegister *reg = table->report->data.reg;
  g_autofree char *from = grant->starts_on != SEK_NONE ? dup_day (table, grant->starts_on) : g_strdup ("");
  g_autofree char *to = grant->ends_on != SEK_NONE ? dup_day (table, grant->ends_on) : g_strdup ("");
  g_autofree char *period = *from != '\0' || *to != '\0' ? g_strdup_printf ("%s–%s", from, to) : NULL;
  const char *const facts[] = {
    grant->funder,
    grant->scheme != SEK_NONE ? sek_register_get_grant_scheme (reg, grant->scheme)->name : NULL,
    period,
    grant->reference,
    grant->project != SEK_NONE ? sek_register_get_project (reg, grant->project)->name : NULL,
  };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    if (facts[i] != NULL)
      {
        g_autofree char *told = _sek_report_dup_text (table->report, &words[i], facts[i]);

        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", told);
      }
  return g_string_free (text, FALSE);
}

static void
add_note (Table *table, const SekGrant *grant, gboolean several, const SekWord *word, const char *first,
          const char *second)
{
  g_autofree char *told = sek_fill (_sek_report_text (table->report, word), first, second, NULL);
  g_autofree char *note = several ? g_strdup_printf ("%s: %s", grant->name, told) : g_strdup (told);

  sek_sheet_add_note (table->sheet, note);
}

/* On course or not, why less than what was awarded, and the auditor. */
static void
add_grant_notes (Table *table, const SekGrant *grant, const SekGrantReport *report, gboolean several)
{
  static const SekWord on = { { "Egeninnsatsen er i rute: %s er ført, og %s er ventet så langt.",
                                "Eigeninnsatsen er i rute: %s er ført, og %s er venta så langt.",
                                "The own contribution is on course: %s is recorded, %s is expected so far." } };
  static const SekWord off = { { "Egeninnsatsen er ikke i rute: %s er ført, og %s er ventet så langt.",
                                 "Eigeninnsatsen er ikkje i rute: %s er ført, og %s er venta så langt.",
                                 "The own contribution is not on course: %s is recorded, %s is expected so far." } };
  static const SekWord cut = { { "Kostnaden er så langt lavere enn budsjettert, og tilskuddet blir lavere i samme "
                                 "forhold.",
                                 "Kostnaden er så langt lågare enn budsjettert, og tilskotet blir lågare i same "
                                 "forhold.",
                                 "The cost so far is below the budget, and the grant is lower in proportion." } };
  static const SekWord limited = { { "Tilskuddet er begrenset til den høyeste andelen av kostnaden i ordningen, %s.",
                                     "Tilskotet er avgrensa til den høgste delen av kostnaden i ordninga, %s.",
                                     "The grant is limited to the scheme's highest share of the cost, %s." } };
  static const SekWord auditor = { { "Rapporten skal ha erklæring fra revisor, som ordningen krever fra et tilsagn "
                                     "på %s.",
                                     "Rapporten skal ha fråsegn frå revisor, som ordninga krev frå eit tilsegn på %s.",
                                     "The report needs a statement by an auditor, as the scheme asks for from %s "
                                     "awarded." } };
  const SekGrantScheme *scheme = grant->scheme != SEK_NONE
                                     ? sek_register_get_grant_scheme (table->report->data.reg, grant->scheme)
                                     : NULL;

  if (report->expected != SEK_NONE && report->required > 0)
    {
      g_autofree char *own = dup_kroner (table, report->own != SEK_NONE ? report->own : 0),
                      *expected = dup_kroner (table, report->expected);

      add_note (table, grant, several, report->on_course ? &on : &off, own, expected);
    }
  if (report->is_cut && !report->is_limited)
    add_note (table, grant, several, &cut, NULL, NULL);
  if (report->is_limited)
    {
      g_autofree char *share = sek_number_in_language (sek_number_format_percent (scheme->highest_share, 10000, 1),
                                                       table->report->options.language);

      add_note (table, grant, several, &limited, share, NULL);
    }
  if (report->auditor)
    {
      g_autofree char *from = dup_kroner (table, scheme->auditor_from);

      add_note (table, grant, several, &auditor, from, NULL);
    }
}

/* --- all ---------------------------------------------------------------------------------------------------------- */

static void
add_grant (Table *table, const SekGrant *grant, gboolean several)
{
  SekGrantReport report;
  g_autofree char *facts = dup_facts (table, grant), *head = key_of ("head", grant->id), *told = key_of ("facts",
                                                                                                         grant->id);
  SekSheetRow *row;

  sek_grant_report (table->report->data.reg, grant, table->report->data.today, &report);
  /* The caption has the name of one alone. */
  if (several)
    {
      row = sek_sheet_add_row (table->sheet, head, SEK_ROW_SECTION);
      sek_sheet_row_set (row, 0, SEK_TEXT (grant->name));
    }
  if (*facts != '\0')
    {
      row = sek_sheet_add_row (table->sheet, told, several ? SEK_ROW_NORMAL : SEK_ROW_FACT);
      sek_sheet_row_set_as (row, 0, SEK_CELL_TEXT, SEK_TEXT (facts));
    }
  add_cost (table, grant, &report);
  add_grant_money (table, grant, &report);
  for (guint group = 0; group < N_GROUPS; group++)
    add_group (table, grant, group, &report);
  add_grant_notes (table, grant, &report, several);
}

static int
add_column (Table *table, const char *key, const SekWord *head, SekCellKind kind, int decimals, int width)
{
  return sek_sheet_add_column (table->sheet, &(SekSheetColumn) { .key = key,
                                                                 .head = _sek_report_text (table->report, head),
                                                                 .kind = kind,
                                                                 .unit = SEK_KRONE,
                                                                 .decimals = decimals,
                                                                 .min_width = width });
}

static void
add_columns (Table *table)
{
  static const SekWord what = { { "Hva", "Kva", "What" } }, date = { { "Dato", "Dato", "Date" } };
  static const SekWord documented = { { "Dokumentert i", "Dokumentert i", "Documented in" } };
  static const SekWord hours = { { "Timer", "Timar", "Hours" } }, rate = { { "Timesats", "Timesats",
                                                                             "Rate per\nhour" } };
  static const SekWord budget = { { "Budsjett", "Budsjett", "Budget" } }, amount = { { "Påløpt", "Påløpt", "Actual" } };
  static const SekWord rest = { { "Rest", "Rest", "Rest" } };

  add_column (table, "what", &what, SEK_CELL_TEXT, 0, 30);
  table->date = add_column (table, "date", &date, SEK_CELL_DATE, 0, 0);
  table->documented = add_column (table, "documented", &documented, SEK_CELL_TEXT, 0, 0);
  table->hours = add_column (table, "hours", &hours, SEK_CELL_AMOUNT, 2, 0);
  table->rate = add_column (table, "rate", &rate, SEK_CELL_AMOUNT, 2, 0);
  table->budget = add_column (table, "budget", &budget, SEK_CELL_AMOUNT, 2, 0);
  table->amount = add_column (table, "amount", &amount, SEK_CELL_AMOUNT, 2, 0);
  table->rest = add_column (table, "rest", &rest, SEK_CELL_AMOUNT, 2, 0);
}

void
_sek_report_add_grant_report (SekReport *self, SekBook *book)
{
  static const SekWord caption = { { "Tilskuddsrapport per %s", "Tilskotsrapport per %s", "Grant report as of %s" } };
  static const SekWord of_one = { { "Tilskuddsrapport for %s per %s", "Tilskotsrapport for %s per %s",
                                    "Grant report for %s as of %s" } };
  static const SekWord how = {
    { "Timer er regnet med timesatsen som teller etter tilskuddsordningen på datoen. Rest = budsjett − påløpt. For "
      "delutbetalinger er budsjett det som er avtalt, og påløpt det som er mottatt.",
      "Timar er rekna med timesatsen som tel etter tilskotsordninga på datoen. Rest = budsjett − påløpt. For "
      "delutbetalingar "
      "er budsjett det som er avtalt, og påløpt det som er motteke.",
      "Hours count with the rate that the grant scheme has on their date. Rest = budget − actual. Of instalments the "
      "budget "
      "is what was agreed, and the actual what was received." }
  };
  SekRegister *reg = self->data.reg;
  g_autoptr (GPtrArray) reasons = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) grants = sek_rows_by_position (reg, SEK_GRANT);
  const SekGrant *only = self->options.grant != 0 ? sek_register_get_grant (reg, self->options.grant) : NULL;
  Table table = { .report = self, .reasons = reasons };
  g_autofree char *day = dup_day (&table, self->data.today), *title = NULL;

  if (only == NULL && grants->len == 1)
    only = sek_register_get_grant (reg, g_array_index (grants, gint64, 0));
  title = only != NULL ? sek_fill (_sek_report_text (self, &of_one), only->name, day, NULL)
                       : _sek_report_dup_text (self, &caption, day);
  table.sheet = _sek_report_add_sheet (self, book, SEK_TABLE_GRANT_REPORT, title, SEK_KRONE, 0, 1, FALSE);
  add_columns (&table);
  if (only != NULL)
    add_grant (&table, only, FALSE);
  for (guint i = 0; only == NULL && i < grants->len; i++)
    {
      if (i > 0)
        sek_sheet_add_row (table.sheet, NULL, SEK_ROW_SPACE);
      add_grant (&table, sek_register_get_grant (reg, g_array_index (grants, gint64, i)), TRUE);
    }
  for (guint i = 0; i < reasons->len; i++)
    {
      g_autofree char *note = g_strdup_printf ("%u) %s.", i + 1, (const char *) reasons->pdata[i]);

      sek_sheet_add_note (table.sheet, note);
    }
  sek_sheet_add_note (table.sheet, _sek_report_text (self, &how));
}
