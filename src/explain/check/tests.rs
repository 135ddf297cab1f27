//! Claims about invented people, each wrong in one way. In: a source and a claim. Out: the verdict that must come.
use super::*;
