/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-document.h"

/* A register as it once was, worked out from its log. It changes neither document nor file. */

G_BEGIN_DECLS

/* As it was when the day (in local time) ended, as a snapshot of its own. SEK_ERROR_NOT_FOUND, with the first day, when
 * the register was made later; the errors of reading the log. */
SekRegister *sek_document_dup_earlier (SekDocument *document, SekDate day, GError **error);

G_END_DECLS
