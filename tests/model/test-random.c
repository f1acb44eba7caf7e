/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "random-walk.h"

/* Whatever is done, undone and done again in whatever order: memory and file stay the same, the sums that are kept are
 * those that would be counted, and going all the way back or forward ends in the very same bytes. */

#define STEPS 160

static void
test_walk (Fixture *fixture, gconstpointer data)
{
  Walk walk = { .fixture = fixture, .rand = g_rand_new_with_seed (GPOINTER_TO_UINT (data)) };
  g_autofree char *start = dump (fixture), *end = NULL, *back = NULL, *forth = NULL;
  guint undone = 0;

  for (int i = 0; i < STEPS; i++)
    {
      walk_step (&walk);
      assert_whole (fixture);
    }
  g_assert_cmpuint (walk.done, >, STEPS / 5);
  g_assert_cmpuint (walk.refused, >, STEPS / 20);

  /* What is still undone is done again first, so that the end is the end of the history. */
  while (sek_document_redo (fixture->document, NULL, NULL))
    ;
  end = dump (fixture);
  while (sek_document_undo (fixture->document, NULL, NULL))
    if (++undone % 40 == 0)
      {
        reopen (fixture);
        assert_whole (fixture);
      }
  g_assert_cmpuint (undone, >, 0);
  back = dump (fixture);
  g_assert_cmpstr (back, ==, start);
  assert_whole (fixture);

  reopen (fixture);
  for (; sek_document_redo (fixture->document, NULL, NULL); undone--)
    ;
  g_assert_cmpuint (undone, ==, 0);
  forth = dump (fixture);
  g_assert_cmpstr (forth, ==, end);
  assert_whole (fixture);
  g_rand_free (walk.rand);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint seed = 1; seed <= (g_test_slow () ? 100 : 6); seed++)
    {
      g_autofree char *name = g_strdup_printf ("/random/%u", seed);

      g_test_add (name, Fixture, GUINT_TO_POINTER (seed), set_up_example, test_walk, tear_down);
    }
  return g_test_run ();
}
