/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-municipality.h"

#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>

#include "sek-reference-resources.h"

#define RESOURCE "/no/regionraad/Sekretariat/reference/"

/* One period of a number; years are inclusive, 0 is open. */
typedef struct
{
  char       *name;
  char       *county;
  int         from;
  int         to;
} Period;

/* Adds the periods of a table whose columns are number, name, [county,] from, to. */
static void
read_table (GHashTable *numbers, const char *resource, gboolean with_county)
{
  g_autoptr (GBytes) bytes = g_resource_lookup_data (sek_reference_get_resource (), resource, 0, NULL);
  g_auto (GStrv) lines = NULL;
  gboolean head = TRUE;

  g_return_if_fail (bytes != NULL);
  lines = g_strsplit (g_bytes_get_data (bytes, NULL), "\n", -1);
  for (int i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "\t", -1);
      guint first = with_county ? 3 : 2;
      GArray *periods;
      Period period;

      if (lines[i][0] == '#' || g_strv_length (cells) < first + 2)
        continue;
      if (head)
        {
          head = FALSE;
          continue;
        }
      period = (Period) { g_strdup (cells[1]), g_strdup (cells[with_county ? 2 : 1]), atoi (cells[first]), atoi (cells[first + 1]) };
      periods = g_hash_table_lookup (numbers, cells[0]);
      if (periods == NULL)
        {
          periods = g_array_new (FALSE, FALSE, sizeof (Period));
          g_hash_table_insert (numbers, g_strdup (cells[0]), periods);
        }
      g_array_append_val (periods, period);
    }
}

/* Read once and kept for the life of the process. */
static GHashTable *
get_numbers (void)
{
  static GHashTable *numbers = NULL;

  if (g_once_init_enter (&numbers))
    {
      GHashTable *table = g_hash_table_new (g_str_hash, g_str_equal);

      read_table (table, RESOURCE "municipalities.tsv", TRUE);
      read_table (table, RESOURCE "counties.tsv", FALSE);
      g_once_init_leave (&numbers, table);
    }
  return numbers;
}

static const Period *
find_period (const char *number, SekDate date)
{
  GArray *periods = number != NULL ? g_hash_table_lookup (get_numbers (), number) : NULL;
  int year = sek_date_year (date);

  for (guint i = 0; periods != NULL && i < periods->len; i++)
    {
      const Period *period = &g_array_index (periods, Period, i);

      if ((period->from == 0 || period->from <= year) && (period->to == 0 || period->to >= year))
        return period;
    }
  return NULL;
}

const char *
sek_municipality_get_county (const char *number, SekDate date)
{
  const Period *period = find_period (number, date);

  return period != NULL ? period->county : NULL;
}

const char *
sek_municipality_get_name (const char *number, SekDate date)
{
  const Period *period = find_period (number, date);

  return period != NULL ? period->name : NULL;
}
