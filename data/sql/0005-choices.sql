-- SPDX-License-Identifier: GPL-3.0-or-later
-- Which words a choice has is the program's to know: a new one raises the version, and needs no table to be built anew. So the tables with
-- choices are built here once more without the lists of their words; whoever writes one holds it against the kind of its field.

CREATE TABLE organisation_new (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  short_name TEXT,
  org_number TEXT CHECK (org_number GLOB '[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]'),
  unit INTEGER NOT NULL CHECK (unit IN (100, 100000)),
  language TEXT NOT NULL
) STRICT;
INSERT INTO organisation_new (id, name, short_name, org_number, unit, language)
  SELECT id, name, short_name, org_number, unit, language FROM organisation;
DROP TABLE organisation;
ALTER TABLE organisation_new RENAME TO organisation;

CREATE TABLE member_new (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  kind TEXT NOT NULL,
  org_number TEXT CHECK (org_number GLOB '[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]'),
  invoice_reference TEXT,
  joined TEXT CHECK (joined IS date (joined)),
  left_on TEXT CHECK (left_on IS date (left_on)),
  note TEXT
) STRICT;
INSERT INTO member_new (id, name, kind, org_number, invoice_reference, joined, left_on, note)
  SELECT id, name, kind, org_number, invoice_reference, joined, left_on, note FROM member;
DROP TABLE member;
ALTER TABLE member_new RENAME TO member;

CREATE TABLE contact_new (
  id INTEGER PRIMARY KEY,
  member INTEGER NOT NULL REFERENCES member (id) DEFERRABLE INITIALLY DEFERRED,
  role TEXT NOT NULL,
  office TEXT,
  name TEXT,
  email TEXT,
  telephone TEXT
) STRICT;
INSERT INTO contact_new (id, member, role, office, name, email, telephone)
  SELECT id, member, role, office, name, email, telephone FROM contact;
DROP TABLE contact;
ALTER TABLE contact_new RENAME TO contact;
CREATE INDEX contact_member ON contact (member);

CREATE TABLE fee_rate_new (
  id INTEGER PRIMARY KEY,
  year INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 2999),
  kind TEXT NOT NULL,
  base INTEGER CHECK (base >= 0),
  rate INTEGER CHECK (rate >= 0),
  minimum INTEGER CHECK (minimum >= 0),
  maximum INTEGER CHECK (maximum >= 0),
  decided_on TEXT CHECK (decided_on IS date (decided_on)),
  case_number TEXT,
  note TEXT,
  UNIQUE (year, kind)
) STRICT;
INSERT INTO fee_rate_new (id, year, kind, base, rate, minimum, maximum, decided_on, case_number, note)
  SELECT id, year, kind, base, rate, minimum, maximum, decided_on, case_number, note FROM fee_rate;
DROP TABLE fee_rate;
ALTER TABLE fee_rate_new RENAME TO fee_rate;

CREATE TABLE budget_column_new (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL CHECK (title <> ''),
  year INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 2999),
  kind TEXT NOT NULL,
  figures_on TEXT CHECK (figures_on IS date (figures_on)),
  unit INTEGER NOT NULL CHECK (unit IN (100, 100000)),
  base_column INTEGER REFERENCES budget_column (id) DEFERRABLE INITIALLY DEFERRED,
  carry_from INTEGER REFERENCES budget_column (id) DEFERRABLE INITIALLY DEFERRED,
  status TEXT NOT NULL,
  case_number TEXT,
  resolved_on TEXT CHECK (resolved_on IS date (resolved_on)),
  note TEXT
) STRICT;
INSERT INTO budget_column_new (id, title, year, kind, figures_on, unit, base_column, carry_from, status, case_number, resolved_on, note)
  SELECT id, title, year, kind, figures_on, unit, base_column, carry_from, status, case_number, resolved_on, note FROM budget_column;
DROP TABLE budget_column;
ALTER TABLE budget_column_new RENAME TO budget_column;

CREATE TABLE budget_line_new (
  id INTEGER PRIMARY KEY,
  section TEXT NOT NULL,
  position INTEGER NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  explanation TEXT,
  source TEXT NOT NULL
) STRICT;
INSERT INTO budget_line_new (id, section, position, name, explanation, source)
  SELECT id, section, position, name, explanation, source FROM budget_line;
DROP TABLE budget_line;
ALTER TABLE budget_line_new RENAME TO budget_line;

CREATE TABLE amount_new (
  id INTEGER PRIMARY KEY,
  line INTEGER NOT NULL REFERENCES budget_line (id) DEFERRABLE INITIALLY DEFERRED,
  budget_column INTEGER NOT NULL REFERENCES budget_column (id) DEFERRABLE INITIALLY DEFERRED,
  mode TEXT NOT NULL,
  value INTEGER,
  comment TEXT,
  UNIQUE (line, budget_column)
) STRICT;
INSERT INTO amount_new (id, line, budget_column, mode, value, comment)
  SELECT id, line, budget_column, mode, value, comment FROM amount;
DROP TABLE amount;
ALTER TABLE amount_new RENAME TO amount;

CREATE TABLE contribution_new (
  id INTEGER PRIMARY KEY,
  "grant" INTEGER NOT NULL REFERENCES "grant" (id) DEFERRABLE INITIALLY DEFERRED,
  date TEXT CHECK (date IS date (date)),
  kind TEXT NOT NULL,
  value INTEGER,
  hours INTEGER CHECK (hours >= 0), -- hundredths of an hour
  hour_rate INTEGER CHECK (hour_rate >= 0),
  what TEXT,
  documented TEXT
) STRICT;
INSERT INTO contribution_new (id, "grant", date, kind, value, hours, hour_rate, what, documented)
  SELECT id, "grant", date, kind, value, hours, hour_rate, what, documented FROM contribution;
DROP TABLE contribution;
ALTER TABLE contribution_new RENAME TO contribution;
CREATE INDEX contribution_grant ON contribution ("grant");

CREATE TABLE table_setup_new (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  tables TEXT,
  year INTEGER CHECK (year BETWEEN 1900 AND 2999),
  unit INTEGER CHECK (unit IN (100, 100000)),
  language TEXT,
  change TEXT NOT NULL,
  changed_column INTEGER REFERENCES budget_column (id) DEFERRABLE INITIALLY DEFERRED,
  base_column INTEGER REFERENCES budget_column (id) DEFERRABLE INITIALLY DEFERRED,
  percent INTEGER NOT NULL CHECK (percent IN (0, 1)),
  comments INTEGER NOT NULL CHECK (comments IN (0, 1)),
  contacts INTEGER NOT NULL CHECK (contacts IN (0, 1)),
  note TEXT,
  more_years TEXT
) STRICT;
INSERT INTO table_setup_new (id, name, tables, year, unit, language, change, changed_column, base_column, percent, comments, contacts, note, more_years)
  SELECT id, name, tables, year, unit, language, change, changed_column, base_column, percent, comments, contacts, note, more_years FROM table_setup;
DROP TABLE table_setup;
ALTER TABLE table_setup_new RENAME TO table_setup;

CREATE TABLE import_rule_new (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  matched TEXT NOT NULL CHECK (matched <> ''),
  budget_line INTEGER REFERENCES budget_line (id) DEFERRABLE INITIALLY DEFERRED,
  project INTEGER REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED,
  member INTEGER REFERENCES member (id) DEFERRABLE INITIALLY DEFERRED,
  sign TEXT,
  unit INTEGER CHECK (unit IN (100, 100000)),
  answer TEXT
) STRICT;
INSERT INTO import_rule_new (id, kind, matched, budget_line, project, member, sign, unit, answer)
  SELECT id, kind, matched, budget_line, project, member, sign, unit, answer FROM import_rule;
DROP TABLE import_rule;
ALTER TABLE import_rule_new RENAME TO import_rule;
