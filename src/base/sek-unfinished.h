/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Files that are being written under a name of their own. One whose program was killed would lie there for ever: each
 * is noted, with the lock that goes with its program however that ends, and the next program that starts takes away
 * what nobody holds any more. */

G_BEGIN_DECLS

#define SEK_UNFINISHED_PREFIX ".sekretariat-"

typedef struct _SekUnfinished SekUnfinished;

/* Notes the file at path, whose name begins with SEK_UNFINISHED_PREFIX. Where it cannot be noted the file is written
 * all the same; never NULL. A register is noted before it is made, or while no store has it: its store locks it, and
 * loses SQLite's locks with any other descriptor of it that is closed. */
SekUnfinished *sek_unfinished_new   (const char *path);
/* It is finished, and has another name or is gone. */
void           sek_unfinished_free  (SekUnfinished *self);

/* Takes away what programs that were killed left; once, at the start. */
void           sek_unfinished_sweep (void);
/* And what this one has at hand, when it is asked to end by a signal. */
void           sek_unfinished_watch_signals (void);

G_END_DECLS
