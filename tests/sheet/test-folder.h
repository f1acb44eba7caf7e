/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "sek-write.h"

/* A folder of the test's own, which is gone afterwards, and other programs that read what is in it. */

/* Runs the command to its end; its standard output, or NULL when it fails. Free with g_free(). */
static inline char *
test_run (const char *const *command)
{
  g_autofree char *out = NULL, *err = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, &err, &status, &error)
      || !g_spawn_check_wait_status (status, &error))
    {
      g_test_message ("%s: %s\n%s", command[0], error->message, err != NULL ? err : "");
      return NULL;
    }
  return g_steal_pointer (&out);
}

typedef struct
{
  char *folder;
} Folder;

static inline void
folder_set_up (Folder *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("sekretariat-sheet-XXXXXX", &error);
  g_assert_no_error (error);
}

static inline void
folder_remove (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        folder_remove (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

static inline void
folder_tear_down (Folder *fixture, gconstpointer data)
{
  folder_remove (fixture->folder);
  g_free (fixture->folder);
}

static inline char *
folder_path (const Folder *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

/* Free with g_free(). */
static inline char *
folder_read (const Folder *fixture, const char *name, gsize *length)
{
  g_autofree char *path = folder_path (fixture, name);
  g_autoptr (GError) error = NULL;
  char *contents = NULL;

  g_file_get_contents (path, &contents, length, &error);
  g_assert_no_error (error);

  return contents;
}

/* How many files there are, hidden ones included. */
static inline guint
folder_count (const Folder *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

/* Writes the book as name, by the suffix of it, and frees the book. */
static inline void
folder_write (const Folder *fixture, const char *name, SekBook *book)
{
  g_autofree char *path = folder_path (fixture, name);
  g_autoptr (SekBook) owned = book;
  g_autoptr (GError) error = NULL;
  SekFormat format;

  g_assert_true (sek_format_from_path (path, &format, NULL));
  g_assert_true (sek_book_write (owned, path, format, SEK_SAVE_DEFAULT, NULL, NULL, NULL, &error) || error != NULL);
  g_assert_no_error (error);
}
