/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-test-display.h"

#include "sek-chart-view.h"
#include "sek-page-list.h"

/* What a test sees of the window: pages, fields, dialogs, cells, and pictures of them. */

SekRegister *
screen_register (TestScreen *self)
{
  return sek_document_get_register (sek_window_get_document (self->window));
}

SekPage *
screen_page (TestScreen *self)
{
  return sek_window_get_page (self->window, sek_window_get_page_name (self->window));
}

SekGrid *
screen_grid (TestScreen *self)
{
  SekGrid *own = sek_page_get_grid (screen_page (self));

  /* Some pages have several, and none that is the page's own. */
  return sek_grid_get_model (own) != NULL ? own : sek_page_get_active_grid (screen_page (self));
}

static SekGrid *
find_grid (GtkWidget *widget, GType model)
{
  SekGrid *found = NULL;

  if (SEK_IS_GRID (widget) && sek_grid_get_model (SEK_GRID (widget)) != NULL
      && G_TYPE_CHECK_INSTANCE_TYPE (sek_grid_get_model (SEK_GRID (widget)), model))
    return SEK_GRID (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_grid (child, model);
  return found;
}

SekGrid *
screen_find_grid (TestScreen *self, GType model)
{
  return find_grid (GTK_WIDGET (screen_page (self)), model);
}

GtkWidget *
screen_part (TestScreen *self, const char *id)
{
  GtkWidget *part = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (self->window), SEK_TYPE_WINDOW, id));

  g_assert_nonnull (part);
  return part;
}

GtkWidget *
screen_form (TestScreen *self)
{
  return GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (screen_page (self)), SEK_TYPE_PAGE, "form"));
}

/* What a person reads on a widget; borrowed, "" for none. */
static const char *
text_of (GtkWidget *widget)
{
  const char *text = NULL;

  if (GTK_IS_LABEL (widget))
    text = gtk_label_get_text (GTK_LABEL (widget));
  else if (GTK_IS_BUTTON (widget))
    text = gtk_button_get_label (GTK_BUTTON (widget)) != NULL ? gtk_button_get_label (GTK_BUTTON (widget))
                                                              : gtk_button_get_icon_name (GTK_BUTTON (widget));
  else if (ADW_IS_PREFERENCES_ROW (widget))
    text = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget));
  else if (ADW_IS_PREFERENCES_GROUP (widget))
    text = adw_preferences_group_get_title (ADW_PREFERENCES_GROUP (widget));
  else if (GTK_IS_EDITABLE (widget))
    text = gtk_editable_get_text (GTK_EDITABLE (widget));
  return text != NULL ? text : "";
}

GtkWidget *
screen_find (GtkWidget *root, GType type, const char *text)
{
  if (!gtk_widget_get_visible (root) || !gtk_widget_get_child_visible (root))
    return NULL;
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && (text == NULL || g_str_equal (text_of (root), text)))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = screen_find (child, type, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
screen_find_action (GtkWidget *root, const char *action)
{
  if (!gtk_widget_get_visible (root) || !gtk_widget_get_child_visible (root))
    return NULL;
  if (GTK_IS_ACTIONABLE (root) && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (root)), action) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = screen_find_action (child, action);

      if (found != NULL)
        return found;
    }
  return NULL;
}

gboolean
screen_shows (GtkWidget *root, const char *text)
{
  if (root == NULL || !gtk_widget_get_mapped (root))
    return FALSE;
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (screen_shows (child, text))
      return TRUE;
  return FALSE;
}

gboolean
screen_tells (TestScreen *self, const char *text)
{
  GtkWidget *toasts = screen_part (self, "toasts"), *content = adw_toast_overlay_get_child (ADW_TOAST_OVERLAY (toasts));

  for (GtkWidget *child = gtk_widget_get_first_child (toasts); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (child != content && screen_shows (child, text))
      return TRUE;
  return FALSE;
}

GtkWindow *
screen_find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type) && gtk_widget_get_mapped (GTK_WIDGET (window)))
        return window;
    }
  return NULL;
}

GtkWidget *
screen_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window) && gtk_widget_get_visible (window))
        return window;
    }
  return NULL;
}

void
screen_answer (TestScreen *self, const char *response)
{
  GtkWidget *dialog = screen_dialog ();

  g_assert_nonnull (dialog);
  g_assert_true (adw_message_dialog_has_response (ADW_MESSAGE_DIALOG (dialog), response));
  screen_click (screen_find (dialog, GTK_TYPE_BUTTON,
                             adw_message_dialog_get_response_label (ADW_MESSAGE_DIALOG (dialog), response)));
  screen_wait (screen_dialog () == NULL);
  if (self->window != NULL)
    screen_show (GTK_WINDOW (self->window));
}

guint
screen_find_column (SekGridModel *model, const char *id)
{
  for (guint i = 0; i < sek_grid_model_get_n_columns (model); i++)
    {
      SekGridColumn column;

      sek_grid_model_get_column (model, i, &column);
      g_free (column.head);
      if (g_str_equal (column.id, id))
        return i;
    }
  g_error ("The grid has no column %s", id);
}

/* The row whose name column, that takes the width, has this text. */
static guint
find_row (SekGridModel *model, const char *name)
{
  guint names = 0;

  for (guint i = 0; i < sek_grid_model_get_n_columns (model); i++)
    {
      SekGridColumn column;

      sek_grid_model_get_column (model, i, &column);
      g_free (column.head);
      if (column.expand)
        names = i;
    }
  for (guint row = 0; row < sek_grid_model_get_n_rows (model); row++)
    {
      SekGridCellFlags flags;
      g_autofree char *text = sek_grid_model_read (model, row, names, &flags);

      if (g_str_equal (text, name))
        return row;
    }
  g_error ("The grid has no row %s", name);
}

void
screen_go_to (TestScreen *self, const char *row, const char *column)
{
  SekGrid *grid = screen_grid (self);

  sek_grid_set_cursor (grid, find_row (sek_grid_get_model (grid), row),
                       screen_find_column (sek_grid_get_model (grid), column));
  gtk_widget_grab_focus (GTK_WIDGET (grid));
  screen_settle ();
}

char *
screen_read (TestScreen *self, const char *row, const char *column)
{
  SekGridModel *model = sek_grid_get_model (screen_grid (self));
  SekGridCellFlags flags;

  return sek_grid_model_read (model, find_row (model, row), screen_find_column (model, column), &flags);
}

void
screen_shoot (TestScreen *self, const char *name)
{
  screen_shoot_widget (GTK_WIDGET (self->window), name);
}

typedef struct
{
  char    *text;
  gboolean done;
} Reading;

static void
spliced_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  GMemoryOutputStream *memory = G_MEMORY_OUTPUT_STREAM (object);

  g_assert_cmpint (g_output_stream_splice_finish (G_OUTPUT_STREAM (object), result, NULL), >=, 0);
  reading->text = g_strndup (g_memory_output_stream_get_data (memory), g_memory_output_stream_get_data_size (memory));
  reading->done = TRUE;
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GInputStream) stream = gdk_clipboard_read_finish (GDK_CLIPBOARD (object), result, NULL, NULL);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();

  g_assert_nonnull (stream);
  g_output_stream_splice_async (memory, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, G_PRIORITY_DEFAULT, NULL,
                                spliced_cb, user_data);
}

char *
screen_read_clipboard (GtkWidget *widget, const char *type)
{
  const char *types[] = { type, NULL };
  Reading reading = { NULL, FALSE };

  gdk_clipboard_read_async (gtk_widget_get_clipboard (widget), types, G_PRIORITY_DEFAULT, NULL, read_cb, &reading);
  screen_wait (reading.done);
  return reading.text;
}

GdkTexture *
screen_picture (GtkWidget *widget)
{
  g_autoptr (GskRenderNode) node = NULL;
  gint64 start = g_get_monotonic_time ();

  /* There is nothing to see of a widget that waits for its next layout. */
  while (node == NULL && !screen_is_late (start))
    {
      g_autoptr (GdkPaintable) paintable = NULL;
      g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();

      screen_settle ();
      paintable = gtk_widget_paintable_new (widget);
      gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), gtk_widget_get_width (widget),
                              gtk_widget_get_height (widget));
      node = gtk_snapshot_to_node (snapshot);
    }
  g_assert_nonnull (node);
  return gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (widget)), node, NULL);
}

void
screen_shoot_widget (GtkWidget *widget, const char *name)
{
  const char *folder = g_getenv ("SEK_SCREENSHOT_DIR");
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *file = NULL, *path = NULL;

  if (folder == NULL)
    return;
  texture = screen_picture (widget);
  file = g_strconcat (name, ".png", NULL);
  path = g_build_filename (folder, file, NULL);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

void
screen_use_grid (TestScreen *self, GType model)
{
  gtk_widget_grab_focus (GTK_WIDGET (screen_find_grid (self, model)));
  screen_settle ();
}

const char *
screen_get_chart_title (TestScreen *self)
{
  SekChartView *view = SEK_CHART_VIEW (screen_find (GTK_WIDGET (screen_page (self)), SEK_TYPE_CHART_VIEW, NULL));

  return sek_chart_view_get_picture (view)->title;
}

void
screen_fill (TestScreen *self, const SekField *field, const char *text)
{
  GtkWidget *row = screen_find (screen_form (self), ADW_TYPE_ENTRY_ROW,
                                sek_word (&field->title, sek_program_language ()));

  g_assert_nonnull (row);
  gtk_widget_grab_focus (row);
  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  screen_type (text);
  screen_press (GDK_KEY_Return, 0);
}

void
screen_follow (TestScreen *self, const char *text)
{
  GtkWidget *label = screen_find (screen_form (self), GTK_TYPE_LABEL, text);

  g_assert_nonnull (label);
  gtk_widget_grab_focus (gtk_widget_get_ancestor (label, GTK_TYPE_LIST_BOX_ROW));
  screen_press (GDK_KEY_Return, 0);
}
