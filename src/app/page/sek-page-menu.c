/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-page-menu.h"

#include <glib/gi18n-lib.h>

GMenuModel *
sek_page_menu_new (void)
{
  GMenu *menu = g_menu_new (), *cells = g_menu_new (), *rows = g_menu_new (), *end = g_menu_new ();

  g_menu_append (cells, _("_Edit"), "grid.edit");
  g_menu_append (cells, _("Cu_t"), "grid.cut");
  g_menu_append (cells, _("_Copy"), "grid.copy");
  g_menu_append (cells, _("_Paste"), "grid.paste");
  g_menu_append (cells, _("Fill D_own"), "grid.fill-down");
  g_menu_append (rows, _("_New Row"), "page.insert");
  g_menu_append (rows, _("D_uplicate Row"), "page.copy-row");
  g_menu_append (rows, _("Move U_p"), "page.move-up");
  g_menu_append (rows, _("Move Do_wn"), "page.move-down");
  g_menu_append (end, _("_Delete Row"), "page.delete");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (cells));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (rows));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (end));
  g_object_unref (cells);
  g_object_unref (rows);
  g_object_unref (end);
  return G_MENU_MODEL (menu);
}
