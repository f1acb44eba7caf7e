/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-import-members.h"

#include <glib/gi18n-lib.h>

#include <stdlib.h>

#include "sek-error.h"
#include "sek-fees.h"
#include "sek-key.h"

/* A subregion of the list that is so like one of the register may be that one misspelt. */
#define ALIKE 70

/* --- populations -------------------------------------------------------------------------------------------------- */

/* The day of a column of populations: the one question for all that do not say it. 0 when it is open. */
static SekDate
ask_date (SekMembersFile *self)
{
  int year = sek_fees_basis_date (sek_date_plan_year (self->import->today)) / 10000;
  GPtrArray *choices = _sek_import_choices_new ();
  const char *answer;

  for (int i = 0; i < 3; i++)
    {
      SekDate date = SEK_DATE (year - i, 1, 1);
      g_autofree char *iso = sek_date_format (date, SEK_DATE_ISO, SEK_LANGUAGE_EN);
      g_autofree char *told = sek_date_format (date, SEK_DATE_NUMERIC, sek_program_language ());

      _sek_import_add_choice (choices, iso, told);
    }
  answer = _sek_import_ask_choices (self->import, "date", FALSE, _("Of which day are the populations?"), choices);
  return answer != NULL ? SEK_DATE (atoi (answer), 1, 1) : 0;
}

/* Whether a head tells of a day that is neither the first nor the last of a year: «per 1. oktober 2025», «1.7.2025».
 * Which first of January its figures may stand for is not for a program to say. */
static gboolean
tells_other_day (const char *head)
{
  static const char *const months[] = {
    "feb", "mars", "march", "apr", "mai", "may", "jun", "jul", "aug", "sep", "okt", "oct", "nov", "des", "dec", NULL,
  };
  g_autofree char *folded = _sek_import_fold (head);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      int day = atoi (words[i]), month = words[i + 1] != NULL ? atoi (words[i + 1]) : 0;

      for (guint m = 0; months[m] != NULL; m++)
        if (g_str_has_prefix (words[i], months[m]))
          return TRUE;
      if (day >= 1 && day <= 31 && month >= 1 && month <= 12 && words[i + 2] != NULL && atoi (words[i + 2]) >= 1900)
        return day != 1 || month != 1;
    }
  return FALSE;
}

gboolean
_sek_members_find_dates (SekMembersFile *self)
{
  SekDate asked = 0;

  g_array_set_size (self->dates, self->table->n_columns);
  for (guint c = 0; c < self->table->n_columns; c++)
    {
      const char *head = self->table->heads->pdata[c];
      SekWhen when = _sek_import_when (head);
      int quarter = 0, year;

      if (!g_str_equal (self->meanings[c], "persons"))
        continue;
      year = _sek_import_find_year (head, &quarter);
      if (year != 0)
        year = when == SEK_WHEN_UNSAID && tells_other_day (head) ? 0 : _sek_import_count_year (year, quarter, when);
      if (year == 0 && asked == 0 && (asked = ask_date (self)) == 0)
        return FALSE;
      g_array_index (self->dates, SekDate, c) = year != 0 ? SEK_DATE (year, 1, 1) : asked;
    }
  return TRUE;
}

void
_sek_members_propose_persons (SekMembersFile *self, guint row, const SekMemberMatch *match)
{
  SekRegister *reg = self->import->reg;

  for (guint c = 0; c < self->table->n_columns; c++)
    {
      SekDate date = g_array_index (self->dates, SekDate, c);
      const char *text = _sek_import_table_get (self->table, row, c);
      guint from = self->import->items->len;
      gint64 population = 0;
      g_autofree char *day = NULL, *name = NULL;
      SekMemberMatch named = *match;

      if (date == 0 || *text == '\0')
        continue;
      if (match->id > 0)
        population = sek_register_find_pair (reg, SEK_FIELD (population, member), match->id,
                                             SEK_FIELD (population, date), date);
      if (population == 0)
        population = _sek_import_insert (self->import, SEK_POPULATION);
      day = sek_date_format (date, SEK_DATE_NUMERIC, sek_program_language ());
      name = g_strdup_printf ("%s, %s", match->name, day);
      named.name = name;
      _sek_members_propose_field (self, row, &named, population, SEK_FIELD (population, persons), text);
      if (population > 0)
        continue;
      _sek_members_set_with_last (self, from, population, SEK_FIELD (population, member), match->id);
      _sek_members_set_with_last (self, from, population, SEK_FIELD (population, date), date);
    }
}

/* --- subregions --------------------------------------------------------------------------------------------------- */

static const char *
find_alike (SekRegister *reg, const char *folded)
{
  SekTableIter iter;
  const SekSubregion *subregion;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_SUBREGION));
  while ((subregion = (const SekSubregion *) sek_table_iter_next (&iter)) != NULL)
    {
      g_autofree char *other = _sek_import_fold (subregion->name);

      if (_sek_import_alike (other, folded) >= ALIKE)
        return subregion->name;
    }
  return NULL;
}

/* The new subregion of a name, proposed with the first member of it; below 0. */
static gint64
make_subregion (SekMembersFile *self, guint row, const char *name, SekImportItem *membership)
{
  g_autofree char *folded = _sek_import_fold (name);
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (self->made, folded));
  SekValue value = SEK_TEXT (name);
  const char *alike;
  SekImportItem *item;

  if (index == 0)
    {
      item = _sek_import_propose (self->import, SEK_IMPORT_NEW, g_array_index (self->table->numbers, guint64, row),
                                  name);
      _sek_import_set_place (item, SEK_SUBREGION, 0, name);
      g_free (item->shown.after);
      item->shown.after = sek_fill (_("new subregion %s"), name, NULL);
      _sek_import_set (self->import, item, _sek_import_insert (self->import, SEK_SUBREGION),
                       SEK_FIELD (subregion, name), &value);
      alike = find_alike (self->import->reg, folded);
      if (alike != NULL)
        {
          item->shown.verdict = SEK_IMPORT_DOUBTFUL;
          _sek_import_note (item, _("It is similar to “%s”, which the register has."), alike);
        }
      index = self->import->items->len;
      g_hash_table_insert (self->made, g_strdup (folded), GUINT_TO_POINTER (index));
    }
  membership->needs_too = index;
  item = self->import->items->pdata[index - 1];
  return g_array_index (item->sets, SekImportSet, 0).row;
}

void
_sek_members_propose_subregion (SekMembersFile *self, guint row, const SekMemberMatch *match)
{
  const char *text = _sek_members_get (self, row, "subregion");
  SekRegister *reg = self->import->reg;
  gint64 subregion, membership = 0;
  g_autoptr (GError) error = NULL;
  g_autofree char *label = NULL;
  SekImportItem *item;
  guint n = 0;
  const gint64 *rows = match->id > 0
                           ? sek_register_get_children (reg, SEK_FIELD (member_subregion, member), match->id, &n)
                           : NULL;
  const char *before = "";

  if (*text == '\0')
    return;
  label = g_strdup_printf (_("%s, subregion"), match->name);
  item = _sek_import_propose (self->import, SEK_IMPORT_NEW, g_array_index (self->table->numbers, guint64, row),
                              _sek_members_get (self, row, "name"));
  _sek_import_set_place (item, SEK_MEMBER, MAX (match->id, 0), label);
  item->needs = match->index;
  for (guint i = 0; i < n; i++)
    {
      const SekMemberSubregion *stored = sek_register_get_member_subregion (reg, rows[i]);

      if (stored->is_primary == 1)
        before = sek_register_get_subregion (reg, stored->subregion)->name;
    }
  g_free (item->shown.before);
  g_free (item->shown.after);
  item->shown.before = g_strdup (before);
  item->shown.after = g_strdup (text);
  if (!sek_key_find (reg, sek_entity_get (SEK_SUBREGION), text, &subregion, &error))
    {
      if (!g_error_matches (error, SEK_ERROR, SEK_ERROR_NOT_FOUND))
        {
          item->shown.verdict = SEK_IMPORT_UNKNOWN;
          _sek_import_note (item, "%s", error->message);
          return;
        }
      subregion = make_subregion (self, row, text, item);
    }
  if (match->id > 0)
    membership = sek_register_find_pair (reg, SEK_FIELD (member_subregion, member), match->id,
                                         SEK_FIELD (member_subregion, subregion), subregion);
  if (membership != 0 && sek_register_get_member_subregion (reg, membership)->is_primary == 1)
    {
      item->shown.verdict = SEK_IMPORT_SAME;
      return;
    }
  if (*before != '\0')
    item->shown.verdict = SEK_IMPORT_CHANGED;
  if (match->doubtful)
    item->shown.verdict = SEK_IMPORT_DOUBTFUL;
  if (membership == 0)
    {
      membership = _sek_import_insert (self->import, SEK_MEMBER_SUBREGION);
      _sek_import_set (self->import, item, membership, SEK_FIELD (member_subregion, member), &SEK_INTEGER (match->id));
      _sek_import_set (self->import, item, membership, SEK_FIELD (member_subregion, subregion),
                       &SEK_INTEGER (subregion));
    }
  _sek_import_set (self->import, item, membership, SEK_FIELD (member_subregion, is_primary), &SEK_INTEGER (1));
}
