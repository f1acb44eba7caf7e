/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "sek-fees.h"
#include "sek-report-private.h"

/* Om: where the figures come from, how old they are, and how signs and rounding are to be read. */

static void
add_fact (SekReport *self, SekSheet *sheet, const SekWord *word, const char *text)
{
  SekSheetRow *row;

  if (text == NULL || *text == '\0')
    return;
  row = sek_sheet_add_row (sheet, NULL, SEK_ROW_NORMAL);
  sek_sheet_row_set (row, 0, SEK_TEXT (_sek_report_text (self, word)));
  sek_sheet_row_set (row, 1, SEK_TEXT (text));
}

/* The unit as it stands beside a heading, in parentheses and after «i», is a text of its own here. */
static void
append_bare (GString *told, const char *text)
{
  const char *bare = strchr (text, ' ') + 1;

  g_string_append_len (told, bare, (gssize) strlen (bare) - 1);
}

static void
append_names (GString *told, const SekBook *book, const char *unit)
{
  const char *before = "";

  for (guint i = 0; i < book->sheets->len; i++)
    {
      const SekSheetInfo *info = &((const SekSheet *) book->sheets->pdata[i])->info;

      if (g_strcmp0 (info->unit_line, unit) != 0)
        continue;
      g_string_append_printf (told, "%s%s", before, info->name);
      before = ", ";
    }
}

/* The unit of the tables before this one; where they differ, each unit with its tables; "" where none has one. Without
 * any before, that of the report. Owned. */
static char *
dup_unit (SekReport *self, const SekBook *book)
{
  g_autoptr (GPtrArray) units = g_ptr_array_new ();
  g_autoptr (GString) told = g_string_new (NULL);

  for (guint i = 0; i < book->sheets->len; i++)
    {
      const char *unit = ((const SekSheet *) book->sheets->pdata[i])->info.unit_line;

      if (unit != NULL && !g_ptr_array_find_with_equal_func (units, unit, g_str_equal, NULL))
        g_ptr_array_add (units, (gpointer) unit);
    }
  if (book->sheets->len == 0)
    g_ptr_array_add (units, (gpointer) _sek_report_unit_line (self, self->options.unit));
  for (guint i = 0; i < units->len; i++)
    {
      if (units->len > 1)
        {
          g_string_append (told, i > 0 ? " " : "");
          append_names (told, book, units->pdata[i]);
          g_string_append (told, ": ");
        }
      append_bare (told, units->pdata[i]);
      g_string_append (told, units->len > 1 ? "." : "");
    }
  return g_string_free (g_steal_pointer (&told), FALSE);
}

/* --- where populations are from ---------------------------------------------------------------------------------- */

enum { MAX_SOURCES = 5 }; /* told by name */

typedef struct
{
  const char *text; /* NULL: none is given */
  guint       n;
} Source;

static void
count_source (GArray *sources, const char *text)
{
  for (guint i = 0; i < sources->len; i++)
    if (g_strcmp0 (g_array_index (sources, Source, i).text, text) == 0)
      {
        g_array_index (sources, Source, i).n++;
        return;
      }
  g_array_append_val (sources, ((Source) { text, 1 }));
}

/* Of the member alone, where the book is of one. */
static void
count_sources (SekReport *self, gint64 member, int year, GArray *sources)
{
  SekTableIter iter;
  const SekPopulation *population;

  if (member != 0)
    {
      population = sek_fees_get_population (self->data.reg, member, year);
      if (population != NULL)
        count_source (sources, population->source);
      return;
    }
  sek_table_iter_init (&iter, sek_register_get_table (self->data.reg, SEK_POPULATION));
  while ((population = (const SekPopulation *) sek_table_iter_next (&iter)) != NULL)
    if (population->date == (gint64) sek_fees_basis_date (year) && population->persons != SEK_NONE
        && sek_member_is_active (sek_register_get_member (self->data.reg, population->member), SEK_DATE (year, 1, 1)))
      count_source (sources, population->source);
}

/* The most used first; what has no source last. */
static int
compare_sources (gconstpointer a, gconstpointer b)
{
  const Source *p = a, *q = b;

  if ((p->text == NULL) != (q->text == NULL))
    return p->text == NULL ? 1 : -1;
  return p->n != q->n ? (p->n > q->n ? -1 : 1) : g_strcmp0 (p->text, q->text);
}

/* Statistics Norway's tables are open data, whose licence asks to be named. */
static gboolean
is_licensed (const char *source)
{
  return source != NULL && g_str_has_prefix (source, "SSB");
}

/* The populations that fees are computed with, each with its own source; NULL where there are none. Owned. */
static char *
dup_populations (SekReport *self, const SekBook *book)
{
  static const SekWord when = { { "1. januar året før budsjettåret.", "1. januar året før budsjettåret.",
                                  "1 January of the year before the budget year." } };
  static const SekWord from = { { "Kilde", "Kjelde", "Source" } };
  static const SekWord none = { { "Kilde ikke oppgitt", "Kjelde ikkje oppgjeve", "Source not given" } };
  static const SekWord licence = { { "lisens NLOD", "lisens NLOD", "licence NLOD" } };
  static const SekWord others = { { "og andre", "og andre", "and others" } };
  g_autoptr (GArray) sources = g_array_new (FALSE, FALSE, sizeof (Source));
  g_autofree char *sheet = _sek_report_dup_key (self, SEK_TABLE_MEMBER_SHEET);
  gint64 member = sek_book_find_sheet (book, sheet) != NULL ? self->options.member : 0;
  g_autoptr (GString) told = NULL;
  gboolean are_others = FALSE;
  guint n = 0;

  count_sources (self, member, self->options.year, sources);
  for (guint i = 0; self->joint.set != NULL && i < self->joint.set->n; i++)
    if (self->joint.set->reports[i].data.reg == self->data.reg
        && self->joint.set->reports[i].options.year != self->options.year)
      count_sources (self, member, self->joint.set->reports[i].options.year, sources);
  if (sources->len == 0)
    return NULL;
  g_array_sort (sources, compare_sources);
  told = g_string_new (_sek_report_text (self, &when));
  for (guint i = 0; i < sources->len; i++)
    {
      const Source *source = &g_array_index (sources, Source, i);
      const char *text = source->text;

      if (text != NULL && n == MAX_SOURCES)
        {
          if (!are_others)
            g_string_append_printf (told, " %s", _sek_report_text (self, &others));
          are_others = TRUE;
          continue;
        }
      if (text == NULL)
        g_string_append_printf (told, "%s %s", n > 0 ? "." : "", _sek_report_text (self, &none));
      else if (n++ == 0)
        g_string_append_printf (told, " %s: %s", _sek_report_text (self, &from), text);
      else
        g_string_append_printf (told, ", %s", text);
      if (is_licensed (text))
        g_string_append_printf (told, " (%s)", _sek_report_text (self, &licence));
      if (sources->len > 1)
        g_string_append_printf (told, ": %u", source->n);
    }
  g_string_append_c (told, '.');
  return g_string_free (g_steal_pointer (&told), FALSE);
}

void
_sek_report_add_about (SekReport *self, SekBook *book)
{
  static const SekWord organisation_word = { { "Organisasjon", "Organisasjon", "Organisation" } };
  static const SekWord org_number_word = { { "Organisasjonsnummer", "Organisasjonsnummer", "Organisation number" } };
  static const SekWord year_word = { { "Budsjettår", "Budsjettår", "Budget year" } };
  static const SekWord status_word = { { "Status", "Status", "Status" } };
  static const SekWord source_word = { { "Kilde", "Kjelde", "Source" } };
  static const SekWord time_word = { { "Tall sist endret", "Tal sist endra", "Figures last changed" } };
  static const SekWord program_word = { { "Laget med", "Laga med", "Made with" } };
  static const SekWord unit_word = { { "Enhet", "Eining", "Unit" } };
  static const SekWord sign_word = { { "Fortegn", "Forteikn", "Signs" } };
  static const SekWord rounding_word = { { "Avrunding", "Avrunding", "Rounding" } };
  static const SekWord blank_word = { { "Tomme celler", "Tomme celler", "Blank cells" } };
  static const SekWord population_word = { { "Folketall", "Folketal", "Populations" } };
  static const SekWord sign = { { "Endring = kolonnen − kolonnen den sammenlignes med. Avvik = budsjett − regnskap "
                                  "eller prognose. Negativt resultat er bruk av overførte midler.",
                                  "Endring = kolonnen − kolonnen han blir samanlikna med. Avvik = budsjett − rekneskap "
                                  "eller prognose. Negativt resultat er bruk av overførte midlar.",
                                  "Change = the column − the column it is compared with. Deviation = budget − accounts "
                                  "or forecast. A negative result uses funds carried forward." } };
  static const SekWord rounding = {
    { "Cellene har nøyaktige beløp; bare tallformatet avrunder. En halv enhet rundes bort fra null.",
      "Cellene har nøyaktige beløp; berre talformatet rundar av. Ei halv eining blir runda bort frå null.",
      "Cells hold exact amounts; only the number format rounds. Halves are rounded away from zero." }
  };
  static const SekWord blank = { { "Tomt betyr ikke oppgitt, 0 betyr null.",
                                   "Tomt tyder ikkje oppgjeve, 0 tyder null.",
                                   "Blank means not given, 0 means zero." } };
  const SekOrganisation *organisation = sek_register_get_the_organisation (self->data.reg);
  g_autofree char *year = _sek_report_dup_years (self);
  g_autofree char *status = _sek_report_dup_status (self, _sek_report_main_column (self));
  g_autofree char *time = sek_date_format_timestamp (self->data.data_time, _sek_report_clocks (self),
                                                     self->options.language);
  g_autofree char *unit = dup_unit (self, book), *populations = dup_populations (self, book);
  SekSheet *sheet = _sek_report_add_sheet (self, book, SEK_TABLE_ABOUT, NULL, 0, 0, 0, FALSE);

  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "fact", .kind = SEK_CELL_TEXT, .min_width = 22 });
  sek_sheet_add_column (sheet, &(SekSheetColumn) { .key = "text", .kind = SEK_CELL_TEXT, .min_width = 40 });
  add_fact (self, sheet, &organisation_word, organisation != NULL ? organisation->name : NULL);
  add_fact (self, sheet, &org_number_word, organisation != NULL ? organisation->org_number : NULL);
  add_fact (self, sheet, &year_word, year);
  add_fact (self, sheet, &status_word, status);
  add_fact (self, sheet, &source_word, self->data.source);
  add_fact (self, sheet, &time_word, time);
  add_fact (self, sheet, &program_word, "Sekretariat " SEK_VERSION);
  add_fact (self, sheet, &unit_word, unit);
  add_fact (self, sheet, &sign_word, _sek_report_text (self, &sign));
  add_fact (self, sheet, &rounding_word, _sek_report_text (self, &rounding));
  add_fact (self, sheet, &blank_word, _sek_report_text (self, &blank));
  add_fact (self, sheet, &population_word, populations);
}
