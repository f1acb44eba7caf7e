/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-print.h"

#include <glib/gi18n-lib.h>

#include "sek-paper.h"
#include "sek-tell.h"

typedef struct
{
  GtkWindow *parent; /* owned */
  SekBook   *book;
  SekPaper  *paper;
} Print;

static void
free_print (gpointer data)
{
  Print *print = data;

  g_clear_pointer (&print->paper, sek_paper_free);
  g_clear_pointer (&print->book, sek_book_free);
  g_object_unref (print->parent);
  g_free (print);
}

/* What was chosen the last time, for as long as the program runs. */
static GtkPrintSettings *settings;

static void
begin_cb (GtkPrintOperation *operation, GtkPrintContext *context, Print *print)
{
  gtk_print_operation_set_n_pages (operation, (int) sek_paper_get_n_pages (print->paper));
}

static void
setup_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, GtkPageSetup *setup, Print *print)
{
  double width, height;

  sek_paper_get_page_size (print->paper, (guint) page, &width, &height);
  gtk_page_setup_set_orientation (setup,
                                  width > height ? GTK_PAGE_ORIENTATION_LANDSCAPE : GTK_PAGE_ORIENTATION_PORTRAIT);
}

static void
draw_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, Print *print)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  double width, height, scale;

  sek_paper_get_page_size (print->paper, (guint) page, &width, &height);
  /* On other paper than A4 the page is made smaller, not cut. */
  scale = MIN (1, MIN (gtk_print_context_get_width (context) / width, gtk_print_context_get_height (context) / height));
  cairo_scale (cr, scale, scale);
  sek_paper_draw_page (print->paper, (guint) page, cr);
}

static void
done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, Print *print)
{
  g_autoptr (GError) error = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_APPLY)
    g_set_object (&settings, gtk_print_operation_get_print_settings (operation));
  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error (operation, &error);
  sek_tell_error (GTK_WIDGET (print->parent), _("The Tables Were Not Printed"), error);
}

static GtkPageSetup *
make_page_setup (void)
{
  GtkPageSetup *setup = gtk_page_setup_new ();
  GtkPaperSize *size = gtk_paper_size_new (GTK_PAPER_NAME_A4);

  gtk_page_setup_set_paper_size_and_default_margins (setup, size);
  gtk_paper_size_free (size);
  return setup;
}

static void
run (GtkWindow *parent, const SekReport *report, const SekTableId *tables, guint n, const char *path)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = make_page_setup ();
  g_auto (SekReport) copy = { 0 };
  g_autoptr (GError) error = NULL;
  Print *print = g_new0 (Print, 1);

  print->parent = g_object_ref (parent);
  g_object_set_data_full (G_OBJECT (operation), "sek-print", print, free_print);
  sek_report_copy (&copy, report);
  print->book = sek_report_make_book (&copy, tables, n, &error);
  print->paper = print->book != NULL ? sek_paper_new (print->book, NULL, &error) : NULL;
  if (print->paper == NULL)
    {
      sek_tell_error (GTK_WIDGET (parent), _("The Tables Were Not Printed"), error);
      return;
    }
  gtk_print_operation_set_job_name (operation, print->book->info.title);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  /* The paper has margins of its own. */
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_embed_page_setup (operation, FALSE);
  if (settings != NULL)
    gtk_print_operation_set_print_settings (operation, settings);
  if (path != NULL)
    gtk_print_operation_set_export_filename (operation, path);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_cb), print);
  g_signal_connect (operation, "request-page-setup", G_CALLBACK (setup_cb), print);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_cb), print);
  g_signal_connect (operation, "done", G_CALLBACK (done_cb), print);
  /* The window lives on behind the dialog. A failure is told by done_cb(). */
  gtk_print_operation_set_allow_async (operation, path == NULL);
  gtk_print_operation_run (operation,
                           path != NULL ? GTK_PRINT_OPERATION_ACTION_EXPORT : GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           parent, NULL);
}

void
sek_print (GtkWindow *parent, const SekReport *report, const SekTableId *tables, guint n)
{
  run (parent, report, tables, n, NULL);
}

void
sek_print_to (GtkWindow *parent, const SekReport *report, const SekTableId *tables, guint n, const char *path)
{
  run (parent, report, tables, n, path);
}
