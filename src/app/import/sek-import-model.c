/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-import-model.h"

#include <glib/gi18n-lib.h>

enum { MARK, VERDICT, NAME, LABEL, BEFORE, AFTER, NOTE, N_COLUMNS };

typedef struct
{
  guint            proposal;
  guint            sheet; /* which of the sheets that were returned it is of */
  SekImportVerdict verdict;
  gboolean         acceptable, accepted;
  char            *texts[N_COLUMNS]; /* from NAME on */
} Row;

struct _SekImportModel
{
  GObject       parent_instance;

  GPtrArray    *rows;  /* Row */
  GPtrArray    *shown; /* borrowed from rows */
  SekImportShow show;
  gboolean      numeric; /* what is old and new is a figure */
  gboolean      sheets;  /* returned member sheets */
};

static void iface_init (SekGridModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SekImportModel, sek_import_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SEK_TYPE_GRID_MODEL, iface_init))

static void
free_row (gpointer data)
{
  Row *row = data;

  for (guint i = 0; i < N_COLUMNS; i++)
    g_free (row->texts[i]);
  g_free (row);
}

static void
sek_import_model_finalize (GObject *object)
{
  SekImportModel *self = SEK_IMPORT_MODEL (object);

  g_ptr_array_unref (self->shown);
  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (sek_import_model_parent_class)->finalize (object);
}

static void
sek_import_model_class_init (SekImportModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sek_import_model_finalize;
}

static void
sek_import_model_init (SekImportModel *self)
{
  self->rows = g_ptr_array_new_with_free_func (free_row);
  self->shown = g_ptr_array_new ();
}

SekImportModel *
sek_import_model_new (void)
{
  return g_object_new (SEK_TYPE_IMPORT_MODEL, NULL);
}

static gboolean
is_shown (SekImportModel *self, const Row *row)
{
  switch (self->show)
    {
    case SEK_IMPORT_SHOW_CHANGES:
      return row->verdict == SEK_IMPORT_NEW || row->verdict == SEK_IMPORT_CHANGED
             || row->verdict == SEK_IMPORT_DOUBTFUL;
    case SEK_IMPORT_SHOW_DOUBTFUL: return row->verdict == SEK_IMPORT_DOUBTFUL;
    case SEK_IMPORT_SHOW_REST:
      return row->verdict == SEK_IMPORT_UNKNOWN || row->verdict == SEK_IMPORT_MISSING
             || row->verdict == SEK_IMPORT_DOUBLE;
    case SEK_IMPORT_SHOW_ALL:
    default: return TRUE;
    }
}

static void
choose_shown (SekImportModel *self)
{
  g_ptr_array_set_size (self->shown, 0);
  for (guint i = 0; i < self->rows->len; i++)
    if (is_shown (self, self->rows->pdata[i]))
      g_ptr_array_add (self->shown, self->rows->pdata[i]);
  sek_grid_model_rows_changed (SEK_GRID_MODEL (self));
}

/* What needs a look comes first, in each of the sheets that were returned; a table of the whole country has hundreds of
 * rows that need none. */
static int
compare_rows (gconstpointer a, gconstpointer b)
{
  static const int ranks[SEK_IMPORT_N_VERDICTS] = {
    [SEK_IMPORT_DOUBTFUL] = 0, [SEK_IMPORT_DOUBLE] = 1, [SEK_IMPORT_UNKNOWN] = 2, [SEK_IMPORT_NEW] = 3,
    [SEK_IMPORT_CHANGED] = 3,
    [SEK_IMPORT_MISSING] = 4, [SEK_IMPORT_SAME] = 5, [SEK_IMPORT_OTHER] = 6,
  };
  const Row *p = *(const Row *const *) a, *q = *(const Row *const *) b;

  if (p->sheet != q->sheet)
    return p->sheet < q->sheet ? -1 : 1;
  if (ranks[p->verdict] != ranks[q->verdict])
    return ranks[p->verdict] - ranks[q->verdict];
  return p->proposal < q->proposal ? -1 : 1;
}

void
sek_import_model_read (SekImportModel *self, SekImport *import)
{
  GPtrArray *proposals = import != NULL ? sek_import_get_proposals (import) : NULL;

  guint sheet = 0;

  self->sheets = import != NULL && sek_import_get_kind (import) == SEK_IMPORT_KIND_MEMBER_SHEETS;
  self->numeric = import != NULL && !self->sheets && sek_import_get_kind (import) != SEK_IMPORT_KIND_MEMBERS;
  g_ptr_array_set_size (self->shown, 0);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; proposals != NULL && i < proposals->len; i++)
    {
      const SekImportProposal *proposal = proposals->pdata[i];
      Row *row = g_new0 (Row, 1);

      if (self->sheets && i > 0
          && g_strcmp0 (proposal->sender, ((const SekImportProposal *) proposals->pdata[i - 1])->sender) != 0)
        sheet++;
      row->proposal = i;
      row->sheet = sheet;
      row->verdict = proposal->verdict;
      row->acceptable = proposal->acceptable;
      row->accepted = proposal->accepted;
      row->texts[NAME] = proposal->sender != NULL && *proposal->name != '\0'
                             ? g_strconcat (proposal->sender, ": ", proposal->name, NULL)
                             : g_strdup (proposal->sender != NULL ? proposal->sender : proposal->name);
      row->texts[LABEL] = g_strdup (proposal->label);
      row->texts[BEFORE] = g_strdup (proposal->before);
      row->texts[AFTER] = g_strdup (proposal->after);
      row->texts[NOTE] = g_strdup (proposal->note != NULL ? proposal->note : "");
      g_ptr_array_add (self->rows, row);
    }
  g_ptr_array_sort (self->rows, compare_rows);
  choose_shown (self);
}

void
sek_import_model_read_accepted (SekImportModel *self, SekImport *import)
{
  GPtrArray *proposals = sek_import_get_proposals (import);

  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = self->rows->pdata[i];

      row->accepted = ((const SekImportProposal *) proposals->pdata[row->proposal])->accepted;
    }
  sek_grid_model_cells_changed (SEK_GRID_MODEL (self));
}

void
sek_import_model_set_show (SekImportModel *self, SekImportShow show)
{
  self->show = show;
  choose_shown (self);
}

gboolean
sek_import_model_get_proposal (SekImportModel *self, guint row, guint *proposal, gboolean *acceptable,
                               gboolean *accepted)
{
  const Row *shown = row < self->shown->len ? self->shown->pdata[row] : NULL;

  if (shown == NULL)
    return FALSE;
  *proposal = shown->proposal;
  *acceptable = shown->acceptable;
  *accepted = shown->accepted;
  return TRUE;
}

gboolean
sek_import_model_is_mark (guint column)
{
  return column == MARK;
}

/* --- as a grid --------------------------------------------------------------------------------------------------- */

static guint
get_n_rows (SekGridModel *model)
{
  return SEK_IMPORT_MODEL (model)->shown->len;
}

static gint64
get_row_id (SekGridModel *model, guint row)
{
  SekImportModel *self = SEK_IMPORT_MODEL (model);

  return row < self->shown->len ? (gint64) ((const Row *) self->shown->pdata[row])->proposal + 1 : 0;
}

static guint
get_n_columns (SekGridModel *model)
{
  return N_COLUMNS;
}

/* What stands in a column. Of a returned sheet, who sent it is told last: old and new are texts, and to be seen without
 * scrolling. */
static guint
get_content (SekImportModel *self, guint column)
{
  static const guint of_sheets[N_COLUMNS] = { MARK, VERDICT, LABEL, BEFORE, AFTER, NAME, NOTE };

  return self->sheets ? of_sheets[column] : column;
}

static void
get_column (SekGridModel *model, guint column, SekGridColumn *description)
{
  static const char *const ids[N_COLUMNS] = { "accepted", "verdict", "name", "label", "before", "after", "note" };
  const char *heads[N_COLUMNS] = { _("Taken"), _("Status"), _("In the file"), _("In the register"),
                                   _("Old"),   _("New"),    _("Note") };

  guint index = get_content (SEK_IMPORT_MODEL (model), column);

  description->id = ids[index];
  description->head = g_strdup (heads[index]);
  description->frozen = index == MARK;
  description->min_chars = index == VERDICT ? 11 : 0;
  /* Old and new are in view in a window of the usual width. */
  description->max_chars = index == NAME ? 22 : index == LABEL ? 26 : index == BEFORE || index == AFTER ? 24 : 0;
  description->numeric = SEK_IMPORT_MODEL (model)->numeric && (index == BEFORE || index == AFTER);
  description->expand = description->takes_rest = index == NOTE;
}

static char *
read_cell (SekGridModel *model, guint index, guint at, SekGridCellFlags *flags)
{
  static const SekGridCellFlags verdict_flags[SEK_IMPORT_N_VERDICTS] = {
    [SEK_IMPORT_DOUBTFUL] = SEK_GRID_DOUBTFUL, [SEK_IMPORT_UNKNOWN] = SEK_GRID_BAD,
    [SEK_IMPORT_MISSING] = SEK_GRID_DOUBTFUL,
    [SEK_IMPORT_DOUBLE] = SEK_GRID_BAD, [SEK_IMPORT_SAME] = SEK_GRID_COMPUTED, [SEK_IMPORT_OTHER] = SEK_GRID_COMPUTED,
  };
  const Row *row = SEK_IMPORT_MODEL (model)->shown->pdata[index];
  guint column = get_content (SEK_IMPORT_MODEL (model), at);

  switch (column)
    {
    case MARK:
      if (row->accepted)
        *flags = SEK_GRID_GOOD;
      return g_strdup (!row->acceptable ? "" : row->accepted ? _("✓ Yes") : _("No"));
    case VERDICT:
      *flags = verdict_flags[row->verdict];
      return g_strdup (sek_import_verdict_word (row->verdict));
    case BEFORE:
      *flags = SEK_GRID_COMPUTED;
      return g_strdup (row->texts[column]);
    case AFTER:
      *flags = row->accepted ? SEK_GRID_TOTAL : SEK_GRID_COMPUTED;
      return g_strdup (row->texts[column]);
    default:
      return g_strdup (row->texts[column]);
    }
}

static char *
why_not (SekGridModel *model, guint row, guint column)
{
  return g_strdup (_("Press the space bar or Enter to take a change or leave it out."));
}

static void
iface_init (SekGridModelInterface *iface)
{
  iface->get_n_rows = get_n_rows;
  iface->get_row_id = get_row_id;
  iface->get_n_columns = get_n_columns;
  iface->get_column = get_column;
  iface->read = read_cell;
  iface->why_not = why_not;
}
