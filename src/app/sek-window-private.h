/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-window.h"

/* Installs the window's actions and keys (sek-window-actions.c). */
void _sek_window_install_actions (GtkWidgetClass *widget_class);
