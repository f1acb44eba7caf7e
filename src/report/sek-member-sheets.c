/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-member-sheets.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <malloc.h>
#include <string.h>

#include "sek-collate.h"
#include "sek-error.h"
#include "sek-fees.h"
#include "sek-report-private.h"
#include "sek-view.h"

#define MOST_SHEETS 10000

enum
{
  MAX_NAME = 120, /* bytes of a member's name in a file's: names have at most 255, and locks beside them more */
};

static gboolean
gets_sheet (const SekScope *scope, gint64 row, gpointer user_data)
{
  const SekMember *member = sek_register_get_member (scope->reg, row);

  return sek_member_is_active (member, SEK_DATE (scope->year, 1, 1)) || sek_member_is_active (member, scope->date);
}

GArray *
sek_report_dup_sheet_members (SekReport *self)
{
  GArray *members = g_array_new (FALSE, FALSE, sizeof (gint64));
  SekView *view = sek_view_new (self->data.reg, SEK_MEMBER);

  *sek_view_get_scope (view) = (SekScope) { .reg = self->data.reg, .date = self->data.today, .year = self->options.year,
                                            .language = self->options.language };
  sek_view_set_sort (view, sek_column_find (SEK_MEMBER, "number", NULL), FALSE);
  sek_view_set_filter (view, gets_sheet, NULL);
  sek_view_update (view);
  for (guint i = 0; i < sek_view_get_size (view); i++)
    {
      gint64 id = sek_view_get_row (view, i);

      g_array_append_val (members, id);
    }
  sek_view_free (view);
  return members;
}

/* What Windows, macOS or Linux do not take in a name becomes a hyphen; marks of direction, which would turn what
 * follows, go. */
static char *
make_safe (const char *text)
{
  g_autoptr (GString) safe = g_string_new (NULL);

  for (const char *at = text; *at != '\0' && safe->len < MAX_NAME; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_iscntrl (c) || g_unichar_type (c) == G_UNICODE_FORMAT)
        continue;
      g_string_append_unichar (safe, c < 128 && strchr ("/\\:*?\"<>|", (int) c) != NULL ? '-'
                                     : g_unichar_isspace (c)                            ? ' '
                                                                                        : c);
    }
  g_strstrip (safe->str);
  safe->len = strlen (safe->str);
  while (safe->len > 0 && strchr (". ", safe->str[safe->len - 1]) != NULL)
    g_string_truncate (safe, safe->len - 1);
  return g_strdup (safe->str + strspn (safe->str, ". "));
}

char *
sek_report_dup_member_file_name (SekReport *self, gint64 member, SekFormat format)
{
  static const SekWord words = { { " – kontingent %s", " – kontingent %s", " – fee %s" } };
  const SekMemberNumber *number = sek_register_get_number (self->data.reg, member, self->data.today);
  g_autofree char *name = make_safe (sek_register_get_member (self->data.reg, member)->name);
  g_autofree char *what = _sek_report_dup_year (self, &words, self->options.year);

  return g_strdup_printf ("%s%s%s%s%s", number != NULL ? number->number : "",
                          number != NULL && *name != '\0' ? " " : "", name, what, sek_format_get_suffix (format));
}

/* A name that no other file of this run has, on file systems that do not tell upper from lower case either. */
static char *
make_unique (char *name, GHashTable *taken)
{
  const char *dot = strrchr (name, '.');
  char *told = g_strdup (name);

  for (int n = 2; !g_hash_table_add (taken, sek_collate_fold (told)); n++)
    {
      g_free (told);
      told = g_strdup_printf ("%.*s (%d)%s", (int) (dot - name), name, n, dot);
    }
  return told;
}

static gboolean
make_folder (const char *folder, GError **error)
{
  if (g_file_test (folder, G_FILE_TEST_IS_DIR))
    return TRUE;
  if (g_mkdir (folder, 0777) == 0)
    return TRUE;
  sek_save_set_error (error, errno == EEXIST ? ENOTDIR : errno, folder);
  return FALSE;
}

static gboolean
write_one (SekReport *self, gint64 member, const char *path, SekFormat format, SekSaveFlags flags,
           GCancellable *cancellable, GError **error)
{
  static const SekTableId tables[] = { SEK_TABLE_MEMBER_SHEET, SEK_TABLE_ABOUT };
  g_autoptr (SekBook) book = NULL;

  self->options.member = member;
  book = sek_report_make_book (self, tables, G_N_ELEMENTS (tables), error);
  return book != NULL && sek_book_write (book, path, format, flags, NULL, NULL, cancellable, error);
}

/* What was being attempted, why not, and how far it came. */
static void
tell_rest (GError **error, const char *name, guint done, guint all)
{
  GError *reason = error != NULL ? *error : NULL;
  g_autofree char *message = NULL;

  if (reason == NULL)
    return;
  message = g_steal_pointer (&reason->message);
  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    reason->message = g_strdup_printf (_("Cancelled: %u of %u member sheets were saved; “%s” and those after it were "
                                         "not."),
                                       done, all, name);
  else
    reason->message = g_strdup_printf (_("%s %u of %u member sheets were saved; “%s” and those after it were not."),
                                       message, done, all, name);
}

/* A sheet without a fee tells its member nothing. */
static gboolean
has_rate (const SekReport *report, const GArray *members)
{
  for (guint i = 0; i < members->len; i++)
    {
      const SekMember *member = sek_register_get_member (report->data.reg, g_array_index (members, gint64, i));

      if (sek_fees_get_rate (report->data.reg, report->options.year, member->kind) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* A workbook takes and gives back some MiB: given back to the system each time, they cost more than the workbook. Once
 * all are written the thresholds are malloc's own again, and what was kept is given back. */
static void
keep_memory (gboolean keep)
{
  mallopt (M_TRIM_THRESHOLD, keep ? 64 * 1024 * 1024 : 128 * 1024);
  mallopt (M_TOP_PAD, keep ? 8 * 1024 * 1024 : 0);
  if (!keep)
    malloc_trim (0);
}

gboolean
sek_report_write_member_sheets (SekReport *self, const char *folder, SekFormat format, SekSaveFlags flags,
                                SekProgressFunc progress, gpointer user_data, GCancellable *cancellable,
                                GPtrArray **written, GError **error)
{
  g_autoptr (GArray) members = sek_report_dup_sheet_members (self);
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (SekReport) report = { 0 };

  *written = g_ptr_array_new_with_free_func (g_free);
  if (sek_format_is_single (format))
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                   _("A member sheet has several tables, and a %s file holds one. Choose another format, for example "
                     ".xlsx."),
                   sek_format_get_suffix (format));
      return FALSE;
    }
  if (members->len == 0)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND,
                   _("There are no member sheets to save: the register has no members in %d."), self->options.year);
      return FALSE;
    }
  /* No council has as many, and no folder is any use with more. */
  if (members->len > MOST_SHEETS)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_RANGE,
                   _("There are %u members, and member sheets are saved for %d at most. Name the members one by one."),
                   members->len, MOST_SHEETS);
      return FALSE;
    }
  if (!has_rate (self, members))
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND,
                   _("There are no member sheets to save: no rate is set for %d. Set one first, or choose another "
                     "year."),
                   self->options.year);
      return FALSE;
    }
  if (!make_folder (folder, error))
    return FALSE;

  sek_report_copy (&report, self);
  report.options.unit = SEK_KRONE;
  keep_memory (TRUE);
  for (guint i = 0; i < members->len; i++)
    {
      gint64 member = g_array_index (members, gint64, i);
      g_autofree char *plain = sek_report_dup_member_file_name (&report, member, format);
      g_autofree char *name = make_unique (plain, taken);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !write_one (&report, member, path, format, flags | SEK_SAVE_ONE_OF_MANY, cancellable, error))
        {
          tell_rest (error, name, i, members->len);
          keep_memory (FALSE);
          return FALSE;
        }
      g_ptr_array_add (*written, g_steal_pointer (&name));
      if (progress != NULL)
        progress ((double) (i + 1) / members->len, user_data);
    }
  keep_memory (FALSE);
  return sek_save_sync_folder (folder, error);
}

SekBook *
sek_report_make_sent_book (SekRegister *reg, gint64 member, int year, SekDate today, SekLanguage language)
{
  static const SekTableId tables[] = { SEK_TABLE_MEMBER_SHEET, SEK_TABLE_ABOUT };
  SekReport report = { .data = { .reg = reg, .today = today, .data_time = (char *) "2000-01-01T00:00:00Z" },
                       .options = { .year = year, .unit = SEK_KRONE, .language = language, .member = member } };

  return sek_report_make_book (&report, tables, G_N_ELEMENTS (tables), NULL);
}
