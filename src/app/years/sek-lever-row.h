/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* A number that can be dragged or typed: a slider and a field that are one value, and a caption about it. It knows no
 * register.
 *
 * Signals: "moved" (), while it is dragged or a key is held; "settled" (), once it has come to rest at another value
 * than it was given. */

G_BEGIN_DECLS

#define SEK_TYPE_LEVER_ROW (sek_lever_row_get_type ())
G_DECLARE_FINAL_TYPE (SekLeverRow, sek_lever_row, SEK, LEVER_ROW, GtkBox)

/* Values are hundredths: øre of kroner, or of a per cent. suffix, as « kr», stands after what is typed. */
GtkWidget *sek_lever_row_new         (const char *suffix);

void       sek_lever_row_set_title   (SekLeverRow *self, const char *title);
/* What the slider goes to, in steps; base, where it is marked, is what it is without the scenario. */
void       sek_lever_row_set_range   (SekLeverRow *self, gint64 step, gint64 most, gint64 base);
/* Nothing is set while it is being dragged or typed in: the value is the person's then. */
void       sek_lever_row_set_value   (SekLeverRow *self, gint64 value);
gint64     sek_lever_row_get_value   (SekLeverRow *self);
/* What was moved a moment ago has come to rest now, whatever else happens next. */
void       sek_lever_row_settle      (SekLeverRow *self);
/* It is about something else from now on: a text that was not stored is given up, and the next value is taken. */
void       sek_lever_row_forget      (SekLeverRow *self);
/* Whether somebody is at it. */
gboolean   sek_lever_row_is_moving   (SekLeverRow *self);
void       sek_lever_row_set_caption (SekLeverRow *self, const char *text);

G_END_DECLS
