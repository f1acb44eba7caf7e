/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-page.h"

#include <glib/gi18n-lib.h>

#include "sek-budget-edit.h"
#include "sek-history.h"
#include "sek-key.h"
#include "sek-number.h"
#include "sek-tell.h"

/* What pages do with rows: each a proposal to the document, and words about how it went. And a page that has none, yet
 * or at all. */

gboolean
sek_page_submit (SekPage *self, SekChangeset *changeset)
{
  g_autoptr (GError) error = NULL;

  if (sek_document_submit (sek_page_get_document (self), changeset, &error))
    return TRUE;
  sek_tell (GTK_WIDGET (self), error->message, NULL, NULL, NULL);
  return FALSE;
}

void
sek_page_copy_row (SekPage *self, SekEntityId entity)
{
  SekGrid *grid = sek_page_get_active_grid (self);
  SekRegister *reg = sek_document_get_register (sek_page_get_document (self));
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("duplicate");
  gint64 row = sek_grid_get_cursor_row (grid), copy;
  g_autofree char *label = NULL;
  guint at, column;

  if (sek_register_lookup (reg, entity, row) == NULL || !sek_page_commit (self))
    return;
  label = sek_key_label (reg, sek_entity_get (entity), row);
  copy = sek_rows_propose_copy (reg, entity, row, changeset);
  sek_changeset_set_action (changeset, "duplicate", label, NULL);
  if (!sek_page_submit (self, changeset))
    return;
  gtk_widget_activate_action (GTK_WIDGET (self), "win.tell-undo", NULL);
  sek_grid_get_cursor (grid, &at, &column);
  if (sek_grid_model_find_row (sek_grid_get_model (grid), copy) >= 0)
    sek_grid_set_cursor (grid, (guint) sek_grid_model_find_row (sek_grid_get_model (grid), copy), column);
}

gboolean
sek_page_can_move (SekPage *self)
{
  SekGridModel *model = sek_grid_get_model (sek_page_get_active_grid (self));
  gboolean descending;

  if (model == NULL || sek_grid_model_get_sort (model, &descending) < 0)
    return model != NULL;
  sek_tell (GTK_WIDGET (self),
            _("Rows that are sorted cannot be moved. Choose “Own Order” under the head of a column first."), NULL,
            NULL, NULL);
  return FALSE;
}

void
sek_page_make (SekPage *self, SekEntityId entity)
{
  if (SEK_PAGE_GET_CLASS (self)->make != NULL)
    SEK_PAGE_GET_CLASS (self)->make (self, entity);
}

void
sek_page_delete (SekPage *self, SekEntityId entity, GArray *rows)
{
  SekRegister *reg = sek_document_get_register (sek_page_get_document (self));
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("delete");

  if (rows->len == 0)
    return;
  sek_history_name_row (changeset, reg, "delete", entity, g_array_index (rows, gint64, 0));
  for (guint i = 0; i < rows->len; i++)
    if (sek_register_lookup (reg, entity, g_array_index (rows, gint64, i)) != NULL)
      sek_changeset_delete (changeset, reg, entity, g_array_index (rows, gint64, i));
  if (sek_page_submit (self, changeset))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.tell-undo", NULL);
}

/* More would make the pane slow for what few want to change at once. */
#define MOST_TOGETHER 1000

gboolean
sek_page_add_several (SekPage *self, SekForm *form, SekEntityId entity, const char *const *ids)
{
  g_autoptr (GArray) rows = sek_grid_get_selected_rows (sek_page_get_active_grid (self));
  SekRegister *reg = sek_document_get_register (sek_page_get_document (self));
  g_autofree char *count = NULL, *plural = NULL, *title = NULL;

  for (guint i = rows->len; i > 0; i--)
    if (sek_register_lookup (reg, entity, g_array_index (rows, gint64, i - 1)) == NULL)
      g_array_remove_index (rows, i - 1);
  if (rows->len < 2)
    return FALSE;
  count = sek_number_format_count (rows->len);
  plural = g_utf8_strdown (sek_word (&sek_entity_get (entity)->plural, sek_program_language ()), -1);
  title = g_strdup_printf ("%s %s", count, plural);
  sek_form_add_title (form, title, rows->len <= MOST_TOGETHER ? _("What is set here is set for all of them.") : NULL);
  if (rows->len <= MOST_TOGETHER)
    sek_form_add_fields_of (form, NULL, entity, rows, ids);
  return TRUE;
}

void
sek_page_replace_grid (SekPage *self, GtkWidget *widget)
{
  GtkBox *body = sek_page_get_body (self);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (body)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_visible (child, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (self), SEK_TYPE_PAGE, "columns")),
                          FALSE);
  gtk_widget_set_vexpand (widget, TRUE);
  gtk_box_append (body, widget);
}

gboolean
sek_page_paste_first (SekPage *self)
{
  SekDocument *document = sek_page_get_document (self);
  g_autofree char *reason = document != NULL ? sek_document_dup_read_only_reason (document) : NULL;

  if (document == NULL || !sek_page_is_empty (self))
    return FALSE;
  if (reason == NULL)
    return sek_grid_paste (sek_page_get_grid (self));
  sek_tell (GTK_WIDGET (self), reason, NULL, NULL, NULL);
  return TRUE;
}

/* The pane follows the cursor in an idle, and makes its last groups some frames later. */
#define MOST_FRAMES 60

static GtkWidget *
find_group (GtkWidget *root, const char *title)
{
  if (ADW_IS_PREFERENCES_GROUP (root)
      && g_strcmp0 (adw_preferences_group_get_title (ADW_PREFERENCES_GROUP (root)), title) == 0)
    return gtk_widget_get_mapped (root) ? root : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_group (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

typedef struct
{
  char *title;
  guint n_refreshes; /* before it was asked for */
  guint n_frames;    /* since then */
} Wanted;

static void
free_wanted (gpointer data)
{
  g_free (((Wanted *) data)->title);
  g_free (data);
}

static gboolean
focus_group_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  SekPage *self = SEK_PAGE (widget);
  Wanted *wanted = user_data;
  GtkWidget *group = sek_page_count_refreshes (self) > wanted->n_refreshes
                         ? find_group (GTK_WIDGET (sek_page_get_form (self)), wanted->title)
                         : NULL;

  /* There may be no such group where the cursor is. */
  if (group == NULL)
    return ++wanted->n_frames < MOST_FRAMES;
  gtk_widget_child_focus (group, GTK_DIR_TAB_FORWARD);
  return G_SOURCE_REMOVE;
}

void
sek_page_focus_group (SekPage *self, const char *title)
{
  Wanted *wanted = g_new (Wanted, 1);

  *wanted = (Wanted) { g_strdup (title), sek_page_count_refreshes (self), 0 };
  sek_page_queue_refresh (self);
  if (!adw_flap_get_reveal_flap (sek_page_get_flap (self)))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toggle-pane", NULL);
  gtk_widget_add_tick_callback (GTK_WIDGET (self), focus_group_cb, wanted, free_wanted);
}

char *
sek_page_dup_badge (SekPage *self, gboolean *worry)
{
  *worry = FALSE;
  return SEK_PAGE_GET_CLASS (self)->dup_badge != NULL ? SEK_PAGE_GET_CLASS (self)->dup_badge (self, worry) : NULL;
}

gboolean
sek_page_go_to (SekPage *self, const SekPlace *place)
{
  return SEK_PAGE_GET_CLASS (self)->go_to != NULL && SEK_PAGE_GET_CLASS (self)->go_to (self, place);
}
