-- Ground state: what came in. Derived state: what a stage made of it, with the stamp of that stage;
-- a null stamp is waiting, another stamp than the one in force is stale.

CREATE TABLE source (
    number    INTEGER PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,
    address   TEXT NOT NULL,
    kind      TEXT NOT NULL,
    paused    INTEGER NOT NULL DEFAULT 0,
    followed  INTEGER NOT NULL DEFAULT 0,  -- 1: `run` gathers from it; 0: it was imported once
    fetched   TEXT,                        -- when it was last gathered from
    problem   TEXT                         -- why the last gathering failed
);

CREATE TABLE page (
    number        INTEGER PRIMARY KEY,
    source        INTEGER REFERENCES source (number),
    url           TEXT NOT NULL,
    digest        TEXT NOT NULL,           -- of the body: the same bytes are not kept twice
    fetched       TEXT NOT NULL,
    status        INTEGER NOT NULL,
    content_type  TEXT NOT NULL,
    said          TEXT,                    -- what its source said of it, as the article contract
    body          BLOB NOT NULL,
    UNIQUE (url, digest)
);

CREATE TABLE extraction (
    page   INTEGER PRIMARY KEY REFERENCES page (number),
    stamp  TEXT
);
CREATE INDEX extraction_stamp ON extraction (stamp);

CREATE TABLE article (
    number       INTEGER PRIMARY KEY,
    id           TEXT NOT NULL UNIQUE,
    source       INTEGER REFERENCES source (number),
    imported_id  TEXT,                     -- as the source gave it
    newest       INTEGER NOT NULL,         -- newest version
    time         INTEGER                   -- publication of the newest version, in seconds, to sort by
);

CREATE TABLE version (
    number     INTEGER PRIMARY KEY,
    article    INTEGER NOT NULL REFERENCES article (number),
    version    INTEGER NOT NULL,
    page       INTEGER REFERENCES page (number),
    url        TEXT,
    outlet     TEXT,
    title      TEXT NOT NULL,
    text       TEXT NOT NULL,
    published  TEXT,
    modified   TEXT,
    received   TEXT NOT NULL,
    language   TEXT,
    authors    TEXT,                       -- a JSON list
    story      TEXT,
    UNIQUE (article, version)
);

CREATE TABLE reading (
    article  INTEGER PRIMARY KEY REFERENCES article (number),
    stamp    TEXT,
    version  INTEGER,
    body     TEXT                          -- the read contract
);
CREATE INDEX reading_stamp ON reading (stamp);

CREATE TABLE story (
    number    INTEGER PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,
    first     INTEGER NOT NULL REFERENCES article (number),
    articles  INTEGER NOT NULL DEFAULT 0,
    reports   INTEGER NOT NULL DEFAULT 0,
    time      INTEGER                      -- newest publication, in seconds, to sort by
);
CREATE INDEX story_rank ON story (reports DESC, time DESC);
CREATE INDEX story_empty ON story (number) WHERE articles = 0;

CREATE TABLE placement (
    article   INTEGER PRIMARY KEY REFERENCES article (number),
    stamp     TEXT,
    sequence  INTEGER,                     -- in which order articles were grouped
    story     INTEGER REFERENCES story (number),
    report    TEXT,
    original  TEXT,
    kind      TEXT,
    why       TEXT
);
CREATE INDEX placement_stamp ON placement (stamp);
CREATE INDEX placement_sequence ON placement (sequence);
CREATE INDEX placement_story ON placement (story);

CREATE TABLE explainer (
    story     INTEGER PRIMARY KEY REFERENCES story (number),
    stamp     TEXT,
    version   INTEGER NOT NULL DEFAULT 0,
    headline  TEXT,
    lead      TEXT,                        -- the first sentence of what's happened
    body      TEXT                         -- the explain contract
);
CREATE INDEX explainer_stamp ON explainer (stamp);

CREATE TABLE question (
    id     TEXT NOT NULL,
    story  INTEGER NOT NULL REFERENCES story (number),
    PRIMARY KEY (id, story)
) WITHOUT ROWID;
CREATE INDEX question_story ON question (story);

CREATE TABLE topic (
    id     TEXT NOT NULL,
    story  INTEGER NOT NULL REFERENCES story (number),
    PRIMARY KEY (id, story)
) WITHOUT ROWID;
CREATE INDEX topic_story ON topic (story);

CREATE TABLE problem (
    number    INTEGER PRIMARY KEY,
    place     TEXT NOT NULL,
    what      TEXT NOT NULL,
    hint      TEXT NOT NULL,
    noticed   TEXT NOT NULL,
    UNIQUE (place, what)
);
