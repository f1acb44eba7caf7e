/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-read-strings.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "sek-read-raised.h"

enum
{
  MOST_KEPT = 48 << 20,
  MOST_STRINGS = 1 << 24,
};

struct _SekReadStrings
{
  SekReader *reader;
  GString   *texts;   /* those that are kept, or that are still to be written */
  guint64    written; /* bytes that are in the file */
  GArray    *offsets; /* guint64, where each begins, and where the last ends */
  GString   *scratch;
  int        fd;      /* -1 while all are kept */

  SekReadXml    *xml;
  gboolean   in_text, in_raised;
  guint      in_phonetic;
  GString   *item;
  GString   *raised;
};

/* --- escapes ------------------------------------------------------------------------------------------------------ */

void
sek_read_unescape (GString *text)
{
  for (char *at = strstr (text->str, "_x"); at != NULL; at = strstr (at + 1, "_x"))
    {
      gsize offset = (gsize) (at - text->str);
      gunichar c = 0;
      char bytes[6];
      int length;

      for (int i = 2; i < 6 && c != (gunichar) -1; i++)
        c = g_ascii_isxdigit (at[i]) ? c * 16 + (gunichar) g_ascii_xdigit_value (at[i]) : (gunichar) -1;
      if (c == (gunichar) -1 || at[6] != '_')
        continue;
      length = g_unichar_to_utf8 (c != 0 && g_unichar_validate (c) ? c : 0xfffd, bytes);
      memcpy (at, bytes, (gsize) length);
      g_string_erase (text, (gssize) (offset + (gsize) length), 7 - length);
      at = text->str + offset + length - 1;
    }
}

/* --- storing ------------------------------------------------------------------------------------------------------ */

static gboolean
flush (SekReadStrings *self)
{
  gsize at = 0;

  if (self->fd < 0)
    {
      g_autofree char *name = NULL;

      self->fd = g_file_open_tmp ("sekretariat-XXXXXX", &name, NULL);
      if (self->fd < 0)
        return FALSE;
      g_unlink (name);
    }
  while (at < self->texts->len)
    {
      ssize_t n = write (self->fd, self->texts->str + at, self->texts->len - at);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      at += (gsize) n;
    }
  self->written += self->texts->len;
  /* The large block goes back to the system. */
  g_string_free (self->texts, TRUE);
  self->texts = g_string_sized_new (1 << 17);
  return TRUE;
}

static void
stop (SekReadStrings *self, SekError code, const char *reason)
{
  GError *error = NULL;

  _sek_reader_fail (self->reader, &error, code, "%s", reason);
  sek_read_xml_stop (self->xml, error);
}

static void
store (SekReadStrings *self)
{
  guint64 end;

  if (strstr (self->item->str, "_x") != NULL)
    sek_read_unescape (self->item);
  g_string_append_len (self->texts, self->item->str, (gssize) self->item->len);
  end = self->written + self->texts->len;
  g_array_append_val (self->offsets, end);
  if (self->texts->len > (self->fd < 0 ? MOST_KEPT : 1 << 16) && !flush (self))
    stop (self, SEK_ERROR_FULL,
          _("Its texts are too many for the memory, and there is no room for them in the folder for temporary "
            "files."));
  else if (self->offsets->len > MOST_STRINGS)
    stop (self, SEK_ERROR_REFUSED, _("It has more different texts than a workbook can have."));
}

/* --- parsing ------------------------------------------------------------------------------------------------------ */

static void
start_cb (gpointer data, const char *name, const SekReadXmlAttributes *attributes)
{
  SekReadStrings *self = data;

  if (strcmp (name, "si") == 0)
    {
      g_string_truncate (self->item, 0);
      g_string_truncate (self->raised, 0);
      self->in_raised = FALSE;
    }
  else if (strcmp (name, "vertAlign") == 0)
    self->in_raised = sek_read_xml_is (attributes, "val", "superscript");
  else if (strcmp (name, "rPh") == 0)
    self->in_phonetic++;
  else if (strcmp (name, "t") == 0)
    self->in_text = self->in_phonetic == 0;
}

static void
end_cb (gpointer data, const char *name)
{
  SekReadStrings *self = data;

  if (strcmp (name, "si") == 0)
    {
      sek_read_raised_finish (self->item, self->raised);
      store (self);
    }
  else if (strcmp (name, "r") == 0 && self->in_raised)
    {
      self->in_raised = FALSE;
      sek_read_raised_end (self->item, self->raised);
    }
  else if (strcmp (name, "rPh") == 0)
    self->in_phonetic -= self->in_phonetic > 0;
  else if (strcmp (name, "t") == 0)
    self->in_text = FALSE;
}

static void
text_cb (gpointer data, const char *text, gsize length)
{
  SekReadStrings *self = data;
  GString *into = self->in_raised ? self->raised : self->item;

  if (!self->in_text)
    return;
  if (into->len + length > SEK_READ_MOST_CELL)
    stop (self, SEK_ERROR_REFUSED, _("A cell has more than 1 MiB of text."));
  else
    g_string_append_len (into, text, (gssize) length);
}

SekReadStrings *
sek_read_strings_new (SekReadZip *zip, SekReader *reader, const char *part, GError **error)
{
  static const SekReadXmlHandler handler = { NULL, start_cb, end_cb, text_cb };
  SekReadStrings *self = g_new0 (SekReadStrings, 1);
  guint64 begin = 0;
  gboolean good = TRUE, ended = FALSE;

  self->reader = reader;
  self->texts = g_string_new (NULL);
  self->offsets = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->scratch = g_string_new (NULL);
  self->item = g_string_new (NULL);
  self->raised = g_string_new (NULL);
  self->fd = -1;
  g_array_append_val (self->offsets, begin);
  if (part != NULL && sek_read_zip_has (zip, part))
    {
      self->xml = sek_read_xml_new (zip, part, &handler, self, error);
      good = self->xml != NULL;
      while (good && !ended)
        good = !g_cancellable_set_error_if_cancelled (reader->cancellable, error)
               && sek_read_xml_step (self->xml, &ended, error);
      g_clear_pointer (&self->xml, sek_read_xml_free);
    }
  if (good && self->fd >= 0 && !flush (self))
    {
      _sek_reader_fail (reader, error, SEK_ERROR_FULL,
                        _("Its texts are too many for the memory, and there is no room for them in the folder for "
                          "temporary files."));
      good = FALSE;
    }
  if (good)
    return self;
  sek_read_strings_free (self);
  return NULL;
}

void
sek_read_strings_free (SekReadStrings *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    close (self->fd);
  g_string_free (self->texts, TRUE);
  g_string_free (self->scratch, TRUE);
  g_string_free (self->item, TRUE);
  g_string_free (self->raised, TRUE);
  g_array_unref (self->offsets);
  g_free (self);
}

gboolean
sek_read_strings_get (SekReadStrings *self, guint64 index, const char **text, gsize *length)
{
  guint64 begin;

  if (index >= self->offsets->len - 1)
    return FALSE;
  begin = g_array_index (self->offsets, guint64, index);
  *length = (gsize) (g_array_index (self->offsets, guint64, index + 1) - begin);
  if (self->fd < 0)
    {
      *text = self->texts->str + begin;
      return TRUE;
    }
  g_string_set_size (self->scratch, *length);
  *text = self->scratch->str;
  return pread (self->fd, self->scratch->str, *length, (off_t) begin) == (ssize_t) *length;
}
