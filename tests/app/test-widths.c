/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-fold-row.h"
#include "sek-grid-cell.h"
#include "sek-narrow.h"
#include "sek-page-list.h"
#include "sek-test-display.h"

/* What becomes of the window when it is narrow or wide, and of its texts when they are large: what folds, what is cut,
 * and where the blank stays. */

static int
get_width (gpointer widget)
{
  return gtk_widget_get_width (GTK_WIDGET (widget));
}

static void
set_width (TestScreen *self, int width)
{
  gtk_window_set_default_size (GTK_WINDOW (self->window), width, 800);
  /* The frame that GTK draws where there is no compositor counts. */
  screen_wait (ABS (get_width (self->window) - width) < 60);
}

static AdwFlap *
get_list (TestScreen *self)
{
  return ADW_FLAP (screen_part (self, "flap"));
}

static AdwFlap *
get_pane (TestScreen *self)
{
  return sek_page_get_flap (screen_page (self));
}

static gboolean
shows_pane (TestScreen *self)
{
  return adw_flap_get_reveal_flap (get_pane (self));
}

/* --- the window --------------------------------------------------------------------------------------------------- */

/* From any width to any other at once, and no page is wider than the window is then. */
static void
test_in_one_go (TestScreen *self, gconstpointer data)
{
  static const int widths[] = { 680, 1600, 960, 1280, 680, 1100, 680 };
  GtkWidget *narrow;

  screen_open_example (self);
  narrow = screen_part (self, "narrow");
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      set_width (self, widths[i]);
      for (guint page = 0; page < sek_page_list_get_size (); page++)
        {
          screen_go_page (sek_page_list_get_nth (page)->name);
          g_test_message ("%s at %d", sek_page_list_get_nth (page)->name, widths[i]);
          g_assert_cmpint (get_width (adw_bin_get_child (ADW_BIN (narrow))), ==, get_width (narrow));
          g_assert_cmpint (adw_flap_get_folded (get_list (self)), ==, widths[i] < 800);
          if (widths[i] < 1090)
            g_assert_true (adw_flap_get_folded (get_pane (self)));
        }
    }
}

/* A pane that was closed is not opened by a window that was narrow for a while. */
static void
test_closed_pane (TestScreen *self, gconstpointer data)
{
  screen_open_example (self);
  set_width (self, 1280);
  g_assert_true (shows_pane (self));
  set_width (self, 900);
  g_assert_false (shows_pane (self));
  set_width (self, 1280);
  g_assert_true (shows_pane (self));
  screen_press (GDK_KEY_F9, 0);
  g_assert_false (shows_pane (self));
  set_width (self, 900);
  screen_press (GDK_KEY_F9, 0);
  g_assert_true (shows_pane (self));
  set_width (self, 1280);
  g_assert_false (shows_pane (self));
}

/* The pane goes before a figure of the budget is cut, and comes when it is asked for. */
static void
test_figures (TestScreen *self, gconstpointer data)
{
  screen_open_example (self);
  screen_go_page ("budget");
  for (int width = 1280; width >= 1000; width -= 20)
    {
      set_width (self, width);
      g_test_message ("At %d the budget has %d of %d, %s a pane", width, get_width (screen_grid (self)),
                      sek_grid_get_figures_width (screen_grid (self)), shows_pane (self) ? "beside" : "without");
      g_assert_cmpint (get_width (screen_grid (self)), >=, sek_grid_get_figures_width (screen_grid (self)));
      g_assert_cmpint (adw_flap_get_folded (get_pane (self)), ==, !shows_pane (self));
    }
  screen_press (GDK_KEY_F9, 0);
  g_assert_true (shows_pane (self));
  g_assert_cmpint (get_width (screen_grid (self)), >=, sek_grid_get_figures_width (screen_grid (self)));
  screen_press (GDK_KEY_F9, 0);
  g_assert_false (shows_pane (self));
}

/* Whether a widget, as it is painted, has its ground in one colour along its lower edge, and that colour. */
static gboolean
is_plain (TestScreen *self, GtkWidget *widget, guint32 *colour)
{
  g_autoptr (GdkTexture) texture = screen_picture (GTK_WIDGET (self->window));
  int width = gdk_texture_get_width (texture), height = gdk_texture_get_height (texture);
  g_autofree guint32 *pixels = g_new (guint32, (gsize) width * (gsize) height);
  graphene_rect_t bounds;
  int y;

  g_assert_true (gtk_widget_compute_bounds (widget, GTK_WIDGET (self->window), &bounds));
  gdk_texture_download (texture, (guchar *) pixels, (gsize) width * 4);
  y = (int) (bounds.origin.y + bounds.size.height) - 60;
  *colour = pixels[y * width + (int) bounds.origin.x + 6];
  for (int x = (int) bounds.origin.x + 6; x < (int) (bounds.origin.x + bounds.size.width) - 6; x++)
    if (pixels[y * width + x] != *colour)
      return FALSE;
  return TRUE;
}

/* The list of pages lies over the members and is not read through. */
static void
test_opaque (TestScreen *self, gconstpointer data)
{
  for (int dark = 0; dark < 2; dark++)
    {
      guint32 over = 0, beside = 0;
      GtkWidget *list;

      adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                          dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
      if (self->window == NULL)
        screen_open_example (self);
      list = adw_flap_get_flap (get_list (self));
      set_width (self, 1280);
      g_assert_true (is_plain (self, list, &beside));
      set_width (self, 680);
      screen_click (screen_part (self, "sidebar_button"));
      g_assert_true (adw_flap_get_reveal_flap (get_list (self)));
      screen_shoot (self, dark ? "list-over-dark" : "list-over");
      g_assert_true (is_plain (self, list, &over));
      g_assert_cmphex (over, ==, beside);
      /* It goes when a page was chosen. */
      screen_go_page ("budget");
      g_assert_false (adw_flap_get_reveal_flap (get_list (self)));
      screen_press (GDK_KEY_F9, 0);
      screen_shoot (self, dark ? "pane-over-dark" : "pane-over");
      screen_press (GDK_KEY_F9, 0);
      screen_go_page ("members");
    }
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
}

/* --- the grids ---------------------------------------------------------------------------------------------------- */

static void
assert_none_shortened (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (SEK_IS_GRID_CELL (widget) && sek_grid_cell_is_shortened (SEK_GRID_CELL (widget)))
    g_error ("Cut: %s", sek_grid_cell_get_label (SEK_GRID_CELL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_none_shortened (child);
}

/* The first cell that a screen reader calls so; heads are called by their words alone. */
static GtkWidget *
find_cell (GtkWidget *widget, const char *label)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (SEK_IS_GRID_CELL (widget) && g_str_equal (sek_grid_cell_get_label (SEK_GRID_CELL (widget)), label))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_cell (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* In a wide window figures stand near their names, and no text is cut. */
static void
test_wide (TestScreen *self, gconstpointer data)
{
  screen_open_example (self);
  set_width (self, 1600);
  screen_press (GDK_KEY_F9, 0);
  screen_go_page ("budget");
  g_object_unref (screen_picture (GTK_WIDGET (self->window)));
  g_assert_cmpint (sek_grid_get_figures_width (screen_grid (self)), <, 900);
  g_assert_cmpint (get_width (screen_grid (self)), >, 1200);
  g_assert_cmpint (get_width (find_cell (GTK_WIDGET (screen_grid (self)), "Post")), <, 360);
  assert_none_shortened (GTK_WIDGET (screen_grid (self)));
  screen_go_page ("members");
  g_object_unref (screen_picture (GTK_WIDGET (self->window)));
  assert_none_shortened (GTK_WIDGET (screen_grid (self)));
}

/* The grants are as high as their rows, the projects have the rest. */
static void
test_grants (TestScreen *self, gconstpointer data)
{
  GtkWidget *grants, *projects;
  int natural, before;

  screen_open_example (self);
  set_width (self, 1280);
  screen_go_page ("projects");
  projects = GTK_WIDGET (sek_page_get_grid (screen_page (self)));
  grants = gtk_widget_get_ancestor (find_cell (GTK_WIDGET (screen_page (self)), "Tilskudd"), SEK_TYPE_GRID);
  g_assert_true (grants != projects);
  gtk_widget_measure (grants, GTK_ORIENTATION_VERTICAL, -1, NULL, &natural, NULL, NULL);
  g_assert_cmpint (gtk_widget_get_height (grants), ==, natural);
  before = gtk_widget_get_height (projects);
  g_assert_cmpint (before, >, 2 * natural);
  /* One more takes its height from the projects. */
  screen_click (screen_find (GTK_WIDGET (screen_page (self)), GTK_TYPE_BUTTON,
                             g_dgettext (GETTEXT_PACKAGE, "New Grant")));
  g_assert_cmpint (gtk_widget_get_height (grants), >, natural);
  g_assert_cmpint (gtk_widget_get_height (projects), ==, before - gtk_widget_get_height (grants) + natural);
}

/* --- the pane ----------------------------------------------------------------------------------------------------- */

static guint
count_folds (GtkWidget *widget)
{
  guint n = SEK_IS_FOLD_ROW (widget);

  if (!gtk_widget_get_visible (widget))
    return 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_folds (child);
  return n;
}

static GtkWidget *
find_populations (TestScreen *self)
{
  return screen_find (screen_form (self), ADW_TYPE_PREFERENCES_GROUP,
                      sek_word (&sek_entity_get (SEK_POPULATION)->plural, sek_program_language ()));
}

static GtkWidget *
find_earlier (TestScreen *self, guint n)
{
  g_autofree char *words = g_strdup_printf (g_dgettext (GETTEXT_PACKAGE, "Earlier (%u)"), n);

  return screen_find (find_populations (self), SEK_TYPE_FOLD_ROW, words);
}

/* Of many populations the newest three are shown, the others when they are asked for, and they stay while the form is
 * made anew. */
static void
test_earlier (TestScreen *self, gconstpointer data)
{
  const char *persons = sek_word (&SEK_FIELD (population, persons)->title, sek_program_language ());
  GtkWidget *field;

  screen_open_example (self);
  screen_go_to (self, "Drammen", "population");
  screen_wait (find_populations (self) != NULL);
  g_assert_cmpuint (count_folds (find_populations (self)), ==, 4);
  g_assert_nonnull (screen_find (screen_form (self), SEK_TYPE_FOLD_ROW, "1.1.2024"));
  g_assert_null (screen_find (screen_form (self), SEK_TYPE_FOLD_ROW, "1.1.2023"));

  /* One that is added is shown, and the others move up. */
  screen_click (screen_find (find_populations (self), GTK_TYPE_BUTTON, "list-add-symbolic"));
  g_assert_nonnull (screen_find (screen_form (self), SEK_TYPE_FOLD_ROW, "1.1.2027"));
  g_assert_null (screen_find (screen_form (self), SEK_TYPE_FOLD_ROW, "1.1.2024"));
  g_assert_nonnull (find_earlier (self, 5));

  /* By the keys; the focus stays on it, also when the form is made anew. */
  gtk_widget_grab_focus (find_earlier (self, 5));
  screen_press (GDK_KEY_Return, 0);
  g_assert_cmpuint (count_folds (find_populations (self)), ==, 9);
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_cmpuint (count_folds (find_populations (self)), ==, 8);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (self->window)) == find_earlier (self, 4));
  g_assert_true (sek_fold_row_get_open (SEK_FOLD_ROW (find_earlier (self, 4))));
  screen_press (GDK_KEY_Return, 0);
  g_assert_cmpuint (count_folds (find_populations (self)), ==, 4);
  screen_press (GDK_KEY_Return, 0);
  g_assert_cmpuint (count_folds (find_populations (self)), ==, 8);

  /* A text that waits in one is not put out of sight. */
  screen_click (screen_find (screen_form (self), SEK_TYPE_FOLD_ROW, "1.1.2022"));
  field = screen_find (screen_form (self), ADW_TYPE_ENTRY_ROW, persons);
  gtk_widget_grab_focus (field);
  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  screen_type ("mange\n");
  g_assert_true (gtk_widget_has_css_class (field, "error"));
  gtk_widget_grab_focus (find_earlier (self, 4));
  screen_press (GDK_KEY_Return, 0);
  g_assert_cmpuint (count_folds (find_populations (self)), ==, 5);
  g_assert_true (gtk_widget_get_mapped (field));
  screen_click (screen_find (find_populations (self), GTK_TYPE_BUTTON, "list-add-symbolic"));
  g_assert_nonnull (screen_find (screen_form (self), SEK_TYPE_FOLD_ROW, "1.1.2022"));
  field = screen_find (screen_form (self), ADW_TYPE_ENTRY_ROW, persons);
  g_assert_nonnull (find_earlier (self, 4));
}

/* --- large text --------------------------------------------------------------------------------------------------- */

/* As sek-list-rows.c has it: an address may have to be parted. */
#define LONGEST_WORD 22

static gboolean
may_break (gunichar before)
{
  return g_unichar_isspace (before) || g_unichar_ispunct (before) || before == 0x2013;
}

static gboolean
has_address (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \n", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (g_utf8_strlen (words[i], -1) > LONGEST_WORD)
      return TRUE;
  return FALSE;
}

/* No label ends a line within a word, and none is cut. */
static void
assert_whole_words (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_LABEL (widget) && gtk_widget_get_ancestor (widget, SEK_TYPE_GRID) == NULL)
    {
      PangoLayout *layout = gtk_label_get_layout (GTK_LABEL (widget));
      const char *text = pango_layout_get_text (layout);

      if (pango_layout_is_ellipsized (layout))
        g_error ("Cut: %s", text);
      for (int i = 0; i + 1 < pango_layout_get_line_count (layout); i++)
        {
          PangoLayoutLine *line = pango_layout_get_line_readonly (layout, i);
          const char *end = text + line->start_index + line->length;

          if (!has_address (text) && !may_break (g_utf8_get_char (g_utf8_prev_char (end)))
              && !may_break (g_utf8_get_char (end)))
            g_error ("Broken within a word: %s", text);
        }
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_whole_words (child);
}

/* The cells that the rows are called by, and what is added up, are whole. */
static void
assert_whole_names (GtkWidget *widget, gboolean inside)
{
  inside |= gtk_widget_has_css_class (widget, "head") || gtk_widget_has_css_class (widget, "foot")
            || gtk_widget_has_css_class (widget, "sum");
  if (!gtk_widget_get_mapped (widget))
    return;
  if (inside && SEK_IS_GRID_CELL (widget) && sek_grid_cell_is_shortened (SEK_GRID_CELL (widget)))
    g_error ("Cut: %s", sek_grid_cell_get_label (SEK_GRID_CELL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_whole_names (child, inside);
}

static void
test_large (TestScreen *self, gconstpointer data)
{
  GtkWidget *narrow;
  int dpi;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  screen_open_example (self);
  set_width (self, 1280);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 192 * PANGO_SCALE, NULL);
  screen_settle ();
  narrow = screen_part (self, "narrow");
  for (guint page = 0; page < sek_page_list_get_size (); page++)
    {
      g_autofree char *name = g_strdup_printf ("whole-%s", sek_page_list_get_nth (page)->name);

      screen_go_page (sek_page_list_get_nth (page)->name);
      g_test_message ("%s at twice the text", sek_page_list_get_nth (page)->name);
      for (int pane = 0; pane < 2; pane++)
        {
          g_object_unref (screen_picture (GTK_WIDGET (self->window)));
          screen_shoot (self, name);
          g_assert_cmpint (get_width (adw_bin_get_child (ADW_BIN (narrow))), ==, get_width (narrow));
          assert_whole_words (GTK_WIDGET (self->window));
          assert_whole_names (GTK_WIDGET (self->window), FALSE);
          screen_press (GDK_KEY_F9, 0);
        }
    }
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", dpi, NULL);
  screen_settle ();
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  screen_add ("/widths/in-one-go", test_in_one_go);
  screen_add ("/widths/closed-pane", test_closed_pane);
  screen_add ("/widths/figures", test_figures);
  screen_add ("/widths/opaque", test_opaque);
  screen_add ("/widths/wide", test_wide);
  screen_add ("/widths/grants", test_grants);
  screen_add ("/widths/earlier", test_earlier);
  screen_add ("/widths/large", test_large);
  return screen_run ();
}
