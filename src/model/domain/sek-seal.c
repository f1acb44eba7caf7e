/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-seal.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-budget.h"
#include "sek-canonical.h"
#include "sek-error.h"
#include "sek-fees.h"
#include "sek-kind.h"
#include "sek-register-private.h"

/* The third form; the first one had no models of fees, the second no name of the balance. What a form lists never
 * changes; another list is another form, which sek_seal_read() reads as well, since fields are found by their names.
 * The budget comes first, so that it can be read alone. */
#define FORM 3

#define HEAD "adopted_copy"
#define FEES "fee"

#define MOST_FIELDS 12

typedef struct
{
  SekEntityId entity;
  const char *fields[MOST_FIELDS];
} Block;

static const Block budget[] = {
  { SEK_ORGANISATION, { "name", "short_name", "org_number", "unit", "language", "balance_name" } },
  { SEK_BUDGET_COLUMN,
    { "title", "year", "kind", "figures_on", "unit", "base_column", "carry_from", "status", "note" } },
  { SEK_STATUS_STEP, { "budget_column", "position", "status", "organ", "decided_on", "case_number", "by_whom" } },
  { SEK_BUDGET_LINE, { "section", "position", "name", "explanation", "source" } },
  { SEK_AMOUNT, { "line", "budget_column", "mode", "value", "comment", "reason" } },
  { SEK_PROJECT, { "position", "name", "focus_area", "starts_on", "ends_on" } },
  { SEK_PROJECT_AMOUNT, { "project", "budget_column", "value", "comment", "reason" } },
};

/* Where the part of the budget ends. */
#define LAST_OF_BUDGET SEK_PROJECT_AMOUNT

static const Block basis[] = {
  { SEK_FEE_RATE,
    { "year", "kind", "base", "rate", "minimum", "maximum", "decided_on", "case_number", "model", "total",
      "equal_share" } },
  { SEK_SUBREGION, { "name" } },
  { SEK_MEMBER, { "name", "kind", "joined", "left_on" } },
  { SEK_MEMBER_NUMBER, { "member", "number", "valid_from", "valid_to" } },
  { SEK_MEMBER_SUBREGION, { "member", "subregion", "is_primary" } },
  { SEK_POPULATION, { "member", "date", "persons", "source" } },
};

#define LAST_OF_BASIS SEK_POPULATION

/* --- making a copy ----------------------------------------------------------------------------------------------- */

/* What a copy is made of. */
typedef struct
{
  SekRegister *reg;
  gint64       column;
  int          year;
  SekDate      basis;  /* the day of the populations */
  GHashTable  *shown;  /* the columns that stand beside it, with itself */
} Making;

static void
find_columns (Making *self)
{
  g_autoptr (GArray) columns = sek_budget_columns_of (self->reg, self->year);
  const SekBudgetColumn *column = sek_register_get_budget_column (self->reg, self->column);

  self->shown = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < columns->len; i++)
    {
      gint64 id = g_array_index (columns, gint64, i);

      g_hash_table_add (self->shown, _sek_key (id));
      if (id == self->column)
        break;
    }
  if (column->base_column != SEK_NONE)
    g_hash_table_add (self->shown, _sek_key (column->base_column));
}

static gboolean
is_shown (const Making *self, gint64 column)
{
  return column != SEK_NONE && g_hash_table_contains (self->shown, _sek_key (column));
}

/* Which rows of the budget are copied. */
static gboolean
has_row (const Making *self, SekEntityId entity, const SekRow *row)
{
  switch (entity)
    {
    case SEK_BUDGET_COLUMN:
      return is_shown (self, row->id);
    case SEK_STATUS_STEP:
      return is_shown (self, ((const SekStatusStep *) row)->budget_column);
    case SEK_AMOUNT:
      return is_shown (self, ((const SekAmount *) row)->budget_column);
    case SEK_PROJECT_AMOUNT:
      return is_shown (self, ((const SekProjectAmount *) row)->budget_column);
    default:
      return TRUE;
    }
}

/* The values of a row as the copy has them: amounts are those that were shown, and nothing refers to what is not
 * copied. */
static void
fill_values (const Making *self, const SekEntity *entity, const SekRow *row, SekValue *values)
{
  for (guint f = 0; f < entity->n_fields; f++)
    {
      const SekField *field = &entity->fields[f];

      values[f] = sek_row_get (row, field);
      if (field->kind == SEK_KIND_REFERENCE && field->target == SEK_BUDGET_COLUMN
          && values[f].type == SEK_VALUE_INTEGER && !is_shown (self, values[f].integer))
        values[f] = SEK_BLANK;
    }
  if (entity->id == SEK_AMOUNT)
    {
      const SekAmount *amount = (const SekAmount *) row;
      SekBudgetCell cell;

      sek_budget_read (self->reg, amount->line, amount->budget_column, &cell);
      values[SEK_FIELD_amount_value] = cell.value == SEK_NONE ? SEK_BLANK : SEK_INTEGER (cell.value);
    }
}

static SekRegister *
copy_budget (const Making *self)
{
  SekRegister *copy = sek_register_new ();

  for (guint b = 0; b < G_N_ELEMENTS (budget); b++)
    {
      const SekEntity *entity = sek_entity_get (budget[b].entity);
      g_autofree SekValue *values = g_new0 (SekValue, entity->n_fields);
      SekTableIter iter;
      const SekRow *row;

      sek_table_iter_init (&iter, sek_register_get_table (self->reg, entity->id));
      while ((row = sek_table_iter_next (&iter)) != NULL)
        if (has_row (self, entity->id, row))
          {
            fill_values (self, entity, row, values);
            _sek_register_insert (copy, entity->id, row->id, values);
          }
    }
  return copy;
}

static guint
find_fields (const Block *block, const SekField *fields[MOST_FIELDS])
{
  guint n = 0;

  while (n < G_N_ELEMENTS (block->fields) && block->fields[n] != NULL)
    {
      fields[n] = sek_entity_find_field (sek_entity_get (block->entity), block->fields[n]);
      g_assert (fields[n] != NULL);
      n++;
    }
  return n;
}

/* A member pays, and so do the rows that say with what. */
static gboolean
is_basis (const Making *self, SekEntityId entity, const SekRow *row)
{
  const SekMember *member;

  switch (entity)
    {
    case SEK_FEE_RATE:
      return ((const SekFeeRate *) row)->year == self->year;
    case SEK_SUBREGION:
      return TRUE;
    case SEK_MEMBER:
      return sek_member_is_active ((const SekMember *) row, SEK_DATE (self->year, 1, 1));
    case SEK_POPULATION:
      if (((const SekPopulation *) row)->date != self->basis)
        return FALSE;
      break;
    default:
      break;
    }
  /* The first field of all others is the member. */
  member = sek_register_get_member (self->reg, row->slots[0].integer);
  return member != NULL && sek_member_is_active (member, SEK_DATE (self->year, 1, 1));
}

static void
append_basis (const Making *self, GString *text)
{
  for (guint b = 0; b < G_N_ELEMENTS (basis); b++)
    {
      g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
      const SekField *fields[MOST_FIELDS];
      guint n = find_fields (&basis[b], fields);
      SekTableIter iter;
      const SekRow *row;

      sek_table_iter_init (&iter, sek_register_get_table (self->reg, basis[b].entity));
      while ((row = sek_table_iter_next (&iter)) != NULL)
        if (is_basis (self, basis[b].entity, row))
          g_array_append_val (rows, row->id);
      /* No rows are told apart from all of them by an array. */
      sek_canonical_append (text, self->reg, basis[b].entity, fields, n,
                            rows->len > 0 ? (const gint64 *) (gpointer) rows->data : (const gint64[]) { 0 }, rows->len);
    }
}

/* What each member was to pay, as used: rules of later programs change nothing of it. */
static void
append_fees (const Making *self, GString *text)
{
  SekTableIter iter;
  const SekMember *member;

  g_string_append (text, "\n[" FEES "]\nid\texact\tinvoice\n");
  sek_table_iter_init (&iter, sek_register_get_table (self->reg, SEK_MEMBER));
  while ((member = (const SekMember *) sek_table_iter_next (&iter)) != NULL)
    {
      SekFee fee;

      sek_fee_of (self->reg, member, self->year, &fee);
      if (fee.active && fee.invoice != SEK_NONE)
        g_string_append_printf (text, "%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT "\n", member->id,
                                fee.exact, fee.invoice);
    }
}

char *
sek_seal_make_copy (SekRegister *reg, gint64 column_id, const char *sealed_at)
{
  const SekBudgetColumn *column = sek_register_get_budget_column (reg, column_id);
  Making self = { .reg = reg, .column = column_id };
  g_autoptr (SekRegister) copy = NULL;
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (column != NULL, NULL);
  self.year = (int) column->year;
  self.basis = sek_fees_basis_date (self.year);
  find_columns (&self);
  copy = copy_budget (&self);
  g_string_append_printf (text, "[" HEAD "]\nid\tform\tsealed_at\n%" G_GINT64_FORMAT "\t%d\t%s\n", column_id, FORM,
                          sealed_at != NULL ? sealed_at : "");
  for (guint b = 0; b < G_N_ELEMENTS (budget); b++)
    {
      const SekField *fields[MOST_FIELDS];
      guint n = find_fields (&budget[b], fields);

      sek_canonical_append (text, copy, budget[b].entity, fields, n, NULL, 0);
    }
  append_basis (&self, text);
  append_fees (&self, text);
  g_hash_table_unref (self.shown);
  return g_string_free (text, FALSE);
}

void
sek_seal_fill (gint64 column, const char *sealed_at, const char *copy, SekValue values[SEK_N_FIELDS_seal])
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, copy, -1);
  const SekValue plain[SEK_N_FIELDS_seal] = {
    [SEK_FIELD_seal_budget_column] = SEK_INTEGER (column),
    [SEK_FIELD_seal_sealed_at] = sealed_at != NULL ? SEK_TEXT (sealed_at) : SEK_BLANK,
    [SEK_FIELD_seal_version] = SEK_INTEGER (FORM),
    [SEK_FIELD_seal_digest] = SEK_TEXT (digest),
    [SEK_FIELD_seal_copy] = SEK_TEXT (copy),
  };

  for (guint f = 0; f < SEK_N_FIELDS_seal; f++)
    values[f] = sek_value_copy (&plain[f]);
}

void
sek_seal_propose (SekRegister *reg, gint64 column, const char *sealed_at, const char *copy, SekChangeset *changeset)
{
  SekValue values[SEK_N_FIELDS_seal];
  gint64 seal = sek_changeset_insert (changeset, SEK_SEAL);

  sek_seal_fill (column, sealed_at, copy, values);
  for (guint f = 0; f < SEK_N_FIELDS_seal; f++)
    {
      sek_changeset_set (changeset, reg, &sek_entity_get (SEK_SEAL)->fields[f], seal, &values[f]);
      sek_value_clear (&values[f]);
    }
}

/* --- reading a copy ---------------------------------------------------------------------------------------------- */

const SekSeal *
sek_seal_find (SekRegister *reg, gint64 column)
{
  guint n;
  const gint64 *rows = sek_register_get_children (reg, SEK_FIELD (seal, budget_column), column, &n);

  return n > 0 ? sek_register_get_seal (reg, rows[0]) : NULL;
}

gboolean
sek_register_is_copy (SekRegister *reg)
{
  return reg->sealed_fees != NULL;
}

char *
sek_digest_dup_short (const char *digest)
{
  g_autofree char *digits = g_str_to_ascii (digest, "C");
  GString *text = g_string_new (NULL);

  g_string_append_len (text, digits, MIN (strlen (digits), 8));
  if (text->len == 8)
    g_string_insert_c (text, 4, ' ');
  return g_string_free (text, FALSE);
}

static gboolean
read_fees (SekCanonicalReader *reader, SekRegister *copy, GError **error)
{
  SekCanonicalStep step = SEK_CANONICAL_ROW;

  if (g_strcmp0 (reader->block, FEES) != 0)
    return TRUE;
  while ((step = sek_canonical_reader_next (reader, error)) == SEK_CANONICAL_ROW)
    {
      SekSealedFee *fee = g_new0 (SekSealedFee, 1);

      g_hash_table_insert (copy->sealed_fees, _sek_key (reader->id), fee);
      if (reader->cells->len != 2
          || !sek_canonical_cell_read_integer (&g_array_index (reader->cells, SekCanonicalCell, 0), &fee->exact)
          || !sek_canonical_cell_read_integer (&g_array_index (reader->cells, SekCanonicalCell, 1), &fee->invoice))
        {
          g_set_error_literal (error, SEK_ERROR, SEK_ERROR_DAMAGED, "fee");
          return FALSE;
        }
    }
  return step != SEK_CANONICAL_FAILED;
}

/* The first form had no models: each rate was by inhabitants. */
static void
fill_models (SekRegister *copy)
{
  g_autoptr (GArray) rates = g_array_new (FALSE, FALSE, sizeof (gint64));
  SekTableIter iter;
  const SekFeeRate *rate;

  sek_table_iter_init (&iter, sek_register_get_table (copy, SEK_FEE_RATE));
  while ((rate = (const SekFeeRate *) sek_table_iter_next (&iter)) != NULL)
    if (rate->model == SEK_NONE)
      g_array_append_val (rates, rate->id);
  for (guint i = 0; i < rates->len; i++)
    _sek_register_set (copy, SEK_FIELD (fee_rate, model), g_array_index (rates, gint64, i),
                       &SEK_INTEGER (SEK_FEE_MODEL_RATE));
}

/* The copy as far as last; with its fees where that is all of it. NULL with error. */
static SekRegister *
read_until (const char *text, SekEntityId last, GError **error)
{
  g_auto (SekCanonicalReader) reader = { 0 };
  g_autoptr (SekRegister) copy = NULL;

  sek_canonical_reader_init (&reader, text, strlen (text));
  copy = sek_canonical_reader_read_rows (&reader, SEK_CANONICAL_LENIENT, last, error);
  if (copy == NULL)
    return NULL;
  copy->sealed_fees = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  fill_models (copy);
  return last != LAST_OF_BASIS || read_fees (&reader, copy, error) ? g_steal_pointer (&copy) : NULL;
}

SekRegister *
sek_seal_read (const SekSeal *seal, GError **error)
{
  g_autoptr (GError) failure = NULL;
  SekRegister *copy = read_until (seal->copy, LAST_OF_BASIS, &failure);

  if (copy != NULL && sek_register_get_budget_column (copy, seal->budget_column) != NULL)
    return copy;
  g_clear_pointer (&copy, sek_register_unref);
  g_set_error (error, SEK_ERROR, SEK_ERROR_DAMAGED,
               _("What was adopted cannot be read: its copy was changed outside of Sekretariat. Open a backup of the "
                 "register from before that."));
  return NULL;
}

/* A copy is parsed and its digest worked out once, as long as the row has the same text. */
typedef struct
{
  char        *text;   /* the row's; referred to, so that no other text has its address */
  char        *digest;
  SekRegister *budget; /* NULL when it cannot be read */
} Kept;

static void
free_kept (gpointer data)
{
  Kept *kept = data;

  g_ref_string_release (kept->text);
  g_free (kept->digest);
  g_clear_pointer (&kept->budget, sek_register_unref);
  g_free (kept);
}

static const Kept *
keep (SekRegister *reg, const SekSeal *seal)
{
  Kept *kept;

  if (reg->seals == NULL)
    reg->seals = g_hash_table_new_full (NULL, NULL, NULL, free_kept);
  kept = g_hash_table_lookup (reg->seals, _sek_key (seal->id));
  if (kept != NULL && kept->text == seal->copy)
    return kept;
  kept = g_new0 (Kept, 1);
  kept->text = g_ref_string_acquire ((char *) seal->copy);
  kept->budget = read_until (seal->copy, LAST_OF_BUDGET, NULL);
  g_hash_table_replace (reg->seals, _sek_key (seal->id), kept);
  return kept;
}

SekRegister *
sek_seal_get_budget (SekRegister *reg, gint64 id)
{
  const SekBudgetColumn *column = sek_register_get_budget_column (reg, id);
  const SekSeal *seal = column != NULL && column->status == SEK_STATUS_SEALED ? sek_seal_find (reg, id) : NULL;
  SekRegister *copy = seal != NULL ? keep (reg, seal)->budget : NULL;

  return copy != NULL && sek_register_get_budget_column (copy, id) != NULL ? copy : NULL;
}

/* --- whether it fits --------------------------------------------------------------------------------------------- */

/* The block of the form that is of an entity; NULL when the form has none. */
static const Block *
find_block (SekEntityId entity)
{
  for (guint b = 0; b < G_N_ELEMENTS (budget); b++)
    if (budget[b].entity == entity)
      return &budget[b];
  return NULL;
}

gboolean
sek_seal_holds_row (SekRegister *reg, gint64 column, const SekEntity *entity, const SekValue *values, gint64 id)
{
  SekRegister *copy = sek_seal_get_budget (reg, column);
  const SekRow *row = copy != NULL ? sek_register_lookup (copy, entity->id, id) : NULL;
  const Block *block = find_block (entity->id);

  if (row == NULL || block == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (block->fields) && block->fields[i] != NULL; i++)
    {
      const SekField *field = sek_entity_find_field (entity, block->fields[i]);
      SekValue copied = sek_row_get (row, field);

      /* What is not copied is not compared. */
      if (field->kind == SEK_KIND_REFERENCE && field->target == SEK_BUDGET_COLUMN && copied.type == SEK_VALUE_BLANK)
        continue;
      if (!sek_value_equal (&copied, &values[field->index]))
        return FALSE;
    }
  return TRUE;
}

static gboolean
holds (SekRegister *reg, gint64 column, const SekEntity *entity, const SekRow *row)
{
  g_autofree SekValue *values = g_new0 (SekValue, entity->n_fields);

  for (guint f = 0; f < entity->n_fields; f++)
    values[f] = sek_row_get (row, &entity->fields[f]);
  return sek_seal_holds_row (reg, column, entity, values, row->id);
}

/* The rows of the column that are not as they were copied, and those that are gone though what they belong to is not.
 */
static guint
count_others (SekRegister *reg, SekRegister *copy, gint64 column, const SekField *reference)
{
  const SekEntity *entity = sek_entity_get (reference->entity);
  const SekField *parent = reference->entity == SEK_AMOUNT           ? SEK_FIELD (amount, line)
                           : reference->entity == SEK_PROJECT_AMOUNT ? SEK_FIELD (project_amount, project)
                                                                     : NULL;
  guint n, others = 0;
  const gint64 *rows = sek_register_get_children (reg, reference, column, &n);

  for (guint i = 0; i < n; i++)
    others += !holds (reg, column, entity, sek_register_lookup (reg, entity->id, rows[i]));
  rows = sek_register_get_children (copy, reference, column, &n);
  for (guint i = 0; i < n; i++)
    {
      const SekRow *row = sek_register_lookup (copy, entity->id, rows[i]);

      others += sek_register_lookup (reg, entity->id, rows[i]) == NULL
                && (parent == NULL
                    || sek_register_lookup (reg, parent->target, row->slots[parent->index].integer) != NULL);
    }
  return others;
}

/* Whether the head of the copy says that it is this column's, sealed when the seal says. */
static gboolean
is_of_column (const SekSeal *seal)
{
  g_auto (SekCanonicalReader) reader = { 0 };
  const char *sealed_at = seal->sealed_at != NULL ? seal->sealed_at : "";
  const SekCanonicalCell *cell;

  sek_canonical_reader_init (&reader, seal->copy, strlen (seal->copy));
  if (sek_canonical_reader_next (&reader, NULL) != SEK_CANONICAL_BLOCK || g_strcmp0 (reader.block, HEAD) != 0
      || sek_canonical_reader_next (&reader, NULL) != SEK_CANONICAL_ROW || reader.cells->len < 2)
    return FALSE;
  cell = &g_array_index (reader.cells, SekCanonicalCell, 1);
  return reader.id == seal->budget_column && cell->length == strlen (sealed_at)
         && memcmp (cell->text, sealed_at, cell->length) == 0;
}

SekSealState
sek_seal_check (SekRegister *reg, gint64 id, guint *n)
{
  const SekBudgetColumn *column = sek_register_get_budget_column (reg, id);
  const SekSeal *seal = sek_seal_find (reg, id);
  const SekField *const references[] = { SEK_FIELD (amount, budget_column), SEK_FIELD (project_amount, budget_column),
                                         SEK_FIELD (status_step, budget_column) };
  SekRegister *copy;
  guint others = 0;
  Kept *kept;

  if (n != NULL)
    *n = 0;
  if (seal == NULL)
    return column->status == SEK_STATUS_SEALED ? SEK_SEAL_NO_COPY : SEK_SEAL_FITS;
  kept = (Kept *) keep (reg, seal);
  if (kept->digest == NULL)
    kept->digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, seal->copy, -1);
  if (!g_str_equal (kept->digest, seal->digest) || !is_of_column (seal))
    return SEK_SEAL_OTHER_COPY;
  if (column->status != SEK_STATUS_SEALED)
    return SEK_SEAL_UNSEALED;
  copy = sek_seal_get_budget (reg, id);
  if (copy == NULL)
    return SEK_SEAL_OTHER_COPY;
  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    others += count_others (reg, copy, id, references[i]);
  others += !holds (reg, id, sek_entity_get (SEK_BUDGET_COLUMN), (const SekRow *) column);
  if (n != NULL)
    *n = others;
  return others > 0 ? SEK_SEAL_OTHER_ROWS : SEK_SEAL_FITS;
}
