/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A modal file chooser over the window of parent, with accept and Cancel. It lives until its answer and no longer: its
 * response handler unreferences it. */
GtkFileChooserNative *sek_chooser_new      (GtkWidget *parent, const char *title, GtkFileChooserAction action,
                                            const char *accept);
/* The path that was chosen, owned. NULL when the person thought better of it, or chose what has no path. */
char                 *sek_chooser_dup_path (GtkNativeDialog *chooser, int response);

G_END_DECLS
