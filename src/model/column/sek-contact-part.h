/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-entity.h"

/* What a contact says besides whose it is, part by part: which field it is, and how it is known and shown wherever
 * contacts are, in the side pane, in Medlemmer, in Medlemsark and its import, in the import of members, and in Ctrl+K.
 * A new part is a line here besides its field.
 *
 *   PART (SYMBOL, field, what a head of it means in a list of members, its defined name in a Medlemsark,
 *         width there in characters, how it stands, other words of its head, folded, with | between)
 *
 * A head's own words are the field's titles; older sheets say «Office». */

G_BEGIN_DECLS

#define SEK_CONTACT_PARTS(PART) \
  PART (ROLE, role, "role", "Skjema_rolle", 16, 0, "") \
  PART (OFFICE, office, "office", "Skjema_stilling", 24, 0, "tittel|verv|office") \
  PART (NAME, name, "contact", "Skjema_kontaktnavn", 24, SEK_PART_JOINS, "kontakt|kontaktperson|contact") \
  PART (EMAIL, email, "email", "Skjema_epost", 34, 0, "epost|email|mail|epostadresse|e postadresse") \
  PART (TELEPHONE, telephone, "telephone", "Skjema_telefon", 16, SEK_PART_CODE, "tlf|mobil|phone")

enum
{
  SEK_PART_JOINS = 1 << 0, /* stands behind the part before it where room is scarce: «rådmann, Kari» */
  SEK_PART_CODE = 1 << 1,  /* figures that are no number */
};

typedef enum
{
#define PART(SYMBOL, ...) SEK_PART_##SYMBOL,
  SEK_CONTACT_PARTS (PART)
#undef PART
  SEK_N_PARTS
} SekPart;

typedef struct
{
  guint       field;   /* of the contact */
  const char *meaning;
  const char *name;
  int         width;
  guint       flags;
  const char *words;
} SekContactPart;

extern const SekContactPart sek_contact_parts[SEK_N_PARTS];

const SekField *sek_contact_part_get_field (SekPart part);
/* NULL when it is blank; of the role too, which is no text. */
const char     *sek_contact_part_get_text  (const SekContact *contact, SekPart part);
/* The ids of the fields of all parts, ending with NULL. */
const char *const *sek_contact_get_ids     (void);
/* What a contact is called: by name, or else by office or address. NULL when it has none of them. */
const char     *sek_contact_get_name       (const SekContact *contact);

G_END_DECLS
