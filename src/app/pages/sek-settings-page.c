/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-settings-page.h"

#include <glib/gi18n-lib.h>

struct _SekSettingsPage
{
  SekPage  parent_instance;

  SekForm *form; /* in the middle of the page, not at its side */
};

G_DEFINE_FINAL_TYPE (SekSettingsPage, sek_settings_page, SEK_TYPE_PAGE)

static void
set_document (SekPage *page, SekDocument *document)
{
  SekSettingsPage *self = SEK_SETTINGS_PAGE (page);

  if (self->form != NULL)
    sek_form_set_document (self->form, document);
}

static void
refresh (SekPage *page)
{
  static const char *const organisation_fields[] = { "name", "short_name", "org_number", "unit", "language", NULL };
  static const char *const subregion[] = { "name", "seats", NULL };
  static const char *const rate[] = {
    "year", "kind", "base", "rate", "minimum", "maximum", "decided_on", "case_number", "note", NULL,
  };
  static const char *const setup[] = {
    "name", "tables", "columns", "year", "unit", "language", "change", "percent", "comments", "contacts", "note", NULL,
  };
  SekSettingsPage *self = SEK_SETTINGS_PAGE (page);
  SekRegister *reg = sek_document_get_register (sek_page_get_document (page));
  const SekOrganisation *organisation = sek_register_get_the_organisation (reg);
  SekLanguage language = sek_program_language ();

  /* The page is refreshed anew when it is shown. */
  if (!gtk_widget_get_mapped (GTK_WIDGET (page)))
    return;
  sek_form_start (self->form);
  if (organisation != NULL)
    sek_form_add_fields (self->form, _("Organisation"), SEK_ORGANISATION, organisation->id, organisation_fields);
  sek_form_add_rows (self->form, sek_word (&sek_entity_get (SEK_FEE_RATE)->plural, language), SEK_FEE_RATE, NULL, 0,
                     rate, "year", "kind");
  sek_form_add_rows (self->form, sek_word (&sek_entity_get (SEK_SUBREGION)->plural, language), SEK_SUBREGION, NULL, 0,
                     subregion, "name", NULL);
  sek_form_add_rows (self->form, sek_word (&sek_entity_get (SEK_TABLE_SETUP)->plural, language), SEK_TABLE_SETUP, NULL,
                     0, setup, "name", "tables");
  sek_form_finish (self->form);
  sek_page_set_status (page, _("Changes are stored as you make them."));
}

static void
focus_work (SekPage *page)
{
  gtk_widget_child_focus (GTK_WIDGET (SEK_SETTINGS_PAGE (page)->form), GTK_DIR_TAB_FORWARD);
}

static gboolean
go_to (SekPage *page, const SekPlace *place)
{
  if (place->entity != SEK_FEE_RATE && place->entity != SEK_SUBREGION && place->entity != SEK_ORGANISATION
      && place->entity != SEK_TABLE_SETUP)
    return FALSE;
  focus_work (page);
  return TRUE;
}

static void
sek_settings_page_class_init (SekSettingsPageClass *klass)
{
  SekPageClass *page_class = SEK_PAGE_CLASS (klass);

  page_class->set_document = set_document;
  page_class->refresh = refresh;
  page_class->focus_work = focus_work;
  page_class->go_to = go_to;
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
  gtk_widget_set_margin_start (group, 12);
  gtk_widget_set_margin_end (group, 12);
  gtk_widget_set_margin_bottom (group, 24);
  return group;
}

static void
sek_settings_page_init (SekSettingsPage *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->form = SEK_FORM (sek_form_new ());
  sek_page_add_part (SEK_PAGE (self), GTK_WIDGET (self->form));
  gtk_widget_add_css_class (GTK_WIDGET (self->form), "settings-form");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 640);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->form));
  gtk_box_append (GTK_BOX (box), make_program_settings ());
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  sek_page_replace_grid (SEK_PAGE (self), scrolled);
  sek_page_set_primary (SEK_PAGE (self), NULL);
  adw_flap_set_reveal_flap (sek_page_get_flap (SEK_PAGE (self)), FALSE);
  adw_flap_set_locked (sek_page_get_flap (SEK_PAGE (self)), TRUE);
}
