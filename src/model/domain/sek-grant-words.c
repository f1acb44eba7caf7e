/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-grant.h"

#include "sek-number.h"

/* Why a contribution does not count, or not with what was typed. */

static const struct
{
  const char *id;
  SekWord     sentence;
} words[SEK_N_COUNTED] = {
  [SEK_COUNTED_YES] = { "counts", { { "", "", "" } } },
  [SEK_COUNTED_CEILING] = { "ceiling",
                            { { "Teller med ordningens høyeste timesats, %s",
                                "Tel med den høgste timesatsen i ordninga, %s",
                                "Counts with the scheme's highest hourly rate, %s" } } },
  [SEK_COUNTED_NO_AMOUNT] = { "no-amount",
                              { { "Teller ikke: Beløp eller timer mangler", "Tel ikkje: Beløp eller timar manglar",
                                  "Does not count: amount or hours are missing" } } },
  [SEK_COUNTED_NO_RATE] = { "no-rate",
                            { { "Teller ikke: Timesats mangler", "Tel ikkje: Timesats manglar",
                                "Does not count: the hourly rate is missing" } } },
  [SEK_COUNTED_NO_DATE] = { "no-date",
                            { { "Teller ikke: Dato mangler, så året er ukjent",
                                "Tel ikkje: Dato manglar, så året er ukjent",
                                "Does not count: without a date the year is unknown" } } },
  [SEK_COUNTED_NO_ACCOUNTS] = { "no-accounts",
                                { { "Teller ikke: Regnskap for hele %s mangler",
                                    "Tel ikkje: Rekneskap for heile %s manglar",
                                    "Does not count: there are no accounts for all of %s" } } },
  [SEK_COUNTED_CASH_ONLY] = { "cash-only",
                              { { "Teller ikke: I ordningen teller bare penger",
                                  "Tel ikkje: I ordninga tel berre pengar",
                                  "Does not count: the scheme counts only cash" } } },
  [SEK_COUNTED_PAID_BY_GRANT] = { "paid-by-grant",
                                  { { "Teller ikke: Stillingen betales av et tilskudd",
                                      "Tel ikkje: Stillinga blir betalt av eit tilskot",
                                      "Does not count: the position is paid by a grant" } } },
  [SEK_COUNTED_PAY_COUNTED] = { "pay-counted",
                                { { "Teller ikke: Lønnen teller allerede med «%s»",
                                    "Tel ikkje: Løna tel alt med «%s»",
                                    "Does not count: the pay counts by “%s” already" } } },
  [SEK_COUNTED_TWICE] = { "twice",
                          { { "Teller ikke: Teller allerede for «%s»", "Tel ikkje: Tel alt for «%s»",
                              "Does not count: it counts for “%s” already" } } },
  [SEK_COUNTED_OUTSIDE] = { "outside",
                            { { "Teller ikke: Utenfor tilskuddets periode", "Tel ikkje: Utanfor perioden til tilskotet",
                                "Does not count: outside the period of the grant" } } },
  [SEK_COUNTED_LATER] = { "later",
                          { { "Teller ikke ennå: Datoen er ikke kommet", "Tel ikkje enno: Datoen er ikkje komen",
                              "Does not count yet: the date is to come" } } },
  [SEK_COUNTED_TOO_LARGE] = { "too-large",
                              { { "Teller ikke: Beløpet er for stort å regne med",
                                  "Tel ikkje: Beløpet er for stort å rekne med",
                                  "Does not count: the amount is too large to compute with" } } },
};

const char *
sek_counted_get_id (SekCountedReason reason)
{
  return words[reason].id;
}

char *
sek_counted_dup_sentence (SekRegister *reg, const SekContribution *row, const SekCounted *counted,
                          SekLanguage language)
{
  const SekGrant *grant = counted->other != 0 ? sek_register_get_grant (reg, counted->other) : NULL;
  const SekBudgetLine *line = counted->other != 0 ? sek_register_get_budget_line (reg, counted->other) : NULL;
  const SekProject *project = counted->other != 0 ? sek_register_get_project (reg, counted->other) : NULL;
  g_autofree char *detail = NULL;

  if (counted->reason == SEK_COUNTED_CEILING)
    detail = sek_number_in_language (sek_number_format_kroner (counted->rate), language);
  else if (counted->reason == SEK_COUNTED_NO_ACCOUNTS)
    detail = g_strdup_printf ("%d", sek_date_year ((SekDate) row->date));
  else
    detail = g_strdup (grant != NULL ? grant->name : line != NULL ? line->name : project != NULL ? project->name : "");
  return sek_fill (sek_word (&words[counted->reason].sentence, language), detail, NULL);
}
