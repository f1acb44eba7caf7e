/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many cells at once: the clipboard, filling, finding and replacing, and how columns are arranged. */
#include <adwaita.h>

#include "grid-fixture.h"

#include "sek-clip.h"

/* What is on the clipboard as a type; owned. */
static void
put (Fixture *self, const char *type, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GdkContentProvider) content = gdk_content_provider_new_for_bytes (type, bytes);

  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self->grid)), content);
}

#define wait_for_commits(self, commits_) \
  G_STMT_START { \
    g_autoptr (GString) all_ = g_string_new (NULL); \
    gint64 start_ = g_get_monotonic_time (); \
    while (all_->len < strlen (commits_) && !screen_is_late (start_)) \
      { \
        g_autofree char *some_ = fake_model_take_commits ((self)->model); \
        g_string_append (all_, some_); \
        g_main_context_iteration (NULL, FALSE); \
      } \
    g_assert_cmpstr (all_->str, ==, commits_); \
    screen_settle (); \
  } G_STMT_END

static void
test_copy (Fixture *self, gconstpointer data)
{
  g_autofree char *tsv = NULL, *text = NULL, *html = NULL;
  g_autoptr (SekClip) clip = NULL, whole = NULL, lines = NULL;

  sek_grid_set_cursor (self->grid, 4, FAKE_POPULATION);
  screen_press (GDK_KEY_Down, GDK_SHIFT_MASK);
  screen_press (GDK_KEY_Right, GDK_SHIFT_MASK);
  screen_press (GDK_KEY_c, GDK_CONTROL_MASK);
  tsv = screen_read_clipboard (GTK_WIDGET (self->grid), "text/tab-separated-values");
  g_assert_cmpstr (tsv, ==, "179560\t502768\n164151\t459622\n");
  text = screen_read_clipboard (GTK_WIDGET (self->grid), "text/plain;charset=utf-8");
  g_assert_cmpstr (text, ==, "179\u00a0560\t502\u00a0768\n164\u00a0151\t459\u00a0622");
  html = screen_read_clipboard (GTK_WIDGET (self->grid), "text/html");
  clip = sek_clip_read_html (html, strlen (html), NULL);
  /* The cells alone, in every form: beside other figures, heads would put each a row too low. */
  g_assert_null (sek_clip_get_head (clip, 0));
  g_assert_cmpuint (sek_clip_get_n_rows (clip), ==, 2);
  g_assert_cmpstr (sek_clip_get (clip, 1, 0), ==, "164151");
  g_assert_nonnull (strstr (html, "text-align:right"));
  /* Blocks that are no rectangle are not copied, in words. */
  fixture_click (self, 9, FAKE_KIND, 1, GDK_CONTROL_MASK);
  screen_press (GDK_KEY_c, GDK_CONTROL_MASK);
  assert_signals (self, "message");

  /* A whole table has its heads, in every form. */
  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  screen_press (GDK_KEY_c, GDK_CONTROL_MASK);
  g_free (html);
  html = screen_read_clipboard (GTK_WIDGET (self->grid), "text/html");
  whole = sek_clip_read_html (html, strlen (html), NULL);
  g_assert_cmpstr (sek_clip_get_head (whole, FAKE_POPULATION), ==, "Folketall\n1.1.2022");
  g_assert_cmpuint (sek_clip_get_n_rows (whole), ==, 1000);
  g_free (tsv);
  tsv = screen_read_clipboard (GTK_WIDGET (self->grid), "text/tab-separated-values");
  g_assert_nonnull (strstr (tsv, "\tFolketall 1.1.2022\t"));
  lines = sek_clip_read_text (tsv, strlen (tsv), NULL);
  g_assert_cmpuint (sek_clip_get_n_rows (lines), ==, 1001);
}

static void
test_cut (Fixture *self, gconstpointer data)
{
  g_autofree char *text = NULL;

  sek_grid_set_cursor (self->grid, 4, FAKE_CONTACT);
  screen_press (GDK_KEY_Down, GDK_SHIFT_MASK);
  screen_press (GDK_KEY_x, GDK_CONTROL_MASK);
  assert_commits (self, "5/contact= 6/contact= (clear)");
  text = screen_read_clipboard (GTK_WIDGET (self->grid), "text/plain;charset=utf-8");
  g_assert_cmpstr (text, ==, "ordfører\nordfører");
}

/* A block goes in whole, fills a selection that is a multiple of it, and leaves computed cells out. */
static void
test_paste (Fixture *self, gconstpointer data)
{
  put (self, "text/plain;charset=utf-8", "Asker\t11\nBærum\t22\n");
  sek_grid_set_cursor (self->grid, 4, FAKE_CONTACT);
  screen_press (GDK_KEY_v, GDK_CONTROL_MASK);
  wait_for_commits (self, "5/contact=Asker 5/kind=11 6/contact=Bærum 6/kind=22 (paste)");
  assert_cell (self, 5, FAKE_CONTACT, "Bærum");
  put (self, "text/plain;charset=utf-8", "x");
  sek_grid_set_cursor (self->grid, 7, FAKE_CONTACT);
  screen_press (GDK_KEY_Down, GDK_SHIFT_MASK);
  screen_press (GDK_KEY_Right, GDK_SHIFT_MASK);
  screen_press (GDK_KEY_v, GDK_CONTROL_MASK);
  wait_for_commits (self, "8/contact=x 8/kind=x 9/contact=x 9/kind=x (paste)");
}

/* Of several blocks every one is filled, or none. */
static void
test_paste_blocks (Fixture *self, gconstpointer data)
{
  put (self, "text/plain;charset=utf-8", "x");
  sek_grid_set_cursor (self->grid, 4, FAKE_CONTACT);
  fixture_click (self, 7, FAKE_CONTACT, 1, GDK_CONTROL_MASK);
  screen_press (GDK_KEY_Down, GDK_SHIFT_MASK);
  screen_press (GDK_KEY_v, GDK_CONTROL_MASK);
  wait_for_commits (self, "5/contact=x 8/contact=x 9/contact=x (paste)");
  put (self, "text/plain;charset=utf-8", "a\nb");
  screen_press (GDK_KEY_v, GDK_CONTROL_MASK);
  screen_wait (strstr (self->signals->str, "message") != NULL);
  assert_commits (self, "");
}

/* «+10 %» in a table that is pasted is a share, and no amount: only typed it changes what stands there. */
static void
test_paste_percent (Fixture *self, gconstpointer data)
{
  put (self, "text/plain;charset=utf-8", "1000\n+10 %");
  sek_grid_set_cursor (self->grid, 4, FAKE_POPULATION);
  screen_press (GDK_KEY_v, GDK_CONTROL_MASK);
  screen_wait (screen_dialog () != NULL);
  screen_press (GDK_KEY_Escape, 0);
  screen_wait (screen_dialog () == NULL);
  assert_commits (self, "");
}

/* A table of Calc's with its heads: figures are exact, the head is no row, and a computed cell that says the same is no
 * matter. */
static void
test_paste_html (Fixture *self, gconstpointer data)
{
  put (self, "text/html",
       "<table><tr><th>Folketall 1.1.2022</th><th>Kontingent 2023, kr</th><th>Kontakt</th></tr>"
       "<tr><td sdval=\"179560\" sdnum=\"1044;\">179 560</td><td sdval=\"502768\" sdnum=\"1044;\">502 "
       "768</td><td>varaordfører</td></tr></table>");
  sek_grid_set_cursor (self->grid, 4, FAKE_POPULATION);
  screen_press (GDK_KEY_v, GDK_CONTROL_MASK);
  wait_for_commits (self, "5/population=179560 5/contact=varaordfører (paste)");
}

/* One cell that cannot be pasted keeps all from being pasted, and is shown. */
static void
test_paste_refused (Fixture *self, gconstpointer data)
{
  put (self, "text/plain;charset=utf-8", "1000\n102 27x\n3000");
  sek_grid_set_cursor (self->grid, 4, FAKE_POPULATION);
  screen_press (GDK_KEY_v, GDK_CONTROL_MASK);
  screen_wait (screen_dialog () != NULL);
  g_assert_nonnull (screen_find (screen_dialog (), SEK_TYPE_GRID, NULL));
  screen_press (GDK_KEY_Escape, 0);
  screen_wait (screen_dialog () == NULL);
  assert_commits (self, "");
}

/* Rows beyond the last are added after a question; a computed cell that says something else is told of before. */
static void
test_paste_beyond (Fixture *self, gconstpointer data)
{
  put (self, "text/plain;charset=utf-8", "1000\t1\n2000\t2\n3000\t3");
  sek_grid_set_cursor (self->grid, 19, FAKE_POPULATION);
  screen_press (GDK_KEY_v, GDK_CONTROL_MASK);
  screen_wait (screen_dialog () != NULL);
  assert_commits (self, "");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (screen_dialog ()), "go-on");
  gtk_window_close (GTK_WINDOW (screen_dialog ()));
  wait_for_commits (self, "20/population=1000 21/population=2000 22/population=3000 (paste)");
  g_assert_cmpuint (sek_grid_model_get_n_rows (SEK_GRID_MODEL (self->model)), ==, 22);
}

static void
test_fill (Fixture *self, gconstpointer data)
{
  sek_grid_set_cursor (self->grid, 0, FAKE_CONTACT);
  screen_press (GDK_KEY_Down, GDK_SHIFT_MASK);
  screen_press (GDK_KEY_Down, GDK_SHIFT_MASK);
  screen_press (GDK_KEY_d, GDK_CONTROL_MASK);
  assert_commits (self, "2/contact=byrådsleder 3/contact=byrådsleder (fill)");
  /* Of one cell, from the one above, and from the left. */
  sek_grid_set_cursor (self->grid, 4, FAKE_CONTACT);
  screen_press (GDK_KEY_d, GDK_CONTROL_MASK);
  assert_commits (self, "5/contact=ordfører");
  sek_grid_set_cursor (self->grid, 4, FAKE_KIND);
  screen_press (GDK_KEY_r, GDK_CONTROL_MASK);
  assert_commits (self, "5/kind=ordfører");
  sek_grid_set_cursor (self->grid, 4, FAKE_COUNTY);
  screen_press (GDK_KEY_d, GDK_CONTROL_MASK);
  assert_commits (self, "");
  assert_signals (self, "message");
}

static void
test_today (Fixture *self, gconstpointer data)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_strdup_printf ("%d.%d.%d", g_date_time_get_day_of_month (now), g_date_time_get_month (now),
                                            g_date_time_get_year (now));
  g_autofree char *stored = g_strdup_printf ("5/joined=%s", today);

  sek_grid_set_cursor (self->grid, 4, FAKE_JOINED);
  screen_press (GDK_KEY_comma, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  g_assert_cmpstr (fixture_get_text (self), ==, today);
  screen_press (GDK_KEY_Return, 0);
  assert_commits (self, stored);
}

static void
test_find (Fixture *self, gconstpointer data)
{
  guint n, at;

  sek_grid_set_search (self->grid, "drammen");
  g_assert_true (sek_grid_find (self->grid, 1, TRUE));
  screen_settle ();
  assert_cursor (self, 4, FAKE_SUBREGION);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (fixture_get_cell (self, 5, FAKE_NAME)), "match"));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (fixture_get_cell (self, 6, FAKE_NAME)), "match"));
  screen_wait (sek_grid_get_found (self->grid, &n, &at));
  g_assert_cmpuint (n, >, 100);
  g_assert_cmpuint (at, ==, 1);
  g_assert_true (sek_grid_find (self->grid, 1, FALSE));
  g_assert_true (sek_grid_find (self->grid, -1, FALSE));
  sek_grid_set_search (self->grid, "finnes ikke");
  g_assert_false (sek_grid_find (self->grid, 1, FALSE));
  sek_grid_set_search (self->grid, NULL);
  screen_settle ();
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (fixture_get_cell (self, 5, FAKE_NAME)), "match"));
}

static void
test_replace (Fixture *self, gconstpointer data)
{
  sek_grid_set_cursor (self->grid, 4, FAKE_CONTACT);
  screen_press (GDK_KEY_Down, GDK_SHIFT_MASK);
  sek_grid_set_search (self->grid, "ORDFØRER");
  g_assert_cmpuint (sek_grid_replace (self->grid, "leder"), ==, 2);
  assert_commits (self, "5/contact=leder 6/contact=leder (replace)");
  /* In the selection only; and one refused keeps all. */
  sek_grid_set_search (self->grid, "fylke som ikke er der");
  g_assert_cmpuint (sek_grid_replace (self->grid, "x"), ==, 0);
  assert_commits (self, "");
}

/* One by one: each is a step of its own, and what cannot take it says so at its cell and is passed over. */
static void
test_replace_one (Fixture *self, gconstpointer data)
{
  GtkWidget *bubble;

  sek_grid_set_cursor (self->grid, 4, FAKE_NAME);
  sek_grid_set_search (self->grid, "ordfører");
  /* First to the match. */
  g_assert_false (sek_grid_replace_one (self->grid, "leder"));
  assert_cursor (self, 4, FAKE_CONTACT);
  assert_commits (self, "");
  g_assert_true (sek_grid_replace_one (self->grid, "leder"));
  assert_commits (self, "5/contact=leder");
  assert_cursor (self, 5, FAKE_CONTACT);
  g_assert_true (sek_grid_replace_one (self->grid, "leder"));
  assert_commits (self, "6/contact=leder");
  assert_cursor (self, 6, FAKE_CONTACT);

  sek_grid_set_search (self->grid, "drammen");
  sek_grid_set_cursor (self->grid, 4, FAKE_SUBREGION);
  g_assert_false (sek_grid_replace_one (self->grid, "Utlandet"));
  screen_settle ();
  assert_commits (self, "");
  assert_cursor (self, 5, FAKE_NAME);
  g_assert_null (sek_grid_get_problem (self->grid));
  bubble = screen_find (GTK_WIDGET (self->grid), GTK_TYPE_LABEL, NULL);
  g_assert_nonnull (bubble);
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (bubble)), "Utlandet"));
  screen_press (GDK_KEY_Down, 0);
  g_assert_null (screen_find (GTK_WIDGET (self->grid), GTK_TYPE_LABEL, NULL));

  /* A computed cell, in the model's words. */
  sek_grid_set_search (self->grid, "459");
  sek_grid_set_cursor (self->grid, 5, FAKE_FEE);
  g_assert_false (sek_grid_replace_one (self->grid, "1"));
  screen_settle ();
  assert_commits (self, "");
}

/* Hidden, moved and widened columns are given back as they were kept, and never lose the names. */
static void
test_columns (Fixture *self, gconstpointer data)
{
  g_autoptr (GVariant) layout = NULL;
  guint row, column;

  sek_grid_set_column_hidden (self->grid, FAKE_COUNTY, TRUE);
  sek_grid_set_column_hidden (self->grid, FAKE_NAME, TRUE);
  screen_settle ();
  g_assert_true (sek_grid_is_column_hidden (self->grid, FAKE_COUNTY));
  g_assert_false (sek_grid_is_column_hidden (self->grid, FAKE_NAME));
  sek_grid_set_cursor (self->grid, 2, FAKE_NAME);
  screen_press (GDK_KEY_Right, 0);
  assert_cursor (self, 2, FAKE_SUBREGION);
  /* By keys in the head, as with the pointer. */
  screen_press (GDK_KEY_F6, 0);
  screen_press (GDK_KEY_Right, GDK_CONTROL_MASK);
  screen_press (GDK_KEY_Escape, 0);
  screen_press (GDK_KEY_Left, 0);
  assert_cursor (self, 2, FAKE_POPULATION);
  layout = sek_grid_dup_layout (self->grid);
  sek_grid_reset_columns (self->grid);
  g_assert_false (sek_grid_is_column_hidden (self->grid, FAKE_COUNTY));
  sek_grid_set_layout (self->grid, layout);
  g_assert_true (sek_grid_is_column_hidden (self->grid, FAKE_COUNTY));
  screen_press (GDK_KEY_Home, 0);
  screen_press (GDK_KEY_Right, 0);
  screen_press (GDK_KEY_Right, 0);
  assert_cursor (self, 2, FAKE_POPULATION);
  /* Whoever goes to a hidden column sees it. */
  sek_grid_set_cursor (self->grid, 2, FAKE_COUNTY);
  g_assert_false (sek_grid_is_column_hidden (self->grid, FAKE_COUNTY));
  g_assert_true (sek_grid_get_cursor (self->grid, &row, &column));
  g_assert_cmpuint (column, ==, FAKE_COUNTY);
}

static void
test_sum (Fixture *self, gconstpointer data)
{
  SekGridSum sum;

  sek_grid_set_cursor (self->grid, 4, FAKE_POPULATION);
  g_assert_false (sek_grid_has_block (self->grid));
  screen_press (GDK_KEY_Down, GDK_SHIFT_MASK);
  screen_press (GDK_KEY_Left, GDK_SHIFT_MASK);
  sek_grid_sum_selected (self->grid, &sum);
  g_assert_cmpuint (sum.n_numbers, ==, 2);
  g_assert_true (sum.summable);
  g_assert_cmpint (sum.sum, ==, 179560 + 164151);
  screen_press (GDK_KEY_space, GDK_CONTROL_MASK);
  {
    g_autoptr (GArray) rows = sek_grid_get_selected_rows (self->grid);

    g_assert_cmpuint (rows->len, ==, 1000);
  }
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  fixture_add ("/grid/block/copy", 1000, test_copy);
  fixture_add ("/grid/block/cut", 1000, test_cut);
  fixture_add ("/grid/block/paste", 1000, test_paste);
  fixture_add ("/grid/block/paste-blocks", 1000, test_paste_blocks);
  fixture_add ("/grid/block/paste-percent", 1000, test_paste_percent);
  fixture_add ("/grid/block/paste-html", 1000, test_paste_html);
  fixture_add ("/grid/block/paste-refused", 1000, test_paste_refused);
  fixture_add ("/grid/block/paste-beyond", 20, test_paste_beyond);
  fixture_add ("/grid/block/fill", 1000, test_fill);
  fixture_add ("/grid/block/today", 1000, test_today);
  fixture_add ("/grid/block/find", 1000, test_find);
  fixture_add ("/grid/block/replace", 1000, test_replace);
  fixture_add ("/grid/block/replace-one", 1000, test_replace_one);
  fixture_add ("/grid/block/columns", 1000, test_columns);
  fixture_add ("/grid/block/sum", 1000, test_sum);
  return screen_run ();
}
