/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-fixture.h"
#include "sek-reserve.h"

/* What the tests of years, plans, scenarios and reports share. */

/* Fails unless told, which it takes, says this. Hard spaces, which must stand between digits and before units, are read
 * as spaces. wanted NULL: nothing is told. */
#define assert_told(told, wanted) assert_told_at (G_STRLOC, (told), (wanted))
void           assert_told_at (const char *place, char *told, const char *wanted);

/* A year of the reserve, which must be there; and what a line has in a year. */
SekReserveYear year_of        (Fixture *fixture, int year);
gint64         value_of       (Fixture *fixture, const char *line, int year);

/* Three lines: «Inngående», «Inntekt» and «Utgift»; then a column with what each has, in thousands: "" for blank, NULL
 * for the opening as it comes. */
void           add_three_lines (Fixture *fixture);
void           add_year       (Fixture *fixture, const char *title, const char *year, const char *kind,
                               const char *opening, const char *income, const char *expense);

/* The register itself as text, whatever is shown; and without the rows of scenarios. Free with g_free(). */
char          *dump_base      (Fixture *fixture);
char          *dump_without_scenarios (SekRegister *reg);
