/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-history.h"

#include <glib/gi18n-lib.h>

#include "sek-error.h"
#include "sek-number.h"

/* What a deletion took: «Slettet Oslo med 7 folketall og 3 kontakter», «Slettet Klima med 4 beløp; 1 tilskudd viste til
 * det», «Slettet Follo, som 7 medlemmer hørte til». What goes with a row is seen nowhere else before it is missed. */

/* A toast is one line. */
#define MOST_KINDS 4

#define NP_(one, many) one, many

/* So many rows of each entity. */
static const struct { const char *one, *many; } counted[SEK_N_ENTITIES] = {
  [SEK_ORGANISATION] = { NP_("%s organisation", "%s organisations") },
  [SEK_SUBREGION] = { NP_("%s subregion", "%s subregions") },
  [SEK_MEMBER] = { NP_("%s member", "%s members") },
  [SEK_MEMBER_NUMBER] = { NP_("%s municipality number", "%s municipality numbers") },
  [SEK_MEMBER_SUBREGION] = { NP_("%s membership of a subregion", "%s memberships of subregions") },
  [SEK_CONTACT] = { NP_("%s contact", "%s contacts") },
  [SEK_POPULATION] = { NP_("%s population", "%s populations") },
  [SEK_FEE_RATE] = { NP_("%s fee rate", "%s fee rates") },
  [SEK_BUDGET_COLUMN] = { NP_("%s budget column", "%s budget columns") },
  [SEK_BUDGET_LINE] = { NP_("%s line", "%s lines") },
  [SEK_AMOUNT] = { NP_("%s amount", "%s amounts") },
  [SEK_PROJECT] = { NP_("%s project", "%s projects") },
  [SEK_PROJECT_AMOUNT] = { NP_("%s amount of a project", "%s amounts of projects") },
  [SEK_GRANT] = { NP_("%s grant", "%s grants") },
  [SEK_INSTALMENT] = { NP_("%s instalment", "%s instalments") },
  [SEK_CONTRIBUTION] = { NP_("%s own contribution", "%s own contributions") },
  [SEK_TABLE_SETUP] = { NP_("%s table set-up", "%s table set-ups") },
  [SEK_TABLE_SETUP_COLUMN] = { NP_("%s column of a set-up", "%s columns of set-ups") },
  [SEK_IMPORT_RULE] = { NP_("%s import rule", "%s import rules") },
  [SEK_SEEN_FINDING] = { NP_("%s seen finding", "%s seen findings") },
  [SEK_STATUS_STEP] = { NP_("%s step of the status", "%s steps of the status") },
  [SEK_SEAL] = { NP_("%s adopted copy", "%s adopted copies") },
  [SEK_PRICE_INDEX] = { NP_("%s price index", "%s price indexes") },
  [SEK_INDEX_FIGURE] = { NP_("%s index figure", "%s index figures") },
  [SEK_FEE_RUN] = { NP_("%s fee run", "%s fee runs") },
  [SEK_GRANT_SCHEME] = { NP_("%s grant scheme", "%s grant schemes") },
  [SEK_HOUR_RATE] = { NP_("%s hourly rate", "%s hourly rates") },
  [SEK_STAFF_POSITION] = { NP_("%s staff position", "%s staff positions") },
  [SEK_POSITION_SHARE] = { NP_("%s share of the pay", "%s shares of the pay") },
  [SEK_YEAR_SOURCE] = { NP_("%s source of a year", "%s sources of years") },
  [SEK_SCENARIO] = { NP_("%s scenario", "%s scenarios") },
  [SEK_SCENARIO_CHANGE] = { NP_("%s change of a scenario", "%s changes of scenarios") },
};

static char *
dup_count (SekEntityId entity, guint n)
{
  g_autofree char *number = sek_number_format_count (n);

  return sek_fill (g_dngettext (GETTEXT_PACKAGE, counted[entity].one, counted[entity].many, n), number, NULL);
}

/* «7 folketall, 3 kontakter og 1 kommunenummer»: most first, and what is left over is not counted. "" for nothing. */
static char *
dup_list (const guint *n)
{
  gboolean told[SEK_N_ENTITIES] = { FALSE };
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *last = NULL;

  for (guint kinds = 0; kinds < MOST_KINDS; kinds++)
    {
      int most = -1;

      for (int e = 0; e < SEK_N_ENTITIES; e++)
        if (n[e] > 0 && !told[e] && (most < 0 || n[e] > n[most]))
          most = e;
      if (most < 0)
        break;
      told[most] = TRUE;
      if (last != NULL)
        g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", last);
      g_free (last);
      last = dup_count ((SekEntityId) most, n[most]);
    }
  for (int e = 0; e < SEK_N_ENTITIES; e++)
    if (n[e] > 0 && !told[e])
      {
        g_string_append_printf (list, ", %s", last);
        g_free (last);
        last = g_strdup (_("more"));
        break;
      }
  if (list->len == 0)
    return last != NULL ? g_steal_pointer (&last) : g_strdup ("");
  return sek_fill (_("%s and %s"), list->str, last, NULL);
}

/* Rows of other entities that go with the deleted ones, and rows that referred to one and no longer do. */
typedef struct
{
  guint own;                  /* rows that were deleted for their own sake */
  guint with[SEK_N_ENTITIES];
  guint cleared[SEK_N_ENTITIES];
  guint members;              /* that belonged to a deleted subregion */
} Taken;

static void
count_changes (SekChangeset *changeset, SekEntityId deleted, Taken *taken)
{
  g_autoptr (GHashTable) rows = g_hash_table_new (g_int64_hash, g_int64_equal),
                         members = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < sek_changeset_get_size (changeset); i++)
    {
      const SekChange *change = sek_changeset_get (changeset, i);

      if (sek_change_is_update (change))
        {
          const SekField *field = &sek_entity_get (change->entity)->fields[change->field];

          /* A row may refer twice. */
          if ((field->flags & SEK_FLAG_CLEAR) != 0 && change->after.type == SEK_VALUE_BLANK
              && g_hash_table_add (rows, (gpointer) &change->row))
            taken->cleared[change->entity]++;
        }
      else if (change->operation == SEK_STORE_DELETE && change->entity == deleted)
        taken->own++;
      else if (change->operation == SEK_STORE_DELETE && deleted == SEK_SUBREGION
               && change->entity == SEK_MEMBER_SUBREGION)
        taken->members += g_hash_table_add (members, &change->values[SEK_FIELD_member_subregion_member].integer);
      else if (change->operation == SEK_STORE_DELETE)
        taken->with[change->entity]++;
    }
}

static void
add (char **text, const char *sentence, char *what)
{
  char *longer = *what != '\0' ? sek_fill (sentence, *text, what, NULL) : g_strdup (*text);

  g_free (*text);
  g_free (what);
  *text = longer;
}

char *
sek_history_dup_deleted (const char *arguments, SekChangeset *changeset)
{
  g_auto (GStrv) list = g_strsplit (arguments, "\t", -1);
  const SekEntity *entity = list[0] != NULL ? sek_entity_find (list[0], NULL) : NULL;
  char *text = sek_history_dup_done ("delete", arguments);
  Taken taken = { 0 };

  if (entity == NULL)
    return text;
  count_changes (changeset, entity->id, &taken);
  if (taken.own > 1)
    {
      g_autofree char *count = dup_count (entity->id, taken.own);

      g_free (text);
      text = sek_fill (_("Deleted %s"), count, NULL);
    }
  if (taken.members > 0)
    add (&text, _("%s, to which %s belonged"), dup_count (SEK_MEMBER, taken.members));
  add (&text, _("%s with %s"), dup_list (taken.with));
  add (&text, g_dngettext (GETTEXT_PACKAGE, "%s; %s referred to it", "%s; %s referred to them", taken.own),
       dup_list (taken.cleared));
  return text;
}
