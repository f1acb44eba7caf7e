/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>

#include "audit-fixture.h"

/* What the audit must not believe, and what it must for all that: test-audit-belief N makes N tables of each kind. */

static guint n_tables = 200;

/* --- tables without any relation --------------------------------------------------------------------------------- */

typedef void (*Fill) (GRand *rand, guint r, guint c, guint n_columns, double *keep, GString *out);

static void
fill_random (GRand *rand, guint r, guint c, guint n_columns, double *keep, GString *out)
{
  g_string_append_printf (out, "%d", g_rand_int_range (rand, 10, 5000));
}

/* A series that goes slowly on from column to column. */
static void
fill_smooth (GRand *rand, guint r, guint c, guint n_columns, double *keep, GString *out)
{
  *keep = c == 0 ? g_rand_double_range (rand, 20, 90) : *keep * g_rand_double_range (rand, 0.98, 1.03);
  g_string_append_printf (out, "%d,%d", (int) *keep, (int) fmod (*keep * 10, 10));
}

static void
fill_rate (GRand *rand, guint r, guint c, guint n_columns, double *keep, GString *out)
{
  g_string_append_printf (out, "%d,%d", g_rand_int_range (rand, 0, 40), g_rand_int_range (rand, 0, 10));
}

static void
fill_code (GRand *rand, guint r, guint c, guint n_columns, double *keep, GString *out)
{
  if (c == 0)
    g_string_append_printf (out, "%u", 1100 + 10 * r);
  else
    g_string_append_printf (out, "%d", g_rand_int_range (rand, 1, 30));
}

/* A plan: the same round amount each year, or now and then another. */
static void
fill_constant (GRand *rand, guint r, guint c, guint n_columns, double *keep, GString *out)
{
  if (c == 0 || g_rand_int_range (rand, 0, 12) == 0)
    *keep = 50 * g_rand_int_range (rand, 0, 40);
  g_string_append_printf (out, "%d", (int) *keep);
}

static const struct { const char *name, *head; Fill fill; } kinds[] = {
  { "random", "Kolonne", fill_random }, { "smooth", "Kommune", fill_smooth }, { "rates", "Skole", fill_rate },
  { "codes", "Kolonne", fill_code },    { "constant years", NULL, fill_constant },
};

static char *
make_table (guint kind, guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed * 31 + kind);
  guint n_rows = (guint) g_rand_int_range (rand, 4, 25), n_columns = (guint) g_rand_int_range (rand, 2, 8);
  GString *text = g_string_new ("Post");

  for (guint c = 0; c < n_columns; c++)
    {
      g_string_append_c (text, '\t');
      if (kinds[kind].head != NULL)
        g_string_append_printf (text, "%s %c", kinds[kind].head, 'A' + (int) c);
      else
        g_string_append_printf (text, "Budsjett 202%u", c);
    }
  for (guint r = 0; r < n_rows; r++)
    {
      double keep = 0;

      g_string_append_printf (text, "\nLinje %c%u", 'A' + g_rand_int_range (rand, 0, 26), r);
      for (guint c = 0; c < n_columns; c++)
        {
          g_string_append_c (text, '\t');
          kinds[kind].fill (rand, r, c, n_columns, &keep, text);
        }
    }
  g_string_append_c (text, '\n');
  return g_string_free (text, FALSE);
}

/* In at most ten of a thousand tables in which nothing follows from anything is something called wrong. */
static void
test_unrelated (void)
{
  guint alarms = 0, of_kind[G_N_ELEMENTS (kinds)] = { 0 };

  for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    for (guint32 seed = 1; seed <= n_tables; seed++)
      {
        g_autofree char *text = make_table (kind, seed);
        g_autoptr (GPtrArray) rows = audit_rows_from_text (text);
        g_autoptr (SekAudit) audit = sek_audit_new (rows, "", SEK_LANGUAGE_NB, NULL, NULL);

        if (sek_audit_find_finding (audit, NULL, 1) == NULL)
          continue;
        alarms++;
        of_kind[kind]++;
        if (of_kind[kind] <= 3)
          {
            g_autofree char *findings = audit_findings (audit, FALSE);

            g_test_message ("%s, seed %u\n%s%s", kinds[kind].name, seed, text, findings);
          }
      }
  for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    g_print ("# %s: %u of %u with an alarm\n", kinds[kind].name, of_kind[kind], n_tables);
  g_assert_cmpuint (alarms * 100, <=, n_tables * G_N_ELEMENTS (kinds));
}

/* --- an error that runs on --------------------------------------------------------------------------------------- */

/* Two years and the change between them: a sum is wrong, and its change was worked out from it. */
static void
test_runs_on (void)
{
  guint found = 0, alarms = 0;

  for (guint32 seed = 1; seed <= n_tables; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (GString) text = g_string_new ("\tRegnskap 2023\tBudsjett 2024\tEndring\n");
      g_autoptr (GPtrArray) rows = NULL;
      g_autoptr (SekAudit) audit = NULL;
      guint n = (guint) g_rand_int_range (rand, 3, 9);
      int sums[2] = { 0, 0 }, unit = seed % 2 == 0 ? 1 : 10, off, year = g_rand_int_range (rand, 0, 2);

      for (guint r = 0; r < n; r++)
        {
          int a = unit * g_rand_int_range (rand, 20, 900), b = a + unit * g_rand_int_range (rand, -15, 60);

          sums[0] += a;
          sums[1] += b;
          g_string_append_printf (text, "Post %c\t%d\t%d\t%d\n", 'A' + (int) r, a, b, b - a);
        }
      off = unit * 10 * g_rand_int_range (rand, 1, 9) * (g_rand_boolean (rand) ? 1 : -1);
      sums[year] += off;
      g_string_append_printf (text, "Sum\t%d\t%d\t%d\n", sums[0], sums[1], sums[1] - sums[0]);
      rows = audit_rows_from_text (text->str);
      audit = sek_audit_new (rows, "", SEK_LANGUAGE_NB, NULL, NULL);
      if (sek_audit_find_cell (audit, n + 1, 1 + (guint) year) != NULL
          && sek_audit_is_finding (sek_audit_find_cell (audit, n + 1, 1 + (guint) year)))
        found++;
      else
        g_test_message ("seed %u\n%s", seed, text->str);
      /* The change that ran on is wrong as well. */
      for (guint i = 0; i < sek_audit_get_n_cells (audit); i++)
        {
          const SekAuditCell *cell = sek_audit_get_cell (audit, i);

          alarms += sek_audit_is_finding (cell)
                    && !(cell->row == n + 1 && (cell->column == 1 + (guint) year || cell->column == 3));
        }
    }
  g_print ("# errors that run on: %u of %u found, %u false alarms\n", found, n_tables, alarms);
  g_assert_cmpuint (found * 100, >=, n_tables * 99);
  g_assert_cmpuint (alarms * 100, <=, n_tables);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (argc > 1)
    n_tables = (guint) atoi (argv[1]);
  g_test_add_func ("/audit/belief/unrelated", test_unrelated);
  g_test_add_func ("/audit/belief/runs-on", test_runs_on);
  return g_test_run ();
}
