/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each kind of import in the assistant, with real keys: what is asked, taken and left out, one step in the register,
 * and what is remembered. */
#include <string.h>

#include "import-screen.h"
#include "sek-key.h"
#include "sek-member-sheets.h"

static gint64
find (TestScreen *self, SekEntityId entity, const char *key)
{
  g_autoptr (GError) error = NULL;
  gint64 row = 0;

  sek_key_find (screen_register (self), sek_entity_get (entity), key, &row, &error);
  g_assert_no_error (error);
  return row;
}

/* Ctrl+Enter stores; Ctrl+Z in the main window takes all of it back, whatever it was. */
static void
store_and_undo (TestScreen *self, SekImportWindow *import, const char *told)
{
  g_autofree char *before = sek_register_dump (screen_register (self)), *after = NULL, *undone = NULL;

  screen_press (GDK_KEY_Return, GDK_CONTROL_MASK);
  screen_wait (import_find_open () == NULL);
  g_assert_true (screen_tells (self, told));
  after = sek_register_dump (screen_register (self));
  g_assert_cmpstr (after, !=, before);
  screen_show (GTK_WINDOW (self->window));
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK);
  undone = sek_register_dump (screen_register (self));
  g_assert_cmpstr (undone, ==, before);
}

static void
leave (TestScreen *self)
{
  screen_press (GDK_KEY_Escape, 0);
  screen_wait (import_find_open () == NULL);
  screen_show (GTK_WINDOW (self->window));
}

/* Narrow, wide and dark: pictures, and nothing that is wider than the window. */
static void
shoot_all (SekImportWindow *import, const char *name)
{
  static const int widths[] = { 1050, 780, 680, 1200 };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      g_autofree char *file = g_strdup_printf ("import-%s-%d", name, widths[i]);

      gtk_window_set_default_size (GTK_WINDOW (import), widths[i], 680);
      screen_wait (gtk_widget_get_width (GTK_WIDGET (import)) <= widths[i]);
      if (widths[i] <= 680 || widths[i] == 1200)
        screen_shoot_widget (GTK_WIDGET (import), file);
    }
}

static const char published[] =
    "Hovedtall (i hele tusen kroner);;;;\n\nPost;Budsjett 2022;Prognose 2022;Forslag budsjett 2023;Endring\n"
    "Inngående mindreforbruk;4 017;3 740;2 727;-1 290\nKontingenter;6 034;5 981;6 283;249\nSum inntekter;6 034;5 981;6 "
    "283;249\n"
    "Møteutgifter politiske organer;50;4;45;-5\nKommunikasjon;350;250; 260;-90\nLønn, sekretariatet;5 000;4 500;6 "
    "100;1 100\nReklame og profilering i regionale medier;1;1;9;8\n"
    "Sum driftsutgifter;5 401;4 755;6 414;1 013\n";

/* The column is asked for and chosen with the keyboard; a doubtful line is taken by hand and known the next time. */
static void
test_budget (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = import_write (self, "hovedtall.csv", published, -1);
  SekImportWindow *import;

  screen_open_example (self);
  import = import_present (self, SEK_IMPORT_KIND_BUDGET, path);
  shoot_all (import, "budget");
  import_go_to_row (import, "Lønn, sekretariatet");
  screen_press (GDK_KEY_Return, 0);
  screen_shoot_widget (GTK_WIDGET (import), "import-budget-taken");
  store_and_undo (self, import, "Importerte");
  screen_press (GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  /* Remembered. */
  import = import_present (self, SEK_IMPORT_KIND_BUDGET, path);
  screen_shoot_widget (GTK_WIDGET (import), "import-budget-again");
  g_assert_cmpuint (import_count_rows (import, "usikker"), ==, 0);
  leave (self);
  g_assert_true (screen_close (self));
}

/* From the list that has the focus, what stands n places below the first. */
static void
choose (guint n)
{
  screen_press (GDK_KEY_space, 0);
  screen_press (GDK_KEY_Home, 0);
  for (guint i = 0; i < n; i++)
    screen_press (GDK_KEY_Down, 0);
  screen_press (GDK_KEY_Return, 0);
}

/* Which of many columns, which unit and which mark: questions, one after the other, the first with a list that
 * unfolds. */
static void
test_questions (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = import_write (self, "belop.csv",
                                        "Post;Beløp\nKommunikasjon;1.500\nMøteutgifter politiske organer;45\n", -1);
  SekImportWindow *import;

  screen_open_example (self);
  import = import_present (self, SEK_IMPORT_KIND_BUDGET, path);
  shoot_all (import, "questions");
  choose (1);
  screen_wait (sek_import_window_is_idle (import));
  screen_shoot_widget (GTK_WIDGET (import), "import-questions-2");
  screen_press (GDK_KEY_space, 0);
  screen_wait (sek_import_window_is_idle (import));
  screen_shoot_widget (GTK_WIDGET (import), "import-questions-3");
  screen_press (GDK_KEY_space, 0);
  screen_wait (sek_import_window_is_idle (import));
  screen_shoot_widget (GTK_WIDGET (import), "import-questions-4");
  leave (self);
  g_assert_true (screen_close (self));
}

static void
test_sealed (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = import_write (self, "hovedtall.csv", published, -1), *before = NULL, *after = NULL;
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("edit");
  g_autoptr (GError) error = NULL;
  SekImportWindow *import;

  screen_open_example (self);
  sek_changeset_set (changeset, screen_register (self), SEK_FIELD (budget_column, status),
                     find (self, SEK_BUDGET_COLUMN, "Budsjett 2022"), &SEK_INTEGER (SEK_STATUS_SEALED));
  sek_document_submit (sek_window_get_document (self->window), changeset, &error);
  g_assert_no_error (error);
  before = sek_register_dump (screen_register (self));
  import = import_present (self, SEK_IMPORT_KIND_BUDGET, path);
  shoot_all (import, "sealed");
  g_assert_true (screen_shows (GTK_WIDGET (import), "låst"));
  screen_press (GDK_KEY_Return, GDK_CONTROL_MASK);
  g_assert_nonnull (import_find_open ());
  after = sek_register_dump (screen_register (self));
  g_assert_cmpstr (after, ==, before);
  leave (self);
  g_assert_true (screen_close (self));
}

static void
test_accounts (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = import_write (self, "saldobalanse.csv",
                                        "Konto;Tekst;Saldo i kroner\n3000;Kontingent;-5 981 000,00\n5000;Lønn til "
                                        "faste ansatte;4 000 000,00\n5400;Arbeidsgiveravgift;564 "
                                        "000,00\n7140;Reise;55 000,00\n;Sum;0,00\n", -1);
  SekImportWindow *import;

  screen_open_example (self);
  import = import_present (self, SEK_IMPORT_KIND_ACCOUNTS, path);
  shoot_all (import, "accounts");
  leave (self);
  g_assert_true (screen_close (self));
}

static void
test_projects (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = import_write (self, "prosjekter.csv",
                                        "Prosjekt;Forslag budsjett 2023, 1000 kr;Kommentar\nKlima;180;Klimaskole for "
                                        "de minste kommunene\nOslopolitan;50;\nNytt prosjekt;5;\nTotalt;235;\n",
                                        -1);
  SekImportWindow *import;

  screen_open_example (self);
  import = import_present (self, SEK_IMPORT_KIND_PROJECTS, path);
  shoot_all (import, "projects");
  store_and_undo (self, import, "Importerte");
  g_assert_true (screen_close (self));
}

/* A column that the register does not have, by the keyboard: asked for, thought better of, proposed from the head, made
 * and filled as one step. */
static void
test_new_column (TestScreen *self, gconstpointer data)
{
  g_autofree char *path =
      import_write (self, "regnskap.csv",
                    "Post;Regnskap 2021 (kroner)\nKontingenter;5 900 000\nKommunikasjon;250 000\nReklame;1 000\n", -1);
  g_autofree char *before = NULL, *undone = NULL;
  SekImportWindow *import;
  GtkWidget *dialog;

  screen_open_example (self);
  before = sek_register_dump (screen_register (self));
  import = import_present (self, SEK_IMPORT_KIND_BUDGET, path);
  shoot_all (import, "new-asked");
  /* Choose …, three columns, and then the new one. */
  choose (4);
  screen_wait (screen_dialog () != NULL);
  dialog = screen_dialog ();
  g_assert_nonnull (screen_find (dialog, GTK_TYPE_EDITABLE, "Regnskap 2021"));
  g_assert_nonnull (screen_find (dialog, GTK_TYPE_EDITABLE, "2021"));
  g_assert_true (screen_shows (dialog, "En tom kolonne"));
  screen_shoot_widget (dialog, "import-new-dialog");
  screen_press (GDK_KEY_Escape, 0);
  screen_wait (screen_dialog () == NULL);
  g_assert_true (screen_shows (GTK_WIDGET (import), "Må besvares"));
  screen_show (GTK_WINDOW (import));
  /* A title that a column has is refused in words, and another can be given. */
  choose (4);
  screen_wait (screen_dialog () != NULL);
  gtk_editable_set_text (GTK_EDITABLE (screen_find (screen_dialog (), GTK_TYPE_EDITABLE, "Regnskap 2021")),
                         "Budsjett 2022");
  screen_press (GDK_KEY_Return, 0);
  screen_wait (screen_dialog () == NULL);
  screen_show (GTK_WINDOW (import));
  screen_wait (screen_shows (GTK_WIDGET (import), "har allerede en kolonne «Budsjett 2022»"));
  screen_shoot_widget (GTK_WIDGET (import), "import-new-refused");
  choose (4);
  screen_wait (screen_dialog () != NULL);
  gtk_editable_set_text (GTK_EDITABLE (screen_find (screen_dialog (), GTK_TYPE_EDITABLE, "Budsjett 2022")),
                         "Regnskap 2021");
  screen_answer (self, "create");
  screen_show (GTK_WINDOW (import));
  screen_wait (sek_import_window_is_idle (import));
  g_assert_cmpuint (import_count_rows (import, "ny"), ==, 3);
  g_assert_cmpuint (import_count_rows (import, "ukjent"), ==, 1);
  shoot_all (import, "new-rows");
  /* Without the column nothing goes into it. */
  import_go_to_row (import, "");
  screen_press (GDK_KEY_space, 0);
  g_assert_true (screen_shows (GTK_WIDGET (import), "ingenting er tatt med"));
  screen_press (GDK_KEY_space, 0);
  store_and_undo (self, import, "Importerte budsjettkolonne Regnskap 2021");
  undone = sek_register_dump (screen_register (self));
  g_assert_cmpstr (undone, ==, before);
  g_assert_true (screen_close (self));
}

/* Two at once, and each kept apart from those that are there. */
static void
test_new_columns (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = import_write (self, "tall.csv",
                                        "Post;Regnskap 2021 (kroner);Budsjett 2024\nKontingenter;5 900 000;6 300 "
                                        "000\nKommunikasjon;250 000;300 000\n",
                                        -1);
  SekImportWindow *import;

  screen_open_example (self);
  import = import_present (self, SEK_IMPORT_KIND_BUDGET, path);
  choose (5);
  screen_wait (sek_import_window_is_idle (import) && import_count_rows (import, "ny") > 0);
  g_assert_null (screen_dialog ());
  g_assert_true (screen_shows (GTK_WIDGET (import), "Nye kolonner: Regnskap 2021, Budsjett 2024"));
  shoot_all (import, "new-several");
  store_and_undo (self, import, "Importerte budsjettkolonne Regnskap 2021, Budsjett 2024");
  g_assert_true (screen_close (self));
}

static void
answer_row (const char *response)
{
  GtkWidget *dialog;

  screen_wait (screen_dialog () != NULL);
  dialog = screen_dialog ();
  screen_shoot_widget (dialog, response);
  screen_click (screen_find (dialog, GTK_TYPE_BUTTON,
                             adw_message_dialog_get_response_label (ADW_MESSAGE_DIALOG (dialog), response)));
  screen_wait (screen_dialog () == NULL);
}

/* A row that the register does not know is told by Enter: it is one of the projects, or nobody's. */
static void
test_unknown (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = import_write (self, "prosjekter.csv",
                                        "Prosjekt;Forslag budsjett 2023, 1000 kr\nSamferdsel;180\nKantinen;5\n", -1);
  SekImportWindow *import;

  screen_open_example (self);
  import = import_present (self, SEK_IMPORT_KIND_PROJECTS, path);
  g_assert_cmpuint (import_count_rows (import, "ukjent"), ==, 2);
  import_go_to_row (import, "Samferdsel");
  screen_press (GDK_KEY_Return, 0);
  answer_row ("choose");
  screen_wait (sek_import_window_is_idle (import));
  g_assert_cmpuint (import_count_rows (import, "ukjent"), ==, 1);
  g_assert_cmpuint (import_count_rows (import, "endret"), ==, 1);
  import_go_to_row (import, "Kantinen");
  screen_press (GDK_KEY_Return, 0);
  answer_row ("ignore");
  screen_wait (sek_import_window_is_idle (import));
  g_assert_cmpuint (import_count_rows (import, "ukjent"), ==, 0);
  store_and_undo (self, import, "Importerte");
  g_assert_true (screen_close (self));
}

static void
test_members (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = import_write (self, "medlemmer.csv",
                                        "Kommunenr;Kommune;Rolle;Navn;E-post;Delregion\n3301;Drammen;administrativ;"
                                        "Kommunedirektøren;ny@drammen.example;Drammensregionen\n"
                                        "301;Oslo;faktura;;post@oslo.example;\n;Asker "
                                        "kommune;politisk;;ikke-epost;\n;Drammenn;politisk;;a@b.example;\n9999;Utopia;"
                                        "politisk;;u@u.example;\n"
                                        "4036;Vinje;politisk;;et.sted.med.en.meget.lang.adresse@en-lang-kommune-i-"
                                        "telemark.example;Oslo\n",
                                        -1);
  SekImportWindow *import;

  screen_open_example (self);
  import = import_present (self, SEK_IMPORT_KIND_MEMBERS, path);
  shoot_all (import, "members");
  store_and_undo (self, import, "Importerte");
  g_assert_true (screen_close (self));
}

static char *
write_sheet (TestScreen *self, const char *name, const char *number, const char *member, const char *email,
             const char *office)
{
  g_autofree char *political = g_strconcat (number, "/political", NULL),
                  *invoice = g_strconcat (number, "/invoice", NULL);
  g_autofree char *
      text = g_strdup_printf ("Rolle;Stilling;Navn;E-post;Telefon;\npolitisk;%s;;%s;;contact-%" G_GINT64_FORMAT
                              "\n;;;;;contact-%" G_GINT64_FORMAT "\nadministrativ;Arkiv;;arkiv@kommune.example;;new-1\n"
                              "faktura;;;;;new-2\nNummer;%s;;;;\nMedlem;%s;;;;\nBudsjettår;2023;;;;\nNøkkel;member-"
                              "%" G_GINT64_FORMAT ";;;;\n",
                              office, email, find (self, SEK_CONTACT, political), find (self, SEK_CONTACT, invoice),
                              number, member, find (self, SEK_MEMBER, number));

  return import_write (self, name, text, -1);
}

static const SekContact *
get_contact (TestScreen *self, const char *key)
{
  return sek_register_get_contact (screen_register (self), find (self, SEK_CONTACT, key));
}

/* Three came back, one of them as it was sent; each difference with its sender, and one is left out. */
static void
test_sheets (TestScreen *self, gconstpointer data)
{
  g_autofree char *one = NULL, *other = NULL, *folder = screen_path (self, "ark"), *same = NULL, *before = NULL;
  g_autoptr (GPtrArray) written = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (SekReport) report = { 0 };
  SekImportWindow *import;
  const char *paths[4] = { 0 };

  screen_open_example (self);
  sek_report_init (&report, sek_window_get_document (self->window));
  sek_report_write_member_sheets (&report, folder, SEK_FORMAT_XLSX, SEK_SAVE_DEFAULT, NULL, NULL, NULL, &written,
                                  &error);
  g_assert_no_error (error);
  same = g_build_filename (folder, written->pdata[0], NULL);
  one = write_sheet (self, "Retur fra Drammen.csv", "3301", "Drammen", "ny@drammen.example", "Ordfører");
  other = write_sheet (self, "Moss.csv", "3103", "Moss", "ordforer@moss.example",
                       "Ordfører i Moss og leder av regionrådet");
  paths[0] = one;
  paths[1] = same;
  paths[2] = other;
  import = sek_import_window_present (GTK_WINDOW (self->window), sek_window_get_document (self->window),
                                      SEK_IMPORT_KIND_MEMBER_SHEETS, paths);
  screen_show (GTK_WINDOW (import));
  screen_wait (sek_import_window_is_idle (import));
  shoot_all (import, "sheets");
  /* An address, an office, and of each an invoice contact that is gone. */
  g_assert_cmpuint (import_count_rows (import, "endret"), ==, 4);
  /* Refused, with the keyboard. */
  import_go_to_label (import, "Drammen, politisk, e-post");
  screen_press (GDK_KEY_Return, 0);
  screen_wait (sek_import_window_is_idle (import));
  screen_shoot_widget (GTK_WIDGET (import), "import-sheets-refused");
  screen_press (GDK_KEY_Return, GDK_CONTROL_MASK);
  screen_wait (import_find_open () == NULL);
  g_assert_cmpstr (get_contact (self, "3301/political")->email, ==, "ordforer@drammen.example");
  g_assert_cmpstr (get_contact (self, "3103/political")->office, ==, "Ordfører i Moss og leder av regionrådet");
  g_assert_true (screen_close (self));
}

/* Hours of two grants: which one is asked for, a row whose grant is unknown is answered by Enter, all is one step. */
static void
test_hours (TestScreen *self, gconstpointer data)
{
  g_autofree char *path = import_write (self, "Timer 2023.csv",
                                        "Dato;Timer;Prosjekt;Hva\n9.1.2023;7,5;;Møte i styringsgruppa\n"
                                        "10.1.;7:30;;Rapport til tilskuddsgiveren\n11.1.2023;26;;Befaring\n"
                                        "12.1.2023;4;Skogmidler fase 2;Søknad\n1.8.2024;5;;For sent\nSum;50;;\n", -1);
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("edit");
  SekImportWindow *import;
  SekScope scope;
  const char *const ids[] = { "name" }, *const texts[] = { "Skogmidler" };

  screen_open_example (self);
  sek_scope_init (&scope, screen_register (self));
  g_assert_cmpint (sek_column_add_row (&scope, SEK_GRANT, 1, ids, texts, changeset, NULL), !=, 0);
  g_assert_true (sek_document_submit (sek_window_get_document (self->window), changeset, NULL));
  import = import_present (self, SEK_IMPORT_KIND_HOURS, path);
  screen_shoot_widget (GTK_WIDGET (import), "import-hours-asks");
  screen_press (GDK_KEY_space, 0);
  screen_wait (sek_import_window_is_idle (import));
  screen_shoot_widget (GTK_WIDGET (import), "import-hours-answered");
  shoot_all (import, "hours");
  import_go_to_row (import, "12.1.2023: Søknad");
  screen_press (GDK_KEY_Return, 0);
  screen_wait (screen_dialog () != NULL);
  g_assert_true (screen_shows (GTK_WIDGET (screen_dialog ()), "«Skogmidler fase 2»"));
  screen_shoot_widget (GTK_WIDGET (import), "import-hours-row");
  screen_answer (self, "ignore");
  screen_wait (sek_import_window_is_idle (import));
  store_and_undo (self, import, "Importerte");
  g_assert_true (screen_close (self));
}

int
main (int argc, char **argv)
{
  screen_init (&argc, &argv);
  screen_add ("/import-kinds/budget", test_budget);
  screen_add ("/import-kinds/questions", test_questions);
  screen_add ("/import-kinds/sealed", test_sealed);
  screen_add ("/import-kinds/accounts", test_accounts);
  screen_add ("/import-kinds/projects", test_projects);
  screen_add ("/import-kinds/new-column", test_new_column);
  screen_add ("/import-kinds/new-columns", test_new_columns);
  screen_add ("/import-kinds/unknown", test_unknown);
  screen_add ("/import-kinds/hours", test_hours);
  screen_add ("/import-kinds/members", test_members);
  screen_add ("/import-kinds/sheets", test_sheets);
  return screen_run ();
}
