/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-audit-private.h"

#include <string.h>

gboolean
_sek_audit_is_slip (gint64 a, gint64 b)
{
  char x[24], y[24];
  gsize n, m, i = 0;

  if (a == -b || (double) ABS (a - b) <= 0.05 * (double) MAX (ABS (a), ABS (b)))
    return TRUE;
  g_snprintf (x, sizeof x, "%" G_GINT64_FORMAT, ABS (a));
  g_snprintf (y, sizeof y, "%" G_GINT64_FORMAT, ABS (b));
  n = strlen (x);
  m = strlen (y);
  while (x[i] != '\0' && x[i] == y[i])
    i++;
  if (n == m)
    return strcmp (x + i + 1, y + i + 1) == 0
           || (i + 1 < n && x[i] == y[i + 1] && x[i + 1] == y[i] && strcmp (x + i + 2, y + i + 2) == 0);
  if (n == m + 1)
    return strcmp (x + i + 1, y + i) == 0;
  return n + 1 == m && strcmp (x + i, y + i + 1) == 0;
}
