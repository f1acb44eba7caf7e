/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-pdf-tree.h"

#include <cairo-pdf.h>
#include <string.h>

#define NONE G_MAXUINT32

typedef struct
{
  guint8  role;
  guint16 span;
  guint32 parent;
  guint32 first_child;
  guint32 last_child;
  guint32 next;       /* sibling */
  guint32 first_mark;
  guint32 last_mark;
} Element;

/* A piece of a page that belongs to an element. */
typedef struct
{
  guint32 page;
  guint32 id;   /* cairo counts a page's tags from 0 */
  guint32 next; /* of the same element */
} Mark;

struct _SekPdfTree
{
  GArray     *elements; /* of Element */
  GArray     *marks;    /* of Mark */
  GArray     *counts;   /* of guint32: the tags of each page, artifacts included */
  GHashTable *summaries;
  guint32     last[SEK_PDF_N_ROLES];
  guint32     n_tags;   /* on the page that is being drawn */
  const char *open;
};

/* cairo takes only the names of structure types. The pages' marks of artifacts get their own name afterwards. */
#define CONTENT_TAG  "Span"
#define ARTIFACT_TAG "Private"

SekPdfTree *
sek_pdf_tree_new (void)
{
  SekPdfTree *self = g_new0 (SekPdfTree, 1);
  Element root = { SEK_PDF_DOCUMENT, 1, NONE, NONE, NONE, NONE, NONE, NONE };

  self->elements = g_array_new (FALSE, FALSE, sizeof (Element));
  self->marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  self->counts = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->summaries = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_array_append_val (self->elements, root);

  return self;
}

void
sek_pdf_tree_free (SekPdfTree *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->elements);
  g_array_unref (self->marks);
  g_array_unref (self->counts);
  g_hash_table_unref (self->summaries);
  g_free (self);
}

static Element *
get_element (const SekPdfTree *self, guint32 element)
{
  return &g_array_index (self->elements, Element, element);
}

guint
sek_pdf_tree_add (SekPdfTree *self, guint parent, SekPdfRole role, guint span, const char *summary)
{
  Element element = { (guint8) role, (guint16) MIN (span, G_MAXUINT16), parent, NONE, NONE, NONE, NONE, NONE };
  guint32 number;

  if (self == NULL)
    return 0;
  number = self->elements->len;
  g_array_append_val (self->elements, element);
  if (get_element (self, parent)->last_child != NONE)
    get_element (self, get_element (self, parent)->last_child)->next = number;
  else
    get_element (self, parent)->first_child = number;
  get_element (self, parent)->last_child = number;
  if (summary != NULL)
    g_hash_table_insert (self->summaries, GUINT_TO_POINTER (number), g_strdup (summary));
  self->last[role] = number;

  return number;
}

guint
sek_pdf_tree_get_last (const SekPdfTree *self, SekPdfRole role)
{
  return self != NULL ? self->last[role] : 0;
}

static void
begin_tag (SekPdfTree *self, const char *tag, cairo_t *cr)
{
  g_assert (self->open == NULL);
  self->open = tag;
  cairo_tag_begin (cr, tag, NULL);
  self->n_tags++;
}

void
sek_pdf_tree_begin (SekPdfTree *self, guint number, cairo_t *cr)
{
  Element *element;
  Mark mark;
  guint32 added;

  if (self == NULL)
    return;
  element = get_element (self, number);
  mark = (Mark) { self->counts->len, self->n_tags, NONE };
  added = self->marks->len;
  g_array_append_val (self->marks, mark);
  if (element->last_mark != NONE)
    g_array_index (self->marks, Mark, element->last_mark).next = added;
  else
    element->first_mark = added;
  element->last_mark = added;
  begin_tag (self, CONTENT_TAG, cr);
}

void
sek_pdf_tree_begin_artifact (SekPdfTree *self, cairo_t *cr)
{
  if (self != NULL)
    begin_tag (self, ARTIFACT_TAG, cr);
}

void
sek_pdf_tree_end (SekPdfTree *self, cairo_t *cr)
{
  if (self == NULL)
    return;
  cairo_tag_end (cr, self->open);
  self->open = NULL;
}

void
sek_pdf_tree_end_page (SekPdfTree *self)
{
  if (self == NULL)
    return;
  g_array_append_val (self->counts, self->n_tags);
  self->n_tags = 0;
}
