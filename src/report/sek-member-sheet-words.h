/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-language.h"
#include "sek-value.h"

/* The words of the sheet of contacts of a Medlemsark: what its maker writes there, and by what a returned one is found
 * again, in every language and as earlier versions wrote it. */

G_BEGIN_DECLS

typedef enum
{
  SEK_FORM_ROLE,
  SEK_FORM_OFFICE,
  SEK_FORM_NAME,
  SEK_FORM_EMAIL,
  SEK_FORM_TELEPHONE,
  SEK_FORM_KEY,
  SEK_FORM_N_COLUMNS
} SekFormColumn;

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

extern const SekWord _sek_form_heads[SEK_FORM_N_COLUMNS];
extern const SekWord _sek_form_facts[SEK_FORM_N_FACTS];
extern const SekWord _sek_form_notes[SEK_FORM_N_NOTES];
extern const SekWord _sek_form_instruction;
extern const SekWord _sek_form_caption; /* with the member as %s */

/* The column that a head names, −1 for none. *own says whether it is the sheet's own word, and not only one that means
 * the same («Mobil»). */
int      _sek_form_find_column (const char *head, gboolean *own);
/* The fact that a label names, −1 for none. */
int      _sek_form_find_fact   (const char *label);
/* Whether a text is one that stands in the sheet for its reader: caption, instruction, notes. */
gboolean _sek_form_is_own      (const char *text);

G_END_DECLS
