/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows a child of a stack. GTK 4.8 draws a stack that changes its child before it has laid it out, when the new child
 * asks for another size meanwhile («without a current allocation»): a stack that asks for its own size anew does
 * not. */
void sek_stack_show (GtkStack *stack, const char *name);

/* What a screen reader says when the keys come to a child: a page's title. Others are silent. */
void sek_stack_name (GtkStack *stack, GtkWidget *child, const char *title);

G_END_DECLS
