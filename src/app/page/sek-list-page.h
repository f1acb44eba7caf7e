/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-page.h"
#include "sek-table-model.h"

/* A page whose grids are lists of rows: it makes their models, and adds, deletes, moves, duplicates, goes to and counts
 * rows. A page that derives from it says which entities and columns they are of, and describes a row in the side
 * pane. */

G_BEGIN_DECLS

#define SEK_TYPE_LIST_PAGE (sek_list_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (SekListPage, sek_list_page, SEK, LIST_PAGE, SekPage)

/* One list. All is borrowed for good. */
typedef struct
{
  SekEntityId        entity;
  const char *const *columns;  /* ids, ending with NULL; NULL where the class has set_columns */
  guint              name;     /* the index of the one that names its row, in which a new row is typed */
  guint              n_frozen;
  const char        *sorted;   /* the column that rows are sorted by at first; NULL where they have an order of their
                                * own, in which they are moved */
  guint              landing;  /* the index of the column that whoever is led to a row comes to */
  gboolean           descending; /* at first, by sorted */
  const char        *new_name; /* for gettext: what a new row is called, which is typed over; NULL where rows have no
                                * name but a key, which is proposed */
  gboolean           is_plain; /* nor a key: a new row in which nothing was typed is not kept when it is left */
  const char *const *several;  /* fields that are set for several rows at once, ending with NULL */
} SekListKind;

struct _SekListPageClass
{
  SekPageClass parent_class;

  /* Gives the list its columns, which follow the register's budget columns: asked again when these change. */
  void  (*set_columns) (SekListPage *self, guint list, SekTableModel *model);
  /* The first list's footer: the text of a column, NULL for none. NULL in the class: there is no footer. */
  char *(*dup_footer)  (SekListPage *self, const SekColumn *column);
  /* Describes a row in the side pane. column is the cursor's. */
  void  (*fill_row)    (SekListPage *self, SekForm *form, guint list, gint64 row, const SekColumn *column);
  /* What is shown is of a year, and of this one from now on; NULL in the class: it is of none. */
  void  (*show_year)   (SekListPage *self, int year);
  /* What a new row of a list begins with besides its name: appends names of fields, borrowed, and texts as typed,
   * owned.
   * Of a list whose rows have neither name nor key it is all that they begin with. FALSE where no row can be made now;
   * NULL in the class: nothing. */
  gboolean (*begin_row) (SekListPage *self, guint list, GPtrArray *ids, GPtrArray *texts);
};

/* Adds a list: the first one is the page's own grid, another is given. Call it when the page is made. */
void           sek_list_page_add         (SekListPage *self, const SekListKind *kind, SekGrid *grid);
/* NULL while there is no document. */
SekTableModel *sek_list_page_get_model   (SekListPage *self, guint list);
SekScope      *sek_list_page_get_scope   (SekListPage *self, guint list);
SekRegister   *sek_list_page_get_register (SekListPage *self);
/* Adds a row to a list, and lets its name be typed. */
void           sek_list_page_add_row     (SekListPage *self, guint list);
/* The sum of a column's numbers over the rows that are shown; SEK_NONE when all are blank. */
gint64         sek_list_page_sum         (SekListPage *self, guint list, const SekColumn *column);

G_END_DECLS
