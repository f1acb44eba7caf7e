/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-book.h"
#include "sek-prose.h"

/* What was found of a text's figures, as a book that every writer takes. */

G_BEGIN_DECLS

/* What does not agree, what could not be tied, and how many figures agree; findings are sek_prose_audit()'s. Owned. */
SekBook *sek_audit_make_prose_book (GPtrArray *findings, SekLanguage language);

G_END_DECLS
