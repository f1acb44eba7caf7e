/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-goto.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-collate.h"
#include "sek-column.h"
#include "sek-contact-part.h"
#include "sek-fee-run.h"
#include "sek-key.h"
#include "sek-number.h"
#include "sek-page-list.h"
#include "sek-speak.h"

#define MOST_SHOWN 50

/* Somewhere to go. */
typedef struct
{
  char       *title;
  char       *folded; /* of title and what else names it */
  const char *kind;
  const char *action;
  GVariant   *target;
  gboolean    late; /* comes after all others, since there are many */
} Place;

typedef struct
{
  SekWindow *window;
  GtkWidget *dialog;
  GtkWidget *entry;
  GtkWidget *list;
  GtkWidget *more;
  GPtrArray *places; /* Place */
  GPtrArray *found;  /* Place, as shown */
} Goto;

static void
free_place (gpointer data)
{
  Place *place = data;

  g_free (place->title);
  g_free (place->folded);
  g_clear_pointer (&place->target, g_variant_unref);
  g_free (place);
}

static void
free_goto (gpointer data)
{
  Goto *self = data;

  g_ptr_array_unref (self->places);
  g_ptr_array_unref (self->found);
  g_free (self);
}

/* --- where one can go --------------------------------------------------------------------------------------------- */

static void
add_place (Goto *self, const char *title, const char *also, const char *kind, const char *action, GVariant *target)
{
  Place *place = g_new0 (Place, 1);
  g_autofree char *whole = g_strconcat (title, "\n", also, NULL);

  place->title = g_strdup (title);
  place->folded = sek_collate_fold (whole);
  place->kind = kind;
  place->action = action;
  place->target = target != NULL ? g_variant_ref_sink (target) : NULL;
  g_ptr_array_add (self->places, place);
}

/* What a row is found by: a rate by what it asks as well, which tells it from the others. */
static char *
dup_label (SekRegister *reg, const SekEntity *entity, const SekRow *row)
{
  if (entity->id == SEK_FEE_RATE)
    return sek_fee_rate_dup_label ((const SekFeeRate *) row, sek_program_language ());
  if (entity->id == SEK_FEE_RUN)
    return sek_fee_run_dup_label ((const SekFeeRun *) row, sek_program_language ());
  return sek_key_label (reg, entity, row->id);
}

static void
add_rows (Goto *self, SekRegister *reg, SekEntityId entity_id, const char *kind)
{
  const SekEntity *entity = sek_entity_get (entity_id);
  const SekColumn *number = entity_id == SEK_MEMBER ? sek_column_find (SEK_MEMBER, "number", NULL) : NULL;
  const SekField *org_number = sek_entity_find_field (entity, "org_number");
  SekTableIter iter;
  const SekRow *row;
  SekScope scope;

  sek_scope_init (&scope, reg);
  sek_table_iter_init (&iter, sek_register_get_table (reg, entity_id));
  while ((row = sek_table_iter_next (&iter)) != NULL)
    {
      g_autofree char *label = dup_label (reg, entity, row), *title = NULL;
      g_autofree char *digits = number != NULL ? sek_column_dup_text (number, &scope, row->id) : NULL;
      const char *also = org_number != NULL && sek_row_get (row, org_number).type == SEK_VALUE_TEXT
                             ? sek_row_get (row, org_number).text
                             : NULL;

      title = digits != NULL && *digits != '\0' ? g_strdup_printf ("%s  %s", label, digits) : g_strdup (label);
      add_place (self, title, also, kind, "win.go-to",
                 g_variant_new ("(ixxi)", (int) entity_id, row->id, (gint64) 0, 0));
    }
}

/* A contact is found by what it is called, and leads to its member. */
static void
add_contacts (Goto *self, SekRegister *reg)
{
  SekTableIter iter;
  const SekContact *contact;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_CONTACT));
  while ((contact = (const SekContact *) sek_table_iter_next (&iter)) != NULL)
    {
      const char *name = sek_contact_get_name (contact);
      g_autofree char *member = sek_key_label (reg, sek_entity_get (SEK_MEMBER), contact->member), *title = NULL;

      if (name == NULL)
        continue;
      title = g_strdup_printf ("%s, %s", name, member);
      add_place (self, title, contact->email, _("Contact"), "win.go-to",
                 g_variant_new ("(ixxi)", (int) SEK_MEMBER, contact->member, (gint64) 0, 0));
      ((Place *) self->places->pdata[self->places->len - 1])->late = TRUE;
    }
}

static void
add_commands (Goto *self)
{
  static const struct { const char *title; const char *action; const char *target; } commands[] = {
    { N_("Undo"), "win.undo" }, { N_("Redo"), "win.redo" }, { N_("Find in the Table"), "win.search" },
    { N_("Back to the Register"), "win.leave-scenario" },
    { N_("Find and Replace"), "win.replace" },
    { N_("Make Next Year's Draft"), "win.show-page", "roll" },
    { N_("Export the Workbook"), "win.export-workbook" }, { N_("Export the Tables as a Web Page"), "win.export-html" },
    { N_("Export This Table as PDF"), "win.export-table", ".pdf" },
    { N_("Export This Table to Excel"), "win.export-table", ".xlsx" },
    { N_("Export This Table to Word"), "win.export-table", ".docx" },
    { N_("Export a Sheet for Each Member"), "win.export-member-sheets" },
    { N_("Send a Checked Column to the Budget"), "win.send-column" },
    { N_("Print"), "win.print" }, { N_("Copy E-mail Addresses"), "win.copy-emails" },
    { N_("Open a Register"), "win.open" },
    { N_("New Register"), "win.new" }, { N_("Save a Copy"), "win.save-copy" },
    { N_("Restore a Backup"), "win.restore" }, { N_("Show or Hide the Side Pane"), "win.toggle-pane" },
    { N_("Go to the Field That Must Be Corrected"), "win.go-to-problem" },
    { N_("Keyboard Shortcuts"), "win.show-help-overlay" },
  };
  static const struct { const char *title; const char *kind; } imports[] = {
    { N_("Import Population"), "population" }, { N_("Import Members and Contacts"), "members" },
    { N_("Import Accounts or Forecast"), "accounts" },
    { N_("Import a Budget Column"), "budget" }, { N_("Import Project Funds"), "projects" },
    { N_("Import Returned Member Sheets"), "member-sheets" }, { N_("Import a Price Index"), "index" },
    { N_("Import Hours"), "hours" },
  };

  /* Pages come before tables of the same name. */
  for (guint i = 0; i < sek_page_list_get_size (); i++)
    add_place (self, _(sek_page_list_get_nth (i)->title), NULL, _("Page"), "win.show-page",
               g_variant_new_string (sek_page_list_get_nth (i)->name));
  for (guint i = 0; i < sek_page_list_get_size (); i++)
    for (const SekPageMake *make = sek_page_list_get_nth (i)->makes; make != NULL && make->title != NULL; make++)
      add_place (self, _(make->title), NULL, _("Command"), "win.make",
                 g_variant_new_string (sek_entity_get (make->entity)->name));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    add_place (self, _(commands[i].title), NULL, _("Command"), commands[i].action,
               commands[i].target != NULL ? g_variant_new_string (commands[i].target) : NULL);
  for (guint i = 0; i < G_N_ELEMENTS (imports); i++)
    add_place (self, _(imports[i].title), NULL, _("Command"), "win.import", g_variant_new_string (imports[i].kind));
  for (int i = 0; i < SEK_N_TABLES; i++)
    add_place (self, sek_table_get_name ((SekTableId) i, sek_program_language ()), _("Table"), _("Table"),
               "win.show-table", g_variant_new_string (sek_table_get_id ((SekTableId) i)));
}

/* --- finding ------------------------------------------------------------------------------------------------------ */

/* How well a place fits: 0 not at all, else the better the higher. Every word must be in it; what begins with all of
 * the
 * text is before what only has its words («Ny sats» before «Ny egeninnsats»). */
static int
rate (const Place *place, const char *phrase, char **words)
{
  const char *first = words[0];
  const char *at;

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && strstr (place->folded, words[i]) == NULL)
      return 0;
  if (place->late && first != NULL)
    return 1;
  if (g_str_has_prefix (place->folded, phrase))
    return 4;
  if (first == NULL || g_str_has_prefix (place->folded, first))
    return 3;
  at = strstr (place->folded, first);
  return at > place->folded && !g_ascii_isalnum (at[-1]) && (guchar) at[-1] < 128 ? 2 : 1;
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *p = *(const Place *const *) a, *q = *(const Place *const *) b;

  if (p->late != q->late)
    return p->late ? 1 : -1;
  return sek_collate (p->title, q->title);
}

static GtkWidget *
make_row (const Place *place)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *title = gtk_label_new (place->title),
            *kind = gtk_label_new (place->kind);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (kind, "dim-label");
  gtk_widget_add_css_class (kind, "caption");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), kind);
  return box;
}

/* A screen reader hears what is chosen as the entry's description, since the focus stays there. */
static void
choose (Goto *self, int index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), index);
  const Place *place = row != NULL ? self->found->pdata[index] : NULL;
  g_autofree char *words = place != NULL ? g_strdup_printf ("%s, %s", place->title, place->kind)
                                         : g_strdup (_("Nothing found"));

  gtk_list_box_select_row (GTK_LIST_BOX (self->list), row);
  sek_speak_describe (self->entry, words);
}

static void
look (Goto *self)
{
  g_autofree char *folded = sek_collate_fold (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  g_auto (GStrv) words = g_strsplit (g_strstrip (folded), " ", -1);
  GPtrArray *rated[5] = { NULL };
  g_autofree char *count = NULL, *text = NULL;
  GtkWidget *child;
  guint n = 0;

  for (int i = 1; i < 5; i++)
    rated[i] = g_ptr_array_new ();
  for (guint i = 0; i < self->places->len; i++)
    {
      int how = rate (self->places->pdata[i], folded, words);

      if (how == 0)
        continue;
      g_ptr_array_add (rated[how], self->places->pdata[i]);
      n++;
    }
  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  g_ptr_array_set_size (self->found, 0);
  for (int i = 4; i > 0; i--)
    {
      /* Nothing typed: pages and commands, in their own order. */
      if (words[0] != NULL && rated[i]->len < 2000)
        g_ptr_array_sort (rated[i], compare_places);
      for (guint k = 0; k < rated[i]->len && self->found->len < MOST_SHOWN; k++)
        {
          g_ptr_array_add (self->found, rated[i]->pdata[k]);
          gtk_list_box_append (GTK_LIST_BOX (self->list), make_row (rated[i]->pdata[k]));
        }
      g_ptr_array_unref (rated[i]);
    }
  count = sek_number_format_count (n - self->found->len);
  text = n == 0                 ? g_strdup (_("Nothing in the register has this name"))
         : n > self->found->len ? g_strdup_printf (_("… and %s more"), count)
                                : g_strdup ("");
  gtk_label_set_text (GTK_LABEL (self->more), text);
  gtk_widget_set_visible (self->more, *text != '\0');
  choose (self, 0);
}

static void
go (Goto *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  GtkWidget *window = GTK_WIDGET (self->window);
  const Place *place = row != NULL ? self->found->pdata[gtk_list_box_row_get_index (row)] : NULL;
  g_autoptr (GVariant) target = NULL;
  const char *action;

  if (place == NULL)
    return;
  target = place->target != NULL ? g_variant_ref (place->target) : NULL;
  action = place->action;
  gtk_window_destroy (GTK_WINDOW (self->dialog));
  gtk_widget_activate_action_variant (window, action, target);
}

/* --- the dialog --------------------------------------------------------------------------------------------------- */

static void
changed_cb (GtkEditable *entry, Goto *self)
{
  look (self);
}

static void
activated_cb (GtkListBox *list, GtkListBoxRow *row, Goto *self)
{
  gtk_list_box_select_row (list, row);
  go (self);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, Goto *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  int at = row != NULL ? gtk_list_box_row_get_index (row) : -1, last = (int) self->found->len - 1;

  switch (key)
    {
    case GDK_KEY_Escape: gtk_window_destroy (GTK_WINDOW (self->dialog)); return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter: go (self); return TRUE;
    case GDK_KEY_Down: at++; break;
    case GDK_KEY_Up: at--; break;
    case GDK_KEY_Page_Down: at += 8; break;
    case GDK_KEY_Page_Up: at -= 8; break;
    default: return FALSE;
    }
  if (last < 0)
    return TRUE;
  choose (self, CLAMP (at, 0, last));
  /* The list scrolls to what has the focus; the entry takes it back to be typed in. */
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list))));
  gtk_widget_grab_focus (self->entry);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  return TRUE;
}

void
sek_goto_present (SekWindow *window)
{
  SekDocument *document = sek_window_get_document (window);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *scrolled = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  Goto *self = g_new0 (Goto, 1);
  SekRegister *reg = sek_document_get_register (document);

  self->window = window;
  self->places = g_ptr_array_new_with_free_func (free_place);
  self->found = g_ptr_array_new ();
  add_commands (self);
  add_rows (self, reg, SEK_MEMBER, _("Member"));
  add_rows (self, reg, SEK_SUBREGION, _("Subregion"));
  add_rows (self, reg, SEK_BUDGET_LINE, _("Line"));
  add_rows (self, reg, SEK_BUDGET_COLUMN, _("Budget column"));
  add_rows (self, reg, SEK_STATUS_STEP, _("Status"));
  add_rows (self, reg, SEK_PROJECT, _("Project"));
  add_rows (self, reg, SEK_GRANT, _("Grant"));
  add_rows (self, reg, SEK_CONTRIBUTION, _("Own contribution"));
  add_rows (self, reg, SEK_GRANT_SCHEME, _("Grant scheme"));
  add_rows (self, reg, SEK_STAFF_POSITION, _("Staff position"));
  add_rows (self, reg, SEK_SEEN_FINDING, _("Seen finding"));
  add_rows (self, reg, SEK_FEE_RATE, _("Rate"));
  add_rows (self, reg, SEK_FEE_RUN, _("Fee run"));
  add_rows (self, reg, SEK_PRICE_INDEX, _("Price index"));
  add_rows (self, reg, SEK_SCENARIO, _("Scenario"));
  add_rows (self, reg, SEK_TABLE_SETUP, _("Set-up"));
  add_contacts (self, reg);

  self->dialog = adw_window_new ();
  gtk_window_set_transient_for (GTK_WINDOW (self->dialog), GTK_WINDOW (window));
  gtk_window_set_modal (GTK_WINDOW (self->dialog), TRUE);
  gtk_window_set_title (GTK_WINDOW (self->dialog), _("Go To"));
  gtk_window_set_default_size (GTK_WINDOW (self->dialog), 520, 460);
  g_object_set_data_full (G_OBJECT (self->dialog), "sek-goto", self, free_goto);
  self->entry = gtk_search_entry_new ();
  g_object_set (self->entry, "placeholder-text", _("Member, line, project, page or command"), NULL);
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->entry), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Go To"), -1);
  gtk_widget_set_margin_start (self->entry, 12);
  gtk_widget_set_margin_end (self->entry, 12);
  gtk_widget_set_margin_top (self->entry, 12);
  gtk_widget_set_margin_bottom (self->entry, 6);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_BROWSE);
  gtk_widget_add_css_class (self->list, "page-list");
  g_signal_connect (self->list, "row-activated", G_CALLBACK (activated_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  gtk_widget_set_vexpand (scrolled, TRUE);
  self->more = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->more, "dim-label");
  gtk_widget_set_margin_top (self->more, 6);
  gtk_widget_set_margin_bottom (self->more, 10);
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_box_append (GTK_BOX (box), self->more);
  adw_window_set_content (ADW_WINDOW (self->dialog), box);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (self->dialog, keys);
  g_signal_connect (self->entry, "changed", G_CALLBACK (changed_cb), self);
  look (self);
  gtk_window_present (GTK_WINDOW (self->dialog));
  gtk_widget_grab_focus (self->entry);
}
