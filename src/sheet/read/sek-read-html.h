/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-reader-private.h"

/* What of an HTML cell is its text and its figure. For src/sheet/sek-read-html*.c only. */

G_BEGIN_DECLS

typedef struct
{
  GString *text;
  GString *raised;   /* what is within sup */
  guint    in_raised;
  char    *figure;   /* as Calc, Excel or Google write it beside what is shown; NULL without */
} SekHtmlCell;

void     sek_html_cell_init   (SekHtmlCell *self);
void     sek_html_cell_clear  (SekHtmlCell *self);
/* Begins a cell. atts as libxml2 hands them out, names and values in turn, NULL at the end, or NULL. */
void     sek_html_cell_begin  (SekHtmlCell *self, const char **atts);
void     sek_html_cell_text   (SekHtmlCell *self, const char *text, gsize length);
void     sek_html_cell_start  (SekHtmlCell *self, const char *name);
void     sek_html_cell_end    (SekHtmlCell *self, const char *name);
/* Its text is whole. TRUE when a figure stands for it, which exact is then, as machines write it. */
gboolean sek_html_cell_finish (SekHtmlCell *self, GString *exact);

/* The value of an attribute, whatever its case; NULL without one. */
const char *sek_html_get      (const char **atts, const char *name);

G_END_DECLS
