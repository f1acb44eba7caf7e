/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-tables-adopted.h"

#include <glib/gi18n-lib.h>

#include "sek-budget.h"
#include "sek-list-rows.h"
#include "sek-seal.h"

#define SEALED "sek-sealed"

gboolean
sek_tables_adopted_fill (AdwComboRow *row, SekRegister *reg, gint64 chosen)
{
  g_autoptr (GArray) columns = sek_budget_columns (reg);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GArray *sealed = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint selected = 0;

  g_strv_builder_add (builder, _("The Register as It Is"));
  for (guint i = columns->len; i > 0; i--)
    {
      gint64 id = g_array_index (columns, gint64, i - 1);
      g_autofree char *text = NULL;

      if (sek_seal_get_budget (reg, id) == NULL)
        continue;
      g_array_append_val (sealed, id);
      text = g_strdup_printf (_("%s as Adopted"), sek_register_get_budget_column (reg, id)->title);
      g_strv_builder_add (builder, text);
      if (id == chosen)
        selected = sealed->len;
    }
  g_object_set_data_full (G_OBJECT (row), SEALED, sealed, (GDestroyNotify) g_array_unref);
  sek_combo_set_items (row, builder, selected);
  return sealed->len > 0;
}

gint64
sek_tables_adopted_get (AdwComboRow *row)
{
  GArray *sealed = g_object_get_data (G_OBJECT (row), SEALED);
  guint selected = adw_combo_row_get_selected (row);

  return sealed != NULL && selected > 0 && selected <= sealed->len ? g_array_index (sealed, gint64, selected - 1) : 0;
}
