/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-import-matching.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-collate.h"
#include "sek-number.h"

/* Whose figures those of a region are, as proposals. What cannot be told is listed with the reason. */

/* --- proposals --------------------------------------------------------------------------------------------------- */

static char *
format_persons (gint64 persons)
{
  return persons == SEK_NONE ? g_strdup ("") : sek_number_format_count (persons);
}

static void
set_population (SekImportMatching *self, SekImportItem *item, gint64 member, gint64 persons)
{
  SekRegister *reg = self->import->reg;
  gint64 row = sek_register_find_pair (reg, SEK_FIELD (population, member), member, SEK_FIELD (population, date),
                                       self->date);
  const SekPopulation *stored = row != 0 ? sek_register_get_population (reg, row) : NULL;
  SekValue source = SEK_TEXT (self->count->source);

  item->date = self->date;
  item->was = stored != NULL ? stored->persons : SEK_NONE;
  item->becomes = persons;
  g_free (item->shown.before);
  g_free (item->shown.after);
  item->shown.before = format_persons (item->was);
  item->shown.after = format_persons (persons);
  if (stored != NULL && stored->persons == persons && stored->source != NULL)
    {
      if (item->shown.verdict == SEK_IMPORT_NEW)
        item->shown.verdict = SEK_IMPORT_SAME;
      return;
    }
  if (stored != NULL && item->shown.verdict == SEK_IMPORT_NEW && stored->persons != SEK_NONE)
    {
      item->shown.verdict = SEK_IMPORT_CHANGED;
      if (stored->persons == persons)
        _sek_import_note (item, _("The figure is the same, and gets its source."));
    }
  if (row == 0)
    row = _sek_import_insert (self->import, SEK_POPULATION);
  _sek_import_set (self->import, item, row, SEK_FIELD (population, member), &SEK_INTEGER (member));
  _sek_import_set (self->import, item, row, SEK_FIELD (population, date), &SEK_INTEGER (self->date));
  _sek_import_set (self->import, item, row, SEK_FIELD (population, persons), &SEK_INTEGER (persons));
  _sek_import_set (self->import, item, row, SEK_FIELD (population, source), &source);
  _sek_import_set (self->import, item, row, SEK_FIELD (population, retrieved), &SEK_INTEGER (self->import->today));
}

static void
place_item (SekImportMatching *self, SekImportItem *item, const SekMember *member)
{
  g_autofree char *date = sek_date_format (self->date, SEK_DATE_NUMERIC, sek_program_language ());
  g_autofree char *label = g_strdup_printf ("%s, %s", member->name, date);

  _sek_import_set_place (item, SEK_MEMBER, member->id, label);
}

/* Rows of the file that say one municipality twice: in double within a region, or as two regions. */
static gboolean
find_double (SekImportMatching *self, guint region, guint64 *first, guint64 *second)
{
  const SekImportCell *cell = _sek_import_count_get (self->count, region, self->y);

  *first = cell->row;
  *second = cell->double_row;
  for (guint r = 0; *second == 0 && r < self->count->regions->len; r++)
    if (self->places[r].twin == region + 1)
      *second = _sek_import_count_get (self->count, r, self->y)->row;
  return *second != 0;
}

static void
propose_cover (SekImportMatching *self, const SekMember *member, GArray *regions)
{
  g_autoptr (GString) parts = g_string_new (NULL);
  const SekImportRegion *first = self->count->regions->pdata[g_array_index (regions, guint, 0)];
  guint64 row = _sek_import_count_get (self->count, g_array_index (regions, guint, 0), self->y)->row;
  SekImportItem *item = _sek_import_propose (self->import, SEK_IMPORT_NEW, row, first->text);
  gint64 persons = 0;

  place_item (self, item, member);
  for (guint i = 0; i < regions->len; i++)
    {
      guint r = g_array_index (regions, guint, i);
      const SekImportRegion *region = self->count->regions->pdata[r];
      SekImportPlace *place = &self->places[r];
      g_autofree char *figure = format_persons (place->persons);
      guint64 one, two;

      place->used = TRUE;
      persons += place->persons;
      g_string_append_printf (parts, "%s%s %s", i > 0 ? " + " : "", region->text, figure);
      if (find_double (self, r, &one, &two))
        {
          item->shown.verdict = SEK_IMPORT_DOUBLE;
          _sek_import_note (item, _("“%s” is in row %u and again in row %u; the figure is the first one's."),
                            region->text, (guint) one, (guint) two);
        }
      else if (place->doubt != NULL)
        {
          if (item->shown.verdict != SEK_IMPORT_DOUBLE)
            item->shown.verdict = SEK_IMPORT_DOUBTFUL;
          _sek_import_note (item, "%s", place->doubt);
        }
    }
  if (regions->len > 1)
    _sek_import_note (item, _("Summed: %s."), parts->str);
  if (persons > SEK_MAX_PERSONS)
    {
      item->shown.verdict = SEK_IMPORT_DOUBTFUL;
      _sek_import_note (item, _("The sum is too large."));
      return;
    }
  set_population (self, item, member->id, persons);
  /* The register has one of those that were merged. */
  for (guint i = 0; regions->len > 1 && item->was > 0 && i < regions->len; i++)
    item->explained |= ABS (self->places[g_array_index (regions, guint, i)].persons - item->was) <= item->was / 5;
}

/* Members that are there on the date, or when the fee of its year is due. */
static gboolean
is_concerned (SekImportMatching *self, const SekMember *member)
{
  SekDate due = SEK_DATE (self->year + 1, 1, 1);

  return (member->left_on == SEK_NONE || member->left_on >= self->date)
         && (member->joined == SEK_NONE || member->joined <= due);
}

static gboolean
match_by_text (SekImportMatching *self, const SekMember *member, const char *number)
{
  g_autofree char *folded = sek_municipality_fold_name (member->name);
  g_autoptr (GArray) regions = g_array_new (FALSE, FALSE, sizeof (guint));

  /* A number or name that the bundled table does not know, such as another country's. */
  for (guint r = 0; r < self->count->regions->len; r++)
    {
      const SekImportRegion *region = self->count->regions->pdata[r];
      g_autofree char *name = region->name != NULL ? sek_municipality_fold_name (region->name) : NULL;

      if (self->places[r].municipality == NULL && self->places[r].candidates == NULL
          && self->places[r].persons != SEK_NONE
          && (region->code != NULL ? g_strcmp0 (region->code, number) == 0 : g_strcmp0 (name, folded) == 0))
        g_array_append_val (regions, r);
    }
  if (regions->len > 1)
    {
      guint second = g_array_index (regions, guint, 1);

      /* The same number or name twice. */
      self->places[second].twin = g_array_index (regions, guint, 0) + 1;
      g_array_set_size (regions, 1);
    }
  if (regions->len == 1)
    propose_cover (self, member, regions);
  return regions->len == 1;
}

/* A name that several municipalities have: the member may be one of them. */
static gboolean
match_by_candidates (SekImportMatching *self, const SekMember *member, const SekMunicipality *municipality)
{
  for (guint r = 0; r < self->count->regions->len; r++)
    {
      const SekImportRegion *region = self->count->regions->pdata[r];
      SekImportPlace *place = &self->places[r];
      SekImportItem *item;
      g_autoptr (GString) names = g_string_new (NULL);

      if (place->candidates == NULL || place->persons == SEK_NONE
          || !g_ptr_array_find (place->candidates, municipality, NULL))
        continue;
      for (guint i = 0; i < place->candidates->len; i++)
        {
          const SekMunicipality *candidate = place->candidates->pdata[i];

          g_string_append_printf (names, "%s%s %s (%s)", i > 0 ? ", " : "", candidate->number, candidate->name,
                                  candidate->county);
        }
      place->used = TRUE;
      item = _sek_import_propose (self->import, SEK_IMPORT_DOUBTFUL,
                                  _sek_import_count_get (self->count, r, self->y)->row, region->text);
      place_item (self, item, member);
      _sek_import_note (item, _("“%s” fits several municipalities: %s."), region->text, names->str);
      set_population (self, item, member->id, place->persons);
      return TRUE;
    }
  return FALSE;
}

static void
propose_missing (SekImportMatching *self, const SekMember *member, const char *number, const char *reason)
{
  SekImportItem *item = _sek_import_propose (self->import, reason != NULL ? SEK_IMPORT_DOUBTFUL : SEK_IMPORT_MISSING, 0,
                                             "");
  gint64 persons = sek_register_get_persons (self->import->reg, member->id, self->date);

  place_item (self, item, member);
  g_free (item->shown.before);
  item->shown.before = format_persons (persons);
  if (reason != NULL)
    _sek_import_note (item, "%s", reason);
  else if (number == NULL)
    _sek_import_note (item, _("The member has no number in the register, and no row has its name."));
}

/* A row without a figure whose number is one that the member has in another year. */
static SekImportPlace *
find_idle (SekImportMatching *self, const SekMember *member, guint *region)
{
  guint n;
  const gint64 *rows = sek_register_get_children (self->import->reg, SEK_FIELD (member_number, member), member->id, &n);

  for (guint r = 0; r < self->count->regions->len; r++)
    for (guint i = 0; i < n && self->places[r].idle && self->places[r].persons == SEK_NONE; i++)
      if (g_strcmp0 (((SekImportRegion *) self->count->regions->pdata[r])->code,
                     sek_register_get_member_number (self->import->reg, rows[i])->number) == 0)
        {
          *region = r;
          return &self->places[r];
        }
  return NULL;
}

/* A row that is the member's and has no figure, or none that can be read. */
static gboolean
propose_empty (SekImportMatching *self, const SekMember *member, const SekMunicipality *municipality)
{
  guint region;
  SekImportPlace *place = municipality != NULL ? _sek_import_matching_get_place (self, municipality, &region) : NULL;
  SekImportItem *item;

  if (place == NULL)
    place = find_idle (self, member, &region);

  if (place == NULL || place->persons != SEK_NONE)
    return FALSE;
  place->used = TRUE;
  item = _sek_import_propose (self->import, place->doubt != NULL ? SEK_IMPORT_DOUBTFUL : SEK_IMPORT_MISSING,
                              _sek_import_count_get (self->count, region, self->y)->row,
                              ((SekImportRegion *) self->count->regions->pdata[region])->text);
  place_item (self, item, member);
  g_free (item->shown.before);
  item->shown.before = format_persons (sek_register_get_persons (self->import->reg, member->id, self->date));
  _sek_import_note (item, "%s", place->doubt != NULL ? place->doubt : _("The file has no figure for it."));
  return TRUE;
}

static void
match_member (SekImportMatching *self, const SekMember *member)
{
  const char *number = NULL;
  const SekMunicipality *municipality = _sek_import_matching_find_member (self, member->id, &number);
  SekImportCover cover = { g_array_new (FALSE, FALSE, sizeof (guint)), NULL };
  gboolean concerned = is_concerned (self, member);

  /* Without a number, by its name. */
  if (number == NULL)
    {
      g_autoptr (GPtrArray) found = sek_municipality_find_name (member->name, self->year,
                                                                member->kind == SEK_MEMBER_KIND_COUNTY);

      for (guint i = found->len; i > 0; i--)
        if ((strlen (((SekMunicipality *) found->pdata[i - 1])->number) == 2)
            != (member->kind == SEK_MEMBER_KIND_COUNTY))
          g_ptr_array_remove_index (found, i - 1);
      if (found->len == 1)
        municipality = found->pdata[0];
    }
  if (!concerned)
    ;
  else if (municipality != NULL && _sek_import_matching_find_cover (self, municipality, &cover))
    propose_cover (self, member, cover.regions);
  else if (propose_empty (self, member, municipality))
    ;
  else if (cover.reason == NULL
           && (match_by_text (self, member, number)
               || (municipality != NULL && match_by_candidates (self, member, municipality))))
    ;
  else
    propose_missing (self, member, number, cover.reason);
  g_array_unref (cover.regions);
  g_free (cover.reason);
}

static void
note_other (SekImportItem *item, const SekMunicipality *municipality)
{
  const SekMunicipality *after = municipality->after->len == 1 ? municipality->after->pdata[0] : NULL;

  _sek_import_note (item, _("Not a member."));
  /* One that was merged away may belong to a member that has its own number in that year. */
  if (after != NULL && after->before->len > 1)
    _sek_import_note (item, _("It became a part of %s %s in %d."), after->number, after->name, after->from);
}

/* What the file has and no member got. */
static void
propose_rest (SekImportMatching *self)
{
  for (guint r = 0; r < self->count->regions->len; r++)
    {
      const SekImportRegion *region = self->count->regions->pdata[r];
      const SekImportCell *cell = _sek_import_count_get (self->count, r, self->y);
      SekImportPlace *place = &self->places[r];
      gboolean area = region->code != NULL && (strlen (region->code) < 3 || strlen (region->code) > 4);
      g_autofree char *whole = region->name != NULL ? _sek_import_fold (region->name) : NULL;
      SekImportItem *item;

      if (cell == NULL || place->used || place->idle)
        continue;
      /* The country, a county, a part of a town, a sum, a remainder: no municipality, and rightly no member. */
      area |= whole != NULL
              && (strstr (whole, "hele landet") != NULL || strstr (whole, "heile landet") != NULL
                  || strstr (whole, "whole country") != NULL || g_str_equal (whole, "i alt")
                  || g_str_has_prefix (whole, "sum") || g_str_has_prefix (whole, "total")
                  || g_str_equal (whole, "landet") || g_str_has_prefix (whole, "rest ")
                  || g_str_has_prefix (whole, "uoppgitt") || g_str_has_prefix (whole, "k rest")
                  || g_str_has_suffix (whole, "fylke") || g_str_has_suffix (whole, "fylkeskommune"));
      if (place->twin != 0 && self->places[place->twin - 1].used)
        {
          const SekImportRegion *first = self->count->regions->pdata[place->twin - 1];

          item = _sek_import_propose (self->import, SEK_IMPORT_DOUBLE, cell->row, region->text);
          g_free (item->shown.after);
          item->shown.after = format_persons (place->persons);
          _sek_import_note (item, _("The same municipality as “%s” in row %u."), first->text,
                            (guint) _sek_import_count_get (self->count, place->twin - 1, self->y)->row);
          if (place->doubt != NULL)
            _sek_import_note (item, "%s", place->doubt);
          continue;
        }
      item = _sek_import_propose (self->import,
                                  place->municipality != NULL || place->candidates != NULL || area ? SEK_IMPORT_OTHER
                                                                                                   : SEK_IMPORT_UNKNOWN,
                                  cell->row, region->text);
      g_free (item->shown.after);
      item->shown.after = format_persons (place->persons);
      if (item->shown.verdict == SEK_IMPORT_UNKNOWN)
        _sek_import_note (item,
                          region->code != NULL ? _("Neither a municipality nor a member has this number.")
                                               : _("Neither a municipality nor a member has this name in %d."),
                          self->year);
      else if (place->municipality != NULL)
        note_other (item, place->municipality);
    }
}

/* In the order of the file, then the members that it has not. */
static int
compare_items (gconstpointer a, gconstpointer b)
{
  const SekImportProposal *one = *(SekImportProposal *const *) a, *other = *(SekImportProposal *const *) b;

  if (one->row != other->row)
    return one->row == 0 ? 1 : other->row == 0 ? -1 : one->row < other->row ? -1 : 1;
  return sek_collate (one->label, other->label);
}

void
_sek_import_match_regions (SekImport *self, SekImportCount *count)
{
  for (guint y = 0; y < count->years->len; y++)
    {
      int year = g_array_index (count->years, int, y);
      SekImportMatching matching = { self, count, y, year, SEK_DATE (year, 1, 1),
                                     g_new0 (SekImportPlace, count->regions->len + 1), g_hash_table_new (NULL, NULL) };
      SekTableIter iter;
      const SekMember *member;
      guint idle = 0;

      for (guint r = 0; r < count->regions->len; r++)
        {
          _sek_import_matching_find_place (&matching, r);
          idle += matching.places[r].idle;
        }
      sek_table_iter_init (&iter, sek_register_get_table (self->reg, SEK_MEMBER));
      while ((member = (const SekMember *) sek_table_iter_next (&iter)) != NULL)
        match_member (&matching, member);
      propose_rest (&matching);
      if (idle > 0)
        _sek_import_add_fact (self, "idle", _("Numbers not in use"), FALSE,
                              g_dngettext (GETTEXT_PACKAGE,
                                           "%u number of the file was not in use in %d and has no figure",
                                           "%u numbers of the file were not in use in %d and have no figures", idle),
                              idle, year);
      _sek_import_matching_clear (&matching);
    }
  _sek_import_doubt_populations (self);
  g_ptr_array_sort (self->items, compare_items);
}
