/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-language.h"

/* What is said of a figure that was worked out again. */

G_BEGIN_DECLS

typedef enum
{
  SEK_VERDICT_OK,
  SEK_VERDICT_ROUNDING,
  SEK_VERDICT_DOUBTFUL, /* may be wrong, or what says so is not sure */
  SEK_VERDICT_WRONG,
  SEK_VERDICT_MISSING,
  SEK_N_VERDICTS
} SekVerdict;

/* ok, rounding, doubtful, wrong, missing; riktig, avrunding, se på, feil, mangler. */
const char *sek_verdict_get_id     (SekVerdict verdict);
const char *sek_verdict_get_word   (SekVerdict verdict, SekLanguage language);

G_END_DECLS
