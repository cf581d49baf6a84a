-- A decision can be taken back: "undo" names in its value the decision that counts for nothing from then on.

DROP VIEW said;
DROP VIEW rejected;
DROP TRIGGER decisions_are_not_changed;
DROP TRIGGER decisions_are_not_removed;
DROP INDEX decisions_target;
ALTER TABLE decisions RENAME TO decisions_before;
CREATE TABLE decisions (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id     TEXT NOT NULL UNIQUE,
    at     TEXT NOT NULL,
    by     TEXT NOT NULL,
    action TEXT NOT NULL
        CHECK (action IN ('accept', 'reject', 'correct', 'merge', 'split', 'note', 'undo')),
    target TEXT NOT NULL,
    value  TEXT NOT NULL DEFAULT '',
    note   TEXT NOT NULL DEFAULT ''
);
INSERT INTO decisions SELECT * FROM decisions_before ORDER BY number;
DROP TABLE decisions_before;
CREATE INDEX decisions_target ON decisions (target);
CREATE INDEX decisions_undo ON decisions (json_extract(value, '$.undo')) WHERE action = 'undo';
CREATE TRIGGER decisions_are_not_changed BEFORE UPDATE ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions are only ever added'); END;
CREATE TRIGGER decisions_are_not_removed BEFORE DELETE ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions are only ever added'); END;

CREATE VIEW undone AS
SELECT json_extract(value, '$.undo') AS id FROM decisions WHERE action = 'undo';

-- The last verdict about every row that has one.
CREATE VIEW verdicts AS
SELECT target, action AS verdict FROM decisions AS d
WHERE action IN ('accept', 'reject', 'correct') AND id NOT IN (SELECT id FROM undone)
  AND NOT EXISTS (SELECT 1 FROM decisions AS later
                  WHERE later.target = d.target AND later.number > d.number
                    AND later.action IN ('accept', 'reject', 'correct')
                    AND later.id NOT IN (SELECT id FROM undone));

CREATE VIEW rejected AS
SELECT target FROM verdicts WHERE verdict = 'reject';

CREATE VIEW said AS
SELECT
    (SELECT group_concat(name, '; ') FROM
        (SELECT name FROM speakers WHERE attribution = a.id AND name <> '' ORDER BY ordinal)) AS speaker,
    (SELECT group_concat(name, ' < ') FROM
        (SELECT name FROM attribution_outlets WHERE attribution = a.id AND name <> '' ORDER BY ordinal)) AS via,
    coalesce(a.outlet_date, d.date, d.date_probable) AS date,
    (SELECT group_concat(text, ' … ') FROM
        (SELECT text FROM spans WHERE annotation = a.id AND role = 'cue' ORDER BY ordinal)) AS cue,
    (SELECT group_concat(text, ' … ') FROM
        (SELECT text FROM spans WHERE annotation = a.id AND role = 'content' ORDER BY ordinal)) AS content,
    d.name AS document,
    a.kind, a.negated, a.outlet_date, d.date AS document_date, a.confidence, a.why, a.parent, a.id,
    a.number AS attribution_number, a.document AS document_number
FROM attributions AS a JOIN documents AS d ON d.number = a.document
WHERE a.id NOT IN (SELECT target FROM rejected);
