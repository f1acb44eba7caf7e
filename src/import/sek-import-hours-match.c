/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-import-hours.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sek-error.h"
#include "sek-key.h"

/* Which grant hours are an own contribution to, and which position they were worked in: by the names of the file, else
 * asked. */

/* More names of positions than that are something else. */
#define MOST_POSITIONS 20

/* --- grants ------------------------------------------------------------------------------------------------------- */

/* How an answer calls a row: by its name, unless another one has the same. Owned. */
static char *
dup_answer (SekRegister *reg, SekEntityId entity, gint64 id)
{
  g_autofree char *key = sek_key_dup_key (reg, sek_entity_get (entity), id);
  gint64 found;

  return sek_key_find (reg, sek_entity_get (entity), key, &found, NULL) && found == id
             ? g_steal_pointer (&key)
             : g_strdup_printf ("#%" G_GINT64_FORMAT, id);
}

/* The rows of an entity as choices; the row whose answer is given, or 0. */
static gint64
add_choices (SekImport *self, SekEntityId entity, GPtrArray *choices, const char *given)
{
  const SekRow *row;
  SekTableIter iter;
  gint64 found = 0;

  sek_table_iter_init (&iter, sek_register_get_table (self->reg, entity));
  while ((row = sek_table_iter_next (&iter)) != NULL)
    {
      g_autofree char *answer = dup_answer (self->reg, entity, row->id);
      const SekGrant *grant = entity == SEK_GRANT ? (const SekGrant *) row : NULL;
      const char *name = sek_key_get_name (self->reg, sek_entity_get (entity), row->id);
      g_autofree char *text = grant != NULL && grant->funder != NULL
                                  ? g_strdup_printf ("%s, %s", name, grant->funder)
                                  : g_strdup (name);

      if (choices != NULL)
        _sek_import_add_choice (choices, answer, text);
      if (given != NULL && g_str_equal (given, answer))
        found = row->id;
    }
  return found;
}

/* The one grant of this name, or of the project of this name; 0 when there is none, or several. */
static gint64
find_grant (SekRegister *reg, const char *name)
{
  g_autofree char *folded = _sek_import_fold (name);
  gint64 found[2] = { 0 };
  guint n[2] = { 0 };
  const SekGrant *grant;
  SekTableIter iter;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_GRANT));
  while ((grant = (const SekGrant *) sek_table_iter_next (&iter)) != NULL)
    {
      const SekProject *project = grant->project != SEK_NONE ? sek_register_get_project (reg, grant->project) : NULL;
      g_autofree char *own = _sek_import_fold (grant->name);
      g_autofree char *of_project = _sek_import_fold (project != NULL ? project->name : "");

      if (g_str_equal (own, folded) && ++n[0] > 0)
        found[0] = grant->id;
      if (g_str_equal (of_project, folded) && ++n[1] > 0)
        found[1] = grant->id;
    }
  return n[0] == 1 ? found[0] : n[0] == 0 && n[1] == 1 ? found[1] : 0;
}

/* What the file calls a grant, by an answer, by a rule that was remembered, by its name. FALSE with error. */
static gboolean
read_grant (SekImport *self, SekHoursEntry *entry, const char *name, GError **error)
{
  g_autofree char *question = g_strdup_printf ("row:%s", name), *kept = NULL;
  const char *answer = g_hash_table_lookup (self->answers, question);
  const SekImportRule *rule = answer == NULL ? _sek_import_find_rule (self, name) : NULL;

  if (answer != NULL)
    {
      entry->ignored = g_str_equal (answer, "ignore");
      if (!entry->ignored && !sek_key_find (self->reg, sek_entity_get (SEK_GRANT), answer, &entry->grant, error))
        return FALSE;
      kept = entry->ignored ? g_strdup (answer) : dup_answer (self->reg, SEK_GRANT, entry->grant);
      _sek_import_remember (self, &(SekImportMemory) {
                                      .matched = (char *) name, .sign = SEK_NONE, .unit = SEK_NONE, .answer = kept });
      return TRUE;
    }
  if (rule != NULL && rule->answer != NULL)
    {
      entry->ignored = g_str_equal (rule->answer, "ignore");
      /* A grant that is gone since is asked about again. */
      if (entry->ignored || sek_key_find (self->reg, sek_entity_get (SEK_GRANT), rule->answer, &entry->grant, NULL))
        return TRUE;
    }
  entry->grant = find_grant (self->reg, name);
  return TRUE;
}

/* The grant of all rows that name none. 0 while the question is open. */
static gint64
ask_grant (SekImport *self)
{
  GPtrArray *choices = _sek_import_choices_new ();
  const SekRow *only;
  SekTableIter iter;

  add_choices (self, SEK_GRANT, choices, NULL);
  if (choices->len == 1 && _sek_import_get_answer (self, "grant", NULL) == NULL)
    {
      g_ptr_array_unref (choices);
      sek_table_iter_init (&iter, sek_register_get_table (self->reg, SEK_GRANT));
      only = sek_table_iter_next (&iter);
      _sek_import_add_fact (self, "grant", _("Grant"), TRUE, _("%s, the only one of the register"),
                            ((const SekGrant *) only)->name);
      return only->id;
    }
  return add_choices (self, SEK_GRANT, NULL,
                      _sek_import_ask_choices (self, "grant", TRUE,
                                               _("Which grant are the hours an own contribution to?"), choices));
}

gboolean
_sek_hours_choose_grants (SekImport *import, GArray *entries, GError **error)
{
  gint64 chosen = 0;

  if (sek_table_get_size (sek_register_get_table (import->reg, SEK_GRANT)) == 0)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND,
                   _("The hours of the file cannot be imported, since the register has no grant that they could be an "
                     "own contribution to. Add the grant on the page Projects first."));
      return FALSE;
    }
  for (guint i = 0; i < entries->len; i++)
    {
      SekHoursEntry *entry = &g_array_index (entries, SekHoursEntry, i);
      const char *name = _sek_hours_entry_get (entry, SEK_HOURS_GRANT);

      if (!_sek_hours_entry_is_whole (entry))
        continue;
      if (*name != '\0')
        {
          if (!read_grant (import, entry, name, error))
            return FALSE;
          continue;
        }
      if (chosen == 0)
        chosen = ask_grant (import);
      if (chosen == 0)
        return FALSE;
      entry->grant = chosen;
    }
  if (chosen != 0)
    import->what = g_strdup (sek_register_get_grant (import->reg, chosen)->name);
  return TRUE;
}

/* --- positions ---------------------------------------------------------------------------------------------------- */

static gint64
find_position (SekRegister *reg, const char *name)
{
  g_autofree char *folded = _sek_import_fold (name);
  const SekStaffPosition *position;
  SekTableIter iter;
  gint64 found = 0;
  guint n = 0;

  sek_table_iter_init (&iter, sek_register_get_table (reg, SEK_STAFF_POSITION));
  while ((position = (const SekStaffPosition *) sek_table_iter_next (&iter)) != NULL)
    {
      g_autofree char *title = _sek_import_fold (position->title);

      if (g_str_equal (title, folded) && ++n > 0)
        found = position->id;
    }
  return n == 1 ? found : 0;
}

/* Which position a name of the file is: SEK_NONE for none; 0 while the question is open. */
static gint64
ask_position (SekImport *self, const char *name)
{
  g_autofree char *question = g_strdup_printf ("position:%s", name);
  g_autofree char *text = g_strdup_printf (_("Which staff position is “%s”?"), name);
  GPtrArray *choices = _sek_import_choices_new ();
  const char *answer;

  add_choices (self, SEK_STAFF_POSITION, choices, NULL);
  _sek_import_add_choice (choices, "none", _("None of them"));
  answer = _sek_import_ask_choices (self, question, TRUE, text, choices);
  return answer == NULL                 ? 0
         : g_str_equal (answer, "none") ? SEK_NONE
                                        : add_choices (self, SEK_STAFF_POSITION, NULL, answer);
}

gboolean
_sek_hours_choose_positions (SekImport *import, GArray *entries)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  gboolean open = FALSE, none = sek_table_get_size (sek_register_get_table (import->reg, SEK_STAFF_POSITION)) == 0;
  guint n_asked = 0;

  for (guint i = 0; i < entries->len; i++)
    {
      SekHoursEntry *entry = &g_array_index (entries, SekHoursEntry, i);
      const char *name = _sek_hours_entry_get (entry, SEK_HOURS_POSITION);
      gint64 *found;

      if (!_sek_hours_entry_is_whole (entry) || *name == '\0')
        continue;
      found = g_hash_table_lookup (known, name);
      if (found == NULL)
        {
          found = g_new (gint64, 1);
          *found = find_position (import->reg, name);
          if (*found == 0)
            *found = none || n_asked++ >= MOST_POSITIONS ? SEK_NONE : ask_position (import, name);
          open |= *found == 0;
          g_hash_table_insert (known, (gpointer) name, found);
        }
      entry->position = *found;
    }
  if (n_asked > MOST_POSITIONS || (none && g_hash_table_size (known) > 0))
    _sek_import_add_fact (import, "left-out", _("Left out"), TRUE, "%s",
                          none ? _("The staff positions, since the register has none")
                               : _("The staff positions, since so many of them are unknown"));
  return !open;
}
