/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-audit-send.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-budget.h"
#include "sek-collate.h"
#include "sek-column-dialog.h"
#include "sek-import.h"
#include "sek-import-window.h"
#include "sek-page.h"

#define LONGEST_HEAD 40 /* in characters, as the dialog shows it */

typedef struct
{
  GtkWidget        *page; /* weak */
  SekDocument      *document;
  GPtrArray        *audits;
  SekAudit         *audit; /* borrowed from audits */
  char             *source;
  GArray           *columns; /* guint, of the table */
  GArray           *targets; /* gint64, budget columns; after them stands the new one */
  AdwMessageDialog *dialog;
  AdwComboRow      *column;
  AdwComboRow      *target;
  GtkLabel         *note;
  guint             chosen;  /* of columns, once the dialog is gone */
  gboolean          filling;
  gboolean          by_hand; /* the person chose the target */
} Send;

static void
free_send (gpointer data)
{
  Send *self = data;

  g_clear_weak_pointer (&self->page);
  g_object_unref (self->document);
  g_ptr_array_unref (self->audits);
  g_array_unref (self->columns);
  g_array_unref (self->targets);
  g_free (self->source);
  g_free (self);
}

static guint
get_column (Send *self)
{
  return g_array_index (self->columns, guint, self->chosen);
}

gboolean
sek_audit_send_is_possible (SekAudit *audit)
{
  for (guint i = 0; i < sek_audit_get_n_columns (audit); i++)
    if (sek_audit_is_budget (audit, i))
      return TRUE;
  return FALSE;
}

/* --- what is proposed --------------------------------------------------------------------------------------------- */

/* How many of the words of a budget column's title stand in the head of a column, in hundredths: «Prognose 2022» in
 * «Regnskap 2022, prognose». */
static guint
rate (SekRegister *reg, gint64 target, const char *head)
{
  g_autofree char *title = sek_collate_fold (sek_register_get_budget_column (reg, target)->title),
                  *folded = sek_collate_fold (head);
  g_auto (GStrv) words = g_strsplit_set (title, " .,", -1);
  guint n = 0, found = 0;

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      {
        n++;
        found += strstr (folded, words[i]) != NULL;
      }
  return n > 0 ? found * 100 / n : 0;
}

/* The target that fits a column best, and how well it does. With nothing that fits it is the last one. */
static guint
find_target (Send *self, guint column, guint *fit)
{
  SekRegister *reg = sek_document_get_register (self->document);
  const char *head = sek_audit_get_head (self->audit, column);
  guint best = 0;

  *fit = 0;
  for (guint i = 0; i < self->targets->len; i++)
    {
      guint rated = rate (reg, g_array_index (self->targets, gint64, i), head);

      if (i == 0 || rated >= *fit)
        {
          best = i;
          *fit = rated;
        }
    }
  return best;
}

/* The proposed column where it can go on, else the one that fits best, of several the one that fits the newest
 * target. */
static guint
find_column (Send *self, guint proposed)
{
  guint best = 0, best_fit = 0, best_target = 0;

  for (guint i = 0; i < self->columns->len; i++)
    {
      guint fit, target = find_target (self, g_array_index (self->columns, guint, i), &fit);

      if (g_array_index (self->columns, guint, i) == proposed)
        return i;
      if (fit > best_fit || (fit == best_fit && target > best_target))
        {
          best = i;
          best_fit = fit;
          best_target = target;
        }
    }
  return best;
}

/* --- going on ----------------------------------------------------------------------------------------------------- */

static void
import (Send *self, const char *target)
{
  GtkRoot *root = self->page != NULL ? gtk_widget_get_root (self->page) : NULL;
  g_autofree char *base = g_strdup (self->source), *name = NULL;
  g_autoptr (GBytes) table = NULL;
  char *dot = strrchr (base, '.');

  /* The register may have been closed, or another opened, while a new column was thought of. */
  if (!GTK_IS_WINDOW (root) || sek_page_get_document (SEK_PAGE (self->page)) != self->document)
    return;
  if (dot != NULL)
    *dot = '\0';
  name = *base != '\0' ? g_strdup_printf ("%s (%s).tsv", base, _("Arithmetic Check"))
                       : g_strdup_printf ("%s.tsv", _("Arithmetic Check"));
  g_strdelimit (name, "/", '_');
  table = sek_audit_make_column_table (self->audit, get_column (self));
  sek_import_window_present_table (GTK_WINDOW (root), self->document, SEK_IMPORT_KIND_BUDGET, table, name, target);
}

static void
new_column_cb (const SekColumnChoice *choice, gpointer user_data)
{
  g_autofree char *target = sek_import_dup_new_column (choice->title, choice->year, choice->kind, choice->source);

  import (user_data, target);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, Send *self)
{
  guint target = adw_combo_row_get_selected (self->target);
  SekColumnStart start = { .import = TRUE };
  g_autofree char *title = NULL;

  if (!g_str_equal (response, "go-on") || self->page == NULL)
    return;
  self->chosen = adw_combo_row_get_selected (self->column);
  if (target < self->targets->len)
    {
      g_autofree char *key = g_strdup_printf ("#%" G_GINT64_FORMAT, g_array_index (self->targets, gint64, target));

      import (self, key);
      return;
    }
  if (sek_import_read_title (sek_document_get_register (self->document),
                             sek_audit_get_head (self->audit, get_column (self)), &title, &start.year, &start.kind))
    start.title = title;
  else
    {
      start.year = 0;
      start.kind = SEK_NONE;
    }
  sek_column_dialog_present (self->page, sek_document_get_register (self->document), &start, new_column_cb,
                             g_object_steal_data (G_OBJECT (dialog), "sek-send"), free_send);
}

/* --- the dialog --------------------------------------------------------------------------------------------------- */

/* Figures go on as they are printed, and who sends wrong ones should know. */
static void
show_note (Send *self)
{
  guint column = g_array_index (self->columns, guint, adw_combo_row_get_selected (self->column)), n = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < sek_audit_get_n_cells (self->audit); i++)
    {
      const SekAuditCell *cell = sek_audit_get_cell (self->audit, i);

      /* Sums are not taken, right or wrong. */
      n += cell->column == column && cell->verdict == SEK_VERDICT_WRONG && !sek_audit_is_total (self->audit, cell->row);
    }
  if (n > 0)
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         "There is a finding on %u figure of this column. It goes on as it stands in "
                                         "the table.",
                                         "There are findings on %u figures of this column. They go on as they stand in "
                                         "the table.", n),
                            n);
  gtk_label_set_text (self->note, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), text != NULL);
}

static void
column_chosen_cb (AdwComboRow *row, GParamSpec *pspec, Send *self)
{
  guint fit;

  show_note (self);
  if (self->by_hand)
    return;
  self->filling = TRUE;
  adw_combo_row_set_selected (self->target,
                              find_target (self, g_array_index (self->columns, guint, adw_combo_row_get_selected (row)),
                                           &fit));
  self->filling = FALSE;
}

static void
target_chosen_cb (AdwComboRow *row, GParamSpec *pspec, Send *self)
{
  if (!self->filling)
    self->by_hand = TRUE;
}

/* Takes list. */
static AdwComboRow *
add_combo (GtkWidget *group, const char *title, GtkStringList *list, guint selected)
{
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  g_object_unref (list);
  return ADW_COMBO_ROW (row);
}

static GtkStringList *
list_columns (Send *self)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  for (guint i = 0; i < sek_audit_get_n_columns (self->audit); i++)
    if (sek_audit_is_budget (self->audit, i))
      {
        const char *head = sek_audit_get_head (self->audit, i);
        g_autofree char *first = g_utf8_strlen (head, -1) > LONGEST_HEAD ? g_utf8_substring (head, 0, LONGEST_HEAD - 1)
                                                                         : NULL;

        gtk_string_list_take (list, first != NULL ? g_strconcat (first, "…", NULL) : g_strdup (head));
        g_array_append_val (self->columns, i);
      }
  return list;
}

static GtkStringList *
list_targets (Send *self)
{
  SekRegister *reg = sek_document_get_register (self->document);
  g_autoptr (GArray) columns = sek_budget_columns (reg);
  GtkStringList *list = gtk_string_list_new (NULL);

  for (guint i = 0; i < columns->len; i++)
    {
      gint64 id = g_array_index (columns, gint64, i);
      const SekBudgetColumn *row = sek_register_get_budget_column (reg, id);

      if (row->status == SEK_STATUS_SEALED)
        continue;
      g_array_append_val (self->targets, id);
      gtk_string_list_append (list, row->title);
    }
  gtk_string_list_append (list, _("New Column…"));
  return list;
}

void
sek_audit_send_present (GtkWidget *page, SekDocument *document, GPtrArray *audits, guint index, guint column,
                        const char *source)
{
  GtkWidget *group = adw_preferences_group_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkStringList *columns, *targets;
  Send *self = g_new0 (Send, 1);
  guint selected, fit;

  g_set_weak_pointer (&self->page, page);
  self->document = g_object_ref (document);
  self->audits = g_ptr_array_ref (audits);
  self->audit = audits->pdata[index];
  self->source = g_strdup (source);
  self->columns = g_array_new (FALSE, FALSE, sizeof (guint));
  self->targets = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (page)),
                                                             _("Send to a Budget Column"),
                                                             _("Every change is shown before anything is stored. Sums "
                                                               "and results are not taken: the register works them "
                                                               "out itself.")));
  columns = list_columns (self);
  targets = list_targets (self);
  selected = find_column (self, column);
  self->column = add_combo (group, _("Column of the table"), columns, selected);
  self->target = add_combo (group, _("Budget column"), targets,
                            find_target (self, g_array_index (self->columns, guint, selected), &fit));
  self->note = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->note, TRUE);
  gtk_label_set_xalign (self->note, 0);
  gtk_box_append (GTK_BOX (box), group);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->note));
  show_note (self);
  adw_message_dialog_set_extra_child (self->dialog, box);
  adw_message_dialog_add_responses (self->dialog, "cancel", _("_Cancel"), "go-on", _("_Show Changes"), NULL);
  adw_message_dialog_set_response_appearance (self->dialog, "go-on", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (self->dialog, "go-on");
  adw_message_dialog_set_close_response (self->dialog, "cancel");
  g_signal_connect (self->column, "notify::selected", G_CALLBACK (column_chosen_cb), self);
  g_signal_connect (self->target, "notify::selected", G_CALLBACK (target_chosen_cb), self);
  g_signal_connect (self->dialog, "response", G_CALLBACK (response_cb), self);
  g_object_set_data_full (G_OBJECT (self->dialog), "sek-send", self, free_send);
  gtk_window_present (GTK_WINDOW (self->dialog));
}
