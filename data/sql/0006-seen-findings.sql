-- SPDX-License-Identifier: GPL-3.0-or-later
-- What Kontroll finds can be marked as seen, with a reason. A mark holds for these figures at this place: it names neither by a reference, since
-- it must not keep them from being changed.

CREATE TABLE seen_finding (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind <> ''),
  subject TEXT,
  place TEXT NOT NULL CHECK (place <> ''),
  figures TEXT NOT NULL CHECK (figures <> ''),
  reason TEXT NOT NULL CHECK (reason <> ''),
  seen_on TEXT CHECK (seen_on IS date (seen_on))
) STRICT;
