/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-document.h"
#include "sek-page.h"
#include "sek-report.h"

/* The pages of the window, in their order: all that is said of a page as a whole is said here, and window, keys,
 * Ctrl+K, go to, print and settings have it from here. */

G_BEGIN_DECLS

/* A row that a page can make, as it is asked for: «Nytt medlem». */
typedef struct
{
  SekEntityId  entity;
  const char  *title; /* for gettext; NULL ends a list of these */
} SekPageMake;

typedef struct
{
  const char        *name;  /* lasting: of the setting, of actions */
  const char        *title; /* for gettext */
  const char        *icon;
  GType            (*get_type) (void);
  /* The kinds of rows that it shows, ended by SEK_N_ENTITIES: whoever is led to one is led here. NULL for none. */
  const SekEntityId *entities;
  const SekPageMake *makes;  /* what it can make of them; NULL for nothing */
  gboolean           counts; /* how many of the first of them there are stands beside its name in the list */
  /* What stands there instead; NULL for nothing. worry is FALSE before. Owned by who asks. */
  char            *(*dup_badge) (SekDocument *document, gboolean *worry);
  SekTableId         table;    /* what is printed and exported from it, unless the page says something else */
  gboolean           has_pane; /* beside what it shows */
  gboolean           has_search;
  gboolean           begins_group;
} SekPageKind;

/* What stands beside the page's name; NULL for nothing. *worry, FALSE before, when it asks for attention. Owned. */
char              *sek_page_kind_dup_badge (const SekPageKind *self, SekDocument *document, gboolean *worry);
/* NULL beyond the last one. */
const SekPageKind *sek_page_list_get_nth  (guint index);
guint              sek_page_list_get_size (void);
/* −1 when there is none of that name. */
int                sek_page_list_find     (const char *name);
/* The page for a kind of row; −1 when no page shows any. */
int                sek_page_list_find_entity (SekEntityId entity);

/* A GtkListBoxUpdateHeaderFunc: groups of pages are parted by a thin rule. */
void               sek_page_list_part_groups (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data);

G_END_DECLS
