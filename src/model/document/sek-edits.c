/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-edits.h"

#include <glib/gi18n-lib.h>

#include "sek-error.h"
#include "sek-history.h"
#include "sek-rules.h"

static void
free_problem (gpointer data)
{
  g_free (((SekEditProblem *) data)->message);
  g_free (data);
}

GPtrArray *
sek_edit_problems_new (void)
{
  return g_ptr_array_new_with_free_func (free_problem);
}

static void
add_problem (GPtrArray *problems, guint edit, const char *message)
{
  SekEditProblem *problem = g_new (SekEditProblem, 1);

  *problem = (SekEditProblem) { edit, g_strdup (message) };
  g_ptr_array_add (problems, problem);
}

/* --- proposing --------------------------------------------------------------------------------------------------- */

typedef struct
{
  const SekScope *scope;
  const SekEdits *edits;
  SekChangeset   *changeset; /* owned */
  GHashTable     *touched;   /* row id → the last edit that touched it, + 1; ids are random over all entities */
  gint64         *rows;      /* ids of the new rows */
} Proposal;

static void
add_rows (Proposal *self)
{
  SekEntityId entity = self->edits->list[0].column->entity;
  const SekField *position = sek_entity_find_field (sek_entity_get (entity), "position");
  gint64 next = position != NULL ? sek_column_next_position (self->scope->reg, entity) : 0;

  self->rows = g_new (gint64, self->edits->n_new);
  for (guint i = 0; i < self->edits->n_new; i++)
    {
      self->rows[i] = sek_changeset_insert (self->changeset, entity);
      if (position != NULL)
        sek_changeset_set (self->changeset, self->scope->reg, position, self->rows[i],
                           &SEK_INTEGER (next + (gint64) i * SEK_POSITION_STEP));
    }
}

static gint64
get_row (Proposal *self, const SekEdit *edit)
{
  return edit->row < 0 ? self->rows[-edit->row - 1] : edit->row;
}

static void
propose_edit (Proposal *self, guint index, GPtrArray *problems)
{
  const SekEdit *edit = &self->edits->list[index];
  gint64 row = get_row (self, edit);
  guint before = sek_changeset_get_size (self->changeset);
  g_autoptr (GError) error = NULL;

  if (edit->row > 0 && sek_register_lookup (self->scope->reg, edit->column->entity, row) == NULL)
    add_problem (problems, index, _("The row is not in the register any more."));
  else if (!sek_column_propose (edit->column, self->scope, row, edit->text, self->changeset, &error))
    add_problem (problems, index, error->message);
  g_hash_table_insert (self->touched, (gpointer) row, GUINT_TO_POINTER (index + 1));
  for (guint i = before; i < sek_changeset_get_size (self->changeset); i++)
    g_hash_table_insert (self->touched, (gpointer) sek_changeset_get (self->changeset, i)->row,
                         GUINT_TO_POINTER (index + 1));
}

static void
propose_also (Proposal *self, const SekEdit *edit, GPtrArray *problems)
{
  g_autoptr (GError) error = NULL;

  if (!sek_column_propose (edit->column, self->scope, get_row (self, edit), edit->text, self->changeset, &error))
    add_problem (problems, G_MAXUINT, error->message);
}

static void
name_action (Proposal *self)
{
  const char *kind = self->edits->kind;
  g_autofree char *count = g_strdup_printf ("%u", self->edits->n);

  if (g_str_equal (kind, "edit"))
    sek_history_name_column (self->changeset, self->scope->reg, self->edits->list[0].column,
                             get_row (self, &self->edits->list[0]));
  else
    sek_changeset_set_action (self->changeset, kind, count, NULL);
}

/* FALSE when one of the edits cannot be read. */
static gboolean
propose (Proposal *self, GPtrArray *problems)
{
  guint already = problems->len;

  self->changeset = sek_changeset_new (self->edits->kind);
  self->touched = g_hash_table_new (NULL, NULL);
  if (self->edits->n_new > 0)
    add_rows (self);
  for (guint i = 0; i < self->edits->n_also; i++)
    propose_also (self, &self->edits->also[i], problems);
  for (guint i = 0; i < self->edits->n; i++)
    propose_edit (self, i, problems);
  for (guint i = 0; i < self->edits->n_new; i++)
    sek_column_set_defaults (self->scope, self->edits->list[0].column->entity, self->rows[i], self->changeset);
  name_action (self);
  return problems->len == already;
}

static void
clear_proposal (Proposal *self)
{
  g_clear_pointer (&self->changeset, sek_changeset_unref);
  g_clear_pointer (&self->touched, g_hash_table_unref);
  g_clear_pointer (&self->rows, g_free);
}

/* --- submitting -------------------------------------------------------------------------------------------------- */

/* The edit that a refusal is about: the one that set this field of the row, else the last that touched the row. */
static guint
find_edit (Proposal *self, const SekRefusal *refusal)
{
  guint last = GPOINTER_TO_UINT (g_hash_table_lookup (self->touched, (gpointer) refusal->row));

  if (last == 0)
    return G_MAXUINT;
  for (guint i = last; i > 0 && refusal->field != G_MAXUINT; i--)
    {
      const SekEdit *edit = &self->edits->list[i - 1];

      if (get_row (self, edit) != refusal->row)
        break;
      if (edit->column->field->entity == refusal->entity && edit->column->field->index == refusal->field)
        return i - 1;
    }
  return last - 1;
}

static gboolean
try_proposal (SekDocument *document, Proposal *self, SekLookFunc look, GPtrArray *problems)
{
  g_autoptr (GPtrArray) refusals = sek_refusals_new ();
  g_autoptr (GError) error = NULL;

  if (sek_document_try (document, self->changeset, look, self->edits->data, refusals, &error))
    return TRUE;
  for (guint i = 0; i < refusals->len; i++)
    {
      const SekRefusal *refusal = refusals->pdata[i];

      add_problem (problems, find_edit (self, refusal), refusal->message);
    }
  if (refusals->len == 0)
    add_problem (problems, G_MAXUINT, error->message);
  return FALSE;
}

gboolean
sek_edits_submit (SekDocument *document, const SekScope *scope, const SekEdits *edits, GPtrArray *problems)
{
  Proposal proposal = { .scope = scope, .edits = edits };
  g_autoptr (GError) error = NULL;
  gboolean stored = FALSE;

  g_return_val_if_fail (edits->n > 0, FALSE);
  if (propose (&proposal, problems))
    {
      if (edits->look != NULL)
        stored = try_proposal (document, &proposal, edits->look, problems);
      else
        stored = sek_document_submit (document, proposal.changeset, &error);
    }
  clear_proposal (&proposal);
  if (stored || error == NULL)
    return stored;
  /* Submitting stops at the first refusal; whoever pasted a thousand cells wants to know them all. */
  if (edits->n > 1 && (error->domain == SEK_ERROR)
      && (error->code == SEK_ERROR_REFUSED || error->code == SEK_ERROR_SEALED || error->code == SEK_ERROR_INPUT))
    {
      guint already = problems->len;

      if (propose (&proposal, problems))
        try_proposal (document, &proposal, NULL, problems);
      clear_proposal (&proposal);
      if (problems->len > already)
        return FALSE;
    }
  add_problem (problems, edits->n == 1 ? 0 : G_MAXUINT, error->message);
  return FALSE;
}
