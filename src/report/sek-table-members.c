/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-contact-part.h"
#include "sek-fees.h"
#include "sek-kind.h"
#include "sek-report-private.h"
#include "sek-view.h"

/* Medlemmer: the list of members of the day by the columns of the page; with contacts, what each role says of itself
 * instead of figures, as far as any member has it. */

#define N_ROLES 3

typedef struct
{
  SekView         *view;
  const SekColumn *columns[16];
  guint            n;
  gboolean         contacts;
  int              places[N_ROLES * SEK_N_PARTS]; /* the columns of contacts; -1 for one that is left out */
  GString         *cells[N_ROLES * SEK_N_PARTS];  /* of the row at hand */
} Members;

static void
free_members (gpointer data)
{
  Members *members = data;

  for (guint i = 0; i < G_N_ELEMENTS (members->cells); i++)
    g_string_free (members->cells[i], TRUE);
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

/* In whose column a part stands. */
static int
cell_of (int part)
{
  while ((sek_contact_parts[part].flags & SEK_PART_JOINS) != 0)
    part--;
  return part;
}

/* Several contacts of a role stand in one cell. */
static void
append_contact (GString **cells, const SekContact *contact)
{
  gboolean begun[SEK_N_PARTS] = { FALSE };

  for (int part = SEK_PART_ROLE + 1; part < SEK_N_PARTS; part++)
    {
      int cell = cell_of (part);
      const char *text = sek_contact_part_get_text (contact, (SekPart) part);

      if (text == NULL)
        continue;
      if (cells[cell]->len > 0)
        g_string_append (cells[cell], begun[cell] ? ", " : "; ");
      g_string_append (cells[cell], text);
      begun[cell] = TRUE;
    }
}

static void
fill_contacts (Members *members, SekSheetRow *row, SekRegister *reg, gint64 member)
{
  GString **cells = members->cells;
  guint n;
  const gint64 *rows = sek_register_get_children (reg, SEK_FIELD (contact, member), member, &n);

  for (guint i = 0; i < N_ROLES * SEK_N_PARTS; i++)
    g_string_truncate (cells[i], 0);
  for (guint i = 0; i < n; i++)
    {
      const SekContact *contact = sek_register_get_contact (reg, rows[i]);
      guint place = sek_kind_choice_or (contact->role, N_ROLES, N_ROLES);

      if (place < N_ROLES)
        append_contact (&cells[place * SEK_N_PARTS], contact);
    }
  for (guint i = 0; i < N_ROLES * SEK_N_PARTS; i++)
    if (members->places[i] >= 0)
      sek_sheet_row_set (row, members->places[i], cells[i]->len > 0 ? SEK_TEXT (cells[i]->str) : SEK_BLANK);
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
  if (members->contacts)
    fill_contacts (members, row, scope->reg, id);
}

static gboolean
is_given (const char *text)
{
  return text != NULL && *text != '\0';
}

/* Which parts of a contact any member has: a column that is blank in every row takes room on paper and tells
 * nothing. */
static void
find_given (SekReport *self, SekView *view, gboolean *given)
{
  for (guint i = 0; i < sek_view_get_size (view); i++)
    {
      guint n;
      const gint64 *rows = sek_register_get_children (self->data.reg, SEK_FIELD (contact, member),
                                                      sek_view_get_row (view, i), &n);

      for (guint j = 0; j < n; j++)
        {
          const SekContact *contact = sek_register_get_contact (self->data.reg, rows[j]);
          guint place = sek_kind_choice_or (contact->role, N_ROLES, N_ROLES);

          for (int part = SEK_PART_ROLE + 1; part < SEK_N_PARTS && place < N_ROLES; part++)
            given[(int) place * SEK_N_PARTS + cell_of (part)]
                |= is_given (sek_contact_part_get_text (contact, (SekPart) part));
        }
    }
}

static void
add_contact_columns (SekReport *self, SekSheet *sheet, Members *members)
{
  static const SekWord roles[N_ROLES] = {
    { { "Politisk", "Politisk", "Political" } }, { { "Administrativ", "Administrativ", "Administrative" } },
    { { "Faktura", "Faktura", "Invoice" } },
  };
  gboolean given[N_ROLES * SEK_N_PARTS] = { FALSE };
  int place = (int) members->n;

  find_given (self, members->view, given);
  for (int role = 0; role < N_ROLES; role++)
    for (int part = 0; part < SEK_N_PARTS; part++)
      {
        int *column = &members->places[role * SEK_N_PARTS + part];
        const SekField *field = sek_contact_part_get_field ((SekPart) part);
        g_autofree char *key = g_strdup_printf ("contact-%d-%s", role, field->name);
        g_autofree char *word = g_utf8_strdown (_sek_report_text (self, &field->title), -1);
        g_autofree char *head = g_strdup_printf ("%s\n%s", _sek_report_text (self, &roles[role]), word);

        *column = given[role * SEK_N_PARTS + part] ? place++ : -1;
        if (*column < 0)
          continue;
        sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = key, .head = head, .kind = SEK_CELL_TEXT });
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
  };
  g_autofree char *year = g_strdup_printf ("%d", self->options.year);

  for (int kind = 0; kind < 2; kind++)
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
  g_autofree char *day = sek_date_format (self->data.today, SEK_DATE_NUMERIC, self->options.language);
  g_autofree char *title = _sek_report_dup_text (self, &caption, day);
  Members *members = g_new0 (Members, 1);
  SekSheet *sheet;
  SekScope *scope;

  members->view = sek_view_new (self->data.reg, SEK_MEMBER);
  members->n = self->options.contacts ? G_N_ELEMENTS (short_list) : G_N_ELEMENTS (figures);
  members->contacts = self->options.contacts;
  for (guint i = 0; i < G_N_ELEMENTS (members->cells); i++)
    members->cells[i] = g_string_new (NULL);
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
  if (self->options.contacts)
    add_contact_columns (self, sheet, members);
  sek_sheet_set_row_func (sheet, sek_view_get_size (members->view), fill_row, members, free_members);
  add_total (self, sheet, sek_view_get_size (members->view));
  if (!self->options.contacts)
    add_rates (self, sheet);
}
