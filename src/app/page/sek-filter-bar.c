/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-filter-bar.h"

#include <glib/gi18n-lib.h>

static void
filter_removed_cb (GtkButton *button, SekGrid *grid)
{
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "sek-column"));
  SekGridModel *model = sek_grid_get_model (grid);

  if (model == NULL || column >= sek_grid_model_get_n_columns (model) || !sek_grid_commit (grid))
    return;
  sek_grid_model_set_condition (model, column, NULL, NULL);
  g_signal_emit_by_name (grid, "layout-changed");
}

/* «Folketall 1.1.2022 større enn 50 000» */
static char *
word_condition (const char *head, const SekCondition *condition)
{
  const char *const *texts = sek_condition_get_texts (condition);
  g_autofree char *name = g_strdelimit (g_strdup (head), "\n", ' '), *list = NULL;
  guint n;

  switch (sek_condition_get_comparison (condition))
    {
    case SEK_COMPARISON_ONE_OF:
      n = g_strv_length ((GStrv) texts);
      list = n == 0  ? g_strdup (_("none"))
             : n > 3 ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u value", "%u values", n), n)
                     : g_strjoinv (", ", (GStrv) texts);
      return g_strdup_printf ("%s: %s", name, *list != '\0' ? list : _("blank"));
    case SEK_COMPARISON_EQUALS: return g_strdup_printf (_("%s is %s"), name, texts[0]);
    case SEK_COMPARISON_DIFFERS: return g_strdup_printf (_("%s is not %s"), name, texts[0]);
    case SEK_COMPARISON_CONTAINS: return g_strdup_printf (_("%s contains “%s”"), name, texts[0]);
    case SEK_COMPARISON_LACKS: return g_strdup_printf (_("%s does not contain “%s”"), name, texts[0]);
    case SEK_COMPARISON_BEGINS: return g_strdup_printf (_("%s begins with “%s”"), name, texts[0]);
    case SEK_COMPARISON_LESS: return g_strdup_printf (_("%s less than %s"), name, texts[0]);
    case SEK_COMPARISON_MORE: return g_strdup_printf (_("%s greater than %s"), name, texts[0]);
    case SEK_COMPARISON_BETWEEN: return g_strdup_printf (_("%s from %s to %s"), name, texts[0], texts[1]);
    case SEK_COMPARISON_BLANK: return g_strdup_printf (_("%s is blank"), name);
    default: return g_strdup_printf (_("%s is not blank"), name);
    }
}

GtkWidget *
sek_filter_bar_new (void)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_add_css_class (bar, "filters");
  gtk_widget_set_visible (bar, FALSE);
  return bar;
}

void
sek_filter_bar_refresh (GtkWidget *bar, SekGrid *grid)
{
  GtkWidget *child;
  SekGridModel *model = sek_grid_get_model (grid);

  while ((child = gtk_widget_get_first_child (bar)) != NULL)
    gtk_box_remove (GTK_BOX (bar), child);
  for (guint i = 0; model != NULL && i < sek_grid_model_get_n_columns (model); i++)
    {
      const SekCondition *condition = sek_grid_model_get_condition (model, i);
      g_autofree char *words = NULL;
      SekGridColumn column;
      GtkWidget *button, *content, *label;

      if (condition == NULL)
        continue;
      sek_grid_model_get_column (model, i, &column);
      words = word_condition (column.head, condition);
      g_free (column.head);
      button = gtk_button_new ();
      content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
      label = gtk_label_new (words);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_box_append (GTK_BOX (content), label);
      gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name ("window-close-symbolic"));
      gtk_button_set_child (GTK_BUTTON (button), content);
      gtk_widget_set_tooltip_text (button, _("Remove the filter"));
      gtk_widget_add_css_class (button, "pill-status");
      gtk_widget_add_css_class (button, "filter");
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
      g_object_set_data (G_OBJECT (button), "sek-column", GUINT_TO_POINTER (i));
      g_signal_connect_object (button, "clicked", G_CALLBACK (filter_removed_cb), grid, 0);
      gtk_box_append (GTK_BOX (bar), button);
    }
  gtk_widget_set_visible (bar, gtk_widget_get_first_child (bar) != NULL);
}
