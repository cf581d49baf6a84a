-- The ledger: what the list of all statements is put in order by, one row a statement, kept by triggers.
-- Half a million statements can so be paged by date or by speaker without being sorted first.

CREATE TABLE ledger (
    attribution INTEGER PRIMARY KEY REFERENCES attributions (number) ON DELETE CASCADE,
    document    INTEGER NOT NULL,
    day         TEXT NOT NULL DEFAULT '',   -- of the report, else of the document; '' where unknown
    speaker     TEXT NOT NULL DEFAULT ''    -- the first speaker's name in the whole case
);
INSERT INTO ledger
SELECT a.number, a.document, coalesce(a.outlet_date, d.date, d.date_probable, ''),
    coalesce((SELECT name FROM speakers WHERE attribution = a.id AND ordinal = 0), '')
FROM attributions AS a JOIN documents AS d ON d.number = a.document;
CREATE INDEX ledger_document ON ledger (document, attribution);
CREATE INDEX ledger_day ON ledger (day, attribution);
CREATE INDEX ledger_speaker ON ledger (speaker, attribution);

CREATE TRIGGER attributions_enter_ledger AFTER INSERT ON attributions
BEGIN
    INSERT INTO ledger (attribution, document, day)
    SELECT new.number, new.document, coalesce(new.outlet_date, date, date_probable, '')
    FROM documents WHERE number = new.document;
END;
CREATE TRIGGER documents_date_ledger AFTER UPDATE OF date, date_probable ON documents
WHEN old.date IS NOT new.date OR old.date_probable IS NOT new.date_probable
BEGIN
    UPDATE ledger SET day = coalesce(
        (SELECT outlet_date FROM attributions WHERE number = ledger.attribution), new.date, new.date_probable, '')
    WHERE document = new.number;
END;
CREATE TRIGGER speakers_enter_ledger AFTER INSERT ON speakers WHEN new.ordinal = 0
BEGIN
    UPDATE ledger SET speaker = new.name
    WHERE attribution = (SELECT number FROM attributions WHERE id = new.attribution);
END;
CREATE TRIGGER speakers_rename_ledger AFTER UPDATE OF name ON speakers WHEN new.ordinal = 0
BEGIN
    UPDATE ledger SET speaker = new.name
    WHERE attribution = (SELECT number FROM attributions WHERE id = new.attribution);
END;

CREATE INDEX attributions_kinds ON attributions (kind, speaker_class);
