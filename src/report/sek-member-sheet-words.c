/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-member-sheet-words.h"

#include <string.h>

#include "sek-import-private.h"

const SekWord _sek_form_heads[SEK_FORM_N_COLUMNS] = {
  [SEK_FORM_ROLE] = { { "Rolle", "Rolle", "Role" } },
  [SEK_FORM_OFFICE] = { { "Stilling", "Stilling", "Office" } },
  [SEK_FORM_NAME] = { { "Navn", "Namn", "Name" } },
  [SEK_FORM_EMAIL] = { { "E-post", "E-post", "E-mail" } },
  [SEK_FORM_TELEPHONE] = { { "Telefon", "Telefon", "Telephone" } },
  [SEK_FORM_KEY] = { { "Nøkkel (ikke endre)", "Nøkkel (ikkje endre)", "Key (do not change)" } },
};

const SekWord _sek_form_facts[SEK_FORM_N_FACTS] = {
  [SEK_FORM_FACT_NUMBER] = { { "Nummer", "Nummer", "Number" } },
  [SEK_FORM_FACT_MEMBER] = { { "Medlem", "Medlem", "Member" } },
  [SEK_FORM_FACT_YEAR] = { { "Budsjettår", "Budsjettår", "Budget year" } },
  [SEK_FORM_FACT_KEY] = { { "Nøkkel", "Nøkkel", "Key" } },
  [SEK_FORM_FACT_VERSION] = { { "Versjon", "Versjon", "Version" } },
};

const SekWord _sek_form_notes[SEK_FORM_N_NOTES] = {
  { { "Skriv nye kontakter i de tomme radene. Rolle er politisk, administrativ eller faktura.",
      "Skriv nye kontaktar i dei tomme radene. Rolle er politisk, administrativ eller faktura.",
      "Write new contacts in the empty rows. The role is political, administrative or invoice." } },
  { { "En kontakt som ikke gjelder lenger: tøm hele raden.", "Ein kontakt som ikkje gjeld lenger: tøm heile rada.",
      "A contact that is no longer right: empty the whole row." } },
  { { "Nummer, medlem og nøkler er låst: de viser hvor opplysningene hører hjemme.",
      "Nummer, medlem og nøklar er låste: dei viser kvar opplysningane høyrer heime.",
      "Number, member and keys are locked: they show where the information belongs." } },
  { { "Oppgi stilling og felles adresser heller enn private.", "Oppgje stilling og felles adresser heller enn private.",
      "Give offices and shared addresses rather than private ones." } },
};

const SekWord _sek_form_instruction = { {
  "Rett det som er feil, og send filen tilbake til sekretariatet.",
  "Rett det som er feil, og send fila tilbake til sekretariatet.",
  "Correct what is wrong, and return the file to the secretariat.",
} };
const SekWord _sek_form_caption = { { "Kontakter for %s", "Kontaktar for %s", "Contacts of %s" } };

/* What earlier versions wrote. */
static const SekWord old_notes[] = {
  { { "En kontakt som ikke gjelder lenger: tøm hele raden, men la nøkkelen stå.",
      "Ein kontakt som ikkje gjeld lenger: tøm heile rada, men lat nøkkelen stå.",
      "A contact that is no longer right: empty the whole row, but leave its key." } },
  { { "Nummer, medlem og nøkler må ikke endres: de viser hvor opplysningene hører hjemme.",
      "Nummer, medlem og nøklar må ikkje endrast: dei viser kvar opplysningane høyrer heime.",
      "Do not change number, member and keys: they show where the information belongs." } },
};

/* Texts are compared without punctuation, since a program may have changed its dashes and quotes. */
static gboolean
is_word (const SekWord *word, const char *folded)
{
  for (int i = 0; i < SEK_N_LANGUAGES; i++)
    {
      g_autofree char *form = _sek_import_fold (word->text[i]);

      if (g_str_equal (form, folded))
        return TRUE;
    }
  return FALSE;
}

static int
find (const SekWord *words, int n, const char *text)
{
  g_autofree char *folded = _sek_import_fold (text);

  for (int i = 0; i < n && *folded != '\0'; i++)
    if (is_word (&words[i], folded))
      return i;
  return -1;
}

int
_sek_form_find_column (const char *head, gboolean *own)
{
  static const struct { const char *meaning; SekFormColumn column; } meanings[] = {
    { "role", SEK_FORM_ROLE }, { "office", SEK_FORM_OFFICE }, { "name", SEK_FORM_NAME }, { "contact", SEK_FORM_NAME },
    { "email", SEK_FORM_EMAIL }, { "telephone", SEK_FORM_TELEPHONE },
  };
  int found = find (_sek_form_heads, SEK_FORM_N_COLUMNS, head);
  const char *meaning;

  *own = found >= 0;
  if (found >= 0)
    return found;
  if (find (&_sek_form_facts[SEK_FORM_FACT_KEY], 1, head) == 0)
    return SEK_FORM_KEY;
  meaning = _sek_import_find_member_column (head);
  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    if (g_str_equal (meanings[i].meaning, meaning))
      return meanings[i].column;
  return -1;
}

int
_sek_form_find_fact (const char *label)
{
  return find (_sek_form_facts, SEK_FORM_N_FACTS, label);
}

gboolean
_sek_form_is_own (const char *text)
{
  g_autofree char *folded = _sek_import_fold (text);

  for (int i = 0; i < SEK_N_LANGUAGES; i++)
    {
      g_auto (GStrv) parts = g_strsplit (_sek_form_caption.text[i], "%s", 2);

      if (g_str_has_prefix (text, parts[0]))
        return TRUE;
    }
  return is_word (&_sek_form_instruction, folded) || find (_sek_form_notes, SEK_FORM_N_NOTES, text) >= 0
         || find (old_notes, G_N_ELEMENTS (old_notes), text) >= 0;
}
