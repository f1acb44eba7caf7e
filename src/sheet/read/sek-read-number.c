/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-read-number.h"

#include <string.h>

enum
{
  MOST_TEXT = 64,   /* bytes of a text that may be a figure */
  MOST_DIGITS = 400,
  DOUBLE_DIGITS = 15,
  WHOLE_DIGITS = 18,
};

/* --- the parts of a text ------------------------------------------------------------------------------------------ */

/* A text taken apart: digits and marks only, "1.234,5", with what stood around them. */
typedef struct
{
  char     body[MOST_TEXT + 1];
  guint    n_commas, n_points;
  gboolean grouped;  /* by blanks or apostrophes */
  gboolean negative;
} Parts;

static gboolean
is_blank (gunichar c)
{
  return c == ' ' || c == 0xa0 || c == 0x2009 || c == 0x202f || c == 0x2007;
}

static gboolean
is_minus (gunichar c)
{
  return c == '-' || c == 0x2212 || c == 0x2013 || c == 0x2012 || c == 0xfe63 || c == 0xff0d;
}

static const char *
skip_blanks (const char *text)
{
  while (*text != '\0' && (is_blank (g_utf8_get_char (text)) || *text == '\t' || *text == '\n' || *text == '\r'))
    text = g_utf8_next_char (text);
  return text;
}

static const char *
skip_word (const char *text, const char *word)
{
  gsize length = strlen (word);

  return g_ascii_strncasecmp (text, word, length) == 0 ? text + length : NULL;
}

/* Behind "kr", "kr." or "NOK" and blanks, if that is what the text begins with. */
static const char *
skip_kroner (const char *text)
{
  static const char *const words[] = { "kr.", "kr", "nok" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (skip_word (text, words[i]) != NULL)
      return skip_blanks (skip_word (text, words[i]));
  return text;
}

/* "kr", "kr.", "NOK", "%" and a minus that stands behind; TRUE when nothing else does. */
static gboolean
read_tail (const char *c, Parts *parts, gboolean in_brackets)
{
  gboolean closed = !in_brackets;

  for (c = skip_blanks (c); *c != '\0'; c = skip_blanks (c))
    {
      const char *after = skip_word (c, "kr.");

      if (after == NULL)
        after = skip_word (c, "kr");
      if (after == NULL)
        after = skip_word (c, "nok");
      if (after == NULL && *c == '%')
        after = c + 1;
      if (after == NULL && !closed && *c == ')')
        {
          closed = TRUE;
          after = c + 1;
        }
      if (after == NULL && !parts->negative && is_minus (g_utf8_get_char (c)))
        {
          parts->negative = TRUE;
          after = g_utf8_next_char (c);
          /* "1 500,-" has no øre. */
        }
      if (after == NULL)
        return FALSE;
      c = after;
    }
  return closed;
}

/* Whether blanks part the whole digits into groups of three, when they part them at all. */
static gboolean
read_body (const char **text, Parts *parts)
{
  const char *c = *text;
  guint n = 0, group = 0, groups = 0;
  gboolean mark = FALSE;

  for (;;)
    {
      gunichar at = g_utf8_get_char (c);
      const char *next = *c != '\0' ? g_utf8_next_char (c) : c;

      if (g_ascii_isdigit (*c))
        {
          group++;
        }
      else if (*c == ',' || *c == '.')
        {
          /* "1 500,-" and "1 500,—" end here; a full stop at the end is none of the figure's. */
          if (!g_ascii_isdigit (*next))
            {
              if (*c == ',' && is_minus (g_utf8_get_char (next)) && n > 0)
                {
                  *text = g_utf8_next_char (next);
                  return groups == 0 || group == 3;
                }
              return FALSE;
            }
          if (groups > 0 && !mark && group != 3)
            return FALSE;
          if (n == 0 && *c == ',')
            return FALSE;
          *(*c == ',' ? &parts->n_commas : &parts->n_points) += 1;
          mark = TRUE;
          group = 0;
        }
      else if ((is_blank (at) || at == '\'' || at == 0x2019) && g_ascii_isdigit (*next) && n > 0 && !mark)
        {
          if (groups == 0 ? group > 3 : group != 3)
            return FALSE;
          groups++;
          group = 0;
          parts->grouped = TRUE;
          c = next;
          continue;
        }
      else
        {
          break;
        }
      if (n == MOST_TEXT)
        return FALSE;
      parts->body[n++] = *c;
      c = next;
    }
  parts->body[n] = '\0';
  *text = c;
  return n > 0 && (groups == 0 || mark || group == 3);
}

/* --- footnotes ---------------------------------------------------------------------------------------------------- */

static gboolean
is_superscript (gunichar c)
{
  return c == 0xb9 || c == 0xb2 || c == 0xb3 || c == 0x2070 || (c >= 0x2074 && c <= 0x2079);
}

/* «km²» and «m³» are units. */
static gboolean
is_unit (const char *text, const char *end)
{
  gsize n = 0;

  while (end - (n + 1) >= text && g_ascii_isalpha (end[-(gssize) (n + 1)]))
    n++;
  return n > 0 && n <= 2 && end[-1] == 'm';
}

/* Where the blanks before a mark begin; NULL when there is none or nothing before them. */
static const char *
find_blanks (const char *text, const char *mark)
{
  const char *at = mark;

  while (at > text && is_blank (g_utf8_get_char (g_utf8_prev_char (at))))
    at = g_utf8_prev_char (at);
  return at > text && at < mark ? at : NULL;
}

/* The end of text without one mark behind it; end when there is none. */
static const char *
skip_mark (const char *text, const char *end)
{
  const char *last = end > text ? g_utf8_prev_char (end) : end, *open, *blanks;
  gunichar c = end > text ? g_utf8_get_char (last) : 0;
  int brackets = 0;

  if (c == '*' || c == 0x2020 || c == 0x2021)
    return last;
  /* "¹⁾", "¹)" */
  if ((c == ')' || c == 0x207e) && last > text && is_superscript (g_utf8_get_char (g_utf8_prev_char (last))))
    return g_utf8_prev_char (last);
  if (is_superscript (c))
    return is_unit (text, last) ? end : last;
  if (c != ')' && c != ']')
    return end;
  /* " 1)", " a)", " [1]": one or two digits or a letter. */
  open = last;
  while (open > text && last - open < 2 && g_ascii_isdigit (open[-1]))
    open--;
  if (open == last && open > text && g_ascii_isalpha (open[-1]))
    open--;
  if (open == last)
    return end;
  if (c == ']')
    return open > text + 1 && open[-1] == '[' ? open - 1 : end;
  blanks = find_blanks (text, open);
  /* Of "(500 1)" the bracket began before. */
  for (const char *at = text; blanks != NULL && at < blanks; at++)
    brackets += (*at == '(') - (*at == ')');
  return blanks != NULL && brackets == 0 ? blanks : end;
}

gsize
sek_text_without_mark (const char *text)
{
  const char *end = text + strlen (text), *before;

  do
    {
      before = end;
      end = skip_mark (text, end);
      for (const char *at; end < before && end > text && is_blank (g_utf8_get_char (at = g_utf8_prev_char (end)));)
        end = at;
    }
  while (end < before);
  /* A text that is nothing but marks is what it says. */
  return end > text ? (gsize) (end - text) : strlen (text);
}

static gboolean
take_apart (const char *whole, Parts *parts)
{
  char text[MOST_TEXT + 1] = "";
  gsize length = sek_text_without_mark (whole);
  gboolean in_brackets = FALSE;
  const char *c;

  if (length > MOST_TEXT)
    return FALSE;
  memcpy (text, whole, length);
  c = skip_blanks (text);
  memset (parts, 0, sizeof *parts);
  c = skip_kroner (c);
  if (*c == '(')
    {
      in_brackets = parts->negative = TRUE;
      c = skip_kroner (skip_blanks (c + 1));
    }
  else if (*c == '+')
    {
      c = skip_blanks (c + 1);
    }
  else if (is_minus (g_utf8_get_char (c)))
    {
      parts->negative = TRUE;
      c = skip_kroner (skip_blanks (g_utf8_next_char (c)));
    }
  return (g_ascii_isdigit (*c) || *c == '.') && read_body (&c, parts) && read_tail (c, parts, in_brackets);
}

/* --- which mark --------------------------------------------------------------------------------------------------- */

/* Whether mark parts the digits into groups of three: "1.234.567", not "0.250" or "1234.567". */
static gboolean
groups_by (const char *body, char mark)
{
  const char *at = strchr (body, mark);
  gsize head;

  if (at == NULL)
    return TRUE;
  head = (gsize) (at - body);
  if (head == 0 || head > 3 || body[0] == '0')
    return FALSE;
  for (; *at == mark; at += 4)
    if (strspn (at + 1, "0123456789") != 3)
      return FALSE;
  return *at == '\0';
}

/* The mark that a text can only have; UNKNOWN when it has none; *doubtful when it can have both. */
static SekDecimal
tell (const Parts *parts, gboolean *doubtful)
{
  const char *comma = strchr (parts->body, ','), *point = strchr (parts->body, '.');

  *doubtful = FALSE;
  if (comma != NULL && point != NULL)
    return strrchr (parts->body, ',') > strrchr (parts->body, '.') ? SEK_DECIMAL_COMMA : SEK_DECIMAL_POINT;
  if (comma == NULL && point == NULL)
    return SEK_DECIMAL_UNKNOWN;
  if (parts->n_commas > 1)
    return SEK_DECIMAL_POINT;
  if (parts->n_points > 1)
    return SEK_DECIMAL_COMMA;
  if (parts->grouped || !groups_by (parts->body, comma != NULL ? ',' : '.'))
    return comma != NULL ? SEK_DECIMAL_COMMA : SEK_DECIMAL_POINT;
  *doubtful = TRUE;
  return SEK_DECIMAL_UNKNOWN;
}

static gboolean
looks_like_figure (const char *text)
{
  gsize length = strlen (text);

  return length > 0 && length <= MOST_TEXT && strpbrk (text, "0123456789") != NULL;
}

static void
keep_example (char *example, const char *text)
{
  if (*example == '\0' && strlen (text) < 24)
    g_strlcpy (example, text, 24);
}

void
sek_decimals_add (SekDecimals *self, const char *text)
{
  gboolean doubtful;
  SekDecimal before, told;
  Parts parts;

  if (!looks_like_figure (text) || strpbrk (text, ",.") == NULL || !take_apart (text, &parts))
    return;
  before = self->comma > 0 ? SEK_DECIMAL_COMMA : self->point > 0 ? SEK_DECIMAL_POINT : SEK_DECIMAL_UNKNOWN;
  told = tell (&parts, &doubtful);
  if (doubtful)
    self->doubtful++;
  else if (told == SEK_DECIMAL_COMMA)
    self->comma++;
  else if (told == SEK_DECIMAL_POINT)
    self->point++;
  if (told != SEK_DECIMAL_UNKNOWN && before != SEK_DECIMAL_UNKNOWN && told != before)
    keep_example (self->contrary, text);
  else if (told != SEK_DECIMAL_UNKNOWN || doubtful)
    keep_example (self->example, text);
}

SekDecimal
sek_decimals_get (const SekDecimals *self)
{
  return self->comma > self->point   ? SEK_DECIMAL_COMMA
         : self->point > self->comma ? SEK_DECIMAL_POINT
                                     : SEK_DECIMAL_UNKNOWN;
}

gboolean
sek_decimals_must_ask (const SekDecimals *self)
{
  return (self->comma > 0 && self->point > 0) || (self->doubtful > 0 && self->comma == 0 && self->point == 0);
}

/* --- exact figures ------------------------------------------------------------------------------------------------ */

/* Adds one to the decimal digits before at. */
static void
carry (GString *digits, gsize at, int *exponent)
{
  while (at > 0 && digits->str[at - 1] == '9')
    digits->str[--at] = '0';
  if (at > 0)
    {
      digits->str[at - 1]++;
      return;
    }
  g_string_prepend_c (digits, '1');
  *exponent += 1;
}

gboolean
sek_number_canonical (const char *text, GString *exact)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  gboolean negative = *text == '-', any = FALSE, fraction = FALSE;
  int exponent = 0, point = 0; /* the value is 0.DIGITS × 10^point */
  gsize zeros;

  g_string_truncate (exact, 0);
  text += *text == '-' || *text == '+';
  for (; g_ascii_isdigit (*text) || (*text == '.' && !fraction); text++)
    {
      if (*text == '.')
        {
          fraction = TRUE;
          continue;
        }
      any = TRUE;
      if (digits->len > MOST_DIGITS)
        return FALSE;
      g_string_append_c (digits, *text);
      point += !fraction;
    }
  if (!any)
    return FALSE;
  if (*text == 'e' || *text == 'E')
    {
      const char *e = text + 1;
      gboolean less = *e == '-';

      e += *e == '-' || *e == '+';
      if (!g_ascii_isdigit (*e))
        return FALSE;
      for (; g_ascii_isdigit (*e); e++)
        exponent = MIN (exponent * 10 + (*e - '0'), 10000);
      point += less ? -exponent : exponent;
      text = e;
    }
  if (*text != '\0')
    return FALSE;

  zeros = strspn (digits->str, "0");
  g_string_erase (digits, 0, (gssize) zeros);
  point -= (int) zeros;
  while (digits->len > 0 && digits->str[digits->len - 1] == '0')
    g_string_truncate (digits, digits->len - 1);
  if (digits->len > DOUBLE_DIGITS && !((int) digits->len <= point && point <= WHOLE_DIGITS))
    {
      gboolean up = digits->str[DOUBLE_DIGITS] >= '5';

      g_string_truncate (digits, DOUBLE_DIGITS);
      if (up)
        carry (digits, DOUBLE_DIGITS, &point);
      while (digits->len > 0 && digits->str[digits->len - 1] == '0')
        g_string_truncate (digits, digits->len - 1);
    }
  if (digits->len == 0)
    {
      g_string_assign (exact, "0");
      return TRUE;
    }
  if (point > MOST_DIGITS || point < -MOST_DIGITS)
    return FALSE;

  if (negative)
    g_string_append_c (exact, '-');
  if (point <= 0)
    {
      g_string_append (exact, "0.");
      for (int i = point; i < 0; i++)
        g_string_append_c (exact, '0');
      g_string_append (exact, digits->str);
      return TRUE;
    }
  for (int i = 0; i < MAX (point, (int) digits->len); i++)
    {
      if (i == point)
        g_string_append_c (exact, '.');
      g_string_append_c (exact, i < (int) digits->len ? digits->str[i] : '0');
    }
  return TRUE;
}

/* As it is written, without grouping: a person's digits are not rounded. */
static void
write_exact (const Parts *parts, char mark, GString *exact)
{
  const char *c = parts->body;
  gboolean fraction = FALSE, zero = TRUE;

  if (parts->negative)
    g_string_append_c (exact, '-');
  while (*c == '0' && g_ascii_isdigit (c[1]))
    c++;
  if (*c == mark)
    g_string_append_c (exact, '0');
  for (; *c != '\0'; c++)
    if (g_ascii_isdigit (*c))
      {
        g_string_append_c (exact, *c);
        zero &= *c == '0';
      }
    else if (*c == mark)
      {
        g_string_append_c (exact, '.');
        fraction = TRUE;
      }
  while (fraction && exact->str[exact->len - 1] == '0')
    g_string_truncate (exact, exact->len - 1);
  if (fraction && exact->str[exact->len - 1] == '.')
    g_string_truncate (exact, exact->len - 1);
  if (zero)
    g_string_assign (exact, "0");
}

gboolean
sek_number_read_into (const char *text, SekDecimal decimal, GString *exact)
{
  gboolean doubtful;
  SekDecimal told;
  char mark, other;
  Parts parts;

  g_string_truncate (exact, 0);
  if (!looks_like_figure (text) || !take_apart (text, &parts))
    return FALSE;
  told = tell (&parts, &doubtful);
  if (doubtful && decimal == SEK_DECIMAL_UNKNOWN)
    return FALSE;
  if (told == SEK_DECIMAL_UNKNOWN)
    told = decimal;
  mark = told == SEK_DECIMAL_POINT ? '.' : ',';
  other = mark == ',' ? '.' : ',';
  /* The other mark must group the whole digits, and the mark itself stand once. */
  if (mark == ',' ? parts.n_commas > 1 : parts.n_points > 1)
    return FALSE;
  if (strchr (parts.body, other) != NULL)
    {
      g_autofree char *whole = g_strndup (parts.body, strcspn (parts.body, (char[]) { mark, '\0' }));

      if (parts.grouped || !groups_by (whole, other) || strchr (parts.body + strlen (whole), other) != NULL)
        return FALSE;
    }
  write_exact (&parts, mark, exact);
  return TRUE;
}

char *
sek_number_read (const char *text, SekDecimal decimal)
{
  g_autoptr (GString) exact = g_string_new (NULL);

  return sek_number_read_into (text, decimal, exact) ? g_string_free (g_steal_pointer (&exact), FALSE) : NULL;
}

void
sek_number_shift (GString *exact, int places)
{
  g_autofree char *moved = g_strdup_printf ("%se%d", exact->str, places);

  sek_number_canonical (moved, exact);
}

gboolean
sek_number_scale (const char *exact, int decimals, gint64 *scaled)
{
  gboolean negative = *exact == '-', fraction = FALSE;
  guint64 value = 0;
  int left = decimals;

  exact += negative;
  if (!g_ascii_isdigit (*exact))
    return FALSE;
  for (; g_ascii_isdigit (*exact) || (*exact == '.' && !fraction); exact++)
    {
      if (*exact == '.')
        {
          fraction = TRUE;
          continue;
        }
      if (fraction && left == 0)
        break;
      left -= fraction;
      if (value > (G_MAXINT64 - 9) / 10)
        return FALSE;
      value = value * 10 + (guint64) (*exact - '0');
    }
  if (*exact != '\0' && !g_ascii_isdigit (*exact))
    return FALSE;
  for (; left > 0; left--)
    {
      if (value > (G_MAXINT64 - 9) / 10)
        return FALSE;
      value *= 10;
    }
  value += *exact >= '5';
  *scaled = negative ? -(gint64) value : (gint64) value;
  return TRUE;
}
