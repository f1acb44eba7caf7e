/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* The program: opens its window on the register that it is given, or the one that was open last. */

G_BEGIN_DECLS

#define SEK_TYPE_APPLICATION (sek_application_get_type ())
G_DECLARE_FINAL_TYPE (SekApplication, sek_application, SEK, APPLICATION, AdwApplication)

SekApplication *sek_application_new (void);

G_END_DECLS
