/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-report-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-error.h"
#include "sek-fee-run.h"
#include "sek-seal.h"

/* A fee run as two tables: what was issued, for the accounts, and the basis of the invoices, for whoever sends them. A
 * run is read from what was issued; before anything is, the first one shows what would be, and says so. */

typedef struct
{
  SekInvoices *invoices;
  const char  *kinds[2];     /* «faktura» and «kreditnota» */
  char        *description;  /* of a line: «Kontingent 2023» */
  SekLanguage  language;
  int         *places;       /* one a column of all there could be; -1 for one that is not there */
} Run;

static void
free_run (gpointer data)
{
  Run *run = data;

  sek_invoices_free (run->invoices);
  g_free (run->description);
  g_free (run->places);
  g_free (run);
}

/* The run that is shown: the one that was chosen, else the last of the year, else what would be issued. NULL with
 * error. */
static SekInvoices *
get_invoices (SekReport *self, const SekFeeRun **run, GError **error)
{
  SekRegister *reg = self->data.reg;
  g_autoptr (GArray) runs = sek_fee_runs_of (reg, self->options.year);

  *run = NULL;
  if (self->options.run != 0)
    *run = sek_fee_run_find (reg, self->options.year, self->options.run);
  else if (runs->len > 0)
    *run = sek_register_get_fee_run (reg, g_array_index (runs, gint64, runs->len - 1));
  if (*run != NULL)
    return sek_invoices_read (*run, error);
  if (self->options.run == 0)
    return sek_invoices_prepare (reg, self->options.year, &(SekRunChoice) { .issued_on = self->data.today }, error);
  g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND,
               _("Nothing was issued for %d in run %d. Name another run or year."), self->options.year,
               self->options.run);
  return NULL;
}

gboolean
_sek_report_check_run (SekReport *self, gboolean must_be_issued, GError **error)
{
  const SekFeeRun *run;
  g_autoptr (SekInvoices) invoices = get_invoices (self, &run, error);

  if (invoices == NULL)
    return FALSE;
  if (run != NULL || !must_be_issued)
    return TRUE;
  g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND,
               _("The table “%s” is of what was issued, and nothing was for %d. Issue the fees first."),
               sek_table_get_id (SEK_TABLE_INVOICES), self->options.year);
  return FALSE;
}

/* «Fakturert 2.1.2023 · 3f9a 22c1», «Ikke fakturert» */
static char *
dup_status (SekReport *self, const SekInvoices *invoices, const SekFeeRun *run)
{
  static const SekWord issued = { { "Fakturert %s · %s", "Fakturert %s · %s", "Issued on %s · %s" } },
                       not_issued = { { "Ikke fakturert", "Ikkje fakturert", "Not issued" } };
  g_autofree char *day = NULL, *digest = NULL;

  if (run == NULL)
    return g_strdup (_sek_report_text (self, &not_issued));
  day = sek_date_format (invoices->issued_on, SEK_DATE_TOLD, self->options.language);
  digest = sek_digest_dup_short (run->digest);
  return sek_fill (_sek_report_text (self, &issued), day, digest, NULL);
}

static SekSheet *
add_sheet (SekReport *self, SekBook *book, SekTableId table, const SekWord *caption, Run *data, const SekFeeRun *run)
{
  g_autofree char *year = g_strdup_printf ("%d", data->invoices->year),
                  *number = g_strdup_printf ("%d", data->invoices->number),
                  *title = sek_fill (_sek_report_text (self, caption), year, number, NULL),
                  *status = dup_status (self, data->invoices, run);
  SekSheet *sheet = _sek_report_add_sheet (self, book, table, title, SEK_KRONE, 0, 2, TRUE);

  sek_sheet_set_status_line (sheet, status);
  return sheet;
}

typedef struct
{
  const char *key;
  SekWord     head;
  SekCellKind kind;
} Column;

/* Adds those of the columns that are wanted, and remembers their places. */
static void
add_columns (SekReport *self, SekSheet *sheet, Run *data, const Column *columns, guint n, const gboolean *wanted)
{
  data->places = g_new (int, n);
  for (guint i = 0; i < n; i++)
    data->places[i] = !wanted[i] ? -1
                                 : sek_sheet_add_column (sheet, &(SekSheetColumn) {
                                                                    .key = columns[i].key,
                                                                    .head = _sek_report_text (self, &columns[i].head),
                                                                    .kind = columns[i].kind,
                                                                    .unit = SEK_KRONE });
}

static void
set (SekSheetRow *row, const Run *data, int column, SekValue value)
{
  if (data->places[column] >= 0)
    sek_sheet_row_set (row, data->places[column], value);
}

static SekValue
text_or_blank (const char *text)
{
  return text != NULL && *text != '\0' ? SEK_TEXT (text) : SEK_BLANK;
}

static void
add_fact (SekReport *self, SekSheet *sheet, const char *key, const SekWord *label, int column, SekCellKind kind,
          SekValue value)
{
  SekSheetRow *row = sek_sheet_add_row (sheet, key, SEK_ROW_FACT);

  sek_sheet_row_set_as (row, 0, SEK_CELL_TEXT, SEK_TEXT (_sek_report_text (self, label)));
  sek_sheet_row_set_as (row, column, kind, value);
}

static void
add_dates (SekReport *self, SekSheet *sheet, const Run *data, int column)
{
  static const SekWord issued = { { "Fakturadato", "Fakturadato", "Invoice date" } },
                       due = { { "Forfall", "Forfall", "Due date" } },
                       account = { { "Kontonummer", "Kontonummer", "Bank account" } };

  add_fact (self, sheet, "issued", &issued, column, SEK_CELL_DATE, SEK_INTEGER (data->invoices->issued_on));
  if (data->invoices->due_on != 0)
    add_fact (self, sheet, "due", &due, column, SEK_CELL_DATE, SEK_INTEGER (data->invoices->due_on));
  if (*data->invoices->account != '\0')
    add_fact (self, sheet, "account", &account, column, SEK_CELL_CODE, SEK_TEXT (data->invoices->account));
}

/* --- what was issued ---------------------------------------------------------------------------------------------- */

enum
{
  NUMBER, NAME, INVOICE, TYPE, PERSONS, RATE, BASE, FEE, BEFORE, AMOUNT, KID, REFERENCE, CONTACT, LACKS, N_ISSUED
};

static const Column issued_columns[N_ISSUED] = {
  { "number", { { "Nr.", "Nr.", "No." } }, SEK_CELL_CODE },
  { "name", { { "Medlem", "Medlem", "Member" } }, SEK_CELL_TEXT },
  { "invoice", { { "Faktura", "Faktura", "Invoice" } }, SEK_CELL_CODE },
  { "type", { { "Type", "Type", "Type" } }, SEK_CELL_TEXT },
  { "persons", { { "Folketall", "Folketal", "Population" } }, SEK_CELL_COUNT },
  { "rate", { { "Sats, kr", "Sats, kr", "Rate, kr" } }, SEK_CELL_RATE },
  { "base", { { "Grunnbeløp, kr", "Grunnbeløp, kr", "Base amount, kr" } }, SEK_CELL_AMOUNT },
  { "fee", { { "Kontingent, kr", "Kontingent, kr", "Fee, kr" } }, SEK_CELL_AMOUNT },
  { "before", { { "Fakturert før, kr", "Fakturert før, kr", "Issued before, kr" } }, SEK_CELL_AMOUNT },
  { "amount", { { "Beløp, kr", "Beløp, kr", "Amount, kr" } }, SEK_CELL_AMOUNT },
  { "kid", { { "KID", "KID", "KID" } }, SEK_CELL_CODE },
  { "reference", { { "Fakturareferanse", "Fakturareferanse", "Invoice reference" } }, SEK_CELL_CODE },
  { "contact", { { "Fakturakontakt", "Fakturakontakt", "Contact for invoices" } }, SEK_CELL_TEXT },
  { "lacks", { { "Mangler", "Manglar", "Missing" } }, SEK_CELL_TEXT },
};

static void
fill_issued (SekSheetRow *row, guint index, gpointer user_data)
{
  Run *data = user_data;
  const SekInvoice *invoice = data->invoices->invoices->pdata[index];
  const SekFeeRate *rate = sek_invoices_get_rate (data->invoices, invoice);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, invoice->invoice),
                  *lacks = sek_lacks_dup_words (invoice->lacks, data->language);
  gboolean by_rate = rate != NULL && rate->model == SEK_FEE_MODEL_RATE;

  set (row, data, NUMBER, text_or_blank (invoice->number));
  set (row, data, NAME, SEK_TEXT (invoice->name));
  set (row, data, INVOICE, invoice->invoice != 0 ? SEK_TEXT (number) : SEK_BLANK);
  set (row, data, TYPE, SEK_TEXT (data->kinds[sek_invoice_get_type (invoice) - 380]));
  set (row, data, PERSONS, _sek_report_value (invoice->persons));
  set (row, data, RATE, by_rate ? _sek_report_value (rate->rate) : SEK_BLANK);
  set (row, data, BASE, by_rate ? _sek_report_value (rate->base) : SEK_BLANK);
  set (row, data, FEE, _sek_report_value (invoice->fee));
  set (row, data, BEFORE, SEK_INTEGER (invoice->before));
  set (row, data, AMOUNT, _sek_report_value (invoice->amount));
  set (row, data, KID, text_or_blank (invoice->kid));
  set (row, data, REFERENCE, text_or_blank (invoice->reference));
  set (row, data, CONTACT, text_or_blank (invoice->contact));
  set (row, data, LACKS, text_or_blank (lacks));
}

/* Columns that would be blank, or the same as another, are left out. */
static void
choose_issued (const Run *data, gboolean is_issued, gboolean wanted[N_ISSUED])
{
  gboolean always[] = { [NUMBER] = TRUE, [NAME] = TRUE, [AMOUNT] = TRUE };

  memset (wanted, 0, N_ISSUED * sizeof *wanted);
  for (guint i = 0; i < G_N_ELEMENTS (always); i++)
    wanted[i] = always[i];
  for (guint i = 0; i < data->invoices->invoices->len; i++)
    {
      const SekInvoice *invoice = data->invoices->invoices->pdata[i];
      const SekFeeRate *rate = sek_invoices_get_rate (data->invoices, invoice);
      gboolean by_rate = rate != NULL && rate->model == SEK_FEE_MODEL_RATE;

      wanted[TYPE] |= invoice->amount != SEK_NONE && invoice->amount < 0;
      wanted[PERSONS] |= invoice->persons != SEK_NONE;
      wanted[RATE] |= by_rate && rate->rate != SEK_NONE;
      wanted[BASE] |= by_rate && rate->base != SEK_NONE && rate->base != 0;
      wanted[BEFORE] |= invoice->before != 0;
      wanted[KID] |= *invoice->kid != '\0';
      wanted[REFERENCE] |= *invoice->reference != '\0';
      wanted[CONTACT] |= *invoice->contact != '\0';
      wanted[LACKS] |= !is_issued && invoice->lacks != 0;
    }
  /* Until they are issued, invoices have no numbers. */
  wanted[INVOICE] = is_issued;
  wanted[FEE] = wanted[BEFORE];
}

static void
add_issued_total (SekReport *self, SekSheet *sheet, const Run *data)
{
  SekSheetRow *row = sek_sheet_add_row (sheet, "total", SEK_ROW_SUM);
  gint64 sum = sek_invoices_get_sum (data->invoices);

  sek_sheet_row_set (row, NAME, SEK_TEXT (_sek_report_text (self, &_sek_report_total_word)));
  if (data->invoices->invoices->len == 0 || sum == SEK_NONE)
    return;
  sek_sheet_row_set (row, data->places[AMOUNT], SEK_INTEGER (sum));
  sek_sheet_row_set_expr (row, data->places[AMOUNT],
                          sek_expr_call (SEK_FUNCTION_SUBTOTAL, sek_expr_data (NULL, "amount"), NULL));
}

static void
add_rate_notes (SekReport *self, SekSheet *sheet, const Run *data)
{
  static const SekWord words[SEK_N_MEMBER_KINDS] = {
    { { "Kontingent for kommuner: %s.", "Kontingent for kommunar: %s.", "Fee for municipalities: %s." } },
    { { "Kontingent for fylkeskommuner: %s.", "Kontingent for fylkeskommunar: %s.", "Fee for counties: %s." } },
    { { "Kontingent for regionråd: %s.", "Kontingent for regionråd: %s.", "Fee for regional councils: %s." } },
  };

  for (int kind = 0; kind < SEK_N_MEMBER_KINDS; kind++)
    {
      const SekFeeRate *rate = sek_fees_get_rate (data->invoices->rates, data->invoices->year, kind);
      g_autofree char *text = rate != NULL ? sek_fee_rate_dup_text (rate, self->options.language) : NULL, *note = NULL;

      if (text == NULL || *text == '\0')
        continue;
      note = _sek_report_dup_text (self, &words[kind], text);
      sek_sheet_add_note (sheet, note);
    }
}

static void
add_lack_note (SekReport *self, SekSheet *sheet, const Run *data)
{
  static const SekWord lacking = { { "Mangler for alle: %s.", "Manglar for alle: %s.", "Missing for all: %s." } };
  g_autofree char *words = sek_lacks_dup_words (data->invoices->lacks, self->options.language),
                  *note = _sek_report_dup_text (self, &lacking, words);

  if (*words != '\0')
    sek_sheet_add_note (sheet, note);
}

static Run *
new_run (SekReport *self, const SekFeeRun **run)
{
  static const SekWord kinds[2] = { { { "faktura", "faktura", "invoice" } },
                                    { { "kreditnota", "kreditnota", "credit note" } } },
                       line = { { "Kontingent %s", "Kontingent %s", "Fee for %s" } };
  Run *data = g_new0 (Run, 1);

  data->invoices = get_invoices (self, run, NULL);
  if (data->invoices == NULL)
    {
      /* Whether there is any was asked before (_sek_report_check_run()). */
      g_free (data);
      return NULL;
    }
  data->language = self->options.language;
  for (int i = 0; i < 2; i++)
    data->kinds[i] = _sek_report_text (self, &kinds[i]);
  data->description = _sek_report_dup_year (self, &line, data->invoices->year);
  return data;
}

void
_sek_report_add_fee_run (SekReport *self, SekBook *book)
{
  static const SekWord caption = { { "Fakturakjøring %s, kjøring %s", "Fakturakøyring %s, køyring %s",
                                     "Fee run %s, run %s" } },
                       stays = { { "Etter fakturering endres ingen linje; en rettelse blir ny faktura eller "
                                   "kreditnota.",
                                   "Etter fakturering blir inga linje endra; ei retting blir ny faktura eller "
                                   "kreditnota.",
                                   "Once issued no line changes; a correction is another invoice or a credit note." } };
  const SekFeeRun *run;
  Run *data = new_run (self, &run);
  gboolean wanted[N_ISSUED];
  SekSheet *sheet;

  if (data == NULL)
    return;
  sheet = add_sheet (self, book, SEK_TABLE_FEE_RUN, &caption, data, run);
  choose_issued (data, run != NULL, wanted);
  add_columns (self, sheet, data, issued_columns, N_ISSUED, wanted);
  add_dates (self, sheet, data, data->places[AMOUNT]);
  add_rate_notes (self, sheet, data);
  sek_sheet_set_row_func (sheet, data->invoices->invoices->len, fill_issued, data, free_run);
  add_issued_total (self, sheet, data);
  if (run == NULL)
    add_lack_note (self, sheet, data);
  else if (run->note != NULL)
    sek_sheet_add_note (sheet, run->note);
  sek_sheet_add_note (sheet, _sek_report_text (self, &stays));
}

/* --- the basis of the invoices ------------------------------------------------------------------------------------ */

/* The fields of Peppol BIS Billing 3 that an invoice of a fee has, with their business terms (BT) in the keys. */
enum
{
  B_NUMBER, B_ISSUED, B_TYPE, B_CURRENCY, B_DUE, B_REFERENCE, B_CORRECTS, B_NAME, B_ORG, B_ENDPOINT, B_ADDRESS,
  B_EMAIL, B_MEANS, B_KID, B_ACCOUNT, B_WHAT, B_QUANTITY, B_PRICE, B_AMOUNT, B_VAT, B_VAT_RATE, B_VAT_AMOUNT,
  B_PAYABLE, N_BASIS
};

static const Column basis_columns[N_BASIS] = {
  { "bt1", { { "Faktura", "Faktura", "Invoice" } }, SEK_CELL_CODE },
  { "bt2", { { "Dato", "Dato", "Date" } }, SEK_CELL_DATE },
  { "bt3", { { "Type", "Type", "Type" } }, SEK_CELL_CODE },
  { "bt5", { { "Valuta", "Valuta", "Currency" } }, SEK_CELL_CODE },
  { "bt9", { { "Forfall", "Forfall", "Due date" } }, SEK_CELL_DATE },
  { "bt10", { { "Referanse", "Referanse", "Buyer reference" } }, SEK_CELL_CODE },
  { "bt25", { { "Gjelder faktura", "Gjeld faktura", "Preceding invoice" } }, SEK_CELL_CODE },
  { "bt44", { { "Kjøper", "Kjøpar", "Buyer" } }, SEK_CELL_TEXT },
  { "bt47", { { "Org.nr.", "Org.nr.", "Organisation number" } }, SEK_CELL_CODE },
  { "bt49", { { "EHF-adresse", "EHF-adresse", "Endpoint" } }, SEK_CELL_CODE },
  { "bt50", { { "Adresse", "Adresse", "Address" } }, SEK_CELL_TEXT },
  { "bt58", { { "E-post", "E-post", "E-mail" } }, SEK_CELL_TEXT },
  { "bt81", { { "Betaling", "Betaling", "Payment means" } }, SEK_CELL_CODE },
  { "bt83", { { "KID", "KID", "KID" } }, SEK_CELL_CODE },
  { "bt84", { { "Konto", "Konto", "Account" } }, SEK_CELL_CODE },
  { "bt153", { { "Tekst", "Tekst", "Description" } }, SEK_CELL_TEXT },
  { "bt129", { { "Antall", "Antal", "Quantity" } }, SEK_CELL_COUNT },
  { "bt146", { { "Pris, kr", "Pris, kr", "Price, kr" } }, SEK_CELL_AMOUNT },
  { "bt131", { { "Beløp, kr", "Beløp, kr", "Amount, kr" } }, SEK_CELL_AMOUNT },
  { "bt151", { { "Mva", "Mva", "VAT" } }, SEK_CELL_CODE },
  { "bt152", { { "Mva-sats", "Mva-sats", "VAT rate" } }, SEK_CELL_PERCENT },
  { "bt117", { { "Mva-beløp, kr", "Mva-beløp, kr", "VAT amount, kr" } }, SEK_CELL_AMOUNT },
  { "bt115", { { "Å betale, kr", "Å betale, kr", "Payable, kr" } }, SEK_CELL_AMOUNT },
};

/* The standard rate of Norwegian value added tax, per cent (merverdiavgiftsvedtaket § 2). */
#define VAT_RATE 25

static gint64
get_vat (const SekInvoices *invoices, gint64 amount)
{
  return invoices->vat == SEK_VAT_STANDARD ? sek_money_divide (amount * VAT_RATE, 100) : 0;
}

static void
fill_parties (SekSheetRow *row, const Run *data, const SekInvoice *invoice)
{
  g_autofree char *endpoint = *invoice->org_number != '\0' ? g_strconcat ("0192:", invoice->org_number, NULL) : NULL;

  set (row, data, B_NAME, SEK_TEXT (invoice->name));
  set (row, data, B_ORG, text_or_blank (invoice->org_number));
  set (row, data, B_ENDPOINT, text_or_blank (endpoint));
  set (row, data, B_ADDRESS, text_or_blank (invoice->address));
  set (row, data, B_EMAIL, text_or_blank (invoice->email));
}

/* The amounts of a credit note are above 0: its type says which way they go. */
static void
fill_amounts (SekSheetRow *row, const Run *data, const SekInvoice *invoice)
{
  gint64 amount = invoice->amount == SEK_NONE ? SEK_NONE : ABS (invoice->amount), vat;

  set (row, data, B_VAT, SEK_TEXT (sek_kind_get_choice_id (SEK_FIELD (organisation, vat), data->invoices->vat)));
  if (amount == SEK_NONE)
    return;
  vat = get_vat (data->invoices, amount);
  set (row, data, B_QUANTITY, SEK_INTEGER (1));
  set (row, data, B_PRICE, SEK_INTEGER (amount));
  set (row, data, B_AMOUNT, SEK_INTEGER (amount));
  if (data->places[B_VAT_RATE] >= 0)
    sek_sheet_row_set_percent (row, data->places[B_VAT_RATE], VAT_RATE, 100);
  set (row, data, B_VAT_AMOUNT, SEK_INTEGER (vat));
  set (row, data, B_PAYABLE, SEK_INTEGER (amount + vat));
}

static void
fill_basis (SekSheetRow *row, guint index, gpointer user_data)
{
  Run *data = user_data;
  const SekInvoice *invoice = data->invoices->invoices->pdata[index];
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, invoice->invoice),
                  *corrects = g_strdup_printf ("%" G_GINT64_FORMAT, invoice->corrects),
                  *type = g_strdup_printf ("%d", sek_invoice_get_type (invoice));

  set (row, data, B_NUMBER, invoice->invoice != 0 ? SEK_TEXT (number) : SEK_BLANK);
  set (row, data, B_ISSUED, SEK_INTEGER (data->invoices->issued_on));
  set (row, data, B_TYPE, SEK_TEXT (type));
  set (row, data, B_CURRENCY, SEK_TEXT ("NOK"));
  set (row, data, B_DUE, data->invoices->due_on != 0 ? SEK_INTEGER (data->invoices->due_on) : SEK_BLANK);
  set (row, data, B_REFERENCE, text_or_blank (invoice->reference));
  set (row, data, B_CORRECTS, invoice->corrects != 0 ? SEK_TEXT (corrects) : SEK_BLANK);
  fill_parties (row, data, invoice);
  /* 30: a transfer to an account (UNCL 4461). */
  set (row, data, B_MEANS, SEK_TEXT ("30"));
  set (row, data, B_KID, text_or_blank (invoice->kid));
  set (row, data, B_ACCOUNT, text_or_blank (data->invoices->account));
  set (row, data, B_WHAT, SEK_TEXT (data->description));
  fill_amounts (row, data, invoice);
}

static void
add_basis_notes (SekReport *self, SekSheet *sheet)
{
  static const SekWord notes[] = {
    { { "Type 380 er faktura, 381 kreditnota; beløpene i en kreditnota er positive.",
        "Type 380 er faktura, 381 kreditnota; beløpa i ein kreditnota er positive.",
        "Type 380 is an invoice, 381 a credit note; the amounts of a credit note are positive." } },
    { { "EHF-adressen er organisasjonsnummeret i ELMA (0192). Betaling 30 er overføring til konto.",
        "EHF-adressa er organisasjonsnummeret i ELMA (0192). Betaling 30 er overføring til konto.",
        "The endpoint is the organisation number (0192). Payment means 30 is a transfer to an account." } },
    { { "Mva-kategori O er utenfor avgiftsområdet.", "Mva-kategori O er utanfor avgiftsområdet.",
        "VAT category O is outside the scope of VAT." } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    sek_sheet_add_note (sheet, _sek_report_text (self, &notes[i]));
}

void
_sek_report_add_invoices (SekReport *self, SekBook *book)
{
  static const SekWord caption = { { "Fakturagrunnlag %s, kjøring %s", "Fakturagrunnlag %s, køyring %s",
                                     "Invoice basis %s, run %s" } },
                       seller = { { "Selger", "Seljar", "Seller" } },
                       seller_id = { { "Organisasjonsnummer", "Organisasjonsnummer", "Organisation number" } };
  const SekFeeRun *run;
  Run *data = new_run (self, &run);
  gboolean wanted[N_BASIS];
  SekSheet *sheet;

  if (data == NULL)
    return;
  sheet = add_sheet (self, book, SEK_TABLE_INVOICES, &caption, data, run);
  for (int i = 0; i < N_BASIS; i++)
    wanted[i] = TRUE;
  wanted[B_VAT_RATE] = wanted[B_VAT_AMOUNT] = wanted[B_PAYABLE] = data->invoices->vat == SEK_VAT_STANDARD;
  add_columns (self, sheet, data, basis_columns, N_BASIS, wanted);
  add_fact (self, sheet, "seller", &seller, data->places[B_WHAT], SEK_CELL_TEXT, text_or_blank (data->invoices->name));
  add_fact (self, sheet, "seller-id", &seller_id, data->places[B_WHAT], SEK_CELL_CODE,
            text_or_blank (data->invoices->org_number));
  sek_sheet_set_row_func (sheet, data->invoices->invoices->len, fill_basis, data, free_run);
  add_basis_notes (self, sheet);
}
