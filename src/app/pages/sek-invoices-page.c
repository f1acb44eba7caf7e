/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-invoices-page.h"

#include <glib/gi18n-lib.h>

#include "sek-choices.h"
#include "sek-kid.h"
#include "sek-number.h"
#include "sek-run-dialog.h"
#include "sek-run-model.h"
#include "sek-speak.h"
#include "sek-tell.h"

struct _SekInvoicesPage
{
  SekPage parent_instance;

  SekRunModel     *model;
  GtkDropDown     *year;
  GtkDropDown     *run;    /* what is to be issued, then the runs of the year, the last one first */
  GtkToggleButton *lacking;
  GArray          *years;  /* int: those that have rates or runs, the last one first */
  GArray          *runs;   /* gint64: of the year */
  int              chosen; /* the year; 0: the last one that has rates */
  gboolean         filling;
};

G_DEFINE_FINAL_TYPE (SekInvoicesPage, sek_invoices_page, SEK_TYPE_PAGE)

static SekRegister *
get_register (SekInvoicesPage *self)
{
  return sek_document_get_register (sek_page_get_document (SEK_PAGE (self)));
}

/* --- what is chosen ----------------------------------------------------------------------------------------------- */

static int
compare_years (gconstpointer a, gconstpointer b)
{
  return *(const int *) b - *(const int *) a;
}

static void
add_year (GArray *years, int year)
{
  for (guint i = 0; i < years->len; i++)
    if (g_array_index (years, int, i) == year)
      return;
  g_array_append_val (years, year);
}

static void
find_years (SekInvoicesPage *self)
{
  SekTableIter iter;
  const SekFeeRate *rate;
  const SekFeeRun *run;

  g_array_set_size (self->years, 0);
  sek_table_iter_init (&iter, sek_register_get_table (get_register (self), SEK_FEE_RATE));
  while ((rate = (const SekFeeRate *) sek_table_iter_next (&iter)) != NULL)
    add_year (self->years, (int) rate->year);
  sek_table_iter_init (&iter, sek_register_get_table (get_register (self), SEK_FEE_RUN));
  while ((run = (const SekFeeRun *) sek_table_iter_next (&iter)) != NULL)
    add_year (self->years, (int) run->year);
  g_array_sort (self->years, compare_years);
}

static void
fill_years (SekInvoicesPage *self)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  guint at = 0;

  find_years (self);
  for (guint i = 0; i < self->years->len; i++)
    {
      int year = g_array_index (self->years, int, i);

      at = year == self->chosen ? i : at;
      g_ptr_array_add (texts, g_strdup_printf ("%d", year));
    }
  self->chosen = self->years->len > 0 ? g_array_index (self->years, int, at) : 0;
  g_ptr_array_add (texts, NULL);
  sek_choices_set (self->year, (const char *const *) texts->pdata, at);
  gtk_widget_set_visible (GTK_WIDGET (self->year), self->years->len > 0);
}

static const SekFeeRun *
get_run (SekInvoicesPage *self, guint choice)
{
  /* The last one comes first. */
  return choice >= 1 && choice <= self->runs->len
             ? sek_register_get_fee_run (get_register (self),
                                         g_array_index (self->runs, gint64, self->runs->len - choice))
             : NULL;
}

/* number: the run that is chosen, or is to be; 0 for what is to be issued. */
static void
fill_runs (SekInvoicesPage *self, int number)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  guint at = 0;

  g_array_unref (self->runs);
  self->runs = sek_fee_runs_of (get_register (self), self->chosen);
  g_ptr_array_add (texts, g_strdup (self->runs->len == 0 ? _("Not issued") : _("To be issued")));
  for (guint i = 1; i <= self->runs->len; i++)
    {
      const SekFeeRun *run = get_run (self, i);
      g_autofree char *day = sek_date_format ((SekDate) run->issued_on, SEK_DATE_NUMERIC, SEK_LANGUAGE_NB);

      at = run->number == number ? i : at;
      g_ptr_array_add (texts, g_strdup_printf (_("Run %d, %s"), (int) run->number, day));
    }
  g_ptr_array_add (texts, NULL);
  sek_choices_set (self->run, (const char *const *) texts->pdata, at);
  gtk_drop_down_set_selected (self->run, at);
  gtk_widget_set_visible (GTK_WIDGET (self->run), self->runs->len > 0);
}

/* The number of the run that is chosen; 0 for what is to be issued. */
static int
get_number (SekInvoicesPage *self)
{
  const SekFeeRun *run = get_run (self, gtk_drop_down_get_selected (self->run));

  return run != NULL ? (int) run->number : 0;
}

/* --- what is shown ------------------------------------------------------------------------------------------------ */

static void
show_nothing (SekInvoicesPage *self, const char *why)
{
  SekPage *page = SEK_PAGE (self);

  sek_page_set_empty (page, "mail-send-symbolic", _("Nothing to Issue"), why, _("Go to Fees"));
  sek_page_show_empty (page, TRUE);
  sek_page_set_primary (page, NULL);
  sek_page_set_status (page, "");
}

/* How a year stands: «12 uten fakturareferanse», «Alt er fakturert». */
static void
add_pills (SekInvoicesPage *self, const SekInvoices *invoices)
{
  SekPage *page = SEK_PAGE (self);
  guint lacking = sek_invoices_count (invoices, SEK_LACKS_TO_SEND);
  g_autofree char *count = sek_number_format_count (lacking), *words = NULL, *text = NULL;

  if (sek_run_model_is_issued (self->model))
    {
      sek_page_add_pill (page, _("Issued"), "good", "win.show-page::checks");
      return;
    }
  if (invoices->invoices->len == 0)
    {
      sek_page_add_pill (page, _("All is issued"), "good", "win.show-page::checks");
      return;
    }
  if (lacking > 0)
    {
      text = sek_fill (g_dngettext (GETTEXT_PACKAGE, "%s invoice cannot be sent", "%s invoices cannot be sent",
                                    lacking),
                       count, NULL);
      sek_page_add_pill (page, text, "bad", "invoices.show-lacking");
    }
  words = sek_lacks_dup_words (invoices->lacks, sek_program_language ());
  if (*words != '\0')
    {
      g_autofree char *missing = g_strdup_printf (_("Missing: %s"), words);

      gboolean account = (invoices->lacks & SEK_LACKS_ACCOUNT) != 0;

      sek_page_add_pill (page, missing, "doubtful", account ? "win.show-page::settings" : "win.show-page::fees");
    }
}

static char *
dup_rates (const SekInvoices *invoices)
{
  GString *told = g_string_new (NULL);

  for (int kind = 0; kind < SEK_N_MEMBER_KINDS; kind++)
    {
      const SekFeeRate *rate = sek_fees_get_rate (invoices->rates, invoices->year, kind);
      g_autofree char *text = rate != NULL ? sek_fee_rate_dup_text (rate, sek_program_language ()) : NULL;

      if (text != NULL && *text != '\0')
        g_string_append_printf (told, "%s%s", told->len > 0 ? "; " : "", text);
    }
  return g_string_free (told, FALSE);
}

static void
show_invoices (SekInvoicesPage *self, const SekInvoices *invoices)
{
  SekPage *page = SEK_PAGE (self);
  g_autofree char *rates = dup_rates (invoices), *label = NULL;
  gboolean issued = sek_run_model_is_issued (self->model);

  label = g_strdup_printf (_("Issue %d …"), invoices->year);
  sek_page_show_empty (page, FALSE);
  sek_page_set_primary (page, !issued && invoices->invoices->len > 0 ? label : NULL);
  sek_page_set_status (page, rates);
  add_pills (self, invoices);
  gtk_widget_set_visible (GTK_WIDGET (self->lacking),
                          !issued && (sek_invoices_count (invoices, SEK_LACKS_TO_SEND) > 0
                                      || gtk_toggle_button_get_active (self->lacking)));
}

static void
refresh (SekPage *page)
{
  SekInvoicesPage *self = SEK_INVOICES_PAGE (page);
  const SekInvoices *invoices;
  const char *why = NULL;

  self->filling = TRUE;
  fill_years (self);
  fill_runs (self, get_number (self));
  self->filling = FALSE;
  sek_page_clear_pills (page);
  sek_page_add_problems (page);
  sek_run_model_update (self->model, self->chosen, get_number (self),
                        get_number (self) == 0 && gtk_toggle_button_get_active (self->lacking));
  invoices = sek_run_model_get (self->model, &why);
  if (invoices != NULL)
    show_invoices (self, invoices);
  else
    show_nothing (self, self->chosen == 0 ? _("Fees are invoiced by a rate, and there is none yet.") : why);
}

/* --- the side pane ------------------------------------------------------------------------------------------------ */

static const char *
or_dash (const char *text)
{
  return text != NULL && *text != '\0' ? text : "–";
}

/* How the fee comes to be, where the register still has it so. */
static char *
dup_working (SekInvoicesPage *self, const SekInvoice *invoice)
{
  SekRegister *reg = get_register (self);
  const SekMember *member = sek_register_get_member (reg, invoice->member);
  SekFee fee;

  if (member == NULL || sek_run_model_is_issued (self->model))
    return NULL;
  sek_fee_of (reg, member, self->chosen, &fee);
  return sek_fee_dup_working (reg, member, &fee, sek_program_language ());
}

static void
add_amounts (SekInvoicesPage *self, SekForm *form, const SekInvoice *invoice)
{
  g_autofree char *amount = invoice->amount != SEK_NONE ? sek_number_format_kroner (invoice->amount) : g_strdup ("–"),
                  *fee = invoice->fee != SEK_NONE ? sek_number_format_kroner (invoice->fee) : g_strdup ("–"),
                  *before = sek_number_format_kroner (invoice->before), *working = dup_working (self, invoice);
  const char *names[4], *texts[4];
  guint n = 0;

  if (working != NULL)
    {
      names[n] = _("How it comes to be");
      texts[n++] = working;
    }
  if (invoice->before != 0)
    {
      names[n] = _("Fee of the year");
      texts[n++] = fee;
      names[n] = _("Issued before");
      texts[n++] = before;
    }
  names[n] = _("Amount");
  texts[n++] = amount;
  sek_form_add_facts (form, NULL, names, texts, n);
}

static void
add_invoice (SekForm *form, const SekInvoices *invoices, const SekInvoice *invoice)
{
  g_autofree char *issued = sek_date_format (invoices->issued_on, SEK_DATE_NUMERIC, SEK_LANGUAGE_NB),
                  *due = invoices->due_on != 0 ? sek_date_format (invoices->due_on, SEK_DATE_NUMERIC, SEK_LANGUAGE_NB)
                                               : g_strdup (""),
                  *kid = sek_kid_dup_shown (invoice->kid), *corrects = NULL;
  const char *names[5] = { sek_word (&SEK_FIELD (fee_run, issued_on)->title, sek_program_language ()),
                           sek_word (&SEK_FIELD (fee_run, due_on)->title, sek_program_language ()), "KID",
                           sek_word (&SEK_FIELD (member, invoice_reference)->title, sek_program_language ()),
                           _("Adds to or takes from") };
  const char *texts[5] = { issued, or_dash (due), or_dash (kid), or_dash (invoice->reference), NULL };

  if (invoice->corrects != 0)
    corrects = g_strdup_printf ("%" G_GINT64_FORMAT, invoice->corrects);
  texts[4] = corrects;
  sek_form_add_facts (form, _("Invoice"), names, texts, corrects != NULL ? 5 : 4);
}

static void
add_recipient (SekForm *form, const SekInvoice *invoice)
{
  const char *const names[] = { _("Invoice contact"),
                                sek_word (&SEK_FIELD (contact, email)->title, sek_program_language ()),
                                sek_word (&SEK_FIELD (contact, address)->title, sek_program_language ()) },
             *const texts[] = { or_dash (invoice->contact), or_dash (invoice->email), or_dash (invoice->address) };

  sek_form_add_facts (form, _("Recipient"), names, texts, G_N_ELEMENTS (names));
}

static void
fill_form (SekPage *page, SekForm *form)
{
  static const char *const fields[] = { "invoice_reference", "org_number", "customer_number", NULL };
  SekInvoicesPage *self = SEK_INVOICES_PAGE (page);
  const SekInvoices *invoices = sek_run_model_get (self->model, NULL);
  guint row = 0, column;
  const SekInvoice *invoice = sek_grid_get_cursor (sek_page_get_grid (page), &row, &column)
                                  ? sek_run_model_get_nth (self->model, row)
                                  : NULL;
  g_autofree char *subtitle = NULL, *lacks = NULL;

  if (invoice == NULL)
    return;
  lacks = sek_lacks_dup_words (invoice->lacks, sek_program_language ());
  subtitle = sek_run_model_is_issued (self->model)
                 ? g_strdup_printf (invoice->amount < 0 ? _("Credit note %u") : _("Invoice %u"),
                                    (guint) invoice->invoice)
                 : g_strdup_printf (_("To be issued for %d"), invoices->year);
  sek_form_add_title (form, invoice->name, subtitle);
  sek_form_add_problem (form, invoice->why);
  add_amounts (self, form, invoice);
  add_invoice (form, invoices, invoice);
  if (*lacks != '\0')
    sek_form_add_facts (form, NULL, (const char *const[]) { _("Missing") }, (const char *const[]) { lacks }, 1);
  add_recipient (form, invoice);
  if (!sek_run_model_is_issued (self->model)
      && sek_register_get_member (get_register (self), invoice->member) != NULL)
    {
      sek_form_add_fields (form, _("Member"), SEK_MEMBER, invoice->member, fields);
      sek_form_add_button (form, _("Go to the Member"), "invoices.go-to-member");
    }
}

/* --- issuing ------------------------------------------------------------------------------------------------------ */

static void
issue_cb (int year, SekDate issued_on, SekDate due_on, const char *note, gpointer user_data)
{
  SekInvoicesPage *self = SEK_INVOICES_PAGE (user_data);
  g_autoptr (SekChangeset) changeset = sek_changeset_new (SEK_ACTION_ISSUE);
  g_autoptr (GError) error = NULL;
  g_autofree char *label = NULL, *told = NULL;
  gint64 row;

  if (!sek_fee_run_propose (get_register (self), year,
                            &(SekRunChoice) { .issued_on = issued_on, .due_on = due_on }, TRUE, note, changeset, &row,
                            &error))
    {
      sek_tell (GTK_WIDGET (self), error->message, NULL, NULL, NULL);
      return;
    }
  if (!sek_page_submit (SEK_PAGE (self), changeset))
    return;
  sek_page_go_to (SEK_PAGE (self), &(SekPlace) { .entity = SEK_FEE_RUN, .row = row });
  label = sek_fee_run_dup_label (sek_register_get_fee_run (get_register (self), row), sek_program_language ());
  told = g_strdup_printf (_("Issued: %s"), label);
  sek_tell (GTK_WIDGET (self), told, NULL, NULL, NULL);
}

static void
primary (SekPage *page)
{
  SekInvoicesPage *self = SEK_INVOICES_PAGE (page);
  g_autofree char *reason = sek_document_dup_read_only_reason (sek_page_get_document (page));
  const SekInvoices *invoices;

  if (sek_page_is_empty (page))
    {
      gtk_widget_activate_action (GTK_WIDGET (page), "win.show-page", "s", "fees");
      return;
    }
  if (reason != NULL)
    {
      sek_tell (GTK_WIDGET (page), reason, NULL, NULL, NULL);
      return;
    }
  if (!sek_page_commit (page))
    return;
  invoices = sek_run_model_get (self->model, NULL);
  sek_run_dialog_present (GTK_WIDGET (page), invoices, issue_cb, self);
}

static void
make (SekPage *page, SekEntityId entity)
{
  SekInvoicesPage *self = SEK_INVOICES_PAGE (page);

  if (get_number (self) != 0)
    gtk_drop_down_set_selected (self->run, 0);
  refresh (page);
  if (!sek_page_is_empty (page) && sek_run_model_get (self->model, NULL)->invoices->len > 0)
    primary (page);
}

static gboolean
go_to (SekPage *page, const SekPlace *place)
{
  SekInvoicesPage *self = SEK_INVOICES_PAGE (page);
  const SekFeeRun *run = place->entity == SEK_FEE_RUN ? sek_register_get_fee_run (get_register (self), place->row)
                                                      : NULL;

  if (run == NULL)
    return FALSE;
  self->chosen = (int) run->year;
  self->filling = TRUE;
  fill_runs (self, (int) run->number);
  self->filling = FALSE;
  refresh (page);
  sek_page_focus (page);
  return TRUE;
}

/* --- the page ----------------------------------------------------------------------------------------------------- */

static void
chosen_cb (SekInvoicesPage *self)
{
  guint index = gtk_drop_down_get_selected (self->year);

  if (self->filling || self->model == NULL)
    return;
  if (index < self->years->len && g_array_index (self->years, int, index) != self->chosen)
    {
      self->chosen = g_array_index (self->years, int, index);
      self->filling = TRUE;
      gtk_drop_down_set_selected (self->run, 0);
      self->filling = FALSE;
    }
  sek_page_queue_refresh (SEK_PAGE (self));
}

static void
show_lacking_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_toggle_button_set_active (SEK_INVOICES_PAGE (widget)->lacking, TRUE);
}

static void
go_to_member_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SekInvoicesPage *self = SEK_INVOICES_PAGE (widget);
  guint row = 0, column;
  const SekInvoice *invoice = sek_grid_get_cursor (sek_page_get_grid (SEK_PAGE (self)), &row, &column)
                                  ? sek_run_model_get_nth (self->model, row)
                                  : NULL;

  if (invoice != NULL)
    gtk_widget_activate_action (widget, "win.go-to", "(ixxi)", (int) SEK_MEMBER, invoice->member,
                                G_GINT64_CONSTANT (0), self->chosen);
}

static void
set_document (SekPage *page, SekDocument *document)
{
  SekInvoicesPage *self = SEK_INVOICES_PAGE (page);

  sek_grid_set_model (sek_page_get_grid (page), NULL);
  g_clear_object (&self->model);
  self->chosen = 0;
  if (document == NULL)
    return;
  self->model = sek_run_model_new (document);
  sek_grid_set_model (sek_page_get_grid (page), SEK_GRID_MODEL (self->model));
}

static void
sek_invoices_page_finalize (GObject *object)
{
  SekInvoicesPage *self = SEK_INVOICES_PAGE (object);

  g_clear_object (&self->model);
  g_array_unref (self->years);
  g_array_unref (self->runs);
  G_OBJECT_CLASS (sek_invoices_page_parent_class)->finalize (object);
}

static void
sek_invoices_page_class_init (SekInvoicesPageClass *klass)
{
  SekPageClass *page_class = SEK_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sek_invoices_page_finalize;
  page_class->set_document = set_document;
  page_class->refresh = refresh;
  page_class->fill_form = fill_form;
  page_class->primary = primary;
  page_class->make = make;
  page_class->go_to = go_to;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "invoices.show-lacking", NULL, show_lacking_cb);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "invoices.go-to-member", NULL, go_to_member_cb);
}

static void
sek_invoices_page_init (SekInvoicesPage *self)
{
  SekPage *page = SEK_PAGE (self);

  self->years = g_array_new (FALSE, FALSE, sizeof (int));
  self->runs = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->year = sek_page_add_chooser (page, _("Year of the fees"), G_CALLBACK (chosen_cb), self);
  self->run = sek_page_add_chooser (page, _("Fee run"), G_CALLBACK (chosen_cb), self);
  self->lacking = GTK_TOGGLE_BUTTON (gtk_toggle_button_new_with_label (_("Only Missing")));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->lacking), _("Show only what cannot be sent"));
  gtk_box_append (sek_page_get_toolbar (page), GTK_WIDGET (self->lacking));
  g_signal_connect_swapped (self->lacking, "toggled", G_CALLBACK (chosen_cb), self);
  sek_grid_set_title (sek_page_get_grid (page), _("Invoices"));
  sek_page_keep (page, "invoices");
}
