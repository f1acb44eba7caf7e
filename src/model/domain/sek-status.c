/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-status.h"

#include "sek-kind.h"

static gboolean
comes_after (const SekStatusStep *step, const SekStatusStep *other)
{
  return other == NULL || step->position > other->position
         || (step->position == other->position && step->id > other->id);
}

static gboolean
says_something (const SekStatusStep *step)
{
  return step->organ != NULL || step->decided_on != SEK_NONE || step->case_number != NULL;
}

const SekStatusStep *
sek_status_get_last (SekRegister *reg, gint64 column)
{
  const SekStatusStep *last = NULL;
  guint n;
  const gint64 *rows = sek_register_get_children (reg, SEK_FIELD (status_step, budget_column), column, &n);

  for (guint i = 0; i < n; i++)
    {
      const SekStatusStep *step = sek_register_get_status_step (reg, rows[i]);

      if (comes_after (step, last))
        last = step;
    }
  return last;
}

const SekStatusStep *
sek_status_get_telling (SekRegister *reg, gint64 column)
{
  const SekStatusStep *last = sek_status_get_last (reg, column), *adopted = NULL, *said = NULL;
  guint n;
  const gint64 *rows = sek_register_get_children (reg, SEK_FIELD (status_step, budget_column), column, &n);

  if (last == NULL || last->status != SEK_STATUS_SEALED || says_something (last))
    return last;
  for (guint i = 0; i < n; i++)
    {
      const SekStatusStep *step = sek_register_get_status_step (reg, rows[i]);

      if (step->status == SEK_STATUS_ADOPTED && comes_after (step, adopted))
        adopted = step;
      if (says_something (step) && comes_after (step, said))
        said = step;
    }
  return adopted != NULL ? adopted : said != NULL ? said : last;
}

void
sek_status_append_case (GString *text, gint64 date, const char *case_number, SekLanguage language)
{
  static const SekWord case_word = { { ", sak %s", ", sak %s", ", case %s" } };

  if (date != SEK_NONE)
    {
      g_autofree char *day = sek_date_format ((SekDate) date, SEK_DATE_TOLD, language);

      g_string_append_printf (text, " %s", day);
    }
  if (case_number != NULL)
    {
      g_autofree char *told = sek_fill (sek_word (&case_word, language), case_number, NULL);

      g_string_append (text, told);
    }
}

static char *
dup_words (gint64 status, const SekStatusStep *step, SekLanguage language)
{
  static const SekWord plain[] = {
    [SEK_STATUS_DRAFT] = { { "Utkast", "Utkast", "Draft" } },
    [SEK_STATUS_RECOMMENDED] = { { "Innstilt av styret", "Innstilt av styret", "Recommended by the board" } },
    [SEK_STATUS_ADOPTED] = { { "Vedtatt", "Vedteke", "Adopted" } },
    [SEK_STATUS_SEALED] = { { "Vedtatt", "Vedteke", "Adopted" } },
  };
  static const SekWord by[] = {
    [SEK_STATUS_DRAFT] = { { "Utkast fra %s", "Utkast frå %s", "Draft of %s" } },
    [SEK_STATUS_RECOMMENDED] = { { "Innstilt av %s", "Innstilt av %s", "Recommended by %s" } },
    [SEK_STATUS_ADOPTED] = { { "Vedtatt av %s", "Vedteke av %s", "Adopted by %s" } },
    [SEK_STATUS_SEALED] = { { "Vedtatt av %s", "Vedteke av %s", "Adopted by %s" } },
  };
  guint known = sek_kind_choice_or (status, G_N_ELEMENTS (plain), G_MAXUINT);
  const char *organ = step != NULL ? step->organ : NULL;
  g_autoptr (GString) words = NULL;

  if (known == G_MAXUINT)
    words = g_string_new (sek_kind_get_choice_word (SEK_FIELD (budget_column, status), status, language));
  else if (organ != NULL)
    {
      g_autofree char *told = sek_fill (sek_word (&by[known], language), organ, NULL);

      words = g_string_new (told);
    }
  else
    words = g_string_new (sek_word (&plain[known], language));
  if (step != NULL)
    sek_status_append_case (words, step->decided_on, step->case_number, language);
  return g_string_free (g_steal_pointer (&words), FALSE);
}

char *
sek_status_dup_words (SekRegister *reg, gint64 id, SekLanguage language)
{
  const SekBudgetColumn *column = sek_register_get_budget_column (reg, id);

  return column != NULL ? dup_words (column->status, sek_status_get_telling (reg, id), language) : g_strdup ("");
}
