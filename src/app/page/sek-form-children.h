/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-column.h"

/* The rows that a form lists under a row, and what a new one among them starts as. */

G_BEGIN_DECLS

/* Ids of the rows of entity whose reference field holds parent (reference NULL: all rows), newest date or year of the
 * column head first, other heads in their order. Owned; element-type gint64. */
GArray *sek_form_children    (const SekScope *scope, SekEntityId entity, const SekField *reference, gint64 parent,
                              const char *head);

/* The first value that a field of a new row can have beside the children: the next date or year, or a choice that is
 * not taken. As a typed text; free with g_free(). */
char   *sek_form_propose_key (const SekScope *scope, GArray *children, const SekField *field);

G_END_DECLS
