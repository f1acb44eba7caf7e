/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  GCancellable *cancellable;
  SekStore     *writer;
  double        last;
  int           calls;
} Progress;

static void
progress_cb (double done, gpointer user_data)
{
  Progress *progress = user_data;

  g_assert_cmpfloat (done, >=, 0.0);
  g_assert_cmpfloat (done, <=, 1.0);
  progress->last = done;
  progress->calls++;
  if (progress->cancellable != NULL && progress->calls == 2)
    g_cancellable_cancel (progress->cancellable);
  if (progress->writer != NULL && progress->calls == 2)
    {
      begin (progress->writer);
      add_subregion (progress->writer, 1000000, "Follo");
      commit (progress->writer);
    }
}

static SekStore *
open_copy (const char *path)
{
  g_autoptr (GError) error = NULL;
  SekStore *copy = sek_store_open (path, SEK_STORE_READ_ONLY, &error);

  g_assert_no_error (error);
  return copy;
}

static void
test_copy (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = in_folder (fixture, "copy.sekretariat");
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SekStore) store = NULL;
  g_autoptr (SekStore) copy = NULL;
  Progress progress = { 0 };
  GStatBuf info;

  make_register (fixture, 50000);
  store = open_for (fixture, SEK_STORE_WRITE);
  begin (store);
  commit (store);
  g_assert_cmpint (g_chmod (fixture->path, 0440), ==, 0);
  g_assert_true (sek_store_copy (store, path, FALSE, progress_cb, &progress, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (progress.calls, >, 1);
  g_assert_cmpfloat (progress.last, ==, 1.0);
  g_assert_cmpuint (count_files (fixture), ==, 2);
  /* Read by whom the original was, and written by its owner, whose it is now. */
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0640);

  copy = open_copy (path);
  first = dump_subregions (store);
  second = dump_subregions (copy);
  g_assert_true (strcmp (first, second) == 0);
  g_assert_cmpint (query (copy, "SELECT count(*) FROM writer"), ==, 0);
  g_assert_cmpint (query (store, "SELECT count(*) FROM writer"), ==, 1);
  g_assert_true (sek_store_check (copy, NULL, &error));
  g_clear_object (&copy);
  copy = sek_store_open (path, SEK_STORE_WRITE, &error);
  g_assert_cmpint (sek_store_get_read_only (copy), ==, SEK_STORE_WRITABLE);
}

static void
test_replace (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = in_folder (fixture, "copy.sekretariat");
  g_autofree char *link = in_folder (fixture, "link.sekretariat");
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);
  g_autofree char *folder = in_folder (fixture, "folder");
  g_autofree char *nowhere = in_folder (fixture, "none/copy.sekretariat");
  g_autofree char *letter = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SekStore) store = NULL;
  g_autoptr (SekStore) copy = NULL;

  make_register (fixture, 3);
  store = open_for (fixture, SEK_STORE_WRITE);
  g_assert_true (g_file_set_contents (path, "a letter", -1, NULL));
  g_assert_false (sek_store_copy (store, path, FALSE, NULL, NULL, NULL, &error));
  assert_refused (error, SEK_ERROR_REFUSED, "Could not save the copy “copy.sekretariat”: there is already a file");
  g_assert_true (g_file_get_contents (path, &letter, NULL, NULL));
  g_assert_cmpstr (letter, ==, "a letter");

  /* The open register is not replaced by itself, by whatever name. */
  g_assert_false (sek_store_copy (store, fixture->path, TRUE, NULL, NULL, NULL, &error));
  assert_refused (error, SEK_ERROR_REFUSED, "it is the register that is open");
  g_assert_cmpint (symlink (fixture->path, link), ==, 0);
  g_assert_false (sek_store_copy (store, link, TRUE, NULL, NULL, NULL, &error));
  assert_refused (error, SEK_ERROR_REFUSED, "it is the register that is open");

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_false (sek_store_copy (store, folder, TRUE, NULL, NULL, NULL, &error));
  assert_refused (error, SEK_ERROR_REFUSED, "it is a folder");
  g_assert_false (sek_store_copy (store, nowhere, FALSE, NULL, NULL, NULL, &error));
  assert_refused (error, SEK_ERROR_NOT_FOUND, "no such file or folder");

  /* An interrupted change that lies beside it would be played back into the copy. */
  g_assert_true (g_file_set_contents (journal, "journal", -1, NULL));
  g_assert_false (sek_store_copy (store, path, TRUE, NULL, NULL, NULL, &error));
  assert_refused (error, SEK_ERROR_REFUSED, "-journal” lies beside it");
  g_unlink (journal);

  /* A link stays one, to the copy. */
  g_unlink (link);
  g_assert_cmpint (symlink (path, link), ==, 0);
  g_assert_true (sek_store_copy (store, link, TRUE, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  copy = open_copy (path);
  g_assert_cmpint (query (copy, "SELECT count(*) FROM subregion"), ==, 3);

  /* Nor is one replaced that this program has open. */
  g_assert_false (sek_store_copy (store, path, TRUE, NULL, NULL, NULL, &error));
  assert_refused (error, SEK_ERROR_REFUSED, "it is the register that is open");
  g_assert_cmpuint (count_files (fixture), ==, 4);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = in_folder (fixture, "copy.sekretariat");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SekStore) store = NULL;
  Progress progress = { .cancellable = cancellable };

  make_register (fixture, 150000);
  store = open_for (fixture, SEK_STORE_READ_ONLY);
  g_assert_false (sek_store_copy (store, path, FALSE, progress_cb, &progress, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (progress.calls, ==, 2);
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

/* Who writes is not held up, and the copy has all or nothing of what is stored meanwhile. */
static void
test_meanwhile (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = in_folder (fixture, "copy.sekretariat");
  g_autoptr (GError) error = NULL;
  g_autoptr (SekStore) writer = NULL;
  g_autoptr (SekStore) reader = NULL;
  g_autoptr (SekStore) copy = NULL;
  Progress progress = { 0 };

  make_register (fixture, 150000);
  writer = open_for (fixture, SEK_STORE_WRITE);
  reader = open_for (fixture, SEK_STORE_READ_ONLY);
  progress.writer = writer;
  g_assert_true (sek_store_copy (reader, path, FALSE, progress_cb, &progress, NULL, &error));
  g_assert_no_error (error);
  copy = open_copy (path);
  g_assert_cmpint (query (copy, "SELECT count(*) FROM subregion"), ==, 150001);
  g_assert_true (sek_store_check (copy, NULL, &error));
}

/* A damaged register makes no copy that looks sound. */
static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = in_folder (fixture, "copy.sekretariat");
  g_autoptr (GError) error = NULL;
  g_autoptr (SekStore) store = NULL;
  GStatBuf info;

  make_register (fixture, 2000);
  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  overwrite (fixture->path, info.st_size - 4096 * 3, 0x5a, 4096 * 2);
  store = open_for (fixture, SEK_STORE_READ_ONLY);
  g_assert_false (sek_store_copy (store, path, FALSE, NULL, NULL, NULL, &error));
  assert_refused (error, SEK_ERROR_DAMAGED, "damaged");
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/store/copy/whole", test_copy);
  ADD ("/store/copy/replace", test_replace);
  ADD ("/store/copy/cancelled", test_cancelled);
  ADD ("/store/copy/meanwhile", test_meanwhile);
  ADD ("/store/copy/damaged", test_damaged);
  return g_test_run ();
}
