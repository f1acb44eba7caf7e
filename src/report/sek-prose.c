/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-prose.h"

#include <math.h>
#include <string.h>

#include "sek-check.h"
#include "sek-number.h"

/* Ties figures to what they speak of: first to the others of their sentence, then to the facts of the register that the sentence names. */

typedef struct
{
  const char *sentence;
  char       *folded;
  GArray     *figures;  /* of SekProseFigure */
  GPtrArray  *findings; /* one a figure, in their order */
  GPtrArray  *facts;    /* of SekProseFact; NULL without a register */
  SekLanguage language;
} Sentence;

void
sek_prose_finding_free (SekProseFinding *finding)
{
  g_free (finding->text);
  g_free (finding->expected);
  g_free (finding->source);
  g_free (finding->sentence);
  g_free (finding);
}

static const SekProseFigure *
figure_at (const Sentence *self, guint i)
{
  return &g_array_index (self->figures, SekProseFigure, i);
}

static SekProseFinding *
finding_at (const Sentence *self, guint i)
{
  return self->findings->pdata[i];
}

/* What stands before a figure, or after it, folded. */
static char *
dup_before (const Sentence *self, guint i)
{
  g_autofree char *text = g_strndup (self->sentence, figure_at (self, i)->start);

  return _sek_prose_fold (text);
}

static char *
dup_after (const Sentence *self, guint i)
{
  return _sek_prose_fold (self->sentence + figure_at (self, i)->end);
}

static gboolean
ends_with_any (const char *text, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_has_suffix (text, words[i]))
      return TRUE;
  return FALSE;
}

static gboolean
has_any (const char *text, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (text, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* Words that say how near a figure is are passed over: «fra om lag kr 2,70». */
static char *
dup_lead (const Sentence *self, guint i)
{
  static const char *const hedges[] = { " ca ", " om lag ", " omtrent ", " rundt ", " nesten ", " vel ", " drøyt ", " over ", " knapt ", " cirka ", NULL };
  char *lead = dup_before (self, i);

  for (guint k = 0; hedges[k] != NULL; k++)
    if (g_str_has_suffix (lead, hedges[k]) && strlen (lead) > strlen (hedges[k]))
      lead[strlen (lead) - strlen (hedges[k]) + 1] = '\0';
  return lead;
}

static char *
format (SekProseKind kind, gint64 value, gboolean is_rate)
{
  g_autofree char *figure = NULL;

  switch (kind)
    {
    case SEK_PROSE_PERCENT:
      figure = sek_number_format_amount (value, 1000, 1);
      return g_strconcat (figure, "\302\240%", NULL);
    case SEK_PROSE_POINTS:
      figure = sek_number_format_amount (value, 1000, 1);
      return g_strconcat (figure, " prosentpoeng", NULL);
    case SEK_PROSE_PERSONS:
    case SEK_PROSE_MEMBERS:
      return sek_number_format_count (value);
    default:
      return sek_number_format_kroner (value);
    }
}

/* The figure is held against expected; its sign is in the words («under budsjett», «reduksjon»). */
static void
judge (Sentence *self, guint i, gint64 expected, const char *source)
{
  const SekProseFigure *figure = figure_at (self, i);
  SekProseFinding *finding = finding_at (self, i);
  gint64 size = ABS (expected);

  finding->verdict = size >= figure->low && size <= figure->high ? SEK_PROSE_OK : SEK_PROSE_WRONG;
  g_free (finding->expected);
  g_free (finding->source);
  finding->expected = format (figure->kind, size, figure->is_rate);
  finding->source = g_strdup (source);
}

/* --- within the sentence --------------------------------------------------------------------------------------------- */

static gint64
percent_of (gint64 part, gint64 whole)
{
  return (gint64) llround (100000.0 * (double) part / (double) whole);
}

static void
tie_from_to (Sentence *self)
{
  static const char *const from[] = { " fra ", " fra kr ", NULL }, *const to[] = { " til ", " til kr ", NULL };
  static const char *const by[] = { " på ", " med ", " på kr ", " med kr ", NULL };
  static const char *const twice[] = { " doblet ", " dobles ", " dobling", " fordobl", " dobbelt ", NULL }, *const half[] = { " halver", " halvpart", NULL };
  guint a = 0, b = 0, n_percents = 0, n_pairs = 0;
  g_autofree char *source = NULL, *x = NULL, *y = NULL;

  for (guint i = 0; i + 1 < self->figures->len; i++)
    {
      g_autofree char *lead = dup_lead (self, i), *next = dup_lead (self, i + 1);

      if (ends_with_any (lead, from) && ends_with_any (next, to) && figure_at (self, i)->kind == figure_at (self, i + 1)->kind)
        {
          a = i;
          b = i + 1;
          n_pairs++;
        }
    }
  for (guint i = 0; i < self->figures->len; i++)
    n_percents += figure_at (self, i)->kind == SEK_PROSE_PERCENT && !(n_pairs > 0 && (i == a || i == b));
  if (n_pairs != 1 || figure_at (self, a)->value == 0)
    return;
  x = format (figure_at (self, a)->kind, figure_at (self, a)->value, TRUE);
  y = format (figure_at (self, b)->kind, figure_at (self, b)->value, TRUE);
  source = g_strdup_printf ("fra %s til %s", x, y);
  for (guint i = 0; i < self->figures->len; i++)
    {
      const SekProseFigure *figure = figure_at (self, i);
      gint64 change = figure_at (self, b)->value - figure_at (self, a)->value;
      g_autofree char *lead = NULL;

      if (i == a || i == b)
        continue;
      lead = dup_lead (self, i);
      if (figure->kind == SEK_PROSE_PERCENT && figure_at (self, a)->kind != SEK_PROSE_PERCENT && n_percents == 1)
        judge (self, i, percent_of (change, figure_at (self, a)->value), source);
      else if (figure->kind == SEK_PROSE_POINTS && figure_at (self, a)->kind == SEK_PROSE_PERCENT)
        judge (self, i, change, source);
      else if (figure->kind == figure_at (self, a)->kind && ends_with_any (lead, by))
        judge (self, i, change, source);
    }
  if (has_any (self->folded, twice) || has_any (self->folded, half))
    {
      double ratio = (double) figure_at (self, b)->value / (double) figure_at (self, a)->value;
      SekProseFinding *finding = finding_at (self, b);
      gboolean doubled = has_any (self->folded, twice);

      finding->verdict = fabs (ratio - (doubled ? 2 : 0.5)) <= (doubled ? 0.1 : 0.025) ? SEK_PROSE_OK : SEK_PROSE_WRONG;
      g_free (finding->expected);
      g_free (finding->source);
      finding->expected = format (figure_at (self, a)->kind, doubled ? 2 * figure_at (self, a)->value : figure_at (self, a)->value / 2, TRUE);
      finding->source = g_strdup_printf ("%s %s", doubled ? "det dobbelte av" : "halvparten av", x);
    }
}

/* «1 990 000 av 9 280 000 kroner, 21,4 prosent». */
static void
tie_share (Sentence *self)
{
  for (guint i = 0; i + 1 < self->figures->len; i++)
    {
      const SekProseFigure *part = figure_at (self, i), *whole = figure_at (self, i + 1);
      g_autofree char *between = NULL, *folded = NULL, *x = NULL, *y = NULL, *source = NULL;

      if (part->kind != whole->kind || part->kind == SEK_PROSE_PERCENT || whole->value == 0 || whole->start < part->end)
        continue;
      between = g_strndup (self->sentence + part->end, whole->start - part->end);
      folded = _sek_prose_fold (between);
      if (!g_str_equal (folded, " av ") && !g_str_equal (folded, " av totalt ") && !g_str_equal (folded, " av i alt ") && !g_str_equal (folded, " av til sammen "))
        continue;
      x = format (part->kind, part->value, FALSE);
      y = format (whole->kind, whole->value, FALSE);
      source = g_strdup_printf ("%s av %s", x, y);
      for (guint k = 0; k < self->figures->len; k++)
        if (figure_at (self, k)->kind == SEK_PROSE_PERCENT && finding_at (self, k)->verdict == SEK_PROSE_UNTIED)
          judge (self, k, percent_of (part->value, whole->value), source);
    }
}

/* --- against the register ------------------------------------------------------------------------------------------ */

static const char *const under_budget[] = { " under budsjett", " over budsjett", " lavere enn budsjett", " høyere enn budsjett", " mindre enn budsjett", " mer enn budsjett",
                                            " bedre enn budsjett", " i mindreforbruk ", " i merforbruk ", " lågare enn budsjett", " høgare enn budsjett", NULL };

static gboolean
has_year (const Sentence *self, int year)
{
  g_autofree char *text = g_strdup_printf (" %d ", year);

  return strstr (self->folded, text) != NULL;
}

static gboolean
has_years (const Sentence *self)
{
  for (const char *p = strstr (self->folded, " 20"); p != NULL; p = strstr (p + 1, " 20"))
    if (g_ascii_isdigit (p[3]) && g_ascii_isdigit (p[4]) && p[5] == ' ')
      return TRUE;
  return FALSE;
}

/* How surely the sentence speaks of the fact; negative: not at all. */
static double
score (const Sentence *self, guint i, const SekProseFact *fact)
{
  static const char *const by[] = { " økning på ", " økes med ", " øker med ", " økt med ", " reduksjon på ", " reduseres med ", " redusert med ", " nedgang på ",
                                    " ned med ", " opp med ", " vekst på ", " endring på ", " auke på ", " aukar med ", " opp ", " ned ", NULL };
  static const char *const deviation[] = { " avvik på ", " avviket på ", " avviket er ", NULL };
  const SekProseFigure *figure = figure_at (self, i);
  g_autofree char *lead = dup_lead (self, i), *after = dup_after (self, i);
  gboolean of_deviation = ends_with_any (lead, deviation), of_change = ends_with_any (lead, by);
  double points = 0;

  for (guint k = 0; under_budget[k] != NULL && !of_deviation; k++)
    of_deviation = g_str_has_prefix (after, under_budget[k]);
  if (fact->kind != figure->kind || fact->is_rate != figure->is_rate || fact->deviation != of_deviation)
    return -1;
  if (figure->kind == SEK_PROSE_PERCENT ? !fact->change && !fact->deviation : fact->change != (of_change && !of_deviation))
    return -1;

  for (guint k = 0; fact->topics != NULL && fact->topics[k] != NULL; k++)
    if (strstr (self->folded, fact->topics[k]) != NULL)
      points = 2;
  if (fact->all != NULL && fact->all[0] != NULL)
    {
      guint n = 0, found = 0;

      for (; fact->all[n] != NULL; n++)
        {
          g_autofree char *stem = g_strconcat (" ", fact->all[n], NULL);

          found += strstr (self->folded, stem) != NULL;
        }
      if (found == n)
        points = 2 + 0.5 * n;
    }
  /* What is said of nothing else is said of the expenses as a whole. */
  if (points == 0 && fact->deviation && fact->topics != NULL && g_str_equal (fact->topics[0], "utgift"))
    points = 1;
  if (points == 0)
    return -1;
  if (fact->year != 0 && has_years (self))
    points += has_year (self, fact->year) ? 1 : -2;
  if (*fact->column != '\0')
    {
      gboolean forecast = strstr (self->folded, "prognose") != NULL, accounts = strstr (self->folded, "regnskap") != NULL;

      if (g_str_equal (fact->column, "budsjett"))
        points += forecast || accounts ? -1 : 0.5;
      else
        points += strstr (self->folded, fact->column) != NULL ? 1 : -1;
    }
  return points;
}

static gboolean
is_near (const SekProseFigure *figure, const SekProseFact *fact)
{
  double ratio = fact->value != 0 ? (double) figure->value / (double) ABS (fact->value) : 0;

  if (figure->kind == SEK_PROSE_PERSONS || figure->kind == SEK_PROSE_MEMBERS)
    return ratio > 0.9 && ratio < 1.1;
  return ratio > 0.6 && ratio < 1.7;
}

static void
tie_to_register (Sentence *self, guint i)
{
  const SekProseFigure *figure = figure_at (self, i);
  const SekProseFact *best = NULL, *right = NULL;
  double best_score = 0, right_score = 0;
  gboolean unique = FALSE;

  for (guint k = 0; k < self->facts->len; k++)
    {
      const SekProseFact *fact = self->facts->pdata[k];
      double points = score (self, i, fact);

      if (points <= 0)
        continue;
      if (ABS (fact->value) >= figure->low && ABS (fact->value) <= figure->high
          && (points > right_score || (points == right_score && fact->year > right->year)))
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
  if (right != NULL && (right_score + 2 >= best_score || best == NULL))
    judge (self, i, right->value, right->name);
  else if (best != NULL && unique && best_score >= (best->deviation ? 1 : best->kind >= SEK_PROSE_PERSONS ? 2 : 2.5))
    judge (self, i, best->value, best->name);
}

/* --- texts --------------------------------------------------------------------------------------------------------- */

static void
audit_sentence (const char *text, guint line, GPtrArray *facts, SekLanguage language, GPtrArray *findings)
{
  Sentence self = { .sentence = text, .folded = _sek_prose_fold (text), .figures = _sek_prose_find_figures (text),
                    .findings = g_ptr_array_new (), .facts = facts, .language = language };

  for (guint i = 0; i < self.figures->len; i++)
    {
      const SekProseFigure *figure = figure_at (&self, i);
      SekProseFinding *finding = g_new0 (SekProseFinding, 1);

      *finding = (SekProseFinding) { .verdict = SEK_PROSE_UNTIED, .text = g_strndup (text + figure->start, figure->end - figure->start),
                                     .expected = g_strdup (""), .source = g_strdup (""), .sentence = g_strdup (text), .line = line };
      g_ptr_array_add (self.findings, finding);
      g_ptr_array_add (findings, finding);
    }
  tie_from_to (&self);
  tie_share (&self);
  for (guint i = 0; i < self.figures->len && facts != NULL; i++)
    if (finding_at (&self, i)->verdict == SEK_PROSE_UNTIED)
      tie_to_register (&self, i);
  g_free (self.folded);
  g_array_unref (self.figures);
  g_ptr_array_unref (self.findings);
}

GPtrArray *
sek_prose_audit (const char *text, SekRegister *reg, SekLanguage language)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify) sek_prose_finding_free);
  g_autoptr (GPtrArray) facts = reg != NULL ? _sek_prose_make_facts (reg, language) : NULL;
  g_autoptr (GArray) lines = NULL;
  g_autoptr (GPtrArray) sentences = _sek_prose_split (text, &lines);

  for (guint i = 0; i < sentences->len; i++)
    audit_sentence (sentences->pdata[i], g_array_index (lines, guint, i), facts, language, findings);
  return findings;
}

SekBook *
sek_prose_make_book (GPtrArray *findings, SekLanguage language)
{
  static const SekWord title = { { "Tekst mot tall", "Tekst mot tal", "Text against figures" } };
  static const SekWord untied = { { "Ikke knyttet til noe tall", "Ikkje knytt til noko tal", "Not tied to any figure" } };
  static const SekWord heads[] = { { { "Linje", "Linje", "Line" } }, { { "I teksten", "I teksten", "In the text" } }, { { "Riktig", "Rett", "Right" } },
                                   { { "Holdt mot", "Halde mot", "Held against" } }, { { "Setning", "Setning", "Sentence" } } };
  static const char *const keys[] = { "line", "text", "expected", "source", "sentence" };
  static const SekWord agree = { { "Tall som stemmer: %u.", "Tal som stemmer: %u.", "Figures that agree: %u." } };
  static const SekWord none = { { "Ingen tall i teksten strider mot andre.", "Ingen tal i teksten strir mot andre.", "No figure of the text goes against another." } };
  SekBook *book = sek_book_new (&(SekBookInfo) { .title = title.text[language], .language = language });
  guint n_right = 0;

  for (int part = 0; part < 2; part++)
    {
      const char *name = (part == 0 ? &title : &untied)->text[language];
      SekSheet *sheet = sek_book_add_sheet (book, &(SekSheetInfo) { .key = part == 0 ? "wrong" : "untied", .name = name, .caption = name });
      guint n = 0;

      for (guint c = 0; c < G_N_ELEMENTS (keys); c++)
        if (part == 0 || (c != 2 && c != 3))
          sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = keys[c], .head = heads[c].text[language], .kind = c == 0 ? SEK_CELL_COUNT : SEK_CELL_TEXT });
      for (guint i = 0; i < findings->len; i++)
        {
          const SekProseFinding *finding = findings->pdata[i];
          SekSheetRow *row;
          int c = 0;

          n_right += part == 0 && finding->verdict == SEK_PROSE_OK;
          if (finding->verdict != (part == 0 ? SEK_PROSE_WRONG : SEK_PROSE_UNTIED))
            continue;
          n++;
          row = sek_sheet_add_row (sheet, NULL, SEK_ROW_NORMAL);
          sek_sheet_row_set (row, c++, SEK_INTEGER (finding->line));
          sek_sheet_row_set (row, c++, SEK_TEXT (finding->text));
          if (part == 0)
            {
              sek_sheet_row_set (row, c++, SEK_TEXT (finding->expected));
              sek_sheet_row_set (row, c++, SEK_TEXT (finding->source));
            }
          sek_sheet_row_set (row, c, SEK_TEXT (finding->sentence));
        }
      if (part == 0)
        {
          g_autofree char *count = g_strdup_printf ("%u", n_right);
          g_auto (GStrv) halves = g_strsplit (agree.text[language], "%u", 2);
          g_autofree char *note = g_strconcat (halves[0], count, halves[1], NULL);

          if (n == 0)
            sek_sheet_add_note (sheet, none.text[language]);
          sek_sheet_add_note (sheet, note);
        }
    }
  return book;
}
