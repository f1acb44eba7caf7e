/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-log-page.h"

#include <glib/gi18n-lib.h>

#include "sek-date.h"
#include "sek-history.h"
#include "sek-key.h"
#include "sek-log-model.h"
#include "sek-log.h"
#include "sek-number.h"
#include "sek-speak.h"
#include "sek-tell.h"

struct _SekLogPage
{
  SekPage      parent_instance;

  SekLogModel *model;
  GtkDropDown *fields;
  GPtrArray   *people_ids;
  GPtrArray   *field_ids; /* "entity.field", by position after «all» */
  GtkDropDown *people;
  GtkDropDown *times;
  GtkWidget   *from;
  GtkWidget   *to;
  GtkWidget   *chip;      /* of the one row */
  gint64       row;       /* shown alone with what belongs to it; 0 for all */
  gboolean     filling;
  gboolean     stale;     /* changed while it was not shown */
  gint64       undo_to;   /* the action that was asked about */
};

G_DEFINE_FINAL_TYPE (SekLogPage, sek_log_page, SEK_TYPE_PAGE)

enum { ANY_TIME, TODAY, WEEK, MONTH, YEAR, PERIOD };

/* --- what is shown ------------------------------------------------------------------------------------------------ */

/* The beginning of a local day as the log has its times, days later. Owned. */
static char *
dup_utc (SekDate date, int days)
{
  g_autoptr (GDateTime) local = g_date_time_new_local ((int) date / 10000, (int) date / 100 % 100, (int) date % 100, 0,
                                                       0, 0);
  g_autoptr (GDateTime) moved = g_date_time_add_days (local, days);
  g_autoptr (GDateTime) utc = g_date_time_to_utc (moved);

  return g_date_time_format (utc, "%Y-%m-%dT%H:%M:%SZ");
}

/* The date in an entry; FALSE and marked when it is none. A blank one does not matter. */
static gboolean
read_date (GtkWidget *entry, int days, char **utc)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
  g_autoptr (GError) error = NULL;
  SekDate date;
  gboolean right = *text == '\0' || sek_date_parse (text, &date, &error);

  if (right && *text != '\0')
    *utc = dup_utc (date, days);
  if (right)
    gtk_widget_remove_css_class (entry, "error");
  else
    gtk_widget_add_css_class (entry, "error");
  gtk_widget_set_tooltip_text (entry, right ? NULL : error->message);
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                               right ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE, -1);
  return right;
}

static void
update (SekLogPage *self)
{
  SekJournalFilter filter = { .row = self->row };
  guint field = gtk_drop_down_get_selected (self->fields), person = gtk_drop_down_get_selected (self->people);
  guint time = gtk_drop_down_get_selected (self->times);
  g_auto (GStrv) parts = NULL;
  g_autofree char *from = NULL, *to = NULL;
  SekDate today = sek_date_today ();

  if (self->model == NULL || self->filling)
    return;
  if (field > 0 && field <= self->field_ids->len)
    {
      parts = g_strsplit (self->field_ids->pdata[field - 1], ".", 2);
      filter.entity = parts[0];
      filter.field = parts[1];
    }
  if (person > 0 && person != GTK_INVALID_LIST_POSITION)
    filter.who = gtk_string_object_get_string (gtk_drop_down_get_selected_item (self->people));
  gtk_widget_set_visible (self->from, time == PERIOD);
  gtk_widget_set_visible (self->to, time == PERIOD);
  if (time == PERIOD && (!read_date (self->from, 0, &from) || !read_date (self->to, 1, &to)))
    return;
  if (time == TODAY || time == WEEK || time == MONTH)
    from = dup_utc (today, time == TODAY ? 0 : time == WEEK ? -6 : -29);
  else if (time == YEAR)
    from = dup_utc (SEK_DATE ((int) today / 10000, 1, 1), 0);
  filter.from = from;
  filter.to = to;
  sek_log_model_set_filter (self->model, &filter);
  sek_page_queue_refresh (SEK_PAGE (self));
}

static void
chosen_cb (GtkDropDown *chooser, GParamSpec *pspec, SekLogPage *self)
{
  update (self);
}

static void
date_activated_cb (GtkWidget *entry, SekLogPage *self)
{
  update (self);
}

static void
all_rows_cb (GtkButton *button, SekLogPage *self)
{
  self->row = 0;
  gtk_widget_set_visible (self->chip, FALSE);
  update (self);
}

/* The choices, of which ids, in their order, has the one that was chosen; what is gone chooses nothing any more. */
static void
set_choices (GtkDropDown *chooser, const char *first, GPtrArray *texts, GPtrArray *ids, const char *chosen)
{
  GtkStringList *list = gtk_string_list_new ((const char *const[]) { first, NULL });
  guint selected = 0;

  for (guint i = 0; i < texts->len; i++)
    {
      gtk_string_list_append (list, texts->pdata[i]);
      if (g_strcmp0 (ids->pdata[i], chosen) == 0)
        selected = i + 1;
    }
  gtk_drop_down_set_model (chooser, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (chooser, selected);
  g_object_unref (list);
}

/* The id of what is chosen, NULL for everything. Owned. */
static char *
dup_chosen (GtkDropDown *chooser, GPtrArray *ids)
{
  guint selected = gtk_drop_down_get_selected (chooser);

  return ids != NULL && selected > 0 && selected <= ids->len ? g_strdup (ids->pdata[selected - 1]) : NULL;
}

static void
fill_choosers (SekLogPage *self, SekJournal *journal)
{
  g_autoptr (GPtrArray) people = sek_journal_read_people (journal, NULL),
                        fields = sek_journal_read_fields (journal, NULL);
  g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *person = dup_chosen (self->people, self->people_ids),
                  *field = dup_chosen (self->fields, self->field_ids);

  /* A file that cannot be read any more is told of by the window. */
  if (people == NULL || fields == NULL)
    return;
  self->filling = TRUE;
  g_clear_pointer (&self->people_ids, g_ptr_array_unref);
  self->people_ids = g_ptr_array_ref (people);
  g_clear_pointer (&self->field_ids, g_ptr_array_unref);
  self->field_ids = g_steal_pointer (&fields);
  for (guint i = 0; i < self->field_ids->len; i++)
    {
      g_auto (GStrv) parts = g_strsplit (self->field_ids->pdata[i], ".", 2);
      const SekEntity *entity = sek_entity_find (parts[0], NULL);
      g_autofree char *title = sek_log_dup_field (parts[0], parts[1]);

      g_ptr_array_add (titles,
                       entity != NULL
                           ? g_strdup_printf ("%s: %s", sek_word (&entity->plural, sek_program_language ()), title)
                           : g_strdup (title));
    }
  set_choices (self->people, _("Everybody"), people, people, person);
  set_choices (self->fields, _("All Fields"), titles, self->field_ids, field);
  self->filling = FALSE;
  if ((person != NULL && gtk_drop_down_get_selected (self->people) == 0)
      || (field != NULL && gtk_drop_down_get_selected (self->fields) == 0))
    update (self);
}

/* --- the page ---------------------------------------------------------------------------------------------------- */

static void
look_again (SekLogPage *self)
{
  SekJournal *journal = sek_document_get_journal (sek_page_get_document (SEK_PAGE (self)));

  self->stale = !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (self->stale || journal == NULL)
    return;
  fill_choosers (self, journal);
  sek_log_model_update (self->model);
}

static void
document_changed_cb (SekLogPage *self)
{
  look_again (self);
}

static void
set_document (SekPage *page, SekDocument *document)
{
  SekLogPage *self = SEK_LOG_PAGE (page);

  g_clear_object (&self->model);
  self->row = 0;
  gtk_widget_set_visible (self->chip, FALSE);
  if (document == NULL)
    return;
  self->model = sek_log_model_new (document);
  self->stale = TRUE;
  g_signal_connect_object (document, "changed", G_CALLBACK (document_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (document, "reloaded", G_CALLBACK (document_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  sek_grid_set_model (sek_page_get_grid (page), SEK_GRID_MODEL (self->model));
}

static void
sek_log_page_map (GtkWidget *widget)
{
  SekLogPage *self = SEK_LOG_PAGE (widget);

  GTK_WIDGET_CLASS (sek_log_page_parent_class)->map (widget);
  if (self->stale && self->model != NULL)
    look_again (self);
}

static void
refresh (SekPage *page)
{
  SekLogPage *self = SEK_LOG_PAGE (page);
  guint n = sek_log_model_count (self->model);
  g_autofree char *count = sek_number_format_count (n), *status = NULL;

  status = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s change", "%s changes", n), count);
  sek_page_clear_pills (page);
  sek_page_set_status (page, sek_log_model_get_problem (self->model) != NULL ? sek_log_model_get_problem (self->model)
                                                                             : status);
}

static gboolean
get_line (SekLogPage *self, const SekJournalEvent **event, const SekJournalChange **change)
{
  guint row, column;

  return self->model != NULL && sek_grid_get_cursor (sek_page_get_grid (SEK_PAGE (self)), &row, &column)
         && sek_log_model_get_line (self->model, row, event, change);
}

static char *
dup_restore_label (SekRegister *reg, SekJournal *journal, const SekJournalChange *change, const SekValue *value)
{
  g_autofree char *text = sek_log_dup_value (reg, journal, change, value);
  g_autofree char *shortened = g_utf8_strlen (text, -1) > 24 ? g_utf8_substring (text, 0, 24) : NULL;

  if (*text == '\0')
    return g_strdup (_("Make It Blank Again"));
  return shortened != NULL ? g_strdup_printf (_("Restore “%s …”"), shortened)
                           : g_strdup_printf (_("Restore “%s”"), text);
}

/* The last action of which something still stands is where undoing begins. */
static void
add_undo (SekForm *form, SekJournal *journal, const SekJournalEvent *event)
{
  g_autoptr (GError) error = NULL;
  guint standing = 0;

  if (sek_journal_count_standing (journal, event->action, &standing, &error) && standing > 0)
    sek_form_add_button (form, _("Undo This and Everything Later…"), "log.undo-to");
  if (error != NULL)
    sek_form_add_title (form, error->message, NULL);
}

/* Of all that an action changed. */
static void
fill_head (SekForm *form, SekDocument *document, const SekJournalEvent *event, guint n)
{
  g_autofree char *what = sek_log_dup_what (event), *count = sek_number_format_count (n),
                  *when = sek_date_format_timestamp (event->at, SEK_CLOCKS_HERE, sek_program_language ()),
                  *reason = sek_document_dup_read_only_reason (document);
  const char *names[] = { _("Changes"), _("When"), _("Who") }, *texts[] = { count, when, event->who };

  sek_form_add_title (form, what, NULL);
  sek_form_add_facts (form, NULL, names, texts, G_N_ELEMENTS (names));
  if (reason == NULL)
    add_undo (form, sek_document_get_journal (document), event);
}

static void
fill_form (SekPage *page, SekForm *form)
{
  SekLogPage *self = SEK_LOG_PAGE (page);
  SekDocument *document = sek_page_get_document (page);
  SekRegister *reg = sek_document_get_register (document);
  SekJournal *journal = sek_document_get_journal (document);
  const SekJournalEvent *event;
  const SekJournalChange *change;
  g_autofree char *what = NULL, *row = NULL, *field = NULL, *before = NULL, *after = NULL, *when = NULL, *reason = NULL,
                  *back = NULL, *again = NULL;
  const char *names[] = { _("Row"), _("Field"), _("From"), _("To"), _("When"), _("Who") };
  const char *texts[G_N_ELEMENTS (names)];
  const SekEntity *entity;
  SekLogWays ways;
  gboolean there;
  guint at, column;

  if (!get_line (self, &event, &change) || !sek_grid_get_cursor (sek_page_get_grid (page), &at, &column))
    return;
  if (sek_log_model_count_under (self->model, at) > 0)
    {
      fill_head (form, document, event, sek_log_model_count_under (self->model, at));
      return;
    }
  entity = sek_entity_find (change->entity, NULL);
  there = entity != NULL && sek_register_lookup (reg, entity->id, change->row) != NULL;
  what = sek_log_dup_what (event);
  texts[0] = row = sek_log_dup_row (reg, journal, change);
  texts[1] = field = sek_log_dup_field (change->entity, change->field);
  before = sek_log_dup_value (reg, journal, change, &change->before);
  after = sek_log_dup_value (reg, journal, change, &change->after);
  texts[2] = *before != '\0' ? before : _("blank");
  texts[3] = *after != '\0' ? after : _("blank");
  texts[4] = when = sek_date_format_timestamp (event->at, SEK_CLOCKS_HERE, sek_program_language ());
  texts[5] = event->who;
  sek_form_add_title (form, what, NULL);
  sek_form_add_facts (form, NULL, names, texts, G_N_ELEMENTS (names));
  if (there)
    sek_form_add_button (form, _("Go There"), "log.go-to");
  sek_form_add_button (form, _("Only This Row"), "log.only-row");
  reason = sek_document_dup_read_only_reason (document);
  if (reason != NULL)
    return;
  ways = sek_log_find_ways (reg, change);
  back = dup_restore_label (reg, journal, change, &change->before);
  again = dup_restore_label (reg, journal, change, &change->after);
  if ((ways & SEK_LOG_ROW) != 0)
    sek_form_add_button (form, _("Bring the Row Back"), "log.restore-before");
  if ((ways & SEK_LOG_BEFORE) != 0)
    sek_form_add_button (form, back, "log.restore-before");
  if ((ways & SEK_LOG_AFTER) != 0)
    sek_form_add_button (form, again, "log.restore-after");
  add_undo (form, journal, event);
}

/* --- actions ----------------------------------------------------------------------------------------------------- */

static void
go_to_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekRegister *reg = sek_document_get_register (sek_page_get_document (SEK_PAGE (widget)));
  const SekJournalEvent *event;
  const SekJournalChange *change;
  SekPlace place;

  if (get_line (SEK_LOG_PAGE (widget), &event, &change) && sek_log_find_place (reg, change, &place))
    gtk_widget_activate_action (widget, "win.go-to", "(ixxi)", (int) place.entity, place.row, place.column, place.year);
}

static void
only_row_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekLogPage *self = SEK_LOG_PAGE (widget);
  SekRegister *reg = sek_document_get_register (sek_page_get_document (SEK_PAGE (widget)));
  const SekJournalEvent *event;
  const SekJournalChange *change;
  SekPlace place;

  if (!get_line (self, &event, &change))
    return;
  if (!sek_log_find_place (reg, change, &place))
    {
      const SekEntity *gone = sek_entity_find (change->entity, NULL);

      place = (SekPlace) { .entity = gone != NULL ? gone->id : SEK_MEMBER, .row = change->row };
    }
  sek_log_page_show_row (self, place.entity, place.row);
}

static void
restore (SekLogPage *self, gboolean before)
{
  SekDocument *document = sek_page_get_document (SEK_PAGE (self));
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("restore");
  g_autoptr (GError) error = NULL;
  const SekJournalEvent *event;
  const SekJournalChange *change;

  if (!get_line (self, &event, &change))
    return;
  if (!sek_log_propose_restore (sek_document_get_register (document), sek_document_get_journal (document), event,
                                change, before, changeset, &error))
    sek_tell (GTK_WIDGET (self), error->message, NULL, NULL, NULL);
  else if (sek_page_submit (SEK_PAGE (self), changeset))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.tell-undo", NULL);
}

static void
restore_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  restore (SEK_LOG_PAGE (widget), g_str_equal (name, "log.restore-before"));
}

static void
undo_answered_cb (AdwMessageDialog *dialog, const char *response, SekLogPage *self)
{
  SekDocument *document = sek_page_get_document (SEK_PAGE (self));
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint n = 0;

  if (!g_str_equal (response, "undo") || document == NULL)
    return;
  if (sek_document_undo_to (document, self->undo_to, &n, &error))
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u step was undone; Ctrl+Shift+Z redoes it",
                                         "%u steps were undone; Ctrl+Shift+Z redoes them", n), n);
  sek_tell (GTK_WIDGET (self), text != NULL ? text : error->message, NULL, NULL, NULL);
}

static void
undo_to_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekLogPage *self = SEK_LOG_PAGE (widget);
  g_autofree char *heading = NULL, *body = NULL, *words = NULL;
  const SekJournalEvent *event;
  const SekJournalChange *change;
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog;
  guint n;

  if (!get_line (self, &event, &change))
    return;
  self->undo_to = event->action;
  if (!sek_journal_count_standing (sek_document_get_journal (sek_page_get_document (SEK_PAGE (self))), event->action,
                                   &n, &error))
    {
      sek_tell (widget, error->message, NULL, NULL, NULL);
      return;
    }
  words = sek_history_word (event->kind, event->arguments);
  heading = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Undo %u Step?", "Undo %u Steps?", n), n);
  body = g_strdup_printf (_("“%s” and everything that was done after it is undone. It can be redone until something "
                            "new is changed."),
                          words);
  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), heading, body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "undo", _("_Undo"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "undo", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (undo_answered_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
sek_log_page_show_row (SekLogPage *self, SekEntityId entity, gint64 row)
{
  SekRegister *reg = sek_document_get_register (sek_page_get_document (SEK_PAGE (self)));
  SekJournalChange asked = { .entity = (char *) sek_entity_get (entity)->name, .row = row };
  g_autofree char *name = sek_log_dup_row (reg, sek_document_get_journal (sek_page_get_document (SEK_PAGE (self))),
                                           &asked);
  g_autofree char *text = g_strdup_printf (_("Only %s  ✕"), name);

  self->row = row;
  gtk_button_set_label (GTK_BUTTON (self->chip), text);
  gtk_widget_set_visible (self->chip, TRUE);
  update (self);
}

static void
sek_log_page_finalize (GObject *object)
{
  SekLogPage *self = SEK_LOG_PAGE (object);

  g_clear_object (&self->model);
  g_clear_pointer (&self->people_ids, g_ptr_array_unref);
  g_clear_pointer (&self->field_ids, g_ptr_array_unref);
  G_OBJECT_CLASS (sek_log_page_parent_class)->finalize (object);
}

static void
sek_log_page_class_init (SekLogPageClass *klass)
{
  SekPageClass *page_class = SEK_PAGE_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sek_log_page_finalize;
  widget_class->map = sek_log_page_map;
  page_class->set_document = set_document;
  page_class->refresh = refresh;
  page_class->fill_form = fill_form;
  gtk_widget_class_install_action (widget_class, "log.go-to", NULL, go_to_action);
  gtk_widget_class_install_action (widget_class, "log.only-row", NULL, only_row_action);
  gtk_widget_class_install_action (widget_class, "log.restore-before", NULL, restore_action);
  gtk_widget_class_install_action (widget_class, "log.restore-after", NULL, restore_action);
  gtk_widget_class_install_action (widget_class, "log.undo-to", NULL, undo_to_action);
}

static GtkDropDown *
add_chooser (SekLogPage *self, const char *label, const char *const *texts)
{
  GtkWidget *chooser = gtk_drop_down_new_from_strings (texts);

  gtk_widget_set_valign (chooser, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (chooser, label);
  sek_speak_name_chooser (GTK_DROP_DOWN (chooser), label);
  gtk_box_append (sek_page_get_toolbar (SEK_PAGE (self)), chooser);
  return GTK_DROP_DOWN (chooser);
}

static GtkWidget *
add_date (SekLogPage *self, const char *label)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), label);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 9);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 10);
  gtk_widget_set_valign (entry, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (entry, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect (entry, "activate", G_CALLBACK (date_activated_cb), self);
  gtk_box_append (sek_page_get_toolbar (SEK_PAGE (self)), entry);
  return entry;
}

static void
sek_log_page_init (SekLogPage *self)
{
  const char *times[] = { _("Any Time"), _("Today"), _("Last 7 Days"), _("Last 30 Days"), _("This Year"),
                          _("Period…"),  NULL };

  self->field_ids = g_ptr_array_new_with_free_func (g_free);
  self->fields = add_chooser (self, _("Field"), (const char *const[]) { _("All Fields"), NULL });
  self->people = add_chooser (self, _("Person"), (const char *const[]) { _("Everybody"), NULL });
  self->times = add_chooser (self, _("Time"), times);
  self->from = add_date (self, _("From date"));
  self->to = add_date (self, _("To date"));
  self->chip = gtk_button_new ();
  gtk_widget_add_css_class (self->chip, "pill-status");
  gtk_widget_add_css_class (self->chip, "filter");
  gtk_widget_set_valign (self->chip, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->chip, FALSE);
  gtk_widget_set_tooltip_text (self->chip, _("Show all rows"));
  g_signal_connect (self->chip, "clicked", G_CALLBACK (all_rows_cb), self);
  gtk_box_append (sek_page_get_toolbar (SEK_PAGE (self)), self->chip);
  g_signal_connect (self->fields, "notify::selected", G_CALLBACK (chosen_cb), self);
  g_signal_connect (self->people, "notify::selected", G_CALLBACK (chosen_cb), self);
  g_signal_connect (self->times, "notify::selected", G_CALLBACK (chosen_cb), self);
  sek_page_set_primary (SEK_PAGE (self), NULL);
  sek_grid_set_title (sek_page_get_grid (SEK_PAGE (self)), _("Change log"));
  sek_page_keep (SEK_PAGE (self), "log");
}
