/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

#include "sek-dump.h"
#include "sek-earlier.h"

/* A dump becomes the register that it was made of, and nothing else becomes one. */

static char *
loaded_path (Fixture *fixture)
{
  return g_build_filename (fixture->folder, "loaded.sekretariat", NULL);
}

/* Only the fixture's own register lies in its folder. */
static void
assert_alone (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  g_autofree char *own = g_path_get_basename (fixture->path);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_cmpstr (name, ==, own);
}

static char *
dump_of (SekDocument *document, gboolean with_log)
{
  g_autoptr (GError) error = NULL;
  char *text = sek_document_dup_dump (document, with_log, &error);

  g_assert_no_error (error);
  return text;
}

/* Loads it, and opens what it became. */
static SekDocument *
load (Fixture *fixture, const char *text)
{
  g_autofree char *path = loaded_path (fixture);
  g_autoptr (GError) error = NULL;
  SekDocument *document;
  guint line = 0;

  g_unlink (path);
  sek_document_load (path, text, strlen (text), &line, &error);
  if (error != NULL)
    g_test_message ("line %u", line);
  g_assert_no_error (error);
  document = sek_document_open (path, SEK_DOCUMENT_WRITE, &error);
  g_assert_no_error (error);
  return document;
}

static void
test_rows (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL, *again = NULL, *label = NULL;
  g_autoptr (SekDocument) loaded = NULL;
  g_autoptr (GPtrArray) events = NULL;
  const SekJournalEvent *event;

  edit (fixture, "member", "Drammen", "note", "en\ttab\\og\nlinje");
  text = dump_of (fixture->document, FALSE);
  g_assert_true (g_str_has_prefix (text, "# sekretariat-dump 1\n# schema "));
  loaded = load (fixture, text);
  again = dump_of (loaded, FALSE);
  g_assert_cmpstr (again, ==, text);
  events = sek_journal_read_events (sek_document_get_journal (loaded), 0, 9, NULL);
  g_assert_cmpuint (events->len, ==, 1);
  event = events->pdata[0];
  g_assert_cmpint (event->id, ==, count_events (fixture));
  g_assert_cmpstr (event->kind, ==, "load");
  g_assert_true (event->barrier);
  label = sek_document_dup_undo_label (loaded);
  g_assert_null (label);
}

/* The first dumps began with their rows, and a register may have no log. */
static void
test_without_head (Fixture *fixture, gconstpointer data)
{
  g_autofree char *rows = dump (fixture), *again = NULL, *head = NULL, *never = NULL;
  g_autoptr (SekDocument) loaded = load (fixture, rows), second = NULL;
  g_autoptr (GPtrArray) events = sek_journal_read_events (sek_document_get_journal (loaded), 0, 9, NULL);
  const SekJournalEvent *event = events->pdata[0];
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (event->at, NULL), now = g_date_time_new_now_utc ();

  again = sek_register_dump (sek_document_get_register (loaded));
  g_assert_cmpstr (again, ==, rows);
  g_assert_cmpint (event->id, ==, 1);
  g_assert_cmpint (g_date_time_difference (now, time), <, G_TIME_SPAN_MINUTE);

  head = g_strdup_printf ("# sekretariat-dump 1\n# schema %d\n# changed never\n\n%s", sek_store_get_newest_version (),
                          rows);
  second = load (fixture, head);
  never = dump_of (second, FALSE);
  g_assert_nonnull (strstr (never, "\n# changed never\n"));
  g_clear_pointer (&again, g_free);
  again = sek_register_dump (sek_document_get_register (second));
  g_assert_cmpstr (again, ==, rows);
}

static void
assert_same_travel (SekDocument *first, SekDocument *second, gboolean undo_it)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *one = NULL, *other = NULL, *a = NULL, *b = NULL;

  (undo_it ? sek_document_undo : sek_document_redo) (first, &one, &error);
  g_assert_no_error (error);
  (undo_it ? sek_document_undo : sek_document_redo) (second, &other, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (one, ==, other);
  a = sek_register_dump (sek_document_get_register (first));
  b = sek_register_dump (sek_document_get_register (second));
  g_assert_cmpstr (a, ==, b);
}

static void
test_log (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL, *again = NULL;
  g_autoptr (SekDocument) loaded = NULL;

  edit (fixture, "member", "Drammen", "note", "2023");
  edit (fixture, "member", "Drammen", "note", "");
  remove_row (fixture, "member", "Drammen");
  undo (fixture);
  text = dump_of (fixture->document, TRUE);
  /* A text that looks like a number. */
  g_assert_nonnull (strstr (text, "\tnote\t\t\\-2023\n"));
  loaded = load (fixture, text);
  again = dump_of (loaded, TRUE);
  g_assert_cmpstr (again, ==, text);
  assert_same_travel (fixture->document, loaded, FALSE);
  assert_same_travel (fixture->document, loaded, TRUE);
  assert_same_travel (fixture->document, loaded, TRUE);
  assert_same_travel (fixture->document, loaded, TRUE);
  assert_same_travel (fixture->document, loaded, FALSE);
}

/* As it was on a day, by the log that was loaded. */
static void
test_earlier (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL, *last = NULL, *before = NULL, *was = NULL;
  g_autoptr (GRegex) times = g_regex_new ("\\d{4}-\\d\\d-\\d\\dT[0-9:]{8}Z", 0, 0, NULL);
  g_autoptr (SekDocument) loaded = NULL;
  g_autoptr (SekRegister) earlier = NULL;
  g_autoptr (GString) edited = NULL;
  g_autoptr (GError) error = NULL;

  before = dump (fixture);
  edit (fixture, "member", "Drammen", "note", "ny");
  text = dump_of (fixture->document, TRUE);
  last = g_regex_replace (times, text, -1, 0, "2020-01-10T12:00:00Z", 0, NULL);
  /* The last change came on a day of its own. */
  edited = g_string_new (last);
  g_string_replace (edited, "# changed 2020-01-10", "# changed 2020-02-20", 1);
  memcpy (g_strrstr (edited->str, "2020-01-10"), "2020-02-20", 10);
  loaded = load (fixture, edited->str);
  earlier = sek_document_dup_earlier (loaded, SEK_DATE (2020, 1, 31), &error);
  g_assert_no_error (error);
  was = sek_register_dump (earlier);
  g_assert_cmpstr (was, ==, before);
  g_assert_null (sek_document_dup_earlier (loaded, SEK_DATE (2020, 1, 1), &error));
  assert_refused (g_steal_pointer (&error), SEK_ERROR_NOT_FOUND, "made on");
}

/* --- what is refused ---------------------------------------------------------------------------------------------- */

static guint
line_of (const char *text, const char *what)
{
  const char *at = strstr (text, what);
  guint line = 1;

  g_assert_nonnull (at);
  for (const char *c = text; c < at; c++)
    line += *c == '\n';
  return line;
}

/* The line in which a byte stands. */
static guint
line_at (const char *text, gsize offset)
{
  guint line = 1;

  for (gsize i = 0; i < offset; i++)
    line += text[i] == '\n';
  return line;
}

static void
assert_load_refused (Fixture *fixture, const char *text, gsize length, guint line, const char *word)
{
  g_autofree char *path = loaded_path (fixture);
  g_autoptr (GError) error = NULL;
  guint is = G_MAXUINT;

  g_assert_false (sek_document_load (path, text, length, &is, &error));
  g_assert_nonnull (error);
  g_test_message ("%u: %s", is, error->message);
  g_assert_nonnull (strstr (error->message, word));
  g_assert_null (strstr (error->message, ".sekretariat-"));
  g_assert_cmpuint (is, ==, line);
  assert_alone (fixture);
}

/* text with the first that the pattern fits become to. */
static char *
replace (const char *text, const char *pattern, const char *to)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_MULTILINE | G_REGEX_RAW, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *with = NULL;
  int start, end;

  g_assert_nonnull (regex);
  g_assert_true (g_regex_match (regex, text, 0, &match));
  g_match_info_fetch_pos (match, 0, &start, &end);
  with = g_match_info_expand_references (match, to, NULL);
  return g_strdup_printf ("%.*s%s%s", start, text, with, text + end);
}

typedef struct
{
  const char *pattern;
  const char *to;
  const char *at; /* what the refused line has, from its beginning on; NULL for none */
  const char *word;
} Refused;

static const Refused refused[] = {
  { "^# sekretariat-dump 1$", "# sekretariat-dump 2", "# sekretariat-dump 2", "newer version" },
  { "^# sekretariat-dump 1$", "# sekretariat-dump one", "# sekretariat-dump one", "does not begin as" },
  { "^# schema .*$", "# schema 99", "# schema 99", "newer version of Sekretariat (99" },
  { "^# schema .*$", "# schema 1", "# schema 1", "older version of Sekretariat (1" },
  { "^# schema .*\n", "", "# changed", "does not begin as" },
  { "^# changed .*$", "# changed", "# changed", "does not begin as" },
  { "^# changed .*$", "# changed 2022-11-18 7", "# changed", "does not begin as" },
  { "^# changed .*$", "# changed 2022-11-18T08:00:00Z 0", "# changed", "does not begin as" },
  { "^# changed .*$", "# changed 2022-11-18T08:00:00Z 9223372036854775807", "# changed", "does not begin as" },
  { "^# changed .*$", "# changed 2022-13-18T08:00:00Z 7", "# changed", "does not begin as" },
  { "\\A", "\357\273\277", "\357\273\277", "byte order mark" },
  { "$", "\r", "# sek", "carriage return" },
  { "^\\[contact\\]$", "[contacts]", "[contacts]", "knows no block “contacts”" },
  { "^\\[subregion\\]\n[^[]*(?=\\[)", "", "[member]", "where “subregion” is expected" },
  { "^(\\[subregion\\]\n[^[]*)(?=\\[)", "\\1\\1", NULL, "stands twice" },
  { "^id\tname\tseats$", "id\tname\tplaces", "id\tname\tplaces", "“places” where “seats” is expected" },
  { "^(\\[subregion\\]\n.*\n)[0-9]+", "\\g<1>0", "0\t", "“0” is not the number of a row" },
  { "^(\\[subregion\\]\n.*\n)[0-9]+", "\\g<1>12345678901234567890", "12345678901234567890", "is not the number" },
  { "^(\\[subregion\\]\n.*\n)([0-9]+)(.*\n)[0-9]+", "\\1\\2\\3\\2", NULL, "stands twice" },
  { "^(\\[organisation\\]\n.*\n)",
    "\\g<1>5\tEt råd til\t\t\t100000\tnb\t\t\t\t\t\t\t\t\t\t\n", NULL, "second organisation" },
  { "^(\\[organisation\\]\n.*\n).*\n", "\\1", NULL, "has no organisation" },
  { "^(\\[population\\]\n.*\n[0-9]+\t)[0-9]+", "\\g<1>7", NULL, "refers to a row of “member” that is not there" },
  { "^(\\[subregion\\]\n.*\n[0-9]+\t)[^\t]*", "\\1\\\\-", NULL, "rule of the file" },
};

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = dump_of (fixture->document, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      const Refused *at = &refused[i];
      g_autofree char *other = replace (text, at->pattern, at->to);
      g_autofree char *path = loaded_path (fixture), *begins = g_strconcat ("\n", at->at, NULL);
      g_autoptr (GError) error = NULL;
      guint line = 0;

      g_assert_false (sek_document_load (path, other, strlen (other), &line, &error));
      g_test_message ("%s: line %u: %s", at->pattern, line, error->message);
      g_assert_nonnull (strstr (error->message, at->word));
      if (at->at != NULL)
        g_assert_cmpuint (line, ==, g_str_has_prefix (other, at->at) ? 1 : line_of (other, begins) + 1);
      assert_alone (fixture);
    }
}

static void
test_odd_texts (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = dump_of (fixture->document, FALSE), *cut = NULL, *nul = NULL, *binary = NULL;
  gsize length = strlen (text);

  assert_load_refused (fixture, "", 0, 0, "is empty");
  assert_load_refused (fixture, "\n", 1, 1, "ends before the block “organisation”");
  assert_load_refused (fixture, "SQLite format 3", 16, 1, "UTF-8");
  cut = g_strndup (text, length - 1);
  assert_load_refused (fixture, cut, length - 1, line_at (cut, length - 1), "cut off");
  nul = g_memdup2 (text, length);
  nul[length / 2] = '\0';
  assert_load_refused (fixture, nul, length, line_at (text, length / 2), "UTF-8");
  binary = g_memdup2 (text, length);
  memset (binary, 0xff, length);
  assert_load_refused (fixture, binary, length, 1, "UTF-8");
}

/* What only holds between rows: the line of the row is told. */
static void
test_rows_together (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL, *twice = NULL, *chain = NULL;

  make_column (fixture, "A", "2022", "budget", "", "");
  add_member (fixture, "Drammen", "100");
  add (fixture, "population", "member", "Drammen", "date", "1.1.2023", "persons", "101", NULL);
  text = dump_of (fixture->document, FALSE);
  twice = replace (text, "2023-01-01", "2022-01-01");
  assert_load_refused (fixture, twice, strlen (twice), line_of (twice, "\n[population]") + 4, "already has");
  chain = replace (text, "^([0-9]+)(\tA\t2022\tbudget\t[^\t]*\t[^\t]*\t[^\t]*\t)\t", "\\1\\2\\1\t");
  assert_load_refused (fixture, chain, strlen (chain), line_of (chain, "\tA\t2022"), "leads back to itself");
}

static const Refused refused_logs[] = {
  { "^\\[change\\]\n[^[]*(?=\\[)", "", NULL, "“event” stands here, where “change” is expected" },
  { "\n\\[event\\]\n[^[]*", "", NULL, "ends before the block “event”" },
  { "^id\taction\twhat\tat\twho$", "id\taction\twhat\tat", "id\taction\twhat\tat\n", "not the one that this program" },
  { "^(\\[event\\]\n.*\n)[^[]*", "\\1", NULL, "does not tell when the action" },
  { "^(\\[action\\]\n.*\n)[^[]*(?=\n)", "\\1", NULL, "is not in the log" },
  { "^(\\[change\\]\n.*\n1\t)1\t", "\\g<1>99\t", "1\t99\t", "The action 99 is not in the log" },
  { "^(\\[change\\]\n.*\n1\t1\t)insert", "\\1replace", "1\t1\treplace", "“replace” is not a value of" },
  { "^(\\[change\\]\n.*\n1\t1\tinsert\t)organisation", "\\1later", "1\t1\tinsert\tlater", "“later” is not a value of" },
  { "^(\\[change\\]\n.*\n1\t1\tinsert\torganisation\t[0-9]+\t)name", "\\1later", "1\t1\tinsert\t",
    "“later” is not a value of the field “field”" },
  { "^(\\[change\\]\n.*\n1\t1\tinsert\torganisation\t)[0-9]+", "\\g<1>0", "1\t1\tinsert\t", "“0” is not a value" },
  { "^(\\[change\\]\n.*\n1\t1\tinsert\torganisation\t[0-9]+\tname\t)\t.*$", "\\1\t7", "1\t1\tinsert\t", "“7” is not" },
  { "^(\\[event\\]\n.*\n1\t1\t)do", "\\1did", "1\t1\tdid", "“did” is not a value of the field “what”" },
  { "^(\\[event\\]\n.*\n1\t1\tdo\t)20[^\t]*", "\\1yesterday", "1\t1\tdo\tyest", "“yesterday” is not a value" },
  { "^(\\[action\\]\n.*\n1\t)[^\t]*", "\\1", "1\t\t", "“” is not a value of the field “kind”" },
  { "^(\\[action\\]\n.*\n1\t.*\t)[0-9]+$", "\\g<1>99", "1\t", "“99” is not a value of the field “schema_version”" },
  { "^# changed (.*) [0-9]+$", "# changed \\1 999", "# changed", "ends with another change" },
  { "\\z", "\n[later]\nid\n", NULL, "knows no block “later”" },
};

static void
test_refused_logs (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = dump_of (fixture->document, TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (refused_logs); i++)
    {
      const Refused *at = &refused_logs[i];
      g_autofree char *other = replace (text, at->pattern, at->to), *path = loaded_path (fixture);
      g_autoptr (GError) error = NULL;
      guint line = 0;

      g_assert_false (sek_document_load (path, other, strlen (other), &line, &error));
      g_test_message ("%s: line %u: %s", at->pattern, line, error->message);
      g_assert_nonnull (strstr (error->message, at->word));
      g_assert_cmpuint (line, >, 0);
      assert_alone (fixture);
    }
}

/* --- mutations ---------------------------------------------------------------------------------------------------- */

#define MUTATIONS 400

static void
mutate (GRand *chance, GString *text)
{
  static const char bytes[] = "\t\n\\-0123456789#[]aZ\r\377 ";
  gsize at = (gsize) g_rand_int_range (chance, 0, (gint32) text->len), n;
  int what = g_rand_int_range (chance, 0, 5);

  /* Not within MIN, which would ask twice. */
  n = (gsize) g_rand_int_range (chance, 1, what == 2 ? 40 : 400);
  n = MIN (n, text->len - at);

  switch (what)
    {
    case 0:
      text->str[at] = bytes[g_rand_int_range (chance, 0, (gint32) sizeof bytes)];
      break;
    case 1:
      g_string_insert_c (text, (gssize) at, bytes[g_rand_int_range (chance, 0, sizeof bytes - 1)]);
      break;
    case 2:
      g_string_erase (text, (gssize) at, (gssize) n);
      break;
    case 3:
      {
        g_autofree char *piece = g_strndup (text->str + at, n);

        g_string_insert (text, g_rand_int_range (chance, 0, (gint32) text->len), piece);
      }
      break;
    default:
      g_string_truncate (text, at);
      break;
    }
}

/* Whatever becomes of a dump, it is refused with a word and without a file, or becomes a register that opens. */
static void
test_mutations (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (19);
  g_autofree char *path = loaded_path (fixture), *text = NULL;
  guint n_loaded = 0;

  add_member (fixture, "Drammen", "100");
  add_lines (fixture);
  make_column (fixture, "A", "2022", "budget", "", "");
  undo (fixture);
  redo (fixture);
  text = dump_of (fixture->document, TRUE);
  for (guint i = 0; i < MUTATIONS; i++)
    {
      g_autoptr (GString) other = g_string_new (text);
      g_autoptr (GError) error = NULL;
      guint line;

      for (int n = g_rand_int_range (chance, 1, 4); n > 0 && other->len > 0; n--)
        mutate (chance, other);
      if (sek_document_load (path, other->str, other->len, &line, &error))
        {
          g_autoptr (SekDocument) loaded = sek_document_open (path, SEK_DOCUMENT_WRITE, &error);
          g_autofree char *again = NULL;

          g_assert_no_error (error);
          again = dump_of (loaded, TRUE);
          /* What goes through rows and log. */
          sek_document_get_checks (loaded);
          while (sek_document_undo (loaded, NULL, NULL))
            continue;
          g_unlink (path);
          n_loaded++;
        }
      else
        g_assert_true (error->message != NULL && *error->message != '\0');
      assert_alone (fixture);
    }
  g_test_message ("%u of %u were loaded", n_loaded, MUTATIONS);
  g_assert_cmpuint (n_loaded, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/load/rows", test_rows);
  ADD ("/load/without-head", test_without_head);
  ADD ("/load/log", test_log);
  ADD ("/load/earlier", test_earlier);
  ADD ("/load/refused", test_refused);
  ADD ("/load/odd-texts", test_odd_texts);
  ADD_EMPTY ("/load/rows-together", test_rows_together);
  ADD_EMPTY ("/load/refused-logs", test_refused_logs);
  ADD_EMPTY ("/load/mutations", test_mutations);
  return g_test_run ();
}
