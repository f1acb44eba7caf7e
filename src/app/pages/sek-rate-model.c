/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-rate-model.h"

#include <glib/gi18n-lib.h>

#include "sek-error.h"
#include "sek-kind.h"
#include "sek-money.h"
#include "sek-number.h"

#include <string.h>

typedef struct
{
  SekRatePreview *preview; /* NULL where it is refused */
  char           *why;
  char           *id;
} Row;

struct _SekRateModel
{
  GObject parent_instance;

  SekDocument *document;
  int          year;
  gint64       kind;
  SekRateSteps steps;
  gint64       own;    /* SEK_NONE while nobody typed it */
  GArray      *bases;  /* SekRateBasis */
  GArray      *rows;   /* Row */
  gboolean     stale;
};

static void iface_init (SekGridModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SekRateModel, sek_rate_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SEK_TYPE_GRID_MODEL, iface_init))

enum { NAME, GROWTH, EQUATION, AFTER, CHANGE, FEES, N_COLUMNS };

static void
clear_row (gpointer data)
{
  Row *row = data;

  g_clear_pointer (&row->preview, sek_rate_preview_free);
  g_free (row->why);
  g_free (row->id);
}

static SekRegister *
get_register (SekRateModel *self)
{
  return sek_document_get_register (self->document);
}

static void
sek_rate_model_finalize (GObject *object)
{
  SekRateModel *self = SEK_RATE_MODEL (object);

  g_clear_pointer (&self->bases, g_array_unref);
  g_clear_pointer (&self->rows, g_array_unref);
  g_object_unref (self->document);
  G_OBJECT_CLASS (sek_rate_model_parent_class)->finalize (object);
}

static void
sek_rate_model_class_init (SekRateModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sek_rate_model_finalize;
  g_signal_new ("chosen", SEK_TYPE_RATE_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sek_rate_model_init (SekRateModel *self)
{
  self->rows = g_array_new (FALSE, TRUE, sizeof (Row));
  g_array_set_clear_func (self->rows, clear_row);
  self->own = SEK_NONE;
  self->stale = TRUE;
}

static void
changed_cb (SekRateModel *self)
{
  self->stale = TRUE;
}

SekRateModel *
sek_rate_model_new (SekDocument *document)
{
  SekRateModel *self = g_object_new (SEK_TYPE_RATE_MODEL, NULL);

  self->document = g_object_ref (document);
  g_signal_connect_object (document, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "reloaded", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

gboolean
sek_rate_model_update (SekRateModel *self, int year, gint64 kind, const SekRateSteps *steps)
{
  if (!self->stale && year == self->year && kind == self->kind && steps->rate == self->steps.rate
      && steps->amount == self->steps.amount)
    return FALSE;
  if (year != self->year || kind != self->kind)
    self->own = SEK_NONE;
  self->stale = FALSE;
  self->year = year;
  self->kind = kind;
  self->steps = *steps;
  g_array_set_size (self->rows, 0);
  g_clear_pointer (&self->bases, g_array_unref);
  if (sek_rate_model_get_before (self) != NULL)
    self->bases = sek_rate_list_bases (get_register (self), year);
  for (guint i = 0; self->bases != NULL && i < self->bases->len; i++)
    {
      SekRateBasis *basis = &g_array_index (self->bases, SekRateBasis, i);
      g_autoptr (GError) error = NULL;
      Row row = { 0 };

      if (basis->kind == SEK_RATE_OWN)
        basis->own = self->own;
      row.id = sek_rate_basis_dup_id (basis);
      row.preview = sek_rate_preview (get_register (self), year, kind, basis, steps, &error);
      row.why = error != NULL ? g_strdup (error->message) : NULL;
      g_array_append_val (self->rows, row);
    }
  sek_grid_model_rows_changed (SEK_GRID_MODEL (self));
  return TRUE;
}

int
sek_rate_model_get_year (SekRateModel *self)
{
  return self->year;
}

gint64
sek_rate_model_get_kind (SekRateModel *self)
{
  return self->kind;
}

const SekRateSteps *
sek_rate_model_get_steps (SekRateModel *self)
{
  return &self->steps;
}

const SekFeeRate *
sek_rate_model_get_before (SekRateModel *self)
{
  return self->year != 0 ? sek_rate_find (get_register (self), self->year - 1, self->kind) : NULL;
}

const SekRateBasis *
sek_rate_model_get_basis (SekRateModel *self, guint row)
{
  return self->bases != NULL && row < self->bases->len ? &g_array_index (self->bases, SekRateBasis, row) : NULL;
}

gboolean
sek_rate_model_get_equation (SekRateModel *self, guint row, SekRateEquation *equation)
{
  const SekRateBasis *basis = sek_rate_model_get_basis (self, row);
  const SekFeeRate *before = sek_rate_model_get_before (self);
  const SekField *field = before != NULL ? sek_rate_get_main_field (before) : NULL;

  return basis != NULL && field != NULL && basis->problem == NULL
         && (basis->kind != SEK_RATE_OWN || basis->own != SEK_NONE)
         && sek_rate_work_out (before, field, basis, &self->steps, equation, NULL);
}

const SekRatePreview *
sek_rate_model_get_preview (SekRateModel *self, guint row, const char **why)
{
  if (row >= self->rows->len)
    return NULL;
  if (why != NULL)
    *why = g_array_index (self->rows, Row, row).why;
  return g_array_index (self->rows, Row, row).preview;
}

/* --- as a grid ---------------------------------------------------------------------------------------------------- */

static guint
get_n_rows (SekGridModel *model)
{
  return SEK_RATE_MODEL (model)->rows->len;
}

static gint64
get_row_id (SekGridModel *model, guint row)
{
  SekRateModel *self = SEK_RATE_MODEL (model);

  return row < self->rows->len ? (gint64) g_str_hash (g_array_index (self->rows, Row, row).id) + 1 : 0;
}

static guint
get_n_columns (SekGridModel *model)
{
  return N_COLUMNS;
}

static gboolean
is_of_rate (SekRateModel *self)
{
  const SekFeeRate *before = sek_rate_model_get_before (self);

  return before == NULL || sek_rate_get_main_field (before) == NULL
         || sek_rate_is_rate_field (sek_rate_get_main_field (before));
}

static void
get_column (SekGridModel *model, guint index, SekGridColumn *description)
{
  static const char *const ids[N_COLUMNS] = { "basis", "growth", "equation", "after", "change", "fees" };
  SekRateModel *self = SEK_RATE_MODEL (model);
  g_autofree char *step = sek_rate_step_dup_text (is_of_rate (self) ? self->steps.rate : self->steps.amount,
                                                  sek_program_language ());

  description->id = ids[index];
  switch (index)
    {
    case NAME: description->head = g_strdup (_("Basis of the proposal")); break;
    case GROWTH: description->head = g_strdup (_("Growth\nper cent")); break;
    case EQUATION: description->head = g_strdup (_("Equation")); break;
    /* Translators: a head of two lines; the step that a rate is rounded to, «5 øre». */
    case AFTER: description->head = g_strdup_printf (_("Rounded to\nthe nearest %s"), step); break;
    case CHANGE: description->head = g_strdup (_("Change\nper cent")); break;
    case FEES:
    default: description->head = g_strdup_printf (_("Fees %d\nkr"), self->year); break;
    }
  description->numeric = index > NAME;
  description->expand = index == NAME;
  description->takes_rest = index == NAME;
  description->frozen = index == NAME;
  description->min_chars = index == EQUATION ? 20 : 0;
  description->computed = index != AFTER && index != NAME;
}

static char *
dup_percent (gint64 part, gint64 whole)
{
  char *text = sek_number_format_percent (part, whole, 1);

  return text != NULL ? text : g_strdup ("");
}

static char *
dup_equation (const SekRateBasis *basis, const SekRateEquation *equation)
{
  return basis->kind == SEK_RATE_INDEX ? sek_rate_equation_dup_product (equation, sek_program_language ())
         : basis->kind == SEK_RATE_UNCHANGED
             ? sek_rate_equation_dup_after (equation, sek_program_language ())
             : g_strdup ("");
}

static char *
read_cell (SekGridModel *model, guint row, guint index, SekGridCellFlags *flags)
{
  SekRateModel *self = SEK_RATE_MODEL (model);
  const SekRateBasis *basis = sek_rate_model_get_basis (self, row);
  const SekRatePreview *preview = sek_rate_model_get_preview (self, row, NULL);
  SekRateEquation equation;
  gboolean worked_out = sek_rate_model_get_equation (self, row, &equation);

  *flags = index == NAME || index == AFTER ? 0 : SEK_GRID_COMPUTED;
  if (basis->kind == SEK_RATE_OWN && index == AFTER
      && sek_rate_get_main_field (sek_rate_model_get_before (self)) != NULL)
    *flags = SEK_GRID_EDITABLE;
  if (basis->problem != NULL && index == EQUATION)
    {
      *flags |= SEK_GRID_DOUBTFUL | SEK_GRID_MARKED;
      return g_strdup (_("Cannot be linked"));
    }
  switch (index)
    {
    case NAME: return sek_rate_basis_dup_name (get_register (self), basis, sek_program_language ());
    case GROWTH:
      return basis->kind == SEK_RATE_INDEX && basis->problem == NULL ? dup_percent (basis->tenths, 1000)
                                                                     : g_strdup ("");
    case EQUATION: return worked_out ? dup_equation (basis, &equation) : g_strdup ("");
    case AFTER: return worked_out ? sek_rate_equation_dup_after (&equation, sek_program_language ()) : g_strdup ("");
    case CHANGE:
      return worked_out ? dup_percent (equation.after - equation.before, equation.before) : g_strdup ("");
    case FEES:
    default:
      return preview != NULL && preview->after != SEK_NONE ? sek_number_format_amount (preview->after, SEK_KRONE, 0)
                                                           : g_strdup ("");
    }
}

static char *
describe (SekGridModel *model, guint row, guint index)
{
  const SekRateBasis *basis = sek_rate_model_get_basis (SEK_RATE_MODEL (model), row);

  return basis != NULL && basis->problem != NULL && index == EQUATION ? g_strdup (basis->problem) : NULL;
}

static gboolean
read_number (SekGridModel *model, guint row, guint index, gint64 *value, gint64 *unit)
{
  SekRateModel *self = SEK_RATE_MODEL (model);
  const SekRatePreview *preview = sek_rate_model_get_preview (self, row, NULL);
  SekRateEquation equation;

  *unit = SEK_KRONE;
  *value = SEK_NONE;
  if (index == FEES && preview != NULL)
    *value = preview->after;
  else if (index == AFTER && sek_rate_model_get_equation (self, row, &equation))
    *value = equation.after;
  return *value != SEK_NONE;
}

static char *
why_not (SekGridModel *model, guint row, guint column)
{
  return g_strdup (_("This is worked out. A rate of your own is typed in the last row."));
}

/* A rate of one's own: one text in one cell. */
static gboolean
commit (SekGridModel *model, SekGridBatch *batch)
{
  SekRateModel *self = SEK_RATE_MODEL (model);
  const SekFeeRate *before = sek_rate_model_get_before (self);
  const SekField *field = before != NULL ? sek_rate_get_main_field (before) : NULL;

  for (guint i = 0; i < batch->n; i++)
    {
      const SekGridEdit *edit = &batch->edits[i];
      int row = sek_grid_model_find_row (model, edit->row);
      const SekRateBasis *basis = row >= 0 ? sek_rate_model_get_basis (self, (guint) row) : NULL;
      g_autoptr (GError) error = NULL;
      SekValue value = SEK_BLANK;

      if (basis == NULL || basis->kind != SEK_RATE_OWN || edit->column != AFTER || field == NULL)
        {
          g_autofree char *why = why_not (model, 0, 0);

          sek_grid_problem_add (batch->problems, i, why);
          return FALSE;
        }
      if ((edit->text[strspn (edit->text, " ")] != '\0' && !sek_kind_parse (field, edit->text, 1, &value, &error))
          || (value.type != SEK_VALUE_BLANK && !sek_kind_check (field, &value, &error)))
        {
          sek_grid_problem_add (batch->problems, i, error->message);
          return FALSE;
        }
      /* A trial stores nothing; what it looks at does not follow from it. */
      if (batch->look != NULL)
        continue;
      self->own = value.type == SEK_VALUE_INTEGER ? value.integer : SEK_NONE;
      self->stale = TRUE;
    }
  if (batch->look != NULL)
    batch->look (batch->data);
  else
    g_signal_emit_by_name (self, "chosen");
  return TRUE;
}

static void
iface_init (SekGridModelInterface *iface)
{
  iface->get_n_rows = get_n_rows;
  iface->get_row_id = get_row_id;
  iface->get_n_columns = get_n_columns;
  iface->get_column = get_column;
  iface->read = read_cell;
  iface->describe = describe;
  iface->read_number = read_number;
  iface->why_not = why_not;
  iface->commit = commit;
}
