/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* What lists of rows with titles are made of, in one look everywhere. Knows no register. */

G_BEGIN_DECLS

/* A group under a title; title is plain text, and may be NULL. */
AdwPreferencesGroup *sek_group_new        (const char *title);
/* The same, at the end of a box. */
AdwPreferencesGroup *sek_group_append     (GtkBox *box, const char *title);

/* An entry row at the end of a group, in which Enter gives its dialog's default answer. */
AdwEntryRow         *sek_group_append_entry (AdwPreferencesGroup *group, const char *title);
/* Marks a row, also for a screen reader, as having what cannot be, or no longer. */
void                 sek_row_mark         (GtkWidget *row, gboolean wrong);

/* The texts of a combo row, and which of them is chosen. Ends builder. */
void                 sek_combo_set_items  (AdwComboRow *row, GStrvBuilder *builder, guint selected);
/* The same of words that gettext translates, NULL-terminated. */
void                 sek_combo_set_words  (AdwComboRow *row, const char *const *words);

/* The menu of a button, made when it is first opened: it is a hundred widgets. menu is borrowed while the button
 * lives. */
void                 sek_menu_button_set_menu (GtkMenuButton *button, GMenuModel *menu);

/* A text set to the left in as many lines as it needs. It breaks between words, and within one only where that is
 * longer than any that is spoken: a label that may break everywhere is squeezed to a letter a line. css_class may be
 * NULL. */
GtkWidget           *sek_wrapped_label_new (const char *text, const char *css_class);
/* Another text for such a label, or for any that is to break so. */
void                 sek_label_wrap        (GtkLabel *label, const char *text);
/* The same for the title of one of libadwaita's rows. */
void                 sek_row_keep_words    (GtkWidget *row);

/* Scrolls what a widget is in so far that all of it is seen, once it is laid out. */
void                 sek_scroll_to         (GtkWidget *widget);

G_END_DECLS
