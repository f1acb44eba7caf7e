/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-cli.h"

#include "sek-cli-json.h"
#include "sek-plan.h"
#include "sek-reserve.h"
#include "sek-status-report.h"

/* The commands that look over the years and the year: reserve and status. As text they are the tables. */

int
sek_cli_print_table (SekReport *report, SekTableId table, GError **error)
{
  g_autoptr (SekBook) book = sek_report_make_book (report, &table, 1, error);
  g_autofree char *text = book != NULL ? sek_book_to_text (book) : NULL;

  if (book == NULL)
    return SEK_EXIT_REFUSED;
  g_print ("%s", text);
  return SEK_EXIT_DONE;
}

static const char *
or_null (const char *text)
{
  return text != NULL && *text != '\0' ? text : NULL;
}

static void
add_truth (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

static void
begin_array (JsonBuilder *builder, const char *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
}

static const char *
get_title (SekRegister *reg, gint64 column)
{
  return column != 0 ? sek_register_get_budget_column (reg, column)->title : NULL;
}

/* --- reserve ------------------------------------------------------------------------------------------------------ */

static const char *
get_year_kind (SekYearKind kind)
{
  static const char *const ids[] = {
    [SEK_YEAR_ACCOUNTS] = "accounts", [SEK_YEAR_FORECAST] = "forecast", [SEK_YEAR_ADJUSTED] = "adjusted",
    [SEK_YEAR_BUDGET] = "budget",     [SEK_YEAR_PROPOSAL] = "proposal", [SEK_YEAR_PLAN] = "plan",
    [SEK_YEAR_RULES] = "rules",       [SEK_YEAR_NONE] = "none",
  };

  return ids[kind];
}

static void
add_year (JsonBuilder *builder, SekRegister *reg, const SekReserveYear *at, gint64 limit)
{
  json_builder_begin_object (builder);
  sek_cli_json_add_integer (builder, "year", at->year);
  sek_cli_json_add_text (builder, "kind", get_year_kind (at->kind));
  sek_cli_json_add_text (builder, "column", get_title (reg, at->column));
  add_truth (builder, "chosen", at->chosen);
  sek_cli_json_add_figure (builder, "opening", at->opening, 2);
  sek_cli_json_add_figure (builder, "difference", at->gap, 2);
  sek_cli_json_add_figure (builder, "income", at->income, 2);
  sek_cli_json_add_figure (builder, "expense", at->expense, 2);
  sek_cli_json_add_figure (builder, "result", at->result, 2);
  sek_cli_json_add_figure (builder, "closing", at->closing, 2);
  add_truth (builder, "below_limit", limit != SEK_NONE && at->closing != SEK_NONE && at->closing < limit);
  json_builder_end_object (builder);
}

static void
add_rules (JsonBuilder *builder, SekRegister *reg)
{
  g_autoptr (GArray) lines = sek_budget_lines (reg, -1);

  begin_array (builder, "rules");
  for (guint i = 0; i < lines->len; i++)
    {
      const SekBudgetLine *line = sek_register_get_budget_line (reg, g_array_index (lines, gint64, i));
      gint64 rule = sek_plan_get_rule (line);

      if (line->section == SEK_SECTION_OPENING)
        continue;
      json_builder_begin_object (builder);
      sek_cli_json_add_text (builder, "line", line->name);
      sek_cli_json_add_text (builder, "rule",
                             rule < 0 ? "positions"
                                      : sek_kind_get_choice_id (SEK_FIELD (budget_line, plan_rule), rule));
      sek_cli_json_add_figure (builder, "percent", line->plan_percent, 2);
      sek_cli_json_add_figure (builder, "year", line->plan_year, 0);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_covers (JsonBuilder *builder, SekRegister *reg)
{
  g_autoptr (GArray) covers = sek_reserve_list_covers (reg);

  begin_array (builder, "to_cover");
  for (guint i = 0; i < covers->len; i++)
    {
      const SekReserveCover *cover = &g_array_index (covers, SekReserveCover, i);

      json_builder_begin_object (builder);
      sek_cli_json_add_integer (builder, "year", cover->year);
      sek_cli_json_add_text (builder, "column", get_title (reg, cover->column));
      sek_cli_json_add_figure (builder, "amount", cover->to_cover, 2);
      sek_cli_json_add_figure (builder, "covered", cover->covered, 2);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_reserve_json (SekRegister *reg)
{
  const SekOrganisation *organisation = sek_register_get_the_organisation (reg);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GArray) chain = sek_reserve_chain (reg);
  SekLanguage language = sek_program_language ();
  g_autofree char *sentence = sek_reserve_dup_sentence (reg, chain, language),
                  *problem = sek_reserve_dup_problem (reg, chain, language);
  gint64 limit = sek_reserve_get_limit (reg);

  json_builder_begin_object (builder);
  sek_cli_json_add_text (builder, "opening_word", sek_reserve_get_opening_word (reg, language));
  sek_cli_json_add_text (builder, "closing_word", sek_reserve_get_closing_word (reg, language));
  sek_cli_json_add_figure (builder, "limit", limit, 2);
  sek_cli_json_add_figure (builder, "plan_index", organisation != NULL ? organisation->plan_index : SEK_NONE, 2);
  sek_cli_json_add_text (builder, "sentence", or_null (sentence));
  sek_cli_json_add_text (builder, "problem", or_null (problem));
  begin_array (builder, "years");
  for (guint i = 0; i < chain->len; i++)
    add_year (builder, reg, &g_array_index (chain, SekReserveYear, i), limit);
  json_builder_end_array (builder);
  add_rules (builder, reg);
  add_covers (builder, reg);
  json_builder_end_object (builder);
  sek_cli_json_print (builder);
}

int
sek_cli_reserve (int argc, char **argv, GError **error)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = { { "json", 0, 0, G_OPTION_ARG_NONE, &json, NULL, NULL }, { NULL } };
  g_autoptr (SekDocument) document = NULL;
  g_auto (SekReport) report = { 0 };
  g_auto (GStrv) texts = NULL;

  if (!sek_cli_parse (argc, argv, entries, 1, 1, SEK_CLI_RESERVE_USAGE, &texts, error))
    return SEK_EXIT_REFUSED;
  document = sek_document_open (texts[0], SEK_DOCUMENT_READ_ONLY, error);
  if (document == NULL || !sek_cli_show_scenario (document, error))
    return SEK_EXIT_REFUSED;
  if (json)
    {
      print_reserve_json (sek_document_get_register (document));
      return SEK_EXIT_DONE;
    }
  sek_report_init (&report, document);
  return sek_cli_print_table (&report, SEK_TABLE_RESERVE, error);
}

/* --- status ------------------------------------------------------------------------------------------------------- */

static const char *
get_row_kind (const SekStatusRow *row)
{
  static const char *const ids[] = {
    [SEK_FIGURE_LINE] = "line", [SEK_FIGURE_HEADING] = "heading", [SEK_FIGURE_SUM] = "sum",
    [SEK_FIGURE_RESULT] = "result", [SEK_FIGURE_CLOSING] = "closing",
  };

  return row->project > 0 ? "project" : row->project < 0 ? "sum-projects" : ids[row->figure.kind];
}

static void
add_status_row (JsonBuilder *builder, SekRegister *reg, const SekStatusRow *row)
{
  json_builder_begin_object (builder);
  sek_cli_json_add_text (builder, "type", get_row_kind (row));
  sek_cli_json_add_text (builder, "name", sek_status_row_get_name (reg, row, sek_program_language ()));
  sek_cli_json_add_figure (builder, "actual", row->actual, 2);
  sek_cli_json_add_figure (builder, "budget", row->budget, 2);
  sek_cli_json_add_figure (builder, "budget_to_date", row->to_date, 2);
  sek_cli_json_add_figure (builder, "deviation", row->deviation, 2);
  sek_cli_json_add_figure (builder, "forecast", row->forecast, 2);
  add_truth (builder, "to_explain", row->asks);
  sek_cli_json_add_text (builder, "comment", row->comment);
  json_builder_end_object (builder);
}

static void
print_status_json (SekRegister *reg, const SekStatusReport *status)
{
  const SekOrganisation *organisation = sek_register_get_the_organisation (reg);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *day = status->day != 0 ? sek_date_format (status->day, SEK_DATE_ISO, SEK_LANGUAGE_EN) : NULL,
                  *problem = sek_status_report_dup_problem (reg, status, sek_program_language ());

  json_builder_begin_object (builder);
  sek_cli_json_add_integer (builder, "year", status->year);
  sek_cli_json_add_text (builder, "day", day);
  sek_cli_json_add_text (builder, "accounts", get_title (reg, status->actual));
  sek_cli_json_add_text (builder, "budget", get_title (reg, status->budget));
  sek_cli_json_add_text (builder, "forecast", get_title (reg, status->forecast));
  sek_cli_json_add_figure (builder, "limit", organisation != NULL ? organisation->deviation_limit : SEK_NONE, 2);
  sek_cli_json_add_figure (builder, "limit_percent", organisation != NULL ? organisation->deviation_percent : SEK_NONE,
                           2);
  sek_cli_json_add_text (builder, "problem", or_null (problem));
  sek_cli_json_add_integer (builder, "to_explain", status->n_asking);
  sek_cli_json_add_integer (builder, "not_explained", status->n_lacking);
  begin_array (builder, "rows");
  for (guint i = 0; i < status->rows->len; i++)
    add_status_row (builder, reg, &g_array_index (status->rows, SekStatusRow, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  sek_cli_json_print (builder);
}

int
sek_cli_status (int argc, char **argv, GError **error)
{
  gboolean json = FALSE;
  g_autofree char *day = NULL;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, NULL, NULL },
    { "today", 0, 0, G_OPTION_ARG_STRING, &day, NULL, NULL },
    { NULL },
  };
  g_autoptr (SekStatusReport) status = NULL;
  g_autoptr (SekDocument) document = NULL;
  g_auto (SekReport) report = { 0 };
  g_auto (GStrv) texts = NULL;
  SekDate today = sek_date_today ();
  int year = 0;

  if (!sek_cli_parse (argc, argv, entries, 1, 2, SEK_CLI_STATUS_USAGE, &texts, error)
      || (texts[1] != NULL && !sek_cli_parse_year (texts[1], &year, error))
      || (day != NULL && !sek_date_parse (day, &today, error)))
    return SEK_EXIT_REFUSED;
  document = sek_document_open (texts[0], SEK_DOCUMENT_READ_ONLY, error);
  if (document == NULL || !sek_cli_show_scenario (document, error))
    return SEK_EXIT_REFUSED;
  sek_report_init (&report, document);
  report.data.today = today;
  status = sek_status_report_new (report.data.reg, year, today);
  report.options.year = status->year;
  if (json)
    print_status_json (report.data.reg, status);
  else if (sek_cli_print_table (&report, SEK_TABLE_STATUS_REPORT, error) != SEK_EXIT_DONE)
    return SEK_EXIT_REFUSED;
  return status->budget == 0 || status->actual == 0 || status->n_lacking > 0 ? SEK_EXIT_FOUND : SEK_EXIT_DONE;
}
