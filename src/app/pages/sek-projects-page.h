/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Prosjekter, under them Tilskudd, and under these the own contributions to the grant of the cursor: three grids with
 * one side pane. */

#include "sek-list-page.h"

G_BEGIN_DECLS

#define SEK_TYPE_PROJECTS_PAGE (sek_projects_page_get_type ())
G_DECLARE_FINAL_TYPE (SekProjectsPage, sek_projects_page, SEK, PROJECTS_PAGE, SekListPage)

G_END_DECLS
