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
                                        "udisponert",
                                        " kassaflöde",
                                        "kontantstrøm",
                                        "kontantstraum",
                                        "cash flow",
                                        " årets endring",
                                        "förändring i kassa",
                                        "endring i likvide",
                                        "budsjettavvik",
                                        " inndekning",
                                        "arbeidskapital",
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
                                         " årets början ",
                                         " årets begynnelse ",
                                         " årets start",
                                         " begynnelsen av året",
                                         " beginning of ",
                                         NULL };
  static const char *const closing[] = {
    "utgående",      "utgåande", "udgående",        " ub ",           " 31.12",   " 31 12",        " 31 desember ",
    " 31 december ", "closing",  "carried forward", " overført til ", " ultimo ", "beholdning pr", " årets slut",
    " slutten av året",
    " end of year ", " end of the year ", " end of period ", NULL
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
                                       "gjennomsnitt",
                                       "gjennomsnittlig",
                                       " snitt",
                                       " middelverdi",
                                       "genomsnitt",
                                       "gennemsnit",
                                       "median",
                                       " average",
                                       " avg ",
                                       " mean ",
                                       " minimum ",
                                       " maksimum ",
                                       " maximum ",
                                       " min ",
                                       " maks ",
                                       " max ",
                                       " stdev",
                                       " std ",
                                       " standardavvik",
                                       " ratio ",
                                       " indeks",
                                       " index ",
                                       " rang ",
                                       " rank ",
                                       " sats ",
                                       " rate ",
                                       " per capita ",
                                       " per share ",
                                       " per aksje ",
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
_sek_audit_is_whole_year (const char *head)
{
  static const char *const words[] = { " år ", " året ", " hele året ", " heile året ", " helår ", " year ",
                                       " full year ", NULL };
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
  static const char *const words[] = { " note ",  " notes ",   " not ",     " noter ",    " nr ",  " nummer ",
                                       " konto ", " kontonr ", " art ",      " kap ", " post ",
                                       " kode ",  " ansvar ",  " funksjon ", " ref ", " kommunenr ",
                                       " orgnr ", " code ",    " account ",  NULL };
  g_autofree char *text = fold (head);

  /* «Not 3», «Note», but no longer head that has such a word in it. */
  return strlen (text) <= 14 && has_any (text, words);
}

gboolean
_sek_audit_is_rate (const char *head)
{
  static const char *const words[] = { " sats",      " pris",      " rate ",  " snitt",    "gjennomsnitt", "genomsnitt",
                                       " mean ",     " average",   " avg ",   " median",   " indeks",      " index ",
                                       " per ",      " pr ",       " ratio ", " rang",     " rank ",       " faktor ",
                                       " timepris ", " kurs ",     NULL };
  g_autofree char *text = fold (head);

  /* «Regnskap per 31.12» is none. */
  return has_any (text, words) && strstr (text, " per 3") == NULL && strstr (text, " per 1") == NULL
         && strstr (text, " pr 3") == NULL && strstr (text, " pr 1") == NULL;
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
  static const SekWord part = { { "i raden", "i rada", "of the row" } };
  static const SekWord sign = { { ", uten fortegn", ", utan forteikn", ", without its sign" } };
  static const SekWord mean = { { "gjennomsnitt (", "gjennomsnitt (", "mean (" } };
  static const SekWord above = { { "raden over", "rada over", "the row above" } };
  static const SekWord since = { { "sum av %s siden forrige sum", "sum av %s sidan førre sum",
                                   "sum of %s since the sum before" } };
  const Term *first = &g_array_index (rule->terms, Term, 0);
  GString *words = g_string_new (name_of (table, rule->is_column, rule->target));
  const char *a, *b;

  g_string_append (words, " = ");
  if (rule->shape == SHAPE_LINEAR)
    {
      append_terms (words, table, rule);
      return g_string_free (words, FALSE);
    }
  a = name_of (table, rule->is_column, first->place);
  b = rule->terms->len > 1 ? name_of (table, rule->shape != SHAPE_PART && rule->is_column,
                                      g_array_index (rule->terms, Term, 1).place)
                           : "";
  switch (rule->shape)
    {
    case SHAPE_GROWTH:
      g_string_append_printf (words, "100 × (%s − %s) / %s", a, b, b);
      break;
    case SHAPE_PART:
      g_string_append_printf (words, "100 × %s / %s %s «%s»", a, a, sek_word (&part, table->language), b);
      break;
    case SHAPE_PRODUCT:
      g_string_append_printf (words, "%s × %s", a, b);
      if (rule->factor < 1)
        g_string_append_printf (words, " / %.0f", 1 / rule->factor);
      break;
    case SHAPE_RATIO:
      if (rule->factor > 1)
        g_string_append_printf (words, "%.0f × ", rule->factor);
      g_string_append_printf (words, "%s%s / %s", first->sign < 0 ? "−" : "", a, b);
      break;
    case SHAPE_MEAN:
      g_string_append (words, sek_word (&mean, table->language));
      append_terms (words, table, rule);
      g_string_append_c (words, ')');
      break;
    case SHAPE_RUNNING:
      g_string_append_printf (words, "%s + %s", sek_word (&above, table->language), a);
      break;
    case SHAPE_STAIR:
      {
        g_autofree char *sum = sek_fill (sek_word (&since, table->language), a, NULL);

        g_string_append (words, sum);
      }
      break;
    case SHAPE_SHARE:
    case SHAPE_LINEAR:
    default:
      g_string_append_printf (words, "100 × %s%s / %s", first->sign < 0 ? "−" : "", a, b);
    }
  if (rule->absolute)
    g_string_append (words, sek_word (&sign, table->language));
  return g_string_free (words, FALSE);
}
