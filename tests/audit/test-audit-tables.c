/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audit-fixture.h"

/* The audit on tables made for one point each, and on the published main figures of 2023 that it was made for. */

static SekAudit *
audit (const char *text)
{
  g_autoptr (GPtrArray) rows = audit_rows_from_text (text);

  return sek_audit_new (rows, "", SEK_LANGUAGE_NB, NULL, NULL);
}

static void
expect (const char *text, const char *expected)
{
  g_autoptr (SekAudit) self = audit (text);
  g_autofree char *findings = audit_findings (self, FALSE), *rules = audit_rules (self);

  if (g_strcmp0 (findings, expected) != 0)
    g_test_message ("%s", rules);
  g_assert_cmpstr (findings, ==, expected);
}

static const char hovedtall_findings[] =
    "wrong: Inngående mindreforbruk (overførte midler fra tidl. år) | Endring ifht budsjett 2022: -1 792 -> −1 290"
    " [Endring ifht budsjett 2022 = Forslag budsjett 2023 − Budsjett 2022]\n"
    "missing: Sum inntekter | Regnskap 2022, prognose pr. 18.11.22:  -> 5 981 [Sum inntekter = Kontingenter + "
    "Klimasats]\n"
    "wrong: Sekretariatet, andre utgifter | Endring ifht budsjett 2022: 220 -> 120 [Endring ifht budsjett 2022 = "
    "Forslag budsjett 2023 − Budsjett 2022]\n"
    "wrong: Resultat (neg. resultat = bruk av overførte midler) | Endring ifht budsjett 2022: -211 -> −231"
    " [Endring ifht budsjett 2022 = Forslag budsjett 2023 − Budsjett 2022]\n";

static void
test_hovedtall (void)
{
  g_autoptr (GPtrArray) rows = audit_rows_from_file ("samples", "hovedtall-2023.tsv");
  g_autoptr (SekAudit) self = sek_audit_new (rows, "", SEK_LANGUAGE_NB, NULL, NULL);
  g_autofree char *findings = audit_findings (self, TRUE);

  g_assert_cmpstr (findings, ==, hovedtall_findings);
}

/* The same without a word in it: the arithmetic alone says what is a sum. */
static void
test_hovedtall_without_words (void)
{
  g_autoptr (GPtrArray) rows = audit_rows_from_file ("samples", "hovedtall-2023.tsv");
  g_autoptr (SekAudit) self = NULL;
  g_autofree char *findings = NULL;

  for (guint r = 0; r < rows->len; r++)
    {
      char **texts = rows->pdata[r];

      g_free (texts[0]);
      texts[0] = g_strdup_printf ("%c", 'A' + (int) r);
      for (guint c = 1; r == 0 && texts[c] != NULL; c++)
        texts[c][1] = '\0';
    }
  self = sek_audit_new (rows, "", SEK_LANGUAGE_NB, NULL, NULL);
  findings = audit_findings (self, TRUE);
  g_assert_cmpstr (findings, ==, "wrong: B | E: -1 792 -> −1 290 [E = F − B]\n"
                                 "missing: E | R:  -> 5 981 [E = C + D]\n"
                                 "wrong: I | E: 220 -> 120 [E = F − B]\n"
                                 "wrong: M | E: -211 -> −231 [E = F − B]\n");
}

static void
test_projects (void)
{
  g_autoptr (GPtrArray) rows = audit_rows_from_file ("samples", "prosjektmidler-2023.tsv");
  g_autoptr (SekAudit) self = sek_audit_new (rows, "", SEK_LANGUAGE_NB, NULL, NULL);
  g_autofree char *findings = audit_findings (self, TRUE);

  g_assert_cmpstr (findings, ==, "");
  g_assert_cmpuint (sek_audit_get_n_rules (self), ==, 1);
}

/* In a list with one column its total is all there is to go by. It is to be looked at when a line was left out of
 * it, counted twice or taken with the wrong sign, and not right because some line could be taken away. That its
 * first line may stand for something else is all that is allowed. */
static void
test_a_list (void)
{
  static const int amounts[] = { 120, 150, 800, 170, 50, 100, 550, 50 };
  static const int times[] = { -2, -1, 1, 2 };

  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    for (guint k = 0; k < G_N_ELEMENTS (times); k++)
      {
        g_autoptr (GString) text = g_string_new ("Prosjekt\tBeløp\n"), wrong = g_string_new (NULL);
        int sum = 0;

        for (guint j = 0; j < G_N_ELEMENTS (amounts); j++)
          {
            g_string_append_printf (text, "Tiltak %u\t%d\n", j + 1, amounts[j]);
            sum += amounts[j];
          }
        g_string_append_printf (text, "Totalt\t%d\n", sum + times[k] * amounts[i]);
        g_string_append_printf (wrong,
                                "doubtful: Totalt | Beløp: %d -> 1 990 [Totalt = Tiltak 1 + … + Tiltak 8 (8 rader)]\n",
                                sum + times[k] * amounts[i]);
        expect (text->str, i == 0 && times[k] == -1 ? "" : wrong->str);
      }
}

static void
test_blame (void)
{
  /* An amount that was typed wrongly breaks its column's sum and its row's change; neither of those is to blame. */
  expect ("\t2022\t2023\tEndring\nLønn\t500\t610\t110\nReiser\t40\t150\t10\nMøter\t90\t85\t-5\nSum\t630\t745\t115\n",
          "wrong: Reiser | 2023: 150 -> 50 [Endring = 2023 − 2022]\n");
  /* A wrong sum that the result was worked out from: the result is right by the figures that are there. */
  expect ("\t2021\t2022\t2023\nSkatt\t700\t720\t810\nGebyr\t150\t160\t170\nSum "
          "inntekter\t850\t880\t890\nLønn\t500\t510\t520\nReiser\t40\t45\t50\n"
          "Sum utgifter\t540\t555\t570\nResultat\t310\t325\t320\n",
          "wrong: Sum inntekter | 2023: 890 -> 980 [Sum inntekter = Skatt + Gebyr]\n");
}

static void
test_forms (void)
{
  /* A hyphen and a space, parentheses, U+2212; percent; an asterisk; figures in a column of notes add up to
   * nothing. */
  expect ("\tNote\tRegnskap 2021\tBudsjett 2022\tAvvik\tAvvik i %\nSalg\t1\t1 250*\t1 300\t- 50\t-3,8 "
          "%\nTilskudd\t2,4\t4 100\t4 000\t100\t2,5 %\n"
          "Sum inntekter\t\t5 350\t5 300\t50\t0,9 %\nLønn\t3\t(2 900)\t(2 850)\t- 50\t1,8 %\nDrift\t\t(1 950)\t(2 "
          "000)\t50\t−2,5 %\n"
          "Sum utgifter\t\t(4 850)\t(4 850)\t–\t0,0 %\nNetto\t\t500\t450\t50\t13,2 %\n",
          "wrong: Netto | Avvik i %: 13,2 % -> 11,1 % [Avvik i % = 100 × (Regnskap 2021 − Budsjett 2022) / Budsjett "
          "2022]\n");
  /* Totals that have no name, thousands with points. */
  expect ("\t2021\t2022\t2023\nA\t1.110\t1.200\t1.300\nB\t2.405\t2.500\t2.600\n\t3.515\t3.700\t3.900\nC\t4.095\t4."
          "100\t4.000\nD\t1.050\t1.050\t1.150\n"
          "\t5.145\t5.150\t5.510\n\t8.660\t8.850\t9.050\n",
          "wrong: rad 7 | 2023: 5.510 -> 5 150 [rad 7 = C + D]\n");
}

static void
test_rounding (void)
{
  g_autoptr (SekAudit) self = audit ("\t2022\t2023\nA\t1 000\t1 010\nB\t2 000\t2 020\nC\t3 000\t3 030\nSum\t6 001\t6 "
                                     "060\n");

  g_assert_cmpuint (sek_audit_count (self, SEK_VERDICT_ROUNDING), ==, 1);
  g_assert_cmpuint (sek_audit_count (self, SEK_VERDICT_WRONG), ==, 0);
  g_assert_cmpstr (sek_audit_find_cell (self, 4, 1)->expected_text, ==, "6\302\240000");
  g_assert_cmpint (sek_audit_find_cell (self, 4, 1)->expected, ==, 6000);
}

static void
test_nothing (void)
{
  static const char *const texts[] = {
    "", "\n\n", "\t\t\n", "a\tb\nc\td\n", "1\n", "\t2021\t2022\n", "Navn\tTelefon\nBærum\t67 50 40 50\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (SekAudit) self = audit (texts[i]);

      g_assert_cmpuint (sek_audit_get_n_cells (self), ==, 0);
    }
}

static void
test_column (void)
{
  g_autoptr (GPtrArray) rows = audit_rows_from_file ("samples", "hovedtall-2023.tsv");
  g_autoptr (SekAudit) self = sek_audit_new (rows, "", SEK_LANGUAGE_NB, NULL, NULL);
  g_autoptr (GArray) column = sek_audit_read_column (self, 3);
  const SekAuditRow *row = &g_array_index (column, SekAuditRow, 1);

  g_assert_cmpuint (column->len, ==, 13);
  g_assert_cmpstr (row->label, ==, "Kontingenter");
  g_assert_cmpint (row->value, ==, 6283);
  g_assert_false (row->computed);
  g_assert_true (g_array_index (column, SekAuditRow, 3).computed);
  g_assert_cmpint (g_array_index (column, SekAuditRow, 12).value, ==, 630);
}

/* Before it begins, and from another thread while it is at a table that takes seconds. */
static gpointer
cancel_in_thread (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return NULL;
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GString) text = g_string_new ("\tA\tB\tC\tD\tE\tF\tG\tH\n");
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  GThread *thread;

  for (guint r = 1; r <= 20000; r++)
    {
      g_string_append_printf (text, "Post %u", r);
      for (guint c = 1; c <= 8; c++)
        g_string_append_printf (text, "\t%u", r * 7919 % (9973 + c));
      g_string_append_c (text, '\n');
    }
  rows = audit_rows_from_text (text->str);
  thread = g_thread_new ("cancel", cancel_in_thread, cancellable);
  g_assert_null (sek_audit_new (rows, "", SEK_LANGUAGE_NB, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
  g_clear_error (&error);
  g_assert_null (sek_audit_new (rows, "", SEK_LANGUAGE_NB, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (sek_audit_text ("A 1 2\nB 3 4\nSum 4 6\n", SEK_LANGUAGE_NB, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/audit/hovedtall", test_hovedtall);
  g_test_add_func ("/audit/hovedtall-without-words", test_hovedtall_without_words);
  g_test_add_func ("/audit/projects", test_projects);
  g_test_add_func ("/audit/a-list", test_a_list);
  g_test_add_func ("/audit/blame", test_blame);
  g_test_add_func ("/audit/forms", test_forms);
  g_test_add_func ("/audit/rounding", test_rounding);
  g_test_add_func ("/audit/nothing", test_nothing);
  g_test_add_func ("/audit/column", test_column);
  g_test_add_func ("/audit/cancelled", test_cancelled);
  return g_test_run ();
}
