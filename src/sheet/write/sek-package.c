/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-package.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <minizip/zip.h>
#include <string.h>
#include <unistd.h>

#include "sek-error.h"

struct _SekPackage
{
  SekWriteJob *job;
  zipFile      zip;
  zip_fileinfo info;
  goffset      position;
  int          errsv;    /* of the first write that failed */
  gboolean     has_part;
  SekXml       xml;
};

/* --- the file below minizip, which would open a name of its own --------------------------------------------------- */

static voidpf
open_cb (voidpf package, const void *name, int mode)
{
  return package;
}

static uLong
read_cb (voidpf package, voidpf stream, void *bytes, uLong length)
{
  /* A package that is made anew has nothing to read. */
  return 0;
}

static uLong
write_cb (voidpf data, voidpf stream, const void *bytes, uLong length)
{
  SekPackage *package = data;
  uLong done = 0;

  while (done < length && package->errsv == 0)
    {
      gssize n = pwrite (package->job->fd, (const char *) bytes + done, length - done, package->position);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        {
          package->errsv = n < 0 ? errno : EIO;
          break;
        }
      package->position += n;
      done += (uLong) n;
    }

  return done;
}

static ZPOS64_T
tell_cb (voidpf package, voidpf stream)
{
  return (ZPOS64_T) ((SekPackage *) package)->position;
}

static long
seek_cb (voidpf package, voidpf stream, ZPOS64_T offset, int origin)
{
  goffset *position = &((SekPackage *) package)->position;

  if (origin == ZLIB_FILEFUNC_SEEK_SET)
    *position = (goffset) offset;
  else if (origin == ZLIB_FILEFUNC_SEEK_CUR)
    *position += (goffset) offset;
  else
    return -1;

  return 0;
}

static int
close_cb (voidpf package, voidpf stream)
{
  return 0;
}

static int
error_cb (voidpf package, voidpf stream)
{
  return ((SekPackage *) package)->errsv;
}

/* --- the package -------------------------------------------------------------------------------------------------- */

/* result is minizip's. */
static gboolean
check (SekPackage *package, int result, GError **error)
{
  if (result == ZIP_OK && package->errsv == 0)
    return TRUE;
  if (package->errsv != 0)
    {
      sek_save_set_error (error, package->errsv, package->job->target);
    }
  else
    {
      g_autofree char *name = g_filename_display_name (package->job->target);

      g_set_error (error, SEK_ERROR, SEK_ERROR_IO,
                   _("Could not save “%s”: its parts could not be packed (%d). The file is as it was. Choose fewer "
                     "tables or another format, and try again."), name, result);
    }

  return FALSE;
}

/* The data's time in UTC; a zip counts from 1980, in steps of two seconds. */
static void
set_time (zip_fileinfo *info, gint64 created)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (created);

  if (time == NULL || g_date_time_get_year (time) < 1980 || g_date_time_get_year (time) > 2107)
    {
      info->tmz_date = (tm_zip) { .tm_year = 1980, .tm_mday = 1 };
      return;
    }
  info->tmz_date = (tm_zip) {
    .tm_sec = (uInt) g_date_time_get_second (time), .tm_min = (uInt) g_date_time_get_minute (time),
    .tm_hour = (uInt) g_date_time_get_hour (time), .tm_mday = (uInt) g_date_time_get_day_of_month (time),
    .tm_mon = (uInt) g_date_time_get_month (time) - 1, .tm_year = (uInt) g_date_time_get_year (time),
  };
}

SekPackage *
sek_package_new (SekWriteJob *job)
{
  SekPackage *package = g_new0 (SekPackage, 1);
  zlib_filefunc64_def functions = {
    .zopen64_file = open_cb, .zread_file = read_cb, .zwrite_file = write_cb, .ztell64_file = tell_cb,
    .zseek64_file = seek_cb, .zclose_file = close_cb, .zerror_file = error_cb, .opaque = package,
  };

  package->job = job;
  set_time (&package->info, job->book->info.created);
  package->zip = zipOpen2_64 ("", APPEND_STATUS_CREATE, NULL, &functions);
  if (package->zip == NULL)
    g_error ("No memory for a package");

  return package;
}

void
sek_package_free (SekPackage *package)
{
  if (package->has_part)
    sek_package_end_part (package, NULL);
  /* Nobody reads what is written now, and minizip frees itself only so. */
  if (package->zip != NULL)
    zipClose (package->zip, NULL);
  g_free (package);
}

static int
open_part (SekPackage *package, const char *name, int method)
{
  return zipOpenNewFileInZip64 (package->zip, name, &package->info, NULL, 0, NULL, 0, NULL, method,
                                method == 0 ? 0 : Z_DEFAULT_COMPRESSION, 0);
}

gboolean
sek_package_store (SekPackage *package, const char *name, const char *bytes, GError **error)
{
  int result = open_part (package, name, 0);

  if (result == ZIP_OK)
    {
      int closed;

      result = zipWriteInFileInZip (package->zip, bytes, (unsigned) strlen (bytes));
      closed = zipCloseFileInZip (package->zip);
      result = result != ZIP_OK ? result : closed;
    }

  return check (package, result, error);
}

static gboolean
take_bytes (gpointer data, const char *bytes, gsize length, GError **error)
{
  SekPackage *package = data;

  return check (package, zipWriteInFileInZip (package->zip, bytes, (unsigned) length), error);
}

SekXml *
sek_package_begin_part (SekPackage *package, const char *name)
{
  int result = open_part (package, name, Z_DEFLATED);

  g_assert (!package->has_part);

  package->has_part = TRUE;
  sek_xml_begin (&package->xml, take_bytes, package);
  if (result != ZIP_OK)
    check (package, result, &package->xml.error);
  sek_xml_declare (&package->xml);

  return &package->xml;
}

gboolean
sek_package_end_part (SekPackage *package, GError **error)
{
  gboolean written = sek_xml_end (&package->xml, error);
  int result = zipCloseFileInZip (package->zip);

  package->has_part = FALSE;

  return written && check (package, result, error);
}

gboolean
sek_package_close (SekPackage *package, GError **error)
{
  int result = zipClose (g_steal_pointer (&package->zip), NULL);

  return check (package, result, error);
}
