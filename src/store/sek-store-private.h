/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>
#include <sys/stat.h>

#include "sek-store.h"

/* What the files of the store share; nobody else includes it. */

#define SEK_STORE_APPLICATION_ID 0x53454b52 /* "SEKR" */

struct _SekStore
{
  GObject          parent_instance;

  char            *path;
  sqlite3         *db;
  GThread         *thread;      /* that opened it; the only one that uses it */
  int              lock;        /* descriptor of the writer's lock, opened before the database and closed after it; -1 */
  struct stat      identity;    /* of the file that was opened */
  int              version;
  SekStoreReadOnly read_only;
  char            *other;       /* who writes and since when, when another does */
  guint            data_version;
  GHashTable      *statements;  /* SQL → sqlite3_stmt, kept for the life of the store */
};

/* Sets error for a failed SQLite call: what was attempted (a full phrase like “Could not store the change”), why, what to do. */
void          _sek_store_fail        (SekStore *self, int result, const char *attempted, GError **error);

gboolean      _sek_store_run         (SekStore *self, const char *sql, const char *attempted, GError **error);

/* A cached statement, reset and ready to be bound; NULL with error. */
sqlite3_stmt *_sek_store_prepare     (SekStore *self, const char *sql, const char *attempted, GError **error);

void          _sek_store_bind        (sqlite3_stmt *statement, int index, const SekValue *value);
SekValue      _sek_store_read_value  (sqlite3_stmt *statement, int column);

/* Takes the writer's lock. FALSE without error when another holds it. */
gboolean      _sek_store_lock        (SekStore *self, GError **error);
/* Writes who holds the lock into the file, which also proves that it can be written. */
gboolean      _sek_store_sign        (SekStore *self, GError **error);
char         *_sek_store_dup_writer  (SekStore *self);

int           _sek_store_newest_version (void);
/* Brings the file to the newest version. steps is NULL for the program's own, else texts of SQL ended by NULL (tests). */
gboolean      _sek_store_migrate     (SekStore *self, const char *const *steps, GError **error);

char         *_sek_store_now         (void);
char         *_sek_store_who         (void);
