/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sek-document.h"

/* The side pane's content: groups of fields of rows, and of the rows that belong to a row. Every field is a SekColumn,
 * read and changed through the document. Between start and finish the form is described anew; widgets are made anew
 * only when its structure changed, so that a text that is being typed survives changes elsewhere.
 *
 * What cannot be stored stays in its field, marked, and is told (sek-tell.h). */

G_BEGIN_DECLS

#define SEK_TYPE_FORM (sek_form_get_type ())
G_DECLARE_FINAL_TYPE (SekForm, sek_form, SEK, FORM, GtkBox)

GtkWidget *sek_form_new          (void);

/* NULL empties it. */
void       sek_form_set_document (SekForm *self, SekDocument *document);

void       sek_form_start        (SekForm *self);
/* The head of the whole form. */
void       sek_form_add_title    (SekForm *self, const char *title, const char *subtitle);
/* A sentence about what is wrong with a typed text; NULL adds nothing. */
void       sek_form_add_problem  (SekForm *self, const char *text);
/* A group of named texts that cannot be edited; title NULL has none. */
void       sek_form_add_facts    (SekForm *self, const char *title, const char *const *names, const char *const *texts,
                                  guint n);
/* The same where each text is a way to somewhere: a detailed action of the page or window, "" for none. */
void       sek_form_add_ways     (SekForm *self, const char *title, const char *const *names, const char *const *texts,
                                  const char *const *actions, guint n);
/* Fields of one row by the ids of its columns, ended by NULL. */
void       sek_form_add_fields   (SekForm *self, const char *title, SekEntityId entity, gint64 row,
                                  const char *const *ids);
/* The same of several rows, which are changed together in one step; a field in which they differ says so. Element-type
 * gint64. */
void       sek_form_add_fields_of (SekForm *self, const char *title, SekEntityId entity, GArray *rows,
                                   const char *const *ids);
/* One field by a column of the caller's, owned by the form from now on. */
void       sek_form_add_field    (SekForm *self, const char *title, SekColumn *column, gint64 row);
/* The rows of reference's entity that refer to parent (reference NULL: all rows of entity), each to be opened, edited
 * and deleted, and a button to add one. head and detail are the columns that its closed row shows; detail may be
 * NULL. */
void       sek_form_add_rows     (SekForm *self, const char *title, SekEntityId entity, const SekField *reference,
                                  gint64 parent, const char *const *ids, const char *head, const char *detail);
/* A button that activates an action of the page or window. */
void       sek_form_add_button   (SekForm *self, const char *label, const char *action);
void       sek_form_finish       (SekForm *self);

/* Opens one of these rows and gives it the focus, as soon as it is shown. */
void       sek_form_open_row      (SekForm *self, SekEntityId entity, gint64 row);

/* The words about a field whose text waits for a correction; NULL for none. Until it is corrected or given up with
 * Escape, the form stays as it is. */
const char *sek_form_get_problem (SekForm *self);
/* How many fields wait so. */
guint       sek_form_count_problems (SekForm *self);
/* Gives it the focus. */
void        sek_form_go_to_problem (SekForm *self);

G_END_DECLS
