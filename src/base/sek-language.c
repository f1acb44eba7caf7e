/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-language.h"

#include <glib.h>

SekLanguage
sek_program_language (void)
{
  const char *const *names = g_get_language_names ();

  for (int i = 0; names[i] != NULL; i++)
    {
      if (g_str_has_prefix (names[i], "nn"))
        return SEK_LANGUAGE_NN;
      if (g_str_has_prefix (names[i], "nb") || g_str_has_prefix (names[i], "no"))
        return SEK_LANGUAGE_NB;
      if (g_str_has_prefix (names[i], "en") || g_str_equal (names[i], "C"))
        return SEK_LANGUAGE_EN;
    }
  return SEK_LANGUAGE_EN;
}

const char *
sek_word (const SekWord *word, SekLanguage language)
{
  return word->text[language < SEK_N_LANGUAGES ? language : SEK_LANGUAGE_NB];
}

char *
sek_fill (const char *sentence, ...)
{
  GString *filled = g_string_new (NULL);
  const char *text;
  va_list texts;

  va_start (texts, sentence);
  text = va_arg (texts, const char *);
  for (const char *c = sentence; *c != '\0'; c++)
    if (*c == '%' && (c[1] == 's' || c[1] == 'd' || c[1] == 'u') && text != NULL)
      {
        g_string_append (filled, text);
        text = va_arg (texts, const char *);
        c++;
      }
    else
      g_string_append_c (filled, *c);
  va_end (texts);
  return g_string_free (filled, FALSE);
}
