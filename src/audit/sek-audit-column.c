/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "sek-audit.h"
#include "sek-number.h"

/* One column of an audited table on its way into the register: a table of labels and figures for the import. */

/* Texts of a table that came in may have anything in them. */
static void
append_text (GString *out, const char *text)
{
  g_autofree char *line = g_strdelimit (g_strdup (text), "\t\n\r", ' ');
  g_auto (GStrv) parts = NULL;

  g_strstrip (line);
  if (strchr (line, '"') == NULL)
    {
      g_string_append (out, line);
      return;
    }
  parts = g_strsplit (line, "\"", -1);
  g_string_append_c (out, '"');
  for (guint i = 0; parts[i] != NULL; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? "\"\"" : "", parts[i]);
  g_string_append_c (out, '"');
}

/* Lines above the head, where the unit often stands. */
static void
append_titles (GString *out, SekAudit *self)
{
  if (*sek_audit_get_name (self) != '\0')
    {
      append_text (out, sek_audit_get_name (self));
      g_string_append_c (out, '\n');
    }
  for (guint row = 0; row < sek_audit_get_first_row (self); row++)
    {
      const char *title = NULL;
      guint n = 0;

      for (guint column = 0; column < sek_audit_get_n_columns (self); column++)
        if (strspn (sek_audit_get_text (self, row, column), " \t\n\r")
            < strlen (sek_audit_get_text (self, row, column)))
          {
            title = sek_audit_get_text (self, row, column);
            n++;
          }
      if (n == 1)
        {
          append_text (out, title);
          g_string_append_c (out, '\n');
        }
    }
}

/* Three decimals would look like thousands. */
static void
append_figure (GString *out, const SekAuditRow *row)
{
  gint64 scale = 1, rest = row->value;
  int decimals = row->decimals;
  g_autofree char *figure = NULL;

  for (int i = 0; i < row->decimals; i++)
    scale *= 10;
  for (; decimals > 0 && rest % 10 == 0; decimals--)
    rest /= 10;
  figure = sek_number_format_plain (row->value, scale, decimals == 3 ? 4 : decimals);
  g_string_append (out, figure);
}

GBytes *
sek_audit_make_column_table (SekAudit *self, guint column)
{
  g_autoptr (GArray) rows = sek_audit_read_column (self, column);
  GString *out = g_string_new (NULL);

  append_titles (out, self);
  append_text (out, column > 0 ? sek_audit_get_head (self, 0) : "");
  g_string_append_c (out, '\t');
  append_text (out, sek_audit_get_head (self, column));
  g_string_append_c (out, '\n');
  for (guint i = 0; i < rows->len; i++)
    {
      const SekAuditRow *row = &g_array_index (rows, SekAuditRow, i);

      append_text (out, row->label);
      g_string_append_c (out, '\t');
      if (row->value != SEK_NONE)
        append_figure (out, row);
      else
        append_text (out, sek_audit_get_text (self, row->row, column));
      g_string_append_c (out, '\n');
    }
  return g_string_free_to_bytes (out);
}
