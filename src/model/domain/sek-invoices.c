/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-fee-run.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-collate.h"
#include "sek-error.h"
#include "sek-fee-run-private.h"
#include "sek-kid.h"
#include "sek-kind.h"
#include "sek-money.h"
#include "sek-number.h"
#include "sek-register-private.h"

/* What would be issued, and issuing it. */

#define DAYS_TO_PAY 30

/* Numbers of invoices go on from the last one; the first ones of a year begin with it. */
#define INVOICES_A_YEAR 10000

typedef struct
{
  SekRegister           *reg;
  const SekOrganisation *council;
  const SekRunChoice    *choice;
  SekInvoices           *invoices;
  GHashTable            *issued; /* member → SekIssued */
  GHashTable            *kids;   /* KIDs that were used; borrowed of the runs, and of the one that is made */
  SekKidPattern         *pattern; /* of the council; NULL for none, or with why_none for one that cannot be used */
  GError                *why_none;
} Making;

/* --- one invoice -------------------------------------------------------------------------------------------------- */

static gboolean
is_anew (const SekRunChoice *choice, gint64 member)
{
  for (guint i = 0; i < choice->n_anew; i++)
    if (choice->anew[i] == member)
      return TRUE;
  return FALSE;
}

/* The first contact for invoices that says where to reach it, else the first of them. */
static const SekContact *
find_contact (SekRegister *reg, gint64 member)
{
  const SekContact *found = NULL;
  guint n;
  const gint64 *rows = sek_register_get_children (reg, SEK_FIELD (contact, member), member, &n);

  for (guint i = 0; i < n; i++)
    {
      const SekContact *contact = sek_register_get_contact (reg, rows[i]);
      gboolean reached = contact->email != NULL || contact->address != NULL;

      if (contact->role != SEK_ROLE_INVOICE)
        continue;
      if (found == NULL || (reached && found->email == NULL && found->address == NULL)
          || (reached == (found->email != NULL || found->address != NULL) && contact->id < found->id))
        found = contact;
    }
  return found;
}

static void
fill_contact (SekInvoices *invoices, SekInvoice *invoice, const SekContact *contact)
{
  const char *office = contact != NULL ? contact->office : NULL, *name = contact != NULL ? contact->name : NULL;
  g_autofree char *both = office != NULL && name != NULL ? g_strdup_printf ("%s, %s", office, name) : NULL;

  invoice->contact = _sek_invoices_keep (invoices, both != NULL ? both : office != NULL ? office : name);
  invoice->email = _sek_invoices_keep (invoices, contact != NULL ? contact->email : NULL);
  invoice->address = _sek_invoices_keep (invoices, contact != NULL ? contact->address : NULL);
}

/* NULL where the council has no pattern, or with error. Borrowed. */
static const char *
make_kid (Making *self, const SekInvoice *invoice, const SekMember *member, GError **error)
{
  const SekKidParts parts = { self->invoices->year, self->invoices->number,
                              *invoice->number != '\0' ? invoice->number : NULL, member->customer_number };
  g_autofree char *kid = NULL;
  const char *kept;

  if (self->why_none != NULL)
    g_propagate_error (error, g_error_copy (self->why_none));
  if (self->pattern == NULL || (kid = sek_kid_make (self->pattern, self->council->kid_control, &parts, error)) == NULL)
    return NULL;
  if (!g_hash_table_contains (self->kids, kid))
    {
      kept = _sek_invoices_keep (self->invoices, kid);
      g_hash_table_add (self->kids, (char *) kept);
      return kept;
    }
  g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
               _("The KID %s was used before. Add {kjøring} to the KID pattern in Settings."), kid);
  return NULL;
}

/* A credit note is not paid, and has no KID. */
static void
fill_kid (Making *self, SekInvoice *invoice, const SekMember *member)
{
  g_autoptr (GError) error = NULL;

  if (invoice->amount != SEK_NONE && invoice->amount >= 0)
    invoice->kid = make_kid (self, invoice, member, &error);
  if (error != NULL)
    {
      invoice->lacks |= SEK_LACKS_KID;
      invoice->why = _sek_invoices_keep (self->invoices, error->message);
    }
  if (invoice->kid == NULL)
    invoice->kid = "";
}

static SekInvoice *
add_invoice (Making *self, const SekMember *member, const SekFee *fee, const SekIssued *before, gint64 amount)
{
  SekDate date = SEK_DATE (self->invoices->year, 1, 1);
  const SekMemberNumber *number = sek_register_get_number (self->reg, member->id, date);
  SekInvoice *invoice = g_new0 (SekInvoice, 1);

  g_ptr_array_add (self->invoices->invoices, invoice);
  invoice->member = member->id;
  invoice->kind = CLAMP (member->kind, 0, SEK_N_MEMBER_KINDS - 1);
  invoice->number = _sek_invoices_keep (self->invoices, number != NULL ? number->number : NULL);
  invoice->name = _sek_invoices_keep (self->invoices, member->name);
  invoice->org_number = _sek_invoices_keep (self->invoices, member->org_number);
  invoice->reference = _sek_invoices_keep (self->invoices, member->invoice_reference);
  invoice->corrects = before != NULL ? before->invoice : 0;
  invoice->before = before != NULL ? before->amount : 0;
  invoice->persons = fee->persons;
  invoice->fee = fee->active ? fee->invoice : 0;
  invoice->amount = amount;
  fill_contact (self->invoices, invoice, find_contact (self->reg, member->id));
  if (amount == SEK_NONE)
    invoice->lacks |= SEK_LACKS_FEE;
  if (member->invoice_reference == NULL)
    invoice->lacks |= SEK_LACKS_REFERENCE;
  if (member->org_number == NULL)
    invoice->lacks |= SEK_LACKS_ORG_NUMBER;
  if (*invoice->email == '\0' && *invoice->address == '\0')
    invoice->lacks |= SEK_LACKS_CONTACT;
  return invoice;
}

/* What a member is to be sent: nothing, one invoice or credit note, or both where it is issued anew. */
static void
add_member (Making *self, const SekMember *member)
{
  const SekIssued *before = g_hash_table_lookup (self->issued, _sek_key (member->id));
  gint64 was = before != NULL ? before->amount : 0, now;
  SekFee fee;

  sek_fee_of (self->reg, member, self->invoices->year, &fee);
  now = fee.active ? fee.invoice : 0;
  if (now == SEK_NONE || now > _SEK_FEE_RUN_MOST)
    {
      /* Whom nobody asked for anything is told too. */
      if (fee.rate != NULL || self->invoices->number == 1)
        add_invoice (self, member, &fee, before, SEK_NONE);
      return;
    }
  if (was != 0 && is_anew (self->choice, member->id))
    {
      add_invoice (self, member, &fee, before, -was);
      if (now != 0)
        add_invoice (self, member, &fee, NULL, now);
    }
  else if (now != was)
    add_invoice (self, member, &fee, before, now - was);
}

/* A member whose row is gone is credited what it was asked for, under the name that it had. */
static void
add_gone (Making *self)
{
  GHashTableIter iter;
  gpointer member, data;

  g_hash_table_iter_init (&iter, self->issued);
  while (g_hash_table_iter_next (&iter, &member, &data))
    {
      const SekIssued *before = data;
      SekInvoice *invoice;

      if (before->amount == 0 || sek_register_get_member (self->reg, (gint64) member) != NULL)
        continue;
      invoice = g_new0 (SekInvoice, 1);
      g_ptr_array_add (self->invoices->invoices, invoice);
      *invoice = (SekInvoice) { .member = (gint64) member, .kind = before->last->kind, .corrects = before->invoice,
                                .persons = before->last->persons, .before = before->amount,
                                .amount = -before->amount, .kid = "" };
      invoice->number = _sek_invoices_keep (self->invoices, before->last->number);
      invoice->name = _sek_invoices_keep (self->invoices, before->last->name);
      invoice->org_number = _sek_invoices_keep (self->invoices, before->last->org_number);
      invoice->reference = _sek_invoices_keep (self->invoices, before->last->reference);
      invoice->contact = _sek_invoices_keep (self->invoices, before->last->contact);
      invoice->email = _sek_invoices_keep (self->invoices, before->last->email);
      invoice->address = _sek_invoices_keep (self->invoices, before->last->address);
    }
}

/* --- all of them -------------------------------------------------------------------------------------------------- */

/* By number, those without one by name; of two for one member the credit note first. */
static int
compare_invoices (gconstpointer a, gconstpointer b)
{
  const SekInvoice *p = *(const SekInvoice *const *) a, *q = *(const SekInvoice *const *) b;
  int order = strcmp (p->number, q->number);

  if ((*p->number == '\0') != (*q->number == '\0'))
    return *p->number == '\0' ? 1 : -1;
  if (order == 0)
    order = sek_collate (p->name, q->name);
  if (order == 0 && p->member != q->member)
    order = p->member < q->member ? -1 : 1;
  return order != 0 ? order : p->amount < q->amount ? -1 : p->amount > q->amount;
}

/* What earlier runs used, and the number after the last invoice. */
static gint64
look_at_runs (Making *self)
{
  g_autoptr (GArray) runs = sek_fee_runs_of (self->reg, 0);
  gint64 next = (gint64) self->invoices->year * INVOICES_A_YEAR + 1;

  for (guint r = 0; r < runs->len; r++)
    {
      const SekInvoices *issued = _sek_fee_run_get_nth (self->reg, runs, r);

      for (guint i = 0; issued != NULL && i < issued->invoices->len; i++)
        {
          const SekInvoice *invoice = issued->invoices->pdata[i];

          next = MAX (next, invoice->invoice + 1);
          if (*invoice->kid != '\0')
            g_hash_table_add (self->kids, (char *) invoice->kid);
        }
    }
  return next;
}

static void
number_invoices (Making *self)
{
  gint64 next = look_at_runs (self);

  if (self->council != NULL && self->council->kid_pattern != NULL)
    self->pattern = sek_kid_pattern_new (self->council->kid_pattern, &self->why_none);
  for (guint i = 0; i < self->invoices->invoices->len; i++)
    {
      SekInvoice *invoice = self->invoices->invoices->pdata[i];
      const SekMember *member = sek_register_get_member (self->reg, invoice->member);

      if (invoice->amount != SEK_NONE)
        invoice->invoice = next++;
      if (member != NULL)
        fill_kid (self, invoice, member);
    }
  g_clear_pointer (&self->pattern, sek_kid_pattern_free);
  g_clear_error (&self->why_none);
}

static gboolean
fill_council (Making *self)
{
  SekInvoices *invoices = self->invoices;
  gboolean decided = TRUE, any = FALSE;

  self->council = sek_register_get_the_organisation (self->reg);
  invoices->name = _sek_invoices_keep (invoices, self->council != NULL ? self->council->name : NULL);
  invoices->org_number = _sek_invoices_keep (invoices, self->council != NULL ? self->council->org_number : NULL);
  invoices->account = _sek_invoices_keep (invoices, self->council != NULL ? self->council->account : NULL);
  invoices->vat = self->council != NULL && self->council->vat != SEK_NONE
                      ? (gint64) sek_kind_choice_or (self->council->vat, SEK_VAT_STANDARD + 1, SEK_VAT_OUTSIDE)
                      : SEK_VAT_OUTSIDE;
  invoices->rates = sek_register_new ();
  for (int kind = 0; kind < SEK_N_MEMBER_KINDS; kind++)
    {
      const SekFeeRate *rate = sek_fees_get_rate (self->reg, invoices->year, kind);
      SekValue values[SEK_N_FIELDS_fee_rate];

      if (rate == NULL)
        continue;
      for (guint f = 0; f < SEK_N_FIELDS_fee_rate; f++)
        values[f] = sek_row_get ((const SekRow *) rate, &sek_entity_get (SEK_FEE_RATE)->fields[f]);
      _sek_register_insert (invoices->rates, SEK_FEE_RATE, rate->id, values);
      decided &= rate->decided_on != SEK_NONE;
      any = TRUE;
    }
  if (*invoices->account == '\0')
    invoices->lacks |= SEK_LACKS_ACCOUNT;
  if (!decided)
    invoices->lacks |= SEK_LACKS_DECISION;
  return any;
}

static gboolean
choose_dates (SekInvoices *self, const SekRunChoice *choice, GError **error)
{
  self->issued_on = choice->issued_on;
  self->due_on = choice->due_on;
  for (int day = 0; choice->due_on == 0 && day < DAYS_TO_PAY; day++)
    self->due_on = sek_date_next (day == 0 ? self->issued_on : self->due_on);
  if (self->due_on >= self->issued_on)
    return TRUE;
  g_set_error_literal (error, SEK_ERROR, SEK_ERROR_REFUSED,
                       _("The fees were not issued: they would be due before the day of the invoice. Write a later due "
                         "date."));
  return FALSE;
}

/* Whether it is known what was issued before, of all years: nothing is issued twice, and neither is a number or a
 * KID. */
static gboolean
check_runs (SekRegister *reg, GError **error)
{
  g_autoptr (GArray) runs = sek_fee_runs_of (reg, 0);

  for (guint r = 0; r < runs->len; r++)
    if (_sek_fee_run_get_nth (reg, runs, r) == NULL)
      {
        /* Read once more, for what is wrong with it. */
        sek_invoices_free (sek_invoices_read (sek_register_get_fee_run (reg, g_array_index (runs, gint64, r)), error));
        return FALSE;
      }
  return TRUE;
}

SekInvoices *
sek_invoices_prepare (SekRegister *reg, int year, const SekRunChoice *choice, GError **error)
{
  g_autoptr (SekInvoices) invoices = _sek_invoices_new ();
  g_autoptr (GHashTable) issued = _sek_fees_collect_issued (reg, year),
                         kids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) runs = sek_fee_runs_of (reg, year);
  Making self = { .reg = reg, .choice = choice, .invoices = invoices, .issued = issued, .kids = kids };
  SekTableIter iter;
  const SekMember *member;

  invoices->year = year;
  invoices->number = 1;
  if (runs->len > 0)
    invoices->number += (int) sek_register_get_fee_run (reg, g_array_index (runs, gint64, runs->len - 1))->number;
  if (!choose_dates (invoices, choice, error) || !check_runs (reg, error))
    return NULL;
  if (!fill_council (&self))
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                   _("There is no fee rate for %d, so that nothing can be issued. Write the rate first."), year);
      return NULL;
    }
  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_MEMBER));
  while ((member = (const SekMember *) sek_table_iter_next (&iter)) != NULL)
    add_member (&self, member);
  add_gone (&self);
  g_ptr_array_sort (invoices->invoices, compare_invoices);
  number_invoices (&self);
  return g_steal_pointer (&invoices);
}

/* --- what is lacking ---------------------------------------------------------------------------------------------- */

static const struct
{
  SekLacks    what;
  const char *id;
  SekWord     word;
} lacking[] = {
  { SEK_LACKS_FEE, "fee", { { "kontingent", "kontingent", "fee" } } },
  { SEK_LACKS_REFERENCE, "reference", { { "fakturareferanse", "fakturareferanse", "invoice reference" } } },
  { SEK_LACKS_ORG_NUMBER, "org_number", { { "organisasjonsnummer", "organisasjonsnummer", "organisation number" } } },
  { SEK_LACKS_CONTACT, "contact", { { "fakturakontakt", "fakturakontakt", "contact for invoices" } } },
  { SEK_LACKS_KID, "kid", { { "KID", "KID", "KID" } } },
  { SEK_LACKS_ACCOUNT, "account", { { "kontonummer", "kontonummer", "bank account" } } },
  { SEK_LACKS_DECISION, "decision", { { "vedtak om satsen", "vedtak om satsen", "decision on the rate" } } },
};

const char *
sek_lacks_get_id (SekLacks what)
{
  for (guint i = 0; i < G_N_ELEMENTS (lacking); i++)
    if (lacking[i].what == what)
      return lacking[i].id;
  return "";
}

const char *
sek_lacks_get_word (SekLacks what, SekLanguage language)
{
  for (guint i = 0; i < G_N_ELEMENTS (lacking); i++)
    if (lacking[i].what == what)
      return sek_word (&lacking[i].word, language);
  return "";
}

char *
sek_lacks_dup_words (SekLacks lacks, SekLanguage language)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (lacking); i++)
    if ((lacks & lacking[i].what) != 0)
      g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", sek_word (&lacking[i].word, language));
  return g_string_free (words, FALSE);
}

guint
sek_invoices_count (const SekInvoices *self, SekLacks what)
{
  guint n = 0;

  for (guint i = 0; i < self->invoices->len; i++)
    n += (((const SekInvoice *) self->invoices->pdata[i])->lacks & what) != 0;
  return n;
}

/* The first invoice that lacks it. */
static const SekInvoice *
find_lacking (const SekInvoices *self, SekLacks what)
{
  for (guint i = 0; i < self->invoices->len; i++)
    if ((((const SekInvoice *) self->invoices->pdata[i])->lacks & what) != 0)
      return self->invoices->pdata[i];
  return NULL;
}

/* --- issuing ------------------------------------------------------------------------------------------------------ */

/* What cannot be invoiced is not a part of the run. */
static void
drop_lines (SekInvoices *self)
{
  g_autoptr (GPtrArray) all = g_steal_pointer (&self->invoices);

  self->invoices = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < all->len; i++)
    if (((const SekInvoice *) all->pdata[i])->amount != SEK_NONE)
      g_ptr_array_add (self->invoices, g_steal_pointer (&all->pdata[i]));
}

/* Two invoices with one KID cannot be told apart when they are paid; whatever else is lacking can be sent some other
 * way. */
static gboolean
check_lacking (const SekInvoices *self, gboolean incomplete, GError **error)
{
  const SekInvoice *without_kid = find_lacking (self, SEK_LACKS_KID);
  guint n = sek_invoices_count (self, SEK_LACKS_TO_SEND);

  if (without_kid != NULL)
    g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED, _("The fees were not issued. %s: %s"), without_kid->name,
                 without_kid->why);
  else if (incomplete || (n == 0 && self->lacks == 0))
    return TRUE;
  else if (n > 0)
    {
      const SekInvoice *first = find_lacking (self, SEK_LACKS_TO_SEND);
      g_autofree char *words = sek_lacks_dup_words (first->lacks & SEK_LACKS_TO_SEND, sek_program_language ()),
                      *count = sek_number_format_count (n);
      g_autofree char *told = sek_fill (g_dngettext (GETTEXT_PACKAGE, "%s invoice lacks something",
                                                     "%s invoices lack something", n),
                                        count, NULL);

      g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                   _("The fees were not issued: %s. The first is %s, without %s. Fill it in, or issue them as they "
                     "are."),
                   told, first->name, words);
    }
  else
    {
      g_autofree char *words = sek_lacks_dup_words (self->lacks, sek_program_language ());

      g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                   _("The fees were not issued: %s is missing. Fill it in, or issue them as they are."), words);
    }
  return FALSE;
}

static void
set_run (SekRegister *reg, SekChangeset *changeset, gint64 run, const SekInvoices *invoices, const char *copy,
         const char *note)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, copy, -1);
  const SekValue values[SEK_N_FIELDS_fee_run] = {
    [SEK_FIELD_fee_run_year] = SEK_INTEGER (invoices->year),
    [SEK_FIELD_fee_run_number] = SEK_INTEGER (invoices->number),
    [SEK_FIELD_fee_run_issued_on] = SEK_INTEGER (invoices->issued_on),
    [SEK_FIELD_fee_run_due_on] = SEK_INTEGER (invoices->due_on),
    [SEK_FIELD_fee_run_note] = note != NULL && *note != '\0' ? SEK_TEXT (note) : SEK_BLANK,
    [SEK_FIELD_fee_run_issued_at] = SEK_TEXT (invoices->issued_at),
    [SEK_FIELD_fee_run_version] = SEK_INTEGER (_SEK_FEE_RUN_FORM),
    [SEK_FIELD_fee_run_digest] = SEK_TEXT (digest),
    [SEK_FIELD_fee_run_copy] = SEK_TEXT (copy),
  };

  for (guint f = 0; f < SEK_N_FIELDS_fee_run; f++)
    sek_changeset_set (changeset, reg, &sek_entity_get (SEK_FEE_RUN)->fields[f], run, &values[f]);
}

gboolean
sek_fee_run_propose (SekRegister *reg, int year, const SekRunChoice *choice, gboolean incomplete, const char *note,
                     SekChangeset *changeset, gint64 *row, GError **error)
{
  g_autoptr (SekInvoices) invoices = sek_invoices_prepare (reg, year, choice, error);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *copy = NULL, *what = NULL, *issued_at = NULL;
  gint64 run;

  if (invoices == NULL || !check_lacking (invoices, incomplete, error))
    return FALSE;
  drop_lines (invoices);
  if (invoices->invoices->len == 0)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                   _("There is nothing to issue for %d: every member has an invoice for the fee that it is to pay."),
                   year);
      return FALSE;
    }
  issued_at = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
  invoices->issued_at = _sek_invoices_keep (invoices, issued_at);
  copy = _sek_invoices_dup_copy (invoices);
  run = sek_changeset_insert (changeset, SEK_FEE_RUN);
  set_run (reg, changeset, run, invoices, copy, note);
  what = g_strdup_printf ("%d/%d", year, invoices->number);
  sek_changeset_set_action (changeset, SEK_ACTION_ISSUE, what, NULL);
  sek_changeset_set_barrier (changeset);
  if (row != NULL)
    *row = run;
  return TRUE;
}

/* Whom the run that is to come has something for. */
static void
count_rest (const SekInvoices *rest, GHashTable *issued, SekIssuedTotals *totals)
{
  for (guint i = 0; i < rest->invoices->len; i++)
    {
      const SekInvoice *invoice = rest->invoices->pdata[i];

      if (invoice->amount == SEK_NONE)
        continue;
      if (!sek_money_add (totals->difference, invoice->amount, &totals->difference, NULL))
        totals->difference = SEK_NONE;
      totals->n_differ++;
      totals->n_credits += invoice->amount < 0;
      totals->n_members += !g_hash_table_contains (issued, _sek_key (invoice->member));
    }
}

gboolean
sek_fees_get_issued (SekRegister *reg, int year, SekIssuedTotals *totals)
{
  g_autoptr (GArray) runs = sek_fee_runs_of (reg, year);
  g_autoptr (GHashTable) issued = NULL;
  g_autoptr (SekInvoices) rest = NULL;
  GHashTableIter iter;
  gpointer data;

  *totals = (SekIssuedTotals) { 0 };
  if (runs->len == 0)
    return FALSE;
  issued = _sek_fees_collect_issued (reg, year);
  g_hash_table_iter_init (&iter, issued);
  while (g_hash_table_iter_next (&iter, NULL, &data))
    totals->issued += ((const SekIssued *) data)->amount;
  totals->n_members = g_hash_table_size (issued);
  rest = sek_invoices_prepare (reg, year, &(SekRunChoice) { .issued_on = SEK_DATE (year, 1, 1) }, NULL);
  if (rest != NULL)
    count_rest (rest, issued, totals);
  else
    {
      totals->n_differ = totals->n_members;
      totals->difference = SEK_NONE;
    }
  return TRUE;
}
