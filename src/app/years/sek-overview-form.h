/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-date.h"
#include "sek-form.h"

/* The side pane of Oversikt. */

G_BEGIN_DECLS

/* What Kontroll says, what the year asks next, and what was changed last; each row is a way. */
void sek_overview_form_fill (SekForm *form, SekDocument *document, SekDate today);

G_END_DECLS
