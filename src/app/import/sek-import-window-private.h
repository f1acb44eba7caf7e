/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-import-job.h"
#include "sek-import-model.h"
#include "sek-import-window.h"

/* What the assistant shares with the rows of proposals in it (sek-import-proposals.c). */

G_BEGIN_DECLS

struct _SekImportWindow
{
  AdwWindow       parent_instance;

  SekDocument    *document;
  SekImportJob   *job;
  SekImportModel *model;
  guint           timeout;
  gboolean        by_hand; /* a proposal was accepted or refused */
  gboolean        sure;    /* closing was asked about */
  gboolean        closed;

  AdwToastOverlay *toasts;
  GtkDropDown     *kinds;
  GtkInfoBar      *notice;
  GtkLabel        *notice_text;
  GtkButton       *anew;
  GtkStack        *stack; /* "source", "working", "import" */
  GtkButton       *choose_button;
  GtkWidget       *other; /* goes back to the source */
  GtkBox          *understood;
  GtkBox          *pills;
  GtkDropDown     *show;
  GtkStack        *right; /* "grid", "empty" */
  AdwStatusPage   *empty;
  SekGrid         *grid;
  GtkLabel        *reason;
  GtkButton       *import_button;
  GtkSpinner      *spinner;
  GtkWidget       *stop_button;
  AdwStatusPage   *source;
  GtkPaned        *parts;
  guint            turning; /* an idle that lays the parts out otherwise */
};

/* The import as far as it can be worked with; NULL while there is none. */
SekImport *_sek_import_window_get_usable     (SekImportWindow *self);
void       _sek_import_window_refresh_button (SekImportWindow *self);
/* Runs it anew with an answer; data is the window. */
void       _sek_import_window_answer         (const char *question, const char *answer, gpointer data);

/* Has rows accepted and refused by keys and clicks on the grid. */
void       _sek_import_window_take_rows      (SekImportWindow *self);

G_END_DECLS
