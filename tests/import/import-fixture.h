/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../model/model-fixture.h"

#include "sek-import.h"

/* Imports of texts as if they were files, and what they propose as lines. */

/* Answers are question and answer in turn, ending with NULL. The import has run; errors fail the test. Owned. */
SekImport *import_text   (Fixture *fixture, gint64 kind, const char *name, const char *text,
                          ...) G_GNUC_NULL_TERMINATED;
SekImport *import_bytes  (Fixture *fixture, gint64 kind, const char *name, GBytes *bytes, ...) G_GNUC_NULL_TERMINATED;
/* The same that is to be refused, with the error's message. */
char      *refuse_text   (Fixture *fixture, gint64 kind, const char *name, const char *text,
                          ...) G_GNUC_NULL_TERMINATED;

/* A line for each proposal that is not missing: "changed 2 «3005 Drammen» Drammen, 1.1.2022: 102273 → 1". Hard spaces
 * are taken away. Owned. */
char      *word_proposals (SekImport *import);
void       assert_proposals (SekImport *import, const char *expected);
/* The note of the proposal whose name, or whose label, is this; "" for none. */
const char *note_of      (SekImport *import, const char *name);
/* The question that is open: its id. NULL when there is none. */
const char *open_question (SekImport *import);
const char *fact_of      (SekImport *import, const char *id);

/* Stores it, undoes it and does it again; the dump after each of them is what it must be. */
void       store_and_travel (Fixture *fixture, SekImport *import);
/* "102273" of a member's number or name on a date, "" for none. Owned. */
char      *persons_of    (Fixture *fixture, const char *member, SekDate date);
