/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-test-display.h"

#include <glib/gstdio.h>

#include "sek-fees.h"
#include "sek-import-window.h"
#include "sek-page-list.h"

/* Every page in every state without a word from GTK (its warnings end a test), the start page, and a register that is
 * filled from nothing on the screen. */

static void
test_resources (TestScreen *self, gconstpointer data)
{
  static const char *const folders[] = { "/no/regionraad/Sekretariat/" };
  guint n = 0;

  screen_open_example (self);
  /* Made when they are asked for. */
  for (guint i = 0; i < sek_page_list_get_size (); i++)
    sek_window_get_page (self->window, sek_page_list_get_nth (i)->name);
  g_type_class_unref (g_type_class_ref (SEK_TYPE_IMPORT_WINDOW));
  for (guint f = 0; f < G_N_ELEMENTS (folders); f++)
    {
      g_autoptr (GError) error = NULL;
      g_auto (GStrv) files = g_resources_enumerate_children (folders[f], G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

      g_assert_no_error (error);
      for (guint i = 0; files[i] != NULL; i++)
        {
          g_autofree char *path = g_strconcat (folders[f], files[i], NULL);
          g_autoptr (GBytes) text = g_str_has_suffix (path, ".ui")
                                        ? g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL)
                                        : NULL;
          const char *template = text != NULL ? g_strstr_len (g_bytes_get_data (text, NULL), -1, "<template class=\"")
                                              : NULL;

          if (text == NULL)
            continue;
          n++;
          if (template == NULL)
            {
              g_autoptr (GtkBuilder) builder = gtk_builder_new ();

              gtk_builder_add_from_resource (builder, path, &error);
              g_assert_no_error (error);
            }
          else
            {
              g_auto (GStrv) parts = g_strsplit (template, "\"", 3);

              /* The window has made all of them, or an heir of theirs. */
              g_assert_cmpuint (g_type_from_name (parts[1]), !=, 0);
              g_assert_nonnull (g_type_class_peek (g_type_from_name (parts[1])));
            }
        }
    }
  g_assert_cmpuint (n, >=, 3);
}

static void
test_dialogs (TestScreen *self, gconstpointer data)
{
  screen_open_example (self);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.show-help-overlay", NULL);
  screen_settle ();
  g_assert_true (gtk_widget_get_mapped (
      GTK_WIDGET (gtk_application_window_get_help_overlay (GTK_APPLICATION_WINDOW (self->window)))));
  gtk_window_close (GTK_WINDOW (gtk_application_window_get_help_overlay (GTK_APPLICATION_WINDOW (self->window))));
  screen_show (GTK_WINDOW (self->window));
  g_action_group_activate_action (G_ACTION_GROUP (screen_get_application ()), "about", NULL);
  screen_settle ();
  screen_show (GTK_WINDOW (self->window));
}

/* --- a walk through all pages ------------------------------------------------------------------------------------- */

static void
show_pages (TestScreen *self, const char *name)
{
  for (guint i = 0; i < sek_page_list_get_size (); i++)
    {
      g_autofree char *picture = g_strdup_printf ("%s-%s", name, sek_page_list_get_nth (i)->name);

      screen_go_page (sek_page_list_get_nth (i)->name);
      g_assert_cmpstr (sek_window_get_page_name (self->window), ==, sek_page_list_get_nth (i)->name);
      screen_shoot (self, picture);
    }
}

/* To every kind of cell, each with its side pane, to every field, and about with the pane and search. */
static void
walk (TestScreen *self, const char *name)
{
  show_pages (self, name);
  for (guint i = 0; i < sek_page_list_get_size (); i++)
    {
      SekGridModel *model;
      guint n_rows, n_columns;

      screen_go_page (sek_page_list_get_nth (i)->name);
      model = sek_grid_get_model (screen_grid (self));
      n_rows = model != NULL ? sek_grid_model_get_n_rows (model) : 0;
      n_columns = model != NULL ? sek_grid_model_get_n_columns (model) : 0;
      for (guint row = 0; row < MIN (n_rows, 20); row++)
        {
          sek_grid_set_cursor (screen_grid (self), row, row % n_columns);
          screen_settle ();
        }
      for (guint step = 0; step < 25; step++)
        gtk_widget_child_focus (GTK_WIDGET (self->window), GTK_DIR_TAB_FORWARD);
      screen_settle ();
      screen_press (GDK_KEY_F9, 0);
      screen_press (GDK_KEY_F9, 0);
      screen_press (GDK_KEY_f, GDK_CONTROL_MASK);
    }
}

/* At twice the text, every page still fits a window of ordinary size. */
static void
show_large (TestScreen *self)
{
  GtkSettings *settings = gtk_settings_get_default ();
  int dpi, minimum;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", 2 * (dpi > 0 ? dpi : 96 * 1024), NULL);
  screen_settle ();
  show_pages (self, "large");
  for (guint i = 0; i < sek_page_list_get_size (); i++)
    {
      screen_go_page (sek_page_list_get_nth (i)->name);
      gtk_widget_measure (GTK_WIDGET (self->window), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      g_test_message ("%s at twice the text is at least %d wide", sek_page_list_get_nth (i)->name, minimum);
      g_assert_cmpint (minimum, <=, 1280);
      gtk_widget_measure (GTK_WIDGET (self->window), GTK_ORIENTATION_VERTICAL, -1, &minimum, NULL, NULL, NULL);
      g_assert_cmpint (minimum, <=, 800);
    }
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
  screen_settle ();
}

static void
test_walk_example (TestScreen *self, gconstpointer data)
{
  static const struct { int width, height; } sizes[] = {
    { 1600, 1000 }, { 1100, 700 }, { 1080, 700 }, { 900, 600 }, { 780, 600 }, { 640, 500 }, { 1280, 800 },
  };
  g_autofree char *before = NULL, *after = NULL;

  screen_open_example (self);
  before = sek_register_dump (sek_document_get_register (sek_window_get_document (self->window)));
  walk (self, "example");
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *name = NULL;

      gtk_window_set_default_size (GTK_WINDOW (self->window), sizes[i].width, sizes[i].height);
      /* The frame that GTK draws where there is no compositor counts. */
      screen_wait (ABS (gtk_widget_get_width (GTK_WIDGET (self->window)) - sizes[i].width) < 60);
      name = g_strdup_printf ("%dx%d", sizes[i].width, sizes[i].height);
      show_pages (self, name);
    }
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  show_pages (self, "dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  show_large (self);
  /* Looking at things changes nothing. */
  after = sek_register_dump (sek_document_get_register (sek_window_get_document (self->window)));
  g_assert_cmpstr (after, ==, before);
}

static void
test_walk_empty (TestScreen *self, gconstpointer data)
{
  screen_open_empty (self);
  walk (self, "empty");
}

/* What has nothing in it takes no key away from who is there: also a search, and when the last rows go. */
static void
test_keys_of_empty (TestScreen *self, gconstpointer data)
{
  static const guint keys[] = { GDK_KEY_f, GDK_KEY_h };

  screen_open_empty (self);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      screen_go_page ("projects");
      screen_press (keys[i], GDK_CONTROL_MASK);
      screen_go_page ("members");
      g_assert_cmpstr (sek_window_get_page_name (self->window), ==, "members");
    }
  screen_press (GDK_KEY_Return, 0);
  screen_type ("Drammen\n");
  screen_press (GDK_KEY_f, GDK_CONTROL_MASK);
  screen_type ("dram");
  screen_press (GDK_KEY_Escape, 0);
  screen_press (GDK_KEY_minus, GDK_CONTROL_MASK);
  screen_go_page ("projects");
  g_assert_cmpstr (sek_window_get_page_name (self->window), ==, "projects");
  /* Nor does a page that has no search. */
  for (guint i = 0; i < sek_page_list_get_size (); i++)
    if (!sek_page_list_get_nth (i)->has_search)
      {
        screen_go_page (sek_page_list_get_nth (i)->name);
        screen_press (GDK_KEY_h, GDK_CONTROL_MASK);
        screen_go_page ("members");
        g_assert_cmpstr (sek_window_get_page_name (self->window), ==, "members");
      }
}

static void
test_walk_read_only (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = screen_path (self, "held.sekretariat"), *before = NULL, *after = NULL;
  g_autoptr (GSubprocess) writer = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SekDocument) document = sek_document_create_example (path, &error);

  g_assert_no_error (error);
  g_clear_object (&document);
  writer = screen_hold (path);
  screen_open (self, path);
  before = sek_register_dump (sek_document_get_register (sek_window_get_document (self->window)));
  walk (self, "read-only");
  after = sek_register_dump (sek_document_get_register (sek_window_get_document (self->window)));
  g_assert_cmpstr (after, ==, before);
  screen_release (writer);
}

/* --- starting ----------------------------------------------------------------------------------------------------- */

static void
take_active_window (TestScreen *self)
{
  g_assert_null (self->window);
  screen_wait (gtk_application_get_active_window (GTK_APPLICATION (screen_get_application ())) != NULL);
  g_set_weak_pointer (&self->window,
                      SEK_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (screen_get_application ()))));
  screen_show (GTK_WINDOW (self->window));
}

static void
test_start (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (GSettings) settings = g_settings_new (SEK_APPLICATION_ID);

  /* The first start offers what can be done. */
  g_application_activate (G_APPLICATION (screen_get_application ()));
  take_active_window (self);
  g_assert_null (sek_window_get_document (self->window));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (screen_part (self, "main"))), ==, "start");
  for (const char *const *action = (const char *const[]) { "win.new", "win.open", "win.example", NULL };
       *action != NULL; action++)
    {
      GtkWidget *start = gtk_stack_get_visible_child (GTK_STACK (screen_part (self, "main")));

      g_assert_nonnull (screen_find_action (start, *action));
      g_assert_true (gtk_widget_is_sensitive (screen_find_action (start, *action)));
    }
  screen_shoot (self, "start");
  /* Keys that need a register do nothing. */
  screen_go_page ("budget");
  screen_press (GDK_KEY_f, GDK_CONTROL_MASK);
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  screen_press (GDK_KEY_s, GDK_CONTROL_MASK);
  screen_press (GDK_KEY_e, GDK_CONTROL_MASK);
  screen_press (GDK_KEY_F9, 0);
  g_assert_true (screen_close (self));

  /* Later starts show the last file, on the page where it was left. */
  screen_open_example (self);
  path = g_strdup (sek_document_get_path (sek_window_get_document (self->window)));
  screen_go_page ("projects");
  g_assert_true (screen_close (self));
  g_application_activate (G_APPLICATION (screen_get_application ()));
  take_active_window (self);
  g_assert_cmpstr (sek_document_get_path (sek_window_get_document (self->window)), ==, path);
  g_assert_cmpstr (sek_window_get_page_name (self->window), ==, "projects");
  g_assert_true (screen_close (self));

  /* A last file that is gone is a first start again. */
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_application_activate (G_APPLICATION (screen_get_application ()));
  take_active_window (self);
  g_assert_null (sek_window_get_document (self->window));
  g_assert_null (screen_dialog ());
}

/* --- from nothing ------------------------------------------------------------------------------------------------- */

static GtkWidget *
find_empty_button (TestScreen *self)
{
  GtkWidget *status = screen_find (GTK_WIDGET (screen_page (self)), ADW_TYPE_STATUS_PAGE, NULL);

  g_assert_nonnull (status);
  g_assert_true (gtk_widget_get_mapped (status));
  return screen_find (status, GTK_TYPE_BUTTON, NULL);
}

static const char *
plural (SekEntityId entity)
{
  return sek_word (&sek_entity_get (entity)->plural, sek_program_language ());
}

static void
add_row (TestScreen *self, SekEntityId entity)
{
  GtkWidget *group = screen_find (screen_form (self), ADW_TYPE_PREFERENCES_GROUP, plural (entity));

  g_assert_nonnull (group);
  screen_click (screen_find (group, GTK_TYPE_BUTTON, "list-add-symbolic"));
}

static void
test_from_nothing (TestScreen *self, gconstpointer data)
{
  SekRegister *reg;
  SekGridModel *model;
  const SekFeeTotals *totals;
  GtkWidget *row;
  SekScope scope;
  g_autofree char *id = NULL;

  screen_open_empty (self);
  reg = sek_document_get_register (sek_window_get_document (self->window));
  sek_scope_init (&scope, reg);

  /* A member, its number, and its population in the side pane. */
  screen_click (find_empty_button (self));
  g_assert_true (sek_grid_is_editing (screen_grid (self)));
  screen_type ("Drammen\n");
  screen_go_to (self, "Drammen", "number");
  screen_type ("3301\n");
  screen_assert_reads (self, "Drammen", "number", "3301");
  screen_assert_reads (self, "Drammen", "county", "Buskerud");
  add_row (self, SEK_POPULATION);
  screen_fill (self, SEK_FIELD (population, persons), "100 000");
  screen_assert_reads (self, "Drammen", "population", "100\u00a0000");
  screen_assert_reads (self, "Drammen", "fee", "");

  /* The rate, in Fees. */
  screen_go_page ("fees");
  screen_click (screen_find (GTK_WIDGET (sek_window_get_page (self->window, "fees")), GTK_TYPE_BUTTON, "Ny sats"));
  screen_press (GDK_KEY_Tab, 0);
  screen_press (GDK_KEY_Tab, 0);
  screen_type ("2,80\n");
  screen_shoot (self, "nothing-fees");
  screen_go_page ("members");
  screen_assert_reads (self, "Drammen", "fee", "280\u00a0000");
  totals = sek_fees_get_totals (reg, scope.year);
  g_assert_cmpint (totals->invoices, ==, 28000000);
  screen_shoot (self, "nothing-members");

  /* A wrong text in a field of the pane stays there, marked. */
  row = screen_find (screen_form (self), ADW_TYPE_ENTRY_ROW,
                     sek_word (&SEK_FIELD (population, persons)->title, sek_program_language ()));
  gtk_widget_grab_focus (row);
  screen_press (GDK_KEY_a, GDK_CONTROL_MASK);
  screen_type ("mange\n");
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "mange");
  screen_assert_reads (self, "Drammen", "population", "100\u00a0000");
  screen_press (GDK_KEY_Escape, 0);
  g_assert_false (gtk_widget_has_css_class (row, "error"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "100\u00a0000");

  /* A column, and lines in it. */
  screen_go_page ("budget");
  screen_click (find_empty_button (self));
  g_assert_nonnull (screen_dialog ());
  screen_answer (self, "create");
  model = sek_grid_get_model (screen_grid (self));
  g_assert_cmpuint (sek_grid_model_get_n_columns (model), ==, 2);
  screen_go_to (self, "Utgifter", "name");
  screen_press (GDK_KEY_plus, GDK_CONTROL_MASK);
  g_assert_true (sek_grid_is_editing (screen_grid (self)));
  screen_type ("Møter\n");
  {
    SekGridColumn column;

    sek_grid_model_get_column (model, 1, &column);
    id = g_strdup (column.id);
    g_free (column.head);
  }
  screen_go_to (self, "Møter", id);
  screen_type ("40\n");
  screen_assert_reads (self, "Sum driftsutgifter", id, "40");
  screen_assert_reads (self, "Resultat*", id, "240");
  screen_shoot (self, "nothing-budget");

  /* A project. */
  screen_go_page ("projects");
  screen_click (find_empty_button (self));
  g_assert_true (sek_grid_is_editing (screen_grid (self)));
  screen_type ("Klima\n");
  screen_go_to (self, "Klima", id);
  screen_type ("15\n");
  screen_assert_reads (self, "Klima", id, "15");
  screen_shoot (self, "nothing-projects");

  /* All of it can be taken back, one step at a time. */
  for (guint i = 0; i < 60 && sek_table_get_size (sek_register_get_table (reg, SEK_MEMBER)) > 0; i++)
    screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_cmpuint (sek_table_get_size (sek_register_get_table (reg, SEK_MEMBER)), ==, 0);
  g_assert_cmpuint (sek_table_get_size (sek_register_get_table (reg, SEK_BUDGET_COLUMN)), ==, 0);
  g_assert_cmpuint (sek_table_get_size (sek_register_get_table (reg, SEK_PROJECT)), ==, 0);
  screen_go_page ("members");
  g_assert_nonnull (find_empty_button (self));
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  screen_add ("/ui/resources", test_resources);
  screen_add ("/ui/dialogs", test_dialogs);
  screen_add ("/ui/walk/example", test_walk_example);
  screen_add ("/ui/walk/empty", test_walk_empty);
  screen_add ("/ui/empty/keys", test_keys_of_empty);
  screen_add ("/ui/walk/read-only", test_walk_read_only);
  screen_add ("/ui/start", test_start);
  screen_add ("/ui/from-nothing", test_from_nothing);
  return screen_run ();
}
