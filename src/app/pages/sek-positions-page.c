/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-positions-page.h"

#include <glib/gi18n-lib.h>

#include "sek-budget.h"
#include "sek-money.h"
#include "sek-number.h"
#include "sek-position.h"

struct _SekPositionsPage
{
  SekListPage parent_instance;
};

G_DEFINE_FINAL_TYPE (SekPositionsPage, sek_positions_page, SEK_TYPE_LIST_PAGE)

/* The year whose cost is told: that of the newest budget, else the one that is planned now. */
static int
year_of (SekRegister *reg)
{
  int year = sek_budget_newest_year (reg);

  return year != 0 ? year : sek_date_plan_year (sek_date_today ());
}

static char *
dup_kroner (gint64 ore)
{
  return ore != SEK_NONE ? sek_number_format_kroner (sek_money_round (ore, SEK_KRONE)) : g_strdup ("–");
}

/* --- the side pane ------------------------------------------------------------------------------------------------ */

/* What the position costs in the year: pay, social costs and their sum. */
static void
add_cost (SekForm *form, const SekPositionCost *cost, int year)
{
  g_autofree char *title = g_strdup_printf (_("Cost in %d"), year), *pay = dup_kroner (cost->pay),
                  *social = dup_kroner (cost->social), *sum = dup_kroner (cost->cost);
  const char *const names[] = { _("Pay"), _("Social costs"), _("Total") }, *const texts[] = { pay, social, sum };

  sek_form_add_facts (form, title, names, texts, G_N_ELEMENTS (names));
}

/* Who pays what of it. */
static void
add_payers (SekForm *form, SekRegister *reg, GArray *parts)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free),
    texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < parts->len; i++)
    {
      const SekPayerPart *part = &g_array_index (parts, SekPayerPart, i);

      g_ptr_array_add (names, sek_payer_part_dup_name (reg, part, sek_program_language ()));
      g_ptr_array_add (texts, dup_kroner (part->value));
    }
  sek_form_add_facts (form, _("Who Pays"), (const char *const *) names->pdata, (const char *const *) texts->pdata,
                      names->len);
}

static void
fill_row (SekListPage *page, SekForm *form, guint list, gint64 row, const SekColumn *column)
{
  static const char *const fields[] = {
    "title", "percent", "starts_on", "ends_on", "yearly_pay", "pay_year", "growth", "growth_month", "social_costs",
    "note", NULL,
  };
  static const char *const share[] = { "payer", "percent", "project", "grant", NULL };
  SekRegister *reg = sek_list_page_get_register (page);
  const SekStaffPosition *position = sek_register_get_staff_position (reg, row);
  int year = year_of (reg);
  g_autoptr (GArray) parts = NULL;
  SekPositionCost cost;

  sek_position_read (reg, position, year, &cost);
  parts = sek_position_dup_parts (reg, position, cost.cost);
  sek_form_add_title (form, position->title,
                      position->ends_on != SEK_NONE ? _("Temporary position") : _("Permanent position"));
  add_cost (form, &cost, year);
  if (cost.cost != SEK_NONE)
    add_payers (form, reg, parts);
  sek_form_add_rows (form, sek_word (&sek_entity_get (SEK_POSITION_SHARE)->plural, sek_program_language ()),
                     SEK_POSITION_SHARE, SEK_FIELD (position_share, staff_position), row, share, "payer", "percent");
  sek_page_add_history (SEK_PAGE (page), form, column, sek_list_page_get_scope (page, list), row);
  sek_form_add_fields (form, _("Position"), SEK_STAFF_POSITION, row, fields);
}

/* --- the page ----------------------------------------------------------------------------------------------------- */

static gboolean
begin_row (SekListPage *page, guint list, GPtrArray *ids, GPtrArray *texts)
{
  g_ptr_array_add (ids, (char *) "percent");
  g_ptr_array_add (texts, g_strdup ("100"));
  return TRUE;
}

/* What the council pays, and the line of the budget that takes it. */
static void
refresh (SekPage *page)
{
  SekRegister *reg = sek_list_page_get_register (SEK_LIST_PAGE (page));
  int year = year_of (reg);
  gint64 council = sek_positions_of_council (reg, year);
  g_autofree char *sum = dup_kroner (council), *status = NULL;
  SekTableIter iter;
  const SekBudgetLine *line;

  SEK_PAGE_CLASS (sek_positions_page_parent_class)->refresh (page);
  if (council != SEK_NONE)
    status = g_strdup_printf (_("The council pays %s in %d"), sum, year);
  sek_page_set_status (page, status != NULL ? status : "");
  if (sek_page_is_empty (page))
    return;
  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_BUDGET_LINE));
  while ((line = (const SekBudgetLine *) sek_table_iter_next (&iter)) != NULL)
    if (line->source == SEK_SOURCE_POSITIONS)
      {
        g_autofree char *text = g_strdup_printf (_("The line “%s” takes it"), line->name);

        sek_page_add_pill (page, text, "good", "win.show-page::budget");
      }
}

static void
sek_positions_page_class_init (SekPositionsPageClass *klass)
{
  SEK_PAGE_CLASS (klass)->refresh = refresh;
  SEK_LIST_PAGE_CLASS (klass)->fill_row = fill_row;
  SEK_LIST_PAGE_CLASS (klass)->begin_row = begin_row;
}

static void
sek_positions_page_init (SekPositionsPage *self)
{
  static const char *const columns[] = {
    "title", "percent", "starts_on", "ends_on", "yearly_pay", "pay_year", "growth", "growth_month", "social_costs",
    "note", NULL,
  };
  static const char *const several[] = {
    "starts_on", "ends_on", "pay_year", "growth", "growth_month", "social_costs", NULL,
  };
  static const SekListKind positions = { .entity = SEK_STAFF_POSITION, .columns = columns, .n_frozen = 1,
                                         .new_name = N_("New position"), .several = several };

  sek_list_page_add (SEK_LIST_PAGE (self), &positions, NULL);
  sek_grid_set_title (sek_page_get_grid (SEK_PAGE (self)), _("Positions"));
  sek_page_keep (SEK_PAGE (self), "positions");
  sek_page_set_primary (SEK_PAGE (self), _("New Position"));
  sek_page_set_empty (SEK_PAGE (self), "avatar-default-symbolic", _("No Positions Yet"),
                      _("Positions have a title, no name, and tell what pay costs and who pays it. A line of the "
                        "budget "
                        "can take what the council pays."),
                      _("New Position"));
}
