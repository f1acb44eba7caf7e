/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-fixture.h"

#include <string.h>

/* Budget tables, project funds, accounts, members with contacts: what is taken, what is only listed, what is asked, and
 * what is remembered. */

#define BUDGET SEK_IMPORT_KIND_BUDGET
#define PROJECTS SEK_IMPORT_KIND_PROJECTS
#define ACCOUNTS SEK_IMPORT_KIND_ACCOUNTS
#define MEMBERS SEK_IMPORT_KIND_MEMBERS

static const char published[] = "Hovedtall (i hele tusen kroner)\n\nPost\tBudsjett 2022\tPrognose 2022\tForslag "
                                "budsjett 2023\tEndring\n"
                                "Inngående mindreforbruk\t4 017\t3 740\t2 727\t-1 290\nKontingenter\t6 034\t5 981\t6 "
                                "283\t249\nSum inntekter\t6 034\t5 981\t6 283\t249\n"
                                "Møteutgifter politiske organer\t50\t4\t45\t-5\nKommunikasjon\t350\t250\t "
                                "260\t-90\nLønn, sekretariatet\t5 000\t4 500\t6 100\t1 100\n"
                                "Sum driftsutgifter\t5 400\t4 754\t6 405\t1 005\n";

static void
test_budget (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekImport) import = import_text (fixture, BUDGET, "hovedtall.tsv", published, "column",
                                              "Forslag budsjett 2023", NULL);
  g_autoptr (SekImport) again = NULL;
  g_autofree char *title = sek_import_dup_title (import);

  g_assert_cmpstr (title, ==, "Import budget column Forslag budsjett 2023 from hovedtall.tsv");
  assert_proposals (import,
                    "same 4 «Inngående mindreforbruk» Inngående mindreforbruk, Forslag budsjett 2023: 2727 → 2727\n"
                    "same 5 «Kontingenter» Kontingenter, Forslag budsjett 2023: 6283 → 6283\n"
                    "other 6 «Sum inntekter» :  → 6283\n"
                    "changed 7 «Møteutgifter politiske organer» Møteutgifter politiske organer, Forslag budsjett 2023: "
                    "40 → 45 *\n"
                    "changed 8 «Kommunikasjon» Kommunikasjon, Forslag budsjett 2023: 250 → 260 *\n"
                    "doubtful 9 «Lønn, sekretariatet» Lønn sekretariatet mv., Forslag budsjett 2023: 6100 → 6100\n"
                    "other 10 «Sum driftsutgifter» :  → 6405\n");
  g_assert_nonnull (strstr (note_of (import, "Sum driftsutgifter"), "agrees"));
  g_assert_null (fact_of (import, "check"));
  /* One that is accepted is known next time. */
  sek_import_accept (import, 5, TRUE);
  store_and_travel (fixture, import);
  again = import_text (fixture, BUDGET, "b.tsv", published, "column", "Forslag budsjett 2023", NULL);
  g_assert_cmpuint (sek_import_count (again, SEK_IMPORT_SAME), ==, 5);
  g_assert_cmpuint (sek_import_count_accepted (again), ==, 0);
}

/* Several columns at once, by their heads; a sum that does not add up is told. */
static void
test_columns (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekImport) import = import_text (fixture, BUDGET, "a.csv",
                                              "Post;Budsjett 2022;Prognose 2022;Endring;Noe "
                                              "annet\nKommunikasjon;351;251;9;9\nMarkedsføring;1;;9;9\nSum "
                                              "driftsutgifter;352;250;9;9\n", "unit", "1000", NULL);

  assert_proposals (import, "changed 2 «Kommunikasjon» Kommunikasjon, Budsjett 2022: 350 → 351 *\n"
                            "unknown 3 «Markedsføring» :  → 1\nother 4 «Sum driftsutgifter» :  → 352\n"
                            "changed 2 «Kommunikasjon» Kommunikasjon, Prognose 2022: 250 → 251 *\nother 4 «Sum "
                            "driftsutgifter» :  → 250\n");
  g_assert_nonnull (strstr (fact_of (import, "check"), "“Sum driftsutgifter” of Prognose 2022 is"));
  g_assert_cmpuint (sek_import_get_columns (import)->len, ==, 5);
  g_assert_true (((SekImportColumn *) sek_import_get_columns (import)->pdata[4])->doubtful);
  store_and_travel (fixture, import);
}

static void
test_computed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekImport) import = import_text (fixture, BUDGET, "a.csv",
                                              "Post;kroner\nProsjekter;2 000 000\nKommunikasjon;250 "
                                              "400,50\nKommunikasjon;1000\n", "column", "Forslag budsjett 2023", NULL);

  /* The projects are summed, and the same line twice is nobody's guess. */
  assert_proposals (import, "doubtful 2 «Prosjekter» Prosjekter, Forslag budsjett 2023: 1990 → 2000\n"
                            "double 3 «Kommunikasjon» Kommunikasjon, Forslag budsjett 2023: 250 → 250\ndouble 4 "
                            "«Kommunikasjon» Kommunikasjon, Forslag budsjett 2023: 250 → 1\n");
  g_assert_nonnull (strstr (note_of (import, "Kommunikasjon"), "250"));
}

static void
test_sealed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *budget = NULL, *accounts = NULL, *by_head = NULL;

  edit (fixture, "budget_column", "Budsjett 2022", "status", "sealed");
  budget = refuse_text (fixture, BUDGET, "a.csv", "Post;kroner\nKommunikasjon;1000\n", "column", "Budsjett 2022", NULL);
  by_head = refuse_text (fixture, BUDGET, "a.csv", "Post;Budsjett 2022\nKommunikasjon;1000\n", NULL);
  accounts = refuse_text (fixture, ACCOUNTS, "a.csv", "Konto;kroner\n3000;1000\n", "column", "Budsjett 2022", NULL);
  g_assert_nonnull (strstr (budget, "sealed"));
  g_assert_nonnull (strstr (by_head, "sealed"));
  g_assert_nonnull (strstr (accounts, "sealed"));
}

static void
test_projects (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekImport) import = import_text (fixture, PROJECTS, "paste.tsv",
                                              "Prosjekt\tBeløp\tKommentar\nKlima\t180\tKlimaskole\nOslopolitan\t50\t\nN"
                                              "ytt prosjekt\t5\t\nTotalt\t235\t\n",
                                              "column", "Forslag budsjett 2023", "unit", "1000", NULL);

  assert_proposals (import, "changed 2 «Klima» Klima, Forslag budsjett 2023: 170 → 180 *\nsame 3 «Oslopolitan» "
                            "Oslopolitan, Forslag budsjett 2023: 50 → 50\n"
                            "unknown 4 «Nytt prosjekt» :  → 5\nother 5 «Totalt» :  → 235\n");
  g_assert_nonnull (strstr (note_of (import, "Totalt"), "agrees"));
  g_assert_cmpuint (sek_import_count (import, SEK_IMPORT_MISSING), ==, 6);
  store_and_travel (fixture, import);
  g_assert_cmpstr (sek_register_get_project_amount (reg_of (fixture),
                                                    find (fixture, "project_amount", "Klima/Forslag budsjett 2023"))
                       ->comment,
                   ==, "Klimaskole");
}

/* Accounts go to lines by rules; their signs are asked once. */
static void
test_accounts (Fixture *fixture, gconstpointer data)
{
  static const char file[] = "Konto;Tekst;Saldo i kroner\n3000;Kontingent;-5 981 000,00\n3010;Kontingent, senere år;-1 "
                             "000,00\n5000;Lønn;4 000 000,00\n5400;Arbeidsgiveravgift;564 000,00\n"
                             "7140;Reise;55 000,00\n;Sum;0,00\n";
  g_autofree char *sign = NULL;
  g_autoptr (SekImport) import = NULL, again = NULL, edited = NULL;

  add (fixture, "budget_column", "title", "Regnskap 2022", "year", "2022", "kind", "accounts", NULL);
  add (fixture, "import_rule", "kind", "accounts", "matched", "5000-5999", "budget_line", "Lønn sekretariatet mv.",
       NULL);
  sign = refuse_text (fixture, ACCOUNTS, "saldo.csv", file, "column", "Regnskap 2022", "row:3000", "Kontingenter",
                      NULL);
  g_assert_nonnull (strstr (sign, "--sign=ledger"));
  import = import_text (fixture, ACCOUNTS, "saldo.csv", file, "column", "Regnskap 2022", "row:3000", "Kontingenter",
                        "row:3010", "Kontingenter reversed", "sign", "ledger", NULL);
  assert_proposals (import, "unknown 6 «7140 Reise» :  → 55000kr\nother 7 «Sum» :  → 0kr\n"
                    "changed 2 «Kontingenter» Kontingenter, Regnskap 2022: 6003 → 5982 *\n"
                    "new 4 «Lønn sekretariatet mv.» Lønn sekretariatet mv., Regnskap 2022:  → 4564 *\n");
  g_assert_nonnull (strstr (note_of (import, "Lønn sekretariatet mv."), "5400"));
  store_and_travel (fixture, import);
  /* Next time nothing is asked but where it goes. */
  again = import_text (fixture, ACCOUNTS, "saldo2.csv", file, "column", "Regnskap 2022", NULL);
  g_assert_null (open_question (again));
  g_assert_cmpuint (sek_import_count (again, SEK_IMPORT_SAME), ==, 2);
  /* Rules are rows like others. */
  edit (fixture, "import_rule", "accounts/5000-5999", "matched", "5000-5099");
  remove_row (fixture, "import_rule", "accounts/3010");
  edited = import_text (fixture, ACCOUNTS, "saldo2.csv", file, "column", "Regnskap 2022", NULL);
  g_assert_cmpuint (sek_import_count (edited, SEK_IMPORT_UNKNOWN), ==, 3);
}

/* A sum of accounts is rounded to the unit of a budget; accounts are exact. */
static void
test_rounding (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekImport) import = import_text (fixture, ACCOUNTS, "a.csv", "Konto;kroner\n7000;260 499,50\n", "column",
                                              "Prognose 2022", "row:7000", "Kommunikasjon", NULL);
  g_autoptr (SekImport) exact = NULL, debit = NULL;

  assert_proposals (import, "changed 2 «Kommunikasjon» Kommunikasjon, Prognose 2022: 250 → 260 *\n");
  g_assert_nonnull (strstr (note_of (import, "Kommunikasjon"), "Rounded from 260"));
  store_and_travel (fixture, import);
  add (fixture, "budget_column", "title", "Regnskap 2022", "year", "2022", "kind", "accounts", NULL);
  exact = import_text (fixture, ACCOUNTS, "a.csv", "Konto;kroner\n7000;260 499,50\n", "column", "Regnskap 2022", NULL);
  store_and_travel (fixture, exact);
  g_assert_cmpint (sek_register_get_amount (reg_of (fixture), find (fixture, "amount", "Kommunikasjon/Regnskap 2022"))
                       ->value,
                   ==, 26049950);
  debit = import_text (fixture, ACCOUNTS, "a.csv", "Konto;Debet kr;Kredit kr\n7000;300 000,00;\n7000;;100 000,00\n",
                       "column", "Regnskap 2022", "unit", "1", NULL);
  g_assert_cmpuint (sek_import_count_accepted (debit), ==, 1);
  store_and_travel (fixture, debit);
  g_assert_cmpint (sek_register_get_amount (reg_of (fixture),
                                            find (fixture, "amount", "Kommunikasjon/Regnskap 2022"))->value, ==,
                                              20000000);
}

static void
test_questions (Fixture *fixture, gconstpointer data)
{
  g_autofree char *unit = refuse_text (fixture, BUDGET, "a.csv", "Post;Beløp\nKommunikasjon;250\n", "column",
                                       "Prognose 2022", NULL);
  g_autofree char *column = refuse_text (fixture, BUDGET, "a.csv", "Post;Beløp i kroner\nKommunikasjon;250\n", NULL);
  g_autofree char *amount = refuse_text (fixture, BUDGET, "a.csv",
                                         "Post;I fjor, kroner;I år, kroner\nKommunikasjon;250;260\n", "column",
                                         "Prognose 2022", NULL);
  g_autofree char *decimal = refuse_text (fixture, BUDGET, "a.csv", "Post;Beløp i kroner\nKommunikasjon;1.500\n",
                                          "column", "Prognose 2022", NULL);
  g_autofree char *nowhere = refuse_text (fixture, BUDGET, "a.csv", "Post;Beløp i kroner\nKommunikasjon;250\n",
                                          "column", "Budsjett 1999", NULL);

  g_assert_nonnull (strstr (unit, "--unit=1000 (250 thousand kroner), --unit=1 (250 kroner)"));
  g_assert_nonnull (strstr (column, "--column=Prognose 2022"));
  g_assert_nonnull (strstr (amount, "--answer=amount=I fjor, kroner"));
  g_assert_nonnull (strstr (decimal, "--decimal=comma (1500), --decimal=point (1,5)"));
  g_assert_nonnull (strstr (nowhere, "Budsjett 1999"));
}

static void
test_members (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekImport) import = import_text (fixture, MEMBERS, "medlemmer.csv",
                                              "Kommunenr;Kommune;Rolle;Navn;E-post;Delregion\n3301;Drammen;"
                                              "administrativ;Kommunedirektøren;ny@drammen.example;Drammensregionen\n"
                                              "301;Oslo;faktura;;post@oslo.example;\n;Asker "
                                              "kommune;politisk;;ikke-epost;\n;Drammenn;politisk;;a@b.example;\n9999;"
                                              "Utopia;politisk;;u@u.example;\n"
                                              "4036;Vinje;politisk;;v@vinje.example;Oslo\n",
                                              NULL);
  g_autoptr (SekImport) again = NULL;
  g_autofree char *lines = NULL;

  assert_proposals (import,
                    "same 2 «Drammen» Drammen, subregion: Drammensregionen → Drammensregionen\n"
                    "new 2 «Drammen» Drammen, name:  → Kommunedirektøren *\n"
                    "changed 2 «Drammen» Drammen, e-mail: kommunedirektor@drammen.example → ny@drammen.example *\n"
                    "changed 3 «Oslo» Oslo, e-mail: faktura@oslo.example → post@oslo.example *\n"
                    "doubtful 4 «Asker kommune» Asker, e-mail: ordforer@asker.example → ikke-epost\n"
                    "doubtful 5 «Drammenn» Drammen:  → \n"
                    "doubtful 5 «Drammenn» Drammen, e-mail: ordforer@drammen.example → a@b.example\n"
                    "unknown 6 «9999» Utopia:  → 9999 Utopia\nnew 6 «Utopia» Utopia, e-mail:  → u@u.example *\n"
                    "new 7 «4036» Vinje:  → 4036 Vinje *\nnew 7 «Vinje» Vinje, subregion:  → Oslo *\nnew 7 «Vinje» "
                    "Vinje, e-mail:  → v@vinje.example *\n");
  g_assert_cmpuint (sek_import_count_accepted (import), ==, 6);
  store_and_travel (fixture, import);
  g_assert_cmpstr (sek_register_get_contact (reg_of (fixture), find (fixture, "contact", "Vinje/political"))->email, ==,
                   "v@vinje.example");
  /* What stands on an unaccepted member is not stored. */
  lines = dump (fixture);
  g_assert_null (strstr (lines, "u@u.example"));
  again = import_text (fixture, MEMBERS, "medlemmer.csv", "Medlem;Rolle;E-post\nVinje;politisk;v@vinje.example\n",
                       NULL);
  assert_proposals (again, "same 2 «Vinje» Vinje, e-mail: v@vinje.example → v@vinje.example\n");
}

/* A sheet that a member returned, known by its keys in whatever format it came back. */
static void
test_sheets (Fixture *fixture, gconstpointer data)
{
  gint64 member = find (fixture, "member", "3301"), mayor = find (fixture, "contact", "3301/political"),
         invoice = find (fixture, "contact", "3301/invoice");
  gint64 other = find (fixture, "contact", "3002/political");
  g_autofree char *text = g_strdup_printf ("Rolle;Stilling;Navn;E-post;Telefon;\npolitisk;Ordfører;;ny@drammen.example;"
                                           ";contact-%" G_GINT64_FORMAT "\n;;;;;contact-%" G_GINT64_FORMAT "\n"
                                           "politisk;;;moss@moss.example;;contact-%" G_GINT64_FORMAT
                                           "\nadministrativ;Arkiv;;arkiv@drammen.example;;new-1\nfaktura;;;;;new-2\n"
                                           "Nummer;3301;;;;\nMedlem;Drammen;;;;\nBudsjettår;2023;;;;\nNøkkel;member-"
                                           "%" G_GINT64_FORMAT ";;;;\n",
                                           mayor, invoice, other, member);
  g_autoptr (SekImport) import = import_text (fixture, SEK_IMPORT_KIND_MEMBER_SHEETS, "retur.csv", text, NULL),
                        again = NULL;
  g_autofree char *none = refuse_text (fixture, SEK_IMPORT_KIND_MEMBER_SHEETS, "annet.csv", "a;b\nc;d\n", NULL);

  g_assert_nonnull (strstr (none, "not a member sheet"));
  assert_proposals (import,
                    "same 2 «Drammen» Drammen, political, role: political → political\nsame 2 «Drammen» Drammen, "
                    "political, position: Ordfører → Ordfører\n"
                    "same 2 «Drammen» Drammen, political, name:  → \n"
                    "changed 2 «Drammen» Drammen, political, e-mail: ordforer@drammen.example → ny@drammen.example *\n"
                    "same 2 «Drammen» Drammen, political, telephone:  → \n"
                    "changed 3 «Drammen» Drammen, contact: Fakturamottak →  *\nunknown 4 «moss@moss.example» :  → \n"
                    "new 5 «Drammen» Drammen, administrative, position:  → Arkiv *\nnew 5 «Drammen» Drammen, "
                    "administrative, e-mail:  → arkiv@drammen.example *\n");
  g_assert_cmpstr (((SekImportProposal *) sek_import_get_proposals (import)->pdata[3])->sender, ==,
                   "retur.csv, Drammen");
  store_and_travel (fixture, import);
  g_assert_null (sek_register_get_contact (reg_of (fixture), invoice));
  /* Each can be refused by itself. */
  undo (fixture);
  again = import_text (fixture, SEK_IMPORT_KIND_MEMBER_SHEETS, "retur.csv", text, NULL);
  sek_import_accept (again, 5, FALSE);
  store_and_travel (fixture, again);
  g_assert_nonnull (sek_register_get_contact (reg_of (fixture), invoice));
}

static void
test_new_register (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SekImport) import = import_text (fixture, MEMBERS, "a.csv",
                                              "Nr;Navn\n3301;Drammen\n0301;Oslo\n33;Buskerud\n", NULL),
                        population = NULL;

  store_and_travel (fixture, import);
  g_assert_cmpuint (count_rows (fixture, SEK_MEMBER), ==, 3);
  g_assert_cmpint (sek_register_get_member (reg_of (fixture), find (fixture, "member", "Buskerud"))->kind, ==,
                   SEK_MEMBER_KIND_COUNTY);
  population = import_text (fixture, SEK_IMPORT_KIND_POPULATION, "a.csv",
                            "region;2024\n33 Buskerud;269819\n0301 Oslo;717710\n3301 Drammen;104487\n", NULL);
  g_assert_cmpuint (sek_import_count_accepted (population), ==, 3);
  store_and_travel (fixture, population);
}

#undef ADD
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up_example, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/import/budget/table", test_budget);
  ADD ("/import/budget/columns", test_columns);
  ADD ("/import/budget/computed", test_computed);
  ADD ("/import/budget/sealed", test_sealed);
  ADD ("/import/projects", test_projects);
  ADD ("/import/accounts/rules", test_accounts);
  ADD ("/import/accounts/rounding", test_rounding);
  ADD ("/import/questions", test_questions);
  ADD ("/import/members", test_members);
  ADD ("/import/member-sheets", test_sheets);
  g_test_add ("/import/new-register", Fixture, NULL, set_up_empty, test_new_register, tear_down);
  return g_test_run ();
}
