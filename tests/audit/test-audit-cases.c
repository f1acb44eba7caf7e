/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "audit-fixture.h"

/* A small table for each kind of relation that a published table can have, and for each that it must not be taken to
 * have. A finding is told as its row, column and figure. */

typedef struct
{
  const char *name;
  const char *text;
  const char *findings; /* "row|column|expected;" each */
  const char *rule;     /* that stands among its rules; NULL for none at all, "" for any */
} Case;

static const Case cases[] = {
  /* Years that are alike follow from each other in every way. */
  { "constant-years",
    "\t2025\t2026\t2027\t2028\n"
    "Skole\t4000\t4000\t4000\t4000\n"
    "Vei\t1500\t1500\t1500\t1500\n"
    "Torg\t0\t0\t2500\t2500\n"
    "Utstyr\t300\t300\t300\t300\n",
    "", NULL },
  { "constant-sum",
    "\t2025\t2026\t2027\t2028\n"
    "Skole\t4000\t4000\t4000\t4000\n"
    "Vei\t1500\t1500\t1500\t1600\n"
    "Torg\t250\t250\t2500\t2500\n"
    "Sum\t5750\t5750\t8000\t8100\n",
    "", "Sum = Skole + Vei + Torg" },
  /* A row of percentages neither adds up nor lends its decimal to the others. */
  { "percent-row",
    "\t2021\t2022\t2023\n"
    "Direkte kostnader\t80 210\t82 115\t90 300\n"
    "Indirekte kostnader\t4 115\t4 402\t4 511\n"
    "Kapitalkostnader\t22 104\t25 611\t26 020\n"
    "Sum grunnlag\t106 430\t112 128\t120 831\n"
    "Dekningsgrad i %\t98,4\t101,2\t99,9\n",
    "", "Sum grunnlag = Direkte kostnader + Indirekte kostnader + Kapitalkostnader" },
  /* Nothing in one column and a figure in the other is no sum that was forgotten. */
  { "zero-row",
    "\tRegnskap\tBudsjett\n"
    "Utgifter\t1 507\t1 420\n"
    "Inntekter\t-905\t-1 000\n"
    "Overføring\t-221\t-420\n"
    "Dekning av tidligere beløp\t0\t0\n"
    "Budsjettavvik\t381\t0\n",
    "", "" },
  { "staircase",
    "Kap.\tPost\t\tKroner\tKroner\n"
    "1\t\tRådet\t\t\n"
    "\t01\tLønn\t11 466\t\n"
    "\t50\tDrift\t195 259\t\n"
    "\t51\tProsjekter\t31 901\t238 626\n"
    "2\t\tUtvalget\t\t\n"
    "\t01\tLønn\t9 543\t9 543\n"
    "500\t\tSekretariatet\t\t\n"
    "\t01\tDrift\t397 384\t\n"
    "\t21\tMøter\t88 682\t485 066\n",
    "Møter|Kroner|486 066;", "Kroner = sum av Kroner siden forrige sum" },
  { "blank-within-rounding",
    "\t2020\t2021\n"
    "Grunnskole\t120,3\t126,1\n"
    "Barnehage\t96,1\t90,3\n"
    "Voksne\t\t0,1\n"
    "Sum oppvekst\t216,4\t216,5\n",
    "",
    "Sum oppvekst = Grunnskole + Barnehage + Voksne" },
  { "mean",
    "Kommune\t2021\t2022\t2023\tSnitt\n"
    "Halden\t74\t68\t86\t76\n"
    "Moss\t91\t85\t97\t99\n"
    "Vestby\t51\t54\t57\t54\n"
    "Hvaler\t205\t201\t223\t210\n"
    "Marker\t144\t131\t136\t137\n",
    "Moss|Snitt|91;", "Snitt = gjennomsnitt (2021 + 2022 + 2023)" },
  { "product",
    "Kommune\tInnbyggere\tSats\tKontingent\n"
    "Asker\t98 815\t2,80\t276 682\n"
    "Lier\t27 118\t2,80\t75 930\n"
    "Nes\t24 178\t2,80\t76 698\n"
    "Moss\t51 266\t2,80\t143 545\n"
    "Vestby\t19 000\t2,80\t53 200\n",
    "Nes|Kontingent|67 698;", "Kontingent = Innbyggere × Sats" },
  { "per-inhabitant",
    "Kommune\tNetto utgift (1000 kr)\tInnbyggere\tKr per innbygger\n"
    "A\t52 300\t10 000\t5 230\n"
    "B\t110 000\t25 300\t4 348\n"
    "C\t24 070\t4 150\t5 800\n"
    "D\t40 320\t7 200\t5 500\n"
    "E\t33 010\t6 402\t5 156\n",
    "D|Kr per innbygger|5 600;", "Kr per innbygger = 1000 × Netto utgift (1000 kr) / Innbyggere" },
  { "share-of-total",
    "Post\tBeløp\tAndel i %\n"
    "Lønn\t5 000\t50,0\n"
    "Reiser\t1 200\t12,0\n"
    "Møter\t800\t8,0\n"
    "Prosjekter\t3 000\t35,0\n"
    "Sum\t10 000\t100,0\n",
    "Prosjekter|Andel i %|30,0 %;", "Andel i % = 100 × Beløp / Beløp i raden «Sum»" },
  { "index",
    "Post\t2020\t2022\tIndeks 2022 (2020=100)\n"
    "A\t2 100\t2 310\t110\n"
    "B\t4 300\t4 515\t105\n"
    "C\t1 250\t1 500\t120\n"
    "D\t1 500\t1 650\t118\n"
    "E\t3 200\t3 328\t104\n",
    "D|Indeks 2022 (2020=100)|110;", "" },
  { "running-total",
    "Måned\tUtgift\tHittil i år\n"
    "Januar\t310\t310\n"
    "Februar\t295\t605\n"
    "Mars\t340\t945\n"
    "April\t305\t1 250\n"
    "Mai\t320\t1 507\n"
    "Juni\t411\t1 918\n"
    "Juli\t120\t2 038\n"
    "August\t275\t2 313\n",
    "Mai|Hittil i år|1 570;", "Hittil i år = raden over + Utgift" },
  { "points",
    "Andel\t2021\t2022\tEndring\n"
    "Barnehage\t17,4 %\t18,1 %\t0,7 %\n"
    "Skole\t33,2 %\t31,9 %\t-1,3 %\n"
    "Helse\t12,5 %\t15,0 %\t3,5 %\n"
    "Kultur\t6,1 %\t6,6 %\t0,5 %\n"
    "Teknisk\t30,8 %\t28,4 %\t-2,4 %\n",
    "Helse|Endring|2,5 %;", "Endring = 2022 − 2021" },
  { "of-which",
    "Post\t2022\t2023\t2024\n"
    "Tilskudd\t1 500\t1 700\t1 820\n"
    "herav Klimasats\t900\t1 000\t1 105\n"
    "herav fylke\t600\t700\t745\n"
    "Kontingent\t6 034\t6 283\t6 410\n"
    "Sum\t7 534\t7 983\t8 230\n",
    "Tilskudd|2024|1 850;", "Sum = Tilskudd + Kontingent" },
  { "opening-balance",
    "Fond\tIB\tAvsetning\tBruk\tUB\n"
    "Disposisjonsfond\t5 012\t731\t1 204\t4 539\n"
    "Bundne fond\t915\t304\t107\t1 211\n"
    "Investeringsfond\t2 044\t0\t412\t1 632\n"
    "Gavefond\t318\t25\t61\t282\n"
    "Sum\t8 289\t1 060\t1 784\t7 565\n",
    "Bundne fond|UB|1 112;", "Sum = Disposisjonsfond + Bundne fond + Investeringsfond + Gavefond" },
  { "change-that-runs-on",
    "Post\t2022\t2023\tEndring\n"
    "Lønn\t5 012\t6 107\t1 095\n"
    "Prosjekter\t1 703\t1 998\t395\n"
    "Sum\t6 715\t8 105\t1 490\n",
    "Prosjekter|Endring|295;Sum|Endring|1 390;", "Endring = 2023 − 2022" },
  { "quarters",
    "Post\t1. kv.\t2. kv.\t3. kv.\t4. kv.\tÅr\n"
    "Lønn\t1 203\t1 251\t1 307\t1 352\t5 113\n"
    "Reiser\t41\t55\t22\t63\t181\n"
    "Møter\t33\t21\t25\t47\t156\n"
    "Sum\t1 277\t1 327\t1 354\t1 462\t5 450\n",
    "Møter|År|126;Sum|År|5 420;", "Sum = Lønn + Reiser + Møter" },
  { "label-in-the-middle",
    "2023\t2022\t\tKonsern 2023\tKonsern 2022\n"
    "1207\t1103\tSalg\t3411\t3307\n"
    "311\t258\tLeie\t418\t402\n"
    "1618\t1361\tSum inntekter\t3829\t3709\n",
    "Sum inntekter|2023|1 518;", "Sum inntekter = Salg + Leie" },
  { "amounts-like-years",
    "\t2023\t2024\t2025\n"
    "Kontingenter\t1950\t2000\t2050\n"
    "Tilskudd\t317\t304\t326\n"
    "Sum inntekter\t2367\t2304\t2376\n",
    "Sum inntekter|2023|2 267;", "Sum inntekter = Kontingenter + Tilskudd" },
  { "smooth-series",
    "\tKommune A\tKommune B\tKommune C\tKommune D\n"
    "2016\t15,1\t15,4\t15,8\t16,2\n"
    "2017\t15,3\t15,6\t16,0\t16,3\n"
    "2018\t15,6\t15,8\t16,1\t16,5\n"
    "2019\t15,8\t16,0\t16,3\t16,6\n"
    "2020\t16,0\t16,3\t16,5\t16,8\n"
    "2021\t16,3\t16,5\t16,8\t17,0\n",
    "", NULL },
  /* An average or a rate in the row of the sum is neither. */
  { "average-in-the-sum",
    "Post\tAntall\tBeløp\tPris\n"
    "Kurs\t12\t14 400\t1 200\n"
    "Møte\t30\t9 240\t308\n"
    "Reise\t7\t2 156\t308\n"
    "Sum\t49\t25 796\t527\n",
    "",
    "" },
  { "balance-in-two-columns",
    "\t2022\t2023\n"
    "Anleggsmidler\t41 203\t43 118\n"
    "Omløpsmidler\t9 087\t8 411\n"
    "Sum eiendeler\t50 290\t51 529\n"
    "Egenkapital\t30 114\t31 002\n"
    "Gjeld\t20 176\t20 527\n"
    "Sum egenkapital og gjeld\t50 290\t51 529\n",
    "", "Sum egenkapital og gjeld = Egenkapital + Gjeld" },
};

static void
test_case (gconstpointer data)
{
  const Case *own = data;
  g_autoptr (GPtrArray) rows = audit_rows_from_text (own->text);
  g_autoptr (SekAudit) audit = sek_audit_new (rows, "", SEK_LANGUAGE_NB, NULL, NULL);
  g_autofree char *rules = audit_rules (audit);
  g_autoptr (GString) findings = g_string_new (NULL);
  g_auto (GStrv) parts = NULL;
  g_autofree char *plain = NULL;

  for (guint i = 0; i < sek_audit_get_n_cells (audit); i++)
    {
      const SekAuditCell *cell = sek_audit_get_cell (audit, i);

      if (sek_audit_is_finding (cell))
        g_string_append_printf (findings, "%s|%s|%s;", sek_audit_get_label (audit, cell->row),
                                sek_audit_get_head (audit, cell->column), cell->expected_text);
    }
  parts = g_strsplit (findings->str, "\302\240", -1);
  plain = g_strjoinv (" ", parts);
  g_test_message ("%s", rules);
  g_assert_cmpstr (plain, ==, own->findings);
  if (own->rule == NULL)
    g_assert_cmpstr (rules, ==, "");
  else if (strstr (rules, own->rule) == NULL)
    g_error ("“%s” is not among\n%s", own->rule, rules);
}

/* 80 members, more than fit a page: a sum has no most rows. */
static void
test_many_rows (void)
{
  g_autoptr (GString) text = g_string_new ("Medlem\tInnbyggere\tKontingent\n");
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (SekAudit) audit = NULL;
  int sums[2] = { 0, 0 };

  for (int i = 0; i < 80; i++)
    {
      int people = 1000 + i * 7919 % 90001, fee = people * 28 / 10 + (i % 3);

      sums[0] += people;
      sums[1] += fee;
      g_string_append_printf (text, "Kommune %d\t%d\t%d\n", i + 1, people, fee);
    }
  g_string_append_printf (text, "Sum\t%d\t%d\n", sums[0], sums[1] + 1000);
  rows = audit_rows_from_text (text->str);
  audit = sek_audit_new (rows, "", SEK_LANGUAGE_NB, NULL, NULL);
  g_assert_nonnull (sek_audit_find_cell (audit, 81, 2));
  g_assert_true (sek_audit_is_deviation (sek_audit_find_cell (audit, 81, 2)));
  g_assert_cmpint (sek_audit_find_cell (audit, 81, 2)->expected, ==, sums[1]);
}

/* What was looked at is told: neither a rate nor a column of other things is part of a sum. */
static void
test_coverage (void)
{
  g_autoptr (GPtrArray) rows = audit_rows_from_text ("Post\tBeløp 2022\tBeløp 2023\tÅrsverk\n"
                                                     "Lønn\t5 012\t6 107\t7,5\n"
                                                     "Reiser\t403\t398\t\n"
                                                     "Møter\t211\t265\t0,4\n"
                                                     "Sum\t5 626\t6 770\t\n");
  g_autoptr (SekAudit) audit = sek_audit_new (rows, "", SEK_LANGUAGE_NB, NULL, NULL);
  g_autofree char *sentence = sek_audit_describe_coverage (audit);
  g_autoptr (GArray) columns = sek_audit_find_left_out (audit, TRUE);
  g_autoptr (GArray) lines = sek_audit_find_left_out (audit, FALSE);

  g_assert_cmpuint (sek_audit_count_figures (audit), ==, 10);
  g_assert_cmpuint (sek_audit_count_checked (audit), ==, 8);
  g_assert_cmpuint (columns->len, ==, 1);
  g_assert_cmpuint (lines->len, ==, 0);
  g_assert_true (sek_audit_is_checked (audit, 1, 1));
  g_assert_false (sek_audit_is_checked (audit, 1, 3));
  g_assert_cmpstr (sentence, ==, "8 av 10 tall er kontrollert. Ikke kontrollert: kolonnene «Årsverk».");
}

/* A sum that does not follow may be right and a line wrong; where a change says which line, it is decided. */
static void
test_undecided (void)
{
  static const struct { const char *text; gboolean undecided; } tables[] = {
    { "\t2022\t2023\nA\t411\t523\nB\t1208\t1344\nC\t390\t402\nSum\t2009\t2289\n", TRUE },
    { "\t2022\t2023\tEndring\nA\t411\t523\t112\nB\t1208\t1364\t136\nC\t390\t402\t12\nSum\t2009\t2269\t260\n", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (GPtrArray) rows = audit_rows_from_text (tables[i].text);
      g_autoptr (SekAudit) audit = sek_audit_new (rows, "", SEK_LANGUAGE_NB, NULL, NULL);
      const SekAuditCell *cell = sek_audit_find_finding (audit, NULL, 1);

      g_assert_nonnull (cell);
      g_assert_cmpuint (sek_audit_count_findings (audit), ==, 1);
      g_assert_cmpint (cell->undecided, ==, tables[i].undecided);
      g_assert_cmpuint (cell->row, ==, i == 0 ? 4 : 2);
    }
}

/* Fifteen digits beside four decimals do not go over the end of a number: such a figure is none, and said to be. */
static void
test_great (void)
{
  g_autoptr (GPtrArray) rows = audit_rows_from_text ("\t2022\t2023\n"
                                                     "A\t999999999999999\t0,0001\n"
                                                     "B\t12,5\t14,25\n"
                                                     "C\t3\t4\n"
                                                     "Sum\t999999999999999\t18,2501\n");
  g_autoptr (SekAudit) audit = sek_audit_new (rows, "", SEK_LANGUAGE_NB, NULL, NULL);

  g_assert_cmpuint (sek_audit_count_findings (audit), ==, 0);
  g_assert_cmpuint (sek_audit_count_figures (audit), ==, 6);
  g_assert_false (sek_audit_is_checked (audit, 1, 1));
}

/* The figures that a cell comes of. */
static void
test_operands (void)
{
  g_autoptr (GPtrArray) rows = audit_rows_from_text ("\t2022\t2023\tEndring\n"
                                                     "A\t411\t523\t112\n"
                                                     "B\t1 208\t1 344\t136\n"
                                                     "Sum\t1 619\t1 867\t248\n");
  g_autoptr (SekAudit) audit = sek_audit_new (rows, "", SEK_LANGUAGE_NB, NULL, NULL);
  guint n_sums = 0, n_changes = 0;

  for (guint rule = 0; rule < sek_audit_get_n_rules (audit); rule++)
    {
      g_autoptr (GArray) operands = NULL;

      /* A difference is the sum of the others at what they are taken from. */
      n_changes += sek_audit_is_computed (audit, 1, 3, rule) + sek_audit_is_computed (audit, 1, 2, rule);
      g_assert_false (sek_audit_is_computed (audit, 1, 1, rule));
      if (!sek_audit_is_computed (audit, 3, 1, rule))
        continue;
      operands = sek_audit_get_operands (audit, 3, 1, rule);
      g_assert_cmpuint (operands->len, ==, 2);
      g_assert_cmpuint (g_array_index (operands, SekAuditPlace, 1).row, ==, 2);
      n_sums++;
    }
  g_assert_cmpuint (n_sums, ==, 1);
  g_assert_cmpuint (n_changes, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/audit/cases/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/audit/cases/many-rows", test_many_rows);
  g_test_add_func ("/audit/cases/coverage", test_coverage);
  g_test_add_func ("/audit/cases/undecided", test_undecided);
  g_test_add_func ("/audit/cases/great", test_great);
  g_test_add_func ("/audit/cases/operands", test_operands);
  return g_test_run ();
}
