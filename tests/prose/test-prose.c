/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include <glib/gstdio.h>

#include "sek-document.h"
#include "sek-facts.h"
#include "sek-prose.h"

/* Prose against the example register and against itself: what does not agree is found, and a page that is right gives
 * no alarm. */

static SekDocument *document;

/* Each finding that is wrong as "text -> expected [source]"; with all also what is tied ("=") and not tied ("?"). */
static char *
audit (const char *text, gboolean with_register, gboolean all)
{
  g_autoptr (GPtrArray) facts = with_register
                                    ? sek_facts_make (sek_document_get_register (document), text, SEK_LANGUAGE_NB)
                                    : NULL;
  g_autoptr (GPtrArray) findings = sek_prose_audit (text, facts, SEK_LANGUAGE_NB);
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const SekProseFinding *finding = findings->pdata[i];

      if (finding->verdict == SEK_PROSE_WRONG)
        g_string_append_printf (lines, "%s -> %s [%s]\n", finding->text, finding->expected, finding->source);
      else if (all)
        g_string_append_printf (lines, "%s%s %s\n", finding->text, finding->verdict == SEK_PROSE_OK ? " =" : " ?",
                                finding->source);
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
  expect ("Det foreslås å øke kontingenten fra kr. 2,70 til kr. 2,80 pr. innbygger, dvs. en økning på 3,3 prosent. "
          "Prognosen for 2022 viser at\n"
          "driftsutgiftene blir om lag 850 000 kroner under budsjett.\n",
          TRUE, FALSE,
          "3,3 prosent -> 3,7 % [fra 2,70 kr til 2,80 kr]\n850 000 kroner -> 906 000 kr [Sum driftsutgifter, Prognose "
          "2022: avvik]\n");
  /* Without a register the sentence alone tells. */
  expect ("Satsen går opp fra kr 2,70 til kr 2,80, altså 3,3 %.", FALSE, FALSE,
          "3,3 % -> 3,7 % [fra 2,70 kr til 2,80 kr]\n");
  expect ("Forbruket ligger 906 000 under budsjett ifølge prognosen.", TRUE, TRUE,
          "906 000 = Sum driftsutgifter, Prognose 2022: avvik\n");
}

static void
test_right_page (void)
{
  static const char page[] = "Budsjett 2023\n\n"
                             "Styret behandlet saken 18. november 2022 (sak 5/23) kl. 09.00, jf. § 4 og vedtak 08/24. "
                             "Rådet har 64 medlemmer med til sammen\n"
                             "2 244 124 innbyggere per 1. januar 2022.\n\n"
                             "Kontingenten øker fra kr. 2,70 til kr. 2,80 per innbygger, det vil si 3,7 prosent. "
                             "Kontingentene er budsjettert til 6 283 000 kroner i 2023,\n"
                             "mot 6 034 000 kroner i budsjett 2022. Sum driftsutgifter i forslaget til budsjett 2023 "
                             "er ca. 9,3 millioner kroner. Sum inntekter i 2023 er\n"
                             "7,183 mill. kr. Prognosen for 2022 viser driftsutgifter på knapt 7 millioner kroner, om "
                             "lag 900 000 kroner under budsjett.\n\n"
                             "Lønn til sekretariatet mv. er 6,1 mill. kroner i 2023. Til prosjekter settes det av "
                             "nesten 2 millioner kroner. Resultatet i 2023 er et\n"
                             "underskudd på vel 2 millioner kroner. Klimasats utgjør 900 000 kroner i 2023. Andelen "
                             "gikk fra 40 prosent til 45 prosent, opp 5 prosentpoeng.\n"
                             "Tilskuddet ble fordoblet fra 300 000 kroner til 600 000 kroner. Av dette gikk 150 000 av "
                             "600 000 kroner, 25 prosent, til kurs.\n"
                             "Planperioden er 2021–2024, og mål 9, 11 og 13 er med. Telefonen er 22 33 44 55.\n";

  expect (page, TRUE, FALSE, "");
}

static void
test_within_sentence (void)
{
  expect ("Prisen steg fra 200 kroner til 250 kroner, en økning på 50 kroner eller 20 prosent.", FALSE, FALSE,
          "20 prosent -> 25,0 % [fra 200 kr til 250 kr]\n");
  expect ("Andelen gikk fra 12 prosent til 15 prosent, opp 4 prosentpoeng.", FALSE, FALSE,
          "4 prosentpoeng -> 3,0 prosentpoeng [fra 12,0 % til 15,0 %]\n");
  expect ("Støtten ble fordoblet fra 300 000 kroner til 500 000 kroner.", FALSE, FALSE,
          "500 000 kroner -> 600 000 kr [det dobbelte av 300 000 kr]\n");
  expect ("Utgiftene ble redusert fra 2 mill. kr til 1,5 mill. kr, altså med 25 prosent.", FALSE, FALSE, "");
  expect ("Av 64 er 16 nye. Det gikk 300 000 av 900 000 kroner, om lag 40 prosent, til lønn.", FALSE, FALSE,
          "40 prosent -> 33,3 % [300 000 kr av 900 000 kr]\n");
}

static void
test_tolerance (void)
{
  expect ("Kontingentene er budsjettert til ca. 6,3 millioner kroner i 2023.", TRUE, FALSE, "");
  expect ("Kontingentene er budsjettert til 6 823 000 kroner i 2023.", TRUE, FALSE,
          "6 823 000 kroner -> 6 283 000 kr [Kontingenter, Forslag budsjett 2023]\n");
  expect ("Kontingentene er budsjettert til over 6,3 millioner kroner i 2023.", TRUE, FALSE,
          "6,3 millioner kroner -> 6 283 000 kr [Kontingenter, Forslag budsjett 2023]\n");
  expect ("Rådet har 65 medlemmer.", TRUE, FALSE, "65 medlemmer -> 64 [medlemmer 1. januar 2023]\n");
}

/* Texts as viewers copy them; each has one wrong figure in a sentence that is broken. */
static void
test_copied (void)
{
  static const char *const texts[] = {
    /* A blank line between the lines of a sentence. */
    "Leien av lokalene i Storgata går opp fra 200 000 kroner\n\ntil 250 000 kroner, og det er en økning på hele 20 "
    "prosent.\n",
    /* Blanks in it, and an upper-case letter that had no room. */
    "Leien som kontoret betaler for lokalene sine hos eieren\n \nStorgata AS går opp fra 200 000 kroner til 250 000 "
    "kro-\n\nner, en økning på 20 prosent.\n",
    /* Hyphens that show only at the end of a line. */
    "Leien går opp fra 200 000 kroner til 250 000 kroner, en øk\302\255\nning på 20 pro\302\255sent.\n",
    /* The number of a page and its head. */
    "Leien av lokalene i Storgata går opp fra 200 000 kroner\n\n\n7\n\n\ntil 250 000 kroner, en økning på 20 "
    "prosent.\n",
    "Årsmelding for rådet\n\nLeien av lokalene i Storgata går opp fra 200 000 kroner\n\nSide 3 av 9\n\n"
    "Årsmelding for rådet\n\ntil 250 000 kroner, en økning på 20 prosent.\n\nÅrsmelding for rådet\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    expect (texts[i], FALSE, FALSE, "20 prosent -> 25,0 % [fra 200 000 kr til 250 000 kr]\n");
  /* What is a head, an item or a paragraph of its own is no part of the sentence before it. */
  expect ("Leie\n\nLokalene i Storgata leies ut fra 200 000 kroner\n\n- strøm til 250 000 kroner, 20 prosent\n", FALSE,
          FALSE, "");
  expect ("Prisen var fra 200 kroner\n\n5.2 Strøm\n\nPrisen gikk opp til 250 kroner, 20 prosent.\n", FALSE, FALSE, "");
}

/* Rows and cells of a table are no sentences, whatever stands above them. */
static void
test_tables (void)
{
  expect ("Kontingenten i 2023 er satt opp slik\n\nKontingenter 6 034 6 823\nKlimasats 0 900\n"
          "Sum inntekter 6 034 7 183\n\nLønn\n\n5 000\n\n6 100\n\n"
          "Kommunikasjon er redusert fra 350 000 kroner til 250 000 kroner i 2023.\n",
          TRUE, TRUE, "350 000 kroner = Kommunikasjon, Budsjett 2022\n250 000 kroner = Kommunikasjon, Forslag budsjett "
          "2023\n");
  expect ("Post 2022 2023\nReiser 40 000 50 000\nKurs 20 000 10 000\nTotalt 60 000 60 000\n", FALSE, TRUE, "");
  /* A simple one tells what its rows are each year. */
  expect ("Tabellen viser tall i 1 000 kr.\n\nPost 2022 2023\nReiser 40 50\nKurs 1 200 1 350\nTotalt 1 240 1 400\n\n"
          "I 2023 går 1 530 000 kroner til kurs, mot 1,2 millioner kroner til kurs i 2022.\n\nTil reiser går det "
          "50 000 kroner i 2023. Reiser til utlandet kostet 65 000 kroner.\n",
          FALSE, TRUE, "1 530 000 kroner -> 1 350 000 kr [Kurs, 2023]\n1,2 millioner kroner = Kurs, 2022\n"
          "50 000 kroner = Reiser, 2023\n65 000 kroner ? \n");
  /* A sentence that only breaks at its figures. */
  expect ("Leien av lokalene i Storgata går opp til 250 000\nkroner fra 200 000 kroner, en økning på 20 prosent.\n",
          FALSE, FALSE, "20 prosent -> 25,0 % [fra 200 000 kr til 250 000 kr]\n");
}

static void
test_untied (void)
{
  expect ("Konferansen kostet 120 000 kroner, og 12,5 prosent kom fra andre.", TRUE, TRUE,
          "120 000 kroner ? \n12,5 prosent ? \n");
  expect ("Møtet er 18.11.2022 kl. 09.00 i sak 5/23, og 1. januar 2023 begynner 2023.", TRUE, TRUE, "");
}

/* Sentences as budget texts of Norwegian councils have them. Each figure as it is found, then "=" (agrees), "?" (not
 * tied) or "->" and what is right. */
static const struct
{
  const char *text, *expected;
} sentences[] = {
  /* Ranges: the lower end has the unit of the upper one, and the figure is right between them. */
  { "Møteutgifter politiske organer blir 30–50 tusen kroner i 2023.", "30–50 tusen kroner=" },
  { "Møteutgifter politiske organer blir 50–60 tusen kroner i 2023.", "50–60 tusen kroner->40 000 kr" },
  { "Prosjektene vil koste 1,5–2 millioner kroner i 2023.", "1,5–2 millioner kroner=" },
  { "Sum driftsutgifter ligger på 5–6 millioner i 2023.", "5–6 millioner?" },
  { "Kommunikasjon vil kreve mellom 200 og 300 tusen kroner i 2023.", "mellom 200 og 300 tusen kroner=" },
  { "Kommunikasjon vil kreve mellom kr 260 000 og kr 300 000 i 2023.", "mellom kr 260 000 og kr 300 000->250 000 kr" },
  { "Til kommunikasjon trengs 240–260 000 kroner i 2023.", "240–260 000 kroner=" },
  { "Kurset vil koste 50–60 tusen kroner.", "50–60 tusen kroner?" },
  { "Andelen ventes å ligge på 3–4 prosent i perioden 2021–2024.", "3–4 prosent?" },
  { "Satsen foreslås økt frå 2,70 kroner til 2,80 kroner, ein auke på 3–4 prosent.",
    "2,70 kroner=; 2,80 kroner=; 3–4 prosent=" },
  /* How near: by the digits and the word before them. */
  { "Utgående mindreforbruk i budsjett 2022 er ca. 2,1 millioner kroner.", "2,1 millioner kroner=" },
  { "Utgående mindreforbruk i budsjett 2022 er ca. 2,4 millioner kroner.", "2,4 millioner kroner->2 151 000 kr" },
  { "Utgående mindreforbruk i budsjett 2022 er i overkant av 2,1 millioner kroner.", "2,1 millioner kroner=" },
  { "Utgående mindreforbruk i budsjett 2022 er knapt 2,2 millioner kroner.", "2,2 millioner kroner=" },
  { "Utgående mindreforbruk i budsjett 2022 er knapt 2,1 millioner kroner.", "2,1 millioner kroner->2 151 000 kr" },
  { "Sum driftsutgifter i 2023 er over 9 millioner kroner.", "9 millioner kroner=" },
  { "Sum driftsutgifter i 2023 er under 9 millioner kroner.", "9 millioner kroner->9 280 000 kr" },
  { "Sum driftsutgifter i 2023 er i underkant av 9,3 millioner kroner.", "9,3 millioner kroner=" },
  { "Til prosjekter går det opp mot 2 millioner kroner i 2023.", "2 millioner kroner=" },
  { "Til prosjekter går det nær 2 mill. kr i 2023.", "2 mill. kr=" },
  { "Til prosjekter går det drøyt 2 mill. kr i 2023.", "2 mill. kr->1 990 000 kr" },
  { "Til prosjekter går det inntil 2 mill. kr i 2023.", "2 mill. kr=" },
  { "Til prosjekter går det rundt 1 million kroner i 2023.", "1 million kroner?" },
  { "Til prosjekter går det rundt 1,5 millioner kroner i 2023.", "1,5 millioner kroner->1 990 000 kr" },
  /* Both ends of a change. */
  { "Lønn fra 5 000 000 til 6 100 000.", "5 000 000=; 6 100 000=" },
  { "Lønn øker fra 5 000 000 kroner i 2022 til 6 200 000 kroner i 2023.",
    "5 000 000 kroner=; 6 200 000 kroner->6 100 000 kr" },
  { "Lønn til sekretariatet går opp frå kr 5 000 000 til kr 6 100 000, ein auke på 22 prosent.",
    "kr 5 000 000=; kr 6 100 000=; 22 prosent=" },
  { "Lønn øker fra 5 til 6,1 mill. kr, en økning på 1,1 mill. kr (22 %).", "5=; 6,1 mill. kr=; 1,1 mill. kr=; 22 %=" },
  { "Kontingenten går opp frå kr 2,70 til kr 2,80 per innbyggjar, altså 3,3 prosent.",
    "kr 2,70=; kr 2,80=; 3,3 prosent->3,7 %" },
  { "Kommunikasjon reduseres fra 350 000 kroner til 250 000 kroner, og lønn øker fra 5,0 mill. kr til 6,1 mill. kr.",
    "350 000 kroner=; 250 000 kroner=; 5,0 mill. kr=; 6,1 mill. kr=" },
  { "Prisen gikk fra 200 kroner til 250 kroner, opp 20 prosent, og leien fra 400 kroner til 500 kroner, opp 25 "
    "prosent.",
    "200 kroner?; 250 kroner?; 20 prosent->25,0 %; 400 kroner?; 500 kroner?; 25 prosent=" },
  /* The budget as a whole, lines spoken of together, a project, a member. */
  { "Representantskapet vedtok budsjettet på 9,3 MNOK.", "9,3 MNOK=" },
  { "Representantskapet vedtok budsjettet på 8,5 MNOK.", "8,5 MNOK?" },
  { "Representantskapet vedtok budsjettet for 2023 på 8,3 MNOK.", "8,3 MNOK->9 280 000 kr" },
  { "Representantskapet vedtok et budsjett på 8,3 MNOK i 2023.", "8,3 MNOK->9 280 000 kr" },
  { "Det er satt av ca. 0,2 millioner kroner til møteutgifter i 2023.", "0,2 millioner kroner=" },
  { "Møteutgiftene er budsjettert til 270 000 kroner i 2023.", "270 000 kroner->170 000 kr" },
  { "Til prosjektet Areal og transport går 150 000 kroner i 2023.", "150 000 kroner=" },
  { "Til prosjektet Areal og transport går 180 000 kroner i 2023.", "180 000 kroner->150 000 kr" },
  { "Drammen betaler 286 364 kroner i kontingent i 2023.", "286 364 kroner=" },
  { "Drammens kontingent for 2023 er 268 364 kroner.", "268 364 kroner->286 364 kr" },
  { "Oslo har 699 827 innbyggere.", "699 827 innbyggere=" },
  { "Til saman bur det om lag 2,2 millionar innbyggjarar i medlemskommunane.", "2,2 millionar innbyggjarar=" },
  /* Changes, with their direction. */
  { "Kommunikasjon er redusert med 100 000 kroner i 2023.", "100 000 kroner=" },
  { "Kommunikasjon er økt med 100 000 kroner i 2023.", "100 000 kroner->−100 000 kr" },
  { "Sekretariatet, andre utgifter får en økning på 120 000 kroner (18,5 %) i 2023.", "120 000 kroner=; 18,5 %=" },
  { "Lønn til sekretariatet har en økning på 22 prosent i budsjett 2023.", "22 prosent=" },
  { "Kostnadene ble redusert med 3,3 prosent, en økning på 120 000 kroner (4 %).",
    "3,3 prosent?; 120 000 kroner?; 4 %?" },
  { "Driftsutgiftene ligger i prognosen 906 000 kroner over budsjett.", "906 000 kroner->906 000 kr" },
  /* Shares. */
  { "Lønn til sekretariatet utgjør om lag to tredjedeler av driftsutgiftene i 2023.", "to tredjedeler=" },
  { "Lønn til sekretariatet utgjør halvparten av driftsutgiftene i 2023.", "halvparten->65,7 %" },
  { "Kontingentene utgjør 87 prosent av inntektene i 2023.", "87 prosent=" },
  { "Kontingentene utgjør 78 prosent av inntektene i 2023.", "78 prosent->87,5 %" },
  { "Støtten er redusert fra 300 000 kroner til 200 000 kroner, en reduksjon på en tredjedel.",
    "300 000 kroner?; 200 000 kroner?; en tredjedel=" },
  { "Av dette gikk 150 000 av 600 000 kroner, en tredjedel, til kurs.",
    "150 000?; 600 000 kroner?; en tredjedel->25,0 %" },
  { "48 av 64 medlemmer, tre fjerdedeler, har svart.", "48?; 64 medlemmer=; tre fjerdedeler=" },
  { "62 medlemmer møtte, og 61 kommuner har svart.", "62 medlemmer?; 61 kommuner?" },
  /* Units and signs. */
  { "Kontingenter utgjør 6 283 tkr i 2023.", "6 283 tkr=" },
  { "Kontingenter utgjør 6 238 tkr i 2023.", "6 238 tkr->6 283 000 kr" },
  { "Klimasats gir kr 900 000,- i 2023.", "kr 900 000,-=" },
  { "Klimasats gir kr. 900.000 i 2023.", "kr. 900.000=" },
  { "Klimasats gir NOK 0,9 mill. i 2023.", "NOK 0,9 mill.=" },
  { "Resultatet i 2023 er −2 097 000 kroner.", "−2 097 000 kroner=" },
  { "Resultatet i 2023 er minus 2,1 mill. kroner.", "minus 2,1 mill. kroner=" },
  { "Utgående mindreforbruk er −630 000 kroner i 2023.", "−630 000 kroner->630 000 kr" },
  { "Underskotet i 2023 er rekna til 2 097 000 kroner.", "2 097 000 kroner=" },
  /* The member that the figure is said of, and not another that the sentence names too. */
  { "Asker betaler 269 046 kroner og Bærum betaler 316 150 kroner i 2023.",
    "269 046 kroner=; 316 150 kroner->361 150 kr" },
  { "Bærum og Asker har folk nok: 96 088 innbyggere i Asker betaler 269 046 kroner i 2023.",
    "96 088 innbyggere=; 269 046 kroner=" },
  { "Asker betaler 269 406 kroner, det nest meste etter Bærum.", "269 406 kroner->269 046 kr" },
  /* A digit or two swapped ones; the year of what is told, not of when it was decided. */
  { "Ved utgangen av 2023 er utgående mindreforbruk rekna til 360 000 kroner.", "360 000 kroner->630 000 kr" },
  { "I juni 2022 ble kontingenten for 2023 anslått til 6 283 000 kroner.", "6 283 000 kroner=" },
  /* What only begins as the name of a sum. */
  { "Inntektsgrunnlaget i 2023 vil være 6,283 millioner kroner.", "6,283 millioner kroner?" },
  { "Etter prognosen for 2022 blir forbruket ca. 850 000. kroner lavere enn budsjettert.",
    "850 000. kroner->906 000 kr" },
  /* None of these is an amount. */
  { "Tabellen viser tall i 1 000 kr, jf. § 3-1 og § 14-4 i kommuneloven, vedtatt 20.12.2022 i sak 12/22.", "" },
  { "Ring tlf. 22 334 455 eller 908 12 345, org.nr. 987 654 321, innen 1. desember 2022 kl. 09.00.", "" },
  { "I 2023 kr 900 000 fra Klimasats, etter § 4 kr 50.", "kr 900 000=; kr 50?" },
  { "Planperioden 2021–2024 følger mål 9, 11 og 13, fase 2 av 3 og versjon 1.2.3, jf. 2022/1234 og PS 45/22.", "" },
  { "Tre av fire delregioner møtes 3–4 ganger i året, i uke 12–14.", "" },
};

static void
test_sentences (void)
{
  guint n_failed = 0;

  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    {
      g_autoptr (GPtrArray) facts = sek_facts_make (sek_document_get_register (document), sentences[i].text,
                                                    SEK_LANGUAGE_NB);
      g_autoptr (GPtrArray) findings = sek_prose_audit (sentences[i].text, facts, SEK_LANGUAGE_NB);
      g_autoptr (GString) found = g_string_new (NULL);

      for (guint k = 0; k < findings->len; k++)
        {
          const SekProseFinding *finding = findings->pdata[k];

          g_string_append_printf (found, "%s%s%s", k > 0 ? "; " : "", finding->text,
                                  finding->verdict == SEK_PROSE_OK       ? "="
                                  : finding->verdict == SEK_PROSE_UNTIED ? "?"
                                                                         : "->");
          if (finding->verdict == SEK_PROSE_WRONG)
            g_string_append (found, finding->expected);
          g_assert_true ((finding->verdict == SEK_PROSE_UNTIED) == (*finding->reason != '\0'));
        }
      g_string_replace (found, "\302\240", " ", 0);
      if (!g_str_equal (found->str, sentences[i].expected))
        {
          n_failed++;
          g_test_message ("%s\n  found:    %s\n  expected: %s", sentences[i].text, found->str, sentences[i].expected);
        }
    }
  g_assert_cmpuint (n_failed, ==, 0);
}

/* Sentences that have all that they need: what is wrong in each, or "" when nothing is. */
static const struct
{
  const char *text, *wrong;
} alone[] = {
  { "Støtten fordeler seg på 120 000 kroner til kurs, 80 000 kroner til reiser og 50 000 kroner til trykking, til "
    "sammen 250 000 kroner.", "" },
  { "Støtten fordeler seg på 120 000 kroner til kurs, 80 000 kroner til reiser og 50 000 kroner til trykking, til "
    "sammen 260 000 kroner.", "260 000" },
  { "Rammen på 900 000 kroner fordeles med 500 000 kroner til lønn, 250 000 kroner til husleie og 150 000 kroner "
    "til reiser.", "" },
  { "Rammen på 900 000 kroner fordeles med 500 000 kroner til lønn, 250 000 kroner til husleie og 160 000 kroner "
    "til reiser.", "900 000" },
  { "Ramma på 900 000 kroner er fordelt på lønn 500 000 kroner, husleige 250 000 kroner og reiser 140 000 kroner.",
    "900 000" },
  { "Kurset kostar 40 000 kroner og reisa 25 000 kroner, i alt 65 000 kroner.", "" },
  { "Kurset kostar 40 000 kroner og reisa 25 000 kroner, i alt 75 000 kroner.", "75 000" },
  { "Prosjektet har en ramme på 2,4 mill. kr, hvorav 1,1 mill. kr er brukt og resten, 1,3 mill. kr, overføres.", "" },
  { "Prosjektet har en ramme på 2,4 mill. kr, hvorav 1,1 mill. kr er brukt og resten, 1,5 mill. kr, overføres.",
    "1,5" },
  { "Det er brukt 300 000 kroner av tilskuddet på 800 000 kroner, og 500 000 kroner gjenstår.", "" },
  { "Det er brukt 300 000 kroner av tilskuddet på 800 000 kroner, og 400 000 kroner gjenstår.", "400 000" },
  { "Av løyvinga på 800 000 kroner er 300 000 kroner brukte, og 400 000 kroner står att.", "400 000" },
  { "Det er planlagt 12 møter à 4 000 kr, i alt 48 000 kr.", "" },
  { "Det er planlagt 12 møter à 4 000 kr, i alt 46 000 kr.", "46 000" },
  { "2,80 kr per innbygger for 98 815 innbyggere gir 276 682 kr.", "" },
  { "2,80 kr per innbygger for 98 815 innbyggere gir 267 682 kr.", "267 682" },
  { "Kvart av dei fem møta kostar 30 000 kroner, til saman 150 000 kroner.", "" },
  { "Seks kommunar betaler 15 000 kroner kvar, til saman 80 000 kroner.", "80 000" },
  { "Godtgjersla er 2 500 kroner per møte, og med åtte møte blir det 20 000 kroner.", "" },
  { "Godtgjersla er 2 500 kroner per møte, og med åtte møte blir det 22 000 kroner.", "22 000" },
  { "Tilskotet aukar frå 400 000 kroner til 500 000 kroner. Det er ein auke på 25 prosent.", "" },
  { "Tilskotet aukar frå 400 000 kroner til 500 000 kroner. Det er ein auke på 20 prosent.", "20 prosent" },
  { "Utgiftene var 3,2 millioner kroner, mot 3,6 millioner kroner året før, en nedgang på 0,4 millioner kroner.", "" },
  { "Utgiftene var 3,2 millioner kroner, mot 3,6 millioner kroner året før, en nedgang på 0,6 millioner kroner.",
    "0,6" },
  { "Tilskuddet er mer enn doblet, fra 300 000 kroner til 650 000 kroner.", "" },
  { "Tilskuddet er mer enn doblet, fra 300 000 kroner til 550 000 kroner.", "550 000" },
  { "Reisene er halvert, fra 300 000 kroner til 180 000 kroner.", "180 000" },
  { "Reisene er nesten halvert, fra 300 000 kroner til 160 000 kroner.", "" },
  { "Støtta er tredobla frå 100 000 kroner til 300 000 kroner.", "" },
  { "Støtta er tredobla frå 100 000 kroner til 400 000 kroner.", "400 000" },
  { "Det er brukt 3,6 av 7,9 millioner kroner, som er 56 prosent.", "56" },
  { "Hittil er det brukt 450 000 kroner av et budsjett på 1 000 000 kroner, 45 prosent.", "" },
  { "Hittil er det brukt 450 000 kroner av et budsjett på 1 000 000 kroner, 54 prosent.", "54" },
  { "Regnskapet viser utgifter på 6,9 mill. kr mot et budsjett på 7,9 mill. kr, altså et mindreforbruk på 1,0 mill. "
    "kr.", "" },
  { "Regnskapet viser utgifter på 6,9 mill. kr mot et budsjett på 7,9 mill. kr, altså et mindreforbruk på 1,3 mill. "
    "kr.", "1,3" },
  { "Satsen øker fra 2 kroner til 3 kroner, og 60 prosent av inntektene kommer fra kontingenten.", "" },
  { "Fondet er på 900 000 kroner. Det er satt av 300 000 kroner til kurs og 200 000 kroner til reiser i 2024.", "" },
  { "I alt 64 medlemmer betaler, og av disse har 12 kommuner fått rabatt og 40 kommuner full pris.", "" },
  { "Til sammen er det søkt om 4 millioner kroner; rådet har 1 million kroner til fordeling, og 500 000 kroner er "
    "delt ut.", "" },
  { "De tre kommunene får 100 000 kroner hver i 2023 og til sammen 500 000 kroner over perioden.", "" },
  { "Lønn går opp fra 5 til 6 mill. kr. Det er satt av 300 000 kroner til økning i pensjon.", "" },
  { "Kursene samlet 120 personer, 80 personer fra kommunene og 40 personer fra andre.", "" },
  { "Kontingenten er 2,80 kroner per innbygger, og minste kontingent er 15 000 kroner for de 12 kommunene.", "" },
  { "Møtene kostet 30 000 kroner per dag, og reisene kostet 45 000 kroner for de to dagene.", "" },
  { "Av rammen på 1 000 000 kroner går 400 000 kroner til lønn, 300 000 kroner til drift og de siste 300 000 "
    "kronene til kurs.", "" },
  { "Rådet søker om 200 000 kroner fra staten, 100 000 kroner fra fylket og 50 000 kroner fra andre, samlet 350 000 "
    "kroner av en total på 1,2 millioner kroner.", "" },
  { "Samlet budsjett er 9,3 millioner kroner, og lønn utgjør 6,1 millioner kroner, prosjekter 2,0 millioner kroner.",
    "" },
  { "Prognosen viser utgifter på 7,0 mill. kr. Det gir et mindreforbruk på 0,9 mill. kr mot budsjettet på 7,9 mill. "
    "kr.", "" },
  { "Oslo betaler 2 millioner kroner, og de andre til sammen 4,3 millioner kroner.", "" },
  { "Oslo og Bærum betaler 1,9 millioner og 0,4 millioner kroner, og alle medlemmene betaler til sammen 6,3 "
    "millioner kroner.", "" },
  { "Prisen steg fra 100 kroner til 150 kroner i 2021 og videre til 180 kroner i 2022, en økning på 20 prosent "
    "siste år.", "" },
  { "Tilskuddet på 600 000 kroner fordeler seg på lønn, 350 000 kroner, reiser, 150 000 kroner, og trykking, 100 "
    "000 kroner.", "" },
  { "Tilskuddet på 600 000 kroner fordeler seg på lønn, 350 000 kroner, reiser, 150 000 kroner, og trykking, 200 "
    "000 kroner.", "600 000" },
  { "Samla tilskot er 1,5 mill. kroner, herav 0,9 mill. kroner i 2023 og 0,6 mill. kroner i 2024.", "" },
  { "Satsen aukar frå kr 3,00 til kr 3,15 per innbyggjar. Auken er på 5 prosent.", "" },
  { "Satsen aukar frå kr 3,00 til kr 3,15 per innbyggjar. Auken er på 6 prosent.", "6 prosent" },
  { "Satsen blir satt ned fra kr 3,00 til kr 2,85 per innbygger, en reduksjon på 5 prosent.", "" },
  { "Satsen blir satt ned fra kr 3,00 til kr 2,85 per innbygger, en reduksjon på 15 øre.", "" },
  { "Fondet var på 1 200 000 kroner ved nyttår. Det er brukt 450 000 kroner, og 750 000 kroner gjenstår.", "" },
  { "Fondet var på 1 200 000 kroner ved nyttår. Det er brukt 450 000 kroner, og 650 000 kroner gjenstår.", "650 000" },
  { "Av 64 medlemmer har 48 svart, det vil si 75 prosent.", "" },
  { "48 av 64 medlemmer har svart, det vil si 85 prosent.", "85" },
  { "Antall deltakere økte fra 120 personer til 150 personer, en vekst på 25 prosent.", "" },
  { "Antall deltakere økte fra 120 personer til 150 personer, en vekst på 30 prosent.", "30 prosent" },
  { "Honoraret er 3 500 kroner per dag i 12 dager, totalt 42 000 kroner.", "" },
  { "Honoraret er 3 500 kroner per dag i 12 dager, totalt 45 000 kroner.", "45 000" },
  { "Ti kommuner betaler 30 000 kroner hver. Til sammen blir det 300 000 kroner.", "" },
  { "Ti kommuner betaler 30 000 kroner hver. Til sammen blir det 330 000 kroner.", "330 000" },
  { "Utgiftene ble 7,4 millioner kroner, 0,4 millioner kroner mer enn budsjettet på 7,0 millioner kroner.", "" },
  { "Utgiftene ble 7,4 millioner kroner, 0,6 millioner kroner mer enn budsjettet på 7,0 millioner kroner.", "0,6" },
  { "Inntektene ble 7,2 mill. kr og utgiftene 9,3 mill. kr. Det gir et underskudd på 2,1 mill. kr.", "" },
  { "Inntektene ble 7,2 mill. kr og utgiftene 9,3 mill. kr. Det gir et underskudd på 2,4 mill. kr.", "2,4" },
  { "Kostnaden er fordelt likt mellom fire kommuner, 50 000 kroner på hver, til sammen 200 000 kroner.", "" },
  { "Halvparten av rammen på 800 000 kroner, 400 000 kroner, går til kurs.", "" },
  { "Halvparten av rammen på 800 000 kroner, 300 000 kroner, går til kurs.", "300 000" },
  { "En tredel av tilskuddet på 900 000 kroner, 300 000 kroner, er betalt ut.", "" },
  { "Lønn utgjør 6,1 av 9,3 millioner kroner, eller 66 prosent av utgiftene.", "" },
  { "Lønn utgjør 6,1 av 9,3 millioner kroner, eller 56 prosent av utgiftene.", "56" },
  { "Kontingenten er 2,80 kroner per innbygger. Med 50 000 innbyggere blir det 140 000 kroner.", "" },
  { "Kontingenten er 2,80 kroner per innbygger. Med 50 000 innbyggere blir det 150 000 kroner.", "150 000" },
  { "Prisen gikk opp 50 kroner, fra 200 kroner til 250 kroner.", "" },
  { "Prisen gikk opp 60 kroner, fra 200 kroner til 250 kroner.", "60" },
  { "Budsjettet er 9,3 millioner kroner. Det er en økning på 1,4 millioner kroner eller 18 prosent fra 2022.", "" },
  { "Kommunene betaler til sammen 6,3 millioner kroner, og staten 0,9 millioner kroner.", "" },
  { "Det ble delt ut 200 000 kroner til kurs, 300 000 kroner til reiser, mens det totalt var søkt om 2 millioner "
    "kroner.", "" },
  { "Det ble delt ut 200 000 kroner til kurs og 300 000 kroner til reiser, mens det totalt var satt av 600 000 "
    "kroner.", "" },
  { "Prosjektet koster 600 000 kroner i 2023, 700 000 kroner i 2024 og totalt 2,1 millioner kroner fram til 2025.",
    "" },
  { "Av bevilgningen på 1 000 000 kroner er 250 000 kroner brukt til reiser. Resten av året er det ventet utgifter "
    "på 400 000 kroner.", "" },
  { "Av rammen på 500 000 kroner er 100 000 kroner bundet, 50 000 kroner av disse til kurs, og resten på 400 000 "
    "kroner er fri.", "" },
  { "Møtene i mars og april kostet 20 000 kroner hver, og møtet i juni 35 000 kroner, i alt 75 000 kroner.", "" },
  { "Kontingenten økte fra 2,70 til 2,80 kroner. Det er 12 prosent av kommunene som ikke har betalt.", "" },
  { "Reisene økte fra 200 000 kroner til 250 000 kroner, mens konsumprisene økte med 4 prosent.", "" },
  { "Reisene økte fra 200 000 kroner til 250 000 kroner, mot en prisvekst på 4 prosent.", "" },
  { "I 2022 fikk rådet 300 000 kroner, mot 280 000 kroner året før, og renten var 3 prosent.", "" },
  { "Støtten økte fra 1,2 til 1,3 millioner kroner, en økning på 100 000 kroner (8 prosent).", "" },
  { "Rammen ble utvidet fra 500 000 kroner til 800 000 kroner, hvorav 200 000 kroner går til kurs.", "" },
  { "Av 12 millioner kroner i søknader er 3 millioner kroner innvilget, en andel på 25 prosent, og 40 prosent gikk "
    "til skoler.", "" },
  { "Egenandelen er 500 kroner per person, og de 40 deltakerne betalte til sammen 18 000 kroner fordi fire slapp.",
    "" },
  { "Antallet saker er doblet, mens utgiftene bare økte fra 200 000 kroner til 220 000 kroner.", "" },
  { "Tilskuddet ble halvert i 2021, og i 2023 økte det fra 200 000 kroner til 300 000 kroner.", "" },
  { "Oppgjøret var 2,4 millioner kroner, mot 2,6 millioner kroner i fjor, og kursene kostet 300 000 kroner, en økning "
    "på 50 000 kroner.", "" },
  { "Husleien er på 610 000 kroner, opp 110 000 kroner fra 500 000 kroner i 2022.", "" },
  { "Husleien er på 610 000 kroner, opp 130 000 kroner fra 500 000 kroner i 2022.", "130 000" },
  { "Husleien er på 610 000 kroner, og reisene går opp 30 000 kroner fra 200 000 kroner.", "" },
};

static void
test_alone (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (alone); i++)
    {
      g_autoptr (GPtrArray) findings = sek_prose_audit (alone[i].text, NULL, SEK_LANGUAGE_NN);
      guint n_wrong = 0;

      for (guint k = 0; k < findings->len; k++)
        {
          const SekProseFinding *finding = findings->pdata[k];

          if (finding->verdict != SEK_PROSE_WRONG)
            continue;
          n_wrong++;
          if (*alone[i].wrong == '\0' || strstr (finding->text, alone[i].wrong) == NULL)
            g_test_message ("%s\n  %s -> %s [%s]", alone[i].text, finding->text, finding->expected, finding->source);
          g_assert_true (*alone[i].wrong != '\0' && strstr (finding->text, alone[i].wrong) != NULL);
        }
      if (n_wrong != (*alone[i].wrong != '\0'))
        g_test_message ("%s", alone[i].text);
      g_assert_cmpuint (n_wrong, ==, *alone[i].wrong != '\0');
    }
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
  g_test_add_func ("/prose/copied", test_copied);
  g_test_add_func ("/prose/tables", test_tables);
  g_test_add_func ("/prose/untied", test_untied);
  g_test_add_func ("/prose/sentences", test_sentences);
  g_test_add_func ("/prose/alone", test_alone);
  status = g_test_run ();
  sek_document_close (document);
  g_clear_object (&document);
  g_unlink (path);
  g_rmdir (folder);
  return status;
}
