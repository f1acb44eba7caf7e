/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample-book.h"

#include <string.h>

#include "sek-date.h"
#include "sek-money.h"

enum
{
  LINE,
  BUDGET_2022,
  FORECAST_2022,
  PROPOSAL_2023,
  CHANGE,
  PER_CENT,
  N_BUDGET_COLUMNS
};

/* Thousands of kroner; BLANK is not given. */
#define BLANK G_MININT64

typedef struct
{
  const char *key;
  const char *text;
  gint64      values[3];
} Line;

static const Line incomes[] = {
  { "kontingent", "Kontingenter", { 6034, 5981, 6283 } },
  { "klimasats", "Klimasats", { BLANK, BLANK, 900 } },
};
static const Line expenses[] = {
  { "politiske", "Møteutgifter politiske organer", { 50, 4, 40 } },
  { "administrative", "Møteutgifter administr. organer", { 150, 90, 130 } },
  { "kommunikasjon", "Kommunikasjon", { 350, 250, 250 } },
  { "andre", "Sekretariatet, andre utgifter", { 650, 650, 770 } },
  { "lonn", "Lønn sekretariatet, mv.", { 5000, 4500, 6100 } },
  { "prosjekter", "Prosjekter", { 1700, 1500, 1990 } },
};
static const char *columns[] = { "line", "b2022", "f2022", "p2023", "change", "percent" };
static const char *towns[] = {
  "Oslo",      "Halden",    "Moss",   "Sarpsborg", "Fredrikstad",     "Drammen",
  "Kongsberg", "Ringerike", "Hvaler", "Ås",        "Våler (Østfold)", "Aurskog-Høland",
};

gint64
sample_book_persons (guint index)
{
  return 2345 + (gint64) index * 7919 % 697010;
}

gint64
sample_book_fee (guint index)
{
  return sek_money_divide (sample_book_persons (index) * SAMPLE_RATE, SEK_KRONE) * SEK_KRONE;
}

static gint64
sum_fees (guint n_members)
{
  gint64 fees = 0;

  for (guint i = 0; i < n_members; i++)
    fees += sample_book_fee (i);

  return fees;
}

/* What the budget's line of fees says, in thousands. */
static gint64
get_budgeted (guint n_members)
{
  return n_members == 0 ? 6283 : sek_money_divide (sum_fees (n_members), SEK_THOUSAND);
}

static SekExpr *
fees_in_thousands (void)
{
  return sek_expr_binary (SEK_OPERATOR_DIVIDE, sek_expr_name ("Sum_kontingent"), sek_expr_number (1000));
}

static void
set_thousands (SekSheetRow *row, int column, gint64 thousands)
{
  sek_sheet_row_set (row, column, thousands == BLANK ? SEK_BLANK : SEK_INTEGER (thousands * SEK_THOUSAND));
}

/* The columns of change, for a row whose amounts are set. */
static void
set_changes (SekSheetRow *row, const char *key, const gint64 *values)
{
  gboolean blank = values[0] == BLANK && values[2] == BLANK;
  gint64 base = values[0] == BLANK ? 0 : values[0];
  gint64 change = (values[2] == BLANK ? 0 : values[2]) - base;

  set_thousands (row, CHANGE, blank ? BLANK : change);
  sek_sheet_row_set_expr (row, CHANGE, sek_expr_difference (sek_expr_cell (NULL, key, "p2023"),
                                                            sek_expr_cell (NULL, key, "b2022")));
  sek_sheet_row_set_percent (row, PER_CENT, change, base);
  sek_sheet_row_set_expr (row, PER_CENT, sek_expr_share (sek_expr_cell (NULL, key, "change"),
                                                         sek_expr_cell (NULL, key, "b2022")));
}

static void
add_lines (SekSheet *sheet, const Line *lines, guint n, gint64 *sums)
{
  memset (sums, 0, 3 * sizeof *sums);
  for (guint i = 0; i < n; i++)
    {
      SekSheetRow *row = sek_sheet_add_row (sheet, lines[i].key, SEK_ROW_NORMAL);

      sek_sheet_row_set (row, LINE, SEK_TEXT (lines[i].text));
      for (int j = 0; j < 3; j++)
        {
          set_thousands (row, BUDGET_2022 + j, lines[i].values[j]);
          sums[j] += lines[i].values[j] == BLANK ? 0 : lines[i].values[j];
        }
      set_changes (row, lines[i].key, lines[i].values);
      /* The line that a list stands behind is computed from it, and said so when the list is not in the book. */
      if (strcmp (lines[i].key, "kontingent") == 0)
        sek_sheet_row_set_expr (row, PROPOSAL_2023,
                                sek_expr_call (SEK_FUNCTION_ROUND, fees_in_thousands (), sek_expr_number (0), NULL));
    }
}

static void
add_sum (SekSheet *sheet, const char *key, const char *text, const char *first, const char *last, const gint64 *sums)
{
  SekSheetRow *row = sek_sheet_add_row (sheet, key, SEK_ROW_SUM);

  sek_sheet_row_set (row, LINE, SEK_TEXT (text));
  for (int j = 0; j < 3; j++)
    {
      set_thousands (row, BUDGET_2022 + j, sums[j]);
      sek_sheet_row_set_expr (row, BUDGET_2022 + j,
                              sek_expr_sum_or_blank (sek_expr_range (NULL, first, last, columns[BUDGET_2022 + j])));
    }
  set_changes (row, key, sums);
}

static void
add_total (SekSheet *sheet, const char *key, const char *text, SekOperator operator, const char *left,
           const char *right, const gint64 *values)
{
  SekSheetRow *row = sek_sheet_add_row (sheet, key, SEK_ROW_TOTAL);

  sek_sheet_row_set (row, LINE, SEK_TEXT (text));
  for (int j = 0; j < 3; j++)
    {
      const char *column = columns[BUDGET_2022 + j];

      set_thousands (row, BUDGET_2022 + j, values[j]);
      sek_sheet_row_set_expr (row, BUDGET_2022 + j,
                              sek_expr_binary (operator, sek_expr_cell (NULL, left, column),
                                               sek_expr_cell (NULL, right, column)));
    }
  set_changes (row, key, values);
}

static void
add_section (SekSheet *sheet, const char *text)
{
  sek_sheet_row_set (sek_sheet_add_row (sheet, NULL, SEK_ROW_SECTION), 0, SEK_TEXT (text));
}

static void
add_budget (SekBook *book, guint n_members)
{
  static const gint64 opening[] = { 4017, 3740, 2727 };
  gint64 income[3], expense[3], result[3], closing[3];
  Line lines[G_N_ELEMENTS (incomes)];
  SekSheet *sheet = sek_book_add_sheet (book, &(SekSheetInfo) {
      .key = "hovedtall", .name = "Hovedtall", .caption = "Hovedtall – budsjett 2023",
      .unit_line = "(i hele tusen kroner)", .status_line = "Utkast til styret 29. november 2022", .n_frozen = 1 });
  SekSheetRow *row;

  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = columns[LINE], .head = "Budsjettlinje" });
  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = columns[BUDGET_2022], .head = "Budsjett\n2022",
                                                   .kind = SEK_CELL_AMOUNT, .unit = SEK_THOUSAND });
  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = columns[FORECAST_2022], .head = "Prognose 2022\nper 18.11.22",
                                                   .kind = SEK_CELL_AMOUNT, .unit = SEK_THOUSAND });
  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = columns[PROPOSAL_2023], .head = "Forslag\nbudsjett 2023",
                                                   .kind = SEK_CELL_AMOUNT, .unit = SEK_THOUSAND });
  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = columns[CHANGE], .head = "Endring fra\nbudsjett 2022",
                                                   .kind = SEK_CELL_AMOUNT, .unit = SEK_THOUSAND });
  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = columns[PER_CENT], .head = "Endring\ni prosent",
                                                   .kind = SEK_CELL_PERCENT });

  row = sek_sheet_add_row (sheet, "opening", SEK_ROW_NORMAL);
  sek_sheet_row_set (row, LINE, SEK_TEXT ("Inngående mindreforbruk (overførte midler fra tidligere år)"));
  for (int j = 0; j < 3; j++)
    set_thousands (row, BUDGET_2022 + j, opening[j]);
  set_changes (row, "opening", opening);
  add_section (sheet, "Inntekter");
  memcpy (lines, incomes, sizeof lines);
  lines[0].values[2] = get_budgeted (n_members);
  add_lines (sheet, lines, G_N_ELEMENTS (lines), income);
  add_sum (sheet, "sum-income", "Sum inntekter", "kontingent", "klimasats", income);
  add_section (sheet, "Driftsutgifter");
  add_lines (sheet, expenses, G_N_ELEMENTS (expenses), expense);
  add_sum (sheet, "sum-expense", "Sum driftsutgifter", "politiske", "prosjekter", expense);
  sek_sheet_add_row (sheet, NULL, SEK_ROW_SPACE);
  for (int j = 0; j < 3; j++)
    {
      result[j] = income[j] - expense[j];
      closing[j] = opening[j] + result[j];
    }
  add_total (sheet, "result", "Resultat*", SEK_OPERATOR_SUBTRACT, "sum-income", "sum-expense", result);
  add_total (sheet, "closing", "Utgående mindreforbruk (overført til neste år)", SEK_OPERATOR_ADD, "opening", "result",
             closing);
  sek_sheet_add_note (sheet, "* Negativt resultat = bruk av overførte midler.");
}

/* The budget's rows over its columns, one chart of several series and one of a single one. */
static void
add_charts (SekBook *book)
{
  SekChart *result = sek_book_add_chart (book, &(SekChartInfo) { .title = "Inntekter, utgifter og resultat",
                                                                 .value_title = "tusen kroner" });
  SekChart *closing = sek_book_add_chart (book, &(SekChartInfo) { .title = "Utgående mindreforbruk",
                                                                  .value_title = "tusen kroner",
                                                                  .kind = SEK_CHART_LINES });

  for (int i = BUDGET_2022; i <= PROPOSAL_2023; i++)
    {
      sek_chart_add_column (result, "hovedtall", columns[i]);
      sek_chart_add_column (closing, "hovedtall", columns[i]);
    }
  sek_chart_add_series (result, "Inntekter", "sum-income");
  sek_chart_add_series (result, "Utgifter", "sum-expense");
  sek_chart_add_series (result, "Resultat", "result");
  sek_chart_add_series (closing, "Utgående mindreforbruk", "closing");
}

static void
fill_member (SekSheetRow *row, guint index, gpointer user_data)
{
  SekExpr *fee = user_data;
  char number[8];

  g_snprintf (number, sizeof number, "%04u", (301 + index) % 10000);
  sek_sheet_row_set (row, 0, SEK_TEXT (number));
  sek_sheet_row_set (row, 1, SEK_TEXT (towns[index % G_N_ELEMENTS (towns)]));
  sek_sheet_row_set (row, 2, SEK_INTEGER (SEK_DATE (2022, 1, 1)));
  sek_sheet_row_set (row, 3, SEK_INTEGER (sample_book_persons (index)));
  sek_sheet_row_set (row, 4, SEK_INTEGER (SAMPLE_RATE));
  sek_sheet_row_set (row, 5, SEK_INTEGER (sample_book_fee (index)));
  sek_sheet_row_set_expr (row, 5, sek_expr_ref (fee));
}

static void
add_members (SekBook *book, guint n_members)
{
  gint64 persons = 0;
  SekSheet *sheet = sek_book_add_sheet (book, &(SekSheetInfo) {
      .key = "kontingent", .name = "Kontingent", .caption = "Kontingent 2023", .unit_line = "(i kroner)", .n_frozen = 2,
      .is_list = TRUE });
  SekExpr *fee = sek_expr_call (SEK_FUNCTION_ROUND,
                                sek_expr_binary (SEK_OPERATOR_MULTIPLY, sek_expr_cell (NULL, NULL, "persons"),
                                                 sek_expr_name ("Kontingentsats_2023")),
                                sek_expr_number (0), NULL);
  SekSheetRow *row;

  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "number", .head = "Nr.", .kind = SEK_CELL_CODE });
  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "name", .head = "Navn" });
  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "basis", .head = "Grunnlag", .kind = SEK_CELL_DATE });
  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "persons", .head = "Innbyggere\n1.1.2022",
                                                   .kind = SEK_CELL_COUNT });
  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "rate", .head = "Sats", .kind = SEK_CELL_RATE });
  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "fee", .head = "Kontingent", .kind = SEK_CELL_AMOUNT });
  row = sek_sheet_add_row (sheet, "rate", SEK_ROW_FACT);
  sek_sheet_row_set (row, 0, SEK_TEXT ("Sats per innbygger"));
  sek_sheet_row_set (row, 4, SEK_INTEGER (SAMPLE_RATE));
  sek_book_add_name (book, "Kontingentsats_2023", "kontingent", "rate", "rate");
  sek_sheet_set_row_func (sheet, n_members, fill_member, fee, (GDestroyNotify) sek_expr_unref);
  for (guint i = 0; i < n_members; i++)
    persons += sample_book_persons (i);
  row = sek_sheet_add_row (sheet, "sum", SEK_ROW_SUM);
  sek_sheet_row_set (row, 1, SEK_TEXT ("Sum"));
  sek_sheet_row_set (row, 3, SEK_INTEGER (persons));
  sek_sheet_row_set_expr (row, 3, sek_expr_call (SEK_FUNCTION_SUBTOTAL, sek_expr_data (NULL, "persons"), NULL));
  sek_sheet_row_set (row, 5, SEK_INTEGER (sum_fees (n_members)));
  sek_sheet_row_set_expr (row, 5, sek_expr_call (SEK_FUNCTION_SUBTOTAL, sek_expr_data (NULL, "fee"), NULL));
  sek_sheet_add_note (sheet, "Folketall: SSB, tabell 07459, lisens NLOD.");
}

/* Budgeted fees against the list's sum, each with a formula, and the verdict as one that gives a text. */
static void
add_check (SekBook *book, guint n_members)
{
  gint64 fees = sum_fees (n_members), budgeted = get_budgeted (n_members) * SEK_THOUSAND, difference;
  SekSheet *sheet = sek_book_add_sheet (book, &(SekSheetInfo) {
      .key = "kontroll", .name = "Kontroll", .caption = "Kontroll", .unit_line = "(i tusen kroner)", .n_frozen = 1 });
  SekSheetRow *row;
  SekExpr *size, *verdict;

  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "check", .head = "Kontroll" });
  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "left", .head = "Tabellen", .kind = SEK_CELL_AMOUNT,
                                                   .unit = SEK_THOUSAND, .decimals = 3 });
  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "right", .head = "Grunnlaget", .kind = SEK_CELL_AMOUNT,
                                                   .unit = SEK_THOUSAND, .decimals = 3 });
  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "difference", .head = "Forskjell", .kind = SEK_CELL_AMOUNT,
                                                   .unit = SEK_THOUSAND, .decimals = 3 });
  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "verdict", .head = "Dom" });
  difference = budgeted - fees;

  row = sek_sheet_add_row (sheet, "fees", SEK_ROW_NORMAL);
  sek_sheet_row_set (row, 0, SEK_TEXT ("Linjen Kontingenter mot summen av kontingentene"));
  sek_sheet_row_set (row, 1, SEK_INTEGER (budgeted));
  sek_sheet_row_set_expr (row, 1, sek_expr_cell ("hovedtall", "kontingent", "p2023"));
  sek_sheet_row_set (row, 2, SEK_INTEGER (fees));
  sek_sheet_row_set_expr (row, 2, fees_in_thousands ());
  sek_sheet_row_set (row, 3, SEK_INTEGER (difference));
  sek_sheet_row_set_expr (row, 3, sek_expr_difference (sek_expr_cell (NULL, NULL, "left"),
                                                       sek_expr_cell (NULL, NULL, "right")));
  size = sek_expr_call (SEK_FUNCTION_ABS, sek_expr_call (SEK_FUNCTION_ROUND, sek_expr_cell (NULL, NULL, "difference"),
                                                         sek_expr_number (5), NULL), NULL);
  verdict = sek_expr_call (SEK_FUNCTION_IF, sek_expr_binary (SEK_OPERATOR_LESS, size, sek_expr_number (1)),
                           sek_expr_text ("avrunding"), sek_expr_text ("feil"), NULL);
  sek_sheet_row_set (row, 4, SEK_TEXT (ABS (difference) < SEK_THOUSAND ? "avrunding" : "feil"));
  sek_sheet_row_set_expr (row, 4, verdict);

  row = sek_sheet_add_row (sheet, "people", SEK_ROW_NORMAL);
  sek_sheet_row_set (row, 0, SEK_TEXT ("Medlemmer uten folketall"));
  sek_sheet_row_set_as (row, 1, SEK_CELL_COUNT, SEK_INTEGER (0));
  sek_sheet_row_set (row, 4, SEK_TEXT ("riktig"));
}

static void
add_about (SekBook *book)
{
  static const char *facts[][2] = {
    { "Kilde", "Registeret Eksempelrådet" },
    { "Fortegn",
      "Negative tall er skrevet med minus. Et negativt resultat betyr at midler fra tidligere år blir brukt, "
      "og at det som overføres til neste år blir mindre." },
    { "Avrunding", "Hvert tall er avrundet for seg. En sum kan derfor avvike fra summen av de viste tallene." },
  };
  SekSheet *sheet = sek_book_add_sheet (book, &(SekSheetInfo) { .key = "om", .name = "Om", .caption = "Om tabellene" });

  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "what", .min_width = 14 });
  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "text" });
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      SekSheetRow *row = sek_sheet_add_row (sheet, NULL, SEK_ROW_NORMAL);

      sek_sheet_row_set (row, 0, SEK_TEXT (facts[i][0]));
      sek_sheet_row_set (row, 1, SEK_TEXT (facts[i][1]));
    }
}

SekBook *
sample_book_new (guint n_members, SekLanguage language)
{
  SekBook *book = sek_book_new (&(SekBookInfo) {
      .title = "Budsjett 2023", .author = "Eksempelrådet interkommunale politiske råd",
      .subject = "Hovedtall og kontingent", .status = "Utkast", .version = "Register per 18.11.2022 kl. 09.00",
      .created = 1668758400, .language = language });

  sek_book_add_name (book, "Sum_kontingent", "kontingent", "sum", "fee");
  add_budget (book, n_members);
  if (n_members > 0)
    add_members (book, n_members);
  add_check (book, n_members);
  add_about (book);
  add_charts (book);

  return book;
}

SekBook *
sample_book_hostile (void)
{
  SekBook *book = sek_book_new (&(SekBookInfo) {
      .title = "<script>alert(1)</script> & \"sitat\"", .author = "A & B\x01", .status = "&G&\"Arial\"",
      .version = "&8 &P", .created = 1668758400 });
  SekSheet *sheet = sek_book_add_sheet (book, &(SekSheetInfo) {
      .key = "fiendtlig", .name = "'[Ark]:*?/\\ med et altfor langt navn'",
      .caption = "</caption><script>alert(2)</script>", .unit_line = "=1+1",
      .status_line = "a\x07" "b", .is_list = TRUE });
  g_autofree char *long_text = g_strnfill (10000, 'x');
  g_autofree char *longest = g_strnfill (40000, 'y');
  const char *texts[] = {
    "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\tinnrykk", "\rretur", "<script>alert(3)</script>", "a;b\"c\"",
    "to\nlinjer", "שלום עולם", "\xE2\x80\xAEsnudd", "👩‍👩‍👧 å æ ø", "ab\x01\x1B[31mcd\x7F",
    "ugyldig \xFF\xFE utf-8", "_x0041_ og _x000D_", "  luft  ",
    long_text, longest,
  };
  SekSheetRow *row;

  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "text", .head = "=Tekst" });
  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "code", .head = "=tekst", .kind = SEK_CELL_CODE });
  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "amount", .head = "<b>Beløp</b>", .kind = SEK_CELL_AMOUNT });
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      row = sek_sheet_add_row (sheet, NULL, SEK_ROW_NORMAL);
      sek_sheet_row_set (row, 0, SEK_TEXT (texts[i]));
      sek_sheet_row_set (row, 1, SEK_TEXT ("0301"));
      sek_sheet_row_set (row, 2, SEK_INTEGER (-123456 * (gint64) i));
    }
  sek_sheet_add_note (sheet, "=HYPERLINK(\"http://example.invalid\") <b>note</b>");
  sek_book_add_sheet (book, &(SekSheetInfo) { .key = "f2", .name = "[ARK] MED et altfor langt navn og mer" });
  sheet = sek_book_find_sheet (book, "f2");
  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "a", .head = "A" });

  return book;
}
