/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-comparison.h"

#include "sek-collate.h"
#include "sek-report-private.h"

typedef struct
{
  SekReport   *report;
  SekRegister *before; /* the register on the left */
  SekRegister *after;  /* and on the right, which may be the same */
  gint64       base;   /* the budget column on the left; 0 where it has none */
  gint64       column; /* and on the right */
  const char  *heading;
  const char  *title;  /* of that column */
  gboolean     turned; /* budget − actual, where the right one is actual */
  gboolean     paired; /* two columns that were chosen, and no list of them on each side */
  GPtrArray   *differences;
} Comparison;

static void
free_difference (gpointer data)
{
  SekDifference *self = data;

  g_free (self->heading);
  g_free (self->name);
  g_free (self->title);
  g_free (self->text_before);
  g_free (self->text_now);
  g_free (self->who);
  g_free (self->at);
  g_free (self);
}

static SekDifference *
add_difference (Comparison *self, SekDifferenceKind kind, const char *name)
{
  SekDifference *difference = g_new0 (SekDifference, 1);

  difference->kind = kind;
  difference->base = self->base;
  difference->column = self->column;
  difference->heading = g_strdup (self->heading);
  difference->name = g_strdup (name);
  difference->title = g_strdup (self->title);
  difference->before = difference->now = difference->change = SEK_NONE;
  g_ptr_array_add (self->differences, difference);
  return difference;
}

/* --- the same row in two registers -------------------------------------------------------------------------------- */

/* The row of the other register that is the same: of the same id, or else of the same name and second; 0 for none. A
 * row that only a sealed column's copy has is of the same id in the other's. */
static gint64
match_row (SekRegister *from, SekRegister *to, SekEntityId entity, const SekField *name, const SekField *second,
           gint64 id)
{
  const SekRow *row = sek_register_lookup (from, entity, id), *other;
  SekTableIter iter;

  if (from == to || row == NULL || sek_register_lookup (to, entity, id) != NULL)
    return id;
  sek_table_iter_init (&iter, sek_register_get_table (to, entity));
  while ((other = sek_table_iter_next (&iter)) != NULL)
    if (sek_collate (other->slots[name->index].text, row->slots[name->index].text) == 0
        && (second == NULL || other->slots[second->index].integer == row->slots[second->index].integer)
        && sek_register_lookup (from, entity, other->id) == NULL)
      return other->id;
  return 0;
}

static gint64
match_column (SekRegister *from, SekRegister *to, gint64 id)
{
  id = match_row (from, to, SEK_BUDGET_COLUMN, SEK_FIELD (budget_column, title), SEK_FIELD (budget_column, year), id);
  return sek_register_get_budget_column (to, id) != NULL ? id : 0;
}

static gint64
match_line (SekRegister *from, SekRegister *to, gint64 id)
{
  return match_row (from, to, SEK_BUDGET_LINE, SEK_FIELD (budget_line, name), SEK_FIELD (budget_line, section), id);
}

static gint64
match_project (SekRegister *from, SekRegister *to, gint64 id)
{
  return match_row (from, to, SEK_PROJECT, SEK_FIELD (project, name), NULL, id);
}

/* --- who changed it ----------------------------------------------------------------------------------------------- */

/* The later of what is known and the last change of a field, or of the whole row. */
static void
look_for_author (Comparison *self, SekEntityId entity, gint64 row, const SekField *field, const SekAuthor **last)
{
  const SekAuthor *author = row != 0 ? sek_authors_find (self->report->data.authors, entity, row, field) : NULL;

  if (author != NULL && (*last == NULL || author->event > (*last)->event))
    *last = author;
}

/* Of one row on both sides, or of two that take each other's place. field, second: what of it; NULL for none. */
static void
set_author (Comparison *self, SekDifference *difference, SekEntityId entity, gint64 left, gint64 right,
            const SekField *field, const SekField *second)
{
  const gint64 rows[] = { left, right };
  const SekAuthor *last = NULL;

  if (self->report->data.authors == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      look_for_author (self, entity, rows[i], NULL, &last);
      if (field != NULL)
        look_for_author (self, entity, rows[i], field, &last);
      if (second != NULL)
        look_for_author (self, entity, rows[i], second, &last);
    }
  if (last == NULL)
    return;
  difference->who = self->report->options.no_names ? NULL : g_strdup (last->who);
  difference->at = g_strdup (last->at);
}

/* --- figures ------------------------------------------------------------------------------------------------------ */

static const SekAmount *
get_amount (SekRegister *reg, gint64 line, gint64 column)
{
  return line != 0 && column != 0 ? sek_budget_get_amount (reg, line, column) : NULL;
}

static const SekProjectAmount *
get_project_amount (SekRegister *reg, gint64 project, gint64 column)
{
  return project != 0 && column != 0 ? sek_budget_get_project_amount (reg, project, column) : NULL;
}

static gint64
id_of (gconstpointer row)
{
  return row != NULL ? ((const SekRow *) row)->id : 0;
}

/* A line that is not there has no figure. */
static gint64
value_of (SekRegister *reg, const SekFigure *figure, gint64 column)
{
  if (column == 0 || (figure->kind == SEK_FIGURE_LINE && figure->line == 0))
    return SEK_NONE;
  return sek_budget_value (reg, figure, column);
}

static void
set_values (Comparison *self, SekDifference *difference, gint64 before, gint64 now)
{
  difference->before = before;
  difference->now = now;
  difference->change = self->turned ? sek_budget_minus (before, now) : sek_budget_minus (now, before);
}

static void
add_figure (Comparison *self, const SekFigure *left, const SekFigure *right)
{
  SekLanguage language = self->report->options.language;
  gint64 before = value_of (self->before, left, self->base), now = value_of (self->after, right, self->column);
  gboolean there = right->kind != SEK_FIGURE_LINE || right->line != 0;
  SekDifference *difference;

  if (before == now && !self->report->options.all_rows)
    return;
  difference = add_difference (self, SEK_DIFFERENCE_FIGURE,
                               there ? sek_figure_get_name (self->after, right, language)
                                     : sek_figure_get_name (self->before, left, language));
  difference->left = *left;
  difference->right = *right;
  set_values (self, difference, before, now);
  if (right->kind == SEK_FIGURE_LINE && before != now)
    set_author (self, difference, SEK_AMOUNT, id_of (get_amount (self->before, left->line, self->base)),
                id_of (get_amount (self->after, right->line, self->column)), SEK_FIELD (amount, value),
                SEK_FIELD (amount, mode));
}

static GArray *
dup_figures (SekRegister *reg, gint64 column, gint64 other)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (column != 0)
    g_array_append_val (columns, column);
  if (other != 0)
    g_array_append_val (columns, other);
  return sek_budget_figures_of (reg, columns);
}

/* Lines of a section that only the left side has, after the others. paired: those of the left that the right has. */
static void
add_gone_lines (Comparison *self, GArray *figures, gint64 section, GHashTable *paired)
{
  for (guint i = 0; i < figures->len; i++)
    {
      SekFigure left = g_array_index (figures, SekFigure, i), right = left;

      right.line = 0;
      if (left.kind == SEK_FIGURE_LINE && left.section == section && !g_hash_table_contains (paired, &left.line))
        add_figure (self, &left, &right);
    }
}

/* by_section: under the names of the sections, where no other heading stands. */
static void
add_figures (Comparison *self, gboolean by_section)
{
  gboolean same = self->before == self->after;
  g_autoptr (GArray) now = dup_figures (self->after, self->column, same ? self->base : 0);
  g_autoptr (GArray) before = same ? g_array_ref (now) : dup_figures (self->before, self->base, 0);
  g_autoptr (GHashTable) paired = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GArray) left = g_array_copy (now);

  for (guint i = 0; i < now->len; i++)
    {
      SekFigure *figure = &g_array_index (left, SekFigure, i);

      if (figure->kind != SEK_FIGURE_LINE)
        continue;
      figure->line = match_line (self->after, self->before, figure->line);
      g_hash_table_add (paired, g_memdup2 (&figure->line, sizeof figure->line));
    }
  for (guint i = 0; i < now->len; i++)
    {
      const SekFigure *right = &g_array_index (now, SekFigure, i);

      /* A section ends with its sum, and the first of all, which has none, where the next begins. */
      if (right->kind == SEK_FIGURE_HEADING && right->section == SEK_SECTION_INCOME)
        add_gone_lines (self, before, SEK_SECTION_OPENING, paired);
      else if (right->kind == SEK_FIGURE_SUM)
        add_gone_lines (self, before, right->section, paired);
      /* What all sections come to stands under none of them. */
      if (by_section && right->kind == SEK_FIGURE_HEADING)
        self->heading = sek_figure_get_name (self->after, right, self->report->options.language);
      else if (by_section && (right->kind == SEK_FIGURE_RESULT || right->kind == SEK_FIGURE_CLOSING))
        self->heading = NULL;
      if (right->kind != SEK_FIGURE_HEADING)
        add_figure (self, &g_array_index (left, SekFigure, i), right);
    }
}

/* --- projects ----------------------------------------------------------------------------------------------------- */

static GArray *
dup_projects (SekRegister *reg, gint64 column)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (column != 0)
    g_array_append_val (columns, column);
  return sek_budget_projects_of (reg, columns);
}

static const char *
get_project_name (SekRegister *reg, gint64 project, gint64 column)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (gint64));
  const SekProject *row;

  g_array_append_val (columns, column);
  row = sek_budget_get_project (reg, project, columns);
  return row != NULL ? row->name : "";
}

/* left, right: the project in each register, 0 where it is not. */
static void
add_project (Comparison *self, gint64 left, gint64 right)
{
  const SekProjectAmount *was = get_project_amount (self->before, left, self->base),
                         *is = get_project_amount (self->after, right, self->column);
  gint64 before = was != NULL ? was->value : SEK_NONE, now = is != NULL ? is->value : SEK_NONE;
  SekDifference *difference;

  if (before == now && !self->report->options.all_rows)
    return;
  difference = add_difference (self, SEK_DIFFERENCE_PROJECT,
                               right != 0 ? get_project_name (self->after, right, self->column)
                                          : get_project_name (self->before, left, self->base));
  difference->project = right != 0 ? right : left;
  set_values (self, difference, before, now);
  if (before != now)
    set_author (self, difference, SEK_PROJECT_AMOUNT, id_of (was), id_of (is), SEK_FIELD (project_amount, value), NULL);
}

static gboolean
has_id (GArray *ids, gint64 id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      return TRUE;
  return FALSE;
}

static void
add_projects (Comparison *self)
{
  g_autoptr (GArray) now = dup_projects (self->after, self->column), before = dup_projects (self->before, self->base);
  g_autoptr (GArray) paired = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < now->len; i++)
    {
      gint64 right = g_array_index (now, gint64, i), left = match_project (self->after, self->before, right);

      g_array_append_val (paired, left);
      add_project (self, left, right);
    }
  for (guint i = 0; i < before->len; i++)
    if (!has_id (paired, g_array_index (before, gint64, i)))
      add_project (self, g_array_index (before, gint64, i), 0);
}

/* --- texts -------------------------------------------------------------------------------------------------------- */

/* left, right: the row with the text in each register. */
static void
add_text (Comparison *self, const SekField *field, const char *name, const char *before, const char *now, gint64 left,
          gint64 right)
{
  SekDifference *difference;

  if (g_strcmp0 (before, now) == 0)
    return;
  difference = add_difference (self, SEK_DIFFERENCE_TEXT, name);
  difference->field = field;
  difference->text_before = g_strdup (before);
  difference->text_now = g_strdup (now);
  set_author (self, difference, field->entity, left, right, field, NULL);
}

static const char *
section_name (SekReport *report, const SekBudgetLine *line)
{
  return sek_figure_get_name (report->data.reg, &(SekFigure){ .kind = SEK_FIGURE_HEADING, .section = line->section },
                              report->options.language);
}

/* Names of rows, and rows that came or went: those of the register, whatever the columns. */
static void
add_names (Comparison *self, SekEntityId entity, const SekField *name,
           gint64 (*match) (SekRegister *, SekRegister *, gint64))
{
  g_autoptr (GArray) now = sek_rows_by_position (self->after, entity);
  g_autoptr (GArray) before = sek_rows_by_position (self->before, entity);

  for (guint i = 0; i < now->len; i++)
    {
      gint64 right = g_array_index (now, gint64, i), left = match (self->after, self->before, right);
      const SekRow *is = sek_register_lookup (self->after, entity, right),
                   *was = left != 0 ? sek_register_lookup (self->before, entity, left) : NULL;
      const char *called = is->slots[name->index].text;

      add_text (self, name, called, was != NULL ? was->slots[name->index].text : NULL, called, left, right);
      if (entity == SEK_BUDGET_LINE && was != NULL)
        add_text (self, SEK_FIELD (budget_line, section), called,
                  section_name (self->report, (const SekBudgetLine *) was),
                  section_name (self->report, (const SekBudgetLine *) is), left, right);
    }
  for (guint i = 0; i < before->len; i++)
    {
      gint64 left = g_array_index (before, gint64, i);
      const SekRow *was = sek_register_lookup (self->before, entity, left);

      if (match (self->before, self->after, left) == 0)
        add_text (self, name, was->slots[name->index].text, was->slots[name->index].text, NULL, left, 0);
    }
}

static const char *
comment_of (const SekAmount *amount)
{
  return amount != NULL ? amount->comment : NULL;
}

static const char *
reason_of (const SekAmount *amount)
{
  return amount != NULL ? amount->reason : NULL;
}

static const char *
project_comment_of (const SekProjectAmount *amount)
{
  return amount != NULL ? amount->comment : NULL;
}

static const char *
project_reason_of (const SekProjectAmount *amount)
{
  return amount != NULL ? amount->reason : NULL;
}

/* The comments on the amounts of a column, and the reasons for their change; a line that went took its own along. */
static void
add_comments (Comparison *self)
{
  g_autoptr (GArray) figures = dup_figures (self->after, self->column, 0);
  g_autoptr (GArray) projects = dup_projects (self->after, self->column);

  for (guint i = 0; i < figures->len; i++)
    {
      const SekFigure *figure = &g_array_index (figures, SekFigure, i);
      gint64 line = figure->kind == SEK_FIGURE_LINE ? match_line (self->after, self->before, figure->line) : 0;
      const SekAmount *was = get_amount (self->before, line, self->base),
                      *is = get_amount (self->after, figure->line, self->column);
      const char *name = sek_figure_get_name (self->after, figure, self->report->options.language);

      if (figure->kind != SEK_FIGURE_LINE)
        continue;
      add_text (self, SEK_FIELD (amount, comment), name, comment_of (was), comment_of (is), id_of (was), id_of (is));
      add_text (self, SEK_FIELD (amount, reason), name, reason_of (was), reason_of (is), id_of (was), id_of (is));
    }
  for (guint i = 0; i < projects->len; i++)
    {
      gint64 right = g_array_index (projects, gint64, i), left = match_project (self->after, self->before, right);
      const SekProjectAmount *was = get_project_amount (self->before, left, self->base),
                             *is = get_project_amount (self->after, right, self->column);
      const char *name = get_project_name (self->after, right, self->column);

      add_text (self, SEK_FIELD (project_amount, comment), name, project_comment_of (was), project_comment_of (is),
                id_of (was), id_of (is));
      add_text (self, SEK_FIELD (project_amount, reason), name, project_reason_of (was), project_reason_of (is),
                id_of (was), id_of (is));
    }
}

/* --- which columns ------------------------------------------------------------------------------------------------ */

static const char *
title_of (SekRegister *reg, gint64 column)
{
  return column != 0 ? sek_register_get_budget_column (reg, column)->title : NULL;
}

static void
take_pair (GArray *pairs, gint64 base, gint64 column)
{
  SekComparedPair pair = { base, column };

  g_array_append_val (pairs, pair);
}

/* One column, of which at least one side was adopted. */
static void
take_adopted_pair (SekReport *self, SekRegister *before, SekRegister *after, GArray *pairs)
{
  const SekReportVersion *left = &self->data.before, *right = &self->data.after;
  gint64 base = left->column, column = right->column;

  /* Of the side that was not, the column that is named, or else the same one. */
  if (column == 0 && self->options.changed != 0)
    column = match_column (self->data.reg, after, self->options.changed);
  else if (column == 0)
    column = match_column (before, after, base);
  if (base == 0 && self->options.base != 0)
    base = match_column (self->data.reg, before, self->options.base);
  else if (base == 0)
    base = match_column (after, before, column);
  if (base != 0 && column != 0)
    take_pair (pairs, base, column);
}

gboolean
_sek_report_is_actual (SekReport *self, const SekReportVersion *version, gint64 column)
{
  return sek_budget_is_actual (sek_register_get_budget_column (_sek_report_get_version (self, version), column));
}

GArray *
_sek_report_dup_pairs (SekReport *self)
{
  SekRegister *before = _sek_report_get_version (self, &self->data.before),
              *after = _sek_report_get_version (self, &self->data.after);
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (SekComparedPair));
  g_autoptr (GArray) shown = NULL, lost = NULL;
  gint64 column, base;

  if (!sek_report_has_versions (self))
    {
      if (sek_report_get_change (self, &column, &base))
        take_pair (pairs, base, column);
      return pairs;
    }
  if (self->data.before.column != 0 || self->data.after.column != 0)
    {
      take_adopted_pair (self, before, after, pairs);
      return pairs;
    }
  /* Those that are chosen are chosen in the register as it is. */
  shown = self->options.columns != NULL ? g_array_copy (self->options.columns)
                                        : sek_budget_columns_of (after, self->options.year);
  for (guint i = 0; i < shown->len; i++)
    {
      column = g_array_index (shown, gint64, i);
      if (self->options.columns != NULL)
        column = match_column (self->data.reg, after, column);
      base = column != 0 ? match_column (after, before, column)
                         : match_column (self->data.reg, before, g_array_index (shown, gint64, i));
      if (column != 0 || base != 0)
        take_pair (pairs, base, column);
    }
  lost = self->options.columns == NULL ? sek_budget_columns_of (before, self->options.year) : NULL;
  for (guint i = 0; lost != NULL && i < lost->len; i++)
    if (match_column (before, after, g_array_index (lost, gint64, i)) == 0)
      take_pair (pairs, g_array_index (lost, gint64, i), 0);
  return pairs;
}

/* --- all of it ---------------------------------------------------------------------------------------------------- */

/* The titles of columns; one that is there on one side alone came or went. */
static void
add_titles (Comparison *self, GArray *pairs)
{
  for (guint i = 0; i < pairs->len; i++)
    {
      const SekComparedPair *pair = &g_array_index (pairs, SekComparedPair, i);
      const char *was = title_of (self->before, pair->base), *is = title_of (self->after, pair->column);

      add_text (self, SEK_FIELD (budget_column, title), is != NULL ? is : was, was, is, pair->base, pair->column);
    }
}

/* Names of rows once, and the comments of each pair of columns that are the same one; of two others, whose comments
 * are of two things, only where comments are asked for. */
static void
add_texts (Comparison *self, GArray *pairs)
{
  static const SekWord words = { { "Navn og kommentarer", "Namn og kommentarar", "Names and comments" } };

  self->heading = _sek_report_text (self->report, &words);
  self->title = NULL;
  if (self->before != self->after)
    {
      self->base = self->column = 0;
      if (!self->paired)
        add_titles (self, pairs);
      add_names (self, SEK_BUDGET_LINE, SEK_FIELD (budget_line, name), match_line);
      add_names (self, SEK_PROJECT, SEK_FIELD (project, name), match_project);
    }
  for (guint i = 0; i < pairs->len; i++)
    {
      const SekComparedPair *pair = &g_array_index (pairs, SekComparedPair, i);
      gboolean same = self->before != self->after && match_column (self->before, self->after, pair->base)
                      == pair->column;

      self->base = pair->base;
      self->column = pair->column;
      self->title = title_of (self->after, pair->column);
      if (pair->base != 0 && pair->column != 0 && (same || self->report->options.comments))
        add_comments (self);
    }
}

GPtrArray *
sek_report_dup_differences (SekReport *report)
{
  static const SekWord projects = { { "Prosjektmidler, %s", "Prosjektmidlar, %s", "Project funds, %s" } };
  Comparison self = { .report = report, .before = _sek_report_get_version (report, &report->data.before),
                      .after = _sek_report_get_version (report, &report->data.after) };
  g_autoptr (GArray) pairs = _sek_report_dup_pairs (report);
  gboolean one = !sek_report_has_versions (report) || report->data.before.column != 0 || report->data.after.column != 0;

  self.differences = g_ptr_array_new_with_free_func (free_difference);
  self.paired = one;
  for (guint i = 0; i < pairs->len; i++)
    {
      const SekComparedPair *pair = &g_array_index (pairs, SekComparedPair, i);
      const char *title = pair->column != 0 ? title_of (self.after, pair->column) : title_of (self.before, pair->base);
      g_autofree char *of_projects = _sek_report_dup_text (report, &projects, title);

      self.base = pair->base;
      self.column = pair->column;
      self.turned = one && _sek_report_is_actual (report, &report->data.after, self.column)
                    && !_sek_report_is_actual (report, &report->data.before, self.base);
      self.title = title;
      self.heading = one ? NULL : title;
      add_figures (&self, one);
      self.heading = one ? sek_table_get_name (SEK_TABLE_PROJECTS, report->options.language) : of_projects;
      add_projects (&self);
    }
  add_texts (&self, pairs);
  return g_steal_pointer (&self.differences);
}
