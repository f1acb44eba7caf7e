/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-prose-private.h"

#include <string.h>

#include "sek-number.h"

/* Goes through a text sentence by sentence, and has the figures of each tied. */

/* Bytes about a figure beyond which words are not of it. */
#define FAR_BEFORE 300
#define FAR_AFTER 120

void
sek_prose_finding_free (SekProseFinding *finding)
{
  g_free (finding->text);
  g_free (finding->expected);
  g_free (finding->source);
  g_free (finding->reason);
  g_free (finding->sentence);
  g_free (finding);
}

/* --- around a figure ---------------------------------------------------------------------------------------------- */

char *
_sek_prose_dup_lead (const SekProseSentence *self, guint i)
{
  const char *before, *from;
  g_autofree char *text = NULL;

  _sek_prose_read_hedge (self->sentence, self->sentence + _sek_prose_figure_at (self, i)->start, &before);
  from = before - self->sentence > FAR_BEFORE ? before - FAR_BEFORE : self->sentence;
  while (from > self->sentence && *from != ' ')
    from--;
  text = g_strndup (from, (gsize) (before - from));
  return sek_fact_fold (text);
}

char *
_sek_prose_dup_after (const SekProseSentence *self, guint i)
{
  const char *from = self->sentence + _sek_prose_figure_at (self, i)->end, *end = from;
  g_autofree char *text = NULL;

  while (*end != '\0' && (end - from < FAR_AFTER || *end != ' '))
    end++;
  text = g_strndup (from, (gsize) (end - from));
  return sek_fact_fold (text);
}

gboolean
_sek_prose_ends_with_any (const char *text, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_has_suffix (text, words[i]))
      return TRUE;
  return FALSE;
}

gboolean
_sek_prose_has_any (const char *text, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (text, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

int
_sek_prose_direction (const char *lead)
{
  static const char *const up[] = { " økning på ", " økes med ",   " øker med ",  " økt med ",
                                    " økte med ",  " opp med ",    " vekst på ",  " auke på ",
                                    " aukar med ", " auka med ",   " opp ",       " stiger med ",
                                    " steg med ",  " vokser med ", " heves med ", " vokste med ", " voks med ",
                                    " økningen er ", " økningen er på ", " økningen utgjør ", " auken er ",
                                    " auken er på ", " hevet med ", " heva med ", " steget med ", " vekst med ",
                                    " økningen blir ", " auken blir ", NULL };
  static const char *const down[] = { " reduksjon på ",      " reduseres med ", " redusert med ", " reduserer med ",
                                      " redusere med ",      " nedgang på ",    " ned med ",      " ned ",
                                      " synker med ",        " sank med ",      " kutt på ",      " kuttes med ",
                                      " kutta med ",         " fall på ",       " falt med ",     " senkes med ",
                                      " blir redusert med ", " minsker med ",   " minkar med ",
                                      " reduksjonen er ",    " reduksjonen er på ", " nedgangen er ",
                                      " nedgangen er på ",   " redusert med ",      NULL };

  return _sek_prose_ends_with_any (lead, up) ? 1 : _sek_prose_ends_with_any (lead, down) ? -1 : 0;
}

guint
_sek_prose_pair_of (const SekProseSentence *self, guint i)
{
  static const char *const from[] = { " fra ", " frå ", NULL }, *const to[] = { " til ", NULL };
  g_autofree char *lead = NULL, *next = NULL;

  if (i + 1 >= self->figures->len || _sek_prose_figure_at (self, i)->kind != _sek_prose_figure_at (self, i + 1)->kind)
    return G_MAXUINT;
  lead = _sek_prose_dup_lead (self, i);
  next = _sek_prose_dup_lead (self, i + 1);
  return _sek_prose_ends_with_any (lead, from) && _sek_prose_ends_with_any (next, to) ? i + 1 : G_MAXUINT;
}

/* --- verdicts ----------------------------------------------------------------------------------------------------- */

char *
_sek_prose_format (SekQuantity kind, gint64 value, gboolean is_rate)
{
  g_autofree char *figure = NULL;

  switch (kind)
    {
    case SEK_QUANTITY_PERCENT:
    case SEK_QUANTITY_RATIO:
      figure = sek_number_format_amount (value, 1000, 1);
      return g_strconcat (figure, "\302\240%", NULL);
    case SEK_QUANTITY_POINTS:
      figure = sek_number_format_amount (value, 1000, 1);
      return g_strconcat (figure, " prosentpoeng", NULL);
    case SEK_QUANTITY_PERSONS:
    case SEK_QUANTITY_MEMBERS:
      return sek_number_format_count (value);
    default:
      return sek_number_format_kroner (value);
    }
}

void
_sek_prose_judge (SekProseSentence *self, guint i, gint64 expected, int direction, const char *source)
{
  const SekProseFigure *figure = _sek_prose_figure_at (self, i);
  SekProseFinding *finding = _sek_prose_finding_at (self, i);
  gint64 size = ABS (expected);
  /* Its sign is in the words («under budsjett», «reduksjon») unless it is written. */
  gboolean turned = (direction > 0 && expected < 0) || (direction < 0 && expected > 0)
                    || (figure->negative && direction == 0 && expected > 0);

  finding->verdict = size >= figure->low && size <= figure->high && !turned ? SEK_PROSE_OK : SEK_PROSE_WRONG;
  g_free (finding->expected);
  g_free (finding->source);
  finding->expected = _sek_prose_format (figure->kind, turned || figure->negative ? expected : size, figure->is_rate);
  finding->source = g_strdup (source);
}

void
_sek_prose_judge_within (SekProseSentence *self, guint i, gint64 expected, gint64 slack, const char *source)
{
  SekProseFigure *figure = &g_array_index (self->figures, SekProseFigure, i);
  gint64 low = figure->low, high = figure->high;

  figure->low = low - slack;
  figure->high = high + slack;
  _sek_prose_judge (self, i, expected, 0, source);
  figure->low = low;
  figure->high = high;
}

gboolean
_sek_prose_is_slip (const SekProseFigure *figure, gint64 value)
{
  gint64 unit = MAX (figure->unit, 1);
  g_autofree char *a = g_strdup_printf ("%" G_GINT64_FORMAT, figure->value / unit),
                  *b = g_strdup_printf ("%" G_GINT64_FORMAT, (value + unit / 2) / unit);
  gsize n = strlen (a), n_others = 0, first = 0, last = 0, digits = n;

  if (n != strlen (b))
    return FALSE;
  while (digits > 0 && a[digits - 1] == '0' && b[digits - 1] == '0')
    digits--;
  for (gsize i = 0; i < n; i++)
    if (a[i] != b[i])
      {
        first = n_others == 0 ? i : first;
        last = i;
        n_others++;
      }
  /* One digit of two is half of the figure, and no slip. */
  return (n_others == 1 && digits >= 3) || (n_others == 2 && a[first] == b[last] && a[last] == b[first]);
}

/* --- texts -------------------------------------------------------------------------------------------------------- */

static void
read_betweens (SekProseSentence *self)
{
  self->betweens = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->figures->len; i++)
    {
      gsize from = i > 0 ? _sek_prose_figure_at (self, i - 1)->end : 0, until = _sek_prose_figure_at (self, i)->start;
      g_autofree char *text = g_strndup (self->sentence + from, until > from ? until - from : 0);

      g_ptr_array_add (self->betweens, sek_fact_fold (text));
    }
}

static SekProseSentence *
read_sentence (const char *text, GPtrArray *facts, SekLanguage language)
{
  SekProseSentence *self = g_new0 (SekProseSentence, 1);

  *self = (SekProseSentence) { .sentence = text, .folded = sek_fact_fold (text),
                               .figures = _sek_prose_find_figures (text), .findings = g_ptr_array_new (),
                               .facts = facts, .language = language };
  for (guint i = 0; i < self->figures->len; i++)
    {
      const SekProseFigure *figure = _sek_prose_figure_at (self, i);
      SekProseFinding *finding = g_new0 (SekProseFinding, 1);

      *finding = (SekProseFinding) { .verdict = SEK_PROSE_UNTIED,
                                     .text = g_strndup (text + figure->start, figure->end - figure->start),
                                     .expected = g_strdup (""),
                                     .source = g_strdup (""),
                                     .sentence = g_strdup (text) };
      g_ptr_array_add (self->findings, finding);
    }
  read_betweens (self);
  _sek_prose_tie_within (self);
  return self;
}

/* Findings are left to whoever has them. */
static void
sentence_free (gpointer data)
{
  SekProseSentence *self = data;

  g_free (self->folded);
  g_array_unref (self->figures);
  g_ptr_array_unref (self->findings);
  g_ptr_array_unref (self->betweens);
  g_free (self);
}

/* «Det er en økning på …», «Til sammen blir dette …»: goes on about the figures of the sentence before. */
static gboolean
speaks_of_before (const SekProseSentence *self)
{
  static const char *const begins[] = {
    " til sammen ", " til saman ",   " i alt ",     " totalt ",   " resten ",    " økningen ", " auken ",
    " auka ",       " reduksjonen ", " nedgangen ", " veksten ",  " endringen ", " endringa ", " differansen ",
    " det ",        " dette ",       " samlet ",    " samla ",    " summen ",    " med ",     NULL,
  };
  static const char *const changes[] = {
    " økning",     " auke ",       " vekst ",       " reduksjon", " nedgang",   " fall ",    " prosent ",
    " utgjør ",    " tilsvarer ",  " svarer til ",  " svarar til ", " til sammen ", " til saman ", " i alt ",
    " doblet ",    " dobling ",    " en dobling ",  " halvering", " tredobling", " gir ",
    " gjenstår ",  " står igjen ", " er igjen ",  " står att ",  " resten ",    NULL,
  };
  static const char *const outcomes[] = { " blir det ", " gir det ", " gjev det ", " vert det ", NULL };
  gboolean is_there = FALSE;

  for (guint i = 0; begins[i] != NULL; i++)
    is_there = is_there || g_str_has_prefix (self->folded, begins[i]);
  return is_there && self->figures->len > 0 && self->figures->len <= 3
         && (!g_str_has_prefix (self->folded, " det") || _sek_prose_has_any (self->folded, changes))
         && (!g_str_has_prefix (self->folded, " med ") || _sek_prose_has_any (self->folded, outcomes));
}

/* Has what the sentence before says judge figures that nothing else does. */
static void
tie_to_before (SekProseSentence *before, SekProseSentence *self)
{
  g_autofree char *text = g_strconcat (before->sentence, " ", self->sentence, NULL);
  SekProseSentence *both = read_sentence (text, NULL, self->language);

  if (both->figures->len == before->figures->len + self->figures->len)
    for (guint i = 0; i < self->figures->len; i++)
      {
        SekProseFinding *finding = _sek_prose_finding_at (self, i),
                        *joined = _sek_prose_finding_at (both, before->figures->len + i);

        if (finding->verdict != SEK_PROSE_UNTIED || joined->verdict == SEK_PROSE_UNTIED)
          continue;
        finding->verdict = joined->verdict;
        g_free (finding->expected);
        g_free (finding->source);
        finding->expected = g_steal_pointer (&joined->expected);
        finding->source = g_steal_pointer (&joined->source);
      }
  g_ptr_array_set_free_func (both->findings, (GDestroyNotify) sek_prose_finding_free);
  sentence_free (both);
}

static void
finish_sentence (SekProseSentence *self, guint line, gboolean has_register, GPtrArray *findings)
{
  static const SekWord alone = { { "Setningen har ikke noe annet tall å holde det mot",
                                   "Setninga har ikkje noko anna tal å halde det mot",
                                   "The sentence has no other figure to hold it against" } };

  if (self->facts->len > 0)
    _sek_prose_tie_register (self);
  for (guint i = 0; i < self->figures->len; i++)
    {
      SekProseFinding *finding = _sek_prose_finding_at (self, i);

      finding->line = line;
      if (finding->reason == NULL || finding->verdict != SEK_PROSE_UNTIED || !has_register)
        {
          g_free (finding->reason);
          finding->reason = g_strdup (finding->verdict == SEK_PROSE_UNTIED ? alone.text[self->language] : "");
        }
      g_ptr_array_add (findings, finding);
    }
}

GPtrArray *
sek_prose_audit (const char *text, GPtrArray *facts, SekLanguage language)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify) sek_prose_finding_free);
  g_autoptr (GPtrArray) read = g_ptr_array_new_with_free_func (sentence_free);
  g_autoptr (GArray) lines = NULL;
  g_autoptr (GPtrArray) sentences = _sek_prose_split (text, &lines);

  g_autoptr (GPtrArray) tables = _sek_prose_read_tables (text), known = g_ptr_array_new ();

  for (guint i = 0; facts != NULL && i < facts->len; i++)
    g_ptr_array_add (known, facts->pdata[i]);
  for (guint i = 0; i < tables->len; i++)
    g_ptr_array_add (known, tables->pdata[i]);
  for (guint i = 0; i < sentences->len; i++)
    {
      SekProseSentence *self = read_sentence (sentences->pdata[i], known, language);

      if (i > 0 && speaks_of_before (self))
        tie_to_before (read->pdata[i - 1], self);
      g_ptr_array_add (read, self);
    }
  for (guint i = 0; i < read->len; i++)
    finish_sentence (read->pdata[i], g_array_index (lines, guint, i), facts != NULL, findings);
  return findings;
}
