/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What stands raised in a cell: the mark of a footnote, which is no part of the figure or name before it («31 544¹»),
 * or a part of the text («km²»). For src/sheet/sek-read-*.c only. */

G_BEGIN_DECLS

/* The raised text has ended: it goes into text unless it is a mark. One that begins the cell is kept in raised until
 * something follows. */
void sek_read_raised_end    (GString *text, GString *raised);
/* The cell has ended: text is the raised one when there is no other. */
void sek_read_raised_finish (GString *text, GString *raised);

G_END_DECLS
