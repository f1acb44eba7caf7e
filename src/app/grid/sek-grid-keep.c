/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-grid-keep.h"

#include "sek-grid-private.h"

/* The grid is the person's to arrange; the register is not told. */

static int
find_column (SekGridModel *model, const char *id)
{
  for (guint i = 0; i < sek_grid_model_get_n_columns (model); i++)
    {
      SekGridColumn column;
      gboolean same;

      sek_grid_model_get_column (model, i, &column);
      same = g_str_equal (column.id, id);
      g_free (column.head);
      if (same)
        return (int) i;
    }
  return -1;
}

static void
save_conditions (GSettings *settings, SekGridModel *model)
{
  GVariantBuilder conditions;

  g_variant_builder_init (&conditions, G_VARIANT_TYPE ("a{s(sas)}"));
  for (guint i = 0; i < sek_grid_model_get_n_columns (model); i++)
    {
      const SekCondition *condition = sek_grid_model_get_condition (model, i);
      SekGridColumn column;

      if (condition == NULL)
        continue;
      sek_grid_model_get_column (model, i, &column);
      g_variant_builder_add (&conditions, "{s@(sas)}", column.id, sek_condition_to_variant (condition));
      g_free (column.head);
    }
  g_settings_set_value (settings, "filters", g_variant_builder_end (&conditions));
}

static void
layout_changed_cb (SekGrid *grid, GSettings *settings)
{
  SekGridModel *model = sek_grid_get_model (grid);
  g_autoptr (GVariant) layout = NULL;
  SekGridColumn column = { 0 };
  gboolean descending;
  int sort;

  if (model == NULL)
    return;
  layout = sek_grid_dup_layout (grid);
  g_settings_set_value (settings, "columns", layout);
  sort = sek_grid_model_get_sort (model, &descending);
  if (sort >= 0)
    sek_grid_model_get_column (model, (guint) sort, &column);
  g_settings_set (settings, "sort", "(sb)", column.id != NULL ? column.id : "", descending);
  g_free (column.head);
  save_conditions (settings, model);
}

void
sek_grid_keep (SekGrid *grid, const char *name)
{
  g_autofree char *path = g_strdup_printf ("/no/regionraad/Sekretariat/tables/%s/", name);
  GSettings *settings = g_settings_new_with_path (SEK_APPLICATION_ID ".Table", path);

  g_object_set_data_full (G_OBJECT (grid), "sek-settings", settings, g_object_unref);
  g_signal_connect (grid, "layout-changed", G_CALLBACK (layout_changed_cb), settings);
}

GSettings *
sek_grid_get_settings (SekGrid *grid)
{
  return g_object_get_data (G_OBJECT (grid), "sek-settings");
}

void
sek_grid_restore (SekGrid *grid)
{
  GSettings *settings = sek_grid_get_settings (grid);
  SekGridModel *model = sek_grid_get_model (grid);
  g_autoptr (GVariant) layout = NULL, filters = NULL, condition = NULL;
  g_autofree char *sort = NULL;
  gboolean descending;
  GVariantIter iter;
  char *id;
  int column;

  if (settings == NULL || model == NULL)
    return;
  layout = g_settings_get_value (settings, "columns");
  sek_grid_set_layout (grid, layout);
  g_settings_get (settings, "sort", "(sb)", &sort, &descending);
  column = *sort != '\0' ? find_column (model, sort) : -1;
  if (column >= 0)
    sek_grid_model_set_sort (model, column, descending);
  filters = g_settings_get_value (settings, "filters");
  g_variant_iter_init (&iter, filters);
  while (g_variant_iter_loop (&iter, "{s@(sas)}", &id, &condition))
    {
      g_autoptr (SekCondition) kept = sek_condition_from_variant (condition);

      column = find_column (model, id);
      /* What cannot be read in this register, such as a member's name of another, is no filter in it. */
      if (kept != NULL && column >= 0 && sek_grid_model_can_filter (model))
        sek_grid_model_set_condition (model, (guint) column, kept, NULL);
    }
}
