/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-fold-row.h"

#include "sek-list-rows.h"

struct _SekFoldRow
{
  AdwPreferencesRow parent_instance;

  GtkLabel      *title;
  GtkLabel      *subtitle;
  GPtrArray     *rows;   /* borrowed: they are in the list */
  SekFoldRowFunc fill;
  gpointer       data;
  gboolean       filled;
  gboolean       open;
};

G_DEFINE_FINAL_TYPE (SekFoldRow, sek_fold_row, ADW_TYPE_PREFERENCES_ROW)

enum { PROPERTY_OPEN = 1, N_PROPERTIES };
static GParamSpec *properties[N_PROPERTIES];

static GtkListBox *
get_list (SekFoldRow *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  return GTK_IS_LIST_BOX (parent) ? GTK_LIST_BOX (parent) : NULL;
}

static void
activated_cb (GtkListBox *list, GtkListBoxRow *row, SekFoldRow *self)
{
  if (row == GTK_LIST_BOX_ROW (self))
    sek_fold_row_set_open (self, !self->open);
}

static void
parent_cb (SekFoldRow *self, GParamSpec *pspec, gpointer user_data)
{
  if (get_list (self) != NULL)
    g_signal_connect_object (get_list (self), "row-activated", G_CALLBACK (activated_cb), self, 0);
}

static void
sek_fold_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, SEK_FOLD_ROW (object)->open);
}

static void
sek_fold_row_finalize (GObject *object)
{
  g_ptr_array_unref (SEK_FOLD_ROW (object)->rows);
  G_OBJECT_CLASS (sek_fold_row_parent_class)->finalize (object);
}

static void
sek_fold_row_class_init (SekFoldRowClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = sek_fold_row_get_property;
  G_OBJECT_CLASS (klass)->finalize = sek_fold_row_finalize;
  properties[PROPERTY_OPEN]
      = g_param_spec_boolean ("open", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);
}

static void
sek_fold_row_init (SekFoldRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  self->rows = g_ptr_array_new ();
  self->title = GTK_LABEL (gtk_label_new (NULL));
  self->subtitle = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->title, 0);
  gtk_label_set_xalign (self->subtitle, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "title");
  gtk_widget_add_css_class (GTK_WIDGET (self->subtitle), "subtitle");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->subtitle));
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("adw-expander-arrow-symbolic"));
  /* libadwaita's own margins and sizes. */
  gtk_widget_add_css_class (box, "header");
  gtk_widget_add_css_class (words, "title");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "fold");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_EXPANDED, FALSE, -1);
  g_signal_connect (self, "notify::parent", G_CALLBACK (parent_cb), NULL);
}

GtkWidget *
sek_fold_row_new (SekFoldRowFunc fill, gpointer user_data)
{
  SekFoldRow *self = g_object_new (SEK_TYPE_FOLD_ROW, NULL);

  self->fill = fill;
  self->data = user_data;
  return GTK_WIDGET (self);
}

static void
set_text (GtkLabel *label, const char *text)
{
  sek_label_wrap (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

void
sek_fold_row_set_words (SekFoldRow *self, const char *title, const char *subtitle)
{
  g_autofree char *markup = g_markup_escape_text (title, -1), *label = g_strdup_printf ("%s %s", title, subtitle);

  set_text (self->title, title);
  set_text (self->subtitle, subtitle);
  /* For whoever looks for the row by its name. */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), markup);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

void
sek_fold_row_add (SekFoldRow *self, GtkWidget *row)
{
  g_return_if_fail (get_list (self) != NULL);

  gtk_widget_add_css_class (row, "nested");
  g_object_set_data (G_OBJECT (row), "sek-fold-row", self);
  g_ptr_array_add (self->rows, row);
  gtk_list_box_insert (get_list (self), row,
                       gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (self)) + (int) self->rows->len);
}

void
sek_fold_row_set_open (SekFoldRow *self, gboolean open)
{
  if (self->open == open)
    return;
  self->open = open;
  if (open && !self->filled)
    {
      self->filled = TRUE;
      self->fill (self, self->data);
    }
  for (guint i = 0; i < self->rows->len; i++)
    gtk_widget_set_visible (self->rows->pdata[i], open);
  if (open)
    gtk_widget_add_css_class (GTK_WIDGET (self), "open");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "open");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_EXPANDED, open, -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROPERTY_OPEN]);
}

gboolean
sek_fold_row_get_open (SekFoldRow *self)
{
  return self->open;
}

SekFoldRow *
sek_fold_row_find (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "sek-fold-row");
}
