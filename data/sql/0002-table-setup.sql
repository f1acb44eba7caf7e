-- SPDX-License-Identifier: GPL-3.0-or-later
-- Named set-ups of tables: which tables, of which columns and how, so that the papers of one meeting look like those of the one before.
--
-- tables holds ids of tables parted by commas; a blank choice is the program's own (the newest year, the organisation's unit and language).

CREATE TABLE table_setup (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  tables TEXT,
  year INTEGER CHECK (year BETWEEN 1900 AND 2999),
  unit INTEGER CHECK (unit IN (100, 100000)),
  language TEXT CHECK (language IN ('nb', 'nn', 'en')),
  change TEXT NOT NULL CHECK (change IN ('shown', 'none')),
  changed_column INTEGER REFERENCES budget_column (id) DEFERRABLE INITIALLY DEFERRED,
  base_column INTEGER REFERENCES budget_column (id) DEFERRABLE INITIALLY DEFERRED,
  percent INTEGER NOT NULL CHECK (percent IN (0, 1)),
  comments INTEGER NOT NULL CHECK (comments IN (0, 1)),
  contacts INTEGER NOT NULL CHECK (contacts IN (0, 1)),
  note TEXT
) STRICT;

CREATE TABLE table_setup_column (
  id INTEGER PRIMARY KEY,
  setup INTEGER NOT NULL REFERENCES table_setup (id) DEFERRABLE INITIALLY DEFERRED,
  budget_column INTEGER NOT NULL REFERENCES budget_column (id) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL,
  UNIQUE (setup, budget_column)
) STRICT;
CREATE INDEX table_setup_column_budget_column ON table_setup_column (budget_column);
