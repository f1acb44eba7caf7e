/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-import-files.h"
#include "sek-import-window.h"
#include "sek-window-private.h"

static void
dropped (GtkWindow *widget, char **paths)
{
  SekWindow *window = SEK_WINDOW (widget);
  const char *page = sek_window_get_page_name (window);
  gint64 kind = g_strcmp0 (page, "budget") == 0     ? SEK_IMPORT_KIND_BUDGET
                : g_strcmp0 (page, "projects") == 0 ? SEK_IMPORT_KIND_PROJECTS
                                                    : SEK_IMPORT_KIND_POPULATION;

  if (g_str_has_suffix (paths[0], ".sekretariat"))
    gtk_widget_activate_action (GTK_WIDGET (window), "win.open-path", "s", paths[0]);
  else if (sek_window_get_document (window) != NULL && sek_window_commit (window))
    sek_import_window_present (GTK_WINDOW (window), sek_window_get_document (window), kind,
                               (const char *const *) paths);
}

void
_sek_window_take_drops (SekWindow *self)
{
  sek_import_files_take_drops (GTK_WINDOW (self), dropped);
}
