/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-kind.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-date.h"
#include "sek-error.h"
#include "sek-money.h"
#include "sek-month.h"
#include "sek-number.h"

/* What a field allows, typed or stored. */

static const char *
title (const SekField *field)
{
  return sek_word (&field->title, sek_program_language ());
}

/* Nine digits, the last a control digit: weights 3 2 7 6 5 4 3 2, mod 11 (Brønnøysundregistrene). */
static gboolean
is_org_number (const char *text)
{
  static const int weights[] = { 3, 2, 7, 6, 5, 4, 3, 2 };
  int sum = 0, control;

  if (strlen (text) != 9 || strspn (text, "0123456789") != 9)
    return FALSE;
  for (int i = 0; i < 8; i++)
    sum += weights[i] * (text[i] - '0');
  control = (11 - sum % 11) % 11;
  return control == text[8] - '0';
}

/* Eleven digits, the last a control digit: weights 5 4 3 2 7 6 5 4 3 2, mod 11 (the banks' rule). */
static gboolean
is_account (const char *text)
{
  static const int weights[] = { 5, 4, 3, 2, 7, 6, 5, 4, 3, 2 };
  int sum = 0;

  if (strlen (text) != 11 || strspn (text, "0123456789") != 11)
    return FALSE;
  for (int i = 0; i < 10; i++)
    sum += weights[i] * (text[i] - '0');
  return (11 - sum % 11) % 11 == text[10] - '0';
}

static gboolean
is_email (const char *text)
{
  const char *at = strchr (text, '@');

  return at != NULL && at != text && strchr (at + 1, '@') == NULL && strpbrk (text, " \t\",;<>") == NULL
         && strchr (at + 1, '.') != NULL && at[1] != '.' && text[strlen (text) - 1] != '.';
}

static gboolean
has_control (const char *text, gboolean lines)
{
  for (const char *c = text; *c != '\0'; c++)
    if (((unsigned char) *c < 32 && !(lines && (*c == '\n' || *c == '\t' || *c == '\r'))) || *c == 127)
      return TRUE;
  return FALSE;
}

/* typed: by somebody who can write it anew. A stored text need only be one that is safe to show and to look up by: a
 * rule of form that is made stricter, as for e-mail addresses, must not shut a register that was made before. */
static gboolean
check_text (const SekField *field, const char *text, gboolean typed, GError **error)
{
  gsize length = strlen (text);
  const char *message = NULL;

  if (!g_utf8_validate (text, -1, NULL))
    message = _("it has invalid characters. Type it anew.");
  else if (length > SEK_MAX_TEXT && field->kind != SEK_KIND_COPY)
    message = _("it is too long. Write at most 100 000 characters.");
  else if (has_control (text, field->kind == SEK_KIND_LONG_TEXT || field->kind == SEK_KIND_COPY))
    message = _("it has a line break or another control character. Write it on one line.");
  else if (field->kind == SEK_KIND_ORG_NUMBER && typed && !is_org_number (text))
    message = _("an organisation number has nine digits, of which the last is a control digit, for example "
                "974 760 673. Check it against the Brønnøysund Register.");
  else if (field->kind == SEK_KIND_MEMBER_NUMBER
           && !((length == 4 || length == 2) && strspn (text, "0123456789") == length))
    message = _("a municipality number has four digits, a county number two, for example 0301.");
  else if (field->kind == SEK_KIND_ACCOUNT && typed && !is_account (text))
    message = _("a bank account has eleven digits, of which the last is a control digit, for example "
                "1234.56.78903. Check it against an invoice or the bank.");
  else if (field->kind == SEK_KIND_CUSTOMER_NUMBER && !(length <= 15 && strspn (text, "0123456789") == length))
    message = _("a customer number has digits only, at most fifteen, for example 10042.");
  else if (field->kind == SEK_KIND_EMAIL && typed && !is_email (text))
    message = _("an e-mail address looks like post@example.no.");

  if (message == NULL)
    return TRUE;
  if (length > 60 || !g_utf8_validate (text, -1, NULL))
    g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT, _("The text does not fit in “%s”: %s"), title (field), message);
  else
    g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT, _("“%s” does not fit in “%s”: %s"), text, title (field), message);
  return FALSE;
}

static gboolean
within (const SekField *field, gint64 value, gint64 minimum, gint64 maximum, GError **error)
{
  g_autofree char *low = NULL, *high = NULL;
  gint64 scale = field->kind == SEK_KIND_AMOUNT || field->kind == SEK_KIND_MONEY || field->kind == SEK_KIND_RATE
                     ? SEK_KRONE
                 : field->kind == SEK_KIND_HOURS || field->kind == SEK_KIND_PERCENT ? 100
                 : field->kind == SEK_KIND_DECIMAL                                  ? 1000
                                                                                    : 1;

  if (value >= minimum && value <= maximum)
    return TRUE;
  low = sek_number_format_amount (minimum, scale, 0);
  high = sek_number_format_amount (maximum, scale, 0);
  g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT, _("“%s” must be between %s and %s. Write a number within these."),
               title (field), low, high);
  return FALSE;
}

static gboolean
check_date (const SekField *field, gint64 value, GError **error)
{
  if (sek_date_is_valid ((SekDate) value) && sek_date_year ((SekDate) value) >= 1000)
    return TRUE;
  g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT, _("“%s” does not have a valid date. Write it as 18.11.2022."),
               title (field));
  return FALSE;
}

static gboolean
check_number (const SekField *field, gint64 value, GError **error)
{
  gboolean nonnegative = (field->flags & SEK_FLAG_NONNEGATIVE) != 0;

  switch (field->kind)
    {
    case SEK_KIND_DATE:
      return check_date (field, value, error);
    case SEK_KIND_MONTH:
      if (sek_month_is_valid ((SekMonth) value))
        return TRUE;
      break;
    case SEK_KIND_YEAR:
      return within (field, value, 1900, 2999, error);
    case SEK_KIND_COUNT:
      return within (field, value, 0, SEK_MAX_PERSONS, error);
    case SEK_KIND_RATE:
      return within (field, value, 0, 100000000, error);
    case SEK_KIND_HOURS:
      return within (field, value, 0, 100000000, error);
    case SEK_KIND_PERCENT:
      return within (field, value, nonnegative ? 0 : -10000, 100000, error);
    case SEK_KIND_DECIMAL:
      return within (field, value, -1000000000, 1000000000, error);
    case SEK_KIND_AMOUNT:
    case SEK_KIND_MONEY:
      return within (field, value, nonnegative ? 0 : -SEK_MAX_AMOUNT, SEK_MAX_AMOUNT, error);
    case SEK_KIND_POSITION:
      return within (field, value, -SEK_MAX_AMOUNT, SEK_MAX_AMOUNT, error);
    case SEK_KIND_UNIT:
      if (value == SEK_THOUSAND || value == SEK_KRONE)
        return TRUE;
      break;
    case SEK_KIND_TRUTH:
      if (value == 0 || value == 1)
        return TRUE;
      break;
    case SEK_KIND_CHOICE:
      if (value >= 0 && value < field->choices.n_choices)
        return TRUE;
      break;
    default:
      return TRUE;
    }
  g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT, _("“%s” has a value that it cannot have. Choose it anew."),
               title (field));
  return FALSE;
}

static gboolean
check (const SekField *field, const SekValue *value, gboolean typed, GError **error)
{
  switch (value->type)
    {
    case SEK_VALUE_BLANK:
      if ((field->flags & SEK_FLAG_REQUIRED) == 0)
        return TRUE;
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT, _("The field “%s” (%s) must be filled in."),
                   title (field), sek_word (&sek_entity_get (field->entity)->singular, sek_program_language ()));
      return FALSE;
    case SEK_VALUE_TEXT:
      return check_text (field, value->text, typed, error);
    case SEK_VALUE_INTEGER:
    default:
      return check_number (field, value->integer, error);
    }
}

gboolean
sek_kind_check (const SekField *field, const SekValue *value, GError **error)
{
  return check (field, value, TRUE, error);
}

gboolean
sek_kind_check_stored (const SekField *field, const SekValue *value, GError **error)
{
  return check (field, value, FALSE, error);
}
