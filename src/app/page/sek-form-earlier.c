/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "sek-fold-row.h"
#include "sek-form-focus.h"
#include "sek-form-private.h"

/* Of many dated rows the newest are shown, and one row opens those before: a member's populations reach back a decade,
 * and what is under them would be out of sight. */

#define SHOWN_ALWAYS 3
/* More than these are not all shown: a row that opens one other is of no use. */
#define SHOWN_AT_MOST 4

/* Of an earlier row: the ids that it opens. */
#define ROWS "sek-earlier-rows"
/* Of a row that it opened: itself. */
#define EARLIER "sek-earlier"

static SekFormBlock *
get_block (GtkWidget *earlier)
{
  return g_object_get_data (G_OBJECT (earlier), "sek-block");
}

/* Names a block in whatever description. Owned. */
static char *
dup_key (const SekFormBlock *block)
{
  return g_strdup_printf ("%d %s %" G_GINT64_FORMAT, block->entity,
                          block->reference != NULL ? block->reference->name : "", block->row);
}

static gboolean
is_dated (const SekFormBlock *block)
{
  SekKind kind = sek_column_find (block->entity, block->head, NULL)->field->kind;

  return kind == SEK_KIND_DATE || kind == SEK_KIND_YEAR;
}

/* What was just added, is open, has the focus or a text that waits, is not put out of sight. */
static gboolean
is_in_use (SekForm *self, const SekFormBlock *block, gint64 id)
{
  return (self->added == id && self->added_entity == block->entity) || g_hash_table_contains (self->open, &id)
         || (self->kept != NULL && _sek_form_is_kept (self->kept, block->entity, id));
}

static void
fill_earlier (SekFoldRow *row, gpointer user_data)
{
  SekForm *self = user_data;
  GArray *ids = g_object_get_data (G_OBJECT (row), ROWS);
  GtkWidget *group = gtk_widget_get_ancestor (GTK_WIDGET (row), ADW_TYPE_PREFERENCES_GROUP);

  for (guint i = 0; i < ids->len; i++)
    {
      GtkWidget *child = _sek_form_add_child (self, get_block (GTK_WIDGET (row)), ADW_PREFERENCES_GROUP (group),
                                              g_array_index (ids, gint64, i));

      g_object_set_data (G_OBJECT (child), EARLIER, row);
    }
}

static void
earlier_opened_cb (SekFoldRow *row, GParamSpec *pspec, SekForm *self)
{
  gboolean open = sek_fold_row_get_open (row);
  g_autofree char *key = dup_key (get_block (GTK_WIDGET (row)));

  for (guint i = 0; i < self->folds->len; i++)
    {
      GtkWidget *child = self->folds->pdata[i];

      if (g_object_get_data (G_OBJECT (child), EARLIER) != row)
        continue;
      if (!open && _sek_form_has_problem (self, SEK_FOLD_ROW (child)))
        continue;
      if (!open)
        sek_fold_row_set_open (SEK_FOLD_ROW (child), FALSE);
      gtk_widget_set_visible (child, open);
    }
  if (open)
    g_hash_table_add (self->open_earlier, g_steal_pointer (&key));
  else
    g_hash_table_remove (self->open_earlier, key);
}

static void
add_earlier (SekForm *self, SekFormBlock *block, AdwPreferencesGroup *group, GArray *ids)
{
  GtkWidget *row = sek_fold_row_new (fill_earlier, self);
  g_autofree char *words = g_strdup_printf (_("Earlier (%u)"), ids->len), *key = dup_key (block);

  g_object_set_data (G_OBJECT (row), "sek-block", block);
  g_object_set_data_full (G_OBJECT (row), ROWS, g_array_ref (ids), (GDestroyNotify) g_array_unref);
  sek_fold_row_set_words (SEK_FOLD_ROW (row), words, "");
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->earlier, row);
  g_signal_connect (row, "notify::open", G_CALLBACK (earlier_opened_cb), self);
  sek_fold_row_set_open (SEK_FOLD_ROW (row), g_hash_table_contains (self->open_earlier, key));
}

void
_sek_form_add_children (SekForm *self, SekFormBlock *block, AdwPreferencesGroup *group)
{
  g_autoptr (GArray) children = _sek_form_find_children (self, block), hidden = NULL;
  gboolean many = children->len > SHOWN_AT_MOST && is_dated (block);
  g_autofree char *key = dup_key (block);
  gboolean open = g_hash_table_contains (self->open_earlier, key);

  hidden = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < children->len; i++)
    {
      gint64 id = g_array_index (children, gint64, i);

      if (many && i >= SHOWN_ALWAYS && (open || !is_in_use (self, block, id)))
        g_array_append_val (hidden, id);
      else
        _sek_form_add_child (self, block, group, id);
    }
  if (hidden->len > 0)
    add_earlier (self, block, group, hidden);
}

gboolean
_sek_form_is_earlier (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), ROWS) != NULL;
}

GtkWidget *
_sek_form_find_earlier (SekForm *self, SekEntityId entity, const SekField *reference)
{
  for (guint i = 0; i < self->earlier->len; i++)
    {
      const SekFormBlock *block = get_block (self->earlier->pdata[i]);

      if (block->entity == entity && block->reference == reference)
        return self->earlier->pdata[i];
    }
  return NULL;
}

void
_sek_form_open_earlier (SekForm *self, SekEntityId entity, gint64 row)
{
  for (guint i = 0; i < self->earlier->len; i++)
    {
      GtkWidget *earlier = self->earlier->pdata[i];
      GArray *ids = g_object_get_data (G_OBJECT (earlier), ROWS);

      for (guint n = 0; n < ids->len && get_block (earlier)->entity == entity; n++)
        if (g_array_index (ids, gint64, n) == row)
          sek_fold_row_set_open (SEK_FOLD_ROW (earlier), TRUE);
    }
}
