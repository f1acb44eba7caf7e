/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "sek-audit-page.h"
#include "sek-chooser.h"
#include "sek-export.h"
#include "sek-import-window.h"
#include "sek-members-page.h"
#include "sek-page-list.h"
#include "sek-print.h"
#include "sek-restore.h"
#include "sek-table-reader.h"
#include "sek-tables-page.h"
#include "sek-tell.h"
#include "sek-window-private.h"

/* --- undo and redo ------------------------------------------------------------------------------------------------ */

static void
travel (SekWindow *self, gboolean (*go) (SekDocument *, char **, GError **), const char *format)
{
  SekDocument *document = sek_window_get_document (self);
  g_autoptr (GError) error = NULL;
  g_autofree char *what = NULL, *text = NULL;

  if (document == NULL || !sek_window_commit (self))
    return;
  if (!go (document, &what, &error))
    {
      sek_tell (GTK_WIDGET (self), error->message, NULL, NULL, NULL);
      return;
    }
  text = sek_fill (format, what, NULL);
  sek_tell (GTK_WIDGET (self), text, NULL, NULL, NULL);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  travel (SEK_WINDOW (widget), sek_document_undo, _("Undone: %s"));
}

static void
redo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  travel (SEK_WINDOW (widget), sek_document_redo, _("Redone: %s"));
}

/* All of what a toast had no room for. */
static void
tell_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (widget), _("For Your Information"),
                                              g_variant_get_string (parameter, NULL));

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Tells what was just done, and offers to take it back. */
static void
leave_scenario_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekWindow *self = SEK_WINDOW (widget);

  if (sek_window_get_document (self) != NULL && sek_window_commit (self))
    sek_document_show_scenario (sek_window_get_document (self), 0);
}

static void
tell_undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekWindow *self = SEK_WINDOW (widget);
  SekDocument *document = sek_window_get_document (self);
  g_autofree char *what = document != NULL ? sek_document_dup_done_label (document) : NULL;

  if (what != NULL)
    sek_tell (GTK_WIDGET (self), what, _("Undo"), "win.undo", NULL);
}

/* --- registers ---------------------------------------------------------------------------------------------------- */

typedef enum { NEW, OPEN, EXAMPLE } Wish;

static void
make_register (SekWindow *self, Wish wish, const char *path)
{
  g_autoptr (SekDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_path_get_basename (path);
  char *dot = strrchr (name, '.');

  if (dot != NULL && dot != name)
    *dot = '\0';
  document = wish == EXAMPLE ? sek_document_create_example (path, &error) : sek_document_create (path, name, &error);
  if (document == NULL)
    {
      sek_tell_error (GTK_WIDGET (self), _("The Register Could Not Be Made"), error);
      return;
    }
  sek_window_set_document (self, document);
  if (wish == NEW)
    sek_window_show_page (self, "settings");
}

static void
file_chosen_cb (GtkNativeDialog *dialog, int response, SekWindow *self)
{
  g_autofree char *path = sek_chooser_dup_path (dialog, response);
  Wish wish = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (dialog), "sek-wish"));

  /* Or it would be a question that is open. */
  gtk_native_dialog_hide (dialog);
  if (path != NULL && wish == OPEN)
    sek_window_open (self, path);
  else if (path != NULL)
    {
      g_autofree char *whole = g_str_has_suffix (path, ".sekretariat") ? g_strdup (path)
                                                                       : g_strconcat (path, ".sekretariat", NULL);

      make_register (self, wish, whole);
    }
  g_object_unref (dialog);
}

static void
ask_for_file (SekWindow *self, Wish wish, const char *title, const char *name)
{
  GtkFileChooserNative *chooser = sek_chooser_new (GTK_WIDGET (self), title,
                                                   wish == OPEN ? GTK_FILE_CHOOSER_ACTION_OPEN
                                                                : GTK_FILE_CHOOSER_ACTION_SAVE,
                                                   wish == OPEN ? _("_Open") : _("_Create"));
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Registers"));
  gtk_file_filter_add_suffix (filter, "sekretariat");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  g_object_unref (filter);
  if (name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  g_object_set_data (G_OBJECT (chooser), "sek-wish", GINT_TO_POINTER (wish));
  g_signal_connect_object (chooser, "response", G_CALLBACK (file_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
ask_new (SekWindow *self, gpointer user_data)
{
  ask_for_file (self, NEW, _("New Register"), _("register.sekretariat"));
}

static void
ask_open (SekWindow *self, gpointer user_data)
{
  ask_for_file (self, OPEN, _("Open Register"), NULL);
}

static void
ask_example (SekWindow *self, gpointer user_data)
{
  ask_for_file (self, EXAMPLE, _("Save the Example as"), _("example.sekretariat"));
}

/* What is typed is stored or asked about before a file is chosen, and nothing can be typed behind the chooser. */
static void
new_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sek_window_leave (SEK_WINDOW (widget), ask_new, NULL, NULL);
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sek_window_leave (SEK_WINDOW (widget), ask_open, NULL, NULL);
}

/* For those who know which. */
static void
open_path_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sek_window_open (SEK_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
example_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sek_window_leave (SEK_WINDOW (widget), ask_example, NULL, NULL);
}

static void
stop_opening_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sek_window_stop_opening (SEK_WINDOW (widget));
}

static void
save_copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (sek_window_get_document (SEK_WINDOW (widget)) != NULL)
    sek_export_copy (GTK_WINDOW (widget), sek_window_get_document (SEK_WINDOW (widget)));
}

/* Of the register that is shown, be it by one of its backups; of all when none is. */
static void
present_backups (SekWindow *self, gpointer user_data)
{
  SekDocument *document = sek_window_get_document (self);
  const char *path = document != NULL ? sek_document_get_path (document) : NULL;
  g_autofree char *original = path != NULL ? sek_backup_dup_original (path) : NULL;

  sek_restore_present (self, original);
}

static void
restore_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sek_window_leave (SEK_WINDOW (widget), present_backups, NULL, NULL);
}

/* --- exports ------------------------------------------------------------------------------------------------------ */

static gboolean
can_export (SekWindow *self)
{
  return sek_window_get_document (self) != NULL && sek_window_commit (self);
}

/* What the page in view stands for on paper: on the page of tables what it shows, else the page's own table as the
 * program sees it. FALSE when there is no register. */
static gboolean
get_tables (SekWindow *self, SekReport *report, SekTableId *tables, guint *n)
{
  const char *name = sek_window_get_page_name (self);

  if (!can_export (self))
    return FALSE;
  if (g_strcmp0 (name, "tables") == 0)
    {
      SekTablesPage *page = SEK_TABLES_PAGE (sek_window_get_page (self, name));
      const SekTableId *shown = sek_tables_page_get_tables (page, n);

      memcpy (tables, shown, sizeof *tables * *n);
      sek_report_copy (report, sek_tables_page_get_report (page));
      return TRUE;
    }
  sek_report_init (report, sek_window_get_document (self));
  tables[0] = sek_page_list_get_nth ((guint) MAX (sek_page_list_find (name), 0))->table;
  *n = 1;
  return TRUE;
}

static gboolean
shows_audit (SekWindow *self)
{
  return sek_window_get_document (self) != NULL && g_strcmp0 (sek_window_get_page_name (self), "audit") == 0;
}

/* From the page of tables, as it is shown there: its year, unit and language, and more years or registers in the same
 * book. */
static void
export_workbook_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekWindow *self = SEK_WINDOW (widget);
  gboolean shows_tables = g_strcmp0 (sek_window_get_page_name (self), "tables") == 0;
  guint n;
  const SekTableId *tables = sek_report_workbook (&n);

  if (can_export (self))
    sek_export_ask (GTK_WINDOW (self), sek_window_get_document (self),
                    shows_tables ? sek_tables_page_get_report (SEK_TABLES_PAGE (sek_window_get_page (self, "tables")))
                                 : NULL,
                    tables, n, SEK_FORMAT_XLSX);
}

static void
export_html_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  guint n;
  const SekTableId *tables = sek_report_pages (&n);

  if (can_export (SEK_WINDOW (widget)))
    sek_export_ask (GTK_WINDOW (widget), sek_window_get_document (SEK_WINDOW (widget)), NULL, tables, n,
                    SEK_FORMAT_HTML);
}

/* The parameter is a suffix with its dot. */
static void
export_table_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekTableId tables[SEK_N_TABLES];
  g_auto (SekReport) report = { 0 };
  SekFormat format;
  guint n;

  if (!sek_format_from_path (g_variant_get_string (parameter, NULL), &format, NULL))
    return;
  /* What somebody else made is no table of the register, and has a report of its own. */
  if (shows_audit (SEK_WINDOW (widget)))
    sek_audit_page_ask_export (SEK_AUDIT_PAGE (sek_window_get_page (SEK_WINDOW (widget), "audit")), format);
  else if (get_tables (SEK_WINDOW (widget), &report, tables, &n))
    sek_export_ask (GTK_WINDOW (widget), sek_window_get_document (SEK_WINDOW (widget)), &report, tables, n, format);
}

static void
export_member_sheets_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekTableId tables[SEK_N_TABLES];
  g_auto (SekReport) report = { 0 };
  guint n;

  if (get_tables (SEK_WINDOW (widget), &report, tables, &n))
    sek_export_member_sheets (GTK_WINDOW (widget), sek_window_get_document (SEK_WINDOW (widget)), &report);
}

static void
print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekTableId tables[SEK_N_TABLES];
  g_auto (SekReport) report = { 0 };
  guint n;

  if (shows_audit (SEK_WINDOW (widget)))
    sek_tell (widget, _("Export the report as PDF, and print that"), NULL, NULL, NULL);
  else if (get_tables (SEK_WINDOW (widget), &report, tables, &n))
    sek_print (GTK_WINDOW (widget), &report, tables, n);
}

/* What is a picture of paper on the page of tables, cell by cell. */
static void
read_table_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekTableId tables[SEK_N_TABLES];
  g_auto (SekReport) report = { 0 };
  guint n;

  if (get_tables (SEK_WINDOW (widget), &report, tables, &n))
    sek_table_reader_present (GTK_WINDOW (widget), &report, tables, n);
}

/* The workbook without asking for a name, for those who drive the program. */
static void
export_to_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  guint n;
  const SekTableId *tables = sek_report_workbook (&n);

  if (can_export (SEK_WINDOW (widget)))
    sek_export_to (GTK_WINDOW (widget), sek_window_get_document (SEK_WINDOW (widget)), NULL, tables, n,
                   g_variant_get_string (parameter, NULL));
}

static void
copy_emails_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekWindow *self = SEK_WINDOW (widget);
  g_autofree char *emails = NULL, *text = NULL;
  guint n = 0;

  if (sek_window_get_document (self) == NULL)
    return;
  emails = sek_members_page_dup_emails (SEK_MEMBERS_PAGE (sek_window_get_page (self, "members")), &n);
  if (emails == NULL)
    {
      sek_tell (GTK_WIDGET (self), _("The selected members have no e-mail addresses"), NULL, NULL, NULL);
      return;
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), emails);
  text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u e-mail address was copied",
                                       "%u e-mail addresses were copied", n),
                          n);
  sek_tell (GTK_WIDGET (self), text, NULL, NULL, NULL);
}

/* By the kind's id: "population" … */
static void
import_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const SekChoices *kinds = &SEK_FIELD (import_rule, kind)->choices;
  SekWindow *self = SEK_WINDOW (widget);

  if (sek_window_get_document (self) == NULL || !sek_window_commit (self))
    return;
  for (guint i = 0; i < kinds->n_choices; i++)
    if (g_str_equal (kinds->choices[i].id, g_variant_get_string (parameter, NULL)))
      sek_import_window_present (GTK_WINDOW (self), sek_window_get_document (self), i, NULL);
}

/* From the table on the page Regnekontroll. */
static void
send_column_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekWindow *self = SEK_WINDOW (widget);

  if (sek_window_get_document (self) == NULL || !sek_window_commit (self))
    return;
  sek_window_show_page (self, "audit");
  sek_audit_page_send (SEK_AUDIT_PAGE (sek_window_get_page (self, "audit")));
}

static void
toggle_pane_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekWindow *self = SEK_WINDOW (widget);
  GtkToggleButton *button = GTK_TOGGLE_BUTTON (gtk_widget_get_template_child (widget, SEK_TYPE_WINDOW, "pane_button"));

  if (sek_window_get_document (self) != NULL)
    gtk_toggle_button_set_active (button, !gtk_toggle_button_get_active (button));
}

static void
stored_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekWindow *self = SEK_WINDOW (widget);

  if (sek_window_get_document (self) != NULL && sek_window_commit (self))
    sek_tell (GTK_WIDGET (self), _("Everything is stored already"), NULL, NULL, NULL);
}

/* Under the name that GTK looks for it would be made with each window. */
static void
show_help_overlay_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkApplicationWindow *self = GTK_APPLICATION_WINDOW (widget);

  if (gtk_application_window_get_help_overlay (self) == NULL)
    {
      g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/no/regionraad/Sekretariat/help-overlay.ui");

      gtk_application_window_set_help_overlay (
          self, GTK_SHORTCUTS_WINDOW (gtk_builder_get_object (builder, "help_overlay")));
    }
  gtk_window_present (GTK_WINDOW (gtk_application_window_get_help_overlay (self)));
}

/* A list that was copied is for the empty page in view, wherever in the window the focus stands. */
static gboolean
paste_first (GtkWidget *widget, GVariant *parameter, gpointer user_data)
{
  SekWindow *self = SEK_WINDOW (widget);
  SekPage *page = sek_window_get_document (self) != NULL ? sek_window_get_page (self, sek_window_get_page_name (self))
                                                         : NULL;

  return page != NULL && sek_page_paste_first (page);
}

void
_sek_window_install_actions (GtkWidgetClass *widget_class)
{
  static const struct { guint key; GdkModifierType state; const char *action; } keys[] = {
    { GDK_KEY_z, GDK_CONTROL_MASK, "win.undo" }, { GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.redo" },
    { GDK_KEY_y, GDK_CONTROL_MASK, "win.redo" }, { GDK_KEY_o, GDK_CONTROL_MASK, "win.open" },
    { GDK_KEY_n, GDK_CONTROL_MASK, "win.new" },
    { GDK_KEY_e, GDK_CONTROL_MASK, "win.export-workbook" },
    { GDK_KEY_p, GDK_CONTROL_MASK, "win.print" },
    { GDK_KEY_s, GDK_CONTROL_MASK, "win.stored" }, { GDK_KEY_F9, 0, "win.toggle-pane" },
  };

  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "win.redo", NULL, redo_action);
  gtk_widget_class_install_action (widget_class, "win.tell-all", "s", tell_all_action);
  gtk_widget_class_install_action (widget_class, "win.tell-undo", NULL, tell_undo_action);
  gtk_widget_class_install_action (widget_class, "win.leave-scenario", NULL, leave_scenario_action);
  gtk_widget_class_install_action (widget_class, "win.new", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "win.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "win.open-path", "s", open_path_action);
  gtk_widget_class_install_action (widget_class, "win.stop-opening", NULL, stop_opening_action);
  gtk_widget_class_install_action (widget_class, "win.example", NULL, example_action);
  gtk_widget_class_install_action (widget_class, "win.save-copy", NULL, save_copy_action);
  gtk_widget_class_install_action (widget_class, "win.restore", NULL, restore_action);
  gtk_widget_class_install_action (widget_class, "win.export-workbook", NULL, export_workbook_action);
  gtk_widget_class_install_action (widget_class, "win.export-html", NULL, export_html_action);
  gtk_widget_class_install_action (widget_class, "win.export-table", "s", export_table_action);
  gtk_widget_class_install_action (widget_class, "win.export-member-sheets", NULL, export_member_sheets_action);
  gtk_widget_class_install_action (widget_class, "win.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "win.read-table", NULL, read_table_action);
  gtk_widget_class_install_action (widget_class, "win.export-to", "s", export_to_action);
  gtk_widget_class_install_action (widget_class, "win.copy-emails", NULL, copy_emails_action);
  gtk_widget_class_install_action (widget_class, "win.import", "s", import_action);
  gtk_widget_class_install_action (widget_class, "win.send-column", NULL, send_column_action);
  gtk_widget_class_install_action (widget_class, "win.toggle-pane", NULL, toggle_pane_action);
  gtk_widget_class_install_action (widget_class, "win.stored", NULL, stored_action);
  gtk_widget_class_install_action (widget_class, "win.show-help-overlay", NULL, show_help_overlay_action);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].key, keys[i].state, keys[i].action, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, paste_first, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Insert, GDK_SHIFT_MASK, paste_first, NULL);
  _sek_window_install_places (widget_class);
}
