/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-tell.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-speak.h"

/* libadwaita 1.2 comes to its end in a toast that is dismissed within 200 ms of its showing, when it was shown while
 * another one was still hiding: its animation of 500 ms ends in memory that the hiding, of 300 ms, has freed (mended in
 * 1.4). A button in the toast does the same, so that no care at the dismissing helps. Hence one toast at a time: words
 * that come while one is shown are put into it, and words that come while it hides wait until it is gone. */
#define HIDE_MS 400

#define LONG_TEXT 80

typedef struct
{
  char     *text;
  char     *button;
  char     *action;
  GVariant *target;
} Words;

/* What an overlay says, kept with it. */
typedef struct
{
  AdwToastOverlay *overlay; /* borrowed: it owns this */
  AdwToast        *toast;   /* that is shown, or hides */
  gboolean         hides;   /* it was dismissed, or its button was clicked, which dismisses it in a moment */
  Words           *next;    /* what is said when it is gone */
  guint            gone;
} Speaker;

static void
words_free (Words *words)
{
  g_free (words->text);
  g_free (words->button);
  g_free (words->action);
  g_clear_pointer (&words->target, g_variant_unref);
  g_free (words);
}

static void
speaker_free (gpointer data)
{
  Speaker *self = data;

  if (self->toast != NULL)
    g_signal_handlers_disconnect_by_data (self->toast, self);
  g_clear_object (&self->toast);
  g_clear_handle_id (&self->gone, g_source_remove);
  g_clear_pointer (&self->next, words_free);
  g_free (self);
}

static void say (Speaker *self, const Words *words);

static gboolean
gone_cb (gpointer user_data)
{
  Speaker *self = user_data;
  Words *next = g_steal_pointer (&self->next);

  self->gone = 0;
  self->hides = FALSE;
  g_signal_handlers_disconnect_by_data (self->toast, self);
  g_clear_object (&self->toast);
  if (next != NULL)
    {
      say (self, next);
      words_free (next);
    }
  return G_SOURCE_REMOVE;
}

static void
dismissed_cb (AdwToast *toast, Speaker *self)
{
  self->hides = TRUE;
  if (self->gone == 0)
    self->gone = g_timeout_add (HIDE_MS, gone_cb, self);
}

static void
button_clicked_cb (AdwToast *toast, Speaker *self)
{
  self->hides = TRUE;
}

static void
fill (AdwToast *toast, const Words *words)
{
  /* Titles of toasts are markup until libadwaita 1.4. */
  g_autofree char *markup = g_markup_escape_text (words->text, -1);

  /* The action of the words before must never meet the target of these. */
  adw_toast_set_action_name (toast, NULL);
  adw_toast_set_title (toast, markup);
  adw_toast_set_button_label (toast, words->button);
  adw_toast_set_action_target_value (toast, words->target);
  adw_toast_set_action_name (toast, words->action);
  adw_toast_set_timeout (toast, strlen (words->text) > LONG_TEXT ? 8 : 4);
}

static void
say (Speaker *self, const Words *words)
{
  if (self->toast == NULL)
    {
      self->toast = adw_toast_new ("");
      g_signal_connect (self->toast, "dismissed", G_CALLBACK (dismissed_cb), self);
      g_signal_connect (self->toast, "button-clicked", G_CALLBACK (button_clicked_cb), self);
    }
  fill (self->toast, words);
  /* Again for one that is shown: its time begins anew. */
  adw_toast_overlay_add_toast (self->overlay, g_object_ref (self->toast));
}

static Speaker *
get_speaker (AdwToastOverlay *overlay)
{
  Speaker *self = g_object_get_data (G_OBJECT (overlay), "sek-speaker");

  if (self == NULL)
    {
      self = g_new0 (Speaker, 1);
      self->overlay = overlay;
      g_object_set_data_full (G_OBJECT (overlay), "sek-speaker", self, speaker_free);
    }
  return self;
}

void
sek_tell_use (GtkWindow *window, AdwToastOverlay *overlay)
{
  g_object_set_data (G_OBJECT (window), "sek-toasts", overlay);
}

static GtkWindow *
find_window (GtkWidget *from)
{
  GtkRoot *root = gtk_widget_get_root (from);

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static AdwToastOverlay *
find_overlay (GtkWidget *from)
{
  AdwToastOverlay *overlay = NULL;

  for (GtkWindow *window = find_window (from); window != NULL && overlay == NULL;
       window = gtk_window_get_transient_for (window))
    overlay = g_object_get_data (G_OBJECT (window), "sek-toasts");
  return overlay;
}

void
sek_tell (GtkWidget *from, const char *text, const char *button, const char *action, GVariant *target)
{
  AdwToastOverlay *overlay = find_overlay (from);
  g_autoptr (GVariant) sunk = target != NULL ? g_variant_ref_sink (target) : NULL;
  Speaker *self;
  Words *words;

  sek_speak (from, text);
  /* A widget that was taken out of its window has nobody to speak to. */
  if (overlay == NULL)
    return;
  self = get_speaker (overlay);
  words = g_new0 (Words, 1);
  words->text = g_strdup (text);
  words->button = g_strdup (button);
  words->action = g_strdup (action);
  words->target = g_steal_pointer (&sunk);
  if (self->hides)
    {
      g_clear_pointer (&self->next, words_free);
      self->next = words;
      return;
    }
  say (self, words);
  words_free (words);
}

void
sek_tell_error (GtkWidget *from, const char *heading, const GError *error)
{
  GtkWidget *dialog = adw_message_dialog_new (find_window (from), heading, error->message);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}
