/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-choices.h"

static gboolean
has_rows (GListModel *list, const char *const *texts)
{
  guint n = g_strv_length ((GStrv) texts);

  if (list == NULL || g_list_model_get_n_items (list) != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (list), i), texts[i]))
      return FALSE;
  return TRUE;
}

void
sek_choices_set (GtkDropDown *chooser, const char *const *texts, guint selected)
{
  g_autoptr (GtkStringList) list = NULL;

  if (has_rows (gtk_drop_down_get_model (chooser), texts))
    return;
  list = gtk_string_list_new (texts);
  gtk_drop_down_set_model (chooser, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (chooser, selected);
}
