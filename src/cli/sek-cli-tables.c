/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-cli.h"

#include <glib/gi18n-lib.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sek-cli-compare.h"
#include "sek-error.h"
#include "sek-kind.h"
#include "sek-member-sheets.h"

/* The commands that make tables: show and export. All that was typed is read and checked before anything is written. */

typedef struct
{
  int      year;
  char    *years;
  char    *columns;
  char    *change;
  char    *base;
  gboolean percent;
  gboolean comments;
  gboolean no_contacts;
  char    *unit;
  char    *language;
  char    *setup;
  char    *against;
  char    *against_adopted;
  char    *as_of;
  char    *adopted;
  gboolean all;
  gboolean no_names;
  gboolean json;
  char    *member;
  char    *grant;
  char    *scenarios;
  char    *order;
  gboolean by_subregion;
  int      run;
  char    *today;
  char    *output;
} Options;

static void
clear_options (Options *options)
{
  g_free (options->years);
  g_free (options->columns);
  g_free (options->change);
  g_free (options->base);
  g_free (options->unit);
  g_free (options->language);
  g_free (options->setup);
  g_free (options->against);
  g_free (options->against_adopted);
  g_free (options->as_of);
  g_free (options->adopted);
  g_free (options->member);
  g_free (options->grant);
  g_free (options->scenarios);
  g_free (options->order);
  g_free (options->today);
  g_free (options->output);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

/* What a command is about: registers, tables, and a report for each register and year. */
typedef struct
{
  GPtrArray *paths;     /* borrowed */
  GPtrArray *documents; /* of the paths */
  GArray    *tables;    /* SekTableId */
  GArray    *reports;   /* SekReport */
} Job;

static void
clear_report (gpointer report)
{
  sek_report_clear (report);
}

static void
init_job (Job *job)
{
  job->paths = g_ptr_array_new ();
  job->documents = g_ptr_array_new_with_free_func (g_object_unref);
  job->tables = g_array_new (FALSE, FALSE, sizeof (SekTableId));
  job->reports = g_array_new (FALSE, TRUE, sizeof (SekReport));
  g_array_set_clear_func (job->reports, clear_report);
}

static void
clear_job (Job *job)
{
  g_clear_pointer (&job->reports, g_array_unref);
  g_clear_pointer (&job->documents, g_ptr_array_unref);
  g_clear_pointer (&job->paths, g_ptr_array_unref);
  g_clear_pointer (&job->tables, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Job, clear_job)

static gboolean
parse (int argc, char **argv, Options *options, gboolean writes, GStrv *texts, GError **error)
{
  const GOptionEntry entries[] = {
    { "year", 0, 0, G_OPTION_ARG_INT, &options->year, NULL, NULL },
    { "years", 0, 0, G_OPTION_ARG_STRING, &options->years, NULL, NULL },
    { "columns", 0, 0, G_OPTION_ARG_STRING, &options->columns, NULL, NULL },
    { "change", 0, 0, G_OPTION_ARG_STRING, &options->change, NULL, NULL },
    { "base", 0, 0, G_OPTION_ARG_STRING, &options->base, NULL, NULL },
    { "percent", 0, 0, G_OPTION_ARG_NONE, &options->percent, NULL, NULL },
    { "comments", 0, 0, G_OPTION_ARG_NONE, &options->comments, NULL, NULL },
    { "no-contacts", 0, 0, G_OPTION_ARG_NONE, &options->no_contacts, NULL, NULL },
    { "unit", 0, 0, G_OPTION_ARG_STRING, &options->unit, NULL, NULL },
    { "language", 0, 0, G_OPTION_ARG_STRING, &options->language, NULL, NULL },
    { "setup", 0, 0, G_OPTION_ARG_STRING, &options->setup, NULL, NULL },
    { "against", 0, 0, G_OPTION_ARG_FILENAME, &options->against, NULL, NULL },
    { "against-adopted", 0, 0, G_OPTION_ARG_STRING, &options->against_adopted, NULL, NULL },
    { "as-of", 0, 0, G_OPTION_ARG_FILENAME, &options->as_of, NULL, NULL },
    { "all", 0, 0, G_OPTION_ARG_NONE, &options->all, NULL, NULL },
    { "no-names", 0, 0, G_OPTION_ARG_NONE, &options->no_names, NULL, NULL },
    { "as-adopted", 0, 0, G_OPTION_ARG_STRING, &options->adopted, NULL, NULL },
    { "member", 0, 0, G_OPTION_ARG_STRING, &options->member, NULL, NULL },
    { "grant", 0, 0, G_OPTION_ARG_STRING, &options->grant, NULL, NULL },
    { "run", 0, 0, G_OPTION_ARG_INT, &options->run, NULL, NULL },
    { "scenarios", 0, 0, G_OPTION_ARG_STRING, &options->scenarios, NULL, NULL },
    { "order", 0, 0, G_OPTION_ARG_STRING, &options->order, NULL, NULL },
    { "by-subregion", 0, 0, G_OPTION_ARG_NONE, &options->by_subregion, NULL, NULL },
    { "today", 0, 0, G_OPTION_ARG_STRING, &options->today, NULL, NULL },
    { writes ? "output" : "json", writes ? 'o' : 0, 0, writes ? G_OPTION_ARG_FILENAME : G_OPTION_ARG_NONE,
      writes ? (gpointer) &options->output : &options->json, NULL, NULL },
    { NULL }
  };

  return sek_cli_parse (argc, argv, entries, 1, G_MAXINT, writes ? SEK_CLI_EXPORT_USAGE : SEK_CLI_SHOW_USAGE, texts,
                        error);
}

/* --- registers and tables ---------------------------------------------------------------------------------------- */

static gboolean
is_twice (GPtrArray *paths, const char *path)
{
  g_autofree char *whole = g_canonicalize_filename (path, NULL);

  for (guint i = 0; i < paths->len; i++)
    {
      g_autofree char *other = g_canonicalize_filename (paths->pdata[i], NULL);

      if (g_str_equal (whole, other))
        return TRUE;
    }
  return FALSE;
}

/* The first is a register; of the others those that are no tables and are files. */
static gboolean
sort_arguments (Job *job, GStrv texts, GError **error)
{
  for (int i = 0; texts[i] != NULL; i++)
    {
      g_autoptr (GError) failure = NULL;
      SekTableId table;

      if (i > 0 && sek_table_find (texts[i], &table, &failure))
        {
          for (guint t = 0; t < job->tables->len; t++)
            if (g_array_index (job->tables, SekTableId, t) == table)
              {
                g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                             _("The table “%s” is named twice. Name each table once."), texts[i]);
                return FALSE;
              }
          g_array_append_val (job->tables, table);
        }
      else if (i > 0 && !g_file_test (texts[i], G_FILE_TEST_EXISTS))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      else if (is_twice (job->paths, texts[i]))
        {
          g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                       _("The register “%s” is named twice. Name each register once."), texts[i]);
          return FALSE;
        }
      else
        g_ptr_array_add (job->paths, texts[i]);
    }
  return TRUE;
}

/* --- options ----------------------------------------------------------------------------------------------------- */

/* *years: element-type int, at least one; NULL where none was given. */
static gboolean
parse_years (const Options *options, GArray **years, GError **error)
{
  if (options->year != 0 && options->years != NULL)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                   _("--year and --years exclude each other. Leave one of them out."));
      return FALSE;
    }
  if (options->year != 0 && (options->year < 1900 || options->year > 2999))
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                   _("%d is not a year. Write it with four digits, for example --year=2023."), options->year);
      return FALSE;
    }
  if (options->year != 0)
    {
      *years = g_array_new (FALSE, FALSE, sizeof (int));
      g_array_append_val (*years, options->year);
    }
  else if (options->years != NULL)
    *years = sek_years_parse (options->years, error);
  return *years != NULL || options->years == NULL;
}

static SekCliVersions
versions_of (const Options *options)
{
  return (SekCliVersions) { options->against, options->against_adopted, options->as_of, options->adopted };
}

static gboolean
has_table (Job *job, SekTableId table)
{
  for (guint i = 0; i < job->tables->len; i++)
    if (g_array_index (job->tables, SekTableId, i) == table)
      return TRUE;
  return FALSE;
}

/* Nothing but Sammenligning, which can have what was adopted on its right. */
static gboolean
only_compares (Job *job)
{
  return job->tables->len == 1 && has_table (job, SEK_TABLE_COMPARISON);
}

static gboolean
set_adopted (SekReport *report, SekDocument *document, const Options *options, GError **error)
{
  gint64 column = sek_budget_column_find (sek_document_get_register (document), options->adopted, error);

  return column != 0 && sek_report_set_adopted (report, document, column, error);
}

/* What was adopted, by an option or a set-up, has its year and is compared with what it was compared with. */
static gboolean
check_adopted (const SekReport *report, const Options *options, GError **error)
{
  if (report->data.adopted == 0)
    return TRUE;
  if (options->year != 0 || options->years != NULL || options->member != NULL)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                   _("--as-adopted prints what was adopted, of its own year. Leave out --year, --years and --member."));
      return FALSE;
    }
  return TRUE;
}

/* Both sides of a comparison, or what was adopted as the tables themselves. */
static gboolean
apply_versions (Job *job, SekReport *report, SekDocument *document, const Options *options, GError **error)
{
  SekCliVersions versions = versions_of (options);

  if (!sek_cli_has_versions (&versions))
    return TRUE;
  if (options->adopted == NULL || only_compares (job))
    return sek_cli_set_versions (report, document, &versions, error);
  g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
               _("With something to compare with, --as-adopted is for sammenligning alone. Make the other tables by "
                 "themselves."));
  return FALSE;
}

/* What the tables of scenarios compare, and how. */
static gboolean
apply_scenarios (SekReport *report, const Options *options, GError **error)
{
  SekValue value;

  if (options->scenarios != NULL && !sek_report_set_scenarios (report, options->scenarios, error))
    return FALSE;
  if (options->order != NULL)
    {
      if (!sek_kind_parse (SEK_FIELD (table_setup, member_order), options->order, 1, &value, error))
        return FALSE;
      report->options.member_order = value.type == SEK_VALUE_BLANK ? SEK_MEMBER_ORDER_PERCENT : value.integer;
    }
  report->options.by_subregion |= options->by_subregion;
  return TRUE;
}

static gboolean
apply_options (Job *job, SekReport *report, SekDocument *document, const Options *options, GError **error)
{
  SekCliVersions versions = versions_of (options);
  SekValue value;

  if (options->setup != NULL && !sek_report_use_setup (report, document, options->setup, error))
    return FALSE;
  if (options->adopted != NULL && !sek_cli_has_versions (&versions) && !set_adopted (report, document, options, error))
    return FALSE;
  if (!check_adopted (report, options, error))
    return FALSE;
  if (options->unit != NULL)
    {
      if (!sek_kind_parse (SEK_FIELD (organisation, unit), options->unit, 1, &value, error))
        return FALSE;
      report->options.unit = value.integer;
    }
  if (options->language != NULL)
    {
      if (!sek_kind_parse (SEK_FIELD (organisation, language), options->language, 1, &value, error))
        return FALSE;
      report->options.language = (SekLanguage) value.integer;
    }
  if ((options->columns != NULL && !sek_report_set_columns (report, options->columns, error))
      || ((options->change != NULL || options->base != NULL)
          && !sek_report_set_change (report, options->change, options->base, error))
      || (options->member != NULL && !sek_report_set_member (report, options->member, error))
      || (options->grant != NULL && !sek_report_set_grant (report, options->grant, error))
      || !apply_scenarios (report, options, error)
      || (options->today != NULL && !sek_date_parse (options->today, &report->data.today, error))
      || !apply_versions (job, report, document, options, error))
    return FALSE;
  report->options.all_rows = options->all;
  if (options->run != 0)
    report->options.run = options->run;
  report->options.no_names = options->no_names;
  report->options.percent |= options->percent;
  report->options.comments |= options->comments;
  report->options.contacts &= !options->no_contacts;
  return TRUE;
}

static gboolean
add_register (Job *job, const char *path, const Options *options, GArray *years, GError **error)
{
  SekDocument *document = sek_document_open (path, SEK_DOCUMENT_READ_ONLY, error);
  g_auto (SekReport) report = { 0 };

  if (document == NULL)
    return FALSE;
  g_ptr_array_add (job->documents, document);
  if (!sek_cli_show_scenario (document, error))
    return FALSE;
  sek_report_init (&report, document);
  if (!apply_options (job, &report, document, options, error))
    return FALSE;
  /* Years of a set-up give way to those of the command. */
  if (years != NULL)
    g_clear_pointer (&report.joint.more_years, g_array_unref);
  for (guint i = 0; i < (years != NULL ? years->len : 1); i++)
    {
      SekReport of_year;

      sek_report_copy (&of_year, &report);
      if (years != NULL)
        of_year.options.year = g_array_index (years, int, i);
      g_array_append_val (job->reports, of_year);
    }
  return TRUE;
}

/* Tables of scenarios alone are of the year that these are about, where neither command nor set-up says one. */
static void
follow_scenarios (Job *job, const Options *options)
{
  if (options->years != NULL || options->year != 0 || options->setup != NULL || job->tables->len == 0)
    return;
  for (guint i = 0; i < job->tables->len; i++)
    if ((sek_table_get_flags (g_array_index (job->tables, SekTableId, i)) & SEK_TABLE_OF_SCENARIOS) == 0)
      return;
  for (guint i = 0; i < job->reports->len; i++)
    sek_report_follow_scenarios (&g_array_index (job->reports, SekReport, i));
}

static gboolean
prepare (Job *job, GStrv texts, const Options *options, GError **error)
{
  g_autoptr (GArray) years = NULL;

  init_job (job);
  if (!sort_arguments (job, texts, error) || !parse_years (options, &years, error))
    return FALSE;
  for (guint i = 0; i < job->paths->len; i++)
    if (!add_register (job, job->paths->pdata[i], options, years, error))
      {
        /* The first is named by whoever prints the error. */
        if (i > 0)
          g_prefix_error (error, "“%s”: ", (const char *) job->paths->pdata[i]);
        return FALSE;
      }
  /* A set-up says which tables where the command does not. */
  if (job->tables->len == 0 && g_array_index (job->reports, SekReport, 0).options.tables != NULL)
    g_array_append_vals (job->tables, g_array_index (job->reports, SekReport, 0).options.tables->data,
                         g_array_index (job->reports, SekReport, 0).options.tables->len);
  follow_scenarios (job, options);
  return TRUE;
}

static SekBook *
make_book (Job *job, GError **error)
{
  return sek_report_make_joint_book ((SekReport *) (gpointer) job->reports->data, job->reports->len,
                                     (const SekTableId *) (gpointer) job->tables->data, job->tables->len, error);
}

/* --- show -------------------------------------------------------------------------------------------------------- */

int
sek_cli_show (int argc, char **argv, GError **error)
{
  g_auto (Options) options = { 0 };
  g_auto (Job) job = { 0 };
  g_auto (GStrv) texts = NULL;
  g_autoptr (SekBook) book = NULL;
  g_autofree char *text = NULL;

  if (!parse (argc, argv, &options, FALSE, &texts, error) || !prepare (&job, texts, &options, error))
    return SEK_EXIT_REFUSED;
  if (job.tables->len == 0)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT, _("The arguments do not fit. Write: sekretariat-cli %s %s"),
                   argv[0], SEK_CLI_SHOW_USAGE);
      return SEK_EXIT_REFUSED;
    }
  if (options.json && (!only_compares (&job) || job.reports->len > 1))
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                   _("--json is for sammenligning alone, of one register. The other tables are saved as CSV: "
                     "sekretariat-cli export."));
      return SEK_EXIT_REFUSED;
    }
  book = make_book (&job, error);
  if (book == NULL)
    return SEK_EXIT_REFUSED;
  if (options.json)
    {
      sek_cli_print_comparison (&g_array_index (job.reports, SekReport, 0));
      return SEK_EXIT_DONE;
    }
  text = sek_book_to_text (book);
  g_print ("%s", text);
  return SEK_EXIT_DONE;
}

/* --- export ------------------------------------------------------------------------------------------------------ */

static volatile sig_atomic_t interrupted;

static void
interrupted_cb (int number)
{
  interrupted = 1;
}

static void
progress_cb (double fraction, gpointer user_data)
{
  if (interrupted)
    g_cancellable_cancel (user_data);
  if (isatty (STDERR_FILENO))
    g_printerr ("\r%3d %%%s", (int) (fraction * 100), fraction >= 1 ? "\r     \r" : "");
}

/* All of them, with a list of what was written; interrupted, it stops between two files. */
static int
write_member_sheets (Job *job, const char *folder, GError **error)
{
  SekReport *report = &g_array_index (job->reports, SekReport, 0);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) written = NULL;
  struct sigaction action = { .sa_handler = interrupted_cb }, before;
  gboolean ok;

  if (job->tables->len > 1 || job->reports->len > 1)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                   _("A folder gets the member sheets of one register and one year. Save the other tables to a file."));
      return SEK_EXIT_REFUSED;
    }
  sigaction (SIGINT, &action, &before);
  ok = sek_report_write_member_sheets (report, folder, SEK_FORMAT_XLSX, SEK_SAVE_DEFAULT, progress_cb, cancellable,
                                       cancellable, &written, error);
  sigaction (SIGINT, &before, NULL);
  for (guint i = 0; i < written->len; i++)
    g_print ("%s\n", (const char *) written->pdata[i]);
  return ok ? SEK_EXIT_DONE : SEK_EXIT_REFUSED;
}

static gboolean
is_folder (const char *path)
{
  return g_str_has_suffix (path, "/") || g_file_test (path, G_FILE_TEST_IS_DIR);
}

/* What can be said of the file before the register is opened. */
static gboolean
check_output (const Options *options, SekFormat *format, GError **error)
{
  if (options->output == NULL)
    {
      g_set_error_literal (error, SEK_ERROR, SEK_ERROR_INPUT,
                           _("The file to save to is missing. Name it with -o, for example -o budsjett.xlsx."));
      return FALSE;
    }
  return is_folder (options->output) || sek_format_from_path (options->output, format, error);
}

static gboolean
choose_tables (Job *job, SekFormat format, GError **error)
{
  const SekTableId *tables;
  guint n;

  if (job->tables->len == 0 && sek_format_is_single (format))
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                   _("A %s file holds one table. Name it before -o, for example hovedtall."),
                   sek_format_get_suffix (format));
      return FALSE;
    }
  if (job->tables->len > 0)
    return TRUE;
  tables = g_array_index (job->reports, SekReport, 0).data.adopted != 0 ? sek_report_adopted (&n)
           : format == SEK_FORMAT_XLSX                                  ? sek_report_workbook (&n)
                                                                        : sek_report_pages (&n);
  g_array_append_vals (job->tables, tables, n);
  return TRUE;
}

int
sek_cli_export (int argc, char **argv, GError **error)
{
  g_auto (Options) options = { 0 };
  g_auto (Job) job = { 0 };
  g_auto (GStrv) texts = NULL;
  g_autoptr (SekBook) book = NULL;
  SekFormat format = SEK_FORMAT_XLSX;

  if (!parse (argc, argv, &options, TRUE, &texts, error) || !check_output (&options, &format, error)
      || !prepare (&job, texts, &options, error))
    return SEK_EXIT_REFUSED;
  if (is_folder (options.output))
    {
      if (has_table (&job, SEK_TABLE_MEMBER_SHEET) && options.member == NULL)
        return write_member_sheets (&job, options.output, error);
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                   _("“%s” is a folder. Only medlemsark of all members are saved to one; name a file instead."),
                   options.output);
      return SEK_EXIT_REFUSED;
    }
  if (has_table (&job, SEK_TABLE_MEMBER_SHEET) && options.member == NULL)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                   _("A file holds the medlemsark of one member. Name it with --member, or save those of all to a "
                     "folder, for example -o medlemsark/."));
      return SEK_EXIT_REFUSED;
    }
  if (!choose_tables (&job, format, error))
    return SEK_EXIT_REFUSED;
  book = make_book (&job, error);
  if (book == NULL || !sek_book_write (book, options.output, format, SEK_SAVE_DEFAULT, NULL, NULL, NULL, error))
    return SEK_EXIT_REFUSED;
  return SEK_EXIT_DONE;
}
