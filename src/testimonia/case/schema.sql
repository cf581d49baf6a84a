-- The case file: one SQLite database, version 1.
--
-- Start reading at `documents`, then at the view `said`. Every annotation hangs on a document and keeps the
-- text of its spans, so that a row can be read without its document; spans are [start, end) in Unicode code
-- points of texts.text. Lists of plain words are JSON arrays. Text with lone surrogates, which a damaged file
-- may hold, is kept as a BLOB (UTF-8 with surrogates let through).
--
-- Columns named `read` hold a name as it was read in its document; `name` holds what it stands for in the
-- whole case: the merged actor, or what a person decided.

PRAGMA application_id = 0x5465736D; -- "Tesm"

CREATE TABLE settings (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- Who is writing to this case now. A row of a process that has ended counts for nothing.
CREATE TABLE writer (
    one           INTEGER PRIMARY KEY CHECK (one = 1),
    pid           INTEGER NOT NULL,
    host          TEXT NOT NULL,
    process_start TEXT NOT NULL,
    since         TEXT NOT NULL,
    beat          REAL NOT NULL
);

CREATE TABLE runs (
    number    INTEGER PRIMARY KEY,
    started   TEXT NOT NULL,
    ended     TEXT,
    version   TEXT NOT NULL,
    inputs    TEXT NOT NULL,          -- JSON array
    outcome   TEXT NOT NULL,          -- running, done, interrupted, failed
    summary   TEXT                    -- JSON object: counts and warnings
);

-- What was read -------------------------------------------------------------------------------------------

CREATE TABLE documents (
    number             INTEGER PRIMARY KEY,
    id                 TEXT NOT NULL UNIQUE,  -- SHA-256 of the text
    name               TEXT NOT NULL,         -- file name; with folders only where two documents share it
    title              TEXT,
    date               TEXT,                  -- printed
    date_probable      TEXT,
    date_why           TEXT NOT NULL DEFAULT '',
    posting_date       TEXT,
    hijri              TEXT,
    genre              TEXT NOT NULL DEFAULT 'other',
    genre_why          TEXT NOT NULL DEFAULT '',
    publisher          TEXT,
    publisher_inferred TEXT,
    publisher_why      TEXT NOT NULL DEFAULT '',
    author             TEXT,
    author_inferred    TEXT,
    author_why         TEXT NOT NULL DEFAULT '',
    languages          TEXT NOT NULL DEFAULT '[]',
    characters         INTEGER NOT NULL,
    words              INTEGER NOT NULL,
    analysed_by        TEXT                   -- NULL where the analysis failed
);
CREATE INDEX documents_name ON documents (name);

CREATE TABLE texts (
    document INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
    text     TEXT NOT NULL
);

-- One row for every path that was read; an archive is one source of many files.
CREATE TABLE sources (
    path       TEXT PRIMARY KEY,
    raw_sha256 TEXT,
    reader     TEXT NOT NULL,          -- program, libraries and options it was read with
    complete   INTEGER NOT NULL        -- 0 while its documents are still being read
);

CREATE TABLE files (
    number            INTEGER PRIMARY KEY,
    source            TEXT NOT NULL REFERENCES sources ON DELETE CASCADE,
    ordinal           INTEGER NOT NULL,
    path              TEXT NOT NULL,
    name              TEXT NOT NULL,
    document          INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    media_type        TEXT NOT NULL,
    extractor         TEXT NOT NULL,
    extractor_version TEXT NOT NULL,
    encoding          TEXT,
    raw_sha256        TEXT NOT NULL,
    raw_bytes         INTEGER NOT NULL,
    hints             TEXT NOT NULL DEFAULT '{}',
    notes             TEXT NOT NULL DEFAULT '[]',
    UNIQUE (source, ordinal)
);
CREATE INDEX files_document ON files (document);

CREATE TABLE unread (
    number INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    path   TEXT NOT NULL,
    reason TEXT NOT NULL,
    remedy TEXT NOT NULL DEFAULT ''
);
CREATE INDEX unread_source ON unread (source);

-- Annotations that were refused, analyses that failed: nothing is dropped in silence.
CREATE TABLE faults (
    number   INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    layer    TEXT NOT NULL,
    row      TEXT NOT NULL,
    reason   TEXT NOT NULL
);
CREATE INDEX faults_document ON faults (document);

CREATE TABLE sections (
    document      INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    ordinal       INTEGER NOT NULL,
    voice         TEXT NOT NULL,
    number        INTEGER,
    start         INTEGER NOT NULL,
    end           INTEGER NOT NULL,
    heading_start INTEGER,
    heading_end   INTEGER,
    heading       TEXT,
    PRIMARY KEY (document, ordinal)
);

-- What was found ------------------------------------------------------------------------------------------

-- Every place in a text that has a role in a row of another table: content, cue, source, outlet of an
-- attribution; date of a citation; reference of a quoted scripture; place of a check; title, date, author …
-- of a document (annotation = the document's id).
CREATE TABLE spans (
    annotation TEXT NOT NULL,
    role       TEXT NOT NULL,
    ordinal    INTEGER NOT NULL,
    document   INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    start      INTEGER NOT NULL,
    end        INTEGER NOT NULL,
    text       TEXT NOT NULL,
    PRIMARY KEY (annotation, role, ordinal)
) WITHOUT ROWID;
CREATE INDEX spans_document ON spans (document);

CREATE TABLE attributions (
    number        INTEGER PRIMARY KEY,
    id            TEXT NOT NULL UNIQUE,
    document      INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    kind          TEXT NOT NULL,
    speaker_class TEXT NOT NULL,
    negated       INTEGER NOT NULL,
    outlet_date   TEXT,
    parent        TEXT REFERENCES attributions (id) DEFERRABLE INITIALLY DEFERRED,
    confidence    REAL NOT NULL,
    why           TEXT NOT NULL
);
CREATE INDEX attributions_document ON attributions (document);
CREATE INDEX attributions_parent ON attributions (parent);

CREATE TABLE speakers (
    attribution TEXT NOT NULL REFERENCES attributions (id) ON DELETE CASCADE,
    ordinal     INTEGER NOT NULL,
    read        TEXT NOT NULL,
    name        TEXT NOT NULL,
    PRIMARY KEY (attribution, ordinal)
) WITHOUT ROWID;
CREATE INDEX speakers_name ON speakers (name);

CREATE TABLE attribution_outlets (
    attribution TEXT NOT NULL REFERENCES attributions (id) ON DELETE CASCADE,
    ordinal     INTEGER NOT NULL,     -- 0 is the nearest
    read        TEXT NOT NULL,
    name        TEXT NOT NULL,
    PRIMARY KEY (attribution, ordinal)
) WITHOUT ROWID;
CREATE INDEX attribution_outlets_name ON attribution_outlets (name);

CREATE TABLE citations (
    id            TEXT PRIMARY KEY,
    document      INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    form          TEXT NOT NULL,
    start         INTEGER NOT NULL,
    end           INTEGER NOT NULL,
    text          TEXT NOT NULL,
    date_written  TEXT,
    date          TEXT,
    date_probable TEXT,
    confidence    REAL NOT NULL,
    why           TEXT NOT NULL
);
CREATE INDEX citations_document ON citations (document);

CREATE TABLE citation_outlets (
    citation TEXT NOT NULL REFERENCES citations ON DELETE CASCADE,
    ordinal  INTEGER NOT NULL,
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    read     TEXT NOT NULL,
    name     TEXT NOT NULL,
    start    INTEGER NOT NULL,
    end      INTEGER NOT NULL,
    text     TEXT NOT NULL,
    date     TEXT,
    PRIMARY KEY (citation, ordinal)
) WITHOUT ROWID;
CREATE INDEX citation_outlets_name ON citation_outlets (name);
CREATE INDEX citation_outlets_document ON citation_outlets (document);

-- The statements a citation stands for.
CREATE TABLE supports (
    citation    TEXT NOT NULL REFERENCES citations ON DELETE CASCADE,
    ordinal     INTEGER NOT NULL,
    attribution TEXT NOT NULL REFERENCES attributions (id) ON DELETE CASCADE,
    PRIMARY KEY (citation, ordinal)
) WITHOUT ROWID;
CREATE INDEX supports_attribution ON supports (attribution);

CREATE TABLE times (
    id            TEXT PRIMARY KEY,
    document      INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    start         INTEGER NOT NULL,
    end           INTEGER NOT NULL,
    text          TEXT NOT NULL,
    type          TEXT NOT NULL,
    value         TEXT NOT NULL,
    mod           TEXT,
    calendar      TEXT NOT NULL,
    value_printed TEXT,
    alternatives  TEXT NOT NULL DEFAULT '[]',
    earliest      TEXT,
    latest        TEXT,
    edtf          TEXT,
    hijri         TEXT,
    anchor        TEXT,
    anchor_kind   TEXT NOT NULL,
    role          TEXT NOT NULL,
    issues        TEXT NOT NULL DEFAULT '[]',
    confidence    REAL NOT NULL,
    why           TEXT NOT NULL
);
CREATE INDEX times_document ON times (document);
CREATE INDEX times_value ON times (value);

CREATE TABLE actors (
    number INTEGER PRIMARY KEY,
    id     TEXT NOT NULL UNIQUE,
    name   TEXT NOT NULL,
    type   TEXT NOT NULL,
    why    TEXT NOT NULL DEFAULT '[]'
);
CREATE INDEX actors_name ON actors (name);

CREATE TABLE mentions (
    id         TEXT PRIMARY KEY,
    document   INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    start      INTEGER NOT NULL,
    end        INTEGER NOT NULL,
    text       TEXT NOT NULL,
    type       TEXT NOT NULL,
    form       TEXT NOT NULL,
    name       TEXT NOT NULL,
    actor      INTEGER REFERENCES actors ON DELETE SET NULL,
    confidence REAL NOT NULL,
    why        TEXT NOT NULL
);
CREATE INDEX mentions_document ON mentions (document);
CREATE INDEX mentions_actor ON mentions (actor);

-- What a person wrote down about names: alias, the name it stands for, what kind of actor that is.
CREATE TABLE aliases (
    alias     TEXT NOT NULL,
    canonical TEXT NOT NULL,
    kind      TEXT NOT NULL,
    PRIMARY KEY (alias, canonical, kind)
) WITHOUT ROWID;

CREATE TABLE scripture (
    id                TEXT PRIMARY KEY,
    document          INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    start             INTEGER NOT NULL,
    end               INTEGER NOT NULL,
    text              TEXT NOT NULL,
    work              TEXT NOT NULL,
    language          TEXT NOT NULL,
    reference_written TEXT,
    reference         TEXT,
    true_reference    TEXT,
    verdict           TEXT NOT NULL,
    before            TEXT NOT NULL DEFAULT '',
    after             TEXT NOT NULL DEFAULT '',
    partner           TEXT,
    text_name         TEXT,
    transmitters      TEXT NOT NULL DEFAULT '[]',
    repair            TEXT,
    confidence        REAL NOT NULL,
    why               TEXT NOT NULL
);
CREATE INDEX scripture_document ON scripture (document);

CREATE TABLE differences (
    scripture TEXT NOT NULL REFERENCES scripture ON DELETE CASCADE,
    ordinal   INTEGER NOT NULL,
    document  INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    kind      TEXT NOT NULL,
    start     INTEGER NOT NULL,
    end       INTEGER NOT NULL,
    text      TEXT NOT NULL,
    found     TEXT NOT NULL,
    expected  TEXT NOT NULL,
    PRIMARY KEY (scripture, ordinal)
) WITHOUT ROWID;
CREATE INDEX differences_document ON differences (document);

CREATE TABLE passages (
    id          TEXT PRIMARY KEY,
    kind        TEXT NOT NULL,
    cluster     TEXT NOT NULL,
    a_document  INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    a_start     INTEGER NOT NULL,
    a_end       INTEGER NOT NULL,
    a_text      TEXT NOT NULL,
    b_document  INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    b_start     INTEGER NOT NULL,
    b_end       INTEGER NOT NULL,
    b_text      TEXT NOT NULL,
    equal_words INTEGER NOT NULL,
    score       REAL NOT NULL,
    earlier     TEXT,
    why         TEXT NOT NULL
);
CREATE INDEX passages_a_document ON passages (a_document);
CREATE INDEX passages_b_document ON passages (b_document);

CREATE TABLE variants (
    passage TEXT NOT NULL REFERENCES passages ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    alters  TEXT NOT NULL,
    a_start INTEGER NOT NULL,
    a_end   INTEGER NOT NULL,
    a_text  TEXT NOT NULL,
    b_start INTEGER NOT NULL,
    b_end   INTEGER NOT NULL,
    b_text  TEXT NOT NULL,
    why     TEXT NOT NULL,
    PRIMARY KEY (passage, ordinal)
) WITHOUT ROWID;

CREATE TABLE checks (
    id       TEXT PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    kind     TEXT NOT NULL,
    message  TEXT NOT NULL,
    related  TEXT NOT NULL DEFAULT '[]'
);
CREATE INDEX checks_document ON checks (document);

-- What people decided: rows are only ever added ------------------------------------------------------------

CREATE TABLE decisions (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id     TEXT NOT NULL UNIQUE,
    at     TEXT NOT NULL,
    by     TEXT NOT NULL,
    action TEXT NOT NULL CHECK (action IN ('accept', 'reject', 'correct', 'merge', 'split', 'note')),
    target TEXT NOT NULL,
    value  TEXT NOT NULL DEFAULT '',
    note   TEXT NOT NULL DEFAULT ''
);
CREATE INDEX decisions_target ON decisions (target);
CREATE TRIGGER decisions_are_not_changed BEFORE UPDATE ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions are only ever added'); END;
CREATE TRIGGER decisions_are_not_removed BEFORE DELETE ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions are only ever added'); END;

-- Search over folded copies (case, diacritics, vowel signs, letter forms folded away) -----------------------

CREATE VIRTUAL TABLE document_search USING fts5 (title, text, tokenize = "unicode61 remove_diacritics 0");
CREATE VIRTUAL TABLE attribution_search USING fts5 (content, tokenize = "unicode61 remove_diacritics 0");
CREATE TRIGGER documents_leave_search AFTER DELETE ON documents
BEGIN DELETE FROM document_search WHERE rowid = old.number; END;
CREATE TRIGGER attributions_leave_search AFTER DELETE ON attributions
BEGIN DELETE FROM attribution_search WHERE rowid = old.number; END;

-- Views for people ------------------------------------------------------------------------------------------

CREATE VIEW rejected AS
SELECT target FROM decisions AS d
WHERE action = 'reject'
  AND NOT EXISTS (SELECT 1 FROM decisions AS later
                  WHERE later.target = d.target AND later.number > d.number
                    AND later.action IN ('accept', 'reject', 'correct'));

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

-- Who passed a statement on, outermost first.
CREATE VIEW chains AS
WITH RECURSIVE chain (id, step, at) AS (
    SELECT id, 0, id FROM attributions
    UNION ALL
    SELECT chain.id, step + 1, a.parent FROM chain JOIN attributions AS a ON a.id = chain.at
    WHERE a.parent IS NOT NULL AND step < 50
)
SELECT id AS attribution, step,
    (SELECT group_concat(name, '; ') FROM
        (SELECT name FROM speakers WHERE attribution = chain.at AND name <> '' ORDER BY ordinal)) AS speaker,
    at AS through
FROM chain;

CREATE VIEW cited AS
SELECT d.name AS document, c.form, c.text, o.name AS outlet, coalesce(o.date, c.date) AS date, c.date_probable,
    c.id, c.why, c.document AS document_number
FROM citations AS c JOIN documents AS d ON d.number = c.document
LEFT JOIN citation_outlets AS o ON o.citation = c.id;

CREATE VIEW actor_variants AS
SELECT a.name AS actor, m.text, m.form, count(*) AS count, count(DISTINCT m.document) AS documents,
    a.number AS actor_number
FROM mentions AS m JOIN actors AS a ON a.number = m.actor
GROUP BY a.number, m.text, m.form;

CREATE VIEW recycled AS
SELECT da.name AS a, db.name AS b, p.kind, p.equal_words, p.score,
    CASE p.earlier WHEN 'a' THEN da.name WHEN 'b' THEN db.name END AS earlier,
    (SELECT count(*) FROM variants WHERE passage = p.id AND alters <> 'no') AS differences_of_sense,
    p.a_text, p.b_text, p.cluster, p.id
FROM passages AS p JOIN documents AS da ON da.number = p.a_document
JOIN documents AS db ON db.number = p.b_document;
