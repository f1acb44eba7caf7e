/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-test-display.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "sek-clip.h"
#include "sek-export.h"
#include "sek-fee-run.h"
#include "sek-print.h"
#include "sek-scenario.h"
#include "sek-tables-page.h"
#include "sek-view.h"

/* Tabeller: any table as paper, the choice of what it shows, and its way out: printed, copied, exported, as a sheet for
 * each member. What a file or the clipboard has is compared with the register's own figures. */

static SekTablesPage *
tables (TestScreen *self)
{
  return SEK_TABLES_PAGE (screen_page (self));
}

static SekPaperView *
view (TestScreen *self)
{
  return sek_tables_page_get_view (tables (self));
}

static void
open_page (TestScreen *self)
{
  screen_go_page ("tables");
  g_assert_true (SEK_IS_TABLES_PAGE (screen_page (self)));
  screen_wait (sek_paper_view_is_drawn (view (self)));
}

static const char *
seen_text (TestScreen *self)
{
  return sek_preview_get_text (sek_paper_view_get_preview (view (self)), sek_paper_view_get_page (view (self)));
}

#define wait_for_text(self, wanted) \
  screen_wait (sek_paper_view_is_drawn (view (self)) && strstr (seen_text (self), wanted) != NULL)

#define wait_without_text(self, wanted) \
  screen_wait (sek_paper_view_is_drawn (view (self)) && strstr (seen_text (self), wanted) == NULL)

/* Issues the fees of 2023, or the invoice of a member anew. */
static void
issue (TestScreen *self, SekDate day, gint64 member)
{
  SekDocument *document = sek_window_get_document (self->window);
  g_autoptr (SekChangeset) changeset = sek_changeset_new (SEK_ACTION_ISSUE);
  g_autoptr (GError) error = NULL;
  const SekRunChoice choice = { .issued_on = day, .anew = &member, .n_anew = member != 0 ? 1 : 0 };

  sek_fee_run_propose (screen_register (self), 2023, &choice, TRUE, "", changeset, NULL, &error);
  g_assert_no_error (error);
  sek_document_submit (document, changeset, &error);
  g_assert_no_error (error);
}

static void
add_scenario (TestScreen *self)
{
  SekDocument *document = sek_window_get_document (self->window);
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("add");
  g_autoptr (GError) error = NULL;

  sek_scenario_propose (sek_document_get_base (document), "Høyere sats", 0, changeset);
  sek_document_submit (document, changeset, &error);
  g_assert_no_error (error);
}

static void
test_all (TestScreen *self, gconstpointer data)
{
  screen_open_example (self);
  add_scenario (self);
  /* There is no Fakturagrunnlag before something was issued. */
  issue (self, SEK_DATE (2023, 1, 15), 0);
  open_page (self);
  g_assert_nonnull (strstr (seen_text (self), "Utgående mindreforbruk"));
  for (int i = 0; i < SEK_N_TABLES; i++)
    {
      g_autofree char *name = g_strdup_printf ("tables-%s", sek_table_get_id (i));

      sek_tables_page_show_table (tables (self), i);
      screen_wait (strstr (seen_text (self), sek_table_get_name (i, SEK_LANGUAGE_NB)) != NULL || i == SEK_TABLE_ABOUT
                   || i == SEK_TABLE_MEMBER_SHEET || i == SEK_TABLE_COMPARISON || i == SEK_TABLE_INVOICES
                   || (sek_table_get_flags (i) & SEK_TABLE_OF_SCENARIOS) != 0);
      screen_wait (sek_paper_view_is_drawn (view (self)));
      screen_shoot (self, name);
    }
}

static void
test_options (TestScreen *self, gconstpointer data)
{
  SekReport *report;

  screen_open_example (self);
  open_page (self);
  report = (SekReport *) sek_tables_page_get_report (tables (self));
  g_assert_null (strstr (seen_text (self), "%"));
  screen_click (screen_find (GTK_WIDGET (tables (self)), ADW_TYPE_ACTION_ROW, "Også i prosent"));
  wait_for_text (self, "%");
  g_assert_true (report->options.percent);
  screen_click (screen_find (GTK_WIDGET (tables (self)), ADW_TYPE_ACTION_ROW, "Kommentarer"));
  wait_for_text (self, "Årsrapporten");
  screen_shoot (self, "tables-options");
  adw_combo_row_set_selected (ADW_COMBO_ROW (screen_find (GTK_WIDGET (tables (self)), ADW_TYPE_COMBO_ROW, "Språk")),
                              SEK_LANGUAGE_EN);
  wait_for_text (self, "Closing");
  adw_combo_row_set_selected (ADW_COMBO_ROW (screen_find (GTK_WIDGET (tables (self)), ADW_TYPE_COMBO_ROW, "Enhet")), 1);
  wait_for_text (self, "(in kroner)");
  screen_shoot (self, "tables-english-kroner");
}

static guint
count_years (TestScreen *self)
{
  AdwComboRow *row = ADW_COMBO_ROW (screen_find (GTK_WIDGET (tables (self)), ADW_TYPE_COMBO_ROW, "År"));

  return g_list_model_get_n_items (adw_combo_row_get_model (row));
}

/* Tables of scenarios can be of the years that are planned, and other tables are not left there. */
static void
test_plan_years (TestScreen *self, gconstpointer data)
{
  const SekReport *report;

  screen_open_example (self);
  open_page (self);
  report = sek_tables_page_get_report (tables (self));
  g_assert_cmpuint (count_years (self), ==, 2);
  sek_tables_page_show_table (tables (self), SEK_TABLE_SCENARIO_MAIN);
  screen_settle ();
  g_assert_cmpuint (count_years (self), ==, 5);
  adw_combo_row_set_selected (ADW_COMBO_ROW (screen_find (GTK_WIDGET (tables (self)), ADW_TYPE_COMBO_ROW, "År")), 1);
  wait_for_text (self, "Hovedtall 2025 i scenarioer");
  screen_shoot (self, "tables-plan-year");
  sek_tables_page_show_table (tables (self), SEK_TABLE_MAIN);
  wait_for_text (self, "Hovedtall, budsjett 2023");
  g_assert_cmpint (report->options.year, ==, 2023);
}

/* Which run is asked only where the year has several. */
static void
test_runs (TestScreen *self, gconstpointer data)
{
  const SekReport *report;
  SekTableIter iter;
  GtkWidget *chooser;
  GListModel *runs;
  g_autofree char *second = NULL;

  screen_open_example (self);
  issue (self, SEK_DATE (2023, 1, 15), 0);
  open_page (self);
  report = sek_tables_page_get_report (tables (self));
  sek_tables_page_show_table (tables (self), SEK_TABLE_FEE_RUN);
  wait_for_text (self, "15.1.2023");
  g_assert_null (screen_find (GTK_WIDGET (tables (self)), ADW_TYPE_COMBO_ROW, _("Fee Run")));
  screen_go_page ("members");
  sek_table_iter_init (&iter, sek_register_get_table (screen_register (self), SEK_MEMBER));
  issue (self, SEK_DATE (2023, 3, 1), sek_table_iter_next (&iter)->id);
  screen_go_page ("tables");
  wait_for_text (self, "1.3.2023");
  chooser = screen_find (GTK_WIDGET (tables (self)), ADW_TYPE_COMBO_ROW, _("Fee Run"));
  g_assert_nonnull (chooser);
  runs = adw_combo_row_get_model (ADW_COMBO_ROW (chooser));
  g_assert_cmpuint (g_list_model_get_n_items (runs), ==, 3);
  second = g_strdup_printf (_("Run %d, %s"), 2, "1.3.2023");
  g_assert_cmpstr (gtk_string_list_get_string (GTK_STRING_LIST (runs), 0), ==, _("The Last Run"));
  g_assert_cmpstr (gtk_string_list_get_string (GTK_STRING_LIST (runs), 2), ==, second);
  screen_shoot (self, "tables-run");
  adw_combo_row_set_selected (ADW_COMBO_ROW (chooser), 1);
  wait_for_text (self, "15.1.2023");
  g_assert_cmpint (report->options.run, ==, 1);
  /* Its lines are those of the table that shows them as well. */
  sek_tables_page_show_table (tables (self), SEK_TABLE_INVOICES);
  screen_wait (sek_paper_view_is_drawn (view (self)));
  g_assert_cmpint (report->options.run, ==, 1);
  g_assert_nonnull (screen_find (GTK_WIDGET (tables (self)), ADW_TYPE_COMBO_ROW, _("Fee Run")));
  /* Another year has other runs. */
  chooser = screen_find (GTK_WIDGET (tables (self)), ADW_TYPE_COMBO_ROW, "År");
  adw_combo_row_set_selected (ADW_COMBO_ROW (chooser),
                              adw_combo_row_get_selected (ADW_COMBO_ROW (chooser)) == 0 ? 1 : 0);
  g_assert_cmpint (report->options.year, !=, 2023);
  g_assert_cmpint (report->options.run, ==, 0);
  screen_settle ();
  g_assert_null (screen_find (GTK_WIDGET (tables (self)), ADW_TYPE_COMBO_ROW, _("Fee Run")));
}

/* A change elsewhere is on paper when the page is seen again. */
static void
test_follows (TestScreen *self, gconstpointer data)
{
  g_autofree char *id = NULL;

  screen_open_example (self);
  id = g_strdup_printf ("amount-%" G_GINT64_FORMAT,
                        sek_budget_column_find (sek_document_get_register (sek_window_get_document (self->window)),
                                                "Forslag budsjett 2023", NULL));
  open_page (self);
  g_assert_null (strstr (seen_text (self), "251"));
  screen_go_page ("budget");
  screen_go_to (self, "Kommunikasjon", id);
  screen_type ("251\n");
  screen_go_page ("tables");
  wait_for_text (self, "251");
}

static void
test_zoom (TestScreen *self, gconstpointer data)
{
  double fitted;

  screen_open_example (self);
  open_page (self);
  fitted = sek_paper_view_get_zoom (view (self));
  gtk_widget_grab_focus (GTK_WIDGET (view (self)));
  screen_press (GDK_KEY_plus, GDK_CONTROL_MASK);
  screen_wait (sek_paper_view_get_zoom (view (self)) > fitted);
  screen_wait (sek_paper_view_is_drawn (view (self)));
  screen_shoot (self, "tables-larger");
  screen_press (GDK_KEY_0, GDK_CONTROL_MASK);
  screen_wait (ABS (sek_paper_view_get_zoom (view (self)) - fitted) < 0.001);
  sek_tables_page_show_table (tables (self), SEK_TABLE_FEES);
  screen_wait (sek_paper_view_is_drawn (view (self))
               && sek_preview_get_n_pages (sek_paper_view_get_preview (view (self))) > 1);
  screen_press (GDK_KEY_End, 0);
  screen_wait (sek_paper_view_get_page (view (self))
               == sek_preview_get_n_pages (sek_paper_view_get_preview (view (self))) - 1);
}

/* --- out of the program ------------------------------------------------------------------------------------------- */

/* What a program of poppler's says of a file. Owned. */
static char *
ask_poppler (const char *program, const char *path)
{
  const char *arguments[] = { program, path, g_str_equal (program, "pdftotext") ? "-" : NULL, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  char *out = NULL;

  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, &error));
  g_assert_true (g_subprocess_get_successful (process));
  return out;
}

static void
test_print (TestScreen *self, gconstpointer data)
{
  static const SekTableId both[] = { SEK_TABLE_MAIN, SEK_TABLE_MEMBERS };
  g_autofree char *path = screen_path (self, "utskrift.pdf"), *text = NULL, *info = NULL;
  g_auto (SekReport) report = { 0 };

  screen_open_example (self);
  sek_report_init (&report, sek_window_get_document (self->window));
  sek_print_to (GTK_WINDOW (self->window), &report, both, G_N_ELEMENTS (both), path);
  screen_wait (g_file_test (path, G_FILE_TEST_EXISTS));
  text = ask_poppler ("pdftotext", path);
  g_assert_nonnull (strstr (text, "−1 290"));
  g_assert_nonnull (strstr (text, "Ullensaker"));
  info = ask_poppler ("pdfinfo", path);
  /* One of Hovedtall, upright, and those of the long list, lying. */
  g_assert_nonnull (strstr (info, "595.2"));
  g_assert_null (strstr (info, "Pages:           1\n"));
}

static void
text_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);
}

static void
test_copy (TestScreen *self, gconstpointer data)
{
  GdkClipboard *clipboard;
  g_autofree char *text = NULL;

  screen_open_example (self);
  open_page (self);
  clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self->window));
  screen_press (GDK_KEY_c, GDK_CONTROL_MASK);
  screen_wait (screen_tells (self, "«Hovedtall» er kopiert"));
  g_assert_true (gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (clipboard), "text/html"));
  gdk_clipboard_read_text_async (clipboard, NULL, text_read_cb, &text);
  screen_wait (text != NULL);
  g_assert_cmpstr (text, ==, seen_text (self));
}

/* For a spreadsheet or a letter it is a table with exact figures, heads and bold sums. */
static void
test_clip (TestScreen *self, gconstpointer data)
{
  static const SekTableId table = SEK_TABLE_MAIN;
  g_autofree char *html = NULL, *tsv = NULL;
  g_autoptr (SekBook) book = NULL;
  g_autoptr (SekClip) clip = NULL;
  g_auto (SekReport) report = { 0 };

  screen_open_example (self);
  sek_report_init (&report, sek_window_get_document (self->window));
  book = sek_report_make_book (&report, &table, 1, NULL);
  clip = sek_clip_new_from_sheet (book->sheets->pdata[0]);
  html = sek_clip_write_html (clip, SEK_LANGUAGE_NB);
  tsv = sek_clip_write_tsv (clip);
  g_assert_nonnull (strstr (html, "-1290"));
  g_assert_nonnull (strstr (tsv, "Resultat*\t-1866\t-1013\t-2097\t-231"));
}

static void
test_member_sheets (TestScreen *self, gconstpointer data)
{
  g_autofree char *folder = screen_path (self, "ark"),
                  *oslo = g_build_filename (folder, "0301 Oslo – kontingent 2023.xlsx", NULL);
  g_autoptr (GDir) files = NULL;
  guint n = 0;

  screen_open_example (self);
  sek_export_member_sheets_to (GTK_WINDOW (self->window), sek_window_get_document (self->window), NULL, folder);
  screen_wait (screen_dialog () != NULL && screen_shows (screen_dialog (), "64 medlemsark er lagret"));
  g_assert_true (screen_shows (screen_dialog (), "0301 Oslo – kontingent 2023.xlsx"));
  screen_shoot_widget (screen_dialog (), "tables-written");
  screen_answer (self, "close");
  g_assert_true (g_file_test (oslo, G_FILE_TEST_IS_REGULAR));
  files = g_dir_open (folder, 0, NULL);
  for (const char *name; (name = g_dir_read_name (files)) != NULL; n++)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_assert_cmpuint (n, ==, 64);
  g_rmdir (folder);
}

/* Owned; element-type gint64. */
static GArray *
setups (SekRegister *reg)
{
  g_autoptr (SekView) rows = sek_view_new (reg, SEK_TABLE_SETUP);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  sek_view_update (rows);
  for (guint i = 0; i < sek_view_get_size (rows); i++)
    {
      gint64 id = sek_view_get_row (rows, i);

      g_array_append_val (ids, id);
    }
  return ids;
}

static void
test_setup (TestScreen *self, gconstpointer data)
{
  const SekTableSetup *setup;
  SekRegister *reg;
  GArray *rows;

  screen_open_example (self);
  open_page (self);
  screen_click (screen_find (GTK_WIDGET (tables (self)), ADW_TYPE_ACTION_ROW, "Også i prosent"));
  wait_for_text (self, "%");
  screen_click (screen_find (GTK_WIDGET (tables (self)), ADW_TYPE_EXPANDER_ROW, "Andre år"));
  screen_wait (screen_find (GTK_WIDGET (tables (self)), ADW_TYPE_ACTION_ROW, "2022") != NULL);
  screen_click (screen_find (GTK_WIDGET (tables (self)), ADW_TYPE_ACTION_ROW, "2022"));
  gtk_widget_activate_action (GTK_WIDGET (tables (self)), "tables.save-setup", NULL);
  screen_wait (screen_dialog () != NULL);
  screen_shoot_widget (screen_dialog (), "tables-save-setup");
  gtk_editable_set_text (GTK_EDITABLE (adw_message_dialog_get_extra_child (ADW_MESSAGE_DIALOG (screen_dialog ()))),
                         "Styret november 2023");
  screen_answer (self, "save");
  reg = sek_document_get_register (sek_window_get_document (self->window));
  rows = setups (reg);
  g_assert_cmpuint (rows->len, ==, 1);
  setup = sek_register_get_table_setup (reg, g_array_index (rows, gint64, 0));
  g_array_unref (rows);
  g_assert_cmpstr (setup->name, ==, "Styret november 2023");
  g_assert_cmpint (setup->percent, ==, TRUE);
  g_assert_cmpstr (setup->more_years, ==, "2022");
  screen_wait (screen_shows (GTK_WIDGET (tables (self)), "Styret november 2023"));
  screen_shoot (self, "tables-setup");

  /* Without it there is no per cent, and with it there is again. */
  gtk_drop_down_set_selected (GTK_DROP_DOWN (gtk_widget_get_next_sibling (
                                  gtk_widget_get_first_child (GTK_WIDGET (sek_page_get_toolbar (screen_page (self)))))),
                              0);
  wait_without_text (self, "%");
  sek_tables_page_use_setup (tables (self), "Styret november 2023");
  wait_for_text (self, "%");
  screen_wait (sek_paper_view_is_drawn (view (self))
               && sek_preview_get_n_pages (sek_paper_view_get_preview (view (self))) == 4);
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  rows = setups (sek_document_get_register (sek_window_get_document (self->window)));
  g_assert_cmpuint (rows->len, ==, 0);
  g_array_unref (rows);
}

static void
test_empty (TestScreen *self, gconstpointer data)
{
  screen_open_empty (self);
  screen_go_page ("tables");
  screen_wait (screen_shows (GTK_WIDGET (tables (self)), "Tabellen kan ikke lages"));
  screen_shoot (self, "tables-empty");
  /* What needs no budget can be made. */
  sek_tables_page_show_table (tables (self), SEK_TABLE_MEMBERS);
  screen_wait (sek_paper_view_is_drawn (view (self)));
}

static void
test_looks (TestScreen *self, gconstpointer data)
{
  static const int widths[] = { 1050, 780, 680 };

  screen_open_example (self);
  open_page (self);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  screen_settle ();
  screen_shoot (self, "tables-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  /* Side pane and page list fold one after the other, and only then is there so little that is needed. */
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      gtk_window_set_default_size (GTK_WINDOW (self->window), widths[i], 700);
      screen_wait (gtk_widget_get_width (GTK_WIDGET (self->window)) <= widths[i]);
    }
  screen_wait (sek_paper_view_is_drawn (view (self)));
  screen_shoot (self, "tables-narrow");
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1280, 900);
  screen_wait (sek_paper_view_is_drawn (view (self)));
  screen_shoot (self, "tables-200");
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024, NULL);
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  screen_add ("/tables/all", test_all);
  screen_add ("/tables/options", test_options);
  screen_add ("/tables/plan-years", test_plan_years);
  screen_add ("/tables/runs", test_runs);
  screen_add ("/tables/follows", test_follows);
  screen_add ("/tables/zoom", test_zoom);
  screen_add ("/tables/print", test_print);
  screen_add ("/tables/copy", test_copy);
  screen_add ("/tables/clip", test_clip);
  screen_add ("/tables/member-sheets", test_member_sheets);
  screen_add ("/tables/setup", test_setup);
  screen_add ("/tables/empty", test_empty);
  screen_add ("/tables/looks", test_looks);
  return screen_run ();
}
