/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../model/model-fixture.h"
#include "sek-report.h"

/* Tables of a test's register: a report of it as of 1.3.2023, about Drammen, and its book. */

void     start_report (Fixture *fixture, SekReport *report);
SekBook *make_book    (SekReport *report, const SekTableId *tables, guint n);
