/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-page-private.h"

#include <glib/gi18n-lib.h>

#include "sek-filter-bar.h"
#include "sek-find-bar.h"
#include "sek-grid-keep.h"
#include "sek-page-menu.h"
#include "sek-stack.h"
#include "sek-tell.h"

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SekPage, sek_page, ADW_TYPE_BIN)

#define PRIVATE(self) (_sek_page_get_private (self))

static guint refreshed;

SekPagePrivate *
_sek_page_get_private (SekPage *self)
{
  return sek_page_get_instance_private (self);
}

/* --- what stands over and under the grid ------------------------------------------------------------------------- */

static SekFindBar *
get_find_bar (SekGrid *grid)
{
  return g_object_get_data (G_OBJECT (grid), "sek-find-bar");
}

static void
choose_columns_cb (GtkMenuButton *button, SekPage *self)
{
  GtkWidget *popover = gtk_popover_new ();

  gtk_popover_set_child (GTK_POPOVER (popover), sek_grid_make_chooser (PRIVATE (self)->active));
  gtk_menu_button_set_popover (button, popover);
}

/* Whether a text waits in the row that the side pane is about: another row's pane does not speak of it. */
static gboolean
is_about_cursor (SekPage *self, GtkWidget *part)
{
  const char *column, *text;
  gint64 row;

  return part == GTK_WIDGET (PRIVATE (self)->active) && sek_grid_get_pending (SEK_GRID (part), &row, &column, &text)
         && row == sek_grid_get_cursor_row (SEK_GRID (part));
}

/* The side pane stays as it is where only the count of its texts that wait is another: it may still be about the row
 * before, and have the focus. */
static void
refresh (SekPage *self, gboolean whole)
{
  SekPagePrivate *private = PRIVATE (self);
  g_autofree char *sum = NULL;

  if (private->document == NULL)
    return;
  private->stale = !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (private->stale)
    return;
  private->n_refreshes++;
  if (SEK_PAGE_GET_CLASS (self)->refresh != NULL)
    SEK_PAGE_GET_CLASS (self)->refresh (self);
  for (guint i = 0; i < private->parts->len; i++)
    if (SEK_IS_GRID (private->parts->pdata[i]))
      sek_filter_bar_refresh (g_object_get_data (private->parts->pdata[i], "sek-filters"), private->parts->pdata[i]);
  sum = sek_grid_dup_sum (private->active);
  gtk_label_set_text (private->sum, sum);
  if (!whole)
    {
      g_signal_emit (self, refreshed, 0);
      return;
    }
  sek_form_start (private->form);
  for (guint i = 0; i < private->parts->len; i++)
    if (is_about_cursor (self, private->parts->pdata[i]))
      sek_form_add_problem (private->form, sek_grid_get_problem (private->parts->pdata[i]));
  if (SEK_PAGE_GET_CLASS (self)->fill_form != NULL)
    SEK_PAGE_GET_CLASS (self)->fill_form (self, private->form);
  sek_form_finish (private->form);
  g_signal_emit (self, refreshed, 0);
}

static gboolean
idle_cb (gpointer user_data)
{
  SekPage *self = user_data;
  gboolean whole = PRIVATE (self)->whole;

  PRIVATE (self)->idle = 0;
  PRIVATE (self)->whole = FALSE;
  refresh (self, whole);
  return G_SOURCE_REMOVE;
}

static void
queue_refresh (SekPage *self, gboolean whole)
{
  SekPagePrivate *private = PRIVATE (self);

  private->whole |= whole;
  if (private->idle == 0)
    private->idle = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, idle_cb, self, NULL);
}

void
sek_page_queue_refresh (SekPage *self)
{
  queue_refresh (self, TRUE);
}

static void
cursor_changed_cb (SekGrid *grid, SekPage *self)
{
  sek_page_queue_refresh (self);
}

static void
message_cb (SekGrid *grid, const char *text, SekPage *self)
{
  sek_tell (GTK_WIDGET (self), text, NULL, NULL, NULL);
}

static void
insert_row_cb (GtkWidget *widget, SekPage *self)
{
  if (SEK_PAGE_GET_CLASS (self)->insert_row != NULL)
    SEK_PAGE_GET_CLASS (self)->insert_row (self);
}

static void
primary_cb (GtkWidget *widget, SekPage *self)
{
  if (SEK_PAGE_GET_CLASS (self)->primary != NULL)
    SEK_PAGE_GET_CLASS (self)->primary (self);
  else
    insert_row_cb (widget, self);
}

static void
delete_rows_cb (SekGrid *grid, SekPage *self)
{
  if (SEK_PAGE_GET_CLASS (self)->delete_rows != NULL)
    SEK_PAGE_GET_CLASS (self)->delete_rows (self);
}

static void
move_rows_cb (SekGrid *grid, int delta, SekPage *self)
{
  if (SEK_PAGE_GET_CLASS (self)->move_rows != NULL)
    SEK_PAGE_GET_CLASS (self)->move_rows (self, delta);
}

static void
copy_row_cb (SekGrid *grid, SekPage *self)
{
  if (SEK_PAGE_GET_CLASS (self)->copy_row != NULL)
    SEK_PAGE_GET_CLASS (self)->copy_row (self);
}

static void
stored_cb (SekGrid *grid, SekPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.tell-undo", NULL);
  if (sek_page_is_empty (self))
    {
      sek_page_show_empty (self, FALSE);
      sek_page_focus (self);
    }
}

static void
focus_entered_cb (GtkEventControllerFocus *controller, SekPage *self)
{
  SekGrid *grid = SEK_GRID (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller)));

  if (PRIVATE (self)->active == grid)
    return;
  PRIVATE (self)->active = grid;
  sek_page_queue_refresh (self);
}

static void
copy_row_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  copy_row_cb (NULL, SEK_PAGE (widget));
}

static void
insert_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  insert_row_cb (NULL, SEK_PAGE (widget));
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  delete_rows_cb (NULL, SEK_PAGE (widget));
}

static void
move_up_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  move_rows_cb (NULL, -1, SEK_PAGE (widget));
}

static void
move_down_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  move_rows_cb (NULL, 1, SEK_PAGE (widget));
}

static void
sek_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sek_page_parent_class)->map (widget);
  /* At once: what it was is never seen. */
  if (PRIVATE (SEK_PAGE (widget))->stale)
    refresh (SEK_PAGE (widget), TRUE);
}

static void
sek_page_dispose (GObject *object)
{
  SekPage *self = SEK_PAGE (object);

  sek_page_set_document (self, NULL);
  g_clear_handle_id (&PRIVATE (self)->idle, g_source_remove);
  G_OBJECT_CLASS (sek_page_parent_class)->dispose (object);
}

static void
sek_page_finalize (GObject *object)
{
  g_ptr_array_unref (PRIVATE (SEK_PAGE (object))->parts);
  G_OBJECT_CLASS (sek_page_parent_class)->finalize (object);
}

/* Of a widget in it that came to hold a text that waits, or holds none any more. */
static void
refresh_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  queue_refresh (SEK_PAGE (widget), FALSE);
}

static void
sek_page_class_init (SekPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sek_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = sek_page_finalize;
  widget_class->map = sek_page_map;
  g_type_ensure (SEK_TYPE_GRID);
  g_type_ensure (SEK_TYPE_FORM);
  gtk_widget_class_set_template_from_resource (widget_class, "/no/regionraad/Sekretariat/sek-page.ui");
  gtk_widget_class_bind_template_child_private (widget_class, SekPage, flap);
  gtk_widget_class_bind_template_child_private (widget_class, SekPage, toolbar);
  gtk_widget_class_bind_template_child_private (widget_class, SekPage, primary);
  gtk_widget_class_bind_template_child_private (widget_class, SekPage, stack);
  gtk_widget_class_bind_template_child_private (widget_class, SekPage, body);
  gtk_widget_class_bind_template_child_private (widget_class, SekPage, grid);
  gtk_widget_class_bind_template_child_private (widget_class, SekPage, empty);
  gtk_widget_class_bind_template_child_private (widget_class, SekPage, empty_button);
  gtk_widget_class_bind_template_child_private (widget_class, SekPage, over);
  gtk_widget_class_bind_template_child_private (widget_class, SekPage, columns);
  gtk_widget_class_bind_template_child_private (widget_class, SekPage, status);
  gtk_widget_class_bind_template_child_private (widget_class, SekPage, sum);
  gtk_widget_class_bind_template_child_private (widget_class, SekPage, pills);
  gtk_widget_class_bind_template_child_private (widget_class, SekPage, form);
  gtk_widget_class_bind_template_callback (widget_class, primary_cb);
  gtk_widget_class_install_action (widget_class, "page.insert", NULL, insert_action);
  gtk_widget_class_install_action (widget_class, "page.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "page.move-up", NULL, move_up_action);
  gtk_widget_class_install_action (widget_class, "page.move-down", NULL, move_down_action);
  gtk_widget_class_install_action (widget_class, "page.copy-row", NULL, copy_row_action);
  gtk_widget_class_install_action (widget_class, "page.refresh", NULL, refresh_action);
  refreshed = g_signal_new ("refreshed", SEK_TYPE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

/* What every grid of a page has. */
static void
equip (SekPage *self, SekGrid *grid, GtkBox *over)
{
  g_autoptr (GMenuModel) menu = sek_page_menu_new ();
  GtkWidget *bar = sek_find_bar_new (grid), *filters = sek_filter_bar_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  sek_page_add_part (self, GTK_WIDGET (grid));
  sek_grid_set_menu (grid, menu);
  gtk_box_append (over, bar);
  gtk_box_append (over, filters);
  g_object_set_data (G_OBJECT (grid), "sek-find-bar", bar);
  g_object_set_data (G_OBJECT (grid), "sek-filters", filters);
  g_signal_connect (grid, "cursor-changed", G_CALLBACK (cursor_changed_cb), self);
  g_signal_connect (grid, "message", G_CALLBACK (message_cb), self);
  g_signal_connect (grid, "insert-row", G_CALLBACK (insert_row_cb), self);
  g_signal_connect (grid, "copy-row", G_CALLBACK (copy_row_cb), self);
  g_signal_connect (grid, "delete-rows", G_CALLBACK (delete_rows_cb), self);
  g_signal_connect (grid, "move-rows", G_CALLBACK (move_rows_cb), self);
  g_signal_connect (grid, "stored", G_CALLBACK (stored_cb), self);
  g_signal_connect (focus, "enter", G_CALLBACK (focus_entered_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (grid), focus);
}

static void
sek_page_init (SekPage *self)
{
  SekPagePrivate *private = PRIVATE (self);

  gtk_widget_init_template (GTK_WIDGET (self));
  private->parts = g_ptr_array_new ();
  private->active = private->grid;
  equip (self, private->grid, private->over);
  sek_page_add_part (self, GTK_WIDGET (private->form));
  gtk_menu_button_set_create_popup_func (private->columns, (GtkMenuButtonCreatePopupFunc) choose_columns_cb, self,
                                         NULL);
}

void
sek_page_set_document (SekPage *self, SekDocument *document)
{
  SekPagePrivate *private = PRIVATE (self);

  if (private->document == document)
    return;
  if (private->document != NULL)
    {
      g_signal_handlers_disconnect_by_func (private->document, sek_page_queue_refresh, self);
      if (private->grid != NULL)
        {
          for (guint i = 0; i < private->parts->len; i++)
            if (SEK_IS_GRID (private->parts->pdata[i]))
              {
                sek_find_bar_close (get_find_bar (private->parts->pdata[i]));
                sek_grid_cancel (private->parts->pdata[i]);
              }
          sek_grid_set_model (private->grid, NULL);
          sek_form_set_document (private->form, NULL);
        }
    }
  g_set_object (&private->document, document);
  if (SEK_PAGE_GET_CLASS (self)->set_document != NULL)
    SEK_PAGE_GET_CLASS (self)->set_document (self, document);
  if (document == NULL)
    return;
  for (guint i = 0; i < private->parts->len; i++)
    if (SEK_IS_GRID (private->parts->pdata[i]))
      sek_grid_restore (private->parts->pdata[i]);
  sek_form_set_document (private->form, document);
  g_signal_connect_swapped (document, "changed", G_CALLBACK (sek_page_queue_refresh), self);
  g_signal_connect_swapped (document, "reloaded", G_CALLBACK (sek_page_queue_refresh), self);
  g_signal_connect_swapped (document, "state-changed", G_CALLBACK (sek_page_queue_refresh), self);
  refresh (self, TRUE);
}

guint
sek_page_count_refreshes (SekPage *self)
{
  return PRIVATE (self)->n_refreshes;
}

SekDocument *
sek_page_get_document (SekPage *self)
{
  return PRIVATE (self)->document;
}

SekGrid *
sek_page_get_grid (SekPage *self)
{
  return PRIVATE (self)->grid;
}

GtkBox *
sek_page_get_toolbar (SekPage *self)
{
  return PRIVATE (self)->toolbar;
}

GtkBox *
sek_page_get_body (SekPage *self)
{
  return PRIVATE (self)->body;
}

void
sek_page_set_primary (SekPage *self, const char *label)
{
  gtk_button_set_label (PRIVATE (self)->primary, label != NULL ? label : "");
  gtk_widget_set_visible (GTK_WIDGET (PRIVATE (self)->primary), label != NULL);
}

void
sek_page_suggest_primary (SekPage *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (PRIVATE (self)->primary), "suggested-action");
}

void
sek_page_set_empty (SekPage *self, const char *icon, const char *title, const char *description, const char *button)
{
  SekPagePrivate *private = PRIVATE (self);
  /* It is markup, and may tell a name. */
  g_autofree char *markup = description != NULL ? g_markup_escape_text (description, -1) : NULL;

  adw_status_page_set_icon_name (private->empty, icon);
  adw_status_page_set_title (private->empty, title);
  adw_status_page_set_description (private->empty, markup);
  gtk_button_set_label (private->empty_button, button != NULL ? button : "");
  gtk_widget_set_visible (GTK_WIDGET (private->empty_button), button != NULL);
  /* GTK 4.8 gives the focus to a hidden button when its box is asked to take it. */
  gtk_widget_set_focusable (GTK_WIDGET (private->empty_button), button != NULL);
}

void
sek_page_show_empty (SekPage *self, gboolean empty)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean hides;

  empty = empty && *adw_status_page_get_title (PRIVATE (self)->empty) != '\0';
  hides = empty && focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (PRIVATE (self)->body));

  if (empty && sek_find_bar_is_open (get_find_bar (PRIVATE (self)->active)))
    sek_page_close_search (self);
  sek_stack_show (PRIVATE (self)->stack, empty ? "empty" : "body");
  /* Keys would go to what is hidden, and be lost. */
  if (hides)
    sek_page_focus (self);
}

gboolean
sek_page_is_empty (SekPage *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (PRIVATE (self)->stack), "empty") == 0;
}

void
sek_page_focus (SekPage *self)
{
  SekPagePrivate *private = PRIVATE (self);
  GtkWidget *work = sek_page_is_empty (self) ? GTK_WIDGET (private->empty_button) : GTK_WIDGET (private->active);

  /* An empty page without a button has its toolbar. The focus must not stay on a page that is hidden, where keys are
   * lost. */
  if (SEK_PAGE_GET_CLASS (self)->focus_work != NULL && !sek_page_is_empty (self))
    SEK_PAGE_GET_CLASS (self)->focus_work (self);
  else if (!gtk_widget_get_visible (work) || !gtk_widget_grab_focus (work))
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

void
sek_page_set_status (SekPage *self, const char *text)
{
  gtk_label_set_text (PRIVATE (self)->status, text);
  /* For a narrow window, where it ends in dots. */
  gtk_widget_set_tooltip_text (GTK_WIDGET (PRIVATE (self)->status), text);
}

void
sek_page_clear_pills (SekPage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (PRIVATE (self)->pills))) != NULL)
    gtk_box_remove (PRIVATE (self)->pills, child);
}

void
sek_page_add_pill (SekPage *self, const char *text, const char *style, const char *action)
{
  GtkWidget *pill = gtk_button_new_with_label (text);

  gtk_widget_add_css_class (pill, "pill-status");
  gtk_widget_add_css_class (pill, style);
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (pill), action);
  gtk_box_append (PRIVATE (self)->pills, pill);
}

SekForm *
sek_page_get_form (SekPage *self)
{
  return PRIVATE (self)->form;
}

AdwFlap *
sek_page_get_flap (SekPage *self)
{
  return PRIVATE (self)->flap;
}

void
sek_page_keep (SekPage *self, const char *name)
{
  sek_grid_keep (PRIVATE (self)->grid, name);
}

void
sek_page_search (SekPage *self, const char *text, gboolean replace)
{
  if (sek_page_is_empty (self))
    sek_tell (GTK_WIDGET (self), _("There is nothing to search here yet"), NULL, NULL, NULL);
  else
    sek_find_bar_open (get_find_bar (PRIVATE (self)->active), text, replace);
}

void
sek_page_close_search (SekPage *self)
{
  sek_find_bar_close (get_find_bar (PRIVATE (self)->active));
}

void
sek_page_step (SekPage *self, int direction)
{
  sek_find_bar_step (get_find_bar (PRIVATE (self)->active), direction);
}

GtkWidget *
sek_page_add_grid (SekPage *self, SekGrid *grid, const char *name)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *scrolled = gtk_scrolled_window_new ();

  equip (self, grid, GTK_BOX (box));
  sek_grid_keep (grid, name);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (grid));
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), scrolled);
  return box;
}

SekGrid *
sek_page_get_active_grid (SekPage *self)
{
  return PRIVATE (self)->active;
}

void
sek_page_set_active_grid (SekPage *self, SekGrid *grid)
{
  PRIVATE (self)->active = grid;
}

void
sek_page_add_part (SekPage *self, GtkWidget *part)
{
  g_ptr_array_add (PRIVATE (self)->parts, part);
}
