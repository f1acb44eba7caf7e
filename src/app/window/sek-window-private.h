/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-page-list.h"
#include "sek-window.h"

/* Installs the window's actions and keys (sek-window-actions.c). */
void     _sek_window_install_actions (GtkWidgetClass *widget_class);
/* Those that go somewhere (sek-window-places.c). */
void     _sek_window_install_places  (GtkWidgetClass *widget_class);

/* Stores what is being typed anywhere in the window; FALSE when a text waits for a correction. */
gboolean _sek_window_settle          (SekWindow *self);
/* Asks what is to become of that text (sek-window-leave.c). As sek_window_leave(). */
void     _sek_window_ask_to_leave    (SekWindow *self, SekWindowFunc func, gpointer user_data, GDestroyNotify destroy);

/* Files that are dropped on the window open the import assistant, with the kind that the page in view is about; a
 * register is opened (sek-window-drops.c). */
void     _sek_window_take_drops      (SekWindow *self);

/* The registers that were opened last, on the start page and in the main menu (sek-window-recent.c): binds where they
 * are shown; remembers the one that is open now, and shows the others. */
void     _sek_window_bind_recent     (GtkWidgetClass *widget_class);
void     _sek_window_remember        (SekWindow *self);

/* In sek-window-say.c. A row of the list of pages as it is heard: «Kontroll, 4 å se på, vises nå». */
void     _sek_window_name_row        (GtkListBoxRow *row, const SekPageKind *kind, const char *badge, gboolean worry);
/* What stands over every page while a scenario is shown. Owned. */
char    *_sek_window_dup_scenario    (SekDocument *document, gint64 scenario);
/* Says whose register was opened, and the page; the cell is told by the focus. */
void     _sek_window_say_opened      (SekWindow *self, const char *page);

/* What folds away in a narrow window (sek-window-fold.c): the list of pages, and the side pane of each page. */
typedef struct _SekFold SekFold;

/* All borrowed: the window has them. button shows the pane, stack has the pages by name, pages those that are made. */
SekFold *_sek_fold_new        (AdwFlap *list, GtkToggleButton *button, GtkStack *stack, SekPage **pages);
void     _sek_fold_free       (SekFold *self);
/* Decides what a content so wide has room for, and folds or unfolds the rest at once. */
void     _sek_fold_decide     (SekFold *self, int width);
/* A page that was made is to show its pane as the others do. */
void     _sek_fold_take_page  (SekFold *self, guint index);
/* The button was pressed, by a person or by a decision. */
void     _sek_fold_show_panes (SekFold *self);
/* The list that lies over the page goes, once a page was chosen in it. */
void     _sek_fold_hide_list  (SekFold *self);
