/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-report.h"

/* The commands of sekretariat-cli, each a function of its arguments after the command's name. They return the exit
 * status: 0 done, 1 wrong or missing found (check, audit) or rows left over (import), 2 refused with error set. */

enum
{
  SEK_EXIT_DONE = 0,
  SEK_EXIT_FOUND = 1,
  SEK_EXIT_REFUSED = 2,
};

/* How show and export are written, for help and for refusals. */
#define SEK_CLI_OPTIONS \
  "[--year=2023 | --years=2022,2023] [--columns=LIST] [--change=TITLE|none] [--base=TITLE|none] [--percent] " \
  "[--comments] [--no-contacts] " \
  "[--unit=1000|1] [--language=nb|nn|en] [--setup=NAME] " \
  "[--against=FILE|DATE | --against-adopted=TITLE] [--as-of=FILE|DATE | --as-adopted=TITLE] [--all] [--no-names] " \
  "[--member=MEMBER] [--grant=GRANT] [--run=NUMBER] [--today=DATE] " \
  "[--scenario=NAME] [--scenarios=LIST] [--order=percent|kroner|name|persons] [--by-subregion]"
#define SEK_CLI_SHOW_USAGE "REGISTER... TABLE... " SEK_CLI_OPTIONS " [--json]"
#define SEK_CLI_EXPORT_USAGE "REGISTER... [TABLE...] -o FILE|FOLDER/ " SEK_CLI_OPTIONS
#define SEK_CLI_CHECK_USAGE \
  "REGISTER [--json] [--strict] [--scenario=NAME] | REGISTER --seen=ID --reason=TEXT | REGISTER --unseen=ID"
#define SEK_CLI_SET_USAGE "REGISTER ENTITY KEY COLUMN VALUE"
#define SEK_CLI_ADD_USAGE "REGISTER ENTITY [COLUMN=VALUE...]"
#define SEK_CLI_DELETE_USAGE "REGISTER ENTITY KEY"
#define SEK_CLI_RESERVE_USAGE "REGISTER [--scenario=NAME] [--json]"
#define SEK_CLI_STATUS_USAGE "REGISTER [YEAR] [--today=DATE] [--scenario=NAME] [--json]"
#define SEK_CLI_SCENARIO_USAGE \
  "REGISTER [NAME [--year=YEAR]] [--json] | REGISTER --new=NAME [--copy=NAME] | " \
  "REGISTER --delete=NAME | REGISTER --accept=NAME | REGISTER --keep=NAME"
#define SEK_CLI_ROLL_USAGE \
  "REGISTER YEAR [--amounts=same|zero|PER-CENT] [--comments=keep|drop] [--dry-run] [--json]"
#define SEK_CLI_FEES_USAGE \
  "REGISTER YEAR [--issue [--incomplete] [--note=TEXT]] [--today=DATE] [--due=DATE] [--anew=MEMBER...] [--json]"
#define SEK_CLI_BACKUPS_USAGE "[REGISTER] [--json]"
#define SEK_CLI_RESTORE_USAGE "REGISTER [--backup=NUMBER|DATE] -o NEW.sekretariat"
#define SEK_CLI_DUMP_USAGE "REGISTER [--log]"
#define SEK_CLI_LOAD_USAGE "REGISTER [DUMP]"

int sek_cli_new    (int argc, char **argv, GError **error);
int sek_cli_show   (int argc, char **argv, GError **error);
int sek_cli_export (int argc, char **argv, GError **error);
int sek_cli_check  (int argc, char **argv, GError **error);
int sek_cli_audit  (int argc, char **argv, GError **error);
int sek_cli_dump   (int argc, char **argv, GError **error);
int sek_cli_load   (int argc, char **argv, GError **error);
int sek_cli_set    (int argc, char **argv, GError **error);
int sek_cli_add    (int argc, char **argv, GError **error);
int sek_cli_delete (int argc, char **argv, GError **error);
int sek_cli_undo   (int argc, char **argv, GError **error);
int sek_cli_redo   (int argc, char **argv, GError **error);
int sek_cli_log    (int argc, char **argv, GError **error);
int sek_cli_import (int argc, char **argv, GError **error);
int sek_cli_fees   (int argc, char **argv, GError **error);
int sek_cli_roll   (int argc, char **argv, GError **error);
int sek_cli_reserve (int argc, char **argv, GError **error);
int sek_cli_status (int argc, char **argv, GError **error);
int sek_cli_scenario (int argc, char **argv, GError **error);
int sek_cli_backups (int argc, char **argv, GError **error);
int sek_cli_restore (int argc, char **argv, GError **error);

/* Parses options out of argv; FALSE with error. entries is as GOption has it, with what else there may be in
 * positional, which must be between minimum and maximum texts. *positional is owned. */
gboolean sek_cli_parse (int argc, char **argv, const GOptionEntry *entries, int minimum, int maximum, const char *usage,
                        GStrv *positional, GError **error);

/* A year as it is typed; FALSE with error. */
gboolean sek_cli_parse_year (const char *text, int *year, GError **error);

/* The scenario of --scenario, borrowed until the program ends; NULL for none. Commands show what they open by it: FALSE
 * with error where the register has no such scenario. */
void     sek_cli_set_scenario  (const char *name);
gboolean sek_cli_show_scenario (SekDocument *document, GError **error);

/* Prints one table of a report as text. */
int      sek_cli_print_table   (SekReport *report, SekTableId table, GError **error);

/* Which command puts back the last good backup of a register that cannot be read, in a sentence; NULL where there is
 * none. Owned. */
char    *sek_cli_dup_way_back (const char *path);

/* Opens for writing; a register that can only be read is refused. What the document tells goes to standard error. */
SekDocument *sek_cli_open_to_write (const char *path, GError **error);
