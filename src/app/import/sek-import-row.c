/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-import-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-collate.h"
#include "sek-key.h"
#include "sek-speak.h"

typedef struct
{
  GtkWindow          *window; /* weak */
  GtkDropDown        *chooser;
  GPtrArray          *answers; /* "#ID", by position */
  char               *question;
  SekImportAnswerFunc func;
} Asked;

static void
free_asked (gpointer data, GClosure *closure)
{
  Asked *asked = data;

  g_clear_weak_pointer (&asked->window);
  g_ptr_array_unref (asked->answers);
  g_free (asked->question);
  g_free (asked);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, Asked *asked)
{
  guint chosen = gtk_drop_down_get_selected (asked->chooser);

  if (asked->window == NULL)
    return;
  if (g_str_equal (response, "ignore"))
    asked->func (asked->question, "ignore", asked->window);
  else if (g_str_equal (response, "choose") && chosen < asked->answers->len)
    asked->func (asked->question, asked->answers->pdata[chosen], asked->window);
}

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer reg_and_entity)
{
  gpointer *given = reg_and_entity;
  const char *first = sek_key_get_name (given[0], given[1], *(const gint64 *) a),
             *second = sek_key_get_name (given[0], given[1], *(const gint64 *) b);

  return sek_collate (first, second);
}

/* By name, since what is looked for has one; the names into list, the answers that give each into answers. */
static void
add_rows (SekRegister *reg, const SekEntity *entity, GtkStringList *list, GPtrArray *answers)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  gpointer given[] = { reg, (gpointer) entity };
  const SekRow *row;
  SekTableIter iter;

  sek_table_iter_init (&iter, sek_register_get_table (reg, entity->id));
  while ((row = sek_table_iter_next (&iter)) != NULL)
    g_array_append_val (rows, row->id);
  g_array_sort_with_data (rows, compare_rows, given);
  for (guint i = 0; i < rows->len; i++)
    {
      gint64 id = g_array_index (rows, gint64, i);

      gtk_string_list_append (list, sek_key_get_name (reg, entity, id));
      g_ptr_array_add (answers, g_strdup_printf ("#%" G_GINT64_FORMAT, id));
    }
}

/* What makes one of the row's own name, after those that are there. */
static void
add_new (SekEntityId entity, GtkStringList *list, GPtrArray *answers)
{
  const SekField *section = SEK_FIELD (budget_line, section);

  if (entity == SEK_PROJECT)
    {
      gtk_string_list_append (list, _("New Project"));
      g_ptr_array_add (answers, g_strdup (SEK_IMPORT_NEW_ROW));
    }
  for (guint i = 0; entity == SEK_BUDGET_LINE && i < section->choices.n_choices; i++)
    {
      g_autofree char *text = g_strdup_printf (_("New line in %s"),
                                               sek_kind_get_choice_word (section, i, sek_program_language ()));

      gtk_string_list_append (list, text);
      g_ptr_array_add (answers, g_strconcat (SEK_IMPORT_NEW_ROW, section->choices.choices[i].id, NULL));
    }
}

void
sek_import_row_ask (GtkWindow *window, SekRegister *reg, SekEntityId entity, const SekImportProposal *proposal,
                    SekImportAnswerFunc func)
{
  /* Of hours it is the grant that is asked about, which the question names, and not the day that the row is called. */
  g_autofree char *heading = g_strdup_printf (_("Where Does “%s” Belong?"),
                                              entity == SEK_GRANT ? proposal->question + strlen ("row:")
                                                                  : proposal->name);
  GtkWidget *dialog = adw_message_dialog_new (window, heading, _("The answer is remembered for the next time."));
  GtkStringList *list = gtk_string_list_new (NULL);
  GtkExpression *expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  Asked *asked = g_new0 (Asked, 1);

  g_set_weak_pointer (&asked->window, window);
  asked->answers = g_ptr_array_new_with_free_func (g_free);
  asked->question = g_strdup (proposal->question);
  asked->func = func;
  add_rows (reg, sek_entity_get (entity), list, asked->answers);
  add_new (entity, list, asked->answers);
  asked->chooser = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (list), expression));
  gtk_drop_down_set_enable_search (asked->chooser, TRUE);
  sek_speak_name_chooser (asked->chooser, sek_word (&sek_entity_get (entity)->singular, sek_program_language ()));
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), GTK_WIDGET (asked->chooser));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "ignore", _("_Leave It Out"),
                                    "choose", _("_Choose"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "choose", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "choose", asked->answers->len > 0);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "choose");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), asked, free_asked, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
