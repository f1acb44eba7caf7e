/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "years-fixture.h"

#include <string.h>

void
assert_told_at (const char *place, char *told, const char *wanted)
{
  g_autofree char *owned = told, *plain = NULL;
  g_auto (GStrv) parts = told != NULL ? g_strsplit (told, "\302\240", -1) : NULL;

  if (parts != NULL)
    plain = g_strjoinv (" ", parts);
  if (g_strcmp0 (plain, wanted) != 0)
    g_error ("%s: “%s”, not “%s”", place, plain, wanted);
}

SekReserveYear
year_of (Fixture *fixture, int year)
{
  g_autoptr (GArray) chain = sek_reserve_chain (reg_of (fixture));
  int at = sek_reserve_find (chain, year);

  if (at < 0)
    g_error ("%d is not in the chain", year);
  return g_array_index (chain, SekReserveYear, at);
}

gint64
value_of (Fixture *fixture, const char *line, int year)
{
  return sek_plan_value (reg_of (fixture), find (fixture, "budget_line", line), year);
}

void
add_three_lines (Fixture *fixture)
{
  add (fixture, "budget_line", "section", "opening", "name", "Inngående", "source", "carried_forward", NULL);
  add (fixture, "budget_line", "section", "income", "name", "Inntekt", NULL);
  add (fixture, "budget_line", "section", "expense", "name", "Utgift", NULL);
}

void
add_year (Fixture *fixture, const char *title, const char *year, const char *kind, const char *opening,
          const char *income, const char *expense)
{
  make_column (fixture, title, year, kind, "", "");
  if (opening != NULL)
    type_amount (fixture, "Inngående", title, opening);
  type_amount (fixture, "Inntekt", title, income);
  type_amount (fixture, "Utgift", title, expense);
}

char *
dump_base (Fixture *fixture)
{
  return sek_register_dump (sek_document_get_base (fixture->document));
}

/* Blocks are parted by blank lines. */
char *
dump_without_scenarios (SekRegister *reg)
{
  g_autofree char *whole = sek_register_dump (reg);
  g_auto (GStrv) blocks = g_strsplit (whole, "\n\n", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; blocks[i] != NULL; i++)
    if (!g_str_has_prefix (blocks[i], "[scenario"))
      g_string_append_printf (text, "%s\n\n", blocks[i]);
  return g_string_free (text, FALSE);
}
