/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-entity.h"

#include <glib/gi18n-lib.h>
#include <sys/random.h>

#include "sek-error.h"

/* The macros of sek-entities.def name flags and lists without their prefix. */
#define REQUIRED SEK_FLAG_REQUIRED
#define KEY SEK_FLAG_KEY
#define DELETE_WITH SEK_FLAG_DELETE_WITH
#define CLEAR SEK_FLAG_CLEAR
#define NAMES SEK_FLAG_NAMES
#define NONNEGATIVE SEK_FLAG_NONNEGATIVE
#define ENDS SEK_FLAG_ENDS
#define PERIOD SEK_FLAG_PERIOD
#define ONE SEK_FLAG_ONE
#define SAYS SEK_FLAG_SAYS
#define SEALED SEK_FLAG_SEALED
#define MAKES SEK_FLAG_MAKES

#define ITEM(LIST, SYMBOL, stored, nb, nn, en) { stored, { { nb, nn, en } } },
static const SekChoice choices_LANGUAGE[] = { SEK_LANGUAGE_CHOICES (ITEM) };
static const SekChoice choices_MEMBER_KIND[] = { SEK_MEMBER_KIND_CHOICES (ITEM) };
static const SekChoice choices_ROLE[] = { SEK_ROLE_CHOICES (ITEM) };
static const SekChoice choices_COLUMN_KIND[] = { SEK_COLUMN_KIND_CHOICES (ITEM) };
static const SekChoice choices_STATUS[] = { SEK_STATUS_CHOICES (ITEM) };
static const SekChoice choices_SECTION[] = { SEK_SECTION_CHOICES (ITEM) };
static const SekChoice choices_SOURCE[] = { SEK_SOURCE_CHOICES (ITEM) };
static const SekChoice choices_MODE[] = { SEK_MODE_CHOICES (ITEM) };
static const SekChoice choices_CONTRIBUTION_KIND[] = { SEK_CONTRIBUTION_KIND_CHOICES (ITEM) };
static const SekChoice choices_SETUP_CHANGE[] = { SEK_SETUP_CHANGE_CHOICES (ITEM) };
static const SekChoice choices_IMPORT_KIND[] = { SEK_IMPORT_KIND_CHOICES (ITEM) };
static const SekChoice choices_SIGN[] = { SEK_SIGN_CHOICES (ITEM) };
static const SekChoice choices_FEE_MODEL[] = { SEK_FEE_MODEL_CHOICES (ITEM) };
static const SekChoice choices_KID_CONTROL[] = { SEK_KID_CONTROL_CHOICES (ITEM) };
static const SekChoice choices_VAT[] = { SEK_VAT_CHOICES (ITEM) };
static const SekChoice choices_INDEX_SERIES[] = { SEK_INDEX_SERIES_CHOICES (ITEM) };
static const SekChoice choices_PAYER[] = { SEK_PAYER_CHOICES (ITEM) };
static const SekChoice choices_BALANCE_NAME[] = { SEK_BALANCE_NAME_CHOICES (ITEM) };
static const SekChoice choices_MEMBER_ORDER[] = { SEK_MEMBER_ORDER_CHOICES (ITEM) };
static const SekChoice choices_PLAN_RULE[] = { SEK_PLAN_RULE_CHOICES (ITEM) };
static const SekChoice choices_OPERATION[] = { SEK_OPERATION_CHOICES (ITEM) };
#undef ITEM

#define EXTRA_TEXT(x)
#define EXTRA_LONG_TEXT(x)
#define EXTRA_COPY(x)
#define EXTRA_EMAIL(x)
#define EXTRA_ORG_NUMBER(x)
#define EXTRA_MEMBER_NUMBER(x)
#define EXTRA_ACCOUNT(x)
#define EXTRA_CUSTOMER_NUMBER(x)
#define EXTRA_DATE(x)
#define EXTRA_MONTH(x)
#define EXTRA_YEAR(x)
#define EXTRA_COUNT(x)
#define EXTRA_AMOUNT(x)
#define EXTRA_MONEY(x)
#define EXTRA_RATE(x)
#define EXTRA_HOURS(x)
#define EXTRA_PERCENT(x)
#define EXTRA_DECIMAL(x)
#define EXTRA_UNIT(x)
#define EXTRA_POSITION(x)
#define EXTRA_TRUTH(x)
#define EXTRA_CHOICE(x) .choices = { choices_##x, G_N_ELEMENTS (choices_##x) },
#define EXTRA_REFERENCE(x) .target = SEK_##x,

#define FIELD(ent, fld, KIND, flags_, extra, nb, nn, en) \
  { .index = SEK_FIELD_##ent##_##fld, .name = #fld, .kind = SEK_KIND_##KIND, .flags = (SekFieldFlags) (flags_), \
    EXTRA_##KIND (extra) .title = { { nb, nn, en } } },
#define ENTITY(SYMBOL, id, ...) static SekField fields_##id[] = { SEK_##id##_FIELDS (FIELD) };
SEK_ENTITIES (ENTITY)
#undef ENTITY
#undef FIELD

#define FIELD(ent, fld, ...) #fld,
#define ENTITY(SYMBOL, id, ...) static const char *const columns_##id[] = { SEK_##id##_FIELDS (FIELD) };
SEK_ENTITIES (ENTITY)
#undef ENTITY
#undef FIELD

#define ENTITY(SYMBOL, id_, Struct, nb, nn, en, nb_plural, nn_plural, en_plural)                                       \
  { .id = SEK_##SYMBOL,                                                                                                \
    .name = #id_,                                                                                                      \
    .singular = { { nb, nn, en } },                                                                                    \
    .plural = { { nb_plural, nn_plural, en_plural } },                                                                 \
    .fields = fields_##id_,                                                                                            \
    .n_fields = G_N_ELEMENTS (fields_##id_),                                                                           \
    .table = { #id_, columns_##id_, G_N_ELEMENTS (columns_##id_) } },
static const SekEntity entities[SEK_N_ENTITIES] = { SEK_ENTITIES (ENTITY) };
#undef ENTITY

const SekEntity *
sek_entity_get (SekEntityId id)
{
  static gsize once = 0;

  g_return_val_if_fail (id < SEK_N_ENTITIES, NULL);

  if (g_once_init_enter (&once))
    {
#define ENTITY(SYMBOL, id_, ...) \
      for (guint i = 0; i < G_N_ELEMENTS (fields_##id_); i++) \
        fields_##id_[i].entity = SEK_##SYMBOL;
      SEK_ENTITIES (ENTITY)
#undef ENTITY
      g_once_init_leave (&once, 1);
    }
  return &entities[id];
}

const SekEntity *
sek_entity_find (const char *name, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);

  for (int i = 0; i < SEK_N_ENTITIES; i++)
    {
      const SekEntity *entity = sek_entity_get (i);

      if (g_strcmp0 (entity->name, name) == 0)
        return entity;
      g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", entity->name);
    }
  g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND,
               _("There is no entity “%s”. The entities are: %s."), name, known->str);
  return NULL;
}

const SekField *
sek_entity_find_field (const SekEntity *entity, const char *name)
{
  for (guint i = 0; i < entity->n_fields; i++)
    if (g_str_equal (entity->fields[i].name, name))
      return &entity->fields[i];
  return NULL;
}

gboolean
sek_field_is_text (const SekField *field)
{
  return field->kind <= SEK_KIND_CUSTOMER_NUMBER;
}

SekValue
sek_row_get (const SekRow *row, const SekField *field)
{
  const SekSlot *slot = &row->slots[field->index];

  if (sek_field_is_text (field))
    return SEK_TEXT (slot->text);
  return slot->integer == SEK_NONE ? SEK_BLANK : SEK_INTEGER (slot->integer);
}

gint64
sek_row_new_id (void)
{
  gint64 id = 0;

  /* Ids of two copies of a register must not meet when they are merged, so they come from the system's randomness. */
  while (id <= 0)
    {
      if (getrandom (&id, sizeof id, 0) != sizeof id)
        id = ((gint64) g_random_int () << 32) | g_random_int ();
      id &= G_MAXINT64;
    }
  return id;
}
