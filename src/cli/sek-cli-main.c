/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "sek-cli.h"
#include "sek-error.h"
#include "sek-process.h"
#include "sek-report.h"
#include "sek-unfinished.h"

/* Where --scenario may stand. */
typedef enum
{
  SCENARIO_NONE,
  SCENARIO_READ, /* among the options */
  SCENARIO_EDIT, /* right after the command, whose arguments are any text */
} Scenario;

/* Ids with commas between. */
static char *
list_tables (void)
{
  GString *ids = g_string_new (NULL);

  for (SekTableId table = 0; table < SEK_N_TABLES; table++)
    g_string_append_printf (ids, "%s%s", table > 0 ? ", " : "", sek_table_get_id (table));
  return g_string_free (ids, FALSE);
}

static char *
list_kinds_of_import (void)
{
  const SekChoices *kinds = &SEK_FIELD (import_rule, kind)->choices;
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < kinds->n_choices; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? ", " : "", kinds->choices[i].id);
  return g_string_free (ids, FALSE);
}

#define SCENARIO_OPTION "--scenario="

static const struct
{
  const char *name;
  int       (*run) (int argc, char **argv, GError **error);
  const char *usage;
  const char *help;
  char     *(*list) (void); /* what stands for %s in help; NULL when nothing does */
  Scenario    scenario;
} commands[] = {
  { "new", sek_cli_new, "REGISTER [--example]", N_("make a new register, empty or with the example") },
  { "show", sek_cli_show, SEK_CLI_SHOW_USAGE,
    N_("print tables: %s"), list_tables, SCENARIO_READ },
  { "export", sek_cli_export, SEK_CLI_EXPORT_USAGE,
    N_("save tables to a file, whose suffix tells the format, or all member sheets to a folder"), NULL,
    SCENARIO_READ },
  { "check", sek_cli_check, SEK_CLI_CHECK_USAGE,
    N_("run all checks; exit status 1 when something is wrong or missing that nobody marked as seen, with --strict "
       "also then; --seen marks a finding, by its id, with a reason, as long as its figures are the same"),
    NULL, SCENARIO_READ },
  { "audit", sek_cli_audit,
    "FILE [--json] [-o REPORT] [--language=nb|nn|en]  |  --text FILE [--register REGISTER] [--json]",
    N_("work out the sums and differences of a table that others made, or check the figures of a text; exit status 1 "
       "when something is wrong or missing") },
  { "set", sek_cli_set, SEK_CLI_SET_USAGE, N_("change one value; an empty VALUE clears it"), NULL, SCENARIO_EDIT },
  { "add", sek_cli_add, SEK_CLI_ADD_USAGE, N_("add a row"), NULL, SCENARIO_EDIT },
  { "delete", sek_cli_delete, SEK_CLI_DELETE_USAGE, N_("delete a row and what belongs to it"), NULL, SCENARIO_EDIT },
  { "import", sek_cli_import, "REGISTER KIND FILE... [--year=Y] [--column=C] [--dry-run] [--json]",
    N_("import from a file, of one of the types %s; --column=new:TITLE makes the budget column; exit status 1 when "
       "rows are left over"),
    list_kinds_of_import },
  { "roll", sek_cli_roll, SEK_CLI_ROLL_USAGE,
    N_("make next year's draft from this year's budget: column, amounts, projects, instalments and fee rates; "
       "--dry-run prints it alone") },
  { "fees", sek_cli_fees, SEK_CLI_FEES_USAGE,
    N_("print what is to be invoiced for a year, or issue it with --issue, which cannot be undone; exit status 1 when "
       "something is missing") },
  { "reserve", sek_cli_reserve, SEK_CLI_RESERVE_USAGE,
    N_("print the reserve over the years, past and planned"), NULL, SCENARIO_READ },
  { "status", sek_cli_status, SEK_CLI_STATUS_USAGE,
    N_("print the status report of a year; exit status 1 when accounts, budget or an explanation are missing"), NULL,
    SCENARIO_READ },
  { "scenario", sek_cli_scenario, SEK_CLI_SCENARIO_USAGE,
    N_("list the scenarios, or print one with its changes and what they come to, exit status 1 when some do not fit; "
       "--new makes one, --delete takes one away, --accept makes the register what it says, --keep lets its changes "
       "start from what the register has now") },
  { "undo", sek_cli_undo, "REGISTER", N_("undo the last action") },
  { "redo", sek_cli_redo, "REGISTER", N_("redo what was undone") },
  { "log", sek_cli_log, "REGISTER", N_("print what was done, when and by whom, newest first") },
  { "backups", sek_cli_backups, SEK_CLI_BACKUPS_USAGE,
    N_("list the backups of a register, or of all, and what differs") },
  { "restore", sek_cli_restore, SEK_CLI_RESTORE_USAGE,
    N_("put a backup back as a new file; without --backup the last good one") },
  { "dump", sek_cli_dump, SEK_CLI_DUMP_USAGE,
    N_("print the whole register as canonical text; --log prints what was done, and by whom, as well") },
  { "load", sek_cli_load, SEK_CLI_LOAD_USAGE,
    N_("make a new register of such a text, from a file or standard input") },
};

static const struct
{
  const char *option;
  const char *help;
} options[] = {
  { "--year=2023", N_("the budget year; without it the newest") },
  { "--years=2022,2023", N_("several years in one file, each with its own tables") },
  { "--columns=LIST", N_("budget columns by title or year, with commas or semicolons between") },
  { "--change=TITLE|none", N_("the column whose change is shown; none leaves the change out") },
  { "--base=TITLE|none", N_("the column that it is compared with") },
  { "--percent", N_("the change in per cent too") },
  { "--comments", N_("the comments on amounts too") },
  { "--no-contacts", N_("medlemmer with figures instead of contacts") },
  { "--unit=1000|1", N_("thousands of kroner, or kroner") },
  { "--language=nb|nn|en", N_("bokmål, nynorsk or English") },
  { "--setup=NAME", N_("everything as a table set-up of the register says") },
  { "--against=FILE|DATE", N_("sammenligning with another register, or with this one as it was on a day") },
  { "--against-adopted=TITLE", N_("sammenligning with what was adopted of a sealed budget column") },
  { "--as-of=FILE|DATE", N_("what stands on its right, instead of the register as it is") },
  { "--all", N_("sammenligning with the rows that are equal too") },
  { "--no-names", N_("and without the names of those who changed something") },
  { "--json", N_("sammenligning as JSON; with show alone") },
  { "--as-adopted=TITLE",
    N_("what was adopted of a sealed budget column, as it was then; on the right of sammenligning too") },
  { "--member=MEMBER", N_("whose medlemsark, by number or name") },
  { "--grant=GRANT", N_("whose tilskuddsrapport, by name; without it that of all grants") },
  { "--run=NUMBER", N_("which fee run of the year; without it the last, or what would be issued") },
  { "--today=DATE", N_("figures as of that day, where they depend on the day") },
  { "--scenario=NAME", N_("the register as a scenario would make it; of set, add and delete right after the command: "
                          "what is changed becomes a part of the scenario") },
  { "--scenarios=LIST", N_("which scenarios the tables of scenarios compare, three at most; without it the first") },
  { "--order=percent|kroner|name|persons", N_("in which order scenariomedlemmer has the members") },
  { "--by-subregion", N_("and under their subregions, with sums") },
};

static void
print_options (void)
{
  g_print ("\n%s\n", _("Options of tables:"));
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    g_print ("  %-24s %s\n", options[i].option, _(options[i].help));
}

static char *
dup_help (guint command)
{
  g_autofree char *list = commands[command].list != NULL ? commands[command].list () : NULL;

  return sek_fill (_(commands[command].help), list, NULL);
}

static void
print_help (void)
{
  g_print ("%s\n\n", _("sekretariat-cli – the registers of Sekretariat from the command line"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *help = dup_help (i);

      g_print ("  sekretariat-cli %s %s\n      %s\n", commands[i].name, commands[i].usage, help);
    }
  print_options ();
  g_print ("\n%s\n%s\n",
           _("Exit status: 0 done, 1 wrong or missing found (check, audit) or rows left over (import), 2 refused, "
             "with the reason on standard error."),
           _("See sekretariat-cli(1) for entities, columns and keys."));
}

/* Of the commands that make tables: the tables and options, and which formats a file can have. */
static void
print_help_of_tables (gboolean writes)
{
  g_print ("\n%s\n", _("Tables:"));
  for (int i = 0; i < SEK_N_TABLES; i++)
    g_print ("  %-24s %s\n", sek_table_get_id (i), sek_table_get_name (i, sek_program_language ()));
  if (writes)
    {
      g_print ("\n%s\n ", _("Formats, by the suffix of FILE:"));
      for (int i = 0; i < SEK_N_FORMATS; i++)
        g_print (" %s", sek_format_get_suffix (i));
      g_print ("\n");
    }
  print_options ();
  if (writes)
    g_print ("  %-24s %s\n", "-o FILE|FOLDER/", _("the file to save to, or the folder for medlemsark of all members"));
}

/* A command without options takes any text for what it is. */
static gboolean
asks_for_help (const char *usage, int argc, char **argv)
{
  int last = strstr (usage, "--") != NULL ? argc - 1 : 2;

  for (int i = 2; i < argc && i <= last && !g_str_equal (argv[i], "--"); i++)
    if (g_str_equal (argv[i], "--help") || g_str_equal (argv[i], "-h"))
      return TRUE;
  return FALSE;
}

/* GLib's own would turn what the locale's charset lacks into question marks, and a register is UTF-8 whatever the
 * locale. */
static void
print_cb (const char *text)
{
  fputs (text, stdout);
}

static void
print_error_cb (const char *text)
{
  fputs (text, stderr);
}

/* The register that the arguments after the command name, wherever it stands among the options; NULL for none. */
static const char *
find_file (int argc, char **argv)
{
  static const char *const flags[] = {
    "--json", "--example", "--percent", "--comments", "--no-contacts", "--dry-run", "--accept-doubtful", "--text",
    "--log", "--by-subregion", NULL,
  };

  for (int i = 2; i < argc; i++)
    if (argv[i][0] != '-')
      return argv[i];
    else if (strchr (argv[i], '=') == NULL && !g_strv_contains (flags, argv[i]))
      i++;
  return NULL;
}

/* A register that cannot be read has its backups, which the message tells how to get at. */
static void
add_way_back (GError *error, const char *file)
{
  g_autofree char *way = NULL, *before = NULL;

  if (file == NULL || error->domain != SEK_ERROR
      || (error->code != SEK_ERROR_DAMAGED && error->code != SEK_ERROR_NOT_A_REGISTER
          && (error->code != SEK_ERROR_NOT_FOUND || g_file_test (file, G_FILE_TEST_EXISTS))))
    return;
  way = sek_cli_dup_way_back (file);
  if (way == NULL)
    return;
  before = error->message;
  error->message = g_strdup_printf ("%s %s", before, way);
}

/* Errors of several lines would not be one line on standard error. */
static void
print_error (const GError *error, const char *file)
{
  g_autofree char *line = g_strdelimit (g_strdup (error->message), "\r\n", ' ');
  /* As messages of either language quote a name. */
  g_autofree char *quoted = file != NULL ? g_strdup_printf ("“%s”", file) : NULL,
                  *norwegian = file != NULL ? g_strdup_printf ("«%s»", file) : NULL;

  if (file != NULL && strstr (line, quoted) == NULL && strstr (line, norwegian) == NULL)
    g_printerr ("sekretariat-cli: %s: %s\n", file, line);
  else
    g_printerr ("sekretariat-cli: %s\n", line);
}

/* Takes --scenario=NAME out of the arguments, where the command may have it; before the command all of them. */
static gboolean
take_scenario (int *argc, char **argv)
{
  Scenario where = SCENARIO_NONE;
  int command = g_str_has_prefix (argv[1], SCENARIO_OPTION) ? 2 : 1, at = command == 2 ? 1 : 2;

  for (guint i = 0; i < G_N_ELEMENTS (commands) && command < *argc; i++)
    if (g_str_equal (commands[i].name, argv[command]))
      where = commands[i].scenario;
  while (command == 1 && where == SCENARIO_READ && at < *argc && !g_str_equal (argv[at], "--")
         && !g_str_has_prefix (argv[at], SCENARIO_OPTION))
    at++;
  if (at >= *argc || !g_str_has_prefix (argv[at], SCENARIO_OPTION) || (where == SCENARIO_NONE && command == 1))
    return TRUE;
  if (where == SCENARIO_NONE)
    {
      g_printerr ("sekretariat-cli: %s\n",
                  _("--scenario is for show, export, check, reserve, status, set, add and delete. Leave it out, or "
                    "name one of these commands after it."));
      return FALSE;
    }
  sek_cli_set_scenario (argv[at] + strlen (SCENARIO_OPTION));
  for (int i = at; i + 1 < *argc; i++)
    argv[i] = argv[i + 1];
  argv[--*argc] = NULL;
  return TRUE;
}

static int
run_command (int argc, char **argv)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, argv[1]))
      {
        g_autoptr (GError) error = NULL;
        int status;

        if (asks_for_help (commands[i].usage, argc, argv))
          {
            g_autofree char *help = dup_help (i);

            g_print ("sekretariat-cli %s %s\n%s\n", commands[i].name, commands[i].usage, help);
            if (commands[i].run == sek_cli_show || commands[i].run == sek_cli_export)
              print_help_of_tables (commands[i].run == sek_cli_export);
            return SEK_EXIT_DONE;
          }
        status = commands[i].run (argc - 1, argv + 1, &error);
        if (error != NULL)
          {
            add_way_back (error, find_file (argc, argv));
            print_error (error, find_file (argc, argv));
          }
        return status;
      }
  g_printerr (_("sekretariat-cli: There is no command “%s”. “sekretariat-cli --help” lists the commands.\n"), argv[1]);
  return SEK_EXIT_REFUSED;
}

/* What did not reach its reader was not done. */
static int
finish_output (int status)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return status;
  g_printerr ("%s\n",
              _("sekretariat-cli: The output could not be written. Make room on the disk, or write it elsewhere."));
  return SEK_EXIT_REFUSED;
}

int
main (int argc, char **argv)
{
  sek_process_hold_standard_descriptors ();
  sek_unfinished_watch_signals ();
  sek_unfinished_sweep ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("SEK_LOCALE_DIR") != NULL ? g_getenv ("SEK_LOCALE_DIR") : SEK_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  g_set_print_handler (print_cb);
  g_set_printerr_handler (print_error_cb);

  if (argc < 2)
    {
      g_printerr ("%s\n", _("sekretariat-cli: A command is missing. “sekretariat-cli --help” lists the commands."));
      return SEK_EXIT_REFUSED;
    }
  if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h") || g_str_equal (argv[1], "help"))
    {
      print_help ();
      return finish_output (SEK_EXIT_DONE);
    }
  if (g_str_equal (argv[1], "--version"))
    {
      g_print ("sekretariat-cli %s\n", SEK_VERSION);
      return SEK_EXIT_DONE;
    }
  if (!take_scenario (&argc, argv))
    return SEK_EXIT_REFUSED;
  return finish_output (run_command (argc, argv));
}
