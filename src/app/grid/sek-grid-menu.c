/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "sek-grid-private.h"
#include "sek-speak.h"

/* What can be done with a column: sorting, filtering by a condition or by values, what the model knows besides, hiding.
 * Made anew each time it is opened. */

#define MOST_VALUES 500
#define LIST_HEIGHT 200

typedef struct
{
  SekGrid   *grid;   /* the popover is its child */
  guint      column; /* of the model */
  GtkWidget *popover;
  GtkWidget *operators;
  GtkWidget *operands[2];
  GtkWidget *problem;
  GtkWidget *values; /* box of check buttons, NULL when there are too many values */
  GArray    *offered; /* SekComparison, by position in operators */
} HeadMenu;

static void
free_menu (gpointer data)
{
  g_array_unref (((HeadMenu *) data)->offered);
  g_free (data);
}

static void
close_menu (HeadMenu *menu)
{
  SekGrid *grid = menu->grid;

  gtk_popover_popdown (GTK_POPOVER (menu->popover));
  gtk_widget_grab_focus (GTK_WIDGET (grid));
}

/* --- sorting and hiding ------------------------------------------------------------------------------------------- */

static void
sort (HeadMenu *menu, int column, gboolean descending)
{
  SekGrid *grid = menu->grid;

  close_menu (menu);
  if (!sek_grid_commit (grid))
    return;
  _sek_grid_set_sort (grid, column, descending);
}

static void
ascending_cb (GtkButton *button, HeadMenu *menu)
{
  sort (menu, (int) menu->column, FALSE);
}

static void
descending_cb (GtkButton *button, HeadMenu *menu)
{
  sort (menu, (int) menu->column, TRUE);
}

static void
own_order_cb (GtkButton *button, HeadMenu *menu)
{
  sort (menu, -1, FALSE);
}

static void
hide_cb (GtkButton *button, HeadMenu *menu)
{
  SekGrid *grid = menu->grid;
  guint column = menu->column;

  close_menu (menu);
  sek_grid_set_column_hidden (grid, column, TRUE);
}

static void
show_all_cb (GtkButton *button, HeadMenu *menu)
{
  SekGrid *grid = menu->grid;

  close_menu (menu);
  sek_grid_reset_columns (grid);
}

/* --- filtering ---------------------------------------------------------------------------------------------------- */

static void
filter (HeadMenu *menu, const SekCondition *condition)
{
  SekGrid *grid = menu->grid;
  g_autoptr (GError) error = NULL;

  if (!sek_grid_commit (grid))
    {
      close_menu (menu);
      return;
    }
  if (!sek_grid_model_set_condition (grid->model, menu->column, condition, &error))
    {
      gtk_label_set_text (GTK_LABEL (menu->problem), error->message);
      gtk_widget_set_visible (menu->problem, TRUE);
      gtk_widget_grab_focus (menu->operands[0]);
      return;
    }
  close_menu (menu);
  g_signal_emit_by_name (grid, "layout-changed");
}

static void
no_filter_cb (GtkButton *button, HeadMenu *menu)
{
  filter (menu, NULL);
}

static SekComparison
get_operator (HeadMenu *menu)
{
  return g_array_index (menu->offered, SekComparison, gtk_drop_down_get_selected (GTK_DROP_DOWN (menu->operators)));
}

static void
apply_cb (GtkWidget *widget, HeadMenu *menu)
{
  SekComparison operator = get_operator (menu);
  const char *texts[3] = { NULL };
  g_autoptr (SekCondition) condition = NULL;

  for (int i = 0; i < sek_comparison_count (operator); i++)
    texts[i] = gtk_editable_get_text (GTK_EDITABLE (menu->operands[i]));
  condition = sek_condition_new (operator, texts);
  filter (menu, condition);
}

static void
operator_chosen_cb (GtkDropDown *operators, GParamSpec *pspec, HeadMenu *menu)
{
  int n = sek_comparison_count (get_operator (menu));

  for (int i = 0; i < 2; i++)
    gtk_widget_set_visible (menu->operands[i], i < n);
}

static void
apply_values_cb (GtkButton *button, HeadMenu *menu)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  g_autoptr (SekCondition) condition = NULL;
  guint n = 0;

  for (GtkWidget *check = gtk_widget_get_first_child (menu->values); check != NULL;
       check = gtk_widget_get_next_sibling (check), n++)
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)))
      g_ptr_array_add (texts, g_object_get_data (G_OBJECT (check), "sek-text"));
  if (texts->len == n)
    {
      filter (menu, NULL);
      return;
    }
  g_ptr_array_add (texts, NULL);
  condition = sek_condition_new (SEK_COMPARISON_ONE_OF, (const char *const *) texts->pdata);
  filter (menu, condition);
}

static void
check_all (HeadMenu *menu, gboolean active)
{
  for (GtkWidget *check = gtk_widget_get_first_child (menu->values); check != NULL;
       check = gtk_widget_get_next_sibling (check))
    gtk_check_button_set_active (GTK_CHECK_BUTTON (check), active);
}

static void
all_cb (GtkButton *button, HeadMenu *menu)
{
  check_all (menu, TRUE);
}

static void
none_cb (GtkButton *button, HeadMenu *menu)
{
  check_all (menu, FALSE);
}

/* --- widgets ------------------------------------------------------------------------------------------------------ */

static GtkWidget *
add_button (GtkWidget *box, const char *label, GCallback callback, HeadMenu *menu)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_halign (gtk_button_get_child (GTK_BUTTON (button)), GTK_ALIGN_START);
  g_signal_connect (button, "clicked", callback, menu);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

/* An action of the page, which is about the column where the cursor is. */
static void
deed_cb (GtkButton *button, HeadMenu *menu)
{
  g_autofree char *action = g_strdup (g_object_get_data (G_OBJECT (button), "sek-action"));
  SekGrid *grid = menu->grid;
  guint column = menu->column;

  close_menu (menu);
  if (!sek_grid_commit (grid))
    return;
  sek_grid_set_cursor (grid, grid->cursor_row, column);
  gtk_widget_activate_action_variant (GTK_WIDGET (grid), action, NULL);
}

static void
add_deeds (GtkWidget *box, HeadMenu *menu)
{
  g_autoptr (GMenuModel) deeds = sek_grid_model_dup_column_menu (menu->grid->model, menu->column);

  if (deeds == NULL)
    return;
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  for (int i = 0; i < g_menu_model_get_n_items (deeds); i++)
    {
      g_autofree char *label = NULL;
      char *action = NULL;
      GtkWidget *button;

      g_menu_model_get_item_attribute (deeds, i, G_MENU_ATTRIBUTE_LABEL, "s", &label);
      g_menu_model_get_item_attribute (deeds, i, G_MENU_ATTRIBUTE_ACTION, "s", &action);
      button = add_button (box, label, G_CALLBACK (deed_cb), menu);
      g_object_set_data_full (G_OBJECT (button), "sek-action", action, g_free);
    }
}

static void
add_condition (GtkWidget *box, HeadMenu *menu, gboolean numeric)
{
  static const struct { SekComparison operator; const char *title; gboolean text, number; } operators[] = {
    { SEK_COMPARISON_CONTAINS, N_("contains"), TRUE, FALSE },
    { SEK_COMPARISON_LACKS, N_("does not contain"), TRUE, FALSE },
    { SEK_COMPARISON_BEGINS, N_("begins with"), TRUE, FALSE }, { SEK_COMPARISON_EQUALS, N_("is"), TRUE, TRUE },
    { SEK_COMPARISON_DIFFERS, N_("is not"), TRUE, TRUE }, { SEK_COMPARISON_MORE, N_("is greater than"), TRUE, TRUE },
    { SEK_COMPARISON_LESS, N_("is less than"), TRUE, TRUE },
    { SEK_COMPARISON_BETWEEN, N_("is from … to …"), TRUE, TRUE },
    { SEK_COMPARISON_BLANK, N_("is blank"), TRUE, TRUE }, { SEK_COMPARISON_FILLED, N_("is not blank"), TRUE, TRUE },
  };
  const SekCondition *now = sek_grid_model_get_condition (menu->grid->model, menu->column);
  GtkStringList *list = gtk_string_list_new (NULL);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *apply = gtk_button_new_with_label (_("Filter"));
  guint selected = 0;

  menu->offered = g_array_new (FALSE, FALSE, sizeof (SekComparison));
  for (guint i = 0; i < G_N_ELEMENTS (operators); i++)
    {
      if (numeric ? !operators[i].number : !operators[i].text)
        continue;
      if (now != NULL && sek_condition_get_comparison (now) == operators[i].operator)
        selected = menu->offered->len;
      g_array_append_val (menu->offered, operators[i].operator);
      gtk_string_list_append (list, _(operators[i].title));
    }
  menu->operators = gtk_drop_down_new (G_LIST_MODEL (list), NULL);
  sek_speak_name_chooser (GTK_DROP_DOWN (menu->operators), _("Condition"));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (menu->operators), selected);
  gtk_box_append (GTK_BOX (box), menu->operators);
  for (int i = 0; i < 2; i++)
    {
      menu->operands[i] = gtk_entry_new ();
      gtk_widget_set_hexpand (menu->operands[i], TRUE);
      gtk_editable_set_width_chars (GTK_EDITABLE (menu->operands[i]), 8);
      gtk_accessible_update_property (GTK_ACCESSIBLE (menu->operands[i]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      i == 0 ? _("Value") : _("To"), -1);
      g_signal_connect (menu->operands[i], "activate", G_CALLBACK (apply_cb), menu);
      if (now != NULL && sek_comparison_count (sek_condition_get_comparison (now)) > i)
        gtk_editable_set_text (GTK_EDITABLE (menu->operands[i]), sek_condition_get_texts (now)[i]);
      gtk_box_append (GTK_BOX (line), menu->operands[i]);
    }
  gtk_box_append (GTK_BOX (line), apply);
  g_signal_connect (apply, "clicked", G_CALLBACK (apply_cb), menu);
  gtk_box_append (GTK_BOX (box), line);
  menu->problem = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (menu->problem), TRUE);
  gtk_label_set_xalign (GTK_LABEL (menu->problem), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (menu->problem), 32);
  gtk_widget_add_css_class (menu->problem, "error");
  gtk_widget_set_visible (menu->problem, FALSE);
  gtk_box_append (GTK_BOX (box), menu->problem);
  g_signal_connect (menu->operators, "notify::selected", G_CALLBACK (operator_chosen_cb), menu);
  operator_chosen_cb (GTK_DROP_DOWN (menu->operators), NULL, menu);
}

static gboolean
keeps (const SekCondition *condition, const char *text)
{
  return condition == NULL || sek_condition_get_comparison (condition) != SEK_COMPARISON_ONE_OF
         || g_strv_contains (sek_condition_get_texts (condition), text);
}

static void
add_values (GtkWidget *box, HeadMenu *menu)
{
  const SekCondition *now = sek_grid_model_get_condition (menu->grid->model, menu->column);
  gboolean more;
  g_auto (GStrv) texts = sek_grid_model_dup_values (menu->grid->model, menu->column, MOST_VALUES, &more);
  GtkWidget *scrolled, *line;

  /* A list that is not whole would hide rows that nobody chose to hide. */
  if (more || texts[0] == NULL)
    return;
  scrolled = gtk_scrolled_window_new ();
  line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  menu->values = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  for (guint i = 0; texts[i] != NULL; i++)
    {
      GtkWidget *check = gtk_check_button_new_with_label (*texts[i] != '\0' ? texts[i] : _("(blank)"));

      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), keeps (now, texts[i]));
      g_object_set_data_full (G_OBJECT (check), "sek-text", g_strdup (texts[i]), g_free);
      gtk_box_append (GTK_BOX (menu->values), check);
    }
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), LIST_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), menu->values);
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), scrolled);
  add_button (line, _("All"), G_CALLBACK (all_cb), menu);
  add_button (line, _("None"), G_CALLBACK (none_cb), menu);
  gtk_widget_remove_css_class (add_button (line, _("Show Chosen"), G_CALLBACK (apply_values_cb), menu), "flat");
  gtk_widget_set_hexpand (gtk_widget_get_last_child (line), TRUE);
  gtk_widget_set_halign (gtk_widget_get_last_child (line), GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (box), line);
}

static void
closed_cb (GtkPopover *popover, SekGrid *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

void
_sek_grid_show_head_menu (SekGrid *self, guint place)
{
  const SekGridColumn *column = &_sek_grid_get_place (self, place)->description;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  g_autofree char *head = g_strdelimit (g_strdup (column->head), "\n", ' ');
  GtkWidget *title = gtk_label_new (head);
  HeadMenu *menu = g_new0 (HeadMenu, 1);

  g_clear_pointer (&self->head_popover, gtk_widget_unparent);
  menu->grid = self;
  menu->column = _sek_grid_get_place (self, place)->index;
  menu->popover = self->head_popover = gtk_popover_new ();
  menu->offered = NULL;
  gtk_widget_add_css_class (title, "heading");
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_box_append (GTK_BOX (box), title);
  if (column->sortable)
    {
      add_button (box, _("Sort Ascending"), G_CALLBACK (ascending_cb), menu);
      add_button (box, _("Sort Descending"), G_CALLBACK (descending_cb), menu);
      if (sek_grid_model_is_ordered (self->model))
        add_button (box, _("Own Order"), G_CALLBACK (own_order_cb), menu);
    }
  if (sek_grid_model_can_filter (self->model))
    {
      gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
      add_condition (box, menu, column->numeric);
      add_values (box, menu);
      if (sek_grid_model_get_condition (self->model, menu->column) != NULL)
        add_button (box, _("Remove the Filter"), G_CALLBACK (no_filter_cb), menu);
    }
  else
    menu->offered = g_array_new (FALSE, FALSE, sizeof (SekComparison));
  add_deeds (box, menu);
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  if (!column->expand)
    add_button (box, _("Hide the Column"), G_CALLBACK (hide_cb), menu);
  add_button (box, _("Reset the Columns"), G_CALLBACK (show_all_cb), menu);
  gtk_popover_set_child (GTK_POPOVER (menu->popover), box);
  g_object_set_data_full (G_OBJECT (menu->popover), "sek-menu", menu, free_menu);
  gtk_widget_set_parent (menu->popover, GTK_WIDGET (self));
  g_signal_connect_object (menu->popover, "closed", G_CALLBACK (closed_cb), self, 0);
  gtk_popover_set_pointing_to (GTK_POPOVER (menu->popover),
                               &(GdkRectangle) { _sek_grid_get_cell_area (self, 0, place).x, 0,
                                                 _sek_grid_get_place (self, place)->width, self->header_height });
  gtk_popover_popup (GTK_POPOVER (menu->popover));
}

void
_sek_grid_place_head_menu (SekGrid *self)
{
  if (self->head_popover != NULL)
    gtk_popover_present (GTK_POPOVER (self->head_popover));
}

/* --- which columns ------------------------------------------------------------------------------------------------ */

static void
toggled_cb (GtkCheckButton *check, SekGrid *self)
{
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (check), "sek-column"));

  if (self->model != NULL && column < sek_grid_model_get_n_columns (self->model))
    sek_grid_set_column_hidden (self, column, !gtk_check_button_get_active (check));
}

static void
reset_cb (GtkButton *button, SekGrid *self)
{
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER)));
  sek_grid_reset_columns (self);
}

GtkWidget *
sek_grid_make_chooser (SekGrid *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2),
            *reset = gtk_button_new_with_label (_("Reset the Columns"));

  for (guint i = 0; self->model != NULL && i < sek_grid_model_get_n_columns (self->model); i++)
    {
      SekGridColumn column;
      GtkWidget *check;

      sek_grid_model_get_column (self->model, i, &column);
      check = gtk_check_button_new_with_label (g_strdelimit (column.head, "\n", ' '));
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), !sek_grid_is_column_hidden (self, i));
      g_object_set_data (G_OBJECT (check), "sek-column", GUINT_TO_POINTER (i));
      g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, 0);
      if (column.expand)
        g_object_unref (g_object_ref_sink (check));
      else
        gtk_box_append (GTK_BOX (box), check);
      g_free (column.head);
    }
  gtk_widget_add_css_class (reset, "flat");
  g_signal_connect_object (reset, "clicked", G_CALLBACK (reset_cb), self, 0);
  gtk_box_append (GTK_BOX (box), reset);
  return box;
}
