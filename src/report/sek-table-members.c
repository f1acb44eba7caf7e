/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-contact-part.h"
#include "sek-fees.h"
#include "sek-kind.h"
#include "sek-report-private.h"
#include "sek-view.h"

/* Medlemmer: the list of members of the day by the columns of the page; with contacts, a row for each contact instead
 * of figures, and the parts of it that any contact has. */

typedef struct
{
  gint64 member;
  gint64 contact; /* 0: the member has none, or they are not asked for */
} Line;

typedef struct
{
  SekView         *view;
  const SekColumn *columns[16];
  guint            n;
  GArray          *lines;              /* of Line */
  int              parts[SEK_N_PARTS]; /* the columns of contacts; -1 for one that is left out */
} Members;

static void
free_members (gpointer data)
{
  Members *members = data;

  g_array_unref (members->lines);
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
    case SEK_KIND_ACCOUNT:
    case SEK_KIND_CUSTOMER_NUMBER:
      return SEK_CELL_CODE;
    default:
      return SEK_CELL_TEXT;
    }
}

static const char *
get_text (const SekContact *contact, int part, SekLanguage language)
{
  return part == SEK_PART_ROLE ? sek_kind_get_choice_word (SEK_FIELD (contact, role), contact->role, language)
                               : sek_contact_part_get_text (contact, (SekPart) part);
}

static void
fill_row (SekSheetRow *row, guint index, gpointer user_data)
{
  Members *members = user_data;
  const SekScope *scope = sek_view_get_scope (members->view);
  const Line *line = &g_array_index (members->lines, Line, index);
  const SekContact *contact = line->contact != 0 ? sek_register_get_contact (scope->reg, line->contact) : NULL;

  for (guint i = 0; i < members->n; i++)
    {
      const SekColumn *column = members->columns[i];
      SekValue value = sek_column_read (column, scope, line->member);

      if (value.type == SEK_VALUE_INTEGER && cell_kind (column) == SEK_CELL_TEXT)
        {
          g_autofree char *text = sek_column_dup_text (column, scope, line->member);

          sek_sheet_row_set (row, (int) i, SEK_TEXT (text));
        }
      else
        sek_sheet_row_set (row, (int) i, value);
    }
  for (int part = 0; part < SEK_N_PARTS && contact != NULL; part++)
    if (members->parts[part] >= 0)
      sek_sheet_row_set (row, members->parts[part], SEK_TEXT (get_text (contact, part, scope->language)));
}

static int
compare_contacts (gconstpointer a, gconstpointer b, gpointer reg)
{
  const SekContact *p = sek_register_get_contact (reg, *(const gint64 *) a),
                   *q = sek_register_get_contact (reg, *(const gint64 *) b);

  if (p->role != q->role)
    return p->role < q->role ? -1 : 1;
  return p->id < q->id ? -1 : p->id > q->id;
}

/* By role, and the same register in the same order. */
static void
add_lines (Members *members, SekRegister *reg, gint64 member, gboolean contacts)
{
  guint n = 0;
  const gint64 *rows = contacts ? sek_register_get_children (reg, SEK_FIELD (contact, member), member, &n) : NULL;
  g_autoptr (GArray) sorted = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (n > 0)
    g_array_append_vals (sorted, rows, n);
  g_array_sort_with_data (sorted, compare_contacts, reg);
  for (guint i = 0; i < MAX (n, 1); i++)
    g_array_append_val (members->lines, ((Line) { member, n > 0 ? g_array_index (sorted, gint64, i) : 0 }));
}

/* A part that no contact has takes room on paper and tells nothing. */
static gboolean
is_given (Members *members, SekRegister *reg, int part)
{
  for (guint i = 0; i < members->lines->len; i++)
    {
      gint64 id = g_array_index (members->lines, Line, i).contact;
      const char *text = id != 0 ? get_text (sek_register_get_contact (reg, id), part, SEK_LANGUAGE_NB) : NULL;

      if (text != NULL && *text != '\0')
        return TRUE;
    }
  return FALSE;
}

static void
add_parts (SekReport *self, SekSheet *sheet, Members *members)
{
  for (int part = 0; part < SEK_N_PARTS; part++)
    {
      const SekField *field = sek_contact_part_get_field ((SekPart) part);
      gboolean code = (sek_contact_parts[part].flags & SEK_PART_CODE) != 0;
      g_autofree char *key = g_strdup_printf ("contact-%s", field->name);

      members->parts[part] = -1;
      if (!self->options.contacts || !is_given (members, self->data.reg, part))
        continue;
      members->parts[part] = sek_sheet_add_column (sheet, &(SekSheetColumn) {
                                                              .key = key,
                                                              .head = _sek_report_text (self, &field->title),
                                                              .kind = code ? SEK_CELL_CODE : SEK_CELL_TEXT });
    }
}

/* A fee is told with what it is made of: «Kontingent 2023 for kommuner: 20 000 kr + 4,50 kr per innbygger.» */
static void
add_rates (SekReport *self, SekSheet *sheet)
{
  static const SekWord words[] = {
    { { "Kontingent %s for kommuner: %s.", "Kontingent %s for kommunar: %s.", "Fee %s for municipalities: %s." } },
    { { "Kontingent %s for fylkeskommuner: %s.", "Kontingent %s for fylkeskommunar: %s.",
        "Fee %s for counties: %s." } },
    { { "Kontingent %s for regionråd: %s.", "Kontingent %s for regionråd: %s.", "Fee %s for regional councils: %s." } },
  };
  g_autofree char *year = g_strdup_printf ("%d", self->options.year);

  for (int kind = 0; kind < SEK_N_MEMBER_KINDS; kind++)
    {
      const SekFeeRate *rate = sek_fees_get_rate (self->data.reg, self->options.year, kind);
      g_autofree char *text = rate != NULL ? sek_fee_rate_dup_text (rate, self->options.language) : NULL;
      g_autofree char *note = NULL;

      if (text == NULL || *text == '\0')
        continue;
      note = sek_fill (_sek_report_text (self, &words[kind]), year, text, NULL);
      sek_sheet_add_note (sheet, note);
    }
}

static void
add_total (SekReport *self, SekSheet *sheet, guint n)
{
  int fee = sek_sheet_find_column (sheet, "fee");
  SekSheetRow *row;

  if (fee < 0)
    return;
  row = sek_sheet_add_row (sheet, "total", SEK_ROW_SUM);
  sek_sheet_row_set (row, 1, SEK_TEXT (_sek_report_text (self, &_sek_report_total_word)));
  if (n == 0)
    return;
  sek_sheet_row_set (row, fee, SEK_INTEGER (sek_fees_get_totals (self->data.reg, self->options.year)->invoices));
  sek_sheet_row_set_expr (row, fee, sek_expr_call (SEK_FUNCTION_SUBTOTAL, sek_expr_data (NULL, "fee"), NULL));
}

void
_sek_report_add_members (SekReport *self, SekBook *book)
{
  static const char *const figures[] = {
    "number", "name", "kind", "county", "subregion", "population", "fee", "joined", "left_on",
  };
  static const char *const short_list[] = { "number", "name", "subregion" };
  static const SekWord caption = { { "Medlemmer per %s", "Medlemmer per %s", "Members on %s" } };
  const char *const *ids = self->options.contacts ? short_list : figures;
  g_autofree char *day = sek_date_format (self->data.today, SEK_DATE_TOLD, self->options.language);
  g_autofree char *title = _sek_report_dup_text (self, &caption, day);
  Members *members = g_new0 (Members, 1);
  SekSheet *sheet;
  SekScope *scope;

  members->view = sek_view_new (self->data.reg, SEK_MEMBER);
  members->n = self->options.contacts ? G_N_ELEMENTS (short_list) : G_N_ELEMENTS (figures);
  members->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  scope = sek_view_get_scope (members->view);
  *scope = (SekScope) {
    .reg = self->data.reg, .date = self->data.today, .year = self->options.year, .language = self->options.language
  };
  sheet = _sek_report_add_sheet (self, book, SEK_TABLE_MEMBERS, title, self->options.contacts ? 0 : SEK_KRONE, 0, 2,
                                 TRUE);
  for (guint i = 0; i < members->n; i++)
    {
      g_autofree char *head = NULL;

      members->columns[i] = sek_column_find (SEK_MEMBER, ids[i], NULL);
      head = sek_column_dup_head (members->columns[i], scope);
      sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = ids[i],
                                                       .head = head,
                                                       .kind = cell_kind (members->columns[i]),
                                                       .unit = SEK_KRONE });
    }
  sek_view_set_sort (members->view, members->columns[0], FALSE);
  sek_view_update (members->view);
  for (guint i = 0; i < sek_view_get_size (members->view); i++)
    add_lines (members, self->data.reg, sek_view_get_row (members->view, i), self->options.contacts);
  add_parts (self, sheet, members);
  sek_sheet_set_row_func (sheet, members->lines->len, fill_row, members, free_members);
  add_total (self, sheet, members->lines->len);
  if (!self->options.contacts)
    add_rates (self, sheet);
}
