/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-form-children.h"
#include "sek-form-private.h"

/* What a form is to show: the blocks that its page describes. */

void
_sek_form_free_block (gpointer data)
{
  SekFormBlock *block = data;

  g_free (block->title);
  g_free (block->text);
  g_strfreev (block->names);
  g_strfreev (block->texts);
  g_strfreev (block->actions);
  g_strfreev (block->ids);
  g_clear_pointer (&block->rows, g_array_unref);
  g_free (block->head);
  g_free (block->detail);
  g_free (block->column);
  g_free (block);
}

void
sek_form_start (SekForm *self)
{
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  self->blocks = g_ptr_array_new_with_free_func (_sek_form_free_block);
}

static SekFormBlock *
add_block (SekForm *self, SekFormBlockKind kind, const char *title)
{
  SekFormBlock *block = g_new0 (SekFormBlock, 1);

  block->kind = kind;
  block->title = g_strdup (title);
  g_ptr_array_add (self->blocks, block);
  return block;
}

void
sek_form_add_title (SekForm *self, const char *title, const char *subtitle)
{
  add_block (self, SEK_FORM_TITLE, title)->text = g_strdup (subtitle);
}

void
sek_form_add_problem (SekForm *self, const char *text)
{
  if (text != NULL)
    add_block (self, SEK_FORM_PROBLEM, NULL)->text = g_strdup (text);
}

static SekFormBlock *
add_facts (SekForm *self, const char *title, const char *const *names, const char *const *texts, guint n)
{
  SekFormBlock *block = add_block (self, SEK_FORM_FACTS, title);

  block->names = g_new0 (char *, n + 1);
  block->texts = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    {
      block->names[i] = g_strdup (names[i]);
      block->texts[i] = g_strdup (texts[i] != NULL ? texts[i] : "");
    }
  return block;
}

void
sek_form_add_facts (SekForm *self, const char *title, const char *const *names, const char *const *texts, guint n)
{
  add_facts (self, title, names, texts, n);
}

void
sek_form_add_ways (SekForm *self, const char *title, const char *const *names, const char *const *texts,
                   const char *const *actions, guint n)
{
  SekFormBlock *block = add_facts (self, title, names, texts, n);

  block->actions = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    block->actions[i] = g_strdup (actions[i]);
}

void
sek_form_add_fields (SekForm *self, const char *title, SekEntityId entity, gint64 row, const char *const *ids)
{
  SekFormBlock *block = add_block (self, SEK_FORM_FIELDS, title);

  block->entity = entity;
  block->row = row;
  block->ids = g_strdupv ((GStrv) ids);
}

void
sek_form_add_fields_of (SekForm *self, const char *title, SekEntityId entity, GArray *rows, const char *const *ids)
{
  SekFormBlock *block = add_block (self, SEK_FORM_FIELDS, title);

  block->entity = entity;
  block->rows = g_array_ref (rows);
  block->ids = g_strdupv ((GStrv) ids);
}

void
sek_form_add_field (SekForm *self, const char *title, SekColumn *column, gint64 row)
{
  SekFormBlock *block = add_block (self, SEK_FORM_FIELD, title);

  block->column = column;
  block->row = row;
}

void
sek_form_add_rows (SekForm *self, const char *title, SekEntityId entity, const SekField *reference, gint64 parent,
                   const char *const *ids, const char *head, const char *detail)
{
  SekFormBlock *block = add_block (self, SEK_FORM_ROWS, title);

  block->entity = entity;
  block->reference = reference;
  block->row = parent;
  block->ids = g_strdupv ((GStrv) ids);
  block->head = g_strdup (head);
  block->detail = g_strdup (detail);
}

void
sek_form_add_button (SekForm *self, const char *label, const char *action)
{
  add_block (self, SEK_FORM_BUTTON, label)->text = g_strdup (action);
}

void
_sek_form_make_scope (SekForm *self, SekScope *scope)
{
  sek_scope_init (scope, sek_document_get_register (self->document));
  scope->language = sek_program_language ();
}

GArray *
_sek_form_find_children (SekForm *self, SekFormBlock *block)
{
  SekScope scope;

  _sek_form_make_scope (self, &scope);
  return sek_form_children (&scope, block->entity, block->reference, block->row, block->head);
}

char *
_sek_form_describe (SekForm *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->blocks->len; i++)
    {
      SekFormBlock *block = self->blocks->pdata[i];

      g_string_append_printf (text, "%d|%s|%s|%d|%" G_GINT64_FORMAT "|", block->kind,
                              block->title != NULL ? block->title : "", block->text != NULL ? block->text : "",
                              block->entity, block->row);
      for (guint n = 0; block->names != NULL && block->names[n] != NULL; n++)
        /* What a fact says is shown in its widget; a way is another one with other words. */
        g_string_append_printf (text, "%s=%s:%s|", block->names[n], block->actions != NULL ? block->texts[n] : "",
                                block->actions != NULL ? block->actions[n] : "");
      for (guint n = 0; block->ids != NULL && block->ids[n] != NULL; n++)
        g_string_append_printf (text, "%s|", block->ids[n]);
      if (block->column != NULL)
        g_string_append_printf (text, "%s:%" G_GINT64_FORMAT "|", block->column->id, block->column->budget_column);
      for (guint n = 0; block->rows != NULL && n < block->rows->len; n++)
        g_string_append_printf (text, "%" G_GINT64_FORMAT "|", g_array_index (block->rows, gint64, n));
      if (block->kind == SEK_FORM_ROWS)
        {
          g_autoptr (GArray) children = _sek_form_find_children (self, block);

          for (guint n = 0; n < children->len; n++)
            g_string_append_printf (text, "%" G_GINT64_FORMAT "|", g_array_index (children, gint64, n));
        }
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}
