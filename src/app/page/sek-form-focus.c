/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-form-focus.h"

#include "sek-field-row.h"
#include "sek-fold-row.h"
#include "sek-list-rows.h"

/* A text that waits, and its field. */
typedef struct
{
  SekEntityId entity;
  char       *column; /* its id */
  gint64      row;
  char       *text;
  char       *problem;
} Waiting;

struct _SekFormKept
{
  GPtrArray      *waiting; /* Waiting */
  /* Where the focus was: a field (column set), else a row that opens (row set), else the button that adds rows to a
   * block. */
  gboolean        had_focus;
  gboolean        on_earlier; /* it was on the row that opens older ones */
  SekEntityId     entity;
  const SekField *reference;
  char           *column;
  gint64          row;
  int             caret; /* in its text; −1 for none */
  GArray         *order; /* the rows that stood in its block; NULL for none */
};

static void
free_waiting (gpointer data)
{
  Waiting *waiting = data;

  g_free (waiting->column);
  g_free (waiting->text);
  g_free (waiting->problem);
  g_free (waiting);
}

static SekFormBlock *
get_block (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "sek-block");
}

static gint64
get_row (GtkWidget *widget)
{
  const gint64 *row = g_object_get_data (G_OBJECT (widget), "sek-row");

  return row != NULL ? *row : 0;
}

static GtkWidget *
get_focus (SekForm *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) ? focus : NULL;
}

/* The rows of the block that a fold is in, as they stand. */
static GArray *
list_order (SekForm *self, SekFormBlock *block)
{
  GArray *order = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < self->folds->len; i++)
    if (get_block (self->folds->pdata[i]) == block)
      {
        gint64 row = get_row (self->folds->pdata[i]);

        g_array_append_val (order, row);
      }
  return order;
}

static void
keep_focus (SekForm *self, SekFormKept *kept)
{
  GtkWidget *focus = get_focus (self);

  kept->caret = GTK_IS_TEXT (focus) ? gtk_editable_get_position (GTK_EDITABLE (focus)) : -1;
  for (GtkWidget *at = focus; at != NULL && at != GTK_WIDGET (self); at = gtk_widget_get_parent (at))
    {
      const SekColumn *column = sek_field_row_get_column (at);
      SekFoldRow *fold = sek_fold_row_find (at);
      SekFormBlock *block = fold != NULL ? get_block (GTK_WIDGET (fold)) : get_block (at);

      if (column == NULL && block == NULL)
        continue;
      kept->had_focus = TRUE;
      if (block != NULL)
        {
          kept->entity = block->entity;
          kept->reference = block->reference;
          kept->order = list_order (self, block);
          kept->on_earlier = _sek_form_is_earlier (at);
          kept->row = get_row (fold != NULL ? GTK_WIDGET (fold) : at);
        }
      if (column != NULL)
        {
          kept->entity = column->entity;
          kept->column = g_strdup (column->id);
          kept->row = sek_field_row_get_row (at);
        }
      return;
    }
}

SekFormKept *
_sek_form_keep (SekForm *self)
{
  SekFormKept *kept = g_new0 (SekFormKept, 1);

  kept->waiting = g_ptr_array_new_with_free_func (free_waiting);
  for (guint i = 0; i < self->fields->len; i++)
    {
      GtkWidget *field = self->fields->pdata[i];
      const SekColumn *column = sek_field_row_get_column (field);
      Waiting *waiting;

      if (sek_field_row_get_problem (field) == NULL)
        continue;
      waiting = g_new0 (Waiting, 1);
      waiting->entity = column->entity;
      waiting->column = g_strdup (column->id);
      waiting->row = sek_field_row_get_row (field);
      waiting->text = sek_field_row_dup_typed (field);
      waiting->problem = g_strdup (sek_field_row_get_problem (field));
      g_ptr_array_add (kept->waiting, waiting);
    }
  keep_focus (self, kept);
  return kept;
}

gboolean
_sek_form_is_needed (SekForm *self, const SekFormKept *kept)
{
  return kept->waiting->len > 0 || kept->had_focus || self->added != 0;
}

gboolean
_sek_form_is_kept (const SekFormKept *kept, SekEntityId entity, gint64 row)
{
  for (guint i = 0; i < kept->waiting->len; i++)
    {
      const Waiting *waiting = kept->waiting->pdata[i];

      if (waiting->entity == entity && waiting->row == row)
        return TRUE;
    }
  return kept->had_focus && kept->entity == entity && kept->row == row;
}

void
_sek_form_drop (SekFormKept *kept)
{
  g_ptr_array_unref (kept->waiting);
  g_clear_pointer (&kept->order, g_array_unref);
  g_free (kept->column);
  g_free (kept);
}

/* Whether a block shows a field of a row. */
static gboolean
shows (SekForm *self, SekFormBlock *block, const Waiting *waiting)
{
  if (block->kind == SEK_FORM_FIELD)
    return block->row == waiting->row && block->column->entity == waiting->entity
           && g_str_equal (block->column->id, waiting->column);
  if (block->kind == SEK_FORM_FIELDS)
    return block->entity == waiting->entity && block->rows == NULL && block->row == waiting->row
           && g_strv_contains ((const char *const *) block->ids, waiting->column);
  if (block->kind == SEK_FORM_ROWS && block->entity == waiting->entity)
    {
      g_autoptr (GArray) children = _sek_form_find_children (self, block);

      for (guint i = 0; i < children->len; i++)
        if (g_array_index (children, gint64, i) == waiting->row)
          return TRUE;
    }
  return FALSE;
}

gboolean
_sek_form_has_place (SekForm *self, const SekFormKept *kept)
{
  for (guint i = 0; i < kept->waiting->len; i++)
    {
      gboolean found = FALSE;

      for (guint b = 0; b < self->blocks->len && !found; b++)
        found = shows (self, self->blocks->pdata[b], kept->waiting->pdata[i]);
      if (!found)
        return FALSE;
    }
  return TRUE;
}

static GtkWidget *
find_field (SekForm *self, SekEntityId entity, gint64 row, const char *column)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      const SekColumn *its = sek_field_row_get_column (self->fields->pdata[i]);

      if (its->entity == entity && sek_field_row_get_row (self->fields->pdata[i]) == row
          && (column == NULL || g_str_equal (its->id, column)))
        return self->fields->pdata[i];
    }
  return NULL;
}

GtkWidget *
_sek_form_find_fold (SekForm *self, SekEntityId entity, gint64 row)
{
  for (guint i = 0; i < self->folds->len; i++)
    if (get_block (self->folds->pdata[i])->entity == entity && get_row (self->folds->pdata[i]) == row)
      return self->folds->pdata[i];
  return NULL;
}

/* What stands where a row was: the next one of its block, the one before, or the button that adds one. */
static GtkWidget *
find_neighbour (SekForm *self, const SekFormKept *kept)
{
  GtkWidget *found = NULL;
  guint at = 0;

  while (kept->order != NULL && at < kept->order->len && g_array_index (kept->order, gint64, at) != kept->row)
    at++;
  for (guint i = at; kept->order != NULL && i < kept->order->len && found == NULL; i++)
    found = _sek_form_find_fold (self, kept->entity, g_array_index (kept->order, gint64, i));
  for (guint i = MIN (at, kept->order != NULL ? kept->order->len : 0); i > 0 && found == NULL; i--)
    found = _sek_form_find_fold (self, kept->entity, g_array_index (kept->order, gint64, i - 1));
  for (guint i = 0; i < self->adders->len && found == NULL; i++)
    {
      SekFormBlock *block = get_block (self->adders->pdata[i]);

      if (block->entity == kept->entity && block->reference == kept->reference)
        found = self->adders->pdata[i];
    }
  return found;
}

static void
give_focus (GtkWidget *widget, int caret)
{
  GtkRoot *root;
  GtkWidget *focus;

  if (GTK_IS_BUTTON (widget) || SEK_IS_FOLD_ROW (widget))
    gtk_widget_grab_focus (widget);
  else
    gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD);
  /* GTK scrolls to what has the focus, but knows not yet where this is. */
  sek_scroll_to (widget);
  root = gtk_widget_get_root (widget);
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  if (caret >= 0 && GTK_IS_TEXT (focus))
    gtk_editable_set_position (GTK_EDITABLE (focus), caret);
}

void
_sek_form_give_back (SekForm *self, SekFormKept *kept)
{
  GtkWidget *target = NULL;

  for (guint i = 0; i < kept->waiting->len; i++)
    {
      Waiting *waiting = kept->waiting->pdata[i];
      GtkWidget *field = find_field (self, waiting->entity, waiting->row, waiting->column);

      if (field != NULL)
        sek_field_row_put_back (field, waiting->text, waiting->problem);
    }
  if (self->added != 0 && (target = find_field (self, self->added_entity, self->added, NULL)) != NULL)
    {
      self->added = 0;
      give_focus (target, -1);
    }
  else if (kept->had_focus)
    {
      if (kept->column != NULL)
        target = find_field (self, kept->entity, kept->row, kept->column);
      if (target == NULL && kept->row != 0)
        target = _sek_form_find_fold (self, kept->entity, kept->row);
      if (target == NULL && kept->on_earlier)
        target = _sek_form_find_earlier (self, kept->entity, kept->reference);
      if (target == NULL)
        target = find_neighbour (self, kept);
      if (target != NULL)
        give_focus (target, kept->column != NULL ? kept->caret : -1);
    }
  _sek_form_drop (kept);
}
