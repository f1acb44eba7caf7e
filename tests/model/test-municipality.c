/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <string.h>

#include "sek-municipality.h"

/* The bundled table of numbers: what each was, what it became and what it was made of, over the reforms of 2018, 2020
 * and 2024. */

/* What a number of a year was in an earlier one: "0104 0136", or "split 5012" where a part of it was. */
static char *
parts_of (const char *number, int of, int year)
{
  const SekMunicipality *municipality = sek_municipality_find (number, of), *split = NULL;
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  g_autoptr (GPtrArray) numbers = g_ptr_array_new ();
  gboolean whole;

  g_assert_nonnull (municipality);
  whole = sek_municipality_get_parts (municipality, year, parts, &split);
  for (guint i = 0; i < parts->len; i++)
    g_ptr_array_add (numbers, (gpointer) ((const SekMunicipality *) parts->pdata[i])->number);
  g_ptr_array_add (numbers, NULL);
  return whole ? g_strjoinv (" ", (char **) numbers->pdata) : g_strconcat ("split ", split->number, NULL);
}

static void
test_parts (void)
{
  const struct { const char *number; int of, year; const char *parts; } cases[] = {
    { "3005", 2020, 2020, "3005" },
    { "3005", 2020, 2019, "0602 0625 0711" },
    { "3301", 2024, 2022, "3005" },
    { "3301", 2024, 2019, "0602 0625 0711" },
    { "3103", 2024, 2019, "0104 0136" },
    /* A merger that leaves the number. */
    { "1103", 2020, 2019, "1103 1141 1142" },
    { "1103", 2019, 2019, "1103" },
    { "5001", 2018, 2017, "1601" },
    { "5001", 2020, 2017, "1601 1662" },
    { "1508", 2024, 2023, "split 1507" },
    { "1507", 2020, 2019, "1504 1523 1529 1534 1546" },
    { "5059", 2020, 2019, "split 5012" },
    { "1806", 2020, 2019, "split 1850" },
    { "0301", 2026, 2012, "0301" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *parts = parts_of (cases[i].number, cases[i].of, cases[i].year);

      g_test_message ("%s of %d in %d", cases[i].number, cases[i].of, cases[i].year);
      g_assert_cmpstr (parts, ==, cases[i].parts);
    }
}

static void
test_near (void)
{
  g_assert_null (sek_municipality_find ("3301", 2022));
  g_assert_cmpint (sek_municipality_find_near ("3301", 2022)->from, ==, 2024);
  g_assert_cmpint (sek_municipality_find_near ("0602", 2022)->to, ==, 2019);
  g_assert_cmpint (sek_municipality_find_near ("3005", 2021)->from, ==, 2020);
  g_assert_null (sek_municipality_find_near ("9999", 2022));
  g_assert_null (sek_municipality_find_near (NULL, 2022));
  g_assert_cmpstr (sek_municipality_get_county ("3301", SEK_DATE (2024, 1, 1)), ==, "Buskerud");
  g_assert_cmpstr (sek_municipality_get_county ("03", SEK_DATE (2024, 1, 1)), ==, "Oslo");
  g_assert_cmpstr (sek_municipality_get_name ("0602", SEK_DATE (2019, 1, 1)), ==, "Drammen");
}

static void
test_names (void)
{
  const struct { const char *name; int year; gboolean counties; guint n; const char *first; } cases[] = {
    { "Drammen", 2022, FALSE, 1, "3005" }, { "DRAMMEN kommune", 2019, FALSE, 1, "0602" },
    { "Drammen  (2020-2023)", 2022, FALSE, 1, "3005" },
    { "Våler", 2022, FALSE, 2, NULL }, { "Våler (Østfold)", 2022, FALSE, 1, "3018" },
    { "Karasjok", 2022, FALSE, 1, "5437" },
    { "Kárásjohka - Karasjok", 2022, FALSE, 1, "5437" }, { "Oslo", 2022, FALSE, 1, "0301" },
    { "Oslo", 2022, TRUE, 2, NULL },
    { "Viken", 2022, FALSE, 0, NULL }, { "Viken fylkeskommune", 2022, TRUE, 1, "30" },
    { "Rygge", 2020, FALSE, 0, NULL }, { "", 2022, TRUE, 0, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) found = sek_municipality_find_name (cases[i].name, cases[i].year, cases[i].counties);

      g_test_message ("«%s» %d", cases[i].name, cases[i].year);
      g_assert_cmpuint (found->len, ==, cases[i].n);
      if (cases[i].first != NULL)
        g_assert_cmpstr (((const SekMunicipality *) found->pdata[0])->number, ==, cases[i].first);
    }
}

/* Every number that ended became something, and every one that began then was something: no chain is broken. */
static void
test_whole (void)
{
  guint n = 0;

  for (int number = 101; number < 5700; number++)
    for (int year = 2012; year <= 2026; year++)
      {
        g_autofree char *text = g_strdup_printf ("%04d", number);
        const SekMunicipality *municipality = sek_municipality_find (text, year);

        if (municipality == NULL)
          continue;
        n++;
        g_assert_true (municipality->to == 0 || municipality->after->len > 0);
        g_assert_true (municipality->from <= 2012 || municipality->before->len > 0);
        for (guint i = 0; i < municipality->after->len; i++)
          g_assert_cmpint (((const SekMunicipality *) municipality->after->pdata[i])->from, ==, municipality->to + 1);
      }
  g_assert_cmpuint (n, >, 15 * 350);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/municipality/parts", test_parts);
  g_test_add_func ("/municipality/near", test_near);
  g_test_add_func ("/municipality/names", test_names);
  g_test_add_func ("/municipality/whole", test_whole);
  return g_test_run ();
}
