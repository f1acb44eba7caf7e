/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

#include "sek-view.h"

/* What a list shows, and in which order. */

static char *
names_of (SekView *view)
{
  SekScope *scope = sek_view_get_scope (view);
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < sek_view_get_size (view); i++)
    {
      g_autofree char *name = sek_column_dup_text (sek_column_find (SEK_MEMBER, "name", NULL), scope,
                                                   sek_view_get_row (view, i));

      g_string_append_printf (names, "%s%s", i > 0 ? " " : "", name);
      g_assert_cmpint (sek_view_find_row (view, sek_view_get_row (view, i)), ==, (int) i);
    }
  return g_string_free (names, FALSE);
}

static void
assert_names (SekView *view, const char *expected)
{
  g_autofree char *names = NULL;

  sek_view_update (view);
  names = names_of (view);
  g_assert_cmpstr (names, ==, expected);
}

static void
add_members (Fixture *fixture)
{
  static const struct { const char *name, *number, *persons, *note; } members[] = {
    { "Ås", "3021", "20 000", "" }, { "Ørsta", "1520", "", "øy" }, { "Ærø", "1001", "5", "" },
    { "Aas", "1002", "9", "" },
    { "Zeta", "1003", "100", "x" }, { "Asker", "3025", "95 000", "B" }, { "asker", "", "7", "a" },
    { "Ålesund", "1507", "66 000", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      gint64 row = add (fixture, "member", "name", members[i].name, "note", members[i].note, NULL);
      g_autofree char *key = g_strdup_printf ("#%" G_GINT64_FORMAT, row);

      edit (fixture, "member", key, "number", members[i].number);
      edit (fixture, "member", key, "population", members[i].persons);
    }
}

static void
test_sorting (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekView) view = NULL;
  gboolean descending = FALSE;

  add_members (fixture);
  view = sek_view_new (reg_of (fixture), SEK_MEMBER);
  /* By name: æ ø å last, aa as å, whatever the machine's locale. */
  assert_names (view, "asker Asker Zeta Ærø Ørsta Ålesund Ås Aas");
  sek_view_set_sort (view, sek_column_find (SEK_MEMBER, "number", NULL), FALSE);
  assert_names (view, "Ærø Aas Zeta Ålesund Ørsta Ås Asker asker");
  /* Blanks stand last in either direction. */
  sek_view_set_sort (view, sek_column_find (SEK_MEMBER, "number", NULL), TRUE);
  assert_names (view, "Asker Ås Ørsta Ålesund Zeta Aas Ærø asker");
  sek_view_set_sort (view, sek_column_find (SEK_MEMBER, "population", NULL), FALSE);
  assert_names (view, "Ærø asker Aas Zeta Ås Ålesund Asker Ørsta");
  g_assert_nonnull (sek_view_get_sort (view, &descending));
  g_assert_false (descending);
  sek_view_set_sort (view, sek_column_find (SEK_MEMBER, "population", NULL), TRUE);
  assert_names (view, "Asker Ålesund Ås Zeta Aas asker Ærø Ørsta");
  sek_view_set_sort (view, NULL, FALSE);
  assert_names (view, "asker Asker Zeta Ærø Ørsta Ålesund Ås Aas");
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekView) view = NULL;
  const SekColumn *columns[] = { sek_column_find (SEK_MEMBER, "name", NULL),
                                 sek_column_find (SEK_MEMBER, "number", NULL),
                                 sek_column_find (SEK_MEMBER, "note", NULL) };

  add_members (fixture);
  view = sek_view_new (reg_of (fixture), SEK_MEMBER);
  sek_view_set_search (view, "ASK", columns, 3);
  assert_names (view, "asker Asker");
  sek_view_set_search (view, "150", columns, 3);
  assert_names (view, "Ålesund");
  sek_view_set_search (view, "Ø", columns, 3);
  assert_names (view, "Ærø Ørsta");
  /* Typed as two characters, a ring above an a, it is the same letter. */
  sek_view_set_search (view, "a\314\212le", columns, 3);
  assert_names (view, "Ålesund");
  sek_view_set_search (view, "finnes ikke", columns, 3);
  assert_names (view, "");
  g_assert_cmpuint (sek_view_get_total (view), ==, 8);
  g_assert_cmpint (sek_view_find_row (view, find (fixture, "member", "Zeta")), ==, -1);
  g_assert_cmpint (sek_view_get_row (view, 3), ==, 0);
  sek_view_set_search (view, "", columns, 3);
  sek_view_update (view);
  g_assert_cmpuint (sek_view_get_size (view), ==, 8);
}

static gboolean
is_large (const SekScope *scope, gint64 row, gpointer user_data)
{
  return sek_register_get_persons (scope->reg, row, sek_fees_basis_date (scope->year)) >= *(gint64 *) user_data;
}

/* Kept by what is shown: a text, a number, a choice, nothing. */
static void
test_one_of (Fixture *fixture, gconstpointer data)
{
  static const struct { const char *column, *texts[3], *names; } cases[] = {
    { "population", { "9", "100" }, "Zeta Aas" }, { "population", { "7", "" }, "asker Ørsta" },
    { "population", { "8" }, "" }, { "note", { "x", "" }, "Zeta Ærø Ålesund Ås Aas" },
    { "kind", { "fylke" }, "" }, { "number", { "3025", "3021" }, "Asker Ås" },
  };

  add_members (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SekView) view = sek_view_new (reg_of (fixture), SEK_MEMBER);
      g_autoptr (SekCondition) condition = sek_condition_new (SEK_COMPARISON_ONE_OF, cases[i].texts);

      g_assert_true (sek_view_set_condition (view, sek_column_find (SEK_MEMBER, cases[i].column, NULL), condition,
                                             NULL));
      assert_names (view, cases[i].names);
    }
}

static void
test_filter_and_change (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekView) view = NULL;
  gint64 least = 20000;

  add_members (fixture);
  view = sek_view_new (reg_of (fixture), SEK_MEMBER);
  sek_view_set_filter (view, is_large, &least);
  assert_names (view, "Asker Ålesund Ås");
  edit (fixture, "member", "Zeta", "population", "1 000 000");
  remove_row (fixture, "member", "Ålesund");
  assert_names (view, "Asker Zeta Ås");
  sek_view_set_filter (view, NULL, NULL);
  edit (fixture, "member", "Zeta", "name", "Alfa");
  assert_names (view, "Alfa asker Asker Ærø Ørsta Ås Aas");

  /* After a reload. */
  reopen (fixture);
  sek_view_set_register (view, reg_of (fixture));
  assert_names (view, "Alfa asker Asker Ærø Ørsta Ås Aas");
}

/* Lists with positions are in that order, and each stays at its place among equals. */
/* Rows of one day stay as they came, whatever their ids. */
static void
test_steady (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekView) view = sek_view_new (reg_of (fixture), SEK_CONTRIBUTION);
  gint64 rows[40];

  add (fixture, "grant", "name", "G", NULL);
  sek_view_set_sort (view, sek_column_find (SEK_CONTRIBUTION, "date", NULL), FALSE);
  sek_view_set_steady (view);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      rows[i] = add (fixture, "contribution", "grant", "G", "kind", "hours", "date", "1.2.2023", NULL);
      sek_view_update (view);
    }
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (sek_view_get_row (view, i), ==, rows[i]);
  add (fixture, "contribution", "grant", "G", "kind", "hours", "date", "1.1.2023", NULL);
  sek_view_update (view);
  g_assert_cmpint (sek_view_get_row (view, 1), ==, rows[0]);
}

static void
test_position (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekView) view = sek_view_new (reg_of (fixture), SEK_PROJECT);
  g_autoptr (GArray) rows = sek_rows_by_position (reg_of (fixture), SEK_PROJECT);

  g_assert_cmpuint (sek_view_get_size (view), ==, 8);
  for (guint i = 0; i < rows->len; i++)
    g_assert_cmpint (sek_view_get_row (view, i), ==, g_array_index (rows, gint64, i));
}

/* Rows move one at a time; where positions have run together all are spread anew. */
static void
test_move (Fixture *fixture, gconstpointer data)
{
  gint64 mover = find (fixture, "project", "Oslopolitan");

  for (int i = 0; i < 40; i++)
    {
      g_autoptr (SekChangeset) changeset = sek_changeset_new ("move");
      g_autoptr (GArray) before = sek_rows_by_position (reg_of (fixture), SEK_PROJECT), after = NULL;
      int delta = i % 2 == 0 ? -1 : 1;
      guint at = 0;

      while (g_array_index (before, gint64, at) != mover)
        at++;
      g_assert_true (sek_rows_propose_move (reg_of (fixture), SEK_PROJECT, mover, delta, changeset));
      submit (fixture, changeset);
      after = sek_rows_by_position (reg_of (fixture), SEK_PROJECT);
      g_array_remove_index (before, at);
      g_array_insert_val (before, at + (guint) delta, mover);
      for (guint r = 0; r < after->len; r++)
        g_assert_cmpint (g_array_index (after, gint64, r), ==, g_array_index (before, gint64, r));
      /* The next to move is whoever stands there now, so that the gap between two rows is used up. */
      mover = g_array_index (after, gint64, 4);
    }
  {
    g_autoptr (SekChangeset) changeset = sek_changeset_new ("move");
    g_autoptr (GArray) rows = sek_rows_by_position (reg_of (fixture), SEK_PROJECT);

    g_assert_false (sek_rows_propose_move (reg_of (fixture), SEK_PROJECT, g_array_index (rows, gint64, 0), -1,
                                           changeset));
    g_assert_false (sek_rows_propose_move (reg_of (fixture), SEK_PROJECT, g_array_index (rows, gint64, 7), 1,
                                           changeset));
    g_assert_false (sek_rows_propose_move (reg_of (fixture), SEK_PROJECT, g_array_index (rows, gint64, 7), 0,
                                           changeset));
    g_assert_cmpuint (sek_changeset_get_size (changeset), ==, 0);
    g_assert_true (sek_rows_propose_move (reg_of (fixture), SEK_PROJECT, g_array_index (rows, gint64, 7), -7,
                                          changeset));
    submit (fixture, changeset);
  }
  assert_whole (fixture);
}

/* A column that is left out of a search has no match in any row, by what people read there; most searches leave out
 * most columns. */
static void
test_narrowing (Fixture *fixture, gconstpointer data)
{
  static const char *const words[] = {
    "viken", "ordfører", "drammen", "0301", "102273", "2022", "1 000", "medlem", "follo", "-", "finnes ikke", "kr", "a",
  };
  guint n_left_out = 0, n_found = 0;

  for (int entity = 0; entity < SEK_N_ENTITIES; entity++)
    {
      g_autoptr (SekView) view = sek_view_new (reg_of (fixture), entity);
      guint n_columns;
      const SekColumn *const *columns = sek_columns_of (entity, &n_columns);

      for (guint c = 0; c < n_columns; c++)
        for (guint w = 0; w < G_N_ELEMENTS (words); w++)
          {
            g_autoptr (SekSearch) search = sek_search_new (words[w]);
            gboolean may_match = sek_view_may_match (view, search, columns[c]);

            for (guint i = 0; i < sek_view_get_size (view); i++)
              {
                g_autofree char *text = sek_column_dup_text (columns[c], sek_view_get_scope (view),
                                                             sek_view_get_row (view, i));
                gsize start, end;

                if (!sek_search_find (search, text, 0, &start, &end))
                  continue;
                n_found++;
                if (!may_match || !sek_view_matches (view, sek_view_get_row (view, i), search, columns[c]))
                  g_error ("“%s” is in “%s” of %s.%s", words[w], text, sek_entity_get (entity)->name, columns[c]->id);
              }
            n_left_out += !may_match;
          }
    }
  g_assert_cmpuint (n_found, >, 100);
  g_assert_cmpuint (n_left_out, >, 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD_EMPTY ("/view/sorting", test_sorting);
  ADD_EMPTY ("/view/search", test_search);
  ADD_EMPTY ("/view/one-of", test_one_of);
  ADD_EMPTY ("/view/filter-and-change", test_filter_and_change);
  ADD ("/view/narrowing", test_narrowing);
  ADD ("/view/position", test_position);
  ADD ("/view/move", test_move);
  ADD_EMPTY ("/view/steady", test_steady);
  return g_test_run ();
}
