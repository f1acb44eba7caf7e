/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-narrow.h"
#include "sek-window-private.h"

/* The list of pages and the side panes need room that a page in a narrow window needs more. */

/* For text of ordinary size. */
#define FOLD_LIST_BELOW 800
#define FOLD_PANE_BELOW 1090
/* Below this the pane goes before a figure of the page is cut; above it, it is worth more than the last columns of a
 * wide table. */
#define FOLD_PANE_FOR_FIGURES_BELOW 1200

/* A pane is so wide at least, and wider for larger text, but not without end. */
#define PANE_WIDTH 300
#define MOST_SCALE 1.5

struct _SekFold
{
  AdwFlap         *list;
  GtkToggleButton *button;
  GtkStack        *stack;
  SekPage        **pages;

  /* What was decided, for which page and width. */
  gboolean         list_folded;
  gboolean         pane_folded;
  gboolean         pane_wanted; /* beside the page, where there is room */
  gboolean         deciding;
  double           scale; /* of the text; 0 before the first decision */
  int              page;
  int              width;
};

SekFold *
_sek_fold_new (AdwFlap *list, GtkToggleButton *button, GtkStack *stack, SekPage **pages)
{
  SekFold *self = g_new0 (SekFold, 1);

  self->list = list;
  self->button = button;
  self->stack = stack;
  self->pages = pages;
  self->pane_wanted = gtk_toggle_button_get_active (button);
  self->page = -1;
  return self;
}

void
_sek_fold_free (SekFold *self)
{
  g_free (self);
}

void
_sek_fold_take_page (SekFold *self, guint index)
{
  AdwFlap *flap = sek_page_get_flap (self->pages[index]);

  if (self->scale > 0)
    gtk_widget_set_size_request (adw_flap_get_flap (flap), (int) (PANE_WIDTH * MIN (self->scale, MOST_SCALE)), -1);
  adw_flap_set_fold_policy (flap, self->pane_folded ? ADW_FLAP_FOLD_POLICY_ALWAYS : ADW_FLAP_FOLD_POLICY_NEVER);
  if (sek_page_list_get_nth (index)->has_pane)
    adw_flap_set_reveal_flap (flap, gtk_toggle_button_get_active (self->button));
}

void
_sek_fold_show_panes (SekFold *self)
{
  if (!self->pane_folded && !self->deciding)
    self->pane_wanted = gtk_toggle_button_get_active (self->button);
  for (guint i = 0; i < sek_page_list_get_size (); i++)
    if (self->pages[i] != NULL)
      _sek_fold_take_page (self, i);
}

void
_sek_fold_hide_list (SekFold *self)
{
  if (self->list_folded)
    adw_flap_set_reveal_flap (self->list, FALSE);
}

static int
get_flap_width (AdwFlap *flap)
{
  GtkWidget *widget = adw_flap_get_flap (flap);
  int natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

/* Whether all figures of the page are seen beside its pane. */
static gboolean
has_room (SekFold *self, int page, int width)
{
  const int rules = 2;

  if (page < 0 || self->pages[page] == NULL || !sek_page_list_get_nth ((guint) page)->has_pane)
    return TRUE;
  return (adw_flap_get_reveal_flap (self->list) ? get_flap_width (self->list) : 0)
             + get_flap_width (sek_page_get_flap (self->pages[page]))
             + sek_page_get_figures_width (self->pages[page]) + rules
         <= width;
}

static gboolean
has_focus (AdwFlap *flap)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (flap));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, adw_flap_get_flap (flap));
}

static void
fold_list (SekFold *self, gboolean fold)
{
  if (fold == self->list_folded)
    return;
  self->list_folded = fold;
  adw_flap_set_fold_policy (self->list, fold ? ADW_FLAP_FOLD_POLICY_ALWAYS : ADW_FLAP_FOLD_POLICY_NEVER);
  adw_flap_set_reveal_flap (self->list, !fold);
}

static void
fold_pane (SekFold *self, gboolean fold)
{
  if (fold == self->pane_folded)
    return;
  self->pane_folded = fold;
  self->deciding = TRUE;
  gtk_toggle_button_set_active (self->button, !fold && self->pane_wanted);
  _sek_fold_show_panes (self);
  self->deciding = FALSE;
}

void
_sek_fold_decide (SekFold *self, int width)
{
  double scale = sek_narrow_get_scale (GTK_WIDGET (self->list));
  const char *name = gtk_stack_get_visible_child_name (self->stack);
  int page = name != NULL ? sek_page_list_find (name) : -1;
  gboolean same = page == self->page && width == self->width;

  if (scale != self->scale)
    {
      self->scale = scale;
      _sek_fold_show_panes (self);
    }
  fold_list (self, width < FOLD_LIST_BELOW * scale);
  /* A figure that grows does not take the pane away in which it is typed. */
  if (same && page >= 0 && self->pages[page] != NULL && has_focus (sek_page_get_flap (self->pages[page])))
    return;
  self->page = page;
  self->width = width;
  fold_pane (self, width < FOLD_PANE_BELOW * scale
                       || (width < FOLD_PANE_FOR_FIGURES_BELOW * scale && !has_room (self, page, width)));
}
