/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-import-count.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-collate.h"
#include "sek-municipality.h"
#include "sek-number.h"

/* Whose figures those of a region are. A member is looked for as it was numbered in the year; where the file has other numbers the figures of its
 * parts are summed, if they are exactly it. What cannot be told is listed with the reason. */

/* How far back or on the numbers of a file may be from its year. */
#define FIRST_YEAR 2012

/* What became of a region's figure in one year. */
typedef struct
{
  const SekMunicipality *municipality; /* NULL when it is none */
  gint64                 persons;      /* SEK_NONE for none */
  char                  *doubt;        /* owned */
  GPtrArray             *candidates;   /* of a name that several have */
  gboolean               used;
  gboolean               idle;         /* a number that was not in use, with 0 for that */
  guint                  twin;         /* 1 + the region that says the same municipality */
} Place;

typedef struct
{
  SekImport      *import;
  SekImportCount *count;
  guint           y;
  int             year;
  SekDate         date;
  Place          *places;      /* one a region */
  GHashTable     *by_place;    /* SekMunicipality → region index + 1 */
} Matching;

static void
free_places (Matching *self)
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
  g_autoptr (GPtrArray) same = sek_municipality_find_name (name, municipality->from != 0 ? municipality->from : FIRST_YEAR, TRUE);

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
find_by_name (Matching *self, const char *name, Place *place)
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

static void
find_place (Matching *self, guint r)
{
  const SekImportRegion *region = self->count->regions->pdata[r];
  const SekImportCell *cell = _sek_import_count_get (self->count, r, self->y);
  Place *place = &self->places[r];
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
  if (region->code != NULL && region->name != NULL && !has_one_name (place->municipality, region->name))
    {
      g_free (place->doubt);
      place->doubt = g_strdup_printf (_("%s is %s, and the file says “%s”."), region->code, place->municipality->name, region->name);
    }
  other = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_place, place->municipality));
  if (other != 0)
    place->twin = other;
  else
    g_hash_table_insert (self->by_place, (gpointer) place->municipality, GUINT_TO_POINTER (r + 1));
}

static Place *
get_place (Matching *self, const SekMunicipality *municipality, guint *region)
{
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_place, municipality));

  if (index == 0)
    return NULL;
  *region = index - 1;
  return &self->places[index - 1];
}

/* --- members as municipalities ----------------------------------------------------------------------------------- */

/* The member as it was on the date; where the register has no number for that, as it became, or else as it was last. */
static const SekMunicipality *
find_municipality_of (Matching *self, gint64 member, const char **number)
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

/* The regions that a member's figure is summed from. */
typedef struct
{
  GArray *regions; /* guint */
  char   *reason;  /* why it cannot be told; owned */
} Cover;

/* FALSE when not every part has a figure of its own; *lacking gets the first that has none. */
static gboolean
cover_with (Matching *self, GPtrArray *parts, GArray *regions, const SekMunicipality **lacking)
{
  *lacking = NULL;
  g_array_set_size (regions, 0);
  for (guint i = 0; i < parts->len; i++)
    {
      guint region;
      Place *place = get_place (self, parts->pdata[i], &region);

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

/* The regions that are exactly the municipality: it, its parts, what it became, or what it was made of before. */
static gboolean
find_cover (Matching *self, const SekMunicipality *municipality, Cover *cover)
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
      cover->reason = g_strdup_printf (_("%s %s, which became a part of %s %s, is not in the file."), first_lacking->number, first_lacking->name,
                                       municipality->number, municipality->name);
      return FALSE;
    }
  /* Numbers of a later year: what it became, while that was it and nothing else. */
  for (const SekMunicipality *later = municipality; later != NULL; later = later->after->len == 1 ? later->after->pdata[0] : NULL)
    {
      gboolean alone = later->after->len > 0;

      for (guint i = 0; i < later->after->len; i++)
        {
          const SekMunicipality *after = later->after->pdata[i];

          if (after->before->len > 1 && get_place (self, after, &region) != NULL)
            cover->reason = g_strdup_printf (_("The file has %s %s, which is more than %s %s was."), after->number, after->name, municipality->number, municipality->name);
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
      if (sek_municipality_get_parts (municipality, year, parts, &earlier_split) && cover_with (self, parts, cover->regions, &lacking))
        return TRUE;
    }
  if (split != NULL)
    cover->reason = g_strdup_printf (_("A part of %s %s came from %s %s, which was split after %d: nothing of %d is exactly it."), municipality->number,
                                     municipality->name, split->number, split->name, split->to, self->year);
  else if (municipality->after->len > 1)
    cover->reason = g_strdup_printf (_("%s %s was split after %d."), municipality->number, municipality->name, municipality->to);
  g_array_set_size (cover->regions, 0);
  return FALSE;
}

/* --- proposals --------------------------------------------------------------------------------------------------- */

static char *
format_persons (gint64 persons)
{
  return persons == SEK_NONE ? g_strdup ("") : sek_number_format_count (persons);
}

static void
set_population (Matching *self, SekImportItem *item, gint64 member, gint64 persons)
{
  SekRegister *reg = self->import->reg;
  gint64 row = sek_register_find_pair (reg, SEK_FIELD (population, member), member, SEK_FIELD (population, date), self->date);
  const SekPopulation *stored = row != 0 ? sek_register_get_population (reg, row) : NULL;
  SekValue source = SEK_TEXT (self->count->source);

  g_free (item->shown.before);
  g_free (item->shown.after);
  item->shown.before = format_persons (stored != NULL ? stored->persons : SEK_NONE);
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
place_item (Matching *self, SekImportItem *item, const SekMember *member)
{
  g_autofree char *date = sek_date_format (self->date, SEK_DATE_NUMERIC, sek_program_language ());
  g_autofree char *label = g_strdup_printf ("%s, %s", member->name, date);

  _sek_import_set_place (item, SEK_MEMBER, member->id, label);
}

/* Rows of the file that say one municipality twice: in double within a region, or as two regions. */
static gboolean
find_double (Matching *self, guint region, guint64 *first, guint64 *second)
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
propose_cover (Matching *self, const SekMember *member, GArray *regions)
{
  g_autoptr (GString) parts = g_string_new (NULL);
  const SekImportRegion *first = self->count->regions->pdata[g_array_index (regions, guint, 0)];
  SekImportItem *item = _sek_import_propose (self->import, SEK_IMPORT_NEW,
                                             _sek_import_count_get (self->count, g_array_index (regions, guint, 0), self->y)->row, first->text);
  gint64 persons = 0;

  place_item (self, item, member);
  for (guint i = 0; i < regions->len; i++)
    {
      guint r = g_array_index (regions, guint, i);
      const SekImportRegion *region = self->count->regions->pdata[r];
      Place *place = &self->places[r];
      g_autofree char *figure = format_persons (place->persons);
      guint64 one, two;

      place->used = TRUE;
      persons += place->persons;
      g_string_append_printf (parts, "%s%s %s", i > 0 ? " + " : "", region->text, figure);
      if (find_double (self, r, &one, &two))
        {
          item->shown.verdict = SEK_IMPORT_DOUBLE;
          _sek_import_note (item, _("“%s” is in row %u and again in row %u; the figure is the first one's."), region->text, (guint) one, (guint) two);
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
  set_population (self, item, member->id, persons);
}

/* Members that are there on the date, or when the fee of its year is due. */
static gboolean
is_concerned (Matching *self, const SekMember *member)
{
  SekDate due = SEK_DATE (self->year + 1, 1, 1);

  return (member->left_on == SEK_NONE || member->left_on >= self->date) && (member->joined == SEK_NONE || member->joined <= due);
}

static gboolean
match_by_text (Matching *self, const SekMember *member, const char *number)
{
  g_autofree char *folded = sek_municipality_fold_name (member->name);
  g_autoptr (GArray) regions = g_array_new (FALSE, FALSE, sizeof (guint));

  /* A number or name that the bundled table does not know, such as another country's. */
  for (guint r = 0; r < self->count->regions->len; r++)
    {
      const SekImportRegion *region = self->count->regions->pdata[r];
      g_autofree char *name = region->name != NULL ? sek_municipality_fold_name (region->name) : NULL;

      if (self->places[r].municipality == NULL && self->places[r].candidates == NULL && self->places[r].persons != SEK_NONE
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
match_by_candidates (Matching *self, const SekMember *member, const SekMunicipality *municipality)
{
  for (guint r = 0; r < self->count->regions->len; r++)
    {
      const SekImportRegion *region = self->count->regions->pdata[r];
      Place *place = &self->places[r];
      SekImportItem *item;
      g_autoptr (GString) names = g_string_new (NULL);

      if (place->candidates == NULL || place->persons == SEK_NONE || !g_ptr_array_find (place->candidates, municipality, NULL))
        continue;
      for (guint i = 0; i < place->candidates->len; i++)
        {
          const SekMunicipality *candidate = place->candidates->pdata[i];

          g_string_append_printf (names, "%s%s %s (%s)", i > 0 ? ", " : "", candidate->number, candidate->name, candidate->county);
        }
      place->used = TRUE;
      item = _sek_import_propose (self->import, SEK_IMPORT_DOUBTFUL, _sek_import_count_get (self->count, r, self->y)->row, region->text);
      place_item (self, item, member);
      _sek_import_note (item, _("“%s” can be more than one municipality: %s."), region->text, names->str);
      set_population (self, item, member->id, place->persons);
      return TRUE;
    }
  return FALSE;
}

static void
propose_missing (Matching *self, const SekMember *member, const char *number, const char *reason)
{
  SekImportItem *item = _sek_import_propose (self->import, reason != NULL ? SEK_IMPORT_DOUBTFUL : SEK_IMPORT_MISSING, 0, "");
  gint64 persons = sek_register_get_persons (self->import->reg, member->id, self->date);

  place_item (self, item, member);
  g_free (item->shown.before);
  item->shown.before = format_persons (persons);
  if (reason != NULL)
    _sek_import_note (item, "%s", reason);
  else if (number == NULL)
    _sek_import_note (item, _("The member has no number in the register, and no row has its name."));
}

/* A row that is the member's and has no figure, or none that can be read. */
static gboolean
propose_empty (Matching *self, const SekMember *member, const SekMunicipality *municipality)
{
  guint region;
  Place *place = municipality != NULL ? get_place (self, municipality, &region) : NULL;
  SekImportItem *item;

  if (place == NULL || place->persons != SEK_NONE)
    return FALSE;
  place->used = TRUE;
  item = _sek_import_propose (self->import, place->doubt != NULL ? SEK_IMPORT_DOUBTFUL : SEK_IMPORT_MISSING, _sek_import_count_get (self->count, region, self->y)->row,
                              ((SekImportRegion *) self->count->regions->pdata[region])->text);
  place_item (self, item, member);
  g_free (item->shown.before);
  item->shown.before = format_persons (sek_register_get_persons (self->import->reg, member->id, self->date));
  _sek_import_note (item, "%s", place->doubt != NULL ? place->doubt : _("The file has no figure for it."));
  return TRUE;
}

static void
match_member (Matching *self, const SekMember *member)
{
  const char *number = NULL;
  const SekMunicipality *municipality = find_municipality_of (self, member->id, &number);
  Cover cover = { g_array_new (FALSE, FALSE, sizeof (guint)), NULL };
  gboolean concerned = is_concerned (self, member);

  /* Without a number, by its name. */
  if (number == NULL)
    {
      g_autoptr (GPtrArray) found = sek_municipality_find_name (member->name, self->year, member->kind == SEK_MEMBER_KIND_COUNTY);

      for (guint i = found->len; i > 0; i--)
        if ((strlen (((SekMunicipality *) found->pdata[i - 1])->number) == 2) != (member->kind == SEK_MEMBER_KIND_COUNTY))
          g_ptr_array_remove_index (found, i - 1);
      if (found->len == 1)
        municipality = found->pdata[0];
    }
  if (!concerned)
    ;
  else if (municipality != NULL && find_cover (self, municipality, &cover))
    propose_cover (self, member, cover.regions);
  else if (propose_empty (self, member, municipality))
    ;
  else if (cover.reason == NULL && (match_by_text (self, member, number) || (municipality != NULL && match_by_candidates (self, member, municipality))))
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

  _sek_import_note (item, _("No member."));
  /* One that was merged away may belong to a member that has its own number in that year. */
  if (after != NULL && after->before->len > 1)
    _sek_import_note (item, _("It became a part of %s %s in %d."), after->number, after->name, after->from);
}

/* What the file has and no member got. */
static void
propose_rest (Matching *self)
{
  for (guint r = 0; r < self->count->regions->len; r++)
    {
      const SekImportRegion *region = self->count->regions->pdata[r];
      const SekImportCell *cell = _sek_import_count_get (self->count, r, self->y);
      Place *place = &self->places[r];
      gboolean area = region->code != NULL && (strlen (region->code) < 3 || strlen (region->code) > 4);
      g_autofree char *whole = region->name != NULL ? _sek_import_fold (region->name) : NULL;
      SekImportItem *item;

      if (cell == NULL || place->used || place->idle)
        continue;
      /* The country, a county, a part of a town, a sum, a remainder: no municipality, and rightly no member. */
      area |= whole != NULL && (strstr (whole, "hele landet") != NULL || strstr (whole, "heile landet") != NULL || strstr (whole, "whole country") != NULL
                                || g_str_equal (whole, "i alt") || g_str_has_prefix (whole, "sum") || g_str_has_prefix (whole, "total") || g_str_equal (whole, "landet")
                                || g_str_has_prefix (whole, "rest ") || g_str_has_prefix (whole, "uoppgitt") || g_str_has_prefix (whole, "k rest")
                                || g_str_has_suffix (whole, "fylke") || g_str_has_suffix (whole, "fylkeskommune"));
      if (place->twin != 0 && self->places[place->twin - 1].used)
        {
          const SekImportRegion *first = self->count->regions->pdata[place->twin - 1];

          item = _sek_import_propose (self->import, SEK_IMPORT_DOUBLE, cell->row, region->text);
          g_free (item->shown.after);
          item->shown.after = format_persons (place->persons);
          _sek_import_note (item, _("The same municipality as “%s” in row %u."), first->text, (guint) _sek_import_count_get (self->count, place->twin - 1, self->y)->row);
          if (place->doubt != NULL)
            _sek_import_note (item, "%s", place->doubt);
          continue;
        }
      item = _sek_import_propose (self->import, place->municipality != NULL || place->candidates != NULL || area ? SEK_IMPORT_OTHER : SEK_IMPORT_UNKNOWN,
                                  cell->row, region->text);
      g_free (item->shown.after);
      item->shown.after = format_persons (place->persons);
      if (item->shown.verdict == SEK_IMPORT_UNKNOWN)
        _sek_import_note (item, region->code != NULL ? _("No municipality has this number, and no member.") : _("No municipality has this name in %d, and no member."),
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
      Matching matching = { self, count, y, year, SEK_DATE (year, 1, 1), g_new0 (Place, count->regions->len + 1), g_hash_table_new (NULL, NULL) };
      SekTableIter iter;
      const SekMember *member;
      guint idle = 0;

      for (guint r = 0; r < count->regions->len; r++)
        {
          find_place (&matching, r);
          idle += matching.places[r].idle;
        }
      sek_table_iter_init (&iter, sek_register_get_table (self->reg, SEK_MEMBER));
      while ((member = (const SekMember *) sek_table_iter_next (&iter)) != NULL)
        match_member (&matching, member);
      propose_rest (&matching);
      if (idle > 0)
        _sek_import_add_fact (self, "idle", _("Numbers not in use"), FALSE,
                              g_dngettext (GETTEXT_PACKAGE, "%u number of the file was not in use in %d and has no figure", "%u numbers of the file were not in use in %d and have no figures", idle),
                              idle, year);
      free_places (&matching);
    }
  g_ptr_array_sort (self->items, compare_items);
}
