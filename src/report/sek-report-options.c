/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-report-private.h"

#include <glib/gi18n-lib.h>

#include "sek-budget.h"
#include "sek-collate.h"
#include "sek-error.h"
#include "sek-fee-run.h"
#include "sek-key.h"
#include "sek-kind.h"
#include "sek-money.h"
#include "sek-scenario.h"

char *
_sek_report_dup_source (SekDocument *document)
{
  const char *path = sek_document_get_path (document);

  return path != NULL ? g_path_get_basename (path) : NULL;
}

/* The register as it would be is told from the register that is. */
static void
take_scenario (SekReport *self, SekDocument *document)
{
  SekRegister *base = sek_document_get_base (document);
  const SekScenario *scenario;

  self->data.scenario = sek_document_get_scenario (document);
  scenario = sek_register_get_scenario (base, self->data.scenario);
  if (scenario == NULL)
    return;
  self->data.base = sek_register_snapshot (base);
  self->data.scenario_name = g_strdup (scenario->name);
  self->data.scenario_letter = sek_scenario_dup_letter (base, scenario->id);
}

static void
take_data (SekReport *self, SekDocument *document)
{
  g_autoptr (GPtrArray) events = NULL;

  self->data.reg = sek_register_snapshot (sek_document_get_register (document));
  take_scenario (self, document);
  self->data.today = sek_date_today ();
  self->data.source = _sek_report_dup_source (document);
  self->data.data_event = 0;
  if (self->data.source == NULL)
    return;
  self->data.path = g_canonicalize_filename (sek_document_get_path (document), NULL);
  events = sek_journal_read_events (sek_document_get_journal (document), 0, 1, &self->data.failure);
  if (events != NULL && events->len > 0)
    {
      const SekJournalEvent *last = events->pdata[0];

      self->data.data_time = g_strdup (last->at);
      self->data.data_event = last->id;
    }
}

void
sek_report_init (SekReport *self, SekDocument *document)
{
  SekRegister *reg = sek_document_get_register (document);
  const SekOrganisation *organisation = sek_register_get_the_organisation (reg);
  SekScope scope;

  sek_scope_init (&scope, reg);
  *self = (SekReport) { .options = { .year = scope.year, .language = scope.language, .contacts = TRUE,
                                     .unit = organisation != NULL ? organisation->unit : SEK_THOUSAND } };
  take_data (self, document);
}

static GArray *
copy_array (GArray *array)
{
  return array != NULL ? g_array_copy (array) : NULL;
}

static void
free_other (gpointer other)
{
  sek_report_clear (other);
  g_free (other);
}

static gpointer
copy_other (gconstpointer other, gpointer user_data)
{
  SekReport *copy = g_new0 (SekReport, 1);

  sek_report_copy (copy, other);
  return copy;
}

void
sek_report_copy (SekReport *copy, const SekReport *self)
{
  SekReport made = *self;

  made.data.reg = sek_register_ref (self->data.reg);
  made.data.base = self->data.base != NULL ? sek_register_ref (self->data.base) : NULL;
  made.data.scenario_name = g_strdup (self->data.scenario_name);
  made.data.scenario_letter = g_strdup (self->data.scenario_letter);
  made.data.path = g_strdup (self->data.path);
  made.data.source = g_strdup (self->data.source);
  made.data.data_time = g_strdup (self->data.data_time);
  made.data.failure = self->data.failure != NULL ? g_error_copy (self->data.failure) : NULL;
  _sek_report_copy_versions (&made, self);
  made.data.digest = g_strdup (self->data.digest);
  made.options.tables = copy_array (self->options.tables);
  made.options.columns = copy_array (self->options.columns);
  made.options.scenarios = copy_array (self->options.scenarios);
  made.joint.label = g_strdup (self->joint.label);
  made.joint.name = g_strdup (self->joint.name);
  made.joint.more_years = copy_array (self->joint.more_years);
  made.joint.others = self->joint.others != NULL ? g_ptr_array_copy (self->joint.others, copy_other, NULL) : NULL;
  if (made.joint.others != NULL)
    g_ptr_array_set_free_func (made.joint.others, free_other);
  *copy = made;
}

static void
take_snapshot (SekRegister **reg)
{
  SekRegister *shared = *reg;

  if (shared == NULL)
    return;
  *reg = sek_register_snapshot (shared);
  sek_register_unref (shared);
}

void
sek_report_copy_apart (SekReport *copy, const SekReport *self)
{
  sek_report_copy (copy, self);
  take_snapshot (&copy->data.reg);
  take_snapshot (&copy->data.base);
  take_snapshot (&copy->data.before.reg);
  take_snapshot (&copy->data.after.reg);
  for (guint i = 0; copy->joint.others != NULL && i < copy->joint.others->len; i++)
    {
      SekReport *other = copy->joint.others->pdata[i];

      take_snapshot (&other->data.reg);
      take_snapshot (&other->data.base);
    }
}

static gboolean
has_column (SekRegister *reg, gint64 id)
{
  return sek_register_get_budget_column (reg, id) != NULL;
}

/* Leaves out what the register does not have, any more or yet. */
static void
drop_gone (SekReport *self)
{
  for (guint i = self->options.columns != NULL ? self->options.columns->len : 0; i > 0; i--)
    if (!has_column (self->data.reg, g_array_index (self->options.columns, gint64, i - 1)))
      g_array_remove_index (self->options.columns, i - 1);
  if (self->options.columns != NULL && self->options.columns->len == 0)
    g_clear_pointer (&self->options.columns, g_array_unref);
  if (!has_column (self->data.reg, self->options.changed))
    self->options.changed = 0;
  if (!has_column (self->data.reg, self->options.base))
    self->options.base = 0;
  for (guint i = self->options.scenarios != NULL ? self->options.scenarios->len : 0; i > 0; i--)
    if (sek_register_get_scenario (self->data.reg, g_array_index (self->options.scenarios, gint64, i - 1)) == NULL)
      g_array_remove_index (self->options.scenarios, i - 1);
  if (self->options.scenarios != NULL && self->options.scenarios->len == 0)
    g_clear_pointer (&self->options.scenarios, g_array_unref);
}

static void
clear_data (SekReport *self)
{
  g_clear_pointer (&self->data.reg, sek_register_unref);
  g_clear_pointer (&self->data.base, sek_register_unref);
  g_clear_pointer (&self->data.scenario_name, g_free);
  g_clear_pointer (&self->data.scenario_letter, g_free);
  g_clear_pointer (&self->data.path, g_free);
  g_clear_pointer (&self->data.source, g_free);
  g_clear_pointer (&self->data.data_time, g_free);
  g_clear_error (&self->data.failure);
}

void
sek_report_renew (SekReport *self, SekDocument *document)
{
  clear_data (self);
  take_data (self, document);
  _sek_report_renew_versions (self, document);
  /* A column that is gone was never adopted. */
  if (self->data.adopted != 0 && !sek_report_set_adopted (self, document, self->data.adopted, NULL))
    _sek_report_forget_adopted (self);
  drop_gone (self);
  if (sek_register_get_member (self->data.reg, self->options.member) == NULL)
    self->options.member = 0;
  if (sek_register_get_grant (self->data.reg, self->options.grant) == NULL)
    self->options.grant = 0;
  if (sek_fee_run_find (self->data.reg, self->options.year, self->options.run) == NULL)
    self->options.run = 0;
}

void
sek_report_clear (SekReport *self)
{
  clear_data (self);
  _sek_report_clear_versions (self);
  g_clear_pointer (&self->data.digest, g_free);
  g_clear_pointer (&self->options.tables, g_array_unref);
  g_clear_pointer (&self->options.columns, g_array_unref);
  g_clear_pointer (&self->options.scenarios, g_array_unref);
  g_clear_pointer (&self->joint.label, g_free);
  g_clear_pointer (&self->joint.name, g_free);
  g_clear_pointer (&self->joint.more_years, g_array_unref);
  g_clear_pointer (&self->joint.others, g_ptr_array_unref);
}

/* --- more in the same book ---------------------------------------------------------------------------------------- */

void
sek_report_set_more_year (SekReport *self, int year, gboolean more)
{
  if (self->joint.more_years == NULL)
    self->joint.more_years = g_array_new (FALSE, FALSE, sizeof (int));
  for (guint i = self->joint.more_years->len; i > 0; i--)
    if (g_array_index (self->joint.more_years, int, i - 1) == year)
      g_array_remove_index (self->joint.more_years, i - 1);
  if (more)
    g_array_append_val (self->joint.more_years, year);
}

gboolean
sek_report_add_other (SekReport *self, SekDocument *other)
{
  SekReport *added = g_new0 (SekReport, 1);
  gboolean there;

  sek_report_init (added, other);
  if (self->joint.others == NULL)
    self->joint.others = g_ptr_array_new_with_free_func (free_other);
  there = g_strcmp0 (added->data.path, self->data.path) == 0;
  for (guint i = 0; i < self->joint.others->len; i++)
    there |= g_strcmp0 (added->data.path, ((SekReport *) self->joint.others->pdata[i])->data.path) == 0;
  if (there)
    {
      free_other (added);
      return FALSE;
    }
  g_ptr_array_add (self->joint.others, added);
  return TRUE;
}

void
sek_report_remove_other (SekReport *self, guint index)
{
  g_ptr_array_remove_index (self->joint.others, index);
}

/* --- columns ----------------------------------------------------------------------------------------------------- */

gboolean
sek_report_set_columns (SekReport *self, const char *text, GError **error)
{
  GArray *columns = NULL;

  if (*text != '\0')
    {
      columns = sek_budget_columns_parse (self->data.reg, text, error);
      if (columns == NULL)
        return FALSE;
    }
  g_clear_pointer (&self->options.columns, g_array_unref);
  self->options.columns = columns;
  return TRUE;
}

GArray *
sek_report_dup_columns (const SekReport *self)
{
  return self->options.columns != NULL ? g_array_copy (self->options.columns)
                                       : sek_budget_columns_of (self->data.reg, self->options.year);
}

static gboolean
is_none (const char *text)
{
  static const char *const words[] = { "none", "ingen", "inga", NULL };
  g_autofree char *folded = sek_collate_fold (text);

  return g_strv_contains (words, folded);
}

/* TRUE with 0 for "". */
static gboolean
find_column (SekReport *self, const char *text, gint64 *column, GError **error)
{
  *column = *text != '\0' ? sek_budget_column_find (self->data.reg, text, error) : 0;
  return *text == '\0' || *column != 0;
}

gboolean
sek_report_set_change (SekReport *self, const char *changed, const char *base, GError **error)
{
  gint64 of = self->options.changed, from = self->options.base;
  gboolean none = (changed != NULL && is_none (changed)) || (base != NULL && is_none (base));

  if (!none
      && ((changed != NULL && !find_column (self, changed, &of, error))
          || (base != NULL && !find_column (self, base, &from, error))))
    return FALSE;
  if (!none && of != 0 && of == from)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                   _("“%s” cannot be compared with itself. Choose another column to compare with."),
                   sek_register_get_budget_column (self->data.reg, of)->title);
      return FALSE;
    }
  self->options.no_change = none || (self->options.no_change && changed == NULL && base == NULL);
  self->options.changed = none ? 0 : of;
  self->options.base = none ? 0 : from;
  return TRUE;
}

gboolean
sek_report_get_change (const SekReport *self, gint64 *changed, gint64 *base)
{
  g_autoptr (GArray) columns = sek_report_dup_columns (self);

  *changed = self->options.changed;
  *base = self->options.base;
  if (self->options.no_change)
    return FALSE;
  /* The last that is shown and can be compared; without columns of one's own that is the year's. */
  for (guint i = columns->len; *changed == 0 && i > 0; i--)
    {
      const SekBudgetColumn *column = sek_register_get_budget_column (self->data.reg,
                                                                      g_array_index (columns, gint64, i - 1));

      if (column == NULL || (self->options.columns == NULL && column->year != self->options.year))
        continue;
      if (self->options.base != 0 ? column->id != self->options.base : column->base_column != SEK_NONE)
        *changed = column->id;
    }
  if (*changed != 0 && *base == 0)
    {
      const SekBudgetColumn *column = sek_register_get_budget_column (self->data.reg, *changed);

      *base = column != NULL && column->base_column != SEK_NONE ? column->base_column : 0;
    }
  return *changed != 0 && *base != 0 && *changed != *base && has_column (self->data.reg, *changed)
         && has_column (self->data.reg, *base);
}

gboolean
sek_report_set_member (SekReport *self, const char *text, GError **error)
{
  gint64 member;

  if (!sek_key_find (self->data.reg, sek_entity_get (SEK_MEMBER), text, &member, error))
    return FALSE;
  self->options.member = member;
  return TRUE;
}

gboolean
sek_report_set_grant (SekReport *self, const char *text, GError **error)
{
  gint64 grant = 0;

  if (*text != '\0' && !sek_key_find (self->data.reg, sek_entity_get (SEK_GRANT), text, &grant, error))
    return FALSE;
  self->options.grant = grant;
  return TRUE;
}

/* --- set-ups ----------------------------------------------------------------------------------------------------- */

static void
tell_setups (SekReport *self, const char *name, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);
  SekTableIter iter;
  const SekTableSetup *setup;

  sek_table_iter_init (&iter, sek_register_get_table (self->data.reg, SEK_TABLE_SETUP));
  while ((setup = (const SekTableSetup *) sek_table_iter_next (&iter)) != NULL)
    g_string_append_printf (known, "%s%s", known->len > 0 ? "; " : "", setup->name);
  if (known->len > 0)
    g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND, _("There is no table set-up “%s”. The set-ups are: %s."), name,
                 known->str);
  else
    g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND,
                 _("There is no table set-up “%s”: the register has none yet. Add one: sekretariat-cli add REGISTER "
                   "table_setup name=…"),
                 name);
}

static gint64
or_zero (gint64 reference)
{
  return reference == SEK_NONE ? 0 : reference;
}

/* Those that are still there: one may have been accepted, or called something else, meanwhile. */
static void
use_scenarios (SekReport *self, const char *names)
{
  g_auto (GStrv) parts = g_strsplit (names != NULL ? names : "", ";", -1);
  g_autoptr (GString) known = g_string_new (NULL);

  for (int i = 0; parts[i] != NULL; i++)
    if (sek_scenario_find (self->data.reg, parts[i], NULL) != 0)
      g_string_append_printf (known, "%s;", parts[i]);
  g_clear_pointer (&self->options.scenarios, g_array_unref);
  sek_report_set_scenarios (self, known->str, NULL);
}

static char *
dup_scenario_names (SekReport *self, SekRegister *reg)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; self->options.scenarios != NULL && i < self->options.scenarios->len; i++)
    {
      const SekScenario *scenario = sek_register_get_scenario (reg, g_array_index (self->options.scenarios, gint64, i));

      if (scenario != NULL)
        g_string_append_printf (names, "%s%s", names->len > 0 ? "; " : "", scenario->name);
    }
  return g_string_free (names, FALSE);
}

gboolean
sek_report_use_setup (SekReport *self, SekDocument *document, const char *name, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (name));
  g_autoptr (GError) failure = NULL;
  g_autoptr (GArray) tables = NULL, years = NULL, columns = NULL;
  g_autoptr (SekRegister) reg = NULL;
  const SekOrganisation *organisation;
  const SekTableSetup *setup;
  gint64 id;
  SekScope scope;

  /* A copy has no set-ups. */
  if (self->data.adopted != 0 && !sek_report_set_adopted (self, document, 0, error))
    return FALSE;
  /* Kept, for the tables may be made of a copy after this. */
  reg = sek_register_ref (self->data.reg);
  organisation = sek_register_get_the_organisation (reg);
  if (!sek_key_find (reg, sek_entity_get (SEK_TABLE_SETUP), trimmed, &id, &failure))
    {
      if (g_error_matches (failure, SEK_ERROR, SEK_ERROR_NOT_FOUND))
        tell_setups (self, trimmed, error);
      else
        g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  setup = sek_register_get_table_setup (reg, id);
  if (setup->tables != NULL && (tables = sek_tables_parse (setup->tables, error)) == NULL)
    return FALSE;
  if (setup->more_years != NULL && (years = sek_years_parse (setup->more_years, error)) == NULL)
    return FALSE;

  sek_scope_init (&scope, reg);
  columns = sek_setup_dup_columns (reg, id);
  if (setup->adopted_column == SEK_NONE)
    self->options.year = setup->year != SEK_NONE ? (int) setup->year : scope.year;
  else if (!sek_report_set_adopted (self, document, setup->adopted_column, error))
    return FALSE;
  g_clear_pointer (&self->options.tables, g_array_unref);
  g_clear_pointer (&self->options.columns, g_array_unref);
  if (tables != NULL && tables->len > 0)
    self->options.tables = g_steal_pointer (&tables);
  if (columns->len > 0)
    self->options.columns = g_steal_pointer (&columns);
  if (setup->unit != SEK_NONE || setup->adopted_column == SEK_NONE)
    self->options.unit = setup->unit != SEK_NONE ? setup->unit
                         : organisation != NULL  ? organisation->unit
                                                 : SEK_THOUSAND;
  if (setup->language != SEK_NONE || setup->adopted_column == SEK_NONE)
    self->options.language = (SekLanguage) sek_kind_choice_or (setup->language, SEK_N_LANGUAGES, scope.language);
  self->options.no_change = setup->change == SEK_SETUP_CHANGE_NONE;
  self->options.changed = or_zero (setup->changed_column);
  self->options.base = or_zero (setup->base_column);
  self->options.percent = setup->percent == 1;
  self->options.comments = setup->comments == 1;
  self->options.contacts = setup->contacts == 1;
  self->options.grant = or_zero (setup->grant);
  self->options.run = (int) or_zero (setup->run);
  self->options.member_order = or_zero (setup->member_order);
  self->options.by_subregion = setup->by_subregion == 1;
  use_scenarios (self, setup->scenarios);
  g_clear_pointer (&self->joint.more_years, g_array_unref);
  self->joint.more_years = g_steal_pointer (&years);
  drop_gone (self);
  return TRUE;
}

static void
set_setup (SekChangeset *changeset, SekRegister *reg, guint field, gint64 row, SekValue value)
{
  sek_changeset_set (changeset, reg, &sek_entity_get (SEK_TABLE_SETUP)->fields[field], row, &value);
}

static SekValue
reference (gint64 id)
{
  return id != 0 ? SEK_INTEGER (id) : SEK_BLANK;
}

gint64
sek_report_propose_setup (SekReport *self, SekDocument *document, const char *name, SekChangeset *changeset)
{
  SekRegister *reg = sek_document_get_register (document);
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GString) tables = g_string_new (NULL), years = g_string_new (NULL);
  g_autofree char *scenarios = dup_scenario_names (self, reg);
  gint64 id;

  for (guint i = 0; self->options.tables != NULL && i < self->options.tables->len; i++)
    g_string_append_printf (tables, "%s%s", i > 0 ? ", " : "",
                            sek_table_get_id (g_array_index (self->options.tables, SekTableId, i)));
  for (guint i = 0; self->joint.more_years != NULL && i < self->joint.more_years->len; i++)
    g_string_append_printf (years, "%s%d", i > 0 ? ", " : "", g_array_index (self->joint.more_years, int, i));
  if (!sek_key_find (reg, sek_entity_get (SEK_TABLE_SETUP), name, &id, NULL))
    id = sek_changeset_insert (changeset, SEK_TABLE_SETUP);
  set_setup (changeset, reg, SEK_FIELD_table_setup_name, id, SEK_TEXT (name));
  set_setup (changeset, reg, SEK_FIELD_table_setup_tables, id,
             tables->len > 0 ? SEK_TEXT (tables->str) : SEK_BLANK);
  set_setup (changeset, reg, SEK_FIELD_table_setup_year, id, SEK_INTEGER (self->options.year));
  set_setup (changeset, reg, SEK_FIELD_table_setup_unit, id, SEK_INTEGER (self->options.unit));
  set_setup (changeset, reg, SEK_FIELD_table_setup_language, id, SEK_INTEGER (self->options.language));
  set_setup (changeset, reg, SEK_FIELD_table_setup_change, id,
             SEK_INTEGER (self->options.no_change ? SEK_SETUP_CHANGE_NONE : SEK_SETUP_CHANGE_SHOWN));
  set_setup (changeset, reg, SEK_FIELD_table_setup_changed_column, id, reference (self->options.changed));
  set_setup (changeset, reg, SEK_FIELD_table_setup_base_column, id, reference (self->options.base));
  set_setup (changeset, reg, SEK_FIELD_table_setup_adopted_column, id, reference (self->data.adopted));
  set_setup (changeset, reg, SEK_FIELD_table_setup_percent, id, SEK_INTEGER (self->options.percent));
  set_setup (changeset, reg, SEK_FIELD_table_setup_comments, id, SEK_INTEGER (self->options.comments));
  set_setup (changeset, reg, SEK_FIELD_table_setup_contacts, id, SEK_INTEGER (self->options.contacts));
  set_setup (changeset, reg, SEK_FIELD_table_setup_more_years, id,
             years->len > 0 ? SEK_TEXT (years->str) : SEK_BLANK);
  set_setup (changeset, reg, SEK_FIELD_table_setup_grant, id, reference (self->options.grant));
  set_setup (changeset, reg, SEK_FIELD_table_setup_run, id,
             self->options.run != 0 ? SEK_INTEGER (self->options.run) : SEK_BLANK);
  set_setup (changeset, reg, SEK_FIELD_table_setup_scenarios, id,
             *scenarios != '\0' ? SEK_TEXT (scenarios) : SEK_BLANK);
  set_setup (changeset, reg, SEK_FIELD_table_setup_member_order, id, SEK_INTEGER (self->options.member_order));
  set_setup (changeset, reg, SEK_FIELD_table_setup_by_subregion, id, SEK_INTEGER (self->options.by_subregion));
  sek_setup_propose_columns (reg, id, self->options.columns != NULL ? self->options.columns : none,
                             changeset);
  return id;
}
