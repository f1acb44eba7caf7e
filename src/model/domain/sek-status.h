/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-register.h"

/* How far a budget column has come: draft, recommended, adopted, sealed, a step each with the body that decided, the
 * day, the case and who recorded it. The column's status is that of its last step; one without steps is a draft. */

G_BEGIN_DECLS

/* The last step of a column; NULL for none. Borrowed until the next change. */
const SekStatusStep *sek_status_get_last  (SekRegister *reg, gint64 column);

/* The step that tells of the column's status: the last one, but of a sealed column whose sealing was nobody's
 * resolution the one that adopted it, or else the one before. Borrowed likewise. */
const SekStatusStep *sek_status_get_telling (SekRegister *reg, gint64 column);

/* «Utkast», «Innstilt av styret 29.11.2022, sak 45/22», «Vedtatt 20.12.2022, sak 12/22»; "" where there is no such
 * column. Free with g_free(). */
char                *sek_status_dup_words (SekRegister *reg, gint64 column, SekLanguage language);

/* Adds « 20.12.2022, sak 12/22» from its parts, which may be SEK_NONE and NULL. */
void                 sek_status_append_case (GString *text, gint64 date, const char *case_number,
                                             SekLanguage language);

G_END_DECLS
