/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-table-content.h"

#include <glib/gstdio.h>

#include "sek-clip.h"

static GdkContentProvider *
make_text (const char *type, char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));

  return gdk_content_provider_new_for_bytes (type, bytes);
}

GdkContentProvider *
sek_sheet_make_content (SekSheet *sheet, SekLanguage language, const char *file)
{
  g_autoptr (SekClip) clip = sek_clip_new_from_sheet (sheet);
  GdkContentProvider *forms[5];
  guint n = 0;

  if (file != NULL)
    {
      g_autoptr (GFile) where = g_file_new_for_path (file);
      GSList list = { where, NULL };
      GdkFileList *files = gdk_file_list_new_from_list (&list);

      forms[n++] = gdk_content_provider_new_typed (GDK_TYPE_FILE_LIST, files);
      g_boxed_free (GDK_TYPE_FILE_LIST, files);
    }
  forms[n++] = make_text ("text/html", sek_clip_write_html (clip, language));
  forms[n++] = make_text ("text/tab-separated-values", sek_clip_write_tsv (clip));
  forms[n++] = make_text ("text/plain;charset=utf-8", sek_sheet_to_text (sheet));
  forms[n++] = make_text ("text/plain", sek_sheet_to_text (sheet));
  return gdk_content_provider_new_union (forms, n);
}

void
sek_dragged_file_forget (char **path)
{
  g_autofree char *folder = *path != NULL ? g_path_get_dirname (*path) : NULL;

  if (folder == NULL)
    return;
  g_unlink (*path);
  g_rmdir (folder);
  g_clear_pointer (path, g_free);
}

const char *
sek_dragged_file_write (char **path, SekBook *book, const char *name)
{
  g_autofree char *folder = NULL;

  sek_dragged_file_forget (path);
  folder = g_dir_make_tmp ("sekretariat-XXXXXX", NULL);
  if (folder == NULL)
    return NULL;
  *path = g_build_filename (folder, name, NULL);
  if (!sek_book_write (book, *path, SEK_FORMAT_PDF, SEK_SAVE_DEFAULT, NULL, NULL, NULL, NULL))
    sek_dragged_file_forget (path);
  return *path;
}
