-- SPDX-License-Identifier: GPL-3.0-or-later
-- What was adopted stays. The status of a budget column has a row a step, with who decided it and where; the case and date that a column had
-- become its first. A sealed column has a copy of what its table showed. An amount of an adjusted budget says why it is another.
--
-- sek_made_id() makes an id of what a row is made of, so that two upgrades of one file agree. The copies are made by the program, after this.

CREATE TABLE status_step (
  id INTEGER PRIMARY KEY,
  budget_column INTEGER NOT NULL REFERENCES budget_column (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL,
  status TEXT NOT NULL,
  organ TEXT,
  decided_on TEXT CHECK (decided_on IS date (decided_on)),
  case_number TEXT,
  by_whom TEXT
) STRICT;
CREATE INDEX status_step_budget_column ON status_step (budget_column);
INSERT INTO status_step (id, budget_column, position, status, decided_on, case_number)
  SELECT sek_made_id ('status_step of ' || id), id, 1024 * row_number () OVER (ORDER BY id), status, resolved_on, case_number
  FROM budget_column
  WHERE status <> 'draft' OR resolved_on IS NOT NULL OR case_number IS NOT NULL;
ALTER TABLE budget_column DROP COLUMN case_number;
ALTER TABLE budget_column DROP COLUMN resolved_on;

-- copy is canonical text, as the dump is (sekretariat-cli(1)); digest is its SHA-256.
CREATE TABLE seal (
  id INTEGER PRIMARY KEY,
  budget_column INTEGER NOT NULL UNIQUE REFERENCES budget_column (id) DEFERRABLE INITIALLY DEFERRED,
  sealed_at TEXT,
  version INTEGER NOT NULL CHECK (version >= 1),
  digest TEXT NOT NULL CHECK (length (digest) = 64),
  copy TEXT NOT NULL CHECK (copy <> '')
) STRICT;

ALTER TABLE table_setup ADD COLUMN adopted_column INTEGER REFERENCES budget_column (id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE amount ADD COLUMN reason TEXT;
ALTER TABLE project_amount ADD COLUMN reason TEXT;
