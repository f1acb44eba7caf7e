/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-field-row.h"

#include <glib/gi18n-lib.h>

#include "sek-history.h"
#include "sek-list-rows.h"
#include "sek-speak.h"
#include "sek-tell.h"

typedef struct
{
  SekDocument     *document;
  const SekColumn *column;
  GArray          *rows;    /* gint64; one, or several that are changed together */
  gboolean         mixed;   /* they hold different values */
  char            *title;
  GtkWidget       *widget;  /* the row */
  GtkWidget       *input;   /* what is typed in or chosen from */
  GtkWidget       *heard;   /* of it, what a screen reader takes for the field */
  GtkTextBuffer   *buffer;  /* of several lines */
  GtkWidget       *words;   /* the row under it that says what is wrong; NULL until something is */
  GStrv            choices;
  char            *blank;   /* what holds where nothing is chosen; NULL where that is nothing */
  gboolean         filling; /* while the program, not the person, changes the input */
  gboolean         invalid;
} Field;

static void
free_field (gpointer data)
{
  Field *field = data;

  g_object_unref (field->document);
  g_array_unref (field->rows);
  g_free (field->title);
  g_strfreev (field->choices);
  g_free (field->blank);
  g_free (field);
}

static void
make_scope (Field *field, SekScope *scope)
{
  sek_scope_init (scope, sek_document_get_register (field->document));
  scope->language = sek_program_language ();
}

static gint64
get_row (Field *field, guint index)
{
  return g_array_index (field->rows, gint64, index);
}

/* Rows that were deleted are no concern any more. */
static gboolean
is_there (Field *field, guint index)
{
  return sek_register_lookup (sek_document_get_register (field->document), field->column->entity,
                              get_row (field, index))
         != NULL;
}

/* What all rows hold; "" with mixed set when they do not agree. */
static char *
read_text (Field *field)
{
  char *text = NULL;
  SekScope scope;

  make_scope (field, &scope);
  field->mixed = FALSE;
  for (guint i = 0; i < field->rows->len && !field->mixed; i++)
    {
      g_autofree char *other = sek_column_dup_text (field->column, &scope, get_row (field, i));

      if (text == NULL)
        text = g_steal_pointer (&other);
      else
        field->mixed = !g_str_equal (text, other);
    }
  if (!field->mixed)
    return text;
  g_free (text);
  return g_strdup ("");
}

/* Why a text was refused stands under it, in full, as long as it waits. */
static void
show_words (Field *field, const char *problem)
{
  GtkWidget *list = gtk_widget_get_parent (field->widget), *label;

  if (field->words == NULL && problem != NULL && GTK_IS_LIST_BOX (list))
    {
      field->words = gtk_list_box_row_new ();
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (field->words), sek_wrapped_label_new ("", "error"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (field->words), FALSE);
      gtk_widget_set_focusable (field->words, FALSE);
      gtk_widget_add_css_class (field->words, "field-words");
      gtk_list_box_insert (GTK_LIST_BOX (list), field->words,
                           gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (field->widget)) + 1);
    }
  if (field->words == NULL)
    return;
  label = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (field->words));
  sek_label_wrap (GTK_LABEL (label), problem != NULL ? problem : "");
  /* With its field, which a row that closes hides. */
  gtk_widget_set_visible (field->words, problem != NULL && gtk_widget_get_visible (field->widget));
  if (problem != NULL)
    sek_scroll_to (field->words);
}

static void
visible_cb (GtkWidget *widget, GParamSpec *pspec, Field *field)
{
  if (field->words != NULL)
    gtk_widget_set_visible (field->words, field->invalid && gtk_widget_get_visible (widget));
}

static void
mark (Field *field, const char *problem)
{
  /* The page counts what waits. */
  if (field->invalid != (problem != NULL))
    gtk_widget_activate_action (field->widget, "page.refresh", NULL);
  field->invalid = problem != NULL;
  if (problem != NULL)
    gtk_widget_add_css_class (field->widget, "error");
  else
    gtk_widget_remove_css_class (field->widget, "error");
  gtk_widget_set_tooltip_text (field->widget, problem);
  gtk_accessible_update_state (GTK_ACCESSIBLE (field->heard), GTK_ACCESSIBLE_STATE_INVALID,
                               problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  sek_speak_describe (field->heard, problem);
  /* Also when the field is being left. */
  if (problem != NULL)
    sek_speak (field->widget, problem);
  show_words (field, problem);
}

/* One step for all the rows. */
static gboolean
propose (Field *field, const char *text, SekChangeset *changeset, GError **error)
{
  SekScope scope;

  make_scope (field, &scope);
  for (guint i = 0; i < field->rows->len; i++)
    if (is_there (field, i) && !sek_column_propose (field->column, &scope, get_row (field, i), text, changeset, error))
      return FALSE;
  if (field->rows->len == 1)
    sek_history_name_column (changeset, scope.reg, field->column, get_row (field, 0));
  else
    {
      g_autofree char *count = g_strdup_printf ("%u", field->rows->len);

      sek_changeset_set_action (changeset, "edit-many", sek_entity_get (field->column->field->entity)->name,
                                field->column->field->name, count, NULL);
    }
  return TRUE;
}

static void
store (Field *field, const char *text)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("edit");
  g_autofree char *before = read_text (field), *working = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *window;
  SekScope scope;

  /* The row was deleted while its field had the focus, which then leaves. */
  if (field->rows->len == 1 && !is_there (field, 0))
    return;
  /* A field of different values is empty until somebody types. */
  if (field->mixed ? *text == '\0' : g_strcmp0 (before, text) == 0)
    {
      mark (field, NULL);
      return;
    }
  make_scope (field, &scope);
  if (field->rows->len == 1)
    working = sek_column_dup_working (field->column, &scope, get_row (field, 0), text);
  if (!propose (field, text, changeset, &error))
    {
      mark (field, error->message);
      return;
    }
  /* The change may make this very form anew, and end the field with it. */
  g_object_ref (field->widget);
  window = GTK_WIDGET (gtk_widget_get_root (field->widget));
  if (sek_document_submit (field->document, changeset, &error))
    {
      mark (field, NULL);
      if (working != NULL && window != NULL)
        sek_tell (window, working, NULL, NULL, NULL);
    }
  else
    mark (field, error->message);
  g_object_unref (field->widget);
}

static char *
get_typed (Field *field)
{
  GtkTextIter start, end;

  if (field->buffer == NULL)
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (field->input)));
  gtk_text_buffer_get_bounds (field->buffer, &start, &end);
  return gtk_text_buffer_get_text (field->buffer, &start, &end, FALSE);
}

static void
activated_cb (GtkWidget *input, Field *field)
{
  g_autofree char *text = get_typed (field);

  store (field, text);
}

static void
focus_left_cb (GtkEventControllerFocus *controller, Field *field)
{
  g_autofree char *text = get_typed (field);

  store (field, text);
}

static void
set_typed (Field *field, const char *text)
{
  field->filling = TRUE;
  if (field->buffer != NULL)
    gtk_text_buffer_set_text (field->buffer, text, -1);
  else
    gtk_editable_set_text (GTK_EDITABLE (field->input), text);
  field->filling = FALSE;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, Field *field)
{
  g_autofree char *text = NULL;

  if (key != GDK_KEY_Escape)
    return FALSE;
  mark (field, NULL);
  text = read_text (field);
  set_typed (field, text);
  return TRUE;
}

static void
sealing_answered_cb (AdwMessageDialog *dialog, const char *response, GtkWidget *widget)
{
  Field *field = g_object_get_data (G_OBJECT (widget), "sek-field");

  if (g_str_equal (response, "seal"))
    store (field, field->choices[SEK_STATUS_SEALED]);
  else
    sek_field_row_refresh (widget);
}

/* Sealing cannot be taken back, so it is asked about. */
static void
ask_to_seal (Field *field)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (field->widget)), _("Seal the Column?"),
    _("A sealed column never changes again, and undo stops there. Later changes are made in an adjusted budget."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "seal", _("_Seal"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "seal", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (sealing_answered_cb), field->widget, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
selected_cb (AdwComboRow *combo, GParamSpec *pspec, Field *field)
{
  guint selected = adw_combo_row_get_selected (combo);

  if (field->filling || selected == GTK_INVALID_LIST_POSITION)
    return;
  if ((field->column->field == SEK_FIELD (budget_column, status)
       || field->column->field == SEK_FIELD (status_step, status))
      && selected == SEK_STATUS_SEALED)
    {
      ask_to_seal (field);
      return;
    }
  g_object_ref (combo);
  store (field, field->choices[selected]);
  sek_field_row_refresh (GTK_WIDGET (combo));
  g_object_unref (combo);
}

static void
switched_cb (GtkSwitch *widget, GParamSpec *pspec, Field *field)
{
  if (!field->filling)
    store (field, gtk_switch_get_active (widget) ? "1" : "0");
}

static void
add_typing (Field *field, GtkWidget *target)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect (focus, "leave", G_CALLBACK (focus_left_cb), field);
  gtk_widget_add_controller (target, focus);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), field);
  gtk_widget_add_controller (target, keys);
}

static void
make_entry (Field *field, const char *title)
{
  field->widget = field->input = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (field->widget), title);
  field->heard = sek_speak_name_entry (GTK_EDITABLE (field->widget), title);
  g_signal_connect (field->widget, "entry-activated", G_CALLBACK (activated_cb), field);
  add_typing (field, field->widget);
}

static void
make_lines (Field *field, const char *title)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  field->input = gtk_text_view_new ();
  field->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (field->input));
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (field->input), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (field->input), FALSE);
  /* GtkTextView asks for the height of its text in the narrowest width until it is shown, so its height is fixed
   * here. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), 72);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), field->input);
  gtk_widget_add_css_class (field->input, "lines");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_accessible_update_property (GTK_ACCESSIBLE (field->input), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 8);
  gtk_widget_set_margin_bottom (box, 8);
  field->widget = adw_preferences_row_new ();
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (field->widget), FALSE);
  gtk_widget_set_focusable (field->widget, FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (field->widget), box);
  add_typing (field, field->input);
}

/* Of rows in which something else holds each, that it is as usual. */
static char *
dup_blank (Field *field)
{
  const char *blank = NULL;
  SekScope scope;

  make_scope (field, &scope);
  for (guint i = 0; i < field->rows->len; i++)
    {
      const char *word = sek_column_get_blank_word (field->column, &scope, get_row (field, i));

      if (blank != NULL && g_strcmp0 (word, blank) != 0)
        return g_strdup (_("As usual"));
      blank = word;
    }
  return g_strdup (blank);
}

/* What holds without a choice is there once: as nothing chosen. */
static void
show_choices (Field *field)
{
  g_autofree char *blank = dup_blank (field);
  g_autoptr (GtkStringList) list = NULL;
  g_autoptr (GPtrArray) choices = NULL;
  g_auto (GStrv) all = NULL;
  SekScope scope;

  if (adw_combo_row_get_model (ADW_COMBO_ROW (field->widget)) != NULL && g_strcmp0 (blank, field->blank) == 0)
    return;
  make_scope (field, &scope);
  all = sek_column_dup_choices (field->column, &scope);
  list = gtk_string_list_new (NULL);
  choices = g_ptr_array_new ();
  for (guint i = 0; all[i] != NULL; i++)
    if (g_strcmp0 (all[i], blank) != 0)
      {
        g_ptr_array_add (choices, g_strdup (all[i]));
        gtk_string_list_append (list, *all[i] != '\0' ? all[i] : blank != NULL ? blank : _("None"));
      }
  g_ptr_array_add (choices, NULL);
  g_strfreev (field->choices);
  field->choices = (GStrv) g_ptr_array_free (g_steal_pointer (&choices), FALSE);
  g_free (field->blank);
  field->blank = g_steal_pointer (&blank);
  adw_combo_row_set_model (ADW_COMBO_ROW (field->widget), G_LIST_MODEL (list));
}

static void
make_choice (Field *field, const char *title)
{
  field->widget = field->input = adw_combo_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (field->widget), title);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (field->widget), FALSE);
  show_choices (field);
  sek_row_keep_words (field->widget);
  g_signal_connect (field->widget, "notify::selected", G_CALLBACK (selected_cb), field);
}

static void
make_switch (Field *field, const char *title)
{
  field->widget = adw_action_row_new ();
  field->input = gtk_switch_new ();
  gtk_widget_set_valign (field->input, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (field->widget), title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (field->widget), field->input);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (field->widget), field->input);
  sek_row_keep_words (field->widget);
  g_signal_connect (field->input, "notify::active", G_CALLBACK (switched_cb), field);
}

GtkWidget *
sek_field_row_new (SekDocument *document, const SekColumn *column, const gint64 *rows, guint n)
{
  Field *field = g_new0 (Field, 1);
  g_autofree char *title = NULL;
  SekScope scope;

  field->document = g_object_ref (document);
  field->column = column;
  field->rows = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n);
  g_array_append_vals (field->rows, rows, n);
  field->filling = TRUE;
  make_scope (field, &scope);
  title = g_strdup (sek_word (&column->title, scope.language));
  field->title = g_strdup (title);
  field->choices = sek_column_dup_choices (column, &scope);
  if (field->choices != NULL)
    make_choice (field, title);
  else if (column->field->kind == SEK_KIND_TRUTH)
    make_switch (field, title);
  else if (column->field->kind == SEK_KIND_LONG_TEXT)
    make_lines (field, title);
  else
    make_entry (field, title);
  field->filling = FALSE;
  if (field->heard == NULL)
    field->heard = field->input;
  g_object_set_data_full (G_OBJECT (field->widget), "sek-field", field, free_field);
  g_signal_connect (field->widget, "notify::visible", G_CALLBACK (visible_cb), field);
  sek_field_row_refresh (field->widget);
  return field->widget;
}

void
sek_field_row_refresh (GtkWidget *widget)
{
  Field *field = g_object_get_data (G_OBJECT (widget), "sek-field");
  g_autofree char *reason = sek_document_dup_read_only_reason (field->document);
  g_autofree char *text = read_text (field);
  gboolean typing = gtk_widget_get_focus_child (widget) != NULL || gtk_widget_has_focus (widget);

  field->filling = TRUE;
  if (field->choices != NULL)
    show_choices (field);
  if (field->rows->len > 1 && ADW_IS_PREFERENCES_ROW (widget))
    {
      g_autofree char *mixed = g_strdup_printf (_("%s (several values)"), field->title);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), field->mixed ? mixed : field->title);
    }
  if (field->choices != NULL && field->mixed)
    adw_combo_row_set_selected (ADW_COMBO_ROW (widget), GTK_INVALID_LIST_POSITION);
  else if (field->choices != NULL)
    {
      for (guint i = 0; field->choices[i] != NULL; i++)
        if (g_str_equal (field->choices[i], g_strcmp0 (text, field->blank) == 0 ? "" : text))
          adw_combo_row_set_selected (ADW_COMBO_ROW (widget), i);
    }
  else if (field->column->field->kind == SEK_KIND_TRUTH)
    gtk_switch_set_active (GTK_SWITCH (field->input), g_str_equal (text, "ja") || g_str_equal (text, "yes"));
  else if (!typing && !field->invalid)
    {
      g_autofree char *shown = get_typed (field);

      if (!g_str_equal (shown, text) && field->buffer != NULL)
        gtk_text_buffer_set_text (field->buffer, text, -1);
      else if (!g_str_equal (shown, text))
        gtk_editable_set_text (GTK_EDITABLE (field->input), text);
    }
  field->filling = FALSE;
  gtk_widget_set_sensitive (widget, reason == NULL && field->column->propose != NULL);
}

const char *
sek_field_row_get_problem (GtkWidget *widget)
{
  Field *field = g_object_get_data (G_OBJECT (widget), "sek-field");

  if (!field->invalid || !is_there (field, 0))
    return NULL;
  return gtk_widget_get_tooltip_text (widget);
}

const SekColumn *
sek_field_row_get_column (GtkWidget *widget)
{
  Field *field = g_object_get_data (G_OBJECT (widget), "sek-field");

  return field != NULL ? field->column : NULL;
}

gint64
sek_field_row_get_row (GtkWidget *widget)
{
  return get_row (g_object_get_data (G_OBJECT (widget), "sek-field"), 0);
}

char *
sek_field_row_dup_typed (GtkWidget *widget)
{
  return get_typed (g_object_get_data (G_OBJECT (widget), "sek-field"));
}

void
sek_field_row_put_back (GtkWidget *widget, const char *text, const char *problem)
{
  Field *field = g_object_get_data (G_OBJECT (widget), "sek-field");

  if (field->buffer == NULL && !GTK_IS_EDITABLE (field->input))
    return;
  set_typed (field, text);
  mark (field, problem);
}
