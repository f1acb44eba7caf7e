/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-find-bar.h"

#include <glib/gi18n-lib.h>

#include "sek-grid-keep.h"
#include "sek-number.h"
#include "sek-speak.h"

struct _SekFindBar
{
  GtkBox     parent_instance;

  SekGrid   *grid; /* beside it in the page */
  GtkWidget *revealer;
  GtkWidget *entry;
  GtkWidget *count;
  GtkWidget *only;
  GtkWidget *replace_line;
  GtkWidget *with;
  gboolean   asked; /* what is found is to be said when it is counted */
};

G_DEFINE_FINAL_TYPE (SekFindBar, sek_find_bar, GTK_TYPE_BOX)

static const char *
get_text (SekFindBar *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

static void
show_count (SekFindBar *self)
{
  g_autofree char *n_text = NULL, *at_text = NULL, *text = NULL;
  guint n, at;

  if (*get_text (self) == '\0')
    text = g_strdup ("");
  else if (!sek_grid_get_found (self->grid, &n, &at))
    text = g_strdup (_("Counting …"));
  else if (n == 0)
    text = g_strdup (_("No matches"));
  else
    {
      n_text = sek_number_format_count (n);
      at_text = sek_number_format_count (MAX (at, 1));
      text = g_strdup_printf (_("Row %s of %s"), at_text, n_text);
    }
  gtk_label_set_text (GTK_LABEL (self->count), text);
  if (!self->asked || !sek_grid_get_found (self->grid, &n, &at))
    return;
  self->asked = FALSE;
  sek_speak (GTK_WIDGET (self), text);
  /* The keys stay with the text that is looked for, so that the cell is not told by the focus. */
  if (n > 0 && *get_text (self) != '\0' && !sek_grid_has_focus (self->grid))
    {
      g_autofree char *cell = sek_grid_dup_spoken (self->grid);

      sek_speak (GTK_WIDGET (self), cell);
    }
}

static void
show_only_matches (SekFindBar *self, gboolean only)
{
  SekGridModel *model = sek_grid_get_model (self->grid);

  if (model != NULL && sek_grid_model_can_show_only_matches (model))
    sek_grid_model_show_only_matches (model, only ? get_text (self) : NULL);
}

static void
changed_cb (GtkEditable *entry, SekFindBar *self)
{
  GSettings *settings = sek_grid_get_settings (self->grid);

  if (!sek_find_bar_is_open (self))
    return;
  if (settings != NULL)
    g_settings_set_string (settings, "search", get_text (self));
  if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->only)))
    show_only_matches (self, TRUE);
  self->asked = *get_text (self) != '\0';
  sek_grid_set_search (self->grid, get_text (self));
  sek_grid_find (self->grid, 1, TRUE);
  show_count (self);
}

static void
found_cb (SekGrid *grid, SekFindBar *self)
{
  show_count (self);
}

static void
only_toggled_cb (GtkToggleButton *button, SekFindBar *self)
{
  if (sek_find_bar_is_open (self) && sek_grid_commit (self->grid))
    show_only_matches (self, gtk_toggle_button_get_active (button));
}

static void
next_cb (GtkWidget *widget, SekFindBar *self)
{
  sek_find_bar_step (self, 1);
}

static void
previous_cb (GtkWidget *widget, SekFindBar *self)
{
  sek_find_bar_step (self, -1);
}

static void
close_cb (GtkWidget *widget, SekFindBar *self)
{
  sek_find_bar_close (self);
}

static void
replace_cb (GtkWidget *widget, SekFindBar *self)
{
  /* One cell is stored without a word, as when it is typed; but it need not be in view, and the count beside the text
   * falls to none. */
  if (sek_grid_replace (self->grid, gtk_editable_get_text (GTK_EDITABLE (self->with))) == 1)
    gtk_widget_activate_action (widget, "win.tell-undo", NULL);
  sek_grid_set_search (self->grid, get_text (self));
}

static void
replace_one_cb (GtkWidget *widget, SekFindBar *self)
{
  /* The cursor goes on, and the cell may be out of view by then. */
  if (sek_grid_replace_one (self->grid, gtk_editable_get_text (GTK_EDITABLE (self->with))))
    gtk_widget_activate_action (widget, "win.tell-undo", NULL);
  show_count (self);
}

static gboolean
has_focus (GtkWidget *entry)
{
  return gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (entry))));
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, SekFindBar *self)
{
  switch (key)
    {
    case GDK_KEY_Escape:
      sek_find_bar_close (self);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (has_focus (self->entry))
        sek_find_bar_step (self, (state & GDK_SHIFT_MASK) != 0 ? -1 : 1);
      else if (!has_focus (self->with))
        return FALSE;
      else if ((state & GDK_CONTROL_MASK) != 0)
        replace_cb (self->with, self);
      else if ((state & GDK_SHIFT_MASK) != 0)
        sek_find_bar_step (self, -1);
      else
        replace_one_cb (self->with, self);
      return TRUE;
    case GDK_KEY_Down:
      gtk_widget_grab_focus (GTK_WIDGET (self->grid));
      return TRUE;
    default:
      return FALSE;
    }
}

static GtkWidget *
make_button (const char *icon, const char *tooltip, GCallback callback, SekFindBar *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect (button, "clicked", callback, self);
  return button;
}

static void
sek_find_bar_class_init (SekFindBarClass *klass)
{
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "findbar");
}

static void
sek_find_bar_init (SekFindBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6),
            *button;
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->revealer = gtk_revealer_new ();
  gtk_widget_set_hexpand (self->revealer, TRUE);
  self->entry = gtk_search_entry_new ();
  gtk_widget_set_hexpand (self->entry, TRUE);
  g_object_set (self->entry, "placeholder-text", _("Find in the table"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Find in the table"),
                                  -1);
  g_signal_connect (self->entry, "search-changed", G_CALLBACK (changed_cb), self);
  self->count = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->count, "dim-label");
  gtk_widget_add_css_class (self->count, "numeric");
  self->only = gtk_toggle_button_new_with_label (_("Only Matches"));
  gtk_widget_set_tooltip_text (self->only, _("Show only rows with a match"));
  g_signal_connect (self->only, "toggled", G_CALLBACK (only_toggled_cb), self);
  gtk_box_append (GTK_BOX (line), self->entry);
  gtk_box_append (GTK_BOX (line), self->count);
  gtk_box_append (GTK_BOX (line),
                  make_button ("go-up-symbolic", _("Previous Match (Shift+F3)"), G_CALLBACK (previous_cb), self));
  gtk_box_append (GTK_BOX (line), make_button ("go-down-symbolic", _("Next Match (F3)"), G_CALLBACK (next_cb), self));
  gtk_box_append (GTK_BOX (line), self->only);
  gtk_box_append (GTK_BOX (line), make_button ("window-close-symbolic", _("Close"), G_CALLBACK (close_cb), self));

  self->replace_line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->with = gtk_entry_new ();
  gtk_widget_set_hexpand (self->with, TRUE);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->with), _("Replace with"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->with), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Replace with"), -1);
  gtk_box_append (GTK_BOX (self->replace_line), self->with);
  button = gtk_button_new_with_label (_("Replace"));
  gtk_widget_set_tooltip_text (button, _("In this cell, and go to the next match (Enter)"));
  g_signal_connect (button, "clicked", G_CALLBACK (replace_one_cb), self);
  gtk_box_append (GTK_BOX (self->replace_line), button);
  button = gtk_button_new_with_label (_("Replace All"));
  gtk_widget_set_tooltip_text (button, _("In the selected cells, or in all when only one is selected (Ctrl+Enter)"));
  g_signal_connect (button, "clicked", G_CALLBACK (replace_cb), self);
  gtk_box_append (GTK_BOX (self->replace_line), button);

  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), self->replace_line);
  gtk_widget_add_css_class (box, "find-bar");
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), box);
  gtk_box_append (GTK_BOX (self), self->revealer);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
sek_find_bar_new (SekGrid *grid)
{
  SekFindBar *self = g_object_new (SEK_TYPE_FIND_BAR, NULL);

  self->grid = grid;
  g_signal_connect_object (grid, "found", G_CALLBACK (found_cb), self, 0);
  return GTK_WIDGET (self);
}

gboolean
sek_find_bar_is_open (SekFindBar *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self));
}

void
sek_find_bar_open (SekFindBar *self, const char *text, gboolean replace)
{
  GSettings *settings = sek_grid_get_settings (self->grid);
  SekGridModel *model = sek_grid_get_model (self->grid);
  g_autofree char *last = settings != NULL ? g_settings_get_string (settings, "search") : g_strdup ("");

  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), TRUE);
  gtk_widget_set_visible (self->replace_line, replace);
  gtk_widget_set_visible (self->only, model != NULL && sek_grid_model_can_show_only_matches (model));
  if (text != NULL || *get_text (self) == '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : last);
  sek_grid_set_search (self->grid, get_text (self));
  show_count (self);
  /* GTK 4.8 tells nobody of a focus on what is not realized yet. */
  gtk_widget_realize (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->entry))));
  gtk_widget_grab_focus (self->entry);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

void
sek_find_bar_close (SekFindBar *self)
{
  if (!sek_find_bar_is_open (self))
    return;
  if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->only)))
    {
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->only), FALSE);
      show_only_matches (self, FALSE);
    }
  sek_grid_set_search (self->grid, NULL);
  /* First, or GTK would give the focus to whatever comes next. */
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
sek_find_bar_step (SekFindBar *self, int direction)
{
  if (!sek_find_bar_is_open (self) || *get_text (self) == '\0')
    {
      sek_find_bar_open (self, NULL, FALSE);
      if (*get_text (self) == '\0')
        return;
    }
  self->asked = TRUE;
  if (!sek_grid_find (self->grid, direction, FALSE))
    gtk_widget_error_bell (self->entry);
  show_count (self);
}
