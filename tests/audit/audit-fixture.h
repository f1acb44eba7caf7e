/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-audit.h"

/* What the tests of the audit share: tables from tab-separated text, and an audit in lines. */

/* Rows of a text with tabs. Element-type GStrv. */
GPtrArray *audit_rows_from_text (const char *text);
/* A file of tests/audit. */
GPtrArray *audit_rows_from_file (const char *folder, const char *name);
/* Each cell that is wrong, missing or to look at, also each that is rounding if wanted, on a line: "wrong: Sum
 * inntekter | Budsjett 2023: 220 -> 120 [rule]". Owned. */
char      *audit_findings       (SekAudit *audit, gboolean rounding);
/* All rules, a line each. Owned. */
char      *audit_rules          (SekAudit *audit);
