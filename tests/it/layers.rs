//! The layer table: which room may use which. In: nothing. Out: the table as data.
//! Never: changed alone; ARCHITECTURE.md shows the same table, and tests/it/docs.rs compares the two.

/// What pure stages may use.
const PURE_STAGE: &[&str] = &["model", "text", "error"];

/// What rooms on the border to files and network may use.
const NOUNS: &[&str] = &["model", "text", "wire", "error"];

/// Every room, in reading order, with the rooms that it may use.
pub(crate) const LAYERS: &[(&str, &[&str])] = &[
    ("error", &[]),
    ("model", &["error"]),
    ("text", &["model", "error"]),
    ("wire", &["model", "text", "error"]),
    ("gather", NOUNS),
    ("extract", PURE_STAGE),
    ("read", PURE_STAGE),
    ("group", PURE_STAGE),
    ("explain", PURE_STAGE),
    ("store", NOUNS),
    ("engine", &["gather", "extract", "read", "group", "explain", "store", "model", "text", "wire", "error"]),
    ("serve", &["store", "read", "explain", "model", "text", "wire", "error"]),
    ("config", &["engine", "serve", "error"]),
    (
        "cli",
        &[
            "config", "engine", "serve", "gather", "extract", "read", "group", "explain", "store", "model", "text",
            "wire", "error",
        ],
    ),
    ("main", &["cli"]),
];

/// Rooms that touch no file, network, environment, clock, thread or log.
pub(crate) const PURE: &[&str] = &["model", "text", "wire", "extract", "read", "group", "explain"];

/// What `room` may use; nothing where there is no such room.
pub(crate) fn may_use(room: &str) -> Option<&'static [&'static str]> {
    LAYERS.iter().find(|(name, _)| *name == room).map(|(_, uses)| *uses)
}
