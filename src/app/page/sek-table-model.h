/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-document.h"
#include "sek-grid-model.h"
#include "sek-view.h"

/* The rows of one entity as a grid: a view and the columns that it shows. It follows the document. */

G_BEGIN_DECLS

#define SEK_TYPE_TABLE_MODEL (sek_table_model_get_type ())
G_DECLARE_FINAL_TYPE (SekTableModel, sek_table_model, SEK, TABLE_MODEL, GObject)

/* The footer's text of a column, NULL for none. */
typedef char *(*SekTableFooterFunc) (SekTableModel *model, const SekColumn *column, gpointer user_data);

/* Why the column of a row is not to be changed here, owned; NULL where it may be. */
typedef char *(*SekTableLockFunc) (SekTableModel *model, gint64 row, const SekColumn *column, gpointer user_data);

SekTableModel   *sek_table_model_new         (SekDocument *document, SekEntityId entity);

/* Columns are borrowed unless owned is TRUE; name is the index of the one that names its row, n_frozen how many
 * stay. */
void             sek_table_model_set_columns (SekTableModel *self, const SekColumn *const *columns,
                                              const gboolean *owned, guint n, guint name, guint n_frozen);
void             sek_table_model_set_footer  (SekTableModel *self, SekTableFooterFunc func, gpointer user_data);
void             sek_table_model_set_lock    (SekTableModel *self, SekTableLockFunc func, gpointer user_data);
/* Rows cannot be sorted by their heads: they have an order of their own. */
void             sek_table_model_set_ordered (SekTableModel *self);

SekView         *sek_table_model_get_view    (SekTableModel *self);
const SekColumn *sek_table_model_get_nth     (SekTableModel *self, guint column);
SekDocument     *sek_table_model_get_document (SekTableModel *self);

/* For models over a document: stores a batch whose columns are looked up by their index. Only a column of several lines
 * takes line ends. also is what new rows have besides; element-type SekEdit, NULL for nothing. */
typedef const SekColumn *(*SekBatchColumnFunc) (SekGridModel *model, guint column);
gboolean         sek_grid_batch_submit       (SekGridBatch *batch, SekGridModel *model, SekBatchColumnFunc find_column,
                                              SekDocument *document, const SekScope *scope, const GArray *also);

/* Makes the index anew, after search, filter, scope or columns changed. */
void             sek_table_model_update      (SekTableModel *self);

G_END_DECLS
