//! Ids: opaque text, derived from content so that the same pages give the same ids.
//! In: the parts an id is derived from. Out: a newtype per noun. Never: random or counted ids.

use sha2::{Digest, Sha256};
use std::fmt;

/// Hex digits of a derived id: 64 bits, a clash is not expected below four thousand million articles.
const HEX_DIGITS: usize = 16;

/// A stable hex digest of the parts, which are kept apart by a zero byte.
pub fn digest(parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part.as_bytes());
        hasher.update([0]);
    }
    hasher.finalize().iter().take(HEX_DIGITS / 2).map(|byte| format!("{byte:02x}")).collect()
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// This id, as it stands in a contract or in the store.
            pub fn new(id: impl Into<String>) -> Self {
                Self(id.into())
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(&self.0)
            }
        }
    };
}

id!(
    /// One article, over all its versions.
    ArticleId
);
id!(
    /// One source that pages or articles come from.
    SourceId
);
id!(
    /// One report: an original and its copies.
    ReportId
);
id!(
    /// One story; derived from its first article and never changed.
    StoryId
);
id!(
    /// One question of one story.
    QuestionId
);
id!(
    /// One topic: a person, organisation, place or thing.
    TopicId
);
id!(
    /// One outlet: who publishes articles.
    OutletId
);

impl ArticleId {
    /// The id of an article that came without one: from its canonical address, else from outlet, title and text.
    pub fn derive(canonical_url: Option<&str>, outlet: &str, title: &str, text: &str) -> Self {
        match canonical_url {
            Some(url) => Self(digest(&["article", url])),
            None => Self(digest(&["article", outlet, title, text])),
        }
    }

    /// The id in a store of an article that came with an id, which is unique only within its source.
    pub fn imported(source: &SourceId, id: &str) -> Self {
        Self(digest(&["article of", source.as_str(), id]))
    }
}

impl StoryId {
    /// The id of the story that this article opened.
    pub fn of_first(article: &ArticleId) -> Self {
        Self(digest(&["story", article.as_str()]))
    }
}

impl ReportId {
    /// The id of the report that this article opened.
    pub fn of_first(article: &ArticleId) -> Self {
        Self(digest(&["report", article.as_str()]))
    }
}

impl QuestionId {
    /// The id of a story's question, from what it asks about (not from its wording, which may be bettered).
    pub fn derive(story: &StoryId, about: &str) -> Self {
        Self(digest(&["question", story.as_str(), about]))
    }
}

impl TopicId {
    /// The id of a topic, from its kind and its name.
    pub fn derive(kind: &str, name: &str) -> Self {
        Self(digest(&["topic", kind, &name.to_lowercase()]))
    }
}

impl OutletId {
    /// The id of an outlet, from its name without what every web address has; none where it has no name.
    pub fn derive(name: &str) -> Option<Self> {
        let name = name.trim().to_lowercase();
        let name = name.trim_start_matches("www.");
        (!name.is_empty()).then(|| Self(digest(&["outlet", name])))
    }
}

impl SourceId {
    /// The id of a source, from its address or path as given.
    pub fn derive(address: &str) -> Self {
        Self(digest(&["source", address]))
    }
}
