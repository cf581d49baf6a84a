-- What is to be reviewed: one row for every reading with a confidence, kept by triggers. A reading weighs what it
-- is doubted by (1 - confidence) times how many rows depend on it, so that the queue of half a million is paged
-- without being sorted first.

CREATE TABLE doubts (
    target   TEXT PRIMARY KEY,
    layer    TEXT NOT NULL,
    document INTEGER NOT NULL,
    doubt    REAL NOT NULL,
    reach    INTEGER NOT NULL,  -- itself and: the statements inside it, cited by it, or dated by it
    weight   REAL GENERATED ALWAYS AS (doubt * reach) VIRTUAL
) WITHOUT ROWID;

INSERT INTO doubts (target, layer, document, doubt, reach)
SELECT id, 'attribution', document, round(1 - confidence, 4),
    1 + (SELECT count(*) FROM attributions AS inner_one WHERE inner_one.parent = a.id) FROM attributions AS a;
INSERT INTO doubts (target, layer, document, doubt, reach)
SELECT id, 'citation', document, round(1 - confidence, 4),
    1 + (SELECT count(*) FROM supports WHERE citation = c.id) FROM citations AS c;
INSERT INTO doubts (target, layer, document, doubt, reach)
SELECT id, 'time', document, round(1 - confidence, 4),
    1 + (SELECT count(*) FROM moments WHERE time = t.id AND part = 'said') FROM times AS t;
INSERT INTO doubts (target, layer, document, doubt, reach)
SELECT id, 'scripture', document, round(1 - confidence, 4), 1 FROM scripture;

CREATE INDEX doubts_weight ON doubts (weight, target);
CREATE INDEX doubts_layer ON doubts (layer, weight, target);
CREATE INDEX doubts_document ON doubts (document, weight, target);

CREATE TRIGGER attributions_enter_doubts AFTER INSERT ON attributions
BEGIN
    INSERT INTO doubts (target, layer, document, doubt, reach) VALUES (new.id, 'attribution', new.document,
        round(1 - new.confidence, 4), 1 + (SELECT count(*) FROM attributions WHERE parent = new.id));
    UPDATE doubts SET reach = reach + 1 WHERE target = new.parent;
END;
CREATE TRIGGER citations_enter_doubts AFTER INSERT ON citations
BEGIN
    INSERT INTO doubts (target, layer, document, doubt, reach)
    VALUES (new.id, 'citation', new.document, round(1 - new.confidence, 4), 1);
END;
CREATE TRIGGER supports_reach_doubts AFTER INSERT ON supports
BEGIN
    UPDATE doubts SET reach = reach + 1 WHERE target = new.citation;
END;
CREATE TRIGGER times_enter_doubts AFTER INSERT ON times
BEGIN
    INSERT INTO doubts (target, layer, document, doubt, reach)
    VALUES (new.id, 'time', new.document, round(1 - new.confidence, 4), 1);
END;
CREATE TRIGGER moments_reach_doubts AFTER INSERT ON moments WHEN new.part = 'said'
BEGIN
    UPDATE doubts SET reach = reach + 1 WHERE target = new.time;
END;
CREATE TRIGGER scripture_enters_doubts AFTER INSERT ON scripture
BEGIN
    INSERT INTO doubts (target, layer, document, doubt, reach)
    VALUES (new.id, 'scripture', new.document, round(1 - new.confidence, 4), 1);
END;
CREATE TRIGGER attributions_leave_doubts AFTER DELETE ON attributions
BEGIN DELETE FROM doubts WHERE target = old.id; END;
CREATE TRIGGER citations_leave_doubts AFTER DELETE ON citations
BEGIN DELETE FROM doubts WHERE target = old.id; END;
CREATE TRIGGER times_leave_doubts AFTER DELETE ON times
BEGIN DELETE FROM doubts WHERE target = old.id; END;
CREATE TRIGGER scripture_leaves_doubts AFTER DELETE ON scripture
BEGIN DELETE FROM doubts WHERE target = old.id; END;

-- Readings of one kind: by reason and words, for "decide about all that are like this".
CREATE INDEX spans_cue ON spans (text) WHERE role = 'cue';
CREATE INDEX times_why ON times (why, text);
CREATE INDEX citations_why ON citations (why);
CREATE INDEX scripture_why ON scripture (why, verdict);

-- The log by who decided, and by what was decided together.
CREATE INDEX decisions_by ON decisions ("by", number);
CREATE INDEX decisions_batch ON decisions (CASE WHEN json_valid(value) THEN json_extract(value, '$.batch') END);
