/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-collate.h"

#include <unicode/ucol.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

/* Opened once and kept; ICU's collators and normalizers may be read by several threads. */
static const UCollator *
get_collator (void)
{
  static UCollator *collator = NULL;

  if (g_once_init_enter (&collator))
    {
      UErrorCode status = U_ZERO_ERROR;
      UCollator *opened = ucol_open ("nb", &status);

      if (U_FAILURE (status))
        g_error ("ICU has no collation: %s", u_errorName (status));
      g_once_init_leave (&collator, opened);
    }
  return collator;
}

/* The text as UTF-16; what is not UTF-8 becomes U+FFFD. */
static UChar *
to_utf16 (const char *text, int32_t *length)
{
  UErrorCode status = U_ZERO_ERROR;
  gsize bytes = strlen (text);
  UChar *wide = g_new (UChar, bytes + 1);

  u_strFromUTF8WithSub (wide, (int32_t) bytes + 1, length, text, (int32_t) bytes, 0xfffd, NULL, &status);
  return wide;
}

char *
sek_collate_key (const char *text)
{
  g_autofree UChar *wide = NULL;
  int32_t length, size;
  char *key;

  if (text == NULL)
    return g_strdup ("");
  wide = to_utf16 (text, &length);
  size = ucol_getSortKey (get_collator (), wide, length, NULL, 0);
  key = g_malloc (size + 1);
  ucol_getSortKey (get_collator (), wide, length, (uint8_t *) key, size);
  key[size] = '\0';
  return key;
}

int
sek_collate (const char *a, const char *b)
{
  g_autofree UChar *left = NULL, *right = NULL;
  int32_t left_length, right_length;

  if (a == NULL || b == NULL)
    return (a != NULL) - (b != NULL);
  left = to_utf16 (a, &left_length);
  right = to_utf16 (b, &right_length);
  return ucol_strcoll (get_collator (), left, left_length, right, right_length);
}

char *
sek_collate_fold (const char *text)
{
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *nfc = unorm2_getNFCInstance (&status);
  g_autofree UChar *wide = NULL, *folded = NULL, *composed = NULL;
  int32_t length, folded_length, composed_length, bytes;
  char *result;

  if (text == NULL)
    return g_strdup ("");
  wide = to_utf16 (text, &length);
  folded = g_new (UChar, 3 * length + 1);
  folded_length = u_strFoldCase (folded, 3 * length + 1, wide, length, U_FOLD_CASE_DEFAULT, &status);
  composed = g_new (UChar, 3 * folded_length + 1);
  composed_length = unorm2_normalize (nfc, folded, folded_length, composed, 3 * folded_length + 1, &status);
  if (U_FAILURE (status))
    return g_utf8_casefold (text, -1);
  result = g_malloc (3 * composed_length + 1);
  u_strToUTF8WithSub (result, 3 * composed_length + 1, &bytes, composed, composed_length, 0xfffd, NULL, &status);
  return result;
}

char *
sek_collate_lower_first (const char *text)
{
  const char *rest = *text != '\0' ? g_utf8_next_char (text) : text;
  g_autofree char *first = g_utf8_strdown (text, rest - text);

  return g_unichar_islower (g_utf8_get_char (rest)) ? g_strconcat (first, rest, NULL) : g_strdup (text);
}
