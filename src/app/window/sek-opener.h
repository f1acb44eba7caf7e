/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-window.h"

/* How another register comes into a window: after the questions about the one that is there, and without holding the
 * window up. */

G_BEGIN_DECLS

typedef struct _SekOpener SekOpener;

/* main is the window's stack, whose page "opening" is shown meanwhile, with spinner and text; all borrowed. */
SekOpener *sek_opener_new   (SekWindow *window, GtkStack *main, GtkSpinner *spinner, GtkLabel *text);
void       sek_opener_free  (SekOpener *self);

void       sek_opener_open  (SekOpener *self, const char *path);
/* Opens what had to wait, if it need not any more. */
void       sek_opener_go_on (SekOpener *self);
/* Gives up what is being read. */
void       sek_opener_stop  (SekOpener *self);

G_END_DECLS
