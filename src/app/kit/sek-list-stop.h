/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Makes a list in a scrolled window one stop for Tab, of which GTK 4.8 would go through every row; arrows choose in
 * it. */
void sek_list_make_one_stop (GtkListBox *list);
