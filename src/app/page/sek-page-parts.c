/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-page-private.h"

#include <glib/gi18n-lib.h>

#include "sek-money.h"
#include "sek-speak.h"

/* What a page is put together of: grids, how high one is, what stands in the toolbar, and the text that waits in one of
 * its parts. */

#define PRIVATE(self) (_sek_page_get_private (self))

void
sek_page_fit_grid (SekPage *self, SekGrid *grid, int most_height)
{
  GtkScrolledWindow *scrolled = GTK_SCROLLED_WINDOW (gtk_widget_get_parent (GTK_WIDGET (grid)));

  gtk_widget_set_vexpand (GTK_WIDGET (scrolled), FALSE);
  gtk_scrolled_window_set_propagate_natural_height (scrolled, TRUE);
  gtk_scrolled_window_set_max_content_height (scrolled, most_height);
}

GtkWidget *
sek_page_make_grid (SekPage *self, SekGrid **grid, const char *title, const char *name, int most_height)
{
  GtkWidget *box;

  *grid = SEK_GRID (sek_grid_new ());
  sek_grid_set_title (*grid, title);
  box = sek_page_add_grid (self, *grid, name);
  sek_page_fit_grid (self, *grid, most_height);
  return box;
}

GtkWidget *
sek_page_scroll (GtkWidget *child)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), child);
  /* By itself it would give each grid the least it can do with. */
  gtk_scrollable_set_vscroll_policy (GTK_SCROLLABLE (gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scrolled))),
                                     GTK_SCROLL_NATURAL);
  return scrolled;
}

GtkDropDown *
sek_page_add_chooser (SekPage *self, const char *name, GCallback chosen, gpointer data)
{
  GtkWidget *chooser = gtk_drop_down_new (NULL, NULL);

  gtk_widget_set_tooltip_text (chooser, name);
  sek_speak_name_chooser (GTK_DROP_DOWN (chooser), name);
  g_signal_connect_swapped (chooser, "notify::selected", chosen, data);
  gtk_box_append (sek_page_get_toolbar (self), chooser);
  return GTK_DROP_DOWN (chooser);
}

GtkLabel *
sek_page_add_unit (SekPage *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (sek_page_get_toolbar (self), label);
  return GTK_LABEL (label);
}

void
sek_page_show_unit (GtkLabel *label, gint64 unit)
{
  gtk_label_set_text (label, unit == 0           ? ""
                             : unit == SEK_KRONE ? _("(in kroner)")
                                                 : _("(in thousands of kroner)"));
}

int
sek_page_get_figures_width (SekPage *self)
{
  return sek_page_is_empty (self) ? 0 : sek_grid_get_figures_width (PRIVATE (self)->grid);
}

static const char *
get_problem_of (GtkWidget *part)
{
  return SEK_IS_GRID (part) ? sek_grid_get_problem (SEK_GRID (part)) : sek_form_get_problem (SEK_FORM (part));
}

const char *
sek_page_get_problem (SekPage *self)
{
  GPtrArray *parts = PRIVATE (self)->parts;

  for (guint i = 0; i < parts->len; i++)
    if (get_problem_of (parts->pdata[i]) != NULL)
      return get_problem_of (parts->pdata[i]);
  return NULL;
}

static guint
count_problems_of (GtkWidget *part)
{
  /* In a grid one text waits at most. */
  if (SEK_IS_GRID (part))
    return sek_grid_get_problem (SEK_GRID (part)) != NULL ? 1 : 0;
  return sek_form_count_problems (SEK_FORM (part));
}

guint
sek_page_count_problems (SekPage *self)
{
  GPtrArray *parts = PRIVATE (self)->parts;
  guint n = 0;

  for (guint i = 0; i < parts->len; i++)
    n += count_problems_of (parts->pdata[i]);
  return n;
}

static void
go_to_problem_of (SekPage *self, GtkWidget *part)
{
  SekPagePrivate *private = PRIVATE (self);

  if (part == GTK_WIDGET (private->form) && !adw_flap_get_reveal_flap (private->flap))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toggle-pane", NULL);
  if (SEK_IS_FORM (part))
    sek_form_go_to_problem (SEK_FORM (part));
  else if (!sek_grid_go_to_problem (SEK_GRID (part)) && SEK_PAGE_GET_CLASS (self)->show_all != NULL)
    {
      SEK_PAGE_GET_CLASS (self)->show_all (self);
      sek_grid_go_to_problem (SEK_GRID (part));
    }
}

void
sek_page_go_to_problem (SekPage *self)
{
  GPtrArray *parts = PRIVATE (self)->parts;

  for (guint i = 0; i < parts->len; i++)
    if (get_problem_of (parts->pdata[i]) != NULL)
      {
        go_to_problem_of (self, parts->pdata[i]);
        return;
      }
}

gboolean
sek_page_commit (SekPage *self)
{
  GPtrArray *parts = PRIVATE (self)->parts;
  gboolean stored = TRUE;

  for (guint i = 0; i < parts->len; i++)
    if (SEK_IS_GRID (parts->pdata[i]))
      stored &= sek_grid_commit (parts->pdata[i]);
  return stored;
}
