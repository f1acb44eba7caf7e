/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-checks-page.h"
#include "sek-goto.h"
#include "sek-log-page.h"
#include "sek-page-list.h"
#include "sek-tables-page.h"
#include "sek-window-private.h"

/* Going places in the window: to pages, rows and tables, to what waits for a correction, to what is looked for, and to
 * where something is made. */

static void
show_page_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekWindow *self = SEK_WINDOW (widget);
  const char *page = g_variant_get_string (parameter, NULL);

  if (sek_window_get_document (self) == NULL)
    return;
  sek_window_show_page (self, page);
  sek_page_focus (sek_window_get_page (self, page));
}

/* The first of what the checks found of a verdict. */
static void
show_finding_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekWindow *self = SEK_WINDOW (widget);

  if (sek_window_get_document (self) == NULL)
    return;
  sek_window_show_page (self, "checks");
  for (int verdict = 0; verdict < SEK_N_VERDICTS; verdict++)
    if (g_str_equal (sek_verdict_get_id ((SekVerdict) verdict), g_variant_get_string (parameter, NULL)))
      sek_checks_page_show (SEK_CHECKS_PAGE (sek_window_get_page (self, "checks")), (SekVerdict) verdict);
}

static void
palette_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekWindow *self = SEK_WINDOW (widget);

  if (sek_window_get_document (self) != NULL && sek_window_commit (self))
    sek_goto_present (self);
}

static void
go_to_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekWindow *self = SEK_WINDOW (widget);
  SekPlace place;
  int entity, index;

  g_variant_get (parameter, "(ixxi)", &entity, &place.row, &place.column, &place.year);
  place.entity = (SekEntityId) entity;
  index = sek_page_list_find_entity (place.entity);
  if (index < 0)
    return;
  /* A page takes the focus only while it is shown. */
  sek_window_show_page (self, sek_page_list_get_nth ((guint) index)->name);
  sek_page_go_to (sek_window_get_page (self, sek_page_list_get_nth ((guint) index)->name), &place);
}

static void
show_history_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekWindow *self = SEK_WINDOW (widget);
  gint64 row;
  int entity;

  g_variant_get (parameter, "(ix)", &entity, &row);
  sek_window_show_page (self, "log");
  sek_log_page_show_row (SEK_LOG_PAGE (sek_window_get_page (self, "log")), (SekEntityId) entity, row);
  sek_page_focus (sek_window_get_page (self, "log"));
}

static void
go_to_problem_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekWindow *self = SEK_WINDOW (widget);
  const char *name_of_page;
  SekPage *page = sek_window_find_problem (self, &name_of_page);

  if (page == NULL)
    return;
  sek_window_show_page (self, name_of_page);
  sek_page_go_to_problem (page);
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekWindow *self = SEK_WINDOW (widget);
  SekPage *page = sek_window_get_page (self, sek_window_get_page_name (self));

  if (page == NULL || sek_window_get_document (self) == NULL
      || !sek_page_list_get_nth ((guint) sek_page_list_find (sek_window_get_page_name (self)))->has_search)
    return;
  if (g_str_equal (name, "win.find-next") || g_str_equal (name, "win.find-previous"))
    sek_page_step (page, g_str_equal (name, "win.find-next") ? 1 : -1);
  else
    sek_page_search (page, NULL, g_str_equal (name, "win.replace"));
}

/* By the entity's name: «Nytt medlem» is made where members are. */
static void
make_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekWindow *self = SEK_WINDOW (widget);
  const SekEntity *entity = sek_entity_find (g_variant_get_string (parameter, NULL), NULL);
  int index = entity != NULL ? sek_page_list_find_entity (entity->id) : -1;

  if (sek_window_get_document (self) == NULL || index < 0 || !sek_window_commit (self))
    return;
  sek_window_show_page (self, sek_page_list_get_nth ((guint) index)->name);
  sek_page_make (sek_window_get_page (self, sek_page_list_get_nth ((guint) index)->name), entity->id);
}

/* By the table's id. */
static void
show_table_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekWindow *self = SEK_WINDOW (widget);
  SekTablesPage *page;
  SekTableId table;

  if (sek_window_get_document (self) == NULL || !sek_table_find (g_variant_get_string (parameter, NULL), &table, NULL))
    return;
  page = SEK_TABLES_PAGE (sek_window_get_page (self, "tables"));
  sek_window_show_page (self, "tables");
  sek_tables_page_show_table (page, table);
  sek_page_focus (SEK_PAGE (page));
}

/* By the grant's row id. */
static void
show_grant_report_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SekWindow *self = SEK_WINDOW (widget);
  SekTablesPage *page;

  if (sek_window_get_document (self) == NULL || !sek_window_commit (self))
    return;
  page = SEK_TABLES_PAGE (sek_window_get_page (self, "tables"));
  sek_window_show_page (self, "tables");
  sek_tables_page_show_grant (page, g_variant_get_int64 (parameter));
  sek_page_focus (SEK_PAGE (page));
}

void
_sek_window_install_places (GtkWidgetClass *widget_class)
{
  static const struct { guint key; GdkModifierType state; const char *action; } keys[] = {
    { GDK_KEY_f, GDK_CONTROL_MASK, "win.search" }, { GDK_KEY_h, GDK_CONTROL_MASK, "win.replace" },
    { GDK_KEY_k, GDK_CONTROL_MASK, "win.palette" }, { GDK_KEY_F3, 0, "win.find-next" },
    { GDK_KEY_F3, GDK_SHIFT_MASK, "win.find-previous" }, { GDK_KEY_g, GDK_CONTROL_MASK, "win.find-next" },
  };

  gtk_widget_class_install_action (widget_class, "win.show-page", "s", show_page_action);
  gtk_widget_class_install_action (widget_class, "win.show-finding", "s", show_finding_action);
  gtk_widget_class_install_action (widget_class, "win.go-to", "(ixxi)", go_to_action);
  gtk_widget_class_install_action (widget_class, "win.palette", NULL, palette_action);
  gtk_widget_class_install_action (widget_class, "win.show-history", "(ix)", show_history_action);
  gtk_widget_class_install_action (widget_class, "win.go-to-problem", NULL, go_to_problem_action);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "win.replace", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "win.find-next", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "win.find-previous", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "win.make", "s", make_action);
  gtk_widget_class_install_action (widget_class, "win.show-table", "s", show_table_action);
  gtk_widget_class_install_action (widget_class, "win.show-grant-report", "x", show_grant_report_action);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].key, keys[i].state, keys[i].action, NULL);
  /* Those beyond the ninth are reached by Ctrl+K. */
  for (guint i = 0; i < MIN (sek_page_list_get_size (), 9); i++)
    gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1 + i, GDK_CONTROL_MASK, "win.show-page", "s",
                                         sek_page_list_get_nth (i)->name);
}
