/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-log-model.h"

#include <glib/gi18n-lib.h>

#include "sek-date.h"
#include "sek-history.h"
#include "sek-log.h"
#include "sek-number.h"

enum { WHEN, WHO, ROW, FIELD, BEFORE, AFTER, WHAT, N_COLUMNS };

/* More than fit in any view, so that a page is read once. */
#define MOST_LINES 256

typedef struct
{
  SekJournalEvent  *event;
  SekJournalChange *change;
  char           *row; /* its label, dear to find */
} Line;

/* A change, or the head of those of an event. */
typedef struct
{
  guint    entry; /* its own, or the first */
  guint    n;     /* changes under a head; 0 for a change */
  gboolean under; /* a change that stands under a head, which says when, who and what */
} Row;

struct _SekLogModel
{
  GObject      parent_instance;

  SekDocument *document;
  char        *texts[5]; /* of the filter */
  gint64       row;      /* of the filter */
  GArray      *entries;  /* SekJournalLine */
  GArray      *rows;     /* Row */
  GHashTable  *lines;    /* index of an entry → Line */
  char        *problem; /* why the log could not be read; NULL when it could */
};

static void iface_init (SekGridModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SekLogModel, sek_log_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SEK_TYPE_GRID_MODEL, iface_init))

static void
free_line (gpointer data)
{
  Line *line = data;

  sek_journal_event_free (line->event);
  sek_journal_change_free (line->change);
  g_free (line->row);
  g_free (line);
}

static void
sek_log_model_finalize (GObject *object)
{
  SekLogModel *self = SEK_LOG_MODEL (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->texts); i++)
    g_free (self->texts[i]);
  g_free (self->problem);
  g_array_unref (self->entries);
  g_array_unref (self->rows);
  g_hash_table_unref (self->lines);
  g_object_unref (self->document);
  G_OBJECT_CLASS (sek_log_model_parent_class)->finalize (object);
}

static void
sek_log_model_class_init (SekLogModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sek_log_model_finalize;
}

static void
sek_log_model_init (SekLogModel *self)
{
  self->entries = g_array_new (FALSE, FALSE, sizeof (SekJournalLine));
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->lines = g_hash_table_new_full (NULL, NULL, NULL, free_line);
}

SekLogModel *
sek_log_model_new (SekDocument *document)
{
  SekLogModel *self = g_object_new (SEK_TYPE_LOG_MODEL, NULL);

  self->document = g_object_ref (document);
  return self;
}

void
sek_log_model_set_filter (SekLogModel *self, const SekJournalFilter *filter)
{
  const char *texts[] = { filter->entity, filter->field, filter->who, filter->from, filter->to };

  self->row = filter->row;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_free (self->texts[i]);
      self->texts[i] = g_strdup (texts[i]);
    }
  sek_log_model_update (self);
}

/* Changes of one event follow each other. */
static void
group (SekLogModel *self)
{
  guint n;

  g_array_set_size (self->rows, 0);
  for (guint first = 0; first < self->entries->len; first += n)
    {
      gint64 event = g_array_index (self->entries, SekJournalLine, first).event;
      Row head = { .entry = first };

      for (n = 1; first + n < self->entries->len; n++)
        if (g_array_index (self->entries, SekJournalLine, first + n).event != event)
          break;
      head.n = n;
      if (n > 1)
        g_array_append_val (self->rows, head);
      for (guint i = 0; i < n; i++)
        {
          Row row = { .entry = first + i, .under = n > 1 };

          g_array_append_val (self->rows, row);
        }
    }
}

void
sek_log_model_update (SekLogModel *self)
{
  SekJournalFilter filter = {
    self->row, self->texts[0], self->texts[1], self->texts[2], self->texts[3], self->texts[4]
  };
  SekJournal *journal = sek_document_get_journal (self->document);
  g_autoptr (GError) error = NULL;
  GArray *entries = journal != NULL ? sek_journal_find (journal, &filter, &error) : NULL;

  g_clear_pointer (&self->problem, g_free);
  if (entries == NULL && error != NULL)
    {
      self->problem = g_strdup (error->message);
      return;
    }
  g_array_unref (self->entries);
  self->entries = entries != NULL ? entries : g_array_new (FALSE, FALSE, sizeof (SekJournalLine));
  g_hash_table_remove_all (self->lines);
  group (self);
  sek_grid_model_rows_changed (SEK_GRID_MODEL (self));
}

const char *
sek_log_model_get_problem (SekLogModel *self)
{
  return self->problem;
}

guint
sek_log_model_count (SekLogModel *self)
{
  return self->entries->len;
}

guint
sek_log_model_count_under (SekLogModel *self, guint row)
{
  return row < self->rows->len ? g_array_index (self->rows, Row, row).n : 0;
}

static Line *
get_line (SekLogModel *self, guint row)
{
  SekJournal *journal = sek_document_get_journal (self->document);
  guint entry = row < self->rows->len ? g_array_index (self->rows, Row, row).entry : G_MAXUINT;
  Line *line = g_hash_table_lookup (self->lines, GUINT_TO_POINTER (entry));
  g_autoptr (GError) error = NULL;

  if (line != NULL || journal == NULL || entry >= self->entries->len)
    return line;
  if (g_hash_table_size (self->lines) >= MOST_LINES)
    g_hash_table_remove_all (self->lines);
  line = g_new0 (Line, 1);
  if (!sek_journal_read_line (journal, &g_array_index (self->entries, SekJournalLine, entry), &line->event,
                              &line->change, &error))
    {
      g_free (line);
      g_free (self->problem);
      self->problem = g_strdup (error->message);
      return NULL;
    }
  line->row = sek_log_dup_row (sek_document_get_register (self->document), journal, line->change);
  g_hash_table_insert (self->lines, GUINT_TO_POINTER (entry), line);
  return line;
}

gboolean
sek_log_model_get_line (SekLogModel *self, guint row, const SekJournalEvent **event, const SekJournalChange **change)
{
  const Line *line = get_line (self, row);

  if (line == NULL)
    return FALSE;
  *event = line->event;
  *change = line->change;
  return TRUE;
}

/* --- as a grid --------------------------------------------------------------------------------------------------- */

static guint
get_n_rows (SekGridModel *model)
{
  return SEK_LOG_MODEL (model)->rows->len;
}

/* Events and changes are numbered from 1, and there will not be a thousand million of either. A head is before its
 * first change. */
static gint64
make_id (SekLogModel *self, guint row)
{
  const Row *shown = &g_array_index (self->rows, Row, row);
  const SekJournalLine *entry = &g_array_index (self->entries, SekJournalLine, shown->entry);

  return (entry->event << 31) + (shown->n > 0 ? 0 : entry->change);
}

static gint64
get_row_id (SekGridModel *model, guint row)
{
  return make_id (SEK_LOG_MODEL (model), row);
}

static int
find_row (SekGridModel *model, gint64 id)
{
  SekLogModel *self = SEK_LOG_MODEL (model);
  guint low = 0, high = self->rows->len;

  /* Newest events first; within one, its changes in order. */
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      gint64 other = make_id (self, middle);

      if (other >> 31 > id >> 31 || (other >> 31 == id >> 31 && other < id))
        low = middle + 1;
      else
        high = middle;
    }
  return low < self->rows->len && make_id (self, low) == id ? (int) low : -1;
}

static guint
get_n_columns (SekGridModel *model)
{
  return N_COLUMNS;
}

static void
get_column (SekGridModel *model, guint column, SekGridColumn *description)
{
  static const char *const ids[N_COLUMNS] = { "when", "who", "row", "field", "before", "after", "what" };
  const char *heads[N_COLUMNS] = { _("When"), _("Who"), _("Row"), _("Field"), _("From"), _("To"), _("What") };

  description->id = ids[column];
  description->head = g_strdup (heads[column]);
  description->frozen = column == WHEN;
  description->expand = description->takes_rest = column == WHAT;
  description->computed = TRUE;
  description->min_chars = column == WHAT ? 18 : column == WHEN ? 14 : 8;
}

/* «Endring av «Folketall» i 64 rader · 64 endringer», over the blank cells beside it; when and who are said once. */
static char *
read_head (const Line *line, guint n, guint column, SekGridCellFlags *flags)
{
  g_autofree char *what = NULL, *count = NULL;

  *flags = column == ROW ? SEK_GRID_SECTION : 0;
  if (column == WHEN)
    return sek_date_format_timestamp (line->event->at, SEK_CLOCKS_HERE, sek_program_language ());
  if (column != ROW)
    return g_strdup (column == WHO ? line->event->who : "");
  what = sek_log_dup_what (line->event);
  count = sek_number_format_count (n);
  return g_strdup_printf (_("%s · %s changes"), what, count);
}

static char *
read_cell (SekGridModel *model, guint row, guint column, SekGridCellFlags *flags)
{
  SekLogModel *self = SEK_LOG_MODEL (model);
  SekRegister *reg = sek_document_get_register (self->document);
  SekJournal *journal = sek_document_get_journal (self->document);
  const Row *shown = &g_array_index (self->rows, Row, row);
  const Line *line = get_line (self, row);

  if (line == NULL)
    return g_strdup (column == WHAT && self->problem != NULL ? self->problem : "");
  if (shown->n > 0)
    return read_head (line, shown->n, column, flags);
  if (shown->under && (column == WHEN || column == WHO || column == WHAT))
    return g_strdup ("");
  switch (column)
    {
    case WHEN: return sek_date_format_timestamp (line->event->at, SEK_CLOCKS_HERE, sek_program_language ());
    case WHO: return g_strdup (line->event->who);
    case WHAT: return sek_log_dup_what (line->event);
    case ROW: return g_strdup (line->row);
    case FIELD: return sek_log_dup_field (line->change->entity, line->change->field);
    case BEFORE: return sek_log_dup_value (reg, journal, line->change, &line->change->before);
    case AFTER:
    default: return sek_log_dup_value (reg, journal, line->change, &line->change->after);
    }
}

static char *
why_not (SekGridModel *model, guint row, guint column)
{
  return g_strdup (_("The log is not written by hand. Bring a value back from the side pane, or change it where it "
                     "stands."));
}

static void
iface_init (SekGridModelInterface *iface)
{
  iface->get_n_rows = get_n_rows;
  iface->get_row_id = get_row_id;
  iface->find_row = find_row;
  iface->get_n_columns = get_n_columns;
  iface->get_column = get_column;
  iface->read = read_cell;
  iface->why_not = why_not;
}
