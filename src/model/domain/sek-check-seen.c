/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-check.h"

#include "sek-number.h"

/* What somebody saw and let be. A mark holds for one check at one place as long as its figures are the same: the place
 * is named by the ids of its rows, so that another name does not undo the mark. */

static char *
dup_place (const SekCheck *check)
{
  return g_strdup_printf ("%s #%" G_GINT64_FORMAT "/#%" G_GINT64_FORMAT "/%d",
                          sek_entity_get (check->where.entity)->name, check->where.row, check->where.column,
                          check->where.year);
}

static char *
dup_figure (const SekCheck *check, gint64 value)
{
  return value == SEK_NONE ? g_strdup ("–") : sek_number_format_plain (value, check->counts ? 1 : 100, -1);
}

static char *
dup_figures (const SekCheck *check)
{
  g_autofree char *left = dup_figure (check, check->left), *right = dup_figure (check, check->right);

  return g_strdup_printf ("%s / %s", left, right);
}

/* The mark of a check at its place, whatever the figures; NULL for none. */
static const SekSeenFinding *
find_mark (SekRegister *reg, const SekCheck *check)
{
  g_autofree char *place = dup_place (check);
  const SekSeenFinding *mark;
  SekTableIter iter;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_SEEN_FINDING));
  while ((mark = (const SekSeenFinding *) sek_table_iter_next (&iter)) != NULL)
    if (g_str_equal (mark->kind, sek_check_get_id (check->kind)) && g_str_equal (mark->place, place))
      return mark;
  return NULL;
}

void
sek_check_find_seen (GPtrArray *checks, SekRegister *reg)
{
  if (sek_table_get_size (sek_register_get_table (reg, SEK_SEEN_FINDING)) == 0)
    return;
  for (guint i = 0; i < checks->len; i++)
    {
      SekCheck *check = checks->pdata[i];
      const SekSeenFinding *mark = check->verdict != SEK_VERDICT_OK ? find_mark (reg, check) : NULL;
      g_autofree char *figures = mark != NULL ? dup_figures (check) : NULL;

      if (mark != NULL && g_str_equal (mark->figures, figures))
        {
          check->seen = g_strdup (mark->reason);
          check->seen_by = mark->id;
        }
    }
}

/* «Kontingenter, Forslag budsjett 2023» */
static void
name_action (const SekCheck *check, const char *kind, SekChangeset *changeset)
{
  SekLanguage language = sek_program_language ();
  g_autofree char *subject = sek_check_dup_subject (check, language),
                  *name = g_strdup_printf ("%s, %s", sek_check_get_title (check, language), subject);

  sek_changeset_set_action (changeset, kind, name, NULL);
}

void
sek_check_propose_seen (const SekCheck *check, SekRegister *reg, const char *reason, SekDate today,
                        SekChangeset *changeset)
{
  const SekSeenFinding *mark = find_mark (reg, check);
  gint64 row = mark != NULL ? mark->id : sek_changeset_insert (changeset, SEK_SEEN_FINDING);
  g_autofree char *place = dup_place (check), *figures = dup_figures (check), *why = g_strstrip (g_strdup (reason)),
                  *subject = sek_check_dup_subject (check, sek_program_language ());
  const struct { const SekField *field; SekValue value; } sets[] = {
    { SEK_FIELD (seen_finding, kind), SEK_TEXT (sek_check_get_id (check->kind)) },
    { SEK_FIELD (seen_finding, subject), *subject != '\0' ? SEK_TEXT (subject) : SEK_BLANK },
    { SEK_FIELD (seen_finding, place), SEK_TEXT (place) },
    { SEK_FIELD (seen_finding, figures), SEK_TEXT (figures) },
    { SEK_FIELD (seen_finding, reason), *why != '\0' ? SEK_TEXT (why) : SEK_BLANK },
    { SEK_FIELD (seen_finding, seen_on), SEK_INTEGER (today) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    sek_changeset_set (changeset, reg, sets[i].field, row, &sets[i].value);
  name_action (check, "seen", changeset);
}

gboolean
sek_check_propose_unseen (const SekCheck *check, SekRegister *reg, SekChangeset *changeset)
{
  const SekSeenFinding *mark = find_mark (reg, check);

  if (mark == NULL)
    return FALSE;
  sek_changeset_delete (changeset, reg, SEK_SEEN_FINDING, mark->id);
  name_action (check, "unseen", changeset);
  return TRUE;
}

gboolean
sek_check_counts (const SekCheck *check)
{
  return check->seen == NULL && (check->verdict == SEK_VERDICT_WRONG || check->verdict == SEK_VERDICT_MISSING);
}
