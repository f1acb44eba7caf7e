/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The language of tables, which does not follow the program's (that is gettext's). */
typedef enum
{
  SEK_LANGUAGE_NB,
  SEK_LANGUAGE_NN,
  SEK_LANGUAGE_EN,
  SEK_N_LANGUAGES
} SekLanguage;

/* One word or phrase of a table in each language. */
typedef struct
{
  const char *text[SEK_N_LANGUAGES];
} SekWord;

/* The language of the program's own words, for messages: nb, nn or en by the user's locale. */
SekLanguage      sek_program_language (void);
const char      *sek_word          (const SekWord *word, SekLanguage language);

/* A sentence with its "%s", "%d" and "%u" replaced by the texts that follow, in their order; where they end the rest
 * stays. Unlike printf() it can do no harm where a translation is wrong. Free with g_free(). */
char            *sek_fill          (const char *sentence, ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
