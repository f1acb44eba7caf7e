/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-number.h"
#include "sek-report-cases.h"
#include "sek-reserve.h"

/* The register and some scenarios beside each other: the main figures of a year, the reserve over the years, and what
 * each member pays. Under each table stands what each scenario changes, and what of it does not fit. */

/* Of these changes the rest is a number. */
#define MOST_TOLD 40

void
_sek_report_cases_init (SekReportCases *self, SekReport *report)
{
  SekRegister *base = _sek_report_get_base (report);
  g_autoptr (GArray) scenarios = sek_report_dup_scenarios (report);

  *self = (SekReportCases) { .report = report, .n = 1 + MIN (scenarios->len, SEK_MOST_SCENARIOS) };
  self->regs[0] = sek_register_ref (base);
  for (guint c = 1; c < self->n; c++)
    {
      self->ids[c] = g_array_index (scenarios, gint64, c - 1);
      self->regs[c] = sek_scenario_snapshot (base, self->ids[c], &self->items[c]);
      self->letters[c] = sek_scenario_dup_letter (base, self->ids[c]);
    }
}

void
_sek_report_cases_clear (SekReportCases *self)
{
  for (guint c = 0; c < self->n; c++)
    {
      g_clear_pointer (&self->regs[c], sek_register_unref);
      g_clear_pointer (&self->items[c], g_ptr_array_unref);
      g_clear_pointer (&self->letters[c], g_free);
    }
  self->n = 0;
}

const char *
_sek_report_cases_get_name (const SekReportCases *self, guint c)
{
  return sek_register_get_scenario (self->regs[0], self->ids[c])->name;
}

const SekWord _sek_report_register_word = { { "Registeret", "Registeret", "The register" } };

/* --- what they change --------------------------------------------------------------------------------------------- */

static void
add_count (const SekReportCases *self, SekSheet *sheet, guint c)
{
  static const SekWord none = { { "Scenario %s: %s. Ingen endringer.", "Scenario %s: %s. Ingen endringar.",
                                  "Scenario %s: %s. No changes." } },
                       one = { { "Scenario %s: %s. 1 endring:", "Scenario %s: %s. 1 endring:",
                                 "Scenario %s: %s. 1 change:" } },
                       many = { { "Scenario %s: %s. %s endringer:", "Scenario %s: %s. %s endringar:",
                                  "Scenario %s: %s. %s changes:" } };
  guint n = self->items[c]->len;
  g_autofree char *count = sek_number_in_language (sek_number_format_count (n), self->report->options.language),
                  *note = sek_fill (_sek_report_text (self->report, n == 0 ? &none : n == 1 ? &one : &many),
                                    self->letters[c], _sek_report_cases_get_name (self, c), n > 1 ? count : NULL, NULL);

  sek_sheet_add_note (sheet, note);
}

/* «Registeret har 260 nå.» */
static char *
dup_now (const SekReportCases *self, const SekScenarioItem *item)
{
  static const SekWord words = { { "Registeret har %s nå.", "Registeret har %s no.", "The register has %s by now." } };
  g_autofree char *now = sek_scenario_item_dup_now (self->regs[0], item, self->report->options.language);

  return _sek_report_dup_text (self->report, &words, now);
}

static void
add_change (const SekReportCases *self, SekSheet *sheet, guint c, const SekScenarioItem *item)
{
  static const SekWord refused = { { "Passer ikke lenger, og er ikke med.", "Passar ikkje lenger, og er ikkje med.",
                                     "Does not fit any more, and is left out." } };
  SekLanguage language = self->report->options.language;
  g_autofree char *name = sek_scenario_item_dup_name (self->regs[0], self->regs[c], item, language),
                  *what = sek_scenario_item_dup_what (self->regs[0], self->regs[c], item, language),
                  *with = sek_scenario_item_dup_belonging (self->items[c], item, language);
  g_autoptr (GString) note = g_string_new ("– ");

  g_string_append_printf (note, "%s%s%s", name, *what != '\0' ? ", " : "", what);
  if (with != NULL)
    g_string_append_printf (note, ", %s", with);
  if (item->fit == SEK_FIT_REFUSED)
    g_string_append_printf (note, ". %s", _sek_report_text (self->report, &refused));
  /* The reason is one of the program's messages. */
  if (item->why != NULL && (item->fit == SEK_FIT_OTHER || language == sek_program_language ()))
    {
      g_autofree char *now = item->fit == SEK_FIT_OTHER ? dup_now (self, item) : g_strdup (item->why);

      g_string_append_printf (note, "%s %s", item->fit == SEK_FIT_OTHER ? "." : "", now);
    }
  sek_sheet_add_note (sheet, note->str);
}

/* Whether an earlier change of the scenario is of the same row. */
static gboolean
was_told (GPtrArray *items, guint index)
{
  const SekScenarioItem *item = items->pdata[index];

  for (guint i = 0; i < index; i++)
    if (((SekScenarioItem *) items->pdata[i])->entity == item->entity
        && ((SekScenarioItem *) items->pdata[i])->row == item->row)
      return TRUE;
  return FALSE;
}

/* A rate that nobody pays moves nothing. */
static void
add_no_payers (const SekReportCases *self, SekSheet *sheet, guint c)
{
  for (guint i = 0; i < self->items[c]->len; i++)
    {
      const SekScenarioItem *item = self->items[c]->pdata[i];
      const SekFeeRate *rate = item->entity == SEK_FEE_RATE ? sek_register_get_fee_rate (self->regs[c], item->row)
                                                            : NULL;

      if (rate != NULL && !was_told (self->items[c], i))
        _sek_report_add_no_payers (self->report, sheet, self->regs[c], rate);
    }
}

/* All but what is told with its member. */
static GPtrArray *
list_told (GPtrArray *items)
{
  GPtrArray *told = g_ptr_array_new ();

  for (guint i = 0; i < items->len; i++)
    if (!sek_scenario_item_belongs (items, items->pdata[i]))
      g_ptr_array_add (told, items->pdata[i]);
  return told;
}

void
_sek_report_cases_add_changes (const SekReportCases *self, SekSheet *sheet)
{
  static const SekWord more = { { "– og %s til.", "– og %s til.", "– and %s more." } };

  for (guint c = 1; c < self->n; c++)
    {
      g_autoptr (GPtrArray) told = list_told (self->items[c]);
      guint n = told->len > MOST_TOLD + 1 ? MOST_TOLD : told->len;

      add_count (self, sheet, c);
      for (guint i = 0; i < n; i++)
        add_change (self, sheet, c, told->pdata[i]);
      if (n < told->len)
        {
          g_autofree char *count = sek_number_format_count (told->len - n);
          g_autofree char *note = _sek_report_dup_text (self->report, &more, count);

          sek_sheet_add_note (sheet, note);
        }
      add_no_payers (self, sheet, c);
    }
}

char *
_sek_report_case_key (guint c)
{
  return c == 0 ? g_strdup ("register") : g_strdup_printf ("s%u", c);
}

SekExpr *
_sek_report_case_change (guint c)
{
  g_autofree char *key = _sek_report_case_key (c);

  return sek_expr_difference (sek_expr_cell (NULL, NULL, key), sek_expr_cell (NULL, NULL, "register"));
}

static int
add_column (SekReport *report, SekSheet *sheet, const char *key, const char *head)
{
  return sek_sheet_add_column (sheet,
                               &(SekSheetColumn) { .key = key, .head = head, .kind = SEK_CELL_AMOUNT,
                                                   .unit = report->options.unit, .min_width = 10 });
}

void
_sek_report_cases_add_name_column (const SekReportCases *self, SekSheet *sheet, const SekWord *head, int width)
{
  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "name", .head = _sek_report_text (self->report, head),
                                                   .kind = SEK_CELL_TEXT, .min_width = width });
}

/* --- main figures ------------------------------------------------------------------------------------------------- */

static gint64
read_figure (SekRegister *reg, const SekFigure *figure, int year)
{
  gint64 column = sek_plan_get_source (reg, year, NULL, NULL);

  if (figure->kind == SEK_FIGURE_HEADING
      || (figure->kind == SEK_FIGURE_LINE && !figure->gone && sek_register_get_budget_line (reg, figure->line) == NULL))
    return SEK_NONE;
  if (column != 0)
    return sek_budget_value (reg, figure, column);
  switch (figure->kind)
    {
    case SEK_FIGURE_LINE:
      return sek_plan_value (reg, figure->line, year);
    case SEK_FIGURE_SUM:
      return sek_plan_sum (reg, figure->section, year);
    case SEK_FIGURE_RESULT:
      return sek_budget_minus (sek_plan_sum (reg, SEK_SECTION_INCOME, year),
                               sek_plan_sum (reg, SEK_SECTION_EXPENSE, year));
    default:
      return sek_plan_closing (reg, year);
    }
}

static gboolean
has_line (GArray *figures, gint64 line)
{
  for (guint i = 0; i < figures->len; i++)
    if (g_array_index (figures, SekFigure, i).line == line)
      return TRUE;
  return FALSE;
}

/* A line that a scenario adds stands last in its section. */
static void
take_line (GArray *figures, const SekFigure *line)
{
  guint place = 0;

  for (guint i = 0; i < figures->len; i++)
    {
      const SekFigure *figure = &g_array_index (figures, SekFigure, i);

      if (figure->section == line->section
          && (figure->kind == SEK_FIGURE_LINE || figure->kind == SEK_FIGURE_HEADING))
        place = i + 1;
    }
  g_array_insert_val (figures, place, *line);
}

/* The rows of the register, with the lines that scenarios add. */
static GArray *
find_figures (const SekReportCases *self, int year)
{
  GArray *all = NULL;

  for (guint c = 0; c < self->n; c++)
    {
      g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (gint64));
      gint64 column = sek_plan_get_source (self->regs[c], year, NULL, NULL);
      g_autoptr (GArray) figures = NULL;

      if (column != 0)
        g_array_append_val (columns, column);
      figures = sek_budget_figures_of (self->regs[c], columns);
      for (guint i = 0; all != NULL && i < figures->len; i++)
        {
          const SekFigure *figure = &g_array_index (figures, SekFigure, i);

          if (figure->kind == SEK_FIGURE_LINE && !has_line (all, figure->line))
            take_line (all, figure);
        }
      if (all == NULL)
        all = g_steal_pointer (&figures);
    }
  return all;
}

static const char *
name_figure (const SekReportCases *self, const SekFigure *figure)
{
  guint c = 0;

  while (figure->kind == SEK_FIGURE_LINE && !figure->gone && c + 1 < self->n
         && sek_register_get_budget_line (self->regs[c], figure->line) == NULL)
    c++;
  return sek_figure_get_name (self->regs[c], figure, self->report->options.language);
}

/* Where the register's own figure stands in the book, it stands there. */
static SekExpr *
register_expr (const SekReportCases *self, SekSheet *sheet, const SekFigure *figure, gint64 column)
{
  SekSheet *shown = column != 0 && self->report->data.base == NULL
                        ? _sek_report_find_budget (self->report, sheet->book, column) : NULL;
  g_autofree char *row = _sek_report_row_key (figure->line), *key = _sek_report_column_key (column);

  return shown != NULL && sek_sheet_find_row (shown, row) != NULL
             ? sek_expr_sum_or_blank (sek_expr_cell (shown->info.key, row, key)) : NULL;
}

static void
add_figure (const SekReportCases *self, SekSheet *sheet, GArray *figures, const SekFigure *figure)
{
  int year = self->report->options.year;
  gint64 column = sek_plan_get_source (self->regs[0], year, NULL, NULL),
         base = read_figure (self->regs[0], figure, year);
  g_autofree char *key = sek_figure_dup_key (figure);
  SekSheetRow *row = sek_sheet_add_row (sheet, key, _sek_report_figure_style (figure));

  sek_sheet_row_set (row, 0, SEK_TEXT (name_figure (self, figure)));
  for (guint c = 0; c < self->n && figure->kind != SEK_FIGURE_HEADING; c++)
    {
      gint64 value = read_figure (self->regs[c], figure, year);
      g_autofree char *column_key = _sek_report_case_key (c);
      SekExpr *expr = _sek_report_figure_expr (figures, figure, column_key);

      if (figure->kind == SEK_FIGURE_LINE && c == 0)
        expr = register_expr (self, sheet, figure, column);
      sek_sheet_row_set (row, 1 + (int) c, _sek_report_value (value));
      if (expr != NULL)
        sek_sheet_row_set_expr (row, 1 + (int) c, expr);
      if (c == 0)
        continue;
      sek_sheet_row_set (row, (int) (self->n + c), _sek_report_value (sek_budget_minus (value, base)));
      sek_sheet_row_set_expr (row, (int) (self->n + c), _sek_report_case_change (c));
    }
}

/* «Tallene for 2023 er fra «Forslag budsjett 2023».» */
static void
add_source (const SekReportCases *self, SekSheet *sheet)
{
  static const SekWord column_word = { { "Tallene for %s er fra «%s».", "Tala for %s er frå «%s».",
                                         "The figures of %s are from “%s”." } },
                       rules_word = { { "%s har ingen kolonne, så tallene følger reglene for postene i planår.",
                                        "%s har inga kolonne, så tala følgjer reglane for postane i planår.",
                                        "%s has no column, so the figures go by the lines' rules for plan years." } },
                       change = { { "Endring = scenario − registeret.", "Endring = scenario − registeret.",
                                    "Change = scenario − the register." } };
  int year = self->report->options.year;
  gint64 id = sek_plan_get_source (self->regs[0], year, NULL, NULL);
  const SekBudgetColumn *column = sek_register_get_budget_column (self->regs[0], id);
  g_autofree char *digits = g_strdup_printf ("%d", year),
                  *note = sek_fill (_sek_report_text (self->report, column != NULL ? &column_word : &rules_word),
                                    digits, column != NULL ? column->title : NULL, NULL);

  sek_sheet_add_note (sheet, _sek_report_text (self->report, &change));
  sek_sheet_add_note (sheet, _sek_report_text (self->report, &_sek_report_sign_note));
  sek_sheet_add_note (sheet, note);
}

void
_sek_report_add_scenario_main (SekReport *self, SekBook *book)
{
  static const SekWord caption = { { "Hovedtall %s i scenarioer", "Hovudtal %s i scenario",
                                     "Main figures %s of scenarios" } },
                       line = { { "Post", "Post", "Line" } },
                       scenario = { { "Scenario\n%s", "Scenario\n%s", "Scenario\n%s" } },
                       change = { { "Endring\n%s", "Endring\n%s", "Change\n%s" } };
  g_autofree char *title = _sek_report_dup_year (self, &caption, self->options.year);
  SekSheet *sheet = _sek_report_add_sheet (self, book, SEK_TABLE_SCENARIO_MAIN, title, self->options.unit, 0, 1, FALSE);
  g_auto (SekReportCases) cases = { 0 };
  g_autoptr (GArray) figures = NULL;

  _sek_report_cases_init (&cases, self);
  figures = find_figures (&cases, self->options.year);
  _sek_report_cases_add_name_column (&cases, sheet, &line, 34);
  for (guint c = 0; c < cases.n; c++)
    {
      g_autofree char *key = _sek_report_case_key (c),
                      *head = c == 0 ? g_strdup (_sek_report_text (self, &_sek_report_register_word))
                                     : _sek_report_dup_text (self, &scenario, cases.letters[c]);

      add_column (self, sheet, key, head);
    }
  for (guint c = 1; c < cases.n; c++)
    {
      g_autofree char *key = g_strdup_printf ("d%u", c), *head = _sek_report_dup_text (self, &change, cases.letters[c]);

      add_column (self, sheet, key, head);
    }
  for (guint i = 0; i < figures->len; i++)
    add_figure (&cases, sheet, figures, &g_array_index (figures, SekFigure, i));
  add_source (&cases, sheet);
  _sek_report_cases_add_changes (&cases, sheet);
}

/* --- the reserve -------------------------------------------------------------------------------------------------- */

/* The years of all cases, told as the first that has them tells them. */
static GArray *
join_chains (GArray *const *chains, guint n)
{
  GArray *all = g_array_copy (chains[0]);

  for (guint c = 1; c < n; c++)
    for (guint i = 0; i < chains[c]->len; i++)
      {
        const SekReserveYear *at = &g_array_index (chains[c], SekReserveYear, i);
        guint place = 0;

        if (sek_reserve_find (all, at->year) >= 0)
          continue;
        while (place < all->len && g_array_index (all, SekReserveYear, place).year < at->year)
          place++;
        g_array_insert_val (all, place, *at);
      }
  return all;
}

static void
add_chain (const SekReportCases *self, SekSheet *sheet, GArray *years, GArray *chain, guint c)
{
  static const SekWord word = { { "Scenario %s: %s", "Scenario %s: %s", "Scenario %s: %s" } };
  g_autofree char *key = _sek_report_case_key (c),
                  *name = c == 0 ? g_strdup (_sek_report_text (self->report, &_sek_report_register_word))
                                 : sek_fill (_sek_report_text (self->report, &word), self->letters[c],
                                             _sek_report_cases_get_name (self, c), NULL);
  SekSheetRow *row = sek_sheet_add_row (sheet, key, SEK_ROW_NORMAL);

  sek_sheet_row_set (row, 0, SEK_TEXT (name));
  for (guint i = 0; i < years->len; i++)
    {
      int at = sek_reserve_find (chain, g_array_index (years, SekReserveYear, i).year);

      sek_sheet_row_set (row, (int) i + 1,
                         at >= 0 ? _sek_report_value (g_array_index (chain, SekReserveYear, at).closing) : SEK_BLANK);
    }
}

static void
add_limit (const SekReportCases *self, SekSheet *sheet, GArray *years, gint64 limit)
{
  SekSheetRow *row = limit != SEK_NONE ? sek_sheet_add_row (sheet, "limit", SEK_ROW_SUM) : NULL;

  if (row == NULL)
    return;
  sek_sheet_row_set (row, 0, SEK_TEXT (_sek_report_text (self->report, &_sek_report_limit_word)));
  for (guint i = 0; i < years->len; i++)
    sek_sheet_row_set (row, (int) i + 1, SEK_INTEGER (limit));
}

static char *
dup_finding (const SekReportCases *self, GArray *const *chains)
{
  const char *names[SEK_EFFECTS_MOST] = { NULL };

  for (guint c = 1; c < self->n; c++)
    names[c] = _sek_report_cases_get_name (self, c);
  return sek_reserve_dup_finding_beside (self->regs, chains, names, self->n, self->report->options.language);
}

static void
add_sentences (const SekReportCases *self, SekSheet *sheet, GArray *const *chains)
{
  static const SekWord word = { { "Scenario %s. %s", "Scenario %s. %s", "Scenario %s. %s" } },
                       base = { { "Registeret. %s", "Registeret. %s", "The register. %s" } };

  for (guint c = 0; c < self->n; c++)
    {
      SekLanguage language = self->report->options.language;
      g_autofree char *sentence = sek_reserve_dup_sentence (self->regs[c], chains[c], language),
                      *note = c == 0 ? sek_fill (sek_word (&base, language), sentence, NULL)
                                     : sek_fill (sek_word (&word, language), self->letters[c], sentence, NULL);

      if (*sentence != '\0')
        sek_sheet_add_note (sheet, note);
    }
}

static void
add_chart (const SekReportCases *self, SekBook *book, SekSheet *sheet, GArray *years, GArray *const *chains,
           gint64 limit)
{
  g_autofree char *finding = dup_finding (self, chains);
  SekChart *chart = _sek_report_add_reserve_chart (self->report, book, sheet, finding, years);

  sek_chart_add_series (chart, _sek_report_text (self->report, &_sek_report_register_word), "register");
  for (guint c = 1; c < self->n; c++)
    {
      g_autofree char *key = _sek_report_case_key (c);

      sek_chart_add_scenario (chart, self->letters[c], _sek_report_cases_get_name (self, c), key);
    }
  _sek_report_set_plan (self->report, chart, years);
  _sek_report_set_limit (self->report, chart, limit);
}

void
_sek_report_add_scenario_reserve (SekReport *self, SekBook *book)
{
  static const SekWord caption = { { "Reserve %s i scenarioer", "Reserve %s i scenario", "Reserve %s of scenarios" } },
                       case_word = { { "Ved utgangen av året", "Ved utgangen av året", "At the end of the year" } };
  GArray *chains[SEK_EFFECTS_MOST] = { NULL };
  g_autoptr (GArray) years = NULL;
  g_autofree char *span = NULL, *title = NULL;
  g_auto (SekReportCases) cases = { 0 };
  gint64 limit;
  SekSheet *sheet;

  _sek_report_cases_init (&cases, self);
  for (guint c = 0; c < cases.n; c++)
    chains[c] = sek_reserve_chain (cases.regs[c]);
  limit = sek_reserve_get_limit (cases.regs[0]);
  years = join_chains (chains, cases.n);
  span = _sek_report_dup_span (years);
  title = _sek_report_dup_text (self, &caption, span);
  sheet = _sek_report_add_sheet (self, book, SEK_TABLE_SCENARIO_RESERVE, title, self->options.unit, 0, 1, FALSE);
  sheet->info.breaks_after = SEK_MOST_YEARS_BESIDE;
  _sek_report_cases_add_name_column (&cases, sheet, &case_word, 30);
  for (guint i = 0; i < years->len; i++)
    {
      const SekReserveYear *at = &g_array_index (years, SekReserveYear, i);
      g_autofree char *key = g_strdup_printf ("y%d", at->year),
                      *head = _sek_report_dup_year_head (self, cases.regs[0], at);

      add_column (self, sheet, key, head);
    }
  for (guint c = 0; c < cases.n; c++)
    add_chain (&cases, sheet, years, chains[c], c);
  add_limit (&cases, sheet, years, limit);
  add_sentences (&cases, sheet, chains);
  _sek_report_cases_add_changes (&cases, sheet);
  add_chart (&cases, book, sheet, years, chains, limit);
  for (guint c = 0; c < cases.n; c++)
    g_array_unref (chains[c]);
}

