/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Gives a drop-down its rows, where they are others than it has; then this one is selected. What is selected stays
 * otherwise. texts end with NULL. */
void sek_choices_set (GtkDropDown *chooser, const char *const *texts, guint selected);

G_END_DECLS
