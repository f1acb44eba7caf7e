/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-xlsx-style.h"

#include "sek-book.h"

enum
{
  INK = 0x1F2933,
  QUIET = 0x52606D,
  HEAD_FILL = 0xE4EBF2,
  SECTION_FILL = 0xF2F5F8,
  MARK_FILL = 0xFBEFD5,
  RULE = 0x7B8794,
  STRONG_RULE = 0x1F2933,
};

static lxw_format *
add_format (lxw_workbook *workbook, lxw_color_t ink, gboolean bold)
{
  lxw_format *format = workbook_add_format (workbook);

  format_set_font_color (format, ink);
  if (bold)
    format_set_bold (format);

  return format;
}

static lxw_format *
add_head (lxw_workbook *workbook, uint8_t align)
{
  lxw_format *format = add_format (workbook, INK, TRUE);

  format_set_align (format, align);
  format_set_align (format, LXW_ALIGN_VERTICAL_BOTTOM);
  format_set_text_wrap (format);
  format_set_bg_color (format, HEAD_FILL);
  format_set_bottom (format, LXW_BORDER_THIN);
  format_set_bottom_color (format, STRONG_RULE);

  return format;
}

void
sek_xlsx_styles_init (SekXlsxStyles *styles, lxw_workbook *workbook)
{
  styles->workbook = workbook;
  styles->cells = g_hash_table_new (NULL, NULL);
  styles->places[SEK_XLSX_CAPTION] = add_format (workbook, INK, TRUE);
  format_set_font_size (styles->places[SEK_XLSX_CAPTION], 14);
  styles->places[SEK_XLSX_LINE] = add_format (workbook, QUIET, FALSE);
  format_set_align (styles->places[SEK_XLSX_LINE], LXW_ALIGN_VERTICAL_TOP);
  styles->places[SEK_XLSX_HEAD] = add_head (workbook, LXW_ALIGN_LEFT);
  styles->places[SEK_XLSX_HEAD_APART] = add_head (workbook, LXW_ALIGN_LEFT);
  format_set_indent (styles->places[SEK_XLSX_HEAD_APART], 1);
  styles->places[SEK_XLSX_HEAD_RIGHT] = add_head (workbook, LXW_ALIGN_RIGHT);
  styles->places[SEK_XLSX_NOTE] = add_format (workbook, QUIET, FALSE);
  format_set_align (styles->places[SEK_XLSX_NOTE], LXW_ALIGN_VERTICAL_TOP);
  format_set_text_wrap (styles->places[SEK_XLSX_NOTE]);
  styles->places[SEK_XLSX_MARKED] = workbook_add_format (workbook);
  format_set_bold (styles->places[SEK_XLSX_MARKED]);
  format_set_bg_color (styles->places[SEK_XLSX_MARKED], MARK_FILL);
}

void
sek_xlsx_styles_clear (SekXlsxStyles *styles)
{
  g_clear_pointer (&styles->cells, g_hash_table_unref);
}

static void
set_number_format (lxw_format *format, SekCellKind kind, int decimals, SekLanguage language)
{
  g_autoptr (GString) code = NULL;

  switch (kind)
    {
    case SEK_CELL_AMOUNT:
    case SEK_CELL_COUNT:
      code = g_string_new ("#,##0");
      for (int i = 0; kind == SEK_CELL_AMOUNT && i < decimals; i++)
        g_string_append (code, i == 0 ? ".0" : "0");
      format_set_num_format (format, code->str);
      break;

    case SEK_CELL_RATE:
      format_set_num_format (format, "0.00");
      break;

    case SEK_CELL_PERCENT:
      format_set_num_format (format, language == SEK_LANGUAGE_EN ? "0.0%" : "0.0 %");
      break;

    case SEK_CELL_DATE:
      /* The months of an English table are English, whatever the language of the spreadsheet. */
      format_set_num_format (format, language == SEK_LANGUAGE_EN ? "[$-809]d mmmm yyyy" : "d\\.m\\.yyyy");
      break;

    case SEK_CELL_CODE:
      format_set_num_format (format, "@");
      break;

    case SEK_CELL_TEXT:
    case SEK_N_CELL_KINDS:
    default:
      break;
    }
}

static void
set_row_style (lxw_format *format, SekRowStyle style)
{
  switch (style)
    {
    case SEK_ROW_SECTION:
      format_set_bg_color (format, SECTION_FILL);
      break;

    case SEK_ROW_SUM:
    case SEK_ROW_TOTAL:
      format_set_top (format, LXW_BORDER_THIN);
      format_set_top_color (format, style == SEK_ROW_SUM ? RULE : STRONG_RULE);
      if (style == SEK_ROW_TOTAL)
        {
          format_set_bottom (format, LXW_BORDER_THIN);
          format_set_bottom_color (format, STRONG_RULE);
        }
      break;

    case SEK_ROW_NORMAL:
    case SEK_ROW_SPACE:
    case SEK_ROW_FACT:
    case SEK_N_ROW_STYLES:
    default:
      break;
    }
}

/* What begins at the left, where the column before ends with numbers at the right, would touch them. */
static gboolean
is_apart (const SekSheet *sheet, int column)
{
  const SekSheetColumn *before = column > 0 ? sek_sheet_get_column (sheet, column - 1) : NULL;

  return before != NULL && sek_sheet_is_right (before, before->kind);
}

lxw_format *
sek_xlsx_styles_get_head (lxw_format *const *places, const SekSheet *sheet, int column)
{
  const SekSheetColumn *as = sek_sheet_get_column (sheet, column);

  if (sek_sheet_is_right (as, as->kind))
    return places[SEK_XLSX_HEAD_RIGHT];

  return places[is_apart (sheet, column) ? SEK_XLSX_HEAD_APART : SEK_XLSX_HEAD];
}

lxw_format *
sek_xlsx_styles_get (SekXlsxStyles *styles, const SekSheet *sheet, int column, SekCellKind kind, SekRowStyle style,
                     gboolean tall)
{
  const SekSheetColumn *as = sek_sheet_get_column (sheet, column);
  gboolean right = sek_sheet_is_right (as, kind);
  gboolean apart = !right && is_apart (sheet, column);
  gboolean bold = style == SEK_ROW_SECTION || style == SEK_ROW_SUM || style == SEK_ROW_TOTAL;
  gboolean open = sheet->info.is_form && as->is_open && style == SEK_ROW_NORMAL;
  /* Never 0, which would be no key. */
  guint key = 1 | kind << 1 | (guint) style << 5 | (guint) right << 9 | (guint) apart << 10 | (guint) tall << 11
              | (guint) as->decimals << 12 | (guint) open << 16;
  lxw_format *format = g_hash_table_lookup (styles->cells, GUINT_TO_POINTER (key));

  if (format != NULL)
    return format;

  format = add_format (styles->workbook, INK, bold);
  set_number_format (format, kind, as->decimals, sheet->book->info.language);
  set_row_style (format, style);
  format_set_align (format, right ? LXW_ALIGN_RIGHT : LXW_ALIGN_LEFT);
  if (open)
    format_set_unlocked (format);
  if (apart)
    format_set_indent (format, 1);
  format_set_align (format, tall ? LXW_ALIGN_VERTICAL_TOP
                                 : style == SEK_ROW_SECTION ? LXW_ALIGN_VERTICAL_BOTTOM : LXW_ALIGN_VERTICAL_CENTER);
  if (tall && (kind == SEK_CELL_TEXT || kind == SEK_CELL_CODE))
    format_set_text_wrap (format);
  g_hash_table_insert (styles->cells, GUINT_TO_POINTER (key), format);

  return format;
}
