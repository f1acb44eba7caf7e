/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sek-value.h"

/* The register file: one SQLite database, opened, migrated, locked, written in transactions and backed up. The only
 * room that knows SQLite. It knows tables by their names and columns, not what they mean; the model says that.
 *
 * One connection writes, on the thread that opened it (asserted). A second, read-only store of the same file may be
 * opened in any thread for loading, checking and backing up. */

G_BEGIN_DECLS

#define SEK_TYPE_STORE (sek_store_get_type ())
G_DECLARE_FINAL_TYPE (SekStore, sek_store, SEK, STORE, GObject)

/* A table as the store sees it. Every table has an INTEGER PRIMARY KEY named id besides these columns. */
typedef struct
{
  const char        *name;
  const char *const *columns;
  guint              n_columns;
} SekStoreTable;

typedef enum
{
  SEK_STORE_WRITE,      /* be the writer, or fall back to reading for the reason in sek_store_dup_read_only_reason() */
  SEK_STORE_READ_ONLY,
} SekStoreMode;

/* Why a store cannot be written although it was asked to be. */
typedef enum
{
  SEK_STORE_WRITABLE,
  SEK_STORE_READ_ONLY_ASKED,
  SEK_STORE_READ_ONLY_FILE,
  SEK_STORE_READ_ONLY_FOLDER,
  SEK_STORE_READ_ONLY_NEWER,
  SEK_STORE_READ_ONLY_OTHER_WRITER,
  SEK_STORE_READ_ONLY_BACKUP,       /* it is a backup that the program made by itself */
  SEK_STORE_READ_ONLY_REPLACED,     /* what lies there now cannot be read as the same register */
} SekStoreReadOnly;

/* What SQL cannot compute of an upgrade: called in its transaction, when all tables are of the newest version, for a
 * file that was of an older one than version. It writes with sek_store_insert() and its brothers. */
typedef gboolean (*SekStoreModelStep) (SekStore *self, GError **error);

/* The model's part of a migration, said once before any store is opened. */
void             sek_store_set_model_step     (int version, SekStoreModelStep step);

/* The id of a row that a migration makes: the first 63 bits of the SHA-256 of what it is made of, so that two upgrades
 * of one file agree. */
gint64           sek_store_made_id            (const char *what);

/* Creates a new register file at path with the current schema. An existing file is never replaced: SEK_ERROR_REFUSED.
 * A failed creation leaves no file. Returns the writing store. */
SekStore        *sek_store_create             (const char *path, GError **error);

/* Whether nothing lies at path, so that a register can be made there: the same refusals, without making one. */
gboolean         sek_store_check_new          (const char *path, GError **error);

/* The version of the tables that this program makes. */
int              sek_store_get_newest_version (void);

/* Opens an existing register, and writes nothing to it but what takes back an interrupted change. Fails with
 * SEK_ERROR_NOT_FOUND, _NOT_A_REGISTER (something else, 0 bytes, a stub), _DAMAGED (header or schema broken), _INPUT (a
 * path that is too long), _IO, _BUSY (an interrupted change that cannot be taken back, since file or folder cannot be
 * written). An older register is read in memory, as it will be once upgraded; a newer one opens read-only. */
SekStore        *sek_store_open               (const char *path, SekStoreMode mode, GError **error);

/* What was read is sound, says the one who read it: only now is a register that is to be written upgraded, after a
 * checked backup (sek-store-backup.h), and signed as being written by this program. Does nothing where nothing is to be
 * written. On FALSE the store is of no more use. */
gboolean         sek_store_accept             (SekStore *self, GError **error);

/* Ends the connection and gives up the writer's lock; also done by the last unref. */
void             sek_store_close              (SekStore *self);

const char      *sek_store_get_path           (SekStore *self);
int              sek_store_get_version        (SekStore *self);
SekStoreReadOnly sek_store_get_read_only      (SekStore *self);

/* A full sentence for people: why the register is read-only, who writes and since when, what to do. NULL when it is
 * writable. Free with g_free(). */
char            *sek_store_dup_read_only_reason (SekStore *self);

/* TRUE when another program has written the file since the last call, by SQLite's rules or over them, such as by a copy
 * that was laid over it; the file is then read from the start. */
gboolean         sek_store_has_changed        (SekStore *self);

/* Whether path still names the file that is open: FALSE with SEK_ERROR_NOT_FOUND when it was deleted, moved or
 * replaced. */
gboolean         sek_store_check_file         (SekStore *self, GError **error);

/* PRAGMA quick_check, and whether the log's changes and events have their actions. FALSE with SEK_ERROR_DAMAGED; may be
 * run on a read-only store in a thread. */
gboolean         sek_store_check              (SekStore *self, GCancellable *cancellable, GError **error);

/* --- reading ------------------------------------------------------------------------------------------------- */

typedef struct _SekStoreRow SekStoreRow;

gboolean         sek_store_row_is_blank       (SekStoreRow *row, guint column);
/* 0 and NULL of a blank value. One that is no integer, or no text in UTF-8 without NUL, ends the reading with
 * SEK_ERROR_DAMAGED after the callback returns, which gets 0 or "". A text is borrowed until then. */
gint64           sek_store_row_get_integer    (SekStoreRow *row, guint column);
const char      *sek_store_row_get_text       (SekStoreRow *row, guint column);

/* The value as it is stored, of either type; borrowed until then. */
SekValue         sek_store_row_get_value      (SekStoreRow *row, guint column);

/* SEK_ERROR_DAMAGED for a row that cannot be believed; reason is the middle of a sentence. */
void             sek_store_refuse_row         (SekStore *self, const char *table, gint64 id, const char *reason,
                                               GError **error);

/* Called for each row; FALSE stops the reading, with error set by the callback or left NULL for a plain stop. */
typedef gboolean (*SekStoreRowFunc) (gint64 id, SekStoreRow *row, gpointer user_data, GError **error);

/* Every row of table in order of id. */
gboolean         sek_store_read_table         (SekStore *self, const SekStoreTable *table,
                                               SekStoreRowFunc func, gpointer user_data,
                                               GCancellable *cancellable, GError **error);

/* The rows of table whose column holds value, in order of id, at most limit (0 = all). */
gboolean         sek_store_read_where         (SekStore *self, const SekStoreTable *table, guint column,
                                               const SekValue *value, guint limit, SekStoreRowFunc func,
                                               gpointer user_data, GError **error);

/* All reads between these two see one state of the file. SEK_ERROR_CONFLICT at the end when a program that does not
 * keep to SQLite's rules has written it meanwhile, so that they may have seen two. */
gboolean         sek_store_begin_read         (SekStore *self, GError **error);
gboolean         sek_store_end_read           (SekStore *self, GError **error);

/* --- writing: everything between begin and commit, or nothing ------------------------------------------------- */

gboolean         sek_store_begin              (SekStore *self, GError **error);
gboolean         sek_store_commit             (SekStore *self, GError **error);
/* Never fails; safe after any failed write or commit. */
void             sek_store_rollback           (SekStore *self);

/* values has one value a column. SEK_ERROR_REFUSED when a CHECK or UNIQUE rule of the file forbids it, _FULL,
 * _READ_ONLY, _IO. */
gboolean         sek_store_insert             (SekStore *self, const SekStoreTable *table, gint64 id,
                                               const SekValue *values, GError **error);
/* SEK_ERROR_CONFLICT unless exactly one row with this id holds before. */
gboolean         sek_store_update             (SekStore *self, const SekStoreTable *table, gint64 id, guint column,
                                               const SekValue *before, const SekValue *after, GError **error);
/* SEK_ERROR_CONFLICT unless the row is there. */
gboolean         sek_store_delete             (SekStore *self, const SekStoreTable *table, gint64 id, GError **error);

/* --- the log ---------------------------------------------------------------------------------------------------- */

typedef enum { SEK_STORE_INSERT, SEK_STORE_UPDATE, SEK_STORE_DELETE } SekStoreOperation;
typedef enum { SEK_STORE_DO, SEK_STORE_UNDO, SEK_STORE_REDO } SekStoreWhat;

/* One logged value: an update is one of them, an insert or delete one for each column that is not blank (its before or
 * after blank). */
typedef struct
{
  SekStoreOperation operation;
  char             *entity;
  gint64            row;
  char             *field;
  SekValue          before;
  SekValue          after;
} SekStoreChange;

SekStoreChange *sek_store_change_copy (const SekStoreChange *change);
void            sek_store_change_free (SekStoreChange *change);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekStoreChange, sek_store_change_free)

/* Within a transaction: writes an action (kind and arguments are the caller's, worded when shown), returning its id.
 * barrier: undo stops at it. */
gboolean         sek_store_log_action         (SekStore *self, const char *kind, const char *arguments,
                                               gboolean barrier, gint64 *action, GError **error);
gboolean         sek_store_log_change         (SekStore *self, gint64 action, const SekStoreChange *change,
                                               GError **error);
/* An append-only event on an action, now, by this user of this machine. */
gboolean         sek_store_log_event          (SekStore *self, gint64 action, SekStoreWhat what, GError **error);
/* The same with the time and number that it has: at NULL is now, id 0 the next. */
gboolean         sek_store_log_event_as       (SekStore *self, gint64 action, SekStoreWhat what, const char *at,
                                               gint64 id, GError **error);

/* The tables of the log, to be read and written whole as those of rows are, in the order in which they refer to each
 * other. */
typedef enum
{
  SEK_STORE_LOG_ACTIONS, /* kind, arguments, barrier, schema_version */
  SEK_STORE_LOG_CHANGES, /* action, operation, entity, row, field, before, after */
  SEK_STORE_LOG_EVENTS,  /* action, what, at, who */
  SEK_STORE_N_LOG_TABLES
} SekStoreLogTable;

const SekStoreTable *sek_store_get_log_table  (SekStoreLogTable table);

typedef struct
{
  gint64       id;  /* events are numbered in their order */
  gint64       action;
  char        *kind;
  char        *arguments;
  gboolean     barrier;
  int          schema_version;
  SekStoreWhat what;
  char        *at;  /* UTC, "2022-11-18T08:00:00Z" */
  char        *who; /* "user@machine" */
} SekStoreEvent;

void             sek_store_event_free         (SekStoreEvent *event);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekStoreEvent, sek_store_event_free)

/* The action that undo or redo would take next, with its last event; NULL without error when there is none: nothing
 * done, a barrier (sealing, migration, creation) reached, an action of another schema version. A new action ends
 * redo. */
SekStoreEvent   *sek_store_get_undo           (SekStore *self, GError **error);
SekStoreEvent   *sek_store_get_redo           (SekStore *self, GError **error);

/* The changes of an action in the order they were logged; element-type SekStoreChange, owned. */
GPtrArray       *sek_store_read_changes       (SekStore *self, gint64 action, GError **error);

/* Events newest first, at most limit after skipping offset; element-type SekStoreEvent, owned. */
GPtrArray       *sek_store_read_events        (SekStore *self, guint offset, guint limit, GError **error);

/* The events that touched one field (or NULL: any) of a row, newest first, with the change as that event made it (an
 * undo has before and after swapped). Both arrays are owned and run in parallel. */
gboolean         sek_store_read_history       (SekStore *self, const char *entity, gint64 row, const char *field,
                                               guint limit, GPtrArray **events, GPtrArray **changes, GError **error);

/* One line of the log: what an event made of one field. */
typedef struct
{
  gint64 event;
  gint64 change;
} SekStoreLogEntry;

/* Which lines are wanted; what is 0 or NULL does not matter. */
typedef struct
{
  gint64      row;    /* changes of this row, and of rows that ever referred to it */
  const char *entity;
  const char *field;
  const char *who;
  const char *from;   /* UTC, "2022-11-18T08:00:00Z"; included */
  const char *to;     /* not included */
} SekStoreLogFilter;

/* The lines, newest event first. Owned; element-type SekStoreLogEntry. */
GArray          *sek_store_find_log           (SekStore *self, const SekStoreLogFilter *filter, GError **error);
/* One of them, the change as its event made it; both owned. */
gboolean         sek_store_read_log           (SekStore *self, const SekStoreLogEntry *entry, SekStoreEvent **event,
                                               SekStoreChange **change, GError **error);
/* An event that touched a row. */
typedef struct
{
  gint64       row;
  gint64       action;
  gint64       event;
  SekStoreWhat what;
  gboolean     inserts; /* the action made the row */
} SekStoreTouch;

/* All of them of an entity, also of rows that are gone, in order of row, action and event. Owned; element-type
 * SekStoreTouch. */
GArray          *sek_store_read_touches       (SekStore *self, const char *entity, GError **error);

/* Those who ever changed something, and the fields that ever were ("entity.field"), in order. Owned; element-type char
 * *; NULL with error. */
GPtrArray       *sek_store_read_people        (SekStore *self, GError **error);
GPtrArray       *sek_store_read_fields        (SekStore *self, GError **error);

/* *n: how many actions from this one on stand, each of which undo would take; 0 when it was taken back itself. */
gboolean         sek_store_count_standing     (SekStore *self, gint64 action, guint *n, GError **error);

/* --- copies ------------------------------------------------------------------------------------------------------ */

/* Called with 0.0–1.0 while a copy is made, in the thread that makes it. */
typedef void (*SekStoreProgressFunc) (double done, gpointer user_data);

/* A whole, checked copy at path by SQLite's backup API: written beside it, reopened and checked, synced, renamed. An
 * existing file is replaced only when replace is TRUE and no other program holds it. */
gboolean         sek_store_copy               (SekStore *self, const char *path, gboolean replace,
                                               SekStoreProgressFunc progress, gpointer user_data,
                                               GCancellable *cancellable, GError **error);

G_END_DECLS
