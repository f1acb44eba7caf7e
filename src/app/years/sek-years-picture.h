/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-chart-picture.h"
#include "sek-effects.h"
#include "sek-reserve.h"
#include "sek-year-flow.h"

/* The charts of the pages about years, in the program's language. Owned; NULL where there is nothing to draw. */

G_BEGIN_DECLS

/* The closing balance of every year, under the finding. */
SekChartPicture *sek_years_picture_new_reserve  (SekRegister *reg, GArray *chain);

/* The same of the register and of scenarios beside it, under what they say together: chains are their years (GArray of
 * SekReserveYear), letters and names those of the scenarios, from the second on. */
SekChartPicture *sek_years_picture_new_reserves (SekRegister *const *regs, GArray *const *chains,
                                                 const char *const *letters, const char *const *names, guint n);

/* Where the money of a column comes from and goes to. */
SekChartPicture *sek_years_picture_new_flow     (SekRegister *reg, const SekYearFlow *flow);

G_END_DECLS
