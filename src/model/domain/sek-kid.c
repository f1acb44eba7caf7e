/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-kid.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-collate.h"
#include "sek-error.h"

#define LONGEST 25

typedef enum { YEAR, MEMBER, CUSTOMER, RUN, FREE, N_PARTS } Part;

static const struct
{
  SekWord     word;
  int         width; /* unless the pattern says otherwise */
} kinds[N_PARTS] = {
  [YEAR] = { { { "år", "år", "year" } }, 4 },
  [MEMBER] = { { { "medlem", "medlem", "member" } }, 4 },
  [CUSTOMER] = { { { "kunde", "kunde", "customer" } }, 6 },
  [RUN] = { { { "kjøring", "køyring", "run" } }, 1 },
  [FREE] = { { { "fri", "fri", "free" } }, 1 },
};

/* --- patterns ----------------------------------------------------------------------------------------------------- */

typedef struct
{
  Part part; /* N_PARTS: digits as they are */
  int  width;
  char digit;
} Step;

struct _SekKidPattern
{
  GArray  *steps;    /* Step */
  gboolean has_free;
};

static gboolean
find_kind (const char *word, Part *part)
{
  g_autofree char *folded = sek_collate_fold (word);

  for (int kind = 0; kind < N_PARTS; kind++)
    for (int language = 0; language < SEK_N_LANGUAGES; language++)
      {
        g_autofree char *known = sek_collate_fold (kinds[kind].word.text[language]);

        if (g_str_equal (known, folded))
          {
            *part = kind;
            return TRUE;
          }
      }
  return FALSE;
}

/* What stands within braces. */
static gboolean
read_braces (const char *inside, Step *step)
{
  g_auto (GStrv) halves = g_strsplit (inside, ":", 2);
  g_autofree char *word = g_strstrip (g_strdup (halves[0] != NULL ? halves[0] : ""));

  if (!find_kind (word, &step->part))
    return FALSE;
  step->width = kinds[step->part].width;
  if (halves[1] == NULL)
    return TRUE;
  g_strstrip (halves[1]);
  /* Saturates, so that a width beyond 64 bits is none either. */
  step->width = (int) MIN (g_ascii_strtoull (halves[1], NULL, 10), LONGEST);
  return *halves[1] != '\0' && strspn (halves[1], "0123456789") == strlen (halves[1]) && step->width >= 1
         && step->width <= (step->part == YEAR ? 4 : step->part == FREE ? 1 : 15);
}

/* Owned; NULL where the pattern is none. Blanks are for the eye. */
static GArray *
read_pattern (const char *pattern)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, TRUE, sizeof (Step));

  for (const char *c = pattern; *c != '\0'; c++)
    {
      Step step = { .part = N_PARTS, .width = 1, .digit = *c };

      if (*c == ' ')
        continue;
      if (*c == '{')
        {
          const char *end = strchr (c, '}');
          g_autofree char *inside = end != NULL ? g_strndup (c + 1, end - c - 1) : NULL;

          if (inside == NULL || !read_braces (inside, &step))
            return NULL;
          c = end;
        }
      else if (!g_ascii_isdigit (*c))
        return NULL;
      g_array_append_val (steps, step);
    }
  return g_steal_pointer (&steps);
}

/* Whether a pattern of these steps can be used. */
static gboolean
check_steps (const char *pattern, GArray *steps, GError **error)
{
  gboolean tells = FALSE;
  int length = 1;

  for (guint i = 0; i < steps->len; i++)
    {
      const Step *step = &g_array_index (steps, Step, i);

      length += step->width;
      tells |= step->part == MEMBER || step->part == CUSTOMER;
    }
  if (length > LONGEST)
    g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                 _("“%s” makes the KID too long: its length would be %d with the control digit, and %d is the most. "
                   "Make the pattern shorter."),
                 pattern, length, LONGEST);
  else if (!tells)
    g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                 _("All members would have the same KID by “%s”. Add {medlem} or {kunde} to the pattern."), pattern);
  else
    return TRUE;
  return FALSE;
}

SekKidPattern *
sek_kid_pattern_new (const char *pattern, GError **error)
{
  g_autoptr (GArray) steps = read_pattern (pattern);
  SekKidPattern *self;

  if (steps == NULL)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                   _("“%s” is not a pattern for KIDs. Write digits and {år}, {medlem}, {kunde}, {kjøring} or {fri}, "
                     "for example {år}{medlem}{kjøring}."),
                   pattern);
      return NULL;
    }
  if (!check_steps (pattern, steps, error))
    return NULL;
  self = g_new0 (SekKidPattern, 1);
  for (guint i = 0; i < steps->len; i++)
    self->has_free |= g_array_index (steps, Step, i).part == FREE;
  self->steps = g_steal_pointer (&steps);
  return self;
}

void
sek_kid_pattern_free (SekKidPattern *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->steps);
  g_free (self);
}

/* --- control digits ----------------------------------------------------------------------------------------------- */

static char
mod10 (const char *digits)
{
  gsize length = strlen (digits);
  int sum = 0;

  for (gsize i = 0; i < length; i++)
    {
      int product = (digits[length - 1 - i] - '0') * (i % 2 == 0 ? 2 : 1);

      sum += product / 10 + product % 10;
    }
  return (char) ('0' + (10 - sum % 10) % 10);
}

static char
mod11 (const char *digits)
{
  gsize length = strlen (digits);
  int sum = 0, control;

  for (gsize i = 0; i < length; i++)
    sum += (digits[length - 1 - i] - '0') * (int) (2 + i % 6);
  control = (11 - sum % 11) % 11;
  return control == 10 ? '-' : (char) ('0' + control);
}

char
sek_kid_get_control (const char *digits, gint64 control)
{
  return control == SEK_KID_CONTROL_MOD11 ? mod11 (digits) : mod10 (digits);
}

/* --- making one --------------------------------------------------------------------------------------------------- */

/* The digits of a part, which must be there and fit into its width. */
static gboolean
append_digits (GString *kid, const Step *step, const char *digits, GError **error)
{
  gsize length = digits != NULL ? strlen (digits) : 0;

  if (length == 0)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                   step->part == CUSTOMER ? _("The customer number that the KID is made of is missing.")
                                          : _("The municipality number that the KID is made of is missing."));
      return FALSE;
    }
  if (length > (gsize) step->width)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                   _("“%s” has more digits than {%s} in the KID pattern, which takes %d. Make the pattern wider."),
                   digits, sek_word (&kinds[step->part].word, sek_program_language ()), step->width);
      return FALSE;
    }
  for (gsize i = length; i < (gsize) step->width; i++)
    g_string_append_c (kid, '0');
  g_string_append (kid, digits);
  return TRUE;
}

static gboolean
append_step (GString *kid, const Step *step, const SekKidParts *parts, char fill, GError **error)
{
  g_autofree char *number = NULL;

  switch (step->part)
    {
    case YEAR:
      number = g_strdup_printf ("%04d", parts->year);
      g_string_append (kid, number + 4 - step->width);
      return TRUE;
    case MEMBER:
      return append_digits (kid, step, parts->member, error);
    case CUSTOMER:
      return append_digits (kid, step, parts->customer, error);
    case RUN:
      number = g_strdup_printf ("%d", parts->run);
      return append_digits (kid, step, number, error);
    case FREE:
      g_string_append_c (kid, fill);
      return TRUE;
    default:
      g_string_append_c (kid, step->digit);
      return TRUE;
    }
}

char *
sek_kid_make (const SekKidPattern *pattern, gint64 control, const SekKidParts *parts, GError **error)
{
  for (char fill = '0'; fill <= (pattern->has_free ? '9' : '0'); fill++)
    {
      g_autoptr (GString) kid = g_string_new (NULL);
      char digit;

      for (guint i = 0; i < pattern->steps->len; i++)
        if (!append_step (kid, &g_array_index (pattern->steps, Step, i), parts, fill, error))
          return NULL;
      digit = sek_kid_get_control (kid->str, control);
      if (digit == '-')
        continue;
      g_string_append_c (kid, digit);
      return g_string_free (g_steal_pointer (&kid), FALSE);
    }
  g_set_error_literal (error, SEK_ERROR, SEK_ERROR_REFUSED,
                       _("The KID would end in “-” by mod 11. Add {fri} to the pattern, or choose mod 10."));
  return NULL;
}

char *
sek_kid_dup_shown (const char *kid)
{
  GString *shown = g_string_new (kid);

  if (shown->len >= 8 && g_str_has_prefix (kid, "20"))
    g_string_insert (shown, 4, "\302\240");
  return g_string_free (shown, FALSE);
}
