/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-page-menu.h"

#include <glib/gi18n-lib.h>

/* The keys are the grid's own: an accelerator of the application would take them from every text. */
static void
add (GMenu *menu, const char *label, const char *action, const char *keys)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, action);

  g_menu_item_set_attribute (item, "accel", "s", keys);
  g_menu_append_item (menu, item);
}

GMenuModel *
sek_page_menu_new (void)
{
  GMenu *menu = g_menu_new (), *cells = g_menu_new (), *rows = g_menu_new (), *end = g_menu_new ();

  add (cells, _("_Edit"), "grid.edit", "F2");
  add (cells, _("Cu_t"), "grid.cut", "<Control>x");
  add (cells, _("_Copy"), "grid.copy", "<Control>c");
  add (cells, _("_Paste"), "grid.paste", "<Control>v");
  add (cells, _("Fill D_own"), "grid.fill-down", "<Control>d");
  add (rows, _("_New Row"), "page.insert", "<Control>plus");
  add (rows, _("D_uplicate Row"), "page.copy-row", "<Control><Shift>d");
  add (rows, _("Move U_p"), "page.move-up", "<Alt>Up");
  add (rows, _("Move Do_wn"), "page.move-down", "<Alt>Down");
  add (end, _("_Delete Row"), "page.delete", "<Control>minus");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (cells));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (rows));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (end));
  g_object_unref (cells);
  g_object_unref (rows);
  g_object_unref (end);
  return G_MENU_MODEL (menu);
}
