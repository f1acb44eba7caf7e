/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-audit-form.h"

#include <glib/gi18n-lib.h>

/* A side pane with more is no list that anybody reads; the report has them all. */
#define MOST_LISTED 40

/* Names and texts of facts, grown one by one. */
typedef struct
{
  GPtrArray *names;
  GPtrArray *texts;
  GPtrArray *actions; /* "" for none */
} Facts;

static void
start_facts (Facts *facts)
{
  facts->names = g_ptr_array_new_with_free_func (g_free);
  facts->texts = g_ptr_array_new_with_free_func (g_free);
  facts->actions = g_ptr_array_new_with_free_func (g_free);
}

/* Takes text. */
static void
add_fact (Facts *facts, const char *name, char *text)
{
  g_ptr_array_add (facts->names, g_strdup (name));
  g_ptr_array_add (facts->texts, text);
  g_ptr_array_add (facts->actions, g_strdup (""));
}

static void
finish_facts (Facts *facts, SekForm *form, const char *title)
{
  if (facts->names->len > 0)
    sek_form_add_ways (form, title, (const char *const *) facts->names->pdata,
                       (const char *const *) facts->texts->pdata, (const char *const *) facts->actions->pdata,
                       facts->names->len);
  g_ptr_array_unref (facts->names);
  g_ptr_array_unref (facts->texts);
  g_ptr_array_unref (facts->actions);
}

static char *
dup_printed (SekAudit *audit, const SekAuditCell *cell)
{
  return cell->printed != SEK_NONE ? g_strstrip (g_strdup (sek_audit_get_text (audit, cell->row, cell->column)))
                                   : g_strdup (_("nothing"));
}

static void
add_cell (SekForm *form, SekAudit *audit, const SekAuditCell *cell)
{
  const SekAuditRule *rule = sek_audit_get_rule (audit, cell->rule);
  SekLanguage language = sek_program_language ();
  Facts facts;

  start_facts (&facts);
  add_fact (&facts, _("In Table"), dup_printed (audit, cell));
  add_fact (&facts, _("Calculated"), g_strdup (cell->expected_text));
  if (cell->printed != SEK_NONE)
    add_fact (&facts, _("Difference"),
              sek_audit_format_figure (cell->printed - cell->expected, cell->decimals, cell->percent));
  if (cell->undecided)
    add_fact (&facts, _("Verdict"), g_strdup_printf ("%s, %s", sek_verdict_get_word (cell->verdict, language),
                                                     sek_audit_undecided_get_word (language)));
  else
    add_fact (&facts, _("Verdict"), g_strdup (sek_verdict_get_word (cell->verdict, language)));
  finish_facts (&facts, form, NULL);
  start_facts (&facts);
  add_fact (&facts, rule->words, g_strdup (sek_audit_sureness_get_word (rule->sureness, language)));
  finish_facts (&facts, form, _("Rule"));
}

/* The errors, or what to look at. */
static void
add_findings (SekForm *form, SekAudit *audit, gboolean sure)
{
  Facts facts;
  guint n = 0;

  start_facts (&facts);
  for (guint i = 0; i < sek_audit_get_n_cells (audit); i++)
    {
      const SekAuditCell *cell = sek_audit_get_cell (audit, i);
      g_autofree char *place = NULL, *printed = NULL;

      if (!sek_audit_is_finding (cell) || sek_audit_is_deviation (cell) != sure || n++ >= MOST_LISTED)
        continue;
      place = g_strdup_printf ("%s, %s", sek_audit_get_label (audit, cell->row),
                               sek_audit_get_head (audit, cell->column));
      printed = dup_printed (audit, cell);
      add_fact (&facts, place, g_strdup_printf ("%s → %s", printed, cell->expected_text));
      g_free (facts.actions->pdata[facts.actions->len - 1]);
      facts.actions->pdata[facts.actions->len - 1] = g_strdup_printf ("audit.go-to((uint32 %u, uint32 %u))", cell->row,
                                                                      cell->column);
    }
  if (n > MOST_LISTED)
    {
      g_autofree char *more = g_strdup_printf (_("and %u more"), n - MOST_LISTED);

      add_fact (&facts, more, g_strdup (""));
    }
  finish_facts (&facts, form, sure ? _("Findings") : _("To Look At"));
}

/* What was looked at, and what was not. */
static void
add_coverage (SekForm *form, SekAudit *audit)
{
  g_autofree char *sentence = sek_audit_describe_coverage (audit);
  Facts facts;

  start_facts (&facts);
  add_fact (&facts, sentence, g_strdup (""));
  finish_facts (&facts, form, _("Coverage"));
}

static void
add_rules (SekForm *form, SekAudit *audit)
{
  Facts facts;

  start_facts (&facts);
  for (guint i = 0; i < sek_audit_get_n_rules (audit) && i < MOST_LISTED; i++)
    {
      const SekAuditRule *rule = sek_audit_get_rule (audit, i);

      add_fact (&facts, rule->words, g_strdup (sek_audit_sureness_get_word (rule->sureness, sek_program_language ())));
    }
  if (sek_audit_get_n_rules (audit) > MOST_LISTED)
    {
      g_autofree char *more = g_strdup_printf (_("and %u more"), sek_audit_get_n_rules (audit) - MOST_LISTED);

      add_fact (&facts, more, g_strdup (""));
    }
  finish_facts (&facts, form, _("Rules of the Table"));
}

void
sek_audit_form_fill (SekForm *form, SekAuditModel *model, int row, guint column)
{
  SekAudit *audit = sek_audit_model_get_audit (model);
  const SekAuditCell *cell = row >= 0 ? sek_audit_model_get_cell (model, (guint) row, column) : NULL;
  SekGridColumn description;

  if (row >= 0)
    {
      sek_grid_model_get_column (SEK_GRID_MODEL (model), column, &description);
      g_strdelimit (description.head, "\n", ' ');
      sek_form_add_title (form, sek_audit_get_label (audit, sek_audit_model_get_row (model, (guint) row)),
                          description.head);
      g_free (description.head);
    }
  if (cell != NULL)
    add_cell (form, audit, cell);
  else if (row >= 0)
    {
      Facts facts;

      start_facts (&facts);
      add_fact (&facts, _("Nothing in the table says what this cell should be."), g_strdup (""));
      finish_facts (&facts, form, NULL);
    }
  add_findings (form, audit, TRUE);
  add_findings (form, audit, FALSE);
  add_coverage (form, audit);
  add_rules (form, audit);
}

void
sek_prose_form_fill (SekForm *form, SekProseModel *model, guint row)
{
  const SekProseFinding *finding = sek_prose_model_get_nth (model, row);
  g_autofree char *line = NULL;
  Facts facts;

  if (finding == NULL)
    return;
  line = g_strdup_printf (_("Line %u"), finding->line);
  sek_form_add_title (form, finding->text, line);
  start_facts (&facts);
  add_fact (&facts, _("Verdict"), g_strdup (sek_prose_get_word (finding->verdict)));
  if (*finding->expected != '\0')
    add_fact (&facts, _("Should be"), g_strdup (finding->expected));
  finish_facts (&facts, form, NULL);
  start_facts (&facts);
  add_fact (&facts, *finding->source != '\0' ? finding->source : finding->reason, g_strdup (""));
  finish_facts (&facts, form, _("Held Against"));
  start_facts (&facts);
  add_fact (&facts, finding->sentence, g_strdup (""));
  finish_facts (&facts, form, _("Sentence"));
}

char *
sek_audit_form_dup_name (SekAudit *audit, guint index)
{
  const char *name = sek_audit_get_name (audit);
  guint n = sek_audit_count_findings (audit);
  g_autofree char *number = g_strdup_printf (_("Table %u"), index + 1);
  g_autofree char *deviations = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u finding", "%u findings", n), n);

  if (*name == '\0')
    name = number;
  return n > 0 ? g_strdup_printf ("%s (%s)", name, deviations) : g_strdup (name);
}

char *
sek_audit_form_dup_summary (SekAudit *audit)
{
  guint n_rules = sek_audit_get_n_rules (audit), n = sek_audit_count_figures (audit);
  g_autofree char *rules = NULL, *covered = NULL;

  if (n_rules == 0)
    return g_strdup (_("no sum, difference or percentage was recognised in the table"));
  rules = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u rule found", "%u rules found", n_rules), n_rules);
  covered = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u of %u figure checked", "%u of %u figures checked", n),
                             sek_audit_count_checked (audit), n);
  return g_strdup_printf ("%s · %s", rules, covered);
}

/* --- the status line ---------------------------------------------------------------------------------------------- */

/* Takes text. */
static void
add_pill (SekPage *page, char *text, guint n, const char *style, const char *action)
{
  if (n > 0)
    sek_page_add_pill (page, text, style, action);
  g_free (text);
}

void
sek_audit_form_add_pills (SekPage *page, SekAudit *audit, SekProseModel *prose)
{
  guint right = audit != NULL   ? sek_audit_count (audit, SEK_VERDICT_OK)
                : prose != NULL ? sek_prose_model_count (prose, SEK_PROSE_OK)
                                : 0;
  guint rounding = audit != NULL ? sek_audit_count (audit, SEK_VERDICT_ROUNDING) : 0;
  guint untied = prose != NULL ? sek_prose_model_count (prose, SEK_PROSE_UNTIED) : 0;
  guint wrong = audit != NULL   ? sek_audit_count (audit, SEK_VERDICT_WRONG)
                : prose != NULL ? sek_prose_model_count (prose, SEK_PROSE_WRONG)
                                : 0;
  guint missing = audit != NULL ? sek_audit_count (audit, SEK_VERDICT_MISSING) : 0;
  guint doubtful = audit != NULL ? sek_audit_count (audit, SEK_VERDICT_DOUBTFUL) : 0;

  sek_page_clear_pills (page);
  add_pill (page, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u figure right", "%u figures right", right), right),
            right, "good", "win.show-page::audit");
  add_pill (page, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u rounding", "%u roundings", rounding), rounding),
            rounding, "doubtful", "win.show-page::audit");
  add_pill (page,
            g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u figure not tied", "%u figures not tied", untied),
                             untied),
            untied, "doubtful", "win.show-page::audit");
  add_pill (page, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u figure wrong", "%u figures wrong", wrong), wrong),
            wrong, "bad", "audit.next");
  add_pill (page,
            g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u figure missing", "%u figures missing", missing),
                             missing),
            missing, "bad", "audit.next");
  add_pill (page,
            g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u figure to look at", "%u figures to look at", doubtful),
                             doubtful),
            doubtful, "doubtful", "audit.next");
}
