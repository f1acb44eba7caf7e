/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What a program does once, before anything else. */

G_BEGIN_DECLS

/* A program may be started without standard input, output or errors, and then the first files that it opens get their
 * numbers: what is printed would go into a register. Takes those numbers, in such a way that reading the one and
 * writing the others fails as it would without. */
void sek_process_hold_standard_descriptors (void);

G_END_DECLS
