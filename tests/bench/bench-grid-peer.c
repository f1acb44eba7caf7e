/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-grid-peer.h"

#include <string.h>

#include "sek-collate.h"

enum { MOST_COLUMNS = 16 };

/* --- a row ------------------------------------------------------------------------------------------------------- */

#define PEER_TYPE_ROW (peer_row_get_type ())
G_DECLARE_FINAL_TYPE (PeerRow, peer_row, PEER, ROW, GObject)

struct _PeerRow
{
  GObject parent_instance;
  gint64  id;
  char   *key;   /* of its name */
  gint64  number; /* of its last numeric column */
};

G_DEFINE_FINAL_TYPE (PeerRow, peer_row, G_TYPE_OBJECT)

static void
peer_row_finalize (GObject *object)
{
  g_free (PEER_ROW (object)->key);
  G_OBJECT_CLASS (peer_row_parent_class)->finalize (object);
}

static void
peer_row_class_init (PeerRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = peer_row_finalize;
}

static void
peer_row_init (PeerRow *self)
{
}

/* --- the table --------------------------------------------------------------------------------------------------- */

typedef struct
{
  SekGridModel *model;
  guint         column;
  gboolean      numeric;
} PeerColumn;

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, PeerColumn *column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), column->numeric ? 1 : 0);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, PeerColumn *column)
{
  PeerRow *row = gtk_list_item_get_item (item);
  int index = sek_grid_model_find_row (column->model, row->id);
  SekGridCellFlags flags;
  g_autofree char *text = sek_grid_model_read (column->model, (guint) index, column->column, &flags);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), text);
}

static void
free_column (gpointer column, GClosure *closure)
{
  g_free (column);
}

static int
compare_names (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return strcmp (((PeerRow *) a)->key, ((PeerRow *) b)->key);
}

static int
compare_numbers (gconstpointer a, gconstpointer b, gpointer user_data)
{
  gint64 x = ((PeerRow *) a)->number, y = ((PeerRow *) b)->number;

  return (x > y) - (x < y);
}

static GListStore *
make_rows (SekGridModel *model, guint name, guint number)
{
  GListStore *store = g_list_store_new (PEER_TYPE_ROW);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < sek_grid_model_get_n_rows (model); i++)
    {
      PeerRow *row = g_object_new (PEER_TYPE_ROW, NULL);
      SekGridCellFlags flags;
      g_autofree char *text = sek_grid_model_read (model, i, name, &flags);
      gint64 unit;

      row->id = sek_grid_model_get_row_id (model, i);
      row->key = sek_collate_key (text);
      sek_grid_model_read_number (model, i, number, &row->number, &unit);
      g_ptr_array_add (rows, row);
    }
  g_list_store_splice (store, 0, 0, rows->pdata, rows->len);
  return store;
}

void
peer_init (Peer *self, SekGridModel *model)
{
  guint name = 0, number = 0, n = MIN (sek_grid_model_get_n_columns (model), MOST_COLUMNS);
  SekGridColumn columns[MOST_COLUMNS];
  GtkSortListModel *sorted;

  for (guint i = 0; i < n; i++)
    {
      columns[i] = (SekGridColumn) { 0 };
      sek_grid_model_get_column (model, i, &columns[i]);
      name = columns[i].expand ? i : name;
      number = columns[i].numeric ? i : number;
    }
  self->columns = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  for (guint i = 0; i < n; i++)
    {
      PeerColumn *column = g_new (PeerColumn, 1);
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkColumnViewColumn) shown = NULL;
      g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (columns[i].numeric ? compare_numbers
                                                                        : compare_names, NULL, NULL));

      *column = (PeerColumn) { model, i, columns[i].numeric };
      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), column);
      g_signal_connect_data (factory, "bind", G_CALLBACK (bind_cb), column, free_column, 0);
      shown = gtk_column_view_column_new (columns[i].head, factory);
      gtk_column_view_column_set_expand (shown, columns[i].expand);
      gtk_column_view_column_set_sorter (shown, sorter);
      gtk_column_view_append_column (self->columns, shown);
      g_free (columns[i].head);
    }
  sorted = gtk_sort_list_model_new (G_LIST_MODEL (make_rows (model, name, number)),
                                    g_object_ref (gtk_column_view_get_sorter (self->columns)));
  gtk_column_view_set_model (self->columns, GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (sorted))));
  self->window = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->window), GTK_WIDGET (self->columns));
}

void
peer_sort (Peer *self, guint column, gboolean descending)
{
  g_autoptr (GtkColumnViewColumn) shown = g_list_model_get_item (gtk_column_view_get_columns (self->columns), column);

  gtk_column_view_sort_by_column (self->columns, shown, descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}
