/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>
#include <time.h>

#include "sek-store.h"

/* What the files of the store share; nobody else includes it but the store's tests. */

G_BEGIN_DECLS

#define SEK_STORE_APPLICATION_ID 0x53454b52 /* "SEKR" */

typedef struct _SekStoreFile SekStoreFile;

/* What tells that a file was written: any write moves its times, of which no program can set the second back. */
typedef struct
{
  gint64          size;
  struct timespec modified;
  struct timespec changed;
  guchar          header[100];
} SekStoreStamp;

struct _SekStore
{
  GObject            parent_instance;

  char              *path;           /* absolute */
  const char *const *steps;          /* the migrations, borrowed */
  GThread           *thread;         /* that opened the store; the only one that uses it */

  SekStoreFile      *file;           /* opened before the database and closed after it */
  sqlite3           *db;             /* the file, or in memory a copy of it that was upgraded; NULL once closed */
  GHashTable        *statements;     /* SQL → sqlite3_stmt, kept for the life of the connection */
  GHashTable        *row_statements; /* table, operation, column → sqlite3_stmt */

  gboolean           in_memory;
  int                version;        /* of the tables that db has */
  int                file_version;   /* of those in the file */
  SekStoreReadOnly   read_only;
  gboolean           is_signed;      /* the file says that this store writes it */
  gint64             data_version;
  gint32             backed_up;      /* the local day on which a backup was last tried */
  SekStoreStamp      read_stamp;     /* of the file when a reading of several tables began */
  int                spilled;        /* what SQLite had written ahead of a COMMIT before the last one, in its count */
  SekStoreStamp      stamp;          /* of the file as it was when it was last read from the start, or written here */
};

/* --- words: the one place where a result of SQLite or the system becomes an error --------------------------------- */

typedef enum
{
  SEK_ATTEMPT_CREATE,
  SEK_ATTEMPT_OPEN,
  SEK_ATTEMPT_READ,
  SEK_ATTEMPT_WRITE,
  SEK_ATTEMPT_CHECK,
  SEK_ATTEMPT_UPGRADE,
  SEK_ATTEMPT_COPY,
} SekAttempt;

/* “Could not … “NAME”: ” and the reason, which ends with what to do. */
void          _sek_store_refuse         (const char *path, SekAttempt attempt, int code, const char *reason,
                                         GError **error);
/* For a failed call of the system with this errno. */
void          _sek_store_refuse_errno   (const char *path, SekAttempt attempt, int failed, GError **error);
/* For a failed call of SQLite; db, which may be NULL, is asked for its message and errno, so nothing
 * may come between. */
void          _sek_store_refuse_result  (sqlite3 *db, const char *path, SekAttempt attempt, int result, GError **error);
/* The same for the store's own connection. */
void          _sek_store_fail           (SekStore *self, SekAttempt attempt, int result, GError **error);

/* --- the connection ----------------------------------------------------------------------------------------------- */

SekStore     *_sek_store_create_with    (const char *path, const char *const *steps, GError **error);
SekStore     *_sek_store_open_with      (const char *path, SekStoreMode mode, const char *const *steps, GError **error);

/* Connects to the file as it lies there; what it is of is not looked at. */
gboolean      _sek_store_connect_to     (SekStore *self, gboolean writing, SekAttempt attempt, GError **error);
void          _sek_store_disconnect     (SekStore *self);
/* SQLite reads for the first time: the version of the file, which is that of a register and whole as far as its header
 * tells. */
gboolean      _sek_store_read_version   (SekStore *self, GError **error);
/* Everything from the lock to the tables of the newest version. */
gboolean      _sek_store_open_to_write  (SekStore *self, GError **error);
gboolean      _sek_store_open_to_read   (SekStore *self, SekStoreReadOnly reason, GError **error);
/* The number that a statement of one row gives. */
gboolean      _sek_store_read_integer   (SekStore *self, const char *sql, gint64 *value, GError **error);

/* Runs SQL whose statement is not kept. */
gboolean      _sek_store_run            (SekStore *self, const char *sql, SekAttempt attempt, GError **error);
/* A kept statement, ready to be bound; the one who steps it resets it. NULL with error. */
sqlite3_stmt *_sek_store_prepare        (SekStore *self, const char *sql, SekAttempt attempt, GError **error);
/* Steps a statement that gives no rows, and resets it. */
void          _sek_store_free_statement (gpointer statement);
GHashTable   *_sek_store_new_row_statements (void);
gboolean      _sek_store_step           (SekStore *self, sqlite3_stmt *statement, SekAttempt attempt, GError **error);
void          _sek_store_bind           (sqlite3_stmt *statement, int index, const SekValue *value);
/* SEK_ERROR_CONFLICT when the file is no longer what it was at this stamp. */
gboolean      _sek_store_check_unchanged (SekStore *self, const SekStoreStamp *before, SekAttempt attempt,
                                          GError **error);
/* Begins a transaction that writes. SEK_ERROR_CONFLICT, and none is begun, when another program has written the file
 * since it was read: SQLite itself does not notice a copy that was laid over it. */
gboolean      _sek_store_begin_unchanged (SekStore *self, SekAttempt attempt, GError **error);
/* COMMIT, after which the file is as this store left it. SEK_ERROR_CONFLICT, with all to be rolled back, when it was
 * written meanwhile. */
gboolean      _sek_store_finish         (SekStore *self, SekAttempt attempt, GError **error);
/* Goes on as a reader for this reason, giving up the writer's lock. */
gboolean      _sek_store_become_reader  (SekStore *self, SekStoreReadOnly reason, GError **error);

/* --- the file: one descriptor for all stores of it in this process, and the writer's lock ------------------------- */

typedef enum
{
  SEK_STORE_FILE_READ,   /* opened to read alone, so that nothing that goes wrong can write to it */
  SEK_STORE_FILE_WRITE,  /* to write as well, where the file allows it */
  SEK_STORE_FILE_CREATE, /* made; one that exists is refused */
} SekStoreFileMode;

/* Opens the file, or joins those who have it open here. A file that is no register is refused, unless it was just
 * made. */
SekStoreFile *_sek_store_file_open      (const char *path, SekStoreFileMode mode, GError **error);
/* What the file is like now; all zero when it cannot be told. */
void          _sek_store_file_stamp     (SekStoreFile *file, SekStoreStamp *stamp);
gboolean      _sek_store_stamp_equal    (const SekStoreStamp *a, const SekStoreStamp *b);
/* Gives up the lock, if self has it. Closes the descriptor with the last store. Call it after SQLite's own closing. */
void          _sek_store_file_close     (SekStoreFile *file, SekStore *self);
gboolean      _sek_store_file_can_write (SekStoreFile *file);
gint64        _sek_store_file_get_size  (SekStoreFile *file);
guint         _sek_store_file_get_mode  (SekStoreFile *file);
/* Whether path names this very file. */
gboolean      _sek_store_file_is_at     (SekStoreFile *file, const char *path);
/* Whether any store of this process has open what lies at path. */
gboolean      _sek_store_file_is_open   (const char *path);
/* FALSE without error when another holds the lock, here or in another process. */
gboolean      _sek_store_file_lock      (SekStoreFile *file, SekStore *self, GError **error);
void          _sek_store_file_unlock    (SekStoreFile *file, SekStore *self);
/* Takes the lock of a file that no store of this process has open: a descriptor to be closed, -1 when there is nothing
 * to lock, or -1 with error when another holds it. */
int           _sek_store_hold           (const char *path, GError **error);
/* What an interrupted writer of a register of that name left; SQLite would play it back into a new file. */
gboolean      _sek_store_refuse_remains (const char *path, SekAttempt attempt, GError **error);

/* --- the writer's signature --------------------------------------------------------------------------------------- */

/* Writes who holds the lock into the file, which also proves that the file can be written: where it cannot, the store
 * becomes a reader and the error is SEK_ERROR_READ_ONLY. */
gboolean      _sek_store_sign           (SekStore *self, GError **error);
void          _sek_store_unsign         (SekStore *self);
/* "user@machine since TIME", or NULL. */
char         *_sek_store_dup_writer     (SekStore *self);
char         *_sek_store_dup_who        (void);
char         *_sek_store_dup_now        (void);

/* --- backups ------------------------------------------------------------------------------------------------------ */

/* A whole, checked copy at path, which must not exist, with these rights. */
gboolean      _sek_store_copy_with_mode (SekStore *self, const char *path, guint mode, GError **error);
/* Seconds since 1970 as local day and time in numbers. */
char         *_sek_store_dup_local_time (gint64 time);
/* Where this register's backups lie, or would lie; NULL with error when its log cannot be read. */
char         *_sek_store_dup_backup_folder (SekStore *self, GError **error);
/* As sek_store_back_up_daily(), by the clock that is given in seconds since 1970. */
gboolean      _sek_store_back_up_daily_at (SekStore *self, gint64 now, GError **error);
/* *path gets the backup, NULL where they are switched off; the old ones are thinned by who goes on. */
gboolean      _sek_store_back_up_before_upgrade (SekStore *self, char **path, GError **error);
/* Those of a list of SekStoreBackup that are kept: a set, its members borrowed from the list. */
GHashTable   *_sek_store_choose_backups (GPtrArray *list);
/* Takes away those of a folder that are not. */
void          _sek_store_thin_backups   (const char *folder);

/* --- checks and migrations ---------------------------------------------------------------------------------------- */

/* SQLITE_OK when a checking pragma finds nothing, SQLITE_CORRUPT when it does, SQLITE_INTERRUPT when cancelled, or what
 * failed. *found, if not NULL, gets what was found, in SQLite's words; owned. */
int           _sek_store_verify         (sqlite3 *db, const char *pragma, GCancellable *cancellable, char **found);
/* SEK_ERROR_DAMAGED with these words. */
void          _sek_store_refuse_found   (SekStore *self, SekAttempt attempt, const char *found, GError **error);

/* The program's own migrations, the first makes a register; ended by NULL. */
const char *const *_sek_store_get_steps (void);
int           _sek_store_newest         (SekStore *self);
/* Brings the file to the newest version, each step in one transaction; an existing register is backed up first. */
gboolean      _sek_store_migrate        (SekStore *self, GError **error);
/* The same of the copy in memory, once it was found sound; nothing is logged, so that the same file gives the same
 * tables each time. */
gboolean      _sek_store_migrate_in_memory (SekStore *self, GError **error);

G_END_DECLS
