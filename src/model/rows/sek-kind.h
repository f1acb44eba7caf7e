/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-entity.h"

/* How values of each kind are stored, typed and shown: the one place that parses and formats what a field holds,
 * but for references, which are rows and have keys (sek-key.h). It knows no register. */

G_BEGIN_DECLS

/* Largest values taken in, so that fees and sums stay well within 64 bits. */
#define SEK_MAX_PERSONS G_GINT64_CONSTANT (20000000000)
#define SEK_MAX_AMOUNT G_GINT64_CONSTANT (1000000000000000)
#define SEK_MAX_TEXT 100000

/* Numbers in memory that are texts in the file: dates and choices. */
gboolean sek_kind_is_stored_as_text (const SekField *field);
/* FALSE when text is no value of the field. */
gboolean sek_kind_read_stored       (const SekField *field, const char *text, gint64 *value);
/* A choice that only a newer version of the program knows, as a value that keeps how it is written. It is none of the
 * field's choices, cannot be stored, and is shown as it is. */
gint64   sek_kind_keep_unknown      (const char *text);
/* A choice as the file has it, and as people read it. */
const char *sek_kind_get_choice_id   (const SekField *field, gint64 value);
const char *sek_kind_get_choice_word (const SekField *field, gint64 value, SekLanguage language);
/* A choice as an index into n, or other where it is none of those that this program knows. */
guint    sek_kind_choice_or         (gint64 value, guint n, guint other);
/* The value as the file holds it. Owned: clear it. */
SekValue sek_kind_to_stored         (const SekField *field, const SekValue *value);
/* The opposite; owned. A value that the field cannot hold becomes blank, an unknown choice is kept. */
SekValue sek_kind_from_stored       (const SekField *field, const SekValue *stored);

/* What a person typed, without the blanks around it. NULL with SEK_ERROR_INPUT when it is not UTF-8. Free with
 * g_free(). */
char    *sek_kind_dup_typed         (const SekField *field, const char *text, GError **error);

/* Reads what a person typed for a field that is no reference (those are sek_key_parse()'s). unit is the øre of one
 * typed unit of an AMOUNT field, and its step. Blank text gives a blank value unless the field is required. The value
 * is owned. Errors: SEK_ERROR_INPUT and its kin, saying what was expected, with an example. */
gboolean sek_kind_parse             (const SekField *field, const char *text, gint64 unit, SekValue *value,
                                     GError **error);

/* The value as people read it, "" when blank; as a typed text it gives the value back. A reference is shown by
 * sek_key_format(). Free with g_free(). */
char    *sek_kind_format            (const SekField *field, const SekValue *value, gint64 unit, SekLanguage language);

/* Whether a stored value is within what the field allows (the rules for pasted, imported and redone values too). */
gboolean sek_kind_check             (const SekField *field, const SekValue *value, GError **error);
/* Whether a value that comes from a file is one that everything else can rely on: of the field's kind and range, a text
 * without control characters. Unlike sek_kind_check() it does not ask for the form of an e-mail address or the control
 * digit of an organisation number. */
gboolean sek_kind_check_stored      (const SekField *field, const SekValue *value, GError **error);

/* TRUE for kinds whose values are set to the right. */
gboolean sek_kind_is_numeric        (SekKind kind);

G_END_DECLS
