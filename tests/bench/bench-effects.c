/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <stdio.h>

#include "bench.h"
#include "sek-apply.h"
#include "sek-document.h"
#include "sek-effects.h"

/* What a move of the slider costs, at which the rate of three scenarios is dragged: every fee of 100 000 members anew
 * in each of them, against a plain loop over the same arrays with the same formula in the same run; once where all have
 * the same members, and once where each has one more, so that members have other places. Medians; a missed goal is
 * said, not an error. */

enum { MEMBERS = 100000, RUNS = 101, SCENARIOS = 3, YEAR = 2023 };

/* A base, a rate and both limits, as a council may have them. */
static void
set_rate (SekRegister *reg, gint64 rate)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("edit");
  g_autoptr (GError) error = NULL;
  SekTableIter iter;
  const SekFeeRate *row;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_FEE_RATE));
  while ((row = (const SekFeeRate *) sek_table_iter_next (&iter)) != NULL)
    if (row->year == YEAR)
      {
        sek_changeset_set (changeset, reg, SEK_FIELD (fee_rate, base), row->id, &SEK_INTEGER (2000000));
        sek_changeset_set (changeset, reg, SEK_FIELD (fee_rate, rate), row->id, &SEK_INTEGER (rate));
        sek_changeset_set (changeset, reg, SEK_FIELD (fee_rate, minimum), row->id, &SEK_INTEGER (3000000));
        sek_changeset_set (changeset, reg, SEK_FIELD (fee_rate, maximum), row->id, &SEK_INTEGER (60000000));
      }
  bench_require (sek_register_apply (reg, changeset, &error), error);
}

static void
add_member (SekRegister *reg)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("add");
  g_autoptr (GError) error = NULL;
  gint64 row = sek_changeset_insert (changeset, SEK_MEMBER);

  sek_changeset_set (changeset, reg, SEK_FIELD (member, kind), row, &SEK_INTEGER (SEK_MEMBER_KIND_MUNICIPALITY));
  bench_require (sek_register_apply (reg, changeset, &error), error);
}

static SekEffects *
make_effects (SekRegister *reg, gboolean others)
{
  SekRegister *regs[SCENARIOS + 1] = { reg };
  SekEffects *effects;

  for (int i = 1; i <= SCENARIOS; i++)
    {
      regs[i] = sek_register_snapshot (reg);
      set_rate (regs[i], 280 + i);
      if (others)
        add_member (regs[i]);
    }
  effects = sek_effects_new (regs, SCENARIOS + 1, YEAR);
  for (int i = 1; i <= SCENARIOS; i++)
    sek_register_unref (regs[i]);
  return effects;
}

static double
drag_ours (SekEffects *effects, int move)
{
  gint64 start = g_get_monotonic_time ();

  for (guint c = 1; c <= SCENARIOS; c++)
    {
      effects->terms[c][SEK_MEMBER_KIND_MUNICIPALITY].rate = 280 + move + c;
      sek_effects_work_out (effects, c);
    }
  return bench_seconds_since (start);
}

static gint64
work_out_plain (const SekFeeBasis *basis, const SekFeeTerms *terms, gint64 *fees)
{
  gint64 sum = 0;

  for (guint i = 0; i < basis->n; i++)
    {
      const SekFeeTerms *of = &terms[basis->kinds[i]];
      gint64 fee = SEK_NONE;

      if (of->given && basis->persons[i] != SEK_NONE)
        {
          fee = MIN (MAX (of->base + of->rate * basis->persons[i], of->minimum), of->maximum);
          fee = (fee + 50) / 100 * 100;
          sum += fee;
        }
      fees[i] = fee;
    }
  return sum;
}

static double
drag_plain (SekEffects *effects, int move, gint64 *fees, gint64 *sum)
{
  gint64 start = g_get_monotonic_time ();

  for (guint c = 1; c <= SCENARIOS; c++)
    {
      effects->terms[c][SEK_MEMBER_KIND_MUNICIPALITY].rate = 280 + move + c;
      *sum = work_out_plain (effects->bases[c], effects->terms[c], fees);
    }
  return bench_seconds_since (start);
}

static void
measure (SekRegister *reg, gboolean others)
{
  gint64 start = g_get_monotonic_time (), sum;
  g_autoptr (SekEffects) effects = make_effects (reg, others);
  double made = bench_seconds_since (start), ours[RUNS], plain[RUNS], ratio;
  g_autofree gint64 *fees = g_new (gint64, effects->n);

  for (int i = 0; i < RUNS; i++)
    {
      ours[i] = drag_ours (effects, i);
      plain[i] = drag_plain (effects, i, fees, &sum);
      /* Both say the same. */
      g_assert_cmpint (sum, ==, effects->sums[SCENARIOS]);
      if (!others)
        g_assert_cmpmem (fees, MEMBERS * sizeof *fees, effects->fees[SCENARIOS], MEMBERS * sizeof *fees);
    }
  ratio = bench_median (ours, RUNS) / bench_median (plain, RUNS);
  printf ("effects: a move over 100 000 members in 3 scenarios%s, ours %.2f ms, a plain loop %.2f ms, ratio %.2f "
          "(goal ≤ 2.0%s); laid side by side in %.0f ms\n",
          others ? " with a member more" : "", bench_median (ours, RUNS) * 1000, bench_median (plain, RUNS) * 1000,
          ratio, bench_verdict (ratio, 2.0), made * 1000);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("bench-effects-XXXXXX", NULL), *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SekRegister) reg = NULL;
  SekDocument *document;

  path = bench_make_register (folder, MEMBERS);
  document = sek_document_open (path, SEK_DOCUMENT_READ_ONLY, &error);
  bench_require (document != NULL, error);
  reg = sek_register_snapshot (sek_document_get_register (document));
  set_rate (reg, 280);
  measure (reg, FALSE);
  measure (reg, TRUE);
  sek_document_close (document);
  g_object_unref (document);
  g_unlink (path);
  g_rmdir (folder);
  return 0;
}
