/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-speak.h"

#include <string.h>

/* The focus follows the cursor of a grid a frame after the keys that moved it. */
#define FRAMES_TO_REST 3

#define MOST_TEXT 400

#define STANDING "sek-speak-standing"

/* What a window has to say, kept with it. */
typedef struct
{
  GtkWindow *window; /* borrowed: it owns this */
  GString   *text;   /* that waits until the focus rests */
  gboolean   anew;   /* the focus is to be told anew before */
  guint      frames; /* to wait */
  guint      tick;
  guint      idle;
  GtkWidget *heard;  /* whose standing description a sentence has taken the place of; weak */
} Voice;

static void
say_nothing_more (Voice *self)
{
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->window), self->tick);
  self->tick = 0;
  g_clear_handle_id (&self->idle, g_source_remove);
}

static void
voice_free (gpointer data)
{
  Voice *self = data;

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_weak_pointer (&self->heard);
  g_string_free (self->text, TRUE);
  g_free (self);
}

/* --- descriptions ------------------------------------------------------------------------------------------------- */

static void
describe (GtkWidget *widget, const char *text)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

static const char *
get_standing (GtkWidget *widget)
{
  const char *standing = g_object_get_data (G_OBJECT (widget), STANDING);

  return standing != NULL ? standing : "";
}

void
sek_speak_describe (GtkWidget *widget, const char *text)
{
  if (g_strcmp0 (get_standing (widget), text != NULL ? text : "") == 0)
    return;
  g_object_set_data_full (G_OBJECT (widget), STANDING, g_strdup (text), g_free);
  describe (widget, get_standing (widget));
}

static void
restore (Voice *self)
{
  if (self->heard != NULL)
    describe (self->heard, get_standing (self->heard));
  g_clear_weak_pointer (&self->heard);
}

/* --- sentences ---------------------------------------------------------------------------------------------------- */

/* What a screen reader takes for the focus: GTK tells the focus of a part without a role as its owner's. */
static GtkWidget *
get_heard (Voice *self)
{
  GtkWidget *widget = gtk_window_get_focus (self->window);

  while (widget != NULL && gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)) == GTK_ACCESSIBLE_ROLE_NONE)
    widget = gtk_widget_get_parent (widget);
  return widget;
}

static void
tell_focus_anew (Voice *self)
{
  GtkWidget *focus = gtk_window_get_focus (self->window);

  /* Leaving a text stores it, and leaving the head of a table ends what is done there. */
  if (focus == NULL || GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus)
      || gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (focus)) == GTK_ACCESSIBLE_ROLE_COLUMN_HEADER
      || gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL)
    return;
  g_object_ref (focus);
  gtk_window_set_focus (self->window, NULL);
  gtk_window_set_focus (self->window, focus);
  g_object_unref (focus);
}

static gboolean
say_cb (gpointer user_data)
{
  Voice *self = user_data;
  GtkWidget *heard;

  self->idle = 0;
  if (self->anew)
    tell_focus_anew (self);
  self->anew = FALSE;
  heard = get_heard (self);
  restore (self);
  /* The same text is no change, and what it has to say by itself was said. */
  if (heard != NULL && g_strcmp0 (get_standing (heard), self->text->str) != 0)
    {
      describe (heard, self->text->str);
      /* Only the change is said. What stands there is read with what has the focus, and so would be heard twice by who
       * is not done with that yet; but what it has to say by itself would be said again. */
      if (*get_standing (heard) == '\0')
        describe (heard, "");
      else
        g_set_weak_pointer (&self->heard, heard);
    }
  g_string_truncate (self->text, 0);
  return G_SOURCE_REMOVE;
}

static gboolean
tick_cb (GtkWidget *window, GdkFrameClock *clock, gpointer user_data)
{
  Voice *self = user_data;

  if (!gtk_window_is_active (self->window))
    self->frames = FRAMES_TO_REST;
  else if (self->frames-- == 0)
    {
      self->tick = 0;
      self->idle = g_idle_add_full (G_PRIORITY_LOW, say_cb, self, NULL);
      return G_SOURCE_REMOVE;
    }
  return G_SOURCE_CONTINUE;
}

static void
wait_for_rest (Voice *self)
{
  say_nothing_more (self);
  if (self->text->len == 0 || !gtk_window_is_active (self->window))
    return;
  self->frames = FRAMES_TO_REST;
  self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->window), tick_cb, self, NULL);
}

static void
focus_changed_cb (GtkWindow *window, GParamSpec *pspec, Voice *self)
{
  if (get_heard (self) != self->heard)
    restore (self);
}

static void
active_changed_cb (GtkWindow *window, GParamSpec *pspec, Voice *self)
{
  /* A screen reader that comes back to a window has its eye on the window, and not yet on what has the focus in it. */
  self->anew |= self->text->len > 0;
  wait_for_rest (self);
}

/* Whoever presses keys knows where they go, and must not have the focus moved under them. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, Voice *self)
{
  self->anew = FALSE;
  return FALSE;
}

static Voice *
get_voice (GtkWidget *from)
{
  GtkRoot *root = gtk_widget_get_root (from);
  Voice *self = GTK_IS_WINDOW (root) ? g_object_get_data (G_OBJECT (root), "sek-speak") : NULL;

  if (self == NULL && GTK_IS_WINDOW (root))
    {
      GtkEventController *keys = gtk_event_controller_key_new ();

      self = g_new0 (Voice, 1);
      self->window = GTK_WINDOW (root);
      self->text = g_string_new (NULL);
      g_object_set_data_full (G_OBJECT (root), "sek-speak", self, voice_free);
      gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
      g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
      gtk_widget_add_controller (GTK_WIDGET (root), keys);
      g_signal_connect (root, "notify::focus-widget", G_CALLBACK (focus_changed_cb), self);
      g_signal_connect (root, "notify::is-active", G_CALLBACK (active_changed_cb), self);
      g_signal_connect_swapped (root, "destroy", G_CALLBACK (say_nothing_more), self);
    }
  return self;
}

void
sek_speak (GtkWidget *from, const char *text)
{
  Voice *self = get_voice (from);

  if (self == NULL || *text == '\0' || g_str_has_suffix (self->text->str, text))
    return;
  /* What a window had to say while it was away for long is news no more. */
  if (self->text->len > MOST_TEXT)
    g_string_truncate (self->text, 0);
  if (self->text->len > 0)
    g_string_append (self->text, strchr (".!?:…", self->text->str[self->text->len - 1]) != NULL ? " " : ". ");
  g_string_append (self->text, text);
  wait_for_rest (self);
}

void
sek_speak_place (GtkWidget *from, const char *text)
{
  Voice *self = get_voice (from);

  if (self != NULL)
    self->anew = TRUE;
  sek_speak (from, text);
}
