/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The one error domain of every room below the screen. A message says what was attempted, on what, why it failed
 * and what to do, in the program's language (gettext), in full sentences, so that it can be shown as it is. */

G_BEGIN_DECLS

#define SEK_ERROR (sek_error_quark ())

typedef enum
{
  SEK_ERROR_INPUT,          /* a text is not of the form or range that its place expects */
  SEK_ERROR_REFUSED,        /* a rule of the register forbids the change */
  SEK_ERROR_SEALED,         /* the change would alter a sealed budget column */
  SEK_ERROR_CONFLICT,       /* the stored value is no longer the one that the change starts from */
  SEK_ERROR_NOT_FOUND,      /* no such entity, column, row or file */
  SEK_ERROR_AMBIGUOUS,      /* a key or a number can be read in more than one way */
  SEK_ERROR_RANGE,          /* a sum or product does not fit in 64 bits */
  SEK_ERROR_READ_ONLY,      /* file, folder or medium cannot be written */
  SEK_ERROR_BUSY,           /* another program holds the file */
  SEK_ERROR_NOT_A_REGISTER, /* the file is something else, or empty */
  SEK_ERROR_DAMAGED,        /* the file is a register, but broken */
  SEK_ERROR_NEWER,          /* the file was made by a newer version of the program */
  SEK_ERROR_FULL,           /* no space left */
  SEK_ERROR_IO,             /* any other failure of the file system */
} SekError;

GQuark sek_error_quark (void);

/* A text of any length as a message quotes it: its first 40 letters, with an ellipsis for the others. text is UTF-8.
 * Owned. */
char  *sek_error_dup_quoted (const char *text);

G_END_DECLS
