/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-run-model.h"

#include <glib/gi18n-lib.h>

#include "sek-kid.h"
#include "sek-money.h"
#include "sek-number.h"
#include "sek-table-model.h"

struct _SekRunModel
{
  GObject parent_instance;

  SekDocument *document;
  SekInvoices *invoices;
  char        *refusal;
  GArray      *rows;     /* guint: the invoices in view */
  int          year;
  int          run;      /* 0: what would be issued */
  gboolean     only_lacking;
  gboolean     has_before;
  gboolean     has_kid;
  gboolean     stale;    /* the register is another than what was worked out */
};

static void iface_init (SekGridModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SekRunModel, sek_run_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SEK_TYPE_GRID_MODEL, iface_init))

typedef enum
{
  NUMBER, NAME, PERSONS, FEE, BEFORE, AMOUNT, KID, REFERENCE, SENT, CONTACT, N_COLUMNS
} Column;

static void
forget (SekRunModel *self)
{
  g_clear_pointer (&self->invoices, sek_invoices_free);
  g_clear_pointer (&self->refusal, g_free);
  g_array_set_size (self->rows, 0);
}

static void
sek_run_model_finalize (GObject *object)
{
  SekRunModel *self = SEK_RUN_MODEL (object);

  forget (self);
  g_array_unref (self->rows);
  g_object_unref (self->document);
  G_OBJECT_CLASS (sek_run_model_parent_class)->finalize (object);
}

static void
sek_run_model_class_init (SekRunModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sek_run_model_finalize;
}

static void
sek_run_model_init (SekRunModel *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint));
  self->stale = TRUE;
}

static void
changed_cb (SekRunModel *self)
{
  self->stale = TRUE;
}

SekRunModel *
sek_run_model_new (SekDocument *document)
{
  SekRunModel *self = g_object_new (SEK_TYPE_RUN_MODEL, NULL);

  self->document = g_object_ref (document);
  g_signal_connect_object (document, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "reloaded", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

static void
find_rows (SekRunModel *self)
{
  self->has_before = self->has_kid = FALSE;
  for (guint i = 0; i < self->invoices->invoices->len; i++)
    {
      const SekInvoice *invoice = self->invoices->invoices->pdata[i];

      self->has_before |= invoice->before != 0;
      self->has_kid |= *invoice->kid != '\0' || (invoice->lacks & SEK_LACKS_KID) != 0;
      if (!self->only_lacking || (invoice->lacks & SEK_LACKS_TO_SEND) != 0)
        g_array_append_val (self->rows, i);
    }
}

void
sek_run_model_update (SekRunModel *self, int year, int run, gboolean only_lacking)
{
  SekRegister *reg = sek_document_get_register (self->document);
  const SekFeeRun *issued = run != 0 ? sek_fee_run_find (reg, year, run) : NULL;
  g_autoptr (GError) error = NULL;

  if (!self->stale && year == self->year && run == self->run && only_lacking == self->only_lacking)
    return;
  forget (self);
  self->stale = FALSE;
  self->year = year;
  self->run = run;
  self->only_lacking = only_lacking;
  self->invoices = issued != NULL
                       ? sek_invoices_read (issued, &error)
                       : sek_invoices_prepare (reg, year, &(SekRunChoice) { .issued_on = sek_date_today () }, &error);
  if (self->invoices != NULL)
    find_rows (self);
  else
    self->refusal = g_strdup (error->message);
  sek_grid_model_rows_changed (SEK_GRID_MODEL (self));
}

const SekInvoices *
sek_run_model_get (SekRunModel *self, const char **why)
{
  if (why != NULL)
    *why = self->refusal;
  return self->invoices;
}

gboolean
sek_run_model_is_issued (SekRunModel *self)
{
  return self->invoices != NULL && self->invoices->issued_at != NULL;
}

const SekInvoice *
sek_run_model_get_nth (SekRunModel *self, guint row)
{
  return row < self->rows->len ? self->invoices->invoices->pdata[g_array_index (self->rows, guint, row)] : NULL;
}

/* --- as a grid ---------------------------------------------------------------------------------------------------- */

/* Columns that would be blank are not there. */
static guint
list_columns (SekRunModel *self, Column *columns)
{
  const gboolean left_out[N_COLUMNS] = { [BEFORE] = !self->has_before, [FEE] = !self->has_before,
                                         [KID] = !self->has_kid };
  guint n = 0;

  for (int column = 0; column < N_COLUMNS; column++)
    if (!left_out[column])
      columns[n++] = (Column) column;
  return n;
}

static Column
get_place (SekRunModel *self, guint index)
{
  Column columns[N_COLUMNS];

  list_columns (self, columns);
  return columns[index];
}

static guint
get_n_rows (SekGridModel *model)
{
  return SEK_RUN_MODEL (model)->rows->len;
}

/* A member has one row, or, where it is issued anew, two that were issued. */
static gint64
get_row_id (SekGridModel *model, guint row)
{
  const SekInvoice *invoice = sek_run_model_get_nth (SEK_RUN_MODEL (model), row);

  return invoice == NULL ? 0 : sek_run_model_is_issued (SEK_RUN_MODEL (model)) ? invoice->invoice : invoice->member;
}

static guint
get_n_columns (SekGridModel *model)
{
  Column columns[N_COLUMNS];

  return list_columns (SEK_RUN_MODEL (model), columns);
}

static char *
dup_head (SekRunModel *self, Column column)
{
  g_autofree char *date = NULL;

  switch (column)
    {
    case NUMBER:
      return g_strdup (_("No."));
    case NAME:
      return g_strdup (_("Member"));
    case PERSONS:
      if (self->year == 0)
        return g_strdup (_("Population"));
      date = sek_date_format (sek_fees_basis_date (self->year), SEK_DATE_NUMERIC, SEK_LANGUAGE_NB);
      return g_strdup_printf ("%s\n%s", _("Population"), date);
    case FEE:
      return g_strdup_printf (_("Fee\n%d, kr"), self->year);
    case BEFORE:
      return g_strdup (_("Issued\nbefore, kr"));
    case AMOUNT:
      return self->has_before ? g_strdup (_("Amount\nkr")) : g_strdup_printf (_("Fee\n%d, kr"), self->year);
    case KID:
      return g_strdup ("KID");
    case REFERENCE:
      return g_strdup (sek_word (&SEK_FIELD (member, invoice_reference)->title, sek_program_language ()));
    case CONTACT:
      return g_strdup (_("Invoice contact"));
    case SENT:
    default:
      return g_strdup (sek_run_model_is_issued (self) ? _("Invoice") : _("Can be sent"));
    }
}

static void
get_column (SekGridModel *model, guint index, SekGridColumn *description)
{
  static const char *const ids[N_COLUMNS] = {
    "number", "name", "persons", "fee", "before", "amount", "kid", "invoice_reference", "sent", "contact",
  };
  SekRunModel *self = SEK_RUN_MODEL (model);
  Column column = get_place (self, index);

  description->id = ids[column];
  description->head = dup_head (self, column);
  description->numeric = column >= PERSONS && column <= AMOUNT;
  description->frozen = column <= NAME;
  description->expand = column == NAME;
  description->takes_rest = column == CONTACT;
  description->computed = column != REFERENCE;
}

/* What may be filled in where it stands. */
static gboolean
is_open (SekRunModel *self, const SekInvoice *invoice, Column column)
{
  g_autofree char *reason = column == REFERENCE ? sek_document_dup_read_only_reason (self->document) : NULL;

  return column == REFERENCE && !sek_run_model_is_issued (self) && reason == NULL
         && sek_register_get_member (sek_document_get_register (self->document), invoice->member) != NULL;
}

static char *
dup_money (gint64 ore)
{
  return ore != SEK_NONE ? sek_number_format_amount (ore, SEK_KRONE, 0) : g_strdup ("");
}

static char *
dup_sent (SekRunModel *self, const SekInvoice *invoice, SekGridCellFlags *flags)
{
  if (sek_run_model_is_issued (self))
    return g_strdup_printf ("%" G_GINT64_FORMAT, invoice->invoice);
  if ((invoice->lacks & SEK_LACKS_TO_SEND) == 0)
    return g_strdup (_("yes"));
  *flags |= SEK_GRID_BAD;
  return g_strdup (_("no"));
}

static char *
dup_cell (SekRunModel *self, const SekInvoice *invoice, Column column, SekGridCellFlags *flags)
{
  switch (column)
    {
    case NUMBER:
      return g_strdup (invoice->number);
    case NAME:
      return g_strdup (invoice->name);
    case PERSONS:
      return invoice->persons != SEK_NONE ? sek_number_format_count (invoice->persons) : g_strdup ("");
    case FEE:
      return dup_money (invoice->fee);
    case BEFORE:
      return dup_money (invoice->before);
    case AMOUNT:
      return dup_money (invoice->amount);
    case KID:
      if ((invoice->lacks & SEK_LACKS_KID) == 0)
        return sek_kid_dup_shown (invoice->kid);
      break;
    case REFERENCE:
      if ((invoice->lacks & SEK_LACKS_REFERENCE) == 0)
        return g_strdup (invoice->reference);
      break;
    case CONTACT:
      return g_strdup (*invoice->contact != '\0' ? invoice->contact : invoice->email);
    case SENT:
    default:
      return dup_sent (self, invoice, flags);
    }
  *flags |= SEK_GRID_BAD | SEK_GRID_MARKED;
  return g_strdup (_("missing"));
}

static char *
read_cell (SekGridModel *model, guint row, guint index, SekGridCellFlags *flags)
{
  SekRunModel *self = SEK_RUN_MODEL (model);
  const SekInvoice *invoice = sek_run_model_get_nth (self, row);
  Column column = get_place (self, index);

  *flags = is_open (self, invoice, column) ? SEK_GRID_EDITABLE : SEK_GRID_COMPUTED;
  return dup_cell (self, invoice, column, flags);
}

/* What is lacking is said beside the word for it. */
static char *
describe (SekGridModel *model, guint row, guint index)
{
  SekRunModel *self = SEK_RUN_MODEL (model);
  const SekInvoice *invoice = sek_run_model_get_nth (self, row);
  g_autofree char *words = sek_lacks_dup_words (invoice->lacks, sek_program_language ());

  if (get_place (self, index) != SENT || *words == '\0')
    return NULL;
  return g_strdup_printf (_("Missing: %s"), words);
}

static char *
dup_edit_text (SekGridModel *model, guint row, guint index)
{
  SekRunModel *self = SEK_RUN_MODEL (model);
  SekGridCellFlags flags;

  return get_place (self, index) == REFERENCE ? g_strdup (sek_run_model_get_nth (self, row)->reference)
                                              : read_cell (model, row, index, &flags);
}

/* SEK_NONE of what is blank or no figure. */
static gint64
get_figure (const SekInvoice *invoice, Column column)
{
  switch (column)
    {
    case PERSONS:
      return invoice->persons;
    case FEE:
      return invoice->fee;
    case BEFORE:
      return invoice->before;
    case AMOUNT:
      return invoice->amount;
    default:
      return SEK_NONE;
    }
}

static gboolean
read_number (SekGridModel *model, guint row, guint index, gint64 *value, gint64 *unit)
{
  SekRunModel *self = SEK_RUN_MODEL (model);
  Column column = get_place (self, index);

  *unit = column == PERSONS ? 1 : SEK_KRONE;
  *value = get_figure (sek_run_model_get_nth (self, row), column);
  return *value != SEK_NONE;
}

/* The one that can be edited. */
static const SekColumn *
get_edited_column (SekGridModel *model, guint column)
{
  return sek_column_find (SEK_MEMBER, "invoice_reference", NULL);
}

static gboolean
commit (SekGridModel *model, SekGridBatch *batch)
{
  SekRunModel *self = SEK_RUN_MODEL (model);
  SekScope scope;

  sek_scope_init (&scope, sek_document_get_register (self->document));
  return sek_grid_batch_submit (batch, model, get_edited_column, self->document, &scope, NULL);
}

static char *
why_not (SekGridModel *model, guint row, guint index)
{
  SekRunModel *self = SEK_RUN_MODEL (model);
  char *reason = sek_document_dup_read_only_reason (self->document);

  if (reason != NULL)
    return reason;
  if (sek_run_model_is_issued (self))
    return g_strdup_printf (_("Run %d of %d was issued and cannot be changed. A mistake is mended by a credit note in "
                              "a later run."),
                            self->run, self->year);
  return g_strdup (_("This follows from rate, population and member. Change it in Fees, Members or Settings."));
}

static gint64
sum_of (SekRunModel *self, Column column)
{
  gint64 sum = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      gint64 value = get_figure (sek_run_model_get_nth (self, i), column);

      if (value != SEK_NONE && !sek_money_add (sum, value, &sum, NULL))
        return SEK_NONE;
    }
  return sum;
}

/* «52 av 64» */
static char *
dup_share (SekRunModel *self, SekLacks lacks)
{
  guint n = self->rows->len, lacking = 0;
  g_autofree char *with = NULL, *all = sek_number_format_count (n);

  for (guint i = 0; i < n; i++)
    lacking += (sek_run_model_get_nth (self, i)->lacks & lacks) != 0;
  with = sek_number_format_count (n - lacking);
  return g_strdup_printf (_("%s of %s"), with, all);
}

static char *
get_footer (SekGridModel *model, guint index)
{
  SekRunModel *self = SEK_RUN_MODEL (model);
  Column column = get_place (self, index);
  g_autofree char *count = sek_number_format_count (self->rows->len);
  gint64 sum;

  switch (column)
    {
    case NAME:
      return sek_fill (g_dngettext (GETTEXT_PACKAGE, "%s invoice", "%s invoices", self->rows->len), count, NULL);
    case PERSONS:
      sum = sum_of (self, column);
      return sum != SEK_NONE ? sek_number_format_count (sum) : NULL;
    case FEE:
    case BEFORE:
    case AMOUNT:
      return dup_money (sum_of (self, column));
    case REFERENCE:
      return sek_run_model_is_issued (self) ? NULL : dup_share (self, SEK_LACKS_REFERENCE);
    case SENT:
      return sek_run_model_is_issued (self) ? NULL : dup_share (self, SEK_LACKS_TO_SEND);
    default:
      return NULL;
    }
}

static void
iface_init (SekGridModelInterface *iface)
{
  iface->get_n_rows = get_n_rows;
  iface->get_row_id = get_row_id;
  iface->get_n_columns = get_n_columns;
  iface->get_column = get_column;
  iface->read = read_cell;
  iface->describe = describe;
  iface->dup_edit_text = dup_edit_text;
  iface->commit = commit;
  iface->read_number = read_number;
  iface->why_not = why_not;
  iface->get_footer = get_footer;
}
