/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "audit-fixture.h"
#include "audit-generator.h"

/* Precision and recall over generated tables with planted errors: test-audit-generated N audits the tables of the
 * seeds 1 … N. A finding is right when it names a planted cell. Tables without errors are audited as well. */

static guint n_tables = 300;

static void
test_planted (void)
{
  guint right = 0, alarms = 0, planted = 0, found = 0, bad = 0;
  gint64 start = g_get_monotonic_time ();

  for (guint32 seed = 1; seed <= n_tables; seed++)
    {
      g_autoptr (Generated) generated = audit_generate (seed, TRUE);
      g_autoptr (SekAudit) audit = sek_audit_new (generated->rows, "", SEK_LANGUAGE_NB, NULL, NULL);
      guint before = alarms, missed = 0;

      for (guint i = 0; i < sek_audit_get_n_cells (audit); i++)
        {
          const SekAuditCell *cell = sek_audit_get_cell (audit, i);
          gboolean is_planted = FALSE;

          if (!sek_audit_is_finding (cell))
            continue;
          for (guint k = 0; k < generated->planted->len; k++)
            {
              const Planted *error = &g_array_index (generated->planted, Planted, k);

              is_planted = is_planted || (error->row == cell->row && error->column == cell->column);
            }
          right += is_planted;
          alarms += !is_planted;
        }
      for (guint k = 0; k < generated->planted->len; k++)
        {
          const Planted *error = &g_array_index (generated->planted, Planted, k);
          const SekAuditCell *cell = sek_audit_find_cell (audit, error->row, error->column);

          missed += cell == NULL || !sek_audit_is_finding (cell);
        }
      planted += generated->planted->len;
      found += generated->planted->len - missed;
      if (alarms > before || missed > 0)
        {
          bad++;
          g_test_message ("seed %u: %s", seed, generated->form);
        }
    }
  g_print ("# %u tables, %u errors planted, %u found, %u false alarms: precision %.4f, recall %.4f; %u tables not all "
           "right; %.1f s\n",
           n_tables, planted, found, alarms, (double) right / (double) (right + alarms),
           (double) found / (double) planted, bad, (double) (g_get_monotonic_time () - start) / 1e6);
  g_assert_cmpuint (planted, >, n_tables / 2);
  /* A table of two columns without a word, or with two errors in a line, does not always decide. */
  g_assert_cmpfloat ((double) right / (double) (right + alarms), >, 0.955);
  g_assert_cmpfloat ((double) found / (double) planted, >, 0.955);
}

/* Tables that are right give no alarm, but for one in a thousand whose rounding goes together with a wrong guess. */
static void
test_right (void)
{
  guint alarms = 0;

  for (guint32 seed = 1; seed <= n_tables; seed++)
    {
      g_autoptr (Generated) generated = audit_generate (1000000 + seed, FALSE);
      g_autoptr (SekAudit) audit = sek_audit_new (generated->rows, "", SEK_LANGUAGE_NB, NULL, NULL);

      if (sek_audit_find_finding (audit, NULL, 1) != NULL)
        {
          g_autofree char *findings = audit_findings (audit, FALSE);

          alarms++;
          g_test_message ("seed %u: %s\n%s", 1000000 + seed, generated->form, findings);
        }
    }
  g_print ("# %u right tables, %u with an alarm\n", n_tables, alarms);
  g_assert_cmpuint (alarms, <=, n_tables / 1000 + 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (argc > 1)
    n_tables = (guint) atoi (argv[1]);
  g_test_add_func ("/audit/generated/planted", test_planted);
  g_test_add_func ("/audit/generated/right", test_right);
  return g_test_run ();
}
