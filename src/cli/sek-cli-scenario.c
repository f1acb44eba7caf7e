/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-cli.h"

#include <glib/gi18n-lib.h>

#include "sek-budget.h"
#include "sek-cli-json.h"
#include "sek-collate.h"
#include "sek-effects.h"
#include "sek-error.h"
#include "sek-history.h"
#include "sek-reserve.h"
#include "sek-scenario.h"

/* The command scenario: the list, one of them against the register, and what becomes of them. And --scenario, which
 * other commands show the register by. */

static const char *shown;

void
sek_cli_set_scenario (const char *name)
{
  shown = name;
}

gboolean
sek_cli_show_scenario (SekDocument *document, GError **error)
{
  gint64 scenario = shown != NULL ? sek_scenario_find (sek_document_get_base (document), shown, error) : 0;

  if (shown != NULL && scenario == 0)
    return FALSE;
  sek_document_show_scenario (document, scenario);
  return TRUE;
}

/* --- the list ----------------------------------------------------------------------------------------------------- */

static const char *
get_name (SekRegister *reg, gint64 scenario)
{
  return sek_register_get_scenario (reg, scenario)->name;
}

static void
add_head (JsonBuilder *builder, SekRegister *reg, gint64 scenario, GPtrArray *items)
{
  g_autofree char *letter = sek_scenario_dup_letter (reg, scenario);

  sek_cli_json_add_text (builder, "letter", letter);
  sek_cli_json_add_text (builder, "name", get_name (reg, scenario));
  sek_cli_json_add_text (builder, "note", sek_register_get_scenario (reg, scenario)->note);
  sek_cli_json_add_integer (builder, "n_changes", items->len);
  sek_cli_json_add_integer (builder, "n_not_fitting", sek_scenario_count_misfits (items));
}

static char *
dup_line (SekRegister *reg, gint64 scenario, GPtrArray *items)
{
  guint misfits = sek_scenario_count_misfits (items);
  g_autofree char *letter = sek_scenario_dup_letter (reg, scenario), *n = g_strdup_printf ("%u", items->len),
                  *m = g_strdup_printf ("%u", misfits),
                  *changes = sek_fill (g_dngettext (GETTEXT_PACKAGE, "%s change", "%s changes", items->len), n, NULL),
                  *wrong = misfits > 0 ? sek_fill (g_dngettext (GETTEXT_PACKAGE, "%s does not fit", "%s do not fit",
                                                                misfits), m, NULL) : NULL;

  return g_strdup_printf ("%s  %s: %s%s%s", letter, get_name (reg, scenario), changes, wrong != NULL ? ", " : "",
                          wrong != NULL ? wrong : "");
}

static int
print_list (SekRegister *reg, gboolean json)
{
  g_autoptr (GArray) scenarios = sek_rows_by_position (reg, SEK_SCENARIO);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "scenarios");
  json_builder_begin_array (builder);
  for (guint i = 0; i < scenarios->len; i++)
    {
      gint64 scenario = g_array_index (scenarios, gint64, i);
      g_autoptr (GPtrArray) items = NULL;
      g_autoptr (SekRegister) with = sek_scenario_snapshot (reg, scenario, &items);
      g_autofree char *line = dup_line (reg, scenario, items);

      json_builder_begin_object (builder);
      add_head (builder, reg, scenario, items);
      json_builder_end_object (builder);
      if (!json)
        g_print ("%s\n", line);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (json)
    sek_cli_json_print (builder);
  else if (scenarios->len == 0)
    g_print ("%s\n", _("There are no scenarios."));
  return SEK_EXIT_DONE;
}

/* --- one of them -------------------------------------------------------------------------------------------------- */

static void
add_changes (JsonBuilder *builder, SekRegister *reg, SekRegister *with, GPtrArray *items)
{
  static const char *const fits[] = {
    [SEK_FIT_FITS] = "fits", [SEK_FIT_SAME] = "same", [SEK_FIT_OTHER] = "other", [SEK_FIT_REFUSED] = "refused",
  };

  json_builder_set_member_name (builder, "changes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < items->len; i++)
    {
      const SekScenarioItem *item = items->pdata[i];
      const SekScenarioChange *stored = sek_register_get_scenario_change (reg, item->id);
      g_autofree char *name = sek_scenario_item_dup_name (reg, with, item, sek_program_language ()),
                      *what = sek_scenario_item_dup_what (reg, with, item, sek_program_language ());

      json_builder_begin_object (builder);
      sek_cli_json_add_text (builder, "operation",
                             sek_kind_get_choice_id (SEK_FIELD (scenario_change, operation), stored->operation));
      sek_cli_json_add_text (builder, "entity", stored->entity);
      sek_cli_json_add_text (builder, "field", stored->field);
      sek_cli_json_add_text (builder, "name", name);
      sek_cli_json_add_text (builder, "what", what);
      sek_cli_json_add_text (builder, "fit", fits[item->fit]);
      sek_cli_json_add_text (builder, "why", item->why);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_sides (JsonBuilder *builder, gint64 before, gint64 now)
{
  sek_cli_json_add_figure (builder, "register", before, 2);
  sek_cli_json_add_figure (builder, "scenario", now, 2);
  sek_cli_json_add_figure (builder, "change", sek_budget_minus (now, before), 2);
}

/* As the table has them, so that both say the same. */
static void
add_figures (JsonBuilder *builder, const SekBook *book)
{
  SekSheet *sheet = book->sheets->pdata[0];
  int before = sek_sheet_find_column (sheet, "register"), now = sek_sheet_find_column (sheet, "s1");

  json_builder_set_member_name (builder, "figures");
  json_builder_begin_array (builder);
  for (guint i = 0; i < sek_sheet_n_rows (sheet); i++)
    {
      const SekSheetRow *row = sek_sheet_get_row (sheet, i);
      const SekCell *left = &row->cells[before], *right = &row->cells[now];

      if (row->style == SEK_ROW_SECTION || row->style == SEK_ROW_SPACE)
        continue;
      json_builder_begin_object (builder);
      sek_cli_json_add_text (builder, "name", sek_sheet_row_get_text (row, 0));
      sek_cli_json_add_text (builder, "type", row->style == SEK_ROW_NORMAL ? "line" : "sum");
      add_sides (builder, sek_cell_is_blank (left) ? SEK_NONE : left->integer,
                 sek_cell_is_blank (right) ? SEK_NONE : right->integer);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_reserve (JsonBuilder *builder, SekRegister *reg, SekRegister *with)
{
  g_autoptr (GArray) before = sek_reserve_chain (reg), now = sek_reserve_chain (with);
  int first = MIN (sek_plan_get_first_year (reg), sek_plan_get_first_year (with)),
      last = MAX (sek_plan_get_last_year (reg), sek_plan_get_last_year (with));

  json_builder_set_member_name (builder, "reserve");
  json_builder_begin_array (builder);
  for (int year = first; first != 0 && year <= last; year++)
    {
      int left = sek_reserve_find (before, year), right = sek_reserve_find (now, year);

      json_builder_begin_object (builder);
      sek_cli_json_add_integer (builder, "year", year);
      add_sides (builder, left >= 0 ? g_array_index (before, SekReserveYear, left).closing : SEK_NONE,
                 right >= 0 ? g_array_index (now, SekReserveYear, right).closing : SEK_NONE);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

typedef struct
{
  const SekEffects *effects;
  SekRegister      *regs[2];
} Members;

static const char *
get_member (const Members *self, guint member)
{
  const SekMember *row = sek_register_get_member (self->regs[0], self->effects->members[member]);

  if (row == NULL)
    row = sek_register_get_member (self->regs[1], self->effects->members[member]);
  return row != NULL ? row->name : "";
}

static int
compare_members (gconstpointer a, gconstpointer b, gpointer user_data)
{
  guint one = *(const guint *) a, two = *(const guint *) b;
  const Members *self = user_data;
  int result = (int) self->effects->kinds[one] - self->effects->kinds[two];

  if (result == 0)
    result = sek_collate (get_member (self, one), get_member (self, two));
  return result != 0 ? result : one < two ? -1 : one > two;
}

/* By kind and name. */
static void
add_members (JsonBuilder *builder, SekRegister *reg, SekRegister *with, int year)
{
  Members members = { .regs = { reg, with } };
  g_autoptr (SekEffects) effects = sek_effects_new (members.regs, 2, year);
  g_autofree guint *order = g_new (guint, effects->n + 1);

  members.effects = effects;
  for (guint i = 0; i < effects->n; i++)
    order[i] = i;
  g_qsort_with_data (order, (int) effects->n, sizeof *order, compare_members, &members);
  json_builder_set_member_name (builder, "members");
  json_builder_begin_array (builder);
  for (guint i = 0; i < effects->n; i++)
    {
      guint member = order[i];

      json_builder_begin_object (builder);
      sek_cli_json_add_text (builder, "name", get_member (&members, member));
      sek_cli_json_add_text (builder, "kind",
                             sek_kind_get_choice_id (SEK_FIELD (member, kind), effects->kinds[member]));
      sek_cli_json_add_figure (builder, "persons", effects->persons[member], 0);
      add_sides (builder, effects->fees[0][member], effects->fees[1][member]);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "sum");
  json_builder_begin_object (builder);
  add_sides (builder, effects->sums[0], effects->sums[1]);
  json_builder_end_object (builder);
}

static int
print_one (SekDocument *document, gint64 scenario, int year, gboolean json, GError **error)
{
  static const SekTableId tables[] = {
    SEK_TABLE_SCENARIO_MAIN, SEK_TABLE_SCENARIO_RESERVE, SEK_TABLE_SCENARIO_MEMBERS,
  };
  SekRegister *reg = sek_document_get_base (document);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (SekRegister) with = sek_scenario_snapshot (reg, scenario, &items);
  g_auto (SekReport) report = { 0 };
  g_autoptr (SekBook) book = NULL;
  g_autofree char *text = NULL;

  sek_report_init (&report, document);
  if (year != 0)
    report.options.year = year;
  report.options.scenarios = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (report.options.scenarios, scenario);
  if (year == 0)
    sek_report_follow_scenarios (&report);
  book = sek_report_make_book (&report, tables, json ? 1 : G_N_ELEMENTS (tables), error);
  if (book == NULL)
    return SEK_EXIT_REFUSED;
  if (!json)
    {
      text = sek_book_to_text (book);
      g_print ("%s", text);
    }
  else
    {
      json_builder_begin_object (builder);
      add_head (builder, reg, scenario, items);
      add_changes (builder, reg, with, items);
      sek_cli_json_add_integer (builder, "year", report.options.year);
      add_figures (builder, book);
      add_reserve (builder, reg, with);
      add_members (builder, reg, with, report.options.year);
      json_builder_end_object (builder);
      sek_cli_json_print (builder);
    }
  return sek_scenario_count_misfits (items) > 0 ? SEK_EXIT_FOUND : SEK_EXIT_DONE;
}

/* --- what becomes of them ----------------------------------------------------------------------------------------- */

typedef struct
{
  char *made, *copied, *deleted, *accepted, *kept;
} Asked;

static void
clear_asked (Asked *asked)
{
  g_free (asked->made);
  g_free (asked->copied);
  g_free (asked->deleted);
  g_free (asked->accepted);
  g_free (asked->kept);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asked, clear_asked)

static gboolean
make (SekDocument *document, const Asked *asked, GError **error)
{
  SekRegister *reg = sek_document_get_base (document);
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("add");
  gint64 copy_of = 0;

  if (asked->copied != NULL && (copy_of = sek_scenario_find (reg, asked->copied, error)) == 0)
    return FALSE;
  sek_scenario_propose (reg, asked->made, copy_of, changeset);
  return sek_document_submit (document, changeset, error);
}

static gboolean
delete (SekDocument *document, gint64 scenario, GError **error)
{
  SekRegister *reg = sek_document_get_base (document);
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("delete");

  sek_history_name_row (changeset, reg, "delete", SEK_SCENARIO, scenario);
  sek_changeset_delete (changeset, reg, SEK_SCENARIO, scenario);
  return sek_document_submit (document, changeset, error);
}

/* What the rules refuse stays: nothing can be kept of it. */
static gboolean
keep (SekDocument *document, gint64 scenario, GError **error)
{
  SekRegister *reg = sek_document_get_base (document);
  g_autoptr (SekChangeset) changeset = sek_changeset_new (SEK_ACTION_SCENARIO);
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (SekRegister) with = sek_scenario_snapshot (reg, scenario, &items);
  gboolean any = FALSE;

  for (guint i = 0; i < items->len; i++)
    any |= sek_scenario_keep (reg, items->pdata[i], changeset);
  if (any)
    return sek_document_submit (document, changeset, error);
  g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND,
               _("No change of “%s” starts from another value than the register has. There is nothing to keep."),
               get_name (reg, scenario));
  return FALSE;
}

/* Exactly one is asked for. */
static int
change (const char *path, const Asked *asked, GError **error)
{
  const char *name = asked->deleted != NULL ? asked->deleted : asked->accepted != NULL ? asked->accepted : asked->kept;
  g_autoptr (SekDocument) document = sek_cli_open_to_write (path, error);
  g_autofree char *said = NULL;
  gint64 scenario = 0;
  gboolean ok;

  if (document == NULL
      || (name != NULL && (scenario = sek_scenario_find (sek_document_get_base (document), name, error)) == 0))
    return SEK_EXIT_REFUSED;
  if (asked->made != NULL)
    ok = make (document, asked, error);
  else if (asked->deleted != NULL)
    ok = delete (document, scenario, error);
  else if (asked->accepted != NULL)
    ok = sek_document_accept (document, scenario, error);
  else
    ok = keep (document, scenario, error);
  if (!ok)
    return SEK_EXIT_REFUSED;
  said = sek_document_dup_done_label (document);
  g_print ("%s\n", said != NULL ? said : "");
  return SEK_EXIT_DONE;
}

int
sek_cli_scenario (int argc, char **argv, GError **error)
{
  g_auto (Asked) asked = { 0 };
  g_autofree char *of_year = NULL;
  gboolean json = FALSE;
  int year = 0;
  const GOptionEntry entries[] = {
    { "year", 0, 0, G_OPTION_ARG_STRING, &of_year, NULL, NULL },
    { "new", 0, 0, G_OPTION_ARG_STRING, &asked.made, NULL, NULL },
    { "copy", 0, 0, G_OPTION_ARG_STRING, &asked.copied, NULL, NULL },
    { "delete", 0, 0, G_OPTION_ARG_STRING, &asked.deleted, NULL, NULL },
    { "accept", 0, 0, G_OPTION_ARG_STRING, &asked.accepted, NULL, NULL },
    { "keep", 0, 0, G_OPTION_ARG_STRING, &asked.kept, NULL, NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, NULL, NULL },
    { NULL },
  };
  g_autoptr (SekDocument) document = NULL;
  g_auto (GStrv) texts = NULL;
  gint64 scenario = 0;
  int n_asked;

  if (!sek_cli_parse (argc, argv, entries, 1, 2, SEK_CLI_SCENARIO_USAGE, &texts, error)
      || (of_year != NULL && !sek_cli_parse_year (of_year, &year, error)))
    return SEK_EXIT_REFUSED;
  n_asked = (asked.made != NULL) + (asked.deleted != NULL) + (asked.accepted != NULL) + (asked.kept != NULL);
  if (n_asked > 1 || (n_asked == 1 && (texts[1] != NULL || json)) || (asked.copied != NULL && asked.made == NULL))
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT, _("The arguments do not fit. Write: sekretariat-cli %s %s"),
                   argv[0], SEK_CLI_SCENARIO_USAGE);
      return SEK_EXIT_REFUSED;
    }
  if (n_asked == 1)
    return change (texts[0], &asked, error);
  document = sek_document_open (texts[0], SEK_DOCUMENT_READ_ONLY, error);
  if (document == NULL
      || (texts[1] != NULL && (scenario = sek_scenario_find (sek_document_get_base (document), texts[1], error)) == 0))
    return SEK_EXIT_REFUSED;
  return scenario != 0 ? print_one (document, scenario, year, json, error)
                       : print_list (sek_document_get_base (document), json);
}
