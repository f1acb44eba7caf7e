/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-cli.h"
#include "sek-import.h"

/* What an import says on standard output. */

G_BEGIN_DECLS

/* kind is its id; stored tells whether what was accepted was stored. */
void sek_cli_import_print_json (SekImport *import, SekRegister *reg, const char *kind, gboolean stored);
void sek_cli_import_print_text (SekImport *import, gboolean dry_run);

G_END_DECLS
