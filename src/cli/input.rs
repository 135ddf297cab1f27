//! Articles for the filters. In: a path of JSON lines. Out: articles, and whether some lines failed.
//! Never: stops at a bad line; it is named and the rest goes on.

use super::output::talk;
use crate::error::{Problem, Result};
use crate::gather::open_lines;
use crate::model::{Article, ArticleId, SourceId};
use crate::text::canonical_url;
use crate::wire::ArticleLine;
use std::collections::HashMap;

/// The articles of a file, in its order, and whether some lines failed.
pub(super) fn articles(path: &str) -> Result<(Vec<Article>, bool)> {
    let mut lines = open_lines(path)?;
    let (mut articles, mut failed) = (Vec::new(), false);
    let mut seen: HashMap<ArticleId, usize> = HashMap::new();
    while let Some(line) = lines.next_line() {
        let (number, bytes) = line?;
        if bytes.trim_ascii().is_empty() {
            continue;
        }
        let (article, problems) = article(path, number, &bytes);
        for problem in &problems {
            talk(problem);
            failed = true;
        }
        let Some(article) = article else { continue };
        if let Some(first) = seen.get(article.id()) {
            let what = format!("id {} stands already on line {first}", article.id());
            talk(&Problem::new(format!("{path} line {number}"), what, "give each article an id of its own"));
            failed = true;
            continue;
        }
        seen.insert(article.id().clone(), number);
        articles.push(article);
    }
    Ok((articles, failed))
}

/// The article of one line, with what was wrong about it.
fn article(path: &str, number: usize, bytes: &[u8]) -> (Option<Article>, Vec<Problem>) {
    let place = format!("{path} line {number}");
    let line: ArticleLine = match serde_json::from_slice(bytes) {
        Ok(line) => line,
        Err(error) => {
            let problem = Problem::new(place, format!("not an article: {error}"), "write one JSON object per line");
            return (None, vec![problem]);
        }
    };
    let (draft, wrong) = line.into_draft();
    let hint = "use a form like 2025-10-20T08:00:00Z or 2025-10-20; the article is read without it";
    let mut problems: Vec<Problem> = wrong.into_iter().map(|what| Problem::new(place.clone(), what, hint)).collect();
    let _ = SourceId::derive(path);
    let id = match &draft.id {
        Some(id) => ArticleId::new(id.clone()),
        None => {
            let canonical = draft.url.as_deref().and_then(canonical_url);
            ArticleId::derive(canonical.as_deref(), draft.outlet.as_deref().unwrap_or(""), &draft.title, &draft.text)
        }
    };
    match Article::new(id, draft) {
        Ok(article) => (Some(article), problems),
        Err(error) => {
            problems.push(Problem::new(place, error.to_string(), "the line is passed over"));
            (None, problems)
        }
    }
}
