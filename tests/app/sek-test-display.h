/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sek-application.h"
#include "sek-window.h"

/* The real program in the test's own process, driven by keys and clicks that go through the X server like a person's.
 * It knows the window and its pages by their headers, and looks at what is on screen by walking the widgets.
 *
 * Nothing sleeps: after every key the main loop runs until it has nothing to do, and what takes longer is waited for
 * with a limit. */

G_BEGIN_DECLS

#define SCREEN_PATIENCE_S 20

/* One test's folder and window. */
typedef struct
{
  char      *folder;
  SekWindow *window;
} TestScreen;

/* Instead of g_test_init(); starts GTK and the application. Skips the whole program where there is no display. */
void          screen_init          (int *argc, char ***argv);
/* Runs the tests and lets go of the application. */
int           screen_run           (void);
SekApplication *screen_get_application (void);

#define screen_add(path, function) g_test_add (path, TestScreen, NULL, screen_set_up, function, screen_tear_down)

void          screen_set_up        (TestScreen *self, gconstpointer data);
void          screen_tear_down     (TestScreen *self, gconstpointer data);

/* A path in the test's folder. Free with g_free(). */
char         *screen_path          (TestScreen *self, const char *name);
char         *screen_read_file     (const char *path, gsize *length);

/* A window, shown and with the focus: on nothing, on a register, on a new copy of the example, on a new register with
 * nothing in it. */
void          screen_start         (TestScreen *self);
void          screen_open          (TestScreen *self, const char *path);
void          screen_open_example  (TestScreen *self);
void          screen_open_empty    (TestScreen *self);
/* The example without the scenario that it has. */
void          screen_forget_scenario (TestScreen *self);
/* Shows any window and gives it the focus. */
void          screen_show          (GtkWindow *window);
/* Asks the window to close. FALSE when it did not. */
gboolean      screen_close         (TestScreen *self);

/* Another process that has the register open to write. A line to its standard input makes it change the organisation's
 * short name to that line. */
GSubprocess  *screen_hold          (const char *path);
void          screen_change        (GSubprocess *writer, const char *short_name);
/* Ends it. */
void          screen_release       (GSubprocess *writer);

/* --- time --------------------------------------------------------------------------------------------------------- */

/* Everything that is due happens; a shown window is laid out and drawn. */
void          screen_settle        (void);
gboolean      screen_is_late       (gint64 start);

#define screen_wait(condition) \
  G_STMT_START \
    { \
      gint64 start_ = g_get_monotonic_time (); \
      while (!(condition)) \
        { \
          if (screen_is_late (start_)) \
            g_error ("%s:%d: in vain waited for: %s", __FILE__, __LINE__, #condition); \
          g_main_context_iteration (NULL, TRUE); \
        } \
      screen_settle (); \
    } \
  G_STMT_END

/* --- hands -------------------------------------------------------------------------------------------------------- */

/* Keys as the X server has them on a Norwegian keyboard. */
void          screen_press         (guint key, GdkModifierType state);
/* Goes to a page as a person does: by the key of its place, beyond the ninth by its action. */
void          screen_go_page       (const char *name);
/* A key that is held down: n times, faster than anything is drawn. */
void          screen_repeat        (guint key, guint n);
/* UTF-8; «\n» is Enter, «\t» Tab. */
void          screen_type          (const char *text);
/* Tab until the focus is in a widget of a type that shows this text (NULL: any); Ctrl+Tab where Tab is the table's
 * own. */
void          screen_tab_to        (TestScreen *self, GType type, const char *text);
/* Moves the pointer to a point of a widget. */
void          screen_point         (GtkWidget *widget, double x, double y);
/* Presses or releases a button where the pointer is. */
void          screen_button        (guint button, gboolean down);
/* n quick clicks at a point of a widget while the keys of state are held. */
void          screen_click_with    (GtkWidget *widget, double x, double y, guint button, int n, GdkModifierType state);
/* A click at a point of a widget, or in its middle. */
void          screen_click_at      (GtkWidget *widget, double x, double y, guint button);
void          screen_click         (GtkWidget *widget);

/* --- eyes --------------------------------------------------------------------------------------------------------- */

/* The open register. */
SekRegister  *screen_register      (TestScreen *self);
/* The page in view and its grid; of Settings the one that keys come to. */
SekPage      *screen_page          (TestScreen *self);
SekGrid      *screen_grid          (TestScreen *self);
/* The page's first grid over a type of model. */
SekGrid      *screen_find_grid     (TestScreen *self, GType model);
GtkWidget    *screen_part          (TestScreen *self, const char *id);
/* The side pane's form. */
GtkWidget    *screen_form          (TestScreen *self);

/* The first visible widget of a type within root, in reading order, whose label, title, text or icon is text (NULL:
 * any). */
GtkWidget    *screen_find          (GtkWidget *root, GType type, const char *text);
/* The first visible button that does this action. */
GtkWidget    *screen_find_action   (GtkWidget *root, const char *action);
/* Whether a visible label within root has a text that contains this. */
gboolean      screen_shows         (GtkWidget *root, const char *text);
/* Whether a toast now says this. */
gboolean      screen_tells         (TestScreen *self, const char *text);
/* The window of a type that is shown; NULL for none. */
GtkWindow    *screen_find_window   (GType type);
/* The open message dialog; NULL for none. */
GtkWidget    *screen_dialog        (void);
/* Answers the open dialog by its response and waits until it is gone. */
void          screen_answer        (TestScreen *self, const char *response);

/* Puts the cursor on a cell, named by its row's name and column's id, and gives the grid the focus. */
void          screen_go_to         (TestScreen *self, const char *row, const char *column);
/* What that cell reads; free with g_free(). */
char         *screen_read          (TestScreen *self, const char *row, const char *column);
#define screen_assert_reads(self, row, column, expected)                                                               \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_autofree char *text_ = screen_read (self, row, column);                                                          \
    g_assert_cmpstr (text_, ==, expected);                                                                             \
  }                                                                                                                    \
  G_STMT_END
/* The focus in the page's grid over a type of model. */
void          screen_use_grid      (TestScreen *self, GType model);
/* The title of the page's first chart. Borrowed. */
const char   *screen_get_chart_title (TestScreen *self);
/* Types into a field of the pane, and presses Enter. */
void          screen_fill          (TestScreen *self, const SekField *field, const char *text);
/* Enter on the row of the pane that shows this text, a way somewhere. */
void          screen_follow        (TestScreen *self, const char *text);
/* What the clipboard holds in a form. Free with g_free(). */
char         *screen_read_clipboard (GtkWidget *widget, const char *type);
guint         screen_find_column   (SekGridModel *model, const char *id);

/* What a window looks like now. Owned. */
GdkTexture   *screen_picture       (GtkWidget *widget);
/* A picture of the window, or of any widget, where SEK_SCREENSHOT_DIR says. */
void          screen_shoot         (TestScreen *self, const char *name);
void          screen_shoot_widget  (GtkWidget *widget, const char *name);

G_END_DECLS
