/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-ages.h"
#include "sek-import.h"
#include "sek-reader.h"

/* What the kinds of import share: the places where they put what they understood, asked and propose, and tables as rows
 * of texts. */

G_BEGIN_DECLS

/* A field that an accepted proposal sets. A row below 0 is one that the import makes: −1 the first of self->fresh. */
typedef struct
{
  gint64          row;
  const SekField *field;
  SekValue        value;  /* owned; a reference below 0 is likewise */
  SekValue        before; /* owned; what the snapshot has */
} SekImportSet;

typedef struct
{
  SekImportProposal shown;
  char             *key;   /* what makes it the same one in the next run */
  GArray           *sets;  /* SekImportSet */
  guint             needs; /* 1 + the proposal without which it is not done, 0 for none */
  guint             needs_too; /* likewise, another */
  gboolean          needed; /* another needs this one */
  SekChangeset     *made;  /* a new budget column, line or project with what comes with it, which is target; NULL for
                            * none */
  SekEntityId       gone_entity; /* a row that is deleted when it is accepted */
  gint64            gone;        /* 0 for none */
  struct _SekImportMemory *memory; /* remembered when it is accepted; NULL for nothing */
  /* What is plausible is told from (sek-import-plausible.c). */
  SekDate           date;        /* of a population */
  gint64            column;      /* of an amount its budget column, 0 for none */
  gint64            was;         /* persons or øre, SEK_NONE for none */
  gint64            becomes;
  gboolean          explained;   /* why it moved is known */
} SekImportItem;

/* Something to be remembered when the import is stored: a rule for matched. */
typedef struct _SekImportMemory
{
  char  *matched;
  gint64 line, project, member; /* 0 for none */
  gint64 sign, unit;            /* SEK_NONE for none */
  char  *answer;                /* NULL for none */
} SekImportMemory;

typedef struct
{
  char      *path;   /* NULL of what was pasted */
  GBytes    *bytes;  /* of that, and of what can be read only once; NULL of a file */
  char      *name;   /* without its folder */
  SekReader *reader; /* kept with its rows, so that an answer does not read the file anew; NULL before the first run */
  char      *how;    /* the answers that it was opened with */
  guint      sheet;  /* the one that it begins with */
  GPtrArray *sheets; /* SekReadSheet, of a source of which all are collected, whose reader is closed then */
  gint64     created; /* as that reader said, seconds since 1970 */
} SekImportSource;

struct _SekImport
{
  gint64       kind;
  SekRegister *given;    /* the register that it was made for */
  SekRegister *reg;      /* that one, or a copy that has the new budget columns: what everything is read against */
  SekDate      today;
  SekAges     *ages;     /* of contacts; NULL when nothing is known of them */
  SekImportSentFunc sent; /* NULL when nobody can tell */
  GPtrArray   *sources;
  GHashTable  *answers;  /* question → answer given */
  GHashTable  *decided;  /* key of a proposal → whether it was accepted by hand, +1 */
  GPtrArray   *meanings;
  GPtrArray   *facts;
  GPtrArray   *columns;
  GPtrArray   *questions;
  GPtrArray   *items;    /* SekImportItem */
  GArray      *fresh;    /* SekEntityId of each row that is made */
  GPtrArray   *memories;
  char        *what;     /* for the log: a date, the title of a column, or "" */
};

/* The source's reader at the first row of the sheet that was answered, opened or as the run before had it. Borrowed;
 * NULL with error. */
SekReader     *_sek_import_open          (SekImport *self, SekImportSource *source, GCancellable *cancellable,
                                          GError **error);
/* The same without a sheet; encoding and separator may be NULL. */
gboolean       _sek_import_open_as       (SekImportSource *source, const char *encoding, const char *separator,
                                          GCancellable *cancellable, GError **error);
SekImportSource *_sek_import_get_source (SekImport *self);
/* Forgets what was kept of a source for the next run. */
void           _sek_import_close_source  (SekImportSource *source);
void           _sek_import_free_source   (gpointer source);

void           _sek_import_add_fact      (SekImport *self, const char *id, const char *title, gboolean doubtful,
                                          const char *format, ...) G_GNUC_PRINTF (5, 6);

/* The answer to a question, given or remembered; NULL when there is none. */
const char    *_sek_import_get_answer    (SekImport *self, const char *question, gboolean *remembered);
/* Asks, unless it is answered. choices are answer and text in turn, ending with NULL; an answer that is none of them
 * does not count, unless there are none. The answer, or NULL: the question is open. An answer given is remembered when
 * remember is set. */
const char    *_sek_import_ask           (SekImport *self, const char *question, gboolean remember, const char *text,
                                          ...) G_GNUC_NULL_TERMINATED;
/* The same with choices that are made: element-type SekImportChoice, taken. */
const char    *_sek_import_ask_choices   (SekImport *self, const char *question, gboolean remember, const char *text,
                                          GPtrArray *choices);
GPtrArray     *_sek_import_choices_new   (void);
void           _sek_import_add_choice    (GPtrArray *choices, const char *answer, const char *text);

/* A text on one line, with plain and single spaces. Owned. */
char          *_sek_import_dup_line      (const char *text);

/* A proposal of this verdict without anything to set; name, label … are copied, NULL is "". */
SekImportItem *_sek_import_propose       (SekImport *self, SekImportVerdict verdict, guint64 row, const char *name);
void           _sek_import_set_place     (SekImportItem *item, SekEntityId entity, gint64 target, const char *label);
void           _sek_import_note          (SekImportItem *item, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* Sets a field; nothing where the register has this value. */
void           _sek_import_set           (SekImport *self, SekImportItem *item, gint64 row, const SekField *field,
                                          const SekValue *value);
/* A row that accepted proposals which set its fields make. */
gint64         _sek_import_insert        (SekImport *self, SekEntityId entity);
/* A change is accepted unless somebody refused it, a doubtful one only when somebody accepted it. */
void           _sek_import_settle        (SekImport *self, SekImportItem *item);

/* The rule remembered for a text of the file, or NULL. Accounts also match ranges ("3000-3999"). */
const SekImportRule *_sek_import_find_rule (SekImport *self, const char *matched);
void           _sek_import_remember      (SekImport *self, const SekImportMemory *memory);
/* The same when the item is accepted. */
void           _sek_import_remember_with (SekImportItem *item, const SekImportMemory *memory);

/* --- tables (sek-import-table.c) ---------------------------------------------------------------------------------- */

/* The rows of a sheet as texts, or the first of them. A typed number is its exact figure. */
typedef struct
{
  GPtrArray *rows;      /* char **, each with n_columns texts, "" when blank */
  GArray    *numbers;   /* guint64: each row's number in the file */
  GPtrArray *typed;     /* guint8 *: whether each cell is a typed number */
  guint      n_columns;
  guint      head;      /* the first row of the head; rows before it are titles */
  guint      first;     /* the first row after it; head == first without one */
  GPtrArray *heads;     /* char *, one a column, several rows of a head joined; "" for none */
  GPtrArray *keys;      /* char *, what answers call each column: its head; where several have that its number is
                         * behind it, "Beløp #3", and where it has none "#3" is all */
} SekImportTable;

SekImportTable *_sek_import_table_new     (void);
void            _sek_import_table_free    (SekImportTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekImportTable, _sek_import_table_free)

/* Reads up to most rows; *whole, if not NULL, says whether these are all. FALSE with error. */
gboolean        _sek_import_table_read    (SekImportTable *self, SekReader *reader, guint most, gboolean *whole,
                                           GError **error);
/* Reads all rows; a table of more than 200 000 is refused. */
gboolean        _sek_import_table_read_all (SekImportTable *self, SekReader *reader, GError **error);
/* Finds titles, head and first row. */
void            _sek_import_table_find_head (SekImportTable *self, gboolean (*is_data) (const char *text));
/* The same where it is known which row is the head. */
void            _sek_import_table_set_head (SekImportTable *self, guint row);
/* The same of a table of words, whose head is the first row that is as wide as most others. */
void            _sek_import_table_find_words (SekImportTable *self);
const char     *_sek_import_table_get     (const SekImportTable *self, guint row, guint column);
/* The titles above the head, joined. Owned. */
char           *_sek_import_table_dup_title (const SekImportTable *self);

/* The one of these five-digit numbers of Statistics Norway's tables that a text names; NULL for none, and of NULL.
 * known ends with NULL. */
const char     *_sek_import_find_table    (const char *text, const char *const *known);

/* The answer to "column:KEY": what a person said that the column means; NULL when nobody did. */
const char     *_sek_import_table_get_said (const SekImportTable *self, SekImport *import, guint column);
/* FALSE with error when an answer is about a head that several columns have. */
gboolean        _sek_import_table_check_said (const SekImportTable *self, SekImport *import, GError **error);

/* What statistics banks and spreadsheets write where there is no figure: "..", ":", "null", "#N/A". */
gboolean        _sek_import_is_missing    (const char *text);
/* A hyphen or dash, which tables write for 0. */
gboolean        _sek_import_is_dash       (const char *text);
/* Whether a text is a figure, however large, with comma or point. */
gboolean        _sek_import_is_number     (const char *text);
/* The exact figure of a text as a whole number of the tenth powers of decimals; FALSE when it is none, has more
 * decimals, or is beyond 64 bits. */
gboolean        _sek_import_parse_number  (const char *text, SekDecimal decimal, int decimals, gint64 *value);
/* 1900 … 2100 in a text of its own or among other words («Personer 2020», «1.1.2022», «2019K4» with *quarter 4); 0 for
 * none or several. */
int             _sek_import_find_year     (const char *text, int *quarter);
/* Whether the two digits at are the year of a day, as in «31.12.22». */
gboolean         _sek_import_is_short_year (const char *text, const char *at);
/* A text as it is compared: folded, without punctuation and needless spaces. Owned. */
char           *_sek_import_fold          (const char *text);
/* How alike two folded texts are, 0 … 100. */
guint           _sek_import_alike         (const char *a, const char *b);
/* Asks for the decimal mark if these texts cannot be told without; the mark, or FALSE when the question is open. */
gboolean        _sek_import_ask_decimal   (SekImport *self, const SekDecimals *decimals, SekDecimal *decimal);

/* Adds the column to those that are shown. */
SekImportColumn *_sek_import_add_column   (SekImport *self, const SekImportTable *table, guint column);

/* Whether a folded head is one of comments, or of what a register works out itself (sek-import-table.c). */
gboolean _sek_import_is_comment_head  (const char *head);
gboolean _sek_import_is_computed_head (const char *head);

G_END_DECLS
