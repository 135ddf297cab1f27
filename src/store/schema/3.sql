-- Whose text an article has: the agency that it credits, the article that it was copied or retold from and how much of it
-- (in thousandths), and the articles that it took passages from, as JSON: [["ARTICLE", THOUSANDTHS], ...].
ALTER TABLE placement ADD COLUMN credit TEXT;
ALTER TABLE placement ADD COLUMN source TEXT;
ALTER TABLE placement ADD COLUMN source_share INTEGER;
ALTER TABLE placement ADD COLUMN took TEXT;
