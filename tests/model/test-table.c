/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "sek-register.h"
#include "sek-table.h"

/* The chunked table against a plain hash of ids, and copies that stay what they were. */

static char *
name_of (gint64 id, int version)
{
  return g_strdup_printf ("Medlem %" G_GINT64_FORMAT ", %d", id, version);
}

static void
set_name (SekRow *row, int version)
{
  g_autofree char *name = name_of (row->id, version);
  SekValue value = SEK_TEXT (name);

  sek_row_set (row, SEK_FIELD (member, name), &value);
  sek_row_set (row, SEK_FIELD (member, joined), &SEK_INTEGER (version));
}

/* versions: id → version, in a hash whose keys are pointers. */
static void
assert_holds (const SekTable *table, GHashTable *versions)
{
  SekTableIter iter;
  const SekMember *row;
  gint64 previous = 0;
  guint n = 0;

  sek_table_iter_init (&iter, table);
  while ((row = (const SekMember *) sek_table_iter_next (&iter)) != NULL)
    {
      int version = GPOINTER_TO_INT (g_hash_table_lookup (versions, (gpointer) row->id));
      g_autofree char *name = name_of (row->id, version);

      g_assert_cmpint (row->id, >, previous);
      g_assert_cmpint (version, >, 0);
      g_assert_cmpstr (row->name, ==, name);
      g_assert_cmpint (row->joined, ==, version);
      g_assert_null (row->note);
      g_assert_cmpint (row->left_on, ==, SEK_NONE);
      g_assert_true (sek_table_lookup (table, row->id) == (const SekRow *) row);
      previous = row->id;
      n++;
    }
  g_assert_null (sek_table_iter_next (&iter));
  g_assert_cmpuint (n, ==, g_hash_table_size (versions));
  g_assert_cmpuint (n, ==, sek_table_get_size (table));
}

static GHashTable *
copy_versions (GHashTable *versions)
{
  GHashTable *copy = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer id, version;

  g_hash_table_iter_init (&iter, versions);
  while (g_hash_table_iter_next (&iter, &id, &version))
    g_hash_table_insert (copy, id, version);
  return copy;
}

static void
test_random (gconstpointer data)
{
  GRand *rand = g_rand_new_with_seed (GPOINTER_TO_UINT (data));
  g_autoptr (SekTable) table = sek_table_new (sek_entity_get (SEK_MEMBER));
  g_autoptr (GHashTable) versions = g_hash_table_new (NULL, NULL);
  SekTable *copies[4] = { NULL };
  GHashTable *kept[4] = { NULL };

  for (int step = 1; step <= 12000; step++)
    {
      /* Growing first, then shrinking, over ids that come again. */
      gint64 id = g_rand_int_range (rand, 1, 4000);
      gboolean there = g_hash_table_contains (versions, (gpointer) id);
      gboolean grow = g_rand_int_range (rand, 0, 10) < (step < 6000 ? 8 : 2);

      g_assert_true ((sek_table_lookup (table, id) != NULL) == there);
      if (!there && grow)
        {
          set_name (sek_table_insert (table, id), step);
          g_hash_table_insert (versions, (gpointer) id, GINT_TO_POINTER (step));
        }
      else if (there && !grow)
        {
          sek_table_remove (table, id);
          g_hash_table_remove (versions, (gpointer) id);
        }
      else if (there)
        {
          set_name (sek_table_write (table, id), step);
          g_hash_table_insert (versions, (gpointer) id, GINT_TO_POINTER (step));
        }
      if (step % 500 == 0)
        {
          int at = g_rand_int_range (rand, 0, G_N_ELEMENTS (copies));

          g_clear_pointer (&copies[at], sek_table_free);
          g_clear_pointer (&kept[at], g_hash_table_unref);
          copies[at] = sek_table_copy (table);
          kept[at] = copy_versions (versions);
          assert_holds (table, versions);
        }
    }
  assert_holds (table, versions);
  for (guint i = 0; i < G_N_ELEMENTS (copies); i++)
    if (copies[i] != NULL)
      assert_holds (copies[i], kept[i]);
  /* The copies outlive what they were made of. */
  g_clear_pointer (&table, sek_table_free);
  for (guint i = 0; i < G_N_ELEMENTS (copies); i++)
    if (copies[i] != NULL)
      {
        assert_holds (copies[i], kept[i]);
        sek_table_free (copies[i]);
        g_hash_table_unref (kept[i]);
      }
  g_rand_free (rand);
}

/* A copy may be written while what it was made of stays. */
static void
test_copy_is_written (void)
{
  g_autoptr (SekTable) table = sek_table_new (sek_entity_get (SEK_MEMBER));
  g_autoptr (SekTable) copy = NULL;

  for (gint64 id = 1; id <= 1000; id++)
    set_name (sek_table_insert (table, id), 1);
  copy = sek_table_copy (table);
  set_name (sek_table_write (copy, 500), 2);
  sek_table_remove (copy, 1);
  set_name (sek_table_insert (copy, 2000), 3);
  g_assert_cmpuint (sek_table_get_size (table), ==, 1000);
  g_assert_cmpuint (sek_table_get_size (copy), ==, 1000);
  g_assert_cmpstr (((const SekMember *) sek_table_lookup (table, 500))->name, ==, "Medlem 500, 1");
  g_assert_cmpstr (((const SekMember *) sek_table_lookup (copy, 500))->name, ==, "Medlem 500, 2");
  g_assert_nonnull (sek_table_lookup (table, 1));
  g_assert_null (sek_table_lookup (copy, 1));
  g_assert_null (sek_table_lookup (table, 2000));
}

/* Chunks split at every place: rows that come in falling order, in the middle, and at the ends. */
static void
test_orders (void)
{
  for (int order = 0; order < 3; order++)
    {
      g_autoptr (SekTable) table = sek_table_new (sek_entity_get (SEK_MEMBER));
      g_autoptr (GHashTable) versions = g_hash_table_new (NULL, NULL);

      for (gint64 i = 0; i < 2000; i++)
        {
          gint64 id = order == 0 ? i + 1 : order == 1 ? 2000 - i : i % 2 == 0 ? 1 + i / 2 : 2000 - i / 2;

          set_name (sek_table_insert (table, id), (int) i + 1);
          g_hash_table_insert (versions, (gpointer) id, GINT_TO_POINTER ((int) i + 1));
        }
      assert_holds (table, versions);
      for (gint64 id = 1; id <= 2000; id++)
        {
          sek_table_remove (table, id);
          g_hash_table_remove (versions, (gpointer) id);
        }
      assert_holds (table, versions);
      g_assert_null (sek_table_lookup (table, 7));
      set_name (sek_table_insert (table, 7), 1);
      g_assert_cmpuint (sek_table_get_size (table), ==, 1);
    }
}

static void
test_new_ids (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (int i = 0; i < 10000; i++)
    {
      gint64 id = sek_row_new_id ();

      g_assert_cmpint (id, >, 0);
      g_assert_true (g_hash_table_add (seen, (gpointer) id));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint seed = 1; seed <= 3; seed++)
    {
      g_autofree char *name = g_strdup_printf ("/table/random/%u", seed);

      g_test_add_data_func (name, GUINT_TO_POINTER (seed), test_random);
    }
  g_test_add_func ("/table/copy-is-written", test_copy_is_written);
  g_test_add_func ("/table/orders", test_orders);
  g_test_add_func ("/table/new-ids", test_new_ids);
  return g_test_run ();
}
