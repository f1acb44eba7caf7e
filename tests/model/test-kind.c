/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

#include "sek-key.h"
#include "sek-money.h"

/* What each kind of field takes from a keyboard, how it shows it, and that what it shows is what it takes. */

#define NBSP "\302\240"
#define MINUS "\342\210\222"

static const SekField *
field_of (const char *place)
{
  g_auto (GStrv) parts = g_strsplit (place, ".", 2);
  const SekField *field = sek_entity_find_field (sek_entity_find (parts[0], NULL), parts[1]);

  g_assert_nonnull (field);
  return field;
}

typedef struct
{
  const char *field;
  const char *text;
  gint64      value; /* of a number */
  const char *shown; /* of a text its value too */
} Case;

static const Case accepted[] = {
  { "member.name", "  Drammen ", 0, "Drammen" },
  { "member.note", "a\nb", 0, "a\nb" },
  { "contact.email", "post@drammen.example", 0, "post@drammen.example" },
  { "member.org_number", "974 760 673", 0, "974760673" },
  { "member.org_number", "974760673", 0, "974760673" },
  { "member.org_number", "974" NBSP "760" NBSP "673", 0, "974760673" },
  { "member_number.number", "0301", 0, "0301" },
  { "member_number.number", "03", 0, "03" },
  { "member.joined", "2022-11-18", 20221118, "18.11.2022" },
  { "member.joined", "18.11.2022", 20221118, "18.11.2022" },
  { "member.joined", "18. november 2022", 20221118, "18.11.2022" },
  { "member.joined", "29.2.2024", 20240229, "29.2.2024" },
  { "fee_rate.year", "2023", 2023, "2023" },
  { "population.persons", "102 500", 102500, "102" NBSP "500" },
  { "population.persons", "0", 0, "0" },
  { "population.persons", "102" NBSP "500", 102500, "102" NBSP "500" },
  { "amount.value", "250", 25000000, "250" },
  { "amount.value", "-1 866", -186600000, MINUS "1" NBSP "866" },
  { "amount.value", "– 1 866", -186600000, MINUS "1" NBSP "866" },
  { "amount.value", MINUS "1" NBSP "866", -186600000, MINUS "1" NBSP "866" },
  { "amount.value", "250 000 kr", 25000000, "250" },
  { "grant.awarded", "1 500 000", 150000000, "1" NBSP "500" NBSP "000" },
  { "grant.awarded", "2,8 kr", 280, "2,80" },
  { "fee_rate.rate", "2,85", 285, "2,85" },
  { "fee_rate.rate", "2,8", 280, "2,80" },
  { "fee_rate.rate", "285 øre", 285, "2,85" },
  { "fee_rate.rate", "285øre", 285, "2,85" },
  { "fee_rate.rate", "285 ØRE", 285, "2,85" },
  { "fee_rate.rate", "1 000 øre", 1000, "10,00" },
  { "fee_rate.rate", "2,85 kr", 285, "2,85" },
  { "fee_rate.rate", "0", 0, "0,00" },
  { "fee_rate.rate", "4", 400, "4,00" },
  { "fee_rate.rate", "19", 1900, "19,00" },
  { "fee_rate.rate", "20 kr", 2000, "20,00" },
  { "fee_rate.rate", "20,00", 2000, "20,00" },
  { "fee_rate.rate", "20,5", 2050, "20,50" },
  { "contribution.hours", "7,5", 750, "7,5" },
  { "contribution.hours", "7,25", 725, "7,25" },
  { "contribution.hours", "7", 700, "7" },
  { "organisation.unit", "1000", 100000, "hele tusen kroner" },
  { "organisation.unit", "1", 100, "kroner" },
  { "member_subregion.is_primary", "ja", 1, "ja" },
  { "member_subregion.is_primary", "NO", 0, "nei" },
  { "member.kind", "fylkeskommune", SEK_MEMBER_KIND_COUNTY, "fylkeskommune" },
  { "member.kind", "County", SEK_MEMBER_KIND_COUNTY, "fylkeskommune" },
  { "budget_column.status", "vedteke", SEK_STATUS_ADOPTED, "vedtatt" },
};

static void
test_accepted (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (accepted); i++)
    {
      const Case *at = &accepted[i];
      const SekField *field = field_of (at->field);
      g_autoptr (GError) error = NULL, second = NULL;
      g_autofree char *shown = NULL;
      SekValue value, again;

      g_test_message ("%s “%s”", at->field, at->text);
      sek_key_parse (reg_of (fixture), field, at->text, SEK_THOUSAND, &value, &error);
      g_assert_no_error (error);
      if (!sek_field_is_text (field))
        g_assert_cmpint (value.integer, ==, at->value);
      shown = sek_key_format (reg_of (fixture), field, &value, SEK_THOUSAND, SEK_LANGUAGE_NB);
      g_assert_cmpstr (shown, ==, at->shown);
      sek_key_parse (reg_of (fixture), field, shown, SEK_THOUSAND, &again, &second);
      g_assert_no_error (second);
      g_assert_true (sek_value_equal (&value, &again));
      sek_value_clear (&value);
      sek_value_clear (&again);
    }
}

static const struct
{
  const char *field;
  const char *text;
  int         code;
  const char *word;
} refused[] = {
  { "member.name", "", SEK_ERROR_INPUT, "must be filled in" },
  { "member.name", "a\nb", SEK_ERROR_INPUT, "one line" },
  { "member.name", "a\tb", SEK_ERROR_INPUT, "one line" },
  { "member.name", "a\003b", SEK_ERROR_INPUT, "control character" },
  { "member.name", "\377", SEK_ERROR_INPUT, "invalid characters" },
  { "amount.value", "\377", SEK_ERROR_INPUT, "invalid characters" },
  { "contact.email", "post", SEK_ERROR_INPUT, "post@example.no" },
  { "contact.email", "a@b@c.no", SEK_ERROR_INPUT, "post@example.no" },
  { "contact.email", "a b@c.no", SEK_ERROR_INPUT, "post@example.no" },
  { "contact.email", "a@c", SEK_ERROR_INPUT, "post@example.no" },
  { "member.org_number", "974760674", SEK_ERROR_INPUT, "nine digits" },
  { "member.org_number", "97476067", SEK_ERROR_INPUT, "nine digits" },
  { "member.org_number", "9747606730", SEK_ERROR_INPUT, "nine digits" },
  { "member.org_number", "97476067x", SEK_ERROR_INPUT, "nine digits" },
  /* The control digit would be ten. */
  { "member.org_number", "000000050", SEK_ERROR_INPUT, "nine digits" },
  { "member_number.number", "301", SEK_ERROR_INPUT, "four digits" },
  { "member_number.number", "03011", SEK_ERROR_INPUT, "four digits" },
  { "member_number.number", "٠٣٠١", SEK_ERROR_INPUT, "four digits" },
  { "member.joined", "18/11/2022", SEK_ERROR_INPUT, "18/11/2022" },
  { "member.joined", "29.2.2023", SEK_ERROR_INPUT, "29.2.2023" },
  { "member.joined", "31.4.2023", SEK_ERROR_INPUT, "31.4.2023" },
  { "member.joined", "18.11", SEK_ERROR_INPUT, "18.11" },
  { "fee_rate.year", "23", SEK_ERROR_INPUT, "1" },
  { "fee_rate.year", "3000", SEK_ERROR_INPUT, "2" },
  { "population.persons", "-1", SEK_ERROR_INPUT, "0" },
  { "population.persons", "1,5", SEK_ERROR_INPUT, "1,5" },
  { "population.persons", "1e5", SEK_ERROR_INPUT, "1e5" },
  { "population.persons", "12abc", SEK_ERROR_INPUT, "12abc" },
  { "population.persons", "1 50", SEK_ERROR_INPUT, "1 50" },
  { "population.persons", "20000000001", SEK_ERROR_INPUT, "20" },
  { "amount.value", "250,4", SEK_ERROR_INPUT, "251" },
  { "amount.value", "1.500", SEK_ERROR_AMBIGUOUS, "1.500" },
  { "amount.value", "1,500", SEK_ERROR_AMBIGUOUS, "1,500" },
  { "amount.value", "1500.50", SEK_ERROR_INPUT, "1500,50" },
  { "amount.value", "x", SEK_ERROR_INPUT, "x" },
  { "fee_rate.base", "-1", SEK_ERROR_INPUT, "between" },
  { "fee_rate.rate", "20", SEK_ERROR_AMBIGUOUS, "20 øre, which is 0,20 kr, or 20 kr" },
  { "fee_rate.rate", "285", SEK_ERROR_AMBIGUOUS, "Write “2,85” or “285 kr”" },
  { "fee_rate.rate", "1 000", SEK_ERROR_AMBIGUOUS, "10,00" },
  { "fee_rate.rate", "2,855", SEK_ERROR_AMBIGUOUS, "2,855" },
  { "fee_rate.rate", "2,85 øre", SEK_ERROR_INPUT, "2,85" },
  { "fee_rate.rate", "2.85", SEK_ERROR_INPUT, "2,85" },
  { "fee_rate.rate", "øre", SEK_ERROR_INPUT, "" },
  { "fee_rate.rate", "-1", SEK_ERROR_INPUT, "between 0 and 1" NBSP "000" NBSP "000" },
  { "grant.awarded", "-1", SEK_ERROR_INPUT, "between" },
  { "contribution.hours", "-1", SEK_ERROR_INPUT, "between" },
  { "contribution.hours", "7,255", SEK_ERROR_AMBIGUOUS, "7,255" },
  { "contribution.hours", "7,2555", SEK_ERROR_INPUT, "7,2555" },
  { "organisation.unit", "10", SEK_ERROR_INPUT, "1000" },
  { "member_subregion.is_primary", "kanskje", SEK_ERROR_INPUT, "yes or no" },
  { "member.kind", "by", SEK_ERROR_INPUT, "municipality" },
  { "grant.project", "Finnes ikke", SEK_ERROR_NOT_FOUND, "Finnes ikke" },
};

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *text = g_strescape (refused[i].text, NULL);
      GError *error = NULL;
      SekValue value;

      g_test_message ("%s “%s”", refused[i].field, text);
      g_assert_false (sek_key_parse (reg_of (fixture), field_of (refused[i].field), refused[i].text, SEK_THOUSAND,
                                     &value, &error));
      assert_refused (error, refused[i].code, refused[i].word);
      g_assert_cmpint (value.type, ==, SEK_VALUE_BLANK);
    }
}

/* A number of an organisation has the right control digit of mod 11 and no other. */
static void
test_org_numbers (void)
{
  static const char *const right[] = { "974760673", "971045698", "889640782", "123456785", "000000000" };
  const SekField *field = field_of ("organisation.org_number");

  for (guint i = 0; i < G_N_ELEMENTS (right); i++)
    for (char digit = '0'; digit <= '9'; digit++)
      {
        g_autofree char *number = g_strdup (right[i]);
        SekValue value;

        number[8] = digit;
        value = SEK_TEXT (number);
        g_assert_true (sek_kind_check (field, &value, NULL) == (digit == right[i][8]));
      }
}

static void
test_blank (Fixture *fixture, gconstpointer data)
{
  for (int e = 0; e < SEK_N_ENTITIES; e++)
    for (guint f = 0; f < sek_entity_get (e)->n_fields; f++)
      {
        const SekField *field = &sek_entity_get (e)->fields[f];
        g_autoptr (GError) error = NULL;
        g_autofree char *shown = NULL;
        SekValue value;
        gboolean ok = sek_key_parse (reg_of (fixture), field, " ", SEK_THOUSAND, &value, &error);

        g_assert_true (ok == ((field->flags & SEK_FLAG_REQUIRED) == 0));
        g_assert_cmpint (value.type, ==, SEK_VALUE_BLANK);
        shown = sek_key_format (reg_of (fixture), field, &value, SEK_THOUSAND, SEK_LANGUAGE_NB);
        g_assert_cmpstr (shown, ==, "");
      }
}

/* What the file holds comes back as it was, and nothing else is taken for it. */
static void
test_stored (Fixture *fixture, gconstpointer data)
{
  static const char *const not_dates[] = { "2022-13-01", "2022-1-1", "18.11.2022", "", "2022-11-18 ", "20221118" };
  gint64 value;

  for (int e = 0; e < SEK_N_ENTITIES; e++)
    {
      const SekEntity *entity = sek_entity_get (e);
      SekTableIter iter;
      const SekRow *row;

      sek_table_iter_init (&iter, sek_register_get_table (reg_of (fixture), e));
      for (guint i = 0; (row = sek_table_iter_next (&iter)) != NULL && i < 20; i++)
        for (guint f = 0; f < entity->n_fields; f++)
          {
            SekValue own = sek_row_get (row, &entity->fields[f]);
            SekValue stored = sek_kind_to_stored (&entity->fields[f], &own),
                     back = sek_kind_from_stored (&entity->fields[f], &stored);

            g_assert_true (sek_value_equal (&own, &back));
            g_assert_true (sek_kind_check (&entity->fields[f], &own, NULL));
            sek_value_clear (&stored);
            sek_value_clear (&back);
          }
    }
  for (guint i = 0; i < G_N_ELEMENTS (not_dates); i++)
    g_assert_false (sek_kind_read_stored (field_of ("member.joined"), not_dates[i], &value));
  g_assert_false (sek_kind_read_stored (field_of ("member.kind"), "kommune", &value));
}

/* In the grid: accounts show what their unit would hide, in Norwegian, and take it back. */
static void
test_exact_amounts (Fixture *fixture, gconstpointer data)
{
  static const struct { const char *typed, *shown; } cases[] = {
    { "1234567,89 kr", "1" NBSP "234,56789" }, { "-1 234,5", MINUS "1" NBSP "234,5" }, { "250", "250" },
    { "-400 kr", MINUS "0,4" },
    { "250 125 kr", "250,1250" }, { "0", "0" }, { "", "" }, { "1234 567 kr", NULL },
  };
  g_autofree SekColumn *cell = NULL;
  gint64 line = find (fixture, "budget_line", "Kommunikasjon");
  SekScope scope;

  add (fixture, "budget_column", "title", "Regnskap 2022", "year", "2022", "kind", "accounts", NULL);
  cell = sek_column_new_amount (SEK_BUDGET_LINE, find (fixture, "budget_column", "Regnskap 2022"));
  sek_scope_init (&scope, reg_of (fixture));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = NULL, *again = NULL;

      if (cases[i].shown == NULL)
        {
          assert_refused (try_amount (fixture, "Kommunikasjon", "Regnskap 2022", cases[i].typed), SEK_ERROR_INPUT,
                          "1234 567");
          continue;
        }
      type_amount (fixture, "Kommunikasjon", "Regnskap 2022", cases[i].typed);
      shown = sek_column_dup_text (cell, &scope, line);
      g_assert_cmpstr (shown, ==, cases[i].shown);
      type_amount (fixture, "Kommunikasjon", "Regnskap 2022", shown);
      again = sek_column_dup_text (cell, &scope, line);
      g_assert_cmpstr (again, ==, shown);
    }
  assert_refused (try_amount (fixture, "Kommunikasjon", "Regnskap 2022", "\377"), SEK_ERROR_INPUT,
                  "invalid characters");
}

static void
test_languages (Fixture *fixture, gconstpointer data)
{
  static const char *const words[] = { "kommune", "kommune", "municipality" };
  static const char *const truths[] = { "ja", "ja", "yes" };

  for (int l = 0; l < SEK_N_LANGUAGES; l++)
    {
      g_autofree char *kind = sek_key_format (reg_of (fixture), field_of ("member.kind"), &SEK_INTEGER (0), 1,
                                              (SekLanguage) l);
      g_autofree char *truth = sek_key_format (reg_of (fixture), field_of ("member_subregion.is_primary"),
                                               &SEK_INTEGER (1), 1, (SekLanguage) l);

      g_assert_cmpstr (kind, ==, words[l]);
      g_assert_cmpstr (truth, ==, truths[l]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/kind/accepted", test_accepted);
  ADD ("/kind/refused", test_refused);
  g_test_add_func ("/kind/org-numbers", test_org_numbers);
  ADD ("/kind/blank", test_blank);
  ADD ("/kind/stored", test_stored);
  ADD ("/kind/exact-amounts", test_exact_amounts);
  ADD ("/kind/languages", test_languages);
  return g_test_run ();
}
