/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-page.h"

#include <glib/gi18n-lib.h>

#define NP_(one, many) one, many

void
sek_page_add_problems (SekPage *self)
{
  guint n = sek_page_count_problems (self);
  g_autofree char *count = g_strdup_printf ("%u", n);
  g_autofree char *text = sek_fill (g_dngettext (GETTEXT_PACKAGE, "%s field must be corrected",
                                                 "%s fields must be corrected", n),
                                    count, NULL);

  if (n > 0)
    sek_page_add_pill (self, text, "bad", "win.go-to-problem");
}

void
sek_page_add_verdict (SekPage *self, SekVerdict verdict, guint n)
{
  static const struct { const char *one, *many, *style; } words[SEK_N_VERDICTS] = {
    [SEK_VERDICT_OK] = { NP_ ("%u check correct", "%u checks correct"), "good" },
    [SEK_VERDICT_ROUNDING] = { NP_ ("%u rounding", "%u roundings"), "doubtful" },
    [SEK_VERDICT_DOUBTFUL] = { NP_ ("%u figure to look at", "%u figures to look at"), "doubtful" },
    [SEK_VERDICT_WRONG] = { NP_ ("%u check wrong", "%u checks wrong"), "bad" },
    [SEK_VERDICT_MISSING] = { NP_ ("%u figure missing", "%u figures missing"), "bad" },
  };
  g_autofree char *count = g_strdup_printf ("%u", n);
  g_autofree char *text = sek_fill (g_dngettext (GETTEXT_PACKAGE, words[verdict].one, words[verdict].many, n), count,
                                    NULL);

  g_autofree char *action = g_strdup_printf ("win.show-finding::%s", sek_verdict_get_id (verdict));

  if (n > 0)
    sek_page_add_pill (self, text, words[verdict].style, action);
}
