/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-writer.h"
#include "sek-xml.h"

/* A zip of XML parts, which is what word processors' files are, written straight into the job's file by minizip. The
 * parts follow one another, and none is held in memory. The same parts give the same bytes: their time is that of the
 * book's data, and nothing tells the system or the day. It knows no format. Inside the room.
 *
 * A failure is kept, all that follows is dropped, and sek_package_end_part() and sek_package_close() tell; a full disk
 * is SEK_ERROR_FULL. */

G_BEGIN_DECLS

typedef struct _SekPackage SekPackage;

SekPackage *sek_package_new        (SekWriteJob *job);
void        sek_package_free       (SekPackage *package);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekPackage, sek_package_free)

/* A part that is not compressed and has these bytes; as the first one it tells the kind of the file. */
gboolean    sek_package_store      (SekPackage *package, const char *name, const char *bytes, GError **error);

/* Begins a part of XML, with its declaration. One at a time; what is returned belongs to the package. */
SekXml     *sek_package_begin_part (SekPackage *package, const char *name);
gboolean    sek_package_end_part   (SekPackage *package, GError **error);

/* Writes the directory, without which the file is none. */
gboolean    sek_package_close      (SekPackage *package, GError **error);

G_END_DECLS
