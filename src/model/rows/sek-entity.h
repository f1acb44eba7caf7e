/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "sek-entities.def"
#include "sek-language.h"
#include "sek-store.h"
#include "sek-value.h"

/* The entities of a register and their fields, as data: what is stored, of which kind, under which name and title.
 * Everything generic (loading, changing, logging, dumping, parsing, showing) works from these tables, so that a field
 * is described once, in sek-entities.def.
 *
 * A row is a plain struct of 8-byte slots: its id, then one slot a field, a number or a text. A blank number is
 * SEK_NONE. */

G_BEGIN_DECLS

typedef enum
{
#define ENTITY(SYMBOL, id, Struct, ...) SEK_##SYMBOL,
  SEK_ENTITIES (ENTITY)
#undef ENTITY
  SEK_N_ENTITIES
} SekEntityId;

#define CHOICE(LIST, SYMBOL, ...) SEK_##LIST##_##SYMBOL,
enum { SEK_MEMBER_KIND_CHOICES (CHOICE) SEK_N_MEMBER_KINDS };
enum { SEK_ROLE_CHOICES (CHOICE) };
enum { SEK_COLUMN_KIND_CHOICES (CHOICE) };
enum { SEK_STATUS_CHOICES (CHOICE) };
enum { SEK_SECTION_CHOICES (CHOICE) };
enum { SEK_SOURCE_CHOICES (CHOICE) };
enum { SEK_MODE_CHOICES (CHOICE) };
enum { SEK_CONTRIBUTION_KIND_CHOICES (CHOICE) };
enum { SEK_SETUP_CHANGE_CHOICES (CHOICE) };
typedef enum { SEK_TABLE_CHOICES (CHOICE) SEK_N_TABLES } SekTableId;
enum { SEK_IMPORT_KIND_CHOICES (CHOICE) };
enum { SEK_SIGN_CHOICES (CHOICE) };
enum { SEK_FEE_MODEL_CHOICES (CHOICE) };
enum { SEK_KID_CONTROL_CHOICES (CHOICE) };
enum { SEK_VAT_CHOICES (CHOICE) };
enum { SEK_INDEX_SERIES_CHOICES (CHOICE) };
enum { SEK_PAYER_CHOICES (CHOICE) };
enum { SEK_BALANCE_NAME_CHOICES (CHOICE) };
enum { SEK_PLAN_RULE_CHOICES (CHOICE) };
enum { SEK_MEMBER_ORDER_CHOICES (CHOICE) };
enum { SEK_OPERATION_CHOICES (CHOICE) };
#undef CHOICE

/* Kinds decide how a value is stored, typed and shown (sek-kind.h). */
typedef enum
{
  SEK_KIND_TEXT,
  SEK_KIND_LONG_TEXT,     /* several lines */
  SEK_KIND_COPY,          /* canonical text of other rows, as long as these are; never typed */
  SEK_KIND_EMAIL,
  SEK_KIND_ORG_NUMBER,    /* nine digits, mod 11 */
  SEK_KIND_MEMBER_NUMBER, /* four digits, a county two */
  SEK_KIND_ACCOUNT,       /* a Norwegian bank account: eleven digits, mod 11 */
  SEK_KIND_CUSTOMER_NUMBER, /* at most fifteen digits, as a KID has them */
  SEK_KIND_DATE,          /* packed SekDate; ISO text in the file */
  SEK_KIND_MONTH,         /* packed SekMonth, which may be a year; ISO text in the file */
  SEK_KIND_YEAR,
  SEK_KIND_COUNT,         /* whole number >= 0 */
  SEK_KIND_AMOUNT,        /* øre, typed and shown in the unit of its budget column */
  SEK_KIND_MONEY,         /* øre, typed and shown in kroner */
  SEK_KIND_RATE,          /* øre, shown in kroner; typed in either */
  SEK_KIND_HOURS,         /* hundredths of an hour */
  SEK_KIND_PERCENT,       /* hundredths of a per cent */
  SEK_KIND_DECIMAL,       /* thousandths */
  SEK_KIND_UNIT,          /* øre of a table's unit: 100 or 100000 */
  SEK_KIND_POSITION,      /* sparse whole number */
  SEK_KIND_TRUTH,         /* 0 or 1 */
  SEK_KIND_CHOICE,        /* index of a choice; its id as text in the file */
  SEK_KIND_REFERENCE,     /* id of a row of the target entity */
} SekKind;

typedef enum
{
  SEK_FLAG_REQUIRED = 1 << 0,
  SEK_FLAG_KEY = 1 << 1,         /* part of the natural key: changed only by delete and insert */
  SEK_FLAG_DELETE_WITH = 1 << 2, /* a reference whose row goes with its target */
  SEK_FLAG_CLEAR = 1 << 3,       /* a reference that becomes blank with its target */
  SEK_FLAG_NAMES = 1 << 4,       /* names its row: alone, or together with the one other that does */
  SEK_FLAG_NONNEGATIVE = 1 << 5, /* an amount that is not below 0 */
  SEK_FLAG_ENDS = 1 << 6,        /* not before, or below, the field above it */
  SEK_FLAG_PERIOD = 1 << 7,      /* ENDS, and of the rows of a parent no two hold on one day; a new one ends the last */
  SEK_FLAG_ONE = 1 << 8,         /* a TRUTH that holds for one row of a parent at most: the last to say so */
  SEK_FLAG_SAYS = 1 << 9,        /* a row where none of these says anything (blank, the first choice) is not kept */
  SEK_FLAG_SEALED = 1 << 10,     /* a reference to a budget column: its row stands when the column is sealed */
  SEK_FLAG_MAKES = 1 << 11,      /* a reference whose target may be made by naming it, once somebody agreed */
} SekFieldFlags;

typedef struct
{
  const char *id;
  SekWord     word;
} SekChoice;

typedef struct
{
  const SekChoice *choices;
  guint            n_choices;
} SekChoices;

typedef struct
{
  SekEntityId   entity;
  guint         index;
  const char   *name;
  SekKind       kind;
  SekFieldFlags flags;
  SekChoices    choices; /* of a CHOICE field */
  SekEntityId   target;  /* of a REFERENCE field */
  SekWord       title;
} SekField;

typedef struct
{
  SekEntityId     id;
  const char     *name;
  SekWord         singular;
  SekWord         plural;
  const SekField *fields;
  guint           n_fields;
  SekStoreTable   table;
} SekEntity;

typedef union
{
  gint64      integer;
  const char *text; /* GRefString or NULL */
} SekSlot;

typedef struct
{
  gint64  id;
  SekSlot slots[];
} SekRow;

/* One struct an entity, laid over SekRow, and one index a field: SEK_FIELD_population_persons. */
#define SEK_TYPE_OF_TEXT const char *
#define SEK_TYPE_OF_LONG_TEXT const char *
#define SEK_TYPE_OF_COPY const char *
#define SEK_TYPE_OF_EMAIL const char *
#define SEK_TYPE_OF_ORG_NUMBER const char *
#define SEK_TYPE_OF_MEMBER_NUMBER const char *
#define SEK_TYPE_OF_ACCOUNT const char *
#define SEK_TYPE_OF_CUSTOMER_NUMBER const char *
#define SEK_TYPE_OF_DATE gint64
#define SEK_TYPE_OF_MONTH gint64
#define SEK_TYPE_OF_YEAR gint64
#define SEK_TYPE_OF_COUNT gint64
#define SEK_TYPE_OF_AMOUNT gint64
#define SEK_TYPE_OF_MONEY gint64
#define SEK_TYPE_OF_RATE gint64
#define SEK_TYPE_OF_HOURS gint64
#define SEK_TYPE_OF_PERCENT gint64
#define SEK_TYPE_OF_DECIMAL gint64
#define SEK_TYPE_OF_UNIT gint64
#define SEK_TYPE_OF_POSITION gint64
#define SEK_TYPE_OF_TRUTH gint64
#define SEK_TYPE_OF_CHOICE gint64
#define SEK_TYPE_OF_REFERENCE gint64

#define FIELD(entity, name, KIND, ...) SEK_TYPE_OF_##KIND name;
#define ENTITY(SYMBOL, id_, Struct, ...) typedef struct { gint64 id; SEK_##id_##_FIELDS (FIELD) } Struct;
SEK_ENTITIES (ENTITY)
#undef ENTITY
#undef FIELD

#define FIELD(entity, name, ...) SEK_FIELD_##entity##_##name,
#define ENTITY(SYMBOL, id, ...) enum { SEK_##id##_FIELDS (FIELD) SEK_N_FIELDS_##id };
SEK_ENTITIES (ENTITY)
#undef ENTITY
#undef FIELD

/* SEK_ENTITY_OF_member is SEK_MEMBER, for SEK_FIELD (member, …). */
#define ENTITY(SYMBOL, id, ...) SEK_ENTITY_OF_##id = SEK_##SYMBOL,
enum { SEK_ENTITIES (ENTITY) };
#undef ENTITY

const SekEntity *sek_entity_get    (SekEntityId id);
/* NULL with SEK_ERROR_NOT_FOUND and the right ids when there is none of this name. */
const SekEntity *sek_entity_find   (const char *name, GError **error);
/* NULL when the entity has no such stored field. */
const SekField  *sek_entity_find_field (const SekEntity *entity, const char *name);

/* TRUE when the field's values are texts. */
gboolean         sek_field_is_text (const SekField *field);

/* The value of a field of a row, borrowed from the row. */
SekValue         sek_row_get       (const SekRow *row, const SekField *field);

/* A new random row id, 1 … 2⁶³−1. */
gint64           sek_row_new_id    (void);

G_END_DECLS
