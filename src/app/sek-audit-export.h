/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sek-write.h"

/* The report of an audit as a file. It knows the book, and nothing of what was audited. */

G_BEGIN_DECLS

typedef void (*SekAuditNamedFunc) (GtkWidget *widget, const char *path);

/* Asks for a path; func is called with it, and the widget is kept until then. source names the file proposed; "" for what was pasted. */
void sek_audit_export_ask (GtkWidget *widget, const char *source, SekFormat format, SekAuditNamedFunc func);
/* Writes the book, taken, in the format of the path's suffix, in a thread, and tells in the widget's window how it went. */
void sek_audit_export     (GtkWidget *widget, const char *path, SekBook *book);

G_END_DECLS
