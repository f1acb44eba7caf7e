/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Medlemmer: the members with their fees of a year; the side pane has their dated and many-valued parts. */

#include "sek-list-page.h"

G_BEGIN_DECLS

#define SEK_TYPE_MEMBERS_PAGE (sek_members_page_get_type ())
G_DECLARE_FINAL_TYPE (SekMembersPage, sek_members_page, SEK, MEMBERS_PAGE, SekListPage)

/* The e-mail addresses of the contacts of the selected members (all that are shown when one or none is selected), each
 * once, with "; " between; NULL when there are none. *n gets how many. Owned. */
char *sek_members_page_dup_emails (SekMembersPage *self, guint *n);

G_END_DECLS
