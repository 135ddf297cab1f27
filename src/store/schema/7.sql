-- Topics, outlets and editions of stories have pages and feeds of their own; what those show is found by index, however much
-- there is. All of it is derived: from articles as they come in, and from explainers as they are saved.
CREATE TABLE outlet (
    number  INTEGER PRIMARY KEY,
    id      TEXT NOT NULL UNIQUE,
    name    TEXT NOT NULL
);
ALTER TABLE article ADD COLUMN outlet INTEGER REFERENCES outlet (number);  -- of the newest version
CREATE INDEX article_outlet ON article (outlet, time);
ALTER TABLE reading ADD COLUMN language TEXT;

-- Which outlets tell a story (by outlet id), and what only they say of it, as JSON of the explain contract; null where nothing.
CREATE TABLE voice (
    outlet  TEXT NOT NULL,
    story   INTEGER NOT NULL REFERENCES story (number),
    time    INTEGER,                       -- that of the story, to sort by
    body    TEXT,
    PRIMARY KEY (outlet, story)
) WITHOUT ROWID;
CREATE INDEX voice_time ON voice (outlet, time);
CREATE INDEX voice_story ON voice (story);

ALTER TABLE topic ADD COLUMN time INTEGER; -- that of the story, to sort by
ALTER TABLE topic ADD COLUMN card TEXT;    -- the story's card on it, as the explain contract
CREATE INDEX topic_time ON topic (id, time);

-- Dated entries of a story that name one of its topics, as the explain contract.
CREATE TABLE topic_entry (
    topic  TEXT NOT NULL,
    day    TEXT NOT NULL,                  -- when it happened or began, to sort by
    story  INTEGER NOT NULL REFERENCES story (number),
    place  INTEGER NOT NULL,
    body   TEXT NOT NULL,
    PRIMARY KEY (topic, day, story, place)
) WITHOUT ROWID;
CREATE INDEX topic_entry_story ON topic_entry (story);

-- What happened, as each version of an explainer told it.
CREATE TABLE edition (
    story     INTEGER NOT NULL REFERENCES story (number),
    version   INTEGER NOT NULL,
    updated   TEXT NOT NULL,               -- when its newest article was published, or received where no date is known
    headline  TEXT NOT NULL,               -- both as the explain contract
    happened  TEXT NOT NULL,
    PRIMARY KEY (story, version)
) WITHOUT ROWID;
