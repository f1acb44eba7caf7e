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

/* Opens a register; what went wrong is told in the window. */
void         sek_window_open          (SekWindow *self, const char *path);
/* Shows a register that is open already. Takes a reference. */
void         sek_window_set_document  (SekWindow *self, SekDocument *document);
SekDocument *sek_window_get_document  (SekWindow *self);

/* "members", "budget", "projects", "checks", "tables", "log" or "settings". */
void         sek_window_show_page     (SekWindow *self, const char *name);
const char  *sek_window_get_page_name (SekWindow *self);
SekPage     *sek_window_get_page      (SekWindow *self, const char *name);

/* Stores what is being typed on the page; FALSE when something waits for a correction. */
gboolean     sek_window_commit        (SekWindow *self);

/* Short words that go away; button may be NULL, else it activates action. */
void         sek_window_tell          (SekWindow *self, const char *text, const char *button, const char *action, GVariant *target);
/* An error that asks for attention: what failed, and why. */
void         sek_window_tell_error    (SekWindow *self, const char *heading, const GError *error);

G_END_DECLS
