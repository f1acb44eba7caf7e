/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

#include <stdarg.h>
#include <string.h>

static void
set_up (Fixture *fixture, gboolean example)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("sekretariat-model-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "register.sekretariat", NULL);
  fixture->document = example ? sek_document_create_example (fixture->path, &error)
                              : sek_document_create (fixture->path, "Regionrådet", &error);
  g_assert_no_error (error);
}

void
set_up_example (Fixture *fixture, gconstpointer data)
{
  set_up (fixture, TRUE);
}

void
set_up_figures (Fixture *fixture, gconstpointer data)
{
  set_up (fixture, TRUE);
  remove_row (fixture, "scenario", "Fylkeskommunene inn igjen");
}

void
set_up_empty (Fixture *fixture, gconstpointer data)
{
  set_up (fixture, FALSE);
}

void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_clear_object (&fixture->document);
  dir = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

SekRegister *
reg_of (Fixture *fixture)
{
  return sek_document_get_register (fixture->document);
}

void
reopen (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&fixture->document);
  fixture->document = sek_document_open (fixture->path, SEK_DOCUMENT_WRITE, &error);
  g_assert_no_error (error);
  g_assert_null (sek_document_dup_read_only_reason (fixture->document));
}

char *
dump (Fixture *fixture)
{
  return sek_register_dump (reg_of (fixture));
}

static SekDocument *
open_second (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  SekDocument *second = sek_document_open (fixture->path, SEK_DOCUMENT_READ_ONLY, &error);

  g_assert_no_error (error);
  return second;
}

char *
dump_file (Fixture *fixture)
{
  g_autoptr (SekDocument) second = open_second (fixture);

  return sek_register_dump (sek_document_get_register (second));
}

static char *
word_totals (const SekFeeTotals *totals)
{
  return g_strdup_printf ("active %u, payers %u, without population %u, without rate %u, persons %" G_GINT64_FORMAT
                          "+%" G_GINT64_FORMAT ", exact %" G_GINT64_FORMAT ", invoices %" G_GINT64_FORMAT
                          ", overflows %u",
                          totals->n_active, totals->n_payers, totals->n_without_population, totals->n_without_rate,
                          totals->persons[0], totals->persons[1], totals->exact, totals->invoices, totals->n_overflows);
}

void
assert_whole (Fixture *fixture)
{
  g_autoptr (SekDocument) second = open_second (fixture);
  SekRegister *kept = reg_of (fixture), *fresh = sek_document_get_register (second);
  g_autofree char *memory = sek_register_dump (kept), *file = sek_register_dump (fresh);
  g_autoptr (GArray) columns = sek_budget_columns (kept);
  g_autoptr (GArray) figures = sek_budget_figures (kept);

  g_assert_cmpstr (memory, ==, file);
  for (int year = 2020; year <= 2027; year++)
    {
      g_autofree char *kept_totals = word_totals (sek_fees_get_totals (kept, year));
      g_autofree char *counted = word_totals (sek_fees_get_totals (fresh, year));

      g_assert_cmpstr (kept_totals, ==, counted);
    }
  for (guint c = 0; c < columns->len; c++)
    for (guint f = 0; f < figures->len; f++)
      g_assert_cmpint (sek_budget_value (kept, &g_array_index (figures, SekFigure, f),
                                         g_array_index (columns, gint64, c)),
                       ==,
                       sek_budget_value (fresh, &g_array_index (figures, SekFigure, f),
                                         g_array_index (columns, gint64, c)));
}

guint
count_events (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = sek_store_read_events (sek_document_get_store (fixture->document), 0, G_MAXINT,
                                                        &error);

  g_assert_no_error (error);
  return events->len;
}

guint
count_rows (Fixture *fixture, SekEntityId entity)
{
  return (guint) sek_table_get_size (sek_register_get_table (reg_of (fixture), entity));
}

static const SekEntity *
entity_of (const char *name)
{
  g_autoptr (GError) error = NULL;
  const SekEntity *entity = sek_entity_find (name, &error);

  g_assert_no_error (error);
  return entity;
}

gint64
find (Fixture *fixture, const char *entity, const char *key)
{
  g_autoptr (GError) error = NULL;
  gint64 row = 0;

  sek_key_find (reg_of (fixture), entity_of (entity), key, &row, &error);
  g_assert_no_error (error);
  return row;
}

/* --- changes ----------------------------------------------------------------------------------------------------- */

GError *
try_edit (Fixture *fixture, const char *entity, const char *key, const char *column_id, const char *text)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("edit");
  g_autoptr (GError) failure = NULL;
  gint64 row = find (fixture, entity, key);
  const SekColumn *column = sek_column_find (entity_of (entity)->id, column_id, &failure);
  GError *error = NULL;
  SekScope scope;

  g_assert_no_error (failure);
  sek_scope_init (&scope, reg_of (fixture));
  if (sek_column_propose (column, &scope, row, text, changeset, &error))
    {
      sek_history_name_column (changeset, scope.reg, column, row);
      sek_document_submit (fixture->document, changeset, &error);
    }
  return error;
}

void
edit (Fixture *fixture, const char *entity, const char *key, const char *column, const char *text)
{
  g_autoptr (GError) error = try_edit (fixture, entity, key, column, text);

  g_assert_no_error (error);
}

static gint64
add_list (Fixture *fixture, const char *entity, va_list list, GError **error)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("add");
  g_autoptr (GPtrArray) ids = g_ptr_array_new (), texts = g_ptr_array_new ();
  const char *id;
  SekScope scope;
  gint64 row;

  while ((id = va_arg (list, const char *)) != NULL)
    {
      g_ptr_array_add (ids, (char *) id);
      g_ptr_array_add (texts, va_arg (list, char *));
    }
  sek_scope_init (&scope, reg_of (fixture));
  row = sek_column_add_row (&scope, entity_of (entity)->id, ids->len, (const char *const *) ids->pdata,
                            (const char *const *) texts->pdata, changeset, error);
  if (row == 0)
    return 0;
  sek_history_name_row (changeset, scope.reg, "add", entity_of (entity)->id, row);
  return sek_document_submit (fixture->document, changeset, error) ? row : 0;
}

gint64
add (Fixture *fixture, const char *entity, ...)
{
  g_autoptr (GError) error = NULL;
  va_list list;
  gint64 row;

  va_start (list, entity);
  row = add_list (fixture, entity, list, &error);
  va_end (list);
  g_assert_no_error (error);
  return row;
}

GError *
try_add (Fixture *fixture, const char *entity, ...)
{
  GError *error = NULL;
  va_list list;

  va_start (list, entity);
  add_list (fixture, entity, list, &error);
  va_end (list);
  return error;
}

GError *
try_remove_row (Fixture *fixture, const char *entity, const char *key)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("delete");
  gint64 row = find (fixture, entity, key);
  GError *error = NULL;

  sek_history_name_row (changeset, reg_of (fixture), "delete", entity_of (entity)->id, row);
  sek_changeset_delete (changeset, reg_of (fixture), entity_of (entity)->id, row);
  sek_document_submit (fixture->document, changeset, &error);
  return error;
}

void
remove_row (Fixture *fixture, const char *entity, const char *key)
{
  g_autoptr (GError) error = try_remove_row (fixture, entity, key);

  g_assert_no_error (error);
}

void
submit (Fixture *fixture, SekChangeset *changeset)
{
  g_autoptr (GError) error = NULL;

  sek_document_submit (fixture->document, changeset, &error);
  g_assert_no_error (error);
}

GError *
try_amount (Fixture *fixture, const char *line, const char *column, const char *text)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("edit");
  g_autofree SekColumn *cell = sek_column_new_amount (SEK_BUDGET_LINE, find (fixture, "budget_column", column));
  GError *error = NULL;
  SekScope scope;

  sek_scope_init (&scope, reg_of (fixture));
  if (sek_column_propose (cell, &scope, find (fixture, "budget_line", line), text, changeset, &error))
    sek_document_submit (fixture->document, changeset, &error);
  return error;
}

void
type_amount (Fixture *fixture, const char *line, const char *column, const char *text)
{
  g_autoptr (GError) error = try_amount (fixture, line, column, text);

  g_assert_no_error (error);
}

void
undo (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  sek_document_undo (fixture->document, NULL, &error);
  g_assert_no_error (error);
}

void
redo (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  sek_document_redo (fixture->document, NULL, &error);
  g_assert_no_error (error);
}

/* --- figures ----------------------------------------------------------------------------------------------------- */

gint64
figure (Fixture *fixture, const char *row, const char *column)
{
  SekRegister *reg = reg_of (fixture);
  gint64 id = find (fixture, "budget_column", column);

  if (g_str_equal (row, "sum-income"))
    return sek_budget_sum (reg, SEK_SECTION_INCOME, id);
  if (g_str_equal (row, "sum-expense"))
    return sek_budget_sum (reg, SEK_SECTION_EXPENSE, id);
  if (g_str_equal (row, "result"))
    return sek_budget_result (reg, id);
  if (g_str_equal (row, "closing"))
    return sek_budget_closing (reg, id);
  return sek_budget_value (reg, &(SekFigure) { .kind = SEK_FIGURE_LINE, .line = find (fixture, "budget_line", row) },
                           id);
}

gint64
invoices (Fixture *fixture, int year)
{
  return sek_fees_get_totals (reg_of (fixture), year)->invoices;
}

SekCheck *
find_check (Fixture *fixture, const char *id, SekDate today)
{
  g_autoptr (GPtrArray) checks = sek_check_all (reg_of (fixture), today);

  for (guint i = 0; i < checks->len; i++)
    if (g_str_equal (((SekCheck *) checks->pdata[i])->id, id))
      {
        SekCheck *check = checks->pdata[i];

        g_ptr_array_set_free_func (checks, NULL);
        for (guint j = 0; j < checks->len; j++)
          if (j != i)
            sek_check_free (checks->pdata[j]);
        return check;
      }
  return NULL;
}

void
assert_refused_at (const char *place, GError *error, int code, const char *word)
{
  if (error == NULL)
    g_error ("%s: not refused", place);
  if (!g_error_matches (error, SEK_ERROR, code))
    g_error ("%s: refused with %s %d: %s", place, g_quark_to_string (error->domain), error->code, error->message);
  /* Every message ends with what to do. */
  if (strstr (error->message, word) == NULL || !g_str_has_suffix (error->message, "."))
    g_error ("%s: the message is “%s”", place, error->message);
  g_error_free (error);
}

GBytes *
read_frozen (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) packed = G_INPUT_STREAM (g_file_read (file, NULL, &error));
  g_autoptr (GZlibDecompressor) unzip = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();

  g_assert_no_error (error);
  stream = g_converter_input_stream_new (packed, G_CONVERTER (unzip));
  g_output_stream_splice (memory, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

Before
remember (Fixture *fixture)
{
  return (Before) { dump (fixture), dump_file (fixture), count_events (fixture) };
}

void
assert_untouched (Fixture *fixture, Before *before)
{
  g_autofree char *memory = dump (fixture), *file = dump_file (fixture);

  g_assert_cmpstr (memory, ==, before->memory);
  g_assert_cmpstr (file, ==, before->file);
  g_assert_cmpuint (count_events (fixture), ==, before->events);
  assert_whole (fixture);
  g_clear_pointer (&before->memory, g_free);
  g_clear_pointer (&before->file, g_free);
}

void
add_member (Fixture *fixture, const char *name, const char *persons)
{
  add (fixture, "member", "name", name, NULL);
  if (persons != NULL)
    add (fixture, "population", "member", name, "date", "1.1.2022", "persons", persons, NULL);
}

void
add_lines (Fixture *fixture)
{
  add (fixture, "budget_line", "section", "opening", "name", "Inngående", "source", "carried_forward", NULL);
  add (fixture, "budget_line", "section", "income", "name", "Inntekt A", NULL);
  add (fixture, "budget_line", "section", "income", "name", "Inntekt B", NULL);
  add (fixture, "budget_line", "section", "income", "name", "Inntekt C", NULL);
  add (fixture, "budget_line", "section", "expense", "name", "Utgift", NULL);
}

void
make_column (Fixture *fixture, const char *title, const char *year, const char *kind, const char *carry_from,
             const char *base)
{
  add (fixture, "budget_column", "title", title, "year", year, "kind", kind, "carry_from", carry_from, "base_column",
       base, NULL);
}

const char *
text_of (Fixture *fixture, SekEntityId entity, const char *key, const char *column)
{
  static char *text = NULL;
  SekScope scope;

  sek_scope_init (&scope, reg_of (fixture));
  scope.date = SEK_DATE (2023, 1, 1);
  g_free (text);
  text = sek_column_dup_text (sek_column_find (entity, column, NULL), &scope,
                              find (fixture, sek_entity_get (entity)->name, key));
  return text;
}

static void
append_rows (GString *text, SekRegister *reg, const SekEntity *entity, const char *const *fields)
{
  SekTableIter iter;
  const SekRow *row;
  SekScope scope;

  sek_scope_init (&scope, reg);
  sek_table_iter_init (&iter, sek_register_get_table (reg, entity->id));
  while ((row = sek_table_iter_next (&iter)) != NULL)
    {
      g_string_append_printf (text, "%" G_GINT64_FORMAT, row->id);
      for (guint i = 1; fields[i] != NULL; i++)
        {
          /* What was a field may have become a column over another table. */
          const SekColumn *column = sek_column_find (entity->id, fields[i], NULL);
          SekValue value = sek_column_read (column, &scope, row->id),
                   stored = sek_kind_to_stored (column->field, &value);
          g_autofree char *shown = sek_value_to_text (&stored);

          g_string_append_printf (text, "\t%s", shown);
          sek_value_clear (&stored);
        }
      g_string_append_c (text, '\n');
    }
}

void
assert_holds_frozen (SekRegister *reg, GBytes *expected)
{
  g_autofree char *whole = g_strndup (g_bytes_get_data (expected, NULL), g_bytes_get_size (expected));
  g_auto (GStrv) lines = g_strsplit (whole, "\n", -1);
  g_autoptr (GString) now = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    if (lines[i][0] == '[')
      {
        g_autofree char *name = g_strndup (lines[i] + 1, strlen (lines[i]) - 2);
        g_auto (GStrv) fields = g_strsplit (lines[i + 1], "\t", -1);

        g_string_append_printf (now, "%s%s\n%s\n", now->len > 0 ? "\n" : "", lines[i], lines[i + 1]);
        append_rows (now, reg, sek_entity_find (name, NULL), (const char *const *) fields);
      }
  g_assert_cmpstr (now->str, ==, whole);
}

/* --- fees that are issued ----------------------------------------------------------------------------------------- */

GError *
try_issue_fees_as (Fixture *fixture, int year, const SekRunChoice *choice, gboolean incomplete)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("edit");
  GError *error = NULL;
  gint64 row = 0;

  if (sek_fee_run_propose (reg_of (fixture), year, choice, incomplete, NULL, changeset, &row, &error)
      && sek_document_submit (fixture->document, changeset, &error))
    g_assert_nonnull (sek_register_get_fee_run (reg_of (fixture), row));
  return error;
}

GError *
try_issue_fees (Fixture *fixture, int year)
{
  return try_issue_fees_as (fixture, year, &(SekRunChoice){ .issued_on = FEE_DAY }, TRUE);
}

const SekFeeRun *
issue_fees (Fixture *fixture, int year)
{
  g_autoptr (GError) error = try_issue_fees (fixture, year);
  g_autoptr (GArray) runs = sek_fee_runs_of (reg_of (fixture), year);

  g_assert_no_error (error);
  return sek_register_get_fee_run (reg_of (fixture), g_array_index (runs, gint64, runs->len - 1));
}

SekInvoices *
read_run (Fixture *fixture, int year, int number)
{
  g_autoptr (GError) error = NULL;
  SekInvoices *invoices = sek_invoices_read (sek_fee_run_find (reg_of (fixture), year, number), &error);

  g_assert_no_error (error);
  return invoices;
}

SekInvoices *
prepare_fees_of (SekRegister *reg, int year)
{
  g_autoptr (GError) error = NULL;
  SekInvoices *invoices = sek_invoices_prepare (reg, year, &(SekRunChoice){ .issued_on = FEE_DAY }, &error);

  g_assert_no_error (error);
  return invoices;
}

SekInvoices *
prepare_fees (Fixture *fixture, int year)
{
  return prepare_fees_of (reg_of (fixture), year);
}

void
set_council (Fixture *fixture, const char *kid_pattern)
{
  edit (fixture, "organisation", "-", "account", "1234.56.78903");
  edit (fixture, "organisation", "-", "kid_pattern", kid_pattern);
}

void
add_council (Fixture *fixture)
{
  static const struct { const char *number, *name, *persons; } members[] = {
    { "3001", "Halden", "100" }, { "3002", "Moss", "200" }, { "3003", "Sarpsborg", "300" },
  };

  set_council (fixture, "{år}{medlem}{kjøring}");
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      add (fixture, "member", "name", members[i].name, "number", members[i].number, NULL);
      add (fixture, "population", "member", members[i].name, "date", "1.1.2022", "persons", members[i].persons, NULL);
      add (fixture, "population", "member", members[i].name, "date", "1.1.2023", "persons", members[i].persons, NULL);
    }
  add (fixture, "fee_rate", "year", "2023", "kind", "municipality", "rate", "1 kr", "decided_on", "15.6.2022", NULL);
  add (fixture, "fee_rate", "year", "2024", "kind", "municipality", "rate", "1 kr", "decided_on", "15.6.2023", NULL);
}

void
assert_nothing_left (Fixture *fixture, int year)
{
  g_autoptr (SekInvoices) rest = prepare_fees (fixture, year);

  g_assert_cmpuint (rest->invoices->len, ==, 0);
  assert_refused (try_issue_fees (fixture, year), SEK_ERROR_REFUSED, "nothing to issue");
}
