/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* What can be done with the cells and rows of a page's grid: the menu under the pointer. */

G_BEGIN_DECLS

GMenuModel *sek_page_menu_new (void);

G_END_DECLS
