/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A column of a checked table goes on into the register, with real keys: chosen, looked at, stored as one step and
 * taken back. */
#include <string.h>

#include "sek-audit-page.h"
#include "sek-budget.h"
#include "sek-import-window.h"
#include "sek-key.h"
#include "sek-test-display.h"

#define PUBLISHED SEK_AUDIT_TESTS "/samples/hovedtall-2023.tsv"

static void
paste (TestScreen *self, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GdkContentProvider) content = gdk_content_provider_new_for_bytes ("text/plain;charset=utf-8", bytes);

  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self->window)), content);
  screen_press (GDK_KEY_v, GDK_CONTROL_MASK);
  screen_wait (sek_grid_get_model (screen_grid (self)) != NULL);
}

static gint64
find (TestScreen *self, SekEntityId entity, const char *name)
{
  g_autoptr (GError) error = NULL;
  gint64 row = 0;

  sek_key_find (screen_register (self), sek_entity_get (entity), name, &row, &error);
  g_assert_no_error (error);
  return row;
}

/* In øre; SEK_NONE when blank. */
static gint64
get_amount (TestScreen *self, const char *line, const char *column)
{
  SekBudgetCell cell;

  sek_budget_read (screen_register (self), find (self, SEK_BUDGET_LINE, line), find (self, SEK_BUDGET_COLUMN, column),
                   &cell);
  return cell.value;
}

static SekImportWindow *
find_open (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  guint n = g_list_model_get_n_items (windows);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (SEK_IS_IMPORT_WINDOW (window) && gtk_widget_get_visible (GTK_WIDGET (window)))
        return SEK_IMPORT_WINDOW (window);
    }
  return NULL;
}

/* The assistant's rows, "status | in the file | old | new", a line each. */
static char *
list_rows (SekImportWindow *import)
{
  static const char *const ids[] = { "verdict", "name", "before", "after" };
  SekGridModel *model = sek_grid_get_model (sek_import_window_get_grid (import));
  GString *list = g_string_new (NULL);

  for (guint row = 0; row < sek_grid_model_get_n_rows (model); row++)
    for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
      {
        SekGridCellFlags flags;
        g_autofree char *text = sek_grid_model_read (model, row, screen_find_column (model, ids[i]), &flags);

        g_string_append_printf (list, "%s%s", text, i + 1 < G_N_ELEMENTS (ids) ? " | " : "\n");
      }
  return g_string_free (list, FALSE);
}

/* Tab until the focus is within a row of the dialog that is called so. */
static GtkWidget *
tab_to (GtkWidget *dialog, const char *title)
{
  for (guint i = 0; i < 20; i++)
    {
      GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (dialog));
      GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, ADW_TYPE_COMBO_ROW) : NULL;

      if (row != NULL && g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), title))
        return row;
      screen_press (GDK_KEY_Tab, 0);
    }
  g_error ("Tab does not come to “%s”", title);
}

static const char *
get_choice (GtkWidget *row)
{
  return gtk_string_object_get_string (adw_combo_row_get_selected_item (ADW_COMBO_ROW (row)));
}

/* Ctrl+K, the command by its name, Enter. */
static GtkWidget *
ask (void)
{
  screen_press (GDK_KEY_k, GDK_CONTROL_MASK);
  screen_type ("kontrollert kolonne\n");
  screen_wait (screen_dialog () != NULL);
  return screen_dialog ();
}

static SekImportWindow *
go_on (void)
{
  screen_press (GDK_KEY_Return, 0);
  screen_wait (find_open () != NULL);
  screen_show (GTK_WINDOW (find_open ()));
  screen_wait (sek_import_window_is_idle (find_open ()));
  return find_open ();
}

/* The published proposal of 2023 over the register's, whose figures were others. */
static void
test_column (TestScreen *self, gconstpointer data)
{
  g_autofree char *table = screen_read_file (PUBLISHED, NULL), *before = NULL, *after = NULL, *rows = NULL;
  GtkWidget *dialog;
  SekImportWindow *import;

  screen_open_example (self);
  before = sek_register_dump (screen_register (self));
  screen_go_page ("audit");
  paste (self, table);
  screen_assert_reads (self, "Kontingenter", "column-3", "6 283");

  /* The cursor stands in the change, which is none of the register's columns. */
  dialog = ask ();
  g_assert_cmpstr (get_choice (tab_to (dialog, "Budsjettkolonne")), ==, "Forslag budsjett 2023");
  g_assert_cmpstr (get_choice (tab_to (dialog, "Kolonne i tabellen")), ==, "Forslag budsjett 2023");
  screen_shoot_widget (dialog, "send-proposed");
  screen_press (GDK_KEY_Escape, 0);
  screen_wait (screen_dialog () == NULL);
  screen_show (GTK_WINDOW (self->window));

  /* From the prognosis, to the proposal. */
  screen_go_to (self, "Kontingenter", "column-2");
  dialog = ask ();
  g_assert_cmpstr (get_choice (tab_to (dialog, "Kolonne i tabellen")), ==, "Regnskap 2022, prognose pr. 18.11.22");
  g_assert_cmpstr (get_choice (tab_to (dialog, "Budsjettkolonne")), ==, "Prognose 2022");
  screen_press (GDK_KEY_space, 0);
  /* The list opens on its first. */
  screen_press (GDK_KEY_Down, 0);
  screen_press (GDK_KEY_Down, 0);
  screen_press (GDK_KEY_Return, 0);
  g_assert_cmpstr (get_choice (tab_to (dialog, "Budsjettkolonne")), ==, "Forslag budsjett 2023");
  g_assert_false (screen_shows (dialog, "tall i denne kolonnen"));
  screen_shoot_widget (dialog, "send-chosen");
  import = go_on ();
  g_assert_true (screen_shows (GTK_WIDGET (import), "Må besvares"));
  screen_shoot_widget (GTK_WIDGET (import), "send-unit");
  screen_press (GDK_KEY_space, 0);
  screen_wait (sek_import_window_is_idle (import));
  screen_shoot_widget (GTK_WIDGET (import), "send-changes");
  rows = list_rows (import);
  g_test_message ("%s", rows);
  g_assert_nonnull (strstr (rows, "usikker | Møteutgifter administr. organer | 130 | 90\n"));
  g_assert_nonnull (strstr (rows, "endret | Møteutgifter politiske organer | 40 | 4\n"));
  g_assert_nonnull (strstr (rows, "hoppet over | Sum driftsutgifter | "));
  /* Nothing was printed there, so nothing is said about it. */
  g_assert_null (strstr (rows, "Klimasats | "));

  screen_press (GDK_KEY_Return, GDK_CONTROL_MASK);
  screen_wait (find_open () == NULL);
  screen_show (GTK_WINDOW (self->window));
  g_assert_cmpint (get_amount (self, "Møteutgifter politiske organer", "Forslag budsjett 2023"), ==, 400000);
  g_assert_cmpint (get_amount (self, "Sekretariatet, andre utgifter", "Forslag budsjett 2023"), ==, 65000000);
  /* It is only called alike. */
  g_assert_cmpint (get_amount (self, "Møteutgifter administrative organer", "Forslag budsjett 2023"), ==, 13000000);
  after = sek_register_dump (screen_register (self));
  g_assert_cmpstr (after, !=, before);
  screen_shoot (self, "send-stored");
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  g_free (after);
  after = sek_register_dump (screen_register (self));
  g_assert_cmpstr (after, ==, before);
  g_assert_true (screen_close (self));
}

/* Rows that the register does not have, that it has and the table not, and that the table has twice; what is no
 * figure. */
static void
test_rest (TestScreen *self, gconstpointer data)
{
  g_autofree char *rows = NULL;
  SekImportWindow *import;

  screen_open_example (self);
  screen_go_page ("audit");
  paste (self, "Beløp i 1000 kr\tForslag budsjett 2023\tBudsjett 2022\tEndring\nKontingenter\t6 400\t6 "
               "034\t366\nKommunikasjon\t(250)\t350\t-600\n"
               "Romfart \"til månen\"\t1 200,5\t900\t300,5\nProsjekter\tse note\t1 "
               "700\t\nKommunikasjon\t300\t350\t-50\n\t77\t33\t44\n");
  ask ();
  import = go_on ();
  screen_shoot_widget (GTK_WIDGET (import), "send-rest");
  rows = list_rows (import);
  g_test_message ("%s", rows);
  g_assert_nonnull (strstr (rows, "duplikat | Kommunikasjon | 250 | −250\n"));
  g_assert_nonnull (strstr (rows, "duplikat | Kommunikasjon | 250 | 300\n"));
  g_assert_nonnull (strstr (rows, "ukjent | Romfart \"til månen\" |  | 1\u00a0201\n"));
  g_assert_nonnull (strstr (rows, "ukjent | Prosjekter |  | \n"));
  g_assert_nonnull (strstr (rows, "ukjent | rad 7 |  | 77\n"));
  g_assert_nonnull (strstr (rows, "ikke i filen |  | 6\u00a0100 | \n"));
  screen_press (GDK_KEY_Escape, 0);
  screen_wait (find_open () == NULL);
  screen_show (GTK_WINDOW (self->window));
  g_assert_true (screen_close (self));
}

/* Who sends a figure that deviates is told so. */
static void
test_wrong (TestScreen *self, gconstpointer data)
{
  GtkWidget *dialog;

  screen_open_example (self);
  screen_go_page ("audit");
  paste (self, "Post\tBudsjett 2022\tBudsjett 2023\tEndring\nKontingenter\t6 034\t6 283\t249\nTilskudd\t1 217\t1 "
               "319\t122\nRenter\t57\t68\t11\n"
               "Sum\t7 308\t7 690\t382\n");
  dialog = ask ();
  g_assert_true (screen_shows (dialog, "Det er funn på 1 tall i denne kolonnen"));
  screen_shoot_widget (dialog, "send-wrong");
  screen_press (GDK_KEY_Escape, 0);
  screen_wait (screen_dialog () == NULL);
  screen_show (GTK_WINDOW (self->window));
  g_assert_true (screen_close (self));
}

/* Into a column that is made on the way: one step, to be taken back as one. */
static void
test_new (TestScreen *self, gconstpointer data)
{
  g_autofree char *table = screen_read_file (PUBLISHED, NULL), *before = NULL, *after = NULL;
  GtkWidget *dialog;
  SekImportWindow *import;

  screen_open_example (self);
  before = sek_register_dump (screen_register (self));
  screen_go_page ("audit");
  paste (self, table);
  screen_go_to (self, "Kontingenter", "column-1");
  dialog = ask ();
  tab_to (dialog, "Budsjettkolonne");
  screen_press (GDK_KEY_space, 0);
  screen_press (GDK_KEY_End, 0);
  screen_press (GDK_KEY_Return, 0);
  g_assert_cmpstr (get_choice (tab_to (dialog, "Budsjettkolonne")), ==, "Ny kolonne …");
  screen_press (GDK_KEY_Return, 0);
  screen_wait (screen_dialog () != NULL && screen_dialog () != dialog);
  screen_shoot_widget (screen_dialog (), "send-new");
  screen_answer (self, "create");
  screen_wait (find_open () != NULL);
  import = find_open ();
  screen_show (GTK_WINDOW (import));
  screen_wait (sek_import_window_is_idle (import));
  screen_press (GDK_KEY_space, 0);
  screen_wait (sek_import_window_is_idle (import));
  screen_press (GDK_KEY_Return, GDK_CONTROL_MASK);
  screen_wait (find_open () == NULL);
  screen_show (GTK_WINDOW (self->window));
  g_assert_cmpint (get_amount (self, "Kommunikasjon", "Forslag budsjett 2024"), ==, 35000000);
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  after = sek_register_dump (screen_register (self));
  g_assert_cmpstr (after, ==, before);
  g_assert_true (screen_close (self));
}

/* There is nothing to send yet: said, and nothing opens. */
static void
test_nothing (TestScreen *self, gconstpointer data)
{
  screen_open_example (self);
  screen_press (GDK_KEY_k, GDK_CONTROL_MASK);
  screen_type ("kontrollert kolonne\n");
  screen_wait (screen_tells (self, "Lim inn eller åpne"));
  g_assert_cmpstr (sek_window_get_page_name (self->window), ==, "audit");
  g_assert_null (screen_dialog ());
  g_assert_true (screen_close (self));
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  screen_add ("/audit-send/column", test_column);
  screen_add ("/audit-send/rest", test_rest);
  screen_add ("/audit-send/wrong", test_wrong);
  screen_add ("/audit-send/new", test_new);
  screen_add ("/audit-send/nothing", test_nothing);
  return screen_run ();
}
