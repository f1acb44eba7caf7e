/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Which rows a column keeps, as data: an operator and its operands as they were typed. It knows no columns; who has one
 * reads the operands. */

G_BEGIN_DECLS

typedef enum
{
  SEK_COMPARISON_ONE_OF, /* the shown texts that are kept, "" for blank */
  SEK_COMPARISON_EQUALS,
  SEK_COMPARISON_DIFFERS,
  SEK_COMPARISON_CONTAINS,
  SEK_COMPARISON_LACKS,
  SEK_COMPARISON_BEGINS,
  SEK_COMPARISON_LESS,
  SEK_COMPARISON_MORE,
  SEK_COMPARISON_BETWEEN, /* both ends are kept */
  SEK_COMPARISON_BLANK,
  SEK_COMPARISON_FILLED,
  SEK_N_COMPARISONS
} SekComparison;

/* Immutable. */
typedef struct _SekCondition SekCondition;

SekCondition      *sek_condition_new          (SekComparison operator, const char *const *texts);
SekCondition      *sek_condition_ref          (const SekCondition *self);
void               sek_condition_unref        (SekCondition *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SekCondition, sek_condition_unref)

SekComparison        sek_condition_get_comparison (const SekCondition *self);
/* Ended by NULL. */
const char *const *sek_condition_get_texts    (const SekCondition *self);
/* Operands that an operator asks for: 0, 1 or 2; ONE_OF takes any number, for which −1 stands. */
int                sek_comparison_count         (SekComparison operator);

/* "(sas)", to be kept in settings. Floating. */
GVariant          *sek_condition_to_variant   (const SekCondition *self);
/* NULL when it is none, or one of a later version. */
SekCondition      *sek_condition_from_variant (GVariant *variant);

G_END_DECLS
