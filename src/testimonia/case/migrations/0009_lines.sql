-- The network counts the pairs of outlet and speaker, the timeline the days of an outlet: one index serves both.

DROP INDEX ledger_outlet_days;
CREATE INDEX ledger_outlet_speaker ON ledger (outlet, speaker, day, said);
-- Published: the statements of a document by their names, without reading their rows.
CREATE INDEX ledger_document_names ON ledger (document, speaker, outlet);
