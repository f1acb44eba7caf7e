/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-import-kinds.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-budget.h"
#include "sek-error.h"
#include "sek-kind.h"
#include "sek-money.h"
#include "sek-number.h"

/* Accounts with their amounts, summed into the lines of a budget column by rules that were given and are remembered. An
 * account without a rule is listed; nothing is taken for its name alone. */

typedef struct
{
  SekImport      *import;
  SekImportTable *table;
  guint           account, text, amount, debit, credit; /* columns, G_MAXUINT for none */
  gint64          column;
  gint64          unit;
  SekDecimal      decimal;
  GHashTable     *lines;   /* line id → Line */
  GPtrArray      *order;   /* the same in the order of the file */
} Accounts;

/* What is summed into one line. */
typedef struct
{
  gint64   line;
  gint64   by_rule; /* amounts whose rule gives their sign */
  gint64   plain;   /* the others, as in the file */
  gboolean any_plain;
  guint64  row;
  GString *accounts;
  gboolean overflow;
} Line;

static void
free_line (gpointer data)
{
  g_string_free (((Line *) data)->accounts, TRUE);
  g_free (data);
}

/* --- columns ----------------------------------------------------------------------------------------------------- */

/* "3000", also in front of a text: "3000 Kontingenter". */
static gsize
count_account_digits (const char *text)
{
  gsize n = strspn (text, "0123456789");

  return n >= 3 && n <= 8 && (text[n] == '\0' || strchr (" -.:", text[n]) != NULL) ? n : 0;
}

static gboolean
has_head (const char *head, const char *const *words)
{
  g_autofree char *folded = _sek_import_fold (head);

  for (; *words != NULL; words++)
    if (g_str_has_prefix (folded, *words))
      return TRUE;
  return FALSE;
}

static guint *
place_of (Accounts *self, const char *meaning)
{
  return g_str_equal (meaning, "account")  ? &self->account
         : g_str_equal (meaning, "text")   ? &self->text
         : g_str_equal (meaning, "amount") ? &self->amount
         : g_str_equal (meaning, "debit")  ? &self->debit
         : g_str_equal (meaning, "credit") ? &self->credit
                                           : NULL;
}

/* Which column is what; amounts gets those that can be the amount. */
static void
find_columns (Accounts *self, GArray *amounts)
{
  static const char *const account[] = { "konto", "account", "art", "kontonr", "nr", NULL };
  static const char *const text[] = { "tekst", "text", "navn", "name", "kontonavn", "beskrivelse", "benevnelse", NULL };
  static const char *const debit[] = { "debet", "debit", NULL }, *const credit[] = { "kredit", "credit", NULL };

  self->account = self->text = self->amount = self->debit = self->credit = G_MAXUINT;
  for (int pass = 0; pass < 2; pass++)
    for (guint c = 0; c < self->table->n_columns; c++)
      {
        const char *head = self->table->heads->pdata[c];
        const char *meaning = _sek_import_table_get_said (self->table, self->import, c);
        guint filled = 0, numbers = 0, figures = 0;

        if (meaning != NULL)
          {
            if (pass == 0 && place_of (self, meaning) != NULL)
              *place_of (self, meaning) = c;
            continue;
          }
        for (guint row = self->table->first; row < self->table->rows->len; row++)
          {
            const char *cell = _sek_import_table_get (self->table, row, c);

            filled += *cell != '\0';
            numbers += count_account_digits (cell) > 0;
            figures += _sek_import_is_number (cell) || _sek_import_is_dash (cell);
          }
        if (pass == 0)
          {
            if (self->account == G_MAXUINT && numbers > 0 && has_head (head, account))
              self->account = c;
            else if (self->debit == G_MAXUINT && has_head (head, debit))
              self->debit = c;
            else if (self->credit == G_MAXUINT && has_head (head, credit))
              self->credit = c;
            continue;
          }
        if (c == self->account || c == self->debit || c == self->credit || c == self->amount || c == self->text)
          continue;
        /* Without a head the first column of bare whole numbers is the accounts. */
        if (self->account == G_MAXUINT && numbers > 0 && numbers * 10 >= filled * 7)
          self->account = c;
        else if (self->text == G_MAXUINT && figures == 0 && filled > 0
                 && (has_head (head, text) || *head == '\0' || c == self->account + 1))
          self->text = c;
        else if (figures > 0 && figures * 2 >= filled)
          g_array_append_val (amounts, c);
      }
}

static void
show_columns (Accounts *self)
{
  const struct { guint column; const char *meaning; } places[] = {
    { self->account, "account" }, { self->text, "text" }, { self->amount, "amount" }, { self->debit, "debit" },
    { self->credit, "credit" },
  };

  for (guint c = 0; c < self->table->n_columns; c++)
    {
      SekImportColumn *column = _sek_import_add_column (self->import, self->table, c);

      for (guint i = 0; i < G_N_ELEMENTS (places); i++)
        for (guint m = 0; places[i].column == c && m < self->import->meanings->len; m++)
          {
            const SekImportChoice *choice = self->import->meanings->pdata[m];

            if (!g_str_equal (choice->answer, places[i].meaning))
              continue;
            column->meaning = places[i].meaning;
            g_free (column->text);
            column->text = g_strdup (choice->text);
          }
    }
}

/* FALSE with error, or without when the question is open. */
static gboolean
choose_amount (Accounts *self, GArray *amounts, GError **error)
{
  GPtrArray *choices;
  const char *answer;
  guint n_titles = 0, titled = 0;

  if (self->account == G_MAXUINT)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                   _("The file has no column of accounts. It needs one with numbers of three digits or more."));
      return FALSE;
    }
  /* A head that is the title of the budget column is its amounts, unless several are. */
  for (guint i = 0; self->column != 0 && self->amount == G_MAXUINT && i < amounts->len; i++)
    {
      g_autofree char *head = _sek_import_fold (self->table->heads->pdata[g_array_index (amounts, guint, i)]);
      const SekBudgetColumn *column = sek_register_get_budget_column (self->import->reg, self->column);
      g_autofree char *title = _sek_import_fold (column->title);

      n_titles += g_str_equal (head, title);
      if (g_str_equal (head, title))
        titled = g_array_index (amounts, guint, i);
    }
  if (n_titles == 1)
    self->amount = titled;
  if (self->amount != G_MAXUINT)
    return TRUE;
  if (amounts->len == 0 && (self->debit != G_MAXUINT || self->credit != G_MAXUINT))
    return TRUE;
  if (amounts->len == 0)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT, _("The file has no column of amounts."));
      return FALSE;
    }
  if (amounts->len == 1 && self->debit == G_MAXUINT && self->credit == G_MAXUINT)
    {
      self->amount = g_array_index (amounts, guint, 0);
      return TRUE;
    }
  choices = _sek_import_choices_new ();
  for (guint i = 0; i < amounts->len; i++)
    {
      const char *key = self->table->keys->pdata[g_array_index (amounts, guint, i)];

      _sek_import_add_choice (choices, key, key);
    }
  if (self->debit != G_MAXUINT && self->credit != G_MAXUINT)
    _sek_import_add_choice (choices, "debit-credit", _("debit less credit"));
  answer = _sek_import_ask_choices (self->import, "amount", TRUE, _("Which column of the file has the amounts?"),
                                    choices);
  for (guint i = 0; answer != NULL && i < amounts->len; i++)
    {
      guint c = g_array_index (amounts, guint, i);

      if (g_str_equal (self->table->keys->pdata[c], answer))
        self->amount = c;
    }
  return answer != NULL;
}

/* --- rows -------------------------------------------------------------------------------------------------------- */

/* The row's amount in øre; FALSE when it has none. */
static gboolean
read_amount (Accounts *self, guint row, gint64 *ore, const char **broken)
{
  const guint columns[] = { self->amount, self->debit, self->credit };
  gboolean any = FALSE;

  *ore = 0;
  *broken = NULL;
  for (guint i = self->amount != G_MAXUINT ? 0 : 1; i < (self->amount != G_MAXUINT ? 1 : G_N_ELEMENTS (columns)); i++)
    {
      const char *text = columns[i] != G_MAXUINT ? _sek_import_table_get (self->table, row, columns[i]) : "";
      gint64 part;

      if (*text == '\0')
        continue;
      if (!_sek_import_parse_amount (text, self->decimal, self->unit, &part) || part > SEK_MAX_AMOUNT
          || part < -SEK_MAX_AMOUNT)
        {
          *broken = text;
          return FALSE;
        }
      any = TRUE;
      *ore += i == 2 ? -part : part;
    }
  return any;
}

static Line *
get_line (Accounts *self, gint64 id, guint64 row)
{
  Line *line = g_hash_table_lookup (self->lines, (gpointer) id);

  if (line != NULL)
    return line;
  line = g_new0 (Line, 1);
  line->line = id;
  line->row = row;
  line->accounts = g_string_new (NULL);
  g_hash_table_insert (self->lines, (gpointer) id, line);
  g_ptr_array_add (self->order, line);
  return line;
}

static void
add_amount (Accounts *self, Line *line, const char *account, const SekImportMeaning *meaning, gint64 ore)
{
  gint64 amount = meaning->sign == SEK_SIGN_REVERSED ? -ore : ore;

  if (meaning->sign == SEK_NONE)
    line->overflow |= !sek_money_add (line->plain, amount, &line->plain, NULL);
  else
    line->overflow |= !sek_money_add (line->by_rule, amount, &line->by_rule, NULL);
  line->any_plain |= meaning->sign == SEK_NONE;
  if (line->accounts->len < 400)
    {
      g_autofree char *shown = sek_number_format_kroner (amount);

      g_string_append_printf (line->accounts, "%s%s: %s", line->accounts->len > 0 ? "; " : "", account, shown);
    }
  else if (!g_str_has_suffix (line->accounts->str, "…"))
    g_string_append (line->accounts, "; …");
}

static SekImportItem *
list_row (Accounts *self, SekImportVerdict verdict, guint row, const char *name, gint64 ore, const char *note)
{
  SekImportItem *item = _sek_import_propose (self->import, verdict, g_array_index (self->table->numbers, guint64, row),
                                             name);

  if (ore != SEK_NONE)
    {
      g_free (item->shown.after);
      item->shown.after = sek_number_format_kroner (ore);
    }
  _sek_import_note (item, "%s", note);
  return item;
}

static gboolean
read_row (Accounts *self, guint row, GError **error)
{
  const char *cell = _sek_import_table_get (self->table, row, self->account);
  const char *words = self->text != G_MAXUINT ? _sek_import_table_get (self->table, row, self->text) : "", *broken;
  gsize digits = count_account_digits (cell);
  g_autofree char *account = g_strndup (cell, digits), *name = NULL;
  SekImportMeaning meaning;
  gint64 ore;

  if (*words == '\0')
    words = cell + digits + strspn (cell + digits, " -.:");
  name = digits > 0 ? g_strstrip (g_strdup_printf ("%s %s", account, words)) : g_strdup (*words != '\0' ? words : cell);
  if (!read_amount (self, row, &ore, &broken))
    {
      g_autofree char *note = broken != NULL ? g_strdup_printf (_("“%s” is not an amount in this unit."), broken)
                                             : NULL;

      if (broken != NULL)
        list_row (self, SEK_IMPORT_UNKNOWN, row, name, SEK_NONE, note);
      return TRUE;
    }
  if (digits == 0 && (*name == '\0' || _sek_import_is_computed (self->import, name)))
    {
      list_row (self, SEK_IMPORT_OTHER, row, name, ore, _("A sum, not taken."));
      return TRUE;
    }
  if (!_sek_import_find_meaning (self->import, SEK_BUDGET_LINE, digits > 0 ? account : name, FALSE, &meaning, error))
    return FALSE;
  if (meaning.target == 0 && !meaning.ignored && *words != '\0'
      && !_sek_import_find_meaning (self->import, SEK_BUDGET_LINE, words, FALSE, &meaning, error))
    return FALSE;
  if (meaning.ignored)
    list_row (self, SEK_IMPORT_OTHER, row, name, ore, _("Left out by a rule."));
  else if (meaning.target == 0)
    list_row (self, SEK_IMPORT_UNKNOWN, row, name, ore, _("No rule says which line this account belongs to."))
        ->shown.question = g_strconcat ("row:", digits > 0 ? account : name, NULL);
  else
    add_amount (self, get_line (self, meaning.target, g_array_index (self->table->numbers, guint64, row)),
                digits > 0 ? account : name, &meaning, ore);
  return TRUE;
}

/* --- signs ------------------------------------------------------------------------------------------------------- */

/* What a convention makes of an amount that stands for a line of this section. */
static gint64
apply_sign (const char *convention, gint64 section, gint64 ore)
{
  if (convention != NULL && g_str_equal (convention, "ledger") && section != SEK_SECTION_EXPENSE)
    return -ore;
  if (convention != NULL && g_str_equal (convention, "result") && section == SEK_SECTION_EXPENSE)
    return -ore;
  return ore;
}

/* Asked only when an amount without a sign of its rule is below 0, so that it may be meant otherwise. FALSE when the
 * question is open. */
static gboolean
ask_sign (Accounts *self, const char **convention)
{
  const Line *negative = NULL;
  g_autofree char *text = NULL, *amount = NULL;

  *convention = _sek_import_get_answer (self->import, "sign", NULL);
  for (guint i = 0; i < self->order->len && negative == NULL; i++)
    if (((Line *) self->order->pdata[i])->any_plain && ((Line *) self->order->pdata[i])->plain < 0)
      negative = self->order->pdata[i];
  if (negative == NULL && *convention == NULL)
    return TRUE;
  if (negative != NULL)
    {
      amount = sek_number_format_kroner (negative->plain);
      text = g_strdup_printf (_("Some amounts are negative: “%s” has %s. How are the signs to be read?"),
                              sek_register_get_budget_line (self->import->reg, negative->line)->name, amount);
    }
  else
    text = g_strdup (_("How are the signs to be read?"));
  *convention = _sek_import_ask (self->import, "sign", TRUE, text, "plain", _("as in the budget"), "ledger",
                                 _("as in a ledger: income is negative"), "result",
                                 _("as in an income statement: expenses are negative"), NULL);
  return *convention != NULL;
}

static void
propose_lines (Accounts *self, const char *convention)
{
  for (guint i = 0; i < self->order->len; i++)
    {
      const Line *line = self->order->pdata[i];
      const SekBudgetLine *stored = sek_register_get_budget_line (self->import->reg, line->line);
      gint64 ore = 0;
      SekImportItem *item;

      if (line->overflow
          || !sek_money_add (line->by_rule, apply_sign (convention, stored->section, line->plain), &ore, NULL)
          || ore > SEK_MAX_AMOUNT || ore < -SEK_MAX_AMOUNT)
        {
          item = _sek_import_propose (self->import, SEK_IMPORT_DOUBTFUL, line->row, stored->name);
          _sek_import_note (item, _("The sum is too large."));
          continue;
        }
      item = _sek_import_propose_amount (self->import, SEK_BUDGET_LINE, line->line, self->column, ore, NULL, line->row,
                                         stored->name);
      _sek_import_note (item, "%s", line->accounts->str);
    }
}

static void
propose_missing (Accounts *self)
{
  SekTableIter iter;
  const SekBudgetLine *line;

  sek_table_iter_init (&iter, sek_register_get_table (self->import->reg, SEK_BUDGET_LINE));
  while ((line = (const SekBudgetLine *) sek_table_iter_next (&iter)) != NULL)
    {
      g_autofree char *label = NULL;
      SekImportItem *item;
      SekBudgetCell cell;

      sek_budget_read (self->import->reg, line->id, self->column, &cell);
      if (cell.value == SEK_NONE || cell.computed || g_hash_table_contains (self->lines, (gpointer) line->id))
        continue;
      label = g_strdup_printf ("%s, %s", line->name,
                               sek_register_get_budget_column (self->import->reg, self->column)->title);
      item = _sek_import_propose (self->import, SEK_IMPORT_MISSING, 0, "");
      _sek_import_set_place (item, SEK_BUDGET_LINE, line->id, label);
      g_free (item->shown.before);
      item->shown.before = _sek_import_format_amount (self->import, self->column, cell.value);
      _sek_import_note (item, _("No account of the file belongs to this line."));
    }
}

/* --- all of it --------------------------------------------------------------------------------------------------- */

static gboolean
ask_numbers (Accounts *self)
{
  const guint columns[] = { self->amount, self->debit, self->credit };
  g_autofree char *title = _sek_import_table_dup_title (self->table);
  g_autoptr (GString) words = g_string_new (title);
  SekDecimals decimals = { 0 };
  const char *example = "";

  for (guint c = 0; c < self->table->n_columns; c++)
    g_string_append_printf (words, " %s", (char *) self->table->heads->pdata[c]);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    for (guint row = self->table->first; columns[i] != G_MAXUINT && row < self->table->rows->len; row++)
      {
        const char *text = _sek_import_table_get (self->table, row, columns[i]);
        const guint8 *typed = self->table->typed->pdata[row];

        if (*text != '\0' && !typed[columns[i]])
          sek_decimals_add (&decimals, text);
        if (_sek_import_is_number (text) && strlen (text) > strlen (example))
          example = text;
      }
  self->unit = _sek_import_ask_unit (self->import, words->str, example);
  return _sek_import_ask_decimal (self->import, &decimals, &self->decimal) && self->unit != 0;
}

static gboolean
read_all (Accounts *self, GError **error)
{
  const char *convention;

  for (guint row = self->table->first; row < self->table->rows->len; row++)
    if (!read_row (self, row, error))
      return FALSE;
  if (!ask_sign (self, &convention))
    return TRUE;
  propose_lines (self, convention);
  _sek_import_doubt_amounts (self->import);
  propose_missing (self);
  return TRUE;
}

gboolean
_sek_import_accounts (SekImport *self, GCancellable *cancellable, GError **error)
{
  SekReader *reader = _sek_import_open (self, _sek_import_get_source (self), cancellable, error);
  g_autoptr (SekImportTable) table = _sek_import_table_new ();
  g_autoptr (GHashTable) lines = g_hash_table_new_full (NULL, NULL, NULL, free_line);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  g_autoptr (GArray) amounts = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) failure = NULL;
  g_autofree char *format = NULL;
  Accounts accounts = { .import = self, .table = table, .lines = lines, .order = order };
  gboolean ok;

  if (reader == NULL || !_sek_import_table_read_all (table, reader, error))
    return FALSE;
  format = sek_reader_describe (reader);
  _sek_import_add_fact (self, "format", _("Format"), FALSE, "%s", format);
  _sek_import_table_find_head (table, NULL);
  if (!_sek_import_table_check_said (table, self, error))
    return FALSE;
  find_columns (&accounts, amounts);
  if (accounts.amount != G_MAXUINT)
    _sek_import_add_title (self, table->heads->pdata[accounts.amount], titles);
  for (guint i = 0; accounts.amount == G_MAXUINT && i < amounts->len; i++)
    _sek_import_add_title (self, table->heads->pdata[g_array_index (amounts, guint, i)], titles);
  accounts.column = _sek_import_ask_column (self, titles, &failure);
  ok = failure == NULL && choose_amount (&accounts, amounts, &failure);
  show_columns (&accounts);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (!ok || !ask_numbers (&accounts) || accounts.column == 0)
    return TRUE;
  self->what = g_strdup (sek_register_get_budget_column (self->reg, accounts.column)->title);
  return read_all (&accounts, error);
}
