/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-xlsx-check.h"

#include <minizip/unzip.h>
#include <string.h>

enum
{
  CHUNK = 1 << 17,
  EDGE = 256, /* enough for the declaration and the root's name at one end, and its closing tag at the other */
};

/* "<?xml …?>\n<worksheet …>…</worksheet>", or a root without contents, "<sst …/>". */
static gboolean
closes_root (const char *first, const char *last)
{
  g_auto (GStrv) declaration = g_strsplit (first, "?>", 2);
  g_autofree char *close = NULL;
  const char *root;

  if (declaration[0] == NULL || declaration[1] == NULL)
    return FALSE;
  root = strchr (declaration[1], '<');
  if (root == NULL)
    return FALSE;
  close = g_strdup_printf ("</%.*s>", (int) strcspn (root + 1, " />\n"), root + 1);

  return g_str_has_suffix (last, close) || (g_str_has_suffix (last, "/>") && strlen (last) < EDGE - 1 &&
                                            strchr (root + 1, '<') == NULL);
}

static gboolean
check_part (unzFile zip, char *chunk)
{
  char first[EDGE] = "", last[2 * EDGE] = "";
  int n;

  if (unzOpenCurrentFile (zip) != UNZ_OK)
    return FALSE;
  while ((n = unzReadCurrentFile (zip, chunk, CHUNK)) > 0)
    {
      gsize keep = MIN ((gsize) n, EDGE - 1), had = strlen (last);

      if (first[0] == '\0')
        memcpy (first, chunk, keep);
      /* A part may end just behind the edge of a chunk. */
      if (had > EDGE - 1 - keep)
        memmove (last, last + had - (EDGE - 1 - keep), EDGE - keep);
      had = strlen (last);
      memcpy (last + had, chunk + n - (int) keep, keep);
      last[had + keep] = '\0';
    }

  /* Closing compares the checksum. */
  g_strchomp (last);
  return unzCloseCurrentFile (zip) == UNZ_OK && n == 0 && closes_root (first, last);
}

gboolean
sek_xlsx_is_complete (const char *path)
{
  g_autofree char *chunk = g_malloc (CHUNK);
  unzFile zip = unzOpen64 (path);
  gboolean complete = zip != NULL;
  int at;

  for (at = complete ? unzGoToFirstFile (zip) : UNZ_OK; complete && at == UNZ_OK; at = unzGoToNextFile (zip))
    complete = check_part (zip, chunk);
  if (zip != NULL)
    unzClose (zip);

  return complete && at == UNZ_END_OF_LIST_OF_FILE;
}
