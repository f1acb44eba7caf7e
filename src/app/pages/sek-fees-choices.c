/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-fees-choices.h"

void
sek_fees_set_choices (GtkDropDown *chooser, const char *const *texts, guint selected)
{
  GListModel *old = gtk_drop_down_get_model (chooser);
  guint n = g_strv_length ((GStrv) texts);
  gboolean same = old != NULL && g_list_model_get_n_items (old) == n;

  for (guint i = 0; same && i < n; i++)
    same = g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (old), i), texts[i]);
  if (same)
    return;
  {
    g_autoptr (GtkStringList) list = gtk_string_list_new (texts);

    gtk_drop_down_set_model (chooser, G_LIST_MODEL (list));
    gtk_drop_down_set_selected (chooser, selected);
  }
}

void
sek_fees_fill_steps (GtkDropDown *chooser, gboolean is_rate, guint selected)
{
  guint n;
  const gint64 *steps = sek_rate_get_steps (is_rate, &n);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (texts, sek_rate_step_dup_text (steps[i], sek_program_language ()));
  g_ptr_array_add (texts, NULL);
  sek_fees_set_choices (chooser, (const char *const *) texts->pdata, selected);
}

gboolean
sek_fees_has_amounts (const SekFeeRate *before)
{
  const SekField *terms[5];
  guint n = before != NULL ? sek_rate_list_terms (before, terms) : 0;

  return n > 1 || (n == 1 && !sek_rate_is_rate_field (terms[0]));
}

guint
sek_fees_count_waiting (SekRegister *reg)
{
  guint n = 0;

  for (gint64 kind = 0; kind < SEK_N_MEMBER_KINDS; kind++)
    {
      const SekFeeRate *rate = sek_rate_find (reg, sek_rate_get_year (reg, kind), kind);

      n += rate != NULL && rate->decided_on == SEK_NONE && rate->basis != NULL;
    }
  return n;
}
