//! What extract learnt of a page beside its article. In: what the page says. Out: plain values.
//! Never: anything that a later stage depends on.

/// What is known of a page beside its article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Details {
    /// Where the day of publication comes from.
    pub published_from: Option<DateFrom>,
    /// Address of the lead picture.
    pub image: Option<String>,
    /// Addresses that the article's text links to, each once, in its order.
    pub links: Vec<String>,
    /// Address of the next page, where the article is split over several.
    pub next: Option<String>,
    /// Why the text may be less than the article; none where nothing hints at that.
    pub access: Option<Access>,
    /// What the page is where it is no plain article.
    pub form: Option<Form>,
}

/// Where a day of publication was found, most reliable first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateFrom {
    /// Structured data in the page.
    Data,
    /// A meta tag.
    Meta,
    /// The feed, or whatever led to the page.
    Feed,
    /// A time element.
    Element,
    /// The page's address.
    Address,
    /// Words near the headline.
    Text,
}

/// Why a text may be less than the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// The page says that it is not free, but holds a whole text.
    Paid,
    /// The text breaks off, or is far shorter than the page says that it is.
    Truncated,
}

impl Access {
    /// The word used in the store and in the contracts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Paid => "paid",
            Self::Truncated => "truncated",
        }
    }
}

/// What a page is where it is no plain article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A page that grows while something happens.
    Live,
    /// A list of articles.
    List,
}
