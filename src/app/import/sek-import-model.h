/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-grid-model.h"
#include "sek-import.h"

/* The proposals of an import as a grid: a row a proposal, what needs a look first. It keeps what it shows, so that the
 * import may run again in a thread meanwhile, and knows nothing of the register. */

G_BEGIN_DECLS

#define SEK_TYPE_IMPORT_MODEL (sek_import_model_get_type ())
G_DECLARE_FINAL_TYPE (SekImportModel, sek_import_model, SEK, IMPORT_MODEL, GObject)

typedef enum
{
  SEK_IMPORT_SHOW_ALL,
  SEK_IMPORT_SHOW_CHANGES,  /* new, changed and doubtful */
  SEK_IMPORT_SHOW_DOUBTFUL,
  SEK_IMPORT_SHOW_REST,     /* unknown, missing and double */
} SekImportShow;

SekImportModel *sek_import_model_new          (void);

/* Takes over what the import proposes now; NULL for nothing. */
void            sek_import_model_read         (SekImportModel *self, SekImport *import);
/* The same rows, after some were accepted or refused. */
void            sek_import_model_read_accepted (SekImportModel *self, SekImport *import);
void            sek_import_model_set_show     (SekImportModel *self, SekImportShow show);

/* The proposal that a row shows: its number in the import, and whether it can be and is accepted. FALSE when there is
 * no such row. */
gboolean        sek_import_model_get_proposal (SekImportModel *self, guint row, guint *proposal, gboolean *acceptable,
                                               gboolean *accepted);
/* The column with the mark of what is accepted. */
gboolean        sek_import_model_is_mark      (guint column);

G_END_DECLS
