/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include <adwaita.h>

#include "sek-grid-private.h"

/* What stands against a paste, a fill or a replacement, cell by cell, in a dialog with a grid of its own. */

#define REPORT_WIDTH  640
#define REPORT_HEIGHT 260

static void
clear_line (gpointer data)
{
  SekGridReportLine *line = data;

  g_free (line->where);
  g_free (line->text);
  g_free (line->what);
}

GArray *
_sek_grid_report_new (void)
{
  GArray *report = g_array_new (FALSE, TRUE, sizeof (SekGridReportLine));

  g_array_set_clear_func (report, clear_line);
  return report;
}

void
_sek_grid_report_add (GArray *report, const char *where, const char *text, const char *what)
{
  SekGridReportLine line = { g_strdup (where), g_strdup (text), g_strdup (what) };

  g_array_append_val (report, line);
}

char *
_sek_grid_dup_where (SekGrid *self, gint64 row, guint column)
{
  int at = row > 0 ? sek_grid_model_find_row (self->model, row) : -1;
  g_autofree char *name = NULL, *head = NULL;
  SekGridColumn description;
  SekGridCellFlags flags;

  sek_grid_model_get_column (self->model, column, &description);
  head = _sek_grid_dup_spoken_head (description.head);
  g_free (description.head);
  for (guint i = 0; i < sek_grid_model_get_n_columns (self->model) && at >= 0 && name == NULL; i++)
    {
      sek_grid_model_get_column (self->model, i, &description);
      if (description.expand)
        name = sek_grid_model_read (self->model, (guint) at, i, &flags);
      g_free (description.head);
    }
  if (row < 0)
    name = g_strdup_printf (_("New row %d"), (int) -row);
  return g_strdup_printf ("%s, %s", name != NULL ? name : "", head);
}

void
_sek_grid_report_problems (SekGrid *self, GArray *report, SekGridEdits *edits, GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++)
    {
      const SekGridProblem *problem = problems->pdata[i];

      if (problem->edit < edits->list->len)
        {
          const SekGridEdit *edit = &g_array_index (edits->list, SekGridEdit, problem->edit);
          g_autofree char *where = _sek_grid_dup_where (self, edit->row, edit->column);

          _sek_grid_report_add (report, where, edit->text, problem->message);
        }
      else
        _sek_grid_report_add (report, "", "", problem->message);
    }
}

/* --- its lines as a grid ------------------------------------------------------------------------------------------ */

#define SEK_TYPE_REPORT_MODEL (sek_report_model_get_type ())
G_DECLARE_FINAL_TYPE (SekReportModel, sek_report_model, SEK, REPORT_MODEL, GObject)

struct _SekReportModel
{
  GObject parent_instance;

  GArray *lines;
};

static void iface_init (SekGridModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SekReportModel, sek_report_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SEK_TYPE_GRID_MODEL, iface_init))

static void
sek_report_model_finalize (GObject *object)
{
  g_array_unref (SEK_REPORT_MODEL (object)->lines);
  G_OBJECT_CLASS (sek_report_model_parent_class)->finalize (object);
}

static void
sek_report_model_class_init (SekReportModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sek_report_model_finalize;
}

static void
sek_report_model_init (SekReportModel *self)
{
}

static guint
get_n_rows (SekGridModel *model)
{
  return SEK_REPORT_MODEL (model)->lines->len;
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
  return 3;
}

static void
get_column (SekGridModel *model, guint column, SekGridColumn *description)
{
  static const char *const ids[] = { "where", "text", "what" };
  static const char *const heads[] = { N_("Cell"), N_("Text"), N_("Reason") };

  description->id = ids[column];
  description->head = g_strdup (_(heads[column]));
  description->expand = description->takes_rest = column == 2;
  description->min_chars = 8;
}

static char *
read_cell (SekGridModel *model, guint row, guint column, SekGridCellFlags *flags)
{
  const SekGridReportLine *line = &g_array_index (SEK_REPORT_MODEL (model)->lines, SekGridReportLine, row);

  return g_strdup (column == 0 ? line->where : column == 1 ? line->text : line->what);
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
}

/* --- the dialog -------------------------------------------------------------------------------------------------- */

typedef struct
{
  SekGrid      *grid; /* weak */
  char         *kind;
  SekGridEdits *edits;
} Waiting;

static void
free_waiting (gpointer data, GClosure *closure)
{
  Waiting *waiting = data;

  g_clear_weak_pointer (&waiting->grid);
  _sek_grid_edits_free (waiting->edits);
  g_free (waiting->kind);
  g_free (waiting);
}

/* Enter was pressed in the cell before it was asked about. */
static void
go_on_typing (SekGrid *self)
{
  guint row, column;

  if (_sek_grid_get_cursor (self, &row, &column) && row + 1 < sek_grid_model_get_n_rows (self->model))
    _sek_grid_move (self, row + 1, column, FALSE);
}

static void
answered_cb (AdwMessageDialog *dialog, const char *response, Waiting *waiting)
{
  if (waiting->grid == NULL)
    return;
  /* Behind an empty page it is not shown, and keys would be lost there. */
  if (gtk_widget_get_mapped (GTK_WIDGET (waiting->grid)))
    gtk_widget_grab_focus (GTK_WIDGET (waiting->grid));
  if (g_str_equal (response, "go-on") && waiting->edits != NULL && waiting->grid->model != NULL
      && _sek_grid_store_edits (waiting->grid, waiting->kind, waiting->edits) && g_str_equal (waiting->kind, "edit"))
    go_on_typing (waiting->grid);
}

/* The reason of the line that the cursor is on, whole. */
static void
cursor_changed_cb (SekGrid *grid, GtkLabel *reason)
{
  GArray *lines = SEK_REPORT_MODEL (sek_grid_get_model (grid))->lines;
  guint row, column;

  if (sek_grid_get_cursor (grid, &row, &column) && row < lines->len)
    gtk_label_set_text (reason, g_array_index (lines, SekGridReportLine, row).what);
}

static GtkWidget *
make_table (GArray *report)
{
  SekReportModel *model = g_object_new (SEK_TYPE_REPORT_MODEL, NULL);
  GtkWidget *grid = sek_grid_new (), *scrolled = gtk_scrolled_window_new (),
            *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *reason = gtk_label_new (g_array_index (report, SekGridReportLine, 0).what);

  model->lines = g_array_ref (report);
  sek_grid_set_model (SEK_GRID (grid), SEK_GRID_MODEL (model));
  sek_grid_set_title (SEK_GRID (grid), _("Reason"));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), grid);
  gtk_widget_add_css_class (scrolled, "frame");
  gtk_widget_set_size_request (scrolled, REPORT_WIDTH, CLAMP (60 + (int) report->len * 32, 120, REPORT_HEIGHT));
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_label_set_wrap (GTK_LABEL (reason), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (reason), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (reason), 0);
  g_signal_connect_object (grid, "cursor-changed", G_CALLBACK (cursor_changed_cb), reason, 0);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_box_append (GTK_BOX (box), reason);
  g_object_unref (model);
  return box;
}

GtkWidget *
_sek_grid_show_report (SekGrid *self, const char *heading, const char *text, GArray *report, const char *confirm,
                       const char *kind, SekGridEdits *edits)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), heading, text);
  Waiting *waiting = g_new0 (Waiting, 1);

  g_set_weak_pointer (&waiting->grid, self);
  waiting->kind = g_strdup (kind);
  waiting->edits = edits;
  if (report->len > 0)
    adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), make_table (report));
  g_array_unref (report);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", confirm != NULL ? _("_Cancel") : _("_Close"));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  if (confirm != NULL)
    {
      adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "go-on", confirm);
      adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "go-on", ADW_RESPONSE_SUGGESTED);
      adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "go-on");
    }
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), waiting, free_waiting, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  return dialog;
}
