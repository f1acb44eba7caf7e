/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-member-sheet-words.h"

const SekWord *
sek_member_sheet_get_head (int column)
{
  static const SekWord key = { { "Nøkkel (ikke endre)", "Nøkkel (ikkje endre)", "Key (do not change)" } };

  return column == SEK_FORM_KEY ? &key : &sek_contact_part_get_field ((SekPart) column)->title;
}

const SekWord sek_member_sheet_facts[SEK_FORM_N_FACTS] = {
  [SEK_FORM_FACT_NUMBER] = { { "Nummer", "Nummer", "Number" } },
  [SEK_FORM_FACT_MEMBER] = { { "Medlem", "Medlem", "Member" } },
  [SEK_FORM_FACT_YEAR] = { { "Budsjettår", "Budsjettår", "Budget year" } },
  [SEK_FORM_FACT_KEY] = { { "Nøkkel", "Nøkkel", "Key" } },
  [SEK_FORM_FACT_VERSION] = { { "Versjon", "Versjon", "Version" } },
};

const SekWord sek_member_sheet_notes[SEK_FORM_N_NOTES] = {
  { { "Skriv nye kontakter i de tomme radene. Rolle er politisk, administrativ eller faktura.",
      "Skriv nye kontaktar i dei tomme radene. Rolle er politisk, administrativ eller faktura.",
      "Write new contacts in the empty rows. The role is political, administrative or invoice." } },
  { { "Gjelder en kontakt ikke lenger, så tøm hele raden.", "Gjeld ein kontakt ikkje lenger, så tøm heile rada.",
      "Where a contact is no longer right, empty the whole row." } },
  { { "Nummer, medlem og nøkler er låst: De viser hvor opplysningene hører hjemme.",
      "Nummer, medlem og nøklar er låste: Dei viser kvar opplysningane høyrer heime.",
      "Number, member and keys are locked: they show where the information belongs." } },
  { { "Oppgi stilling og felles adresser heller enn private.", "Oppgje stilling og felles adresser heller enn private.",
      "Give positions and shared addresses rather than private ones." } },
};

const SekWord sek_member_sheet_instruction = { {
  "Rett det som er feil, og send filen tilbake til sekretariatet.",
  "Rett det som er feil, og send fila tilbake til sekretariatet.",
  "Correct what is wrong, and return the file to the secretariat.",
} };
const SekWord sek_member_sheet_caption = { { "Kontakter for %s", "Kontaktar for %s", "Contacts of %s" } };
