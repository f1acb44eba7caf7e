/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sek-check.h"

#include "sek-fees.h"
#include "sek-kind.h"
#include "sek-number.h"

/* What checks are called, and what they found in a sentence. */

typedef struct
{
  const char *id;
  SekWord     title;
  SekWord     left;
  SekWord     right;
} Kind;

/* Of the register: sek_reserve_get_closing_word(). */
#define CLOSING_WORD { { NULL } }

static const Kind kinds[SEK_N_CHECKS] = {
  [SEK_CHECK_SUM_INCOME] = { "sum-income",
                             { { "Sum inntekter", "Sum inntekter", "Total income" } },
                             { { "Vist sum", "Vist sum", "Sum as shown" } },
                             { { "Summen av postene", "Summen av postane", "Sum of the lines" } } },
  [SEK_CHECK_SUM_EXPENSE] = { "sum-expense",
                              { { "Sum driftsutgifter", "Sum driftsutgifter", "Total expenses" } },
                              { { "Vist sum", "Vist sum", "Sum as shown" } },
                              { { "Summen av postene", "Summen av postane", "Sum of the lines" } } },
  [SEK_CHECK_RESULT] = { "result",
                         { { "Resultat", "Resultat", "Result" } },
                         { { "Vist resultat", "Vist resultat", "Result as shown" } },
                         { { "Inntekter − utgifter", "Inntekter − utgifter", "Income − expenses" } } },
  [SEK_CHECK_CLOSING] = { "closing",
                          CLOSING_WORD,
                          { { "Vist beløp", "Vist beløp", "Amount as shown" } },
                          { { "Inngående + resultat", "Inngåande + resultat", "Opening + result" } } },
  [SEK_CHECK_CARRY] = { "carry",
                        { { "Overføring mellom år", "Overføring mellom år", "Carried forward" } },
                        { { "Inngående", "Inngåande", "Opening" } },
                        { { "Utgående året før", "Utgåande året før", "Closing of the year before" } } },
  [SEK_CHECK_FEES] = { "fees",
                       { { "Kontingenter", "Kontingentar", "Fees" } },
                       { { "I budsjettet", "I budsjettet", "In the budget" } },
                       { { "Beregnet av folketall", "Utrekna av folketal", "Computed from populations" } } },
  [SEK_CHECK_GRANTS] = { "grants",
                         { { "Tilskudd", "Tilskot", "Grants" } },
                         { { "I budsjettet", "I budsjettet", "In the budget" } },
                         { { "Delutbetalinger", "Delutbetalingar", "Instalments" } } },
  [SEK_CHECK_PROJECTS] = { "projects",
                           { { "Prosjektmidler", "Prosjektmidlar", "Project funds" } },
                           { { "I budsjettet", "I budsjettet", "In the budget" } },
                           { { "Sum prosjekter", "Sum prosjekt", "Sum of projects" } } },
  [SEK_CHECK_POSITIONS] = { "positions",
                            { { "Stillinger", "Stillingar", "Positions" } },
                            { { "I budsjettet", "I budsjettet", "In the budget" } },
                            { { "Rådets del av stillingene", "Rådet sin del av stillingane",
                                "The council's part of the positions" } } },
  [SEK_CHECK_ADOPTED] = { "adopted",
                          { { "Som vedtatt", "Som vedteke", "As adopted" } },
                          { { "Rader som i kopien", "Rader som i kopien", "Rows as in the copy" } },
                          { { "Rader i den vedtatte kopien", "Rader i den vedtekne kopien",
                              "Rows in the adopted copy" } } },
  [SEK_CHECK_REASONS] = { "reasons",
                          { { "Grunn til endringen", "Grunn til endringa", "Reason for the change" } },
                          { { "Med grunn", "Med grunn", "With a reason" } },
                          { { "Endringer av det som ble vedtatt", "Endringar av det som vart vedteke",
                              "Changes of what was adopted" } } },
  [SEK_CHECK_NEGATIVE_CLOSING] = { "negative-closing",
                                   { { "Merforbruk ved årets slutt", "Meirforbruk ved slutten av året",
                                       "Negative closing balance" } },
                                   CLOSING_WORD,
                                   { { "Minst", "Minst", "At least" } } },
  [SEK_CHECK_COVER] = { "cover",
                        { { "Dekning av merforbruk (§ 14-12)", "Dekking av meirforbruk (§ 14-12)",
                            "Negative balance covered (section 14-12)" } },
                        { { "Dekkes av året etter", "Blir dekt av året etter", "Covered by the year after" } },
                        { { "Skal dekkes", "Skal dekkast", "To be covered" } } },
  [SEK_CHECK_FEE_ROUNDING] = { "fee-rounding",
                               { { "Fakturaer i hele kroner", "Fakturaer i heile kroner",
                                   "Invoices in whole kroner" } },
                               { { "Sum fakturaer", "Sum fakturaer", "Sum of invoices" } },
                               { { "Avrundet total", "Avrunda total", "Rounded total" } } },
  [SEK_CHECK_POPULATION] = { "population",
                             { { "Folketall på grunnlagsdatoen", "Folketal på grunnlagsdatoen",
                                 "Population on the basis date" } },
                             { { "Med folketall", "Med folketal", "With population" } },
                             { { "Medlemmer", "Medlemmer", "Members" } } },
  [SEK_CHECK_NUMBER] = { "number",
                         { { "Gyldig kommunenummer", "Gyldig kommunenummer", "Valid municipality number" } },
                         { { "Med nummer", "Med nummer", "With a number" } },
                         { { "Medlemmer", "Medlemmer", "Members" } } },
  [SEK_CHECK_PAYERS] = { "payers",
                         { { "Sats uten medlemmer", "Sats utan medlemmer", "Rate without members" } },
                         { { "Medlemmer som betaler", "Medlemmer som betaler", "Members who pay" } },
                         { { "Minst", "Minst", "At least" } } },
  [SEK_CHECK_RUN] = { "run",
                      { { "Fakturakjøring mot kontrollsum", "Fakturakøyring mot kontrollsum",
                          "Fee run against its digest" } },
                      { { "Passer til kontrollsummen", "Passar til kontrollsummen", "Fit the digest" } },
                      { { "Kjøringer", "Køyringar", "Runs" } } },
  [SEK_CHECK_ISSUED] = { "issued",
                         { { "Fakturert mot kontingent", "Fakturert mot kontingent", "Issued against fees" } },
                         { { "Uten differanse", "Utan differanse", "Without a difference" } },
                         { { "Medlemmer med faktura", "Medlemmer med faktura", "Members with an invoice" } } },
  [SEK_CHECK_CONTACTS] = { "contacts",
                           { { "Kontakter med e-post", "Kontaktar med e-post", "Contacts with e-mail" } },
                           { { "Med kontakt", "Med kontakt", "With a contact" } },
                           { { "Medlemmer", "Medlemmer", "Members" } } },
  [SEK_CHECK_INSTALMENTS] = { "instalments",
                              { { "Delutbetalinger av tilsagn", "Delutbetalingar av tilsegn",
                                  "Instalments of the award" } },
                              { { "Delutbetalinger", "Delutbetalingar", "Instalments" } },
                              { { "Tilsagn", "Tilsegn", "Awarded" } } },
  [SEK_CHECK_OWN_CONTRIBUTION] = { "own-contribution",
                                   { { "Egeninnsats", "Eigeninnsats", "Own contribution" } },
                                   { { "Ført", "Ført", "Recorded" } },
                                   { { "Krav", "Krav", "Required" } } },
  [SEK_CHECK_COUNTED] = { "counted",
                          { { "Egeninnsats som teller", "Eigeninnsats som tel", "Contributions that count" } },
                          { { "Teller som ført", "Tel som ført", "Count as recorded" } },
                          { { "Førte rader", "Førte rader", "Recorded rows" } } },
};

/* The closing balance is called what the organisation calls it. */
static const char *
get_word (const SekCheck *check, const SekWord *word, SekLanguage language)
{
  return sek_word (word->text[0] != NULL ? word : check->closing, language);
}

const char *
sek_check_get_title (const SekCheck *check, SekLanguage language)
{
  return get_word (check, &kinds[check->kind].title, language);
}

const char *
sek_check_get_left (const SekCheck *check, SekLanguage language)
{
  return get_word (check, &kinds[check->kind].left, language);
}

const char *
sek_check_get_right (const SekCheck *check, SekLanguage language)
{
  return get_word (check, &kinds[check->kind].right, language);
}

const char *
sek_check_get_id (SekCheckKind kind)
{
  return kinds[kind].id;
}

char *
sek_check_dup_subject (const SekCheck *check, SekLanguage language)
{
  if (check->kind != SEK_CHECK_PAYERS)
    return g_strdup (check->subject);
  return g_strdup_printf ("%d, %s", check->where.year,
                          sek_kind_get_choice_word (SEK_FIELD (fee_rate, kind), check->member_kind, language));
}

/* --- what was found, in a sentence ------------------------------------------------------------------------------- */

static const struct { SekWord above, below; } sentences[SEK_N_CHECKS] = {
  [SEK_CHECK_SUM_INCOME] = {
      { { "Summen som vises, er %s høyere enn summen av postene",
          "Summen som blir vist, er %s høgare enn summen av postane",
          "The sum shown is %s above the sum of the lines" } },
      { { "Summen som vises, er %s lavere enn summen av postene",
          "Summen som blir vist, er %s lågare enn summen av postane",
          "The sum shown is %s below the sum of the lines" } } },
  [SEK_CHECK_SUM_EXPENSE] = {
      { { "Summen som vises, er %s høyere enn summen av postene",
          "Summen som blir vist, er %s høgare enn summen av postane",
          "The sum shown is %s above the sum of the lines" } },
      { { "Summen som vises, er %s lavere enn summen av postene",
          "Summen som blir vist, er %s lågare enn summen av postane",
          "The sum shown is %s below the sum of the lines" } } },
  [SEK_CHECK_RESULT] = {
      { { "Resultatet som vises, er %s høyere enn inntekter minus utgifter",
          "Resultatet som blir vist, er %s høgare enn inntekter minus utgifter",
          "The result shown is %s above income minus expenses" } },
      { { "Resultatet som vises, er %s lavere enn inntekter minus utgifter",
          "Resultatet som blir vist, er %s lågare enn inntekter minus utgifter",
          "The result shown is %s below income minus expenses" } } },
  [SEK_CHECK_CLOSING] = {
      { { "Beløpet som vises, er %s høyere enn inngående pluss resultat",
          "Beløpet som blir vist, er %s høgare enn inngåande pluss resultat",
          "The amount shown is %s above opening plus result" } },
      { { "Beløpet som vises, er %s lavere enn inngående pluss resultat",
          "Beløpet som blir vist, er %s lågare enn inngåande pluss resultat",
          "The amount shown is %s below opening plus result" } } },
  [SEK_CHECK_CARRY] = {
      { { "Inngående er %s høyere enn utgående året før",
          "Inngåande er %s høgare enn utgåande året før",
          "The opening balance is %s above the closing balance of the year before" } },
      { { "Inngående er %s lavere enn utgående året før",
          "Inngåande er %s lågare enn utgåande året før",
          "The opening balance is %s below the closing balance of the year before" } } },
  [SEK_CHECK_FEES] = {
      { { "Budsjettet er %s høyere enn beregnet",
          "Budsjettet er %s høgare enn utrekna",
          "The budget is %s above what was computed" } },
      { { "Budsjettet er %s lavere enn beregnet",
          "Budsjettet er %s lågare enn utrekna",
          "The budget is %s below what was computed" } } },
  [SEK_CHECK_GRANTS] = {
      { { "Budsjettet er %s høyere enn delutbetalingene",
          "Budsjettet er %s høgare enn delutbetalingane",
          "The budget is %s above the instalments" } },
      { { "Budsjettet er %s lavere enn delutbetalingene",
          "Budsjettet er %s lågare enn delutbetalingane",
          "The budget is %s below the instalments" } } },
  [SEK_CHECK_PROJECTS] = {
      { { "Budsjettet er %s høyere enn summen av prosjektene",
          "Budsjettet er %s høgare enn summen av prosjekta",
          "The budget is %s above the sum of the projects" } },
      { { "Budsjettet er %s lavere enn summen av prosjektene",
          "Budsjettet er %s lågare enn summen av prosjekta",
          "The budget is %s below the sum of the projects" } } },
  [SEK_CHECK_POSITIONS] = {
      { { "Budsjettet er %s høyere enn det rådet betaler av stillingene",
          "Budsjettet er %s høgare enn det rådet betaler av stillingane",
          "The budget is %s above what the council pays of the positions" } },
      { { "Budsjettet er %s lavere enn det rådet betaler av stillingene",
          "Budsjettet er %s lågare enn det rådet betaler av stillingane",
          "The budget is %s below what the council pays of the positions" } } },
  [SEK_CHECK_ADOPTED] = {
      { { "%s rader er for mange", "%s rader er for mange", "%s rows are too many" } },
      { { "Rader som ikke er som da de ble vedtatt: %s. Noe utenfor Sekretariat har endret dem. Tabellene viser det "
          "som ble vedtatt.",
          "Rader som ikkje er som då dei vart vedtekne: %s. Noko utanfor Sekretariat har endra dei. Tabellane viser "
          "det som vart vedteke.",
          "Rows that are not as they were adopted: %s. Something outside of Sekretariat changed them. Tables show what "
          "was adopted." } } },
  [SEK_CHECK_REASONS] = {
      { { "%s for mange har en grunn", "%s for mange har ein grunn", "%s too many have a reason" } },
      { { "%s av endringene mangler en grunn", "%s av endringane manglar ein grunn",
          "%s of the changes have no reason" } } },
  [SEK_CHECK_NEGATIVE_CLOSING] = {
      { { "Det er %s igjen ved årets slutt",
          "Det er %s att ved slutten av året",
          "There is %s left at the end of the year" } },
      { { "Det mangler %s ved årets slutt",
          "Det manglar %s ved slutten av året",
          "There is %s too little at the end of the year" } } },
  [SEK_CHECK_COVER] = {
      { { "Året etter dekker %s for mye", "Året etter dekkjer %s for mykje", "The year after covers %s too much" } },
      { { "%s blir ikke dekt av året etter. Deltakerne må dekke det.",
          "%s blir ikkje dekt av året etter. Deltakarane må dekkje det.",
          "%s is not covered by the year after. The participants must cover it." } } },
  [SEK_CHECK_FEE_ROUNDING] = {
      { { "Fakturaene er til sammen %s høyere enn den avrundede totalen",
          "Fakturaene er til saman %s høgare enn den avrunda totalen",
          "The invoices are together %s above the rounded total" } },
      { { "Fakturaene er til sammen %s lavere enn den avrundede totalen",
          "Fakturaene er til saman %s lågare enn den avrunda totalen",
          "The invoices are together %s below the rounded total" } } },
  [SEK_CHECK_POPULATION] = {
      { { "Folketall er ført for %s for mange",
          "Folketal er ført for %s for mange",
          "%s too many have a population" } },
      { { "%s av medlemmene mangler folketall på datoen som kontingenten beregnes av",
          "%s av medlemmene manglar folketal på datoen som kontingenten blir rekna ut av",
          "%s of the members have no population on the basis date" } } },
  [SEK_CHECK_NUMBER] = {
      { { "%s for mange har kommunenummer", "%s for mange har kommunenummer", "%s too many have a number" } },
      { { "%s av medlemmene mangler gyldig kommunenummer",
          "%s av medlemmene manglar gyldig kommunenummer",
          "%s of the members have no valid number" } } },
  [SEK_CHECK_PAYERS] = {
      { { "%s for mange betaler", "%s for mange betaler", "%s too many pay" } },
      { { "%s medlemmer for lite betaler", "%s medlemmer for lite betaler", "%s members too few pay" } } },
  [SEK_CHECK_RUN] = {
      { { "%s for mange passer", "%s for mange passar", "%s too many fit" } },
      { { "%s kjøring er endret utenfor Sekretariat. Åpne en sikkerhetskopi.",
          "%s køyring er endra utanfor Sekretariat. Opne ein tryggleikskopi.",
          "%s run was changed outside of Sekretariat. Open a backup." } } },
  [SEK_CHECK_ISSUED] = {
      { { "%s for mange er uten differanse", "%s for mange er utan differanse", "%s too many have no difference" } },
      { { "Fakturert stemmer ikke med kontingenten for %s. Differansen faktureres eller krediteres i en ny kjøring.",
          "Fakturert stemmer ikkje med kontingenten for %s. Differansen blir fakturert eller kreditert i ei ny "
          "køyring.",
          "What was issued is not the fee for %s. The difference is invoiced or credited in another run." } } },
  [SEK_CHECK_CONTACTS] = {
      { { "%s for mange har kontakt", "%s for mange har kontakt", "%s too many have a contact" } },
      { { "%s av medlemmene mangler kontakt med e-post",
          "%s av medlemmene manglar kontakt med e-post",
          "%s of the members have no contact with e-mail" } } },
  [SEK_CHECK_INSTALMENTS] = {
      { { "Delutbetalingene er %s høyere enn tilsagnet",
          "Delutbetalingane er %s høgare enn tilsegna",
          "The instalments are %s above the award" } },
      { { "Delutbetalingene er %s lavere enn tilsagnet",
          "Delutbetalingane er %s lågare enn tilsegna",
          "The instalments are %s below the award" } } },
  [SEK_CHECK_OWN_CONTRIBUTION] = {
      { { "Det er ført %s mer egeninnsats enn kravet",
          "Det er ført %s meir eigeninnsats enn kravet",
          "Own contributions are %s above what is required" } },
      { { "Det er ført %s mindre egeninnsats enn kravet",
          "Det er ført %s mindre eigeninnsats enn kravet",
          "Own contributions are %s below what is required" } } },
  [SEK_CHECK_COUNTED] = {
      { { "%s for mange teller", "%s for mange tel", "%s too many count" } },
      { { "Av det som er ført, teller %s ikke, eller med mindre enn ført. Tilskuddsrapporten sier hvorfor.",
          "Av det som er ført, tel %s ikkje, eller med mindre enn ført. Tilskotsrapporten seier kvifor.",
          "Of what is recorded %s do not count, or for less than recorded. The grant report says why." } } },
};

static char *
dup_figure (const SekCheck *check, gint64 value, SekLanguage language)
{
  return sek_number_in_language (check->counts ? sek_number_format_count (value) : sek_number_format_kroner (value),
                                 language);
}

/* Of one member, who is named beside it. */
static char *
dup_one_missing (const SekCheck *check, SekLanguage language)
{
  static const SekWord population = { { "Folketallet %s mangler", "Folketalet %s manglar",
                                        "The population of %s is missing" } };
  static const SekWord other = { { "%s mangler", "%s manglar", "%s is missing" } };
  g_autofree char *date = NULL;

  if (check->kind == SEK_CHECK_PAYERS)
    return sek_fees_dup_no_payers (check->where.year, check->member_kind, language);
  if (check->kind != SEK_CHECK_POPULATION || check->where.year == 0)
    return sek_fill (sek_word (&other, language), sek_check_get_title (check, language), NULL);
  /* The fee is worked out from the population of 1 January of the year before. */
  date = sek_date_format (sek_fees_basis_date (check->where.year), SEK_DATE_TOLD, language);
  return sek_fill (sek_word (&population, language), date, NULL);
}

/* What is wrong with the copy itself; NULL where its rows are in question. */
static const SekWord *
find_seal_sentence (const SekCheck *check)
{
  static const SekWord words[] = {
    [SEK_SEAL_NO_COPY] = {
        { "Kolonnen er låst, men den vedtatte kopien er borte. Åpne en sikkerhetskopi.",
          "Kolonnen er låst, men den vedtekne kopien er borte. Opne ein tryggleikskopi.",
          "The column is sealed, but its adopted copy is gone. Open a backup." } },
    [SEK_SEAL_OTHER_COPY] = {
        { "Den vedtatte kopien passer ikke til kontrollsummen sin: Den er endret utenfor Sekretariat. Åpne en "
          "sikkerhetskopi.",
          "Den vedtekne kopien passar ikkje til kontrollsummen sin: Han er endra utanfor Sekretariat. Opne ein "
          "tryggleikskopi.",
          "The adopted copy does not fit its digest: it was changed outside of Sekretariat. Open a backup." } },
    [SEK_SEAL_UNSEALED] = {
        { "Kolonnen har en vedtatt kopi, men er ikke låst lenger: Det er endret utenfor Sekretariat. Åpne en "
          "sikkerhetskopi.",
          "Kolonnen har ein vedteken kopi, men er ikkje låst lenger: Det er endra utanfor Sekretariat. Opne ein "
          "tryggleikskopi.",
          "The column has an adopted copy, but is not sealed any more: that was changed outside of Sekretariat. Open a "
          "backup." } },
  };

  return check->kind == SEK_CHECK_ADOPTED && check->seal != SEK_SEAL_FITS && check->seal != SEK_SEAL_OTHER_ROWS
             ? &words[check->seal]
             : NULL;
}

/* Whether one that is missing is named beside the check, and so not counted. */
static gboolean
is_of_one (SekCheckKind kind)
{
  return kind != SEK_CHECK_ADOPTED && kind != SEK_CHECK_COUNTED && kind != SEK_CHECK_RUN && kind != SEK_CHECK_ISSUED;
}

char *
sek_check_dup_sentence (const SekCheck *check, SekLanguage language)
{
  static const SekWord equal = { { "Tallene er like", "Tala er like", "The figures are equal" } };
  static const SekWord missing = { { "Kan ikke sammenlignes: %s mangler", "Kan ikkje samanliknast: %s manglar",
                                     "Cannot be compared: %s is missing" } };
  static const SekWord rounding = { { "%s. Det skyldes avrunding.", "%s. Det kjem av avrunding.",
                                      "%s. That comes from rounding." } };
  const SekWord *of_seal = find_seal_sentence (check);
  g_autofree char *figure = NULL, *sentence = NULL;

  if (of_seal != NULL)
    return g_strdup (sek_word (of_seal, language));
  if (check->difference == SEK_NONE)
    {
      g_autofree char *name = g_strdup_printf ("«%s»", check->left == SEK_NONE
                                                           ? sek_check_get_left (check, language)
                                                           : sek_check_get_right (check, language));

      return sek_fill (sek_word (&missing, language), name, NULL);
    }
  if (check->difference == 0)
    return g_strdup (sek_word (&equal, language));
  if (check->counts && check->right == 1 && check->difference < 0 && is_of_one (check->kind))
    return dup_one_missing (check, language);
  figure = dup_figure (check, ABS (check->difference), language);
  sentence = sek_fill (sek_word (check->difference > 0 ? &sentences[check->kind].above : &sentences[check->kind].below,
                                 language),
                       figure, NULL);
  return check->verdict == SEK_VERDICT_ROUNDING ? sek_fill (sek_word (&rounding, language), sentence, NULL)
                                                : g_steal_pointer (&sentence);
}

const char *
sek_check_get_word (const SekCheck *check, SekLanguage language)
{
  static const SekWord seen = { { "sett", "sett", "seen" } };

  return check->seen != NULL ? sek_word (&seen, language) : sek_verdict_get_word (check->verdict, language);
}
