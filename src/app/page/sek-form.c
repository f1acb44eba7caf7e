/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-form.h"

#include <glib/gi18n-lib.h>

#include "sek-field-row.h"
#include "sek-fold-row.h"
#include "sek-form-children.h"
#include "sek-form-focus.h"
#include "sek-form-private.h"
#include "sek-history.h"
#include "sek-list-rows.h"
#include "sek-pair.h"
#include "sek-speak.h"
#include "sek-tell.h"

/* Rows that are made at once: they fill the pane of a high window. */
#define MADE_AT_ONCE 14

G_DEFINE_FINAL_TYPE (SekForm, sek_form, GTK_TYPE_BOX)

static void
clear_widgets (SekForm *self)
{
  GtkWidget *child;

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  g_ptr_array_set_size (self->facts, 0);
  g_ptr_array_set_size (self->fields, 0);
  g_ptr_array_set_size (self->folds, 0);
  g_ptr_array_set_size (self->earlier, 0);
  g_ptr_array_set_size (self->adders, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
}

static void
sek_form_dispose (GObject *object)
{
  SekForm *self = SEK_FORM (object);

  clear_widgets (self);
  g_clear_object (&self->document);
  G_OBJECT_CLASS (sek_form_parent_class)->dispose (object);
}

static void
sek_form_finalize (GObject *object)
{
  SekForm *self = SEK_FORM (object);

  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_ptr_array_unref (self->facts);
  g_ptr_array_unref (self->fields);
  g_ptr_array_unref (self->folds);
  g_ptr_array_unref (self->earlier);
  g_ptr_array_unref (self->adders);
  g_hash_table_unref (self->open);
  g_hash_table_unref (self->open_earlier);
  g_free (self->structure);
  G_OBJECT_CLASS (sek_form_parent_class)->finalize (object);
}

static void
sek_form_class_init (SekFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sek_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = sek_form_finalize;
}

static void
sek_form_init (SekForm *self)
{
  self->facts = g_ptr_array_new ();
  self->fields = g_ptr_array_new ();
  self->folds = g_ptr_array_new ();
  self->earlier = g_ptr_array_new ();
  self->adders = g_ptr_array_new ();
  self->open = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->open_earlier = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 14);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_START);
}

GtkWidget *
sek_form_new (void)
{
  return g_object_new (SEK_TYPE_FORM, NULL);
}

void
sek_form_set_document (SekForm *self, SekDocument *document)
{
  if (self->document == document)
    return;
  clear_widgets (self);
  g_clear_pointer (&self->structure, g_free);
  g_set_object (&self->document, document);
}

/* --- rows that belong to a row ------------------------------------------------------------------------------------ */

static void
tell_error (GtkWidget *widget, GError *error)
{
  sek_tell (widget, error->message, NULL, NULL, NULL);
}

static void
add_clicked_cb (GtkButton *button, SekFormBlock *block)
{
  SekForm *self = SEK_FORM (gtk_widget_get_ancestor (GTK_WIDGET (button), SEK_TYPE_FORM));
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("add");
  g_autoptr (GPtrArray) ids = g_ptr_array_new (), texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  SekScope scope;
  gint64 row;

  _sek_form_make_scope (self, &scope);
  sek_form_propose_keys (&scope, block->entity, block->reference, block->row, ids, texts);
  row = sek_column_add_row (&scope, block->entity, ids->len, (const char *const *) ids->pdata,
                            (const char *const *) texts->pdata, changeset, &error);
  if (row != 0)
    {
      sek_history_name_row (changeset, scope.reg, "add", block->entity, row);
      g_hash_table_add (self->open, g_memdup2 (&row, sizeof row));
    }
  if (row == 0 || !sek_document_submit (self->document, changeset, &error))
    {
      tell_error (GTK_WIDGET (button), error);
      return;
    }
  self->added = row;
  self->added_entity = block->entity;
}

static void
delete_clicked_cb (GtkButton *button, SekFormBlock *block)
{
  SekForm *self = SEK_FORM (gtk_widget_get_ancestor (GTK_WIDGET (button), SEK_TYPE_FORM));
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("delete");
  gint64 *row = g_object_get_data (G_OBJECT (button), "sek-row");
  g_autoptr (GError) error = NULL;
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (button)));

  sek_history_name_row (changeset, sek_document_get_register (self->document), "delete", block->entity, *row);
  sek_changeset_delete (changeset, sek_document_get_register (self->document), block->entity, *row);
  if (sek_document_submit (self->document, changeset, &error))
    gtk_widget_activate_action (window, "win.tell-undo", NULL);
  else
    tell_error (window, error);
}

/* --- widgets ----------------------------------------------------------------------------------------------------- */

static GtkWidget *
make_field (SekForm *self, const SekColumn *column, const gint64 *rows, guint n)
{
  GtkWidget *field = sek_field_row_new (self->document, column, rows, n);

  g_ptr_array_add (self->fields, field);
  return field;
}

/* What an opened row holds is made when it is first opened: most never are, and each field is a dozen widgets. */
static void
fill_child (SekFoldRow *row, gpointer user_data)
{
  SekFormBlock *block = g_object_get_data (G_OBJECT (row), "sek-block");
  gint64 *id = g_object_get_data (G_OBJECT (row), "sek-row");
  GtkWidget *button = gtk_button_new_with_label (_("Delete")), *last = adw_action_row_new ();

  for (guint i = 0; block->ids[i] != NULL; i++)
    sek_fold_row_add (row, make_field (user_data, sek_column_find (block->entity, block->ids[i], NULL), id, 1));
  g_object_set_data_full (G_OBJECT (button), "sek-row", g_memdup2 (id, sizeof *id), g_free);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "error");
  g_signal_connect (button, "clicked", G_CALLBACK (delete_clicked_cb), block);
  adw_action_row_add_suffix (ADW_ACTION_ROW (last), button);
  gtk_widget_set_focusable (last, FALSE);
  sek_fold_row_add (row, last);
}

static void
opened_cb (SekFoldRow *row, GParamSpec *pspec, SekForm *self)
{
  gint64 *id = g_object_get_data (G_OBJECT (row), "sek-row");

  if (sek_fold_row_get_open (row))
    g_hash_table_add (self->open, g_memdup2 (id, sizeof *id));
  else
    g_hash_table_remove (self->open, id);
}

static void
refresh_fold (SekForm *self, SekFoldRow *row)
{
  SekFormBlock *block = g_object_get_data (G_OBJECT (row), "sek-block");
  gint64 *id = g_object_get_data (G_OBJECT (row), "sek-row");
  g_autofree char *head = NULL, *detail = NULL;
  SekScope scope;

  _sek_form_make_scope (self, &scope);
  head = sek_column_dup_text (sek_column_find (block->entity, block->head, NULL), &scope, *id);
  detail = block->detail != NULL
               ? sek_column_dup_text (sek_column_find (block->entity, block->detail, NULL), &scope, *id)
               : g_strdup ("");
  sek_fold_row_set_words (row, *head != '\0' ? head : "–", detail);
}

GtkWidget *
_sek_form_add_child (SekForm *self, SekFormBlock *block, AdwPreferencesGroup *group, gint64 id)
{
  GtkWidget *row = sek_fold_row_new (fill_child, self);

  g_object_set_data (G_OBJECT (row), "sek-block", block);
  g_object_set_data_full (G_OBJECT (row), "sek-row", g_memdup2 (&id, sizeof id), g_free);
  adw_preferences_group_add (group, row);
  sek_fold_row_set_open (SEK_FOLD_ROW (row), g_hash_table_contains (self->open, &id));
  g_signal_connect (row, "notify::open", G_CALLBACK (opened_cb), self);
  g_ptr_array_add (self->folds, row);
  refresh_fold (self, SEK_FOLD_ROW (row));
  return row;
}

static GtkWidget *
make_rows (SekForm *self, SekFormBlock *block)
{
  GtkWidget *group = GTK_WIDGET (sek_group_new (block->title));
  GtkWidget *button = gtk_button_new_from_icon_name ("list-add-symbolic");
  g_autofree char *reason = sek_document_dup_read_only_reason (self->document);
  g_autofree char *label = g_strdup_printf (_("Add %s"), sek_word (&sek_entity_get (block->entity)->singular,
                                                                    sek_program_language ()));

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_sensitive (button, reason == NULL);
  g_object_set_data (G_OBJECT (button), "sek-block", block);
  g_ptr_array_add (self->adders, button);
  g_signal_connect (button, "clicked", G_CALLBACK (add_clicked_cb), block);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), button);
  _sek_form_add_children (self, block, ADW_PREFERENCES_GROUP (group));
  return group;
}

static void
show_fact (GtkWidget *label, const char *name, const char *text)
{
  GtkWidget *row = g_object_get_data (G_OBJECT (label), "sek-fact-row");
  g_autofree char *spoken = g_strdup_printf ("%s, %s", name, text);

  sek_label_wrap (GTK_LABEL (label), text);
  sek_speak_name_row (row, spoken);
}

/* A fact that says something else needs no new widgets. */
static void
refresh_facts (SekForm *self)
{
  guint at = 0;

  for (guint b = 0; b < self->blocks->len; b++)
    {
      SekFormBlock *next = self->blocks->pdata[b], *block = self->shown->pdata[b];

      if (block->kind != SEK_FORM_FACTS || block->actions != NULL)
        continue;
      for (guint i = 0; block->names[i] != NULL; i++, at++)
        if (!g_str_equal (block->texts[i], next->texts[i]))
          {
            g_free (block->texts[i]);
            block->texts[i] = g_strdup (next->texts[i]);
            /* Those that are made a frame later have it by then. */
            if (at < self->facts->len)
              show_fact (self->facts->pdata[at], block->names[i], block->texts[i]);
          }
    }
}

static GtkWidget *
make_facts (SekForm *self, SekFormBlock *block)
{
  GtkWidget *group = GTK_WIDGET (sek_group_new (block->title));

  for (guint i = 0; block->names[i] != NULL; i++)
    {
      GtkWidget *row = adw_preferences_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
      GtkWidget *what = sek_wrapped_label_new ("", "numeric"),
                *pair = sek_pair_new (sek_wrapped_label_new (block->names[i], NULL), what);
      g_autofree char *markup = g_markup_escape_text (block->names[i], -1);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), markup);
      g_object_set_data (G_OBJECT (what), "sek-fact-row", row);
      show_fact (what, block->names[i], block->texts[i]);
      if (block->actions == NULL)
        g_ptr_array_add (self->facts, what);
      gtk_widget_set_hexpand (pair, TRUE);
      gtk_widget_set_valign (pair, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (pair, "fact");
      /* libadwaita's own margins and height. */
      gtk_widget_add_css_class (box, "header");
      gtk_box_append (GTK_BOX (box), pair);
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
      if (block->actions != NULL && *block->actions[i] != '\0')
        {
          gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
          gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (row), block->actions[i]);
        }
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
  return group;
}

static GtkWidget *
make_widget (SekForm *self, SekFormBlock *block)
{
  GtkWidget *widget;

  switch (block->kind)
    {
    case SEK_FORM_TITLE:
      widget = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
      gtk_box_append (GTK_BOX (widget), sek_wrapped_label_new (block->title, "title-4"));
      if (block->text != NULL)
        gtk_box_append (GTK_BOX (widget), sek_wrapped_label_new (block->text, "dim-label"));
      return widget;
    case SEK_FORM_PROBLEM:
      return sek_wrapped_label_new (block->text, "error");
    case SEK_FORM_FACTS:
      return make_facts (self, block);
    case SEK_FORM_FIELDS:
      widget = GTK_WIDGET (sek_group_new (block->title));
      for (guint i = 0; block->ids[i] != NULL; i++)
        adw_preferences_group_add (ADW_PREFERENCES_GROUP (widget),
                                   make_field (self, sek_column_find (block->entity, block->ids[i], NULL),
                                               block->rows != NULL ? (const gint64 *) (gpointer) block->rows->data
                                                                   : &block->row,
                                               block->rows != NULL ? block->rows->len : 1));
      return widget;
    case SEK_FORM_FIELD:
      widget = GTK_WIDGET (sek_group_new (block->title));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (widget), make_field (self, block->column, &block->row, 1));
      return widget;
    case SEK_FORM_ROWS:
      return make_rows (self, block);
    case SEK_FORM_BUTTON:
    default:
      widget = gtk_button_new_with_label (block->title);
      gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (widget), block->text);
      return widget;
    }
}

static void
make_blocks (SekForm *self, guint most_rows)
{
  for (guint rows = 0; self->n_made < self->shown->len && rows < most_rows; self->n_made++)
    {
      SekFormBlock *block = self->shown->pdata[self->n_made];
      guint before = self->fields->len + self->folds->len;

      gtk_box_append (GTK_BOX (self), make_widget (self, block));
      rows += 1 + self->fields->len + self->folds->len - before;
      if (block->kind == SEK_FORM_FACTS)
        rows += g_strv_length (block->names);
    }
}

/* What lies below the pane's lower edge is made when the rest has been painted. */
static gboolean
make_rest_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  SekForm *self = SEK_FORM (widget);

  if (self->n_frames++ == 0)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  make_blocks (self, G_MAXUINT);
  return G_SOURCE_REMOVE;
}

gboolean
_sek_form_has_problem (SekForm *self, SekFoldRow *fold)
{
  for (guint i = 0; i < self->fields->len; i++)
    if (sek_fold_row_find (self->fields->pdata[i]) == fold
        && sek_field_row_get_problem (self->fields->pdata[i]) != NULL)
      return TRUE;
  return FALSE;
}

const char *
sek_form_get_problem (SekForm *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    if (sek_field_row_get_problem (self->fields->pdata[i]) != NULL)
      return sek_field_row_get_problem (self->fields->pdata[i]);
  return NULL;
}

guint
sek_form_count_problems (SekForm *self)
{
  guint n = 0;

  for (guint i = 0; i < self->fields->len; i++)
    n += sek_field_row_get_problem (self->fields->pdata[i]) != NULL ? 1 : 0;
  return n;
}

void
sek_form_go_to_problem (SekForm *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      GtkWidget *field = self->fields->pdata[i];
      SekFoldRow *fold = sek_fold_row_find (field);

      if (sek_field_row_get_problem (field) == NULL)
        continue;
      if (fold != NULL)
        sek_fold_row_set_open (fold, TRUE);
      gtk_widget_child_focus (field, GTK_DIR_TAB_FORWARD);
      return;
    }
}

void
sek_form_finish (SekForm *self)
{
  g_autofree char *structure = NULL;

  if (self->document == NULL)
    {
      clear_widgets (self);
      return;
    }
  structure = _sek_form_describe (self);
  if (g_strcmp0 (structure, self->structure) != 0)
    {
      SekFormKept *kept = _sek_form_keep (self);

      /* A text that could not be stored is not thrown away because the cursor went elsewhere. */
      if (!_sek_form_has_place (self, kept))
        {
          _sek_form_drop (kept);
          return;
        }
      clear_widgets (self);
      g_clear_pointer (&self->shown, g_ptr_array_unref);
      self->shown = g_steal_pointer (&self->blocks);
      self->n_made = self->n_frames = 0;
      /* What is to be found again is made at once. */
      self->kept = kept;
      make_blocks (self, _sek_form_is_needed (self, kept) ? G_MAXUINT : MADE_AT_ONCE);
      self->kept = NULL;
      if (self->n_made < self->shown->len)
        self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), make_rest_cb, NULL, NULL);
      g_free (self->structure);
      self->structure = g_steal_pointer (&structure);
      _sek_form_give_back (self, kept);
      return;
    }
  refresh_facts (self);
  for (guint i = 0; i < self->fields->len; i++)
    sek_field_row_refresh (self->fields->pdata[i]);
  for (guint i = 0; i < self->folds->len; i++)
    refresh_fold (self, self->folds->pdata[i]);
}

void
sek_form_open_row (SekForm *self, SekEntityId entity, gint64 row)
{
  GtkWidget *fold;

  _sek_form_open_earlier (self, entity, row);
  fold = _sek_form_find_fold (self, entity, row);
  g_hash_table_add (self->open, g_memdup2 (&row, sizeof row));
  if (fold == NULL)
    {
      self->added = row;
      self->added_entity = entity;
      return;
    }
  sek_fold_row_set_open (SEK_FOLD_ROW (fold), TRUE);
  gtk_widget_grab_focus (fold);
}
