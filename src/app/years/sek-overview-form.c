/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-overview-form.h"

#include <glib/gi18n-lib.h>

#include "sek-check.h"
#include "sek-history.h"
#include "sek-log.h"
#include "sek-number.h"
#include "sek-year-calendar.h"

#define MOST_CHECKS 5
#define MOST_TASKS 6
#define MOST_CHANGES 4
#define MOST_READ    40 /* events, of which many may be one and the same to read */

/* Rows of a group, each a way. */
typedef struct
{
  GPtrArray *names, *texts, *actions;
} Ways;

static void
ways_init (Ways *ways)
{
  ways->names = g_ptr_array_new_with_free_func (g_free);
  ways->texts = g_ptr_array_new_with_free_func (g_free);
  ways->actions = g_ptr_array_new_with_free_func (g_free);
}

/* All are taken. */
static void
ways_add (Ways *ways, char *name, char *text, char *action)
{
  g_ptr_array_add (ways->names, name);
  g_ptr_array_add (ways->texts, text);
  g_ptr_array_add (ways->actions, action);
}

static void
ways_finish (Ways *ways, SekForm *form, const char *title)
{
  if (ways->names->len > 0)
    sek_form_add_ways (form, title, (const char *const *) ways->names->pdata, (const char *const *) ways->texts->pdata,
                       (const char *const *) ways->actions->pdata, ways->names->len);
  g_ptr_array_unref (ways->names);
  g_ptr_array_unref (ways->texts);
  g_ptr_array_unref (ways->actions);
}

static char *
dup_way (const SekPlace *place)
{
  return g_strdup_printf ("win.go-to((%d,int64 %" G_GINT64_FORMAT ",int64 %" G_GINT64_FORMAT ",%d))",
                          (int) place->entity, place->row, place->column, place->year);
}

/* --- Kontroll ----------------------------------------------------------------------------------------------------- */

static void
add_verdict (Ways *ways, GPtrArray *checks, SekVerdict verdict)
{
  for (guint i = 0; i < checks->len && ways->names->len < MOST_CHECKS; i++)
    {
      const SekCheck *check = checks->pdata[i];
      g_autofree char *subject = sek_check_dup_subject (check, sek_program_language ());

      if (check->verdict == verdict && check->seen == NULL)
        ways_add (ways, g_strdup_printf ("%s, %s", sek_check_get_title (check, sek_program_language ()), subject),
                  g_strdup (sek_check_get_word (check, sek_program_language ())), dup_way (&check->where));
    }
}

static void
add_checks (SekForm *form, SekDocument *document)
{
  static const SekVerdict order[] = { SEK_VERDICT_WRONG, SEK_VERDICT_MISSING, SEK_VERDICT_ROUNDING };
  GPtrArray *checks = sek_document_get_checks (document);
  guint right = 0;
  g_autofree char *count = NULL;
  Ways ways;

  for (guint i = 0; i < checks->len; i++)
    right += ((const SekCheck *) checks->pdata[i])->verdict == SEK_VERDICT_OK;
  if (checks->len == 0)
    return;
  ways_init (&ways);
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    add_verdict (&ways, checks, order[i]);
  count = sek_number_format_count (right);
  ways_add (&ways, sek_fill (g_dngettext (GETTEXT_PACKAGE, "%s is correct", "%s are correct", right), count, NULL),
            g_strdup (_("See all")), g_strdup ("win.show-page::checks"));
  ways_finish (&ways, form, _("Checks"));
}

/* --- what the year asks ------------------------------------------------------------------------------------------- */

static const char *
get_page (SekTaskKind kind)
{
  switch (kind)
    {
    case SEK_TASK_RUN:
      return "invoices";
    case SEK_TASK_RATE:
      return "fees";
    case SEK_TASK_STATUS:
      return "status";
    case SEK_TASK_DRAFT:
      return "roll";
    case SEK_TASK_ACCOUNTS:
    case SEK_TASK_RECOMMEND:
    case SEK_TASK_ADOPT:
    default:
      return "budget";
    }
}

static void
add_tasks (SekForm *form, SekRegister *reg, SekDate today)
{
  g_autoptr (GArray) tasks = sek_year_list_tasks (reg, today);
  SekLanguage language = sek_program_language ();
  Ways ways;

  ways_init (&ways);
  for (guint i = 0; i < tasks->len && i < MOST_TASKS; i++)
    {
      const SekTask *task = &g_array_index (tasks, SekTask, i);

      ways_add (&ways, sek_task_dup_name (task, language), sek_date_dup_due (task->due, today, language),
                g_strdup_printf ("win.show-page::%s", get_page (task->kind)));
    }
  ways_finish (&ways, form, _("Deadlines"));
}

/* --- what was changed last ---------------------------------------------------------------------------------------- */

/* To the row that it was about; to the log where that is gone. */
static char *
dup_way_of (SekDocument *document, const SekJournalEvent *event)
{
  g_autoptr (GPtrArray) changes = sek_journal_read_changes (sek_document_get_journal (document), event, NULL);
  SekPlace place;

  for (guint i = 0; changes != NULL && i < changes->len; i++)
    if (sek_log_find_place (sek_document_get_register (document), changes->pdata[i], &place))
      return dup_way (&place);
  return g_strdup ("win.show-page::log");
}

static void
add_changes (SekForm *form, SekDocument *document)
{
  SekJournal *journal = sek_document_get_journal (document);
  g_autoptr (GPtrArray) events = journal != NULL ? sek_journal_read_events (journal, 0, MOST_READ, NULL) : NULL;
  Ways ways;

  ways_init (&ways);
  for (guint i = 0; events != NULL && i < events->len && ways.names->len < MOST_CHANGES; i++)
    {
      const SekJournalEvent *event = events->pdata[i];
      g_autofree char *time = sek_date_format_timestamp (event->at, SEK_CLOCKS_HERE, sek_program_language ()),
                      *what = sek_log_dup_what (event),
                      *when = event->who != NULL && *event->who != '\0' ? g_strdup_printf ("%s, %s", time, event->who)
                                                                        : g_strdup (time);
      guint n = ways.names->len;

      /* The example is made in many steps, a list is typed in many more. */
      if (n == 0 || !g_str_equal (ways.names->pdata[n - 1], what) || !g_str_equal (ways.texts->pdata[n - 1], when))
        ways_add (&ways, g_steal_pointer (&what), g_steal_pointer (&when), dup_way_of (document, event));
    }
  ways_finish (&ways, form, _("Changed Last"));
}

void
sek_overview_form_fill (SekForm *form, SekDocument *document, SekDate today)
{
  add_checks (form, document);
  add_tasks (form, sek_document_get_register (document), today);
  add_changes (form, document);
}
