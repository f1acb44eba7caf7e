/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-read-text.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-reader-private.h"

struct _SekReadText
{
  SekReader    *reader;
  GInputStream *stream;
  const char   *encoding; /* NULL while all was ASCII */
  GIConv        iconv;    /* of what is not UTF-8, else (GIConv) -1 */
  char         *bytes;    /* SEK_READ_TEXT_CHUNK, the beginning of it left over from the chunk before */
  gsize         n_left;
  GString      *out;
  gsize         at;       /* in out: what was skipped */
  gboolean      peeked;
  gboolean      ended;
  guint64       n_bytes;
  gboolean      noted;    /* that there are bytes which the encoding does not have */
  guint64       lines;    /* line ends so far, for the note */
};

/* --- which encoding ----------------------------------------------------------------------------------------------- */

static gboolean
looks_like_utf16 (const char *data, gsize length, gboolean little)
{
  gsize zeros = 0, others = 0, pairs = MIN (length, 4096) / 2;

  /* Norwegian text is Latin, whose upper bytes are zero. */
  for (gsize i = 0; i < pairs; i++)
    {
      zeros += data[2 * i + (little ? 1 : 0)] == '\0';
      others += data[2 * i + (little ? 0 : 1)] == '\0';
    }
  return pairs >= 2 && zeros * 10 >= pairs * 8 && others == 0;
}

static gboolean
is_ascii (const char *data, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (data[i] & 0x80)
      return FALSE;
  return TRUE;
}

/* The code pages that Norwegian text comes in, by the bytes of æ, ø, å and of Æ, Ø, Å. */
static const struct
{
  const char *encoding;
  const char *small;
  const char *capital;
} pages[] = {
  { "WINDOWS-1252", "\xe6\xf8\xe5", "\xc6\xd8\xc5" },
  { "CP850", "\x91\x9b\x86", "\x92\x9d\x8f" },
  { "MACINTOSH", "\xbe\xbf\x8c", "\xae\xaf\x81" },
};

/* Which of them has most letters where letters stand: small ones after a letter, capitals before one at the beginning
 * of a word. What is a letter in one of them is a mark in the others, and stands elsewhere. */
static const char *
tell_page (const char *data, gsize length)
{
  guint counts[G_N_ELEMENTS (pages)] = { 0 }, best = 0;

  for (gsize i = 0; i < length; i++)
    for (guint page = 0; page < G_N_ELEMENTS (pages) && (data[i] & 0x80) != 0; page++)
      {
        gboolean after = i > 0 && g_ascii_isalpha (data[i - 1]);
        gboolean before = i + 1 < length && g_ascii_islower (data[i + 1]);

        counts[page] += (after && strchr (pages[page].small, data[i]) != NULL)
                        || (!after && before && strchr (pages[page].capital, data[i]) != NULL);
      }
  for (guint page = 1; page < G_N_ELEMENTS (pages); page++)
    if (counts[page] > counts[best])
      best = page;
  return pages[best].encoding;
}

/* What the bytes beyond ASCII are; NULL when there is nothing to tell it by but the beginning of a character that the
 * end cuts through. Windows-1252 makes sequences of UTF-8 by rare accident only, so a few strays among many do not tell
 * against it. */
static const char *
tell_by_bytes (const char *data, gsize length)
{
  const char *start = data, *end = data + length;
  guint good = 0, strays = 0;

  while (data < end)
    {
      gunichar c = *data & 0x80 ? g_utf8_get_char_validated (data, (gssize) (end - data)) : (gunichar) *data;

      /* The end may cut a character through. */
      if (c == (gunichar) -2)
        break;
      good += c >= 0x80 && c != (gunichar) -1;
      strays += c == (gunichar) -1;
      data = c != (gunichar) -1 && c >= 0x80 ? g_utf8_next_char (data) : data + 1;
    }
  if (good == 0 && strays == 0)
    return NULL;
  return good > strays ? "UTF-8" : tell_page (start, (gsize) (end - start));
}

const char *
_sek_read_guess_encoding (const char *data, gsize length, gsize *mark)
{
  *mark = 0;
  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    {
      *mark = 3;
      return "UTF-8";
    }
  if (length >= 2 && (memcmp (data, "\xff\xfe", 2) == 0 || memcmp (data, "\xfe\xff", 2) == 0))
    {
      *mark = 2;
      return data[0] == '\xff' ? "UTF-16LE" : "UTF-16BE";
    }
  if (looks_like_utf16 (data, length, TRUE))
    return "UTF-16LE";
  if (looks_like_utf16 (data, length, FALSE))
    return "UTF-16BE";
  return tell_by_bytes (data, length);
}

char *
_sek_read_sample_text (const char *data, gsize length)
{
  gsize mark;
  const char *encoding = _sek_read_guess_encoding (data, length, &mark);
  gsize step = encoding != NULL && g_str_has_prefix (encoding, "UTF-16") ? 2 : 1;
  GString *text = g_string_new (NULL);

  /* What formats are known by is ASCII. */
  for (gsize i = mark; i + step <= length; i += step)
    {
      char c = step == 2 && encoding[6] == 'B' ? data[i + 1] : data[i];

      g_string_append_c (text, c & 0x80 || c == '\0' ? '?' : c);
    }
  return g_string_free (text, FALSE);
}

/* --- the object --------------------------------------------------------------------------------------------------- */

static gboolean
set_encoding (SekReadText *self, const char *encoding, GError **error)
{
  self->encoding = encoding;
  if (g_ascii_strcasecmp (encoding, "UTF-8") == 0)
    return TRUE;
  self->iconv = g_iconv_open ("UTF-8", encoding);
  if (self->iconv != (GIConv) -1)
    return TRUE;
  _sek_reader_fail (self->reader, error, SEK_ERROR_INPUT, _("The encoding %s is not known."), encoding);
  return FALSE;
}

SekReadText *
sek_read_text_new (SekReader *reader, GError **error)
{
  GInputStream *stream = _sek_reader_open_stream (reader, error);
  SekReadText *self;

  if (stream == NULL)
    return NULL;
  self = g_new0 (SekReadText, 1);
  self->reader = reader;
  self->stream = stream;
  self->iconv = (GIConv) -1;
  self->bytes = g_malloc (SEK_READ_TEXT_CHUNK);
  self->out = g_string_sized_new (SEK_READ_TEXT_CHUNK + 8);
  return self;
}

void
sek_read_text_free (SekReadText *self)
{
  if (self == NULL)
    return;
  if (self->iconv != (GIConv) -1)
    g_iconv_close (self->iconv);
  g_object_unref (self->stream);
  g_string_free (self->out, TRUE);
  g_free (self->bytes);
  g_free (self);
}

const char *
sek_read_text_get_encoding (SekReadText *self)
{
  return self->encoding != NULL ? self->encoding : "UTF-8";
}

/* --- making UTF-8 ------------------------------------------------------------------------------------------------- */

static void
append_windows (GString *out, guchar byte)
{
  /* Windows-1252 from 0x80; what it leaves open stays the control character that Latin-1 has there. */
  static const guint16 upper[32] = {
    0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021, 0x2c6,  0x2030, 0x160,
    0x2039, 0x152,  0x8d,   0x17d,  0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178,
  };

  g_string_append_unichar (out, byte >= 0x80 && byte < 0xa0 ? upper[byte - 0x80] : byte);
}

static guint64
count_line_ends (const char *data, gsize length)
{
  guint64 n = 0;

  for (gsize i = 0; i < length; i++)
    n += data[i] == '\n';
  return n;
}

/* The first is enough to tell of, and to count the lines before each would take long where there are many. */
static gboolean
is_first_stray (SekReadText *self)
{
  gboolean first = !self->noted;

  self->noted = TRUE;
  return first;
}

static guint
get_line (SekReadText *self)
{
  return (guint) (self->lines + count_line_ends (self->out->str, self->out->len) + 1);
}

/* Gives what is left over, a character that the end cut through. */
static gsize
take_utf8 (SekReadText *self, const char *data, gsize length, gboolean last)
{
  const char *end;

  while (!g_utf8_validate_len (data, length, &end))
    {
      gsize good = (gsize) (end - data);

      g_string_append_len (self->out, data, (gssize) good);
      data += good;
      length -= good;
      if (*data == '\0' || (!last && length < 4 && g_utf8_get_char_validated (data, (gssize) length) == (gunichar) -2))
        return length;
      if (is_first_stray (self))
        _sek_reader_note (self->reader,
                          _("Line %u has bytes that are not UTF-8, as the rest is. They were read as Windows-1252."),
                          get_line (self));
      append_windows (self->out, (guchar) *data);
      data++;
      length--;
    }
  g_string_append_len (self->out, data, (gssize) length);
  return 0;
}

static gsize
take_iconv (SekReadText *self, char *data, gsize length)
{
  while (length > 0)
    {
      char made[8192];
      char *to = made;
      gsize room = sizeof made;
      gsize result = g_iconv (self->iconv, &data, &length, &to, &room);
      int problem = errno;

      g_string_append_len (self->out, made, (gssize) (sizeof made - room));
      if (result != (gsize) -1 || problem == E2BIG)
        continue;
      if (problem == EINVAL)
        return length;
      /* A byte or half a pair that the encoding does not have. */
      if (g_str_has_prefix (self->encoding, "UTF-16"))
        {
          gsize unit = MIN (length, 2);

          g_string_append_unichar (self->out, 0xfffd);
          data += unit;
          length -= unit;
          if (is_first_stray (self))
            _sek_reader_note (self->reader, _("Line %u has half a character, shown as �."), get_line (self));
        }
      else
        {
          append_windows (self->out, (guchar) *data);
          data++;
          length--;
        }
    }
  return 0;
}

static gboolean
read_chunk (SekReadText *self, GError **error)
{
  gsize n_read, length, mark = 0;

  self->lines += count_line_ends (self->out->str, self->out->len);
  g_string_truncate (self->out, 0);
  self->at = 0;
  while (self->out->len == 0 && !self->ended)
    {
      gboolean first = self->n_bytes == 0;
      const char *guess = NULL;

      if (!g_input_stream_read_all (self->stream, self->bytes + self->n_left, SEK_READ_TEXT_CHUNK - self->n_left,
                                    &n_read, self->reader->cancellable, error))
        {
          g_prefix_error (error, _("“%s” cannot be read: "), self->reader->name);
          return FALSE;
        }
      self->ended = n_read < SEK_READ_TEXT_CHUNK - self->n_left;
      self->n_bytes += n_read;
      length = self->n_left + n_read;
      if (first)
        {
          guess = _sek_read_guess_encoding (self->bytes, length, &mark);
          if (self->reader->encoding_option != NULL && mark == 0)
            guess = self->reader->encoding_option;
        }
      else if (self->encoding == NULL)
        {
          guess = tell_by_bytes (self->bytes, length);
        }
      if (guess == NULL && self->encoding == NULL && self->ended && !is_ascii (self->bytes + mark, length - mark))
        guess = "WINDOWS-1252";
      if (guess != NULL && !set_encoding (self, guess, error))
        return FALSE;
      if (self->iconv != (GIConv) -1)
        {
          self->n_left = take_iconv (self, self->bytes + mark, length - mark);
          if (self->ended && self->n_left > 0)
            {
              g_string_append_unichar (self->out, 0xfffd);
              self->n_left = 0;
            }
        }
      else
        {
          self->n_left = take_utf8 (self, self->bytes + mark, length - mark, self->ended);
        }
      memmove (self->bytes, self->bytes + length - self->n_left, self->n_left);
      mark = 0;
      /* A zero byte ends what take_utf8() takes, and iconv lets it through; at the very end a program may have left
       * one. */
      while (self->ended && self->n_left > 0 && self->bytes[self->n_left - 1] == '\0')
        self->n_left--;
      while (self->ended && self->out->len > 0 && self->out->str[self->out->len - 1] == '\0')
        g_string_truncate (self->out, self->out->len - 1);
      if ((self->n_left >= 4 && self->iconv == (GIConv) -1) || memchr (self->bytes, '\0', self->n_left) != NULL
          || memchr (self->out->str, '\0', self->out->len) != NULL)
        {
          _sek_reader_fail (self->reader, error, SEK_ERROR_INPUT, _("It is not a text file."));
          return FALSE;
        }
      if (self->n_bytes > SEK_READ_MOST_BYTES)
        {
          _sek_reader_fail (self->reader, error, SEK_ERROR_REFUSED, _("It is larger than 8 GiB."));
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
sek_read_text_peek (SekReadText *self, const char **text, gsize *length, GError **error)
{
  if (!self->peeked && !read_chunk (self, error))
    return FALSE;
  self->peeked = TRUE;
  *text = self->out->str + self->at;
  *length = self->out->len - self->at;
  return TRUE;
}

void
sek_read_text_skip (SekReadText *self, gsize length)
{
  self->at += length;
}

gboolean
sek_read_text_next (SekReadText *self, const char **text, gsize *length, GError **error)
{
  gboolean has = self->peeked && self->at < self->out->len;

  self->peeked = FALSE;
  if (!has && !read_chunk (self, error))
    return FALSE;
  *text = self->out->str + self->at;
  *length = self->out->len - self->at;
  return TRUE;
}

char *
_sek_read_whole_text (SekReader *reader, gsize most, const char *too_large, gsize *length, GError **error)
{
  SekReadText *text = sek_read_text_new (reader, error);
  GString *whole = g_string_new (NULL);
  gboolean good = text != NULL;
  const char *chunk;
  gsize n = 1;

  while (good && n > 0)
    {
      good = !g_cancellable_set_error_if_cancelled (reader->cancellable, error)
             && sek_read_text_next (text, &chunk, &n, error);
      if (good && whole->len + n > most)
        {
          _sek_reader_fail (reader, error, SEK_ERROR_REFUSED, "%s", too_large);
          good = FALSE;
        }
      if (good)
        g_string_append_len (whole, chunk, (gssize) n);
    }
  if (text != NULL)
    reader->encoding = sek_read_text_get_encoding (text);
  sek_read_text_free (text);
  *length = whole->len;
  return g_string_free (whole, !good);
}
