-- Decisions of people about stories: ground state, never made anew. They name articles and stories by id, as stories are
-- derived and their rows come and go.
CREATE TABLE decision (
    number  INTEGER PRIMARY KEY,
    kind    TEXT NOT NULL,
    story   TEXT NOT NULL,                 -- that it made, or that it is about
    came_from  TEXT,                          -- the story that its articles left
    by      TEXT NOT NULL,
    at      TEXT NOT NULL,
    reason  TEXT NOT NULL
);

-- The articles that a decision binds; one whose two stories differ was moved by it.
CREATE TABLE bond (
    decision  INTEGER NOT NULL REFERENCES decision (number),
    place     INTEGER NOT NULL,
    article   TEXT NOT NULL,
    story     TEXT NOT NULL,
    came_from    TEXT NOT NULL,
    PRIMARY KEY (decision, place)
) WITHOUT ROWID;

-- Decisions that were taken back.
CREATE TABLE undo (
    decision  INTEGER PRIMARY KEY REFERENCES decision (number),
    by        TEXT NOT NULL,
    at        TEXT NOT NULL,
    reason    TEXT NOT NULL
);

-- What happened to stories since all articles were grouped anew, in order: derived state.
CREATE TABLE event (
    number    INTEGER PRIMARY KEY,
    kind      TEXT NOT NULL,
    story     TEXT NOT NULL,
    came_from    TEXT,                        -- the story that the articles came from
    articles  TEXT NOT NULL,               -- a JSON list of ids
    why       TEXT
);
CREATE INDEX event_story ON event (story);
CREATE INDEX event_came_from ON event (came_from) WHERE came_from IS NOT NULL;
