/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <stdio.h>

#include "bench.h"
#include "sek-application.h"
#include "sek-lever-row.h"
#include "sek-scenario.h"
#include "sek-window.h"

/* A slider on Scenarioer in the program's window, moved a step: from the move until main figures, chart and every
 * member's fee are painted, and then all work until the captions and the side pane stand still, too. Beside it a frame
 * of the same page in which nothing is worked out: it is scrolled, so that all of it is painted anew. In turns, in one
 * process, over the example with three scenarios. Medians and the 95th of a hundred; a missed goal is said, not an
 * error. */

enum { ROUNDS = 6, MOVES = 20, SCENARIOS = 3, WIDTH = 1280, HEIGHT = 800 };

/* --- frames ------------------------------------------------------------------------------------------------------- */

typedef struct
{
  gint64 begun;
  gint64 spent; /* µs within frames */
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

/* Until a while has passed without a frame. Returns what was spent outside of frames, in µs. */
static gint64
settle (Frames *frames, gint64 quiet)
{
  guint painted = frames->painted;
  gint64 last = g_get_monotonic_time (), spent = 0;

  while (g_get_monotonic_time () - last < quiet)
    {
      gint64 start = g_get_monotonic_time (), within = frames->spent;

      if (!g_main_context_iteration (NULL, FALSE))
        {
          g_usleep (500);
          continue;
        }
      spent += g_get_monotonic_time () - start - (frames->spent - within);
      if (frames->painted == painted)
        continue;
      painted = frames->painted;
      last = g_get_monotonic_time ();
    }
  return spent;
}

#define QUIET 60000
#define RESTED 900000 /* a slider is stored when it has come to rest */

/* --- the page ----------------------------------------------------------------------------------------------------- */

typedef struct
{
  GtkWidget     *window;
  GtkWidget     *page;
  GtkRange      *slider;
  GtkAdjustment *place;
  Frames         frames;
} Bench;

static GtkWidget *
find_widget (GtkWidget *root, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type) && gtk_widget_get_mapped (root))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Of what scrolls the page as a whole, around its grids. */
static GtkAdjustment *
get_place (Bench *self)
{
  GtkWidget *grid = GTK_WIDGET (sek_page_get_active_grid (SEK_PAGE (self->page))),
            *viewport = gtk_widget_get_ancestor (grid, GTK_TYPE_VIEWPORT);

  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (gtk_widget_get_parent (viewport)));
}

static void
add_scenarios (const char *path)
{
  g_autoptr (GError) error = NULL;
  SekDocument *document = sek_document_create_example (path, &error);

  bench_require (document != NULL, error);
  for (int i = 1; i < SCENARIOS; i++)
    {
      g_autoptr (SekChangeset) changeset = sek_changeset_new ("add");
      SekRegister *reg = sek_document_get_base (document);

      sek_scenario_propose (reg, i == 1 ? "Kopi" : "Kopi til", sek_scenario_find (reg, "A", NULL), changeset);
      bench_require (sek_document_submit (document, changeset, &error), error);
    }
  sek_document_close (document);
  g_object_unref (document);
}

static void
open_page (Bench *self, const char *path)
{
  SekApplication *application = sek_application_new ();
  g_autoptr (GError) error = NULL;
  GdkFrameClock *clock;

  g_application_set_flags (G_APPLICATION (application),
                           g_application_get_flags (G_APPLICATION (application)) | G_APPLICATION_NON_UNIQUE);
  bench_require (g_application_register (G_APPLICATION (application), NULL, &error), error);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-cursor-blink", FALSE, "gtk-font-name",
                "Cantarell 11", NULL);
  self->window = sek_window_new (ADW_APPLICATION (application));
  gtk_window_set_default_size (GTK_WINDOW (self->window), WIDTH, HEIGHT);
  gtk_window_present (GTK_WINDOW (self->window));
  clock = gtk_widget_get_frame_clock (self->window);
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), &self->frames);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), &self->frames);
  sek_window_open (SEK_WINDOW (self->window), path);
  settle (&self->frames, RESTED);
  sek_window_show_page (SEK_WINDOW (self->window), "scenarios");
  settle (&self->frames, RESTED);
  self->page = GTK_WIDGET (sek_window_get_page (SEK_WINDOW (self->window), "scenarios"));
  self->slider = GTK_RANGE (find_widget (find_widget (self->page, SEK_TYPE_LEVER_ROW), GTK_TYPE_SCALE));
  self->place = get_place (self);
}

/* --- what is measured --------------------------------------------------------------------------------------------- */

/* What an act costs until its first frame is painted, and *all until nothing moves any more, in ms, without waiting. */
static double
time_act (Bench *self, void (*act) (Bench *self, int turn), int turn, double *all)
{
  gint64 start, spent;
  double first;
  guint painted;

  settle (&self->frames, QUIET);
  self->frames.spent = 0;
  painted = self->frames.painted;
  start = g_get_monotonic_time ();
  act (self, turn);
  spent = g_get_monotonic_time () - start;
  while (self->frames.painted == painted)
    g_main_context_iteration (NULL, TRUE);
  first = (double) (spent + self->frames.spent) / 1000;
  spent += settle (&self->frames, QUIET);
  *all = (double) (spent + self->frames.spent) / 1000;
  return first;
}

static void
move (Bench *self, int turn)
{
  /* Between 2,80 and 3,80 kr, a step of 5 øre each time. */
  gtk_range_set_value (self->slider, 2.8 + 0.05 * (turn % MOVES + 1));
}

static void
scroll (Bench *self, int turn)
{
  gtk_adjustment_set_value (self->place, turn % 2 == 0 ? 8 : 0);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("bench-lever-XXXXXX", NULL),
                  *path = g_build_filename (folder, "r.sekretariat", NULL);
  enum { N = ROUNDS * MOVES };
  double moves[N], all_moves[N], frames[N], all_frames[N], ratio, late;
  Bench bench = { 0 };

  gtk_init ();
  add_scenarios (path);
  open_page (&bench, path);
  for (int round = 0; round < ROUNDS; round++)
    {
      for (int i = 0; i < MOVES; i++)
        moves[round * MOVES + i] = time_act (&bench, move, i, &all_moves[round * MOVES + i]);
      settle (&bench.frames, RESTED);
      for (int i = 0; i < MOVES; i++)
        frames[round * MOVES + i] = time_act (&bench, scroll, i, &all_frames[round * MOVES + i]);
    }
  ratio = bench_median (moves, N) / bench_median (frames, N);
  late = bench_quantile (moves, N, 0.95) / bench_quantile (frames, N, 0.95);
  printf ("lever: a move on Scenarioer until painted %.1f ms (p95 %.1f), a frame of the page without it %.1f ms "
          "(p95 %.1f), ratio %.2f (p95 %.2f; goal ≤ 1.50%s)\n",
          bench_median (moves, N), bench_quantile (moves, N, 0.95), bench_median (frames, N),
          bench_quantile (frames, N, 0.95), ratio, late, bench_verdict (MAX (ratio, late), 1.5));
  printf ("lever: with captions and side pane %.1f ms (p95 %.1f), ratio %.2f\n", bench_median (all_moves, N),
          bench_quantile (all_moves, N, 0.95), bench_median (all_moves, N) / bench_median (all_frames, N));
  gtk_window_destroy (GTK_WINDOW (bench.window));
  g_unlink (path);
  g_rmdir (folder);
  return 0;
}
