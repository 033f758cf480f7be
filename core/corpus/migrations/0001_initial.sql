-- SPDX-FileCopyrightText: The Warbler authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- Schema 1. One transaction; never edited after a release. Times are integer milliseconds UTC.

CREATE TABLE setting(
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- Tweets with a key above `visible` belong to an import that is not finished: nobody sees them.
CREATE TABLE corpus(
    id INTEGER PRIMARY KEY CHECK(id = 1),
    visible INTEGER NOT NULL,
    tweets INTEGER NOT NULL
);
INSERT INTO corpus VALUES(1, 0, 0);

CREATE TABLE import_batch(
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK(kind IN ('tweets', 'labels')),   -- labels: of tweets that were there
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    imported_at INTEGER NOT NULL,
    -- reading: taken back when found at open. labelling: decided, all rows are staged and the categories are there; finished when
    -- found at open. done: visible. undoing, redoing: likewise finished at open. undone: hidden, may be redone. removing, removed:
    -- undone for good; the keys of its tweets are not given again, since the log of labels knows them.
    state TEXT NOT NULL CHECK(state IN ('reading', 'labelling', 'done', 'undoing', 'undone', 'redoing', 'removing', 'removed')),
    encoding TEXT NOT NULL,
    delimiter TEXT NOT NULL,
    quote TEXT NOT NULL,
    quote_escape TEXT NOT NULL,              -- doubled, backslash, else the character
    header TEXT NOT NULL CHECK(header IN ('present', 'absent')),
    id_column INTEGER NOT NULL,
    text_column INTEGER NOT NULL,
    label_column INTEGER NOT NULL,
    created_column INTEGER NOT NULL,
    author_column INTEGER NOT NULL,
    first_key INTEGER NOT NULL,
    last_key INTEGER NOT NULL,
    indexed_key INTEGER NOT NULL,            -- tweets up to here stand in the search index
    read INTEGER NOT NULL,
    imported INTEGER NOT NULL,
    duplicate INTEGER NOT NULL,
    empty INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    labelled INTEGER NOT NULL,
    positive INTEGER NOT NULL                -- category that this import made the one of interest; 0: none
);
CREATE TABLE batch_column(
    batch INTEGER NOT NULL REFERENCES import_batch(id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,                      -- verbatim
    PRIMARY KEY(batch, position)
) WITHOUT ROWID;
CREATE TABLE reject(
    id INTEGER PRIMARY KEY,
    batch INTEGER NOT NULL REFERENCES import_batch(id),
    line INTEGER NOT NULL,
    byte_offset INTEGER NOT NULL,
    reason TEXT NOT NULL,
    raw TEXT NOT NULL
);

-- No foreign key leads here, so that taking back an import stays fast; check() looks for strays instead.
CREATE TABLE tweet(
    key INTEGER PRIMARY KEY,                 -- 1, 2, 3 ... in import order
    id TEXT NOT NULL,                        -- text: 19 digits do not survive a double
    uid BLOB NOT NULL,                       -- first 16 bytes of SHA-256(file SHA-256, u64 LE record number)
    batch INTEGER NOT NULL,
    line INTEGER NOT NULL,
    dup_group BLOB NOT NULL,                 -- SHA-256 of what makes two tweets the same
    created_at TEXT NOT NULL,                -- as in the file
    text TEXT NOT NULL
);
CREATE UNIQUE INDEX tweet_id ON tweet(id);
-- All other columns, verbatim: for each a LEB128 length and the bytes. Id, date and text stand in tweet. Behind them, for each
-- field whose bytes the encoding does not know: LEB128 column, LEB128 length, those bytes.
CREATE TABLE tweet_fields(
    tweet INTEGER PRIMARY KEY,
    fields BLOB NOT NULL
);
CREATE TABLE staged_label(
    tweet INTEGER NOT NULL,
    coder TEXT NOT NULL,
    code INTEGER NOT NULL,                   -- below 0: a category that is not made yet
    PRIMARY KEY(tweet, coder)
) WITHOUT ROWID;
-- Categories of a decided import: what stands for them in staged_label, and what they became.
CREATE TABLE staged_code(
    staged INTEGER PRIMARY KEY,
    code INTEGER NOT NULL
);
-- A later row with the id of a visible tweet, where the last one counts; takes its place when the import is finished.
CREATE TABLE staged_replacement(
    tweet INTEGER PRIMARY KEY,
    uid BLOB NOT NULL,
    line INTEGER NOT NULL,
    dup_group BLOB NOT NULL,
    created_at TEXT NOT NULL,
    text TEXT NOT NULL,
    fields BLOB NOT NULL
);
-- What a tweet was before an import replaced it; while that import is undone, what it would be after.
CREATE TABLE replaced_tweet(
    batch INTEGER NOT NULL REFERENCES import_batch(id),
    tweet INTEGER NOT NULL,
    tweet_batch INTEGER NOT NULL,
    uid BLOB NOT NULL,
    line INTEGER NOT NULL,
    dup_group BLOB NOT NULL,
    created_at TEXT NOT NULL,
    text TEXT NOT NULL,
    fields BLOB NOT NULL,
    PRIMARY KEY(batch, tweet)
);
CREATE VIRTUAL TABLE tweet_fts USING fts5(
    text, content='tweet', content_rowid='key', columnsize=0, tokenize='unicode61 remove_diacritics 2');
-- Imports write many small segments and merge them at their end, in steps that let a label pass.
INSERT INTO tweet_fts(tweet_fts, rank) VALUES('automerge', 0);
INSERT INTO tweet_fts(tweet_fts, rank) VALUES('crisismerge', 1999);

CREATE TABLE variable(
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    question TEXT NOT NULL,
    kind TEXT NOT NULL CHECK(kind IN ('single')),
    positive INTEGER NOT NULL                -- code of interest; 0: none
);
INSERT INTO variable VALUES(1, 'label', '', 'single', 0);
CREATE TABLE code(
    id INTEGER PRIMARY KEY AUTOINCREMENT,    -- permanent, never used again
    variable INTEGER NOT NULL REFERENCES variable(id),
    position INTEGER NOT NULL,
    value TEXT NOT NULL,
    name TEXT NOT NULL,
    word TEXT NOT NULL,
    shortcut TEXT NOT NULL,
    colour INTEGER NOT NULL,
    archived INTEGER NOT NULL,
    definition TEXT NOT NULL,
    include TEXT NOT NULL,
    exclude TEXT NOT NULL,
    batch INTEGER NOT NULL,                  -- import that brought it; 0: made by hand
    withdrawn INTEGER NOT NULL               -- 1: that import is undone, nobody sees it
);
CREATE TABLE codebook_rev(
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    what TEXT NOT NULL
);
CREATE TABLE code_rev(
    revision INTEGER NOT NULL REFERENCES codebook_rev(id),
    code INTEGER NOT NULL REFERENCES code(id),
    value TEXT NOT NULL,
    name TEXT NOT NULL,
    word TEXT NOT NULL,
    definition TEXT NOT NULL,
    include TEXT NOT NULL,
    exclude TEXT NOT NULL,
    PRIMARY KEY(revision, code)
) WITHOUT ROWID;

CREATE TABLE coder(
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE                -- 'imported' is a source, not a person
);
CREATE TABLE label_event(
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    tweet INTEGER NOT NULL,
    coder INTEGER NOT NULL REFERENCES coder(id),
    code INTEGER NOT NULL,
    action TEXT NOT NULL,
    source TEXT NOT NULL,
    at INTEGER NOT NULL,
    ms_shown INTEGER NOT NULL,
    undone TEXT NOT NULL,
    round INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    view_order TEXT NOT NULL,
    hash BLOB NOT NULL                       -- SHA-256 over the hash before and this row
);
CREATE INDEX label_event_tweet ON label_event(tweet);
CREATE INDEX label_event_fast ON label_event(tweet) WHERE ms_shown BETWEEN 1 AND 249;   -- kFastMs
CREATE TRIGGER label_event_is_never_changed BEFORE UPDATE ON label_event
BEGIN SELECT RAISE(ABORT, 'the log of labels is append-only'); END;
CREATE TRIGGER label_event_is_never_deleted BEFORE DELETE ON label_event
BEGIN SELECT RAISE(ABORT, 'the log of labels is append-only'); END;

-- Derived from label_event, in the same transaction.
CREATE TABLE label_current(
    tweet INTEGER NOT NULL,
    coder INTEGER NOT NULL REFERENCES coder(id),
    action TEXT NOT NULL,
    code INTEGER NOT NULL,
    unsure INTEGER NOT NULL,
    flagged INTEGER NOT NULL,
    event TEXT NOT NULL,                     -- uuid of the deciding event
    source TEXT NOT NULL,                    -- of the deciding event
    at INTEGER NOT NULL,                     -- of the deciding event
    PRIMARY KEY(tweet, coder)
) WITHOUT ROWID;
CREATE INDEX label_current_day ON label_current(coder, action, at);
CREATE TABLE gold(
    tweet INTEGER PRIMARY KEY,
    state INTEGER NOT NULL,                  -- 0 unlabelled, 1 labelled, 2 skipped, 3 not codable, 4 disputed
    code INTEGER NOT NULL,
    coder TEXT NOT NULL,
    unsure INTEGER NOT NULL,
    flagged INTEGER NOT NULL
);
CREATE TABLE undo_step(
    id INTEGER PRIMARY KEY,
    coder INTEGER NOT NULL REFERENCES coder(id),
    name TEXT NOT NULL,                      -- empty for a single act
    first_event INTEGER NOT NULL,
    last_event INTEGER NOT NULL,
    undo_event INTEGER NOT NULL,             -- first event of the newest undo; 0: never undone
    state TEXT NOT NULL CHECK(state IN ('done', 'undone', 'dropped')),
    batch INTEGER NOT NULL                   -- import that this step was, whoever takes it back; 0: acts of the coder
);
CREATE INDEX undo_step_coder ON undo_step(coder, state, id);
CREATE INDEX undo_step_batch ON undo_step(batch, state, id) WHERE batch > 0;
-- Label events by which an import changed tweets that were there before it; those of its own tweets vanish with them.
CREATE TABLE batch_label(
    batch INTEGER NOT NULL REFERENCES import_batch(id),
    event INTEGER NOT NULL REFERENCES label_event(id),
    undo_event INTEGER NOT NULL,             -- newest undo of it; 0: never undone
    undone INTEGER NOT NULL,
    PRIMARY KEY(batch, event)
) WITHOUT ROWID;

CREATE TABLE sample(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    design TEXT NOT NULL CHECK(design IN ('random')),
    seed TEXT NOT NULL,
    frame INTEGER NOT NULL,                  -- units it was drawn from: duplicate groups
    drawn_at INTEGER NOT NULL
);
CREATE TABLE sample_item(
    sample INTEGER NOT NULL REFERENCES sample(id),
    position INTEGER NOT NULL,
    tweet INTEGER NOT NULL,
    PRIMARY KEY(sample, position)
) WITHOUT ROWID;

CREATE TABLE split(
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    seed TEXT NOT NULL,
    train INTEGER NOT NULL,
    validation INTEGER NOT NULL,
    test INTEGER NOT NULL,
    drawn_at INTEGER NOT NULL
);
CREATE TABLE split_item(
    split INTEGER NOT NULL REFERENCES split(id),
    tweet INTEGER NOT NULL,
    side INTEGER NOT NULL CHECK(side IN (0, 1, 2)),   -- train, validation, test
    PRIMARY KEY(split, tweet)
) WITHOUT ROWID;

CREATE TABLE run(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK(kind IN ('tuned', 'word-model', 'loaded', 'folds', 'search')),
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT NOT NULL,
    config TEXT NOT NULL,
    record TEXT NOT NULL,
    config_hash TEXT NOT NULL
);
CREATE TABLE run_item(
    run INTEGER NOT NULL REFERENCES run(id),
    position INTEGER NOT NULL,
    tweet INTEGER NOT NULL,
    side INTEGER NOT NULL CHECK(side IN (0, 1, 2)),
    code INTEGER NOT NULL,
    PRIMARY KEY(run, position)
) WITHOUT ROWID;
CREATE TABLE run_point(
    run INTEGER NOT NULL REFERENCES run(id),
    position INTEGER NOT NULL,
    point TEXT NOT NULL,                     -- JSON
    PRIMARY KEY(run, position)
) WITHOUT ROWID;
CREATE TABLE checkpoint(
    run INTEGER NOT NULL REFERENCES run(id),
    which TEXT NOT NULL CHECK(which IN ('best', 'last')),
    adapter_config TEXT NOT NULL,
    warbler TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    blob INTEGER NOT NULL REFERENCES blob(id),
    PRIMARY KEY(run, which)
) WITHOUT ROWID;
CREATE TABLE run_blob(
    run INTEGER NOT NULL REFERENCES run(id),
    name TEXT NOT NULL,
    blob INTEGER NOT NULL REFERENCES blob(id),
    PRIMARY KEY(run, name)
) WITHOUT ROWID;
-- Bytes of any size, in parts that are written one by one, so that a label need not wait. Unreferenced ones are removed at open.
CREATE TABLE blob(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL
);
CREATE TABLE blob_part(
    blob INTEGER NOT NULL REFERENCES blob(id),
    position INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY(blob, position)
);

-- What judged: a run with the weights it had then.
CREATE TABLE judge(
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES run(id),
    checkpoint TEXT NOT NULL,                -- SHA-256 of the weights; empty: folds, each of which had its own
    UNIQUE(run, checkpoint)
);
CREATE TABLE prediction(
    run INTEGER NOT NULL REFERENCES run(id),
    tweet INTEGER NOT NULL,
    category INTEGER NOT NULL,               -- index in the run's categories; -1: other
    scores BLOB NOT NULL,                    -- float32 LE: log-probability of each category, then the label mass where there is one
    has_mass INTEGER NOT NULL,
    judge INTEGER NOT NULL,                  -- 0: void, since the text it judged was replaced
    PRIMARY KEY(run, tweet)
) WITHOUT ROWID;
CREATE TRIGGER prediction_of_a_replaced_text AFTER UPDATE OF text ON tweet WHEN new.text IS NOT old.text
BEGIN UPDATE prediction SET judge = 0 WHERE tweet = new.key AND run IN (SELECT id FROM run); END;
