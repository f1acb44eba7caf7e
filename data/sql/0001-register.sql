-- SPDX-License-Identifier: GPL-3.0-or-later
-- The register, version 1. Immutable once released: a later change is a new file.
--
-- Money (value, base, awarded, …) is øre, persons are whole numbers, dates are ISO texts, row ids are random 63-bit numbers that are never
-- reused. Names and sort positions are not unique, since people edit them; natural keys are.

CREATE TABLE organisation (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  short_name TEXT,
  org_number TEXT CHECK (org_number GLOB '[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]'),
  unit INTEGER NOT NULL CHECK (unit IN (100, 100000)),
  language TEXT NOT NULL CHECK (language IN ('nb', 'nn', 'en'))
) STRICT;

CREATE TABLE subregion (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  seats INTEGER CHECK (seats >= 0)
) STRICT;

CREATE TABLE member (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('municipality', 'county')),
  org_number TEXT CHECK (org_number GLOB '[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]'),
  invoice_reference TEXT,
  joined TEXT CHECK (joined IS date (joined)),
  left_on TEXT CHECK (left_on IS date (left_on)),
  note TEXT
) STRICT;

CREATE TABLE member_number (
  id INTEGER PRIMARY KEY,
  member INTEGER NOT NULL REFERENCES member (id) DEFERRABLE INITIALLY DEFERRED,
  number TEXT NOT NULL CHECK (number GLOB '[0-9][0-9][0-9][0-9]' OR number GLOB '[0-9][0-9]'),
  valid_from TEXT CHECK (valid_from IS date (valid_from)),
  valid_to TEXT CHECK (valid_to IS date (valid_to))
) STRICT;
CREATE INDEX member_number_member ON member_number (member);

CREATE TABLE member_subregion (
  id INTEGER PRIMARY KEY,
  member INTEGER NOT NULL REFERENCES member (id) DEFERRABLE INITIALLY DEFERRED,
  subregion INTEGER NOT NULL REFERENCES subregion (id) DEFERRABLE INITIALLY DEFERRED,
  is_primary INTEGER NOT NULL CHECK (is_primary IN (0, 1)),
  UNIQUE (member, subregion)
) STRICT;
CREATE INDEX member_subregion_subregion ON member_subregion (subregion);

CREATE TABLE contact (
  id INTEGER PRIMARY KEY,
  member INTEGER NOT NULL REFERENCES member (id) DEFERRABLE INITIALLY DEFERRED,
  role TEXT NOT NULL CHECK (role IN ('political', 'administrative', 'invoice')),
  office TEXT,
  name TEXT,
  email TEXT,
  telephone TEXT
) STRICT;
CREATE INDEX contact_member ON contact (member);

CREATE TABLE population (
  id INTEGER PRIMARY KEY,
  member INTEGER NOT NULL REFERENCES member (id) DEFERRABLE INITIALLY DEFERRED,
  date TEXT NOT NULL CHECK (date IS date (date)),
  persons INTEGER CHECK (persons >= 0),
  source TEXT,
  UNIQUE (member, date)
) STRICT;

CREATE TABLE fee_rate (
  id INTEGER PRIMARY KEY,
  year INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 2999),
  kind TEXT NOT NULL CHECK (kind IN ('municipality', 'county')),
  base INTEGER CHECK (base >= 0),
  rate INTEGER CHECK (rate >= 0),
  minimum INTEGER CHECK (minimum >= 0),
  maximum INTEGER CHECK (maximum >= 0),
  decided_on TEXT CHECK (decided_on IS date (decided_on)),
  case_number TEXT,
  note TEXT,
  UNIQUE (year, kind)
) STRICT;

CREATE TABLE budget_column (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL CHECK (title <> ''),
  year INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 2999),
  kind TEXT NOT NULL CHECK (kind IN ('budget', 'forecast', 'accounts', 'proposal', 'adjusted', 'plan')),
  figures_on TEXT CHECK (figures_on IS date (figures_on)),
  unit INTEGER NOT NULL CHECK (unit IN (100, 100000)),
  base_column INTEGER REFERENCES budget_column (id) DEFERRABLE INITIALLY DEFERRED,
  carry_from INTEGER REFERENCES budget_column (id) DEFERRABLE INITIALLY DEFERRED,
  status TEXT NOT NULL CHECK (status IN ('draft', 'recommended', 'adopted', 'sealed')),
  case_number TEXT,
  resolved_on TEXT CHECK (resolved_on IS date (resolved_on)),
  note TEXT
) STRICT;

CREATE TABLE budget_line (
  id INTEGER PRIMARY KEY,
  section TEXT NOT NULL CHECK (section IN ('opening', 'income', 'expense')),
  position INTEGER NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  explanation TEXT,
  source TEXT NOT NULL CHECK (source IN ('entered', 'fees', 'grants', 'projects', 'carried_forward'))
) STRICT;

CREATE TABLE amount (
  id INTEGER PRIMARY KEY,
  line INTEGER NOT NULL REFERENCES budget_line (id) DEFERRABLE INITIALLY DEFERRED,
  budget_column INTEGER NOT NULL REFERENCES budget_column (id) DEFERRABLE INITIALLY DEFERRED,
  mode TEXT NOT NULL CHECK (mode IN ('entered', 'source')),
  value INTEGER,
  comment TEXT,
  UNIQUE (line, budget_column)
) STRICT;

CREATE TABLE project (
  id INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  focus_area TEXT,
  responsible TEXT,
  starts_on TEXT CHECK (starts_on IS date (starts_on)),
  ends_on TEXT CHECK (ends_on IS date (ends_on)),
  description TEXT
) STRICT;

CREATE TABLE project_amount (
  id INTEGER PRIMARY KEY,
  project INTEGER NOT NULL REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED,
  budget_column INTEGER NOT NULL REFERENCES budget_column (id) DEFERRABLE INITIALLY DEFERRED,
  value INTEGER,
  comment TEXT,
  UNIQUE (project, budget_column)
) STRICT;

CREATE TABLE "grant" (
  id INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  funder TEXT,
  name TEXT NOT NULL CHECK (name <> ''),
  project INTEGER REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED,
  budget_line INTEGER REFERENCES budget_line (id) DEFERRABLE INITIALLY DEFERRED,
  awarded INTEGER CHECK (awarded >= 0),
  own_required INTEGER CHECK (own_required >= 0),
  starts_on TEXT CHECK (starts_on IS date (starts_on)),
  ends_on TEXT CHECK (ends_on IS date (ends_on)),
  reference TEXT
) STRICT;

CREATE TABLE instalment (
  id INTEGER PRIMARY KEY,
  "grant" INTEGER NOT NULL REFERENCES "grant" (id) DEFERRABLE INITIALLY DEFERRED,
  year INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 2999),
  value INTEGER,
  received_on TEXT CHECK (received_on IS date (received_on)),
  UNIQUE ("grant", year)
) STRICT;

CREATE TABLE contribution (
  id INTEGER PRIMARY KEY,
  "grant" INTEGER NOT NULL REFERENCES "grant" (id) DEFERRABLE INITIALLY DEFERRED,
  date TEXT CHECK (date IS date (date)),
  kind TEXT NOT NULL CHECK (kind IN ('cash', 'hours')),
  value INTEGER,
  hours INTEGER CHECK (hours >= 0),   -- hundredths of an hour
  hour_rate INTEGER CHECK (hour_rate >= 0),
  what TEXT,
  documented TEXT
) STRICT;
CREATE INDEX contribution_grant ON contribution ("grant");

-- The log. An action is what a person did; its changes are what became of each field; events are appended when it is
-- done, undone and redone, and its state is its last event.
CREATE TABLE action (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  arguments TEXT NOT NULL,
  barrier INTEGER NOT NULL CHECK (barrier IN (0, 1)),
  schema_version INTEGER NOT NULL
) STRICT;

CREATE TABLE change (
  id INTEGER PRIMARY KEY,
  action INTEGER NOT NULL REFERENCES action (id) DEFERRABLE INITIALLY DEFERRED,
  operation TEXT NOT NULL CHECK (operation IN ('insert', 'update', 'delete')),
  entity TEXT NOT NULL,
  row INTEGER NOT NULL,
  field TEXT NOT NULL,
  before ANY,
  after ANY
) STRICT;
CREATE INDEX change_action ON change (action);
CREATE INDEX change_row ON change (row, field);

CREATE TABLE event (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  action INTEGER NOT NULL REFERENCES action (id) DEFERRABLE INITIALLY DEFERRED,
  what TEXT NOT NULL CHECK (what IN ('do', 'undo', 'redo')),
  at TEXT NOT NULL,
  who TEXT NOT NULL
) STRICT;
CREATE INDEX event_action ON event (action);

-- Who holds the writer's lock; meaningful only while the lock is held.
CREATE TABLE writer (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  who TEXT NOT NULL,
  since TEXT NOT NULL
) STRICT;
