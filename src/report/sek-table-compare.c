/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-comparison.h"
#include "sek-report-private.h"
#include "sek-status.h"

/* Sammenligning: both figures, their difference and that in per cent, and of two days of one register who changed the
 * left one last, and when. What is compared with what, and which rows differ, is sek-comparison.h; of texts each has a
 * sentence. Figures refer to Hovedtall where it is in the book and shows them. */

enum { NAME, BEFORE, NOW, CHANGE, PERCENT, FIRST_OF_AUTHOR };

typedef struct
{
  SekReport *report;
  SekSheet  *sheet;
  GPtrArray *differences;
  int        reason;   /* the columns of these; -1 for none */
  int        who;
  int        at;
  gboolean   deviation;
  gboolean   turned;   /* budget − actual */
  gboolean   negative; /* some base is */
} Table;

/* --- what became of texts ----------------------------------------------------------------------------------------- */

/* Of a name: the texts that there are. */
typedef struct
{
  SekEntityId entity;
  guint       field;
  SekWord     became, came, went;
} Sentence;

static const Sentence sentences[] = {
  { SEK_BUDGET_COLUMN, SEK_FIELD_budget_column_title,
    { { "Kolonnen «%s» fikk tittelen «%s»", "Kolonnen «%s» fekk tittelen «%s»",
        "Column “%s” was given the title “%s”" } },
    { { "Ny kolonne: «%s»", "Ny kolonne: «%s»", "New column: “%s”" } },
    { { "Kolonne fjernet: «%s»", "Kolonne fjerna: «%s»", "Column removed: “%s”" } } },
  { SEK_BUDGET_LINE, SEK_FIELD_budget_line_name,
    { { "Posten «%s» fikk navnet «%s»", "Posten «%s» fekk namnet «%s»", "Line “%s” was renamed “%s”" } },
    { { "Ny post: «%s»", "Ny post: «%s»", "New line: “%s”" } },
    { { "Post fjernet: «%s»", "Post fjerna: «%s»", "Line removed: “%s”" } } },
  { SEK_PROJECT, SEK_FIELD_project_name,
    { { "Prosjektet «%s» fikk navnet «%s»", "Prosjektet «%s» fekk namnet «%s»", "Project “%s” was renamed “%s”" } },
    { { "Nytt prosjekt: «%s»", "Nytt prosjekt: «%s»", "New project: “%s”" } },
    { { "Prosjekt fjernet: «%s»", "Prosjekt fjerna: «%s»", "Project removed: “%s”" } } },
};

static const SekWord moved = { { "Posten «%s» ble flyttet fra %s til %s", "Posten «%s» vart flytt frå %s til %s",
                                 "Line “%s” was moved from %s to %s" } };

/* Of a comment and of a reason: on what, in which column, and the texts. */
static const struct
{
  SekWord became, came, went;
} notes[] = {
  { { { "Kommentaren til «%s» i %s: fra «%s» til «%s»", "Kommentaren til «%s» i %s: frå «%s» til «%s»",
            "Comment on “%s” in %s: from “%s” to “%s”" } },
    { { "Ny kommentar til «%s» i %s: «%s»", "Ny kommentar til «%s» i %s: «%s»", "New comment on “%s” in %s: “%s”" } },
    { { "Kommentaren til «%s» i %s er fjernet: «%s»", "Kommentaren til «%s» i %s er fjerna: «%s»",
            "Comment on “%s” in %s removed: “%s”" } } },
  { { { "Grunnen til endringen av «%s» i %s: fra «%s» til «%s»",
            "Grunnen til endringa av «%s» i %s: frå «%s» til «%s»",
            "Reason for the change of “%s” in %s: from “%s” to “%s”" } },
    { { "Ny grunn til endringen av «%s» i %s: «%s»", "Ny grunn til endringa av «%s» i %s: «%s»",
            "New reason for the change of “%s” in %s: “%s”" } },
    { { "Grunnen til endringen av «%s» i %s er fjernet: «%s»",
            "Grunnen til endringa av «%s» i %s er fjerna: «%s»",
            "Reason for the change of “%s” in %s removed: “%s”" } } },
};

static const SekWord *
choose (const SekWord *became, const SekWord *came, const SekWord *went, const SekDifference *difference)
{
  return difference->text_before == NULL ? came : difference->text_now == NULL ? went : became;
}

static char *
dup_sentence (SekReport *report, const SekDifference *difference)
{
  const char *first = difference->text_before != NULL ? difference->text_before : difference->text_now;
  const char *second = difference->text_before != NULL ? difference->text_now : NULL;
  const SekField *field = difference->field;
  gboolean is_reason = field == SEK_FIELD (amount, reason) || field == SEK_FIELD (project_amount, reason);

  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (field->entity == sentences[i].entity && field->index == sentences[i].field)
      return sek_fill (_sek_report_text (report, choose (&sentences[i].became, &sentences[i].came, &sentences[i].went,
                                                         difference)),
                       first, second, NULL);
  if (field == SEK_FIELD (budget_line, section))
    return sek_fill (_sek_report_text (report, &moved), difference->name, first, second, NULL);
  return sek_fill (_sek_report_text (report, choose (&notes[is_reason].became, &notes[is_reason].came,
                                                     &notes[is_reason].went, difference)),
                   difference->name, difference->title, first, second, NULL);
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

/* The cell of Hovedtall that shows the figure. */
static SekExpr *
main_expr (SekReport *report, const SekFigure *figure, gint64 column)
{
  g_autofree char *sheet = _sek_report_dup_key_of_year (report, SEK_TABLE_MAIN,
                                                        (int) sek_register_get_budget_column (report->data.reg, column)
                                                            ->year);
  g_autofree char *row = sek_figure_dup_key (figure), *key = _sek_report_column_key (column);

  return sek_expr_cell (sheet, row, key);
}

static SekRowStyle
style_of (const SekDifference *difference)
{
  if (difference->kind != SEK_DIFFERENCE_FIGURE || difference->right.kind == SEK_FIGURE_LINE)
    return SEK_ROW_NORMAL;
  return difference->right.kind == SEK_FIGURE_CLOSING ? SEK_ROW_TOTAL : SEK_ROW_SUM;
}

/* Figures of the register itself are those of Hovedtall. */
static void
refer_to_main (SekReport *report, const SekDifference *difference, SekSheetRow *row)
{
  const SekFigure *left = &difference->left, *right = &difference->right;

  if (difference->kind != SEK_DIFFERENCE_FIGURE)
    return;
  if (report->data.after.reg == NULL && difference->now != SEK_NONE
      && (right->kind != SEK_FIGURE_LINE || right->line != 0))
    sek_sheet_row_set_expr (row, NOW, main_expr (report, right, difference->column));
  if (report->data.before.reg == NULL && difference->before != SEK_NONE
      && (left->kind != SEK_FIGURE_LINE || left->line != 0))
    sek_sheet_row_set_expr (row, BEFORE, main_expr (report, left, difference->base));
}

static void
fill_figures (Table *table, const SekDifference *difference, SekSheetRow *row)
{
  sek_sheet_row_set (row, NAME, SEK_TEXT (difference->name));
  sek_sheet_row_set (row, BEFORE, _sek_report_value (difference->before));
  sek_sheet_row_set (row, NOW, _sek_report_value (difference->now));
  sek_sheet_row_set (row, CHANGE, _sek_report_value (difference->change));
  sek_sheet_row_set_expr (row, CHANGE,
                          sek_expr_difference (sek_expr_cell (NULL, NULL, table->turned ? "before" : "now"),
                                               sek_expr_cell (NULL, NULL, table->turned ? "now" : "before")));
  _sek_report_set_share (row, PERCENT, difference->change, difference->before, "change", "before");
  refer_to_main (table->report, difference, row);
  table->negative |= difference->before != SEK_NONE && difference->before < 0;
}

/* Whether an adjusted budget is compared with what it adjusts, so that each change has a reason. */
static gboolean
has_reasons (SekReport *report, gint64 column, gint64 base)
{
  return !sek_report_has_versions (report) && sek_budget_has_reasons (report->data.reg, column)
         && sek_register_get_budget_column (report->data.reg, column)->base_column == base;
}

const char *
sek_report_get_reason (SekReport *self, const SekDifference *difference)
{
  SekRegister *reg = self->data.reg;
  const SekAmount *amount;
  const SekProjectAmount *project;

  if (difference->kind == SEK_DIFFERENCE_TEXT || !has_reasons (self, difference->column, difference->base))
    return NULL;
  if (difference->kind == SEK_DIFFERENCE_PROJECT)
    {
      project = sek_budget_get_project_amount (reg, difference->project, difference->column);
      return project != NULL ? project->reason : NULL;
    }
  amount = difference->right.line != 0 ? sek_budget_get_amount (reg, difference->right.line, difference->column)
                                       : NULL;
  return amount != NULL ? amount->reason : NULL;
}

static void
add_row (Table *table, const SekDifference *difference)
{
  SekSheetRow *row = sek_sheet_add_row (table->sheet, NULL, style_of (difference));
  g_autofree char *at = sek_date_format_timestamp (difference->at, SEK_CLOCKS_HERE,
                                                   table->report->options.language);

  if (difference->kind == SEK_DIFFERENCE_TEXT)
    {
      g_autofree char *sentence = dup_sentence (table->report, difference);

      sek_sheet_row_set (row, NAME, SEK_TEXT (sentence));
    }
  else
    fill_figures (table, difference, row);
  if (table->reason >= 0)
    sek_sheet_row_set (row, table->reason, SEK_TEXT (sek_report_get_reason (table->report, difference)));
  if (table->who >= 0 && difference->who != NULL)
    sek_sheet_row_set (row, table->who, SEK_TEXT (difference->who));
  if (table->at >= 0 && at != NULL)
    sek_sheet_row_set (row, table->at, SEK_TEXT (at));
}

static void
add_rows (Table *table)
{
  static const SekWord none = { { "Ingen forskjeller.", "Ingen skilnader.", "No differences." } };
  const char *heading = NULL;

  for (guint i = 0; i < table->differences->len; i++)
    {
      const SekDifference *difference = table->differences->pdata[i];

      if (difference->heading != NULL && g_strcmp0 (difference->heading, heading) != 0)
        sek_sheet_row_set (sek_sheet_add_row (table->sheet, NULL, SEK_ROW_SECTION), NAME,
                           SEK_TEXT (difference->heading));
      heading = difference->heading;
      add_row (table, difference);
    }
  if (table->differences->len == 0)
    sek_sheet_row_set (sek_sheet_add_row (table->sheet, NULL, SEK_ROW_NORMAL), NAME,
                       SEK_TEXT (_sek_report_text (table->report, &none)));
}

/* --- columns ------------------------------------------------------------------------------------------------------ */

static void
add_columns (Table *table, const char *before, const char *now, const char *change)
{
  static const SekWord line = { { "Post", "Post", "Line" } };
  static const SekWord percent[] = { { { "Endring\ni prosent", "Endring\ni prosent", "Change\nin per cent" } },
                                     { { "Avvik\ni prosent", "Avvik\ni prosent", "Deviation\nin per cent" } } };
  static const SekWord who = { { "Endret av", "Endra av", "Changed by" } }, at = { { "Når", "Når", "When" } };
  SekReport *report = table->report;
  const SekSheetColumn columns[] = {
    { .key = "name", .head = _sek_report_text (report, &line), .kind = SEK_CELL_TEXT, .min_width = 34 },
    { .key = "before", .head = before, .kind = SEK_CELL_AMOUNT, .unit = report->options.unit },
    { .key = "now", .head = now, .kind = SEK_CELL_AMOUNT, .unit = report->options.unit },
    { .key = "change", .head = change, .kind = SEK_CELL_AMOUNT, .unit = report->options.unit },
    { .key = "percent", .head = _sek_report_text (report, &percent[table->deviation]), .kind = SEK_CELL_PERCENT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    sek_sheet_add_column (table->sheet, &columns[i]);
  if (report->data.authors == NULL)
    return;
  if (!report->options.no_names)
    table->who = sek_sheet_add_column (table->sheet, &(SekSheetColumn){ .key = "who", .kind = SEK_CELL_TEXT,
                                                                        .head = _sek_report_text (report, &who) });
  table->at = sek_sheet_add_column (table->sheet, &(SekSheetColumn){ .key = "when", .kind = SEK_CELL_TEXT,
                                                                     .head = _sek_report_text (report, &at) });
}

static void
compare_columns (Table *table, SekBook *book, gint64 column, gint64 base)
{
  static const SekWord caption = { { "Sammenligning av %s og %s", "Samanlikning av %s og %s",
                                     "Comparison of %s and %s" } };
  SekReport *report = table->report;
  SekRegister *reg = report->data.reg;
  g_autofree char *title = sek_fill (_sek_report_text (report, &caption),
                                     sek_register_get_budget_column (reg, base)->title,
                                     sek_register_get_budget_column (reg, column)->title, NULL);
  g_autofree char *before = sek_budget_dup_head (reg, base, report->options.language);
  g_autofree char *now = sek_budget_dup_head (reg, column, report->options.language);
  g_autofree char *change = sek_budget_dup_change_head (reg, column, base, report->options.language);

  table->turned = sek_budget_is_turned (reg, column, base);
  table->deviation = sek_budget_is_deviation (reg, column, base);
  table->sheet = _sek_report_add_sheet (report, book, SEK_TABLE_COMPARISON, title, report->options.unit, column, 1,
                                        FALSE);
  add_columns (table, before, now, change);
  if (has_reasons (report, column, base))
    table->reason = sek_sheet_add_column (table->sheet,
                                          &(SekSheetColumn) { .key = "reason",
                                                              .head = sek_word (&SEK_FIELD (amount, reason)->title,
                                                                                report->options.language),
                                                              .kind = SEK_CELL_TEXT,
                                                              .min_width = 30 });
}

/* «Sammenligning med kopi.sekretariat», where the register as it is stands on the right; else of both. */
static char *
dup_caption (SekReport *report)
{
  static const SekWord with = { { "Sammenligning med %s", "Samanlikning med %s", "Comparison with %s" } };
  static const SekWord of = { { "Sammenligning av %s og %s", "Samanlikning av %s og %s", "Comparison of %s and %s" } };
  g_autofree char *before = _sek_report_dup_version (report, &report->data.before);
  g_autofree char *after = _sek_report_dup_version (report, &report->data.after);

  return sek_fill (_sek_report_text (report, report->data.after.kind == SEK_VERSION_NOW ? &with : &of), before, after,
                   NULL);
}

static void
compare_versions (Table *table, SekBook *book, const SekComparedPair *pair)
{
  static const SekWord change[] = { { { "Endring", "Endring", "Change" } }, { { "Avvik", "Avvik", "Deviation" } } };
  SekReport *report = table->report;
  g_autofree char *title = dup_caption (report);
  g_autofree char *left = _sek_report_dup_version_head (report, &report->data.before);
  g_autofree char *right = _sek_report_dup_version_head (report, &report->data.after);

  if (pair != NULL)
    {
      gboolean is_actual[] = { _sek_report_is_actual (report, &report->data.before, pair->base),
                               _sek_report_is_actual (report, &report->data.after, pair->column) };

      table->deviation = is_actual[0] != is_actual[1];
      table->turned = table->deviation && is_actual[1];
    }
  table->sheet = _sek_report_add_sheet (report, book, SEK_TABLE_COMPARISON, title, report->options.unit,
                                        _sek_report_main_column (report), 1, FALSE);
  add_columns (table, left, right, _sek_report_text (report, &change[table->deviation]));
}

/* --- notes -------------------------------------------------------------------------------------------------------- */

/* «Budsjett 2022: Vedtatt 20.12.2022, sak 12/22 · 3f9a 22c1» */
static void
add_adopted_note (SekReport *report, SekSheet *sheet, const SekReportVersion *version)
{
  g_autofree char *status = NULL, *note = NULL;

  if (version->kind != SEK_VERSION_ADOPTED)
    return;
  status = sek_status_dup_words (version->reg, version->column, report->options.language);
  note = g_strdup_printf ("%s: %s · %s", version->name, status, version->digest);
  sek_sheet_add_note (sheet, note);
}

static void
add_notes (Table *table)
{
  static const SekWord only = { { "Bare rader som er ulike, er tatt med.", "Berre rader som er ulike, er tekne med.",
                                  "Only rows that differ are shown." } };
  static const SekWord author[] = {
    { { "Endret av og når: den siste endringen i tidsrommet. Tall som er regnet ut av andre tall, har ingen egen.",
        "Endra av og når: den siste endringa i tidsrommet. Tal som er rekna ut av andre tal, har inga eiga.",
        "Changed by and when: the last change within the time. Figures worked out from others have none of their "
        "own." } },
    { { "Når: den siste endringen i tidsrommet. Tall som er regnet ut av andre tall, har ingen egen.",
        "Når: den siste endringa i tidsrommet. Tal som er rekna ut av andre tal, har inga eiga.",
        "When: the last change within the time. Figures worked out from others have none of their own." } },
  };
  static const SekWord unsealed = { { "Tallene nå er regnet ut av registeret, som om kolonnen ikke var låst.",
                                      "Tala no er rekna ut av registeret, som om kolonnen ikkje var låst.",
                                      "The figures now are worked out from the register, as if the column were not "
                                      "sealed." } };
  SekReport *report = table->report;

  add_adopted_note (report, table->sheet, &report->data.before);
  add_adopted_note (report, table->sheet, &report->data.after);
  if (report->data.before.kind == SEK_VERSION_ADOPTED && report->data.after.kind == SEK_VERSION_NOW)
    sek_sheet_add_note (table->sheet, _sek_report_text (report, &unsealed));
  if (table->differences->len == 0)
    return;
  if (table->deviation)
    sek_sheet_add_note (table->sheet, _sek_report_text (report, &_sek_report_deviation_note));
  if (!report->options.all_rows)
    sek_sheet_add_note (table->sheet, _sek_report_text (report, &only));
  if (report->data.authors != NULL)
    sek_sheet_add_note (table->sheet, _sek_report_text (report, &author[report->options.no_names]));
  sek_sheet_add_note (table->sheet, _sek_report_text (report, &_sek_report_sign_note));
  if (table->negative)
    sek_sheet_add_note (table->sheet, _sek_report_text (report, &_sek_report_percent_note));
}

void
_sek_report_add_comparison (SekReport *self, SekBook *book)
{
  g_autoptr (GArray) pairs = _sek_report_dup_pairs (self);
  g_autoptr (GPtrArray) differences = sek_report_dup_differences (self);
  const SekComparedPair *first = pairs->len == 1 ? &g_array_index (pairs, SekComparedPair, 0) : NULL;
  Table table = { .report = self, .differences = differences, .reason = -1, .who = -1, .at = -1 };

  if (sek_report_has_versions (self))
    compare_versions (&table, book, first);
  else
    compare_columns (&table, book, first->column, first->base);
  add_rows (&table);
  add_notes (&table);
}
