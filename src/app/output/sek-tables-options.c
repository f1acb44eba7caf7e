/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-tables-options.h"

#include <glib/gi18n-lib.h>

#include "sek-budget.h"
#include "sek-list-rows.h"
#include "sek-plan.h"
#include "sek-speak.h"
#include "sek-tables-adopted.h"
#include "sek-tables-several.h"
#include "sek-tables-versions.h"
#include "sek-tables-which.h"
#include "sek-view.h"

struct _SekTablesOptions
{
  AdwBin parent_instance;

  SekDocument *document; /* borrowed */
  SekReport   *report;   /* borrowed */
  SekTableId   table;
  gboolean     filling;
  gboolean     has_runs; /* the year has several */

  AdwPreferencesGroup *what;
  AdwPreferencesGroup *change_group;
  SekTablesVersions   *versions;
  SekTablesSeveral    *several;
  AdwPreferencesGroup *form;

  AdwComboRow    *adopted;
  gboolean        has_adopted;
  AdwComboRow    *choosing; /* the row that is chosen in keeps its items: with others it would choose without end */
  AdwComboRow    *year;
  GArray         *years; /* int */
  AdwActionRow   *member_row;
  GtkDropDown    *member;
  GArray         *members; /* gint64 */
  AdwComboRow    *grant;
  AdwComboRow    *run;
  AdwExpanderRow *columns;
  GPtrArray      *checks;  /* of GtkCheckButton, borrowed, one for each of all */
  GArray         *all;     /* gint64, the budget columns */
  AdwActionRow   *with_comments;
  GtkSwitch      *comments;
  AdwActionRow   *with_contacts;
  GtkSwitch      *contacts;
  AdwComboRow    *changed;
  AdwComboRow    *base;
  AdwActionRow   *with_percent;
  GtkSwitch      *percent;
  AdwComboRow    *unit;
  AdwComboRow    *language;
};

G_DEFINE_FINAL_TYPE (SekTablesOptions, sek_tables_options, ADW_TYPE_BIN)

enum { CHANGED, PROBLEM, N_SIGNALS };
static guint signals[N_SIGNALS];

static void fill (SekTablesOptions *self);

static void
tell (SekTablesOptions *self)
{
  g_signal_emit (self, signals[PROBLEM], 0, "");
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
problem_cb (GtkWidget *group, const char *problem, SekTablesOptions *self)
{
  g_signal_emit (self, signals[PROBLEM], 0, problem);
}

static void
fill_but (SekTablesOptions *self, AdwComboRow *row)
{
  self->choosing = row;
  fill (self);
  self->choosing = NULL;
}

/* --- what was chosen ---------------------------------------------------------------------------------------------- */

static void
year_chosen_cb (AdwComboRow *row, GParamSpec *pspec, SekTablesOptions *self)
{
  guint selected = adw_combo_row_get_selected (row);

  if (self->filling || selected >= self->years->len)
    return;
  self->report->options.year = g_array_index (self->years, int, selected);
  /* Other columns belong to another year. */
  g_clear_pointer (&self->report->options.columns, g_array_unref);
  self->report->options.changed = self->report->options.base = 0;
  self->report->options.run = 0;
  fill_but (self, row);
  tell (self);
}

static void
adopted_chosen_cb (AdwComboRow *row, GParamSpec *pspec, SekTablesOptions *self)
{
  gint64 column = sek_tables_adopted_get (row);
  g_autoptr (GError) error = NULL;

  if (self->filling || column == self->report->data.adopted)
    return;
  if (!sek_report_set_adopted (self->report, self->document, column, &error))
    {
      g_signal_emit (self, signals[PROBLEM], 0, error->message);
      return;
    }
  fill_but (self, row);
  tell (self);
}

static void
grant_chosen_cb (AdwComboRow *row, GParamSpec *pspec, SekTablesOptions *self)
{
  if (!self->filling && sek_tables_grants_choose (row, self->report))
    tell (self);
}

static void
run_chosen_cb (AdwComboRow *row, GParamSpec *pspec, SekTablesOptions *self)
{
  if (!self->filling && sek_tables_runs_choose (row, self->report))
    tell (self);
}

static void
member_chosen_cb (GtkDropDown *drop_down, GParamSpec *pspec, SekTablesOptions *self)
{
  guint selected = gtk_drop_down_get_selected (drop_down);

  if (self->filling || selected >= self->members->len)
    return;
  self->report->options.member = g_array_index (self->members, gint64, selected);
  tell (self);
}

static void
show_columns_subtitle (SekTablesOptions *self)
{
  g_autoptr (GArray) shown = sek_report_dup_columns (self->report);
  g_autofree char *text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u column", "%u columns", shown->len),
                                           shown->len);

  adw_expander_row_set_subtitle (self->columns, text);
}

static void
column_toggled_cb (GtkCheckButton *button, SekTablesOptions *self)
{
  GArray *columns;

  if (self->filling)
    return;
  columns = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < self->all->len; i++)
    if (gtk_check_button_get_active (self->checks->pdata[i]))
      g_array_append_val (columns, g_array_index (self->all, gint64, i));
  if (columns->len == 0)
    {
      g_array_unref (columns);
      g_signal_emit (self, signals[PROBLEM], 0, _("A table needs at least one column."));
      self->filling = TRUE;
      gtk_check_button_set_active (button, TRUE);
      self->filling = FALSE;
      return;
    }
  g_clear_pointer (&self->report->options.columns, g_array_unref);
  self->report->options.columns = columns;
  show_columns_subtitle (self);
  tell (self);
}

static void
switched_cb (GtkSwitch *button, GParamSpec *pspec, SekTablesOptions *self)
{
  if (self->filling)
    return;
  self->report->options.comments = gtk_switch_get_active (self->comments);
  self->report->options.contacts = gtk_switch_get_active (self->contacts);
  self->report->options.percent = gtk_switch_get_active (self->percent);
  tell (self);
}

/* The first item is the column that the table would take by itself. */
static gint64
get_chosen_column (SekTablesOptions *self, AdwComboRow *row)
{
  guint selected = adw_combo_row_get_selected (row);

  return selected > 0 && selected <= self->all->len ? g_array_index (self->all, gint64, selected - 1) : 0;
}

static void
change_chosen_cb (AdwComboRow *row, GParamSpec *pspec, SekTablesOptions *self)
{
  if (self->filling)
    return;
  /* The last of the columns is followed by «no change». */
  self->report->options.no_change = adw_combo_row_get_selected (self->changed) == self->all->len + 1;
  self->report->options.changed = get_chosen_column (self, self->changed);
  self->report->options.base = get_chosen_column (self, self->base);
  gtk_widget_set_sensitive (GTK_WIDGET (self->base), !self->report->options.no_change);
  gtk_widget_set_sensitive (GTK_WIDGET (self->with_percent), !self->report->options.no_change);
  tell (self);
}

static void
unit_chosen_cb (AdwComboRow *row, GParamSpec *pspec, SekTablesOptions *self)
{
  if (self->filling)
    return;
  self->report->options.unit = adw_combo_row_get_selected (row) == 0 ? 100000 : 100;
  tell (self);
}

static void
language_chosen_cb (AdwComboRow *row, GParamSpec *pspec, SekTablesOptions *self)
{
  if (self->filling)
    return;
  self->report->options.language = (SekLanguage) adw_combo_row_get_selected (row);
  tell (self);
}

/* --- what there is to choose -------------------------------------------------------------------------------------- */

/* Scenarios are about years to come, too. */
static GArray *
list_years (SekTablesOptions *self)
{
  SekRegister *reg = self->report->data.reg;
  GArray *years = sek_budget_years (reg);

  if ((sek_table_get_flags (self->table) & SEK_TABLE_OF_SCENARIOS) != 0)
    for (int year = sek_plan_get_base_year (reg) + 1; year > 1 && year <= sek_plan_get_last_year (reg); year++)
      if (years->len == 0 || g_array_index (years, int, 0) < year)
        g_array_prepend_val (years, year);
  /* One of these is not a year of the next table's. */
  if (years->len > 0 && self->report->options.year > g_array_index (years, int, 0))
    self->report->options.year = sek_budget_newest_year (reg);
  return years;
}

static void
fill_years (SekTablesOptions *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint selected = GTK_INVALID_LIST_POSITION;

  g_array_unref (self->years);
  self->years = list_years (self);
  for (guint i = 0; i < self->years->len; i++)
    {
      g_autofree char *text = g_strdup_printf ("%d", g_array_index (self->years, int, i));

      if (g_array_index (self->years, int, i) == self->report->options.year)
        selected = i;
      g_strv_builder_add (builder, text);
    }
  sek_combo_set_items (self->year, builder, selected);
}

static void
fill_members (SekTablesOptions *self)
{
  g_autoptr (SekView) view = sek_view_new (self->report->data.reg, SEK_MEMBER);
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  guint selected = 0;

  sek_view_update (view);
  g_array_set_size (self->members, 0);
  for (guint i = 0; i < sek_view_get_size (view); i++)
    {
      gint64 id = sek_view_get_row (view, i);

      g_array_append_val (self->members, id);
      gtk_string_list_append (list, sek_register_get_member (self->report->data.reg, id)->name);
      if (id == self->report->options.member)
        selected = i;
    }
  gtk_drop_down_set_model (self->member, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->member, selected);
  if (self->report->options.member == 0 && self->members->len > 0)
    self->report->options.member = g_array_index (self->members, gint64, 0);
}

static char *
dup_title (SekTablesOptions *self, gint64 column)
{
  return g_strdup (sek_register_get_budget_column (self->report->data.reg, column)->title);
}

static gboolean
has_id (GArray *ids, gint64 id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      return TRUE;
  return FALSE;
}

static void
fill_columns (SekTablesOptions *self)
{
  g_autoptr (GArray) shown = sek_report_dup_columns (self->report);

  for (guint i = 0; i < self->checks->len; i++)
    adw_expander_row_remove (self->columns, gtk_widget_get_ancestor (self->checks->pdata[i], ADW_TYPE_ACTION_ROW));
  g_ptr_array_set_size (self->checks, 0);
  for (guint i = 0; i < self->all->len; i++)
    {
      gint64 id = g_array_index (self->all, gint64, i);
      g_autofree char *title = dup_title (self, id);
      g_autofree char *markup = g_markup_escape_text (title, -1);
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *check = gtk_check_button_new ();

      gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), has_id (shown, id));
      g_signal_connect (check, "toggled", G_CALLBACK (column_toggled_cb), self);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), markup);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
      adw_expander_row_add_row (self->columns, row);
      g_ptr_array_add (self->checks, check);
    }
  show_columns_subtitle (self);
}

static void
fill_change (SekTablesOptions *self, AdwComboRow *row, const char *own, const char *none, gint64 chosen,
             gboolean is_none)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint selected = 0;

  g_strv_builder_add (builder, own);
  for (guint i = 0; i < self->all->len; i++)
    {
      g_autofree char *title = dup_title (self, g_array_index (self->all, gint64, i));

      if (g_array_index (self->all, gint64, i) == chosen)
        selected = i + 1;
      g_strv_builder_add (builder, title);
    }
  if (none != NULL)
    g_strv_builder_add (builder, none);
  sek_combo_set_items (row, builder, is_none ? self->all->len + 1 : selected);
}

static void
show_rows (SekTablesOptions *self)
{
  SekTableId table = self->table;
  SekTableFlags flags = sek_table_get_flags (table);
  gboolean compares = table == SEK_TABLE_COMPARISON;
  gboolean changes = (flags & SEK_TABLE_HAS_CHANGE) != 0 || (compares && !sek_report_has_versions (self->report));
  gboolean is_adopted = self->report->data.adopted != 0;
  gboolean has_year = (flags & SEK_TABLE_HAS_YEAR) != 0 && !is_adopted;
  gboolean can_be_adopted = (flags & SEK_TABLE_AS_ADOPTED) != 0 && self->has_adopted;

  gtk_widget_set_visible (GTK_WIDGET (self->adopted), can_be_adopted);
  gtk_widget_set_visible (GTK_WIDGET (self->year), has_year);
  gtk_widget_set_visible (GTK_WIDGET (self->member_row), table == SEK_TABLE_MEMBER_SHEET);
  gtk_widget_set_visible (GTK_WIDGET (self->grant), table == SEK_TABLE_GRANT_REPORT);
  gtk_widget_set_visible (GTK_WIDGET (self->run),
                          self->has_runs && (table == SEK_TABLE_FEE_RUN || table == SEK_TABLE_INVOICES));
  gtk_widget_set_visible (GTK_WIDGET (self->columns), (flags & SEK_TABLE_HAS_COLUMNS) != 0);
  gtk_widget_set_visible (GTK_WIDGET (self->with_comments), (flags & SEK_TABLE_HAS_COLUMNS) != 0);
  gtk_widget_set_visible (GTK_WIDGET (self->with_contacts), table == SEK_TABLE_MEMBERS);
  gtk_widget_set_visible (GTK_WIDGET (self->what), has_year || can_be_adopted || table == SEK_TABLE_MEMBERS
                                                          || table == SEK_TABLE_GRANT_REPORT);
  gtk_widget_set_visible (GTK_WIDGET (self->changed), changes);
  gtk_widget_set_visible (GTK_WIDGET (self->base), changes);
  gtk_widget_set_visible (GTK_WIDGET (self->with_percent), (flags & SEK_TABLE_HAS_CHANGE) != 0);
  gtk_widget_set_visible (GTK_WIDGET (self->change_group), changes);
  gtk_widget_set_visible (GTK_WIDGET (self->unit), (flags & SEK_TABLE_HAS_UNIT) != 0);
}

/* Two columns are chosen of one register alone. */
static void
versions_changed_cb (SekTablesOptions *self)
{
  show_rows (self);
  tell (self);
}

static void
fill (SekTablesOptions *self)
{
  gboolean was_filling = self->filling;

  self->filling = TRUE;
  g_clear_pointer (&self->all, g_array_unref);
  self->all = sek_budget_columns (self->report->data.reg);
  if (self->choosing != self->adopted)
    self->has_adopted = sek_tables_adopted_fill (self->adopted, sek_document_get_register (self->document),
                                                 self->report->data.adopted);
  if (self->choosing != self->year)
    fill_years (self);
  if (self->table == SEK_TABLE_MEMBER_SHEET)
    fill_members (self);
  sek_tables_grants_fill (self->grant, self->report);
  self->has_runs = sek_tables_runs_fill (self->run, self->report);
  fill_columns (self);
  fill_change (self, self->changed, _("The Last Column"), self->table == SEK_TABLE_MAIN ? _("No Change") : NULL,
               self->report->options.changed, self->report->options.no_change && self->table == SEK_TABLE_MAIN);
  fill_change (self, self->base, _("As in the Column"), NULL, self->report->options.base, FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->base), !self->report->options.no_change);
  gtk_widget_set_sensitive (GTK_WIDGET (self->with_percent), !self->report->options.no_change);
  gtk_switch_set_active (self->comments, self->report->options.comments);
  gtk_switch_set_active (self->contacts, self->report->options.contacts);
  gtk_switch_set_active (self->percent, self->report->options.percent);
  adw_combo_row_set_selected (self->unit, self->report->options.unit == 100 ? 1 : 0);
  adw_combo_row_set_selected (self->language, self->report->options.language);
  show_rows (self);
  sek_tables_versions_show (self->versions, self->document, self->report, self->table);
  sek_tables_several_show (self->several, self->report, self->table);
  if (self->report->data.adopted != 0)
    gtk_widget_set_visible (GTK_WIDGET (self->several), FALSE);
  self->filling = was_filling;
}

void
sek_tables_options_show (SekTablesOptions *self, SekDocument *document, SekReport *report, SekTableId table)
{
  self->document = document;
  self->report = report;
  self->table = table;
  /* A copy has not every table. */
  if (report != NULL && report->data.adopted != 0 && (sek_table_get_flags (table) & SEK_TABLE_AS_ADOPTED) == 0)
    sek_report_set_adopted (report, document, 0, NULL);
  if (report != NULL)
    fill (self);
  else
    {
      sek_tables_versions_show (self->versions, NULL, NULL, table);
      sek_tables_several_show (self->several, NULL, table);
    }
}

/* --- making it ---------------------------------------------------------------------------------------------------- */

static AdwComboRow *
add_combo (SekTablesOptions *self, AdwPreferencesGroup *group, const char *title, GCallback chosen_cb)
{
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  g_signal_connect (row, "notify::selected", chosen_cb, self);
  adw_preferences_group_add (group, row);
  return ADW_COMBO_ROW (row);
}

static GtkSwitch *
add_switch (SekTablesOptions *self, AdwPreferencesGroup *group, const char *title, AdwActionRow **row)
{
  GtkWidget *button = gtk_switch_new ();

  *row = ADW_ACTION_ROW (adw_action_row_new ());
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (*row), title);
  adw_action_row_add_suffix (*row, button);
  adw_action_row_set_activatable_widget (*row, button);
  g_signal_connect (button, "notify::active", G_CALLBACK (switched_cb), self);
  adw_preferences_group_add (group, GTK_WIDGET (*row));
  return GTK_SWITCH (button);
}

static void
add_member_row (SekTablesOptions *self)
{
  GtkExpression *name = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  self->member_row = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->member_row), _("Member"));
  self->member = GTK_DROP_DOWN (gtk_drop_down_new (NULL, name));
  gtk_drop_down_set_enable_search (self->member, TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->member), GTK_ALIGN_CENTER);
  sek_speak_name_chooser (self->member, _("Member"));
  adw_action_row_add_suffix (self->member_row, GTK_WIDGET (self->member));
  g_signal_connect (self->member, "notify::selected", G_CALLBACK (member_chosen_cb), self);
  adw_preferences_group_add (self->what, GTK_WIDGET (self->member_row));
}

static void
sek_tables_options_finalize (GObject *object)
{
  SekTablesOptions *self = SEK_TABLES_OPTIONS (object);

  g_array_unref (self->years);
  g_array_unref (self->members);
  g_ptr_array_unref (self->checks);
  g_clear_pointer (&self->all, g_array_unref);
  G_OBJECT_CLASS (sek_tables_options_parent_class)->finalize (object);
}

static void
sek_tables_options_class_init (SekTablesOptionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sek_tables_options_finalize;
  signals[CHANGED] = g_signal_new ("changed", SEK_TYPE_TABLES_OPTIONS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[PROBLEM] = g_signal_new ("problem", SEK_TYPE_TABLES_OPTIONS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sek_tables_options_init (SekTablesOptions *self)
{
  static const char *const units[] = { N_("Thousands of Kroner"), N_("Kroner"), NULL };
  static const char *const languages[] = { N_("Bokmål"), N_("Nynorsk"), N_("English"), NULL };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->filling = TRUE;
  self->years = g_array_new (FALSE, FALSE, sizeof (int));
  self->members = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->checks = g_ptr_array_new ();
  gtk_widget_add_css_class (box, "tables-options");

  self->what = sek_group_append (GTK_BOX (box), _("Contents"));
  self->adopted = add_combo (self, self->what, _("Version"), G_CALLBACK (adopted_chosen_cb));
  adw_combo_row_set_use_subtitle (self->adopted, TRUE);
  self->year = add_combo (self, self->what, _("Year"), G_CALLBACK (year_chosen_cb));
  add_member_row (self);
  self->grant = add_combo (self, self->what, _("Grant"), G_CALLBACK (grant_chosen_cb));
  adw_combo_row_set_use_subtitle (self->grant, TRUE);
  self->run = add_combo (self, self->what, _("Fee Run"), G_CALLBACK (run_chosen_cb));
  adw_combo_row_set_use_subtitle (self->run, TRUE);
  self->columns = ADW_EXPANDER_ROW (adw_expander_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->columns), _("Columns"));
  adw_preferences_group_add (self->what, GTK_WIDGET (self->columns));
  self->comments = add_switch (self, self->what, _("Comments"), &self->with_comments);
  self->contacts = add_switch (self, self->what, _("Contacts"), &self->with_contacts);

  self->versions = SEK_TABLES_VERSIONS (sek_tables_versions_new ());
  g_signal_connect_swapped (self->versions, "changed", G_CALLBACK (versions_changed_cb), self);
  g_signal_connect (self->versions, "problem", G_CALLBACK (problem_cb), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->versions));

  self->change_group = sek_group_append (GTK_BOX (box), _("Change"));
  self->changed = add_combo (self, self->change_group, _("Applies To"), G_CALLBACK (change_chosen_cb));
  self->base = add_combo (self, self->change_group, _("Compared With"), G_CALLBACK (change_chosen_cb));
  /* Titles of columns are long, and the pane is narrow where the text is large. */
  adw_combo_row_set_use_subtitle (self->changed, TRUE);
  adw_combo_row_set_use_subtitle (self->base, TRUE);
  self->percent = add_switch (self, self->change_group, _("As Percentage Too"), &self->with_percent);

  self->several = SEK_TABLES_SEVERAL (sek_tables_several_new ());
  g_signal_connect_swapped (self->several, "changed", G_CALLBACK (tell), self);
  g_signal_connect (self->several, "problem", G_CALLBACK (problem_cb), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->several));

  self->form = sek_group_append (GTK_BOX (box), _("Appearance"));
  self->unit = add_combo (self, self->form, _("Unit"), G_CALLBACK (unit_chosen_cb));
  sek_combo_set_words (self->unit, units);
  self->language = add_combo (self, self->form, _("Language"), G_CALLBACK (language_chosen_cb));
  sek_combo_set_words (self->language, languages);
  adw_bin_set_child (ADW_BIN (self), box);
  self->filling = FALSE;
}

GtkWidget *
sek_tables_options_new (void)
{
  return g_object_new (SEK_TYPE_TABLES_OPTIONS, NULL);
}
