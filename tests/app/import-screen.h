/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-import-window.h"
#include "sek-test-display.h"

/* The import assistant as its tests drive it: files to read, and what it shows. */

G_BEGIN_DECLS

/* A file in the test's folder. Its path is free with g_free(). */
char            *import_write       (TestScreen *self, const char *name, const char *text, gssize length);
/* The population on 1.1.2022 in the register. */
gint64           import_get_persons (TestScreen *self, const char *member);

/* Opens the assistant and waits until it has read path, which may be NULL. */
SekImportWindow *import_present     (TestScreen *self, gint64 kind, const char *path);
/* The open assistant; NULL for none. */
GtkWindow       *import_find_open   (void);

/* How many rows that are shown have this word as their status. */
guint            import_count_rows  (SekImportWindow *import, const char *verdict);
/* Puts the cursor on the row of the file that is called so, or on what it is in the register. */
void             import_go_to_row   (SekImportWindow *import, const char *name);
void             import_go_to_label (SekImportWindow *import, const char *label);

G_END_DECLS
