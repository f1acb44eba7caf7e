/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench-grid-floor.h"
#include "bench-grid-peer.h"
#include "bench.h"
#include "sek-application.h"
#include "sek-window.h"

/* The grid in the program's window over 100 000 members: its first rows, a jump, a sort and a search until they are
 * painted, and memory. Then a scrolled frame beside its floor, a widget that only draws the same texts at the same
 * places, and beside GTK's own ColumnView over the same rows, and a sort beside that, in the same process, in turns.
 * Each part runs in a process of its own. Medians and the 95th of a hundred; a missed goal is said, not an error. */

enum
{
  MEMBERS = 100000,
  OPENINGS = 5,
  ANSWERS = 7,
  ROUNDS = 5,
  FRAMES_A_ROUND = 15,
  SORTS = 9,
  WIDTH = 1280,
  HEIGHT = 800
};

/* --- frames ------------------------------------------------------------------------------------------------------ */

typedef struct
{
  gint64 begun;
  gint64 spent;  /* µs within frames */
  guint  painted;
} Frames;

static void
before_paint_cb (GdkFrameClock *clock, Frames *frames)
{
  frames->begun = g_get_monotonic_time ();
}

static void
after_paint_cb (GdkFrameClock *clock, Frames *frames)
{
  frames->spent += g_get_monotonic_time () - frames->begun;
  frames->painted++;
}

static void
watch (Frames *frames, GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);

  *frames = (Frames) { 0 };
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), frames);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), frames);
}

/* Until a while has passed without a frame. */
static void
settle (Frames *frames)
{
  guint painted = frames->painted;
  gint64 last = g_get_monotonic_time ();

  while (g_get_monotonic_time () - last < 60000)
    {
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (500);
      if (frames->painted == painted)
        continue;
      painted = frames->painted;
      last = g_get_monotonic_time ();
    }
}

static void
wait_for_frame (Frames *frames)
{
  guint painted = frames->painted;

  while (frames->painted == painted)
    g_main_context_iteration (NULL, TRUE);
}

/* --- the program ------------------------------------------------------------------------------------------------- */

typedef struct
{
  SekWindow    *window;
  SekGrid      *grid;
  SekGridModel *model;
  Frames        frames;
} Program;

static SekApplication *application;

/* With rows painted. *first: ms from asking for the register until then. */
static void
open_program (Program *self, const char *file, double *first)
{
  g_autoptr (GError) error = NULL;
  gint64 start;

  application = sek_application_new ();
  g_application_set_flags (G_APPLICATION (application),
                           g_application_get_flags (G_APPLICATION (application)) | G_APPLICATION_NON_UNIQUE);
  bench_require (g_application_register (G_APPLICATION (application), NULL, &error), error);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-cursor-blink", FALSE, "gtk-font-name",
                "Cantarell 11", NULL);
  self->window = SEK_WINDOW (sek_window_new (ADW_APPLICATION (application)));
  gtk_window_set_default_size (GTK_WINDOW (self->window), WIDTH, HEIGHT);
  gtk_window_present (GTK_WINDOW (self->window));
  watch (&self->frames, GTK_WIDGET (self->window));
  settle (&self->frames);
  start = g_get_monotonic_time ();
  sek_window_open (self->window, file);
  do
    {
      wait_for_frame (&self->frames);
      self->grid = sek_page_get_grid (sek_window_get_page (self->window, "members"));
      self->model = sek_grid_get_model (self->grid);
    }
  while (self->model == NULL || sek_grid_model_get_n_rows (self->model) == 0
         || !gtk_widget_get_mapped (GTK_WIDGET (self->grid)));
  *first = bench_seconds_since (start);
}

/* Until all rows are there: a large register shows its first ones at once and reads the others in a thread. */
static void
wait_until_loaded (Program *self)
{
  while (sek_document_is_loading (sek_window_get_document (self->window)))
    g_main_context_iteration (NULL, TRUE);
  settle (&self->frames);
  if (sek_grid_model_get_n_rows (self->model) != MEMBERS)
    g_error ("The grid has %u rows", sek_grid_model_get_n_rows (self->model));
}

static guint
find_column (SekGridModel *model, const char *id)
{
  for (guint i = 0; i < sek_grid_model_get_n_columns (model); i++)
    {
      SekGridColumn column = { 0 };

      sek_grid_model_get_column (model, i, &column);
      g_free (column.head);
      if (g_str_equal (column.id, id))
        return i;
    }
  g_error ("There is no column %s", id);
}

static void
jump (Program *self, int turn)
{
  sek_grid_set_cursor (self->grid, turn % 2 == 0 ? sek_grid_model_get_n_rows (self->model) - 1 : 0, 1);
}

static void
sort_by_name (Program *self, int turn)
{
  sek_grid_model_set_sort (self->model, (int) find_column (self->model, "name"), turn % 2 == 0);
}

static void
sort_by_population (Program *self, int turn)
{
  sek_grid_model_set_sort (self->model, (int) find_column (self->model, "population"), turn % 2 == 0);
}

static void
sort_by_fee (Program *self, int turn)
{
  sek_grid_model_set_sort (self->model, (int) find_column (self->model, "fee"), turn % 2 == 0);
}

static void
search_for (Program *self, const char *text)
{
  sek_grid_set_search (self->grid, text);
  sek_grid_find (self->grid, 1, TRUE);
}

static void
search_last (Program *self, int turn)
{
  /* Members are sorted by name: the whole table lies between the two. */
  sek_grid_set_cursor (self->grid, 0, 1);
  search_for (self, "Kommune 099999");
}

static void
search_nothing (Program *self, int turn)
{
  search_for (self, turn % 2 == 0 ? "finnes ikke" : "ikke heller");
}

static void
show_only_matches (Program *self, int turn)
{
  sek_grid_model_show_only_matches (self->model, turn % 2 == 0 ? "77" : NULL);
}

/* Until it is painted. */
static void
time_answer (Program *self, const char *what, void (*act) (Program *self, int turn))
{
  double times[ANSWERS], worst, middle;

  for (int i = 0; i < ANSWERS; i++)
    {
      gint64 start;

      settle (&self->frames);
      start = g_get_monotonic_time ();
      act (self, i);
      wait_for_frame (&self->frames);
      times[i] = bench_seconds_since (start);
    }
  middle = bench_median (times, ANSWERS);
  worst = times[ANSWERS - 1];
  printf ("grid: %s until painted %.3f s, at worst %.3f (goal ≤ 0.2%s)\n", what, middle, worst,
          bench_verdict (middle, 0.2));
}

static int
read_status (const char *name)
{
  g_autofree char *status = NULL;
  g_autoptr (GError) error = NULL;
  const char *at;

  bench_require (g_file_get_contents ("/proc/self/status", &status, NULL, &error), error);
  at = strstr (status, name);
  return at != NULL ? atoi (at + strlen (name)) / 1024 : 0;
}

static void
run_answers (const char *file)
{
  Program program;
  double first;

  open_program (&program, file, &first);
  wait_until_loaded (&program);
  time_answer (&program, "a jump between the ends", jump);
  time_answer (&program, "a sort by name", sort_by_name);
  time_answer (&program, "a sort by population", sort_by_population);
  time_answer (&program, "a sort by fee", sort_by_fee);
  sek_grid_model_set_sort (program.model, (int) find_column (program.model, "name"), FALSE);
  time_answer (&program, "a search that finds the last row", search_last);
  time_answer (&program, "a search that finds nothing", search_nothing);
  sek_grid_set_search (program.grid, NULL);
  time_answer (&program, "only the rows with a match, and all again,", show_only_matches);
  printf ("grid: memory %d MiB, at most %d (goal < 191%s)\n", read_status ("VmRSS:"), read_status ("VmHWM:"),
          bench_verdict (read_status ("VmHWM:"), 191));
}

/* --- beside ColumnView ------------------------------------------------------------------------------------------- */

static double
scroll (Frames *frames, GtkAdjustment *adjustment, double by)
{
  double value = gtk_adjustment_get_value (adjustment);
  gint64 start, spent;

  settle (frames);
  start = g_get_monotonic_time ();
  frames->spent = 0;
  gtk_adjustment_set_value (adjustment, value + by);
  spent = g_get_monotonic_time () - start;
  if (gtk_adjustment_get_value (adjustment) != value)
    wait_for_frame (frames);
  settle (frames);
  if (gtk_adjustment_get_value (adjustment) == value)
    g_error ("Nothing was scrolled");
  return (double) (spent + frames->spent) / 1000;
}

/* goal 0: none is set. */
static void
print_beside (const char *what, const char *whom, double *ours, double *theirs, int n, double goal)
{
  double our_middle = bench_median (ours, n), their_middle = bench_median (theirs, n);
  double our_late = bench_quantile (ours, n, 0.95), their_late = bench_quantile (theirs, n, 0.95);

  printf ("grid: %s %.1f ms (p95 %.1f), %s %.1f ms (p95 %.1f), ratio %.2f (p95 %.2f", what, our_middle, our_late, whom,
          their_middle, their_late, our_middle / their_middle, our_late / their_late);
  if (goal > 0)
    printf ("; goal ≤ %.2f%s", goal, bench_verdict (MAX (our_middle / their_middle, our_late / their_late), goal));
  printf (")\n");
}

/* A table in a bare window of its own: what else the program's window draws is no part of it. */
typedef struct
{
  GtkWidget     *window;
  GtkAdjustment *place;
  Frames         frames;
} Table;

static void
show_table (Table *self, GtkWidget *scrolled, Program *program)
{
  self->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), gtk_widget_get_width (GTK_WIDGET (program->grid)),
                               gtk_widget_get_height (GTK_WIDGET (program->grid)));
  /* Round corners would be cut out of every stroke that reaches them; in the program neither table would lie at one. */
  gtk_window_set_decorated (GTK_WINDOW (self->window), FALSE);
  gtk_window_set_child (GTK_WINDOW (self->window), scrolled);
  gtk_window_present (GTK_WINDOW (self->window));
  watch (&self->frames, self->window);
  settle (&self->frames);
  self->place = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
}

static void
compare_scrolling (Table *ours, Table *floor, Table *theirs, const char *what, double pages)
{
  Table *tables[] = { ours, floor, theirs };
  double times[3][ROUNDS * FRAMES_A_ROUND];
  int n = 0;

  for (int round = 0; round < ROUNDS; round++)
    {
      /* None knows the rows that come. */
      for (int t = 0; t < 3; t++)
        gtk_adjustment_set_value (tables[t]->place, round * 50000);
      settle (&theirs->frames);
      for (int t = 0; t < 3; t++)
        for (int i = 0; i < FRAMES_A_ROUND; i++)
          times[t][n + i] = scroll (&tables[t]->frames, tables[t]->place,
                                    gtk_adjustment_get_page_size (tables[t]->place) * pages);
      n += FRAMES_A_ROUND;
    }
  print_beside (what, "its floor", times[0], times[1], n, 1.25);
  print_beside (what, "GtkColumnView", times[0], times[2], n, 0);
}

static void
compare_sorting (Program *program, Table *ours, Table *theirs, Peer *peer)
{
  double our_times[SORTS], their_times[SORTS];
  guint column = find_column (program->model, "population");

  for (int i = 0; i < SORTS; i++)
    {
      gint64 start;

      settle (&ours->frames);
      start = g_get_monotonic_time ();
      sek_grid_model_set_sort (program->model, (int) column, i % 2 == 0);
      wait_for_frame (&ours->frames);
      our_times[i] = bench_seconds_since (start) * 1000;
      settle (&theirs->frames);
      start = g_get_monotonic_time ();
      peer_sort (peer, column, i % 2 == 0);
      wait_for_frame (&theirs->frames);
      their_times[i] = bench_seconds_since (start) * 1000;
    }
  print_beside ("a sort until painted", "GtkColumnView", our_times, their_times, SORTS, 0.5);
}

/* For information: the same page in the program's window, whose page list and side pane are drawn anew with every
 * frame, since the cairo renderer of GTK 4.8 goes through all that a window shows. */
static void
print_in_window (Program *program)
{
  double times[ROUNDS * FRAMES_A_ROUND];
  GtkAdjustment *place;

  g_object_get (program->grid, "vadjustment", &place, NULL);
  for (int i = 0; i < ROUNDS * FRAMES_A_ROUND; i++)
    times[i] = scroll (&program->frames, place, gtk_adjustment_get_page_size (place));
  g_object_unref (place);
  printf ("grid: a page scrolled in the program's whole window %.1f ms", bench_median (times, ROUNDS * FRAMES_A_ROUND));
  printf (" (p95 %.1f)\n", bench_quantile (times, ROUNDS * FRAMES_A_ROUND, 0.95));
}

static void
run_beside (const char *file)
{
  GtkWidget *grid, *scrolled;
  Table ours, floor, theirs;
  Program program;
  double first;
  Peer peer;

  open_program (&program, file, &first);
  wait_until_loaded (&program);
  print_in_window (&program);
  grid = sek_grid_new ();
  sek_grid_set_model (SEK_GRID (grid), program.model);
  scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), grid);
  peer_init (&peer, program.model);
  show_table (&ours, scrolled, &program);
  show_table (&floor, bench_floor_new (SEK_GRID (grid)), &program);
  show_table (&theirs, peer.window, &program);
  gtk_widget_set_visible (GTK_WIDGET (program.window), FALSE);
  compare_scrolling (&ours, &floor, &theirs, "a frame scrolled by a page", 1);
  compare_scrolling (&ours, &floor, &theirs, "a frame scrolled by a tenth of a page", 0.1);
  compare_sorting (&program, &ours, &theirs, &peer);
}

/* --- the parts --------------------------------------------------------------------------------------------------- */

/* What a part of the benchmark printed, owned. */
static char *
run_part (const char *part, const char *file)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  char *arguments[] = { self, (char *) part, (char *) file, NULL };
  g_autoptr (GError) error = NULL;
  char *out = NULL;
  int status;

  bench_require (g_spawn_sync (NULL, arguments, NULL, G_SPAWN_CHILD_INHERITS_STDIN, NULL, NULL, &out, NULL, &status,
                               &error),
                 error);
  bench_require (g_spawn_check_wait_status (status, &error), error);
  return out;
}

int
main (int argc, char **argv)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL), *parent = g_path_get_dirname (self);
  g_autofree char *folder = g_build_filename (parent, "registers-XXXXXX", NULL);
  g_autofree char *file = NULL, *answers = NULL, *beside = NULL;
  double times[OPENINGS];

  if (argc > 2 && g_str_equal (argv[1], "open"))
    {
      Program program;

      open_program (&program, argv[2], times);
      printf ("%.4f\n", times[0]);
    }
  else if (argc > 2 && g_str_equal (argv[1], "answers"))
    run_answers (argv[2]);
  else if (argc > 2)
    run_beside (argv[2]);
  if (argc > 2)
    {
      /* What a process does on its way out is not what is measured. */
      fflush (stdout);
      _Exit (0);
    }

  if (g_mkdtemp (folder) == NULL)
    g_error ("No folder could be made in %s", parent);
  file = bench_make_register (folder, MEMBERS);
  bench_fill_register (file);
  for (int i = 0; i < OPENINGS; i++)
    {
      g_autofree char *out = run_part ("open", file);

      times[i] = g_ascii_strtod (out, NULL);
    }
  printf ("grid: 100 000 members, first rows painted %.3f s after the register was asked for (goal ≤ 0.3%s)\n",
          bench_median (times, OPENINGS), bench_verdict (bench_median (times, OPENINGS), 0.3));
  answers = run_part ("answers", file);
  beside = run_part ("beside", file);
  printf ("%s%s", answers, beside);
  g_unlink (file);
  g_rmdir (folder);
  return 0;
}
