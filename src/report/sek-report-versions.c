/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "sek-apply.h"
#include "sek-error.h"
#include "sek-kind.h"
#include "sek-report-private.h"
#include "sek-seal.h"

/* The two sides of Sammenligning: which versions of the register they are, what each is called, and who changed what
 * between two days. All of it is collected when the sides are chosen, so that a book can be made in any thread. And
 * what was adopted, as the tables themselves. */

static void
clear_version (SekReportVersion *version)
{
  g_clear_pointer (&version->reg, sek_register_unref);
  g_free (version->name);
  g_free (version->digest);
  *version = (SekReportVersion) { 0 };
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SekReportVersion, clear_version)

static void
copy_version (SekReportVersion *copy, const SekReportVersion *version)
{
  *copy = *version;
  copy->reg = version->reg != NULL ? sek_register_ref (version->reg) : NULL;
  copy->name = g_strdup (version->name);
  copy->digest = g_strdup (version->digest);
}

void
_sek_report_copy_versions (SekReport *copy, const SekReport *self)
{
  copy_version (&copy->data.before, &self->data.before);
  copy_version (&copy->data.after, &self->data.after);
  copy->data.authors = self->data.authors != NULL ? sek_authors_ref (self->data.authors) : NULL;
}

void
_sek_report_clear_versions (SekReport *self)
{
  clear_version (&self->data.before);
  clear_version (&self->data.after);
  g_clear_pointer (&self->data.authors, sek_authors_unref);
}

gboolean
sek_report_has_versions (const SekReport *self)
{
  return self->data.before.kind != SEK_VERSION_NOW || self->data.after.kind != SEK_VERSION_NOW;
}

SekRegister *
_sek_report_get_version (SekReport *self, const SekReportVersion *version)
{
  return version->reg != NULL ? version->reg : self->data.reg;
}

/* --- choosing them ------------------------------------------------------------------------------------------------ */

/* A day that has not been is refused, unless something is from it: clocks are set back. */
static gboolean
check_day (SekReport *self, SekDate day, GError **error)
{
  g_autofree char *date = NULL;

  if (day <= self->data.today
      || (self->data.data_time != NULL && day <= sek_date_of_timestamp (self->data.data_time, SEK_CLOCKS_HERE)))
    return TRUE;
  date = sek_date_format (day, SEK_DATE_NUMERIC, sek_program_language ());
  g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT, _("%s is a day that has not been yet. Name today or an earlier day."),
               date);
  return FALSE;
}

/* A day, or now, which comes after all of them. */
static SekDate
end_of (const SekVersionWish *wish)
{
  return wish->kind == SEK_VERSION_DAY ? wish->day : G_MAXINT32;
}

static char *
dup_told_day (const SekVersionWish *wish)
{
  return wish->kind == SEK_VERSION_DAY ? sek_date_format (wish->day, SEK_DATE_NUMERIC, sek_program_language ())
                                       : g_strdup (_("The register as it is"));
}

static gboolean
is_in_time (const SekVersionWish *wish)
{
  return wish->kind == SEK_VERSION_DAY || wish->kind == SEK_VERSION_NOW;
}

static gboolean
check_order (const SekVersionWish *before, const SekVersionWish *after, GError **error)
{
  g_autofree char *left = dup_told_day (before), *right = dup_told_day (after);

  if (before->kind == SEK_VERSION_ADOPTED && after->kind == SEK_VERSION_ADOPTED && before->column == after->column)
    g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                 _("What was adopted cannot be compared with itself. Choose another column, or the register as it "
                   "is."));
  /* Both now are two columns. */
  else if (!is_in_time (before) || !is_in_time (after) || end_of (before) < end_of (after)
           || (before->kind == SEK_VERSION_NOW && after->kind == SEK_VERSION_NOW))
    return TRUE;
  else if (end_of (before) == end_of (after))
    g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT, _("“%s” cannot be compared with itself. Name two days."), left);
  else
    g_set_error (error, SEK_ERROR, SEK_ERROR_INPUT,
                 _("%s is later than %s. Name the earlier one first, as what is compared with."), left, right);
  return FALSE;
}

static gboolean
read_version (SekReport *self, SekDocument *document, const SekVersionWish *wish, const SekReportVersion *was,
              SekReportVersion *version, GError **error)
{
  SekRegister *reg = sek_document_get_register (document);
  const SekSeal *seal;

  version->kind = wish->kind;
  version->day = wish->kind == SEK_VERSION_DAY ? wish->day : 0;
  version->column = wish->kind == SEK_VERSION_ADOPTED ? wish->column : 0;
  switch (wish->kind)
    {
    case SEK_VERSION_DAY:
      if (!check_day (self, wish->day, error))
        return FALSE;
      version->reg = sek_document_dup_earlier (document, wish->day, error);
      return version->reg != NULL;
    case SEK_VERSION_FILE:
      if (wish->file != NULL)
        {
          version->reg = sek_register_snapshot (sek_document_get_register (wish->file));
          version->name = _sek_report_dup_source (wish->file);
        }
      else if (was->kind == SEK_VERSION_FILE)
        copy_version (version, was);
      g_return_val_if_fail (version->reg != NULL, FALSE);
      return TRUE;
    case SEK_VERSION_ADOPTED:
      version->reg = _sek_report_read_adopted (reg, wish->column, error);
      if (version->reg == NULL)
        return FALSE;
      seal = sek_seal_find (reg, wish->column);
      version->digest = sek_digest_dup_short (seal->digest);
      version->name = g_strdup (sek_register_get_budget_column (version->reg, wish->column)->title);
      return TRUE;
    case SEK_VERSION_NOW:
    default:
      return TRUE;
    }
}

/* A sealed column is read from its copy. Beside that copy it is shown as it would come out today: worked out from the
 * register, with the lines and names that there are. NULL with error. */
static SekRegister *
dup_unsealed (SekRegister *reg, gint64 column, GError **error)
{
  g_autoptr (SekRegister) unsealed = sek_register_snapshot (reg);
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("edit");
  const SekSeal *seal = sek_seal_find (unsealed, column);

  if (seal != NULL)
    sek_changeset_delete (changeset, unsealed, SEK_SEAL, seal->id);
  sek_changeset_set (changeset, unsealed, SEK_FIELD (budget_column, status), column, &SEK_INTEGER (SEK_STATUS_ADOPTED));
  sek_changeset_order (changeset);
  return sek_register_apply (unsealed, changeset, error) ? g_steal_pointer (&unsealed) : NULL;
}

/* Between two states of the document itself. */
static gboolean
read_authors (SekDocument *document, const SekReportVersion *before, const SekReportVersion *after,
              SekAuthors **authors, GError **error)
{
  static const SekEntityId entities[] = { SEK_BUDGET_COLUMN, SEK_BUDGET_LINE, SEK_AMOUNT, SEK_PROJECT,
                                          SEK_PROJECT_AMOUNT };

  if (before->kind != SEK_VERSION_DAY || (after->kind != SEK_VERSION_DAY && after->kind != SEK_VERSION_NOW))
    return TRUE;
  *authors = sek_document_read_authors (document, before->day, after->day, entities, G_N_ELEMENTS (entities), error);
  return *authors != NULL;
}

gboolean
sek_report_set_versions (SekReport *self, SekDocument *document, const SekVersionWish *before,
                         const SekVersionWish *after, GError **error)
{
  g_auto (SekReportVersion) left = { 0 }, right = { 0 };
  SekRegister *reg = sek_document_get_register (document);
  SekAuthors *authors = NULL;

  if (!check_order (before, after, error) || !read_version (self, document, before, &self->data.before, &left, error)
      || !read_version (self, document, after, &self->data.after, &right, error))
    return FALSE;
  if (left.kind == SEK_VERSION_ADOPTED && right.kind == SEK_VERSION_NOW
      && (right.reg = dup_unsealed (reg, left.column, error)) == NULL)
    return FALSE;
  if (!read_authors (document, &left, &right, &authors, error))
    return FALSE;
  _sek_report_clear_versions (self);
  copy_version (&self->data.before, &left);
  copy_version (&self->data.after, &right);
  self->data.authors = authors;
  return TRUE;
}

void
_sek_report_renew_versions (SekReport *self, SekDocument *document)
{
  const SekReportVersion *left = &self->data.before, *right = &self->data.after;
  SekVersionWish before = { left->kind, left->day, left->column, NULL },
                 after = { right->kind, right->day, right->column, NULL };

  /* A seal can be taken back, and another register be laid over the file. */
  if (sek_report_has_versions (self) && !sek_report_set_versions (self, document, &before, &after, NULL))
    _sek_report_clear_versions (self);
}

/* --- what they are called ----------------------------------------------------------------------------------------- */

static char *
dup_day (SekReport *self, const SekReportVersion *version)
{
  return sek_date_format (version->day, SEK_DATE_TOLD, self->options.language);
}

char *
_sek_report_dup_version (SekReport *self, const SekReportVersion *version)
{
  static const SekWord day = { { "registeret per %s", "registeret per %s", "the register on %s" } };
  static const SekWord adopted = { { "%s som vedtatt", "%s som vedteke", "%s as adopted" } };
  static const SekWord now = { { "registeret slik det er nå", "registeret slik det er no", "the register as it is" } };
  g_autofree char *date = version->kind == SEK_VERSION_DAY ? dup_day (self, version) : NULL;

  switch (version->kind)
    {
    case SEK_VERSION_DAY:
      return _sek_report_dup_text (self, &day, date);
    case SEK_VERSION_ADOPTED:
      return _sek_report_dup_text (self, &adopted, version->name);
    case SEK_VERSION_FILE:
      return g_strdup (version->name);
    case SEK_VERSION_NOW:
    default:
      return g_strdup (_sek_report_text (self, &now));
    }
}

char *
_sek_report_dup_version_head (SekReport *self, const SekReportVersion *version)
{
  static const SekWord sides[] = { { { "Før", "Før", "Before" } }, { { "Etter", "Etter", "After" } } };
  static const SekWord day = { { "per %s", "per %s", "on %s" } };
  static const SekWord adopted = { { "Vedtatt", "Vedteke", "Adopted" } };
  static const SekWord now = { { "Nå", "No", "Now" } };
  const char *side = _sek_report_text (self, &sides[version == &self->data.after]);
  g_autofree char *date = version->kind == SEK_VERSION_DAY ? dup_day (self, version) : NULL,
                  *told = date != NULL ? _sek_report_dup_text (self, &day, date) : NULL;

  if (version->kind == SEK_VERSION_ADOPTED)
    return g_strdup_printf ("%s\n%s", _sek_report_text (self, &adopted), version->name);
  if (version->kind != SEK_VERSION_NOW)
    return g_strdup_printf ("%s\n%s", side, told != NULL ? told : version->name);
  if (self->data.source == NULL)
    return g_strdup (_sek_report_text (self, &now));
  return g_strdup_printf ("%s\n%s", _sek_report_text (self, &now), self->data.source);
}

/* --- as adopted --------------------------------------------------------------------------------------------------- */

SekRegister *
_sek_report_read_adopted (SekRegister *reg, gint64 id, GError **error)
{
  const SekBudgetColumn *column = sek_register_get_budget_column (reg, id);
  const SekSeal *seal = sek_seal_find (reg, id);

  if (column != NULL && seal == NULL && column->status == SEK_STATUS_SEALED)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_DAMAGED,
                   _("What was adopted of “%s” cannot be shown: its copy was deleted outside of Sekretariat. Open a "
                     "backup of the register from before that."),
                   column->title);
      return NULL;
    }
  if (column == NULL || seal == NULL)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_REFUSED,
                   _("“%s” is not sealed, and so has no adopted copy. Seal it when it is adopted, or leave out “as "
                     "adopted”."),
                   column != NULL ? column->title : "");
      return NULL;
    }
  if (sek_seal_check (reg, id, NULL) == SEK_SEAL_OTHER_COPY)
    {
      g_set_error (error, SEK_ERROR, SEK_ERROR_DAMAGED,
                   _("What was adopted of “%s” cannot be shown: its copy does not fit its digest, and so was changed "
                     "outside of Sekretariat. Open a backup of the register from before that."),
                   column->title);
      return NULL;
    }
  return sek_seal_read (seal, error);
}

void
_sek_report_forget_adopted (SekReport *self)
{
  self->data.adopted = 0;
  g_clear_pointer (&self->data.digest, g_free);
}

gboolean
sek_report_set_adopted (SekReport *self, SekDocument *document, gint64 id, GError **error)
{
  SekRegister *reg = sek_document_get_register (document);
  SekRegister *copy = id != 0 ? _sek_report_read_adopted (reg, id, error) : NULL;
  const SekSeal *seal = sek_seal_find (reg, id);
  const SekOrganisation *organisation;
  gboolean anew = self->data.adopted != id;

  if (id != 0 && copy == NULL)
    return FALSE;
  if (id == 0)
    {
      _sek_report_forget_adopted (self);
      sek_report_renew (self, document);
      return TRUE;
    }
  sek_register_unref (self->data.reg);
  self->data.reg = copy;
  self->data.adopted = id;
  g_free (self->data.digest);
  self->data.digest = sek_digest_dup_short (seal->digest);
  g_clear_pointer (&self->data.source, g_free);
  g_free (self->data.data_time);
  self->data.data_time = g_strdup (seal->sealed_at);
  self->data.data_event = 0;
  self->data.today = sek_date_of_timestamp (seal->sealed_at, SEK_CLOCKS_NORWAY);
  if (!anew)
    return TRUE;
  organisation = sek_register_get_the_organisation (copy);
  self->options.year = (int) sek_register_get_budget_column (copy, id)->year;
  self->options.changed = self->options.base = 0;
  if (organisation != NULL)
    {
      self->options.unit = organisation->unit;
      self->options.language = (SekLanguage) sek_kind_choice_or (organisation->language, SEK_N_LANGUAGES,
                                                                 self->options.language);
    }
  g_clear_pointer (&self->options.columns, g_array_unref);
  g_clear_pointer (&self->joint.more_years, g_array_unref);
  g_clear_pointer (&self->joint.others, g_ptr_array_unref);
  return TRUE;
}
