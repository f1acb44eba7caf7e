/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-import-column.h"

#include "sek-column-dialog.h"

typedef struct
{
  GtkWindow          *window; /* the dialog's parent: there while it is */
  char               *question;
  SekImportAnswerFunc func;
} Asked;

static void
free_asked (gpointer data)
{
  Asked *asked = data;

  g_free (asked->question);
  g_free (asked);
}

static void
chosen_cb (const SekColumnChoice *choice, gpointer user_data)
{
  Asked *asked = user_data;
  g_autofree char *answer = sek_import_dup_new_column (choice->title, choice->year, choice->kind, choice->source);

  asked->func (asked->question, answer, asked->window);
}

gboolean
sek_import_column_ask (GtkWindow *window, SekRegister *reg, SekImport *import, const char *question, const char *answer,
                       SekImportAnswerFunc func)
{
  SekColumnStart start = { .import = TRUE };
  g_autofree char *title = NULL;
  Asked *asked;

  if (g_strcmp0 (answer, SEK_IMPORT_NEW_COLUMN) != 0)
    return FALSE;
  if (import == NULL)
    return TRUE;
  asked = g_new0 (Asked, 1);
  sek_import_propose_column (import, question, &title, &start.year, &start.kind);
  start.title = title;
  asked->window = window;
  asked->question = g_strdup (question);
  asked->func = func;
  sek_column_dialog_present (GTK_WIDGET (window), reg, &start, chosen_cb, asked, free_asked);
  return TRUE;
}
