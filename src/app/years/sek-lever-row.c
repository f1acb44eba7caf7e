/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-lever-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-error.h"
#include "sek-list-rows.h"
#include "sek-number.h"
#include "sek-speak.h"
#include "sek-value.h"

/* The slider counts in whole kroner or per cent: its number is what a screen reader says of it. */
#define UNIT 100.0

/* A key that is held moves it every 30 ms; so long after the last move it has come to rest. */
#define REST_MS 400

struct _SekLeverRow
{
  GtkBox parent_instance;

  GtkLabel *title;
  GtkEntry *entry;
  GtkScale *scale;
  GtkLabel *caption;
  char     *suffix;
  gint64    step;
  gint64    value;
  gint64    given;    /* the value that was set */
  gboolean  filling;
  gboolean  pressed;  /* a button holds the slider */
  guint     rest;
  char     *told;     /* the caption, under a text that was refused too */
};

G_DEFINE_FINAL_TYPE (SekLeverRow, sek_lever_row, GTK_TYPE_BOX)

enum { MOVED, SETTLED, N_SIGNALS };
static guint signals[N_SIGNALS];

static char *
dup_text (SekLeverRow *self)
{
  g_autofree char *number = sek_number_format_amount (self->value, 100, 2);

  return g_strconcat (number, self->suffix, NULL);
}

static void
show_told (SekLeverRow *self)
{
  const char *told = self->told != NULL ? self->told : "";

  if (g_str_equal (told, gtk_label_get_text (self->caption)))
    return;
  sek_label_wrap (self->caption, told);
  sek_speak_describe (GTK_WIDGET (self->entry), told);
}

static void
show_value (SekLeverRow *self)
{
  g_autofree char *text = dup_text (self);

  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_range_set_value (GTK_RANGE (self->scale), (double) self->value / UNIT);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
  self->filling = FALSE;
  gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  show_told (self);
}

void
sek_lever_row_settle (SekLeverRow *self)
{
  g_clear_handle_id (&self->rest, g_source_remove);
  if (self->value == self->given)
    return;
  self->given = self->value;
  g_signal_emit (self, signals[SETTLED], 0);
}

static gboolean
rest_cb (gpointer user_data)
{
  SekLeverRow *self = user_data;

  self->rest = 0;
  if (!self->pressed)
    sek_lever_row_settle (self);
  return G_SOURCE_REMOVE;
}

static void
move (SekLeverRow *self, gint64 value)
{
  if (value == self->value)
    return;
  self->value = value;
  show_value (self);
  g_signal_emit (self, signals[MOVED], 0);
}

static void
slid_cb (SekLeverRow *self)
{
  double value = gtk_range_get_value (GTK_RANGE (self->scale));

  if (self->filling)
    return;
  move (self, (gint64) (value * UNIT / (double) self->step + 0.5) * self->step);
  g_clear_handle_id (&self->rest, g_source_remove);
  self->rest = g_timeout_add (REST_MS, rest_cb, self);
}

/* The range's own gesture takes the pointer for itself, and says nothing of its end. */
static gboolean
event_cb (GtkEventControllerLegacy *controller, GdkEvent *event, SekLeverRow *self)
{
  GdkEventType type = gdk_event_get_event_type (event);

  if (type == GDK_BUTTON_PRESS || type == GDK_TOUCH_BEGIN)
    self->pressed = TRUE;
  else if (type == GDK_BUTTON_RELEASE || type == GDK_TOUCH_END || type == GDK_TOUCH_CANCEL)
    {
      self->pressed = FALSE;
      g_clear_handle_id (&self->rest, g_source_remove);
      self->rest = g_timeout_add (0, rest_cb, self);
    }
  return GDK_EVENT_PROPAGATE;
}

/* What is typed may lie beyond the slider. */
static void
typed (SekLeverRow *self)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  g_autoptr (GError) error = NULL;
  const char *suffix = self->suffix + strspn (self->suffix, " \302\240");
  gint64 value;

  g_strstrip (text);
  if (*suffix != '\0' && g_str_has_suffix (text, suffix))
    text[strlen (text) - strlen (suffix)] = '\0';
  if (sek_number_parse_decimal (g_strstrip (text), 2, &value, &error) && value < 0)
    g_set_error_literal (&error, SEK_ERROR, SEK_ERROR_INPUT, _("The number cannot be below 0."));
  if (error != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
      sek_speak_describe (GTK_WIDGET (self->entry), error->message);
      sek_label_wrap (self->caption, error->message);
      return;
    }
  move (self, value);
  show_value (self);
  sek_lever_row_settle (self);
}

/* Escape gives up a text that was not stored. */
static gboolean
entry_key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, SekLeverRow *self)
{
  g_autofree char *text = dup_text (self);

  if (key != GDK_KEY_Escape || g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (self->entry))))
    return GDK_EVENT_PROPAGATE;
  show_value (self);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
  return GDK_EVENT_STOP;
}

/* Before undo or another page come, what was moved is stored: they are about all that was done. */
static gboolean
scale_key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, SekLeverRow *self)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) == 0)
    return GDK_EVENT_PROPAGATE;
  /* A slider that is held is not done yet: there is nothing to undo. */
  if (self->pressed)
    return GDK_EVENT_STOP;
  sek_lever_row_settle (self);
  return GDK_EVENT_PROPAGATE;
}

static void
focus_left_cb (SekLeverRow *self)
{
  if (!self->filling)
    typed (self);
}

static void
sek_lever_row_dispose (GObject *object)
{
  g_clear_handle_id (&SEK_LEVER_ROW (object)->rest, g_source_remove);
  G_OBJECT_CLASS (sek_lever_row_parent_class)->dispose (object);
}

static void
sek_lever_row_finalize (GObject *object)
{
  g_free (SEK_LEVER_ROW (object)->suffix);
  g_free (SEK_LEVER_ROW (object)->told);
  G_OBJECT_CLASS (sek_lever_row_parent_class)->finalize (object);
}

static void
sek_lever_row_class_init (SekLeverRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sek_lever_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = sek_lever_row_finalize;
  signals[MOVED] = g_signal_new ("moved", SEK_TYPE_LEVER_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SETTLED] = g_signal_new ("settled", SEK_TYPE_LEVER_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                   0);
}

static void
sek_lever_row_init (SekLeverRow *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkEventController *legacy = gtk_event_controller_legacy_new (), *focus = gtk_event_controller_focus_new (),
                     *left = gtk_event_controller_focus_new (), *keys = gtk_event_controller_key_new (),
                     *entry_keys = gtk_event_controller_key_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 2);
  gtk_widget_add_css_class (GTK_WIDGET (self), "lever");
  self->step = 1;
  self->title = GTK_LABEL (sek_wrapped_label_new ("", NULL));
  gtk_widget_set_hexpand (GTK_WIDGET (self->title), TRUE);
  self->entry = GTK_ENTRY (gtk_entry_new ());
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 9);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), 9);
  gtk_entry_set_alignment (self->entry, 1);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->entry));
  self->scale = GTK_SCALE (gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0, 100, 1));
  gtk_scale_set_draw_value (self->scale, FALSE);
  self->caption = GTK_LABEL (sek_wrapped_label_new ("", "caption"));
  gtk_widget_add_css_class (GTK_WIDGET (self->caption), "dim-label");
  /* The pane is not to be wider for it. */
  gtk_label_set_max_width_chars (self->caption, 20);
  gtk_label_set_max_width_chars (self->title, 12);
  gtk_box_append (GTK_BOX (self), head);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->scale));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->caption));
  g_signal_connect_swapped (self->scale, "value-changed", G_CALLBACK (slid_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (typed), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), focus);
  gtk_event_controller_set_propagation_phase (entry_keys, GTK_PHASE_CAPTURE);
  g_signal_connect (entry_keys, "key-pressed", G_CALLBACK (entry_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), entry_keys);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (scale_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->scale), keys);
  g_signal_connect_swapped (left, "leave", G_CALLBACK (sek_lever_row_settle), self);
  gtk_widget_add_controller (GTK_WIDGET (self->scale), left);
  gtk_event_controller_set_propagation_phase (legacy, GTK_PHASE_CAPTURE);
  g_signal_connect (legacy, "event", G_CALLBACK (event_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->scale), legacy);
}

GtkWidget *
sek_lever_row_new (const char *suffix)
{
  SekLeverRow *self = g_object_new (SEK_TYPE_LEVER_ROW, NULL);

  self->suffix = g_strdup (suffix);
  return GTK_WIDGET (self);
}

void
sek_lever_row_set_title (SekLeverRow *self, const char *title)
{
  sek_label_wrap (self->title, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

void
sek_lever_row_set_range (SekLeverRow *self, gint64 step, gint64 most, gint64 base)
{
  self->filling = TRUE;
  self->step = step;
  gtk_range_set_range (GTK_RANGE (self->scale), 0, (double) MAX (most, step) / UNIT);
  gtk_range_set_increments (GTK_RANGE (self->scale), (double) step / UNIT, (double) (step * 4) / UNIT);
  gtk_scale_clear_marks (self->scale);
  if (base != SEK_NONE)
    gtk_scale_add_mark (self->scale, (double) base / UNIT, GTK_POS_BOTTOM, NULL);
  self->filling = FALSE;
}

void
sek_lever_row_set_value (SekLeverRow *self, gint64 value)
{
  g_autofree char *shown = dup_text (self);

  if (sek_lever_row_is_moving (self) || !g_str_equal (shown, gtk_editable_get_text (GTK_EDITABLE (self->entry))))
    {
      /* At first there is nothing in it. */
      if (*gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0'
          || gtk_widget_has_css_class (GTK_WIDGET (self->entry), "error"))
        return;
    }
  self->value = self->given = value;
  show_value (self);
}

void
sek_lever_row_forget (SekLeverRow *self)
{
  g_clear_handle_id (&self->rest, g_source_remove);
  self->pressed = FALSE;
  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  self->filling = FALSE;
  gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
}

gint64
sek_lever_row_get_value (SekLeverRow *self)
{
  return self->value;
}

gboolean
sek_lever_row_is_moving (SekLeverRow *self)
{
  return self->pressed || self->rest != 0;
}

void
sek_lever_row_set_caption (SekLeverRow *self, const char *text)
{
  g_free (self->told);
  self->told = g_strdup (text);
  sek_speak_describe (GTK_WIDGET (self->scale), text);
  if (!gtk_widget_has_css_class (GTK_WIDGET (self->entry), "error"))
    show_told (self);
}
