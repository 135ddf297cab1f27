-- Topics, outlets, categories and editions of stories have pages and feeds of their own; what those show is found by index,
-- however much there is. All of it but the category of a source is derived: from articles as they come in, and from
-- explainers as they are saved.

-- Who publishes. What it has is counted with its voices, so that its page needs no look at all of them.
CREATE TABLE outlet (
    number   INTEGER PRIMARY KEY,
    id       TEXT NOT NULL UNIQUE,
    name     TEXT NOT NULL,
    stories  INTEGER NOT NULL DEFAULT 0,   -- explained stories that it tells
    own      INTEGER NOT NULL DEFAULT 0,   -- its originals in them
    copies   INTEGER NOT NULL DEFAULT 0    -- its copies of others' texts in them
);
CREATE INDEX outlet_stories ON outlet (stories DESC, number);

-- Lists and searches without words go by outlet, language and time.
ALTER TABLE article ADD COLUMN publisher INTEGER REFERENCES outlet (number);  -- of the newest version
ALTER TABLE article ADD COLUMN read_language TEXT;                              -- as it was read
CREATE INDEX article_time ON article (time);
CREATE INDEX article_outlet ON article (publisher, time);
CREATE INDEX article_language ON article (read_language, time);

ALTER TABLE source ADD COLUMN category TEXT;   -- as people sort their sources
CREATE INDEX article_source ON article (source);
CREATE INDEX page_source ON page (source);
CREATE INDEX version_page ON version (page, article) WHERE page IS NOT NULL;

-- What lists show of a story, as of its explainer.
ALTER TABLE story ADD COLUMN last_published TEXT; -- when its newest article was published
ALTER TABLE story ADD COLUMN explained TEXT;   -- when the last of its articles was received; null: it has no explainer
ALTER TABLE story ADD COLUMN category TEXT;    -- that most of its reports came from
CREATE INDEX story_front ON story (time, reports) WHERE explained IS NOT NULL AND articles > 0;
CREATE INDEX story_category ON story (category, time, reports) WHERE explained IS NOT NULL AND articles > 0;

-- Which outlets tell a story, and what only they say of it, as JSON of the explain contract; null where nothing.
CREATE TABLE voice (
    outlet  INTEGER NOT NULL REFERENCES outlet (number),
    story   INTEGER NOT NULL REFERENCES story (number),
    time    INTEGER,                       -- that of the story, to sort by
    own     INTEGER NOT NULL,
    copies  INTEGER NOT NULL,
    body    TEXT,
    PRIMARY KEY (outlet, story)
) WITHOUT ROWID;
CREATE INDEX voice_time ON voice (outlet, time);
CREATE INDEX voice_story ON voice (story);
CREATE TRIGGER voice_raised AFTER INSERT ON voice BEGIN
    UPDATE outlet SET stories = stories + 1, own = own + new.own, copies = copies + new.copies WHERE number = new.outlet;
END;
CREATE TRIGGER voice_silenced AFTER DELETE ON voice BEGIN
    UPDATE outlet SET stories = stories - 1, own = own - old.own, copies = copies - old.copies WHERE number = old.outlet;
END;

-- What a topic is called: its address stays, even where no story describes it any more.
CREATE TABLE topic_name (
    id    TEXT PRIMARY KEY,
    kind  TEXT NOT NULL,
    name  TEXT NOT NULL
) WITHOUT ROWID;
ALTER TABLE topic ADD COLUMN time INTEGER;     -- that of the story, to sort by
ALTER TABLE topic ADD COLUMN card TEXT;        -- the story's card on it, as the explain contract
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

-- Questions that a story asked once: their addresses lead to it.
CREATE TABLE former_question (
    id     TEXT PRIMARY KEY,
    story  TEXT NOT NULL
) WITHOUT ROWID;

-- What happened, as each version of an explainer told it.
CREATE TABLE edition (
    story     INTEGER NOT NULL REFERENCES story (number),
    version   INTEGER NOT NULL,
    digest    TEXT NOT NULL,               -- of what it says
    updated   TEXT NOT NULL,               -- when its newest article was published, or received where no date is known
    articles  INTEGER NOT NULL,
    reports   INTEGER NOT NULL,
    headline  TEXT NOT NULL,               -- both as the explain contract
    happened  TEXT NOT NULL,
    PRIMARY KEY (story, version)
) WITHOUT ROWID;
