/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-register.h"

/* How people name a row: a member by its number in any of its years or its name, a line, column, project or grant by
 * its name, and a row that belongs to two others by both, with a slash between («Kommunikasjon/Forslag budsjett 2023»,
 * «3301/2022-01-01»). "#" and a row id name any row. */

G_BEGIN_DECLS

/* The row that key names. SEK_ERROR_NOT_FOUND, or SEK_ERROR_AMBIGUOUS with the candidates. */
gboolean sek_key_find  (SekRegister *reg, const SekEntity *entity, const char *key, gint64 *row, GError **error);

/* sek_kind_parse() and sek_kind_format() of any field: a reference is read as the key of the row that it refers to, and
 * shown as its label. */
gboolean sek_key_parse  (SekRegister *reg, const SekField *field, const char *text, gint64 unit, SekValue *value,
                         GError **error);
char    *sek_key_format (SekRegister *reg, const SekField *field, const SekValue *value, gint64 unit,
                         SekLanguage language);

/* The two halves of the key of an entity that is named by two: NULL, NULL for others. first is a reference, a year or a
 * choice. */
void     sek_key_parts (const SekEntity *entity, const SekField **first, const SekField **second);

/* A short name of a row for people: «Drammen», «Drammen, 1.1.2022». Free with g_free(). */
char    *sek_key_label (SekRegister *reg, const SekEntity *entity, gint64 row);
/* The same in another language than the program's, as tables have it: «2023, municipality». Free with g_free(). */
char    *sek_key_label_in (SekRegister *reg, const SekEntity *entity, gint64 row, SekLanguage language);
/* The same, borrowed, of an entity whose rows have a name of their own; NULL for others, and for a row that is not
 * there. */
const char *sek_key_get_name (SekRegister *reg, const SekEntity *entity, gint64 row);

/* The same as sek_key_find() takes it, though it may name other rows too: «Drammen/1.1.2022». Free with g_free(). */
char    *sek_key_dup_key (SekRegister *reg, const SekEntity *entity, gint64 row);

/* The field whose text names a row of the entity; NULL for entities named by two. */
const SekField *sek_key_name_field (const SekEntity *entity);

G_END_DECLS
