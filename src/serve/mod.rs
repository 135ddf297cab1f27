//! Serve: store → web pages. In: a store. Out: HTML. Never: computes what a stage should have.
