/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "sek-error.h"
#include "sek-store-backup.h"
#include "sek-store-private.h"

/* A folder of the test's own with a path for a register in it, gone afterwards, and tables of the real schema. */

typedef struct
{
  char *folder;
  char *path;
} Fixture;

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

/* Fails unless error is of this code and its message, which must name the file, holds word. Clears it. */
#define assert_refused(error, expected, word) assert_refused_at (G_STRLOC, &(error), (expected), (word))

extern const SekStoreTable subregion_table; /* name, seats */
extern const SekStoreTable member_table;    /* name, kind, org_number, note */
extern const SekStoreTable grant_table;     /* position, name, project */
extern const SekStoreTable instalment_table; /* grant, year, value */

void      set_up             (Fixture *fixture, gconstpointer data);
void      tear_down          (Fixture *fixture, gconstpointer data);
/* Free with g_free(). */
char     *in_folder          (Fixture *fixture, const char *name);
guint     count_files        (Fixture *fixture);

void      assert_refused_at  (const char *place, GError **error, int expected, const char *word);

SekStore *create             (Fixture *fixture);
SekStore *open_for           (Fixture *fixture, SekStoreMode mode);
/* A register with n subregions, ids from 1 on, closed. */
void      make_register      (Fixture *fixture, int n);
/* The same in a store that was just made; closes it. */
void      fill_register      (SekStore *store, int n);
/* The version of the steps that the program has. */
int       newest_version     (void);

void      add_subregion      (SekStore *store, gint64 id, const char *name);
void      begin              (SekStore *store);
void      commit             (SekStore *store);
/* "id name seats" of each subregion, a line each. */
char     *dump_subregions    (SekStore *store);
gint64    query              (SekStore *store, const char *sql);

/* The backups of the register at path, NULL for all; the newest first. */
GPtrArray *list_backups      (const char *path);
guint     count_backups      (const char *path);

/* Runs SQL on the file as another program would, with none of the store's rules. */
void      tamper             (const char *path, const char *sql);
/* Overwrites n bytes from offset on. */
void      overwrite          (const char *path, gint64 offset, guint8 byte, gsize n);
/* The bytes of a file that no store of this process has open. */
GBytes   *read_bytes         (const char *path);
