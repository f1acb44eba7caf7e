/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* Short words over a window's content that go away by themselves. The newest words are the ones that matter: they take the place of those that
 * are shown, and nothing waits in line. Knows no register. */

G_BEGIN_DECLS

/* Shows text, for longer when it is long. button may be NULL, else it is the label of a button that activates action with target, of which a
 * floating reference is taken. Everything is copied. */
void sek_tell (AdwToastOverlay *overlay, const char *text, const char *button, const char *action, GVariant *target);

G_END_DECLS
