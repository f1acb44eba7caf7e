/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-audit-private.h"

#include <string.h>

/* The words of budgets and accounts in bokmål, nynorsk, Swedish, Danish and English, as far as they tell what a row or
 * column is, and the words in which a rule is told. A hint never makes a rule that the figures speak against. */

/* A word of ours stands in text: a phrase anywhere, a word that begins with a space only as a whole one. text is
 * folded, with spaces around it. */
static gboolean
has_any (const char *text, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (text, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* Lower case, punctuation as spaces, but for what figures and per cent need. */
static char *
fold (const char *text)
{
  g_autofree char *lower = g_utf8_strdown (text, -1);
  GString *folded = g_string_new (" ");

  for (const char *p = lower; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == 0xad) /* soft hyphen */
        continue;
      if (g_unichar_isalnum (c) || c == '%')
        g_string_append_unichar (folded, c);
      else if (c == '.' && g_ascii_isdigit (p[1]))
        g_string_append_c (folded, '.');
      else if (folded->str[folded->len - 1] != ' ')
        g_string_append_c (folded, ' ');
    }
  g_string_append_c (folded, ' ');
  return g_string_free (folded, FALSE);
}

guint
_sek_audit_hints (const char *label)
{
  static const char *const total[] = { " sum ",        " totalt ",    " total ",  " totale ",   " i alt ",
                                       " ialt ",       " summa ",     " samlet ", " samla ",    " samlede ",
                                       " til sammen ", " tilsammen ", " delsum ", " subtotal ", " tilsaman ",
                                       " sammanlagt ", NULL };
  static const char *const result[] = { "resultat",
                                        " netto",
                                        " nettokostnader",
                                        " result ",
                                        " net ",
                                        "overskudd",
                                        "underskudd",
                                        "overskot",
                                        "underskot",
                                        "överskott",
                                        "underskott",
                                        "overskud",
                                        "underskud",
                                        " surplus",
                                        " deficit",
                                        " brutto driftsresultat ",
                                        "mindreforbruk",
                                        "merforbruk",
                                        " meirforbruk",
                                        " differanse ",
                                        " balanse ",
                                        " saldo ",
                                        " til fordeling ",
                                        " balance ",
                                        NULL };
  static const char *const opening[] = { "inngående",
                                         "inngåande",
                                         "ingående",
                                         "indgående",
                                         " ib ",
                                         " 01.01 ",
                                         " 1.1 ",
                                         " 01.01",
                                         " 1 januar ",
                                         "opening",
                                         "brought forward",
                                         " overført fra ",
                                         "overførte midler fra",
                                         " primo ",
                                         " åpningsbalanse ",
                                         "per 1 januar",
                                         NULL };
  static const char *const closing[] = {
    "utgående",      "utgåande", "udgående",        " ub ",           " 31.12",   " 31 12",        " 31 desember ",
    " 31 december ", "closing",  "carried forward", " overført til ", " ultimo ", "beholdning pr", NULL
  };
  static const char *const memo[] = {
    " herav ", " hvorav ", " derav ", " därav ", " varav ", " heraf ", " hvoraf ", " of which ", " med dette ", NULL,
  };
  static const char *const ratio[] = { "%",
                                       " prosent",
                                       " procent",
                                       " percent",
                                       " per innbygger",
                                       " pr innbygger",
                                       " per innbyggjar",
                                       " pr innbyggjar",
                                       " per invånare",
                                       " antall ",
                                       " antal ",
                                       " årsverk",
                                       " årsværk",
                                       " number of ",
                                       NULL };
  g_autofree char *text = fold (label);
  guint hints = 0;

  if (has_any (text, total))
    hints |= HINT_TOTAL;
  if (has_any (text, result))
    hints |= HINT_RESULT;
  if (has_any (text, closing))
    hints |= HINT_CLOSING;
  else if (has_any (text, opening))
    hints |= HINT_OPENING;
  if (has_any (text, memo))
    hints |= HINT_MEMO;
  if (has_any (text, ratio))
    hints |= HINT_RATIO;
  return hints;
}

gboolean
_sek_audit_is_change (const char *head)
{
  static const char *const words[] = { "endring",   "avvik",      "differanse", " diff ",      "forskjell", "skilnad",
                                       "avvikelse", "förändring", "afvigelse",  "ændring",     "change",    "variance",
                                       "variation", "difference", "deviation",  " mer mindre", " økning",   " auke",
                                       "vekst",     "tilvekst",   " forskel",   NULL };
  g_autofree char *text = fold (head);

  return has_any (text, words);
}

gboolean
_sek_audit_is_percent (const char *head)
{
  static const char *const words[] = {
    "%", "prosent", " pst ", "procent", " pct ", "percent", " andel", " share", NULL,
  };
  g_autofree char *text = fold (head);

  return has_any (text, words);
}

gboolean
_sek_audit_is_note (const char *head)
{
  static const char *const words[] = { " note ",  " not ",     " noter ",    " nr ",  " nummer ",
                                       " konto ", " kontonr ", " art ",      " kap ", " post ",
                                       " kode ",  " ansvar ",  " funksjon ", " ref ", " kommunenr ",
                                       " orgnr ", " code ",    " account ",  NULL };
  g_autofree char *text = fold (head);

  /* «Not 3», «Note», but no longer head that has such a word in it. */
  return strlen (text) <= 14 && has_any (text, words);
}

/* --- rules in words ---------------------------------------------------------------------------------------------- */

static const char *
name_of (const Table *table, gboolean is_column, guint place)
{
  return is_column ? table->columns[place].head : table->rows[place].label;
}

/* All terms, or of many the first and the last and how many they are. */
static void
append_terms (GString *words, const Table *table, const Rule *rule)
{
  static const SekWord many = { { "rader", "rader", "rows" } };
  static const SekWord many_columns = { { "kolonner", "kolonnar", "columns" } };
  gboolean same = TRUE;
  guint n = rule->terms->len;

  for (guint i = 1; i < n; i++)
    same = same && g_array_index (rule->terms, Term, i).sign == g_array_index (rule->terms, Term, 0).sign;
  for (guint i = 0; i < n; i++)
    {
      const Term *term = &g_array_index (rule->terms, Term, i);

      if (same && n > 4 && i == 1)
        {
          g_string_append (words, term->sign < 0 ? " − …" : " + …");
          i = n - 2;
          continue;
        }
      if (i > 0)
        g_string_append (words, term->sign < 0 ? " − " : " + ");
      else if (term->sign < 0)
        g_string_append (words, "−");
      g_string_append (words, name_of (table, rule->is_column, term->place));
    }
  if (same && n > 4)
    g_string_append_printf (words, " (%u %s)", n, (rule->is_column ? many_columns : many).text[table->language]);
}

char *
_sek_audit_word_rule (const Table *table, const Rule *rule)
{
  GString *words = g_string_new (name_of (table, rule->is_column, rule->target));
  const char *a, *b;

  g_string_append (words, " = ");
  if (rule->shape == SHAPE_LINEAR)
    {
      append_terms (words, table, rule);
      return g_string_free (words, FALSE);
    }
  a = name_of (table, rule->is_column, g_array_index (rule->terms, Term, 0).place);
  b = name_of (table, rule->shape != SHAPE_PART && rule->is_column, g_array_index (rule->terms, Term, 1).place);
  if (rule->shape == SHAPE_GROWTH)
    g_string_append_printf (words, "100 × (%s − %s) / %s", a, b, b);
  else if (rule->shape == SHAPE_SHARE)
    g_string_append_printf (words, "100 × %s / %s", a, b);
  else
    {
      static const SekWord part = { { "i raden", "i rada", "of the row" } };

      g_string_append_printf (words, "100 × %s / %s %s «%s»", a, a, part.text[table->language], b);
    }
  if (rule->absolute)
    {
      static const SekWord sign = { { ", uten fortegn", ", utan forteikn", ", without its sign" } };

      g_string_append (words, sign.text[table->language]);
    }
  return g_string_free (words, FALSE);
}
