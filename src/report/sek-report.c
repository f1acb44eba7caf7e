/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "sek-report.h"

#include <glib/gi18n-lib.h>

#include "sek-error.h"
#include "sek-report-private.h"

/* Each table: its maker, and what is true of it. One that is not named here does not compile. */
#define TABLE_MAIN \
  _sek_report_add_main, SEK_TABLE_HAS_YEAR | SEK_TABLE_NEEDS_COLUMN | SEK_TABLE_HAS_COLUMNS | SEK_TABLE_HAS_CHANGE \
                            | SEK_TABLE_HAS_UNIT | SEK_TABLE_IN_WORKBOOK | SEK_TABLE_ON_PAGE | SEK_TABLE_OF_YEARS \
                            | SEK_TABLE_AS_ADOPTED
#define TABLE_PROJECTS \
  _sek_report_add_projects, SEK_TABLE_HAS_YEAR | SEK_TABLE_NEEDS_COLUMN | SEK_TABLE_HAS_UNIT | SEK_TABLE_IN_WORKBOOK \
                                | SEK_TABLE_ON_PAGE | SEK_TABLE_OF_YEARS | SEK_TABLE_AS_ADOPTED
#define TABLE_FEES \
  _sek_report_add_fees, SEK_TABLE_HAS_YEAR | SEK_TABLE_IN_WORKBOOK | SEK_TABLE_ON_PAGE | SEK_TABLE_OF_YEARS \
                            | SEK_TABLE_AS_ADOPTED
#define TABLE_RATES _sek_report_add_rates, SEK_TABLE_OF_REGISTER | SEK_TABLE_NO_BUDGET | SEK_TABLE_NO_STATUS
#define TABLE_MEMBERS _sek_report_add_members, SEK_TABLE_OF_REGISTER | SEK_TABLE_NO_BUDGET | SEK_TABLE_NO_STATUS
#define TABLE_GRANTS \
  _sek_report_add_grants, SEK_TABLE_OF_REGISTER | SEK_TABLE_NO_BUDGET | SEK_TABLE_NO_STATUS | SEK_TABLE_HAS_UNIT
#define TABLE_GRANT_REPORT \
  _sek_report_add_grant_report, SEK_TABLE_OF_REGISTER | SEK_TABLE_NO_BUDGET | SEK_TABLE_NO_STATUS
#define TABLE_FEE_RUN \
  _sek_report_add_fee_run, SEK_TABLE_HAS_YEAR | SEK_TABLE_NO_BUDGET | SEK_TABLE_NO_STATUS | SEK_TABLE_OF_YEARS
#define TABLE_INVOICES \
  _sek_report_add_invoices, SEK_TABLE_HAS_YEAR | SEK_TABLE_NO_BUDGET | SEK_TABLE_NO_STATUS | SEK_TABLE_OF_YEARS
#define TABLE_POSITIONS _sek_report_add_positions, SEK_TABLE_HAS_YEAR | SEK_TABLE_NO_STATUS | SEK_TABLE_OF_YEARS
#define TABLE_COMPARISON \
  _sek_report_add_comparison, SEK_TABLE_OF_REGISTER | SEK_TABLE_NO_BUDGET | SEK_TABLE_ALONE | SEK_TABLE_HAS_YEAR \
                                  | SEK_TABLE_HAS_UNIT
#define TABLE_YEARS _sek_report_add_years, SEK_TABLE_OF_REGISTER | SEK_TABLE_NO_BUDGET | SEK_TABLE_HAS_UNIT
#define TABLE_RESERVE \
  _sek_report_add_reserve, SEK_TABLE_OF_REGISTER | SEK_TABLE_NO_BUDGET | SEK_TABLE_NO_STATUS | SEK_TABLE_HAS_UNIT
#define TABLE_STATUS_REPORT \
  _sek_report_add_status_report, SEK_TABLE_HAS_YEAR | SEK_TABLE_NEEDS_COLUMN | SEK_TABLE_HAS_UNIT \
                                     | SEK_TABLE_NO_BUDGET | SEK_TABLE_NO_STATUS | SEK_TABLE_OF_YEARS
#define TABLE_SCENARIO_MAIN \
  _sek_report_add_scenario_main, SEK_TABLE_HAS_YEAR | SEK_TABLE_OF_SCENARIOS | SEK_TABLE_HAS_UNIT \
                                     | SEK_TABLE_NO_BUDGET | SEK_TABLE_NO_STATUS | SEK_TABLE_OF_YEARS
#define TABLE_SCENARIO_RESERVE \
  _sek_report_add_scenario_reserve, SEK_TABLE_OF_REGISTER | SEK_TABLE_OF_SCENARIOS | SEK_TABLE_HAS_UNIT \
                                        | SEK_TABLE_NO_BUDGET | SEK_TABLE_NO_STATUS
#define TABLE_SCENARIO_MEMBERS \
  _sek_report_add_scenario_members, SEK_TABLE_HAS_YEAR | SEK_TABLE_OF_SCENARIOS | SEK_TABLE_NO_BUDGET \
                                        | SEK_TABLE_NO_STATUS | SEK_TABLE_OF_YEARS
#define TABLE_MEMBER_SHEET _sek_report_add_member_sheet, SEK_TABLE_ALONE | SEK_TABLE_HAS_YEAR
#define TABLE_CHECKS _sek_report_add_checks, SEK_TABLE_OF_REGISTER | SEK_TABLE_IN_WORKBOOK
#define TABLE_ABOUT _sek_report_add_about, SEK_TABLE_OF_REGISTER | SEK_TABLE_IN_WORKBOOK

static const struct
{
  void        (*make) (SekReport *, SekBook *);
  SekTableFlags flags;
} kinds[SEK_N_TABLES] = {
#define KIND(enumeration, NAME, ...) [SEK_TABLE_##NAME] = { TABLE_##NAME },
  SEK_TABLE_CHOICES (KIND)
#undef KIND
};

SekTableFlags
sek_table_get_flags (SekTableId table)
{
  return kinds[table].flags;
}

static const SekTableId *
list_tables (SekTableId *list, SekTableFlags flag, guint *n)
{
  *n = 0;
  for (SekTableId table = 0; table < SEK_N_TABLES; table++)
    if ((kinds[table].flags & flag) != 0)
      list[(*n)++] = table;
  return list;
}

const SekTableId *
sek_report_workbook (guint *n)
{
  static SekTableId list[SEK_N_TABLES];

  return list_tables (list, SEK_TABLE_IN_WORKBOOK, n);
}

const SekTableId *
sek_report_pages (guint *n)
{
  static SekTableId list[SEK_N_TABLES];

  return list_tables (list, SEK_TABLE_ON_PAGE, n);
}

const SekTableId *
sek_report_adopted (guint *n)
{
  static SekTableId list[SEK_N_TABLES];

  return list_tables (list, SEK_TABLE_AS_ADOPTED, n);
}

/* Something to compare. Of two early days that may be nothing, when the year had no column yet; it has to have one
 * now. */
static gboolean
can_compare (SekReport *self)
{
  g_autoptr (GArray) pairs = _sek_report_dup_pairs (self);
  g_autoptr (GArray) columns = sek_report_dup_columns (self);
  gboolean adopted = self->data.before.kind == SEK_VERSION_ADOPTED || self->data.after.kind == SEK_VERSION_ADOPTED;

  return pairs->len > 0 || (sek_report_has_versions (self) && !adopted && columns->len > 0);
}

static gboolean
check_table (SekReport *self, SekTableId table, GError **error)
{
  const char *id = sek_table_get_id (table);

  if (self->data.failure != NULL)
    {
      g_propagate_error (error, g_error_copy (self->data.failure));
      return FALSE;
    }
  if (self->data.adopted != 0 && (kinds[table].flags & SEK_TABLE_AS_ADOPTED) == 0)
    g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                 _("The table “%s” does not belong to what was adopted. Choose %s, %s or %s, or the register as it "
                   "is."),
                 id, sek_table_get_id (SEK_TABLE_MAIN), sek_table_get_id (SEK_TABLE_PROJECTS),
                 sek_table_get_id (SEK_TABLE_FEES));
  else if ((kinds[table].flags & SEK_TABLE_NEEDS_COLUMN) != 0 && _sek_report_main_column (self) == 0)
    g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND,
                 _("The table “%s” cannot be made: the register has no budget column for %d. Add one, or name another "
                   "year."),
                 id, self->options.year);
  else if ((kinds[table].flags & SEK_TABLE_OF_SCENARIOS) != 0
           && sek_table_get_size (sek_register_get_table (self->data.reg, SEK_SCENARIO)) == 0)
    g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND,
                 _("The table “%s” cannot be made: the register has no scenarios. Make one."), id);
  else if (table == SEK_TABLE_SCENARIO_MAIN && !_sek_report_has_scenario_year (self))
    g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND,
                 _("The table “%s” cannot be made: neither columns nor plan years tell of %d. Name another year, or "
                   "set the number of plan years."),
                 id, self->options.year);
  else if ((table == SEK_TABLE_YEARS || table == SEK_TABLE_RESERVE)
           && sek_table_get_size (sek_register_get_table (self->data.reg, SEK_BUDGET_COLUMN)) == 0)
    g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND,
                 _("The table “%s” cannot be made: the register has no budget columns. Add one."), id);
  else if (table == SEK_TABLE_COMPARISON && sek_report_has_versions (self) && !can_compare (self))
    g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND,
                 _("The table “%s” cannot be made: the two versions have no budget column of %d to compare. Name the "
                   "columns, or another year."),
                 id, self->options.year);
  else if (table == SEK_TABLE_COMPARISON && !can_compare (self))
    g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND,
                 _("The table “%s” cannot be made: there is nothing to compare with. Name a column to compare with, or "
                   "another version of the register."),
                 id);
  else if (table == SEK_TABLE_MEMBER_SHEET && sek_register_get_member (self->data.reg, self->options.member) == NULL)
    g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND,
                 _("The table “%s” is of one member. Name the member, or save those of all to a folder."), id);
  else if (table == SEK_TABLE_FEE_RUN || table == SEK_TABLE_INVOICES)
    return _sek_report_check_run (self, table == SEK_TABLE_INVOICES, error);
  else
    return TRUE;
  return FALSE;
}

static gint64
unix_time (const char *utc)
{
  g_autoptr (GDateTime) time = utc != NULL ? g_date_time_new_from_iso8601 (utc, NULL) : NULL;

  return time != NULL ? g_date_time_to_unix (time) : 0;
}

/* The one table of a book that tells what the book is of: SEK_N_TABLES when there are several. Om is of the book
 * itself. */
static SekTableId
find_only_table (const SekTableId *list, guint n)
{
  SekTableId only = SEK_N_TABLES;

  for (guint i = 0; i < n; i++)
    if (list[i] != SEK_TABLE_ABOUT && only != SEK_N_TABLES)
      return SEK_N_TABLES;
    else if (list[i] != SEK_TABLE_ABOUT)
      only = list[i];
  return only;
}

/* What a book is of: one member's sheet is not the budget, and a list that no budget changes says only what it
 * lists. */
static char *
dup_matter (SekReport *self, const char *years, SekTableId only)
{
  static const SekWord budget = { { "Budsjett %s", "Budsjett %s", "Budget %s" } };
  const char *name = only != SEK_N_TABLES ? sek_table_get_name (only, self->options.language) : NULL;

  if (only == SEK_TABLE_MEMBER_SHEET)
    return g_strdup_printf ("%s %s – %s", name, years,
                            sek_register_get_member (self->data.reg, self->options.member)->name);
  if (only != SEK_N_TABLES && (kinds[only].flags & SEK_TABLE_NO_BUDGET) != 0)
    return g_strdup (name);
  return _sek_report_dup_text (self, &budget, years);
}

/* All tables can be made. */
static SekBook *
new_book (SekReport *self, const char *years, const SekTableId *list, guint n)
{
  static const SekWord all = { { "Hovedtall, prosjektmidler og kontingent", "Hovudtal, prosjektmidlar og kontingent",
                                 "Main figures, project funds and fees" } };
  const SekOrganisation *organisation = sek_register_get_the_organisation (self->data.reg);
  SekTableId only = find_only_table (list, n);
  g_autofree char *matter = dup_matter (self, years, only);
  g_autofree char *scenario = _sek_report_dup_scenario_line (self);
  g_autofree char *title = g_strjoin (" – ", organisation != NULL ? organisation->name : matter,
                                      organisation != NULL ? matter : scenario, organisation != NULL ? scenario : NULL,
                                      NULL);
  /* Two versions of before are as they are, whatever the register is by now. */
  gboolean is_past = only == SEK_TABLE_COMPARISON && self->data.after.kind != SEK_VERSION_NOW;
  /* A list of members is no draft of anything. */
  g_autofree char *status = scenario != NULL ? g_strdup (scenario)
                            : only != SEK_N_TABLES && ((kinds[only].flags & SEK_TABLE_NO_STATUS) != 0 || is_past)
                                ? g_strdup ("")
                                : _sek_report_dup_status (self, _sek_report_main_column (self));
  static const SekWord as_of = { { "Tall per %s", "Tal per %s", "Figures as of %s" } };
  g_autofree char *time = sek_date_format_timestamp (self->data.data_time, _sek_report_clocks (self),
                                                     self->options.language);
  gboolean tells_time = time != NULL && *time != '\0' && !is_past;
  g_autofree char *version = tells_time ? _sek_report_dup_text (self, &as_of, time) : NULL;
  SekBook *book;

  book = sek_book_new (&(SekBookInfo) { .title = title,
                                        .author = organisation != NULL ? organisation->name : "",
                                        .subject = only != SEK_N_TABLES
                                                       ? sek_table_get_name (only, self->options.language)
                                                       : _sek_report_text (self, &all),
                                        .status = status,
                                        .version = version,
                                        .mark = scenario,
                                        .created = unix_time (self->data.data_time),
                                        .language = self->options.language });
  sek_book_set_source (book, self->data.path);
  return book;
}

/* Makes a table; of a register that is shown with a scenario it says so, whatever else it says. A table of scenarios
 * has the register beside them. */
static void
make_table (SekReport *self, SekBook *book, SekTableId table)
{
  guint n_before = book->sheets->len;
  g_autofree char *scenario = (kinds[table].flags & SEK_TABLE_OF_SCENARIOS) == 0 ? _sek_report_dup_scenario_line (self)
                                                                                 : NULL;

  kinds[table].make (self, book);
  for (guint i = n_before; scenario != NULL && i < book->sheets->len; i++)
    {
      SekSheet *sheet = book->sheets->pdata[i];
      const char *line = sheet->info.status_line;
      g_autofree char *both = line != NULL && *line != '\0' ? g_strdup_printf ("%s. %s", scenario, line) : NULL;

      if (both == NULL || strstr (line, scenario) == NULL)
        sek_sheet_set_status_line (sheet, both != NULL ? both : scenario);
    }
}

static int
compare_ints (gconstpointer a, gconstpointer b)
{
  int p = *(const int *) a, q = *(const int *) b;

  return p < q ? -1 : p > q;
}

/* The report itself or another one with its options, of a year. Columns are a choice for the year that they were chosen
 * for. */
static void
add_report (GArray *reports, SekReport *self, const SekReport *source, int year)
{
  SekReport report;

  sek_report_copy (&report, source);
  g_clear_pointer (&report.joint.more_years, g_array_unref);
  g_clear_pointer (&report.joint.others, g_ptr_array_unref);
  if (source != self || year != self->options.year)
    {
      g_clear_pointer (&report.options.columns, g_array_unref);
      report.options.changed = report.options.base = 0;
    }
  report.options.year = year;
  report.options.unit = self->options.unit;
  report.options.language = self->options.language;
  report.options.no_change = self->options.no_change;
  report.options.percent = self->options.percent;
  report.options.comments = self->options.comments;
  report.options.contacts = self->options.contacts;
  report.options.member_order = self->options.member_order;
  report.options.by_subregion = self->options.by_subregion;
  if (source->data.reg == self->data.reg)
    report.options.grant = self->options.grant;
  if (source->data.reg == self->data.reg && year == self->options.year)
    report.options.run = self->options.run;
  g_array_append_val (reports, report);
}

static void
clear_report (gpointer report)
{
  sek_report_clear (report);
}

/* A report for each register and year; NULL when there is only the one. */
static GArray *
split (SekReport *self, const SekTableId *list, guint n)
{
  g_autoptr (GArray) years = g_array_new (FALSE, FALSE, sizeof (int));
  guint n_others = self->joint.others != NULL ? self->joint.others->len : 0;
  GArray *reports;

  for (guint i = 0; i < n; i++)
    if ((kinds[list[i]].flags & SEK_TABLE_ALONE) != 0)
      return NULL;
  g_array_append_val (years, self->options.year);
  /* A copy is of one year. */
  for (guint i = 0; self->data.adopted == 0 && self->joint.more_years != NULL && i < self->joint.more_years->len; i++)
    if (g_array_index (self->joint.more_years, int, i) != self->options.year)
      g_array_append_val (years, g_array_index (self->joint.more_years, int, i));
  if (years->len + n_others < 2)
    return NULL;
  g_array_sort (years, compare_ints);
  reports = g_array_new (FALSE, TRUE, sizeof (SekReport));
  g_array_set_clear_func (reports, clear_report);
  for (guint r = 0; r <= n_others; r++)
    for (guint i = 0; i < years->len; i++)
      add_report (reports, self, r == 0 ? self : self->joint.others->pdata[r - 1], g_array_index (years, int, i));
  return reports;
}

SekBook *
sek_report_make_book (SekReport *self, const SekTableId *list, guint n, GError **error)
{
  g_autoptr (GArray) reports = split (self, list, n);
  g_autofree char *year = g_strdup_printf ("%d", self->options.year);
  SekBook *book;

  if (reports != NULL)
    return sek_report_make_joint_book ((SekReport *) (gpointer) reports->data, reports->len, list, n, error);
  for (guint i = 0; i < n; i++)
    if (!check_table (self, list[i], error))
      return NULL;
  book = new_book (self, year, list, n);
  for (guint i = 0; i < n; i++)
    make_table (self, book, list[i]);
  _sek_report_add_charts (self, book);
  return book;
}

/* --- several in one ---------------------------------------------------------------------------------------------- */

gboolean
_sek_report_is_of_register (SekTableId table)
{
  return (kinds[table].flags & SEK_TABLE_OF_REGISTER) != 0;
}

static gboolean
is_last_of_register (const SekReportSet *set, guint index)
{
  for (guint i = index + 1; i < set->n; i++)
    if (set->reports[i].data.reg == set->reports[index].data.reg)
      return FALSE;
  return TRUE;
}

/* Whether another register of the book has the same text there. */
static gboolean
is_shared (const SekReportSet *set, const SekReport *self, const char *(*get) (const SekReport *))
{
  for (guint i = 0; i < set->n; i++)
    if (set->reports[i].data.reg != self->data.reg && g_strcmp0 (get (&set->reports[i]), get (self)) == 0)
      return TRUE;
  return FALSE;
}

static const char *
get_source (const SekReport *self)
{
  return self->data.source;
}

/* The organisation; of several files of one organisation the file's name, and of several of one name its folder too.
 * Owned. */
static char *
dup_register_name (const SekReportSet *set, const SekReport *self)
{
  g_autofree char *stem = NULL, *folder = NULL, *folder_name = NULL;

  if (self->data.source == NULL || !is_shared (set, self, _sek_report_short_name))
    return g_strdup (_sek_report_short_name (self));
  stem = sek_document_dup_stem (self->data.source);
  if (!is_shared (set, self, get_source))
    return g_steal_pointer (&stem);
  folder = g_path_get_dirname (self->data.path);
  folder_name = g_path_get_basename (folder);
  return g_strdup_printf ("%s %s", folder_name, stem);
}

static void
label_reports (SekReportSet *set)
{
  for (guint i = 0; i < set->n; i++)
    {
      g_free (set->reports[i].joint.name);
      set->reports[i].joint.name = dup_register_name (set, &set->reports[i]);
    }
  for (guint i = 0; i < set->n; i++)
    {
      SekReport *self = &set->reports[i];

      g_free (self->joint.label);
      if (set->many_years && set->many_registers)
        self->joint.label = g_strdup_printf ("%d %s", self->options.year, self->joint.name);
      else
        self->joint.label = set->many_registers ? g_strdup (self->joint.name)
                                                : g_strdup_printf ("%d", self->options.year);
      self->joint.place = i + 1;
      self->joint.set = set;
    }
}

static char *
join_years (const SekReportSet *set)
{
  GString *years = g_string_new (NULL);

  for (guint i = 0; i < set->n; i++)
    {
      gboolean told = FALSE;

      for (guint j = 0; j < i; j++)
        told |= set->reports[j].options.year == set->reports[i].options.year;
      if (!told)
        g_string_append_printf (years, "%s%d", years->len > 0 ? ", " : "", set->reports[i].options.year);
    }
  return g_string_free (years, FALSE);
}

/* Those that have more years of their own, a report for each year; NULL when none has. */
static GArray *
split_each (SekReport *reports, guint n_reports, const SekTableId *list, guint n)
{
  g_autoptr (GArray) all = g_array_new (FALSE, TRUE, sizeof (SekReport));
  gboolean any = FALSE;

  g_array_set_clear_func (all, clear_report);
  for (guint r = 0; r < n_reports; r++)
    {
      g_autoptr (GArray) parts = split (&reports[r], list, n);

      for (guint i = 0; parts != NULL && i < parts->len; i++)
        add_report (all, &g_array_index (parts, SekReport, i), &g_array_index (parts, SekReport, i),
                    g_array_index (parts, SekReport, i).options.year);
      if (parts == NULL)
        add_report (all, &reports[r], &reports[r], reports[r].options.year);
      any |= parts != NULL;
    }
  return any ? g_steal_pointer (&all) : NULL;
}

SekBook *
sek_report_make_joint_book (SekReport *reports, guint n_reports, const SekTableId *list, guint n, GError **error)
{
  SekReportSet set = { .reports = reports, .n = n_reports };
  g_autofree char *years = join_years (&set);
  g_autoptr (GArray) parts = NULL;
  SekBook *book;

  g_return_val_if_fail (n_reports > 0, NULL);

  if (n_reports == 1)
    return sek_report_make_book (reports, list, n, error);
  if ((parts = split_each (reports, n_reports, list, n)) != NULL)
    return sek_report_make_joint_book ((SekReport *) (gpointer) parts->data, parts->len, list, n, error);
  for (guint r = 0; r < n_reports; r++)
    {
      set.many_years |= reports[r].options.year != reports[0].options.year;
      set.many_registers |= reports[r].data.reg != reports[0].data.reg;
      for (guint i = 0; i < n; i++)
        if (!check_table (&reports[r], list[i], error))
          {
            if (error != NULL && reports[r].data.source != NULL && reports[r].data.reg != reports[0].data.reg)
              g_prefix_error (error, "“%s”: ", reports[r].data.source);
            return NULL;
          }
    }
  label_reports (&set);
  book = new_book (&reports[0], years, list, n);
  for (guint r = 0; r < n_reports; r++)
    for (guint i = 0; i < n; i++)
      if (!_sek_report_is_of_register (list[i]) || is_last_of_register (&set, r))
        make_table (&reports[r], book, list[i]);
  for (guint r = 0; r < n_reports; r++)
    if (is_last_of_register (&set, r))
      _sek_report_add_charts (&reports[r], book);
  for (guint r = 0; r < n_reports; r++)
    reports[r].joint.set = NULL;
  return book;
}
