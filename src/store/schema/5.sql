-- Storylines: what each story is about in short, derived like a placement (terms as JSON: [[KEY, WEIGHT, IS_NAME], ...], in
-- the order in which they were made), and which earlier stories it continues.
CREATE TABLE profile (
    story     INTEGER PRIMARY KEY REFERENCES story (number),
    stamp     TEXT,
    sequence  INTEGER,
    first     INTEGER,
    newest    INTEGER,
    articles  INTEGER,
    terms     TEXT
);
CREATE INDEX profile_stamp ON profile (stamp);
CREATE INDEX profile_sequence ON profile (sequence);

CREATE TABLE continues (
    story    INTEGER NOT NULL REFERENCES story (number),
    earlier  INTEGER NOT NULL REFERENCES story (number),
    score    REAL NOT NULL,
    why      TEXT NOT NULL,
    PRIMARY KEY (story, earlier)
) WITHOUT ROWID;
CREATE INDEX continues_earlier ON continues (earlier);

INSERT INTO profile (story) SELECT number FROM story;
