/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-unfinished.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* What a program leaves behind that was killed is taken away by the next one, and nothing that another one is at. */

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("sek-unfinished-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, SEK_UNFINISHED_PREFIX "1", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_unlink (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static gboolean
is_there (Fixture *fixture)
{
  return g_file_test (fixture->path, G_FILE_TEST_EXISTS);
}

/* A register is noted before it is there; until its maker has locked it, and while it is opened again, nobody else may
 * take it away. */
static void
test_not_there_yet (Fixture *fixture, gconstpointer data)
{
  SekUnfinished *unfinished = sek_unfinished_new (fixture->path);

  g_assert_true (g_file_set_contents (fixture->path, "", 0, NULL));
  sek_unfinished_sweep ();
  g_assert_true (is_there (fixture));
  g_assert_true (g_file_set_contents (fixture->path, "x", 1, NULL));
  sek_unfinished_sweep ();
  g_assert_true (is_there (fixture));
  sek_unfinished_free (unfinished);
}

/* The same by a program that is gone. */
static void
test_left (Fixture *fixture, gconstpointer data)
{
  pid_t child = fork ();
  int status;

  if (child == 0)
    {
      sek_unfinished_new (fixture->path);
      g_file_set_contents (fixture->path, "x", 1, NULL);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (is_there (fixture));
  sek_unfinished_sweep ();
  g_assert_false (is_there (fixture));
}

int
main (int argc, char **argv)
{
  g_autofree char *state = g_dir_make_tmp ("sek-state-XXXXXX", NULL);

  g_setenv ("XDG_STATE_HOME", state, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/unfinished/not-there-yet", Fixture, NULL, set_up, test_not_there_yet, tear_down);
  g_test_add ("/unfinished/left", Fixture, NULL, set_up, test_left, tear_down);
  return g_test_run ();
}
