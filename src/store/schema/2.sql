-- Search over articles and stories: stems joined by spaces, the words themselves stay in version and explainer.
CREATE VIRTUAL TABLE article_search USING fts5 (
    title, text, content = '', contentless_delete = 1, tokenize = 'ascii'
);
CREATE VIRTUAL TABLE story_search USING fts5 (
    headline, text, content = '', contentless_delete = 1, tokenize = 'ascii'
);

-- In which languages articles were indexed: a query is stemmed in each.
CREATE TABLE search_language (code TEXT PRIMARY KEY) WITHOUT ROWID;

-- Stories that are no more: their addresses lead on.
CREATE TABLE redirect (
    old    TEXT PRIMARY KEY,
    story  TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX redirect_story ON redirect (story);
