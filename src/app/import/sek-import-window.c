/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-import-window-private.h"

#include <glib/gi18n-lib.h>

#include "sek-error.h"
#include "sek-import-column.h"
#include "sek-import-files.h"
#include "sek-import-understood.h"
#include "sek-intake.h"
#include "sek-speak.h"
#include "sek-stack.h"
#include "sek-tell.h"

#define PATIENCE_MS 300 /* before the spinner */
#define NARROW      800 /* below it what was understood stands above the rows */

G_DEFINE_FINAL_TYPE (SekImportWindow, sek_import_window, ADW_TYPE_WINDOW)

/* --- what the window says ---------------------------------------------------------------------------------------- */

static void
say (SekImportWindow *self, const GError *error)
{
  g_autofree char *read_only = error == NULL ? sek_document_dup_read_only_reason (self->document) : NULL;

  gtk_info_bar_set_message_type (self->notice, error != NULL ? GTK_MESSAGE_ERROR : GTK_MESSAGE_WARNING);
  if (error != NULL)
    gtk_label_set_text (self->notice_text, error->message);
  else if (read_only != NULL)
    {
      g_autofree char *text = g_strconcat (read_only, " ",
                                           _("You can see what a file would change, but not import it."), NULL);

      gtk_label_set_text (self->notice_text, text);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->anew),
                          error != NULL && g_error_matches (error, SEK_ERROR, SEK_ERROR_CONFLICT));
  gtk_widget_set_visible (GTK_WIDGET (self->notice), error != NULL || read_only != NULL);
  gtk_info_bar_set_revealed (self->notice, error != NULL || read_only != NULL);
}

/* What can be imported; NULL when nothing was read, or it could not be used. */
SekImport *
_sek_import_window_get_usable (SekImportWindow *self)
{
  return sek_import_job_get_error (self->job) == NULL ? sek_import_job_get_import (self->job) : NULL;
}

void
_sek_import_window_refresh_button (SekImportWindow *self)
{
  g_autofree char *read_only = sek_document_dup_read_only_reason (self->document);
  SekImport *import = _sek_import_window_get_usable (self);
  guint n = import != NULL ? sek_import_count_accepted (import) : 0;
  g_autofree char *label = n > 0 ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "_Import %u Change",
                                                                 "_Import %u Changes", n),
                                                    n)
                                 : g_strdup (_("_Import"));
  const char *reason = NULL;

  if (sek_import_job_is_running (self->job))
    reason = "";
  else if (sek_import_job_get_error (self->job) != NULL)
    reason = _("The file could not be used. The reason is above.");
  else if (import == NULL)
    reason = _("Nothing is chosen yet.");
  else if (!sek_import_is_ready (import))
    reason = _("Answer the questions on the left first.");
  else if (read_only != NULL)
    reason = _("The register can only be read.");
  else if (n == 0)
    reason = _("Nothing in the file is new to the register, or nothing is taken.");
  gtk_button_set_label (self->import_button, label);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.store", reason == NULL);
  gtk_label_set_text (self->reason, reason != NULL ? reason : _("Space or Enter takes a row or leaves it out."));
}

static void
refresh_right (SekImportWindow *self, SekImport *import)
{
  gboolean failed = sek_import_job_get_error (self->job) != NULL,
           any = sek_import_get_proposals (import)->len > 0 && !failed;

  if (!any)
    {
      adw_status_page_set_title (self->empty, failed                         ? _("Nothing to Show")
                                              : sek_import_is_ready (import) ? _("No Rows")
                                                                             : _("First a Question"));
      adw_status_page_set_description (self->empty,
                                       failed ? _("The file could not be used. The reason is above.")
                                       : sek_import_is_ready (import)
                                           ? _("The file has no rows that can be imported.")
                                           : _("The file can be read in more than one way. When the questions on the "
                                               "left are answered, every change is shown here."));
    }
  sek_stack_show (self->right, any ? "grid" : "empty");
}

/* After a run: everything is shown anew, and the focus is where the person goes on. */
static void
show_import (SekImportWindow *self)
{
  SekImport *import = sek_import_job_get_import (self->job);
  GtkWidget *place;

  sek_import_model_read (self->model, _sek_import_window_get_usable (self));
  place = sek_import_understood_fill (self->understood, import, sek_import_job_get_asked (self->job),
                                      _sek_import_window_answer, self);
  sek_import_understood_fill_pills (self->pills, import);
  refresh_right (self, import);
  _sek_import_window_refresh_button (self);
  sek_stack_show (self->stack, "import");
  gtk_widget_set_visible (self->other, TRUE);
  if (place != NULL)
    gtk_widget_grab_focus (place);
  else if (g_str_equal (gtk_stack_get_visible_child_name (self->right), "grid"))
    gtk_widget_grab_focus (GTK_WIDGET (self->grid));
  else
    gtk_widget_grab_focus (self->other);
}

static void
show_source (SekImportWindow *self)
{
  sek_stack_show (self->stack, "source");
  gtk_widget_set_visible (self->other, FALSE);
  _sek_import_window_refresh_button (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->choose_button));
}

/* --- reading ----------------------------------------------------------------------------------------------------- */

static gboolean
patience_cb (gpointer user_data)
{
  SekImportWindow *self = user_data;

  self->timeout = 0;
  gtk_spinner_start (self->spinner);
  sek_stack_show (self->stack, "working");
  gtk_widget_set_visible (self->other, FALSE);
  gtk_widget_grab_focus (self->stop_button);
  return G_SOURCE_REMOVE;
}

/* After whatever may have begun to read. */
static void
await (SekImportWindow *self)
{
  if (sek_import_job_is_running (self->job) && self->timeout == 0
      && !g_str_equal (gtk_stack_get_visible_child_name (self->stack), "working"))
    self->timeout = g_timeout_add (PATIENCE_MS, patience_cb, self);
  _sek_import_window_refresh_button (self);
}

static void
ran_cb (SekImportJob *job, SekImportWindow *self)
{
  SekImport *import = sek_import_job_get_import (job);

  g_clear_handle_id (&self->timeout, g_source_remove);
  gtk_spinner_stop (self->spinner);
  say (self, sek_import_job_get_error (job));
  if (import != NULL
      && (_sek_import_window_get_usable (self) != NULL || sek_import_get_facts (import)->len > 0
          || sek_import_get_questions (import)->len > 0))
    show_import (self);
  else
    show_source (self);
}

void
_sek_import_window_answer (const char *question, const char *answer, gpointer data)
{
  SekImportWindow *self = data;

  if (sek_import_column_ask (GTK_WINDOW (self), sek_document_get_register (self->document),
                             sek_import_job_get_import (self->job), question, answer, _sek_import_window_answer))
    return;
  sek_import_job_answer (self->job, question, answer);
  await (self);
}

/* --- choosing what to read --------------------------------------------------------------------------------------- */

static void
read_files (GtkWindow *window, char **paths)
{
  SekImportWindow *self = SEK_IMPORT_WINDOW (window);

  self->by_hand = FALSE;
  sek_import_job_take_files (self->job, (const char *const *) paths);
  await (self);
}

static void
choose_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekImportWindow *self = SEK_IMPORT_WINDOW (widget);

  sek_import_files_choose (GTK_WINDOW (widget), sek_import_job_get_kind (self->job) == SEK_IMPORT_KIND_MEMBER_SHEETS,
                           read_files);
}

static void
pasted (GtkWidget *widget, const char *path, GBytes *html, GBytes *text)
{
  SekImportWindow *self = SEK_IMPORT_WINDOW (widget);
  gboolean has_table = html != NULL && sek_import_files_has_table (html);

  if (self->closed)
    return;
  if (!has_table && text == NULL)
    {
      g_autoptr (GError) error = g_error_new_literal (SEK_ERROR, SEK_ERROR_INPUT,
                                                      _("There is no table on the clipboard. Copy the cells first, "
                                                        "with their heads."));

      say (self, error);
      return;
    }
  self->by_hand = FALSE;
  /* A table keeps its cells in HTML, whatever line ends and tabs are in them. */
  sek_import_job_take_bytes (self->job, has_table ? html : text, has_table ? "paste.html" : "paste.tsv");
  await (self);
}

static void
paste_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sek_intake_paste (widget, pasted);
}

static void
other_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (!sek_import_job_is_running (SEK_IMPORT_WINDOW (widget)->job))
    show_source (SEK_IMPORT_WINDOW (widget));
}

static void
anew_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekImportWindow *self = SEK_IMPORT_WINDOW (widget);

  self->by_hand = FALSE;
  sek_import_job_read (self->job);
  await (self);
}

static void
stop_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sek_import_job_cancel (SEK_IMPORT_WINDOW (widget)->job);
}

static void
kind_cb (GtkDropDown *kinds, GParamSpec *pspec, SekImportWindow *self)
{
  gint64 kind = gtk_drop_down_get_selected (kinds);

  gtk_button_set_label (self->choose_button,
                        kind == SEK_IMPORT_KIND_MEMBER_SHEETS ? _("Choose _Files…") : _("Choose _File…"));
  adw_status_page_set_description (self->source, sek_import_files_get_help (kind));
  self->by_hand = FALSE;
  sek_import_job_set_kind (self->job, kind);
  await (self);
}

static void
show_cb (GtkDropDown *show, GParamSpec *pspec, SekImportWindow *self)
{
  sek_import_model_set_show (self->model, (SekImportShow) gtk_drop_down_get_selected (show));
}

static void
import_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekImportWindow *self = SEK_IMPORT_WINDOW (widget);
  g_autoptr (GError) error = NULL;
  SekImport *import = _sek_import_window_get_usable (self);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (import == NULL)
    return;
  if (!sek_import_submit (import, self->document, FALSE, &error))
    {
      say (self, error);
      return;
    }
  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.tell-undo", NULL);
  self->sure = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

/* --- the window -------------------------------------------------------------------------------------------------- */

static void
close_response_cb (AdwMessageDialog *dialog, const char *response, SekImportWindow *self)
{
  if (!g_str_equal (response, "discard"))
    return;
  self->sure = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
close_request (GtkWindow *window)
{
  SekImportWindow *self = SEK_IMPORT_WINDOW (window);

  if (self->by_hand && !self->sure)
    {
      const char *body = _("You have taken or left out rows by hand. Nothing is imported yet.");
      GtkWidget *dialog = adw_message_dialog_new (window, _("Close without Importing?"), body);

      adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Go On"), "discard", _("_Close"),
                                        NULL);
      adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard", ADW_RESPONSE_DESTRUCTIVE);
      adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
      adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
      g_signal_connect_object (dialog, "response", G_CALLBACK (close_response_cb), self, 0);
      gtk_window_present (GTK_WINDOW (dialog));
      return TRUE;
    }
  self->closed = TRUE;
  g_clear_handle_id (&self->timeout, g_source_remove);
  sek_import_job_cancel (self->job);
  return GTK_WINDOW_CLASS (sek_import_window_parent_class)->close_request (window);
}

static gboolean
escape_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, SekImportWindow *self)
{
  if (key != GDK_KEY_Escape)
    return FALSE;
  if (sek_import_job_is_running (self->job))
    sek_import_job_cancel (self->job);
  else
    gtk_window_close (GTK_WINDOW (self));
  return TRUE;
}

static gboolean
turn_cb (gpointer user_data)
{
  SekImportWindow *self = user_data;
  gboolean narrow = gtk_widget_get_width (GTK_WIDGET (self)) < NARROW;

  self->turning = 0;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->parts),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_paned_set_position (self->parts, narrow ? 230 : 300);
  return G_SOURCE_REMOVE;
}

/* Not while it is laid out. */
static void
size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SekImportWindow *self = SEK_IMPORT_WINDOW (widget);
  gboolean is_narrow = gtk_orientable_get_orientation (GTK_ORIENTABLE (self->parts)) == GTK_ORIENTATION_VERTICAL;

  GTK_WIDGET_CLASS (sek_import_window_parent_class)->size_allocate (widget, width, height, baseline);
  if ((width < NARROW) != is_narrow && self->turning == 0)
    self->turning = g_idle_add (turn_cb, self);
}

/* Another writer came or went. */
static void
state_changed_cb (SekDocument *document, SekImportWindow *self)
{
  if (sek_import_job_get_error (self->job) == NULL)
    say (self, NULL);
  _sek_import_window_refresh_button (self);
}

static void
dispose (GObject *object)
{
  SekImportWindow *self = SEK_IMPORT_WINDOW (object);

  self->closed = TRUE;
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_handle_id (&self->turning, g_source_remove);
  g_clear_object (&self->job);
  g_clear_object (&self->model);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (sek_import_window_parent_class)->dispose (object);
}

static void
sek_import_window_class_init (SekImportWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dispose;
  GTK_WINDOW_CLASS (klass)->close_request = close_request;
  widget_class->size_allocate = size_allocate;
  gtk_widget_class_set_template_from_resource (widget_class, "/no/regionraad/Sekretariat/sek-import-window.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, SekImportWindow, name)
  BIND (toasts); BIND (kinds); BIND (notice); BIND (notice_text); BIND (anew); BIND (stack); BIND (choose_button);
  BIND (other); BIND (understood);
  BIND (pills); BIND (show); BIND (right); BIND (empty); BIND (grid); BIND (reason); BIND (import_button);
  BIND (spinner); BIND (stop_button);
  BIND (source); BIND (parts);
#undef BIND
  gtk_widget_class_install_action (widget_class, "import.choose", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "import.paste", NULL, paste_action);
  gtk_widget_class_install_action (widget_class, "import.other", NULL, other_action);
  gtk_widget_class_install_action (widget_class, "import.anew", NULL, anew_action);
  gtk_widget_class_install_action (widget_class, "import.stop", NULL, stop_action);
  gtk_widget_class_install_action (widget_class, "import.store", NULL, import_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK, "import.choose", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "import.paste", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "import.store", NULL);
}

static void
sek_import_window_init (SekImportWindow *self)
{
  g_autoptr (GListModel) kinds = sek_import_files_list_kinds ();
  const char *shows[] = { _("All Rows"), _("Changes"), _("Uncertain"), _("Unknown, Missing and Duplicate"), NULL };
  GtkEventController *escape = gtk_event_controller_key_new ();
  GtkStringList *show_words = gtk_string_list_new (shows);

  self->model = sek_import_model_new ();
  g_type_ensure (SEK_TYPE_GRID);
  gtk_widget_init_template (GTK_WIDGET (self));
  sek_tell_use (GTK_WINDOW (self), self->toasts);
  gtk_drop_down_set_model (self->kinds, kinds);
  gtk_drop_down_set_model (self->show, G_LIST_MODEL (show_words));
  g_object_unref (show_words);
  sek_speak_name_chooser (self->kinds, _("What is imported"));
  sek_speak_name_chooser (self->show, _("Show rows"));
  g_signal_connect (self->show, "notify::selected", G_CALLBACK (show_cb), self);
  sek_grid_set_title (self->grid, _("Changes"));
  sek_grid_set_activatable (self->grid);
  sek_grid_set_model (self->grid, SEK_GRID_MODEL (self->model));
  _sek_import_window_take_rows (self);
  g_signal_connect (escape, "key-pressed", G_CALLBACK (escape_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), escape);
  sek_import_files_take_drops (GTK_WINDOW (self), read_files);
}

SekGrid *
sek_import_window_get_grid (SekImportWindow *self)
{
  return self->grid;
}

gboolean
sek_import_window_is_idle (SekImportWindow *self)
{
  return !sek_import_job_is_running (self->job);
}

SekImportWindow *
sek_import_window_present (GtkWindow *parent, SekDocument *document, gint64 kind, const char *const *paths)
{
  SekImportWindow *self = g_object_new (SEK_TYPE_IMPORT_WINDOW, "transient-for", parent, "modal", TRUE, NULL);

  self->document = g_object_ref (document);
  self->job = sek_import_job_new (self->document);
  g_signal_connect_object (self->job, "ran", G_CALLBACK (ran_cb), self, 0);
  g_signal_connect_object (self->document, "state-changed", G_CALLBACK (state_changed_cb), self, 0);
  g_signal_connect (self->kinds, "notify::selected", G_CALLBACK (kind_cb), self);
  gtk_drop_down_set_selected (self->kinds, (guint) kind);
  kind_cb (self->kinds, NULL, self);
  say (self, NULL);
  show_source (self);
  if (paths != NULL)
    {
      sek_import_job_take_files (self->job, paths);
      await (self);
    }
  gtk_window_present (GTK_WINDOW (self));
  return self;
}

void
sek_import_window_present_table (GtkWindow *parent, SekDocument *document, gint64 kind, GBytes *table, const char *name,
                                 const char *column)
{
  SekImportWindow *self = sek_import_window_present (parent, document, kind, NULL);

  sek_import_job_take_bytes (self->job, table, name);
  sek_import_job_answer (self->job, "column", column);
  await (self);
}
