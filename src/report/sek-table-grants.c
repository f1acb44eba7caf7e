/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-grant.h"
#include "sek-report-private.h"

/* Tilskudd: outside money, a row a grant: what was awarded, its instalments year by year with their sum and what is
 * left, and the own contribution that it requires, with what has been recorded and how much of that is documented. */

typedef struct
{
  SekReport *report;
  SekSheet  *sheet;
  GArray    *years;   /* gint64, of instalments, ascending */
  GArray    *grants;  /* gint64 */
  int        awarded, paid, left, required, recorded, documented, missing; /* columns; the years stand after awarded */
} Grants;

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  gint64 p = *(const gint64 *) a, q = *(const gint64 *) b;

  return p < q ? -1 : p > q;
}

static GArray *
find_years (SekRegister *reg)
{
  GArray *years = g_array_new (FALSE, FALSE, sizeof (gint64));
  SekTableIter iter;
  const SekInstalment *instalment;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_INSTALMENT));
  while ((instalment = (const SekInstalment *) sek_table_iter_next (&iter)) != NULL)
    {
      gboolean known = FALSE;

      for (guint i = 0; i < years->len; i++)
        known |= g_array_index (years, gint64, i) == instalment->year;
      if (!known)
        g_array_append_val (years, instalment->year);
    }
  g_array_sort (years, compare_numbers);
  return years;
}

static char *
year_key (gint64 year)
{
  return g_strdup_printf ("y%d", (int) year);
}

static SekExpr *
sum_of_years (Grants *table)
{
  SekExpr *sum = sek_expr_call (SEK_FUNCTION_SUM, sek_expr_number (0), NULL);

  for (guint i = 0; i < table->years->len; i++)
    {
      g_autofree char *key = year_key (g_array_index (table->years, gint64, i));

      sek_expr_append (sum, sek_expr_cell (NULL, NULL, key));
    }
  return sum;
}

SekExpr *
_sek_report_instalments_expr (SekReport *self, gint64 line, int year)
{
  g_autofree char *sheet = _sek_report_dup_key (self, SEK_TABLE_GRANTS), *column = year_key (year);
  SekExpr *sum = sek_expr_call (SEK_FUNCTION_SUM, sek_expr_number (0), NULL);
  guint n;
  const gint64 *grants = sek_register_get_children (self->data.reg, SEK_FIELD (grant, budget_line), line, &n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *row = _sek_report_row_key (grants[i]);

      sek_expr_append (sum, sek_expr_cell (sheet, row, column));
    }
  return sek_expr_binary (SEK_OPERATOR_MULTIPLY, sum, sek_expr_number (self->options.unit / SEK_KRONE));
}

static void
set_number (SekSheetRow *row, int column, gint64 value)
{
  sek_sheet_row_set (row, column, _sek_report_value (value));
}

static void
add_grant (Grants *table, const SekGrant *grant)
{
  SekRegister *reg = table->report->data.reg;
  const SekProject *project = grant->project != SEK_NONE ? sek_register_get_project (reg, grant->project) : NULL;
  g_autofree char *key = _sek_report_row_key (grant->id);
  SekSheetRow *row = sek_sheet_add_row (table->sheet, key, SEK_ROW_NORMAL);
  gint64 paid = SEK_NONE;
  SekGrantReport report;

  sek_sheet_row_set (row, 0, SEK_TEXT (grant->name));
  sek_sheet_row_set (row, 1, SEK_TEXT (grant->funder));
  sek_sheet_row_set (row, 2, project != NULL ? SEK_TEXT (project->name) : SEK_BLANK);
  set_number (row, table->awarded, grant->awarded);
  for (guint i = 0; i < table->years->len; i++)
    {
      gint64 id = sek_register_find_pair (reg, SEK_FIELD (instalment, grant), grant->id, SEK_FIELD (instalment, year),
                                          g_array_index (table->years, gint64, i));

      if (id == 0)
        continue;
      set_number (row, table->awarded + 1 + (int) i, sek_register_get_instalment (reg, id)->value);
      paid = sek_budget_plus (paid, sek_register_get_instalment (reg, id)->value);
    }
  set_number (row, table->paid, paid);
  if (paid != SEK_NONE)
    sek_sheet_row_set_expr (row, table->paid, sum_of_years (table));
  set_number (row, table->left, sek_budget_minus (grant->awarded, paid));
  sek_sheet_row_set_expr (row, table->left,
                          sek_expr_difference (sek_expr_cell (NULL, NULL, "awarded"),
                                               sek_expr_cell (NULL, NULL, "paid")));

  sek_grant_report (reg, grant, table->report->data.today, &report);
  set_number (row, table->required, grant->own_required);
  set_number (row, table->recorded, report.own);
  set_number (row, table->documented, report.documented);
  set_number (row, table->missing, sek_budget_minus (grant->own_required, report.documented));
  sek_sheet_row_set_expr (row, table->missing,
                          sek_expr_difference (sek_expr_cell (NULL, NULL, "required"),
                                               sek_expr_cell (NULL, NULL, "documented")));
}

/* The sum of a column over the rows that the sheet has. */
static gint64
sum_column (Grants *table, int column)
{
  gint64 sum = SEK_NONE;

  for (guint i = 0; i < table->grants->len; i++)
    {
      const SekCell *cell = &sek_sheet_get_row (table->sheet, i)->cells[column];

      if (!sek_cell_is_blank (cell))
        sum = sek_budget_plus (sum, cell->integer);
    }
  return sum;
}

static void
add_total (Grants *table)
{
  SekSheetRow *row = sek_sheet_add_row (table->sheet, "total", SEK_ROW_TOTAL);
  g_autofree char *first = NULL, *last = NULL;

  sek_sheet_row_set (row, 0, SEK_TEXT (_sek_report_text (table->report, &_sek_report_total_word)));
  if (table->grants->len == 0)
    return;
  first = _sek_report_row_key (g_array_index (table->grants, gint64, 0));
  last = _sek_report_row_key (g_array_index (table->grants, gint64, table->grants->len - 1));
  for (int column = table->awarded; column <= table->missing; column++)
    {
      set_number (row, column, sum_column (table, column));
      sek_sheet_row_set_expr (row, column,
                              sek_expr_sum_or_blank (
                                  sek_expr_range (NULL, first, last,
                                                  sek_sheet_get_column (table->sheet, column)->key)));
    }
}

static int
add_amount (Grants *table, const char *key, const SekWord *head)
{
  return sek_sheet_add_column (table->sheet, &(SekSheetColumn) { .key = key,
                                                                 .head = _sek_report_text (table->report, head),
                                                                 .kind = SEK_CELL_AMOUNT,
                                                                 .unit = table->report->options.unit });
}

static void
add_columns (Grants *table)
{
  static const struct { const char *key; SekWord head; int width; } texts[] = {
    { "name", { { "Tilskudd", "Tilskot", "Grant" } }, 20 },
    { "funder", { { "Tilskuddsgiver", "Tilskotsgjevar", "Funder" } }, 16 },
    { "project", { { "Prosjekt", "Prosjekt", "Project" } }, 20 },
  };
  static const SekWord awarded = { { "Tilsagn", "Tilsegn", "Awarded" } };
  static const SekWord instalment = { { "Delutbetaling\n%s", "Delutbetaling\n%s", "Instalment\n%s" } };
  static const SekWord paid = { { "Sum\ndelutbetalinger", "Sum\ndelutbetalingar", "Sum of\ninstalments" } };
  static const SekWord left = { { "Gjenstående\ntilsagn", "Attståande\ntilsegn", "Remaining\naward" } };
  static const SekWord required = { { "Egeninnsats,\nkrav", "Eigeninnsats,\nkrav", "Own contribution,\nrequired" } };
  static const SekWord recorded = { { "Egeninnsats,\nført", "Eigeninnsats,\nført", "Own contribution,\nrecorded" } };
  static const SekWord documented = { { "Av dette\ndokumentert", "Av dette\ndokumentert", "Of which\ndocumented" } };
  static const SekWord missing = { { "Gjenstår å\ndokumentere", "Står att å\ndokumentere", "Yet to be\ndocumented" } };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    sek_sheet_add_column (table->sheet, &(SekSheetColumn) { .key = texts[i].key,
                                                            .head = _sek_report_text (table->report, &texts[i].head),
                                                            .kind = SEK_CELL_TEXT,
                                                            .min_width = texts[i].width });
  table->awarded = add_amount (table, "awarded", &awarded);
  for (guint i = 0; i < table->years->len; i++)
    {
      gint64 year = g_array_index (table->years, gint64, i);
      g_autofree char *key = year_key (year), *head = _sek_report_dup_year (table->report, &instalment, (int) year);

      sek_sheet_add_column (table->sheet, &(SekSheetColumn) { .key = key,
                                                              .head = head,
                                                              .kind = SEK_CELL_AMOUNT,
                                                              .unit = table->report->options.unit });
    }
  table->paid = add_amount (table, "paid", &paid);
  table->left = add_amount (table, "left", &left);
  table->required = add_amount (table, "required", &required);
  table->recorded = add_amount (table, "recorded", &recorded);
  table->documented = add_amount (table, "documented", &documented);
  table->missing = add_amount (table, "missing", &missing);
}

void
_sek_report_add_grants (SekReport *self, SekBook *book)
{
  static const SekWord note = {
    { "Delutbetalinger står i det året de gjelder. Egeninnsats er penger, timer ganger timesats, og det som er "
      "hentet fra "
      "poster og prosjekter, så langt det teller etter tilskuddsordningen.",
      "Delutbetalingar står i det året dei gjeld. Eigeninnsats er pengar, timar gonger timesats, og det som er henta "
      "frå "
      "postar og prosjekt, så langt det tel etter tilskotsordninga.",
      "Instalments stand in the year that they are for. Own contributions are cash, hours times their rate, and what "
      "comes from lines and projects, as far as they count by the grant scheme." }
  };
  g_autoptr (GArray) years = find_years (self->data.reg);
  g_autoptr (GArray) grants = sek_rows_by_position (self->data.reg, SEK_GRANT);
  Grants table = { .report = self, .years = years, .grants = grants };

  table.sheet = _sek_report_add_sheet (self, book, SEK_TABLE_GRANTS, NULL, self->options.unit, 0, 1, FALSE);
  add_columns (&table);
  for (guint i = 0; i < grants->len; i++)
    add_grant (&table, sek_register_get_grant (self->data.reg, g_array_index (grants, gint64, i)));
  add_total (&table);
  sek_sheet_add_note (table.sheet, _sek_report_text (self, &note));
}
