/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every text that is to be read stands out from what it stands on by 4.5 : 1 at least (WCAG 2.1, AA), on every page,
 * light and dark, as it is painted: the ground is the most frequent colour behind the text, the text the colour
 * farthest from it. So does the bar of the current page, by 3 : 1 (1.4.11). With ADW_DEBUG_HIGH_CONTRAST=1 in the
 * environment the same holds in high contrast. */
#include <math.h>

#include <adwaita.h>

#include "sek-grid-cell.h"
#include "sek-test-display.h"

#define LEAST 4.5
/* Edges of letters are smoothed, so that the thinnest do not reach their colour. */
#define TOLERANCE 0.1
#define BEFORE_ICON 12

static double
get_linear (guint8 part)
{
  double value = part / 255.0;

  return value <= 0.03928 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

static double
get_luminance (guint32 color)
{
  return 0.2126 * get_linear (color >> 16 & 255) + 0.7152 * get_linear (color >> 8 & 255)
         + 0.0722 * get_linear (color & 255);
}

static double
get_ratio (guint32 a, guint32 b)
{
  double p = get_luminance (a), q = get_luminance (b);

  return (MAX (p, q) + 0.05) / (MIN (p, q) + 0.05);
}

typedef struct
{
  GtkWidget     *window;
  const guint32 *pixels;
  int            width, height;
  const char    *scheme;
  const char    *page;
  guint          texts, faint;
} Look;

/* Whether nothing covers the corners: a footer, a scrollbar. */
static gboolean
is_uncovered (Look *look, GtkWidget *widget, const graphene_rect_t *bounds)
{
  for (int corner = 0; corner < 4; corner++)
    {
      double x = corner % 2 == 0 ? bounds->origin.x + 3 : bounds->origin.x + bounds->size.width - 3;
      double y = corner < 2 ? bounds->origin.y + 2 : bounds->origin.y + bounds->size.height - 2;
      GtkWidget *picked = gtk_widget_pick (look->window, x, y, GTK_PICK_INSENSITIVE | GTK_PICK_NON_TARGETABLE);

      if (picked == NULL
          || (picked != widget && !gtk_widget_is_ancestor (picked, widget) && !gtk_widget_is_ancestor (widget, picked)))
        return FALSE;
    }
  return TRUE;
}

static void
look_at_text (Look *look, GtkWidget *widget, const char *text)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  graphene_rect_t bounds;
  GHashTableIter iter;
  gpointer color, count;
  guint32 ground = 0;
  guint most = 0;
  double best = 1;

  if (!gtk_widget_compute_bounds (widget, look->window, &bounds) || !is_uncovered (look, widget, &bounds))
    return;
  for (int y = (int) bounds.origin.y + 2; y < (int) (bounds.origin.y + bounds.size.height) - 2; y++)
    for (int x = (int) bounds.origin.x + 3; x < (int) (bounds.origin.x + bounds.size.width) - 3; x++)
      {
        gpointer key;

        if (x < 0 || y < 0 || x >= look->width || y >= look->height)
          return;
        key = GUINT_TO_POINTER (look->pixels[y * look->width + x] & 0xffffff);
        g_hash_table_insert (counts, key, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, key)) + 1));
      }
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &color, &count))
    if (GPOINTER_TO_UINT (count) > most)
      {
        most = GPOINTER_TO_UINT (count);
        ground = GPOINTER_TO_UINT (color);
      }
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &color, NULL))
    best = MAX (best, get_ratio (GPOINTER_TO_UINT (color), ground));
  /* Nothing at all is what is covered by another widget. */
  if (best < 1.2)
    return;
  look->texts++;
  if (best >= LEAST - TOLERANCE)
    return;
  look->faint++;
  g_test_message ("%s, %s: «%s» stands out by %.2f only", look->scheme, look->page, text, best);
}

static void
look_at (Look *look, GtkWidget *widget)
{
  const char *text = GTK_IS_LABEL (widget)       ? gtk_label_get_text (GTK_LABEL (widget))
                     : SEK_IS_GRID_CELL (widget) ? sek_grid_cell_get_text (SEK_GRID_CELL (widget))
                                                 : NULL;

  /* What cannot be used just now may be faint. */
  if (!gtk_widget_get_mapped (widget) || !gtk_widget_is_sensitive (widget) || gtk_widget_get_opacity (widget) < 1)
    return;
  if (text != NULL && g_utf8_strlen (text, -1) > 1)
    look_at_text (look, widget, text);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    look_at (look, child);
}

static guint32
get_pixel (Look *look, GtkWidget *row, int x)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (row, look->window, &bounds));
  return look->pixels[(int) (bounds.origin.y + bounds.size.height / 2) * look->width + (int) bounds.origin.x + x]
         & 0xffffff;
}

/* The current page among the others in the list. */
static void
look_at_list (Look *look, guint i)
{
  GtkListBox *list = GTK_LIST_BOX (gtk_widget_get_template_child (look->window, SEK_TYPE_WINDOW, "pages"));
  GtkWidget *current = GTK_WIDGET (gtk_list_box_get_selected_row (list));
  GtkWidget *other = GTK_WIDGET (gtk_list_box_get_row_at_index (list, 0));
  double ratio = 1;

  /* Left of the icon; the picture has the window's frame, too. */
  for (int x = 0; x < BEFORE_ICON; x++)
    ratio = MAX (ratio, get_ratio (get_pixel (look, current, x), get_pixel (look, other, x)));
  g_test_message ("%s, %s: the current page stands out by %.2f", look->scheme, look->page, ratio);
  g_assert_cmpfloat (ratio, >=, 3);
}

static void
test_contrast (TestScreen *self, gconstpointer data)
{
  static const char *const pages[] = {
    "members", "fees", "budget", "projects", "checks", "audit", "tables", "log", "settings",
  };
  guint texts = 0, faint = 0;

  screen_open_example (self);
  g_assert_cmpint (adw_style_manager_get_high_contrast (adw_style_manager_get_default ()), ==,
                   g_strcmp0 (g_getenv ("ADW_DEBUG_HIGH_CONTRAST"), "1") == 0);
  for (int dark = 0; dark < 2; dark++)
    {
      adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                          dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
      for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
        {
          g_autoptr (GdkTexture) texture = NULL;
          g_autofree guint32 *pixels = NULL;
          Look look = { .window = GTK_WIDGET (self->window), .scheme = dark ? "dark" : "light", .page = pages[i] };

          screen_go_page (pages[i]);
          texture = screen_picture (look.window);
          look.width = gdk_texture_get_width (texture);
          look.height = gdk_texture_get_height (texture);
          look.pixels = pixels = g_new (guint32, (gsize) look.width * (gsize) look.height);
          gdk_texture_download (texture, (guchar *) pixels, (gsize) look.width * 4);
          look_at (&look, look.window);
          look_at_list (&look, i);
          texts += look.texts;
          faint += look.faint;
        }
    }
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  g_test_message ("%u texts, %u of them too faint", texts, faint);
  g_assert_cmpuint (texts, >, 800);
  g_assert_cmpuint (faint, ==, 0);
  g_assert_true (screen_close (self));
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  screen_add ("/contrast", test_contrast);
  return screen_run ();
}
