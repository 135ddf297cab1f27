//! Articles for the filters. In: a path of JSON lines. Out: articles, and whether some lines failed.
//! Never: stops at a bad line; it is named and the rest goes on.

use super::output::talk;
use crate::engine::{ArticleFile, Ids};
use crate::error::Result;
use crate::model::Article;

/// Lines that are parsed at once.
const LINES: usize = 1024;

/// The articles of a file, in its order, and whether some lines failed.
pub(super) fn articles(path: &str) -> Result<(Vec<Article>, bool)> {
    let mut file = ArticleFile::open(path, Ids::AsGiven, None)?;
    let (mut articles, mut failed) = (Vec::new(), false);
    while let Some(batch) = file.next_batch(LINES) {
        articles.extend(batch.articles);
        failed |= !batch.problems.is_empty();
        batch.problems.iter().for_each(talk);
    }
    Ok((articles, failed))
}
