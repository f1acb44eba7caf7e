/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sek-ages.h"
#include "sek-book.h"

/* What others send, into the register: a table is read, what was understood of it is told, every change is proposed as
 * old → new, and those that are accepted are stored as one step. Nothing is guessed: what can be read in two ways is a
 * question, and what fits nothing is listed.
 *
 *   import = sek_import_new (SEK_IMPORT_KIND_POPULATION, reg);         a snapshot of the register, if it runs in a
 *                                                                      thread
 *   sek_import_set_file (import, path);                                or sek_import_set_bytes() for what was pasted
 *   sek_import_run (import, cancellable, &error);                      in any thread; reads, and makes everything below
 *                                                                      anew
 *   sek_import_get_facts/columns/questions/proposals (import)
 *   sek_import_answer (import, "decimal", "comma");                    and run again
 *   sek_import_accept (import, proposal, TRUE);
 *   sek_import_submit (import, document, only_try, &error);            on the main thread; all or nothing, one undo
 *                                                                      step
 *
 * An import is used by one thread at a time. It knows tables only through sek-reader.h, and changes nothing but through
 * the document. */

G_BEGIN_DECLS

typedef struct _SekImport SekImport;

/* What became of a row of the file, or of a row of the register that the file should have. */
typedef enum
{
  SEK_IMPORT_NEW,      /* the register has nothing there yet */
  SEK_IMPORT_CHANGED,  /* it has something else */
  SEK_IMPORT_SAME,     /* it has the same: nothing to do */
  SEK_IMPORT_DOUBTFUL, /* it can be meant; taken only when somebody accepts it. With nothing to accept where the
                        * figure cannot be told */
  SEK_IMPORT_UNKNOWN,  /* in the file, and nothing in the register is it */
  SEK_IMPORT_MISSING,  /* in the register, and not in the file */
  SEK_IMPORT_DOUBLE,   /* in the file more than once */
  SEK_IMPORT_OTHER,    /* known, and rightly left alone: a municipality that is no member, a sum that was checked */
  SEK_IMPORT_N_VERDICTS
} SekImportVerdict;

/* One thing that was understood of the file: format, encoding, source, year … */
typedef struct
{
  const char *id;       /* "format", "table", "source", "year", "numbers", "sums", "unit", "column", … */
  char       *title;    /* «Format» */
  char       *text;     /* «CSV, separated by semicolons, Windows-1252» */
  gboolean    doubtful; /* worth a look: not certain, or remembered from an earlier import */
} SekImportFact;

/* A column of the file and what it means. */
typedef struct
{
  guint       index;    /* from 0 */
  char       *head;     /* as in the file; «Beløp #3» where several have it, «Kolonne 3» where it has none */
  char       *key;      /* what answers call it: the same, and "#3" where it has none */
  char       *sample;   /* what its first row holds */
  const char *meaning;  /* one of sek_import_get_meanings(); "" for none: it is left out */
  char       *text;     /* the meaning in words, with its year or budget column: «Folketall 1.1.2022» */
  gboolean    doubtful;
} SekImportColumn;

typedef struct
{
  char *answer; /* for sek_import_answer() */
  char *text;   /* in words, with the reading: «1 500» */
} SekImportChoice;

/* Something that the file does not tell. */
typedef struct
{
  char      *id;      /* "decimal", "year", "amount", "unit", "sign", "column", "sheet", "ages" …: stable, documented
                       * in sekretariat-cli(1) */
  char      *text;    /* the question, with the place and both readings */
  GPtrArray *choices; /* element-type SekImportChoice; empty: any text, such as a year */
  char      *answer;  /* as it was given, remembered or found; NULL: nothing can be stored before it is answered */
  gboolean   remembered; /* the answer is from an earlier import */
} SekImportQuestion;

/* A row of the file against the register: at most one change that a person accepts or refuses. */
typedef struct
{
  SekImportVerdict verdict;
  guint64          row;     /* of the file, from 1; 0 of a missing one */
  char            *name;    /* as the file has it: «K-3005 Drammen»; "" of a missing one */
  char            *sender;  /* of a returned sheet: file and office; else NULL */
  SekEntityId      entity;  /* whose row it is about */
  gint64           target;  /* that row: the member, line or project; 0 for none, or one that is new */
  char            *label;   /* what is changed, as people read it: «Drammen, folketall 1.1.2022»; "" for none */
  char            *before;  /* "" when blank */
  char            *after;
  char            *note;    /* why it is doubtful, unknown …; what was summed; NULL when there is nothing to say */
  char            *question; /* of an unknown row: "row:NAME", for sek_import_answer(), tells which line or project
                              * it is; NULL where nothing can be told */
  gboolean         acceptable; /* there is something to accept */
  gboolean         accepted;
} SekImportProposal;

/* kind is a choice of import_rule.kind, SEK_IMPORT_KIND_…. Keeps a reference of reg, which must not change until the
 * import is submitted or freed: a snapshot, unless everything happens in one go. */
SekImport  *sek_import_new           (gint64 kind, SekRegister *reg);
void        sek_import_free          (SekImport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekImport, sek_import_free)

gint64      sek_import_get_kind      (SekImport *self);

/* Adds a file to be read; returned sheets may be many. Another kind takes the last one only. */
void        sek_import_set_file      (SekImport *self, const char *path);
/* The same of what was pasted. name tells what it is, by its suffix, and stands in the log: "paste.tsv". */
void        sek_import_set_bytes     (SekImport *self, GBytes *bytes, const char *name);
/* The day that is stored as the day of retrieval; today if it is not set. */
void        sek_import_set_today     (SekImport *self, SekDate today);

/* How old the register's contacts are (sek_document_read_ages() of SEK_CONTACT), for returned sheets: a change of a
 * contact that was changed after its sheet was made is doubtful. Without it no sheet is known to be older than
 * anything. Takes ages. */
void        sek_import_set_ages      (SekImport *self, SekAges *ages);

/* What was sent to a member for a year in a language, as a book (sek_report_make_sent_book()); NULL when there is none.
 * Owned by who asks. */
typedef SekBook *(*SekImportSentFunc) (SekRegister *reg, gint64 member, int year, SekDate today, SekLanguage language);
/* Asked for each returned sheet, in any thread: what stands there as it was sent is not listed. Without it all is
 * listed that no contact is. */
void        sek_import_set_sent      (SekImport *self, SekImportSentFunc sent);

/* Answers a question, before or after it was asked; NULL takes the answer back. Any column's meaning is answered as
 * "column:KEY" with one of the meanings. Takes effect when the import runs again. */
void        sek_import_answer        (SekImport *self, const char *question, const char *answer);

/* Reads the file and makes facts, columns, questions and proposals anew; what was accepted or refused by hand stays so
 * where the proposal is the same. FALSE when the file cannot be read, is no table of the kind, or the place is sealed;
 * what was understood so far is kept. Of several returned sheets those that can be read are read, and the others are
 * unknown proposals; FALSE when there is none. An open question is no error: see sek_import_is_ready(). */
gboolean    sek_import_run           (SekImport *self, GCancellable *cancellable, GError **error);

/* Borrowed until the next run. Element-types SekImportFact, SekImportColumn, SekImportQuestion, SekImportProposal.
 * Proposals are in the order of the file, and missing ones last. While a question is open there may be none. */
GPtrArray  *sek_import_get_facts     (SekImport *self);
GPtrArray  *sek_import_get_columns   (SekImport *self);
GPtrArray  *sek_import_get_questions (SekImport *self);
GPtrArray  *sek_import_get_proposals (SekImport *self);

/* What a column can mean. Element-type SekImportChoice; borrowed until the next run. */
GPtrArray  *sek_import_get_meanings  (SekImport *self);

/* --- a new budget column ---
 *
 * An answer to "column", or a meaning of a column of the file, can make a budget column: «new:Regnskap 2021», whose
 * title tells its kind and year, or
 * «new:TITLE (KIND YEAR)», and behind the year « from COLUMN» where it starts as a copy of another. The column is a
 * proposal of its own, and what
 * goes into it is not stored without it. */

/* Among choices: a person has to say what column, which the choice does not. */
#define SEK_IMPORT_NEW_COLUMN  "new:TITLE"
/* As an answer to "column": a column of each head that tells its kind and year. */
#define SEK_IMPORT_NEW_COLUMNS "new:"

/* --- a new line or project ---
 *
 * An answer to the question of an unknown row can make one of its name: "new:" and the section of a budget line
 * ("new:expense", «ny post i utgifter»), for a project nothing more. It is a proposal of its own, too. */
#define SEK_IMPORT_NEW_ROW "new:"

/* The answer that makes a column of a kind (SEK_COLUMN_KIND_…); source is what it is a copy of, 0 for an empty one.
 * Owned. */
char       *sek_import_dup_new_column (const char *title, int year, gint64 kind, gint64 source);
/* Whether a head of a table tells the kind and year of a budget column that the register does not have; *title is
 * owned. */
gboolean    sek_import_read_title     (SekRegister *reg, const char *head, char **title, int *year, gint64 *kind);
/* What a new column as the answer to question can be, from what was answered, the head, or the name of the file.
 * *title, owned, is NULL, *year 0 and *kind SEK_NONE where nothing tells it. */
void        sek_import_propose_column (SekImport *self, const char *question, char **title, int *year, gint64 *kind);

/* No question is open. */
gboolean    sek_import_is_ready      (SekImport *self);
/* The open question in one sentence with its readings and how the command line answers it, as an error; FALSE. TRUE
 * when there is none. */
gboolean    sek_import_check_ready   (SekImport *self, GError **error);

guint       sek_import_count         (SekImport *self, SekImportVerdict verdict);
/* How many proposals are accepted, and so would be stored. */
guint       sek_import_count_accepted (SekImport *self);

/* Accepts or refuses; one that cannot be accepted stays as it is. What goes into something new goes with it: refused
 * and accepted as that is. */
void        sek_import_accept        (SekImport *self, guint proposal, gboolean accept);

/* What the log will say: «Importer folketall 1.1.2022 fra 07459.csv». Owned. */
char       *sek_import_dup_title     (SekImport *self);

/* Stores what is accepted, and the answers worth remembering (import_rule), as one action of kind "import". Nothing
 * accepted and nothing to remember: TRUE, and no action. SEK_ERROR_CONFLICT when what is to be changed was changed
 * since the run; otherwise the errors of sek_document_submit(). only_try stores nothing. */
gboolean    sek_import_submit        (SekImport *self, SekDocument *document, gboolean only_try, GError **error);

/* "new", "changed" …, and in the program's language. */
const char *sek_import_verdict_id    (SekImportVerdict verdict);
const char *sek_import_verdict_word  (SekImportVerdict verdict);

G_END_DECLS
