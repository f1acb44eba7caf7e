/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-speak.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define NAMED "sek-speak-named"

static void
name (GtkWidget *widget, const char *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  /* GTK makes the tooltip the description, and the same would be said twice. */
  if (g_strcmp0 (gtk_widget_get_tooltip_text (widget), label) == 0)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "", -1);
}

/* «_Kopier» is «Kopier», and «__» one underscore. */
static char *
dup_plain (const char *label, gboolean has_mnemonic)
{
  GString *plain = g_string_new (NULL);

  for (const char *at = label; *at != '\0'; at++)
    {
      if (has_mnemonic && *at == '_' && at[1] != '\0')
        at++;
      g_string_append_c (plain, *at);
    }
  return g_string_free (plain, FALSE);
}

/* --- entries and choosers ----------------------------------------------------------------------------------------- */

GtkWidget *
sek_speak_name_entry (GtkEditable *row, const char *label)
{
  GtkWidget *text = GTK_WIDGET (gtk_editable_get_delegate (row));

  if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (text)) == GTK_ACCESSIBLE_ROLE_NONE)
    g_object_set (text, "accessible-role", GTK_ACCESSIBLE_ROLE_TEXT_BOX, NULL);
  name (text, label);
  return text;
}

static void
chosen_cb (GtkDropDown *chooser, GParamSpec *pspec, const char *label)
{
  GObject *item = gtk_drop_down_get_selected_item (chooser);
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (chooser));
  g_autofree char *text = NULL;

  if (GTK_IS_STRING_OBJECT (item))
    text = g_strdup_printf ("%s, %s", label, gtk_string_object_get_string (GTK_STRING_OBJECT (item)));
  name (GTK_WIDGET (chooser), label);
  if (button != NULL)
    name (button, text != NULL ? text : label);
}

void
sek_speak_name_chooser (GtkDropDown *chooser, const char *label)
{
  gulong before = GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (chooser), NAMED));

  if (before != 0)
    g_signal_handler_disconnect (chooser, before);
  before = g_signal_connect_data (chooser, "notify::selected-item", G_CALLBACK (chosen_cb), g_strdup (label),
                                  (GClosureNotify) (void (*) (void)) g_free, 0);
  g_object_set_data (G_OBJECT (chooser), NAMED, GSIZE_TO_POINTER (before));
  chosen_cb (chooser, NULL, label);
}

void
sek_speak_name_row (GtkWidget *row, const char *label)
{
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  name (row, label);
}

/* GTK 4.8 has nothing to say what is chosen by. */
static void
name_combo_row (GtkWidget *widget)
{
  AdwPreferencesRow *row = ADW_PREFERENCES_ROW (widget);
  GObject *item = adw_combo_row_get_selected_item (ADW_COMBO_ROW (widget));
  g_autofree char *title = NULL, *label = NULL;

  if (!adw_preferences_row_get_use_markup (row)
      || !pango_parse_markup (adw_preferences_row_get_title (row), -1, 0, NULL, &title, NULL, NULL))
    title = g_strdup (adw_preferences_row_get_title (row));
  if (GTK_IS_STRING_OBJECT (item))
    label = g_strdup_printf ("%s, %s", title, gtk_string_object_get_string (GTK_STRING_OBJECT (item)));
  sek_speak_name_row (widget, label != NULL ? label : title);
}

/* --- buttons ------------------------------------------------------------------------------------------------------ */

/* GTK 4.8 names a button with a mnemonic «_Kopier Kopier», by its label and by the label in it, and one with an icon
 * «GtkImage». */
static void
name_button (GtkWidget *widget)
{
  GtkButton *button = GTK_BUTTON (widget);
  const char *label = gtk_button_get_label (button);
  const char *tooltip = gtk_widget_get_tooltip_text (widget);
  g_autofree char *plain = NULL;

  if (label != NULL && *label != '\0')
    plain = dup_plain (label, gtk_button_get_use_underline (button));
  else if (gtk_button_get_icon_name (button) != NULL && tooltip != NULL)
    plain = g_strdup (tooltip);
  /* A toast's own. */
  else if (g_strcmp0 (gtk_button_get_icon_name (button), "window-close-symbolic") == 0)
    plain = g_strdup (_("Close"));
  if (plain == NULL)
    return;
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  name (widget, plain);
}

/* The focus goes to the button within. */
static void
name_menu_button (GtkWidget *widget)
{
  GtkMenuButton *button = GTK_MENU_BUTTON (widget);
  GtkWidget *inner = gtk_widget_get_first_child (widget);
  const char *label = gtk_menu_button_get_label (button);
  const char *tooltip = gtk_widget_get_tooltip_text (widget);
  g_autofree char *plain = NULL;

  if (label != NULL && *label != '\0')
    plain = dup_plain (label, gtk_menu_button_get_use_underline (button));
  else if (tooltip != NULL)
    plain = g_strdup (tooltip);
  if (plain == NULL || inner == NULL)
    return;
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (inner), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  name (widget, plain);
  name (inner, plain);
  if (g_strcmp0 (tooltip, plain) == 0)
    gtk_accessible_update_property (GTK_ACCESSIBLE (inner), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "", -1);
}

static void
name_menu_item (GtkWidget *widget)
{
  g_autofree char *text = NULL, *plain = NULL;

  g_object_get (widget, "text", &text, NULL);
  if (text == NULL)
    return;
  plain = dup_plain (text, TRUE);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  name (widget, plain);
}

/* GTK 4.8 says the name of the type where nobody gave another. */
static void
silence (GtkWidget *widget)
{
  GListModel *pages = GTK_IS_STACK (widget) ? G_LIST_MODEL (gtk_stack_get_pages (GTK_STACK (widget))) : NULL;

  if (pages == NULL && !gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL))
    name (widget, "");
  for (guint i = 0; pages != NULL && i < g_list_model_get_n_items (pages); i++)
    {
      g_autoptr (GtkAccessible) page = g_list_model_get_item (pages, i);

      if (!gtk_test_accessible_has_property (page, GTK_ACCESSIBLE_PROPERTY_LABEL))
        gtk_accessible_update_property (page, GTK_ACCESSIBLE_PROPERTY_LABEL, "", -1);
    }
  g_clear_object (&pages);
}

typedef void (*NameFunc) (GtkWidget *widget);

static NameFunc
find_func (GtkWidget *widget)
{
  static GType menu_item;

  if (GTK_IS_MENU_BUTTON (widget))
    return name_menu_button;
  /* The button within another widget is named by that. */
  if (GTK_IS_BUTTON (widget))
    return GTK_IS_MENU_BUTTON (gtk_widget_get_parent (widget)) || GTK_IS_DROP_DOWN (gtk_widget_get_parent (widget))
               ? NULL
               : name_button;
  if (ADW_IS_COMBO_ROW (widget))
    return name_combo_row;
  if (GTK_IS_STACK (widget) || GTK_IS_LIST_BOX (widget) || GTK_IS_LIST_VIEW (widget) || GTK_IS_POPOVER_MENU (widget))
    return silence;
  /* GTK's own type for items of menus is not public. */
  if (menu_item == 0)
    menu_item = g_type_from_name ("GtkModelButton");
  return menu_item != 0 && G_TYPE_CHECK_INSTANCE_TYPE (widget, menu_item) ? name_menu_item : NULL;
}

static void
words_changed_cb (GtkWidget *widget, GParamSpec *pspec, NameFunc func)
{
  func (widget);
}

static gboolean
mapped_cb (GSignalInvocationHint *hint, guint n, const GValue *values, gpointer user_data)
{
  GtkWidget *widget = g_value_get_object (values);
  NameFunc func = find_func (widget);

  if (func == NULL || g_object_get_data (G_OBJECT (widget), NAMED) != NULL)
    return TRUE;
  g_object_set_data (G_OBJECT (widget), NAMED, widget);
  func (widget);
  if (func == silence)
    return TRUE;
  if (func == name_combo_row)
    {
      g_signal_connect (widget, "notify::selected-item", G_CALLBACK (words_changed_cb), func);
      g_signal_connect (widget, "notify::title", G_CALLBACK (words_changed_cb), func);
      return TRUE;
    }
  g_signal_connect (widget, "notify::tooltip-text", G_CALLBACK (words_changed_cb), func);
  if (func != name_menu_item)
    g_signal_connect (widget, "notify::label", G_CALLBACK (words_changed_cb), func);
  return TRUE;
}

void
sek_speak_name_buttons (void)
{
  g_autoptr (GTypeClass) widgets = g_type_class_ref (GTK_TYPE_WIDGET);

  g_signal_add_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), 0, mapped_cb, NULL, NULL);
}
