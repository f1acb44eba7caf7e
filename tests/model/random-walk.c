/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "random-walk.h"

#include "sek-edits.h"
#include "sek-roll.h"

static SekRegister *
get_reg (Walk *walk)
{
  return walk->reg != NULL ? walk->reg : reg_of (walk->fixture);
}

int
walk_pick (Walk *walk, int n)
{
  return g_rand_int_range (walk->rand, 0, n);
}

gint64
walk_pick_row (Walk *walk, SekEntityId entity)
{
  const SekTable *table = sek_register_get_table (get_reg (walk), entity);
  gsize n = sek_table_get_size (table);
  int at;
  SekTableIter iter;
  const SekRow *row = NULL;

  if (n == 0)
    return 0;
  at = walk_pick (walk, (int) n);
  sek_table_iter_init (&iter, table);
  for (int i = 0; i <= at; i++)
    row = sek_table_iter_next (&iter);
  return row->id;
}

/* A text that the field may take, or may not. */
static char *
pick_text (Walk *walk, const SekField *field)
{
  static const char *const odd[] = { "", "", "–3", "x", "1.500", "ÆØÅ \t", "2 500 kr" };
  static const char *const texts[] = { "[amount]", "id\tline", "\\-", "\\n\\", "=1+1", "a;\"b\";'c'", "# 12", "2023",
                                       "To\nlinjer", "אבג \342\200\256 abc", "𝟙😀", "<b>&amp;</b>" };

  if (walk_pick (walk, 12) == 0)
    return g_strdup (odd[walk_pick (walk, G_N_ELEMENTS (odd))]);
  switch (field->kind)
    {
    case SEK_KIND_EMAIL:
      return g_strdup_printf ("post%d@kommune.example", walk_pick (walk, 100));
    case SEK_KIND_ORG_NUMBER:
      return g_strdup (walk_pick (walk, 2) ? "974 760 673" : "974 760 674");
    case SEK_KIND_MEMBER_NUMBER:
      return g_strdup_printf ("%04d", walk_pick (walk, 10000));
    case SEK_KIND_DATE:
      return g_strdup_printf ("%d.%d.%d", 1 + walk_pick (walk, 28), 1 + walk_pick (walk, 2),
                              2019 + walk_pick (walk, 7));
    case SEK_KIND_YEAR:
      return g_strdup_printf ("%d", 2021 + walk_pick (walk, 5));
    case SEK_KIND_COUNT:
      return g_strdup_printf ("%d", walk_pick (walk, 100000));
    case SEK_KIND_AMOUNT:
    case SEK_KIND_MONEY:
    case SEK_KIND_RATE:
    case SEK_KIND_HOURS:
      return g_strdup_printf ("%d", walk_pick (walk, 9000));
    case SEK_KIND_PERCENT:
      return g_strdup_printf ("%d %%", walk_pick (walk, 130) - 20);
    case SEK_KIND_UNIT:
      return g_strdup (walk_pick (walk, 2) ? "1000" : "1");
    case SEK_KIND_POSITION:
      return g_strdup_printf ("%d", walk_pick (walk, 9000));
    case SEK_KIND_TRUTH:
      return g_strdup (walk_pick (walk, 2) ? "ja" : "nei");
    case SEK_KIND_CHOICE:
      if (!walk->may_seal
          && (field == SEK_FIELD (budget_column, status) || field == SEK_FIELD (status_step, status)))
        return g_strdup (field->choices.choices[walk_pick (walk, SEK_STATUS_SEALED)].id);
      return g_strdup (field->choices.choices[walk_pick (walk, (int) field->choices.n_choices)].id);
    case SEK_KIND_REFERENCE:
      return g_strdup_printf ("#%" G_GINT64_FORMAT, walk_pick_row (walk, field->target));
    default:
      return walk_pick (walk, 8) == 0 ? g_strdup (texts[walk_pick (walk, G_N_ELEMENTS (texts))])
                                      : g_strdup_printf ("Tekst %d", walk_pick (walk, 1000));
    }
}

static void
store (Walk *walk, SekChangeset *changeset, GError **error)
{
  guint before = walk->hurries || walk->take != NULL ? 0 : count_events (walk->fixture);

  if (walk->take != NULL)
    walk->done += walk->take (walk, changeset, error);
  else if (sek_document_submit (walk->fixture->document, changeset, error))
    walk->done += walk->hurries ? 1 : count_events (walk->fixture) - before;
}

static void
edit_some (Walk *walk, GError **error)
{
  SekEntityId entity = (SekEntityId) walk_pick (walk, SEK_N_ENTITIES);
  gint64 row = walk_pick_row (walk, entity);
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("edit");
  guint n;
  const SekColumn *const *columns = sek_columns_of (entity, &n);
  const SekColumn *column = columns[walk_pick (walk, (int) n)];
  g_autofree char *text = pick_text (walk, column->field);
  SekScope scope;

  if (row == 0)
    return;
  sek_scope_init (&scope, get_reg (walk));
  if (sek_column_propose (column, &scope, row, text, changeset, error))
    store (walk, changeset, error);
}

static void
add_some (Walk *walk, GError **error)
{
  SekEntityId entity = (SekEntityId) walk_pick (walk, SEK_N_ENTITIES);
  const SekEntity *described = sek_entity_get (entity);
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("add");
  g_autoptr (GPtrArray) ids = g_ptr_array_new (), texts = g_ptr_array_new_with_free_func (g_free);
  SekScope scope;

  for (guint f = 0; f < described->n_fields; f++)
    if ((described->fields[f].flags & SEK_FLAG_REQUIRED) || walk_pick (walk, 2))
      {
        g_ptr_array_add (ids, (char *) described->fields[f].name);
        g_ptr_array_add (texts, pick_text (walk, &described->fields[f]));
      }
  sek_scope_init (&scope, get_reg (walk));
  if (sek_column_add_row (&scope, entity, ids->len, (const char *const *) ids->pdata,
                          (const char *const *) texts->pdata, changeset, error))
    store (walk, changeset, error);
}

static void
delete_some (Walk *walk, GError **error)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("delete");

  for (int i = 1 + walk_pick (walk, 3); i > 0; i--)
    {
      SekEntityId entity = (SekEntityId) walk_pick (walk, SEK_N_ENTITIES);
      gint64 row = walk_pick_row (walk, entity);

      if (row != 0)
        sek_changeset_delete (changeset, get_reg (walk), entity, row);
    }
  store (walk, changeset, error);
}

static void
move_some (Walk *walk, GError **error)
{
  static const SekEntityId ordered[] = { SEK_BUDGET_LINE, SEK_PROJECT, SEK_GRANT };
  SekEntityId entity = ordered[walk_pick (walk, G_N_ELEMENTS (ordered))];
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("move");
  gint64 row = walk_pick_row (walk, entity);

  if (row != 0 && sek_rows_propose_move (get_reg (walk), entity, row, walk_pick (walk, 5) - 2, changeset))
    store (walk, changeset, error);
}

static void
copy_some_column (Walk *walk, GError **error)
{
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("copy-column");
  const SekRollChoice choice = { .hundredths = walk_pick (walk, 2) * 250, .keep_comments = walk_pick (walk, 2) == 1 };
  int next = sek_roll_get_year (get_reg (walk));

  if (sek_table_get_size (sek_register_get_table (get_reg (walk), SEK_BUDGET_COLUMN)) > 6)
    return;
  if (next != 0 && walk_pick (walk, 3) == 0)
    {
      if (sek_roll_propose (get_reg (walk), next, &choice, changeset, NULL, error))
        store (walk, changeset, error);
      return;
    }
  sek_budget_propose_column (get_reg (walk), "Kopi", 2022 + walk_pick (walk, 3), walk_pick (walk, 6),
                             walk_pick_row (walk, SEK_BUDGET_COLUMN), changeset);
  store (walk, changeset, error);
}

static void
use_some_source (Walk *walk, GError **error)
{
  gint64 line = walk_pick_row (walk, SEK_BUDGET_LINE), column = walk_pick_row (walk, SEK_BUDGET_COLUMN);
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("use-source");

  if (line == 0 || column == 0)
    return;
  sek_budget_propose_source (get_reg (walk), line, column, changeset);
  store (walk, changeset, error);
}

static void
duplicate_some (Walk *walk, GError **error)
{
  static const SekEntityId listed[] = { SEK_MEMBER, SEK_BUDGET_LINE, SEK_PROJECT, SEK_GRANT };
  SekEntityId entity = listed[walk_pick (walk, G_N_ELEMENTS (listed))];
  gint64 row = walk_pick_row (walk, entity);
  g_autoptr (SekChangeset) changeset = sek_changeset_new ("duplicate");

  if (row == 0)
    return;
  sek_rows_propose_copy (get_reg (walk), entity, row, changeset);
  store (walk, changeset, error);
}

void
walk_propose (Walk *walk, GError **error)
{
  int what = walk_pick (walk, 16);

  if (what < 7)
    edit_some (walk, error);
  else if (what < 10)
    add_some (walk, error);
  else if (what < 12)
    delete_some (walk, error);
  else if (what < 13)
    move_some (walk, error);
  else if (what < 14)
    copy_some_column (walk, error);
  else if (what < 15)
    use_some_source (walk, error);
  else
    duplicate_some (walk, error);
}

/* What is only tried can be read like what is stored. */
static void
look_cb (gpointer data)
{
  Walk *walk = data;
  g_autofree char *tried = dump (walk->fixture);

  g_assert_cmpstr (tried, !=, "");
}

static gboolean
has_edits_of (GArray *edits, gint64 row)
{
  for (guint i = 0; i < edits->len; i++)
    if (g_array_index (edits, SekEdit, i).row == row)
      return TRUE;
  return FALSE;
}

/* A block of cells: a paste with new rows, a filling with one text, a clearing, a replacement. All of it or nothing,
 * and every refused cell named. */
static void
change_block (Walk *walk)
{
  static const char *const kinds[] = { "paste", "fill", "clear", "replace" };
  SekEntityId entity = (SekEntityId) walk_pick (walk, SEK_N_ENTITIES);
  int kind = walk_pick (walk, G_N_ELEMENTS (kinds)), n_new = kind == 0 ? walk_pick (walk, 3) : 0,
      n_rows = 1 + walk_pick (walk, 4), n_columns = 1 + walk_pick (walk, 3);
  g_autoptr (GArray) edits = g_array_new (FALSE, FALSE, sizeof (SekEdit));
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free), problems = sek_edit_problems_new ();
  g_autofree char *before = walk->hurries ? NULL : dump (walk->fixture), *after = NULL;
  guint events = walk->hurries ? 0 : count_events (walk->fixture), n, first;
  const SekColumn *const *columns = sek_columns_of (entity, &n);
  SekScope scope;

  if (sek_table_get_size (sek_register_get_table (reg_of (walk->fixture), entity)) == 0)
    return;
  first = (guint) walk_pick (walk, (int) n);
  sek_scope_init (&scope, reg_of (walk->fixture));
  for (int r = 0; r < n_rows + n_new; r++)
    {
      gint64 row = r < n_rows ? walk_pick_row (walk, entity) : -(gint64) (r - n_rows) - 1;

      /* No block has a cell twice. */
      if (has_edits_of (edits, row))
        continue;
      for (int c = 0; c < n_columns && first + (guint) c < n; c++)
        {
          const SekColumn *column = columns[first + (guint) c];
          SekEdit edit = { column, row, NULL };

          g_ptr_array_add (texts, kind == 2 ? g_strdup ("") : pick_text (walk, column->field));
          edit.text = texts->pdata[texts->len - 1];
          g_array_append_val (edits, edit);
        }
    }
  if (sek_edits_submit (walk->fixture->document, &scope,
                        &(SekEdits) { kinds[kind], (const SekEdit *) (gpointer) edits->data, edits->len, (guint) n_new,
                                      walk_pick (walk, 8) == 0 ? look_cb : NULL, walk },
                        problems))
    {
      walk->done += walk->hurries ? 1 : count_events (walk->fixture) - events;
      g_assert_cmpuint (problems->len, ==, 0);
      return;
    }
  walk->refused++;
  g_assert_cmpuint (problems->len, >, 0);
  for (guint i = 0; i < problems->len; i++)
    {
      const SekEditProblem *problem = problems->pdata[i];

      g_assert_true (problem->edit == G_MAXUINT || problem->edit < edits->len);
      g_assert_cmpstr (problem->message, !=, "");
    }
  if (walk->hurries)
    return;
  after = dump (walk->fixture);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (count_events (walk->fixture), ==, events);
}

void
walk_refuse (Walk *walk, const GError *error, const char *before)
{
  g_autofree char *after = before != NULL ? dump (walk->fixture) : NULL;

  walk->refused++;
  g_assert_true (error->domain == SEK_ERROR);
  g_assert_cmpint (error->code, !=, SEK_ERROR_CONFLICT);
  g_assert_cmpint (error->code, !=, SEK_ERROR_DAMAGED);
  g_assert_cmpint (error->code, !=, SEK_ERROR_IO);
  g_assert_cmpstr (error->message, !=, "");
  g_assert_cmpstr (before, ==, after);
}

void
walk_step (Walk *walk)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = walk->hurries ? NULL : dump (walk->fixture);
  int what = walk_pick (walk, 24);

  if (what < 16)
    walk_propose (walk, &error);
  else if (what < 19)
    sek_document_undo (walk->fixture->document, NULL, &error);
  else if (what < 20)
    sek_document_redo (walk->fixture->document, NULL, &error);
  else if (what < 21)
    reopen (walk->fixture);
  else
    change_block (walk);

  if (error != NULL)
    walk_refuse (walk, error, before);
}
