/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes over the clipboard, to and from LibreOffice, Excel, Word and browsers. */
#include "sek-clip.h"
#include "sek-error.h"
#include "test-folder.h"

#define assert_cell(clip, row, column, text) g_assert_cmpstr (sek_clip_get (clip, row, column), ==, text)

static SekClip *
read_html (const char *html)
{
  g_autoptr (GError) error = NULL;
  SekClip *clip = sek_clip_read_html (html, strlen (html), &error);

  g_assert_no_error (error);
  return clip;
}

static SekClip *
read_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  SekClip *clip = sek_clip_read_text (text, strlen (text), &error);

  g_assert_no_error (error);
  return clip;
}

static SekClip *
make_sample (void)
{
  SekClip *clip = sek_clip_new (3, 3);

  sek_clip_set_head (clip, 0, "Medlem");
  sek_clip_set_head (clip, 1, "Folketall\n1.1.2022");
  sek_clip_set_head (clip, 2, "Nr.");
  sek_clip_set (clip, 0, 0, "=cmd|' /C calc'!A0");
  sek_clip_set_number (clip, 0, 1, "102\u00a0273", "102273");
  sek_clip_set (clip, 0, 2, "0301");
  sek_clip_set (clip, 1, 0, "<b>Ås & \"co\"</b>\tto\nlinjer");
  sek_clip_set_number (clip, 1, 1, "\u22121,5", "-1.5");
  sek_clip_set_bold (clip, 2);
  sek_clip_set_number (clip, 2, 1, "102\u00a0271", "102271.5");
  return clip;
}

static void
test_round_trip (Folder *fixture, gconstpointer data)
{
  g_autoptr (SekClip) clip = make_sample (), html = NULL, tsv = NULL, text = NULL;
  g_autofree char *as_html = sek_clip_write_html (clip, SEK_LANGUAGE_NB), *as_tsv = sek_clip_write_tsv (clip),
                  *as_text = sek_clip_write_text (clip);

  g_assert_nonnull (strstr (as_html, "text-align:right"));
  g_assert_null (strstr (as_html, "<b>Ås"));
  html = read_html (as_html);
  g_assert_cmpuint (sek_clip_get_n_rows (html), ==, 3);
  g_assert_cmpstr (sek_clip_get_head (html, 1), ==, "Folketall\n1.1.2022");
  assert_cell (html, 0, 0, "=cmd|' /C calc'!A0");
  assert_cell (html, 0, 1, "102273");
  assert_cell (html, 0, 2, "0301");
  assert_cell (html, 1, 0, "<b>Ås & \"co\"</b> to\nlinjer");
  assert_cell (html, 1, 1, "-1,5");
  tsv = read_text (as_tsv);
  g_assert_cmpuint (sek_clip_get_n_rows (tsv), ==, 4);
  assert_cell (tsv, 0, 1, "Folketall 1.1.2022");
  assert_cell (tsv, 1, 1, "102273");
  assert_cell (tsv, 2, 0, "<b>Ås & \"co\"</b>\tto\nlinjer");
  assert_cell (tsv, 2, 1, "-1,5");
  assert_cell (tsv, 3, 0, "");
  text = read_text (as_text);
  g_assert_cmpuint (sek_clip_get_n_rows (text), ==, 4);
  assert_cell (text, 1, 1, "102\u00a0273");
  assert_cell (text, 2, 1, "\u22121,5");
}

/* Every form has the same rows, with and without heads, and whichever of them are blank. */
static void
test_same_rows (Folder *fixture, gconstpointer data)
{
  for (guint filled = 1; filled < 16; filled++)
    for (guint heads = 0; heads < 2; heads++)
      for (guint columns = 1; columns < 3; columns++)
        {
          g_autoptr (SekClip) clip = sek_clip_new (4, columns), html = NULL, tsv = NULL, text = NULL;
          g_autofree char *as_html = NULL, *as_tsv = NULL, *as_text = NULL;

          for (guint c = 0; heads > 0 && c < columns; c++)
            sek_clip_set_head (clip, c, "Forslag\n2023");
          for (guint r = 0; r < 4; r++)
            if (filled & (1u << r))
              sek_clip_set (clip, r, columns - 1, "Sum");
          as_html = sek_clip_write_html (clip, SEK_LANGUAGE_NB);
          as_tsv = sek_clip_write_tsv (clip);
          as_text = sek_clip_write_text (clip);
          html = read_html (as_html);
          tsv = read_text (as_tsv);
          text = read_text (as_text);
          g_assert_cmpuint (sek_clip_get_n_rows (html), ==, 4);
          g_assert_cmpuint (sek_clip_get_n_rows (tsv), ==, 4 + heads);
          g_assert_cmpuint (sek_clip_get_n_rows (text), ==, 4 + heads);
          for (guint r = 0; r < 4; r++)
            for (guint c = 0; c < columns; c++)
              {
                assert_cell (tsv, r + heads, c, sek_clip_get (clip, r, c));
                assert_cell (text, r + heads, c, sek_clip_get (clip, r, c));
                assert_cell (html, r, c, sek_clip_get (clip, r, c));
              }
        }
}

static void
test_text (Folder *fixture, gconstpointer data)
{
  g_autoptr (SekClip) one = read_text ("Drammen"), lines = read_text ("a\r\nb\r\nc\r\n"),
                      ragged = read_text ("a\tb\tc\nd\n\ne\tf");
  g_autoptr (SekClip) quoted = read_text ("\"to\nlinjer\"\t\"sa \"\"hei\"\"\"\t5\" rør\nx"), wide = NULL;
  static const char utf16[] = "\xff\xfe" "\xc5\x00" "s\x00" "\t\x00" "1\x00";
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (sek_clip_get_n_rows (one), ==, 1);
  g_assert_cmpuint (sek_clip_get_n_rows (lines), ==, 3);
  g_assert_cmpuint (sek_clip_get_n_columns (lines), ==, 1);
  g_assert_cmpuint (sek_clip_get_n_rows (ragged), ==, 4);
  g_assert_cmpuint (sek_clip_get_n_columns (ragged), ==, 3);
  assert_cell (ragged, 1, 2, "");
  assert_cell (ragged, 3, 1, "f");
  assert_cell (quoted, 0, 0, "to\nlinjer");
  assert_cell (quoted, 0, 1, "sa \"hei\"");
  assert_cell (quoted, 0, 2, "5\" rør");
  wide = sek_clip_read_text (utf16, sizeof utf16 - 1, &error);
  assert_cell (wide, 0, 0, "Ås");
  g_assert_null (sek_clip_read_text ("a\0b", 3, &error));
  g_assert_error (error, SEK_ERROR, SEK_ERROR_INPUT);
}

/* The shape that Excel is documented to write, after the lines that Windows puts before it. */
static void
test_excel (Folder *fixture, gconstpointer data)
{
  g_autoptr (SekClip) clip = read_html ("Version:1.0\r\nStartHTML:0000000105\r\nEndHTML:0000002000\r\n<html "
                                        "xmlns:o=\"urn:schemas-microsoft-com:office:office\" "
                                        "xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><head><style><!--.xl65 "
                                        "{mso-number-format:\"\\#\\,\\#\\#0\";} .xl66 {mso-number-format:\"Short "
                                        "Date\";}--></style></head><body><table border=0 "
                                        "style='border-collapse:collapse'><!--StartFragment--><col width=64><tr "
                                        "height=20><td height=20 class=xl63>Drammen</td><td class=xl65 align=right "
                                        "x:num=\"102273.4\">102 273</td><td class=xl66 align=right "
                                        "x:num=\"44562\">01.01.2022</td><td align=right x:num>42</td><td align=right "
                                        "x:num=\"0.037\">3,7 %</td></tr><tr><td>Nordre<br>\n  Follo<span "
                                        "style='mso-spacerun:yes'>&nbsp; </span></td><td "
                                        "x:str>0301</td><td></td><td>&nbsp;</td><td x:num=\"-1290\">-1 "
                                        "290</td></tr><!--EndFragment--></table></body></html>");

  g_assert_cmpuint (sek_clip_get_n_rows (clip), ==, 2);
  assert_cell (clip, 0, 1, "102273,4");
  assert_cell (clip, 0, 2, "01.01.2022");
  assert_cell (clip, 0, 3, "42");
  assert_cell (clip, 0, 4, "3,7 %");
  g_assert_true (g_str_has_prefix (sek_clip_get (clip, 1, 0), "Nordre\nFollo"));
  assert_cell (clip, 1, 1, "0301");
  assert_cell (clip, 1, 2, "");
  assert_cell (clip, 1, 3, "");
  assert_cell (clip, 1, 4, "-1290");
}

/* A table of Word's, and one of a page with heads, spans, footnotes and another table around it. */
static void
test_word_and_web (Folder *fixture, gconstpointer data)
{
  g_autoptr (SekClip) word = read_html (
      "<html><body><table class=MsoTableGrid><tr><td><p class=MsoNormal>Møter<o:p></o:p></p></td>"
      "<td><p class=MsoNormal align=right "
      "style='text-align:right'>1&nbsp;500<o:p></o:p></p></td></tr></table></body></html>");
  g_autoptr (SekClip) web = read_html (
      "<table><tr><td><table><thead><tr><th>Kommune<th>Folketall</thead><tbody>"
      "<tr><th scope=row rowspan=2><a href='#'>Ås</a><td>20 780<sup>1</sup></tr><tr><td>20 439</tr>"
      "<tr><td colspan=2>Sum</tr></tbody></table></td></tr></table>");
  g_autoptr (GError) error = NULL;

  assert_cell (word, 0, 0, "Møter");
  assert_cell (word, 0, 1, "1\u00a0500");
  g_assert_cmpstr (sek_clip_get_head (web, 1), ==, "Folketall");
  g_assert_cmpuint (sek_clip_get_n_rows (web), ==, 3);
  assert_cell (web, 0, 0, "Ås");
  assert_cell (web, 0, 1, "20 780");
  assert_cell (web, 1, 0, "");
  assert_cell (web, 1, 1, "20 439");
  assert_cell (web, 2, 0, "Sum");
  assert_cell (web, 2, 1, "");
  g_assert_null (sek_clip_read_html ("<p>bare tekst</p>", 17, &error));
  g_assert_error (error, SEK_ERROR, SEK_ERROR_NOT_FOUND);
}

static char *
convert (Folder *fixture, const char *name, const char *infilter, const char *filter, const char *result)
{
  g_autofree char *profile = g_strconcat ("-env:UserInstallation=file://", fixture->folder, "/profile", NULL);
  g_autofree char *path = folder_path (fixture, name), *written = folder_path (fixture, result);
  const char *command[] = { "soffice", profile,    "--headless",    infilter, "--convert-to",
                            filter,    "--outdir", fixture->folder, path,     NULL };
  g_autoptr (GSubprocess) process = g_subprocess_newv (command,
                                                       G_SUBPROCESS_FLAGS_STDOUT_SILENCE
                                                           | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                                                       NULL);
  char *text = NULL;

  g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
  g_assert_true (g_file_get_contents (written, &text, NULL, NULL));
  return text;
}

/* What LibreOffice writes as HTML is what it puts on the clipboard; and it reads ours with every figure exact. */
static void
test_libreoffice (Folder *fixture, gconstpointer data)
{
  g_autofree char *soffice = g_find_program_in_path ("soffice"), *csv = folder_path (fixture, "inn.csv"),
                  *ours = folder_path (fixture, "ut.html");
  g_autofree char *html = NULL, *back = NULL, *as_html = NULL;
  g_autoptr (SekClip) clip = NULL, sample = make_sample ();

  if (soffice == NULL)
    {
      g_test_skip ("LibreOffice is not installed");
      return;
    }
  g_assert_true (g_file_set_contents (csv,
                                      "Drammen,102273,-1290.5,2022-01-01\nÅs,20780,0.25,\n\"to, "
                                      "tre\",1500000,,2023-12-31\n", -1, NULL));
  html = convert (fixture, "inn.csv", "--infilter=CSV:44,34,76,1", "html:HTML (StarCalc)", "inn.html");
  clip = read_html (html);
  g_assert_cmpuint (sek_clip_get_n_rows (clip), ==, 3);
  assert_cell (clip, 0, 0, "Drammen");
  assert_cell (clip, 0, 1, "102273");
  assert_cell (clip, 0, 2, "-1290,5");
  g_assert_nonnull (strstr (sek_clip_get (clip, 0, 3), "2022"));
  g_assert_null (strstr (sek_clip_get (clip, 0, 3), "44562"));
  assert_cell (clip, 1, 0, "Ås");
  assert_cell (clip, 1, 2, "0,25");
  assert_cell (clip, 1, 3, "");
  assert_cell (clip, 2, 0, "to, tre");
  assert_cell (clip, 2, 1, "1500000");

  as_html = sek_clip_write_html (sample, SEK_LANGUAGE_NB);
  g_assert_true (g_file_set_contents (ours, as_html, -1, NULL));
  back = convert (fixture, "ut.html", "--infilter=HTML (StarCalc)",
                  "csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,false,false", "ut.csv");
  g_assert_nonnull (strstr (back, "102273"));
  g_assert_nonnull (strstr (back, "-1.5"));
  g_assert_nonnull (strstr (back, "102271.5"));
  g_assert_nonnull (strstr (back, "0301"));
  g_assert_nonnull (strstr (back, "=cmd|' /C calc'!A0"));
}

/* Pasted into Writer it is a table with its head row, exact figures in Norwegian form whatever language Writer speaks,
 * to the right, and bold sums. */
static void
test_writer (Folder *fixture, gconstpointer data)
{
  g_autofree char *soffice = g_find_program_in_path ("soffice"), *ours = folder_path (fixture, "ut.html"), *html = NULL,
                  *xml = NULL;
  g_autoptr (SekClip) sample = make_sample ();
  const char *figure, *head;

  if (soffice == NULL)
    {
      g_test_skip ("LibreOffice is not installed");
      return;
    }
  html = sek_clip_write_html (sample, SEK_LANGUAGE_NB);
  g_assert_true (g_file_set_contents (ours, html, -1, NULL));
  xml = convert (fixture, "ut.html", "--infilter=HTML (StarWriter)", "fodt:OpenDocument Text Flat XML", "ut.fodt");
  g_assert_nonnull (strstr (xml, "<table:table "));
  head = strstr (xml, "<table:table-header-rows>");
  figure = strstr (xml, "office:value=\"102273\"");
  g_assert_nonnull (head);
  g_assert_nonnull (figure);
  g_assert_true (head < figure);
  g_assert_nonnull (strstr (xml, ">102\u00a0273<"));
  g_assert_nonnull (strstr (xml, ">\u22121,50<"));
  g_assert_nonnull (strstr (xml, "fo:text-align=\"end\""));
  g_assert_nonnull (strstr (xml, "fo:font-weight=\"bold\""));
}

/* Whatever is on the clipboard, there is a table or words. */
static void
test_noise (Folder *fixture, gconstpointer data)
{
  g_autoptr (SekClip) sample = make_sample ();
  g_autofree char *html = sek_clip_write_html (sample, SEK_LANGUAGE_NB);
  GRand *rand = g_rand_new_with_seed (11);
  gsize length = strlen (html);

  for (int i = 0; i < 3000; i++)
    {
      g_autofree char *noise = g_memdup2 (html, length + 1);
      g_autoptr (GError) error = NULL, other = NULL;
      g_autoptr (SekClip) clip = NULL, text = NULL;
      gsize size = (gsize) g_rand_int_range (rand, 0, (int) length + 1);

      for (int k = 0; k < 12; k++)
        noise[g_rand_int_range (rand, 0, (int) length)] = (char) g_rand_int_range (rand, 0, 256);
      clip = sek_clip_read_html (noise, size, &error);
      g_assert_true (clip != NULL || error != NULL);
      text = sek_clip_read_text (noise, size, &other);
      g_assert_true (text != NULL || other != NULL);
    }
  g_rand_free (rand);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Folder, NULL, folder_set_up, function, folder_tear_down)
  ADD ("/clip/round-trip", test_round_trip);
  ADD ("/clip/same-rows", test_same_rows);
  ADD ("/clip/text", test_text);
  ADD ("/clip/excel", test_excel);
  ADD ("/clip/word-and-web", test_word_and_web);
  ADD ("/clip/libreoffice", test_libreoffice);
  ADD ("/clip/writer", test_writer);
  ADD ("/clip/noise", test_noise);
  return g_test_run ();
}
