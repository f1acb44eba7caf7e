/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-effect-model.h"

#include <glib/gi18n-lib.h>

#include "sek-budget.h"
#include "sek-collate.h"
#include "sek-money.h"
#include "sek-number.h"

struct _SekEffectModel
{
  GObject parent_instance;

  SekDocument *document;
  GArray      *rows;    /* SekRateEffect */
  int          year;
  SekDate      counted; /* the day of the populations; 0: of several days */
  int          sort;
  gboolean     descending;
};

static void iface_init (SekGridModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SekEffectModel, sek_effect_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SEK_TYPE_GRID_MODEL, iface_init))

enum { NAME, PERSONS, BEFORE, AFTER, CHANGE, PERCENT, N_COLUMNS };

static void
sek_effect_model_finalize (GObject *object)
{
  SekEffectModel *self = SEK_EFFECT_MODEL (object);

  g_array_unref (self->rows);
  g_object_unref (self->document);
  G_OBJECT_CLASS (sek_effect_model_parent_class)->finalize (object);
}

static void
sek_effect_model_class_init (SekEffectModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sek_effect_model_finalize;
}

static void
sek_effect_model_init (SekEffectModel *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (SekRateEffect));
  /* Those whom it costs most come first. */
  self->sort = CHANGE;
  self->descending = TRUE;
}

SekEffectModel *
sek_effect_model_new (SekDocument *document)
{
  SekEffectModel *self = g_object_new (SEK_TYPE_EFFECT_MODEL, NULL);

  self->document = g_object_ref (document);
  return self;
}

static const char *
get_name (SekEffectModel *self, const SekRateEffect *effect)
{
  const SekMember *member = sek_register_get_member (sek_document_get_register (self->document), effect->member);

  /* It may have been deleted since; the page follows soon. */
  return member != NULL ? member->name : "";
}

/* In parts of a million, so that it sorts as the exact quotient would. */
static gint64
get_percent (const SekRateEffect *effect)
{
  gint64 change = sek_budget_minus (effect->after, effect->before);

  return change == SEK_NONE || effect->before == SEK_NONE || effect->before == 0
             ? SEK_NONE : (gint64) ((__int128) change * 1000000 / effect->before);
}

static gint64
get_value (const SekRateEffect *effect, int column)
{
  switch (column)
    {
    case PERSONS: return effect->persons;
    case BEFORE: return effect->before;
    case AFTER: return effect->after;
    case CHANGE: return sek_budget_minus (effect->after, effect->before);
    case PERCENT:
    default: return get_percent (effect);
    }
}

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  SekEffectModel *self = data;
  const SekRateEffect *one = a, *two = b;
  int by_name = sek_collate (get_name (self, one), get_name (self, two)), order = by_name;

  if (self->sort > NAME)
    {
      gint64 first = get_value (one, self->sort), second = get_value (two, self->sort);

      order = first < second ? -1 : first > second;
    }
  if (self->descending)
    order = -order;
  return order != 0 ? order : by_name;
}

static void
sort_rows (SekEffectModel *self)
{
  if (self->sort >= 0)
    g_array_sort_with_data (self->rows, compare, self);
}

void
sek_effect_model_set (SekEffectModel *self, const SekRatePreview *preview)
{
  g_array_set_size (self->rows, 0);
  if (preview != NULL)
    {
      g_array_append_vals (self->rows, preview->members->data, preview->members->len);
      self->year = preview->year;
      self->counted = preview->n_stand_ins == 0                         ? sek_fees_basis_date (preview->year)
                      : preview->n_stand_ins == preview->members->len ? preview->stand_in
                                                                        : 0;
    }
  sort_rows (self);
  sek_grid_model_rows_changed (SEK_GRID_MODEL (self));
}

/* --- as a grid ---------------------------------------------------------------------------------------------------- */

static guint
get_n_rows (SekGridModel *model)
{
  return SEK_EFFECT_MODEL (model)->rows->len;
}

static const SekRateEffect *
get_nth (SekGridModel *model, guint row)
{
  return &g_array_index (SEK_EFFECT_MODEL (model)->rows, SekRateEffect, row);
}

static gint64
get_row_id (SekGridModel *model, guint row)
{
  return row < get_n_rows (model) ? get_nth (model, row)->member : 0;
}

static guint
get_n_columns (SekGridModel *model)
{
  return N_COLUMNS;
}

static void
get_column (SekGridModel *model, guint index, SekGridColumn *description)
{
  static const char *const ids[N_COLUMNS] = { "member", "persons", "before", "after", "change", "percent" };
  SekEffectModel *self = SEK_EFFECT_MODEL (model);
  g_autofree char *date = self->counted != 0 ? sek_date_format (self->counted, SEK_DATE_NUMERIC, SEK_LANGUAGE_NB)
                                             : NULL;

  description->id = ids[index];
  switch (index)
    {
    case NAME: description->head = g_strdup (_("Member")); break;
    case PERSONS:
      description->head = date != NULL ? g_strdup_printf ("%s\n%s", _("Population"), date) : g_strdup (_("Population"));
      break;
    case BEFORE: description->head = g_strdup_printf (_("Fee\n%d, kr"), self->year - 1); break;
    case AFTER: description->head = g_strdup_printf (_("Proposal\n%d, kr"), self->year); break;
    case CHANGE: description->head = g_strdup (_("Change\nkr")); break;
    case PERCENT:
    default: description->head = g_strdup (_("Change\nper cent")); break;
    }
  description->numeric = index > NAME;
  description->expand = index == NAME;
  description->takes_rest = index == NAME;
  description->frozen = index == NAME;
  description->sortable = TRUE;
  description->computed = index >= BEFORE;
}

static char *
dup_value (gint64 value, int column, gint64 before)
{
  char *percent;

  if (value == SEK_NONE)
    return g_strdup ("");
  if (column == PERSONS)
    return sek_number_format_count (value);
  if (column != PERCENT)
    return sek_number_format_amount (value, SEK_KRONE, 0);
  percent = sek_number_format_percent (value, before, 1);
  return percent != NULL ? percent : g_strdup ("");
}

static char *
read_cell (SekGridModel *model, guint row, guint index, SekGridCellFlags *flags)
{
  const SekRateEffect *effect = get_nth (model, row);

  *flags = index >= BEFORE ? SEK_GRID_COMPUTED : 0;
  if (index == NAME)
    return g_strdup (get_name (SEK_EFFECT_MODEL (model), effect));
  return dup_value (get_value (effect, index == PERCENT ? CHANGE : (int) index), (int) index,
                    effect->before != SEK_NONE ? effect->before : 0);
}

static gboolean
read_number (SekGridModel *model, guint row, guint index, gint64 *value, gint64 *unit)
{
  *unit = index == PERSONS ? 1 : SEK_KRONE;
  *value = index == NAME || index == PERCENT ? SEK_NONE : get_value (get_nth (model, row), (int) index);
  return *value != SEK_NONE;
}

static gint64
sum_column (SekEffectModel *self, int column)
{
  gint64 sum = SEK_NONE;

  for (guint i = 0; i < self->rows->len; i++)
    sum = sek_budget_plus (sum, get_value (&g_array_index (self->rows, SekRateEffect, i), column));
  return sum;
}

static char *
get_footer (SekGridModel *model, guint index)
{
  SekEffectModel *self = SEK_EFFECT_MODEL (model);
  gint64 before = sum_column (self, BEFORE);

  if (index == NAME)
    {
      g_autofree char *count = sek_number_format_count (self->rows->len);

      return sek_fill (g_dngettext (GETTEXT_PACKAGE, "%s member", "%s members", self->rows->len), count, NULL);
    }
  return dup_value (sum_column (self, index == PERCENT ? CHANGE : (int) index), (int) index,
                    before != SEK_NONE ? before : 0);
}

static int
get_sort (SekGridModel *model, gboolean *descending)
{
  *descending = SEK_EFFECT_MODEL (model)->descending;
  return SEK_EFFECT_MODEL (model)->sort;
}

static void
set_sort (SekGridModel *model, int column, gboolean descending)
{
  SekEffectModel *self = SEK_EFFECT_MODEL (model);

  self->sort = column >= 0 ? column : NAME;
  self->descending = column >= 0 && descending;
  sort_rows (self);
  sek_grid_model_rows_changed (model);
}

static char *
why_not (SekGridModel *model, guint row, guint column)
{
  return g_strdup (_("This is what the proposal would mean. Populations are changed in Members."));
}

static void
iface_init (SekGridModelInterface *iface)
{
  iface->get_n_rows = get_n_rows;
  iface->get_row_id = get_row_id;
  iface->get_n_columns = get_n_columns;
  iface->get_column = get_column;
  iface->read = read_cell;
  iface->read_number = read_number;
  iface->get_footer = get_footer;
  iface->get_sort = get_sort;
  iface->set_sort = set_sort;
  iface->why_not = why_not;
}
