/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-tables-several.h"

#include <glib/gi18n-lib.h>

#include "sek-budget.h"
#include "sek-chooser.h"

struct _SekTablesSeveral
{
  AdwBin parent_instance;

  SekReport *report; /* borrowed */
  gboolean   filling;

  AdwExpanderRow *years;
  GPtrArray      *year_rows;     /* borrowed */
  AdwExpanderRow *registers;
  GPtrArray      *register_rows; /* borrowed, in the order of the report's */
};

G_DEFINE_FINAL_TYPE (SekTablesSeveral, sek_tables_several, ADW_TYPE_BIN)

enum { CHANGED, PROBLEM, N_SIGNALS };
static guint signals[N_SIGNALS];

static void fill (SekTablesSeveral *self);

static void
tell (SekTablesSeveral *self)
{
  fill (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
has_year (SekReport *report, int year)
{
  for (guint i = 0; report->joint.more_years != NULL && i < report->joint.more_years->len; i++)
    if (g_array_index (report->joint.more_years, int, i) == year)
      return TRUE;
  return FALSE;
}

/* --- years -------------------------------------------------------------------------------------------------------- */

static void
year_toggled_cb (GtkCheckButton *check, SekTablesSeveral *self)
{
  int year = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (check), "sek-year"));

  if (self->filling)
    return;
  sek_report_set_more_year (self->report, year, gtk_check_button_get_active (check));
  /* Not filled anew: the check button that was clicked keeps the focus. */
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
add_year (SekTablesSeveral *self, int year)
{
  g_autofree char *text = g_strdup_printf ("%d", year);
  GtkWidget *row = adw_action_row_new (), *check = gtk_check_button_new ();

  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), has_year (self->report, year));
  g_object_set_data (G_OBJECT (check), "sek-year", GINT_TO_POINTER (year));
  g_signal_connect (check, "toggled", G_CALLBACK (year_toggled_cb), self);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_expander_row_add_row (self->years, row);
  g_ptr_array_add (self->year_rows, row);
}

/* --- registers ---------------------------------------------------------------------------------------------------- */

static void
removed_cb (GtkButton *button, SekTablesSeveral *self)
{
  guint index;

  if (!g_ptr_array_find (self->register_rows, gtk_widget_get_ancestor (GTK_WIDGET (button), ADW_TYPE_ACTION_ROW),
                         &index))
    return;
  sek_report_remove_other (self->report, index);
  tell (self);
}

static void
add_register (SekTablesSeveral *self, const SekReport *other)
{
  g_autofree char *title = g_markup_escape_text (other->data.source != NULL ? other->data.source : "", -1);
  g_autofree char *folder = other->data.path != NULL ? g_path_get_dirname (other->data.path) : g_strdup (""),
                  *shown = g_filename_display_name (folder);
  g_autofree char *subtitle = g_markup_escape_text (shown, -1);
  GtkWidget *row = adw_action_row_new (), *button = gtk_button_new_from_icon_name ("list-remove-symbolic");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  /* Each year's register may be called alike, in a folder of its year. */
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_tooltip_text (row, shown);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Remove the Register"));
  g_signal_connect (button, "clicked", G_CALLBACK (removed_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_expander_row_add_row (self->registers, row);
  g_ptr_array_add (self->register_rows, row);
}

void
sek_tables_several_add_register (SekTablesSeveral *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SekDocument) other = sek_document_open (path, SEK_DOCUMENT_READ_ONLY, &error);
  gboolean added;

  if (other == NULL)
    {
      g_signal_emit (self, signals[PROBLEM], 0, error->message);
      return;
    }
  added = sek_report_add_other (self->report, other);
  sek_document_close (other);
  if (added)
    tell (self);
  else
    g_signal_emit (self, signals[PROBLEM], 0, _("This register is in the workbook already."));
}

static void
file_chosen_cb (GtkNativeDialog *dialog, int response, SekTablesSeveral *self)
{
  g_autofree char *path = sek_chooser_dup_path (dialog, response);

  if (path != NULL && self->report != NULL)
    sek_tables_several_add_register (self, path);
  g_object_unref (dialog);
}

static void
add_clicked_cb (GtkButton *button, SekTablesSeveral *self)
{
  GtkFileChooserNative *chooser = sek_chooser_new (GTK_WIDGET (self), _("Another Register in the Same Workbook"),
                                                   GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"));

  g_signal_connect_object (chooser, "response", G_CALLBACK (file_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* --- what there is to choose -------------------------------------------------------------------------------------- */

static void
empty (AdwExpanderRow *expander, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_expander_row_remove (expander, rows->pdata[i]);
  g_ptr_array_set_size (rows, 0);
}

static void
fill (SekTablesSeveral *self)
{
  g_autoptr (GArray) all = sek_budget_columns (self->report->data.reg);
  int last = self->report->options.year;

  self->filling = TRUE;
  empty (self->years, self->year_rows);
  empty (self->registers, self->register_rows);
  /* The newest first, as in the list of years. */
  for (guint i = all->len; i > 0; i--)
    {
      int year = (int) sek_register_get_budget_column (self->report->data.reg, g_array_index (all, gint64, i - 1))
                     ->year;

      if (year != last && year != self->report->options.year)
        add_year (self, year);
      last = year;
    }
  for (guint i = 0; self->report->joint.others != NULL && i < self->report->joint.others->len; i++)
    add_register (self, self->report->joint.others->pdata[i]);
  gtk_widget_set_sensitive (GTK_WIDGET (self->years), self->year_rows->len > 0);
  self->filling = FALSE;
}

void
sek_tables_several_show (SekTablesSeveral *self, SekReport *report, SekTableId table)
{
  self->report = report;
  if (report == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self), (sek_table_get_flags (table) & SEK_TABLE_ALONE) == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->years), (sek_table_get_flags (table) & SEK_TABLE_OF_YEARS) != 0);
  fill (self);
}

/* --- making it ---------------------------------------------------------------------------------------------------- */

static void
sek_tables_several_finalize (GObject *object)
{
  SekTablesSeveral *self = SEK_TABLES_SEVERAL (object);

  g_ptr_array_unref (self->year_rows);
  g_ptr_array_unref (self->register_rows);
  G_OBJECT_CLASS (sek_tables_several_parent_class)->finalize (object);
}

static void
sek_tables_several_class_init (SekTablesSeveralClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sek_tables_several_finalize;
  signals[CHANGED] = g_signal_new ("changed", SEK_TYPE_TABLES_SEVERAL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[PROBLEM] = g_signal_new ("problem", SEK_TYPE_TABLES_SEVERAL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
}

static AdwExpanderRow *
add_expander (AdwPreferencesGroup *group, const char *title)
{
  GtkWidget *row = adw_expander_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_group_add (group, row);
  return ADW_EXPANDER_ROW (row);
}

static void
sek_tables_several_init (SekTablesSeveral *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *button = gtk_button_new_from_icon_name ("list-add-symbolic");

  self->year_rows = g_ptr_array_new ();
  self->register_rows = g_ptr_array_new ();
  adw_preferences_group_set_title (group, _("More in the Same Workbook"));
  self->years = add_expander (group, _("Other Years"));
  self->registers = add_expander (group, _("Other Registers"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Add a Register"));
  g_signal_connect (button, "clicked", G_CALLBACK (add_clicked_cb), self);
  adw_expander_row_add_action (self->registers, button);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (group));
}

GtkWidget *
sek_tables_several_new (void)
{
  return g_object_new (SEK_TYPE_TABLES_SEVERAL, NULL);
}
