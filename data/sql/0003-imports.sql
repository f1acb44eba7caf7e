-- SPDX-License-Identifier: GPL-3.0-or-later
-- Imports: when a population was retrieved, and what an import remembers for the next one of its kind.

ALTER TABLE population ADD COLUMN retrieved TEXT CHECK (retrieved IS date (retrieved));

-- matched is what a file says: an account or a range of accounts, the name of a row, the head of a column, or a question that was asked.
-- It means a line, a project or a member, or else what answer says.
CREATE TABLE import_rule (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('population', 'members', 'accounts', 'budget', 'projects', 'member-sheets')),
  matched TEXT NOT NULL CHECK (matched <> ''),
  budget_line INTEGER REFERENCES budget_line (id) DEFERRABLE INITIALLY DEFERRED,
  project INTEGER REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED,
  member INTEGER REFERENCES member (id) DEFERRABLE INITIALLY DEFERRED,
  sign TEXT CHECK (sign IN ('as-is', 'reversed')),
  unit INTEGER CHECK (unit IN (100, 100000)),
  answer TEXT
) STRICT;
