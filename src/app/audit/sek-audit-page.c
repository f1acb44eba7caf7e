/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-audit-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-audit-form.h"
#include "sek-intake.h"
#include "sek-audit-job.h"
#include "sek-audit-model.h"
#include "sek-audit-prose.h"
#include "sek-audit-send.h"
#include "sek-export.h"
#include "sek-patience.h"
#include "sek-prose-model.h"
#include "sek-speak.h"
#include "sek-tell.h"

struct _SekAuditPage
{
  SekPage         parent_instance;

  SekAuditResult *result;      /* what is shown; NULL on the empty page */
  SekAuditModel  *table;       /* of result, or NULL */
  SekProseModel  *prose;       /* of result, or NULL */
  GCancellable   *cancellable; /* of what is being read, or NULL */
  char           *problem;     /* why the last thing could not be read, or NULL */

  GtkDropDown    *tables;
  GtkCheckButton *only;
  GtkWidget      *next;
  SekPatience    *patience;
  GtkInfoBar     *bar;
  GtkLabel       *bar_text;
};

G_DEFINE_FINAL_TYPE (SekAuditPage, sek_audit_page, SEK_TYPE_PAGE)

static void
tell (SekAuditPage *self, const char *text)
{
  sek_tell (GTK_WIDGET (self), text, NULL, NULL, NULL);
}

/* --- what is shown ------------------------------------------------------------------------------------------------ */

static guint
count_all_findings (SekAuditPage *self)
{
  guint n = self->prose != NULL ? sek_prose_model_count (self->prose, SEK_PROSE_WRONG) : 0;

  for (guint i = 0; self->table != NULL && i < self->result->audits->len; i++)
    n += sek_audit_count_findings (self->result->audits->pdata[i]);
  return n;
}

static void
set_only (SekAuditPage *self, gboolean only)
{
  if (self->table != NULL)
    sek_audit_model_set_only_findings (self->table, only);
  if (self->prose != NULL)
    sek_prose_model_set_only_deviations (self->prose, only);
}

static void
go_to_cell (SekAuditPage *self, guint row, guint column)
{
  int shown = sek_audit_model_find_row (self->table, row);

  if (shown >= 0)
    sek_grid_set_cursor (sek_page_get_grid (SEK_PAGE (self)), (guint) shown, column);
}

/* The next finding of the shown table after a cell of it, or the one before; NULL is beyond its end. */
static gboolean
step_in_table (SekAuditPage *self, const SekAuditCell *from, int direction)
{
  const SekAuditCell *cell = sek_audit_find_finding (sek_audit_model_get_audit (self->table), from, direction);

  if (cell != NULL)
    go_to_cell (self, cell->row, cell->column);
  return cell != NULL;
}

static void
show_table (SekAuditPage *self, guint index)
{
  SekGrid *grid = sek_page_get_grid (SEK_PAGE (self));

  g_clear_object (&self->table);
  self->table = sek_audit_model_new (self->result->audits, index);
  set_only (self, gtk_check_button_get_active (self->only));
  sek_grid_set_model (grid, SEK_GRID_MODEL (self->table));
  /* What is wrong is what one wants to see first. */
  step_in_table (self, NULL, 1);
  sek_page_queue_refresh (SEK_PAGE (self));
}

static void
table_chosen_cb (GtkDropDown *tables, GParamSpec *spec, SekAuditPage *self)
{
  guint index = gtk_drop_down_get_selected (tables);

  if (self->result != NULL && self->result->audits != NULL && index < self->result->audits->len
      && (self->table == NULL || self->result->audits->pdata[index] != sek_audit_model_get_audit (self->table)))
    show_table (self, index);
}

static void
fill_tables (SekAuditPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint n = self->result != NULL && self->result->audits != NULL ? self->result->audits->len : 0;

  for (guint i = 0; i < n; i++)
    gtk_string_list_take (names, sek_audit_form_dup_name (self->result->audits->pdata[i], i));
  gtk_drop_down_set_model (self->tables, G_LIST_MODEL (names));
  gtk_widget_set_visible (GTK_WIDGET (self->tables), n > 1);
}

static void
let_go (SekAuditPage *self)
{
  sek_grid_set_model (sek_page_get_grid (SEK_PAGE (self)), NULL);
  g_clear_object (&self->table);
  g_clear_object (&self->prose);
  g_clear_pointer (&self->result, sek_audit_result_free);
  fill_tables (self);
}

/* The first table that has a deviation is the one to look at. */
static void
show_result (SekAuditPage *self, SekAuditResult *result)
{
  guint first = 0;

  let_go (self);
  self->result = result;
  gtk_check_button_set_active (self->only, FALSE);
  if (result->findings != NULL)
    {
      self->prose = sek_prose_model_new (result->findings);
      sek_grid_set_model (sek_page_get_grid (SEK_PAGE (self)), SEK_GRID_MODEL (self->prose));
    }
  for (guint i = result->audits != NULL ? result->audits->len : 0; i-- > 0;)
    if (sek_audit_count_findings (result->audits->pdata[i]) > 0)
      first = i;
  fill_tables (self);
  if (result->audits != NULL)
    {
      gtk_drop_down_set_selected (self->tables, first);
      if (self->table == NULL || sek_audit_model_get_audit (self->table) != result->audits->pdata[first])
        show_table (self, first);
    }
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static void
stop_waiting (SekAuditPage *self)
{
  g_clear_object (&self->cancellable);
  sek_patience_end (self->patience);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "audit.cancel", FALSE);
}

static void
stop_reading (SekAuditPage *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  stop_waiting (self);
}

static GCancellable *
start_waiting (SekAuditPage *self)
{
  stop_reading (self);
  self->cancellable = g_cancellable_new ();
  sek_patience_start (self->patience);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "audit.cancel", TRUE);
  return self->cancellable;
}

static void
show_problem (SekAuditPage *self, const char *problem)
{
  g_free (self->problem);
  self->problem = g_strdup (problem);
  gtk_label_set_text (self->bar_text, problem != NULL ? problem : "");
  gtk_info_bar_set_revealed (self->bar, problem != NULL);
  sek_page_queue_refresh (SEK_PAGE (self));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SekAuditPage *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SekAuditResult) found = sek_audit_read_finish (result, &error);

  /* What was cancelled is not heard of again; something else may be read meanwhile. */
  if (self->cancellable != NULL && self->cancellable == g_task_get_cancellable (G_TASK (result))
      && sek_page_get_document (SEK_PAGE (self)) != NULL)
    {
      stop_waiting (self);
      if (found != NULL)
        {
          show_result (self, g_steal_pointer (&found));
          show_problem (self, NULL);
          sek_page_focus (SEK_PAGE (self));
        }
      else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_problem (self, error->message);
    }
  g_object_unref (self);
}

static SekRegister *
snapshot (SekAuditPage *self)
{
  return sek_register_snapshot (sek_document_get_register (sek_page_get_document (SEK_PAGE (self))));
}

void
sek_audit_page_open (SekAuditPage *self, const char *path)
{
  g_autoptr (SekRegister) reg = snapshot (self);

  sek_audit_read_file (path, reg, start_waiting (self), read_cb, g_object_ref (self));
}

static void
paste (SekAuditPage *self, GBytes *html, GBytes *text)
{
  g_autoptr (SekRegister) reg = NULL;

  if (sek_page_get_document (SEK_PAGE (self)) == NULL)
    return;
  if (html == NULL && text == NULL)
    {
      show_problem (self, _("The clipboard has no text or table. Copy the table first."));
      return;
    }
  reg = snapshot (self);
  sek_audit_read_paste (html, text, reg, start_waiting (self), read_cb, g_object_ref (self));
}

static void
came_cb (GtkWidget *widget, const char *path, GBytes *html, GBytes *text)
{
  SekAuditPage *self = SEK_AUDIT_PAGE (widget);

  if (path != NULL && sek_page_get_document (SEK_PAGE (self)) != NULL)
    sek_audit_page_open (self, path);
  else if (path == NULL)
    paste (self, html, text);
}

static void
paste_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sek_intake_paste (widget, came_cb);
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sek_intake_ask (widget, came_cb);
}

static void
primary (SekPage *page)
{
  sek_intake_paste (GTK_WIDGET (page), came_cb);
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  stop_reading (SEK_AUDIT_PAGE (widget));
  tell (SEK_AUDIT_PAGE (widget), _("Cancelled"));
}

static void
bar_response_cb (GtkInfoBar *bar, int response, SekAuditPage *self)
{
  show_problem (self, NULL);
}

/* --- from one deviation to the next ------------------------------------------------------------------------------- */

/* On through all tables and around the end. */
static void
step (SekAuditPage *self, int direction)
{
  SekGrid *grid = sek_page_get_grid (SEK_PAGE (self));
  guint n = self->table != NULL ? self->result->audits->len : 0, row, column;
  gboolean stands = sek_grid_get_cursor (grid, &row, &column);

  if (count_all_findings (self) == 0)
    {
      tell (self, _("There are no findings"));
      return;
    }
  if (self->prose != NULL)
    sek_grid_set_cursor (grid, sek_prose_model_find_wrong (self->prose, stands ? row : 0, direction), 0);
  else
    {
      const SekAuditCell from = { .row = stands ? sek_audit_model_get_row (self->table, row) : 0, .column = column };
      gboolean found = stands && step_in_table (self, &from, direction);

      for (guint i = 1; i <= n && !found; i++)
        {
          gtk_drop_down_set_selected (self->tables,
                                      (gtk_drop_down_get_selected (self->tables) + (direction > 0 ? 1 : n - 1)) % n);
          found = step_in_table (self, NULL, direction);
        }
    }
  gtk_widget_grab_focus (GTK_WIDGET (grid));
}

static void
step_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  step (SEK_AUDIT_PAGE (widget), g_str_equal (name, "audit.next") ? 1 : -1);
}

static void
go_to_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekAuditPage *self = SEK_AUDIT_PAGE (widget);
  guint row, column;

  g_variant_get (parameter, "(uu)", &row, &column);
  if (self->table != NULL)
    go_to_cell (self, row, column);
  gtk_widget_grab_focus (GTK_WIDGET (sek_page_get_grid (SEK_PAGE (self))));
}

static void
only_toggled_cb (GtkCheckButton *button, SekAuditPage *self)
{
  set_only (self, gtk_check_button_get_active (button));
  sek_page_queue_refresh (SEK_PAGE (self));
}

/* --- the report --------------------------------------------------------------------------------------------------- */

static GtkWindow *
get_window (SekAuditPage *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

/* The same table makes the same file, so no time of day is in it. */
static SekBook *
make_book (SekAuditPage *self)
{
  SekLanguage language = sek_program_language ();
  const char *title = *self->result->name != '\0' ? self->result->name : _("Pasted table");
  SekBook *book = self->prose != NULL ? sek_audit_make_prose_book (self->result->findings, language)
                                      : sek_audit_make_book (self->result->audits, title, 0, language);

  sek_book_set_source (book, self->result->path);
  return book;
}

void
sek_audit_page_export (SekAuditPage *self, const char *path)
{
  if (self->result != NULL)
    sek_export_book_to (get_window (self), make_book (self), path);
}

void
sek_audit_page_ask_export (SekAuditPage *self, SekFormat format)
{
  g_autofree char *base = self->result != NULL ? g_strdup (self->result->name) : NULL, *name = NULL;
  char *dot = base != NULL ? strrchr (base, '.') : NULL;

  if (self->result == NULL)
    {
      tell (self, _("There is nothing to export yet: paste or open a table first."));
      return;
    }
  if (dot != NULL && dot != base)
    *dot = '\0';
  name = *base != '\0' ? g_strdup_printf (_("%s, arithmetic check"), base) : g_strdup (_("arithmetic check"));
  sek_export_book_ask (get_window (self), sek_page_get_document (SEK_PAGE (self)), make_book (self), name, format);
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sek_audit_page_ask_export (SEK_AUDIT_PAGE (widget), SEK_FORMAT_XLSX);
}

/* --- into the register -------------------------------------------------------------------------------------------- */

void
sek_audit_page_send (SekAuditPage *self)
{
  SekPage *page = SEK_PAGE (self);
  guint row, column;

  if (self->table == NULL)
    tell (self, _("There is no table yet whose figures could go on: paste or open one first."));
  else if (!sek_audit_send_is_possible (sek_audit_model_get_audit (self->table)))
    tell (self, _("The table has no column of amounts."));
  else
    {
      if (!sek_grid_get_cursor (sek_page_get_grid (page), &row, &column))
        column = 0;
      sek_audit_send_present (GTK_WIDGET (self), sek_page_get_document (page), self->result->audits,
                              gtk_drop_down_get_selected (self->tables), column, self->result->name);
    }
}

static void
send_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  sek_audit_page_send (SEK_AUDIT_PAGE (widget));
}

/* --- the page ----------------------------------------------------------------------------------------------------- */

static void
set_document (SekPage *page, SekDocument *document)
{
  SekAuditPage *self = SEK_AUDIT_PAGE (page);

  if (document != NULL)
    {
      fill_tables (self);
      return;
    }
  stop_reading (self);
  g_clear_pointer (&self->problem, g_free);
  g_clear_object (&self->table);
  g_clear_object (&self->prose);
  g_clear_pointer (&self->result, sek_audit_result_free);
}

static void
refresh (SekPage *page)
{
  SekAuditPage *self = SEK_AUDIT_PAGE (page);
  gboolean empty = self->result == NULL;
  guint n_findings = empty ? 0 : count_all_findings (self);
  g_autofree char *said = self->table != NULL ? sek_audit_form_dup_summary (sek_audit_model_get_audit (self->table))
                                              : g_strdup (_("text held against the register")),
                  *status = NULL;
  const char *name = empty || *self->result->name == '\0' ? _("Pasted") : self->result->name;

  sek_audit_form_add_pills (page, self->table != NULL ? sek_audit_model_get_audit (self->table) : NULL, self->prose);
  status = empty ? g_strdup ("") : g_strdup_printf ("%s · %s", name, said);
  sek_page_set_status (page, status);
  gtk_widget_set_visible (GTK_WIDGET (self->only), n_findings > 0);
  gtk_widget_set_visible (self->next, n_findings > 0);
  if (empty && self->problem != NULL)
    sek_page_set_empty (page, "dialog-warning-symbolic", _("The Contents Could Not Be Read"),
                        self->problem, _("Paste"));
  else if (empty)
    sek_page_set_empty (page, "edit-paste-symbolic", _("Does the Table Add Up?"),
                        _("Copy a budget table from anywhere and paste it here, or open a file: each sum, difference "
                          "and percentage is worked out again."),
                        _("Paste"));
  sek_page_show_empty (page, empty);
}

static char *
dup_badge (SekPage *page, gboolean *worry)
{
  SekAuditPage *self = SEK_AUDIT_PAGE (page);
  guint n = self->result != NULL ? count_all_findings (self) : 0;

  /* It is somebody else's table: a count, and no worry of this register. */
  *worry = FALSE;
  return n > 0 ? g_strdup_printf ("%u", n) : NULL;
}

static void
fill_form (SekPage *page, SekForm *form)
{
  SekAuditPage *self = SEK_AUDIT_PAGE (page);
  guint row, column;
  gboolean stands = sek_grid_get_cursor (sek_page_get_grid (page), &row, &column);

  if (self->result == NULL)
    return;
  if (self->table != NULL)
    sek_audit_form_fill (form, self->table, stands ? (int) row : -1, column);
  else if (stands)
    sek_prose_form_fill (form, self->prose, row);
  if (count_all_findings (self) > 0)
    sek_form_add_button (form, _("Next Finding"), "audit.next");
  if (self->table != NULL)
    sek_form_add_button (form, _("Send to a Budget Column…"), "audit.send");
  sek_form_add_button (form, _("Export Report…"), "audit.export");
}

static void
sek_audit_page_class_init (SekAuditPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  SekPageClass *page_class = SEK_PAGE_CLASS (klass);

  page_class->set_document = set_document;
  page_class->refresh = refresh;
  page_class->fill_form = fill_form;
  page_class->dup_badge = dup_badge;
  page_class->primary = primary;
  gtk_widget_class_install_action (widget_class, "audit.paste", NULL, paste_action);
  gtk_widget_class_install_action (widget_class, "audit.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "audit.next", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "audit.previous", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "audit.go-to", "(uu)", go_to_action);
  gtk_widget_class_install_action (widget_class, "audit.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "audit.send", NULL, send_action);
  gtk_widget_class_install_action (widget_class, "audit.export", NULL, export_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "audit.cancel", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F8, 0, "audit.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F8, GDK_SHIFT_MASK, "audit.previous", NULL);
}

static GtkWidget *
add_tool (SekAuditPage *self, GtkWidget *widget)
{
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  gtk_box_append (sek_page_get_toolbar (SEK_PAGE (self)), widget);
  return widget;
}

static GtkWidget *
add_button (SekAuditPage *self, const char *label, const char *action)
{
  GtkWidget *button = add_tool (self, gtk_button_new_with_label (label));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static void
add_bar (SekAuditPage *self)
{
  self->bar = GTK_INFO_BAR (gtk_info_bar_new ());
  self->bar_text = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->bar_text, TRUE);
  gtk_label_set_xalign (self->bar_text, 0);
  gtk_info_bar_set_message_type (self->bar, GTK_MESSAGE_WARNING);
  gtk_info_bar_set_show_close_button (self->bar, TRUE);
  gtk_info_bar_add_child (self->bar, GTK_WIDGET (self->bar_text));
  gtk_info_bar_set_revealed (self->bar, FALSE);
  g_signal_connect (self->bar, "response", G_CALLBACK (bar_response_cb), self);
  gtk_box_prepend (sek_page_get_body (SEK_PAGE (self)), GTK_WIDGET (self->bar));
}

static void
add_menu (SekAuditPage *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  g_menu_append (menu, _("_Copy"), "grid.copy");
  g_menu_append (menu, _("_Paste"), "audit.paste");
  g_menu_append (menu, _("_Next Finding"), "audit.next");
  g_menu_append (menu, _("Send _to a Budget Column…"), "audit.send");
  g_menu_append (menu, _("_Export Report…"), "audit.export");
  sek_grid_set_menu (sek_page_get_grid (SEK_PAGE (self)), G_MENU_MODEL (menu));
}

static void
sek_audit_page_init (SekAuditPage *self)
{
  self->tables = GTK_DROP_DOWN (add_tool (self, sek_intake_make_chooser ()));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->tables), _("Table"));
  sek_speak_name_chooser (self->tables, _("Table"));
  gtk_widget_set_visible (GTK_WIDGET (self->tables), FALSE);
  g_signal_connect (self->tables, "notify::selected", G_CALLBACK (table_chosen_cb), self);
  self->only = GTK_CHECK_BUTTON (add_tool (self, gtk_check_button_new_with_label (_("Only findings"))));
  g_signal_connect (self->only, "toggled", G_CALLBACK (only_toggled_cb), self);
  self->next = add_button (self, _("Next Finding"), "audit.next");
  gtk_widget_set_tooltip_text (self->next, _("Go to the next finding (F8)"));
  self->patience = SEK_PATIENCE (add_tool (self, sek_patience_new ("audit.cancel")));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "audit.cancel", FALSE);
  gtk_widget_set_halign (add_button (self, _("Open File…"), "audit.open"), GTK_ALIGN_END);
  add_bar (self);
  add_menu (self);
  sek_page_set_primary (SEK_PAGE (self), _("Paste"));
  sek_grid_set_title (sek_page_get_grid (SEK_PAGE (self)), _("Arithmetic Check"));
  sek_intake_equip (GTK_WIDGET (self), came_cb);
}
