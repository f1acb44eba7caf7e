/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-document-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "sek-error.h"
#include "sek-example-resources.h"
#include "sek-rules.h"
#include "sek-upgrade.h"

#define EXAMPLE "/no/regionraad/Sekretariat/example/osloregionen.txt"

/* A register of more members is read anew in a thread. */
#define MANY_MEMBERS 5000

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
  self->is_made = TRUE;
  data = g_bytes_get_data (bytes, &size);
  text = g_strndup (data, size);
  if (!sek_document_read_blocks (self, text, error))
    {
      sek_document_close (self);
      g_unlink (path);
      return NULL;
    }
  self->is_made = FALSE;
  return g_steal_pointer (&self);
}

static SekStoreMode
to_store (SekDocumentMode mode)
{
  return mode == SEK_DOCUMENT_WRITE ? SEK_STORE_WRITE : SEK_STORE_READ_ONLY;
}

/* Everything that a file says is held against what the program relies on before anything is made of it. NULL with
 * error. */
static SekRegister *
load (SekStore *store, GCancellable *cancellable, GError **error)
{
  g_autoptr (SekRegister) reg = sek_register_new ();
  g_autoptr (GError) failure = NULL;
  SekEntityId entity;
  gint64 row;

  /* The rows first: what is wrong with one is told with its number. */
  if (!sek_register_load (reg, store, cancellable, error))
    return NULL;
  if (sek_rules_check_file (reg, &entity, &row, &failure))
    return sek_store_check (store, cancellable, error) ? g_steal_pointer (&reg) : NULL;
  sek_store_refuse_row (store, sek_entity_get (entity)->name, row, failure->message, error);
  return NULL;
}

/* Only a store whose rows are sound is written to, be it with a signature. */
static gboolean
take (SekDocument *self, SekRegister *reg, GError **error)
{
  if (reg == NULL)
    return FALSE;
  sek_register_unref (self->reg);
  self->reg = reg;
  return sek_store_accept (self->store, error);
}

SekDocument *
sek_document_open (const char *path, SekDocumentMode mode, GError **error)
{
  g_autoptr (SekDocument) self = NULL;
  SekStore *store;

  sek_upgrade_init ();
  store = sek_store_open (path, to_store (mode), error);
  if (store == NULL)
    return NULL;
  self = make_document (store);
  return take (self, load (store, NULL, error), error) ? g_steal_pointer (&self) : NULL;
}

static void
load_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SekStore) store = sek_store_open (task_data, SEK_STORE_READ_ONLY, &error);
  SekRegister *reg = store != NULL ? load (store, cancellable, &error) : NULL;

  if (reg != NULL)
    g_task_return_pointer (task, reg, (GDestroyNotify) sek_register_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
start_loading (SekDocument *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_task_data (task, g_strdup (sek_store_get_path (self->store)), g_free);
  g_task_run_in_thread (task, load_in_thread);
}

void
sek_document_open_async (const char *path, SekDocumentMode mode, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (SekDocument) self = NULL;
  g_autoptr (GError) error = NULL;
  SekStore *store;

  sek_upgrade_init ();
  store = sek_store_open (path, to_store (mode), &error);
  if (store == NULL)
    {
      g_task_report_error (NULL, callback, user_data, sek_document_open_async, g_steal_pointer (&error));
      return;
    }
  self = make_document (store);
  start_loading (self, cancellable, callback, user_data);
}

SekDocument *
sek_document_open_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (GObject) source = g_task_get_source_object (G_TASK (result)) != NULL
                                   ? g_async_result_get_source_object (result)
                                   : NULL;
  SekRegister *reg = g_task_propagate_pointer (G_TASK (result), error);

  if (reg == NULL || !take (SEK_DOCUMENT (source), reg, error))
    return NULL;
  return SEK_DOCUMENT (g_steal_pointer (&source));
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

/* Of a register that this program writes, nobody else writes a word: it was laid over, or changed by hand. */
static void
tell_overwritten (SekDocument *self)
{
  g_signal_emit (self, _sek_document_signals[SEK_DOCUMENT_TOLD], 0,
                 _("Another program wrote over the register while it was open, perhaps with a copy. It was read anew: "
                   "look at it before you go on."));
}

/* What cannot be read stays as it was, and is not written to any more. TRUE when a register that is written here was
 * another one than before. */
static gboolean
take_anew (SekDocument *self, SekRegister *reg, const GError *failure)
{
  gboolean is_other = FALSE;
  g_autoptr (GError) error = failure != NULL ? g_error_copy (failure) : NULL;

  g_clear_pointer (&self->damage, g_free);
  if (reg != NULL)
    {
      if (sek_store_get_read_only (self->store) == SEK_STORE_WRITABLE)
        {
          g_autofree char *before = sek_register_dump (self->reg), *after = sek_register_dump (reg);

          is_other = !g_str_equal (before, after);
        }
      take (self, reg, &error);
    }
  /* That something else lies there now says more than what that is not. */
  if (error != NULL)
    self->damage = sek_store_get_read_only (self->store) == SEK_STORE_READ_ONLY_REPLACED
                       ? sek_store_dup_read_only_reason (self->store)
                       : g_strdup (error->message);
  _sek_document_tell (self, SEK_DOCUMENT_RELOADED, NULL);
  _sek_document_tell (self, SEK_DOCUMENT_STATE_CHANGED, NULL);
  if (is_other)
    tell_overwritten (self);
  return is_other;
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  SekDocument *self = SEK_DOCUMENT (object);
  g_autoptr (GError) error = NULL;
  SekRegister *reg = g_task_propagate_pointer (G_TASK (result), &error);

  g_clear_object (&self->loading);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    take_anew (self, reg, error);
}

gboolean
_sek_document_read_anew (SekDocument *self)
{
  g_autoptr (GError) error = NULL;
  SekRegister *reg = load (self->store, NULL, &error);

  self->stale = reg == NULL && g_error_matches (error, SEK_ERROR, SEK_ERROR_BUSY);
  return !self->stale && take_anew (self, reg, error);
}

void
sek_document_poll (SekDocument *self)
{
  if (self->store == NULL || self->loading != NULL)
    return;
  if (!take_over (self) && !sek_store_has_changed (self->store) && !self->stale)
    return;
  if (sek_table_get_size (sek_register_get_table (self->reg, SEK_MEMBER)) <= MANY_MEMBERS)
    {
      _sek_document_read_anew (self);
      return;
    }
  self->loading = g_cancellable_new ();
  start_loading (self, self->loading, loaded_cb, NULL);
}
