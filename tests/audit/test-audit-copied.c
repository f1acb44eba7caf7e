/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "audit-fixture.h"
#include "audit-generator.h"

/* Tables as they are copied from a PDF: with columns set apart by spaces, or a line a row with one space between
 * everything, so that nothing tells where a figure ends. What is found there must be what is found in the table itself:
 * never another finding, and hardly less.
 *
 * test-audit-copied N takes N generated tables beside the published ones. */

static guint n_tables = 60;

typedef struct
{
  guint rules, of_rules;       /* in the copied text, and in the table */
  guint findings, of_findings;
  guint alarms;                /* findings that the table does not have */
} Tally;

static const char *
get_text (char **row, guint column)
{
  return column < g_strv_length (row) ? row[column] : "";
}

static guint
count_columns (GPtrArray *rows)
{
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    n = MAX (n, g_strv_length (rows->pdata[i]));
  return n;
}

static guint
find_width (GPtrArray *rows, guint column)
{
  glong width = 0;

  for (guint i = 0; i < rows->len; i++)
    width = MAX (width, g_utf8_strlen (get_text (rows->pdata[i], column), -1));
  return (guint) width;
}

/* Labels to the left, figures to the right of their columns, two spaces between. */
static char *
lay_out (GPtrArray *rows)
{
  GString *text = g_string_new (NULL);
  guint n = count_columns (rows);

  for (guint i = 0; i < rows->len; i++)
    {
      for (guint c = 0; c < n; c++)
        {
          const char *cell = get_text (rows->pdata[i], c);
          int fill = (int) (find_width (rows, c) - (guint) g_utf8_strlen (cell, -1));

          g_string_append_printf (text, "%s%*s%s%*s", c > 0 ? "  " : "", c > 0 ? fill : 0, "", cell, c > 0 ? 0 : fill,
                                  "");
        }
      while (text->len > 0 && text->str[text->len - 1] == ' ')
        g_string_truncate (text, text->len - 1);
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

static char *
run_together (GPtrArray *rows)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      char **row = rows->pdata[i];
      gboolean first = TRUE;

      for (guint c = 0; row[c] != NULL; c++)
        if (*row[c] != '\0')
          {
            g_string_append_printf (text, "%s%s", first ? "" : " ", row[c]);
            first = FALSE;
          }
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

/* The cells that are wrong or missing, each as its figures. Element-type char *. */
static GPtrArray *
list_findings (SekAudit *audit)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < sek_audit_get_n_cells (audit); i++)
    {
      const SekAuditCell *cell = sek_audit_get_cell (audit, i);

      if (sek_audit_is_deviation (cell))
        g_ptr_array_add (list,
                         g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, cell->printed, cell->expected));
    }
  return list;
}

static void
check (GPtrArray *rows, const char *text, const char *name, Tally *tally)
{
  g_autoptr (GPtrArray) tables = sek_audit_split_text (text, NULL);
  g_autoptr (SekAudit) audit = sek_audit_new (rows, "", SEK_LANGUAGE_NB, NULL, NULL);
  g_autoptr (GPtrArray) findings = list_findings (audit);

  tally->of_rules += sek_audit_get_n_rules (audit);
  tally->of_findings += findings->len;
  for (guint i = 0; i < tables->len; i++)
    {
      g_autoptr (SekAudit) copied = sek_audit_new (tables->pdata[i], "", SEK_LANGUAGE_NB, NULL, NULL);
      g_autoptr (GPtrArray) found = list_findings (copied);

      tally->rules += sek_audit_get_n_rules (copied);
      for (guint k = 0; k < found->len; k++)
        {
          guint at;

          if (g_ptr_array_find_with_equal_func (findings, found->pdata[k], g_str_equal, &at))
            {
              g_ptr_array_remove_index (findings, at);
              tally->findings++;
            }
          else
            {
              g_autofree char *lines = audit_findings (copied, FALSE);

              tally->alarms++;
              g_test_message ("%s\n%s\n%s", name, text, lines);
            }
        }
    }
}

static void
print_tally (const char *what, const Tally *tally)
{
  g_print ("# %s: %u of %u rules, %u of %u findings, %u false alarms\n", what, tally->rules, tally->of_rules,
           tally->findings, tally->of_findings, tally->alarms);
}

static void
test_published (void)
{
  g_autoptr (GDir) dir = g_dir_open (SEK_TEST_FOLDER "/published", 0, NULL);
  Tally spaced = { 0 }, bare = { 0 };
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".tsv") && g_ascii_isdigit (name[0]))
      {
        g_autoptr (GPtrArray) rows = audit_rows_from_file ("published", name);
        g_autofree char *laid_out = lay_out (rows), *together = run_together (rows);

        check (rows, laid_out, name, &spaced);
        check (rows, together, name, &bare);
      }
  print_tally ("columns set apart by spaces", &spaced);
  print_tally ("one space between everything", &bare);
  g_assert_cmpuint (spaced.of_rules, >, 90);
  g_assert_cmpuint (spaced.alarms + bare.alarms, ==, 0);
  g_assert_cmpuint (spaced.rules * 100, >=, spaced.of_rules * 98);
  g_assert_cmpuint (spaced.findings, ==, spaced.of_findings);
  g_assert_cmpuint (bare.rules * 100, >=, bare.of_rules * 93);
  g_assert_cmpuint (bare.findings, >=, 3);
}

static void
test_generated (gconstpointer data)
{
  gboolean errors = GPOINTER_TO_INT (data);
  Tally spaced = { 0 }, bare = { 0 };

  for (guint32 seed = 1; seed <= n_tables; seed++)
    {
      g_autoptr (Generated) generated = audit_generate (seed, errors);
      g_autofree char *laid_out = lay_out (generated->rows), *together = run_together (generated->rows);

      check (generated->rows, laid_out, generated->form, &spaced);
      check (generated->rows, together, generated->form, &bare);
    }
  print_tally ("columns set apart by spaces", &spaced);
  print_tally ("one space between everything", &bare);
  g_assert_cmpuint (spaced.alarms, ==, 0);
  g_assert_cmpuint (spaced.findings, ==, spaced.of_findings);
  g_assert_cmpuint (spaced.rules * 1000, >=, spaced.of_rules * 995);
  /* Where a line lacks figures nothing tells which, and a line may be taken to have another. */
  g_assert_cmpuint (bare.alarms * 100, <=, n_tables * (errors ? 7 : 3));
  /* The few findings of right tables are wrong themselves. */
  if (errors)
    g_assert_cmpuint (bare.findings * 100, >=, bare.of_findings * 90);
  g_assert_cmpuint (bare.rules * 100, >=, bare.of_rules * 93);
}

static void
expect (const char *text, guint n_rules, const char *findings)
{
  g_autoptr (GPtrArray) tables = sek_audit_split_text (text, NULL);
  g_autoptr (SekAudit) audit = NULL;
  g_autofree char *lines = NULL;

  g_test_message ("%s", text);
  g_assert_cmpuint (tables->len, ==, 1);
  audit = sek_audit_new (tables->pdata[0], "", SEK_LANGUAGE_NB, NULL, NULL);
  lines = audit_findings (audit, FALSE);
  g_assert_cmpstr (lines, ==, findings);
  g_assert_cmpuint (sek_audit_get_n_rules (audit), ==, n_rules);
}

/* A column of comments stands to the right of the figures, and long labels take two lines. */
static void
test_comments (void)
{
  expect ("Prosjekt Beløp Kommentar\nKonferanse 120 Lokaler og\nteknisk hjelp\nGodstrafikk og\njernbane 800 Etter "
          "planen, med\ntilskudd\nKlima 170 Rapport i 2024\n"
          "Råd 100 Én samling\nTotalt 1 190\n",
          1, "");
  expect ("Prosjekt Beløp Kommentar\nKonferanse 120 Lokaler og\nteknisk hjelp\nGodstrafikk og\njernbane 800 Etter "
          "planen, med\ntilskudd\nKlima 170 Rapport i 2024\n"
          "Råd 100 Én samling\nTotalt 1 090\n",
          1, "doubtful: Totalt | kolonne 2: 1 090 -> 1 190 [Totalt = Konferanse + jernbane + Klima + Råd]\n");
}

/* Each page has the head; the total stands on the last. */
static void
test_pages (void)
{
  expect ("Kontingent 2023\n\nKommune        Folketall    Kontingent, kr\n\nOslo             699 827         1 959 "
          "516\nHalden            31 444            88 043\n"
          "Moss              50 290           140 812\n\n\n\nRådet                         side 1 av 2\n\fKontingent "
          "2023 (forts.)\n\n"
          "Kommune        Folketall    Kontingent, kr\n\nHvaler             4 741            13 275\nAremark           "
          " 1 315             3 682\n"
          "Sum              787 617         2 205 428\n\n\n\nRådet                         side 2 av 2\n",
          1, "wrong: Sum | Kontingent, kr: 2 205 428 -> 2 205 328 [Sum = Oslo + … + Aremark (5 rader)]\n");
}

/* Where no-break spaces part thousands nothing is left to guess. */
static void
test_no_break_spaces (void)
{
  expect ("Post 2022 2023\nSkatt 5\u00a0400 600\nGebyr 700 3\u00a0200\nGaver 50 40\nSum 6\u00a0150 3\u00a0840\n", 1,
          "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (argc > 1)
    n_tables = (guint) atoi (argv[1]);
  g_test_add_func ("/audit/copied/comments", test_comments);
  g_test_add_func ("/audit/copied/pages", test_pages);
  g_test_add_func ("/audit/copied/no-break-spaces", test_no_break_spaces);
  g_test_add_func ("/audit/copied/published", test_published);
  g_test_add_data_func ("/audit/copied/right", GINT_TO_POINTER (FALSE), test_generated);
  g_test_add_data_func ("/audit/copied/planted", GINT_TO_POINTER (TRUE), test_generated);
  return g_test_run ();
}
