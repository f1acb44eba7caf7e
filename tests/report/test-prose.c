/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include <glib/gstdio.h>

#include "sek-document.h"
#include "sek-prose.h"

/* Prose against the example register and against itself: what does not agree is found, and a page that is right gives no alarm. */

static SekDocument *document;

/* Each finding that is wrong as "text -> expected [source]"; with all also what is tied ("=") and not tied ("?"). */
static char *
audit (const char *text, gboolean with_register, gboolean all)
{
  g_autoptr (GPtrArray) findings = sek_prose_audit (text, with_register ? sek_document_get_register (document) : NULL, SEK_LANGUAGE_NB);
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const SekProseFinding *finding = findings->pdata[i];

      if (finding->verdict == SEK_PROSE_WRONG)
        g_string_append_printf (lines, "%s -> %s [%s]\n", finding->text, finding->expected, finding->source);
      else if (all)
        g_string_append_printf (lines, "%s%s %s\n", finding->text, finding->verdict == SEK_PROSE_OK ? " =" : " ?", finding->source);
    }
  g_string_replace (lines, "\302\240", " ", 0);
  return g_string_free (lines, FALSE);
}

static void
expect (const char *text, gboolean with_register, gboolean all, const char *expected)
{
  g_autofree char *found = audit (text, with_register, all);

  g_assert_cmpstr (found, ==, expected);
}

/* The two errors of the published text of 2023. */
static void
test_published (void)
{
  expect ("Det foreslås å øke kontingenten fra kr. 2,70 til kr. 2,80 pr. innbygger, dvs. en økning på 3,3 prosent. Prognosen for 2022 viser at\n"
          "driftsutgiftene blir om lag 850 000 kroner under budsjett.\n", TRUE, FALSE,
          "3,3 prosent -> 3,7 % [fra 2,70 kr til 2,80 kr]\n850 000 kroner -> 906 000 kr [Sum driftsutgifter, Prognose 2022: avvik]\n");
  /* Without a register the sentence alone tells. */
  expect ("Satsen går opp fra kr 2,70 til kr 2,80, altså 3,3 %.", FALSE, FALSE, "3,3 % -> 3,7 % [fra 2,70 kr til 2,80 kr]\n");
  expect ("Forbruket ligger 906 000 under budsjett ifølge prognosen.", TRUE, TRUE, "906 000 = Sum driftsutgifter, Prognose 2022: avvik\n");
}

static void
test_right_page (void)
{
  static const char page[] =
    "Budsjett 2023\n\n"
    "Styret behandlet saken 18. november 2022 (sak 5/23) kl. 09.00, jf. § 4 og vedtak 08/24. Rådet har 64 medlemmer med til sammen\n"
    "2 244 124 innbyggere per 1. januar 2022.\n\n"
    "Kontingenten øker fra kr. 2,70 til kr. 2,80 per innbygger, det vil si 3,7 prosent. Kontingentene er budsjettert til 6 283 000 kroner i 2023,\n"
    "mot 6 034 000 kroner i budsjett 2022. Sum driftsutgifter i forslaget til budsjett 2023 er ca. 9,3 millioner kroner. Sum inntekter i 2023 er\n"
    "7,183 mill. kr. Prognosen for 2022 viser driftsutgifter på knapt 7 millioner kroner, om lag 900 000 kroner under budsjett.\n\n"
    "Lønn til sekretariatet mv. er 6,1 mill. kroner i 2023. Til prosjekter settes det av nesten 2 millioner kroner. Resultatet i 2023 er et\n"
    "underskudd på vel 2 millioner kroner. Klimasats utgjør 900 000 kroner i 2023. Andelen gikk fra 40 prosent til 45 prosent, opp 5 prosentpoeng.\n"
    "Tilskuddet ble fordoblet fra 300 000 kroner til 600 000 kroner. Av dette gikk 150 000 av 600 000 kroner, 25 prosent, til kurs.\n"
    "Planperioden er 2021–2024, og mål 9, 11 og 13 er med. Telefonen er 22 33 44 55.\n";

  expect (page, TRUE, FALSE, "");
}

static void
test_within_sentence (void)
{
  expect ("Prisen steg fra 200 kroner til 250 kroner, en økning på 50 kroner eller 20 prosent.", FALSE, FALSE, "20 prosent -> 25,0 % [fra 200 kr til 250 kr]\n");
  expect ("Andelen gikk fra 12 prosent til 15 prosent, opp 4 prosentpoeng.", FALSE, FALSE, "4 prosentpoeng -> 3,0 prosentpoeng [fra 12,0 % til 15,0 %]\n");
  expect ("Støtten ble fordoblet fra 300 000 kroner til 500 000 kroner.", FALSE, FALSE, "500 000 kroner -> 600 000 kr [det dobbelte av 300 000 kr]\n");
  expect ("Utgiftene ble redusert fra 2 mill. kr til 1,5 mill. kr, altså med 25 prosent.", FALSE, FALSE, "");
  expect ("Av 64 er 16 nye. Det gikk 300 000 av 900 000 kroner, om lag 40 prosent, til lønn.", FALSE, FALSE, "40 prosent -> 33,3 % [300 000 kr av 900 000 kr]\n");
}

static void
test_tolerance (void)
{
  expect ("Kontingentene er budsjettert til ca. 6,3 millioner kroner i 2023.", TRUE, FALSE, "");
  expect ("Kontingentene er budsjettert til 6 823 000 kroner i 2023.", TRUE, FALSE, "6 823 000 kroner -> 6 283 000 kr [Kontingenter, Forslag budsjett 2023]\n");
  expect ("Kontingentene er budsjettert til over 6,3 millioner kroner i 2023.", TRUE, FALSE, "6,3 millioner kroner -> 6 283 000 kr [Kontingenter, Forslag budsjett 2023]\n");
  expect ("Rådet har 65 medlemmer.", TRUE, FALSE, "65 medlemmer -> 64 [medlemmer 1. januar 2023]\n");
}

static void
test_untied (void)
{
  expect ("Konferansen kostet 120 000 kroner, og 12,5 prosent kom fra andre.", TRUE, TRUE, "120 000 kroner ? \n12,5 prosent ? \n");
  expect ("Møtet er 18.11.2022 kl. 09.00 i sak 5/23, og 1. januar 2023 begynner 2023.", TRUE, TRUE, "");
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("sek-prose-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "r.sekretariat", NULL);
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  document = sek_document_create_example (path, &error);
  g_assert_no_error (error);
  g_test_add_func ("/prose/published", test_published);
  g_test_add_func ("/prose/right-page", test_right_page);
  g_test_add_func ("/prose/within-sentence", test_within_sentence);
  g_test_add_func ("/prose/tolerance", test_tolerance);
  g_test_add_func ("/prose/untied", test_untied);
  status = g_test_run ();
  sek_document_close (document);
  g_clear_object (&document);
  g_unlink (path);
  g_rmdir (folder);
  return status;
}
