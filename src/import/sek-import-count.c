/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-import-count.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-error.h"
#include "sek-kind.h"
#include "sek-number.h"

/* So many rows tell what the columns are. */
#define LEADING 60
/* More combinations of parts than this are not looked through for double rows. */
#define MOST_COMBINATIONS 65536
#define MOST_NOTES 20

static void
free_region (gpointer data)
{
  SekImportRegion *region = data;

  g_free (region->text);
  g_free (region->code);
  g_free (region->name);
  g_free (region);
}

void
_sek_import_count_clear (SekImportCount *self)
{
  for (guint r = 0; self->cells != NULL && r < self->cells->len; r++)
    {
      SekImportCell **cells = self->cells->pdata[r];

      /* A region without a figure in any year has none. */
      for (guint y = 0; cells != NULL && y < self->years->len; y++)
        if (cells[y] != NULL)
          {
            g_free (cells[y]->broken);
            g_free (cells[y]->seen);
            g_free (cells[y]->met);
            g_free (cells[y]);
          }
      g_free (cells);
    }
  for (guint c = 0; c < self->n_columns; c++)
    {
      g_free (self->columns[c].contents);
      g_clear_pointer (&self->columns[c].values, g_hash_table_unref);
      g_clear_pointer (&self->columns[c].texts, g_ptr_array_unref);
      g_free (self->columns[c].kinds);
      g_free (self->columns[c].lack);
    }
  g_clear_pointer (&self->columns, g_free);
  g_clear_pointer (&self->table, _sek_import_table_free);
  g_clear_pointer (&self->years, g_array_unref);
  g_clear_pointer (&self->cells, g_ptr_array_unref);
  g_clear_pointer (&self->by_text, g_hash_table_unref);
  g_clear_pointer (&self->regions, g_ptr_array_unref);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_clear_pointer (&self->source, g_free);
}

/* --- rows -------------------------------------------------------------------------------------------------------- */

static const char *
text_of (const SekReadRow *row, guint column)
{
  const SekReadCell *cell;

  if (column >= row->n_cells)
    return "";
  cell = &row->cells[column];
  return cell->number != NULL ? cell->number : cell->text;
}

/* What the row says of a column, or in its place the row above it: merged cells stand in their first row. */
typedef struct
{
  guint region;        /* index + 1 */
  guint values[32];    /* index + 1 by column, of the first columns */
  int   year, quarter;
} Above;

static gboolean
is_blank (const char *text)
{
  while (*text == ' ' || *text == '\t')
    text++;
  return *text == '\0';
}

/* A figure, or one of the marks for none. */
static gboolean
is_figure_or_mark (const char *text)
{
  return _sek_import_is_missing (text) || _sek_import_is_dash (text) || _sek_import_is_number (text);
}

/* Whether the row's region is one that is known: a line under the table, such as «Sist oppdatert: 22.2.2022», is
 * none. */
static gboolean
has_region (SekImportCount *self, const SekReadRow *row)
{
  const char *region = "", *name = "";

  for (guint c = 0; c < self->n_columns; c++)
    if (self->columns[c].role == SEK_ROLE_REGION)
      region = text_of (row, c);
    else if (self->columns[c].role == SEK_ROLE_NAME)
      name = text_of (row, c);
  return !is_blank (region) && _sek_import_is_known_region (region, is_blank (name) ? NULL : name);
}

/* Whether the row's region begins with four digits, as that of another country may. */
static gboolean
has_code (SekImportCount *self, const SekReadRow *row)
{
  g_autofree char *code = NULL, *name = NULL;

  for (guint c = 0; c < self->n_columns; c++)
    if (self->columns[c].role == SEK_ROLE_REGION)
      _sek_import_split_region (text_of (row, c), &code, &name);
  return code != NULL && strlen (code) == 4;
}

/* A figure or what should be one; but not the second half of a line under the table. */
static gboolean
has_amount (SekImportCount *self, const SekReadRow *row)
{
  gboolean any = FALSE;

  for (guint c = 0; c < self->n_columns; c++)
    {
      const char *text = self->columns[c].role == SEK_ROLE_AMOUNT ? text_of (row, c) : "";

      if (is_blank (text))
        continue;
      if (is_figure_or_mark (text))
        return TRUE;
      any = TRUE;
    }
  return any && (has_region (self, row) || has_code (self, row));
}

/* Without a figure, but one should be there: the row says of which part or year, or there is nothing to say but the
 * region. */
static gboolean
lacks_amount (SekImportCount *self, const SekReadRow *row, gboolean region)
{
  gboolean divided = FALSE;

  for (guint c = 0; c < self->n_columns; c++)
    if (self->columns[c].role == SEK_ROLE_PART || self->columns[c].role == SEK_ROLE_CONTENTS
        || self->columns[c].role == SEK_ROLE_YEAR)
      {
        divided = TRUE;
        if (!is_blank (text_of (row, c)))
          return TRUE;
      }
  return region && !divided;
}

static guint
find_value (SekImportPart *part, const char *text)
{
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (part->values, text));
  char *copy;

  if (index != 0)
    return index;
  copy = g_strdup (text);
  g_ptr_array_add (part->texts, copy);
  g_hash_table_insert (part->values, copy, GUINT_TO_POINTER (part->texts->len));
  return part->texts->len;
}

static guint
find_region (SekImportCount *self, const SekReadRow *row, guint column, const char *text)
{
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_text, text));
  SekImportRegion *region;

  if (index != 0)
    return index;
  region = g_new0 (SekImportRegion, 1);
  region->text = g_strstrip (g_strdup (text));
  region->row = row->number;
  _sek_import_split_region (text, &region->code, &region->name);
  for (guint c = 0; c < self->n_columns && region->name == NULL; c++)
    if (self->columns[c].role == SEK_ROLE_NAME && c != column && !is_blank (text_of (row, c)))
      {
        region->name = g_strstrip (g_strdup (text_of (row, c)));
        g_free (region->text);
        region->text = g_strdup_printf ("%s %s", region->code != NULL ? region->code : "", region->name);
        g_strstrip (region->text);
      }
  g_ptr_array_add (self->regions, region);
  g_ptr_array_add (self->cells, NULL);
  g_hash_table_insert (self->by_text, g_strdup (text), GUINT_TO_POINTER (self->regions->len));
  return self->regions->len;
}

/* A row without a number is its name's, such as a sum, unless that is still the name of the region above. */
static void
follow_name (SekImportCount *self, const SekReadRow *row, Above *above, gboolean known)
{
  const SekImportRegion *region = above->region != 0 ? self->regions->pdata[above->region - 1] : NULL;

  for (guint c = 0; c < self->n_columns; c++)
    if (self->columns[c].role == SEK_ROLE_REGION && !is_blank (text_of (row, c)))
      return;
  for (guint c = 0; c < self->n_columns; c++)
    {
      g_autofree char *name = self->columns[c].role == SEK_ROLE_NAME ? g_strstrip (g_strdup (text_of (row, c))) : NULL;

      if (name != NULL && *name != '\0' && (region == NULL || g_strcmp0 (region->name, name) != 0))
        above->region = known ? find_region (self, row, c, name) : 0;
    }
}

/* Sets above to what the row is about; FALSE when it neither has a figure nor lacks one, or has no region. */
static gboolean
follow (SekImportCount *self, const SekReadRow *row, Above *above)
{
  gboolean amount = has_amount (self, row), known = amount || has_region (self, row);
  guint region = above->region, before;

  for (guint c = 0; c < self->n_columns; c++)
    {
      SekImportPart *column = &self->columns[c];
      const char *text = text_of (row, c);

      if (is_blank (text))
        continue;
      switch (column->role)
        {
        case SEK_ROLE_REGION:
          /* What follows a line that is no region is not the region's before it. */
          above->region = known ? find_region (self, row, c, text) : 0;
          break;
        case SEK_ROLE_YEAR:
          above->year = _sek_import_find_year (text, &above->quarter);
          if (above->year != 0 && (strstr (text, "31.12.") != NULL || strstr (text, "-12-31") != NULL))
            above->year++;
          break;
        case SEK_ROLE_PART:
        case SEK_ROLE_CONTENTS:
          if (c >= G_N_ELEMENTS (above->values))
            break;
          before = above->values[c];
          above->values[c] = column->texts->len < SEK_MOST_VALUES || g_hash_table_contains (column->values, text)
                                 ? find_value (column, text)
                                 : 0;
          /* The county of a municipality is no part that is summed over. */
          column->varies |= before != 0 && before != above->values[c] && region == above->region;
          break;
        default:
          break;
        }
    }
  follow_name (self, row, above, known);
  return above->region != 0 && (amount || lacks_amount (self, row, known));
}

static int
year_of (SekImportCount *self, const SekImportPart *amount, const Above *above)
{
  int year = amount->year != 0 ? amount->year : above->year,
      quarter = amount->year != 0 ? amount->quarter : above->quarter;
  SekWhen when = amount->when;

  for (guint c = 0; c < self->n_columns && c < G_N_ELEMENTS (above->values); c++)
    if (self->columns[c].role == SEK_ROLE_CONTENTS && above->values[c] != 0 && self->columns[c].kinds != NULL)
      when = self->columns[c].kinds[above->values[c] - 1];
  return year == 0 ? self->year : _sek_import_count_year (year, quarter, when);
}

/* --- first pass: what there is ----------------------------------------------------------------------------------- */

static gboolean
start_again (SekImportCount *self, SekReader *reader, const SekReadRow **row, GError **error)
{
  guint64 first = self->table->first < self->table->numbers->len
                      ? g_array_index (self->table->numbers, guint64, self->table->first)
                      : 0;

  if (!sek_reader_select (reader, sek_reader_get_sheet (reader), error))
    return FALSE;
  do
    if (!sek_reader_next (reader, row, error))
      return FALSE;
  while (*row != NULL && (*row)->number < first);
  return TRUE;
}

static void
add_note (SekImportCount *self, const SekReadRow *row)
{
  g_autoptr (GString) note = g_string_new (NULL);

  for (guint c = 0; c < row->n_cells; c++)
    if (!is_blank (text_of (row, c)))
      g_string_append_printf (note, "%s%s", note->len > 0 ? " " : "", text_of (row, c));
  if (note->len > 0 && self->notes->len < MOST_NOTES)
    g_ptr_array_add (self->notes, g_strdup (note->str));
}

static gboolean
survey (SekImportCount *self, SekReader *reader, GHashTable *raw, GError **error)
{
  const SekReadRow *row;
  Above above = { 0 };

  if (!start_again (self, reader, &row, error))
    return FALSE;
  for (; row != NULL; self->n_rows++)
    {
      if (follow (self, row, &above))
        {
          for (guint c = 0; c < self->n_columns && c < row->n_cells; c++)
            if (self->columns[c].role == SEK_ROLE_AMOUNT && row->cells[c].number == NULL)
              sek_decimals_add (&self->decimals, row->cells[c].text);
          if (above.year != 0)
            g_hash_table_add (raw, GINT_TO_POINTER (above.year * 10 + above.quarter));
        }
      else if (!has_amount (self, row) && !has_region (self, row))
        add_note (self, row);
      if (!sek_reader_next (reader, &row, error))
        return FALSE;
    }
  return TRUE;
}

/* --- second pass: sums ------------------------------------------------------------------------------------------- */

SekImportCell *
_sek_import_count_get (SekImportCount *self, guint region, guint year)
{
  SekImportCell **cells = self->cells->pdata[region];

  return cells != NULL ? cells[year] : NULL;
}

static SekImportCell *
ensure_cell (SekImportCount *self, guint region, int year, guint64 row)
{
  SekImportCell **cells = self->cells->pdata[region];
  guint y = 0;

  while (y < self->years->len && g_array_index (self->years, int, y) != year)
    y++;
  if (y == self->years->len)
    return NULL;
  if (cells == NULL)
    self->cells->pdata[region] = cells = g_new0 (SekImportCell *, self->years->len);
  if (cells[y] == NULL)
    {
      cells[y] = g_new0 (SekImportCell, 1);
      cells[y]->row = row;
    }
  return cells[y];
}

/* Which parts the row is of: the class it is summed in, and its number among all combinations. FALSE when it is left
 * out. */
static gboolean
get_class (SekImportCount *self, const Above *above, guint *class, gsize *combination)
{
  *class = 0;
  *combination = 0;
  for (guint c = 0; c < self->n_columns && c < G_N_ELEMENTS (above->values); c++)
    {
      const SekImportPart *part = &self->columns[c];
      guint value = above->values[c];

      if (part->role != SEK_ROLE_PART || part->texts->len == 0)
        continue;
      *combination = *combination * (part->texts->len + 1) + value;
      if (value == 0)
        continue;
      if (part->kinds[value - 1] == SEK_PART_LEFT_OUT)
        return FALSE;
      if (part->kinds[value - 1] == SEK_PART_TOTAL)
        *class |= part->bit;
    }
  return TRUE;
}

/* Whether a cell says that its figure is missing. */
static gboolean
is_missing (const char *text)
{
  return is_blank (text) || _sek_import_is_missing (text);
}

static void
add_figure (SekImportCount *self, SekImportCell *cell, const char *text, guint class)
{
  gint64 value = 0;

  if (!_sek_import_is_dash (text) && (!_sek_import_parse_number (text, self->decimal, 0, &value) || value < 0
                                      || value > SEK_MAX_PERSONS))
    {
      if (cell->broken == NULL)
        cell->broken = sek_error_dup_quoted (text);
      return;
    }
  cell->sums[class] += value;
  cell->counts[class]++;
}

/* Remembers which values of the parts have a figure. */
static void
meet (SekImportCount *self, SekImportCell *cell, const Above *above)
{
  for (guint c = 0; c < self->n_columns && c < G_N_ELEMENTS (above->values); c++)
    {
      if (self->columns[c].role != SEK_ROLE_PART || above->values[c] == 0 || above->values[c] > 64)
        continue;
      if (cell->met == NULL)
        cell->met = g_new0 (guint64, G_N_ELEMENTS (above->values));
      cell->met[c] |= G_GUINT64_CONSTANT (1) << (above->values[c] - 1);
    }
}

static gboolean
sum_up (SekImportCount *self, SekReader *reader, GError **error)
{
  const SekReadRow *row;
  Above above = { 0 };
  gsize combinations = 1;

  for (guint c = 0; c < self->n_columns; c++)
    if (self->columns[c].role == SEK_ROLE_PART)
      combinations = MIN (combinations * (self->columns[c].texts->len + 1), MOST_COMBINATIONS + 1);
  if (!start_again (self, reader, &row, error))
    return FALSE;
  while (row != NULL)
    {
      guint class;
      gsize combination;

      if (follow (self, row, &above) && get_class (self, &above, &class, &combination))
        for (guint c = 0; c < self->n_columns; c++)
          {
            const SekImportPart *amount = &self->columns[c];
            const char *text = text_of (row, c);
            int year = amount->role == SEK_ROLE_AMOUNT ? year_of (self, amount, &above) : 0;
            SekImportCell *cell = year != 0 ? ensure_cell (self, above.region - 1, year, row->number) : NULL;

            if (cell == NULL)
              continue;
            if (is_missing (text))
              {
                cell->missing[class]++;
                continue;
              }
            meet (self, cell, &above);
            if (combinations <= MOST_COMBINATIONS)
              {
                if (cell->seen == NULL)
                  cell->seen = g_new0 (guint8, combinations / 8 + 1);
                if (cell->seen[combination / 8] & (1 << combination % 8))
                  {
                    if (cell->double_row == 0)
                      cell->double_row = row->number;
                    continue;
                  }
                cell->seen[combination / 8] |= (guint8) (1 << combination % 8);
              }
            add_figure (self, cell, text, class);
          }
      if (!sek_reader_next (reader, &row, error))
        return FALSE;
    }
  return TRUE;
}

/* --- all of it --------------------------------------------------------------------------------------------------- */

static void
describe_sums (SekImportCount *self)
{
  g_autoptr (GString) sums = g_string_new (NULL), totals = g_string_new (NULL);

  for (guint c = 0; c < self->n_columns; c++)
    {
      const SekImportPart *part = &self->columns[c];

      if (part->role != SEK_ROLE_PART || part->texts->len < 2 || !part->varies)
        continue;
      if (part->bit == 0)
        g_string_append_printf (sums, "%s%s (%u)", sums->len > 0 ? ", " : "",
                                *part->head != '\0' ? part->head : (char *) part->texts->pdata[0], part->texts->len);
      for (guint i = 0; part->bit != 0 && i < part->texts->len; i++)
        if (part->kinds[i] == SEK_PART_TOTAL)
          g_string_append_printf (totals, "%s“%s”", totals->len > 0 ? ", " : "", (char *) part->texts->pdata[i]);
    }
  if (sums->len > 0)
    _sek_import_add_fact (self->import, "sums", _("Summed over"), FALSE, "%s", sums->str);
  if (totals->len > 0)
    _sek_import_add_fact (self->import, "totals", _("Totals, not added to their parts"), FALSE, "%s", totals->str);
}

gboolean
_sek_import_count_read (SekImportCount *self, SekReader *reader, GError **error)
{
  g_autoptr (GHashTable) raw = g_hash_table_new (NULL, NULL);
  g_autofree char *title = NULL;
  gboolean asked = FALSE, open, turned;

  self->table = _sek_import_table_new ();
  self->years = g_array_new (FALSE, FALSE, sizeof (int));
  self->regions = g_ptr_array_new_with_free_func (free_region);
  self->by_text = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->cells = g_ptr_array_new ();
  self->notes = g_ptr_array_new_with_free_func (g_free);
  if (!_sek_import_table_read (self->table, reader, LEADING, NULL, error)
      || !_sek_import_values_turn (self, reader, &turned, error))
    return FALSE;
  if (turned)
    {
      _sek_import_table_free (self->table);
      self->table = _sek_import_table_new ();
      _sek_import_add_fact (self->import, "turned", _("Layout"), FALSE, "%s",
                            _("years down and municipalities across, and read turned"));
      if (!_sek_import_table_read (self->table, reader, LEADING, NULL, error))
        return FALSE;
    }
  if (!_sek_import_roles_find (self, error))
    return FALSE;
  for (guint c = 0; c < self->n_columns; c++)
    if (self->columns[c].role == SEK_ROLE_PART || self->columns[c].role == SEK_ROLE_CONTENTS)
      {
        self->columns[c].values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
        self->columns[c].texts = g_ptr_array_new ();
      }
  open = !sek_import_is_ready (self->import);
  if (open)
    return TRUE;
  if (!survey (self, reader, raw, error))
    return FALSE;
  title = _sek_import_table_dup_title (self->table);
  if (!_sek_import_ask_decimal (self->import, &self->decimals, &self->decimal))
    open = TRUE;
  if (!_sek_import_values_classify (self))
    return TRUE;
  describe_sums (self);
  if (!_sek_import_values_find_years (self, raw, title, &asked, error))
    {
      g_array_set_size (self->years, 0);
      return asked;
    }
  if (open)
    {
      g_array_set_size (self->years, 0);
      return TRUE;
    }
  return sum_up (self, reader, error);
}
