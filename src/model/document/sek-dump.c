/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-document.h"

#include "sek-canonical.h"

char *
sek_register_dump (SekRegister *reg)
{
  GString *dump = g_string_new (NULL);

  for (int e = 0; e < SEK_N_ENTITIES; e++)
    sek_canonical_append (dump, reg, e, NULL, 0, NULL, 0);
  return g_string_free (dump, FALSE);
}
