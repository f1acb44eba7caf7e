/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-contact-part.h"

const SekContactPart sek_contact_parts[SEK_N_PARTS] = {
#define PART(SYMBOL, field, ...) { SEK_FIELD_contact_##field, __VA_ARGS__ },
  SEK_CONTACT_PARTS (PART)
#undef PART
};

const SekField *
sek_contact_part_get_field (SekPart part)
{
  return &sek_entity_get (SEK_CONTACT)->fields[sek_contact_parts[part].field];
}

const char *
sek_contact_part_get_text (const SekContact *contact, SekPart part)
{
  return part == SEK_PART_ROLE ? NULL : ((const SekRow *) contact)->slots[sek_contact_parts[part].field].text;
}

const char *const *
sek_contact_get_ids (void)
{
  static const char *const ids[] = {
#define PART(SYMBOL, field, ...) #field,
    SEK_CONTACT_PARTS (PART)
#undef PART
    NULL,
  };

  return ids;
}

const char *
sek_contact_get_name (const SekContact *contact)
{
  return contact->name != NULL ? contact->name : contact->office != NULL ? contact->office : contact->email;
}
