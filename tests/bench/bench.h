/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What the benchmarks share: medians, and registers of any size to measure on. */

G_BEGIN_DECLS

/* Ends the benchmark when something failed that is not measured. A macro, for the error is there only after the
 * attempt. */
#define bench_require(attempt, error)                                                                                  \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    if (!(attempt))                                                                                                    \
      g_error ("%s: %s", #attempt, (error) != NULL ? (error)->message : "failed");                                     \
  }                                                                                                                    \
  G_STMT_END

double      bench_seconds_since (gint64 start);
/* The value that a part (0.5: the median) of n values do not exceed; sorts them. */
double      bench_quantile      (double *values, int n, double part);
double      bench_median        (double *values, int n);
/* ", missed" or nothing, to be printed after a goal. */
const char *bench_verdict       (double value, double goal);

/* A register of n members with seven populations each, in a folder. Its path, owned. */
char       *bench_make_register (const char *folder, int n);
/* Gives its members what the page of members shows besides: subregion, county, contact and the day they joined. */
void        bench_fill_register (const char *path);

G_END_DECLS
