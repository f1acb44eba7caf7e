/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* What a toolbar shows while something takes its time: a spinner and a button that cancels. It is not shown at all
 * where the thing is done at once, and knows nothing of what is waited for. */

G_BEGIN_DECLS

#define SEK_TYPE_PATIENCE (sek_patience_get_type ())
G_DECLARE_FINAL_TYPE (SekPatience, sek_patience, SEK, PATIENCE, GtkBox)

/* action is the one that cancels, of a widget around it. */
GtkWidget *sek_patience_new   (const char *action);

/* Shows itself a little later, unless it was ended before. */
void       sek_patience_start (SekPatience *self);
void       sek_patience_end   (SekPatience *self);

G_END_DECLS
