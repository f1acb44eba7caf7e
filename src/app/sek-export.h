/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-report.h"
#include "sek-window.h"

/* Writing tables to a file from the window: in a thread, on a snapshot, with progress and cancel when it takes its time, then a toast with
 * Open. */

G_BEGIN_DECLS

/* Asks for a name and writes these tables. */
void sek_export_ask (SekWindow *window, const SekTableId *tables, guint n, SekFormat format);

/* Writes to path without asking for a name. */
void sek_export_to  (SekWindow *window, const SekTableId *tables, guint n, const char *path);

/* Saves a copy of the register, asking for a name; likewise in a thread. */
void sek_export_copy (SekWindow *window);

/* Without asking. A register whose file is gone is copied too. */
void sek_export_copy_to (SekWindow *window, const char *path);

G_END_DECLS
