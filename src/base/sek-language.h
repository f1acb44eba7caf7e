/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

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
