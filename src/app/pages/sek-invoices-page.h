/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-page.h"

/* Fakturering: the fees of a year as invoices. What would be issued is shown with what it lacks, and references are
 * filled in where they are missing; the button issues it. What was issued is shown run by run, and stays. */

G_BEGIN_DECLS

#define SEK_TYPE_INVOICES_PAGE (sek_invoices_page_get_type ())
G_DECLARE_FINAL_TYPE (SekInvoicesPage, sek_invoices_page, SEK, INVOICES_PAGE, SekPage)

G_END_DECLS
