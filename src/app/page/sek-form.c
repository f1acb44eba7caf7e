/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-form.h"

#include <glib/gi18n-lib.h>

#include "sek-field-row.h"
#include "sek-form-children.h"
#include "sek-history.h"
#include "sek-list-rows.h"
#include "sek-tell.h"

typedef enum { TITLE, PROBLEM, FACTS, FIELDS, FIELD, ROWS, BUTTON } BlockKind;

/* One part of the form, as described. */
typedef struct
{
  BlockKind       kind;
  char           *title;
  char           *text;
  GStrv           names;
  GStrv           texts;
  GStrv           actions; /* of texts; NULL for none */
  SekEntityId     entity;
  gint64          row; /* of fields; the parent of rows */
  GArray         *rows; /* of fields of several rows, else NULL */
  GStrv           ids;
  const SekField *reference;
  char           *head;
  char           *detail;
  SekColumn      *column; /* owned */
} Block;

struct _SekForm
{
  GtkBox       parent_instance;

  SekDocument *document;
  GPtrArray   *blocks;    /* being described */
  GPtrArray   *shown;     /* those that the widgets are of: their columns live as long */
  char        *structure; /* of what is shown */
  GPtrArray   *fields;    /* rows to refresh, borrowed */
  GPtrArray   *expanders; /* borrowed; with their row's id */
  GHashTable  *open;      /* ids of rows that stand open */
};

G_DEFINE_FINAL_TYPE (SekForm, sek_form, GTK_TYPE_BOX)

static void
free_block (gpointer data)
{
  Block *block = data;

  g_free (block->title);
  g_free (block->text);
  g_strfreev (block->names);
  g_strfreev (block->texts);
  g_strfreev (block->actions);
  g_strfreev (block->ids);
  g_clear_pointer (&block->rows, g_array_unref);
  g_free (block->head);
  g_free (block->detail);
  g_free (block->column);
  g_free (block);
}

static void
clear_widgets (SekForm *self)
{
  GtkWidget *child;

  g_ptr_array_set_size (self->fields, 0);
  g_ptr_array_set_size (self->expanders, 0);
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
  g_ptr_array_unref (self->fields);
  g_ptr_array_unref (self->expanders);
  g_hash_table_unref (self->open);
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
  self->fields = g_ptr_array_new ();
  self->expanders = g_ptr_array_new ();
  self->open = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
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

/* --- describing -------------------------------------------------------------------------------------------------- */

void
sek_form_start (SekForm *self)
{
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  self->blocks = g_ptr_array_new_with_free_func (free_block);
}

static Block *
add_block (SekForm *self, BlockKind kind, const char *title)
{
  Block *block = g_new0 (Block, 1);

  block->kind = kind;
  block->title = g_strdup (title);
  g_ptr_array_add (self->blocks, block);
  return block;
}

void
sek_form_add_title (SekForm *self, const char *title, const char *subtitle)
{
  add_block (self, TITLE, title)->text = g_strdup (subtitle);
}

void
sek_form_add_problem (SekForm *self, const char *text)
{
  if (text != NULL)
    add_block (self, PROBLEM, NULL)->text = g_strdup (text);
}

static Block *
add_facts (SekForm *self, const char *title, const char *const *names, const char *const *texts, guint n)
{
  Block *block = add_block (self, FACTS, title);

  block->names = g_new0 (char *, n + 1);
  block->texts = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    {
      block->names[i] = g_strdup (names[i]);
      block->texts[i] = g_strdup (texts[i] != NULL ? texts[i] : "");
    }
  return block;
}

void
sek_form_add_facts (SekForm *self, const char *title, const char *const *names, const char *const *texts, guint n)
{
  add_facts (self, title, names, texts, n);
}

void
sek_form_add_ways (SekForm *self, const char *title, const char *const *names, const char *const *texts,
                   const char *const *actions, guint n)
{
  Block *block = add_facts (self, title, names, texts, n);

  block->actions = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    block->actions[i] = g_strdup (actions[i]);
}

void
sek_form_add_fields (SekForm *self, const char *title, SekEntityId entity, gint64 row, const char *const *ids)
{
  Block *block = add_block (self, FIELDS, title);

  block->entity = entity;
  block->row = row;
  block->ids = g_strdupv ((GStrv) ids);
}

void
sek_form_add_fields_of (SekForm *self, const char *title, SekEntityId entity, GArray *rows, const char *const *ids)
{
  Block *block = add_block (self, FIELDS, title);

  block->entity = entity;
  block->rows = g_array_ref (rows);
  block->ids = g_strdupv ((GStrv) ids);
}

void
sek_form_add_field (SekForm *self, const char *title, SekColumn *column, gint64 row)
{
  Block *block = add_block (self, FIELD, title);

  block->column = column;
  block->row = row;
}

void
sek_form_add_rows (SekForm *self, const char *title, SekEntityId entity, const SekField *reference, gint64 parent,
                   const char *const *ids, const char *head, const char *detail)
{
  Block *block = add_block (self, ROWS, title);

  block->entity = entity;
  block->reference = reference;
  block->row = parent;
  block->ids = g_strdupv ((GStrv) ids);
  block->head = g_strdup (head);
  block->detail = g_strdup (detail);
}

void
sek_form_add_button (SekForm *self, const char *label, const char *action)
{
  add_block (self, BUTTON, label)->text = g_strdup (action);
}

/* --- rows that belong to a row ------------------------------------------------------------------------------------ */

static SekRegister *
get_register (SekForm *self)
{
  return sek_document_get_register (self->document);
}

static void
make_scope (SekForm *self, SekScope *scope)
{
  sek_scope_init (scope, get_register (self));
  scope->language = sek_program_language ();
}

static GArray *
find_children (SekForm *self, Block *block)
{
  SekScope scope;

  make_scope (self, &scope);
  return sek_form_children (&scope, block->entity, block->reference, block->row, block->head);
}

static void
tell_error (GtkWidget *widget, GError *error)
{
  sek_tell (widget, error->message, NULL, NULL, NULL);
}

static void
add_clicked_cb (GtkButton *button, Block *block)
{
  SekForm *self = SEK_FORM (gtk_widget_get_ancestor (GTK_WIDGET (button), SEK_TYPE_FORM));
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("add");
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) children = find_children (self, block);
  const SekEntity *entity = sek_entity_get (block->entity);
  g_autoptr (GError) error = NULL;
  SekScope scope;
  gint64 row;

  make_scope (self, &scope);
  if (block->reference != NULL)
    {
      g_ptr_array_add (ids, (char *) block->reference->name);
      g_ptr_array_add (texts, g_strdup_printf ("#%" G_GINT64_FORMAT, block->row));
    }
  /* What must be given gets a first proposal, to be corrected in the row that opens. */
  for (guint f = 0; f < entity->n_fields; f++)
    {
      const SekField *field = &entity->fields[f];

      if (field == block->reference || !(field->flags & SEK_FLAG_REQUIRED) || field->kind == SEK_KIND_POSITION
          || field->kind == SEK_KIND_TRUTH || field->kind == SEK_KIND_CHOICE)
        continue;
      g_ptr_array_add (ids, (char *) field->name);
      g_ptr_array_add (texts, sek_form_propose_key (&scope, children, field));
    }
  if (block->entity == SEK_MEMBER_NUMBER)
    {
      g_ptr_array_add (ids, (char *) "valid_from");
      g_ptr_array_add (texts, sek_date_format (sek_date_today (), SEK_DATE_NUMERIC, SEK_LANGUAGE_NB));
    }
  row = sek_column_add_row (&scope, block->entity, ids->len, (const char *const *) ids->pdata,
                            (const char *const *) texts->pdata, changeset, &error);
  if (row != 0)
    {
      sek_history_name_row (changeset, scope.reg, "add", block->entity, row);
      g_hash_table_add (self->open, g_memdup2 (&row, sizeof row));
    }
  if (row == 0 || !sek_document_submit (self->document, changeset, &error))
    tell_error (GTK_WIDGET (button), error);
}

static void
delete_clicked_cb (GtkButton *button, Block *block)
{
  SekForm *self = SEK_FORM (gtk_widget_get_ancestor (GTK_WIDGET (button), SEK_TYPE_FORM));
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("delete");
  gint64 *row = g_object_get_data (G_OBJECT (button), "sek-row");
  g_autoptr (GError) error = NULL;
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (button)));

  sek_history_name_row (changeset, get_register (self), "delete", block->entity, *row);
  sek_changeset_delete (changeset, get_register (self), block->entity, *row);
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

static void
expanded_cb (AdwExpanderRow *row, GParamSpec *pspec, SekForm *self)
{
  gint64 *id = g_object_get_data (G_OBJECT (row), "sek-row");

  if (adw_expander_row_get_expanded (row))
    g_hash_table_add (self->open, g_memdup2 (id, sizeof *id));
  else
    g_hash_table_remove (self->open, id);
}

static void
refresh_expander (SekForm *self, AdwExpanderRow *row)
{
  Block *block = g_object_get_data (G_OBJECT (row), "sek-block");
  gint64 *id = g_object_get_data (G_OBJECT (row), "sek-row");
  g_autofree char *head = NULL, *detail = NULL, *head_markup = NULL, *detail_markup = NULL;
  SekScope scope;

  make_scope (self, &scope);
  head = sek_column_dup_text (sek_column_find (block->entity, block->head, NULL), &scope, *id);
  detail = block->detail != NULL
               ? sek_column_dup_text (sek_column_find (block->entity, block->detail, NULL), &scope, *id)
               : g_strdup ("");
  head_markup = g_markup_escape_text (*head != '\0' ? head : "–", -1);
  detail_markup = g_markup_escape_text (detail, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), head_markup);
  adw_expander_row_set_subtitle (row, detail_markup);
}

static GtkWidget *
make_child (SekForm *self, Block *block, gint64 id)
{
  GtkWidget *row = adw_expander_row_new ();
  GtkWidget *button = gtk_button_new_with_label (_("Delete"));
  GtkWidget *last = adw_action_row_new ();

  g_object_set_data (G_OBJECT (row), "sek-block", block);
  g_object_set_data_full (G_OBJECT (row), "sek-row", g_memdup2 (&id, sizeof id), g_free);
  g_object_set_data_full (G_OBJECT (button), "sek-row", g_memdup2 (&id, sizeof id), g_free);
  for (guint i = 0; block->ids[i] != NULL; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row),
                              make_field (self, sek_column_find (block->entity, block->ids[i], NULL), &id, 1));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "error");
  g_signal_connect (button, "clicked", G_CALLBACK (delete_clicked_cb), block);
  adw_action_row_add_suffix (ADW_ACTION_ROW (last), button);
  gtk_widget_set_focusable (last, FALSE);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), last);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), g_hash_table_contains (self->open, &id));
  g_signal_connect (row, "notify::expanded", G_CALLBACK (expanded_cb), self);
  g_ptr_array_add (self->expanders, row);
  refresh_expander (self, ADW_EXPANDER_ROW (row));
  return row;
}

static GtkWidget *
make_rows (SekForm *self, Block *block)
{
  GtkWidget *group = GTK_WIDGET (sek_group_new (block->title));
  GtkWidget *button = gtk_button_new_from_icon_name ("list-add-symbolic");
  g_autoptr (GArray) children = find_children (self, block);
  g_autofree char *reason = sek_document_dup_read_only_reason (self->document);
  g_autofree char *label = g_strdup_printf (_("Add %s"), sek_word (&sek_entity_get (block->entity)->singular,
                                                                    sek_program_language ()));

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_sensitive (button, reason == NULL);
  g_signal_connect (button, "clicked", G_CALLBACK (add_clicked_cb), block);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), button);
  for (guint i = 0; i < children->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                               make_child (self, block, g_array_index (children, gint64, i)));
  return group;
}

static GtkWidget *
make_facts (Block *block)
{
  GtkWidget *group = GTK_WIDGET (sek_group_new (block->title));

  for (guint i = 0; block->names[i] != NULL; i++)
    {
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *label = sek_wrapped_label_new (block->texts[i], "numeric");
      g_autofree char *markup = g_markup_escape_text (block->names[i], -1);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), markup);
      gtk_label_set_wrap (GTK_LABEL (label), FALSE);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
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
make_widget (SekForm *self, Block *block)
{
  GtkWidget *widget;

  switch (block->kind)
    {
    case TITLE:
      widget = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
      gtk_box_append (GTK_BOX (widget), sek_wrapped_label_new (block->title, "title-4"));
      if (block->text != NULL)
        gtk_box_append (GTK_BOX (widget), sek_wrapped_label_new (block->text, "dim-label"));
      return widget;
    case PROBLEM:
      return sek_wrapped_label_new (block->text, "error");
    case FACTS:
      return make_facts (block);
    case FIELDS:
      widget = GTK_WIDGET (sek_group_new (block->title));
      for (guint i = 0; block->ids[i] != NULL; i++)
        adw_preferences_group_add (ADW_PREFERENCES_GROUP (widget),
                                   make_field (self, sek_column_find (block->entity, block->ids[i], NULL),
                                               block->rows != NULL ? (const gint64 *) (gpointer) block->rows->data
                                                                   : &block->row,
                                               block->rows != NULL ? block->rows->len : 1));
      return widget;
    case FIELD:
      widget = GTK_WIDGET (sek_group_new (block->title));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (widget), make_field (self, block->column, &block->row, 1));
      return widget;
    case ROWS:
      return make_rows (self, block);
    case BUTTON:
    default:
      widget = gtk_button_new_with_label (block->title);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (widget), block->text);
      return widget;
    }
}

/* Two descriptions with the same text need no new widgets. */
static char *
describe (SekForm *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->blocks->len; i++)
    {
      Block *block = self->blocks->pdata[i];

      g_string_append_printf (text, "%d|%s|%s|%d|%" G_GINT64_FORMAT "|", block->kind,
                              block->title != NULL ? block->title : "", block->text != NULL ? block->text : "",
                              block->entity, block->row);
      for (guint n = 0; block->names != NULL && block->names[n] != NULL; n++)
        g_string_append_printf (text, "%s=%s:%s|", block->names[n], block->texts[n],
                                block->actions != NULL ? block->actions[n] : "");
      for (guint n = 0; block->ids != NULL && block->ids[n] != NULL; n++)
        g_string_append_printf (text, "%s|", block->ids[n]);
      if (block->column != NULL)
        g_string_append_printf (text, "%s:%" G_GINT64_FORMAT "|", block->column->id, block->column->budget_column);
      for (guint n = 0; block->rows != NULL && n < block->rows->len; n++)
        g_string_append_printf (text, "%" G_GINT64_FORMAT "|", g_array_index (block->rows, gint64, n));
      if (block->kind == ROWS)
        {
          g_autoptr (GArray) children = find_children (self, block);

          for (guint n = 0; n < children->len; n++)
            g_string_append_printf (text, "%" G_GINT64_FORMAT "|", g_array_index (children, gint64, n));
        }
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

const char *
sek_form_get_problem (SekForm *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    if (sek_field_row_get_problem (self->fields->pdata[i]) != NULL)
      return sek_field_row_get_problem (self->fields->pdata[i]);
  return NULL;
}

void
sek_form_go_to_problem (SekForm *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      GtkWidget *field = self->fields->pdata[i];
      GtkWidget *expander = gtk_widget_get_ancestor (field, ADW_TYPE_EXPANDER_ROW);

      if (sek_field_row_get_problem (field) == NULL)
        continue;
      if (expander != NULL)
        adw_expander_row_set_expanded (ADW_EXPANDER_ROW (expander), TRUE);
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
  structure = describe (self);
  if (g_strcmp0 (structure, self->structure) != 0)
    {
      /* A text that could not be stored is not thrown away because the cursor went elsewhere. */
      if (sek_form_get_problem (self) != NULL)
        return;

      clear_widgets (self);
      g_clear_pointer (&self->shown, g_ptr_array_unref);
      self->shown = g_steal_pointer (&self->blocks);
      for (guint i = 0; i < self->shown->len; i++)
        gtk_box_append (GTK_BOX (self), make_widget (self, self->shown->pdata[i]));
      g_free (self->structure);
      self->structure = g_steal_pointer (&structure);
      return;
    }
  for (guint i = 0; i < self->fields->len; i++)
    sek_field_row_refresh (self->fields->pdata[i]);
  for (guint i = 0; i < self->expanders->len; i++)
    refresh_expander (self, self->expanders->pdata[i]);
}
