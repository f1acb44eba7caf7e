/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-settings-page.h"

#include <glib/gi18n-lib.h>

#include "sek-list-rows.h"
#include "sek-number.h"

/* The organisation with how it invoices, the subregions and grant schemes of a register, the set-ups of its tables, and
 * what is the program's own. Subregions and schemes are grids as on every page, until pages of their own come. */

/* Of a table among the settings; beyond it scrolls. */
#define MOST_GRID_HEIGHT 640

struct _SekSettingsPage
{
  SekListPage parent_instance;

  SekForm *organisation;
  SekForm *setups;
  SekGrid *grids[2];
  gboolean visited; /* the focus was here before, and goes back to where it was */
};

G_DEFINE_FINAL_TYPE (SekSettingsPage, sek_settings_page, SEK_TYPE_LIST_PAGE)

enum { SUBREGIONS, SCHEMES, N_LISTS };

static void
set_document (SekPage *page, SekDocument *document)
{
  SekSettingsPage *self = SEK_SETTINGS_PAGE (page);

  SEK_PAGE_CLASS (sek_settings_page_parent_class)->set_document (page, document);
  if (self->organisation != NULL)
    {
      sek_form_set_document (self->organisation, document);
      sek_form_set_document (self->setups, document);
    }
  self->visited = FALSE;
}

static void
refresh (SekPage *page)
{
  static const char *const organisation_fields[] = { "name", "short_name", "org_number", "unit", "language", NULL };
  static const char *const invoicing[] = { "account", "kid_pattern", "kid_control", "vat", NULL };
  static const char *const years[] = { "reserve_limit",   "balance_name",      "plan_years", "plan_index",
                                       "deviation_limit", "deviation_percent", NULL };
  static const char *const setup[] = {
    "name", "tables", "columns", "year", "unit", "language", "change", "percent", "comments", "contacts", "grant",
    "run", "note", NULL,
  };
  SekSettingsPage *self = SEK_SETTINGS_PAGE (page);
  SekRegister *reg = sek_document_get_register (sek_page_get_document (page));
  const SekOrganisation *organisation = sek_register_get_the_organisation (reg);

  SEK_PAGE_CLASS (sek_settings_page_parent_class)->refresh (page);
  sek_form_start (self->organisation);
  if (organisation != NULL)
    {
      sek_form_add_fields (self->organisation, _("Organisation"), SEK_ORGANISATION, organisation->id,
                           organisation_fields);
      sek_form_add_fields (self->organisation, _("Invoices"), SEK_ORGANISATION, organisation->id, invoicing);
      sek_form_add_fields (self->organisation, _("Years Ahead"), SEK_ORGANISATION, organisation->id, years);
    }
  sek_form_finish (self->organisation);
  sek_form_start (self->setups);
  sek_form_add_rows (self->setups, sek_word (&sek_entity_get (SEK_TABLE_SETUP)->plural, sek_program_language ()),
                     SEK_TABLE_SETUP, NULL, 0, setup, "name", "tables");
  sek_form_finish (self->setups);
  sek_page_set_status (page, _("Changes are stored as you make them."));
}

/* --- the side pane ----------------------------------------------------------------------------------------------- */

static void
fill_subregion (SekListPage *page, SekForm *form, gint64 row)
{
  static const char *const fields[] = { "name", "seats", NULL };
  SekRegister *reg = sek_list_page_get_register (page);
  g_autofree char *number = NULL, *count = NULL;
  guint n;

  sek_register_get_children (reg, SEK_FIELD (member_subregion, subregion), row, &n);
  number = sek_number_format_count (n);
  count = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s member", "%s members", n), number);
  sek_form_add_title (form, sek_register_get_subregion (reg, row)->name, count);
  sek_form_add_fields (form, _("Subregion"), SEK_SUBREGION, row, fields);
}

/* What a funder's scheme asks for, with its hourly rates. */
static void
fill_scheme (SekListPage *page, SekForm *form, gint64 row)
{
  static const char *const fields[] = { "name", "cash_only", "highest_share", "auditor_from", "note", NULL };
  static const char *const rate[] = { "rate", "valid_from", "valid_to", NULL };
  SekRegister *reg = sek_list_page_get_register (page);
  SekLanguage language = sek_program_language ();
  g_autofree char *number = NULL, *count = NULL;
  guint n;

  sek_register_get_children (reg, SEK_FIELD (grant, scheme), row, &n);
  number = sek_number_format_count (n);
  count = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s grant", "%s grants", n), number);
  sek_form_add_title (form, sek_register_get_grant_scheme (reg, row)->name, count);
  sek_form_add_rows (form, sek_word (&sek_entity_get (SEK_HOUR_RATE)->plural, language), SEK_HOUR_RATE,
                     SEK_FIELD (hour_rate, scheme), row, rate, "rate", "valid_from");
  sek_form_add_fields (form, _("Grant Scheme"), SEK_GRANT_SCHEME, row, fields);
}

static void
fill_row (SekListPage *page, SekForm *form, guint list, gint64 row, const SekColumn *column)
{
  if (list == SCHEMES)
    fill_scheme (page, form, row);
  else
    fill_subregion (page, form, row);
  sek_page_add_history (SEK_PAGE (page), form, column, sek_list_page_get_scope (page, list), row);
}

/* --- the focus --------------------------------------------------------------------------------------------------- */

static gboolean
has_rows (SekGrid *grid)
{
  SekGridModel *model = sek_grid_get_model (grid);

  return model != NULL && sek_grid_model_get_n_rows (model) > 0;
}

static void
focus_organisation (SekSettingsPage *self)
{
  GtkWidget *focus;

  gtk_widget_child_focus (GTK_WIDGET (self->organisation), GTK_DIR_TAB_FORWARD);
  focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  if (GTK_IS_TEXT (focus))
    gtk_editable_set_position (GTK_EDITABLE (focus), -1);
}

/* Never into the name of the organisation with all of it selected, where the next key would overwrite it. */
static void
focus_work (SekPage *page)
{
  SekSettingsPage *self = SEK_SETTINGS_PAGE (page);
  SekGrid *active = sek_page_get_active_grid (page);

  if (!self->visited && has_rows (self->grids[SUBREGIONS]))
    active = self->grids[SUBREGIONS];
  self->visited = TRUE;
  if (active == self->grids[SUBREGIONS] || active == self->grids[SCHEMES])
    gtk_widget_grab_focus (GTK_WIDGET (active));
  else
    focus_organisation (self);
}

static gboolean
go_to (SekPage *page, const SekPlace *place)
{
  SekSettingsPage *self = SEK_SETTINGS_PAGE (page);

  if (SEK_PAGE_CLASS (sek_settings_page_parent_class)->go_to (page, place))
    {
      self->visited = TRUE;
      return TRUE;
    }
  if (place->entity == SEK_ORGANISATION)
    focus_organisation (self);
  else if (place->entity == SEK_TABLE_SETUP)
    sek_form_open_row (self->setups, SEK_TABLE_SETUP, place->row);
  else
    return FALSE;
  self->visited = TRUE;
  return TRUE;
}

/* --- the page ---------------------------------------------------------------------------------------------------- */

static void
new_subregion_cb (GtkWidget *widget, SekListPage *self)
{
  sek_list_page_add_row (self, SUBREGIONS);
}

static void
new_scheme_cb (GtkWidget *widget, SekListPage *self)
{
  sek_list_page_add_row (self, SCHEMES);
}

static void
sek_settings_page_class_init (SekSettingsPageClass *klass)
{
  SekPageClass *page_class = SEK_PAGE_CLASS (klass);

  page_class->set_document = set_document;
  page_class->refresh = refresh;
  page_class->focus_work = focus_work;
  page_class->go_to = go_to;
  SEK_LIST_PAGE_CLASS (klass)->fill_row = fill_row;
}

/* What is the program's and not the register's. */
static GtkWidget *
make_program_settings (void)
{
  GtkWidget *group = adw_preferences_group_new (), *row = adw_action_row_new (), *backups = gtk_switch_new ();
  g_autoptr (GSettings) settings = g_settings_new (SEK_APPLICATION_ID);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("This Program"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Backups"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               _("Before the first change of a day and before an upgrade, in your data folder"));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_set_valign (backups, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (backups), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Backups"), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), backups);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), backups);
  g_settings_bind (settings, "backups", backups, "active", G_SETTINGS_BIND_DEFAULT);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return group;
}

/* A grid under its name, with the button that adds a row: as high as its rows, since the page scrolls. */
static void
add_list (SekSettingsPage *self, GtkBox *box, guint index, const SekListKind *kind, const char *name,
          const char *button_label, GCallback new_row)
{
  const char *title = sek_word (&sek_entity_get (kind->entity)->plural, sek_program_language ());
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *label = gtk_label_new (title);
  GtkWidget *button = gtk_button_new_with_label (button_label), *part = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *grid_box;

  self->grids[index] = SEK_GRID (sek_grid_new ());
  sek_grid_set_title (self->grids[index], title);
  grid_box = sek_page_add_grid (SEK_PAGE (self), self->grids[index], name);
  sek_page_fit_grid (SEK_PAGE (self), self->grids[index], MOST_GRID_HEIGHT);
  gtk_widget_add_css_class (grid_box, "card");
  gtk_widget_set_overflow (grid_box, GTK_OVERFLOW_HIDDEN);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (GTK_BOX (head), label);
  gtk_box_append (GTK_BOX (head), button);
  g_signal_connect (button, "clicked", new_row, self);
  gtk_box_append (GTK_BOX (part), head);
  gtk_box_append (GTK_BOX (part), grid_box);
  gtk_box_append (box, part);
  sek_list_page_add (SEK_LIST_PAGE (self), kind, self->grids[index]);
}

static SekForm *
add_form (SekSettingsPage *self, GtkBox *box)
{
  SekForm *form = SEK_FORM (sek_form_new ());

  sek_page_add_part (SEK_PAGE (self), GTK_WIDGET (form));
  gtk_box_append (box, GTK_WIDGET (form));
  return form;
}

static void
sek_settings_page_init (SekSettingsPage *self)
{
  static const char *const of_subregions[] = { "seats", NULL };
  static const char *const subregion_columns[] = { "name", "seats", NULL };
  static const SekListKind subregions = { .entity = SEK_SUBREGION, .columns = subregion_columns, .sorted = "name",
                                          .new_name = N_("New subregion"), .several = of_subregions };
  static const char *const of_schemes[] = { "cash_only", "highest_share", "auditor_from", "note", NULL };
  static const char *const scheme_columns[] = { "name", "cash_only", "highest_share", "auditor_from", "note", NULL };
  static const SekListKind schemes = { .entity = SEK_GRANT_SCHEME, .columns = scheme_columns, .sorted = "name",
                                       .new_name = N_("New grant scheme"), .several = of_schemes };
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);

  gtk_widget_add_css_class (box, "settings-form");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 860);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), 860);
  self->organisation = add_form (self, GTK_BOX (box));
  add_list (self, GTK_BOX (box), SUBREGIONS, &subregions, "subregions", _("New Subregion"),
            G_CALLBACK (new_subregion_cb));
  add_list (self, GTK_BOX (box), SCHEMES, &schemes, "schemes", _("New Grant Scheme"), G_CALLBACK (new_scheme_cb));
  self->setups = add_form (self, GTK_BOX (box));
  gtk_box_append (GTK_BOX (box), make_program_settings ());
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  sek_page_replace_grid (SEK_PAGE (self), sek_page_scroll (clamp));
  sek_page_set_active_grid (SEK_PAGE (self), self->grids[SUBREGIONS]);
  sek_page_set_primary (SEK_PAGE (self), NULL);
  /* There is nothing in it. */
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (sek_page_get_toolbar (SEK_PAGE (self)))), FALSE);
}
