/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-list-rows.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* libadwaita's labels end in an ellipsis where they are narrow, or break within a word. */
static void
keep_words (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_POPOVER (child))
      continue;
    else if (GTK_IS_LABEL (child))
      {
        gtk_label_set_ellipsize (GTK_LABEL (child), PANGO_ELLIPSIZE_NONE);
        gtk_label_set_wrap (GTK_LABEL (child), TRUE);
        gtk_label_set_wrap_mode (GTK_LABEL (child), PANGO_WRAP_WORD);
      }
    else
      keep_words (child);
}

static void
selected_cb (AdwComboRow *row, GParamSpec *pspec, gpointer user_data)
{
  keep_words (GTK_WIDGET (row));
}

void
sek_row_keep_words (GtkWidget *row)
{
  keep_words (row);
  /* The label of what is chosen is made when the row is shown, and may be another one for another choice. */
  if (!ADW_IS_COMBO_ROW (row) || g_object_get_data (G_OBJECT (row), "sek-keeps-words") != NULL)
    return;
  g_object_set_data (G_OBJECT (row), "sek-keeps-words", row);
  g_signal_connect_after (row, "map", G_CALLBACK (keep_words), NULL);
  g_signal_connect_after (row, "notify::selected", G_CALLBACK (selected_cb), NULL);
}

AdwPreferencesGroup *
sek_group_new (const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *markup = title != NULL ? g_markup_escape_text (title, -1) : NULL;

  if (markup != NULL)
    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), markup);
  keep_words (group);
  return ADW_PREFERENCES_GROUP (group);
}

AdwPreferencesGroup *
sek_group_append (GtkBox *box, const char *title)
{
  AdwPreferencesGroup *group = sek_group_new (title);

  gtk_box_append (box, GTK_WIDGET (group));
  return group;
}

AdwEntryRow *
sek_group_append_entry (AdwPreferencesGroup *group, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  adw_preferences_group_add (group, row);
  return ADW_ENTRY_ROW (row);
}

void
sek_row_mark (GtkWidget *row, gboolean wrong)
{
  if (wrong)
    gtk_widget_add_css_class (row, "error");
  else
    gtk_widget_remove_css_class (row, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

void
sek_combo_set_items (AdwComboRow *row, GStrvBuilder *builder, guint selected)
{
  g_auto (GStrv) items = g_strv_builder_end (builder);
  g_autoptr (GtkStringList) list = gtk_string_list_new ((const char *const *) items);

  adw_combo_row_set_model (row, G_LIST_MODEL (list));
  adw_combo_row_set_selected (row, selected);
  sek_row_keep_words (GTK_WIDGET (row));
}

void
sek_combo_set_words (AdwComboRow *row, const char *const *words)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    gtk_string_list_append (list, _(words[i]));
  adw_combo_row_set_model (row, G_LIST_MODEL (list));
  sek_row_keep_words (GTK_WIDGET (row));
}

/* Longer ones, addresses for the most part, are parted where the line ends. */
#define LONGEST_WORD 22

void
sek_label_wrap (GtkLabel *label, const char *text)
{
  int longest = 0, length = 0;
  /* A word alone is cheaper to measure. */
  gboolean parts = strpbrk (text, " \n-/") != NULL;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      length = strchr (" \n", *c) != NULL ? 0 : length + 1;
      longest = MAX (longest, length);
    }
  gtk_label_set_text (label, text);
  gtk_label_set_wrap (label, parts || longest > LONGEST_WORD);
  gtk_label_set_wrap_mode (label, longest > LONGEST_WORD ? PANGO_WRAP_WORD_CHAR : PANGO_WRAP_WORD);
  gtk_label_set_width_chars (label, longest > LONGEST_WORD ? LONGEST_WORD : -1);
}

GtkWidget *
sek_wrapped_label_new (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  sek_label_wrap (GTK_LABEL (label), text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), FALSE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
make_menu_cb (GtkMenuButton *button, gpointer menu)
{
  if (gtk_menu_button_get_popover (button) == NULL)
    gtk_menu_button_set_menu_model (button, menu);
}

void
sek_menu_button_set_menu (GtkMenuButton *button, GMenuModel *menu)
{
  gtk_menu_button_set_create_popup_func (button, make_menu_cb, menu, NULL);
}

static gboolean
scroll_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment;
  graphene_rect_t bounds;
  double top;

  if (gtk_widget_get_height (widget) == 0 && gtk_widget_get_mapped (widget))
    return G_SOURCE_CONTINUE;
  if (scrolled == NULL || !gtk_widget_compute_bounds (widget, scrolled, &bounds))
    return G_SOURCE_REMOVE;
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  top = gtk_adjustment_get_value (adjustment) + bounds.origin.y;
  gtk_adjustment_clamp_page (adjustment, top, top + bounds.size.height);
  return G_SOURCE_REMOVE;
}

void
sek_scroll_to (GtkWidget *widget)
{
  gtk_widget_add_tick_callback (widget, scroll_cb, NULL, NULL);
}
