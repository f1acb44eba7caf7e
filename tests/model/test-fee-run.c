/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

#include <sqlite3.h>
#include <string.h>

#include "sek-dump.h"
#include "sek-earlier.h"
#include "sek-fee-run.h"

/* What was issued stays what it was; what became of the fees since is issued later, as invoices and credit notes. */

#define TODAY SEK_DATE (2023, 1, 2)

static GError *
try_issue_as (Fixture *fixture, int year, const SekRunChoice *choice, gboolean incomplete)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("edit");
  GError *error = NULL;
  gint64 row = 0;

  if (sek_fee_run_propose (reg_of (fixture), year, choice, incomplete, NULL, changeset, &row, &error)
      && sek_document_submit (fixture->document, changeset, &error))
    g_assert_nonnull (sek_register_get_fee_run (reg_of (fixture), row));
  return error;
}

static GError *
try_issue (Fixture *fixture, int year)
{
  return try_issue_as (fixture, year, &(SekRunChoice){ .issued_on = TODAY }, TRUE);
}

/* Issues what there is, whatever is lacking; the run. Borrowed until the next change. */
static const SekFeeRun *
issue (Fixture *fixture, int year)
{
  g_autoptr (GError) error = try_issue (fixture, year);
  g_autoptr (GArray) runs = sek_fee_runs_of (reg_of (fixture), year);

  g_assert_no_error (error);
  return sek_register_get_fee_run (reg_of (fixture), g_array_index (runs, gint64, runs->len - 1));
}

static SekInvoices *
read_run (Fixture *fixture, int year, int number)
{
  g_autoptr (GError) error = NULL;
  SekInvoices *invoices = sek_invoices_read (sek_fee_run_find (reg_of (fixture), year, number), &error);

  g_assert_no_error (error);
  return invoices;
}

static SekInvoices *
prepare_of (SekRegister *reg, int year)
{
  g_autoptr (GError) error = NULL;
  SekInvoices *invoices = sek_invoices_prepare (reg, year, &(SekRunChoice){ .issued_on = TODAY }, &error);

  g_assert_no_error (error);
  return invoices;
}

static SekInvoices *
prepare (Fixture *fixture, int year)
{
  return prepare_of (reg_of (fixture), year);
}

static void
assert_nothing_left (Fixture *fixture, int year)
{
  g_autoptr (SekInvoices) rest = prepare (fixture, year);

  g_assert_cmpuint (rest->invoices->len, ==, 0);
  assert_refused (try_issue (fixture, year), SEK_ERROR_REFUSED, "nothing to issue");
}

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

static void
set_council (Fixture *fixture, const char *kid_pattern)
{
  edit (fixture, "organisation", "-", "account", "1234.56.78903");
  edit (fixture, "organisation", "-", "kid_pattern", kid_pattern);
}

/* Three municipalities that pay 100, 200 and 300 kr of 2023, and the same of 2024. */
static void
add_council (Fixture *fixture)
{
  static const struct { const char *number, *name, *persons; } members[] = {
    { "3001", "Halden", "100" }, { "3002", "Moss", "200" }, { "3003", "Sarpsborg", "300" },
  };

  set_council (fixture, "{år}{medlem}{kjøring}");
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      add (fixture, "member", "name", members[i].name, "number", members[i].number, NULL);
      add (fixture, "population", "member", members[i].name, "date", "1.1.2022", "persons", members[i].persons, NULL);
      add (fixture, "population", "member", members[i].name, "date", "1.1.2023", "persons", members[i].persons, NULL);
    }
  add (fixture, "fee_rate", "year", "2023", "kind", "municipality", "rate", "1 kr", "decided_on", "15.6.2022", NULL);
  add (fixture, "fee_rate", "year", "2024", "kind", "municipality", "rate", "1 kr", "decided_on", "15.6.2023", NULL);
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
  before = prepare (fixture, 2023);
  run = issue (fixture, 2023);
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
  told = prepare (fixture, 2023);
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
  const SekRunChoice choice = { .issued_on = TODAY };

  assert_refused (try_issue (fixture, 2031), SEK_ERROR_REFUSED, "2031");
  assert_refused (try_issue_as (fixture, 2023, &(SekRunChoice){ .issued_on = TODAY, .due_on = TODAY - 1 }, TRUE),
                  SEK_ERROR_REFUSED, "due date");
  told = prepare (fixture, 2023);
  g_assert_cmpint (told->lacks, ==, SEK_LACKS_ACCOUNT | SEK_LACKS_DECISION);
  g_assert_cmpuint (sek_invoices_count (told, SEK_LACKS_REFERENCE), ==, 64);
  words = sek_lacks_dup_words (SEK_LACKS_REFERENCE | SEK_LACKS_CONTACT, SEK_LANGUAGE_NN);
  g_assert_cmpstr (words, ==, "fakturareferanse, fakturakontakt");
  assert_refused (try_issue_as (fixture, 2023, &choice, FALSE), SEK_ERROR_REFUSED, "Oslo");
  g_assert_cmpuint (count_rows (fixture, SEK_FEE_RUN), ==, 0);

  /* Whose fee is not known is left out, and comes in a later run. */
  edit (fixture, "population", "Moss/1.1.2022", "persons", "");
  g_clear_pointer (&told, sek_invoices_free);
  told = prepare (fixture, 2023);
  g_assert_cmpint (find_invoice (told, "Moss")->amount, ==, SEK_NONE);
  g_assert_cmpint (find_invoice (told, "Moss")->lacks & SEK_LACKS_FEE, ==, SEK_LACKS_FEE);
  issue (fixture, 2023);
  g_assert_cmpint (sek_fees_issued_to (reg_of (fixture), find (fixture, "member", "Moss"), 2023), ==, 0);
  edit (fixture, "population", "Moss/1.1.2022", "persons", "10");
  g_clear_pointer (&told, sek_invoices_free);
  told = prepare (fixture, 2023);
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
  first = g_strdup (issue (fixture, 2023)->copy);
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

  issue (fixture, 2023);
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
  issue (fixture, 2023);
  issue (fixture, 2024);
  other = read_run (fixture, 2024, 1);
  g_assert_cmpint (find_invoice (other, "Halden")->invoice, ==, 20240001);
  edit (fixture, "population", "Moss/1.1.2022", "persons", "210");
  edit (fixture, "population", "Halden/1.1.2022", "persons", "110");
  g_assert_cmpint (issue (fixture, 2023)->number, ==, 2);
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
  issue (fixture, 2023);
  remove_row (fixture, "member", "Moss");
  issue (fixture, 2023);
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
  issue (fixture, 2023);
  moss = find (fixture, "member", "Moss");
  edit (fixture, "member", "Moss", "invoice_reference", "9001");
  edit (fixture, "population", "Moss/1.1.2022", "persons", "210");
  error = try_issue_as (fixture, 2023, &(SekRunChoice){ .issued_on = TODAY, .anew = &moss, .n_anew = 1 }, TRUE);
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
  issue (fixture, 2023);
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
  issue (fixture, 2023);
  /* Nor in another year. */
  told = prepare (fixture, 2024);
  g_assert_cmpuint (sek_invoices_count (told, SEK_LACKS_KID), ==, 3);
  before = remember (fixture);
  assert_refused (try_issue (fixture, 2024), SEK_ERROR_REFUSED, "used before");
  assert_refused (try_issue (fixture, 2024), SEK_ERROR_REFUSED, "Halden");
  assert_untouched (fixture, &before);
  edit (fixture, "organisation", "-", "kid_pattern", "{år}{medlem}");
  issue (fixture, 2024);
  /* Nor for two members with one number. */
  add (fixture, "member", "name", "Også Moss", "number", "3002", NULL);
  add (fixture, "population", "member", "Også Moss", "date", "1.1.2023", "persons", "1", NULL);
  assert_refused (try_issue (fixture, 2024), SEK_ERROR_REFUSED, "Også Moss");
  edit (fixture, "organisation", "-", "kid_pattern", "");
  issue (fixture, 2024);
}

/* Sums beyond what an invoice can say are no fee. */
static void
test_largest (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekInvoices) told = NULL, issued = NULL;

  add_council (fixture);
  edit (fixture, "fee_rate", "2023/municipality", "rate", "");
  edit (fixture, "fee_rate", "2023/municipality", "base", "10000000000000");
  told = prepare (fixture, 2023);
  g_assert_cmpuint (sek_invoices_count (told, SEK_LACKS_FEE), ==, 3);
  assert_refused (try_issue (fixture, 2023), SEK_ERROR_REFUSED, "nothing to issue");
  edit (fixture, "fee_rate", "2023/municipality", "base", "90000000000");
  issue (fixture, 2023);
  issued = read_run (fixture, 2023, 1);
  g_assert_cmpint (sek_invoices_get_sum (issued), ==, KR (270000000000));
  edit (fixture, "fee_rate", "2023/municipality", "base", "0");
  issue (fixture, 2023);
  assert_nothing_left (fixture, 2023);
}

/* --- it stays ----------------------------------------------------------------------------------------------------- */

static void
test_undo_stops (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Before before;

  add_council (fixture);
  issue (fixture, 2023);
  before = remember (fixture);
  g_assert_false (sek_document_undo (fixture->document, NULL, &error));
  assert_refused (g_steal_pointer (&error), SEK_ERROR_NOT_FOUND, "issued");
  assert_untouched (fixture, &before);
  edit (fixture, "member", "Moss", "note", "etterpå");
  reopen (fixture);
  undo (fixture);
  g_assert_false (sek_document_undo (fixture->document, NULL, &error));
  assert_refused (g_steal_pointer (&error), SEK_ERROR_NOT_FOUND, "issued");
}

/* A run as a program that means no good would write it. */
static GError *
try_forge (Fixture *fixture, const char *kind, int year, int number, const char *copy, const char *digest)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("edit");
  g_autofree char *right = g_compute_checksum_for_string (G_CHECKSUM_SHA256, copy, -1);
  gint64 run = sek_changeset_insert (changeset, SEK_FEE_RUN);
  const SekValue values[SEK_N_FIELDS_fee_run] = {
    [SEK_FIELD_fee_run_year] = SEK_INTEGER (year),
    [SEK_FIELD_fee_run_number] = SEK_INTEGER (number),
    [SEK_FIELD_fee_run_issued_on] = SEK_INTEGER (TODAY),
    [SEK_FIELD_fee_run_version] = SEK_INTEGER (1),
    [SEK_FIELD_fee_run_digest] = SEK_TEXT (digest != NULL ? digest : right),
    [SEK_FIELD_fee_run_copy] = SEK_TEXT (copy),
  };
  GError *error = NULL;

  for (guint f = 0; f < SEK_N_FIELDS_fee_run; f++)
    sek_changeset_set (changeset, reg_of (fixture), &sek_entity_get (SEK_FEE_RUN)->fields[f], run, &values[f]);
  if (kind != NULL)
    {
      sek_changeset_set_action (changeset, kind, "2023/2", NULL);
      sek_changeset_set_barrier (changeset);
    }
  sek_document_submit (fixture->document, changeset, &error);
  return error;
}

/* text with the first of a part replaced, owned by the caller. */
static char *
replace (const char *text, const char *part, const char *by)
{
  g_auto (GStrv) halves = g_strsplit (text, part, 2);

  g_assert_nonnull (halves[1]);
  return g_strconcat (halves[0], by, halves[1], NULL);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *copy = NULL, *second = NULL, *digest = NULL, *other_year = NULL, *form = NULL, *typed = NULL,
                  *large = NULL;
  Before before;

  add_council (fixture);
  copy = g_strdup (issue (fixture, 2023)->copy);
  digest = g_strnfill (64, 'a');
  before = remember (fixture);
  assert_refused (try_edit (fixture, "fee_run", "2023/1", "note", "x"), SEK_ERROR_SEALED, "credit note");
  assert_refused (try_edit (fixture, "fee_run", "2023/1", "due_on", "1.1.2030"), SEK_ERROR_SEALED, "credit note");
  assert_refused (try_remove_row (fixture, "fee_run", "2023/1"), SEK_ERROR_SEALED, "credit note");
  /* By any other name. */
  second = replace (copy, "\t2023\t1\t", "\t2023\t2\t");
  assert_refused (try_forge (fixture, NULL, 2023, 2, second, NULL), SEK_ERROR_REFUSED, "issuing");
  assert_refused (try_forge (fixture, "edit", 2023, 2, second, NULL), SEK_ERROR_REFUSED, "issuing");
  /* What its digest was not made of, or what is no run, another run, a gap, an unknown form, an amount beyond all, or a name
   * that is a number. */
  assert_refused (try_forge (fixture, SEK_ACTION_ISSUE, 2023, 2, second, digest), SEK_ERROR_REFUSED, "issuing");
  assert_refused (try_forge (fixture, SEK_ACTION_ISSUE, 2023, 2, "x", NULL), SEK_ERROR_REFUSED, "issuing");
  assert_refused (try_forge (fixture, SEK_ACTION_ISSUE, 2023, 2, copy, NULL), SEK_ERROR_REFUSED, "issuing");
  assert_refused (try_forge (fixture, SEK_ACTION_ISSUE, 2024, 2, second, NULL), SEK_ERROR_REFUSED, "issuing");
  other_year = replace (copy, "\t2023\t1\t", "\t2023\t3\t");
  assert_refused (try_forge (fixture, SEK_ACTION_ISSUE, 2023, 3, other_year, NULL), SEK_ERROR_REFUSED, "issuing");
  form = replace (second, "\n1\t1\t2023", "\n1\t2\t2023");
  assert_refused (try_forge (fixture, SEK_ACTION_ISSUE, 2023, 2, form, NULL), SEK_ERROR_REFUSED, "issuing");
  large = replace (second, "\t10000\t0\t10000\t", "\t10000\t0\t9999999999999999\t");
  assert_refused (try_forge (fixture, SEK_ACTION_ISSUE, 2023, 2, large, NULL), SEK_ERROR_REFUSED, "issuing");
  typed = replace (second, "\tHalden\t", "\t77\t");
  assert_refused (try_forge (fixture, SEK_ACTION_ISSUE, 2023, 2, typed, NULL), SEK_ERROR_REFUSED, "issuing");
  assert_untouched (fixture, &before);
}

static void
run_sql (Fixture *fixture, const char *sql)
{
  sqlite3 *db;
  char *message = NULL;

  sek_document_close (fixture->document);
  g_clear_object (&fixture->document);
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  if (sqlite3_exec (db, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s: %s", sql, message);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
  reopen (fixture);
}

static void
assert_check (Fixture *fixture, const char *id, SekVerdict verdict)
{
  g_autoptr (SekCheck) check = find_check (fixture, id, TODAY);

  if (check == NULL)
    g_error ("Kontroll has no %s", id);
  if (check->verdict != verdict)
    g_error ("%s is %d", id, check->verdict);
}

static void
test_checks (Fixture *fixture, gconstpointer data)
{
  static const char *const changed[] = {
    "UPDATE fee_run SET copy = replace (copy, 'Moss', 'Mos')",
    "UPDATE fee_run SET copy = copy || 'x'",
    "UPDATE fee_run SET digest = replace (digest, substr (digest, 1, 1), 'g')",
    "UPDATE fee_run SET number = 3 WHERE number = 1",
    "UPDATE fee_run SET issued_on = '2023-01-03'",
  };
  g_autofree char *kept = NULL;
  gsize length;

  add_council (fixture);
  g_assert_null (find_check (fixture, "run/2023/1", TODAY));
  g_assert_null (find_check (fixture, "issued/2023", TODAY));
  issue (fixture, 2023);
  assert_check (fixture, "run/2023/1", SEK_VERDICT_OK);
  assert_check (fixture, "issued/2023", SEK_VERDICT_OK);
  edit (fixture, "population", "Moss/1.1.2022", "persons", "201");
  assert_check (fixture, "run/2023/1", SEK_VERDICT_OK);
  assert_check (fixture, "issued/2023", SEK_VERDICT_WRONG);
  issue (fixture, 2023);
  assert_check (fixture, "issued/2023", SEK_VERDICT_OK);
  assert_check (fixture, "run/2023/2", SEK_VERDICT_OK);
  /* What nobody can work out any more. */
  edit (fixture, "fee_rate", "2023/municipality", "rate", "");
  assert_check (fixture, "issued/2023", SEK_VERDICT_WRONG);
  undo (fixture);
  remove_row (fixture, "fee_rate", "2023/municipality");
  assert_check (fixture, "issued/2023", SEK_VERDICT_WRONG);
  undo (fixture);

  sek_document_close (fixture->document);
  g_assert_true (g_file_get_contents (fixture->path, &kept, &length, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (changed); i++)
    {
      g_test_message ("%s", changed[i]);
      g_clear_object (&fixture->document);
      g_assert_true (g_file_set_contents (fixture->path, kept, (gssize) length, NULL));
      reopen (fixture);
      assert_check (fixture, "run/2023/1", SEK_VERDICT_OK);
      run_sql (fixture, changed[i]);
      assert_check (fixture, strstr (changed[i], "number = 3") != NULL ? "run/2023/3" : "run/2023/1",
                    SEK_VERDICT_WRONG);
    }
}

/* --- other ways in ------------------------------------------------------------------------------------------------ */

static void
test_load (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "loaded.sekretariat", NULL);
  g_autofree char *first = NULL;

  add_council (fixture);
  first = g_strdup (issue (fixture, 2023)->copy);
  edit (fixture, "population", "Moss/1.1.2022", "persons", "201");
  issue (fixture, 2023);
  edit (fixture, "population", "Moss/1.1.2022", "persons", "202");
  for (int with_log = 0; with_log <= 1; with_log++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = sek_document_dup_dump (fixture->document, with_log, &error), *again = NULL;
      g_autoptr (SekDocument) loaded = NULL;
      g_autoptr (SekInvoices) rest = NULL;
      SekRegister *reg;
      guint line;

      g_assert_no_error (error);
      g_unlink (path);
      sek_document_load (path, text, strlen (text), &line, &error);
      g_assert_no_error (error);
      loaded = sek_document_open (path, SEK_DOCUMENT_WRITE, &error);
      g_assert_no_error (error);
      reg = sek_document_get_register (loaded);
      g_assert_cmpstr (sek_fee_run_find (reg, 2023, 1)->copy, ==, first);
      g_assert_true (sek_fee_run_fits (reg, sek_fee_run_find (reg, 2023, 1)));
      g_assert_true (sek_fee_run_fits (reg, sek_fee_run_find (reg, 2023, 2)));
      rest = prepare_of (reg, 2023);
      g_assert_cmpuint (rest->invoices->len, ==, 1);
      g_assert_cmpint (sek_invoices_get_sum (rest), ==, KR (1));
      again = sek_document_dup_dump (loaded, with_log, &error);
      g_assert_cmpstr (again, ==, text);
    }
}

/* A register of the version before there were runs. */
static void
test_upgraded (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) file = read_frozen (SEK_FIXTURES, "version-7.sekretariat.gz");
  g_autoptr (SekInvoices) issued = NULL;

  sek_document_close (fixture->document);
  g_clear_object (&fixture->document);
  g_assert_true (g_file_set_contents (fixture->path, g_bytes_get_data (file, NULL), (gssize) g_bytes_get_size (file),
                                      NULL));
  reopen (fixture);
  g_assert_cmpint (invoices (fixture, 2023), >, 0);
  issue (fixture, 2023);
  issued = read_run (fixture, 2023, 1);
  g_assert_cmpint (sek_invoices_get_sum (issued), ==, invoices (fixture, 2023));
  assert_nothing_left (fixture, 2023);
  assert_check (fixture, "run/2023/1", SEK_VERDICT_OK);
  assert_whole (fixture);
}

/* A day before the run has none, and issues what there was to issue then; the day of it has it. */
static void
test_earlier (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekRegister) before = NULL, then = NULL;
  g_autoptr (SekInvoices) of_before = NULL, of_then = NULL;
  g_autoptr (GError) error = NULL;

  add_council (fixture);
  run_sql (fixture, "UPDATE event SET at = '2023-01-01T12:00:00Z'");
  issue (fixture, 2023);
  run_sql (fixture, "UPDATE event SET at = '2023-02-01T12:00:00Z' WHERE at > '2023-01-02'");
  edit (fixture, "population", "Moss/1.1.2022", "persons", "250");
  issue (fixture, 2023);

  before = sek_document_dup_earlier (fixture->document, SEK_DATE (2023, 1, 15), &error);
  g_assert_no_error (error);
  g_assert_null (sek_fee_run_find (before, 2023, 1));
  of_before = prepare_of (before, 2023);
  g_assert_cmpint (sek_invoices_get_sum (of_before), ==, KR (600));
  then = sek_document_dup_earlier (fixture->document, SEK_DATE (2023, 2, 1), &error);
  g_assert_no_error (error);
  g_assert_true (sek_fee_run_fits (then, sek_fee_run_find (then, 2023, 1)));
  g_assert_null (sek_fee_run_find (then, 2023, 2));
  of_then = prepare_of (then, 2023);
  g_assert_cmpuint (of_then->invoices->len, ==, 0);
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
  ADD_EMPTY ("/fee-run/undo-stops", test_undo_stops);
  ADD_EMPTY ("/fee-run/refused", test_refused);
  ADD_EMPTY ("/fee-run/checks", test_checks);
  ADD_EMPTY ("/fee-run/load", test_load);
  ADD_EMPTY ("/fee-run/upgraded", test_upgraded);
  ADD_EMPTY ("/fee-run/earlier", test_earlier);
  return g_test_run ();
}
