//! Extract: page → article (title, text, authors, dates, outlet, language).
//! In: a raw page. Out: a draft of an article with what was wrong about the page. Never: touches network or clock.

use crate::error::Problem;
use crate::model::{ArticleDraft, Page};

/// Caps on foreign HTML; a page over one of them is not parsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Largest page, in bytes.
    pub bytes_max: usize,
    /// Deepest nesting of elements.
    pub depth_max: usize,
    /// Most elements.
    pub elements_max: usize,
    /// Most attributes on one element.
    pub attributes_max: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { bytes_max: 8 << 20, depth_max: 512, elements_max: 200_000, attributes_max: 1_000 }
    }
}

/// Version of this stage; a change redoes what was derived with an older one.
pub const VERSION: u32 = 1;

/// What a page gave.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extracted {
    /// The article, where the page has one; its id is that of the canonical address, or none yet.
    pub draft: Option<ArticleDraft>,
    /// What was wrong about the page.
    pub problems: Vec<Problem>,
}

/// The article of a page.
pub fn extract(page: &Page, options: &Options) -> Extracted {
    let _ = (page, options);
    Extracted::default()
}
