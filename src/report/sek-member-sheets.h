/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-report.h"

/* Medlemsark: a small workbook for each member, with its fee of the year and how it was reached, its populations, and
 * its contacts as a sheet to correct and return. All of them are written into a folder in one go.
 *
 * What a returned workbook can be recognised by, whatever the language (the sheets themselves are called Kontakter,
 * Kontaktar or Contacts, and so on). Defined names, each of one cell:
 *
 *   Skjema_medlem     the member: "member-" and its row id, as text
 *   Skjema_nummer     the member's number on the day the sheet was made, as text; for people, and where the row id is
 *                     unknown
 *   Skjema_navn       the member's name
 *   Skjema_ar         the budget year
 *   Skjema_versjon    what the sheet saw of the log: the time of its last change in UTC, and that change's number,
 *                     "2022-11-18T08:00:00Z 17"
 *   Skjema_rolle, Skjema_stilling, Skjema_kontaktnavn, Skjema_epost, Skjema_telefon, Skjema_nokkel
 *                     the first contact row's cells. The rows below have the same columns, down to the last one with a
 *                     key.
 *
 * Nothing of that is needed to read one: sek-import-sheets.c finds columns by their heads and facts by their labels, in
 * any language. In a workbook the sheet is protected without a password: contacts can be changed, rows inserted,
 * columns widened; keys and version are hidden.
 *
 * A row's key is "contact-" and the row id of the contact that it shows, or "new-1", "new-2", … for a row to fill in.
 * Roles are the words of the field contact.role, in any language. A row with the key of a contact and nothing else is a
 * contact to delete; a row "new-…" with no office, name, e-mail or telephone says nothing, even if a role stands
 * there. */

G_BEGIN_DECLS

/* The members that get one: those who pay for the year or are members today, by number. Owned; element-type gint64. */
GArray  *sek_report_dup_sheet_members (SekReport *self);

/* A member's sheet of a year and what it is about, as it is sent; its times are no real ones. Owned; NULL when there is
 * no such table. */
SekBook *sek_report_make_sent_book (SekRegister *reg, gint64 member, int year, SekDate today, SekLanguage language);

/* «3301 Drammen – kontingent 2023.xlsx», with what no file system takes replaced and long names cut. Free with
 * g_free(). */
char    *sek_report_dup_member_file_name (SekReport *self, gint64 member, SekFormat format);

/* Writes them all into folder, which is made if it is not there, in any format that holds several tables. Each file is
 * whole or not at all; names that would be the same are told apart by numbers. *written gets the names of the files
 * that were written, in their order, also after a failure or G_IO_ERROR_CANCELLED; the error's message says how many
 * were written and which one was not. More than ten thousand members are refused before anything is written,
 * SEK_ERROR_RANGE. progress and cancellable may be NULL. */
gboolean sek_report_write_member_sheets (SekReport *self, const char *folder, SekFormat format, SekSaveFlags flags,
                                         SekProgressFunc progress, gpointer user_data, GCancellable *cancellable,
                                         GPtrArray **written, GError **error);

G_END_DECLS
