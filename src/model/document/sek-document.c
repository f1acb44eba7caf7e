/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-document-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sek-apply.h"
#include "sek-error.h"
#include "sek-expand.h"
#include "sek-history.h"
#include "sek-money.h"
#include "sek-rules.h"
#include "sek-store-backup.h"

G_DEFINE_FINAL_TYPE (SekDocument, sek_document, G_TYPE_OBJECT)

guint _sek_document_signals[SEK_DOCUMENT_N_SIGNALS];

static void forget_labels (SekDocument *self);

static void
sek_document_finalize (GObject *object)
{
  SekDocument *self = SEK_DOCUMENT (object);

  sek_document_close (self);
  g_clear_pointer (&self->reg, sek_register_unref);
  g_clear_pointer (&self->shown, sek_register_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_free (self->damage);
  _sek_journal_free (self->journal);
  forget_labels (self);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  G_OBJECT_CLASS (sek_document_parent_class)->finalize (object);
}

static void
sek_document_class_init (SekDocumentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sek_document_finalize;
  _sek_document_signals[SEK_DOCUMENT_CHANGED] = g_signal_new ("changed", SEK_TYPE_DOCUMENT, G_SIGNAL_RUN_LAST, 0, NULL,
                                                              NULL, NULL, G_TYPE_NONE, 1, SEK_TYPE_CHANGESET);
  _sek_document_signals[SEK_DOCUMENT_RELOADED] = g_signal_new ("reloaded", SEK_TYPE_DOCUMENT, G_SIGNAL_RUN_LAST, 0,
                                                               NULL, NULL, NULL, G_TYPE_NONE, 0);
  _sek_document_signals[SEK_DOCUMENT_TOLD] = g_signal_new ("told", SEK_TYPE_DOCUMENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                                           NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  _sek_document_signals[SEK_DOCUMENT_STATE_CHANGED] = g_signal_new ("state-changed", SEK_TYPE_DOCUMENT,
                                                                    G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                                                    0);
}

static void
sek_document_init (SekDocument *self)
{
  self->reg = sek_register_new ();
  self->journal = _sek_journal_new (self);
}

/* --- state ------------------------------------------------------------------------------------------------------- */

gboolean
sek_document_is_loading (SekDocument *self)
{
  return self->loading != NULL;
}

void
sek_document_close (SekDocument *self)
{
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  if (self->store != NULL)
    sek_store_close (self->store);
  g_clear_object (&self->store);
}

const char *
sek_document_get_path (SekDocument *self)
{
  return self->store != NULL ? sek_store_get_path (self->store) : NULL;
}

char *
sek_document_dup_stem (const char *path)
{
  char *name = g_path_get_basename (path);

  if (g_str_has_suffix (name, ".sekretariat"))
    name[strlen (name) - strlen (".sekretariat")] = '\0';
  return name;
}

SekRegister *
sek_document_get_register (SekDocument *self)
{
  return self->shown != NULL ? self->shown : self->reg;
}

SekRegister *
sek_document_get_base (SekDocument *self)
{
  return self->reg;
}

SekStore *
sek_document_get_store (SekDocument *self)
{
  return self->store;
}

SekJournal *
sek_document_get_journal (SekDocument *self)
{
  return self->store != NULL ? self->journal : NULL;
}

gboolean
sek_document_is_backup (SekDocument *self)
{
  return self->store != NULL && sek_store_get_read_only (self->store) == SEK_STORE_READ_ONLY_BACKUP;
}

static void
forget_labels (SekDocument *self)
{
  g_clear_pointer (&self->labels[0], g_free);
  g_clear_pointer (&self->labels[1], g_free);
  self->has_labels = FALSE;
}

void
_sek_document_tell (SekDocument *self, guint signal, SekChangeset *changeset)
{
  forget_labels (self);
  if (signal != SEK_DOCUMENT_STATE_CHANGED)
    g_clear_pointer (&self->checks, g_ptr_array_unref);
  if (signal != SEK_DOCUMENT_STATE_CHANGED && self->scenario != 0)
    {
      _sek_document_work_out_scenario (self);
      /* Whoever follows what is shown has not seen the scenario's rows become others. */
      changeset = self->scenario != 0 ? self->proposal : NULL;
      signal = changeset != NULL ? SEK_DOCUMENT_CHANGED : SEK_DOCUMENT_RELOADED;
    }
  if (changeset != NULL)
    g_signal_emit (self, _sek_document_signals[signal], 0, changeset);
  else
    g_signal_emit (self, _sek_document_signals[signal], 0);
}

GPtrArray *
sek_document_get_checks (SekDocument *self)
{
  SekDate today = sek_date_today ();

  if (self->checked_on != today)
    g_clear_pointer (&self->checks, g_ptr_array_unref);
  if (self->checks == NULL)
    self->checks = sek_check_all (sek_document_get_register (self), today);
  self->checked_on = today;
  return self->checks;
}

gboolean
sek_document_check_file (SekDocument *self, GError **error)
{
  return self->store == NULL || sek_store_check_file (self->store, error);
}

char *
sek_document_dup_read_only_reason (SekDocument *self)
{
  if (self->store == NULL)
    return g_strdup (_("The register is closed. Open it again to change it."));
  if (self->damage != NULL)
    return g_strdup (self->damage);
  if (self->loading != NULL)
    return g_strdup (_("The register is still being read. It can be changed in a moment."));
  return sek_store_dup_read_only_reason (self->store);
}

static gboolean
check_writable (SekDocument *self, GError **error)
{
  g_autofree char *reason = sek_document_dup_read_only_reason (self);

  if (reason == NULL)
    return TRUE;
  g_set_error_literal (error, SEK_ERROR, SEK_ERROR_READ_ONLY, reason);
  return FALSE;
}

gboolean
_sek_document_check_ready (SekDocument *self, GError **error)
{
  if (!check_writable (self, error))
    return FALSE;
  if (!sek_store_has_changed (self->store) || !_sek_document_read_anew (self))
    return check_writable (self, error);
  g_set_error_literal (error, SEK_ERROR, SEK_ERROR_CONFLICT,
                       _("The change was not stored: another program had written over the register, and it was read "
                         "anew. Look at it, and make the change again."));
  return FALSE;
}

/* --- the one way of changing ------------------------------------------------------------------------------------- */

gboolean
_sek_document_store_change (SekStore *store, const SekChange *change, GError **error)
{
  const SekEntity *entity = sek_entity_get (change->entity);
  gboolean ok;

  if (change->operation == SEK_STORE_DELETE)
    return sek_store_delete (store, &entity->table, change->row, error);
  if (change->operation == SEK_STORE_UPDATE)
    {
      const SekField *field = &entity->fields[change->field];
      SekValue before = sek_kind_to_stored (field, &change->before), after = sek_kind_to_stored (field, &change->after);

      ok = sek_store_update (store, &entity->table, change->row, change->field, &before, &after, error);
      sek_value_clear (&before);
      sek_value_clear (&after);
    }
  else
    {
      g_autofree SekValue *values = g_new0 (SekValue, entity->n_fields);

      for (guint f = 0; f < entity->n_fields; f++)
        values[f] = sek_kind_to_stored (&entity->fields[f], &change->values[f]);
      ok = sek_store_insert (store, &entity->table, change->row, values, error);
      for (guint f = 0; f < entity->n_fields; f++)
        sek_value_clear (&values[f]);
    }
  return ok;
}

/* A backup that cannot be made does not keep a change from being stored, but is told. */
static void
back_up (SekDocument *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL, *folder = NULL, *words = NULL;

  if (self->is_made || sek_store_back_up_daily (self->store, &error))
    return;
  name = g_filename_display_basename (sek_store_get_path (self->store));
  folder = sek_store_dup_backups_folder ();
  words = g_strdup_printf (_("Before the first change of today no backup of “%s” could be made in %s. %s It is tried "
                             "again at the next start."), name, folder, error->message);
  g_signal_emit (self, _sek_document_signals[SEK_DOCUMENT_TOLD], 0, words);
}

/* The file as it was before the day's first change is kept. */
static gboolean
begin (SekDocument *self, GError **error)
{
  back_up (self);
  return sek_store_begin (self->store, error);
}

/* One transaction: the rows, and for a new action its log, for an undo or redo only the event. */
static gboolean
store_changeset (SekDocument *self, SekChangeset *changeset, gint64 action, SekStoreWhat what, GError **error)
{
  if (!begin (self, error))
    return FALSE;
  for (guint i = 0; i < sek_changeset_get_size (changeset); i++)
    if (!_sek_document_store_change (self->store, sek_changeset_get (changeset, i), error))
      goto fail;
  if (what == SEK_STORE_DO)
    {
      if (!sek_store_log_action (self->store, sek_changeset_get_kind (changeset),
                                 sek_changeset_get_arguments (changeset), sek_changeset_is_barrier (changeset), &action,
                                 error))
        goto fail;
      for (guint i = 0; i < sek_changeset_get_size (changeset); i++)
        if (!_sek_journal_log (self->store, action, sek_changeset_get (changeset, i), error))
          goto fail;
    }
  if (!sek_store_log_event (self->store, action, what, error) || !sek_store_commit (self->store, error))
    goto fail;
  return TRUE;

fail:
  sek_store_rollback (self->store);
  return FALSE;
}

static void
take_back (SekRegister *reg, SekChangeset *changeset)
{
  g_autoptr (SekChangeset) inverse = sek_changeset_invert (changeset);

  sek_changeset_order (inverse);
  if (!sek_register_apply (reg, inverse, NULL))
    g_assert_not_reached ();
}

/* Applies a changeset that every rule allows. On FALSE the register is as it was. */
static gboolean
apply (SekRegister *reg, SekChangeset *changeset, GPtrArray *refusals, GError **error)
{
  if (!sek_rules_check_before (reg, changeset, refusals, error) || !sek_register_apply (reg, changeset, error))
    return FALSE;
  if (sek_rules_check_after (reg, changeset, refusals, error))
    return TRUE;
  take_back (reg, changeset);
  return FALSE;
}

gboolean
_sek_document_apply_and_store (SekDocument *self, SekChangeset *changeset, gint64 action, SekStoreWhat what,
                               GError **error)
{
  if (!apply (self->reg, changeset, NULL, error))
    return FALSE;
  if (!store_changeset (self, changeset, action, what, error))
    {
      take_back (self->reg, changeset);
      return FALSE;
    }
  _sek_document_tell (self, SEK_DOCUMENT_CHANGED, changeset);
  _sek_document_tell (self, SEK_DOCUMENT_STATE_CHANGED, NULL);
  return TRUE;
}

gboolean
sek_document_submit (SekDocument *self, SekChangeset *proposal, GError **error)
{
  if (!_sek_document_check_ready (self, error))
    return FALSE;
  if (_sek_document_takes_scenario (self, proposal))
    return sek_document_submit_to_scenario (self, self->scenario, proposal, error);
  if (!sek_expand (self->reg, proposal, error))
    return FALSE;
  if (sek_changeset_get_size (proposal) == 0)
    return TRUE;
  return _sek_document_apply_and_store (self, proposal, 0, SEK_STORE_DO, error);
}

gboolean
sek_document_try (SekDocument *self, SekChangeset *proposal, SekLookFunc look, gpointer data, GPtrArray *refusals,
                  GError **error)
{
  SekRegister *reg = sek_document_get_register (self);

  /* Rules can be asked of a register that is only read, but not of a part of one. */
  if ((sek_document_is_loading (self) && !check_writable (self, error)) || !sek_expand (reg, proposal, error)
      || !apply (reg, proposal, refusals, error))
    return FALSE;
  if (look != NULL)
    look (data);
  take_back (reg, proposal);
  return TRUE;
}

/* What undoing or redoing an event is as a changeset; NULL with error. */
static SekChangeset *
read_travel (SekDocument *self, const SekStoreEvent *event, SekStoreWhat what, GError **error)
{
  SekChangeset *changeset = sek_journal_read_changeset (self->journal, event, error);

  if (changeset != NULL && what == SEK_STORE_UNDO)
    {
      SekChangeset *inverse = sek_changeset_invert (changeset);

      sek_changeset_unref (changeset);
      changeset = inverse;
    }
  if (changeset != NULL)
    sek_changeset_order (changeset);
  return changeset;
}

static gboolean
travel (SekDocument *self, SekStoreWhat what, char **words, GError **error)
{
  g_autoptr (SekStoreEvent) event = NULL;
  g_autoptr (SekChangeset) changeset = NULL;
  g_autoptr (GError) failure = NULL;

  if (!_sek_document_check_ready (self, error))
    return FALSE;
  event = what == SEK_STORE_UNDO ? sek_journal_get_undo (self->journal, &failure)
                                 : sek_journal_get_redo (self->journal, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (event == NULL)
    {
      g_set_error_literal (error, SEK_ERROR, SEK_ERROR_NOT_FOUND,
                           what == SEK_STORE_UNDO ? _("There is nothing to undo: nothing has been changed since the "
                                                      "register was made, sealed or upgraded, or fees were issued.")
                                                  : _("There is nothing to redo."));
      return FALSE;
    }
  changeset = read_travel (self, event, what, error);
  if (changeset == NULL || !_sek_document_apply_and_store (self, changeset, event->action, what, error))
    return FALSE;
  if (words != NULL)
    *words = sek_history_word (event->kind, event->arguments);
  return TRUE;
}

/* Within a transaction: takes back the newest action. Its number goes to *action. */
static SekChangeset *
undo_newest (SekDocument *self, gint64 *action, GError **error)
{
  g_autoptr (SekStoreEvent) event = sek_journal_get_undo (self->journal, error);
  g_autoptr (SekChangeset) changeset = event != NULL ? read_travel (self, event, SEK_STORE_UNDO, error) : NULL;

  if (event == NULL && (error == NULL || *error == NULL))
    g_set_error_literal (error, SEK_ERROR, SEK_ERROR_REFUSED,
                         _("This cannot be undone: a sealing, an issue of fees, an upgrade or the making of the "
                           "register lies between. Change the values one by one instead."));
  if (changeset == NULL || !apply (self->reg, changeset, NULL, error))
    return NULL;
  *action = event->action;
  for (guint i = 0; i < sek_changeset_get_size (changeset); i++)
    if (!_sek_document_store_change (self->store, sek_changeset_get (changeset, i), error))
      goto fail;
  if (sek_store_log_event (self->store, event->action, SEK_STORE_UNDO, error))
    return g_steal_pointer (&changeset);

fail:
  take_back (self->reg, changeset);
  return NULL;
}

gboolean
sek_document_undo_to (SekDocument *self, gint64 action, guint *n, GError **error)
{
  g_autoptr (GPtrArray) undone = g_ptr_array_new_with_free_func ((GDestroyNotify) sek_changeset_unref);
  gint64 at = 0;

  if (!_sek_document_check_ready (self, error))
    return FALSE;
  if (!sek_journal_count_standing (self->journal, action, n, error))
    return FALSE;
  if (*n == 0)
    {
      g_set_error_literal (error, SEK_ERROR, SEK_ERROR_REFUSED, _("This was undone already."));
      return FALSE;
    }
  if (!begin (self, error))
    return FALSE;
  while (at != action)
    {
      SekChangeset *changeset = undo_newest (self, &at, error);

      if (changeset == NULL)
        goto fail;
      g_ptr_array_add (undone, changeset);
    }
  if (!sek_store_commit (self->store, error))
    goto fail;
  *n = undone->len;
  for (guint i = 0; i < undone->len; i++)
    _sek_document_tell (self, SEK_DOCUMENT_CHANGED, undone->pdata[i]);
  _sek_document_tell (self, SEK_DOCUMENT_STATE_CHANGED, NULL);
  return TRUE;

fail:
  sek_store_rollback (self->store);
  for (guint i = undone->len; i > 0; i--)
    take_back (self->reg, undone->pdata[i - 1]);
  return FALSE;
}

gboolean
sek_document_undo (SekDocument *self, char **what, GError **error)
{
  return travel (self, SEK_STORE_UNDO, what, error);
}

gboolean
sek_document_redo (SekDocument *self, char **what, GError **error)
{
  return travel (self, SEK_STORE_REDO, what, error);
}

/* Asked for at every refresh of the window, and read when the log became another. */
static char *
dup_label (SekDocument *self, guint index)
{
  if (!check_writable (self, NULL))
    return NULL;
  if (!self->has_labels)
    {
      SekJournalEvent *events[2] = { sek_journal_get_undo (self->journal, NULL),
                                     sek_journal_get_redo (self->journal, NULL) };

      self->has_labels = TRUE;
      for (guint i = 0; i < G_N_ELEMENTS (events); i++)
        if (events[i] != NULL)
          {
            self->labels[i] = sek_history_word (events[i]->kind, events[i]->arguments);
            sek_journal_event_free (events[i]);
          }
    }
  return g_strdup (self->labels[index]);
}

char *
sek_document_dup_undo_label (SekDocument *self)
{
  return dup_label (self, 0);
}

char *
sek_document_dup_redo_label (SekDocument *self)
{
  return dup_label (self, 1);
}

char *
sek_document_dup_done_label (SekDocument *self)
{
  g_autoptr (SekStoreEvent) event = check_writable (self, NULL) ? sek_journal_get_undo (self->journal, NULL) : NULL;
  g_autoptr (SekChangeset) deletion = NULL;

  if (event == NULL)
    return NULL;
  if (g_str_equal (event->kind, "delete"))
    deletion = sek_journal_read_changeset (self->journal, event, NULL);
  return deletion != NULL ? sek_history_dup_deleted (event->arguments, deletion)
                          : sek_history_dup_done (event->kind, event->arguments);
}
