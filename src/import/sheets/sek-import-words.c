/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-import-sheets.h"

#include <string.h>

/* How columns of members and their contacts are known by their heads, and a returned Medlemsark by its words, in every
 * language and as earlier versions wrote them. */

/* What earlier versions wrote. */
static const SekWord old_notes[] = {
  { { "En kontakt som ikke gjelder lenger: tøm hele raden, men la nøkkelen stå.",
      "Ein kontakt som ikkje gjeld lenger: tøm heile rada, men lat nøkkelen stå.",
      "A contact that is no longer right: empty the whole row, but leave its key." } },
  { { "Nummer, medlem og nøkler må ikke endres: de viser hvor opplysningene hører hjemme.",
      "Nummer, medlem og nøklar må ikkje endrast: dei viser kvar opplysningane høyrer heime.",
      "Do not change number, member and keys: they show where the information belongs." } },
  { { "En kontakt som ikke gjelder lenger: tøm hele raden.", "Ein kontakt som ikkje gjeld lenger: tøm heile rada.",
      "A contact that is no longer right: empty the whole row." } },
  { { "Oppgi stilling og felles adresser heller enn private.", "Oppgje stilling og felles adresser heller enn private.",
      "Give offices and shared addresses rather than private ones." } },
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

/* The part of a contact that a folded head names; −1 for none. */
static int
find_part (const char *folded)
{
  for (int part = 0; part < SEK_N_PARTS; part++)
    {
      g_auto (GStrv) words = g_strsplit (sek_contact_parts[part].words, "|", -1);

      if (is_word (&sek_contact_part_get_field ((SekPart) part)->title, folded)
          || g_strv_contains ((const char *const *) words, folded))
        return part;
    }
  return -1;
}

/* What a head says of the role of its contact, a word each; whose office it is says it too. */
static const struct { const char *word; guint role; gboolean office; } role_words[] = {
  { "politisk", SEK_ROLE_POLITICAL, FALSE }, { "politiske", SEK_ROLE_POLITICAL, FALSE },
  { "political", SEK_ROLE_POLITICAL, FALSE }, { "ordfører", SEK_ROLE_POLITICAL, TRUE },
  { "ordførar", SEK_ROLE_POLITICAL, TRUE }, { "mayor", SEK_ROLE_POLITICAL, TRUE },
  { "administrativ", SEK_ROLE_ADMINISTRATIVE, FALSE }, { "administrative", SEK_ROLE_ADMINISTRATIVE, FALSE },
  { "administrasjon", SEK_ROLE_ADMINISTRATIVE, FALSE }, { "adm", SEK_ROLE_ADMINISTRATIVE, FALSE },
  { "kommunedirektør", SEK_ROLE_ADMINISTRATIVE, TRUE }, { "rådmann", SEK_ROLE_ADMINISTRATIVE, TRUE },
  { "faktura", SEK_ROLE_INVOICE, FALSE }, { "invoice", SEK_ROLE_INVOICE, FALSE },
};

const char *
_sek_import_role_meaning (guint role, int part)
{
  const SekField *field = SEK_FIELD (contact, role);
  g_autofree char *meaning = g_strdup_printf ("%s-%s", field->choices.choices[role].id,
                                              sek_contact_parts[part].meaning);

  return g_intern_string (meaning);
}

/* «E-post politisk», «Politisk telefon», «Ordfører e-post»: a part of the contact of a role; a role's office alone is
 * its name. "" for none. */
static const char *
find_role_part (const char *folded)
{
  static const char *const names[] = { "navn", "namn", "name", NULL };
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  g_autoptr (GString) rest = g_string_new (NULL);
  int role = -1, part;
  gboolean office = FALSE;

  for (int w = 0; words[w] != NULL; w++)
    {
      gboolean own = FALSE;

      for (guint i = 0; i < G_N_ELEMENTS (role_words) && !own; i++)
        if (g_str_equal (role_words[i].word, words[w]))
          {
            if (role >= 0 && role != (int) role_words[i].role)
              return "";
            own = TRUE;
            role = (int) role_words[i].role;
            office |= role_words[i].office;
          }
      if (!own)
        g_string_append_printf (rest, "%s%s", rest->len > 0 ? " " : "", words[w]);
    }
  if (role < 0)
    return "";
  part = rest->len > 0 ? find_part (rest->str) : office ? SEK_PART_NAME : -1;
  /* «Navn» is the contact's beside a role. */
  if (part < 0 && g_strv_contains (names, rest->str))
    part = SEK_PART_NAME;
  return part > SEK_PART_ROLE ? _sek_import_role_meaning ((guint) role, part) : "";
}

const char *
_sek_import_find_member_column (const char *head)
{
  static const struct { const char *word, *meaning; } words[] = {
    { "kommunenummer", "number" }, { "kommunenr", "number" }, { "kommune nr", "number" }, { "knr", "number" },
    { "nr", "number" }, { "nummer", "number" },
    { "number", "number" }, { "no", "number" }, { "kommune", "name" }, { "kommunenavn", "name" }, { "medlem", "name" },
    { "member", "name" },
    { "municipality", "name" }, { "orgnr", "org_number" }, { "org nr", "org_number" },
    { "organisasjonsnummer", "org_number" },
    { "organisasjonsnr", "org_number" }, { "fakturareferanse", "invoice_reference" },
    { "faktura ref", "invoice_reference" },
    { "referanse", "invoice_reference" }, { "innmeldt", "joined" }, { "medlem fra", "joined" },
    { "utmeldt", "left_on" }, { "siste dag", "left_on" },
    { "merknad", "note" }, { "delregion", "subregion" }, { "regionråd", "subregion" }, { "subregion", "subregion" },
    { "organisation number", "org_number" }, { "invoice reference", "invoice_reference" },
    { "joined", "joined" }, { "last day", "left_on" }, { "note", "note" },
  };
  g_autofree char *folded = _sek_import_fold (head);
  int part;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].word, folded))
      return words[i].meaning;
  part = *folded != '\0' ? find_part (folded) : -1;
  return part >= 0 ? sek_contact_parts[part].meaning : find_role_part (folded);
}

int
_sek_form_find_column (const char *head, gboolean *own)
{
  g_autofree char *folded = _sek_import_fold (head);
  const char *meaning;

  for (int column = 0; column < SEK_FORM_N_COLUMNS; column++)
    if (*folded != '\0' && is_word (sek_member_sheet_get_head (column), folded))
      {
        *own = TRUE;
        return column;
      }
  *own = FALSE;
  if (find (&sek_member_sheet_facts[SEK_FORM_FACT_KEY], 1, head) == 0)
    return SEK_FORM_KEY;
  meaning = _sek_import_find_member_column (head);
  /* The sheet has one member, so a name is the contact's. */
  if (g_str_equal (meaning, "name"))
    return SEK_PART_NAME;
  for (int part = 0; part < SEK_N_PARTS; part++)
    if (g_str_equal (sek_contact_parts[part].meaning, meaning))
      return part;
  return -1;
}

int
_sek_form_find_fact (const char *label)
{
  return find (sek_member_sheet_facts, SEK_FORM_N_FACTS, label);
}

gboolean
_sek_form_is_own (const char *text)
{
  g_autofree char *folded = _sek_import_fold (text);

  for (int i = 0; i < SEK_N_LANGUAGES; i++)
    {
      g_auto (GStrv) parts = g_strsplit (sek_member_sheet_caption.text[i], "%s", 2);

      if (g_str_has_prefix (text, parts[0]))
        return TRUE;
    }
  return is_word (&sek_member_sheet_instruction, folded) || find (sek_member_sheet_notes, SEK_FORM_N_NOTES, text) >= 0
         || find (old_notes, G_N_ELEMENTS (old_notes), text) >= 0;
}
