/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-contact-part.h"
#include "sek-language.h"
#include "sek-value.h"

/* The words of the sheet of contacts of a Medlemsark: what its maker writes there, and by what an import finds a
 * returned one again. */

G_BEGIN_DECLS

/* Its columns: the parts of a contact (SekPart), and the key. */
enum
{
  SEK_FORM_KEY = SEK_N_PARTS,
  SEK_FORM_N_COLUMNS
};

typedef enum
{
  SEK_FORM_FACT_NUMBER,
  SEK_FORM_FACT_MEMBER,
  SEK_FORM_FACT_YEAR,
  SEK_FORM_FACT_KEY,
  SEK_FORM_FACT_VERSION, /* time and number of the log's last change, as the sheet saw it */
  SEK_FORM_N_FACTS
} SekFormFact;

enum { SEK_FORM_N_NOTES = 4 };

const SekWord *sek_member_sheet_get_head (int column);

extern const SekWord sek_member_sheet_facts[SEK_FORM_N_FACTS];
extern const SekWord sek_member_sheet_notes[SEK_FORM_N_NOTES];
extern const SekWord sek_member_sheet_instruction;
extern const SekWord sek_member_sheet_caption; /* with the member as %s */

G_END_DECLS
