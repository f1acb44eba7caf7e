/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-writer.h"

/* What a word processor's document says, before it is ODT or DOCX: its named styles, how wide the columns of a table
 * are, and what comes after what. A format supplies the markup; nothing here knows any. Lengths are twips, 1/20 point,
 * which both formats can say exactly. Inside the room. */

G_BEGIN_DECLS

/* The named styles, by which a user gives all tables another look. */
typedef enum
{
  SEK_DOC_TITLE,
  SEK_DOC_LINE,       /* under the title */
  SEK_DOC_HEADING,    /* a table's caption */
  SEK_DOC_TABLE_LINE, /* unit, status and facts under it */
  SEK_DOC_TEXT,
  SEK_DOC_NUMBER,
  SEK_DOC_HEAD,
  SEK_DOC_HEAD_NUMBER,
  SEK_DOC_GROUP,      /* the head of the rows that follow */
  SEK_DOC_SUM,
  SEK_DOC_SUM_NUMBER,
  SEK_DOC_NOTE,
  SEK_DOC_FOOTER,
  SEK_N_DOC_STYLES
} SekDocStyle;

#define SEK_DOC_NO_PARENT (-1)

typedef struct
{
  const char *id;        /* letters only */
  const char *name;      /* as a user reads it; of a style that every word processor has, the name it knows it by */
  gboolean    built_in;
  int         parent;    /* a SekDocStyle; its properties hold but for those that differ here */
  int         size;      /* half-points */
  gboolean    bold;
  gboolean    right;
  gboolean    quiet;
  gboolean    keep_next;
  int         before;    /* space above and below */
  int         after;
} SekDocStyleInfo;

extern const SekDocStyleInfo sek_doc_styles[SEK_N_DOC_STYLES];

enum
{
  SEK_DOC_SHORT_SIDE = 11906, /* A4 */
  SEK_DOC_LONG_SIDE = 16838,
  SEK_DOC_MARGIN = 1134,      /* 2 cm at every side */
  SEK_DOC_PADDING = 85,       /* left and right in a cell: 1.5 mm */
  SEK_DOC_APART = 170,        /* more of it left of a text that follows figures */
  SEK_DOC_MAX_ROWS = 30000,   /* in one table: Word takes 32 767 and Writer 65 535, so a longer list goes on in
                               * another */
};

/* Colours, as RRGGBB. */
#define SEK_DOC_INK          "1F2933"
#define SEK_DOC_QUIET        "52606D"
#define SEK_DOC_HEAD_FILL    "E4EBF2"
#define SEK_DOC_GROUP_FILL   "F2F5F8"
#define SEK_DOC_HAIRLINE     "D5DCE3"
#define SEK_DOC_RULE         "7B8794"
#define SEK_DOC_STRONG_RULE  "1F2933"
/* As wide as Arial, and each of the two is there where the other is not. */
#define SEK_DOC_FONT         "Liberation Sans"
#define SEK_DOC_FONT_WINDOWS "Arial"

/* One table as it is laid out. */
typedef struct
{
  SekSheet *sheet;
  guint     index;     /* of the sheet in the book */
  gboolean  landscape; /* more than five columns */
  int       size;      /* half-points of its texts: those of the styles unless they would not fit */
  int      *widths;    /* by column */
  gboolean *apart;     /* by column: a text that follows figures */
  int       total;
} SekDocTable;

/* Goes through all rows once. */
SekDocTable *sek_doc_table_new   (SekSheet *sheet, guint index);
void         sek_doc_table_free  (SekDocTable *table);
/* One for each sheet of the job's book. NULL with SEK_ERROR_RANGE when one has more than max_columns. */
GPtrArray   *sek_doc_make_tables (SekWriteJob *job, guint max_columns, GError **error);

static inline int
sek_doc_text_width (gboolean landscape)
{
  return (landscape ? SEK_DOC_LONG_SIDE : SEK_DOC_SHORT_SIDE) - 2 * SEK_DOC_MARGIN;
}

typedef enum
{
  SEK_DOC_ROW_HEAD,
  SEK_DOC_ROW_NORMAL,
  SEK_DOC_ROW_GROUP,
  SEK_DOC_ROW_SUM,
  SEK_DOC_ROW_TOTAL,
  SEK_DOC_ROW_SPACE,
  SEK_N_DOC_ROWS
} SekDocRow;

typedef struct
{
  const SekDocTable *table;
  SekDocRow          row;
  SekDocStyle        style;
  int                column;
  int                span;       /* columns */
  gboolean           keep_next;  /* the row stays on the page of the next */
  gboolean           may_split;  /* the row's texts are so long that it may go over a page */
  gboolean           is_rtl;
  const char        *text;       /* cleaned by whoever writes it */
} SekDocCell;

/* The markup of a format. begin_table comes after the table's caption and lines, end_table before its notes; a long
 * list has more than one pair of them. A section is a page, or several, that lie one way. */
typedef struct
{
  void (*begin_section) (gpointer data, const SekDocTable *table, gboolean is_first);
  void (*end_section)   (gpointer data, const SekDocTable *table, gboolean is_last);
  /* opens_section: the first paragraph of it. */
  void (*add_paragraph) (gpointer data, SekDocStyle style, gboolean opens_section, const char *text);
  void (*begin_table)   (gpointer data, const SekDocTable *table);
  void (*end_table)     (gpointer data, const SekDocTable *table, gboolean goes_on);
  void (*begin_row)     (gpointer data, const SekDocCell *first);
  void (*add_cell)      (gpointer data, const SekDocCell *cell);
  void (*end_row)       (gpointer data, const SekDocCell *first);
} SekDocMarkup;

/* All of the book in its order. tables has one for each sheet. FALSE with an error when it is cancelled, and without
 * one as soon as is_broken() says so. */
gboolean sek_doc_write (SekWriteJob *job, GPtrArray *tables, const SekDocMarkup *markup,
                        gboolean (*is_broken) (gpointer data), gpointer data, GError **error);

/* What the footers say: version and status, as far as there are any. Free with g_free(). */
char    *sek_doc_dup_foot (const SekBook *book);
/* «Side %s av %s», as three parts around the numbers. */
void     sek_doc_get_page_words (SekLanguage language, const char **before, const char **between);
/* "nb-NO" */
const char *sek_doc_get_language (SekLanguage language);
/* The data's time, as 2022-11-18T08:00:00Z. Free with g_free(). */
char    *sek_doc_dup_time (const SekBook *book);

G_END_DECLS
