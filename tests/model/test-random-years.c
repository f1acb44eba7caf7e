/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "random-walk.h"
#include "years-fixture.h"

#include <stdlib.h>

#include "sek-expand.h"
#include "sek-rules.h"
#include "sek-scenario.h"

/* Random registers in memory, 300 or as many as the first argument says, from the seed on that the second one says:
 * what the reserve is over the years adds up, whatever is asked first; and what is changed within a scenario that is
 * accepted is what the same changes, made directly, would have made of the register. */

#define FIRST_STEPS 20
#define STEPS 40

static guint n_registers = 300, first = 1;

/* --- registers ---------------------------------------------------------------------------------------------------- */

/* The example with a tenth of its members. */
static void
make_small (Fixture *fixture)
{
  SekRegister *reg = reg_of (fixture);
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("delete");
  SekTableIter iter;
  const SekRow *row;
  guint n = 0;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_MEMBER));
  while ((row = sek_table_iter_next (&iter)) != NULL)
    if (n++ % 10 != 0)
      sek_changeset_delete (changeset, reg, SEK_MEMBER, row->id);
  submit (fixture, changeset);
}

static SekChangeset *
copy_changeset (SekChangeset *from)
{
  SekChangeset *copy = sek_changeset_new (sek_changeset_get_kind (from));

  for (guint i = 0; i < sek_changeset_get_size (from); i++)
    {
      const SekChange *change = sek_changeset_get (from, i);
      guint n = change->values != NULL ? sek_entity_get (change->entity)->n_fields : 0;
      SekChange one = *change;

      one.before = sek_value_copy (&change->before);
      one.after = sek_value_copy (&change->after);
      one.values = n > 0 ? g_new0 (SekValue, n) : NULL;
      for (guint f = 0; f < n; f++)
        one.values[f] = sek_value_copy (&change->values[f]);
      sek_changeset_take (copy, &one);
    }
  return copy;
}

/* The register with what is expanded already; NULL where a rule is against it. */
static SekRegister *
try_expanded (SekRegister *reg, SekChangeset *changeset, GError **error)
{
  g_autoptr (SekRegister) would_be = sek_register_snapshot (reg);

  if (!sek_rules_check_before (reg, changeset, NULL, error) || !sek_register_apply (would_be, changeset, error)
      || !sek_rules_check_after (would_be, changeset, NULL, error))
    return NULL;
  return g_steal_pointer (&would_be);
}

static void
replace (SekRegister **reg, SekRegister *by)
{
  sek_register_unref (*reg);
  *reg = by;
}

static gboolean
take_directly (Walk *walk, SekChangeset *proposal, GError **error)
{
  SekRegister *made = sek_expand (walk->reg, proposal, error) ? try_expanded (walk->reg, proposal, error) : NULL;

  if (made != NULL)
    replace (&walk->reg, made);
  return made != NULL;
}

static void
walk_some (Walk *walk, int steps)
{
  for (int i = 0; i < steps; i++)
    {
      g_autoptr (GError) error = NULL;

      walk_propose (walk, &error);
      if (error != NULL)
        walk_refuse (walk, error, NULL);
    }
}

/* Plans, accounts, choices and rules, which a random change rarely makes. */
static void
add_years (Walk *walk)
{
  for (int i = walk_pick (walk, 5); i > 0; i--)
    {
      g_autoptr (SekChangeset) changeset = sek_changeset_new ("copy-column");

      sek_budget_propose_column (walk->reg, "Kolonne", 2021 + walk_pick (walk, 7), walk_pick (walk, 6),
                                 walk_pick (walk, 2) ? walk_pick_row (walk, SEK_BUDGET_COLUMN) : 0, changeset);
      take_directly (walk, changeset, NULL);
    }
  for (int i = walk_pick (walk, 8); i > 0; i--)
    {
      g_autoptr (SekChangeset) changeset = sek_changeset_new ("edit");
      gint64 line = walk_pick_row (walk, SEK_BUDGET_LINE);

      if (line == 0)
        continue;
      sek_changeset_set (changeset, walk->reg, SEK_FIELD (budget_line, plan_rule), line,
                         &SEK_INTEGER (walk_pick (walk, SEK_PLAN_RULE_GRANTS + 1)));
      sek_changeset_set (changeset, walk->reg, SEK_FIELD (budget_line, plan_year), line,
                         &SEK_INTEGER (2022 + walk_pick (walk, 6)));
      sek_changeset_set (changeset, walk->reg, SEK_FIELD (budget_line, plan_percent), line,
                         &SEK_INTEGER (walk_pick (walk, 3000) - 1000));
      take_directly (walk, changeset, NULL);
    }
}

/* --- the reserve -------------------------------------------------------------------------------------------------- */

static void
assert_source (SekRegister *reg, const SekReserveYear *at)
{
  g_autoptr (GArray) sources = sek_plan_list_sources (reg, at->year);
  gboolean found = at->column == 0;

  for (guint i = 0; i < sources->len; i++)
    found |= g_array_index (sources, gint64, i) == at->column;
  g_assert_true (found);
  if (at->column != 0 && !at->chosen)
    {
      g_assert_cmpint (g_array_index (sources, gint64, 0), ==, at->column);
      g_assert_cmpint (sek_plan_get_usual_source (reg, at->year), ==, at->column);
    }
  if (at->column == 0)
    g_assert_false (at->chosen);
}

/* By what each line has in the year. */
static gint64
add_lines_of (SekRegister *reg, gint64 section, int year)
{
  g_autoptr (GArray) lines = sek_budget_lines (reg, section);
  gint64 sum = SEK_NONE;

  for (guint i = 0; i < lines->len; i++)
    sum = sek_budget_plus (sum, sek_plan_value (reg, g_array_index (lines, gint64, i), year));
  return sum;
}

/* A sealed column may have lines that the register has no more, and is told as it was adopted. */
static gboolean
is_sealed (SekRegister *reg, gint64 column)
{
  return column != 0 && sek_register_get_budget_column (reg, column)->status == SEK_STATUS_SEALED;
}

static void
assert_chain (SekRegister *reg, guint seed)
{
  g_autoptr (GArray) chain = sek_reserve_chain (reg);
  gint64 before = SEK_NONE;

  for (guint i = 0; i < chain->len; i++)
    {
      const SekReserveYear *at = &g_array_index (chain, SekReserveYear, i);
      gint64 result = sek_budget_minus (at->income, at->expense);

      g_assert_cmpint (at->year, ==, sek_plan_get_first_year (reg) + (int) i);
      assert_source (reg, at);
      if (!is_sealed (reg, at->column))
        {
          g_assert_cmpint (at->income, ==, add_lines_of (reg, SEK_SECTION_INCOME, at->year));
          g_assert_cmpint (at->expense, ==, add_lines_of (reg, SEK_SECTION_EXPENSE, at->year));
        }
      g_assert_cmpint (at->result, ==, result);
      if (before != SEK_NONE)
        g_assert_cmpint (at->opening, ==, before);
      g_assert_cmpint (at->gap, !=, 0);
      g_assert_cmpint (at->closing, ==, sek_budget_plus (sek_budget_plus (at->opening, at->gap), result));
      /* What its own figures close with is the same, but where the years before know of a reserve that it has not. */
      if (at->column != 0 && sek_plan_sum (reg, SEK_SECTION_OPENING, at->year) != SEK_NONE)
        g_assert_cmpint (at->closing, ==, sek_budget_closing (reg, at->column));
      before = at->closing;
    }
  if (chain->len > 0)
    g_assert_cmpint (g_array_index (chain, SekReserveYear, chain->len - 1).year, ==, sek_plan_get_last_year (reg));
}

/* Nothing hangs on what was asked before: the last year first, and each line before its sums. */
static void
assert_same_backwards (SekRegister *reg)
{
  g_autoptr (SekRegister) other = sek_register_snapshot (reg);
  g_autoptr (GArray) chain = sek_reserve_chain (reg), lines = sek_budget_lines (reg, -1), again = NULL;

  for (guint i = chain->len; i > 0; i--)
    {
      int year = g_array_index (chain, SekReserveYear, i - 1).year;

      for (guint l = lines->len; l > 0; l--)
        g_assert_cmpint (sek_plan_value (other, g_array_index (lines, gint64, l - 1), year), ==,
                         sek_plan_value (reg, g_array_index (lines, gint64, l - 1), year));
      g_assert_cmpint (sek_plan_closing (other, year), ==, sek_plan_closing (reg, year));
    }
  again = sek_reserve_chain (other);
  for (guint i = 0; i < chain->len; i++)
    {
      const SekReserveYear *at = &g_array_index (chain, SekReserveYear, i),
                           *then = &g_array_index (again, SekReserveYear, i);

      g_assert_cmpint (then->column, ==, at->column);
      g_assert_cmpint (then->opening, ==, at->opening);
      g_assert_cmpint (then->gap, ==, at->gap);
      g_assert_cmpint (then->closing, ==, at->closing);
    }
}

/* --- scenarios ---------------------------------------------------------------------------------------------------- */

typedef struct
{
  Walk         walk;     /* in reg what is shown */
  SekRegister *base;     /* with the scenario's rows */
  SekRegister *direct;   /* changed directly */
  gint64       scenario;
  guint        seed;
} Both;

static gboolean
is_taken (SekRegister *base, SekChangeset *proposal)
{
  for (guint i = 0; i < sek_changeset_get_size (proposal); i++)
    {
      const SekChange *change = sek_changeset_get (proposal, i);

      if (!sek_scenario_takes (change->entity)
          || (change->operation == SEK_STORE_UPDATE
              && !sek_scenario_takes_field (&sek_entity_get (change->entity)->fields[change->field])
              && sek_register_lookup (base, change->entity, change->row) != NULL))
        return FALSE;
    }
  return TRUE;
}

static void
show_scenario (Both *both)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autofree char *shown = NULL, *direct = dump_without_scenarios (both->direct);

  replace (&both->walk.reg, sek_scenario_snapshot (both->base, both->scenario, &items));
  for (guint i = 0; i < items->len; i++)
    {
      const SekScenarioItem *item = items->pdata[i];

      if (item->fit != SEK_FIT_FITS)
        g_error ("seed %u: fit %d: %s", both->seed, item->fit, item->why);
    }
  shown = dump_without_scenarios (both->walk.reg);
  if (!g_str_equal (shown, direct))
    g_test_message ("seed %u", both->seed);
  g_assert_cmpstr (shown, ==, direct);
}

/* A scenario allows what the register would allow, as far as it is of figures and can be undone. */
static gboolean
take_both (Walk *walk, SekChangeset *proposal, GError **error)
{
  Both *both = (Both *) walk;
  g_autoptr (SekChangeset) recorded = sek_changeset_new ("scenario"), twin = copy_changeset (proposal);
  g_autoptr (SekRegister) would_be = NULL;
  g_autoptr (GError) failure = NULL;
  gboolean taken = is_taken (both->base, proposal), ok, recorded_it;
  SekRegister *made;

  ok = taken && sek_expand (both->direct, twin, &failure) && !sek_changeset_is_barrier (twin);
  if (ok)
    would_be = try_expanded (both->direct, twin, &failure);
  recorded_it = sek_scenario_record (both->base, both->scenario, proposal, recorded, error);
  if (recorded_it != (would_be != NULL))
    g_error ("seed %u: %s, and directly %s", both->seed, recorded_it ? "recorded" : (*error)->message,
             would_be != NULL ? "allowed" : failure != NULL ? failure->message : "not taken");
  if (!recorded_it)
    return FALSE;
  /* The same rows and ids. */
  made = try_expanded (both->direct, proposal, &failure);
  g_assert_no_error (failure);
  replace (&both->direct, made);
  made = try_expanded (both->base, recorded, &failure);
  g_assert_no_error (failure);
  replace (&both->base, made);
  show_scenario (both);
  return TRUE;
}

static void
add_scenario (Both *both)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("add");
  GError *error = NULL;

  both->scenario = sek_scenario_propose (both->base, "A", 0, changeset);
  replace (&both->base, try_expanded (both->base, changeset, &error));
  g_assert_no_error (error);
}

static void
assert_accepted (Both *both)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SekChangeset) acceptance = sek_scenario_make_acceptance (both->base, both->scenario, &error), back = NULL;
  g_autoptr (SekRegister) accepted = NULL, undone = NULL;
  g_autofree char *text = NULL, *direct = dump_without_scenarios (both->direct), *before = NULL, *after = NULL;

  g_assert_no_error (error);
  accepted = try_expanded (both->base, acceptance, &error);
  g_assert_no_error (error);
  text = dump_without_scenarios (accepted);
  g_assert_cmpstr (text, ==, direct);
  g_assert_null (sek_register_get_scenario (accepted, both->scenario));
  back = sek_changeset_invert (acceptance);
  sek_changeset_order (back);
  undone = try_expanded (accepted, back, &error);
  g_assert_no_error (error);
  before = sek_register_dump (both->base);
  after = sek_register_dump (undone);
  g_assert_cmpstr (after, ==, before);
}

static guint
try_register (SekRegister *start, guint seed)
{
  Both both = { .walk = { .rand = g_rand_new_with_seed (seed), .hurries = TRUE, .may_seal = TRUE, .take = take_directly,
                          .reg = sek_register_snapshot (start) },
                .seed = seed };
  g_autofree char *before = NULL, *after = NULL;

  add_years (&both.walk);
  walk_some (&both.walk, FIRST_STEPS);
  assert_chain (both.walk.reg, seed);
  assert_same_backwards (both.walk.reg);
  both.base = sek_register_snapshot (both.walk.reg);
  both.direct = sek_register_snapshot (both.walk.reg);
  before = dump_without_scenarios (both.base);
  add_scenario (&both);
  both.walk.take = take_both;
  both.walk.may_seal = walk_pick (&both.walk, 8) == 0;
  both.walk.done = 0;
  walk_some (&both.walk, STEPS);
  after = dump_without_scenarios (both.base);
  g_assert_cmpstr (after, ==, before);
  assert_chain (both.walk.reg, seed);
  assert_accepted (&both);
  g_rand_free (both.walk.rand);
  sek_register_unref (both.walk.reg);
  sek_register_unref (both.base);
  sek_register_unref (both.direct);
  return both.walk.done;
}

static void
test_random (Fixture *fixture, gconstpointer data)
{
  guint done = 0;

  make_small (fixture);
  for (guint seed = first; seed < first + n_registers; seed++)
    done += try_register (reg_of (fixture), seed);
  g_test_message ("%u registers, %u changes within scenarios", n_registers, done);
  g_assert_cmpuint (done, >, n_registers * 3);
}

/* --- changes that nobody recorded --------------------------------------------------------------------------------- */

static char *
pick_value (Walk *walk)
{
  static const char *const values[] = { "",    "0",          "1",    "-1",  "2023", "municipality", "adopted",
                                        "\\0", "2022-01-01", "1e99", "\\q", "x\ty", "99999999999999999999", "Tekst" };

  if (walk_pick (walk, 3) == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT, walk_pick_row (walk, (SekEntityId) walk_pick (walk, SEK_N_ENTITIES)));
  return g_strdup (values[walk_pick (walk, G_N_ELEMENTS (values))]);
}

static char *
pick_values (Walk *walk, const SekEntity *entity)
{
  GString *text = g_string_new (NULL);

  for (guint f = 0; f < entity->n_fields; f++)
    if (walk_pick (walk, 4) > 0)
      {
        g_autofree char *value = pick_value (walk);

        g_string_append_printf (text, "%s%s\t%s", text->len > 0 ? "\n" : "", entity->fields[f].name, value);
      }
  return g_string_free (text, FALSE);
}

static void
set_text (SekChangeset *changeset, SekRegister *reg, const SekField *field, gint64 row, char *text)
{
  const SekValue value = SEK_TEXT (text);

  if (*text != '\0')
    sek_changeset_set (changeset, reg, field, row, &value);
  g_free (text);
}

/* As a damaged file, or a program of another version, may hold it. */
static void
add_garbage (Walk *walk, SekChangeset *changeset, gint64 scenario)
{
  const SekEntity *entity = sek_entity_get ((SekEntityId) walk_pick (walk, SEK_N_ENTITIES));
  const SekField *field = &entity->fields[walk_pick (walk, (int) entity->n_fields)];
  gint64 row = sek_changeset_insert (changeset, SEK_SCENARIO_CHANGE), target = walk_pick_row (walk, entity->id);
  int operation = walk_pick (walk, 3);

  sek_changeset_set (changeset, walk->reg, SEK_FIELD (scenario_change, scenario), row, &SEK_INTEGER (scenario));
  sek_changeset_set (changeset, walk->reg, SEK_FIELD (scenario_change, position), row,
                     &SEK_INTEGER (walk_pick (walk, 9)));
  sek_changeset_set (changeset, walk->reg, SEK_FIELD (scenario_change, operation), row, &SEK_INTEGER (operation));
  set_text (changeset, walk->reg, SEK_FIELD (scenario_change, entity), row,
            g_strdup (walk_pick (walk, 12) > 0 ? entity->name : "programme"));
  set_text (changeset, walk->reg, SEK_FIELD (scenario_change, row), row,
            walk_pick (walk, 6) == 0 ? pick_value (walk) : g_strdup_printf ("%" G_GINT64_FORMAT, target));
  set_text (changeset, walk->reg, SEK_FIELD (scenario_change, field), row,
            g_strdup (walk_pick (walk, 12) > 0 ? field->name : "horizon"));
  set_text (changeset, walk->reg, SEK_FIELD (scenario_change, before), row, pick_value (walk));
  set_text (changeset, walk->reg, SEK_FIELD (scenario_change, after), row,
            operation == SEK_OPERATION_INSERT ? pick_values (walk, entity) : pick_value (walk));
}

/* Each change is told as it is, and what can be shown keeps to every rule; what is recorded meanwhile takes none of the
 * others away. */
static void
try_garbage (SekRegister *start, guint seed)
{
  Walk walk = { .rand = g_rand_new_with_seed (seed), .reg = sek_register_snapshot (start) };
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("edit"), acceptance = NULL;
  g_autoptr (SekRegister) shown = NULL, accepted = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;
  gint64 scenario = sek_scenario_propose (walk.reg, "A", 0, changeset);

  for (int i = 1 + walk_pick (&walk, 12); i > 0; i--)
    add_garbage (&walk, changeset, scenario);
  sek_register_apply (walk.reg, changeset, &error);
  g_assert_no_error (error);
  shown = sek_scenario_snapshot (walk.reg, scenario, &items);
  for (guint i = 0; i < items->len; i++)
    {
      const SekScenarioItem *item = items->pdata[i];
      g_autofree char *name = sek_scenario_item_dup_name (walk.reg, shown, item, SEK_LANGUAGE_NB);
      g_autofree char *what = sek_scenario_item_dup_what (walk.reg, shown, item, SEK_LANGUAGE_EN);

      g_assert_cmpstr (name, !=, "");
      g_assert_nonnull (what);
      g_assert_true ((item->fit >= SEK_FIT_OTHER) == (item->why != NULL && *item->why != '\0'));
    }
  assert_chain (shown, seed);
  acceptance = sek_scenario_make_acceptance (walk.reg, scenario, &error);
  g_assert_true ((acceptance != NULL) == (sek_scenario_count_misfits (items) == 0));
  if (acceptance != NULL)
    accepted = try_expanded (walk.reg, acceptance, &error);
  g_assert_true ((accepted != NULL) == (acceptance != NULL));
  sek_register_unref (walk.reg);
  g_rand_free (walk.rand);
}

static void
test_garbage (Fixture *fixture, gconstpointer data)
{
  make_small (fixture);
  for (guint seed = first; seed < first + n_registers; seed++)
    try_garbage (reg_of (fixture), seed);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (argc > 1)
    n_registers = (guint) atoi (argv[1]);
  if (argc > 2)
    first = (guint) atoi (argv[2]);
  ADD ("/years/random", test_random);
  ADD ("/years/garbage", test_garbage);
  return g_test_run ();
}
