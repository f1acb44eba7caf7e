/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-error.h"

G_DEFINE_QUARK (sek-error-quark, sek_error)

#define MOST_QUOTED 40

char *
sek_error_dup_quoted (const char *text)
{
  g_autofree char *first = NULL;

  if (g_utf8_strlen (text, -1) <= MOST_QUOTED)
    return g_strdup (text);
  first = g_utf8_substring (text, 0, MOST_QUOTED);
  return g_strconcat (first, "…", NULL);
}
