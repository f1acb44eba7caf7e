/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sek-form.h"
#include "sek-place.h"
#include "sek-grid.h"

/* A page of the window: a toolbar, a grid with a status line under it, and the side pane about the cursor's row or
 * cell. Pages derive from it and say what stands where; this class keeps them in step with the document. */

G_BEGIN_DECLS

#define SEK_TYPE_PAGE (sek_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (SekPage, sek_page, SEK, PAGE, AdwBin)

/* Signal: refreshed (), when the page has followed what the register, its cursor or a text that waits has become. */
struct _SekPageClass
{
  AdwBinClass parent_class;

  /* The document is there: make models. NULL document: let go of them. */
  void (*set_document) (SekPage *self, SekDocument *document);
  /* Describe the side pane, between sek_form_start() and sek_form_finish(). */
  void (*fill_form)    (SekPage *self, SekForm *form);
  /* Toolbar, empty page and status line follow what the register has now. */
  void (*refresh)      (SekPage *self);
  /* The count or worry beside the page's name in the list: its text, owned, or NULL; *worry when it asks for
   * attention. */
  char *(*dup_badge)   (SekPage *self, gboolean *worry);
  /* The cursor goes to a row, or to a cell of row × budget column. FALSE when it is not of this page. */
  gboolean (*go_to)    (SekPage *self, const SekPlace *place);
  /* Takes search and filters away; NULL in the class: every row is shown always. */
  void (*show_all)     (SekPage *self);
  /* Where the focus goes; NULL in the class: the grid, or the button of an empty page. */
  void (*focus_work)   (SekPage *self);
  void (*insert_row)   (SekPage *self);
  /* Makes a row of an entity, one of those that the page says that it makes (sek-page-list.h), and lets it be named or
   * filled in. */
  void (*make)         (SekPage *self, SekEntityId entity);
  /* Duplicates the cursor's row. */
  void (*copy_row)     (SekPage *self);
  /* What the primary button does; NULL in the class: insert_row. */
  void (*primary)      (SekPage *self);
  void (*delete_rows)  (SekPage *self);
  void (*move_rows)    (SekPage *self, int delta);
};

void         sek_page_set_document   (SekPage *self, SekDocument *document);
SekDocument *sek_page_get_document   (SekPage *self);

SekGrid     *sek_page_get_grid       (SekPage *self);
/* Boxes to put widgets in: left of the primary button, and under the grid. */
GtkBox      *sek_page_get_toolbar    (SekPage *self);
GtkBox      *sek_page_get_body       (SekPage *self);
/* The one button of the page, top right. */
void         sek_page_set_primary    (SekPage *self, const char *label);
/* It is what the page is for: shown as the suggested one. */
void         sek_page_suggest_primary (SekPage *self);
/* Shown instead of the grid while it has no rows. A page that is given none shows its grid always. */
void         sek_page_set_empty      (SekPage *self, const char *icon, const char *title, const char *description,
                                      const char *button);
void         sek_page_show_empty     (SekPage *self, gboolean empty);
gboolean     sek_page_is_empty       (SekPage *self);
/* Puts the focus where work begins: the grid, or the button of an empty page. */
void         sek_page_focus          (SekPage *self);

/* The status line: text to the left; words with a verdict to the right (style is "good", "doubtful" or "bad"), each a
 * way to Kontroll. */
void         sek_page_set_status     (SekPage *self, const char *text);
void         sek_page_clear_pills    (SekPage *self);
void         sek_page_add_pill       (SekPage *self, const char *text, const char *style, const char *action);
/* How many checks came out so; nothing where none did. */
void         sek_page_add_verdict    (SekPage *self, SekVerdict verdict, guint n);
/* How many texts wait for a correction, as a way to the first of them; nothing where none does. */
void         sek_page_add_problems   (SekPage *self);

/* The side pane; folded when the window is narrow. */
AdwFlap     *sek_page_get_flap       (SekPage *self);
SekForm     *sek_page_get_form       (SekPage *self);
/* How wide the page's grid is to be for all its figures to be seen; 0 where there are none. */
int          sek_page_get_figures_width (SekPage *self);

char        *sek_page_dup_badge      (SekPage *self, gboolean *worry);
gboolean     sek_page_go_to          (SekPage *self, const SekPlace *place);
/* Under which name the arrangement of the page's grid is kept in the settings. Call it before the document is set. */
void         sek_page_keep           (SekPage *self, const char *name);
/* Opens the search over the grid that has the focus, or the page's own; text NULL keeps what was last looked for. */
void         sek_page_search         (SekPage *self, const char *text, gboolean replace);
/* Ends it: every row is shown again. */
void         sek_page_close_search   (SekPage *self);
/* The next match, or the one before (−1). */
void         sek_page_step           (SekPage *self, int direction);

/* Another grid, with a bar to find in it over it and everything that the page's own grid has: its box, to be put into
 * the page. name is as for sek_page_keep(). */
GtkWidget   *sek_page_add_grid       (SekPage *self, SekGrid *grid, const char *name);
/* The grid that the keys come to, or last came to. */
SekGrid     *sek_page_get_active_grid (SekPage *self);
void         sek_page_set_active_grid (SekPage *self, SekGrid *grid);
/* Makes a grid of sek_page_add_grid() as high as its rows, and no higher; beyond a height it scrolls, with −1 never. */
void         sek_page_fit_grid       (SekPage *self, SekGrid *grid, int most_height);

/* The two at once, of a new grid with a title; *grid is borrowed. */
GtkWidget   *sek_page_make_grid      (SekPage *self, SekGrid **grid, const char *title, const char *name,
                                      int most_height);
/* Scrolls child up and down as a whole, in which each grid is as high as it asks to be. */
GtkWidget   *sek_page_scroll         (GtkWidget *child);

/* A chooser at the end of the toolbar; chosen (data) is called when another choice is selected. */
GtkDropDown *sek_page_add_chooser    (SekPage *self, const char *name, GCallback chosen, gpointer data);
/* A label there for the unit of the page's amounts, which takes the room that is left. */
GtkLabel    *sek_page_add_unit       (SekPage *self);
/* «(i hele tusen kroner)»; 0: nothing. */
void         sek_page_show_unit      (GtkLabel *label, gint64 unit);

/* Opens the side pane, and gives the focus to the first field of a group of it. */
void         sek_page_focus_group    (SekPage *self, const char *title);

/* The page has something else where others have their grid. */
void         sek_page_replace_grid   (SekPage *self, GtkWidget *widget);

/* A grid or form beside the page's own two. Borrowed: it is within the page. */
void         sek_page_add_part       (SekPage *self, GtkWidget *part);

/* The words about a text that waits for a correction; NULL for none. */
const char  *sek_page_get_problem    (SekPage *self);
/* How many texts of the page wait for a correction. */
guint        sek_page_count_problems (SekPage *self);
/* Goes to that text, where need be by showing all rows. */
void         sek_page_go_to_problem  (SekPage *self);
/* Stores what is being typed; FALSE when it was not accepted. */
gboolean     sek_page_commit         (SekPage *self);

/* Refreshes toolbar, status line and side pane soon. */
void         sek_page_queue_refresh  (SekPage *self);
/* How often it was; for tests that a page which is not shown does not refresh. */
guint        sek_page_count_refreshes (SekPage *self);

/* Submits a proposal and tells what went wrong. */
gboolean     sek_page_submit         (SekPage *self, SekChangeset *changeset);
/* Duplicates the row of the active grid's cursor and goes to the copy. */
void         sek_page_copy_row       (SekPage *self, SekEntityId entity);
/* Whether the active grid shows its rows in their own order, in which they can be moved; says so when it does not. */
gboolean     sek_page_can_move       (SekPage *self);
/* Makes a row of an entity, as the page's own buttons do; nothing where the page makes none of it. */
void         sek_page_make           (SekPage *self, SekEntityId entity);
/* Deletes rows of an entity in one step and offers to undo it. */
void         sek_page_delete         (SekPage *self, SekEntityId entity, GArray *rows);

/* While the page is empty, what is on the clipboard becomes the grid's first rows, after a question. Tells why not
 * where the register cannot be changed. FALSE when there is nothing to do. */
gboolean     sek_page_paste_first    (SekPage *self);

/* Where several rows of the active grid are selected: their number, and the fields that can be set for all of them.
 * FALSE when one is. */
gboolean     sek_page_add_several    (SekPage *self, SekForm *form, SekEntityId entity, const char *const *ids);
/* Adds the last changes of a cell to the side pane. */
void         sek_page_add_history    (SekPage *self, SekForm *form, const SekColumn *column, const SekScope *scope,
                                      gint64 row);

G_END_DECLS
