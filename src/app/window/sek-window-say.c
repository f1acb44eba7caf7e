/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "sek-language.h"
#include "sek-scenario.h"
#include "sek-speak.h"
#include "sek-window-private.h"

/* What of the window is heard and not seen, or not in the same words. */

void
_sek_window_name_row (GtkListBoxRow *row, const SekPageKind *kind, const char *badge, gboolean worry)
{
  const char *title = _(kind->title);
  g_autofree char *count = badge == NULL ? g_strdup (title)
                           : worry       ? sek_fill (_("%s, %s to look at"), title, badge, NULL)
                                         : g_strdup_printf ("%s, %s", title, badge);
  g_autofree char *shown = gtk_list_box_row_is_selected (row) ? g_strdup_printf (_("%s, shown now"), count) : NULL;

  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, shown != NULL ? shown : count,
                                  -1);
}

void
_sek_window_say_opened (SekWindow *self, const char *page)
{
  SekRegister *reg = sek_document_get_register (sek_window_get_document (self));
  const SekPageKind *kind = sek_page_list_get_nth ((guint) sek_page_list_find (page));
  g_autofree char *text = g_strdup_printf ("%s, %s", sek_register_get_the_organisation (reg)->name, _(kind->title));

  sek_speak_place (GTK_WIDGET (self), text);
}

char *
_sek_window_dup_scenario (SekDocument *document, gint64 scenario)
{
  SekRegister *reg = sek_document_get_base (document);
  GPtrArray *items = sek_document_get_scenario_items (document);
  guint n = items != NULL ? sek_scenario_count_misfits (items) : 0;
  g_autofree char *letter = sek_scenario_dup_letter (reg, scenario), *words = NULL;

  words = g_strdup_printf (_("Scenario %s: %s. What is typed becomes a part of it, and the register stays as it is."),
                           letter, sek_register_get_scenario (reg, scenario)->name);
  if (n > 0)
    {
      g_autofree char *misfits = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u change does not fit any more.",
                                                               "%u changes do not fit any more.", n), n);

      return g_strdup_printf ("%s %s", words, misfits);
    }
  return g_steal_pointer (&words);
}
