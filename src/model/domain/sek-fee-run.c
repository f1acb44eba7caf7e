/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-fee-run.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-canonical.h"
#include "sek-error.h"
#include "sek-fee-run-private.h"
#include "sek-money.h"
#include "sek-register-private.h"

/* A run as text, and what was issued. */

#define HEAD "issued_fees"
#define INVOICES "invoice"

/* Many small texts that go at once. */
#define TEXTS_AT_A_TIME 4096

SekInvoices *
_sek_invoices_new (void)
{
  SekInvoices *self = g_new0 (SekInvoices, 1);

  self->invoices = g_ptr_array_new_with_free_func (g_free);
  self->texts = g_string_chunk_new (TEXTS_AT_A_TIME);
  return self;
}

void
sek_invoices_free (SekInvoices *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->rates, sek_register_unref);
  g_ptr_array_unref (self->invoices);
  g_string_chunk_free (self->texts);
  g_free (self);
}

const char *
_sek_invoices_keep (SekInvoices *self, const char *text)
{
  return text != NULL && *text != '\0' ? g_string_chunk_insert (self->texts, text) : "";
}

int
sek_invoice_get_type (const SekInvoice *invoice)
{
  return invoice->amount != SEK_NONE && invoice->amount < 0 ? 381 : 380;
}

gint64
sek_invoices_get_sum (const SekInvoices *self)
{
  gint64 sum = 0;

  for (guint i = 0; i < self->invoices->len; i++)
    {
      const SekInvoice *invoice = self->invoices->pdata[i];

      if (invoice->amount != SEK_NONE && !sek_money_add (sum, invoice->amount, &sum, NULL))
        return SEK_NONE;
    }
  return sum;
}

const SekFeeRate *
sek_invoices_get_rate (const SekInvoices *self, const SekInvoice *invoice)
{
  return sek_fees_get_rate (self->rates, self->year, invoice->kind);
}

/* --- as text ------------------------------------------------------------------------------------------------------ */

static const struct
{
  const char *name;
  gsize       offset;
  gboolean    is_text;
} columns[] = {
#define NUMBER(field) { #field, G_STRUCT_OFFSET (SekInvoice, field), FALSE }
#define TEXT(field) { #field, G_STRUCT_OFFSET (SekInvoice, field), TRUE }
  NUMBER (member), NUMBER (kind), TEXT (number), TEXT (name), TEXT (org_number), NUMBER (invoice), NUMBER (corrects),
  NUMBER (persons), NUMBER (fee), NUMBER (before), NUMBER (amount), TEXT (kid), TEXT (reference), TEXT (contact),
  TEXT (email), TEXT (address),
#undef TEXT
#undef NUMBER
};

static SekValue
get_value (const SekInvoice *invoice, guint column)
{
  if (columns[column].is_text)
    {
      const char *text = G_STRUCT_MEMBER (const char *, invoice, columns[column].offset);

      return text != NULL && *text != '\0' ? SEK_TEXT (text) : SEK_BLANK;
    }
  else
    {
      gint64 number = G_STRUCT_MEMBER (gint64, invoice, columns[column].offset);

      return number == SEK_NONE ? SEK_BLANK : SEK_INTEGER (number);
    }
}

static void
append_cell (GString *text, SekValue value)
{
  g_string_append_c (text, '\t');
  if (value.type != SEK_VALUE_BLANK)
    sek_canonical_append_any (text, &value);
}

static SekValue
text_or_blank (const char *text)
{
  return text != NULL && *text != '\0' ? SEK_TEXT (text) : SEK_BLANK;
}

char *
_sek_invoices_dup_copy (const SekInvoices *self)
{
  GString *text = g_string_new ("[" HEAD "]\nid\tform\tyear\tnumber\tissued_on\tdue_on\tissued_at\tname\torg_number\t"
                                "account\tvat\n1");

  append_cell (text, SEK_INTEGER (_SEK_FEE_RUN_FORM));
  append_cell (text, SEK_INTEGER (self->year));
  append_cell (text, SEK_INTEGER (self->number));
  append_cell (text, SEK_INTEGER (self->issued_on));
  append_cell (text, self->due_on != 0 ? SEK_INTEGER (self->due_on) : SEK_BLANK);
  append_cell (text, text_or_blank (self->issued_at));
  append_cell (text, text_or_blank (self->name));
  append_cell (text, text_or_blank (self->org_number));
  append_cell (text, text_or_blank (self->account));
  append_cell (text, SEK_INTEGER (self->vat));
  g_string_append_c (text, '\n');
  sek_canonical_append (text, self->rates, SEK_FEE_RATE, NULL, 0, NULL, 0);
  g_string_append (text, "\n[" INVOICES "]\nid");
  for (guint c = 0; c < G_N_ELEMENTS (columns); c++)
    g_string_append_printf (text, "\t%s", columns[c].name);
  g_string_append_c (text, '\n');
  for (guint i = 0; i < self->invoices->len; i++)
    {
      g_string_append_printf (text, "%u", i + 1);
      for (guint c = 0; c < G_N_ELEMENTS (columns); c++)
        append_cell (text, get_value (self->invoices->pdata[i], c));
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

/* --- read again --------------------------------------------------------------------------------------------------- */

static int
find_column (const SekCanonicalReader *reader, const char *name)
{
  for (guint c = 0; c < reader->columns->len; c++)
    if (g_str_equal (reader->columns->pdata[c], name))
      return (int) c;
  return -1;
}

static gboolean
read_cell (const SekCanonicalReader *reader, int column, GString *buffer, SekValue *value)
{
  g_string_truncate (buffer, 0);
  return column >= 0 && (guint) column < reader->cells->len
         && sek_canonical_cell_read_any (&g_array_index (reader->cells, SekCanonicalCell, column), buffer, value);
}

static gboolean
read_integer (const SekCanonicalReader *reader, int column, GString *buffer, gint64 *number)
{
  SekValue value;

  if (!read_cell (reader, column, buffer, &value) || value.type == SEK_VALUE_TEXT)
    return FALSE;
  *number = value.type == SEK_VALUE_INTEGER ? value.integer : SEK_NONE;
  return TRUE;
}

/* "" for blank. */
static gboolean
read_text (const SekCanonicalReader *reader, int column, GString *buffer, SekInvoices *self, const char **text)
{
  SekValue value;

  if (!read_cell (reader, column, buffer, &value) || value.type == SEK_VALUE_INTEGER)
    return FALSE;
  *text = _sek_invoices_keep (self, value.type == SEK_VALUE_TEXT ? value.text : NULL);
  return TRUE;
}

static gboolean
read_head (SekCanonicalReader *reader, SekInvoices *self, GString *buffer)
{
  gint64 form, year, number, issued_on, due_on;

  if (sek_canonical_reader_next (reader, NULL) != SEK_CANONICAL_BLOCK || g_strcmp0 (reader->block, HEAD) != 0
      || sek_canonical_reader_next (reader, NULL) != SEK_CANONICAL_ROW
      || !read_integer (reader, find_column (reader, "form"), buffer, &form) || form != _SEK_FEE_RUN_FORM
      || !read_integer (reader, find_column (reader, "year"), buffer, &year)
      || !read_integer (reader, find_column (reader, "number"), buffer, &number)
      || !read_integer (reader, find_column (reader, "issued_on"), buffer, &issued_on)
      || !read_integer (reader, find_column (reader, "due_on"), buffer, &due_on)
      || !read_integer (reader, find_column (reader, "vat"), buffer, &self->vat))
    return FALSE;
  self->year = (int) CLAMP (year, 0, 9999);
  self->number = (int) CLAMP (number, 0, G_MAXINT);
  self->issued_on = (SekDate) CLAMP (issued_on, 0, G_MAXINT);
  self->due_on = due_on == SEK_NONE ? 0 : (SekDate) CLAMP (due_on, 0, G_MAXINT);
  return sek_date_is_valid (self->issued_on) && (self->due_on == 0 || sek_date_is_valid (self->due_on))
         && self->vat >= 0 && self->vat <= SEK_VAT_STANDARD
         && read_text (reader, find_column (reader, "issued_at"), buffer, self, &self->issued_at)
         && read_text (reader, find_column (reader, "name"), buffer, self, &self->name)
         && read_text (reader, find_column (reader, "org_number"), buffer, self, &self->org_number)
         && read_text (reader, find_column (reader, "account"), buffer, self, &self->account);
}

static gboolean
is_within (gint64 value, gboolean may_be_blank)
{
  return value == SEK_NONE ? may_be_blank : value >= -_SEK_FEE_RUN_MOST && value <= _SEK_FEE_RUN_MOST;
}

/* at: where each column stands. */
static gboolean
read_invoice (const SekCanonicalReader *reader, const int *at, SekInvoices *self, SekInvoice *invoice, GString *buffer)
{
  for (guint c = 0; c < G_N_ELEMENTS (columns); c++)
    {
      gpointer field = G_STRUCT_MEMBER_P (invoice, columns[c].offset);

      if (!(columns[c].is_text ? read_text (reader, at[c], buffer, self, field)
                               : read_integer (reader, at[c], buffer, field)))
        return FALSE;
    }
  return is_within (invoice->amount, FALSE) && is_within (invoice->fee, TRUE) && is_within (invoice->before, FALSE)
         && invoice->kind >= 0 && invoice->kind < SEK_N_MEMBER_KINDS;
}

static gboolean
read_invoices (SekCanonicalReader *reader, SekInvoices *self, GString *buffer)
{
  SekCanonicalStep step;
  int at[G_N_ELEMENTS (columns)];

  if (g_strcmp0 (reader->block, INVOICES) != 0)
    return FALSE;
  for (guint c = 0; c < G_N_ELEMENTS (columns); c++)
    at[c] = find_column (reader, columns[c].name);
  while ((step = sek_canonical_reader_next (reader, NULL)) == SEK_CANONICAL_ROW)
    {
      SekInvoice *invoice = g_new0 (SekInvoice, 1);

      g_ptr_array_add (self->invoices, invoice);
      if (!read_invoice (reader, at, self, invoice, buffer))
        return FALSE;
    }
  return step == SEK_CANONICAL_END;
}

SekInvoices *
sek_invoices_read (const SekFeeRun *run, GError **error)
{
  g_auto (SekCanonicalReader) reader = { 0 };
  g_autoptr (SekInvoices) self = _sek_invoices_new ();
  g_autoptr (GString) buffer = g_string_new (NULL);

  sek_canonical_reader_init (&reader, run->copy, strlen (run->copy));
  if (read_head (&reader, self, buffer))
    self->rates = sek_canonical_reader_read_rows (&reader, SEK_CANONICAL_LENIENT, SEK_FEE_RATE, NULL);
  if (self->rates != NULL && read_invoices (&reader, self, buffer) && self->year == run->year
      && self->number == run->number && self->issued_on == run->issued_on)
    return g_steal_pointer (&self);
  g_set_error (error, SEK_ERROR, SEK_ERROR_DAMAGED,
               _("What was issued for %d in run %d cannot be read: it was changed outside of Sekretariat. Open a "
                 "backup of the register from before that."),
               (int) run->year, (int) run->number);
  return NULL;
}

/* --- runs --------------------------------------------------------------------------------------------------------- */

static int
compare_runs (gconstpointer a, gconstpointer b, gpointer reg)
{
  const SekFeeRun *p = sek_register_get_fee_run (reg, *(const gint64 *) a),
                  *q = sek_register_get_fee_run (reg, *(const gint64 *) b);

  if (p->year != q->year)
    return p->year < q->year ? -1 : 1;
  return p->number < q->number ? -1 : p->number > q->number;
}

GArray *
sek_fee_runs_of (SekRegister *reg, int year)
{
  GArray *runs = g_array_new (FALSE, FALSE, sizeof (gint64));
  SekTableIter iter;
  const SekFeeRun *run;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_FEE_RUN));
  while ((run = (const SekFeeRun *) sek_table_iter_next (&iter)) != NULL)
    if (year == 0 || run->year == year)
      g_array_append_val (runs, run->id);
  g_array_sort_with_data (runs, compare_runs, reg);
  return runs;
}

const SekFeeRun *
sek_fee_run_find (SekRegister *reg, int year, int number)
{
  g_autoptr (GArray) runs = sek_fee_runs_of (reg, year);

  for (guint i = 0; i < runs->len; i++)
    {
      const SekFeeRun *run = sek_register_get_fee_run (reg, g_array_index (runs, gint64, i));

      if (run->number == number)
        return run;
    }
  return NULL;
}

char *
sek_fee_run_dup_label (const SekFeeRun *run, SekLanguage language)
{
  static const SekWord label = { { "Kontingent %s, kjøring %s, %s", "Kontingent %s, køyring %s, %s",
                                   "Fees %s, run %s, %s" } };
  g_autofree char *year = g_strdup_printf ("%d", (int) run->year), *number = g_strdup_printf ("%d", (int) run->number),
                  *day = sek_date_format ((SekDate) run->issued_on, SEK_DATE_TOLD, language);

  return sek_fill (sek_word (&label, language), year, number, day, NULL);
}

/* --- what was issued, kept ---------------------------------------------------------------------------------------- */

/* A run is read and its digest worked out once, as long as the row has the same text. */
typedef struct
{
  char        *text;   /* the row's; referred to, so that no other text has its address */
  char        *digest;
  SekInvoices *issued; /* NULL when it cannot be read */
} Kept;

static void
free_kept (gpointer data)
{
  Kept *kept = data;

  g_ref_string_release (kept->text);
  g_free (kept->digest);
  g_clear_pointer (&kept->issued, sek_invoices_free);
  g_free (kept);
}

static Kept *
keep (SekRegister *reg, const SekFeeRun *run)
{
  Kept *kept;

  if (reg->runs == NULL)
    reg->runs = g_hash_table_new_full (NULL, NULL, NULL, free_kept);
  kept = g_hash_table_lookup (reg->runs, _sek_key (run->id));
  if (kept != NULL && kept->text == run->copy)
    return kept;
  kept = g_new0 (Kept, 1);
  kept->text = g_ref_string_acquire ((char *) run->copy);
  kept->issued = sek_invoices_read (run, NULL);
  g_hash_table_replace (reg->runs, _sek_key (run->id), kept);
  return kept;
}

const SekInvoices *
_sek_fee_run_get_nth (SekRegister *reg, GArray *runs, guint nth)
{
  return keep (reg, sek_register_get_fee_run (reg, g_array_index (runs, gint64, nth)))->issued;
}

gboolean
sek_fee_run_fits (SekRegister *reg, const SekFeeRun *run)
{
  Kept *kept = keep (reg, run);

  if (kept->digest == NULL)
    kept->digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, run->copy, -1);
  return kept->issued != NULL && g_str_equal (kept->digest, run->digest);
}

GHashTable *
_sek_fees_collect_issued (SekRegister *reg, int year)
{
  GHashTable *issued = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_autoptr (GArray) runs = sek_fee_runs_of (reg, year);

  for (guint r = 0; r < runs->len; r++)
    {
      const SekInvoices *of_run = _sek_fee_run_get_nth (reg, runs, r);

      for (guint i = 0; of_run != NULL && i < of_run->invoices->len; i++)
        {
          const SekInvoice *invoice = of_run->invoices->pdata[i];
          SekIssued *sum = g_hash_table_lookup (issued, _sek_key (invoice->member));

          if (sum == NULL)
            {
              sum = g_new0 (SekIssued, 1);
              g_hash_table_insert (issued, _sek_key (invoice->member), sum);
            }
          sum->amount += invoice->amount;
          sum->last = invoice;
          if (invoice->amount >= 0)
            sum->invoice = invoice->invoice;
        }
    }
  return issued;
}

gint64
sek_fees_issued_to (SekRegister *reg, gint64 member, int year)
{
  g_autoptr (GHashTable) issued = _sek_fees_collect_issued (reg, year);
  const SekIssued *sum = g_hash_table_lookup (issued, _sek_key (member));

  return sum != NULL ? sum->amount : 0;
}
