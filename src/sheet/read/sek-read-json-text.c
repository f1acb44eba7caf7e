/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-read-json.h"

/* A pair of an object whose key is the number of a cell. */
typedef struct
{
  guint64 cell;
  guint32 offset;
} Item;

enum
{
  MOST_REST = 3 << 20, /* bytes: what json-glib makes of them is thirty times as large */
};

typedef struct
{
  gsize begin; /* the bracket */
  gsize end;   /* behind the closing one */
} Cut;

struct _SekJsonCuts
{
  const char *text;
  GString    *rest;
  GArray     *cuts;
};

struct _SekJsonCursor
{
  const char *text;
  GArray     *items;  /* of an object its Items, sorted by cell; of a list where each element begins, guint32 */
  gboolean    is_list;
  guint       next;   /* for next() */
  guint       at;     /* for get() */
};

/* --- scanning ----------------------------------------------------------------------------------------------------- */

static gsize
skip_blanks (const char *text, gsize length, gsize at)
{
  while (at < length && strchr (" \t\r\n", text[at]) != NULL && text[at] != '\0')
    at++;
  return at;
}

/* Behind the closing quotation mark; length when there is none. */
static gsize
skip_string (const char *text, gsize length, gsize at)
{
  for (at++; at < length && text[at] != '"'; at++)
    at += text[at] == '\\';
  return MIN (at + 1, length);
}

static gboolean
is_key_of_cut (const char *text, gsize begin, gsize end)
{
  return (end - begin == 7 && memcmp (text + begin, "\"value\"", 7) == 0)
         || (end - begin == 8 && memcmp (text + begin, "\"status\"", 8) == 0);
}

static gboolean
scan (SekJsonCuts *self, gsize length)
{
  guint depth = 0, cut_depth = 0;
  gsize kept = 0, at = 0;
  Cut cut = { 0 };

  while (at < length)
    {
      char c = self->text[at];

      if (c == '"')
        {
          gsize end = skip_string (self->text, length, at), after = skip_blanks (self->text, length, end);

          if (cut_depth == 0 && is_key_of_cut (self->text, at, end) && after < length && self->text[after] == ':')
            {
              after = skip_blanks (self->text, length, after + 1);
              if (after < length && (self->text[after] == '[' || self->text[after] == '{'))
                {
                  cut.begin = after;
                  cut_depth = depth + 1;
                  at = after;
                  continue;
                }
            }
          at = end;
          continue;
        }
      if (c == '[' || c == '{')
        {
          if (++depth > SEK_JSON_MOST_DEPTH)
            return FALSE;
        }
      else if (c == ']' || c == '}')
        {
          if (depth-- == 0)
            return FALSE;
          if (cut_depth == depth + 1)
            {
              cut.end = at + 1;
              g_string_append_len (self->rest, self->text + kept, (gssize) (cut.begin - kept));
              g_string_append_printf (self->rest, "%u", self->cuts->len);
              g_array_append_val (self->cuts, cut);
              kept = cut.end;
              cut_depth = 0;
            }
        }
      at++;
    }
  g_string_append_len (self->rest, self->text + kept, (gssize) (length - kept));
  return depth == 0;
}

SekJsonCuts *
sek_json_cuts_new (SekReader *reader, const char *text, gsize length, GError **error)
{
  SekJsonCuts *self = g_new0 (SekJsonCuts, 1);

  self->text = text;
  self->rest = g_string_new (NULL);
  self->cuts = g_array_new (FALSE, FALSE, sizeof (Cut));
  if (!scan (self, length))
    _sek_reader_fail (reader, error, SEK_ERROR_DAMAGED,
                      _("It is not valid JSON: its brackets do not match, or are more than %d deep. Get it anew."),
                      SEK_JSON_MOST_DEPTH);
  else if (self->rest->len > MOST_REST)
    _sek_reader_fail (reader, error, SEK_ERROR_REFUSED,
                      _("It has more than 3 MiB of JSON beside its values. If it is JSON-stat, get it in parts; else "
                        "as .csv."));
  else
    return self;
  sek_json_cuts_free (self);
  return NULL;
}

void
sek_json_cuts_free (SekJsonCuts *self)
{
  g_string_free (self->rest, TRUE);
  g_array_unref (self->cuts);
  g_free (self);
}

const char *
sek_json_cuts_get_rest (SekJsonCuts *self)
{
  return self->rest->str;
}

/* --- grammar ------------------------------------------------------------------------------------------------------ */

/* Four hexadecimal digits; −1 where there are others. */
static int
read_escape (const char *c)
{
  int unit = 0;

  for (int i = 0; i < 4; i++)
    {
      if (!g_ascii_isxdigit (c[i]))
        return -1;
      unit = 16 * unit + g_ascii_xdigit_value (c[i]);
    }
  return unit;
}

/* Behind an escape; NULL where it is none, or half a pair. */
static const char *
check_escape (const char *c)
{
  int unit = c[1] == 'u' ? read_escape (c + 2) : 0;

  if (c[1] != 'u')
    return c[1] != '\0' && strchr ("\"\\/bfnrt", c[1]) != NULL ? c + 2 : NULL;
  if (unit < 0 || (unit >= 0xdc00 && unit < 0xe000))
    return NULL;
  if (unit < 0xd800 || unit > 0xdbff)
    return c + 6;
  unit = c[6] == '\\' && c[7] == 'u' ? read_escape (c + 8) : -1;
  return unit >= 0xdc00 && unit < 0xe000 ? c + 12 : NULL;
}

/* Behind a text; NULL where it is none. */
static const char *
check_string (const char *c)
{
  if (*c++ != '"')
    return NULL;
  while (c != NULL && *c != '"')
    if (*c == '\0')
      return NULL;
    else
      c = *c == '\\' ? check_escape (c) : c + 1;
  return c != NULL ? c + 1 : NULL;
}

static const char *
check_digits (const char *c)
{
  gsize n = strspn (c, "0123456789");

  return n > 0 ? c + n : NULL;
}

/* Behind a text, number or word; NULL where it is none. */
static const char *
check_plain (const char *c)
{
  static const char *const words[] = { "true", "false", "null" };

  if (*c == '"')
    return check_string (c);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (c, words[i]))
      return c + strlen (words[i]);
  c += *c == '-';
  if (c[0] == '0' && g_ascii_isdigit (c[1]))
    return NULL;
  c = check_digits (c);
  if (c != NULL && *c == '.')
    c = check_digits (c + 1);
  if (c != NULL && (*c == 'e' || *c == 'E'))
    c = check_digits (c + 1 + (c[1] == '+' || c[1] == '-'));
  return c;
}

static const char *
check_blanks (const char *c)
{
  return c + strspn (c, " \t\r\n");
}

/* Behind the name of a member and its colon; NULL where they are not. */
static const char *
check_name (const char *c)
{
  c = check_string (c);
  if (c == NULL)
    return NULL;
  c = check_blanks (c);
  return *c == ':' ? check_blanks (c + 1) : NULL;
}

gboolean
sek_json_cuts_are_correct (SekJsonCuts *self)
{
  char closing[SEK_JSON_MOST_DEPTH];
  const char *c = check_blanks (self->rest->str);
  guint depth = 0;

  while (TRUE)
    {
      /* A value. The scan has counted how deep it is. */
      if ((*c == '{' || *c == '[') && depth < SEK_JSON_MOST_DEPTH)
        {
          closing[depth++] = *c == '{' ? '}' : ']';
          c = check_blanks (c + 1);
          if (*c != closing[depth - 1])
            {
              c = closing[depth - 1] == '}' ? check_name (c) : c;
              if (c == NULL)
                return FALSE;
              continue;
            }
        }
      else
        {
          c = check_plain (c);
          if (c == NULL)
            return FALSE;
          c = check_blanks (c);
        }
      /* Behind it, or at the end of a list with nothing in it. */
      while (depth > 0 && *c == closing[depth - 1])
        {
          depth--;
          c = check_blanks (c + 1);
        }
      if (depth == 0)
        return c == self->rest->str + self->rest->len;
      if (*c != ',')
        return FALSE;
      c = check_blanks (c + 1);
      c = closing[depth - 1] == '}' ? check_name (c) : c;
      if (c == NULL)
        return FALSE;
    }
}

/* --- a cursor ----------------------------------------------------------------------------------------------------- */

/* Behind a value that has no brackets; at when it has, or is none. */
static gsize
skip_value (const char *text, gsize end, gsize at)
{
  if (text[at] == '"')
    return skip_string (text, end, at);
  while (at < end && strchr (",]}[{ \t\r\n\":", text[at]) == NULL)
    at++;
  return at;
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const Item *one = a, *other = b;

  return one->cell < other->cell ? -1 : one->cell > other->cell;
}

/* "123": of an object. FALSE when the key is no number. */
static gboolean
read_key (const char *text, gsize end, gsize *at, guint64 *cell)
{
  gsize close;

  if (text[*at] != '"')
    return FALSE;
  close = skip_string (text, end, *at);
  *cell = 0;
  for (gsize i = *at + 1; i + 1 < close; i++)
    {
      if (!g_ascii_isdigit (text[i]) || *cell > G_MAXINT64 / 16)
        return FALSE;
      *cell = *cell * 10 + (guint64) (text[i] - '0');
    }
  *at = skip_blanks (text, end, close);
  if (close < 3 || *at >= end || text[*at] != ':')
    return FALSE;
  *at = skip_blanks (text, end, *at + 1);
  return *at < end;
}

static gboolean
read_items (SekJsonCursor *self, const Cut *cut)
{
  gsize end = cut->end - 1, at = skip_blanks (self->text, end, cut->begin + 1);

  while (at < end)
    {
      Item item = { self->items->len, 0 };
      gsize after;

      if (!self->is_list && !read_key (self->text, end, &at, &item.cell))
        return FALSE;
      item.offset = (guint32) at;
      after = skip_value (self->text, end, at);
      if (after == at)
        return FALSE;
      if (self->is_list)
        g_array_append_val (self->items, item.offset);
      else
        g_array_append_val (self->items, item);
      at = skip_blanks (self->text, end, after);
      if (at >= end)
        return TRUE;
      if (self->text[at] != ',')
        return FALSE;
      at = skip_blanks (self->text, end, at + 1);
      /* Nothing follows the comma. */
      if (at >= end)
        return FALSE;
    }
  return TRUE;
}

SekJsonCursor *
sek_json_cursor_new (SekJsonCuts *cuts, int cut)
{
  SekJsonCursor *self;
  const Cut *found;

  if (cut < 0 || (guint) cut >= cuts->cuts->len)
    return NULL;
  found = &g_array_index (cuts->cuts, Cut, cut);
  self = g_new0 (SekJsonCursor, 1);
  self->text = cuts->text;
  self->is_list = cuts->text[found->begin] == '[';
  self->items = g_array_new (FALSE, FALSE, self->is_list ? sizeof (guint32) : sizeof (Item));
  if (!read_items (self, found))
    {
      sek_json_cursor_free (self);
      return NULL;
    }
  if (!self->is_list)
    g_array_sort (self->items, compare_items);
  return self;
}

void
sek_json_cursor_free (SekJsonCursor *self)
{
  g_array_unref (self->items);
  g_free (self);
}

gboolean
sek_json_cursor_get_n (SekJsonCursor *self, guint64 *n)
{
  *n = self->items->len;
  return self->is_list;
}

gboolean
sek_json_cursor_next (SekJsonCursor *self, guint64 *cell)
{
  if (self->next >= self->items->len)
    return FALSE;
  *cell = self->is_list ? self->next : g_array_index (self->items, Item, self->next).cell;
  self->next++;
  return TRUE;
}

/* --- values ------------------------------------------------------------------------------------------------------- */

static guint
read_unit (const char *text)
{
  guint unit = 0;

  for (int i = 0; i < 4; i++)
    unit = g_ascii_isxdigit (text[i]) ? unit * 16 + (guint) g_ascii_xdigit_value (text[i]) : 0xfffd;
  return unit & 0xffff;
}

/* The scan has found the closing quotation mark, so there is a byte behind each backslash; four more only where they
 * are. */
static void
decode_string (const char *c, GString *text)
{
  static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";

  for (c++; *c != '"'; c++)
    {
      gunichar unit;

      if (*c != '\\')
        {
          g_string_append_c (text, *c);
          continue;
        }
      c++;
      if (*c != 'u')
        {
          const char *known = strchr (from, *c);

          g_string_append_c (text, known != NULL ? to[known - from] : *c);
          continue;
        }
      if (strspn (c + 1, "0123456789abcdefABCDEF") < 4)
        {
          g_string_append_unichar (text, 0xfffd);
          continue;
        }
      unit = read_unit (c + 1);
      c += 4;
      if (unit >= 0xd800 && unit < 0xdc00 && c[1] == '\\' && c[2] == 'u'
          && strspn (c + 3, "0123456789abcdefABCDEF") >= 4)
        {
          gunichar low = read_unit (c + 3);

          if (low >= 0xdc00 && low < 0xe000)
            {
              unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
              c += 6;
            }
        }
      g_string_append_unichar (text, unit != 0 && g_unichar_validate (unit) ? unit : 0xfffd);
    }
}

SekJsonKind
sek_json_cursor_get (SekJsonCursor *self, guint64 cell, GString *text)
{
  const char *value;
  gsize length;

  g_string_truncate (text, 0);
  if (self->is_list)
    self->at = (guint) MIN (cell, self->items->len);
  while (!self->is_list && self->at < self->items->len && g_array_index (self->items, Item, self->at).cell < cell)
    self->at++;
  if (self->at >= self->items->len || (!self->is_list && g_array_index (self->items, Item, self->at).cell != cell))
    return SEK_JSON_NULL;
  value = self->text
          + (self->is_list ? g_array_index (self->items, guint32, self->at)
                           : g_array_index (self->items, Item, self->at).offset);
  if (*value == '"')
    {
      decode_string (value, text);
      return SEK_JSON_TEXT;
    }
  length = strcspn (value, ",]}[{ \t\r\n\":");
  if (length == 4 && memcmp (value, "null", 4) == 0)
    return SEK_JSON_NULL;
  if (*value != '-' && !g_ascii_isdigit (*value))
    return SEK_JSON_OTHER;
  g_string_append_len (text, value, (gssize) length);
  return SEK_JSON_NUMBER;
}
