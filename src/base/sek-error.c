/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-error.h"

G_DEFINE_QUARK (sek-error-quark, sek_error)
