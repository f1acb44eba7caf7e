/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-fixture.h"

SekBook *
make_book (SekReport *report, const SekTableId *tables, guint n)
{
  g_autoptr (GError) error = NULL;
  SekBook *book = sek_report_make_book (report, tables, n, &error);

  g_assert_no_error (error);
  return book;
}

void
start_report (Fixture *fixture, SekReport *report)
{
  sek_report_init (report, fixture->document);
  report->data.today = SEK_DATE (2023, 3, 1);
  report->options.member = find (fixture, "member", "Drammen");
}
