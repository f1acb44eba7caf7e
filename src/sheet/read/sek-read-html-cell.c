/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-read-html.h"

#include <math.h>
#include <string.h>

#include "sek-read-raised.h"

void
sek_html_cell_init (SekHtmlCell *self)
{
  *self = (SekHtmlCell) { .text = g_string_new (NULL), .raised = g_string_new (NULL) };
}

void
sek_html_cell_clear (SekHtmlCell *self)
{
  g_string_free (self->text, TRUE);
  g_string_free (self->raised, TRUE);
  g_free (self->figure);
}

const char *
sek_html_get (const char **atts, const char *name)
{
  for (; atts != NULL && atts[0] != NULL; atts += 2)
    if (g_ascii_strcasecmp (atts[0], name) == 0)
      return atts[1] != NULL ? atts[1] : "";
  return NULL;
}

/* --- text --------------------------------------------------------------------------------------------------------- */

/* White space is one space, as browsers show it; a hard space is a character. */
static void
append_collapsed (GString *text, const char *content, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (content[i]))
      g_string_append_c (text, content[i] != '\0' ? content[i] : ' ');
    else if (text->len > 0 && text->str[text->len - 1] != ' ' && text->str[text->len - 1] != '\n')
      g_string_append_c (text, ' ');
}

static void
trim_end (GString *text, const char *of)
{
  while (text->len > 0 && strchr (of, text->str[text->len - 1]) != NULL)
    g_string_truncate (text, text->len - 1);
}

static void
break_line (SekHtmlCell *self)
{
  trim_end (self->text, " ");
  if (self->text->len > 0)
    g_string_append_c (self->text, '\n');
}

static gboolean
is_block (const char *name)
{
  static const char *const blocks[] = { "p", "div", "li", "h1", "h2", "h3", "h4", NULL };

  return g_strv_contains (blocks, name);
}

void
sek_html_cell_text (SekHtmlCell *self, const char *text, gsize length)
{
  append_collapsed (self->in_raised > 0 ? self->raised : self->text, text, length);
}

void
sek_html_cell_start (SekHtmlCell *self, const char *name)
{
  if (g_str_equal (name, "sup") && self->in_raised++ == 0)
    g_string_truncate (self->raised, 0);
  else if (g_str_equal (name, "br")
           || (is_block (name) && self->text->len > 0 && self->text->str[self->text->len - 1] != '\n'))
    break_line (self);
}

void
sek_html_cell_end (SekHtmlCell *self, const char *name)
{
  if (is_block (name))
    break_line (self);
  else if (g_str_equal (name, "sup") && self->in_raised > 0 && --self->in_raised == 0)
    sek_read_raised_end (self->text, self->raised);
}

/* --- exact figures ------------------------------------------------------------------------------------------------ */

/* The figure behind a cell as Calc, Excel or Google write it; NULL when there is none. */
static char *
dup_figure (const char **atts)
{
  static const char *const names[] = { "sdval", "x:num", "num" };
  const char *google = sek_html_get (atts, "data-sheets-value"), *value;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      value = sek_html_get (atts, names[i]);
      if (value != NULL && *value != '\0' && strlen (value) < 64)
        return g_strdup (value);
    }
  value = google != NULL && strstr (google, "\"1\":3") != NULL ? strstr (google, "\"3\":") : NULL;
  return value != NULL ? g_strndup (value + 4, MIN (strspn (value + 4, "0123456789.-+eE"), 63)) : NULL;
}

void
sek_html_cell_begin (SekHtmlCell *self, const char **atts)
{
  g_string_truncate (self->text, 0);
  g_string_truncate (self->raised, 0);
  self->in_raised = 0;
  g_free (self->figure);
  self->figure = dup_figure (atts);
}

static void
read_digits (const char *text, GString *digits)
{
  g_string_truncate (digits, 0);
  for (const char *c = text; *c != '\0'; c++)
    if (g_ascii_isdigit (*c) && (digits->len > 0 || *c != '0'))
      g_string_append_c (digits, *c);
}

/* A figure stands for the shown text only when that shows it, rounded: a date, a time or a per cent shows something
 * else. */
static gboolean
shows (const char *shown, const char *figure, double value)
{
  g_autoptr (GString) digits = g_string_new (NULL), rounded = g_string_new (NULL);

  read_digits (shown, digits);
  for (int decimals = 0; decimals <= 6; decimals++)
    {
      char format[8], buffer[G_ASCII_DTOSTR_BUF_SIZE + 32];

      g_snprintf (format, sizeof format, "%%.%df", decimals);
      read_digits (g_ascii_formatd (buffer, sizeof buffer, format, fabs (value)), rounded);
      if (g_str_equal (rounded->str, digits->str))
        return TRUE;
    }
  return FALSE;
}

static gboolean
read_figure (SekHtmlCell *self, GString *exact)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE + 32];
  double value;
  char *end;

  if (self->figure == NULL || strpbrk (self->text->str, ":%/") != NULL || self->text->len > 64)
    return FALSE;
  value = g_ascii_strtod (self->figure, &end);
  if (end == self->figure || *end != '\0' || !isfinite (value) || fabs (value) >= 1e15
      || !shows (self->text->str, self->figure, value))
    return FALSE;
  /* As written, unless it is longer than any figure of money is. */
  if (strchr (self->figure, '.') != NULL && strlen (strchr (self->figure, '.')) > 7)
    return sek_number_canonical (g_ascii_formatd (buffer, sizeof buffer, "%.6f", value), exact);
  return sek_number_canonical (self->figure, exact);
}

gboolean
sek_html_cell_finish (SekHtmlCell *self, GString *exact)
{
  if (self->in_raised > 0)
    {
      self->in_raised = 1;
      sek_html_cell_end (self, "sup");
    }
  sek_read_raised_finish (self->text, self->raised);
  trim_end (self->text, " \n");
  /* What is shown for an empty cell. */
  if (g_str_equal (self->text->str, "\302\240"))
    g_string_truncate (self->text, 0);
  return self->text->len > 0 && read_figure (self, exact);
}
