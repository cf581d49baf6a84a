-- What is counted first after the rows have changed is counted by indexes that hold it in its order: the spellings
-- of each actor; the days of the sayings that the texts date themselves, which are few.

CREATE INDEX mentions_spellings ON mentions (actor, text) WHERE actor IS NOT NULL AND form = 'name';
CREATE INDEX ledger_said ON ledger (said, day, speaker, outlet, document) WHERE said <> '';
