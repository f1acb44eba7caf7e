/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

#include <string.h>

/* How rows are named by those who write commands, and what is said to those who name none or too many. */

static GError *
try_find (Fixture *fixture, const char *entity, const char *key, gint64 *row)
{
  GError *error = NULL;

  sek_key_find (reg_of (fixture), sek_entity_find (entity, NULL), key, row, &error);
  return error;
}

static void
assert_no_key (Fixture *fixture, const char *entity, const char *key, int code, const char *word)
{
  gint64 row;

  assert_refused (try_find (fixture, entity, key, &row), code, word);
}

static void
test_members (Fixture *fixture, gconstpointer data)
{
  gint64 drammen = find (fixture, "member", "Drammen");
  g_autofree char *id = g_strdup_printf ("#%" G_GINT64_FORMAT, drammen);

  /* Any number that it ever had, its name in any case, and its id. */
  g_assert_cmpint (find (fixture, "member", "3301"), ==, drammen);
  g_assert_cmpint (find (fixture, "member", "3005"), ==, drammen);
  g_assert_cmpint (find (fixture, "member", "drammen"), ==, drammen);
  g_assert_cmpint (find (fixture, "member", "DRAMMEN"), ==, drammen);
  g_assert_cmpint (find (fixture, "member", id), ==, drammen);
  assert_no_key (fixture, "member", "9999", SEK_ERROR_NOT_FOUND, "9999");
  assert_no_key (fixture, "member", "Dramm", SEK_ERROR_NOT_FOUND, "Dramm");
  assert_no_key (fixture, "member", "", SEK_ERROR_NOT_FOUND, "“”");
  assert_no_key (fixture, "member", "#1", SEK_ERROR_NOT_FOUND, "#1");
  assert_no_key (fixture, "member", "#", SEK_ERROR_NOT_FOUND, "#");
  assert_no_key (fixture, "member", "#12x", SEK_ERROR_NOT_FOUND, "#12x");
  assert_no_key (fixture, "member", "#99999999999999999999", SEK_ERROR_NOT_FOUND, "#9");
}

static void
test_composite (Fixture *fixture, gconstpointer data)
{
  gint64 amount = find (fixture, "amount", "Kommunikasjon/Forslag budsjett 2023");
  const SekAmount *row = sek_register_get_amount (reg_of (fixture), amount);
  gint64 population = find (fixture, "population", "3301/2022-01-01");

  g_assert_cmpint (row->line, ==, find (fixture, "budget_line", "Kommunikasjon"));
  g_assert_cmpint (find (fixture, "amount", "kommunikasjon/forslag budsjett 2023"), ==, amount);
  g_assert_cmpint (find (fixture, "population", "Drammen/1.1.2022"), ==, population);
  g_assert_cmpint (find (fixture, "population", "3005/1. januar 2022"), ==, population);
  find (fixture, "fee_rate", "2023/kommune");
  find (fixture, "fee_rate", "2023/municipality");
  find (fixture, "instalment", "Klimasats/2023");
  find (fixture, "member_subregion", "Drammen/Drammensregionen");
  find (fixture, "contact", "Drammen/politisk");
  find (fixture, "member_number", "Drammen/3301");

  assert_no_key (fixture, "amount", "Kommunikasjon", SEK_ERROR_NOT_FOUND, "slash");
  assert_no_key (fixture, "amount", "Kommunikasjonn/Forslag budsjett 2023", SEK_ERROR_NOT_FOUND, "Kommunikasjonn");
  assert_no_key (fixture, "amount", "Kommunikasjon/Forslag budsjett 2033", SEK_ERROR_NOT_FOUND, "2033");
  assert_no_key (fixture, "population", "3301/2022-13-01", SEK_ERROR_INPUT, "2022-13-01");
  assert_no_key (fixture, "population", "3301/1999-01-01", SEK_ERROR_NOT_FOUND, "1999-01-01");
  assert_no_key (fixture, "population", "3301/", SEK_ERROR_INPUT, "filled in");
  assert_no_key (fixture, "fee_rate", "2023/x", SEK_ERROR_INPUT, "municipality");
}

/* A key is split at its last slash, since names may hold one. */
static void
test_last_slash (Fixture *fixture, gconstpointer data)
{
  gint64 project = find (fixture, "project", "Internasjonal profilering/talentattraksjon/vertskapsattraktivitet");
  gint64 amount = find (fixture, "project_amount",
                        "Internasjonal profilering/talentattraksjon/vertskapsattraktivitet/Forslag budsjett 2023");

  g_assert_cmpint (sek_register_get_project_amount (reg_of (fixture), amount)->project, ==, project);
}

static void
test_ambiguous (Fixture *fixture, gconstpointer data)
{
  gint64 first = add (fixture, "member", "name", "Nes", "number", "0616", NULL);
  gint64 second = add (fixture, "member", "name", "Nes", "number", "0411", NULL);
  g_autoptr (GError) error = NULL, by_half = NULL;
  g_autofree char *one = g_strdup_printf ("#%" G_GINT64_FORMAT, first),
                  *two = g_strdup_printf ("#%" G_GINT64_FORMAT, second);
  gint64 row;

  error = try_find (fixture, "member", "Nes", &row);
  g_assert_error (error, SEK_ERROR, SEK_ERROR_AMBIGUOUS);
  /* Each candidate with what tells it apart, in a form that can be used instead. */
  g_assert_nonnull (strstr (error->message, one));
  g_assert_nonnull (strstr (error->message, two));
  g_assert_nonnull (strstr (error->message, "0616"));
  g_assert_cmpint (find (fixture, "member", one), ==, first);
  by_half = try_find (fixture, "population", "Nes/2022-01-01", &row);
  g_assert_error (by_half, SEK_ERROR, SEK_ERROR_AMBIGUOUS);
  g_assert_nonnull (strstr (by_half->message, two));
  g_assert_cmpint (find (fixture, "member", "0411"), ==, second);

  /* An exact name wins over one that differs in case. */
  add (fixture, "member", "name", "OSLO", NULL);
  g_assert_cmpstr (sek_register_get_member (reg_of (fixture), find (fixture, "member", "Oslo"))->name, ==, "Oslo");
  assert_no_key (fixture, "member", "oslo", SEK_ERROR_AMBIGUOUS, "fits several");
}

/* A number that two members had, each in its time. */
static void
test_shared_number (Fixture *fixture, gconstpointer data)
{
  gint64 oslo = find (fixture, "member", "Oslo");

  add (fixture, "member", "name", "Gammel", NULL);
  add (fixture, "member_number", "member", "Gammel", "number", "3301", "valid_to", "31.12.2019", NULL);
  assert_no_key (fixture, "member", "3301", SEK_ERROR_AMBIGUOUS, "Gammel");
  g_assert_cmpint (find (fixture, "member", "0301"), ==, oslo);
}

static void
test_organisation (Fixture *fixture, gconstpointer data)
{
  gint64 row = sek_register_get_the_organisation (reg_of (fixture))->id;

  g_assert_cmpint (find (fixture, "organisation", "-"), ==, row);
  g_assert_cmpint (find (fixture, "organisation", ""), ==, row);
  g_assert_cmpint (find (fixture, "organisation", "Osloregionen IPR"), ==, row);
  g_assert_cmpint (find (fixture, "organisation", "Osloregionen interkommunalt politisk råd"), ==, row);
}

/* Each row of the example is found by the key that is made of it, unless others share it. */
static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  guint n = 0;

  for (int e = 0; e < SEK_N_ENTITIES; e++)
    {
      const SekEntity *entity = sek_entity_get (e);
      SekTableIter iter;
      const SekRow *row;

      /* Populations are many and alike, and changes of a scenario share their keys. */
      if (e == SEK_SCENARIO_CHANGE)
        continue;
      sek_table_iter_init (&iter, sek_register_get_table (reg_of (fixture), e));
      for (guint i = 0; (row = sek_table_iter_next (&iter)) != NULL && i < 60; i++)
        {
          g_autofree char *key = sek_key_dup_key (reg_of (fixture), entity, row->id);
          g_autoptr (GError) error = NULL;
          gint64 found = 0;

          sek_key_find (reg_of (fixture), entity, key, &found, &error);
          g_assert_no_error (error);
          g_assert_cmpint (found, ==, row->id);
          n++;
        }
    }
  g_assert_cmpuint (n, >, 200);
}

static void
test_labels (Fixture *fixture, gconstpointer data)
{
  const struct { const char *entity, *key, *label; } labels[] = {
    { "member", "3301", "Drammen" }, { "population", "3301/2022-01-01", "Drammen, 1.1.2022" },
    { "budget_column", "Budsjett 2022", "Budsjett 2022" },
    { "amount", "Kommunikasjon/Budsjett 2022", "Kommunikasjon, Budsjett 2022" },
    { "instalment", "Klimasats/2023", "Klimasats, 2023" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      const SekEntity *entity = sek_entity_find (labels[i].entity, NULL);
      g_autofree char *label = sek_key_label (reg_of (fixture), entity,
                                              find (fixture, labels[i].entity, labels[i].key));

      g_assert_cmpstr (label, ==, labels[i].label);
    }
}

/* A wrong entity or column lists the right ones. */
static void
test_right_ones (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) entity = NULL, column = NULL;

  g_assert_null (sek_entity_find ("medlem", &entity));
  g_assert_error (entity, SEK_ERROR, SEK_ERROR_NOT_FOUND);
  for (int e = 0; e < SEK_N_ENTITIES; e++)
    g_assert_nonnull (strstr (entity->message, sek_entity_get (e)->name));
  g_assert_null (sek_column_find (SEK_MEMBER, "navn", &column));
  g_assert_error (column, SEK_ERROR, SEK_ERROR_NOT_FOUND);
  for (guint i = 0; i < 6; i++)
    {
      static const char *const ids[] = { "number", "name", "kind", "org_number", "invoice_reference", "left_on" };

      g_assert_nonnull (strstr (column->message, ids[i]));
    }
}

/* Who names an entity or a column that is not there is told which are. */
static void
test_unknown (Fixture *fixture, gconstpointer data)
{
  GError *error = NULL;

  g_assert_null (sek_entity_find ("medlem", &error));
  assert_refused (error, SEK_ERROR_NOT_FOUND, "“medlem”. The entities are: organisation, subregion, member, ");
  error = NULL;
  g_assert_null (sek_column_find (SEK_MEMBER, "navn", &error));
  assert_refused (error, SEK_ERROR_NOT_FOUND, "navn");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/key/members", test_members);
  ADD ("/key/unknown", test_unknown);
  ADD ("/key/composite", test_composite);
  ADD ("/key/last-slash", test_last_slash);
  ADD ("/key/ambiguous", test_ambiguous);
  ADD ("/key/shared-number", test_shared_number);
  ADD ("/key/organisation", test_organisation);
  ADD ("/key/round-trip", test_round_trip);
  ADD ("/key/labels", test_labels);
  ADD ("/key/right-ones", test_right_ones);
  return g_test_run ();
}
