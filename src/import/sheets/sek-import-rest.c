/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-import-sheets.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "sek-cell-text.h"
#include "sek-money.h"

/* What a returned file has besides contacts: notes beside and below them, columns and sheets of the member's own,
 * figures that were changed. None of it is taken, and all of it is listed, a row at a time. */

/* More than this of one sheet is told by number. */
enum { MOST_LISTED = 200 };

/* Whether a cell was taken, was listed before, or is our own. */
typedef gboolean (*ToldFunc) (gpointer data, guint row, guint column);

/* The cells of a row that are not told. */
typedef struct
{
  char    *texts;   /* owned, joined; NULL when there are none */
  guint    first, last;
  gboolean figures; /* and nothing else */
} Rest;

static void
clear_rest (Rest *rest)
{
  g_free (rest->texts);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rest, clear_rest)

static gboolean
find_rest (SekReadSheet *sheet, guint row, ToldFunc is_told, gpointer data, Rest *rest)
{
  g_autoptr (GString) texts = g_string_new (NULL);

  *rest = (Rest) { .figures = TRUE };
  for (guint c = 0; c < sek_read_sheet_get_row (sheet, row)->n_cells; c++)
    {
      const SekReadCell *cell = sek_read_sheet_get_cell (sheet, row, c);
      g_autofree char *text = _sek_import_dup_line (cell->number != NULL ? cell->number : cell->text);

      if (*text == '\0' || is_told (data, row, c))
        continue;
      if (texts->len == 0)
        rest->first = c;
      rest->last = c;
      rest->figures &= cell->kind == SEK_READ_NUMBER;
      g_string_append_printf (texts, "%s%s", texts->len > 0 ? " · " : "", text);
    }
  rest->texts = texts->len > 0 ? g_string_free (g_steal_pointer (&texts), FALSE) : NULL;
  return rest->texts != NULL;
}

/* "G9", or "G9–I9" of several. Owned. */
static char *
dup_place (SekReadSheet *sheet, guint row, const Rest *rest)
{
  const SekReadRow *at = sek_read_sheet_get_row (sheet, row);
  g_autofree char *from = sek_reader_name_cell (at, rest->first), *to = sek_reader_name_cell (at, rest->last);

  return rest->first == rest->last ? g_steal_pointer (&from) : g_strdup_printf ("%s–%s", from, to);
}

static void
list_more (SekSheets *self, SekReadSheet *sheet, guint n)
{
  guint more = n > MOST_LISTED ? n - MOST_LISTED : 0;
  g_autofree char *name = NULL;

  if (more == 0)
    return;
  name = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "… and %u row more", "… and %u rows more", more), more);
  _sek_import_note (_sek_sheets_propose (self, SEK_IMPORT_UNKNOWN, 0, name),
                    _("In “%s”: too many to be listed. Look at the file."), sek_read_sheet_get_name (sheet));
}

/* --- the sheet of contacts --------------------------------------------------------------------------------------- */

static gboolean
is_told_cb (gpointer data, guint row, guint column)
{
  return _sek_form_is_told (data, row, column);
}

/* The head of a column that is not read; NULL without one. */
static const char *
get_head (SekForm *form, guint column)
{
  const char *head = form->head >= 0 ? sek_read_sheet_get_text (form->sheet, (guint) form->head, column) : "";

  return *head != '\0' ? head : NULL;
}

void
_sek_sheets_list_rest (SekSheets *self)
{
  SekForm *form = self->form;
  guint n = 0;

  for (guint row = 0; row < sek_read_sheet_get_n_rows (form->sheet); row++)
    {
      g_auto (Rest) rest = { 0 };
      g_autofree char *place = NULL;
      const char *head;
      SekImportItem *item;

      if (!find_rest (form->sheet, row, is_told_cb, form, &rest) || ++n > MOST_LISTED)
        continue;
      place = dup_place (form->sheet, row, &rest);
      item = _sek_sheets_propose (self, SEK_IMPORT_UNKNOWN, sek_read_sheet_get_row (form->sheet, row)->number,
                                  rest.texts);
      head = rest.first == rest.last ? get_head (form, rest.first) : NULL;
      if ((int) row == form->head)
        _sek_import_note (item, _("%s: a column that is not read. What stands in it is listed and not taken."), place);
      else if (head != NULL && (int) row > form->head)
        _sek_import_note (item, _("%s, in the column “%s”: not taken."), place, head);
      else
        _sek_import_note (item, _("%s: not taken."), place);
    }
  list_more (self, form->sheet, n);
}

/* --- other sheets ------------------------------------------------------------------------------------------------ */

/* What a Medlemsark of the register as it is now has in its other sheets. */
typedef struct
{
  GHashTable   *texts;   /* without their digits */
  GHashTable   *exact;   /* with them */
  GArray       *figures; /* double */
  SekReadSheet *sheet;
  gboolean      ours;    /* it is one of these sheets */
  gboolean      is_about; /* and that is Om, which has labels and no head */
} Known;

/* The day of an English text: "# november #" is a mark like any other. Takes masked. */
static char *
mask_months (char *masked)
{
  g_autofree char *given = masked;
  GString *text;

  if (strstr (given, "# ") == NULL)
    return g_steal_pointer (&given);
  text = g_string_new (given);
  for (int month = 1; month <= 12; month++)
    {
      g_autofree char *day = sek_date_format (SEK_DATE (2000, month, 1), SEK_DATE_LONG, SEK_LANGUAGE_EN);
      g_autofree char *folded = _sek_import_fold (day);
      g_auto (GStrv) words = g_strsplit (folded, " ", 3);
      g_autofree char *told = g_strconcat ("# ", words[1], " #", NULL);

      g_string_replace (text, told, "# #", 0);
    }
  return g_string_free (text, FALSE);
}

/* Dates and times in a text change with the register: a run of digits is a mark. */
static char *
mask (const char *text)
{
  g_autofree char *folded = _sek_import_fold (text);
  char *to = folded;

  for (const char *c = folded; *c != '\0'; c++)
    if (!g_ascii_isdigit (*c))
      *to++ = *c;
    else if (to == folded || to[-1] != '#')
      *to++ = '#';
  *to = '\0';
  return mask_months (g_steal_pointer (&folded));
}

/* With its digits; of a text that is punctuation alone all of it. Owned. */
static char *
dup_exact (const char *text)
{
  g_autofree char *folded = _sek_import_fold (text);

  return *folded != '\0' ? g_steal_pointer (&folded) : g_strdup (text);
}

static void
know_text (Known *known, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  g_hash_table_add (known->texts, mask (text));
  g_hash_table_add (known->exact, dup_exact (text));
}

/* What a workbook has of a cell; of a date the date as a number. */
static double
get_figure (const SekSheetRow *row, guint column)
{
  const SekCell *cell = &row->cells[column];
  gint64 unit = sek_sheet_get_column (row->sheet, (int) column)->unit;

  switch (cell->kind)
    {
    case SEK_CELL_AMOUNT:
      return (double) cell->integer / (double) unit;
    case SEK_CELL_RATE:
      return (double) cell->integer / (double) SEK_KRONE;
    case SEK_CELL_PERCENT:
      return (double) cell->integer / (double) cell->denominator;
    default:
      return (double) cell->integer;
    }
}

static void
know_row (Known *known, const SekSheetRow *row)
{
  for (guint c = 0; c < row->sheet->columns->len; c++)
    {
      const SekCell *cell = &row->cells[c];

      if (cell->type == SEK_VALUE_INTEGER)
        {
          double figure = get_figure (row, c);

          g_array_append_val (known->figures, figure);
        }
      if (!sek_cell_is_blank (cell))
        {
          g_autofree char *text = sek_cell_to_text (row, (int) c);

          know_text (known, text);
        }
    }
}

static gboolean
has_text (SekReadSheet *sheet, guint row, const char *text)
{
  g_autofree char *folded = _sek_import_fold (text);

  for (guint c = 0; c < sek_read_sheet_get_row (sheet, row)->n_cells; c++)
    {
      g_autofree char *other = _sek_import_fold (sek_read_sheet_get_text (sheet, row, c));

      if (g_str_equal (folded, other))
        return TRUE;
    }
  return FALSE;
}

/* Whether a row has the heads of one of our sheets, or the label of its first fact, whatever the sheet is called
 * now. */
static gboolean
has_heads (SekReadSheet *sheet, guint row, SekSheet *own)
{
  if (!own->has_head)
    return sek_sheet_n_rows (own) > 0 && has_text (sheet, row, sek_sheet_row_get_text (sek_sheet_get_row (own, 0), 0));
  for (guint c = 0; c < own->columns->len; c++)
    {
      const char *head = sek_sheet_get_column (own, (int) c)->head;

      if (head != NULL && !has_text (sheet, row, head))
        return FALSE;
    }
  return TRUE;
}

static void
know_sheet (Known *known, SekSheet *sheet)
{
  g_autofree char *title = mask (sheet->info.name), *other = mask (sek_read_sheet_get_name (known->sheet));
  gboolean same = g_str_equal (title, other);

  for (guint row = 0; row < sek_read_sheet_get_n_rows (known->sheet) && !same; row++)
    same = has_heads (known->sheet, row, sheet);
  known->ours |= same;
  known->is_about |= same && !sheet->has_head;
  know_text (known, sheet->info.caption);
  know_text (known, sheet->info.unit_line);
  know_text (known, sheet->info.status_line);
  for (guint c = 0; c < sheet->columns->len; c++)
    know_text (known, sek_sheet_get_column (sheet, (int) c)->head);
  for (guint i = 0; i < sheet->facts->len; i++)
    know_row (known, sheet->facts->pdata[i]);
  for (guint i = 0; i < sek_sheet_n_rows (sheet); i++)
    know_row (known, sek_sheet_get_row (sheet, i));
  for (guint i = 0; i < sheet->notes->len; i++)
    know_text (known, sheet->notes->pdata[i]);
}

/* The same tables of a year in each language, as the sheet may have been sent in any. */
static void
know_tables (SekSheets *self, Known *known, int year)
{
  for (int language = 0; self->import->sent != NULL && language < SEK_N_LANGUAGES; language++)
    {
      g_autoptr (SekBook) book = self->import->sent (self->import->reg, self->member, year, self->import->today,
                                                     (SekLanguage) language);

      for (guint i = 0; book != NULL && i < book->sheets->len; i++)
        know_sheet (known, book->sheets->pdata[i]);
    }
}

/* Where the sheet does not say of which year it is, any that has a rate. */
static void
know_years (SekSheets *self, Known *known)
{
  const char *fact = self->form->facts[SEK_FORM_FACT_YEAR];
  int year = fact != NULL ? _sek_import_find_year (fact, NULL) : 0, last = 0;
  SekTableIter iter;
  const SekFeeRate *rate;

  if (year != 0)
    know_tables (self, known, year);
  sek_table_iter_init (&iter, sek_register_get_table (self->import->reg, SEK_FEE_RATE));
  while (year == 0 && (rate = (const SekFeeRate *) sek_table_iter_next (&iter)) != NULL)
    if (rate->year != last)
      {
        last = (int) rate->year;
        know_tables (self, known, last);
      }
}

/* A line above a table has a status, which may be another by now, before the day of its figures. */
static gboolean
is_status (const Known *known, const char *masked)
{
  GHashTableIter iter;
  gpointer text;

  g_hash_table_iter_init (&iter, known->texts);
  while (g_hash_table_iter_next (&iter, &text, NULL))
    if (strchr (text, '#') != NULL && strchr (text, ' ') != NULL && g_str_has_suffix (masked, text))
      return TRUE;
  return FALSE;
}

/* A figure or a date that is a text, as in a page, is the register's when it is the same. */
static gboolean
has_letters (const char *text)
{
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    if (g_unichar_isalpha (g_utf8_get_char (c)))
      return TRUE;
  return FALSE;
}

static gboolean
knows_figure (const Known *known, const char *number)
{
  double figure = g_ascii_strtod (number, NULL);

  for (guint i = 0; i < known->figures->len; i++)
    if (fabs (g_array_index (known->figures, double, i) - figure) < 1e-6 * MAX (1, fabs (figure)))
      return TRUE;
  return FALSE;
}

/* Whether a cell is the register's own. What our formulas compute is theirs, whatever it is. */
static gboolean
is_known_cb (gpointer data, guint row, guint column)
{
  const Known *known = data;
  const SekReadCell *cell = sek_read_sheet_get_cell (known->sheet, row, column);
  g_autofree char *text = mask (cell->text);

  if (!known->ours)
    return FALSE;
  if ((cell->flags & SEK_READ_FORMULA) != 0)
    return TRUE;
  if (cell->kind == SEK_READ_NUMBER)
    return knows_figure (known, cell->number);
  if (cell->kind == SEK_READ_DATE)
    {
      g_autofree char *day = g_strdup_printf ("%d", (int) cell->date);

      return knows_figure (known, day);
    }
  /* Om has facts of the time when it was made beside labels that are known. */
  if (known->is_about && column == 1 && *sek_read_sheet_get_text (known->sheet, row, 0) != '\0')
    {
      g_autofree char *label = mask (sek_read_sheet_get_text (known->sheet, row, 0));

      return g_hash_table_contains (known->texts, label);
    }
  if (!has_letters (cell->text))
    {
      g_autofree char *exact = dup_exact (cell->text);

      return g_hash_table_contains (known->exact, exact);
    }
  return g_hash_table_contains (known->texts, text) || (row < 3 && column == 0 && is_status (known, text));
}

void
_sek_sheets_list_other (SekSheets *self, SekReadSheet *sheet)
{
  g_autoptr (GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) known_figures = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GHashTable) exact = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *name = _sek_import_dup_line (sek_read_sheet_get_name (sheet));
  Known known = { .texts = texts, .exact = exact, .figures = known_figures, .sheet = sheet };
  /* Figures that the register had then are no longer told from those that the member wrote. */
  gboolean is_older = self->import->ages != NULL && !sek_ages_is_last (self->import->ages, self->event);
  guint n = 0;

  know_years (self, &known);
  for (guint row = 0; row < sek_read_sheet_get_n_rows (sheet); row++)
    {
      g_auto (Rest) rest = { 0 };
      g_autofree char *place = NULL;
      SekImportVerdict verdict;
      SekImportItem *item;

      if (!find_rest (sheet, row, is_known_cb, &known, &rest) || ++n > MOST_LISTED)
        continue;
      place = dup_place (sheet, row, &rest);
      verdict = known.ours && rest.figures && is_older ? SEK_IMPORT_OTHER : SEK_IMPORT_UNKNOWN;
      item = _sek_sheets_propose (self, verdict, sek_read_sheet_get_row (sheet, row)->number, rest.texts);
      if (known.ours)
        _sek_import_note (item, _("%s of “%s” is not what the register has there; not taken."), place, name);
      else
        _sek_import_note (item, _("%s of “%s”, a sheet of the member’s own: not taken."), place, name);
    }
  list_more (self, sheet, n);
}
