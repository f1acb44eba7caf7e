/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-register.h"

/* What was adopted stays: the copy that a sealed budget column has of what its table showed, with the columns that
 * stood beside it and what its figures came from. The copy is canonical text (sek-canonical.h) whose blocks and fields
 * a numbered form lists; its SHA-256 is the digest, which anybody can work out again.
 *
 * Whatever becomes of the register, a sealed column is read from its copy. That a copy fits its digest shows accidents
 * and changes by hand, not forgery: who can write the one can write the other. */

G_BEGIN_DECLS

/* The copy of a column as the register shows it now. sealed_at: when, UTC, "2022-12-20T08:00:00Z", or NULL where nobody
 * knows. Free with g_free(). */
char           *sek_seal_make_copy       (SekRegister *reg, gint64 column, const char *sealed_at);

/* Puts the seal of a column with its copy into changeset. */
void            sek_seal_propose         (SekRegister *reg, gint64 column, const char *sealed_at, const char *copy,
                                          SekChangeset *changeset);
/* The same as the values of a new row, one a field; for what upgrades a file. Owned: clear each. */
void            sek_seal_fill            (gint64 column, const char *sealed_at, const char *copy,
                                          SekValue values[SEK_N_FIELDS_seal]);

/* The seal of a column; NULL when it has none. Borrowed until the next change. */
const SekSeal  *sek_seal_find            (SekRegister *reg, gint64 column);

/* The budget of a sealed column as it was adopted: a register of its own with the columns that stood beside it, and
 * without members. NULL for a column that is not sealed, or whose copy cannot be read. Borrowed until the next
 * change. */
SekRegister    *sek_seal_get_budget      (SekRegister *reg, gint64 column);

/* All that a copy holds, as a register whose figures are those that were shown: nothing in it is worked out anew.
 * Owned; NULL with SEK_ERROR_DAMAGED. */
SekRegister    *sek_seal_read            (const SekSeal *seal, GError **error);

/* Whether the register is such a copy. */
gboolean        sek_register_is_copy     (SekRegister *reg);

/* «3f9a 22c1», the beginning of the digest as it is printed. Free with g_free(). */
char           *sek_digest_dup_short      (const char *digest);

typedef enum
{
  SEK_SEAL_FITS,
  SEK_SEAL_NO_COPY,     /* a sealed column without a copy */
  SEK_SEAL_OTHER_COPY,  /* the copy is not what its digest was made of, or not of this column */
  SEK_SEAL_UNSEALED,    /* a column with a copy, and not sealed */
  SEK_SEAL_OTHER_ROWS,  /* rows of the column are not those of the copy */
} SekSealState;

/* How a column and its copy fit; n, if not NULL, gets how many rows do not. */
SekSealState    sek_seal_check           (SekRegister *reg, gint64 column, guint *n);

/* Whether a row of a sealed column (an amount, a project's amount) is what the copy says of it. */
gboolean        sek_seal_holds_row       (SekRegister *reg, gint64 column, const SekEntity *entity,
                                          const SekValue *values, gint64 id);

G_END_DECLS
