/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-search.h"

struct _SekSearch
{
  gunichar *wanted;
  guint     n;
  gboolean  has_letter;
};

static inline gunichar
fold (gunichar c)
{
  if (c < 128)
    return c >= 'A' && c <= 'Z' ? c + 32 : c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
  switch (c)
    {
    case 0x00a0:
    case 0x2009:
    case 0x202f:
      return ' ';
    case 0x2010:
    case 0x2011:
    case 0x2013:
    case 0x2212:
      return '-';
    default:
      return g_unichar_tolower (c);
    }
}

static gboolean
is_digit (gunichar c)
{
  return c >= '0' && c <= '9';
}

SekSearch *
sek_search_new (const char *text)
{
  g_autofree char *stripped = text != NULL ? g_strstrip (g_utf8_normalize (text, -1, G_NORMALIZE_NFC)) : NULL;
  SekSearch *self;

  if (stripped == NULL || *stripped == '\0')
    return NULL;
  self = g_new0 (SekSearch, 1);
  self->wanted = g_new (gunichar, g_utf8_strlen (stripped, -1));
  for (const char *c = stripped; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar folded = fold (g_utf8_get_char (c));

      /* Grouping. */
      if (folded == ' ' && self->n > 0 && is_digit (self->wanted[self->n - 1])
          && is_digit (g_utf8_get_char (g_utf8_next_char (c))))
        continue;
      self->wanted[self->n++] = folded;
      self->has_letter |= g_unichar_isalpha (folded);
    }
  return self;
}

gboolean
sek_search_has_letter (SekSearch *self)
{
  return self->has_letter;
}

void
sek_search_free (SekSearch *self)
{
  if (self == NULL)
    return;
  g_free (self->wanted);
  g_free (self);
}

/* Where a match that begins here ends; NULL when none does. */
static const char *
match_here (SekSearch *self, const char *text)
{
  for (guint i = 0; i < self->n; i++)
    {
      gunichar c = fold (g_utf8_get_char (text));

      if (c == ' ' && i > 0 && is_digit (self->wanted[i]) && is_digit (self->wanted[i - 1]))
        {
          text = g_utf8_next_char (text);
          c = fold (g_utf8_get_char (text));
        }
      if (c != self->wanted[i])
        return NULL;
      text = g_utf8_next_char (text);
    }
  return text;
}

/* Where the first character of a match may stand, at or after text; NULL for nowhere. */
static const char *
find_first (SekSearch *self, const char *text)
{
  gunichar first = self->wanted[0];

  /* Within UTF-8 an ASCII letter or digit is no part of another character, and none of theirs: no need to decode. */
  if (first < 128 && g_ascii_isalnum ((char) first))
    {
      char lower = (char) first, upper = g_ascii_toupper (lower);

      while (*text != '\0' && *text != lower && *text != upper)
        text++;
      return *text != '\0' ? text : NULL;
    }
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (fold (g_utf8_get_char (text)) == first)
      return text;
  return NULL;
}

gboolean
sek_search_find (SekSearch *self, const char *text, gsize from, gsize *start, gsize *end)
{
  for (const char *at = find_first (self, text + from); at != NULL; at = find_first (self, g_utf8_next_char (at)))
    {
      const char *after = match_here (self, at);

      if (after == NULL)
        continue;
      *start = (gsize) (at - text);
      *end = (gsize) (after - text);
      return TRUE;
    }
  return FALSE;
}
