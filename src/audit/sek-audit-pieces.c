/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-audit-layout.h"
#include "sek-audit-private.h"

#include <string.h>

/* Reads a line of copied text: what is label and what are pieces of figures, and which piece can only begin a
 * figure or go on with one. */

typedef struct
{
  char *text;
  guint start, end; /* in characters */
} Token;

static void
clear_token (gpointer token)
{
  g_free (((Token *) token)->text);
}

void
_sek_audit_clear_piece (gpointer piece)
{
  g_free (((Piece *) piece)->text);
}

static gboolean
is_sign (const char *token)
{
  static const char *const signs[] = { "-", "–", "—", "−", "+", NULL };

  return g_strv_contains (signs, token);
}

/* «£3,408.00», «-£1,496.67». */
static const char *
skip_currency (const char *token)
{
  static const char *const marks[] = { "£", "$", "€" };
  const char *after = token + (*token == '-');

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_str_has_prefix (after, marks[i]) && g_ascii_isdigit (after[strlen (marks[i])]))
      return after + strlen (marks[i]);
  return token;
}

static gboolean
is_no_break (gunichar c)
{
  return c == 0xa0 || c == 0x2009 || c == 0x202f;
}

/* Digits, perhaps with sign, marks, per cent or parentheses: a piece of a figure. */
static gboolean
is_piece (const char *token)
{
  guint digits = 0;

  if (g_str_has_prefix (token, "(") && strchr (token, ')') == NULL && !g_ascii_isdigit (token[1]))
    return FALSE;
  token = skip_currency (token);
  for (const char *p = token; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isdigit (c))
        digits++;
      else if (!(strchr (".,()%*+'", (int) MIN (c, 127)) != NULL || c == '-' || c == 0x2212 || c == 0x2013
                 || c == 0x2014 || is_no_break (c)))
        return FALSE;
    }
  return digits > 0 || is_sign (token) || g_str_equal (token, "%");
}

gboolean
_sek_audit_is_year_token (const char *token)
{
  return strlen (token) == 4 && strspn (token, "0123456789") == 4
         && (g_str_has_prefix (token, "19") || g_str_has_prefix (token, "20"));
}

gboolean
_sek_audit_is_date_token (const char *token)
{
  static GRegex *regex;

  if (g_once_init_enter (&regex))
    g_once_init_leave (&regex, g_regex_new ("^\\d{1,2}\\.\\d{1,2}\\.(\\d\\d|\\d{4})\\.?$", G_REGEX_OPTIMIZE, 0, NULL));
  return g_regex_match (regex, token, 0, NULL);
}

/* «01.01», «31.12.», «31.», which a label may end in. */
static gboolean
is_day (const char *token)
{
  static GRegex *regex;

  if (g_once_init_enter (&regex))
    g_once_init_leave (&regex,
                       g_regex_new ("^(0?[1-9]|[12]\\d|3[01])\\.((0?[1-9]|1[0-2])\\.?)?$", G_REGEX_OPTIMIZE, 0, NULL));
  return g_regex_match (regex, token, 0, NULL);
}

/* «… folketall fra 07459.»: the end of a sentence, with no figure but this. */
static gboolean
ends_sentence (const GArray *tokens, guint at)
{
  const char *token = g_array_index (tokens, Token, at).text;
  gsize digits = strspn (token, "0123456789");

  return at > 2 && at + 1 == tokens->len && digits > 2 && g_str_equal (token + digits, ".");
}

/* Whether the token belongs to the word before it: «kl. 16.50», «tabell 07459», «Not 2», «kap. 12», or «IB 0101»,
 * which is a date without its point. more tells that figures follow. */
static gboolean
belongs_to_word (const char *word, const char *token, gboolean more)
{
  static const char *const numbered[] = { "note", "not", "nr.", "nr", "kap.", "art", "art." };
  static const char *const always[] = { "kl.", "kl", "tabell", "table" };

  for (guint i = 0; i < G_N_ELEMENTS (always); i++)
    if (g_ascii_strcasecmp (word, always[i]) == 0)
      return TRUE;
  if (!more)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (numbered); i++)
    if (g_ascii_strcasecmp (word, numbered[i]) == 0)
      return strlen (token) <= 2;
  return token[0] == '0' && strlen (token) > 3 && strspn (token, "0123456789") == strlen (token);
}

static const char *
token_at (const GArray *tokens, guint i)
{
  return g_array_index (tokens, Token, i).text;
}

/* How far a token is from the one before it. */
static guint
gap_before (const GArray *tokens, guint i)
{
  return g_array_index (tokens, Token, i).start - g_array_index (tokens, Token, i - 1).end;
}

/* A figure with words after it: «Klima 170 Rapport om klimastatus». Sets where it begins; where it ends, or 0 when
 * there is none. */
static guint
find_inside (const GArray *tokens, guint *first)
{
  for (guint i = 0; i < tokens->len; i++)
    {
      guint end = i;

      while (end < tokens->len && is_piece (token_at (tokens, end))
             && !_sek_audit_is_year_token (token_at (tokens, end))
             && !_sek_audit_is_date_token (token_at (tokens, end)))
        end++;
      while (end > i && strpbrk (token_at (tokens, end - 1), "0123456789%") == NULL)
        end--;
      *first = i;
      if (end > i && end < tokens->len && end - i < MOST_PIECES)
        return end;
      i = end;
    }
  return 0;
}

/* Whether the space at p stands between the thousands of a figure. */
static gboolean
is_group (const char *text, const char *p)
{
  const char *after = g_utf8_next_char (p);

  return is_no_break (g_utf8_get_char (p)) && p > text && g_ascii_isdigit (p[-1]) && strspn (after, "0123456789") == 3;
}

/* Owned; element-type Token. */
static GArray *
split_tokens (const char *text, gboolean grouped)
{
  GArray *tokens = g_array_new (FALSE, FALSE, sizeof (Token));
  guint column = 0;

  g_array_set_clear_func (tokens, clear_token);
  for (const char *p = text; *p != '\0';)
    {
      const char *start;
      Token token;

      while (*p != '\0' && g_unichar_isspace (g_utf8_get_char (p)))
        p = g_utf8_next_char (p), column++;
      if (*p == '\0')
        break;
      start = p;
      token.start = column;
      while (*p != '\0' && (!g_unichar_isspace (g_utf8_get_char (p)) || (grouped && is_group (text, p))))
        p = g_utf8_next_char (p), column++;
      token.text = g_strndup (start, (gsize) (p - start));
      token.end = column;
      g_array_append_val (tokens, token);
    }
  return tokens;
}

/* The token with which the figures at the end of a line begin. A label may end in a figure that is set apart from the
 * columns by one space, be a date or a time: «IB 01.01», «Sum 2022», «kl. 16.50». */
static guint
find_tail (const GArray *tokens, guint tail)
{
  while (tail < tokens->len)
    {
      const char *token = token_at (tokens, tail);
      gboolean more = tail + 1 < tokens->len;

      if (tail > 0 && more && _sek_audit_is_date_token (token))
        tail++;
      else if (tail > 0 && gap_before (tokens, tail) < 2 && !is_sign (token)
               && (belongs_to_word (token_at (tokens, tail - 1), token, more)
                   || (more && gap_before (tokens, tail + 1) >= 2 && strlen (token) <= 4) || is_day (token)
                   || g_str_equal (token, "%") || ends_sentence (tokens, tail)))
        tail++;
      /* «Avgang - 2015». */
      else if (tail > 0 && tail + 2 < tokens->len && gap_before (tokens, tail) < 2 && is_sign (token)
               && _sek_audit_is_year_token (token_at (tokens, tail + 1)))
        tail += 2;
      else
        break;
    }
  return tail;
}

static char *
join_tokens (const GArray *tokens, guint end)
{
  GString *label = g_string_new (NULL);

  for (guint i = 0; i < end; i++)
    g_string_append_printf (label, "%s%s", i > 0 ? " " : "", token_at (tokens, i));
  return g_string_free (label, FALSE);
}

/* Three digits and what may follow the last group of a figure: "017", "370,04", "276)". */
static gboolean
is_last_group (const char *text)
{
  return strspn (text, "0123456789") == 3 && strchr (",%)*", text[3]) != NULL;
}

/* Whether nothing goes on after a piece: it has decimals or more than three digits. */
static gboolean
is_complete (const char *text)
{
  return strpbrk (text, "%),*") != NULL || strspn (text + strspn (text, "-–−+("), "0123456789") > 3;
}

/* Makes pieces of the tokens from tail on. */
static void
add_pieces (Line *line, const GArray *tokens, guint tail, gboolean grouped)
{
  for (guint i = tail; i < tokens->len; i++)
    {
      const char *token = token_at (tokens, i);
      guint gap = i > tail ? gap_before (tokens, i) : 9;
      const char *before = line->pieces->len > 0 ? g_array_index (line->pieces, Piece, line->pieces->len - 1).text
                                                 : NULL;
      Piece piece = { .end = g_array_index (tokens, Token, i).end };

      if (g_str_equal (token, "%") && before != NULL)
        {
          Piece *last = &g_array_index (line->pieces, Piece, line->pieces->len - 1);
          g_autofree char *old = last->text;

          last->text = g_strconcat (old, " %", NULL);
          last->end = piece.end;
          continue;
        }
      piece.text = g_strdup (token);
      /* «2, 3, 17»: notes. */
      while (i + 1 < tokens->len && strlen (token) <= 3 && g_str_has_suffix (token, ",")
             && gap_before (tokens, i + 1) == 1)
        {
          g_autofree char *old = piece.text;

          token = token_at (tokens, ++i);
          piece.text = g_strconcat (old, " ", token, NULL);
          piece.end = g_array_index (tokens, Token, i).end;
        }
      /* «- 55 951» is a sign that stands alone, or a dash where there is nothing and a figure. */
      if (before != NULL && is_sign (before) && gap == 1 && g_ascii_isdigit (token[0]))
        piece.starts = FALSE;
      else
        {
          piece.starts = grouped || !is_last_group (piece.text) || gap > 1
                         || (before != NULL && (is_complete (before) || is_sign (before)));
          piece.goes_on = !piece.starts && token[0] == '0' && before != NULL;
        }
      g_array_append_val (line->pieces, piece);
    }
}

Line *
_sek_audit_read_line (const char *text, gboolean inside, gboolean grouped)
{
  Line *line = g_new0 (Line, 1);
  g_autoptr (GArray) tokens = split_tokens (text, grouped);
  guint tail = tokens->len;

  line->text = g_strdup (text);
  line->pieces = g_array_new (FALSE, TRUE, sizeof (Piece));
  g_array_set_clear_func (line->pieces, _sek_audit_clear_piece);
  while (tail > 0 && is_piece (token_at (tokens, tail - 1)) && tokens->len - tail < MOST_PIECES - 1)
    tail--;
  /* «Klima 170 Rapport i 2024»: the year belongs to the words. */
  if (inside
      && (tail == tokens->len || (tail + 1 == tokens->len && _sek_audit_is_year_token (token_at (tokens, tail)))))
    {
      guint first, end = find_inside (tokens, &first);

      if (end > 0)
        {
          g_array_set_size (tokens, end);
          tail = first;
        }
    }
  tail = find_tail (tokens, tail);
  line->label = join_tokens (tokens, tail);
  add_pieces (line, tokens, tail, grouped);
  return line;
}
