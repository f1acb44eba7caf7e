/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-cell-text.h"
#include "sek-writer.h"
#include "sek-xml.h"

/* One page that stands alone: no script, nothing fetched. Elements are written as XML, in the form that HTML reads
 * alike: those that may have contents always get a closing tag. */

static const SekWord contents_word = { { "Tabeller", "Tabellar", "Tables" } };

static const char style_sheet[] =
  "\n"
  ":root { color-scheme: light dark; --ink: #1f2933; --quiet: #52606d; --page: #ffffff; --band: #f2f5f8;\n"
  "  --head: #e4ebf2; --rule: #7b8794; --line: #d5dce3; --link: #0b5394; --chart-accent: #1a5fb4;\n"
  "  --chart-second: #a8470a; --chart-third: #0f766e; --chart-bad: #a51d2d; --chart-field: #f0f0f2;\n"
  "  --chart-muted: #979da4; }\n"
  "@media (prefers-color-scheme: dark) {\n"
  "  :root { --ink: #e6eaee; --quiet: #a9b4bf; --page: #161a1e; --band: #1f252b; --head: #28303a; --rule: #8b98a5;\n"
  "    --line: #343d47; --link: #8ec3ff; --chart-accent: #78aeed; --chart-second: #ffa348; --chart-third: #57e389;\n"
  "    --chart-bad: #ff8a7a; --chart-field: #262c33; --chart-muted: #79828b; }\n"
  "}\n"
  "* { box-sizing: border-box; }\n"
  "body { margin: 0 auto; max-width: 80rem; padding: 1rem clamp(0.75rem, 3vw, 2rem) 3rem; background: var(--page);\n"
  "  color: var(--ink); font: 1rem/1.45 system-ui, \"Segoe UI\", Cantarell, \"Liberation Sans\", Arial, sans-serif; }\n"
  "h1 { font-size: 1.6rem; line-height: 1.2; margin: 0.5rem 0; overflow-wrap: anywhere; }\n"
  "a { color: var(--link); }\n"
  "header p, .line, .notes { color: var(--quiet); }\n"
  "header p, .line { margin: 0.15rem 0; }\n"
  "nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; list-style: none; margin: 1rem 0; padding: 0; }\n"
  "section { margin-top: 2.25rem; }\n"
  "h2 { font-size: 1.2rem; line-height: 1.3; margin: 0 0 0.15rem; overflow-wrap: anywhere; }\n"
  "dl { margin: 0.5rem 0; }\n"
  "dl div { display: flex; flex-wrap: wrap; gap: 0 0.75rem; }\n"
  "dd { margin: 0; font-variant-numeric: tabular-nums; }\n"
  ".scroll { overflow-x: auto; }\n"
  ".scroll:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }\n"
  "table { border-collapse: separate; border-spacing: 0; font-variant-numeric: tabular-nums; }\n"
  "caption { padding-bottom: 0.6rem; text-align: left; }\n"
  "caption div { position: sticky; left: 0; width: fit-content; max-width: min(100%, calc(100vw - 1.5rem)); }\n"
  "th, td { padding: 0.3rem 0.6rem; text-align: left; vertical-align: top; font-weight: normal; }\n"
  "thead th, thead td { background: var(--head); border-bottom: 1px solid var(--rule); font-weight: 600;\n"
  "  vertical-align: bottom; white-space: pre-line; overflow-wrap: normal; hyphens: none; }\n"
  "tbody td, tbody th { border-bottom: 1px solid var(--line); }\n"
  "td.text, tbody th { white-space: pre-line; overflow-wrap: break-word; hyphens: auto; min-width: 9rem;\n"
  "  max-width: 32rem; }\n"
  "td.whole { hyphens: none; }\n"
  "th[scope=row] { position: sticky; left: 0; background: var(--page); }\n"
  "td.code { white-space: nowrap; }\n"
  ".right { text-align: right; }\n"
  "td.right { white-space: nowrap; }\n"
  "tr.section > * { background: var(--band); font-weight: 600; }\n"
  "tr.marked > * { font-weight: 600; background: var(--band); }\n"
  "tr.sum > *, tr.total > * { font-weight: 700; border-top: 1px solid var(--rule); }\n"
  "tr.total > * { border-top: 2px solid var(--ink); border-bottom: 2px solid var(--ink); }\n"
  "tr.total + tr.total > * { border-top: 0; }\n"
  "tr.space > * { border-bottom: 0; height: 1rem; padding: 0; }\n"
  ".chart { margin: 1.5rem 0 0; }\n"
  ".chart svg { display: block; max-width: 100%; height: auto; }\n"
  ".notes p { margin: 0.25rem 0; max-width: 60rem; overflow-wrap: anywhere; }\n"
  "@media (max-width: 40rem) {\n"
  "  body { font-size: 0.9375rem; }\n"
  "  th, td { padding: 0.3rem 0.4rem; }\n"
  "  th[scope=row] { max-width: 45vw; }\n"
  "}\n"
  "@page { size: A4; margin: 15mm; }\n"
  "@page wide { size: A4 landscape; margin: 15mm; }\n"
  "@media print {\n"
  "  :root { color-scheme: light; --ink: #000000; --quiet: #333333; --page: #ffffff; --band: #f2f2f2;\n"
  "    --head: #e6e6e6; --rule: #555555; --line: #cccccc; --link: #000000; --chart-accent: #1a5fb4;\n"
  "    --chart-second: #a8470a; --chart-third: #0f766e; --chart-bad: #a51d2d; --chart-field: #f0f0f2;\n"
  "    --chart-muted: #979da4; }\n"
  "  body { font-size: 9pt; max-width: none; padding: 0; }\n"
  "  nav { display: none; }\n"
  "  section { break-before: page; margin-top: 0; }\n"
  "  section:first-of-type { break-before: auto; margin-top: 1rem; }\n"
  "  .wide { page: wide; }\n"
  "  th, td { padding: 0.15rem 0.5rem; }\n"
  "  .scroll { overflow: visible; }\n"
  "  thead { display: table-header-group; }\n"
  "  tr, .notes p, .chart { break-inside: avoid; }\n"
  "  tr.sum, tr.total, .notes { break-before: avoid; }\n"
  "}\n";

typedef struct
{
  SekWriteJob *job;
  SekXml       xml;
  GString     *scratch;
} Page;

static gboolean
take_bytes (gpointer data, const char *bytes, gsize length, GError **error)
{
  return sek_write_bytes (data, bytes, length, error);
}

static void
open_element (Page *page, const char *name, const char *class)
{
  sek_xml_open (&page->xml, name);
  sek_xml_attribute (&page->xml, "class", class);
}

static void
end_line (Page *page)
{
  sek_xml_raw (&page->xml, "\n");
}

static void
add_element (Page *page, const char *name, const char *class, const char *text)
{
  open_element (page, name, class);
  sek_xml_text (&page->xml, text);
  sek_xml_close (&page->xml);
}

static void
add_line (Page *page, const char *name, const char *class, const char *text)
{
  if (text == NULL)
    return;
  add_element (page, name, class, text);
  end_line (page);
}

static void
add_meta (Page *page, const char *name, const char *content)
{
  if (content == NULL)
    return;
  open_element (page, "meta", NULL);
  sek_xml_attribute (&page->xml, "name", name);
  sek_xml_attribute (&page->xml, "content", content);
  sek_xml_close_short (&page->xml);
  end_line (page);
}

static void
add_page_head (Page *page)
{
  const SekBookInfo *info = &page->job->book->info;

  open_element (page, "head", NULL);
  end_line (page);
  open_element (page, "meta", NULL);
  sek_xml_attribute (&page->xml, "charset", "utf-8");
  sek_xml_close_short (&page->xml);
  end_line (page);
  add_line (page, "title", NULL, info->title);
  add_meta (page, "viewport", "width=device-width, initial-scale=1");
  add_meta (page, "author", info->author);
  add_meta (page, "description", info->subject);
  add_meta (page, "generator", "Sekretariat " SEK_VERSION);
  open_element (page, "style", NULL);
  sek_xml_raw (&page->xml, style_sheet);
  sek_xml_close (&page->xml);
  end_line (page);
  sek_xml_close (&page->xml);
  end_line (page);
}

static char *
make_id (SekSheet *sheet, const char *part)
{
  g_autoptr (GString) id = g_string_new (part);

  for (const char *at = sheet->info.key; *at != '\0'; at++)
    g_string_append_c (id, g_ascii_isalnum (*at) ? *at : '-');
  /* Keys that differ only in signs stay apart. */
  for (guint i = 0; i < sheet->book->sheets->len; i++)
    if (g_ptr_array_index (sheet->book->sheets, i) == sheet)
      g_string_append_printf (id, "-%u", i + 1);

  return g_string_free (g_steal_pointer (&id), FALSE);
}

static const char *
get_title (SekSheet *sheet)
{
  return sheet->info.caption != NULL ? sheet->info.caption : sheet->info.name;
}

static gboolean
is_wide (SekSheet *sheet)
{
  return sheet->columns->len > 5;
}

static void
add_intro (Page *page)
{
  const SekBookInfo *info = &page->job->book->info;
  GPtrArray *sheets = page->job->book->sheets;

  /* On paper it shares the first table's page, which must therefore lie the same way. */
  open_element (page, "header", is_wide (g_ptr_array_index (sheets, 0)) ? "wide" : NULL);
  end_line (page);
  add_line (page, "h1", NULL, info->title);
  add_line (page, "p", NULL, sek_book_get_author_line (page->job->book));
  add_line (page, "p", NULL, info->status);
  add_line (page, "p", NULL, info->version);
  sek_xml_close (&page->xml);
  end_line (page);
  if (sheets->len < 2)
    return;

  open_element (page, "nav", NULL);
  sek_xml_attribute (&page->xml, "aria-label", contents_word.text[info->language]);
  open_element (page, "ul", NULL);
  end_line (page);
  for (guint i = 0; i < sheets->len; i++)
    {
      SekSheet *sheet = g_ptr_array_index (sheets, i);
      g_autofree char *id = make_id (sheet, "#table-");

      open_element (page, "li", NULL);
      open_element (page, "a", NULL);
      sek_xml_attribute (&page->xml, "href", id);
      sek_xml_text (&page->xml, get_title (sheet));
      sek_xml_close (&page->xml);
      sek_xml_close (&page->xml);
      end_line (page);
    }
  sek_xml_close (&page->xml);
  sek_xml_close (&page->xml);
  end_line (page);
}

static void
add_facts (Page *page, SekSheet *sheet)
{
  if (sheet->facts->len == 0)
    return;
  open_element (page, "dl", NULL);
  end_line (page);
  for (guint i = 0; i < sheet->facts->len; i++)
    {
      const SekSheetRow *row = g_ptr_array_index (sheet->facts, i);

      open_element (page, "div", NULL);
      add_element (page, "dt", NULL, sek_sheet_row_get_text (row, 0));
      for (int j = 1; j < (int) sheet->columns->len; j++)
        if (!sek_cell_is_blank (&row->cells[j]))
          {
            g_autofree char *text = sek_cell_to_text (row, j);

            add_element (page, "dd", NULL, text);
          }
      sek_xml_close (&page->xml);
      end_line (page);
    }
  sek_xml_close (&page->xml);
  end_line (page);
}

static void
add_caption (Page *page, SekSheet *sheet, const char *title_id)
{
  open_element (page, "caption", NULL);
  open_element (page, "div", NULL);
  end_line (page);
  open_element (page, "h2", NULL);
  sek_xml_attribute (&page->xml, "id", title_id);
  sek_xml_text (&page->xml, get_title (sheet));
  sek_xml_close (&page->xml);
  end_line (page);
  add_line (page, "p", "line", sheet->info.unit_line);
  add_line (page, "p", "line", sheet->info.status_line);
  add_facts (page, sheet);
  sek_xml_close (&page->xml);
  sek_xml_close (&page->xml);
  end_line (page);
}

static void
add_head (Page *page, SekSheet *sheet)
{
  if (!sheet->has_head)
    return;
  open_element (page, "thead", NULL);
  open_element (page, "tr", NULL);
  end_line (page);
  for (int i = 0; i < (int) sheet->columns->len; i++)
    {
      const SekSheetColumn *column = sek_sheet_get_column (sheet, i);
      gboolean has_text = column->head != NULL && *column->head != '\0';

      /* A column without a head has no header cell to announce. */
      open_element (page, has_text ? "th" : "td", sek_sheet_is_right (column, column->kind) ? "right" : NULL);
      if (has_text)
        {
          sek_xml_attribute (&page->xml, "scope", "col");
          sek_xml_text (&page->xml, column->head);
        }
      sek_xml_close (&page->xml);
      end_line (page);
    }
  sek_xml_close (&page->xml);
  sek_xml_close (&page->xml);
  end_line (page);
}

static const char *
get_row_class (const SekSheetRow *row)
{
  switch (row->style)
    {
    case SEK_ROW_SECTION:
      return "section";

    case SEK_ROW_SUM:
      return "sum";

    case SEK_ROW_TOTAL:
      return "total";

    case SEK_ROW_SPACE:
      return "space";

    case SEK_ROW_NORMAL:
    case SEK_ROW_FACT:
    case SEK_N_ROW_STYLES:
    default:
      return sek_sheet_row_is_marked (row) ? "marked" : NULL;
    }
}

/* An e-mail address or the like: a hyphen in it would be taken for a part of it. */
static gboolean
is_address (const char *text)
{
  return strchr (text, '@') != NULL && strchr (text, ' ') == NULL;
}

static void
add_cell (Page *page, const SekSheetRow *row, int column, gboolean is_name)
{
  const SekSheetColumn *as = sek_sheet_get_column (row->sheet, column);
  SekCellKind kind = row->cells[column].kind;
  g_autofree char *text = sek_cell_to_text (row, column);
  const char *class = sek_sheet_is_right (as, kind) ? "right"
                      : kind == SEK_CELL_TEXT       ? (is_address (text) ? "text whole" : "text")
                                                    : "code";

  open_element (page, is_name ? "th" : "td", is_name ? NULL : class);
  if (is_name)
    sek_xml_attribute (&page->xml, "scope", "row");
  /* The direction of a text in another script is its own, and ends with its cell. */
  if (kind == SEK_CELL_TEXT && *text != '\0')
    sek_xml_attribute (&page->xml, "dir", "auto");
  sek_xml_text (&page->xml, sek_text_bind (text, page->scratch));
  sek_xml_close (&page->xml);
}

static void
add_row (Page *page, const SekSheetRow *row, int name_column)
{
  g_autofree char *span = g_strdup_printf ("%u", row->sheet->columns->len);
  int only = row->style == SEK_ROW_SECTION ? sek_sheet_row_find_only (row) : -1;

  if (row->style == SEK_ROW_SECTION)
    {
      sek_xml_close (&page->xml);
      open_element (page, "tbody", NULL);
      end_line (page);
    }
  open_element (page, "tr", get_row_class (row));
  if (only >= 0 || row->style == SEK_ROW_SPACE)
    {
      open_element (page, only >= 0 ? "th" : "td", NULL);
      if (only >= 0)
        sek_xml_attribute (&page->xml, "scope", "rowgroup");
      sek_xml_attribute (&page->xml, "colspan", span);
      if (only >= 0)
        sek_xml_text (&page->xml, sek_sheet_row_get_text (row, only));
      sek_xml_close (&page->xml);
    }
  else
    {
      for (int i = 0; i < (int) row->sheet->columns->len; i++)
        add_cell (page, row, i, i == name_column && row->cells[i].type == SEK_VALUE_TEXT);
    }
  sek_xml_close (&page->xml);
  end_line (page);
}

static gboolean
add_rows (Page *page, SekSheet *sheet, GError **error)
{
  int name_column = sek_sheet_name_column (sheet);

  open_element (page, "tbody", NULL);
  end_line (page);
  for (guint i = 0; i < sek_sheet_n_rows (sheet); i++)
    {
      add_row (page, sek_sheet_get_row (sheet, i), name_column);
      if (sek_xml_is_broken (&page->xml) || !sek_write_step (page->job, error))
        return FALSE;
    }
  sek_xml_close (&page->xml);
  end_line (page);

  return TRUE;
}

/* Those that show this sheet and none behind it. */
static void
add_charts (Page *page, guint sheet)
{
  const SekBook *book = page->job->book;

  for (guint i = 0; i < book->charts->len && page->job->dup_chart != NULL; i++)
    {
      const SekChart *chart = g_ptr_array_index (book->charts, i);
      g_autofree char *svg = NULL;

      if (sek_book_find_charted (book, chart) != (int) sheet)
        continue;
      svg = page->job->dup_chart (book, chart, i + 1);
      if (svg == NULL)
        continue;
      open_element (page, "div", "chart");
      sek_xml_raw (&page->xml, svg);
      sek_xml_close (&page->xml);
      end_line (page);
    }
}

static gboolean
add_sheet (Page *page, guint index, GError **error)
{
  SekSheet *sheet = g_ptr_array_index (page->job->book->sheets, index);
  g_autofree char *id = make_id (sheet, "table-"), *title_id = make_id (sheet, "title-");

  open_element (page, "section", is_wide (sheet) ? "wide" : NULL);
  sek_xml_attribute (&page->xml, "id", id);
  end_line (page);
  /* A table wider than its window scrolls by itself, and by the keyboard. */
  open_element (page, "div", "scroll");
  sek_xml_attribute (&page->xml, "role", "region");
  sek_xml_attribute (&page->xml, "aria-labelledby", title_id);
  sek_xml_attribute (&page->xml, "tabindex", "0");
  open_element (page, "table", NULL);
  end_line (page);
  add_caption (page, sheet, title_id);
  add_head (page, sheet);
  if (!add_rows (page, sheet, error))
    return FALSE;
  sek_xml_close (&page->xml);
  sek_xml_close (&page->xml);
  end_line (page);

  if (sheet->notes->len > 0)
    {
      open_element (page, "div", "notes");
      end_line (page);
      for (guint i = 0; i < sheet->notes->len; i++)
        add_line (page, "p", NULL, g_ptr_array_index (sheet->notes, i));
      sek_xml_close (&page->xml);
      end_line (page);
    }
  add_charts (page, index);
  sek_xml_close (&page->xml);
  end_line (page);

  return TRUE;
}

static gboolean
add_page (Page *page, GError **error)
{
  static const char *languages[SEK_N_LANGUAGES] = { "nb", "nn", "en" };
  GPtrArray *sheets = page->job->book->sheets;

  sek_xml_raw (&page->xml, "<!DOCTYPE html>\n");
  open_element (page, "html", NULL);
  sek_xml_attribute (&page->xml, "lang", languages[page->job->book->info.language]);
  end_line (page);
  add_page_head (page);
  open_element (page, "body", NULL);
  end_line (page);
  add_intro (page);
  open_element (page, "main", NULL);
  end_line (page);
  for (guint i = 0; i < sheets->len; i++)
    if (!add_sheet (page, i, error))
      return FALSE;
  sek_xml_close (&page->xml);
  end_line (page);
  sek_xml_close (&page->xml);
  end_line (page);
  sek_xml_close (&page->xml);
  end_line (page);

  return TRUE;
}

gboolean
sek_write_html (SekWriteJob *job, GError **error)
{
  g_autoptr (GString) scratch = g_string_new (NULL);
  Page page = { .job = job, .scratch = scratch };
  g_autoptr (GError) xml_error = NULL;
  gboolean written;

  sek_xml_begin (&page.xml, take_bytes, job);
  written = add_page (&page, error);
  if (!sek_xml_end (&page.xml, &xml_error))
    {
      /* The file's own error is what stopped the page. */
      g_clear_error (error);
      g_propagate_error (error, g_steal_pointer (&xml_error));
      return FALSE;
    }

  return written;
}
