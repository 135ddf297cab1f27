-- Gathering: what is remembered of fetches, how far imports came, and the ledger of all that was asked for, came in or was dropped.

ALTER TABLE source ADD COLUMN etag TEXT;              -- both as the server gave them for its listing
ALTER TABLE source ADD COLUMN last_modified TEXT;
ALTER TABLE source ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;   -- in a row
ALTER TABLE source ADD COLUMN not_before TEXT;        -- it is not asked before
ALTER TABLE source ADD COLUMN listing TEXT;           -- where its listing is, where that is another address
ALTER TABLE source ADD COLUMN title TEXT;             -- what it calls itself

CREATE TABLE visit (
    url            TEXT PRIMARY KEY,
    at             TEXT NOT NULL,
    times          INTEGER NOT NULL,
    status         INTEGER NOT NULL,
    etag           TEXT,
    last_modified  TEXT
) WITHOUT ROWID;

CREATE TABLE host (
    origin         TEXT PRIMARY KEY,
    not_before     TEXT,
    robots         TEXT,
    robots_at      TEXT,
    robots_status  INTEGER NOT NULL
) WITHOUT ROWID;

-- How far an import of a file or folder came; saved with what came.
CREATE TABLE position (
    source   INTEGER PRIMARY KEY REFERENCES source (number),
    mark     TEXT NOT NULL,
    records  INTEGER NOT NULL,
    offset   INTEGER NOT NULL,
    done     INTEGER NOT NULL
);

CREATE TABLE ledger (
    number   INTEGER PRIMARY KEY,
    at       INTEGER NOT NULL,             -- in seconds; the last time, where it was noted several times that day
    source   INTEGER NOT NULL DEFAULT 0,   -- 0: of no source
    asked    TEXT NOT NULL,
    outcome  TEXT NOT NULL,
    reason   TEXT NOT NULL,
    place    TEXT NOT NULL,
    status   INTEGER,
    bytes    INTEGER NOT NULL,
    items    INTEGER,
    times    INTEGER NOT NULL DEFAULT 1,
    what     TEXT NOT NULL,
    hint     TEXT NOT NULL
);
CREATE INDEX ledger_at ON ledger (at);
CREATE INDEX ledger_source ON ledger (source, at);
-- How sources are doing, and whether one was heard on a day, is told by its listing alone.
CREATE INDEX ledger_listing ON ledger (source, at, outcome, times, items) WHERE asked = 'listing';
-- What is wrong about one item is said once a day, with how often it was met.
CREATE UNIQUE INDEX ledger_item ON ledger (source, place, reason, what, at / 86400) WHERE asked = 'item';

-- What the ledger said of days that are long past, summed.
CREATE TABLE ledger_day (
    day      TEXT NOT NULL,
    source   INTEGER NOT NULL,
    asked    TEXT NOT NULL,
    outcome  TEXT NOT NULL,
    reason   TEXT NOT NULL,
    times    INTEGER NOT NULL,
    bytes    INTEGER NOT NULL,
    items    INTEGER NOT NULL,
    PRIMARY KEY (day, source, asked, outcome, reason)
) WITHOUT ROWID;
CREATE INDEX ledger_day_source ON ledger_day (source, day);

INSERT INTO ledger (at, asked, outcome, reason, place, bytes, what, hint)
    SELECT unixepoch(noticed), 'item', 'noted', '', place, 0, what, hint FROM problem;
DROP TABLE problem;

-- How a version differs from the one before it, and where it says so: silent, noticed 120-180 (bytes of its text); null
-- where there is none before it or the read stage has not looked yet.
ALTER TABLE version ADD COLUMN change TEXT;
-- Why a text may be less than the article, as extract found; null where nothing hints at that.
ALTER TABLE version ADD COLUMN access TEXT;
CREATE INDEX version_access ON version (page, article) WHERE page IS NOT NULL AND access IS NOT NULL;
-- A text that was kept for as long as the setting says: what is cited of it stays, as JSON [[START, "words"], ...].
ALTER TABLE version ADD COLUMN kept TEXT;
CREATE INDEX version_kept ON version (article) WHERE kept IS NOT NULL;
-- 1: its texts are gone but for what is cited; it stays as it is.
ALTER TABLE story ADD COLUMN sealed INTEGER NOT NULL DEFAULT 0;
CREATE INDEX story_unsealed ON story (time) WHERE sealed = 0;

-- How a page's body is packed: 0 as it came, 1 deflated.
ALTER TABLE page ADD COLUMN packed INTEGER NOT NULL DEFAULT 0;
