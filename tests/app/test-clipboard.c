/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clipboard of the real program with real keys: what LibreOffice wrote goes in as a whole and in one step, computed
 * cells are compared as they become, what is cut goes in one step, and rows are added at the end after a question. */
#include <adwaita.h>

#include "sek-budget.h"
#include "sek-clip.h"
#include "sek-key.h"
#include "sek-test-display.h"

#define POPULATION "population"
#define AT SEK_DATE (2022, 1, 1)

static gint64
get_persons (TestScreen *self, const char *member)
{
  gint64 row = 0;

  g_assert_true (sek_key_find (screen_register (self), sek_entity_get (SEK_MEMBER), member, &row, NULL));
  return sek_register_get_persons (screen_register (self), row, AT);
}

static void
put (TestScreen *self, const char *type, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GdkContentProvider) content = gdk_content_provider_new_for_bytes (type, bytes);

  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self->window)), content);
}

static void
paste_at (TestScreen *self, const char *row, const char *column)
{
  screen_go_to (self, row, column);
  screen_press (GDK_KEY_v, GDK_CONTROL_MASK);
}

/* What LibreOffice makes of a file of comma-separated values; the HTML is what it puts on the clipboard. NULL when it
 * is not installed. Owned. */
static char *
convert (TestScreen *self, const char *csv, const char *filter, const char *suffix)
{
  g_autofree char *soffice = g_find_program_in_path ("soffice"), *path = screen_path (self, "inn.csv"),
                  *name = g_strconcat ("ut/inn.", suffix, NULL);
  g_autofree char *written = screen_path (self, name), *folder = screen_path (self, "ut"),
                  *home = screen_path (self, "office");
  g_autofree char *profile = g_strconcat ("-env:UserInstallation=file://", home, NULL);
  const char *command[] = { "soffice",      profile, "--headless", "--infilter=CSV:44,34,76,1",
                            "--convert-to", filter,  "--outdir",   folder,
                            path,           NULL };
  g_autoptr (GSubprocess) process = NULL;
  char *text = NULL;

  if (soffice == NULL)
    return NULL;
  g_assert_true (g_file_set_contents (path, csv, -1, NULL));
  process = g_subprocess_newv (command, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL);
  g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
  g_assert_true (g_file_get_contents (written, &text, NULL, NULL));
  return text;
}

static void
test_libreoffice (TestScreen *self, gconstpointer data)
{
  g_autofree char *html = NULL, *text = NULL, *before = NULL, *after = NULL;

  screen_open_example (self);
  html = convert (self, "31500,88200\n50300,140840\n", "html:HTML (StarCalc)", "html");
  text = convert (self, "31600,88480\n50400,141120\n", "csv:Text - txt - csv (StarCalc):9,34,76,1", "csv");
  if (html == NULL)
    {
      g_test_skip ("LibreOffice is not installed");
      return;
    }
  before = sek_register_dump (screen_register (self));
  /* Fees that were worked out there agree with those that are worked out here, once the figures are in: there is
   * nothing to ask. */
  put (self, "text/html", html);
  paste_at (self, "Halden", POPULATION);
  screen_wait (get_persons (self, "Halden") == 31500);
  g_assert_null (screen_dialog ());
  screen_assert_reads (self, "Moss", POPULATION, "50\u00a0300");
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  after = sek_register_dump (screen_register (self));
  g_assert_cmpstr (after, ==, before);
  /* And as its text with tabs. */
  put (self, "text/plain;charset=utf-8", text);
  paste_at (self, "Halden", POPULATION);
  screen_wait (get_persons (self, "Moss") == 50400);
  g_assert_cmpint (get_persons (self, "Halden"), ==, 31600);
  g_assert_true (screen_close (self));
}

/* A fee that is out of date is told before anything is stored. */
static void
test_computed (TestScreen *self, gconstpointer data)
{
  screen_open_example (self);
  put (self, "text/plain;charset=utf-8", "31500\t88043");
  paste_at (self, "Halden", POPULATION);
  screen_wait (screen_dialog () != NULL);
  g_assert_true (screen_find (screen_dialog (), SEK_TYPE_GRID, NULL) != NULL);
  g_assert_cmpint (get_persons (self, "Halden"), ==, 31444);
  screen_answer (self, "close");
  g_assert_cmpint (get_persons (self, "Halden"), ==, 31444);
  paste_at (self, "Halden", POPULATION);
  screen_wait (screen_dialog () != NULL);
  screen_answer (self, "go-on");
  screen_wait (get_persons (self, "Halden") == 31500);
  g_assert_true (screen_close (self));
}

/* Cut is one step, blank is not 0, and what was cut can be pasted. */
static void
test_cut (TestScreen *self, gconstpointer data)
{
  g_autofree char *before = NULL, *after = NULL;

  screen_open_example (self);
  before = sek_register_dump (screen_register (self));
  screen_go_to (self, "Halden", POPULATION);
  screen_press (GDK_KEY_Down, GDK_SHIFT_MASK);
  screen_press (GDK_KEY_x, GDK_CONTROL_MASK);
  screen_assert_reads (self, "Halden", POPULATION, "");
  screen_assert_reads (self, "Moss", POPULATION, "");
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  after = sek_register_dump (screen_register (self));
  g_assert_cmpstr (after, ==, before);
  paste_at (self, "Sarpsborg", POPULATION);
  screen_wait (get_persons (self, "Sarpsborg") == 31444);
  screen_assert_reads (self, "Fredrikstad", POPULATION, "50\u00a0290");
  g_assert_true (screen_close (self));
}

/* The lines of the budget with their headings and sums, of which the blank ones are rows too: every form has them. */
static void
test_headings (TestScreen *self, gconstpointer data)
{
  SekGridModel *model;
  guint n;

  screen_open_example (self);
  screen_go_page ("budget");
  model = sek_grid_get_model (screen_grid (self));
  n = sek_grid_model_get_n_rows (model);
  for (guint top = 0; top < 3; top++)
    for (guint left = 0; left < 2; left++)
      for (guint end = 0; end < 2; end++)
        {
          g_autofree char *html = NULL, *tsv = NULL;
          g_autoptr (SekClip) from_html = NULL, from_tsv = NULL;
          guint heads = top == 0 && end == 1 ? 1 : 0;

          sek_grid_set_cursor (screen_grid (self), top, left);
          gtk_widget_grab_focus (GTK_WIDGET (screen_grid (self)));
          for (guint row = top; row < (end == 1 ? n - 1 : 6); row++)
            screen_press (GDK_KEY_Down, GDK_SHIFT_MASK);
          screen_press (GDK_KEY_Right, GDK_SHIFT_MASK);
          screen_press (GDK_KEY_c, GDK_CONTROL_MASK);
          html = screen_read_clipboard (GTK_WIDGET (screen_grid (self)), "text/html");
          tsv = screen_read_clipboard (GTK_WIDGET (screen_grid (self)), "text/tab-separated-values");
          from_html = sek_clip_read_html (html, strlen (html), NULL);
          from_tsv = sek_clip_read_text (tsv, strlen (tsv), NULL);
          g_assert_cmpuint (sek_clip_get_n_rows (from_html), ==, (end == 1 ? n : 7) - top);
          g_assert_cmpuint (sek_clip_get_n_rows (from_tsv), ==, sek_clip_get_n_rows (from_html) + heads);
          g_assert_true ((sek_clip_get_head (from_html, 0) != NULL) == (heads > 0));
          for (guint row = 0; row < sek_clip_get_n_rows (from_html); row++)
            for (guint column = 0; column < 2; column++)
              g_assert_cmpstr (sek_clip_get (from_html, row, column), ==,
                               sek_clip_get (from_tsv, row + heads, column));
        }
  g_assert_true (screen_close (self));
}

static guint
count_lines (TestScreen *self, gint64 section)
{
  g_autoptr (GArray) lines = sek_budget_lines (screen_register (self), section);

  return lines->len;
}

static char *
dup_last_line (TestScreen *self, gint64 section)
{
  g_autoptr (GArray) lines = sek_budget_lines (screen_register (self), section);

  return g_strdup (sek_register_get_budget_line (screen_register (self), g_array_index (lines, gint64, lines->len - 1))
                       ->name);
}

/* What goes beyond the lines of a section becomes new ones there, after a question and in one step. */
static void
test_new_lines (TestScreen *self, gconstpointer data)
{
  g_autofree char *before = NULL, *after = NULL, *last = NULL, *named = NULL, *amount = NULL, *whole = NULL;
  gint64 sections[] = { SEK_SECTION_INCOME, SEK_SECTION_EXPENSE };
  SekGridModel *model;
  guint n, n_columns;

  screen_open_example (self);
  screen_go_page ("budget");
  model = sek_grid_get_model (screen_grid (self));
  n_columns = sek_grid_model_get_n_columns (model);
  before = sek_register_dump (screen_register (self));
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      SekGridColumn column;

      sek_grid_model_get_column (model, n_columns - 2, &column);
      g_free (column.head);
      n = count_lines (self, sections[i]);
      g_free (last);
      last = dup_last_line (self, sections[i]);
      g_free (amount);
      amount = g_strdup_printf ("%s\t\t\t10\nMøbler\t\t\t20\nKurs\t\t\t30\n\t\t\t40\n\t\t\t\n", last);
      put (self, "text/plain;charset=utf-8", amount);
      paste_at (self, last, "name");
      screen_wait (screen_dialog () != NULL);
      screen_shoot_widget (screen_dialog (), "new-lines");
      g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (screen_dialog ())), ==,
                       "Vil du legge til 3 rader?");
      screen_press (GDK_KEY_Escape, 0);
      screen_wait (screen_dialog () == NULL);
      g_assert_cmpuint (count_lines (self, sections[i]), ==, n);
      paste_at (self, last, "name");
      screen_wait (screen_dialog () != NULL);
      screen_answer (self, "go-on");
      screen_wait (count_lines (self, sections[i]) == n + 3);
      screen_assert_reads (self, last, column.id, "10");
      screen_assert_reads (self, "Møbler", column.id, "20");
      screen_assert_reads (self, "Kurs", column.id, "30");
      g_free (named);
      named = dup_last_line (self, sections[i]);
      g_assert_cmpstr (named, ==, g_dgettext (GETTEXT_PACKAGE, "New line"));
      screen_shoot (self, "new-lines-added");
      screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
      g_free (after);
      after = sek_register_dump (screen_register (self));
      g_assert_cmpstr (after, ==, before);
    }

  /* The table itself goes back row by row, over its sums and headings, and makes no lines. */
  sek_grid_set_cursor (screen_grid (self), 0, 0);
  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  screen_press (GDK_KEY_c, GDK_CONTROL_MASK);
  whole = screen_read_clipboard (GTK_WIDGET (screen_grid (self)), "text/plain;charset=utf-8");
  put (self, "text/plain;charset=utf-8", whole);
  sek_grid_set_cursor (screen_grid (self), 0, 0);
  screen_press (GDK_KEY_v, GDK_CONTROL_MASK);
  screen_settle ();
  g_assert_null (screen_dialog ());
  g_assert_cmpuint (count_lines (self, SEK_SECTION_EXPENSE), ==, n);
  g_assert_true (screen_close (self));
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  screen_add ("/clipboard/libreoffice", test_libreoffice);
  screen_add ("/clipboard/computed", test_computed);
  screen_add ("/clipboard/cut", test_cut);
  screen_add ("/clipboard/headings", test_headings);
  screen_add ("/clipboard/new-lines", test_new_lines);
  return screen_run ();
}
