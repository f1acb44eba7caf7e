/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-reserve.h"

#include "sek-budget.h"
#include "sek-money.h"
#include "sek-number.h"

GArray *
sek_reserve_chain (SekRegister *reg)
{
  GArray *chain = g_array_new (FALSE, FALSE, sizeof (SekReserveYear));
  int first = sek_plan_get_first_year (reg), last = sek_plan_get_last_year (reg);
  gint64 before = SEK_NONE;

  for (int year = first; first != 0 && year <= last; year++)
    {
      SekReserveYear at = { .year = year, .gap = SEK_NONE };
      gint64 opening;

      at.column = sek_plan_get_source (reg, year, &at.kind, &at.chosen);
      opening = sek_plan_sum (reg, SEK_SECTION_OPENING, year);
      at.opening = before != SEK_NONE ? before : opening;
      if (before != SEK_NONE && opening != SEK_NONE && opening != before)
        at.gap = sek_budget_minus (opening, before);
      at.income = sek_plan_sum (reg, SEK_SECTION_INCOME, year);
      at.expense = sek_plan_sum (reg, SEK_SECTION_EXPENSE, year);
      at.result = sek_budget_minus (at.income, at.expense);
      at.closing = sek_budget_plus (sek_budget_plus (at.opening, at.gap), at.result);
      before = at.closing;
      g_array_append_val (chain, at);
    }
  return chain;
}

int
sek_reserve_find (GArray *chain, int year)
{
  for (guint i = 0; i < chain->len; i++)
    if (g_array_index (chain, SekReserveYear, i).year == year)
      return (int) i;
  return -1;
}

gint64
sek_reserve_get_limit (SekRegister *reg)
{
  const SekOrganisation *organisation = sek_register_get_the_organisation (reg);

  return organisation != NULL ? organisation->reserve_limit : SEK_NONE;
}

gint64
sek_reserve_get_least (SekRegister *reg)
{
  gint64 limit = sek_reserve_get_limit (reg);

  return limit != SEK_NONE ? limit : 0;
}

gboolean
sek_reserve_is_below (SekRegister *reg, gint64 closing)
{
  return closing != SEK_NONE && closing < sek_reserve_get_least (reg);
}

int
sek_reserve_find_below (GArray *chain, int from, gint64 limit)
{
  for (guint i = 0; i < chain->len; i++)
    {
      const SekReserveYear *at = &g_array_index (chain, SekReserveYear, i);

      if (at->year >= from && at->closing != SEK_NONE && at->closing < limit)
        return at->year;
    }
  return 0;
}

/* --- what it says ------------------------------------------------------------------------------------------------- */

/* The years that can still be others: after the last one that accounts or a forecast tell; all of them where all
 * are. */
static int
get_from (GArray *chain)
{
  int from = chain->len > 0 ? g_array_index (chain, SekReserveYear, 0).year : 0;

  for (guint i = 0; i + 1 < chain->len; i++)
    if (g_array_index (chain, SekReserveYear, i).kind <= SEK_YEAR_FORECAST)
      from = g_array_index (chain, SekReserveYear, i + 1).year;
  return from;
}

typedef enum
{
  NOTHING,
  USED_UP,
  BELOW,
  HOLDS,  /* the limit */
  LASTS,  /* there is no limit */
} Finding;

/* *at gets the year that it is about. */
static Finding
find (SekRegister *reg, GArray *chain, const SekReserveYear **at)
{
  gint64 limit = sek_reserve_get_limit (reg);
  int from = get_from (chain), used_up = sek_reserve_find_below (chain, from, 0),
      below = limit != SEK_NONE ? sek_reserve_find_below (chain, from, limit) : 0;
  Finding finding = NOTHING;

  *at = NULL;
  if (chain->len == 0)
    return NOTHING;
  *at = &g_array_index (chain, SekReserveYear, chain->len - 1);
  if (used_up != 0 || below != 0)
    {
      /* Whichever comes first is what has to be done something about. */
      finding = used_up != 0 && (below == 0 || used_up <= below) ? USED_UP : BELOW;
      *at = &g_array_index (chain, SekReserveYear, sek_reserve_find (chain, finding == USED_UP ? used_up : below));
    }
  else if ((*at)->closing != SEK_NONE)
    finding = limit != SEK_NONE ? HOLDS : LASTS;
  return finding;
}

char *
sek_reserve_dup_finding (SekRegister *reg, GArray *chain, SekLanguage language)
{
  static const SekWord words[] = {
    [USED_UP] = { { "Reserven er brukt opp i %d", "Reserven er brukt opp i %d", "The reserve is used up in %d" } },
    [BELOW] = { { "Reserven kommer under grensen i %d", "Reserven kjem under grensa i %d",
                  "The reserve falls below the limit in %d" } },
    [HOLDS] = { { "Reserven er over grensen til og med %d", "Reserven er over grensa til og med %d",
                  "The reserve is above the limit up to %d" } },
    [LASTS] = { { "Reserven varer til og med %d", "Reserven varer til og med %d", "The reserve lasts up to %d" } },
  };
  const SekReserveYear *at;
  Finding finding = find (reg, chain, &at);
  g_autofree char *year = at != NULL ? g_strdup_printf ("%d", at->year) : NULL;

  return finding == NOTHING ? g_strdup ("") : sek_fill (sek_word (&words[finding], language), year, NULL);
}

/* What stands beside each other, with what each comes to and in which year. */
typedef struct
{
  guint   n;
  Finding findings[SEK_RESERVES_MOST];
  int     years[SEK_RESERVES_MOST];
} Beside;

static gboolean
is_broken (const Beside *self, guint index)
{
  return self->findings[index] == USED_UP || self->findings[index] == BELOW;
}

/* The scenario that breaks first, or last; of several the one that stands first. */
static guint
find_broken (const Beside *self, gboolean last)
{
  guint found = 0;

  for (guint i = 1; i < self->n; i++)
    if (is_broken (self, i)
        && (found == 0 || (last ? self->years[i] > self->years[found] : self->years[i] < self->years[found])))
      found = i;
  return found;
}

/* The first scenario that does not break; 0 for none. */
static guint
find_whole (const Beside *self)
{
  for (guint i = 1; i < self->n; i++)
    if (self->findings[i] == HOLDS || self->findings[i] == LASTS)
      return i;
  return 0;
}

typedef enum
{
  ALL,      /* come to the same */
  ONE,      /* comes to this, and the register does not */
  LONGEST,  /* it breaks, and all others before it */
} Title;

/* Which title it is, and which scenario it is about: where the register breaks, who does not, else who breaks last;
 * where it does not break, who breaks first. */
static Title
choose_title (const Beside *self, guint *index)
{
  guint first = find_broken (self, FALSE), last = find_broken (self, TRUE);

  *index = 0;
  if (!is_broken (self, 0))
    {
      *index = first;
      return first != 0 ? ONE : ALL;
    }
  *index = find_whole (self);
  if (*index != 0)
    return ONE;
  if (last != 0 && self->years[last] > self->years[0])
    {
      *index = last;
      return LONGEST;
    }
  if (first != 0 && self->years[first] < self->years[0])
    *index = first;
  return *index != 0 ? ONE : ALL;
}

char *
sek_reserve_dup_finding_beside (SekRegister *const *regs, GArray *const *chains, const char *const *names, guint n,
                                SekLanguage language)
{
  static const SekWord words[][LASTS + 1] = {
    [ALL] = {
      [USED_UP] = { { "Reserven er brukt opp i %s i alle", "Reserven er brukt opp i %s i alle",
                      "The reserve is used up in %s in all of them" } },
      [BELOW] = { { "Alle kommer under grensen i %s", "Alle kjem under grensa i %s",
                    "All of them fall below the limit in %s" } },
      [HOLDS] = { { "Alle holder seg over grensen til og med %s", "Alle held seg over grensa til og med %s",
                    "All of them stay above the limit up to %s" } },
      [LASTS] = { { "Reserven varer til og med %s i alle", "Reserven varer til og med %s i alle",
                    "The reserve lasts up to %s in all of them" } },
    },
    [ONE] = {
      [USED_UP] = { { "Med «%s» er reserven brukt opp i %s", "Med «%s» er reserven brukt opp i %s",
                      "With “%s” the reserve is used up in %s" } },
      [BELOW] = { { "Med «%s» er reserven under grensen fra %s", "Med «%s» er reserven under grensa frå %s",
                    "With “%s” the reserve is below the limit from %s" } },
      [HOLDS] = { { "Med «%s» er reserven over grensen til og med %s", "Med «%s» er reserven over grensa til og med %s",
                    "With “%s” the reserve is above the limit up to %s" } },
      [LASTS] = { { "Med «%s» varer reserven til og med %s", "Med «%s» varer reserven til og med %s",
                    "With “%s” the reserve lasts up to %s" } },
    },
    [LONGEST] = {
      [USED_UP] = { { "Lengst varer reserven med «%s»: Den er brukt opp i %s",
                      "Lengst varer reserven med «%s»: Han er brukt opp i %s",
                      "The reserve lasts longest with “%s”: it is used up in %s" } },
      [BELOW] = { { "Lengst holder reserven seg med «%s»: Den er under grensen fra %s",
                    "Lengst held reserven seg med «%s»: Han er under grensa frå %s",
                    "The reserve holds longest with “%s”: it is below the limit from %s" } },
    },
  };
  Beside beside = { .n = MIN (n, SEK_RESERVES_MOST) };
  g_autofree char *year = NULL;
  const SekWord *word;
  guint index;
  Title title;

  if (n == 1)
    return sek_reserve_dup_finding (regs[0], chains[0], language);
  for (guint i = 0; i < beside.n; i++)
    {
      const SekReserveYear *at;

      beside.findings[i] = find (regs[i], chains[i], &at);
      beside.years[i] = at != NULL ? at->year : 0;
    }
  if (beside.findings[0] == NOTHING)
    return g_strdup ("");
  title = choose_title (&beside, &index);
  word = &words[title][beside.findings[index]];
  year = g_strdup_printf ("%d", beside.years[index]);
  return title == ALL ? sek_fill (sek_word (word, language), year, NULL)
                      : sek_fill (sek_word (word, language), names[index], year, NULL);
}

char *
sek_reserve_dup_sentence (SekRegister *reg, GArray *chain, SekLanguage language)
{
  static const SekWord words[] = {
    [USED_UP] = { { "Reserven er brukt opp i %d: Ved utgangen av året mangler %s.",
                    "Reserven er brukt opp i %d: Ved utgangen av året manglar %s.",
                    "The reserve is used up in %d: at the end of the year %s is lacking." } },
    [BELOW] = { { "I %d kommer reserven under grensen på %s: Den er da %s.",
                  "I %d kjem reserven under grensa på %s: Han er då %s.",
                  "In %d the reserve falls below the limit of %s: it is then %s." } },
    [HOLDS] = { { "Til og med %d er reserven over grensen på %s. Den er da %s.",
                  "Til og med %d er reserven over grensa på %s. Han er då %s.",
                  "Up to %d the reserve is above the limit of %s. It is then %s." } },
    [LASTS] = { { "Reserven varer til og med %d. Den er da %s.", "Reserven varer til og med %d. Han er då %s.",
                  "The reserve lasts up to %d. It is then %s." } },
  };
  const SekReserveYear *at;
  Finding finding = find (reg, chain, &at);
  gint64 limit = sek_reserve_get_limit (reg);
  g_autofree char *year = NULL, *closing = NULL, *told_limit = NULL;
  gboolean has_limit = finding == BELOW || finding == HOLDS;

  if (finding == NOTHING)
    return g_strdup ("");
  year = g_strdup_printf ("%d", at->year);
  closing = sek_number_in_language (sek_number_format_kroner (finding == USED_UP ? -at->closing : at->closing),
                                    language);
  told_limit = sek_number_in_language (sek_number_format_kroner (limit != SEK_NONE ? limit : 0), language);
  return sek_fill (sek_word (&words[finding], language), year, has_limit ? told_limit : closing,
                   has_limit ? closing : NULL, NULL);
}

char *
sek_reserve_dup_problem (SekRegister *reg, GArray *chain, SekLanguage language)
{
  static const SekWord opening = { { "%d har ikke noe inngående beløp, så reserven begynner på 0.",
                                     "%d har ikkje noko inngåande beløp, så reserven byrjar på 0.",
                                     "%d has no opening balance, so the reserve begins at 0." } };
  static const SekWord missing = { { "%d har ingen kolonne med tall og er regnet fra året før.",
                                     "%d har inga kolonne med tal og er rekna frå året før.",
                                     "%d has no column of figures and is worked out from the year before." } };
  int base = sek_plan_get_base_year (reg);

  for (guint i = 0; i < chain->len; i++)
    {
      const SekReserveYear *at = &g_array_index (chain, SekReserveYear, i);
      g_autofree char *year = g_strdup_printf ("%d", at->year);

      if (i == 0 && at->opening == SEK_NONE)
        return sek_fill (sek_word (&opening, language), year, NULL);
      if (at->column == 0 && at->year < base)
        return sek_fill (sek_word (&missing, language), year, NULL);
    }
  return g_strdup ("");
}

static gboolean
is_fund (SekRegister *reg)
{
  const SekOrganisation *organisation = sek_register_get_the_organisation (reg);

  return organisation != NULL && organisation->balance_name == SEK_BALANCE_NAME_FUND;
}

const char *
sek_reserve_get_opening_word (SekRegister *reg, SekLanguage language)
{
  static const SekWord words[] = {
    { { "Inngående mindreforbruk", "Inngåande mindreforbruk", "Opening balance" } },
    { { "Inngående disposisjonsfond", "Inngåande disposisjonsfond", "Opening general fund" } },
  };

  return sek_word (&words[is_fund (reg)], language);
}

const SekWord *
sek_reserve_get_closing (SekRegister *reg)
{
  static const SekWord words[] = {
    { { "Utgående mindreforbruk", "Utgåande mindreforbruk", "Closing balance" } },
    { { "Utgående disposisjonsfond", "Utgåande disposisjonsfond", "Closing general fund" } },
  };

  return &words[is_fund (reg)];
}

const char *
sek_reserve_get_closing_word (SekRegister *reg, SekLanguage language)
{
  return sek_word (sek_reserve_get_closing (reg), language);
}

/* --- the law ------------------------------------------------------------------------------------------------------ */

GArray *
sek_reserve_list_covers (SekRegister *reg)
{
  g_autoptr (GArray) chain = sek_reserve_chain (reg);
  GArray *covers = g_array_new (FALSE, FALSE, sizeof (SekReserveCover));

  for (guint i = 0; i < chain->len; i++)
    {
      const SekReserveYear *at = &g_array_index (chain, SekReserveYear, i),
                           *next = i + 1 < chain->len ? at + 1 : NULL;
      SekReserveCover cover = { .year = at->year, .column = at->column, .covered = SEK_NONE };

      if (at->column == 0 || at->closing == SEK_NONE || at->closing >= 0)
        continue;
      cover.to_cover = -at->closing;
      if (next != NULL && next->column != 0)
        cover.covered = CLAMP (next->result == SEK_NONE ? 0 : next->result, 0, cover.to_cover);
      g_array_append_val (covers, cover);
    }
  return covers;
}
