/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-audit-private.h"

#include "sek-number.h"

struct _SekAudit
{
  Table  *table;
  char   *name;
  GArray *rules; /* of SekAuditRule */
  GArray *cells; /* of SekAuditCell */
};

/* A point between figures that a table writes so stays one; thousands are grouped as in our own tables. */
char *
sek_audit_format_figure (gint64 value, int decimals, gboolean percent)
{
  gint64 scale = 1;
  g_autofree char *figure = NULL;

  for (int i = 0; i < decimals; i++)
    scale *= 10;
  figure = sek_number_format_amount (value, scale, decimals);
  return percent ? g_strconcat (figure, "\302\240%", NULL) : g_steal_pointer (&figure);
}

static void
clear_rule (SekAuditRule *rule)
{
  g_free (rule->name);
  g_free (rule->words);
}

static void
clear_cell (SekAuditCell *cell)
{
  g_free (cell->expected_text);
}

SekAudit *
sek_audit_new (GPtrArray *rows, const char *name, SekLanguage language, GCancellable *cancellable, GError **error)
{
  return sek_audit_new_part (rows, 0, name, language, cancellable, error);
}

SekAudit *
sek_audit_new_part (GPtrArray *rows, guint first, const char *name, SekLanguage language, GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (SekAudit) self = NULL;

  g_return_val_if_fail (rows != NULL && name != NULL, NULL);

  self = g_new0 (SekAudit, 1);
  self->name = g_strdup (name);
  self->rules = g_array_new (FALSE, TRUE, sizeof (SekAuditRule));
  g_array_set_clear_func (self->rules, (GDestroyNotify) clear_rule);
  self->table = _sek_audit_table_new (rows, first, language);
  self->table->cancellable = cancellable;
  _sek_audit_find_column_rules (self->table);
  _sek_audit_find_row_rules (self->table);
  _sek_audit_search (self->table, FALSE, FALSE);
  _sek_audit_find_row_shapes (self->table);
  _sek_audit_find_parts (self->table);
  for (guint i = 0; i < self->table->rules->len; i++)
    _sek_audit_rate_rule (self->table, &g_array_index (self->table->rules, Rule, i));
  self->cells = _sek_audit_judge (self->table);
  g_array_set_clear_func (self->cells, (GDestroyNotify) clear_cell);
  /* What was found until then is half, and never shown. */
  self->table->cancellable = NULL;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  for (guint i = 0; i < self->table->rules->len; i++)
    {
      const Rule *rule = &g_array_index (self->table->rules, Rule, i);
      SekAuditRule result = { .kind = rule->kind,
                              .is_column = rule->is_column,
                              .target = rule->target,
                              .name = g_strdup (rule->is_column ? self->table->columns[rule->target].head
                                                                : self->table->rows[rule->target].label),
                              .words = _sek_audit_word_rule (self->table, rule),
                              .sureness = rule->sureness,
                              .n_holds = rule->n_holds,
                              .n_places = rule->n_places };

      g_array_append_val (self->rules, result);
    }
  for (guint i = 0; i < self->cells->len; i++)
    {
      SekAuditCell *cell = &g_array_index (self->cells, SekAuditCell, i);
      int decimals = self->table->columns[cell->column].decimals;
      gint64 scale = 1;

      /* In the column's own decimals, where the expected figure has no more. */
      for (int d = self->table->decimals; d > decimals; d--)
        scale *= 10;
      if (scale > 1 && cell->expected % scale == 0 && (cell->printed == SEK_NONE || cell->printed % scale == 0))
        {
          cell->expected /= scale;
          if (cell->printed != SEK_NONE)
            cell->printed /= scale;
          cell->decimals = decimals;
        }
      cell->expected_text = sek_audit_format_figure (cell->expected, cell->decimals, cell->percent);
    }
  return g_steal_pointer (&self);
}

void
sek_audit_free (SekAudit *self)
{
  if (self == NULL)
    return;
  _sek_audit_table_free (self->table);
  g_array_unref (self->rules);
  g_array_unref (self->cells);
  g_free (self->name);
  g_free (self);
}

const char *
sek_audit_get_name (SekAudit *self)
{
  return self->name;
}

guint
sek_audit_get_origin (SekAudit *self)
{
  return self->table->origin;
}

guint
sek_audit_get_n_rows (SekAudit *self)
{
  return self->table->n_rows;
}

guint
sek_audit_get_n_columns (SekAudit *self)
{
  return self->table->n_columns;
}

const char *
sek_audit_get_text (SekAudit *self, guint row, guint column)
{
  char **texts;

  g_return_val_if_fail (row < self->table->n_rows, "");

  texts = self->table->texts->pdata[row];
  return column < g_strv_length (texts) ? texts[column] : "";
}

const char *
sek_audit_get_label (SekAudit *self, guint row)
{
  g_return_val_if_fail (row < self->table->n_rows, "");

  return self->table->rows[row].label;
}

const char *
sek_audit_get_head (SekAudit *self, guint column)
{
  g_return_val_if_fail (column < self->table->n_columns, "");

  return self->table->columns[column].head;
}

guint
sek_audit_get_first_row (SekAudit *self)
{
  return self->table->first;
}

gboolean
sek_audit_is_amounts (SekAudit *self, guint column)
{
  g_return_val_if_fail (column < self->table->n_columns, FALSE);

  return self->table->columns[column].kind == COLUMN_AMOUNT;
}

gboolean
sek_audit_is_percent (SekAudit *self, guint column)
{
  g_return_val_if_fail (column < self->table->n_columns, FALSE);

  return self->table->columns[column].kind == COLUMN_PERCENT;
}

int
sek_audit_get_decimals (SekAudit *self, guint column)
{
  g_return_val_if_fail (column < self->table->n_columns, 0);

  return self->table->columns[column].decimals;
}

gboolean
sek_audit_is_total (SekAudit *self, guint row)
{
  g_return_val_if_fail (row < self->table->n_rows, FALSE);

  return self->table->rows[row].rule >= 0;
}

guint
sek_audit_get_n_rules (SekAudit *self)
{
  return self->rules->len;
}

const SekAuditRule *
sek_audit_get_rule (SekAudit *self, guint index)
{
  g_return_val_if_fail (index < self->rules->len, NULL);

  return &g_array_index (self->rules, SekAuditRule, index);
}

guint
sek_audit_get_n_cells (SekAudit *self)
{
  return self->cells->len;
}

const SekAuditCell *
sek_audit_get_cell (SekAudit *self, guint index)
{
  g_return_val_if_fail (index < self->cells->len, NULL);

  return &g_array_index (self->cells, SekAuditCell, index);
}

const SekAuditCell *
sek_audit_find_cell (SekAudit *self, guint row, guint column)
{
  guint low = 0, high = self->cells->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;
      const SekAuditCell *cell = &g_array_index (self->cells, SekAuditCell, middle);

      if (cell->row < row || (cell->row == row && cell->column < column))
        low = middle + 1;
      else
        high = middle;
    }
  if (low < self->cells->len)
    {
      const SekAuditCell *cell = &g_array_index (self->cells, SekAuditCell, low);

      if (cell->row == row && cell->column == column)
        return cell;
    }
  return NULL;
}

/* Whether a line of a linear rule is what the others come to: its target, or the only one with a plus. */
static gboolean
is_sum_of_others (const Rule *rule, guint line)
{
  guint n_plus = 0;
  gboolean own = FALSE;

  if (rule->target == line)
    return TRUE;
  for (guint i = 0; i < rule->terms->len && rule->shape == SHAPE_LINEAR; i++)
    {
      const Term *term = &g_array_index (rule->terms, Term, i);

      n_plus += term->sign > 0;
      own = own || (term->sign > 0 && term->place == line);
    }
  return own && n_plus == 1;
}

gboolean
sek_audit_is_computed (SekAudit *self, guint row, guint column, guint rule)
{
  const Table *table = self->table;
  const Rule *own = &g_array_index (table->rules, Rule, rule);
  g_autoptr (GArray) operands = NULL;

  if (!is_sum_of_others (own, own->is_column ? column : row) || !is_figure (&table->cells[at (table, row, column)]))
    return FALSE;
  if (own->is_column ? table->rows[row].kind < ROW_ITEM || row < table->first
                     : table->columns[column].kind != COLUMN_AMOUNT
                           || table->columns[column].additive < SEK_AUDIT_LIKELY)
    return FALSE;
  operands = sek_audit_get_operands (self, row, column, rule);
  return operands->len > 0;
}

GArray *
sek_audit_get_operands (SekAudit *self, guint row, guint column, guint rule)
{
  const Table *table = self->table;
  const Rule *own = &g_array_index (table->rules, Rule, rule);
  GArray *operands = g_array_new (FALSE, FALSE, sizeof (SekAuditPlace));

  for (guint i = 0; i <= own->terms->len; i++)
    {
      const Term *term = i > 0 ? &g_array_index (own->terms, Term, i - 1) : NULL;
      guint place = term != NULL ? term->place : own->target;
      SekAuditPlace operand = { own->is_column ? row : place, own->is_column ? place : column };

      if (own->shape == SHAPE_PART && i == 2)
        operand = (SekAuditPlace) { place, g_array_index (own->terms, Term, 0).place };
      if ((operand.row != row || operand.column != column)
          && is_figure (&table->cells[at (table, operand.row, operand.column)]))
        g_array_append_val (operands, operand);
    }
  return operands;
}

guint
sek_audit_count_figures (SekAudit *self)
{
  return _sek_audit_count_figures (self->table, FALSE);
}

guint
sek_audit_count_checked (SekAudit *self)
{
  return _sek_audit_count_figures (self->table, TRUE);
}

gboolean
sek_audit_is_checked (SekAudit *self, guint row, guint column)
{
  g_return_val_if_fail (row < self->table->n_rows && column < self->table->n_columns, FALSE);

  return self->table->covered[at (self->table, row, column)];
}

GArray *
sek_audit_find_left_out (SekAudit *self, gboolean columns)
{
  return _sek_audit_find_left_out (self->table, columns);
}

char *
sek_audit_describe_coverage (SekAudit *self)
{
  return _sek_audit_describe_coverage (self->table);
}

guint
sek_audit_count (SekAudit *self, SekVerdict verdict)
{
  guint n = 0;

  for (guint i = 0; i < self->cells->len; i++)
    n += g_array_index (self->cells, SekAuditCell, i).verdict == verdict;
  return n;
}

gboolean
sek_audit_is_deviation (const SekAuditCell *cell)
{
  return cell->verdict == SEK_VERDICT_WRONG || cell->verdict == SEK_VERDICT_MISSING;
}

gboolean
sek_audit_is_finding (const SekAuditCell *cell)
{
  return cell->verdict >= SEK_VERDICT_DOUBTFUL;
}

guint
sek_audit_count_findings (SekAudit *self)
{
  return sek_audit_count_deviations (self) + sek_audit_count (self, SEK_VERDICT_DOUBTFUL);
}

guint
sek_audit_count_deviations (SekAudit *self)
{
  return sek_audit_count (self, SEK_VERDICT_WRONG) + sek_audit_count (self, SEK_VERDICT_MISSING);
}

const SekAuditCell *
sek_audit_find_finding (SekAudit *self, const SekAuditCell *from, int direction)
{
  for (guint i = 0; i < self->cells->len; i++)
    {
      const SekAuditCell *cell = &g_array_index (self->cells, SekAuditCell,
                                                 direction > 0 ? i : self->cells->len - 1 - i);
      int order = from == NULL             ? direction
                  : cell->row != from->row ? (cell->row > from->row) - (cell->row < from->row)
                                           : (cell->column > from->column) - (cell->column < from->column);

      if (order * direction > 0 && sek_audit_is_finding (cell))
        return cell;
    }
  return NULL;
}

GArray *
sek_audit_read_column (SekAudit *self, guint column)
{
  const Table *table = self->table;
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (SekAuditRow));

  g_return_val_if_fail (column < table->n_columns, rows);

  for (guint r = table->first; r < table->n_rows; r++)
    {
      const Cell *cell = &table->cells[at (table, r, column)];
      SekAuditRow row = { .label = table->rows[r].label,
                          .row = r,
                          .value = SEK_NONE,
                          .decimals = table->decimals,
                          .computed = table->rows[r].rule >= 0 };

      if (cell->state == STATE_BLANK
          && (table->rows[r].kind == ROW_HEAD || table->rows[r].kind == ROW_SECTION || !table->rows[r].named))
        continue;
      if (cell->state == STATE_NUMBER && !cell->percent)
        row.value = cell->value;
      g_array_append_val (rows, row);
    }
  return rows;
}

gboolean
sek_audit_is_budget (SekAudit *self, guint column)
{
  for (guint i = 0; i < self->rules->len; i++)
    {
      const SekAuditRule *rule = &g_array_index (self->rules, SekAuditRule, i);

      if (rule->is_column && rule->target == column && rule->kind == SEK_AUDIT_CHANGE)
        return FALSE;
    }
  return sek_audit_is_amounts (self, column);
}
