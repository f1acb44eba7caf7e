/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-language.h"

/* How a change in per cent is written; for sek-rate-proposal.c. */

/* «3,7 %»; NULL of nothing. Free with g_free(). */
char *_sek_rate_dup_percent (gint64 part, gint64 whole, SekLanguage language);
