/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

#include "sek-effects.h"
#include "sek-fees.h"

/* Fees that are worked out beside the register are those of the register, by every model of fees; so are those of
 * scenarios beside each other, whoever comes and goes in them. A second time they are worked out by fractions, in
 * effects-reference.py. */

#define COUNCILS 300
#define OWN_YEAR 2023
#define PLAN_YEAR 2025

/* --- councils ----------------------------------------------------------------------------------------------------- */

static void
apply (SekRegister *reg, SekChangeset *changeset)
{
  g_autoptr (GError) error = NULL;

  sek_register_apply (reg, changeset, &error);
  g_assert_no_error (error);
}

static void
set_text (SekChangeset *changeset, SekRegister *reg, const SekField *field, gint64 row, const char *text)
{
  const SekValue value = SEK_TEXT (text);

  sek_changeset_set (changeset, reg, field, row, &value);
}

static gint64
pick (GRand *rand, gint64 n)
{
  return (gint64) (g_rand_double (rand) * (double) n);
}

static void
set_rate (GRand *rand, SekChangeset *changeset, SekRegister *reg, gint64 row, gint64 kind)
{
  static const gint64 shares[] = { SEK_NONE, 0, 2500, 10000 };
  gint64 model = pick (rand, kind == SEK_MEMBER_KIND_COUNTY ? 4 : 3), least = SEK_NONE;

#define SET(field, value) \
  G_STMT_START \
  { \
    gint64 number = (value); \
    sek_changeset_set (changeset, reg, SEK_FIELD (fee_rate, field), row, \
                       number == SEK_NONE ? &SEK_BLANK : &SEK_INTEGER (number)); \
  } \
  G_STMT_END
  SET (model, model == 3 ? SEK_FEE_MODEL_MATCHING : model == 2 ? SEK_FEE_MODEL_TOTAL : SEK_FEE_MODEL_RATE);
  SET (base, pick (rand, 3) == 0 ? SEK_NONE : pick (rand, 200000) * 50);
  SET (rate, pick (rand, 5) == 0 ? SEK_NONE : pick (rand, 900));
  if (pick (rand, 2) == 0)
    SET (minimum, least = pick (rand, 500) * 150);
  if (pick (rand, 2) == 0)
    SET (maximum, (least == SEK_NONE ? 0 : least) + pick (rand, 1000000));
  SET (total, pick (rand, 6) == 0 ? SEK_NONE : pick (rand, 100000000) * 100);
  SET (equal_share, pick (rand, 2) == 0 ? shares[pick (rand, 4)] : pick (rand, 10001));
#undef SET
}

static void
add_rates (GRand *rand, SekChangeset *changeset, SekRegister *reg, int year)
{
  for (gint64 kind = 0; kind < SEK_N_MEMBER_KINDS; kind++)
    if (pick (rand, 6) > 0)
      {
        gint64 row = sek_changeset_insert (changeset, SEK_FEE_RATE);

        sek_changeset_set (changeset, reg, SEK_FIELD (fee_rate, year), row, &SEK_INTEGER (year));
        sek_changeset_set (changeset, reg, SEK_FIELD (fee_rate, kind), row, &SEK_INTEGER (kind));
        set_rate (rand, changeset, reg, row, kind);
      }
}

static gint64
pick_persons (GRand *rand)
{
  static const gint64 sizes[] = { 3, 5000, 900000 };

  return pick (rand, sizes[pick (rand, 3)]);
}

/* with_gaps: some have no persons on a basis date, but earlier ones. */
static void
add_one_member (GRand *rand, SekChangeset *changeset, SekRegister *reg, int index, gboolean with_gaps)
{
  static const gint64 joined[] = { 20190101, 20230101, 20230102, 20250101 },
                      left[] = { 20221231, 20230101, 20241231 };
  gint64 member = sek_changeset_insert (changeset, SEK_MEMBER), kind = pick (rand, 8);
  g_autofree char *name = g_strdup_printf ("Medlem %03d", index), *number = NULL;

  kind = kind == 7 ? SEK_MEMBER_KIND_COUNCIL : kind == 6 ? SEK_MEMBER_KIND_COUNTY : SEK_MEMBER_KIND_MUNICIPALITY;
  set_text (changeset, reg, SEK_FIELD (member, name), member, name);
  sek_changeset_set (changeset, reg, SEK_FIELD (member, kind), member, &SEK_INTEGER (kind));
  if (pick (rand, 4) == 0)
    sek_changeset_set (changeset, reg, SEK_FIELD (member, joined), member, &SEK_INTEGER (joined[pick (rand, 4)]));
  if (pick (rand, 5) == 0)
    sek_changeset_set (changeset, reg, SEK_FIELD (member, left_on), member, &SEK_INTEGER (left[pick (rand, 3)]));
  /* Counties have numbers of their own, and municipalities lie in one of three, or in none. */
  number = kind == SEK_MEMBER_KIND_COUNTY ? g_strdup_printf ("%02d", 10 + index)
                                          : g_strdup_printf ("%02d%02d", 10 + (int) pick (rand, 40), index);
  if (kind != SEK_MEMBER_KIND_COUNCIL && pick (rand, 20) > 0)
    {
      gint64 row = sek_changeset_insert (changeset, SEK_MEMBER_NUMBER);

      sek_changeset_set (changeset, reg, SEK_FIELD (member_number, member), row, &SEK_INTEGER (member));
      set_text (changeset, reg, SEK_FIELD (member_number, number), row, number);
    }
  if (pick (rand, 20) == 0)
    return;
  for (int year = OWN_YEAR - 2; year < PLAN_YEAR; year++)
    if (!with_gaps || pick (rand, 4) > 0)
      {
        gint64 row = sek_changeset_insert (changeset, SEK_POPULATION);

        sek_changeset_set (changeset, reg, SEK_FIELD (population, member), row, &SEK_INTEGER (member));
        sek_changeset_set (changeset, reg, SEK_FIELD (population, date), row, &SEK_INTEGER (year * 10000 + 101));
        sek_changeset_set (changeset, reg, SEK_FIELD (population, persons), row, &SEK_INTEGER (pick_persons (rand)));
      }
}

static SekRegister *
make_council (GRand *rand, gboolean with_gaps)
{
  SekRegister *reg = sek_register_new ();
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("add");
  gint64 organisation = sek_changeset_insert (changeset, SEK_ORGANISATION);

  set_text (changeset, reg, SEK_FIELD (organisation, name), organisation, "Rådet");
  if (pick (rand, 2) == 0)
    sek_changeset_set (changeset, reg, SEK_FIELD (organisation, plan_index), organisation,
                       &SEK_INTEGER (pick (rand, 1000)));
  for (int n = 1 + (int) pick (rand, 30), i = 0; i < n; i++)
    add_one_member (rand, changeset, reg, i, with_gaps);
  add_rates (rand, changeset, reg, OWN_YEAR);
  apply (reg, changeset);
  return reg;
}

/* What a scenario would make of it: other terms, members who come, go, or are more. */
static SekRegister *
vary (GRand *rand, SekRegister *reg, int index)
{
  SekRegister *other = sek_register_snapshot (reg);
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("edit");
  SekTableIter iter;
  const SekRow *row;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_FEE_RATE));
  while (pick (rand, 3) > 0 && (row = sek_table_iter_next (&iter)) != NULL)
    set_rate (rand, changeset, reg, row->id, ((const SekFeeRate *) row)->kind);
  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_POPULATION));
  while (pick (rand, 3) > 0 && (row = sek_table_iter_next (&iter)) != NULL)
    sek_changeset_set (changeset, reg, SEK_FIELD (population, persons), row->id, &SEK_INTEGER (pick_persons (rand)));
  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_MEMBER));
  while (pick (rand, 3) == 0 && (row = sek_table_iter_next (&iter)) != NULL)
    sek_changeset_set (changeset, reg, SEK_FIELD (member, left_on), row->id, &SEK_INTEGER (20200101));
  for (int i = (int) pick (rand, 3); i > 0; i--)
    add_one_member (rand, changeset, reg, 30 + index * 10 + i, FALSE);
  apply (other, changeset);
  return other;
}

/* --- against the register ----------------------------------------------------------------------------------------- */

/* What a member pays by the register itself; SEK_NONE where it does not. */
static gint64
fee_of (SekRegister *reg, gint64 id, int year)
{
  const SekMember *member = sek_register_get_member (reg, id);
  SekFee fee;

  if (member == NULL)
    return SEK_NONE;
  sek_fee_of (reg, member, year, &fee);
  return fee.active ? fee.invoice : SEK_NONE;
}

static void
assert_basis (SekRegister *reg)
{
  const SekFeeBasis *basis = sek_fee_basis_get (reg, OWN_YEAR);
  const SekFeeTotals *totals = sek_fees_get_totals (reg, OWN_YEAR);
  SekFeeTerms terms[SEK_N_MEMBER_KINDS];
  g_autofree gint64 *fees = g_new (gint64, basis->n + 1);
  gint64 sum;

  sek_fee_terms_get (reg, OWN_YEAR, terms);
  sum = sek_fee_basis_work_out (basis, terms, fees);
  g_assert_cmpuint (basis->n, ==, totals->n_active);
  g_assert_cmpuint (basis->n_stand_ins, ==, 0);
  for (guint i = 0; i < basis->n; i++)
    {
      g_assert_cmpint (fees[i], ==, fee_of (reg, basis->members[i], OWN_YEAR));
      g_assert_cmpint (sek_fee_basis_find (basis, basis->members[i]), ==, (int) i);
      g_assert_true (i == 0 || basis->members[i] > basis->members[i - 1]);
    }
  g_assert_cmpint (sum, ==, totals->n_payers > 0 ? totals->invoices : SEK_NONE);
  g_assert_cmpint (sek_fee_basis_find (basis, 1), ==, -1);
}

static void
assert_effects (SekRegister *const *regs, const SekEffects *effects)
{
  guint n = 0;

  for (guint i = 0; i < effects->n; i++)
    g_assert_true (i == 0 || effects->members[i] > effects->members[i - 1]);
  for (guint c = 0; c < effects->n_cases; c++)
    {
      gint64 sum = SEK_NONE;

      for (guint i = 0; i < effects->n; i++)
        {
          gint64 fee = fee_of (regs[c], effects->members[i], OWN_YEAR),
                 before = fee_of (regs[0], effects->members[i], OWN_YEAR);

          g_assert_cmpint (effects->fees[c][i], ==, fee);
          g_assert_cmpint (sek_effects_change (effects, c, i), ==, sek_budget_minus (fee, before));
          sum = sek_budget_plus (sum, fee);
        }
      g_assert_cmpint (effects->sums[c], ==, sum);
      n = MAX (n, sek_fee_basis_get (regs[c], OWN_YEAR)->n);
    }
  g_assert_cmpuint (effects->n, >=, n);
}

/* Whom a case costs most, by a plain search in fractions of 64 bits. */
static void
assert_most (const SekEffects *effects, guint index)
{
  int most = sek_effects_find_most (effects, index);

  for (guint i = 0; i < effects->n; i++)
    {
      gint64 before = effects->fees[0][i], more = sek_effects_change (effects, index, i);

      if (before == SEK_NONE || before <= 0 || more == SEK_NONE || more <= 0)
        {
          g_assert_cmpint (most, !=, (int) i);
          continue;
        }
      g_assert_cmpint (most, >=, 0);
      g_assert_true ((__int128) more * effects->fees[0][most]
                     <= (__int128) sek_effects_change (effects, index, (guint) most) * before);
    }
}

static void
test_register (void)
{
  for (guint seed = 1; seed <= COUNCILS; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (SekRegister) reg = make_council (rand, FALSE);

      assert_basis (reg);
    }
}

static void
test_scenarios (void)
{
  for (guint seed = 1; seed <= COUNCILS; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      SekRegister *regs[SEK_EFFECTS_MOST] = { make_council (rand, FALSE) };
      g_autoptr (SekEffects) effects = NULL;

      for (int i = 1; i < SEK_EFFECTS_MOST; i++)
        regs[i] = vary (rand, regs[0], i);
      effects = sek_effects_new (regs, SEK_EFFECTS_MOST, OWN_YEAR);
      assert_effects (regs, effects);
      for (guint c = 0; c < SEK_EFFECTS_MOST; c++)
        assert_most (effects, c);
      for (int i = 0; i < SEK_EFFECTS_MOST; i++)
        sek_register_unref (regs[i]);
    }
}

/* A rate that is dragged gives what the register would have with that rate. */
static void
test_dragged (void)
{
  for (guint seed = 1; seed <= COUNCILS; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (SekRegister) reg = make_council (rand, FALSE), other = sek_register_snapshot (reg);
      SekRegister *const both[] = { reg, vary (rand, reg, 1) }, *const fresh[] = { reg, other };
      g_autoptr (SekEffects) effects = sek_effects_new (both, 2, OWN_YEAR), wanted = NULL;
      g_autoptr (SekChangeset) changeset = sek_changeset_new ("edit");
      SekTableIter iter;
      const SekFeeRate *rate;

      sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_FEE_RATE));
      while ((rate = (const SekFeeRate *) sek_table_iter_next (&iter)) != NULL)
        {
          gint64 dragged = pick (rand, 1000);

          sek_changeset_set (changeset, reg, SEK_FIELD (fee_rate, rate), rate->id, &SEK_INTEGER (dragged));
          effects->terms[0][rate->kind].rate = dragged;
        }
      sek_effects_work_out (effects, 0);
      apply (other, changeset);
      wanted = sek_effects_new (fresh, 2, OWN_YEAR);
      g_assert_cmpint (effects->sums[0], ==, wanted->sums[1]);
      for (guint i = 0; i < effects->n; i++)
        g_assert_cmpint (effects->fees[0][i], ==, fee_of (other, effects->members[i], OWN_YEAR));
      sek_register_unref (both[1]);
    }
}

/* --- by hand ------------------------------------------------------------------------------------------------------ */

/* Persons of an earlier day stand in, and that is told. */
static void
test_stand_ins (Fixture *fixture, gconstpointer data)
{
  const SekFeeBasis *basis;
  gint64 fees[3];
  SekFeeTerms terms[SEK_N_MEMBER_KINDS];

  add_member (fixture, "Halden", "100");
  add_member (fixture, "Moss", "200");
  add_member (fixture, "Rygge", NULL);
  add (fixture, "population", "member", "Moss", "date", "1.1.2023", "persons", "250", NULL);
  add (fixture, "population", "member", "Halden", "date", "1.1.2024", "persons", "999", NULL);
  add (fixture, "fee_rate", "year", "2023", "kind", "municipality", "rate", "2 kr", NULL);
  basis = sek_fee_basis_get (reg_of (fixture), 2024);
  g_assert_cmpuint (basis->n, ==, 3);
  g_assert_cmpuint (basis->n_stand_ins, ==, 1);
  g_assert_cmpint (basis->stand_in, ==, SEK_DATE (2022, 1, 1));
  sek_fee_terms_get (reg_of (fixture), 2024, terms);
  g_assert_cmpint (terms[SEK_MEMBER_KIND_MUNICIPALITY].year, ==, 2023);
  g_assert_cmpint (sek_fee_basis_work_out (basis, terms, fees), ==, KR (700));
  g_assert_cmpint (fees[sek_fee_basis_find (basis, find (fixture, "member", "Halden"))], ==, KR (200));
  g_assert_cmpint (fees[sek_fee_basis_find (basis, find (fixture, "member", "Rygge"))], ==, SEK_NONE);
  /* Of several days none is told. */
  add (fixture, "population", "member", "Rygge", "date", "1.1.2021", "persons", "10", NULL);
  basis = sek_fee_basis_get (reg_of (fixture), 2024);
  g_assert_cmpuint (basis->n_stand_ins, ==, 2);
  g_assert_cmpint (basis->stand_in, ==, 0);
  /* Without any rate nobody pays. */
  sek_fee_terms_get (reg_of (fixture), 2022, terms);
  g_assert_false (terms[SEK_MEMBER_KIND_MUNICIPALITY].given);
  g_assert_cmpint (sek_fees_plan_total (reg_of (fixture), 2022), ==, SEK_NONE);
}

/* --- by fractions ------------------------------------------------------------------------------------------------- */

static guint
ask (GString *questions, SekRegister *reg, int year, const SekEffects *effects, guint index)
{
  g_autofree char *text = sek_register_dump (reg);

  g_string_append_printf (questions, "> %d\n%s\n", year, text);
  for (guint i = 0; i < effects->n; i++)
    if (effects->fees[index][i] == SEK_NONE)
      g_string_append_printf (questions, "< %" G_GINT64_FORMAT " -\n", effects->members[i]);
    else
      g_string_append_printf (questions, "< %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", effects->members[i],
                              effects->fees[index][i] / KR (1));
  return (guint) sek_table_get_size (sek_register_get_table (reg, SEK_MEMBER));
}

static void
test_reference (void)
{
  g_autofree char *script = g_build_filename (SEK_TEXTS, "effects-reference.py", NULL), *told = NULL, *wanted = NULL;
  g_autoptr (GString) questions = g_string_new (NULL);
  g_autoptr (GSubprocess) python = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  for (guint seed = 1; seed <= COUNCILS; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (SekRegister) reg = make_council (rand, TRUE), other = vary (rand, reg, 1);
      SekRegister *const regs[] = { reg, other };
      int year = seed % 3 == 0 ? OWN_YEAR : PLAN_YEAR;
      g_autoptr (SekEffects) effects = sek_effects_new (regs, 2, year);

      for (guint c = 0; c < 2; c++)
        n += ask (questions, regs[c], year, effects, c);
    }
  python = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "python3", script,
                             NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (python, questions->str, NULL, &told, NULL, &error));
  g_assert_no_error (error);
  wanted = g_strdup_printf ("%u fees\n", n);
  g_assert_cmpstr (told, ==, wanted);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/effects/register", test_register);
  g_test_add_func ("/effects/scenarios", test_scenarios);
  g_test_add_func ("/effects/dragged", test_dragged);
  ADD_EMPTY ("/effects/stand-ins", test_stand_ins);
  g_test_add_func ("/effects/reference", test_reference);
  return g_test_run ();
}
