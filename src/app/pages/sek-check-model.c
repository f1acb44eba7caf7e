/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-check-model.h"

#include <glib/gi18n-lib.h>

#include "sek-error.h"
#include "sek-number.h"

struct _SekCheckModel
{
  GObject      parent_instance;

  SekDocument *document;
  GPtrArray   *checks; /* all of them */
  GPtrArray   *shown;  /* borrowed from checks */
  gboolean     all;
  guint        idle;
};

static void iface_init (SekGridModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SekCheckModel, sek_check_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SEK_TYPE_GRID_MODEL, iface_init))

enum { VERDICT, TITLE, SUBJECT, DIFFERENCE, LEFT_NAME, LEFT, RIGHT_NAME, RIGHT, REASON, N_COLUMNS };

static void
sek_check_model_finalize (GObject *object)
{
  SekCheckModel *self = SEK_CHECK_MODEL (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  g_ptr_array_unref (self->shown);
  g_object_unref (self->document);
  G_OBJECT_CLASS (sek_check_model_parent_class)->finalize (object);
}

static void
sek_check_model_class_init (SekCheckModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sek_check_model_finalize;
}

static void
sek_check_model_init (SekCheckModel *self)
{
  self->shown = g_ptr_array_new ();
}

/* What waits for somebody first; what was seen, and what is right, last. */
static void
choose_shown (SekCheckModel *self)
{
  static const SekVerdict order[] = { SEK_VERDICT_WRONG, SEK_VERDICT_MISSING, SEK_VERDICT_ROUNDING };

  g_ptr_array_set_size (self->shown, 0);
  for (guint v = 0; v < G_N_ELEMENTS (order); v++)
    for (guint i = 0; i < self->checks->len; i++)
      if (((SekCheck *) self->checks->pdata[i])->verdict == order[v]
          && ((SekCheck *) self->checks->pdata[i])->seen == NULL)
        g_ptr_array_add (self->shown, self->checks->pdata[i]);
  for (guint i = 0; i < self->checks->len; i++)
    if (((SekCheck *) self->checks->pdata[i])->seen != NULL)
      g_ptr_array_add (self->shown, self->checks->pdata[i]);
  for (guint i = 0; i < self->checks->len && self->all; i++)
    if (((SekCheck *) self->checks->pdata[i])->verdict == SEK_VERDICT_OK)
      g_ptr_array_add (self->shown, self->checks->pdata[i]);
  sek_grid_model_rows_changed (SEK_GRID_MODEL (self));
}

static void
run (SekCheckModel *self)
{
  GPtrArray *old = self->checks;

  self->checks = g_ptr_array_ref (sek_document_get_checks (self->document));
  choose_shown (self);
  if (old != NULL)
    g_ptr_array_unref (old);
}

static gboolean
idle_cb (gpointer user_data)
{
  SekCheckModel *self = user_data;

  self->idle = 0;
  run (self);
  return G_SOURCE_REMOVE;
}

/* A burst of changes is checked once, when it is over. */
static void
schedule (SekCheckModel *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add_full (G_PRIORITY_LOW, idle_cb, self, NULL);
}

static void
changed_cb (SekDocument *document, SekChangeset *changeset, SekCheckModel *self)
{
  schedule (self);
}

static void
reloaded_cb (SekDocument *document, SekCheckModel *self)
{
  schedule (self);
}

SekCheckModel *
sek_check_model_new (SekDocument *document)
{
  SekCheckModel *self = g_object_new (SEK_TYPE_CHECK_MODEL, NULL);

  self->document = g_object_ref (document);
  g_signal_connect_object (document, "changed", G_CALLBACK (changed_cb), self, 0);
  g_signal_connect_object (document, "reloaded", G_CALLBACK (reloaded_cb), self, 0);
  run (self);
  return self;
}

const SekCheck *
sek_check_model_get_nth (SekCheckModel *self, guint row)
{
  return row < self->shown->len ? self->shown->pdata[row] : NULL;
}

guint
sek_check_model_count (SekCheckModel *self, SekVerdict verdict)
{
  guint n = 0;

  for (guint i = 0; i < self->checks->len; i++)
    n += ((SekCheck *) self->checks->pdata[i])->verdict == verdict
         && ((SekCheck *) self->checks->pdata[i])->seen == NULL;
  return n;
}

guint
sek_check_model_count_seen (SekCheckModel *self)
{
  guint n = 0;

  for (guint i = 0; i < self->checks->len; i++)
    n += ((SekCheck *) self->checks->pdata[i])->seen != NULL;
  return n;
}

int
sek_check_model_find_verdict (SekCheckModel *self, SekVerdict verdict)
{
  for (guint i = 0; i < self->shown->len; i++)
    if (((SekCheck *) self->shown->pdata[i])->verdict == verdict
        && (((SekCheck *) self->shown->pdata[i])->seen == NULL))
      return (int) i;
  return -1;
}

int
sek_check_model_find_seen (SekCheckModel *self, gint64 mark)
{
  for (guint i = 0; i < self->shown->len; i++)
    if (((SekCheck *) self->shown->pdata[i])->seen_by == mark)
      return (int) i;
  return -1;
}

void
sek_check_model_show_all (SekCheckModel *self, gboolean all)
{
  self->all = all;
  choose_shown (self);
}

/* --- as a grid --------------------------------------------------------------------------------------------------- */

static guint
get_n_rows (SekGridModel *model)
{
  return SEK_CHECK_MODEL (model)->shown->len;
}

static gint64
get_row_id (SekGridModel *model, guint row)
{
  const SekCheck *check = sek_check_model_get_nth (SEK_CHECK_MODEL (model), row);

  return check != NULL ? (gint64) g_str_hash (check->id) + 1 : 0;
}

static guint
get_n_columns (SekGridModel *model)
{
  return N_COLUMNS;
}

static void
get_column (SekGridModel *model, guint index, SekGridColumn *description)
{
  static const char *const ids[N_COLUMNS] = {
    "verdict", "title", "subject", "difference", "left-name", "left", "right-name", "right", "reason",
  };
  const char *heads[N_COLUMNS] = {
    _("Verdict"), _("Check"), _("Applies To"), _("Difference"), _("First figure"), _("First, kr or count"),
    _("Second figure"), _("Second, kr or count"), sek_word (&SEK_FIELD (seen_finding, reason)->title,
                                                            sek_program_language ()),
  };

  description->id = ids[index];
  description->head = g_strdup (heads[index]);
  description->numeric = index == LEFT || index == RIGHT || index == DIFFERENCE;
  description->frozen = index <= TITLE;
  description->expand = index == REASON;
}

static char *
format (const SekCheck *check, gint64 value)
{
  if (value == SEK_NONE)
    return g_strdup ("");
  if (check->counts)
    return sek_number_format_count (value);
  return sek_number_format_amount (value, 100, value % 100 == 0 ? 0 : 2);
}

static char *
read_cell (SekGridModel *model, guint row, guint index, SekGridCellFlags *flags)
{
  static const SekGridCellFlags verdict_flags[] = {
    [SEK_VERDICT_OK] = SEK_GRID_GOOD, [SEK_VERDICT_ROUNDING] = SEK_GRID_DOUBTFUL, [SEK_VERDICT_WRONG] = SEK_GRID_BAD,
    [SEK_VERDICT_MISSING] = SEK_GRID_BAD,
  };
  const SekCheck *check = sek_check_model_get_nth (SEK_CHECK_MODEL (model), row);
  SekLanguage language = sek_program_language ();

  switch (index)
    {
    case TITLE: return g_strdup (sek_check_get_title (check, language));
    case SUBJECT: return sek_check_dup_subject (check, language);
    case LEFT_NAME: return g_strdup (sek_check_get_left (check, language));
    case LEFT: return format (check, check->left);
    case RIGHT_NAME: return g_strdup (sek_check_get_right (check, language));
    case RIGHT: return format (check, check->right);
    case DIFFERENCE: return format (check, check->difference);
    case REASON: return g_strdup (check->seen != NULL ? check->seen : "");
    case VERDICT:
    default:
      *flags = check->seen == NULL ? verdict_flags[check->verdict] : 0;
      return g_strdup (sek_check_get_word (check, language));
    }
}

static gboolean
read_number (SekGridModel *model, guint row, guint index, gint64 *value, gint64 *unit)
{
  const SekCheck *check = sek_check_model_get_nth (SEK_CHECK_MODEL (model), row);

  *unit = check->counts ? 1 : 100;
  *value = index == LEFT         ? check->left
           : index == RIGHT      ? check->right
           : index == DIFFERENCE ? check->difference
                                 : SEK_NONE;
  return *value != SEK_NONE;
}

static char *
why_not (SekGridModel *model, guint row, guint column)
{
  return g_strdup (_("Nothing can be typed here. Press Enter to go to the place that a check is about."));
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
  iface->why_not = why_not;
}
