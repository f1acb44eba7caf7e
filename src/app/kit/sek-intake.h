/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* The ways in to Regnekontroll: the clipboard, a file that is chosen, and what is dropped. It knows no tables: whoever
 * asks gets a path or bytes. */

G_BEGIN_DECLS

/* A file's path, or what was copied as HTML and as text, each NULL where there is none; all NULL when the clipboard has
 * neither. Borrowed. */
typedef void (*SekIntakeFunc) (GtkWidget *widget, const char *path, GBytes *html, GBytes *text);

/* Ctrl+V anywhere on the widget but in an entry, and files and texts that are dropped on it, come to func. */
void       sek_intake_equip        (GtkWidget *widget, SekIntakeFunc func);
/* Reads the clipboard. The widget is kept until func was called. */
void       sek_intake_paste        (GtkWidget *widget, SekIntakeFunc func);
/* Asks for a file; nothing is called when the person thinks better of it. */
void       sek_intake_ask          (GtkWidget *widget, SekIntakeFunc func);

/* A drop-down of names that may be long: it shortens what it shows, and its list has them whole. */
GtkWidget *sek_intake_make_chooser (void);

G_END_DECLS
