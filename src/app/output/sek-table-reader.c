/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-table-reader.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "sek-cell-text.h"
#include "sek-grid.h"
#include "sek-speak.h"
#include "sek-tell.h"

#define WIDTH  820
#define HEIGHT 560

/* --- a sheet as a grid -------------------------------------------------------------------------------------------- */

#define SEK_TYPE_SHEET_MODEL (sek_sheet_model_get_type ())
G_DECLARE_FINAL_TYPE (SekSheetModel, sek_sheet_model, SEK, SHEET_MODEL, GObject)

struct _SekSheetModel
{
  GObject parent_instance;

  SekReport report; /* what the book's lists are read from */
  SekBook  *book;
  SekSheet *sheet;  /* the one that is shown */
  GArray   *body;   /* guint, its rows without the empty lines between them */
};

static void iface_init (SekGridModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SekSheetModel, sek_sheet_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SEK_TYPE_GRID_MODEL, iface_init))

static void
sek_sheet_model_finalize (GObject *object)
{
  SekSheetModel *self = SEK_SHEET_MODEL (object);

  g_array_unref (self->body);
  g_clear_pointer (&self->book, sek_book_free);
  sek_report_clear (&self->report);
  G_OBJECT_CLASS (sek_sheet_model_parent_class)->finalize (object);
}

static void
sek_sheet_model_class_init (SekSheetModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sek_sheet_model_finalize;
}

static void
sek_sheet_model_init (SekSheetModel *self)
{
  self->body = g_array_new (FALSE, FALSE, sizeof (guint));
}

static void
show_sheet (SekSheetModel *self, guint index)
{
  self->sheet = self->book->sheets->pdata[index];
  g_array_set_size (self->body, 0);
  for (guint i = 0; i < sek_sheet_n_rows (self->sheet); i++)
    if (sek_sheet_get_row (self->sheet, i)->style != SEK_ROW_SPACE)
      g_array_append_val (self->body, i);
  sek_grid_model_rows_changed (SEK_GRID_MODEL (self));
}

/* Facts stand above the others. */
static const SekSheetRow *
get_row (SekSheetModel *self, guint row)
{
  guint n_facts = self->sheet->facts->len;

  return row < n_facts ? self->sheet->facts->pdata[row]
                       : sek_sheet_get_row (self->sheet, g_array_index (self->body, guint, row - n_facts));
}

static guint
get_n_rows (SekGridModel *model)
{
  SekSheetModel *self = SEK_SHEET_MODEL (model);

  return self->sheet->facts->len + self->body->len;
}

static gint64
get_row_id (SekGridModel *model, guint row)
{
  return (gint64) row + 1;
}

static int
find_row (SekGridModel *model, gint64 id)
{
  return id <= (gint64) get_n_rows (model) ? (int) id - 1 : -1;
}

static guint
get_n_columns (SekGridModel *model)
{
  return SEK_SHEET_MODEL (model)->sheet->columns->len;
}

static void
get_column (SekGridModel *model, guint column, SekGridColumn *description)
{
  SekSheet *sheet = SEK_SHEET_MODEL (model)->sheet;
  const SekSheetColumn *from = sek_sheet_get_column (sheet, (int) column);

  description->id = from->key;
  description->head = g_strdup (from->head != NULL ? from->head : "");
  description->numeric = sek_sheet_is_right (from, from->kind);
  description->frozen = column == 0;
  description->expand = (int) column == sek_sheet_name_column (sheet);
}

static char *
read_cell (SekGridModel *model, guint row, guint column, SekGridCellFlags *flags)
{
  const SekSheetRow *from = get_row (SEK_SHEET_MODEL (model), row);

  *flags = from->style == SEK_ROW_SUM       ? SEK_GRID_SUM
           : from->style == SEK_ROW_TOTAL   ? SEK_GRID_TOTAL
           : from->style == SEK_ROW_SECTION ? SEK_GRID_SECTION
                                            : 0;
  return sek_cell_to_text (from, (int) column);
}

/* Nothing can be changed here, which need not be said of each cell. */
static char *
describe (SekGridModel *model, guint row, guint column)
{
  return g_strdup ("");
}

static char *
why_not (SekGridModel *model, guint row, guint column)
{
  return g_strdup (_("A table is made of the register, and is changed there."));
}

static void
iface_init (SekGridModelInterface *iface)
{
  iface->get_n_rows = get_n_rows;
  iface->get_row_id = get_row_id;
  iface->find_row = find_row;
  iface->get_n_columns = get_n_columns;
  iface->get_column = get_column;
  iface->read = read_cell;
  iface->describe = describe;
  iface->why_not = why_not;
}

/* --- the window --------------------------------------------------------------------------------------------------- */

static const char *
get_title (SekSheet *sheet)
{
  return sheet->info.caption != NULL ? sheet->info.caption : sheet->info.name;
}

/* What stands around the table on paper. */
static char *
dup_words (SekSheet *sheet)
{
  GString *words = g_string_new (NULL);
  const char *const lines[] = { sheet->info.unit_line, sheet->info.status_line };

  for (guint i = 0; i < G_N_ELEMENTS (lines) + sheet->notes->len; i++)
    {
      const char *line = i < G_N_ELEMENTS (lines) ? lines[i] : sheet->notes->pdata[i - G_N_ELEMENTS (lines)];

      if (line != NULL)
        g_string_append_printf (words, "%s%s", words->len > 0 ? "\n" : "", line);
    }
  return g_string_free (words, FALSE);
}

static void
show (GtkWidget *window, guint index)
{
  SekGrid *grid = g_object_get_data (G_OBJECT (window), "sek-grid");
  SekSheetModel *model = SEK_SHEET_MODEL (sek_grid_get_model (grid));
  g_autofree char *words = NULL, *spoken = NULL;

  show_sheet (model, index);
  words = dup_words (model->sheet);
  gtk_window_set_title (GTK_WINDOW (window), get_title (model->sheet));
  sek_grid_set_title (grid, get_title (model->sheet));
  gtk_label_set_text (g_object_get_data (G_OBJECT (window), "sek-words"), words);
  spoken = g_strdup_printf ("%s. %s", get_title (model->sheet), words);
  sek_speak_place (window, spoken);
}

static void
chosen_cb (GtkDropDown *chooser, GParamSpec *pspec, GtkWidget *window)
{
  show (window, gtk_drop_down_get_selected (chooser));
}

static void
message_cb (SekGrid *grid, const char *text, gpointer user_data)
{
  sek_tell (GTK_WIDGET (grid), text, NULL, NULL, NULL);
}

/* Which of several tables. */
static GtkWidget *
make_chooser (SekBook *book)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  GtkWidget *chooser;

  for (guint i = 0; i < book->sheets->len; i++)
    gtk_string_list_append (titles, get_title (book->sheets->pdata[i]));
  chooser = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&titles)), NULL);
  sek_speak_name_chooser (GTK_DROP_DOWN (chooser), _("Table"));
  return chooser;
}

static GtkWidget *
make_window (GtkWindow *parent, SekSheetModel *model)
{
  GtkWidget *window = g_object_new (ADW_TYPE_WINDOW, "transient-for", parent, "modal", TRUE, "default-width", WIDTH,
                                    "default-height", HEIGHT, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *bar = adw_header_bar_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new (), *grid = sek_grid_new (), *words = gtk_label_new (NULL);
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  sek_grid_set_model (SEK_GRID (grid), SEK_GRID_MODEL (model));
  g_signal_connect (grid, "message", G_CALLBACK (message_cb), NULL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), grid);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_widget_add_css_class (words, "page-status");
  gtk_widget_add_css_class (words, "dim-label");
  if (model->book->sheets->len > 1)
    {
      GtkWidget *chooser = make_chooser (model->book);

      g_signal_connect (chooser, "notify::selected", G_CALLBACK (chosen_cb), window);
      adw_header_bar_pack_start (ADW_HEADER_BAR (bar), chooser);
    }
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_box_append (GTK_BOX (box), words);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (shortcuts),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, shortcuts);
  g_object_set_data (G_OBJECT (window), "sek-grid", grid);
  g_object_set_data (G_OBJECT (window), "sek-words", words);
  return window;
}

void
sek_table_reader_present (GtkWindow *parent, const SekReport *report, const SekTableId *tables, guint n)
{
  g_autoptr (SekSheetModel) model = g_object_new (SEK_TYPE_SHEET_MODEL, NULL);
  g_autoptr (GError) error = NULL;
  GtkWidget *window;

  sek_report_copy_apart (&model->report, report);
  model->book = sek_report_make_book (&model->report, tables, n, &error);
  if (model->book == NULL)
    {
      sek_tell_error (GTK_WIDGET (parent), _("This Table Cannot Be Made"), error);
      return;
    }
  model->sheet = model->book->sheets->pdata[0];
  window = make_window (parent, model);
  show (window, 0);
  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_grab_focus (g_object_get_data (G_OBJECT (window), "sek-grid"));
}
