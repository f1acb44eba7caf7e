/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-intake.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-chooser.h"

#define HTML "text/html"

/* --- the clipboard ------------------------------------------------------------------------------------------------ */

typedef struct
{
  GtkWidget       *widget; /* owned */
  SekIntakeFunc func;
  GBytes          *html;
  gboolean         reads_html; /* now, and the text after it */
} Paste;

static void read_form (Paste *paste);

/* Takes paste. */
static void
finish (Paste *paste, GBytes *text)
{
  paste->func (paste->widget, NULL, paste->html, text);
  g_clear_pointer (&paste->html, g_bytes_unref);
  g_object_unref (paste->widget);
  g_free (paste);
}

/* HTML without a table has its text beside it, so both are read. Takes bytes, which may be NULL. */
static void
form_read (Paste *paste, GBytes *bytes)
{
  g_autoptr (GBytes) read = bytes;

  if (read != NULL && g_bytes_get_size (read) == 0)
    g_clear_pointer (&read, g_bytes_unref);
  if (!paste->reads_html)
    {
      finish (paste, read);
      return;
    }
  paste->html = g_steal_pointer (&read);
  paste->reads_html = FALSE;
  read_form (paste);
}

static void
spliced_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  gboolean ok = g_output_stream_splice_finish (G_OUTPUT_STREAM (object), result, NULL) >= 0;

  /* A clipboard whose owner breaks off has nothing in this form. */
  form_read (user_data, ok ? g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (object)) : NULL);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GInputStream) stream = gdk_clipboard_read_finish (GDK_CLIPBOARD (object), result, NULL, NULL);

  if (stream != NULL)
    g_output_stream_splice_async (memory, stream,
                                  G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                                  G_PRIORITY_DEFAULT, NULL, spliced_cb, user_data);
  else
    form_read (user_data, NULL);
}

static void
read_form (Paste *paste)
{
  static const char *htmls[] = { HTML, NULL };
  static const char *texts[] = {
    "text/plain;charset=utf-8", "UTF8_STRING", "text/plain", "STRING", "text/tab-separated-values", NULL,
  };

  gdk_clipboard_read_async (gtk_widget_get_clipboard (paste->widget), paste->reads_html ? htmls : texts,
                            G_PRIORITY_DEFAULT, NULL, read_cb, paste);
}

void
sek_intake_paste (GtkWidget *widget, SekIntakeFunc func)
{
  GdkContentFormats *formats = gdk_clipboard_get_formats (gtk_widget_get_clipboard (widget));
  Paste *paste = g_new0 (Paste, 1);

  paste->widget = g_object_ref (widget);
  paste->func = func;
  paste->reads_html = gdk_content_formats_contain_mime_type (formats, HTML);
  read_form (paste);
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, SekIntakeFunc func)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  gboolean asked = (modifiers == GDK_CONTROL_MASK && (key == GDK_KEY_v || key == GDK_KEY_V))
                   || (modifiers == GDK_SHIFT_MASK && key == GDK_KEY_Insert);

  /* An entry takes its own. */
  if (!asked || GTK_IS_EDITABLE (focus))
    return FALSE;
  sek_intake_paste (widget, func);
  return TRUE;
}

/* --- what is dropped ---------------------------------------------------------------------------------------------- */

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, SekIntakeFunc func)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));

  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    {
      GSList *files = g_value_get_boxed (value);
      g_autofree char *path = files != NULL ? g_file_get_path (files->data) : NULL;

      if (path == NULL)
        return FALSE;
      func (widget, path, NULL, NULL);
      return TRUE;
    }
  if (G_VALUE_HOLDS_STRING (value) && g_value_get_string (value) != NULL)
    {
      g_autoptr (GBytes) text = g_bytes_new (g_value_get_string (value), strlen (g_value_get_string (value)));

      func (widget, NULL, NULL, text);
      return TRUE;
    }
  return FALSE;
}

void
sek_intake_equip (GtkWidget *widget, SekIntakeFunc func)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  /* Before the grid, which would paste into its cells. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), (gpointer) func);
  gtk_widget_add_controller (widget, keys);
  gtk_drop_target_set_gtypes (target, (GType[]) { GDK_TYPE_FILE_LIST, G_TYPE_STRING }, 2);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), (gpointer) func);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
}

/* --- a file ------------------------------------------------------------------------------------------------------- */

static void
answered_cb (GtkNativeDialog *dialog, int response, GtkWidget *widget)
{
  g_autofree char *path = sek_chooser_dup_path (dialog, response);
  SekIntakeFunc func = (SekIntakeFunc) g_object_get_data (G_OBJECT (dialog), "sek-func");

  if (path != NULL)
    func (widget, path, NULL, NULL);
  g_object_unref (dialog);
  g_object_unref (widget);
}

void
sek_intake_ask (GtkWidget *widget, SekIntakeFunc func)
{
  static const char *const suffixes[] = { "csv", "tsv", "txt", "xlsx", "ods", "html", "htm", "json" };
  GtkFileChooserNative *chooser = sek_chooser_new (widget, _("Open a Table"), GTK_FILE_CHOOSER_ACTION_OPEN,
                                                   _("_Open"));
  g_autoptr (GtkFileFilter) tables = gtk_file_filter_new (), all = gtk_file_filter_new ();

  gtk_file_filter_set_name (tables, _("Tables and texts"));
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    gtk_file_filter_add_suffix (tables, suffixes[i]);
  gtk_file_filter_set_name (all, _("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), tables);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), all);
  g_object_set_data (G_OBJECT (chooser), "sek-func", (gpointer) func);
  g_signal_connect (chooser, "response", G_CALLBACK (answered_cb), g_object_ref (widget));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* --- which table -------------------------------------------------------------------------------------------------- */

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), GPOINTER_TO_INT (user_data));
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkStringObject *name = gtk_list_item_get_item (item);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), gtk_string_object_get_string (name));
}

static GtkListItemFactory *
make_factory (int chars)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GINT_TO_POINTER (chars));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  return factory;
}

GtkWidget *
sek_intake_make_chooser (void)
{
  GtkWidget *chooser = gtk_drop_down_new (NULL, NULL);
  g_autoptr (GtkListItemFactory) factory = make_factory (20), list = make_factory (60);

  gtk_drop_down_set_factory (GTK_DROP_DOWN (chooser), factory);
  gtk_drop_down_set_list_factory (GTK_DROP_DOWN (chooser), list);
  return chooser;
}
