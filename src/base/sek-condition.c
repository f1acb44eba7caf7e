/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-condition.h"

struct _SekCondition
{
  gatomicrefcount count;
  SekComparison     operator;
  GStrv           texts;
};

static const struct { const char *id; int n; } operators[SEK_N_COMPARISONS] = {
  [SEK_COMPARISON_ONE_OF] = { "one-of", -1 },  [SEK_COMPARISON_EQUALS] = { "equals", 1 },
  [SEK_COMPARISON_DIFFERS] = { "differs", 1 }, [SEK_COMPARISON_CONTAINS] = { "contains", 1 },
  [SEK_COMPARISON_LACKS] = { "lacks", 1 },     [SEK_COMPARISON_BEGINS] = { "begins", 1 },
  [SEK_COMPARISON_LESS] = { "less", 1 },       [SEK_COMPARISON_MORE] = { "more", 1 },
  [SEK_COMPARISON_BETWEEN] = { "between", 2 }, [SEK_COMPARISON_BLANK] = { "blank", 0 },
  [SEK_COMPARISON_FILLED] = { "filled", 0 },
};

int
sek_comparison_count (SekComparison operator)
{
  return operators[operator].n;
}

SekCondition *
sek_condition_new (SekComparison operator, const char * const * texts)
{
  SekCondition *self = g_new0 (SekCondition, 1);

  g_return_val_if_fail (operators[operator].n < 0 || (int) g_strv_length ((GStrv) texts) == operators[operator].n,
                        NULL);
  g_atomic_ref_count_init (&self->count);
  self->operator = operator;
  self->texts = g_strdupv ((GStrv) texts);
  return self;
}

SekCondition *
sek_condition_ref (const SekCondition *self)
{
  SekCondition *shared = (SekCondition *) self;

  g_atomic_ref_count_inc (&shared->count);
  return shared;
}

void
sek_condition_unref (SekCondition *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->count))
    return;
  g_strfreev (self->texts);
  g_free (self);
}

SekComparison
sek_condition_get_comparison (const SekCondition *self)
{
  return self->operator;
}

const char *const *
sek_condition_get_texts (const SekCondition *self)
{
  return (const char *const *) self->texts;
}

GVariant *
sek_condition_to_variant (const SekCondition *self)
{
  return g_variant_new ("(s^as)", operators[self->operator].id, self->texts);
}

SekCondition *
sek_condition_from_variant (GVariant *variant)
{
  g_auto (GStrv) texts = NULL;
  const char *id;

  if (!g_variant_is_of_type (variant, G_VARIANT_TYPE ("(sas)")))
    return NULL;
  g_variant_get (variant, "(&s^as)", &id, &texts);
  for (int i = 0; i < SEK_N_COMPARISONS; i++)
    if (g_str_equal (operators[i].id, id) && (operators[i].n < 0 || g_strv_length (texts) == (guint) operators[i].n))
      return sek_condition_new (i, (const char *const *) texts);
  return NULL;
}
