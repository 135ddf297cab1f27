//! Config: file and environment → the Options of each room. Never: a global.
