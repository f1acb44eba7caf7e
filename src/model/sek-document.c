/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-document.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "sek-error.h"
#include "sek-example-resources.h"
#include "sek-expand.h"
#include "sek-history.h"
#include "sek-money.h"
#include "sek-rules.h"

#define EXAMPLE "/no/regionraad/Sekretariat/example/osloregionen.txt"

/* A file above this size is shown before it is read whole. */
#define SOON_BYTES (4 * 1024 * 1024)
#define FIRST_MEMBERS 200

struct _SekDocument
{
  GObject       parent_instance;

  SekStore     *store;
  SekRegister  *reg;
  GCancellable *loading; /* while the rest of a large file is read */
  char         *damage;  /* why a file that opened must not be written after all */
};

G_DEFINE_FINAL_TYPE (SekDocument, sek_document, G_TYPE_OBJECT)

enum { CHANGED, RELOADED, STATE_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
sek_document_finalize (GObject *object)
{
  SekDocument *self = SEK_DOCUMENT (object);

  sek_document_close (self);
  g_clear_pointer (&self->reg, sek_register_unref);
  g_free (self->damage);
  G_OBJECT_CLASS (sek_document_parent_class)->finalize (object);
}

static void
sek_document_class_init (SekDocumentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sek_document_finalize;
  signals[CHANGED] = g_signal_new ("changed", SEK_TYPE_DOCUMENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, SEK_TYPE_CHANGESET);
  signals[RELOADED] = g_signal_new ("reloaded", SEK_TYPE_DOCUMENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[STATE_CHANGED] = g_signal_new ("state-changed", SEK_TYPE_DOCUMENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sek_document_init (SekDocument *self)
{
  self->reg = sek_register_new ();
}

/* --- opening ----------------------------------------------------------------------------------------------------- */

static SekDocument *
make_document (SekStore *store)
{
  SekDocument *self = g_object_new (SEK_TYPE_DOCUMENT, NULL);

  self->store = store;
  return self;
}

SekDocument *
sek_document_create (const char *path, const char *organisation, GError **error)
{
  static const char *const ids[] = { "name", "unit", "language" };
  const char *texts[] = { organisation, "1000", "nb" };
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("create");
  g_autoptr (SekDocument) self = NULL;
  SekStore *store = sek_store_create (path, error);
  SekScope scope;

  if (store == NULL)
    return NULL;
  self = make_document (store);
  sek_scope_init (&scope, self->reg);
  sek_changeset_set_action (changeset, "create", organisation, NULL);
  sek_changeset_set_barrier (changeset);
  if (sek_column_add_row (&scope, SEK_ORGANISATION, G_N_ELEMENTS (ids), ids, texts, changeset, error) == 0
      || !sek_document_submit (self, changeset, error))
    {
      sek_document_close (self);
      g_unlink (path);
      return NULL;
    }
  return g_steal_pointer (&self);
}

SekDocument *
sek_document_create_example (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = g_resource_lookup_data (sek_example_get_resource (), EXAMPLE, 0, error);
  g_autoptr (SekDocument) self = NULL;
  g_autofree char *text = NULL;
  SekStore *store;
  gsize size;
  const char *data;

  if (bytes == NULL)
    return NULL;
  store = sek_store_create (path, error);
  if (store == NULL)
    return NULL;
  self = make_document (store);
  data = g_bytes_get_data (bytes, &size);
  text = g_strndup (data, size);
  if (!sek_document_read_blocks (self, text, error))
    {
      sek_document_close (self);
      g_unlink (path);
      return NULL;
    }
  return g_steal_pointer (&self);
}

SekDocument *
sek_document_open (const char *path, SekStoreMode mode, GError **error)
{
  SekStore *store = sek_store_open (path, mode, error);
  g_autoptr (SekDocument) self = NULL;

  if (store == NULL)
    return NULL;
  self = make_document (store);
  if (!sek_store_check (store, NULL, error) || !sek_register_load (self->reg, store, NULL, error))
    return NULL;
  sek_store_has_changed (store);
  return g_steal_pointer (&self);
}

static void
load_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (SekRegister) reg = sek_register_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SekStore) store = sek_store_open (task_data, SEK_STORE_READ_ONLY, &error);

  if (store != NULL && sek_register_load (reg, store, cancellable, &error) && sek_store_check (store, cancellable, &error))
    g_task_return_pointer (task, g_steal_pointer (&reg), (GDestroyNotify) sek_register_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  SekDocument *self = SEK_DOCUMENT (object);
  g_autoptr (GError) error = NULL;
  SekRegister *reg = g_task_propagate_pointer (G_TASK (result), &error);

  g_clear_object (&self->loading);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (reg != NULL)
    {
      sek_register_unref (self->reg);
      self->reg = reg;
    }
  else
    self->damage = g_strdup (error->message);
  g_signal_emit (self, signals[RELOADED], 0);
  g_signal_emit (self, signals[STATE_CHANGED], 0);
}

static void
load_rest (SekDocument *self)
{
  g_autoptr (GTask) task = NULL;

  self->loading = g_cancellable_new ();
  task = g_task_new (self, self->loading, loaded_cb, NULL);
  g_task_set_task_data (task, g_strdup (sek_store_get_path (self->store)), g_free);
  g_task_run_in_thread (task, load_in_thread);
}

SekDocument *
sek_document_open_soon (const char *path, SekStoreMode mode, GError **error)
{
  g_autoptr (SekDocument) self = NULL;
  SekStore *store;
  GStatBuf info;

  if (g_stat (path, &info) != 0 || info.st_size < SOON_BYTES)
    return sek_document_open (path, mode, error);
  store = sek_store_open (path, mode, error);
  if (store == NULL)
    return NULL;
  self = make_document (store);
  if (!sek_register_load_first (self->reg, store, FIRST_MEMBERS, error))
    return NULL;
  load_rest (self);
  return g_steal_pointer (&self);
}

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

/* --- state ------------------------------------------------------------------------------------------------------- */

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
  return self->reg;
}

SekStore *
sek_document_get_store (SekDocument *self)
{
  return self->store;
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

/* --- the one way of changing ------------------------------------------------------------------------------------- */

static gboolean
store_change (SekStore *store, const SekChange *change, GError **error)
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

/* One transaction: the rows, and for a new action its log, for an undo or redo only the event. */
static gboolean
store_changeset (SekDocument *self, SekChangeset *changeset, gint64 action, SekStoreWhat what, GError **error)
{
  if (!sek_store_begin (self->store, error))
    return FALSE;
  for (guint i = 0; i < sek_changeset_get_size (changeset); i++)
    if (!store_change (self->store, sek_changeset_get (changeset, i), error))
      goto fail;
  if (what == SEK_STORE_DO)
    {
      if (!sek_store_log_action (self->store, sek_changeset_get_kind (changeset), sek_changeset_get_arguments (changeset),
                                 sek_changeset_is_barrier (changeset), &action, error))
        goto fail;
      for (guint i = 0; i < sek_changeset_get_size (changeset); i++)
        if (!sek_history_log (self->store, action, sek_changeset_get (changeset, i), error))
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
take_back (SekDocument *self, SekChangeset *changeset)
{
  g_autoptr (SekChangeset) inverse = sek_changeset_invert (changeset);

  sek_changeset_order (inverse);
  if (!sek_register_apply (self->reg, inverse, NULL))
    g_assert_not_reached ();
}

/* Applies a changeset that every rule allows. On FALSE the register is as it was. */
static gboolean
apply (SekDocument *self, SekChangeset *changeset, GPtrArray *refusals, GError **error)
{
  if (!sek_rules_check_before (self->reg, changeset, refusals, error) || !sek_register_apply (self->reg, changeset, error))
    return FALSE;
  if (sek_rules_check_after (self->reg, changeset, refusals, error))
    return TRUE;
  take_back (self, changeset);
  return FALSE;
}

static gboolean
apply_and_store (SekDocument *self, SekChangeset *changeset, gint64 action, SekStoreWhat what, GError **error)
{
  if (!apply (self, changeset, NULL, error))
    return FALSE;
  if (!store_changeset (self, changeset, action, what, error))
    {
      take_back (self, changeset);
      return FALSE;
    }
  g_signal_emit (self, signals[CHANGED], 0, changeset);
  g_signal_emit (self, signals[STATE_CHANGED], 0);
  return TRUE;
}

gboolean
sek_document_submit (SekDocument *self, SekChangeset *proposal, GError **error)
{
  if (!check_writable (self, error) || !sek_expand (self->reg, proposal, error))
    return FALSE;
  if (sek_changeset_get_size (proposal) == 0)
    return TRUE;
  return apply_and_store (self, proposal, 0, SEK_STORE_DO, error);
}

gboolean
sek_document_try (SekDocument *self, SekChangeset *proposal, SekLookFunc look, gpointer data, GPtrArray *refusals, GError **error)
{
  /* Rules can be asked of a register that is only read, but not of a part of one. */
  if ((sek_document_is_loading (self) && !check_writable (self, error)) || !sek_expand (self->reg, proposal, error)
      || !apply (self, proposal, refusals, error))
    return FALSE;
  if (look != NULL)
    look (data);
  take_back (self, proposal);
  return TRUE;
}

/* What undoing or redoing an event is as a changeset; NULL with error. */
static SekChangeset *
read_travel (SekDocument *self, const SekStoreEvent *event, SekStoreWhat what, GError **error)
{
  SekChangeset *changeset = sek_history_read (self->store, event, error);

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

  if (!check_writable (self, error))
    return FALSE;
  event = what == SEK_STORE_UNDO ? sek_store_get_undo (self->store, &failure) : sek_store_get_redo (self->store, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (event == NULL)
    {
      g_set_error_literal (error, SEK_ERROR, SEK_ERROR_NOT_FOUND,
                           what == SEK_STORE_UNDO ? _("There is nothing to undo: nothing has been changed since the register was made, sealed or upgraded.")
                                                  : _("There is nothing to redo."));
      return FALSE;
    }
  changeset = read_travel (self, event, what, error);
  if (changeset == NULL || !apply_and_store (self, changeset, event->action, what, error))
    return FALSE;
  if (words != NULL)
    *words = sek_history_word (event->kind, event->arguments);
  return TRUE;
}

/* Within a transaction: takes back the newest action. Its number goes to *action. */
static SekChangeset *
undo_newest (SekDocument *self, gint64 *action, GError **error)
{
  g_autoptr (SekStoreEvent) event = sek_store_get_undo (self->store, error);
  g_autoptr (SekChangeset) changeset = event != NULL ? read_travel (self, event, SEK_STORE_UNDO, error) : NULL;

  if (event == NULL && (error == NULL || *error == NULL))
    g_set_error_literal (error, SEK_ERROR, SEK_ERROR_REFUSED,
                         _("This cannot be undone: a sealing, an upgrade or the making of the register lies between. Change the values one by one instead."));
  if (changeset == NULL || !apply (self, changeset, NULL, error))
    return NULL;
  *action = event->action;
  for (guint i = 0; i < sek_changeset_get_size (changeset); i++)
    if (!store_change (self->store, sek_changeset_get (changeset, i), error))
      goto fail;
  if (sek_store_log_event (self->store, event->action, SEK_STORE_UNDO, error))
    return g_steal_pointer (&changeset);

fail:
  take_back (self, changeset);
  return NULL;
}

gboolean
sek_document_undo_to (SekDocument *self, gint64 action, guint *n, GError **error)
{
  g_autoptr (GPtrArray) undone = g_ptr_array_new_with_free_func ((GDestroyNotify) sek_changeset_unref);
  gint64 at = 0;

  if (!check_writable (self, error))
    return FALSE;
  if (sek_store_count_standing (self->store, action) == 0)
    {
      g_set_error_literal (error, SEK_ERROR, SEK_ERROR_REFUSED, _("This was undone already."));
      return FALSE;
    }
  if (!sek_store_begin (self->store, error))
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
    g_signal_emit (self, signals[CHANGED], 0, undone->pdata[i]);
  g_signal_emit (self, signals[STATE_CHANGED], 0);
  return TRUE;

fail:
  sek_store_rollback (self->store);
  for (guint i = undone->len; i > 0; i--)
    take_back (self, undone->pdata[i - 1]);
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

static char *
dup_label (SekDocument *self, SekStoreWhat what)
{
  g_autoptr (SekStoreEvent) event = NULL;

  if (!check_writable (self, NULL))
    return NULL;
  event = what == SEK_STORE_UNDO ? sek_store_get_undo (self->store, NULL) : sek_store_get_redo (self->store, NULL);
  return event != NULL ? sek_history_word (event->kind, event->arguments) : NULL;
}

char *
sek_document_dup_undo_label (SekDocument *self)
{
  return dup_label (self, SEK_STORE_UNDO);
}

char *
sek_document_dup_redo_label (SekDocument *self)
{
  return dup_label (self, SEK_STORE_REDO);
}

/* --- other writers ----------------------------------------------------------------------------------------------- */

/* The other writer may be gone: then this program becomes the writer. TRUE when it did. */
static gboolean
take_over (SekDocument *self)
{
  g_autoptr (SekStore) store = NULL;

  if (sek_store_get_read_only (self->store) != SEK_STORE_READ_ONLY_OTHER_WRITER)
    return FALSE;
  store = sek_store_open (sek_store_get_path (self->store), SEK_STORE_WRITE, NULL);
  if (store == NULL || sek_store_get_read_only (store) != SEK_STORE_WRITABLE)
    return FALSE;
  sek_store_close (self->store);
  g_object_unref (self->store);
  self->store = g_steal_pointer (&store);
  return TRUE;
}

void
sek_document_poll (SekDocument *self)
{
  g_autoptr (SekRegister) reg = NULL;
  gboolean taken;

  if (self->store == NULL || self->loading != NULL)
    return;
  taken = take_over (self);
  if (!taken && !sek_store_has_changed (self->store))
    return;
  if (sek_table_get_size (sek_register_get_table (self->reg, SEK_MEMBER)) > 5000)
    {
      load_rest (self);
      return;
    }
  reg = sek_register_new ();
  /* A read that meets the writer half-way is tried again with the next poll, which sees the next commit. */
  if (!sek_register_load (reg, self->store, NULL, NULL))
    return;
  sek_register_unref (self->reg);
  self->reg = g_steal_pointer (&reg);
  g_signal_emit (self, signals[RELOADED], 0);
  if (taken)
    g_signal_emit (self, signals[STATE_CHANGED], 0);
}
