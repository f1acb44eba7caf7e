/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-register.h"

/* The rules of one row by itself that SEK_ROW_RULES of its entities names; those of a file that is read are
 * sek_rules_check_file() in sek-rules.h. */

G_BEGIN_DECLS

/* Of a row as the register has it. FALSE with a full sentence. */
gboolean _sek_row_rules_check (SekRegister *reg, const SekEntity *entity, const SekRow *row, GError **error);

G_END_DECLS
