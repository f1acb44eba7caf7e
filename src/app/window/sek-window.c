/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-window.h"

#include <glib/gi18n-lib.h>

#include "sek-list-stop.h"
#include "sek-list-rows.h"
#include "sek-narrow.h"
#include "sek-number.h"
#include "sek-opener.h"
#include "sek-page-list.h"
#include "sek-speak.h"
#include "sek-stack.h"
#include "sek-tell.h"
#include "sek-window-private.h"

/* With all folded that can be, the pages need no more. */
#define LEAST_WIDTH 600

/* What another writer did is to be seen within a second. */
#define POLL_MS 400

struct _SekWindow
{
  AdwApplicationWindow parent_instance;

  SekDocument *document;
  GSettings   *settings;
  SekPage    **page_list; /* by sek-page-list.h; NULL until it is first shown */
  GtkWidget  **rows;
  GtkLabel   **badges;
  guint        poll;
  guint        idle;
  SekFold     *fold;
  gboolean     sure; /* closing was asked about */
  SekOpener   *opener;
  char        *told; /* by the document, to be said in a moment */
  guint        telling;

  /* Template. */
  SekNarrow       *narrow;
  AdwToastOverlay *toasts;
  AdwWindowTitle  *title;
  GtkButton       *undo_button;
  GtkButton       *redo_button;
  GtkToggleButton *pane_button;
  GtkToggleButton *sidebar_button;
  GtkMenuButton   *export_button;
  GtkMenuButton   *menu_button;
  GMenuModel      *export_menu;
  GMenuModel      *main_menu;
  GtkButton       *search_button;
  GtkInfoBar      *notice;
  GtkLabel        *notice_text;
  GtkInfoBar      *scenario;
  GtkLabel        *scenario_text;
  GtkStack        *main; /* "start", "opening", "document" */
  GtkSpinner      *opening;
  GtkLabel        *opening_text;
  AdwFlap         *flap;
  GtkListBox      *pages;
  GtkStack        *stack;
};

G_DEFINE_FINAL_TYPE (SekWindow, sek_window, ADW_TYPE_APPLICATION_WINDOW)

/* --- what the window says ----------------------------------------------------------------------------------------- */

static void
set_tooltip (GtkButton *button, const char *format, const char *what, const char *otherwise)
{
  g_autofree char *text = what != NULL ? sek_fill (format, what, NULL) : NULL;

  gtk_widget_set_tooltip_text (GTK_WIDGET (button), text != NULL ? text : otherwise);
}

static void
refresh_notice (SekWindow *self)
{
  g_autofree char *reason = self->document != NULL ? sek_document_dup_read_only_reason (self->document) : NULL;
  g_autoptr (GError) error = NULL;

  if (reason == NULL && self->document != NULL && !sek_document_check_file (self->document, &error))
    reason = g_strdup (error->message);
  if (g_strcmp0 (reason, gtk_info_bar_get_revealed (self->notice) ? gtk_label_get_text (self->notice_text) : NULL) != 0)
    {
      if (reason != NULL)
        gtk_label_set_text (self->notice_text, reason);
      if (self->document != NULL)
        sek_speak (GTK_WIDGET (self), reason != NULL ? reason : _("The register can be changed now"));
    }
  gtk_info_bar_set_revealed (self->notice, reason != NULL);
}

/* Whatever page is shown, that it is not the register as it is. */
static void
refresh_scenario (SekWindow *self)
{
  gint64 id = self->document != NULL ? sek_document_get_scenario (self->document) : 0;
  g_autofree char *words = id != 0 ? _sek_window_dup_scenario (self->document, id) : NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.leave-scenario", id != 0);
  if (words != NULL && g_strcmp0 (words, gtk_label_get_text (self->scenario_text)) != 0)
    {
      gtk_label_set_text (self->scenario_text, words);
      sek_speak (GTK_WIDGET (self), words);
    }
  else if (words == NULL && gtk_info_bar_get_revealed (self->scenario))
    {
      gtk_label_set_text (self->scenario_text, "");
      sek_speak (GTK_WIDGET (self), _("The register itself is shown again"));
    }
  gtk_info_bar_set_revealed (self->scenario, words != NULL);
}

/* What the page has to say for itself, else what the list says of it; texts that wait there come before all. */
static void
refresh_badge (SekWindow *self, guint index)
{
  const SekPageKind *kind = sek_page_list_get_nth (index);
  SekPage *page = self->page_list[index];
  gboolean worry = FALSE;
  g_autofree char *badge = page != NULL ? sek_page_dup_badge (page, &worry) : NULL;

  if (badge == NULL)
    badge = sek_page_kind_dup_badge (kind, self->document, &worry);
  if (page != NULL && sek_page_count_problems (page) > 0)
    {
      worry = TRUE;
      g_free (badge);
      badge = sek_number_format_count (sek_page_count_problems (page));
    }
  gtk_label_set_text (self->badges[index], badge != NULL ? badge : "");
  gtk_widget_set_visible (GTK_WIDGET (self->badges[index]), badge != NULL);
  if (worry)
    gtk_widget_add_css_class (GTK_WIDGET (self->badges[index]), "worry");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->badges[index]), "worry");
  _sek_window_name_row (GTK_LIST_BOX_ROW (self->rows[index]), kind, badge, worry);
}

static void
refresh (SekWindow *self)
{
  SekRegister *reg = self->document != NULL ? sek_document_get_register (self->document) : NULL;
  const SekOrganisation *organisation = reg != NULL ? sek_register_get_the_organisation (reg) : NULL;
  g_autofree char *undo = self->document != NULL ? sek_document_dup_undo_label (self->document) : NULL;
  g_autofree char *redo = self->document != NULL ? sek_document_dup_redo_label (self->document) : NULL;
  const char *name = sek_window_get_page_name (self);

  adw_window_title_set_subtitle (self->title, organisation == NULL               ? ""
                                              : organisation->short_name != NULL ? organisation->short_name
                                                                                 : organisation->name);
  adw_window_title_set_title (self->title, self->document == NULL ? _("Sekretariat") : "");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo", undo != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.redo", redo != NULL);
  set_tooltip (self->undo_button, _("Undo: %s"), undo, _("Nothing to undo"));
  set_tooltip (self->redo_button, _("Redo: %s"), redo, _("Nothing to redo"));
  refresh_notice (self);
  refresh_scenario (self);
  for (guint i = 0; i < sek_page_list_get_size () && self->document != NULL; i++)
    refresh_badge (self, i);
  if (self->document != NULL && sek_page_list_find (name) >= 0)
    {
      const SekPageKind *kind = sek_page_list_get_nth ((guint) sek_page_list_find (name));

      adw_window_title_set_title (self->title, _(kind->title));
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.search", kind->has_search);
    }
}

static gboolean
idle_cb (gpointer user_data)
{
  SekWindow *self = user_data;

  self->idle = 0;
  refresh (self);
  return G_SOURCE_REMOVE;
}

static void
queue_refresh (SekWindow *self)
{
  /* After the checks, which run when nothing else does. */
  if (self->idle == 0)
    self->idle = g_idle_add_full (G_PRIORITY_LOW + 10, idle_cb, self, NULL);
}

static void
changed_cb (SekDocument *document, SekChangeset *changeset, SekWindow *self)
{
  queue_refresh (self);
}

static void
state_changed_cb (SekDocument *document, SekWindow *self)
{
  queue_refresh (self);
}

static void
refreshed_cb (SekPage *page, SekWindow *self)
{
  queue_refresh (self);
}

static gboolean
tell_told_cb (gpointer user_data)
{
  SekWindow *self = user_data;
  g_autofree char *words = g_steal_pointer (&self->told);

  self->telling = 0;
  /* A toast is one line, and what a person must know is longer. */
  sek_tell (GTK_WIDGET (self), words, _("Read All"), "win.tell-all", g_variant_new_string (words));
  return G_SOURCE_REMOVE;
}

/* After the words of the change itself, which would take the place of these. */
static void
told_cb (SekDocument *document, const char *words, SekWindow *self)
{
  g_free (self->told);
  self->told = g_strdup (words);
  if (self->telling == 0)
    self->telling = g_idle_add (tell_told_cb, self);
}

static gboolean
poll_cb (gpointer user_data)
{
  SekWindow *self = user_data;

  if (self->document != NULL)
    {
      sek_document_poll (self->document);
      refresh_notice (self);
    }
  sek_opener_go_on (self->opener);
  return G_SOURCE_CONTINUE;
}

/* --- the register ------------------------------------------------------------------------------------------------- */

SekDocument *
sek_window_get_document (SekWindow *self)
{
  return self->document;
}

void
sek_window_set_document (SekWindow *self, SekDocument *document)
{
  SekDocument *old = self->document;

  if (old == document && document != NULL)
    return;
  if (old != NULL)
    {
      g_signal_handlers_disconnect_by_data (old, self);
      self->document = NULL;
      for (guint i = 0; i < sek_page_list_get_size (); i++)
        if (self->page_list[i] != NULL)
          sek_page_set_document (self->page_list[i], NULL);
      sek_document_close (old);
      g_object_unref (old);
    }
  if (document != NULL)
    {
      g_autofree char *name = g_settings_get_string (self->settings, "page");

      self->document = g_object_ref (document);
      g_signal_connect (document, "changed", G_CALLBACK (changed_cb), self);
      g_signal_connect (document, "reloaded", G_CALLBACK (state_changed_cb), self);
      g_signal_connect (document, "state-changed", G_CALLBACK (state_changed_cb), self);
      g_signal_connect (document, "told", G_CALLBACK (told_cb), self);
      for (guint i = 0; i < sek_page_list_get_size (); i++)
        if (self->page_list[i] != NULL)
          sek_page_set_document (self->page_list[i], document);
      if (sek_page_list_find (name) < 0)
        {
          g_free (name);
          name = g_strdup (sek_page_list_get_nth (0)->name);
        }
      _sek_window_say_opened (self, name);
      sek_window_show_page (self, name);
      sek_page_focus (sek_window_get_page (self, name));
    }
  _sek_window_remember (self);
  sek_stack_show (self->main, document != NULL ? "document" : "start");
  gtk_widget_set_visible (GTK_WIDGET (self->sidebar_button), document != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->pane_button), document != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->export_button), document != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->search_button), document != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->undo_button), document != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->redo_button), document != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.save-copy", document != NULL);
  refresh (self);
}

void
sek_window_open (SekWindow *self, const char *path)
{
  sek_opener_open (self->opener, path);
}

void
sek_window_stop_opening (SekWindow *self)
{
  sek_opener_stop (self->opener);
}

/* --- pages -------------------------------------------------------------------------------------------------------- */

/* A page is made when it is first shown or asked for: most of them are not, and a start need not wait for them. */
static SekPage *
ensure_page (SekWindow *self, guint index)
{
  const SekPageKind *kind = sek_page_list_get_nth (index);

  if (self->page_list[index] != NULL)
    return self->page_list[index];
  self->page_list[index] = g_object_new (kind->get_type (), NULL);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->page_list[index]), kind->name);
  sek_stack_name (self->stack, GTK_WIDGET (self->page_list[index]), _(kind->title));
  g_signal_connect (self->page_list[index], "refreshed", G_CALLBACK (refreshed_cb), self);
  _sek_fold_take_page (self->fold, index);
  if (self->document != NULL)
    sek_page_set_document (self->page_list[index], self->document);
  return self->page_list[index];
}

const char *
sek_window_get_page_name (SekWindow *self)
{
  return gtk_stack_get_visible_child_name (self->stack);
}

SekPage *
sek_window_get_page (SekWindow *self, const char *name)
{
  int index = sek_page_list_find (name);

  return index >= 0 ? ensure_page (self, (guint) index) : NULL;
}

SekPage *
sek_window_find_problem (SekWindow *self, const char **name)
{
  for (guint i = 0; i < sek_page_list_get_size (); i++)
    if (self->page_list[i] != NULL && sek_page_get_problem (self->page_list[i]) != NULL)
      {
        *name = sek_page_list_get_nth (i)->name;
        return self->page_list[i];
      }
  return NULL;
}

gboolean
sek_window_commit (SekWindow *self)
{
  SekPage *page = sek_window_get_page (self, sek_window_get_page_name (self));

  return page == NULL || self->document == NULL || sek_page_commit (page);
}

void
sek_window_show_page (SekWindow *self, const char *name)
{
  int index = sek_page_list_find (name);

  if (index >= 0)
    gtk_list_box_select_row (self->pages, GTK_LIST_BOX_ROW (self->rows[index]));
}

static void
page_selected_cb (GtkListBox *list, GtkListBoxRow *row, SekWindow *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));
  gboolean inside = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->stack));
  const char *name;
  guint index;

  if (row == NULL)
    return;
  index = (guint) gtk_list_box_row_get_index (row);
  name = sek_page_list_get_nth (index)->name;
  ensure_page (self, index);
  /* GtkStack would give the focus to the first field of the page, all of it selected. */
  if (inside)
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
  sek_stack_show (self->stack, name);
  if (inside)
    sek_page_focus (self->page_list[index]);
  g_settings_set_string (self->settings, "page", name);
  gtk_widget_set_sensitive (GTK_WIDGET (self->pane_button), sek_page_list_get_nth (index)->has_pane);
  _sek_fold_hide_list (self->fold);
  refresh (self);
}

static void
pane_toggled_cb (GtkToggleButton *button, SekWindow *self)
{
  /* NULL while the template is made. */
  if (self->fold != NULL)
    _sek_fold_show_panes (self->fold);
}

static void
narrowed_cb (int width, gpointer user_data)
{
  _sek_fold_decide (SEK_WINDOW (user_data)->fold, width);
}

static void
add_row (SekWindow *self, guint index)
{
  const SekPageKind *kind = sek_page_list_get_nth (index);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (_(kind->title));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  self->badges[index] = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->badges[index]), "badge");
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (kind->icon));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->badges[index]));
  self->rows[index] = gtk_list_box_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self->rows[index]), box);
  gtk_list_box_append (self->pages, self->rows[index]);
}

/* --- closing ------------------------------------------------------------------------------------------------------ */

gboolean
_sek_window_settle (SekWindow *self)
{
  const char *name;

  /* Leaving the field stores what was typed in the side pane. */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  if (self->document == NULL)
    return TRUE;
  return sek_window_find_problem (self, &name) == NULL && sek_window_commit (self);
}

static void
close_now (SekWindow *self, gpointer user_data)
{
  self->sure = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
sek_window_close_request (GtkWindow *window)
{
  SekWindow *self = SEK_WINDOW (window);
  int width, height;

  if (!self->sure && !_sek_window_settle (self))
    {
      _sek_window_ask_to_leave (self, close_now, NULL, NULL);
      return TRUE;
    }
  gtk_window_get_default_size (window, &width, &height);
  g_settings_set_int (self->settings, "window-width", width);
  g_settings_set_int (self->settings, "window-height", height);
  g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (window));
  sek_window_set_document (self, NULL);
  return GTK_WINDOW_CLASS (sek_window_parent_class)->close_request (window);
}

static void
sek_window_dispose (GObject *object)
{
  SekWindow *self = SEK_WINDOW (object);

  g_clear_handle_id (&self->poll, g_source_remove);
  /* Pages that let go of the register ask for a refresh, which must not come after the window's end. */
  if (self->document != NULL)
    sek_window_set_document (self, NULL);
  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_handle_id (&self->telling, g_source_remove);
  g_clear_pointer (&self->told, g_free);
  g_clear_pointer (&self->opener, sek_opener_free);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (sek_window_parent_class)->dispose (object);
}

static void
sek_window_finalize (GObject *object)
{
  SekWindow *self = SEK_WINDOW (object);

  _sek_fold_free (self->fold);
  g_free (self->page_list);
  g_free (self->rows);
  g_free (self->badges);
  G_OBJECT_CLASS (sek_window_parent_class)->finalize (object);
}

static void
sek_window_class_init (SekWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sek_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = sek_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = sek_window_close_request;
  g_type_ensure (SEK_TYPE_NARROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/no/regionraad/Sekretariat/sek-window.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, SekWindow, name)
  BIND (narrow);
  BIND (toasts); BIND (title); BIND (undo_button); BIND (redo_button); BIND (pane_button); BIND (sidebar_button);
  BIND (export_button);
  BIND (menu_button);
  BIND (export_menu);
  BIND (main_menu);
  BIND (search_button); BIND (notice); BIND (notice_text); BIND (scenario);
  BIND (scenario_text); BIND (main); BIND (flap); BIND (pages); BIND (stack);
  BIND (opening); BIND (opening_text);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, page_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, pane_toggled_cb);
  _sek_window_bind_recent (widget_class);
  _sek_window_install_actions (widget_class);
}

static void
sek_window_init (SekWindow *self)
{
  self->settings = g_settings_new (SEK_APPLICATION_ID);
  gtk_widget_init_template (GTK_WIDGET (self));
  sek_menu_button_set_menu (self->export_button, self->export_menu);
  sek_menu_button_set_menu (self->menu_button, self->main_menu);
  sek_tell_use (GTK_WINDOW (self), self->toasts);
  self->page_list = g_new0 (SekPage *, sek_page_list_get_size ());
  self->rows = g_new0 (GtkWidget *, sek_page_list_get_size ());
  self->badges = g_new0 (GtkLabel *, sek_page_list_get_size ());
  for (guint i = 0; i < sek_page_list_get_size (); i++)
    add_row (self, i);
  gtk_list_box_set_header_func (self->pages, sek_page_list_part_groups, NULL, NULL);
  sek_list_make_one_stop (self->pages);
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  self->fold = _sek_fold_new (self->flap, self->pane_button, self->stack, self->page_list);
  sek_narrow_set_func (self->narrow, LEAST_WIDTH, narrowed_cb, self);
  sek_stack_show (self->main, "start");
  self->opener = sek_opener_new (self, self->main, self->opening, self->opening_text);
  _sek_window_take_drops (self);
  self->poll = g_timeout_add (POLL_MS, poll_cb, self);
  sek_window_set_document (self, NULL);
}

GtkWidget *
sek_window_new (AdwApplication *application)
{
  return g_object_new (SEK_TYPE_WINDOW, "application", application, NULL);
}
