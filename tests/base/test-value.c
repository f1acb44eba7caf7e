/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "sek-collate.h"
#include "sek-language.h"
#include "sek-value.h"

static int
compare (gconstpointer a, gconstpointer b)
{
  return sek_collate (*(const char *const *) a, *(const char *const *) b);
}

static void
test_norwegian_order (void)
{
  static const char *const expected[] = {
    "Asker", "Bærum", "Drammen", "Oslo", "Zulu", "Ærøy", "Østre Toten", "Øyer", "Aasen", "Åsnes",
  };
  const char *names[] = {
    "Åsnes", "Øyer", "Oslo", "Aasen", "Zulu", "Bærum", "Ærøy", "Drammen", "Østre Toten", "Asker"
  };

  qsort (names, G_N_ELEMENTS (names), sizeof *names, compare);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpstr (names[i], ==, expected[i]);
  g_assert_cmpint (sek_collate (NULL, "A"), <, 0);
  g_assert_cmpint (sek_collate (NULL, NULL), ==, 0);
}

static void
test_keys_order_as_texts (void)
{
  static const char *const names[] = {
    "", "a", "A", "aa", "å", "Ås", "z", "ø", "Øst-Viken", "Øst Viken", "1", "10", "2", "\360\237\230\200",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (guint j = 0; j < G_N_ELEMENTS (names); j++)
      {
        g_autofree char *a = sek_collate_key (names[i]), *b = sek_collate_key (names[j]);
        int order = strcmp (a, b), texts = sek_collate (names[i], names[j]);

        g_assert_cmpint ((order > 0) - (order < 0), ==, (texts > 0) - (texts < 0));
      }
}

static void
test_fold (void)
{
  g_autofree char *a = sek_collate_fold ("ØSTRE Toten"), *b = sek_collate_fold ("østre toten");
  g_autofree char *composed = sek_collate_fold ("\303\245"), *decomposed = sek_collate_fold ("a\314\212");
  g_autofree char *none = sek_collate_fold (NULL), *empty = sek_collate_fold ("");

  g_assert_cmpstr (a, ==, b);
  g_assert_cmpstr (composed, ==, decomposed);
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (empty, ==, "");
}

static void
test_values (void)
{
  SekValue blank = SEK_BLANK, zero = SEK_INTEGER (0), empty = SEK_TEXT (""), text = SEK_TEXT ("a\tb\\c\nd");
  SekValue copy = sek_value_copy (&text);
  g_autofree char *escaped = sek_value_to_text (&copy);

  /* Blank, 0 and the empty text are three things. */
  g_assert_false (sek_value_equal (&blank, &zero));
  g_assert_false (sek_value_equal (&blank, &empty));
  g_assert_false (sek_value_equal (&zero, &empty));
  g_assert_true (sek_value_equal (&copy, &text));
  g_assert_cmpstr (escaped, ==, "a\\tb\\\\c\\nd");
  sek_value_clear (&copy);
  g_assert_true (sek_value_equal (&copy, &blank));
}

static void
test_escapes (void)
{
  static const SekValue values[] = {
    { SEK_VALUE_BLANK }, { SEK_VALUE_TEXT, .text = "" }, { SEK_VALUE_TEXT, .text = "\\-" },
    { SEK_VALUE_TEXT, .text = "a\\\tb\r\nå" }, { SEK_VALUE_INTEGER, .integer = 0 },
    { SEK_VALUE_INTEGER, .integer = G_MININT64 }, { SEK_VALUE_INTEGER, .integer = G_MAXINT64 },
  };
  static const char *const written[] = {
    "", "\\-", "\\\\-", "a\\\\\\tb\\r\\nå", "0", "-9223372036854775808", "9223372036854775807",
  };
  static const char *const never[] = { "\\", "a\\", "\\x", "a\\-", "\\-\\-", "\\\\\\" };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL), plain = g_string_new (NULL);

      sek_value_append_text (text, &values[i]);
      g_assert_cmpstr (text->str, ==, written[i]);
      g_assert_true (sek_value_append_plain (plain, text->str, text->len));
      if (values[i].type == SEK_VALUE_TEXT)
        g_assert_cmpstr (plain->str, ==, values[i].text);
    }
  for (guint i = 0; i < G_N_ELEMENTS (never); i++)
    {
      g_autoptr (GString) plain = g_string_new (NULL);

      g_assert_false (sek_value_append_plain (plain, never[i], strlen (never[i])));
    }
}

static void
test_fill (void)
{
  static const struct { const char *sentence, *filled; } sentences[] = {
    { "%s av %d", "a av b" }, { "%u tall", "a tall" }, { "%s %s %s", "a b %s" }, { "10 % av %u", "10 % av a" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    {
      g_autofree char *filled = sek_fill (sentences[i].sentence, "a", "b", NULL);

      g_assert_cmpstr (filled, ==, sentences[i].filled);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/collate/norwegian-order", test_norwegian_order);
  g_test_add_func ("/collate/keys", test_keys_order_as_texts);
  g_test_add_func ("/collate/fold", test_fold);
  g_test_add_func ("/value/kinds", test_values);
  g_test_add_func ("/value/escapes", test_escapes);
  g_test_add_func ("/language/fill", test_fill);
  return g_test_run ();
}
