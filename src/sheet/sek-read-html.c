/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-reader-private.h"
gboolean _sek_read_html_open (SekReader *reader, GError **error) { return FALSE; }
