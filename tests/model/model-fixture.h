/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "sek-apply.h"
#include "sek-budget-edit.h"
#include "sek-budget.h"
#include "sek-document-private.h"
#include "sek-error.h"
#include "sek-fee-run.h"
#include "sek-history.h"
#include "sek-key.h"

/* A register in a folder of the test's own, changed as a person changes it: by the keys and texts that the grid and the
 * command line take. What is meant to succeed fails the test when it does not. */

typedef struct
{
  char        *folder;
  char        *path;
  SekDocument *document;
} Fixture;

/* With the example, with the example without its scenario, or with an organisation and nothing else. */
#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up_example, function, tear_down)
#define ADD_FIGURES(name, function) g_test_add (name, Fixture, NULL, set_up_figures, function, tear_down)
#define ADD_EMPTY(name, function) g_test_add (name, Fixture, NULL, set_up_empty, function, tear_down)

void         set_up_example (Fixture *fixture, gconstpointer data);
void         set_up_figures (Fixture *fixture, gconstpointer data);
void         set_up_empty   (Fixture *fixture, gconstpointer data);
void         tear_down      (Fixture *fixture, gconstpointer data);

SekRegister *reg_of         (Fixture *fixture);
/* Closes the register and opens it for writing. */
void         reopen         (Fixture *fixture);
/* Free with g_free(). */
char        *dump           (Fixture *fixture);
/* The dump of what the file holds, read by a second, read-only opening. Free with g_free(). */
char        *dump_file      (Fixture *fixture);
/* Memory and file hold the same, and the sums kept are those counted anew. */
void         assert_whole   (Fixture *fixture);
guint        count_events   (Fixture *fixture);
guint        count_rows     (Fixture *fixture, SekEntityId entity);

gint64       find           (Fixture *fixture, const char *entity, const char *key);

/* One edit; try_ returns the error that refused it, or NULL. */
void         edit           (Fixture *fixture, const char *entity, const char *key, const char *column,
                             const char *text);
GError      *try_edit       (Fixture *fixture, const char *entity, const char *key, const char *column,
                             const char *text);
/* A new row of pairs of column and text, ended by NULL; its id. */
gint64       add            (Fixture *fixture, const char *entity, ...) G_GNUC_NULL_TERMINATED;
GError      *try_add        (Fixture *fixture, const char *entity, ...) G_GNUC_NULL_TERMINATED;
void         remove_row     (Fixture *fixture, const char *entity, const char *key);
GError      *try_remove_row (Fixture *fixture, const char *entity, const char *key);
void         submit         (Fixture *fixture, SekChangeset *changeset);
/* The amount of line × column as the grid sets it, in the column's unit; "" clears it. */
void         type_amount    (Fixture *fixture, const char *line, const char *column, const char *text);
GError      *try_amount     (Fixture *fixture, const char *line, const char *column, const char *text);

void         undo           (Fixture *fixture);
void         redo           (Fixture *fixture);

/* A packed file of registers of earlier versions, which lie in folder. */
GBytes      *read_frozen    (const char *folder, const char *name);
/* A register of an earlier version holds what it held: every row, by the entities and fields that there were then. What
 * came later is not looked at, so that a new field leaves what was frozen as it is. */
void         assert_holds_frozen (SekRegister *reg, GBytes *expected);

/* The figure of a row of Hovedtall: a line's name, or "sum-income", "sum-expense", "result", "closing". */
gint64       figure         (Fixture *fixture, const char *row, const char *column);
gint64       invoices       (Fixture *fixture, int year);
/* The check of an id such as "fees/Forslag budsjett 2023"; NULL when there is none. Free with sek_check_free(). */
SekCheck    *find_check     (Fixture *fixture, const char *id, SekDate today);

/* Fails unless error is of this code and its message holds word. Frees it. */
#define assert_refused(error, code, word) assert_refused_at (G_STRLOC, (error), (code), (word))
void         assert_refused_at (const char *place, GError *error, int code, const char *word);

#define KR(n) ((gint64) (n) * 100)
#define TKR(n) ((gint64) (n) * 100000)

/* What a register is, in memory and in its file. */
typedef struct
{
  char *memory;
  char *file;
  guint events;
} Before;

Before remember         (Fixture *fixture);
/* Nothing of it has become another since. Clears before. */
void   assert_untouched (Fixture *fixture, Before *before);

/* Small registers: a member with its persons of 1.1.2022 (NULL: none), an income and an expense line and more, a budget
 * column. */
void add_member (Fixture *fixture, const char *name, const char *persons);
void add_lines (Fixture *fixture);
void make_column (Fixture *fixture, const char *title, const char *year, const char *kind, const char *carry_from,
                  const char *base);

/* A cell of a row as people read it on 1.1.2023. Borrowed until the next call. */
const char *text_of (Fixture *fixture, SekEntityId entity, const char *key, const char *column);

/* The day on which fees are issued. */
#define FEE_DAY SEK_DATE (2023, 1, 2)

/* An account, and a pattern for KIDs. */
void             set_council  (Fixture *fixture, const char *kid_pattern);
/* Three municipalities (Halden 3001, Moss 3002, Sarpsborg 3003) that pay 100, 200 and 300 kr of 2023 and of 2024. */
void             add_council  (Fixture *fixture);

/* Issues the fees of a year, whatever is lacking: the run, borrowed until the next change. try_ returns the error that
 * refused it, or NULL. */
const SekFeeRun *issue_fees        (Fixture *fixture, int year);
GError          *try_issue_fees    (Fixture *fixture, int year);
GError          *try_issue_fees_as (Fixture *fixture, int year, const SekRunChoice *choice, gboolean incomplete);

/* What a run issued, and what would be issued now. Owned. */
SekInvoices     *read_run          (Fixture *fixture, int year, int number);
SekInvoices     *prepare_fees      (Fixture *fixture, int year);
SekInvoices     *prepare_fees_of   (SekRegister *reg, int year);
/* Nothing is to be issued of a year. */
void             assert_nothing_left (Fixture *fixture, int year);
