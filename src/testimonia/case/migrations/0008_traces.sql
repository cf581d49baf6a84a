-- What each passage was made of, as a hash: after a change to the documents only the passages that changed are
-- made and written anew. A passage without a trace is made anew.

CREATE TABLE traces (
    passage TEXT PRIMARY KEY REFERENCES passages ON DELETE CASCADE,
    trace   BLOB NOT NULL
) WITHOUT ROWID;
