/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-checks-page.h"

#include <glib/gi18n-lib.h>

#include "sek-check-model.h"
#include "sek-number.h"

struct _SekChecksPage
{
  SekPage         parent_instance;

  SekCheckModel  *model;
  GtkCheckButton *all;
};

G_DEFINE_FINAL_TYPE (SekChecksPage, sek_checks_page, SEK_TYPE_PAGE)

static void
set_document (SekPage *page, SekDocument *document)
{
  SekChecksPage *self = SEK_CHECKS_PAGE (page);

  g_clear_object (&self->model);
  if (document == NULL)
    return;
  self->model = sek_check_model_new (document);
  sek_check_model_show_all (self->model, gtk_check_button_get_active (self->all));
  sek_grid_set_model (sek_page_get_grid (page), SEK_GRID_MODEL (self->model));
}

/* --- the page ---------------------------------------------------------------------------------------------------- */

static void
refresh_all (SekChecksPage *self)
{
  guint right = sek_check_model_count (self->model, SEK_VERDICT_OK);
  g_autofree char *count = sek_number_format_count (right);
  g_autofree char *label = sek_fill (g_dngettext (GETTEXT_PACKAGE, "Also show the %s that is correct",
                                                  "Also show the %s that are correct", right),
                                     count, NULL);
  g_autofree char *told = sek_fill (g_dngettext (GETTEXT_PACKAGE, "%s check is correct.", "All %s checks are correct.",
                                                 right),
                                    count, NULL);

  gtk_check_button_set_label (self->all, label);
  gtk_widget_set_visible (GTK_WIDGET (self->all), right > 0);
  if (right > 0)
    sek_page_set_empty (SEK_PAGE (self), "emblem-ok-symbolic", _("Everything Adds Up"), told, _("Show Them"));
  else
    sek_page_set_empty (SEK_PAGE (self), "emblem-ok-symbolic", _("Nothing to Check Yet"),
                        _("When there are members, rates and a budget, every sum is checked here."), NULL);
}

static void
refresh (SekPage *page)
{
  static const SekVerdict order[] = { SEK_VERDICT_WRONG, SEK_VERDICT_MISSING, SEK_VERDICT_ROUNDING, SEK_VERDICT_OK };
  SekChecksPage *self = SEK_CHECKS_PAGE (page);
  guint seen = sek_check_model_count_seen (self->model);

  sek_page_clear_pills (page);
  for (guint v = 0; v < G_N_ELEMENTS (order); v++)
    sek_page_add_verdict (page, order[v], sek_check_model_count (self->model, order[v]));
  if (seen > 0)
    {
      g_autofree char *count = sek_number_format_count (seen);
      g_autofree char *text = sek_fill (g_dngettext (GETTEXT_PACKAGE, "%s seen", "%s seen", seen), count, NULL);

      sek_page_add_pill (page, text, "plain", "win.show-page::checks");
    }
  refresh_all (self);
  sek_page_show_empty (page, sek_grid_model_get_n_rows (SEK_GRID_MODEL (self->model)) == 0);
  sek_page_set_status (page, _("Press Enter or click to go to the place that a check is about."));
}

/* What the button of the empty page does. */
static void
primary (SekPage *page)
{
  SekChecksPage *self = SEK_CHECKS_PAGE (page);

  gtk_check_button_set_active (self->all, TRUE);
  sek_page_show_empty (page, FALSE);
  sek_page_focus (page);
}

void
sek_checks_page_show (SekChecksPage *self, SekVerdict verdict)
{
  int row;

  if (self->model == NULL)
    return;
  if (verdict == SEK_VERDICT_OK && !gtk_check_button_get_active (self->all))
    primary (SEK_PAGE (self));
  row = sek_check_model_find_verdict (self->model, verdict);
  if (row >= 0)
    sek_grid_set_cursor (sek_page_get_grid (SEK_PAGE (self)), (guint) row, 0);
  sek_page_focus (SEK_PAGE (self));
}

static gboolean
go_to (SekPage *page, const SekPlace *place)
{
  SekChecksPage *self = SEK_CHECKS_PAGE (page);
  int row;

  if (place->entity != SEK_SEEN_FINDING)
    return FALSE;
  row = sek_check_model_find_seen (self->model, place->row);
  if (row >= 0)
    sek_grid_set_cursor (sek_page_get_grid (page), (guint) row, 0);
  sek_page_focus (page);
  return TRUE;
}

/* --- the side pane ----------------------------------------------------------------------------------------------- */

static const SekCheck *
get_check (SekChecksPage *self)
{
  guint row, column;

  return self->model != NULL && sek_grid_get_cursor (sek_page_get_grid (SEK_PAGE (self)), &row, &column)
             ? sek_check_model_get_nth (self->model, row)
             : NULL;
}

static char *
dup_figure (const SekCheck *check, gint64 value)
{
  return value == SEK_NONE ? g_strdup (_("not given"))
         : check->counts   ? sek_number_format_count (value)
                           : sek_number_format_kroner (value);
}

static void
fill_form (SekPage *page, SekForm *form)
{
  const SekCheck *check = get_check (SEK_CHECKS_PAGE (page));
  SekLanguage language = sek_program_language ();
  g_autofree char *left = NULL, *right = NULL, *difference = NULL, *sentence = NULL, *about = NULL, *subject = NULL;
  const char *names[5], *texts[5];
  guint n = 0;

  if (check == NULL)
    return;
  left = dup_figure (check, check->left);
  right = dup_figure (check, check->right);
  difference = dup_figure (check, check->difference);
  sentence = sek_check_dup_sentence (check, language);
  subject = sek_check_dup_subject (check, language);
  about = g_strjoin (*subject != '\0' ? " · " : "", sek_check_get_title (check, language), subject, NULL);
  sek_form_add_title (form, sentence, about);
  names[n] = sek_check_get_left (check, language);
  texts[n++] = left;
  names[n] = sek_check_get_right (check, language);
  texts[n++] = right;
  names[n] = _("Difference");
  texts[n++] = difference;
  names[n] = _("Verdict");
  texts[n++] = sek_check_get_word (check, language);
  if (check->seen != NULL)
    {
      names[n] = sek_word (&SEK_FIELD (seen_finding, reason)->title, language);
      texts[n++] = check->seen;
    }
  sek_form_add_facts (form, NULL, names, texts, n);
  sek_form_add_button (form, _("Go There"), "checks.go");
  if (check->seen != NULL)
    sek_form_add_button (form, _("No Longer Seen"), "checks.unsee");
  else if (check->verdict != SEK_VERDICT_OK)
    sek_form_add_button (form, _("Mark as Seen…"), "checks.see");
}

/* --- seen -------------------------------------------------------------------------------------------------------- */

/* A question about one check, as it was when it was asked. */
typedef struct
{
  SekChecksPage *page; /* weak */
  char          *id;
  AdwEntryRow   *reason;
} Question;

static void
free_question (gpointer data, GClosure *closure)
{
  Question *question = data;

  g_clear_weak_pointer (&question->page);
  g_free (question->id);
  g_free (question);
}

static void
reason_changed_cb (AdwEntryRow *reason, AdwMessageDialog *dialog)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (reason))));

  adw_message_dialog_set_response_enabled (dialog, "seen", *text != '\0');
}

static void
answered_cb (AdwMessageDialog *dialog, const char *response, Question *question)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("seen");
  SekDocument *document = question->page != NULL ? sek_page_get_document (SEK_PAGE (question->page)) : NULL;
  const SekCheck *check;

  if (document == NULL || !g_str_equal (response, "seen"))
    return;
  check = sek_check_find (sek_document_get_checks (document), question->id);
  if (check != NULL)
    {
      sek_check_propose_seen (check, sek_document_get_register (document),
                              gtk_editable_get_text (GTK_EDITABLE (question->reason)), sek_date_today (), changeset);
      if (sek_page_submit (SEK_PAGE (question->page), changeset))
        gtk_widget_activate_action (GTK_WIDGET (question->page), "win.tell-undo", NULL);
    }
  sek_page_focus (SEK_PAGE (question->page));
}

static void
see_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekChecksPage *self = SEK_CHECKS_PAGE (widget);
  const SekCheck *check = get_check (self);
  g_autofree char *sentence = NULL;
  GtkWidget *dialog, *group;
  Question *question;

  if (check == NULL || check->verdict == SEK_VERDICT_OK)
    return;
  sentence = sek_check_dup_sentence (check, sek_program_language ());
  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), _("Mark as Seen?"), NULL);
  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  _("%s. As long as these figures stand, it is not counted."), sentence);
  question = g_new0 (Question, 1);
  g_set_weak_pointer (&question->page, self);
  question->id = g_strdup (check->id);
  question->reason = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (question->reason),
                                 sek_word (&SEK_FIELD (seen_finding, reason)->title, sek_program_language ()));
  adw_entry_row_set_activates_default (question->reason, TRUE);
  group = adw_preferences_group_new ();
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (question->reason));
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), group);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "seen", _("_Mark as Seen"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "seen", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "seen", FALSE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "seen");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect (question->reason, "changed", G_CALLBACK (reason_changed_cb), dialog);
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), question, free_question, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (GTK_WIDGET (question->reason));
}

static void
unsee_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekChecksPage *self = SEK_CHECKS_PAGE (widget);
  const SekCheck *check = get_check (self);
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("unseen");
  SekRegister *reg = sek_document_get_register (sek_page_get_document (SEK_PAGE (self)));

  if (check != NULL && sek_check_propose_unseen (check, reg, changeset)
      && sek_page_submit (SEK_PAGE (self), changeset))
    gtk_widget_activate_action (widget, "win.tell-undo", NULL);
}

/* --- going ------------------------------------------------------------------------------------------------------- */

static void
go (SekChecksPage *self)
{
  const SekCheck *check = get_check (self);

  if (check != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.go-to", "(ixxi)", (int) check->where.entity, check->where.row,
                                check->where.column, check->where.year);
}

static void
go_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  go (SEK_CHECKS_PAGE (widget));
}

static void
activate_cb (SekGrid *grid, SekChecksPage *self)
{
  go (self);
}

static void
toggled_cb (GtkCheckButton *button, SekChecksPage *self)
{
  if (self->model != NULL)
    {
      sek_check_model_show_all (self->model, gtk_check_button_get_active (button));
      sek_page_queue_refresh (SEK_PAGE (self));
    }
}

static void
sek_checks_page_finalize (GObject *object)
{
  g_clear_object (&SEK_CHECKS_PAGE (object)->model);
  G_OBJECT_CLASS (sek_checks_page_parent_class)->finalize (object);
}

static void
sek_checks_page_class_init (SekChecksPageClass *klass)
{
  SekPageClass *page_class = SEK_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sek_checks_page_finalize;
  page_class->set_document = set_document;
  page_class->refresh = refresh;
  page_class->fill_form = fill_form;
  page_class->primary = primary;
  page_class->go_to = go_to;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "checks.go", NULL, go_action);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "checks.see", NULL, see_action);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "checks.unsee", NULL, unsee_action);
}

static void
sek_checks_page_init (SekChecksPage *self)
{
  self->all = GTK_CHECK_BUTTON (gtk_check_button_new ());
  g_signal_connect (self->all, "toggled", G_CALLBACK (toggled_cb), self);
  gtk_box_append (sek_page_get_toolbar (SEK_PAGE (self)), GTK_WIDGET (self->all));
  sek_page_set_primary (SEK_PAGE (self), NULL);
  sek_grid_set_activatable (sek_page_get_grid (SEK_PAGE (self)));
  g_signal_connect (sek_page_get_grid (SEK_PAGE (self)), "activate", G_CALLBACK (activate_cb), self);
  sek_grid_set_title (sek_page_get_grid (SEK_PAGE (self)), _("Checks"));
  sek_page_keep (SEK_PAGE (self), "checks");
}
