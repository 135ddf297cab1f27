-- The window of the group stage, derived: what it holds of each article that is in it, by the number in the order of grouping,
-- and the rest of it as it stood after a batch. Where a row is missing or damaged, it is computed anew from the readings.
CREATE TABLE memory (
    sequence  INTEGER PRIMARY KEY,
    body      BLOB NOT NULL
);

CREATE TABLE window (
    stamp  TEXT PRIMARY KEY,
    body   BLOB NOT NULL
);
