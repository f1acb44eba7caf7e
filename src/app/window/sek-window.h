/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sek-document.h"
#include "sek-page.h"

/* The program's window: one register, its pages, and what can be done with it as a whole. */

G_BEGIN_DECLS

#define SEK_TYPE_WINDOW (sek_window_get_type ())
G_DECLARE_FINAL_TYPE (SekWindow, sek_window, SEK, WINDOW, AdwApplicationWindow)

GtkWidget   *sek_window_new           (AdwApplication *application);

/* Opens a register in the place of the one that is shown. What is being typed is stored first, or asked about; while a
 * question is open, which is about the register that is shown, it waits. A large file is read in a thread. What went
 * wrong is told in the window. */
void         sek_window_open          (SekWindow *self, const char *path);
/* Gives up a large file that is being read. */
void         sek_window_stop_opening  (SekWindow *self);
/* Shows a register that is open already, or none. Takes a reference. */
void         sek_window_set_document  (SekWindow *self, SekDocument *document);
SekDocument *sek_window_get_document  (SekWindow *self);

/* By their names in sek-page-list.h; another name does nothing, and gives NULL. */
void         sek_window_show_page     (SekWindow *self, const char *name);
const char  *sek_window_get_page_name (SekWindow *self);
SekPage     *sek_window_get_page      (SekWindow *self, const char *name);
/* The page where a text waits for its correction, and its name; NULL when none does. */
SekPage     *sek_window_find_problem  (SekWindow *self, const char **name);

/* Stores what is being typed on the page; FALSE when something waits for a correction. */
gboolean     sek_window_commit        (SekWindow *self);

typedef void (*SekWindowFunc) (SekWindow *self, gpointer user_data);
/* Before the register that is shown is let go of: calls func when nothing that was typed is waiting, at once or when
 * the person chose to let go of it; not when it is to be corrected. destroy, which may be NULL, is called for user_data
 * either way. */
void         sek_window_leave         (SekWindow *self, SekWindowFunc func, gpointer user_data, GDestroyNotify destroy);
/* Whether a dialog of the window waits for an answer. */
gboolean     sek_window_has_question  (SekWindow *self);

G_END_DECLS
