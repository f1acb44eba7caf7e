/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-stack.h"

#define NAMED "sek-stack-named"

void
sek_stack_name (GtkStack *stack, GtkWidget *child, const char *title)
{
  GtkStackPage *page = gtk_stack_get_page (stack, child);

  g_object_set_data (G_OBJECT (page), NAMED, page);
  gtk_accessible_update_property (GTK_ACCESSIBLE (page), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

void
sek_stack_show (GtkStack *stack, const char *name)
{
  GtkWidget *child = gtk_stack_get_child_by_name (stack, name);

  /* GTK 4.8 says «GtkStackPage» of a page that has no name. */
  if (child != NULL && g_object_get_data (G_OBJECT (gtk_stack_get_page (stack, child)), NAMED) == NULL)
    sek_stack_name (stack, child, "");
  if (g_strcmp0 (gtk_stack_get_visible_child_name (stack), name) == 0)
    return;
  gtk_stack_set_visible_child_name (stack, name);
  gtk_widget_queue_resize (GTK_WIDGET (stack));
}
