/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-model.h"

struct _FakeModel
{
  GObject     parent_instance;

  GArray     *all;    /* gint64 ids, in order */
  GArray     *shown;  /* gint64 ids */
  GHashTable *stored; /* "id/column" → text */
  GHashTable *row_flags; /* id → flags */
  GString    *commits;
  guint       filter;
  int         sort;
  gboolean    descending;
  gboolean    writable;
  gboolean    lenient;
  guint       reads;
};

static void iface_init (SekGridModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeModel, fake_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SEK_TYPE_GRID_MODEL, iface_init))

static const char *const ids[FAKE_N_COLUMNS] = {
  "number", "name", "county", "subregion", "population", "fee", "contact", "kind", "joined", "left", "note",
};
static const char *const heads[FAKE_N_COLUMNS] = {
  "Nr.", "Medlem", "Fylke", "Delregion", "Folketall\n1.1.2022", "Kontingent\n2023, kr", "Kontakt", "Type", "Innmeldt",
  "Utmeldt", "Merknad",
};
static const char *const names[] = {
  "Oslo", "Halden", "Moss", "Sarpsborg", "Fredrikstad", "Drammen", "Kongsberg", "Ringerike", "Hvaler", "Indre Østfold",
  "Rakkestad", "Råde",
};
static const char *const subregions[] = {
  "Drammensregionen", "Follorådet", "Mosseregionen", "Ringeriksregionen", "Søndre Østfold regionråd", NULL,
};

static guint
get_persons (gint64 id)
{
  return (guint) (699827 / id + 7919 * (id % 13));
}

static char *
group (guint number)
{
  return number < 1000 ? g_strdup_printf ("%u", number)
         : number < 1000000 ? g_strdup_printf ("%u\u00a0%03u", number / 1000, number % 1000)
         : g_strdup_printf ("%u\u00a0%03u\u00a0%03u", number / 1000000, number / 1000 % 1000, number % 1000);
}

static char *
dup_text (FakeModel *self, gint64 id, guint column)
{
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT "/%s", id, ids[column]);
  const char *stored = g_hash_table_lookup (self->stored, key);

  if (stored != NULL)
    return column == FAKE_POPULATION && *stored != '\0' ? group ((guint) g_ascii_strtoull (stored, NULL, 10))
                                                        : g_strdup (stored);
  switch (column)
    {
    case FAKE_NUMBER: return g_strdup_printf ("%04u", (guint) (300 + id));
    case FAKE_NAME:
      return id <= (gint64) G_N_ELEMENTS (names)
                 ? g_strdup (names[id - 1])
                 : g_strdup_printf ("%s %u", names[id % G_N_ELEMENTS (names)], (guint) id);
    case FAKE_COUNTY: return g_strdup (id == 1 ? "Oslo" : "Viken");
    case FAKE_SUBREGION: return g_strdup (subregions[id % 5]);
    case FAKE_POPULATION: return group (get_persons (id));
    case FAKE_FEE: return group (get_persons (id) * 28 / 10);
    case FAKE_CONTACT: return g_strdup (id == 1 ? "byrådsleder" : "ordfører");
    case FAKE_KIND: return g_strdup ("kommune");
    case FAKE_JOINED: return g_strdup ("1.1.2005");
    case FAKE_NOTE: return id % 3 == 0 ? g_strdup ("Fakturaen sendes til fellestjenesten for økonomi") : g_strdup ("");
    default: return g_strdup ("");
    }
}

/* --- the order of rows ------------------------------------------------------------------------------------------- */

static guint
get_key (FakeModel *self, gint64 id)
{
  return self->sort == FAKE_POPULATION ? get_persons (id) : (guint) id;
}

static int
compare_ids (gconstpointer a, gconstpointer b, gpointer user_data)
{
  FakeModel *self = user_data;
  guint p = get_key (self, *(const gint64 *) a), q = get_key (self, *(const gint64 *) b);

  return (p < q ? -1 : p > q) * (self->descending ? -1 : 1);
}

static void
update (FakeModel *self)
{
  g_array_set_size (self->shown, 0);
  for (guint i = 0; i < self->all->len; i++)
    if (g_array_index (self->all, gint64, i) % self->filter == 0)
      g_array_append_val (self->shown, g_array_index (self->all, gint64, i));
  if (self->sort >= 0)
    g_array_sort_with_data (self->shown, compare_ids, self);
  sek_grid_model_rows_changed (SEK_GRID_MODEL (self));
}

/* --- the interface ----------------------------------------------------------------------------------------------- */

static guint
get_n_rows (SekGridModel *model)
{
  return FAKE_MODEL (model)->shown->len;
}

static gint64
get_row_id (SekGridModel *model, guint row)
{
  return g_array_index (FAKE_MODEL (model)->shown, gint64, row);
}

static int
find_row (SekGridModel *model, gint64 id)
{
  GArray *shown = FAKE_MODEL (model)->shown;

  for (guint i = 0; i < shown->len; i++)
    if (g_array_index (shown, gint64, i) == id)
      return (int) i;
  return -1;
}

static guint
get_n_columns (SekGridModel *model)
{
  return FAKE_N_COLUMNS;
}

static gboolean
is_numeric (guint column)
{
  return column == FAKE_POPULATION || column == FAKE_FEE;
}

static gboolean
is_computed (guint column)
{
  return column == FAKE_COUNTY || column == FAKE_FEE;
}

static void
get_column (SekGridModel *model, guint column, SekGridColumn *description)
{
  description->id = ids[column];
  description->head = g_strdup (heads[column]);
  description->numeric = is_numeric (column);
  description->frozen = column <= FAKE_NAME;
  description->computed = is_computed (column);
  description->sortable = column != FAKE_NOTE;
  description->expand = column == FAKE_NAME;
  description->min_chars = column == FAKE_NAME ? 14 : 6;
}

static char *
read_cell (SekGridModel *model, guint row, guint column, SekGridCellFlags *flags)
{
  FakeModel *self = FAKE_MODEL (model);
  gint64 id = get_row_id (model, row);
  SekGridCellFlags row_flags = GPOINTER_TO_UINT (g_hash_table_lookup (self->row_flags, &id));

  self->reads++;
  *flags = row_flags
           | (is_computed (column)               ? SEK_GRID_COMPUTED
              : self->writable && row_flags == 0 ? SEK_GRID_EDITABLE
                                                 : 0);
  if (row_flags & SEK_GRID_SECTION)
    return column == FAKE_NAME ? g_strdup ("Delregioner") : g_strdup ("");
  return dup_text (self, id, column);
}

static char *
dup_edit_text_of (FakeModel *self, gint64 id, guint column)
{
  g_autofree char *text = dup_text (self, id, column);
  g_auto (GStrv) groups = g_strsplit (text, "\u00a0", -1);

  return is_numeric (column) ? g_strjoinv ("", groups) : g_steal_pointer (&text);
}

static char *
dup_edit_text (SekGridModel *model, guint row, guint column)
{
  return dup_edit_text_of (FAKE_MODEL (model), get_row_id (model, row), column);
}

static gint64
get_next_id (FakeModel *self)
{
  gint64 id = 0;

  for (guint i = 0; i < self->all->len; i++)
    id = MAX (id, g_array_index (self->all, gint64, i));
  return id + 1;
}

static gboolean
is_accepted (FakeModel *self, guint column, const char *text)
{
  if (column == FAKE_NAME)
    return *text != '\0';
  if (column == FAKE_SUBREGION)
    return *text == '\0' || g_strv_contains (subregions, text);
  return column != FAKE_POPULATION
         || (strspn (text, "0123456789") == strlen (text) && strlen (text) < (self->lenient ? 10 : 7));
}

static gboolean
commit (SekGridModel *model, SekGridBatch *batch)
{
  FakeModel *self = FAKE_MODEL (model);
  const SekGridEdit *edits = batch->edits;
  guint n = batch->n, n_new = batch->n_new;

  for (guint i = 0; i < n; i++)
    if (!is_accepted (self, edits[i].column, edits[i].text))
      {
        g_autofree char *message = g_strdup_printf ("«%s» kan ikke stå i %s. Skriv et helt tall, for eksempel 102273.",
                                                    edits[i].text, ids[edits[i].column]);

        sek_grid_problem_add (batch->problems, i, message);
      }
  if (batch->look != NULL && batch->problems->len == 0)
    batch->look (batch->data);
  if (batch->problems->len > 0 || batch->look != NULL)
    return batch->problems->len == 0;
  for (gint64 row = 1; row <= n_new; row++)
    {
      gint64 id = get_next_id (self);

      g_array_append_val (self->all, id);
    }
  for (guint i = 0; i < n; i++)
    {
      gint64 id = edits[i].row;

      if (edits[i].row < 0)
        id = g_array_index (self->all, gint64, self->all->len - n_new + (guint) (-edits[i].row - 1));
      g_hash_table_insert (self->stored, g_strdup_printf ("%" G_GINT64_FORMAT "/%s", id, ids[edits[i].column]),
                           g_strdup (edits[i].text));
      g_string_append_printf (self->commits, "%s%" G_GINT64_FORMAT "/%s=%s", self->commits->len > 0 ? " " : "", id,
                              ids[edits[i].column], edits[i].text);
    }
  if (n > 1)
    g_string_append_printf (self->commits, " (%s)", batch->kind);
  if (n_new > 0)
    update (self);
  else
    sek_grid_model_cells_changed (model);
  return TRUE;
}

static gboolean
can_add_rows (SekGridModel *model)
{
  return FAKE_MODEL (model)->writable;
}

static gboolean
read_number (SekGridModel *model, guint row, guint column, gint64 *value, gint64 *unit)
{
  g_autofree char *text = NULL;

  if (!is_numeric (column))
    return FALSE;
  text = dup_edit_text_of (FAKE_MODEL (model), get_row_id (model, row), column);
  *value = g_ascii_strtoll (text, NULL, 10);
  *unit = 1;
  return *text != '\0';
}

static char *
why_not (SekGridModel *model, guint row, guint column)
{
  return g_strdup (is_computed (column) ? "Dette regnes ut." : "Registeret er åpnet for lesing.");
}

static GStrv
get_choices (SekGridModel *model, guint row, guint column)
{
  return column == FAKE_SUBREGION ? g_strdupv ((char **) subregions) : NULL;
}

static char *
get_footer (SekGridModel *model, guint column)
{
  return column == FAKE_NAME         ? g_strdup_printf ("%u medlemmer", get_n_rows (model))
         : column == FAKE_POPULATION ? g_strdup ("2\u00a0244\u00a0124")
         : column == FAKE_FEE        ? g_strdup ("6\u00a0283\u00a0546")
                                     : NULL;
}

static int
get_sort (SekGridModel *model, gboolean *descending)
{
  *descending = FAKE_MODEL (model)->descending;
  return FAKE_MODEL (model)->sort;
}

static void
set_sort (SekGridModel *model, int column, gboolean descending)
{
  FAKE_MODEL (model)->sort = column;
  FAKE_MODEL (model)->descending = descending;
  update (FAKE_MODEL (model));
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
  iface->dup_edit_text = dup_edit_text;
  iface->commit = commit;
  iface->can_add_rows = can_add_rows;
  iface->read_number = read_number;
  iface->why_not = why_not;
  iface->get_choices = get_choices;
  iface->get_footer = get_footer;
  iface->get_sort = get_sort;
  iface->set_sort = set_sort;
}

/* --- the object -------------------------------------------------------------------------------------------------- */

static void
fake_model_finalize (GObject *object)
{
  FakeModel *self = FAKE_MODEL (object);

  g_array_unref (self->all);
  g_array_unref (self->shown);
  g_hash_table_unref (self->stored);
  g_hash_table_unref (self->row_flags);
  g_string_free (self->commits, TRUE);
  G_OBJECT_CLASS (fake_model_parent_class)->finalize (object);
}

static void
fake_model_class_init (FakeModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_model_finalize;
}

static void
fake_model_init (FakeModel *self)
{
  self->all = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->shown = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->stored = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->row_flags = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->commits = g_string_new (NULL);
  self->filter = 1;
  self->sort = -1;
  self->writable = TRUE;
}

FakeModel *
fake_model_new (guint n_rows)
{
  FakeModel *self = g_object_new (FAKE_TYPE_MODEL, NULL);

  for (gint64 id = 1; id <= n_rows; id++)
    g_array_append_val (self->all, id);
  update (self);
  return self;
}

void
fake_model_filter (FakeModel *self, guint step)
{
  self->filter = step;
  update (self);
}

void
fake_model_remove (FakeModel *self, gint64 id)
{
  for (guint i = 0; i < self->all->len; i++)
    if (g_array_index (self->all, gint64, i) == id)
      g_array_remove_index (self->all, i);
  update (self);
}

void
fake_model_set_writable (FakeModel *self, gboolean writable)
{
  self->writable = writable;
  sek_grid_model_cells_changed (SEK_GRID_MODEL (self));
}

void
fake_model_set_lenient (FakeModel *self, gboolean lenient)
{
  self->lenient = lenient;
}

void
fake_model_set_row_flags (FakeModel *self, gint64 id, SekGridCellFlags flags)
{
  g_hash_table_insert (self->row_flags, g_memdup2 (&id, sizeof id), GUINT_TO_POINTER (flags));
  sek_grid_model_cells_changed (SEK_GRID_MODEL (self));
}

guint
fake_model_take_reads (FakeModel *self)
{
  guint reads = self->reads;

  self->reads = 0;
  return reads;
}

char *
fake_model_take_commits (FakeModel *self)
{
  char *commits = g_strdup (self->commits->str);

  g_string_truncate (self->commits, 0);
  return commits;
}
