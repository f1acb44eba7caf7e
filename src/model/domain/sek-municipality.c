/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-municipality.h"

#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>

#include "sek-collate.h"
#include "sek-reference-resources.h"

#define RESOURCE "/no/regionraad/Sekretariat/reference/"

/* What a line of the table says of its successor, kept until all lines are read. */
typedef struct
{
  const char *number;
  const char *successor;
  int         last;
} Step;

/* --- reading ----------------------------------------------------------------------------------------------------- */

static SekMunicipality *
find_in (GHashTable *numbers, const char *number, int year)
{
  GPtrArray *periods = number != NULL ? g_hash_table_lookup (numbers, number) : NULL;

  for (guint i = 0; periods != NULL && i < periods->len; i++)
    {
      SekMunicipality *period = periods->pdata[i];

      if ((period->from == 0 || period->from <= year) && (period->to == 0 || period->to >= year))
        return period;
    }
  return NULL;
}

static SekMunicipality *
add_period (GHashTable *numbers, const char *number, const char *name, const char *county, int from, int to)
{
  GPtrArray *periods = g_hash_table_lookup (numbers, number);
  SekMunicipality *period = g_new (SekMunicipality, 1);
  guint at = 0;

  if (periods == NULL)
    g_hash_table_insert (numbers, (gpointer) number, periods = g_ptr_array_new ());
  while (at < periods->len && ((SekMunicipality *) periods->pdata[at])->from < from)
    at++;
  *period = (SekMunicipality) { number, name, county, from, to, g_ptr_array_new (), g_ptr_array_new () };
  g_ptr_array_insert (periods, (int) at, period);
  return period;
}

/* Adds the periods of a table whose columns are number, name, [county,] from, to[, successor]. */
static void
read_table (GHashTable *numbers, GArray *steps, const char *resource, gboolean with_county)
{
  g_autoptr (GBytes) bytes = g_resource_lookup_data (sek_reference_get_resource (), resource, 0, NULL);
  g_auto (GStrv) lines = NULL;
  gboolean head = TRUE;

  g_return_if_fail (bytes != NULL);
  lines = g_strsplit (g_bytes_get_data (bytes, NULL), "\n", -1);
  for (int i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "\t", -1);
      guint n = g_strv_length (cells), first = with_county ? 3 : 2;
      const char *number, *name;
      int from, to;

      if (lines[i][0] == '#' || n < first + 2)
        continue;
      if (head)
        {
          head = FALSE;
          continue;
        }
      number = g_intern_string (cells[0]);
      name = g_intern_string (cells[1]);
      from = atoi (cells[first]);
      to = atoi (cells[first + 1]);
      /* One that was split has a line for each successor. */
      if (to == 0 || find_in (numbers, number, to) == NULL)
        add_period (numbers, number, name, with_county ? g_intern_string (cells[2]) : name, from, to);
      if (n > first + 2 && cells[first + 2][0] != '\0')
        g_array_append_val (steps, ((Step) { number, g_intern_string (cells[first + 2]), to }));
    }
}

static void
link_periods (SekMunicipality *before, SekMunicipality *after)
{
  g_ptr_array_add (before->after, after);
  g_ptr_array_add (after->before, before);
}

/* One that others were merged into under its own number ended then, and another began. */
static void
cut (GHashTable *numbers, SekMunicipality *period, int year)
{
  SekMunicipality *later = add_period (numbers, period->number, period->name, period->county, year, period->to);

  /* What it became later is linked afterwards, by its last year. */
  period->to = year - 1;
  link_periods (period, later);
}

static void
add_name (GHashTable *names, const char *name, SekMunicipality *period)
{
  char *folded = sek_municipality_fold_name (name);
  GPtrArray *all = g_hash_table_lookup (names, folded);

  if (all == NULL)
    g_hash_table_insert (names, folded, all = g_ptr_array_new ());
  else
    g_free (folded);
  if (!g_ptr_array_find (all, period, NULL))
    g_ptr_array_add (all, period);
}

/* What it was before or became, while that was it and nothing else; NULL at the end. */
static const SekMunicipality *
step (const SekMunicipality *period, gboolean later)
{
  GPtrArray *next = later ? period->after : period->before;
  const SekMunicipality *other = next->len == 1 ? next->pdata[0] : NULL;

  return other != NULL && (later ? other->before : other->after)->len == 1 ? other : NULL;
}

/* With each county that it was in, also before or after this period, as people tell namesakes apart: «Nes (Akershus)»,
 * «Våler i Viken». */
static void
add_with_counties (GHashTable *names, const char *name, SekMunicipality *period)
{
  for (int later = FALSE; later <= TRUE; later++)
    for (const SekMunicipality *at = period; at != NULL; at = step (at, later))
      {
        g_autofree char *in_brackets = g_strdup_printf ("%s (%s)", name, at->county);
        g_autofree char *in_words = g_strdup_printf ("%s i %s", name, at->county);

        add_name (names, in_brackets, period);
        add_name (names, in_words, period);
      }
}

/* Under its name, its name without an addition («Våler (Østfold)»), and each of its names («Kárásjohka - Karasjok»),
 * each with its counties. */
static void
add_names (GHashTable *names, SekMunicipality *period)
{
  g_auto (GStrv) parts = g_strsplit (period->name, " - ", -1);
  const char *addition = strstr (period->name, " (");
  gboolean county = strlen (period->number) != 4;

  add_name (names, period->name, period);
  for (int i = 0; parts[i] != NULL; i++)
    {
      add_name (names, parts[i], period);
      if (!county && addition == NULL)
        add_with_counties (names, parts[i], period);
    }
  if (addition != NULL)
    {
      g_autofree char *bare = g_strndup (period->name, addition - period->name);

      add_name (names, bare, period);
      if (!county)
        add_with_counties (names, bare, period);
    }
}

static GHashTable *
read_numbers (void)
{
  GHashTable *numbers = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (Step));

  read_table (numbers, steps, RESOURCE "municipalities.tsv", TRUE);
  read_table (numbers, steps, RESOURCE "counties.tsv", FALSE);
  for (guint i = 0; i < steps->len; i++)
    {
      const Step *step = &g_array_index (steps, Step, i);
      SekMunicipality *successor = find_in (numbers, step->successor, step->last + 1);

      if (successor != NULL && successor->from != step->last + 1)
        cut (numbers, successor, step->last + 1);
    }
  for (guint i = 0; i < steps->len; i++)
    {
      const Step *step = &g_array_index (steps, Step, i);
      SekMunicipality *before = find_in (numbers, step->number, step->last);
      SekMunicipality *after = find_in (numbers, step->successor, step->last + 1);

      if (before != NULL && after != NULL)
        link_periods (before, after);
    }
  return numbers;
}

/* Number → GPtrArray of SekMunicipality, oldest first; read once and kept for the life of the process. */
static GHashTable *
get_numbers (void)
{
  static GHashTable *numbers = NULL;

  if (g_once_init_enter (&numbers))
    g_once_init_leave (&numbers, read_numbers ());
  return numbers;
}

static GHashTable *
read_names (void)
{
  GHashTable *names = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  GPtrArray *periods;

  g_hash_table_iter_init (&iter, get_numbers ());
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &periods))
    for (guint i = 0; i < periods->len; i++)
      add_names (names, periods->pdata[i]);
  return names;
}

/* Folded name → GPtrArray of SekMunicipality. By itself, since whoever only wants to know a county, as each start of
 * the program does, need not wait for all names to be folded. */
static GHashTable *
get_names (void)
{
  static GHashTable *names = NULL;

  if (g_once_init_enter (&names))
    g_once_init_leave (&names, read_names ());
  return names;
}

/* --- looking up -------------------------------------------------------------------------------------------------- */

const char *
sek_municipality_get_county (const char *number, SekDate date)
{
  const SekMunicipality *period = sek_municipality_find (number, sek_date_year (date));

  return period != NULL ? period->county : NULL;
}

gboolean
sek_municipality_finds_county (SekSearch *search)
{
  GHashTableIter iter;
  GPtrArray *periods;
  gsize start, end;

  g_hash_table_iter_init (&iter, get_numbers ());
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &periods))
    for (guint i = 0; i < periods->len; i++)
      {
        const char *county = ((const SekMunicipality *) periods->pdata[i])->county;

        if (county != NULL && sek_search_find (search, county, 0, &start, &end))
          return TRUE;
      }
  return FALSE;
}

const char *
sek_municipality_get_name (const char *number, SekDate date)
{
  const SekMunicipality *period = sek_municipality_find (number, sek_date_year (date));

  return period != NULL ? period->name : NULL;
}

const SekMunicipality *
sek_municipality_find (const char *number, int year)
{
  return find_in (get_numbers (), number, year);
}

const SekMunicipality *
sek_municipality_find_near (const char *number, int year)
{
  GPtrArray *periods = number != NULL ? g_hash_table_lookup (get_numbers (), number) : NULL;
  const SekMunicipality *near = find_in (get_numbers (), number, year);

  for (guint i = 0; near == NULL && periods != NULL && i < periods->len; i++)
    if (((SekMunicipality *) periods->pdata[i])->from > year)
      near = periods->pdata[i];
  return near != NULL || periods == NULL ? near : periods->pdata[periods->len - 1];
}

GPtrArray *
sek_municipality_find_name (const char *name, int year, gboolean counties)
{
  g_autofree char *folded = sek_municipality_fold_name (name);
  GPtrArray *all = g_hash_table_lookup (get_names (), folded), *found = g_ptr_array_new ();

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      SekMunicipality *period = all->pdata[i];

      if ((counties || strlen (period->number) == 4) && (period->from == 0 || period->from <= year)
          && (period->to == 0 || period->to >= year))
        g_ptr_array_add (found, period);
    }
  return found;
}

gboolean
sek_municipality_get_parts (const SekMunicipality *self, int year, GPtrArray *parts, const SekMunicipality **split)
{
  gboolean whole = TRUE;

  if (self->from <= year || self->before->len == 0)
    {
      g_ptr_array_add (parts, (gpointer) self);
      return TRUE;
    }
  for (guint i = 0; i < self->before->len; i++)
    {
      const SekMunicipality *part = self->before->pdata[i];

      if (part->after->len > 1)
        {
          *split = part;
          whole = FALSE;
        }
      else if (!sek_municipality_get_parts (part, year, parts, split))
        whole = FALSE;
    }
  return whole;
}

/* --- names ------------------------------------------------------------------------------------------------------- */

/* Takes «(2020-2023)», «(-2019)» and the like away; an addition that tells two of a name apart stays. */
static void
drop_period (char *name)
{
  char *bracket = strrchr (name, '(');
  gboolean digits = FALSE;

  if (bracket == NULL || bracket == name || name[strlen (name) - 1] != ')')
    return;
  for (const char *c = bracket + 1; c[1] != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      digits |= g_unichar_isdigit (character);
      if (!g_unichar_isdigit (character) && strchr ("- .", *c) == NULL && character != 0x2013)
        return;
    }
  if (digits)
    *bracket = '\0';
}

/* Whether name, which is folded, is pattern, in which a run of marks stands for as many letters that are not ASCII, or
 * fewer. */
static gboolean
is_damaged (const char *pattern, const char *name)
{
  while (*pattern != '\0' && *name != '\0')
    {
      guint marks = 0, letters = 0;

      for (; *pattern == '?' || g_str_has_prefix (pattern, "\357\277\275"); pattern = g_utf8_next_char (pattern))
        marks++;
      for (; letters < marks && (*name & 0x80) != 0; name = g_utf8_next_char (name))
        letters++;
      if (marks > 0 && letters == 0)
        return FALSE;
      if (marks == 0 && g_utf8_get_char (pattern) != g_utf8_get_char (name))
        return FALSE;
      if (marks == 0)
        {
          pattern = g_utf8_next_char (pattern);
          name = g_utf8_next_char (name);
        }
    }
  return *pattern == '\0' && *name == '\0';
}

gboolean
sek_municipality_has_damaged_name (const SekMunicipality *self, const char *name)
{
  g_autofree char *pattern = NULL;
  GHashTableIter iter;
  const char *folded;
  GPtrArray *all;

  if (strchr (name, '?') == NULL && strstr (name, "\357\277\275") == NULL)
    return FALSE;
  pattern = sek_municipality_fold_name (name);
  g_hash_table_iter_init (&iter, get_names ());
  while (g_hash_table_iter_next (&iter, (gpointer *) &folded, (gpointer *) &all))
    if (is_damaged (pattern, folded) && g_ptr_array_find (all, self, NULL))
      return TRUE;
  return FALSE;
}

/* Takes the word for what it is away, at the end or before an addition: «Våler kommune (Østfold)». */
static void
drop_kind (GString *name)
{
  static const char *const words[] = {
    " fylkeskommune", " kommune", " county municipality", " municipality",
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      char *at = strstr (name->str, words[i]);
      gsize length = strlen (words[i]);

      if (at != NULL && at > name->str && (at[length] == '\0' || g_str_has_prefix (at + length, " (")))
        g_string_erase (name, at - name->str, (gssize) length);
    }
}

char *
sek_municipality_fold_name (const char *name)
{
  g_autofree char *folded = sek_collate_fold (name);
  GString *plain = g_string_new (NULL);
  gboolean space = FALSE;

  for (const char *c = folded; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (g_unichar_isspace (character))
        {
          space = plain->len > 0;
          continue;
        }
      if (space)
        g_string_append_c (plain, ' ');
      space = FALSE;
      g_string_append_unichar (plain, character);
    }
  drop_period (plain->str);
  g_string_set_size (plain, strlen (plain->str));
  drop_kind (plain);
  while (plain->len > 0 && plain->str[plain->len - 1] == ' ')
    g_string_truncate (plain, plain->len - 1);
  return g_string_free (plain, FALSE);
}
