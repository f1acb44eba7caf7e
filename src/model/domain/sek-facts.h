/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-language.h"
#include "sek-register.h"

/* What a register knows that a text may speak of: lines, sums and results of every budget column with their shares and
 * changes, projects, rates and totals of fees, inhabitants and fees of members. */

G_BEGIN_DECLS

/* The facts for a text: of members only those that it names, for there may be a hundred thousand. Names are in the
 * language. Owned; element-type SekFact. */
GPtrArray *sek_facts_make (SekRegister *reg, const char *text, SekLanguage language);

G_END_DECLS
