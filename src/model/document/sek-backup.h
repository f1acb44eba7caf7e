/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-document.h"
#include "sek-store-backup.h"

/* The backups of a register as people choose among them: when each was made, and what differs between it and the
 * register. It reads files, changes none, and may be used in any thread. */

G_BEGIN_DECLS

/* A backup as a file: path, original, number, made, version, size. */
typedef SekStoreBackup SekBackupFile;

SekBackupFile *sek_backup_file_copy     (const SekBackupFile *file);
void           sek_backup_file_free     (SekBackupFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekBackupFile, sek_backup_file_free)
/* Local day and time as numbers. Free with g_free(). */
char          *sek_backup_file_dup_time (const SekBackupFile *file);

typedef struct
{
  SekBackupFile  *file;
  gboolean        is_read;     /* the following is known */
  char           *damage;      /* why it cannot be read; NULL for a good one */
  gboolean        is_compared; /* with the register; else that could not be read */
  gint64          n_rows;      /* that it has */
  guint           rows[SEK_N_ENTITIES]; /* that differ: others, new ones and such as are gone */
  guint           n_later;     /* events in the register's log since */
  gboolean        is_apart;    /* their logs are different ones, so that n_later tells nothing */
  GPtrArray      *latest;      /* what was done since, in words, the newest first, the first few; char * */
} SekBackup;

/* The backups of the register at path, or all with NULL, the newest first; what differs is not
 * known yet. Owned; element-type SekBackup. */
GPtrArray *sek_backup_list           (const char *path, GError **error);
/* The same backups, of which nothing is known yet, for a thread of its own. Owned. */
GPtrArray *sek_backup_copy_list      (GPtrArray *backups);
/* Reads each of them, and the register that it was made of. FALSE only with G_IO_ERROR_CANCELLED. */
gboolean   sek_backup_compare        (GPtrArray *backups, GCancellable *cancellable, GError **error);

/* What differs, in a sentence or two; "" when it is not known yet. Free with g_free(). */
char      *sek_backup_dup_difference (const SekBackup *self);
/* Rows that differ, of all tables. */
guint      sek_backup_count_rows     (const SekBackup *self);

/* The newest backup of the register at path that is whole, by reading them; NULL without error when there is none. */
SekBackupFile *sek_backup_find_good (const char *path, GError **error);

/* The one that text names: a number, a day (the newest of it) or "last", which NULL is too: the newest that is whole.
 * NULL with SEK_ERROR_NOT_FOUND and what there is. */
SekBackupFile *sek_backup_find      (const char *path, const char *text, GError **error);

/* Puts a backup back as a new file; one that exists is refused. */
gboolean   sek_backup_restore        (const SekBackupFile *backup, const char *path, GError **error);

/* Whether there is a backup of the register at path. */
gboolean   sek_backup_has_any        (const char *path);
/* Of which register a file is the backup; the file itself when it is none. Free with g_free(). */
char      *sek_backup_dup_original   (const char *path);

G_END_DECLS
