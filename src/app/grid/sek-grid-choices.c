/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "sek-grid-private.h"
#include "sek-language.h"
#include "sek-speak.h"

/* The list under the editor of a cell that has choices. Focus stays in the editor: typing filters, arrows choose. */

#define LIST_HEIGHT 260

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, SekGrid *self)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  const char *text = gtk_string_object_get_string (gtk_list_item_get_item (item));
  g_autofree char *made = NULL;

  if (g_strcmp0 (text, self->choices.made) == 0)
    made = sek_fill (_("New: %s"), text, NULL);
  gtk_label_set_text (GTK_LABEL (label), made != NULL ? made : *text != '\0' ? text : _("blank"));
  if (*text != '\0')
    gtk_widget_remove_css_class (label, "dim-label");
  else
    gtk_widget_add_css_class (label, "dim-label");
}

static void
activate_cb (GtkListView *view, guint position, SekGrid *self)
{
  gtk_single_selection_set_selected (self->choices.selection, position);
  _sek_grid_take_choice (self);
  sek_grid_commit (self);
}

static const char *
get_text (SekGridChoices *choices, guint position)
{
  g_autoptr (GtkStringObject) item = g_list_model_get_item (G_LIST_MODEL (choices->selection), position);

  return item != NULL ? gtk_string_object_get_string (item) : NULL;
}

/* A screen reader hears what is chosen as the editor's description, since focus does not move to the list. */
static void
select_choice (SekGrid *self, guint position)
{
  SekGridChoices *choices = &self->choices;
  const char *text = get_text (choices, position);

  gtk_single_selection_set_selected (choices->selection, text != NULL ? position : GTK_INVALID_LIST_POSITION);
  if (text != NULL)
    gtk_widget_activate_action (choices->view, "list.scroll-to-item", "u", position);
  if (self->problem == NULL)
    sek_speak_describe (self->editor, text == NULL ? NULL : *text != '\0' ? text : _("blank"));
}

static gboolean
begins_with (const char *text, const char *start)
{
  g_autofree char *a = g_utf8_casefold (text, -1), *b = g_utf8_casefold (start, -1);

  return g_str_has_prefix (a, b);
}

/* The choice that is the text, else one that begins with it, else one that has it in it. */
static guint
find_best (SekGridChoices *choices, const char *typed)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (choices->selection)), best = GTK_INVALID_LIST_POSITION;

  for (guint i = n; i-- > 0;)
    if (begins_with (get_text (choices, i), typed) && g_strcmp0 (get_text (choices, i), choices->made) != 0)
      best = i;
  for (guint i = 0; i < n; i++)
    if (g_str_equal (get_text (choices, i), typed) && g_strcmp0 (typed, choices->made) != 0)
      best = i;
  return best != GTK_INVALID_LIST_POSITION || n == 0 ? best : 0;
}

/* «New: Indre» stands last while what is typed is none of the choices. */
static void
offer_new (SekGridChoices *choices, const char *typed)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (choices->texts));
  g_autofree char *name = g_strstrip (g_strdup (typed));

  if (choices->made != NULL)
    gtk_string_list_remove (choices->texts, --n);
  g_clear_pointer (&choices->made, g_free);
  if (!choices->makes || *name == '\0')
    return;
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *a = g_utf8_casefold (gtk_string_list_get_string (choices->texts, i), -1);
      g_autofree char *b = g_utf8_casefold (name, -1);

      if (g_str_equal (a, b))
        return;
    }
  choices->made = g_steal_pointer (&name);
  gtk_string_list_append (choices->texts, choices->made);
}

static void
show_list (SekGrid *self, gboolean shown)
{
  if (shown)
    gtk_popover_popup (GTK_POPOVER (self->choices.popover));
  else
    gtk_popover_popdown (GTK_POPOVER (self->choices.popover));
}

static void
editor_changed_cb (GtkEditable *editor, SekGrid *self)
{
  SekGridChoices *choices = &self->choices;
  const char *typed = gtk_editable_get_text (editor);

  if (!_sek_grid_has_choices (self))
    return;
  offer_new (choices, typed);
  gtk_string_filter_set_search (choices->filter, typed);
  /* An emptied editor clears the cell; it does not choose the first. */
  select_choice (self, *typed != '\0' ? find_best (choices, typed) : GTK_INVALID_LIST_POSITION);
  show_list (self, g_list_model_get_n_items (G_LIST_MODEL (choices->selection)) > 0);
}

static void
make_popover (SekGrid *self)
{
  SekGridChoices *choices = &self->choices;
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkExpression *expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  choices->texts = gtk_string_list_new (NULL);
  choices->filter = gtk_string_filter_new (expression);
  choices->selection = gtk_single_selection_new (
    G_LIST_MODEL (gtk_filter_list_model_new (G_LIST_MODEL (choices->texts), GTK_FILTER (choices->filter))));
  gtk_single_selection_set_autoselect (choices->selection, FALSE);
  gtk_single_selection_set_can_unselect (choices->selection, TRUE);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  choices->view = gtk_list_view_new (GTK_SELECTION_MODEL (choices->selection), factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (choices->view), TRUE);
  g_signal_connect (choices->view, "activate", G_CALLBACK (activate_cb), self);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), LIST_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), choices->view);

  choices->popover = gtk_popover_new ();
  gtk_widget_add_css_class (choices->popover, "menu");
  gtk_widget_add_css_class (choices->popover, "gridchoices");
  gtk_popover_set_child (GTK_POPOVER (choices->popover), scrolled);
  gtk_popover_set_autohide (GTK_POPOVER (choices->popover), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (choices->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (choices->popover), GTK_POS_BOTTOM);
  gtk_widget_set_halign (choices->popover, GTK_ALIGN_START);
  gtk_widget_set_can_focus (choices->popover, FALSE);
  gtk_widget_set_parent (choices->popover, GTK_WIDGET (self));
  g_signal_connect_object (self->editor, "changed", G_CALLBACK (editor_changed_cb), self, 0);
}

void
_sek_grid_open_choices (SekGrid *self, guint row, guint column)
{
  g_auto (GStrv) texts = sek_grid_model_get_choices (self->model, row, _sek_grid_get_place (self, column)->index);
  SekGridChoices *choices = &self->choices;

  _sek_grid_close_choices (self);
  if (texts == NULL)
    return;
  if (choices->popover == NULL)
    make_popover (self);
  choices->makes = _sek_grid_get_place (self, column)->description.makes;
  gtk_string_list_splice (choices->texts, 0, g_list_model_get_n_items (G_LIST_MODEL (choices->texts)),
                          (const char *const *) texts);
  /* All are shown until something is typed. */
  gtk_string_filter_set_search (choices->filter, NULL);
  _sek_grid_place_choices (self);
  show_list (self, g_strv_length (texts) > 0);
  select_choice (self, self->quick ? GTK_INVALID_LIST_POSITION
                                   : find_best (choices, gtk_editable_get_text (GTK_EDITABLE (self->editor))));
}

void
_sek_grid_close_choices (SekGrid *self)
{
  SekGridChoices *choices = &self->choices;

  if (choices->popover == NULL)
    return;
  show_list (self, FALSE);
  g_clear_pointer (&choices->made, g_free);
  gtk_string_list_splice (choices->texts, 0, g_list_model_get_n_items (G_LIST_MODEL (choices->texts)), NULL);
}

gboolean
_sek_grid_has_choices (SekGrid *self)
{
  return self->editing && self->choices.popover != NULL
         && g_list_model_get_n_items (G_LIST_MODEL (self->choices.texts)) > 0;
}

void
_sek_grid_step_choice (SekGrid *self, int by)
{
  SekGridChoices *choices = &self->choices;
  int n = (int) g_list_model_get_n_items (G_LIST_MODEL (choices->selection));
  guint at = gtk_single_selection_get_selected (choices->selection);

  show_list (self, n > 0);
  if (n > 0)
    select_choice (self, at == GTK_INVALID_LIST_POSITION ? (by > 0 ? 0 : (guint) n - 1)
                                                         : (guint) CLAMP ((int) at + by, 0, n - 1));
}

void
_sek_grid_take_choice (SekGrid *self)
{
  SekGridChoices *choices = &self->choices;
  const char *text = get_text (choices, gtk_single_selection_get_selected (choices->selection));
  g_autofree char *taken = NULL;

  if (text == NULL)
    return;
  taken = g_strdup (text);
  gtk_editable_set_text (GTK_EDITABLE (self->editor), taken);
  /* That looked for the best choice anew; Enter on a text that was refused takes the same again. */
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (choices->selection)); i++)
    if (g_str_equal (get_text (choices, i), taken))
      select_choice (self, i);
  show_list (self, FALSE);
}

void
_sek_grid_place_choices (SekGrid *self)
{
  GtkWidget *popover = self->choices.popover;
  GdkRectangle area;
  guint row, column;

  if (!_sek_grid_has_choices (self) || !_sek_grid_find_edited (self, &row, &column))
    return;
  area = _sek_grid_get_cell_area (self, row, column);
  gtk_widget_set_size_request (popover, area.width, -1);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &area);
  gtk_popover_present (GTK_POPOVER (popover));
}
