/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-import-matching.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A member is looked for as it was numbered in the year; where the file has other numbers the figures of its parts are
 * summed, if they are exactly it. */

/* How far back or on the numbers of a file may be from its year. */
#define FIRST_YEAR 2012

void
_sek_import_matching_clear (SekImportMatching *self)
{
  for (guint r = 0; r < self->count->regions->len; r++)
    {
      g_free (self->places[r].doubt);
      g_clear_pointer (&self->places[r].candidates, g_ptr_array_unref);
    }
  g_free (self->places);
  g_hash_table_unref (self->by_place);
}

/* --- regions as municipalities ----------------------------------------------------------------------------------- */

static gboolean
has_name (const SekMunicipality *municipality, const char *name)
{
  int year = municipality->from != 0 ? municipality->from : FIRST_YEAR;
  g_autoptr (GPtrArray) same = sek_municipality_find_name (name, year, TRUE);

  return g_ptr_array_find (same, municipality, NULL);
}

/* «Trondheim - Tråante»: any of its names is one. */
static gboolean
has_one_name (const SekMunicipality *municipality, const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, " - ", -1);

  if (has_name (municipality, name))
    return TRUE;
  for (int i = 0; parts[i] != NULL; i++)
    if (has_name (municipality, parts[i]))
      return TRUE;
  return FALSE;
}

static void
find_by_name (SekImportMatching *self, const char *name, SekImportPlace *place)
{
  g_autoptr (GPtrArray) found = sek_municipality_find_name (name, self->year, FALSE);
  g_auto (GStrv) parts = g_strsplit (name, " - ", -1);

  for (int i = 0; found->len == 0 && parts[i] != NULL; i++)
    {
      g_ptr_array_unref (found);
      found = sek_municipality_find_name (parts[i], self->year, FALSE);
    }
  if (found->len == 0)
    {
      g_ptr_array_unref (found);
      found = sek_municipality_find_name (name, self->year, TRUE);
    }
  if (found->len == 1)
    place->municipality = found->pdata[0];
  else if (found->len > 1)
    place->candidates = g_steal_pointer (&found);
}

void
_sek_import_matching_find_place (SekImportMatching *self, guint r)
{
  const SekImportRegion *region = self->count->regions->pdata[r];
  const SekImportCell *cell = _sek_import_count_get (self->count, r, self->y);
  SekImportPlace *place = &self->places[r];
  guint other;

  place->persons = SEK_NONE;
  if (cell == NULL)
    return;
  place->persons = _sek_import_count_sum (self->count, cell, &place->doubt);
  if (region->code != NULL)
    place->municipality = sek_municipality_find (region->code, self->year);
  if (region->code != NULL && place->municipality == NULL)
    {
      place->municipality = sek_municipality_find_near (region->code, self->year);
      /* A table of all numbers ever has 0 or a point where a number was not in use. */
      place->idle = place->municipality != NULL && (place->persons == 0 || place->persons == SEK_NONE);
    }
  if (region->code == NULL && region->name != NULL)
    find_by_name (self, region->name, place);
  if (place->idle || place->municipality == NULL)
    return;
  if (region->code != NULL && region->name != NULL && !has_one_name (place->municipality, region->name)
      && !sek_municipality_has_damaged_name (place->municipality, region->name))
    {
      g_free (place->doubt);
      place->doubt = g_strdup_printf (_("%s is %s, and the file says “%s”."), region->code, place->municipality->name,
                                      region->name);
    }
  other = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_place, place->municipality));
  if (other != 0)
    place->twin = other;
  else
    g_hash_table_insert (self->by_place, (gpointer) place->municipality, GUINT_TO_POINTER (r + 1));
}

SekImportPlace *
_sek_import_matching_get_place (SekImportMatching *self, const SekMunicipality *municipality, guint *region)
{
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_place, municipality));

  if (index == 0)
    return NULL;
  *region = index - 1;
  return &self->places[index - 1];
}

/* --- members as municipalities ----------------------------------------------------------------------------------- */

const SekMunicipality *
_sek_import_matching_find_member (SekImportMatching *self, gint64 member, const char **number)
{
  const SekMemberNumber *best = sek_register_get_number (self->import->reg, member, self->date);
  int year = self->year;
  guint n;

  if (best == NULL)
    {
      const gint64 *rows = sek_register_get_children (self->import->reg, SEK_FIELD (member_number, member), member, &n);

      for (guint i = 0; i < n; i++)
        {
          const SekMemberNumber *row = sek_register_get_member_number (self->import->reg, rows[i]);
          gboolean later = row->valid_from != SEK_NONE && row->valid_from > self->date;
          gboolean best_later = best != NULL && best->valid_from != SEK_NONE && best->valid_from > self->date;

          if (best == NULL || (later && !best_later) || (later && row->valid_from < best->valid_from)
              || (!later && !best_later && row->valid_from > best->valid_from))
            best = row;
        }
      if (best != NULL && best->valid_from != SEK_NONE && best->valid_from > self->date)
        year = sek_date_year ((SekDate) best->valid_from);
    }
  if (best == NULL)
    return NULL;
  *number = best->number;
  return sek_municipality_find_near (best->number, year);
}

/* --- figures of members ------------------------------------------------------------------------------------------ */

/* FALSE when not every part has a figure of its own; *lacking gets the first that has none. */
static gboolean
cover_with (SekImportMatching *self, GPtrArray *parts, GArray *regions, const SekMunicipality **lacking)
{
  *lacking = NULL;
  g_array_set_size (regions, 0);
  for (guint i = 0; i < parts->len; i++)
    {
      guint region;
      SekImportPlace *place = _sek_import_matching_get_place (self, parts->pdata[i], &region);

      if (place == NULL || place->persons == SEK_NONE)
        {
          if (*lacking == NULL)
            *lacking = parts->pdata[i];
          continue;
        }
      g_array_append_val (regions, region);
    }
  return *lacking == NULL && regions->len > 0;
}

gboolean
_sek_import_matching_find_cover (SekImportMatching *self, const SekMunicipality *municipality, SekImportCover *cover)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  const SekMunicipality *split = NULL, *lacking, *first_lacking = NULL;
  guint region;
  gboolean whole;

  g_ptr_array_add (parts, (gpointer) municipality);
  if (cover_with (self, parts, cover->regions, &lacking))
    return TRUE;
  g_ptr_array_set_size (parts, 0);
  whole = sek_municipality_get_parts (municipality, self->year, parts, &split);
  if (whole && cover_with (self, parts, cover->regions, &first_lacking))
    return TRUE;
  if (whole && cover->regions->len > 0)
    {
      cover->reason = g_strdup_printf (_("%s %s, which became a part of %s %s, is not in the file."),
                                       first_lacking->number, first_lacking->name,
                                       municipality->number, municipality->name);
      return FALSE;
    }
  /* Numbers of a later year: what it became, while that was it and nothing else. */
  for (const SekMunicipality *later = municipality; later != NULL;
       later = later->after->len == 1 ? later->after->pdata[0] : NULL)
    {
      gboolean alone = later->after->len > 0;

      for (guint i = 0; i < later->after->len; i++)
        {
          const SekMunicipality *after = later->after->pdata[i];

          if (after->before->len > 1 && _sek_import_matching_get_place (self, after, &region) != NULL)
            cover->reason = g_strdup_printf (_("The file has %s %s, which is more than %s %s was."), after->number,
                                             after->name, municipality->number, municipality->name);
          alone &= after->before->len == 1;
        }
      if (cover->reason != NULL)
        return FALSE;
      if (!alone)
        break;
      if (cover_with (self, later->after, cover->regions, &lacking))
        return TRUE;
    }
  /* Numbers of an earlier year. */
  for (int year = self->year - 1; year >= FIRST_YEAR; year--)
    {
      const SekMunicipality *earlier_split = NULL;

      g_ptr_array_set_size (parts, 0);
      if (sek_municipality_get_parts (municipality, year, parts, &earlier_split)
          && cover_with (self, parts, cover->regions, &lacking))
        return TRUE;
    }
  if (split != NULL)
    cover->reason = g_strdup_printf (_("A part of %s %s came from %s %s, which was split after %d: nothing of %d is "
                                       "exactly it."), municipality->number,
                                     municipality->name, split->number, split->name, split->to, self->year);
  else if (municipality->after->len > 1)
    cover->reason = g_strdup_printf (_("%s %s was split after %d."), municipality->number, municipality->name,
                                     municipality->to);
  g_array_set_size (cover->regions, 0);
  return FALSE;
}
