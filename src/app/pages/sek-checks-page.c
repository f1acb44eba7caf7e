/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-checks-page.h"

#include <glib/gi18n-lib.h>

#include "sek-check-model.h"
#include "sek-number.h"

struct _SekChecksPage
{
  SekPage         parent_instance;

  SekCheckModel  *model;
  GtkCheckButton *all;
};

G_DEFINE_FINAL_TYPE (SekChecksPage, sek_checks_page, SEK_TYPE_PAGE)

static void
set_document (SekPage *page, SekDocument *document)
{
  SekChecksPage *self = SEK_CHECKS_PAGE (page);

  g_clear_object (&self->model);
  if (document == NULL)
    return;
  self->model = sek_check_model_new (document);
  sek_check_model_set_least (self->model, gtk_check_button_get_active (self->all));
  sek_grid_set_model (sek_page_get_grid (page), SEK_GRID_MODEL (self->model));
}

static void
refresh (SekPage *page)
{
  SekChecksPage *self = SEK_CHECKS_PAGE (page);
  guint all = 0;

  sek_page_clear_pills (page);
  for (int verdict = 0; verdict < SEK_N_VERDICTS; verdict++)
    {
      guint n = sek_check_model_count (self->model, (SekVerdict) verdict);

      all += n;
      sek_page_add_verdict (page, (SekVerdict) verdict, n);
    }
  sek_page_show_empty (page, all == 0);
  sek_page_set_status (page, _("Press Enter or click to go to the place that a check is about."));
}

static void
fill_form (SekPage *page, SekForm *form)
{
  SekChecksPage *self = SEK_CHECKS_PAGE (page);
  SekLanguage language = sek_program_language ();
  g_autofree char *left = NULL, *right = NULL, *difference = NULL;
  const char *names[4], *texts[4];
  const SekCheck *check;
  guint row, column;

  if (!sek_grid_get_cursor (sek_page_get_grid (page), &row, &column)
      || (check = sek_check_model_get_nth (self->model, row)) == NULL)
    return;
#define FIGURE(value)                                                                                                  \
  ((value) == SEK_NONE ? g_strdup (_("not given"))                                                                    \
   : check->counts     ? sek_number_format_count (value)                                                               \
                       : sek_number_format_kroner (value))
  left = FIGURE (check->left);
  right = FIGURE (check->right);
  difference = FIGURE (check->difference);
#undef FIGURE
  names[0] = sek_check_get_left (check->kind, language);
  texts[0] = left;
  names[1] = sek_check_get_right (check->kind, language);
  texts[1] = right;
  names[2] = _("Difference");
  texts[2] = difference;
  names[3] = _("Verdict");
  texts[3] = sek_verdict_get_word (check->verdict, language);
  sek_form_add_title (form, sek_check_get_title (check->kind, language), check->subject);
  sek_form_add_facts (form, NULL, names, texts, 4);
  sek_form_add_button (form, _("Go There"), "checks.go");
}

static void
go (SekChecksPage *self)
{
  const SekCheck *check;
  guint row, column;

  if (self->model == NULL || !sek_grid_get_cursor (sek_page_get_grid (SEK_PAGE (self)), &row, &column))
    return;
  check = sek_check_model_get_nth (self->model, row);
  if (check != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.go-to", "(ixxi)", (int) check->where.entity, check->where.row,
                                check->where.column, check->where.year);
}

static void
go_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  go (SEK_CHECKS_PAGE (widget));
}

static void
activate_cb (SekGrid *grid, SekChecksPage *self)
{
  go (self);
}

static void
toggled_cb (GtkCheckButton *button, SekChecksPage *self)
{
  if (self->model != NULL)
    sek_check_model_set_least (self->model, gtk_check_button_get_active (button));
}

static void
sek_checks_page_finalize (GObject *object)
{
  g_clear_object (&SEK_CHECKS_PAGE (object)->model);
  G_OBJECT_CLASS (sek_checks_page_parent_class)->finalize (object);
}

static void
sek_checks_page_class_init (SekChecksPageClass *klass)
{
  SekPageClass *page_class = SEK_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sek_checks_page_finalize;
  page_class->set_document = set_document;
  page_class->refresh = refresh;
  page_class->fill_form = fill_form;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "checks.go", NULL, go_action);
}

static void
sek_checks_page_init (SekChecksPage *self)
{
  self->all = GTK_CHECK_BUTTON (gtk_check_button_new_with_label (_("Also show what is correct")));
  gtk_check_button_set_active (self->all, TRUE);
  g_signal_connect (self->all, "toggled", G_CALLBACK (toggled_cb), self);
  gtk_box_append (sek_page_get_toolbar (SEK_PAGE (self)), GTK_WIDGET (self->all));
  sek_page_set_primary (SEK_PAGE (self), NULL);
  sek_page_set_empty (SEK_PAGE (self), "emblem-ok-symbolic", _("Nothing to Check Yet"),
                      _("When there are members, rates and a budget, every sum is checked here."), NULL);
  sek_grid_set_activatable (sek_page_get_grid (SEK_PAGE (self)));
  g_signal_connect (sek_page_get_grid (SEK_PAGE (self)), "activate", G_CALLBACK (activate_cb), self);
  sek_grid_set_title (sek_page_get_grid (SEK_PAGE (self)), _("Checks"));
  sek_page_keep (SEK_PAGE (self), "checks");
}
