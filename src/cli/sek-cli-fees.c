/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-cli.h"

#include <glib/gi18n-lib.h>

#include "sek-cli-json.h"
#include "sek-error.h"
#include "sek-fee-run.h"
#include "sek-key.h"
#include "sek-kid.h"
#include "sek-kind.h"
#include "sek-number.h"

/* What was asked for. */
typedef struct
{
  char    *issued_on;
  char    *due_on;
  char    *note;
  char   **anew;
  gboolean issue;
  gboolean incomplete;
  gboolean json;
} Asked;

static void
clear_asked (Asked *self)
{
  g_free (self->issued_on);
  g_free (self->due_on);
  g_free (self->note);
  g_strfreev (self->anew);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asked, clear_asked)

/* Members by any key. Owned; NULL with error. */
static GArray *
find_members (SekRegister *reg, char **names, GError **error)
{
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      gint64 member;

      if (!sek_key_find (reg, sek_entity_get (SEK_MEMBER), names[i], &member, error))
        return NULL;
      g_array_append_val (members, member);
    }
  return g_steal_pointer (&members);
}

/* --- what is printed ---------------------------------------------------------------------------------------------- */

static char *
dup_amount (gint64 ore)
{
  return ore != SEK_NONE ? sek_number_format_kroner (ore) : g_strdup ("–");
}

static void
print_line (const SekInvoice *invoice)
{
  g_autofree char *amount = dup_amount (invoice->amount), *kid = sek_kid_dup_shown (invoice->kid),
                  *lacks = sek_lacks_dup_words (invoice->lacks, sek_program_language ());

  g_print ("  %-4s %s: %s", invoice->number, invoice->name, amount);
  if (invoice->amount != SEK_NONE && invoice->amount < 0)
    g_print (" (%s)", _("credit note"));
  if (*kid != '\0')
    g_print ("  KID %s", kid);
  if (*lacks != '\0')
    {
      g_autofree char *told = g_strdup_printf (_("without %s"), lacks);

      g_print ("  – %s", told);
    }
  g_print ("\n");
}

static void
print_text (const SekInvoices *invoices, gboolean issued)
{
  g_autofree char *sum = dup_amount (sek_invoices_get_sum (invoices)),
                  *words = sek_lacks_dup_words (invoices->lacks, sek_program_language ());
  guint n = invoices->invoices->len, lacking = sek_invoices_count (invoices, SEK_LACKS_TO_SEND);
  g_autofree char *count = sek_number_format_count (n), *some = sek_number_format_count (lacking);
  g_autofree char *told = sek_fill (g_dngettext (GETTEXT_PACKAGE, "%s invoice", "%s invoices", n), count, NULL);

  for (guint i = 0; i < n; i++)
    print_line (invoices->invoices->pdata[i]);
  if (issued)
    g_print (_("Issued for %d, run %d: %s, %s."), invoices->year, invoices->number, told, sum);
  else
    g_print (_("To issue for %d, run %d: %s, %s."), invoices->year, invoices->number, told, sum);
  g_print ("\n");
  if (lacking > 0 && !issued)
    {
      g_autofree char *cannot = sek_fill (g_dngettext (GETTEXT_PACKAGE, "%s invoice cannot be sent as it is.",
                                                       "%s invoices cannot be sent as they are.", lacking),
                                          some, NULL);

      g_print ("%s\n", cannot);
    }
  if (*words != '\0' && !issued)
    {
      g_print (_("Missing for all: %s."), words);
      g_print ("\n");
    }
}

static void
add_lacks (JsonBuilder *builder, SekLacks lacks)
{
  json_builder_set_member_name (builder, "lacks");
  json_builder_begin_array (builder);
  for (guint bit = 1; bit <= SEK_LACKS_DECISION; bit <<= 1)
    if ((lacks & bit) != 0)
      json_builder_add_string_value (builder, sek_lacks_get_id (bit));
  json_builder_end_array (builder);
}

static void
add_invoice (JsonBuilder *builder, const SekInvoices *invoices, const SekInvoice *invoice)
{
  const SekFeeRate *rate = sek_invoices_get_rate (invoices, invoice);

  json_builder_begin_object (builder);
  sek_cli_json_add_integer (builder, "invoice", invoice->invoice);
  sek_cli_json_add_integer (builder, "type", sek_invoice_get_type (invoice));
  sek_cli_json_add_text (builder, "number", invoice->number);
  sek_cli_json_add_text (builder, "name", invoice->name);
  sek_cli_json_add_text (builder, "kind", sek_kind_get_choice_id (SEK_FIELD (member, kind), invoice->kind));
  sek_cli_json_add_figure (builder, "persons", invoice->persons, 0);
  sek_cli_json_add_figure (builder, "rate", rate != NULL ? rate->rate : SEK_NONE, 2);
  sek_cli_json_add_figure (builder, "base", rate != NULL ? rate->base : SEK_NONE, 2);
  sek_cli_json_add_figure (builder, "fee", invoice->fee, 2);
  sek_cli_json_add_figure (builder, "before", invoice->before, 2);
  sek_cli_json_add_figure (builder, "amount", invoice->amount, 2);
  sek_cli_json_add_text (builder, "kid", *invoice->kid != '\0' ? invoice->kid : NULL);
  sek_cli_json_add_text (builder, "reference", *invoice->reference != '\0' ? invoice->reference : NULL);
  sek_cli_json_add_text (builder, "contact", *invoice->contact != '\0' ? invoice->contact : NULL);
  sek_cli_json_add_integer (builder, "corrects", invoice->corrects);
  add_lacks (builder, invoice->lacks);
  json_builder_end_object (builder);
}

static void
add_date (JsonBuilder *builder, const char *name, SekDate date)
{
  g_autofree char *iso = date != 0 ? sek_date_format (date, SEK_DATE_ISO, SEK_LANGUAGE_EN) : NULL;

  sek_cli_json_add_text (builder, name, iso);
}

static void
print_json (const SekInvoices *invoices, const SekFeeRun *run)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  sek_cli_json_add_integer (builder, "year", invoices->year);
  sek_cli_json_add_integer (builder, "run", invoices->number);
  json_builder_set_member_name (builder, "issued");
  json_builder_add_boolean_value (builder, run != NULL);
  add_date (builder, "issued_on", invoices->issued_on);
  add_date (builder, "due_on", invoices->due_on);
  sek_cli_json_add_text (builder, "digest", run != NULL ? run->digest : NULL);
  sek_cli_json_add_figure (builder, "sum", sek_invoices_get_sum (invoices), 2);
  add_lacks (builder, invoices->lacks);
  json_builder_set_member_name (builder, "invoices");
  json_builder_begin_array (builder);
  for (guint i = 0; i < invoices->invoices->len; i++)
    add_invoice (builder, invoices, invoices->invoices->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  sek_cli_json_print (builder);
}

/* --- the command -------------------------------------------------------------------------------------------------- */

/* NULL with error, and nothing is issued. */
static SekInvoices *
issue (SekDocument *document, int year, const SekRunChoice *choice, const Asked *asked, const SekFeeRun **run,
       GError **error)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new (SEK_ACTION_ISSUE);
  gint64 row;

  if (!sek_fee_run_propose (sek_document_get_register (document), year, choice, asked->incomplete, asked->note,
                            changeset, &row, error)
      || !sek_document_submit (document, changeset, error))
    return NULL;
  *run = sek_register_get_fee_run (sek_document_get_register (document), row);
  return sek_invoices_read (*run, error);
}

static gboolean
choose (SekDocument *document, const Asked *asked, GArray *anew, SekRunChoice *choice, GError **error)
{
  *choice = (SekRunChoice) { .issued_on = sek_date_today (), .anew = (const gint64 *) (gpointer) anew->data,
                             .n_anew = anew->len };
  return (asked->issued_on == NULL || sek_date_parse (asked->issued_on, &choice->issued_on, error))
         && (asked->due_on == NULL || sek_date_parse (asked->due_on, &choice->due_on, error));
}

int
sek_cli_fees (int argc, char **argv, GError **error)
{
  g_auto (Asked) asked = { 0 };
  const GOptionEntry entries[] = {
    { "issue", 0, 0, G_OPTION_ARG_NONE, &asked.issue, NULL, NULL },
    { "today", 0, 0, G_OPTION_ARG_STRING, &asked.issued_on, NULL, NULL },
    { "due", 0, 0, G_OPTION_ARG_STRING, &asked.due_on, NULL, NULL },
    { "note", 0, 0, G_OPTION_ARG_STRING, &asked.note, NULL, NULL },
    { "anew", 0, 0, G_OPTION_ARG_STRING_ARRAY, &asked.anew, NULL, NULL },
    { "incomplete", 0, 0, G_OPTION_ARG_NONE, &asked.incomplete, NULL, NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &asked.json, NULL, NULL },
    { NULL },
  };
  g_autoptr (SekDocument) document = NULL;
  g_autoptr (SekInvoices) invoices = NULL;
  g_autoptr (GArray) anew = NULL;
  g_auto (GStrv) texts = NULL;
  const SekFeeRun *run = NULL;
  SekRunChoice choice;
  int year;

  if (!sek_cli_parse (argc, argv, entries, 2, 2, SEK_CLI_FEES_USAGE, &texts, error)
      || !sek_cli_parse_year (texts[1], &year, error))
    return SEK_EXIT_REFUSED;
  document = asked.issue ? sek_cli_open_to_write (texts[0], error)
                         : sek_document_open (texts[0], SEK_DOCUMENT_READ_ONLY, error);
  anew = document != NULL ? find_members (sek_document_get_register (document), asked.anew, error) : NULL;
  if (anew == NULL || !choose (document, &asked, anew, &choice, error))
    return SEK_EXIT_REFUSED;
  invoices = asked.issue ? issue (document, year, &choice, &asked, &run, error)
                         : sek_invoices_prepare (sek_document_get_register (document), year, &choice, error);
  if (invoices == NULL)
    return SEK_EXIT_REFUSED;
  if (asked.json)
    print_json (invoices, run);
  else
    print_text (invoices, run != NULL);
  return run == NULL && (invoices->lacks != 0 || sek_invoices_count (invoices, SEK_LACKS_TO_SEND) > 0) ? SEK_EXIT_FOUND
                                                                                                       : SEK_EXIT_DONE;
}
