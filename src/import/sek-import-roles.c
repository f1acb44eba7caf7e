/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-import-count.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-error.h"
#include "sek-municipality.h"

/* What the columns of a table of populations are: by their heads, and by what stands in their first rows. */

static gboolean
contains_any (const char *text, const char *const *words)
{
  for (; *words != NULL; words++)
    if (strstr (text, *words) != NULL)
      return TRUE;
  return FALSE;
}

/* Whether one of the words is a whole word of text, which is folded. */
static gboolean
has_word (const char *text, const char *const *words)
{
  g_auto (GStrv) parts = g_strsplit (text, " ", -1);

  for (int i = 0; parts[i] != NULL; i++)
    if (g_strv_contains (words, parts[i]))
      return TRUE;
  return FALSE;
}

/* Words that a figure which is the population has, and words that no such figure has. */
gboolean
_sek_import_is_population (const char *contents)
{
  static const char *const words[] = {
    "person", "folkemengd", "folketal", "befolkning", "innbygg", "population", "inhabitants", NULL,
  };
  static const char *const against[] = { "per km",  "pr km",     "km²",      "km2",    "endring",  "vekst",   "prosent",
                                         "percent", "areal",     "increase", "change", "growth",   "density", "tetth",
                                         "andel",   "overskudd", "overskot", "flytt",  "tettsted", NULL };
  g_autofree char *folded = _sek_import_fold (contents);

  return contains_any (folded, words) && !contains_any (folded, against);
}

SekWhen
_sek_import_when (const char *contents)
{
  static const char *const start[] = { "inngang", "1 januar", "01 01", "beginning", "start", "1 i kvartal", NULL };
  static const char *const end[] = { "utgang", "slutt", "31 desember", "31 12", "end of", NULL };
  g_autofree char *folded = _sek_import_fold (contents);

  return contains_any (folded, start) ? SEK_WHEN_START : contains_any (folded, end) ? SEK_WHEN_END : SEK_WHEN_UNSAID;
}

int
_sek_import_count_year (int year, int quarter, SekWhen when)
{
  if (year == 0 || when == SEK_WHEN_NEVER)
    return 0;
  if (when == SEK_WHEN_END)
    return quarter == 0 || quarter == 4 ? year + 1 : 0;
  return quarter <= 1 ? year : 0;
}

/* --- regions ----------------------------------------------------------------------------------------------------- */

void
_sek_import_split_region (const char *text, char **code, char **name)
{
  g_autofree char *plain = _sek_import_dup_line (text), *number = NULL;
  const char *c, *digits;
  gsize n;

  g_strdelimit (plain, "\"", ' ');
  plain[sek_text_without_mark (plain)] = '\0';
  g_strstrip (plain);
  *code = *name = NULL;
  /* "K-3005", "K_3005", "F-30": up to three capitals say what kind of region it is. */
  c = plain;
  while (g_ascii_isupper (*c) && c - plain < 3)
    c++;
  digits = c > plain && strchr ("-_ ", *c) != NULL && *c != '\0' ? c + 1 : plain;
  n = strspn (digits, "0123456789");
  /* «2022-01-01» is a day. */
  if (n == 4 && digits[4] == '-' && strspn (digits + 5, "0123456789") == 2 && digits[7] == '-')
    n = 0;
  if (n > 0 && n <= 8 && (digits[n] == '\0' || strchr (" -_:.,", digits[n]) != NULL))
    {
      const char *rest = digits + n + strspn (digits + n, " -_:.,");

      /* A spreadsheet takes the zero from 0301 away. */
      number = g_strndup (digits, n);
      *code = n == 3 ? g_strconcat ("0", number, NULL) : g_strdup (number);
      if (*rest != '\0')
        *name = g_strdup (rest);
    }
  else if (*plain != '\0')
    *name = g_steal_pointer (&plain);
}

/* A code of a municipality, or the name of one in any of the years that the table knows. */
static gboolean
is_region (const char *text)
{
  g_autofree char *code = NULL, *name = NULL;

  _sek_import_split_region (text, &code, &name);
  if (code != NULL)
    return strlen (code) == 4 && (name != NULL || sek_municipality_find_near (code, 2020) != NULL);
  for (int year = 2013; name != NULL && year <= 2025; year += 4)
    {
      g_autoptr (GPtrArray) found = sek_municipality_find_name (name, year, TRUE);

      if (found->len > 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
_sek_import_is_known_region (const char *text, const char *name)
{
  g_autofree char *code = NULL, *own = NULL;
  g_auto (GStrv) parts = NULL;

  _sek_import_split_region (text, &code, &own);
  if (code != NULL && sek_municipality_find_near (code, 2020) == NULL)
    return FALSE;
  name = own != NULL ? own : name;
  if (name == NULL)
    return code != NULL && _sek_import_find_year (code, NULL) == 0;
  /* «Trondheim - Tråante»: any of its names is one. */
  parts = g_strsplit (name, " - ", -1);
  for (int i = 0; parts[i] != NULL; i++)
    for (int year = 2013; year <= 2025; year += 4)
      {
        g_autoptr (GPtrArray) found = sek_municipality_find_name (parts[i], year, TRUE);

        if (found->len > 0)
          return TRUE;
      }
  return FALSE;
}

/* Rows that begin so are data, whatever else is in them: "3018 Våler" with 1950 inhabitants is no head. */
static gboolean
is_region_with_code (const char *text)
{
  g_autofree char *code = NULL, *name = NULL;

  _sek_import_split_region (text, &code, &name);
  return code != NULL && name != NULL && strlen (code) == 4 && sek_municipality_find_near (code, 2020) != NULL;
}

/* --- columns ----------------------------------------------------------------------------------------------------- */

typedef struct
{
  guint filled, regions, years;
  guint figures; /* numbers, and marks for none */
  guint numbers;
} Look;

/* Lines below a table stand in one column, and may be more than its rows; but so does a region above its parts. */
static gboolean
is_line (const SekImportTable *table, guint row)
{
  guint filled = 0;

  for (guint c = 0; c < table->n_columns && filled < 2; c++)
    filled += *_sek_import_table_get (table, row, c) != '\0';
  return filled < 2;
}

static void
look_at (const SekImportTable *table, guint column, Look *look)
{
  *look = (Look) { 0 };
  for (guint row = table->first; row < table->rows->len; row++)
    {
      const char *text = _sek_import_table_get (table, row, column);

      if (*text == '\0' || (table->n_columns > 1 && is_line (table, row) && !is_region (text)))
        continue;
      look->filled++;
      look->regions += is_region (text);
      look->years += _sek_import_find_year (text, NULL) != 0 && strlen (text) <= 10;
      look->numbers += _sek_import_is_number (text);
      look->figures += _sek_import_is_number (text) || _sek_import_is_missing (text) || _sek_import_is_dash (text);
    }
}

static SekImportRole
get_role_of_meaning (const char *meaning)
{
  static const struct { const char *meaning; SekImportRole role; } roles[] = {
    { "region", SEK_ROLE_REGION }, { "name", SEK_ROLE_NAME }, { "year", SEK_ROLE_YEAR }, { "part", SEK_ROLE_PART },
    { "contents", SEK_ROLE_CONTENTS }, { "amount", SEK_ROLE_AMOUNT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_str_equal (roles[i].meaning, meaning))
      return roles[i].role;
  return SEK_ROLE_NONE;
}

/* The roles that heads give. */
static SekImportRole
get_role_of_head (const char *head)
{
  static const char *const year[] = {
    "år", "year", "tid", "time", "periode", "kvartal", "quarter", "årstall", "dato", "date", "år1", NULL,
  };
  static const char *const part[] = {
    "alder", "age", "kjønn", "kjonn", "sex", "gender", "sivilstand", "aldersgruppe", NULL,
  };
  static const char *const contents[] = {
    "statistikkvariabel", "contents", "contentscode", "innhold", "innhald", "måltall", "variabel", NULL,
  };
  g_autofree char *folded = _sek_import_fold (head);

  /* The head of the figures can be the title of the table, which has all of these words. */
  if (strlen (folded) > 40)
    return SEK_ROLE_NONE;
  if (has_word (folded, contents))
    return SEK_ROLE_CONTENTS;
  if (has_word (folded, part))
    return SEK_ROLE_PART;
  if (has_word (folded, year) && _sek_import_find_year (folded, NULL) == 0)
    return SEK_ROLE_YEAR;
  return SEK_ROLE_NONE;
}

static gboolean
is_region_head (const char *head)
{
  static const char *const words[] = {
    "region", "kommune", "municipality", "kommunenr", "kommunenummer", "knr", "nummer", "number", "komm nr", "nr", NULL,
  };
  g_autofree char *folded = _sek_import_fold (head);

  return strlen (folded) <= 40
         && (has_word (folded, words) || g_str_has_prefix (folded, "kommune") || g_str_has_prefix (folded, "region"));
}

static void
choose_region (SekImportCount *self, const Look *looks)
{
  guint best = 0, region = G_MAXUINT;

  for (guint c = 0; c < self->n_columns; c++)
    {
      const Look *look = &looks[c];
      guint score = look->filled > 0 ? 100 * look->regions / look->filled : 0;
      gboolean coded = FALSE;

      if (self->columns[c].role == SEK_ROLE_REGION)
        return;
      if (self->columns[c].role != SEK_ROLE_NONE || self->columns[c].said || look->filled == 0)
        continue;
      for (guint row = self->table->first; row < self->table->rows->len && !coded; row++)
        coded = g_ascii_isdigit (*_sek_import_table_get (self->table, row, c))
                || is_region_with_code (_sek_import_table_get (self->table, row, c));
      /* Years look like the old numbers of Finnmark; a head tells them apart. */
      if (is_region_head (self->columns[c].head))
        score += 100;
      else if (look->years == look->filled || score < 30)
        score = 0;
      score += score > 0 && coded ? 50 : 0;
      if (score > best)
        {
          best = score;
          region = c;
        }
    }
  if (region != G_MAXUINT)
    self->columns[region].role = SEK_ROLE_REGION;
}

static guint
find_role (SekImportCount *self, SekImportRole role)
{
  for (guint c = 0; c < self->n_columns; c++)
    if (self->columns[c].role == role)
      return c;
  return G_MAXUINT;
}

static gboolean
is_name_head (const char *head)
{
  static const char *const words[] = { "navn", "namn", "name", "kommunenavn", "kommunenamn", NULL };
  g_autofree char *folded = _sek_import_fold (head);

  return g_strv_contains (words, folded);
}

/* The names beside a column of bare codes. */
static void
choose_name (SekImportCount *self, const Look *looks)
{
  guint region = find_role (self, SEK_ROLE_REGION);
  g_autofree char *code = NULL, *name = NULL;

  if (region == G_MAXUINT || find_role (self, SEK_ROLE_NAME) != G_MAXUINT)
    return;
  _sek_import_split_region (_sek_import_table_get (self->table, self->table->first, region), &code, &name);
  if (code == NULL || name != NULL)
    return;
  for (guint c = 0; c < self->n_columns; c++)
    if (self->columns[c].role == SEK_ROLE_NONE && !self->columns[c].said && looks[c].figures == 0
        && (looks[c].regions * 2 > looks[c].filled || is_region_head (self->columns[c].head)
            || is_name_head (self->columns[c].head)))
      {
        self->columns[c].role = SEK_ROLE_NAME;
        return;
      }
}

/* The head without the year in it: «Personer 2020» is «Personer», «Folketall 1.1.22» is «Folketall 1.1.». */
static char *
dup_contents (const char *head)
{
  GString *contents = g_string_new (NULL);

  for (const char *c = head; *c != '\0'; c++)
    {
      gsize digits = strspn (c, "0123456789");

      if (digits == 2 && _sek_import_is_short_year (head, c))
        {
          c++;
          continue;
        }
      if (digits != 4)
        {
          g_string_append_len (contents, c, MAX (digits, 1));
          c += MAX (digits, 1) - 1;
          continue;
        }
      c += 3;
      if ((c[1] == 'K' || c[1] == 'Q') && g_ascii_isdigit (c[2]))
        c += 2;
    }
  return g_strstrip (g_string_free (contents, FALSE));
}

/* What JSON-stat says beside its values, such as why there is none. */
static gboolean
is_status (const SekImportPart *column, const Look *look)
{
  return look->numbers == 0 && g_ascii_strcasecmp (column->head, "status") == 0;
}

/* Numbers of municipalities of another year, beside those that were chosen. */
static gboolean
is_more_numbers (const SekImportPart *column, const Look *look)
{
  return is_region_head (column->head) && look->filled > 0 && look->regions * 10 >= look->filled * 9;
}

static void
choose_amounts (SekImportCount *self, const Look *looks)
{
  gboolean wide = FALSE;

  for (guint c = 0; c < self->n_columns; c++)
    {
      SekImportPart *column = &self->columns[c];

      if (column->role == SEK_ROLE_NONE && !column->said && looks[c].figures > 0
          && looks[c].figures * 2 >= looks[c].filled && !is_more_numbers (column, &looks[c])
          && !is_status (column, &looks[c]))
        column->role = SEK_ROLE_AMOUNT;
      if (column->role != SEK_ROLE_AMOUNT)
        continue;
      column->year = _sek_import_find_year (column->head, &column->quarter);
      column->contents = dup_contents (column->head);
      column->when = _sek_import_when (column->contents);
      /* The title of the table as a head may have years of its own: "07459: … 1986 - 2026" has several and gives 0. */
      wide |= column->year != 0;
    }
  if (!wide)
    return;
  for (guint c = 0; c < self->n_columns; c++)
    if (self->columns[c].role == SEK_ROLE_AMOUNT && self->columns[c].year == 0)
      self->columns[c].role = SEK_ROLE_NONE;
}

/* Of several kinds of figures the one that is the population. FALSE when that is a question. */
static gboolean
choose_contents (SekImportCount *self)
{
  g_autoptr (GPtrArray) kinds = g_ptr_array_new (), fitting = g_ptr_array_new ();
  const char *chosen = NULL;
  GPtrArray *choices;

  for (guint c = 0; c < self->n_columns; c++)
    {
      const char *contents = self->columns[c].contents;

      if (self->columns[c].role != SEK_ROLE_AMOUNT
          || g_ptr_array_find_with_equal_func (kinds, contents, g_str_equal, NULL))
        continue;
      g_ptr_array_add (kinds, (char *) contents);
      if (_sek_import_is_population (contents))
        g_ptr_array_add (fitting, (char *) contents);
    }
  if (kinds->len <= 1)
    return TRUE;
  if (fitting->len == 1)
    chosen = fitting->pdata[0];
  else if (fitting->len == 0 || _sek_import_get_answer (self->import, "amount", NULL) != NULL)
    {
      choices = _sek_import_choices_new ();
      for (guint i = 0; i < kinds->len; i++)
        _sek_import_add_choice (choices, kinds->pdata[i], kinds->pdata[i]);
      chosen = _sek_import_ask_choices (self->import, "amount", TRUE, _("Which column is the population?"), choices);
      if (chosen == NULL)
        return FALSE;
    }
  for (guint c = 0; c < self->n_columns; c++)
    {
      SekImportPart *column = &self->columns[c];

      if (column->role == SEK_ROLE_AMOUNT
          && (chosen != NULL ? !g_str_equal (column->contents, chosen)
                             : !g_ptr_array_find_with_equal_func (fitting, column->contents, g_str_equal, NULL)))
        column->role = SEK_ROLE_NONE;
    }
  return TRUE;
}

/* Of several columns for the same figure one. FALSE when that is a question. */
static gboolean
choose_among (SekImportCount *self)
{
  for (guint c = 0; c < self->n_columns; c++)
    {
      g_autoptr (GArray) same = g_array_new (FALSE, FALSE, sizeof (guint));
      const SekImportPart *first = &self->columns[c];
      g_autofree char *question = NULL, *text = NULL;
      GPtrArray *choices;
      const char *answer;

      for (guint other = 0; first->role == SEK_ROLE_AMOUNT && other < self->n_columns; other++)
        {
          const SekImportPart *part = &self->columns[other];

          if (part->role == SEK_ROLE_AMOUNT && part->year == first->year && part->quarter == first->quarter
              && g_str_equal (part->contents, first->contents))
            g_array_append_val (same, other);
        }
      if (same->len < 2)
        continue;
      choices = _sek_import_choices_new ();
      for (guint i = 0; i < same->len; i++)
        {
          const char *key = self->table->keys->pdata[g_array_index (same, guint, i)];

          _sek_import_add_choice (choices, key, key);
        }
      question = g_strconcat ("amount:", first->head, NULL);
      text = g_strdup_printf (_("Several columns of the file are “%s”. Which of them has the population?"),
                              first->head);
      answer = _sek_import_ask_choices (self->import, question, TRUE, text, choices);
      for (guint i = 0; i < same->len; i++)
        if (answer == NULL || !g_str_equal (self->table->keys->pdata[g_array_index (same, guint, i)], answer))
          self->columns[g_array_index (same, guint, i)].role = SEK_ROLE_NONE;
      if (answer == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
ask_when (SekImportCount *self)
{
  for (guint c = 0; c < self->n_columns; c++)
    {
      SekImportPart *column = &self->columns[c];
      const char *answer;

      if (column->role != SEK_ROLE_AMOUNT || column->quarter == 0 || column->when != SEK_WHEN_UNSAID)
        continue;
      answer = _sek_import_ask (self->import, "quarter", TRUE,
                                _("Are the figures of a quarter from its first or its last day?"), "start",
                                _("first day"), "end", _("last day"), NULL);
      if (answer == NULL)
        return FALSE;
      for (; c < self->n_columns; c++)
        if (self->columns[c].when == SEK_WHEN_UNSAID)
          self->columns[c].when = g_str_equal (answer, "start") ? SEK_WHEN_START : SEK_WHEN_END;
    }
  return TRUE;
}

/* Two columns for one year (first day and last day of the year before): the first stays. */
static void
drop_second_years (SekImportCount *self)
{
  for (guint c = 0; c < self->n_columns; c++)
    for (guint other = 0; other < c; other++)
      {
        SekImportPart *a = &self->columns[other], *b = &self->columns[c];
        int year = _sek_import_count_year (b->year, b->quarter, b->when);

        if (a->role == SEK_ROLE_AMOUNT && b->role == SEK_ROLE_AMOUNT && year != 0
            && !g_str_equal (a->contents, b->contents) && year == _sek_import_count_year (a->year, a->quarter, a->when))
          b->role = SEK_ROLE_NONE;
      }
}

gboolean
_sek_import_roles_find (SekImportCount *self, GError **error)
{
  SekImportTable *table = self->table;
  g_autofree Look *looks = NULL;

  _sek_import_table_find_head (table, is_region_with_code);
  if (!_sek_import_table_check_said (table, self->import, error))
    return FALSE;
  self->n_columns = table->n_columns;
  self->columns = g_new0 (SekImportPart, self->n_columns + 1);
  looks = g_new0 (Look, self->n_columns + 1);
  for (guint c = 0; c < self->n_columns; c++)
    {
      const char *meaning = _sek_import_table_get_said (table, self->import, c);

      self->columns[c].said = meaning != NULL;
      self->columns[c].head = table->heads->pdata[c];
      look_at (table, c, &looks[c]);
      self->columns[c].role = meaning != NULL ? get_role_of_meaning (meaning)
                                              : get_role_of_head (self->columns[c].head);
    }
  choose_region (self, looks);
  choose_name (self, looks);
  if (find_role (self, SEK_ROLE_REGION) == G_MAXUINT)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                   _("No column with municipalities was found in the file. It needs one with numbers or names, such "
                     "as “3005 Drammen”."));
      return FALSE;
    }
  choose_amounts (self, looks);
  /* Years without a head of their own. */
  for (guint c = 0; c < self->n_columns && find_role (self, SEK_ROLE_YEAR) == G_MAXUINT; c++)
    if (looks[c].filled > 0 && looks[c].years == looks[c].filled && self->columns[c].role == SEK_ROLE_AMOUNT
        && self->columns[c].year == 0)
      for (guint other = 0; other < self->n_columns; other++)
        if (other != c && self->columns[other].role == SEK_ROLE_AMOUNT && looks[other].years < looks[other].filled)
          self->columns[c].role = SEK_ROLE_YEAR;
  /* Words that are neither: what the persons are divided by. */
  for (guint c = 0; c < self->n_columns; c++)
    if (self->columns[c].role == SEK_ROLE_NONE && !self->columns[c].said && looks[c].filled > 0
        && looks[c].figures == 0 && looks[c].years == 0
        && !is_status (&self->columns[c], &looks[c]))
      self->columns[c].role = SEK_ROLE_PART;
  if (find_role (self, SEK_ROLE_AMOUNT) == G_MAXUINT)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT, _("No column with figures was found in the file."));
      return FALSE;
    }
  if (!choose_contents (self) || !choose_among (self) || !ask_when (self))
    for (guint c = 0; c < self->n_columns; c++)
      if (self->columns[c].role == SEK_ROLE_AMOUNT)
        self->columns[c].role = SEK_ROLE_NONE;
  drop_second_years (self);
  return TRUE;
}
