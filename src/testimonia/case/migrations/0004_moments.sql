-- The timeline: which statement every dated expression belongs to, and what lanes by outlet and by day are
-- counted from.

CREATE TABLE moments (
    time        TEXT PRIMARY KEY REFERENCES times ON DELETE CASCADE,
    document    INTEGER NOT NULL,
    attribution INTEGER,                -- number of the statement; NULL: the document's own words
    part        TEXT NOT NULL,          -- said: it dates the saying; content: what is told; document
    day         TEXT NOT NULL           -- the earliest day it may be
) WITHOUT ROWID;
CREATE INDEX moments_attribution ON moments (attribution, day);
CREATE INDEX moments_document ON moments (document, day);
CREATE INDEX moments_day ON moments (day);

ALTER TABLE ledger ADD COLUMN outlet TEXT NOT NULL DEFAULT '';  -- the nearest one's name in the whole case
ALTER TABLE ledger ADD COLUMN said TEXT NOT NULL DEFAULT '';    -- the day of saying where the text gives it

CREATE TRIGGER moments_date_ledger AFTER INSERT ON moments WHEN new.part = 'said'
BEGIN
    UPDATE ledger SET said = new.day WHERE attribution = new.attribution;
END;
CREATE TRIGGER outlets_enter_ledger AFTER INSERT ON attribution_outlets WHEN new.ordinal = 0
BEGIN
    UPDATE ledger SET outlet = new.name
    WHERE attribution = (SELECT number FROM attributions WHERE id = new.attribution);
END;
CREATE TRIGGER outlets_rename_ledger AFTER UPDATE OF name ON attribution_outlets WHEN new.ordinal = 0
BEGIN
    UPDATE ledger SET outlet = new.name
    WHERE attribution = (SELECT number FROM attributions WHERE id = new.attribution);
END;
CREATE TRIGGER outlets_leave_ledger AFTER DELETE ON attribution_outlets WHEN old.ordinal = 0
BEGIN
    UPDATE ledger SET outlet = ''
    WHERE attribution = (SELECT number FROM attributions WHERE id = old.attribution);
END;

UPDATE ledger SET outlet = coalesce((SELECT o.name FROM attribution_outlets AS o
    JOIN attributions AS a ON a.id = o.attribution WHERE a.number = ledger.attribution AND o.ordinal = 0), '');

-- An older case: the innermost content that an expression stands in, else a statement it stands within.
INSERT INTO moments
SELECT t.id, t.document, a.number,
    CASE WHEN a.number IS NULL THEN 'document' WHEN p.inside IS NOT NULL THEN 'content' ELSE 'said' END, t.earliest
FROM times AS t
LEFT JOIN (
    SELECT t.id AS time, s.annotation,
        min(CASE WHEN s.role = 'content' AND s.start <= t.start AND t.end <= s.end THEN s.end - s.start END)
            AS inside,
        row_number() OVER (PARTITION BY t.id ORDER BY
            coalesce(min(CASE WHEN s.role = 'content' AND s.start <= t.start AND t.end <= s.end
                         THEN s.end - s.start END), max(s.end) - min(s.start)),
            max(s.role = 'content' AND s.start <= t.start AND t.end <= s.end), s.annotation) AS place
    FROM times AS t JOIN spans AS s ON s.document = t.document
        AND s.annotation GLOB 'attribution:*' AND s.role IN ('content', 'cue', 'source')
    GROUP BY t.id, s.annotation
    HAVING min(s.start) <= t.end + 2 AND max(s.end) >= t.start - 2
) AS p ON p.time = t.id AND p.place = 1
LEFT JOIN attributions AS a ON a.id = p.annotation
WHERE t.role = 'event' AND t.type IN ('DATE', 'TIME') AND t.earliest IS NOT NULL;

CREATE INDEX ledger_speaker_days ON ledger (speaker, day, said);
CREATE INDEX ledger_outlet_days ON ledger (outlet, day, said);
