/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-audit-prose.h"

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
