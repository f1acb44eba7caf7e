/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-test-display.h"

#include <glib/gstdio.h>

#include "sek-error.h"
#include "sek-key.h"

/* Another register comes while the first has something to say: what is typed is stored or asked about, an answer goes
 * to the register that was asked about, and one that is large is read before it is shown. */

#define FIGURES "Forslag budsjett 2023"

static char *
make_other (TestScreen *self)
{
  char *path = screen_path (self, "annet.sekretariat");
  g_autoptr (GError) error = NULL;
  g_autoptr (SekDocument) document = sek_document_create (path, "Annet råd", &error);

  g_assert_no_error (error);
  sek_document_close (document);
  return path;
}

/* As the file manager does it. */
static void
open_from_outside (const char *path)
{
  GFile *file = g_file_new_for_path (path);

  g_application_open (G_APPLICATION (screen_get_application ()), &file, 1, "");
  g_object_unref (file);
  screen_settle ();
  /* A window manager keeps a dialog above its window; here the window was raised. */
  if (screen_dialog () != NULL)
    screen_show (GTK_WINDOW (screen_dialog ()));
}

static gboolean
shows_register (TestScreen *self, const char *path)
{
  SekDocument *document = sek_window_get_document (self->window);

  return document != NULL && g_strcmp0 (sek_document_get_path (document), path) == 0;
}

static guint
count_events (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SekDocument) document = sek_document_open (path, SEK_DOCUMENT_READ_ONLY, &error);
  g_autoptr (GPtrArray) events = NULL;

  g_assert_no_error (error);
  events = sek_journal_read_events (sek_document_get_journal (document), 0, 1000, &error);
  g_assert_no_error (error);
  return events->len;
}

/* The amount of a line as the file has it, in øre. */
static gint64
read_amount (const char *path, const char *line)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SekDocument) document = sek_document_open (path, SEK_DOCUMENT_READ_ONLY, &error);
  const SekColumn *column;
  g_autofree char *key = g_strconcat (line, "/" FIGURES, NULL);
  SekScope scope;
  gint64 id;

  g_assert_no_error (error);
  column = sek_column_find (SEK_AMOUNT, "value", &error);
  sek_scope_init (&scope, sek_document_get_register (document));
  g_assert_true (sek_key_find (sek_document_get_register (document), sek_entity_get (SEK_AMOUNT), key, &id, &error));
  return sek_column_read (column, &scope, id).integer;
}

static void
open_budget (TestScreen *self)
{
  screen_open_example (self);
  screen_go_page ("budget");
}

static char *
find_amount_column (TestScreen *self)
{
  SekGridModel *model = sek_grid_get_model (screen_grid (self));

  for (guint i = sek_grid_model_get_n_columns (model); i > 0; i--)
    {
      SekGridColumn column;
      gboolean found;
      char *id;

      sek_grid_model_get_column (model, i - 1, &column);
      found = strstr (column.head, "Forslag") != NULL;
      id = g_strdup (column.id);
      g_free (column.head);
      if (found)
        return id;
      g_free (id);
    }
  g_assert_not_reached ();
}

static void
type_amount (TestScreen *self, const char *text)
{
  g_autofree char *column = find_amount_column (self);

  screen_go_to (self, "Kommunikasjon", column);
  screen_type (text);
}

/* «Angre 2 handlinger?» is about the register that is shown, whatever is opened meanwhile. */
static void
test_question (TestScreen *self, gconstpointer data)
{
  g_autofree char *other = make_other (self), *first = NULL;
  guint before;

  open_budget (self);
  first = g_strdup (sek_document_get_path (sek_window_get_document (self->window)));
  type_amount (self, "301\n");
  type_amount (self, "302\n");
  before = count_events (other);
  screen_go_page ("log");
  screen_press (GDK_KEY_Down, 0);
  screen_click (screen_find_action (GTK_WIDGET (self->window), "log.undo-to"));
  g_assert_nonnull (screen_dialog ());

  open_from_outside (other);
  g_assert_true (shows_register (self, first));
  g_assert_nonnull (screen_dialog ());
  screen_answer (self, "undo");
  screen_wait (shows_register (self, other));
  g_assert_cmpuint (count_events (other), ==, before);
  g_assert_cmpint (read_amount (first, "Kommunikasjon"), ==, 25000000);
}

/* «Ny kolonne» is made in the register that it was asked for in. */
static void
test_new_column (TestScreen *self, gconstpointer data)
{
  g_autofree char *other = make_other (self), *first = NULL;
  guint before;

  open_budget (self);
  first = g_strdup (sek_document_get_path (sek_window_get_document (self->window)));
  before = count_events (first);
  screen_click (screen_find (GTK_WIDGET (screen_page (self)), GTK_TYPE_BUTTON, "Ny kolonne …"));
  g_assert_nonnull (screen_dialog ());
  open_from_outside (other);
  screen_answer (self, "create");
  screen_wait (shows_register (self, other));
  g_assert_cmpuint (count_events (first), ==, before + 1);
  g_assert_cmpuint (sek_table_get_size (sek_register_get_table (screen_register (self), SEK_BUDGET_COLUMN)), ==, 0);
}

/* What is being typed is stored when it can be. */
static void
test_typed (TestScreen *self, gconstpointer data)
{
  g_autofree char *other = make_other (self), *first = NULL;

  open_budget (self);
  first = g_strdup (sek_document_get_path (sek_window_get_document (self->window)));
  type_amount (self, "317");
  open_from_outside (other);
  screen_wait (shows_register (self, other));
  g_assert_cmpint (read_amount (first, "Kommunikasjon"), ==, 31700000);
}

/* What cannot be stored is asked about, and waits for its correction if that is the answer. */
static void
test_refused (TestScreen *self, gconstpointer data)
{
  g_autofree char *other = make_other (self), *first = NULL;

  open_budget (self);
  first = g_strdup (sek_document_get_path (sek_window_get_document (self->window)));
  type_amount (self, "tre hundre");
  open_from_outside (other);
  screen_wait (screen_dialog () != NULL);
  screen_shoot (self, "opening-refused");
  screen_answer (self, "correct");
  g_assert_true (shows_register (self, first));
  g_assert_nonnull (sek_page_get_problem (screen_page (self)));

  open_from_outside (other);
  screen_wait (screen_dialog () != NULL);
  screen_answer (self, "discard");
  screen_wait (shows_register (self, other));
  g_assert_cmpint (read_amount (first, "Kommunikasjon"), ==, 25000000);
}

/* A register of more than four mebibytes. */
static char *
make_large (TestScreen *self)
{
  char *path = screen_path (self, "stort.sekretariat");
  g_autoptr (GString) note = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SekDocument) document = sek_document_create (path, "Stort råd", &error);
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("edit");
  const char *const ids[] = { "name", "note" };
  SekScope scope;

  g_assert_no_error (error);
  for (int i = 0; i < 4000; i++)
    g_string_append (note, "En linje av merknaden\n");
  sek_scope_init (&scope, sek_document_get_register (document));
  for (int i = 0; i < 60; i++)
    {
      g_autofree char *name = g_strdup_printf ("Kommune %d", i);
      const char *texts[] = { name, note->str };

      g_assert_true (sek_column_add_row (&scope, SEK_MEMBER, G_N_ELEMENTS (ids), ids, texts, changeset, &error) != 0);
    }
  g_assert_true (sek_document_submit (document, changeset, &error));
  g_assert_no_error (error);
  sek_document_close (document);
  return path;
}

static void
test_large (TestScreen *self, gconstpointer data)
{
  g_autofree char *large = make_large (self), *first = NULL;

  screen_open_example (self);
  first = g_strdup (sek_document_get_path (sek_window_get_document (self->window)));
  sek_window_open (self->window, large);
  g_assert_true (shows_register (self, first));
  g_assert_true (screen_shows (GTK_WIDGET (self->window), "stort.sekretariat"));
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.stop-opening", NULL);
  screen_settle ();
  g_assert_true (shows_register (self, first));
  g_assert_nonnull (screen_find (GTK_WIDGET (self->window), SEK_TYPE_GRID, NULL));

  sek_window_open (self->window, large);
  screen_wait (shows_register (self, large));
  g_assert_cmpuint (sek_table_get_size (sek_register_get_table (screen_register (self), SEK_MEMBER)), ==, 60);
  g_assert_null (sek_document_dup_read_only_reason (sek_window_get_document (self->window)));
}

/* A copy that is laid over the open register is told of, and what it holds is shown. */
static void
test_laid_over (TestScreen *self, gconstpointer data)
{
  g_autofree char *copy = screen_path (self, "kopi.sekretariat"), *path = NULL, *command = NULL, *out = NULL;
  SekDocument *document;

  open_budget (self);
  document = sek_window_get_document (self->window);
  path = g_strdup (sek_document_get_path (document));
  command = g_strdup_printf ("cp '%s' '%s'", path, copy);
  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
  type_amount (self, "301\n");
  g_free (command);
  command = g_strdup_printf ("cp '%s' '%s'", copy, path);
  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
  screen_wait (screen_tells (self, "Et annet program skrev over registeret"));
  screen_shoot (self, "laid-over");
  type_amount (self, "303\n");
  g_assert_cmpint (read_amount (path, "Kommunikasjon"), ==, 30300000);

  /* Something else than a register: what was read stays to be seen, on every page. */
  g_free (command);
  command = g_strdup_printf ("cp /etc/passwd '%s'", path);
  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
  screen_wait (sek_document_dup_read_only_reason (document) != NULL);
  for (guint key = GDK_KEY_1; key <= GDK_KEY_8; key++)
    screen_press (key, GDK_CONTROL_MASK);
  screen_go_page ("budget");
  screen_shoot (self, "spoiled");
  g_assert_true (g_file_get_contents (path, &out, NULL, NULL));
  g_assert_true (g_str_has_prefix (out, "root"));
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  screen_add ("/opening/question", test_question);
  screen_add ("/opening/new-column", test_new_column);
  screen_add ("/opening/typed", test_typed);
  screen_add ("/opening/refused", test_refused);
  screen_add ("/opening/large", test_large);
  screen_add ("/opening/laid-over", test_laid_over);
  return screen_run ();
}
