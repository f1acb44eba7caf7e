/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "audit-generator-private.h"

/* --- lines ------------------------------------------------------------------------------------------------------- */

static const char *const names[] = { "Lønn",        "Drift av bygg", "Barnehage",     "Grunnskole", "Kultur",
                                     "Vei og park", "Næring",        "Renovasjon",    "Brann",      "Legetjenester",
                                     "Møter",       "Reiser",        "Kommunikasjon", "IKT",        "Husleie",
                                     "Revisjon",    "Prosjekter",    "Plan",          "Miljø",      "Bibliotek",
                                     "Idrett",      "Museum",        "Skatt",         "Gebyrer",    "Rammetilskudd",
                                     "Salg",        "Leie",          "Refusjoner",    "Gaver",      "Egenandeler" };
static const char *const words[5][6][3] = {
  { [SUM] = { "Sum %s", "Totalt %s", "%s i alt" },
    [RESULT] = { "Resultat", "Netto driftsresultat", "Overskudd" },
    [CLOSING] = { "Utgående saldo", "UB 31.12", "Utgående mindreforbruk" },
    [OPENING] = { "Inngående saldo", "IB 01.01", "Inngående mindreforbruk" } },
  { [SUM] = { "Sum %s", "Totalt %s", "%s i alt" },
    [RESULT] = { "Resultat", "Netto driftsresultat", "Overskot" },
    [CLOSING] = { "Utgåande saldo", "UB 31.12", "Utgåande mindreforbruk" },
    [OPENING] = { "Inngåande saldo", "IB 01.01", "Inngåande mindreforbruk" } },
  { [SUM] = { "Summa %s", "Totalt %s", "Summa" },
    [RESULT] = { "Årets resultat", "Resultat", "Nettokostnader" },
    [CLOSING] = { "Utgående balans", "UB", "Utgående saldo" },
    [OPENING] = { "Ingående balans", "IB", "Ingående saldo" } },
  { [SUM] = { "%s i alt", "I alt", "Samlet %s" },
    [RESULT] = { "Resultat", "Årets resultat", "Overskud" },
    [CLOSING] = { "Ultimo", "Udgående saldo", "Saldo ultimo" },
    [OPENING] = { "Primo", "Indgående saldo", "Saldo primo" } },
  { [SUM] = { "Total %s", "Total", "Total %s" },
    [RESULT] = { "Net result", "Surplus", "Deficit / surplus" },
    [CLOSING] = { "Closing balance", "Balance carried forward", "Closing balance" },
    [OPENING] = { "Opening balance", "Brought forward", "Opening balance" } },
};

static gint64
amount (Maker *m)
{
  double value = m->size * pow (10, -1.6 * g_rand_double (m->rand));
  gint64 ore;

  if (chance (m, 0.06))
    return 0;
  ore = (gint64) value;
  /* Budgets are often round. */
  if (!m->rounded && chance (m, 0.3))
    ore = ore / (m->unit * 10) * (m->unit * 10);
  return m->rounded ? ore : ore / m->unit * m->unit;
}

static guint
add_line (Maker *m, Part part, int sign, const char *what)
{
  Line *line = &m->lines[m->n_lines];

  memset (line, 0, sizeof *line);
  line->part = part;
  if (part == LEAF)
    g_snprintf (line->label, sizeof line->label, "%s%s", names[roll (m, 0, G_N_ELEMENTS (names))],
                chance (m, 0.2) ? " mv." : "");
  else if (part == HEADING)
    g_strlcpy (line->label, what, sizeof line->label);
  else if (m->words == 6 && part != OPENING)
    line->label[0] = '\0';
  else if (m->words >= 5)
    g_snprintf (line->label, sizeof line->label, "%s", names[roll (m, 0, G_N_ELEMENTS (names))]);
  else
    {
      g_auto (GStrv) halves = g_strsplit (words[m->words][part][roll (m, 0, 3)], "%s", 2);
      g_autofree char *label = g_strconcat (halves[0], halves[1] != NULL ? what : "",
                                            halves[0] != NULL ? halves[1] : NULL, NULL);

      g_strlcpy (line->label, g_strstrip (label), sizeof line->label);
    }
  if (part == LEAF || part == OPENING)
    {
      gint64 base = amount (m);

      for (guint c = 0; c < m->n_amounts; c++)
        {
          line->exact[c] = sign
                           * (c == 0 || chance (m, 0.15)
                                  ? base
                                  : (gint64) ((double) base * (0.7 + 0.6 * g_rand_double (m->rand)))
                                        + (base == 0 && chance (m, 0.3) ? amount (m) : 0));
          if (!m->rounded)
            line->exact[c] = line->exact[c] / m->unit * m->unit;
          /* A figure of the other sign now and then: a refund among costs. */
          if (chance (m, 0.03))
            line->exact[c] = -line->exact[c];
        }
    }
  return m->n_lines++;
}

static void
add_term (Maker *m, guint line, guint row, int sign)
{
  Line *target = &m->lines[line];

  target->terms[target->n_terms].row = row;
  target->terms[target->n_terms++].sign = sign;
}

/* Lines and their sum below; the sum's index. */
static guint
add_group (Maker *m, int most, int sign, const char *what, gboolean heading)
{
  guint rows[MOST_TERMS], n = (guint) roll (m, 2, most + 1), sum;

  if (heading)
    add_line (m, HEADING, 1, what);
  for (guint i = 0; i < n; i++)
    rows[i] = add_line (m, LEAF, sign, NULL);
  sum = add_line (m, SUM, 1, what);
  for (guint i = 0; i < n; i++)
    add_term (m, sum, rows[i], 1);
  return sum;
}

/* Groups with their sums, and the sum of those. */
static guint
add_nested (Maker *m, int sign, const char *what, gboolean heading)
{
  static const char *const parts[] = { "oppvekst", "helse", "teknisk", "kultur", "administrasjon" };
  guint n = (guint) roll (m, 2, 5), sums[5], sum;

  for (guint i = 0; i < n; i++)
    sums[i] = add_group (m, 5, sign, parts[i], heading && chance (m, 0.8));
  sum = add_line (m, SUM, 1, what);
  for (guint i = 0; i < n; i++)
    add_term (m, sum, sums[i], 1);
  return sum;
}

static void
make_budget (Maker *m, Generated *g)
{
  int style = roll (m, 0, 3); /* signs: plain, income negative, expenses negative */
  gboolean heading = chance (m, 0.6), opening = chance (m, 0.4), nested = chance (m, 0.35);
  guint open = opening ? add_line (m, OPENING, 1, NULL) : 0, income, expense, result, closing;

  income = chance (m, 0.8) ? add_group (m, 7, style == 1 ? -1 : 1, "inntekter", heading)
                           : add_nested (m, style == 1 ? -1 : 1, "inntekter", heading);
  expense = nested ? add_nested (m, style == 2 ? -1 : 1, "utgifter", heading)
                   : add_group (m, 14, style == 2 ? -1 : 1, "utgifter", heading);
  result = add_line (m, RESULT, 1, NULL);
  add_term (m, result, income, 1);
  add_term (m, result, expense, style == 0 ? -1 : 1);
  if (opening && style != 1)
    {
      closing = add_line (m, CLOSING, 1, NULL);
      add_term (m, closing, open, 1);
      add_term (m, closing, result, 1);
    }
  g_snprintf (g->form, sizeof g->form, "budget signs %d%s%s", style, nested ? " nested" : "",
              opening ? " opening" : "");
}

static void
make_fund (Maker *m, Generated *g)
{
  guint rows[12], n = (guint) roll (m, 2, 7), closing;
  int style = roll (m, 0, 2);

  rows[0] = add_line (m, OPENING, 1, NULL);
  for (guint i = 1; i <= n; i++)
    rows[i] = add_line (m, LEAF, style == 0 && i > (n + 1) / 2 ? -1 : 1, NULL);
  closing = add_line (m, CLOSING, 1, NULL);
  for (guint i = 0; i <= n; i++)
    add_term (m, closing, rows[i], style == 1 && i > (n + 1) / 2 ? -1 : 1);
  g_snprintf (g->form, sizeof g->form, "fund signs %d", style);
}

static void
make_list (Maker *m, Generated *g)
{
  if (chance (m, 0.5))
    add_group (m, 15, 1, "", FALSE);
  else
    add_nested (m, 1, "", chance (m, 0.7));
  g_snprintf (g->form, sizeof g->form, "list");
}

/* Each result is the one before and the lines since. */
static void
make_statement (Maker *m, Generated *g)
{
  guint n_steps = (guint) roll (m, 2, 5), before = G_MAXUINT;

  for (guint s = 0; s < n_steps; s++)
    {
      guint rows[6], n = (guint) roll (m, s == 0 ? 2 : 1, 5), result;

      for (guint i = 0; i < n; i++)
        rows[i] = add_line (m, LEAF, (s == 0 ? i == 0 : chance (m, 0.5)) ? 1 : -1, NULL);
      result = add_line (m, RESULT, 1, NULL);
      if (before != G_MAXUINT)
        add_term (m, result, before, 1);
      for (guint i = 0; i < n; i++)
        add_term (m, result, rows[i], 1);
      before = result;
    }
  g_snprintf (g->form, sizeof g->form, "statement");
}

/* Totals above their lines. */
static void
make_above (Maker *m, Generated *g)
{
  guint n = (guint) roll (m, 2, 5), sums[5];

  for (guint i = 0; i < n; i++)
    {
      guint lines = (guint) roll (m, 3, 8);

      sums[i] = add_line (m, SUM, 1, names[roll (m, 0, G_N_ELEMENTS (names))]);
      for (guint j = 0; j < lines; j++)
        add_term (m, sums[i], add_line (m, LEAF, 1, NULL), 1);
    }
  if (chance (m, 0.5))
    {
      guint sum = add_line (m, SUM, 1, "");

      for (guint i = 0; i < n; i++)
        add_term (m, sum, sums[i], 1);
    }
  g_snprintf (g->form, sizeof g->form, "totals above");
}

static void
make_balance (Maker *m, Generated *g)
{
  guint assets = add_group (m, 6, 1, "eiendeler", chance (m, 0.5)), rows[6], n = (guint) roll (m, 2, 5), sum;
  int sign = chance (m, 0.3) ? -1 : 1;

  for (guint i = 0; i < n; i++)
    rows[i] = add_line (m, LEAF, 1, NULL);
  sum = add_line (m, SUM, 1, "egenkapital og gjeld");
  for (guint i = 0; i < n; i++)
    add_term (m, sum, rows[i], 1);
  /* Assets are the sum of the rest: the last line closes it. */
  for (guint c = 0; c < m->n_amounts; c++)
    {
      gint64 rest = 0;

      for (guint i = 0; i < m->lines[assets].n_terms; i++)
        rest += m->lines[m->lines[assets].terms[i].row].exact[c];
      for (guint i = 0; i + 1 < n; i++)
        {
          m->lines[rows[i]].exact[c] = sign
                                       * ((gint64) ((double) rest * (0.2 + 0.5 * g_rand_double (m->rand))) / m->unit
                                          * m->unit);
          rest -= sign * m->lines[rows[i]].exact[c];
        }
      m->lines[rows[n - 1]].exact[c] = sign * rest;
    }
  g_snprintf (g->form, sizeof g->form, "balance");
}

void
generator_make_form (Maker *m, Generated *g)
{
  static void (*const forms[]) (Maker *, Generated *) = { make_budget, make_budget,    make_budget, make_fund,
                                                          make_list,   make_statement, make_above,  make_balance };

  forms[roll (m, 0, G_N_ELEMENTS (forms))] (m, g);
}
