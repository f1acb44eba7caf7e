/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

#include "sek-canonical.h"
#include "sek-kind.h"
#include "sek-register-private.h"

/* The canonical text of rows: what is written is read as it was, and nothing else is read. */

static SekRegister *
read_text (const char *text, SekCanonicalFlags flags, SekEntityId last)
{
  g_autoptr (GError) error = NULL;
  SekRegister *reg = sek_canonical_read (text, strlen (text), flags, last, NULL, &error);

  g_assert_no_error (error);
  return reg;
}

static void
test_example (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = dump (fixture), *again = NULL, *lenient = NULL;
  g_autoptr (SekRegister) reg = read_text (text, SEK_CANONICAL_STRICT, SEK_N_ENTITIES);
  g_autoptr (SekRegister) second = read_text (text, SEK_CANONICAL_LENIENT, SEK_N_ENTITIES);

  again = sek_register_dump (reg);
  lenient = sek_register_dump (second);
  g_assert_cmpstr (again, ==, text);
  g_assert_cmpstr (lenient, ==, text);
}

/* A value that no other one is written as. */
static void
test_awkward (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = {
    "", "0", "-0", "007", "9223372036854775807", "\\", "\\\\", "\\-", "\\t", "\t", "\n", "\r", "\r\n", "a\\nb", "a\nb",
    "#", "[member]", " ", "æøå \360\237\230\200", "\302\240", "id",
  };
  g_autoptr (GHashTable) written = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const SekField *note = SEK_FIELD (member, note);

  for (int t = -1; t < (int) G_N_ELEMENTS (texts); t++)
    {
      g_autoptr (SekRegister) reg = sek_register_new ();
      g_autoptr (SekRegister) read = NULL;
      g_autoptr (GString) text = g_string_new (NULL);
      SekValue values[SEK_N_FIELDS_member];
      SekValue expected = t < 0 ? SEK_BLANK : SEK_TEXT (texts[t]), is;

      for (guint f = 0; f < G_N_ELEMENTS (values); f++)
        values[f] = SEK_BLANK;
      values[SEK_FIELD_member_name] = SEK_TEXT ("Drammen");
      values[SEK_FIELD_member_kind] = SEK_INTEGER (SEK_MEMBER_KIND_COUNTY);
      values[SEK_FIELD_member_joined] = SEK_INTEGER (20221118);
      values[SEK_FIELD_member_note] = expected;
      _sek_register_insert (reg, SEK_MEMBER, G_MAXINT64, values);
      sek_canonical_append (text, reg, SEK_MEMBER, NULL, 0, NULL, 0);
      g_assert_true (g_hash_table_add (written, g_strdup (text->str)));
      read = read_text (text->str, SEK_CANONICAL_LENIENT, SEK_N_ENTITIES);
      is = sek_row_get (sek_register_lookup (read, SEK_MEMBER, G_MAXINT64), note);
      g_assert_true (sek_value_equal (&is, &expected));
      g_assert_cmpint (sek_register_get_member (read, G_MAXINT64)->joined, ==, 20221118);
    }
}

/* Some fields of some rows, in order of id whatever order they are given in. */
static void
test_part (Fixture *fixture, gconstpointer data)
{
  const SekField *fields[] = { SEK_FIELD (subregion, name) };
  SekValue values[SEK_N_FIELDS_subregion];
  g_autoptr (SekRegister) reg = sek_register_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  const gint64 rows[] = { 9, 2 };

  for (guint f = 0; f < G_N_ELEMENTS (values); f++)
    values[f] = SEK_BLANK;
  for (gint64 id = 1; id < 10; id++)
    {
      g_autofree char *name = g_strdup_printf ("Nr %d", (int) id);

      values[SEK_FIELD_subregion_name] = SEK_TEXT (name);
      _sek_register_insert (reg, SEK_SUBREGION, id, values);
    }
  sek_canonical_append (text, reg, SEK_SUBREGION, fields, 1, rows, G_N_ELEMENTS (rows));
  g_assert_cmpstr (text->str, ==, "[subregion]\nid\tname\n2\tNr 2\n9\tNr 9\n");
  sek_canonical_append (text, reg, SEK_SUBREGION, fields, 1, rows, 0);
  g_assert_cmpstr (text->str, ==, "[subregion]\nid\tname\n2\tNr 2\n9\tNr 9\n\n[subregion]\nid\tname\n");
}

/* --- what is refused ---------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *text; /* \177 stands for a NUL */
  guint       line;
  const char *word;
} Refused;

/* By a lenient reader too. */
static const Refused refused[] = {
  { "\377\n", 1, "UTF-8" },
  { "# a\n[subregion]\nid\tname\n1\t\303\n", 4, "UTF-8" },
  { "[subregion]\nid\tname\n1\ta\177b\n", 3, "UTF-8" },
  { "\357\273\277[subregion]\nid\tname\n", 1, "byte order mark" },
  { "[subregion]\r\nid\tname\r\n", 1, "carriage return" },
  { "[subregion]\nid\tname\n1\ta\rb\n", 3, "carriage return" },
  { "[subregion]\nid\tname\n1\ta", 3, "cut off" },
  { "1\tOslo\n", 1, "no block" },
  { "[subregion]\nid\tname\n\n1\tOslo\n", 4, "no block" },
  { "[subregion\nid\tname\n", 1, "brackets" },
  { "[subregion] \nid\tname\n", 1, "brackets" },
  { "[]\nid\tname\n", 1, "brackets" },
  { "[subregion]\n", 1, "ends within" },
  { "[subregion]\nname\n", 2, "does not begin with “id”" },
  { "[subregion]\n\n", 2, "does not begin with “id”" },
  { "[subregion]\nid\tname\tname\n", 2, "“name” twice" },
  { "[subregion]\nid\tname\t\n", 2, "twice" },
  { "[subregion]\nid\tname\n1\n", 3, "values (1) is not that of the fields in the head (2)" },
  { "[subregion]\nid\tname\n1\ta\tb\n", 3, "values (3) is not that of the fields in the head (2)" },
  { "[subregion]\nid\tname\n0\ta\n", 3, "“0” is not the number of a row" },
  { "[subregion]\nid\tname\n-1\ta\n", 3, "“-1” is not" },
  { "[subregion]\nid\tname\n+1\ta\n", 3, "“+1” is not" },
  { "[subregion]\nid\tname\n01\ta\n", 3, "“01” is not" },
  { "[subregion]\nid\tname\n 1\ta\n", 3, "“ 1” is not" },
  { "[subregion]\nid\tname\n1e3\ta\n", 3, "“1e3” is not" },
  { "[subregion]\nid\tname\n\ta\n", 3, "“” is not" },
  { "[subregion]\nid\tname\n9223372036854775808\ta\n", 3, "“9223372036854775808” is not" },
  { "[subregion]\nid\tname\n12345678901234567890\ta\n", 3, "“12345678901234567890” is not" },
  { "[subregion]\nid\tname\n1\ta\n1\tb\n", 4, "row 1 stands twice" },
  { "[subregion]\nid\tname\n2\ta\n1\tb\n", 4, "order" },
  { "[subregion]\nid\tname\n1\t\n", 3, "must be filled in" },
  { "[subregion]\nid\tname\n1\ta\\\n", 3, "backslash" },
  { "[subregion]\nid\tname\n1\ta\\x\n", 3, "backslash" },
  { "[subregion]\nid\tname\n1\ta\\-\n", 3, "backslash" },
  { "[subregion]\nid\tname\n1\ta\\nb\n", 3, "line break" },
  { "[subregion]\nid\tname\n1\ta\001b\n", 3, "control character" },
  { "[subregion]\nid\tname\n1\ta\n\n[subregion]\nid\tname\n", 5, "stands twice" },
  { "[population]\nid\tpersons\n1\t-1\n", 3, "between" },
  { "[population]\nid\tpersons\n1\t007\n", 3, "“007” is not a value of the field “persons”" },
  { "[population]\nid\tpersons\n1\t1,5\n", 3, "“1,5” is not" },
  { "[population]\nid\tpersons\n1\t\\-\n", 3, "is not a value" },
  { "[population]\nid\tmember\n1\t0\n", 3, "“0” is not a value of the field “member”" },
  { "[population]\nid\tmember\n1\t-9223372036854775808\n", 3, "is not a value" },
  { "[population]\nid\tdate\n1\t2022-02-30\n", 3, "“2022-02-30” is not" },
  { "[population]\nid\tdate\n1\t18.11.2022\n", 3, "“18.11.2022” is not" },
  { "[population]\nid\tdate\n1\t\\-\n", 3, "is not a value" },
};

static void
assert_line_refused (const char *text, gsize length, SekCanonicalFlags flags, guint expected, const char *word)
{
  g_autoptr (GError) error = NULL;
  guint line = 0;
  g_autofree char *shown = g_strndup (text, MIN (length, 200)), *valid = g_utf8_make_valid (shown, -1);

  g_test_message ("%s", valid);
  g_assert_null (sek_canonical_read (text, length, flags, SEK_N_ENTITIES, &line, &error));
  g_assert_cmpuint (line, ==, expected);
  assert_refused (g_steal_pointer (&error), SEK_ERROR_INPUT, word);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *text = g_strdup (refused[i].text);
      gsize length = strlen (text);

      g_strdelimit (text, "\177", '\0');
      assert_line_refused (text, length, SEK_CANONICAL_LENIENT, refused[i].line, refused[i].word);
    }
}

/* text with the first from in it become to. */
static char *
replace (const char *text, const char *from, const char *to)
{
  const char *at = strstr (text, from);

  g_assert_nonnull (at);
  return g_strdup_printf ("%.*s%s%s", (int) (at - text), text, to, at + strlen (from));
}

static guint
line_of (const char *text, const char *what)
{
  guint line = 1;

  for (const char *c = text; c < strstr (text, what); c++)
    line += *c == '\n';
  return line;
}

/* What a strict reader refuses, and a lenient one takes. */
static void
test_strict (Fixture *fixture, gconstpointer data)
{
  static const struct { const char *from, *to, *at, *word; } others[] = {
    { "[subregion]\n", "[later]\nid\n\n[subregion]\n", "[later]", "knows no block “later”" },
    { "[subregion]\n", "[member]\nid\n\n[subregion]\n", "[member]", "“member” stands here, where “subregion” is" },
    { "id\tname\tshort_name", "id\tshort_name\tname", "id\tshort_name",
      "“short_name” where “name” is expected" },
    { "id\tname\tshort_name", "id\tname\tlater\tshort_name", "id\tname\tlater", "“later” where" },
    { "id\tname\tshort_name", "id\tshort_name", "id\tshort_name", "where “name” is expected" },
  };
  g_autofree char *text = dump (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *other = replace (text, others[i].from, others[i].to);

      assert_line_refused (other, strlen (other), SEK_CANONICAL_STRICT, line_of (other, others[i].at), others[i].word);
    }
}

static void
test_missing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = dump (fixture);
  char *second = strstr (text, "\n[subregion]");

  assert_line_refused ("", 0, SEK_CANONICAL_STRICT, 0, "ends before the block “organisation”");
  assert_line_refused ("\n", 1, SEK_CANONICAL_STRICT, 1, "ends before the block “organisation”");
  second[0] = '\0';
  assert_line_refused (text, strlen (text), SEK_CANONICAL_STRICT, 3, "ends before the block “subregion”");
}

static void
test_long_text (Fixture *fixture, gconstpointer data)
{
  g_autofree char *name = g_strnfill (100001, 'a');
  g_autofree char *text = g_strdup_printf ("[subregion]\nid\tname\n1\t%s\n", name);
  g_autofree char *shorter = g_strdup_printf ("[subregion]\nid\tname\n1\t%s\n", name + 1);
  g_autoptr (SekRegister) reg = NULL;

  assert_line_refused (text, strlen (text), SEK_CANONICAL_LENIENT, 3, "too long");
  reg = read_text (shorter, SEK_CANONICAL_LENIENT, SEK_N_ENTITIES);
  g_assert_cmpuint (strlen (sek_register_get_subregion (reg, 1)->name), ==, 100000);
}

/* A value whose type no field tells. */
static void
test_any (void)
{
  static const SekValue values[] = {
    { SEK_VALUE_BLANK }, { SEK_VALUE_INTEGER, .integer = 7 }, { SEK_VALUE_INTEGER, .integer = -G_MAXINT64 },
    { SEK_VALUE_TEXT, .text = "7" }, { SEK_VALUE_TEXT, .text = "-7" }, { SEK_VALUE_TEXT, .text = "007" },
    { SEK_VALUE_TEXT, .text = "" }, { SEK_VALUE_TEXT, .text = "\\-7" }, { SEK_VALUE_TEXT, .text = "a\tb" },
  };
  static const char *const written[] = {
    "", "7", "-9223372036854775807", "\\-7", "\\--7", "007", "\\-", "\\\\-7", "a\\tb",
  };
  g_autoptr (GString) wrong = g_string_new (NULL);
  SekValue value;

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL), buffer = g_string_new (NULL);
      SekCanonicalCell cell;

      sek_canonical_append_any (text, &values[i]);
      g_assert_cmpstr (text->str, ==, written[i]);
      cell = (SekCanonicalCell) { text->str, text->len };
      g_assert_true (sek_canonical_cell_read_any (&cell, buffer, &value));
      g_assert_true (sek_value_equal (&value, &values[i]));
    }
  g_assert_false (sek_canonical_cell_read_any (&(SekCanonicalCell) { "\\-a", 3 }, wrong, &value));
  g_assert_false (sek_canonical_cell_read_any (&(SekCanonicalCell) { "\\-007", 5 }, wrong, &value));
}

/* --- other programs, and parts ------------------------------------------------------------------------------------ */

static void
test_lenient (Fixture *fixture, gconstpointer data)
{
  /* A field that is not there yet, a field and a block that are not known, another order, a word of later. */
  static const char text[] = "# written by a newer program\n"
                             "[later]\nid\twhat\n1\t\\x\n"
                             "\n[member]\nid\tlater\tname\n5\t\\x\tOslo\n"
                             "# within a block\n6\t\tDrammen\n"
                             "\n\n[organisation]\nid\tlanguage\n7\tse\n";
  g_autoptr (SekRegister) reg = read_text (text, SEK_CANONICAL_LENIENT, SEK_N_ENTITIES);
  g_autofree char *word = NULL;
  SekValue language;

  g_assert_cmpstr (sek_register_get_member (reg, 5)->name, ==, "Oslo");
  g_assert_cmpstr (sek_register_get_member (reg, 6)->name, ==, "Drammen");
  g_assert_cmpint (sek_register_get_member (reg, 5)->kind, ==, SEK_NONE);
  language = sek_row_get (sek_register_lookup (reg, SEK_ORGANISATION, 7), SEK_FIELD (organisation, language));
  word = sek_kind_format (SEK_FIELD (organisation, language), &language, 1, SEK_LANGUAGE_NB);
  g_assert_cmpstr (word, ==, "se");
}

static void
test_stops (Fixture *fixture, gconstpointer data)
{
  static const char text[] = "[organisation]\nid\tname\n1\tRådet\n"
                             "\n[member]\nid\tname\n5\tOslo\n"
                             "\n[grant]\n\377 broken";
  g_autoptr (SekRegister) first = read_text (text, SEK_CANONICAL_LENIENT, SEK_ORGANISATION);
  g_autofree char *whole = dump (fixture), *rest = NULL;
  g_autoptr (SekRegister) strict = NULL;
  g_auto (SekCanonicalReader) reader = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (sek_register_get_the_organisation (first));
  g_assert_null (sek_register_get_member (first, 5));

  sek_canonical_reader_init (&reader, whole, strlen (whole));
  strict = sek_canonical_reader_read_rows (&reader, SEK_CANONICAL_STRICT, SEK_SUBREGION, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (reader.block, ==, "member");
  g_assert_cmpuint (reader.line, ==, line_of (whole, "[member]") + 1);
  g_assert_cmpuint (sek_table_get_size (sek_register_get_table (strict, SEK_SUBREGION)), ==,
                    count_rows (fixture, SEK_SUBREGION));
}

static void
test_fast (void)
{
  g_autoptr (GString) text = g_string_new ("[population]\nid\tmember\tdate\tpersons\tsource\n");
  g_autoptr (SekRegister) reg = NULL;
  g_autofree char *again = NULL;
  gint64 start;

  for (guint row = 1; row <= 300000; row++)
    g_string_append_printf (text, "46116860184%08u\t4611686018427%06u\t2022-01-01\t%u\tSSB 07459\n", row, row / 30,
                            row);
  start = g_get_monotonic_time ();
  reg = read_text (text->str, SEK_CANONICAL_LENIENT, SEK_N_ENTITIES);
  g_test_message ("300 000 rows were read in %d ms", (int) ((g_get_monotonic_time () - start) / 1000));
  g_assert_cmpuint (sek_table_get_size (sek_register_get_table (reg, SEK_POPULATION)), ==, 300000);
  start = g_get_monotonic_time ();
  again = sek_register_dump (reg);
  g_test_message ("and written in %d ms", (int) ((g_get_monotonic_time () - start) / 1000));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/canonical/example", test_example);
  ADD_EMPTY ("/canonical/awkward", test_awkward);
  ADD_EMPTY ("/canonical/part", test_part);
  ADD_EMPTY ("/canonical/refused", test_refused);
  ADD ("/canonical/strict", test_strict);
  ADD ("/canonical/missing", test_missing);
  ADD_EMPTY ("/canonical/long-text", test_long_text);
  g_test_add_func ("/canonical/any", test_any);
  ADD_EMPTY ("/canonical/lenient", test_lenient);
  ADD ("/canonical/stops", test_stops);
  g_test_add_func ("/canonical/fast", test_fast);
  return g_test_run ();
}
