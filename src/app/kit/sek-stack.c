/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-stack.h"

void
sek_stack_name (GtkStack *stack, GtkWidget *child, const char *title)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_stack_get_page (stack, child)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
}

void
sek_stack_show (GtkStack *stack, const char *name)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (stack), name) == 0)
    return;
  gtk_stack_set_visible_child_name (stack, name);
  gtk_widget_queue_resize (GTK_WIDGET (stack));
}
