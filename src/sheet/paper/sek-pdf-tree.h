/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "sek-pdf-objects.h"

/* The structure of a tagged PDF: elements as they are met, and which marked content of which page belongs to each. It
 * is kept here and not by cairo, since cairo 1.16 writes an uncompressed object an element, and knows neither artifacts
 * nor the attributes of header cells. cairo's tags are used for the marks in the pages alone.
 *
 * Every function but new and free takes NULL for a tree, and does nothing: a page that is drawn on screen has none. */

G_BEGIN_DECLS

typedef struct _SekPdfTree SekPdfTree;

typedef enum
{
  SEK_PDF_DOCUMENT,
  SEK_PDF_SECT,
  SEK_PDF_H1,
  SEK_PDF_H2,
  SEK_PDF_P,
  SEK_PDF_NOTE,
  SEK_PDF_TABLE,
  SEK_PDF_THEAD,
  SEK_PDF_TBODY,
  SEK_PDF_TR,
  SEK_PDF_TD,
  SEK_PDF_TH_COLUMN, /* of the cells below */
  SEK_PDF_TH_ROW,    /* of the cells beside */
  SEK_PDF_FIGURE,
  SEK_PDF_N_ROLES
} SekPdfRole;

/* The whole document's element; every other one has a parent. */
#define SEK_PDF_ROOT 0

SekPdfTree *sek_pdf_tree_new        (void);
void        sek_pdf_tree_free       (SekPdfTree *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekPdfTree, sek_pdf_tree_free)

/* An element after its parent's others. span is how many columns a cell takes, else 1; summary tells what a table is
 * about, or what a figure shows, else NULL. Returns its number: numbers follow each other. */
guint       sek_pdf_tree_add        (SekPdfTree *self, guint parent, SekPdfRole role, guint span, const char *summary);
/* Where a figure stands on its page: from the left, from the top of paper so high. */
void        sek_pdf_tree_set_place  (SekPdfTree *self, guint element, double x, double y, double width, double height,
                                     double paper_height);
/* The element of a role that was added last. */
guint       sek_pdf_tree_get_last   (const SekPdfTree *self, SekPdfRole role);

/* What is drawn between is an element's, or nobody's: rules, repeated heads, the foot. They do not lie within each
 * other. */
void        sek_pdf_tree_begin      (SekPdfTree *self, guint element, cairo_t *cr);
void        sek_pdf_tree_begin_artifact (SekPdfTree *self, cairo_t *cr);
void        sek_pdf_tree_end        (SekPdfTree *self, cairo_t *cr);
void        sek_pdf_tree_end_page   (SekPdfTree *self);

/* The name under which artifacts are marked in what cairo writes: it takes only those of structure types. */
#define SEK_PDF_ARTIFACT_TAG "Private"

/* The structure as PDF objects: its root takes the place of the object root, the others are numbered from first on.
 * pages are the pages' objects, of guint32. */
void        sek_pdf_tree_write      (const SekPdfTree *self, SekPdfObjects *objects, guint32 root, guint32 first,
                                     const GArray *pages);

G_END_DECLS
