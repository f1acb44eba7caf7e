/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "sek-language.h"
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
