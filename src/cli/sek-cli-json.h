/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

/* What the commands' --json is made with: members of the object that builder has open. */

/* text is UTF-8; NULL is null. */
void sek_cli_json_add_text    (JsonBuilder *builder, const char *name, const char *text);
void sek_cli_json_add_integer (JsonBuilder *builder, const char *name, gint64 value);
/* A figure with its decimals; null when it is SEK_NONE. */
void sek_cli_json_add_figure  (JsonBuilder *builder, const char *name, gint64 value, int decimals);
/* To standard output, indented. */
void sek_cli_json_print       (JsonBuilder *builder);
