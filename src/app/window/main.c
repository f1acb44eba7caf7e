/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <locale.h>

#include "sek-application.h"
#include "sek-process.h"
#include "sek-unfinished.h"

int
main (int argc, char **argv)
{
  const char *folder = g_getenv ("SEK_LOCALE_DIR");
  g_autoptr (SekApplication) application = NULL;

  sek_process_hold_standard_descriptors ();
  sek_unfinished_watch_signals ();
  sek_unfinished_sweep ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : SEK_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = sek_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
