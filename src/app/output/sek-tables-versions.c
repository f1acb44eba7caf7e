/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-tables-versions.h"

#include <glib/gi18n-lib.h>

#include "sek-budget.h"
#include "sek-chooser.h"
#include "sek-list-rows.h"
#include "sek-seal.h"
#include "sek-speak.h"

/* One side: its kind, and the row that says which of that kind. */
typedef struct
{
  SekTablesVersions *owner;
  AdwComboRow  *kind;   /* a SekVersionKind each, in their order */
  AdwEntryRow  *day;
  AdwActionRow *file;
  AdwComboRow  *column; /* those that were adopted */
  SekDocument  *chosen; /* a file that is not in the report yet; NULL for none */
} Side;

enum { LEFT, RIGHT, N_SIDES };

struct _SekTablesVersions
{
  AdwBin parent_instance;

  SekDocument *document; /* borrowed */
  SekReport   *report;   /* borrowed */
  gboolean     filling;

  Side          sides[N_SIDES];
  GArray       *adopted; /* gint64, the sealed columns, the newest first */
  AdwActionRow *with_all;
  GtkSwitch    *all;
  AdwActionRow *with_names;
  GtkSwitch    *names;
};

G_DEFINE_FINAL_TYPE (SekTablesVersions, sek_tables_versions, ADW_TYPE_BIN)

enum { CHANGED, PROBLEM, N_SIGNALS };
static guint signals[N_SIGNALS];

static void fill (SekTablesVersions *self);
static void show_choice (SekTablesVersions *self);

static const SekReportVersion *
version_of (const Side *side)
{
  const SekReport *report = side->owner->report;

  return side == &side->owner->sides[LEFT] ? &report->data.before : &report->data.after;
}

static SekVersionKind
kind_of (const Side *side)
{
  return (SekVersionKind) adw_combo_row_get_selected (side->kind);
}

/* --- what was chosen ---------------------------------------------------------------------------------------------- */

static void
show_rows (SekTablesVersions *self)
{
  gboolean two_versions = kind_of (&self->sides[LEFT]) != SEK_VERSION_NOW;

  for (int i = 0; i < N_SIDES; i++)
    {
      const Side *side = &self->sides[i];
      SekVersionKind kind = kind_of (side);
      gboolean seen = i == LEFT || two_versions;

      gtk_widget_set_visible (GTK_WIDGET (side->kind), seen);
      gtk_widget_set_visible (GTK_WIDGET (side->day), seen && kind == SEK_VERSION_DAY);
      gtk_widget_set_visible (GTK_WIDGET (side->file), seen && kind == SEK_VERSION_FILE);
      gtk_widget_set_visible (GTK_WIDGET (side->column), seen && kind == SEK_VERSION_ADOPTED);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->with_names), self->report != NULL && self->report->data.authors != NULL);
}

static void
show_problem (Side *side, const GError *error)
{
  gtk_widget_add_css_class (GTK_WIDGET (side->day), "error");
  g_signal_emit (side->owner, signals[PROBLEM], 0, error->message);
}

/* What a side says; FALSE where it is not said yet, or with error. */
static gboolean
read_side (Side *side, SekVersionWish *wish, GError **error)
{
  SekTablesVersions *self = side->owner;
  guint column = adw_combo_row_get_selected (side->column);

  wish->kind = kind_of (side);
  switch (wish->kind)
    {
    case SEK_VERSION_DAY:
      return *gtk_editable_get_text (GTK_EDITABLE (side->day)) != '\0'
             && sek_date_parse (gtk_editable_get_text (GTK_EDITABLE (side->day)), &wish->day, error);
    case SEK_VERSION_FILE:
      wish->file = side->chosen;
      return wish->file != NULL || version_of (side)->kind == SEK_VERSION_FILE;
    case SEK_VERSION_ADOPTED:
      if (column < self->adopted->len)
        wish->column = g_array_index (self->adopted, gint64, column);
      return wish->column != 0;
    case SEK_VERSION_NOW:
    default:
      return TRUE;
    }
}

static void
forget_files (SekTablesVersions *self)
{
  for (int i = 0; i < N_SIDES; i++)
    {
      if (self->sides[i].chosen != NULL)
        sek_document_close (self->sides[i].chosen);
      g_clear_object (&self->sides[i].chosen);
    }
}

/* Both sides as they are chosen become the report's, once both are whole. The table stays what it was until then. */
static void
apply (SekTablesVersions *self, Side *changed)
{
  SekVersionWish wishes[N_SIDES] = { 0 };
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < N_SIDES; i++)
    if (i == LEFT || wishes[LEFT].kind != SEK_VERSION_NOW)
      if (!read_side (&self->sides[i], &wishes[i], &error))
        {
          if (error != NULL)
            show_problem (&self->sides[i], error);
          return;
        }
  if (!sek_report_set_versions (self->report, self->document, &wishes[LEFT], &wishes[RIGHT], &error))
    {
      show_problem (changed, error);
      return;
    }
  forget_files (self);
  show_choice (self);
  show_rows (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
sek_tables_versions_choose_file (SekTablesVersions *self, gboolean right, const char *path)
{
  Side *side = &self->sides[right ? RIGHT : LEFT];
  g_autoptr (GError) error = NULL;
  SekDocument *other = sek_document_open (path, SEK_DOCUMENT_READ_ONLY, &error);

  if (other == NULL)
    {
      fill (self);
      g_signal_emit (self, signals[PROBLEM], 0, error->message);
      return;
    }
  if (side->chosen != NULL)
    sek_document_close (side->chosen);
  g_clear_object (&side->chosen);
  side->chosen = other;
  self->filling = TRUE;
  adw_combo_row_set_selected (side->kind, SEK_VERSION_FILE);
  self->filling = FALSE;
  show_rows (self);
  apply (self, side);
}

static void
file_chosen_cb (GtkNativeDialog *dialog, int response, SekTablesVersions *self)
{
  g_autofree char *path = sek_chooser_dup_path (dialog, response);
  gboolean right = g_object_get_data (G_OBJECT (dialog), "sek-right") != NULL;

  if (self->report != NULL && path != NULL)
    sek_tables_versions_choose_file (self, right, path);
  else if (self->report != NULL)
    fill (self);
  g_object_unref (dialog);
}

static void
ask_for_file (Side *side)
{
  GtkFileChooserNative *chooser = sek_chooser_new (GTK_WIDGET (side->owner), _("Compare With a Register"),
                                                   GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"));

  if (side == &side->owner->sides[RIGHT])
    g_object_set_data (G_OBJECT (chooser), "sek-right", side);
  g_signal_connect_object (chooser, "response", G_CALLBACK (file_chosen_cb), side->owner, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
kind_chosen_cb (AdwComboRow *row, GParamSpec *pspec, Side *side)
{
  if (side->owner->filling)
    return;
  show_rows (side->owner);
  if (kind_of (side) == SEK_VERSION_FILE)
    ask_for_file (side);
  else if (kind_of (side) == SEK_VERSION_DAY)
    gtk_widget_grab_focus (GTK_WIDGET (side->day));
  else
    apply (side->owner, side);
}

static void
day_applied_cb (AdwEntryRow *row, Side *side)
{
  gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  apply (side->owner, side);
}

static void
file_activated_cb (AdwActionRow *row, Side *side)
{
  ask_for_file (side);
}

static void
column_chosen_cb (AdwComboRow *row, GParamSpec *pspec, Side *side)
{
  if (!side->owner->filling)
    apply (side->owner, side);
}

static void
switched_cb (GtkSwitch *button, GParamSpec *pspec, SekTablesVersions *self)
{
  if (self->filling)
    return;
  self->report->options.all_rows = gtk_switch_get_active (self->all);
  self->report->options.no_names = !gtk_switch_get_active (self->names);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* --- what there is to choose -------------------------------------------------------------------------------------- */

static void
fill_kinds (SekTablesVersions *self, Side *side)
{
  static const char *const words[] = { N_("The Register as It Was"), N_("Another Register…"), N_("What Was Adopted") };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_add (builder, side == &self->sides[LEFT] ? _("Two Budget Columns") : _("The Register as It Is"));
  /* Nothing was adopted where no column is sealed. */
  for (guint i = 0; i < G_N_ELEMENTS (words) - (self->adopted->len == 0); i++)
    g_strv_builder_add (builder, _(words[i]));
  sek_combo_set_items (side->kind, builder, version_of (side)->kind);
}

static void
fill_side (SekTablesVersions *self, Side *side)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const SekReportVersion *version = version_of (side);
  guint selected = 0;

  fill_kinds (self, side);
  for (guint i = 0; i < self->adopted->len; i++)
    {
      gint64 column = g_array_index (self->adopted, gint64, i);

      if (column == version->column)
        selected = i;
      g_strv_builder_add (builder, sek_register_get_budget_column (sek_document_get_register (self->document), column)
                                       ->title);
    }
  sek_combo_set_items (side->column, builder, selected);
}

/* What the report compares, in the entries; the lists stay as they are, since one of them may be the one that was
 * chosen from. */
static void
show_choice (SekTablesVersions *self)
{
  for (int i = 0; i < N_SIDES; i++)
    {
      Side *side = &self->sides[i];
      const SekReportVersion *version = version_of (side);

      gtk_widget_remove_css_class (GTK_WIDGET (side->day), "error");
      if (version->kind == SEK_VERSION_DAY)
        {
          g_autofree char *day = sek_date_format (version->day, SEK_DATE_NUMERIC, sek_program_language ());

          gtk_editable_set_text (GTK_EDITABLE (side->day), day);
        }
      if (version->kind == SEK_VERSION_FILE)
        {
          g_autofree char *markup = g_markup_escape_text (version->name, -1);

          adw_action_row_set_subtitle (side->file, markup);
        }
    }
}

static void
find_adopted (SekTablesVersions *self)
{
  SekRegister *reg = sek_document_get_register (self->document);
  g_autoptr (GArray) columns = sek_budget_columns (reg);

  g_array_set_size (self->adopted, 0);
  for (guint i = columns->len; i > 0; i--)
    if (sek_seal_find (reg, g_array_index (columns, gint64, i - 1)) != NULL)
      g_array_append_val (self->adopted, g_array_index (columns, gint64, i - 1));
}

static void
fill (SekTablesVersions *self)
{
  gboolean was_filling = self->filling;

  self->filling = TRUE;
  find_adopted (self);
  for (int i = 0; i < N_SIDES; i++)
    fill_side (self, &self->sides[i]);
  show_choice (self);
  gtk_switch_set_active (self->all, self->report->options.all_rows);
  gtk_switch_set_active (self->names, !self->report->options.no_names);
  show_rows (self);
  self->filling = was_filling;
}

void
sek_tables_versions_show (SekTablesVersions *self, SekDocument *document, SekReport *report, SekTableId table)
{
  if (self->document != document)
    forget_files (self);
  self->document = document;
  self->report = report;
  gtk_widget_set_visible (GTK_WIDGET (self), table == SEK_TABLE_COMPARISON);
  if (report != NULL)
    fill (self);
}

/* --- making it ---------------------------------------------------------------------------------------------------- */

static void
sek_tables_versions_finalize (GObject *object)
{
  SekTablesVersions *self = SEK_TABLES_VERSIONS (object);

  forget_files (self);
  g_array_unref (self->adopted);
  G_OBJECT_CLASS (sek_tables_versions_parent_class)->finalize (object);
}

static void
sek_tables_versions_class_init (SekTablesVersionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sek_tables_versions_finalize;
  signals[CHANGED] = g_signal_new ("changed", SEK_TYPE_TABLES_VERSIONS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[PROBLEM] = g_signal_new ("problem", SEK_TYPE_TABLES_VERSIONS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
}

static GtkWidget *
add_row (AdwPreferencesGroup *group, GtkWidget *row, const char *title)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_group_add (group, row);
  return row;
}

static AdwComboRow *
add_combo (AdwPreferencesGroup *group, const char *title, GCallback chosen_cb, Side *side)
{
  AdwComboRow *row = ADW_COMBO_ROW (add_row (group, adw_combo_row_new (), title));

  /* Titles of columns are long, and the pane is narrow where the text is large. */
  adw_combo_row_set_use_subtitle (row, TRUE);
  g_signal_connect (row, "notify::selected", chosen_cb, side);
  return row;
}

static void
add_side (SekTablesVersions *self, int index, AdwPreferencesGroup *group)
{
  /* Each side's rows have names of their own, since one hears nothing else of them. */
  static const char *const titles[N_SIDES][4] = {
    { N_("Compare"), N_("As It Was on (Date)"), N_("Register"), N_("Adopted Column") },
    { N_("With What"), N_("As It Was Later on (Date)"), N_("The Other Register"), N_("The Other Adopted Column") },
  };
  Side *side = &self->sides[index];

  side->owner = self;
  side->kind = add_combo (group, _(titles[index][0]), G_CALLBACK (kind_chosen_cb), side);
  side->day = ADW_ENTRY_ROW (add_row (group, adw_entry_row_new (), _(titles[index][1])));
  adw_entry_row_set_show_apply_button (side->day, TRUE);
  sek_speak_name_entry (GTK_EDITABLE (side->day), _(titles[index][1]));
  g_signal_connect (side->day, "apply", G_CALLBACK (day_applied_cb), side);
  /* Enter on a text that is the same, such as one that was refused. */
  g_signal_connect (side->day, "entry-activated", G_CALLBACK (day_applied_cb), side);
  side->file = ADW_ACTION_ROW (add_row (group, adw_action_row_new (), _(titles[index][2])));
  adw_action_row_add_suffix (side->file, gtk_image_new_from_icon_name ("document-open-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (side->file), TRUE);
  g_signal_connect (side->file, "activated", G_CALLBACK (file_activated_cb), side);
  side->column = add_combo (group, _(titles[index][3]), G_CALLBACK (column_chosen_cb), side);
}

static GtkSwitch *
add_switch (SekTablesVersions *self, AdwPreferencesGroup *group, const char *title, AdwActionRow **row)
{
  GtkWidget *button = gtk_switch_new ();

  *row = ADW_ACTION_ROW (add_row (group, adw_action_row_new (), title));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (*row, button);
  adw_action_row_set_activatable_widget (*row, button);
  g_signal_connect (button, "notify::active", G_CALLBACK (switched_cb), self);
  return GTK_SWITCH (button);
}

static void
sek_tables_versions_init (SekTablesVersions *self)
{
  AdwPreferencesGroup *group = sek_group_new (_("Comparison"));

  self->filling = TRUE;
  self->adopted = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (int i = 0; i < N_SIDES; i++)
    add_side (self, i, group);
  self->all = add_switch (self, group, _("Rows That Are Equal Too"), &self->with_all);
  self->names = add_switch (self, group, _("Who Changed It"), &self->with_names);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (group));
  self->filling = FALSE;
}

GtkWidget *
sek_tables_versions_new (void)
{
  return g_object_new (SEK_TYPE_TABLES_VERSIONS, NULL);
}
