/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-import-understood.h"

#include <glib/gi18n-lib.h>

#include "sek-list-rows.h"

/* More choices than this are a list to unfold. */
#define MOST_RADIOS 5

typedef struct
{
  const char         *wanted;
  GtkWidget          *found; /* where it is answered */
  GtkWidget          *open;  /* where the first open question is */
  SekImportAnswerFunc func;
  gpointer            data;
} Filler;

/* What a widget answers. */
typedef struct
{
  char               *question;
  GPtrArray          *answers; /* char *, by position; NULL for a free text */
  guint               chosen;  /* of them, in a list that unfolds */
  SekImportAnswerFunc func;
  gpointer            data;
} Reply;

static void
free_reply (gpointer data, GClosure *closure)
{
  Reply *reply = data;

  g_free (reply->question);
  g_clear_pointer (&reply->answers, g_ptr_array_unref);
  g_free (reply);
}

static Reply *
make_reply (Filler *self, const char *question)
{
  Reply *reply = g_new0 (Reply, 1);

  reply->question = g_strdup (question);
  reply->answers = g_ptr_array_new_with_free_func (g_free);
  reply->func = self->func;
  reply->data = self->data;
  return reply;
}

static void
radio_cb (GtkCheckButton *button, Reply *reply)
{
  if (gtk_check_button_get_active (button))
    reply->func (reply->question, reply->answers->pdata[0], reply->data);
}

static void
combo_cb (AdwComboRow *row, GParamSpec *pspec, Reply *reply)
{
  guint selected = adw_combo_row_get_selected (row);

  if (selected == reply->chosen || selected >= reply->answers->len || reply->answers->pdata[selected] == NULL)
    return;
  /* Nothing is answered before it is said what column. */
  if (g_str_equal (reply->answers->pdata[selected], SEK_IMPORT_NEW_COLUMN))
    adw_combo_row_set_selected (row, reply->chosen);
  else
    reply->chosen = selected;
  reply->func (reply->question, reply->answers->pdata[selected], reply->data);
}

static void
apply_cb (AdwEntryRow *row, Reply *reply)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (row)));

  reply->func (reply->question, *g_strstrip (text) != '\0' ? text : NULL, reply->data);
}

/* Widgets take markup. */
static void
set_title (GtkWidget *row, const char *title)
{
  g_autofree char *markup = g_markup_escape_text (title, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), markup);
}

static void
set_subtitle (GtkWidget *row, const char *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), markup);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
}

/* By a sign and, except where the words beside it say so already, by a word. */
static void
mark_doubtful (GtkWidget *row, const char *word)
{
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  if (word != NULL)
    {
      GtkWidget *pill = gtk_label_new (word);

      gtk_widget_add_css_class (pill, "pill-status");
      gtk_widget_add_css_class (pill, "doubtful");
      gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), pill);
    }
}

static void
note_place (Filler *self, const char *question, gboolean open, GtkWidget *widget)
{
  if (self->found == NULL && g_strcmp0 (question, self->wanted) == 0)
    self->found = widget;
  if (self->open == NULL && open)
    self->open = widget;
}

static void
add_radios (Filler *self, GtkWidget *group, const SekImportQuestion *question)
{
  GtkWidget *first = NULL, *chosen = NULL;

  for (guint i = 0; i < question->choices->len; i++)
    {
      const SekImportChoice *choice = question->choices->pdata[i];
      GtkWidget *row = adw_action_row_new (), *radio = gtk_check_button_new ();
      Reply *reply = make_reply (self, question->id);

      g_ptr_array_add (reply->answers, g_strdup (choice->answer));
      set_title (row, choice->text);
      adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
      gtk_widget_set_valign (radio, GTK_ALIGN_CENTER);
      gtk_accessible_update_property (GTK_ACCESSIBLE (radio), GTK_ACCESSIBLE_PROPERTY_LABEL, choice->text,
                                      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, question->text, -1);
      if (first != NULL)
        gtk_check_button_set_group (GTK_CHECK_BUTTON (radio), GTK_CHECK_BUTTON (first));
      else
        first = radio;
      if (g_strcmp0 (choice->answer, question->answer) == 0)
        {
          gtk_check_button_set_active (GTK_CHECK_BUTTON (radio), TRUE);
          chosen = radio;
        }
      g_signal_connect_data (radio, "toggled", G_CALLBACK (radio_cb), reply, free_reply, 0);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), radio);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), radio);
      gtk_widget_set_focusable (row, FALSE);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
  note_place (self, question->id, question->answer == NULL, chosen != NULL ? chosen : first);
}

/* What is chosen now may be none of them: then the first line says so. */
static void
add_combo (Filler *self, GtkWidget *row, const char *id, GPtrArray *choices, const char *answer)
{
  GtkStringList *words = gtk_string_list_new (NULL);
  Reply *reply = make_reply (self, id);
  guint selected = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < choices->len; i++)
    if (g_strcmp0 (((const SekImportChoice *) choices->pdata[i])->answer, answer) == 0)
      selected = i;
  if (selected == GTK_INVALID_LIST_POSITION)
    {
      gtk_string_list_append (words, _("Choose …"));
      g_ptr_array_add (reply->answers, NULL);
      selected = 0;
    }
  for (guint i = 0; i < choices->len; i++)
    {
      gtk_string_list_append (words, ((const SekImportChoice *) choices->pdata[i])->text);
      g_ptr_array_add (reply->answers, g_strdup (((const SekImportChoice *) choices->pdata[i])->answer));
    }
  reply->chosen = selected;
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (words));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  g_signal_connect_data (row, "notify::selected", G_CALLBACK (combo_cb), reply, free_reply, 0);
  g_object_unref (words);
}

/* A choice that is only the way to a dialog is no state that a radio button could be in. */
static gboolean
must_unfold (const SekImportQuestion *question)
{
  gboolean unfold = question->choices->len > MOST_RADIOS;

  for (guint i = 0; i < question->choices->len; i++)
    unfold |= g_str_equal (((const SekImportChoice *) question->choices->pdata[i])->answer, SEK_IMPORT_NEW_COLUMN);
  return unfold;
}

static void
add_question (Filler *self, GtkWidget *group, const SekImportQuestion *question)
{
  const char *word = question->answer == NULL ? _("Must be answered") : question->remembered ? _("Remembered") : NULL;
  GtkWidget *head = adw_action_row_new ();

  set_title (head, question->text);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (head), 0);
  gtk_widget_add_css_class (head, "question");
  gtk_widget_set_focusable (head, FALSE);
  if (word != NULL)
    {
      set_subtitle (head, word);
      mark_doubtful (head, NULL);
    }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), head);
  if (question->choices->len == 0)
    {
      GtkWidget *entry = adw_entry_row_new ();

      set_title (entry, _("Answer"));
      if (question->answer != NULL)
        gtk_editable_set_text (GTK_EDITABLE (entry), question->answer);
      adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (entry), TRUE);
      gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, question->text, -1);
      g_signal_connect_data (entry, "apply", G_CALLBACK (apply_cb), make_reply (self, question->id), free_reply, 0);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), entry);
      note_place (self, question->id, question->answer == NULL, entry);
    }
  else if (must_unfold (question))
    {
      GtkWidget *row = adw_combo_row_new ();

      set_title (row, _("Answer"));
      add_combo (self, row, question->id, question->choices, question->answer);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
      note_place (self, question->id, question->answer == NULL, row);
    }
  else
    add_radios (self, group, question);
}

GtkWidget *
sek_import_understood_fill (GtkBox *box, SekImport *import, const char *question, SekImportAnswerFunc func,
                            gpointer data)
{
  GPtrArray *questions = sek_import_get_questions (import), *facts = sek_import_get_facts (import),
            *columns = sek_import_get_columns (import);
  Filler self = { .wanted = question, .func = func, .data = data };
  GtkWidget *child, *group = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
  for (guint i = 0; i < questions->len; i++)
    add_question (&self, GTK_WIDGET (sek_group_append (box, i == 0 ? _("Questions") : "")), questions->pdata[i]);
  if (facts->len > 0)
    group = GTK_WIDGET (sek_group_append (box, _("How the file was read")));
  for (guint i = 0; i < facts->len; i++)
    {
      const SekImportFact *fact = facts->pdata[i];
      GtkWidget *row = adw_action_row_new ();

      set_title (row, fact->title);
      set_subtitle (row, fact->text);
      if (fact->doubtful)
        mark_doubtful (row, _("Look closer"));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
  if (columns->len > 0)
    group = GTK_WIDGET (sek_group_append (box, _("Columns")));
  for (guint i = 0; i < columns->len; i++)
    {
      const SekImportColumn *column = columns->pdata[i];
      GtkWidget *row = adw_combo_row_new ();
      g_autofree char *id = g_strconcat ("column:", column->key, NULL);
      g_autofree char *text = g_strconcat (column->sample,
                                           *column->sample != '\0' && *column->text != '\0' ? " · " : "", column->text,
                                           NULL);

      set_title (row, column->head);
      if (column->doubtful)
        {
          g_autofree char *unsure = g_strdup_printf ("%s · %s", _("Look closer"), text);

          set_subtitle (row, unsure);
          mark_doubtful (row, NULL);
        }
      else
        set_subtitle (row, text);
      add_combo (&self, row, id, sek_import_get_meanings (import), column->meaning);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
      note_place (&self, id, FALSE, row);
    }
  return self.open != NULL ? self.open : self.found;
}

void
sek_import_understood_fill_pills (GtkBox *box, SekImport *import)
{
  static const struct { SekImportVerdict verdict; const char *style; } pills[] = {
    { SEK_IMPORT_NEW, "good" }, { SEK_IMPORT_CHANGED, "good" }, { SEK_IMPORT_DOUBTFUL, "doubtful" },
    { SEK_IMPORT_UNKNOWN, "bad" },
    { SEK_IMPORT_MISSING, "doubtful" }, { SEK_IMPORT_DOUBLE, "bad" }, { SEK_IMPORT_SAME, "filter" },
    { SEK_IMPORT_OTHER, "filter" },
  };
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
  for (guint i = 0; i < G_N_ELEMENTS (pills); i++)
    {
      guint n = sek_import_count (import, pills[i].verdict);
      g_autofree char *text = g_strdup_printf ("%u %s", n, sek_import_verdict_word (pills[i].verdict));
      GtkWidget *pill;

      if (n == 0)
        continue;
      pill = gtk_label_new (text);
      gtk_widget_add_css_class (pill, "pill-status");
      gtk_widget_add_css_class (pill, pills[i].style);
      gtk_box_append (box, pill);
    }
}
