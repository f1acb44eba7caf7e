#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The language of the program, as far as a script can see it: the translations in po, and the words of tables, which
stand in the sources in bokmål, nynorsk and English. language.py SOURCE

What a person must judge is not here: whether a sentence reads well is seen by reading it."""

import glob
import os
import re
import sys

LANGUAGES = ('nb', 'nn', 'en')

# One word for a concept: (languages, what is dropped, what is written instead).
DROPPED = [
    ('nb nn', r'\bbudsjettlinje|\bbudsjettpost', 'post'),
    ('nb nn', r'\bslag(et|ene)?\b', 'type'),
    ('nb nn', r'\bmålt mot\b', 'sammenlignes med'),
    ('nb nn', r'\bgrunnlag', 'sammenlignes med; «grunnlag» is the basis of a fee'),
    ('nb nn', r'\bsaldo(en)?\b|\butgå[a-z]+ balanse', 'utgående mindreforbruk'),
    ('nb nn', r'\bavvik', 'funn, of a table that is audited; «avvik» is budget − accounts'),
    ('nb nn', r'\btrykt', 'i tabellen'),
    ('nb nn', r'(?<!del)\butbetaling', 'delutbetaling'),
    ('nb nn', r'\btast(et|a) inn\b', 'skrevet inn'),
    ('nb nn', r'\btvil(som|sam)', 'usikker'),
    ('nb nn', r'\bdob(bel|le)\b|\bdobbelt?\b', 'duplikat'),
    ('nb nn', r'\bik[ki]j?e rørt\b', 'hoppet over'),
    ('nb nn', r'\bbok(en|a)?\b', 'arbeidsbok'),
    ('nb nn', r'\bvel[gj]?\b[^.:]*\bcelle', 'merk'),
    ('nb nn', r'\bgjenopprett', 'gjør om or hent tilbake'),
    ('nb nn', r'\bgj[øe]re?r? [^.]*\bom (igjen|att)\b|\bgj(o|ø)rt om (igjen|att)\b', 'gjør om'),
    ('nb nn', r'\butelat|\butelukk(?!er hverandre|ar kvarandre)', 'ta ikke med'),
    ('nb nn', r'\bkunne ikk?j?e skrive «|\bfil(en|a)? b?v?(le|art) ikk?j?e skr', 'lagre'),
    ('nb nn', r'\b(lot|let|lar|lèt) seg\b', 'kunne'),
    ('en', r'\bkinds?\b', 'type'),
    ('en', r'\bbudget lines?\b', 'line'),
    ('en', r'\bdeviat', 'finding, of a table that is audited; a deviation is budget − accounts'),
    ('en', r'(?<!not )\bprinted\b', 'in table'),
    ('en', r'\bworks out at\b', 'comes to'),
    ('en', r'\bdoubtful\b', 'uncertain'),
    ('en', r'\bleft alone\b', 'skipped'),
    ('en', r'\bbase column\b', 'compared with'),
    ('en', r'\bdone again\b', 'redone'),
    ('en', r'\bdecided on\b', 'date of resolution'),
    ('en', r'\bcould not write\b|“%s” was written\b|\bsheets? (was|were) written\b', 'save'),
    ('en', r'(?<!there )\bis no (?!longer)[a-z]', 'is not a'),
]

# Text: why it may have a word that is dropped elsewhere.
WORD_EXCEPTIONS = {
    'Grunnlag': 'the basis of a fee',
    'Folketall på grunnlagsdatoen': 'the basis of a fee',
    'Folketal på grunnlagsdatoen': 'the basis of a fee',
    'Avvik': 'budget − accounts',
    'Avvik fra': 'budget − accounts',
    'Avvik frå': 'budget − accounts',
    r'Avvik\ni prosent': 'budget − accounts',
    'Deviation': 'budget − accounts',
    'Deviation from': 'budget − accounts',
    r'Deviation\nin per cent': 'budget − accounts',
}

# The same, of longer texts, by a part of them.
WORD_EXCEPTIONS_WITHIN = {
    'Avvik = budsjett ': 'budget − accounts',
    'forklar': 'budget − accounts',
    'explained': 'budget − accounts',
    'Deviation = budget ': 'budget − accounts',
    '--accept-doubtful': 'an option, which scripts use',
}

# Words that make what follows a colon a sentence.
VERBS = {
    'nb': 'er var har hadde kan kunne må måtte skal skulle vil ville blir ble bruker finnes mangler står ligger viser '
          'sier gjelder kontrolleres slettes melder trengs hører deles passer går',
    'nn': 'er var har hadde kan kunne må måtte skal skulle vil ville blir vart brukar finst manglar står ligg viser '
          'seier gjeld melder trengst høyrer passar går',
}
# What follows the colon is a phrase of these, although it has such a word.
COLON_EXCEPTIONS = {
    'for mange til å': 'no verb of its own',
    'en kolonne som ikke leses': 'the verb is in the relative clause',
    'ein kolonne som ikkje blir lesen': 'the verb is in the relative clause',
}

# Part of a message: why its count always stands before more than one.
PLURAL_EXCEPTIONS = {
    'More than %d columns follow': 'a limit',
    'A plan goes over at most %d years': 'a limit',
    'At most %d scenarios fit beside each other': 'a limit',
    'There are %u members, and member sheets are saved for %d at most': 'more than a limit',
    'has %u columns, and a word processor holds': 'more than a limit',
    'Line %u has more than %d cells': 'a limit',
    'it has more than %d cells': 'a limit',
    'more than %d rows': 'a limit',
    'It has more than %u rows': 'a limit',
    'It has more than %u columns': 'a limit',
    '%u bytes long together': 'more than a limit',
    'The file has %u columns “%s”': 'two or more of the same name',
    '%u of %u member sheets were saved': 'one of several failed',
}

SPACED = re.compile(r'(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)')
COUNTED = re.compile(r'%[ud] (?:(?!has |is |was )[a-z]+ )?(?!(?:is|was|has|as|its|this)\b)[a-z]+s\b')
LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"')


class Text:
    """A text, its language, and the file that it stands in; of a message also what it translates."""
    def __init__(self, path, language, text, english='', plural=''):
        self.path, self.language, self.text, self.english, self.plural = path, language, text, english, plural

    def fault(self, what):
        return f'{self.path} ({self.language}): «{self.text}»: {what}'


def read(path):
    with open(path, encoding='utf-8') as file:
        return file.read()


def messages(path, language):
    """Each msgstr of a po file, and each msgid as an English text."""
    found, entry, key = [], {}, None
    for line in read(path).splitlines() + ['']:
        match = re.match(r'(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?) "(.*)"$', line)
        if match:
            key = match[1]
            entry[key] = match[2]
        elif line.startswith('"') and key:
            entry[key] += line[1:-1]
        elif not line:
            english, plural = entry.get('msgid', ''), entry.get('msgid_plural', '')
            if english:
                for key in entry:
                    if key.startswith('msgstr'):
                        found.append(Text(path, language, entry[key].replace(r'\"', '"'), english, plural))
                for text in filter(None, (english, plural)):
                    found.append(Text(path, 'en', text.replace(r'\"', '"'), english, plural))
            entry, key = {}, None
    return found


def words(path):
    """The words in three languages in a source: three literals or more in a row before a closing brace, as in
    { { "nb", "nn", "en" } }, and the last three of a line of a list of macros."""
    source, found = read(path), []
    literals = r'("(?:[^"\\\n]|\\.)*"(?:[\s\\]*"(?:[^"\\\n]|\\.)*")*)'
    end = r'[\s\\]*\)' if path.endswith('.def') else r'[\s\\]*,?[\s\\]*\}[\s\\]*\}'
    entity = re.compile(r'ENTITY \(' + r'[^"]*' + r'[\s\\]*,[\s\\]*'.join([literals] * 3))
    pattern = re.compile(r'[\s\\]*,[\s\\]*'.join([literals] * 3) + end)
    for match in list(pattern.finditer(source)) + list(entity.finditer(source)):
        for language, group in zip(LANGUAGES, match.groups()):
            found.append(Text(path, language, ''.join(LITERAL.findall(group))))
    return found


def all_words():
    # What earlier versions wrote is still read.
    paths = sorted(glob.glob('src/**/*.[ch]', recursive=True) + glob.glob('src/**/*.def', recursive=True))
    return [text for path in paths if not path.endswith('import/sheets/sek-import-words.c') for text in words(path)]


def all_messages():
    """English stands in each po file, and is told once."""
    found = messages('po/nb.po', 'nb')
    if os.path.exists('po/nn.po'):
        found += [text for text in messages('po/nn.po', 'nn') if text.language == 'nn']
    return found


def numbers_hold_together(texts):
    return [text.fault('write U+00A0 between groups of digits') for text in texts if SPACED.search(text.text)]


def is_sentence(part, language):
    part = re.split(r'[.?!]( |$)', part)[0]
    return (not any(part.startswith(exception) for exception in COLON_EXCEPTIONS)
            and not set(re.findall(r'\w+', part)).isdisjoint(VERBS[language].split()))


def sentences_begin_large(texts):
    faults = []
    for text in texts:
        if text.language not in VERBS:
            continue
        for match in re.finditer(r': (?=[a-zæøå])', text.text):
            if is_sentence(text.text[match.end():], text.language):
                faults.append(text.fault('a sentence after a colon begins with a capital'))
        # Such a message is shown after «Kunne ikke …:».
        whole = re.match(r'(?!sekretariat-cli:)[a-zæøå].*[a-zæøå»)]\.$', text.text)
        if whole and is_sentence(text.text, text.language):
            faults.append(text.fault('a sentence begins with a capital'))
    return faults


def counts_have_plurals(texts):
    faults = []
    for text in texts:
        if (text.language == 'en' and text.english and not text.plural and COUNTED.search(text.text)
                and not any(exception in text.text for exception in PLURAL_EXCEPTIONS)):
            faults.append(text.fault('use ngettext'))
    return faults


def word_counts_have_plurals(texts):
    """Beside «%u figures …» the source has «1 figure …»."""
    faults = []
    for text in texts:
        if text.language != 'en' or not COUNTED.search(text.text):
            continue
        noun = COUNTED.search(text.text)[0].split()[-1][:-1]
        if not any(other.path == text.path and re.search(rf'\b1 {noun}\b', other.text) for other in texts):
            faults.append(text.fault(f'add a word for 1 {noun}'))
    return faults


def dropped_words_are_gone(texts):
    faults = []
    for text in texts:
        if text.text in WORD_EXCEPTIONS or any(part in text.text for part in WORD_EXCEPTIONS_WITHIN):
            continue
        for languages, pattern, instead in DROPPED:
            match = re.search(pattern, text.text, re.I) if text.language in languages.split() else None
            if match:
                faults.append(text.fault(f'not «{match[0]}» but: {instead}'))
    return faults


def names_are_quoted(texts):
    """A field's name that is the subject of a sentence is not of the gender and number that the sentence has."""
    return [text.fault('put «» around what is named') for text in texts
            if re.search(r'(?<![«“])%(\d\$)?s (kan ikke|må|blir|er (ikke )?tomt?|cannot|must|has a value)\b', text.text)
            or re.search(r'(kan ikke være|cannot be|the field|feltet) %(\d\$)?s', text.text)]


def english_is_english(texts):
    """In tables: decimals, per cent and days as the English write them."""
    return [text.fault('not as it is written in English') for text in texts if text.language == 'en'
            and re.search(r'\d,\d|\d[ \u00a0]%|\b\d{1,2}\.\d{1,2}\.\d{2,4}\b', text.text)]


def exceptions_are_needed(texts):
    """An exception of a text that is gone is a hole for the next one."""
    told = {text.text for text in texts}
    return ([f'{__file__}: «{gone}» is in no text' for gone in WORD_EXCEPTIONS if gone not in told]
            + [f'{__file__}: «{gone}» is in no text' for gone in [*WORD_EXCEPTIONS_WITHIN, *PLURAL_EXCEPTIONS]
               if not any(gone in text for text in told)])


def words_are_found(texts):
    """A pattern that finds nothing proves nothing."""
    return [] if len(texts) > 700 else [f'src: only {len(texts)} words of tables were found']


def main():
    os.chdir(sys.argv[1])
    told, tables = all_messages(), all_words()
    points = [
        ('the words of tables are found', words_are_found(tables)),
        ('numbers have hard spaces', numbers_hold_together(told + tables)),
        ('a sentence after a colon begins with a capital', sentences_begin_large(told + tables)),
        ('a count before a noun has a plural', counts_have_plurals(told) + word_counts_have_plurals(tables)),
        ('there is one word for a concept', dropped_words_are_gone(told + tables)),
        ('what is named is quoted', names_are_quoted(told)),
        ('English tables have English figures', english_is_english(tables)),
        ('every exception is needed', exceptions_are_needed(told + tables)),
    ]
    for number, (name, faults) in enumerate(points, 1):
        print('ok' if not faults else 'not ok', number, name)
        for fault in faults:
            print(f'{name}: {fault}', file=sys.stderr)
    print(f'1..{len(points)}')


if __name__ == '__main__':
    main()
