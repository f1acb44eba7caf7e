/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "sek-import-row.h"
#include "sek-import-window-private.h"
#include "sek-tell.h"

/* Rows of the assistant are taken and left out, one or many at a time. */

/* FALSE when nothing can be told of the row. */
static gboolean
ask_row (SekImportWindow *self, SekImport *import, guint row)
{
  const SekImportProposal *proposal;
  gboolean acceptable, accepted;
  guint index;

  if (!sek_import_model_get_proposal (self->model, row, &index, &acceptable, &accepted))
    return FALSE;
  proposal = sek_import_get_proposals (import)->pdata[index];
  if (proposal->question == NULL)
    return FALSE;
  sek_import_row_ask (GTK_WINDOW (self), sek_document_get_register (self->document),
                      sek_import_get_kind (import) == SEK_IMPORT_KIND_PROJECTS ? SEK_PROJECT
                      : sek_import_get_kind (import) == SEK_IMPORT_KIND_HOURS  ? SEK_GRANT
                                                                               : SEK_BUDGET_LINE,
                      proposal, _sek_import_window_answer);
  return TRUE;
}

static void
accept_rows (SekImportWindow *self, GArray *rows)
{
  SekImport *import = _sek_import_window_get_usable (self);
  gboolean acceptable, accepted, accept = FALSE, any = FALSE;
  guint proposal;

  if (import == NULL)
    return;
  /* All alike: taken if one of them is not. */
  for (guint i = 0; i < rows->len; i++)
    if (sek_import_model_get_proposal (self->model, g_array_index (rows, guint, i), &proposal, &acceptable, &accepted)
        && acceptable)
      {
        any = TRUE;
        accept |= !accepted;
      }
  if (!any && rows->len == 1 && ask_row (self, import, g_array_index (rows, guint, 0)))
    return;
  if (!any)
    {
      sek_tell (GTK_WIDGET (self), _("There is nothing to take in this row"), NULL, NULL, NULL);
      return;
    }
  for (guint i = 0; i < rows->len; i++)
    if (sek_import_model_get_proposal (self->model, g_array_index (rows, guint, i), &proposal, &acceptable, &accepted)
        && acceptable)
      sek_import_accept (import, proposal, accept);
  self->by_hand = TRUE;
  sek_import_model_read_accepted (self->model, import);
  _sek_import_window_refresh_button (self);
}

static gboolean
grid_key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, SekImportWindow *self)
{
  g_autoptr (GArray) ids = NULL, rows = NULL;

  /* The grid has a use of its own for these keys. */
  if ((key == GDK_KEY_Return || key == GDK_KEY_KP_Enter) && (state & GDK_CONTROL_MASK) != 0)
    return gtk_widget_activate_action (GTK_WIDGET (self), "import.store", NULL);
  if ((key == GDK_KEY_v || key == GDK_KEY_V) && (state & GDK_CONTROL_MASK) != 0 && sek_grid_has_focus (self->grid))
    return gtk_widget_activate_action (GTK_WIDGET (self), "import.paste", NULL);
  if ((key != GDK_KEY_space && key != GDK_KEY_KP_Space && key != GDK_KEY_Return && key != GDK_KEY_KP_Enter)
      || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0 || !sek_grid_has_focus (self->grid))
    return FALSE;
  ids = sek_grid_get_selected_rows (self->grid);
  rows = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < ids->len; i++)
    {
      int row = sek_grid_model_find_row (SEK_GRID_MODEL (self->model), g_array_index (ids, gint64, i));

      if (row >= 0)
        g_array_append_vals (rows, &(guint) { (guint) row }, 1);
    }
  accept_rows (self, rows);
  return TRUE;
}

/* A click on the mark; elsewhere a click only goes there. */
static void
activate_cb (SekGrid *grid, SekImportWindow *self)
{
  guint row, column;

  if (sek_grid_get_cursor (grid, &row, &column) && sek_import_model_is_mark (column))
    {
      g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint));

      g_array_append_val (rows, row);
      accept_rows (self, rows);
    }
}

void
_sek_import_window_take_rows (SekImportWindow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect (self->grid, "activate", G_CALLBACK (activate_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (grid_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->grid), keys);
}
