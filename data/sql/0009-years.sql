-- SPDX-License-Identifier: GPL-3.0-or-later
-- The years ahead: the lowest reserve, how lines go on in plan years, which column a year is told by, when a deviation is to be explained, and
-- scenarios: lists of changes that the register itself does not have. What a change was and becomes is a value of the canonical text
-- (sekretariat-cli(1)), of an insertion a line a field.

ALTER TABLE organisation ADD COLUMN reserve_limit INTEGER CHECK (reserve_limit >= 0);
ALTER TABLE organisation ADD COLUMN balance_name TEXT;
ALTER TABLE organisation ADD COLUMN plan_years INTEGER CHECK (plan_years BETWEEN 0 AND 30);
ALTER TABLE organisation ADD COLUMN plan_index INTEGER; -- hundredths of a per cent, as all of these
ALTER TABLE organisation ADD COLUMN deviation_limit INTEGER CHECK (deviation_limit >= 0);
ALTER TABLE organisation ADD COLUMN deviation_percent INTEGER CHECK (deviation_percent >= 0);

ALTER TABLE budget_line ADD COLUMN plan_rule TEXT;
ALTER TABLE budget_line ADD COLUMN plan_percent INTEGER;
ALTER TABLE budget_line ADD COLUMN plan_year INTEGER CHECK (plan_year BETWEEN 1900 AND 2999);
ALTER TABLE budget_line ADD COLUMN profile TEXT;

ALTER TABLE table_setup ADD COLUMN scenarios TEXT;
ALTER TABLE table_setup ADD COLUMN member_order TEXT;
ALTER TABLE table_setup ADD COLUMN by_subregion INTEGER CHECK (by_subregion IN (0, 1));

CREATE TABLE year_source (
  id INTEGER PRIMARY KEY,
  year INTEGER NOT NULL UNIQUE CHECK (year BETWEEN 1900 AND 2999),
  budget_column INTEGER NOT NULL REFERENCES budget_column (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE scenario (
  id INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  note TEXT
) STRICT;

CREATE TABLE scenario_change (
  id INTEGER PRIMARY KEY,
  scenario INTEGER NOT NULL REFERENCES scenario (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL,
  operation TEXT NOT NULL,
  entity TEXT NOT NULL,
  row TEXT NOT NULL,
  field TEXT,
  before TEXT,
  after TEXT
) STRICT;
CREATE INDEX scenario_change_scenario ON scenario_change (scenario);
