/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-fees.h"
#include "sek-report-private.h"
#include "sek-view.h"

/* Medlemmer: the list of members by the columns of the page, of the day. */

typedef struct
{
  SekView         *view;
  const SekColumn *columns[16];
  guint            n;
} Members;

static void
free_members (gpointer data)
{
  Members *members = data;

  sek_view_free (members->view);
  g_free (members);
}

static SekCellKind
cell_kind (const SekColumn *column)
{
  switch (column->field->kind)
    {
    case SEK_KIND_COUNT:
      return SEK_CELL_COUNT;
    case SEK_KIND_MONEY:
      return SEK_CELL_AMOUNT;
    case SEK_KIND_DATE:
      return SEK_CELL_DATE;
    case SEK_KIND_MEMBER_NUMBER:
    case SEK_KIND_ORG_NUMBER:
      return SEK_CELL_CODE;
    default:
      return SEK_CELL_TEXT;
    }
}

static void
fill_row (SekSheetRow *row, guint index, gpointer user_data)
{
  Members *members = user_data;
  const SekScope *scope = sek_view_get_scope (members->view);
  gint64 id = sek_view_get_row (members->view, index);

  for (guint i = 0; i < members->n; i++)
    {
      const SekColumn *column = members->columns[i];
      SekValue value = sek_column_read (column, scope, id);

      if (value.type == SEK_VALUE_INTEGER && cell_kind (column) == SEK_CELL_TEXT)
        {
          g_autofree char *text = sek_column_dup_text (column, scope, id);

          sek_sheet_row_set (row, (int) i, SEK_TEXT (text));
        }
      else
        sek_sheet_row_set (row, (int) i, value);
    }
}

void
_sek_report_add_members (SekReport *self, SekBook *book)
{
  static const char *const ids[] = { "number", "name", "kind", "county", "subregion", "population", "fee", "contact", "joined", "left_on" };
  static const SekWord name = { { "Medlemmer", "Medlemmer", "Members" } };
  static const SekWord total = { { "Sum", "Sum", "Total" } };
  Members *members = g_new0 (Members, 1);
  SekSheetRow *row;
  SekSheet *sheet;
  SekScope *scope;
  guint n;

  members->view = sek_view_new (self->reg, SEK_MEMBER);
  members->n = G_N_ELEMENTS (ids);
  scope = sek_view_get_scope (members->view);
  *scope = (SekScope) { .reg = self->reg, .date = self->today, .year = self->year, .language = self->language };
  sheet = sek_book_add_sheet (book, &(SekSheetInfo) { .key = "medlemmer", .name = _sek_report_text (self, &name),
                                                      .caption = _sek_report_text (self, &name), .n_frozen = 2, .is_list = TRUE });
  for (guint i = 0; i < members->n; i++)
    {
      g_autofree char *head = NULL;

      members->columns[i] = sek_column_find (SEK_MEMBER, ids[i], NULL);
      head = sek_column_dup_head (members->columns[i], scope);
      sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = ids[i], .head = head, .kind = cell_kind (members->columns[i]), .unit = 100 });
    }
  sek_view_set_sort (members->view, members->columns[0], FALSE);
  sek_view_update (members->view);
  n = sek_view_get_size (members->view);
  sek_sheet_set_row_func (sheet, n, fill_row, members, free_members);

  row = sek_sheet_add_row (sheet, "total", SEK_ROW_SUM);
  sek_sheet_row_set (row, 1, SEK_TEXT (_sek_report_text (self, &total)));
  if (n > 0)
    {
      sek_sheet_row_set (row, 6, SEK_INTEGER (sek_fees_get_totals (self->reg, self->year)->invoices));
      sek_sheet_row_set_expr (row, 6, sek_expr_call (SEK_FUNCTION_SUBTOTAL, sek_expr_data (NULL, "fee"), NULL));
    }
}
