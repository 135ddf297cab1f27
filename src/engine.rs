//! Engine: runs the stages in order over the store. In: a store. Out: tallies. Never: SQL or prose.
