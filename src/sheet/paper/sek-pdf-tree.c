/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-pdf-tree.h"

#include <cairo-pdf.h>
#include <math.h>
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
  GHashTable *places;   /* what a figure's box is in the file */
  guint32     last[SEK_PDF_N_ROLES];
  guint32     n_tags;   /* on the page that is being drawn */
  const char *open;
};

#define CONTENT_TAG "Span"

static const char *const roles[SEK_PDF_N_ROLES] = {
  [SEK_PDF_DOCUMENT] = "Document", [SEK_PDF_SECT] = "Sect",   [SEK_PDF_H1] = "H1",        [SEK_PDF_H2] = "H2",
  [SEK_PDF_P] = "P",               [SEK_PDF_NOTE] = "Note",   [SEK_PDF_TABLE] = "Table",  [SEK_PDF_THEAD] = "THead",
  [SEK_PDF_TBODY] = "TBody",       [SEK_PDF_TR] = "TR",       [SEK_PDF_TD] = "TD",        [SEK_PDF_TH_COLUMN] = "TH",
  [SEK_PDF_TH_ROW] = "TH",         [SEK_PDF_FIGURE] = "Figure",
};

SekPdfTree *
sek_pdf_tree_new (void)
{
  SekPdfTree *self = g_new0 (SekPdfTree, 1);
  Element root = { SEK_PDF_DOCUMENT, 1, NONE, NONE, NONE, NONE, NONE, NONE };

  self->elements = g_array_new (FALSE, FALSE, sizeof (Element));
  self->marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  self->counts = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->summaries = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->places = g_hash_table_new_full (NULL, NULL, NULL, g_free);
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
  g_hash_table_unref (self->places);
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

void
sek_pdf_tree_set_place (SekPdfTree *self, guint element, double x, double y, double width, double height,
                        double paper_height)
{
  if (self == NULL)
    return;
  /* Whole points outwards, which need no decimal sign. */
  g_hash_table_insert (self->places, GUINT_TO_POINTER (element),
                       g_strdup_printf ("%d %d %d %d", (int) floor (x), (int) floor (paper_height - y - height),
                                        (int) ceil (x + width), (int) ceil (paper_height - y)));
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
    begin_tag (self, SEK_PDF_ARTIFACT_TAG, cr);
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

/* --- as objects ------------------------------------------------------------------------------------------------- */

static void
append_number (GString *text, guint32 number)
{
  char digits[12];
  int at = sizeof digits;

  do
    digits[--at] = (char) ('0' + number % 10);
  while ((number /= 10) > 0);
  g_string_append_len (text, digits + at, (gssize) sizeof digits - at);
}

static void
append_reference (GString *text, guint32 number)
{
  append_number (text, number);
  g_string_append (text, " 0 R");
}

static void
append_unicode (GString *text, const char *utf8)
{
  glong n = 0;
  g_autofree gunichar2 *units = g_utf8_to_utf16 (utf8, -1, NULL, &n, NULL);

  g_string_append (text, "<FEFF");
  for (glong i = 0; i < n; i++)
    g_string_append_printf (text, "%04X", units[i]);
  g_string_append_c (text, '>');
}

/* Where the objects stand that are not elements: attributes of the two sorts of header cells, then a list of elements
 * for each page, then the list of these. */
typedef struct
{
  const SekPdfTree *tree;
  const GArray     *pages;
  guint32           root;
  guint32           first;
  guint32           attributes;
  guint32           page_lists;
} Writing;

static void
append_kids (const Writing *writing, GString *text, const Element *element)
{
  guint32 page = NONE;

  if (element->first_mark == NONE && element->first_child == NONE)
    return;
  if (element->first_mark != NONE)
    {
      page = g_array_index (writing->tree->marks, Mark, element->first_mark).page;
      g_string_append (text, "/Pg ");
      append_reference (text, g_array_index (writing->pages, guint32, page));
    }
  g_string_append (text, "/K[");
  for (guint32 i = element->first_mark; i != NONE; i = g_array_index (writing->tree->marks, Mark, i).next)
    {
      const Mark *mark = &g_array_index (writing->tree->marks, Mark, i);

      if (mark->page != page)
        {
          g_string_append (text, "<</Type/MCR/Pg ");
          append_reference (text, g_array_index (writing->pages, guint32, mark->page));
          g_string_append (text, "/MCID ");
          append_number (text, mark->id);
          g_string_append (text, ">>");
        }
      else
        {
          append_number (text, mark->id);
          g_string_append_c (text, ' ');
        }
    }
  for (guint32 i = element->first_child; i != NONE; i = get_element (writing->tree, i)->next)
    {
      append_reference (text, writing->first + i);
      g_string_append_c (text, ' ');
    }
  g_string_append_c (text, ']');
}

static void
append_attributes (const Writing *writing, GString *text, const Element *element, guint32 number)
{
  const char *summary = g_hash_table_lookup (writing->tree->summaries, GUINT_TO_POINTER (number));
  const char *place = g_hash_table_lookup (writing->tree->places, GUINT_TO_POINTER (number));
  gboolean is_head = element->role == SEK_PDF_TH_COLUMN || element->role == SEK_PDF_TH_ROW;

  if (summary != NULL && element->role == SEK_PDF_FIGURE)
    {
      g_string_append (text, "/Alt ");
      append_unicode (text, summary);
      g_string_append_printf (text, "/A<</O/Layout/Placement/Block/BBox[%s]>>", place != NULL ? place : "0 0 0 0");
    }
  else if (summary != NULL)
    {
      g_string_append (text, "/A<</O/Table/Summary ");
      append_unicode (text, summary);
      g_string_append (text, ">>");
    }
  else if (element->span > 1)
    {
      g_string_append_printf (text, "/A<</O/Table/ColSpan %u%s>>", element->span, is_head ? "/Scope/Column" : "");
    }
  else if (is_head)
    {
      g_string_append (text, "/A ");
      append_reference (text, writing->attributes + (element->role == SEK_PDF_TH_ROW ? 1 : 0));
    }
}

static void
write_element (const Writing *writing, SekPdfObjects *objects, GString *text, guint32 number)
{
  const Element *element = get_element (writing->tree, number);

  g_string_assign (text, "<</S/");
  g_string_append (text, roles[element->role]);
  g_string_append (text, "/P ");
  append_reference (text, number == SEK_PDF_ROOT ? writing->root : writing->first + element->parent);
  append_kids (writing, text, element);
  append_attributes (writing, text, element, number);
  /* A note is found by its name. */
  if (element->role == SEK_PDF_NOTE)
    g_string_append_printf (text, "/ID(note-%u)", number);
  g_string_append (text, ">>");
  sek_pdf_objects_add (objects, writing->first + number, text->str, text->len);
}

/* For each page, the element of each of its marks; null for an artifact's. */
static guint32 **
make_page_lists (const SekPdfTree *self)
{
  guint32 **lists = g_new0 (guint32 *, self->counts->len + 1);

  for (guint i = 0; i < self->counts->len; i++)
    {
      guint32 n = g_array_index (self->counts, guint32, i);

      lists[i] = g_new (guint32, n + 1);
      for (guint32 j = 0; j < n; j++)
        lists[i][j] = NONE;
    }
  for (guint32 i = 0; i < self->elements->len; i++)
    for (guint32 j = get_element (self, i)->first_mark; j != NONE; j = g_array_index (self->marks, Mark, j).next)
      lists[g_array_index (self->marks, Mark, j).page][g_array_index (self->marks, Mark, j).id] = i;

  return lists;
}

static void
write_page_lists (const Writing *writing, SekPdfObjects *objects, GString *text)
{
  const SekPdfTree *self = writing->tree;
  guint32 **lists = make_page_lists (self);

  for (guint i = 0; i < self->counts->len; i++)
    {
      g_string_assign (text, "[");
      for (guint32 j = 0; j < g_array_index (self->counts, guint32, i); j++)
        if (lists[i][j] != NONE)
          {
            append_reference (text, writing->first + lists[i][j]);
            g_string_append_c (text, ' ');
          }
        else
          {
            g_string_append (text, "null ");
          }
      g_string_append_c (text, ']');
      sek_pdf_objects_add (objects, writing->page_lists + i, text->str, text->len);
      g_free (lists[i]);
    }
  g_free (lists);

  g_string_assign (text, "<</Nums[");
  for (guint i = 0; i < self->counts->len; i++)
    {
      append_number (text, i);
      g_string_append_c (text, ' ');
      append_reference (text, writing->page_lists + i);
      g_string_append_c (text, ' ');
    }
  g_string_append (text, "]>>");
  sek_pdf_objects_add (objects, writing->page_lists + self->counts->len, text->str, text->len);
}

/* Elements with an ID are found by it. The names are in the order of bytes, as the list must be. */
static int
compare_names (const void *a, const void *b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static void
append_names (const Writing *writing, GString *text)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint32 i = 0; i < writing->tree->elements->len; i++)
    if (get_element (writing->tree, i)->role == SEK_PDF_NOTE)
      g_ptr_array_add (names, g_strdup_printf ("(note-%u)%u 0 R ", i, writing->first + i));
  if (names->len == 0)
    return;
  g_ptr_array_sort (names, compare_names);
  g_string_append (text, "/IDTree<</Names[");
  for (guint i = 0; i < names->len; i++)
    g_string_append (text, g_ptr_array_index (names, i));
  g_string_append (text, "]>>");
}

void
sek_pdf_tree_write (const SekPdfTree *self, SekPdfObjects *objects, guint32 root, guint32 first, const GArray *pages)
{
  static const char column[] = "<</O/Table/Scope/Column>>", row[] = "<</O/Table/Scope/Row>>";
  g_autoptr (GString) text = g_string_new (NULL);
  guint32 n = self->elements->len;
  Writing writing = { self, pages, root, first, first + n, first + n + 2 };

  g_return_if_fail (pages->len == self->counts->len);

  for (guint32 i = 0; i < n; i++)
    write_element (&writing, objects, text, i);
  sek_pdf_objects_add (objects, writing.attributes, column, strlen (column));
  sek_pdf_objects_add (objects, writing.attributes + 1, row, strlen (row));
  write_page_lists (&writing, objects, text);
  g_string_printf (text, "<</Type/StructTreeRoot/K %u 0 R/ParentTree %u 0 R/ParentTreeNextKey %u", first,
                   writing.page_lists + pages->len, pages->len);
  append_names (&writing, text);
  g_string_append (text, ">>");
  sek_pdf_objects_add (objects, root, text->str, text->len);
}
