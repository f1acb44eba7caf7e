/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-audit-private.h"
#include "sek-audit-prose.h"

/* An audit as a book that every writer can write: the table as it was printed with what is wrong marked in its cells,
 * the findings one by one with both figures and the rule, and all rules with how sure they are. */

typedef struct
{
  SekBook    *book;
  SekLanguage language;
  guint       number; /* of the table, from 1; 0 when there is one */
} Maker;

const char *
sek_audit_kind_get_id (SekAuditKind kind)
{
  static const char *const ids[SEK_N_AUDIT_KINDS] = {
    "sum", "result", "closing", "copy", "change", "columns", "percent",
    "rate", "product", "mean", "running", "stair",
  };

  g_return_val_if_fail ((guint) kind < SEK_N_AUDIT_KINDS, "");

  return ids[kind];
}

const char *
sek_audit_kind_get_word (SekAuditKind kind, SekLanguage language)
{
  static const SekWord words[SEK_N_AUDIT_KINDS] = {
    [SEK_AUDIT_SUM] = { { "sum", "sum", "sum" } },
    [SEK_AUDIT_RESULT] = { { "resultat", "resultat", "result" } },
    [SEK_AUDIT_CLOSING] = { { "utgående mindreforbruk", "utgåande mindreforbruk", "closing balance" } },
    [SEK_AUDIT_COPY] = { { "gjentatt tall", "gjenteke tal", "repeated figure" } },
    [SEK_AUDIT_CHANGE] = { { "endring", "endring", "change" } },
    [SEK_AUDIT_COLUMNS] = { { "sum av kolonner", "sum av kolonnar", "sum of columns" } },
    [SEK_AUDIT_PERCENT] = { { "prosent", "prosent", "per cent" } },
    [SEK_AUDIT_RATE] = { { "forholdstall", "forholdstal", "rate" } },
    [SEK_AUDIT_PRODUCT] = { { "antall × sats", "tal × sats", "number × rate" } },
    [SEK_AUDIT_MEAN] = { { "gjennomsnitt", "gjennomsnitt", "mean" } },
    [SEK_AUDIT_RUNNING] = { { "løpende sum", "løpande sum", "running total" } },
    [SEK_AUDIT_STAIR] = { { "sum i neste kolonne", "sum i neste kolonne", "sum in the next column" } },
  };

  g_return_val_if_fail ((guint) kind < SEK_N_AUDIT_KINDS, "");

  return words[kind].text[language];
}

const char *
sek_audit_undecided_get_word (SekLanguage language)
{
  static const SekWord word = { { "eller et av tallene det er regnet av", "eller eitt av tala det er rekna av",
                                  "or one of the figures that it comes of" } };

  return sek_word (&word, language);
}

const char *
sek_audit_sureness_get_word (double sureness, SekLanguage language)
{
  static const SekWord sure = { { "sikker", "sikker", "sure" } }, likely = { { "trolig", "truleg", "likely" } },
                       unsure = { { "usikker", "usikker", "uncertain" } };

  return (sureness >= 0.95 ? &sure : sureness >= 0.75 ? &likely : &unsure)->text[language];
}

static const char *
say (const Maker *maker, const SekWord *word)
{
  return word->text[maker->language];
}

static SekSheet *
add_sheet (const Maker *maker, const char *key, const SekWord *word, const char *caption)
{
  g_autofree char *own = g_strdup_printf ("%s%u", key, maker->number);
  g_autofree char *name = maker->number == 0 ? g_strdup (say (maker, word))
                                             : g_strdup_printf ("%s %u", say (maker, word), maker->number);

  return sek_book_add_sheet (maker->book, &(SekSheetInfo) { .key = own,
                                                            .name = name,
                                                            .caption = caption != NULL ? caption : name,
                                                            .n_frozen = 1 });
}

/* The number of a cell in the list of findings, errors first; 0 when it is no finding. */
static guint
find_number (SekAudit *audit, const SekAuditCell *of)
{
  guint n = 0;

  if (of == NULL || of->verdict < SEK_VERDICT_DOUBTFUL)
    return 0;
  for (guint i = 0; i < sek_audit_get_n_cells (audit); i++)
    {
      const SekAuditCell *cell = sek_audit_get_cell (audit, i);

      if (sek_audit_is_deviation (of) ? sek_audit_is_deviation (cell) && cell <= of
                                      : sek_audit_is_deviation (cell)
                                            || (cell->verdict == SEK_VERDICT_DOUBTFUL && cell <= of))
        n++;
    }
  return n;
}

/* Shown as a number where it is one, so that a reader of the file can go on reckoning with it. */
static void
set_cell (SekAudit *audit, SekSheet *sheet, SekSheetRow *row, guint r, guint c, SekLanguage language)
{
  const SekAuditCell *cell = sek_audit_find_cell (audit, r, c);
  const char *text = sek_audit_get_text (audit, r, c);
  const SekSheetColumn *column = sek_sheet_get_column (sheet, (int) c);
  Cell figure;

  if (cell != NULL && cell->verdict >= SEK_VERDICT_DOUBTFUL)
    {
      const char *shown = *text != '\0' ? text : sek_verdict_get_word (SEK_VERDICT_MISSING, language);
      g_autofree char *mark = g_strdup_printf ("%s → %s (%u)", shown, cell->expected_text, find_number (audit, cell));

      sek_sheet_row_set (row, (int) c, SEK_TEXT (mark));
      return;
    }
  if (r >= sek_audit_get_first_row (audit) && column->kind == SEK_CELL_AMOUNT && _sek_audit_parse (text, '\0', &figure)
      && figure.state == STATE_NUMBER && figure.decimals <= 2)
    {
      gint64 ore = figure.value;

      for (int i = figure.decimals; i < 2; i++)
        ore *= 10;
      sek_sheet_row_set (row, (int) c, SEK_INTEGER (ore));
    }
  else
    sek_sheet_row_set (row, (int) c, SEK_TEXT (text));
}

static void
add_table (const Maker *maker, SekAudit *audit)
{
  static const SekWord name = { { "Tabell", "Tabell", "Table" } };
  static const SekWord note = {
    { "I tabellen → utregnet (nummeret i listen over funn).",
      "I tabellen → utrekna (nummeret i lista over funn).",
      "In table → calculated (its number in the list of findings)." }
  };
  SekSheet *sheet = add_sheet (maker, "table", &name,
                               *sek_audit_get_name (audit) != '\0' ? sek_audit_get_name (audit) : NULL);
  guint first = sek_audit_get_first_row (audit);

  for (guint c = 0; c < sek_audit_get_n_columns (audit); c++)
    {
      g_autofree char *key = g_strdup_printf ("c%u", c);
      gboolean amounts = sek_audit_is_amounts (audit, c);

      sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = key,
                                                       .head = sek_audit_get_head (audit, c),
                                                       .kind = amounts ? SEK_CELL_AMOUNT : SEK_CELL_TEXT,
                                                       .unit = 100,
                                                       .decimals = MIN (sek_audit_get_decimals (audit, c), 2),
                                                       .align = amounts || sek_audit_is_percent (audit, c)
                                                                    ? SEK_ALIGN_RIGHT
                                                                    : SEK_ALIGN_BY_KIND });
    }
  for (guint r = first; r < sek_audit_get_n_rows (audit); r++)
    {
      SekSheetRow *row = sek_sheet_add_row (sheet, NULL, sek_audit_is_total (audit, r) ? SEK_ROW_SUM : SEK_ROW_NORMAL);

      for (guint c = 0; c < sek_audit_get_n_columns (audit); c++)
        set_cell (audit, sheet, row, r, c, maker->language);
    }
  if (sek_audit_count_findings (audit) > 0)
    sek_sheet_add_note (sheet, say (maker, &note));
}

enum { NUMBER, ROW, COLUMN, PRINTED, EXPECTED, VERDICT, RULE, SURE };

static void
add_finding (const Maker *maker, SekAudit *audit, SekSheet *sheet, const SekAuditCell *cell, guint number)
{
  const SekAuditRule *rule = sek_audit_get_rule (audit, cell->rule);
  SekSheetRow *row = sek_sheet_add_row (sheet, NULL, SEK_ROW_NORMAL);
  g_autofree char *verdict = NULL;

  if (number > 0)
    sek_sheet_row_set (row, NUMBER, SEK_INTEGER (number));
  sek_sheet_row_set (row, ROW, SEK_TEXT (sek_audit_get_label (audit, cell->row)));
  sek_sheet_row_set (row, COLUMN, SEK_TEXT (sek_audit_get_head (audit, cell->column)));
  sek_sheet_row_set (row, PRINTED, SEK_TEXT (sek_audit_get_text (audit, cell->row, cell->column)));
  sek_sheet_row_set (row, EXPECTED, SEK_TEXT (cell->expected_text));
  if (cell->undecided)
    verdict = g_strdup_printf ("%s, %s", sek_verdict_get_word (cell->verdict, maker->language),
                               sek_audit_undecided_get_word (maker->language));
  sek_sheet_row_set (row, VERDICT, SEK_TEXT (verdict != NULL ? verdict
                                                             : sek_verdict_get_word (cell->verdict, maker->language)));
  sek_sheet_row_set (row, RULE, SEK_TEXT (rule->words));
  sek_sheet_row_set (row, SURE, SEK_TEXT (sek_audit_sureness_get_word (rule->sureness, maker->language)));
}

static void
add_findings (const Maker *maker, SekAudit *audit)
{
  static const SekWord name = { { "Funn", "Funn", "Findings" } };
  /* Never without what was looked at. */
  static const SekWord none = { { "Ingen feil funnet.", "Fann ingen feil.", "No errors found." } };
  static const SekWord nothing = { { "Ingen sum, differanse eller prosent ble kjent igjen i tabellen.",
                                     "Ingen sum, differanse eller prosent vart kjend att i tabellen.",
                                     "No sum, difference or percentage was recognised in the table." } };
  static const SekWord rounding = { { "Avrunding er forskjeller som kommer av at tallene er avrundet hvert for seg.",
                                      "Avrunding er skilnader som kjem av at tala er avrunda kvart for seg.",
                                      "Rounding differences arise when each figure is rounded separately." } };
  static const struct { const char *key; SekWord head; SekCellKind kind; SekAlign align; } columns[] = {
    { "number", { { "Nr.", "Nr.", "No." } }, SEK_CELL_COUNT, 0 },
    { "row", { { "Rad", "Rad", "Row" } }, SEK_CELL_TEXT, 0 },
    { "column", { { "Kolonne", "Kolonne", "Column" } }, SEK_CELL_TEXT, 0 },
    { "printed", { { "I tabellen", "I tabellen", "In table" } }, SEK_CELL_TEXT, SEK_ALIGN_RIGHT },
    { "expected", { { "Utregnet", "Utrekna", "Calculated" } }, SEK_CELL_TEXT, SEK_ALIGN_RIGHT },
    { "verdict", { { "Vurdering", "Vurdering", "Verdict" } }, SEK_CELL_TEXT, 0 },
    { "rule", { { "Regel", "Regel", "Rule" } }, SEK_CELL_TEXT, 0 },
    { "sure", { { "Regelen er", "Regelen er", "The rule is" } }, SEK_CELL_TEXT, 0 },
  };
  SekSheet *sheet = add_sheet (maker, "findings", &name, NULL);
  g_autofree char *coverage = sek_audit_describe_coverage (audit);
  guint number = 0;

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = columns[i].key,
                                                     .head = say (maker, &columns[i].head),
                                                     .kind = columns[i].kind,
                                                     .align = columns[i].align });
  for (guint i = 0; i < sek_audit_get_n_cells (audit); i++)
    if (sek_audit_get_cell (audit, i)->verdict >= SEK_VERDICT_WRONG)
      add_finding (maker, audit, sheet, sek_audit_get_cell (audit, i), ++number);
  for (guint i = 0; i < sek_audit_get_n_cells (audit); i++)
    if (sek_audit_get_cell (audit, i)->verdict == SEK_VERDICT_DOUBTFUL)
      add_finding (maker, audit, sheet, sek_audit_get_cell (audit, i), ++number);
  for (guint i = 0; i < sek_audit_get_n_cells (audit); i++)
    if (sek_audit_get_cell (audit, i)->verdict == SEK_VERDICT_ROUNDING)
      add_finding (maker, audit, sheet, sek_audit_get_cell (audit, i), 0);
  if (sek_audit_get_n_rules (audit) == 0)
    sek_sheet_add_note (sheet, say (maker, &nothing));
  else if (number == 0)
    sek_sheet_add_note (sheet, say (maker, &none));
  sek_sheet_add_note (sheet, coverage);
  if (sek_audit_count (audit, SEK_VERDICT_ROUNDING) > 0)
    sek_sheet_add_note (sheet, say (maker, &rounding));
}

static void
add_rules (const Maker *maker, SekAudit *audit)
{
  static const SekWord name = { { "Regler", "Reglar", "Rules" } };
  static const SekWord heads[] = { { { "Regel", "Regel", "Rule" } },
                                   { { "Type", "Type", "Type" } },
                                   { { "Regelen er", "Regelen er", "The rule is" } },
                                   { { "Stemmer for", "Stemmer for", "Holds for" } } };
  static const SekWord of = { { "av", "av", "of" } };
  static const char *const keys[] = { "rule", "kind", "sure", "holds" };
  SekSheet *sheet;

  if (sek_audit_get_n_rules (audit) == 0)
    return;
  sheet = add_sheet (maker, "rules", &name, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    sek_sheet_add_column (sheet,
                          &(SekSheetColumn) { .key = keys[i], .head = say (maker, &heads[i]), .kind = SEK_CELL_TEXT });
  for (guint i = 0; i < sek_audit_get_n_rules (audit); i++)
    {
      const SekAuditRule *rule = sek_audit_get_rule (audit, i);
      SekSheetRow *row = sek_sheet_add_row (sheet, NULL, SEK_ROW_NORMAL);
      g_autofree char *holds = g_strdup_printf ("%u %s %u", rule->n_holds, say (maker, &of), rule->n_places);

      sek_sheet_row_set (row, 0, SEK_TEXT (rule->words));
      sek_sheet_row_set (row, 1, SEK_TEXT (sek_audit_kind_get_word (rule->kind, maker->language)));
      sek_sheet_row_set (row, 2, SEK_TEXT (sek_audit_sureness_get_word (rule->sureness, maker->language)));
      sek_sheet_row_set (row, 3, SEK_TEXT (holds));
    }
}

SekBook *
sek_audit_make_book (GPtrArray *audits, const char *title, gint64 created, SekLanguage language)
{
  SekBook *book = sek_book_new (&(SekBookInfo) { .title = title, .created = created, .language = language });

  for (guint i = 0; i < audits->len; i++)
    {
      Maker maker = { .book = book, .language = language, .number = audits->len > 1 ? i + 1 : 0 };

      add_findings (&maker, audits->pdata[i]);
      add_table (&maker, audits->pdata[i]);
      add_rules (&maker, audits->pdata[i]);
    }
  return book;
}

/* --- texts ------------------------------------------------------------------------------------------------------- */

SekBook *
sek_audit_make_prose_book (GPtrArray *findings, SekLanguage language)
{
  static const SekWord title = { { "Tekst mot tall", "Tekst mot tal", "Text against figures" } };
  static const SekWord untied = { { "Ikke knyttet til noe tall", "Ikkje knytt til noko tal",
                                    "Not tied to any figure" } };
  static const SekWord heads[] = { { { "Linje", "Linje", "Line" } },   { { "I teksten", "I teksten", "In the text" } },
                                   { { "Riktig", "Rett", "Right" } },  { { "Holdt mot", "Halde mot", "Held against" } },
                                   { { "Hvorfor", "Kvifor", "Why" } }, { { "Setning", "Setning", "Sentence" } } };
  static const char *const keys[] = { "line", "text", "expected", "source", "reason", "sentence" };
  static const SekWord agree = { { "Tall som stemmer: %u.", "Tal som stemmer: %u.", "Figures that agree: %u." } };
  static const SekWord none = { { "Ingen tall i teksten strider mot andre.", "Ingen tal i teksten strir mot andre.",
                                  "No figure of the text goes against another." } };
  SekBook *book = sek_book_new (&(SekBookInfo) { .title = title.text[language], .language = language });
  guint n_right = 0;

  for (int part = 0; part < 2; part++)
    {
      const char *name = (part == 0 ? &title : &untied)->text[language];
      SekSheet *sheet = sek_book_add_sheet (book, &(SekSheetInfo) { .key = part == 0 ? "wrong" : "untied",
                                                                    .name = name,
                                                                    .caption = name });
      guint n = 0;

      for (guint c = 0; c < G_N_ELEMENTS (keys); c++)
        if (part == 0 ? c != 4 : c != 2 && c != 3)
          sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = keys[c],
                                                           .head = heads[c].text[language],
                                                           .kind = c == 0 ? SEK_CELL_COUNT : SEK_CELL_TEXT });
      for (guint i = 0; i < findings->len; i++)
        {
          const SekProseFinding *finding = findings->pdata[i];
          SekSheetRow *row;
          int c = 0;

          n_right += part == 0 && finding->verdict == SEK_PROSE_OK;
          if (finding->verdict != (part == 0 ? SEK_PROSE_WRONG : SEK_PROSE_UNTIED))
            continue;
          n++;
          row = sek_sheet_add_row (sheet, NULL, SEK_ROW_NORMAL);
          sek_sheet_row_set (row, c++, SEK_INTEGER (finding->line));
          sek_sheet_row_set (row, c++, SEK_TEXT (finding->text));
          if (part == 0)
            {
              sek_sheet_row_set (row, c++, SEK_TEXT (finding->expected));
              sek_sheet_row_set (row, c++, SEK_TEXT (finding->source));
            }
          else
            sek_sheet_row_set (row, c++, SEK_TEXT (finding->reason));
          sek_sheet_row_set (row, c, SEK_TEXT (finding->sentence));
        }
      if (part == 0)
        {
          g_autofree char *count = g_strdup_printf ("%u", n_right);
          g_auto (GStrv) halves = g_strsplit (agree.text[language], "%u", 2);
          g_autofree char *note = g_strconcat (halves[0], count, halves[1], NULL);

          if (n == 0)
            sek_sheet_add_note (sheet, none.text[language]);
          sek_sheet_add_note (sheet, note);
        }
    }
  return book;
}
