/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-store.h"

/* Backups that are made by themselves: before the first change of a day and before a migration, as checked copies in a
 * folder of the person's own data. Each register has a folder there, told apart by where it lies and by its first log
 * entry, so that another register at the same place gets other backups. Kept are the newest of the last 7 days that
 * have one, of 8 weeks and of 12 months. The setting "backups" of the program switches them off. */

G_BEGIN_DECLS

typedef struct
{
  char   *path;
  char   *original; /* where the register lies, or lay */
  guint   number;   /* in the order in which they were made, whatever the clock said */
  gint64  made;     /* seconds since 1970, by the clock of then */
  int     version;  /* of its tables */
  gint64  size;     /* bytes */
} SekStoreBackup;

SekStoreBackup *sek_store_backup_copy (const SekStoreBackup *self);
void            sek_store_backup_free (SekStoreBackup *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekStoreBackup, sek_store_backup_free)

/* Local day and time as numbers. Free with g_free(). */
char           *sek_store_backup_dup_time (const SekStoreBackup *self);

/* The folder of all backups. Free with g_free(). */
char           *sek_store_dup_backups_folder (void);

/* FALSE when the person has switched them off. */
gboolean        sek_store_wants_backups (void);

/* Makes the backup of the day, unless this register has one or nothing to lose; to be called before a change is stored.
 * Tried once a day and store. FALSE with the errors of sek_store_copy(): the change can be stored all the same. */
gboolean        sek_store_back_up_daily (SekStore *self, GError **error);

/* The backups of the register at path, the newest first: those of the register that lies there, or, where none can be
 * read there, of all that did. With NULL all of this person's, register by register. Owned; element-type
 * SekStoreBackup. None is no error. */
GPtrArray      *sek_store_list_backups (const char *path, GError **error);

/* The same of one backup, by its own path; NULL when it is none. */
SekStoreBackup *sek_store_find_backup (const char *path);

G_END_DECLS
