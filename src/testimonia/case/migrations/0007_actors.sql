-- The mentions of an actor in the order of the documents, and problems by kind: paged without being sorted
-- first.

DROP INDEX mentions_actor;
CREATE INDEX mentions_actor ON mentions (actor, document, start);
CREATE INDEX checks_kind ON checks (kind, document);
