/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-scenario-levers.h"

#include <glib/gi18n-lib.h>

#include "sek-lever-row.h"
#include "sek-list-rows.h"
#include "sek-scenario-figures.h"
#include "sek-scenarios-form.h"

#define RATE_STEP 5        /* øre per inhabitant */
#define INDEX_STEP 10      /* hundredths of a per cent */
#define MOST_INDEX 1000
#define N_LEVERS (SEK_N_MEMBER_KINDS + 1)

struct _SekScenarioLevers
{
  GtkWidget           *box;
  GtkLabel            *title;
  SekLeverRow         *rows[N_LEVERS];
  SekScenarioLeverFunc moved, settled;
  gpointer             data;
  gint64               shown;  /* the scenario that they are about; 0: none */
};

static gint64
get_step (gint64 lever)
{
  return lever == SEK_N_MEMBER_KINDS ? INDEX_STEP : RATE_STEP;
}

/* Twice what it is by the register, or a little more than it is by the scenario. */
static gint64
get_most (const SekScenarioSet *set, guint index, gint64 lever)
{
  gint64 base = sek_scenario_set_get_lever (set, 0, lever), now = sek_scenario_set_get_lever (set, index,
                                                                                                      lever);

  if (lever == SEK_N_MEMBER_KINDS)
    return MAX (MOST_INDEX, now);
  base = MAX (base != SEK_NONE ? 2 * base : 200, now != SEK_NONE ? now : 0);
  return (base + RATE_STEP - 1) / RATE_STEP * RATE_STEP;
}

static void
show_lever (SekScenarioLevers *self, SekScenarioSet *set, guint index, gint64 lever)
{
  SekLeverRow *row = self->rows[lever];
  gint64 value = sek_scenario_set_get_lever (set, index, lever);
  gboolean shown = lever == SEK_N_MEMBER_KINDS || value != SEK_NONE;
  g_autofree char *title = NULL, *caption = NULL;

  gtk_widget_set_visible (GTK_WIDGET (row), shown);
  if (!shown || sek_lever_row_is_moving (row))
    return;
  title = lever == SEK_N_MEMBER_KINDS ? g_strdup_printf (_("Yearly index from %d"), set->year + 1)
                                      : sek_scenario_figures_dup_rate (lever, set->year);
  caption = sek_scenarios_form_dup_caption (set, index, lever, get_step (lever), get_most (set, index, lever));
  sek_lever_row_set_title (row, title);
  sek_lever_row_set_range (row, get_step (lever), get_most (set, index, lever),
                           sek_scenario_set_get_lever (set, 0, lever));
  sek_lever_row_set_value (row, value);
  sek_lever_row_set_caption (row, caption);
}

void
sek_scenario_levers_show (SekScenarioLevers *self, SekScenarioSet *set, guint index)
{
  g_autofree char *title = NULL;

  gtk_widget_set_visible (self->box, index > 0);
  if (index == 0)
    return;
  for (gint64 lever = 0; lever < N_LEVERS && self->shown != set->cases[index].id; lever++)
    sek_lever_row_forget (self->rows[lever]);
  self->shown = set->cases[index].id;
  title = g_strdup_printf ("%s  %s", set->cases[index].letter, set->cases[index].name);
  sek_label_wrap (self->title, title);
  for (gint64 lever = 0; lever < N_LEVERS; lever++)
    show_lever (self, set, index, lever);
}

void
sek_scenario_levers_settle (SekScenarioLevers *self)
{
  for (gint64 lever = 0; lever < N_LEVERS; lever++)
    if (sek_lever_row_is_moving (self->rows[lever]))
      sek_lever_row_settle (self->rows[lever]);
}

static gint64
find_lever (SekScenarioLevers *self, SekLeverRow *row)
{
  gint64 lever = 0;

  while (lever + 1 < N_LEVERS && self->rows[lever] != row)
    lever++;
  return lever;
}

static void
moved_cb (SekLeverRow *row, SekScenarioLevers *self)
{
  self->moved (self, find_lever (self, row), sek_lever_row_get_value (row), self->data);
}

static void
settled_cb (SekLeverRow *row, SekScenarioLevers *self)
{
  self->settled (self, find_lever (self, row), sek_lever_row_get_value (row), self->data);
}

SekScenarioLevers *
sek_scenario_levers_new (SekForm *form, SekScenarioLeverFunc moved, SekScenarioLeverFunc settled, gpointer data)
{
  SekScenarioLevers *self = g_new0 (SekScenarioLevers, 1);
  GtkWidget *scrolled = gtk_widget_get_ancestor (GTK_WIDGET (form), GTK_TYPE_SCROLLED_WINDOW),
            *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->moved = moved;
  self->settled = settled;
  self->data = data;
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  self->title = GTK_LABEL (sek_wrapped_label_new ("", "title-4"));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->title));
  for (gint64 lever = 0; lever < N_LEVERS; lever++)
    {
      GtkWidget *row = sek_lever_row_new (lever == SEK_N_MEMBER_KINDS ? "\302\240%" : "\302\240kr");

      self->rows[lever] = SEK_LEVER_ROW (row);
      g_signal_connect (row, "moved", G_CALLBACK (moved_cb), self);
      g_signal_connect (row, "settled", G_CALLBACK (settled_cb), self);
      gtk_box_append (GTK_BOX (self->box), row);
    }
  g_object_ref (form);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), NULL);
  gtk_box_append (GTK_BOX (box), self->box);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (form));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  g_object_unref (form);
  return self;
}

void
sek_scenario_levers_free (SekScenarioLevers *self)
{
  g_free (self);
}
