/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-window.h"

/* Gå til: part of the name of any member, line, column, project, grant, contact, page or command, and Enter to be
 * there. */

G_BEGIN_DECLS

void sek_goto_present (SekWindow *window);

G_END_DECLS
