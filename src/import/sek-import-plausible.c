/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-import-matching.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#include "sek-budget-edit.h"
#include "sek-budget.h"
#include "sek-number.h"

/* Figures that can be read, and yet cannot well be meant: they are doubtful, and taken only when somebody says so. */

enum
{
  MOST_MOVE = 20,      /* per cent of a population, whatever the years between */
  MOST_MOVE_A_YEAR = 4,
  LEAST_FACTOR = 500,  /* between kroner and thousands of kroner, and some real change */
  MOST_FACTOR = 2000,
};

static gboolean
is_taken (const SekImportItem *item)
{
  return item->shown.verdict == SEK_IMPORT_NEW || item->shown.verdict == SEK_IMPORT_CHANGED;
}

static int
year_of (SekDate date)
{
  return date / 10000;
}

/* --- populations -------------------------------------------------------------------------------------------------- */

/* Whether the member was put together of others, or split, between two years. */
static gboolean
is_known_change (SekRegister *reg, gint64 member, int from, int to)
{
  int earlier = MIN (from, to), later = MAX (from, to);
  const SekMemberNumber *number = sek_register_get_number (reg, member, SEK_DATE (later, 1, 1));
  const SekMunicipality *municipality = number != NULL ? sek_municipality_find_near (number->number, later) : NULL;
  const SekMunicipality *split = NULL;
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  return municipality != NULL && (!sek_municipality_get_parts (municipality, earlier, parts, &split)
                                  || parts->len != 1);
}

/* The figure to hold one against: the register's of the same day, else the nearest that the register or the file has. 0
 * for none. */
static gint64
find_nearest (SekImport *self, const SekImportItem *item, SekDate *date)
{
  guint n;
  const gint64 *rows = sek_register_get_children (self->reg, SEK_FIELD (population, member), item->shown.target, &n);
  int best = G_MAXINT;
  gint64 persons = 0;

  *date = item->date;
  if (item->was > 0)
    return item->was;
  for (guint i = 0; i < n; i++)
    {
      const SekPopulation *row = sek_register_get_population (self->reg, rows[i]);
      int years = abs (year_of ((SekDate) row->date) - year_of (item->date));

      if (row->persons == SEK_NONE || row->persons <= 0 || row->date == item->date || years >= best)
        continue;
      best = years;
      persons = row->persons;
      *date = (SekDate) row->date;
    }
  for (guint i = 0; i < self->items->len; i++)
    {
      const SekImportItem *other = self->items->pdata[i];
      int years = abs (year_of (other->date) - year_of (item->date));

      if (other == item || other->shown.target != item->shown.target || other->date == item->date
          || other->becomes <= 0 || years >= best
          || !(is_taken (other) || other->shown.verdict == SEK_IMPORT_SAME))
        continue;
      best = years;
      persons = other->becomes;
      *date = other->date;
    }
  return persons;
}

void
_sek_import_doubt_populations (SekImport *self)
{
  g_autoptr (GArray) doubtful = g_array_new (FALSE, FALSE, sizeof (guint));

  /* All are judged before one of them is doubtful, so that a wrong figure does not make the one after it right. */
  for (guint i = 0; i < self->items->len; i++)
    {
      SekImportItem *item = self->items->pdata[i];
      SekDate date;
      gint64 nearest = is_taken (item) && item->becomes > 0 ? find_nearest (self, item, &date) : 0, most;
      g_autofree char *from = NULL, *to = NULL, *day = NULL;

      if (nearest == 0)
        continue;
      most = MAX (MOST_MOVE, MOST_MOVE_A_YEAR * abs (year_of (date) - year_of (item->date)));
      if (ABS (item->becomes - nearest) * 100 <= nearest * most || item->explained
          || (date != item->date && is_known_change (self->reg, item->shown.target, year_of (date),
                                                     year_of (item->date))))
        continue;
      from = sek_number_format_count (nearest);
      to = sek_number_format_count (item->becomes);
      day = sek_date_format (date, SEK_DATE_NUMERIC, sek_program_language ());
      _sek_import_note (item,
                        _("From %s (%s) to %s is more than %d per cent, and no merger or split is known that would "
                          "explain it."), from, day, to, (int) most);
      g_array_append_val (doubtful, i);
    }
  for (guint i = 0; i < doubtful->len; i++)
    ((SekImportItem *) self->items->pdata[g_array_index (doubtful, guint, i)])->shown.verdict = SEK_IMPORT_DOUBTFUL;
}

/* --- amounts ------------------------------------------------------------------------------------------------------ */

/* What the register has of the same line or project: in the column itself, else in the one of the nearest year.
 * SEK_NONE for nothing but blanks and 0. */
static gint64
find_amount (SekImport *self, const SekImportItem *item)
{
  g_autoptr (GArray) columns = sek_budget_columns (self->given);
  int year = sek_register_get_budget_column (self->reg, item->column)->year, best = G_MAXINT;
  gint64 found = SEK_NONE;
  SekScope scope;

  if (item->was != SEK_NONE && item->was != 0)
    return item->was;
  sek_scope_init (&scope, self->given);
  if (sek_register_lookup (self->given, item->shown.entity, item->shown.target) == NULL)
    return SEK_NONE;
  for (guint i = 0; i < columns->len; i++)
    {
      gint64 id = g_array_index (columns, gint64, i);
      int years = abs ((int) sek_register_get_budget_column (self->given, id)->year - year);
      g_autofree SekColumn *cell = sek_column_new_amount (item->shown.entity, id);
      SekValue value = cell->read (cell, &scope, item->shown.target);

      if (value.type != SEK_VALUE_INTEGER || value.integer == 0 || years >= best)
        continue;
      best = years;
      found = value.integer;
    }
  return found;
}

static gboolean
is_factor (gint64 large, gint64 small)
{
  return ABS (large) / LEAST_FACTOR >= ABS (small) && ABS (large) / MOST_FACTOR <= ABS (small);
}

void
_sek_import_doubt_amounts (SekImport *self)
{
  g_autofree int *moves = g_new0 (int, self->items->len + 1); /* 1 for larger, −1 for smaller */
  const char *larger = _("Most amounts of the file are about a thousand times those of the register. Check the unit.");
  const char *smaller = _("Most amounts of the file are about a thousandth of those of the register. Check the unit.");
  guint n = 0, n_larger = 0, n_smaller = 0;
  int direction;

  for (guint i = 0; i < self->items->len; i++)
    {
      const SekImportItem *item = self->items->pdata[i];
      gint64 was = item->column != 0 && item->becomes != 0 ? find_amount (self, item) : SEK_NONE;

      if (was == SEK_NONE)
        continue;
      n++;
      moves[i] = is_factor (item->becomes, was) ? 1 : is_factor (was, item->becomes) ? -1 : 0;
      n_larger += moves[i] > 0;
      n_smaller += moves[i] < 0;
    }
  direction = n_larger * 2 > n ? 1 : n_smaller * 2 > n ? -1 : 0;
  for (guint i = 0; i < self->items->len && direction != 0; i++)
    {
      SekImportItem *item = self->items->pdata[i];

      if (moves[i] != direction)
        continue;
      if (is_taken (item))
        item->shown.verdict = SEK_IMPORT_DOUBTFUL;
      _sek_import_note (item, "%s", direction > 0 ? larger : smaller);
    }
}
