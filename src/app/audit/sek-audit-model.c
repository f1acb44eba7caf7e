/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-audit-model.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Of a column's head, in characters. */
#define LONGEST_LINE 14

struct _SekAuditModel
{
  GObject    parent_instance;

  GPtrArray *audits;
  SekAudit  *audit; /* borrowed from audits */
  GArray    *rows;  /* guint, those of the table that are shown */
  GPtrArray *ids;   /* of char *, one a column */
  gboolean   only_findings;
};

static void iface_init (SekGridModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SekAuditModel, sek_audit_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SEK_TYPE_GRID_MODEL, iface_init))

static void
sek_audit_model_finalize (GObject *object)
{
  SekAuditModel *self = SEK_AUDIT_MODEL (object);

  g_ptr_array_unref (self->ids);
  g_array_unref (self->rows);
  g_ptr_array_unref (self->audits);
  G_OBJECT_CLASS (sek_audit_model_parent_class)->finalize (object);
}

static void
sek_audit_model_class_init (SekAuditModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sek_audit_model_finalize;
}

static void
sek_audit_model_init (SekAuditModel *self)
{
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint));
}

static gboolean
has_finding (SekAuditModel *self, guint row)
{
  for (guint i = 0; i < sek_audit_get_n_columns (self->audit); i++)
    {
      const SekAuditCell *cell = sek_audit_find_cell (self->audit, row, i);

      if (cell != NULL && sek_audit_is_finding (cell))
        return TRUE;
    }
  return FALSE;
}

static void
choose_rows (SekAuditModel *self)
{
  g_array_set_size (self->rows, 0);
  for (guint row = sek_audit_get_first_row (self->audit); row < sek_audit_get_n_rows (self->audit); row++)
    if (!self->only_findings || has_finding (self, row))
      g_array_append_val (self->rows, row);
}

SekAuditModel *
sek_audit_model_new (GPtrArray *audits, guint index)
{
  SekAuditModel *self = g_object_new (SEK_TYPE_AUDIT_MODEL, NULL);

  self->audits = g_ptr_array_ref (audits);
  self->audit = audits->pdata[index];
  for (guint i = 0; i < sek_audit_get_n_columns (self->audit); i++)
    g_ptr_array_add (self->ids, g_strdup_printf ("column-%u", i));
  choose_rows (self);
  return self;
}

SekAudit *
sek_audit_model_get_audit (SekAuditModel *self)
{
  return self->audit;
}

void
sek_audit_model_set_only_findings (SekAuditModel *self, gboolean only)
{
  if (self->only_findings == only)
    return;
  self->only_findings = only;
  choose_rows (self);
  sek_grid_model_rows_changed (SEK_GRID_MODEL (self));
}

guint
sek_audit_model_get_row (SekAuditModel *self, guint row)
{
  return g_array_index (self->rows, guint, row);
}

const SekAuditCell *
sek_audit_model_get_cell (SekAuditModel *self, guint row, guint column)
{
  return row < self->rows->len ? sek_audit_find_cell (self->audit, sek_audit_model_get_row (self, row), column) : NULL;
}

int
sek_audit_model_find_row (SekAuditModel *self, guint row)
{
  return sek_grid_model_find_row (SEK_GRID_MODEL (self), (gint64) row + 1);
}

/* --- as a grid ---------------------------------------------------------------------------------------------------- */

static guint
get_n_rows (SekGridModel *model)
{
  return SEK_AUDIT_MODEL (model)->rows->len;
}

static gint64
get_row_id (SekGridModel *model, guint row)
{
  return (gint64) sek_audit_model_get_row (SEK_AUDIT_MODEL (model), row) + 1;
}

static guint
get_n_columns (SekGridModel *model)
{
  return sek_audit_get_n_columns (SEK_AUDIT_MODEL (model)->audit);
}

/* A head as long as a sentence would make its column as wide: in two lines, parted near the middle. Owned. */
static char *
dup_head (const char *text)
{
  char *head = g_strdup (text), *best = NULL;
  gsize length = strlen (head), nearest = G_MAXSIZE;

  if (g_utf8_strlen (head, -1) <= LONGEST_LINE || strchr (head, '\n') != NULL)
    return head;
  for (char *p = head; *p != '\0'; p++)
    {
      gsize at = (gsize) (p - head), distance = at > length / 2 ? at - length / 2 : length / 2 - at;

      if (*p == ' ' && distance < nearest)
        {
          nearest = distance;
          best = p;
        }
    }
  if (best != NULL)
    *best = '\n';
  return head;
}

static void
get_column (SekGridModel *model, guint column, SekGridColumn *description)
{
  SekAuditModel *self = SEK_AUDIT_MODEL (model);

  description->id = self->ids->pdata[column];
  description->head = dup_head (sek_audit_get_head (self->audit, column));
  description->numeric = sek_audit_is_amounts (self->audit, column) || sek_audit_is_percent (self->audit, column);
  description->frozen = column == 0;
  description->expand = column == 0;
}

static char *
read_cell (SekGridModel *model, guint row, guint column, SekGridCellFlags *flags)
{
  static const SekGridCellFlags verdict_flags[] = {
    [SEK_VERDICT_OK] = 0,
    [SEK_VERDICT_ROUNDING] = SEK_GRID_DOUBTFUL | SEK_GRID_MARKED,
    [SEK_VERDICT_DOUBTFUL] = SEK_GRID_DOUBTFUL | SEK_GRID_MARKED | SEK_GRID_ASKED,
    [SEK_VERDICT_WRONG] = SEK_GRID_BAD | SEK_GRID_MARKED,
    [SEK_VERDICT_MISSING] = SEK_GRID_BAD,
  };
  SekAuditModel *self = SEK_AUDIT_MODEL (model);
  const SekAuditCell *cell = sek_audit_model_get_cell (self, row, column);

  *flags = sek_audit_is_total (self->audit, sek_audit_model_get_row (self, row)) ? SEK_GRID_TOTAL : 0;
  if (cell != NULL)
    *flags |= verdict_flags[cell->verdict];
  /* Nothing stands there, and something should: the place must be seen. */
  if (cell != NULL && cell->verdict == SEK_VERDICT_MISSING)
    return g_strdup (sek_verdict_get_word (cell->verdict, sek_program_language ()));
  return g_strstrip (g_strdup (sek_audit_get_text (self->audit, sek_audit_model_get_row (self, row), column)));
}

/* A figure that no rule of the table speaks about. */
static gboolean
is_left_out (SekAuditModel *self, guint row, guint column)
{
  guint own = sek_audit_model_get_row (self, row);

  return (sek_audit_is_amounts (self->audit, column) || sek_audit_is_percent (self->audit, column))
         && *sek_audit_get_text (self->audit, own, column) != '\0' && !sek_audit_is_checked (self->audit, own, column);
}

static char *
describe (SekGridModel *model, guint row, guint column)
{
  const SekAuditCell *cell = sek_audit_model_get_cell (SEK_AUDIT_MODEL (model), row, column);
  const char *word = cell != NULL ? sek_verdict_get_word (cell->verdict, sek_program_language ()) : NULL;

  if (cell == NULL)
    return is_left_out (SEK_AUDIT_MODEL (model), row, column) ? g_strdup (_("not checked")) : NULL;
  switch (cell->verdict)
    {
    case SEK_VERDICT_WRONG:
      return g_strdup_printf (_("%s, should be %s"), word, cell->expected_text);
    case SEK_VERDICT_MISSING:
      /* The word stands in the cell. */
      return g_strdup_printf (_("should be %s"), cell->expected_text);
    case SEK_VERDICT_DOUBTFUL:
      return g_strdup_printf (_("%s, perhaps it should be %s"), word, cell->expected_text);
    case SEK_VERDICT_ROUNDING:
      return g_strdup_printf (_("%s, comes to %s"), word, cell->expected_text);
    case SEK_VERDICT_OK:
    default:
      return g_strdup (word);
    }
}

static char *
why_not (SekGridModel *model, guint row, guint column)
{
  return g_strdup (_("This is somebody else's table: it is checked, not changed."));
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
  iface->why_not = why_not;
}
