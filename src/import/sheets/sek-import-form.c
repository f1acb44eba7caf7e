/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-import-sheets.h"

#include <math.h>
#include <string.h>

/* A sheet of contacts as it came back: its head is the row with most of the heads, facts are found by their labels and
 * columns by their heads, wherever they were moved, and keys by their form. */

SekForm *
_sek_form_new (SekReadSheet *sheet)
{
  SekForm *self = g_new0 (SekForm, 1);

  self->sheet = sheet;
  self->head = -1;
  self->told = g_ptr_array_new_with_free_func (g_free);
  self->rows = g_array_new (FALSE, TRUE, sizeof (SekFormRow));
  for (guint row = 0; row < sek_read_sheet_get_n_rows (sheet); row++)
    g_ptr_array_add (self->told, g_new0 (guint8, sek_read_sheet_get_row (sheet, row)->n_cells + 1));
  return self;
}

void
_sek_form_free (SekForm *self)
{
  if (self == NULL)
    return;
  for (int i = 0; i < SEK_FORM_N_FACTS; i++)
    g_free (self->facts[i]);
  for (guint i = 0; i < self->rows->len; i++)
    g_free (g_array_index (self->rows, SekFormRow, i).why);
  g_ptr_array_unref (self->told);
  g_array_unref (self->rows);
  g_free (self->doubt);
  g_free (self);
}

/* --- cells ------------------------------------------------------------------------------------------------------- */

void
_sek_form_tell (SekForm *self, guint row, guint column)
{
  if (column < sek_read_sheet_get_row (self->sheet, row)->n_cells)
    ((guint8 *) self->told->pdata[row])[column] = TRUE;
}

void
_sek_form_tell_row (SekForm *self, guint row)
{
  for (guint c = 0; c < sek_read_sheet_get_row (self->sheet, row)->n_cells; c++)
    _sek_form_tell (self, row, c);
}

gboolean
_sek_form_is_told (SekForm *self, guint row, guint column)
{
  return column >= sek_read_sheet_get_row (self->sheet, row)->n_cells || ((guint8 *) self->told->pdata[row])[column];
}

static guint
count_cells (SekForm *self, guint row)
{
  return sek_read_sheet_get_row (self->sheet, row)->n_cells;
}

/* A typed number is its figure: «32040000». Blanks around a text are none of it. */
static const char *
get_text (SekForm *self, guint row, guint column)
{
  const SekReadCell *cell = sek_read_sheet_get_cell (self->sheet, row, column);
  const char *text = cell->number != NULL ? cell->number : cell->text;

  while (*text != '\0' && g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  return text;
}

/* --- keys -------------------------------------------------------------------------------------------------------- */

gint64
_sek_form_read_key (const char *text, const char *prefix, gboolean *rounded)
{
  g_autofree char *key = g_strstrip (g_utf8_strdown (text, -1));
  const char *digits = key;
  gint64 id = 0;
  double figure;
  char *end;

  *rounded = FALSE;
  if (g_str_has_prefix (key, prefix))
    digits += strlen (prefix);
  else if (!g_ascii_isdigit (*key))
    return 0;
  g_strdelimit (key, "\t", ' ');
  if (g_ascii_string_to_signed (digits, 10, 1, G_MAXINT64, &id, NULL))
    {
      /* A spreadsheet keeps fifteen digits of a number. */
      *rounded = digits == key && strlen (digits) > 15;
      return id;
    }
  figure = g_ascii_strtod (digits, &end);
  if (end == digits || *end != '\0' || !(figure >= 1 && figure < 9.2e18))
    return 0;
  *rounded = TRUE;
  return (gint64) figure;
}

gboolean
_sek_form_is_key (const char *text)
{
  static const char *const prefixes[] = { "contact-", "new-" };
  g_autofree char *key = g_utf8_strdown (text, -1);
  gboolean rounded;

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (key, prefixes[i]) && _sek_form_read_key (key, prefixes[i], &rounded) != 0)
      return TRUE;
  return FALSE;
}

/* A row of the table, whatever else its texts look like. */
static gboolean
has_key (SekForm *self, guint row)
{
  for (guint c = 0; c < count_cells (self, row); c++)
    if (_sek_form_is_key (get_text (self, row, c)))
      return TRUE;
  return FALSE;
}

/* --- the head ---------------------------------------------------------------------------------------------------- */

/* How many columns of contacts a row names; which they are, their own words before others that mean the same. */
static guint
read_head (SekForm *self, guint row, int columns[SEK_FORM_N_COLUMNS])
{
  guint n = 0;

  for (int i = 0; i < SEK_FORM_N_COLUMNS; i++)
    columns[i] = -1;
  for (int pass = 0; pass < 2; pass++)
    for (guint c = 0; c < count_cells (self, row); c++)
      {
        const char *text = get_text (self, row, c);
        gboolean own;
        int column = *text != '\0' && strlen (text) < 100 ? _sek_form_find_column (text, &own) : -1;

        if (column >= 0 && own == (pass == 0) && columns[column] < 0)
          {
            columns[column] = (int) c;
            n++;
          }
      }
  return n;
}

static void
find_head (SekForm *self)
{
  int columns[SEK_FORM_N_COLUMNS];
  guint most = 1;

  for (int i = 0; i < SEK_FORM_N_COLUMNS; i++)
    self->columns[i] = -1;
  for (guint row = 0; row < sek_read_sheet_get_n_rows (self->sheet); row++)
    {
      guint n = read_head (self, row, columns);

      if (n <= most)
        continue;
      most = n;
      self->head = (int) row;
      memcpy (self->columns, columns, sizeof columns);
    }
  for (int i = 0; i < SEK_FORM_N_COLUMNS; i++)
    if (self->columns[i] >= 0)
      _sek_form_tell (self, (guint) self->head, (guint) self->columns[i]);
}

/* --- facts ------------------------------------------------------------------------------------------------------- */

/* A label is the first cell of its row, and its value the next one that is not blank. A row of a contact has more than
 * these. */
static void
find_facts (SekForm *self)
{
  for (guint row = 0; row < sek_read_sheet_get_n_rows (self->sheet); row++)
    {
      int label = -1, value = -1, fact;
      guint n = 0;

      for (guint c = 0; (int) row != self->head && c < count_cells (self, row); c++)
        if (*get_text (self, row, c) != '\0')
          {
            n++;
            if (label < 0)
              label = (int) c;
            else if (value < 0)
              value = (int) c;
          }
      if (label < 0 || (n > 3 && (int) row > self->head) || has_key (self, row)
          || strlen (get_text (self, row, (guint) label)) > 60)
        continue;
      fact = _sek_form_find_fact (get_text (self, row, (guint) label));
      if (fact < 0 || self->facts[fact] != NULL)
        continue;
      self->facts[fact] = value >= 0 ? g_strchomp (g_strdup (get_text (self, row, (guint) value))) : g_strdup ("");
      _sek_form_tell (self, row, (guint) label);
      if (value >= 0)
        _sek_form_tell (self, row, (guint) value);
    }
}

static int
find_by_form (const char *text)
{
  if (g_ascii_strncasecmp (text, "member-", 7) == 0)
    return SEK_FORM_FACT_KEY;
  if (g_regex_match_simple ("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z [0-9]+$", text, 0, 0))
    return SEK_FORM_FACT_VERSION;
  return -1;
}

/* Key and version are known by their form too, where the labels went with their column. */
static void
find_unlabelled (SekForm *self)
{
  guint n = self->head < 0 ? sek_read_sheet_get_n_rows (self->sheet) : (guint) self->head;

  for (guint row = 0; row < n; row++)
    for (guint c = 0; c < count_cells (self, row); c++)
      {
        const char *text = get_text (self, row, c);
        int fact = find_by_form (text);

        if (fact < 0 || self->facts[fact] != NULL || _sek_form_is_told (self, row, c))
          continue;
        self->facts[fact] = g_strchomp (g_strdup (text));
        _sek_form_tell (self, row, c);
      }
}

gboolean
_sek_form_is_form (SekForm *self)
{
  gboolean key = FALSE;

  find_head (self);
  find_facts (self);
  find_unlabelled (self);
  for (guint row = 0; row < sek_read_sheet_get_n_rows (self->sheet) && !key; row++)
    key = has_key (self, row);
  if (self->head >= 0)
    key |= self->facts[SEK_FORM_FACT_NUMBER] != NULL || self->facts[SEK_FORM_FACT_MEMBER] != NULL;
  return key || self->facts[SEK_FORM_FACT_KEY] != NULL;
}

/* --- rows -------------------------------------------------------------------------------------------------------- */

/* Number, name and year of the member without their labels, above the table. */
static gboolean
is_fact (SekForm *self, SekRegister *reg, guint row, const char *text)
{
  guint n;
  const gint64 *numbers = sek_register_get_children (reg, SEK_FIELD (member_number, member), self->member, &n);

  if (self->head >= 0 && (int) row > self->head)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (g_str_equal (sek_register_get_member_number (reg, numbers[i])->number, text))
      return TRUE;
  return g_str_equal (sek_register_get_member (reg, self->member)->name, text)
         || (self->facts[SEK_FORM_FACT_YEAR] == NULL && strlen (text) == 4 && _sek_import_find_year (text, NULL) != 0);
}

static gboolean
is_bad (const SekReadCell *cell)
{
  return cell->kind == SEK_READ_ERROR || cell->kind == SEK_READ_DATE || cell->kind == SEK_READ_BOOLEAN;
}

/* The key of a row: in its own column whatever it is, elsewhere by its form, since cells may have been moved. */
static void
find_key (SekForm *self, SekFormRow *row)
{
  int own = self->columns[SEK_FORM_KEY];

  row->key = "";
  if (own >= 0 && *get_text (self, row->row, (guint) own) != '\0')
    row->key = get_text (self, row->row, (guint) own);
  for (guint c = 0; *row->key == '\0' && c < count_cells (self, row->row); c++)
    if (_sek_form_is_key (get_text (self, row->row, c)))
      {
        row->key = get_text (self, row->row, c);
        _sek_form_tell (self, row->row, c);
      }
}

static gboolean
read_row (SekForm *self, guint at, SekRegister *reg, SekFormRow *row)
{
  SekValue role;

  *row = (SekFormRow) { .row = at, .role = SEK_NONE };
  find_key (self, row);
  for (int i = 0; i < SEK_FORM_N_COLUMNS; i++)
    {
      guint column = (guint) self->columns[i];

      row->texts[i] = "";
      if (self->columns[i] < 0 || i == SEK_FORM_KEY)
        continue;
      /* A key that was moved here is no telephone. */
      if (get_text (self, at, column) != row->key)
        row->texts[i] = get_text (self, at, column);
      row->bad[i] = is_bad (sek_read_sheet_get_cell (self->sheet, at, column));
      row->n_filled += i != SEK_PART_ROLE && *row->texts[i] != '\0';
    }
  if (*row->texts[SEK_PART_ROLE] != '\0'
      && sek_kind_parse (SEK_FIELD (contact, role), row->texts[SEK_PART_ROLE], 1, &role, NULL))
    row->role = role.integer;
  return *row->key != '\0' || row->role != SEK_NONE || row->n_filled + (*row->texts[SEK_PART_ROLE] != '\0') > 1;
}

static void
tell_contact (SekForm *self, const SekFormRow *row)
{
  for (int i = 0; i < SEK_FORM_N_COLUMNS; i++)
    if (self->columns[i] >= 0)
      _sek_form_tell (self, row->row, (guint) self->columns[i]);
}

/* Caption, instruction, notes and facts. TRUE when the row has any of them, or is the head. */
static gboolean
tell_own (SekForm *self, guint row, SekRegister *reg)
{
  gboolean mine = (int) row == self->head;

  for (guint c = 0; c < count_cells (self, row); c++)
    {
      const char *text = get_text (self, row, c);

      if (!_sek_form_is_told (self, row, c) && *text != '\0'
          && (_sek_form_is_own (text) || is_fact (self, reg, row, text)))
        _sek_form_tell (self, row, c);
      mine |= _sek_form_is_told (self, row, c);
    }
  return mine;
}

void
_sek_form_find_rows (SekForm *self, SekRegister *reg)
{
  for (guint at = 0; at < sek_read_sheet_get_n_rows (self->sheet); at++)
    {
      gboolean keyed = has_key (self, at), mine = !keyed && tell_own (self, at, reg);
      SekFormRow row;

      for (guint c = 0; self->head < 0 && c < count_cells (self, at); c++)
        if (g_str_has_prefix (get_text (self, at, c), "new-"))
          _sek_form_tell (self, at, c);
      if (mine || self->head < 0 || !read_row (self, at, reg, &row))
        continue;
      /* Above the head a row needs a key to be one of its table. */
      if ((int) at < self->head && *row.key == '\0')
        continue;
      tell_contact (self, &row);
      g_array_append_val (self->rows, row);
    }
}
