//! Store: the one SQLite file. In: nouns. Out: nouns. Never: SQL outside this folder.
