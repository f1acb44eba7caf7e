/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

/* What is issued of the fees, and what became of them since, as invoices and credit notes of later runs. */

/* The invoice of a member by its name; of several the last one. */
static const SekInvoice *
find_invoice (const SekInvoices *invoices, const char *name)
{
  const SekInvoice *found = NULL;

  for (guint i = 0; i < invoices->invoices->len; i++)
    if (g_str_equal (((const SekInvoice *) invoices->invoices->pdata[i])->name, name))
      found = invoices->invoices->pdata[i];
  g_assert_nonnull (found);
  return found;
}

/* --- issuing ------------------------------------------------------------------------------------------------------ */

static void
test_issue (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekInvoices) before = NULL, after = NULL;
  g_autofree char *digest = NULL, *copy = NULL;
  const SekFeeRun *run;
  const SekInvoice *oslo;
  SekIssuedTotals totals;

  set_council (fixture, "{år}{medlem}{kjøring}");
  edit (fixture, "organisation", "-", "org_number", "974 760 673");
  edit (fixture, "member", "Oslo", "invoice_reference", "4105");
  before = prepare_fees (fixture, 2023);
  run = issue_fees (fixture, 2023);
  digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, run->copy, -1);
  g_assert_cmpstr (run->digest, ==, digest);
  g_assert_true (sek_fee_run_fits (reg_of (fixture), run));
  copy = g_strdup (run->copy);

  after = read_run (fixture, 2023, 1);
  g_assert_cmpuint (after->invoices->len, ==, 64);
  g_assert_cmpint (sek_invoices_get_sum (after), ==, invoices (fixture, 2023));
  g_assert_cmpint (sek_invoices_get_sum (before), ==, sek_invoices_get_sum (after));
  g_assert_cmpint (after->due_on, ==, SEK_DATE (2023, 2, 1));
  g_assert_cmpstr (after->org_number, ==, "974760673");
  oslo = find_invoice (after, "Oslo");
  g_assert_cmpstr (oslo->number, ==, "0301");
  g_assert_cmpint (oslo->invoice, ==, 20230001);
  g_assert_cmpstr (oslo->reference, ==, "4105");
  g_assert_cmpint (sek_invoices_get_rate (after, oslo)->rate, ==, 280);
  for (guint i = 0; i < 64; i++)
    {
      const SekInvoice *a = before->invoices->pdata[i], *b = after->invoices->pdata[i];

      g_assert_cmpstr (a->name, ==, b->name);
      g_assert_cmpstr (a->kid, ==, b->kid);
      g_assert_cmpint (a->amount, ==, b->amount);
      g_assert_cmpint (b->invoice, ==, 20230001 + i);
      g_assert_cmpint (sek_fees_issued_to (reg_of (fixture), b->member, 2023), ==, b->amount);
    }
  assert_nothing_left (fixture, 2023);
  g_assert_true (sek_fees_get_issued (reg_of (fixture), 2023, &totals));
  g_assert_cmpint (totals.issued, ==, sek_invoices_get_sum (after));
  g_assert_cmpint (totals.difference, ==, 0);
  g_assert_cmpuint (totals.n_members, ==, 64);
  g_assert_false (sek_fees_get_issued (reg_of (fixture), 2022, &totals));
  assert_whole (fixture);
  reopen (fixture);
  g_assert_cmpstr (sek_fee_run_find (reg_of (fixture), 2023, 1)->copy, ==, copy);
  assert_nothing_left (fixture, 2023);
}

/* An invoice goes to who can be reached, of those who are contacts for invoices. */
static void
test_contact (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekInvoices) told = NULL;
  const SekInvoice *invoice;

  add_council (fixture);
  add (fixture, "contact", "member", "Halden", "role", "invoice", "name", "Kari", NULL);
  add (fixture, "contact", "member", "Halden", "role", "invoice", "office", "Regnskap", "name", "Ola", "email",
       "faktura@halden.example", "address", "Storgata 1, 1771 Halden", NULL);
  add (fixture, "contact", "member", "Halden", "role", "invoice", "office", "Arkiv", NULL);
  add (fixture, "contact", "member", "Halden", "role", "administrative", "email", "post@halden.example", NULL);
  add (fixture, "contact", "member", "Moss", "role", "administrative", "email", "post@moss.example", NULL);
  add (fixture, "contact", "member", "Sarpsborg", "role", "invoice", "office", "Økonomi", NULL);
  told = prepare_fees (fixture, 2023);
  invoice = find_invoice (told, "Halden");
  g_assert_cmpstr (invoice->contact, ==, "Regnskap, Ola");
  g_assert_cmpstr (invoice->email, ==, "faktura@halden.example");
  g_assert_cmpstr (invoice->address, ==, "Storgata 1, 1771 Halden");
  g_assert_cmpint (invoice->lacks & SEK_LACKS_CONTACT, ==, 0);
  invoice = find_invoice (told, "Moss");
  g_assert_cmpstr (invoice->contact, ==, "");
  g_assert_cmpstr (invoice->email, ==, "");
  g_assert_cmpint (invoice->lacks & SEK_LACKS_CONTACT, ==, SEK_LACKS_CONTACT);
  invoice = find_invoice (told, "Sarpsborg");
  g_assert_cmpstr (invoice->contact, ==, "Økonomi");
  g_assert_cmpint (invoice->lacks & SEK_LACKS_CONTACT, ==, SEK_LACKS_CONTACT);
}

static void
test_lacking (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekInvoices) told = NULL;
  g_autofree char *words = NULL;
  const SekRunChoice choice = { .issued_on = FEE_DAY };

  assert_refused (try_issue_fees (fixture, 2031), SEK_ERROR_REFUSED, "2031");
  assert_refused (try_issue_fees_as (fixture, 2023,
                                     &(SekRunChoice){ .issued_on = FEE_DAY, .due_on = FEE_DAY - 1 }, TRUE),
                  SEK_ERROR_REFUSED, "due date");
  told = prepare_fees (fixture, 2023);
  g_assert_cmpint (told->lacks, ==, SEK_LACKS_ACCOUNT | SEK_LACKS_DECISION);
  g_assert_cmpuint (sek_invoices_count (told, SEK_LACKS_REFERENCE), ==, 64);
  words = sek_lacks_dup_words (SEK_LACKS_REFERENCE | SEK_LACKS_CONTACT, SEK_LANGUAGE_NN);
  g_assert_cmpstr (words, ==, "fakturareferanse, fakturakontakt");
  assert_refused (try_issue_fees_as (fixture, 2023, &choice, FALSE), SEK_ERROR_REFUSED, "Oslo");
  g_assert_cmpuint (count_rows (fixture, SEK_FEE_RUN), ==, 0);

  /* Whose fee is not known is left out, and comes in a later run. */
  edit (fixture, "population", "Moss/1.1.2022", "persons", "");
  g_clear_pointer (&told, sek_invoices_free);
  told = prepare_fees (fixture, 2023);
  g_assert_cmpint (find_invoice (told, "Moss")->amount, ==, SEK_NONE);
  g_assert_cmpint (find_invoice (told, "Moss")->lacks & SEK_LACKS_FEE, ==, SEK_LACKS_FEE);
  issue_fees (fixture, 2023);
  g_assert_cmpint (sek_fees_issued_to (reg_of (fixture), find (fixture, "member", "Moss"), 2023), ==, 0);
  edit (fixture, "population", "Moss/1.1.2022", "persons", "10");
  g_clear_pointer (&told, sek_invoices_free);
  told = prepare_fees (fixture, 2023);
  g_assert_cmpuint (told->invoices->len, ==, 1);
  g_assert_cmpint (find_invoice (told, "Moss")->amount, ==, KR (28));
}

/* --- what comes later --------------------------------------------------------------------------------------------- */

static void
test_difference (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekInvoices) second = NULL;
  g_autofree char *first = NULL;
  const SekInvoice *invoice;
  SekIssuedTotals totals;

  add_council (fixture);
  first = g_strdup (issue_fees (fixture, 2023)->copy);
  edit (fixture, "population", "Halden/1.1.2022", "persons", "90");
  edit (fixture, "population", "Moss/1.1.2022", "persons", "205");
  edit (fixture, "member", "Sarpsborg", "name", "Sarpsborg by");
  edit (fixture, "member", "Sarpsborg by", "left_on", "31.12.2022");
  add (fixture, "member", "name", "Våler", "number", "3018", NULL);
  add (fixture, "population", "member", "Våler", "date", "1.1.2022", "persons", "60", NULL);
  g_assert_true (sek_fees_get_issued (reg_of (fixture), 2023, &totals));
  g_assert_cmpint (totals.issued, ==, KR (600));
  g_assert_cmpint (totals.difference, ==, KR (-10 + 5 - 300 + 60));
  g_assert_cmpuint (totals.n_members, ==, 4);
  g_assert_cmpuint (totals.n_differ, ==, 4);
  g_assert_cmpuint (totals.n_credits, ==, 2);

  issue_fees (fixture, 2023);
  second = read_run (fixture, 2023, 2);
  g_assert_cmpuint (second->invoices->len, ==, 4);
  invoice = find_invoice (second, "Halden");
  g_assert_cmpint (invoice->amount, ==, KR (-10));
  g_assert_cmpint (sek_invoice_get_type (invoice), ==, 381);
  g_assert_cmpint (invoice->before, ==, KR (100));
  g_assert_cmpint (invoice->fee, ==, KR (90));
  g_assert_cmpint (invoice->corrects, ==, 20230001);
  g_assert_cmpint (invoice->invoice, ==, 20230004);
  g_assert_cmpstr (invoice->kid, ==, "");
  invoice = find_invoice (second, "Moss");
  g_assert_cmpint (invoice->amount, ==, KR (5));
  g_assert_cmpint (sek_invoice_get_type (invoice), ==, 380);
  g_assert_cmpint (invoice->corrects, ==, 20230002);
  g_assert_true (g_str_has_prefix (invoice->kid, "202330022"));
  invoice = find_invoice (second, "Sarpsborg by");
  g_assert_cmpint (invoice->amount, ==, KR (-300));
  g_assert_cmpint (invoice->fee, ==, 0);
  g_assert_cmpint (find_invoice (second, "Våler")->corrects, ==, 0);
  assert_nothing_left (fixture, 2023);
  /* The first is as it was issued. */
  g_assert_cmpstr (sek_fee_run_find (reg_of (fixture), 2023, 1)->copy, ==, first);
  assert_whole (fixture);
}

/* Numbers go on over all years, so that there are never two of one. */
static void
test_numbers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekInvoices) later = NULL, other = NULL;

  add_council (fixture);
  issue_fees (fixture, 2023);
  issue_fees (fixture, 2024);
  other = read_run (fixture, 2024, 1);
  g_assert_cmpint (find_invoice (other, "Halden")->invoice, ==, 20240001);
  edit (fixture, "population", "Moss/1.1.2022", "persons", "210");
  edit (fixture, "population", "Halden/1.1.2022", "persons", "110");
  g_assert_cmpint (issue_fees (fixture, 2023)->number, ==, 2);
  later = read_run (fixture, 2023, 2);
  g_assert_cmpint (find_invoice (later, "Halden")->invoice, ==, 20240004);
  g_assert_cmpint (find_invoice (later, "Moss")->invoice, ==, 20240005);
  g_assert_cmpint (find_invoice (later, "Moss")->corrects, ==, 20230002);
}

/* Who is gone is credited under the name that it had. */
static void
test_deleted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekInvoices) second = NULL;
  const SekInvoice *invoice;

  add_council (fixture);
  edit (fixture, "member", "Moss", "invoice_reference", "77");
  issue_fees (fixture, 2023);
  remove_row (fixture, "member", "Moss");
  issue_fees (fixture, 2023);
  second = read_run (fixture, 2023, 2);
  g_assert_cmpuint (second->invoices->len, ==, 1);
  invoice = find_invoice (second, "Moss");
  g_assert_cmpint (invoice->amount, ==, KR (-200));
  g_assert_cmpint (invoice->corrects, ==, 20230002);
  g_assert_cmpint (invoice->invoice, ==, 20230004);
  g_assert_cmpstr (invoice->number, ==, "3002");
  g_assert_cmpstr (invoice->reference, ==, "77");
  assert_nothing_left (fixture, 2023);
  /* The deletion came before the run, and so it stays. */
  g_assert_false (sek_document_undo (fixture->document, NULL, NULL));
  assert_whole (fixture);
}

static void
test_anew (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekInvoices) second = NULL, third = NULL;
  g_autoptr (GError) error = NULL;
  const SekInvoice *credit, *invoice;
  gint64 moss;

  add_council (fixture);
  issue_fees (fixture, 2023);
  moss = find (fixture, "member", "Moss");
  edit (fixture, "member", "Moss", "invoice_reference", "9001");
  edit (fixture, "population", "Moss/1.1.2022", "persons", "210");
  error = try_issue_fees_as (fixture, 2023, &(SekRunChoice){ .issued_on = FEE_DAY, .anew = &moss, .n_anew = 1 }, TRUE);
  g_assert_no_error (error);
  second = read_run (fixture, 2023, 2);
  g_assert_cmpuint (second->invoices->len, ==, 2);
  credit = second->invoices->pdata[0];
  invoice = second->invoices->pdata[1];
  g_assert_cmpint (credit->amount, ==, KR (-200));
  g_assert_cmpint (credit->corrects, ==, 20230002);
  g_assert_cmpint (invoice->amount, ==, KR (210));
  g_assert_cmpint (invoice->corrects, ==, 0);
  g_assert_cmpint (invoice->invoice, ==, credit->invoice + 1);
  g_assert_cmpstr (invoice->reference, ==, "9001");
  assert_nothing_left (fixture, 2023);
  /* What comes after that corrects the new invoice. */
  edit (fixture, "population", "Moss/1.1.2022", "persons", "200");
  issue_fees (fixture, 2023);
  third = read_run (fixture, 2023, 3);
  g_assert_cmpint (find_invoice (third, "Moss")->amount, ==, KR (-10));
  g_assert_cmpint (find_invoice (third, "Moss")->corrects, ==, invoice->invoice);
  g_assert_cmpint (find_invoice (third, "Moss")->before, ==, KR (210));
}

static void
test_kid_is_used_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekInvoices) told = NULL;
  Before before;

  add_council (fixture);
  edit (fixture, "organisation", "-", "kid_pattern", "{medlem}");
  issue_fees (fixture, 2023);
  /* Nor in another year. */
  told = prepare_fees (fixture, 2024);
  g_assert_cmpuint (sek_invoices_count (told, SEK_LACKS_KID), ==, 3);
  before = remember (fixture);
  assert_refused (try_issue_fees (fixture, 2024), SEK_ERROR_REFUSED, "used before");
  assert_refused (try_issue_fees (fixture, 2024), SEK_ERROR_REFUSED, "Halden");
  assert_untouched (fixture, &before);
  edit (fixture, "organisation", "-", "kid_pattern", "{år}{medlem}");
  issue_fees (fixture, 2024);
  /* Nor for two members with one number. */
  add (fixture, "member", "name", "Også Moss", "number", "3002", NULL);
  add (fixture, "population", "member", "Også Moss", "date", "1.1.2023", "persons", "1", NULL);
  assert_refused (try_issue_fees (fixture, 2024), SEK_ERROR_REFUSED, "Også Moss");
  edit (fixture, "organisation", "-", "kid_pattern", "");
  issue_fees (fixture, 2024);
}

/* Sums beyond what an invoice can say are no fee. */
static void
test_largest (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekInvoices) told = NULL, issued = NULL;

  add_council (fixture);
  edit (fixture, "fee_rate", "2023/municipality", "rate", "");
  edit (fixture, "fee_rate", "2023/municipality", "base", "10000000000000");
  told = prepare_fees (fixture, 2023);
  g_assert_cmpuint (sek_invoices_count (told, SEK_LACKS_FEE), ==, 3);
  assert_refused (try_issue_fees (fixture, 2023), SEK_ERROR_REFUSED, "nothing to issue");
  edit (fixture, "fee_rate", "2023/municipality", "base", "90000000000");
  issue_fees (fixture, 2023);
  issued = read_run (fixture, 2023, 1);
  g_assert_cmpint (sek_invoices_get_sum (issued), ==, KR (270000000000));
  edit (fixture, "fee_rate", "2023/municipality", "base", "0");
  issue_fees (fixture, 2023);
  assert_nothing_left (fixture, 2023);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/fee-run/issue", test_issue);
  ADD_EMPTY ("/fee-run/contact", test_contact);
  ADD ("/fee-run/lacking", test_lacking);
  ADD_EMPTY ("/fee-run/difference", test_difference);
  ADD_EMPTY ("/fee-run/numbers", test_numbers);
  ADD_EMPTY ("/fee-run/deleted", test_deleted);
  ADD_EMPTY ("/fee-run/anew", test_anew);
  ADD_EMPTY ("/fee-run/kid-is-used-once", test_kid_is_used_once);
  ADD_EMPTY ("/fee-run/largest", test_largest);
  return g_test_run ();
}
