/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-report.h"

/* What of the command line is about Sammenligning: which versions, and its JSON. */

/* As they were typed; NULL for what was not. */
typedef struct
{
  const char *against;         /* a file or a day, on the left */
  const char *against_adopted; /* or a sealed column */
  const char *as_of;           /* a file or a day, on the right */
  const char *as_adopted;      /* or a sealed column */
} SekCliVersions;

/* Whether something stands on the left, so that two versions are compared. */
gboolean sek_cli_has_versions     (const SekCliVersions *versions);
gboolean sek_cli_set_versions     (SekReport *report, SekDocument *document, const SekCliVersions *versions,
                                   GError **error);
/* To standard output; the comparison can be made. */
void     sek_cli_print_comparison (SekReport *report);
