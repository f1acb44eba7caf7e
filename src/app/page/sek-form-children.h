/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-column.h"

/* The rows that a form lists under a row, and what a new one among them starts as. */

G_BEGIN_DECLS

/* Ids of the rows of entity whose reference field holds parent (reference NULL: all rows), newest date or year of the
 * column head first, other heads in their order. Owned; element-type gint64. */
GArray *sek_form_children    (const SekScope *scope, SekEntityId entity, const SekField *reference, gint64 parent,
                              const char *head);

/* What a new row begins with: reference to parent where there is one (else NULL), and for each field that must be
 * filled in a first value beside the other rows: the next date or year, or a choice that is not taken. Appends names of
 * fields, borrowed, and the texts as typed, owned. */
void    sek_form_propose_keys (const SekScope *scope, SekEntityId entity, const SekField *reference, gint64 parent,
                               GPtrArray *ids, GPtrArray *texts);

G_END_DECLS
