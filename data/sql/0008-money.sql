-- SPDX-License-Identifier: GPL-3.0-or-later
-- Money over the years: models of fees, price indexes, fee runs, what grants ask for, positions. A run holds what was issued as canonical text
-- (sekretariat-cli(1)) with its SHA-256, as a seal does.

ALTER TABLE organisation ADD COLUMN account TEXT CHECK (account GLOB '[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]');
ALTER TABLE organisation ADD COLUMN kid_pattern TEXT;
ALTER TABLE organisation ADD COLUMN kid_control TEXT;
ALTER TABLE organisation ADD COLUMN vat TEXT;

ALTER TABLE member ADD COLUMN customer_number TEXT;
ALTER TABLE contact ADD COLUMN address TEXT;

ALTER TABLE fee_rate ADD COLUMN model TEXT NOT NULL DEFAULT 'rate';
ALTER TABLE fee_rate ADD COLUMN total INTEGER CHECK (total >= 0);
ALTER TABLE fee_rate ADD COLUMN equal_share INTEGER CHECK (equal_share BETWEEN 0 AND 10000); -- hundredths of a per cent
ALTER TABLE fee_rate ADD COLUMN basis TEXT;

CREATE TABLE price_index (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  series TEXT NOT NULL,
  base INTEGER CHECK (base BETWEEN 1900 AND 2999),
  note TEXT
) STRICT;

-- period is a year, 2025, or a month, 2025-12; value is thousandths.
CREATE TABLE index_figure (
  id INTEGER PRIMARY KEY,
  price_index INTEGER NOT NULL REFERENCES price_index (id) DEFERRABLE INITIALLY DEFERRED,
  period TEXT NOT NULL CHECK (period GLOB '[0-9][0-9][0-9][0-9]' OR period GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]'),
  value INTEGER NOT NULL,
  source TEXT,
  retrieved TEXT CHECK (retrieved IS date (retrieved)),
  UNIQUE (price_index, period)
) STRICT;

CREATE TABLE fee_run (
  id INTEGER PRIMARY KEY,
  year INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 2999),
  number INTEGER NOT NULL CHECK (number >= 1),
  issued_on TEXT NOT NULL CHECK (issued_on IS date (issued_on)),
  due_on TEXT CHECK (due_on IS date (due_on)),
  note TEXT,
  issued_at TEXT,
  version INTEGER NOT NULL CHECK (version >= 1),
  digest TEXT NOT NULL CHECK (length (digest) = 64),
  copy TEXT NOT NULL CHECK (copy <> ''),
  UNIQUE (year, number)
) STRICT;

CREATE TABLE grant_scheme (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  cash_only INTEGER NOT NULL CHECK (cash_only IN (0, 1)),
  highest_share INTEGER CHECK (highest_share BETWEEN 0 AND 10000), -- hundredths of a per cent
  auditor_from INTEGER CHECK (auditor_from >= 0),
  note TEXT
) STRICT;

CREATE TABLE hour_rate (
  id INTEGER PRIMARY KEY,
  scheme INTEGER NOT NULL REFERENCES grant_scheme (id) DEFERRABLE INITIALLY DEFERRED,
  rate INTEGER NOT NULL CHECK (rate >= 0),
  valid_from TEXT CHECK (valid_from IS date (valid_from)),
  valid_to TEXT CHECK (valid_to IS date (valid_to))
) STRICT;
CREATE INDEX hour_rate_scheme ON hour_rate (scheme);

ALTER TABLE "grant" ADD COLUMN scheme INTEGER REFERENCES grant_scheme (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE "grant" ADD COLUMN total_cost INTEGER CHECK (total_cost >= 0);

CREATE TABLE staff_position (
  id INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  title TEXT NOT NULL CHECK (title <> ''),
  percent INTEGER NOT NULL CHECK (percent BETWEEN 0 AND 10000), -- hundredths of a per cent, as all of these
  starts_on TEXT CHECK (starts_on IS date (starts_on)),
  ends_on TEXT CHECK (ends_on IS date (ends_on)),
  yearly_pay INTEGER CHECK (yearly_pay >= 0),
  pay_year INTEGER CHECK (pay_year BETWEEN 1900 AND 2999),
  growth INTEGER,
  growth_month INTEGER CHECK (growth_month BETWEEN 1 AND 12),
  social_costs INTEGER CHECK (social_costs >= 0),
  note TEXT
) STRICT;

CREATE TABLE position_share (
  id INTEGER PRIMARY KEY,
  staff_position INTEGER NOT NULL REFERENCES staff_position (id) DEFERRABLE INITIALLY DEFERRED,
  payer TEXT NOT NULL,
  project INTEGER REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED,
  "grant" INTEGER REFERENCES "grant" (id) DEFERRABLE INITIALLY DEFERRED,
  percent INTEGER NOT NULL CHECK (percent BETWEEN 0 AND 10000)
) STRICT;
CREATE INDEX position_share_staff_position ON position_share (staff_position);

ALTER TABLE contribution ADD COLUMN budget_line INTEGER REFERENCES budget_line (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE contribution ADD COLUMN project INTEGER REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE contribution ADD COLUMN staff_position INTEGER REFERENCES staff_position (id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE table_setup ADD COLUMN run INTEGER CHECK (run >= 1);
ALTER TABLE table_setup ADD COLUMN "grant" INTEGER REFERENCES "grant" (id) DEFERRABLE INITIALLY DEFERRED;
