/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-verdict.h"

static const struct { const char *id; SekWord word; } verdicts[SEK_N_VERDICTS] = {
  [SEK_VERDICT_OK] = { "ok", { { "riktig", "rett", "correct" } } },
  [SEK_VERDICT_ROUNDING] = { "rounding", { { "avrunding", "avrunding", "rounding" } } },
  [SEK_VERDICT_DOUBTFUL] = { "doubtful", { { "se på", "sjå på", "look at" } } },
  [SEK_VERDICT_WRONG] = { "wrong", { { "feil", "feil", "wrong" } } },
  [SEK_VERDICT_MISSING] = { "missing", { { "mangler", "manglar", "missing" } } },
};

const char *
sek_verdict_get_id (SekVerdict verdict)
{
  return verdicts[verdict].id;
}

const char *
sek_verdict_get_word (SekVerdict verdict, SekLanguage language)
{
  return sek_word (&verdicts[verdict].word, language);
}
