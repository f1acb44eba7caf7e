/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Regnekontroll: tables and texts from elsewhere, pasted, opened and stepped through. */
#include <string.h>

#include "sek-audit-model.h"
#include "sek-audit-page.h"
#include "sek-grid-cell.h"
#include "sek-prose-model.h"
#include "sek-test-display.h"

#define PUBLISHED SEK_AUDIT_TESTS "/samples/hovedtall-2023.tsv"

static SekAuditPage *
page (TestScreen *self)
{
  return SEK_AUDIT_PAGE (sek_window_get_page (self->window, "audit"));
}

static SekGridModel *
model (TestScreen *self)
{
  return sek_grid_get_model (screen_grid (self));
}

static void
copy (TestScreen *self, const char *type, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GdkContentProvider) content = gdk_content_provider_new_for_bytes (type, bytes);

  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self->window)), content);
}

static void
paste (TestScreen *self, const char *type, const char *text)
{
  copy (self, type, text);
  screen_press (GDK_KEY_v, GDK_CONTROL_MASK);
}

static void
open_page (TestScreen *self)
{
  screen_open_example (self);
  screen_go_page ("audit");
  g_assert_cmpstr (sek_window_get_page_name (self->window), ==, "audit");
  screen_settle ();
}

static char *
read_cell (TestScreen *self, guint row, guint column, SekGridCellFlags *flags)
{
  return sek_grid_model_read (model (self), row, column, flags);
}

/* Each marked cell as "row: head: text", a line each. */
static char *
list_marked (TestScreen *self, SekGridCellFlags flag)
{
  GString *list = g_string_new (NULL);

  for (guint row = 0; row < sek_grid_model_get_n_rows (model (self)); row++)
    for (guint column = 0; column < sek_grid_model_get_n_columns (model (self)); column++)
      {
        SekGridCellFlags flags, name_flags;
        g_autofree char *text = read_cell (self, row, column, &flags), *name = read_cell (self, row, 0, &name_flags);

        if (flags & flag)
          g_string_append_printf (list, "%s | %u | %s\n", name, column, text);
      }
  return g_string_free (list, FALSE);
}

static const char marked_cells[] =
  "Inngående mindreforbruk (overførte midler fra tidl. år) | 4 | -1 792\n"
  "Sum inntekter | 2 | mangler\n"
  "Sekretariatet, andre utgifter | 4 | 220\n"
  "Resultat (neg. resultat = bruk av overførte midler) | 4 | -211\n";

static void
assert_cursor (TestScreen *self, guint expected_row, guint expected_column)
{
  guint row, column;

  g_assert_true (sek_grid_get_cursor (screen_grid (self), &row, &column));
  g_assert_cmpuint (row, ==, expected_row);
  g_assert_cmpuint (column, ==, expected_column);
}

/* What a screen reader says of a cell in view. */
static gboolean
is_said (GtkWidget *widget, const char *label)
{
  if (SEK_IS_GRID_CELL (widget) && gtk_widget_get_mapped (widget)
      && strstr (sek_grid_cell_get_label (SEK_GRID_CELL (widget)), label) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (is_said (child, label))
      return TRUE;
  return FALSE;
}

/* As the council printed it: three cells are wrong, one is missing, and nothing else is marked. */
static void
test_published (TestScreen *self, gconstpointer data)
{
  g_autofree char *table = screen_read_file (PUBLISHED, NULL), *marked = NULL, *text = NULL, *few = NULL;
  SekGridCellFlags flags;

  open_page (self);
  g_assert_true (screen_shows (GTK_WIDGET (self->window), "Går tabellen opp?"));
  screen_shoot (self, "audit-empty");
  paste (self, "text/plain;charset=utf-8", table);
  screen_wait (model (self) != NULL);
  marked = list_marked (self, SEK_GRID_BAD);
  g_assert_cmpstr (marked, ==, marked_cells);
  g_assert_nonnull (screen_find (GTK_WIDGET (self->window), GTK_TYPE_BUTTON, "3 feil"));
  g_assert_nonnull (screen_find (GTK_WIDGET (self->window), GTK_TYPE_BUTTON, "1 mangler"));

  /* From one to the next and around, and back. */
  g_assert_true (sek_grid_has_focus (screen_grid (self)));
  assert_cursor (self, 0, 4);
  g_assert_true (is_said (GTK_WIDGET (self->window), "-1 792, feil, skal være −1\u00a0290"));
  g_assert_true (is_said (GTK_WIDGET (self->window), "mangler, skal være 5\u00a0981"));
  g_assert_true (screen_shows (screen_form (self), "−1\u00a0290"));
  g_assert_true (screen_shows (screen_form (self),
                               "Endring ifht budsjett 2022 = Forslag budsjett 2023 − Budsjett 2022"));
  screen_shoot (self, "audit-table");
  screen_press (GDK_KEY_F8, 0);
  assert_cursor (self, 3, 2);
  screen_shoot (self, "audit-missing");
  screen_press (GDK_KEY_F8, 0);
  assert_cursor (self, 7, 4);
  screen_press (GDK_KEY_F8, 0);
  assert_cursor (self, 11, 4);
  screen_press (GDK_KEY_F8, 0);
  assert_cursor (self, 0, 4);
  screen_press (GDK_KEY_F8, GDK_SHIFT_MASK);
  assert_cursor (self, 11, 4);

  /* What is copied is what was printed. */
  text = read_cell (self, 11, 4, &flags);
  g_assert_cmpstr (text, ==, "-211");

  /* Only the rows with deviations. */
  screen_click (screen_find (GTK_WIDGET (screen_page (self)), GTK_TYPE_CHECK_BUTTON, NULL));
  g_assert_cmpuint (sek_grid_model_get_n_rows (model (self)), ==, 4);
  few = list_marked (self, SEK_GRID_BAD);
  g_assert_cmpstr (few, ==, marked_cells);
  screen_shoot (self, "audit-only");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  screen_settle ();
  screen_click (screen_find (GTK_WIDGET (screen_page (self)), GTK_TYPE_CHECK_BUTTON, NULL));
  screen_shoot (self, "audit-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  for (int width = 1050; width >= 680; width -= width > 780 ? 270 : 100)
    {
      gtk_window_set_default_size (GTK_WINDOW (self->window), width, 700);
      screen_settle ();
      screen_wait (gtk_widget_get_width (GTK_WIDGET (self->window)) <= width);
    }
  screen_shoot (self, "audit-narrow");
  g_assert_true (screen_close (self));
}

static void
write_file (TestScreen *self, const char *name, const char *text)
{
  g_autofree char *path = screen_path (self, name);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
open_file (TestScreen *self, const char *name)
{
  g_autofree char *path = screen_path (self, name);

  sek_audit_page_open (page (self), path);
}

/* A page with two tables, of which the second has the error; then a file that is none, which takes nothing away. */
static void
test_files (TestScreen *self, gconstpointer data)
{
  SekGridModel *before;
  guint row, column;

  open_page (self);
  write_file (self, "side.html",
              "<table><tr><th>Post</th><th>2022</th><th>2023</th></tr><tr><td>Lønn</td><td>4 100</td><td>4 "
              "350</td></tr>"
              "<tr><td>Reiser</td><td>310</td><td>275</td></tr><tr><td>Møter</td><td>127</td><td>144</td></tr>"
              "<tr><td>Sum utgifter</td><td>4 537</td><td>4 769</td></tr></table><p>Og så:</p>"
              "<table><tr><th>Post</th><th>2022</th><th>2023</th></tr><tr><td>Kontingent</td><td>6 034</td><td>6 "
              "283</td></tr>"
              "<tr><td>Tilskudd</td><td>911</td><td>873</td></tr><tr><td>Renter</td><td>57</td><td>68</td></tr>"
              "<tr><td>Sum inntekter</td><td>7 002</td><td>7 324</td></tr></table>");
  open_file (self, "side.html");
  screen_wait (model (self) != NULL);
  g_assert_nonnull (screen_find (GTK_WIDGET (self->window), GTK_TYPE_BUTTON, "1 feil"));
  g_assert_true (screen_shows (GTK_WIDGET (screen_page (self)), "Tabell 2 (1 funn)"));
  g_assert_true (sek_grid_get_cursor (screen_grid (self), &row, &column));
  g_assert_cmpuint (row, ==, 3);
  g_assert_cmpuint (column, ==, 2);
  screen_shoot (self, "audit-two");

  before = model (self);
  write_file (self, "bilde.xlsx", "\211PNG\r\n\032\n and so on, which is no workbook");
  open_file (self, "bilde.xlsx");
  screen_wait (screen_find (GTK_WIDGET (screen_page (self)), GTK_TYPE_INFO_BAR, NULL) != NULL
               && gtk_info_bar_get_revealed (GTK_INFO_BAR (screen_find (GTK_WIDGET (screen_page (self)),
                                                                        GTK_TYPE_INFO_BAR, NULL))));
  g_assert_true (model (self) == before);
  screen_shoot (self, "audit-error");
  g_assert_true (screen_close (self));
}

/* Sentences are held against themselves and the register. */
static void
test_prose (TestScreen *self, gconstpointer data)
{
  g_autofree char *marked = NULL;

  open_page (self);
  /* Nothing is lost where there was nothing, and the page says why. */
  paste (self, "text/plain;charset=utf-8", "Møtet er i Drammen.");
  screen_wait (screen_shows (GTK_WIDGET (screen_page (self)), "Innholdet kunne ikke leses"));
  screen_shoot (self, "audit-nothing");
  paste (self, "text/plain;charset=utf-8",
         "Kontingenten økes fra kr. 2,70 til kr. 2,80 per innbygger, en økning på 3,3 prosent. Det møter om lag 140 "
         "fra hele regionen.");
  screen_wait (model (self) != NULL);
  g_assert_true (SEK_IS_PROSE_MODEL (model (self)));
  marked = list_marked (self, SEK_GRID_BAD);
  g_assert_cmpstr (marked, ==, "3,3 prosent | 1 | feil\n");
  screen_press (GDK_KEY_F8, 0);
  screen_settle ();
  g_assert_true (screen_shows (screen_form (self), "3,3 prosent"));
  screen_shoot (self, "audit-prose");
  g_assert_true (screen_close (self));
}

/* HTML goes before text, and text is read where the HTML has no table. */
static void
test_html (TestScreen *self, gconstpointer data)
{
  g_autofree char *marked = NULL;

  open_page (self);
  paste (self, "text/html",
         "<table><tr><td></td><td>2022</td><td>2023</td></tr><tr><td>A</td><td>417</td><td>523</td></tr><tr><td>B</"
         "td><td>1 208</td>"
         "<td>1 344</td></tr><tr><td>C</td><td>39</td><td>57</td></tr><tr><td>I alt</td><td>1 664</td><td>1 "
         "942</td></tr></table>");
  screen_wait (model (self) != NULL);
  marked = list_marked (self, SEK_GRID_BAD);
  g_assert_cmpstr (marked, ==, "I alt | 2 | 1 942\n");
  g_assert_true (screen_close (self));
}

/* A large table takes its time, and Escape gives it up: nothing comes of it later, and the next one is read. */
static void
test_cancel (TestScreen *self, gconstpointer data)
{
  enum { N_YEARS = 12 };
  g_autoptr (GString) large = g_string_new ("Post");
  g_autofree char *table = screen_read_file (PUBLISHED, NULL), *marked = NULL;

  /* So large that it is still being worked out when a fast machine has taken the picture. */
  for (guint year = 0; year < N_YEARS; year++)
    g_string_append_printf (large, "\tRegnskap %u", 2011 + year);
  for (guint i = 0; i < 5000; i++)
    {
      g_string_append_printf (large, "\nAnsvar %u", i);
      for (guint year = 0; year < N_YEARS; year++)
        g_string_append_printf (large, "\t%u", (i * 7919 * (year + 3) + year * 977) % (9973 + year));
    }
  open_page (self);
  paste (self, "text/plain;charset=utf-8", large->str);
  screen_wait (screen_shows (GTK_WIDGET (screen_page (self)), "Avbryt"));
  screen_shoot (self, "audit-waiting");
  screen_press (GDK_KEY_Escape, 0);
  screen_wait (screen_tells (self, "Avbrutt"));
  g_assert_null (model (self));
  paste (self, "text/plain;charset=utf-8", table);
  screen_wait (model (self) != NULL);
  marked = list_marked (self, SEK_GRID_BAD);
  g_assert_cmpstr (marked, ==, marked_cells);
  g_assert_true (screen_close (self));
}

/* The report has the findings, in the format that the name asks for. */
static void
test_export (TestScreen *self, gconstpointer data)
{
  static const struct { const char *name; const char *magic; } files[] = {
    { "rapport.xlsx", "PK" }, { "rapport.html", "<!DOCTYPE" }, { "rapport.pdf", "%PDF" },
  };
  g_autofree char *table = screen_read_file (PUBLISHED, NULL);

  open_page (self);
  paste (self, "text/plain;charset=utf-8", table);
  screen_wait (model (self) != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = screen_path (self, files[i].name), *content = NULL,
                      *told = g_strdup_printf ("«%s» er lagret", files[i].name);
      gsize length;

      sek_audit_page_export (page (self), path);
      screen_wait (screen_tells (self, told));
      content = screen_read_file (path, &length);
      g_assert_cmpuint (length, >, 1000);
      g_assert_true (g_ascii_strncasecmp (content, files[i].magic, strlen (files[i].magic)) == 0);
      if (g_str_has_suffix (path, ".html"))
        g_assert_nonnull (strstr (content, "290"));
    }
  g_assert_true (screen_close (self));
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  screen_add ("/audit/published", test_published);
  screen_add ("/audit/files", test_files);
  screen_add ("/audit/prose", test_prose);
  screen_add ("/audit/html", test_html);
  screen_add ("/audit/cancel", test_cancel);
  screen_add ("/audit/export", test_export);
  return screen_run ();
}
