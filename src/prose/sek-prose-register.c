/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-prose-private.h"

#include <stdlib.h>
#include <string.h>

/* Figures held against the facts of a register that their sentence names: how surely it speaks of a fact is counted in
 * points. What is right within its bounds is taken for meant sooner than what would be wrong, and nothing is called
 * wrong while two facts may be meant. */

/* Points that a fact needs before a figure is called wrong by it: a name and nothing against it. */
#define SURE 2.5
/* A line that is named by its first word alone: with a year or a kind of column it is sure. */
#define FIRST_WORD 2.4

static const char *const under[] = {
  " under budsjett", " lavere enn budsjett", " mindre enn budsjett", " lågare enn budsjett", " i mindreforbruk ", NULL,
};
static const char *const over[] = {
  " over budsjett", " høyere enn budsjett", " mer enn budsjett", " meir enn budsjett", " høgare enn budsjett",
  " i merforbruk ", " i meirforbruk ", NULL,
};
/* Of an income it means over, of an expense under. */
static const char *const better[] = {
  " bedre enn budsjett", " betre enn budsjett", " svakere enn budsjett", " svakare enn budsjett", NULL,
};

/* --- words ------------------------------------------------------------------------------------------------------- */

/* Whether the text has a word of the stem, by what may follow it: endings, and what makes a compound mean the same
 * («lønnsutgifter»). A short stem begins too many other words for more («klima», «Klimasats»). */
static gboolean
has_stem (const char *folded, const char *stem)
{
  static const char *const heads[] = {
    "utgift", "kostnad", "midl", "middel", "inntekt", "budsjett", "tilskudd", "tilskot", "bruk", NULL,
  };
  static const char *const endings[] = {
    "", "e", "en", "et", "ene", "er", "ar", "ane", "a", "n", "s", "ets", "ens", "r", "t", NULL,
  };
  g_autofree char *word = g_strconcat (" ", stem, NULL);

  for (const char *p = strstr (folded, word); p != NULL; p = strstr (p + 1, word))
    {
      const char *rest = p + strlen (word), *end = strchr (rest, ' ');
      g_autofree char *ending = g_strndup (rest, end != NULL ? (gsize) (end - rest) : strlen (rest));
      const char *compound = *ending == 's' ? ending + 1 : ending;

      if (g_utf8_strlen (stem, -1) > 5 ? g_utf8_strlen (ending, -1) <= 5 : g_strv_contains (endings, ending))
        return TRUE;
      for (guint i = 0; heads[i] != NULL; i++)
        if (g_str_has_prefix (ending, heads[i]) || g_str_has_prefix (compound, heads[i]))
          return TRUE;
    }
  return FALSE;
}

static gboolean
begins_with_any (const char *text, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_has_prefix (text, words[i]))
      return TRUE;
  return FALSE;
}

static gboolean
has_phrase (const char *folded, const char *phrase)
{
  g_autofree char *genitive = g_strconcat (phrase, NULL);

  if (strstr (folded, phrase) != NULL)
    return TRUE;
  genitive[strlen (genitive) - 1] = 's';
  return strstr (folded, genitive) != NULL;
}

/* --- years ------------------------------------------------------------------------------------------------------- */

static int
year_at (const char *p)
{
  return p[0] == ' ' && p[1] == '2' && p[2] == '0' && g_ascii_isdigit (p[3]) && g_ascii_isdigit (p[4]) && p[5] == ' '
             ? atoi (p + 1)
             : 0;
}

/* Whether the year at p is of a day or a month: when something was decided, not what it is for. */
static gboolean
is_of_date (const char *folded, const char *p)
{
  static const char *const months[] = {
    " januar", " februar", " mars", " april", " mai", " juni", " juli", " august", " september", " oktober",
    " november", " desember", NULL,
  };
  g_autofree char *before = g_strndup (folded, (gsize) (p - folded));

  return _sek_prose_ends_with_any (before, months);
}

/* The only year of a text; 0 when it has none, or several. Years of dates count when there are no others. */
static int
only_year (const char *folded)
{
  gboolean is_dated = TRUE;
  int year = 0;

  for (const char *p = folded; *p != '\0'; p++)
    if (year_at (p) != 0 && !is_of_date (folded, p))
      is_dated = FALSE;
  for (const char *p = folded; *p != '\0'; p++)
    if (year_at (p) != 0 && (is_dated || !is_of_date (folded, p)))
      {
        if (year != 0 && year_at (p) != year)
          return 0;
        year = year_at (p);
      }
  return year;
}

static gboolean
has_years (const char *folded)
{
  for (const char *p = folded; *p != '\0'; p++)
    if (year_at (p) != 0)
      return TRUE;
  return FALSE;
}

static gboolean
has_year (const char *folded, int year)
{
  g_autofree char *text = g_strdup_printf (" %d ", year);

  return strstr (folded, text) != NULL;
}

/* The year that is said right after a figure («i 2023», «i budsjettet for 2023») or between the one before and it; 0
 * when only the sentence tells. */
static int
own_year (const SekProseSentence *self, guint i)
{
  const SekProseFigure *figure = _sek_prose_figure_at (self, i);
  gsize from = i > 0 ? _sek_prose_figure_at (self, i - 1)->end : 0, until = strlen (self->sentence);
  g_autofree char *before = NULL, *after = NULL, *lead = NULL, *tail = NULL;
  int year = 0, words = 0;

  if (i + 1 < self->figures->len)
    until = MAX (_sek_prose_figure_at (self, i + 1)->start, figure->end);
  after = g_strndup (self->sentence + figure->end, until - figure->end);
  tail = sek_fact_fold (after);
  for (const char *p = tail; *p != '\0' && words < 5 && year == 0; p++)
    if (*p == ' ')
      {
        if (g_str_has_prefix (p, " og ") || g_str_has_prefix (p, " men ") || g_str_has_prefix (p, " mot ")
            || g_str_has_prefix (p, " mens ") || g_str_has_prefix (p, " medan "))
          break;
        year = year_at (p);
        words++;
      }
  if (year != 0)
    return year;
  before = g_strndup (self->sentence + from, figure->start > from ? figure->start - from : 0);
  lead = sek_fact_fold (before);
  return only_year (lead);
}

/* --- points ------------------------------------------------------------------------------------------------------ */

/* How surely the sentence names what the fact is about; 0: not at all. */
static double
name_points (const SekProseSentence *self, const SekFact *fact)
{
  guint n = 0, found = 0;

  if (fact->phrase != NULL && !has_phrase (self->folded, fact->phrase))
    return 0;
  for (guint k = 0; fact->topics != NULL && fact->topics[k] != NULL; k++)
    if (strstr (self->folded, fact->topics[k]) != NULL)
      return fact->phrase != NULL ? 3 : 2;
  for (; fact->all != NULL && fact->all[n] != NULL; n++)
    found += has_stem (self->folded, fact->all[n]);
  if (n > 0 && found == n)
    return 2 + 0.5 * n;
  return fact->first_tells && has_stem (self->folded, fact->all[0]) ? FIRST_WORD : 0;
}

/* «vedtok budsjettet for 2023 på»: the expenses as a whole. */
static gboolean
is_of_budget (const char *lead)
{
  static const char *const words[] = {
    " budsjettet ", " budsjett ", " budsjettramme ", " budsjettramma ", " budsjettrammen ", " budsjettforslag ",
    " budsjettforslaget ", NULL,
  };
  g_autofree char *bare = g_strdup (lead);

  for (const char *const *end = (const char *const[]) { "til sammen ", "til saman ", "på ", "er ", NULL }; *end != NULL;
       end++)
    if (g_str_has_suffix (bare, *end))
      bare[strlen (bare) - strlen (*end)] = '\0';
  if (strlen (bare) == strlen (lead))
    return FALSE;
  if (strlen (bare) >= 6 && year_at (bare + strlen (bare) - 6) != 0)
    bare[strlen (bare) - 5] = '\0';
  if (g_str_has_suffix (bare, " for ") || g_str_has_suffix (bare, " i "))
    bare[strlen (bare) - (g_str_has_suffix (bare, " i ") ? 2 : 4)] = '\0';
  return _sek_prose_ends_with_any (bare, words);
}

static double
column_points (const SekProseSentence *self, const SekFact *fact)
{
  gboolean forecast = strstr (self->folded, "prognose") != NULL,
           accounts = strstr (self->folded, "regnskap") != NULL || strstr (self->folded, "rekneskap") != NULL;

  if (*fact->column == '\0')
    return 0;
  if (g_str_equal (fact->column, "budsjett"))
    return forecast || accounts ? -1 : 0.5;
  if (g_str_equal (fact->column, "regnskap"))
    return accounts ? 1 : -1;
  return strstr (self->folded, fact->column) != NULL ? 1 : -1;
}

/* «87 prosent av inntektene»: what the share is of, right after the figure. */
static gboolean
is_share_of (const char *after, const SekFact *fact)
{
  g_auto (GStrv) words = g_strsplit (after, " ", 7);

  if (!g_str_has_prefix (after, " av "))
    return FALSE;
  for (guint w = 2; words[w] != NULL && w < 6; w++)
    for (guint k = 0; fact->share_of[k] != NULL; k++)
      if (strstr (words[w], fact->share_of[k]) != NULL)
        return TRUE;
  return FALSE;
}

/* Where a phrase is last spoken of in a text, as itself or in the genitive; NULL: not at all. */
static const char *
find_last (const char *folded, const char *phrase)
{
  const char *last = NULL;
  gsize n = strlen (phrase) - 1;

  for (const char *p = folded; (p = strstr (p, " ")) != NULL; p++)
    if (strncmp (p, phrase, n) == 0 && (p[n] == ' ' || (p[n] == 's' && p[n + 1] == ' ')))
      last = p;
  return last;
}

/* Of the members that the sentence names, the one that the figure is said of: «60 000 kroner for Asker», «Asker betaler
 * 60 000 kroner»; as it stands in the facts. NULL when it names none before the figure, and none right after it. */
static const char *
member_of (const SekProseSentence *self, const char *lead, const char *after)
{
  static const char *const to[] = { " for", " til", " fra", " frå", " i", NULL };
  const char *best = NULL, *found = NULL;

  for (guint k = 0; k < self->facts->len; k++)
    {
      const SekFact *fact = self->facts->pdata[k];
      const char *at;

      if (fact->phrase == NULL || (k > 0 && ((SekFact *) self->facts->pdata[k - 1])->phrase != NULL
                                   && g_str_equal (((SekFact *) self->facts->pdata[k - 1])->phrase, fact->phrase)))
        continue;
      for (guint w = 0; to[w] != NULL; w++)
        if (g_str_has_prefix (after, to[w]) && g_str_has_prefix (after + strlen (to[w]), fact->phrase))
          return fact->phrase;
      at = find_last (lead, fact->phrase);
      /* The longer of two that begin at one place: «Nes», «Nesbyen». */
      if (at != NULL && (best == NULL || at > best || (at == best && strlen (fact->phrase) > strlen (found))))
        {
          best = at;
          found = fact->phrase;
        }
    }
  return found;
}

/* What the words around a figure say. */
typedef struct
{
  gboolean is_deviation, is_change;
  int      direction; /* of the change; of a deviation +1 is under budget, as figures of our tables are */
  gboolean is_of_budget;
  int      year;      /* its own; 0 when only the sentence tells */
  const char *member; /* of whom; NULL when nothing tells */
} Said;

static Said
read_said (const SekProseSentence *self, guint i, const char *lead, const char *after)
{
  static const char *const deviation[] = { " avvik på ", " avviket på ", " avviket er ", NULL };
  Said said = { 0 };

  said.is_deviation = begins_with_any (after, under) || begins_with_any (after, over) || begins_with_any (after, better)
                      || _sek_prose_ends_with_any (lead, deviation);
  if (said.is_deviation)
    said.direction = begins_with_any (after, under) ? 1 : begins_with_any (after, over) ? -1 : 0;
  else
    said.direction = _sek_prose_direction (lead);
  said.is_change = !said.is_deviation && (said.direction != 0 || g_str_has_suffix (lead, " endring på "));
  said.is_of_budget = is_of_budget (lead);
  said.year = self->has_years ? own_year (self, i) : 0;
  said.member = member_of (self, lead, after);
  return said;
}

/* How surely the figure is the fact's; not above 0: it is not. */
static double
score (const SekProseSentence *self, guint i, guint nth, const Said *said, const char *after)
{
  const SekFact *fact = self->facts->pdata[nth];
  const SekProseFigure *figure = _sek_prose_figure_at (self, i);
  gboolean percent = figure->kind == SEK_QUANTITY_PERCENT || figure->kind == SEK_QUANTITY_RATIO;
  double points = self->names[nth];

  if ((percent ? SEK_QUANTITY_PERCENT : figure->kind) != fact->kind || fact->is_rate != figure->is_rate
      || figure->is_part)
    return -1;
  if (fact->needs_year && (said->year != 0 ? said->year != fact->year : !has_year (self->folded, fact->year)))
    return -1;
  if (fact->share_of != NULL ? !is_share_of (after, fact) : percent && g_str_has_prefix (after, " av "))
    return -1;
  if (fact->share_of == NULL)
    {
      if (fact->deviation != said->is_deviation)
        return -1;
      if (percent ? !fact->change && !fact->deviation : fact->change != said->is_change)
        return -1;
    }
  /* What is said of nothing else is said of the expenses as a whole. */
  if (points == 0 && fact->is_total && fact->share_of == NULL)
    points = said->is_of_budget && !fact->change && !fact->deviation ? 2 : fact->deviation ? 1 : 0;
  if (points <= 0)
    return -1;
  if (fact->year != 0 && self->has_years)
    points += (said->year != 0 ? said->year == fact->year : has_year (self->folded, fact->year)) ? 1 : -2;
  if (fact->phrase != NULL && said->member != NULL && !g_str_equal (fact->phrase, said->member))
    points -= 2;
  return points + column_points (self, fact);
}

/* --- ties -------------------------------------------------------------------------------------------------------- */

static gboolean
is_right (const SekProseFigure *figure, const SekFact *fact)
{
  return ABS (fact->value) >= figure->low && ABS (fact->value) <= figure->high;
}

static gboolean
is_near (const SekProseFigure *figure, const SekFact *fact)
{
  double ratio = fact->value != 0 ? (double) figure->value / (double) ABS (fact->value) : 0;

  if (_sek_prose_is_slip (figure, ABS (fact->value)))
    return TRUE;
  if (figure->kind == SEK_QUANTITY_PERSONS || figure->kind == SEK_QUANTITY_MEMBERS)
    return ratio > 0.9 && ratio < 1.1;
  return ratio > 0.6 && ratio < 1.7;
}

/* «Rådet har 65 medlemmer» speaks of all; «62 medlemmer møtte» of some. */
static gboolean
is_of_all (const SekProseFigure *figure, const char *lead)
{
  static const char *const words[] = {
    " har ",    " består av ", " består i dag av ", " omfatter ", " omfattar ", " teller ",
    " tel ",    " alle ",      " alle de ",         " samtlige ", " våre ",     " våre i alt ",
    " har nå ", " har no ",    " har til sammen ",  " rådets ",   NULL
  };

  return figure->kind != SEK_QUANTITY_MEMBERS || _sek_prose_ends_with_any (lead, words);
}

static void
say_why (SekProseSentence *self, guint i, const SekFact *could_be, gboolean is_near_one)
{
  gboolean is_named = could_be != NULL;
  static const SekWord nothing = { { "Setningen nevner ikke noe som registeret har slike tall for",
                                     "Setninga nemner ikkje noko som registeret har slike tal for",
                                     "The sentence names nothing that the register has such figures for" } };
  static const SekWord far = { { "Registerets tall for det som setningen nevner, er langt unna",
                                 "Tala i registeret for det som setninga nemner, er langt unna",
                                 "The register's figures for what the sentence names are far from it" } };
  static const SekWord several = { { "Flere av registerets tall kan være ment",
                                     "Fleire av tala i registeret kan vere meinte",
                                     "Several figures of the register may be meant" } };
  static const SekWord part = { { "Gjelder en del av noe", "Gjeld ein del av noko", "Speaks of a part of something" } };
  const SekWord *word = _sek_prose_figure_at (self, i)->is_part ? &part
                        : !is_named                             ? &nothing
                        : !is_near_one                          ? &far
                                                                : &several;
  SekProseFinding *finding = _sek_prose_finding_at (self, i);

  g_free (finding->reason);
  if (word == &far || word == &several)
    {
      g_autofree char *value = _sek_prose_format (could_be->kind, ABS (could_be->value), could_be->is_rate);

      finding->reason = g_strdup_printf ("%s: %s (%s)", word->text[self->language], value, could_be->name);
    }
  else
    finding->reason = g_strdup (word->text[self->language]);
}

/* Of facts that are named as surely, the only one that the figure is but for a digit or two swapped ones; NULL when
 * there is none, or several, or the figure is too short to tell. */
static const SekFact *
find_slip (const SekProseSentence *self, guint i, const Said *said, const char *after, double points)
{
  const SekProseFigure *figure = _sek_prose_figure_at (self, i);
  const SekFact *found = NULL;

  if (figure->value / MAX (figure->unit, 1) < 1000)
    return NULL;
  for (guint k = 0; k < self->facts->len; k++)
    {
      const SekFact *fact = self->facts->pdata[k];

      if (!_sek_prose_is_slip (figure, ABS (fact->value)) || score (self, i, k, said, after) < points)
        continue;
      if (found != NULL && found->value != fact->value)
        return NULL;
      found = fact;
    }
  return found;
}

static void
tie_figure (SekProseSentence *self, guint i)
{
  const SekProseFigure *figure = _sek_prose_figure_at (self, i);
  g_autofree char *lead = _sek_prose_dup_lead (self, i), *after = _sek_prose_dup_after (self, i);
  Said said = read_said (self, i, lead, after);
  const SekFact *best = NULL, *right = NULL, *named = NULL;
  double best_score = 0, right_score = 0, named_score = 0;
  gboolean unique = FALSE;

  for (guint k = 0; k < self->facts->len; k++)
    {
      const SekFact *fact = self->facts->pdata[k];
      double points = score (self, i, k, &said, after);

      if (points <= 0)
        continue;
      if (points > named_score)
        {
          named = fact;
          named_score = points;
        }
      if (is_right (figure, fact) && (points > right_score || (points == right_score && fact->year > right->year)))
        {
          right = fact;
          right_score = points;
        }
      if (!is_near (figure, fact))
        continue;
      if (points > best_score)
        {
          best = fact;
          best_score = points;
          unique = TRUE;
        }
      else if (points == best_score && ABS (fact->value) != ABS (best->value))
        unique = FALSE;
      else if (points == best_score && fact->year > best->year)
        best = fact;
    }
  if (right == NULL && best != NULL && !unique)
    {
      const SekFact *slip = find_slip (self, i, &said, after, best_score);

      unique = slip != NULL;
      best = slip != NULL ? slip : best;
    }
  if (right != NULL && (right_score + 2 >= best_score || best == NULL))
    _sek_prose_judge (self, i, right->value, right->change || right->deviation ? said.direction : 0, right->name);
  else if (best != NULL && unique
           && best_score >= (best->deviation                      ? 1
                             : best->kind >= SEK_QUANTITY_PERSONS ? 2
                                                                  : SURE)
           && is_of_all (figure, lead))
    _sek_prose_judge (self, i, best->value, best->change || best->deviation ? said.direction : 0, best->name);
  else
    say_why (self, i, best != NULL ? best : named, best != NULL);
}

/* --- «fra … til …» ------------------------------------------------------------------------------------------------ */

static const SekFact *
find_base (const SekProseSentence *self, const SekFact *fact)
{
  for (guint k = 0; fact->base_id != 0 && k < self->facts->len; k++)
    {
      const SekFact *other = self->facts->pdata[k];

      if (other->row == fact->row && other->column_id == fact->base_id && other->kind == fact->kind && !other->change
          && !other->deviation && other->share_of == NULL)
        return other;
    }
  return NULL;
}

/* Both ends are the figures of one line in a column and in the one that it is compared with. */
static void
tie_pair (SekProseSentence *self, guint a, guint b)
{
  const SekProseFigure *from = _sek_prose_figure_at (self, a), *to = _sek_prose_figure_at (self, b);
  const SekFact *best = NULL, *best_base = NULL;
  double best_score = 0;
  gboolean unique = FALSE;

  for (guint k = 0; k < self->facts->len; k++)
    {
      const SekFact *fact = self->facts->pdata[k], *base;
      double points;

      if (fact->kind != to->kind || fact->change || fact->deviation || fact->share_of != NULL || fact->row == 0
          || fact->is_rate != to->is_rate)
        continue;
      points = self->names[k];
      base = points > 0 ? find_base (self, fact) : NULL;
      if (base == NULL || !is_near (from, base) || !is_near (to, fact))
        continue;
      points += column_points (self, fact);
      if (self->has_years)
        points += has_year (self->folded, fact->year) ? 1 : -2;
      /* A pair of which one end is right is more likely to be meant, one with both right is. */
      points += (is_right (from, base) ? 0.5 : 0) + (is_right (to, fact) ? 0.5 : 0)
                + (is_right (from, base) && is_right (to, fact) ? 2 : 0);
      if (points > best_score)
        {
          best = fact;
          best_base = base;
          best_score = points;
          unique = TRUE;
        }
      else if (points == best_score && (fact->value != best->value || base->value != best_base->value))
        unique = FALSE;
    }
  if (best == NULL || !unique || best_score < SURE)
    return;
  _sek_prose_judge (self, a, best_base->value, 0, best_base->name);
  _sek_prose_judge (self, b, best->value, 0, best->name);
}

void
_sek_prose_tie_register (SekProseSentence *self)
{
  g_autofree double *names = g_new (double, self->facts->len + 1);

  if (self->figures->len == 0)
    return;
  for (guint k = 0; k < self->facts->len; k++)
    names[k] = name_points (self, self->facts->pdata[k]);
  self->names = names;
  self->has_years = has_years (self->folded);
  for (guint i = 0; i < self->figures->len; i++)
    if (_sek_prose_pair_of (self, i) != G_MAXUINT && _sek_prose_finding_at (self, i + 1)->verdict == SEK_PROSE_UNTIED)
      tie_pair (self, i, i + 1);
  for (guint i = 0; i < self->figures->len; i++)
    if (_sek_prose_finding_at (self, i)->verdict == SEK_PROSE_UNTIED)
      tie_figure (self, i);
  self->names = NULL;
}
