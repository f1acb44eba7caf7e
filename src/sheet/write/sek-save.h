/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Replacing a file whole: everything is written under a temporary name in the same folder, and takes the file's place
 * only when it is complete and on the disk. Until then, and after any failure, the old file is untouched and no
 * temporary one is left. Knows nothing of what is in the file. */

G_BEGIN_DECLS

typedef enum
{
  SEK_SAVE_DEFAULT      = 0,
  SEK_SAVE_REPLACE_OPEN = 1 << 0, /* also when another program seems to have the old file open */
  SEK_SAVE_ONE_OF_MANY  = 1 << 1, /* sek_save_sync_folder() follows when the last of them is there */
} SekSaveFlags;

/* How much is done, from 0 to 1; called now and then, in the thread that writes. */
typedef void (*SekProgressFunc) (double fraction, gpointer user_data);

typedef struct _SekSave SekSave;

/* Makes the temporary file. SEK_ERROR_BUSY when a lock file of LibreOffice (.~lock.NAME#) or Excel (~$NAME) beside an
 * existing file says that someone has it open, with who it is where the lock tells; SEK_ERROR_READ_ONLY, NOT_FOUND,
 * FULL or IO as the folder has it; REFUSED when it is a register, or source. A symbolic link is followed, and stays.
 * source, which may be NULL, is the file that it is about: a new file gets its permissions. An old one keeps its own. A
 * pipe or a device takes the bytes when they are complete, and stays what it is. */
SekSave    *sek_save_begin         (const char *path, const char *source, SekSaveFlags flags, GError **error);

/* Where to write: the descriptor of the temporary file, or its name for those who open it themselves. */
int         sek_save_get_fd        (SekSave *save);
const char *sek_save_get_temporary (SekSave *save);

/* Syncs the temporary file, gives it the old one's place and permissions, and syncs the folder. */
gboolean    sek_save_commit        (SekSave *save, GError **error);

/* What is in the folder under which names is on the disk, too. */
gboolean    sek_save_sync_folder   (const char *folder, GError **error);

/* Removes the temporary file unless it was committed. */
void        sek_save_free          (SekSave *save);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekSave, sek_save_free)

/* Sets the SEK_ERROR that errsv stands for: what could not be done to path, why, and what to do. */
void        sek_save_set_error     (GError **error, int errsv, const char *path);

G_END_DECLS
