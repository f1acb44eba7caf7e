/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* What is said to those who do not see the window: sentences, and the names of what they meet.
 *
 * GTK 4.8 has no announcements. What a screen reader does say by itself is the description of what has the focus, when
 * it becomes another one. So a sentence is such a description for a moment, on whatever has the focus once the focus
 * has come to rest. Knows no register. */

G_BEGIN_DECLS

/* Says a sentence in the window of from, when that is the active one and the focus in it has come to rest. Sentences
 * of the same moment are said one after the other. */
void sek_speak              (GtkWidget *from, const char *text);

/* As sek_speak(), where the focus itself was not heard either: when a window has just been opened. What has the focus
 * is told anew, and then text. */
void sek_speak_place        (GtkWidget *from, const char *text);

/* What is to be known of a widget as long as it is true, as why a text is refused; NULL for nothing. It is said at once
 * when the widget has the focus, and whenever the focus comes to it. */
void sek_speak_describe     (GtkWidget *widget, const char *text);

/* What takes the focus of an entry row is the text within, for which GTK 4.8 has no name, nor that it is a text. Gives
 * it both; returns the text. Before it is first shown. */
GtkWidget *sek_speak_name_entry (GtkEditable *row, const char *label);

/* A row of a list, such as a fact with its figure, which GTK 4.8 calls by its title alone. */
void sek_speak_name_row     (GtkWidget *row, const char *label);

/* A chooser is heard by its button alone: by this name and what is chosen. */
void sek_speak_name_chooser (GtkDropDown *chooser, const char *label);

/* From now on each button, menu item and combo row that is shown gets the name that GTK 4.8 leaves out or garbles: its
 * label without the mark of its mnemonic, its tooltip where it is an icon, its title with what is chosen. Lists, menus
 * and pages of stacks that nobody named are silent. Once for the whole program. */
void sek_speak_name_buttons (void);

G_END_DECLS
