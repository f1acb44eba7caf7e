/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-collate.h"
#include "sek-kind.h"
#include "sek-report-cases.h"

/* What the fees of a year are for every member, by the register and by scenarios: how much more each pays, in kroner
 * and in per cent. A list without groups is streamed, since a register may have 100 000 members. */

enum { NAME, KIND, PERSONS };

typedef struct
{
  SekReportCases cases;    /* its report lives only while the book is made */
  SekEffects    *effects;
  SekSheet      *sheet;
  GArray        *order;   /* guint, the members as they stand */
  gint64        *groups;  /* of each member: a subregion's row id, or −1 − kind of those without one */
  SekScope       scope;
  gboolean       many_kinds;
  int            first;   /* the column of the register */
} Members;

static void
free_members (gpointer data)
{
  Members *self = data;

  _sek_report_cases_clear (&self->cases);
  sek_effects_free (self->effects);
  g_array_unref (self->order);
  g_free (self->groups);
  g_free (self);
}

static const char *
get_name (const Members *self, guint member)
{
  for (guint c = 0; c < self->cases.n; c++)
    {
      const SekMember *row = sek_register_get_member (self->cases.regs[c], self->effects->members[member]);

      if (row != NULL)
        return row->name;
    }
  return "";
}

/* --- their order -------------------------------------------------------------------------------------------------- */

/* The change of the first scenario in tenths of a per cent, as it is shown: fees in whole kroner would order members of
 * one rate by their roundings. */
static gint64
get_tenths (const Members *self, guint member)
{
  gint64 change = sek_effects_change (self->effects, 1, member), of = self->effects->fees[0][member], tenths;

  return change != SEK_NONE && of != SEK_NONE && of > 0 && sek_money_scale (change, 1000, of, &tenths, NULL) ? tenths
                                                                                                            : SEK_NONE;
}

/* The larger first; what has none comes last. */
static int
compare_figures (gint64 a, gint64 b)
{
  return a == b ? 0 : a == SEK_NONE || (b != SEK_NONE && a < b) ? 1 : -1;
}

static int
compare_members (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Members *self = user_data;
  guint one = *(const guint *) a, two = *(const guint *) b;
  gint64 order = self->cases.report->options.member_order;
  int result = 0;

  if (order == SEK_MEMBER_ORDER_PERCENT)
    result = compare_figures (get_tenths (self, one), get_tenths (self, two));
  if (order == SEK_MEMBER_ORDER_KRONER || (order == SEK_MEMBER_ORDER_PERCENT && result == 0))
    result = compare_figures (sek_effects_change (self->effects, 1, one), sek_effects_change (self->effects, 1, two));
  else if (order == SEK_MEMBER_ORDER_PERSONS)
    result = compare_figures (self->effects->persons[one], self->effects->persons[two]);
  if (result == 0)
    result = sek_collate (get_name (self, one), get_name (self, two));
  return result != 0 ? result : one < two ? -1 : one > two;
}

/* Those of a group together: subregions by their names, then members without one, kind by kind. */
static int
compare_groups (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Members *self = user_data;
  gint64 one = self->groups[*(const guint *) a], two = self->groups[*(const guint *) b];
  int result;

  if (one == two)
    return compare_members (a, b, user_data);
  if (one < 0 || two < 0)
    return one >= 0 ? -1 : two >= 0 ? 1 : one > two ? -1 : 1;
  result = sek_collate (sek_register_get_subregion (self->scope.reg, one)->name,
                        sek_register_get_subregion (self->scope.reg, two)->name);
  return result != 0 ? result : one < two ? -1 : 1;
}

static void
sort (Members *self)
{
  const SekColumn *column = sek_column_find (SEK_MEMBER, "subregion", NULL);
  gboolean grouped = self->cases.report->options.by_subregion;

  self->order = g_array_sized_new (FALSE, FALSE, sizeof (guint), self->effects->n);
  self->groups = grouped ? g_new (gint64, self->effects->n + 1) : NULL;
  for (guint i = 0; i < self->effects->n; i++)
    {
      g_array_append_val (self->order, i);
      self->many_kinds |= self->effects->kinds[i] != self->effects->kinds[0];
      if (grouped)
        {
          SekValue subregion = sek_register_get_member (self->scope.reg, self->effects->members[i]) != NULL
                                   ? sek_column_read (column, &self->scope, self->effects->members[i]) : SEK_BLANK;

          self->groups[i] = subregion.type == SEK_VALUE_INTEGER ? subregion.integer : -1 - self->effects->kinds[i];
        }
    }
  g_array_sort_with_data (self->order, grouped ? compare_groups : compare_members, self);
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

static void
set_changes (const Members *self, SekSheetRow *row, const gint64 *fees)
{
  for (guint c = 1; c < self->cases.n; c++)
    {
      gint64 change = sek_budget_minus (fees[c], fees[0]);
      g_autofree char *key = g_strdup_printf ("d%u", c);
      int place = self->first + 1 + 3 * ((int) c - 1);

      sek_sheet_row_set (row, place + 1, _sek_report_value (change));
      sek_sheet_row_set_expr (row, place + 1, _sek_report_case_change (c));
      _sek_report_set_share (row, place + 2, change, fees[0], key, "register");
    }
}

static int
get_place (const Members *self, guint c)
{
  return c == 0 ? self->first : self->first + 1 + 3 * ((int) c - 1);
}

static void
fill_row (SekSheetRow *row, guint index, gpointer user_data)
{
  const Members *self = user_data;
  guint member = g_array_index (self->order, guint, index);
  gint64 fees[SEK_EFFECTS_MOST];

  sek_sheet_row_set (row, NAME, SEK_TEXT (get_name (self, member)));
  if (self->many_kinds)
    sek_sheet_row_set (row, KIND, SEK_TEXT (sek_kind_get_choice_word (SEK_FIELD (member, kind),
                                                                      self->effects->kinds[member],
                                                                      self->scope.language)));
  sek_sheet_row_set (row, self->first - 1, _sek_report_value (self->effects->persons[member]));
  for (guint c = 0; c < self->cases.n; c++)
    {
      fees[c] = self->effects->fees[c][member];
      sek_sheet_row_set (row, get_place (self, c), _sek_report_value (fees[c]));
    }
  set_changes (self, row, fees);
}

static void
add_fees (gint64 *sums, const Members *self, guint member)
{
  for (guint c = 0; c < self->cases.n; c++)
    sums[c] = sek_budget_plus (sums[c], self->effects->fees[c][member]);
}

typedef SekExpr *(*SumFunc) (const Members *self, const char *column, gconstpointer data);

/* A row of sums; func makes the formula of a column. */
static void
add_sum (const Members *self, const char *key, const char *name, SekRowStyle style, const gint64 *sums, gint64 persons,
         SumFunc func, gconstpointer data)
{
  SekSheetRow *row = sek_sheet_add_row (self->sheet, key, style);

  sek_sheet_row_set (row, NAME, SEK_TEXT (name));
  sek_sheet_row_set (row, self->first - 1, _sek_report_value (persons));
  if (persons != SEK_NONE)
    sek_sheet_row_set_expr (row, self->first - 1, func (self, "persons", data));
  for (guint c = 0; c < self->cases.n; c++)
    {
      g_autofree char *column = _sek_report_case_key (c);

      sek_sheet_row_set (row, get_place (self, c), _sek_report_value (sums[c]));
      if (sums[c] != SEK_NONE)
        sek_sheet_row_set_expr (row, get_place (self, c), func (self, column, data));
    }
  set_changes (self, row, sums);
}

typedef struct
{
  char *first, *last;
} Range;

static SekExpr *
range_expr (const Members *self, const char *column, gconstpointer data)
{
  const Range *range = data;

  return sek_expr_call (SEK_FUNCTION_SUM, sek_expr_range (NULL, range->first, range->last, column), NULL);
}

static const char *
get_kind_word (const Members *self, gint64 kind)
{
  return sek_kind_get_choice_word (SEK_FIELD (member, kind), kind, self->cases.report->options.language);
}

/* The members themselves: streamed data, or what stands between the first row and the last one. */
static SekExpr *
members_expr (const Members *self, const char *column)
{
  g_autofree char *first = NULL, *last = NULL;

  if (self->groups == NULL)
    return sek_expr_data (NULL, column);
  first = _sek_report_row_key (self->effects->members[g_array_index (self->order, guint, 0)]);
  last = _sek_report_row_key (self->effects->members[g_array_index (self->order, guint, self->order->len - 1)]);
  return sek_expr_range (NULL, first, last, column);
}

static SekExpr *
kind_expr (const Members *self, const char *column, gconstpointer data)
{
  return sek_expr_call (SEK_FUNCTION_SUMIF, members_expr (self, "kind"),
                        sek_expr_text (get_kind_word (self, *(const gint64 *) data)), members_expr (self, column),
                        NULL);
}

/* Over the sums of the kinds, or of the groups (keys), or all members. */
static SekExpr *
total_expr (const Members *self, const char *column, gconstpointer data)
{
  const GPtrArray *keys = data;
  SekExpr *sum = sek_expr_call (SEK_FUNCTION_SUM, NULL);

  if (keys->len == 0)
    sek_expr_append (sum, members_expr (self, column));
  for (guint i = 0; i < keys->len; i++)
    sek_expr_append (sum, sek_expr_cell (NULL, keys->pdata[i], column));
  return sum;
}

static void
init_sums (gint64 *sums)
{
  for (guint c = 0; c < SEK_EFFECTS_MOST; c++)
    sums[c] = SEK_NONE;
}

static const SekWord plurals[] = {
  { { "Sum kommuner", "Sum kommunar", "Total municipalities" } },
  { { "Sum fylkeskommuner", "Sum fylkeskommunar", "Total counties" } },
  { { "Sum regionråd", "Sum regionråd", "Total regional councils" } },
};

/* Municipalities and counties count the same people, so that persons are summed for each kind alone. */
static void
add_totals (const Members *self, GPtrArray *keys)
{
  SekReport *report = self->cases.report;
  gint64 total[SEK_EFFECTS_MOST], all = SEK_NONE;
  g_autoptr (GPtrArray) kinds = g_ptr_array_new_with_free_func (g_free);

  init_sums (total);
  for (gint64 kind = 0; kind < SEK_N_MEMBER_KINDS; kind++)
    {
      gint64 sums[SEK_EFFECTS_MOST], persons = SEK_NONE;
      gboolean any = FALSE;

      init_sums (sums);
      for (guint i = 0; i < self->effects->n; i++)
        if (self->effects->kinds[i] == kind)
          {
            any = TRUE;
            persons = sek_budget_plus (persons, self->effects->persons[i]);
            add_fees (sums, self, i);
            add_fees (total, self, i);
          }
      all = sek_budget_plus (all, persons);
      if (!any || !self->many_kinds)
        continue;
      g_ptr_array_add (kinds, g_strdup_printf ("kind-%s", sek_kind_get_choice_id (SEK_FIELD (member, kind), kind)));
      add_sum (self, kinds->pdata[kinds->len - 1], _sek_report_text (report, &plurals[kind]), SEK_ROW_SUM, sums,
               persons, kind_expr, &kind);
    }
  if (self->effects->n > 0)
    add_sum (self, "total", _sek_report_text (report, &_sek_report_total_word), SEK_ROW_TOTAL, total,
             self->many_kinds ? SEK_NONE : all, total_expr, self->many_kinds ? kinds : keys);
}

static char *
dup_group (const Members *self, gint64 group)
{
  static const SekWord others[] = {
    { { "Kommuner uten delregion", "Kommunar utan delregion", "Municipalities without a subregion" } },
    { { "Fylkeskommuner", "Fylkeskommunar", "Counties" } },
    { { "Regionråd", "Regionråd", "Regional councils" } },
  };

  return g_strdup (group >= 0 ? sek_register_get_subregion (self->scope.reg, group)->name
                              : _sek_report_text (self->cases.report, &others[-1 - group]));
}

/* A group from a place in the order on, with its head and sum. Returns where the next one begins. */
static guint
add_group (const Members *self, guint from, GPtrArray *keys)
{
  static const SekWord sum = { { "Sum %s", "Sum %s", "Total %s" } };
  gint64 group = self->groups[g_array_index (self->order, guint, from)], sums[SEK_EFFECTS_MOST], persons = SEK_NONE;
  g_autofree char *name = dup_group (self, group), *lower = sek_collate_lower_first (name),
                  *told = _sek_report_dup_text (self->cases.report, &sum, group >= 0 ? name : lower);
  Range range = { NULL, NULL };
  guint i;

  init_sums (sums);
  sek_sheet_row_set (sek_sheet_add_row (self->sheet, NULL, SEK_ROW_SECTION), NAME, SEK_TEXT (name));
  for (i = from; i < self->order->len && self->groups[g_array_index (self->order, guint, i)] == group; i++)
    {
      guint member = g_array_index (self->order, guint, i);
      g_autofree char *key = _sek_report_row_key (self->effects->members[member]);

      fill_row (sek_sheet_add_row (self->sheet, key, SEK_ROW_NORMAL), i, (gpointer) self);
      persons = sek_budget_plus (persons, self->effects->persons[member]);
      add_fees (sums, self, member);
      if (range.first == NULL)
        range.first = g_strdup (key);
      g_free (range.last);
      range.last = g_strdup (key);
    }
  /* Counties and councils have a sum of their own at the end, where all kinds have one. */
  if (group >= 0 || -1 - group == SEK_MEMBER_KIND_MUNICIPALITY || !self->many_kinds)
    {
      g_ptr_array_add (keys, g_strdup_printf ("group-%" G_GINT64_FORMAT, group));
      add_sum (self, keys->pdata[keys->len - 1], told, SEK_ROW_SUM, sums, persons, range_expr, &range);
    }
  g_free (range.first);
  g_free (range.last);
  return i;
}

/* --- the table ---------------------------------------------------------------------------------------------------- */

static void
add_columns (Members *self)
{
  static const SekWord name = { { "Medlem", "Medlem", "Member" } }, kind = { { "Type", "Type", "Type" } },
                       persons = { { "Folketall", "Folketal", "Population" } },
                       fee = { { "Registeret,\nkr", "Registeret,\nkr", "The register,\nkr" } };
  static const struct { const char *prefix; SekWord head; SekCellKind kind; } parts[] = {
    { "s", { { "Scenario\n%s, kr", "Scenario\n%s, kr", "Scenario\n%s, kr" } }, SEK_CELL_AMOUNT },
    { "d", { { "Endring\n%s, kr", "Endring\n%s, kr", "Change\n%s, kr" } }, SEK_CELL_AMOUNT },
    { "p", { { "Endring\n%s, %", "Endring\n%s, %", "Change\n%s, %" } }, SEK_CELL_PERCENT },
  };
  SekReport *report = self->cases.report;

  _sek_report_cases_add_name_column (&self->cases, self->sheet, &name, 18);
  if (self->many_kinds)
    sek_sheet_add_column (self->sheet, &(SekSheetColumn) { .key = "kind", .head = _sek_report_text (report, &kind),
                                                           .kind = SEK_CELL_TEXT });
  sek_sheet_add_column (self->sheet, &(SekSheetColumn) { .key = "persons", .head = _sek_report_text (report, &persons),
                                                         .kind = SEK_CELL_COUNT });
  self->first = sek_sheet_add_column (self->sheet, &(SekSheetColumn) { .key = "register", .kind = SEK_CELL_AMOUNT,
                                                                       .head = _sek_report_text (report, &fee),
                                                                       .unit = SEK_KRONE });
  for (guint c = 1; c < self->cases.n; c++)
    for (guint p = 0; p < G_N_ELEMENTS (parts); p++)
      {
        g_autofree char *key = g_strdup_printf ("%s%u", parts[p].prefix, c),
                        *head = _sek_report_dup_text (report, &parts[p].head, self->cases.letters[c]);

        sek_sheet_add_column (self->sheet, &(SekSheetColumn) { .key = key, .head = head, .kind = parts[p].kind,
                                                               .unit = SEK_KRONE });
      }
}

static void
add_notes (const Members *self, SekSheet *sheet)
{
  static const SekWord orders[] = {
    [SEK_MEMBER_ORDER_PERCENT] = { { "Sortert etter endring i prosent i scenario %s, størst først.",
                                     "Sortert etter endring i prosent i scenario %s, størst først.",
                                     "In the order of the change in per cent in scenario %s, largest first." } },
    [SEK_MEMBER_ORDER_KRONER] = { { "Sortert etter endring i kroner i scenario %s, størst først.",
                                    "Sortert etter endring i kroner i scenario %s, størst først.",
                                    "In the order of the change in kroner in scenario %s, largest first." } },
    [SEK_MEMBER_ORDER_NAME] = { { "Sortert etter navn.", "Sortert etter namn.", "In the order of names." } },
    [SEK_MEMBER_ORDER_PERSONS] = { { "Sortert etter folketall, størst først.", "Sortert etter folketal, størst først.",
                                     "In the order of populations, largest first." } },
  };
  static const SekWord change = { { "Endring = scenario − registeret. Et medlem som bare betaler i det ene, er 0 i det "
                                    "andre.",
                                    "Endring = scenario − registeret. Ein medlem som berre betaler i det eine, er 0 i "
                                    "det andre.",
                                    "Change = scenario − the register. A member that pays in only one of them is 0 in "
                                    "the other." } };
  SekReport *report = self->cases.report;
  g_autofree char *order = _sek_report_dup_text (report, &orders[report->options.member_order], self->cases.letters[1]);

  sek_sheet_add_note (sheet, order);
  sek_sheet_add_note (sheet, _sek_report_text (report, &change));
  _sek_report_cases_add_changes (&self->cases, sheet);
}

void
_sek_report_add_scenario_members (SekReport *report, SekBook *book)
{
  static const SekWord caption = { { "Kontingent %s i scenarioer", "Kontingent %s i scenario",
                                     "Fees %s in scenarios" } };
  g_autofree char *title = _sek_report_dup_year (report, &caption, report->options.year);
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  Members *self = g_new0 (Members, 1);

  _sek_report_cases_init (&self->cases, report);
  self->effects = sek_effects_new (self->cases.regs, self->cases.n, report->options.year);
  self->scope = (SekScope) { .reg = self->cases.regs[0], .date = SEK_DATE (report->options.year, 1, 1),
                             .year = report->options.year, .language = report->options.language };
  sort (self);
  self->sheet = _sek_report_add_sheet (report, book, SEK_TABLE_SCENARIO_MEMBERS, title, SEK_KRONE, 0, 1,
                                       self->groups == NULL);
  add_columns (self);
  for (guint i = 0; self->groups != NULL && i < self->order->len;)
    i = add_group (self, i, keys);
  if (self->groups == NULL)
    sek_sheet_set_row_func (self->sheet, self->order->len, fill_row, self, free_members);
  add_totals (self, keys);
  add_notes (self, self->sheet);
  if (self->groups != NULL)
    free_members (self);
}

/* --- the year ----------------------------------------------------------------------------------------------------- */

static int
get_last_year (const SekReportCases *self)
{
  int last = 0;

  for (guint c = 0; c < self->n; c++)
    last = MAX (last, sek_plan_get_last_year (self->regs[c]));
  return last;
}

gboolean
_sek_report_has_scenario_year (SekReport *self)
{
  g_auto (SekReportCases) cases = { 0 };
  int first = G_MAXINT;

  _sek_report_cases_init (&cases, self);
  for (guint c = 0; c < cases.n; c++)
    if (sek_plan_get_first_year (cases.regs[c]) != 0)
      first = MIN (first, sek_plan_get_first_year (cases.regs[c]));
  return self->options.year >= first && self->options.year <= get_last_year (&cases);
}

static gboolean
is_other_in_chain (GArray *one, GArray *other, int year)
{
  int a = sek_reserve_find (one, year), b = sek_reserve_find (other, year);
  const SekReserveYear *p, *q;

  if (a < 0 || b < 0)
    return a != b;
  p = &g_array_index (one, SekReserveYear, a);
  q = &g_array_index (other, SekReserveYear, b);
  return p->opening != q->opening || p->income != q->income || p->expense != q->expense || p->closing != q->closing;
}

/* Whether a scenario makes a difference to anybody in a year. */
static gboolean
is_other_to_members (const SekReportCases *self, int year)
{
  g_autoptr (SekEffects) effects = sek_effects_new (self->regs, self->n, year);

  for (guint c = 1; c < self->n; c++)
    for (guint i = 0; i < effects->n; i++)
      if (effects->fees[c][i] != effects->fees[0][i])
        return TRUE;
  return FALSE;
}

void
sek_report_follow_scenarios (SekReport *self)
{
  g_auto (SekReportCases) cases = { 0 };
  GArray *chains[SEK_EFFECTS_MOST] = { NULL };
  int found = 0, last;

  _sek_report_cases_init (&cases, self);
  last = get_last_year (&cases);
  for (guint c = 0; c < cases.n; c++)
    chains[c] = sek_reserve_chain (cases.regs[c]);
  for (int year = self->options.year; year <= last && found == 0; year++)
    {
      gboolean other = is_other_to_members (&cases, year);

      for (guint c = 1; c < cases.n; c++)
        other |= is_other_in_chain (chains[0], chains[c], year);
      found = other ? year : 0;
    }
  if (found != 0)
    self->options.year = found;
  for (guint c = 0; c < cases.n; c++)
    g_array_unref (chains[c]);
}
