/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-setup.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "sek-budget.h"
#include "sek-collate.h"
#include "sek-error.h"
#include "sek-key.h"

/* --- tables ------------------------------------------------------------------------------------------------------ */

#define ITEM(LIST, SYMBOL, stored, nb, nn, en) { stored, { { nb, nn, en } } },
static const SekChoice tables[SEK_N_TABLES] = { SEK_TABLE_CHOICES (ITEM) };
#undef ITEM

const char *
sek_table_get_id (SekTableId table)
{
  return tables[table].id;
}

const char *
sek_table_get_name (SekTableId table, SekLanguage language)
{
  return sek_word (&tables[table].word, language);
}

/* Case does not matter, nor whether å could be typed. */
static char *
fold_name (const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  g_autofree char *folded = sek_collate_fold (trimmed);
  g_auto (GStrv) parts = g_strsplit (folded, "å", -1);

  return g_strjoinv ("a", parts);
}

gboolean
sek_table_find (const char *text, SekTableId *table, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);
  g_autofree char *wanted = fold_name (text);

  for (int i = 0; i < SEK_N_TABLES; i++)
    {
      for (int l = -1; l < SEK_N_LANGUAGES; l++)
        {
          g_autofree char *form = fold_name (l < 0 ? tables[i].id : tables[i].word.text[l]);

          if (g_str_equal (form, wanted))
            {
              *table = i;
              return TRUE;
            }
        }
      g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", tables[i].id);
    }
  g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND, _("There is no table “%s”. The tables are: %s."), text,
               known->str);
  return FALSE;
}

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t")] == '\0';
}

GArray *
sek_tables_parse (const char *text, GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (SekTableId));
  g_auto (GStrv) parts = g_strsplit_set (text, ",;", -1);

  for (int i = 0; parts[i] != NULL; i++)
    {
      SekTableId table;
      gboolean twice = FALSE;

      if (is_blank (parts[i]))
        continue;
      if (!sek_table_find (parts[i], &table, error))
        return NULL;
      for (guint j = 0; j < found->len; j++)
        twice |= g_array_index (found, SekTableId, j) == table;
      if (!twice)
        g_array_append_val (found, table);
    }
  return g_steal_pointer (&found);
}

/* --- years ------------------------------------------------------------------------------------------------------- */

/* More would make a book that nobody reads. */
enum { MOST_YEARS = 50 };

GArray *
sek_years_parse (const char *text, GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (int));
  g_auto (GStrv) parts = g_strsplit_set (text, ",;", -1);

  for (int i = 0; parts[i] != NULL; i++)
    {
      const char *part = g_strstrip (parts[i]);
      int year = strlen (part) == 4 && strspn (part, "0123456789") == 4 ? atoi (part) : 0;
      gboolean twice = FALSE;

      if (year < 1900 || year > 2999 || found->len == MOST_YEARS)
        {
          g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                       _("“%s” is not a list of years. Write them with four digits and commas between: 2022, 2023."),
                       text);
          return NULL;
        }
      for (guint j = 0; j < found->len; j++)
        twice |= g_array_index (found, int, j) == year;
      if (!twice)
        g_array_append_val (found, year);
    }
  return g_steal_pointer (&found);
}

/* --- budget columns ---------------------------------------------------------------------------------------------- */

static void
append_once (GArray *ids, gint64 id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      return;
  g_array_append_val (ids, id);
}

static gboolean
is_year (const char *text)
{
  return strlen (text) == 4 && strspn (text, "0123456789") == 4;
}

static gboolean
append_year (SekRegister *reg, GArray *ids, int year)
{
  g_autoptr (GArray) all = sek_budget_columns (reg);
  gboolean found = FALSE;

  for (guint i = 0; i < all->len; i++)
    {
      gint64 id = g_array_index (all, gint64, i);

      if (sek_register_get_budget_column (reg, id)->year != year)
        continue;
      append_once (ids, id);
      found = TRUE;
    }
  return found;
}

static void
tell_unknown (SekRegister *reg, const char *text, GError **error)
{
  g_autoptr (GArray) all = sek_budget_columns (reg);
  g_autoptr (GString) known = g_string_new (NULL);

  for (guint i = 0; i < all->len; i++)
    g_string_append_printf (known, "%s%s", i > 0 ? "; " : "",
                            sek_register_get_budget_column (reg, g_array_index (all, gint64, i))->title);
  if (all->len == 0)
    g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND,
                 _("There is no budget column “%s”: the register has none yet."), text);
  else
    g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND, _("There is no budget column “%s”. The columns are: %s."),
                 text, known->str);
}

gint64
sek_budget_column_find (SekRegister *reg, const char *text, GError **error)
{
  g_autofree char *title = g_strstrip (g_strdup (text));
  g_autoptr (GError) failure = NULL;
  gint64 id;

  if (sek_key_find (reg, sek_entity_get (SEK_BUDGET_COLUMN), title, &id, &failure))
    return id;
  if (g_error_matches (failure, SEK_ERROR, SEK_ERROR_NOT_FOUND))
    tell_unknown (reg, title, error);
  else
    g_propagate_error (error, g_steal_pointer (&failure));
  return 0;
}

static gboolean
append_named (SekRegister *reg, GArray *ids, const char *text, GError **error)
{
  g_autofree char *title = g_strstrip (g_strdup (text));
  gint64 id;

  if (*title == '\0' || (is_year (title) && append_year (reg, ids, atoi (title))))
    return TRUE;
  id = sek_budget_column_find (reg, title, error);
  if (id != 0)
    append_once (ids, id);
  return id != 0;
}

GArray *
sek_budget_columns_parse (SekRegister *reg, const char *text, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *whole = g_strstrip (g_strdup (text));
  g_auto (GStrv) parts = NULL;
  gint64 id;

  /* A title may have commas of its own. */
  if (sek_key_find (reg, sek_entity_get (SEK_BUDGET_COLUMN), whole, &id, NULL))
    {
      g_array_append_val (ids, id);
      return g_steal_pointer (&ids);
    }
  parts = g_strsplit (whole, strchr (whole, ';') != NULL ? ";" : ",", -1);
  for (int i = 0; parts[i] != NULL; i++)
    if (!append_named (reg, ids, parts[i], error))
      return NULL;
  if (ids->len > 0)
    return g_steal_pointer (&ids);
  g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
               _("The list of columns is empty. Write titles or years with commas between, for example 2022,2023."));
  return NULL;
}

char *
sek_budget_columns_dup_text (SekRegister *reg, GArray *columns)
{
  GString *text = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < columns->len; i++)
    {
      const SekBudgetColumn *column = sek_register_get_budget_column (reg, g_array_index (columns, gint64, i));

      if (column != NULL)
        g_string_append_printf (text, "%s%s", n++ > 0 ? "; " : "", column->title);
    }
  return g_string_free (text, FALSE);
}

/* --- set-ups ----------------------------------------------------------------------------------------------------- */

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const SekTableSetupColumn *p = *(const SekTableSetupColumn *const *) a, *q = *(const SekTableSetupColumn *const *) b;

  if (p->position != q->position)
    return p->position < q->position ? -1 : 1;
  return p->id < q->id ? -1 : p->id > q->id;
}

GArray *
sek_setup_dup_columns (SekRegister *reg, gint64 setup)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) places = g_ptr_array_new ();
  guint n;
  const gint64 *rows = sek_register_get_children (reg, SEK_FIELD (table_setup_column, setup), setup, &n);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (places, (gpointer) sek_register_get_table_setup_column (reg, rows[i]));
  g_ptr_array_sort (places, compare_places);
  for (guint i = 0; i < places->len; i++)
    g_array_append_val (ids, ((const SekTableSetupColumn *) places->pdata[i])->budget_column);
  return ids;
}

void
sek_setup_propose_columns (SekRegister *reg, gint64 setup, GArray *columns, SekChangeset *changeset)
{
  guint n;
  const gint64 *rows = sek_register_get_children (reg, SEK_FIELD (table_setup_column, setup), setup, &n);

  for (guint i = 0; i < n; i++)
    {
      const SekTableSetupColumn *row = sek_register_get_table_setup_column (reg, rows[i]);
      gboolean stays = FALSE;

      for (guint c = 0; c < columns->len; c++)
        stays |= g_array_index (columns, gint64, c) == row->budget_column;
      if (!stays)
        sek_changeset_delete (changeset, reg, SEK_TABLE_SETUP_COLUMN, row->id);
    }
  for (guint c = 0; c < columns->len; c++)
    {
      gint64 column = g_array_index (columns, gint64, c);
      gint64 place = sek_register_find_pair (reg, SEK_FIELD (table_setup_column, setup), setup,
                                             SEK_FIELD (table_setup_column, budget_column), column);

      if (place == 0)
        {
          place = sek_changeset_insert (changeset, SEK_TABLE_SETUP_COLUMN);
          sek_changeset_set (changeset, reg, SEK_FIELD (table_setup_column, setup), place, &SEK_INTEGER (setup));
          sek_changeset_set (changeset, reg, SEK_FIELD (table_setup_column, budget_column), place,
                             &SEK_INTEGER (column));
        }
      sek_changeset_set (changeset, reg, SEK_FIELD (table_setup_column, position), place,
                         &SEK_INTEGER ((gint64) (c + 1) * SEK_POSITION_STEP));
    }
}

gboolean
sek_setup_check (SekRegister *reg, const SekTableSetup *setup, GError **error)
{
  g_autofree char *folded = sek_collate_fold (setup->name);
  g_autoptr (GArray) list = setup->tables != NULL ? sek_tables_parse (setup->tables, error) : NULL, years = NULL;
  SekTableIter iter;
  const SekTableSetup *other;

  if (setup->tables != NULL && list == NULL)
    return FALSE;
  if (setup->more_years != NULL && (years = sek_years_parse (setup->more_years, error)) == NULL)
    return FALSE;
  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_TABLE_SETUP));
  while ((other = (const SekTableSetup *) sek_table_iter_next (&iter)) != NULL)
    {
      g_autofree char *form = other->id != setup->id ? sek_collate_fold (other->name) : NULL;

      if (g_strcmp0 (form, folded) != 0)
        continue;
      g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                   _("There is already a table set-up “%s”. Give this one another name, or change that one."),
                   other->name);
      return FALSE;
    }
  return TRUE;
}

/* --- its column "columns" ---------------------------------------------------------------------------------------- */

/* Interned, since a column's value is borrowed: set-ups are few and their lists short. */
static SekValue
read_columns (const SekColumn *self, const SekScope *scope, gint64 row)
{
  g_autoptr (GArray) columns = sek_setup_dup_columns (scope->reg, row);
  g_autofree char *text = sek_budget_columns_dup_text (scope->reg, columns);

  return columns->len > 0 ? SEK_TEXT (g_intern_string (text)) : SEK_BLANK;
}

static gboolean
propose_columns (const SekColumn *self, const SekScope *scope, gint64 row, const char *text, SekChangeset *changeset,
                 GError **error)
{
  g_autoptr (GArray) columns = is_blank (text) ? g_array_new (FALSE, FALSE, sizeof (gint64))
                                               : sek_budget_columns_parse (scope->reg, text, error);

  if (columns == NULL)
    return FALSE;
  sek_setup_propose_columns (scope->reg, row, columns, changeset);
  return TRUE;
}

const SekColumn *
_sek_setup_columns (guint *n)
{
  static SekColumn columns[] = {
    { .id = "columns",
      .title = { { "Kolonner", "Kolonnar", "Columns" } },
      .read = read_columns,
      .propose = propose_columns },
  };

  columns[0].field = SEK_FIELD (budget_column, title);
  columns[0].entity = SEK_TABLE_SETUP;
  *n = G_N_ELEMENTS (columns);
  return columns;
}
