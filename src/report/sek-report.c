/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-report.h"

#include <glib/gi18n-lib.h>

#include "sek-error.h"
#include "sek-report-private.h"

static const struct
{
  const char *id;
  void      (*add) (SekReport *, SekBook *);
} tables[SEK_N_TABLES] = {
  [SEK_TABLE_MAIN] = { "hovedtall", _sek_report_add_main },
  [SEK_TABLE_PROJECTS] = { "prosjektmidler", _sek_report_add_projects },
  [SEK_TABLE_FEES] = { "kontingent", _sek_report_add_fees },
  [SEK_TABLE_MEMBERS] = { "medlemmer", _sek_report_add_members },
  [SEK_TABLE_CHECKS] = { "kontroll", _sek_report_add_checks },
  [SEK_TABLE_ABOUT] = { "om", _sek_report_add_about },
};

void
sek_report_init (SekReport *self, SekDocument *document)
{
  SekRegister *reg = sek_document_get_register (document);
  const SekOrganisation *organisation = sek_register_get_the_organisation (reg);
  g_autoptr (GPtrArray) events = NULL;
  SekScope scope;

  sek_scope_init (&scope, reg);
  *self = (SekReport) { .reg = sek_register_snapshot (reg), .year = scope.year, .language = scope.language, .today = scope.date,
                        .unit = organisation != NULL ? organisation->unit : 100000 };
  if (sek_document_get_path (document) == NULL)
    return;
  self->source = g_path_get_basename (sek_document_get_path (document));
  events = sek_store_read_events (sek_document_get_store (document), 0, 1, NULL);
  if (events != NULL && events->len > 0)
    self->data_time = g_strdup (((SekStoreEvent *) events->pdata[0])->at);
}

void
sek_report_clear (SekReport *self)
{
  g_clear_pointer (&self->reg, sek_register_unref);
  g_clear_pointer (&self->source, g_free);
  g_clear_pointer (&self->data_time, g_free);
}

const char *
sek_report_get_id (SekTableId table)
{
  return tables[table].id;
}

gboolean
sek_report_find_table (const char *id, SekTableId *table, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);

  for (int i = 0; i < SEK_N_TABLES; i++)
    {
      if (g_str_equal (tables[i].id, id))
        {
          *table = i;
          return TRUE;
        }
      g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", tables[i].id);
    }
  g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND, _("There is no table “%s”. The tables are: %s."), id, known->str);
  return FALSE;
}

const SekTableId *
sek_report_workbook (guint *n)
{
  static const SekTableId list[] = { SEK_TABLE_MAIN, SEK_TABLE_PROJECTS, SEK_TABLE_FEES, SEK_TABLE_CHECKS, SEK_TABLE_ABOUT };

  *n = G_N_ELEMENTS (list);
  return list;
}

const SekTableId *
sek_report_pages (guint *n)
{
  static const SekTableId list[] = { SEK_TABLE_MAIN, SEK_TABLE_PROJECTS, SEK_TABLE_FEES };

  *n = G_N_ELEMENTS (list);
  return list;
}

/* --- what the makers of tables share ----------------------------------------------------------------------------- */

char *
_sek_report_column_key (gint64 column)
{
  return g_strdup_printf ("c%" G_GINT64_FORMAT, column);
}

const char *
_sek_report_text (SekReport *self, const SekWord *word)
{
  return sek_word (word, self->language);
}

const char *
_sek_report_unit_line (SekReport *self, gint64 unit)
{
  static const SekWord thousands = { { "(i hele tusen kroner)", "(i heile tusen kroner)", "(in thousands of kroner)" } };
  static const SekWord kroner = { { "(i kroner)", "(i kroner)", "(in kroner)" } };

  return _sek_report_text (self, unit == 100 ? &kroner : &thousands);
}

char *
_sek_report_dup_status (SekReport *self, gint64 id)
{
  static const SekWord words[] = {
    [SEK_STATUS_DRAFT] = { { "Utkast", "Utkast", "Draft" } },
    [SEK_STATUS_RECOMMENDED] = { { "Innstilt", "Innstilt", "Recommended" } },
    [SEK_STATUS_ADOPTED] = { { "Vedtatt", "Vedteke", "Adopted" } },
    [SEK_STATUS_SEALED] = { { "Vedtatt", "Vedteke", "Adopted" } },
  };
  static const SekWord case_word = { { "sak", "sak", "case" } };
  const SekBudgetColumn *column = sek_register_get_budget_column (self->reg, id);
  GString *status;

  if (column == NULL)
    return g_strdup ("");
  status = g_string_new (_sek_report_text (self, &words[column->status]));
  if (column->resolved_on != SEK_NONE)
    {
      g_autofree char *date = sek_date_format ((SekDate) column->resolved_on, SEK_DATE_NUMERIC, self->language);

      g_string_append_printf (status, " %s", date);
    }
  if (column->case_number != NULL)
    g_string_append_printf (status, ", %s %s", _sek_report_text (self, &case_word), column->case_number);
  return g_string_free (status, FALSE);
}

gint64
_sek_report_main_column (SekReport *self)
{
  g_autoptr (GArray) columns = sek_budget_columns_of (self->reg, self->year);
  gint64 any = 0, budget = 0;

  for (guint i = 0; i < columns->len; i++)
    {
      const SekBudgetColumn *column = sek_register_get_budget_column (self->reg, g_array_index (columns, gint64, i));

      if (column->year != self->year)
        continue;
      any = column->id;
      if (!sek_budget_is_actual (column))
        budget = column->id;
    }
  return budget != 0 ? budget : any;
}

/* --- the book ---------------------------------------------------------------------------------------------------- */

static gint64
unix_time (const char *utc)
{
  g_autoptr (GDateTime) time = utc != NULL ? g_date_time_new_from_iso8601 (utc, NULL) : NULL;

  return time != NULL ? g_date_time_to_unix (time) : 0;
}

static gboolean
check_year (SekReport *self, const SekTableId *list, guint n, GError **error)
{
  for (guint i = 0; i < n; i++)
    if ((list[i] == SEK_TABLE_MAIN || list[i] == SEK_TABLE_PROJECTS) && _sek_report_main_column (self) == 0)
      {
        g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND, _("The table %s cannot be made: the register has no budget column for %d. Add one, or name another year."),
                     tables[list[i]].id, self->year);
        return FALSE;
      }
  return TRUE;
}

SekBook *
sek_report_make_book (SekReport *self, const SekTableId *list, guint n, GError **error)
{
  static const SekWord budget = { { "Budsjett %d", "Budsjett %d", "Budget %d" } };
  static const SekWord subject = { { "Hovedtall, prosjektmidler og kontingent", "Hovudtal, prosjektmidlar og kontingent", "Main figures, project funds and fees" } };
  const SekOrganisation *organisation = sek_register_get_the_organisation (self->reg);
  const char *name = organisation != NULL ? organisation->name : "";
  g_auto (GStrv) parts = g_strsplit (_sek_report_text (self, &budget), "%d", 2);
  g_autofree char *status = NULL, *title = NULL, *version = NULL;
  SekBook *book;

  if (!check_year (self, list, n, error))
    return NULL;
  status = _sek_report_dup_status (self, _sek_report_main_column (self));
  title = g_strdup_printf ("%s%s%s%d%s", name, *name != '\0' ? " – " : "", parts[0], self->year, parts[1]);
  version = sek_date_format_timestamp (self->data_time, self->language);
  book = sek_book_new (&(SekBookInfo) { .title = title, .author = name, .subject = _sek_report_text (self, &subject), .status = status,
                                        .version = version, .created = unix_time (self->data_time), .language = self->language });
  for (guint i = 0; i < n; i++)
    tables[list[i]].add (self, book);
  return book;
}
