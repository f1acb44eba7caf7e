/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-test-display.h"

#include "sek-tables-page.h"
#include "sek-tables-versions.h"

/* Tabeller, Sammenligning: what is compared with what is chosen on both sides, and the table on paper follows once both
 * are whole. */

#define WORD(text) g_dgettext (GETTEXT_PACKAGE, text)

static SekTablesPage *
tables (TestScreen *self)
{
  return SEK_TABLES_PAGE (screen_page (self));
}

static const SekReport *
report (TestScreen *self)
{
  return sek_tables_page_get_report (tables (self));
}

static SekPaperView *
view (TestScreen *self)
{
  return sek_tables_page_get_view (tables (self));
}

static const char *
seen_text (TestScreen *self)
{
  return sek_preview_get_text (sek_paper_view_get_preview (view (self)), sek_paper_view_get_page (view (self)));
}

#define wait_for_text(self, wanted) \
  screen_wait (sek_paper_view_is_drawn (view (self)) && strstr (seen_text (self), wanted) != NULL)

static GtkWidget *
row (TestScreen *self, GType type, const char *title)
{
  GtkWidget *found = screen_find (GTK_WIDGET (tables (self)), type, WORD (title));

  g_assert_nonnull (found);
  return found;
}

static void
choose (TestScreen *self, const char *title, SekVersionKind kind)
{
  adw_combo_row_set_selected (ADW_COMBO_ROW (row (self, ADW_TYPE_COMBO_ROW, title)), kind);
  screen_settle ();
}

/* As a person does: the whole text anew, and Enter. */
static void
type_day (TestScreen *self, const char *title, const char *day)
{
  GtkWidget *entry = row (self, ADW_TYPE_ENTRY_ROW, title);

  gtk_widget_grab_focus (entry);
  screen_settle ();
  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  screen_type (day);
  screen_press (GDK_KEY_Return, 0);
  screen_settle ();
}

static void
open_comparison (TestScreen *self)
{
  screen_go_page ("tables");
  sek_tables_page_show_table (tables (self), SEK_TABLE_COMPARISON);
  wait_for_text (self, "Endring");
}

static char *
dup_today (void)
{
  return sek_date_format (sek_date_today (), SEK_DATE_NUMERIC, SEK_LANGUAGE_NB);
}

static void
test_days (TestScreen *self, gconstpointer data)
{
  g_autofree char *today = dup_today ();
  GtkWidget *entry;

  screen_open_example (self);
  open_comparison (self);
  choose (self, "Compare", SEK_VERSION_DAY);
  /* Until a day is named the table is what it was. */
  g_assert_false (sek_report_has_versions (report (self)));
  entry = row (self, ADW_TYPE_ENTRY_ROW, "As It Was on (Date)");
  type_day (self, "As It Was on (Date)", "31.2.2023");
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  g_assert_false (sek_report_has_versions (report (self)));
  type_day (self, "As It Was on (Date)", "1.1.2001");
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  type_day (self, "As It Was on (Date)", today);
  wait_for_text (self, "Ingen forskjeller.");
  g_assert_false (gtk_widget_has_css_class (entry, "error"));
  /* A day that is not before the other one is refused in words, and the table stays. */
  choose (self, "With What", SEK_VERSION_DAY);
  type_day (self, "As It Was Later on (Date)", today);
  g_assert_true (gtk_widget_has_css_class (row (self, ADW_TYPE_ENTRY_ROW, "As It Was Later on (Date)"), "error"));
  g_assert_cmpint (report (self)->data.after.kind, ==, SEK_VERSION_NOW);
  screen_shoot (self, "tables-versions-days");
  choose (self, "Compare", SEK_VERSION_NOW);
  wait_for_text (self, "Forslag");
  g_assert_false (sek_report_has_versions (report (self)));
}

static SekTablesVersions *
find_versions (GtkWidget *root)
{
  if (SEK_IS_TABLES_VERSIONS (root))
    return SEK_TABLES_VERSIONS (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      SekTablesVersions *found = find_versions (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Against another register, and all rows. */
static void
test_file (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = screen_path (self, "annet.sekretariat");
  g_autoptr (SekDocument) other = NULL;
  g_autoptr (GError) error = NULL;

  other = sek_document_create_example (path, &error);
  g_assert_no_error (error);
  sek_document_close (other);
  screen_open_example (self);
  open_comparison (self);
  sek_tables_versions_choose_file (find_versions (GTK_WIDGET (tables (self))), FALSE, path);
  wait_for_text (self, "annet.sekretariat");
  wait_for_text (self, "Ingen forskjeller.");
  screen_click (row (self, ADW_TYPE_ACTION_ROW, "Rows That Are Equal Too"));
  wait_for_text (self, "Kommunikasjon");
  g_assert_true (report (self)->options.all_rows);
  screen_shoot (self, "tables-versions-file");
  /* What is no register is refused, and the other one stays. */
  g_assert_true (g_file_set_contents (path, "Kjære styre", -1, NULL));
  sek_tables_versions_choose_file (find_versions (GTK_WIDGET (tables (self))), FALSE, path);
  g_assert_cmpint (report (self)->data.before.kind, ==, SEK_VERSION_FILE);
}

/* What was adopted is there to choose once a column is sealed. */
static void
test_adopted (TestScreen *self, gconstpointer data)
{
  static const char *const titles[] = { "Budsjett 2022", "Forslag budsjett 2023" };
  GListModel *kinds;

  screen_open_example (self);
  open_comparison (self);
  kinds = adw_combo_row_get_model (ADW_COMBO_ROW (row (self, ADW_TYPE_COMBO_ROW, "Compare")));
  g_assert_cmpuint (g_list_model_get_n_items (kinds), ==, SEK_VERSION_ADOPTED);
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      SekDocument *document = sek_window_get_document (self->window);
      g_autoptr (SekChangeset) changeset = sek_changeset_new ("edit");
      g_autoptr (GError) error = NULL;
      gint64 column = sek_budget_column_find (sek_document_get_register (document), titles[i], &error);

      sek_changeset_set (changeset, sek_document_get_register (document), SEK_FIELD (budget_column, status), column,
                         &SEK_INTEGER (SEK_STATUS_SEALED));
      g_assert_true (sek_document_submit (document, changeset, &error));
      g_assert_no_error (error);
    }
  screen_go_page ("budget");
  screen_go_page ("tables");
  screen_wait (g_list_model_get_n_items (adw_combo_row_get_model (
                 ADW_COMBO_ROW (row (self, ADW_TYPE_COMBO_ROW, "Compare")))) == SEK_VERSION_ADOPTED + 1);
  choose (self, "Compare", SEK_VERSION_ADOPTED);
  wait_for_text (self, "Sammenligning med Forslag budsjett 2023 som vedtatt");
  choose (self, "With What", SEK_VERSION_ADOPTED);
  /* The same column on both sides is nothing to compare. */
  g_assert_cmpint (report (self)->data.after.kind, ==, SEK_VERSION_NOW);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row (self, ADW_TYPE_COMBO_ROW, "Adopted Column")), 1);
  wait_for_text (self, "Sammenligning av Budsjett 2022 som vedtatt og Forslag budsjett 2023 som vedtatt");
  screen_shoot (self, "tables-versions-adopted");
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  screen_add ("/tables-versions/days", test_days);
  screen_add ("/tables-versions/file", test_file);
  screen_add ("/tables-versions/adopted", test_adopted);
  return screen_run ();
}
