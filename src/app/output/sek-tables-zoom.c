/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-tables-zoom.h"

#include <glib/gi18n-lib.h>

static void
zoomed_cb (SekPaperView *view, GtkLabel *label)
{
  /* With the hard space of Norwegian and English tables alike. */
  g_autofree char *text = g_strdup_printf ("%d\302\240%%", (int) (sek_paper_view_get_zoom (view) * 100 + 0.5));

  gtk_label_set_text (label, text);
}

static void
smaller_cb (SekPaperView *view)
{
  sek_paper_view_step_zoom (view, -1);
}

static void
larger_cb (SekPaperView *view)
{
  sek_paper_view_step_zoom (view, 1);
}

static void
fit_cb (SekPaperView *view)
{
  sek_paper_view_set_zoom (view, 0);
}

static void
add_button (GtkWidget *box, SekPaperView *view, const char *icon, const char *label, GCallback clicked_cb)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, label);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", clicked_cb, view, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);
}

GtkWidget *
sek_tables_zoom_new (SekPaperView *view)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *label = gtk_label_new (NULL);

  add_button (box, view, "zoom-out-symbolic", _("Smaller (Ctrl+Minus)"), G_CALLBACK (smaller_cb));
  gtk_label_set_width_chars (GTK_LABEL (label), 6);
  gtk_widget_add_css_class (label, "numeric");
  g_signal_connect_object (view, "zoomed", G_CALLBACK (zoomed_cb), label, 0);
  gtk_box_append (GTK_BOX (box), label);
  add_button (box, view, "zoom-in-symbolic", _("Larger (Ctrl+Plus)"), G_CALLBACK (larger_cb));
  add_button (box, view, "zoom-fit-best-symbolic", _("Fit the Width (Ctrl+0)"), G_CALLBACK (fit_cb));
  return box;
}
