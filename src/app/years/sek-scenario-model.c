/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-scenario-model.h"

#include <glib/gi18n-lib.h>

#include "sek-budget.h"
#include "sek-collate.h"
#include "sek-kind.h"
#include "sek-money.h"
#include "sek-number.h"

enum { NAME, PERSONS, FEE, FIRST }; /* then fee, change and per cent of each scenario */
enum { CASE_FEE, CASE_CHANGE, CASE_PERCENT, N_PER_CASE };

struct _SekScenarioModel
{
  GObject parent_instance;

  const SekScenarioSet *set;
  gint64                subregion;
  GArray               *rows;  /* guint: places in the effects, in order */
  GArray               *kinds; /* guint8: the types of member in view, a sum row each */
  int                   sort;
  gboolean              descending;
};

static void iface_init (SekGridModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SekScenarioModel, sek_scenario_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SEK_TYPE_GRID_MODEL, iface_init))

static void
sek_scenario_model_finalize (GObject *object)
{
  g_array_unref (SEK_SCENARIO_MODEL (object)->rows);
  g_array_unref (SEK_SCENARIO_MODEL (object)->kinds);
  G_OBJECT_CLASS (sek_scenario_model_parent_class)->finalize (object);
}

static void
sek_scenario_model_class_init (SekScenarioModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sek_scenario_model_finalize;
}

static void
sek_scenario_model_init (SekScenarioModel *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint));
  self->kinds = g_array_new (FALSE, FALSE, sizeof (guint8));
  /* Those whom the first scenario costs most come first. */
  self->sort = FIRST + CASE_PERCENT;
  self->descending = TRUE;
}

SekScenarioModel *
sek_scenario_model_new (void)
{
  return g_object_new (SEK_TYPE_SCENARIO_MODEL, NULL);
}

/* --- figures ------------------------------------------------------------------------------------------------------ */

guint
sek_scenario_model_get_case (SekScenarioModel *self, guint column)
{
  return column < FIRST ? 0 : 1 + (column - FIRST) / N_PER_CASE;
}

static const char *
get_name (const SekScenarioSet *set, guint at)
{
  const SekMember *member = NULL;

  /* One that a scenario takes in is in its copy alone. */
  for (guint i = 0; member == NULL && i < set->n; i++)
    member = sek_register_get_member (set->cases[i].reg, set->effects->members[at]);
  return member != NULL ? member->name : "";
}

/* A change, or what it is in parts of a million. */
static gint64
get_part (gint64 change, gint64 of)
{
  return change == SEK_NONE || of == SEK_NONE || of == 0 ? SEK_NONE : (gint64) ((__int128) change * 1000000 / of);
}

static gint64
get_value (const SekEffects *effects, guint at, guint column)
{
  guint index = column < FIRST ? 0 : 1 + (column - FIRST) / N_PER_CASE;

  if (column == PERSONS)
    return effects->persons[at];
  if (column == FEE || (column - FIRST) % N_PER_CASE == CASE_FEE)
    return effects->fees[index][at];
  if ((column - FIRST) % N_PER_CASE == CASE_CHANGE)
    return sek_effects_change (effects, index, at);
  return get_part (sek_effects_change (effects, index, at), effects->fees[0][at]);
}

static gint64
sum_column (SekScenarioModel *self, guint8 kind, guint column)
{
  gint64 sum = SEK_NONE;

  for (guint i = 0; i < self->rows->len; i++)
    {
      guint at = g_array_index (self->rows, guint, i);

      if (self->set->effects->kinds[at] == kind)
        sum = sek_budget_plus (sum, get_value (self->set->effects, at, column));
    }
  return sum;
}

/* --- the rows ----------------------------------------------------------------------------------------------------- */

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  SekScenarioModel *self = data;
  guint one = *(const guint *) a, other = *(const guint *) b;
  int order = 0;

  if (self->sort > NAME)
    {
      gint64 first = get_value (self->set->effects, one, (guint) self->sort),
             second = get_value (self->set->effects, other, (guint) self->sort);

      order = first < second ? -1 : first > second;
    }
  if (order == 0)
    {
      order = sek_collate (get_name (self->set, one), get_name (self->set, other));
      return self->sort <= NAME && self->descending ? -order : order;
    }
  return self->descending ? -order : order;
}

static gboolean
is_of_subregion (SekScenarioModel *self, gint64 member)
{
  for (guint c = 0; c < self->set->n; c++)
    if (sek_register_find_pair (self->set->cases[c].reg, SEK_FIELD (member_subregion, member), member,
                                SEK_FIELD (member_subregion, subregion), self->subregion) != 0)
      return TRUE;
  return FALSE;
}

static void
find_rows (SekScenarioModel *self)
{
  gboolean seen[SEK_N_MEMBER_KINDS] = { FALSE };
  const SekEffects *effects = self->set->effects;

  g_array_set_size (self->rows, 0);
  g_array_set_size (self->kinds, 0);
  for (guint i = 0; i < effects->n; i++)
    if (self->subregion == 0 || is_of_subregion (self, effects->members[i]))
      {
        g_array_append_val (self->rows, i);
        seen[effects->kinds[i]] = TRUE;
      }
  for (guint8 kind = 0; kind < SEK_N_MEMBER_KINDS; kind++)
    if (seen[kind])
      g_array_append_val (self->kinds, kind);
  if (self->sort >= (int) (FIRST + N_PER_CASE * (self->set->n - 1)))
    self->sort = NAME;
  g_array_sort_with_data (self->rows, compare, self);
}

void
sek_scenario_model_set (SekScenarioModel *self, const SekScenarioSet *set, gint64 subregion)
{
  if (self->set == NULL || (set != NULL && self->set->n == 1 && set->n > 1))
    {
      self->sort = FIRST + CASE_PERCENT;
      self->descending = TRUE;
    }
  self->set = set;
  self->subregion = subregion;
  if (set != NULL)
    find_rows (self);
  else
    {
      g_array_set_size (self->rows, 0);
      g_array_set_size (self->kinds, 0);
    }
  sek_grid_model_rows_changed (SEK_GRID_MODEL (self));
}

void
sek_scenario_model_follow (SekScenarioModel *self)
{
  sek_grid_model_cells_changed (SEK_GRID_MODEL (self));
}

guint
sek_scenario_model_get_n_members (SekScenarioModel *self)
{
  return self->rows->len;
}

/* --- as a grid ---------------------------------------------------------------------------------------------------- */

static guint
get_n_rows (SekGridModel *model)
{
  return SEK_SCENARIO_MODEL (model)->rows->len + SEK_SCENARIO_MODEL (model)->kinds->len;
}

static gint64
get_row_id (SekGridModel *model, guint row)
{
  SekScenarioModel *self = SEK_SCENARIO_MODEL (model);

  if (row >= get_n_rows (model))
    return 0;
  if (row >= self->rows->len)
    return -1 - (gint64) g_array_index (self->kinds, guint8, row - self->rows->len);
  return self->set->effects->members[g_array_index (self->rows, guint, row)];
}

static guint
get_n_columns (SekGridModel *model)
{
  SekScenarioModel *self = SEK_SCENARIO_MODEL (model);

  return self->set != NULL ? FIRST + N_PER_CASE * (self->set->n - 1) : FIRST;
}

static char *
dup_head (SekScenarioModel *self, guint index)
{
  guint in_case = index >= FIRST ? (index - FIRST) % N_PER_CASE : 0;
  const char *letter = index >= FIRST ? self->set->cases[sek_scenario_model_get_case (self, index)].letter : NULL;
  int year = self->set != NULL ? self->set->year : 0;

  switch (index)
    {
    case NAME: return g_strdup (_("Member"));
    case PERSONS: return g_strdup (_("Population"));
    case FEE: return g_strdup_printf (_("Register\n%d, kr"), year);
    default:
      break;
    }
  if (in_case == CASE_FEE)
    return g_strdup_printf (_("%s\n%d, kr"), letter, year);
  return g_strdup_printf (in_case == CASE_CHANGE ? _("%s, change\nkr") : _("%s, change\nper cent"), letter);
}

static void
get_column (SekGridModel *model, guint index, SekGridColumn *description)
{
  static const char *const ids[] = {
    "member", "persons", "fee", "a-fee", "a-change", "a-percent", "b-fee", "b-change", "b-percent", "c-fee", "c-change",
    "c-percent",
  };

  description->id = ids[index];
  description->head = dup_head (SEK_SCENARIO_MODEL (model), index);
  description->numeric = index > NAME;
  description->expand = index == NAME;
  description->takes_rest = index == NAME;
  description->frozen = index == NAME;
  description->sortable = TRUE;
  description->computed = index > PERSONS;
}

static char *
dup_value (gint64 value, guint column)
{
  char *percent;

  if (value == SEK_NONE)
    return g_strdup ("");
  if (column == PERSONS)
    return sek_number_format_count (value);
  if (column < FIRST || (column - FIRST) % N_PER_CASE != CASE_PERCENT)
    return sek_number_format_amount (value, SEK_KRONE, 0);
  percent = sek_number_format_percent (value, 1000000, 1);
  return percent != NULL ? percent : g_strdup ("");
}

/* «64 kommuner». */
static char *
dup_kind (SekScenarioModel *self, guint8 kind)
{
  static const SekWord words[SEK_N_MEMBER_KINDS] = {
    [SEK_MEMBER_KIND_MUNICIPALITY] = { { "%s kommuner", "%s kommunar", "%s municipalities" } },
    [SEK_MEMBER_KIND_COUNTY] = { { "%s fylkeskommuner", "%s fylkeskommunar", "%s counties" } },
    [SEK_MEMBER_KIND_COUNCIL] = { { "%s regionråd", "%s regionråd", "%s regional councils" } },
  };
  static const SekWord ones[SEK_N_MEMBER_KINDS] = {
    [SEK_MEMBER_KIND_MUNICIPALITY] = { { "1 kommune", "1 kommune", "1 municipality" } },
    [SEK_MEMBER_KIND_COUNTY] = { { "1 fylkeskommune", "1 fylkeskommune", "1 county" } },
    [SEK_MEMBER_KIND_COUNCIL] = { { "1 regionråd", "1 regionråd", "1 regional council" } },
  };
  g_autofree char *count = NULL;
  guint n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    n += self->set->effects->kinds[g_array_index (self->rows, guint, i)] == kind;
  if (n == 1)
    return g_strdup (sek_word (&ones[kind], sek_program_language ()));
  count = sek_number_format_count (n);
  return sek_fill (sek_word (&words[kind], sek_program_language ()), count, NULL);
}

static char *
read_sum (SekScenarioModel *self, guint8 kind, guint column)
{
  guint of = FIRST + (column - FIRST) / N_PER_CASE * N_PER_CASE + CASE_CHANGE;

  if (column == NAME)
    return dup_kind (self, kind);
  if (column < FIRST || (column - FIRST) % N_PER_CASE != CASE_PERCENT)
    return dup_value (sum_column (self, kind, column), column);
  return dup_value (get_part (sum_column (self, kind, of), sum_column (self, kind, FEE)), column);
}

static char *
read_cell (SekGridModel *model, guint row, guint index, SekGridCellFlags *flags)
{
  SekScenarioModel *self = SEK_SCENARIO_MODEL (model);
  guint at;

  *flags = row >= self->rows->len ? SEK_GRID_SUM : index > PERSONS ? SEK_GRID_COMPUTED : 0;
  if (row >= self->rows->len)
    return read_sum (self, g_array_index (self->kinds, guint8, row - self->rows->len), index);
  at = g_array_index (self->rows, guint, row);
  return index == NAME ? g_strdup (get_name (self->set, at)) : dup_value (get_value (self->set->effects, at, index),
                                                                          index);
}

static gboolean
read_number (SekGridModel *model, guint row, guint index, gint64 *value, gint64 *unit)
{
  SekScenarioModel *self = SEK_SCENARIO_MODEL (model);

  *unit = index == PERSONS ? 1 : SEK_KRONE;
  *value = SEK_NONE;
  if (row < self->rows->len && index != NAME && (index < FIRST || (index - FIRST) % N_PER_CASE != CASE_PERCENT))
    *value = get_value (self->set->effects, g_array_index (self->rows, guint, row), index);
  return *value != SEK_NONE;
}

static int
get_sort (SekGridModel *model, gboolean *descending)
{
  *descending = SEK_SCENARIO_MODEL (model)->descending;
  return SEK_SCENARIO_MODEL (model)->sort;
}

static void
set_sort (SekGridModel *model, int column, gboolean descending)
{
  SekScenarioModel *self = SEK_SCENARIO_MODEL (model);

  self->sort = column >= 0 ? column : NAME;
  self->descending = column >= 0 && descending;
  if (self->set != NULL)
    g_array_sort_with_data (self->rows, compare, self);
  sek_grid_model_rows_changed (model);
}

static char *
why_not (SekGridModel *model, guint row, guint column)
{
  return g_strdup (_("This is what the scenarios mean for each member. Rates are set in the side pane."));
}

static void
iface_init (SekGridModelInterface *iface)
{
  iface->get_n_rows = get_n_rows;
  iface->get_row_id = get_row_id;
  iface->get_n_columns = get_n_columns;
  iface->get_column = get_column;
  iface->read = read_cell;
  iface->read_number = read_number;
  iface->get_sort = get_sort;
  iface->set_sort = set_sort;
  iface->why_not = why_not;
}
