/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-roll-model.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-money.h"

struct _SekRollModel
{
  GObject parent_instance;

  SekDocument    *document;
  SekRollPreview *preview;
  char           *refusal;
  int             year;
  SekRollChoice   choice;
  gboolean        stale; /* the register is another than what was worked out */
};

static void iface_init (SekGridModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SekRollModel, sek_roll_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SEK_TYPE_GRID_MODEL, iface_init))

enum { KIND, NAME, BEFORE, AFTER, PERCENT, N_COLUMNS };

static void
forget (SekRollModel *self)
{
  g_clear_pointer (&self->preview, sek_roll_preview_free);
  g_clear_pointer (&self->refusal, g_free);
}

static void
sek_roll_model_finalize (GObject *object)
{
  SekRollModel *self = SEK_ROLL_MODEL (object);

  forget (self);
  g_object_unref (self->document);
  G_OBJECT_CLASS (sek_roll_model_parent_class)->finalize (object);
}

static void
sek_roll_model_class_init (SekRollModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sek_roll_model_finalize;
}

static void
sek_roll_model_init (SekRollModel *self)
{
  self->stale = TRUE;
}

static void
changed_cb (SekRollModel *self)
{
  self->stale = TRUE;
}

SekRollModel *
sek_roll_model_new (SekDocument *document)
{
  SekRollModel *self = g_object_new (SEK_TYPE_ROLL_MODEL, NULL);

  self->document = g_object_ref (document);
  g_signal_connect_object (document, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "reloaded", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

gboolean
sek_roll_model_update (SekRollModel *self, int year, const SekRollChoice *choice)
{
  g_autoptr (GError) error = NULL;

  if (!self->stale && year == self->year && choice->hundredths == self->choice.hundredths
      && choice->keep_comments == self->choice.keep_comments)
    return FALSE;
  forget (self);
  self->stale = FALSE;
  self->year = year;
  self->choice = *choice;
  self->preview = sek_roll_preview (self->document, year, choice, &error);
  if (self->preview == NULL)
    self->refusal = g_strdup (error->message);
  sek_grid_model_rows_changed (SEK_GRID_MODEL (self));
  return TRUE;
}

const SekRollPreview *
sek_roll_model_get_preview (SekRollModel *self)
{
  return self->preview;
}

const char *
sek_roll_model_get_refusal (SekRollModel *self)
{
  return self->refusal;
}

const SekRollItem *
sek_roll_model_get_nth (SekRollModel *self, guint row)
{
  return self->preview != NULL && row < self->preview->items->len ? self->preview->items->pdata[row] : NULL;
}

/* --- as a grid ---------------------------------------------------------------------------------------------------- */

static guint
get_n_rows (SekGridModel *model)
{
  const SekRollPreview *preview = SEK_ROLL_MODEL (model)->preview;

  return preview != NULL ? preview->items->len : 0;
}

static gint64
get_row_id (SekGridModel *model, guint row)
{
  const SekRollItem *item = sek_roll_model_get_nth (SEK_ROLL_MODEL (model), row);

  return item != NULL ? (gint64) g_str_hash (item->id) + 1 : 0;
}

static guint
get_n_columns (SekGridModel *model)
{
  return N_COLUMNS;
}

static void
get_column (SekGridModel *model, guint index, SekGridColumn *description)
{
  static const char *const ids[N_COLUMNS] = { "kind", "name", "before", "after", "percent" };
  int year = SEK_ROLL_MODEL (model)->year;

  description->id = ids[index];
  switch (index)
    {
    case KIND: description->head = g_strdup (_("Type")); break;
    case NAME: description->head = g_strdup (_("Name")); break;
    case BEFORE: description->head = g_strdup_printf (_("%d, kr"), year - 1); break;
    case AFTER: description->head = g_strdup_printf (_("%d, kr"), year); break;
    case PERCENT:
    default: description->head = g_strdup (_("Change")); break;
    }
  description->numeric = index >= BEFORE;
  description->frozen = index <= NAME;
  description->expand = index == NAME;
  /* The figures are to be seen beside it. */
  description->max_chars = index == NAME ? 22 : 0;
}

/* A budget may not end with less than nothing. */
static gboolean
is_below (const SekRollItem *item)
{
  return g_str_equal (item->id, "sum/closing") && item->after != SEK_NONE && item->after < 0;
}

/* What is a text is told in the first two columns, or columns of figures would be as wide as it. */
static char *
dup_kind (const SekRollItem *item)
{
  const char *kind = item->entity == SEK_BUDGET_COLUMN && !g_str_equal (item->id, "budget_column/title") ? item->name
                                                                                                          : item->kind;
  g_autofree char *first = g_utf8_substring (kind, 0, *kind != '\0' ? 1 : 0), *upper = g_utf8_strup (first, -1);

  return g_strconcat (upper, kind + strlen (first), NULL);
}

static char *
dup_name (const SekRollItem *item)
{
  if (item->is_figure)
    return g_strdup (item->name);
  return item->entity == SEK_BUDGET_COLUMN ? g_strdup (item->after_text)
                                           : g_strdup_printf ("%s · %s", item->name, item->after_text);
}

static char *
read_cell (SekGridModel *model, guint row, guint index, SekGridCellFlags *flags)
{
  const SekRollItem *item = sek_roll_model_get_nth (SEK_ROLL_MODEL (model), row);
  char *percent;

  *flags = item->entity == SEK_N_ENTITIES ? SEK_GRID_SUM : 0;
  switch (index)
    {
    case KIND: return dup_kind (item);
    case NAME: return dup_name (item);
    case BEFORE: return g_strdup (item->is_figure ? item->before_text : "");
    case AFTER:
      if (item->is_computed && item->entity != SEK_N_ENTITIES)
        *flags |= SEK_GRID_COMPUTED;
      if (is_below (item))
        *flags |= SEK_GRID_BAD | SEK_GRID_MARKED;
      return g_strdup (item->is_figure ? item->after_text : "");
    case PERCENT:
    default:
      percent = sek_roll_item_dup_percent (item);
      return percent != NULL ? percent : g_strdup ("");
    }
}

static char *
describe (SekGridModel *model, guint row, guint index)
{
  const SekRollItem *item = sek_roll_model_get_nth (SEK_ROLL_MODEL (model), row);

  return item != NULL && index == AFTER && is_below (item) ? g_strdup (_("Below zero")) : NULL;
}

static gboolean
read_number (SekGridModel *model, guint row, guint index, gint64 *value, gint64 *unit)
{
  const SekRollItem *item = sek_roll_model_get_nth (SEK_ROLL_MODEL (model), row);

  *unit = SEK_KRONE;
  *value = !item->is_figure  ? SEK_NONE
           : index == BEFORE ? item->before
           : index == AFTER  ? item->after
                             : SEK_NONE;
  return *value != SEK_NONE;
}

static char *
why_not (SekGridModel *model, guint row, guint column)
{
  return g_strdup (_("This is what would be made. Once the draft is there, it is changed in Budget and Projects."));
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
}
