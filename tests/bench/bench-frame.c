/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>

#include "sek-application.h"
#include "sek-document.h"

/* From the start of a process to the first frame of its window: the program on the example, against a bare
 * GTK window and a bare libadwaita one (a header bar over nothing).
 * The program starts itself anew for each measurement, so that nothing is warm but the disk. */

enum { RUNS = 9 };

static gint64
started (void)
{
  const char *text = g_getenv ("SEK_BENCH_START");

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

static void
painted_cb (GdkFrameClock *clock, gpointer user_data)
{
  printf ("%" G_GINT64_FORMAT "\n", g_get_monotonic_time () - started ());
  fflush (stdout);
  /* What a process does on its way out is not what is measured. */
  _Exit (0);
}

static void
realized_cb (GtkWidget *window, gpointer user_data)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (painted_cb), NULL);
}

static void
added_cb (GtkApplication *application, GtkWindow *window, gpointer user_data)
{
  g_signal_connect (window, "realize", G_CALLBACK (realized_cb), NULL);
}

static void
activate_bare_cb (GApplication *application, gpointer adwaita)
{
  GtkWidget *window;

  if (adwaita != NULL)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

      window = adw_application_window_new (GTK_APPLICATION (application));
      gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
      adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
    }
  else
    window = gtk_application_window_new (GTK_APPLICATION (application));
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  gtk_window_present (GTK_WINDOW (window));
}

static int
run_bare (gboolean adwaita)
{
  GtkApplication *application
      = adwaita ? GTK_APPLICATION (adw_application_new ("no.regionraad.Bare", G_APPLICATION_NON_UNIQUE))
                : gtk_application_new ("no.regionraad.Bare", G_APPLICATION_NON_UNIQUE);

  g_signal_connect (application, "window-added", G_CALLBACK (added_cb), NULL);
  g_signal_connect (application, "activate", G_CALLBACK (activate_bare_cb), GINT_TO_POINTER (adwaita));
  return g_application_run (G_APPLICATION (application), 0, NULL);
}

static int
run_program (char *self, char *file)
{
  SekApplication *application = sek_application_new ();
  char *arguments[] = { self, file, NULL };

  g_application_set_flags (G_APPLICATION (application),
                           g_application_get_flags (G_APPLICATION (application)) | G_APPLICATION_NON_UNIQUE);
  g_signal_connect (application, "window-added", G_CALLBACK (added_cb), NULL);
  return g_application_run (G_APPLICATION (application), 2, arguments);
}

static double
measure (char *self, const char *file)
{
  g_autofree char *start = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_monotonic_time ());
  g_auto (GStrv) environment = g_environ_setenv (g_get_environ (), "SEK_BENCH_START", start, TRUE);
  char *arguments[] = { self, (char *) file, NULL };
  g_autofree char *out = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_spawn_sync (NULL, arguments, environment, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &out, NULL, NULL, &error)
      || *out == '\0')
    g_error ("No frame was painted: %s", error != NULL ? error->message : "the window did not come");
  return (double) g_ascii_strtoll (out, NULL, 10) / 1000;
}

static int
compare (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

int
main (int argc, char **argv)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *parent = g_path_get_dirname (self);
  g_autofree char *file = g_build_filename (parent, "frame.sekretariat", NULL);
  g_autoptr (GError) error = NULL;
  double ours[RUNS], bare[RUNS], adwaita[RUNS];
  SekDocument *document;

  if (argc > 1 && (g_str_equal (argv[1], "gtk") || g_str_equal (argv[1], "adwaita")))
    return run_bare (g_str_equal (argv[1], "adwaita"));
  if (argc > 1)
    return run_program (argv[0], argv[1]);
  remove (file);
  document = sek_document_create_example (file, &error);
  if (document == NULL)
    g_error ("%s", error->message);
  sek_document_close (document);
  g_object_unref (document);
  measure (self, "gtk");
  measure (self, "adwaita");
  measure (self, file);
  for (int i = 0; i < RUNS; i++)
    {
      ours[i] = measure (self, file);
      bare[i] = measure (self, "gtk");
      adwaita[i] = measure (self, "adwaita");
    }
  remove (file);
  qsort (ours, RUNS, sizeof *ours, compare);
  qsort (bare, RUNS, sizeof *bare, compare);
  qsort (adwaita, RUNS, sizeof *adwaita, compare);
  printf ("first frame: the program on the example %.0f ms (%.0f–%.0f)\n", ours[RUNS / 2], ours[0], ours[RUNS - 1]);
  printf ("a bare GTK window %.0f ms, ratio %.2f (goal ≤ 2.0%s)\n", bare[RUNS / 2], ours[RUNS / 2] / bare[RUNS / 2],
          ours[RUNS / 2] <= 2 * bare[RUNS / 2] ? "" : ", missed");
  printf ("a bare libadwaita window %.0f ms, ratio %.2f (goal ≤ 1.5%s)\n", adwaita[RUNS / 2],
          ours[RUNS / 2] / adwaita[RUNS / 2], ours[RUNS / 2] <= 1.5 * adwaita[RUNS / 2] ? "" : ", missed");
  return 0;
}
