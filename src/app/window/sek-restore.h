/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-backup.h"
#include "sek-window.h"

/* Hent fram en sikkerhetskopi …: the backups of a register as a dialog, one opened to read, one put back as a new
 * file. It makes no backups. */

G_BEGIN_DECLS

/* Lists the backups of the register at path, or all with NULL, and what differs, which is worked out in a thread. */
void sek_restore_present (SekWindow *window, const char *path);

/* Tells that the register at path could not be opened, and offers its last good backup where there is one. */
void sek_restore_offer   (SekWindow *window, const char *path, const GError *error);

/* Asks for the name of a new file, puts the backup back there and opens it. */
void sek_restore_ask     (SekWindow *window, const SekBackupFile *backup);
/* Without asking. */
void sek_restore_to      (SekWindow *window, const SekBackupFile *backup, const char *path);

G_END_DECLS
