/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-column.h"

#include "sek-contact-part.h"
#include "sek-fees.h"
#include "sek-key.h"
#include "sek-municipality.h"

/* What a member shows of other tables, each in one place: number, county, primary subregion, population, fee,
 * contact. */

/* --- number and county ------------------------------------------------------------------------------------------- */

static SekValue
read_number (const SekColumn *self, const SekScope *scope, gint64 row)
{
  const SekMemberNumber *number = sek_register_get_number (scope->reg, row, scope->date);

  return number != NULL ? SEK_TEXT (number->number) : SEK_BLANK;
}

/* Corrects the number of the day; a renumbering is a new row of member_number. */
static gboolean
propose_number (const SekColumn *self, const SekScope *scope, gint64 row, const char *text, SekChangeset *changeset,
                GError **error)
{
  const SekMemberNumber *stored = sek_register_get_number (scope->reg, row, scope->date);
  g_autofree char *typed = g_strstrip (g_strdup (text));
  SekValue value;
  gint64 number;

  if (*typed == '\0')
    {
      if (stored != NULL)
        sek_changeset_delete (changeset, scope->reg, SEK_MEMBER_NUMBER, stored->id);
      return TRUE;
    }
  if (!sek_key_parse (scope->reg, self->field, typed, 1, &value, error))
    return FALSE;
  number = stored != NULL ? stored->id : sek_changeset_insert (changeset, SEK_MEMBER_NUMBER);
  sek_changeset_set (changeset, scope->reg, SEK_FIELD (member_number, member), number, &SEK_INTEGER (row));
  sek_changeset_set (changeset, scope->reg, SEK_FIELD (member_number, number), number, &value);
  sek_value_clear (&value);
  return TRUE;
}

static SekValue
read_county (const SekColumn *self, const SekScope *scope, gint64 row)
{
  const SekMemberNumber *number = sek_register_get_number (scope->reg, row, scope->date);

  return number != NULL ? SEK_TEXT (sek_municipality_get_county (number->number, scope->date)) : SEK_BLANK;
}

/* Counties are no texts of the register. */
static gboolean
county_may_match (const SekColumn *self, SekSearch *search)
{
  return sek_municipality_finds_county (search);
}

/* --- subregion --------------------------------------------------------------------------------------------------- */

static const SekMemberSubregion *
find_primary (SekRegister *reg, gint64 member)
{
  guint n;
  const gint64 *rows = sek_register_get_children (reg, SEK_FIELD (member_subregion, member), member, &n);

  for (guint i = 0; i < n; i++)
    {
      const SekMemberSubregion *row = sek_register_get_member_subregion (reg, rows[i]);

      if (row->is_primary == 1)
        return row;
    }
  return NULL;
}

static SekValue
read_subregion (const SekColumn *self, const SekScope *scope, gint64 row)
{
  const SekMemberSubregion *primary = find_primary (scope->reg, row);

  return primary != NULL ? SEK_INTEGER (primary->subregion) : SEK_BLANK;
}

static gboolean
propose_subregion (const SekColumn *self, const SekScope *scope, gint64 row, const char *text, SekChangeset *changeset,
                   GError **error)
{
  const SekMemberSubregion *primary = find_primary (scope->reg, row);
  g_autofree char *typed = g_strstrip (g_strdup (text));
  gint64 subregion, membership;

  if (*typed == '\0')
    {
      if (primary != NULL)
        sek_changeset_delete (changeset, scope->reg, SEK_MEMBER_SUBREGION, primary->id);
      return TRUE;
    }
  if (!sek_column_find_or_make (self, scope, typed, changeset, &subregion, error))
    return FALSE;
  if (primary != NULL && primary->subregion == subregion)
    return TRUE;

  membership = sek_register_find_pair (scope->reg, SEK_FIELD (member_subregion, member), row,
                                       SEK_FIELD (member_subregion, subregion), subregion);
  if (primary != NULL)
    sek_changeset_delete (changeset, scope->reg, SEK_MEMBER_SUBREGION, primary->id);
  if (membership == 0)
    {
      membership = sek_changeset_insert (changeset, SEK_MEMBER_SUBREGION);
      sek_changeset_set (changeset, scope->reg, SEK_FIELD (member_subregion, member), membership, &SEK_INTEGER (row));
      sek_changeset_set (changeset, scope->reg, SEK_FIELD (member_subregion, subregion), membership,
                         &SEK_INTEGER (subregion));
    }
  sek_changeset_set (changeset, scope->reg, SEK_FIELD (member_subregion, is_primary), membership, &SEK_INTEGER (1));
  return TRUE;
}

/* --- population and fee ------------------------------------------------------------------------------------------ */

static SekValue
read_population (const SekColumn *self, const SekScope *scope, gint64 row)
{
  gint64 persons = sek_register_get_persons (scope->reg, row, sek_fees_basis_date (scope->year));

  return persons == SEK_NONE ? SEK_BLANK : SEK_INTEGER (persons);
}

static gboolean
propose_population (const SekColumn *self, const SekScope *scope, gint64 row, const char *text, SekChangeset *changeset,
                    GError **error)
{
  SekDate date = sek_fees_basis_date (scope->year);
  gint64 population;
  SekValue value;

  if (!sek_key_parse (scope->reg, self->field, text, 1, &value, error))
    return FALSE;
  population = sek_register_find_pair (scope->reg, SEK_FIELD (population, member), row, SEK_FIELD (population, date),
                                       date);
  if (population == 0 && value.type == SEK_VALUE_BLANK)
    return TRUE;
  if (population == 0)
    {
      population = sek_changeset_insert (changeset, SEK_POPULATION);
      sek_changeset_set (changeset, scope->reg, SEK_FIELD (population, member), population, &SEK_INTEGER (row));
      sek_changeset_set (changeset, scope->reg, SEK_FIELD (population, date), population, &SEK_INTEGER (date));
    }
  return sek_column_propose (sek_column_find (SEK_POPULATION, "persons", NULL), scope, population, text, changeset,
                             error);
}

static SekValue
read_fee (const SekColumn *self, const SekScope *scope, gint64 row)
{
  const SekMember *member = sek_register_get_member (scope->reg, row);
  SekFee fee;

  if (member == NULL)
    return SEK_BLANK;
  sek_fee_of (scope->reg, member, scope->year, &fee);
  return fee.invoice == SEK_NONE ? SEK_BLANK : SEK_INTEGER (fee.invoice);
}

/* --- contact ----------------------------------------------------------------------------------------------------- */

/* The political contact, or else the first there is. */
static SekValue
read_contact (const SekColumn *self, const SekScope *scope, gint64 row)
{
  guint n;
  const gint64 *rows = sek_register_get_children (scope->reg, SEK_FIELD (contact, member), row, &n);
  const SekContact *best = NULL;

  for (guint i = 0; i < n; i++)
    {
      const SekContact *contact = sek_register_get_contact (scope->reg, rows[i]);

      if (best == NULL || contact->role < best->role)
        best = contact;
    }
  return best != NULL ? SEK_TEXT (sek_contact_get_name (best)) : SEK_BLANK;
}

const SekColumn *
_sek_member_columns (guint *n)
{
  static SekColumn columns[] = {
    { .id = "number", .title = { { "Nr.", "Nr.", "No." } }, .read = read_number, .propose = propose_number },
    { .id = "county",
      .title = { { "Fylke", "Fylke", "County" } },
      .flags = SEK_COLUMN_COMPUTED,
      .read = read_county,
      .may_match = county_may_match },
    { .id = "subregion",
      .title = { { "Delregion", "Delregion", "Subregion" } },
      .read = read_subregion,
      .propose = propose_subregion },
    { .id = "population",
      .title = { { "Folketall", "Folketal", "Population" } },
      .read = read_population,
      .propose = propose_population },
    { .id = "fee", .title = { { "Kontingent", "Kontingent", "Fee" } }, .flags = SEK_COLUMN_COMPUTED, .read = read_fee },
    { .id = "contact",
      .title = { { "Kontakt", "Kontakt", "Contact" } },
      .flags = SEK_COLUMN_COMPUTED,
      .read = read_contact },
  };

  columns[0].field = SEK_FIELD (member_number, number);
  columns[1].field = SEK_FIELD (subregion, name);
  columns[2].field = SEK_FIELD (member_subregion, subregion);
  columns[3].field = SEK_FIELD (population, persons);
  columns[4].field = SEK_FIELD (fee_rate, base);
  columns[5].field = SEK_FIELD (contact, name);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    columns[i].entity = SEK_MEMBER;
  *n = G_N_ELEMENTS (columns);
  return columns;
}
