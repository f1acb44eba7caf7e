/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sample-book.h"
#include "sek-error.h"
#include "test-folder.h"

#define add(path, test) g_test_add (path, Folder, NULL, folder_set_up, test, folder_tear_down)

#define OLD "what was there before"

static void
put (const Folder *fixture, const char *name, const char *contents, gssize length)
{
  g_autofree char *path = folder_path (fixture, name);

  g_assert_true (g_file_set_contents (path, contents, length, NULL));
}

static gboolean
write_book (const char *path, SekFormat format, SekSaveFlags flags, GError **error)
{
  g_autoptr (SekBook) book = sample_book_new (8, SEK_LANGUAGE_NB);

  return sek_book_write (book, path, format, flags, NULL, NULL, NULL, error);
}

/* A book that the format takes: some take one sheet. */
static SekBook *
book_for (SekFormat format, guint n_rows)
{
  SekBook *book;
  SekSheet *sheet;

  if (!sek_format_is_single (format))
    return sample_book_new (n_rows, SEK_LANGUAGE_NB);
  book = sek_book_new (&(SekBookInfo) { .title = "Liste", .author = "Eksempelrådet", .language = SEK_LANGUAGE_NB });
  sheet = sek_book_add_sheet (book, &(SekSheetInfo) { .key = "list", .name = "Liste", .caption = "Liste" });
  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "text", .head = "Tekst", .kind = SEK_CELL_TEXT });
  for (guint i = 0; i < n_rows; i++)
    sek_sheet_row_set (sek_sheet_add_row (sheet, NULL, SEK_ROW_NORMAL), 0, SEK_TEXT ("en rad av listen"));
  return book;
}

static void
assert_old (const Folder *fixture, const char *name)
{
  g_autofree char *contents = folder_read (fixture, name, NULL);

  g_assert_cmpstr (contents, ==, OLD);
}

static void
test_replace (Folder *fixture, gconstpointer data)
{
  g_autofree char *path = folder_path (fixture, "a.html"), *contents = NULL;
  g_autoptr (GError) error = NULL;
  struct stat info;

  put (fixture, "a.html", OLD, -1);
  g_assert_cmpint (chmod (path, 0640), ==, 0);
  g_assert_true (write_book (path, SEK_FORMAT_HTML, SEK_SAVE_DEFAULT, &error));
  g_assert_no_error (error);
  contents = folder_read (fixture, "a.html", NULL);
  g_assert_true (g_str_has_prefix (contents, "<!DOCTYPE html>"));
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0640);
  g_assert_cmpuint (folder_count (fixture), ==, 1);
}

/* A link stays a link, and the file behind it is replaced. */
static void
test_link (Folder *fixture, gconstpointer data)
{
  g_autofree char *link = folder_path (fixture, "link.txt"), *contents = NULL;
  g_autoptr (GError) error = NULL;

  put (fixture, "real.txt", OLD, -1);
  g_assert_cmpint (symlink ("real.txt", link), ==, 0);
  g_assert_true (write_book (link, SEK_FORMAT_TEXT, SEK_SAVE_DEFAULT, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  contents = folder_read (fixture, "real.txt", NULL);
  g_assert_true (g_str_has_prefix (contents, "Hovedtall"));
  g_assert_cmpuint (folder_count (fixture), ==, 2);
}

/* A relative name is one in the current folder. */
static void
test_relative (Folder *fixture, gconstpointer data)
{
  g_autofree char *before = g_get_current_dir (), *path = folder_path (fixture, "a.xlsx");
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_chdir (fixture->folder), ==, 0);
  g_assert_true (write_book ("a.xlsx", SEK_FORMAT_XLSX, SEK_SAVE_DEFAULT, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_chdir (before), ==, 0);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
}

static void
test_held (Folder *fixture, gconstpointer data)
{
  struct
  {
    const char *lock;
    const char *contents;
    gssize      length;
    const char *holder; /* NULL: the message names nobody */
  } cases[] = {
    { ".~lock.a.xlsx#", ",kari,kontor-3,18.11.2022 09:00,file:///home/kari/.config/libreoffice/4;", -1, "kari" },
    { ".~lock.a.xlsx#", "Sekretariatet\\, Oslo,kari,kontor-3,18.11.2022 09:00,file:///x;", -1, "Sekretariatet, Oslo" },
    { ".~lock.a.xlsx#", "", 0, NULL },
    { "~$a.xlsx", "\x09" "\xD8konomi  " "                    ", 30, "Økonomi" },
    { "~$a.xlsx", "\xFF" "ab", 3, "ab" },
    { "~$a.xlsx", "", 0, NULL },
  };
  g_autofree char *path = folder_path (fixture, "a.xlsx");

  put (fixture, "a.xlsx", OLD, -1);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *lock = folder_path (fixture, cases[i].lock);
      g_autoptr (GError) error = NULL;

      put (fixture, cases[i].lock, cases[i].contents, cases[i].length);
      g_assert_false (write_book (path, SEK_FORMAT_XLSX, SEK_SAVE_DEFAULT, &error));
      g_assert_error (error, SEK_ERROR, SEK_ERROR_BUSY);
      g_assert_nonnull (strstr (error->message, cases[i].lock));
      if (cases[i].holder != NULL)
        g_assert_nonnull (strstr (error->message, cases[i].holder));
      assert_old (fixture, "a.xlsx");
      g_assert_cmpuint (folder_count (fixture), ==, 2);
      g_assert_cmpint (g_unlink (lock), ==, 0);
    }
}

/* Whatever the format, a file that another program has open is left as it is. */
static void
test_held_formats (Folder *fixture, gconstpointer data)
{
  for (SekFormat format = 0; format < SEK_N_FORMATS; format++)
    {
      g_autofree char *name = g_strconcat ("a", sek_format_get_suffix (format), NULL);
      g_autofree char *path = folder_path (fixture, name);
      g_autofree char *lock = g_strdup_printf (".~lock.%s#", name);
      g_autofree char *lock_path = folder_path (fixture, lock);
      g_autoptr (SekBook) book = book_for (format, 8);
      g_autoptr (GError) error = NULL;

      put (fixture, name, OLD, -1);
      put (fixture, lock, ",kari,x,y;", -1);
      g_assert_false (sek_book_write (book, path, format, SEK_SAVE_DEFAULT, NULL, NULL, NULL, &error));
      g_assert_error (error, SEK_ERROR, SEK_ERROR_BUSY);
      assert_old (fixture, name);
      g_assert_cmpuint (folder_count (fixture), ==, 2);
      g_assert_cmpint (g_unlink (lock_path), ==, 0);
      g_assert_cmpint (g_unlink (path), ==, 0);
    }
}

static void
test_held_but_replaced (Folder *fixture, gconstpointer data)
{
  g_autofree char *path = folder_path (fixture, "a.txt"), *contents = NULL;
  g_autoptr (GError) error = NULL;

  /* A lock without its file is left over: there is nothing to replace. */
  put (fixture, ".~lock.a.txt#", "x,kari,y,z;", -1);
  g_assert_true (write_book (path, SEK_FORMAT_TEXT, SEK_SAVE_DEFAULT, &error));
  g_assert_no_error (error);
  put (fixture, "a.txt", OLD, -1);
  g_assert_true (write_book (path, SEK_FORMAT_TEXT, SEK_SAVE_REPLACE_OPEN, &error));
  g_assert_no_error (error);
  contents = folder_read (fixture, "a.txt", NULL);
  g_assert_cmpstr (contents, !=, OLD);
}

/* The other program opens the file while it is being written. */
static void
open_elsewhere (double fraction, gpointer user_data)
{
  put (user_data, ".~lock.a.txt#", ",kari,x,y;", -1);
}

static void
test_held_late (Folder *fixture, gconstpointer data)
{
  g_autofree char *path = folder_path (fixture, "a.txt");
  g_autoptr (SekBook) book = sample_book_new (3000, SEK_LANGUAGE_NB);
  g_autoptr (GError) error = NULL;

  put (fixture, "a.txt", OLD, -1);
  g_assert_false (sek_book_write (book, path, SEK_FORMAT_TEXT, SEK_SAVE_DEFAULT, open_elsewhere, fixture, NULL,
                                  &error));
  g_assert_error (error, SEK_ERROR, SEK_ERROR_BUSY);
  assert_old (fixture, "a.txt");
  g_assert_cmpuint (folder_count (fixture), ==, 2);
}

static void
cancel (double fraction, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static guint
count_descriptors (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static void
test_cancelled (Folder *fixture, gconstpointer data)
{
  const guint sizes[] = { 3000, 30000 };
  guint n_descriptors = count_descriptors ();

  for (SekFormat format = 0; format < SEK_N_FORMATS; format++)
    for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
      {
        g_autofree char *name = g_strconcat ("a", sek_format_get_suffix (format), NULL);
        g_autofree char *path = folder_path (fixture, name);
        g_autoptr (SekBook) book = book_for (format, sizes[i]);
        g_autoptr (GCancellable) cancellable = g_cancellable_new ();
        g_autoptr (GError) error = NULL;

        put (fixture, name, OLD, -1);
        g_assert_false (sek_book_write (book, path, format, SEK_SAVE_DEFAULT, cancel, cancellable, cancellable,
                                        &error));
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
        assert_old (fixture, name);
        g_assert_cmpint (g_unlink (path), ==, 0);
        g_assert_cmpuint (folder_count (fixture), ==, 0);
        g_assert_cmpuint (count_descriptors (), ==, n_descriptors);
      }
}

static void
record (double fraction, gpointer user_data)
{
  double *last = user_data;

  g_assert_cmpfloat (fraction, >=, *last);
  g_assert_cmpfloat (fraction, <=, 1.0);
  *last = fraction;
}

static void
test_progress (Folder *fixture, gconstpointer data)
{
  for (SekFormat format = 0; format < SEK_N_FORMATS; format++)
    {
      g_autofree char *name = g_strconcat ("a", sek_format_get_suffix (format), NULL);
      g_autofree char *path = folder_path (fixture, name);
      g_autoptr (SekBook) book = book_for (format, 3000);
      g_autoptr (GError) error = NULL;
      double last = 0;

      g_assert_true (sek_book_write (book, path, format, SEK_SAVE_DEFAULT, record, &last, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpfloat (last, ==, 1.0);
    }
}

static void
test_places (Folder *fixture, gconstpointer data)
{
  g_autofree char *missing = folder_path (fixture, "none/a.txt"), *path = folder_path (fixture, "a.txt");
  g_autoptr (GError) error = NULL;

  g_assert_false (write_book (missing, SEK_FORMAT_TEXT, SEK_SAVE_DEFAULT, &error));
  g_assert_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (write_book (fixture->folder, SEK_FORMAT_TEXT, SEK_SAVE_DEFAULT, &error));
  g_assert_error (error, SEK_ERROR, SEK_ERROR_IO);
  g_clear_error (&error);
  g_assert_false (write_book ("/proc/a.txt", SEK_FORMAT_TEXT, SEK_SAVE_DEFAULT, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);

  if (geteuid () == 0)
    {
      g_test_message ("Read-only folders do not stop root");
      return;
    }
  g_assert_cmpint (chmod (fixture->folder, 0500), ==, 0);
  g_assert_false (write_book (path, SEK_FORMAT_TEXT, SEK_SAVE_DEFAULT, &error));
  g_assert_error (error, SEK_ERROR, SEK_ERROR_READ_ONLY);
  g_assert_cmpint (chmod (fixture->folder, 0700), ==, 0);
}

/* A limit on the size of files stands for a full disk. The limit lies between the size of a workbook and that of the
 * parts it is packed from, which is where libxlsxwriter does not notice. */
static void
test_full (Folder *fixture, gconstpointer data)
{
  struct
  {
    const char *name;
    guint       n_rows;
    rlim_t      limit;
  } cases[] = {
    { "a.odt", 3000, 2000 },    { "a.odt", 3000, 40000 },  { "a.docx", 3000, 2000 },
    { "a.docx", 3000, 40000 },  { "a.html", 3000, 100000 }, { "a.txt", 3000, 100000 },  { "a.xlsx", 3000, 20000 },
    { "a.xlsx", 3000, 600000 }, { "a.xlsx", 25000, 20000 }, { "a.xlsx", 25000, 4000000 }, { "a.pdf", 3000, 2000 },
    { "a.pdf", 3000, 40000 },   { "a.csv", 3000, 20000 },   { "a.tsv", 3000, 20000 },
  };
  struct rlimit before, limit;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      return;
    }

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = folder_path (fixture, cases[i].name);
      g_autoptr (SekBook) book = NULL;
      g_autoptr (GError) error = NULL;
      SekFormat format;
      gboolean written;

      put (fixture, cases[i].name, OLD, -1);
      g_assert_true (sek_format_from_path (path, &format, NULL));
      book = book_for (format, cases[i].n_rows);
      limit = before;
      limit.rlim_cur = cases[i].limit;
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
      written = sek_book_write (book, path, format, SEK_SAVE_DEFAULT, NULL, NULL, NULL, &error);
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
      g_assert_false (written);
      g_assert_error (error, SEK_ERROR, SEK_ERROR_FULL);
      assert_old (fixture, cases[i].name);
      g_assert_cmpint (g_unlink (path), ==, 0);
      g_assert_cmpuint (folder_count (fixture), ==, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/sheet/save/replace", test_replace);
  add ("/sheet/save/link", test_link);
  add ("/sheet/save/relative", test_relative);
  add ("/sheet/save/held", test_held);
  add ("/sheet/save/held-formats", test_held_formats);
  add ("/sheet/save/held-but-replaced", test_held_but_replaced);
  add ("/sheet/save/held-late", test_held_late);
  add ("/sheet/save/cancelled", test_cancelled);
  add ("/sheet/save/progress", test_progress);
  add ("/sheet/save/places", test_places);
  add ("/sheet/save/full", test_full);

  return g_test_run ();
}
