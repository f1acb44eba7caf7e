/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* What a window says to the person: short words over its content that go away by themselves, and errors that ask for
 * attention. Whoever has something to say needs only its own widget; the words come in the window that it is in, or in
 * the one which that belongs to.
 *
 * What is shown is said as well, for those who do not see it (sek-speak.h).
 *
 * The newest words are the ones that matter: they take the place of those that are shown, and nothing waits in line.
 * Knows no register. */

G_BEGIN_DECLS

/* The overlay where the words of a window, and of windows over it that have none, are shown. */
void sek_tell_use   (GtkWindow *window, AdwToastOverlay *overlay);

/* Shows text, for longer when it is long. button may be NULL, else it is the label of a button that activates action
 * with target, of which a floating reference is taken. Everything is copied. */
void sek_tell       (GtkWidget *from, const char *text, const char *button, const char *action, GVariant *target);

/* An error that asks for attention, as a dialog: what failed, and why. */
void sek_tell_error (GtkWidget *from, const char *heading, const GError *error);

G_END_DECLS
