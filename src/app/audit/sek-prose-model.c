/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-prose-model.h"

#include <glib/gi18n-lib.h>

#include "sek-check.h"

struct _SekProseModel
{
  GObject    parent_instance;

  GPtrArray *findings;
  GArray    *rows; /* guint, those of the findings that are shown */
  gboolean   only_deviations;
};

static void iface_init (SekGridModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SekProseModel, sek_prose_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SEK_TYPE_GRID_MODEL, iface_init))

enum { FIGURE, VERDICT, EXPECTED, SOURCE, SENTENCE, N_COLUMNS };

static void
sek_prose_model_finalize (GObject *object)
{
  SekProseModel *self = SEK_PROSE_MODEL (object);

  g_array_unref (self->rows);
  g_ptr_array_unref (self->findings);
  G_OBJECT_CLASS (sek_prose_model_parent_class)->finalize (object);
}

static void
sek_prose_model_class_init (SekProseModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sek_prose_model_finalize;
}

static void
sek_prose_model_init (SekProseModel *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint));
}

static void
choose_rows (SekProseModel *self)
{
  g_array_set_size (self->rows, 0);
  for (guint i = 0; i < self->findings->len; i++)
    if (!self->only_deviations || ((SekProseFinding *) self->findings->pdata[i])->verdict == SEK_PROSE_WRONG)
      g_array_append_val (self->rows, i);
}

SekProseModel *
sek_prose_model_new (GPtrArray *findings)
{
  SekProseModel *self = g_object_new (SEK_TYPE_PROSE_MODEL, NULL);

  self->findings = g_ptr_array_ref (findings);
  choose_rows (self);
  return self;
}

guint
sek_prose_model_count (SekProseModel *self, SekProseVerdict verdict)
{
  guint n = 0;

  for (guint i = 0; i < self->findings->len; i++)
    n += ((SekProseFinding *) self->findings->pdata[i])->verdict == verdict;
  return n;
}

const char *
sek_prose_get_word (SekProseVerdict verdict)
{
  return verdict == SEK_PROSE_UNTIED
             ? _("not tied")
             : sek_verdict_get_word (verdict == SEK_PROSE_WRONG ? SEK_VERDICT_WRONG : SEK_VERDICT_OK,
                                     sek_program_language ());
}

void
sek_prose_model_set_only_deviations (SekProseModel *self, gboolean only)
{
  if (self->only_deviations == only)
    return;
  self->only_deviations = only;
  choose_rows (self);
  sek_grid_model_rows_changed (SEK_GRID_MODEL (self));
}

const SekProseFinding *
sek_prose_model_get_nth (SekProseModel *self, guint row)
{
  return row < self->rows->len ? self->findings->pdata[g_array_index (self->rows, guint, row)] : NULL;
}

guint
sek_prose_model_find_wrong (SekProseModel *self, guint row, int direction)
{
  int n = (int) self->rows->len;

  for (int i = 1; i <= n; i++)
    {
      guint at = (guint) ((((int) row + direction * i) % n + n) % n);

      if (sek_prose_model_get_nth (self, at)->verdict == SEK_PROSE_WRONG)
        return at;
    }
  return row;
}

/* --- as a grid ---------------------------------------------------------------------------------------------------- */

static guint
get_n_rows (SekGridModel *model)
{
  return SEK_PROSE_MODEL (model)->rows->len;
}

static gint64
get_row_id (SekGridModel *model, guint row)
{
  return (gint64) g_array_index (SEK_PROSE_MODEL (model)->rows, guint, row) + 1;
}

static guint
get_n_columns (SekGridModel *model)
{
  return N_COLUMNS;
}

static void
get_column (SekGridModel *model, guint column, SekGridColumn *description)
{
  static const char *const ids[N_COLUMNS] = { "figure", "verdict", "expected", "source", "sentence" };
  const char *heads[N_COLUMNS] = { _("In the text"), _("Verdict"), _("Should be"), _("Held against"), _("Sentence") };

  description->id = ids[column];
  description->head = g_strdup (heads[column]);
  description->frozen = column == FIGURE;
  description->expand = description->takes_rest = column == SENTENCE;
}

static char *
read_cell (SekGridModel *model, guint row, guint column, SekGridCellFlags *flags)
{
  static const SekGridCellFlags verdict_flags[] = {
    [SEK_PROSE_OK] = SEK_GRID_GOOD, [SEK_PROSE_WRONG] = SEK_GRID_BAD | SEK_GRID_MARKED,
    [SEK_PROSE_UNTIED] = SEK_GRID_COMPUTED,
  };
  const SekProseFinding *finding = sek_prose_model_get_nth (SEK_PROSE_MODEL (model), row);

  *flags = 0;
  switch (column)
    {
    case FIGURE: return g_strdup (finding->text);
    case EXPECTED: return g_strdup (finding->expected);
    case SOURCE: return g_strdup (finding->source);
    case SENTENCE: return g_strdup (finding->sentence);
    case VERDICT:
    default:
      *flags = verdict_flags[finding->verdict];
      return g_strdup (sek_prose_get_word (finding->verdict));
    }
}

static char *
why_not (SekGridModel *model, guint row, guint column)
{
  return g_strdup (_("This is a text from elsewhere: it is checked, not changed."));
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
