/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-chart-svg.h"

#include <cairo-svg.h>
#include <math.h>
#include <string.h>

/* Of a chart in a web page, in pixels. */
#define INLINE_WIDTH 640
#define INLINE_SIZE  13

static cairo_status_t
write_cb (void *data, const unsigned char *bytes, unsigned int length)
{
  g_string_append_len (data, (const char *) bytes, (gssize) length);

  return CAIRO_STATUS_SUCCESS;
}

static GString *
draw_svg (double width, double height, SekChartSvgFunc draw, gpointer user_data, cairo_status_t *status)
{
  GString *svg = g_string_new (NULL);
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (write_cb, svg, width, height);
  cairo_t *cr;

  if (cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS)
    cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
  cr = cairo_create (surface);
  draw (cr, user_data);
  *status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (*status == CAIRO_STATUS_SUCCESS)
    *status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);

  return svg;
}

/* The element that cairo wrote, without its own beginning. */
static const char *
find_contents (const GString *svg)
{
  const char *at = strstr (svg->str, "<svg ");

  at = at != NULL ? strchr (at, '>') : NULL;

  return at != NULL ? at + 1 : "</svg>\n";
}

static void
append_begin (GString *out, double width, double height, const char *title, const char *told)
{
  g_autofree char *title_text = g_markup_escape_text (title != NULL ? title : "", -1);
  g_autofree char *told_text = g_markup_escape_text (told != NULL ? told : "", -1);

  g_string_append_printf (out,
                          "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
                          "role=\"img\" aria-label=\"%s\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">\n"
                          "<title>%s</title>\n",
                          told_text, (int) width, (int) height, (int) width, (int) height, title_text);
}

/* --- what cairo counts and paints --------------------------------------------------------------------------------- */

typedef struct
{
  const char         *prefix;
  const SekChartLook *look; /* NULL: colours stay */
} Rewriting;

/* cairo counts surfaces over all that the program ever draws, and pages have the names of other charts. */
static gboolean
rename_cb (const GMatchInfo *match, GString *out, gpointer user_data)
{
  const Rewriting *rewriting = user_data;
  g_autofree char *before = g_match_info_fetch (match, 1), *name = g_match_info_fetch (match, 2),
                  *number = g_match_info_fetch (match, 3);

  g_string_append_printf (out, "%s%s%s%s", before, rewriting->prefix, name,
                          g_str_equal (name, "surface") ? "" : number);

  return FALSE;
}

static gboolean
is_near (const SekChartColour *colour, double factor, const SekChartColour *other, double red, double green,
         double blue)
{
  return fabs (colour->red * factor + other->red * (1 - factor) - red) < 0.004
         && fabs (colour->green * factor + other->green * (1 - factor) - green) < 0.004
         && fabs (colour->blue * factor + other->blue * (1 - factor) - blue) < 0.004;
}

static gboolean
recolour_cb (const GMatchInfo *match, GString *out, gpointer user_data)
{
  const SekChartLook *look = ((const Rewriting *) user_data)->look;
  const struct { const SekChartColour *colour; const char *name; } names[] = {
    { &look->ink, "ink" },          { &look->quiet, "quiet" },         { &look->rule, "rule" },
    { &look->ground, "page" },      { &look->accent, "chart-accent" }, { &look->second, "chart-second" },
    { &look->third, "chart-third" }, { &look->bad, "chart-bad" },       { &look->field, "chart-field" },
  };
  double parts[3];

  for (int i = 0; i < 3; i++)
    {
      g_autofree char *part = g_match_info_fetch (match, i + 1);

      parts[i] = g_ascii_strtod (part, NULL) / 100;
    }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (is_near (names[i].colour, 1, names[i].colour, parts[0], parts[1], parts[2]))
      {
        g_string_append_printf (out, "var(--%s)", names[i].name);
        return FALSE;
      }
  g_string_append (out, "var(--chart-muted)");

  return FALSE;
}

static gboolean
close_cb (const GMatchInfo *match, GString *out, gpointer user_data)
{
  g_autofree char *name = g_match_info_fetch (match, 1), *attributes = g_match_info_fetch (match, 2);

  g_string_append_printf (out, "<%s%s></%s>", name, attributes, name);

  return FALSE;
}

static char *
replace (const char *pattern, const char *text, GRegexEvalCallback callback, gpointer user_data)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_OPTIMIZE | G_REGEX_RAW, 0, NULL);

  return g_regex_replace_eval (regex, text, -1, 0, 0, callback, user_data, NULL);
}

static char *
rewrite (const char *contents, const char *prefix, const SekChartLook *look)
{
  Rewriting rewriting = { prefix, look };
  g_autofree char *renamed = NULL, *closed = NULL;

  /* HTML reads a closing tag as XML does. */
  closed = replace ("<([a-z]+)([^<>]*)/>", contents, close_cb, NULL);
  renamed = replace ("((?:id=\"|#))([a-z]+)([0-9-]+)", look != NULL ? closed : contents, rename_cb, &rewriting);

  return look == NULL ? g_steal_pointer (&renamed)
                      : replace ("rgb\\(([0-9.]+)%,([0-9.]+)%,([0-9.]+)%\\)", renamed, recolour_cb, &rewriting);
}

/* --- files and pages ---------------------------------------------------------------------------------------------- */

GString *
sek_chart_svg_new (double width, double height, const char *title, const char *told, SekChartSvgFunc draw,
                   gpointer user_data, cairo_status_t *status)
{
  g_autoptr (GString) svg = draw_svg (width, height, draw, user_data, status);
  g_autofree char *contents = NULL;
  GString *out;

  if (*status != CAIRO_STATUS_SUCCESS)
    return NULL;
  out = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  append_begin (out, width, height, title, told);
  contents = rewrite (find_contents (svg), "", NULL);
  g_string_append (out, contents);

  return out;
}

typedef struct
{
  const SekChartPicture *picture;
  const SekChartLook    *look;
  double                 height;
} Inline;

static void
draw_inline (cairo_t *cr, gpointer user_data)
{
  const Inline *drawn = user_data;

  sek_chart_picture_draw (drawn->picture, cr, INLINE_WIDTH, drawn->height, drawn->look);
}

char *
sek_chart_dup_inline (const SekBook *book, const SekChart *chart, guint number)
{
  g_autoptr (SekChartPicture) picture = sek_chart_picture_new_from_book (book, chart);
  SekChartLook look = sek_chart_look_paper;
  Inline drawn = { .picture = picture, .look = &look };
  g_autofree char *told = NULL, *prefix = g_strdup_printf ("chart%u-", number), *contents = NULL;
  g_autoptr (GString) svg = NULL, out = NULL;
  cairo_status_t status;

  if (picture == NULL)
    return NULL;
  look.size = INLINE_SIZE;
  drawn.height = ceil (sek_chart_picture_get_height (picture, INLINE_WIDTH, &look));
  svg = draw_svg (INLINE_WIDTH, drawn.height, draw_inline, &drawn, &status);
  if (status != CAIRO_STATUS_SUCCESS)
    return NULL;
  told = sek_chart_picture_dup_told (picture);
  out = g_string_new (NULL);
  append_begin (out, INLINE_WIDTH, drawn.height, picture->title, told);
  contents = rewrite (find_contents (svg), prefix, &look);
  g_string_append (out, contents);

  return g_string_free (g_steal_pointer (&out), FALSE);
}
