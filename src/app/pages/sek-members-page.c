/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-members-page.h"

#include <glib/gi18n-lib.h>

#include "sek-budget.h"
#include "sek-fee-run.h"
#include "sek-fees.h"
#include "sek-kind.h"
#include "sek-number.h"
#include "sek-speak.h"

struct _SekMembersPage
{
  SekListPage  parent_instance;

  GtkDropDown *years;
  GtkDropDown *subregions;
  GArray      *subregion_ids; /* by position after «all» */
  gint64       subregion;     /* shown alone; 0 for all */
  int          newest;        /* year of the newest rate, when that was last looked at; 0 before */
  gboolean     filling;
};

G_DEFINE_FINAL_TYPE (SekMembersPage, sek_members_page, SEK_TYPE_LIST_PAGE)

/* --- footer ------------------------------------------------------------------------------------------------------ */

static char *
dup_footer (SekListPage *page, const SekColumn *column)
{
  SekView *view = sek_table_model_get_view (sek_list_page_get_model (page, 0));
  SekScope *scope = sek_view_get_scope (view);
  const SekFeeTotals *totals = sek_fees_get_totals (scope->reg, scope->year);
  guint n = sek_view_get_size (view), all = sek_view_get_total (view);
  gint64 sum;

  if (g_str_equal (column->id, "name"))
    {
      g_autofree char *shown = sek_number_format_count (n), *total = sek_number_format_count (all);

      if (sek_view_is_filtered (view))
        return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s of %s member", "%s of %s members", all), shown,
                                total);
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s member", "%s members", n), shown);
    }
  if (g_str_equal (column->id, "population"))
    {
      /* Municipalities and counties count the same people. */
      if (!sek_view_is_filtered (view))
        for (int kind = 0; kind < SEK_N_MEMBER_KINDS; kind++)
          {
            sum = totals->persons[kind];
            if (sum != 0)
              break;
          }
      else
        sum = sek_list_page_sum (page, 0, column);
      return sum != SEK_NONE ? sek_number_format_count (sum) : NULL;
    }
  if (g_str_equal (column->id, "fee"))
    {
      sum = sek_view_is_filtered (view) ? sek_list_page_sum (page, 0, column) : totals->invoices;
      return sum != SEK_NONE ? sek_number_format_amount (sum, 100, 0) : NULL;
    }
  return NULL;
}

/* --- choosing what is shown -------------------------------------------------------------------------------------- */

static gboolean
in_subregion (const SekScope *scope, gint64 row, gpointer user_data)
{
  SekMembersPage *self = user_data;

  return sek_register_find_pair (scope->reg, SEK_FIELD (member_subregion, member), row,
                                 SEK_FIELD (member_subregion, subregion), self->subregion) != 0;
}

static void
update_view (SekMembersPage *self)
{
  SekTableModel *model = sek_list_page_get_model (SEK_LIST_PAGE (self), 0);

  if (model == NULL)
    return;
  sek_view_set_filter (sek_table_model_get_view (model), self->subregion != 0 ? in_subregion : NULL, self);
  sek_table_model_update (model);
  sek_page_queue_refresh (SEK_PAGE (self));
}

/* The drop-down follows when the page is refreshed. */
static void
show_year (SekListPage *page, int year)
{
  sek_list_page_get_scope (page, 0)->year = year;
  sek_table_model_update (sek_list_page_get_model (page, 0));
  sek_page_queue_refresh (SEK_PAGE (page));
}

static void
year_chosen_cb (GtkDropDown *years, GParamSpec *pspec, SekMembersPage *self)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (years);

  if (!self->filling && chosen != NULL && sek_list_page_get_model (SEK_LIST_PAGE (self), 0) != NULL)
    show_year (SEK_LIST_PAGE (self), (int) g_ascii_strtoll (gtk_string_object_get_string (chosen), NULL, 10));
}

static void
subregion_chosen_cb (GtkDropDown *subregions, GParamSpec *pspec, SekMembersPage *self)
{
  guint selected = gtk_drop_down_get_selected (subregions);

  if (self->filling)
    return;
  self->subregion = selected == 0 || selected > self->subregion_ids->len
                        ? 0
                        : g_array_index (self->subregion_ids, gint64, selected - 1);
  update_view (self);
}

static int
compare_years (gconstpointer a, gconstpointer b)
{
  return *(const int *) b - *(const int *) a;
}

static void
fill_years (SekMembersPage *self, SekRegister *reg)
{
  g_autoptr (GArray) years = g_array_new (FALSE, FALSE, sizeof (int));
  GtkStringList *list = gtk_string_list_new (NULL);
  int shown = sek_list_page_get_scope (SEK_LIST_PAGE (self), 0)->year;
  SekTableIter iter;
  const SekFeeRate *rate;
  guint selected = 0, n = 0;

  g_array_append_val (years, shown);
  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_FEE_RATE));
  while ((rate = (const SekFeeRate *) sek_table_iter_next (&iter)) != NULL)
    {
      int year = (int) rate->year;

      g_array_append_val (years, year);
    }
  g_array_sort (years, compare_years);
  for (guint i = 0; i < years->len; i++)
    {
      int year = g_array_index (years, int, i);
      g_autofree char *text = g_strdup_printf ("%d", year);

      if (i > 0 && year == g_array_index (years, int, i - 1))
        continue;
      if (year == shown)
        selected = n;
      gtk_string_list_append (list, text);
      n++;
    }
  gtk_drop_down_set_model (self->years, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->years, selected);
  g_object_unref (list);
}

static void
fill_subregions (SekMembersPage *self, SekRegister *reg)
{
  g_autoptr (SekView) view = sek_view_new (reg, SEK_SUBREGION);
  GtkStringList *list = gtk_string_list_new ((const char *const[]) { _("All subregions"), NULL });
  guint selected = 0;

  g_array_set_size (self->subregion_ids, 0);
  for (guint i = 0; i < sek_view_get_size (view); i++)
    {
      gint64 id = sek_view_get_row (view, i);

      g_array_append_val (self->subregion_ids, id);
      gtk_string_list_append (list, sek_register_get_subregion (reg, id)->name);
      if (id == self->subregion)
        selected = i + 1;
    }
  gtk_drop_down_set_model (self->subregions, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->subregions, selected);
  g_object_unref (list);
  /* One that is gone chooses no members any more. */
  if (selected == 0 && self->subregion != 0)
    {
      self->subregion = 0;
      update_view (self);
    }
}

/* --- the page ---------------------------------------------------------------------------------------------------- */

static void
set_document (SekPage *page, SekDocument *document)
{
  SEK_MEMBERS_PAGE (page)->subregion = 0;
  SEK_MEMBERS_PAGE (page)->newest = 0;
  SEK_PAGE_CLASS (sek_members_page_parent_class)->set_document (page, document);
  if (document != NULL)
    sek_grid_set_cursor (sek_page_get_grid (page), 0, 1);
}

/* A new rate is for a year that is to be looked at. */
static void
follow_rates (SekMembersPage *self, SekRegister *reg)
{
  int newest = sek_fees_newest_year (reg);

  if (newest != self->newest && newest != 0)
    {
      sek_list_page_get_scope (SEK_LIST_PAGE (self), 0)->year = newest;
      self->newest = newest;
      sek_table_model_update (sek_list_page_get_model (SEK_LIST_PAGE (self), 0));
    }
}

static void
add_fee_pill (SekMembersPage *self, SekRegister *reg, int year)
{
  g_autoptr (GArray) lines = sek_budget_lines (reg, -1);
  gint64 column = sek_budget_changed_column (reg, year);

  for (guint i = 0; i < lines->len && column != 0; i++)
    {
      const SekBudgetLine *line = sek_register_get_budget_line (reg, g_array_index (lines, gint64, i));
      g_autofree char *amount = NULL, *text = NULL;
      SekBudgetCell cell;
      gint64 difference;

      if (line->source != SEK_SOURCE_FEES)
        continue;
      sek_budget_read (reg, line->id, column, &cell);
      if (cell.value == SEK_NONE || cell.source == SEK_NONE)
        continue;
      difference = cell.source - cell.value;
      amount = sek_number_format_kroner (ABS (difference));
      text = difference == 0 ? g_strdup (_("Equal to the budget"))
             : difference > 0 ? g_strdup_printf (_("Computed %s above the budget"), amount)
                              : g_strdup_printf (_("Computed %s below the budget"), amount);
      sek_page_add_pill (SEK_PAGE (self), text,
                         difference == 0                                        ? "good"
                         : ABS (difference) < sek_budget_get_unit (reg, column) ? "doubtful"
                                                                                : "bad",
                         "win.show-page::checks");
      return;
    }
}

/* «Sats 2023: 20 000 kr + 4,50 kr per innbygger», of each kind of member that has one. Owned. */
static char *
dup_rates (SekRegister *reg, const SekScope *scope)
{
  GString *told = g_string_new (NULL);

  for (int kind = 0; kind < SEK_N_MEMBER_KINDS; kind++)
    {
      const SekFeeRate *rate = sek_fees_get_rate (reg, scope->year, kind);
      g_autofree char *text = rate != NULL ? sek_fee_rate_dup_text (rate, scope->language) : NULL;

      if (text == NULL || *text == '\0')
        continue;
      g_string_append (told, "    ");
      g_string_append_printf (told,
                              kind == SEK_MEMBER_KIND_COUNTY    ? _("Rate for counties %d: %s")
                              : kind == SEK_MEMBER_KIND_COUNCIL ? _("Rate for regional councils %d: %s")
                                                                : _("Rate %d: %s"),
                              scope->year, text);
    }
  if (told->len == 0)
    g_string_append_printf (told, _("    No rate for %d"), scope->year);
  return g_string_free (told, FALSE);
}

static void
refresh (SekPage *page)
{
  SekMembersPage *self = SEK_MEMBERS_PAGE (page);
  SekRegister *reg = sek_list_page_get_register (SEK_LIST_PAGE (page));
  SekScope *scope = sek_list_page_get_scope (SEK_LIST_PAGE (page), 0);
  guint n = (guint) sek_table_get_size (sek_register_get_table (reg, SEK_MEMBER));
  g_autofree char *number = sek_number_format_count (n);
  g_autofree char *count = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s member", "%s members", n), number);
  g_autofree char *rates = dup_rates (reg, scope), *status = g_strconcat (count, rates, NULL);

  follow_rates (self, reg);
  self->filling = TRUE;
  fill_years (self, reg);
  fill_subregions (self, reg);
  self->filling = FALSE;
  SEK_PAGE_CLASS (sek_members_page_parent_class)->refresh (page);
  sek_page_set_status (page, status);
  add_fee_pill (self, reg, scope->year);
}

/* What was issued to a member in the year, on a line below. */
static void
add_issued (char **told, const SekScope *scope, const SekMember *member)
{
  gint64 issued = sek_fees_issued_to (scope->reg, member->id, scope->year);
  g_autofree char *kroner = sek_number_format_kroner (issued), *line = NULL, *fee = *told;

  line = g_strdup_printf (_("Issued %d: %s"), scope->year, kroner);
  *told = issued != 0 ? g_strdup_printf ("%s\n%s", fee, line) : g_strdup (fee);
}

/* «Kommune i Follo», and below it what the member's fee is made of. Owned. */
static char *
dup_subtitle (const SekScope *scope, const SekMember *member)
{
  const char *kind = sek_kind_get_choice_word (SEK_FIELD (member, kind), member->kind, scope->language);
  g_autofree char *place = sek_column_dup_text (sek_column_find (SEK_MEMBER, "subregion", NULL), scope, member->id);
  g_autofree char *subtitle = *place != '\0' ? g_strdup_printf (_("%s in %s"), kind, place) : g_strdup (kind);
  g_autofree char *working = NULL, *told = NULL;
  SekFee fee;

  if (*subtitle != '\0')
    *subtitle = g_ascii_toupper (*subtitle);
  sek_fee_of (scope->reg, member, scope->year, &fee);
  working = sek_fee_dup_working (scope->reg, member, &fee, scope->language);
  if (working == NULL)
    return g_steal_pointer (&subtitle);
  told = g_strdup_printf (_("Fee %d: %s"), scope->year, working);
  add_issued (&told, scope, member);
  return *subtitle != '\0' ? g_strdup_printf ("%s\n%s", subtitle, told) : g_steal_pointer (&told);
}

static void
fill_row (SekListPage *page, SekForm *form, guint list, gint64 row, const SekColumn *column)
{
  static const char *const fields[] = {
    "name", "kind", "org_number", "invoice_reference", "customer_number", "joined", "left_on", "note", NULL,
  };
  static const char *const population[] = { "date", "persons", "source", NULL };
  static const char *const number[] = { "number", "valid_from", "valid_to", NULL };
  static const char *const subregion[] = { "subregion", "is_primary", NULL };
  static const char *const contact[] = { "role", "office", "name", "email", "telephone", "address", NULL };
  const SekMember *member = sek_register_get_member (sek_list_page_get_register (page), row);
  SekScope *scope = sek_list_page_get_scope (page, list);
  g_autofree char *subtitle = dup_subtitle (scope, member);

  sek_form_add_title (form, member->name, subtitle);
  sek_page_add_history (SEK_PAGE (page), form, column, scope, row);
  sek_form_add_rows (form, sek_word (&sek_entity_get (SEK_POPULATION)->plural, scope->language), SEK_POPULATION,
                     SEK_FIELD (population, member), member->id, population, "date", "persons");
  sek_form_add_rows (form, sek_word (&sek_entity_get (SEK_MEMBER_NUMBER)->plural, scope->language), SEK_MEMBER_NUMBER,
                     SEK_FIELD (member_number, member), member->id, number, "number", "valid_from");
  sek_form_add_rows (form, sek_word (&sek_entity_get (SEK_MEMBER_SUBREGION)->plural, scope->language),
                     SEK_MEMBER_SUBREGION, SEK_FIELD (member_subregion, member), member->id, subregion, "subregion",
                     NULL);
  sek_form_add_rows (form, sek_word (&sek_entity_get (SEK_CONTACT)->plural, scope->language), SEK_CONTACT,
                     SEK_FIELD (contact, member), member->id, contact, "office", "email");
  sek_form_add_fields (form, _("Member"), SEK_MEMBER, member->id, fields);
}

static void
show_all (SekPage *page)
{
  SEK_MEMBERS_PAGE (page)->subregion = 0;
  update_view (SEK_MEMBERS_PAGE (page));
  SEK_PAGE_CLASS (sek_members_page_parent_class)->show_all (page);
}

static void
sek_members_page_finalize (GObject *object)
{
  SekMembersPage *self = SEK_MEMBERS_PAGE (object);

  g_array_unref (self->subregion_ids);
  G_OBJECT_CLASS (sek_members_page_parent_class)->finalize (object);
}

static void
sek_members_page_class_init (SekMembersPageClass *klass)
{
  SekPageClass *page_class = SEK_PAGE_CLASS (klass);
  SekListPageClass *list_class = SEK_LIST_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sek_members_page_finalize;
  page_class->set_document = set_document;
  page_class->refresh = refresh;
  page_class->show_all = show_all;
  list_class->dup_footer = dup_footer;
  list_class->fill_row = fill_row;
  list_class->show_year = show_year;
}

static void
sek_members_page_init (SekMembersPage *self)
{
  static const char *const columns[] = {
    "number", "name", "county", "subregion", "population", "fee", "contact", "kind", "joined", "left_on", NULL,
  };
  static const char *const several[] = { "kind", "subregion", "joined", "left_on", "invoice_reference", "note", NULL };
  static const SekListKind members = { .entity = SEK_MEMBER, .columns = columns, .name = 1, .n_frozen = 2,
                                       .sorted = "number", .landing = 4, .new_name = N_("New member"),
                                       .several = several };
  GtkBox *toolbar = sek_page_get_toolbar (SEK_PAGE (self));

  sek_list_page_add (SEK_LIST_PAGE (self), &members, NULL);
  self->subregion_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->years = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->years), _("Fee year"));
  sek_speak_name_chooser (self->years, _("Fee year"));
  g_signal_connect (self->years, "notify::selected", G_CALLBACK (year_chosen_cb), self);
  gtk_box_append (toolbar, GTK_WIDGET (self->years));
  self->subregions = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  sek_speak_name_chooser (self->subregions, _("Subregion"));
  g_signal_connect (self->subregions, "notify::selected", G_CALLBACK (subregion_chosen_cb), self);
  gtk_box_append (toolbar, GTK_WIDGET (self->subregions));
  sek_page_set_primary (SEK_PAGE (self), _("New Member"));
  sek_page_set_empty (SEK_PAGE (self), "system-users-symbolic", _("No Members Yet"),
                      _("Members are municipalities and counties. Their populations give the fees. A list can be "
                        "pasted here, or imported from the menu."),
                      _("New Member"));
  sek_grid_set_title (sek_page_get_grid (SEK_PAGE (self)), _("Members"));
  sek_page_keep (SEK_PAGE (self), "members");
}

char *
sek_members_page_dup_emails (SekMembersPage *self, guint *n)
{
  g_autoptr (GArray) rows = sek_grid_get_selected_rows (sek_page_get_grid (SEK_PAGE (self)));
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GString *text = g_string_new (NULL);
  SekView *view = sek_table_model_get_view (sek_list_page_get_model (SEK_LIST_PAGE (self), 0));
  SekRegister *reg = sek_view_get_scope (view)->reg;
  guint count = rows->len > 1 ? rows->len : sek_view_get_size (view);

  for (guint i = 0; i < count; i++)
    {
      gint64 member = rows->len > 1 ? g_array_index (rows, gint64, i) : sek_view_get_row (view, i);
      guint n_contacts;
      const gint64 *contacts = sek_register_get_children (reg, SEK_FIELD (contact, member), member, &n_contacts);

      for (guint c = 0; c < n_contacts; c++)
        {
          const char *email = sek_register_get_contact (reg, contacts[c])->email;

          if (email != NULL && g_hash_table_add (seen, (char *) email))
            g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", email);
        }
    }
  *n = g_hash_table_size (seen);
  return g_string_free (text, *n == 0);
}
