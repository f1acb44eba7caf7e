/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audit-fixture.h"

GPtrArray *
audit_rows_from_text (const char *text)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n = g_strv_length (lines);

  while (n > 0 && lines[n - 1][0] == '\0')
    n--;
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (rows, g_strsplit (lines[i], "\t", -1));
  return rows;
}

GPtrArray *
audit_rows_from_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (SEK_TEST_FOLDER, folder, name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return audit_rows_from_text (text);
}

char *
audit_findings (SekAudit *audit, gboolean rounding)
{
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < sek_audit_get_n_cells (audit); i++)
    {
      const SekAuditCell *cell = sek_audit_get_cell (audit, i);

      if (cell->verdict >= (rounding ? SEK_VERDICT_ROUNDING : SEK_VERDICT_DOUBTFUL))
        g_string_append_printf (lines, "%s: %s | %s: %s -> %s [%s]\n", sek_verdict_get_id (cell->verdict),
                                sek_audit_get_label (audit, cell->row), sek_audit_get_head (audit, cell->column),
                                sek_audit_get_text (audit, cell->row, cell->column), cell->expected_text,
                                sek_audit_get_rule (audit, cell->rule)->words);
    }
  /* Hard spaces cannot be told from others where a test is read. */
  g_string_replace (lines, "\302\240", " ", 0);
  return g_string_free (lines, FALSE);
}

char *
audit_rules (SekAudit *audit)
{
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < sek_audit_get_n_rules (audit); i++)
    {
      const SekAuditRule *rule = sek_audit_get_rule (audit, i);

      g_string_append_printf (lines, "%s (%s, %.2f, %u/%u)\n", rule->words, sek_audit_kind_get_id (rule->kind),
                              rule->sureness, rule->n_holds, rule->n_places);
    }
  return g_string_free (lines, FALSE);
}
