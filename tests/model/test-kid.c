/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <string.h>

#include "sek-error.h"
#include "sek-kid.h"

/* KIDs: the control digits of the published examples, and what a pattern makes of its parts. */

static void
assert_control (const char *digits, char mod10, char mod11)
{
  g_assert_cmpint (sek_kid_get_control (digits, SEK_KID_CONTROL_MOD10), ==, mod10);
  g_assert_cmpint (sek_kid_get_control (digits, SEK_NONE), ==, mod10);
  g_assert_cmpint (sek_kid_get_control (digits, SEK_KID_CONTROL_MOD11), ==, mod11);
}

static void
test_control (void)
{
  assert_control ("1234", '4', '3');
  assert_control ("2345678", '3', '8');
  assert_control ("0", '0', '0');
  assert_control ("0000", '0', '0');
  /* 2 × 6 is 1 more than 11, and 11 − 1 is 10, for which mod 11 has no digit. */
  assert_control ("6", '7', '-');
  /* The weights of mod 11 begin again after 7: 2 3 4 5 6 7 2 3. */
  assert_control ("10000000", '9', '8');
  assert_control ("999999999999999999999999", '4', '7');
}

/* A control digit finds every digit that was mistyped, and mod 11 every two that changed places. */
static void
test_control_finds_mistakes (void)
{
  for (int n = 0; n < 20000; n++)
    {
      g_autofree char *digits = g_strdup_printf ("%08d", g_test_rand_int_range (0, 100000000)),
                      *other = g_strdup (digits);
      int at = g_test_rand_int_range (0, 7);

      other[at] = (char) ('0' + (digits[at] - '0' + g_test_rand_int_range (1, 10)) % 10);
      g_assert_cmpint (sek_kid_get_control (digits, SEK_KID_CONTROL_MOD10), !=,
                       sek_kid_get_control (other, SEK_KID_CONTROL_MOD10));
      g_assert_cmpint (sek_kid_get_control (digits, SEK_KID_CONTROL_MOD11), !=,
                       sek_kid_get_control (other, SEK_KID_CONTROL_MOD11));
      memcpy (other, digits, strlen (digits));
      other[at] = digits[at + 1];
      other[at + 1] = digits[at];
      if (other[at] != digits[at])
        g_assert_cmpint (sek_kid_get_control (digits, SEK_KID_CONTROL_MOD11), !=,
                         sek_kid_get_control (other, SEK_KID_CONTROL_MOD11));
    }
}

static const SekKidParts parts = { 2023, 2, "0301", "10042" };

static char *
make (const char *text, gint64 control, const SekKidParts *of, GError **error)
{
  g_autoptr (SekKidPattern) pattern = sek_kid_pattern_new (text, error);

  return pattern != NULL ? sek_kid_make (pattern, control, of, error) : NULL;
}

static void
assert_kid (const char *pattern, gint64 control, const SekKidParts *of, const char *wanted)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *kid = make (pattern, control, of, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (kid, ==, wanted);
}

static void
test_parts (void)
{
  assert_kid ("{år}{medlem}{kjøring}", SEK_KID_CONTROL_MOD10, &parts, "2023030121");
  /* In all three languages, in any case, with blanks for the eye. */
  assert_kid ("{år}{medlem}{køyring}", SEK_KID_CONTROL_MOD10, &parts, "2023030121");
  assert_kid ("{year} {member} {run}", SEK_NONE, &parts, "2023030121");
  assert_kid ("{ ÅR }{Medlem}{KJØRING}", SEK_KID_CONTROL_MOD10, &parts, "2023030121");
  /* Widths: the last digits of the year, zeros before the rest. */
  assert_kid ("{kunde}", SEK_KID_CONTROL_MOD10, &parts, "0100420");
  assert_kid ("{customer:8}{år:2}{kjøring:3}", SEK_KID_CONTROL_MOD10, &parts, "00010042230028");
  assert_kid ("{medlem:6}", SEK_KID_CONTROL_MOD10, &parts, "0003012");
  assert_kid ("77{medlem}", SEK_KID_CONTROL_MOD10, &parts, "7703010");
  assert_kid ("{medlem}{fri}", SEK_KID_CONTROL_MOD10, &parts, "030106");
  /* 2 and 25 digits are the least and the most. */
  assert_kid ("{medlem:1}", SEK_KID_CONTROL_MOD10, &(SekKidParts){ 2023, 1, "6", NULL }, "67");
  assert_kid ("{kunde:15}{medlem}{år}0", SEK_KID_CONTROL_MOD10, &parts, "0000000000100420301202304");
}

/* Where mod 11 gives no digit, {fri} is the first one with which it does. */
static void
test_free (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (make ("{medlem:1}", SEK_KID_CONTROL_MOD11, &(SekKidParts){ 2023, 1, "6", NULL }, &error));
  g_assert_error (error, SEK_ERROR, SEK_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "{fri}"));
  for (int member = 0; member < 10000; member++)
    {
      g_autofree char *number = g_strdup_printf ("%04d", member), *with_zero = g_strconcat (number, "0", NULL),
                      *kid = make ("{medlem}{fri}", SEK_KID_CONTROL_MOD11,
                                   &(SekKidParts){ 2023, 1, number, NULL }, NULL);

      g_assert_cmpuint (strlen (kid), ==, 6);
      g_assert_true (g_str_has_prefix (kid, number));
      g_assert_cmpint (kid[4], ==, sek_kid_get_control (with_zero, SEK_KID_CONTROL_MOD11) == '-' ? '1' : '0');
      g_assert_true (g_ascii_isdigit (kid[5]));
    }
}

static void
assert_no_kid (const char *pattern, const SekKidParts *of, const char *word)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (make (pattern, SEK_KID_CONTROL_MOD10, of, &error));
  g_assert_error (error, SEK_ERROR, SEK_ERROR_REFUSED);
  if (strstr (error->message, word) == NULL)
    g_error ("“%s” says “%s”", pattern, error->message);
}

static void
test_lacking (void)
{
  assert_no_kid ("{medlem}", &(SekKidParts){ 2023, 1, NULL, "1" }, "municipality number");
  assert_no_kid ("{kunde}", &(SekKidParts){ 2023, 1, "0301", NULL }, "customer number");
  assert_no_kid ("{medlem:3}", &parts, "{member}");
  assert_no_kid ("{kunde:4}", &parts, "10042");
  assert_no_kid ("{medlem}{kjøring}", &(SekKidParts){ 2023, 10, "0301", NULL }, "wider");
}

static void
test_patterns (void)
{
  static const struct { const char *pattern, *word; } refused[] = {
    { "", "same KID" },         { "2023", "same KID" },      { "{år}{kjøring}", "same KID" },
    { "{aar}{medlem}", "not" }, { "{medlem", "not" },        { "medlem}", "not" },
    { "{medlem}-1", "not" },    { "{medlem:}", "not" },      { "{medlem:0}", "not" },
    { "{medlem:16}", "not" },   { "{medlem:-4}", "not" },    { "{medlem: }", "not" },
    { "{år:5}{medlem}", "not" },{ "{fri:2}{medlem}", "not" },{ "{medlem:4:4}", "not" },
    { "{}{medlem}", "not" },    { "{medlem:4294967300}", "not" },
    { "{medlem:15}{kunde:10}", "too long" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      if (sek_kid_pattern_new (refused[i].pattern, &error) != NULL)
        g_error ("“%s” is taken", refused[i].pattern);
      g_assert_error (error, SEK_ERROR, SEK_ERROR_INPUT);
      if (strstr (error->message, refused[i].word) == NULL)
        g_error ("“%s” says “%s”", refused[i].pattern, error->message);
    }
  assert_kid ("{medlem:15}{kunde:9}", SEK_KID_CONTROL_MOD10, &parts, "0000000000003010000100426");
}

static void
test_shown (void)
{
  static const struct { const char *kid, *shown; } cases[] = {
    { "2023030123", "2023\302\240030123" }, { "20230301", "2023\302\2400301" }, { "2023030", "2023030" },
    { "1023030123", "1023030123" },         { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = sek_kid_dup_shown (cases[i].kid);

      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kid/control", test_control);
  g_test_add_func ("/kid/control-finds-mistakes", test_control_finds_mistakes);
  g_test_add_func ("/kid/parts", test_parts);
  g_test_add_func ("/kid/free", test_free);
  g_test_add_func ("/kid/lacking", test_lacking);
  g_test_add_func ("/kid/patterns", test_patterns);
  g_test_add_func ("/kid/shown", test_shown);
  return g_test_run ();
}
