/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-tables-page.h"

#include <glib/gi18n-lib.h>

#include "sek-setup-dialog.h"
#include "sek-speak.h"
#include "sek-stack.h"
#include "sek-table-content.h"
#include "sek-tables-options.h"
#include "sek-tables-zoom.h"
#include "sek-tell.h"
#include "sek-view.h"

/* A longer list is not written anew as a file whenever somebody drags it a little. */
#define MOST_PAGES_AS_FILE 60

struct _SekTablesPage
{
  SekPage parent_instance;

  SekReport   report;
  GArray     *tables;  /* SekTableId, what is shown */
  char       *setup;   /* the name of the set-up in use; NULL for none */
  char       *problem; /* what an option cannot be, in words */
  gboolean    stale;   /* the register is another one than what is shown */
  gboolean    filling;
  char        *dragged; /* the file that was dragged out last */
  SekPreview  *preview; /* being made, or shown */
  SekDocument *watched; /* weak */

  GtkDropDown      *table;
  GtkDropDown      *setups;
  GtkStack         *stack;
  AdwStatusPage    *failed;
  SekPaperView     *view;
  SekTablesOptions *options;
};

G_DEFINE_FINAL_TYPE (SekTablesPage, sek_tables_page, SEK_TYPE_PAGE)

const SekReport *
sek_tables_page_get_report (SekTablesPage *self)
{
  return &self->report;
}

const SekTableId *
sek_tables_page_get_tables (SekTablesPage *self, guint *n)
{
  *n = self->tables->len;
  return (const SekTableId *) (gpointer) self->tables->data;
}

SekPaperView *
sek_tables_page_get_view (SekTablesPage *self)
{
  return self->view;
}

/* --- what is shown ------------------------------------------------------------------------------------------------ */

static void
show_status (SekTablesPage *self)
{
  SekPreview *preview = sek_paper_view_get_preview (self->view);
  guint n = preview != NULL ? sek_preview_get_n_pages (preview) : 0;
  gboolean is_made = preview == NULL || sek_preview_is_ready (preview);
  g_autofree char *text = n > 0 ? g_strdup_printf (_("Page %u of %u"), sek_paper_view_get_page (self->view) + 1, n)
                                : g_strdup (is_made ? "" : _("The pages are being laid out…"));

  sek_page_set_status (SEK_PAGE (self), text);
}

static void
ready_cb (SekPreview *preview, SekTablesPage *self)
{
  const GError *error = sek_preview_get_error (preview);

  if (error != NULL)
    adw_status_page_set_description (self->failed, error->message);
  else
    /* Until now the pages of before were there: a change of an option does not blink. */
    sek_paper_view_set_preview (self->view, preview);
  sek_stack_show (self->stack, error != NULL ? "failed" : "paper");
  show_status (self);
  sek_page_queue_refresh (SEK_PAGE (self));
}

static void
drop_preview (SekTablesPage *self)
{
  if (self->preview == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->preview, self);
  sek_preview_close (self->preview);
  g_clear_object (&self->preview);
}

static void
make_preview (SekTablesPage *self)
{
  drop_preview (self);
  self->preview = sek_preview_new (&self->report, (const SekTableId *) (gpointer) self->tables->data,
                                   self->tables->len);
  g_signal_connect (self->preview, "ready", G_CALLBACK (ready_cb), self);
  show_status (self);
}

static SekTableId
get_table (SekTablesPage *self)
{
  return g_array_index (self->tables, SekTableId, 0);
}

static void
set_tables (SekTablesPage *self, const SekTableId *tables, guint n)
{
  g_array_set_size (self->tables, 0);
  g_array_append_vals (self->tables, tables, n);
}

static void
show_options (SekTablesPage *self)
{
  sek_tables_options_show (self->options, sek_page_get_document (SEK_PAGE (self)), &self->report, get_table (self));
  self->filling = TRUE;
  gtk_drop_down_set_selected (self->table, get_table (self));
  self->filling = FALSE;
}

void
sek_tables_page_show_table (SekTablesPage *self, SekTableId table)
{
  set_tables (self, &table, 1);
  show_options (self);
  make_preview (self);
  sek_page_queue_refresh (SEK_PAGE (self));
}

void
sek_tables_page_show_grant (SekTablesPage *self, gint64 grant)
{
  /* It may be younger than what was shown last. */
  if (self->stale)
    sek_report_renew (&self->report, sek_page_get_document (SEK_PAGE (self)));
  self->report.options.grant = grant;
  sek_tables_page_show_table (self, SEK_TABLE_GRANT_REPORT);
}

static void
set_problem (SekTablesPage *self, const char *problem)
{
  if (g_strcmp0 (self->problem, problem) == 0)
    return;
  g_free (self->problem);
  self->problem = g_strdup (*problem != '\0' ? problem : NULL);
  sek_page_queue_refresh (SEK_PAGE (self));
}

void
sek_tables_page_use_setup (SekTablesPage *self, const char *name)
{
  g_autoptr (GError) error = NULL;

  if (!sek_report_use_setup (&self->report, sek_page_get_document (SEK_PAGE (self)), name, &error))
    {
      set_problem (self, error->message);
      return;
    }
  g_free (self->setup);
  self->setup = g_strdup (name);
  if (self->report.options.tables != NULL && self->report.options.tables->len > 0)
    set_tables (self, (const SekTableId *) (gpointer) self->report.options.tables->data,
                self->report.options.tables->len);
  set_problem (self, "");
  show_options (self);
  make_preview (self);
  sek_page_queue_refresh (SEK_PAGE (self));
}

static void
fill_setups (SekTablesPage *self)
{
  SekRegister *reg = sek_document_get_register (sek_page_get_document (SEK_PAGE (self)));
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  g_autoptr (SekView) view = sek_view_new (reg, SEK_TABLE_SETUP);
  guint selected = 0;

  gtk_string_list_append (list, _("No Set-up"));
  sek_view_update (view);
  for (guint i = 0; i < sek_view_get_size (view); i++)
    {
      const char *name = sek_register_get_table_setup (reg, sek_view_get_row (view, i))->name;

      gtk_string_list_append (list, name);
      if (g_strcmp0 (name, self->setup) == 0)
        selected = i + 1;
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->setups, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->setups, selected);
  self->filling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->setups), sek_view_get_size (view) > 0);
}

/* --- the page ----------------------------------------------------------------------------------------------------- */

static void
set_document (SekPage *page, SekDocument *document)
{
  SekTablesPage *self = SEK_TABLES_PAGE (page);

  drop_preview (self);
  sek_paper_view_set_preview (self->view, NULL);
  sek_tables_options_show (self->options, NULL, NULL, SEK_TABLE_MAIN);
  sek_report_clear (&self->report);
  self->report = (SekReport) { 0 };
  g_clear_pointer (&self->setup, g_free);
  g_clear_pointer (&self->problem, g_free);
  if (document == NULL)
    return;
  sek_report_init (&self->report, document);
  self->stale = TRUE;
}

static void
register_changed_cb (SekTablesPage *self)
{
  self->stale = TRUE;
}

static void
watch (SekTablesPage *self, SekDocument *document)
{
  if (!g_set_weak_pointer (&self->watched, document))
    return;
  g_signal_connect_object (document, "changed", G_CALLBACK (register_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "reloaded", G_CALLBACK (register_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
refresh (SekPage *page)
{
  SekTablesPage *self = SEK_TABLES_PAGE (page);

  watch (self, sek_page_get_document (page));
  /* The page is refreshed anew when it is shown. */
  if (!gtk_widget_get_mapped (GTK_WIDGET (page)))
    return;
  if (self->stale)
    {
      self->stale = FALSE;
      sek_report_renew (&self->report, sek_page_get_document (page));
      fill_setups (self);
      show_options (self);
      make_preview (self);
    }
  show_status (self);
}

static void
fill_form (SekPage *page, SekForm *form)
{
  SekTablesPage *self = SEK_TABLES_PAGE (page);
  guint n = self->tables->len;

  if (n > 1)
    {
      g_autofree char *text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u table", "%u tables", n), n);
      sek_form_add_title (form, self->setup, text);
    }
  else
    sek_form_add_title (form, sek_table_get_name (get_table (self), sek_program_language ()), self->setup);
  sek_form_add_problem (form, self->problem);
}

static void
focus_work (SekPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (SEK_TABLES_PAGE (page)->view));
}

static void
primary (SekPage *page)
{
  gtk_widget_activate_action (GTK_WIDGET (page), "win.print", NULL);
}

/* --- copying and dragging out ------------------------------------------------------------------------------------- */

static SekBook *
make_book (SekTablesPage *self, GError **error)
{
  return sek_report_make_book (&self->report, (const SekTableId *) (gpointer) self->tables->data, self->tables->len,
                               error);
}

/* The sheet of the page in view: what the eye is on is what is taken. */
static SekSheet *
get_sheet (SekTablesPage *self, SekBook *book)
{
  SekPreview *preview = sek_paper_view_get_preview (self->view);
  gboolean any = preview != NULL && sek_preview_get_n_pages (preview) > 0;
  guint sheet = any ? sek_preview_get_sheet (preview, sek_paper_view_get_page (self->view)) : 0;

  return g_ptr_array_index (book->sheets, MIN (sheet, book->sheets->len - 1));
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekTablesPage *self = SEK_TABLES_PAGE (widget);
  g_autoptr (GError) error = NULL;
  g_autoptr (SekBook) book = make_book (self, &error);
  g_autofree char *text = NULL;

  if (book != NULL)
    {
      SekSheet *sheet = get_sheet (self, book);
      g_autoptr (GdkContentProvider) content = sek_sheet_make_content (sheet, self->report.options.language, NULL);

      gdk_clipboard_set_content (gtk_widget_get_clipboard (widget), content);
      text = g_strdup_printf (_("“%s” was copied"), sheet->info.name);
    }
  sek_tell (widget, book != NULL ? text : error->message, NULL, NULL, NULL);
}

static GdkContentProvider *
prepare_drag_cb (GtkDragSource *source, double x, double y, SekTablesPage *self)
{
  g_autoptr (SekBook) book = make_book (self, NULL);
  SekPreview *preview = sek_paper_view_get_preview (self->view);
  g_autofree char *name = g_strdup_printf ("%s %d.pdf", sek_table_get_id (get_table (self)), self->report.options.year);
  const char *file = NULL;

  if (book == NULL)
    return NULL;
  if (preview != NULL && sek_preview_get_n_pages (preview) <= MOST_PAGES_AS_FILE)
    file = sek_dragged_file_write (&self->dragged, book, name);
  return sek_sheet_make_content (get_sheet (self, book), self->report.options.language, file);
}

static void
drag_begun_cb (GtkDragSource *source, GdkDrag *drag, SekTablesPage *self)
{
  g_autoptr (GdkPaintable) icon = sek_paper_view_make_icon (self->view, 120);

  if (icon != NULL)
    gtk_drag_source_set_icon (source, icon, 60, 20);
}

/* --- set-ups ------------------------------------------------------------------------------------------------------ */

static void
save_setup (const char *name, gpointer user_data)
{
  SekTablesPage *self = user_data;
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("add");
  g_autofree char *was = g_steal_pointer (&self->setup);

  g_clear_pointer (&self->report.options.tables, g_array_unref);
  self->report.options.tables = g_array_copy (self->tables);
  sek_report_propose_setup (&self->report, sek_page_get_document (SEK_PAGE (self)), name, changeset);
  if (g_strcmp0 (was, name) == 0)
    sek_changeset_set_action (changeset, "edit", "table_setup", "tables", name, NULL);
  else
    sek_changeset_set_action (changeset, "add", "table_setup", name, NULL);
  if (!sek_page_submit (SEK_PAGE (self), changeset))
    {
      self->setup = g_steal_pointer (&was);
      return;
    }
  self->setup = g_strdup (name);
  self->stale = TRUE;
  sek_page_queue_refresh (SEK_PAGE (self));
}

static void
save_setup_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SekTablesPage *self = SEK_TABLES_PAGE (widget);

  sek_setup_dialog_present (widget, self->setup != NULL ? self->setup : "", save_setup, self);
}

/* --- what is chosen ----------------------------------------------------------------------------------------------- */

static void
table_chosen_cb (GtkDropDown *drop_down, GParamSpec *pspec, SekTablesPage *self)
{
  guint selected = gtk_drop_down_get_selected (drop_down);

  if (!self->filling && selected < SEK_N_TABLES && self->report.data.reg != NULL)
    sek_tables_page_show_table (self, (SekTableId) selected);
}

static void
setup_chosen_cb (GtkDropDown *drop_down, GParamSpec *pspec, SekTablesPage *self)
{
  GtkStringObject *item = gtk_drop_down_get_selected_item (drop_down);

  if (self->filling || item == NULL)
    return;
  if (gtk_drop_down_get_selected (drop_down) > 0)
    sek_tables_page_use_setup (self, gtk_string_object_get_string (item));
  else
    {
      SekTableId table = get_table (self);

      /* Back to what the program shows by itself. */
      set_document (SEK_PAGE (self), sek_page_get_document (SEK_PAGE (self)));
      set_tables (self, &table, 1);
      sek_page_queue_refresh (SEK_PAGE (self));
    }
}

static void
options_changed_cb (SekTablesOptions *options, SekTablesPage *self)
{
  make_preview (self);
}

static void
problem_cb (SekTablesOptions *options, const char *problem, SekTablesPage *self)
{
  set_problem (self, problem);
}

/* --- making it ---------------------------------------------------------------------------------------------------- */

static void
sek_tables_page_dispose (GObject *object)
{
  SekTablesPage *self = SEK_TABLES_PAGE (object);

  drop_preview (self);
  g_clear_weak_pointer (&self->watched);
  sek_dragged_file_forget (&self->dragged);
  G_OBJECT_CLASS (sek_tables_page_parent_class)->dispose (object);
}

static void
sek_tables_page_finalize (GObject *object)
{
  SekTablesPage *self = SEK_TABLES_PAGE (object);

  sek_report_clear (&self->report);
  g_array_unref (self->tables);
  g_free (self->setup);
  g_free (self->problem);
  G_OBJECT_CLASS (sek_tables_page_parent_class)->finalize (object);
}

static void
sek_tables_page_class_init (SekTablesPageClass *klass)
{
  SekPageClass *page_class = SEK_PAGE_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sek_tables_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = sek_tables_page_finalize;
  page_class->set_document = set_document;
  page_class->refresh = refresh;
  page_class->fill_form = fill_form;
  page_class->focus_work = focus_work;
  page_class->primary = primary;
  gtk_widget_class_install_action (widget_class, "tables.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "tables.save-setup", NULL, save_setup_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "tables.copy", NULL);
}

static GtkDropDown *
add_drop_down (SekTablesPage *self, const char *label, GCallback chosen_cb)
{
  GtkDropDown *drop_down = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));

  gtk_widget_set_tooltip_text (GTK_WIDGET (drop_down), label);
  sek_speak_name_chooser (drop_down, label);
  g_signal_connect (drop_down, "notify::selected", chosen_cb, self);
  gtk_box_append (sek_page_get_toolbar (SEK_PAGE (self)), GTK_WIDGET (drop_down));
  return drop_down;
}

static void
fill_toolbar (SekTablesPage *self)
{
  GtkBox *toolbar = sek_page_get_toolbar (SEK_PAGE (self));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (int i = 0; i < SEK_N_TABLES; i++)
    gtk_string_list_append (names, sek_table_get_name (i, sek_program_language ()));
  self->filling = TRUE;
  self->table = add_drop_down (self, _("Table"), G_CALLBACK (table_chosen_cb));
  gtk_drop_down_set_model (self->table, G_LIST_MODEL (names));
  self->setups = add_drop_down (self, _("Set-up"), G_CALLBACK (setup_chosen_cb));
  self->filling = FALSE;
  gtk_box_append (toolbar, g_object_new (GTK_TYPE_BOX, "hexpand", TRUE, NULL));
  gtk_box_append (toolbar, sek_tables_zoom_new (self->view));
}

static void
fill_body (SekTablesPage *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkDragSource *source = gtk_drag_source_new ();

  self->view = SEK_PAPER_VIEW (sek_paper_view_new ());
  g_signal_connect_swapped (self->view, "paged", G_CALLBACK (show_status), self);
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_drag_cb), self);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begun_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (source));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->view));
  gtk_widget_add_css_class (scrolled, "desk");
  self->failed = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_icon_name (self->failed, "x-office-spreadsheet-symbolic");
  adw_status_page_set_title (self->failed, _("This Table Cannot Be Made"));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, scrolled, "paper");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->failed), "failed");
  sek_page_replace_grid (SEK_PAGE (self), GTK_WIDGET (self->stack));
}

static GtkWidget *
make_button (const char *label, const char *action)
{
  return g_object_new (GTK_TYPE_BUTTON, "label", label, "use-underline", TRUE, "action-name", action, NULL);
}

/* Under the words about the table that every page's pane begins with. */
static void
fill_pane (SekTablesPage *self)
{
  GtkScrolledWindow *pane = GTK_SCROLLED_WINDOW (adw_flap_get_flap (sek_page_get_flap (SEK_PAGE (self))));
  GtkWidget *form = gtk_scrolled_window_get_child (pane), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0),
            *buttons = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  if (GTK_IS_VIEWPORT (form))
    form = gtk_viewport_get_child (GTK_VIEWPORT (form));
  g_object_ref (form);
  gtk_scrolled_window_set_child (pane, NULL);
  if (gtk_widget_get_parent (form) != NULL)
    gtk_viewport_set_child (GTK_VIEWPORT (gtk_widget_get_parent (form)), NULL);
  gtk_box_append (GTK_BOX (box), form);
  g_object_unref (form);
  self->options = SEK_TABLES_OPTIONS (sek_tables_options_new ());
  g_signal_connect (self->options, "changed", G_CALLBACK (options_changed_cb), self);
  g_signal_connect (self->options, "problem", G_CALLBACK (problem_cb), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->options));
  gtk_widget_add_css_class (buttons, "tables-buttons");
  gtk_box_append (GTK_BOX (buttons), make_button (_("_Copy the Table"), "tables.copy"));
  gtk_box_append (GTK_BOX (buttons), make_button (_("_Read Cell by Cell…"), "win.read-table"));
  gtk_box_append (GTK_BOX (buttons), make_button (_("_Save the Set-up…"), "tables.save-setup"));
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_scrolled_window_set_child (pane, box);
}

static void
sek_tables_page_init (SekTablesPage *self)
{
  SekTableId first = SEK_TABLE_MAIN;

  self->tables = g_array_new (FALSE, FALSE, sizeof (SekTableId));
  set_tables (self, &first, 1);
  fill_body (self);
  fill_toolbar (self);
  fill_pane (self);
  sek_page_set_primary (SEK_PAGE (self), _("Print…"));
}
