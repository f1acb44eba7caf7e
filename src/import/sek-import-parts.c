/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-import-count.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "sek-number.h"

/* Persons by age and sex: which values are the totals of others, so that nobody is counted twice, and whether the
 * others are everyone, in the file and in each sum. */

#define OLDEST 130
#define OPEN G_MAXINT

static gboolean
is_one_of (const char *folded, const char *const *words)
{
  return g_strv_contains (words, folded);
}

static gboolean
is_total (const char *folded)
{
  static const char *const words[] = { "i alt",
                                       "alt",
                                       "begge kjønn",
                                       "begge kjonn",
                                       "alder i alt",
                                       "alle aldre",
                                       "alle aldersgrupper",
                                       "alle",
                                       "total",
                                       "totalt",
                                       "sum",
                                       "both sexes",
                                       "all ages",
                                       "all",
                                       "kjønn i alt",
                                       "menn og kvinner",
                                       "kvinner og menn",
                                       "både menn og kvinner",
                                       "samlet",
                                       "hele befolkningen",
                                       "heile befolkninga",
                                       "whole population",
                                       "males and females",
                                       "men and women",
                                       "totalt alle",
                                       "sum alle",
                                       "alle personer",
                                       NULL };

  return is_one_of (folded, words) || g_str_has_suffix (folded, " i alt") || g_str_has_suffix (folded, " totalt")
         || g_str_has_prefix (folded, "i alt ");
}

static gboolean
contains_any (const char *text, const char *const *words)
{
  for (; *words != NULL; words++)
    if (strstr (text, *words) != NULL)
      return TRUE;
  return FALSE;
}

/* "0-17 år" is 0 to 17, "105 år eller eldre" 105 to OPEN, "7 years" 7 to 7. */
static gboolean
parse_ages (const char *text, int *from, int *to)
{
  static const char *const open[] = { "+", "eldre", "older", "over", "mer", "more", "oppover", NULL };
  g_autofree char *folded = g_utf8_casefold (text, -1);
  const char *c = folded + strcspn (folded, "0123456789"), *rest;

  if (*c == '\0' || c - folded > 8)
    return FALSE;
  *from = (int) strtol (c, (char **) &rest, 10);
  *to = *from;
  if (*from > OLDEST)
    return FALSE;
  if (g_str_has_prefix (folded, "under"))
    {
      *to = *from - 1;
      *from = 0;
      return *to >= 0;
    }
  rest += strspn (rest, " ");
  if (*rest == '-' || g_utf8_get_char (rest) == 0x2013)
    {
      const char *second = g_utf8_next_char (rest);

      second += strspn (second, " ");
      if (!g_ascii_isdigit (*second))
        return FALSE;
      *to = atoi (second);
      return *to >= *from && *to <= OLDEST;
    }
  if (contains_any (rest, open))
    *to = OPEN;
  return TRUE;
}

/* Takes those ages that follow each other from 0 on without gap or overlap; the shortest first, since a table with
 * single years and groups of years has both. FALSE when they do not reach from the first year of life to the oldest. */
static gboolean
choose_ages (SekImportPart *part, const int *from, const int *to)
{
  int chosen[OLDEST + 2];

  for (int age = OLDEST + 1; age >= 0; age--)
    {
      chosen[age] = -1;
      for (guint i = 0; i < part->texts->len; i++)
        if (part->kinds[i] != SEK_PART_TOTAL && from[i] == age && (to[i] == OPEN || chosen[to[i] + 1] >= 0)
            && (chosen[age] < 0 || to[i] < to[chosen[age]]))
          chosen[age] = (int) i;
    }
  if (chosen[0] < 0)
    return FALSE;
  for (guint i = 0; i < part->texts->len; i++)
    if (part->kinds[i] != SEK_PART_TOTAL)
      part->kinds[i] = SEK_PART_LEFT_OUT;
  for (int age = 0; ; age = to[chosen[age]] + 1)
    {
      part->kinds[chosen[age]] = SEK_PART_TAKEN;
      if (to[chosen[age]] == OPEN)
        return TRUE;
    }
}

/* FALSE when these are no ages. */
static gboolean
classify_ages (SekImportPart *part)
{
  guint n = part->texts->len;
  g_autofree int *from = g_new0 (int, n), *to = g_new0 (int, n);
  g_autofree char *head = _sek_import_fold (part->head);
  gboolean named = strstr (head, "alder") != NULL || strstr (head, "age") != NULL;
  const char *youngest = NULL, *oldest = NULL;
  int least = OPEN, most = -1;
  guint ages = 0;

  for (guint i = 0; i < n; i++)
    {
      const char *text = part->texts->pdata[i];

      from[i] = to[i] = -1;
      if (part->kinds[i] == SEK_PART_TOTAL)
        continue;
      named |= strstr (text, "år") != NULL || strstr (text, "year") != NULL;
      if (!parse_ages (text, &from[i], &to[i]))
        {
          /* Codes of totals: 999, 999A. */
          if (named && g_str_has_prefix (text, "999"))
            {
              part->kinds[i] = SEK_PART_TOTAL;
              continue;
            }
          return FALSE;
        }
      /* Everyone from 0 on is a total like another. */
      if (from[i] == 0 && to[i] == OPEN && n > 1)
        {
          part->kinds[i] = SEK_PART_TOTAL;
          continue;
        }
      ages++;
      if (from[i] < least)
        {
          least = from[i];
          youngest = text;
        }
      if (to[i] > most)
        {
          most = to[i];
          oldest = text;
        }
    }
  if (!named)
    return FALSE;
  part->divides = ages > 0 && choose_ages (part, from, to);
  if (ages > 0 && !part->divides)
    part->lack = g_strdup_printf (_("The age groups from “%s” to “%s” do not cover every inhabitant exactly "
                                    "once."), youngest, oldest);
  return TRUE;
}

static void
classify_sexes (SekImportPart *part)
{
  static const char *const male[] = { "menn", "mann", "males", "male", "men", "gutter", "m", "1", NULL };
  static const char *const female[] = {
    "kvinner", "kvinne", "females", "female", "women", "jenter", "k", "f", "2", NULL,
  };
  g_autofree char *head = _sek_import_fold (part->head);
  gboolean named = strstr (head, "kjønn") != NULL || strstr (head, "kjonn") != NULL || strstr (head, "sex") != NULL
                   || strstr (head, "gender") != NULL;
  guint n_male = 0, n_female = 0;
  int zero = -1;

  for (guint i = 0; i < part->texts->len; i++)
    {
      g_autofree char *folded = _sek_import_fold (part->texts->pdata[i]);
      gboolean word = strlen (folded) > 1;

      if (named && g_str_equal (folded, "0"))
        zero = (int) i;
      n_male += (named || word) && is_one_of (folded, male);
      n_female += (named || word) && is_one_of (folded, female);
    }
  if (zero >= 0)
    part->kinds[zero] = SEK_PART_TOTAL;
  part->divides = n_male > 0 && n_female > 0;
  if ((n_male == 0) != (n_female == 0))
    part->lack = g_strdup (n_male > 0 ? _("The file has men only.") : _("The file has women only."));
}

void
_sek_import_part_classify (SekImportPart *part)
{
  guint n = part->texts->len;

  part->kinds = g_new0 (guint8, n + 1);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *folded = _sek_import_fold (part->texts->pdata[i]);

      if (is_total (folded))
        part->kinds[i] = SEK_PART_TOTAL;
    }
  if (!classify_ages (part))
    classify_sexes (part);
}

/* --- sums -------------------------------------------------------------------------------------------------------- */

/* A column of a few values is one of sexes or of large groups of ages: whose row is not there is not 0. Of single years
 * of age those that nobody has are left out by some programs. */
#define FEW_VALUES 8

/* The value that others have and the cell has not; NULL for none. */
static const char *
find_absent (const SekImportPart *part, const SekImportCell *cell, guint column)
{
  guint n = 0;
  const char *absent = NULL;

  for (guint i = 0; i < part->texts->len; i++)
    {
      if (part->kinds[i] != SEK_PART_TAKEN)
        continue;
      if (++n > FEW_VALUES || i >= 64)
        return NULL;
      if (absent == NULL && (cell->met == NULL || (cell->met[column] & G_GUINT64_CONSTANT (1) << i) == 0))
        absent = part->texts->pdata[i];
    }
  return absent;
}

/* Why the figure of those rows that are class is not that of everyone; NULL if it is. Owned. */
static char *
dup_lack (SekImportCount *self, const SekImportCell *cell, guint class)
{
  for (guint c = 0; c < self->n_columns && c < 32; c++)
    {
      const SekImportPart *part = &self->columns[c];
      const char *absent = NULL;

      /* A total makes up for what the others lack. */
      if (part->role != SEK_ROLE_PART || (part->bit & class) != 0)
        continue;
      if (part->lack != NULL)
        return g_strdup (part->lack);
      if (part->divides)
        absent = find_absent (part, cell, c);
      if (absent != NULL)
        return g_strdup_printf (_("The file has no figure of “%s” for it."), absent);
    }
  return NULL;
}

/* The sum of those rows that have the most totals: what is in total is not added to its parts. */
gint64
_sek_import_count_sum (SekImportCount *self, const SekImportCell *cell, char **doubt)
{
  int best = -1, best_bits = -1;
  guint n_missing = 0;
  g_autofree char *chosen = NULL, *other = NULL;

  *doubt = NULL;
  for (guint class = 0; class < SEK_MOST_CLASSES; class++)
    {
      int bits = __builtin_popcount (class);

      if (cell->counts[class] == 0 || bits <= best_bits)
        continue;
      best = (int) class;
      best_bits = bits;
    }
  if (cell->broken != NULL)
    *doubt = g_strdup_printf (_("“%s” is not a number of persons."), cell->broken);
  if (best < 0)
    return SEK_NONE;
  for (guint class = 0; class < SEK_MOST_CLASSES && *doubt == NULL; class++)
    /* Parts can be fewer than everyone, but not more; and another total is the same. */
    if (cell->counts[class] > 0 && (cell->sums[class] > cell->sums[best]
                                    || (__builtin_popcount (class) == best_bits
                                        && cell->sums[class] != cell->sums[best])))
      {
        chosen = sek_number_format_count (cell->sums[best]);
        other = sek_number_format_count (cell->sums[class]);
        *doubt = g_strdup_printf (_("The total is %s, and its parts are %s."), chosen, other);
      }
  /* What is in total needs no parts. */
  for (guint class = 0; class < SEK_MOST_CLASSES; class++)
    if (__builtin_popcount (class) >= best_bits)
      n_missing += cell->missing[class];
  if (*doubt == NULL && n_missing > 0)
    *doubt = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u figure is missing in the file.",
                                           "%u figures are missing in the file.", n_missing), n_missing);
  if (*doubt == NULL)
    *doubt = dup_lack (self, cell, (guint) best);
  if (*doubt == NULL && cell->sums[best] == 0)
    *doubt = g_strdup (_("The figure is 0."));
  return cell->sums[best];
}
