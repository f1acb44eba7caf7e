/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-page-list.h"

#include <glib/gi18n-lib.h>

#include "sek-audit-page.h"
#include "sek-budget-page.h"
#include "sek-checks-page.h"
#include "sek-fees-page.h"
#include "sek-invoices-page.h"
#include "sek-log-page.h"
#include "sek-members-page.h"
#include "sek-number.h"
#include "sek-overview-page.h"
#include "sek-positions-page.h"
#include "sek-projects-page.h"
#include "sek-reserve-page.h"
#include "sek-roll-page.h"
#include "sek-scenarios-page.h"
#include "sek-settings-page.h"
#include "sek-status-page.h"
#include "sek-tables-page.h"

/* --- beside the names --------------------------------------------------------------------------------------------- */

static char *
count_deviations (SekDocument *document, gboolean *worry)
{
  GPtrArray *checks = sek_document_get_checks (document);
  guint n = 0;

  for (guint i = 0; i < checks->len; i++)
    n += sek_check_counts (checks->pdata[i]);
  *worry = n > 0;
  return n > 0 ? g_strdup_printf ("%u", n) : NULL;
}

/* --- the list ----------------------------------------------------------------------------------------------------- */

static const SekEntityId members[] = { SEK_MEMBER, SEK_N_ENTITIES };
static const SekEntityId fees[] = { SEK_FEE_RATE, SEK_INDEX_FIGURE, SEK_PRICE_INDEX, SEK_N_ENTITIES };
static const SekEntityId runs[] = { SEK_FEE_RUN, SEK_N_ENTITIES };
static const SekEntityId budget[] = { SEK_BUDGET_COLUMN, SEK_BUDGET_LINE, SEK_STATUS_STEP, SEK_N_ENTITIES };
static const SekEntityId projects[] = { SEK_PROJECT, SEK_GRANT, SEK_CONTRIBUTION, SEK_N_ENTITIES };
static const SekEntityId positions[] = { SEK_STAFF_POSITION, SEK_N_ENTITIES };
static const SekEntityId years[] = { SEK_YEAR_SOURCE, SEK_N_ENTITIES };
static const SekEntityId scenarios[] = { SEK_SCENARIO, SEK_SCENARIO_CHANGE, SEK_N_ENTITIES };
static const SekEntityId checks[] = { SEK_SEEN_FINDING, SEK_N_ENTITIES };
static const SekEntityId settings[] = {
  SEK_ORGANISATION, SEK_SUBREGION, SEK_TABLE_SETUP, SEK_GRANT_SCHEME, SEK_N_ENTITIES,
};

static const SekPageMake new_members[] = { { SEK_MEMBER, N_("New Member") }, { 0 } };
static const SekPageMake new_fees[] = {
  { SEK_FEE_RATE, N_("New Rate") }, { SEK_INDEX_FIGURE, N_("New Figure") }, { SEK_PRICE_INDEX, N_("New Price Index") },
  { 0 },
};
static const SekPageMake new_runs[] = { { SEK_FEE_RUN, N_("Issue the Fees") }, { 0 } };
static const SekPageMake new_lines[] = {
  { SEK_BUDGET_LINE, N_("New Line") }, { SEK_BUDGET_COLUMN, N_("New Column") },
  { SEK_STATUS_STEP, N_("Record the Status") }, { 0 },
};
static const SekPageMake new_projects[] = {
  { SEK_PROJECT, N_("New Project") }, { SEK_GRANT, N_("New Grant") },
  { SEK_CONTRIBUTION, N_("New Own Contribution") }, { 0 },
};
static const SekPageMake new_positions[] = { { SEK_STAFF_POSITION, N_("New Position") }, { 0 } };
static const SekPageMake new_scenarios[] = { { SEK_SCENARIO, N_("New Scenario") }, { 0 } };
static const SekPageMake new_settings[] = {
  { SEK_SUBREGION, N_("New Subregion") },
  { SEK_GRANT_SCHEME, N_("New Grant Scheme") }, { 0 },
};

static const SekPageKind kinds[] = {
  { .name = "overview", .title = N_("Overview"), .icon = "view-grid-symbolic", .get_type = sek_overview_page_get_type,
    .table = SEK_TABLE_MAIN, .has_pane = TRUE },
  { .name = "members", .title = N_("Members"), .icon = "system-users-symbolic", .get_type = sek_members_page_get_type,
    .entities = members, .makes = new_members, .counts = TRUE, .table = SEK_TABLE_FEES, .has_pane = TRUE,
    .has_search = TRUE, .begins_group = TRUE },
  { .name = "fees", .title = N_("Fees"), .icon = "text-x-generic-symbolic", .get_type = sek_fees_page_get_type,
    .entities = fees, .makes = new_fees, .table = SEK_TABLE_RATES, .has_pane = TRUE, .has_search = TRUE },
  { .name = "invoices", .title = N_("Invoicing"), .icon = "mail-send-symbolic",
    .get_type = sek_invoices_page_get_type, .entities = runs, .makes = new_runs, .table = SEK_TABLE_FEE_RUN,
    .has_pane = TRUE, .has_search = TRUE },
  { .name = "budget", .title = N_("Budget"), .icon = "x-office-spreadsheet-symbolic",
    .get_type = sek_budget_page_get_type, .entities = budget, .makes = new_lines, .table = SEK_TABLE_MAIN,
    .has_pane = TRUE, .has_search = TRUE, .begins_group = TRUE },
  { .name = "projects", .title = N_("Projects"), .icon = "view-list-symbolic", .get_type = sek_projects_page_get_type,
    .entities = projects, .makes = new_projects, .counts = TRUE, .table = SEK_TABLE_PROJECTS, .has_pane = TRUE,
    .has_search = TRUE },
  { .name = "positions", .title = N_("Positions"), .icon = "avatar-default-symbolic",
    .get_type = sek_positions_page_get_type, .entities = positions, .makes = new_positions, .counts = TRUE,
    .table = SEK_TABLE_POSITIONS, .has_pane = TRUE, .has_search = TRUE },
  { .name = "reserve", .title = N_("Reserve"), .icon = "network-cellular-signal-excellent-symbolic",
    .get_type = sek_reserve_page_get_type, .entities = years, .table = SEK_TABLE_MAIN, .has_pane = TRUE,
    .has_search = TRUE },
  { .name = "scenarios", .title = N_("Scenarios"), .icon = "media-playlist-shuffle-symbolic",
    .get_type = sek_scenarios_page_get_type, .entities = scenarios, .makes = new_scenarios, .counts = TRUE,
    .table = SEK_TABLE_MAIN, .has_pane = TRUE, .has_search = TRUE },
  { .name = "status", .title = N_("Status"), .icon = "emblem-documents-symbolic",
    .get_type = sek_status_page_get_type, .table = SEK_TABLE_MAIN, .has_pane = TRUE, .has_search = TRUE },
  { .name = "checks", .title = N_("Checks"), .icon = "object-select-symbolic", .get_type = sek_checks_page_get_type,
    .entities = checks, .dup_badge = count_deviations, .table = SEK_TABLE_CHECKS, .has_pane = TRUE, .has_search = TRUE,
    .begins_group = TRUE },
  { .name = "audit", .title = N_("Arithmetic Check"), .icon = "accessories-calculator-symbolic",
    .get_type = sek_audit_page_get_type, .table = SEK_TABLE_MAIN, .has_pane = TRUE, .has_search = TRUE },
  { .name = "tables", .title = N_("Tables"), .icon = "document-print-symbolic", .get_type = sek_tables_page_get_type,
    .table = SEK_TABLE_MAIN, .has_pane = TRUE },
  { .name = "log", .title = N_("Change Log"), .icon = "document-open-recent-symbolic",
    .get_type = sek_log_page_get_type, .table = SEK_TABLE_MAIN, .has_pane = TRUE, .has_search = TRUE,
    .begins_group = TRUE },
  { .name = "settings", .title = N_("Settings"), .icon = "emblem-system-symbolic",
    .get_type = sek_settings_page_get_type, .entities = settings, .makes = new_settings, .table = SEK_TABLE_MAIN,
    .has_pane = TRUE, .has_search = TRUE },
  { .name = "roll", .title = N_("Next Year"), .icon = "x-office-calendar-symbolic", .get_type = sek_roll_page_get_type,
    .table = SEK_TABLE_MAIN, .has_pane = TRUE, .has_search = TRUE, .begins_group = TRUE },
};

char *
sek_page_kind_dup_badge (const SekPageKind *self, SekDocument *document, gboolean *worry)
{
  SekRegister *reg = sek_document_get_register (document);

  if (self->counts)
    return sek_number_format_count ((gint64) sek_table_get_size (sek_register_get_table (reg, self->entities[0])));
  return self->dup_badge != NULL ? self->dup_badge (document, worry) : NULL;
}

const SekPageKind *
sek_page_list_get_nth (guint index)
{
  return index < G_N_ELEMENTS (kinds) ? &kinds[index] : NULL;
}

guint
sek_page_list_get_size (void)
{
  return G_N_ELEMENTS (kinds);
}

int
sek_page_list_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].name, name) == 0)
      return (int) i;
  return -1;
}

int
sek_page_list_find_entity (SekEntityId entity)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (guint e = 0; kinds[i].entities != NULL && kinds[i].entities[e] != SEK_N_ENTITIES; e++)
      if (kinds[i].entities[e] == entity)
        return (int) i;
  return -1;
}

void
sek_page_list_part_groups (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  const SekPageKind *kind = sek_page_list_get_nth ((guint) gtk_list_box_row_get_index (row));
  GtkWidget *rule;

  if (before == NULL || kind == NULL || !kind->begins_group || gtk_list_box_row_get_header (row) != NULL)
    return;
  rule = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_margin_top (rule, 4);
  gtk_widget_set_margin_bottom (rule, 4);
  gtk_list_box_row_set_header (row, rule);
}
