/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-import-private.h"
#include "sek-member-sheet-words.h"

/* What the parts of reading returned Medlemsark share: sek-import-sheets.c reads files and tells whose they are,
 * sek-import-form.c finds the head, the facts and the rows of a sheet of contacts, -match.c tells whose each row is,
 * -contacts.c what it changes, and -rest.c lists what is left. */

G_BEGIN_DECLS

/* A row of the table of contacts. */
typedef struct
{
  guint       row;        /* of the sheet, from 0 */
  const char *texts[SEK_FORM_N_COLUMNS]; /* "" when blank */
  gboolean    bad[SEK_FORM_N_COLUMNS];   /* an error, a date or a truth value: no text of a contact */
  const char *key;        /* as it stands in whatever column; "" for none */
  gint64      role;       /* SEK_NONE when it is blank or no role */
  guint       n_filled;   /* of office, name, e-mail and telephone */
  gint64      contact;    /* whose row it is; 0 for none in the register */
  gboolean    keyless;    /* found by role and office, or new */
  gboolean    doubled;    /* its key is another row's too, which is nearer to the contact */
  gboolean    moved;      /* its key is another contact's than its role and office */
  gboolean    vague;      /* other contacts are as near */
  gboolean    odd_key;    /* its key is none */
  gboolean    done;       /* to be listed with this verdict, and nothing more */
  SekImportVerdict verdict;
  char       *why;        /* owned */
} SekFormRow;

/* One sheet of contacts. */
typedef struct
{
  SekReadSheet *sheet;
  GPtrArray    *told;     /* guint8 *, one a row: whether each cell is taken, listed or our own */
  int           head;     /* its row; −1 for none */
  int           columns[SEK_FORM_N_COLUMNS]; /* −1 for one that is not there */
  char         *facts[SEK_FORM_N_FACTS];     /* owned; NULL for one that is not there */
  GArray       *rows;     /* SekFormRow */
  gint64        member;   /* whose it is, once that is found */
  gboolean      strange[SEK_FORM_N_FACTS];   /* facts that are no member's */
  char         *doubt;    /* owned; why nothing of it is taken by itself; NULL when nothing is */
} SekForm;

/* The file that is read, and whose it is. */
typedef struct
{
  SekImport  *import;
  gint64      created;    /* when the file says that it was made, seconds since 1970; 0 when it does not */
  const char *file;
  char       *sender;     /* owned: file and member */
  gint64      member;     /* the form's */
  gint64      event;      /* as far as the sheet saw the log; 0 when nothing tells it */
  GHashTable *seen;       /* "contact field" → item, over all files */
  SekForm    *form;
} SekSheets;

/* The kind of import (sek-import-sheets.c). FALSE with error; an open question ends it early with TRUE. */
gboolean    _sek_import_sheets    (SekImport *self, GCancellable *cancellable, GError **error);

/* --- a sheet of contacts (sek-import-form.c) ---------------------------------------------------------------------- */

SekForm    *_sek_form_new     (SekReadSheet *sheet);
void        _sek_form_free    (SekForm *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekForm, _sek_form_free)

/* Whether it is one: it has a fact or the key of a contact besides the head, or a member's key. */
gboolean    _sek_form_is_form (SekForm *self);
/* Finds the rows of contacts, once the member is known. */
void        _sek_form_find_rows (SekForm *self, SekRegister *reg);
void        _sek_form_tell    (SekForm *self, guint row, guint column);
void        _sek_form_tell_row (SekForm *self, guint row);
gboolean    _sek_form_is_told (SekForm *self, guint row, guint column);
/* The number after "contact-" and the like, also of a key that was typed as a number (*rounded: its last digits may be
 * lost). 0 when it is none. */
gint64      _sek_form_read_key (const char *text, const char *prefix, gboolean *rounded);
/* Whether a key has this form at all. */
gboolean    _sek_form_is_key  (const char *text);

/* --- contacts (sek-import-contacts.c) ----------------------------------------------------------------------------- */

void        _sek_sheets_read_contacts (SekSheets *self);

/* --- whose rows are (sek-import-match.c) -------------------------------------------------------------------------- */

/* Finds the contact of each row, and those that can only be listed. */
void        _sek_sheets_match_rows (SekSheets *self);
SekFormRow *_sek_sheets_get_row    (SekSheets *self, guint i);
/* Its number in the sheet. */
guint64     _sek_sheets_number_of  (SekSheets *self, const SekFormRow *row);
/* What stands in a row, on one line, but for its role. Owned. */
char       *_sek_sheets_dup_texts  (const SekFormRow *row);
SekImportItem *_sek_sheets_list_row (SekSheets *self, SekImportVerdict verdict, SekFormRow *row);
/* The ids of the member's contacts. */
const gint64 *_sek_sheets_get_contacts (SekSheets *self, guint *n);
/* NULL for an id below 1, or one that is not there. */
const SekContact *_sek_sheets_get_contact (SekSheets *self, gint64 id);
/* The text of a column but the role; "" when blank. */
const char *_sek_sheets_get_stored (const SekContact *contact, int column);
gboolean    _sek_sheets_is_alike   (const char *a, const char *b);
/* Whether a row is this contact's. */
gboolean    _sek_sheets_is_claimed (SekSheets *self, gint64 contact);

/* --- the rest (sek-import-rest.c) --------------------------------------------------------------------------------- */

/* Lists what was neither taken nor listed of the sheet of contacts. */
void        _sek_sheets_list_rest  (SekSheets *self);
/* Lists what is not the register's own in another sheet of the file. */
void        _sek_sheets_list_other (SekSheets *self, SekReadSheet *sheet);

/* --- what they share (sek-import-sheets.c) ------------------------------------------------------------------------ */

SekImportItem *_sek_sheets_propose (SekSheets *self, SekImportVerdict verdict, guint64 row, const char *name);
const char    *_sek_sheets_member_name (SekSheets *self);

/* --- its words (sek-import-words.c) ------------------------------------------------------------------------------- */

/* The column that a head names, −1 for none. *own says whether it is the sheet's own word, and not only one that means
 * the same («Mobil»). */
int      _sek_form_find_column (const char *head, gboolean *own);
/* The fact that a label names, −1 for none. */
int      _sek_form_find_fact   (const char *label);
/* Whether a text is one that stands in the sheet for its reader: caption, instruction, notes. */
gboolean _sek_form_is_own      (const char *text);

/* --- heads that lists of members have too ---------------------------------------------------------------------- */

/* What a column of a list of members means by its head, one of sek_import_get_meanings() of that kind; "" for none.
 * «Navn» is the contact's here. */
const char    *_sek_import_find_member_column (const char *head);
/* What a column of a part of the contact of one role means, "political-email". Borrowed for good. */
const char    *_sek_import_role_meaning (guint role, int part);

G_END_DECLS
