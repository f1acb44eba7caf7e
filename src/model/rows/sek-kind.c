/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-kind.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-collate.h"
#include "sek-date.h"
#include "sek-error.h"
#include "sek-money.h"
#include "sek-month.h"
#include "sek-number.h"

static const char *
title (const SekField *field)
{
  return sek_word (&field->title, sek_program_language ());
}

/* --- the file ---------------------------------------------------------------------------------------------------- */

gboolean
sek_kind_is_stored_as_text (const SekField *field)
{
  return field->kind == SEK_KIND_DATE || field->kind == SEK_KIND_MONTH || field->kind == SEK_KIND_CHOICE;
}

static gboolean
read_iso_date (const char *text, gint64 *value)
{
  gint64 date = 0;

  for (int i = 0; i < 10; i++)
    {
      if (i == 4 || i == 7)
        {
          if (text[i] != '-')
            return FALSE;
        }
      else if (g_ascii_isdigit (text[i]))
        date = date * 10 + (text[i] - '0');
      else
        return FALSE;
    }
  *value = date;
  return text[10] == '\0' && sek_date_is_valid ((SekDate) date) && sek_date_year ((SekDate) date) >= 1000;
}

/* As the file has it, and nothing else that a person may type. */
static gboolean
read_iso_month (const char *text, gint64 *value)
{
  SekMonth month;
  g_autofree char *iso = NULL;

  if (!sek_month_parse (text, &month, NULL))
    return FALSE;
  *value = month;
  iso = sek_month_format (month, SEK_MONTH_ISO, SEK_LANGUAGE_EN);
  return g_str_equal (iso, text);
}

gboolean
sek_kind_read_stored (const SekField *field, const char *text, gint64 *value)
{
  if (field->kind == SEK_KIND_DATE)
    return read_iso_date (text, value);
  if (field->kind == SEK_KIND_MONTH)
    return read_iso_month (text, value);
  for (guint i = 0; i < field->choices.n_choices; i++)
    if (strcmp (field->choices.choices[i].id, text) == 0)
      {
        *value = i;
        return TRUE;
      }
  return FALSE;
}

/* Above all choices, with the quark of the word. */
#define UNKNOWN_CHOICE (G_GINT64_CONSTANT (1) << 32)

gint64
sek_kind_keep_unknown (const char *text)
{
  return UNKNOWN_CHOICE + g_quark_from_string (text);
}

const char *
sek_kind_get_choice_id (const SekField *field, gint64 value)
{
  return value >= UNKNOWN_CHOICE ? g_quark_to_string ((GQuark) (value - UNKNOWN_CHOICE))
                                 : field->choices.choices[value].id;
}

const char *
sek_kind_get_choice_word (const SekField *field, gint64 value, SekLanguage language)
{
  return value >= UNKNOWN_CHOICE ? sek_kind_get_choice_id (field, value)
                                 : sek_word (&field->choices.choices[value].word, language);
}

guint
sek_kind_choice_or (gint64 value, guint n, guint other)
{
  return value >= 0 && value < n ? (guint) value : other;
}

SekValue
sek_kind_to_stored (const SekField *field, const SekValue *value)
{
  if (value->type == SEK_VALUE_INTEGER && field->kind == SEK_KIND_DATE)
    {
      g_autofree char *text = sek_date_format ((SekDate) value->integer, SEK_DATE_ISO, SEK_LANGUAGE_EN);
      SekValue stored = SEK_TEXT (text);

      return sek_value_copy (&stored);
    }
  if (value->type == SEK_VALUE_INTEGER && field->kind == SEK_KIND_MONTH)
    {
      g_autofree char *text = sek_month_format ((SekMonth) value->integer, SEK_MONTH_ISO, SEK_LANGUAGE_EN);
      SekValue stored = SEK_TEXT (text);

      return sek_value_copy (&stored);
    }
  if (value->type == SEK_VALUE_INTEGER && field->kind == SEK_KIND_CHOICE)
    {
      SekValue stored = SEK_TEXT (sek_kind_get_choice_id (field, value->integer));

      return sek_value_copy (&stored);
    }
  return sek_value_copy (value);
}

SekValue
sek_kind_from_stored (const SekField *field, const SekValue *stored)
{
  gint64 value;

  if (!sek_kind_is_stored_as_text (field))
    return sek_value_copy (stored);
  if (stored->type == SEK_VALUE_TEXT && sek_kind_read_stored (field, stored->text, &value))
    return SEK_INTEGER (value);
  if (stored->type == SEK_VALUE_TEXT && field->kind == SEK_KIND_CHOICE)
    return SEK_INTEGER (sek_kind_keep_unknown (stored->text));
  return SEK_BLANK;
}

/* --- reading what was typed -------------------------------------------------------------------------------------- */

static gboolean
parse_text (const SekField *field, const char *text, SekValue *value, GError **error)
{
  SekValue parsed = SEK_TEXT (text);

  *value = sek_value_copy (&parsed);
  if (sek_kind_check (field, value, error))
    return TRUE;
  sek_value_clear (value);
  return FALSE;
}

/* Digits with spaces between them, as numbers of organisations are written. */
static gboolean
parse_digits (const SekField *field, const char *text, SekValue *value, GError **error)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    if (!g_unichar_isspace (g_utf8_get_char (c)))
      g_string_append_unichar (digits, g_utf8_get_char (c));
  return parse_text (field, digits->str, value, error);
}

/* Accounts are written with points or spaces: 1234.56.78903. */
static gboolean
parse_account (const SekField *field, const char *text, SekValue *value, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ".", -1);
  g_autofree char *joined = g_strjoinv ("", parts);

  return parse_digits (field, joined, value, error);
}

static gboolean
parse_choice (const SekField *field, const char *text, SekValue *value, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);
  g_autofree char *typed = sek_collate_fold (text);

  for (guint i = 0; i < field->choices.n_choices; i++)
    {
      const SekChoice *choice = &field->choices.choices[i];
      const char *word = sek_word (&choice->word, sek_program_language ());

      for (int l = -1; l < SEK_N_LANGUAGES; l++)
        {
          g_autofree char *form = sek_collate_fold (l < 0 ? choice->id : choice->word.text[l]);

          if (g_str_equal (form, typed))
            {
              *value = SEK_INTEGER (i);
              return TRUE;
            }
        }
      g_string_append_printf (known, "%s%s (%s)", i > 0 ? ", " : "", word, choice->id);
    }
  g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT, _("“%s” is not one of the choices of “%s”. Write one of: %s."), text,
               title (field), known->str);
  return FALSE;
}

static gboolean
parse_truth (const SekField *field, const char *text, SekValue *value, GError **error)
{
  static const char *const yes[] = { "1", "ja", "yes", "true", NULL };
  static const char *const no[] = { "0", "nei", "no", "false", NULL };
  g_autofree char *typed = sek_collate_fold (text);

  if (g_strv_contains (yes, typed) || g_strv_contains (no, typed))
    {
      *value = SEK_INTEGER (g_strv_contains (yes, typed) ? 1 : 0);
      return TRUE;
    }
  g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT, _("“%s” does not fit in “%s”. Write yes or no."), text,
               title (field));
  return FALSE;
}

static const SekWord units[] = {
  { { "hele tusen kroner", "heile tusen kroner", "thousands of kroner" } },
  { { "kroner", "kroner", "kroner" } },
};

static gboolean
parse_unit (const SekField *field, const char *text, SekValue *value, GError **error)
{
  static const struct { const char *text; gint64 unit; } typed[] = {
    { "1000", SEK_THOUSAND }, { "1 000", SEK_THOUSAND }, { "1\302\240000", SEK_THOUSAND }, { "100000", SEK_THOUSAND },
    { "1000 kr", SEK_THOUSAND }, { "1 000 kr", SEK_THOUSAND }, { "1\302\240000 kr", SEK_THOUSAND },
    { "1\302\240000\302\240kr", SEK_THOUSAND },
    { "1", SEK_KRONE }, { "100", SEK_KRONE }, { "kr", SEK_KRONE }, { "1 kr", SEK_KRONE }, { "1\302\240kr", SEK_KRONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    if (g_str_equal (typed[i].text, text))
      {
        *value = SEK_INTEGER (typed[i].unit);
        return TRUE;
      }
  for (int language = 0; language < SEK_N_LANGUAGES; language++)
    for (guint i = 0; i < G_N_ELEMENTS (units); i++)
      if (g_str_equal (units[i].text[language], text))
        {
          *value = SEK_INTEGER (i == 0 ? SEK_THOUSAND : SEK_KRONE);
          return TRUE;
        }
  g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
               _("“%s” cannot be used in “%s”. Write 1000 for thousands of kroner or 1 for kroner."), text,
               title (field));
  return FALSE;
}

/* A rate is a few kroner, was decided in øre for decades, and is written in either: a whole number that would be a
 * strange rate in kroner is not guessed at. Returned is what stands before "øre", or NULL. */
#define HIGHEST_PLAIN_RATE (20 * SEK_KRONE)

static char *
dup_before_ore (const char *text)
{
  g_autofree char *folded = g_utf8_strdown (text, -1);
  gsize length = strlen (text);

  if (strlen (folded) != length || !(g_str_has_suffix (folded, "øre") || g_str_has_suffix (folded, "ore")))
    return NULL;
  return g_strstrip (g_strndup (text, length - (g_str_has_suffix (folded, "øre") ? strlen ("øre") : strlen ("ore"))));
}

static gboolean
parse_rate (const SekField *field, const char *text, gint64 *ore, GError **error)
{
  g_autofree char *before = dup_before_ore (text);
  gboolean bare = strpbrk (text, ",kK") == NULL;

  if (before != NULL)
    return sek_number_parse_amount (before, 1, 1, ore, error);
  if (!sek_number_parse_amount (text, SEK_KRONE, 1, ore, error))
    return FALSE;
  if (bare && *ore >= HIGHEST_PLAIN_RATE)
    {
      g_autofree char *count = sek_number_format_count (*ore / SEK_KRONE);
      g_autofree char *kroner = sek_number_format_amount (*ore / SEK_KRONE, SEK_KRONE, 2);

      g_set_error (error, SEK_ERROR, SEK_ERROR_AMBIGUOUS,
                   _("“%s” in “%s” can be %s øre, which is %s kr, or %s kr. Write “%s” or “%s kr”."), text,
                   title (field), count, kroner, count, kroner, count);
      return FALSE;
    }
  return TRUE;
}

/* The sign that people write after it is no part of the number. */
static gboolean
parse_percent (const char *text, gint64 *hundredths, GError **error)
{
  g_autofree char *number = g_strdup (text);

  if (g_str_has_suffix (number, "%"))
    {
      number[strlen (number) - 1] = '\0';
      while (g_str_has_suffix (number, " ") || g_str_has_suffix (number, "\302\240"))
        number[strlen (number) - (g_str_has_suffix (number, " ") ? 1 : 2)] = '\0';
    }
  return sek_number_parse_decimal (number, 2, hundredths, error);
}

static gboolean
parse_number (const SekField *field, const char *text, gint64 unit, gint64 *number, GError **error)
{
  SekDate date;
  SekMonth month;

  switch (field->kind)
    {
    case SEK_KIND_DATE:
      if (!sek_date_parse (text, &date, error))
        return FALSE;
      *number = date;
      return TRUE;
    case SEK_KIND_MONTH:
      if (!sek_month_parse (text, &month, error))
        return FALSE;
      *number = month;
      return TRUE;
    case SEK_KIND_YEAR:
      return sek_number_parse_count (text, 1900, 2999, number, error);
    case SEK_KIND_COUNT:
      return sek_number_parse_count (text, 0, SEK_MAX_PERSONS, number, error);
    case SEK_KIND_AMOUNT:
      return sek_number_parse_amount (text, unit, unit, number, error);
    case SEK_KIND_MONEY:
      return sek_number_parse_amount (text, SEK_KRONE, 1, number, error);
    case SEK_KIND_RATE:
      return parse_rate (field, text, number, error);
    case SEK_KIND_HOURS:
      return sek_number_parse_decimal (text, 2, number, error);
    case SEK_KIND_PERCENT:
      return parse_percent (text, number, error);
    case SEK_KIND_DECIMAL:
      return sek_number_parse_decimal (text, 3, number, error);
    case SEK_KIND_POSITION:
    default:
      return sek_number_parse_count (text, -SEK_MAX_AMOUNT, SEK_MAX_AMOUNT, number, error);
    }
}

char *
sek_kind_dup_typed (const SekField *field, const char *text, GError **error)
{
  if (g_utf8_validate (text, -1, NULL))
    return g_strstrip (g_strdup (text));
  g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT, _("The text in “%s” has invalid characters. Type it anew."),
               title (field));
  return NULL;
}

gboolean
sek_kind_parse (const SekField *field, const char *text, gint64 unit, SekValue *value, GError **error)
{
  g_autofree char *typed = sek_kind_dup_typed (field, text, error);
  gint64 number;

  g_return_val_if_fail (field->kind != SEK_KIND_REFERENCE, FALSE);

  *value = SEK_BLANK;
  if (typed == NULL)
    return FALSE;
  if (*typed == '\0')
    return sek_kind_check (field, value, error);

  switch (field->kind)
    {
    case SEK_KIND_TEXT:
    case SEK_KIND_LONG_TEXT:
    case SEK_KIND_EMAIL:
      return parse_text (field, typed, value, error);
    case SEK_KIND_ORG_NUMBER:
    case SEK_KIND_MEMBER_NUMBER:
    case SEK_KIND_CUSTOMER_NUMBER:
      return parse_digits (field, typed, value, error);
    case SEK_KIND_ACCOUNT:
      return parse_account (field, typed, value, error);
    case SEK_KIND_TRUTH:
      return parse_truth (field, typed, value, error);
    case SEK_KIND_CHOICE:
      return parse_choice (field, typed, value, error);
    case SEK_KIND_UNIT:
      return parse_unit (field, typed, value, error);
    default:
      if (!parse_number (field, typed, unit, &number, error))
        return FALSE;
    }
  *value = SEK_INTEGER (number);
  if (sek_kind_check (field, value, error))
    return TRUE;
  *value = SEK_BLANK;
  return FALSE;
}

/* --- showing ----------------------------------------------------------------------------------------------------- */

/* As many digits after the comma as say anything; scale is a power of ten. */
static int
count_decimals (gint64 value, gint64 scale)
{
  int decimals = 0;

  for (; scale > 1; scale /= 10)
    {
      if (value % scale == 0)
        break;
      decimals++;
    }
  return decimals;
}

static char *
dup_percent (gint64 hundredths)
{
  g_autofree char *number = sek_number_format_amount (hundredths, 100, count_decimals (hundredths, 100));

  return g_strconcat (number, "\302\240%", NULL);
}

char *
sek_kind_format (const SekField *field, const SekValue *value, gint64 unit, SekLanguage language)
{
  static const SekWord truth[] = { { { "nei", "nei", "no" } }, { { "ja", "ja", "yes" } } };

  if (value->type == SEK_VALUE_BLANK)
    return g_strdup ("");
  if (value->type == SEK_VALUE_TEXT)
    return g_strdup (value->text);

  switch (field->kind)
    {
    case SEK_KIND_DATE:
      return sek_date_format ((SekDate) value->integer, SEK_DATE_NUMERIC, language);
    case SEK_KIND_MONTH:
      return sek_month_format ((SekMonth) value->integer, SEK_MONTH_LONG, language);
    case SEK_KIND_YEAR:
    case SEK_KIND_POSITION:
      return g_strdup_printf ("%" G_GINT64_FORMAT, value->integer);
    case SEK_KIND_COUNT:
      return sek_number_format_count (value->integer);
    case SEK_KIND_RATE:
      return sek_number_format_amount (value->integer, SEK_KRONE, 2);
    case SEK_KIND_AMOUNT:
      return sek_number_format_amount (value->integer, unit, 0);
    case SEK_KIND_MONEY:
      return sek_number_format_amount (value->integer, SEK_KRONE, value->integer % SEK_KRONE == 0 ? 0 : 2);
    case SEK_KIND_HOURS:
      return sek_number_format_amount (value->integer, 100, count_decimals (value->integer, 100));
    case SEK_KIND_PERCENT:
      return dup_percent (value->integer);
    case SEK_KIND_DECIMAL:
      return sek_number_format_amount (value->integer, 1000, count_decimals (value->integer, 1000));
    case SEK_KIND_UNIT:
      return g_strdup (sek_word (&units[value->integer == SEK_THOUSAND ? 0 : 1], language));
    case SEK_KIND_TRUTH:
      return g_strdup (sek_word (&truth[value->integer != 0], language));
    case SEK_KIND_CHOICE:
      return g_strdup (sek_kind_get_choice_word (field, value->integer, language));
    default:
      return g_strdup_printf ("%" G_GINT64_FORMAT, value->integer);
    }
}

gboolean
sek_kind_is_numeric (SekKind kind)
{
  return kind >= SEK_KIND_YEAR && kind <= SEK_KIND_DECIMAL;
}
