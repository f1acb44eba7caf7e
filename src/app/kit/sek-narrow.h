/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* What a window can be made narrower than. GTK makes no window narrower than its content, and what folds away in a
 * narrow window is not folded before the window is: so it could only be narrowed in steps. SekNarrow asks for little,
 * tells how wide it is before its child is laid out, and clips a child that needs more. */

G_BEGIN_DECLS

#define SEK_TYPE_NARROW (sek_narrow_get_type ())
G_DECLARE_FINAL_TYPE (SekNarrow, sek_narrow, SEK, NARROW, AdwBin)

/* May change the child in any way: it is measured afterwards. */
typedef void (*SekNarrowFunc) (int width, gpointer user_data);

/* least is the width that it asks for at most, with text of ordinary size; func is called at each allocation. */
void   sek_narrow_set_func  (SekNarrow *self, int least, SekNarrowFunc func, gpointer user_data);

/* How much larger than ordinary the text is: it needs more room for the same. Never below 1. */
double sek_narrow_get_scale (GtkWidget *widget);

G_END_DECLS
