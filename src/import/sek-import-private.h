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

/* The kinds (sek-import-….c). FALSE with error; an open question ends them early with TRUE. */
gboolean       _sek_import_population    (SekImport *self, GCancellable *cancellable, GError **error);
gboolean       _sek_import_members       (SekImport *self, GCancellable *cancellable, GError **error);
gboolean       _sek_import_accounts      (SekImport *self, GCancellable *cancellable, GError **error);
gboolean       _sek_import_amounts       (SekImport *self, GCancellable *cancellable, GError **error);
gboolean       _sek_import_sheets        (SekImport *self, GCancellable *cancellable, GError **error);

/* What a column of a list of members means by its head, one of sek_import_get_meanings() of that kind; "" for none.
 * «Navn» is the contact's here. */
const char    *_sek_import_find_member_column (const char *head);
/* What a column of a part of the contact of one role means, "political-email". Borrowed for good. */
const char    *_sek_import_role_meaning (guint role, int part);

/* The source's reader at the first row of the sheet that was answered, opened or as the run before had it. Borrowed;
 * NULL with error. */
SekReader     *_sek_import_open          (SekImport *self, SekImportSource *source, GCancellable *cancellable,
                                          GError **error);
/* The same without a sheet; encoding and separator may be NULL. */
gboolean       _sek_import_open_as       (SekImportSource *source, const char *encoding, const char *separator,
                                          GCancellable *cancellable, GError **error);
SekImportSource *_sek_import_get_source (SekImport *self);

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

/* --- amounts (sek-import-lines.c) --------------------------------------------------------------------------------- */

/* What a row of the file means: a line or project, or nothing on purpose. */
typedef struct
{
  gint64   target;   /* 0 for none */
  gboolean ignored;  /* a rule says that it is left out */
  gboolean doubtful; /* only alike; never taken by itself */
  gint64   sign;     /* of a rule, else SEK_NONE */
  gint64   unit;     /* likewise */
  char     note[200];
} SekImportMeaning;

/* By a rule or an answer ("row:NAME"), then by the same name, then by one that is alike. entity is BUDGET_LINE, PROJECT
 * or MEMBER. FALSE with error when an answer names nothing. */
gboolean       _sek_import_find_meaning  (SekImport *self, SekEntityId entity, const char *name, gboolean by_name,
                                          SekImportMeaning *meaning, GError **error);
/* The øre of one of the amounts, from words of the table, or asked with an example; 0 when the question is open. */
gint64         _sek_import_ask_unit      (SekImport *self, const char *words, const char *example);
/* An amount of a line or project in a budget column as a proposal, its place set. comment NULL leaves that alone. */
SekImportItem *_sek_import_propose_amount (SekImport *self, SekEntityId entity, gint64 target, gint64 column,
                                           gint64 ore, const char *comment, guint64 row, const char *name);
char          *_sek_import_format_amount (SekImport *self, gint64 column, gint64 ore);
/* The øre of an amount of this unit; a dash is 0. FALSE when it is none. */
gboolean       _sek_import_parse_amount  (const char *text, SekDecimal decimal, gint64 unit, gint64 *ore);
/* Whether a name is that of a sum, a result or a balance. */
gboolean       _sek_import_is_computed   (SekImport *self, const char *name);

/* --- budget columns (sek-import-columns.c) ------------------------------------------------------------------------ */

/* Each budget column that can take amounts, by its title, and one that is to be made. */
void           _sek_import_add_open_columns (SekImport *self, GPtrArray *choices);
/* The budget column that an answer to question names: one that is there, unless it is sealed, or a new one, which is
 * proposed, and is in self->reg from then on. head is what the file calls it. 0 with error. */
gint64         _sek_import_find_column   (SekImport *self, const char *answer, const char *question, const char *head,
                                          GError **error);
gboolean       _sek_import_check_open    (SekImport *self, gint64 column, GError **error);
/* Adds the title that a head proposes for a new column to titles, if it does. */
void           _sek_import_add_title     (SekImport *self, const char *head, GPtrArray *titles);
/* The question "column", and its answer, if it has one: SEK_IMPORT_NEW_COLUMNS stands for titles, which are offered. */
const char    *_sek_import_ask_columns   (SekImport *self, GPtrArray *titles);
/* The one budget column that "column" asks for. 0 with error, or when the question is open. */
gint64         _sek_import_ask_column    (SekImport *self, GPtrArray *titles, GError **error);
/* 1 + the proposal that makes a row: a budget column, line or project; 0 when it is there already. */
guint          _sek_import_find_making   (SekImport *self, SekEntityId entity, gint64 row);
/* SEK_ERROR_CONFLICT when a column of this title was made meanwhile. */
gboolean       _sek_import_check_making  (const SekImportItem *item, SekRegister *reg, GError **error);

/* --- plausibility (sek-import-plausible.c)
 * --------------------------------------------------------------------------- */

/* Makes populations doubtful that move more than a fifth without a known merger or split. */
void           _sek_import_doubt_populations (SekImport *self);
/* Makes amounts doubtful where most of them moved about a thousandfold. */
void           _sek_import_doubt_amounts (SekImport *self);

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
/* The same of a table of words, whose head is the first row that is as wide as most others. */
void            _sek_import_table_find_words (SekImportTable *self);
const char     *_sek_import_table_get     (const SekImportTable *self, guint row, guint column);
/* The titles above the head, joined. Owned. */
char           *_sek_import_table_dup_title (const SekImportTable *self);

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

/* What the import as a whole knows of an item, and of the action that it becomes. */
gboolean _sek_import_is_accepted      (SekImport *self, const SekImportItem *item);
void     _sek_import_name_action      (SekImport *self, SekChangeset *changeset);

G_END_DECLS
